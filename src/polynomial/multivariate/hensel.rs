//! Factors of a polynomial in several variables by lifting the factors of an image in one
//! variable (Wang, "An improved multivariate polynomial factoring algorithm", 1978; here with
//! monic power series, which need no prediction of leading coefficients).

use super::Poly;
use super::factor::univariate_factors;
use super::gcd::{content_in, symmetric_remainder};
use super::image;
use super::residue::Residues;
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::UPoly;

/// An image of f in the main variable alone: the other variables take integer values.
struct Image {
    point: Vec<Integer>,
    factors: Vec<UPoly>,
}

/// The irreducible factors of a primitive squarefree polynomial whose content in the chosen
/// main variable is 1; `None` if no image was usable.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub(super) fn factors_by_lifting(
    f: &Poly,
    main: usize,
    budget: &Budget,
) -> Result<Option<Vec<Poly>>, Exhausted> {
    let Some(image) = best_image(f, main, budget)? else { return Ok(None) };
    if image.factors.len() == 1 {
        return Ok(Some(vec![f.clone()]));
    }
    let shifted = translate(f, main, &image.point);
    let Some(field) = Residues::above(divisor_bits(&shifted, main) + 2) else { return Ok(None) };
    let Some(series) = lift(&shifted, main, &image.factors, &field, budget)? else {
        return Ok(None);
    };
    let back: Vec<Integer> = image.point.iter().map(|a| -a).collect();
    let found = recombine(shifted, main, &series, &field, budget)?;
    Ok(Some(found.iter().map(|g| translate(g, main, &back).primitive()).collect()))
}

/// The variable to keep: simple leading coefficient first, then low degree.
pub(super) fn main_variable(f: &Poly) -> Option<usize> {
    f.variables().into_iter().min_by_key(|&i| {
        let lead = f.leading_coefficient_in(i);
        (lead.total_degree(), f.degree_in(i), lead.len())
    })
}

const IMAGES_COMPARED: usize = 3;
const POINTS_TRIED: usize = 60;

/// The image with the fewest irreducible factors among a few in which f keeps its degree and
/// stays squarefree.
fn best_image(f: &Poly, main: usize, budget: &Budget) -> Result<Option<Image>, Exhausted> {
    let mut draws = image::Residues::seeded(7);
    let mut best: Option<Image> = None;
    let mut seen = 0;
    for round in 0..POINTS_TRIED {
        let spread = 1 + 2 * (round as u64).div_ceil(2);
        let draw = |_| Integer::from((draws.draw() % spread) as i64 - (spread / 2) as i64);
        let point: Vec<Integer> = (0..f.nvars()).map(draw).collect();
        let Some(value) = squarefree_image(f, main, &point, budget)? else { continue };
        let factors = univariate_factors(&value, budget)?;
        let better = best.as_ref().is_none_or(|b| factors.len() < b.factors.len());
        if better {
            best = Some(Image { point, factors });
        }
        seen += 1;
        if seen == IMAGES_COMPARED || best.as_ref().is_some_and(|b| b.factors.len() == 1) {
            break;
        }
    }
    Ok(best)
}

fn squarefree_image(
    f: &Poly,
    main: usize,
    point: &[Integer],
    budget: &Budget,
) -> Result<Option<UPoly>, Exhausted> {
    let mut value = f.clone();
    for i in f.variables().into_iter().filter(|&i| i != main) {
        budget.spend(value.weight())?;
        value = value.eval_integer(i, &point[i]);
    }
    if value.degree_in(main) < f.degree_in(main) {
        return Ok(None);
    }
    Ok(value.to_univariate(main).filter(UPoly::is_squarefree))
}

/// f with xᵢ replaced by xᵢ + pᵢ for all i but the main variable.
fn translate(f: &Poly, main: usize, point: &[Integer]) -> Poly {
    let n = f.nvars();
    let moved = f.variables().into_iter().filter(|&i| i != main && !point[i].is_zero());
    moved.fold(f.clone(), |f, i| {
        let sum = &Poly::var(n, i) + &Poly::constant(n, point[i].clone());
        f.substitute(i, &sum, &Poly::one(n))
    })
}

/// A bound for the binary digits of the coefficients of any divisor of lc(f)·f:
/// height(divisor) ≤ 2^(Σ degrees)·√terms·height (Mahler 1962, "On some inequalities for
/// polynomials in several variables").
fn divisor_bits(f: &Poly, main: usize) -> usize {
    let g = &f.leading_coefficient_in(main) * f;
    let degrees: usize = g.degrees().iter().map(|&d| d as usize).sum();
    degrees + g.bits() + g.len().ilog2() as usize + 1
}

/// A power series in the variables other than the main one: its homogeneous parts by degree.
type Series = Vec<Poly>;

/// The homogeneous parts, of degree 0..=top in the variables other than the main one.
fn homogeneous_parts(f: &Poly, main: usize, top: usize, field: &Residues) -> Series {
    let n = f.nvars();
    let mut parts = vec![Vec::new(); top + 1];
    for (m, c) in &f.terms {
        let d = (m.degree(n) - m.exponent(main, n)) as usize;
        if d <= top {
            parts[d].push((m.clone(), c.clone()));
        }
    }
    parts.into_iter().map(|terms| reduced(&Poly { nvars: n, terms }, field)).collect()
}

fn reduced(f: &Poly, field: &Residues) -> Poly {
    let terms = f.terms.iter().map(|(m, c)| (m.clone(), field.reduce(c)));
    Poly { nvars: f.nvars, terms: terms.filter(|(_, c)| !c.is_zero()).collect() }
}

/// The part of degree d of a product of series, from the parts that are there.
fn product_part(
    a: &[Poly],
    b: &[Poly],
    d: usize,
    field: &Residues,
    budget: &Budget,
) -> Result<Poly, Exhausted> {
    let mut sum = Poly::zero(a[0].nvars());
    for e in 0..=d {
        if let (Some(p), Some(q)) = (a.get(e), b.get(d - e)) {
            budget.spend((p.len() as u64 * q.len() as u64 + 1).saturating_mul(field.steps()))?;
            sum = &sum + &(p * q);
        }
    }
    Ok(reduced(&sum, field))
}

/// f / lc(f) as a series that is monic in the main variable.
fn monic_series(
    f: &Poly,
    main: usize,
    top: usize,
    field: &Residues,
    budget: &Budget,
) -> Result<Option<Series>, Exhausted> {
    let n = f.nvars();
    let lead = homogeneous_parts(&f.leading_coefficient_in(main), main, top, field);
    let Some(c) = field.inverse(&lead[0].constant_term()) else { return Ok(None) };
    let mut inverse: Series = vec![Poly::constant(n, c.clone())];
    for d in 1..=top {
        // The part of degree d of lead·inverse must vanish.
        let known = product_part(&lead, &inverse, d, field, budget)?;
        inverse.push(reduced(&known.scale(&-&c), field));
    }
    let f = homogeneous_parts(f, main, top, field);
    let parts = (0..=top).map(|d| product_part(&f, &inverse, d, field, budget));
    parts.collect::<Result<_, _>>().map(Some)
}

/// Monic series Gᵢ with ∏ Gᵢ = f/lc(f) up to the total degree of f in the other variables, and
/// Gᵢ(0) proportional to the given factors; `None` if these are not coprime modulo the prime.
fn lift(
    f: &Poly,
    main: usize,
    factors: &[UPoly],
    field: &Residues,
    budget: &Budget,
) -> Result<Option<Vec<Series>>, Exhausted> {
    let n = f.nvars();
    let top = others_degree(f, main);
    let Some(target) = monic_series(f, main, top, field, budget)? else { return Ok(None) };
    let Some(start) = factors.iter().map(|g| field.monic(g)).collect::<Option<Vec<_>>>() else {
        return Ok(None);
    };
    let Some(cofactors) = inverse_cofactors(&start, field, budget)? else { return Ok(None) };
    let as_poly = |g: &UPoly| Poly::from_univariate(g, n, main);
    let mut lifted: Vec<Series> = start.iter().map(|g| vec![as_poly(g)]).collect();
    // products[k] = G₀⋯G_k; all but the last are needed for the next degree.
    let mut products: Vec<Series> = vec![Vec::new(); lifted.len()];
    for (d, part) in target.iter().enumerate() {
        let error = part - &push_products(&mut products, &lifted, d, field, budget)?;
        let error = reduced(&error, field);
        if d > 0 {
            let corrections = solve(&error, main, &start, &cofactors, field, budget)?;
            for (g, part) in lifted.iter_mut().zip(corrections) {
                g.push(part);
            }
            products.iter_mut().for_each(|p| p.truncate(d));
            push_products(&mut products, &lifted, d, field, budget)?;
        }
    }
    Ok(Some(lifted))
}

/// The total degree in the variables other than the main one.
fn others_degree(f: &Poly, main: usize) -> usize {
    let n = f.nvars();
    let degrees = f.terms.iter().map(|(m, _)| m.degree(n) - m.exponent(main, n));
    degrees.max().unwrap_or(0) as usize
}

/// Appends the part of degree d to every partial product and returns that of the whole.
fn push_products(
    products: &mut [Series],
    lifted: &[Series],
    d: usize,
    field: &Residues,
    budget: &Budget,
) -> Result<Poly, Exhausted> {
    let n = lifted[0][0].nvars();
    for k in 0..lifted.len() {
        let part = match k.checked_sub(1) {
            None => lifted[0].get(d).cloned().unwrap_or_else(|| Poly::zero(n)),
            Some(before) => product_part(&products[before], &lifted[k], d, field, budget)?,
        };
        products[k].push(part);
    }
    Ok(products.last().and_then(|p| p.last()).cloned().unwrap_or_else(|| Poly::zero(n)))
}

/// For each monic gᵢ the inverse of ∏_{j≠i} gⱼ modulo gᵢ.
fn inverse_cofactors(
    factors: &[UPoly],
    field: &Residues,
    budget: &Budget,
) -> Result<Option<Vec<UPoly>>, Exhausted> {
    let mut inverses = Vec::new();
    for (i, g) in factors.iter().enumerate() {
        let mut cofactor = UPoly::one();
        for (_, other) in factors.iter().enumerate().filter(|(j, _)| *j != i) {
            let product = field.product(&cofactor, other, budget)?;
            cofactor = field.divide(&product, g, budget)?.1;
        }
        let Some(inverse) = field.inverse_mod(&cofactor, g, budget)? else { return Ok(None) };
        inverses.push(inverse);
    }
    Ok(Some(inverses))
}

/// The δᵢ with Σ δᵢ·∏_{j≠i} gⱼ = error and deg δᵢ < deg gᵢ, for each monomial in the other
/// variables by itself.
fn solve(
    error: &Poly,
    main: usize,
    factors: &[UPoly],
    cofactors: &[UPoly],
    field: &Residues,
    budget: &Budget,
) -> Result<Vec<Poly>, Exhausted> {
    let n = error.nvars();
    let mut parts = vec![Poly::zero(n); factors.len()];
    for (outer, c) in by_other_variables(error, main) {
        for ((part, g), s) in parts.iter_mut().zip(factors).zip(cofactors) {
            let product = field.product(&field.divide(&c, g, budget)?.1, s, budget)?;
            let delta = field.divide(&product, g, budget)?.1;
            let term = Poly::from_univariate(&delta, n, main).times_monomial(&outer);
            *part = &*part + &term;
        }
    }
    Ok(parts)
}

/// The coefficients, polynomials in the main variable, of the monomials in the others.
fn by_other_variables(f: &Poly, main: usize) -> Vec<(Vec<u32>, UPoly)> {
    let mut groups: std::collections::BTreeMap<Vec<u32>, Vec<Integer>> = Default::default();
    for (mut e, c) in f.terms() {
        let k = std::mem::take(&mut e[main]) as usize;
        let group = groups.entry(e).or_default();
        group.resize(group.len().max(k + 1), Integer::zero());
        group[k] = c.clone();
    }
    groups.into_iter().map(|(e, c)| (e, UPoly::new(c))).collect()
}

/// Finds the true factors among the products of subsets of the series. A true factor h with
/// cofactor k is the primitive part of lc(k)·h = lc(f)·∏ Gᵢ over its subset, whose degree in the
/// other variables is at most that of f.
fn recombine(
    f: Poly,
    main: usize,
    series: &[Series],
    field: &Residues,
    budget: &Budget,
) -> Result<Vec<Poly>, Exhausted> {
    let mut rest = f;
    let mut left: Vec<usize> = (0..series.len()).collect();
    let mut found = Vec::new();
    let mut size = 1;
    while 2 * size <= left.len() {
        match subset_factor(&rest, main, series, &left, size, field, budget)? {
            Some((subset, h, cofactor)) => {
                left.retain(|k| !subset.contains(k));
                found.push(h);
                rest = cofactor;
            }
            None => size += 1,
        }
    }
    found.push(rest);
    Ok(found)
}

/// The first subset of this size that gives a factor, with the factor and the cofactor.
fn subset_factor(
    f: &Poly,
    main: usize,
    series: &[Series],
    left: &[usize],
    size: usize,
    field: &Residues,
    budget: &Budget,
) -> Result<Option<(Vec<usize>, Poly, Poly)>, Exhausted> {
    let mut choice: Vec<usize> = (0..size).collect();
    loop {
        let subset: Vec<usize> = choice.iter().map(|&k| left[k]).collect();
        let candidate = candidate_factor(f, main, series, &subset, field, budget)?;
        if let Some(h) = candidate
            && let Some(cofactor) = f.div_exact(&h)
        {
            return Ok(Some((subset, h, cofactor)));
        }
        if !next_subset(&mut choice, left.len()) {
            return Ok(None);
        }
    }
}

/// The next subset of 0..n in lexicographic order.
fn next_subset(choice: &mut [usize], n: usize) -> bool {
    let size = choice.len();
    let Some(k) = (0..size).rev().find(|&k| choice[k] < n - size + k) else { return false };
    choice[k] += 1;
    for j in k + 1..size {
        choice[j] = choice[j - 1] + 1;
    }
    true
}

fn candidate_factor(
    f: &Poly,
    main: usize,
    series: &[Series],
    subset: &[usize],
    field: &Residues,
    budget: &Budget,
) -> Result<Option<Poly>, Exhausted> {
    let top = others_degree(f, main);
    let mut product = homogeneous_parts(&f.leading_coefficient_in(main), main, top, field);
    for &k in subset {
        let parts = (0..=top).map(|d| product_part(&product, &series[k], d, field, budget));
        product = parts.collect::<Result<_, _>>()?;
    }
    let terms = product.iter().flat_map(|part| part.terms.iter().cloned());
    let lifted = Poly::collect(f.nvars(), terms);
    let candidate = lifted.map_coefficients(|c| symmetric_remainder(c, &field.m));
    if candidate.bits() > divisor_bits(f, main) {
        return Ok(None);
    }
    budget.spend(candidate.weight())?;
    let content = content_in(&candidate, main, budget)?;
    Ok(candidate.div_exact(&content).map(|h| h.primitive()))
}
