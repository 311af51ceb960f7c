//! Linear vector fields along which L does not change: ⟨∇L, A·x⟩ = 0 identically; rotations are
//! those with A skew.
//!
//! The condition is linear in the entries of A, so all such fields are a kernel over ℚ. Along
//! the orbits of their group every critical point moves through critical points with the
//! same value and congruent Hessians.

use crate::budget::{Budget, Exhausted};
use crate::linalg::{Matrix, kernel};
use crate::number::{Integer, Rational};
use crate::polynomial::Poly;
use std::collections::BTreeMap;

/// The directions ∂ᵢL up to one common factor: polynomials with the gradient's zeros.
pub(super) fn slopes(num: &Poly, den: &Poly, n: usize) -> Vec<Poly> {
    let slope = |i: usize| &(den * &num.derivative(i)) - &(num * &den.derivative(i));
    (0..n).map(slope).collect()
}

/// A basis of the fields: A is skew.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub(super) fn skew_flows(
    num: &Poly,
    den: &Poly,
    n: usize,
    budget: &Budget,
) -> Result<Vec<Vec<Vec<Rational>>>, Exhausted> {
    let slopes = slopes(num, den, n);
    let pairs: Vec<(usize, usize)> = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).collect();
    let columns: Vec<Poly> = pairs
        .iter()
        .map(|&(i, j)| &(&slopes[j] * &Poly::var(n, i)) - &(&slopes[i] * &Poly::var(n, j)))
        .collect();
    let matrix = |v: Vec<Rational>| {
        let mut a = vec![vec![Rational::zero(); n]; n];
        for (&(i, j), q) in pairs.iter().zip(&v) {
            a[j][i] = q.clone();
            a[i][j] = -q;
        }
        a
    };
    Ok(relations(&columns, budget)?.into_iter().map(matrix).collect())
}

/// A basis of the linear fields A·x with ⟨∇L, A·x⟩ = 0 identically, for L = num/den: L does not
/// change along exp(tA)·x.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn linear_flows(
    num: &Poly,
    den: &Poly,
    n: usize,
    budget: &Budget,
) -> Result<Vec<Vec<Vec<Rational>>>, Exhausted> {
    let slopes = slopes(num, den, n);
    let pairs: Vec<(usize, usize)> = (0..n).flat_map(|i| (0..n).map(move |j| (i, j))).collect();
    let columns: Vec<Poly> = pairs.iter().map(|&(i, j)| &slopes[i] * &Poly::var(n, j)).collect();
    let matrix = |v: Vec<Rational>| {
        let mut a = vec![vec![Rational::zero(); n]; n];
        for (&(i, j), q) in pairs.iter().zip(v) {
            a[i][j] = q;
        }
        a
    };
    Ok(relations(&columns, budget)?.into_iter().map(matrix).collect())
}

/// All linear relations between polynomials: vectors v with Σ vₖ·pₖ = 0.
pub(in crate::solve) fn relations(
    polys: &[Poly],
    budget: &Budget,
) -> Result<Vec<Vec<Rational>>, Exhausted> {
    let mut rows: BTreeMap<Vec<u32>, Vec<Integer>> = BTreeMap::new();
    for (k, p) in polys.iter().enumerate() {
        budget.spend(1 + p.len() as u64)?;
        for (exponents, c) in p.terms() {
            let row = rows.entry(exponents).or_insert_with(|| vec![Integer::zero(); polys.len()]);
            row[k] = c.clone();
        }
    }
    // Equal rows say the same.
    let distinct: std::collections::BTreeSet<Vec<Integer>> = rows.into_values().collect();
    if distinct.is_empty() {
        let unit = |k: usize| {
            let entry = |j: usize| Rational::from(i64::from(j == k));
            (0..polys.len()).map(entry).collect()
        };
        return Ok((0..polys.len()).map(unit).collect());
    }
    let rows: Vec<Vec<Rational>> =
        distinct.iter().map(|row| row.iter().map(Rational::from).collect()).collect();
    let matrix = Matrix::from_fn(rows.len(), polys.len(), |i, j| rows[i][j].clone());
    kernel(&matrix, budget)
}
