//! A system of polynomials as it looks modulo primes that treat it alike.

use super::basis::to_terms;
use super::krylov::{Krylov, power_sums};
use super::modular_linear::characteristic;
use super::order::Order;
use super::residue_algebra::{ResidueAlgebra, Staircase};
use super::ring::Terms;
use super::sums::{Residue, dot};
use super::trace::Trace;
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::Poly;
use crate::polynomial::univariate::modular::large_primes;

/// Quotients of larger dimension are not looked at.
const LARGEST_DIMENSION: usize = 800;
/// So many primes in a row that take another course mean that the first one was the odd one.
const MOST_REFUSALS: usize = 8;

/// The polynomials in grevlex, ready to be reduced modulo primes.
pub(super) struct ModularSystem {
    pub(super) order: Order,
    inputs: Vec<Terms<Integer>>,
}

/// What all primes of one kind have in common.
pub(super) struct Course {
    pub(super) trace: Trace,
    /// `None`: infinitely many zeros.
    pub(super) staircase: Option<Staircase>,
    /// The prime with which it was learnt.
    pub(super) p: u64,
}

/// The characteristic polynomial χ of the multiplication by u modulo p, with the numerators
/// Gₖ = χ·Σ xₖ(ξ)/(T − u(ξ)), coefficients by increasing power.
pub(super) struct Image {
    pub(super) p: u64,
    pub(super) chi: Vec<Residue>,
    pub(super) numerators: Vec<Vec<Residue>>,
}

impl ModularSystem {
    /// # Errors
    /// [`Exhausted`] if a degree leaves the packed monomials.
    pub(super) fn new(polynomials: &[Poly]) -> Result<ModularSystem, Exhausted> {
        let n = polynomials.first().map_or(0, Poly::nvars);
        let order = Order::grevlex(n);
        let nonzero = polynomials.iter().filter(|f| !f.is_zero());
        let inputs = nonzero.map(|f| to_terms(f, &order)).collect::<Result<_, _>>()?;
        Ok(ModularSystem { order, inputs })
    }

    /// Has every polynomial modulo p the degree that it has over ℚ?
    fn keeps_degrees(&self, p: u64) -> bool {
        let degree = |key| self.order.decode(key).iter().sum::<u32>();
        self.inputs.iter().all(|terms| {
            let top = terms.first().map_or(0, |(key, _)| degree(*key));
            let leading = terms.iter().take_while(|(key, _)| degree(*key) == top);
            leading.into_iter().any(|(_, c)| c.rem_u64(p) != 0)
        })
    }

    /// Learns how Buchberger's algorithm goes modulo p; `None` if p lowers a degree.
    ///
    /// # Errors
    /// [`Exhausted`] at the end of the budget.
    pub(super) fn learn(&self, p: u64, budget: &Budget) -> Result<Option<Course>, Exhausted> {
        if !self.keeps_degrees(p) {
            return Ok(None);
        }
        let residues = |terms: &Terms<Integer>| -> Terms<u64> {
            terms.iter().map(|(key, c)| (*key, c.rem_u64(p))).collect()
        };
        let inputs: Vec<Terms<u64>> = self.inputs.iter().map(residues).collect();
        let trace = Trace::learn(&inputs, &self.order, p, budget)?;
        let staircase = Staircase::of(&trace.supports, &self.order, LARGEST_DIMENSION, budget)?;
        Ok(Some(Course { trace, staircase, p }))
    }

    /// The basis modulo p if this prime takes the same course.
    ///
    /// # Errors
    /// [`Exhausted`] at the end of the budget.
    pub(super) fn basis(
        &self,
        course: &Course,
        p: u64,
        budget: &Budget,
    ) -> Result<Option<Vec<Vec<Residue>>>, Exhausted> {
        if !self.keeps_degrees(p) {
            return Ok(None);
        }
        let mut inputs = Vec::with_capacity(self.inputs.len());
        for terms in &self.inputs {
            let words = terms.iter().map(|(_, c)| 1 + c.bits() as u64 / 64).sum();
            budget.spend(words)?;
            inputs.push(terms.iter().map(|(_, c)| c.rem_u64(p) as Residue).collect());
        }
        course.trace.replay(&inputs, p, budget)
    }
}

/// Primes of one kind, one after the other, with what was asked of each.
pub(super) struct Images<'a> {
    system: &'a ModularSystem,
    course: &'a Course,
    staircase: &'a Staircase,
    form: Vec<Integer>,
    /// Do the powers of u span the algebra modulo the first prime?
    cyclic: bool,
    primes: Box<dyn Iterator<Item = u64>>,
    pub(super) found: Vec<Image>,
    bits: usize,
}

impl<'a> Images<'a> {
    pub(super) fn new(
        system: &'a ModularSystem,
        course: &'a Course,
        staircase: &'a Staircase,
        form: &[Integer],
        cyclic: bool,
    ) -> Images<'a> {
        let first = course.p;
        let primes = Box::new(large_primes().skip_while(move |p| *p > first));
        let form = form.to_vec();
        Images { system, course, staircase, form, cyclic, primes, found: Vec::new(), bits: 0 }
    }

    /// Looks at primes until their product has more than `bits` binary digits.
    ///
    /// # Errors
    /// [`Exhausted`] at the end of the budget, before it if that would come too early, or if no
    /// other prime takes the course.
    pub(super) fn gather(&mut self, bits: usize, budget: &Budget) -> Result<(), Exhausted> {
        let mut refusals = 0;
        let mut each = 0;
        while self.bits <= bits {
            let p = self.primes.next().ok_or(Exhausted::Work)?;
            let before = budget.left();
            if ((bits - self.bits) as u64 / 30).saturating_mul(each) > before {
                return Err(Exhausted::Work);
            }
            match self.image(p, budget)? {
                Some(image) => {
                    self.found.push(image);
                    // p > 2^30.
                    self.bits += 30;
                    refusals = 0;
                    each = before - budget.left();
                }
                None => refusals += 1,
            }
            if refusals > MOST_REFUSALS || p < 1 << 30 {
                return Err(Exhausted::Work);
            }
        }
        Ok(())
    }

    fn image(&self, p: u64, budget: &Budget) -> Result<Option<Image>, Exhausted> {
        let Some(basis) = self.system.basis(self.course, p, budget)? else { return Ok(None) };
        let algebra = self.staircase.algebra(&basis, p, budget)?;
        let form: Vec<u64> = self.form.iter().map(|c| c.rem_u64(p)).collect();
        let (krylov, relation) = powers(&algebra, &form, budget)?;
        if self.cyclic && krylov.rank() < algebra.dimension() {
            return Ok(None);
        }
        let (chi, trace) = if self.cyclic {
            let chi = monic(&relation, p);
            let trace = krylov.functional(&power_sums(&chi, p));
            (chi, trace)
        } else {
            let chi = characteristic(algebra.matrix(&form, budget)?, p, budget)?;
            (chi.iter().map(|&c| c as Residue).collect(), algebra.traces(budget)?)
        };
        let d = algebra.dimension();
        let mut vectors = krylov.vectors().to_vec();
        while vectors.len() < d {
            let last = vectors.last().ok_or(Exhausted::Work)?;
            vectors.push(algebra.times_form(&form, last, budget)?);
        }
        let n = self.system.order.nvars();
        let mut numerators = Vec::with_capacity(n);
        for k in 0..n {
            let functional = algebra.after_variable(&trace, k);
            budget.spend((d * d) as u64 / 2)?;
            let values = vectors.iter().map(|v| dot(&functional, v, p) as Residue);
            numerators.push(numerator(&values.collect::<Vec<_>>(), &chi, p));
        }
        Ok(Some(Image { p, chi, numerators }))
    }
}

/// The independent powers of u, and the next one in terms of them.
pub(super) fn powers(
    algebra: &ResidueAlgebra<'_>,
    form: &[u64],
    budget: &Budget,
) -> Result<(Krylov, Vec<Residue>), Exhausted> {
    let mut krylov = Krylov::new(algebra.p);
    let mut v = algebra.one();
    loop {
        let next = algebra.times_form(form, &v, budget)?;
        if let Some(relation) = krylov.push(std::mem::replace(&mut v, next), budget)? {
            return Ok((krylov, relation));
        }
    }
}

/// T^m − Σ cₖ·T^k for u^m = Σ cₖ·u^k.
pub(super) fn monic(relation: &[Residue], p: u64) -> Vec<Residue> {
    let negative = |&c: &Residue| if c == 0 { 0 } else { (p - u64::from(c)) as Residue };
    relation.iter().map(negative).chain([1]).collect()
}

/// The polynomial part of χ·Σ vᵢ/Tⁱ⁺¹.
fn numerator(values: &[Residue], chi: &[Residue], p: u64) -> Vec<Residue> {
    let d = values.len();
    (0..d).map(|t| dot(&chi[t + 1..], &values[..d - t], p) as Residue).collect()
}
