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
pub fn visible_bounds(dag: &Dag, e: Expr) -> (Option<VisibleBound>, Option<VisibleBound>) {
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
    let all = |sign: fn(&Dag, Expr) -> bool| {
        found.terms.iter().all(|t| sign(dag, *t)).then(|| found.clone())
    };
    (all(Dag::is_nonnegative), all(Dag::is_nonpositive))
}
