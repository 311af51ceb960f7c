//! Meanings, mistakes and robustness of the whole floor.

mod corpus;
mod meanings;
mod misplaced;
mod mistakes;
mod robustness;
