use super::Scalar;
use crate::expr::{Constant, Function};
use crate::number::Rational;

/// The value if it is a finite number.
pub(super) fn finite(x: f64) -> Option<f64> {
    x.is_finite().then_some(x)
}

/// x^r with the real root for odd denominators.
pub(super) fn rational_power(x: f64, r: &Rational) -> Option<f64> {
    if let Some(n) = r.to_i64().and_then(|n| i32::try_from(n).ok()) {
        return finite(x.powi(n));
    }
    let size = x.abs().powf(r.to_f64());
    let odd_root = !r.denominator().is_even();
    match (x < 0.0, odd_root) {
        (true, false) => None,
        (true, true) if !r.numerator().is_even() => finite(-size),
        (true | false, _) => finite(size),
    }
}

/// The function of one argument, or of the first two for max and min.
pub(super) fn function(f: Function, x: f64) -> f64 {
    match f {
        Function::Exp => x.exp(),
        Function::Ln => x.ln(),
        Function::Log10 => x.log10(),
        Function::Log2 => x.log2(),
        Function::Sin => x.sin(),
        Function::Cos => x.cos(),
        Function::Tan => x.tan(),
        Function::Asin => x.asin(),
        Function::Acos => x.acos(),
        Function::Atan => x.atan(),
        Function::Sinh => x.sinh(),
        Function::Cosh => x.cosh(),
        Function::Tanh => x.tanh(),
        Function::Asinh => x.asinh(),
        Function::Acosh => x.acosh(),
        Function::Atanh => x.atanh(),
        Function::Sigmoid => sigmoid(x),
        Function::Softplus => x.max(0.0) + (-x.abs()).exp().ln_1p(),
        Function::Abs => x.abs(),
        Function::Sign if x == 0.0 => 0.0,
        Function::Sign => x.signum(),
        Function::Max | Function::Min => x,
        Function::Relu => x.max(0.0),
    }
}

/// 1/(1 + e⁻ˣ) without overflow.
pub(super) fn sigmoid(x: f64) -> f64 {
    let t = (-x.abs()).exp();
    if x < 0.0 { t / (1.0 + t) } else { 1.0 / (1.0 + t) }
}

/// Floats: for pictures and for the second route. Overflow counts as undefined.
impl Scalar for f64 {
    type Context = ();

    fn number(value: &Rational, (): &()) -> f64 {
        value.to_f64()
    }

    fn constant(constant: Constant, (): &()) -> f64 {
        match constant {
            Constant::Pi => std::f64::consts::PI,
            Constant::E => std::f64::consts::E,
        }
    }

    fn add(&self, other: &f64) -> f64 {
        self + other
    }

    fn mul(&self, other: &f64) -> f64 {
        self * other
    }

    fn rational_power(&self, r: &Rational) -> Option<f64> {
        rational_power(*self, r)
    }

    fn power(&self, exponent: &f64) -> Option<f64> {
        if *self < 0.0 { None } else { finite(self.powf(*exponent)) }
    }

    fn call(f: Function, arguments: &[f64]) -> Option<f64> {
        let (&x, others) = arguments.split_first()?;
        finite(match f {
            Function::Max => others.iter().fold(x, |m, y| m.max(*y)),
            Function::Min => others.iter().fold(x, |m, y| m.min(*y)),
            Function::Exp
            | Function::Ln
            | Function::Log10
            | Function::Log2
            | Function::Sin
            | Function::Cos
            | Function::Tan
            | Function::Asin
            | Function::Acos
            | Function::Atan
            | Function::Sinh
            | Function::Cosh
            | Function::Tanh
            | Function::Asinh
            | Function::Acosh
            | Function::Atanh
            | Function::Sigmoid
            | Function::Softplus
            | Function::Abs
            | Function::Sign
            | Function::Relu => function(f, x),
        })
    }
}
