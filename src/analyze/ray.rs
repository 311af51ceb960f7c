//! The leading term of L along a ray from a point where L has no derivatives.
//!
//! On x = p + t·h, t = s^N > 0, a root g^r of a function with g(p) = 0 is s^(N·m·r)·v(s)^r,
//! where m is the order of g in t and v(0) > 0; |g| is ±g. With N a common denominator of
//! the products m·r, L is a smooth function of s, and the first term of its expansion is the
//! first term of the Puiseux expansion of L along the ray (R. J. Walker, *Algebraic Curves*,
//! 1950, chapter IV).

use crate::budget::{Budget, Exhausted};
use crate::calculus::{Expansion, TaylorPolynomial, taylor};
use crate::expr::domain::{Relation, conditions};
use crate::expr::{Dag, Expr, Function, Node, Symbol};
use crate::number::{Integer, Rational, Sign};
use crate::solve::Form;

/// Functions that vanish to a higher order are not expanded.
const MOST_ORDER: u16 = 12;
/// The letter t: no name in a file has this sign in it.
const DISTANCE: &str = "t#";
/// The letter s.
const ROOT: &str = "s#";
/// Roots of higher index are not expanded.
const MOST_INDEX: u32 = 12;

/// The sign of a number; zero if that shows when its products are written out.
pub(super) fn sign(dag: &mut Dag, e: Expr) -> Sign {
    match super::asked::sign(dag, e) {
        Sign::Unknown => {}
        sign => return sign,
    }
    let Some(form) = Form::of(dag, e) else { return Sign::Unknown };
    let expanded = form.expression(dag);
    super::asked::sign(dag, expanded)
}

/// L − L(p) close to p on a ray.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ray {
    /// The ray leaves the domain at once.
    Outside,
    /// L is constant on the ray near p.
    Flat,
    /// c·t^order and terms of higher order, c ≠ 0.
    Term {
        /// The exponent of t.
        order: Rational,
        /// c.
        coefficient: Expr,
        /// Is c > 0?
        rises: bool,
    },
}

/// Is L defined at a point? `None` if that is not decided.
pub(super) fn is_defined_at(dag: &mut Dag, loss: Expr, at: &[(Symbol, Expr)]) -> Option<bool> {
    let mut all = Some(true);
    for condition in conditions(dag, loss) {
        let (bound, e) = match condition.relation {
            Relation::AtLeast(ref q) | Relation::Above(ref q) => (q.clone(), condition.expr),
            Relation::AtMost(ref q) | Relation::Below(ref q) => (-q, dag.neg(condition.expr)),
            Relation::CosineNotZero => (Rational::zero(), dag.apply(Function::Cos, condition.expr)),
            Relation::NotZero | Relation::Positive | Relation::NonNegative => {
                (Rational::zero(), condition.expr)
            }
        };
        let bound = dag.number(bound);
        let margin = dag.sub(e, bound);
        let value = dag.substitute(margin, at);
        let holds = match (condition.relation, sign(dag, value)) {
            (_, Sign::Unknown) => None,
            (Relation::NotZero | Relation::CosineNotZero, s) => Some(s != Sign::Zero),
            (Relation::Positive | Relation::Above(_) | Relation::Below(_), s) => {
                Some(s == Sign::Positive)
            }
            (Relation::NonNegative | Relation::AtLeast(_) | Relation::AtMost(_), s) => {
                Some(s != Sign::Negative)
            }
        };
        match holds {
            Some(false) => return Some(false),
            Some(true) => {}
            None => all = None,
        }
    }
    all
}

/// A part of L that is not smooth where its argument vanishes, on the ray.
struct Bend {
    node: Expr,
    kind: Kind,
    /// The order of its argument.
    order: u16,
    /// Of the argument for small t > 0.
    positive: bool,
    /// The argument, and without the factor t^order and with a positive sign.
    argument: Expr,
    rest: Expr,
}

#[derive(Clone)]
enum Kind {
    /// |g|
    Size,
    /// The sign of g.
    Sign,
    /// g^r
    Root(Rational),
}

impl Bend {
    /// The exponent of t in a root, 1 in the others.
    fn power(&self) -> Rational {
        match &self.kind {
            Kind::Root(r) => r * &Rational::from(i64::from(self.order)),
            Kind::Size | Kind::Sign => Rational::one(),
        }
    }
}

/// The leading term of L on p + t·h; `None` if it is not found.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn ray(
    dag: &mut Dag,
    loss: Expr,
    at: &[(Symbol, Expr)],
    direction: &[i64],
    budget: &Budget,
) -> Result<Option<Ray>, Exhausted> {
    let t = dag.symbol(DISTANCE);
    let step = dag.variable(t);
    let mut moved = Vec::new();
    for ((x, p), h) in at.iter().zip(direction) {
        let h = dag.integer(*h);
        let along = dag.mul(h, step);
        moved.push((*x, dag.add(*p, along)));
    }
    let along = dag.substitute(loss, &moved);
    let mut bends = Vec::new();
    for e in dag.below(&[along]) {
        match bend(dag, e, t, budget)? {
            Found::Smooth => {}
            Found::Outside => return Ok(Some(Ray::Outside)),
            Found::Unknown => return Ok(None),
            Found::Bend(bend) => bends.push(bend),
        }
    }
    let Some((smooth, index)) = in_roots_of_t(dag, along, &bends, t) else { return Ok(None) };
    let (s, zero) = (dag.symbol(ROOT), dag.integer(0));
    let order = u16::try_from(4 * index).unwrap_or(u16::MAX);
    let Expansion::Polynomial(p) = taylor(dag, smooth, &[s], &[zero], order, budget)? else {
        return Ok(None);
    };
    if p.is_exact && p.coefficients.keys().all(|k| k.iter().all(|k| *k == 0)) {
        return Ok(Some(Ray::Flat));
    }
    Ok(first(dag, &p, 1).map(|(k, coefficient, rises)| {
        let order = Rational::new(Integer::from(i64::from(k)), Integer::from(i64::from(index)));
        Ray::Term { order, coefficient, rises }
    }))
}

enum Found {
    Smooth,
    Outside,
    Unknown,
    Bend(Bend),
}

/// Is a part of L not smooth at t = 0?
fn bend(dag: &mut Dag, e: Expr, t: Symbol, budget: &Budget) -> Result<Found, Exhausted> {
    let (argument, kind) = match dag.node(e).clone() {
        Node::Power(base, exponent) => match dag.as_number(exponent) {
            Some(r) if !r.is_integer() => (base, Kind::Root(r.clone())),
            Some(_) | None => return Ok(Found::Smooth),
        },
        Node::Call(Function::Abs, arguments) => (arguments[0], Kind::Size),
        Node::Call(Function::Sign, arguments) => (arguments[0], Kind::Sign),
        Node::Call(_, _) | Node::Number(_) | Node::Constant(_) | Node::Symbol(_) => {
            return Ok(Found::Smooth);
        }
        Node::Sum(_) | Node::Product(_) => return Ok(Found::Smooth),
    };
    let zero = dag.integer(0);
    let value = dag.substitute(argument, &[(t, zero)]);
    match (sign(dag, value), &kind) {
        (Sign::Positive | Sign::Negative, Kind::Root(_)) => return Ok(Found::Smooth),
        (side @ (Sign::Positive | Sign::Negative), Kind::Size | Kind::Sign) => {
            let positive = side == Sign::Positive;
            let bend = Bend { node: e, kind, order: 0, positive, argument, rest: argument };
            return Ok(Found::Bend(bend));
        }
        (Sign::Unknown, _) => return Ok(Found::Unknown),
        (Sign::Zero, _) => {}
    }
    // The power of an absolute value is that of its argument, made positive.
    let (inner, size) = match dag.node(argument) {
        Node::Call(Function::Abs, arguments) => (arguments[0], true),
        _ => (argument, false),
    };
    let expansion = taylor(dag, inner, &[t], &[zero], MOST_ORDER, budget)?;
    let Expansion::Polynomial(p) = expansion else { return Ok(Found::Unknown) };
    let Some((order, _, rises)) = first(dag, &p, 1) else { return Ok(Found::Unknown) };
    let positive = rises || size;
    if let Kind::Root(r) = &kind {
        if r.is_negative() || !p.is_exact {
            return Ok(Found::Unknown);
        }
        if !positive && r.denominator().is_even() {
            return Ok(Found::Outside);
        }
    }
    let rest = without_power(dag, &p, order, t);
    let rest = if rises { rest } else { dag.neg(rest) };
    Ok(Found::Bend(Bend { node: e, kind, order, positive, argument: inner, rest }))
}

/// The first term of an order ≥ `least` that is not zero: its order, its coefficient, and
/// whether that is positive; `None` if a sign is not known or all are zero.
fn first(dag: &mut Dag, p: &TaylorPolynomial, least: u16) -> Option<(u16, Expr, bool)> {
    for (powers, c) in &p.coefficients {
        let k = powers.first().copied().filter(|k| *k >= least);
        let Some(k) = k else { continue };
        match sign(dag, *c) {
            Sign::Zero => {}
            Sign::Positive => return Some((k, *c, true)),
            Sign::Negative => return Some((k, *c, false)),
            Sign::Unknown => return None,
        }
    }
    None
}

/// Σ cₖ·t^(k − order) over k ≥ order.
fn without_power(dag: &mut Dag, p: &TaylorPolynomial, order: u16, t: Symbol) -> Expr {
    let step = dag.variable(t);
    let mut terms = Vec::new();
    for (powers, c) in &p.coefficients {
        let k = powers.first().copied().unwrap_or(0);
        if k >= order {
            let power = dag.power_integer(step, i64::from(k - order));
            terms.push(dag.mul(*c, power));
        }
    }
    dag.sum(terms)
}

/// L with its bends written out and t = s^N, and N.
fn in_roots_of_t(dag: &mut Dag, along: Expr, bends: &[Bend], t: Symbol) -> Option<(Expr, u32)> {
    let index = bends.iter().fold(Integer::one(), |n, b| n.lcm(&b.power().denominator()));
    let index = index.to_u32().filter(|n| *n <= MOST_INDEX)?;
    let whole = Rational::from(i64::from(index));
    let s = dag.symbol(ROOT);
    let s = dag.variable(s);
    let power = dag.power_integer(s, i64::from(index));
    let mut parts = Vec::new();
    for bend in bends {
        let new = match (&bend.kind, bend.positive) {
            (Kind::Sign, positive) => dag.integer(if positive { 1 } else { -1 }),
            (Kind::Size, true) => bend.argument,
            (Kind::Size, false) => dag.neg(bend.argument),
            (Kind::Root(r), positive) => {
                let factor = dag.power_rational(s, &(&bend.power() * &whole));
                let rest = dag.substitute(bend.rest, &[(t, power)]);
                let rest = dag.power_rational(rest, r);
                let product = dag.mul(factor, rest);
                // An odd root of a negative number is negative.
                if positive || r.numerator().is_even() { product } else { dag.neg(product) }
            }
        };
        parts.push((bend.node, new));
    }
    let open = dag.replace(along, &parts);
    Some((dag.substitute(open, &[(t, power)]), index))
}
