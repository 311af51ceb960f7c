use super::Scalar;
use crate::expr::{Constant, Function};
use crate::number::{Interval, Rational};

/// Enclosures; the context is the precision in bits. `Some` proves that the operation is
/// defined on every element of its operands.
impl Scalar for Interval {
    type Context = u32;

    fn number(value: &Rational, prec: &u32) -> Interval {
        Interval::exact(value, *prec)
    }

    fn constant(constant: Constant, prec: &u32) -> Interval {
        match constant {
            Constant::Pi => Interval::pi(*prec),
            Constant::E => Interval::e(*prec),
        }
    }

    fn add(&self, other: &Interval) -> Interval {
        Interval::add(self, other)
    }

    fn mul(&self, other: &Interval) -> Interval {
        Interval::mul(self, other)
    }

    fn rational_power(&self, r: &Rational) -> Option<Interval> {
        self.pow_rational(r)
    }

    fn power(&self, exponent: &Interval) -> Option<Interval> {
        self.pow_interval(exponent)
    }

    fn call(f: Function, arguments: &[Interval]) -> Option<Interval> {
        f.enclose(arguments)
    }
}
