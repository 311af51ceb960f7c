use super::Interval;
use super::dyadic::Dyadic;
use super::exponential::{artanh_series, exp_at, exp_of_negative, ln_of};
use super::series::{Signs, factorial};
use crate::number::Sign;

impl Interval {
    /// The hyperbolic sine; `None` if an element is at least 2^19 from 0.
    ///
    /// sinh x = x·(1 + x²/(2·3) + …) for |x| < 1, else (e^x − e^−x)/2.
    pub fn sinh(&self) -> Option<Interval> {
        self.increasing_if(|x| sinh_at(x, self.prec + 16))
    }

    /// The hyperbolic cosine (e^x + e^−x)/2, increasing in |x|; `None` where sinh is.
    pub fn cosh(&self) -> Option<Interval> {
        self.abs().increasing_if(|x| cosh_at(x, self.prec + 16))
    }

    /// The hyperbolic tangent: sinh x/cosh x for |x| < 1, else ±(1 − 2t/(1 + t)), t = e^−2|x|.
    pub fn tanh(&self) -> Interval {
        self.increasing(|x| odd(x, |x| tanh_of_positive(x, self.prec + 16)))
    }

    /// The inverse hyperbolic sine: artanh(x/√(1 + x²)) for x < 1/4, else ln(x + √(1 + x²)).
    pub fn asinh(&self) -> Interval {
        self.increasing(|x| odd(x, |x| asinh_of(&Interval::point(x.clone(), self.prec + 16))))
    }

    /// The inverse hyperbolic cosine 2·arsinh √((x − 1)/2); `None` if an element is below 1.
    pub fn acosh(&self) -> Option<Interval> {
        self.increasing_if(|x| {
            let half = Interval::point(x.sub(&Dyadic::one()).scale(-1), self.prec + 16);
            Some(asinh_of(&half.with_prec(self.prec + 16).nth_root(2)?).scale(1))
        })
    }

    /// The inverse hyperbolic tangent: its series for |x| < 1/4, else ½·ln((1 + x)/(1 − x));
    /// `None` if an element is outside (−1, 1).
    pub fn atanh(&self) -> Option<Interval> {
        self.increasing_if(|x| atanh_at(x, self.prec + 16))
    }
}

/// f(x) = −f(−x) for negative x.
fn odd(x: &Dyadic, f: impl Fn(&Dyadic) -> Interval) -> Interval {
    if x.is_negative() { f(&x.neg()).neg() } else { f(x) }
}

/// Is |x| < 2^k?
fn below_power(x: &Dyadic, k: i64) -> bool {
    x.magnitude().is_none_or(|size| size <= k)
}

fn sinh_at(x: &Dyadic, prec: u32) -> Option<Interval> {
    if below_power(x, 0) {
        let x = Interval::point(x.clone(), prec);
        let y = x.mul(&x).abs();
        return Some(x.mul(&factorial(&y, Signs::Equal, |i| 2 * i * (2 * i + 1))));
    }
    Some(exp_at(x, prec)?.sub(&exp_at(&x.neg(), prec)?).scale(-1))
}

fn cosh_at(x: &Dyadic, prec: u32) -> Option<Interval> {
    let mean = exp_at(x, prec)?.add(&exp_at(&x.neg(), prec)?).scale(-1);
    Some(mean.max(&Interval::integer(1, prec)))
}

fn tanh_of_positive(x: &Dyadic, prec: u32) -> Interval {
    let one = Interval::integer(1, prec);
    let small = below_power(x, 0).then(|| sinh_at(x, prec)?.div(&cosh_at(x, prec)?)).flatten();
    small.unwrap_or_else(|| {
        let t = exp_of_negative(&x.scale(1), prec);
        one.sub(&t.scale(1).div(&one.add(&t)).unwrap_or_else(|| one.clone()))
    })
}

/// arsinh of a narrow interval ≥ 0.
fn asinh_of(x: &Interval) -> Interval {
    let one = Interval::integer(1, x.prec);
    let root = one.add(&x.mul(x).abs()).nth_root(2).unwrap_or_else(|| one.clone());
    if below_power(&x.hi, -2) {
        return x.div(&root).map_or(one, |z| artanh_series(&z));
    }
    ln_of(&x.add(&root))
}

fn atanh_at(x: &Dyadic, prec: u32) -> Option<Interval> {
    let point = Interval::point(x.clone(), prec);
    if below_power(x, -2) {
        return Some(artanh_series(&point));
    }
    let one = Interval::integer(1, prec);
    let (above, below) = (one.add(&point), one.sub(&point));
    if above.sign() != Sign::Positive || below.sign() != Sign::Positive {
        return None;
    }
    Some(ln_of(&above.div(&below)?).scale(-1))
}
