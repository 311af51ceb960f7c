//! Exact values Σ βₖ·exp(αₖ) with βₖ, αₖ in one number field.

use super::landscape::Landscape;
use crate::budget::{Budget, Exhausted};
use crate::number::{Field, Interval, Rational, RealField, Sign};
use crate::polynomial::Poly;
use crate::polynomial::algebraic::FieldElement;
use crate::solve::{Fraction, ZeroPoint, at_point};

/// A sum of field elements times exponentials of different field elements.
///
/// Invariant: the exponents are distinct and no coefficient is zero. By the theorem of
/// Lindemann and Weierstrass such a sum is zero only if it is empty (A. Baker,
/// *Transcendental Number Theory*, 1975, theorem 1.4).
#[derive(Debug, Clone)]
pub struct Value {
    terms: Vec<(FieldElement, FieldElement)>,
    zero: FieldElement,
}

impl Value {
    /// A field element as a value.
    pub fn algebraic(x: &FieldElement) -> Value {
        Value::of(x.zero_like(), [(x.zero_like(), x.clone())])
    }

    /// The sum of coefficient · exp(exponent) over the given (exponent, coefficient) pairs.
    fn of(
        zero: FieldElement,
        pairs: impl IntoIterator<Item = (FieldElement, FieldElement)>,
    ) -> Value {
        let mut terms: Vec<(FieldElement, FieldElement)> = Vec::new();
        for (exponent, coefficient) in pairs {
            let same = |t: &&mut (FieldElement, FieldElement)| t.0.sub(&exponent).is_zero();
            match terms.iter_mut().find(same) {
                Some(term) => term.1 = term.1.add(&coefficient),
                None => terms.push((exponent, coefficient)),
            }
        }
        terms.retain(|(_, coefficient)| !coefficient.is_zero());
        Value { terms, zero }
    }

    /// (exponent, coefficient) pairs.
    pub fn terms(&self) -> &[(FieldElement, FieldElement)] {
        &self.terms
    }

    /// Are all coefficients and exponents rational? Then L has this value also on the sets
    /// conjugate to the one it was computed on.
    pub(super) fn is_rational(&self) -> bool {
        let rational = |x: &FieldElement| x.as_rational().is_some();
        self.terms.iter().all(|(e, c)| rational(e) && rational(c))
    }

    /// The value as an element of the field, if no exponential is left.
    pub fn as_algebraic(&self) -> Option<FieldElement> {
        match self.terms.as_slice() {
            [] => Some(self.zero.clone()),
            [(exponent, coefficient)] if exponent.is_zero() => Some(coefficient.clone()),
            _ => None,
        }
    }

    /// An enclosure.
    pub fn enclosure(&self, prec: u32) -> Option<Interval> {
        let mut sum = Interval::exact(&Rational::zero(), prec);
        for (exponent, coefficient) in &self.terms {
            let power = exponent.enclosure(prec + 32).exp()?;
            sum = sum.add(&coefficient.enclosure(prec).mul(&power));
        }
        Some(sum)
    }

    /// The exact sign: zero by Lindemann–Weierstrass, else by refinement, which then ends.
    ///
    /// # Errors
    /// [`Exhausted`] if the numbers are too close for the budget.
    pub fn sign(&self, budget: &Budget) -> Result<Sign, Exhausted> {
        if let Some(x) = self.as_algebraic() {
            return Ok(x.sign());
        }
        let mut prec = 64;
        loop {
            budget.spend(u64::from(prec))?;
            match self.enclosure(prec).map(|x| x.sign()) {
                Some(Sign::Unknown) => prec *= 2,
                Some(sign) => return Ok(sign),
                None => return Err(Exhausted::Work),
            }
        }
    }

    /// The difference from a rational number.
    pub fn minus(&self, q: &Rational) -> Value {
        let rest = (self.zero.clone(), self.zero.rational(&-q));
        Value::of(self.zero.clone(), self.terms.iter().cloned().chain([rest]))
    }
}

/// A polynomial of the ring with atoms at a point, as a sum of exponentials.
pub(super) fn poly_at(p: &Poly, landscape: &Landscape, point: &ZeroPoint) -> Value {
    let zero = at_point(&Poly::zero(landscape.nvars), point);
    let mut pairs = Vec::new();
    for (powers, part) in by_atoms(p, landscape.nvars) {
        let mut exponent = zero.clone();
        for (atom, k) in landscape.atoms.iter().zip(&powers) {
            let b = argument_at(atom.value.num(), atom.value.den(), landscape.nvars, point);
            exponent = exponent.add(&b.mul(&zero.rational(&Rational::from(i64::from(*k)))));
        }
        pairs.push((exponent, at_point(&part, point)));
    }
    Value::of(zero, pairs)
}

/// L at a point of its domain; `None` if it is no rational function of variables and atoms, or
/// its denominator is a sum of exponentials.
pub fn value_at(landscape: &Landscape, point: &ZeroPoint) -> Option<Value> {
    fraction_at(landscape.loss.as_ref()?, landscape, point)
}

/// A fraction at a point; `None` where its denominator vanishes or contains an exponential sum.
pub(super) fn fraction_at(f: &Fraction, landscape: &Landscape, point: &ZeroPoint) -> Option<Value> {
    let num = poly_at(f.num(), landscape, point);
    let den = poly_at(f.den(), landscape, point);
    let [(exponent, coefficient)] = den.terms() else { return None };
    let inverse = coefficient.recip()?;
    let scaled = num.terms.iter().map(|(e, c)| (e.sub(exponent), c.mul(&inverse)));
    Some(Value::of(num.zero.clone(), scaled.collect::<Vec<_>>()))
}

/// The parts of a polynomial by powers of the atoms, each in the variables alone.
pub(super) fn by_atoms(p: &Poly, nvars: usize) -> Vec<(Vec<u32>, Poly)> {
    let mut parts: std::collections::BTreeMap<Vec<u32>, Vec<(Vec<u32>, _)>> = Default::default();
    for (exponents, c) in p.terms() {
        let (variables, atoms) = exponents.split_at(nvars);
        parts.entry(atoms.to_vec()).or_default().push((variables.to_vec(), c.clone()));
    }
    parts.into_iter().map(|(k, terms)| (k, Poly::from_wide_terms(nvars, terms))).collect()
}

/// The exponent of an atom at a point where its denominator does not vanish.
fn argument_at(num: &Poly, den: &Poly, nvars: usize, point: &ZeroPoint) -> FieldElement {
    let positions: Vec<usize> = (0..num.nvars()).map(|i| i.min(nvars.saturating_sub(1))).collect();
    let num = at_point(&num.rename(nvars, &positions), point);
    let den = at_point(&den.rename(nvars, &positions), point);
    den.recip().map_or(num.clone(), |inverse| num.mul(&inverse))
}
