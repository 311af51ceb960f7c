//! Equations of lower degree among the combinations Σ aᵢⱼ·xⱼ·eᵢ.
//!
//! If L is a sum of a part that does not change under x ↦ exp(tA)·x and a simpler one, then
//! ⟨∇L, A·x⟩ has only terms of the simpler part. For a regularised linear network these
//! equations say that the layers are balanced, W₁W₁ᵀ = W₂ᵀW₂. They are implied by the
//! equations, so they are added to them.

use super::symmetry::relations;
use super::tree::{CaseTree, Child, Reason, Rule, State};
use crate::budget::{Budget, Exhausted};
use crate::number::{Integer, Rational};
use crate::polynomial::Poly;
use std::collections::BTreeSet;

/// More products are not combined.
const MOST_PRODUCTS: usize = 150;
/// Equations of this degree are sought.
const DEGREE: u32 = 2;

/// A combination: multipliers with equations, and their sum.
type Combined = (Vec<(Poly, Poly)>, Poly);

/// Adds the quadratic combinations below a node; answers the end of the chain.
pub(super) fn balance(
    tree: &mut CaseTree,
    node: usize,
    n: usize,
    budget: &Budget,
) -> Result<usize, Exhausted> {
    let mut end = node;
    for (of, result) in combinations(&tree.nodes[node].state.equations, n, budget)? {
        let State { equations, nonzero, solved } = tree.nodes[end].state.clone();
        let equations = std::iter::once(result.clone()).chain(equations).collect();
        let state = State::new(equations, nonzero, solved);
        let reason = Reason::Combination { of, result };
        end = tree.push(end, Child { rule: Rule::R7, reason, state });
    }
    Ok(end)
}

/// Independent combinations of degree two of equations of higher degree.
fn combinations(equations: &[Poly], n: usize, budget: &Budget) -> Result<Vec<Combined>, Exhausted> {
    let high: Vec<&Poly> = equations.iter().filter(|p| p.total_degree() > DEGREE).collect();
    if high.len() < 2 || high.len() * n > MOST_PRODUCTS {
        return Ok(Vec::new());
    }
    let pairs: Vec<(usize, usize)> =
        (0..high.len()).flat_map(|i| (0..n).map(move |j| (i, j))).collect();
    let products: Vec<Poly> = pairs.iter().map(|&(i, j)| high[i] * &Poly::var(n, j)).collect();
    let tops: Vec<Poly> = products.iter().map(top).collect();
    let mut all: Vec<Combined> = Vec::new();
    for v in relations(&tops, budget)? {
        let v = whole(&v);
        let sum = products.iter().zip(&v).fold(Poly::zero(n), |s, (p, c)| &s + &p.scale(c));
        budget.spend(1 + sum.len() as u64)?;
        if sum.is_zero() || is_dependent(&sum, &all, budget)? {
            continue;
        }
        let mut of: Vec<(Poly, Poly)> = Vec::new();
        for (i, e) in high.iter().enumerate() {
            let own = pairs.iter().zip(&v).filter(|((k, _), _)| *k == i);
            let multiplier =
                own.fold(Poly::zero(n), |m, ((_, j), c)| &m + &Poly::var(n, *j).scale(c));
            if !multiplier.is_zero() {
                of.push((multiplier, (*e).clone()));
            }
        }
        all.push((of, sum));
    }
    all.sort_by_key(|(of, sum)| (sum.len(), of.len()));
    Ok(all)
}

/// The terms that have to cancel.
fn top(p: &Poly) -> Poly {
    let terms = p.terms().filter(|(e, _)| e.iter().sum::<u32>() > DEGREE);
    Poly::from_wide_terms(p.nvars(), terms.map(|(e, c)| (e, c.clone())))
}

/// A multiple of the vector with whole entries.
fn whole(v: &[Rational]) -> Vec<Integer> {
    let common = v.iter().fold(Integer::one(), |l, q| l.lcm(&q.denominator()));
    v.iter().map(|q| q.numerator() * common.div_exact(&q.denominator())).collect()
}

/// Is the polynomial a combination of the ones found?
fn is_dependent(p: &Poly, found: &[Combined], budget: &Budget) -> Result<bool, Exhausted> {
    let mut all: Vec<Poly> = found.iter().map(|(_, sum)| sum.clone()).collect();
    all.push(p.clone());
    let distinct: BTreeSet<Vec<u32>> = all.iter().flat_map(|p| p.terms().map(|(e, _)| e)).collect();
    budget.spend((all.len() * distinct.len()) as u64)?;
    Ok(!relations(&all, budget)?.is_empty())
}
