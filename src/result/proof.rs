//! The evidence: case tree, witnesses, derivation steps, checks.

use super::{CaseReason, EmptyReason, StepReason, WhyComplete};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Everything a checker needs besides the claims themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Default)]
pub struct Proof {
    /// The case tree, parents before children.
    pub tree: Vec<Case>,
    /// Witnesses of verdicts.
    pub witnesses: Vec<Witness>,
    /// Polynomials and factors of the gradient: ∂L/∂xᵢ = `units[i]` · `numerators[i]`.
    pub units: Vec<String>,
    /// The polynomial equations that the tree starts from.
    pub numerators: Vec<String>,
    /// Expressions that are not zero on the domain (denominators).
    pub nonzero: Vec<String>,
    /// Conjugate points that are given together by one unknown.
    #[serde(default)]
    pub classes: Vec<PointClass>,
    /// Letters of `numerators` and of the tree that are no variables.
    #[serde(default)]
    pub letters: Vec<LetterMeaning>,
    /// Polynomials that are zero when the letters have their meanings, such as s² + c² − 1;
    /// the tree starts from them too.
    #[serde(default)]
    pub relations: Vec<String>,
    /// Derivatives by single variables whose zeros were counted by enclosures.
    #[serde(default)]
    pub one_variable: Vec<OneVariable>,
}

/// ∂L/∂x = unit · Π equationᵏ where L is a function of x plus one of the other variables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OneVariable {
    /// The variable.
    pub variable: String,
    /// A factor that never vanishes where it is defined.
    pub unit: String,
    /// The other factors.
    pub factors: Vec<LineFactor>,
}

/// A factor and all its zeros.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LineFactor {
    /// The factor.
    pub equation: String,
    /// Its exponent.
    pub power: u32,
    /// Intervals that cover those on which L is smooth, ascending.
    pub pieces: Vec<LinePiece>,
}

/// An interval with the argument how many zeros a factor has in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LinePiece {
    /// The lower end, `-oo` if there is none.
    pub from: String,
    /// The upper end, `oo` if there is none.
    pub to: String,
    /// The argument.
    pub argument: LineArgument,
}

/// Why a factor f has no zero in a piece, or one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum LineArgument {
    /// Near this end of an interval the largest term of f decides its sign.
    Far,
    /// An enclosure of f, or of f(m) + f′·(x − m), excludes zero.
    NoZero,
    /// f′ is not zero; f has different signs at the ends, or equal ones.
    Monotone {
        /// Different ones.
        zero: bool,
    },
    /// f and its derivatives below this order are zero at the number; the one of this order
    /// is not zero in the piece, so that f has no other zero there (Rolle).
    Multiple {
        /// The number.
        at: String,
        /// The order.
        order: u32,
    },
}

/// Points whose coordinates are rational functions of one root of one polynomial each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PointClass {
    /// The variables that are given; others follow by the substitutions of the leaf.
    pub variables: Vec<String>,
    /// A polynomial in the letter `u`.
    pub polynomial: String,
    /// One polynomial in `u` for each variable.
    pub numerators: Vec<String>,
    /// A polynomial in `u`: variable k is `numerators[k]`/`denominator`.
    pub denominator: String,
    /// The points of the class.
    pub points: Vec<ClassPoint>,
}

/// A point of a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClassPoint {
    /// Its name.
    pub point: String,
    /// Ends of an interval that holds its `u` and no other root.
    pub enclosure: [String; 2],
}

/// A letter for a transcendental expression or a root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LetterMeaning {
    /// The letter.
    pub name: String,
    /// What it stands for, in the variables.
    pub meaning: String,
}

/// The rule by which a node was made from its parent (R1–R9 of the solver).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Rule {
    /// The gradient itself.
    Start,
    /// Separate groups of variables.
    Blocks,
    /// A nonzero constant, or zero and repeated equations dropped.
    R1,
    /// Factors that never vanish dropped.
    R2,
    /// A sum of terms of one sign.
    R3,
    /// A linear variable in a short equation.
    R4,
    /// A product.
    R5,
    /// A linear variable with constant coefficient.
    R6,
    /// A derived equation.
    R7,
    /// A linear variable with another coefficient.
    R8,
    /// A leaf.
    R9,
    /// A sum of squares.
    Squares,
    /// One point of every orbit of a rotation that leaves L unchanged.
    Symmetry,
}

/// One node of the case tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Case {
    /// Index in the list.
    pub id: usize,
    /// Index of the parent; `None` for a root.
    pub parent: Option<usize>,
    /// `A`, `A1`, `A1a` for nodes that are one of several cases; empty otherwise.
    pub label: String,
    /// How it was made.
    pub rule: Rule,
    /// Expressions that must be zero.
    pub equations: Vec<String>,
    /// Expressions assumed not zero.
    pub assumptions: Vec<String>,
    /// Variables already solved for, in order.
    pub substitutions: Vec<Substitution>,
    /// The argument.
    pub reason: CaseReason,
    /// What it ends in, if it is a leaf.
    pub leaf: Option<Leaf>,
}

/// A variable solved for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Substitution {
    /// Its name.
    pub variable: String,
    /// Its value in the remaining variables.
    pub value: String,
}

/// The end of a branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Leaf {
    /// What is there.
    pub kind: LeafKind,
    /// Names of the points or continua found here, also those found before elsewhere.
    pub sets: Vec<String>,
    /// Why it is empty.
    pub empty: Option<EmptyReason>,
    /// Why it is open.
    pub open: Option<WhyComplete>,
    /// The polynomials in one unknown whose real roots give the points.
    pub eliminants: Vec<Eliminant>,
    /// Expressions that vanish (or have the wrong sign) at a root that is therefore excluded.
    pub excluded: Vec<String>,
}

/// A polynomial in one unknown and the number of its real roots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Eliminant {
    /// The polynomial.
    pub polynomial: String,
    /// The unknown: a variable, or `u` for a combination of variables.
    pub unknown: String,
    /// How many real roots it has (Descartes, Sturm).
    pub real_roots: usize,
}

/// What a branch ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LeafKind {
    /// No solution.
    Empty,
    /// One or more points.
    Points,
    /// A set with free variables.
    Parametrized,
    /// One equation in several variables.
    Hypersurface,
    /// Not solved.
    Open,
}

/// A witness of a verdict, by the name of the set it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Witness {
    /// `P1`, `C1`, …
    pub of: String,
    /// Two rational vectors v, w with vᵀHv < 0 < wᵀHw, for a saddle.
    pub vectors: Vec<Vec<String>>,
}

/// A check that could have failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// What was compared.
    pub claim: String,
    /// Did it hold?
    pub holds: bool,
}

/// The steps by which one derivative was computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Derivation {
    /// One name for a first derivative, two for a second.
    pub by: Vec<String>,
    /// The steps in order; the last one is the result.
    pub steps: Vec<Step>,
    /// The result.
    pub result: String,
}

/// One line of a derivation and the rules that lead to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// What stands after the sign of equality, in the order in which it is printed.
    pub line: Line,
    /// The rules, outermost first.
    pub reasons: Vec<StepReason>,
}

/// A sum of products, possibly divided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Line {
    /// The terms; never empty.
    pub terms: Vec<Term>,
    /// The denominator below all terms.
    pub over: Option<String>,
}

/// A product with a sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Term {
    /// Is it subtracted?
    pub negative: bool,
    /// The factors; never empty.
    pub factors: Vec<Factor>,
}

/// A factor of a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Factor {
    /// An expression, in brackets if it is a sum or begins with a minus sign.
    Value {
        /// The expression.
        of: String,
    },
    /// A derivative that has not been taken yet.
    Derivative {
        /// What is to be differentiated.
        of: String,
        /// By which variable.
        by: String,
    },
    /// A sum or quotient in brackets.
    Group {
        /// The sum.
        line: Line,
    },
}
