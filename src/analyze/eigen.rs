//! Exact eigenvalues and short eigenvectors.

use super::numbers::{algebraic, enclosed, scaled, scaled_algebraic};
use crate::budget::{Budget, Exhausted};
use crate::classify::ScaledMatrix;
use crate::expr::Dag;
use crate::linalg::float::symmetric_eigen;
use crate::linalg::{Matrix, characteristic_polynomial, kernel};
use crate::number::{Field, Integer, Interval, Rational, RealField};
use crate::polynomial::algebraic::{
    FieldElement, KPoly, KRoot, isolate_over_field, simple_roots_near,
};
use crate::polynomial::{Algebraic, UPoly};
use crate::result::Number;
use std::cmp::Ordering;

/// Eigenvalues of degree above this are given by enclosures alone.
const LARGEST_DEGREE: usize = 12;

/// An eigenvalue with its place in the order.
#[derive(Debug, Clone)]
pub(super) struct Eigenvalue {
    pub(super) number: Number,
    /// For merging the spectra of several blocks.
    pub(super) approximate: f64,
    /// A basis vector of its eigenspace, when the eigenvalue is rational.
    pub(super) vector: Option<Vec<FieldElement>>,
}

/// All eigenvalues, ascending, with multiplicity.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn eigenvalues(
    dag: &mut Dag,
    h: &ScaledMatrix,
    budget: &Budget,
) -> Result<Vec<Eigenvalue>, Exhausted> {
    let polynomial = characteristic_polynomial(&h.entries, budget)?;
    let rational: Option<Vec<Rational>> =
        polynomial.iter().map(FieldElement::as_rational).collect();
    match rational {
        Some(coefficients) => over_rationals(dag, h, &coefficients, budget),
        None => over_field(h, polynomial, budget),
    }
}

fn over_rationals(
    dag: &mut Dag,
    h: &ScaledMatrix,
    coefficients: &[Rational],
    budget: &Budget,
) -> Result<Vec<Eigenvalue>, Exhausted> {
    let mut roots = Algebraic::roots_of(&UPoly::from_rationals(coefficients), budget)?;
    roots.sort_by(|a, b| a.0.cmp(&b.0));
    let mut all = Vec::new();
    for (root, multiplicity) in roots {
        let number = scaled_algebraic(dag, &root, &h.exponent, budget)?;
        let vectors = match root.as_rational() {
            Some(q) => eigenspace(&h.entries, q, budget)?,
            None => Vec::new(),
        };
        for k in 0..multiplicity as usize {
            all.push(Eigenvalue {
                number: number.clone(),
                approximate: scale(&h.exponent) * root.to_f64(),
                vector: vectors.get(k).cloned(),
            });
        }
    }
    Ok(all)
}

/// exp of the exponent of a matrix, for ordering.
fn scale(exponent: &FieldElement) -> f64 {
    let power = exponent.enclosure(64).exp();
    power.map_or(1.0, |x| x.midpoint().to_f64())
}

fn eigenspace(
    h: &Matrix<FieldElement>,
    eigenvalue: &Rational,
    budget: &Budget,
) -> Result<Vec<Vec<FieldElement>>, Exhausted> {
    let n = h.rows();
    let shifted = Matrix::from_fn(n, n, |i, j| {
        let entry = h.get(i, j);
        if i == j { entry.sub(&entry.rational(eigenvalue)) } else { entry.clone() }
    });
    Ok(kernel(&shifted, budget)?.into_iter().map(whole).collect())
}

/// The multiple with coprime integer entries and a positive first one, if it is rational.
fn whole(v: Vec<FieldElement>) -> Vec<FieldElement> {
    let Some(rational) = v.iter().map(FieldElement::as_rational).collect::<Option<Vec<_>>>() else {
        return v;
    };
    let common = rational.iter().fold(Integer::one(), |l, q| l.lcm(&q.denominator()));
    let entries: Vec<Integer> =
        rational.iter().map(|q| q.numerator() * common.div_exact(&q.denominator())).collect();
    let content = entries.iter().fold(Integer::zero(), |g, x| g.gcd(x));
    let first = entries.iter().find(|x| !x.is_zero());
    let unit = if first.is_some_and(Integer::is_negative) { -content } else { content };
    if unit.is_zero() {
        return v;
    }
    v.iter().zip(&entries).map(|(x, e)| x.rational(&Rational::from(e.div_exact(&unit)))).collect()
}

fn over_field(
    h: &ScaledMatrix,
    polynomial: Vec<FieldElement>,
    budget: &Budget,
) -> Result<Vec<Eigenvalue>, Exhausted> {
    let Some(field) = polynomial.first().map(|c| c.field().clone()) else { return Ok(vec![]) };
    let f = KPoly::new(&field, polynomial);
    let mut all = Vec::new();
    let parts = match suggested(h, &f) {
        Some(roots) => vec![(roots, 1)],
        None => {
            let parts = f.squarefree().into_iter();
            let isolated = parts.map(|(part, m)| Ok((isolate_over_field(&part, budget)?, m)));
            isolated.collect::<Result<_, Exhausted>>()?
        }
    };
    for (roots, multiplicity) in parts {
        for root in roots {
            let enclosure = |prec: u32| enclosure_of(&root, prec);
            let number = if h.exponent.is_zero() {
                root_number(&root, budget)?
            } else {
                enclosed(|prec| {
                    let factor = h.exponent.enclosure(prec + 32).exp()?;
                    Some(enclosure(prec).mul(&factor))
                })
            };
            let approximate = scale(&h.exponent) * enclosure(64).midpoint().to_f64();
            for _ in 0..multiplicity {
                all.push(Eigenvalue { number: number.clone(), approximate, vector: None });
            }
        }
    }
    all.sort_by(|a, b| a.approximate.partial_cmp(&b.approximate).unwrap_or(Ordering::Equal));
    Ok(all)
}

/// Floating-point eigenvalues suggest intervals; that they are right is proved by signs.
fn suggested(h: &ScaledMatrix, f: &KPoly) -> Option<Vec<KRoot>> {
    const BITS: u32 = 128;
    /// Half the width of an interval in units of the largest eigenvalue.
    const MARGIN: f64 = 1e-11;
    let floats = h.entries.map(|x| x.enclosure(64).midpoint().to_f64());
    let values = symmetric_eigen(&floats)?.values;
    let size = values.iter().fold(0.0, |m: f64, x| m.max(x.abs()));
    let rational = |x: f64| format!("{x:e}").parse::<Rational>().ok();
    let around = |x: &f64| Some((rational(x - size * MARGIN)?, rational(x + size * MARGIN)?));
    let intervals: Vec<(Rational, Rational)> = values.iter().map(around).collect::<Option<_>>()?;
    simple_roots_near(f, &intervals, BITS)
}

/// An enclosure of a root to about so many binary places.
fn enclosure_of(root: &KRoot, prec: u32) -> Interval {
    let width = Rational::fraction(1, 2).pow(prec as i32).unwrap_or_else(Rational::one);
    let (low, high) = root.bounds(&width);
    Interval::new(&low, &high, prec + 16)
}

/// The root of a polynomial over a number field as a number of the result: exact if the
/// degrees are small, by digits otherwise.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn root_number(root: &KRoot, budget: &Budget) -> Result<Number, Exhausted> {
    let f = root.polynomial();
    let exact = match f.degree() {
        Some(d) if d * f.field().degree() <= LARGEST_DEGREE => {
            root.to_algebraic(LARGEST_DEGREE, budget)?
        }
        Some(_) | None => None,
    };
    Ok(match &exact {
        Some(x) => algebraic(x),
        None => enclosed(|prec| Some(enclosure_of(root, prec))),
    })
}

/// The matrix as numbers of the result.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn entries(
    dag: &mut Dag,
    h: &ScaledMatrix,
    budget: &Budget,
) -> Result<Vec<Vec<Number>>, Exhausted> {
    let n = h.entries.rows();
    let mut rows = Vec::new();
    for i in 0..n {
        let row = (0..n).map(|j| scaled(dag, h.entries.get(i, j), &h.exponent, budget));
        rows.push(row.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(rows)
}

/// The eigenvalues of a symmetric rational matrix, ascending.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn of_rational(h: &Matrix<Rational>, budget: &Budget) -> Result<Vec<Number>, Exhausted> {
    let coefficients = characteristic_polynomial(h, budget)?;
    let mut roots = Algebraic::roots_of(&UPoly::from_rationals(&coefficients), budget)?;
    roots.sort_by(|a, b| a.0.cmp(&b.0));
    let repeated = |(x, k): &(Algebraic, u32)| std::iter::repeat_n(algebraic(x), *k as usize);
    Ok(roots.iter().flat_map(repeated).collect())
}
