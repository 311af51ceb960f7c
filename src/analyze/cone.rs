//! The terms of least weight of L at an isolated zero of radicands in several variables.
//!
//! Where the lowest forms of the radicands are positive definite, L is a smooth function of x
//! and of the roots r = g^e, which grow like |x − p|^w; the terms of least weight decide (the
//! argument of the lowest form, for quasi-homogeneous weights: V. I. Arnold, S. M.
//! Gusein-Zade, A. N. Varchenko, *Singularities of Differentiable Maps* I, §12).

use super::nonsmooth::{At, Corner};
use super::ray::sign;
use crate::budget::{Budget, Exhausted};
use crate::calculus::{Expansion, taylor};
use crate::expr::{Dag, Expr, Node, Symbol};
use crate::number::{Rational, Sign};
use crate::result::Nature;
use std::collections::BTreeMap;

/// A root that vanishes at an isolated point.
struct Root {
    node: Expr,
    /// The lowest form of its radicand, by exponents.
    form: Vec<(Vec<u16>, Expr)>,
    exponent: Rational,
    /// The degree of the form times the exponent.
    weight: Rational,
    letter: Symbol,
}

/// In several variables: the terms of least weight.
pub(super) fn isolated(
    dag: &mut Dag,
    loss: Expr,
    at: &At,
    budget: &Budget,
) -> Result<Option<Corner>, Exhausted> {
    let Some(roots) = roots(dag, loss, at, budget)? else { return Ok(None) };
    let parts: Vec<(Expr, Expr)> = roots.iter().map(|r| (r.node, dag.variable(r.letter))).collect();
    let smooth = dag.replace(loss, &parts);
    let n = at.len();
    let (mut letters, mut values): (Vec<Symbol>, Vec<Expr>) = at.iter().copied().unzip();
    letters.extend(roots.iter().map(|r| r.letter));
    values.resize(letters.len(), dag.integer(0));
    let Expansion::Polynomial(p) = taylor(dag, smooth, &letters, &values, 2, budget)? else {
        return Ok(None);
    };
    let weight = |powers: &[u16]| {
        let own = roots.iter().zip(&powers[n..]);
        let plain: u16 = powers[..n].iter().sum();
        own.fold(Rational::from(i64::from(plain)), |sum, (root, k)| {
            &sum + &(&root.weight * &Rational::from(i64::from(*k)))
        })
    };
    let mut terms: Vec<(Vec<u16>, Expr)> = Vec::new();
    let mut least: Option<Rational> = None;
    for (powers, c) in p.coefficients.iter().filter(|(k, _)| k.iter().any(|k| *k > 0)) {
        match sign(dag, *c) {
            Sign::Zero => continue,
            Sign::Positive | Sign::Negative => {}
            Sign::Unknown => return Ok(None),
        }
        let own = weight(powers);
        if least.as_ref().is_none_or(|w| own < *w) {
            least = Some(own.clone());
            terms.clear();
        }
        if least.as_ref() == Some(&own) {
            terms.push((powers.clone(), *c));
        }
    }
    // Terms that were cut have degree three or more.
    let lightest = roots.iter().map(|r| r.weight.clone()).fold(Rational::one(), Rational::min);
    let Some(least) = least.filter(|w| *w < &lightest * &Rational::from(3)) else {
        return Ok(None);
    };
    let rooted = terms.iter().any(|(k, _)| k[n..].iter().any(|k| *k > 0));
    if !rooted && least == Rational::one() {
        return Ok(Some(Corner::Ordinary));
    }
    let Some(nature) = lowest(dag, &terms, &roots, n) else { return Ok(None) };
    Ok(Some(match least > Rational::one() {
        true => Corner::Critical(nature),
        false => Corner::Sharp(nature),
    }))
}

/// The roots that vanish at a point; `None` if one has no positive definite lowest form.
fn roots(
    dag: &mut Dag,
    loss: Expr,
    at: &At,
    budget: &Budget,
) -> Result<Option<Vec<Root>>, Exhausted> {
    let (variables, values): (Vec<Symbol>, Vec<Expr>) = at.iter().copied().unzip();
    let mut all = Vec::new();
    for node in dag.below(&[loss]) {
        let Node::Power(base, exponent) = *dag.node(node) else { continue };
        let Some(exponent) = dag.as_number(exponent).filter(|r| !r.is_integer()).cloned() else {
            continue;
        };
        let value = dag.substitute(base, at);
        match sign(dag, value) {
            Sign::Positive | Sign::Negative => continue,
            Sign::Zero if !exponent.is_negative() => {}
            Sign::Zero | Sign::Unknown => return Ok(None),
        }
        let Expansion::Polynomial(p) = taylor(dag, base, &variables, &values, 4, budget)? else {
            return Ok(None);
        };
        let Some((degree, form)) = lowest_form(dag, &p.coefficients) else { return Ok(None) };
        if !is_definite(dag, degree, &form, at.len()) {
            return Ok(None);
        }
        let weight = &exponent * &Rational::from(i64::from(degree));
        let letter = dag.symbol(&format!("root{}#", all.len()));
        all.push(Root { node, form, exponent, weight, letter });
    }
    Ok(Some(all))
}

type Form = Vec<(Vec<u16>, Expr)>;

fn lowest_form(dag: &mut Dag, coefficients: &BTreeMap<Vec<u16>, Expr>) -> Option<(u16, Form)> {
    let mut all: Vec<(u16, Vec<u16>, Expr)> = Vec::new();
    for (powers, c) in coefficients {
        match sign(dag, *c) {
            Sign::Zero => {}
            Sign::Positive | Sign::Negative => {
                all.push((powers.iter().sum(), powers.clone(), *c));
            }
            Sign::Unknown => return None,
        }
    }
    let degree = all.iter().map(|(d, _, _)| *d).min()?;
    let own = all.into_iter().filter(|(d, _, _)| *d == degree);
    Some((degree, own.map(|(_, powers, c)| (powers, c)).collect()))
}

/// Is a form positive definite: by leading minors (Sylvester) if it is quadratic, else if it
/// is a sum of even powers with positive coefficients that holds a pure power of every variable?
fn is_definite(dag: &mut Dag, degree: u16, form: &Form, n: usize) -> bool {
    if degree == 2 {
        let h = symmetric(dag, form, n);
        return positive_definite(dag, &h);
    }
    let even = |powers: &[u16]| powers.iter().all(|k| k % 2 == 0);
    let positive = form.iter().all(|(k, c)| even(k) && sign(dag, *c) == Sign::Positive);
    positive && (0..n).all(|i| form.iter().any(|(k, _)| k[i] == degree))
}

/// The matrix G of a quadratic form hᵀGh.
fn symmetric(dag: &mut Dag, form: &Form, n: usize) -> Vec<Vec<Expr>> {
    let zero = dag.integer(0);
    let half = dag.fraction(1, 2);
    let mut h = vec![vec![zero; n]; n];
    for (powers, c) in form {
        let at: Vec<usize> =
            (0..n).flat_map(|i| std::iter::repeat_n(i, usize::from(powers[i]))).collect();
        if let [i, j] = at[..] {
            let entry = if i == j { *c } else { dag.mul(half, *c) };
            (h[i][j], h[j][i]) = (entry, entry);
        }
    }
    h
}

/// The principal minor of the rows in `own`, by Laplace expansion along ever more rows from
/// below, every set of columns once.
fn minor(dag: &mut Dag, h: &[Vec<Expr>], own: &[usize]) -> Expr {
    let mut minors: BTreeMap<Vec<usize>, Expr> = BTreeMap::from([(Vec::new(), dag.integer(1))]);
    for row in own.iter().rev() {
        let mut next: BTreeMap<Vec<usize>, Vec<Expr>> = BTreeMap::new();
        for (columns, minor) in &minors {
            for j in own.iter().filter(|j| !columns.contains(j)) {
                let before = columns.iter().filter(|c| *c < j).count();
                let mut wider = columns.clone();
                wider.insert(before, *j);
                let term = dag.mul(h[*row][*j], *minor);
                let term = if before % 2 == 0 { term } else { dag.neg(term) };
                next.entry(wider).or_default().push(term);
            }
        }
        minors = next.into_iter().map(|(c, terms)| (c, dag.sum(terms))).collect();
    }
    minors.pop_first().map_or_else(|| dag.integer(1), |(_, d)| d)
}

/// Positive definite: all leading minors are positive (Sylvester).
fn positive_definite(dag: &mut Dag, h: &[Vec<Expr>]) -> bool {
    (1..=h.len()).all(|k| {
        let leading: Vec<usize> = (0..k).collect();
        let minor = minor(dag, h, &leading);
        sign(dag, minor) == Sign::Positive
    })
}

/// Positive semidefinite: no principal minor is negative.
fn positive_semidefinite(dag: &mut Dag, h: &[Vec<Expr>]) -> bool {
    let n = h.len();
    (1..1usize << n).all(|code| {
        let own: Vec<usize> = (0..n).filter(|i| code >> i & 1 == 1).collect();
        let minor = minor(dag, h, &own);
        matches!(sign(dag, minor), Sign::Positive | Sign::Zero)
    })
}

/// The nature by the terms of least weight.
fn lowest(dag: &mut Dag, terms: &[(Vec<u16>, Expr)], roots: &[Root], n: usize) -> Option<Nature> {
    if let Some(nature) = of_one_sign(dag, terms, roots, n) {
        return Some(nature);
    }
    let (mut above, mut below) = (false, false);
    for direction in directions(n) {
        let value = along(dag, terms, roots, &direction);
        match sign(dag, value) {
            Sign::Positive => above = true,
            Sign::Negative => below = true,
            Sign::Zero | Sign::Unknown => {}
        }
        if above && below {
            return Some(Nature::Saddle);
        }
    }
    None
}

/// A minimum or maximum, if the terms have one sign outside of 0.
fn of_one_sign(
    dag: &mut Dag,
    terms: &[(Vec<u16>, Expr)],
    roots: &[Root],
    n: usize,
) -> Option<Nature> {
    let pure = |(k, _): &&(Vec<u16>, Expr)| k[..n].iter().all(|k| *k == 0);
    let first = terms.iter().find(pure).map(|(_, c)| sign(dag, *c))?;
    let nature = match first {
        Sign::Positive => Nature::LocalMinimum,
        Sign::Negative => Nature::LocalMaximum,
        Sign::Zero | Sign::Unknown => return None,
    };
    let mut own: Vec<(Vec<u16>, Expr)> = terms.to_vec();
    if first == Sign::Negative {
        own.iter_mut().for_each(|(_, c)| *c = dag.neg(*c));
    }
    let (rooted, plain): (Vec<_>, Vec<_>) = own.into_iter().partition(|t| pure(&t));
    if rooted.iter().any(|(_, c)| sign(dag, *c) != Sign::Positive) {
        return None;
    }
    let positive = match plain.first() {
        None => true,
        Some(_) if plain.iter().any(|(k, _)| k[n..].iter().any(|k| *k > 0)) => false,
        Some((k, _)) if k.iter().sum::<u16>() == 2 => {
            let h = symmetric(dag, &plain, n);
            positive_semidefinite(dag, &h)
        }
        Some(_) => outweighs(dag, &rooted, &plain, roots, n)?,
    };
    positive.then_some(nature)
}

/// Is Σ cᵢ·√qᵢ > |ℓ| outside of 0, for cᵢ > 0? It is if Σ cᵢ²qᵢ − ℓ² is positive definite.
fn outweighs(
    dag: &mut Dag,
    rooted: &[(Vec<u16>, Expr)],
    plain: &[(Vec<u16>, Expr)],
    roots: &[Root],
    n: usize,
) -> Option<bool> {
    let zero = dag.integer(0);
    let mut h = vec![vec![zero; n]; n];
    for (k, c) in rooted {
        let at = k[n..].iter().position(|k| *k == 1)?;
        let root = roots.get(at).filter(|r| r.exponent == Rational::new(1.into(), 2.into()))?;
        let (square, q) = (dag.square(*c), symmetric(dag, &root.form, n));
        for (row, add) in h.iter_mut().zip(q) {
            for (x, y) in row.iter_mut().zip(add) {
                let y = dag.mul(square, y);
                *x = dag.add(*x, y);
            }
        }
    }
    let mut slope = vec![zero; n];
    for (k, c) in plain {
        slope[k[..n].iter().position(|k| *k == 1)?] = *c;
    }
    for (row, a) in h.iter_mut().zip(&slope) {
        for (x, b) in row.iter_mut().zip(&slope) {
            let product = dag.mul(*a, *b);
            *x = dag.sub(*x, product);
        }
    }
    Some(positive_definite(dag, &h))
}

/// Vectors of −1, 0 and 1.
pub(super) fn directions(n: usize) -> Vec<Vec<i64>> {
    const MOST: usize = 243;
    let count = 3usize.checked_pow(n as u32).unwrap_or(MOST).min(MOST);
    (1..count)
        .map(|code| (0..n).map(|i| (code / 3usize.pow(i as u32) % 3) as i64 - 1).collect())
        .collect()
}

/// The terms on a ray, at t = 1.
fn along(dag: &mut Dag, terms: &[(Vec<u16>, Expr)], roots: &[Root], h: &[i64]) -> Expr {
    let n = h.len();
    let mut sum = Vec::new();
    for (powers, c) in terms {
        let mut factors = vec![*c, monomial(dag, &powers[..n], h)];
        for (root, k) in roots.iter().zip(&powers[n..]) {
            let mut form = Vec::new();
            for (powers, c) in &root.form {
                let m = monomial(dag, powers, h);
                form.push(dag.mul(*c, m));
            }
            let form = dag.sum(form);
            let r = dag.power_rational(form, &root.exponent);
            factors.push(dag.power_integer(r, i64::from(*k)));
        }
        sum.push(dag.product(factors));
    }
    dag.sum(sum)
}

fn monomial(dag: &mut Dag, powers: &[u16], h: &[i64]) -> Expr {
    let value = powers.iter().zip(h).fold(1, |m, (k, h)| m * h.pow(u32::from(*k)));
    dag.integer(value)
}
