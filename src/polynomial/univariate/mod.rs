//! Polynomials in one variable over ℤ, dense, coefficients by increasing degree.
//!
//! [`UPoly`] is the type; `gcd` and `resultant` work modulo primes and are exact,
//! because a gcd is confirmed by division and a resultant uses as many primes as
//! Hadamard's bound asks for.

mod arith;
mod division;
mod gcd;
pub(crate) mod isolate;
#[allow(dead_code)] // The parts that factoring needs come first.
mod modular;
mod print;
mod rational_roots;
mod resultant;
mod squarefree;

pub use arith::UPoly;
