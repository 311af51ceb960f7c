//! What is to be solved: polynomial equations, and what is known besides.

use crate::polynomial::Poly;

/// A sign condition on a polynomial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignCondition {
    /// The polynomial.
    pub poly: Poly,
    /// `> 0` if true, `>= 0` otherwise.
    pub strict: bool,
}

/// Polynomial equations in `nvars` real unknowns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct System {
    /// Number of unknowns.
    pub nvars: usize,
    /// Polynomials that must be zero.
    pub equations: Vec<Poly>,
    /// Polynomials that are not zero on the domain.
    pub nonzero: Vec<Poly>,
    /// Sign conditions that define the domain.
    pub signs: Vec<SignCondition>,
}

impl System {
    /// Equations on all of ℝⁿ.
    pub fn new(nvars: usize, equations: Vec<Poly>) -> System {
        System { nvars, equations, nonzero: Vec::new(), signs: Vec::new() }
    }
}
