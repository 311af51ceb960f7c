//! The two power series behind every elementary function, with proved remainders.

use super::Interval;
use super::dyadic::Dyadic;

/// The sign pattern of a series.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Signs {
    Equal,
    Alternating,
}

impl Signs {
    fn apply(self, x: Interval) -> Interval {
        if self == Signs::Equal { x } else { x.neg() }
    }
}

/// An exponent p with |y| ≤ 2^−p for every element y; `None` for y = 0.
fn smallness(y: &Interval) -> Option<i64> {
    [&y.lo, &y.hi].into_iter().filter_map(Dyadic::magnitude).max().map(|e| -e)
}

/// x ± 2^−bits.
fn widened(x: Interval, bits: i64) -> Interval {
    let error = Dyadic::power_of_two(-bits);
    let error = Interval { lo: error.neg(), hi: error, prec: x.prec };
    x.add(&error)
}

/// 1 ± y/d₁ + y²/(d₁d₂) ± …, for |y| ≤ 1 and integers dᵢ with d₂, d₃, … ≥ 2.
///
/// Cut after N ≥ 1 terms. The quotient of consecutive omitted terms is at most
/// |y|/dᵢ ≤ 1/2, so the remainder is at most twice the first omitted term,
/// 2·|y|^N/(d₁⋯d_N) ≤ 2^(1 − pN − Σ⌊log₂ dᵢ⌋) when |y| ≤ 2^−p. N is the least number of
/// terms that brings it below 2^−prec.
pub(super) fn factorial(y: &Interval, signs: Signs, d: impl Fn(u64) -> u64) -> Interval {
    let one = Interval::integer(1, y.prec);
    let Some(p) = smallness(y) else { return one };
    debug_assert!(p >= 0, "the factorial series needs |y| ≤ 1");
    let (mut terms, mut bits) = (0, -1);
    while terms == 0 || bits < i64::from(y.prec) {
        terms += 1;
        bits += p + i64::from(d(terms).ilog2());
    }
    let y = signs.apply(y.clone());
    let horner = |sum: Interval, i| y.mul(&sum).div_integer(d(i)).add(&one);
    widened((1..terms).rev().fold(one.clone(), horner), bits)
}

/// 1 ± y/3 + y²/5 ± …, for |y| ≤ 1/2.
///
/// Cut after N terms, the remainder is at most |y|^N/(2N + 1)·(1 + |y| + …) ≤ 2|y|^N
/// ≤ 2^(1 − pN) when |y| ≤ 2^−p.
pub(super) fn odd_reciprocals(y: &Interval, signs: Signs) -> Interval {
    let one = Interval::integer(1, y.prec);
    let Some(p) = smallness(y) else { return one };
    debug_assert!(p >= 1, "the series of odd reciprocals needs |y| ≤ 1/2");
    let terms = (i64::from(y.prec) + 1) / p.max(1) + 1;
    let y = signs.apply(y.clone());
    let coefficient = |i: i64| one.div_integer(2 * i as u64 + 1);
    let horner = |sum: Interval, i| y.mul(&sum).add(&coefficient(i));
    let sum = (0..terms - 1).rev().fold(coefficient(terms - 1), horner);
    widened(sum, p * terms - 1)
}
