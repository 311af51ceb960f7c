//! A component of critical points, cut into pieces on which L behaves in one way.
//!
//! H has rank at most r on the component, where r is the largest k with E_k ≠ 0 on it, and
//! its inertia is constant on every connected piece on which E_r does not vanish. If
//! r = n − dim there, the critical set is a manifold of that dimension near such a point
//! and the nonzero eigenvalues decide (R. Bott 1954, Morse–Bott lemma).

use super::conjugates::conjugates;
use super::hessian_at::{ScaledMatrix, hessian_at};
use super::hollow::hollow;
use super::landscape::Landscape;
use super::nature::{Because, Nature, Test, Verdict};
use super::odd_part::OddPart;
use super::restriction::{MinorSums, minor_sums};
use super::strata_closed::closed;
use super::strata_curve::{grid, undivided};
use super::strata_general::hypersurface;
use super::uniform::uniform;
use super::value::{Value, value_at};
use crate::budget::{Budget, Exhausted};
use crate::linalg::{Inertia, inertia};
use crate::number::{Rational, Sign};
use crate::polynomial::{Poly, RealRoot};
use crate::solve::{Component, SignCondition, ZeroPoint};
use std::cell::OnceCell;

/// A condition on one variable.
#[derive(Debug, Clone)]
pub enum Cut {
    /// low < x < high; an end that is `None` is infinite.
    Between {
        /// The variable.
        var: usize,
        /// The lower end.
        low: Option<RealRoot>,
        /// The upper end.
        high: Option<RealRoot>,
    },
    /// x = root.
    At {
        /// The variable.
        var: usize,
        /// The value.
        root: RealRoot,
    },
    /// Everywhere but at these points.
    Except(Vec<Sample>),
    /// All of these polynomials vanish.
    On(Vec<Poly>),
    /// They do not all vanish.
    Off(Vec<Poly>),
    /// The polynomial has this sign.
    Side(Poly, Sign),
}

/// A point of a piece.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The point.
    pub point: ZeroPoint,
    /// H there.
    pub hessian: Option<ScaledMatrix>,
    /// Its inertia.
    pub inertia: Option<Inertia>,
}

/// A piece of a component.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Conditions that hold together; none means everywhere.
    pub cuts: Vec<Cut>,
    /// A point of it.
    pub sample: Sample,
    /// The inertia at each of its points, if it is known to be the same.
    pub inertia: Option<Inertia>,
    /// The verdict at each of its points.
    pub verdict: Verdict,
}

/// What a component amounts to over ℝ.
#[derive(Debug, Clone)]
pub enum Strata {
    /// Pieces that cover it, and the component without its relation if that could be
    /// solved for a variable.
    Pieces(Vec<Piece>, Option<Box<Component>>),
    /// It has only these real points.
    OnlyPoints(Vec<ZeroPoint>),
    /// Over ℝ it falls apart into these sets, on which L has different values.
    Parts(Vec<Component>),
    /// Its real points could not be described.
    Unknown,
}

/// What the pieces of one component share.
pub(super) struct Setting<'a> {
    pub(super) landscape: &'a Landscape,
    pub(super) signs: &'a [SignCondition],
    pub(super) budget: &'a Budget,
    /// Dimension of the critical set, not of the piece under study.
    pub(super) dimension: usize,
    /// L − c = P·Q² for the value c on the set, once it was asked for.
    pub(super) odd: OnceCell<Option<OddPart>>,
}

/// Cuts a component into pieces and classifies each.
///
/// # Errors
/// [`Exhausted`].
pub fn strata(
    landscape: &Landscape,
    component: &Component,
    signs: &[SignCondition],
    budget: &Budget,
) -> Result<Strata, Exhausted> {
    let dimension = component.dimension();
    let setting = Setting { landscape, signs, budget, dimension, odd: OnceCell::new() };
    let found = pieces_of(&setting, component)?;
    if !matches!(found, Strata::Unknown) {
        return Ok(found);
    }
    let parts = setting.attempt(|s| conjugates(s, component))?.flatten();
    Ok(parts.map_or(found, Strata::Parts))
}

/// The pieces of a component, or of a smaller set inside one.
pub(super) fn pieces_of(setting: &Setting<'_>, component: &Component) -> Result<Strata, Exhausted> {
    if let Some(orbit) = &component.orbit {
        // Rotations carry L along: H at two points of the orbit is congruent.
        let sample = setting.sample(orbit.point.clone())?;
        let verdict = setting.verdict(&sample)?;
        let inertia = sample.inertia;
        return Ok(Strata::Pieces(vec![Piece { cuts: vec![], sample, inertia, verdict }], None));
    }
    if component.level.is_some() {
        return of_level(setting, component);
    }
    let found = match &component.relation {
        None if component.denominators().is_empty() => grid(setting, component)?,
        None => closed(setting, component)?,
        Some(_) => setting.attempt(|s| hypersurface(s, component))?.unwrap_or(Strata::Unknown),
    };
    let found = match found {
        Strata::Unknown => closed(setting, component)?,
        known => known,
    };
    let open = |p: &Piece| p.verdict.nature == Nature::Undetermined;
    let undecided = match &found {
        Strata::Pieces(pieces, _) => pieces.iter().any(open),
        Strata::OnlyPoints(_) | Strata::Parts(_) | Strata::Unknown => false,
    };
    if !undecided {
        return Ok(found);
    }
    for test in [uniform, hollow] {
        if let Some(better) = setting.attempt(|s| test(s, component))?.flatten() {
            return Ok(better);
        }
    }
    Ok(found)
}

/// The pieces of a set described over a field of its own.
fn of_level(setting: &Setting<'_>, component: &Component) -> Result<Strata, Exhausted> {
    if let Some(found) = setting.attempt(|s| uniform(s, component))?.flatten() {
        return Ok(found);
    }
    match component.relation {
        None if component.denominators().is_empty() => grid(setting, component),
        None => undivided(setting, component),
        Some(_) => Ok(Strata::Unknown),
    }
}

impl Setting<'_> {
    /// The minor sums along a component and the generic rank.
    pub(super) fn minor_sums(&self, c: &Component) -> Result<Option<MinorSums>, Exhausted> {
        Ok(self.attempt(|s| minor_sums(s.landscape, c, s.budget))?.flatten())
    }

    /// Work that may be given up; `None` if it takes more than its share of the budget.
    pub(super) fn attempt<T>(
        &self,
        work: impl FnOnce(&Setting<'_>) -> Result<T, Exhausted>,
    ) -> Result<Option<T>, Exhausted> {
        const SHARE: u64 = 60_000_000;
        let done = self.budget.portion(SHARE.min(self.budget.left() / 4), |budget| {
            work(&Setting {
                landscape: self.landscape,
                signs: self.signs,
                budget,
                dimension: self.dimension,
                odd: self.odd.clone(),
            })
        });
        match done {
            Ok(answer) => Ok(Some(answer)),
            Err(Exhausted::Work) => Ok(None),
            Err(stop) => Err(stop),
        }
    }

    /// A point with its Hessian and inertia.
    pub(super) fn sample(&self, point: ZeroPoint) -> Result<Sample, Exhausted> {
        let hessian = hessian_at(self.landscape, &point);
        let inertia = match &hessian {
            Some(h) => inertia(&h.entries, self.budget)?,
            None => None,
        };
        Ok(Sample { point, hessian, inertia })
    }

    /// The value of L at a point.
    pub(super) fn value(&self, point: &ZeroPoint) -> Option<Value> {
        value_at(self.landscape, point)
    }

    /// Is a visible bound attained at a point (and so on the whole component, where L has
    /// one value)?
    pub(super) fn bound(&self, point: &ZeroPoint) -> Result<Option<Verdict>, Exhausted> {
        let Some(value) = self.value(point) else { return Ok(None) };
        let at = |bound: &Rational| Ok(value.minus(bound).sign(self.budget)? == Sign::Zero);
        if let Some(lower) = &self.landscape.lower
            && at(&lower.bound)?
        {
            return Ok(Some(flat(Nature::LocalMinimum, Because::LowerBound)));
        }
        if let Some(upper) = &self.landscape.upper
            && at(&upper.bound)?
        {
            return Ok(Some(flat(Nature::LocalMaximum, Because::UpperBound)));
        }
        Ok(None)
    }

    /// The verdict at every point of a piece with this inertia.
    pub(super) fn verdict(&self, sample: &Sample) -> Result<Verdict, Exhausted> {
        if self.dimension == self.landscape.nvars {
            return Ok(flat(Nature::Constant, Because::Constant));
        }
        if let Some(verdict) = self.bound(&sample.point)? {
            return Ok(verdict);
        }
        let tried = [Test::Eigenvalues, Test::VisibleBound, Test::MorseBott];
        let Some(inertia) = sample.inertia else {
            return Ok(Verdict::undetermined(&tried, None));
        };
        if inertia.is_indefinite() {
            let because = Because::Indefinite(inertia);
            return Ok(Verdict { nature: Nature::Saddle, strict: Some(true), because });
        }
        if inertia.zero == self.dimension {
            let because = Because::MorseBott(inertia);
            return Ok(match inertia.negative {
                0 => flat(Nature::LocalMinimum, because),
                _ => flat(Nature::LocalMaximum, because),
            });
        }
        Ok(Verdict::undetermined(&tried, Some(inertia)))
    }
}

/// The verdict at a point that is a limit of pieces with known natures: L has one value on
/// the component and is not constant anywhere, so a piece of minima nearby shows larger
/// values, one of maxima smaller ones, one of saddles both.
pub(super) fn by_neighbours<'a>(pieces: impl Iterator<Item = &'a Piece>) -> Option<Verdict> {
    let (mut above, mut below) = (false, false);
    for piece in pieces {
        let (more, less) = match piece.verdict.nature {
            Nature::LocalMinimum => (true, false),
            Nature::LocalMaximum => (false, true),
            Nature::Saddle => (true, true),
            Nature::Constant | Nature::Undetermined => (false, false),
        };
        above |= more || piece.inertia.is_some_and(|i| i.positive > 0);
        below |= less || piece.inertia.is_some_and(|i| i.negative > 0);
    }
    (above && below).then_some(Verdict {
        nature: Nature::Saddle,
        strict: Some(false),
        because: Because::Neighbours { above, below },
    })
}

fn flat(nature: Nature, because: Because) -> Verdict {
    Verdict { nature, strict: Some(false), because }
}
