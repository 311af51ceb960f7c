//! Rules R1–R8 of the case tree, first that applies.
//!
//! Each rule is an equivalence over ℝ under the assumptions of the node: a real point
//! satisfies the node if and only if it satisfies one of the children.

use super::context::Context;
use super::leaf::{Empty, Leaf};
use super::tree::{self, Child, Node, Reason, Solved, State, Step, Stripped};
use crate::budget::Exhausted;
use crate::polynomial::Poly;
use crate::polynomial::groebner::has_no_zero_at_infinity;
use crate::polynomial::multivariate::{sum_of_same_sign, sum_of_squares};

type Outcome = Result<Option<Step>, Exhausted>;

/// A rule: what it makes of a node, or nothing if it does not apply.
pub(super) type Rule = fn(&Node, &Context<'_>) -> Outcome;

/// An equation of more terms is not substituted into.
const MOST_TERMS_SUBSTITUTED: usize = 400;
/// Limits of rule R8.
const MOST_TERMS_QUOTIENT: usize = 200;
const LARGEST_DEGREE_QUOTIENT: u32 = 14;

/// R1: a nonzero constant cannot vanish, and an assumption cannot be the zero polynomial.
pub(super) fn contradiction(node: &Node, _: &Context<'_>) -> Outcome {
    if let Some(zero) = node.state.nonzero.iter().find(|p| p.is_zero()) {
        return Ok(Some(Step::Leaf(Leaf::Empty(Empty::AssumptionFails(zero.clone())))));
    }
    let constant = node.state.equations.iter().find(|p| p.is_constant());
    Ok(constant.map(|p| Step::Leaf(Leaf::Empty(Empty::Constant(p.clone())))))
}

/// R2: removes repeated factors, factors that never vanish, and equations that are
/// multiples of another one. An equation without a factor left cannot hold.
pub(super) fn strip(node: &Node, context: &Context<'_>) -> Outcome {
    let mut all = Vec::new();
    for equation in &node.state.equations {
        let stripped = strip_one(equation, &node.state.nonzero, context)?;
        if stripped.kept.is_empty() {
            return Ok(Some(Step::Leaf(Leaf::Empty(Empty::NeverZero(stripped)))));
        }
        all.push(stripped);
    }
    let reduced: Vec<Poly> = all.iter().map(|s| product(&s.kept, context.nvars)).collect();
    for (i, p) in reduced.iter().enumerate() {
        let divisor = (0..reduced.len())
            .find(|&j| j != i && p != &reduced[j] && p.div_exact(&reduced[j]).is_some());
        all[i].multiple_of = divisor.map(|j| reduced[j].clone());
    }
    let equations: Vec<Poly> = (0..all.len())
        .filter(|&i| all[i].multiple_of.is_none())
        .map(|i| reduced[i].clone())
        .collect();
    let changed: Vec<Stripped> = all
        .into_iter()
        .zip(&reduced)
        .filter(|(s, p)| s.multiple_of.is_some() || &s.equation != *p)
        .map(|(s, _)| s)
        .collect();
    if changed.is_empty() {
        return Ok(None);
    }
    let state = State::new(equations, node.state.nonzero.clone(), node.state.solved.clone());
    Ok(Some(one(tree::Rule::R2, Reason::Strip(changed), state)))
}

fn strip_one(p: &Poly, nonzero: &[Poly], context: &Context<'_>) -> Result<Stripped, Exhausted> {
    let mut stripped =
        Stripped { equation: p.clone(), kept: vec![], dropped: vec![], multiple_of: None };
    for (f, k) in context.factors(p)? {
        match context.non_vanishing(&f, nonzero) {
            Some(why) => stripped.dropped.push((f, k, why)),
            None => stripped.kept.push((f, k)),
        }
    }
    Ok(stripped)
}

fn product(factors: &[(Poly, u32)], nvars: usize) -> Poly {
    factors.iter().fold(Poly::one(nvars), |p, (f, _)| &p * f)
}

/// R3: a sum of terms of one sign is zero only where every term is.
pub(super) fn same_sign_terms(node: &Node, context: &Context<'_>) -> Outcome {
    for (i, equation) in node.state.equations.iter().enumerate() {
        let Some(terms) = vanishing_terms(equation, context.positive) else { continue };
        let mut equations = node.state.equations.clone();
        equations.splice(i..=i, terms.iter().cloned());
        let state = with_equations(&node.state, equations);
        let reason = Reason::SameSign { equation: equation.clone(), terms };
        return Ok(Some(one(tree::Rule::R3, reason, state)));
    }
    Ok(None)
}

/// The terms that must vanish with a sum of terms of one sign: monomials without their
/// exponents, or the linear forms of a semidefinite quadratic form.
fn vanishing_terms(p: &Poly, positive: &[usize]) -> Option<Vec<Poly>> {
    let monomials =
        sum_of_same_sign(p, positive).filter(|s| s.constant.is_zero() && s.monomials.len() > 1);
    if let Some(sum) = monomials {
        let radical = |m: &Poly| {
            let variables = m.variables();
            variables.iter().fold(Poly::one(p.nvars()), |q, &i| &q * &Poly::var(p.nvars(), i))
        };
        return Some(sum.monomials.iter().map(radical).collect());
    }
    let squares = sum_of_squares(p).filter(|s| s.constant.is_zero() && s.squares.len() > 1)?;
    Some(squares.squares.into_iter().map(|(_, l)| l).collect())
}

/// R4: an equation of at most two terms in which a variable is linear with a constant
/// coefficient.
pub(super) fn short_linear(node: &Node, context: &Context<'_>) -> Outcome {
    let equations = &node.state.equations;
    let lone = equations.len() == 1;
    let short = |p: &&Poly| p.len() <= 2 && (!lone || p.variables().len() == 1);
    let candidates: Vec<&Poly> = equations.iter().filter(short).collect();
    solve_linear(node, &candidates, tree::Rule::R4, context)
}

/// R6: the same for an equation of any length, when there are others.
pub(super) fn linear(node: &Node, context: &Context<'_>) -> Outcome {
    if node.state.equations.len() < 2 {
        return Ok(None);
    }
    let mut candidates: Vec<&Poly> = node.state.equations.iter().collect();
    candidates.sort_by_key(|p| (p.total_degree(), p.len()));
    solve_linear(node, &candidates, tree::Rule::R6, context)
}

fn solve_linear(
    node: &Node,
    candidates: &[&Poly],
    rule: tree::Rule,
    context: &Context<'_>,
) -> Outcome {
    for equation in candidates {
        for var in unknowns(equation, context) {
            let Some((a, b)) = linear_in(equation, var) else { continue };
            if !a.is_constant() {
                continue;
            }
            let solved = Solved { var, num: -&b, den: a };
            let Some(state) = substituted(&node.state, &solved, equation, context)? else {
                continue;
            };
            let reason = Reason::Solve { equation: (*equation).clone(), solved };
            return Ok(Some(one(rule, reason, state)));
        }
    }
    Ok(None)
}

/// The variables of an equation without those that stand for numbers.
fn unknowns(equation: &Poly, context: &Context<'_>) -> Vec<usize> {
    let mut all = equation.variables();
    all.retain(|var| !context.system.numbers.contains(var));
    all
}

/// The coefficients a and b of p = a·x + b; `None` if p is not linear in x.
fn linear_in(p: &Poly, var: usize) -> Option<(Poly, Poly)> {
    if p.degree_in(var) != 1 {
        return None;
    }
    Some((p.coefficient_of(var, 1), p.coefficient_of(var, 0)))
}

/// The state after x = num/den has been put into everything; `None` if it gets too large.
fn substituted(
    state: &State,
    solved: &Solved,
    equation: &Poly,
    context: &Context<'_>,
) -> Result<Option<State>, Exhausted> {
    let put = |p: &Poly| p.substitute(solved.var, &solved.num, &solved.den);
    let mut equations = Vec::new();
    for p in state.equations.iter().filter(|p| *p != equation) {
        let degree = p.degree_in(solved.var) as usize;
        context.budget.spend((p.len() * (1 + degree * solved.num.len())) as u64)?;
        let size = solved.num.len().max(solved.den.len()).max(1);
        if degree > 0 && size > 1 && size.saturating_pow(degree.min(12) as u32) > 1 << 16 {
            return Ok(None);
        }
        let q = put(p);
        if q.len() > MOST_TERMS_SUBSTITUTED && q.len() > 2 * p.len() {
            return Ok(None);
        }
        equations.push(q);
    }
    let mut nonzero: Vec<Poly> = state.nonzero.iter().map(put).collect();
    if !solved.den.is_constant() {
        nonzero.push(solved.den.clone());
    }
    let mut solutions = state.solved.clone();
    solutions.push(solved.clone());
    Ok(Some(State::new(equations, nonzero, solutions)))
}

/// R5: one case for each factor of a product; the factors before it are assumed not zero,
/// so that no point is found twice.
pub(super) fn split(node: &Node, context: &Context<'_>) -> Outcome {
    let mut best: Option<(usize, u32, Poly, Vec<Poly>)> = None;
    for equation in &node.state.equations {
        let factors: Vec<Poly> = context.factors(equation)?.into_iter().map(|(f, _)| f).collect();
        let key = (factors.len(), equation.total_degree());
        if factors.len() >= 2 && best.as_ref().is_none_or(|b| key < (b.0, b.1)) {
            best = Some((key.0, key.1, equation.clone(), factors));
        }
    }
    let Some((_, _, equation, factors)) = best else { return Ok(None) };
    let children = (0..factors.len()).map(|index| {
        let replaced = |p: &Poly| if *p == equation { factors[index].clone() } else { p.clone() };
        let mut nonzero = node.state.nonzero.clone();
        nonzero.extend_from_slice(&factors[..index]);
        Child {
            rule: tree::Rule::R5,
            reason: Reason::Factor { equation: equation.clone(), factors: factors.clone(), index },
            state: State::new(
                node.state.equations.iter().map(replaced).collect(),
                nonzero,
                node.state.solved.clone(),
            ),
        }
    });
    Ok(Some(Step::Children(children.collect())))
}

/// R8: an equation a·x + b = 0 whose coefficient a is no constant: either a = b = 0, or
/// a ≠ 0 and x = −b/a.
pub(super) fn quotient(node: &Node, context: &Context<'_>) -> Outcome {
    if node.state.equations.len() < 2 {
        return Ok(None);
    }
    let mut candidates: Vec<(usize, usize, Poly, usize, Poly, Poly)> = Vec::new();
    for equation in &node.state.equations {
        for var in unknowns(equation, context) {
            let Some((a, b)) = linear_in(equation, var) else { continue };
            let never = context.non_vanishing(&a, &node.state.nonzero).is_some();
            if a.len() <= 2 || never {
                candidates.push((usize::from(!never), equation.len(), equation.clone(), var, a, b));
            }
        }
    }
    candidates.sort_by_key(|c| (c.0, c.1));
    for (may_vanish, _, equation, var, a, b) in candidates {
        let solved = Solved { var, num: -&b, den: a.clone() };
        let Some(state) = substituted(&node.state, &solved, &equation, context)? else { continue };
        let too_large =
            |p: &Poly| p.len() > MOST_TERMS_QUOTIENT || p.total_degree() > LARGEST_DEGREE_QUOTIENT;
        if state.equations.iter().any(too_large) {
            continue;
        }
        if is_better_whole(node, &state, context)? {
            return Ok(None);
        }
        let reason = |vanishes| Reason::Coefficient {
            equation: equation.clone(),
            var,
            coefficient: a.clone(),
            vanishes,
        };
        let mut children = Vec::new();
        if may_vanish == 1 {
            let mut equations: Vec<Poly> =
                node.state.equations.iter().filter(|p| **p != equation).cloned().collect();
            equations.extend([a.clone(), b]);
            let state = with_equations(&node.state, equations);
            children.push(Child { rule: tree::Rule::R8, reason: reason(true), state });
        }
        children.push(Child { rule: tree::Rule::R8, reason: reason(false), state });
        return Ok(Some(Step::Children(children)));
    }
    Ok(None)
}

/// Largest number of zeros for which a system is eliminated as it is.
const MOST_ZEROS_WHOLE: u64 = 1000;
/// Work to see that nothing lies at infinity.
const STEPS_AT_INFINITY: u64 = 2_000_000;

/// Has the system as many zeros as Bézout's number says, and would it have a larger one?
fn is_better_whole(node: &Node, after: &State, context: &Context<'_>) -> Result<bool, Exhausted> {
    let bezout = |state: &State| {
        let degrees = state.equations.iter().map(|p| u64::from(p.total_degree()));
        degrees.fold(1u64, u64::saturating_mul)
    };
    let equations = &node.state.equations;
    let mut variables: Vec<usize> = equations.iter().flat_map(Poly::variables).collect();
    variables.sort_unstable();
    variables.dedup();
    let k = variables.len();
    let before = bezout(&node.state);
    if k < 3 || equations.len() != k || before > MOST_ZEROS_WHOLE || bezout(after) <= before {
        return Ok(false);
    }
    let place = |i: usize| variables.iter().position(|v| *v == i).unwrap_or(0);
    let places: Vec<usize> = (0..context.nvars).map(place).collect();
    let own: Vec<Poly> = equations.iter().map(|p| p.rename(k, &places)).collect();
    match context.budget.portion(STEPS_AT_INFINITY, |part| has_no_zero_at_infinity(&own, part)) {
        Err(Exhausted::Work) if context.budget.left() > 0 => Ok(false),
        answer => answer,
    }
}

fn with_equations(state: &State, equations: Vec<Poly>) -> State {
    State::new(equations, state.nonzero.clone(), state.solved.clone())
}

pub(super) fn one(rule: tree::Rule, reason: Reason, state: State) -> Step {
    Step::Children(vec![Child { rule, reason, state }])
}

/// Does the equation, without its never-vanishing factors, say something simple?
pub(super) fn is_simple(p: &Poly, node: &Node, context: &Context<'_>) -> Result<bool, Exhausted> {
    let kept = strip_one(p, &node.state.nonzero, context)?.kept;
    let linear = |f: &Poly| f.total_degree() == 1;
    Ok(kept.is_empty() || kept.len() >= 2 || kept.iter().all(|(f, _)| linear(f)))
}
