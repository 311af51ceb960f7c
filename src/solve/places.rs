//! Arguments of exponentials and of circular functions as whole combinations of a basis.

use super::Obstacle;
use super::form::Form;
use super::lattice::{Lattice, common_part, lattice};
use crate::budget::{Budget, Exhausted};
use crate::expr::{Dag, Expr, Function, Node};
use crate::number::{Integer, Rational};
use std::collections::BTreeMap;

/// The value of exp or of (sin, cos) at an argument: whole coordinates in the basis, and
/// the part of the argument that is constant.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) coordinates: Vec<i64>,
    pub(super) rest: Form,
    /// sin and cos of the constant part of an angle, where they are algebraic.
    pub(super) turn: Option<[Expr; 2]>,
}

/// sin δ and cos δ as expressions, for δ a rational part of π.
pub(super) fn turn_values(dag: &mut Dag, rest: &Form) -> Option<[Expr; 2]> {
    let delta = rest.expression(dag);
    dag.as_multiple_of_pi(delta)?;
    Some([dag.apply(Function::Sin, delta), dag.apply(Function::Cos, delta)])
}

/// Expressions for the constant factors of exponentials: powers of primes, and exp(u) for the
/// greatest u of which all rational parts of exponents are whole multiples.
pub(super) fn constant_factors(
    dag: &mut Dag,
    exponentials: &BTreeMap<Expr, Place>,
) -> (Vec<Expr>, Option<Expr>) {
    let mut powers = Vec::new();
    let mut unit = Rational::zero();
    for place in exponentials.values() {
        for (monomial, q) in place.rest.terms() {
            match monomial.as_slice() {
                [] => unit = common_part(&unit, q),
                [(log, 1)] => {
                    let prime = match dag.node(*log) {
                        Node::Call(Function::Ln, arguments) => Some(arguments[0]),
                        _ => None,
                    };
                    powers.extend(prime.map(|p| dag.power_rational(p, q)));
                }
                _ => {}
            }
        }
    }
    let unit = (!unit.is_zero()).then(|| {
        let unit = dag.number(unit);
        dag.apply(Function::Exp, unit)
    });
    (powers, unit)
}

type Places = (Vec<Form>, BTreeMap<Expr, Place>);

/// The basis of the varying parts of arguments, and every argument in it.
pub(super) fn places(
    dag: &mut Dag,
    arguments: &[(Expr, Expr)],
    budget: &Budget,
) -> Result<Places, Obstacle> {
    let mut nodes = Vec::new();
    for &(node, argument) in arguments {
        let form = Form::of(dag, argument).ok_or(Obstacle::Transcendental(node))?;
        let (varying, constant) = form.split(dag);
        nodes.push((node, varying, constant));
    }
    let moving: Vec<Form> =
        nodes.iter().map(|n| n.1.clone()).filter(|form| !form.is_zero()).collect();
    let Lattice { basis, coordinates } =
        lattice(&moving, budget).ok_or(Obstacle::Exhausted(Exhausted::Work))?;
    let mut coordinates = coordinates.into_iter();
    let mut all = BTreeMap::new();
    for (node, varying, rest) in nodes {
        let own = match varying.is_zero() {
            true => vec![Integer::zero(); basis.len()],
            false => coordinates.next().unwrap_or_default(),
        };
        let own: Option<Vec<i64>> = own.iter().map(Integer::to_i64).collect();
        let own = own.ok_or(Obstacle::Exhausted(Exhausted::Work))?;
        all.insert(node, Place { coordinates: own, rest, turn: None });
    }
    Ok((basis, all))
}

/// The same for angles, whose constant parts move into the basis where that is possible.
pub(super) fn angles(
    dag: &mut Dag,
    arguments: &[Expr],
    budget: &Budget,
) -> Result<Places, Obstacle> {
    let pairs: Vec<(Expr, Expr)> = arguments.iter().map(|&u| (u, u)).collect();
    let (basis, mut all) = places(dag, &pairs, budget)?;
    let Some(offsets) = offsets(&all, basis.len(), budget) else {
        for place in all.values_mut().filter(|p| !p.rest.is_zero()) {
            place.turn = turn_values(dag, &place.rest);
        }
        return Ok((basis, all));
    };
    all.values_mut().for_each(|place| place.rest = Form::default());
    Ok((basis.iter().zip(&offsets).map(|(b, o)| b.plus(o)).collect(), all))
}

/// Constants o with Σ kⱼ·oⱼ = the constant part of every argument with coordinates k.
fn offsets(all: &BTreeMap<Expr, Place>, n: usize, budget: &Budget) -> Option<Vec<Form>> {
    let mut monomials: Vec<_> = all.values().flat_map(|p| p.rest.terms().map(|t| t.0)).collect();
    monomials.sort();
    monomials.dedup();
    let mut offsets = vec![Form::default(); n];
    if monomials.is_empty() || n == 0 {
        return monomials.is_empty().then_some(offsets);
    }
    let whole = |k: &i64| Rational::from(*k);
    let rows = all.values().map(|p| p.coordinates.iter().map(whole).collect()).collect();
    let matrix = crate::linalg::Matrix::from_rows(rows)?;
    for monomial in monomials {
        let own = |p: &Place| {
            let term = p.rest.terms().find(|(m, _)| *m == monomial);
            term.map_or_else(Rational::zero, |(_, q)| q.clone())
        };
        let right: Vec<Rational> = all.values().map(own).collect();
        let solution = crate::linalg::solve(&matrix, &right, budget).ok()??;
        for (offset, q) in offsets.iter_mut().zip(solution) {
            *offset = offset.plus(&Form::from_terms([(monomial.clone(), q)]));
        }
    }
    Some(offsets)
}
