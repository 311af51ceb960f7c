//! Polynomials over the integers: gcd, factors, real roots, real algebraic numbers.

pub mod multivariate;
pub mod univariate;

pub use multivariate::Poly;
pub use univariate::UPoly;
