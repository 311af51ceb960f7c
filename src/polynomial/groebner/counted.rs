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

use super::eliminant::{class, parts_modulo, squarefree_modulo};
use super::height::norm;
use super::lifting::reconstruct;
use super::modular_system::{Course, Image, Images, ModularSystem, powers};
use super::order::Order;
use super::point_class::PointClass;
use super::residue_algebra::{ResidueAlgebra, Staircase};
use super::vector::Vector;
use super::zero_dim::{SUMS_TRIED, ZeroDim, linear_forms, sorted, unless_stuck};
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::univariate::modular::{Crt, large_primes};
use crate::polynomial::{Poly, UPoly};

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
        let guess = Guess { polynomials, system: &system, course: &course, staircase };
        let guessed = unless_stuck(guess.classes(budget), budget)?;
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
struct Guess<'a> {
    polynomials: &'a [Poly],
    system: &'a ModularSystem,
    course: &'a Course,
    staircase: &'a Staircase,
}

impl Guess<'_> {
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
        let mut bits = FIRST_BITS;
        while bits <= LAST_BITS {
            images.gather(bits, budget)?;
            if let Some(classes) = guessed_classes(&images.found, budget)?
                && self.holds(&form, &classes, budget)?
            {
                return Ok(Some((form, classes)));
            }
            bits += bits / 2;
        }
        Ok(None)
    }

    /// Are these different zeros of the system, as many as there can be?
    fn holds(
        &self,
        form: &[Integer],
        classes: &[PointClass],
        budget: &Budget,
    ) -> Result<bool, Exhausted> {
        let count: usize = classes.iter().map(PointClass::degree).sum();
        if count != self.staircase.dimension() {
            return Ok(false);
        }
        for class in classes {
            if !takes_its_values(form, class) || !class.annihilates(self.polynomials, budget)? {
                return Ok(false);
            }
        }
        Ok(true)
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

/// Is u = Σ cₖ·xₖ at the zeros of the class, so that they differ with u?
fn takes_its_values(form: &[Integer], class: &PointClass) -> bool {
    let terms = form.iter().zip(&class.numerators);
    let sum = terms.fold(UPoly::zero(), |sum, (c, g)| &sum + &g.scale(c));
    let difference = &sum - &class.denominator.shift(1);
    difference.pseudo_rem(&class.h).0.is_zero()
}

/// The classes that the images determine, the last one a check; `None` if they are too few.
fn guessed_classes(
    images: &[Image],
    budget: &Budget,
) -> Result<Option<Vec<PointClass>>, Exhausted> {
    let wide = |image: &Image| image.chi.iter().map(|&c| u64::from(c)).collect();
    let residues: Vec<(u64, Vec<u64>)> = images.iter().map(|i| (i.p, wide(i))).collect();
    let Some(chi) = guessed(&residues, budget)? else { return Ok(None) };
    let factors = UPoly::new(chi.num).factor(budget)?.factors;
    if factors.iter().any(|(_, e)| *e > 1) {
        return Ok(None);
    }
    let mut classes = Vec::with_capacity(factors.len());
    for (at, (h, _)) in factors.iter().enumerate() {
        let mut parts = Vec::with_capacity(images.len());
        for image in images {
            if let Some(part) = parts_modulo(&factors, at, image, budget)? {
                parts.push((image.p, part));
            }
        }
        let n = parts.first().map_or(0, |(_, part)| part.len());
        let mut numerators = Vec::with_capacity(n);
        for k in 0..n {
            let residues: Vec<_> = parts.iter().map(|(p, part)| (*p, part[k].clone())).collect();
            let Some(numerator) = guessed(&residues, budget)? else { return Ok(None) };
            numerators.push(numerator);
        }
        classes.push(class(h, 1, &numerators));
    }
    Ok(Some(classes))
}

/// Fractions that have the residues; the last prime is not used but must agree.
fn guessed(residues: &[(u64, Vec<u64>)], budget: &Budget) -> Result<Option<Vector>, Exhausted> {
    let Some(((check, expected), used)) = residues.split_last() else { return Ok(None) };
    let mut crt = Crt::new(expected.len());
    for (p, values) in used {
        budget.spend((1 + values.len() as u64) * (1 + crt.modulus.bits() as u64 / 32))?;
        crt.update(values, *p);
    }
    let positive = |c: &Integer| c.div_rem_euclid(&crt.modulus).1;
    let values: Vec<Integer> = crt.values.iter().map(positive).collect();
    let Some(found) = reconstruct(&values, &crt.modulus, budget)? else { return Ok(None) };
    let agrees =
        |(c, r): (&Integer, &u64)| c.rem_u64(*check) == found.den.rem_u64(*check) * r % check;
    let agree = found.num.iter().zip(expected).all(agrees);
    Ok(agree.then(|| Vector::new(found.num.clone(), found.den.clone())))
}
