//! Maps that leave L unchanged: sign changes, permutations, linear flows, rotations.
//!
//! Everything is found by linear algebra or finite search and holds identically; a symmetry
//! that is not found costs beauty and time, never a solution.

mod flips;
mod linear;
mod permutations;
mod rotation;
#[cfg(test)]
mod tests;

pub use flips::sign_flips;
pub(super) use linear::relations;
pub use linear::{Flow, flows};
pub use permutations::permutations;
pub use rotation::{Rotation, rotations};
