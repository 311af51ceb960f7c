//! The infimum of a polynomial on ℝⁿ, attained or approached only at infinity.
//!
//! On the tangency variety Γ, where ∇L is parallel to (a₁x₁, …, aₙxₙ), lie the least points
//! of L on every ellipsoid ρ = Σ aᵢxᵢ² = s. If the infimum is finite and not attained, L
//! tends to it along points of Γ with ρ → ∞, so it is a root of the leading coefficient in ρ
//! of every polynomial P(ρ, τ) that vanishes on (ρ, L) along Γ (H. V. Hà and T. S. Phạm
//! 2008). Those roots and the critical values are the only candidates; between them levels
//! {L = τ} are tested: the point of a nonempty level nearest to a centre solves a polar
//! system. L(ℝⁿ) is an interval, so an empty level below a value bounds L.

use crate::budget::{Budget, Exhausted};
use crate::number::{Integer, Rational};
use crate::polynomial::algebraic::Algebraic;
use crate::polynomial::groebner::eliminate;
use crate::polynomial::{Poly, UPoly, isolate};
use crate::solve::{System, solve};

/// Work for one question.
const STEPS: u64 = 30_000_000;

/// How a polynomial L behaves towards −∞.
#[derive(Debug, Clone)]
pub struct Horizon {
    /// The infimum; `None` if L is unbounded below.
    pub infimum: Option<Algebraic>,
    /// Is it attained?
    pub attained: bool,
    /// Does L tend to +∞ in every direction, as far as this shows?
    pub coercive: Option<bool>,
    /// The values that L may approach at infinity.
    pub asymptotic: Vec<Algebraic>,
    /// Tested values, and whether L takes them.
    pub levels: Vec<(Rational, bool)>,
}

/// The infimum of f = num/den, den > 0, for its complete list of critical values; `bounded`
/// if a bound below is known. `None` if the work allowed does not suffice.
///
/// # Errors
/// [`Exhausted`] at the end of the whole budget.
pub fn horizon(
    num: &Poly,
    den: &Integer,
    values: &[Algebraic],
    bounded: bool,
    budget: &Budget,
) -> Result<Option<Horizon>, Exhausted> {
    match budget.portion(STEPS, |budget| find((num, den), values, bounded, budget)) {
        Err(Exhausted::Work) if budget.left() > 0 => Ok(None),
        other => other,
    }
}

fn find(
    f: (&Poly, &Integer),
    values: &[Algebraic],
    bounded: bool,
    budget: &Budget,
) -> Result<Option<Horizon>, Exhausted> {
    let Some(asymptotic) = asymptotic_values(f, budget)? else { return Ok(None) };
    let mut candidates: Vec<Algebraic> = values.iter().chain(&asymptotic).cloned().collect();
    candidates.sort();
    candidates.dedup();
    let mut levels: Vec<(Rational, bool)> = Vec::new();
    let least = values.iter().min();
    // From below: the first gap that L meets lies just above the infimum.
    for k in 0..candidates.len() {
        let gap = gap_below(&candidates, k);
        let met = match k {
            0 if bounded => Some(false),
            _ => is_met(f, &gap, budget)?,
        };
        let Some(met) = met else { return Ok(None) };
        levels.push((gap, met));
        if met {
            let infimum = k.checked_sub(1).map(|k| candidates[k].clone());
            let attained = infimum.as_ref().is_some_and(|c| values.contains(c));
            let coercive = infimum.is_none().then_some(false);
            return Ok(Some(Horizon { infimum, attained, coercive, asymptotic, levels }));
        }
        if least == Some(&candidates[k]) {
            let coercive = asymptotic.is_empty().then_some(true);
            let infimum = Some(candidates[k].clone());
            return Ok(Some(Horizon { infimum, attained: true, coercive, asymptotic, levels }));
        }
    }
    // No critical value: what is taken lies above all candidates, or there is none.
    let infimum = candidates.last().cloned();
    Ok(Some(Horizon { infimum, attained: false, coercive: None, asymptotic, levels }))
}

/// A rational number below candidate k and above candidate k − 1.
fn gap_below(candidates: &[Algebraic], k: usize) -> Rational {
    let high = candidates[k].clone();
    let Some(low) = k.checked_sub(1).map(|k| candidates[k].clone()) else {
        return &Rational::from(high.lower().floor()) - &Rational::one();
    };
    let mut width = Rational::one();
    loop {
        let (a, b) = (low.bounds(&width).1, high.bounds(&width).0);
        if a < b {
            let margin = &(&b - &a) / &Rational::from(4);
            return Rational::simplest_between(&(&a + &margin), &(&b - &margin));
        }
        width = &width / &Rational::from(16);
    }
}

/// Weights of the ellipsoids.
fn weights(n: usize, k: usize) -> Vec<Integer> {
    let entry = |i: usize| match k {
        0 => i + 1,
        _ => 1 + (i * i * 3 + 2 * i * k) % 11,
    };
    (0..n).map(|i| Integer::from(entry(i) as i64)).collect()
}

/// Σ aᵢxᵢ².
fn ellipsoid(n: usize, weights: &[Integer]) -> Poly {
    (0..n).fold(Poly::zero(n), |sum, i| &sum + &Poly::var(n, i).pow(2).scale(&weights[i]))
}

/// The values that f can approach along Γ at infinity; `None` if every value is possible.
fn asymptotic_values(
    (f, den): (&Poly, &Integer),
    budget: &Budget,
) -> Result<Option<Vec<Algebraic>>, Exhausted> {
    let n = f.nvars();
    let here: Vec<usize> = (0..n).collect();
    for k in 0..2 {
        let weights = weights(n, k);
        let rho = ellipsoid(n, &weights);
        let lift = |p: &Poly| p.rename(n + 2, &here);
        let mut equations: Vec<Poly> = tangent_minors(f, &rho).iter().map(lift).collect();
        equations.push(&Poly::var(n + 2, n) - &lift(&rho));
        equations.push(&Poly::var(n + 2, n + 1).scale(den) - &lift(f));
        let found = eliminate(&equations, &here, budget)?;
        let mut lead = UPoly::zero();
        for p in found.iter().filter(|p| !p.is_zero()) {
            let top = p.leading_coefficient_in(n);
            let Some(top) = top.to_univariate(n + 1) else { continue };
            lead = if lead.is_zero() { top } else { lead.gcd(&top) };
        }
        if lead.is_zero() {
            continue;
        }
        let roots = isolate(&lead.squarefree_part(), budget)?;
        let all: Result<Vec<Algebraic>, Exhausted> =
            roots.iter().map(|root| Algebraic::from_root(root, budget)).collect();
        return all.map(Some);
    }
    Ok(None)
}

/// The minors that vanish where ∇f is parallel to ∇g.
pub(super) fn tangent_minors(f: &Poly, g: &Poly) -> Vec<Poly> {
    let n = f.nvars();
    let mut all = Vec::new();
    for i in 0..n {
        for j in 0..i {
            let minor =
                &(&f.derivative(i) * &g.derivative(j)) - &(&f.derivative(j) * &g.derivative(i));
            all.push(minor.primitive());
        }
    }
    all
}

/// Does f take a value that is not critical? The nearest point to a centre of a nonempty
/// level has ∇f parallel to the line to the centre.
fn is_met(
    (f, den): (&Poly, &Integer),
    tau: &Rational,
    budget: &Budget,
) -> Result<Option<bool>, Exhausted> {
    let n = f.nvars();
    const CENTRES: [[i64; 4]; 3] = [[0; 4], [1, 2, -3, 5], [-3, 1, 2, 7]];
    let level = &f.scale(&tau.denominator()) - &Poly::constant(n, &tau.numerator() * den);
    for centre in CENTRES {
        let distance = (0..n).fold(Poly::zero(n), |sum, i| {
            let a = Poly::constant(n, Integer::from(centre[i % 4]));
            let weight = Integer::from(i as i64 + 1);
            &sum + &(&Poly::var(n, i) - &a).pow(2).scale(&weight)
        });
        let mut equations = vec![level.clone()];
        equations.extend(tangent_minors(f, &distance));
        let solution = solve(&System::new(n, equations), budget);
        if budget.left() == 0 {
            return Err(Exhausted::Work);
        }
        if !solution.sets.points.is_empty() {
            return Ok(Some(true));
        }
        if solution.is_complete() && solution.sets.components.is_empty() {
            return Ok(Some(false));
        }
    }
    Ok(None)
}

/// A curve on which a polynomial tends to −∞ as t → +∞: its coordinates are monomials in t
/// up to a shift, and f on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plunge {
    /// For each variable, the coefficients of 1, t, t², …
    pub curve: Vec<Vec<Rational>>,
    /// f on the curve, by powers of t.
    pub along: Vec<Rational>,
}

/// A curve along which f → −∞, if a short one is found.
pub fn plunge(f: &Poly) -> Option<Plunge> {
    const MOST: usize = 20_000;
    let n = f.nvars();
    let entries: [(i64, usize); 15] = [
        (0, 0),
        (1, 1),
        (-1, 1),
        (1, 0),
        (-1, 0),
        (2, 1),
        (-2, 1),
        (1, 2),
        (-1, 2),
        (2, 2),
        (-2, 2),
        (1, 3),
        (-1, 3),
        (3, 1),
        (-3, 1),
    ];
    for size in [3, 5, 9, 15] {
        let count = usize::saturating_pow(size, n as u32).min(MOST);
        for k in 1..count {
            let mut rest = k;
            let chosen: Vec<(i64, usize)> = (0..n)
                .map(|_| {
                    let entry = entries[rest % size];
                    rest /= size;
                    entry
                })
                .collect();
            let along = on_monomials(f, &chosen);
            let falls = along.len() > 1 && along.last().is_some_and(Rational::is_negative);
            if falls {
                let coordinate = |(c, k): &(i64, usize)| {
                    let mut all = vec![Rational::zero(); k + 1];
                    all[*k] = Rational::from(*c);
                    all
                };
                return Some(Plunge { curve: chosen.iter().map(coordinate).collect(), along });
            }
        }
    }
    None
}

/// f on xᵢ = cᵢ·t^kᵢ.
fn on_monomials(f: &Poly, chosen: &[(i64, usize)]) -> Vec<Rational> {
    let mut sum: Vec<Integer> = vec![Integer::zero()];
    for (exponents, c) in f.terms() {
        let mut value = c.clone();
        let mut degree = 0;
        for (e, (a, k)) in exponents.iter().zip(chosen) {
            value = &value * &Integer::from(*a).pow(*e);
            degree += *e as usize * k;
        }
        if value.is_zero() {
            continue;
        }
        if sum.len() <= degree {
            sum.resize(degree + 1, Integer::zero());
        }
        sum[degree] += &value;
    }
    while sum.last().is_some_and(Integer::is_zero) {
        sum.pop();
    }
    sum.iter().map(Rational::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn x() -> Poly {
        Poly::var(2, 0)
    }

    fn y() -> Poly {
        Poly::var(2, 1)
    }

    fn number(q: i64) -> Algebraic {
        Algebraic::rational(Rational::from(q))
    }

    #[test]
    fn an_infimum_at_infinity_is_not_attained() {
        // x² + (1 − xy)²: one critical value, 1; the infimum 0 is approached on y = 1/x.
        let product = &Poly::one(2) - &(&x() * &y());
        let f = &x().pow(2) + &product.pow(2);
        let found = horizon(&f, &Integer::one(), &[number(1)], true, &Budget::unlimited())
            .unwrap()
            .unwrap();
        assert_eq!((found.infimum, found.attained), (Some(number(0)), false));
    }

    #[test]
    fn a_candidate_at_infinity_may_be_a_ghost() {
        // (x²y² + 1)² + x²: the candidate 0 is not approached; the infimum 1 is attained.
        let inner = &(&x() * &y()).pow(2) + &Poly::one(2);
        let f = &inner.pow(2) + &x().pow(2);
        let found = horizon(&f, &Integer::one(), &[number(1)], false, &Budget::unlimited())
            .unwrap()
            .unwrap();
        assert_eq!((found.infimum, found.attained), (Some(number(1)), true));
    }

    #[test]
    fn a_single_minimum_need_not_be_global() {
        // x² + y²(1 + x)³: one critical point, a local minimum with value 0; unbounded below.
        let cube = (&Poly::one(2) + &x()).pow(3);
        let f = &x().pow(2) + &(&y().pow(2) * &cube);
        assert!(plunge(&f).is_some());
        // Levels may leave it open, but must not call the minimum global.
        let found =
            horizon(&f, &Integer::one(), &[number(0)], false, &Budget::unlimited()).unwrap();
        assert!(found.is_none_or(|h| h.infimum.is_none()));
    }
}
