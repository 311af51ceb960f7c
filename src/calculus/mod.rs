//! **Derivatives** of expressions: gradient, Hessian, Taylor polynomials, and the derivation
//! as data for a report.
//!
//! ∂f/∂x is the sum over the operands of "partial derivative of the operation in that operand
//! × derivative of the operand", computed in one pass over the arena. The formula is claimed
//! **on the domain of f only**: 1/x is the derivative of ln x for x > 0, and whoever uses it
//! keeps the conditions of f. Functions with corners are differentiated off the corners
//! ([`crate::expr::domain::kinks`]). Where f has zeros, extrema or singularities is not known
//! here.

mod collect;
mod corner;
mod derivative;
mod enclosure;
mod expense;
mod gradient;
mod steps;
mod taylor;

#[cfg(test)]
mod tests;

pub use collect::collect_common_factor;
pub use derivative::{Derivatives, derivative};
pub use expense::second_order_work;
pub use gradient::{Gradient, Hessian, gradient, hessian};
pub use steps::{Derivation, Factor, Line, Rule, Step, Term, derivations, second_derivations};
pub use taylor::{Expansion, Obstacle, TaylorPolynomial, taylor, taylor_with};
