//! Buchberger's algorithm with the pair criteria of Gebauer and Möller ("On an installation of
//! Buchberger's algorithm", 1988) and the sugar strategy.

use super::reduce::{Division, Element, divides};
use super::ring::{Ring, Terms};
use crate::budget::{Budget, Exhausted};

/// Two elements whose leading terms are still to be cancelled against each other.
pub(super) struct Pair {
    pub(super) i: usize,
    pub(super) j: usize,
    lcm: Vec<u32>,
    pub(super) sugar: u32,
    /// The packed lcm, for the order of selection.
    pub(super) key: super::order::Key,
}

fn lcm(a: &[u32], b: &[u32]) -> Vec<u32> {
    a.iter().zip(b).map(|(x, y)| *x.max(y)).collect()
}

fn coprime(a: &[u32], b: &[u32]) -> bool {
    a.iter().zip(b).all(|(x, y)| *x == 0 || *y == 0)
}

pub(super) fn degree(e: &[u32]) -> u32 {
    e.iter().sum()
}

/// The reduced Gröbner basis of the ideal of the given nonzero polynomials, ascending by
/// leading monomial, every element simplified.
pub(super) fn reduced_basis<R: Ring>(
    division: &Division<'_, R>,
    input: Vec<Terms<R::C>>,
    budget: &Budget,
) -> Result<Vec<Element<R::C>>, Exhausted> {
    let mut basis: Vec<Element<R::C>> = Vec::new();
    let mut pairs: Vec<Pair> = Vec::new();
    let mut input = input;
    // Small leading monomials first, so that later ones are reduced at once.
    input.sort_by_key(|terms| std::cmp::Reverse(terms.first().map(|(key, _)| *key)));
    loop {
        let (candidate, sugar) = match input.pop() {
            Some(terms) => {
                let sugar = terms.iter().map(|(k, _)| degree(&division.order.decode(*k))).max();
                (terms, sugar.unwrap_or(0))
            }
            None => {
                let Some(pair) = take_best(&mut pairs) else { break };
                (s_polynomial(division, &basis, &pair, budget)?, pair.sugar)
            }
        };
        let remainder = division.remainder(candidate, sugar, &basis, budget)?;
        if remainder.terms.is_empty() {
            continue;
        }
        let element = division.element(remainder.terms, remainder.sugar);
        if degree(&element.lead) == 0 {
            return Ok(vec![element]);
        }
        update(division, &mut basis, &mut pairs, element, budget)?;
    }
    interreduce(division, basis, budget)
}

/// The pair of least sugar, then of least lcm.
pub(super) fn take_best(pairs: &mut Vec<Pair>) -> Option<Pair> {
    let rank = |p: &Pair| (p.sugar, p.key, p.i, p.j);
    let best = (0..pairs.len()).min_by_key(|&k| rank(&pairs[k]))?;
    Some(pairs.swap_remove(best))
}

fn s_polynomial<R: Ring>(
    division: &Division<'_, R>,
    basis: &[Element<R::C>],
    pair: &Pair,
    budget: &Budget,
) -> Result<Terms<R::C>, Exhausted> {
    let (f, g) = (&basis[pair.i].terms, &basis[pair.j].terms);
    let (u, v) = division.ring.cancel(&f[0].1, &g[0].1);
    let mut lifted = Vec::with_capacity(f.len());
    for (key, c) in f {
        let key = division.order.times(*key, pair.key - f[0].0, division.guard)?;
        lifted.push((key, c.clone()));
    }
    division.subtract(&u, &lifted, &v, pair.key - g[0].0, g, budget)
}

/// Adds an element: drops the old pairs that it makes superfluous, adds the new ones that no
/// criterion kills, and retires the elements whose leading monomial it divides.
pub(super) fn update<R: Ring>(
    division: &Division<'_, R>,
    basis: &mut Vec<Element<R::C>>,
    pairs: &mut Vec<Pair>,
    element: Element<R::C>,
    budget: &Budget,
) -> Result<(), Exhausted> {
    let h = element.lead.clone();
    budget.spend(1 + pairs.len() as u64 + basis.len() as u64)?;
    pairs.retain(|p| {
        !divides(&h, &p.lcm)
            || lcm(&basis[p.i].lead, &h) == p.lcm
            || lcm(&basis[p.j].lead, &h) == p.lcm
    });
    let new = basis.len();
    let mut fresh = Vec::new();
    for (i, g) in basis.iter().enumerate().filter(|(_, g)| g.active) {
        fresh.push(new_pair(division, i, g, new, &element)?);
    }
    pairs.extend(surviving(fresh, basis, &h, budget)?);
    for g in basis.iter_mut().filter(|g| divides(&h, &g.lead)) {
        g.active = false;
    }
    basis.push(element);
    Ok(())
}

fn new_pair<R: Ring>(
    division: &Division<'_, R>,
    i: usize,
    g: &Element<R::C>,
    j: usize,
    h: &Element<R::C>,
) -> Result<Pair, Exhausted> {
    let lcm = lcm(&g.lead, &h.lead);
    let over = |e: &Element<R::C>| e.sugar.saturating_sub(degree(&e.lead));
    let sugar = over(g).max(over(h)) + degree(&lcm);
    let key = division.order.encode(&lcm)?;
    Ok(Pair { i, j, lcm, sugar, key })
}

/// The chain criterion among the new pairs, then the product criterion.
fn surviving<C>(
    fresh: Vec<Pair>,
    basis: &[Element<C>],
    h: &[u32],
    budget: &Budget,
) -> Result<Vec<Pair>, Exhausted> {
    budget.spend((fresh.len() * fresh.len()) as u64)?;
    let mut waiting = fresh;
    let mut kept: Vec<Pair> = Vec::new();
    while let Some(pair) = waiting.pop() {
        let killed = || {
            let kills = |p: &Pair| divides(&p.lcm, &pair.lcm);
            waiting.iter().any(kills) || kept.iter().any(kills)
        };
        if coprime(&basis[pair.i].lead, h) || !killed() {
            kept.push(pair);
        }
    }
    kept.retain(|pair| !coprime(&basis[pair.i].lead, h));
    Ok(kept)
}

/// Every element divided by the others.
fn interreduce<R: Ring>(
    division: &Division<'_, R>,
    basis: Vec<Element<R::C>>,
    budget: &Budget,
) -> Result<Vec<Element<R::C>>, Exhausted> {
    let mut active: Vec<Element<R::C>> = basis.into_iter().filter(|g| g.active).collect();
    active.sort_by_key(|g| g.terms[0].0);
    for k in 0..active.len() {
        // Tails are smaller than the lead, so only smaller elements divide them.
        let terms = std::mem::take(&mut active[k].terms);
        let sugar = active[k].sugar;
        active[k].active = false;
        let r = division.remainder(terms, sugar, &active, budget)?;
        active[k].terms = r.terms;
        active[k].active = true;
    }
    Ok(active)
}
