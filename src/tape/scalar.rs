use crate::expr::{Constant, Function};
use crate::number::Rational;

/// Values that a [`Tape`](super::Tape) can be run over.
///
/// Partial operations return `None` where they are undefined, or where the scalar cannot tell.
/// Powers follow the rule of [`Node::Power`](crate::expr::Node::Power).
pub trait Scalar: Clone {
    /// What a constant needs to become a value: a precision, a number of variables, nothing.
    type Context;

    /// An exact number.
    fn number(value: &Rational, context: &Self::Context) -> Self;

    /// π or e.
    fn constant(constant: Constant, context: &Self::Context) -> Self;

    /// The sum.
    fn add(&self, other: &Self) -> Self;

    /// The product.
    fn mul(&self, other: &Self) -> Self;

    /// self^r.
    fn rational_power(&self, r: &Rational) -> Option<Self>;

    /// self^exponent for an exponent that is not a rational number on paper.
    fn power(&self, exponent: &Self) -> Option<Self>;

    /// A function; as many arguments as it [takes](Function::takes).
    fn call(f: Function, arguments: &[Self]) -> Option<Self>;
}
