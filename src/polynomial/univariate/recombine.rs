//! From factors mod p^k to factors over ℤ: which products are true factors?
//!
//! A subset S of the modular factors can belong to a true factor only if the power sum
//! a^j·Σ (roots of S)^j, an integer known mod m = p^k, is as small as the roots allow
//! (Abbott, Shoup, Zimmermann, *Factorization in ℤ\[x\]: the searching phase*, ISSAC 2000).
//! Power sums are additive, so all such S are found by meeting in the middle: r factors
//! cost 2^(r/2) instead of 2^r. The list is complete; every entry is confirmed by division.

use super::UPoly;
use super::hensel::reduce;
use super::rational_roots::symmetric;
use super::resultant::square_norm;
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use std::collections::BTreeSet;

/// More factors than this and the sorted half would not fit into memory.
const MOST_FACTORS: usize = 40;
/// Beyond this many factors, sets of at most three are tried before the full search.
const MANY_FACTORS: usize = 32;
/// Bits by which the modulus exceeds the largest power sum, so that the test has power.
const SPARE_BITS: usize = 48;

/// The exponents j of the power sums used. For a polynomial in x^k the sums of most modular
/// factors vanish unless k | j, and those with k | j do not tell g(x) from g(ζx), ζ^k = 1.
fn exponents(f: &UPoly) -> BTreeSet<usize> {
    let k = f.deflate().0;
    BTreeSet::from([1, 2, 3, k, 2 * k])
}

/// A modulus that determines factors and power sums: more than twice Mignotte's bound
/// 2^n·‖f‖ for the coefficients of lead(f)/lead(g)·g, and than the power sums.
pub(super) fn needed_modulus(f: &UPoly) -> Integer {
    let n = f.coeffs().len();
    let norm = square_norm(f).sqrt_floor().unwrap_or_default() + Integer::one();
    let sums = exponents(f).into_iter().map(|j| power_sum_bound(f, j).shl(SPARE_BITS));
    let mignotte = norm.shl(n + 1);
    sums.fold(mignotte, Ord::max)
}

/// n·|lead|^j·R^j with R ≥ 1 above every root in absolute value (Fujiwara).
fn power_sum_bound(f: &UPoly, j: usize) -> Integer {
    let n = f.coeffs().len() - 1;
    let bits = |c: &Integer| c.bits() as i64;
    let lead = bits(&f.leading());
    let terms = f.coeffs()[..n].iter().enumerate().filter(|(_, c)| !c.is_zero());
    let roots = terms.map(|(k, c)| (bits(c) - lead + 1).max(0) as usize / (n - k) + 2);
    let size = roots.max().unwrap_or(0);
    (&Integer::from(n) * &f.leading().abs().pow(j as u32)).shl(size * j)
}

/// A subset of the modular factors, bit i for factor i.
type Set = u128;

/// One way to test subsets: fractions of 2^64 that must add up to about 0 mod 1.
struct Test {
    /// ⌊2^64·(a^j·pⱼ(gᵢ) mod m)/m⌋ for each modular factor.
    parts: Vec<u64>,
    /// ⌈2^64·bound/m⌉ and one unit of rounding for each part.
    slack: u64,
}

impl Test {
    fn new(f: &UPoly, factors: &[UPoly], j: usize, m: &Integer) -> Test {
        let scale = f.leading().pow(j as u32);
        let fraction = |g: &UPoly| {
            let sum = (&scale * &power_sum(g, j, m)).div_rem_euclid(m).1;
            let (quotient, _) = sum.shl(64).div_rem_euclid(m);
            quotient.rem_u64(1 << 32) | quotient.shr_floor(32).rem_u64(1 << 32) << 32
        };
        let width = power_sum_bound(f, j).shl(64).div_rem_euclid(m).0.to_i64().unwrap_or(i64::MAX);
        let slack = width as u64 + 1 + factors.len() as u64;
        Test { parts: factors.iter().map(fraction).collect(), slack }
    }

    fn distinct(&self) -> usize {
        self.parts.iter().filter(|part| **part != 0).collect::<BTreeSet<_>>().len()
    }

    fn sum(&self, set: Set) -> u64 {
        let chosen = self.parts.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1);
        chosen.fold(0, |sum, (_, part)| sum.wrapping_add(*part))
    }

    /// Rounding lowers each part by less than one unit, the bound holds on both sides.
    fn accepts(&self, set: Set) -> bool {
        self.sum(set).wrapping_add(self.slack) <= self.slack.saturating_mul(2)
    }
}

/// The sum of the j-th powers of the roots of a monic g, mod m (Newton's identities).
fn power_sum(g: &UPoly, j: usize, m: &Integer) -> Integer {
    let d = g.coeffs().len() - 1;
    let mut sums: Vec<Integer> = Vec::new();
    for k in 1..=j {
        let known = (1..k.min(d + 1)).map(|i| &g.coeffs()[d - i] * &sums[k - i - 1]);
        let last = if k <= d { &g.coeffs()[d - k] * &Integer::from(k) } else { Integer::zero() };
        let total = known.fold(last, |sum, term| sum + &term);
        sums.push((-total).div_rem_euclid(m).1);
    }
    sums.pop().unwrap_or_default()
}

/// The irreducible factors of a primitive squarefree f from its monic factors mod m.
/// `degrees[d]`: may a factor have degree d?
pub(super) fn recombine(
    f: &UPoly,
    factors: &[UPoly],
    degrees: &[bool],
    m: &Integer,
    budget: &Budget,
) -> Result<Vec<UPoly>, Exhausted> {
    let mut search =
        Search { rest: f.clone(), factors: factors.to_vec(), degrees, m, found: vec![] };
    if search.factors.len() > MANY_FACTORS {
        let tests = search.tests();
        let small = small_sets(&tests, budget)?;
        search.confirm(small, budget)?;
    }
    if search.factors.len() > MOST_FACTORS {
        return Err(Exhausted::Work);
    }
    let tests = search.tests();
    let sets = all_sets(&tests, budget)?;
    search.confirm(sets, budget)?;
    search.found.push(search.rest.primitive());
    search.found.retain(|g| !g.is_constant());
    Ok(search.found)
}

struct Search<'a> {
    rest: UPoly,
    factors: Vec<UPoly>,
    degrees: &'a [bool],
    m: &'a Integer,
    found: Vec<UPoly>,
}

impl Search<'_> {
    /// The most selective test first.
    fn tests(&self) -> Vec<Test> {
        let test = |j| Test::new(&self.rest, &self.factors, j, self.m);
        let mut tests: Vec<Test> = exponents(&self.rest).into_iter().map(test).collect();
        tests.sort_by_key(|test| std::cmp::Reverse(test.distinct()));
        tests
    }

    /// Tries the sets by size: a true factor found has no smaller one inside and is
    /// irreducible. Sets larger than half of what is left are complements of smaller ones.
    fn confirm(&mut self, mut sets: Vec<Set>, budget: &Budget) -> Result<(), Exhausted> {
        sets.sort_by_key(|set| (set.count_ones(), *set));
        let mut left = self.factors.len();
        let mut used: Set = 0;
        for set in sets {
            let size = set.count_ones() as usize;
            if 2 * size > left {
                break;
            }
            if set & used != 0 {
                continue;
            }
            if let Some((factor, rest)) = self.true_factor(set, budget)? {
                self.found.push(factor);
                self.rest = rest;
                used |= set;
                left -= size;
            }
        }
        let mut at = 0;
        self.factors.retain(|_| {
            at += 1;
            used >> (at - 1) & 1 == 0
        });
        Ok(())
    }

    /// The factor lead·∏ gᵢ without content, and the cofactor, if the division goes out.
    fn true_factor(&self, set: Set, budget: &Budget) -> Result<Option<(UPoly, UPoly)>, Exhausted> {
        let chosen =
            || (0..self.factors.len()).filter(|i| set >> i & 1 == 1).map(|i| &self.factors[i]);
        let degree: usize = chosen().map(|g| g.coeffs().len() - 1).sum();
        if !self.degrees.get(degree).copied().unwrap_or(false) {
            return Ok(None);
        }
        let words = 1 + self.m.bits() as u64 / 64;
        let size = self.rest.coeffs().len() as u64;
        budget.spend(words * size)?;
        let lead = self.rest.leading();
        let end =
            chosen().fold(lead.clone(), |e, g| (&e * &g.coeffs()[0]).div_rem_euclid(self.m).1);
        let end = symmetric(&end, self.m);
        if (&lead * &self.rest.coeff(0)).checked_div_exact(&end).is_none() {
            return Ok(None);
        }
        budget.spend(words * size * size)?;
        let product = chosen().fold(UPoly::constant(lead), |f, g| reduce(&(&f * g), self.m));
        let factor = product.coeffs().iter().map(|c| symmetric(c, self.m)).collect();
        let factor = UPoly::new(factor).primitive();
        Ok(self.rest.div_exact(&factor).map(|rest| (factor, rest)))
    }
}

/// All accepted sets of one, two or three factors.
fn small_sets(tests: &[Test], budget: &Budget) -> Result<Vec<Set>, Exhausted> {
    let r = tests.first().map_or(0, |test| test.parts.len());
    let mut sets = Vec::new();
    if r > Set::BITS as usize {
        return Err(Exhausted::Work);
    }
    budget.spend((r * r * r) as u64)?;
    for i in 0..r {
        for j in i..r {
            for k in j..r {
                let set: Set = 1 << i | 1 << j | 1 << k;
                if (i == j) <= (j == k) && tests.iter().all(|test| test.accepts(set)) {
                    sets.push(set);
                }
            }
        }
    }
    Ok(sets)
}

/// All accepted nonempty sets: sums over the first half against sorted sums over the second.
fn all_sets(tests: &[Test], budget: &Budget) -> Result<Vec<Set>, Exhausted> {
    let Some((key, others)) = tests.split_first() else { return Ok(Vec::new()) };
    let r = key.parts.len();
    let middle = r / 2;
    budget.spend((r as u64 + 8) << (r - middle))?;
    let low = subset_sums(&key.parts[..middle]);
    let mut high = subset_sums(&key.parts[middle..]);
    high.sort_unstable();
    let mut sets = Vec::new();
    for (sum, set) in low {
        // Wanted: sum + h in [−slack, slack] mod 2^64, so h starts at −slack − sum.
        let start = sum.wrapping_add(key.slack).wrapping_neg();
        let first = high.partition_point(|(h, _)| *h < start);
        for step in 0..high.len() {
            let (h, upper) = high[(first + step) % high.len()];
            if h.wrapping_sub(start) > key.slack.saturating_mul(2) {
                break;
            }
            budget.spend(1)?;
            let union = set | upper << middle;
            if union != 0 && others.iter().all(|test| test.accepts(union)) {
                sets.push(union);
            }
        }
    }
    Ok(sets)
}

/// (Σ parts over the set, set) for every subset.
fn subset_sums(parts: &[u64]) -> Vec<(u64, Set)> {
    let mut sums: Vec<(u64, Set)> = vec![(0, 0)];
    for (i, part) in parts.iter().enumerate() {
        let with = sums.iter().map(|(sum, set)| (sum.wrapping_add(*part), set | 1 << i));
        let with: Vec<_> = with.collect();
        sums.extend(with);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn power_sums_by_newton() {
        // (x − 1)(x − 2)(x − 3): 6, 14, 36, 98, 276.
        let g = UPoly::from_i64(&[-6, 11, -6, 1]);
        let m = Integer::from(1_000_003);
        let g = reduce(&g, &m);
        let sums: Vec<_> = (1..=5).map(|j| power_sum(&g, j, &m)).collect();
        assert_eq!(sums, [6, 14, 36, 98, 276].map(Integer::from));
    }

    #[test]
    fn every_subset_appears_once() {
        let sums = subset_sums(&[1, 10, 100]);
        assert_eq!(sums.len(), 8);
        assert!(sums.contains(&(101, 0b101)));
    }
}
