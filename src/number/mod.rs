//! Exact numbers: integers, rationals, signs — and, above them, enclosures.
//!
//! Floor 0. Nothing here knows of expressions, matrices or files. No floating-point
//! number decides anything: `f64` appears only in conversions for display and for the
//! independent second route.

pub mod decimal;
mod field;
mod integer;
mod interval;
mod rational;
mod series;
mod sign;

pub use field::{Field, RealField};
pub use integer::Integer;
pub use interval::Interval;
pub use rational::{ParseRationalError, Rational};
pub use series::Series;
pub use sign::Sign;
