//! Quotients of polynomials modulo an irreducible one, by Newton's iteration modulo q, q², q⁴, …

use super::lifting::reconstruct;
use super::vector::Vector;
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::UPoly;
use crate::polynomial::multivariate::residue::Residues;

/// A polynomial over a denominator.
pub(super) type Fraction = (UPoly, Integer);

/// The polynomials of degree below that of h congruent to numeratorₖ/denominator.
///
/// Found modulo powers of a prime that keeps h and the denominator coprime, and accepted when
/// numerator = quotient·denominator holds exactly modulo h.
pub(super) fn quotients_modulo(
    numerators: &[Fraction],
    denominator: &Fraction,
    h: &UPoly,
    budget: &Budget,
) -> Result<Vec<Fraction>, Exhausted> {
    let mut inverse = InverseModulo::new(&denominator.0, h, budget)?;
    let mut quotients: Vec<Fraction> = Vec::new();
    while let Some(target) = numerators.get(quotients.len()) {
        match inverse.quotient(&target.0, budget)? {
            Some(x) => quotients.push(scaled(x, &denominator.1, &target.1)),
            None => inverse.refine(budget)?,
        }
    }
    Ok(quotients)
}

/// x·a/b in lowest terms.
fn scaled(x: Vector, a: &Integer, b: &Integer) -> Fraction {
    let num = x.num.iter().map(|c| c * a).collect();
    let lowest = Vector::new(num, &x.den * b);
    (UPoly::new(lowest.num), lowest.den)
}

/// The inverse of a modulo h and a power of a prime.
struct InverseModulo<'a> {
    a: &'a UPoly,
    h: &'a UPoly,
    ring: Residues,
    /// h with leading coefficient 1 in the ring.
    monic: UPoly,
    inverse: UPoly,
}

impl<'a> InverseModulo<'a> {
    fn new(a: &'a UPoly, h: &'a UPoly, budget: &Budget) -> Result<InverseModulo<'a>, Exhausted> {
        for bits in [60, 88, 106, 126, 520] {
            let Some(ring) = Residues::above(bits) else { continue };
            let Some(monic) = ring.monic(h) else { continue };
            if let Some(inverse) = ring.inverse_mod(&ring.poly(a), &monic, budget)? {
                return Ok(InverseModulo { a, h, ring, monic, inverse });
            }
        }
        Err(Exhausted::Work)
    }

    /// Newton's step b ← b·(2 − a·b) doubles the exponent of the prime.
    fn refine(&mut self, budget: &Budget) -> Result<(), Exhausted> {
        self.ring = Residues { m: &self.ring.m * &self.ring.m };
        self.monic = self.ring.monic(self.h).ok_or(Exhausted::Work)?;
        let ab = self.product(&self.ring.poly(self.a), &self.inverse, budget)?;
        let correction = self.ring.poly(&(&UPoly::constant(Integer::from(2)) - &ab));
        self.inverse = self.product(&self.inverse, &correction, budget)?;
        Ok(())
    }

    /// A product modulo h.
    fn product(&self, f: &UPoly, g: &UPoly, budget: &Budget) -> Result<UPoly, Exhausted> {
        let product = self.ring.product(f, g, budget)?;
        Ok(self.ring.divide(&product, &self.monic, budget)?.1)
    }

    /// The rational x with x·a ≡ b modulo h, checked; `None` while the modulus is too small.
    fn quotient(&self, b: &UPoly, budget: &Budget) -> Result<Option<Vector>, Exhausted> {
        let residue = self.product(&self.ring.poly(b), &self.inverse, budget)?;
        let Some(x) = reconstruct(residue.coeffs(), &self.ring.m, budget)? else { return Ok(None) };
        let num = UPoly::new(x.num.clone());
        budget.spend(num.steps().saturating_mul(self.a.steps() + self.h.steps()))?;
        let difference = &(&num * self.a) - &b.scale(&x.den);
        Ok(difference.div_exact(self.h).is_some().then_some(x))
    }
}
