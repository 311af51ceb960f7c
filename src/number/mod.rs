//! Exact numbers: integers, rationals, signs — and, above them, enclosures.
//!
//! Floor 0. Nothing here knows of expressions, matrices or files. No floating-point
//! number decides anything: `f64` appears only in conversions for display and for the
//! independent second route.

pub mod decimal;
mod integer;
mod interval;
mod rational;
mod sign;

pub use integer::Integer;
pub use interval::Interval;
pub use rational::{ParseRationalError, Rational};
pub use sign::Sign;
