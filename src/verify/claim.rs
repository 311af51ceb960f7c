//! What is claimed, and what re-proving it gave.

use std::fmt;

/// What kind of statement of a result is checked, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimKind {
    /// A first or second derivative of the formula.
    Derivative {
        /// By which variables.
        by: Vec<String>,
    },
    /// A gradient component as unit · numerator.
    Numerator {
        /// Index in the list.
        index: usize,
    },
    /// A relation between letters holds by their meanings.
    Relation {
        /// Index in the list.
        index: usize,
    },
    /// Exact form, decimal, enclosure and minimal polynomial of a number agree.
    Number {
        /// Where it stands.
        of: String,
    },
    /// The gradient vanishes.
    Critical {
        /// The point or set.
        of: String,
    },
    /// A relation between the coordinates.
    Coordinates {
        /// The point.
        of: String,
    },
    /// The value of L.
    Value {
        /// The point or set.
        of: String,
    },
    /// The Hessian matrix.
    Hessian {
        /// The point.
        of: String,
    },
    /// Signs of the eigenvalues.
    Inertia {
        /// The point.
        of: String,
    },
    /// The eigenvalues, with multiplicity.
    Eigenvalues {
        /// The point.
        of: String,
    },
    /// Nature, strictness and degeneracy against the inertia.
    Nature {
        /// The point.
        of: String,
    },
    /// The argument of the verdict: a bound, Morse and Bott, …
    Reason {
        /// The point.
        of: String,
    },
    /// A way down.
    Escape {
        /// The point.
        of: String,
    },
    /// A Taylor polynomial.
    Taylor {
        /// The point.
        of: String,
    },
    /// Two isolated points are not the same.
    Distinct {
        /// The points.
        of: [String; 2],
    },
    /// A set of critical points and its parametrisation.
    Continuum {
        /// The set.
        of: String,
    },
    /// The pieces of a set do not overlap, cover it, and have their inertia everywhere.
    Strata {
        /// The set.
        of: String,
    },
    /// A node of the case tree follows from its parent.
    Case {
        /// The node.
        id: usize,
    },
    /// All cases of a branching are there.
    Branching {
        /// The node that branches.
        id: usize,
    },
    /// The end of a branch.
    Leaf {
        /// The node.
        id: usize,
    },
    /// The number of real roots of a polynomial.
    RealRoots {
        /// The node.
        id: usize,
    },
    /// The status of completeness against the tree.
    Completeness,
    /// A derivative as a product of functions of one variable.
    OneVariable {
        /// The variable.
        of: String,
    },
    /// An interval with as many zeros of such a function as it says.
    Piece {
        /// The variable, the factor and the interval.
        of: String,
    },
    /// The zeros of such functions are the coordinates of the points.
    Zeros {
        /// The variable.
        of: String,
    },
    /// Numbers of points.
    Counts,
    /// Numbers of zeros of the gradient over ℂ, and multiplicities.
    ComplexCounts,
    /// Least and largest value.
    Global {
        /// The end of the values, or the point that is said to take it or not.
        of: String,
    },
    /// A map leaves L unchanged.
    Symmetry {
        /// Index in the list.
        index: usize,
    },
    /// Points and sets are images of each other.
    Orbit {
        /// The first of them.
        of: String,
    },
}

impl ClaimKind {
    /// The kind in words, for a summary.
    pub fn name(&self) -> &'static str {
        match self {
            ClaimKind::Derivative { .. } => "derivatives",
            ClaimKind::Numerator { .. } => "gradient as unit times numerator",
            ClaimKind::Relation { .. } => "relations between letters",
            ClaimKind::Number { .. } => "numbers",
            ClaimKind::Critical { .. } => "gradient zero",
            ClaimKind::Coordinates { .. } => "relations between coordinates",
            ClaimKind::Value { .. } => "values",
            ClaimKind::Hessian { .. } => "Hessian matrices",
            ClaimKind::Inertia { .. } => "inertia",
            ClaimKind::Eigenvalues { .. } => "eigenvalues",
            ClaimKind::Nature { .. } => "nature",
            ClaimKind::Reason { .. } => "reasons",
            ClaimKind::Escape { .. } => "ways down",
            ClaimKind::Taylor { .. } => "Taylor polynomials",
            ClaimKind::Distinct { .. } => "points distinct",
            ClaimKind::Continuum { .. } => "continua",
            ClaimKind::Strata { .. } => "strata",
            ClaimKind::Case { .. } => "steps of the case tree",
            ClaimKind::Branching { .. } => "branchings complete",
            ClaimKind::Leaf { .. } => "leaves",
            ClaimKind::RealRoots { .. } => "numbers of real roots",
            ClaimKind::Completeness => "completeness",
            ClaimKind::OneVariable { .. } => "derivatives in one variable",
            ClaimKind::Piece { .. } => "intervals with no zero or one",
            ClaimKind::Zeros { .. } => "zeros counted",
            ClaimKind::Counts => "counts",
            ClaimKind::ComplexCounts => "complex solutions",
            ClaimKind::Global { .. } => "global extrema",
            ClaimKind::Symmetry { .. } => "symmetries",
            ClaimKind::Orbit { .. } => "orbits",
        }
    }
}

impl fmt::Display for ClaimKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name();
        match self {
            ClaimKind::Derivative { by } => write!(f, "{name}: by {}", by.join(", ")),
            ClaimKind::Numerator { index } => write!(f, "{name}: component {}", index + 1),
            ClaimKind::Relation { index } | ClaimKind::Symmetry { index } => {
                write!(f, "{name}: {}", index + 1)
            }
            ClaimKind::Distinct { of: [a, b] } => write!(f, "{name}: {a}, {b}"),
            ClaimKind::Number { of }
            | ClaimKind::Critical { of }
            | ClaimKind::Coordinates { of }
            | ClaimKind::Value { of }
            | ClaimKind::Hessian { of }
            | ClaimKind::Inertia { of }
            | ClaimKind::Eigenvalues { of }
            | ClaimKind::Nature { of }
            | ClaimKind::Reason { of }
            | ClaimKind::Escape { of }
            | ClaimKind::Taylor { of }
            | ClaimKind::Continuum { of }
            | ClaimKind::Orbit { of }
            | ClaimKind::OneVariable { of }
            | ClaimKind::Piece { of }
            | ClaimKind::Zeros { of }
            | ClaimKind::Strata { of }
            | ClaimKind::Global { of } => write!(f, "{name}: {of}"),
            ClaimKind::Case { id }
            | ClaimKind::Branching { id }
            | ClaimKind::Leaf { id }
            | ClaimKind::RealRoots { id } => write!(f, "{name}: node {id}"),
            ClaimKind::Completeness | ClaimKind::Counts | ClaimKind::ComplexCounts => {
                f.write_str(name)
            }
        }
    }
}

/// Why a claim was not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotChecked {
    /// Multiplying out would take too many terms.
    TooLarge,
    /// A value was not proved to be defined.
    Undefined,
    /// A text does not read as an expression.
    Unreadable,
    /// The result holds no evidence that these routines understand.
    NoEvidence,
    /// Enclosures agree, but equality is not decided.
    NotExact,
    /// A count modulo another prime agrees, which is no proof.
    Recounted,
}

impl fmt::Display for NotChecked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotChecked::TooLarge => "multiplying out would take too many terms",
            NotChecked::Undefined => "a value was not proved to be defined",
            NotChecked::Unreadable => "a text does not read as an expression",
            NotChecked::NoEvidence => "the result holds no evidence that the checker understands",
            NotChecked::NotExact => "enclosures agree, but equality is not decided",
            NotChecked::Recounted => "a count modulo another prime agrees, which is no proof",
        })
    }
}

/// What re-proving a claim gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Proved,
    /// Nothing is said.
    NotChecked(NotChecked),
    /// It does not hold; the text says what was found instead.
    Refuted(String),
}

/// A claim with its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The claim.
    pub what: ClaimKind,
    /// The outcome.
    pub outcome: Outcome,
}

/// The outcome of every claim of a result.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verification {
    /// In the order of the result.
    pub claims: Vec<Claim>,
}

/// How many claims of one kind had which outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// The kind in words.
    pub kind: &'static str,
    /// Re-proved.
    pub proved: usize,
    /// Not re-checked.
    pub not_checked: usize,
    /// Refuted.
    pub refuted: usize,
}

impl Verification {
    /// Does a claim not hold?
    pub fn is_refuted(&self) -> bool {
        self.refuted().next().is_some()
    }

    /// The claims that do not hold, with what was found.
    pub fn refuted(&self) -> impl Iterator<Item = (&ClaimKind, &str)> {
        self.claims.iter().filter_map(|c| match &c.outcome {
            Outcome::Refuted(found) => Some((&c.what, found.as_str())),
            Outcome::Proved | Outcome::NotChecked(_) => None,
        })
    }

    /// The claims of which nothing is said, with the reason.
    pub fn not_checked(&self) -> impl Iterator<Item = (&ClaimKind, NotChecked)> {
        self.claims.iter().filter_map(|c| match c.outcome {
            Outcome::NotChecked(why) => Some((&c.what, why)),
            Outcome::Proved | Outcome::Refuted(_) => None,
        })
    }

    /// One line for each kind of claim, in the order of first appearance.
    pub fn tallies(&self) -> Vec<Tally> {
        let mut all: Vec<Tally> = Vec::new();
        for claim in &self.claims {
            let kind = claim.what.name();
            let at = all.iter().position(|t| t.kind == kind).unwrap_or_else(|| {
                all.push(Tally { kind, proved: 0, not_checked: 0, refuted: 0 });
                all.len() - 1
            });
            match claim.outcome {
                Outcome::Proved => all[at].proved += 1,
                Outcome::NotChecked(_) => all[at].not_checked += 1,
                Outcome::Refuted(_) => all[at].refuted += 1,
            }
        }
        all
    }
}
