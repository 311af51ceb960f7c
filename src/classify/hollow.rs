//! Sets along which some diagonal entries of H vanish.
//!
//! A semidefinite matrix with h_ii = 0 has h_ij = 0 for all j. So H has eigenvalues of both
//! signs wherever h_ii = 0 ≠ h_ij, and only the points where these rows vanish are left.

use super::nature::{Because, Nature, Verdict};
use super::strata::{Cut, Piece, Sample, Setting, Strata, pieces_of};
use crate::budget::Exhausted;
use crate::number::Field;
use crate::polynomial::Poly;
use crate::polynomial::groebner::{Order, groebner_basis};
use crate::solve::{Component, System, ZeroPoint, at_point, solve};

/// The piece off the zeros of the rows, which consists of saddles, and the pieces on them;
/// `None` if no diagonal entry vanishes or the zeros were not all described.
pub(super) fn hollow(setting: &Setting<'_>, c: &Component) -> Result<Option<Strata>, Exhausted> {
    let plain = setting.landscape.is_polynomial() && setting.signs.is_empty();
    let Some(closure) = c.closure.as_ref().filter(|_| plain && c.nonzero.is_empty()) else {
        return Ok(None);
    };
    let rows = &setting.landscape.hessian;
    let zero = |i: &usize| c.annihilates(rows[*i][*i].num());
    let chosen: Vec<usize> = (0..rows.len()).filter(zero).collect();
    let basis = groebner_basis(closure, &Order::grevlex(c.nvars), setting.budget)?;
    let mut entries: Vec<Poly> = Vec::new();
    for entry in chosen.iter().flat_map(|i| &rows[*i]) {
        let on_set = basis.normal_form(&c.in_ring(entry.num()), setting.budget)?;
        let p = on_set.numerator.primitive();
        if !p.is_zero() && !entries.contains(&p) {
            entries.push(p);
        }
    }
    if entries.is_empty() {
        return Ok(None);
    }
    let Some(sample) = off(setting, c, &entries)? else { return Ok(None) };
    let mut system = System::new(c.nvars, closure.clone());
    system.equations.extend(entries.iter().cloned());
    let solution = solve(&system, setting.budget);
    if !solution.is_complete() || c.level.is_some() && !solution.sets.components.is_empty() {
        return Ok(None);
    }
    let mut pieces = vec![saddles(sample, chosen)];
    let empty = solution.sets.points.is_empty() && solution.sets.components.is_empty();
    if !empty {
        pieces[0].cuts.push(Cut::Off(entries));
    }
    let mut before: Vec<Cut> = Vec::new();
    for gap in &solution.sets.components {
        let Strata::Pieces(inside, _) = pieces_of(setting, gap)? else { return Ok(None) };
        for mut piece in inside {
            if !before.iter().all(|cut| is_off(cut, &piece.sample.point)) {
                return Ok(None);
            }
            piece.cuts.insert(0, Cut::On(gap.equations()));
            piece.cuts.extend(before.iter().cloned());
            pieces.push(piece);
        }
        before.push(Cut::Off(gap.equations()));
    }
    for found in solution.sets.points {
        let mut point = found.point;
        point.coordinates.truncate(c.space());
        let sample = setting.sample(point)?;
        let verdict = setting.verdict_at(&sample)?;
        let cuts = super::strata_general::at(&sample, setting.budget)?;
        let inertia = sample.inertia;
        pieces.push(Piece { cuts, sample, inertia, verdict });
    }
    Ok(Some(Strata::Pieces(pieces, None)))
}

/// All points of the piece are saddles.
fn saddles(sample: Sample, chosen: Vec<usize>) -> Piece {
    let because = Because::ZeroDiagonal(chosen);
    let verdict = Verdict { nature: Nature::Saddle, strict: Some(true), because };
    Piece { cuts: vec![], sample, inertia: None, verdict }
}

/// A point of the set where not all of the entries vanish.
fn off(
    setting: &Setting<'_>,
    c: &Component,
    entries: &[Poly],
) -> Result<Option<Sample>, Exhausted> {
    let chart = super::strata_closed::chart(c);
    let Some(point) = chart.and_then(|chart| super::strata_curve::some_point(setting, &chart))
    else {
        return Ok(None);
    };
    let is_zero = |p: &Poly| c.level.is_some() || at_point(p, &point).is_zero();
    if entries.iter().all(is_zero) {
        return Ok(None);
    }
    Ok(Some(setting.sample(point)?))
}

fn is_off(cut: &Cut, point: &ZeroPoint) -> bool {
    match cut {
        Cut::Off(polys) => polys.iter().any(|p| !at_point(p, point).is_zero()),
        Cut::On(_) | Cut::Between { .. } | Cut::At { .. } | Cut::Side(_, _) | Cut::Except(_) => {
            false
        }
    }
}
