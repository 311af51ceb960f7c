//! The way down: a direction v with vᵀHv < 0 and the exact interval on which L falls.

use super::hessian_at::ScaledMatrix;
use super::landscape::Landscape;
use crate::budget::{Budget, Exhausted};
use crate::linalg::escape_direction;
use crate::number::{Field, Integer, Rational, RealField, Sign};
use crate::polynomial::algebraic::{FieldElement, KPoly, KRoot, isolate_over_field};
use crate::solve::ZeroPoint;

/// A descent from a critical point along a straight line.
#[derive(Debug, Clone)]
pub struct Descent {
    /// A short integer vector v with vᵀHv < 0.
    pub direction: Vec<Integer>,
    /// Coefficients of L(p + t·v) − L(p) in t, for polynomials L.
    pub along: Option<Vec<FieldElement>>,
    /// L(p + t·v) < L(p) for all t between 0 and this one, where the values are equal again;
    /// `None` if L is no polynomial.
    pub until: Option<End>,
}

/// The end of the descent.
#[derive(Debug, Clone)]
pub enum End {
    /// L falls short of L(p) for all t > 0.
    Never,
    /// The first t > 0 with L(p + t·v) = L(p).
    At(KRoot),
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
    if !landscape.is_polynomial() {
        return Ok(Some(Descent { direction, along: None, until: None }));
    }
    let along = on_line(landscape, point, &direction, budget)?;
    let until = first_return(point, &along, budget)?;
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
fn on_line(
    landscape: &Landscape,
    point: &ZeroPoint,
    v: &[Integer],
    budget: &Budget,
) -> Result<Vec<FieldElement>, Exhausted> {
    let constant = |q: &Rational| FieldElement::constant(&point.field, q);
    let line = |x: &FieldElement, d: &Integer| {
        KPoly::new(&point.field, vec![x.clone(), constant(&Rational::from(d))])
    };
    let lines: Vec<KPoly> = point.coordinates.iter().zip(v).map(|(x, d)| line(x, d)).collect();
    let mut powers: Vec<Vec<KPoly>> = lines
        .iter()
        .map(|_| vec![KPoly::new(&point.field, vec![constant(&Rational::one())])])
        .collect();
    let mut sum = KPoly::new(&point.field, Vec::new());
    for (exponents, c) in landscape.loss.num().terms() {
        let mut term = KPoly::new(&point.field, vec![constant(&Rational::from(c))]);
        for (i, k) in exponents.iter().enumerate().take(lines.len()) {
            while powers[i].len() <= *k as usize {
                let next = powers[i][powers[i].len() - 1].mul(&lines[i]);
                powers[i].push(next);
            }
            if *k > 0 {
                budget.spend((point.field.degree() * term.coeffs().len()) as u64)?;
                term = term.mul(&powers[i][*k as usize]);
            }
        }
        sum = sum.add(&term);
    }
    let den = Rational::from(landscape.loss.den().leading_coefficient());
    let scale = constant(&den.recip().unwrap_or_else(Rational::one));
    let mut coefficients = sum.scale(&scale).coeffs().to_vec();
    if let Some(first) = coefficients.first_mut() {
        *first = constant(&Rational::zero());
    }
    Ok(coefficients)
}

/// The least positive root of L(p + t·v) − L(p), which starts negative.
fn first_return(
    point: &ZeroPoint,
    along: &[FieldElement],
    budget: &Budget,
) -> Result<End, Exhausted> {
    let order = along.iter().position(|c| !c.is_zero()).unwrap_or(0);
    let f = KPoly::new(&point.field, along.iter().skip(order).cloned().collect());
    let positive =
        |root: &KRoot| root.compare_rational(&Rational::zero()) == std::cmp::Ordering::Greater;
    let roots = isolate_over_field(&f.squarefree_part(), budget)?;
    Ok(roots.into_iter().find(positive).map_or(End::Never, End::At))
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
