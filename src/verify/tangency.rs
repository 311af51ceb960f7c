//! Signs of a germ on an ellipsoid.
//!
//! That nothing changes between the ellipsoid and the point is not proved again, unless the
//! germ is a form: then one point of each sign shows a saddle. What can be tested is tested:
//! the stated points lie inside and have their signs, and no other point of a sample inside
//! has a sign that should not occur.

use super::checker::{Check, Checker, Verdict, holds, refuted};
use super::claim::NotChecked;
use super::germs::{Coefficients, Moved, by_powers};
use super::points::Local;
use crate::number::{Rational, Sign};
use crate::result::{Nature, Reason};

/// Points of the sample.
const SAMPLES: u64 = 300;

/// A polynomial over ℚ in the letters.
type Terms = Vec<(Vec<u32>, Rational)>;

impl Checker<'_> {
    /// The stated signs, and the nature that they give.
    pub(super) fn tangency(
        &mut self,
        point: &Local<'_>,
        moved: &Moved,
        definite: Option<Sign>,
    ) -> Check {
        let Reason::Tangency {
            determined, order, weights, radius, above, below, counts, tied, ..
        } = point.reason
        else {
            return Err(NotChecked::NoEvidence);
        };
        match determined {
            None if !tied.is_empty() => return refuted("terms were left out"),
            Some(d) if !tied.is_empty() && 2 * order + 1 < *d => {
                return refuted("the order does not reach the terms that determine the germ");
            }
            None | Some(_) => {}
        }
        let mut p = self.germ_terms(moved)?;
        p.retain(|(e, _)| determined.is_none_or(|d| e.iter().sum::<u32>() <= d));
        let weights = numbers(weights)?;
        let radius = radius.parse::<Rational>().map_err(|_| NotChecked::Unreadable)?;
        let positive = |q: &Rational| q.sign() == Sign::Positive;
        if weights.len() != moved.symbols.len()
            || !weights.iter().all(positive)
            || !positive(&radius)
        {
            return refuted("that is no ellipsoid");
        }
        let size = |x: &[Rational]| {
            let squares = x.iter().zip(&weights).map(|(x, a)| &(x * x) * a);
            squares.fold(Rational::zero(), |sum, s| &sum + &s)
        };
        for (texts, sign, count) in
            [(above, Sign::Positive, counts[0]), (below, Sign::Negative, counts[1])]
        {
            let x = numbers(texts)?;
            if x.is_empty() != (count == 0) {
                return refuted("there are points of that sign, or none");
            }
            if x.is_empty() {
                continue;
            }
            if x.len() != weights.len() || size(&x) > radius || at(&p, &x).sign() != sign {
                return refuted("a stated point does not have its sign inside");
            }
        }
        let known = [above.is_empty(), below.is_empty()];
        for x in sample(weights.len()) {
            let scale = small_scale(&size(&x), &radius);
            let inside: Vec<Rational> = x.iter().map(|x| x * &scale).collect();
            let unexpected = match at(&p, &inside).sign() {
                Sign::Positive => known[0],
                Sign::Negative => known[1],
                Sign::Zero | Sign::Unknown => false,
            };
            if unexpected {
                return refuted("a point inside has a sign that should not occur");
            }
        }
        let up = !known[0] || definite == Some(Sign::Positive);
        let down = !known[1] || definite == Some(Sign::Negative);
        let nature = match (up, down) {
            (true, true) => Nature::Saddle,
            (true, false) => Nature::LocalMinimum,
            (false, _) => Nature::LocalMaximum,
        };
        if holds(point.nature == nature, "the signs give another nature")? != Verdict::Proved {
            return refuted("the signs give another nature");
        }
        let degree = |e: &[u32]| e.iter().sum::<u32>();
        let form = p.windows(2).all(|w| degree(&w[0].0) == degree(&w[1].0));
        match nature == Nature::Saddle && form && determined.is_none() {
            true => Ok(Verdict::Proved),
            false => Err(NotChecked::NoEvidence),
        }
    }

    /// L − L(p) on the map as a polynomial over ℚ, up to a positive factor at the point.
    fn germ_terms(&mut self, moved: &Moved) -> Result<Terms, NotChecked> {
        let f = self.algebra.fraction(&self.dag, moved.difference, &self.budget)?;
        if self.hides(&f, &moved.symbols) {
            return Err(NotChecked::NoEvidence);
        }
        let indices: Vec<usize> = moved.symbols.iter().map(|s| self.algebra.symbol(*s)).collect();
        let rational = |c: &Coefficients| -> Option<Terms> {
            c.iter().map(|(e, c)| Some((e.clone(), c.as_constant()?))).collect()
        };
        let num = rational(&by_powers(&f.num, &indices)).ok_or(NotChecked::NotExact)?;
        let den = rational(&by_powers(&f.den, &indices)).ok_or(NotChecked::NotExact)?;
        let side = den.into_iter().find(|(e, _)| e.iter().all(|k| *k == 0));
        let Some((_, side)) = side else { return Err(NotChecked::Undefined) };
        Ok(num.into_iter().map(|(e, c)| (e, &c * &side)).collect())
    }
}

fn numbers(texts: &[String]) -> Result<Vec<Rational>, NotChecked> {
    texts.iter().map(|t| t.parse::<Rational>().map_err(|_| NotChecked::Unreadable)).collect()
}

/// The value of a polynomial.
fn at(p: &Terms, x: &[Rational]) -> Rational {
    let mut sum = Rational::zero();
    for (powers, c) in p {
        let mut term = c.clone();
        for (x, k) in x.iter().zip(powers) {
            for _ in 0..*k {
                term = &term * x;
            }
        }
        sum = &sum + &term;
    }
    sum
}

/// A power of 1/2 that takes a vector into the ellipsoid.
fn small_scale(size: &Rational, radius: &Rational) -> Rational {
    let half = Rational::fraction(1, 2);
    let mut scale = Rational::one();
    while &(&scale * &scale) * size > *radius {
        scale = &scale * &half;
    }
    scale
}

/// Short vectors, always the same.
fn sample(n: usize) -> Vec<Vec<Rational>> {
    let mut state = 0x9e37_79b9_u64;
    let mut next = || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        Rational::from(((state >> 33) % 17) as i64 - 8)
    };
    let vectors = (0..SAMPLES).map(|_| (0..n).map(|_| next()).collect::<Vec<_>>());
    vectors.filter(|v| v.iter().any(|x| !x.is_zero())).collect()
}
