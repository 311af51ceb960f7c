use super::integer::ring_operation;
use super::{Integer, Sign};
use dashu_int::IBig;
use dashu_ratio::RBig;
use std::fmt;
use std::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

/// A rational number in lowest terms with a positive denominator.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Rational(RBig);

/// The text is not a number that hesse reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParseRationalError {
    /// Not digits with an optional point, exponent or fraction bar.
    Malformed,
    /// A fraction with denominator 0.
    ZeroDenominator,
    /// The decimal exponent is larger than [`Rational::MAX_EXPONENT`].
    ExponentTooLarge,
}

impl Rational {
    /// Largest absolute value of a decimal exponent that is read (`1e4096`).
    pub const MAX_EXPONENT: i64 = 4096;

    /// numerator / denominator.
    ///
    /// # Panics
    /// If the denominator is 0.
    pub fn new(numerator: Integer, denominator: Integer) -> Rational {
        assert!(!denominator.is_zero(), "a rational number with denominator 0");
        Rational(RBig::from_parts_signed(numerator.0, denominator.0))
    }

    /// The fraction p/q of machine integers; panics if q = 0.
    pub fn fraction(p: i64, q: i64) -> Rational {
        Rational::new(Integer::from(p), Integer::from(q))
    }

    /// The number 0.
    pub fn zero() -> Rational {
        Rational(RBig::ZERO)
    }

    /// The number 1.
    pub fn one() -> Rational {
        Rational(RBig::ONE)
    }

    /// The numerator, which carries the sign.
    pub fn numerator(&self) -> Integer {
        Integer(self.0.numerator().clone())
    }

    /// The positive denominator.
    pub fn denominator(&self) -> Integer {
        Integer(IBig::from(self.0.denominator().clone()))
    }

    /// Is it 0?
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Is it 1?
    pub fn is_one(&self) -> bool {
        self.0.is_one()
    }

    /// Is it an integer?
    pub fn is_integer(&self) -> bool {
        self.0.is_int()
    }

    /// The value as an integer if it is one.
    pub fn to_integer(&self) -> Option<Integer> {
        self.is_integer().then(|| self.numerator())
    }

    /// The value as a machine integer if it is one and fits.
    pub fn to_i64(&self) -> Option<i64> {
        self.to_integer()?.to_i64()
    }

    /// The exact sign.
    pub fn sign(&self) -> Sign {
        self.numerator().sign()
    }

    /// Is it less than 0?
    pub fn is_negative(&self) -> bool {
        self.sign() == Sign::Negative
    }

    /// The absolute value.
    pub fn abs(&self) -> Rational {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// 1/x; `None` for x = 0.
    pub fn recip(&self) -> Option<Rational> {
        (!self.is_zero()).then(|| Rational::new(self.denominator(), self.numerator()))
    }

    /// A power with a whole exponent; `None` for 0 to a negative power.
    pub fn pow(&self, exponent: i32) -> Option<Rational> {
        let base = if exponent < 0 { self.recip()? } else { self.clone() };
        let k = exponent.unsigned_abs();
        Some(Rational::new(base.numerator().pow(k), base.denominator().pow(k)))
    }

    /// The exact k-th root when it is rational (negative numbers: k odd only).
    pub fn root_exact(&self, k: u32) -> Option<Rational> {
        Some(Rational::new(self.numerator().root_exact(k)?, self.denominator().root_exact(k)?))
    }

    /// The largest integer ≤ x.
    pub fn floor(&self) -> Integer {
        self.numerator().div_rem_euclid(&self.denominator()).0
    }

    /// The smallest integer ≥ x.
    pub fn ceil(&self) -> Integer {
        -(-self).floor()
    }

    /// The number with the smallest denominator strictly between `low` and `high`, and of
    /// those the one nearest to 0: its continued fraction follows that of the ends as long
    /// as they agree (Stern–Brocot).
    ///
    /// # Panics
    /// If low ≥ high.
    pub fn simplest_between(low: &Rational, high: &Rational) -> Rational {
        assert!(low < high, "an empty interval has no simplest number");
        let zero = Rational::zero();
        if *low < zero && zero < *high {
            return zero;
        }
        if *high <= zero {
            return -Rational::simplest_between(&-high, &-low);
        }
        // Invariant: the number wanted is [terms…, x] with low < x and, if there is an upper
        // end, x < high.
        let (mut low, mut high) = (low.clone(), Some(high.clone()));
        let mut terms = Vec::new();
        let last = loop {
            let whole = Rational::from(low.floor());
            let next = &whole + &Rational::one();
            match &high {
                Some(high) if next >= *high => {}
                Some(_) | None => break next,
            }
            let flipped = |end: &Rational| (end - &whole).recip();
            let upper = flipped(&low);
            low = high.as_ref().and_then(flipped).unwrap_or_else(Rational::zero);
            high = upper;
            terms.push(whole);
        };
        terms.iter().rev().fold(last, |x, term| term + &x.recip().unwrap_or_default())
    }

    /// The midpoint of two numbers.
    pub fn midpoint(a: &Rational, b: &Rational) -> Rational {
        &(a + b) * &Rational::fraction(1, 2)
    }

    /// The nearest float; for display and the floating-point route only.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().value()
    }
}

impl From<Integer> for Rational {
    fn from(n: Integer) -> Rational {
        Rational(RBig::from(n.0))
    }
}

impl From<&Integer> for Rational {
    fn from(n: &Integer) -> Rational {
        Rational(RBig::from(n.0.clone()))
    }
}

impl From<i64> for Rational {
    fn from(n: i64) -> Rational {
        Rational(RBig::from(n))
    }
}

ring_operation!(Rational, Add, add, AddAssign, add_assign);
ring_operation!(Rational, Sub, sub, SubAssign, sub_assign);
ring_operation!(Rational, Mul, mul, MulAssign, mul_assign);

impl Div<&Rational> for &Rational {
    type Output = Rational;
    /// # Panics
    /// If the divisor is 0.
    fn div(self, other: &Rational) -> Rational {
        assert!(!other.is_zero(), "division by the rational number 0");
        Rational(&self.0 / &other.0)
    }
}

impl Neg for &Rational {
    type Output = Rational;
    fn neg(self) -> Rational {
        Rational(-self.0.clone())
    }
}

impl Neg for Rational {
    type Output = Rational;
    fn neg(self) -> Rational {
        Rational(-self.0)
    }
}

impl FromStr for Rational {
    type Err = ParseRationalError;

    /// Reads `2`, `-.5`, `2.`, `2e-3`, `1/3`; the value is exact.
    fn from_str(text: &str) -> Result<Rational, ParseRationalError> {
        use ParseRationalError::{ExponentTooLarge, Malformed, ZeroDenominator};
        if let Some((p, q)) = text.split_once('/') {
            let (p, q) = (decimal(p.trim())?, decimal(q.trim())?);
            return if q.is_zero() { Err(ZeroDenominator) } else { Ok(&p / &q) };
        }
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], &text[at + 1..]),
            None => (text, "0"),
        };
        let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
        let exponent: Integer = exponent.parse().map_err(|()| Malformed)?;
        let mantissa = decimal(mantissa)?;
        let k = exponent.to_i64().filter(|k| k.abs() <= Rational::MAX_EXPONENT);
        let k = k.ok_or(ExponentTooLarge)? as i32;
        Ok(&mantissa * &Rational::from(10).pow(k).ok_or(Malformed)?)
    }
}

/// Digits with an optional sign and point, no exponent.
fn decimal(text: &str) -> Result<Rational, ParseRationalError> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{fraction}");
    let value: Integer = all.parse().map_err(|()| ParseRationalError::Malformed)?;
    if all.starts_with('-') {
        return Err(ParseRationalError::Malformed);
    }
    let scale = Integer::from(10).pow(fraction.len() as u32);
    let value = Rational::new(value, scale);
    Ok(if negative { -value } else { value })
}

impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_integer() {
            write!(f, "{}", self.0.numerator())
        } else {
            write!(f, "{}/{}", self.0.numerator(), self.0.denominator())
        }
    }
}

impl fmt::Debug for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(text.parse::<Rational>().unwrap().to_string(), expected);
    }

    #[test]
    fn literals_are_exact() {
        check("0.1", "1/10");
        check("2.", "2");
        check(".5", "1/2");
        check("-2e-3", "-1/500");
        check("2/6", "1/3");
        check("1.5e2", "150");
        assert_eq!("1/0".parse::<Rational>(), Err(ParseRationalError::ZeroDenominator));
        assert_eq!(".".parse::<Rational>(), Err(ParseRationalError::Malformed));
        assert_eq!("--1".parse::<Rational>(), Err(ParseRationalError::Malformed));
        assert_eq!("1e99999".parse::<Rational>(), Err(ParseRationalError::ExponentTooLarge));
    }

    #[test]
    fn powers_roots_and_rounding() {
        let x = Rational::fraction(-8, 27);
        assert_eq!(x.pow(-2), Some(Rational::fraction(729, 64)));
        assert_eq!(x.root_exact(3), Some(Rational::fraction(-2, 3)));
        assert_eq!(x.root_exact(2), None);
        assert_eq!(Rational::zero().pow(-1), None);
        assert_eq!(Rational::fraction(-3, 2).floor(), Integer::from(-2));
        assert_eq!(Rational::fraction(-3, 2).ceil(), Integer::from(-1));
    }

    #[test]
    fn the_simplest_number_lies_strictly_between() {
        let third = Rational::fraction(1, 3);
        let half = Rational::fraction(1, 2);
        assert_eq!(Rational::simplest_between(&third, &half), Rational::fraction(2, 5));
        let x = Rational::simplest_between(&Rational::from(-1), &Rational::from(1));
        assert_eq!(x, Rational::zero());
        let (a, b) = (Rational::fraction(-3, 2), Rational::zero());
        assert_eq!(Rational::simplest_between(&a, &b), Rational::from(-1));
        assert_eq!(Rational::simplest_between(&Rational::from(-1), &b), Rational::fraction(-1, 2));
        assert_eq!(Rational::simplest_between(&b, &Rational::one()), Rational::fraction(1, 2));
        let (a, b) = (Rational::from(2), Rational::from(3));
        assert_eq!(Rational::simplest_between(&a, &b), Rational::fraction(5, 2));
    }

    #[test]
    fn no_number_between_has_a_smaller_denominator() {
        let ends: Vec<Rational> =
            (-12..=12).flat_map(|p| [1, 2, 3, 5, 7].map(|q| Rational::fraction(p, q))).collect();
        for low in &ends {
            for high in ends.iter().filter(|high| *high > low) {
                let x = Rational::simplest_between(low, high);
                assert!(*low < x && x < *high, "{low} < {x} < {high}");
                let q = x.denominator().to_i64().unwrap();
                for d in 1..q {
                    let next = (low * &Rational::from(d)).floor() + Integer::one();
                    assert!(Rational::new(next, Integer::from(d)) >= *high, "{low} {high} {x}");
                }
            }
        }
    }
}
