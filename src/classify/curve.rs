//! Curves through a degenerate point along which L − L(p) shows its signs.
//!
//! Any curve is a sound witness, however it was found: if L − L(p) changes sign along one
//! curve, or has different signs along two, p is a saddle. The candidates are lines in
//! kernel directions and, for each kernel direction v, the parabola p + t·v + t²·w whose
//! second-order part w removes the cubic coupling with the image of H (the first step of
//! the splitting lemma; Gromoll and Meyer 1969).

use super::landscape::Landscape;
use crate::budget::{Budget, Exhausted};
use crate::linalg::{Matrix, kernel, solve};
use crate::number::{Rational, Sign};
use crate::polynomial::Poly;

/// L − L(p) along the curve p + t·v + t²·w.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurveWitness {
    /// For each variable, the coefficients of 1, t, t².
    pub curve: Vec<[Rational; 3]>,
    /// L − L(p) on it up to a positive factor: its lowest exponent …
    pub order: u32,
    /// … and the sign of its coefficient.
    pub sign: Sign,
    /// L − L(p) on it, when L is a polynomial.
    pub along: Vec<Rational>,
}

/// Curves that prove a rational degenerate point of a polynomial L to be a saddle; empty if
/// none was found. `definite` is the sign of the eigenvalues that are not zero.
///
/// # Errors
/// [`Exhausted`].
pub fn curve_witness(
    landscape: &Landscape,
    at: &[Rational],
    hessian: &Matrix<Rational>,
    definite: Option<Sign>,
    budget: &Budget,
) -> Result<Vec<CurveWitness>, Exhausted> {
    if !landscape.is_polynomial() {
        return Ok(Vec::new());
    }
    let mut seen: Vec<CurveWitness> = Vec::new();
    if let Some(sign) = definite {
        seen.extend(definite_line(landscape, at, hessian, sign, budget)?);
    }
    for v in directions(&kernel(hessian, budget)?) {
        for w in bends(landscape, at, hessian, &v, budget)? {
            let Some(witness) = along(landscape, at, &v, &w, budget)? else { continue };
            if witness.order % 2 == 1 {
                return Ok(vec![witness]);
            }
            if let Some(other) = seen.iter().find(|s| s.sign != witness.sign) {
                return Ok(vec![other.clone(), witness]);
            }
            seen.push(witness);
        }
    }
    Ok(Vec::new())
}

/// A coordinate direction, or a sum of two, on which the form is not zero.
fn definite_line(
    landscape: &Landscape,
    at: &[Rational],
    hessian: &Matrix<Rational>,
    sign: Sign,
    budget: &Budget,
) -> Result<Option<CurveWitness>, Exhausted> {
    let n = at.len();
    let zero = vec![Rational::zero(); n];
    for i in 0..n {
        let mut v = zero.clone();
        v[i] = Rational::one();
        if hessian.quadratic_form(&v).sign() == sign {
            return along(landscape, at, &v, &zero, budget);
        }
    }
    Ok(None)
}

/// Kernel vectors, their sums and differences.
fn directions(kernel: &[Vec<Rational>]) -> Vec<Vec<Rational>> {
    let mut all = kernel.to_vec();
    for (i, u) in kernel.iter().enumerate() {
        for v in &kernel[i + 1..] {
            for c in [1, -1, 2, -2] {
                let c = Rational::from(c);
                all.push(u.iter().zip(v).map(|(x, y)| x + &(&c * y)).collect());
            }
        }
    }
    all
}

/// Second-order parts to try: none, and the solution of H·w = −(1/2)·D³L(v, v, ·).
fn bends(
    landscape: &Landscape,
    at: &[Rational],
    hessian: &Matrix<Rational>,
    v: &[Rational],
    budget: &Budget,
) -> Result<Vec<Vec<Rational>>, Exhausted> {
    let n = at.len();
    let mut all = vec![vec![Rational::zero(); n]];
    let mut right = Vec::new();
    for k in 0..n {
        let slope = on_curve(&landscape.loss.num().derivative(k), at, v, &all[0], budget)?;
        let second = slope.get(2).cloned().unwrap_or_else(Rational::zero);
        let den = Rational::from(landscape.loss.den().leading_coefficient());
        right.push(-(&second / &den));
    }
    if let Some(w) = solve(hessian, &right, budget)?
        && w.iter().any(|x| !x.is_zero())
    {
        all.push(w);
    }
    Ok(all)
}

/// A polynomial on the curve, as coefficients of t.
fn on_curve(
    p: &Poly,
    at: &[Rational],
    v: &[Rational],
    w: &[Rational],
    budget: &Budget,
) -> Result<Vec<Rational>, Exhausted> {
    let mut sum = vec![Rational::zero()];
    for (exponents, c) in p.terms() {
        let mut term = vec![Rational::from(c)];
        for (i, k) in exponents.iter().enumerate() {
            for _ in 0..*k {
                budget.spend(term.len() as u64)?;
                term = multiply(&term, &[at[i].clone(), v[i].clone(), w[i].clone()]);
            }
        }
        sum.resize(sum.len().max(term.len()), Rational::zero());
        sum.iter_mut().zip(&term).for_each(|(s, t)| *s += t);
    }
    Ok(sum)
}

fn multiply(a: &[Rational], b: &[Rational]) -> Vec<Rational> {
    let b: &[Rational] = match b.iter().rposition(|x| !x.is_zero()) {
        Some(last) => &b[..=last],
        None => return vec![Rational::zero()],
    };
    let mut product = vec![Rational::zero(); a.len() + b.len() - 1];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            product[i + j] += &(x * y);
        }
    }
    product
}

/// L − L(p) on the curve; `None` if it is identically zero there.
fn along(
    landscape: &Landscape,
    at: &[Rational],
    v: &[Rational],
    w: &[Rational],
    budget: &Budget,
) -> Result<Option<CurveWitness>, Exhausted> {
    let den = Rational::from(landscape.loss.den().leading_coefficient());
    let on = on_curve(landscape.loss.num(), at, v, w, budget)?;
    let mut along: Vec<Rational> = on.iter().map(|c| c / &den).collect();
    along[0] = Rational::zero();
    while along.last().is_some_and(Rational::is_zero) {
        along.pop();
    }
    let Some(order) = along.iter().position(|c| !c.is_zero()) else { return Ok(None) };
    let curve = (0..at.len()).map(|i| [at[i].clone(), v[i].clone(), w[i].clone()]).collect();
    let sign = along[order].sign();
    Ok(Some(CurveWitness { curve, order: order as u32, sign, along }))
}
