//! Exact numbers: integers, rationals, signs — and, above them, enclosures.
//!
//! Floor 0. Nothing here knows of expressions, matrices or files. No floating-point
//! number decides anything: `f64` appears only in conversions for display and for the
//! independent second route.

mod integer;
mod rational;
mod sign;

pub use integer::Integer;
pub use rational::{ParseRationalError, Rational};
pub use sign::Sign;
