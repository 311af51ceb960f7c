//! Rational points in every connected component of ℝᵈ without the zeros of some polynomials.
//!
//! Open cells of a cylindrical decomposition (G. E. Collins 1975; A. Strzeboński 2000): over a
//! region where no leading coefficient, discriminant or resultant vanishes, the real roots of
//! the polynomials in the last variable are graphs that do not meet, so the gaps between them
//! are connected. Every component of the complement is open and contains such a gap.

use super::strata_curve::inside;
use crate::budget::{Budget, Exhausted};
use crate::number::Rational;
use crate::polynomial::multivariate::{discriminant, factor, resultant};
use crate::polynomial::{Poly, RealRoot, isolate};
use std::cmp::Ordering;

/// More polynomials than these are not projected.
const MOST_POLYNOMIALS: usize = 60;
/// More cells than these are not sampled.
const MOST_CELLS: usize = 400;

/// Values of the variables, in their order; `None` if there are too many cells.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn open_cells(
    polynomials: &[Poly],
    variables: &[usize],
    budget: &Budget,
) -> Result<Option<Vec<Vec<Rational>>>, Exhausted> {
    let mut levels = vec![irreducible(polynomials, budget)?];
    for &var in variables.iter().rev() {
        let below = match levels.last() {
            Some(level) if level.len() <= MOST_POLYNOMIALS => project(level, var, budget)?,
            _ => return Ok(None),
        };
        levels.push(below);
    }
    levels.reverse();
    let mut points: Vec<Vec<Rational>> = vec![Vec::new()];
    for (k, &var) in variables.iter().enumerate() {
        let mut longer = Vec::new();
        for point in &points {
            for value in gaps(&levels[k + 1], &variables[..k], point, var, budget)? {
                longer.push([point.as_slice(), &[value]].concat());
            }
        }
        if longer.len() > MOST_CELLS {
            return Ok(None);
        }
        points = longer;
    }
    Ok(Some(points))
}

/// The irreducible factors that are not constant, each once.
fn irreducible(polynomials: &[Poly], budget: &Budget) -> Result<Vec<Poly>, Exhausted> {
    let mut all: Vec<Poly> = Vec::new();
    for p in polynomials.iter().filter(|p| !p.is_zero()) {
        for (f, _) in factor(p, budget)?.factors {
            if !f.is_constant() && !all.contains(&f) {
                all.push(f);
            }
        }
    }
    Ok(all)
}

/// What must not vanish below, so that the roots in the variable stay apart.
fn project(level: &[Poly], var: usize, budget: &Budget) -> Result<Vec<Poly>, Exhausted> {
    let (own, mut below): (Vec<&Poly>, Vec<Poly>) = {
        let (own, free): (Vec<&Poly>, Vec<&Poly>) =
            level.iter().partition(|p| p.degree_in(var) > 0);
        (own, free.into_iter().cloned().collect())
    };
    for (i, f) in own.iter().enumerate() {
        below.push(f.leading_coefficient_in(var));
        if f.degree_in(var) > 1 {
            below.push(discriminant(f, var, budget)?);
        }
        for g in &own[..i] {
            below.push(resultant(f, g, var, budget)?);
        }
    }
    irreducible(&below, budget)
}

/// A number in each gap between the roots over a point.
fn gaps(
    level: &[Poly],
    before: &[usize],
    point: &[Rational],
    var: usize,
    budget: &Budget,
) -> Result<Vec<Rational>, Exhausted> {
    let mut roots: Vec<RealRoot> = Vec::new();
    for f in level.iter().filter(|f| f.degree_in(var) > 0) {
        let at = |p: Poly, (i, q): (&usize, &Rational)| p.eval_partial(*i, q);
        let p = before.iter().zip(point).fold(f.clone(), at);
        if let Some(h) = p.to_univariate(var) {
            roots.extend(isolate(&h, budget)?);
        }
    }
    roots.sort_by(RealRoot::cmp);
    roots.dedup_by(|a, b| RealRoot::cmp(a, b) == Ordering::Equal);
    let low = |k: usize| k.checked_sub(1).map(|k| &roots[k]);
    Ok((0..=roots.len()).map(|k| inside(low(k), roots.get(k))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Integer;

    fn cells(p: &Poly, variables: &[usize]) -> Vec<Vec<Rational>> {
        let found = open_cells(std::slice::from_ref(p), variables, &Budget::unlimited());
        found.unwrap().unwrap()
    }

    #[test]
    fn both_signs_of_a_determinant() {
        let x = |i: usize| Poly::var(4, i);
        let determinant = &(&x(0) * &x(3)) - &(&x(1) * &x(2));
        let found = cells(&determinant, &[0, 1, 2, 3]);
        let positive = |p: &&Vec<Rational>| !determinant.eval(p).is_negative();
        assert!(found.iter().any(|p| positive(&p)) && !found.iter().all(|p| positive(&p)));
    }

    #[test]
    fn inside_and_outside_of_a_circle() {
        let (x, y) = (Poly::var(2, 0), Poly::var(2, 1));
        let circle = &(&(&x * &x) + &(&y * &y)) - &Poly::constant(2, Integer::from(2));
        let found = cells(&circle, &[0, 1]);
        // x beyond the circle on both sides, and three gaps between.
        assert_eq!(found.len(), 5);
        assert_eq!(found.iter().filter(|p| circle.eval(p).is_negative()).count(), 1);
    }
}
