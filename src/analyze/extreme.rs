//! Which critical sets of a part carry its least and largest value.

use super::part::PartAnswer;
use crate::budget::{Budget, Exhausted};
use crate::classify::{Ends, Nature, Value, ends};
use crate::number::{Rational, Sign};
use std::cmp::Ordering;

/// Is the value here the least, the largest? `None` if not decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extreme {
    pub(super) least: Option<bool>,
    pub(super) largest: Option<bool>,
}

/// Facts about the ends of one part and its extreme values.
#[derive(Debug)]
pub(super) struct Extremes {
    pub(super) ends: Ends,
    /// One for each isolated point.
    pub(super) points: Vec<Extreme>,
    /// One for each continuum.
    pub(super) continua: Vec<Extreme>,
}

/// Decides what the visible bounds, the growth of L and the list of critical values show.
pub(super) fn extremes(answer: &PartAnswer, budget: &Budget) -> Result<Extremes, Exhausted> {
    let ends = ends(&answer.landscape);
    let mut values: Vec<(Option<Value>, Vec<Nature>)> = Vec::new();
    for p in &answer.points {
        values.push((p.facts.value.clone(), vec![p.facts.verdict.nature]));
    }
    for c in &answer.continua {
        let value = c.pieces.first().and_then(|p| value_at(answer, p));
        values.push((value, c.pieces.iter().map(|p| p.verdict.nature).collect()));
    }
    let lower = answer.landscape.lower.as_ref().map(|b| &b.bound);
    let upper = answer.landscape.upper.as_ref().map(|b| &b.bound);
    // Where the domain has edges or holes, L may come closer to a bound there.
    let complete = answer.is_complete() && answer.landscape.total;
    let mut all = Vec::new();
    for (k, (value, natures)) in values.iter().enumerate() {
        let least = one_side(
            Side {
                bound: lower,
                ends_there: ends.coercive == Some(true) && complete,
                unbounded: ends.unbounded_below == Some(true),
                wanted: Nature::LocalMinimum,
                better: Ordering::Less,
            },
            k,
            value.as_ref(),
            natures,
            &values,
            budget,
        )?;
        let largest = one_side(
            Side {
                bound: upper,
                ends_there: ends.anticoercive == Some(true) && complete,
                unbounded: ends.unbounded_above == Some(true),
                wanted: Nature::LocalMaximum,
                better: Ordering::Greater,
            },
            k,
            value.as_ref(),
            natures,
            &values,
            budget,
        )?;
        all.push(Extreme { least, largest });
    }
    let continua = all.split_off(answer.points.len());
    Ok(Extremes { ends, points: all, continua })
}

struct Side<'a> {
    bound: Option<&'a Rational>,
    /// L → ∞ on this side's opposite and the list is complete: the best critical value is
    /// the extremum.
    ends_there: bool,
    unbounded: bool,
    wanted: Nature,
    better: Ordering,
}

fn one_side(
    side: Side<'_>,
    own: usize,
    value: Option<&Value>,
    natures: &[Nature],
    values: &[(Option<Value>, Vec<Nature>)],
    budget: &Budget,
) -> Result<Option<bool>, Exhausted> {
    let Some(value) = value else { return Ok(None) };
    if let Some(bound) = side.bound
        && value.minus(bound).sign(budget)? == Sign::Zero
    {
        return Ok(Some(true));
    }
    let possible =
        |n: &Nature| *n == side.wanted || *n == Nature::Constant || *n == Nature::Undetermined;
    if side.unbounded || !natures.iter().any(possible) {
        return Ok(Some(false));
    }
    let mut best = side.ends_there;
    for (k, (other, _)) in values.iter().enumerate() {
        if k == own {
            continue;
        }
        match other.as_ref().map(|v| compare(v, value, budget)).transpose()?.flatten() {
            Some(order) if order == side.better => return Ok(Some(false)),
            Some(_) => {}
            None => best = false,
        }
    }
    Ok(best.then_some(true))
}

/// The exact order of two values, `None` if they are too close to tell apart and not known
/// to be equal.
pub(super) fn compare(
    a: &Value,
    b: &Value,
    budget: &Budget,
) -> Result<Option<Ordering>, Exhausted> {
    for prec in [64, 128, 256, 512] {
        budget.spend(u64::from(prec))?;
        let (Some(x), Some(y)) = (a.enclosure(prec), b.enclosure(prec)) else { return Ok(None) };
        if x.certainly_less(&y) {
            return Ok(Some(Ordering::Less));
        }
        if y.certainly_less(&x) {
            return Ok(Some(Ordering::Greater));
        }
        if prec == 64
            && let (Some(x), Some(y)) = (a.as_algebraic(), b.as_algebraic())
        {
            return Ok(Some(x.to_algebraic(budget)?.cmp(&y.to_algebraic(budget)?)));
        }
    }
    Ok(None)
}

/// L at the sample of a piece.
pub(super) fn value_at(answer: &PartAnswer, piece: &crate::classify::Piece) -> Option<Value> {
    crate::classify::value_at(&answer.landscape, &piece.sample.point)
}
