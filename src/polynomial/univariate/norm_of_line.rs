//! Res_u(h(u), q(u)·t − p(u)) as a polynomial in t: its roots are the p/q at the roots of h.

use super::UPoly;
use super::modular::{Crt, ModPoly, inverse, large_primes};
use super::resultant::square_norm;

/// The primitive part of Res_u(h(u), q(u)·t − p(u)), for q coprime to h.
///
/// Modulo a prime it is the product over the roots uᵢ of h of q(uᵢ)·t − p(uᵢ), up to the
/// constant lead(h)^m·∏ q(uᵢ) the characteristic polynomial of p/q, which its power sums, the
/// traces of (p/q)^k, determine (Newton). As many primes as Hadamard's bound asks for: each
/// coefficient is at most ‖h‖^m·(‖p‖ + ‖q‖)^d with d = deg h and m = max(deg p, deg q).
pub(crate) fn norm_of_line(h: &UPoly, p: &UPoly, q: &UPoly) -> UPoly {
    let (Some(d), m) = (h.degree(), p.degree().max(q.degree()).unwrap_or(0)) else {
        return UPoly::zero();
    };
    let both = square_norm(p) + &square_norm(q);
    let bound = &square_norm(h).pow(m as u32) * &both.shl(1).pow(d as u32);
    let enough = bound.shl(2);
    let mut crt = Crt::new(d + 1);
    for prime in large_primes() {
        let Some(residues) = modulo(h, p, q, m, prime) else { continue };
        crt.update(&residues, prime);
        if &crt.modulus * &crt.modulus > enough {
            break;
        }
    }
    UPoly::new(crt.values).primitive()
}

/// Its coefficients modulo a prime; `None` where the prime divides lead(h) or the resultant of
/// h and q, or is too small for Newton's identities.
fn modulo(h: &UPoly, p: &UPoly, q: &UPoly, m: usize, prime: u64) -> Option<Vec<u64>> {
    let d = h.degree()?;
    let f = ModPoly::reduce(h, prime);
    if f.degree() != d || prime <= d as u64 {
        return None;
    }
    let divisor = ModPoly::reduce(q, prime).rem(&f);
    if divisor.is_zero() || f.gcd(&divisor).degree() > 0 {
        return None;
    }
    let inverted = if divisor.degree() == 0 {
        ModPoly::new(prime, vec![inverse(divisor.leading(), prime)])
    } else {
        divisor.bezout(&f).0
    };
    let element = ModPoly::reduce(p, prime).rem(&f).mul(&inverted).rem(&f);
    let traces = traces_of_powers(&f, d);
    let mut power = ModPoly::one(prime);
    let sums: Vec<u64> = (0..=d)
        .map(|_| {
            let sum = power.c.iter().zip(&traces).fold(0, |s, (a, t)| (s + a * t) % prime);
            power = power.mul(&element).rem(&f);
            sum
        })
        .collect();
    // Res_u(h, q·t − p) = lead(h)^(m − deg q)·Res(h, q)·∏ (t − eᵢ).
    let lost = (m - q.degree()?.min(m)) as u64;
    let top = super::modular::power(f.leading(), lost, prime) * resultant_with(&f, q, prime);
    let monic = from_power_sums(&sums, prime);
    Some(monic.iter().map(|c| c * (top % prime) % prime).collect())
}

/// Res(h, q) with q taken at its degree over ℤ.
fn resultant_with(f: &ModPoly, q: &UPoly, prime: u64) -> u64 {
    let g = ModPoly::reduce(q, prime);
    let lost = q.degree().unwrap_or(0) - g.degree();
    super::modular::power(f.leading(), lost as u64, prime) * f.resultant(&g) % prime
}

/// tr(uⁱ) for i < d on ℤ/p\[u\]/(f), by Newton's identities for f = Σ aₖ·uᵏ.
fn traces_of_powers(f: &ModPoly, d: usize) -> Vec<u64> {
    let (p, monic) = (f.p, f.monic());
    let e = |k: usize| monic.c[d - k];
    let mut sums = vec![d as u64 % p];
    for k in 1..d {
        let known = (1..k).fold(k as u64 * e(k) % p, |s, i| (s + e(i) * sums[k - i]) % p);
        sums.push((p - known) % p);
    }
    sums
}

/// The monic polynomial of degree d whose roots have the power sums s₀ = d, s₁, …, s_d.
fn from_power_sums(sums: &[u64], p: u64) -> Vec<u64> {
    let d = sums.len() - 1;
    let mut e = vec![1u64];
    for k in 1..=d {
        let total = (1..=k).fold(0, |s, i| (s + e[k - i] * sums[i]) % p);
        e.push((p - total) % p * inverse(k as u64, p) % p);
    }
    e.reverse();
    e
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Integer;
    use proptest::prelude::*;

    fn p(coeffs: &[i64]) -> UPoly {
        UPoly::from_i64(coeffs)
    }

    #[test]
    fn known_norms() {
        // √2: 1 + √2 has t² − 2t − 1, 1/√2 has 2t² − 1, 3 has (t − 3)².
        let h = p(&[-2, 0, 1]);
        assert_eq!(norm_of_line(&h, &p(&[1, 1]), &p(&[1])), p(&[-1, -2, 1]));
        assert_eq!(norm_of_line(&h, &p(&[1]), &p(&[0, 1])), p(&[-1, 0, 2]));
        assert_eq!(norm_of_line(&h, &p(&[3]), &p(&[1])), p(&[9, -6, 1]));
        // 2u³ = 3, e = u²: 4e³ = 9.
        assert_eq!(norm_of_line(&p(&[-3, 0, 0, 2]), &p(&[0, 0, 1]), &p(&[1])), p(&[-9, 0, 0, 4]));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        /// Values at whole t are resultants.
        #[test]
        fn values_are_resultants(
            h in prop::collection::vec(-9i64..9, 5), top in 1i64..5,
            a in prop::collection::vec(-9i64..9, 4), b in prop::collection::vec(-9i64..9, 4),
        ) {
            let h = p(&[h, vec![top]].concat());
            let (a, b) = (p(&a), p(&b));
            prop_assume!(!b.is_zero() && h.is_coprime(&b));
            let norm = norm_of_line(&h, &a, &b);
            prop_assert_eq!(norm.degree(), Some(5));
            // Up to one constant factor.
            let at = |t: i64| h.resultant(&(&b.scale(&Integer::from(t)) - &a));
            let value = |t: i64| norm.eval_homogeneous(&Integer::from(t), &Integer::one());
            let degree = |t: i64| (&b.scale(&Integer::from(t)) - &a).degree();
            for t in 1..6 {
                if degree(t) == degree(7) {
                    prop_assert_eq!(&at(t) * &value(7), &at(7) * &value(t));
                }
            }
        }
    }
}
