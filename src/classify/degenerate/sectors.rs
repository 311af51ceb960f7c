//! The signs of a polynomial P in two variables near the origin, by polynomials in one
//! variable only.
//!
//! On |y| ≤ λ|x| write P(x, x·t) = xᵐ·F(x, t) and let R be the squarefree part of F. For
//! 0 < |x| ≤ r below every nonzero root of the discriminant and the leading coefficient of R
//! in t and of R(x, ±λ), the real roots of R in [−λ, λ] neither meet nor leave nor enter, so
//! the signs of P between them at x = ±r are its signs in sectors that reach the origin. The
//! other half of the neighbourhood, |x| ≤ |y|/λ, is treated with x and y exchanged.

use super::germ::Jet;
use crate::budget::{Budget, Exhausted};
use crate::number::{Field, Integer, Rational, RealField, Sign};
use crate::polynomial::algebraic::{FieldElement, KPoly, KRoot, NumberField, isolate_over_field};
use crate::polynomial::multivariate::{discriminant, radical, resultant};
use crate::polynomial::{Poly, UPoly, isolate};
use std::cmp::Ordering;
use std::rc::Rc;

/// Signs of a polynomial on the edge of a box around the origin that are its signs
/// arbitrarily near to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sectors {
    /// λ: the box is |x| ≤ r, |y| ≤ λ·r.
    pub slope: Rational,
    /// r on the edges x = ±r.
    pub radius_x: Rational,
    /// |y| on the edges y = ±.
    pub radius_y: Rational,
    /// Number of sectors in which P < 0.
    pub negative: usize,
    /// Number of sectors in which P > 0.
    pub positive: usize,
    /// Number of branches of P = 0 that reach the origin.
    pub branches: usize,
}

/// Ring variables of the auxiliary polynomials: the small one, the slope, the generator.
const SMALL: usize = 0;
const SLOPE: usize = 1;
const ALPHA: usize = 2;

/// One half of the neighbourhood: P on (x, x·t), or with the variables exchanged.
struct Half {
    /// Exponents of (x, t) with coefficients.
    terms: Vec<([u32; 2], FieldElement)>,
    /// The power m that was taken out.
    order: u16,
    squarefree: Poly,
}

/// The sectors of a polynomial; `None` if the auxiliary polynomials vanish identically.
pub(super) fn sectors(p: &Jet, budget: &Budget) -> Result<Option<Sectors>, Exhausted> {
    let field = p.value().field().clone();
    let Some(m) = p.lowest_degree().filter(|m| *m > 0) else { return Ok(None) };
    let halves = [half(p, m, false, budget)?, half(p, m, true, budget)?];
    for slope in [(1, 1), (2, 1), (1, 2), (3, 1), (1, 3), (3, 2), (5, 3)] {
        let slope = Rational::fraction(slope.0, slope.1);
        let slopes = [slope.clone(), slope.recip().unwrap_or_else(Rational::one)];
        let mut radii = Vec::new();
        for (half, slope) in halves.iter().zip(&slopes) {
            radii.extend(radius(&half.squarefree, slope, &field, budget)?);
        }
        let [radius_x, radius_y] = radii.as_slice() else { continue };
        let mut found = Sectors {
            slope: slope.clone(),
            radius_x: radius_x.clone(),
            radius_y: radius_y.clone(),
            negative: 0,
            positive: 0,
            branches: 0,
        };
        for ((half, slope), r) in halves.iter().zip(&slopes).zip(&radii) {
            for x in [r.clone(), -r] {
                count(half, &x, slope, &field, &mut found, budget)?;
            }
        }
        return Ok(Some(found));
    }
    Ok(None)
}

fn half(p: &Jet, m: u16, exchanged: bool, budget: &Budget) -> Result<Half, Exhausted> {
    let mut terms = Vec::new();
    for (powers, c) in p.terms() {
        let (i, j) = (u32::from(powers[0]), u32::from(powers[1]));
        let along = if exchanged { i } else { j };
        terms.push(([i + j - u32::from(m), along], c.clone()));
    }
    let squarefree = radical(&over_integers(&terms), budget)?;
    Ok(Half { terms, order: m, squarefree })
}

/// A multiple with integer coefficients, with a letter for the generator of the field.
fn over_integers(terms: &[([u32; 2], FieldElement)]) -> Poly {
    let common = terms.iter().fold(Integer::one(), |l, (_, c)| l.lcm(c.denominator()));
    let mut all = Vec::new();
    for ([x, t], c) in terms {
        let factor = common.div_exact(c.denominator());
        for (k, a) in c.numerator().coeffs().iter().enumerate().filter(|(_, a)| !a.is_zero()) {
            all.push((vec![*x, *t, k as u32], a * &factor));
        }
    }
    Poly::from_wide_terms(3, all)
}

/// A radius below every root that matters; `None` if something vanishes identically.
fn radius(
    r: &Poly,
    slope: &Rational,
    field: &Rc<NumberField>,
    budget: &Budget,
) -> Result<Option<Rational>, Exhausted> {
    let mut conditions = vec![r.leading_coefficient_in(SLOPE)];
    if r.degree_in(SLOPE) > 1 {
        conditions.push(discriminant(r, SLOPE, budget)?);
    }
    conditions.extend([slope.clone(), -slope].iter().map(|q| r.eval_partial(SLOPE, q)));
    let mut least: Option<Rational> = None;
    for condition in conditions {
        let Some(h) = norm(&condition, field, budget)? else { return Ok(None) };
        for root in isolate(&h, budget)? {
            let Some(size) = distance_from_zero(root) else { continue };
            least = Some(least.map_or(size.clone(), |l| l.min(size)));
        }
    }
    let one = Rational::one();
    let short = least.filter(|l| *l <= one).map(|l| {
        let whole = l.recip().map_or_else(Integer::one, |x| x.floor());
        Rational::new(Integer::one(), &whole + &Integer::one())
    });
    Ok(Some(short.unwrap_or_else(|| Rational::fraction(1, 2))))
}

/// The polynomial in x that vanishes wherever one in (x, α) does for some conjugate of α;
/// `None` if it is zero.
fn norm(f: &Poly, field: &Rc<NumberField>, budget: &Budget) -> Result<Option<UPoly>, Exhausted> {
    let free = if f.degree_in(ALPHA) == 0 {
        f.clone()
    } else {
        resultant(f, &Poly::from_univariate(field.modulus(), 3, ALPHA), ALPHA, budget)?
    };
    Ok(free.to_univariate(SMALL).filter(|h| !h.is_zero()))
}

/// A positive number below |root|; `None` for the root 0.
fn distance_from_zero(mut root: crate::polynomial::RealRoot) -> Option<Rational> {
    if root.sign() == Sign::Zero {
        return None;
    }
    loop {
        let (low, high) = (root.lower(), root.upper());
        match (low.sign(), high.sign()) {
            (Sign::Positive, _) => return Some(low),
            (_, Sign::Negative) => return Some(-high),
            _ => root.refine(),
        }
    }
}

/// Adds the sectors on one edge.
fn count(
    half: &Half,
    x: &Rational,
    slope: &Rational,
    field: &Rc<NumberField>,
    found: &mut Sectors,
    budget: &Budget,
) -> Result<(), Exhausted> {
    let f = fibre(half, x, field);
    let mut inside: Vec<KRoot> = isolate_over_field(&f, budget)?
        .into_iter()
        .filter(|root| {
            root.compare_rational(slope) == Ordering::Less
                && root.compare_rational(&-slope) == Ordering::Greater
        })
        .collect();
    for k in 1..inside.len() {
        while inside[k - 1].upper() >= inside[k].lower() {
            budget.spend(8)?;
            inside[k - 1].refine();
            inside[k].refine();
        }
    }
    found.branches += inside.len();
    let mut samples = vec![-slope];
    samples.extend(inside.windows(2).map(|p| Rational::midpoint(p[0].upper(), p[1].lower())));
    if !inside.is_empty() {
        samples.push(slope.clone());
    }
    let flips = x.is_negative() && half.order % 2 == 1;
    for t in samples {
        let at = f.eval(&FieldElement::constant(field, &t)).sign();
        match if flips { -at } else { at } {
            Sign::Positive => found.positive += 1,
            Sign::Negative => found.negative += 1,
            Sign::Zero | Sign::Unknown => {}
        }
    }
    Ok(())
}

/// F(x, t) for a number x.
fn fibre(half: &Half, x: &Rational, field: &Rc<NumberField>) -> KPoly {
    let zero = FieldElement::constant(field, &Rational::zero());
    let degree = half.terms.iter().map(|(e, _)| e[1]).max().unwrap_or(0) as usize;
    let mut coefficients = vec![zero; degree + 1];
    for ([i, j], c) in &half.terms {
        let power = x.pow(*i as i32).unwrap_or_else(Rational::one);
        let j = *j as usize;
        coefficients[j] = coefficients[j].add(&c.mul(&c.rational(&power)));
    }
    KPoly::new(field, coefficients)
}
