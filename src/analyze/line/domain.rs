//! The open intervals on which a function of one variable and its derivative are defined.

use super::curve::Curve;
use super::tiles::{Argument, Span, tile};
use super::{exact_zeros, sign};
use crate::budget::Budget;
use crate::expr::domain::{Condition, Relation};
use crate::expr::{Dag, Expr, Function, Symbol};
use crate::number::{Rational, Sign};

/// The intervals on which all conditions hold, cut at the zeros of `cuts` too; `None` if some
/// end is not known exactly, or there are too many.
pub(super) fn spans(
    dag: &mut Dag,
    symbol: Symbol,
    conditions: &[Condition],
    cuts: &[Expr],
    window: &[Option<Rational>; 2],
    budget: &Budget,
) -> Option<Vec<Span>> {
    let mut all = vec![Span { low: None, high: None }];
    for condition in conditions {
        let (e, wanted) = subject(dag, condition);
        all = split(dag, symbol, all, e, window, budget)?;
        let mut kept = Vec::new();
        for span in all {
            match sign_on(dag, symbol, &span, window, e) {
                s if s == wanted || (wanted == Sign::Unknown && s != Sign::Zero) => kept.push(span),
                Sign::Positive | Sign::Negative | Sign::Zero => {}
                Sign::Unknown => return None,
            }
        }
        all = kept;
    }
    for &cut in cuts {
        all = split(dag, symbol, all, cut, window, budget)?;
    }
    Some(all)
}

/// An expression and its sign where a condition holds inside the domain; unknown stands for
/// either.
fn subject(dag: &mut Dag, condition: &Condition) -> (Expr, Sign) {
    let e = condition.expr;
    let minus = |dag: &mut Dag, r: &Rational| {
        let r = dag.number(r.clone());
        dag.sub(e, r)
    };
    match &condition.relation {
        Relation::NotZero => (e, Sign::Unknown),
        Relation::CosineNotZero => (dag.apply(Function::Cos, e), Sign::Unknown),
        Relation::Positive | Relation::NonNegative => (e, Sign::Positive),
        Relation::AtLeast(r) | Relation::Above(r) => (minus(dag, r), Sign::Positive),
        Relation::AtMost(r) | Relation::Below(r) => (minus(dag, r), Sign::Negative),
    }
}

/// Cuts intervals at the zeros of an expression, which must be known exactly.
fn split(
    dag: &mut Dag,
    symbol: Symbol,
    spans: Vec<Span>,
    e: Expr,
    window: &[Option<Rational>; 2],
    budget: &Budget,
) -> Option<Vec<Span>> {
    let mut all = Vec::new();
    for span in spans {
        let mut curve = Curve::new(dag, e, symbol);
        let pieces = tile(dag, &mut curve, &span, window, budget).ok()?;
        let (zeros, complete) = exact_zeros(dag, &curve, &pieces);
        if !complete {
            return None;
        }
        let mut low = span.low;
        for at in zeros {
            all.push(Span { low, high: Some(at) });
            low = Some(at);
        }
        all.push(Span { low, high: span.high });
    }
    Some(all)
}

/// The sign of an expression that does not vanish on an interval.
fn sign_on(
    dag: &mut Dag,
    symbol: Symbol,
    span: &Span,
    window: &[Option<Rational>; 2],
    e: Expr,
) -> Sign {
    let Some(q) = inside(dag, span, window) else { return Sign::Unknown };
    Curve::new(dag, e, symbol).sign_at(dag, &q)
}

/// A rational number in an interval, and in the window.
pub(super) fn inside(dag: &Dag, span: &Span, window: &[Option<Rational>; 2]) -> Option<Rational> {
    let low = span.low.and_then(|e| dag.enclosure(e, 128)).map(|x| x.upper());
    let high = span.high.and_then(|e| dag.enclosure(e, 128)).map(|x| x.lower());
    if low.is_some() != span.low.is_some() || high.is_some() != span.high.is_some() {
        return None;
    }
    let low = low.into_iter().chain(window[0].clone()).max();
    let high = high.into_iter().chain(window[1].clone()).min();
    between(low.as_ref(), high.as_ref())
}

/// A rational number between two; `None` stands for infinity.
pub(super) fn between(low: Option<&Rational>, high: Option<&Rational>) -> Option<Rational> {
    let one = Rational::one();
    match (low, high) {
        (None, None) => Some(Rational::zero()),
        (Some(low), None) => Some(low + &one),
        (None, Some(high)) => Some(high - &one),
        (Some(low), Some(high)) => (low < high).then(|| Rational::midpoint(low, high)),
    }
}

/// Does a condition hold at a number?
pub(super) fn holds(
    dag: &mut Dag,
    symbol: Symbol,
    condition: &Condition,
    at: Expr,
) -> Option<bool> {
    let (e, wanted) = subject(dag, condition);
    let value = dag.substitute(e, &[(symbol, at)]);
    let closed = matches!(
        condition.relation,
        Relation::NonNegative | Relation::AtLeast(_) | Relation::AtMost(_)
    );
    Some(match sign(dag, value) {
        Sign::Unknown => return None,
        Sign::Zero => closed,
        s => wanted == Sign::Unknown || s == wanted,
    })
}

/// Has a piece a zero?
pub(super) fn has_zero(argument: &Argument) -> bool {
    match argument {
        Argument::Far | Argument::Empty => false,
        Argument::Monotone { zero } => *zero,
        Argument::Multiple { .. } => true,
    }
}
