//! Which critical points and sets are images of each other under changes of signs and
//! permutations of the variables that leave L unchanged.
//!
//! If L(g·x) = L(x), then g·p is critical whenever p is. When the list of isolated points is
//! complete, g·p is one of them, and enclosures tell which: the only one that they do not
//! exclude. Sets are compared by their equations, in both directions.

use super::part::{PartAnswer, PartContinuum};
use super::points::Choice;
use crate::budget::{Budget, Exhausted};
use crate::expr::print::input;
use crate::expr::{Dag, Symbol};
use crate::number::{Field, Integer, Interval, RealField};
use crate::polynomial::Poly;
use crate::polynomial::algebraic::FieldElement;
use crate::result::{Symmetries, SymmetryOrbit};
use crate::solve::{Component, SignedGroup, SignedPermutation, ZeroPoint, signed_permutations};

/// Binary digits to which coordinates are compared.
const BITS: u32 = 96;
/// Longer lists are not sorted into orbits.
const MOST_POINTS: usize = 800;
/// More sets are not compared.
const MOST_SETS: usize = 24;
/// Steps for the whole of it.
const STEPS: u64 = 200_000_000;

/// The group and its orbits, as far as they are found without much work.
///
/// # Errors
/// [`Exhausted`] if the time is over.
pub(super) fn symmetries(
    dag: &mut Dag,
    variables: &[Symbol],
    answers: &[PartAnswer],
    points: &[Choice<'_>],
    sets: &[String],
    budget: &Budget,
) -> Result<Symmetries, Exhausted> {
    let mut found = Symmetries::default();
    let Some((num, den)) = loss(answers) else { return Ok(found) };
    let group = match budget.portion(STEPS, |part| signed_permutations(&num, &den, part)) {
        Ok(group) => group,
        Err(Exhausted::Work) => return Ok(found),
        Err(stop) => return Err(stop),
    };
    found.order = group.order;
    for g in &group.generators {
        found.generators.push(text(dag, variables, g));
    }
    let names: Vec<String> = (1..=points.len()).map(|k| format!("P{k}")).collect();
    let images = images_of_points(answers, points, &group, num.nvars(), budget)?;
    found.orbits.extend(orbits(dag, variables, &group, &names, &images));
    if let ([answer], true) = (answers, sets.len() <= MOST_SETS) {
        let images = images_of_sets(answer, &group);
        found.orbits.extend(orbits(dag, variables, &group, sets, &images));
    }
    Ok(found)
}

/// L as a quotient of polynomials in all variables.
fn loss(answers: &[PartAnswer]) -> Option<(Poly, Poly)> {
    let n = answers.iter().map(|a| a.part.positions.len()).sum();
    let (mut num, mut den) = (Poly::zero(n), Poly::one(n));
    for answer in answers {
        let own = answer.landscape.loss.as_ref().filter(|_| answer.landscape.atoms.is_empty())?;
        if let [_] = answers {
            return Some((own.num().clone(), own.den().clone()));
        }
        let c = own.den().as_constant()?.clone();
        let moved = own.num().rename(n, &answer.part.positions);
        let below: Integer = den.leading_coefficient();
        num = &num.scale(&c) + &moved.scale(&below);
        den = den.scale(&c);
    }
    Some((num, den))
}

/// For each variable the expression that takes its place.
fn text(dag: &mut Dag, variables: &[Symbol], g: &SignedPermutation) -> Vec<String> {
    let mut all = Vec::new();
    for &(j, minus) in &g.from {
        let Some(&symbol) = variables.get(j) else { continue };
        let x = dag.variable(symbol);
        let image = if minus { dag.neg(x) } else { x };
        all.push(input(dag, image));
    }
    all
}

/// For each generator and each point the point that it becomes, if that is known.
fn images_of_points(
    answers: &[PartAnswer],
    points: &[Choice<'_>],
    group: &SignedGroup,
    n: usize,
    budget: &Budget,
) -> Result<Vec<Vec<Option<usize>>>, Exhausted> {
    if points.len() > MOST_POINTS {
        return Ok(Vec::new());
    }
    let complete = answers.iter().all(|a| a.is_complete() && a.landscape.total);
    let coordinates: Vec<Vec<FieldElement>> = points.iter().map(|p| p.coordinates(n)).collect();
    let boxes: Vec<Vec<Interval>> =
        coordinates.iter().map(|p| p.iter().map(|x| x.enclosure(BITS)).collect()).collect();
    let mut all = Vec::new();
    for g in &group.generators {
        let mut own = Vec::new();
        for (k, p) in boxes.iter().enumerate() {
            budget.spend(1 + boxes.len() as u64)?;
            let place = only_meeting(&boxes, &g.apply(p, Interval::neg));
            let same = |j: &usize| {
                complete || equal(&g.apply(&coordinates[k], Field::neg), &coordinates[*j])
            };
            own.push(place.filter(same));
        }
        all.push(own);
    }
    Ok(all)
}

/// The only box that is not apart from the given one.
fn only_meeting(boxes: &[Vec<Interval>], x: &[Interval]) -> Option<usize> {
    let apart = |q: &Vec<Interval>| {
        x.iter().zip(q).any(|(a, b)| a.certainly_less(b) || b.certainly_less(a))
    };
    let mut meeting = boxes.iter().enumerate().filter(|(_, q)| !apart(q)).map(|(j, _)| j);
    let first = meeting.next();
    first.filter(|_| meeting.next().is_none())
}

/// Are two points equal? Only rational coordinates are compared.
fn equal(p: &[FieldElement], q: &[FieldElement]) -> bool {
    let same = |(x, y): (&FieldElement, &FieldElement)| matches!((x.as_rational(), y.as_rational()), (Some(a), Some(b)) if a == b);
    p.len() == q.len() && p.iter().zip(q).all(same)
}

/// For each generator and each set the set that it becomes, if that is known.
fn images_of_sets(answer: &PartAnswer, group: &SignedGroup) -> Vec<Vec<Option<usize>>> {
    let sets = &answer.continua;
    let image = |g: &SignedPermutation, a: &PartContinuum| {
        let back = g.inverse();
        sets.iter().position(|b| is_carried_into(a, b, g) && is_carried_into(b, a, &back))
    };
    let own = |g: &SignedPermutation| sets.iter().map(|a| image(g, a)).collect();
    group.generators.iter().map(own).collect()
}

/// Does g carry the set a into the closure of b?
fn is_carried_into(a: &PartContinuum, b: &PartContinuum, g: &SignedPermutation) -> bool {
    let (from, to) = (&a.component, &b.component);
    let described = |c: &Component| c.orbit.is_none() && c.level.is_none();
    if !described(from) || !described(to) || from.dimension() != to.dimension() {
        return false;
    }
    if to.closure.is_none() || !to.equations().iter().all(|p| from.annihilates(&g.put_into(p))) {
        return false;
    }
    // Equations of irrational constants hold for their conjugates, too.
    a.pieces.first().is_some_and(|piece| {
        let sample = &piece.sample.point;
        let coordinates = g.apply(&sample.coordinates, Field::neg);
        to.has_constants_at(&ZeroPoint { field: sample.field.clone(), coordinates })
    })
}

/// The orbits with several members.
fn orbits(
    dag: &mut Dag,
    variables: &[Symbol],
    group: &SignedGroup,
    names: &[String],
    images: &[Vec<Option<usize>>],
) -> Vec<SymmetryOrbit> {
    let mut taken = vec![false; names.len()];
    let mut all = Vec::new();
    for first in 0..names.len() {
        if taken[first] || images.is_empty() {
            continue;
        }
        taken[first] = true;
        let start = SignedPermutation::identity(variables.len());
        let mut members = vec![(first, start)];
        let mut next = 0;
        while let Some((i, map)) = members.get(next).cloned() {
            for (g, image) in group.generators.iter().zip(images) {
                let Some(j) = image.get(i).copied().flatten().filter(|j| !taken[*j]) else {
                    continue;
                };
                taken[j] = true;
                members.push((j, g.after(&map)));
            }
            next += 1;
        }
        if members.len() > 1 {
            members.sort_by_key(|(j, _)| *j);
            let maps = members.iter().map(|(_, g)| text(dag, variables, g)).collect();
            let members = members.iter().map(|(j, _)| names[*j].clone()).collect();
            all.push(SymmetryOrbit { members, maps });
        }
    }
    all
}
