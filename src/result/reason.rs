//! Reasons as data: a report words them, a checker reads them.

use super::Inertia;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a point or a stratum is what it is said to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Reason {
    /// All eigenvalues of H are positive.
    PositiveDefinite,
    /// All eigenvalues of H are negative.
    NegativeDefinite,
    /// H has eigenvalues of both signs.
    Indefinite {
        /// Exact inertia of H.
        inertia: Inertia,
    },
    /// L ≥ `bound` everywhere, visibly, and L = `bound` here.
    LowerBound {
        /// The bound.
        bound: String,
        /// L − bound as a sum of nonnegative terms.
        terms: Vec<String>,
    },
    /// L ≤ `bound` everywhere, visibly, and L = `bound` here.
    UpperBound {
        /// The bound.
        bound: String,
        /// L − bound as a sum of terms that are never positive.
        terms: Vec<String>,
    },
    /// The critical set near the point is a manifold of dimension n₀, L is constant on it,
    /// and the other eigenvalues have one sign (Morse–Bott).
    MorseBott {
        /// Exact inertia of H.
        inertia: Inertia,
    },
    /// One variable: the first derivative that is not zero has this order.
    FirstNonzeroDerivative {
        /// The order k ≥ 2.
        order: u32,
        /// Is it positive?
        positive: bool,
    },
    /// L − L(p) restricted to a curve through p takes both signs, or the sign against the
    /// definite part.
    CurveWitness {
        /// The curves, each as expressions in `t` for the variables.
        curves: Vec<Vec<String>>,
        /// L − L(p) along each, leading term first.
        along: Vec<String>,
    },
    /// The splitting lemma: on x = map(u) the derivatives of L in the tied variables vanish
    /// through `order`, so L is a nondegenerate quadratic form in as many variables plus a
    /// function of u with the lowest terms stated, which are definite.
    Splitting {
        /// The letters u, as many as the corank of H.
        letters: Vec<String>,
        /// The variables as polynomials in the letters; empty if they have no short form.
        map: Vec<String>,
        /// The variables in which H is regular.
        tied: Vec<String>,
        /// The order.
        order: u32,
        /// The lowest terms of L − L(p) on the map, up to a positive factor.
        lowest: String,
    },
    /// After the splitting lemma, the signs of L − L(p) in sectors of two variables: on the
    /// edges of the box |u₁| ≤ radii\[0\], |u₂| ≤ slope·|u₁| and of |u₂| ≤ radii\[1\],
    /// |u₁| ≤ |u₂|/slope they are what they are nearer to the point.
    Sectors {
        /// The two letters.
        letters: Vec<String>,
        /// The variables as polynomials in the letters; empty if they have no short form.
        map: Vec<String>,
        /// The variables in which H is regular.
        tied: Vec<String>,
        /// The order through which their derivatives vanish on the map.
        order: u32,
        /// Terms of higher order than this do not matter; `None` if none was left out.
        determined: Option<u32>,
        /// The slope that separates the two parts of the neighbourhood.
        slope: String,
        /// The sizes of the boxes.
        radii: [String; 2],
        /// Number of sectors in which L < L(p).
        negative: usize,
        /// Number of sectors in which L > L(p).
        positive: usize,
        /// Number of half branches of L = L(p) that end at the point.
        branches: usize,
    },
    /// After the splitting lemma, if it was used, the signs of L − L(p) on the ellipsoid
    /// Σ weights·letters² = radius: all that it takes near the point are taken where its
    /// gradient is parallel to that of the ellipsoid, and further in nothing changes.
    Tangency {
        /// The letters.
        letters: Vec<String>,
        /// The variables as polynomials in the letters; empty if they have no short form.
        map: Vec<String>,
        /// The variables in which H is regular and that were split off.
        tied: Vec<String>,
        /// The order through which their derivatives vanish on the map.
        order: u32,
        /// Terms of higher order than this do not matter; `None` if none was left out.
        determined: Option<u32>,
        /// The weights, positive numbers.
        weights: Vec<String>,
        /// The radius.
        radius: String,
        /// Values of the letters inside at which L > L(p); empty if there are none.
        above: Vec<String>,
        /// Values of the letters inside at which L < L(p); empty if there are none.
        below: Vec<String>,
        /// Numbers of points on the ellipsoid with parallel gradients where L > L(p) and
        /// where L < L(p).
        counts: [usize; 2],
    },
    /// Along a set whose parameters are variables, the lowest power of L − L(p) across it:
    /// coefficient·letterᵖᵒʷᵉʳ up to a positive factor, after splitting off the variables in
    /// which H is regular.
    Slice {
        /// The letter.
        letter: String,
        /// The variables in the letter and the parameters.
        map: Vec<String>,
        /// The variables that are split off.
        tied: Vec<String>,
        /// The order in the letter through which their derivatives vanish on the map.
        order: u32,
        /// The lowest power of the letter.
        power: u32,
        /// Its coefficient, a function of the parameters.
        coefficient: String,
    },
    /// L − L(p) = odd·root², so that L − L(p) has the sign of the odd part wherever it is
    /// not zero; the odd part is not zero here, or its gradient is not.
    OddPart {
        /// The odd part.
        odd: String,
        /// The polynomial whose square was taken out.
        root: String,
    },
    /// L takes no smaller value (or no larger one) anywhere, as the global picture shows.
    GlobalExtremum {
        /// Is it the least value?
        least: bool,
    },
    /// L is a sum of functions of separate variables; the kinds of the parts decide.
    SumOfBlocks {
        /// The groups of variables.
        blocks: Vec<Vec<String>>,
        /// The nature of each part.
        parts: Vec<super::Nature>,
    },
    /// The diagonal entries of H for these variables are zero, but not all entries of their
    /// rows; a semidefinite matrix with a zero on its diagonal has zeros beside it.
    ZeroDiagonal {
        /// The variables.
        variables: Vec<String>,
    },
    /// The point is a limit of pieces of the critical set with the same value, near some of
    /// which L is larger and near some smaller.
    NeighbouringPieces,
    /// L is the same constant near the point.
    LocallyConstant,
    /// One variable: L′ is zero here and has these signs next to it; L″ need not exist.
    SlopeSigns {
        /// Is L′ > 0 before?
        positive_before: bool,
        /// Is L′ > 0 after?
        positive_after: bool,
    },
    /// Nothing that was tried decides.
    Undetermined {
        /// Names of the tests tried, in order.
        tried: Vec<Test>,
        /// Exact inertia of H, when it exists.
        inertia: Option<Inertia>,
    },
    /// L has no second derivatives where this vanishes; the terms of lowest order in the
    /// distance from the point decide.
    LeadingTerm {
        /// What vanishes.
        of: String,
    },
    /// The one-sided derivatives differ; the point is compared directly.
    Kink {
        /// The expression whose sign changes.
        of: String,
    },
}

/// A test that may fail to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Test {
    /// Signs of the eigenvalues.
    Eigenvalues,
    /// A visible lower or upper bound.
    VisibleBound,
    /// Rank of H equal to the codimension of the set.
    MorseBott,
    /// Nature of the separate blocks.
    Blocks,
    /// The splitting lemma by power series.
    Splitting,
    /// The lowest-order terms.
    LowestForm,
    /// The signs in sectors of two variables.
    Sectors,
    /// The signs along the tangency variety.
    Tangency,
    /// The odd part of L − L(p).
    OddPart,
    /// The lowest power across a set.
    Slice,
}

/// Why the completeness status is what it is, or what stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum WhyComplete {
    /// Every branch of the case tree ends in a leaf that is solved.
    TreeClosed {
        /// Number of leaves.
        leaves: usize,
    },
    /// The gradient is zero identically.
    ConstantLoss,
    /// A branch stopped: too much work.
    WorkBudget,
    /// A branch stopped: the clock (`--time`) ran out.
    TimeBudget,
    /// A branch stopped: memory (`--memory`) ran short.
    MemoryBudget,
    /// Equations of a branch that could not be solved.
    OpenBranch {
        /// Equations still to be zero.
        equations: Vec<String>,
    },
    /// The gradient is not made of polynomials after clearing denominators and one common
    /// exponential factor.
    Transcendental {
        /// A part that is not polynomial.
        part: String,
    },
    /// L is a sum of functions of separate variables, each solved on its own.
    Separate {
        /// How many.
        parts: usize,
    },
    /// One variable: an interval for every zero of L′, and arguments that there are no others.
    OneVariable {
        /// How many intervals.
        pieces: usize,
    },
    /// Nothing is claimed outside the region stated; there may be infinitely many points.
    OutsideOpen,
    /// Coefficients other than rational numbers.
    IrrationalCoefficient {
        /// The constant.
        part: String,
    },
    /// The file has parameters.
    Parameters {
        /// Their names.
        names: Vec<String>,
    },
    /// L is smooth on pieces of the space; each was solved, and the kinks between them compared.
    Pieces {
        /// How many pieces.
        count: usize,
    },
    /// Points where L is not differentiable have not been studied.
    Nonsmooth {
        /// The expression whose zeros are kinks.
        part: String,
    },
    /// Membership of a point in the region or domain was not decided.
    Region {
        /// The relation.
        relation: String,
    },
    /// The real points of a set have not been separated into components.
    RealComponents {
        /// The equation.
        equation: String,
    },
    /// The boundary of the region has not been studied; nothing is claimed about it.
    BoundaryNotStudied,
    /// L has no gradient on the edge of its domain, where this expression is zero; what it
    /// does there has not been studied.
    EdgeNotStudied {
        /// Zero on the edge.
        part: String,
    },
}

/// Why a node of the case tree follows from its parent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum CaseReason {
    /// The root: the components of the gradient must vanish.
    Gradient {
        /// For each equation: the factor removed from the component because it never
        /// vanishes on the domain, `1` if none.
        removed: Vec<String>,
    },
    /// A product is zero exactly when one factor is zero; this is the case of one factor.
    Factor {
        /// The product.
        equation: String,
        /// All its factors.
        factors: Vec<String>,
        /// Which factor is zero here.
        index: usize,
    },
    /// An equation solved for a variable.
    Solve {
        /// The equation.
        equation: String,
        /// The variable.
        variable: String,
        /// Its value.
        value: String,
    },
    /// An equation `a·y + b = 0` with the coefficient `a` zero or not.
    Coefficient {
        /// The equation.
        equation: String,
        /// The variable y.
        variable: String,
        /// The coefficient a.
        coefficient: String,
        /// Is a = 0 in this case?
        vanishes: bool,
    },
    /// A sum of terms of one sign is zero only if each term is.
    SameSign {
        /// The equation.
        equation: String,
        /// The terms that must vanish.
        terms: Vec<String>,
    },
    /// A combination of the equations, added to them.
    Combination {
        /// Multipliers and the equations they stand with.
        of: Vec<[String; 2]>,
        /// The combination.
        result: String,
    },
    /// L is a sum of squares: either all residuals vanish or the Jacobian is rank-deficient.
    Residuals {
        /// The residuals.
        residuals: Vec<String>,
        /// Their positive weights, up to a common factor.
        weights: Vec<String>,
        /// Minors of their Jacobian matrix with all residuals, those that are not zero
        /// identically.
        minors: Vec<String>,
        /// Is this the case r = 0?
        vanish: bool,
    },
    /// Groups of equations in separate variables.
    Blocks {
        /// The groups of variables.
        blocks: Vec<Vec<String>>,
    },
    /// L does not change when the planes turn together, (p, q) ↦ (cos θ·p − sin θ·q,
    /// sin θ·p + cos θ·q) in each. The points of the parent are those that such rotations make
    /// of the points of its cases: the planes before `place` vanish, and in that one p = 0 ≠ q;
    /// when `place` is the number of planes, all vanish.
    Rotation {
        /// The planes (p, q).
        planes: Vec<[String; 2]>,
        /// The plane of this case.
        place: usize,
    },
    /// Elements of a Gröbner basis of the equations, added to them.
    Elimination {
        /// The elements.
        equations: Vec<String>,
    },
    /// Repeated factors and factors that never vanish are removed.
    Strip {
        /// One for each equation that changes.
        strips: Vec<Strip>,
    },
}

/// An equation as the product of its factors: those that stay and those that never vanish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Strip {
    /// The equation; up to a rational number it is the product of all the factors.
    pub equation: String,
    /// Factors that stay.
    pub kept: Vec<StripFactor>,
    /// Factors that never vanish here, and why.
    pub dropped: Vec<(StripFactor, NeverZero)>,
    /// The equation that divides it, if that is why it is dropped altogether.
    pub multiple_of: Option<String>,
}

/// A factor with its exponent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StripFactor {
    /// The factor.
    pub factor: String,
    /// The exponent.
    pub power: u32,
}

/// Why a branch has no solution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum EmptyReason {
    /// A number other than zero would have to be zero.
    Contradiction {
        /// The number.
        equation: String,
    },
    /// No factor of an equation can vanish.
    NeverZero {
        /// The equation and its factors, all of them dropped.
        strip: Strip,
    },
    /// What is assumed not zero in this case is zero.
    AssumptionFails,
    /// The equations have no common zero, real or complex (Gröbner basis).
    NoCommonZero,
}

/// Why a polynomial has no real zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "proof", rename_all = "kebab-case")]
pub enum NeverZero {
    /// A nonzero constant.
    Constant,
    /// Terms of one sign and a nonzero constant term.
    SameSign,
    /// A definite quadratic polynomial.
    DefiniteQuadratic,
    /// One variable, no real root (Sturm).
    NoRealRoot,
    /// Assumed different from zero in this case.
    Assumed,
}

/// The rule of a derivation step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "rule", rename_all = "kebab-case")]
pub enum StepReason {
    /// Chain rule with the outer function in the letter `u`.
    Chain {
        /// The outer function.
        outer: String,
    },
    /// Product rule.
    Product,
    /// Quotient rule.
    Quotient,
    /// A sum is differentiated term by term.
    Sum,
    /// Power rule.
    Power,
    /// These variables are held constant.
    HeldConstant {
        /// Their names.
        variables: Vec<String>,
    },
    /// The derivative of a named function.
    Function {
        /// Its name.
        name: String,
    },
    /// The same steps with two variables exchanged.
    Symmetry {
        /// The variables.
        exchange: [String; 2],
    },
    /// The common factor collected.
    CollectFactor,
    /// Numbers multiplied and like terms collected.
    Expand,
    /// A factor without the variable stays in front.
    ConstantFactor,
    /// (f^g)' with both depending on the variable.
    GeneralPower,
    /// Away from the corner where an expression is zero.
    OffKink {
        /// The expression.
        expression: String,
    },
    /// The rest by the same rules.
    Remaining,
    /// Second derivatives do not depend on the order (Schwarz).
    MixedEqual,
}
