use super::inverse_modulo::{Fraction, quotients_modulo};
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::UPoly;
use crate::polynomial::algebraic::{FieldElement, NumberField};
use std::rc::Rc;

/// A class of conjugate zeros, one for each root u of an irreducible polynomial h, in Kronecker's
/// form xₖ = gₖ(u)/(c·h′(u)).
///
/// The coefficients of gₖ are about as long as those of h (Rouillier, "Solving zero-dimensional
/// systems through the rational univariate representation", 1999), those of the polynomials pₖ
/// with xₖ = pₖ(u) in general deg h times as long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointClass {
    /// The primitive irreducible polynomial of u.
    pub h: UPoly,
    /// The gₖ, of lower degree than h.
    pub numerators: Vec<UPoly>,
    /// c·h′ for an integer c > 0, so coprime to h; c and the gₖ have no common divisor.
    pub denominator: UPoly,
    /// The multiplicity of each of these zeros in the given ideal.
    pub multiplicity: usize,
}

impl PointClass {
    /// The zeros with coordinates gₖ(u)/(c·h′(u)).
    pub(super) fn new(
        h: UPoly,
        numerators: Vec<UPoly>,
        c: &Integer,
        multiplicity: usize,
    ) -> PointClass {
        let common = numerators.iter().fold(c.clone(), |g, f| g.gcd(&f.content()));
        let numerators = numerators.iter().map(|f| f.divide_by_integer(&common)).collect();
        let denominator = h.derivative().scale(&c.div_exact(&common));
        PointClass { h, numerators, denominator, multiplicity }
    }

    /// The zeros with coordinates pₖ(u)/dₖ.
    pub(super) fn from_polynomials(
        h: UPoly,
        coordinates: &[Fraction],
        multiplicity: usize,
        budget: &Budget,
    ) -> Result<PointClass, Exhausted> {
        let slope = h.derivative();
        let mut products = Vec::with_capacity(coordinates.len());
        for (p, d) in coordinates {
            budget.spend(slope.steps().saturating_mul(2 * p.steps()))?;
            let (rest, scale) = (p * &slope).pseudo_rem(&h);
            products.push((rest, d * &scale));
        }
        let c = products.iter().fold(Integer::one(), |c, (_, d)| c.lcm(d));
        let over_c = |(g, d): &Fraction| g.scale(&c.div_exact(d));
        let numerators = products.iter().map(over_c).collect();
        Ok(PointClass::new(h, numerators, &c, multiplicity))
    }

    /// The number of zeros of the class.
    pub fn degree(&self) -> usize {
        self.h.degree().unwrap_or(0)
    }

    /// The coordinates as polynomials (p, d) of lower degree than h: xₖ = p(u)/d, d > 0.
    ///
    /// # Errors
    /// [`Exhausted`] at the end of the budget.
    pub fn polynomials(&self, budget: &Budget) -> Result<Vec<(UPoly, Integer)>, Exhausted> {
        let over_one = |g: &UPoly| (g.clone(), Integer::one());
        let numerators: Vec<Fraction> = self.numerators.iter().map(over_one).collect();
        quotients_modulo(&numerators, &over_one(&self.denominator), &self.h, budget)
    }

    /// The coordinates in the field of a root of h.
    pub fn coordinates_in_field(&self, field: &Rc<NumberField>) -> Vec<FieldElement> {
        let over = |g: &UPoly| FieldElement::quotient(field, g, &self.denominator);
        self.numerators.iter().filter_map(over).collect()
    }
}
