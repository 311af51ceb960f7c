//! Components without a relation: the tied variables run over ℝᵈ minus what is excluded.
//!
//! If every polynomial that matters — denominators, excluded polynomials, sign conditions,
//! E_r — splits into factors in one variable each, their roots cut ℝᵈ into boxes. On an
//! open box nothing changes; each wall x = root is studied again as a smaller component.

use super::nature::{Nature, Test, Verdict};
use super::slice::Across;
use super::strata::{Cut, Piece, Sample, Setting, Strata, by_neighbours};
use super::strata_closed::inertia_at_bound;
use crate::budget::{Budget, Exhausted};
use crate::number::{Field, Rational, RealField, Sign};
use crate::polynomial::algebraic::{Algebraic, FieldElement, NumberField};
use crate::polynomial::multivariate::{factor, never_zero};
use crate::polynomial::{Poly, RealRoot, isolate};
use crate::solve::{Component, ZeroPoint, at_point};
use std::cmp::Ordering;

const MOST_BOXES: usize = 512;

/// The walls of one variable: roots in ascending order.
struct Walls {
    var: usize,
    roots: Vec<RealRoot>,
    polynomials: Vec<Poly>,
}

/// Cuts by boxes, or gives one undivided piece if the cuts are not boxes.
pub(super) fn grid(setting: &Setting<'_>, component: &Component) -> Result<Strata, Exhausted> {
    if let Some(point) = some_point(setting, component) {
        setting.look_for_odd_part(&point)?;
    }
    let Some((walls, across)) = walls(setting, component)? else {
        return undivided(setting, component);
    };
    let boxes: usize = walls.iter().map(|w| w.roots.len() + 1).product();
    if boxes > MOST_BOXES {
        return undivided(setting, component);
    }
    let mut pieces = open_boxes(setting, component, &walls, across.as_ref())?;
    for (k, wall) in walls.iter().enumerate() {
        for root in &wall.roots {
            let Some(smaller) = on_wall(component, wall, root, &walls[..k], setting.budget) else {
                return undivided(setting, component);
            };
            if smaller.nonzero.iter().chain(&smaller.denominators()).any(|p| smaller.annihilates(p))
            {
                continue;
            }
            let inside = if smaller.tied.is_empty() {
                corner(setting, &smaller)?
            } else {
                grid(setting, &smaller)?
            };
            let Strata::Pieces(inside, _) = inside else { return undivided(setting, component) };
            for mut piece in inside {
                if piece.verdict.nature == Nature::Undetermined
                    && smaller.tied.is_empty()
                    && let Some(verdict) = by_neighbours(touching(&pieces, &piece.sample))
                {
                    piece.verdict = verdict;
                }
                piece.cuts.insert(0, Cut::At { var: wall.var, root: root.clone() });
                pieces.push(piece);
            }
        }
    }
    sort_pieces(&mut pieces);
    Ok(Strata::Pieces(pieces, None))
}

/// Walls, with what decides across the component if the odd part does not.
type Cutting = (Vec<Walls>, Option<Across>);

/// The walls, or `None` if some polynomial does not split into factors of one variable.
fn walls(setting: &Setting<'_>, c: &Component) -> Result<Option<Cutting>, Exhausted> {
    let Some(sums) = setting.minor_sums(c)? else { return Ok(None) };
    let mut across = None;
    let mut all: Vec<Poly> = c.denominators();
    all.extend(c.nonzero.iter().cloned());
    all.extend(setting.signs.iter().map(|s| s.poly.clone()));
    if let Some(k) = sums.rank().checked_sub(1) {
        all.push(sums.sums[k].clone());
    }
    if sums.rank() < setting.codimension() {
        let cuts = setting.odd_cuts(c)?;
        if cuts.is_empty() {
            across = setting.across(c)?;
        }
        all.extend(cuts);
        all.extend(across.iter().flat_map(|a| a.cuts().iter().cloned()));
    }
    let mut walls: Vec<Walls> =
        c.tied.iter().map(|&var| Walls { var, roots: vec![], polynomials: vec![] }).collect();
    for p in all {
        let parts = c.restrict(&p);
        let [on] = parts.as_slice() else {
            if parts.iter().all(Poly::is_constant) {
                continue;
            }
            return Ok(None);
        };
        for (f, _) in factor(on, setting.budget)?.factors {
            match f.variables().as_slice() {
                [] => {}
                [var] => {
                    let wall = walls.iter_mut().find(|w| w.var == *var);
                    let Some(wall) = wall else { return Ok(None) };
                    if !wall.polynomials.contains(&f) {
                        wall.polynomials.push(f);
                    }
                }
                _ if never_zero(&f, &[]).is_some() => {}
                _ => return Ok(None),
            }
        }
    }
    for wall in &mut walls {
        for p in &wall.polynomials {
            let Some(h) = p.to_univariate(wall.var) else { return Ok(None) };
            wall.roots.extend(isolate(&h, setting.budget)?);
        }
        wall.roots.sort_by(RealRoot::cmp);
        wall.roots.dedup_by(|a, b| RealRoot::cmp(a, b) == Ordering::Equal);
    }
    Ok(Some((walls, across)))
}

/// All open boxes that satisfy the sign conditions.
fn open_boxes(
    setting: &Setting<'_>,
    c: &Component,
    walls: &[Walls],
    across: Option<&Across>,
) -> Result<Vec<Piece>, Exhausted> {
    let mut choices: Vec<Vec<(Option<RealRoot>, Option<RealRoot>)>> = vec![vec![]];
    for wall in walls {
        let mut longer = Vec::new();
        for chosen in &choices {
            for k in 0..=wall.roots.len() {
                let low = k.checked_sub(1).map(|k| wall.roots[k].clone());
                let mut next = chosen.clone();
                next.push((low, wall.roots.get(k).cloned()));
                longer.push(next);
            }
        }
        choices = longer;
    }
    let mut pieces = Vec::new();
    for chosen in choices {
        let values = chosen.iter().map(|(low, high)| inside(low.as_ref(), high.as_ref()));
        let values: Vec<FieldElement> =
            values.map(|q| FieldElement::constant(&c.field, &q)).collect();
        let Some(point) = c.point(&c.field, &values) else { continue };
        if !allowed(setting, c, &point) {
            continue;
        }
        let sample = setting.sample(point)?;
        let mut verdict = setting.verdict_off_odd_cuts(&sample)?;
        if verdict.nature == Nature::Undetermined
            && let Some(across) = across
            && let Some(found) = across.verdict(setting, &sample)?
        {
            verdict = found;
        }
        let cuts = walls.iter().zip(chosen).filter_map(|(wall, (low, high))| {
            let bounded = low.is_some() || high.is_some();
            bounded.then_some(Cut::Between { var: wall.var, low, high })
        });
        let inertia = sample.inertia;
        pieces.push(Piece { cuts: cuts.collect(), sample, inertia, verdict });
    }
    Ok(pieces)
}

/// A simple rational number strictly between two neighbouring walls.
pub(super) fn inside(low: Option<&RealRoot>, high: Option<&RealRoot>) -> Rational {
    let one = Rational::one();
    match (low, high) {
        (None, None) => one,
        (Some(low), None) => &Rational::from(low.upper().floor()) + &one,
        (None, Some(high)) => &Rational::from(high.lower().ceil()) - &one,
        (Some(low), Some(high)) => {
            let (mut low, mut high) = (low.clone(), high.clone());
            while low.upper() >= high.lower() {
                low.refine();
                high.refine();
            }
            // A quarter away from both ends, which may be the walls themselves.
            let (low, high) = (low.upper(), high.lower());
            let margin = &(&high - &low) / &Rational::from(4);
            Rational::simplest_between(&(&low + &margin), &(&high - &margin))
        }
    }
}

/// Do the assumptions of the component and the domain hold at a point?
fn allowed(setting: &Setting<'_>, c: &Component, point: &ZeroPoint) -> bool {
    let sign = |p: &Poly| at_point(p, point).sign();
    let nonzero = c.nonzero.iter().all(|p| sign(p) != Sign::Zero);
    nonzero
        && setting.signs.iter().all(|s| match sign(&s.poly) {
            Sign::Positive => true,
            Sign::Zero => !s.strict,
            Sign::Negative | Sign::Unknown => false,
        })
}

/// The part of the component on a wall, without the walls before it; `None` if two
/// different irrational constants would be needed.
fn on_wall(
    c: &Component,
    wall: &Walls,
    root: &RealRoot,
    before: &[Walls],
    budget: &Budget,
) -> Option<Component> {
    let mut smaller = c.clone();
    smaller.closure = None;
    smaller.tied.retain(|var| *var != wall.var);
    let value = match root.as_rational() {
        Some(q) => FieldElement::constant(&c.field, q),
        None if c.field.degree() == 1 => {
            let h = wall.polynomials.iter().filter_map(|p| p.to_univariate(wall.var));
            let h = h.into_iter().find(|h| root.is_root_of(h))?;
            let root = Algebraic::from_root(&root.descend(&h)?, budget).ok()?;
            smaller.field = NumberField::new(root);
            let field = &smaller.field;
            let carry = |(var, value): &(usize, FieldElement)| {
                Some((*var, FieldElement::constant(field, &value.as_rational()?)))
            };
            smaller.fixed = c.fixed.iter().map(carry).collect::<Option<_>>()?;
            FieldElement::generator(&smaller.field)
        }
        None => return None,
    };
    smaller.fixed.push((wall.var, value));
    smaller.nonzero.extend(before.iter().flat_map(|w| w.polynomials.iter().cloned()));
    Some(smaller)
}

/// A component without tied variables: one point, or none if something vanishes there.
fn corner(setting: &Setting<'_>, c: &Component) -> Result<Strata, Exhausted> {
    let Some(point) = c.point(&c.field, &[]) else { return Ok(Strata::Pieces(vec![], None)) };
    if !allowed(setting, c, &point) {
        return Ok(Strata::Pieces(vec![], None));
    }
    let sample = setting.sample(point)?;
    let verdict = setting.verdict_at(&sample)?;
    let inertia = sample.inertia;
    Ok(Strata::Pieces(vec![Piece { cuts: vec![], sample, inertia, verdict }], None))
}

/// Open pieces whose closure contains the sample.
fn touching<'a>(pieces: &'a [Piece], sample: &'a Sample) -> impl Iterator<Item = &'a Piece> {
    pieces.iter().filter(move |piece| {
        piece.cuts.iter().all(|cut| match cut {
            Cut::Between { var, low, high } => {
                let x = &sample.point.coordinates[*var];
                let not_below = low.as_ref().is_none_or(|r| compare(x, r) != Ordering::Less);
                not_below && high.as_ref().is_none_or(|r| compare(x, r) != Ordering::Greater)
            }
            Cut::At { .. } | Cut::Side(_, _) | Cut::Except(_) | Cut::On(_) | Cut::Off(_) => false,
        })
    })
}

/// The order of a field element and a root.
fn compare(x: &FieldElement, root: &RealRoot) -> Ordering {
    let mut root = root.clone();
    let equal = match root.as_rational() {
        Some(q) => x.sub(&x.rational(q)).is_zero(),
        None => x.substitute_into(root.polynomial()).is_zero() && root_of(x, &root),
    };
    if equal {
        return Ordering::Equal;
    }
    let mut prec = 64;
    loop {
        let value = x.enclosure(prec);
        if value.upper() < root.lower() {
            return Ordering::Less;
        }
        if value.lower() > root.upper() {
            return Ordering::Greater;
        }
        root.refine();
        prec += 16;
    }
}

/// Is x, a root of the polynomial of an isolating interval, the root isolated?
fn root_of(x: &FieldElement, root: &RealRoot) -> bool {
    let above = x.sub(&x.rational(&root.lower())).sign() == Sign::Positive;
    above && x.sub(&x.rational(&root.upper())).sign() == Sign::Negative
}

/// Pieces in the order of their samples, walls between the boxes they separate.
fn sort_pieces(pieces: &mut [Piece]) {
    let key = |piece: &Piece| -> Vec<f64> {
        piece.sample.point.coordinates.iter().map(approximate).collect()
    };
    pieces.sort_by(|a, b| key(b).partial_cmp(&key(a)).unwrap_or(Ordering::Equal));
}

/// For the order of printing only.
fn approximate(x: &FieldElement) -> f64 {
    x.enclosure(64).midpoint().to_f64()
}

/// One piece for everything: decided only by a visible bound, or if H is the same at every
/// point.
pub(super) fn undivided(setting: &Setting<'_>, c: &Component) -> Result<Strata, Exhausted> {
    let Some(point) = some_point(setting, c) else { return Ok(Strata::Unknown) };
    let sample = setting.sample(point)?;
    let plain = setting.landscape.is_polynomial() && c.denominators().is_empty();
    let constant = match setting.minor_sums(c)?.filter(|_| plain) {
        Some(sums) => {
            let tied = |p: &Poly| c.tied.iter().any(|&v| p.degree_in(v) > 0);
            !sums.sums.iter().any(tied)
        }
        None => false,
    };
    let tried = [Test::Eigenvalues, Test::VisibleBound, Test::MorseBott];
    let verdict = match setting.bound(&sample.point)? {
        Some(verdict) => verdict,
        None if constant => setting.verdict(&sample)?,
        None => Verdict::undetermined(&tried, None),
    };
    let inertia = match inertia_at_bound(setting, c, &verdict)? {
        None => sample.inertia.filter(|_| constant),
        known => known,
    };
    Ok(Strata::Pieces(vec![Piece { cuts: vec![], sample, inertia, verdict }], None))
}

/// A point of the component with small rational values of the tied variables.
pub(super) fn some_point(setting: &Setting<'_>, c: &Component) -> Option<ZeroPoint> {
    const TRIES: i64 = 64;
    (1..TRIES).find_map(|k| {
        let value = |i: usize| {
            let step = (k * (i as i64 + 1) * 7 + i as i64) % 11 - 5;
            Rational::fraction(if k == 1 { 1 } else { step }, 1 + k % 3)
        };
        let values: Vec<FieldElement> =
            (0..c.tied.len()).map(|i| FieldElement::constant(&c.field, &value(i))).collect();
        let point = c.point(&c.field, &values)?;
        allowed(setting, c, &point).then_some(point)
    })
}
