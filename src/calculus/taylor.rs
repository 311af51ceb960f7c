use super::corner::corners_of;
use super::derivative::Derivatives;
use super::enclosure::{is_defined, sign};
use crate::budget::{Budget, Exhausted};
use crate::expr::domain::{Condition, Relation, conditions};
use crate::expr::{Dag, Expr, Node, Symbol};
use crate::number::{Integer, Rational, Sign};
use std::collections::BTreeMap;

/// Σ c_α·(x − a)^α over |α| ≤ order, with c_α = ∂^α f(a)/α!.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaylorPolynomial {
    /// The variables, in the order of the exponents.
    pub variables: Vec<Symbol>,
    /// The point a of the expansion: expressions without variables.
    pub at: Vec<Expr>,
    /// The total order.
    pub order: u16,
    /// The coefficients by exponents; those that are the number 0 are left out.
    pub coefficients: BTreeMap<Vec<u16>, Expr>,
    /// f is a polynomial of at most this degree: there is no remainder.
    pub is_exact: bool,
}

/// The answer to "expand f at a".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expansion {
    /// The polynomial exists.
    Polynomial(TaylorPolynomial),
    /// It does not, or is not proved to.
    Blocked(Obstacle),
}

/// Why there is no Taylor polynomial, as far as is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// The derivative with these exponents (f itself if all are 0) is not proved to be
    /// defined at the point; `value` is what stands there.
    Undefined {
        /// Orders of differentiation by variable.
        powers: Vec<u16>,
        /// The derivative at the point, as an expression that is not known to have a value.
        value: Expr,
    },
    /// The point is not proved to be off the corner where `expr` is 0.
    Kink {
        /// What may be 0 at the point.
        expr: Expr,
    },
    /// The point is not proved to be inside the domain: `expr` must be positive around it.
    Boundary {
        /// What may be 0 at the point.
        expr: Expr,
    },
}

/// The Taylor polynomial of f at a point, critical or not, to a total order.
///
/// Derivatives are formed symbolically and evaluated exactly at the point. The number of
/// derivatives is (n + order choose n).
///
/// # Errors
/// [`Exhausted`] if the budget ends; one step for each node of each derivative.
pub fn taylor(
    dag: &mut Dag,
    f: Expr,
    variables: &[Symbol],
    at: &[Expr],
    order: u16,
    budget: &Budget,
) -> Result<Expansion, Exhausted> {
    taylor_with(&mut Derivatives::default(), dag, f, variables, at, order, budget)
}

/// [`taylor`] with the derivatives that expansions at other points have formed.
///
/// # Errors
/// As [`taylor`].
pub fn taylor_with(
    known: &mut Derivatives,
    dag: &mut Dag,
    f: Expr,
    variables: &[Symbol],
    at: &[Expr],
    order: u16,
    budget: &Budget,
) -> Result<Expansion, Exhausted> {
    let point: Vec<(Symbol, Expr)> = variables.iter().copied().zip(at.iter().copied()).collect();
    let value = evaluated(dag, f, &point);
    if !is_defined(dag, value) {
        let powers = vec![0; variables.len()];
        return Ok(Expansion::Blocked(Obstacle::Undefined { powers, value }));
    }
    if let Some(obstacle) = kink_at(dag, f, &point).or_else(|| boundary_at(dag, f, &point)) {
        return Ok(Expansion::Blocked(obstacle));
    }
    let mut coefficients = BTreeMap::new();
    let derivatives = derivatives_up_to(known, dag, f, variables, order, budget)?;
    for (powers, derivative) in derivatives {
        let value = evaluated(dag, derivative, &point);
        if !is_defined(dag, value) {
            return Ok(Expansion::Blocked(Obstacle::Undefined { powers, value }));
        }
        let coefficient = over_factorials(dag, value, &powers);
        if !dag.is_zero(coefficient) {
            coefficients.insert(powers, coefficient);
        }
    }
    let is_exact = polynomial_degree(dag, f, variables).is_some_and(|d| d <= u64::from(order));
    let (variables, at) = (variables.to_vec(), at.to_vec());
    let polynomial = TaylorPolynomial { variables, at, order, coefficients, is_exact };
    Ok(Expansion::Polynomial(polynomial))
}

fn evaluated(dag: &mut Dag, e: Expr, point: &[(Symbol, Expr)]) -> Expr {
    dag.substitute(e, point)
}

/// c/α!.
fn over_factorials(dag: &mut Dag, value: Expr, powers: &[u16]) -> Expr {
    let factors = powers.iter().flat_map(|p| 1..=u64::from(*p));
    let product = factors.fold(Integer::one(), |n, k| n * Integer::from(k));
    let inverse = dag.number(Rational::new(Integer::one(), product));
    dag.mul(inverse, value)
}

/// ∂^α f for all |α| ≤ order; each is the derivative of one found before.
fn derivatives_up_to(
    known: &mut Derivatives,
    dag: &mut Dag,
    f: Expr,
    variables: &[Symbol],
    order: u16,
    budget: &Budget,
) -> Result<BTreeMap<Vec<u16>, Expr>, Exhausted> {
    let mut all = BTreeMap::from([(vec![0; variables.len()], f)]);
    let mut last = all.clone();
    for _ in 0..order {
        let mut next = BTreeMap::new();
        for (powers, e) in &last {
            // Raising only the last variable already used, or a later one, meets each α once.
            let from = powers.iter().rposition(|p| *p > 0).unwrap_or(0);
            for (i, x) in variables.iter().enumerate().skip(from) {
                let derivative = known.of(dag, *e, *x);
                budget.spend(dag.below(&[derivative]).len() as u64)?;
                let mut raised = powers.clone();
                raised[i] += 1;
                next.insert(raised, derivative);
            }
        }
        all.extend(next.iter().map(|(powers, e)| (powers.clone(), *e)));
        last = next;
    }
    Ok(all)
}

fn kink_at(dag: &mut Dag, f: Expr, point: &[(Symbol, Expr)]) -> Option<Obstacle> {
    for expr in corners_of(dag, f) {
        let value = evaluated(dag, expr, point);
        let proved = dag.is_nonzero(value) && is_defined(dag, value);
        if !proved && !matches!(sign(dag, value), Sign::Positive | Sign::Negative) {
            return Some(Obstacle::Kink { expr });
        }
    }
    None
}

/// The point must be inside the domain, not on its edge.
fn boundary_at(dag: &mut Dag, f: Expr, point: &[(Symbol, Expr)]) -> Option<Obstacle> {
    for condition in conditions(dag, f) {
        let Some(expr) = margin(dag, condition) else { continue };
        let value = evaluated(dag, expr, point);
        if sign(dag, value) != Sign::Positive {
            return Some(Obstacle::Boundary { expr });
        }
    }
    None
}

/// An expression that is > 0 inside the set of a condition and 0 on its edge; `None` for
/// open sets, inside which every point lies.
fn margin(dag: &mut Dag, condition: Condition) -> Option<Expr> {
    match condition.relation {
        Relation::NonNegative => Some(condition.expr),
        Relation::AtLeast(bound) => {
            let bound = dag.number(bound);
            Some(dag.sub(condition.expr, bound))
        }
        Relation::AtMost(bound) => {
            let bound = dag.number(bound);
            Some(dag.sub(bound, condition.expr))
        }
        Relation::NotZero | Relation::Positive | Relation::CosineNotZero => None,
        Relation::Above(_) | Relation::Below(_) => None,
    }
}

/// The degree of f as a polynomial in the variables, as it is written; `None` if it is not one.
fn polynomial_degree(dag: &Dag, f: Expr, variables: &[Symbol]) -> Option<u64> {
    let mut degrees: BTreeMap<Expr, u64> = BTreeMap::new();
    for e in dag.below(&[f]) {
        let of = |g: &Expr| degrees.get(g).copied().unwrap_or(0);
        let free = dag.node(e).children().all(|g| of(&g) == 0);
        let degree = match dag.node(e) {
            Node::Symbol(x) => u64::from(variables.contains(x)),
            Node::Number(_) | Node::Constant(_) => 0,
            Node::Sum(terms) => terms.iter().map(of).max().unwrap_or(0),
            Node::Product(factors) => factors.iter().map(of).fold(0, u64::saturating_add),
            Node::Power(_, _) | Node::Call(_, _) if free => 0,
            Node::Power(base, exponent) => {
                let n = u64::from(dag.as_number(*exponent)?.to_integer()?.to_u32()?);
                of(base).saturating_mul(n)
            }
            Node::Call(_, _) => return None,
        };
        degrees.insert(e, degree);
    }
    degrees.get(&f).copied()
}

impl TaylorPolynomial {
    /// The coefficient of (x − a)^α.
    pub fn coefficient(&self, dag: &mut Dag, powers: &[u16]) -> Expr {
        self.coefficients.get(powers).copied().unwrap_or_else(|| dag.integer(0))
    }

    /// f(a).
    pub fn value(&self, dag: &mut Dag) -> Expr {
        self.coefficient(dag, &vec![0; self.variables.len()])
    }

    /// ∂f/∂xᵢ(a) for each variable; meaningful for an order of at least 1.
    pub fn gradient(&self, dag: &mut Dag) -> Vec<Expr> {
        let n = self.variables.len();
        (0..n).map(|i| self.coefficient(dag, &exponents(n, &[i]))).collect()
    }

    /// The rows of ∇²f(a); meaningful for an order of at least 2.
    pub fn hessian(&self, dag: &mut Dag) -> Vec<Vec<Expr>> {
        let n = self.variables.len();
        let mut entry = |i: usize, j: usize| {
            let coefficient = self.coefficient(dag, &exponents(n, &[i, j]));
            let factor = dag.integer(if i == j { 2 } else { 1 });
            dag.mul(factor, coefficient)
        };
        (0..n).map(|i| (0..n).map(|j| entry(i, j)).collect()).collect()
    }

    /// The polynomial as an expression in the variables, written in powers of x − a.
    pub fn expression(&self, dag: &mut Dag) -> Expr {
        let mut terms = Vec::new();
        for (powers, c) in &self.coefficients {
            let mut factors = vec![*c];
            for (i, p) in powers.iter().enumerate().filter(|(_, p)| **p > 0) {
                let x = dag.variable(self.variables[i]);
                let step = dag.sub(x, self.at[i]);
                factors.push(dag.power_integer(step, i64::from(*p)));
            }
            terms.push(dag.product(factors));
        }
        dag.sum(terms)
    }
}

/// The exponents of the product of the variables with these indices.
fn exponents(n: usize, indices: &[usize]) -> Vec<u16> {
    (0..n).map(|i| indices.iter().filter(|j| **j == i).count() as u16).collect()
}
