//! Buchberger's algorithm modulo a prime, written down so that it can be repeated modulo others
//! (Traverso, "Gröbner trace algorithms", 1988).
//!
//! A repetition makes the same linear combinations of the inputs in other coefficients, so what
//! it finds lies in the ideal; it refuses a prime for which a leading monomial, or a vanishing
//! coefficient, is another one. Whether what it finds is a Gröbner basis modulo that prime is
//! not looked at here.

use super::buchberger::{Pair, degree, take_best, update};
use super::order::{Key, Order};
use super::reduce::{Division, Element, divides};
use super::ring::{Modulo, Terms};
use super::sums::{Residue, Sums};
use crate::budget::{Budget, Exhausted};
use std::collections::BTreeMap;

/// A course of more terms than these is not written down: it takes 4 bytes for each.
const MOST_TERMS: usize = 60_000_000;

/// The course of the algorithm on one system.
pub(super) struct Trace {
    steps: Vec<Step>,
    /// The numbers of the elements of the reduced basis, ascending by leading monomial.
    basis: Vec<usize>,
    /// The terms of these elements, descending.
    pub(super) supports: Vec<Vec<Key>>,
    /// Did an element come out with a lower degree than its combination of inputs has?
    pub(super) degree_falls: bool,
    /// All elements of the basis are sums of multiples of inputs of at most this degree.
    pub(super) degree: u32,
}

/// How one element came about: a polynomial reduced by earlier elements, in a window of
/// monomials numbered in descending order.
struct Step {
    width: usize,
    start: Source,
    /// Where the terms of the start are.
    at: Vec<u32>,
    reducers: Vec<Reducer>,
    /// The terms of the result.
    support: Vec<u32>,
    /// Where zeros are expected.
    zeros: Vec<u32>,
}

#[derive(Clone, Copy)]
enum Source {
    Input(usize),
    Element(usize),
}

/// A multiple of an element, its leading term first.
struct Reducer {
    element: usize,
    at: Vec<u32>,
}

/// A polynomial with monomials still to be reduced.
struct Candidate {
    start: Source,
    terms: Terms<u64>,
    sugar: u32,
    /// What cancels the leading term.
    first: Option<usize>,
    /// Reduces everything but itself.
    itself: Option<usize>,
}

/// The reduced polynomial and how it was made.
struct Outcome {
    step: Step,
    terms: Terms<u64>,
    sugar: u32,
}

impl Trace {
    /// Runs Buchberger's algorithm modulo p on polynomials none of which is 0 there.
    ///
    /// # Errors
    /// [`Exhausted`] at the end of the budget.
    pub(super) fn learn(
        inputs: &[Terms<u64>],
        order: &Order,
        p: u64,
        budget: &Budget,
    ) -> Result<Trace, Exhausted> {
        let ring = Modulo { p };
        let division = Division::new(&ring, order);
        let (basis, steps) = (Vec::new(), Vec::new());
        let mut run = Run { division, basis, steps, terms: 0, degree_falls: false };
        let mut pairs: Vec<Pair> = Vec::new();
        let mut waiting: Vec<usize> = (0..inputs.len()).collect();
        // Small leading monomials first, so that later ones are reduced at once.
        waiting.sort_by_key(|&i| std::cmp::Reverse(inputs[i].first().map(|(key, _)| *key)));
        loop {
            let candidate = match waiting.pop() {
                Some(i) => run.input(i, &inputs[i]),
                None => {
                    let Some(pair) = take_best(&mut pairs) else { break };
                    run.pair(&pair)?
                }
            };
            let Some(outcome) = run.reduce(candidate, budget)? else { continue };
            let element = run.keep(outcome)?;
            if degree(&element.lead) == 0 {
                run.basis.iter_mut().for_each(|g| g.active = false);
                run.basis.push(element);
                break;
            }
            update(&run.division, &mut run.basis, &mut pairs, element, budget)?;
        }
        run.interreduce(budget)
    }

    /// The reduced basis modulo p, each element by the coefficients of its terms; `None` if this
    /// prime takes another course.
    ///
    /// # Errors
    /// [`Exhausted`] at the end of the budget.
    pub(super) fn replay(
        &self,
        inputs: &[Vec<Residue>],
        p: u64,
        budget: &Budget,
    ) -> Result<Option<Vec<Vec<Residue>>>, Exhausted> {
        let mut elements: Vec<Vec<Residue>> = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let Some(element) = step.run(inputs, &elements, p, budget)? else { return Ok(None) };
            elements.push(element);
        }
        Ok(Some(self.basis.iter().map(|&k| std::mem::take(&mut elements[k])).collect()))
    }
}

impl Step {
    /// The monic result modulo p.
    fn run(
        &self,
        inputs: &[Vec<Residue>],
        elements: &[Vec<Residue>],
        p: u64,
        budget: &Budget,
    ) -> Result<Option<Vec<Residue>>, Exhausted> {
        let field = Modulo { p };
        let mut sums = Sums::new(self.width, p);
        let start = match self.start {
            Source::Input(i) => &inputs[i],
            Source::Element(i) => &elements[i],
        };
        sums.scatter(1, start, &self.at);
        let size: usize = self.reducers.iter().map(|r| 1 + r.at.len()).sum();
        budget.spend(1 + (self.width + size) as u64 / 4)?;
        for reducer in &self.reducers {
            let c = sums.get(reducer.at[0] as usize);
            if c > 0 {
                sums.scatter(p - c, &elements[reducer.element], &reducer.at);
            }
        }
        let lead = sums.get(self.support[0] as usize);
        if lead == 0 || self.zeros.iter().any(|&i| sums.get(i as usize) != 0) {
            return Ok(None);
        }
        let inverse = field.inverse(lead);
        let monic = |&i: &u32| (sums.get(i as usize) * inverse % p) as Residue;
        Ok(Some(self.support.iter().map(monic).collect()))
    }
}

/// The algorithm while it runs.
struct Run<'a> {
    division: Division<'a, Modulo>,
    basis: Vec<Element<u64>>,
    steps: Vec<Step>,
    /// The terms of all reducers.
    terms: usize,
    degree_falls: bool,
}

impl Run<'_> {
    fn input(&self, i: usize, terms: &Terms<u64>) -> Candidate {
        let degrees = terms.iter().map(|(key, _)| degree(&self.division.order.decode(*key)));
        let sugar = degrees.max().unwrap_or(0);
        Candidate {
            start: Source::Input(i),
            terms: terms.clone(),
            sugar,
            first: None,
            itself: None,
        }
    }

    /// The first element of a pair raised to the common multiple, where the second cancels it.
    fn pair(&self, pair: &Pair) -> Result<Candidate, Exhausted> {
        let f = &self.basis[pair.i].terms;
        let shift = pair.key - f[0].0;
        let raised = f
            .iter()
            .map(|(key, c)| Ok((self.division.order.times(*key, shift, self.division.guard)?, *c)));
        Ok(Candidate {
            start: Source::Element(pair.i),
            terms: raised.collect::<Result<_, Exhausted>>()?,
            sugar: pair.sugar,
            first: Some(pair.j),
            itself: None,
        })
    }

    /// Full reduction; `None` if nothing is left.
    fn reduce(&self, candidate: Candidate, budget: &Budget) -> Result<Option<Outcome>, Exhausted> {
        let (order, p) = (self.division.order, self.division.ring.p);
        let Candidate { start, terms, mut sugar, mut first, itself } = candidate;
        let starting: Vec<Key> = terms.iter().map(|(key, _)| *key).collect();
        let mut rest: BTreeMap<Key, u64> = terms.into_iter().collect();
        let (mut seen, mut zeros, mut kept) = (Vec::new(), Vec::new(), Vec::new());
        let mut reducers: Vec<(usize, Vec<Key>)> = Vec::new();
        while let Some((key, c)) = rest.pop_last() {
            seen.push(key);
            if c == 0 {
                zeros.push(key);
                continue;
            }
            let monomial = order.decode(key);
            let divisor = first.take().or_else(|| self.divisor(&monomial, itself));
            let Some(k) = divisor else {
                kept.push((key, c));
                continue;
            };
            let g = &self.basis[k];
            budget.spend(4 + (g.terms.len() + self.basis.len() / 4) as u64)?;
            sugar = sugar.max(g.sugar + degree(&monomial) - degree(&g.lead));
            let shift = key - g.terms[0].0;
            let mut at = Vec::with_capacity(g.terms.len());
            for (term, a) in &g.terms {
                let target = order.times(*term, shift, self.division.guard)?;
                if target != key {
                    let sum = rest.entry(target).or_insert(0);
                    *sum = (*sum + (p - c) * a) % p;
                }
                at.push(target);
            }
            reducers.push((k, at));
        }
        if kept.is_empty() {
            return Ok(None);
        }
        let numbered = |keys: &[Key]| numbers(keys, &seen);
        let support: Vec<Key> = kept.iter().map(|(key, _)| *key).collect();
        let step = Step {
            width: seen.len(),
            start,
            at: numbered(&starting),
            reducers: reducers
                .iter()
                .map(|(element, at)| Reducer { element: *element, at: numbered(at) })
                .collect(),
            support: numbered(&support),
            zeros: numbered(&zeros),
        };
        Ok(Some(Outcome { step, terms: kept, sugar }))
    }

    fn divisor(&self, monomial: &[u32], itself: Option<usize>) -> Option<usize> {
        let usable = |k: &usize| self.basis[*k].active && Some(*k) != itself;
        (0..self.basis.len()).filter(usable).find(|&k| divides(&self.basis[k].lead, monomial))
    }

    /// Writes the step down; the new element is monic.
    fn keep(&mut self, outcome: Outcome) -> Result<Element<u64>, Exhausted> {
        let Outcome { step, mut terms, sugar } = outcome;
        self.terms += step.reducers.iter().map(|r| r.at.len()).sum::<usize>();
        if self.terms > MOST_TERMS {
            return Err(Exhausted::Work);
        }
        let inverse = self.division.ring.inverse(terms[0].1);
        terms.iter_mut().for_each(|(_, c)| *c = *c * inverse % self.division.ring.p);
        self.steps.push(step);
        let element = self.division.element(terms, sugar);
        self.degree_falls |= degree(&element.lead) < sugar;
        Ok(element)
    }

    /// Every element of the basis reduced by the smaller ones.
    fn interreduce(mut self, budget: &Budget) -> Result<Trace, Exhausted> {
        let mut active: Vec<usize> =
            (0..self.basis.len()).filter(|&k| self.basis[k].active).collect();
        active.sort_by_key(|&k| self.basis[k].terms[0].0);
        let mut reduced = Vec::with_capacity(active.len());
        for k in active {
            let candidate = Candidate {
                start: Source::Element(k),
                terms: self.basis[k].terms.clone(),
                sugar: self.basis[k].sugar,
                first: None,
                itself: Some(k),
            };
            let Some(outcome) = self.reduce(candidate, budget)? else { continue };
            let element = self.keep(outcome)?;
            self.basis[k].active = false;
            reduced.push(self.basis.len());
            self.basis.push(element);
        }
        let Run { basis, steps, degree_falls, .. } = self;
        let elements = || reduced.iter().map(|&k| &basis[k]);
        let keys = |g: &Element<u64>| g.terms.iter().map(|(key, _)| *key).collect();
        let supports = elements().map(keys).collect();
        let degree = elements().map(|g| g.sugar).max().unwrap_or(0);
        Ok(Trace { steps, basis: reduced, supports, degree_falls, degree })
    }
}

/// The places of keys in a descending list that has them.
fn numbers(keys: &[Key], descending: &[Key]) -> Vec<u32> {
    let place = |key: &Key| descending.partition_point(|other| other > key) as u32;
    keys.iter().map(place).collect()
}
