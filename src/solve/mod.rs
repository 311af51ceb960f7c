//! All real zeros of a square system with its Jacobian — here: of polynomial equations on a
//! domain — with the case tree that proves it.
//!
//! ```text
//! expressions ─prepare→ System ─explore→ CaseTree ─merge→ points, components, what is open
//! ```
//!
//! Knows nothing of gradients: any system can be given. What cannot be finished is said to
//! be open, with the reason; a complete tree is a proof.

mod algebraize;
mod alphabet;
mod balance;
mod closure;
mod component;
mod context;
mod derived;
mod evaluate;
mod form;
mod fraction;
mod gather;
mod gauge;
mod lattice;
mod leaf;
mod letter;
mod lower;
mod merge;
mod places;
mod prepare;
mod rules;
mod squares;
mod symmetry;
mod system;
#[cfg(test)]
mod tests;
mod tree;

pub use algebraize::{Algebraized, Factored, algebraize, factored};
pub use alphabet::Alphabet;
pub use component::{Circle, Component, Level, Orbit};
pub use evaluate::at_point;
pub use form::{Form, Monomial};
pub use fraction::Fraction;
pub use gauge::{solve_balanced, solve_modulo};
pub use lattice::common_part;
pub use leaf::{Eliminant, Empty, Leaf, Open, Points, ZeroPoint};
pub use letter::Letter;
pub use lower::{Atom, Lowering, Obstacle};
pub use merge::{FoundPoint, Merged};
pub use prepare::{Prepared, prepare};
pub use symmetry::{
    Rotation, SignedGroup, SignedPermutation, linear_flows, rotations, signed_permutations,
};
pub use system::{Residual, SignCondition, System};
pub use tree::{CaseTree, Child, Node, NonVanishing, Reason, Rule, Solved, State, Step, Stripped};

use crate::budget::{Budget, Exhausted};
use context::{Context, Split};

/// Most nodes of a case tree.
const MOST_NODES: usize = 2000;

/// The zeros of a system and the tree that found them.
#[derive(Debug, Clone)]
pub struct Solution {
    /// The tree.
    pub tree: CaseTree,
    /// Points and components.
    pub sets: Merged,
}

impl Solution {
    /// Branches that are not finished.
    pub fn open(&self) -> Vec<&Open> {
        self.tree
            .nodes
            .iter()
            .filter_map(|node| match &node.leaf {
                Some(Leaf::Open(open)) => Some(open),
                Some(Leaf::Empty(_) | Leaf::Points(_) | Leaf::Sets(_)) | None => None,
            })
            .collect()
    }

    /// Is every branch finished and every piece assigned?
    pub fn is_complete(&self) -> bool {
        self.open().is_empty() && self.sets.unclear.is_empty()
    }
}

/// Solves a system.
pub fn solve(system: &System, budget: &Budget) -> Solution {
    let tree = explore(system, budget);
    let sets = merge::merge(system, &tree, budget);
    Solution { tree, sets }
}

/// The part of the work kept for the other way to treat a sum of squares: one in …
const SHARE_OF_THE_OTHER_WAY: u64 = 3;

/// The case tree. A sum of squares is split, or its gradient taken as it is; where one way
/// does not end, the other may.
fn explore(system: &System, budget: &Budget) -> CaseTree {
    if !squares::are_few(system) {
        return explore_with(Split::Never, system, budget);
    }
    let first = budget.left() - budget.left() / SHARE_OF_THE_OTHER_WAY;
    let tree = within(first, budget, |part| explore_with(Split::IfItHelps, system, part));
    if !is_open(&tree) {
        return tree;
    }
    let is_split = tree.nodes.iter().any(|node| node.rule == Rule::Squares);
    let other = if is_split { Split::Never } else { Split::Always };
    let second = within(budget.left(), budget, |rest| explore_with(other, system, rest));
    if is_open(&second) { tree } else { second }
}

/// What some work makes of a part of the budget.
fn within<T>(steps: u64, budget: &Budget, work: impl Fn(&Budget) -> T) -> T {
    let done = budget.portion(steps, |part| Ok(work(part)));
    done.unwrap_or_else(|_| work(budget))
}

fn is_open(tree: &CaseTree) -> bool {
    tree.leaves().any(|(_, leaf)| matches!(leaf, Leaf::Open(_)))
}

/// Grows the case tree, depth first, until every branch has a leaf.
fn explore_with(split: Split, system: &System, budget: &Budget) -> CaseTree {
    let mut context = Context::new(system, budget);
    context.split = split;
    let mut tree = CaseTree::root(system);
    grow(&mut tree, vec![0], system, &context);
    tree
}

/// Grows the branches that end in the given nodes.
fn grow(tree: &mut CaseTree, mut open: Vec<usize>, system: &System, context: &Context<'_>) {
    while let Some(id) = open.pop() {
        if tree.nodes.len() > MOST_NODES {
            tree.nodes[id].leaf = Some(Leaf::Open(Open::TooManyCases));
            continue;
        }
        match step(&tree.nodes[id], system, context) {
            Ok(Step::Leaf(leaf)) => tree.nodes[id].leaf = Some(leaf),
            Ok(Step::Children(children)) => {
                let ids: Vec<usize> = children.into_iter().map(|c| tree.push(id, c)).collect();
                open.extend(ids.into_iter().rev());
            }
            Err(stop) => tree.nodes[id].leaf = Some(Leaf::Open(Open::Exhausted(stop))),
        }
    }
}

/// The first rule that applies.
fn step(node: &Node, system: &System, context: &Context<'_>) -> Result<Step, Exhausted> {
    const RULES: [rules::Rule; 9] = [
        rules::contradiction,
        rules::strip,
        rules::same_sign_terms,
        rules::short_linear,
        rules::split,
        rules::linear,
        squares::residuals,
        derived::combination,
        rules::quotient,
    ];
    context.budget.spend(64)?;
    for rule in RULES {
        if let Some(step) = rule(node, context)? {
            return Ok(step);
        }
    }
    leaf::leaf(node, &system.signs, context)
}
