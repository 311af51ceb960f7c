//! Quadratic interval refinement (Abbott, *Quadratic interval refinement for real roots*,
//! 2006): a secant guess on a grid of 2^k cells, confirmed by two exact signs; k doubles
//! after a hit and halves after a miss, and k = 1 is bisection.

use super::real_root::{Place, RealRoot};
use crate::number::{Integer, Rational, Sign};
use crate::polynomial::UPoly;
use crate::polynomial::univariate::isolate::Cell;

impl RealRoot {
    /// Refines until upper − lower ≤ width.
    pub fn refine_to(&mut self, width: &Rational) {
        while self.width() > *width {
            self.refine();
        }
    }

    /// Makes the isolating interval smaller, by half at least; a rational root stays.
    pub fn refine(&mut self) {
        let RealRoot { poly, place: Place::Inside { cell, jump } } = self else { return };
        let low = value(poly, &cell.c, cell.e);
        let high = value(poly, &(&cell.c + &Integer::one()), cell.e);
        loop {
            if let Some(found) = guess(poly, cell, &low, &high, *jump) {
                *cell = found;
                *jump = (*jump * 2).min(MOST_DIGITS_AT_ONCE);
                return;
            }
            *jump = (*jump / 2).max(1);
        }
    }

    /// A lower bound for log₂(|root| / width).
    pub(super) fn relative_bits(&self) -> i64 {
        match &self.place {
            Place::Exact(_) => i64::MAX,
            Place::Inside { cell, .. } => {
                cell.c.bits().min((&cell.c + &Integer::one()).bits()) as i64 - 1
            }
        }
    }

    /// The same root in the larger cell of about this relative size; more digits than a
    /// question needs only make its answer slow.
    pub(super) fn coarsened(&self, bits: u32) -> RealRoot {
        let spare = self.relative_bits().saturating_sub(i64::from(bits) + 2);
        match &self.place {
            Place::Inside { cell, jump } if spare > 0 => {
                let c = cell.c.shr_floor(spare as usize);
                let cell = Cell { c, e: cell.e + spare };
                RealRoot { poly: self.poly.clone(), place: Place::Inside { cell, jump: *jump } }
            }
            Place::Inside { .. } | Place::Exact(_) => self.clone(),
        }
    }

    /// Integer ends of an enclosure of a positive multiple of g(root): interval Horner.
    pub(super) fn range_of(&self, g: &UPoly) -> (Integer, Integer) {
        match &self.place {
            Place::Exact(r) => {
                let value = g.eval_homogeneous(&r.numerator(), &r.denominator());
                (value.clone(), value)
            }
            Place::Inside { cell, .. } => range(g, cell),
        }
    }
}

const MOST_DIGITS_AT_ONCE: u32 = 1 << 12;

/// The sub-cell of 2^k that the secant through the ends points at, if the root is there.
/// For k = 1 there are two, and one of them is right.
fn guess(f: &UPoly, cell: &Cell, low: &Integer, high: &Integer, k: u32) -> Option<Cell> {
    let count = Integer::one().shl(k as usize);
    let size = &low.abs() + &high.abs();
    let (twice, double) = (&low.abs() * &count.shl(1), size.shl(1));
    let nearest = (&twice + &size).div_rem_euclid(&double).0;
    let e = cell.e - i64::from(k);
    let start = cell.c.shl(k as usize);
    let nearest = clamp(nearest, &Integer::one(), &(&count - &Integer::one()));
    let at = &start + &nearest;
    let root_is_above = value(f, &at, e).sign() == low.sign();
    let (c, far) = if root_is_above {
        (at.clone(), &at + &Integer::one())
    } else {
        (&at - &Integer::one(), &at - &Integer::one())
    };
    let far_sign = if far == start {
        low.sign()
    } else if far == &start + &count {
        high.sign()
    } else {
        value(f, &far, e).sign()
    };
    let expected: Sign = if root_is_above { high.sign() } else { low.sign() };
    (far_sign == expected).then_some(Cell { c, e })
}

fn clamp(n: Integer, low: &Integer, high: &Integer) -> Integer {
    if n < *low {
        low.clone()
    } else if n > *high {
        high.clone()
    } else {
        n
    }
}

/// A positive multiple of f(c·2^e) that depends on e alone.
fn value(f: &UPoly, c: &Integer, e: i64) -> Integer {
    let step = e.unsigned_abs() as usize;
    if e >= 0 {
        return f.eval_homogeneous(&c.shl(step), &Integer::one());
    }
    let terms = f.coeffs().iter().rev().enumerate();
    terms.fold(Integer::zero(), |v, (j, a)| &(&v * c) + &a.shl(step * j))
}

/// The same multiple of g on the closed cell, as an interval.
fn range(g: &UPoly, cell: &Cell) -> (Integer, Integer) {
    let step = cell.e.unsigned_abs() as usize;
    let next = &cell.c + &Integer::one();
    let (c, d, step) = if cell.e >= 0 {
        (cell.c.shl(step), next.shl(step), 0)
    } else {
        (cell.c.clone(), next, step)
    };
    let (mut low, mut high) = (Integer::zero(), Integer::zero());
    for (j, a) in g.coeffs().iter().rev().enumerate() {
        let ends = [&low * &c, &low * &d, &high * &c, &high * &d];
        let a = a.shl(step * j);
        low = ends.iter().min().cloned().unwrap_or_default() + &a;
        high = ends.iter().max().cloned().unwrap_or_default() + &a;
    }
    (low, high)
}
