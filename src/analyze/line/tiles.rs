//! All zeros of a function on an interval: the interval is cut into pieces, each with an
//! argument why it has no zero, or one.

use super::curve::{Curve, PRECISION};
use super::exact::{Multiple, multiple};
use crate::budget::{Budget, Exhausted};
use crate::expr::{Dag, Expr};
use crate::number::{Rational, Sign};

/// Most pieces of one function.
const MOST: usize = 20_000;
/// Where the argument near infinity is tried: 4ᵏ.
const FURTHEST: u32 = 16;

/// An open interval; `None` is infinity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) low: Option<Expr>,
    pub(super) high: Option<Expr>,
}

/// Why there is no zero in a piece, or one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Argument {
    /// The largest term near the end of the interval.
    Far,
    /// The values exclude zero.
    Empty,
    /// f′ is not zero.
    Monotone { zero: bool },
    /// A zero of this order, and the derivative of this order is not zero.
    Multiple { at: Expr, order: usize },
}

/// A piece [low, high]; `None` is infinity.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) low: Option<Expr>,
    pub(super) high: Option<Expr>,
    /// The ends that are rational.
    pub(super) ends: [Option<Rational>; 2],
    pub(super) argument: Argument,
}

/// Why not all zeros were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Nothing is known near the lower (upper) end.
    End {
        upper: bool,
    },
    /// Zeros that could not be told apart.
    Cluster,
    Exhausted(Exhausted),
}

impl From<Exhausted> for Trouble {
    fn from(stop: Exhausted) -> Trouble {
        Trouble::Exhausted(stop)
    }
}

/// Cuts an interval, or the part of it inside a window, into pieces.
pub(super) fn tile(
    dag: &mut Dag,
    curve: &mut Curve,
    span: &Span,
    window: &[Option<Rational>; 2],
    budget: &Budget,
) -> Result<Vec<Piece>, Trouble> {
    curve.derivative(dag, 1);
    let mut pieces = Vec::new();
    let mut ends = Vec::new();
    for upper in [false, true] {
        let end = if upper { span.high } else { span.low };
        let cut = window[usize::from(upper)].clone().filter(|w| match end {
            None => true,
            Some(end) => {
                let w = dag.number(w.clone());
                let inside = if upper { dag.sub(end, w) } else { dag.sub(w, end) };
                super::sign(dag, inside) == Sign::Positive
            }
        });
        let at = match cut {
            Some(w) => moved(dag, curve, &w, upper).ok_or(Trouble::End { upper })?,
            None => {
                let at = far(dag, curve, end, upper, budget)?;
                let at = at.ok_or(Trouble::End { upper })?;
                let e = Some(dag.number(at.clone()));
                let (low, high) = if upper { (e, end) } else { (end, e) };
                let own = Some(at.clone());
                let ends = if upper { [own, None] } else { [None, own] };
                pieces.push(Piece { low, high, ends, argument: Argument::Far });
                at
            }
        };
        ends.push(at);
    }
    if ends[0] > ends[1] {
        // The arguments at both ends meet.
        return Ok(pieces);
    }
    if ends[0] < ends[1] {
        pieces.extend(inner(dag, curve, &ends[0], &ends[1], budget)?);
    }
    pieces.sort_by(|a, b| match (&a.ends[0], &b.ends[0]) {
        (None, None) => std::cmp::Ordering::Equal,
        (None, Some(_)) => std::cmp::Ordering::Less,
        (Some(_), None) => std::cmp::Ordering::Greater,
        (Some(p), Some(q)) => p.cmp(q),
    });
    Ok(pieces)
}

/// A number a little further out at which f is not zero.
fn moved(dag: &mut Dag, curve: &Curve, w: &Rational, upper: bool) -> Option<Rational> {
    let step = Rational::fraction(if upper { 1 } else { -1 }, 64);
    (0..8i64).map(|k| w + &(&step * &Rational::from(k))).find(|q| {
        let sign = curve.sign_at(dag, q);
        matches!(sign, Sign::Positive | Sign::Negative)
    })
}

/// A rational number between which and the end f has no zero.
fn far(
    dag: &mut Dag,
    curve: &Curve,
    end: Option<Expr>,
    upper: bool,
    budget: &Budget,
) -> Result<Option<Rational>, Exhausted> {
    let x = dag.variable(curve.symbol);
    let inside: i64 = if upper { -1 } else { 1 };
    let new = match end {
        None if upper => x,
        None => dag.neg(x),
        Some(end) => {
            let inside = dag.integer(inside);
            let inverse = dag.recip(x);
            let step = dag.mul(inside, inverse);
            dag.add(end, step)
        }
    };
    let moved = dag.substitute(curve.function(), &[(curve.symbol, new)]);
    for k in 1..=FURTHEST {
        budget.spend(curve.work() * 4)?;
        let Some(from) = Rational::from(4).pow(k as i32) else { break };
        let sign = dag.far(moved, curve.symbol, &from, PRECISION).map(|f| f.sign());
        if !matches!(sign, Some(Sign::Positive | Sign::Negative)) {
            continue;
        }
        let Some(end) = end else { return Ok(Some(if upper { from } else { -from })) };
        let step = &Rational::from(inside) / &from;
        let Some(end) = dag.enclosure(end, 128) else { return Ok(None) };
        let least = if upper { end.upper() } else { end.lower() };
        return Ok(Some(&least + &step));
    }
    Ok(None)
}

/// Bisection between two numbers at which f is not zero.
fn inner(
    dag: &mut Dag,
    curve: &mut Curve,
    low: &Rational,
    high: &Rational,
    budget: &Budget,
) -> Result<Vec<Piece>, Trouble> {
    let known = |s: Sign| matches!(s, Sign::Positive | Sign::Negative);
    let mut pieces = Vec::new();
    let ends = [curve.sign_at(dag, low), curve.sign_at(dag, high)];
    if !ends.iter().all(|s| known(*s)) {
        return Err(Trouble::Cluster);
    }
    let mut open = vec![(low.clone(), ends[0], high.clone(), ends[1], 0u32)];
    while let Some((a, sign_a, b, sign_b, depth)) = open.pop() {
        budget.spend(curve.work())?;
        if pieces.len() + open.len() > MOST {
            return Err(Trouble::Exhausted(Exhausted::Work));
        }
        let argument = if curve.is_free(&a, &b) {
            Some(Argument::Empty)
        } else if curve.is_monotone(&a, &b) {
            Some(Argument::Monotone { zero: sign_a != sign_b })
        } else {
            None
        };
        if let Some(argument) = argument {
            pieces.push(piece(dag, a, b, argument));
            continue;
        }
        let width = &b - &a;
        if width < Rational::fraction(1, 8)
            && depth % 3 == 0
            && let Some(found) = multiple(dag, curve, &a, &b)
        {
            let Multiple { at, order, low, high } = found;
            let signs = [curve.sign_at(dag, &low), curve.sign_at(dag, &high)];
            if !signs.iter().all(|s| known(*s)) {
                return Err(Trouble::Cluster);
            }
            if a < low {
                open.push((a, sign_a, low.clone(), signs[0], depth + 1));
            }
            if high < b {
                open.push((high.clone(), signs[1], b, sign_b, depth + 1));
            }
            pieces.push(piece(dag, low, high, Argument::Multiple { at, order }));
            continue;
        }
        let cut = cut(dag, curve, &a, &b).filter(|_| depth < 96);
        let Some((m, sign)) = cut else { return Err(Trouble::Cluster) };
        open.push((m.clone(), sign, b, sign_b, depth + 1));
        open.push((a, sign_a, m, sign, depth + 1));
    }
    Ok(pieces)
}

fn piece(dag: &mut Dag, low: Rational, high: Rational, argument: Argument) -> Piece {
    let ends = [Some(low.clone()), Some(high.clone())];
    Piece { low: Some(dag.number(low)), high: Some(dag.number(high)), ends, argument }
}

/// A number near the middle at which f is not zero, with its sign there.
fn cut(dag: &mut Dag, curve: &Curve, a: &Rational, b: &Rational) -> Option<(Rational, Sign)> {
    [8i64, 6, 10, 7, 9, 5, 11].into_iter().find_map(|k| {
        let m = a + &(&(b - a) * &Rational::fraction(k, 16));
        let sign = curve.sign_at(dag, &m);
        matches!(sign, Sign::Positive | Sign::Negative).then_some((m, sign))
    })
}
