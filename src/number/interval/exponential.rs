use super::Interval;
use super::dyadic::{Dyadic, Toward};
use super::series::{Signs, factorial, odd_reciprocals};
use crate::number::{Integer, Rational, Sign};

/// Roots and powers up to this degree are taken by integer roots and repeated squaring,
/// higher ones by logarithms.
pub(super) const LARGEST_ROOT: i64 = 64;

impl Interval {
    /// e^x. `None` if an element is ≥ 2^19; below −2^19 the enclosure is [0, 2^−(2^19)].
    ///
    /// x = n·ln 2 + r, e^x = 2^n·(e^(r/2^j))^(2^j), the inner power from `factorial`.
    pub fn exp(&self) -> Option<Interval> {
        self.increasing_if(|x| exp_at(x, self.prec))
    }

    /// The natural logarithm; `None` if an element is ≤ 0.
    ///
    /// x = 2^k·m with 2/3 < m ≤ 4/3: ln x = k·ln 2 + 2·artanh((m − 1)/(m + 1)).
    pub fn ln(&self) -> Option<Interval> {
        if self.lo.is_negative() || self.lo.is_zero() {
            return None;
        }
        Some(self.increasing(|x| ln_of(&Interval::point(x.clone(), self.prec + 16))))
    }

    /// The logarithm to base 10; `None` if an element is ≤ 0.
    pub fn log10(&self) -> Option<Interval> {
        let ten = ln_of(&Interval::integer(10, self.prec + 16));
        Some(self.with_prec(self.prec + 16).ln()?.div(&ten)?.with_prec(self.prec))
    }

    /// The logarithm to base 2; `None` if an element is ≤ 0.
    pub fn log2(&self) -> Option<Interval> {
        let ln2 = Interval::ln2(self.prec + 16);
        Some(self.with_prec(self.prec + 16).ln()?.div(&ln2)?.with_prec(self.prec))
    }

    /// 1/(1 + e^−x), increasing; its values are in (0, 1).
    pub fn sigmoid(&self) -> Interval {
        self.increasing(|x| {
            let t = exp_of_negative(&x.abs(), self.prec + 16);
            let one = Interval::integer(1, t.prec);
            let large = one.div(&one.add(&t)).unwrap_or_else(|| one.clone());
            if x.is_negative() { t.mul(&large) } else { large }
        })
    }

    /// ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|), increasing and positive.
    pub fn softplus(&self) -> Interval {
        self.increasing(|x| {
            let t = exp_of_negative(&x.abs(), self.prec + 16);
            let positive_part = if x.is_negative() { Dyadic::zero() } else { x.clone() };
            Interval::point(positive_part, t.prec).add(&ln_one_plus(&t))
        })
    }

    /// x^q for a rational exponent q = p/n in lowest terms: the real root for odd n.
    ///
    /// `None` if 0 is an element and q < 0, if an element is negative and n is even, and for
    /// values too large for [`Interval::exp`] or [`Interval::pow`].
    pub fn pow_rational(&self, exponent: &Rational) -> Option<Interval> {
        let guarded = self.with_prec(self.prec + 16);
        let small = |n: &Integer| n.to_i64().filter(|n| n.abs() <= LARGEST_ROOT);
        let power = match (small(&exponent.numerator()), small(&exponent.denominator())) {
            (Some(p), Some(n)) => guarded.nth_root(n as u32)?.pow(p as i32)?,
            (_, _) => guarded.large_power(exponent)?,
        };
        Some(power.with_prec(self.prec))
    }

    /// The same by logarithms: x^q = e^(q·ln x) for x > 0, 0^q = 0 for q > 0, and for x < 0
    /// and odd n |x|^q with the sign of x^p.
    fn large_power(&self, q: &Rational) -> Option<Interval> {
        if self.sign() == Sign::Positive {
            return self.pow_interval(&Interval::exact(q, self.prec + 32));
        }
        if (self.lo.is_negative() && q.denominator().is_even())
            || (self.contains_zero() && q.sign() != Sign::Positive)
        {
            return None;
        }
        // On either side of 0 the power is monotone: its values lie between those at the ends.
        let at_end = |x: &Dyadic| {
            let size = Interval::point(x.abs(), self.prec);
            let power = if x.is_zero() { Some(size) } else { size.large_power(q) };
            let flips = x.is_negative() && !q.numerator().is_even();
            power.map(|power| if flips { power.neg() } else { power })
        };
        let ends = at_end(&self.lo)?.hull(&at_end(&self.hi)?);
        let zero = Interval::integer(0, self.prec);
        Some(if self.contains_zero() { ends.hull(&zero) } else { ends })
    }

    /// x^y = e^(y·ln x) for x > 0; `None` if an element of x is ≤ 0.
    pub fn pow_interval(&self, exponent: &Interval) -> Option<Interval> {
        let prec = self.prec.max(exponent.prec);
        Some(self.with_prec(prec + 32).ln()?.mul(exponent).exp()?.with_prec(prec))
    }
}

/// e^x at one number; `None` for x ≥ 2^19.
pub(super) fn exp_at(x: &Dyadic, prec: u32) -> Option<Interval> {
    let Some(size) = x.magnitude() else { return Some(Interval::integer(1, prec)) };
    // Beyond 2^19 the exponents would take more memory than the digits.
    if size > 19 {
        return x.is_negative().then(|| tiny(prec));
    }
    // |r| < 1 and j halvings make |r/2^j| ≤ 2^−j; each of the j squarings costs one digit.
    let halvings = i64::from(prec.isqrt() / 2 + 1);
    let work = prec + 32 + halvings as u32 + size.max(0) as u32;
    let x = Interval::point(x.clone(), work);
    let n = nearest_multiple(&x, &Interval::ln2(work));
    let r = x.sub(&Interval::ln2(work).mul(&Interval::integer(n, work)));
    let mut power = factorial(&r.scale(-halvings), Signs::Equal, |i| i);
    for _ in 0..halvings {
        power = power.mul(&power);
    }
    Some(power.scale(n))
}

/// [0, 2^−(2^19)], which contains e^−t for t ≥ 2^19.
fn tiny(prec: u32) -> Interval {
    Interval { lo: Dyadic::zero(), hi: Dyadic::power_of_two(-(1 << 19)), prec }
}

/// e^−t for t ≥ 0, a subset of [0, 1].
pub(super) fn exp_of_negative(t: &Dyadic, prec: u32) -> Interval {
    exp_at(&t.neg(), prec).unwrap_or_else(|| tiny(prec))
}

/// An integer near x/c; which one does not matter for correctness, only for speed.
fn nearest_multiple(x: &Interval, c: &Interval) -> i64 {
    let half = Interval::point(Dyadic::power_of_two(-1), x.prec);
    let quotient = x.div(c).map_or(Dyadic::zero(), |q| q.add(&half).lo);
    Integer(quotient.floor()).to_i64().unwrap_or(0)
}

/// ln of a positive interval that is narrow; the whole interval is carried through.
pub(super) fn ln_of(x: &Interval) -> Interval {
    let k = scale_to_one(&x.lo);
    let m = x.scale(-k);
    let one = Interval::integer(1, x.prec);
    let z = m.sub(&one).div(&m.add(&one)).unwrap_or_else(|| one.clone());
    let ln_m = artanh_series(&z).scale(1);
    if k == 0 {
        return ln_m;
    }
    let ln2 = Interval::ln2(x.prec + 8);
    ln2.mul(&Interval::integer(k, x.prec)).add(&ln_m)
}

/// The k with 2/3 < x/2^k ≤ 4/3.
fn scale_to_one(x: &Dyadic) -> i64 {
    let k = x.magnitude().unwrap_or(0);
    let two_thirds = Dyadic::new(2.into(), 0).div(&Dyadic::new(3.into(), 0), 64, Toward::Up);
    if x.scale(-k) > two_thirds { k } else { k - 1 }
}

/// ln(1 + t) = 2·artanh(t/(2 + t)) for 0 ≤ t ≤ 1, without cancellation.
fn ln_one_plus(t: &Interval) -> Interval {
    let two = Interval::integer(2, t.prec);
    t.div(&two.add(t)).map_or(two, |z| artanh_series(&z).scale(1))
}

/// artanh z = z·(1 + z²/3 + z⁴/5 + …) for |z| ≤ 1/2.
pub(super) fn artanh_series(z: &Interval) -> Interval {
    z.mul(&odd_reciprocals(&z.mul(z).abs(), Signs::Equal))
}
