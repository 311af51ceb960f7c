//! The zeros of the gradient over ℂ, counted in the ideal of the gradient itself.
//!
//! The case tree forgets multiplicities (repeated factors, real arguments), so nothing of it
//! is used: the ideal of the numerators, saturated by the denominators, has its own Gröbner
//! basis, quotient algebra and trace form. So the number of real zeros comes by a second route.

use super::part::{PartAnswer, PartPoint};
use crate::budget::{Budget, Exhausted};
use crate::number::{Field, Rational};
use crate::polynomial::Poly;
use crate::polynomial::algebraic::FieldElement;
use crate::polynomial::groebner::{
    Algebra, PointClass, count_modulo, has_no_zero_at_infinity, local_multiplicity,
    saturated_basis, solve_zero_dim, trace_form_inertia,
};
use crate::polynomial::multivariate::squarefree;
use crate::result::{Infinite, Multiplicity};
use crate::solve::{Leaf, Rule, State, at_point};

/// Work for the exact algebra, for the trace form, for a count modulo a prime, for one point.
const WORK_ALGEBRA: u64 = 40_000_000;
const WORK_TRACE_FORM: u64 = 20_000_000;
const WORK_MODULAR: u64 = 20_000_000;
const WORK_POINT: u64 = 20_000_000;
/// The prime of a count that is a check.
const PRIME: u64 = 2_147_483_587;
/// Equations in one variable of higher degree are counted by their factors.
const LARGEST_DEGREE_DENSE: u32 = 120;

/// How many zeros the gradient of one part has over ℂ.
#[derive(Debug, Clone)]
pub(super) enum ComplexZeros {
    /// Finitely many.
    Finite(Finite),
    /// A curve or more of them.
    Infinite,
    /// The count would cost too much.
    OverLimit,
    /// The gradient is not rational in the variables.
    NotApplicable,
}

/// Numbers of zeros over ℂ.
#[derive(Debug, Clone)]
pub(super) struct Finite {
    /// With multiplicity.
    pub(super) with_multiplicity: u64,
    /// Distinct.
    pub(super) distinct: Option<u64>,
    /// Distinct real ones, by the signature of the trace form.
    pub(super) signature: Option<u64>,
    /// `false` for a count modulo a prime.
    pub(super) exact: bool,
    /// Conjugate zeros with their multiplicity and the form that separates them, where not all
    /// are simple.
    classes: Option<(Poly, Vec<PointClass>)>,
}

/// Counts the zeros of a part.
pub(super) fn complex_zeros(answer: &PartAnswer, budget: &Budget) -> ComplexZeros {
    if !answer.landscape.atoms.is_empty() {
        return ComplexZeros::NotApplicable;
    }
    if !answer.continua.is_empty() {
        return ComplexZeros::Infinite;
    }
    let system = &answer.prepared.system;
    if let [f] = system.equations.as_slice()
        && f.total_degree() > LARGEST_DEGREE_DENSE
    {
        return one_variable(f, &system.nonzero, budget).unwrap_or(ComplexZeros::OverLimit);
    }
    let exact = budget.portion(WORK_ALGEBRA, |part| in_the_algebra(answer, budget, part));
    exact.or_else(|_| without_the_algebra(answer)).unwrap_or(ComplexZeros::OverLimit)
}

/// The factors with their degrees and exponents.
fn one_variable(f: &Poly, nonzero: &[Poly], budget: &Budget) -> Result<ComplexZeros, Exhausted> {
    if nonzero.iter().any(|p| !p.is_constant()) {
        return Ok(ComplexZeros::OverLimit);
    }
    let parts = budget.portion(WORK_ALGEBRA, |part| squarefree(f, part))?;
    let degree = |(g, k): &(Poly, u32)| (u64::from(g.total_degree()), u64::from(*k));
    let degrees: Vec<(u64, u64)> = parts.iter().map(degree).collect();
    Ok(ComplexZeros::Finite(Finite {
        with_multiplicity: degrees.iter().map(|(d, k)| d * k).sum(),
        distinct: Some(degrees.iter().map(|(d, _)| d).sum()),
        signature: None,
        exact: true,
        classes: None,
    }))
}

/// What is not zero on the domain: denominators, and what was excluded as typed.
fn excluded(answer: &PartAnswer) -> Vec<Poly> {
    let denominators = answer.prepared.components.iter().map(|c| c.unit.den().clone());
    let all = denominators.chain(answer.prepared.system.nonzero.iter().cloned());
    let mut distinct: Vec<Poly> = Vec::new();
    for p in all.map(|p| p.primitive()).filter(|p| !p.is_constant()) {
        if !distinct.iter().any(|q| q.div_exact(&p).is_some()) {
            distinct.push(p);
        }
    }
    distinct
}

fn in_the_algebra(
    answer: &PartAnswer,
    whole: &Budget,
    budget: &Budget,
) -> Result<ComplexZeros, Exhausted> {
    let system = &answer.prepared.system;
    let basis = saturated_basis(&system.equations, &excluded(answer), system.nvars, budget)?;
    if !basis.is_zero_dimensional() {
        return Ok(ComplexZeros::Infinite);
    }
    let Some(algebra) = Algebra::of(&basis, &system.equations, budget)? else {
        return Ok(ComplexZeros::Infinite);
    };
    let dimension = algebra.dimension();
    let form = whole.portion(WORK_TRACE_FORM, |part| trace_form_inertia(&algebra, part)).ok();
    let mut classes = None;
    if form.is_none_or(|form| form.rank() < dimension)
        && let Some(solved) = solve_zero_dim(&basis.polynomials(), budget)?
    {
        classes = Some((linear_form(&solved.separating_form), solved.classes));
    }
    let of_classes = |(_, all): &(Poly, Vec<PointClass>)| -> usize {
        all.iter().filter_map(|c| c.h.degree()).sum()
    };
    let rank = form.map(|form| form.rank()).or_else(|| classes.as_ref().map(of_classes));
    Ok(ComplexZeros::Finite(Finite {
        with_multiplicity: dimension as u64,
        distinct: rank.map(|r| r as u64),
        signature: form.map(|form| form.positive.saturating_sub(form.negative) as u64),
        exact: true,
        classes,
    }))
}

fn linear_form(coefficients: &[crate::number::Integer]) -> Poly {
    let n = coefficients.len();
    let terms = coefficients.iter().enumerate().map(|(k, c)| Poly::var(n, k).scale(c));
    terms.fold(Poly::zero(n), |sum, term| &sum + &term)
}

/// Bézout's number if nothing lies at infinity; else a count modulo a prime.
///
/// A count is given also where the search used everything up: it has a little work of its own.
fn without_the_algebra(answer: &PartAnswer) -> Result<ComplexZeros, Exhausted> {
    if !excluded(answer).is_empty() {
        return Ok(ComplexZeros::OverLimit);
    }
    let budget = Budget::steps(2 * WORK_MODULAR);
    let equations = substituted(answer);
    let seen = budget.portion(WORK_MODULAR, |part| has_no_zero_at_infinity(&equations, part));
    let all_finite = seen.unwrap_or(false);
    let number = match all_finite {
        true => bezout(&equations),
        false => count_modulo(&equations, PRIME, &budget)?.map(|d| d as u64),
    };
    // A set of zeros modulo a prime proves nothing.
    let Some(with_multiplicity) = number else { return Ok(ComplexZeros::OverLimit) };
    Ok(ComplexZeros::Finite(Finite {
        with_multiplicity,
        distinct: distinct_of_the_tree(answer),
        signature: None,
        exact: all_finite,
        classes: None,
    }))
}

/// The equations after the substitutions xᵢ = p with which the tree begins, in the variables that
/// are left: the quotient algebra stays the same.
fn substituted(answer: &PartAnswer) -> Vec<Poly> {
    let system = &answer.prepared.system;
    let nodes = &answer.solution.tree.nodes;
    let start = State::new(system.equations.clone(), Vec::new(), Vec::new());
    if nodes.first().is_none_or(|root| root.state.equations != start.equations) {
        return system.equations.clone();
    }
    let substitutes = |k: usize| {
        let node = nodes.get(k + 1)?;
        let constant = matches!(node.rule, Rule::R4 | Rule::R6);
        (constant && node.parent == Some(k)).then_some(k + 1)
    };
    let last = std::iter::successors(Some(0), |k| substitutes(*k)).last().unwrap_or(0);
    let state = &nodes[last].state;
    let live = state.live(system.nvars);
    if live.is_empty() {
        return system.equations.clone();
    }
    let place = |i: usize| live.iter().position(|v| *v == i).unwrap_or(0);
    let places: Vec<usize> = (0..system.nvars).map(place).collect();
    state.equations.iter().map(|p| p.rename(live.len(), &places)).collect()
}

/// The product of the degrees.
pub(super) fn bezout(equations: &[Poly]) -> Option<u64> {
    let degrees = equations.iter().map(|p| u64::from(p.total_degree()));
    degrees.into_iter().try_fold(1u64, u64::checked_mul)
}

/// The distinct zeros where the tree has one branch whose steps keep all zeros over ℂ:
/// substitutions with constant coefficients and equations of the ideal added.
fn distinct_of_the_tree(answer: &PartAnswer) -> Option<u64> {
    let nodes = &answer.solution.tree.nodes;
    let keeps = |rule: Rule| match rule {
        Rule::Start | Rule::R4 | Rule::R6 | Rule::R7 | Rule::R9 => true,
        Rule::R2 | Rule::R3 | Rule::R5 | Rule::R8 | Rule::Squares | Rule::Rotation => false,
    };
    let chain = nodes
        .iter()
        .enumerate()
        .all(|(k, node)| keeps(node.rule) && node.parent.map_or(k == 0, |parent| parent + 1 == k));
    let (true, Some(Leaf::Points(found))) = (chain, nodes.last().and_then(|n| n.leaf.as_ref()))
    else {
        return None;
    };
    let degree = |f: &crate::polynomial::UPoly| f.squarefree_part().degree().map(|d| d as u64);
    let degrees = found.eliminants.iter().map(|e| degree(&e.polynomial));
    degrees.into_iter().try_fold(1u64, |product, d| product.checked_mul(d?))
}

/// The multiplicity of a point as a zero of the gradient (its Milnor number), if it is known.
pub(super) fn multiplicity(
    answer: &PartAnswer,
    point: &PartPoint,
    budget: &Budget,
) -> Option<Multiplicity> {
    if point.facts.inertia.is_some_and(|i| i.zero == 0) {
        return Some(Multiplicity::Finite(1));
    }
    match &answer.complex {
        ComplexZeros::Finite(zeros) if zeros.distinct == Some(zeros.with_multiplicity) => {
            zeros.exact.then_some(Multiplicity::Finite(1))
        }
        ComplexZeros::Finite(zeros) => {
            let (form, classes) = zeros.classes.as_ref()?;
            let u = at_point(form, &point.point);
            let root = |c: &&PointClass| u.substitute_into(&c.h).is_zero();
            classes.iter().find(root).map(|c| Multiplicity::Finite(c.multiplicity as u64))
        }
        ComplexZeros::Infinite => {
            let at: Option<Vec<Rational>> =
                point.point.coordinates.iter().map(FieldElement::as_rational).collect();
            let (at, equations) = (at?, &answer.prepared.system.equations);
            let local = budget.portion(WORK_POINT, |part| local_multiplicity(equations, &at, part));
            Some(match local.ok()? {
                Some(mu) => Multiplicity::Finite(mu as u64),
                None => Multiplicity::Infinite(Infinite::Infinite),
            })
        }
        ComplexZeros::OverLimit | ComplexZeros::NotApplicable => None,
    }
}
