use super::Interval;
use super::dyadic::Dyadic;
use dashu_int::IBig;
use std::cell::RefCell;
use std::collections::BTreeMap;

impl Interval {
    /// π = 16·arctan(1/5) − 4·arctan(1/239) (Machin, 1706), to `prec` bits.
    pub fn pi(prec: u32) -> Interval {
        thread_local!(static KNOWN: RefCell<BTreeMap<u32, Interval>> = const { RefCell::new(BTreeMap::new()) });
        KNOWN.with(|known| constant(known, prec, &[(16, 5), (-4, 239)], true))
    }

    /// ln 2 = 18·artanh(1/26) − 2·artanh(1/4801) + 8·artanh(1/8749), to `prec` bits.
    pub(super) fn ln2(prec: u32) -> Interval {
        thread_local!(static KNOWN: RefCell<BTreeMap<u32, Interval>> = const { RefCell::new(BTreeMap::new()) });
        KNOWN.with(|known| constant(known, prec, &[(18, 26), (-2, 4801), (8, 8749)], false))
    }

    /// e = exp(1), to `prec` bits.
    pub fn e(prec: u32) -> Interval {
        let one = Interval::integer(1, prec.max(2));
        one.exp().unwrap_or(one)
    }
}

/// Σ cⱼ·f(1/qⱼ), f = arctan or artanh, at a precision that does not depend on earlier calls.
fn constant(
    known: &RefCell<BTreeMap<u32, Interval>>,
    prec: u32,
    terms: &[(i32, u32)],
    alternating: bool,
) -> Interval {
    let prec = prec.max(2);
    let bits = prec.next_multiple_of(64) + 64;
    let mut known = known.borrow_mut();
    known.entry(bits).or_insert_with(|| machin(terms, bits, alternating)).with_prec(prec)
}

fn machin(terms: &[(i32, u32)], bits: u32, alternating: bool) -> Interval {
    let (mut sum, mut error) = (IBig::ZERO, IBig::ZERO);
    for &(factor, q) in terms {
        let (value, bound) = inverse_series(q, bits, alternating);
        sum += value * IBig::from(factor);
        error += IBig::from(bound) * IBig::from(factor.unsigned_abs());
    }
    let end = |m: IBig| Dyadic::new(m, -i64::from(bits));
    Interval::rounded(end(&sum - &error), end(sum + error), bits)
}

/// 2^w·(1/q ∓ 1/(3q³) + 1/(5q⁵) ∓ …) in whole numbers, and a bound of the error; q ≥ 2.
///
/// The powers 2^w/q^(2i+1) are divided one from the other with ⌊·⌋: their error eᵢ obeys
/// e₀ < 1, eᵢ₊₁ < eᵢ/q² + 1, so eᵢ < 2; with the second ⌊·⌋ each term is wrong by less than
/// 3. When the N-th power becomes 0 its exact value is below 2, and the rest of the series
/// below 2/(1 − 1/q²) < 3. Together: less than 3(N + 1).
fn inverse_series(q: u32, w: u32, alternating: bool) -> (IBig, u32) {
    let square = IBig::from(u64::from(q) * u64::from(q));
    let mut power = (IBig::ONE << w as usize) / IBig::from(q);
    let (mut sum, mut terms) = (IBig::ZERO, 0u32);
    while !power.is_zero() {
        let term = &power / IBig::from(2 * terms + 1);
        sum = if alternating && terms % 2 == 1 { sum - term } else { sum + term };
        power /= &square;
        terms += 1;
    }
    (sum, 3 * (terms + 1))
}
