//! Symmetries of losses whose groups are known.

use super::rotations;
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
