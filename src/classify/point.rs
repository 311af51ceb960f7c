//! Isolated critical points.

use super::degenerate::{Finding, Singularity, by_derivatives as by_series, degenerate};
use super::hessian_at::{ScaledMatrix, hessian_at};
use super::landscape::Landscape;
use super::nature::{Because, Nature, Test, Verdict};
use super::odd_part::{OddPart, odd_part};
use super::value::{Value, fraction_at, value_at};
use crate::budget::{Budget, Exhausted};
use crate::linalg::{Inertia, inertia};
use crate::number::{Rational, RealField, Sign};
use crate::polynomial::Poly;
use crate::solve::{Fraction, ZeroPoint, at_point};

/// Everything exact about one isolated critical point.
#[derive(Debug, Clone)]
pub struct PointFacts {
    /// L there; `None` if it is not a sum of exponentials with algebraic exponents.
    pub value: Option<Value>,
    /// H there.
    pub hessian: Option<ScaledMatrix>,
    /// Its inertia.
    pub inertia: Option<Inertia>,
    /// The verdict.
    pub verdict: Verdict,
    /// The kind of the singularity, if H is singular.
    pub singularity: Option<Singularity>,
}

/// Classifies an isolated critical point. `slope` is the one component of ∇L as
/// (unit, numerator) when there is one variable.
///
/// # Errors
/// [`Exhausted`].
pub fn point_facts(
    landscape: &Landscape,
    slope: Option<(&Fraction, &Poly)>,
    point: &ZeroPoint,
    budget: &Budget,
) -> Result<PointFacts, Exhausted> {
    let value = value_at(landscape, point);
    let hessian = hessian_at(landscape, point);
    let inertia = match &hessian {
        Some(h) => inertia(&h.entries, budget)?,
        None => None,
    };
    let mut verdict = inertia.and_then(Verdict::by_inertia);
    if verdict.is_none() {
        verdict = by_bound(landscape, value.as_ref(), budget)?;
    }
    if let (None, Some((unit, numerator))) = (&verdict, slope) {
        verdict = by_derivatives(landscape, unit, numerator, point, budget)?;
    }
    if let (None, Some(value)) = (&verdict, &value) {
        verdict = by_odd_part(landscape, value, point, budget)?;
    }
    let mut tried = vec![Test::Eigenvalues, Test::VisibleBound];
    let mut singularity = None;
    if let Some(inertia) = inertia.filter(|i| i.zero > 0) {
        let open = verdict.is_none();
        let found: Finding = match &value {
            Some(value) => degenerate(landscape, point, inertia, value, open, budget)?,
            None => by_series(landscape, point, inertia, budget)?,
        };
        tried.extend(found.tried);
        verdict = verdict.or(found.verdict.map(|v| v.with_strict(true)));
        singularity = found.singularity;
    }
    let verdict = verdict.unwrap_or_else(|| Verdict::undetermined(&tried, inertia));
    Ok(PointFacts { value, hessian, inertia, verdict, singularity })
}

/// A global extremum by a visible bound that is attained here; strict because the point is
/// isolated and L is analytic where the bound is an equality only at critical points.
fn by_bound(
    landscape: &Landscape,
    value: Option<&Value>,
    budget: &Budget,
) -> Result<Option<Verdict>, Exhausted> {
    let Some(value) = value else { return Ok(None) };
    let attained = |bound: &Rational| Ok(value.minus(bound).sign(budget)? == Sign::Zero);
    if let Some(lower) = &landscape.lower
        && attained(&lower.bound)?
    {
        let nature = Nature::LocalMinimum;
        return Ok(Some(Verdict { nature, strict: Some(true), because: Because::LowerBound }));
    }
    if let Some(upper) = &landscape.upper
        && attained(&upper.bound)?
    {
        let nature = Nature::LocalMaximum;
        return Ok(Some(Verdict { nature, strict: Some(true), because: Because::UpperBound }));
    }
    Ok(None)
}

/// The odd part of L − L(p), where it is not zero; strict because the point is isolated.
fn by_odd_part(
    landscape: &Landscape,
    value: &Value,
    point: &ZeroPoint,
    budget: &Budget,
) -> Result<Option<Verdict>, Exhausted> {
    const STEPS: u64 = 4_000_000;
    let Some(c) = value.as_algebraic().and_then(|c| c.as_rational()) else { return Ok(None) };
    let found = match budget.portion(STEPS, |budget| odd_part(landscape, &c, budget)) {
        Err(Exhausted::Work) if budget.left() > 0 => None,
        other => other?,
    };
    let proper = found.filter(OddPart::is_proper);
    let verdict = proper.and_then(|odd| odd.verdict(point, true));
    Ok(verdict.filter(|v| v.nature != Nature::Saddle))
}

/// One variable: L′ = u·P with u ≠ 0 has the order of vanishing of P, and the first
/// derivative of L that does not vanish has the sign of u·P⁽ᵏ⁾.
fn by_derivatives(
    landscape: &Landscape,
    unit: &Fraction,
    numerator: &Poly,
    point: &ZeroPoint,
    budget: &Budget,
) -> Result<Option<Verdict>, Exhausted> {
    let Some(unit) = fraction_at(unit, landscape, point) else { return Ok(None) };
    let mut derivative = numerator.clone();
    let mut order = 1;
    while !derivative.is_zero() {
        budget.spend(16)?;
        let sign = at_point(&derivative, point).sign();
        if sign != Sign::Zero {
            let positive = unit.sign(budget)? * sign == Sign::Positive;
            let because = Because::FirstNonzeroDerivative { order, positive };
            let (nature, strict) = match (order % 2 == 0, positive) {
                (true, true) => (Nature::LocalMinimum, Some(true)),
                (true, false) => (Nature::LocalMaximum, Some(true)),
                (false, _) => (Nature::Saddle, Some(false)),
            };
            return Ok(Some(Verdict { nature, strict, because }));
        }
        derivative = derivative.derivative(0);
        order += 1;
    }
    Ok(None)
}
