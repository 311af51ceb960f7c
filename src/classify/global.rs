//! What L does far away, as far as it is visible.

use super::growth::{Growth, growth};
use super::horizon::{Plunge, plunge};
use super::landscape::Landscape;
use crate::budget::{Budget, Exhausted};
use crate::polynomial::Poly;

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
    /// Leading forms that show that L, or −L, grows in every direction.
    pub growth: Option<Growth>,
}

/// Decides what leading forms and a few lines show.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn ends(landscape: &Landscape, budget: &Budget) -> Result<Ends, Exhausted> {
    let polynomial = landscape.loss.as_ref().filter(|_| landscape.is_polynomial());
    let Some(loss) = polynomial else { return Ok(Ends::default()) };
    let n = landscape.nvars;
    let positions: Vec<usize> = (0..loss.num().nvars()).collect();
    let loss = loss.num().rename(n, &positions);
    if loss.is_constant() {
        let (no, some) = (Some(false), Some(false));
        return Ok(Ends {
            coercive: no,
            anticoercive: no,
            unbounded_below: some,
            unbounded_above: some,
            ..Ends::default()
        });
    }
    let negative = -&loss;
    let (up, down) = (growth(&loss, budget)?, growth(&negative, budget)?);
    let mut ends = Ends::default();
    if up.is_none() {
        ends.falls = plunge(&loss);
    }
    if down.is_none() {
        ends.rises = plunge(&negative);
    }
    if up.is_some() {
        (ends.coercive, ends.unbounded_below) = (Some(true), Some(false));
        (ends.anticoercive, ends.unbounded_above) = (Some(false), Some(true));
    }
    if down.is_some() {
        (ends.anticoercive, ends.unbounded_above) = (Some(true), Some(false));
        (ends.coercive, ends.unbounded_below) = (Some(false), Some(true));
    }
    ends.growth = up.or(down);
    if ends.falls.is_some() {
        (ends.unbounded_below, ends.coercive) = (Some(true), Some(false));
    }
    if ends.rises.is_some() {
        (ends.unbounded_above, ends.anticoercive) = (Some(true), Some(false));
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
    Ok(ends)
}

/// Does every variable occur?
fn covers(loss: &Poly) -> bool {
    loss.variables().len() == loss.nvars()
}
