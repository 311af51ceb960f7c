//! The split of a sum of squares: with L = Σ wⱼ·rⱼ² + constant, all wⱼ > 0, and J = (∂rⱼ/∂xᵢ) the
//! gradient is 2·Jᵀ·diag(w)·r. At a real zero of it either r = 0, or diag(w)·r ≠ 0 lies in the
//! kernel of Jᵀ and every minor of J that has all residuals is zero. Tried where a minor is simple
//! enough to go on with.

use super::context::{Context, Split};
use super::rules::is_simple;
use super::system::{Residual, System};
use super::tree::{Child, Node, Reason, Rule, State, Step};
use crate::budget::Exhausted;
use crate::polynomial::Poly;
use std::collections::BTreeSet;

/// More residuals are not tried: their minors are long.
const MOST_RESIDUALS: usize = 4;
/// More minors say less than the equations themselves.
const MOST_MINORS: usize = 6;
const MOST_TERMS: usize = 120;

/// Are there as many residuals as are tried?
pub(super) fn are_few(system: &System) -> bool {
    (2..=system.nvars.min(MOST_RESIDUALS)).contains(&system.residuals.len())
}

/// Two cases at the root, where the equations are such a gradient: checked here, not believed.
pub(super) fn residuals(node: &Node, context: &Context<'_>) -> Result<Option<Step>, Exhausted> {
    let (residuals, n) = (&context.system.residuals, context.nvars);
    let possible = node.parent.is_none() && are_few(context.system);
    if !possible || context.split == Split::Never || !is_gradient(residuals, node, context)? {
        return Ok(None);
    }
    let Some(minors) = minors(residuals, n, context)? else { return Ok(None) };
    let mut helps = context.split == Split::Always;
    for minor in &minors {
        helps |= is_simple(minor, node, context)? || is_solvable(minor);
    }
    if !helps {
        return Ok(None);
    }
    let vanishing: Vec<Poly> = residuals.iter().map(|r| r.polynomial.clone()).collect();
    let mut deficient = minors.clone();
    deficient.extend(node.state.equations.iter().cloned());
    let case = |equations: Vec<Poly>, vanish: bool| Child {
        rule: Rule::Squares,
        reason: Reason::Residuals { residuals: residuals.to_vec(), minors: minors.clone(), vanish },
        state: State::new(equations, node.state.nonzero.clone(), node.state.solved.clone()),
    };
    Ok(Some(Step::Children(vec![case(vanishing, true), case(deficient, false)])))
}

/// Can rule R8 solve it for a variable?
fn is_solvable(p: &Poly) -> bool {
    let short = |i: &usize| p.degree_in(*i) == 1 && p.coefficient_of(*i, 1).len() <= 2;
    p.variables().iter().any(short)
}

/// Are the equations the components of Jᵀ·diag(w)·r, up to factors that are numbers?
fn is_gradient(
    residuals: &[Residual],
    node: &Node,
    context: &Context<'_>,
) -> Result<bool, Exhausted> {
    let mut components = BTreeSet::new();
    for i in 0..context.nvars {
        let mut sum = Poly::zero(context.nvars);
        for r in residuals {
            let slope = r.polynomial.derivative(i);
            context.budget.spend(1 + (slope.len() * r.polynomial.len()) as u64)?;
            sum = &sum + &(&r.polynomial * &slope).scale(&r.weight);
        }
        if !sum.is_zero() {
            components.insert(sum.primitive());
        }
    }
    Ok(components == node.state.equations.iter().cloned().collect())
}

/// The minors of J with all residuals, without those that are zero identically; `None` if all
/// are, or if there are too many.
fn minors(
    residuals: &[Residual],
    n: usize,
    context: &Context<'_>,
) -> Result<Option<Vec<Poly>>, Exhausted> {
    let jacobian: Vec<Vec<Poly>> =
        residuals.iter().map(|r| (0..n).map(|i| r.polynomial.derivative(i)).collect()).collect();
    let mut found: Vec<Poly> = Vec::new();
    for columns in subsets(n, residuals.len()) {
        let minor = determinant(&jacobian, &columns, context)?;
        if minor.len() > MOST_TERMS {
            return Ok(None);
        }
        if !minor.is_zero() {
            found.push(minor.primitive());
        }
    }
    Ok(Some(found).filter(|all| (1..=MOST_MINORS).contains(&all.len())))
}

/// Subsets of {0, …, n − 1} with k elements, ascending.
fn subsets(n: usize, k: usize) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..k {
        let longer = |s: &Vec<usize>| {
            let from = s.last().map_or(0, |last| last + 1);
            (from..n).map(|i| [&s[..], &[i]].concat()).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

/// The determinant of the given columns: for each number of rows from above the minors with
/// any of the columns, by expansion along the last row.
fn determinant(
    rows: &[Vec<Poly>],
    columns: &[usize],
    context: &Context<'_>,
) -> Result<Poly, Exhausted> {
    let n = context.nvars;
    let mut known = vec![(Vec::<usize>::new(), Poly::one(n))];
    for (height, row) in rows.iter().enumerate() {
        let mut next = Vec::new();
        for places in subsets(columns.len(), height + 1) {
            let mut sum = Poly::zero(n);
            for (k, &place) in places.iter().enumerate() {
                let mut rest = places.clone();
                rest.remove(k);
                let Some((_, minor)) = known.iter().find(|(p, _)| *p == rest) else { continue };
                let entry = &row[columns[place]];
                context.budget.spend(1 + (entry.len() * minor.len()) as u64)?;
                let term = entry * minor;
                sum = if (height + k) % 2 == 0 { &sum + &term } else { &sum - &term };
            }
            next.push((places, sum));
        }
        known = next;
    }
    Ok(known.pop().map_or_else(|| Poly::one(n), |(_, whole)| whole))
}
