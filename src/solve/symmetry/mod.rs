//! Symmetries of L: rotations, found by linear algebra, and signed permutations of the
//! variables, found by backtracking.
//!
//! They hold identically; one that is not found costs beauty and time, never a solution.

mod linear;
mod rotation;
mod signed;
#[cfg(test)]
mod tests;

pub use linear::linear_flows;
pub(super) use linear::relations;
pub use rotation::{Rotation, rotations};
pub use signed::{SignedGroup, SignedPermutation, signed_permutations};
