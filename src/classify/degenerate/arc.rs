//! Arcs through a point along which L − L(p) has a sign.
//!
//! Any curve is a sound witness, however it was found: if L − L(p) changes sign along one
//! curve, or has different signs along two, p is a saddle.

use super::germ::{Germ, Jet};
use super::splitting::Splitting;
use crate::budget::{Budget, Exhausted};
use crate::number::{Field, Rational, RealField, Series, Sign};
use crate::polynomial::algebraic::FieldElement;

/// L − L(p) along a polynomial curve through p.
#[derive(Debug, Clone, PartialEq)]
pub struct CurveWitness {
    /// For each variable, the coefficients of 1, t, t², …
    pub curve: Vec<Vec<FieldElement>>,
    /// L − L(p) on it up to a positive factor: its lowest exponent …
    pub order: u32,
    /// … and the sign of its coefficient.
    pub sign: Sign,
    /// L − L(p) on it up to a positive factor, by increasing powers of t.
    pub along: Vec<FieldElement>,
    /// Is `along` all of it, and not only the lowest terms?
    pub whole: bool,
    /// Is `along` L − L(p) itself?
    pub difference: bool,
}

impl CurveWitness {
    /// The same among more coordinates, the others being 0.
    pub(crate) fn widen(&mut self, n: usize, moving: &[usize]) {
        let zero = self.along.first().map(|c| c.zero_like());
        let mut all = vec![zero.into_iter().collect::<Vec<_>>(); n];
        for (i, c) in moving.iter().zip(&self.curve) {
            all[*i] = c.clone();
        }
        self.curve = all;
    }

    /// Does it show this sign of L − L(p) arbitrarily near the point?
    pub fn shows(&self, sign: Sign) -> bool {
        self.order % 2 == 1 || self.sign == sign
    }
}

/// Longer polynomials along a curve are not formed.
const LONGEST: u16 = 240;
/// The order to which a series that is no polynomial is followed.
const FOLLOWED: u16 = 24;

/// L − L(p) on p + displacement(t); `None` if it is zero as far as it is known.
pub(super) fn along(
    germ: &Germ<'_>,
    displacement: &[Jet],
    budget: &Budget,
) -> Result<Option<CurveWitness>, Exhausted> {
    let degree = displacement.iter().flat_map(|s| s.terms().map(|(k, _)| k[0])).max().unwrap_or(0);
    let whole = germ.degree().map(|d| d.saturating_mul(degree)).filter(|d| *d <= LONGEST);
    let order = whole.unwrap_or(FOLLOWED.max(2 * degree));
    let near: Vec<Jet> = displacement
        .iter()
        .zip(&germ.at)
        .map(|(s, x)| s.as_polynomial(order).add(&Series::constant(1, order, x.clone())))
        .collect();
    let Some(on) = germ.on(&near, budget)? else { return Ok(None) };
    let Some(lowest) = on.lowest_degree() else { return Ok(None) };
    let longest = on.terms().map(|(k, _)| k[0]).max().unwrap_or(lowest);
    let last = if whole.is_some() { longest } else { lowest };
    let coefficients = |s: &Jet, last: u16| (0..=last).map(|k| s.coefficient(&[k])).collect();
    Ok(Some(CurveWitness {
        curve: near.iter().map(|s| coefficients(s, degree)).collect(),
        order: lowest.into(),
        sign: on.coefficient(&[lowest]).sign(),
        along: coefficients(&on, last),
        whole: whole.is_some(),
        difference: germ.is_difference(),
    }))
}

/// L − L(p) on a straight line through p.
pub(super) fn line(
    germ: &Germ<'_>,
    v: &[Rational],
    budget: &Budget,
) -> Result<Option<CurveWitness>, Exhausted> {
    let t = Series::variable(1, 1, 0, germ.constant(&Rational::zero()));
    let displacement: Vec<Jet> = v.iter().map(|x| t.scale(&germ.constant(x))).collect();
    along(germ, &displacement, budget)
}

/// The curve of lowest degree over a direction u of the kernel variables, cut from
/// t ↦ map(t·u), on which L − L(p) takes a sign.
pub(super) fn over_direction(
    germ: &Germ<'_>,
    splitting: &Splitting,
    u: &[Rational],
    sign: Sign,
    budget: &Budget,
) -> Result<Option<CurveWitness>, Exhausted> {
    let t = |order: u16| Series::variable(1, order, 0, germ.constant(&Rational::zero()));
    let rays =
        |order: u16| -> Vec<Jet> { u.iter().map(|x| t(order).scale(&germ.constant(x))).collect() };
    over_arc(germ, splitting, &rays(splitting.order), sign, budget)
}

/// The same over an arc in the kernel variables.
pub(super) fn over_arc(
    germ: &Germ<'_>,
    splitting: &Splitting,
    arc: &[Jet],
    sign: Sign,
    budget: &Budget,
) -> Result<Option<CurveWitness>, Exhausted> {
    let least = arc.iter().flat_map(|s| s.terms().map(|(k, _)| k[0])).max().unwrap_or(1);
    let order = arc.first().map_or(1, Series::order);
    let mut before: Vec<Jet> = Vec::new();
    let full: Vec<Jet> = splitting
        .map
        .iter()
        .enumerate()
        .map(|(i, s)| match splitting.kernel.iter().position(|k| *k == i) {
            Some(k) => arc[k].clone(),
            None => s.as_polynomial(order).substitute(arc),
        })
        .collect();
    for degree in least..=order {
        let cut: Vec<Jet> = full.iter().map(|s| s.truncated(degree).as_polynomial(order)).collect();
        if cut == before {
            continue;
        }
        if let Some(found) = along(germ, &cut, budget)?
            && found.shows(sign)
        {
            return Ok(Some(found));
        }
        before = cut;
    }
    Ok(None)
}

/// A line in a coordinate direction, or in the sum of two, on which the definite part of H
/// shows its sign.
pub(super) fn definite_line(
    germ: &Germ<'_>,
    sign: Sign,
    budget: &Budget,
) -> Result<Option<CurveWitness>, Exhausted> {
    let n = germ.nvars();
    let zero = germ.constant(&Rational::zero());
    for i in 0..n {
        let line: Vec<Jet> = (0..n)
            .map(|k| match k == i {
                true => Series::variable(1, 1, 0, zero.clone()),
                false => Series::constant(1, 1, zero.clone()),
            })
            .collect();
        if let Some(found) = along(germ, &line, budget)?
            && found.order == 2
            && found.sign == sign
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Monomial arcs (±tᵃ, c·tᵇ) in two kernel variables, the simplest first.
pub(super) fn monomial_arcs(germ: &Germ<'_>) -> Vec<Vec<Jet>> {
    const LARGEST: u16 = 7;
    let zero = germ.constant(&Rational::zero());
    let monomial = |k: u16, c: &Rational| {
        Series::from_terms(1, LARGEST, zero.clone(), [(vec![k], germ.constant(c))])
    };
    let sizes = [(1, 1), (2, 1), (1, 2), (3, 2), (2, 3), (3, 1), (1, 3)];
    let factors: Vec<Rational> = sizes
        .iter()
        .flat_map(|(p, q)| [Rational::fraction(*p, *q), Rational::fraction(-p, *q)])
        .collect();
    let mut powers: Vec<(u16, u16)> = Vec::new();
    for a in 1..=LARGEST {
        for b in 1..=LARGEST {
            if coprime(a, b) && (a, b) != (1, 1) {
                powers.push((a, b));
            }
        }
    }
    powers.sort_by_key(|(a, b)| (a + b, *a));
    let mut arcs = Vec::new();
    for (a, b) in powers {
        for c in &factors {
            for side in [1, -1] {
                arcs.push(vec![monomial(a, &Rational::from(side)), monomial(b, c)]);
            }
        }
    }
    arcs
}

/// Monomial arcs cᵢ·t^kᵢ with small kᵢ through a point near c, the simplest first.
pub(super) fn arcs_through(germ: &Germ<'_>, near: &[Rational]) -> Vec<Vec<Jet>> {
    const LARGEST: usize = 3;
    const MOST: usize = 81;
    let zero = germ.constant(&Rational::zero());
    let rounded: Vec<Rational> = near.iter().map(short_near).collect();
    let count = LARGEST.saturating_pow(near.len() as u32).min(MOST);
    let mut powers: Vec<Vec<u16>> = (0..count)
        .map(|k| {
            let digit = |i: usize| k / LARGEST.saturating_pow(i as u32) % LARGEST;
            (0..near.len()).map(|i| digit(i) as u16 + 1).collect()
        })
        .collect();
    powers.retain(|all| all.contains(&1));
    powers.sort_by_key(|all| (all.iter().sum::<u16>(), all.clone()));
    let monomial = |(k, c): (&u16, &Rational)| {
        Series::from_terms(1, LARGEST as u16, zero.clone(), [(vec![*k], germ.constant(c))])
    };
    powers.iter().map(|all| all.iter().zip(&rounded).map(monomial).collect()).collect()
}

/// A number with small numerator and denominator near another one.
fn short_near(x: &Rational) -> Rational {
    let tenth = &x.abs() / &Rational::from(12);
    match tenth.is_zero() {
        true => Rational::zero(),
        false => Rational::simplest_between(&(x - &tenth), &(x + &tenth)),
    }
}

fn coprime(a: u16, b: u16) -> bool {
    if b == 0 { a == 1 } else { coprime(b, a % b) }
}
