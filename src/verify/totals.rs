//! Completeness, counts, global extrema, Taylor polynomials, points asked about.

use super::checker::{Check, Checker, Verdict, all, holds, refuted};
use super::claim::{ClaimKind, NotChecked};
use super::place::Place;
use crate::number::{Rational, Sign};
use crate::result::{
    AskedPoint, GlobalKind, GlobalReason, LeafKind, Location, Nature, Number, Point, Reason,
    Status, TaylorAt, TaylorExpansion, WhyComplete,
};

/// Partial derivatives of higher order are not compared.
const LARGEST_ORDER: u32 = 6;

/// Checks the statements about the whole list.
pub(super) fn totals(checker: &mut Checker<'_>) {
    checker.claim(ClaimKind::Completeness, completeness);
    checker.claim(ClaimKind::Counts, |c| counts(c));
    checker.claim(ClaimKind::ComplexCounts, super::complex::complex_counts);
    checker.claim(ClaimKind::Global, global);
}

fn completeness(c: &mut Checker<'_>) -> Check {
    let document = c.document;
    let tree = &document.proof.tree;
    if document.completeness.status != Status::Proved {
        return Err(NotChecked::NoEvidence);
    }
    let leaves = tree.iter().filter_map(|n| n.leaf.as_ref());
    if leaves.clone().any(|l| l.kind == LeafKind::Open) {
        return refuted("a branch is open");
    }
    for why in &document.completeness.reasons {
        match why {
            WhyComplete::TreeClosed { leaves: stated } if leaves.clone().count() != *stated => {
                return refuted("the tree has another number of leaves");
            }
            WhyComplete::ConstantLoss => {
                for slope in c.gradient.clone()? {
                    let place = Place::default();
                    let zero = c.identity(slope, &place.on(None), "the gradient is not zero")?;
                    if zero != Verdict::Proved {
                        return Ok(zero);
                    }
                }
            }
            _ => {}
        }
    }
    if tree.is_empty() {
        let lines = &document.proof.one_variable;
        let every = document.variables.iter().all(|v| lines.iter().any(|l| l.variable == *v));
        return match every && document.domain.is_empty() && c.proved(of_the_tree) {
            true => Ok(Verdict::Proved),
            false => Err(NotChecked::NoEvidence),
        };
    }
    let single = tree.iter().filter(|n| n.parent.is_none()).count() == 1;
    let corner = |p: &&Point| p.hessian.is_none() && matches!(p.reason, Reason::LeadingTerm { .. });
    let lost = document.points.iter().filter(|p| !corner(p)).find(|p| {
        let names = |id: &usize| {
            let leaf = tree.get(*id).and_then(|n| n.leaf.as_ref());
            leaf.is_some_and(|l| l.sets.contains(&p.name))
        };
        p.leaf.is_empty() || !p.leaf.iter().all(names)
    });
    match lost {
        Some(point) if single => refuted(format!("{} belongs to no leaf", point.name)),
        // Where L is not smooth the tree says nothing.
        _ if !document.nonsmooth.is_empty() || document.points.iter().any(|p| corner(&p)) => {
            Err(NotChecked::NoEvidence)
        }
        _ if c.proved(of_the_tree) => Ok(Verdict::Proved),
        _ => Err(NotChecked::NoEvidence),
    }
}

/// Claims on which completeness rests.
fn of_the_tree(kind: &ClaimKind) -> bool {
    match kind {
        ClaimKind::Numerator { .. }
        | ClaimKind::Relation { .. }
        | ClaimKind::Case { .. }
        | ClaimKind::Branching { .. }
        | ClaimKind::Leaf { .. }
        | ClaimKind::RealRoots { .. }
        | ClaimKind::OneVariable { .. }
        | ClaimKind::Piece { .. }
        | ClaimKind::Zeros { .. } => true,
        ClaimKind::Derivative { by } => by.len() == 1,
        ClaimKind::Number { .. }
        | ClaimKind::Critical { .. }
        | ClaimKind::Coordinates { .. }
        | ClaimKind::Value { .. }
        | ClaimKind::Hessian { .. }
        | ClaimKind::Inertia { .. }
        | ClaimKind::Eigenvalues { .. }
        | ClaimKind::Nature { .. }
        | ClaimKind::Reason { .. }
        | ClaimKind::Escape { .. }
        | ClaimKind::Taylor { .. }
        | ClaimKind::Distinct { .. }
        | ClaimKind::Continuum { .. }
        | ClaimKind::Strata { .. }
        | ClaimKind::Completeness
        | ClaimKind::Counts
        | ClaimKind::ComplexCounts
        | ClaimKind::Symmetry { .. }
        | ClaimKind::Orbit { .. }
        | ClaimKind::Global => false,
    }
}

fn counts(c: &Checker<'_>) -> Check {
    let document = c.document;
    let counts = &document.counts;
    if !document.blocks.is_empty() {
        return Err(NotChecked::NoEvidence);
    }
    if counts.real.is_some_and(|k| k != document.points.len() as u64) {
        return refuted("there are more or fewer points");
    }
    let Some(by_index) = &counts.by_index else {
        return holds(counts.index_sum.is_none(), "a sum of indices without indices");
    };
    let mut own = vec![0u64; document.variables.len() + 1];
    for point in &document.points {
        match point.inertia {
            Some(i) if i.zero == 0 && i.negative < own.len() => own[i.negative] += 1,
            _ => return refuted(format!("{} has no index", point.name)),
        }
    }
    let signed =
        own.iter().enumerate().map(|(k, n)| if k % 2 == 0 { *n as i64 } else { -(*n as i64) });
    let sum: i64 = signed.sum();
    let right = own == *by_index && counts.index_sum.is_none_or(|s| s == sum);
    holds(right, format!("the indices are {own:?}, their sum is {sum}"))
}

/// No listed value is below a global minimum or above a global maximum.
fn global(c: &mut Checker<'_>) -> Check {
    let document = c.document;
    let mut listed: Vec<(&Number, GlobalKind)> = Vec::new();
    let mut evident = true;
    for point in document.points.iter().filter(|p| p.location != Location::Outside) {
        listed.push((&point.value, point.global));
        evident &= is_evident(point.global, &point.reason, point.nature);
    }
    for set in &document.continua {
        for s in &set.strata {
            listed.push((&set.value, s.global));
            evident &= is_evident(s.global, &s.reason, s.nature);
        }
    }
    let facts = [
        (&document.global.infimum, GlobalKind::Minimum),
        (&document.global.supremum, GlobalKind::Maximum),
    ];
    let mut checks = Vec::new();
    for (bound, kind) in facts {
        let extreme = listed.iter().find(|(_, k)| *k == kind).map(|(v, _)| *v);
        for stated in bound.iter().chain(extreme) {
            for (value, other) in &listed {
                let order = c.compare(stated, value);
                checks.push(match (order, kind) {
                    (Ok(Sign::Positive), GlobalKind::Minimum)
                    | (Ok(Sign::Negative), GlobalKind::Maximum) => {
                        refuted("a listed value is beyond the global one")
                    }
                    (Ok(Sign::Zero), _) if *other == GlobalKind::No => {
                        refuted("an extreme value is said not to be one")
                    }
                    (Ok(s), _) if s != Sign::Zero && *other == kind => {
                        refuted("global extrema with different values")
                    }
                    (Ok(_), _) => Ok(Verdict::Proved),
                    (Err(why), _) => Err(why),
                });
            }
        }
    }
    let sides = [
        (&document.global.below, document.global.unbounded_below, Sign::Negative),
        (&document.global.above, document.global.unbounded_above, Sign::Positive),
    ];
    let mut grows = false;
    for (reason, unbounded, sign) in sides {
        let Some(reason) = reason else { continue };
        match reason {
            GlobalReason::Curve { curve, .. } => {
                checks.push(c.tends_to(curve, sign));
                if unbounded != Some(true) {
                    checks.push(refuted("a curve shows that it is unbounded"));
                }
            }
            GlobalReason::Levels { levels, .. } => {
                evident = false;
                for (level, met) in levels {
                    checks.push(level_against(c, &listed, level, *met, sign));
                }
            }
            GlobalReason::Coercive { growth: Some(growth) } => {
                // Below, L tends to +∞; above, −L does.
                let check = super::growth::growth(c, growth, opposite(sign));
                grows |= sign == Sign::Negative && check == Ok(Verdict::Proved);
                checks.push(check);
            }
            GlobalReason::Bound | GlobalReason::Coercive { growth: None } => {}
        }
    }
    // A complete list of critical values, all compared with the least, proves it.
    let upwards = listed.iter().any(|(_, k)| *k == GlobalKind::Maximum);
    evident |= grows && !upwards && c.proved(|k| matches!(k, ClaimKind::Completeness));
    match all(checks) {
        Ok(Verdict::Proved) if !evident => Err(NotChecked::NoEvidence),
        outcome => outcome,
    }
}

fn opposite(sign: Sign) -> Sign {
    match sign {
        Sign::Negative => Sign::Positive,
        Sign::Positive => Sign::Negative,
        Sign::Zero | Sign::Unknown => sign,
    }
}

/// A level that is not met has all listed values on one side.
fn level_against(
    c: &mut Checker<'_>,
    listed: &[(&Number, GlobalKind)],
    level: &str,
    met: bool,
    sign: Sign,
) -> Check {
    let mut q = level.parse::<Rational>().map_err(|_| NotChecked::Unreadable)?;
    if sign == Sign::Positive {
        // Above, the levels are those of −L.
        q = -q;
    }
    let text = q.to_string();
    let number = Number { exact: Some(text), ..Number::default() };
    for (value, _) in listed {
        let order = c.compare(value, &number)?;
        if !met && (order == sign || order == Sign::Zero) {
            return refuted(format!("level {level} is said to be empty"));
        }
    }
    Ok(Verdict::Proved)
}

/// Does the reason of a verdict, checked elsewhere, also prove what is said of the whole domain?
fn is_evident(kind: GlobalKind, reason: &Reason, nature: Nature) -> bool {
    match kind {
        GlobalKind::Minimum => matches!(reason, Reason::LowerBound { .. }),
        GlobalKind::Maximum => matches!(reason, Reason::UpperBound { .. }),
        GlobalKind::No => matches!(nature, Nature::Saddle | Nature::Inflection),
        GlobalKind::Unknown => true,
    }
}

impl Checker<'_> {
    /// Does L tend to infinity with this sign on a curve in t, as t → ∞?
    fn tends_to(&mut self, curve: &[String], sign: Sign) -> Check {
        if curve.len() != self.variables.len() {
            return refuted("the curve has another number of coordinates");
        }
        let map = curve.iter().map(|x| self.read_in(x, &["t"])).collect::<Result<Vec<_>, _>>()?;
        let replacements: Vec<_> = self.variables.iter().copied().zip(map).collect();
        let formula = self.formula?;
        let moved = self.dag.substitute(formula, &replacements);
        let f = self.algebra.fraction(&self.dag, moved, &self.budget)?;
        let symbol = self.dag.symbol("t");
        let t = self.algebra.symbol(symbol);
        let Some(dense) = f.as_polynomial().and_then(|p| p.dense_in(t)) else {
            return Err(NotChecked::NoEvidence);
        };
        let grows = dense.len() > 1 && dense.last().is_some_and(|c| c.sign() == sign);
        holds(grows, "L does not tend to infinity on the curve")
    }

    /// The sign of a − b.
    fn compare(&mut self, a: &Number, b: &Number) -> Result<Sign, NotChecked> {
        let mut place = Place::default();
        let (p, q) = (self.name_number(a, &mut place)?, self.name_number(b, &mut place)?);
        let difference = self.dag.sub(p, q);
        self.sign(difference, &place)
    }

    /// Has the polynomial the partial derivatives of L at the point, up to the order?
    fn osculates(&mut self, polynomial: &str, order: u32, place: &Place) -> Check {
        let (own, stated) = (self.formula?, self.read(polynomial)?);
        let n = self.variables.len();
        let mut level = vec![(own, stated, 0)];
        let mut checks = Vec::new();
        for k in 0..=order.min(LARGEST_ORDER) {
            let mut next = Vec::new();
            for &(own, stated, from) in &level {
                let difference = self.dag.sub(own, stated);
                let value = self.put(difference, place);
                let found = format!("a derivative of order {k} differs");
                checks.push(self.zero(value, place, &found));
                self.budget.spend(64).map_err(|_| NotChecked::TooLarge)?;
                for i in from..n {
                    let x = self.variables[i];
                    next.push((self.derivative(own, x)?, self.derivative(stated, x)?, i));
                }
            }
            level = next;
        }
        if order > LARGEST_ORDER {
            checks.push(Err(NotChecked::TooLarge));
        }
        all(checks)
    }
}

/// Coordinates through another one.
pub(super) fn relations(checker: &mut Checker<'_>, point: &Point) {
    for relation in &point.relations {
        checker.claim(ClaimKind::Coordinates { of: point.name.clone() }, |c| {
            let (left, right) = relation.split_once(" = ").ok_or(NotChecked::Unreadable)?;
            let (left, right) = (c.read(left)?, c.read(right)?);
            let place = c.place(&point.coordinates)?;
            let difference = c.dag.sub(left, right);
            let value = c.put(difference, &place);
            c.zero(value, &place, "the coordinates are not related so")
        });
    }
}

/// The expansion about a critical point.
pub(super) fn taylor(checker: &mut Checker<'_>, point: &Point, taylor: &TaylorExpansion) {
    checker.claim(ClaimKind::Taylor { of: point.name.clone() }, |c| {
        let place = c.place(&point.coordinates)?;
        let osculates = c.osculates(&taylor.polynomial, taylor.order, &place);
        if !taylor.exact || osculates.as_ref() != Ok(&Verdict::Proved) {
            return osculates;
        }
        let (formula, stated) = (c.formula?, c.read(&taylor.polynomial)?);
        let difference = c.dag.sub(formula, stated);
        c.identity(difference, &place.on(Some(formula)), "L is not that polynomial")
    });
}

/// A Taylor polynomial asked for.
pub(super) fn taylor_at(checker: &mut Checker<'_>, k: usize, taylor: &TaylorAt) {
    if taylor.undefined.is_some() {
        return;
    }
    let of = format!("Taylor polynomial {}", k + 1);
    checker.claim(ClaimKind::Taylor { of }, |c| {
        let place = c.place(&taylor.at)?;
        c.osculates(&taylor.polynomial, taylor.order, &place)
    });
}

/// A point asked about.
pub(super) fn asked(checker: &mut Checker<'_>, k: usize, point: &AskedPoint) {
    let of = || point.label.clone().unwrap_or_else(|| format!("asked point {}", k + 1));
    let Ok(place) = checker.place(&point.at) else { return };
    if let Some(value) = &point.value {
        checker.claim(ClaimKind::Value { of: of() }, |c| {
            let formula = c.formula?;
            let own = c.put(formula, &place);
            c.equals(own, value, &place, "L has another value")
        });
    }
    if let Some(gradient) = &point.gradient {
        checker.claim(ClaimKind::Critical { of: of() }, |c| {
            let own = c.gradient.clone()?;
            let mut checks = Vec::new();
            for (slope, stated) in own.into_iter().zip(gradient) {
                let value = c.put(slope, &place);
                checks.push(c.equals(value, stated, &place, "a slope differs"));
            }
            all(checks)
        });
    }
    let Ok(own) = checker.hessian_at(&place) else { return };
    if let Some(stated) = &point.hessian {
        checker.claim(ClaimKind::Hessian { of: of() }, |c| c.matrix_equals(&own, stated, &place));
    }
    let Ok(characteristic) = checker.characteristic(&own) else { return };
    if let Some(stated) = point.inertia {
        checker.claim(ClaimKind::Inertia { of: of() }, |c| {
            let own = c.inertia(&characteristic, &place)?;
            holds(own == stated, format!("the inertia is {own:?}"))
        });
    }
    if let Some(stated) = &point.eigenvalues {
        let what = ClaimKind::Eigenvalues { of: of() };
        checker.claim(what, |c| c.eigenvalues(&characteristic, stated, &place));
    }
}
