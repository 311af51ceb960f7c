//! Content, exact division and pseudo-division.

use super::UPoly;
use crate::number::Integer;

impl UPoly {
    /// The nonnegative gcd of the coefficients; 0 for 0.
    pub fn content(&self) -> Integer {
        let mut g = Integer::zero();
        for c in self.coeffs() {
            g = g.gcd(c);
            if g.is_one() {
                break;
            }
        }
        g
    }

    /// (c, f/c) with f/c primitive and its leading coefficient positive; (0, 0) for 0.
    pub fn primitive_with_factor(&self) -> (Integer, UPoly) {
        let content = self.content();
        if content.is_zero() {
            return (content, UPoly::zero());
        }
        let c = if self.leading().is_negative() { -content } else { content };
        let part = self.divide_by_integer(&c);
        (c, part)
    }

    /// The part without content, with a positive leading coefficient.
    pub fn primitive(&self) -> UPoly {
        self.primitive_with_factor().1
    }

    /// f/c for a c that divides every coefficient.
    pub(crate) fn divide_by_integer(&self, c: &Integer) -> UPoly {
        if c.is_one() {
            return self.clone();
        }
        UPoly::new(self.coeffs().iter().map(|a| a.div_exact(c)).collect())
    }

    /// f/g if the quotient has integer coefficients and there is no remainder.
    pub fn div_exact(&self, g: &UPoly) -> Option<UPoly> {
        let n = g.degree()?;
        let lead = g.leading();
        let mut rest = self.coeffs().to_vec();
        let mut quotient = vec![Integer::zero(); (rest.len()).saturating_sub(n)];
        for k in (0..quotient.len()).rev() {
            let q = rest[k + n].checked_div_exact(&lead)?;
            if q.is_zero() {
                continue;
            }
            for (j, c) in g.coeffs().iter().enumerate() {
                rest[k + j] = &rest[k + j] - &(&q * c);
            }
            quotient[k] = q;
        }
        rest.iter().all(Integer::is_zero).then(|| UPoly::new(quotient))
    }

    /// (r, s) with s·f ≡ r mod g, deg r < deg g and s > 0 a power of |lead g|.
    ///
    /// # Panics
    /// If g = 0.
    pub fn pseudo_rem(&self, g: &UPoly) -> (UPoly, Integer) {
        let (_, rest, scale) = self.pseudo_div_rem(g);
        (rest, scale)
    }

    /// (q, r, s) with s·f = q·g + r, deg r < deg g and s > 0 a power of |lead g|.
    ///
    /// # Panics
    /// If g = 0.
    pub fn pseudo_div_rem(&self, g: &UPoly) -> (UPoly, UPoly, Integer) {
        let n = g.degree().expect("pseudo-division by the polynomial 0");
        let lead = g.leading();
        let (size, negative) = (lead.abs(), lead.is_negative());
        let mut rest = self.coeffs().to_vec();
        let mut quotient = vec![Integer::zero(); rest.len().saturating_sub(n)];
        let mut scale = Integer::one();
        while rest.len() > n {
            let top = rest.pop().unwrap_or_default();
            if top.is_zero() {
                continue;
            }
            let top = if negative { -top } else { top };
            let at = rest.len() - n;
            if !size.is_one() {
                rest.iter_mut().chain(&mut quotient).for_each(|c| *c = &*c * &size);
                scale = &scale * &size;
            }
            for (c, b) in rest[at..].iter_mut().zip(g.coeffs()) {
                *c = &*c - &(&top * b);
            }
            quotient[at] = top;
        }
        (UPoly::new(quotient), UPoly::new(rest), scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(coeffs: &[i64]) -> UPoly {
        UPoly::from_i64(coeffs)
    }

    #[test]
    fn content_and_sign() {
        assert_eq!(p(&[4, -6]).primitive_with_factor(), (Integer::from(-2), p(&[-2, 3])));
        assert_eq!(UPoly::zero().primitive_with_factor(), (Integer::zero(), UPoly::zero()));
        assert_eq!(p(&[-5]).primitive(), UPoly::one());
    }

    #[test]
    fn division_that_does_not_go_out() {
        assert_eq!(p(&[-1, 0, 1]).div_exact(&p(&[1, 1])), Some(p(&[-1, 1])));
        assert_eq!(p(&[1, 0, 1]).div_exact(&p(&[1, 1])), None);
        assert_eq!(p(&[1, 1]).div_exact(&p(&[2, 2])), None);
        assert_eq!(p(&[1, 1]).div_exact(&UPoly::zero()), None);
        assert_eq!(UPoly::zero().div_exact(&p(&[1, 1])), Some(UPoly::zero()));
        assert_eq!(p(&[1]).div_exact(&p(&[1, 1])), None);
    }

    proptest! {
        #[test]
        fn a_product_divides_back(
            f in prop::collection::vec(-9i64..9, 0..7),
            g in prop::collection::vec(-9i64..9, 1..7),
        ) {
            let (f, g) = (p(&f), p(&g));
            prop_assume!(!g.is_zero());
            prop_assert_eq!((&f * &g).div_exact(&g), Some(f));
        }

        #[test]
        fn a_pseudo_remainder_is_congruent(
            f in prop::collection::vec(-9i64..9, 0..7),
            g in prop::collection::vec(-9i64..9, 1..7),
        ) {
            let (f, g) = (p(&f), p(&g));
            prop_assume!(!g.is_zero());
            let (q, r, s) = f.pseudo_div_rem(&g);
            prop_assert!(!s.is_negative() && !s.is_zero());
            prop_assert!(r.coeffs().len() < g.coeffs().len());
            prop_assert_eq!(f.scale(&s), &(&q * &g) + &r);
        }
    }
}
