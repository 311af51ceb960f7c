//! Numbers of complex zeros modulo a prime, by Buchberger's algorithm in the plainest form: the
//! checker's own, for a recount that may object and, but for Bézout's number, never proves.

use super::claim::NotChecked;
use super::sparse::Sparse;
use crate::budget::Budget;
use std::collections::BTreeMap;

/// Degree, then the exponents from the last variable to the second, negated: sums of keys are
/// keys of products, their order is grevlex.
type Key = Vec<i64>;

/// A polynomial over ℤ/p without zero coefficients.
type Residue = BTreeMap<Key, u64>;

/// More standard monomials are not counted.
const LARGEST_COUNT: u64 = 5_000;

fn exponents(key: &Key) -> Vec<i64> {
    let mut others: Vec<i64> = key.iter().skip(1).rev().map(|e| -e).collect();
    let first = key.first().copied().unwrap_or(0) - others.iter().sum::<i64>();
    others.insert(0, first);
    others
}

fn key(exponents: &[i64]) -> Key {
    let mut key: Key = vec![exponents.iter().sum()];
    key.extend(exponents.iter().skip(1).rev().map(|e| -e));
    key
}

fn power(mut base: u64, mut k: u64, p: u64) -> u64 {
    let mut value = 1;
    while k > 0 {
        if k & 1 == 1 {
            value = value * base % p;
        }
        base = base * base % p;
        k >>= 1;
    }
    value
}

fn divides(a: &[i64], b: &[i64]) -> bool {
    a.iter().zip(b).all(|(a, b)| a <= b)
}

/// A prime field, the number of letters and the work allowed.
struct Counter<'a> {
    p: u64,
    letters: usize,
    budget: &'a Budget,
}

impl Counter<'_> {
    fn residue(&self, f: &Sparse) -> Result<Residue, NotChecked> {
        let mut terms = Residue::new();
        for (e, c) in f.terms() {
            let (num, den) = (c.numerator().rem_u64(self.p), c.denominator().rem_u64(self.p));
            if den == 0 {
                return Err(NotChecked::NoEvidence);
            }
            let value = num * power(den, self.p - 2, self.p) % self.p;
            let mut all: Vec<i64> = e.iter().map(|&k| i64::from(k)).collect();
            all.resize(self.letters, 0);
            if value > 0 {
                terms.insert(key(&all), value);
            }
        }
        Ok(terms)
    }

    /// f + c·x^m·g.
    fn add(&self, f: &mut Residue, c: u64, m: &[i64], g: &Residue) -> Result<(), NotChecked> {
        self.budget.spend(g.len() as u64).map_err(|_| NotChecked::TooLarge)?;
        let shift = key(m);
        for (k, d) in g {
            let at: Key = k.iter().zip(&shift).map(|(a, b)| a + b).collect();
            let value = (f.get(&at).copied().unwrap_or(0) + c * d) % self.p;
            match value {
                0 => f.remove(&at),
                _ => f.insert(at, value),
            };
        }
        Ok(())
    }

    /// The remainder by monic polynomials, monic itself; `None` if it is zero.
    fn remainder(&self, mut f: Residue, basis: &[Residue]) -> Result<Option<Residue>, NotChecked> {
        let mut rest = Residue::new();
        while let Some((top, c)) = f.pop_last() {
            let at = exponents(&top);
            let divisor = basis.iter().find_map(|g| {
                let lead = exponents(g.last_key_value()?.0);
                divides(&lead, &at).then_some((g, lead))
            });
            let Some((g, lead)) = divisor else {
                rest.insert(top, c);
                continue;
            };
            let quotient: Vec<i64> = at.iter().zip(&lead).map(|(a, b)| a - b).collect();
            f.insert(top, c);
            self.add(&mut f, self.p - c, &quotient, g)?;
        }
        let Some((_, &lead)) = rest.last_key_value() else { return Ok(None) };
        let inverse = power(lead, self.p - 2, self.p);
        rest.values_mut().for_each(|c| *c = *c * inverse % self.p);
        Ok(Some(rest))
    }

    /// Leading exponents of a Gröbner basis.
    fn leads(&self, generators: Vec<Residue>) -> Result<Vec<Vec<i64>>, NotChecked> {
        let lead = |g: &Residue| g.last_key_value().map(|(k, _)| exponents(k)).unwrap_or_default();
        let mut basis: Vec<Residue> = Vec::new();
        // Waiting: generators by number, pairs by the degree of the least common multiple.
        let mut pairs: Vec<(i64, usize, usize)> = Vec::new();
        let mut waiting = generators;
        loop {
            let next = match waiting.pop() {
                Some(f) => f,
                None => {
                    let Some(at) = (0..pairs.len()).min_by_key(|&k| pairs[k]) else { break };
                    let (_, i, j) = pairs.swap_remove(at);
                    self.s_polynomial(&basis[i], &basis[j])?
                }
            };
            let Some(new) = self.remainder(next, &basis)? else { continue };
            let b = lead(&new);
            for (i, g) in basis.iter().enumerate() {
                let a = lead(g);
                let coprime = a.iter().zip(&b).all(|(a, b)| *a == 0 || *b == 0);
                if !coprime {
                    let degree = a.iter().zip(&b).map(|(a, b)| a.max(b)).sum();
                    pairs.push((degree, i, basis.len()));
                }
            }
            basis.push(new);
        }
        Ok(basis.iter().map(lead).collect())
    }

    fn s_polynomial(&self, f: &Residue, g: &Residue) -> Result<Residue, NotChecked> {
        let lead = |g: &Residue| g.last_key_value().map(|(k, _)| exponents(k)).unwrap_or_default();
        let (a, b) = (lead(f), lead(g));
        let missing = |own: &[i64]| -> Vec<i64> {
            a.iter().zip(&b).zip(own).map(|((a, b), own)| a.max(b) - own).collect()
        };
        let mut sum = Residue::new();
        self.add(&mut sum, 1, &missing(&a), f)?;
        self.add(&mut sum, self.p - 1, &missing(&b), g)?;
        Ok(sum)
    }

    /// Monomials that no leading one divides; `None` if there are infinitely many.
    fn standard(&self, leads: &[Vec<i64>]) -> Result<Option<u64>, NotChecked> {
        let pure =
            |i: usize| leads.iter().any(|e| e.iter().enumerate().all(|(j, k)| j == i || *k == 0));
        if !(0..self.letters).all(pure) {
            return Ok(None);
        }
        let mut count = 0;
        let mut open = vec![vec![0; self.letters]];
        while let Some(e) = open.pop() {
            self.budget.spend(1).map_err(|_| NotChecked::TooLarge)?;
            if leads.iter().any(|m| divides(m, &e)) {
                continue;
            }
            count += 1;
            if count > LARGEST_COUNT {
                return Err(NotChecked::TooLarge);
            }
            let last = e.iter().rposition(|&k| k > 0).unwrap_or(0);
            for i in last..self.letters {
                let mut next = e.clone();
                next[i] += 1;
                open.push(next);
            }
        }
        Ok(Some(count))
    }
}

/// The number of zeros over the closure of ℤ/p, with multiplicity; `None` if infinite.
pub(super) fn count_modulo(
    polynomials: &[Sparse],
    letters: usize,
    p: u64,
    budget: &Budget,
) -> Result<Option<u64>, NotChecked> {
    let counter = Counter { p, letters, budget };
    let all = polynomials.iter().map(|f| counter.residue(f)).collect::<Result<Vec<_>, _>>()?;
    let nonzero = all.into_iter().filter(|f| !f.is_empty()).collect();
    counter.standard(&counter.leads(nonzero)?)
}

/// The terms of highest degree.
pub(super) fn leading_form(f: &Sparse) -> Sparse {
    let degree = total_degree(f);
    let top = f.terms().filter(|(e, _)| e.iter().map(|&k| u64::from(k)).sum::<u64>() == degree);
    Sparse::sum_of(top.map(|(e, c)| (e.clone(), c.clone())))
}

/// The highest degree of a term.
pub(super) fn total_degree(f: &Sparse) -> u64 {
    f.terms().map(|(e, _)| e.iter().map(|&k| u64::from(k)).sum()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Rational;

    fn polynomial(terms: &[(i64, &[u32])]) -> Sparse {
        Sparse::sum_of(terms.iter().map(|(c, e)| (e.to_vec(), Rational::fraction(*c, 1))))
    }

    #[test]
    fn small_systems() {
        let count = |f: &[Sparse]| count_modulo(f, 2, 1_000_000_007, &Budget::unlimited()).unwrap();
        // x² + y² − 1 = 0, x·y = 0: four points.
        let circle = polynomial(&[(1, &[2]), (1, &[0, 2]), (-1, &[])]);
        let product = polynomial(&[(1, &[1, 1])]);
        assert_eq!(count(&[circle.clone(), product.clone()]), Some(4));
        assert_eq!(count(std::slice::from_ref(&circle)), None);
        // x³ = 0, x·y = 0, y² = x: the point 0 with multiplicity 3.
        let cubic = polynomial(&[(1, &[3])]);
        let parabola = polynomial(&[(1, &[0, 2]), (-1, &[1])]);
        assert_eq!(count(&[cubic, product, parabola]), Some(3));
        let one = polynomial(&[(1, &[])]);
        assert_eq!(count(&[circle, one]), Some(0));
    }
}
