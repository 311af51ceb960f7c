use super::Scalar;
use super::real::{finite, function, rational_power, sigmoid};
use crate::expr::{Constant, Function};
use crate::number::Rational;

/// A float with its gradient: forward differentiation, independent of the symbolic rules.
///
/// A. Griewank and A. Walther, *Evaluating Derivatives*, 2nd ed., SIAM 2008, section 3.1.
#[derive(Debug, Clone, PartialEq)]
pub struct Dual {
    /// The value.
    pub value: f64,
    /// The derivatives by each variable.
    pub gradient: Vec<f64>,
}

impl Dual {
    /// The value of variable `i` of `n`: derivative 1 by itself.
    pub fn variable(value: f64, i: usize, n: usize) -> Dual {
        let gradient = (0..n).map(|j| if i == j { 1.0 } else { 0.0 }).collect();
        Dual { value, gradient }
    }

    /// f(self) for given f and f′ there; `None` unless both are finite.
    fn chain(&self, value: f64, derivative: f64) -> Option<Dual> {
        finite(derivative)?;
        let gradient = self.gradient.iter().map(|d| derivative * d).collect();
        Some(Dual { value: finite(value)?, gradient })
    }

    /// a·self + b·other in the gradient.
    fn combined(&self, value: f64, (a, b): (f64, f64), other: &Dual) -> Dual {
        let pairs = self.gradient.iter().zip(&other.gradient);
        Dual { value, gradient: pairs.map(|(d, e)| a * d + b * e).collect() }
    }
}

/// f′(x) where it exists; not a number at a kink.
fn derivative(f: Function, x: f64) -> f64 {
    let at_kink = |left: f64, right: f64| {
        if x == 0.0 {
            f64::NAN
        } else if x < 0.0 {
            left
        } else {
            right
        }
    };
    match f {
        Function::Exp => x.exp(),
        Function::Ln => 1.0 / x,
        Function::Log10 => 1.0 / (x * std::f64::consts::LN_10),
        Function::Log2 => 1.0 / (x * std::f64::consts::LN_2),
        Function::Sin => x.cos(),
        Function::Cos => -x.sin(),
        Function::Tan => 1.0 + x.tan().powi(2),
        Function::Asin => 1.0 / ((1.0 - x) * (1.0 + x)).sqrt(),
        Function::Acos => -1.0 / ((1.0 - x) * (1.0 + x)).sqrt(),
        Function::Atan => 1.0 / (1.0 + x * x),
        Function::Sinh => x.cosh(),
        Function::Cosh => x.sinh(),
        Function::Tanh => 1.0 / x.cosh().powi(2),
        Function::Asinh => 1.0 / (1.0 + x * x).sqrt(),
        Function::Acosh => 1.0 / ((x - 1.0) * (x + 1.0)).sqrt(),
        Function::Atanh => 1.0 / ((1.0 - x) * (1.0 + x)),
        Function::Sigmoid => sigmoid(x) * sigmoid(-x),
        Function::Softplus => sigmoid(x),
        Function::Abs => at_kink(-1.0, 1.0),
        Function::Sign => at_kink(0.0, 0.0),
        Function::Max | Function::Min => 1.0,
        Function::Relu => at_kink(0.0, 1.0),
    }
}

/// The context is the number of variables. `None` at kinks, where there is no gradient.
impl Scalar for Dual {
    type Context = usize;

    fn number(value: &Rational, n: &usize) -> Dual {
        Dual { value: value.to_f64(), gradient: vec![0.0; *n] }
    }

    fn constant(constant: Constant, n: &usize) -> Dual {
        Dual { value: f64::constant(constant, &()), gradient: vec![0.0; *n] }
    }

    fn add(&self, other: &Dual) -> Dual {
        self.combined(self.value + other.value, (1.0, 1.0), other)
    }

    fn mul(&self, other: &Dual) -> Dual {
        self.combined(self.value * other.value, (other.value, self.value), other)
    }

    fn rational_power(&self, r: &Rational) -> Option<Dual> {
        let value = rational_power(self.value, r)?;
        if r.is_zero() {
            return self.chain(value, 0.0);
        }
        let below = rational_power(self.value, &(r - &Rational::one()))?;
        self.chain(value, r.to_f64() * below)
    }

    fn power(&self, exponent: &Dual) -> Option<Dual> {
        if self.value <= 0.0 {
            return None;
        }
        let value = finite(self.value.powf(exponent.value))?;
        let slopes = (exponent.value * value / self.value, value * self.value.ln());
        Some(self.combined(value, slopes, exponent))
    }

    fn call(f: Function, arguments: &[Dual]) -> Option<Dual> {
        let (first, others) = arguments.split_first()?;
        let chosen = others.iter().try_fold(first, |best, other| {
            let other_wins = match f {
                Function::Min => other.value < best.value,
                _ => other.value > best.value,
            };
            let tie = other.value == best.value && other != best;
            (!tie).then_some(if other_wins { other } else { best })
        })?;
        chosen.chain(function(f, chosen.value), derivative(f, chosen.value))
    }
}
