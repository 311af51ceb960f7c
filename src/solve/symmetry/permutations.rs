//! Permutations of variables that leave L unchanged.

use crate::budget::{Budget, Exhausted};
use crate::polynomial::Poly;
use std::collections::BTreeMap;

/// More variables than these are not permuted.
const MOST_VARIABLES: usize = 12;

/// Generators of the permutations σ with L(x_σ(1), …) = L: each as the list of images.
///
/// Variables are coloured by the terms in which they stand and the colours refined by those
/// of the other variables there; images are then chosen one by one within a colour, and a
/// candidate is accepted only if it maps L to itself, term by term. For every variable and
/// every other one of its colour one permutation that maps it there and fixes those before
/// it is enough (Sims 1970), so the list generates the whole group.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn permutations(
    num: &Poly,
    den: &Poly,
    n: usize,
    budget: &Budget,
) -> Result<Vec<Vec<usize>>, Exhausted> {
    if !(2..=MOST_VARIABLES).contains(&n) || num.nvars() != n {
        return Ok(Vec::new());
    }
    let colours = colours(num, den, n);
    let mut generators: Vec<Vec<usize>> = Vec::new();
    for base in 0..n {
        for image in base + 1..n {
            if colours[base] != colours[image] || reached(&generators, base, image) {
                continue;
            }
            let mut start: Vec<usize> = (0..base).collect();
            start.push(image);
            if let Some(found) = search(num, den, &colours, start, budget)? {
                generators.push(found);
            }
        }
    }
    Ok(generators)
}

/// Is there a product of the known generators that fix everything before `base` and moves
/// it to `image`?
fn reached(generators: &[Vec<usize>], base: usize, image: usize) -> bool {
    let fixing: Vec<&Vec<usize>> =
        generators.iter().filter(|g| (0..base).all(|i| g[i] == i)).collect();
    let mut orbit = vec![base];
    let mut k = 0;
    while k < orbit.len() {
        for g in &fixing {
            if !orbit.contains(&g[orbit[k]]) {
                orbit.push(g[orbit[k]]);
            }
        }
        k += 1;
    }
    orbit.contains(&image)
}

/// How a variable stands in a term: in the numerator?, coefficient, its own exponent, and the
/// colours of the others with theirs.
type Standing = (bool, String, u32, Vec<(usize, u32)>);

/// A stable colouring: equal for variables that no count of terms tells apart.
fn colours(num: &Poly, den: &Poly, n: usize) -> Vec<usize> {
    let mut colours = vec![0; n];
    for _ in 0..n {
        let signature = |i: usize| {
            let mut all: Vec<Standing> = Vec::new();
            for (upper, p) in [(true, num), (false, den)] {
                for (exponents, c) in p.terms().filter(|(e, _)| e[i] > 0) {
                    let mut others: Vec<(usize, u32)> =
                        (0..n).filter(|&j| j != i).map(|j| (colours[j], exponents[j])).collect();
                    others.sort_unstable();
                    all.push((upper, c.to_string(), exponents[i], others));
                }
            }
            all.sort();
            (colours[i], all)
        };
        let signatures: Vec<_> = (0..n).map(signature).collect();
        let mut distinct: Vec<_> = signatures.clone();
        distinct.sort();
        distinct.dedup();
        let next: Vec<usize> =
            signatures.iter().map(|s| distinct.binary_search(s).unwrap_or(0)).collect();
        if next == colours {
            break;
        }
        colours = next;
    }
    colours
}

/// Backtracking: images of 0, 1, … one after the other.
fn search(
    num: &Poly,
    den: &Poly,
    colours: &[usize],
    start: Vec<usize>,
    budget: &Budget,
) -> Result<Option<Vec<usize>>, Exhausted> {
    let n = colours.len();
    let mut stack = vec![start];
    while let Some(images) = stack.pop() {
        budget.spend(1 + (num.len() + den.len()) as u64)?;
        let k = images.len();
        if !fits(num, &images, n) || !fits(den, &images, n) {
            continue;
        }
        if k == n {
            return Ok(Some(images));
        }
        let free = (0..n).rev().filter(|j| !images.contains(j) && colours[*j] == colours[k]);
        stack.extend(free.map(|j| [images.as_slice(), &[j]].concat()));
    }
    Ok(None)
}

/// Does the partial map send the terms in its variables alone to terms of the polynomial?
fn fits(p: &Poly, images: &[usize], n: usize) -> bool {
    let known: BTreeMap<Vec<u32>, String> = p.terms().map(|(e, c)| (e, c.to_string())).collect();
    known.iter().all(|(exponents, c)| {
        if exponents[images.len()..].iter().any(|k| *k > 0) {
            return true;
        }
        let mut moved = vec![0; n];
        for (i, &j) in images.iter().enumerate() {
            moved[j] = exponents[i];
        }
        known.get(&moved) == Some(c)
    })
}
