//! Systems with zeros at infinity and simple zeros elsewhere: the zeros are guessed from images
//! modulo primes, put into the equations, and counted.
//!
//! *No zero is missing.* Let M be the matrix over ℤ of all multiples xᵃ·fᵢ of degree at most δ, the
//! columns the monomials in descending grevlex. Suppose that a monomial m is the leading
//! monomial of a combination of rows modulo each prime of a set S but of no combination over
//! ℚ. Then the r columns' rank before m is lower modulo each of them than over ℚ, so one
//! nonzero minor of order r of those columns is divisible by all primes of S, and ∏ S is at
//! most Hadamard's bound for it. Primes that all show the same leading monomials within
//! degree δ, with a larger product, therefore show leading monomials of the ideal over ℚ: its
//! quotient has at most as many dimensions as there are monomials below the staircase. As many
//! different zeros that satisfy the equations exactly are then all, and simple.
//!
//! No single prime is believed: for p·x² − x at p (soundness of modular lifts) the
//! staircase is too small, and too few primes show it.

use super::eliminant::squarefree_modulo;
use super::guess::{Guess, hold};
use super::height::norm;
use super::modular_system::{Course, Images, ModularSystem, powers};
use super::order::Order;
use super::point_class::PointClass;
use super::residue_algebra::{ResidueAlgebra, Staircase};
use super::zero_dim::{SUMS_TRIED, ZeroDim, linear_forms, sorted, unless_stuck};
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::Poly;
use crate::polynomial::univariate::modular::large_primes;

/// More binary digits than these are not asked of the primes.
const MOST_BITS: usize = 100_000;
/// Binary digits of the first and of the last attempt to guess the zeros.
const FIRST_BITS: usize = 240;
const LAST_BITS: usize = 60_000;
const PRIMES_TRIED: usize = 3;

/// The zeros of a system, if they are simple and so many primes as are needed can be looked at.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub(super) fn simple_zeros(
    polynomials: &[Poly],
    budget: &Budget,
) -> Result<Option<ZeroDim>, Exhausted> {
    let system = ModularSystem::new(polynomials)?;
    for p in large_primes().take(PRIMES_TRIED) {
        let Some(course) = system.learn(p, budget)? else { continue };
        let Some(staircase) = &course.staircase else { return Ok(None) };
        let bits = minor_bits(polynomials, &system.order, &course);
        if bits > MOST_BITS {
            return Ok(None);
        }
        let suggested = Suggested { polynomials, system: &system, course: &course, staircase };
        let guessed = unless_stuck(suggested.classes(budget), budget)?;
        let Some((form, classes)) = guessed else { continue };
        if !shown_by_primes(&system, &course, bits, budget)? {
            continue;
        }
        let dimension = staircase.dimension();
        return Ok(Some(ZeroDim {
            dimension_with_multiplicity: dimension,
            distinct: dimension,
            classes: sorted(classes),
            separating_form: form,
        }));
    }
    Ok(None)
}

/// Binary digits of Hadamard's bound for the minors in question: no more rows than columns, and
/// no more rows from one equation than it has multiples.
fn minor_bits(polynomials: &[Poly], order: &Order, course: &Course) -> usize {
    let (n, degree) = (order.nvars(), course.trace.degree as usize);
    let mut columns = monomials_up_to(n, degree);
    let mut rows: Vec<(usize, usize)> = polynomials
        .iter()
        .filter(|f| !f.is_zero())
        .map(|f| (norm(f).bits(), f.total_degree() as usize))
        .map(|(bits, d)| (bits, degree.checked_sub(d).map_or(0, |rest| monomials_up_to(n, rest))))
        .collect();
    rows.sort_unstable_by(|a, b| b.cmp(a));
    let mut total = 0usize;
    for (bits, multiples) in rows {
        let used = multiples.min(columns);
        columns -= used;
        total = total.saturating_add(bits.saturating_mul(used));
    }
    total
}

/// The number of monomials of degree at most d in n variables.
fn monomials_up_to(n: usize, d: usize) -> usize {
    (1..=n).fold(1u128, |c, k| c.saturating_mul((d + k) as u128) / k as u128) as usize
}

/// Do primes with a product of more than `bits` binary digits take the same course?
fn shown_by_primes(
    system: &ModularSystem,
    course: &Course,
    bits: usize,
    budget: &Budget,
) -> Result<bool, Exhausted> {
    const MOST_REFUSALS: usize = 16;
    let (mut seen, mut refused) = (0, 0);
    for p in large_primes().take_while(|p| *p > 1 << 30) {
        if seen > bits {
            return Ok(true);
        }
        match system.basis(course, p, budget)? {
            Some(_) => seen += 30,
            None => refused += 1,
        }
        if refused > MOST_REFUSALS {
            return Ok(false);
        }
    }
    Ok(false)
}

/// A separating form with the classes that it shows.
type Separated = (Vec<Integer>, Vec<PointClass>);

/// The zeros as the primes suggest them.
struct Suggested<'a> {
    polynomials: &'a [Poly],
    system: &'a ModularSystem,
    course: &'a Course,
    staircase: &'a Staircase,
}

impl Suggested<'_> {
    /// As many different zeros as the staircase has monomials, each put into the equations.
    fn classes(&self, budget: &Budget) -> Result<Option<Separated>, Exhausted> {
        if self.staircase.dimension() == 0 {
            let n = self.system.order.nvars();
            return Ok(Some((vec![Integer::zero(); n], Vec::new())));
        }
        let p = self.course.p;
        let Some(basis) = self.system.basis(self.course, p, budget)? else { return Ok(None) };
        let algebra = self.staircase.algebra(&basis, p, budget)?;
        let Some(form) = separating(&algebra, budget)? else { return Ok(None) };
        let mut images = Images::new(self.system, self.course, self.staircase, &form, true);
        let mut guess = Guess::default();
        let mut bits = FIRST_BITS;
        while bits <= LAST_BITS {
            images.gather(bits, budget)?;
            if let Some(classes) = guess.classes(&images.found, budget)? {
                let dimension = self.staircase.dimension();
                let all = hold(&classes, dimension, &form, self.polynomials, budget)?;
                return Ok(all.then_some((form, classes)));
            }
            bits += bits / 2;
        }
        Ok(None)
    }
}

/// A form that generates the algebra modulo the prime and shows that all zeros there are simple.
fn separating(
    algebra: &ResidueAlgebra<'_>,
    budget: &Budget,
) -> Result<Option<Vec<Integer>>, Exhausted> {
    let n = algebra.staircase.nvars();
    for form in linear_forms(n).take(n + SUMS_TRIED) {
        let residues: Vec<u64> = form.iter().map(|c| c.rem_u64(algebra.p)).collect();
        let (krylov, relation) = powers(algebra, &residues, budget)?;
        if krylov.rank() == algebra.dimension() {
            return Ok(squarefree_modulo(&relation, algebra.p).then_some(form));
        }
    }
    Ok(None)
}
