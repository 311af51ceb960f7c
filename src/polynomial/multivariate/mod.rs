//! Polynomials in several variables over the integers.
//!
//! Sparse and distributed: a list of terms in descending graded reverse lexicographic order.
//! On top of the ring operations: greatest common divisors, squarefree parts, resultants.
//! Every answer that a heuristic proposes (a gcd from one large integer, say) is confirmed by
//! exact division and a degree count before it is returned.

mod arithmetic;
mod calculus;
mod definite;
mod display;
mod division;
mod factor;
mod gcd;
mod hensel;
mod image;
mod irreducible;
mod minors;
mod monomial;
mod poly;
pub(in crate::polynomial) mod residue;
mod same_sign;
mod square_root;
mod square_sum;
mod squarefree;
mod subresultant;
#[cfg(test)]
pub(in crate::polynomial) mod testing;
mod univariate_view;

pub use definite::{Proof, Range, constant_sign, never_zero};
pub use display::Display;
pub use factor::{Factorization, factor};
pub use gcd::{content_in, gcd};
pub use minors::{minors, subsets};
pub use poly::Poly;
pub use same_sign::{SameSign, sum_of_same_sign};
pub use square_root::square_root;
pub use square_sum::{SquareSum, sum_of_squares};
pub use squarefree::{radical, squarefree};
pub use subresultant::{discriminant, pseudo_rem, resultant};
