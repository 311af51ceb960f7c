//! Bounds that can be seen: L = m + nonnegative terms.

use crate::budget::Budget;
use crate::expr::{Dag, Expr, Node, Symbol};
use crate::linalg::{Matrix, rank};
use crate::number::Rational;

/// L ≥ `bound` (or ≤) because L − bound is a sum of terms of one sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisibleBound {
    /// The bound m.
    pub bound: Rational,
    /// The terms; all ≥ 0 for a lower bound, all ≤ 0 for an upper one.
    pub terms: Vec<Expr>,
    /// Are even powers of linear forms among the terms that vanish together at one point
    /// only? Then the sum of all terms tends to infinity in every direction.
    pub spans: bool,
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
    let found = VisibleBound { bound, terms, spans: false };
    (one_sided(dag, &found, true), one_sided(dag, &found, false))
}

/// The bound if all terms have its side's sign, those that are products of sines and cosines
/// after their largest absolute value is moved into the bound.
fn one_sided(dag: &mut Dag, found: &VisibleBound, below: bool) -> Option<VisibleBound> {
    let mut one = VisibleBound { bound: found.bound.clone(), terms: Vec::new(), spans: false };
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
    one.spans = spans(dag, &one.terms);
    Some(one)
}

/// Do the linear forms whose even powers are terms have full rank in all variables?
fn spans(dag: &Dag, terms: &[Expr]) -> bool {
    let symbols: Vec<Symbol> = {
        let mut all: Vec<Symbol> = terms.iter().flat_map(|t| dag.symbols_of(*t)).collect();
        all.sort();
        all.dedup();
        all
    };
    let rows: Vec<Vec<Rational>> =
        terms.iter().filter_map(|t| linear_form(dag, *t, &symbols)).collect();
    let full = Matrix::from_rows(rows).map(|m| rank(&m, &Budget::unlimited()));
    !symbols.is_empty() && full == Some(Ok(symbols.len()))
}

/// The coefficients of ℓ in a term c·ℓ^(2k).
fn linear_form(dag: &Dag, term: Expr, symbols: &[Symbol]) -> Option<Vec<Rational>> {
    let power = match dag.node(term) {
        Node::Product(factors) => {
            let mut rest = factors.iter().filter(|f| dag.as_number(**f).is_none());
            let only = *rest.next()?;
            rest.next().is_none().then_some(only)?
        }
        _ => term,
    };
    let Node::Power(base, exponent) = dag.node(power) else { return None };
    let k = dag.as_number(*exponent)?.to_integer()?;
    if !k.is_even() || k.is_negative() || k.is_zero() {
        return None;
    }
    let parts: Vec<Expr> = match dag.node(*base) {
        Node::Sum(parts) => parts.to_vec(),
        _ => vec![*base],
    };
    let mut row = vec![Rational::zero(); symbols.len()];
    for part in parts {
        if dag.as_number(part).is_some() {
            continue;
        }
        let (c, symbol) = monomial(dag, part)?;
        let at = symbols.iter().position(|s| *s == symbol)?;
        row[at] = &row[at] + &c;
    }
    Some(row)
}

/// A number times a symbol.
fn monomial(dag: &Dag, e: Expr) -> Option<(Rational, Symbol)> {
    match dag.node(e) {
        Node::Symbol(s) => Some((Rational::one(), *s)),
        Node::Product(factors) => match factors.as_ref() {
            [a, b] => match (dag.as_number(*a), dag.node(*b)) {
                (Some(q), Node::Symbol(s)) => Some((q.clone(), *s)),
                _ => match (dag.as_number(*b), dag.node(*a)) {
                    (Some(q), Node::Symbol(s)) => Some((q.clone(), *s)),
                    _ => None,
                },
            },
            _ => None,
        },
        _ => None,
    }
}
