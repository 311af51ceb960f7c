//! Factors of a squarefree polynomial mod p (Cantor, Zassenhaus, *A new algorithm for
//! factoring polynomials over finite fields*, Math. Comp. 1981).

use super::modular::ModPoly;
use crate::budget::{Budget, Exhausted};

/// A linear congruential generator (Knuth's MMIX constants) with a fixed seed.
pub(super) struct Lcg(u64);

impl Lcg {
    pub(super) fn new() -> Lcg {
        Lcg(0x9e37_79b9_7f4a_7c15)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % n
    }
}

/// Pairs (product of all irreducible factors of degree d, d), for f monic and squarefree:
/// x^(p^d) − x is the product of the irreducible polynomials whose degree divides d.
pub(super) fn distinct_degree(
    f: &ModPoly,
    budget: &Budget,
) -> Result<Vec<(ModPoly, usize)>, Exhausted> {
    let (p, x) = (f.p, ModPoly::x(f.p));
    let mut parts = Vec::new();
    let (mut rest, mut power) = (f.clone(), x.clone());
    for d in 1.. {
        if 2 * d > rest.degree() {
            break;
        }
        spend_power(rest.degree(), p, budget)?;
        power = power.pow_mod(p, &rest);
        let part = power.sub(&x).gcd(&rest);
        if part.degree() > 0 {
            rest = rest.div_rem(&part).0;
            power = power.rem(&rest);
            parts.push((part, d));
        }
    }
    if rest.degree() > 0 {
        let d = rest.degree();
        parts.push((rest, d));
    }
    Ok(parts)
}

/// The irreducible factors, all of degree d, of a monic squarefree product; p odd.
pub(super) fn equal_degree(
    product: ModPoly,
    d: usize,
    random: &mut Lcg,
    budget: &Budget,
) -> Result<Vec<ModPoly>, Exhausted> {
    let (mut done, mut todo) = (Vec::new(), vec![product]);
    while let Some(f) = todo.pop() {
        if f.degree() == d {
            done.push(f);
            continue;
        }
        let part = splitter(&f, d, random, budget)?.gcd(&f);
        if part.degree() > 0 && part.degree() < f.degree() {
            todo.push(f.div_rem(&part).0);
            todo.push(part);
        } else {
            todo.push(f);
        }
    }
    Ok(done)
}

/// a^((p^d − 1)/2) − 1 mod f for a random a: zero modulo about half of the factors.
fn splitter(
    f: &ModPoly,
    d: usize,
    random: &mut Lcg,
    budget: &Budget,
) -> Result<ModPoly, Exhausted> {
    let p = f.p;
    let a = ModPoly::new(p, (0..f.degree()).map(|_| random.below(p)).collect());
    let (mut conjugate, mut norm) = (a.clone(), a);
    for _ in 1..d {
        spend_power(f.degree(), p, budget)?;
        conjugate = conjugate.pow_mod(p, f);
        norm = norm.mul(&conjugate).rem(f);
    }
    spend_power(f.degree(), p, budget)?;
    Ok(norm.pow_mod((p - 1) / 2, f).sub(&ModPoly::one(p)))
}

fn spend_power(degree: usize, p: u64, budget: &Budget) -> Result<(), Exhausted> {
    let products = 2 * u64::from(u64::BITS - p.leading_zeros());
    budget.spend(products * (degree * degree) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factors(c: &[u64], p: u64) -> Vec<Vec<u64>> {
        let f = ModPoly::new(p, c.to_vec());
        let (mut random, budget) = (Lcg::new(), Budget::unlimited());
        let mut all = Vec::new();
        for (part, d) in distinct_degree(&f, &budget).unwrap() {
            all.extend(equal_degree(part, d, &mut random, &budget).unwrap());
        }
        let mut all: Vec<Vec<u64>> = all.into_iter().map(|g| g.c).collect();
        all.sort();
        all
    }

    #[test]
    fn splitting_fields() {
        // x⁴ + 1 splits mod every prime; −1 is a square mod 5, 2 mod 7, −2 mod 3.
        assert_eq!(factors(&[1, 0, 0, 0, 1], 5), [[2, 0, 1], [3, 0, 1]]);
        assert_eq!(factors(&[1, 0, 0, 0, 1], 7), [[1, 3, 1], [1, 4, 1]]);
        assert_eq!(factors(&[1, 0, 0, 0, 1], 3), [[2, 1, 1], [2, 2, 1]]);
        // x^12 − 1 has 12 roots mod 13.
        let mut c = vec![0; 13];
        (c[0], c[12]) = (12, 1);
        assert_eq!(factors(&c, 13).len(), 12);
    }
}
