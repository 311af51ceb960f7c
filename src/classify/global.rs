//! What L does far away, as far as it is visible.

use super::horizon::{Plunge, plunge};
use super::landscape::Landscape;
use crate::number::Sign;
use crate::polynomial::Poly;
use crate::polynomial::multivariate::{SameSign, sum_of_same_sign};

/// Growth of a polynomial L on ℝⁿ; `None` where it was not decided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ends {
    /// L → +∞ in every direction.
    pub coercive: Option<bool>,
    /// −L → +∞ in every direction.
    pub anticoercive: Option<bool>,
    /// L takes arbitrarily small values.
    pub unbounded_below: Option<bool>,
    /// L takes arbitrarily large values.
    pub unbounded_above: Option<bool>,
    /// A curve on which L tends to −∞, up to a positive factor.
    pub falls: Option<Plunge>,
    /// A curve on which −L does.
    pub rises: Option<Plunge>,
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
            ..Ends::default()
        };
    }
    let mut ends = Ends { falls: plunge(&loss), rises: plunge(&-&loss), ..Ends::default() };
    if ends.falls.is_some() {
        (ends.unbounded_below, ends.coercive) = (Some(true), Some(false));
    }
    if ends.rises.is_some() {
        (ends.unbounded_above, ends.anticoercive) = (Some(true), Some(false));
    }
    match definite_leading_form(&loss) {
        Some(Sign::Positive) => (ends.coercive, ends.unbounded_below) = (Some(true), Some(false)),
        Some(Sign::Negative) => {
            (ends.anticoercive, ends.unbounded_above) = (Some(true), Some(false));
        }
        _ => {}
    }
    if let Some(lower) = &landscape.lower {
        ends.unbounded_below = Some(false);
        if lower.spans && covers(&loss) {
            ends.coercive = Some(true);
        }
    }
    if let Some(upper) = &landscape.upper {
        ends.unbounded_above = Some(false);
        if upper.spans && covers(&loss) {
            ends.anticoercive = Some(true);
        }
    }
    ends
}

/// Does every variable occur?
fn covers(loss: &Poly) -> bool {
    loss.variables().len() == loss.nvars()
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
