//! Exact numbers in an interval at which a function may vanish: guessed from the interval,
//! proved by the canonical form.

use super::curve::{Curve, is_zero_at};
use crate::expr::{Constant, Dag, Expr, Function};
use crate::number::{Interval, Rational, Sign};

/// Derivatives up to this order are looked at.
const HIGHEST: usize = 24;

/// An exact number between two others at which f vanishes, guessed from an enclosure.
pub(super) fn zero_between(
    dag: &mut Dag,
    curve: &Curve,
    low: &Rational,
    high: &Rational,
    near: &Interval,
) -> Option<Expr> {
    let all = candidates(dag, &near.lower(), &near.upper());
    all.into_iter().find(|&p| {
        is_inside(dag, p, low, high) && is_zero_at(dag, curve.function(), curve.symbol, p)
    })
}

fn is_inside(dag: &Dag, e: Expr, low: &Rational, high: &Rational) -> bool {
    let near = dag.enclosure(e, 128);
    near.is_some_and(|y| y.lower() >= *low && y.upper() <= *high)
}

/// Simple numbers of the kinds q, q·π, √q, ln q and e^q between two rational ones.
fn candidates(dag: &mut Dag, low: &Rational, high: &Rational) -> Vec<Expr> {
    const LONGEST: usize = 24;
    let x = Interval::new(low, high, 128);
    let between = |a: Option<Interval>| {
        let a = a?;
        let (l, u) = (a.lower(), a.upper());
        let wider = &(&u - &l) + &Rational::from(2).pow(-100)?;
        let (l, u) = (&l - &wider, &u + &wider);
        let q = Rational::simplest_between(&l, &u);
        (q.numerator().bits() + q.denominator().bits() <= LONGEST).then_some(q)
    };
    let zero = Rational::zero();
    let (plus, minus) = (*low > zero, *high < zero);
    let mut all = Vec::new();
    if let Some(q) = between(Some(x.clone())) {
        all.push(dag.number(q));
    }
    if let Some(q) = between(x.div(&Interval::pi(128))) {
        all.push(dag.multiple_of_pi(&q));
    }
    let square = if plus || minus { between(Some(x.mul(&x))) } else { None };
    if let Some(q) = square {
        let q = dag.number(q);
        let root = dag.sqrt(q);
        all.push(if minus { dag.neg(root) } else { root });
    }
    if let Some(q) = between(x.exp()) {
        let q = dag.number(q);
        all.push(dag.apply(Function::Ln, q));
    }
    let log = if plus { between(x.ln()) } else { None };
    if let Some(q) = log {
        let (e, q) = (dag.constant(Constant::E), dag.number(q));
        all.push(dag.power(e, q));
    }
    all
}

/// A zero of order at least two, the only zero between two rational numbers around it: there
/// f^(k) does not vanish, so f has at most k zeros with multiplicity (Rolle), and p is k of them.
#[derive(Debug)]
pub(super) struct Multiple {
    pub(super) at: Expr,
    pub(super) order: usize,
    pub(super) low: Rational,
    pub(super) high: Rational,
}

/// Looks for a multiple zero in an interval at whose ends f is not zero.
pub(super) fn multiple(
    dag: &mut Dag,
    curve: &mut Curve,
    low: &Rational,
    high: &Rational,
) -> Option<Multiple> {
    curve.derivative(dag, 1);
    for at in candidates(dag, low, high) {
        if !is_inside(dag, at, low, high)
            || !curve.vanishes(dag, 0, at)
            || !curve.vanishes(dag, 1, at)
        {
            continue;
        }
        let order = (2..=HIGHEST).find(|&k| {
            curve.derivative(dag, k);
            !curve.vanishes(dag, k, at)
        })?;
        let f = curve.derivative(dag, order);
        let value = dag.substitute(f, &[(curve.symbol, at)]);
        if !matches!(super::sign(dag, value), Sign::Positive | Sign::Negative) {
            return None;
        }
        let near = dag.enclosure(at, 128)?;
        let mut radius = high - low;
        for _ in 0..60 {
            let a = low.max(&(&near.lower() - &radius)).clone();
            let b = high.min(&(&near.upper() + &radius)).clone();
            let x = Interval::new(&a, &b, super::curve::PRECISION);
            let slope = curve.enclose(order, &x);
            if slope.is_some_and(|y| !y.contains_zero()) && a < near.lower() && b > near.upper() {
                return Some(Multiple { at, order, low: a, high: b });
            }
            radius = &radius * &Rational::fraction(1, 2);
        }
        return None;
    }
    None
}
