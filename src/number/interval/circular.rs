use super::Interval;
use super::dyadic::{Dyadic, Toward};
use super::series::{Signs, factorial, odd_reciprocals};
use crate::number::{Integer, Sign};
use dashu_int::IBig;

/// Beyond 2^4096 the period is not resolved and sin and cos are enclosed by [−1, 1].
const LARGEST_ANGLE: i64 = 4096;

impl Interval {
    /// The sine: x = n·π/2 + r, then ± the sine or cosine series of r.
    pub fn sin(&self) -> Interval {
        self.wave(0)
    }

    /// The cosine, cos x = sin(x + π/2) with the quarter turn counted exactly.
    pub fn cos(&self) -> Interval {
        self.wave(1)
    }

    /// The tangent; `None` if a pole may be an element.
    pub fn tan(&self) -> Option<Interval> {
        let (first, last) = self.quarters()?;
        if meets(&first, &last, 1, 2) {
            return None;
        }
        self.increasing_if(|x| wave_at(x, 0, self.prec + 8).div(&wave_at(x, 1, self.prec + 8)))
    }

    /// sin(x + shift·π/2): the extremes are at the ends or at whole quarters of a turn.
    fn wave(&self, shift: i64) -> Interval {
        let all = Interval { lo: Dyadic::one().neg(), hi: Dyadic::one(), prec: self.prec };
        let Some((first, last)) = self.quarters() else { return all };
        let mut image = wave_at(&self.lo, shift, self.prec);
        if self.lo != self.hi {
            image = image.hull(&wave_at(&self.hi, shift, self.prec));
            if meets(&first, &last, 1 - shift, 4) {
                image.hi = Dyadic::one();
            }
            if meets(&first, &last, 3 - shift, 4) {
                image.lo = Dyadic::one().neg();
            }
        }
        image.with_prec(self.prec).intersect(&all).unwrap_or(all)
    }

    /// The least and the greatest n for which n·π/2 may be an element; `None` for huge angles.
    fn quarters(&self) -> Option<(IBig, IBig)> {
        let size = self.lo.magnitude().max(self.hi.magnitude()).unwrap_or(0);
        if size > LARGEST_ANGLE {
            return None;
        }
        let prec = self.prec + 16 + size.max(0) as u32;
        let quotient = self.with_prec_only(prec).div(&Interval::pi(prec).scale(-1))?;
        Some((-quotient.lo.neg().floor(), quotient.hi.floor()))
    }

    /// The arc tangent, increasing.
    pub fn atan(&self) -> Interval {
        self.increasing(|x| atan_of(&Interval::point(x.clone(), self.prec + 32)))
    }

    /// The arc sine; `None` if an element is outside [−1, 1].
    ///
    /// asin x = arctan(x/√((1 − x)(1 + x))).
    pub fn asin(&self) -> Option<Interval> {
        self.increasing_if(|x| asin_at(x, self.prec + 32))
    }

    /// The arc cosine; `None` if an element is outside [−1, 1].
    ///
    /// acos x = 2·arctan √((1 − x)/(1 + x)), decreasing.
    pub fn acos(&self) -> Option<Interval> {
        self.neg().increasing_if(|x| acos_at(&x.neg(), self.prec + 32))
    }

    /// The same ends, which are not rounded; later results have the precision.
    pub(super) fn with_prec_only(&self, prec: u32) -> Interval {
        Interval { lo: self.lo.clone(), hi: self.hi.clone(), prec }
    }
}

/// Is there an n in first..=last with n ≡ residue (mod modulus)?
fn meets(first: &IBig, last: &IBig, residue: i64, modulus: i64) -> bool {
    let to_go = (Integer::from(residue) - Integer(first.clone())).rem_u64(modulus as u64);
    first + IBig::from(to_go) <= *last
}

/// sin(x + shift·π/2) at one number of at most [`LARGEST_ANGLE`] binary digits before the point.
fn wave_at(x: &Dyadic, shift: i64, prec: u32) -> Interval {
    let work = prec + 16 + x.magnitude().unwrap_or(0).clamp(0, LARGEST_ANGLE) as u32;
    let x = Interval::point(x.clone(), work);
    let quarter_turn = Interval::pi(work).scale(-1);
    let half = Interval::point(Dyadic::power_of_two(-1), work);
    let n = x.div(&quarter_turn).map_or(IBig::ZERO, |q| q.add(&half).lo.floor());
    // n is x/(π/2) rounded to within 1/2 + 2^−16, so |r| < π/4 + 2^−15 < 1.
    let r = x.sub(&quarter_turn.mul(&Interval::point(Dyadic::new(n.clone(), 0), work)));
    let y = r.mul(&r).abs();
    match (Integer(n) + Integer::from(shift)).rem_u64(4) {
        0 => sin_series(&r, &y),
        1 => cos_series(&y),
        2 => sin_series(&r, &y).neg(),
        _ => cos_series(&y).neg(),
    }
}

/// sin r = r·(1 − y/(2·3) + y²/(2·3·4·5) − …), y = r² ≤ 1.
fn sin_series(r: &Interval, y: &Interval) -> Interval {
    r.mul(&factorial(y, Signs::Alternating, |i| 2 * i * (2 * i + 1)))
}

/// cos r = 1 − y/(1·2) + y²/(1·2·3·4) − …, y = r² ≤ 1.
fn cos_series(y: &Interval) -> Interval {
    factorial(y, Signs::Alternating, |i| (2 * i - 1) * 2 * i)
}

/// arctan of a narrow interval.
///
/// arctan x = ±π/2 − arctan(1/x) for |x| > 1; three times arctan x = 2·arctan(x/(1 + √(1 + x²)))
/// brings |x| ≤ 1 below tan(π/32) < 1/10; then x·(1 − x²/3 + x⁴/5 − …).
fn atan_of(x: &Interval) -> Interval {
    let one = Interval::integer(1, x.prec);
    if x.abs().lo > Dyadic::one() {
        let inner = x.recip().map_or_else(|| one.clone(), |inverse| atan_of(&inverse));
        let right_angle = Interval::pi(x.prec).scale(-1);
        let right_angle = if x.sign() == Sign::Negative { right_angle.neg() } else { right_angle };
        return right_angle.sub(&inner);
    }
    let halved = |t: Interval| {
        let root = one.add(&t.mul(&t).abs()).nth_root(2).unwrap_or_else(|| one.clone());
        t.div(&one.add(&root)).unwrap_or_else(|| one.clone())
    };
    let t = (0..3).fold(x.clone(), |t, _| halved(t));
    t.mul(&odd_reciprocals(&t.mul(&t).abs(), Signs::Alternating)).scale(3)
}

fn asin_at(x: &Dyadic, prec: u32) -> Option<Interval> {
    let (below, above) = distances_to_one(x, prec)?;
    let right_angle = Interval::pi(prec).scale(-1);
    match (below.sign(), above.sign()) {
        (Sign::Zero, _) => Some(right_angle),
        (_, Sign::Zero) => Some(right_angle.neg()),
        _ => {
            let cosine = below.mul(&above).nth_root(2)?;
            Some(atan_of(&Interval::point(x.clone(), prec).div(&cosine)?))
        }
    }
}

fn acos_at(x: &Dyadic, prec: u32) -> Option<Interval> {
    let (below, above) = distances_to_one(x, prec)?;
    if above.sign() == Sign::Zero {
        return Some(Interval::pi(prec));
    }
    Some(atan_of(&below.div(&above)?.nth_root(2)?).scale(1))
}

/// 1 − x and 1 + x; `None` if one is negative.
fn distances_to_one(x: &Dyadic, prec: u32) -> Option<(Interval, Interval)> {
    let one = Dyadic::one();
    let (below, above) = (one.sub(x), one.add(x));
    let outside = below.is_negative() || above.is_negative();
    let enclosed = |d: Dyadic| Interval {
        lo: d.clone().round(prec, Toward::Down),
        hi: d.round(prec, Toward::Up),
        prec,
    };
    (!outside).then(|| (enclosed(below), enclosed(above)))
}
