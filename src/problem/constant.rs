//! The sign of a constant expression, by enclosures.

use crate::expr::{Constant, Dag, Expr, Function, Node};
use crate::number::{Interval, Rational, Sign};
use rustc_hash::FxHashMap;

/// Precisions, in bits, that are tried in turn.
const PRECISIONS: [u32; 2] = [64, 512];

/// The sign of an expression without symbols; unknown if enclosures do not decide it.
pub(super) fn sign(dag: &Dag, e: Expr) -> Sign {
    if let Some(value) = dag.as_number(e) {
        return value.sign();
    }
    let signs = PRECISIONS.iter().map(|prec| match enclosure(dag, e, *prec) {
        Some(value) => value.sign(),
        None => Sign::Unknown,
    });
    signs.into_iter().find(|sign| *sign != Sign::Unknown).unwrap_or(Sign::Unknown)
}

/// The sign of e − bound.
pub(super) fn excess(dag: &mut Dag, e: Expr, bound: &Rational) -> Sign {
    let bound = dag.number(bound.clone());
    let difference = dag.sub(e, bound);
    sign(dag, difference)
}

/// An enclosure of a constant expression; none if it has a symbol, may be undefined, or is too
/// large for a number.
pub(super) fn enclosure(dag: &Dag, e: Expr, prec: u32) -> Option<Interval> {
    let mut values: FxHashMap<Expr, Interval> = FxHashMap::default();
    for part in dag.below(&[e]) {
        let value = one(dag, dag.node(part), &values, prec)?;
        values.insert(part, value);
    }
    values.remove(&e)
}

fn one(dag: &Dag, node: &Node, values: &FxHashMap<Expr, Interval>, prec: u32) -> Option<Interval> {
    let get = |e: &Expr| values.get(e).cloned();
    match node {
        Node::Number(value) => Some(Interval::exact(value, prec)),
        Node::Constant(Constant::Pi) => Some(Interval::pi(prec)),
        Node::Constant(Constant::E) => Some(Interval::e(prec)),
        Node::Symbol(_) => None,
        Node::Sum(terms) => {
            let zero = Interval::exact(&Rational::zero(), prec);
            terms.iter().try_fold(zero, |sum, term| Some(sum.add(&get(term)?)))
        }
        Node::Product(factors) => {
            let one = Interval::exact(&Rational::one(), prec);
            factors.iter().try_fold(one, |product, factor| Some(product.mul(&get(factor)?)))
        }
        Node::Power(base, exponent) => match dag.as_number(*exponent) {
            Some(r) if moderate(r) => get(base)?.pow_rational(r),
            Some(_) => None,
            None => get(base)?.pow_interval(&get(exponent)?),
        },
        Node::Call(function, arguments) => {
            let arguments = arguments.iter().map(get).collect::<Option<Vec<_>>>()?;
            call(*function, &arguments)
        }
    }
}

/// Small enough to be computed with.
fn moderate(r: &Rational) -> bool {
    let small = |n: crate::number::Integer| n.to_i64().is_some_and(|n| n.abs() <= 10_000);
    small(r.numerator()) && small(r.denominator())
}

fn call(function: Function, arguments: &[Interval]) -> Option<Interval> {
    let a = arguments.first()?;
    match function {
        Function::Exp => a.exp(),
        Function::Ln => a.ln(),
        Function::Log10 => a.log10(),
        Function::Log2 => a.log2(),
        Function::Sin => Some(a.sin()),
        Function::Cos => Some(a.cos()),
        Function::Tan => a.tan(),
        Function::Asin => a.asin(),
        Function::Acos => a.acos(),
        Function::Atan => Some(a.atan()),
        Function::Sinh => a.sinh(),
        Function::Cosh => a.cosh(),
        Function::Tanh => Some(a.tanh()),
        Function::Asinh => Some(a.asinh()),
        Function::Acosh => a.acosh(),
        Function::Atanh => a.atanh(),
        Function::Sigmoid => Some(a.sigmoid()),
        Function::Softplus => Some(a.softplus()),
        Function::Abs => Some(a.abs()),
        Function::Sign => match a.sign() {
            Sign::Unknown => None,
            sign => sign.to_i32().map(|s| Interval::exact(&Rational::from(i64::from(s)), a.prec())),
        },
        Function::Max => Some(arguments.iter().fold(a.clone(), |max, b| max.max(b))),
        Function::Min => Some(arguments.iter().fold(a.clone(), |min, b| min.min(b))),
        Function::Relu => Some(a.max(&Interval::exact(&Rational::zero(), a.prec()))),
    }
}
