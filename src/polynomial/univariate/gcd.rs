//! The modular gcd over ℤ (Brown, *On Euclid's algorithm*, J. ACM 1971).
//!
//! The image mod p of the gcd divides the gcd of the images, so the degree mod p is an
//! upper bound; a candidate that divides both polynomials and reaches it is the gcd.

use super::UPoly;
use super::modular::{Crt, ModPoly, large_primes};
use crate::number::Integer;
use std::cmp::Ordering;

impl UPoly {
    /// The greatest common divisor with a positive leading coefficient, the gcd of the
    /// contents included; gcd(0, g) = ±g.
    pub fn gcd(&self, other: &UPoly) -> UPoly {
        let (a, f) = self.primitive_with_factor();
        let (b, g) = other.primitive_with_factor();
        if f.is_zero() || g.is_zero() {
            let rest = if f.is_zero() { g } else { f };
            return rest.scale(&a.gcd(&b));
        }
        primitive_gcd(&f, &g).scale(&a.gcd(&b))
    }

    /// Have the two no common root in ℂ?
    pub fn is_coprime(&self, other: &UPoly) -> bool {
        self.gcd(other).degree() == Some(0)
    }
}

/// The gcd of two primitive polynomials.
fn primitive_gcd(f: &UPoly, g: &UPoly) -> UPoly {
    if f.is_constant() || g.is_constant() {
        return UPoly::one();
    }
    let lead = f.leading().gcd(&g.leading());
    let mut degree = f.coeffs().len().min(g.coeffs().len());
    let mut crt = Crt::new(0);
    for p in large_primes() {
        let (fp, gp) = (ModPoly::reduce(f, p), ModPoly::reduce(g, p));
        if fp.degree() < f.coeffs().len() - 1 || gp.degree() < g.coeffs().len() - 1 {
            continue;
        }
        let image = fp.gcd(&gp).scale(lead.rem_u64(p));
        match image.degree().cmp(&degree) {
            Ordering::Greater => continue,
            Ordering::Less => crt = Crt::new(image.c.len()),
            Ordering::Equal => {}
        }
        degree = image.degree();
        if degree == 0 {
            return UPoly::one();
        }
        if !crt.update(&image.c, p)
            && let Some(gcd) = confirmed(&crt.values, f, g)
        {
            return gcd;
        }
    }
    unreachable!("2^31 holds more primes than any gcd can refuse")
}

/// The candidate, if it divides both.
fn confirmed(values: &[Integer], f: &UPoly, g: &UPoly) -> Option<UPoly> {
    let candidate = UPoly::new(values.to_vec()).primitive();
    let divides = |h: &UPoly| h.div_exact(&candidate).is_some();
    (divides(f) && divides(g)).then_some(candidate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(coeffs: &[i64]) -> UPoly {
        UPoly::from_i64(coeffs)
    }

    #[test]
    fn trivial_gcds() {
        assert_eq!(UPoly::zero().gcd(&UPoly::zero()), UPoly::zero());
        assert_eq!(UPoly::zero().gcd(&p(&[2, -4])), p(&[-2, 4]));
        assert_eq!(p(&[6]).gcd(&p(&[4, 8])), p(&[2]));
        assert_eq!(p(&[1, 0, 1]).gcd(&p(&[-1, 0, 1])), UPoly::one());
    }

    /// Knuth, *The Art of Computer Programming* 2, section 4.6.1: a coprime pair whose
    /// remainders explode.
    #[test]
    fn knuths_example() {
        let f = p(&[-5, 2, 8, -3, -3, 0, 1, 0, 1]);
        let g = p(&[21, -9, -4, 0, 5, 0, 3]);
        assert!(f.is_coprime(&g));
        let h = p(&[1234567891011, 0, -987654321, 3]);
        assert_eq!((&f * &h).gcd(&(&g * &h)), h);
    }

    #[test]
    fn large_coefficients_need_several_primes() {
        let h = UPoly::new(vec![Integer::from(7).pow(60), Integer::from(3).pow(70)]);
        let (f, g) = (&h * &p(&[1, 2, 3]), &h * &p(&[-4, 5]));
        assert_eq!(f.gcd(&g), h);
    }

    proptest! {
        #[test]
        fn the_gcd_of_multiples_is_a_multiple(
            f in prop::collection::vec(-9i64..9, 1..6),
            g in prop::collection::vec(-9i64..9, 1..6),
            h in prop::collection::vec(-9i64..9, 1..6),
        ) {
            let (f, g, h) = (p(&f), p(&g), p(&h));
            prop_assume!(!f.is_zero() && !g.is_zero() && !h.is_zero());
            let d = (&f * &h).gcd(&(&g * &h));
            prop_assert!(d.div_exact(&h).is_some());
            let left = (&f * &h).div_exact(&d).unwrap();
            let right = (&g * &h).div_exact(&d).unwrap();
            prop_assert_eq!(left.gcd(&right), UPoly::one());
        }
    }
}
