//! Univariate polynomials modulo one large prime, for Hensel lifting.

use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::UPoly;

/// ℤ/m for a prime m.
pub(in crate::polynomial) struct Residues {
    pub(in crate::polynomial) m: Integer,
}

/// Exponents of Mersenne primes 2^e − 1 (OEIS A000043).
const MERSENNE: [usize; 13] =
    [61, 89, 107, 127, 521, 607, 1279, 2203, 2281, 3217, 4253, 4423, 9689];

impl Residues {
    /// The field of the first Mersenne prime with more than `bits` binary digits.
    pub(in crate::polynomial) fn above(bits: usize) -> Option<Residues> {
        let exponent = MERSENNE.into_iter().find(|&e| e > bits)?;
        Some(Residues { m: Integer::one().shl(exponent) - Integer::one() })
    }

    pub(in crate::polynomial) fn steps(&self) -> u64 {
        1 + self.m.bits() as u64 / 16
    }

    pub(in crate::polynomial) fn reduce(&self, a: &Integer) -> Integer {
        a.div_rem_euclid(&self.m).1
    }

    /// 1/a by the extended Euclidean algorithm; `None` if m divides a.
    pub(in crate::polynomial) fn inverse(&self, a: &Integer) -> Option<Integer> {
        let (mut r, mut s) = (self.m.clone(), self.reduce(a));
        let (mut u, mut v) = (Integer::zero(), Integer::one());
        while !s.is_zero() {
            let (q, rest) = r.div_rem_euclid(&s);
            (r, s) = (s, rest);
            (u, v) = (v.clone(), u - &(&q * &v));
        }
        r.is_one().then(|| self.reduce(&u))
    }

    pub(in crate::polynomial) fn poly(&self, f: &UPoly) -> UPoly {
        UPoly::new(f.coeffs().iter().map(|c| self.reduce(c)).collect())
    }

    /// a·b.
    pub(in crate::polynomial) fn product(
        &self,
        a: &UPoly,
        b: &UPoly,
        budget: &Budget,
    ) -> Result<UPoly, Exhausted> {
        let terms = a.coeffs().len() as u64 * b.coeffs().len() as u64;
        budget.spend(self.steps().saturating_mul(1 + terms))?;
        Ok(self.poly(&(a * b)))
    }

    /// f with leading coefficient 1.
    pub(in crate::polynomial) fn monic(&self, f: &UPoly) -> Option<UPoly> {
        Some(self.poly(&f.scale(&self.inverse(&f.leading())?)))
    }

    /// Quotient and remainder by a monic polynomial.
    pub(in crate::polynomial) fn divide(
        &self,
        f: &UPoly,
        monic: &UPoly,
        budget: &Budget,
    ) -> Result<(UPoly, UPoly), Exhausted> {
        let mut rest = f.coeffs().to_vec();
        let divisor = monic.coeffs();
        let size = (rest.len() + 1).saturating_sub(divisor.len());
        budget.spend(self.steps().saturating_mul(1 + (size * divisor.len()) as u64))?;
        let mut quotient = vec![Integer::zero(); size];
        for k in (0..size).rev() {
            let q = self.reduce(&rest[k + divisor.len() - 1]);
            for (j, d) in divisor.iter().enumerate() {
                rest[k + j] -= &(&q * d);
            }
            quotient[k] = q;
        }
        rest.truncate(divisor.len() - 1);
        Ok((UPoly::new(quotient), self.poly(&UPoly::new(rest))))
    }

    /// The inverse of a modulo a monic g of positive degree; `None` if they are not coprime.
    pub(in crate::polynomial) fn inverse_mod(
        &self,
        a: &UPoly,
        g: &UPoly,
        budget: &Budget,
    ) -> Result<Option<UPoly>, Exhausted> {
        let (mut r, mut s) = (g.clone(), self.divide(a, g, budget)?.1);
        let (mut u, mut v) = (UPoly::zero(), UPoly::one());
        while !s.is_zero() {
            let Some(c) = self.inverse(&s.leading()) else { return Ok(None) };
            let (s1, v1) = (self.poly(&s.scale(&c)), self.poly(&v.scale(&c)));
            let (q, rest) = self.divide(&r, &s1, budget)?;
            let next = self.poly(&(&u - &self.product(&q, &v1, budget)?));
            (r, s) = (s1, rest);
            (u, v) = (v1, next);
        }
        Ok((r.degree() == Some(0)).then_some(u))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverses_modulo_a_polynomial() {
        let budget = Budget::unlimited();
        let field = Residues::above(60).unwrap();
        let g = UPoly::from_i64(&[-2, 0, 0, 1]);
        let g = field.poly(&g);
        let a = UPoly::from_i64(&[1, 1]);
        let b = field.inverse_mod(&a, &g, &budget).unwrap().unwrap();
        let ab = field.product(&a, &b, &budget).unwrap();
        assert_eq!(field.divide(&ab, &g, &budget).unwrap().1, UPoly::one());
        let square = field.product(&a, &a, &budget).unwrap();
        assert_eq!(field.inverse_mod(&a, &square, &budget).unwrap(), None);
    }
}
