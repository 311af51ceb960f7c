//! Signed permutations of the variables that leave L unchanged.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The group of all x ↦ (±x_σ(1), …, ±x_σ(n)) that leave L unchanged, and its orbits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Default)]
pub struct Symmetries {
    /// Maps that generate the group: for each variable the expression that takes its place,
    /// such as `-y`.
    pub generators: Vec<Vec<String>>,
    /// The number of its elements; `None` if some may be missing.
    pub order: Option<u64>,
    /// Critical points and sets that are images of each other, if there are several.
    pub orbits: Vec<SymmetryOrbit>,
}

/// Points, or sets, that are images of the first one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SymmetryOrbit {
    /// `P1`, … or `C1`, …
    pub members: Vec<String>,
    /// For each member a map that carries the first one to it.
    pub maps: Vec<Vec<String>>,
}
