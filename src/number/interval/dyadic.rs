use crate::number::{Integer, Rational, Sign};
use dashu_int::ops::{Abs, BitTest, DivRemEuclid, SquareRoot};
use dashu_int::{IBig, UBig};
use std::cmp::Ordering;

/// The exact number m·2^k; m is odd, or m = k = 0.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Dyadic {
    m: IBig,
    k: i64,
}

/// The direction of a rounding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Toward {
    /// Towards −∞: the result is at most the exact value.
    Down,
    /// Towards +∞: the result is at least the exact value.
    Up,
}

impl Toward {
    /// The direction seen from the other side of zero.
    fn opposite(self) -> Toward {
        match self {
            Toward::Down => Toward::Up,
            Toward::Up => Toward::Down,
        }
    }
}

impl Dyadic {
    pub(super) fn new(m: IBig, k: i64) -> Dyadic {
        match m.trailing_zeros() {
            None => Dyadic { m, k: 0 },
            Some(0) => Dyadic { m, k },
            Some(zeros) => Dyadic { m: m >> zeros, k: k.saturating_add(zeros as i64) },
        }
    }

    pub(super) fn zero() -> Dyadic {
        Dyadic { m: IBig::ZERO, k: 0 }
    }

    pub(super) fn one() -> Dyadic {
        Dyadic::power_of_two(0)
    }

    pub(super) fn power_of_two(k: i64) -> Dyadic {
        Dyadic { m: IBig::ONE, k }
    }

    pub(super) fn sign(&self) -> Sign {
        if self.m.is_zero() {
            Sign::Zero
        } else if self.m.sign() == dashu_int::Sign::Negative {
            Sign::Negative
        } else {
            Sign::Positive
        }
    }

    pub(super) fn is_negative(&self) -> bool {
        self.sign() == Sign::Negative
    }

    pub(super) fn is_zero(&self) -> bool {
        self.m.is_zero()
    }

    /// The e with 2^(e−1) ≤ |x| < 2^e; `None` for 0.
    pub(super) fn magnitude(&self) -> Option<i64> {
        (!self.is_zero()).then(|| self.k.saturating_add(self.m.bit_len() as i64))
    }

    /// The nearest number of at most `prec` binary digits on the given side.
    pub(super) fn round(self, prec: u32, toward: Toward) -> Dyadic {
        let length = self.m.bit_len();
        if length <= prec as usize {
            return self;
        }
        let cut = length - prec as usize;
        // m is odd, so cutting at least one digit is never exact and ⌈·⌉ = ⌊·⌋ + 1.
        let floor = self.m >> cut;
        let m = if toward == Toward::Up { floor + IBig::ONE } else { floor };
        Dyadic::new(m, self.k + cut as i64)
    }

    pub(super) fn neg(&self) -> Dyadic {
        Dyadic { m: -&self.m, k: self.k }
    }

    pub(super) fn mul(&self, other: &Dyadic) -> Dyadic {
        Dyadic::new(&self.m * &other.m, self.k.saturating_add(other.k))
    }

    /// x·2^k.
    pub(super) fn scale(&self, k: i64) -> Dyadic {
        Dyadic::new(self.m.clone(), self.k.saturating_add(k))
    }

    /// The exact sum.
    pub(super) fn add(&self, other: &Dyadic) -> Dyadic {
        let k = self.k.min(other.k);
        Dyadic::new(self.aligned(k) + other.aligned(k), k)
    }

    /// The sum rounded to `prec` digits; a summand too small to matter only decides the rounding.
    pub(super) fn add_rounded(&self, other: &Dyadic, prec: u32, toward: Toward) -> Dyadic {
        let (Some(a), Some(b)) = (self.magnitude(), other.magnitude()) else {
            return self.add(other).round(prec, toward);
        };
        let (large, small) = if a >= b { (self, other) } else { (other, self) };
        let lowest = large.k.min(a.max(b) - i64::from(prec)) - 4;
        if a.min(b) > lowest {
            return self.add(other).round(prec, toward);
        }
        // |small| < 2^lowest, so 0 or ±2^lowest bounds it on the wanted side.
        let step = Dyadic::power_of_two(lowest);
        let bound = match (small.is_negative(), toward) {
            (true, Toward::Down) => step.neg(),
            (false, Toward::Up) => step,
            (true, Toward::Up) | (false, Toward::Down) => Dyadic::zero(),
        };
        large.add(&bound).round(prec, toward)
    }

    pub(super) fn sub(&self, other: &Dyadic) -> Dyadic {
        self.add(&other.neg())
    }

    /// The integer x/2^k, for k at most the exponent of x.
    fn aligned(&self, k: i64) -> IBig {
        &self.m << (self.k - k).max(0) as usize
    }

    /// The quotient rounded to `prec` digits.
    ///
    /// # Panics
    /// If the divisor is 0; every caller has excluded it.
    pub(super) fn div(&self, other: &Dyadic, prec: u32, toward: Toward) -> Dyadic {
        quotient(&self.m, &other.m, prec, toward).scale(self.k.saturating_sub(other.k))
    }

    pub(super) fn from_rational(q: &Rational, prec: u32, toward: Toward) -> Dyadic {
        quotient(&q.numerator().0, &q.denominator().0, prec, toward)
    }

    pub(super) fn to_rational(&self) -> Rational {
        let m = Rational::from(Integer(self.m.clone()));
        let scale = Integer::one().shl(self.k.unsigned_abs() as usize);
        if self.k >= 0 { &m * &Rational::from(scale) } else { Rational::new(m.numerator(), scale) }
    }

    /// The k-th root of a number x ≥ 0, rounded to `prec` digits; k ≥ 1.
    pub(super) fn root(&self, k: u32, prec: u32, toward: Toward) -> Dyadic {
        let degree = i64::from(k);
        let Ok(m) = UBig::try_from(self.m.clone()) else { return Dyadic::zero() };
        let wanted = degree * (i64::from(prec) + 2) - m.bit_len() as i64;
        // The shift makes the exponent a multiple of k and the integer root long enough.
        let shift = wanted.max(0) + (self.k - wanted.max(0)).rem_euclid(degree);
        let radicand = m << shift as usize;
        let floor = if k == 2 { radicand.sqrt() } else { radicand.nth_root(k as usize) };
        let exact = floor.pow(k as usize) == radicand;
        let up = !exact && toward == Toward::Up;
        let root = IBig::from(floor) + IBig::from(u8::from(up));
        Dyadic::new(root, (self.k - shift) / degree).round(prec, toward)
    }

    /// A nonnegative number to the n-th power, rounded to `prec` digits.
    pub(super) fn power(&self, n: u32, prec: u32, toward: Toward) -> Dyadic {
        let mut power = Dyadic::one();
        for bit in (0..u32::BITS - n.leading_zeros()).rev() {
            power = power.mul(&power).round(prec, toward);
            if n >> bit & 1 == 1 {
                power = power.mul(self).round(prec, toward);
            }
        }
        power
    }

    /// ⌊x⌋.
    pub(super) fn floor(&self) -> IBig {
        if self.k >= 0 {
            &self.m << self.k as usize
        } else {
            &self.m >> self.k.unsigned_abs().min(1 << 40) as usize
        }
    }

    pub(super) fn abs(&self) -> Dyadic {
        Dyadic { m: self.m.clone().abs(), k: self.k }
    }
}

/// a/b rounded to `prec` binary digits, b ≠ 0.
fn quotient(a: &IBig, b: &IBig, prec: u32, toward: Toward) -> Dyadic {
    if b.sign() == dashu_int::Sign::Negative {
        return quotient(a, &-b, prec, toward.opposite()).neg();
    }
    let shift = (prec as usize + 2 + b.bit_len()).saturating_sub(a.bit_len());
    let (floor, rest) = (a << shift).div_rem_euclid(b);
    let up = toward == Toward::Up && !rest.is_zero();
    let rounded = floor + IBig::from(u8::from(up));
    Dyadic::new(rounded, -(shift as i64)).round(prec, toward)
}

impl PartialOrd for Dyadic {
    fn partial_cmp(&self, other: &Dyadic) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Dyadic {
    fn cmp(&self, other: &Dyadic) -> Ordering {
        let signs = self.sign().cmp(&other.sign());
        if signs != Ordering::Equal || self.is_zero() {
            return signs;
        }
        let sizes = self.magnitude().cmp(&other.magnitude());
        if sizes != Ordering::Equal {
            return if self.is_negative() { sizes.reverse() } else { sizes };
        }
        let k = self.k.min(other.k);
        self.aligned(k).cmp(&other.aligned(k))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dyadic() -> impl Strategy<Value = Dyadic> {
        (any::<i64>(), -80i64..80).prop_map(|(m, k)| Dyadic::new(IBig::from(m), k))
    }

    /// x rounded is on the right side of x and within one unit of the last place.
    fn check(exact: &Rational, rounded: &Dyadic, prec: u32, toward: Toward) {
        let error = rounded.to_rational() - exact;
        assert!(!rounded.is_negative() || exact.is_negative() || exact.is_zero());
        match toward {
            Toward::Down => assert!(error <= Rational::zero()),
            Toward::Up => assert!(error >= Rational::zero()),
        }
        let scale = exact.abs() * Rational::from(2).pow(1 - prec as i32).unwrap();
        assert!(error.abs() <= scale);
    }

    proptest! {
        #[test]
        fn rounding_is_outward_and_tight(a in dyadic(), b in dyadic(), prec in 2u32..70) {
            let (x, y) = (a.to_rational(), b.to_rational());
            for toward in [Toward::Down, Toward::Up] {
                check(&x, &a.clone().round(prec, toward), prec, toward);
                check(&(&x + &y), &a.add_rounded(&b, prec, toward), prec, toward);
                if !b.is_zero() {
                    check(&(&x / &y), &a.div(&b, prec, toward), prec, toward);
                    check(&(&x / &y), &Dyadic::from_rational(&(&x / &y), prec, toward), prec, toward);
                }
            }
            prop_assert_eq!(a.cmp(&b), x.cmp(&y));
            prop_assert_eq!(a.floor(), x.floor().0);
        }

        #[test]
        fn roots_bracket(a in dyadic(), k in 1u32..6, prec in 4u32..60) {
            let a = a.abs();
            let low = a.root(k, prec, Toward::Down).to_rational().pow(k as i32).unwrap();
            let high = a.root(k, prec, Toward::Up).to_rational().pow(k as i32).unwrap();
            prop_assert!(low <= a.to_rational() && a.to_rational() <= high);
            let spread = &low * &(Rational::one() + Rational::from(2).pow(2 - prec as i32).unwrap())
                .pow(k as i32).unwrap();
            prop_assert!(high <= spread);
        }
    }
}
