//! L → ∞ by leading forms: the face forms of the Newton polytope are found again and proved
//! positive (T. Bajbar and O. Stein, SIAM J. Optim. 25, 2015).

use super::checker::{Check, Checker, holds, refuted};
use super::claim::NotChecked;
use super::sparse::Sparse;
use super::tree::one_sign;
use super::univariate::Dense;
use crate::number::{Rational, Sign};
use crate::result::{Growth, LeadingForm};

type Checked<T> = Result<T, NotChecked>;
/// A polynomial as exponents in the coordinates with coefficients.
type Terms = Vec<(Vec<i64>, Rational)>;

/// Do the forms show that L tends to infinity with this sign?
pub(super) fn growth(c: &mut Checker<'_>, growth: &Growth, sign: Sign) -> Check {
    let formula = c.formula?;
    let read = c.algebra.fraction(&c.dag, formula, &c.budget)?;
    let polynomial = read.as_polynomial().cloned().ok_or(NotChecked::NoEvidence)?;
    let own = if sign == Sign::Negative { Sparse::zero().minus(&polynomial) } else { polynomial };
    let (own, names) = in_coordinates(c, own, growth)?;
    let letters: Vec<usize> = names.iter().map(|n| letter(c, n)).collect();
    let own = terms(&own, &letters).ok_or(NotChecked::NoEvidence)?;
    let mut faces = Vec::new();
    for form in &growth.forms {
        let stated = stated_terms(c, form, &names, &letters)?;
        if form.weights.len() != letters.len() {
            return refuted("a coordinate has no weight");
        }
        match face(&own, &form.weights) {
            Some(found) if found == stated => faces.push(found),
            _ => return refuted(format!("{} is not the leading form", form.form)),
        }
    }
    let definite = match (faces.as_slice(), growth.forms.as_slice()) {
        ([face], [form]) if letters.len() != 2 && form.weights.iter().all(|w| *w > 0) => {
            is_definite(c, face)?
        }
        (all, _) if letters.len() == 2 => is_polygon(c, all)?,
        _ => return Err(NotChecked::NoEvidence),
    };
    holds(definite, "the leading forms do not show that L tends to infinity")
}

fn letter(c: &mut Checker<'_>, name: &str) -> usize {
    let symbol = c.dag.symbol(name);
    c.algebra.symbol(symbol)
}

/// The exponents in the letters, and nothing else.
fn terms(p: &Sparse, letters: &[usize]) -> Option<Terms> {
    if p.letters().iter().any(|x| !letters.contains(x)) {
        return None;
    }
    let exponent = |e: &[u32], x: &usize| i64::from(e.get(*x).copied().unwrap_or(0));
    let of = |e: &[u32]| letters.iter().map(|x| exponent(e, x)).collect();
    let mut all: Terms = p.terms().map(|(e, c)| (of(e), c.clone())).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    Some(all)
}

fn stated_terms(
    c: &mut Checker<'_>,
    form: &LeadingForm,
    names: &[String],
    letters: &[usize],
) -> Checked<Terms> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let e = c.read_in(&form.form, &names)?;
    let read = c.algebra.fraction(&c.dag, e, &c.budget)?;
    let found = read.as_polynomial().and_then(|p| terms(p, letters));
    found.ok_or(NotChecked::Unreadable)
}

/// L in the new coordinates, and their names.
fn in_coordinates(
    c: &mut Checker<'_>,
    own: Sparse,
    growth: &Growth,
) -> Checked<(Sparse, Vec<String>)> {
    if growth.coordinates.is_empty() {
        return Ok((own, c.document.variables.clone()));
    }
    let [x, y] = c.variables.as_slice() else { return Err(NotChecked::NoEvidence) };
    let variables = [c.algebra.symbol(*x), c.algebra.symbol(*y)];
    let names: Vec<String> = growth.coordinates.iter().map(|(name, _)| name.clone()).collect();
    let clash =
        names.iter().any(|n| c.document.variables.contains(n)) || names.first() == names.get(1);
    let mut rows = Vec::new();
    for (_, meaning) in &growth.coordinates {
        let form = c.polynomial(meaning)?;
        let form = terms(&form, &variables).ok_or(NotChecked::Unreadable)?;
        let slope = |e: [i64; 2]| {
            let found = form.iter().find(|(at, _)| *at == e);
            found.map_or_else(Rational::zero, |(_, c)| c.clone())
        };
        rows.push([slope([1, 0]), slope([0, 1])]);
        if form.iter().any(|(e, _)| e.iter().sum::<i64>() != 1) {
            return Err(NotChecked::NoEvidence);
        }
    }
    let [[p, q], [r, s]] = rows.as_slice() else { return Err(NotChecked::NoEvidence) };
    let det = &(p * s) - &(q * r);
    let Some(factor) = det.recip().filter(|_| !clash) else { return Err(NotChecked::NoEvidence) };
    let (u, v) = (letter(c, &names[0]), letter(c, &names[1]));
    let line = |a: Rational, b: Rational| {
        let (a, b) = (&a * &factor, &b * &factor);
        Sparse::letter(u, 1).scaled(&a).plus(&Sparse::letter(v, 1).scaled(&b))
    };
    let moved = [line(s.clone(), -q), line(-r, p.clone())];
    let mut own = own;
    for (x, by) in variables.iter().zip(&moved) {
        own = own.substituted(*x, by, &Sparse::one(), &c.budget)?;
    }
    Ok((own, names))
}

/// The terms of largest weight, which is to be positive.
fn face(own: &Terms, weights: &[i64]) -> Option<Terms> {
    let weight = |e: &[i64]| {
        e.iter().zip(weights).try_fold(0i64, |sum, (k, w)| sum.checked_add(k.checked_mul(*w)?))
    };
    let all = own.iter().map(|(e, _)| weight(e)).collect::<Option<Vec<_>>>()?;
    let largest = *all.iter().max().filter(|m| **m > 0)?;
    let kept = own.iter().zip(&all).filter(|(_, w)| **w == largest);
    Some(kept.map(|(term, _)| term.clone()).collect())
}

/// Are the faces, all of two coordinates, the edges of the polygon from one axis to the other,
/// and positive off the axes?
fn is_polygon(c: &Checker<'_>, faces: &[Terms]) -> Checked<bool> {
    // Terms are sorted by the first exponent, then the second.
    let mut at: Option<Vec<i64>> = None;
    for face in faces {
        let (Some(a), Some(b)) = (face.first(), face.last()) else { return Ok(false) };
        let (from, to) = match &at {
            None if a.0[1] == 0 => (a, b),
            None => (b, a),
            Some(corner) if *corner == a.0 => (a, b),
            Some(_) => (b, a),
        };
        let starts = at.as_ref().map_or(from.0[1] == 0, |corner| *corner == from.0);
        if !starts || !is_positive_edge(c, face)? {
            return Ok(false);
        }
        at = Some(to.0.clone());
    }
    Ok(at.is_some_and(|corner| corner[0] == 0))
}

/// Terms on a line with even ends: x^p·g(m), where g has no real root and m takes all values
/// but 0.
fn is_positive_edge(c: &Checker<'_>, face: &Terms) -> Checked<bool> {
    let [(a, low), .., (b, _)] = face.as_slice() else { return Ok(false) };
    let even = a.iter().chain(b).all(|k| k % 2 == 0);
    let mut step = 0;
    for k in a.iter().zip(b).map(|(p, q)| (q - p).abs()) {
        let (mut p, mut q) = (step, k);
        while q > 0 {
            (p, q) = (q, p % q);
        }
        step = p;
    }
    let axis = usize::from(a[0] == b[0]);
    let (reach, steps) = (b[axis] - a[axis], usize::try_from(step).unwrap_or(0));
    let mut along = vec![Rational::zero(); steps + 1];
    for (e, coefficient) in face {
        let place = (e[axis] - a[axis]) * step / reach;
        if let Some(entry) = usize::try_from(place).ok().and_then(|k| along.get_mut(k)) {
            *entry = coefficient.clone();
        }
    }
    let roots = Dense::new(along).sturm(&c.budget)?.real_roots();
    Ok(even && low.sign() == Sign::Positive && roots == 0)
}

/// Is a form with positive weights positive except at 0? Every point but 0 is on the weighted
/// ray of one with a coordinate ±1.
fn is_definite(c: &Checker<'_>, face: &Terms) -> Checked<bool> {
    let n = face.first().map_or(0, |(e, _)| e.len());
    let powers = |e: &[i64]| e.iter().map(|k| u32::try_from(*k).unwrap_or(0)).collect::<Vec<_>>();
    let form = Sparse::sum_of(face.iter().map(|(e, q)| (powers(e), q.clone())));
    let positive = face.iter().all(|(_, q)| q.sign() == Sign::Positive);
    let pure = |i: usize| face.iter().any(|(e, _)| e[i] > 0 && e.iter().sum::<i64>() == e[i]);
    if positive && one_sign(&form, &[]) {
        return Ok((0..n).all(pure));
    }
    for i in 0..n {
        for x in [1, -1] {
            let value = Sparse::constant(Rational::from(x));
            let chart = form.substituted(i, &value, &Sparse::one(), &c.budget)?;
            if !is_positive(c, &chart)? {
                return Err(NotChecked::NoEvidence);
            }
        }
    }
    Ok(true)
}

/// Is a polynomial visibly positive everywhere?
fn is_positive(c: &Checker<'_>, p: &Sparse) -> Checked<bool> {
    let constant = p.terms().find(|(e, _)| e.is_empty());
    if constant.is_none_or(|(_, q)| q.sign() != Sign::Positive) {
        return Ok(false);
    }
    let letters = p.letters();
    if let [x] = letters.as_slice() {
        let Some(dense) = p.dense_in(*x) else { return Ok(false) };
        return Ok(Dense::new(dense).sturm(&c.budget)?.real_roots() == 0);
    }
    Ok(one_sign(p, &[]) || c.definite_quadratic(&in_powers(p, &letters))?)
}

/// The polynomial in the highest powers of which it is one.
fn in_powers(p: &Sparse, letters: &[usize]) -> Sparse {
    let gcd = |x: usize| {
        p.terms().map(|(e, _)| e.get(x).copied().unwrap_or(0)).fold(0u32, |a, b| {
            let (mut a, mut b) = (a, b);
            while b > 0 {
                (a, b) = (b, a % b);
            }
            a
        })
    };
    let common: Vec<(usize, u32)> = letters.iter().map(|&x| (x, gcd(x).max(1))).collect();
    let lowered = |e: &[u32]| {
        let mut e = e.to_vec();
        for (x, k) in &common {
            if let Some(entry) = e.get_mut(*x) {
                *entry /= k;
            }
        }
        e
    };
    Sparse::sum_of(p.terms().map(|(e, q)| (lowered(e), q.clone())))
}
