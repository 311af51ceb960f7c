//! Exact solutions of integer linear systems by p-adic lifting (Dixon, "Exact solution of linear
//! equations using p-adic expansions", 1982).

use super::modular_linear::inverse;
use super::vector::Vector;
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;

/// Linearly independent integer vectors with the inverse of a square part modulo p.
pub(super) struct LinearSystem<'a> {
    columns: &'a [Vec<Integer>],
    /// Rows in which the columns are independent modulo p.
    rows: Vec<usize>,
    inverse: Vec<Vec<u64>>,
    p: u64,
    bits: usize,
}

impl<'a> LinearSystem<'a> {
    /// `None` if the chosen rows are singular modulo p.
    pub(super) fn new(
        columns: &'a [Vec<Integer>],
        rows: Vec<usize>,
        p: u64,
        budget: &Budget,
    ) -> Result<Option<LinearSystem<'a>>, Exhausted> {
        let residues = |&i: &usize| columns.iter().map(|c| c[i].rem_u64(p)).collect();
        let square: Vec<Vec<u64>> = rows.iter().map(residues).collect();
        let bits = columns.iter().flatten().map(Integer::bits).max().unwrap_or(0);
        let inverse = inverse(&square, p, budget)?;
        Ok(inverse.map(|inverse| LinearSystem { columns, rows, inverse, p, bits }))
    }

    /// The rational x with Σ xₖ·columnₖ = b, checked in every row; `None` if there is none.
    pub(super) fn solve(&self, b: &Vector, budget: &Budget) -> Result<Option<Vector>, Exhausted> {
        let m = self.columns.len();
        let p = Integer::from(self.p);
        let mut rest: Vec<Integer> = self.rows.iter().map(|&i| b.num[i].clone()).collect();
        let mut digits = vec![Integer::zero(); m];
        let mut modulus = Integer::one();
        // Numerator and denominator are minors: Hadamard's bound for both together.
        let b_bits = b.num.iter().map(Integer::bits).max().unwrap_or(0);
        let enough = 2 * m * (self.bits + m.max(1).ilog2() as usize + 1) + b_bits + 64;
        let mut next_look = 64;
        loop {
            if modulus.bits() > next_look {
                if let Some(x) = reconstruct(&digits, &modulus, budget)?
                    && self.holds(&x, b, budget)?
                {
                    return Ok(Some(Vector::new(x.num, &x.den * &b.den)));
                }
                if modulus.bits() > enough {
                    return Ok(None);
                }
                next_look = (2 * next_look).min(enough);
            }
            let digit = self.next_digit(&rest, budget)?;
            for (d, c) in digits.iter_mut().zip(&digit) {
                *d += &(&modulus * c);
            }
            modulus *= &p;
            rest = self.remainder(&rest, &digit, &p, budget)?;
        }
    }

    /// The solution modulo p for the present right-hand side.
    fn next_digit(&self, rest: &[Integer], budget: &Budget) -> Result<Vec<Integer>, Exhausted> {
        let m = rest.len();
        budget.spend((m * m) as u64 / 4 + 1)?;
        let residues: Vec<u64> = rest.iter().map(|r| r.rem_u64(self.p)).collect();
        let dot =
            |row: &Vec<u64>| row.iter().zip(&residues).fold(0, |s, (a, b)| (s + a * b) % self.p);
        Ok(self.inverse.iter().map(|row| Integer::from(dot(row))).collect())
    }

    /// (rest − A·digit)/p.
    fn remainder(
        &self,
        rest: &[Integer],
        digit: &[Integer],
        p: &Integer,
        budget: &Budget,
    ) -> Result<Vec<Integer>, Exhausted> {
        let m = rest.len() as u64;
        budget.spend(m * m * (1 + self.bits as u64 / 64))?;
        let row = |(r, &i): (&Integer, &usize)| {
            let mut value = r.clone();
            for (column, d) in self.columns.iter().zip(digit) {
                value -= &(&column[i] * d);
            }
            value.div_exact(p)
        };
        Ok(rest.iter().zip(&self.rows).map(row).collect())
    }

    /// Is Σ xₖ·columnₖ = numerator of b, in all rows?
    fn holds(&self, x: &Vector, b: &Vector, budget: &Budget) -> Result<bool, Exhausted> {
        let size = b.num.len() as u64 * x.num.len() as u64;
        budget.spend(size.saturating_mul(1 + (self.bits as u64 + x.steps()) / 64))?;
        Ok((0..b.num.len()).all(|i| {
            let mut sum = Integer::zero();
            for (column, c) in self.columns.iter().zip(&x.num) {
                sum += &(&column[i] * c);
            }
            sum == &b.num[i] * &x.den
        }))
    }
}

/// The vector of fractions of small height congruent to the residues (Wang 1981); the common
/// denominator found so far is tried first.
pub(super) fn reconstruct(
    residues: &[Integer],
    modulus: &Integer,
    budget: &Budget,
) -> Result<Option<Vector>, Exhausted> {
    let Some(bound) = modulus.shr_floor(1).sqrt_floor() else { return Ok(None) };
    let steps = 1 + modulus.bits() as u64 * modulus.bits() as u64 / 2048;
    let mut den = Integer::one();
    let mut num: Vec<Integer> = Vec::new();
    for r in residues {
        budget.spend(steps)?;
        let scaled = (r * &den).div_rem_euclid(modulus).1;
        let Some((a, d)) = fraction(&scaled, modulus, &bound) else { return Ok(None) };
        num.iter_mut().for_each(|c| *c *= &d);
        num.push(a);
        den *= &d;
        if den > bound {
            return Ok(None);
        }
    }
    Ok(Some(Vector { num, den }))
}

/// a/d ≡ r modulo m with |a|, d ≤ bound, d > 0, by the half-extended Euclidean algorithm.
fn fraction(r: &Integer, m: &Integer, bound: &Integer) -> Option<(Integer, Integer)> {
    let (mut a, mut b) = (m.clone(), r.clone());
    let (mut u, mut v) = (Integer::zero(), Integer::one());
    while &b > bound {
        let (q, rest) = a.div_rem_euclid(&b);
        (a, b) = (b, rest);
        (u, v) = (v.clone(), u - &(&q * &v));
    }
    if v.is_zero() || &v.abs() > bound || !v.gcd(&b).is_one() {
        return None;
    }
    Some(if v.is_negative() { (-b, -v) } else { (b, v) })
}

#[cfg(test)]
mod tests {
    use super::super::modular_linear::PRIMES;
    use super::*;

    fn vector(entries: &[i64]) -> Vec<Integer> {
        entries.iter().map(|&c| Integer::from(c)).collect()
    }

    #[test]
    fn a_hilbert_like_system_is_solved_exactly() {
        // Columns of lcm(1..6)·(1/(i+j+1)); with b = first column the solution is (1, 0, 0).
        let columns: Vec<Vec<Integer>> =
            (0..3).map(|j| vector(&[60 / (j + 1), 60 / (j + 2), 60 / (j + 3)])).collect();
        let budget = Budget::unlimited();
        let system = LinearSystem::new(&columns, vec![0, 1, 2], PRIMES[0], &budget).unwrap();
        let system = system.unwrap();
        let b = Vector::new(vector(&[1, 0, 0]), Integer::from(7));
        let x = system.solve(&b, &budget).unwrap().unwrap();
        // (inverse Hilbert matrix of order 3, first column 9, −36, 30)/60/7
        assert_eq!(x, Vector::new(vector(&[9, -36, 30]), Integer::from(420)));
    }

    #[test]
    fn a_system_without_solution_is_seen_in_the_other_rows() {
        let columns = vec![vector(&[1, 2, 3]), vector(&[1, 5, 1])];
        let budget = Budget::unlimited();
        let system = LinearSystem::new(&columns, vec![0, 1], PRIMES[0], &budget).unwrap();
        let b = Vector::new(vector(&[1, 1, 1]), Integer::one());
        assert_eq!(system.unwrap().solve(&b, &budget).unwrap(), None);
    }
}
