//! Decimal strings whose every digit is proved.

use super::{Integer, Interval, Rational};

/// The number in an interval with `n` significant digits, rounded to nearest, every digit
/// correct; `None` if the interval does not determine them.
///
/// An interval that is a single number with a shorter decimal expansion gives that
/// (`"49"`, `"0.5"`); everything else has exactly `n` digits, trailing zeros included.
/// Numbers below 10^−5 or with more than `n` digits before the point are written `1.5e-7`.
pub fn digits(x: &Interval, n: usize) -> Option<String> {
    if let Some(value) = x.as_point() {
        return Some(of_rational(&value, n));
    }
    let low = Decimal::nearest(&x.lower(), n)?;
    (low == Decimal::nearest(&x.upper(), n)?).then(|| low.written(n))
}

/// A rational number with at most `n` significant digits, rounded to nearest (ties away
/// from 0); shorter when its decimal expansion is, with `n` digits otherwise.
pub fn of_rational(value: &Rational, n: usize) -> String {
    match Decimal::nearest(value, n) {
        None => "0".to_owned(),
        Some(decimal) if decimal.value() == Some(value.clone()) => decimal.trimmed(),
        Some(decimal) => decimal.written(n),
    }
}

/// ±d·10^e with d an integer of exactly n digits.
#[derive(PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// The nearest decimal of n ≥ 1 digits; `None` for 0.
    fn nearest(value: &Rational, n: usize) -> Option<Decimal> {
        if value.is_zero() {
            return None;
        }
        let (x, n) = (value.abs(), n.max(1) as i64);
        let mut exponent = leading_place(&x) + 1 - n;
        let half = Rational::fraction(1, 2);
        let mut rounded = (scaled(&x, -exponent)? + &half).floor();
        if rounded == Integer::from(10).pow(n as u32) {
            // 9.99… rounds up to one more digit.
            rounded = Integer::from(10).pow(n as u32 - 1);
            exponent += 1;
        }
        Some(Decimal { negative: value.is_negative(), digits: rounded.to_string(), exponent })
    }

    fn value(&self) -> Option<Rational> {
        let magnitude = Rational::from(self.digits.parse::<Integer>().ok()?);
        let magnitude = scaled(&magnitude, self.exponent)?;
        Some(if self.negative { -magnitude } else { magnitude })
    }

    /// Without the zeros at the end.
    fn trimmed(&self) -> String {
        let digits = self.digits.trim_end_matches('0');
        let exponent = self.exponent + (self.digits.len() - digits.len()) as i64;
        let shown = Decimal { negative: self.negative, digits: digits.to_owned(), exponent };
        shown.written(self.digits.len())
    }

    /// Plain notation if at most `n` digits are before the point, else with an exponent.
    fn written(&self, n: usize) -> String {
        let sign = if self.negative { "-" } else { "" };
        let digits = &self.digits;
        let before_point = digits.len() as i64 + self.exponent;
        let plain = match before_point {
            -4..=0 => Some(format!("0.{}{digits}", "0".repeat(-before_point as usize))),
            p if p > 0 && p <= n as i64 => Some(split(digits, p as usize)),
            _ => None,
        };
        let text = plain.unwrap_or_else(|| format!("{}e{}", split(digits, 1), before_point - 1));
        format!("{sign}{text}")
    }
}

/// The digits with a point after the first `at`, padded with zeros to that place.
fn split(digits: &str, at: usize) -> String {
    if at >= digits.len() {
        return format!("{digits}{}", "0".repeat(at - digits.len()));
    }
    format!("{}.{}", &digits[..at], &digits[at..])
}

/// x·10^k.
fn scaled(x: &Rational, k: i64) -> Option<Rational> {
    Some(x * &Rational::from(10).pow(i32::try_from(k).ok()?)?)
}

/// ⌊log₁₀ x⌋ of x > 0: an estimate from the binary lengths, then corrected exactly.
fn leading_place(x: &Rational) -> i64 {
    let bits = x.numerator().bits() as i64 - x.denominator().bits() as i64;
    let mut place = bits * 30_103 / 100_000 - 1;
    let exceeds = |place: i64| scaled(&Rational::one(), place).is_some_and(|power| power <= *x);
    while exceeds(place + 1) {
        place += 1;
    }
    while !exceeds(place) && place > i64::from(i32::MIN) {
        place -= 1;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, n: usize, expected: &str) {
        assert_eq!(of_rational(&value.parse().unwrap(), n), expected);
    }

    #[test]
    fn short_decimals_are_exact_and_long_ones_rounded_to_nearest() {
        check("49", 20, "49");
        check("-1/2", 20, "-0.5");
        check("2/3", 5, "0.66667");
        check("999999/1000", 4, "1000");
        check("99996/100000", 4, "1.000");
        check("1/8", 2, "0.13");
        check("0", 5, "0");
        check("1/30000", 3, "0.0000333");
        check("1/300000", 3, "3.33e-6");
        check("1234567", 3, "1.23e6");
        check("1e30", 20, "1e30");
        check("100", 20, "100");
        check("1e-7", 20, "1e-7");
    }

    #[test]
    fn every_shown_string_reads_back_near_the_value() {
        for (p, q) in [(1, 7), (-22, 7), (123_456_789, 1000), (5, 9_999_991), (1_000_003, 3)] {
            let value = Rational::fraction(p, q);
            let back: Rational = of_rational(&value, 9).parse().unwrap();
            let error = (&back - &value).abs();
            assert!(&error + &error <= value.abs() * Rational::from(10).pow(-8).unwrap());
        }
    }

    #[test]
    fn undetermined_digits_are_not_shown() {
        let low = Rational::fraction(12_344, 10_000);
        let high = Rational::fraction(12_347, 10_000);
        let x = Interval::new(&low, &high, 80);
        assert_eq!(digits(&x, 3).as_deref(), Some("1.23"));
        assert_eq!(digits(&x, 4), None);
        let around_zero = Interval::new(&Rational::from(-1), &Rational::from(1), 20);
        assert_eq!(digits(&around_zero, 1), None);
    }
}
