//! Homomorphisms from a number field to ℤ/p, as cheap witnesses that an element is not zero.
//!
//! For a root r of h modulo a prime p that does not divide the leading coefficient, α ↦ r is
//! a homomorphism of ℤ₍ₚ₎\[α\] to ℤ/p. What it does not send to 0 is not 0, and a rational
//! number has the same image under all of them. The converse is never used.

use crate::number::Integer;
use crate::polynomial::UPoly;
use crate::polynomial::univariate::{large_primes, roots_modulo};

/// Roots that are used: with all of an even h in ± pairs, four tell more than two.
const ROOTS: usize = 4;
/// Primes tried; among the primes, those with two roots have positive density.
const PRIMES_TRIED: usize = 24;

/// A prime and roots of h modulo it; repeated if there are few.
#[derive(Debug, Clone)]
pub(super) struct Residues {
    p: u64,
    roots: [u64; ROOTS],
}

/// The images of an element.
pub(super) type Image = [u64; ROOTS];

impl Residues {
    /// Of a field with this minimal polynomial; `None` if no prime tried has two roots.
    pub(super) fn new(h: &UPoly) -> Option<Residues> {
        let mut fallback = None;
        for p in large_primes().take(PRIMES_TRIED) {
            let Some(roots) = roots_modulo(h, p) else { continue };
            let [a, b, ..] = roots.as_slice() else { continue };
            let found = || {
                let mut all = [*a; ROOTS];
                all.iter_mut().zip(&roots).for_each(|(slot, r)| *slot = *r);
                Residues { p, roots: all }
            };
            if roots.len() > 2 || a + b != p {
                return Some(found());
            }
            fallback.get_or_insert_with(found);
        }
        fallback
    }

    /// The images of numerator(α)/denominator; `None` where p divides the denominator.
    pub(super) fn of(&self, numerator: &UPoly, denominator: &Integer) -> Option<Image> {
        let bottom = denominator.rem_u64(self.p);
        let bottom = if bottom == 1 { [1; ROOTS] } else { self.recip(&[bottom; ROOTS])? };
        let coefficients: Vec<u64> = numerator.coeffs().iter().map(|c| c.rem_u64(self.p)).collect();
        let horner = |r: u64| coefficients.iter().rev().fold(0, |v, c| (v * r + c) % self.p);
        Some(self.mul(&self.roots.map(horner), &bottom))
    }

    pub(super) fn add(&self, a: &Image, b: &Image) -> Image {
        std::array::from_fn(|k| (a[k] + b[k]) % self.p)
    }

    pub(super) fn mul(&self, a: &Image, b: &Image) -> Image {
        std::array::from_fn(|k| a[k] * b[k] % self.p)
    }

    pub(super) fn neg(&self, a: &Image) -> Image {
        a.map(|x| (self.p - x) % self.p)
    }

    /// `None` if an image is 0.
    pub(super) fn recip(&self, a: &Image) -> Option<Image> {
        (!a.contains(&0)).then(|| a.map(|x| self.power(x, self.p - 2)))
    }

    fn power(&self, a: u64, mut k: u64) -> u64 {
        let (mut base, mut result) = (a, 1);
        while k > 0 {
            if k & 1 == 1 {
                result = result * base % self.p;
            }
            base = base * base % self.p;
            k >>= 1;
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_are_homomorphic() {
        // α⁵ = α + 1.
        let h = UPoly::from_i64(&[-1, -1, 0, 0, 0, 1]);
        let r = Residues::new(&h).unwrap();
        let of = |c: &[i64], d: i64| r.of(&UPoly::from_i64(c), &Integer::from(d)).unwrap();
        let alpha = of(&[0, 1], 1);
        let mut power = alpha;
        for _ in 1..5 {
            power = r.mul(&power, &alpha);
        }
        assert_eq!(power, of(&[1, 1], 1));
        assert_eq!(r.add(&power, &r.neg(&alpha)), of(&[1], 1));
        assert_eq!(r.recip(&of(&[7], 3)), Some(of(&[3], 7)));
        assert_eq!(r.recip(&of(&[0], 3)), None);
        // Not rational: two roots tell.
        assert_ne!(alpha[0], alpha[1]);
    }

    #[test]
    fn an_even_polynomial_gets_roots_that_are_not_all_opposite() {
        // α² is not rational, and some pair of the roots shows it.
        let r = Residues::new(&UPoly::from_i64(&[3, 0, -5, 0, 0, 0, 1])).unwrap();
        let square = r.of(&UPoly::from_i64(&[0, 0, 1]), &Integer::one()).unwrap();
        assert!(square.iter().any(|x| *x != square[0]));
    }
}
