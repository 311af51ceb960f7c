//! Polynomials over the integers: gcd, factors, real roots, real algebraic numbers.

pub mod algebraic;
pub mod groebner;
pub mod multivariate;
pub mod univariate;

pub use algebraic::{Algebraic, FieldElement, NumberField, RealRoot, isolate};
pub use multivariate::Poly;
pub use univariate::{UFactorization, UPoly};
