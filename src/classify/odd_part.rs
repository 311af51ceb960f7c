//! The odd part of L − c: what is left when squares are taken out.
//!
//! L − c = P·Q² with polynomials has the sign of P wherever Q ≠ 0, which is dense. Where
//! P ≠ 0 on a set on which L = c, L has an extremum; where P = 0 and ∇P ≠ 0 it takes both
//! signs. (In polynomials only: factors in letters for functions are not prime.)

use super::landscape::Landscape;
use super::nature::{Because, Nature, Verdict};
use crate::budget::{Budget, Exhausted};
use crate::number::{Rational, RealField, Sign};
use crate::polynomial::Poly;
use crate::polynomial::multivariate::squarefree;
use crate::solve::{ZeroPoint, at_point};

/// L − c = odd·root², both with a rational factor.
#[derive(Debug, Clone)]
pub(super) struct OddPart {
    /// P.
    pub(super) odd: (Poly, Rational),
    /// Q.
    pub(super) root: (Poly, Rational),
}

/// The odd part of L − c for a polynomial L that is not c everywhere.
pub(super) fn odd_part(
    landscape: &Landscape,
    c: &Rational,
    budget: &Budget,
) -> Result<Option<OddPart>, Exhausted> {
    let polynomial = landscape.loss.as_ref().filter(|_| landscape.is_polynomial());
    let Some(loss) = polynomial else { return Ok(None) };
    let den = loss.den().leading_coefficient();
    let shift = Poly::constant(landscape.nvars, c.numerator());
    // (q·N − p·den)/(q·den) for c = p/q.
    let f = &loss.num().scale(&c.denominator()) - &shift.scale(&den);
    if f.is_zero() {
        return Ok(None);
    }
    let primitive = f.primitive();
    let factor = &Rational::new(f.leading_coefficient(), primitive.leading_coefficient())
        / &Rational::from(&c.denominator() * &den);
    let (mut odd, mut root) = (Poly::one(landscape.nvars), Poly::one(landscape.nvars));
    for (g, e) in squarefree(&f, budget)? {
        budget.spend((odd.len() * g.len() + root.len() * g.len()) as u64)?;
        root = &root * &g.pow(e / 2);
        if e % 2 == 1 {
            odd = &odd * &g;
        }
    }
    Ok(Some(OddPart { odd: (odd, factor), root: (root, Rational::one()) }))
}

impl OddPart {
    /// Was anything taken out?
    pub(super) fn is_proper(&self) -> bool {
        !self.root.0.is_constant()
    }

    /// The sign of P at a point.
    pub(super) fn sign_at(&self, point: &ZeroPoint) -> Sign {
        at_point(&self.odd.0, point).sign() * self.odd.1.sign()
    }

    fn has_gradient(&self, point: &ZeroPoint) -> bool {
        let odd = &self.odd.0;
        odd.variables().iter().any(|&i| {
            let slope = at_point(&odd.derivative(i), point);
            !crate::number::Field::is_zero(&slope)
        })
    }

    /// The verdict at a point of {L = c}, if P or its gradient is not zero there; `strict`
    /// is said of an extremum.
    pub(super) fn verdict(&self, point: &ZeroPoint, strict: bool) -> Option<Verdict> {
        let off = |p: &Poly| at_point(p, point).sign() != Sign::Zero;
        if off(&self.odd.0) && off(&self.root.0) {
            // L is not c here.
            return None;
        }
        let (nature, strict) = match self.sign_at(point) {
            Sign::Positive => (Nature::LocalMinimum, strict),
            Sign::Negative => (Nature::LocalMaximum, strict),
            Sign::Zero | Sign::Unknown if self.has_gradient(point) => (Nature::Saddle, false),
            Sign::Zero | Sign::Unknown => return None,
        };
        let because = Because::OddPart { odd: self.odd.clone(), root: self.root.clone() };
        Some(Verdict { nature, strict: Some(strict), because })
    }
}
