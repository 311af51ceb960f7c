//! The way down: a direction v with vᵀHv < 0 and the exact interval on which L falls.

use super::curve::cleared;
use super::hessian_at::ScaledMatrix;
use super::landscape::Landscape;
use crate::budget::{Budget, Exhausted};
use crate::linalg::escape_direction;
use crate::number::{Field, Integer, Rational, RealField, Sign};
use crate::polynomial::algebraic::{FieldElement, isolate};
use crate::polynomial::multivariate::factor;
use crate::polynomial::{Poly, RealRoot};
use crate::solve::ZeroPoint;

/// A descent from a critical point along a straight line.
#[derive(Debug, Clone)]
pub struct Descent {
    /// A short integer vector v with vᵀHv < 0.
    pub direction: Vec<Integer>,
    /// Coefficients of L(p + t·v) − L(p) in t, for polynomials L at rational points.
    pub along: Option<Vec<Rational>>,
    /// L(p + t·v) < L(p) for exactly the t between 0 and this one; `None` if L is no
    /// polynomial or p is irrational.
    pub until: Option<End>,
}

/// The end of the descent.
#[derive(Debug, Clone)]
pub enum End {
    /// L falls short of L(p) for all t > 0.
    Never,
    /// The first t > 0 with L(p + t·v) = L(p).
    At(RealRoot),
}

/// A way down from a point with a negative eigenvalue; `None` if there is none.
///
/// # Errors
/// [`Exhausted`].
pub fn descent(
    landscape: &Landscape,
    hessian: &ScaledMatrix,
    point: &ZeroPoint,
    budget: &Budget,
) -> Result<Option<Descent>, Exhausted> {
    let Some(direction) = escape_direction(&hessian.entries, budget)? else { return Ok(None) };
    let direction = facing_up(direction);
    let at = point.coordinates.iter().map(FieldElement::as_rational).collect::<Option<Vec<_>>>();
    let Some(at) = at.filter(|_| landscape.is_polynomial()) else {
        return Ok(Some(Descent { direction, along: None, until: None }));
    };
    let along = on_line(landscape, &at, &direction);
    let until = first_return(&along, budget)?;
    Ok(Some(Descent { direction, along: Some(along), until: Some(until) }))
}

/// Of v and −v the one whose first nonzero entry is positive.
fn facing_up(v: Vec<Integer>) -> Vec<Integer> {
    match v.iter().find(|x| !x.is_zero()) {
        Some(first) if first.is_negative() => v.iter().map(|x| -x).collect(),
        _ => v,
    }
}

/// L(p + t·v) − L(p) as coefficients of t.
fn on_line(landscape: &Landscape, at: &[Rational], v: &[Integer]) -> Vec<Rational> {
    let n = landscape.nvars;
    // p + t·v in the ring with one more variable, one substitution a variable.
    let positions: Vec<usize> = (0..n).collect();
    let mut line = landscape.loss.num().rename(n + 1, &positions);
    let mut scale = Rational::from(landscape.loss.den().leading_coefficient());
    for (i, (a, d)) in at.iter().zip(v).enumerate() {
        let t = Poly::var(n + 1, n);
        let den = Poly::constant(n + 1, a.denominator());
        let step = t.scale(&(d * &a.denominator()));
        let num = &Poly::constant(n + 1, a.numerator()) + &step;
        scale = &scale * &Rational::from(a.denominator().pow(line.degree_in(i)));
        line = line.substitute(i, &num, &den);
    }
    let mut coefficients: Vec<Rational> = line
        .coefficients_in(n)
        .iter()
        .map(|c| &Rational::from(c.constant_term()) / &scale)
        .collect();
    if let Some(constant) = coefficients.first_mut() {
        *constant = Rational::zero();
    }
    coefficients
}

/// The least positive root of L(p + t·v) − L(p), which starts negative.
fn first_return(along: &[Rational], budget: &Budget) -> Result<End, Exhausted> {
    let order = along.iter().position(|c| !c.is_zero()).unwrap_or(0);
    let f = Poly::from_univariate(&cleared(&along[order..]), 1, 0);
    let mut first: Option<RealRoot> = None;
    for (h, _) in factor(&f, budget)?.factors {
        let Some(h) = h.to_univariate(0) else { continue };
        for root in isolate(&h, budget)? {
            let earlier = first.as_ref().is_none_or(|r| root.cmp(r) == std::cmp::Ordering::Less);
            if root.sign() == Sign::Positive && earlier {
                first = Some(root);
            }
        }
    }
    Ok(first.map_or(End::Never, End::At))
}

/// The value vᵀHv as an element of the field.
pub fn curvature(hessian: &ScaledMatrix, v: &[Integer]) -> FieldElement {
    let sample = hessian.entries.get(0, 0);
    let v: Vec<FieldElement> = v.iter().map(|x| sample.rational(&Rational::from(x))).collect();
    hessian.entries.quadratic_form(&v)
}

/// Is vᵀHv < 0? Exact.
pub fn points_down(hessian: &ScaledMatrix, v: &[Integer]) -> bool {
    RealField::sign(&curvature(hessian, v)) == Sign::Negative
}
