use super::{Constant, Dag, Expr, Function, Node, Symbol};
use crate::number::{Interval, Rational};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Bits of the enclosures that are stored with expressions without symbols; they decide signs.
pub(super) const STORED_PRECISION: u32 = 128;

impl Dag {
    /// An enclosure of an expression without symbols, in intervals of `prec` bits; `None` if it
    /// has symbols or was not proved to be defined.
    pub fn enclosure(&self, e: Expr, prec: u32) -> Option<Interval> {
        if !self.is_constant(e) {
            return None;
        }
        self.enclosure_at(e, prec, &BTreeMap::new())
    }

    /// The same for an expression whose symbols are numbers with known enclosures.
    pub fn enclosure_at(
        &self,
        e: Expr,
        prec: u32,
        symbols: &BTreeMap<Symbol, Interval>,
    ) -> Option<Interval> {
        let mut values: FxHashMap<Expr, Interval> = FxHashMap::default();
        for part in self.below(&[e]) {
            let value = match self.as_symbol(part) {
                Some(symbol) => symbols.get(&symbol)?.clone(),
                None => operation(self, self.node(part), prec, |p| values.get(&p).cloned())?,
            };
            values.insert(part, value);
        }
        values.remove(&e)
    }
}

/// One operation of intervals; `None` if an operand is, or the operation may be undefined.
pub(super) fn operation(
    dag: &Dag,
    node: &Node,
    prec: u32,
    value: impl Fn(Expr) -> Option<Interval>,
) -> Option<Interval> {
    let folded = |parts: &[Expr], start: i64, f: fn(&Interval, &Interval) -> Interval| {
        let start = Interval::exact(&Rational::from(start), prec);
        parts.iter().try_fold(start, |total, &part| Some(f(&total, &value(part)?)))
    };
    match node {
        Node::Number(q) => Some(Interval::exact(q, prec)),
        Node::Constant(Constant::Pi) => Some(Interval::pi(prec)),
        Node::Constant(Constant::E) => Some(Interval::e(prec)),
        Node::Symbol(_) => None,
        Node::Sum(terms) => folded(terms, 0, Interval::add),
        Node::Product(factors) => folded(factors, 1, Interval::mul),
        Node::Power(base, exponent) => {
            let base = value(*base)?;
            match dag.as_number(*exponent) {
                Some(r) => base.pow_rational(r),
                None => base.pow_interval(&value(*exponent)?),
            }
        }
        Node::Call(f, arguments) => {
            let values: Option<Vec<Interval>> = arguments.iter().map(|&a| value(a)).collect();
            f.enclose(&values?)
        }
    }
}

impl Function {
    /// The function of intervals: encloses all values. `None` if it is not proved to be defined
    /// on all elements of its arguments.
    pub fn enclose(self, arguments: &[Interval]) -> Option<Interval> {
        let (x, others) = arguments.split_first()?;
        match self {
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
                let sign = x.sign().to_i32().map(|s| Rational::from(i64::from(s)));
                let (low, high) = (Rational::from(-1), Rational::one());
                Some(sign.map_or_else(
                    || Interval::new(&low, &high, x.prec()),
                    |s| Interval::exact(&s, x.prec()),
                ))
            }
            Function::Max => Some(others.iter().fold(x.clone(), |m, y| m.max(y))),
            Function::Min => Some(others.iter().fold(x.clone(), |m, y| m.min(y))),
            Function::Relu => Some(x.max(&Interval::exact(&Rational::zero(), x.prec()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::{print, read};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut dag = Dag::new();
        let e = read(&mut dag, text, &["x"]).unwrap();
        assert_eq!(print::input(&dag, e), expected);
    }

    #[test]
    fn the_order_of_numbers_is_decided() {
        check("abs(1 - sqrt(2))", "sqrt(2) - 1");
        check("sign(pi - 22/7)", "-1");
        check("max(3, pi, x, e)", "max(pi, x)");
        check("min(sqrt(2), 1.5, ln(5))", "sqrt(2)");
        check("0*ln(pi - 3)", "0");
        check("x/(1 - pi) - x/(1 - pi)", "0");
        check("acosh(sqrt(2)) - acosh(sqrt(2))", "0");
    }

    #[test]
    fn what_is_undefined_has_no_enclosure() {
        let mut dag = Dag::new();
        for text in ["ln(-pi)", "1/0", "0*ln(1 - pi)", "asin(pi)", "x"] {
            let e = read(&mut dag, text, &["x"]).unwrap();
            assert_eq!(dag.enclosure(e, 64), None, "{text}");
        }
        let e = read(&mut dag, "sqrt(2) + pi/4", &["x"]).unwrap();
        // 1.41421356237309504880 + 0.78539816339744830961
        let sum: Rational = "2.19961172577054335841".parse().unwrap();
        let enclosure = dag.enclosure(e, 200).unwrap();
        let error = &enclosure.midpoint() - &sum;
        assert!(error.abs() < "1e-19".parse().unwrap());
    }
}
