//! Sets along which linear maps that leave L unchanged act transitively, as the hidden units of
//! a linear network.
//!
//! Let ⟨∇L, A·x⟩ = 0 identically, and let the derivation along A·x carry the ideal of C into
//! itself: the maps exp(tA) leave L and C unchanged, and H is congruent along their orbits. If
//! such vectors A·x span a space of dimension dim C at every point of C, all orbits of the group
//! that they generate have that dimension. The points where C is not a manifold are carried to
//! such points and have a smaller dimension, so there are none; and each orbit is open in C, so
//! each connected component of C is one orbit, with one inertia. These components meet the
//! chart of C, whose denominators vanish only on sets of smaller dimension (the equations are
//! saturated), so points in all connected parts of the chart are enough to see it.

use super::open_cells::open_cells;
use super::strata::{Piece, Sample, Setting, Strata};
use super::strata_closed::chart;
use crate::budget::{Budget, Exhausted};
use crate::number::{Field, Integer, Rational};
use crate::polynomial::Poly;
use crate::polynomial::algebraic::FieldElement;
use crate::polynomial::groebner::{Order, groebner_basis};
use crate::polynomial::multivariate::{factor, gcd, minors, subsets};
use crate::solve::{Component, linear_flows};

/// More variables are not tried: the flows are the kernel of a matrix with n² columns.
const MOST_VARIABLES: usize = 10;

/// One piece, if the set is uniform and its inertia is the same on all connected components.
pub(super) fn uniform(setting: &Setting<'_>, c: &Component) -> Result<Option<Strata>, Exhausted> {
    let n = setting.landscape.nvars;
    let plain = setting.landscape.total
        && setting.landscape.atoms.is_empty()
        && setting.signs.is_empty()
        && c.nonzero.is_empty();
    let described = c.orbit.is_none() && (c.level.is_none() || c.relation.is_none());
    let whole = c.dimension() == setting.dimension && described;
    if !plain || !whole || n > MOST_VARIABLES {
        return Ok(None);
    }
    let (Some(closure), Some(chart), Some(loss)) = (&c.closure, chart(c), &setting.landscape.loss)
    else {
        return Ok(None);
    };
    let flows = linear_flows(loss.num(), loss.den(), n, setting.budget)?;
    if !acts_transitively(&flows, c, closure, setting.budget)? {
        return Ok(None);
    }
    let Some(samples) = samples(setting, &chart)? else { return Ok(None) };
    let Some(first) = samples.first().cloned() else { return Ok(None) };
    if samples.iter().any(|s| s.inertia.is_none() || s.inertia != first.inertia) {
        return Ok(None);
    }
    let verdict = setting.verdict(&first)?;
    let inertia = first.inertia;
    let graph = has_short_domain(&chart, setting.budget)?;
    let piece = Piece { cuts: vec![], sample: first, inertia, verdict };
    Ok(Some(Strata::Pieces(vec![piece], graph.then(|| Box::new(chart)))))
}

/// Do the denominators vanish where single variables have certain values?
fn has_short_domain(chart: &Component, budget: &Budget) -> Result<bool, Exhausted> {
    for den in chart.denominators() {
        let parts = chart.restrict(&den);
        let Some(common) =
            parts.iter().try_fold(Poly::zero(chart.nvars), |g, p| gcd(&g, p, budget).ok())
        else {
            return Ok(false);
        };
        let rest = |p: &Poly| p.div_exact(&common).is_some_and(|q| q.is_constant());
        let factors = factor(&common, budget)?.factors;
        if !parts.iter().all(rest) || factors.iter().any(|(f, _)| f.variables().len() > 1) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Do the fields that are tangent to the set span a space of its dimension at each of its
/// points, also the complex ones?
fn acts_transitively(
    flows: &[Vec<Vec<Rational>>],
    c: &Component,
    closure: &[Poly],
    budget: &Budget,
) -> Result<bool, Exhausted> {
    let basis = groebner_basis(closure, &Order::grevlex(c.nvars), budget)?;
    let mut rows: Vec<Vec<Poly>> = Vec::new();
    for row in flows.iter().map(|a| velocity(a, c.nvars)) {
        let mut tangent = true;
        for f in closure {
            let slopes = row.iter().enumerate().map(|(i, v)| v * &f.derivative(i));
            let along = slopes.fold(Poly::zero(c.nvars), |sum, p| &sum + &p);
            tangent = tangent && basis.contains(&along, budget)?;
        }
        rows.extend(tangent.then_some(row));
    }
    let mut known = closure.to_vec();
    for chosen in subsets(rows.len(), c.dimension()) {
        let own: Vec<Vec<Poly>> = chosen.iter().map(|&k| rows[k].clone()).collect();
        let all = minors(&own, c.dimension(), budget)?;
        known.extend(all.into_iter().filter(|m| !m.is_zero()));
        let basis = groebner_basis(&known, &Order::grevlex(c.nvars), budget)?;
        if basis.is_whole_ring() {
            return Ok(true);
        }
        known = basis.polynomials();
    }
    Ok(false)
}

/// A·x up to a positive factor.
fn velocity(a: &[Vec<Rational>], ring: usize) -> Vec<Poly> {
    let entries = || a.iter().flatten();
    let common = entries().fold(Integer::one(), |l, q| l.lcm(&q.denominator()));
    let whole = |q: &Rational| q.numerator() * common.div_exact(&q.denominator());
    let row = |row: &Vec<Rational>| {
        let terms = row.iter().enumerate().map(|(j, q)| Poly::var(ring, j).scale(&whole(q)));
        terms.fold(Poly::zero(ring), |sum, term| &sum + &term)
    };
    a.iter().map(row).collect()
}

/// Points in all connected parts of the chart.
fn samples(setting: &Setting<'_>, chart: &Component) -> Result<Option<Vec<Sample>>, Exhausted> {
    let mut walls = Vec::new();
    for den in chart.denominators() {
        let Some(wall) = over_the_rationals(chart, &den) else { return Ok(None) };
        walls.push(wall);
    }
    let Some(cells) = open_cells(&walls, &chart.tied, setting.budget)? else { return Ok(None) };
    let mut all = Vec::new();
    for cell in cells {
        let values: Vec<FieldElement> =
            cell.iter().map(|q| FieldElement::constant(&chart.field, q)).collect();
        let Some(point) = chart.point(&chart.field, &values) else { return Ok(None) };
        all.push(setting.sample(point)?);
    }
    Ok(Some(all))
}

/// A polynomial in the tied variables that vanishes where a denominator does: p₀ + p₁·α has
/// the multiple p₀² − p₁²·α² if α² is rational.
fn over_the_rationals(chart: &Component, den: &Poly) -> Option<Poly> {
    let parts = chart.restrict(den);
    match parts.as_slice() {
        [one] => Some(one.clone()),
        [p, q] => {
            let alpha = FieldElement::generator(&chart.field);
            let square = alpha.mul(&alpha).as_rational()?;
            let (top, bottom) = (square.numerator(), square.denominator());
            Some(&(p * p).scale(&bottom) - &(q * q).scale(&top))
        }
        _ => None,
    }
}
