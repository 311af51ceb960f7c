//! Points: coordinates, gradient, value, Hessian, inertia, eigenvalues, nature.

use super::checker::{Check, Checker, Verdict, all, holds, refuted};
use super::claim::{ClaimKind, NotChecked};
use super::place::Place;
use crate::expr::{Expr, Symbol};
use crate::number::Rational;
use crate::result::{Escape, Family, Inertia, Nature, Number, Point, Reason, Stratum};
use std::collections::BTreeSet;

/// What a point and the sample of a stratum have in common.
pub(super) struct Local<'a> {
    pub(super) name: String,
    pub(super) coordinates: &'a [Number],
    pub(super) value: &'a Number,
    pub(super) hessian: Option<&'a Vec<Vec<Number>>>,
    pub(super) inertia: Option<Inertia>,
    pub(super) eigenvalues: Option<&'a Vec<Number>>,
    pub(super) minimum_ratio: Option<&'a String>,
    pub(super) nature: Nature,
    pub(super) strict: Option<bool>,
    pub(super) degenerate: Option<bool>,
    /// Dimension of the set; 0 for isolated points.
    pub(super) dimension: usize,
    pub(super) reason: &'a Reason,
    pub(super) escape: Option<&'a Escape>,
    pub(super) leaf: &'a [usize],
}

impl<'a> Local<'a> {
    pub(super) fn of_point(point: &'a Point) -> Local<'a> {
        Local {
            name: point.name.clone(),
            coordinates: &point.coordinates,
            value: &point.value,
            hessian: point.hessian.as_ref(),
            inertia: point.inertia,
            eigenvalues: point.eigenvalues.as_ref(),
            minimum_ratio: point.minimum_ratio.as_ref(),
            nature: point.nature,
            strict: point.strict,
            degenerate: Some(point.degenerate),
            dimension: 0,
            reason: &point.reason,
            escape: point.escape.as_ref(),
            leaf: &point.leaf,
        }
    }

    pub(super) fn of_family(family: &'a Family) -> Local<'a> {
        Local {
            name: family.name.clone(),
            coordinates: &family.point,
            value: &family.value,
            hessian: None,
            inertia: family.inertia,
            eigenvalues: None,
            minimum_ratio: None,
            nature: family.nature,
            strict: family.strict,
            degenerate: Some(family.degenerate),
            dimension: 0,
            reason: &family.reason,
            escape: None,
            leaf: &[],
        }
    }

    pub(super) fn of_stratum(
        name: String,
        stratum: &'a Stratum,
        value: &'a Number,
        dimension: usize,
    ) -> Local<'a> {
        Local {
            name,
            coordinates: &stratum.sample,
            value,
            hessian: stratum.hessian.as_ref(),
            inertia: stratum.inertia,
            eigenvalues: stratum.sample_eigenvalues.as_ref(),
            minimum_ratio: stratum.minimum_ratio.as_ref(),
            nature: stratum.nature,
            strict: stratum.strict,
            degenerate: None,
            dimension,
            reason: &stratum.reason,
            escape: stratum.escape.as_ref(),
            leaf: &[],
        }
    }
}

/// Checks everything that is said about one point.
pub(super) fn local(checker: &mut Checker<'_>, point: &Local<'_>) {
    let of = || point.name.clone();
    checker.claim(ClaimKind::Number { of: of() }, |c| numbers(c, point));
    let generated = checker.placed(point);
    checker.claim(ClaimKind::Critical { of: of() }, |c| critical(c, generated.as_ref()));
    checker.claim(ClaimKind::Value { of: of() }, |c| {
        let (place, formula) = (generated.as_ref().map_err(|e| *e)?, c.formula?);
        let value = c.put(formula, place);
        c.equals(value, point.value, place, "L has another value")
    });
    let Ok(place) = &generated else { return };
    let mut argued = false;
    checker.claim(ClaimKind::Reason { of: of() }, |c| {
        let found = super::reasons::reason(c, point, place);
        argued = found == Ok(Verdict::Proved);
        found
    });
    curvature(checker, point, place, argued);
    if let Some(escape) = point.escape {
        checker.claim(ClaimKind::Escape { of: of() }, |c| super::escape::escape(c, escape, place));
    }
}

impl Checker<'_> {
    /// The place of a point, by its class, or by one irrational number, where that is possible.
    fn placed(&mut self, point: &Local<'_>) -> Result<Place, NotChecked> {
        if let Some(known) = self.places.get(&point.name) {
            return known.clone();
        }
        self.begin();
        let member = self.place_in_class(&point.name, point.coordinates, point.leaf);
        let found = match (member, self.place(point.coordinates)) {
            (Some(member), _) => Ok(member),
            (None, Ok(place)) => generated(self, &place, point),
            (None, Err(why)) => Err(why),
        };
        self.places.insert(point.name.clone(), found.clone());
        found
    }

    /// The same for a point of the list; the budget of a running claim stays what it is.
    pub(super) fn located(&mut self, point: &Point) -> Result<Place, NotChecked> {
        let budget = std::mem::replace(&mut self.budget, crate::budget::Budget::steps(0));
        let found = self.placed(&Local::of_point(point));
        self.budget = budget;
        found
    }
}

fn numbers(c: &mut Checker<'_>, point: &Local<'_>) -> Check {
    let entries = point.hessian.into_iter().flatten().flatten();
    let spectrum = point.eigenvalues.into_iter().flatten();
    let every = point.coordinates.iter().chain([point.value]).chain(entries).chain(spectrum);
    let every: Vec<&Number> = every.collect();
    all(every.into_iter().map(|n| c.number(n)).collect::<Vec<_>>())
}

/// The point by one irrational number, if the substitutions of its leaf give the rest; the
/// place as it stands, if they do not help.
fn generated(
    checker: &mut Checker<'_>,
    place: &Place,
    point: &Local<'_>,
) -> Result<Place, NotChecked> {
    let irrational = point.coordinates.iter().filter(|x| x.exact.is_none()).count();
    let document = checker.document;
    let leaf = point.leaf.first().and_then(|&id| document.proof.tree.get(id));
    let (true, Some(leaf)) = (irrational > 1, leaf) else { return Ok(place.clone()) };
    let mut values: Vec<(Symbol, Expr)> = Vec::new();
    for s in &leaf.substitutions {
        let value = checker.read(&s.value)?;
        values.push((checker.dag.symbol(&s.variable), value));
    }
    let Some(generated) = checker.generated(place, &values) else { return Ok(place.clone()) };
    let expressions = generated.expressions();
    let matching: Vec<Check> = expressions
        .iter()
        .zip(point.coordinates)
        .map(|(&e, number)| checker.equals(e, number, &generated, ""))
        .collect();
    let proved = matching.iter().all(|m| *m == Ok(Verdict::Proved));
    Ok(if proved { generated } else { place.clone() })
}

pub(super) fn critical(c: &mut Checker<'_>, place: Result<&Place, &NotChecked>) -> Check {
    let place = place.map_err(|e| *e)?;
    let gradient = c.gradient.clone()?;
    let mut checks = Vec::new();
    for (k, slope) in gradient.into_iter().enumerate() {
        let value = c.put(slope, place);
        let found = format!("component {} of the gradient is not zero", k + 1);
        checks.push(c.zero(value, place, &found));
    }
    all(checks)
}

/// Hessian, inertia, eigenvalues and what follows from them.
fn curvature(checker: &mut Checker<'_>, point: &Local<'_>, place: &Place, argued: bool) {
    let of = || point.name.clone();
    let Some(stated) = point.hessian else { return };
    let Ok(own) = checker.hessian_at(place) else { return };
    checker.claim(ClaimKind::Hessian { of: of() }, |c| c.matrix_equals(&own, stated, place));
    let Ok(characteristic) = checker.characteristic(&own) else { return };
    let mut found = Err(NotChecked::NotExact);
    checker.claim(ClaimKind::Inertia { of: of() }, |c| {
        found = match c.diagonal_inertia(&own, place) {
            Some(found) => found,
            None => c.inertia(&characteristic, place),
        };
        match (found, point.inertia) {
            (Ok(own), Some(stated)) => holds(own == stated, format!("the inertia is {own:?}")),
            (Err(why), Some(_)) => Err(why),
            (_, None) => Err(NotChecked::NoEvidence),
        }
    });
    if let Some(spectrum) = point.eigenvalues {
        let what = ClaimKind::Eigenvalues { of: of() };
        checker.claim(what, |c| match c.diagonal_eigenvalues(&own, spectrum, place) {
            Err(_) => c.eigenvalues(&characteristic, spectrum, place),
            decided => decided,
        });
    }
    checker.claim(ClaimKind::Nature { of: of() }, |c| match nature(c, point, found?) {
        Err(NotChecked::NoEvidence) if argued && strict_is_argued(point) => Ok(Verdict::Proved),
        other => other,
    });
}

/// Does the argument of the verdict also say whether it is strict? On a set no extremum is; at
/// a point a bound alone does not tell.
fn strict_is_argued(point: &Local<'_>) -> bool {
    point.strict.is_none()
        || point.dimension > 0
        || matches!(
            point.reason,
            Reason::Splitting { .. }
                | Reason::Sectors { .. }
                | Reason::FirstNonzeroDerivative { .. }
                | Reason::CurveWitness { .. }
        )
}

/// What the inertia says about nature, strictness, degeneracy and the minimum ratio.
pub(super) fn nature(c: &Checker<'_>, point: &Local<'_>, inertia: Inertia) -> Check {
    let n = c.variables.len();
    let possible: &[Nature] = match (inertia.positive, inertia.negative, inertia.zero) {
        (1.., 1.., _) => &[Nature::Saddle],
        (_, 0, 0) => &[Nature::LocalMinimum],
        (0, _, 0) => &[Nature::LocalMaximum],
        (1.., 0, _) => &[Nature::LocalMinimum, Nature::Saddle, Nature::Undetermined],
        (0, 1.., _) => &[Nature::LocalMaximum, Nature::Saddle, Nature::Undetermined],
        (0, 0, _) => &[
            Nature::LocalMinimum,
            Nature::LocalMaximum,
            Nature::Saddle,
            Nature::Inflection,
            Nature::Constant,
            Nature::Undetermined,
        ],
    };
    // A piece along which the inertia is not known says nothing of its sample alone.
    let silent = point.nature == Nature::Undetermined && point.inertia.is_none();
    if !possible.contains(&point.nature) && !silent {
        return refuted(format!("the inertia {inertia:?} contradicts the nature"));
    }
    if point.nature == Nature::Inflection && n != 1 || point.nature == Nature::Saddle && n == 1 {
        return refuted("inflections have one variable, saddles several");
    }
    if point.degenerate.is_some_and(|d| d != (inertia.zero > 0)) {
        return refuted("degenerate means an eigenvalue zero");
    }
    let ratio = crate::number::Rational::fraction(inertia.positive as i64, n.max(1) as i64);
    if point.minimum_ratio.is_some_and(|r| *r != ratio.to_string()) {
        return refuted(format!("the minimum ratio is {ratio}"));
    }
    let indefinite = inertia.positive > 0 && inertia.negative > 0;
    match point.strict {
        Some(false) if indefinite || inertia.zero == 0 => refuted("it is strict"),
        Some(true) if point.nature == Nature::Saddle && !indefinite => {
            refuted("a strict saddle has eigenvalues of both signs")
        }
        Some(true) if point.dimension > 0 && point.nature != Nature::Saddle => {
            refuted("an extremum on a set of critical points is not strict")
        }
        _ if inertia.zero == 0 || indefinite => Ok(Verdict::Proved),
        _ => Err(NotChecked::NoEvidence),
    }
}

/// No two points are the same.
pub(super) fn distinct(checker: &mut Checker<'_>, points: &[Point]) {
    const MOST_POINTS: usize = 300;
    let [first, .., last] = points else { return };
    let ends = [first.name.clone(), last.name.clone()];
    if apart_by_intervals(points) {
        let mut seen = BTreeSet::new();
        let again = points.iter().find(|p| !seen.insert(enclosures(p)));
        checker.claim(ClaimKind::Distinct { of: ends }, |_| match again {
            Some(point) => refuted(format!("{} is there twice", point.name)),
            None => Ok(Verdict::Proved),
        });
        return;
    }
    if points.len() > MOST_POINTS {
        checker.claim(ClaimKind::Distinct { of: ends }, |_| Err(NotChecked::TooLarge));
        return;
    }
    for (k, a) in points.iter().enumerate() {
        for b in &points[k + 1..] {
            let what = ClaimKind::Distinct { of: [a.name.clone(), b.name.clone()] };
            checker.claim(what, |c| apart(c, a, b));
        }
    }
}

fn enclosures(point: &Point) -> Vec<Option<[Rational; 2]>> {
    point.coordinates.iter().map(super::numbers::ends).collect()
}

/// In each coordinate, are different enclosures disjoint?
fn apart_by_intervals(points: &[Point]) -> bool {
    let n = points.first().map_or(0, |p| p.coordinates.len());
    (0..n).all(|i| {
        let own = |p: &Point| p.coordinates.get(i).and_then(super::numbers::ends);
        let all: Option<BTreeSet<[Rational; 2]>> = points.iter().map(own).collect();
        all.is_some_and(|all| {
            let sorted: Vec<&[Rational; 2]> = all.iter().collect();
            sorted.windows(2).all(|pair| pair[0][1] < pair[1][0])
        })
    })
}

fn apart(c: &mut Checker<'_>, a: &Point, b: &Point) -> Check {
    if a.coordinates == b.coordinates {
        return refuted("the coordinates are the same");
    }
    let mut same = true;
    for (x, y) in a.coordinates.iter().zip(&b.coordinates) {
        if let (Some([a, b]), Some([d, e])) = (super::numbers::ends(x), super::numbers::ends(y))
            && (b < d || e < a)
        {
            return Ok(Verdict::Proved);
        }
        let mut place = Place::default();
        let (p, q) = (c.name_number(x, &mut place)?, c.name_number(y, &mut place)?);
        let difference = c.dag.sub(p, q);
        match c.zero(difference, &place, "") {
            Ok(Verdict::Refuted(_)) => return Ok(Verdict::Proved),
            Ok(Verdict::Proved) => {}
            Err(_) => same = false,
        }
    }
    if same { refuted("the coordinates are equal") } else { Err(NotChecked::NotExact) }
}
