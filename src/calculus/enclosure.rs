use crate::expr::{Constant, Dag, Expr, Function, Node};
use crate::number::{Interval, Rational, Sign};
use rustc_hash::FxHashMap;

/// Precisions tried one after the other, in bits.
const PRECISIONS: [u32; 4] = [64, 128, 256, 1024];

/// An enclosure of an expression without symbols that proves it is defined; `None` if that
/// was not proved.
pub fn enclosure(dag: &Dag, e: Expr, prec: u32) -> Option<Interval> {
    let mut values: FxHashMap<Expr, Interval> = FxHashMap::default();
    for part in dag.below(&[e]) {
        let value = operation(dag, part, prec, |g| values.get(&g).cloned())?;
        values.insert(part, value);
    }
    values.remove(&e)
}

/// The sign of an expression without symbols: exact zero only if the expression is known to
/// be zero, unknown if it is not proved to be defined or too near to 0.
pub(super) fn sign(dag: &Dag, e: Expr) -> Sign {
    if let Some(value) = dag.as_number(e) {
        return value.sign();
    }
    let mut signs = PRECISIONS.iter().map(|prec| enclosure(dag, e, *prec).map(|x| x.sign()));
    let known = signs.find_map(|s| s.filter(|s| *s != Sign::Unknown));
    known.unwrap_or(Sign::Unknown)
}

/// Is an expression without symbols proved to be a real number?
pub(super) fn is_defined(dag: &Dag, e: Expr) -> bool {
    dag.is_total(e) || PRECISIONS.iter().any(|prec| enclosure(dag, e, *prec).is_some())
}

/// One operation on enclosures of its operands.
fn operation(
    dag: &Dag,
    e: Expr,
    prec: u32,
    value: impl Fn(Expr) -> Option<Interval>,
) -> Option<Interval> {
    let number = |x: &Rational| Interval::exact(x, prec);
    match dag.node(e) {
        Node::Number(x) => Some(number(x)),
        Node::Constant(Constant::Pi) => Some(Interval::pi(prec)),
        Node::Constant(Constant::E) => Some(Interval::e(prec)),
        Node::Symbol(_) => None,
        Node::Sum(terms) => {
            let mut terms = terms.iter();
            terms.try_fold(number(&Rational::zero()), |sum, t| Some(sum.add(&value(*t)?)))
        }
        Node::Product(factors) => {
            let mut factors = factors.iter();
            factors.try_fold(number(&Rational::one()), |product, f| Some(product.mul(&value(*f)?)))
        }
        Node::Power(base, exponent) => match dag.as_number(*exponent) {
            Some(r) => value(*base)?.pow_rational(r),
            None => value(*base)?.pow_interval(&value(*exponent)?),
        },
        Node::Call(f, arguments) => {
            let arguments: Option<Vec<_>> = arguments.iter().map(|a| value(*a)).collect();
            call(*f, &arguments?)
        }
    }
}

fn call(f: Function, arguments: &[Interval]) -> Option<Interval> {
    let x = arguments.first()?;
    let zero = Interval::exact(&Rational::zero(), x.prec());
    match f {
        Function::Exp => x.exp(),
        Function::Ln => x.ln(),
        Function::Log10 => x.log10(),
        Function::Log2 => x.log2(),
        Function::Sin => Some(x.sin()),
        Function::Cos => Some(x.cos()),
        Function::Tan => x.tan(),
        Function::Asin => x.asin(),
        Function::Acos => x.acos(),
        Function::Atan => Some(x.atan()),
        Function::Sinh => x.sinh(),
        Function::Cosh => x.cosh(),
        Function::Tanh => Some(x.tanh()),
        Function::Asinh => Some(x.asinh()),
        Function::Acosh => x.acosh(),
        Function::Atanh => x.atanh(),
        Function::Sigmoid => Some(x.sigmoid()),
        Function::Softplus => Some(x.softplus()),
        Function::Abs => Some(x.abs()),
        Function::Sign => {
            let sign = x.sign().to_i32().map(i64::from);
            let whole = || Interval::new(&Rational::from(-1), &Rational::one(), x.prec());
            Some(sign.map_or_else(whole, |s| Interval::exact(&Rational::from(s), x.prec())))
        }
        Function::Max => Some(arguments[1..].iter().fold(x.clone(), |m, y| m.max(y))),
        Function::Min => Some(arguments[1..].iter().fold(x.clone(), |m, y| m.min(y))),
        Function::Relu => Some(x.max(&zero)),
    }
}
