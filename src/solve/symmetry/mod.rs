//! Rotations that leave L unchanged.
//!
//! They are found by linear algebra and hold identically; one that is not found costs beauty
//! and time, never a solution.

mod linear;
mod rotation;
#[cfg(test)]
mod tests;

pub(super) use linear::relations;
pub use rotation::{Rotation, rotations};
