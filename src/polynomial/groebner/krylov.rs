//! The powers of one element modulo a prime.

use super::ring::Modulo;
use super::sums::{Residue, Sums, dot};
use crate::budget::{Budget, Exhausted};

/// Vectors reduced one after the other, each with the combination of the originals that it is.
pub(super) struct Krylov {
    p: u64,
    vectors: Vec<Vec<Residue>>,
    /// Reduced vectors, with 1 at their pivots and 0 at the pivots before.
    reduced: Vec<Vec<Residue>>,
    pivots: Vec<usize>,
    /// `combinations[i][j]`: how often vector j is in reduced vector i.
    combinations: Vec<Vec<Residue>>,
}

impl Krylov {
    pub(super) fn new(p: u64) -> Krylov {
        Krylov {
            p,
            vectors: Vec::new(),
            reduced: Vec::new(),
            pivots: Vec::new(),
            combinations: Vec::new(),
        }
    }

    /// The number of independent vectors so far.
    pub(super) fn rank(&self) -> usize {
        self.vectors.len()
    }

    /// The independent vectors.
    pub(super) fn vectors(&self) -> &[Vec<Residue>] {
        &self.vectors
    }

    /// Adds a vector; if it depends on the earlier ones, their coefficients in it.
    pub(super) fn push(
        &mut self,
        v: Vec<Residue>,
        budget: &Budget,
    ) -> Result<Option<Vec<Residue>>, Exhausted> {
        let (p, field) = (self.p, Modulo { p: self.p });
        let mut rest = Sums::new(v.len(), p);
        let mut combination = Sums::new(self.rank(), p);
        rest.add_scaled(1, &v);
        budget.spend(1 + (self.rank() * v.len()) as u64 / 3)?;
        for (i, &pivot) in self.pivots.iter().enumerate() {
            let c = rest.get(pivot);
            if c > 0 {
                rest.add_scaled(p - c, &self.reduced[i]);
                combination.add_scaled(p - c, &self.combinations[i]);
            }
        }
        let rest = rest.finish();
        let Some(pivot) = rest.iter().position(|&c| c > 0) else {
            let negative = |&c: &Residue| if c == 0 { 0 } else { (p - u64::from(c)) as Residue };
            return Ok(Some(combination.finish().iter().map(negative).collect()));
        };
        let inverse = field.inverse(u64::from(rest[pivot]));
        let scale = |&c: &Residue| (u64::from(c) * inverse % p) as Residue;
        let mut combination: Vec<Residue> = combination.finish().iter().map(scale).collect();
        combination.push(inverse as Residue);
        self.reduced.push(rest.iter().map(scale).collect());
        self.combinations.push(combination);
        self.pivots.push(pivot);
        self.vectors.push(v);
        Ok(None)
    }

    /// The functional with given values on the vectors, which are a basis.
    pub(super) fn functional(&self, values: &[Residue]) -> Vec<Residue> {
        let p = self.p;
        let mut functional: Vec<Residue> = vec![0; values.len()];
        for i in (0..self.rank()).rev() {
            // So far the functional is zero at this pivot and at those before.
            let wanted = dot(&self.combinations[i], values, p);
            let present = dot(&self.reduced[i], &functional, p);
            functional[self.pivots[i]] = ((wanted + p - present) % p) as Residue;
        }
        functional
    }
}

/// The sums of the k-th powers of the roots, k < deg, of a monic polynomial (Newton's
/// identities).
pub(super) fn power_sums(monic: &[Residue], p: u64) -> Vec<Residue> {
    let d = monic.len() - 1;
    let mut sums: Vec<Residue> = Vec::with_capacity(d);
    for k in 0..d {
        let value = if k == 0 {
            d as u64 % p
        } else {
            // pₖ = −k·c_{d−k} − Σ_{0<i<k} c_{d−i}·p_{k−i}
            let known = (1..k)
                .fold(0, |sum, i| (sum + u64::from(monic[d - i]) * u64::from(sums[k - i])) % p);
            let total = (known + k as u64 % p * u64::from(monic[d - k])) % p;
            (p - total) % p
        };
        sums.push(value as Residue);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    const P: u64 = 2_147_483_647;

    #[test]
    fn relations_and_functionals() {
        let budget = Budget::unlimited();
        let mut krylov = Krylov::new(P);
        assert_eq!(krylov.push(vec![0, 2, 1], &budget).unwrap(), None);
        assert_eq!(krylov.push(vec![1, 1, 1], &budget).unwrap(), None);
        // 3·(0, 2, 1) + 5·(1, 1, 1)
        assert_eq!(krylov.push(vec![5, 11, 8], &budget).unwrap(), Some(vec![3, 5]));
        assert_eq!(krylov.push(vec![1, 0, 0], &budget).unwrap(), None);
        let functional = krylov.functional(&[7, 8, 9]);
        let values: Vec<u64> = krylov.vectors().iter().map(|v| dot(v, &functional, P)).collect();
        assert_eq!(values, [7, 8, 9]);
    }

    #[test]
    fn newtons_identities() {
        // (T − 1)(T − 2)(T − 3) = T³ − 6T² + 11T − 6: 3, 6, 14.
        let p = P as Residue;
        assert_eq!(power_sums(&[p - 6, 11, p - 6, 1], P), [3, 6, 14]);
    }
}
