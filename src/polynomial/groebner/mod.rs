//! Gröbner bases over the integers and the quotient algebras of ideals with finitely many zeros.
//!
//! Buchberger's algorithm with exact integer coefficients: every basis lies in its ideal by
//! construction. The same code runs modulo a prime, where its answers are checks, not proofs.

mod basis;
mod buchberger;
mod modular;
mod order;
mod reduce;
mod ring;
mod saturate;
mod standard;

pub use basis::{Basis, NormalForm, groebner_basis};
pub use modular::count_modulo;
pub use order::Order;
pub use saturate::{eliminate, saturated_basis, saturation};

#[cfg(test)]
mod tests;
