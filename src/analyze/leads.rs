//! Where a way down leads: how far L falls on it, and what it can reach.

use super::numbers::{algebraic, field_element};
use crate::budget::{Budget, Exhausted};
use crate::number::{Integer, Rational, Sign};
use crate::polynomial::algebraic::{Algebraic, FieldElement, NumberField};
use crate::polynomial::{UPoly, isolate};
use crate::result::{Document, Escape, Leads, Nature, Number, Status};

/// How far L falls along a way on which L − L(p) is a polynomial that starts to fall at t = 0.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn leads(along: &[Rational], budget: &Budget) -> Result<Leads, Exhausted> {
    let mut found = Leads { until: None, change: None, arrives: None, basins: Vec::new() };
    let common = along.iter().fold(Integer::one(), |l, q| l.lcm(&q.denominator()));
    let scale = Rational::from(&common);
    let f = UPoly::new(along.iter().map(|q| (q * &scale).numerator()).collect());
    let Some(turn) = first_turn(&f.derivative(), budget)? else { return Ok(found) };
    let t = Algebraic::from_root(&turn, budget)?;
    let field = NumberField::new(t.clone());
    let value = FieldElement::generator(&field);
    let value = match t.as_rational() {
        Some(q) => FieldElement::constant(&field, q),
        None => value,
    };
    let change = value.substitute_into(&f);
    let share = Rational::new(Integer::one(), common);
    let change = crate::number::Field::mul(&change, &FieldElement::constant(&field, &share));
    found.until = Some(algebraic(&t));
    found.change = Some(field_element(&change, budget)?);
    Ok(found)
}

/// The first positive root at which a polynomial, negative just above 0, becomes positive.
fn first_turn(
    slope: &UPoly,
    budget: &Budget,
) -> Result<Option<crate::polynomial::RealRoot>, Exhausted> {
    let mut roots = isolate(&slope.squarefree_part(), budget)?;
    roots.retain(|root| root.sign() == Sign::Positive);
    for k in 0..roots.len() {
        let after = match roots.get(k + 1) {
            Some(next) => {
                let (mut low, mut high) = (roots[k].clone(), next.clone());
                while low.upper() >= high.lower() {
                    budget.spend(8)?;
                    low.refine();
                    high.refine();
                }
                Rational::midpoint(&low.upper(), &high.lower())
            }
            None => &roots[k].upper() + &Rational::one(),
        };
        if slope.eval(&after).sign() == Sign::Positive {
            return Ok(Some(roots[k].clone()));
        }
    }
    Ok(None)
}

/// Names what the ways down reach, and the minima that lie below their starts.
pub(super) fn arrivals(document: &mut Document) {
    let minima = minima(document);
    let places: Vec<(String, Option<Vec<Rational>>)> =
        document.points.iter().map(|p| (p.name.clone(), rationals(&p.coordinates))).collect();
    for k in 0..document.points.len() {
        let start = rationals(&document.points[k].coordinates);
        let value = document.points[k].value.clone();
        if let Some(escape) = &mut document.points[k].escape {
            complete(escape, start, &value, &places, minima.as_deref());
        }
    }
    for set in &mut document.continua {
        for stratum in &mut set.strata {
            let start = rationals(&stratum.sample);
            if let Some(escape) = &mut stratum.escape {
                complete(escape, start, &set.value, &places, minima.as_deref());
            }
        }
    }
}

fn complete(
    escape: &mut Escape,
    start: Option<Vec<Rational>>,
    value: &Number,
    places: &[(String, Option<Vec<Rational>>)],
    minima: Option<&[(String, Number)]>,
) {
    let direction = rationals(&escape.direction);
    let straight = escape.curve.is_empty();
    let Some(leads) = &mut escape.leads else { return };
    let t = leads.until.as_ref().and_then(as_rational);
    if let (Some(start), Some(v), Some(t), true) = (start, direction, t, straight) {
        let end: Vec<Rational> = start.iter().zip(&v).map(|(p, v)| p + &(&t * v)).collect();
        let there = places.iter().find(|(_, place)| place.as_ref() == Some(&end));
        leads.arrives = there.map(|(name, _)| name.clone());
    }
    let Some(minima) = minima else { return };
    let mut below = Vec::new();
    for (name, least) in minima {
        match less(least, value) {
            Some(true) => below.push(name.clone()),
            Some(false) => {}
            None => return,
        }
    }
    leads.basins = below;
}

/// All minima with their values, if L is coercive, everything is known and classified.
fn minima(document: &Document) -> Option<Vec<(String, Number)>> {
    let known = document.completeness.status == Status::Proved
        && document.global.coercive == Some(true)
        && document.blocks.is_empty()
        && document.families.is_empty();
    let open = |nature: Nature| nature == Nature::Undetermined;
    let points = document.points.iter().map(|p| p.nature);
    let mut all =
        points.chain(document.continua.iter().flat_map(|c| c.strata.iter().map(|s| s.nature)));
    if !known || all.any(open) {
        return None;
    }
    let least = |nature: Nature| matches!(nature, Nature::LocalMinimum | Nature::Constant);
    let points = document.points.iter().filter(|p| least(p.nature));
    let points = points.map(|p| (p.name.clone(), p.value.clone()));
    let sets = document.continua.iter().filter(|c| c.strata.iter().any(|s| least(s.nature)));
    Some(points.chain(sets.map(|c| (c.name.clone(), c.value.clone()))).collect())
}

fn rationals(numbers: &[Number]) -> Option<Vec<Rational>> {
    numbers.iter().map(as_rational).collect()
}

fn as_rational(number: &Number) -> Option<Rational> {
    number.exact.as_ref()?.parse().ok()
}

/// Is a < b? By exact forms, or by digits that differ, all of which are right.
fn less(a: &Number, b: &Number) -> Option<bool> {
    if let (Some(x), Some(y)) = (as_rational(a), as_rational(b)) {
        return Some(x < y);
    }
    if a.exact.is_some() && a.exact == b.exact {
        return Some(false);
    }
    let digits = |n: &Number| n.decimal.as_ref()?.parse::<Rational>().ok();
    let (x, y) = (digits(a)?, digits(b)?);
    // 20 digits, the last one rounded.
    let larger = if x.abs() > y.abs() { x.abs() } else { y.abs() };
    let doubt = &larger * &Rational::new(Integer::one(), Integer::from(10).pow(18));
    ((&x - &y).abs() > doubt).then(|| x < y)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fall(along: &[i64]) -> (Option<String>, Option<String>) {
        let along: Vec<Rational> = along.iter().map(|c| Rational::from(*c)).collect();
        let found = leads(&along, &Budget::unlimited()).unwrap();
        let text = |n: Option<Number>| n.and_then(|n| n.exact);
        (text(found.until), text(found.change))
    }

    #[test]
    fn a_way_down_ends_where_the_derivative_turns() {
        // −2t² + t⁴: t = 1, −1. −3t² + t³: t = 2, −4. −t² − t⁴ falls for ever.
        assert_eq!(fall(&[0, 0, -2, 0, 1]), (Some("1".into()), Some("-1".into())));
        assert_eq!(fall(&[0, 0, -3, 1]), (Some("2".into()), Some("-4".into())));
        assert_eq!(fall(&[0, 0, -1, 0, -1]), (None, None));
        // Derivative −12t²(t − 1)²·(2 − t)/…: the double root at 1 is passed.
        let slope = UPoly::new([0, 0, -2, 5, -4, 1].map(Integer::from).to_vec());
        let turn = first_turn(&slope, &Budget::unlimited()).unwrap().unwrap();
        assert_eq!(turn.as_rational(), Some(&Rational::from(2)));
    }
}
