//! Separable losses: L as a sum of parts in separate variables.

use crate::budget::{Budget, Exhausted};
use crate::expr::{Dag, Expr, Node, Symbol};
use crate::solve::{Fraction, Lowering};
use std::collections::BTreeSet;

/// One part of the loss.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Positions of its variables in the list of all, ascending.
    pub(super) positions: Vec<usize>,
    /// Its variables.
    pub(super) variables: Vec<Symbol>,
    /// A function of these variables only; the parts add up to L.
    pub(super) loss: Expr,
}

/// Splits L by the terms of its outermost sum, and each polynomial rest by its monomials;
/// one part if it does not split.
pub(super) fn parts(
    dag: &mut Dag,
    loss: Expr,
    variables: &[Symbol],
    budget: &Budget,
) -> Result<Vec<Part>, Exhausted> {
    let whole = |loss: Expr| Part {
        positions: (0..variables.len()).collect(),
        variables: variables.to_vec(),
        loss,
    };
    if variables.len() < 2 {
        return Ok(vec![whole(loss)]);
    }
    let by_terms = group(dag, terms(dag, loss), variables);
    if by_terms.len() > 1 {
        return Ok(by_terms);
    }
    match expanded(dag, loss, variables, budget)? {
        Some(terms) => {
            let parts = group(dag, terms, variables);
            Ok(if parts.len() > 1 { parts } else { vec![whole(loss)] })
        }
        None => Ok(vec![whole(loss)]),
    }
}

fn terms(dag: &Dag, e: Expr) -> Vec<Expr> {
    match dag.node(e) {
        Node::Sum(parts) => parts.to_vec(),
        Node::Number(_)
        | Node::Constant(_)
        | Node::Symbol(_)
        | Node::Product(_)
        | Node::Power(_, _)
        | Node::Call(_, _) => vec![e],
    }
}

/// The monomials of a polynomial loss.
fn expanded(
    dag: &mut Dag,
    loss: Expr,
    variables: &[Symbol],
    budget: &Budget,
) -> Result<Option<Vec<Expr>>, Exhausted> {
    let Ok(mut lowering) = Lowering::new(dag, variables, &[loss], budget) else { return Ok(None) };
    let Ok(fraction) = lowering.lower(dag, loss, budget) else { return Ok(None) };
    if !lowering.atoms().is_empty() || !fraction.den().is_constant() {
        return Ok(None);
    }
    let names = super::express::Names::new(dag, variables, &[]);
    let den = Fraction::from_poly(fraction.den().clone());
    let mut monomials = Vec::new();
    for (exponents, c) in fraction.num().terms() {
        let term =
            crate::polynomial::Poly::from_wide_terms(variables.len(), [(exponents, c.clone())]);
        let term = Fraction::from_poly(term).div(&den, budget)?;
        monomials.extend(term.map(|t| names.fraction(dag, &t)));
    }
    Ok(Some(monomials))
}

/// Groups terms so that different groups share no variable; constants go to the first.
fn group(dag: &mut Dag, terms: Vec<Expr>, variables: &[Symbol]) -> Vec<Part> {
    let mut groups: Vec<(BTreeSet<usize>, Vec<Expr>)> = Vec::new();
    let mut constants = Vec::new();
    for term in terms {
        let symbols = dag.symbols_of(term);
        let own: BTreeSet<usize> =
            (0..variables.len()).filter(|&i| symbols.contains(&variables[i])).collect();
        if own.is_empty() {
            constants.push(term);
            continue;
        }
        let (touching, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(set, _)| !set.is_disjoint(&own));
        let mut merged = (own, Vec::new());
        for (set, members) in touching {
            merged.0.extend(set);
            merged.1.extend(members);
        }
        merged.1.push(term);
        groups = apart;
        groups.push(merged);
    }
    let used: BTreeSet<usize> = groups.iter().flat_map(|(set, _)| set.iter().copied()).collect();
    // A variable that does not occur is a part of its own, on which L is constant.
    groups.extend(
        (0..variables.len())
            .filter(|i| !used.contains(i))
            .map(|i| (BTreeSet::from([i]), Vec::new())),
    );
    groups.sort_by_key(|(set, _)| set.first().copied());
    if let Some((_, members)) = groups.first_mut() {
        members.extend(constants);
    }
    groups
        .into_iter()
        .map(|(set, members)| Part {
            variables: set.iter().map(|&i| variables[i]).collect(),
            positions: set.into_iter().collect(),
            loss: dag.sum(members),
        })
        .collect()
}
