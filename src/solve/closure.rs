//! The closure of a set of zeros: all its limits are zeros as well.
//!
//! A leaf gives a set by equations that hold where some denominators do not vanish. Where
//! they do, its numerators may vanish for no reason, so the equations of the set are those
//! of the saturation I : den^∞, whose zeros are the Zariski closure (Cox, Little, O'Shea,
//! *Ideals, Varieties, and Algorithms*, §4.4). If an equation of the closure is linear in a
//! variable with a constant coefficient, the set is a graph over the rest, without any
//! denominator.

use super::component::Component;
use super::tree::Solved;
use crate::budget::{Budget, Exhausted};
use crate::polynomial::Poly;
use crate::polynomial::groebner::{Order, groebner_basis, saturated_basis};
use crate::polynomial::multivariate::factor;

/// More generators than these are not searched for superfluous ones.
const MOST_GENERATORS: usize = 12;

/// Finds the equations of the closure, and describes the set without denominators if that
/// is easy.
pub(super) fn close(component: &mut Component, budget: &Budget) -> Result<(), Exhausted> {
    let denominators = irreducible(&component.denominators(), budget)?;
    if denominators.is_empty() {
        component.closure = Some(component.chart_equations());
        return Ok(());
    }
    let chart = component.chart_equations();
    let basis = saturated_basis(&chart, &denominators, component.nvars, budget)?;
    let closure = generators(basis.polynomials(), component.nvars, budget)?;
    if let Some(graph) = graph(component, &closure, budget)? {
        *component = graph;
    }
    component.closure = Some(closure);
    Ok(())
}

/// The irreducible factors of several polynomials, each once.
fn irreducible(polynomials: &[Poly], budget: &Budget) -> Result<Vec<Poly>, Exhausted> {
    let mut all: Vec<Poly> = Vec::new();
    for p in polynomials {
        for (f, _) in factor(p, budget)?.factors {
            if !all.contains(&f) {
                all.push(f);
            }
        }
    }
    Ok(all)
}

/// The basis without the elements that the others generate, the longest ones tried first.
fn generators(basis: Vec<Poly>, n: usize, budget: &Budget) -> Result<Vec<Poly>, Exhausted> {
    let mut kept = basis;
    if kept.len() > MOST_GENERATORS {
        return Ok(kept);
    }
    let mut order: Vec<Poly> = kept.clone();
    order.sort_by_key(|p| std::cmp::Reverse((p.total_degree(), p.len())));
    for p in order {
        let rest: Vec<Poly> = kept.iter().filter(|q| **q != p).cloned().collect();
        if rest.is_empty() {
            break;
        }
        if groebner_basis(&rest, &Order::grevlex(n), budget)?.contains(&p, budget)? {
            kept = rest;
        }
    }
    Ok(kept)
}

/// The set as a graph over free variables or over one relation, from equations in which
/// variables are linear with constant coefficients.
fn graph(
    component: &Component,
    closure: &[Poly],
    budget: &Budget,
) -> Result<Option<Component>, Exhausted> {
    if component.field.degree() > 1 {
        return Ok(None);
    }
    let n = component.nvars;
    let mut left = closure.to_vec();
    let mut solved: Vec<Solved> = Vec::new();
    while let Some((k, step)) = linear(&left) {
        left.remove(k);
        for p in &mut left {
            let degree = u64::from(p.degree_in(step.var));
            budget.spend(p.len() as u64 * (1 + degree * step.num.len() as u64))?;
            *p = p.substitute(step.var, &step.num, &step.den).primitive();
        }
        left.retain(|p| !p.is_zero());
        solved.push(step);
    }
    let mut tied: Vec<usize> = (0..n).collect();
    tied.retain(|v| solved.iter().all(|s| s.var != *v));
    let relation = match left.as_slice() {
        [] => None,
        [one] if one.variables().len() > 1 => match factor(one, budget)?.factors.as_slice() {
            [(f, _)] => Some(f.clone()),
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    if tied.len() - usize::from(relation.is_some()) != component.dimension() {
        return Ok(None);
    }
    let mut graph = component.clone();
    (graph.tied, graph.relation, graph.solved) = (tied, relation, solved);
    graph.fixed = Vec::new();
    Ok(Some(graph))
}

/// The shortest equation with a linear variable that has a constant coefficient.
fn linear(equations: &[Poly]) -> Option<(usize, Solved)> {
    let mut best: Option<(usize, usize, Solved)> = None;
    for (k, p) in equations.iter().enumerate() {
        for var in p.variables() {
            if p.degree_in(var) != 1 || best.as_ref().is_some_and(|b| b.0 <= p.len()) {
                continue;
            }
            let (den, rest) = (p.coefficient_of(var, 1), p.coefficient_of(var, 0));
            if den.is_constant() {
                best = Some((p.len(), k, Solved { var, num: -&rest, den }));
            }
        }
    }
    best.map(|(_, k, solved)| (k, solved))
}
