use super::Poly;
use super::monomial::Monomial;
use crate::number::Integer;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::ops::{Add, Mul, Neg, Sub};

impl Poly {
    /// c·self.
    pub fn scale(&self, c: &Integer) -> Poly {
        if c.is_zero() {
            return Poly::zero(self.nvars);
        }
        self.map_coefficients(|a| a * c)
    }

    /// self / c for an integer that divides every coefficient; `None` otherwise.
    pub fn unscale(&self, c: &Integer) -> Option<Poly> {
        let divide = |(m, a): &(Monomial, Integer)| Some((m.clone(), a.checked_div_exact(c)?));
        let terms = self.terms.iter().map(divide).collect::<Option<_>>()?;
        Some(Poly { nvars: self.nvars, terms })
    }

    /// selfᵏ; 0⁰ = 1.
    ///
    /// # Panics
    /// If a total degree reaches 2^32; compare k·[`total_degree`](Poly::total_degree) first.
    pub fn pow(&self, k: u32) -> Poly {
        let mut power = Poly::one(self.nvars);
        for bit in (0..u32::BITS - k.leading_zeros()).rev() {
            power = &power * &power;
            if k >> bit & 1 == 1 {
                power = &power * self;
            }
        }
        power
    }

    /// c·x^m·self for c ≠ 0.
    pub(super) fn times_term(&self, m: &Monomial, c: &Integer) -> Poly {
        let n = self.nvars;
        let terms = self.terms.iter().map(|(k, a)| (k.times(m, n), a * c)).collect();
        Poly { nvars: n, terms }
    }

    /// self·x^e.
    pub fn times_monomial(&self, exponents: &[u32]) -> Poly {
        self.times_term(&Monomial::new(exponents), &Integer::one())
    }

    /// self / x^e if x^e divides every term.
    pub fn over_monomial(&self, exponents: &[u32]) -> Option<Poly> {
        let divisor = Monomial::new(exponents);
        let divide =
            |(m, c): &(Monomial, Integer)| Some((m.over(&divisor, self.nvars)?, c.clone()));
        let terms = self.terms.iter().map(divide).collect::<Option<_>>()?;
        Some(Poly { nvars: self.nvars, terms })
    }

    /// a + s(b), the terms merged in order.
    fn merge(a: &Poly, b: &Poly, s: impl Fn(&Integer) -> Integer) -> Poly {
        assert_eq!(a.nvars, b.nvars, "polynomials of two different rings");
        let mut terms = Vec::with_capacity(a.len() + b.len());
        let (mut i, mut j) = (0, 0);
        while i < a.len() && j < b.len() {
            let ((m, x), (k, y)) = (&a.terms[i], &b.terms[j]);
            let order = m.cmp(k);
            match order {
                Ordering::Greater => terms.push((m.clone(), x.clone())),
                Ordering::Less => terms.push((k.clone(), s(y))),
                Ordering::Equal => {
                    let sum = x + &s(y);
                    if !sum.is_zero() {
                        terms.push((m.clone(), sum));
                    }
                }
            }
            i += usize::from(order != Ordering::Less);
            j += usize::from(order != Ordering::Greater);
        }
        terms.extend_from_slice(&a.terms[i..]);
        terms.extend(b.terms[j..].iter().map(|(k, y)| (k.clone(), s(y))));
        Poly { nvars: a.nvars, terms }
    }
}

impl Add<&Poly> for &Poly {
    type Output = Poly;
    /// # Panics
    /// If the numbers of variables differ.
    fn add(self, other: &Poly) -> Poly {
        Poly::merge(self, other, Integer::clone)
    }
}

impl Sub<&Poly> for &Poly {
    type Output = Poly;
    /// # Panics
    /// If the numbers of variables differ.
    fn sub(self, other: &Poly) -> Poly {
        Poly::merge(self, other, |c| -c)
    }
}

impl Neg for &Poly {
    type Output = Poly;
    fn neg(self) -> Poly {
        self.map_coefficients(|c| -c)
    }
}

impl Mul<&Poly> for &Poly {
    type Output = Poly;
    /// # Panics
    /// If the numbers of variables differ, or a total degree reaches 2^32.
    fn mul(self, other: &Poly) -> Poly {
        assert_eq!(self.nvars, other.nvars, "polynomials of two different rings");
        let (short, long) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        if let [(m, c)] = short.terms.as_slice() {
            return long.times_term(m, c);
        }
        let mut sum: FxHashMap<Monomial, Integer> = FxHashMap::default();
        for (m, a) in &short.terms {
            for (k, b) in &long.terms {
                *sum.entry(m.times(k, self.nvars)).or_default() += &(a * b);
            }
        }
        let mut terms: Vec<_> = sum.into_iter().filter(|(_, c)| !c.is_zero()).collect();
        terms.sort_unstable_by(|(m, _), (k, _)| k.cmp(m));
        Poly { nvars: self.nvars, terms }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{parse, small};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn binomial_formulas() {
        let f = parse("x + y");
        assert_eq!(f.pow(3), parse("x^3 + 3*x^2*y + 3*x*y^2 + y^3"));
        assert_eq!(&f * &parse("x - y"), parse("x^2 - y^2"));
        assert_eq!(f.pow(0), Poly::one(3));
    }

    #[test]
    fn degrees_beyond_the_packed_fields_do_not_overflow() {
        // Twelve variables leave 10 bits for a degree.
        let n = 12;
        let high = Poly::var(n, 3).pow(1000);
        let product = &(&high + &Poly::one(n)) * &(&high - &Poly::one(n));
        assert_eq!(product, &Poly::var(n, 3).pow(2000) - &Poly::one(n));
        assert_eq!(product.div_exact(&(&high + &Poly::one(n))), Some(&high - &Poly::one(n)));
        assert_eq!(product.degree_in(3), 2000);
    }

    proptest! {
        #[test]
        fn ring_laws(f in small(), g in small(), h in small()) {
            prop_assert_eq!(&f * &(&g + &h), &(&f * &g) + &(&f * &h));
            prop_assert_eq!(&(&f * &g) * &h, &f * &(&g * &h));
            prop_assert!((&f - &f).is_zero());
            prop_assert_eq!(&f + &g, &g + &f);
        }
    }
}
