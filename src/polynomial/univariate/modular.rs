//! ℤ/p[x] for a prime p < 2^31: the arithmetic under gcd, resultant and factoring.

use super::UPoly;
use crate::number::Integer;

/// A polynomial over ℤ/p, coefficients in 0..p by increasing degree, no zero on top.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::polynomial) struct ModPoly {
    pub(in crate::polynomial) p: u64,
    pub(in crate::polynomial) c: Vec<u64>,
}

/// a^k mod p.
pub(super) fn power(a: u64, mut k: u64, p: u64) -> u64 {
    let (mut base, mut result) = (a % p, 1 % p);
    while k > 0 {
        if k & 1 == 1 {
            result = result * base % p;
        }
        base = base * base % p;
        k >>= 1;
    }
    result
}

/// Σ aᵢ·bᵢ mod p: four products of residues fit into 64 bits.
fn dot(a: &[u64], b: &[u64], p: u64) -> u64 {
    let (mut low, mut carries) = (0u64, 0u64);
    let (fours_a, fours_b) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest = fours_a.remainder().iter().zip(fours_b.remainder());
    let rest = rest.fold(0u64, |sum, (x, y)| sum.wrapping_add(x.wrapping_mul(*y)));
    for (x, y) in fours_a.zip(fours_b) {
        let (left, right) = (x[0].wrapping_mul(y[0]), x[1].wrapping_mul(y[1]));
        let (third, last) = (x[2].wrapping_mul(y[2]), x[3].wrapping_mul(y[3]));
        let four = left.wrapping_add(right).wrapping_add(third.wrapping_add(last));
        let (sum, carry) = low.overflowing_add(four);
        (low, carries) = (sum, carries.wrapping_add(u64::from(carry)));
    }
    let word = u64::MAX % p + 1;
    (carries % p * word + low % p + rest % p) % p
}

/// The inverse of a ≠ 0 mod p (Fermat).
pub(super) fn inverse(a: u64, p: u64) -> u64 {
    power(a, p - 2, p)
}

/// Primes below 2^31 in decreasing order.
pub(crate) fn large_primes() -> impl Iterator<Item = u64> {
    (3..1u64 << 31).rev().step_by(2).filter(|&n| is_prime(n))
}

/// Odd primes in increasing order.
pub(super) fn small_primes() -> impl Iterator<Item = u64> {
    (3..1u64 << 31).step_by(2).filter(|&n| is_prime(n))
}

/// Miller–Rabin with the bases 2, 3, 5, 7 proves primality below 3 215 031 751
/// (Pomerance, Selfridge, Wagstaff, *The pseudoprimes to 25·10⁹*, 1980).
fn is_prime(n: u64) -> bool {
    const BASES: [u64; 4] = [2, 3, 5, 7];
    if n < 2 || BASES.iter().any(|&b| n.is_multiple_of(b)) {
        return BASES.contains(&n);
    }
    let s = (n - 1).trailing_zeros();
    BASES.iter().all(|&b| {
        let start = power(b, (n - 1) >> s, n);
        let squares = std::iter::successors(Some(start), |x| Some(x * x % n)).take(s as usize);
        start == 1 || squares.into_iter().any(|x| x == n - 1)
    })
}

impl ModPoly {
    pub(in crate::polynomial) fn new(p: u64, mut c: Vec<u64>) -> ModPoly {
        while c.last() == Some(&0) {
            c.pop();
        }
        ModPoly { p, c }
    }

    /// The image of f under ℤ → ℤ/p.
    pub(in crate::polynomial) fn reduce(f: &UPoly, p: u64) -> ModPoly {
        ModPoly::new(p, f.coeffs().iter().map(|a| a.rem_u64(p)).collect())
    }

    pub(in crate::polynomial) fn one(p: u64) -> ModPoly {
        ModPoly::new(p, vec![1])
    }

    pub(super) fn x(p: u64) -> ModPoly {
        ModPoly::new(p, vec![0, 1])
    }

    /// The representative with coefficients in 0..p.
    pub(super) fn lift(&self) -> UPoly {
        UPoly::new(self.c.iter().map(|&a| Integer::from(a)).collect())
    }

    pub(in crate::polynomial) fn is_zero(&self) -> bool {
        self.c.is_empty()
    }

    /// The degree, 0 for the zero polynomial.
    pub(in crate::polynomial) fn degree(&self) -> usize {
        self.c.len().saturating_sub(1)
    }

    pub(super) fn leading(&self) -> u64 {
        self.c.last().copied().unwrap_or(0)
    }

    pub(in crate::polynomial) fn scale(&self, a: u64) -> ModPoly {
        ModPoly::new(self.p, self.c.iter().map(|c| c * a % self.p).collect())
    }

    pub(in crate::polynomial) fn monic(&self) -> ModPoly {
        if self.is_zero() { self.clone() } else { self.scale(inverse(self.leading(), self.p)) }
    }

    pub(in crate::polynomial) fn add(&self, g: &ModPoly) -> ModPoly {
        let at = |f: &ModPoly, k: usize| f.c.get(k).copied().unwrap_or(0);
        let n = self.c.len().max(g.c.len());
        ModPoly::new(self.p, (0..n).map(|k| (at(self, k) + at(g, k)) % self.p).collect())
    }

    pub(super) fn sub(&self, g: &ModPoly) -> ModPoly {
        self.add(&g.scale(self.p - 1))
    }

    pub(in crate::polynomial) fn mul(&self, g: &ModPoly) -> ModPoly {
        if self.is_zero() || g.is_zero() {
            return ModPoly::new(self.p, Vec::new());
        }
        let (m, n) = (self.c.len(), g.c.len());
        let reversed: Vec<u64> = g.c.iter().rev().copied().collect();
        let coefficient = |k: usize| {
            let (first, last) = ((k + 1).saturating_sub(n), k.min(m - 1));
            let opposite = &reversed[n - 1 + first - k..=n - 1 + last - k];
            dot(&self.c[first..=last], opposite, self.p)
        };
        let c = (0..m + n - 1).map(coefficient).collect();
        ModPoly::new(self.p, c)
    }

    pub(in crate::polynomial) fn derivative(&self) -> ModPoly {
        let terms = self.c.iter().enumerate().skip(1);
        ModPoly::new(self.p, terms.map(|(k, c)| k as u64 % self.p * c % self.p).collect())
    }

    pub(super) fn eval(&self, a: u64) -> u64 {
        self.c.iter().rev().fold(0, |v, c| (v * a + c) % self.p)
    }

    /// Quotient and remainder by g ≠ 0.
    pub(in crate::polynomial) fn div_rem(&self, g: &ModPoly) -> (ModPoly, ModPoly) {
        let (p, n) = (self.p, g.degree());
        let unit = inverse(g.leading(), p);
        let length = self.c.len().saturating_sub(n);
        if length == 0 {
            return (ModPoly::new(p, Vec::new()), self.clone());
        }
        let reversed: Vec<u64> = g.c.iter().rev().copied().collect();
        let mut quotient = vec![0; length];
        let minus = |a: u64, b: u64| if a < b { a + p - b } else { a - b };
        for k in (0..length).rev() {
            let last = (length - 1).min(k + n);
            let known = dot(&quotient[k + 1..=last], &reversed[1..=last - k], p);
            quotient[k] = minus(self.c[k + n], known) * unit % p;
        }
        let remainder = |i: usize| {
            let last = i.min(length - 1);
            minus(self.c[i], dot(&quotient[..=last], &reversed[n - i..=n - i + last], p))
        };
        let rest = (0..n).map(remainder).collect();
        (ModPoly::new(p, quotient), ModPoly::new(p, rest))
    }

    pub(in crate::polynomial) fn rem(&self, g: &ModPoly) -> ModPoly {
        self.div_rem(g).1
    }

    /// The monic gcd.
    pub(in crate::polynomial) fn gcd(&self, g: &ModPoly) -> ModPoly {
        let (mut a, mut b) = (self.clone(), g.clone());
        while !b.is_zero() {
            (a, b) = (b.clone(), a.rem(&b));
        }
        a.monic()
    }

    /// (s, t) with s·f + t·g = 1, deg s < deg g, deg t < deg f; f and g coprime.
    pub(in crate::polynomial) fn bezout(&self, g: &ModPoly) -> (ModPoly, ModPoly) {
        let (one, zero) = (ModPoly::one(self.p), ModPoly::new(self.p, Vec::new()));
        let (mut r0, mut s0, mut t0) = (self.clone(), one.clone(), zero.clone());
        let (mut r1, mut s1, mut t1) = (g.clone(), zero, one);
        while !r1.is_zero() {
            let (q, r) = r0.div_rem(&r1);
            (r0, r1) = (r1, r);
            (s0, s1) = (s1.clone(), s0.sub(&q.mul(&s1)));
            (t0, t1) = (t1.clone(), t0.sub(&q.mul(&t1)));
        }
        let unit = inverse(r0.leading(), self.p);
        (s0.scale(unit), t0.scale(unit))
    }

    /// f^k mod g.
    pub(super) fn pow_mod(&self, mut k: u64, g: &ModPoly) -> ModPoly {
        let (mut base, mut result) = (self.rem(g), ModPoly::one(self.p).rem(g));
        while k > 0 {
            if k & 1 == 1 {
                result = result.mul(&base).rem(g);
            }
            base = base.mul(&base).rem(g);
            k >>= 1;
        }
        result
    }

    /// The resultant by Euclid's algorithm: Res(f, g) = (−1)^(mn)·lead(g)^(m−deg r)·Res(g, r).
    pub(super) fn resultant(&self, g: &ModPoly) -> u64 {
        let p = self.p;
        let (mut f, mut g) = (self.clone(), g.clone());
        let mut result = 1;
        while g.degree() > 0 {
            let r = f.rem(&g);
            let (m, n) = (f.degree(), g.degree());
            if r.is_zero() {
                return 0;
            }
            let factor = power(g.leading(), (m - r.degree()) as u64, p);
            let odd = m % 2 == 1 && n % 2 == 1;
            result = result * if odd { p - factor } else { factor } % p;
            (f, g) = (g, r);
        }
        if f.is_zero() { 0 } else { result * power(g.leading(), f.degree() as u64, p) % p }
    }
}

/// Integers known modulo a growing product of primes, by symmetric representatives (Garner).
pub(in crate::polynomial) struct Crt {
    pub(in crate::polynomial) modulus: Integer,
    pub(in crate::polynomial) values: Vec<Integer>,
}

impl Crt {
    pub(in crate::polynomial) fn new(count: usize) -> Crt {
        Crt { modulus: Integer::one(), values: vec![Integer::zero(); count] }
    }

    /// Takes in residues mod a new prime; did any value change?
    pub(in crate::polynomial) fn update(&mut self, residues: &[u64], p: u64) -> bool {
        let unit = inverse(self.modulus.rem_u64(p), p);
        let mut changed = false;
        for (value, &r) in self.values.iter_mut().zip(residues) {
            let t = (r + p - value.rem_u64(p)) % p * unit % p;
            if t != 0 {
                let t = if t > p / 2 { t as i64 - p as i64 } else { t as i64 };
                *value += &(&self.modulus * &Integer::from(t));
                changed = true;
            }
        }
        self.modulus = &self.modulus * &Integer::from(p);
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn m(c: &[u64]) -> ModPoly {
        ModPoly::new(101, c.to_vec())
    }

    #[test]
    fn primes() {
        let first: Vec<u64> = small_primes().take(6).collect();
        assert_eq!(first, [3, 5, 7, 11, 13, 17]);
        // 2^31 − 1 is a Mersenne prime, 2147483629 the prime before it.
        let last: Vec<u64> = large_primes().take(2).collect();
        assert_eq!(last, [2147483647, 2147483629]);
        // The strong pseudoprime to the bases 2, 3, 5.
        assert!(!is_prime(25326001));
    }

    #[test]
    fn bezout_and_division() {
        let (f, g) = (m(&[1, 0, 3, 1]), m(&[5, 1, 1]));
        let (s, t) = f.bezout(&g);
        assert_eq!(s.mul(&f).add(&t.mul(&g)), ModPoly::one(101));
        let (q, r) = f.div_rem(&g);
        assert_eq!(q.mul(&g).add(&r), f);
        assert_eq!(m(&[0, 1]).pow_mod(101, &g).gcd(&g).degree(), 0);
    }

    #[test]
    fn the_largest_products() {
        // (−1 − x − … − x^{n−1})² has the coefficients 1, 2, …, n, …, 2, 1.
        let p = 2_147_483_647;
        for n in 1..20 {
            let f = ModPoly::new(p, vec![p - 1; n]);
            let square: Vec<u64> = (1..2 * n).map(|k| k.min(2 * n - k) as u64).collect();
            assert_eq!(f.mul(&f).c, square);
            let (quotient, rest) = f.mul(&f).add(&ModPoly::one(p)).div_rem(&f);
            assert_eq!(
                (quotient, rest),
                if n > 1 {
                    (f.clone(), ModPoly::one(p))
                } else {
                    (ModPoly::new(p, vec![p - 2]), ModPoly::new(p, vec![]))
                }
            );
        }
    }

    #[test]
    fn resultants_from_the_definition() {
        // Res(x² + 1, x − 3) = 10, Res(x − 3, x² + 1) = 10; constants.
        assert_eq!(m(&[1, 0, 1]).resultant(&m(&[98, 1])), 10);
        assert_eq!(m(&[98, 1]).resultant(&m(&[1, 0, 1])), 10);
        assert_eq!(m(&[1, 0, 1]).resultant(&m(&[3])), 9);
        assert_eq!(m(&[3]).resultant(&m(&[1, 0, 1])), 9);
        // Res(x³ − 1, x − 2) = (−1)³·(2³ − 1)
        assert_eq!(m(&[100, 0, 0, 1]).resultant(&m(&[99, 1])), 101 - 7);
    }
}
