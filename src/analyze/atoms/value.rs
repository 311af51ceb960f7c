//! L at a place, and along a family.

use super::back::Place;
use super::verdict::Known;
use super::{Scene, is_still};
use crate::budget::Exhausted;
use crate::expr::{Dag, Expr, Symbol};
use crate::polynomial::Poly;
use crate::solve::{Form, Letter};

/// L at a place if it is the same at all its members, else L with whole numbers k as letters.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn value(
    scene: &mut Scene<'_>,
    place: &Place,
    known: Option<Known<'_>>,
) -> Result<(Option<Expr>, Option<Expr>), Exhausted> {
    let fixed = known.map_or(&[] as &[usize], |known| known.fixed);
    let at = scene.at(place);
    let here = match algebraic(scene, known)? {
        Some(e) => e,
        None => scene.dag.substitute(scene.loss, &at),
    };
    if place.periods.is_empty() {
        return Ok((Some(here), None));
    }
    let Some(f) = scene.letters.lower(scene.dag, scene.loss, scene.budget)? else {
        return Ok((None, None));
    };
    let inactive: Vec<usize> = (0..scene.letters.alphabet().len())
        .filter(|i| !fixed.contains(i))
        .filter(|&i| f.num().degree_in(i) + f.den().degree_in(i) > 0)
        .collect();
    let letters = scene.letters.alphabet().letters().to_vec();
    let mut moving = Vec::new();
    for &i in &inactive {
        let meaning = letters[i].meaning(scene.dag);
        let still = is_still(scene.dag, meaning, scene.letters.variables(), place)
            || is_made_of(scene, &letters[i], fixed)?;
        if !still {
            moving.push(i);
        }
    }
    if moving.is_empty() {
        return Ok((Some(here), None));
    }
    // Sines and roots of what moves are not written out.
    let plain = |i: &usize| matches!(letters[*i], Letter::Variable(_) | Letter::Exponential(_));
    if !moving.iter().all(plain) {
        return Ok((None, None));
    }
    let along = numbered(scene.dag, scene.letters.variables(), place);
    let mut values = Vec::new();
    for (i, letter) in letters.iter().enumerate() {
        let meaning = letter.meaning(scene.dag);
        let moved = if moving.contains(&i) { &along } else { &at };
        values.push(scene.dag.substitute(meaning, moved));
    }
    let num = combined(scene.dag, f.num(), &values);
    let den = combined(scene.dag, f.den(), &values);
    let quotient = scene.dag.div(num, den);
    let expanded = Form::of(scene.dag, quotient).map(|form| form.expression(scene.dag));
    Ok((None, Some(expanded.unwrap_or(quotient))))
}

/// L as an algebraic number, if all its letters have algebraic values.
fn algebraic(scene: &mut Scene<'_>, known: Option<Known<'_>>) -> Result<Option<Expr>, Exhausted> {
    let Some(known) = known else { return Ok(None) };
    let Some(f) = scene.letters.lower(scene.dag, scene.loss, scene.budget)? else {
        return Ok(None);
    };
    let own = |p: &Poly| p.variables().iter().all(|i| known.fixed.contains(i));
    if !own(f.num()) || !own(f.den()) {
        return Ok(None);
    }
    match super::verdict::in_field(&scene.letters, &[f], &known) {
        Some((values, true)) => match values.first() {
            Some(x) => Ok(Some(scene.roots.expression(scene.dag, x, scene.budget)?)),
            None => Ok(None),
        },
        _ => Ok(None),
    }
}

/// Is the argument of a letter a function of letters with fixed values?
fn is_made_of(scene: &mut Scene<'_>, letter: &Letter, fixed: &[usize]) -> Result<bool, Exhausted> {
    let argument = match letter {
        Letter::Exponential(b) | Letter::Sine(b) | Letter::Cosine(b) | Letter::Logarithm(b) => *b,
        Letter::Root { radicand, .. } => *radicand,
        Letter::Variable(_) => return Ok(false),
        Letter::Constant(_) => return Ok(true),
    };
    let lowered = scene.letters.lower(scene.dag, argument, scene.budget)?;
    let own = |p: &Poly| p.variables().iter().all(|i| fixed.contains(i));
    Ok(lowered.is_some_and(|f| own(f.num()) && own(f.den())))
}

/// p + Σ kⱼ·Pⱼ for every variable, with letters k, or k1, k2, …
fn numbered(dag: &mut Dag, variables: &[Symbol], place: &Place) -> Vec<(Symbol, Expr)> {
    let several = place.periods.len() > 1;
    let mut all = Vec::new();
    for (i, v) in variables.iter().enumerate() {
        let mut terms = vec![place.values[i]];
        for (j, period) in place.periods.iter().enumerate() {
            let name = if several { format!("k{}", j + 1) } else { "k".to_string() };
            let k = dag.symbol(&name);
            let k = dag.variable(k);
            terms.push(dag.mul(k, period[i]));
        }
        all.push((*v, dag.sum(terms)));
    }
    all
}

fn combined(dag: &mut Dag, p: &Poly, values: &[Expr]) -> Expr {
    let mut terms = Vec::new();
    for (exponents, c) in p.terms() {
        let mut factors = vec![dag.number(crate::number::Rational::from(c))];
        for (value, k) in values.iter().zip(&exponents) {
            if *k > 0 {
                factors.push(dag.power_integer(*value, i64::from(*k)));
            }
        }
        terms.push(dag.product(factors));
    }
    dag.sum(terms)
}
