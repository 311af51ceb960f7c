//! Polynomials over the integers: gcd, factors, real roots, real algebraic numbers.

pub mod algebraic;
pub mod groebner;
pub mod multivariate;
pub mod univariate;

pub use algebraic::{Algebraic, FieldElement, KPoly, KRoot, NumberField, RealRoot, Sturm};
pub use algebraic::{Extension, isolate, isolate_over_field};
pub use multivariate::Poly;
pub use univariate::{UFactorization, UPoly};
