//! What L does far away, as far as it is visible.

use super::landscape::Landscape;
use crate::number::Sign;
use crate::polynomial::Poly;
use crate::polynomial::multivariate::{SameSign, sum_of_same_sign};

/// Growth of a polynomial L on ℝⁿ; `None` where it was not decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ends {
    /// L → +∞ in every direction.
    pub coercive: Option<bool>,
    /// −L → +∞ in every direction.
    pub anticoercive: Option<bool>,
    /// L takes arbitrarily small values.
    pub unbounded_below: Option<bool>,
    /// L takes arbitrarily large values.
    pub unbounded_above: Option<bool>,
}

/// Decides what the leading form and a few lines show.
pub fn ends(landscape: &Landscape) -> Ends {
    let polynomial = landscape.loss.as_ref().filter(|_| landscape.is_polynomial());
    let Some(loss) = polynomial else { return Ends::default() };
    let n = landscape.nvars;
    let positions: Vec<usize> = (0..loss.num().nvars()).collect();
    let loss = loss.num().rename(n, &positions);
    if loss.is_constant() {
        let (no, some) = (Some(false), Some(false));
        return Ends {
            coercive: no,
            anticoercive: no,
            unbounded_below: some,
            unbounded_above: some,
        };
    }
    let (below, above) = along_lines(&loss);
    let mut ends = Ends::default();
    if below {
        (ends.unbounded_below, ends.coercive) = (Some(true), Some(false));
    }
    if above {
        (ends.unbounded_above, ends.anticoercive) = (Some(true), Some(false));
    }
    match definite_leading_form(&loss) {
        Some(Sign::Positive) => (ends.coercive, ends.unbounded_below) = (Some(true), Some(false)),
        Some(Sign::Negative) => {
            (ends.anticoercive, ends.unbounded_above) = (Some(true), Some(false));
        }
        _ => {}
    }
    if landscape.lower.is_some() {
        ends.unbounded_below = Some(false);
    }
    if landscape.upper.is_some() {
        ends.unbounded_above = Some(false);
    }
    ends
}

/// Is L unbounded (below, above) on some line through the origin with entries −1, 0, 1?
fn along_lines(loss: &Poly) -> (bool, bool) {
    const MOST_LINES: usize = 729;
    let n = loss.nvars();
    let lines = 3usize.saturating_pow(n as u32).min(MOST_LINES);
    let (mut below, mut above) = (false, false);
    for k in 1..lines {
        let mut rest = k;
        let direction: Vec<i64> = (0..n)
            .map(|_| {
                let entry = [0, 1, -1][rest % 3];
                rest /= 3;
                entry
            })
            .collect();
        match end_of(loss, &direction) {
            Sign::Positive => above = true,
            Sign::Negative => below = true,
            Sign::Zero | Sign::Unknown => {}
        }
    }
    (below, above)
}

/// The sign of the leading coefficient of L(t·v), t → +∞; zero if it is constant.
fn end_of(loss: &Poly, direction: &[i64]) -> Sign {
    let mut by_degree = vec![crate::number::Integer::zero(); loss.total_degree() as usize + 1];
    for (exponents, c) in loss.terms() {
        let mut value = c.clone();
        for (k, v) in exponents.iter().zip(direction) {
            value = &value * &crate::number::Integer::from(*v).pow(*k);
        }
        by_degree[exponents.iter().sum::<u32>() as usize] += &value;
    }
    by_degree
        .iter()
        .skip(1)
        .rev()
        .map(|c| c.sign())
        .find(|s| *s != Sign::Zero)
        .unwrap_or(Sign::Zero)
}

/// The sign of the leading form if it is visibly definite: terms of one sign, even, with a
/// pure power of every variable. Then L → ±∞ in every direction.
fn definite_leading_form(loss: &Poly) -> Option<Sign> {
    let degree = loss.total_degree();
    let top = loss.terms().filter(|(e, _)| e.iter().sum::<u32>() == degree);
    let form = Poly::from_wide_terms(loss.nvars(), top.map(|(e, c)| (e, c.clone())));
    let SameSign { sign, monomials, .. } = sum_of_same_sign(&form, &[])?;
    let pure = |i: usize| monomials.iter().any(|m| m.degree_in(i) == degree);
    (degree > 0 && (0..loss.nvars()).all(pure)).then_some(sign)
}
