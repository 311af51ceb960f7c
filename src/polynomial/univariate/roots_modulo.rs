//! Roots of integer polynomials in ℤ/p.

use super::UPoly;
use super::modular::ModPoly;
use super::modular_factor::{Lcg, equal_degree};
use crate::budget::Budget;

/// The distinct roots of f modulo an odd prime p < 2³¹, ascending; `None` where p divides the
/// leading coefficient.
///
/// x^p − x is the product of all x − a, so its gcd with f has exactly the roots of f.
pub(crate) fn roots_modulo(f: &UPoly, p: u64) -> Option<Vec<u64>> {
    let g = ModPoly::reduce(f, p);
    if Some(g.degree()) != f.degree() {
        return None;
    }
    let x = ModPoly::x(p);
    let linear = x.pow_mod(p, &g).sub(&x.rem(&g)).gcd(&g);
    if linear.degree() == 0 {
        return Some(Vec::new());
    }
    let factors = equal_degree(linear, 1, &mut Lcg::new(), &Budget::unlimited()).ok()?;
    let mut roots: Vec<u64> = factors.iter().map(|l| (p - l.monic().eval(0)) % p).collect();
    roots.sort_unstable();
    Some(roots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_are_found_and_nothing_else() {
        // (x − 2)(x − 7)(x² + 1) modulo 11 and 13; −1 is a square modulo 13 alone: 5² = 8² = −1.
        let f = &(&UPoly::from_i64(&[-2, 1]) * &UPoly::from_i64(&[-7, 1]))
            * &UPoly::from_i64(&[1, 0, 1]);
        assert_eq!(roots_modulo(&f, 11), Some(vec![2, 7]));
        assert_eq!(roots_modulo(&f, 13), Some(vec![2, 5, 7, 8]));
        assert_eq!(roots_modulo(&UPoly::from_i64(&[1, 0, 1]), 7), Some(vec![]));
        assert_eq!(roots_modulo(&UPoly::from_i64(&[1, 0, 13]), 13), None);
    }
}
