//! Closed sets whose chart misses some of their points, or that have no chart at all.
//!
//! A chart — variables solved for with denominators — describes the set where no
//! denominator vanishes. The rest is the common zero set of the closure and the
//! denominators, of smaller dimension, and is studied in the same way. Sets without a chart
//! over free variables are sampled by polar points.

use super::nature::{Because, Test, Verdict};
use super::real_points::{Prime, RealPoints};
use super::strata::{Cut, Piece, Sample, Setting, Strata, pieces_of};
use super::strata_curve::{grid, undivided};
use crate::budget::Exhausted;
use crate::linalg::Inertia;
use crate::number::Field;
use crate::polynomial::Poly;
use crate::polynomial::multivariate::factor;
use crate::solve::{Component, Merged, Solved, System, ZeroPoint, at_point, solve};

/// Pieces of a set given by the equations of its closure.
pub(super) fn closed(setting: &Setting<'_>, c: &Component) -> Result<Strata, Exhausted> {
    let Some(closure) = &c.closure else { return Ok(Strata::Unknown) };
    match chart(c) {
        Some(chart) => charted(setting, &chart, closure),
        None => sampled(setting, c, closure),
    }
}

/// The set over free variables: as it is, or with its relation solved for a linear variable
/// where the coefficient does not vanish.
pub(super) fn chart(c: &Component) -> Option<Component> {
    let Some(g) = &c.relation else { return Some(c.clone()) };
    let mut linear: Vec<usize> =
        g.variables().into_iter().filter(|&v| g.degree_in(v) == 1).collect();
    linear.sort_by_key(|&v| (g.coefficient_of(v, 1).len(), std::cmp::Reverse(v)));
    let var = *linear.first()?;
    let mut chart = c.clone();
    chart.relation = None;
    chart.tied.retain(|v| *v != var);
    let (den, rest) = (g.coefficient_of(var, 1), g.coefficient_of(var, 0));
    chart.solved.push(Solved { var, num: -&rest, den });
    Some(chart)
}

/// The points of a set that its chart misses; `None` if they could not be found.
pub(super) fn missing(
    setting: &Setting<'_>,
    c: &Component,
    closure: &[Poly],
) -> Result<Option<Merged>, Exhausted> {
    let mut system = System::new(c.nvars, closure.to_vec());
    let mut product = Poly::one(c.nvars);
    for den in c.denominators() {
        for (f, _) in factor(&den, setting.budget)?.factors {
            if product.div_exact(&f).is_none() {
                product = &product * &f;
            }
        }
    }
    system.equations.push(product);
    system.nonzero.clone_from(&c.nonzero);
    system.signs = setting.signs.to_vec();
    let solution = solve(&system, setting.budget);
    Ok(solution.is_complete().then_some(solution.sets))
}

/// The pieces of the chart and those of the points it misses.
fn charted(
    setting: &Setting<'_>,
    chart: &Component,
    closure: &[Poly],
) -> Result<Strata, Exhausted> {
    let whole = || undivided(setting, chart);
    if chart.dimension() > 2 {
        // Where a bound decides, the sets that charts miss would only be confusing.
        let found = whole()?;
        let bounded =
            |p: &Piece| matches!(p.verdict.because, Because::LowerBound | Because::UpperBound);
        if matches!(&found, Strata::Pieces(pieces, _) if pieces.iter().all(bounded)) {
            return Ok(found);
        }
    }
    let pieces = setting.attempt(|s| in_charts(s, chart, closure))?;
    match pieces.flatten() {
        Some(pieces) => Ok(pieces),
        None => whole(),
    }
}

/// The pieces of the chart and of the sets it misses; `None` if they were not all found.
fn in_charts(
    setting: &Setting<'_>,
    chart: &Component,
    closure: &[Poly],
) -> Result<Option<Strata>, Exhausted> {
    let Strata::Pieces(mut pieces, None) = grid(setting, chart)? else { return Ok(None) };
    let Some(gaps) = missing(setting, chart, closure)? else { return Ok(None) };
    if gaps.points.is_empty() && gaps.components.is_empty() {
        return Ok(Some(Strata::Pieces(pieces, Some(Box::new(chart.clone())))));
    }
    for piece in pieces.iter_mut().filter(|p| p.cuts.is_empty()) {
        piece.cuts.extend(chart.denominators().into_iter().map(|p| Cut::Off(vec![p])));
    }
    let mut before: Vec<Cut> = Vec::new();
    for gap in &gaps.components {
        let Strata::Pieces(inside, _) = pieces_of(setting, gap)? else { return Ok(None) };
        for mut piece in inside {
            piece.cuts.insert(0, Cut::On(gap.equations()));
            piece.cuts.extend(before.iter().cloned());
            if !before.iter().all(|cut| holds(cut, &piece.sample.point)) {
                return Ok(None);
            }
            pieces.push(piece);
        }
        before.push(Cut::Off(gap.equations()));
    }
    for found in gaps.points {
        let sample = setting.sample(found.point)?;
        let verdict = setting.verdict_at(&sample)?;
        let cuts = super::strata_general::at(&sample, setting.budget)?;
        let inertia = sample.inertia;
        pieces.push(Piece { cuts, sample, inertia, verdict });
    }
    Ok(Some(Strata::Pieces(pieces, None)))
}

/// Does a point satisfy a condition on polynomials?
fn holds(cut: &Cut, point: &ZeroPoint) -> bool {
    match cut {
        Cut::Off(polys) => polys.iter().any(|p| !at_point(p, point).is_zero()),
        Cut::On(polys) => polys.iter().all(|p| at_point(p, point).is_zero()),
        Cut::Between { .. } | Cut::At { .. } | Cut::Side(_, _) | Cut::Except(_) => false,
    }
}

/// A set sampled by polar points: one piece where H has its generic rank, and the finitely
/// many other points.
fn sampled(setting: &Setting<'_>, c: &Component, closure: &[Poly]) -> Result<Strata, Exhausted> {
    let plain = c.nonzero.is_empty() && setting.signs.is_empty() && c.field.degree() == 1;
    if !plain {
        return Ok(Strata::Unknown);
    }
    let codimension = c.nvars - c.dimension();
    let prime = Prime { generators: closure, nvars: c.nvars, codimension };
    let found = setting.attempt(|s| Ok(prime.real_points(s.budget)))?.flatten();
    let Some(RealPoints { smooth, singular }) = found else { return Ok(Strata::Unknown) };
    if smooth.is_empty() {
        return Ok(Strata::OnlyPoints(singular));
    }
    // A set irreducible over ℚ may fall apart over ℝ into sets with conjugate values.
    if smooth.iter().filter_map(|p| setting.value(p)).any(|value| !value.is_rational()) {
        return Ok(Strata::Unknown);
    }
    let samples: Vec<Sample> = smooth
        .into_iter()
        .chain(singular.iter().cloned())
        .map(|p| setting.sample(p))
        .collect::<Result<_, _>>()?;
    let special = special_points(setting, c, closure)?;
    let flat = setting.bound(&samples[0].point)?;
    let Some(special) = special else {
        let tried = [Test::Eigenvalues, Test::VisibleBound, Test::MorseBott];
        let verdict = flat.unwrap_or_else(|| Verdict::undetermined(&tried, None));
        let sample = samples[0].clone();
        let piece = Piece { cuts: vec![], sample, inertia: None, verdict };
        return Ok(Strata::Pieces(vec![piece], None));
    };
    divided(setting, &samples, special, flat)
}

/// The points where H has not its generic rank, and the singular ones, set apart.
fn divided(
    setting: &Setting<'_>,
    samples: &[Sample],
    special: Vec<Sample>,
    flat: Option<Verdict>,
) -> Result<Strata, Exhausted> {
    let apart = |s: &Sample| {
        !special.iter().any(|p| super::strata_general::equal(&p.point, &s.point, setting.budget))
    };
    let generic: Vec<&Sample> = samples.iter().filter(|s| apart(s)).collect();
    let Some(&first) = generic.first() else { return Ok(Strata::Unknown) };
    let alike = generic.iter().all(|s| s.inertia == first.inertia);
    let known = alike && (special.is_empty() || flat.is_some());
    let tried = [Test::Eigenvalues, Test::VisibleBound, Test::MorseBott];
    let verdict = match &flat {
        Some(verdict) => verdict.clone(),
        None if known => setting.verdict(first)?,
        None => Verdict::undetermined(&tried, None),
    };
    let cuts = if special.is_empty() { vec![] } else { vec![Cut::Except(special.clone())] };
    let mut pieces: Vec<Piece> = Vec::new();
    for sample in generic.into_iter().filter(|s| known || s.inertia == first.inertia) {
        let inertia = sample.inertia.filter(|_| known);
        let (cuts, sample, verdict) = (cuts.clone(), sample.clone(), verdict.clone());
        pieces.push(Piece { cuts, sample, inertia, verdict });
    }
    for sample in special {
        let verdict = setting.verdict_at(&sample)?;
        let cuts = super::strata_general::at(&sample, setting.budget)?;
        let inertia = sample.inertia;
        pieces.push(Piece { cuts, sample, inertia, verdict });
    }
    Ok(Strata::Pieces(pieces, None))
}

/// The points where E_r or a denominator vanishes; `None` if they are not finitely many.
fn special_points(
    setting: &Setting<'_>,
    c: &Component,
    closure: &[Poly],
) -> Result<Option<Vec<Sample>>, Exhausted> {
    let Some(sums) = setting.minor_sums(c)? else { return Ok(None) };
    let Some(k) = sums.rank().checked_sub(1) else { return Ok(Some(Vec::new())) };
    let mut equations = closure.to_vec();
    let top = c.denominators().iter().fold(sums.sums[k].clone(), |p, den| &p * den);
    equations.push(top);
    let solution = solve(&System::new(c.nvars, equations), setting.budget);
    if !solution.is_complete() || !solution.sets.components.is_empty() {
        return Ok(None);
    }
    let generic = sums.rank();
    let mut special = Vec::new();
    for found in solution.sets.points {
        let sample = setting.sample(found.point)?;
        if sample.inertia.is_none_or(|i| i.rank() != generic) {
            special.push(sample);
        }
    }
    Ok(Some(special))
}

/// The inertia of H along a set on which L attains a visible bound: H is semidefinite there,
/// so its rank tells everything, and it is the generic one if E_r has no real zero.
pub(super) fn inertia_at_bound(
    setting: &Setting<'_>,
    c: &Component,
    verdict: &Verdict,
) -> Result<Option<Inertia>, Exhausted> {
    let above = match verdict.because {
        Because::LowerBound => true,
        Because::UpperBound => false,
        _ => return Ok(None),
    };
    let Some(closure) = &c.closure else { return Ok(None) };
    let Some(sums) = setting.minor_sums(c)? else { return Ok(None) };
    let rank = sums.rank();
    let Some(k) = rank.checked_sub(1) else { return Ok(None) };
    let mut system = System::new(c.nvars, closure.clone());
    let top = c.denominators().iter().fold(sums.sums[k].clone(), |p, den| &p * den);
    system.equations.push(top);
    system.nonzero.clone_from(&c.nonzero);
    let solution = setting.attempt(|s| Ok(solve(&system, s.budget)))?;
    let never = solution.is_some_and(|solution| {
        solution.is_complete()
            && solution.sets.points.is_empty()
            && solution.sets.components.is_empty()
    });
    let zero = setting.landscape.nvars - rank;
    Ok(never.then_some(match above {
        true => Inertia { positive: rank, negative: 0, zero },
        false => Inertia { positive: 0, negative: rank, zero },
    }))
}
