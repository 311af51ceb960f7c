//! The whole result.

use super::{
    Check, Continuum, Derivation, Escape, Family, Inertia, NonsmoothSet, Number, Point, Proof,
    Reason, Symmetries, WhyComplete,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The result of one formula file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Always [`super::SCHEMA`].
    pub schema: String,
    /// What was asked.
    pub task: Task,
    /// The text and how it was read.
    pub input: Input,
    /// Title, problem, notes and wishes of the file.
    pub texts: Texts,
    /// The formula as it was understood, in plain spelling.
    pub reading: Reading,
    /// Names of the variables, in order.
    pub variables: Vec<String>,
    /// Names of the parameters.
    pub parameters: Vec<String>,
    /// Relations that define the domain and the region.
    pub domain: Vec<String>,
    /// The loss.
    pub formula: String,
    /// One expression for each variable.
    pub gradient: Vec<String>,
    /// The full symmetric matrix.
    pub hessian: Vec<Vec<String>>,
    /// What is proved about the list being all.
    pub completeness: Completeness,
    /// Isolated critical points.
    pub points: Vec<Point>,
    /// Curves, surfaces, … of critical points.
    pub continua: Vec<Continuum>,
    /// Periodic families.
    pub families: Vec<Family>,
    /// The parts of a separable loss whose product is not written out.
    pub blocks: Vec<Block>,
    /// Changes of signs and permutations of the variables that leave L unchanged.
    #[serde(default)]
    pub symmetries: Symmetries,
    /// Sets where L has no gradient.
    pub nonsmooth: Vec<NonsmoothSet>,
    /// Largest and least value on the region.
    pub extrema: Option<Extrema>,
    /// Critical points under constraints.
    pub constrained: Vec<Constrained>,
    /// Cases of the parameters.
    pub cases: Vec<ParameterCase>,
    /// Taylor polynomials asked for.
    pub taylor_at: Vec<TaylorAt>,
    /// Points asked about.
    pub asked: Vec<AskedPoint>,
    /// Facts about L on its whole domain.
    pub global: GlobalFacts,
    /// Numbers of solutions.
    pub counts: Counts,
    /// Answers to `expect:`.
    pub expect: Vec<Expectation>,
    /// How the derivatives were computed: first derivatives, then second ones.
    pub derivation: Vec<Derivation>,
    /// Evidence.
    pub proof: Proof,
    /// Independent checks.
    pub checks: Vec<Check>,
}

/// What kind of question the file asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// All critical points.
    CriticalPoints,
    /// Also the largest and least value on a region.
    Region,
    /// Extrema under equations.
    Constrained,
}

/// The text and the liberties taken while reading it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Input {
    /// The whole text.
    pub text: String,
    /// Choices made while reading.
    pub notes: Vec<Note>,
}

/// One choice made while reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Default)]
pub struct Note {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What was understood.
    pub text: String,
    /// The kind of choice, for other languages: `run`, `factor`, `natural-logarithm`, `unused`.
    #[serde(default)]
    pub kind: String,
    /// The names that the choice is about.
    #[serde(default)]
    pub names: Vec<String>,
}

/// Text lines of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Default)]
pub struct Texts {
    /// `title:`
    pub title: Option<String>,
    /// `problem:`, CommonMark.
    pub problem: Option<String>,
    /// `note:` lines, CommonMark.
    pub notes: Vec<String>,
    /// `lang:`
    pub lang: Option<String>,
    /// `steps:`
    pub steps: Option<String>,
    /// `notation:`
    pub notation: Option<String>,
    /// `marks:`
    pub marks: Option<String>,
}

/// How the formula was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Default)]
pub struct Reading {
    /// The name of the loss, if it has one.
    pub name: Option<String>,
    /// Is it to be minimised or maximised (only words depend on it)?
    pub sense: Option<String>,
    /// Abbreviations and functions used, in order.
    pub definitions: Vec<Definition>,
    /// The loss in terms of the abbreviations, as typed, in plain spelling.
    pub as_typed: String,
    /// Column names of the data table.
    pub columns: Vec<String>,
    /// Its rows, exact.
    pub rows: Vec<Vec<String>>,
}

/// `name = e` or `name(arguments) = e`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Definition {
    /// The name.
    pub name: String,
    /// Empty for an abbreviation.
    pub arguments: Vec<String>,
    /// The right-hand side in plain spelling.
    pub expression: String,
}

/// How far the list of critical points is known to be complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Completeness {
    /// The status.
    pub status: Status,
    /// The set it speaks of, such as `R^2`.
    pub region: String,
    /// The argument in English.
    pub why: String,
    /// The argument, or what stands in the way, as data.
    pub reasons: Vec<WhyComplete>,
    /// What has not been searched, in words or equations.
    pub left: Vec<String>,
}

/// The four statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// All of the domain, by exact algebra or intervals.
    Proved,
    /// All inside the stated box.
    ProvedInBox,
    /// As many as a count that is not itself proved.
    CountMatched,
    /// Found some; the rest is said.
    Incomplete,
}

/// A part of a separable loss.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// Its variables.
    pub variables: Vec<String>,
    /// Its isolated points.
    pub points: Vec<Point>,
    /// Its continua.
    pub continua: Vec<Continuum>,
    /// Its families.
    pub families: Vec<Family>,
}

/// Extrema on a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Extrema {
    /// The largest value.
    pub maximum: Option<Extremum>,
    /// The least value.
    pub minimum: Option<Extremum>,
    /// Why they exist or do not.
    pub why: String,
}

/// One extremum of a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Extremum {
    /// The value.
    pub value: Number,
    /// The points.
    pub at: Vec<Vec<Number>>,
    /// Sets on which it is attained, as relations.
    pub along: Vec<String>,
}

/// A critical point under constraints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Constrained {
    /// `P1`, …
    pub name: String,
    /// The point.
    pub coordinates: Vec<Number>,
    /// One for each constraint; `None` where the constraint gradients are dependent.
    pub multipliers: Option<Vec<Number>>,
    /// L there.
    pub value: Number,
    /// Inertia of the Hessian of the Lagrangian on the tangent space.
    pub reduced_inertia: Option<Inertia>,
    /// What L restricted to the constraint does there.
    pub nature: super::Nature,
    /// The reason in English.
    pub because: String,
}

/// The answer for one case of the parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ParameterCase {
    /// A relation in the parameters.
    pub condition: String,
    /// Points.
    pub points: Vec<Point>,
    /// Continua.
    pub continua: Vec<Continuum>,
    /// Completeness.
    pub completeness: Completeness,
}

/// A Taylor polynomial asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TaylorAt {
    /// The point.
    pub at: Vec<Number>,
    /// The order.
    pub order: u32,
    /// All coefficients that are not zero, by total degree and then lexicographically.
    pub coefficients: Vec<TaylorCoefficient>,
    /// The polynomial in powers of (variable − coordinate).
    pub polynomial: String,
    /// Why there is none, if there is none.
    pub undefined: Option<String>,
    /// The same as data.
    #[serde(default)]
    pub why: Option<NoPolynomial>,
}

/// Why there is no Taylor polynomial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum NoPolynomial {
    /// Orders above this are not computed.
    Order {
        /// The largest order.
        largest: u32,
    },
    /// A part has no value at the point.
    NoValue {
        /// The part.
        expression: String,
    },
    /// A corner: this is zero there.
    Corner {
        /// What is zero.
        expression: String,
    },
    /// The edge of the domain: this is zero there.
    Edge {
        /// What is zero.
        expression: String,
    },
    /// More work than allowed.
    Work,
}

impl NoPolynomial {
    /// The reason in English.
    pub fn text(&self) -> String {
        match self {
            NoPolynomial::Order { largest } => format!("an order above {largest} is not computed"),
            NoPolynomial::NoValue { expression } => format!("{expression} has no value"),
            NoPolynomial::Corner { expression } => format!("a corner where {expression} = 0"),
            NoPolynomial::Edge { expression } => {
                format!("the edge of the domain, {expression} = 0")
            }
            NoPolynomial::Work => "too much work".to_string(),
        }
    }
}

/// A coefficient of a Taylor polynomial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TaylorCoefficient {
    /// The exponents.
    pub powers: Vec<u32>,
    /// The exact value.
    pub exact: Option<String>,
    /// 20 digits.
    pub decimal: Option<String>,
}

/// A point asked about with `at`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AskedPoint {
    /// Its label.
    pub label: Option<String>,
    /// The point.
    pub at: Vec<Number>,
    /// L there.
    pub value: Option<Number>,
    /// ∇L there.
    pub gradient: Option<Vec<Number>>,
    /// Euclidean norm of ∇L.
    pub gradient_norm: Option<Number>,
    /// ∇²L there.
    pub hessian: Option<Vec<Vec<Number>>>,
    /// Its inertia.
    pub inertia: Option<Inertia>,
    /// Its eigenvalues.
    pub eigenvalues: Option<Vec<Number>>,
    /// Second-order expansion in powers of (variable − coordinate).
    pub expansion: Option<String>,
    /// `critical`, `near-critical` or `not-critical`.
    pub verdict: String,
    /// The reason in English.
    pub because: String,
    /// The reason as data, when the point is critical.
    pub reason: Option<Reason>,
    /// A way down.
    pub escape: Option<Escape>,
}

/// Facts about L on its whole domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Default)]
pub struct GlobalFacts {
    /// The infimum, if known and finite.
    pub infimum: Option<Number>,
    /// Is it attained?
    pub attained: Option<bool>,
    /// The supremum, if known and finite.
    pub supremum: Option<Number>,
    /// Is it attained?
    #[serde(default)]
    pub supremum_attained: Option<bool>,
    /// Does L take arbitrarily small values?
    #[serde(default)]
    pub unbounded_below: Option<bool>,
    /// Does it take arbitrarily large ones?
    #[serde(default)]
    pub unbounded_above: Option<bool>,
    /// Why the infimum is what it is.
    #[serde(default)]
    pub below: Option<GlobalReason>,
    /// Why the supremum is what it is.
    #[serde(default)]
    pub above: Option<GlobalReason>,
    /// Does L tend to +∞ in every direction?
    pub coercive: Option<bool>,
    /// The argument in English.
    pub because: String,
}

/// An argument about the infimum (for the supremum: about −L).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum GlobalReason {
    /// A visible bound that is attained.
    Bound,
    /// L tends to +∞ in every direction, so its least critical value is its least value.
    Coercive {
        /// What shows it, if leading forms do.
        #[serde(default)]
        growth: Option<Growth>,
    },
    /// On a curve in the letter t L tends to −∞ as t grows.
    Curve {
        /// The variables as polynomials in t.
        curve: Vec<String>,
        /// L there, up to a positive factor.
        along: String,
    },
    /// The candidates are the critical values and the values that L may approach at infinity
    /// on the tangency variety; levels between them are empty or not.
    Levels {
        /// The values that may be approached at infinity.
        asymptotic: Vec<Number>,
        /// Tested values, and whether L takes them.
        levels: Vec<(String, bool)>,
    },
}

/// Leading forms that show that L tends to +∞: one for each face of the Newton polytope at
/// infinity, or one that belongs to positive weights and carries all faces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Growth {
    /// New coordinates and what they are in the variables; empty if the variables serve.
    pub coordinates: Vec<(String, String)>,
    /// The forms.
    pub forms: Vec<LeadingForm>,
}

/// The terms of largest weighted degree, positive where no coordinate is zero; a single form
/// with positive weights is positive except at 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeadingForm {
    /// One weight for each coordinate.
    pub weights: Vec<i64>,
    /// The terms, in the coordinates.
    pub form: String,
}

/// How the zeros of the gradient over ℂ were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Default)]
#[serde(rename_all = "kebab-case")]
pub enum ComplexCount {
    /// The dimension of the quotient algebra of the gradient ideal over ℚ, or Bézout's number
    /// where no zero lies at infinity: proved.
    Exact,
    /// Modulo a prime: a check, not a proof.
    Modular,
    /// There are infinitely many.
    Infinite,
    /// Counting would cost too much.
    OverLimit,
    /// The gradient is not rational in the variables, or the question is another one.
    #[default]
    NotApplicable,
}

/// Numbers of solutions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Default)]
pub struct Counts {
    /// Complex solutions with multiplicity.
    pub complex_with_multiplicity: Option<u64>,
    /// Distinct complex solutions.
    pub complex_distinct: Option<u64>,
    /// Real solutions.
    pub real: Option<u64>,
    /// Bézout's bound.
    pub bezout: Option<u64>,
    /// Bézout's bound less the complex solutions: how many went to infinity.
    #[serde(default)]
    pub at_infinity: Option<u64>,
    /// Distinct real solutions by the signature of Hermite's trace form.
    #[serde(default)]
    pub signature: Option<u64>,
    /// How the complex solutions were counted.
    #[serde(default)]
    pub complex: ComplexCount,
    /// Number of nondegenerate points of Morse index 0, 1, …, n.
    pub by_index: Option<Vec<u64>>,
    /// Σ (−1)^index.
    pub index_sum: Option<i64>,
}

/// One item of an `expect:` line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Expectation {
    /// The item.
    pub text: String,
    /// Does it hold?
    pub holds: bool,
}
