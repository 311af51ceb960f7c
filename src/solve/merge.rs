//! Leaves into sets: pieces that lie in a larger set are dropped, with an exact test.
//!
//! A component is described by the equations of its closure. They have been found under the
//! assumptions of its branch, so before the assumptions may be forgotten every original
//! equation is checked to vanish on the whole component, hence on its closure; then every
//! real point of the closure (on the domain) is a zero of the system, and a point or
//! component that satisfies its equations adds nothing. Unsaturated numerators would not do:
//! they vanish wherever numerator and denominator vanish together.

use super::closure::close;
use super::component::Component;
use super::evaluate::at_point;
use super::leaf::{Leaf, ZeroPoint};
use super::system::System;
use super::tree::CaseTree;
use crate::budget::Budget;
use crate::number::Field;
use crate::polynomial::Poly;

/// Steps for the closure of one component.
const CLOSURE_STEPS: u64 = 100_000_000;

/// A point with the node of the tree that found it.
#[derive(Debug, Clone)]
pub struct FoundPoint {
    /// The point.
    pub point: ZeroPoint,
    /// Index of the node.
    pub node: usize,
}

/// What the leaves amount to.
#[derive(Debug, Clone, Default)]
pub struct Merged {
    /// Isolated points.
    pub points: Vec<FoundPoint>,
    /// Components, none inside another.
    pub components: Vec<Component>,
    /// Points that lie on a component: index of the component.
    pub points_on: Vec<(FoundPoint, usize)>,
    /// Nodes whose component lies in another one: node, index of the larger.
    pub inside: Vec<(usize, usize)>,
    /// Pieces for which it could not be decided whether they lie in the closure of a
    /// component: the denominators vanish there, and the closure could not be computed.
    pub unclear: Vec<Poly>,
}

enum Position {
    On,
    Off,
    Unclear(Poly),
}

/// Sorts the leaves of a finished tree.
pub(super) fn merge(system: &System, tree: &CaseTree, budget: &Budget) -> Merged {
    let mut merged = Merged::default();
    let mut components: Vec<Component> = Vec::new();
    let mut points = Vec::new();
    for (node, leaf) in tree.leaves() {
        match leaf {
            Leaf::Points(found) => {
                let found = found.points.iter().cloned();
                points.extend(found.map(|point| FoundPoint { point, node: node.id }));
            }
            Leaf::Sets(sets) => components.extend(sets.iter().cloned()),
            Leaf::Empty(_) | Leaf::Open(_) => {}
        }
    }
    components.retain(|c| !is_excluded(c, system));
    // The assumptions may be forgotten only where every equation vanishes on the closure.
    components.retain(|component| {
        let stray = system.equations.iter().find(|p| !component.annihilates(p));
        merged.unclear.extend(stray.cloned());
        stray.is_none()
    });
    for component in &mut components {
        // Without the closure the denominators stay assumptions.
        let _ = budget.portion(CLOSURE_STEPS, |budget| close(component, budget));
        forget_assumptions(component, system);
    }
    components.sort_by_key(|c| (std::cmp::Reverse(c.dimension()), c.denominators().len()));
    for component in components {
        let mut inside = None;
        for (i, larger) in merged.components.iter().enumerate() {
            match lies_in(&component, larger) {
                Some(true) => inside = inside.or(Some(i)),
                Some(false) => {}
                None => merged.unclear.extend(component.equations().into_iter().take(1)),
            }
        }
        match inside {
            Some(larger) => merged.inside.push((component.node, larger)),
            None => merged.components.push(component),
        }
    }
    for found in points {
        let mut on = None;
        for (i, component) in merged.components.iter().enumerate() {
            match position(&found.point, component) {
                Position::On => on = on.or(Some(i)),
                Position::Off => {}
                Position::Unclear(p) => merged.unclear.push(p),
            }
        }
        match on {
            Some(i) => merged.points_on.push((found, i)),
            None => merged.points.push(found),
        }
    }
    merged
}

/// Keeps of the assumptions only what the domain excludes, and the denominators if the
/// closure is not known.
fn forget_assumptions(component: &mut Component, system: &System) {
    let mut nonzero = component.doubtful();
    for p in &system.nonzero {
        let constant = component.restrict(p).iter().all(Poly::is_constant);
        if !constant && !nonzero.contains(p) {
            nonzero.push(p.clone());
        }
    }
    component.nonzero = nonzero;
}

/// Does something that may not vanish, by the domain or by the assumptions of the branch,
/// vanish on all of the component? Then no point of it belongs to the branch.
fn is_excluded(component: &Component, system: &System) -> bool {
    component.nonzero.iter().chain(&system.nonzero).any(|p| component.annihilates(p))
}

/// Is the smaller component in the larger one?
/// `None` if the larger one has irrational constants that could not be compared.
fn lies_in(small: &Component, large: &Component) -> Option<bool> {
    let on_closure = large.equations().iter().all(|p| small.annihilates(p));
    if !on_closure || large.doubtful().iter().any(|p| small.annihilates(p)) {
        return Some(false);
    }
    if large.fixed.iter().all(|(_, value)| value.as_rational().is_some()) {
        return Some(true);
    }
    // The equations hold for conjugates too; on the smaller set, which they hold on, the
    // constants of the larger one are constants, so one point decides.
    small.some_point().map(|point| large.has_constants_at(&point))
}

fn position(point: &ZeroPoint, component: &Component) -> Position {
    let off = component.equations().iter().any(|p| !at_point(p, point).is_zero());
    if off || !component.has_constants_at(point) {
        return Position::Off;
    }
    let zero = component.doubtful().into_iter().find(|p| at_point(p, point).is_zero());
    match zero {
        Some(p) => Position::Unclear(p),
        None => Position::On,
    }
}
