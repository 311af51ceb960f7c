//! **Intervals**: closed sets [a, b] with dyadic ends m·2^k that provably contain a number.
//!
//! Every operation rounds outward to `prec` binary digits, so the law of inclusion holds:
//! x ∈ X implies f(x) ∈ F(X). Elementary functions are argument reduction and a Taylor
//! polynomial evaluated in intervals — rounding needs no analysis — plus a bound of the
//! remainder that is proved where it is used ([`series`]). No function of the platform is
//! called.
//!
//! R. E. Moore, *Interval Analysis*, 1966; R. P. Brent and P. Zimmermann, *Modern Computer
//! Arithmetic*, 2010, chapter 4.

mod arithmetic;
mod circular;
mod constants;
mod dyadic;
mod exponential;
mod hyperbolic;
mod series;

use super::{Rational, Sign};
use dyadic::{Dyadic, Toward};
use std::fmt;

/// A closed interval [a, b] with dyadic ends, and the precision of what is computed from it.
///
/// Two intervals are equal when their ends are.
#[derive(Clone)]
pub struct Interval {
    lo: Dyadic,
    hi: Dyadic,
    prec: u32,
}

/// Largest binary exponent, up to sign, of a value that [`Interval::pow`] returns.
pub(crate) const MAX_EXPONENT: i64 = 1 << 20;

impl Interval {
    /// The tightest interval of `prec` bits around a rational number.
    pub fn exact(value: &Rational, prec: u32) -> Interval {
        Interval::new(value, value, prec)
    }

    /// The tightest interval of `prec` bits around the two numbers.
    pub fn new(a: &Rational, b: &Rational, prec: u32) -> Interval {
        let prec = prec.max(2);
        let (low, high) = if a <= b { (a, b) } else { (b, a) };
        Interval {
            lo: Dyadic::from_rational(low, prec, Toward::Down),
            hi: Dyadic::from_rational(high, prec, Toward::Up),
            prec,
        }
    }

    fn point(x: Dyadic, prec: u32) -> Interval {
        Interval { lo: x.clone(), hi: x, prec }
    }

    fn integer(n: i64, prec: u32) -> Interval {
        Interval::point(Dyadic::new(n.into(), 0), prec)
    }

    /// Rounds the ends outward to `prec` bits.
    fn rounded(lo: Dyadic, hi: Dyadic, prec: u32) -> Interval {
        Interval { lo: lo.round(prec, Toward::Down), hi: hi.round(prec, Toward::Up), prec }
    }

    /// The same set, its ends rounded outward to `prec` bits; later results have that precision.
    pub fn with_prec(&self, prec: u32) -> Interval {
        Interval::rounded(self.lo.clone(), self.hi.clone(), prec.max(2))
    }

    /// Binary digits kept by operations on this interval.
    pub fn prec(&self) -> u32 {
        self.prec
    }

    /// The lower end.
    pub fn lower(&self) -> Rational {
        self.lo.to_rational()
    }

    /// The upper end.
    pub fn upper(&self) -> Rational {
        self.hi.to_rational()
    }

    /// The midpoint, exactly.
    pub fn midpoint(&self) -> Rational {
        self.lo.add(&self.hi).scale(-1).to_rational()
    }

    /// Upper end minus lower end, exactly.
    pub fn width(&self) -> Rational {
        self.hi.sub(&self.lo).to_rational()
    }

    /// The number itself if the interval is a single one.
    pub fn as_point(&self) -> Option<Rational> {
        (self.lo == self.hi).then(|| self.lower())
    }

    /// The sign of every element; [`Sign::Zero`] only for [0, 0].
    pub fn sign(&self) -> Sign {
        match (self.lo.sign(), self.hi.sign()) {
            (Sign::Zero, Sign::Zero) => Sign::Zero,
            (Sign::Positive, _) => Sign::Positive,
            (_, Sign::Negative) => Sign::Negative,
            _ => Sign::Unknown,
        }
    }

    /// Is the width at most 2^−bits times every absolute value in it?
    pub fn is_known_to(&self, bits: u32) -> bool {
        let least = match self.sign() {
            Sign::Zero => return true,
            Sign::Unknown => return false,
            Sign::Positive => self.lo.clone(),
            Sign::Negative => self.hi.abs(),
        };
        self.hi.sub(&self.lo).scale(i64::from(bits)) <= least
    }

    /// Is 0 an element?
    pub fn contains_zero(&self) -> bool {
        matches!(self.sign(), Sign::Zero | Sign::Unknown)
    }

    /// Is the number an element?
    pub fn contains(&self, x: &Rational) -> bool {
        self.lower() <= *x && *x <= self.upper()
    }

    /// Is every element of `other` an element?
    pub fn includes(&self, other: &Interval) -> bool {
        self.lo <= other.lo && other.hi <= self.hi
    }

    /// Is every element less than every element of `other`?
    pub fn certainly_less(&self, other: &Interval) -> bool {
        self.hi < other.lo
    }

    /// The smallest interval containing both.
    pub fn hull(&self, other: &Interval) -> Interval {
        Interval {
            lo: (&self.lo).min(&other.lo).clone(),
            hi: (&self.hi).max(&other.hi).clone(),
            prec: self.prec.max(other.prec),
        }
    }

    /// The common elements; `None` if there are none.
    pub fn intersect(&self, other: &Interval) -> Option<Interval> {
        let lo = (&self.lo).max(&other.lo).clone();
        let hi = (&self.hi).min(&other.hi).clone();
        (lo <= hi).then(|| Interval { lo, hi, prec: self.prec.max(other.prec) })
    }

    /// The image under an increasing function, given its enclosure at a single number.
    fn increasing(&self, f: impl Fn(&Dyadic) -> Interval) -> Interval {
        let low = f(&self.lo);
        let high = if self.lo == self.hi { low.clone() } else { f(&self.hi) };
        Interval::rounded(low.lo, high.hi, self.prec)
    }

    /// The image under an increasing function that may be undefined.
    fn increasing_if(&self, f: impl Fn(&Dyadic) -> Option<Interval>) -> Option<Interval> {
        let low = f(&self.lo)?;
        let high = if self.lo == self.hi { low.clone() } else { f(&self.hi)? };
        Some(Interval::rounded(low.lo, high.hi, self.prec))
    }
}

impl PartialEq for Interval {
    fn eq(&self, other: &Interval) -> bool {
        self.lo == other.lo && self.hi == other.hi
    }
}

impl Eq for Interval {}

impl fmt::Debug for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}, {}]", self.lower().to_f64(), self.upper().to_f64())
    }
}

#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;
