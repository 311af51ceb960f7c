//! The derivation of a derivative as data, at the level a textbook prints.
//!
//! A [`Derivation`] is a chain of lines `∂f/∂x = … = …`, each with the rules that lead to
//! it. In a line a derivative that is not yet carried out is a [`Factor::Derivative`];
//! factors stay in the order in which they arose, so that `2·(1 − w₁w₂)·(−w₂)` can be shown
//! before it is multiplied out. Every line carries out all pending derivatives by one rule
//! each: their number is the depth of nesting, and what is deeper than
//! six lines is carried out at once.

mod line;
mod rule;
mod symmetry;
mod work;

pub use line::{Factor, Line, Step, Term};
pub use rule::Rule;

use super::collect::collect_common_factor;
use super::derivative::Derivatives;
use crate::expr::{Dag, Expr, Symbol};
use symmetry::{by_symmetry, exchanged, is_symmetric, twin};
use work::Work;

/// The steps from "∂f/∂x" to the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derivation {
    /// What is differentiated: f, or for a second derivative ∂f/∂x as its own derivation ends.
    pub of: Expr,
    /// The variable of this differentiation.
    pub variable: Symbol,
    /// Indices of the variables of the whole derivative: `[i]`, or `[i, j]` with i ≤ j.
    pub indices: Vec<usize>,
    /// The lines after "∂f/∂x =".
    pub steps: Vec<Step>,
    /// The last line as one expression.
    pub result: Expr,
}

/// The derivations of ∂f/∂xᵢ, in the order of the variables.
pub fn derivations(dag: &mut Dag, f: Expr, variables: &[Symbol]) -> Vec<Derivation> {
    let mut known = Derivatives::default();
    let mut all: Vec<Derivation> = Vec::new();
    for (i, x) in variables.iter().enumerate() {
        let twin = (0..i).find(|j| is_symmetric(dag, f, variables[*j], *x));
        let result = finished(dag, &mut known, f, *x);
        let steps = match twin {
            Some(j) if result == exchanged(dag, all[j].result, variables[j], *x) => {
                vec![by_symmetry((variables[j], *x), vec![j], result)]
            }
            Some(_) | None => Work::new(dag, f, *x).steps(result),
        };
        all.push(Derivation { of: f, variable: *x, indices: vec![i], steps, result });
    }
    all
}

/// The derivations of ∂²f/∂xᵢ∂xⱼ for i ≤ j, by rows, each from the result of ∂f/∂xᵢ.
pub fn second_derivations(dag: &mut Dag, f: Expr, variables: &[Symbol]) -> Vec<Derivation> {
    let mut known = Derivatives::default();
    let mut all: Vec<Derivation> = Vec::new();
    for (i, x) in variables.iter().enumerate() {
        let first = finished(dag, &mut known, f, *x);
        for (j, y) in variables.iter().enumerate().skip(i) {
            let result = finished(dag, &mut known, first, *y);
            let twin = all.iter().find_map(|d| twin(dag, f, variables, d, [i, j], result));
            let steps = match twin {
                Some(step) => vec![step],
                None => Work::new(dag, first, *y).steps(result),
            };
            all.push(Derivation { of: first, variable: *y, indices: vec![i, j], steps, result });
        }
    }
    all
}

/// The derivative as it is shown in the end.
fn finished(dag: &mut Dag, known: &mut Derivatives, f: Expr, x: Symbol) -> Expr {
    let raw = known.of(dag, f, x);
    collect_common_factor(dag, raw)
}
