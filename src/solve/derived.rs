//! Rule R7: combinations of two equations that factor, become linear or contradict.
//!
//! The shortest one that helps, among equally short ones in the order in which a person would
//! try them: e ± f, then xᵢ·e ± xⱼ·f, then the combination in which the leading terms cancel.
//! It is *added*; nothing is replaced, so no solution can be lost and none is invented.

use super::context::Context;
use super::rules::{is_simple, one};
use super::tree::{Node, Reason, Rule, State, Step};
use crate::budget::Exhausted;
use crate::number::Integer;
use crate::polynomial::Poly;

const MOST_EQUATIONS: usize = 6;
const MOST_TERMS: usize = 60;

/// Multipliers and equations to be summed.
type Combination = Vec<(Poly, Poly)>;

/// Adds the simplest useful combination, at most once a node.
pub(super) fn combination(node: &Node, context: &Context<'_>) -> Result<Option<Step>, Exhausted> {
    let equations = &node.state.equations;
    let small = equations.len() >= 2
        && equations.len() <= MOST_EQUATIONS
        && equations.iter().all(|p| p.len() <= MOST_TERMS);
    if node.derived || !small {
        return Ok(None);
    }
    let mut sums = Vec::new();
    for of in candidates(equations, context.nvars).concat() {
        let sum = of.iter().fold(Poly::zero(context.nvars), |s, (m, e)| &s + &(m * e));
        context.budget.spend(4 * (1 + sum.len() as u64))?;
        if !sum.is_zero() && !equations.contains(&sum.primitive()) {
            sums.push((of, sum));
        }
    }
    sums.sort_by_key(|(_, sum)| sum.len());
    for (of, result) in sums {
        if is_simple(&result.primitive(), node, context)? {
            let mut equations = vec![result.clone()];
            equations.extend(node.state.equations.iter().cloned());
            let State { nonzero, solved, .. } = node.state.clone();
            let state = State::new(equations, nonzero, solved);
            return Ok(Some(one(Rule::R7, Reason::Combination { of, result }, state)));
        }
    }
    Ok(None)
}

/// Multiplier–equation pairs to be summed, one list for each kind.
fn candidates(equations: &[Poly], nvars: usize) -> [Vec<Combination>; 3] {
    let one = Poly::one(nvars);
    let minus = -&one;
    let variables: Vec<usize> =
        (0..nvars).filter(|&i| equations.iter().any(|p| p.degree_in(i) > 0)).collect();
    let [mut plain, mut raised, mut cancelled] = [Vec::new(), Vec::new(), Vec::new()];
    for (i, e) in equations.iter().enumerate() {
        for f in &equations[i + 1..] {
            for sign in [&minus, &one] {
                plain.push(vec![(one.clone(), e.clone()), (sign.clone(), f.clone())]);
            }
            for &u in &variables {
                // The same multiplier twice would only add its own zeros.
                for &v in variables.iter().filter(|&&v| v != u) {
                    for sign in [&minus, &one] {
                        let (x, y) = (Poly::var(nvars, u), Poly::var(nvars, v));
                        raised.push(vec![(x, e.clone()), (&y * sign, f.clone())]);
                    }
                }
            }
            cancelled.extend(cancel_leading_terms(e, f, nvars));
        }
    }
    [plain, raised, cancelled]
}

/// The S-polynomial as a combination (Buchberger 1965).
fn cancel_leading_terms(e: &Poly, f: &Poly, nvars: usize) -> Option<Combination> {
    let (a, b) = (e.leading_exponents()?, f.leading_exponents()?);
    let lcm: Vec<u32> = a.iter().zip(&b).map(|(x, y)| *x.max(y)).collect();
    let missing = |k: &[u32]| lcm.iter().zip(k).map(|(l, k)| l - k).collect::<Vec<_>>();
    let (p, q) = (e.leading_coefficient(), f.leading_coefficient());
    let g: Integer = p.gcd(&q);
    let times = |c: Integer, k: &[u32]| Poly::constant(nvars, c).times_monomial(&missing(k));
    Some(vec![(times(q.div_exact(&g), &a), e.clone()), (times(-p.div_exact(&g), &b), f.clone())])
}
