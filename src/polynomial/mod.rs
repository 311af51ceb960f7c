//! Polynomials over the integers: gcd, factors, real roots, real algebraic numbers.

pub mod univariate;

pub use univariate::UPoly;
