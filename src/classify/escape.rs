//! The way down: a direction v with vᵀHv < 0 and the exact interval on which L falls.

use super::degenerate::CurveWitness;
use super::hessian_at::ScaledMatrix;
use super::landscape::Landscape;
use super::nature::{Because, Nature, Verdict};
use crate::budget::{Budget, Exhausted};
use crate::linalg::escape_direction;
use crate::number::{Field, Integer, Rational, RealField, Sign};
use crate::polynomial::Poly;
use crate::polynomial::algebraic::{FieldElement, KPoly, KRoot, isolate_over_field};
use crate::solve::{Fraction, ZeroPoint, at_point};

/// A descent from a critical point along a straight line, or a curve.
#[derive(Debug, Clone)]
pub struct Descent {
    /// A short integer vector v with vᵀHv < 0, or on which L falls in a higher order; the
    /// direction in which a curve starts.
    pub direction: Vec<Integer>,
    /// The coordinates of the curve by powers of t, if it is no line.
    pub curve: Option<Vec<Vec<FieldElement>>>,
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
    let polynomial = landscape.loss.as_ref().filter(|_| landscape.is_polynomial());
    let Some(loss) = polynomial else {
        return Ok(Some(Descent { direction, curve: None, along: None, until: None }));
    };
    let along = on_line(loss, point, &direction, budget)?;
    let until = first_return(point, &along, budget)?;
    Ok(Some(Descent { direction, curve: None, along: Some(along), until: Some(until) }))
}

/// A way down from a saddle or maximum without a negative eigenvalue: a short straight line, or a curve
/// of the witness.
///
/// # Errors
/// [`Exhausted`].
pub fn higher_descent(
    landscape: &Landscape,
    verdict: &Verdict,
    point: &ZeroPoint,
    budget: &Budget,
) -> Result<Option<Descent>, Exhausted> {
    let falls = matches!(verdict.nature, Nature::Saddle | Nature::LocalMaximum);
    let polynomial = landscape.loss.as_ref().filter(|_| landscape.is_polynomial());
    let Some(loss) = polynomial.filter(|_| falls) else { return Ok(curve_down(verdict)) };
    for direction in short_directions(landscape.nvars) {
        let along = on_line(loss, point, &direction, budget)?;
        let lowest = along.iter().find(|c| !c.is_zero());
        if lowest.is_some_and(|c| c.sign() == Sign::Negative) {
            let until = Some(first_return(point, &along, budget)?);
            return Ok(Some(Descent { direction, curve: None, along: Some(along), until }));
        }
    }
    let Because::Curves(curves) = &verdict.because else { return Ok(None) };
    let found = curves.iter().find(|c| c.shows(Sign::Negative) && c.whole && c.difference);
    found.map(|c| along_curve(c, point, budget)).transpose().map(Option::flatten)
}

/// The curve of a verdict on which L falls for small t > 0; nothing is said of larger t.
pub fn curve_down(verdict: &Verdict) -> Option<Descent> {
    let Because::Curves(curves) = &verdict.because else { return None };
    let witness = curves.iter().find(|c| c.shows(Sign::Negative))?;
    let (curve, direction) = turned_down(witness)?;
    let straight = curve.iter().all(|c| c.iter().skip(2).all(Field::is_zero));
    let curve = Some(curve).filter(|_| !straight);
    Some(Descent { direction, curve, along: None, until: None })
}

/// The coordinates of a witness by powers of t, with t so oriented that L falls for t > 0,
/// and the direction in which it starts.
fn turned_down(witness: &CurveWitness) -> Option<(Vec<Vec<FieldElement>>, Vec<Integer>)> {
    let curve: Vec<Vec<FieldElement>> = witness.curve.iter().map(|c| turned(c, witness)).collect();
    let longest = curve.iter().map(Vec::len).max().unwrap_or(0);
    let start =
        (1..longest).find(|k| curve.iter().any(|c| c.get(*k).is_some_and(|x| !x.is_zero())))?;
    let tangent: Vec<Rational> = curve
        .iter()
        .map(|c| c.get(start).map_or(Some(Rational::zero()), FieldElement::as_rational))
        .collect::<Option<_>>()?;
    let common = tangent.iter().fold(Integer::one(), |l, q| l.lcm(&q.denominator()));
    let whole = Rational::from(&common);
    Some((curve, tangent.iter().map(|q| (q * &whole).numerator()).collect()))
}

/// −t for t if L does not fall on the witness for t > 0.
fn turned(all: &[FieldElement], witness: &CurveWitness) -> Vec<FieldElement> {
    let odd = |k: usize| witness.sign != Sign::Negative && k % 2 == 1;
    all.iter().enumerate().map(|(k, c)| if odd(k) { c.neg() } else { c.clone() }).collect()
}

/// The witness with t so oriented that L falls for t > 0.
fn along_curve(
    witness: &CurveWitness,
    point: &ZeroPoint,
    budget: &Budget,
) -> Result<Option<Descent>, Exhausted> {
    let Some((curve, direction)) = turned_down(witness) else { return Ok(None) };
    let along = turned(&witness.along, witness);
    let until = Some(first_return(point, &along, budget)?);
    Ok(Some(Descent { direction, curve: Some(curve), along: Some(along), until }))
}

/// Vectors with small entries, the shortest first.
fn short_directions(n: usize) -> Vec<Vec<Integer>> {
    const MOST: i64 = 250;
    let base: i64 = if n <= 2 { 7 } else { 3 };
    let size = base / 2;
    let count = base.checked_pow(n as u32).map_or(MOST, |c| c.min(MOST));
    let mut all: Vec<Vec<i64>> = (0..count)
        .map(|k| (0..n).map(|i| k / base.saturating_pow(i as u32) % base - size).collect())
        .filter(|v: &Vec<i64>| v.iter().any(|x| *x != 0))
        .collect();
    all.sort_by_key(|v| {
        (v.iter().map(|x| x * x).sum::<i64>(), v.iter().map(|x| -x).collect::<Vec<_>>())
    });
    all.into_iter().map(|v| v.into_iter().map(Integer::from).collect()).collect()
}

/// Of v and −v the one whose first nonzero entry is positive.
fn facing_up(v: Vec<Integer>) -> Vec<Integer> {
    match v.iter().find(|x| !x.is_zero()) {
        Some(first) if first.is_negative() => v.iter().map(|x| -x).collect(),
        _ => v,
    }
}

/// L(p + t·v) − L(p) = Σ (v·∇)ᵏL(p)/k!·tᵏ as coefficients of t. The linear one is 0 because
/// p is critical.
fn on_line(
    loss: &Fraction,
    point: &ZeroPoint,
    v: &[Integer],
    budget: &Budget,
) -> Result<Vec<FieldElement>, Exhausted> {
    let zero = FieldElement::constant(&point.field, &Rational::zero());
    let mut coefficients = vec![zero.clone(), zero.clone()];
    let mut derivative = along(loss.num(), v);
    let mut factorial = loss.den().leading_coefficient();
    for k in 2.. {
        derivative = along(&derivative, v);
        if derivative.is_zero() {
            break;
        }
        factorial = &factorial * &Integer::from(k);
        budget.spend((derivative.len() * point.field.degree()) as u64)?;
        let scale = Rational::new(Integer::one(), factorial.clone());
        coefficients.push(at_point(&derivative, point).mul(&zero.rational(&scale)));
    }
    while coefficients.last().is_some_and(Field::is_zero) {
        coefficients.pop();
    }
    Ok(coefficients)
}

/// (v·∇)f.
fn along(f: &Poly, v: &[Integer]) -> Poly {
    let terms = v.iter().enumerate().map(|(i, c)| f.derivative(i).scale(c));
    terms.fold(Poly::zero(f.nvars()), |sum, term| &sum + &term)
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
    let roots = isolate_over_field(&f, budget)?;
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
