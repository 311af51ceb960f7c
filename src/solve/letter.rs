//! The unknowns of an algebraic system made from a transcendental one.

use crate::expr::{Dag, Expr, Function, Symbol};

/// What an unknown of the ring stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Letter {
    /// A variable itself.
    Variable(Symbol),
    /// t = exp(b) > 0.
    Exponential(Expr),
    /// s = sin(b); the next letter is its cosine.
    Sine(Expr),
    /// c = cos(b), s² + c² = 1.
    Cosine(Expr),
    /// r with r^index = radicand, r ≥ 0 if the index is even.
    Root {
        /// What the root is taken of.
        radicand: Expr,
        /// The index, at least 2.
        index: u32,
    },
    /// ℓ = ln(u), where u > 0.
    Logarithm(Expr),
    /// A number that is not known to be algebraic, such as π or ln 2; it is not zero.
    Constant(Expr),
}

impl Letter {
    /// The expression it stands for.
    pub fn meaning(&self, dag: &mut Dag) -> Expr {
        match self {
            Letter::Variable(s) => dag.variable(*s),
            Letter::Exponential(b) => dag.apply(Function::Exp, *b),
            Letter::Sine(b) => dag.apply(Function::Sin, *b),
            Letter::Cosine(b) => dag.apply(Function::Cos, *b),
            Letter::Root { radicand, index } => {
                let exponent = crate::number::Rational::fraction(1, i64::from(*index));
                dag.power_rational(*radicand, &exponent)
            }
            Letter::Logarithm(u) => dag.apply(Function::Ln, *u),
            Letter::Constant(e) => *e,
        }
    }
}
