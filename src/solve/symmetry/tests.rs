//! Symmetries of losses whose groups are known.

use super::{SignedPermutation, rotations, signed_permutations};
use crate::budget::Budget;
use crate::polynomial::Poly;

struct Ring {
    n: usize,
}

impl Ring {
    fn var(&self, i: usize) -> Poly {
        Poly::var(self.n, i)
    }
    fn one(&self) -> Poly {
        Poly::one(self.n)
    }
}

fn square(p: &Poly) -> Poly {
    p * p
}

#[test]
fn the_mexican_hat_rotates() {
    let r = Ring { n: 2 };
    let g = &(&square(&r.var(0)) + &square(&r.var(1))) - &r.one();
    let loss = square(&g);
    let budget = Budget::unlimited();
    let found = rotations(&loss, &r.one(), 2, &budget).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].planes.len(), 1);
}

#[test]
fn the_lecture_does_not_rotate() {
    // (1 − xy)²: x ↦ sx, y ↦ y/s, but no rotation.
    let r = Ring { n: 2 };
    let loss = square(&(&r.one() - &(&r.var(0) * &r.var(1))));
    let budget = Budget::unlimited();
    assert!(rotations(&loss, &r.one(), 2, &budget).unwrap().is_empty());
}

#[test]
fn hidden_units_rotate_together() {
    // 10(ac + bd − 2)² + a² + b² + c² + d² with u = (a, b), v = (c, d): u + v and u − v turn
    // independently, so both (a, b), (c, d) and (a, d), (c, b) turn together.
    let r = Ring { n: 4 };
    let two = &r.one() + &r.one();
    let residual = &(&(&r.var(0) * &r.var(2)) + &(&r.var(1) * &r.var(3))) - &two;
    let ridge = (0..4).fold(Poly::zero(4), |s, i| &s + &square(&r.var(i)));
    let loss = &square(&residual).scale(&crate::number::Integer::from(10)) + &ridge;
    let found = rotations(&loss, &r.one(), 4, &Budget::unlimited()).unwrap();
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|rotation| rotation.planes.len() == 2));
    assert!(found[0].commutes_with(&found[1], 4));
}

/// Σ c·x^e.
fn poly(n: usize, terms: &[(i64, &[u32])]) -> Poly {
    let term = |(c, e): &(i64, &[u32])| (e.to_vec(), crate::number::Integer::from(*c));
    Poly::from_wide_terms(n, terms.iter().map(term))
}

fn group_of(num: &Poly, den: &Poly) -> (Option<u64>, Vec<SignedPermutation>) {
    let found = signed_permutations(num, den, &Budget::unlimited()).unwrap();
    for g in &found.generators {
        let (a, b) = (g.put_into(num), g.put_into(den));
        assert_eq!(&a * den, &b * num, "{g:?}");
    }
    (found.order, found.generators)
}

#[test]
fn orders_of_known_groups() {
    let one = Poly::one(2);
    // The square: x⁴ + y⁴ − (x² + y²), the dihedral group of order 8.
    let square = poly(2, &[(1, &[4, 0]), (1, &[0, 4]), (-1, &[2, 0]), (-1, &[0, 2])]);
    assert_eq!(group_of(&square, &one).0, Some(8));
    // x³y − xy³ turns by a quarter, though neither x ↔ y nor a single change of sign is one.
    let quarter = poly(2, &[(1, &[3, 1]), (-1, &[1, 3])]);
    assert_eq!(group_of(&quarter, &one).0, Some(4));
    // x³ − 3xy²: only y ↦ −y among signed permutations.
    let monkey = poly(2, &[(1, &[3, 0]), (-3, &[1, 2])]);
    assert_eq!(group_of(&monkey, &one).0, Some(2));
    // x² + 2y⁴ + y has none.
    let none = poly(2, &[(1, &[2, 0]), (2, &[0, 4]), (1, &[0, 1]), (1, &[1, 0])]);
    assert_eq!(group_of(&none, &one), (Some(1), Vec::new()));
    // x/y: both signs at once.
    assert_eq!(group_of(&poly(2, &[(1, &[1, 0])]), &poly(2, &[(1, &[0, 1])])).0, Some(2));
}

#[test]
fn a_ring_of_spins_is_turned_and_reflected() {
    // Σ (xᵢ⁴ − xᵢ²) + xᵢxᵢ₊₁ on a pentagon: the dihedral group of order 10 and x ↦ −x.
    let n = 5;
    let power = |i: usize, k: u32| (0..n).map(|j| if i == j { k } else { 0 }).collect::<Vec<_>>();
    let mut terms = Vec::new();
    for i in 0..n {
        terms.push((1, power(i, 4)));
        terms.push((-1, power(i, 2)));
        let mut e = power(i, 1);
        e[(i + 1) % n] += 1;
        terms.push((1, e));
    }
    let terms: Vec<(i64, &[u32])> = terms.iter().map(|(c, e)| (*c, e.as_slice())).collect();
    assert_eq!(group_of(&poly(n, &terms), &Poly::one(n)).0, Some(20));
}

#[test]
fn the_symmetric_group_by_few_generators() {
    // (x₁² + … + x₁₀²)²: 2¹⁰·10! elements.
    let n = 10;
    let sum = (0..n).fold(Poly::zero(n), |s, i| &s + &square(&Poly::var(n, i)));
    let (order, generators) = group_of(&square(&sum), &Poly::one(n));
    assert_eq!(order, Some(1024 * 3_628_800));
    assert!(generators.len() <= 2 * n);
}

#[test]
fn maps_compose() {
    let g = SignedPermutation { from: vec![(1, true), (0, false)] };
    assert_eq!(g.apply(&[3, 5], |x: &i64| -x), [-5, 3]);
    assert_eq!(g.after(&g).apply(&[3, 5], |x: &i64| -x), [-3, -5]);
    assert_eq!(g.after(&SignedPermutation::identity(2)), g);
    assert_eq!(g.after(&g.inverse()), SignedPermutation::identity(2));
}
