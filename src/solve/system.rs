//! What is to be solved: polynomial equations, and what is known besides.

use crate::number::Integer;
use crate::polynomial::Poly;

/// A sign condition on a polynomial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignCondition {
    /// The polynomial.
    pub poly: Poly,
    /// `> 0` if true, `>= 0` otherwise.
    pub strict: bool,
}

/// A term w·r² of a sum of squares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Residual {
    /// w > 0.
    pub weight: Integer,
    /// r.
    pub polynomial: Poly,
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
    /// Denominators: polynomials that are not zero on the domain, though nothing is assumed.
    pub units: Vec<Poly>,
    /// If the equations seem to be the gradient of a sum of squares: its terms.
    pub residuals: Vec<Residual>,
    /// Unknowns that are > 0.
    pub positive: Vec<usize>,
    /// Unknowns that stand for numbers: they are not solved for in terms of others.
    pub numbers: Vec<usize>,
}

impl System {
    /// Equations on all of ℝⁿ.
    pub fn new(nvars: usize, equations: Vec<Poly>) -> System {
        System {
            nvars,
            equations,
            nonzero: Vec::new(),
            signs: Vec::new(),
            units: Vec::new(),
            residuals: Vec::new(),
            positive: Vec::new(),
            numbers: Vec::new(),
        }
    }
}
