//! Components with one relation g = 0.
//!
//! If g is linear in a variable whose coefficient never vanishes on the set, the set is a
//! graph. Otherwise its real points are sampled by polar points: on every connected
//! component of a closed real hypersurface the point nearest to a centre a is singular, or
//! ∇g is parallel to x − a there (A. Seidenberg 1954; P. Aubry, F. Rouillier and M. Safey
//! El Din 2002). A centre is good if that system has finitely many solutions, which is
//! checked.

use super::nature::{Nature, Test, Verdict};
use super::strata::{Cut, Piece, Sample, Setting, Strata};
use super::strata_curve::grid;
use super::strata_odd::Deciding;
use crate::budget::{Budget, Exhausted};
use crate::linalg::{Matrix, inertia};
use crate::number::Field;
use crate::number::{Integer, Sign};
use crate::polynomial::Poly;
use crate::polynomial::algebraic::FieldElement;
use crate::solve::{Component, Solution, Solved, System, ZeroPoint, at_point, solve};

/// Classifies a hypersurface, or a cylinder over one.
pub(super) fn hypersurface(setting: &Setting<'_>, c: &Component) -> Result<Strata, Exhausted> {
    let Some(g) = &c.relation else { return grid(setting, c) };
    if let Some(graph) = as_graph(setting, c, g) {
        return Ok(match grid(setting, &graph)? {
            Strata::Pieces(pieces, None) => Strata::Pieces(pieces, Some(Box::new(graph))),
            other => other,
        });
    }
    let closed = c.denominators().is_empty() && c.nonzero.is_empty() && c.fixed.is_empty();
    if !closed || !setting.signs.is_empty() {
        return Ok(Strata::Unknown);
    }
    let Some((smooth, singular)) = real_samples(setting, c, g) else { return Ok(Strata::Unknown) };
    if smooth.is_empty() {
        let cylinder = c.tied.len() > g.variables().len();
        return Ok(match (singular.is_empty(), cylinder) {
            (_, false) | (true, true) => Strata::OnlyPoints(complete(c, &singular)),
            (false, true) => Strata::Unknown,
        });
    }
    let (smooth, singular) = (complete(c, &smooth), complete(c, &singular));
    if let Some(p) = smooth.first() {
        setting.look_for_odd_part(p)?;
    }
    let values = smooth.iter().map(|p| setting.value(p));
    if values.flatten().any(|value| !value.is_rational()) {
        // A relation irreducible over ℚ may fall apart over ℝ into sets with conjugate values.
        return Ok(Strata::Unknown);
    }
    pieces(setting, c, &smooth, &singular)
}

/// The component with one tied variable solved for, if this loses no point.
fn as_graph(setting: &Setting<'_>, c: &Component, g: &Poly) -> Option<Component> {
    let mut variables = g.variables();
    variables.sort_by_key(|&v| (g.coefficient_of(v, 1).len(), std::cmp::Reverse(v)));
    for var in variables {
        if g.degree_in(var) != 1 {
            continue;
        }
        let (a, b) = (g.coefficient_of(var, 1), g.coefficient_of(var, 0));
        let missing = solve(&System::new(c.nvars, vec![a.clone(), b.clone()]), setting.budget);
        let empty = missing.sets.points.is_empty() && missing.sets.components.is_empty();
        if !missing.is_complete() || !empty {
            continue;
        }
        let mut graph = c.clone();
        graph.relation = None;
        graph.tied.retain(|v| *v != var);
        graph.solved.push(Solved { var, num: -&b, den: a });
        return Some(graph);
    }
    None
}

/// Smooth and singular real points of g = 0 in its own variables: at least one on each
/// connected component; `None` if no centre was found to be good.
fn real_samples(
    setting: &Setting<'_>,
    c: &Component,
    g: &Poly,
) -> Option<(Vec<ZeroPoint>, Vec<ZeroPoint>)> {
    let variables = g.variables();
    let slopes: Vec<Poly> = variables.iter().map(|&v| g.derivative(v)).collect();
    let mut singular = vec![g.clone()];
    singular.extend(slopes.iter().cloned());
    let singular = finite(&local(&singular, &variables), variables.len(), setting)?;
    const CENTRES: [[i64; 4]; 5] =
        [[0; 4], [1, 2, 3, 5], [-1, 3, 2, -4], [5, -7, 3, 1], [2, 9, -5, 7]];
    for centre in CENTRES {
        let offset = |k: usize| {
            let a = Poly::constant(c.nvars, Integer::from(centre[k % 4]));
            &Poly::var(c.nvars, variables[k]).scale(&Integer::from(3)) - &a
        };
        let mut polar = vec![g.clone()];
        for i in 0..variables.len() {
            for j in 0..i {
                polar.push(&(&slopes[i] * &offset(j)) - &(&slopes[j] * &offset(i)));
            }
        }
        let polar = local(&polar, &variables);
        let Some(points) = finite(&polar, variables.len(), setting) else { continue };
        let slopes = local(&slopes, &variables);
        let is_smooth = |p: &ZeroPoint| slopes.iter().any(|s| !at_point(s, p).is_zero());
        let smooth: Vec<ZeroPoint> = points.into_iter().filter(is_smooth).collect();
        // A singular point may be the nearest one of a set that has smooth points elsewhere.
        if smooth.is_empty() && !all_isolated(&slopes, &singular, setting.budget) {
            continue;
        }
        return Some((smooth, singular));
    }
    None
}

/// Does g keep one sign around each of the points because its Hessian is definite there?
fn all_isolated(slopes: &[Poly], points: &[ZeroPoint], budget: &Budget) -> bool {
    let n = slopes.len();
    points.iter().all(|p| {
        let hessian = Matrix::from_fn(n, n, |i, j| at_point(&slopes[i].derivative(j), p));
        let inertia = inertia(&hessian, budget).ok().flatten();
        inertia.is_some_and(|i| i.positive == n || i.negative == n)
    })
}

/// Polynomials in their own variables only.
fn local(polys: &[Poly], variables: &[usize]) -> Vec<Poly> {
    let n = polys.first().map_or(0, Poly::nvars);
    let place = |v: usize| variables.iter().position(|u| *u == v).unwrap_or(0);
    let positions: Vec<usize> = (0..n).map(place).collect();
    polys.iter().map(|p| p.rename(variables.len(), &positions)).collect()
}

/// All real solutions, if there are finitely many and the system could be solved.
fn finite(equations: &[Poly], n: usize, setting: &Setting<'_>) -> Option<Vec<ZeroPoint>> {
    let solution: Solution = solve(&System::new(n, equations.to_vec()), setting.budget);
    let finite = solution.is_complete() && solution.sets.components.is_empty();
    finite.then(|| solution.sets.points.into_iter().map(|found| found.point).collect())
}

/// Points of the relation's own variables as points of the component; variables that are
/// free besides are set to 1.
fn complete(c: &Component, points: &[ZeroPoint]) -> Vec<ZeroPoint> {
    let Some(g) = &c.relation else { return Vec::new() };
    let own = g.variables();
    let lift = |p: &ZeroPoint| {
        let value = |v: &usize| match own.iter().position(|u| u == v) {
            Some(k) => p.coordinates[k].clone(),
            None => p.coordinates[0].one_like(),
        };
        let tied: Vec<_> = c.tied.iter().map(value).collect();
        c.point(&p.field, &tied)
    };
    points.iter().filter_map(lift).collect()
}

/// Pieces on which the deciding polynomials do not all vanish, and the points where they do.
fn pieces(
    setting: &Setting<'_>,
    c: &Component,
    smooth: &[ZeroPoint],
    singular: &[ZeroPoint],
) -> Result<Strata, Exhausted> {
    let samples: Vec<Sample> = smooth
        .iter()
        .chain(singular)
        .map(|p| setting.sample(p.clone()))
        .collect::<Result<_, _>>()?;
    let Some(first) = samples.first().cloned() else { return Ok(Strata::Unknown) };
    let flat = setting.bound(&first.point)?;
    let deciding = setting.deciding(c)?;
    let special = match &deciding {
        Some(deciding) => special_points(setting, c, deciding)?,
        None => None,
    };
    let (Some(deciding), Some(special)) = (deciding, special) else {
        let tried = [Test::Eigenvalues, Test::VisibleBound, Test::MorseBott, Test::OddPart];
        let verdict = flat.unwrap_or_else(|| Verdict::undetermined(&tried, None));
        let piece = Piece { cuts: vec![], sample: first, inertia: None, verdict };
        return Ok(Strata::Pieces(vec![piece], None));
    };
    let is_special = |s: &Sample| special.iter().any(|p| equal(&p.point, &s.point, setting.budget));
    let mut generic: Vec<Sample> = samples.into_iter().filter(|s| !is_special(s)).collect();
    let mut complete = special.is_empty() || flat.is_some() || !deciding.by_sign();
    if !complete && let Some(more) = between_special(setting, c, &deciding)? {
        generic.extend(more.into_iter().filter(|s| !is_special(s)));
        complete = true;
    }
    let Some(mut all) = sides(setting, &deciding, generic, flat, complete, &special)? else {
        return Ok(Strata::Unknown);
    };
    let slopes: Vec<Poly> = c.relation.iter().flat_map(slopes_of).collect();
    for sample in special {
        let mut verdict = setting.verdict_at(&sample)?;
        let inertia = sample.inertia;
        if slopes.iter().all(|s| at_point(s, &sample.point).is_zero()) {
            // A singular point may be apart from the rest of the set.
            verdict.strict = verdict.strict.filter(|_| verdict.nature == Nature::Saddle);
        }
        all.push(Piece { cuts: at(&sample, setting.budget)?, sample, inertia, verdict });
    }
    Ok(Strata::Pieces(all, None))
}

/// The part of the set off the special points as one piece, or as two by the sign of the
/// deciding polynomial; `samples` meet every connected piece if they are `complete`.
fn sides(
    setting: &Setting<'_>,
    deciding: &Deciding,
    samples: Vec<Sample>,
    flat: Option<Verdict>,
    complete: bool,
    special: &[Sample],
) -> Result<Option<Vec<Piece>>, Exhausted> {
    let cuts = if special.is_empty() { vec![] } else { vec![Cut::Except(special.to_vec())] };
    let side = |s: &Sample| deciding.sign_at(&s.point);
    let mut groups: Vec<(Sign, Vec<Sample>)> = Vec::new();
    for sample in samples {
        let sign = if flat.is_some() { Sign::Positive } else { side(&sample) };
        match groups.iter_mut().find(|(s, _)| *s == sign) {
            Some((_, group)) => group.push(sample),
            None => groups.push((sign, vec![sample])),
        }
    }
    let split = groups.len() > 1 && complete;
    if !split {
        // One piece for everything that is not special.
        let all: Vec<Sample> = groups.into_iter().flat_map(|(_, group)| group).collect();
        groups = vec![(Sign::Positive, all)];
    }
    let mut pieces = Vec::new();
    for (sign, group) in groups {
        let Some(sample) = group.first().cloned() else { return Ok(None) };
        let mut verdict = match &flat {
            Some(verdict) => verdict.clone(),
            None => setting.verdict_by(deciding, &sample)?,
        };
        let alike = group.iter().all(|s| s.inertia == sample.inertia);
        for other in group.iter().filter(|_| flat.is_none()) {
            if !complete || setting.verdict_by(deciding, other)?.nature != verdict.nature {
                let tried = [Test::Eigenvalues, Test::VisibleBound, Test::MorseBott];
                verdict = Verdict::undetermined(&tried, None);
            }
        }
        let known = alike && complete && deciding.keeps_inertia();
        let inertia = sample.inertia.filter(|_| known);
        let cuts = match (split, deciding) {
            (true, Deciding::Rank(_, shown) | Deciding::Sign(shown, _)) => {
                let mut all = vec![Cut::Side(shown.clone(), sign)];
                let off = |s: &&Sample| !at_point(shown, &s.point).is_zero();
                let besides: Vec<Sample> = special.iter().filter(off).cloned().collect();
                if !besides.is_empty() {
                    all.push(Cut::Except(besides));
                }
                all
            }
            _ => cuts.clone(),
        };
        pieces.push(Piece { cuts, sample, inertia, verdict });
    }
    Ok(Some(pieces))
}

/// Samples on every connected piece of the set off the zeros of the deciding polynomial D:
/// D²/ρᵈ⁺¹ with ρ = 1 + |x|² tends to 0 at infinity and is 0 where D is, so it has a largest
/// value on each piece, where its gradient is parallel to that of the relation. `None` if
/// those points are not finitely many.
fn between_special(
    setting: &Setting<'_>,
    c: &Component,
    deciding: &Deciding,
) -> Result<Option<Vec<Sample>>, Exhausted> {
    let (Some(g), Some(d)) = (&c.relation, deciding.one()) else { return Ok(None) };
    let variables = g.variables();
    if c.tied.len() != variables.len() || c.tied.len() != c.nvars {
        return Ok(None);
    }
    let n = c.nvars;
    let one = Poly::one(n);
    let square = |i: usize| Poly::var(n, i).pow(2);
    let rho = variables.iter().fold(one, |sum, &i| &sum + &square(i));
    let power = Integer::from(i64::from(d.total_degree()) + 1);
    let slope = |i: usize| {
        let first = (&rho * &d.derivative(i)).scale(&Integer::from(2));
        &first - &(d * &rho.derivative(i)).scale(&power)
    };
    let mut equations = vec![g.clone()];
    for (k, &i) in variables.iter().enumerate() {
        for &j in &variables[..k] {
            let minor = &(&slope(i) * &g.derivative(j)) - &(&slope(j) * &g.derivative(i));
            equations.push(minor);
        }
    }
    let mut system = System::new(n, equations);
    system.nonzero.push(d.clone());
    let solution = solve(&system, setting.budget);
    if !solution.is_complete() || !solution.sets.components.is_empty() {
        return Ok(None);
    }
    let points = solution.sets.points.into_iter();
    points.map(|found| setting.sample(found.point)).collect::<Result<_, _>>().map(Some)
}

fn slopes_of(g: &Poly) -> Vec<Poly> {
    g.variables().into_iter().map(|v| g.derivative(v)).collect()
}

/// Every coordinate is that of the sample.
pub(super) fn at(sample: &Sample, budget: &Budget) -> Result<Vec<Cut>, Exhausted> {
    let coordinates = sample.point.coordinates.iter().enumerate();
    let cut = |(var, x): (usize, &FieldElement)| {
        Ok(Cut::At { var, root: x.to_algebraic(budget)?.root().clone() })
    };
    coordinates.map(cut).collect()
}

/// The points of the set where the deciding polynomials vanish; `None` if they are not
/// finitely many or could not be found.
fn special_points(
    setting: &Setting<'_>,
    c: &Component,
    deciding: &Deciding,
) -> Result<Option<Vec<Sample>>, Exhausted> {
    let mut equations = c.equations();
    equations.extend(deciding.polynomials());
    let Some(points) = finite(&equations, c.nvars, setting) else { return Ok(None) };
    points.into_iter().map(|p| setting.sample(p)).collect::<Result<_, _>>().map(Some)
}

pub(super) fn equal(a: &ZeroPoint, b: &ZeroPoint, budget: &Budget) -> bool {
    let both = a.coordinates.iter().zip(&b.coordinates);
    both.into_iter().all(|(x, y)| match (x.as_rational(), y.as_rational()) {
        (Some(p), Some(q)) => p == q,
        (None, None) => match (x.to_algebraic(budget), y.to_algebraic(budget)) {
            (Ok(x), Ok(y)) => x == y,
            _ => false,
        },
        _ => false,
    })
}
