//! Dense linear algebra modulo a prime.

use super::ring::Modulo;
use crate::budget::{Budget, Exhausted};

/// The largest primes below 2^31, in the order in which they are tried.
pub(super) const PRIMES: [u64; 16] = [
    2147483647, 2147483629, 2147483587, 2147483579, 2147483563, 2147483549, 2147483543, 2147483497,
    2147483489, 2147483477, 2147483423, 2147483399, 2147483353, 2147483323, 2147483269, 2147483249,
];

/// Vectors reduced against each other one after the other.
pub(super) struct Echelon {
    field: Modulo,
    /// Reduced vectors with their pivot position, pivot 1.
    rows: Vec<(usize, Vec<u64>)>,
}

impl Echelon {
    pub(super) fn new(p: u64) -> Echelon {
        Echelon { field: Modulo { p }, rows: Vec::new() }
    }

    /// The positions of the pivots, in the order of the vectors.
    pub(super) fn pivots(&self) -> Vec<usize> {
        self.rows.iter().map(|(pivot, _)| *pivot).collect()
    }

    /// Adds a vector; false if it depends on the earlier ones.
    pub(super) fn push(&mut self, mut v: Vec<u64>, budget: &Budget) -> Result<bool, Exhausted> {
        let p = self.field.p;
        budget.spend(1 + (self.rows.len() * v.len()) as u64 / 4)?;
        for (pivot, row) in &self.rows {
            let c = v[*pivot];
            if c > 0 {
                v.iter_mut().zip(row).for_each(|(a, b)| *a = (*a + (p - c) * b) % p);
            }
        }
        let Some(pivot) = v.iter().position(|&a| a > 0) else { return Ok(false) };
        let inverse = self.field.inverse(v[pivot]);
        v.iter_mut().for_each(|a| *a = *a * inverse % p);
        self.rows.push((pivot, v));
        Ok(true)
    }
}

/// The inverse of a square matrix given by rows; `None` if it is singular modulo p.
pub(super) fn inverse(
    rows: &[Vec<u64>],
    p: u64,
    budget: &Budget,
) -> Result<Option<Vec<Vec<u64>>>, Exhausted> {
    let field = Modulo { p };
    let n = rows.len();
    let identity = |i: usize| (0..n).map(move |j| u64::from(i == j));
    let mut a: Vec<Vec<u64>> = rows
        .iter()
        .enumerate()
        .map(|(i, row)| row.iter().copied().chain(identity(i)).collect())
        .collect();
    for k in 0..n {
        budget.spend((n * n) as u64 / 2 + 1)?;
        let Some(at) = (k..n).find(|&i| a[i][k] > 0) else { return Ok(None) };
        a.swap(k, at);
        let scale = field.inverse(a[k][k]);
        a[k].iter_mut().for_each(|x| *x = *x * scale % p);
        let pivot = a[k].clone();
        for (_, row) in a.iter_mut().enumerate().filter(|(i, row)| *i != k && row[k] > 0) {
            let c = row[k];
            row.iter_mut().zip(&pivot).for_each(|(x, y)| *x = (*x + (p - c) * y) % p);
        }
    }
    Ok(Some(a.into_iter().map(|row| row[n..].to_vec()).collect()))
}

/// The characteristic polynomial det(T − A) modulo p, coefficients by increasing power, by
/// reduction to Hessenberg form (Cohen, "A Course in Computational Algebraic Number Theory",
/// algorithm 2.2.9).
pub(super) fn characteristic(
    mut a: Vec<Vec<u64>>,
    p: u64,
    budget: &Budget,
) -> Result<Vec<u64>, Exhausted> {
    let n = a.len();
    hessenberg(&mut a, p, budget)?;
    let mut polynomials: Vec<Vec<u64>> = vec![vec![1]];
    for m in 0..n {
        budget.spend((n * (m + 1)) as u64 / 2 + 1)?;
        // p_{m+1} = (T − a_mm)·p_m − Σ_i a_{m−i,m}·(∏ subdiagonal)·p_{m−i}
        let before = &polynomials[m];
        let mut next = vec![0; m + 2];
        for (k, c) in before.iter().enumerate() {
            next[k + 1] = (next[k + 1] + c) % p;
            next[k] = (next[k] + (p - a[m][m]) * c) % p;
        }
        let mut t = 1;
        for i in 1..=m {
            t = t * a[m - i + 1][m - i] % p;
            let factor = (p - t * a[m - i][m] % p) % p;
            for (k, c) in polynomials[m - i].iter().enumerate() {
                next[k] = (next[k] + factor * c) % p;
            }
        }
        polynomials.push(next);
    }
    Ok(polynomials.swap_remove(n))
}

fn hessenberg(a: &mut [Vec<u64>], p: u64, budget: &Budget) -> Result<(), Exhausted> {
    let field = Modulo { p };
    let n = a.len();
    for m in 1..n.saturating_sub(1) {
        budget.spend((n * n) as u64 / 2 + 1)?;
        let Some(at) = (m..n).find(|&i| a[i][m - 1] > 0) else { continue };
        a.swap(at, m);
        a.iter_mut().for_each(|row| row.swap(at, m));
        let inverse = field.inverse(a[m][m - 1]);
        for i in m + 1..n {
            let u = a[i][m - 1] * inverse % p;
            if u == 0 {
                continue;
            }
            let pivot = a[m].clone();
            a[i].iter_mut().zip(&pivot).for_each(|(x, y)| *x = (*x + (p - u) * y) % p);
            a.iter_mut().for_each(|row| row[m] = (row[m] + u * row[i]) % p);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_characteristic_polynomial_of_a_companion_matrix() {
        let p = PRIMES[0];
        let budget = Budget::unlimited();
        // T⁴ − 5T³ − 3T² − 2T − 7, and a matrix that needs a swap of rows.
        let a = vec![vec![0, 0, 0, 7], vec![1, 0, 0, 2], vec![0, 1, 0, 3], vec![0, 0, 1, 5]];
        assert_eq!(characteristic(a, p, &budget).unwrap(), [p - 7, p - 2, p - 3, p - 5, 1]);
        let b = vec![vec![1, 2, 3], vec![0, 4, 5], vec![6, 0, 7]];
        // det(T − B) = T³ − 12T² + (4 + 7 − 18 + 28)T − (28 + 60 − 72).
        assert_eq!(characteristic(b, p, &budget).unwrap(), [p - 16, 21, p - 12, 1]);
    }

    #[test]
    fn inverses() {
        let budget = Budget::unlimited();
        let a = vec![vec![0, 2], vec![3, 1]];
        let b = inverse(&a, 7, &budget).unwrap().unwrap();
        let entry = |i: usize, j: usize| (0..2).map(|k| a[i][k] * b[k][j]).sum::<u64>() % 7;
        assert_eq!([entry(0, 0), entry(0, 1), entry(1, 0), entry(1, 1)], [1, 0, 0, 1]);
        assert_eq!(inverse(&[vec![1, 2], vec![2, 4]], 7, &budget).unwrap(), None);
    }
}
