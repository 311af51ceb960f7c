//! Rational roots by p-adic lifting (Loos, *Computing rational zeros of integral
//! polynomials by p-adic expansion*, SIAM J. Comput. 1983).

use super::UPoly;
use super::modular::{ModPoly, inverse, small_primes};
use crate::number::{Integer, Rational};

impl UPoly {
    /// Every rational root, once each, ascending; none for constants.
    pub fn rational_roots(&self) -> Vec<Rational> {
        let f = self.squarefree_part();
        match f.degree() {
            None | Some(0) => return Vec::new(),
            Some(1) => return vec![Rational::new(-f.coeff(0), f.coeff(1))],
            Some(_) => {}
        }
        let (p, residues) = roots_mod_a_good_prime(&f);
        let mut roots: Vec<Rational> =
            residues.into_iter().filter_map(|r| lifted_root(&f, r, p)).collect();
        roots.sort();
        roots
    }
}

/// A prime p that keeps degree and squarefreeness, and the roots of f mod p.
fn roots_mod_a_good_prime(f: &UPoly) -> (u64, Vec<u64>) {
    for p in small_primes() {
        let fp = ModPoly::reduce(f, p);
        if fp.degree() + 1 == f.coeffs().len() && fp.gcd(&fp.derivative()).degree() == 0 {
            return (p, (0..p).filter(|&r| fp.eval(r) == 0).collect());
        }
    }
    unreachable!("only finitely many primes divide the discriminant")
}

/// The rational root of f congruent to r mod p, if there is one.
///
/// For a root x, lead·x is an integer with |lead·x| ≤ |lead| + max |aₖ| (Cauchy), so it
/// is determined by its residue modulo anything larger than twice that bound.
fn lifted_root(f: &UPoly, r: u64, p: u64) -> Option<Rational> {
    let lead = f.leading();
    let bound = (&lead.abs() + &f.height()).shl(1);
    let (mut m, mut r) = (Integer::from(p), Integer::from(r));
    let slope = f.derivative();
    let mut s = Integer::from(inverse(value_mod(&slope, &r, &m).rem_u64(p), p));
    while m <= bound {
        m = &m * &m;
        let step = &value_mod(f, &r, &m) * &s;
        r = (r - &step).div_rem_euclid(&m).1;
        let defect = Integer::from(2) - &(&value_mod(&slope, &r, &m) * &s);
        s = (&s * &defect).div_rem_euclid(&m).1;
    }
    let scaled = symmetric(&(&lead * &r), &m);
    let root = Rational::new(scaled, lead);
    f.sign_at(&root).to_i32().filter(|&s| s == 0).map(|_| root)
}

/// f(r) mod m, in 0..m.
fn value_mod(f: &UPoly, r: &Integer, m: &Integer) -> Integer {
    let horner = |v: Integer, c: &Integer| (&(&v * r) + c).div_rem_euclid(m).1;
    f.coeffs().iter().rev().fold(Integer::zero(), horner)
}

/// The representative of a mod m in (−m/2, m/2].
pub(super) fn symmetric(a: &Integer, m: &Integer) -> Integer {
    let r = a.div_rem_euclid(m).1;
    if r.shl(1) > *m { &r - m } else { r }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(coeffs: &[i64], expected: &[(i64, i64)]) {
        let expected: Vec<Rational> =
            expected.iter().map(|&(p, q)| Rational::fraction(p, q)).collect();
        assert_eq!(UPoly::from_i64(coeffs).rational_roots(), expected);
    }

    #[test]
    fn by_hand() {
        check(&[], &[]);
        check(&[7], &[]);
        check(&[0, 3], &[(0, 1)]);
        check(&[-2, 0, 1], &[]);
        check(&[-2, -1, 6], &[(-1, 2), (2, 3)]);
        check(&[0, 0, 1, -2, 1], &[(0, 1), (1, 1)]);
    }

    #[test]
    fn a_large_root_beside_irrational_ones() {
        let root = Rational::new(Integer::from(10).pow(40), Integer::from(3).pow(20));
        let f = &UPoly::with_root(&root) * &UPoly::from_i64(&[-2, 0, 0, 1]);
        assert_eq!(f.rational_roots(), [root]);
    }

    proptest! {
        #[test]
        fn the_roots_of_a_product_of_lines(
            roots in prop::collection::vec((-40i64..40, 1i64..12), 1..6),
        ) {
            let roots: Vec<_> = roots.iter().map(|&(p, q)| Rational::fraction(p, q)).collect();
            let start = UPoly::from_i64(&[1, 0, 1]);
            let f = roots.iter().fold(start, |f, r| &f * &UPoly::with_root(r));
            let mut expected = roots;
            expected.sort();
            expected.dedup();
            prop_assert_eq!(f.rational_roots(), expected);
        }
    }
}
