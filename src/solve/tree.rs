//! The case tree: every node's real solutions are the union of its children's.
//!
//! Each child is made by one rule, and the rule's argument is kept as data, so that the
//! tree is both the computation and the printed proof. A branch ends in a leaf: nothing,
//! points, a set, or the statement that it was not finished.

use super::leaf::Leaf;
use super::system::{Residual, System};
use crate::polynomial::Poly;
use crate::polynomial::multivariate::Proof;
use std::collections::BTreeSet;

/// A variable solved for: x_var = num/den in the variables that are left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solved {
    /// Index of the variable.
    pub var: usize,
    /// Numerator.
    pub num: Poly,
    /// Denominator; not zero in this case.
    pub den: Poly,
}

/// What holds at a node: equations, inequations, variables already solved for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Polynomials that must be zero: primitive, nonzero, distinct.
    pub equations: Vec<Poly>,
    /// Polynomials assumed not zero.
    pub nonzero: Vec<Poly>,
    /// In the order in which they were solved for.
    pub solved: Vec<Solved>,
}

impl State {
    /// Drops zero and repeated equations and makes the others primitive (R1).
    pub fn new(equations: Vec<Poly>, nonzero: Vec<Poly>, solved: Vec<Solved>) -> State {
        let mut seen = BTreeSet::new();
        let equations = equations.iter().map(Poly::primitive);
        let equations = equations.filter(|p| !p.is_zero() && seen.insert(p.clone())).collect();
        let mut seen = BTreeSet::new();
        let nonzero = nonzero.iter().map(Poly::primitive);
        let nonzero = nonzero.filter(|p| !p.is_constant() || p.is_zero());
        let nonzero = nonzero.filter(|p| seen.insert(p.clone())).collect();
        State { equations, nonzero, solved }
    }

    /// A polynomial with the solved variables put in, times powers of their denominators.
    pub fn put_into(&self, p: &Poly) -> Poly {
        self.solved.iter().fold(p.clone(), |p, s| p.substitute(s.var, &s.num, &s.den))
    }

    /// Variables that are neither solved for nor absent: the unknowns still in play.
    pub fn live(&self, nvars: usize) -> Vec<usize> {
        (0..nvars).filter(|i| self.solved.iter().all(|s| s.var != *i)).collect()
    }
}

/// An equation with the factors that rule R2 removed from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stripped {
    /// The equation before.
    pub equation: Poly,
    /// Factors that stay, with their exponents.
    pub kept: Vec<(Poly, u32)>,
    /// Factors that never vanish here, with their exponents.
    pub dropped: Vec<(Poly, u32, NonVanishing)>,
    /// An equation that divides it, if that is why it is dropped altogether.
    pub multiple_of: Option<Poly>,
}

/// Why a factor does not vanish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NonVanishing {
    /// Assumed in this case, or excluded from the domain.
    Assumed,
    /// Proved.
    Proved(Proof),
}

/// The argument that makes a node from its parent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The given equations.
    Start,
    /// R2: repeated and never-vanishing factors removed.
    Strip(Vec<Stripped>),
    /// R3: terms of one sign must all vanish.
    SameSign {
        /// The equation.
        equation: Poly,
        /// What must vanish instead.
        terms: Vec<Poly>,
    },
    /// R5: one factor of a product is zero, and those before it are not.
    Factor {
        /// The equation.
        equation: Poly,
        /// Its factors.
        factors: Vec<Poly>,
        /// Which one is zero.
        index: usize,
    },
    /// R4, R6: an equation solved for a variable with constant coefficient.
    Solve {
        /// The equation.
        equation: Poly,
        /// The solution.
        solved: Solved,
    },
    /// R7: a combination of the equations, added to them.
    Combination {
        /// Multiplier and equation, summed.
        of: Vec<(Poly, Poly)>,
        /// The sum.
        result: Poly,
    },
    /// R8: the coefficient of a linear variable is zero, or it is not.
    Coefficient {
        /// The equation a·x + b.
        equation: Poly,
        /// The variable x.
        var: usize,
        /// The coefficient a.
        coefficient: Poly,
        /// Is this the case a = 0?
        vanishes: bool,
    },
    /// A sum of squares: all residuals vanish, or the minors of their Jacobian matrix, added.
    Residuals {
        /// Its terms.
        residuals: Vec<Residual>,
        /// The minors of the Jacobian matrix.
        minors: Vec<Poly>,
        /// Is this the case in which all residuals vanish?
        vanish: bool,
    },
    /// The zeros are the points that rotations of the planes (p, q) make of those of the
    /// cases: the planes before `place` vanish, and there x_p = 0 ≠ x_q; after the last plane
    /// all vanish.
    Rotation {
        /// The planes that turn together.
        planes: Vec<(usize, usize)>,
        /// The plane of this case.
        place: usize,
    },
    /// R9: elements of a Gröbner basis of the equations, added to them.
    Elimination {
        /// The elements.
        elements: Vec<Poly>,
    },
}

/// The name of the rule, R1–R9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The root.
    Start,
    /// Repeated and never-vanishing factors.
    R2,
    /// Terms of one sign.
    R3,
    /// A short linear equation.
    R4,
    /// A product.
    R5,
    /// A linear variable.
    R6,
    /// A derived equation.
    R7,
    /// A linear variable with another coefficient.
    R8,
    /// Elimination.
    R9,
    /// A sum of squares.
    Squares,
    /// One point of every orbit of a rotation.
    Rotation,
}

/// One node.
#[derive(Debug, Clone)]
pub struct Node {
    /// Index in the tree.
    pub id: usize,
    /// Index of the parent.
    pub parent: Option<usize>,
    /// The rule.
    pub rule: Rule,
    /// The argument.
    pub reason: Reason,
    /// What holds here.
    pub state: State,
    /// Has rule R7 added an equation since the last branching or substitution?
    pub derived: bool,
    /// The end of the branch.
    pub leaf: Option<Leaf>,
}

/// A child before it has its place in the tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Child {
    /// The rule.
    pub rule: Rule,
    /// The argument.
    pub reason: Reason,
    /// What holds.
    pub state: State,
}

/// What a rule makes of a node.
#[derive(Debug, Clone)]
pub enum Step {
    /// Cases that cover the node.
    Children(Vec<Child>),
    /// The end of the branch.
    Leaf(Leaf),
}

/// All nodes, parents before children.
#[derive(Debug, Clone)]
pub struct CaseTree {
    /// The nodes; the first one is the root.
    pub nodes: Vec<Node>,
}

impl CaseTree {
    /// The tree that has only the given system.
    pub fn root(system: &System) -> CaseTree {
        let state = State::new(system.equations.clone(), system.nonzero.clone(), Vec::new());
        let root = Node {
            id: 0,
            parent: None,
            rule: Rule::Start,
            reason: Reason::Start,
            state,
            derived: false,
            leaf: None,
        };
        CaseTree { nodes: vec![root] }
    }

    /// Adds a child and returns its index.
    pub fn push(&mut self, parent: usize, child: Child) -> usize {
        let id = self.nodes.len();
        let derived = match child.rule {
            Rule::R7 | Rule::R9 => true,
            Rule::R2 => self.nodes[parent].derived,
            Rule::Rotation
            | Rule::Start
            | Rule::R3
            | Rule::R4
            | Rule::R5
            | Rule::R6
            | Rule::R8
            | Rule::Squares => false,
        };
        let Child { rule, reason, state } = child;
        self.nodes.push(Node {
            id,
            parent: Some(parent),
            rule,
            reason,
            state,
            derived,
            leaf: None,
        });
        id
    }

    /// The leaves with their nodes.
    pub fn leaves(&self) -> impl Iterator<Item = (&Node, &Leaf)> {
        self.nodes.iter().filter_map(|node| Some((node, node.leaf.as_ref()?)))
    }
}
