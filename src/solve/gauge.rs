//! Zeros up to rotations: one point of every orbit, and the orbit of it.
//!
//! The zero set of ∇L is invariant under every rotation that leaves L unchanged. Under one
//! that turns the planes (p₁, q₁), …, (p_m, q_m) together, each zero outside its axis has a
//! first plane in which it does not vanish, and turned by a suitable angle it has x_p = 0 and
//! x_q > 0 there: this one point of its orbit is found by *adding* equations to ∇L = 0, one
//! case for each plane and one for the axis. If each case has finitely many solutions, the
//! zeros are the points on the axis and the circles through the others. A second rotation
//! that commutes with the first and does not move the coordinates used so far is taken up
//! in the same way; the orbits are then tori.

use super::balance::balance;
use super::component::{Circle, Component, Orbit, same_number};
use super::context::Context;
use super::leaf::{Leaf, ZeroPoint, leaf};
use super::merge::{FoundPoint, Merged, merge};
use super::symmetry::Rotation;
use super::system::System;
use super::tree::{CaseTree, Child, Reason, Rule, State, Step};
use super::{Solution, grow};
use crate::budget::Budget;
use crate::number::{Field, RealField, Sign};
use crate::polynomial::Poly;

/// Solves a system whose zero set is invariant under the rotations; `None` if that does not
/// lead to finitely many orbits.
pub fn solve_modulo(system: &System, rotations: &[Rotation], budget: &Budget) -> Option<Solution> {
    if rotations.is_empty() || !system.nonzero.is_empty() || !system.signs.is_empty() {
        return None;
    }
    let mut tree = CaseTree::root(system);
    let mut open = Vec::new();
    for end in divide(&mut tree, rotations, system.nvars) {
        let end = balance(&mut tree, end, system.nvars, budget).ok()?;
        if !eliminated_at_once(&mut tree, end, system, budget) {
            open.push(end);
        }
    }
    let context = Context::new(system, budget);
    grow(&mut tree, open, system, &context);
    let sets = orbits(&tree, system.nvars)?;
    Some(Solution { tree, sets })
}

/// Solves a system with equations of lower degree added to it where combinations of the
/// given ones yield some.
pub fn solve_balanced(system: &System, budget: &Budget) -> Solution {
    let mut tree = CaseTree::root(system);
    let end = balance(&mut tree, 0, system.nvars, budget).unwrap_or(0);
    if !eliminated_at_once(&mut tree, end, system, budget) {
        let context = Context::new(system, budget);
        grow(&mut tree, vec![end], system, &context);
    }
    let sets = merge(system, &tree, budget);
    Solution { tree, sets }
}

/// Ends a branch of many balanced equations by a Gröbner basis of all of them, if that gives
/// finitely many points: substitutions would only lengthen what is short.
fn eliminated_at_once(tree: &mut CaseTree, end: usize, system: &System, budget: &Budget) -> bool {
    let node = &tree.nodes[end];
    let many = node.state.equations.len() > system.nvars && system.nvars > 4;
    if !many || !matches!(node.reason, Reason::Combination { .. }) {
        return false;
    }
    let step = budget.portion(budget.left() / 2, |budget| {
        let mut context = Context::new(system, budget);
        context.unsaturated_first = true;
        leaf(node, &system.signs, &context)
    });
    let Ok(Step::Leaf(leaf @ (Leaf::Points(_) | Leaf::Empty(_)))) = step else { return false };
    tree.nodes[end].leaf = Some(leaf);
    true
}

/// The cases of the rotations at the root; answers their ends.
fn divide(tree: &mut CaseTree, rotations: &[Rotation], n: usize) -> Vec<usize> {
    let mut ends: Vec<(usize, Vec<usize>)> = vec![(0, Vec::new())];
    let mut taken: Vec<&Rotation> = Vec::new();
    for rotation in rotations {
        if taken.iter().all(|r| r.commutes_with(rotation, n)) {
            taken.push(rotation);
        }
    }
    for (k, rotation) in taken.iter().enumerate() {
        // Planes that no other rotation moves come first: their radii describe the orbits.
        let shared = |&(p, _): &(usize, usize)| {
            taken.iter().enumerate().any(|(j, other)| j != k && other.moves(p))
        };
        let mut planes = rotation.planes.clone();
        planes.sort_by_key(shared);
        let rotation = &Rotation { planes };
        let mut next = Vec::new();
        for (node, used) in ends {
            if used.iter().any(|&i| rotation.moves(i)) {
                next.push((node, used));
                continue;
            }
            for place in 0..=rotation.planes.len() {
                let mut coordinates = used.clone();
                coordinates.extend(touched(rotation, place));
                let child = case(&tree.nodes[node].state, rotation, place, n);
                next.push((tree.push(node, child), coordinates));
            }
        }
        ends = next;
    }
    ends.into_iter().rev().map(|(node, _)| node).collect()
}

/// The coordinates on which the case of a plane lays conditions.
fn touched(rotation: &Rotation, place: usize) -> Vec<usize> {
    rotation.planes.iter().take(place + 1).flat_map(|&(p, q)| [p, q]).collect()
}

/// The planes before `place` vanish; there x_p = 0 ≠ x_q. After the last plane: the axis.
fn case(state: &State, rotation: &Rotation, place: usize, n: usize) -> Child {
    let State { mut equations, mut nonzero, solved } = state.clone();
    for &(p, q) in &rotation.planes[..place] {
        equations.extend([Poly::var(n, p), Poly::var(n, q)]);
    }
    if let Some(&(p, q)) = rotation.planes.get(place) {
        equations.push(Poly::var(n, p));
        nonzero.push(Poly::var(n, q));
    }
    let reason = Reason::Rotation { planes: rotation.planes.clone(), place };
    Child { rule: Rule::Rotation, reason, state: State::new(equations, nonzero, solved) }
}

/// Points and orbits of a tree all of whose leaves have finitely many points.
fn orbits(tree: &CaseTree, n: usize) -> Option<Merged> {
    let mut merged = Merged::default();
    for (node, leaf) in tree.leaves() {
        let points = match leaf {
            Leaf::Empty(_) => continue,
            Leaf::Points(points) => points,
            Leaf::Sets(_) | Leaf::Open(_) => return None,
        };
        let circles = circles(tree, node.id);
        for point in &points.points {
            // The point turned by half a turn is the same orbit's.
            let above = |c: &Circle| point.coordinates[c.plane.1].sign() == Sign::Positive;
            if !circles.iter().all(above) {
                continue;
            }
            if circles.is_empty() {
                merged.points.push(FoundPoint { point: point.clone(), node: node.id });
            } else {
                merged.components.push(orbit(n, point, circles.clone(), node.id));
            }
        }
    }
    tell_apart(&merged).then_some(merged)
}

/// Do the radii tell every torus from the others?
fn tell_apart(merged: &Merged) -> bool {
    let tori = merged.components.iter().filter_map(|c| c.orbit.as_ref());
    let tori: Vec<&Orbit> = tori.filter(|orbit| orbit.circles.len() > 1).collect();
    let same = |a: &Orbit, b: &Orbit| {
        a.circles.len() == b.circles.len()
            && a.circles.iter().zip(&b.circles).all(|(c, d)| {
                let (x, y) = (&a.point.coordinates[c.plane.1], &b.point.coordinates[d.plane.1]);
                c.plane == d.plane && same_number(x, y)
            })
    };
    (0..tori.len()).all(|i| (0..i).all(|j| !same(tori[i], tori[j])))
}

/// The rotations that move the solutions of a node, with the plane that shows it.
fn circles(tree: &CaseTree, id: usize) -> Vec<Circle> {
    let mut all = Vec::new();
    let mut at = Some(id);
    while let Some(k) = at {
        let node = &tree.nodes[k];
        if let Reason::Rotation { planes, place } = &node.reason
            && let Some(&plane) = planes.get(*place)
        {
            all.push(Circle { rotation: Rotation { planes: planes.clone() }, plane });
        }
        at = node.parent;
    }
    all.reverse();
    all
}

/// The orbit of a point, with the polynomials of its radii.
fn orbit(n: usize, point: &ZeroPoint, circles: Vec<Circle>, node: usize) -> Component {
    let radius = |c: &Circle| {
        let (p, q) = c.plane;
        let square = &Poly::var(n, p).pow(2) + &Poly::var(n, q).pow(2);
        let height = &point.coordinates[q];
        let minimal = height.mul(height).minimal_polynomial();
        let terms = minimal.coeffs().iter().enumerate();
        terms.fold(Poly::zero(n), |sum, (k, c)| &sum + &square.pow(k as u32).scale(c))
    };
    Component {
        nvars: n,
        tied: Vec::new(),
        relation: None,
        field: point.field.clone(),
        fixed: Vec::new(),
        solved: Vec::new(),
        nonzero: Vec::new(),
        closure: Some(circles.iter().map(radius).collect()),
        orbit: Some(Orbit { point: point.clone(), circles }),
        level: None,
        node,
    }
}
