//! Polynomials that tend to +∞ in every direction, by their terms of highest weight.

use super::claim::NotChecked;
use super::sparse::{Exponents, Sparse};
use super::univariate::Dense;
use crate::budget::Budget;
use crate::linalg::{Matrix, inertia};
use crate::number::{Rational, Sign};

/// A polynomial with the highest powers of its letters.
struct Weighted<'a> {
    p: &'a Sparse,
    letters: &'a [usize],
    /// dᵢ, the highest power of the letter i that stands alone, and its coefficient.
    pure: Vec<(u32, Rational)>,
}

/// Does the polynomial tend to +∞ as |x| → ∞? With weights 1/dᵢ for the highest pure powers,
/// terms of weight below 1 do not matter, and ∏|xᵢ|^mᵢ ≤ Σ (mᵢ/dᵢ)·|xᵢ|^dᵢ for those of weight 1
/// (weighted means); in two letters Sturm's theorem decides, for quadratic terms the inertia.
pub(super) fn tends_up(p: &Sparse, letters: &[usize], budget: &Budget) -> Result<bool, NotChecked> {
    let mut pure = Vec::new();
    for &x in letters {
        let alone = |e: &Exponents| e.iter().enumerate().all(|(y, k)| y == x || *k == 0);
        let powers = p.terms().filter(|(e, _)| alone(e) && e.get(x).is_some_and(|k| *k > 0));
        let top = powers.max_by_key(|(e, _)| e.get(x).copied());
        let Some((e, c)) = top else { return Ok(false) };
        let d = e.get(x).copied().unwrap_or(0);
        if d % 2 == 1 || c.is_negative() {
            return Ok(false);
        }
        pure.push((d, c.clone()));
    }
    let weighted = Weighted { p, letters, pure };
    Ok(weighted.by_means()
        || weighted.no_higher()
            && (weighted.in_the_plane(budget)? || weighted.by_inertia(budget)?))
}

impl Weighted<'_> {
    fn shares(&self, e: &Exponents) -> Vec<Rational> {
        let of = |(&x, (d, _)): (&usize, &(u32, Rational))| {
            Rational::fraction(i64::from(e.get(x).copied().unwrap_or(0)), i64::from(*d))
        };
        self.letters.iter().zip(&self.pure).map(of).collect()
    }

    fn is_pure_top(&self, e: &Exponents) -> bool {
        self.shares(e).iter().filter(|s| !s.is_zero()).count() == 1
            && self.weight(e) == Rational::one()
    }

    fn weight(&self, e: &Exponents) -> Rational {
        self.shares(e).iter().fold(Rational::zero(), |sum, s| &sum + s)
    }

    /// What is left of each highest power after the mixed terms of weight 1.
    fn by_means(&self) -> bool {
        let mut left: Vec<Rational> = self.pure.iter().map(|(_, c)| c.clone()).collect();
        for (e, c) in self.p.terms() {
            let even = e.iter().all(|k| k % 2 == 0);
            let weight = self.weight(e);
            if self.is_pure_top(e) || even && !c.is_negative() || weight < Rational::one() {
                continue;
            }
            if weight > Rational::one() {
                return false;
            }
            for (rest, share) in left.iter_mut().zip(self.shares(e)) {
                *rest = &*rest - &(&share * &c.abs());
            }
        }
        left.iter().all(|c| c.sign() == Sign::Positive)
    }

    fn no_higher(&self) -> bool {
        self.p.terms().all(|(e, _)| self.weight(e) <= Rational::one())
    }

    /// Two letters: the terms of weight 1 are positive on x = ±1; those on x = 0 are.
    fn in_the_plane(&self, budget: &Budget) -> Result<bool, NotChecked> {
        let &[x, y] = self.letters else { return Ok(false) };
        for side in [1, -1] {
            let mut coefficients = vec![Rational::zero(); self.pure[1].0 as usize + 1];
            for (e, c) in self.p.terms().filter(|(e, _)| self.weight(e) == Rational::one()) {
                let at = |x: usize| e.get(x).copied().unwrap_or(0);
                let negative = side < 0 && at(x) % 2 == 1;
                if let Some(own) = coefficients.get_mut(at(y) as usize) {
                    *own = if negative { &*own - c } else { &*own + c };
                }
            }
            let dense = Dense::new(coefficients);
            let start = dense.sign_at(&Rational::zero());
            if start != Sign::Positive || dense.sturm(budget)?.real_roots() > 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// All highest powers are squares: their quadratic form is positive definite.
    fn by_inertia(&self, budget: &Budget) -> Result<bool, NotChecked> {
        if self.pure.iter().any(|(d, _)| *d != 2) {
            return Ok(false);
        }
        let n = self.letters.len();
        let mut m = vec![vec![Rational::zero(); n]; n];
        let half = Rational::fraction(1, 2);
        for (e, c) in self.p.terms().filter(|(e, _)| self.weight(e) == Rational::one()) {
            let inside: Vec<usize> =
                (0..n).filter(|&i| e.get(self.letters[i]).is_some_and(|k| *k > 0)).collect();
            match inside.as_slice() {
                [i] => m[*i][*i] = c.clone(),
                [i, j] => {
                    m[*i][*j] = c * &half;
                    m[*j][*i] = c * &half;
                }
                _ => return Ok(false),
            }
        }
        let form = Matrix::from_fn(n, n, |i, j| m[i][j].clone());
        let signs = inertia(&form, budget).map_err(|_| NotChecked::TooLarge)?;
        Ok(signs.is_some_and(|s| s.positive == n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(terms: &[(i64, &[u32])], letters: &[usize], expected: bool) {
        let p = Sparse::sum_of(terms.iter().map(|(c, e)| (e.to_vec(), Rational::from(*c))));
        assert_eq!(tends_up(&p, letters, &Budget::unlimited()), Ok(expected), "{terms:?}");
    }

    #[test]
    fn highest_terms_decide() {
        // x⁴ + y⁴ − 4xy, x⁴ + y² − 3x²y (definite? 9 > 4: no), x⁴ + y² − x²y (1 < 4: yes).
        check(&[(1, &[4]), (1, &[0, 4]), (-4, &[1, 1])], &[0, 1], true);
        check(&[(1, &[4]), (1, &[0, 2]), (-3, &[2, 1])], &[0, 1], false);
        check(&[(1, &[4]), (1, &[0, 2]), (-1, &[2, 1])], &[0, 1], true);
        // (x − y)² + small terms is constant along x = y.
        check(&[(1, &[2]), (1, &[0, 2]), (-2, &[1, 1])], &[0, 1], false);
        // Motzkin's polynomial has no pure powers; x² + x³ falls.
        check(&[(1, &[4, 2]), (1, &[2, 4]), (-3, &[2, 2])], &[0, 1], false);
        check(&[(1, &[2]), (1, &[3])], &[0], false);
        // A third variable that does not occur.
        check(&[(1, &[2]), (1, &[0, 2])], &[0, 1, 2], false);
        // x² + y² + z² − xy − yz − zx has the kernel (1, 1, 1); with 1/2 of it, definite.
        let square: [(i64, &[u32]); 3] = [(2, &[2]), (2, &[0, 2]), (2, &[0, 0, 2])];
        let mixed = |c: i64| [(c, [1, 1, 0]), (c, [0, 1, 1]), (c, [1, 0, 1])];
        for (c, expected) in [(-2, false), (-1, true), (2, true), (5, false)] {
            let mixed = mixed(c);
            let all: Vec<(i64, &[u32])> = square
                .iter()
                .copied()
                .chain(mixed.iter().map(|(c, e)| (*c, e.as_slice())))
                .collect();
            check(&all, &[0, 1, 2], expected);
        }
    }
}
