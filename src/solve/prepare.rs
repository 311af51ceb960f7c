//! Preprocessing: from the components of a gradient and the conditions of its domain to a
//! [`System`] of polynomial equations.
//!
//! Each component is `unit · numerator / denominator`, where the unit is a rational number
//! times powers of exponentials, so it never vanishes, and the denominator does not vanish
//! on the domain. Zeros of the components on the domain are therefore exactly the zeros of
//! the numerators there. The domain is that of the formula as typed.

use super::Fraction;
use super::lower::{Lowering, Obstacle};
use super::system::{SignCondition, System};
use crate::budget::Budget;
use crate::expr::domain::{Condition, Relation};
use crate::expr::{Dag, Expr, Node, Symbol};
use crate::number::{Rational, Sign};
use crate::polynomial::Poly;
use crate::polynomial::multivariate::factor;

/// A component of the gradient taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// The polynomial that must vanish: primitive, positive leading coefficient.
    pub numerator: Poly,
    /// component / numerator in the ring with atoms: never zero on the domain.
    pub unit: Fraction,
}

/// A system together with the translation that made it.
#[derive(Debug)]
pub struct Prepared {
    /// The equations in the variables alone.
    pub system: System,
    /// One for each equation.
    pub components: Vec<Component>,
    /// The ring and its atoms.
    pub lowering: Lowering,
}

/// Prepares `equations = 0` in `variables` on the domain given by `conditions`. The other
/// `roots` are expressions that will be lowered later in the same ring.
///
/// # Errors
/// [`Obstacle`]: the equations are not polynomial in this sense.
pub fn prepare(
    dag: &mut Dag,
    variables: &[Symbol],
    equations: &[Expr],
    conditions: &[Condition],
    roots: &[Expr],
    budget: &Budget,
) -> Result<Prepared, Obstacle> {
    let mut all = equations.to_vec();
    all.extend(roots);
    all.extend(conditions.iter().map(|c| c.expr));
    let mut lowering = Lowering::new(dag, variables, &all, budget)?;
    let n = variables.len();
    // The equations first: an obstacle in them says more than one in a condition.
    for &equation in equations {
        lowering.lower(dag, equation, budget)?;
    }
    let mut nonzero = Vec::new();
    let mut signs = Vec::new();
    for condition in conditions {
        let value = lowering.lower(dag, condition.expr, budget)?;
        let refuse = || Obstacle::Transcendental(condition.expr);
        let variables_only =
            |p: &Poly| without_atoms(p, n).map(|(_, rest)| rest).ok_or_else(refuse);
        // v − r or r − v, whichever must be positive.
        let offset = |r: &Rational, above: bool| {
            let (num, den) = (value.num(), value.den());
            let shifted = &num.scale(&r.denominator()) - &den.scale(&r.numerator());
            if above { &shifted * den } else { -&(&shifted * den) }
        };
        let zero = Rational::zero();
        let (poly, strict) = match &condition.relation {
            Relation::NotZero => {
                nonzero.push(variables_only(value.num())?);
                continue;
            }
            Relation::CosineNotZero => return Err(refuse()),
            Relation::Positive => (offset(&zero, true), true),
            Relation::NonNegative => (offset(&zero, true), false),
            Relation::AtLeast(r) => (offset(r, true), false),
            Relation::AtMost(r) => (offset(r, false), false),
            Relation::Above(r) => (offset(r, true), true),
            Relation::Below(r) => (offset(r, false), true),
        };
        signs.push(SignCondition { poly: variables_only(&poly)?, strict });
    }
    // What is positive on the domain is not zero there either.
    let positive = signs.iter().filter(|s| s.strict).map(|s| s.poly.clone());
    let mut excluded: Vec<Poly> = nonzero.iter().cloned().chain(positive).collect();
    for base in never_zero_denominators(dag, equations) {
        let value = lowering.lower(dag, base, budget)?;
        excluded.extend(without_atoms(value.num(), n).map(|(_, rest)| rest));
    }
    let mut components = Vec::new();
    let mut units = Vec::new();
    for &equation in equations {
        let value = lowering.lower(dag, equation, budget)?;
        let denominator = without_atoms(value.den(), n);
        let denominator = denominator.ok_or(Obstacle::Transcendental(equation))?.1;
        nonzero_on_domain(&denominator, &excluded, equation, budget)?;
        if !denominator.is_constant() && !units.contains(&denominator) {
            units.push(denominator);
        }
        components.push(component(&value, n, equation, budget)?);
    }
    let equations = components.iter().map(|c| c.numerator.clone()).collect();
    let (positive, residuals) = (Vec::new(), Vec::new());
    let system = System {
        nvars: n,
        equations,
        nonzero,
        signs,
        units,
        residuals,
        positive,
        numbers: Vec::new(),
    };
    Ok(Prepared { system, components, lowering })
}

/// Splits off the powers of atoms; `None` if what is left still contains an atom.
fn without_atoms(p: &Poly, n: usize) -> Option<(Vec<u32>, Poly)> {
    let mut powers = p.least_degrees();
    powers.iter_mut().take(n).for_each(|k| *k = 0);
    let rest = p.over_monomial(&powers)?;
    if rest.variables().iter().any(|&i| i >= n) {
        return None;
    }
    let positions: Vec<usize> = (0..p.nvars()).map(|i| i.min(n.saturating_sub(1))).collect();
    Some((powers, rest.rename(n, &positions)))
}

fn component(
    value: &Fraction,
    n: usize,
    equation: Expr,
    budget: &Budget,
) -> Result<Component, Obstacle> {
    let ring = value.num().nvars();
    if value.is_zero() {
        let unit = Fraction::from_poly(Poly::one(ring));
        return Ok(Component { numerator: Poly::zero(n), unit });
    }
    let (powers, rest) = without_atoms(value.num(), n).ok_or(Obstacle::Transcendental(equation))?;
    let (content, numerator) = rest.primitive_with_factor();
    let unit = Poly::constant(ring, content).times_monomial(&powers);
    let unit = Fraction::new(unit, value.den().clone(), budget)?;
    Ok(Component { numerator, unit: unit.ok_or(Obstacle::Undefined(equation))? })
}

/// Checks that a denominator vanishes only outside the domain: each of its factors divides
/// a polynomial that the domain excludes from being zero.
fn nonzero_on_domain(
    denominator: &Poly,
    nonzero: &[Poly],
    equation: Expr,
    budget: &Budget,
) -> Result<(), Obstacle> {
    for (part, _) in factor(denominator, budget)?.factors {
        let excluded = nonzero.iter().any(|p| p.div_exact(&part).is_some());
        if !excluded && !never_zero_in_one_variable(&part) {
            return Err(Obstacle::Kink(equation));
        }
    }
    Ok(())
}

/// Denominators that are proved not to be zero by how they are built, such as a square plus 1.
pub(super) fn never_zero_denominators(dag: &Dag, equations: &[Expr]) -> Vec<Expr> {
    let of = |e: Expr| match dag.node(e) {
        Node::Power(base, exponent) => {
            let inverse = dag.as_number(*exponent).is_some_and(Rational::is_negative);
            (inverse && dag.is_nonzero(*base)).then_some(*base)
        }
        Node::Number(_)
        | Node::Constant(_)
        | Node::Symbol(_)
        | Node::Sum(_)
        | Node::Product(_)
        | Node::Call(_, _) => None,
    };
    dag.below(equations).into_iter().filter_map(of).collect()
}

/// A quick certificate for denominators such as x² + 1.
fn never_zero_in_one_variable(p: &Poly) -> bool {
    let even = p.terms().all(|(exponents, _)| exponents.iter().all(|k| k % 2 == 0));
    let signs: Vec<Sign> = p.terms().map(|(_, c)| c.sign()).collect();
    even && !p.constant_term().is_zero() && signs.windows(2).all(|pair| pair[0] == pair[1])
}
