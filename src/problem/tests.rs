//! Meanings, mistakes and robustness of the whole floor.

mod corpus;
mod meanings;
mod mistakes;
mod robustness;
