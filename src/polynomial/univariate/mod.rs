//! Polynomials in one variable over ℤ, dense, coefficients by increasing degree.
//!
//! [`UPoly`] is the type; `gcd` and `resultant` work modulo primes and are exact,
//! because a gcd is confirmed by division and a resultant uses as many primes as
//! Hadamard's bound asks for.

mod arith;
mod complex_roots;
mod division;
mod factor;
mod gcd;
mod hensel;
mod interpolate;
pub(crate) mod isolate;
pub(in crate::polynomial) mod modular;
mod modular_factor;
mod norm_of_line;
mod print;
mod rational_roots;
mod recombine;
mod resultant;
mod roots_modulo;
mod squarefree;

pub use arith::UPoly;
pub use complex_roots::{ComplexRoot, complex_roots};
pub use factor::UFactorization;
pub(in crate::polynomial) use factor::degrees_by_image;
pub(crate) use interpolate::interpolate;
pub(crate) use modular::large_primes;
pub(crate) use norm_of_line::norm_of_line;
pub(crate) use roots_modulo::roots_modulo;
