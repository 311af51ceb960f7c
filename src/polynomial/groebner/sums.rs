//! Linear combinations of residue vectors with few divisions.

/// A residue modulo a prime p < 2^31.
pub(super) type Residue = u32;

/// A vector of sums of products of residues, kept below 2p² and divided by p only at the end.
pub(super) struct Sums {
    p: u64,
    /// 2p² < 2^63, so that one more product fits.
    limit: u64,
    values: Vec<u64>,
}

impl Sums {
    pub(super) fn new(size: usize, p: u64) -> Sums {
        Sums { p, limit: 2 * p * p, values: vec![0; size] }
    }

    /// sum + c·a, where `sum` is below the limit.
    fn plus(&self, sum: u64, c: u64, a: Residue) -> u64 {
        let sum = sum.wrapping_add(c.wrapping_mul(u64::from(a)));
        sum.min(sum.wrapping_sub(self.limit))
    }

    /// Adds c·v.
    pub(super) fn add_scaled(&mut self, c: u64, v: &[Residue]) {
        let limit = self.limit;
        for (sum, a) in self.values.iter_mut().zip(v) {
            let next = sum.wrapping_add(c.wrapping_mul(u64::from(*a)));
            *sum = next.min(next.wrapping_sub(limit));
        }
    }

    /// Adds c·vₖ at position `at[k]`.
    pub(super) fn scatter(&mut self, c: u64, v: &[Residue], at: &[u32]) {
        for (a, i) in v.iter().zip(at) {
            let i = *i as usize;
            self.values[i] = self.plus(self.values[i], c, *a);
        }
    }

    /// Adds c at one position.
    pub(super) fn add_at(&mut self, i: usize, c: u64) {
        self.values[i] = self.plus(self.values[i], c, 1);
    }

    /// The residue at one position.
    pub(super) fn get(&self, i: usize) -> u64 {
        self.values[i] % self.p
    }

    /// All residues.
    pub(super) fn finish(&self) -> Vec<Residue> {
        self.values.iter().map(|sum| (sum % self.p) as Residue).collect()
    }
}

/// Σ aᵢ·bᵢ modulo p.
pub(super) fn dot(a: &[Residue], b: &[Residue], p: u64) -> u64 {
    let limit = 2 * p * p;
    let add = |sum: u64, (a, b): (&Residue, &Residue)| {
        let next = sum.wrapping_add(u64::from(*a).wrapping_mul(u64::from(*b)));
        next.min(next.wrapping_sub(limit))
    };
    a.iter().zip(b).fold(0, add) % p
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_the_largest_products() {
        let p = 2_147_483_647;
        let top = (p - 1) as Residue;
        let v = vec![top; 9];
        let mut sums = Sums::new(9, p);
        for _ in 0..1000 {
            sums.add_scaled(p - 1, &v);
        }
        // (−1)·(−1) = 1, a thousand times.
        assert_eq!(sums.finish(), [1000; 9]);
        sums.add_at(3, p - 1);
        sums.scatter(2, &[5, 7], &[3, 0]);
        assert_eq!((sums.get(3), sums.get(0)), (1009, 1014));
        assert_eq!(dot(&v, &v, p), 9);
    }
}
