//! Orbits under rotations as equations and as a parametrisation by angles.

use super::numbers::{field_element, short};
use super::part::PartAnswer;
use super::relations::in_letter;
use crate::budget::{Budget, Exhausted};
use crate::expr::print::input;
use crate::expr::{Dag, Expr, Function, read};
use crate::number::Field;
use crate::polynomial::algebraic::FieldElement;
use crate::result::Number;
use crate::solve::{Circle, Orbit};
use std::collections::BTreeMap;

/// A factor that depends on one angle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Still,
    Cos,
    Sin,
}

/// A sum of products of cosines and sines, one factor for each angle, with coefficients.
type Sum = BTreeMap<Vec<Turn>, FieldElement>;

/// The coordinates of exp(θ₁A₁)·exp(θ₂A₂)⋯z: on what A moves, exp(θA)·x = cos θ·x + sin θ·Ax.
fn coordinates(orbit: &Orbit) -> Vec<Sum> {
    let start = |x: &FieldElement| Sum::from([(Vec::new(), x.clone())]);
    let mut all: Vec<Sum> = orbit.point.coordinates.iter().map(start).collect();
    for circle in &orbit.circles {
        let mut next: Vec<Sum> = all.iter().map(|sum| times(sum, Turn::Still)).collect();
        for &(p, q) in &circle.rotation.planes {
            next[p] = added(times(&all[p], Turn::Cos), negated(times(&all[q], Turn::Sin)));
            next[q] = added(times(&all[q], Turn::Cos), times(&all[p], Turn::Sin));
        }
        all = next;
    }
    for sum in &mut all {
        sum.retain(|_, x| !x.is_zero());
    }
    all
}

fn times(sum: &Sum, turn: Turn) -> Sum {
    sum.iter().map(|(key, x)| ([key.as_slice(), &[turn]].concat(), x.clone())).collect()
}

fn negated(sum: Sum) -> Sum {
    sum.into_iter().map(|(key, x)| (key, x.neg())).collect()
}

fn added(mut a: Sum, b: Sum) -> Sum {
    for (key, x) in b {
        let sum = a.get(&key).map_or_else(|| x.clone(), |y| y.add(&x));
        a.insert(key, sum);
    }
    a
}

/// A sum as an expression, the factors given for each angle; `None` if a coefficient has no
/// short form.
fn expression(
    dag: &mut Dag,
    sum: &Sum,
    turns: &[(Expr, Expr)],
    scale: impl Fn(&[Turn], &FieldElement) -> Option<FieldElement>,
    budget: &Budget,
) -> Result<Option<Expr>, Exhausted> {
    let mut terms = Vec::new();
    for (key, x) in sum {
        let Some(x) = scale(key, x) else { return Ok(None) };
        let Some(value) = short(dag, &x, budget)? else { return Ok(None) };
        let mut factors = vec![value];
        for (turn, (cos, sin)) in key.iter().zip(turns) {
            match turn {
                Turn::Still => {}
                Turn::Cos => factors.push(*cos),
                Turn::Sin => factors.push(*sin),
            }
        }
        terms.push(dag.product(factors));
    }
    Ok(Some(dag.sum(terms)))
}

/// The coordinates in cosines and sines of the letters, if all numbers have short forms.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn map(
    dag: &mut Dag,
    orbit: &Orbit,
    letters: &[String],
    budget: &Budget,
) -> Result<Option<Vec<Expr>>, Exhausted> {
    let mut turns = Vec::new();
    for letter in letters {
        let symbol = dag.symbol(letter);
        let angle = dag.variable(symbol);
        let cos = dag.call(Function::Cos, vec![angle]);
        turns.push((cos, dag.call(Function::Sin, vec![angle])));
    }
    let mut all = Vec::new();
    for sum in coordinates(orbit) {
        let unscaled = |_: &[Turn], x: &FieldElement| Some(x.clone());
        match expression(dag, &sum, &turns, unscaled, budget)? {
            Some(e) => all.push(e),
            None => return Ok(None),
        }
    }
    Ok(Some(all))
}

/// Equations and inequalities that hold exactly on the orbit.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn relations(
    dag: &mut Dag,
    answer: &PartAnswer,
    names: &[String],
    orbit: &Orbit,
    budget: &Budget,
) -> Result<(Vec<String>, Vec<String>), Exhausted> {
    let mut all = (Vec::new(), Vec::new());
    let mut pin = |dag: &mut Dag, text: &str, number: &Number| {
        let (zero, besides) = pinned(dag, names, text, number);
        all.0.extend(zero);
        all.1.extend(besides);
    };
    let z = &orbit.point.coordinates;
    for circle in &orbit.circles {
        let (p, q) = circle.plane;
        let square = field_element(&z[q].mul(&z[q]), budget)?;
        pin(dag, &format!("{}^2 + {}^2", names[p], names[q]), &square);
    }
    if let Some(equations) = solved(dag, names, orbit, budget)? {
        all.0.extend(equations);
        return Ok(all);
    }
    if let [circle] = orbit.circles.as_slice() {
        for (text, x) in products(names, circle, z) {
            let number = field_element(&x, budget)?;
            pin(dag, &text, &number);
        }
    } else {
        // The critical points with these radii.
        all.0.extend(answer.prepared.system.equations.iter().map(|p| answer.names.text(dag, p)));
    }
    Ok(all)
}

/// Each coordinate but those of the planes of the radii, as a function of those: in the
/// plane (p, q) with height h, cos θ = x_q/h and sin θ = −x_p/h.
fn solved(
    dag: &mut Dag,
    names: &[String],
    orbit: &Orbit,
    budget: &Budget,
) -> Result<Option<Vec<String>>, Exhausted> {
    let bases: Vec<(usize, usize)> = orbit.circles.iter().map(|c| c.plane).collect();
    let moved = |i: usize| orbit.circles.iter().filter(|c| c.rotation.moves(i)).count();
    if bases.iter().any(|&(p, _)| moved(p) > 1) {
        return Ok(None);
    }
    let mut turns = Vec::new();
    let variable = |dag: &mut Dag, i: usize| {
        let symbol = dag.symbol(&names[i]);
        dag.variable(symbol)
    };
    for &(p, q) in &bases {
        let (x, y) = (variable(dag, p), variable(dag, q));
        turns.push((y, dag.neg(x)));
    }
    let heights: Vec<&FieldElement> =
        bases.iter().map(|&(_, q)| &orbit.point.coordinates[q]).collect();
    let scaled = |key: &[Turn], x: &FieldElement| {
        let turning = key.iter().zip(&heights).filter(|(turn, _)| **turn != Turn::Still);
        turning.map(|(_, h)| *h).try_fold(x.clone(), |x, h| x.div(h))
    };
    let mut equations = Vec::new();
    for (i, sum) in coordinates(orbit).iter().enumerate() {
        if bases.iter().any(|&(p, q)| p == i || q == i) {
            continue;
        }
        let Some(value) = expression(dag, sum, &turns, scaled, budget)? else { return Ok(None) };
        let x = variable(dag, i);
        let difference = dag.sub(x, value);
        equations.push(input(dag, difference));
    }
    Ok(Some(equations))
}

/// Inner products of all planes with that of the radius, and the coordinates that do not
/// move: with these the point is determined up to its angle.
fn products(names: &[String], circle: &Circle, z: &[FieldElement]) -> Vec<(String, FieldElement)> {
    let (p, q) = circle.plane;
    let (x, y) = (&names[p], &names[q]);
    let mut all = Vec::new();
    for &(i, j) in circle.rotation.planes.iter().filter(|plane| **plane != circle.plane) {
        let (u, v) = (&names[i], &names[j]);
        all.push((format!("{x}*{u} + {y}*{v}"), z[q].mul(&z[j])));
        all.push((format!("{x}*{v} - {y}*{u}"), z[q].mul(&z[i]).neg()));
    }
    let still = (0..z.len()).filter(|&i| !circle.rotation.moves(i));
    all.extend(still.map(|i| (names[i].clone(), z[i].clone())));
    all
}

/// text = number as an expression that is zero, with inequalities if it has other roots.
fn pinned(
    dag: &mut Dag,
    names: &[String],
    text: &str,
    number: &Number,
) -> (Option<String>, Vec<String>) {
    let plain = |dag: &mut Dag, text: &str| {
        read(dag, text, names).map_or_else(|_| text.to_string(), |e| input(dag, e))
    };
    match (&number.exact, &number.minimal_polynomial, &number.enclosure) {
        (Some(exact), _, _) => (Some(plain(dag, &format!("{text} - ({exact})"))), Vec::new()),
        (None, Some(p), Some([low, high])) => {
            let zero = in_letter(p, &format!("({text})"));
            (Some(zero), vec![format!("{text} > {low}"), format!("{text} < {high}")])
        }
        (None, _, _) => (None, Vec::new()),
    }
}
