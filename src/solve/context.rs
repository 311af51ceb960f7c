//! What all rules share: the budget and the factorizations already computed.

use super::system::System;
use super::tree::NonVanishing;
use crate::budget::{Budget, Exhausted};
use crate::polynomial::Poly;
use crate::polynomial::multivariate::{factor, never_zero};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Irreducible factors with exponents.
pub(super) type Factors = Vec<(Poly, u32)>;

/// Is a sum of squares split at the root?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Split {
    /// Where a minor is simple enough to go on with.
    IfItHelps,
    /// Wherever it can be.
    Always,
    Never,
}

/// Shared by the rules of one case tree.
pub(super) struct Context<'a> {
    pub(super) nvars: usize,
    pub(super) system: &'a System,
    pub(super) budget: &'a Budget,
    /// Unknowns that are > 0.
    pub(super) positive: &'a [usize],
    /// Are the zeros looked for before the assumptions are divided out?
    pub(super) unsaturated_first: bool,
    pub(super) split: Split,
    factored: RefCell<BTreeMap<Poly, Factors>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(system: &'a System, budget: &'a Budget) -> Context<'a> {
        let System { nvars, positive, .. } = system;
        let factored = RefCell::new(BTreeMap::new());
        let split = Split::IfItHelps;
        Context {
            nvars: *nvars,
            system,
            budget,
            positive,
            unsaturated_first: false,
            split,
            factored,
        }
    }

    /// The factors of a polynomial, each computed once.
    pub(super) fn factors(&self, p: &Poly) -> Result<Factors, Exhausted> {
        if let Some(known) = self.factored.borrow().get(p) {
            return Ok(known.clone());
        }
        let mut factors = factor(p, self.budget)?.factors;
        factors.sort_by_key(|(f, k)| (f.total_degree(), f.len(), f.clone(), *k));
        self.factored.borrow_mut().insert(p.clone(), factors.clone());
        Ok(factors)
    }

    /// Why an irreducible polynomial does not vanish where `nonzero` do not, if it is known.
    pub(super) fn non_vanishing(&self, p: &Poly, nonzero: &[Poly]) -> Option<NonVanishing> {
        if nonzero.iter().any(|q| q.div_exact(p).is_some()) {
            return Some(NonVanishing::Assumed);
        }
        never_zero(p, self.positive).map(NonVanishing::Proved)
    }
}
