//! Degenerate critical points: what H leaves open, in the order of increasing work.
//!
//! The splitting lemma leaves a germ g in as many variables as the corank; its lowest terms
//! decide if they are odd, take both signs, or are definite. If g is a polynomial or
//! determined by its known terms, its signs in sectors decide in two variables, and its
//! signs along the tangency variety in more; the latter also decide for L itself, if that is
//! a polynomial.

mod arc;
mod form;
mod germ;
mod milnor;
mod sectors;
mod splitting;
mod tangency;
#[cfg(test)]
mod tests;

pub use arc::CurveWitness;
pub use germ::{Jet, quotient};
pub use milnor::Singularity;
pub use sectors::Sectors;
pub use splitting::{Splitting, inertia_of_series};
pub use tangency::Tangency;

use super::landscape::Landscape;
use super::nature::{Because, Nature, Test, Verdict};
use super::value::Value;
use crate::budget::{Budget, Exhausted};
use crate::linalg::Inertia;
use crate::number::{Field, Rational, Sign};
use crate::polynomial::algebraic::FieldElement;
use crate::solve::ZeroPoint;
use arc::{arcs_through, definite_line, line, monomial_arcs, over_arc, over_direction};
use form::form_signs;
use germ::{Germ, by_hessian};
use milnor::{determined, singularity};
use sectors::sectors;
use splitting::{split, unsplit};
use tangency::tangency;

/// Work allowed for one point.
const STEPS: u64 = 60_000_000;
/// Orders through which y(u) is followed, by the corank: 1, 2, more.
const ORDERS: [&[u16]; 3] = [&[1, 2, 3, 5, 8, 12, 16, 24, 32], &[1, 2, 3, 4, 5, 7, 9], &[1, 2, 3]];

/// What was found out about a degenerate point.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    pub(super) verdict: Option<Verdict>,
    pub(super) singularity: Option<Singularity>,
    pub(super) tried: Vec<Test>,
}

/// Decides a point whose Hessian is singular; if the verdict is not open, only the kind of
/// the singularity is looked for.
///
/// # Errors
/// [`Exhausted`] if the whole budget ends; work beyond that allowed for one point only
/// leaves the verdict open.
pub(super) fn degenerate(
    landscape: &Landscape,
    point: &ZeroPoint,
    inertia: Inertia,
    value: &Value,
    open: bool,
    budget: &Budget,
) -> Result<Finding, Exhausted> {
    let mut finding = Finding { verdict: None, singularity: None, tried: Vec::new() };
    let outcome = budget.portion(STEPS, |budget| {
        let Some(germ) = Germ::at(landscape, point, value, budget)? else { return Ok(()) };
        Study { germ, inertia, open, budget }.run(&mut finding)
    });
    match outcome {
        Err(Exhausted::Work) if budget.left() > 0 => {}
        other => other?,
    }
    Ok(finding)
}

/// A verdict and the kind of the singularity, as far as they are found, and what was tried.
pub(crate) type Classified = (Option<Verdict>, Option<Singularity>, Vec<Test>);

/// What L does at a point near which its power series in x − p is known to some order, and
/// the kind of the singularity.
///
/// # Errors
/// [`Exhausted`] if the whole budget ends; more work than is allowed for one point only
/// leaves the verdict open.
pub fn of_series(series: &Jet, inertia: Inertia, budget: &Budget) -> Result<Classified, Exhausted> {
    let at = vec![series.value().zero_like(); series.nvars()];
    let finding = studied(series, at, inertia, budget)?;
    Ok((finding.verdict, finding.singularity, finding.tried))
}

/// A saddle, if L − L(p) has different signs on some of these lines through a point.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn on_lines(
    landscape: &Landscape,
    point: &ZeroPoint,
    value: &Value,
    lines: &[Vec<Rational>],
    budget: &Budget,
) -> Result<Option<Verdict>, Exhausted> {
    let Some(germ) = Germ::at(landscape, point, value, budget)? else { return Ok(None) };
    let mut curves = Vec::new();
    for v in lines {
        curves.extend(line(&germ, v, budget)?);
    }
    Ok(both_signs(curves))
}

fn studied(
    series: &Jet,
    at: Vec<FieldElement>,
    inertia: Inertia,
    budget: &Budget,
) -> Result<Finding, Exhausted> {
    let mut finding = Finding { verdict: None, singularity: None, tried: Vec::new() };
    let outcome = budget.portion(STEPS, |budget| {
        let germ = Germ::of_series(series, at);
        Study { germ, inertia, open: true, budget }.run(&mut finding)
    });
    match outcome {
        Err(Exhausted::Work) if budget.left() > 0 => {}
        other => other?,
    }
    Ok(finding)
}

/// The same where only the derivatives of L are rational functions, as for L = ln(1 + x⁴).
///
/// # Errors
/// [`Exhausted`], as before.
pub(super) fn by_derivatives(
    landscape: &Landscape,
    point: &ZeroPoint,
    inertia: Inertia,
    budget: &Budget,
) -> Result<Finding, Exhausted> {
    let mut found = Finding { verdict: None, singularity: None, tried: Vec::new() };
    let orders: &[u16] = if landscape.nvars <= 2 { &[5, 9, 17] } else { &[5, 7] };
    for order in orders {
        let series = budget.portion(STEPS, |b| by_hessian(landscape, point, *order, b));
        let series = match series {
            Err(Exhausted::Work) if budget.left() > 0 => None,
            other => other?,
        };
        let Some(series) = series else { break };
        found = studied(&series, point.coordinates.clone(), inertia, budget)?;
        if found.verdict.is_some() {
            break;
        }
    }
    Ok(found)
}

struct Study<'a> {
    germ: Germ<'a>,
    inertia: Inertia,
    /// Is the verdict still open?
    open: bool,
    budget: &'a Budget,
}

impl Study<'_> {
    /// The sign of the eigenvalues that are not zero.
    fn definite(&self) -> Option<Sign> {
        match (self.inertia.positive, self.inertia.negative) {
            (0, 0) => None,
            (_, 0) => Some(Sign::Positive),
            _ => Some(Sign::Negative),
        }
    }

    fn run(&self, finding: &mut Finding) -> Result<(), Exhausted> {
        finding.tried = vec![Test::Splitting, Test::LowestForm];
        finding.singularity =
            Some(Singularity { corank: self.inertia.zero, milnor: None, name: None });
        let open = self.open && !self.inertia.is_indefinite();
        for order in ORDERS[self.inertia.zero.clamp(1, 3) - 1] {
            let Some(s) = split(&self.germ, *order, self.budget)? else { break };
            let known = s.residual.lowest_degree().is_some();
            if known && open && finding.verdict.is_none() {
                finding.verdict = self.by_terms(&s)?;
            }
            if known && open && finding.verdict.is_none() && s.kernel.len() == 2 {
                finding.verdict = self.by_sectors(&s, finding)?;
            }
            if known && open && finding.verdict.is_none() && s.kernel.len() > 2 {
                finding.verdict = self.by_tangency(&s, finding)?;
            }
            if known && finding.singularity.as_ref().is_none_or(|s| s.milnor.is_none()) {
                finding.singularity = self.singularity(&s)?.or(finding.singularity.take());
            }
            let named = finding.singularity.as_ref().is_some_and(|s| s.milnor.is_some());
            if s.exact || (named && (finding.verdict.is_some() || !open)) {
                break;
            }
            if finding.verdict.is_some() && *order >= 3 {
                break;
            }
        }
        if open
            && finding.verdict.is_none()
            && let Some(whole) = unsplit(&self.germ, self.budget)?
        {
            finding.verdict = self.by_tangency(&whole, finding)?;
        }
        Ok(())
    }

    /// The kind of the germ. A factor that is no constant keeps the names of the simple
    /// germs, but not every Milnor number.
    fn singularity(&self, s: &Splitting) -> Result<Option<Singularity>, Exhausted> {
        const STEPS: u64 = 4_000_000;
        let found = match self.budget.portion(STEPS, |budget| singularity(s, budget)) {
            Err(Exhausted::Work) if self.budget.left() > 0 => return Ok(None),
            other => other?,
        };
        let simple = found.name.as_ref().is_some_and(|name| name.starts_with(['A', 'D', 'E']));
        Ok(Some(match simple || self.germ.is_multiple() {
            true => found,
            false => Singularity { milnor: None, name: None, ..found },
        }))
    }

    /// The lowest terms of the residual germ.
    fn by_terms(&self, s: &Splitting) -> Result<Option<Verdict>, Exhausted> {
        let Some(m) = s.residual.lowest_degree() else { return Ok(None) };
        let form = s.residual.homogeneous(m);
        let signs = form_signs(&form, m, self.budget)?;
        let (up, down) = (signs.positive.as_deref(), signs.negative.as_deref());
        let saddle = match (self.definite(), up, down) {
            (None, Some(up), Some(down)) => self.saddle(s, Some(up), Some(down))?,
            (Some(Sign::Positive), _, Some(down)) => self.saddle(s, None, Some(down))?,
            (Some(Sign::Negative), Some(up), _) => self.saddle(s, Some(up), None)?,
            _ => None,
        };
        if saddle.is_some() || !signs.definite {
            return Ok(saddle);
        }
        let nature = match (up.is_some(), down.is_some()) {
            (true, false) => Nature::LocalMinimum,
            (false, true) => Nature::LocalMaximum,
            _ => return Ok(None),
        };
        let agrees = match self.definite() {
            None => true,
            Some(Sign::Positive) => nature == Nature::LocalMinimum,
            Some(_) => nature == Nature::LocalMaximum,
        };
        let because = Because::Splitting(Box::new(s.clone()), form);
        Ok(agrees.then_some(Verdict { nature, strict: Some(true), because }))
    }

    /// Curves that show both signs: over directions of the kernel, or the definite part.
    fn saddle(
        &self,
        s: &Splitting,
        up: Option<&[Rational]>,
        down: Option<&[Rational]>,
    ) -> Result<Option<Verdict>, Exhausted> {
        let mut curves: Vec<CurveWitness> = Vec::new();
        for (direction, sign) in [(down, Sign::Negative), (up, Sign::Positive)] {
            if curves.iter().any(|c| c.shows(sign)) {
                continue;
            }
            curves.extend(match direction {
                Some(u) => over_direction(&self.germ, s, u, sign, self.budget)?,
                None => definite_line(&self.germ, sign, self.budget)?,
            });
        }
        Ok(both_signs(curves))
    }

    /// Two kernel variables: signs in sectors.
    fn by_sectors(
        &self,
        s: &Splitting,
        finding: &mut Finding,
    ) -> Result<Option<Verdict>, Exhausted> {
        let Some((p, cut)) = self.polynomial(s)? else { return Ok(None) };
        if !finding.tried.contains(&Test::Sectors) {
            finding.tried.push(Test::Sectors);
        }
        let Some(found) = sectors(&p, self.budget)? else { return Ok(None) };
        let above = found.positive > 0 || self.definite() == Some(Sign::Positive);
        let below = found.negative > 0 || self.definite() == Some(Sign::Negative);
        if above
            && below
            && let Some(verdict) = self.by_arcs(s, &found)?
        {
            return Ok(Some(verdict));
        }
        let (nature, strict) = match (above, below) {
            (true, true) => (Nature::Saddle, false),
            (true, false) => (Nature::LocalMinimum, found.branches == 0),
            (false, true) => (Nature::LocalMaximum, found.branches == 0),
            (false, false) => return Ok(None),
        };
        let because = Because::Sectors(Box::new(s.clone()), found, cut);
        Ok(Some(Verdict { nature, strict: Some(strict), because }))
    }

    /// A polynomial with the signs of the residual germ, and the order after which terms
    /// were left out.
    fn polynomial(&self, s: &Splitting) -> Result<Option<(Jet, Option<u16>)>, Exhausted> {
        if s.exact {
            return Ok(Some((s.residual.clone(), None)));
        }
        let known = determined(&s.residual, self.budget)?;
        Ok(known.map(|d| (s.residual.truncated(d.order), Some(d.order))))
    }

    /// Any number of kernel variables: signs along the tangency variety.
    fn by_tangency(
        &self,
        s: &Splitting,
        finding: &mut Finding,
    ) -> Result<Option<Verdict>, Exhausted> {
        let Some((p, cut)) = self.polynomial(s)? else { return Ok(None) };
        if !finding.tried.contains(&Test::Tangency) {
            finding.tried.push(Test::Tangency);
        }
        let Some(found) = tangency(&p, self.budget)? else { return Ok(None) };
        let split_off = if s.tied.is_empty() { None } else { self.definite() };
        let above = found.above.is_some() || split_off == Some(Sign::Positive);
        let below = found.below.is_some() || split_off == Some(Sign::Negative);
        if above
            && below
            && let Some(verdict) = self.by_arcs_through(s, &found)?
        {
            return Ok(Some(verdict));
        }
        let (nature, strict) = match (above, below) {
            (true, true) => (Nature::Saddle, Some(false)),
            (true, false) => (Nature::LocalMinimum, None),
            (false, true) => (Nature::LocalMaximum, None),
            (false, false) => return Ok(None),
        };
        let because = Because::Tangency(Box::new(s.clone()), found, cut);
        Ok(Some(Verdict { nature, strict, because }))
    }

    /// Arcs for a saddle through points near which both signs are known.
    fn by_arcs_through(
        &self,
        s: &Splitting,
        found: &Tangency,
    ) -> Result<Option<Verdict>, Exhausted> {
        let mut curves: Vec<CurveWitness> = Vec::new();
        for (sign, near) in [(Sign::Negative, &found.below), (Sign::Positive, &found.above)] {
            if curves.iter().any(|c| c.shows(sign)) {
                continue;
            }
            let Some(near) = near else {
                curves.extend(definite_line(&self.germ, sign, self.budget)?);
                continue;
            };
            for arc in arcs_through(&self.germ, near) {
                if let Some(curve) = over_arc(&self.germ, s, &arc, sign, self.budget)? {
                    curves.push(curve);
                    break;
                }
            }
        }
        Ok(both_signs(curves))
    }

    /// Arcs for a saddle whose sectors are known.
    fn by_arcs(&self, s: &Splitting, found: &Sectors) -> Result<Option<Verdict>, Exhausted> {
        let arcs = monomial_arcs(&self.germ);
        let mut curves: Vec<CurveWitness> = Vec::new();
        for (sign, there) in
            [(Sign::Negative, found.negative > 0), (Sign::Positive, found.positive > 0)]
        {
            if curves.iter().any(|c| c.shows(sign)) {
                continue;
            }
            if !there {
                curves.extend(definite_line(&self.germ, sign, self.budget)?);
                continue;
            }
            for arc in &arcs {
                if let Some(curve) = over_arc(&self.germ, s, arc, sign, self.budget)? {
                    curves.push(curve);
                    break;
                }
            }
        }
        Ok(both_signs(curves))
    }
}

/// A saddle, if the curves show both signs.
fn both_signs(mut curves: Vec<CurveWitness>) -> Option<Verdict> {
    if let Some(one) = curves.iter().find(|c| c.order % 2 == 1) {
        curves = vec![one.clone()];
    }
    let shows = |sign| curves.iter().any(|c: &CurveWitness| c.shows(sign));
    (shows(Sign::Positive) && shows(Sign::Negative)).then(|| Verdict {
        nature: Nature::Saddle,
        strict: Some(false),
        because: Because::Curves(curves),
    })
}
