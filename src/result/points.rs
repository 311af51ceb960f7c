//! Critical sets: points, continua, families, and the numbers in them.

use super::Reason;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A real number, exact first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Default)]
pub struct Number {
    /// An expression of the input language; `None` when there is no short closed form.
    pub exact: Option<String>,
    /// 20 significant digits, all correct; fewer only when they are exact.
    pub decimal: Option<String>,
    /// Rational or decimal ends of an interval that contains this number and no other
    /// root of `minimal_polynomial`.
    pub enclosure: Option<[String; 2]>,
    /// In the letter `x`, irreducible over ℚ; `None` for numbers not known to be algebraic.
    pub minimal_polynomial: Option<String>,
}

/// Numbers of positive, negative and zero eigenvalues of a symmetric matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Inertia {
    /// n₊
    pub positive: usize,
    /// n₋, the Morse index.
    pub negative: usize,
    /// n₀
    pub zero: usize,
}

/// Where a point lies with respect to the region of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Location {
    /// Inside, or there is no region.
    Interior,
    /// On the edge and in the region.
    Boundary,
    /// Not in the region.
    Outside,
}

/// What L does near a critical point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// L ≥ L(p) near p; strict or not.
    LocalMinimum,
    /// L ≤ L(p) near p; strict or not.
    LocalMaximum,
    /// L takes larger and smaller values in every neighbourhood (two or more variables).
    Saddle,
    /// The same in one variable.
    Inflection,
    /// L is constant near p.
    Constant,
    /// Not decided; the reason says what is known.
    Undetermined,
}

/// Is the value at a critical point the least or the largest of L on its whole domain?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GlobalKind {
    /// Proved to be the least value of L.
    Minimum,
    /// Proved to be the largest value of L.
    Maximum,
    /// Proved to be neither.
    No,
    /// Not decided.
    Unknown,
}

/// The multiplicity of a point as a zero of the gradient over ℂ, its Milnor number: a number, or
/// `"infinite"` on a curve of complex zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Multiplicity {
    /// Isolated over ℂ.
    Finite(u64),
    /// Not isolated over ℂ.
    Infinite(Infinite),
}

/// The word for what is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Infinite {
    /// On a set of positive dimension.
    Infinite,
}

impl Multiplicity {
    /// The multiplicity of a point of a product; `None` if it is too large.
    pub fn times(self, other: Multiplicity) -> Option<Multiplicity> {
        match (self, other) {
            (Multiplicity::Finite(a), Multiplicity::Finite(b)) => {
                a.checked_mul(b).map(Multiplicity::Finite)
            }
            (infinite @ Multiplicity::Infinite(_), _) | (_, infinite) => Some(infinite),
        }
    }
}

/// What kind of degenerate critical point it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Singularity {
    /// dim ker H.
    pub corank: usize,
    /// μ, the number of critical points into which it can fall apart, if known to be finite.
    pub milnor_number: Option<usize>,
    /// The name in Arnold's list, where it is known: `A3-`, `D5`, `E6`, …
    pub name: Option<String>,
}

/// A Taylor polynomial about a critical point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TaylorExpansion {
    /// The order to which it is complete.
    pub order: u32,
    /// In the variables, written in powers of (variable − coordinate).
    pub polynomial: String,
    /// Is L equal to this polynomial (L a polynomial of degree ≤ order)?
    pub exact: bool,
}

/// A way down from a saddle or a maximum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Escape {
    /// A direction u with uᵀHu < 0, or on which L falls in a higher order; of a curve, the
    /// direction in which it starts.
    pub direction: Vec<Number>,
    /// The open interval of t > 0 on which L(p + t u) < L(p); `oo` when it has no end.
    pub decreases_for: [Number; 2],
    /// L(p + t u) − L(p), or L − L(p) on the curve, as a polynomial in `t`, when it is one.
    pub along: Option<String>,
    /// The way as expressions in `t` for the variables, if it is a curve and no line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub curve: Vec<String>,
    /// Where it leads, if L along it is a polynomial over ℚ.
    #[serde(default)]
    pub leads: Option<Leads>,
}

/// Where a way down leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Leads {
    /// L falls from t = 0 up to this t; null if it falls for all t > 0, and then to −∞.
    pub until: Option<Number>,
    /// L − L(p) there.
    pub change: Option<Number>,
    /// The critical point or set that the way has then reached, if it is one.
    pub arrives: Option<String>,
    /// Where L tends to +∞ in every direction and all critical points are known: the minima
    /// below L(p). The piece of {L < L(p)} that the way enters is bounded and so contains at
    /// least one of them.
    pub basins: Vec<String>,
}

/// An isolated critical point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    /// `P1`, `P2`, …
    pub name: String,
    /// Where it lies in the region.
    pub location: Location,
    /// One number for each variable.
    pub coordinates: Vec<Number>,
    /// Coordinates without a short form as short polynomials in another one: `y = 2*x^2 - 1`.
    #[serde(default)]
    pub relations: Vec<String>,
    /// L there.
    pub value: Number,
    /// The Hessian matrix; `None` where L has no second derivatives.
    pub hessian: Option<Vec<Vec<Number>>>,
    /// Exact inertia of the Hessian.
    pub inertia: Option<Inertia>,
    /// Eigenvalues, ascending, with multiplicity.
    pub eigenvalues: Option<Vec<Number>>,
    /// One eigenvector for each eigenvalue, when all of them are short.
    pub eigenvectors: Vec<Vec<Number>>,
    /// n₊ / n, the lecture's minimum ratio, as a fraction.
    pub minimum_ratio: Option<String>,
    /// What kind of point it is.
    pub nature: Nature,
    /// For extrema: is it strict? For saddles: is there a negative and a positive eigenvalue?
    pub strict: Option<bool>,
    /// Is the Hessian singular?
    pub degenerate: bool,
    /// The multiplicity over ℂ (Milnor number); `None` where it is not known.
    #[serde(default)]
    pub multiplicity: Option<Multiplicity>,
    /// The kind of the singularity, if it is.
    #[serde(default)]
    pub singularity: Option<Singularity>,
    /// Least or largest value of all?
    pub global: GlobalKind,
    /// The reason of the verdict in English.
    pub because: String,
    /// The same as data.
    pub reason: Reason,
    /// The expansion about the point.
    pub taylor: Option<TaylorExpansion>,
    /// A way down, for saddles and maxima.
    pub escape: Option<Escape>,
    /// Nodes of the case tree whose leaf this point is.
    pub leaf: Vec<usize>,
}

/// A parametrisation of a continuum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Parametrization {
    /// Names of the parameters.
    pub parameters: Vec<String>,
    /// One expression in the parameters for each variable.
    pub map: Vec<String>,
    /// `t in R` or relations on the parameters.
    pub domain: String,
}

/// A piece of a continuum on which L behaves in one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stratum {
    /// Relations in the variables; empty means everywhere on the continuum.
    pub r#where: String,
    /// A point of the stratum.
    pub sample: Vec<Number>,
    /// The Hessian at the sample.
    pub hessian: Option<Vec<Vec<Number>>>,
    /// Inertia of the Hessian, the same at every point of the stratum when known.
    pub inertia: Option<Inertia>,
    /// Eigenvalues along the stratum as expressions in the variables, when short.
    pub eigenvalues: Vec<String>,
    /// Eigenvalues at the sample, ascending.
    pub sample_eigenvalues: Option<Vec<Number>>,
    /// n₊ / n as a fraction.
    pub minimum_ratio: Option<String>,
    /// What L does near each of its points.
    pub nature: Nature,
    /// Never true for a piece of positive dimension that is an extremum.
    pub strict: Option<bool>,
    /// Least or largest value of all?
    pub global: GlobalKind,
    /// The reason of the verdict in English.
    pub because: String,
    /// The same as data.
    pub reason: Reason,
    /// A way down from the sample.
    pub escape: Option<Escape>,
}

/// A curve, surface, … of critical points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Continuum {
    /// `C` or `C1`, `C2`, …
    pub name: String,
    /// Real dimension.
    pub dimension: usize,
    /// Expressions that are zero on it.
    pub equations: Vec<String>,
    /// Relations that hold on it besides.
    pub inequalities: Vec<String>,
    /// Where one is easy.
    pub parametrization: Option<Parametrization>,
    /// L on it.
    pub value: Number,
    /// Pieces that do not overlap and cover it.
    pub strata: Vec<Stratum>,
    /// Nodes of the case tree whose leaf it is.
    pub leaf: Vec<usize>,
}

/// Points repeated with periods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Family {
    /// `F1`, …
    pub name: String,
    /// One representative.
    pub point: Vec<Number>,
    /// A basis of periods, as exact expressions.
    pub periods: Vec<Vec<String>>,
    /// L there.
    pub value: Number,
    /// Inertia of the Hessian.
    pub inertia: Option<Inertia>,
    /// What kind of points they are.
    pub nature: Nature,
    /// As for points.
    pub strict: Option<bool>,
    /// Is the Hessian singular?
    pub degenerate: bool,
    /// Least or largest value of all?
    pub global: GlobalKind,
    /// The reason of the verdict in English.
    pub because: String,
    /// The same as data.
    pub reason: Reason,
}

/// A set where L is defined but has no gradient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NonsmoothSet {
    /// A relation in the variables.
    pub set: String,
    /// A point of it.
    pub sample: Vec<Number>,
    /// L there.
    pub value: Number,
    /// What L does there.
    pub nature: Nature,
    /// The reason in English.
    pub because: String,
    /// The same as data.
    pub reason: Reason,
}
