//! Which critical sets of a part carry its least and largest value.

use super::part::PartAnswer;
use super::signed_permutations::Orbits;
use crate::budget::{Budget, Exhausted};
use crate::classify::{Ends, Horizon, Nature, Value, ends, horizon};
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
    /// What levels and the values approached at infinity show of the infimum.
    pub(super) below: Option<Horizon>,
    /// The same of −L.
    pub(super) above: Option<Horizon>,
}

/// Decides what the visible bounds, the growth of L and the list of critical values show.
pub(super) fn extremes(answer: &PartAnswer, budget: &Budget) -> Result<Extremes, Exhausted> {
    let mut ends = ends(&answer.landscape, budget)?;
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
    let orbits = Orbits::new(answer);
    let joined = |i: usize, j: usize| orbits.as_ref().is_some_and(|o| o.joined(i, j));
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
            &joined,
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
            &joined,
            budget,
        )?;
        all.push(Extreme { least, largest });
    }
    let known: Vec<Option<&Value>> = values.iter().map(|(v, _)| v.as_ref()).collect();
    let below = by_levels(answer, &known, &mut ends, &mut all, false, budget)?;
    let above = by_levels(answer, &known, &mut ends, &mut all, true, budget)?;
    let continua = all.split_off(answer.points.len());
    Ok(Extremes { ends, points: all, continua, below, above })
}

/// Variables up to which levels are tested.
const MOST_VARIABLES: usize = 3;

/// Decides by levels what is still open about the least value (or, `upwards`, the largest).
fn by_levels(
    answer: &PartAnswer,
    values: &[Option<&Value>],
    ends: &mut Ends,
    all: &mut [Extreme],
    upwards: bool,
    budget: &Budget,
) -> Result<Option<Horizon>, Exhausted> {
    let landscape = &answer.landscape;
    let plain = landscape.is_polynomial() && (2..=MOST_VARIABLES).contains(&landscape.nvars);
    let unbounded = if upwards { ends.unbounded_above } else { ends.unbounded_below };
    let side = |e: &Extreme| if upwards { e.largest } else { e.least };
    let decided = unbounded == Some(true) || all.iter().any(|e| side(e) == Some(true));
    if !plain || !landscape.total || !answer.is_complete() || decided {
        return Ok(None);
    }
    let mut critical = Vec::new();
    for value in values {
        let Some(x) = value.and_then(Value::as_algebraic) else { return Ok(None) };
        let x = x.to_algebraic(budget)?;
        critical.push(if upwards { x.neg() } else { x });
    }
    let Some(loss) = &landscape.loss else { return Ok(None) };
    let num = loss.num();
    let den = loss.den().leading_coefficient();
    let num = if upwards { -num } else { num.clone() };
    let found = horizon(&num, &den, &critical, unbounded == Some(false), budget)?;
    let Some(found) = found else { return Ok(None) };
    for (e, value) in all.iter_mut().zip(&critical) {
        let best = found.attained && found.infimum.as_ref() == Some(value);
        let known = if upwards { &mut e.largest } else { &mut e.least };
        known.get_or_insert(best);
    }
    let (open, grows) = match upwards {
        true => (&mut ends.unbounded_above, &mut ends.anticoercive),
        false => (&mut ends.unbounded_below, &mut ends.coercive),
    };
    *open = Some(found.infimum.is_none());
    if let Some(coercive) = found.coercive {
        grows.get_or_insert(coercive);
    }
    Ok(Some(found))
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
    joined: &dyn Fn(usize, usize) -> bool,
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
        let order = |v: &Value| compare(v, value, || joined(own, k), budget);
        match other.as_ref().map(order).transpose()?.flatten() {
            Some(order) if order == side.better => return Ok(Some(false)),
            Some(_) => {}
            None => best = false,
        }
    }
    Ok(best.then_some(true))
}

/// Degree of a field above which minimal polynomials are too long to tell equal values.
const LARGEST_COMPARED: usize = 16;

/// The exact order of two values, `None` if they are too close to tell apart and not known
/// to be equal; `equal` is another way to see that.
fn compare(
    a: &Value,
    b: &Value,
    equal: impl Fn() -> bool,
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
        if prec == 64 && equal() {
            return Ok(Some(Ordering::Equal));
        }
        if prec == 64
            && let (Some(x), Some(y)) = (a.as_algebraic(), b.as_algebraic())
            && x.field().degree().max(y.field().degree()) <= LARGEST_COMPARED
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
