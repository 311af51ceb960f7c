//! Bounds that can be seen: L = m + nonnegative terms.

use crate::expr::{Dag, Expr, Node};
use crate::number::Rational;

/// L ≥ `bound` (or ≤) because L − bound is a sum of terms of one sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisibleBound {
    /// The bound m.
    pub bound: Rational,
    /// The terms; all ≥ 0 for a lower bound, all ≤ 0 for an upper one.
    pub terms: Vec<Expr>,
}

/// The visible lower and upper bound of an expression, where it is defined.
pub fn visible_bounds(dag: &mut Dag, e: Expr) -> (Option<VisibleBound>, Option<VisibleBound>) {
    let parts: Vec<Expr> = match dag.node(e) {
        Node::Sum(parts) => parts.to_vec(),
        Node::Number(_)
        | Node::Constant(_)
        | Node::Symbol(_)
        | Node::Product(_)
        | Node::Power(_, _)
        | Node::Call(_, _) => vec![e],
    };
    let mut bound = Rational::zero();
    let mut terms = Vec::new();
    for part in parts {
        match dag.as_number(part) {
            Some(q) => bound = &bound + q,
            None => terms.push(part),
        }
    }
    let found = VisibleBound { bound, terms };
    (one_sided(dag, &found, true), one_sided(dag, &found, false))
}

/// The bound if all terms have its side's sign, those that are products of sines and cosines
/// after their largest absolute value is moved into the bound.
fn one_sided(dag: &mut Dag, found: &VisibleBound, below: bool) -> Option<VisibleBound> {
    let mut one = VisibleBound { bound: found.bound.clone(), terms: Vec::new() };
    for &term in &found.terms {
        let suits = if below { dag.is_nonnegative(term) } else { dag.is_nonpositive(term) };
        if suits {
            one.terms.push(term);
            continue;
        }
        let reach = dag.circular_bound(term)?;
        let shift = if below { reach } else { -&reach };
        one.bound = &one.bound - &shift;
        let shift = dag.number(shift);
        one.terms.push(dag.add(term, shift));
    }
    Some(one)
}
