//! Places as points and families of the result.

use super::members::{joined, location, members};
use super::strata::Stratum;
use super::{Found, FoundSet, Place, Scene};
use crate::analyze::asked::expansion;
use crate::analyze::cases::LeafSets;
use crate::analyze::document::{region_text, why_left};
use crate::analyze::eigen::eigenvalues;
use crate::analyze::nonsmooth::Corners;
use crate::analyze::numbers::{field_element, rational};
use crate::analyze::points::{escape_of, minimum_ratio};
use crate::analyze::verdicts::{self, Combined, Wording, combined};
use crate::budget::Exhausted;
use crate::calculus::Derivatives;
use crate::classify::{Because, Nature, Verdict, curve_down};
use crate::expr::print::input;
use crate::linalg::{Inertia, escape_direction};
use crate::number::{Rational, Sign};
use crate::problem::Problem;
use crate::result::{
    Check, Completeness, Continuum, Document, Escape, Family, GlobalKind, Location, Number, Point,
    Singularity, Status, TaylorExpansion, WhyComplete,
};
use crate::solve::Solution;

/// Writes everything.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn write(
    scene: &mut Scene<'_>,
    problem: &Problem,
    solution: &Solution,
    found: Vec<Found>,
    found_sets: &[FoundSet],
    corners: &Corners,
    document: &mut Document,
) -> Result<(), Exhausted> {
    let mut found = found;
    if !scene.reasons.is_empty() {
        forget_isolation(&mut found);
    }
    let places: Vec<Place> = found.iter().map(|f| f.place.clone()).collect();
    let samples = found_sets.iter().map(|s| s.sample.clone());
    let places: Vec<Place> = places.into_iter().chain(samples).collect();
    checks(scene, &places, document);
    let (families, points): (Vec<Found>, Vec<Found>) =
        found.into_iter().partition(|f| !f.place.periods.is_empty());
    let mut single: Vec<(Found, Location)> = Vec::new();
    for point in points {
        let at = placed(scene, problem, &point.place);
        single.push((point, at));
    }
    let mut sets = LeafSets::new();
    let mut kept = Vec::new();
    for family in families {
        let inside = match problem.region.is_empty() {
            true => None,
            false => members(scene, problem, &family.place),
        };
        match inside {
            Some(all) => {
                for place in all {
                    let at = placed(scene, problem, &place);
                    if at != Location::Outside {
                        single.extend(member(scene, &family, place)?.map(|f| (f, at)));
                    }
                }
            }
            None => {
                if let Some(relation) = problem.region.first() {
                    let relation = relation.text.clone();
                    scene.reasons.push(WhyComplete::Region { relation });
                }
                kept.push(family);
            }
        }
    }
    single.sort_by(|a, b| order(scene, &a.0, &b.0));
    for (k, (f, at)) in single.iter().enumerate() {
        let name = format!("P{}", k + 1);
        sets.entry(f.node).or_default().push(name.clone());
        let point = point(scene, problem, name, f, *at)?;
        document.points.push(point);
    }
    write_corners(scene, problem, corners, document);
    for (k, (family, nodes)) in together(scene, kept).iter().enumerate() {
        let name = format!("F{}", k + 1);
        for node in nodes {
            sets.entry(*node).or_default().push(name.clone());
        }
        document.families.push(self::family(scene, name, family)?);
    }
    for (k, set) in found_sets.iter().enumerate() {
        let several = found_sets.len() > 1;
        let name = if several { format!("C{}", k + 1) } else { "C".to_string() };
        sets.entry(set.node).or_default().push(name.clone());
        document.continua.push(continuum(scene, problem, name, set)?);
    }
    scene.proof(solution, &sets, document);
    document.completeness = completeness(scene, problem, solution);
    if document.completeness.status == Status::Proved {
        for &edge in &corners.edges {
            let part = input(scene.dag, edge);
            document.completeness.reasons.push(WhyComplete::EdgeNotStudied { part });
        }
    }
    Ok(())
}

/// Points without a Hessian: critical ones after the others, and those without a gradient.
fn write_corners(
    scene: &mut Scene<'_>,
    problem: &Problem,
    corners: &Corners,
    document: &mut Document,
) {
    for corner in &corners.points {
        let values = corner.at.iter().map(|(_, e)| *e).collect();
        let place = Place { values, periods: Vec::new() };
        let location = placed(scene, problem, &place);
        if corner.critical {
            let name = format!("P{}", document.points.len() + 1);
            document.points.push(corner.point(scene.dag, scene.loss, name, location));
        } else if location != Location::Outside {
            document.nonsmooth.push(corner.set(scene.dag, scene.loss));
        }
    }
}

/// Where something is open, a degenerate point may lie on a set that was not described.
fn forget_isolation(found: &mut [Found]) {
    let degenerate = |f: &&mut Found| f.curvature.inertia.is_none_or(|i| i.zero > 0);
    for f in found.iter_mut().filter(degenerate) {
        f.verdict.strict = f.verdict.strict.filter(|strict| !strict);
    }
}

fn placed(scene: &mut Scene<'_>, problem: &Problem, place: &Place) -> Location {
    match location(scene, problem, place) {
        Ok(location) => location,
        Err(relation) => {
            scene.reasons.push(WhyComplete::Region { relation });
            Location::Interior
        }
    }
}

/// A member of a family with its own value.
fn member(scene: &mut Scene<'_>, family: &Found, place: Place) -> Result<Option<Found>, Exhausted> {
    let at = scene.at(&place);
    let value = scene.dag.substitute(scene.loss, &at);
    let mut entries = Vec::new();
    if scene.is_smooth(&place) {
        for row in &scene.curvature.clone() {
            entries.push(scene.dag.substitute_all(row, &at));
        }
    }
    // At one member more may be known than at all of them.
    let own = match entries.is_empty() {
        true => None,
        false => super::verdict::enclosed_inertia(scene.dag, &entries, &scene.roots),
    };
    let inertia = family.curvature.inertia.or(own);
    let by_inertia = inertia.and_then(Verdict::by_inertia);
    let verdict = match family.verdict.nature {
        Nature::Undetermined => by_inertia.unwrap_or_else(|| family.verdict.clone()),
        _ => family.verdict.clone(),
    };
    let curvature = super::Curvature {
        entries,
        exact: family.curvature.exact.clone(),
        unscaled: family.curvature.unscaled,
        inertia,
    };
    let (node, letters) = (family.node, family.letters.clone());
    let value = Some(value);
    let singularity = family.singularity.clone();
    Ok(Some(Found { place, node, letters, curvature, verdict, singularity, value, along: None }))
}

/// By value, then by coordinates, the first one descending; for printing only.
fn order(scene: &Scene<'_>, a: &Found, b: &Found) -> std::cmp::Ordering {
    let float = |e: crate::expr::Expr| {
        let x = scene.roots.enclosure(scene.dag, e, 64);
        x.map_or(f64::INFINITY, |x| x.midpoint().to_f64())
    };
    let value = |f: &Found| f.value.map_or(f64::INFINITY, float);
    let by_value = value(a).total_cmp(&value(b));
    let pairs = a.place.values.iter().zip(&b.place.values);
    pairs.fold(by_value, |order, (x, y)| order.then_with(|| float(*y).total_cmp(&float(*x))))
}

/// Families that differ by half periods and on which the same is said, put together.
fn together(scene: &mut Scene<'_>, families: Vec<Found>) -> Vec<(Found, Vec<usize>)> {
    let mut all: Vec<(Found, Vec<usize>)> = families
        .into_iter()
        .map(|f| {
            let node = f.node;
            (f, vec![node])
        })
        .collect();
    loop {
        let mut merged = None;
        'pairs: for i in 0..all.len() {
            for j in i + 1..all.len() {
                let (a, b) = (&all[i].0, &all[j].0);
                let same = a.verdict == b.verdict
                    && a.curvature.inertia == b.curvature.inertia
                    && a.value.is_some()
                    && a.value == b.value;
                if !same {
                    continue;
                }
                if let Some(place) = joined(scene.dag, &a.place, &b.place) {
                    merged = Some((i, j, place));
                    break 'pairs;
                }
            }
        }
        let Some((i, j, place)) = merged else { break };
        let (_, nodes) = all.remove(j);
        all[i].1.extend(nodes);
        all[i].0.place = place;
    }
    let key = |f: &(Found, Vec<usize>)| f.0.value.is_none();
    all.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| order(scene, &a.0, &b.0)));
    all
}

fn numbers(scene: &Scene<'_>, values: &[crate::expr::Expr]) -> Result<Vec<Number>, Exhausted> {
    values.iter().map(|&e| scene.roots.number(scene.dag, e, scene.budget)).collect()
}

fn said(scene: &mut Scene<'_>, found: &Found) -> Combined {
    let n = scene.letters.variables().len();
    let names = verdicts::names_of(scene.dag, &scene.letters.all_names, n);
    let wording = Wording {
        lower: scene.bounds.lower.as_ref(),
        upper: scene.bounds.upper.as_ref(),
        base: &found.place.values,
    };
    let parts = [(&found.verdict, wording)];
    combined(scene.dag, &parts, &[names], found.curvature.inertia)
}

/// Only a bound that is attained shows what L does on the whole domain.
fn global(found: &Found) -> GlobalKind {
    match (&found.verdict.because, found.verdict.nature) {
        (Because::LowerBound, _) => GlobalKind::Minimum,
        (Because::UpperBound, _) => GlobalKind::Maximum,
        (_, Nature::Saddle) => GlobalKind::No,
        _ => GlobalKind::Unknown,
    }
}

/// The same where the bound is attained at a point whose nature was known without it.
fn global_of(scene: &mut Scene<'_>, found: &Found) -> GlobalKind {
    let bounds = &scene.bounds;
    match found.value.and_then(|v| super::verdict::by_bound(scene.dag, v, bounds)) {
        Some(verdict) => global(&Found { verdict, ..shallow(found) }),
        None => global(found),
    }
}

fn shallow(found: &Found) -> Found {
    Found {
        place: found.place.clone(),
        node: found.node,
        letters: Vec::new(),
        curvature: super::Curvature {
            entries: Vec::new(),
            exact: None,
            unscaled: false,
            inertia: found.curvature.inertia,
        },
        verdict: found.verdict.clone(),
        singularity: None,
        value: found.value,
        along: found.along,
    }
}

fn point(
    scene: &mut Scene<'_>,
    problem: &Problem,
    name: String,
    found: &Found,
    location: Location,
) -> Result<Point, Exhausted> {
    let n = problem.variables.len();
    let value = match found.value {
        Some(e) => scene.roots.number(scene.dag, e, scene.budget)?,
        None => Number::default(),
    };
    let Combined { nature, strict, reason } = said(scene, found);
    let inertia = found.curvature.inertia;
    let (eigenvalues, eigenvectors) = spectrum(scene, found)?;
    Ok(Point {
        name,
        location,
        coordinates: numbers(scene, &found.place.values)?,
        relations: Vec::new(),
        value,
        hessian: hessian(scene, found)?,
        inertia: inertia.map(verdicts::inertia),
        eigenvalues,
        eigenvectors,
        minimum_ratio: inertia.map(|i| minimum_ratio(i, n)),
        nature: verdicts::nature(nature, n),
        strict,
        degenerate: inertia.is_some_and(|i| i.zero > 0),
        global: global_of(scene, found),
        because: String::new(),
        reason,
        taylor: taylor(scene, problem, found),
        escape: escape(scene, found)?,
        leaf: vec![found.node],
        multiplicity: None,
        singularity: found.singularity.as_ref().map(|s| Singularity {
            corank: s.corank,
            milnor_number: s.milnor,
            name: s.name.clone(),
        }),
    })
}

type Matrix = Vec<Vec<Number>>;

fn hessian(scene: &mut Scene<'_>, found: &Found) -> Result<Option<Matrix>, Exhausted> {
    if let (Some(h), true) = (&found.curvature.exact, found.curvature.unscaled) {
        return Ok(Some(crate::analyze::eigen::entries(scene.dag, h, scene.budget)?));
    }
    if !found.curvature.is_defined() {
        return Ok(None);
    }
    let rows = found.curvature.entries.iter().map(|row| numbers(scene, row));
    Ok(Some(rows.collect::<Result<_, _>>()?))
}

type Spectrum = (Option<Vec<Number>>, Vec<Vec<Number>>);

fn spectrum(scene: &mut Scene<'_>, found: &Found) -> Result<Spectrum, Exhausted> {
    let (Some(h), true) = (&found.curvature.exact, found.curvature.unscaled) else {
        return Ok((None, Vec::new()));
    };
    let all = eigenvalues(scene.dag, h, scene.budget)?;
    let mut vectors = Vec::new();
    for vector in all.iter().filter_map(|e| e.vector.as_ref()) {
        let entries = vector.iter().map(|x| field_element(x, scene.budget));
        vectors.push(entries.collect::<Result<Vec<_>, _>>()?);
    }
    if vectors.len() != all.len() {
        vectors.clear();
    }
    Ok((Some(all.into_iter().map(|e| e.number).collect()), vectors))
}

fn taylor(scene: &mut Scene<'_>, problem: &Problem, found: &Found) -> Option<TaylorExpansion> {
    let at = &found.place.values;
    let named = at.iter().any(|&e| !scene.dag.symbols_of(e).is_empty());
    if named || !found.curvature.is_defined() {
        return None;
    }
    let known = &mut Derivatives::default();
    let loss = (scene.loss, problem.variables.as_slice());
    let p = expansion(known, scene.dag, loss, at, scene.budget)?;
    let e = p.expression(scene.dag);
    Some(TaylorExpansion { order: 2, polynomial: input(scene.dag, e), exact: p.is_exact })
}

/// A direction in which L falls, if the Hessian or a curve shows one.
fn escape(scene: &mut Scene<'_>, found: &Found) -> Result<Option<Escape>, Exhausted> {
    let falls = found.curvature.inertia.is_some_and(|i: Inertia| i.negative > 0);
    if let (Some(descent), false) = (curve_down(&found.verdict), falls) {
        let n = found.place.values.len();
        let all: Vec<usize> = (0..n).collect();
        // Curves are written as displacements, and only lines do not need more.
        let straight = descent.curve.is_none();
        let escape = escape_of(scene.dag, &descent, &all, n, scene.budget)?;
        return Ok(escape.filter(|_| straight));
    }
    let (Some(h), true) = (&found.curvature.exact, falls) else { return Ok(None) };
    let Some(direction) = escape_direction(&h.entries, scene.budget)? else { return Ok(None) };
    let direction = direction.iter().map(|x| rational(&Rational::from(x))).collect();
    let ends = [rational(&Rational::zero()), Number::default()];
    Ok(Some(Escape { direction, decreases_for: ends, along: None, curve: Vec::new(), leads: None }))
}

fn family(scene: &mut Scene<'_>, name: String, found: &Found) -> Result<Family, Exhausted> {
    let n = scene.letters.variables().len();
    let value = match (found.value, found.along) {
        (Some(e), _) => scene.roots.number(scene.dag, e, scene.budget)?,
        (None, Some(e)) => Number { exact: Some(input(scene.dag, e)), ..Number::default() },
        (None, None) => Number::default(),
    };
    let Combined { nature, strict, reason } = said(scene, found);
    let text = |e: &crate::expr::Expr| input(scene.dag, *e);
    let periods = found.place.periods.iter().map(|p| p.iter().map(text).collect()).collect();
    let inertia = found.curvature.inertia;
    Ok(Family {
        name,
        point: numbers(scene, &found.place.values)?,
        periods,
        value,
        inertia: inertia.map(verdicts::inertia),
        nature: verdicts::nature(nature, n),
        strict,
        degenerate: inertia.is_some_and(|i| i.zero > 0),
        global: global_of(scene, found),
        because: String::new(),
        reason,
    })
}

fn continuum(
    scene: &mut Scene<'_>,
    problem: &Problem,
    name: String,
    set: &FoundSet,
) -> Result<Continuum, Exhausted> {
    let n = problem.variables.len();
    let whole = Found {
        place: set.sample.clone(),
        node: set.node,
        letters: Vec::new(),
        curvature: super::Curvature {
            entries: set.curvature.entries.clone(),
            exact: None,
            unscaled: false,
            // The inertia of the sample alone says nothing of the others.
            inertia: match set.verdict.nature {
                Nature::Undetermined => None,
                _ => set.curvature.inertia,
            },
        },
        verdict: set.verdict.clone(),
        value: set.value,
        singularity: None,
        along: None,
    };
    let pieces = match scene.strata(set)? {
        Some(pieces) => pieces,
        None => vec![Stratum { condition: String::new(), found: whole }],
    };
    let mut strata = Vec::new();
    for piece in &pieces {
        strata.push(stratum(scene, piece, n)?);
    }
    let conditions = scene.conditions.clone();
    let texts = conditions.iter().map(|c| crate::expr::domain::condition_text(scene.dag, c));
    Ok(Continuum {
        name,
        dimension: set.dimension,
        inequalities: texts.collect(),
        equations: set.equations.iter().map(|&e| input(scene.dag, e)).collect(),
        parametrization: set.parametrization.clone(),
        value: match set.value {
            Some(value) => scene.roots.number(scene.dag, value, scene.budget)?,
            None => Number { exact: Some(input(scene.dag, scene.loss)), ..Number::default() },
        },
        strata,
        leaf: vec![set.node],
    })
}

fn stratum(
    scene: &mut Scene<'_>,
    piece: &Stratum,
    n: usize,
) -> Result<crate::result::Stratum, Exhausted> {
    let found = &piece.found;
    let Combined { nature, strict, reason } = said(scene, found);
    let inertia = found.curvature.inertia;
    Ok(crate::result::Stratum {
        r#where: piece.condition.clone(),
        sample: numbers(scene, &found.place.values)?,
        hessian: hessian(scene, found)?,
        inertia: inertia.map(verdicts::inertia),
        eigenvalues: Vec::new(),
        sample_eigenvalues: None,
        minimum_ratio: inertia.map(|i| minimum_ratio(i, n)),
        nature: verdicts::nature(nature, n),
        strict,
        global: global_of(scene, found),
        because: String::new(),
        reason,
        escape: None,
    })
}

/// Every place is put back into the gradient in intervals, which may only object.
fn checks(scene: &mut Scene<'_>, places: &[Place], document: &mut Document) {
    let mut holds = true;
    for place in places {
        // Elsewhere the formula of the gradient need not be defined.
        if !scene.is_smooth(place) {
            continue;
        }
        let at = scene.at(place);
        for slope in scene.slope.clone() {
            let value = scene.dag.substitute(slope, &at);
            holds &= matches!(scene.roots.sign(scene.dag, value), Sign::Zero | Sign::Unknown);
        }
    }
    if !places.is_empty() {
        let claim = "enclosures of the gradient contain zero at every point".to_string();
        document.checks.push(Check { claim, holds });
    }
}

fn completeness(scene: &mut Scene<'_>, problem: &Problem, solution: &Solution) -> Completeness {
    let mut reasons = scene.reasons.clone();
    reasons.dedup();
    let complete = reasons.is_empty();
    if complete {
        let leaves = solution.tree.leaves().count();
        let zero = scene.letters.algebraized.system.equations.iter().all(|p| p.is_zero());
        let constant = zero && !scene.letters.algebraized.components.is_empty();
        let why = match constant {
            true => WhyComplete::ConstantLoss,
            false => WhyComplete::TreeClosed { leaves },
        };
        reasons.push(why);
        if !problem.region.is_empty() {
            reasons.push(WhyComplete::BoundaryNotStudied);
        }
    }
    Completeness {
        status: if complete { Status::Proved } else { Status::Incomplete },
        region: region_text(problem),
        why: String::new(),
        reasons,
        left: why_left(scene.dag, &scene.letters.unknown_names, solution),
    }
}
