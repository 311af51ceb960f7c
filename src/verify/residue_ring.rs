//! ℤ/p\[u\]/(h) for primes p < 2²⁹, so that sums of 32 products fit a word.

use crate::number::Integer;

/// The ring, for a prime that does not divide the leading coefficient of h.
#[derive(Debug)]
pub(super) struct ResidueRing {
    p: u64,
    /// h/lead(h) without its leading 1.
    monic: Vec<u64>,
}

/// An element, as many coefficients as the degree of h.
pub(super) type Residue = Vec<u64>;

/// Products of two numbers below 2²⁹ that can be added up without overflow.
const ROWS: usize = 32;

/// Primes below 2²⁹, descending.
pub(super) fn primes() -> impl Iterator<Item = u64> {
    let is_prime =
        |n: &u64| (3..).step_by(2).take_while(|d| d * d <= *n).all(|d| !n.is_multiple_of(d));
    (3..1u64 << 29).rev().step_by(2).filter(is_prime)
}

/// Bits that each of the first primes is known to have.
pub(super) const BITS: u64 = 28;

impl ResidueRing {
    pub(super) fn new(h: &[Integer], p: u64) -> Option<ResidueRing> {
        let (lead, rest) = h.split_last()?;
        let unit = inverse(lead.rem_u64(p), p)?;
        Some(ResidueRing { p, monic: rest.iter().map(|c| c.rem_u64(p) * unit % p).collect() })
    }

    pub(super) fn prime(&self) -> u64 {
        self.p
    }

    fn degree(&self) -> usize {
        self.monic.len()
    }

    /// An integer.
    pub(super) fn constant(&self, c: &Integer) -> Residue {
        let mut all = vec![0; self.degree()];
        if let Some(first) = all.first_mut() {
            *first = c.rem_u64(self.p);
        }
        all
    }

    /// numerator/denominator, if p does not divide the denominator.
    pub(super) fn fraction(&self, numerator: &Integer, denominator: &Integer) -> Option<Residue> {
        let unit = inverse(denominator.rem_u64(self.p), self.p)?;
        let mut all = self.constant(numerator);
        all.iter_mut().for_each(|c| *c = *c * unit % self.p);
        Some(all)
    }

    /// A polynomial of lower degree than h.
    pub(super) fn polynomial(&self, f: &[Integer]) -> Residue {
        let mut all: Vec<u64> = f.iter().map(|c| c.rem_u64(self.p)).collect();
        all.resize(self.degree(), 0);
        all
    }

    pub(super) fn plus(&self, a: &Residue, b: &Residue) -> Residue {
        a.iter().zip(b).map(|(x, y)| (x + y) % self.p).collect()
    }

    pub(super) fn times(&self, a: &Residue, b: &Residue) -> Residue {
        let (d, p) = (self.degree(), self.p);
        if let (Some(c), true) = (a.first(), a.iter().skip(1).all(|x| *x == 0)) {
            return b.iter().map(|x| x * c % p).collect();
        }
        let mut product = vec![0u64; 2 * d];
        for (i, x) in a.iter().enumerate() {
            product[i..i + d].iter_mut().zip(b).for_each(|(slot, y)| *slot += x * y);
            if i % ROWS == ROWS - 2 {
                product.iter_mut().for_each(|c| *c %= p);
            }
        }
        product.iter_mut().for_each(|c| *c %= p);
        for (row, k) in (d..2 * d).rev().enumerate() {
            let minus = (p - product[k] % p) % p;
            let window = product[k - d..k].iter_mut();
            window.zip(&self.monic).for_each(|(slot, m)| *slot += minus * m);
            if row % ROWS == ROWS - 2 {
                product[..k].iter_mut().for_each(|c| *c %= p);
            }
        }
        product.truncate(d);
        product.iter_mut().for_each(|c| *c %= p);
        product
    }

    /// A whole power.
    pub(super) fn power(&self, a: &Residue, k: u32) -> Residue {
        let bits = (0..u32::BITS - k.leading_zeros()).rev();
        bits.fold(self.constant(&Integer::one()), |power, bit| {
            let square = self.times(&power, &power);
            if k >> bit & 1 == 1 { self.times(&square, a) } else { square }
        })
    }

    /// The inverse by Euclid's algorithm; `None` for what is no unit.
    pub(super) fn inverse(&self, a: &Residue) -> Option<Residue> {
        let p = self.p;
        let mut modulus = self.monic.clone();
        modulus.push(1);
        let (mut r0, mut t0) = (modulus, Vec::new());
        let (mut r1, mut t1) = (trimmed(a.clone()), vec![1u64]);
        while r1.len() > 1 {
            let unit = inverse(*r1.last()?, p)?;
            while r0.len() >= r1.len() {
                let q = r0.last()? * unit % p;
                let shift = r0.len() - r1.len();
                subtract(&mut r0, &r1, q, shift, p);
                t0.resize(t0.len().max(t1.len() + shift), 0);
                subtract(&mut t0, &t1, q, shift, p);
                r0 = trimmed(r0);
            }
            (r0, r1) = (r1, r0);
            (t0, t1) = (t1, t0);
        }
        let unit = inverse(*r1.first()?, p)?;
        let mut all: Vec<u64> = t1.iter().map(|c| c * unit % p).collect();
        all.resize(self.degree(), 0);
        Some(all)
    }
}

/// Is a polynomial seen to be irreducible by the degrees of its factors modulo a few primes?
///
/// A factor over ℚ has modulo every prime a degree that is a sum of degrees of irreducible
/// factors there (Musser, *On the efficiency of a polynomial irreducibility test*, 1978).
pub(super) fn is_irreducible(h: &[Integer]) -> bool {
    const PRIMES_TRIED: usize = 24;
    let d = h.len().saturating_sub(1);
    let mut possible = vec![true; d + 1];
    for p in primes().take(PRIMES_TRIED) {
        let Some(ring) = ResidueRing::new(h, p) else { continue };
        let Some(degrees) = ring.factor_degrees() else { continue };
        let mut sums = vec![false; d + 1];
        sums[0] = true;
        for k in degrees {
            for s in (k..=d).rev() {
                sums[s] |= sums[s - k];
            }
        }
        possible.iter_mut().zip(&sums).for_each(|(all, own)| *all &= own);
        if possible.iter().filter(|yes| **yes).count() == 2 {
            return true;
        }
    }
    d == 1
}

impl ResidueRing {
    /// The degrees of the irreducible factors of h; `None` if h is not squarefree modulo p.
    ///
    /// u^(p^k) − u is the product of the irreducible polynomials of degrees that divide k.
    fn factor_degrees(&self) -> Option<Vec<usize>> {
        let p = self.p;
        let mut h = self.monic.clone();
        h.push(1);
        let slope: Vec<u64> = (1..h.len()).map(|k| h[k] * (k as u64 % p) % p).collect();
        if gcd(h.clone(), trimmed(slope), p)?.len() > 1 {
            return None;
        }
        let mut degrees = Vec::new();
        let (mut ring, mut k) = (ResidueRing { p, monic: self.monic.clone() }, 0);
        let mut power = ring.polynomial(&[Integer::zero(), Integer::one()]);
        while ring.degree() > 2 * k + 1 {
            k += 1;
            power = ring.frobenius(&power);
            let mut difference = power.clone();
            difference[1] = (difference[1] + p - 1) % p;
            let mut own = ring.monic.clone();
            own.push(1);
            let common = gcd(own.clone(), trimmed(difference), p)?;
            let found = common.len() - 1;
            degrees.extend(std::iter::repeat_n(k, found / k));
            if found > 0 {
                let mut rest = quotient(own, &common, p)?;
                rest.pop();
                if rest.is_empty() {
                    return Some(degrees);
                }
                let smaller = ResidueRing { p, monic: rest };
                power = smaller.reduced(power);
                ring = smaller;
            }
        }
        degrees.push(ring.degree());
        Some(degrees)
    }

    /// The p-th power.
    fn frobenius(&self, a: &Residue) -> Residue {
        let one = self.constant(&Integer::one());
        (0..u64::BITS - self.p.leading_zeros()).rev().fold(one, |power, bit| {
            let square = self.times(&power, &power);
            if self.p >> bit & 1 == 1 { self.times(&square, a) } else { square }
        })
    }

    /// The remainder of a polynomial.
    fn reduced(&self, mut f: Vec<u64>) -> Residue {
        let (d, p) = (self.degree(), self.p);
        while f.len() > d {
            let top = f.pop().unwrap_or(0);
            let shift = f.len() - d;
            subtract(&mut f, &self.monic, top, shift, p);
        }
        f.resize(d, 0);
        f
    }
}

/// The monic greatest common divisor of two polynomials, not both 0.
fn gcd(mut f: Vec<u64>, mut g: Vec<u64>, p: u64) -> Option<Vec<u64>> {
    while !g.is_empty() {
        let unit = inverse(*g.last()?, p)?;
        while f.len() >= g.len() {
            let q = f.last()? * unit % p;
            let shift = f.len() - g.len();
            subtract(&mut f, &g, q, shift, p);
            f = trimmed(f);
        }
        (f, g) = (g, f);
    }
    let unit = inverse(*f.last()?, p)?;
    Some(f.iter().map(|c| c * unit % p).collect())
}

/// f/g for a monic divisor g.
fn quotient(mut f: Vec<u64>, g: &[u64], p: u64) -> Option<Vec<u64>> {
    let mut all = vec![0; (f.len() + 1).checked_sub(g.len())?];
    for k in (0..all.len()).rev() {
        let q = f[k + g.len() - 1];
        all[k] = q;
        subtract(&mut f, g, q, k, p);
    }
    Some(all)
}

/// f − q·u^shift·g.
fn subtract(f: &mut [u64], g: &[u64], q: u64, shift: usize, p: u64) {
    let minus = (p - q) % p;
    f[shift..].iter_mut().zip(g).for_each(|(slot, c)| *slot = (*slot + minus * c) % p);
}

fn trimmed(mut f: Vec<u64>) -> Vec<u64> {
    while f.last() == Some(&0) {
        f.pop();
    }
    f
}

/// The inverse modulo p by Fermat's theorem; `None` for 0.
fn inverse(a: u64, p: u64) -> Option<u64> {
    let (mut base, mut result, mut k) = (a % p, 1, p - 2);
    while k > 0 {
        if k & 1 == 1 {
            result = result * base % p;
        }
        base = base * base % p;
        k >>= 1;
    }
    (result != 0).then_some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn integers(c: &[i64]) -> Vec<Integer> {
        c.iter().map(|&c| Integer::from(c)).collect()
    }

    #[test]
    fn primes_are_descending_and_large() {
        // 2²⁹ − 3 is the largest prime below 2²⁹.
        let all: Vec<u64> = primes().take(300).collect();
        assert_eq!(all[0], (1 << 29) - 3);
        assert!(all.windows(2).all(|pair| pair[1] < pair[0]));
        assert!(all.iter().all(|p| *p > 1 << BITS));
    }

    #[test]
    fn products_and_inverses() {
        // u⁴⁰ = u + 1 over two: 2u⁴⁰ − u − 1; high degrees use every branch of the reduction.
        let mut h = integers(&[-1, -1]);
        h.resize(40, Integer::zero());
        h.push(Integer::from(2));
        let p = primes().next().unwrap();
        let ring = ResidueRing::new(&h, p).unwrap();
        let u = ring.polynomial(&integers(&[0, 1]));
        let half = ring.fraction(&Integer::one(), &Integer::from(2)).unwrap();
        let expected = ring.times(&ring.polynomial(&integers(&[1, 1])), &half);
        assert_eq!(ring.power(&u, 40), expected);
        let a: Vec<Integer> = (0..40).map(|k: i64| Integer::from(k * k - 7 * k + 3)).collect();
        let a = ring.polynomial(&a);
        let one = ring.constant(&Integer::one());
        assert_eq!(ring.times(&a, &ring.inverse(&a).unwrap()), one);
        assert_eq!(ring.power(&a, 3), ring.times(&a, &ring.times(&a, &a)));
        assert_eq!(ring.inverse(&ring.constant(&Integer::zero())), None);
    }

    #[test]
    fn irreducibility_is_never_claimed_of_a_product() {
        // u⁵ − u − 1 and u⁶ + u + 1 are irreducible; u⁴ + 1 is, but has factors modulo every
        // prime; products are not.
        assert!(is_irreducible(&integers(&[-1, -1, 0, 0, 0, 1])));
        assert!(is_irreducible(&integers(&[1, 1, 0, 0, 0, 0, 1])));
        assert!(is_irreducible(&integers(&[1, 3])));
        assert!(!is_irreducible(&integers(&[1, 0, 0, 0, 1])));
        assert!(!is_irreducible(&integers(&[6, 0, -5, 0, 1])));
        // (u² − 2)(u³ − 3) and (u⁵ − u − 1)².
        assert!(!is_irreducible(&integers(&[6, 0, -3, -2, 0, 1])));
        assert!(!is_irreducible(&integers(&[1, 2, 1, 0, 0, -2, -2, 0, 0, 0, 1])));
    }

    #[test]
    fn divisors_of_zero_have_no_inverse() {
        let ring = ResidueRing::new(&integers(&[-1, 0, 1]), primes().next().unwrap()).unwrap();
        assert_eq!(ring.inverse(&ring.polynomial(&integers(&[1, 1]))), None);
    }
}
