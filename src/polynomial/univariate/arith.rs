use crate::number::{Integer, Rational, Sign};
use std::cmp::Ordering;
use std::ops::{Add, Mul, Neg, Sub};

/// A polynomial in one variable with integer coefficients.
///
/// The leading coefficient is never zero; the zero polynomial has no coefficients.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct UPoly {
    coeffs: Vec<Integer>,
}

impl UPoly {
    /// Σ `coeffs[k]`·x^k; zeros at the top are dropped.
    pub fn new(mut coeffs: Vec<Integer>) -> UPoly {
        while coeffs.last().is_some_and(Integer::is_zero) {
            coeffs.pop();
        }
        UPoly { coeffs }
    }

    /// The same from machine integers.
    pub fn from_i64(coeffs: &[i64]) -> UPoly {
        UPoly::new(coeffs.iter().map(|&c| Integer::from(c)).collect())
    }

    /// The polynomial with these rational coefficients times their common denominator.
    pub fn from_rationals(coeffs: &[Rational]) -> UPoly {
        let common = coeffs.iter().fold(Integer::one(), |m, c| m.lcm(&c.denominator()));
        let cleared = |c: &Rational| &c.numerator() * &common.div_exact(&c.denominator());
        UPoly::new(coeffs.iter().map(cleared).collect())
    }

    /// The polynomial 0.
    pub fn zero() -> UPoly {
        UPoly::default()
    }

    /// The polynomial 1.
    pub fn one() -> UPoly {
        UPoly::constant(Integer::one())
    }

    /// A constant.
    pub fn constant(c: Integer) -> UPoly {
        UPoly::new(vec![c])
    }

    /// The variable.
    pub fn x() -> UPoly {
        UPoly::monomial(Integer::one(), 1)
    }

    /// c·x^k.
    pub fn monomial(c: Integer, k: usize) -> UPoly {
        let mut coeffs = vec![Integer::zero(); k];
        coeffs.push(c);
        UPoly::new(coeffs)
    }

    /// q·x − p, the primitive polynomial with the root p/q.
    pub fn with_root(root: &Rational) -> UPoly {
        UPoly::new(vec![-root.numerator(), root.denominator()])
    }

    /// The coefficients by increasing degree; empty for 0.
    pub fn coeffs(&self) -> &[Integer] {
        &self.coeffs
    }

    /// The coefficient of x^k.
    pub fn coeff(&self, k: usize) -> Integer {
        self.coeffs.get(k).cloned().unwrap_or_default()
    }

    /// The degree; `None` for 0.
    pub fn degree(&self) -> Option<usize> {
        self.coeffs.len().checked_sub(1)
    }

    /// The leading coefficient; 0 for the polynomial 0.
    pub fn leading(&self) -> Integer {
        self.coeffs.last().cloned().unwrap_or_default()
    }

    /// Is it 0?
    pub fn is_zero(&self) -> bool {
        self.coeffs.is_empty()
    }

    /// Is it a constant, 0 included?
    pub fn is_constant(&self) -> bool {
        self.coeffs.len() <= 1
    }

    /// Is it 1?
    pub fn is_one(&self) -> bool {
        self.coeffs.len() == 1 && self.coeffs[0].is_one()
    }

    /// c·f.
    pub fn scale(&self, c: &Integer) -> UPoly {
        UPoly::new(self.coeffs.iter().map(|a| a * c).collect())
    }

    /// x^k·f.
    pub fn shift(&self, k: usize) -> UPoly {
        let mut coeffs = vec![Integer::zero(); k];
        coeffs.extend_from_slice(&self.coeffs);
        UPoly::new(coeffs)
    }

    /// f^k.
    pub fn pow(&self, k: u32) -> UPoly {
        let bits = (0..u32::BITS - k.leading_zeros()).rev();
        bits.fold(UPoly::one(), |power, bit| {
            let square = &power * &power;
            if k >> bit & 1 == 1 { &square * self } else { square }
        })
    }

    /// f′.
    pub fn derivative(&self) -> UPoly {
        let terms = self.coeffs.iter().enumerate().skip(1);
        UPoly::new(terms.map(|(k, c)| c * &Integer::from(k)).collect())
    }

    /// x^n·f(1/x) with n the degree: the coefficients in reverse order.
    pub fn reverse(&self) -> UPoly {
        UPoly::new(self.coeffs.iter().rev().cloned().collect())
    }

    /// q^n·f(p/q) with n the degree, an integer (Horner, homogeneous).
    pub fn eval_homogeneous(&self, p: &Integer, q: &Integer) -> Integer {
        let mut value = Integer::zero();
        let mut scale = Integer::one();
        for c in self.coeffs.iter().rev() {
            value = &(&value * p) + &(c * &scale);
            scale = &scale * q;
        }
        value
    }

    /// The value at a rational number.
    pub fn eval(&self, at: &Rational) -> Rational {
        let Some(n) = self.degree() else { return Rational::zero() };
        let (p, q) = (at.numerator(), at.denominator());
        Rational::new(self.eval_homogeneous(&p, &q), q.pow(n as u32))
    }

    /// The exact sign of the value at a rational number.
    pub fn sign_at(&self, at: &Rational) -> Sign {
        self.eval_homogeneous(&at.numerator(), &at.denominator()).sign()
    }

    /// f(g).
    pub fn compose(&self, g: &UPoly) -> UPoly {
        let horner = |value: UPoly, c: &Integer| &(&value * g) + &UPoly::constant(c.clone());
        self.coeffs.iter().rev().fold(UPoly::zero(), horner)
    }

    /// d^n·f(a·x + b), where n is the degree and d the common denominator of a and b:
    /// a positive multiple of f(a·x + b).
    pub fn compose_linear(&self, a: &Rational, b: &Rational) -> UPoly {
        let line = UPoly::from_rationals(&[b.clone(), a.clone()]);
        let d = a.denominator().lcm(&b.denominator());
        let mut value = UPoly::zero();
        let mut scale = Integer::one();
        for c in self.coeffs.iter().rev() {
            value = &(&value * &line) + &UPoly::constant(c * &scale);
            scale = &scale * &d;
        }
        value
    }

    /// f(x^k).
    pub fn inflate(&self, k: usize) -> UPoly {
        let mut coeffs = vec![Integer::zero(); (self.coeffs.len().max(1) - 1) * k + 1];
        for (j, c) in self.coeffs.iter().enumerate() {
            coeffs[j * k] = c.clone();
        }
        UPoly::new(coeffs)
    }

    /// The largest k with f = g(x^k), and that g; k = 1 for constants.
    pub fn deflate(&self) -> (usize, UPoly) {
        let powers = self.coeffs.iter().enumerate().filter(|(_, c)| !c.is_zero());
        let k = powers.fold(0, |g, (j, _)| gcd_usize(g, j)).max(1);
        (k, UPoly::new(self.coeffs.iter().step_by(k).cloned().collect()))
    }

    /// The largest absolute value of a coefficient.
    pub fn height(&self) -> Integer {
        self.coeffs.iter().map(Integer::abs).max().unwrap_or_default()
    }

    /// Budget steps of one pass over the coefficients.
    pub fn steps(&self) -> u64 {
        self.coeffs.iter().map(|c| 1 + c.bits() as u64 / 64).sum()
    }
}

fn gcd_usize(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd_usize(b, a % b) }
}

impl Add<&UPoly> for &UPoly {
    type Output = UPoly;
    fn add(self, other: &UPoly) -> UPoly {
        let n = self.coeffs.len().max(other.coeffs.len());
        UPoly::new((0..n).map(|k| &self.coeff(k) + &other.coeff(k)).collect())
    }
}

impl Sub<&UPoly> for &UPoly {
    type Output = UPoly;
    fn sub(self, other: &UPoly) -> UPoly {
        let n = self.coeffs.len().max(other.coeffs.len());
        UPoly::new((0..n).map(|k| &self.coeff(k) - &other.coeff(k)).collect())
    }
}

impl Mul<&UPoly> for &UPoly {
    type Output = UPoly;
    fn mul(self, other: &UPoly) -> UPoly {
        if self.is_zero() || other.is_zero() {
            return UPoly::zero();
        }
        let mut coeffs = vec![Integer::zero(); self.coeffs.len() + other.coeffs.len() - 1];
        for (i, a) in self.coeffs.iter().enumerate().filter(|(_, a)| !a.is_zero()) {
            for (j, b) in other.coeffs.iter().enumerate() {
                coeffs[i + j] += &(a * b);
            }
        }
        UPoly::new(coeffs)
    }
}

impl Neg for &UPoly {
    type Output = UPoly;
    fn neg(self) -> UPoly {
        UPoly { coeffs: self.coeffs.iter().map(|c| -c).collect() }
    }
}

impl Neg for UPoly {
    type Output = UPoly;
    fn neg(self) -> UPoly {
        -&self
    }
}

/// By degree, then by coefficients from the top: the order in which lists of factors are given.
impl Ord for UPoly {
    fn cmp(&self, other: &UPoly) -> Ordering {
        let by_degree = self.coeffs.len().cmp(&other.coeffs.len());
        by_degree.then_with(|| self.coeffs.iter().rev().cmp(other.coeffs.iter().rev()))
    }
}

impl PartialOrd for UPoly {
    fn partial_cmp(&self, other: &UPoly) -> Option<Ordering> {
        Some(self.cmp(other))
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
    fn degrees_and_trivial_polynomials() {
        assert_eq!(p(&[0, 0]).degree(), None);
        assert_eq!(p(&[7]).degree(), Some(0));
        assert_eq!(p(&[1, 2, 0]).degree(), Some(1));
        assert_eq!(&p(&[1, 1]) - &p(&[1, 1]), UPoly::zero());
        assert_eq!(p(&[3, 2]).pow(0), UPoly::one());
        assert_eq!(p(&[1, 1]).pow(3), p(&[1, 3, 3, 1]));
        assert_eq!(UPoly::zero().derivative(), UPoly::zero());
    }

    #[test]
    fn substitutions() {
        let f = p(&[-2, 0, 1]);
        assert_eq!(f.eval(&Rational::fraction(3, 2)), Rational::fraction(1, 4));
        assert_eq!(f.sign_at(&Rational::fraction(7, 5)), Sign::Negative);
        assert_eq!(f.compose(&p(&[1, 1])), p(&[-1, 2, 1]));
        // 4·((x/2 + 1)² − 2) = x² + 4x − 4
        let moved = f.compose_linear(&Rational::fraction(1, 2), &Rational::one());
        assert_eq!(moved, p(&[-4, 4, 1]));
        assert_eq!(p(&[5, 0, 0, 1, 0, 0, 2]).deflate(), (3, p(&[5, 1, 2])));
        assert_eq!(p(&[5, 1, 2]).inflate(3), p(&[5, 0, 0, 1, 0, 0, 2]));
        assert_eq!(p(&[4]).deflate(), (1, p(&[4])));
    }

    proptest! {
        #[test]
        fn evaluation_is_a_ring_homomorphism(
            f in prop::collection::vec(-9i64..9, 0..6),
            g in prop::collection::vec(-9i64..9, 0..6),
            a in -5i64..5, b in 1i64..5,
        ) {
            let (f, g, at) = (p(&f), p(&g), Rational::fraction(a, b));
            prop_assert_eq!((&f * &g).eval(&at), &f.eval(&at) * &g.eval(&at));
            prop_assert_eq!((&f + &g).eval(&at), &f.eval(&at) + &g.eval(&at));
            prop_assert_eq!(f.compose(&g).eval(&at), f.eval(&g.eval(&at)));
        }
    }
}
