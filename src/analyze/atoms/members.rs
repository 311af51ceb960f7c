//! Members of families in a region, and families put together.

use super::Scene;
use super::back::{Place, facing_up};
use super::roots::Roots;
use super::sets::FoundSet;
use crate::expr::{Dag, Expr, Symbol};
use crate::linalg::{Matrix, float};
use crate::number::{Rational, Sign};
use crate::problem::{Comparison, End, Problem};
use crate::result::Location;
use crate::solve::Form;

/// A family is written out up to so many members.
const MOST_MEMBERS: usize = 10_000;

/// Where a point lies in the region; the relation that could not be decided otherwise.
pub(super) fn location(
    scene: &mut Scene<'_>,
    problem: &Problem,
    place: &Place,
) -> Result<Location, String> {
    let at = scene.at(place);
    let mut location = Location::Interior;
    for relation in &problem.region {
        let difference = scene.dag.sub(relation.right, relation.left);
        let value = scene.dag.substitute(difference, &at);
        let strict = match relation.comparison {
            Comparison::AtMost => false,
            Comparison::Below | Comparison::Differs => true,
        };
        match (scene.roots.sign(scene.dag, value), strict) {
            (Sign::Positive, _) => {}
            (Sign::Zero, false) => location = Location::Boundary,
            (Sign::Zero, true) | (Sign::Negative, _) => return Ok(Location::Outside),
            (Sign::Unknown, _) => return Err(relation.text.clone()),
        }
    }
    Ok(location)
}

/// All members of a family with coordinates between the bounds of the variables; `None` if
/// these do not bound the whole numbers.
pub(super) fn members(
    scene: &mut Scene<'_>,
    problem: &Problem,
    place: &Place,
) -> Option<Vec<Place>> {
    let k = place.periods.len();
    let ranges: Vec<Option<(f64, f64)>> = problem
        .boxes
        .iter()
        .map(|range| {
            let (low, high) = (range.low?, range.high?);
            let ends = (low.value, high.value);
            Some((
                float_of(scene.dag, &scene.roots, ends.0)?,
                float_of(scene.dag, &scene.roots, ends.1)?,
            ))
        })
        .collect();
    let bounded: Vec<usize> = (0..ranges.len()).filter(|&i| ranges[i].is_some()).collect();
    let mut moves = Vec::new();
    for period in &place.periods {
        let entries = period.iter().map(|&e| float_of(scene.dag, &scene.roots, e));
        moves.push(entries.collect::<Option<Vec<f64>>>()?);
    }
    let base = place.values.iter().map(|&e| float_of(scene.dag, &scene.roots, e));
    let base = base.collect::<Option<Vec<f64>>>()?;
    let (rows, inverse) = subsets(&bounded, k).into_iter().find_map(|rows| {
        let square = Matrix::from_fn(k, k, |i, j| moves[j][rows[i]]);
        Some((rows, float::inverse(&square)?))
    })?;
    let mut bounds = Vec::new();
    for j in 0..k {
        let (mut low, mut high) = (0.0, 0.0);
        for (i, &row) in rows.iter().enumerate() {
            let (a, b) = ranges[row]?;
            let factor = *inverse.get(j, i);
            let ends = [factor * (a - base[row]), factor * (b - base[row])];
            low += ends[0].min(ends[1]);
            high += ends[0].max(ends[1]);
        }
        bounds.push(((low - 0.01).floor() as i64, (high + 0.01).ceil() as i64));
    }
    enumerated(scene.dag, place, &bounds)
}

fn float_of(dag: &Dag, roots: &Roots, e: Expr) -> Option<f64> {
    Some(roots.enclosure(dag, e, 64)?.midpoint().to_f64())
}

/// All subsets of k elements.
fn subsets(of: &[usize], k: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for &element in of {
        let longer: Vec<Vec<usize>> = all
            .iter()
            .filter(|s: &&Vec<usize>| s.len() < k)
            .map(|s| s.iter().copied().chain([element]).collect())
            .collect();
        all.extend(longer);
    }
    all.retain(|s| s.len() == k);
    all
}

/// The members with whole numbers in the given ranges.
fn enumerated(dag: &mut Dag, place: &Place, bounds: &[(i64, i64)]) -> Option<Vec<Place>> {
    let sizes = bounds.iter().map(|(a, b)| usize::try_from(b - a + 1).unwrap_or(0));
    if sizes.fold(1, usize::saturating_mul) > MOST_MEMBERS {
        return None;
    }
    let mut all = vec![place.values.clone()];
    for ((low, high), period) in bounds.iter().zip(&place.periods) {
        let mut longer = Vec::new();
        for values in &all {
            for k in *low..=*high {
                longer.push(shifted(dag, values, period, &Rational::from(k)));
            }
        }
        all = longer;
    }
    Some(all.into_iter().map(|values| Place { values, periods: Vec::new() }).collect())
}

/// p + q·P
pub(super) fn shifted(dag: &mut Dag, values: &[Expr], period: &[Expr], q: &Rational) -> Vec<Expr> {
    let q = dag.number(q.clone());
    let moved = |(&v, &p): (&Expr, &Expr)| {
        let step = dag.mul(q, p);
        dag.add(v, step)
    };
    values.iter().zip(period).map(moved).collect()
}

/// Two families with the same periods whose difference is half a period are one family: its
/// representative and its periods.
pub(super) fn joined(dag: &mut Dag, a: &Place, b: &Place) -> Option<Place> {
    if a.periods != b.periods || a.periods.is_empty() {
        return None;
    }
    let k = a.periods.len();
    let half = Rational::fraction(1, 2);
    for code in 1..3usize.pow(k as u32) {
        let digits: Vec<i64> =
            (0..k).map(|j| [0, 1, -1][code / 3usize.pow(j as u32) % 3]).collect();
        let mut moved = a.values.clone();
        for (digit, period) in digits.iter().zip(&a.periods) {
            moved = shifted(dag, &moved, period, &(&half * &Rational::from(*digit)));
        }
        if moved != b.values {
            continue;
        }
        let minus_one = Rational::from(-1);
        let step = shifted(dag, &b.values, &a.values, &minus_one);
        let mut periods = a.periods.clone();
        let at = digits.iter().position(|d| *d != 0)?;
        periods[at] = facing_up(dag, step);
        return Some(Place { values: a.values.clone(), periods });
    }
    None
}

/// Is a set proved not to meet the box of the variables? One of the affine functions that
/// have given values on it never has them there.
pub(super) fn misses(scene: &mut Scene<'_>, problem: &Problem, set: &FoundSet) -> bool {
    set.sides.iter().any(|&(left, right, turns)| {
        let Some([low, high]) = range(scene, problem, left) else { return false };
        let [mut a, mut b] = [low.0, high.0].map(|e| scene.dag.sub(e, right));
        if turns {
            let turn = scene.dag.multiple_of_pi(&Rational::from(2));
            [a, b] = [a, b].map(|e| scene.dag.div(e, turn));
        }
        holds_no(scene, (a, low.1), (b, high.1), turns)
    })
}

/// An end of a range, and whether it is left out.
type Edge = (Expr, bool);

/// The range of an affine function on the box.
fn range(scene: &mut Scene<'_>, problem: &Problem, e: Expr) -> Option<[Edge; 2]> {
    let form = Form::of(scene.dag, e)?;
    let variables: Vec<Symbol> = scene.letters.variables().to_vec();
    let (mut low, mut high) = (Vec::new(), Vec::new());
    let mut strict = [false, false];
    for (monomial, c) in form.terms() {
        let constant = monomial.iter().all(|(e, _)| scene.dag.is_constant(*e));
        if constant {
            let term = Form::from_terms([(monomial.clone(), c.clone())]).expression(scene.dag);
            low.push(term);
            high.push(term);
            continue;
        }
        let [(x, 1)] = monomial.as_slice() else { return None };
        let symbol = scene.dag.as_symbol(*x)?;
        let at = variables.iter().position(|v| *v == symbol)?;
        let (from, to): (End, End) = (problem.boxes[at].low?, problem.boxes[at].high?);
        let (from, to) = if c.is_negative() { (to, from) } else { (from, to) };
        let c = scene.dag.number(c.clone());
        low.push(scene.dag.mul(c, from.value));
        high.push(scene.dag.mul(c, to.value));
        strict[0] |= from.strict;
        strict[1] |= to.strict;
    }
    let (low, high) = (scene.dag.sum(low), scene.dag.sum(high));
    Some([(low, strict[0]), (high, strict[1])])
}

/// Is there no zero, or no whole number, between two ends?
fn holds_no(scene: &mut Scene<'_>, low: Edge, high: Edge, whole: bool) -> bool {
    let number = |scene: &Scene<'_>, e: Expr| scene.dag.as_number(e).cloned();
    if whole {
        let (Some(a), Some(b)) = (number(scene, low.0), number(scene, high.0)) else {
            let ends = [low.0, high.0].map(|e| scene.roots.enclosure(scene.dag, e, 128));
            let [Some(a), Some(b)] = ends else { return false };
            return Rational::from(a.lower().ceil()) > b.upper();
        };
        let mut first = Rational::from(a.ceil());
        if low.1 && first == a {
            first = &first + &Rational::one();
        }
        return first > b || (high.1 && first == b);
    }
    let (a, b) = (scene.roots.sign(scene.dag, low.0), scene.roots.sign(scene.dag, high.0));
    a == Sign::Positive
        || b == Sign::Negative
        || (low.1 && a == Sign::Zero)
        || (high.1 && b == Sign::Zero)
}
