//! L and its Hessian as rational functions in the variables and exponential atoms.

use super::bound::VisibleBound;
use crate::solve::{Atom, Fraction};

/// What classification knows of L.
#[derive(Debug, Clone)]
pub struct Landscape {
    /// Number of variables; ring variables from here on are atoms.
    pub nvars: usize,
    /// The atoms t = exp(b).
    pub atoms: Vec<Atom>,
    /// L, if it is such a function; `None` if only its derivatives are.
    pub loss: Option<Fraction>,
    /// The full symmetric Hessian.
    pub hessian: Vec<Vec<Fraction>>,
    /// L ≥ bound, visibly.
    pub lower: Option<VisibleBound>,
    /// L ≤ bound, visibly.
    pub upper: Option<VisibleBound>,
    /// Is L defined on all of ℝⁿ?
    pub total: bool,
}

impl Landscape {
    /// Is L a polynomial on all of ℝⁿ?
    pub fn is_polynomial(&self) -> bool {
        self.atoms.is_empty() && self.loss.as_ref().is_some_and(|loss| loss.den().is_constant())
    }
}
