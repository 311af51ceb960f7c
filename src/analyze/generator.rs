//! One coordinate through another: y = 2x² − 1, x the root of an irreducible polynomial.

use super::part::PartPoint;
use crate::budget::{Budget, Exhausted};
use crate::expr::print::input;
use crate::expr::{Dag, Expr, Symbol};
use crate::linalg::{Matrix, solve};
use crate::number::{Field, Rational};
use crate::polynomial::algebraic::FieldElement;
use crate::result::Number;

/// Fields of higher degree are left alone.
const LARGEST_DEGREE: usize = 8;
/// Longer relations say less than the polynomial.
const MOST_TERMS: usize = 3;
const LONGEST: usize = 28;

/// For every coordinate without a short form that is a short polynomial in another one: the
/// relation `y = 2*x^2 - 1`. All refer to the same coordinate, which generates the field.
pub(super) fn relations(
    dag: &mut Dag,
    variables: &[Symbol],
    point: &PartPoint,
    numbers: &[&Number],
    budget: &Budget,
) -> Result<Vec<String>, Exhausted> {
    let degree = point.point.field.degree();
    let long = |k: &usize| numbers[*k].exact.is_none();
    let all: Vec<usize> = (0..variables.len()).collect();
    if !(2..=LARGEST_DEGREE).contains(&degree) || !all.iter().any(long) {
        return Ok(Vec::new());
    }
    let Some(base) = generator(degree, numbers) else { return Ok(Vec::new()) };
    let coordinates = &point.point.coordinates;
    let powers = powers(&coordinates[base], degree);
    let mut found = Vec::new();
    for k in all.into_iter().filter(|k| *k != base).filter(long) {
        budget.spend((degree * degree * degree) as u64)?;
        let Some(c) = solve(&powers, &coordinates[k].coefficients(), budget)? else { continue };
        if c.iter().filter(|c| !c.is_zero()).count() > MOST_TERMS {
            continue;
        }
        let text = text(dag, variables[base], &c);
        if text.len() <= LONGEST {
            found.push(format!("{} = {text}", dag.name(variables[k])));
        }
    }
    Ok(found)
}

/// The coordinate of full degree with the shortest polynomial.
fn generator(degree: usize, numbers: &[&Number]) -> Option<usize> {
    let full = |k: &usize| degree_of(numbers[*k]) == Some(degree);
    let length = |k: &usize| numbers[*k].minimal_polynomial.as_ref().map_or(0, String::len);
    (0..numbers.len()).filter(full).min_by_key(length)
}

/// The degree of the minimal polynomial, which is written with its leading term first.
fn degree_of(number: &Number) -> Option<usize> {
    let polynomial = number.minimal_polynomial.as_ref()?;
    let (_, rest) = polynomial.split_once('x')?;
    match rest.strip_prefix('^') {
        None => Some(1),
        Some(power) => power.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok(),
    }
}

/// Column k holds the coefficients of the k-th power.
fn powers(x: &FieldElement, degree: usize) -> Matrix<Rational> {
    let one = FieldElement::constant(x.field(), &Rational::one());
    let all = std::iter::successors(Some(one), |p| Some(p.mul(x))).take(degree);
    let columns: Vec<Vec<Rational>> = all.map(|p| p.coefficients()).collect();
    Matrix::from_fn(degree, degree, |i, j| columns[j][i].clone())
}

fn text(dag: &mut Dag, variable: Symbol, coefficients: &[Rational]) -> String {
    let x = dag.variable(variable);
    let mut terms: Vec<Expr> = Vec::new();
    for (k, c) in coefficients.iter().enumerate().filter(|(_, c)| !c.is_zero()) {
        let c = dag.number(c.clone());
        let power = dag.power_integer(x, k as i64);
        terms.push(dag.product(vec![c, power]));
    }
    let sum = dag.sum(terms);
    input(dag, sum)
}
