//! Resultants and discriminants over ℤ.

use super::UPoly;
use super::modular::{Crt, ModPoly, large_primes};
use crate::number::Integer;

impl UPoly {
    /// Res(f, g) = lead(f)^n·∏ g(root of f), n = deg g; 0 if either is 0.
    ///
    /// Computed mod primes; their product exceeds twice Hadamard's bound
    /// ‖f‖^n·‖g‖^m (Euclidean norms), so the symmetric representative is the value.
    pub fn resultant(&self, other: &UPoly) -> Integer {
        let (Some(m), Some(n)) = (self.degree(), other.degree()) else { return Integer::zero() };
        let bound = &square_norm(self).pow(n as u32) * &square_norm(other).pow(m as u32);
        let enough = bound.shl(2);
        let mut crt = Crt::new(1);
        for p in large_primes() {
            let (f, g) = (ModPoly::reduce(self, p), ModPoly::reduce(other, p));
            if f.degree() < m || g.degree() < n || f.is_zero() || g.is_zero() {
                continue;
            }
            crt.update(&[f.resultant(&g)], p);
            if &crt.modulus * &crt.modulus > enough {
                break;
            }
        }
        crt.values.swap_remove(0)
    }

    /// (−1)^(n(n−1)/2)·Res(f, f′)/lead(f); 0 for constants.
    pub fn discriminant(&self) -> Integer {
        let Some(n) = self.degree().filter(|&n| n > 0) else { return Integer::zero() };
        let value = self.resultant(&self.derivative()).div_exact(&self.leading());
        if n * (n - 1) / 2 % 2 == 1 { -value } else { value }
    }
}

/// The square of the Euclidean norm of the coefficients.
pub(super) fn square_norm(f: &UPoly) -> Integer {
    f.coeffs().iter().fold(Integer::zero(), |sum, c| sum + &(c * c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(coeffs: &[i64]) -> UPoly {
        UPoly::from_i64(coeffs)
    }

    #[test]
    fn textbook_discriminants() {
        // b² − 4ac and −4p³ − 27q²
        assert_eq!(p(&[5, 3, 2]).discriminant(), Integer::from(9 - 40));
        assert_eq!(p(&[-7, 2, 0, 1]).discriminant(), Integer::from(-4 * 8 - 27 * 49));
        assert_eq!(p(&[3, 5]).discriminant(), Integer::one());
        assert_eq!(p(&[1, 2, 1]).discriminant(), Integer::zero());
    }

    #[test]
    fn constants_and_zero() {
        assert_eq!(p(&[3]).resultant(&p(&[0, 0, 1])), Integer::from(9));
        assert_eq!(p(&[3]).resultant(&p(&[5])), Integer::one());
        assert_eq!(UPoly::zero().resultant(&p(&[1, 1])), Integer::zero());
    }

    proptest! {
        /// Res(a·∏(x − r), g) = a^n·∏ g(r)
        #[test]
        fn product_of_values_at_the_roots(
            roots in prop::collection::vec(-9i64..9, 0..5),
            a in 1i64..9,
            g in prop::collection::vec(-99i64..99, 1..6),
        ) {
            let g = p(&g);
            prop_assume!(!g.is_zero());
            let linear = roots.iter().map(|&r| p(&[-r, 1]));
            let f = linear.fold(p(&[a]), |f, l| &f * &l);
            let n = g.degree().unwrap() as u32;
            let values = roots.iter().map(|&r| g.eval_homogeneous(&Integer::from(r), &Integer::one()));
            let expected = values.fold(Integer::from(a).pow(n), |v, w| v * w);
            prop_assert_eq!(f.resultant(&g), expected);
        }
    }
}
