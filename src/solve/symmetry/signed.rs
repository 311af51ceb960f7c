//! Signed permutations of the variables that leave L unchanged: xᵢ ↦ ±x_{σ(i)}.
//!
//! A permutation must carry every term to a term whose coefficient has the same modulus; the
//! signs that go with it are then the solutions of linear equations over 𝔽₂, one for each
//! term. Permutations are found by backtracking within the colours of a refinement, as
//! generators of a chain of stabilisers (Sims, 1970), whose orbits multiply up to the order
//! of the group. A search that is cut costs symmetries, never a wrong one.

use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::Poly;
use std::collections::BTreeMap;

/// More variables are not permuted.
const MOST_VARIABLES: usize = 16;
/// Steps of the search for one generator.
const SEARCH: u64 = 2_000_000;

/// The linear map with (g·x)ᵢ = ±x_{σ(i)}.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SignedPermutation {
    /// σ(i), and whether with a minus sign.
    pub from: Vec<(usize, bool)>,
}

impl SignedPermutation {
    /// x ↦ x.
    pub fn identity(n: usize) -> SignedPermutation {
        SignedPermutation { from: (0..n).map(|i| (i, false)).collect() }
    }

    /// g·x.
    pub fn apply<T: Clone>(&self, x: &[T], neg: impl Fn(&T) -> T) -> Vec<T> {
        self.from.iter().map(|&(j, minus)| if minus { neg(&x[j]) } else { x[j].clone() }).collect()
    }

    /// x ↦ g·(h·x).
    #[must_use]
    pub fn after(&self, h: &SignedPermutation) -> SignedPermutation {
        let then = |&(j, minus): &(usize, bool)| (h.from[j].0, h.from[j].1 ^ minus);
        SignedPermutation { from: self.from.iter().map(then).collect() }
    }

    /// The map that undoes it.
    #[must_use]
    pub fn inverse(&self) -> SignedPermutation {
        let mut from = self.from.clone();
        for (i, &(j, minus)) in self.from.iter().enumerate() {
            from[j] = (i, minus);
        }
        SignedPermutation { from }
    }

    /// f(g·x).
    #[must_use]
    pub fn put_into(&self, f: &Poly) -> Poly {
        let terms = f.terms().map(|(exponents, c)| {
            let mut powers = vec![0; exponents.len()];
            let mut negative = false;
            for (&k, &(j, minus)) in exponents.iter().zip(&self.from) {
                powers[j] = k;
                negative ^= minus && k % 2 == 1;
            }
            (powers, if negative { -c } else { c.clone() })
        });
        Poly::from_wide_terms(f.nvars(), terms)
    }
}

/// The group of all signed permutations that leave a function unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedGroup {
    /// Generators.
    pub generators: Vec<SignedPermutation>,
    /// The number of elements; `None` if the search was cut, so that some may be missing.
    pub order: Option<u64>,
}

/// The signed permutations g with L(g·x) = L(x) for L = num/den in lowest terms.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn signed_permutations(
    num: &Poly,
    den: &Poly,
    budget: &Budget,
) -> Result<SignedGroup, Exhausted> {
    let n = num.nvars();
    if n > MOST_VARIABLES {
        return Ok(SignedGroup { generators: Vec::new(), order: None });
    }
    let terms = Terms::new(num, den);
    let colours = terms.colours(budget)?;
    let flips = terms.flips();
    let mut order = 1u64.checked_shl(flips.len() as u32);
    let mut permuting: Vec<SignedPermutation> = Vec::new();
    for base in (0..n).rev() {
        for target in base + 1..n {
            if colours[base] != colours[target] || orbit(base, &permuting).contains(&target) {
                continue;
            }
            let found =
                budget.portion(SEARCH, |budget| terms.carrying(base, target, &colours, budget));
            match found {
                Ok(found) => permuting.extend(found),
                Err(Exhausted::Work) if budget.left() > 0 => order = None,
                Err(stop) => return Err(stop),
            }
        }
        order = order.and_then(|k| k.checked_mul(orbit(base, &permuting).len() as u64));
    }
    let mut generators = flips;
    generators.extend(permuting.into_iter().rev());
    Ok(SignedGroup { generators, order })
}

/// The variables to which a variable is carried.
fn orbit(start: usize, generators: &[SignedPermutation]) -> Vec<usize> {
    let mut reached = vec![start];
    let mut next = 0;
    while let Some(&i) = reached.get(next) {
        for g in generators {
            let j = g.from[i].0;
            if !reached.contains(&j) {
                reached.push(j);
            }
        }
        next += 1;
    }
    reached
}

/// The terms of numerator and denominator, told apart by the flag.
struct Terms {
    n: usize,
    all: Vec<((bool, Vec<u32>), Integer)>,
    coefficients: BTreeMap<(bool, Vec<u32>), Integer>,
}

impl Terms {
    fn new(num: &Poly, den: &Poly) -> Terms {
        let own = |p: &Poly, below: bool| {
            p.terms().map(|(e, c)| ((below, e), c.clone())).collect::<Vec<_>>()
        };
        let all = [own(num, false), own(den, true)].concat();
        Terms { n: num.nvars(), coefficients: all.iter().cloned().collect(), all }
    }

    /// Colours that every permutation keeps: the terms in which a variable stands, with the
    /// colours of the others there, refined until nothing changes.
    fn colours(&self, budget: &Budget) -> Result<Vec<usize>, Exhausted> {
        let mut colours = vec![0; self.n];
        loop {
            let mut marks = Vec::new();
            for i in 0..self.n {
                budget.spend(1 + (self.all.len() * self.n) as u64)?;
                let mut own: Vec<_> = self
                    .all
                    .iter()
                    .filter(|((_, e), _)| e[i] > 0)
                    .map(|((below, e), c)| {
                        let mut rest: Vec<(u32, usize)> =
                            (0..self.n).filter(|j| e[*j] > 0).map(|j| (e[j], colours[j])).collect();
                        rest.sort_unstable();
                        (*below, c.abs(), e[i], rest)
                    })
                    .collect();
                own.sort();
                marks.push((colours[i], own));
            }
            let mut kinds = marks.clone();
            kinds.sort();
            kinds.dedup();
            let found: Vec<usize> =
                marks.iter().map(|m| kinds.binary_search(m).unwrap_or(0)).collect();
            if found == colours {
                return Ok(colours);
            }
            colours = found;
        }
    }

    /// Generators of the changes of signs alone.
    fn flips(&self) -> Vec<SignedPermutation> {
        let equations = self.all.iter().map(|((_, e), _)| (parities(e), false)).collect();
        let Some(solutions) = Binary::solve(self.n + 1, equations) else { return Vec::new() };
        let flip = |signs: &u64| SignedPermutation {
            from: (0..self.n).map(|i| (i, signs >> i & 1 == 1)).collect(),
        };
        solutions.kernel.iter().map(flip).collect()
    }

    /// A symmetry with σ(i) = i for i < base and σ(base) = target.
    fn carrying(
        &self,
        base: usize,
        target: usize,
        colours: &[usize],
        budget: &Budget,
    ) -> Result<Option<SignedPermutation>, Exhausted> {
        let mut stack: Vec<Vec<usize>> = vec![(0..base).chain([target]).collect()];
        while let Some(sigma) = stack.pop() {
            budget.spend(1 + self.all.len() as u64)?;
            if !self.carries_terms(&sigma) {
                continue;
            }
            let k = sigma.len();
            if k == self.n {
                if let Some(g) = self.signed(&sigma) {
                    return Ok(Some(g));
                }
                continue;
            }
            // The last one pushed is tried first: a transposition if possible.
            let liked = if k == target { base } else { k };
            let mut choices: Vec<usize> =
                (0..self.n).filter(|j| colours[*j] == colours[k] && !sigma.contains(j)).collect();
            choices.sort_by_key(|j| (*j == liked, std::cmp::Reverse(*j)));
            stack.extend(choices.into_iter().map(|j| [sigma.as_slice(), &[j]].concat()));
        }
        Ok(None)
    }

    /// Do the terms in the variables placed so far, the last one among them, become terms
    /// with coefficients of the same modulus?
    fn carries_terms(&self, sigma: &[usize]) -> bool {
        let last = sigma.len() - 1;
        let placed = |e: &[u32]| e[last] > 0 && e[last + 1..].iter().all(|k| *k == 0);
        self.all.iter().filter(|((_, e), _)| placed(e)).all(|((below, e), c)| {
            let image = (*below, moved(e, sigma));
            self.coefficients.get(&image).is_some_and(|d| d.abs() == c.abs())
        })
    }

    /// The permutation with signs for which L does not change, if there are some.
    fn signed(&self, sigma: &[usize]) -> Option<SignedPermutation> {
        let equation = |((below, e), c): &((bool, Vec<u32>), Integer)| {
            let image = self.coefficients.get(&(*below, moved(e, sigma)));
            (parities(e), image.is_none_or(|d| d != c))
        };
        let solution = Binary::solve(self.n + 1, self.all.iter().map(equation).collect())?;
        let sign = |(i, j): (usize, &usize)| (*j, solution.some >> i & 1 == 1);
        Some(SignedPermutation { from: sigma.iter().enumerate().map(sign).collect() })
    }
}

/// The exponents of the image of a term in the variables placed.
fn moved(exponents: &[u32], sigma: &[usize]) -> Vec<u32> {
    let mut image = vec![0; exponents.len()];
    for (&k, &j) in exponents.iter().zip(sigma) {
        image[j] = k;
    }
    image
}

/// Exponents modulo 2 as bits; one more unknown is the sign that numerator and denominator
/// may have in common.
fn parities(exponents: &[u32]) -> u64 {
    let bits = exponents.iter().enumerate().map(|(i, k)| u64::from(k % 2) << i);
    bits.sum::<u64>() | 1 << exponents.len()
}

/// The solutions of linear equations over 𝔽₂: one of them, and a basis of the differences.
struct Binary {
    some: u64,
    kernel: Vec<u64>,
}

impl Binary {
    /// Equations are coefficients, as bits, and a right-hand side; `None` if they contradict
    /// each other.
    fn solve(unknowns: usize, equations: Vec<(u64, bool)>) -> Option<Binary> {
        let mut reduced: Vec<(usize, u64, bool)> = Vec::new();
        for (mut bits, mut right) in equations {
            for (pivot, row, value) in &reduced {
                if bits >> pivot & 1 == 1 {
                    bits ^= row;
                    right ^= value;
                }
            }
            if bits == 0 {
                if right {
                    return None;
                }
                continue;
            }
            let pivot = 63 - bits.leading_zeros() as usize;
            for (_, row, value) in &mut reduced {
                if *row >> pivot & 1 == 1 {
                    *row ^= bits;
                    *value ^= right;
                }
            }
            reduced.push((pivot, bits, right));
        }
        let some = reduced.iter().map(|(pivot, _, value)| u64::from(*value) << pivot).sum();
        let free = (0..unknowns).filter(|i| reduced.iter().all(|(pivot, _, _)| pivot != i));
        let along = |i: usize| {
            let bound = reduced.iter().filter(|(_, row, _)| row >> i & 1 == 1);
            bound.map(|(pivot, _, _)| 1 << pivot).sum::<u64>() | 1 << i
        };
        Some(Binary { some, kernel: free.map(along).collect() })
    }
}
