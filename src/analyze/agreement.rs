//! Counts that must agree with each other whatever the loss is.

use super::extreme::Extremes;
use super::part::PartAnswer;
use crate::budget::Budget;
use crate::linalg::{Matrix, inertia};
use crate::number::Rational;
use crate::polynomial::Poly;
use crate::result::{Check, Continuum, Document, Multiplicity, Nature, Point};

/// Poincaré and Hopf: the local degrees of the gradient of a coercive L add up to 1, if there
/// are isolated points only and all degrees are known.
pub(super) fn index_check(
    document: &mut Document,
    answers: &[PartAnswer],
    all: &[Extremes],
    complete: bool,
) {
    let coercive = all.iter().all(|e| e.ends.coercive == Some(true));
    let total = answers.iter().all(|a| a.landscape.total);
    if !complete || !coercive || !total {
        return;
    }
    if !document.continua.is_empty() {
        set_check(document, answers);
        return;
    }
    if let Some(sum) = document.counts.index_sum {
        document.checks.push(Check { claim: "sum of indices = 1".to_string(), holds: sum == 1 });
        return;
    }
    let n = document.variables.len();
    let degrees: Option<Vec<i64>> = document.points.iter().map(|p| local_degree(p, n)).collect();
    if let Some(sum) = degrees.filter(|d| !d.is_empty()).map(|d| d.iter().sum::<i64>()) {
        let claim = "sum of local degrees = 1".to_string();
        document.checks.push(Check { claim, holds: sum == 1 });
    }
}

/// A set of critical points on which H has no more zero eigenvalues than the set has
/// dimensions counts (−1)^index·χ (R. Bott 1954). It is compact where L is coercive; χ is
/// known in odd dimensions, where it is 0, and of ellipsoids.
fn set_check(document: &mut Document, answers: &[PartAnswer]) {
    let n = document.variables.len();
    let sets = document.continua.iter();
    let sets: Option<Vec<i64>> = sets.map(|c| Some(index(c)? * euler(c, answers, n)?)).collect();
    let points: Option<Vec<i64>> = document.points.iter().map(|p| local_degree(p, n)).collect();
    if let (Some(sets), Some(points)) = (sets, points) {
        let sum: i64 = sets.iter().chain(&points).sum();
        let claim = "sum of indices = 1, sets with their Euler characteristic".to_string();
        document.checks.push(Check { claim, holds: sum == 1 });
    }
}

/// (−1)^index across a set, if it is the same at all points and H is regular across it.
fn index(set: &Continuum) -> Option<i64> {
    let mut all = set.strata.iter().map(|s| {
        let inertia = s.inertia.filter(|i| i.zero == set.dimension)?;
        Some(if inertia.negative.is_multiple_of(2) { 1 } else { -1 })
    });
    let first = all.next()??;
    all.all(|sign| sign == Some(first)).then_some(first)
}

/// The Euler characteristic of a compact manifold of critical points, where it is known.
fn euler(set: &Continuum, answers: &[PartAnswer], n: usize) -> Option<i64> {
    if !set.dimension.is_multiple_of(2) {
        return Some(0);
    }
    let [answer] = answers else { return None };
    let [only] = answer.continua.as_slice() else { return None };
    let g = only.component.relation.as_ref()?;
    let whole = only.component.tied.len() == n && g.variables().len() == n;
    (whole && g.total_degree() == 2 && is_round(g)).then_some(2)
}

/// Is the quadratic part definite?
fn is_round(g: &Poly) -> bool {
    let variables = g.variables();
    let entry = |i: usize, j: usize| {
        let second = g.derivative(variables[i]).derivative(variables[j]);
        Rational::from(second.constant_term())
    };
    let matrix = Matrix::from_fn(variables.len(), variables.len(), entry);
    let signs = inertia(&matrix, &Budget::unlimited()).ok().flatten();
    signs.is_some_and(|i| i.zero == 0 && (i.positive == 0 || i.negative == 0))
}

/// The local degree of the gradient: 1 at a strict minimum, (−1)ⁿ at a strict maximum, and
/// for the simple germs that of their normal form (V. I. Arnold 1978).
fn local_degree(point: &Point, n: usize) -> Option<i64> {
    let power = |k: usize| if k.is_multiple_of(2) { 1 } else { -1 };
    match (point.nature, point.strict) {
        (Nature::LocalMinimum, Some(true)) => return Some(1),
        (Nature::LocalMaximum, Some(true)) => return Some(power(n)),
        _ => {}
    }
    let inertia = point.inertia?;
    if inertia.zero == 0 {
        return Some(power(inertia.negative));
    }
    let name = point.singularity.as_ref()?.name.as_deref()?;
    let (kind, sign) = (name.trim_end_matches(['+', '-']), name.ends_with('-'));
    let (letter, number) = kind.split_at(1);
    let of_rest = match (letter, number.parse::<usize>().ok()?, sign) {
        ("A", k, _) if k.is_multiple_of(2) => 0,
        ("A", _, false) => 1,
        ("A", _, true) => -1,
        ("D", 4, false) | ("E", 6 | 8, _) => 0,
        ("D", 4, true) => -2,
        ("D", k, _) if !k.is_multiple_of(2) => -1,
        ("E", 7, _) => -1,
        _ => return None,
    };
    Some(power(inertia.negative) * of_rest)
}

/// Hermite: the signature of the trace form is the number of real points, without isolating any.
pub(super) fn signature_check(document: &mut Document, complete: bool) {
    if let (true, Some(signature), Some(real)) =
        (complete, document.counts.signature, document.counts.real)
    {
        let claim = "signature of the trace form = number of real points";
        document.checks.push(Check { claim: claim.to_string(), holds: signature == real });
    }
}

/// The multiplicity in the gradient's own ideal and the Milnor number of the power series
/// are one number.
pub(super) fn milnor_check(document: &mut Document) {
    let both = document.points.iter().filter_map(|p| {
        let series = p.singularity.as_ref()?.milnor_number? as u64;
        match p.multiplicity? {
            Multiplicity::Finite(ideal) => Some(ideal == series),
            Multiplicity::Infinite(_) => Some(false),
        }
    });
    let all: Vec<bool> = both.collect();
    if !all.is_empty() {
        let claim = "Milnor numbers by ideals and by power series agree".to_string();
        document.checks.push(Check { claim, holds: all.iter().all(|same| *same) });
    }
}
