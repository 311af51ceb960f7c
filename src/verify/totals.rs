//! Completeness, counts, global extrema, Taylor polynomials, points asked about.

use super::checker::{Check, Checker, Verdict, all, holds, refuted};
use super::claim::{ClaimKind, NotChecked};
use super::place::Place;
use crate::number::Rational;
use crate::result::{
    AskedPoint, Leaf, LeafKind, Number, Point, Reason, Status, TaylorAt, TaylorExpansion,
    WhyComplete,
};

/// Partial derivatives of higher order are not compared.
const LARGEST_ORDER: u32 = 6;

/// Checks the statements about the whole list.
pub(super) fn totals(checker: &mut Checker<'_>) {
    checker.claim(ClaimKind::Completeness, completeness);
    for set in &checker.document.nonsmooth {
        let what = ClaimKind::Value { of: set.set.clone() };
        checker.claim(what, |c| value_at(c, &set.sample, &set.value));
        let what = ClaimKind::Nature { of: set.set.clone() };
        checker.claim(what, |_| Err(NotChecked::NoEvidence));
    }
    let extrema = checker.document.extrema.as_ref();
    let both = extrema.map(|e| [("largest value", &e.maximum), ("least value", &e.minimum)]);
    for (name, extremum) in both.into_iter().flatten() {
        let Some(extremum) = extremum else { continue };
        for at in &extremum.at {
            let what = ClaimKind::Value { of: format!("{name} of the region") };
            checker.claim(what, |c| value_at(c, at, &extremum.value));
        }
        let what = ClaimKind::Global { of: format!("{name} of the region") };
        checker.claim(what, |_| Err(NotChecked::NoEvidence));
    }
    checker.claim(ClaimKind::Counts, |c| counts(c));
    if super::complex::is_stated(&checker.document.counts) {
        checker.claim(ClaimKind::ComplexCounts, super::complex::complex_counts);
    }
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
        _ if !single => c.complete_by_parts(),
        _ if c.proved(of_the_tree) => Ok(Verdict::Proved),
        _ => Err(NotChecked::NoEvidence),
    }
}

impl Checker<'_> {
    /// L is a sum of parts in separate variables, each with a tree: as many different zeros of
    /// the gradient as the product of the numbers of solutions at the leaves are all.
    fn complete_by_parts(&mut self) -> Check {
        let document = self.document;
        let isolated = document.continua.is_empty() && document.families.is_empty();
        if !isolated || !document.blocks.is_empty() || !self.are_parts()? {
            return Err(NotChecked::NoEvidence);
        }
        let tree = &document.proof.tree;
        let mut all = 1usize;
        for root in tree.iter().filter(|n| n.parent.is_none()) {
            let of_root = tree.iter().filter(|n| super::leaves::root_of(tree, n) == Some(root.id));
            let leaves = of_root.filter_map(|n| n.leaf.as_ref());
            let solutions = |l: &Leaf| match l.kind {
                LeafKind::Empty => Some(0),
                LeafKind::Points => Some(l.eliminants.iter().map(|e| e.real_roots).product()),
                LeafKind::Parametrized | LeafKind::Hypersurface | LeafKind::Open => None,
            };
            let count: Option<usize> = leaves.map(solutions).sum();
            all = all.saturating_mul(count.ok_or(NotChecked::NoEvidence)?);
        }
        if document.points.len() > all {
            return refuted(format!("the leaves have {all} solutions together"));
        }
        let zeros =
            |k: &ClaimKind| matches!(k, ClaimKind::Critical { .. } | ClaimKind::Distinct { .. });
        match document.points.len() == all && self.proved(of_the_tree) && self.proved(zeros) {
            true => Ok(Verdict::Proved),
            false => Err(NotChecked::NoEvidence),
        }
    }

    /// Do the roots of the tree speak of separate variables, and together of all?
    fn are_parts(&mut self) -> Result<bool, NotChecked> {
        let document = self.document;
        let mut seen = Vec::new();
        for root in document.proof.tree.iter().filter(|n| n.parent.is_none()) {
            seen.extend(self.unknowns_of(root)?);
        }
        let count = seen.len();
        seen.sort_unstable();
        seen.dedup();
        Ok(seen.len() == count && count == document.variables.len())
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
        | ClaimKind::Global { .. } => false,
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
    // The number of those listed is the number of all if the list is complete.
    let complete = document.completeness.status != Status::Proved
        || counts.real.is_none()
        || c.is_proved(|k| matches!(k, ClaimKind::Completeness));
    let sure = |check: Check| match check {
        Ok(Verdict::Proved) if !complete => Err(NotChecked::NoEvidence),
        other => other,
    };
    let Some(by_index) = &counts.by_index else {
        return sure(holds(counts.index_sum.is_none(), "a sum of indices without indices"));
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
    sure(holds(right, format!("the indices are {own:?}, their sum is {sum}")))
}

impl Checker<'_> {
    /// Are the listed coefficients those of the polynomial, and are all others zero?
    fn coefficients_of(&mut self, taylor: &TaylorAt, place: &Place) -> Check {
        let n = self.variables.len();
        let polynomial = self.read(&taylor.polynomial)?;
        let mut level = vec![(polynomial, vec![0u32; n], 0, Rational::one())];
        let mut checks = Vec::new();
        for _ in 0..=taylor.order.min(LARGEST_ORDER) {
            let mut next = Vec::new();
            for (e, powers, from, factorial) in level {
                let listed = taylor.coefficients.iter().find(|c| c.powers == powers);
                let stated = match listed.map(|c| &c.exact) {
                    Some(Some(text)) => Some(self.read_in(text, &[])?),
                    Some(None) => None,
                    None => Some(self.dag.integer(0)),
                };
                if let Some(stated) = stated {
                    let factor = self.dag.number(factorial.clone());
                    let whole = self.dag.mul(stated, factor);
                    let difference = self.dag.sub(e, whole);
                    let value = self.put(difference, place);
                    checks.push(self.zero(value, place, "a coefficient differs"));
                }
                self.budget.spend(64).map_err(|_| NotChecked::TooLarge)?;
                for i in from..n {
                    let mut raised = powers.clone();
                    raised[i] += 1;
                    let factorial = &factorial * &Rational::from(i64::from(raised[i]));
                    let slope = self.derivative(e, self.variables[i])?;
                    next.push((slope, raised, i, factorial));
                }
            }
            level = next;
        }
        all(checks)
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
            let place = c.located(point)?;
            let difference = c.dag.sub(left, right);
            let value = c.put(difference, &place);
            c.zero(value, &place, "the coordinates are not related so")
        });
    }
}

/// Is the value of L at a point the number?
fn value_at(c: &mut Checker<'_>, at: &[Number], value: &Number) -> Check {
    let (place, formula) = (c.place(at)?, c.formula?);
    let own = c.put(formula, &place);
    c.equals(own, value, &place, "L has another value")
}

/// The expansion about a critical point.
pub(super) fn taylor(checker: &mut Checker<'_>, point: &Point, taylor: &TaylorExpansion) {
    checker.claim(ClaimKind::Taylor { of: point.name.clone() }, |c| {
        let place = c.located(point)?;
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
        let osculates = c.osculates(&taylor.polynomial, taylor.order, &place)?;
        if osculates != Verdict::Proved {
            return Ok(osculates);
        }
        c.coefficients_of(taylor, &place)
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
