//! Forward dual numbers: a second, independent way to a first derivative.

use crate::expr::{Constant, Dag, Expr, Function, Node, Symbol};
use std::collections::BTreeMap;

/// value + slope·ε with ε² = 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dual {
    pub(super) value: f64,
    pub(super) slope: f64,
}

impl Dual {
    fn constant(value: f64) -> Dual {
        Dual { value, slope: 0.0 }
    }

    fn add(self, other: Dual) -> Dual {
        Dual { value: self.value + other.value, slope: self.slope + other.slope }
    }

    fn mul(self, other: Dual) -> Dual {
        let slope = self.slope * other.value + self.value * other.slope;
        Dual { value: self.value * other.value, slope }
    }

    fn map(self, value: f64, outer: f64) -> Dual {
        Dual { value, slope: outer * self.slope }
    }

    fn power(self, exponent: Dual, odd_root: bool) -> Dual {
        if exponent.slope == 0.0 {
            let r = exponent.value;
            let magnitude = self.value.abs().powf(r);
            let whole = r.fract() == 0.0;
            let negative = self.value < 0.0 && if whole { r % 2.0 != 0.0 } else { odd_root };
            let value = if negative { -magnitude } else { magnitude };
            return self.map(value, r * value / self.value);
        }
        let logarithm = self.map(self.value.ln(), 1.0 / self.value);
        exponent.mul(logarithm).call(Function::Exp)
    }

    fn call(self, f: Function) -> Dual {
        let x = self.value;
        let (value, outer) = match f {
            Function::Exp => (x.exp(), x.exp()),
            Function::Ln => (x.ln(), 1.0 / x),
            Function::Log10 => (x.log10(), 1.0 / (x * 10f64.ln())),
            Function::Log2 => (x.log2(), 1.0 / (x * 2f64.ln())),
            Function::Sin => (x.sin(), x.cos()),
            Function::Cos => (x.cos(), -x.sin()),
            Function::Tan => (x.tan(), x.cos().powi(-2)),
            Function::Asin => (x.asin(), 1.0 / (1.0 - x * x).sqrt()),
            Function::Acos => (x.acos(), -1.0 / (1.0 - x * x).sqrt()),
            Function::Atan => (x.atan(), 1.0 / (1.0 + x * x)),
            Function::Sinh => (x.sinh(), x.cosh()),
            Function::Cosh => (x.cosh(), x.sinh()),
            Function::Tanh => (x.tanh(), x.cosh().powi(-2)),
            Function::Asinh => (x.asinh(), 1.0 / (x * x + 1.0).sqrt()),
            Function::Acosh => (x.acosh(), 1.0 / (x * x - 1.0).sqrt()),
            Function::Atanh => (x.atanh(), 1.0 / (1.0 - x * x)),
            Function::Sigmoid => {
                (1.0 / (1.0 + (-x).exp()), (-x).exp() / (1.0 + (-x).exp()).powi(2))
            }
            Function::Softplus => (x.exp().ln_1p(), 1.0 / (1.0 + (-x).exp())),
            Function::Abs => (x.abs(), x.signum()),
            Function::Sign => (if x == 0.0 { 0.0 } else { x.signum() }, 0.0),
            Function::Relu => (x.max(0.0), if x > 0.0 { 1.0 } else { 0.0 }),
            Function::Max | Function::Min => (x, 1.0),
        };
        self.map(value, outer)
    }
}

fn leading(arguments: &[Dual], better: impl Fn(f64, f64) -> bool) -> Dual {
    let pick = |a: Dual, b: &Dual| if better(b.value, a.value) { *b } else { a };
    arguments.iter().fold(arguments[0], pick)
}

/// The value and the derivative in direction `along` of e at a point.
pub(super) fn evaluate(dag: &Dag, e: Expr, point: &[(Symbol, f64)], along: Symbol) -> Dual {
    let mut known: BTreeMap<Expr, Dual> = BTreeMap::new();
    for part in dag.below(&[e]) {
        let of = |g: &Expr| known[g];
        let dual = match dag.node(part) {
            Node::Number(x) => Dual::constant(x.to_f64()),
            Node::Constant(Constant::Pi) => Dual::constant(std::f64::consts::PI),
            Node::Constant(Constant::E) => Dual::constant(std::f64::consts::E),
            Node::Symbol(symbol) => {
                let value = point.iter().find(|(s, _)| s == symbol).unwrap().1;
                Dual { value, slope: f64::from(u8::from(*symbol == along)) }
            }
            Node::Sum(terms) => terms.iter().map(of).fold(Dual::constant(0.0), Dual::add),
            Node::Product(factors) => factors.iter().map(of).fold(Dual::constant(1.0), Dual::mul),
            Node::Power(base, exponent) => {
                let r = dag.as_number(*exponent);
                let odd = r.is_some_and(|r| !r.numerator().is_even() && !r.denominator().is_even());
                of(base).power(of(exponent), odd)
            }
            Node::Call(f, arguments) => {
                let arguments: Vec<Dual> = arguments.iter().map(of).collect();
                match f {
                    Function::Max => leading(&arguments, |b, a| b > a),
                    Function::Min => leading(&arguments, |b, a| b < a),
                    _ => arguments[0].call(*f),
                }
            }
        };
        known.insert(part, dual);
    }
    known[&e]
}
