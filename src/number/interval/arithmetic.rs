use super::dyadic::{Dyadic, Toward};
use super::exponential::LARGEST_ROOT;
use super::{Interval, MAX_EXPONENT};
use crate::number::{Integer, Rational, Sign};
use std::ops;

/// The operator on references does what the method of that name does.
macro_rules! operator {
    ($trait:ident, $method:ident) => {
        impl ops::$trait<&Interval> for &Interval {
            type Output = Interval;
            fn $method(self, other: &Interval) -> Interval {
                Interval::$method(self, other)
            }
        }
    };
}
operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);

impl ops::Neg for &Interval {
    type Output = Interval;
    fn neg(self) -> Interval {
        Interval::neg(self)
    }
}

impl Interval {
    /// [a, b] + [c, d] = [a + c, b + d].
    pub fn add(&self, other: &Interval) -> Interval {
        let prec = self.prec.max(other.prec);
        Interval {
            lo: self.lo.add_rounded(&other.lo, prec, Toward::Down),
            hi: self.hi.add_rounded(&other.hi, prec, Toward::Up),
            prec,
        }
    }

    /// [a, b] − [c, d] = [a − d, b − c].
    pub fn sub(&self, other: &Interval) -> Interval {
        self.add(&other.neg())
    }

    /// −[a, b] = [−b, −a].
    pub fn neg(&self) -> Interval {
        Interval { lo: self.hi.neg(), hi: self.lo.neg(), prec: self.prec }
    }

    /// [a, b]·[c, d]: the least and the greatest of the four corner products.
    pub fn mul(&self, other: &Interval) -> Interval {
        let prec = self.prec.max(other.prec);
        let (lo, hi) = match (self.sign(), other.sign()) {
            (Sign::Positive, Sign::Positive) => (self.lo.mul(&other.lo), self.hi.mul(&other.hi)),
            (Sign::Negative, Sign::Negative) => (self.hi.mul(&other.hi), self.lo.mul(&other.lo)),
            _ => extremes([
                self.lo.mul(&other.lo),
                self.lo.mul(&other.hi),
                self.hi.mul(&other.lo),
                self.hi.mul(&other.hi),
            ]),
        };
        Interval::rounded(lo, hi, prec)
    }

    /// The reciprocals; `None` if 0 is an element.
    pub fn recip(&self) -> Option<Interval> {
        Interval::integer(1, self.prec).div(self)
    }

    /// The quotients; `None` if 0 is an element of the divisor.
    ///
    /// [a, b]/[c, d] for c > 0: the least is a/d or, for a < 0, a/c; the greatest b/c or, for
    /// b < 0, b/d.
    pub fn div(&self, other: &Interval) -> Option<Interval> {
        if other.sign() == Sign::Negative {
            return self.neg().div(&other.neg());
        }
        let prec = self.prec.max(other.prec);
        let below = if self.lo.is_negative() { &other.lo } else { &other.hi };
        let above = if self.hi.is_negative() { &other.hi } else { &other.lo };
        (other.sign() == Sign::Positive).then(|| Interval {
            lo: self.lo.div(below, prec, Toward::Down),
            hi: self.hi.div(above, prec, Toward::Up),
            prec,
        })
    }

    /// The quotient by a whole number n ≥ 1.
    pub(super) fn div_integer(&self, n: u64) -> Interval {
        let n = Dyadic::new(n.max(1).into(), 0);
        Interval {
            lo: self.lo.div(&n, self.prec, Toward::Down),
            hi: self.hi.div(&n, self.prec, Toward::Up),
            prec: self.prec,
        }
    }

    /// x·2^k, exactly.
    pub(super) fn scale(&self, k: i64) -> Interval {
        Interval { lo: self.lo.scale(k), hi: self.hi.scale(k), prec: self.prec }
    }

    /// The absolute values.
    pub fn abs(&self) -> Interval {
        match self.sign() {
            Sign::Negative => self.neg(),
            Sign::Zero | Sign::Positive => self.clone(),
            Sign::Unknown => {
                let hi = self.lo.abs().max(self.hi.abs());
                Interval { lo: Dyadic::zero(), hi, prec: self.prec }
            }
        }
    }

    /// The larger of one element each.
    pub fn max(&self, other: &Interval) -> Interval {
        Interval {
            lo: (&self.lo).max(&other.lo).clone(),
            hi: (&self.hi).max(&other.hi).clone(),
            prec: self.prec.max(other.prec),
        }
    }

    /// The smaller of one element each.
    pub fn min(&self, other: &Interval) -> Interval {
        self.neg().max(&other.neg()).neg()
    }

    /// The whole powers; x^0 = 1. `None` for a negative exponent if 0 is an element, and for
    /// values above 2^`MAX_EXPONENT` or below its reciprocal.
    pub fn pow(&self, exponent: i32) -> Option<Interval> {
        let n = exponent.unsigned_abs();
        let size =
            [&self.lo, &self.hi].into_iter().filter_map(|x| x.magnitude()).map(i64::abs).max();
        if size.unwrap_or(0).saturating_mul(i64::from(n)) > MAX_EXPONENT {
            return None;
        }
        let power =
            if n.is_multiple_of(2) { self.abs().power_of_ends(n) } else { self.power_of_ends(n) };
        if exponent < 0 { power.recip() } else { Some(power) }
    }

    /// x^n for n odd or [a, b] ≥ 0, where it is increasing.
    fn power_of_ends(&self, n: u32) -> Interval {
        let end = |x: &Dyadic, toward: Toward| match (x.is_negative(), toward) {
            (false, _) => x.power(n, self.prec, toward),
            (true, Toward::Down) => x.neg().power(n, self.prec, Toward::Up).neg(),
            (true, Toward::Up) => x.neg().power(n, self.prec, Toward::Down).neg(),
        };
        Interval { lo: end(&self.lo, Toward::Down), hi: end(&self.hi, Toward::Up), prec: self.prec }
    }

    /// The real k-th roots; `None` for k = 0 and for an even k if an element is negative.
    pub fn nth_root(&self, k: u32) -> Option<Interval> {
        if k == 0 || (k.is_multiple_of(2) && self.lo.is_negative()) {
            return None;
        }
        if i64::from(k) > LARGEST_ROOT {
            return self.pow_rational(&Rational::new(Integer::one(), Integer::from(k)));
        }
        let end = |x: &Dyadic, toward: Toward| match (x.is_negative(), toward) {
            (false, _) => x.root(k, self.prec, toward),
            (true, Toward::Down) => x.neg().root(k, self.prec, Toward::Up).neg(),
            (true, Toward::Up) => x.neg().root(k, self.prec, Toward::Down).neg(),
        };
        let (lo, hi) = (end(&self.lo, Toward::Down), end(&self.hi, Toward::Up));
        Some(Interval { lo, hi, prec: self.prec })
    }
}

fn extremes(corners: [Dyadic; 4]) -> (Dyadic, Dyadic) {
    let [a, b, c, d] = corners;
    let lo = (&a).min(&b).min((&c).min(&d)).clone();
    (lo, a.max(b).max(c.max(d)))
}
