//! Symmetries of losses whose groups are known.

use super::{flows, permutations, rotations, sign_flips};
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
    let all = flows(&loss, &r.one(), 2, &budget).unwrap();
    assert_eq!(all.len(), 1);
    assert!(all[0].offset.iter().all(|b| b.is_zero()));
    let found = rotations(&loss, &r.one(), 2, &budget).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].planes.len(), 1);
    assert_eq!(sign_flips(&loss, &r.one(), 2), [vec![0], vec![1]]);
    assert_eq!(permutations(&loss, &r.one(), 2, &budget).unwrap(), [vec![1, 0]]);
}

#[test]
fn the_lecture_is_scaled_and_turned_over() {
    // (1 − xy)²: x ↦ sx, y ↦ y/s; no rotation; both signs together; exchange.
    let r = Ring { n: 2 };
    let loss = square(&(&r.one() - &(&r.var(0) * &r.var(1))));
    let budget = Budget::unlimited();
    let all = flows(&loss, &r.one(), 2, &budget).unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].matrix[0][0], -&all[0].matrix[1][1]);
    assert!(rotations(&loss, &r.one(), 2, &budget).unwrap().is_empty());
    assert_eq!(sign_flips(&loss, &r.one(), 2), [vec![0, 1]]);
    assert_eq!(permutations(&loss, &r.one(), 2, &budget).unwrap(), [vec![1, 0]]);
}

#[test]
fn translations_are_flows_with_an_offset() {
    // (x − y)²: along (1, 1).
    let r = Ring { n: 2 };
    let loss = square(&(&r.var(0) - &r.var(1)));
    let all = flows(&loss, &r.one(), 2, &Budget::unlimited()).unwrap();
    assert!(all.iter().any(|f| f.offset.iter().any(|b| !b.is_zero())));
}

#[test]
fn xyz_has_a_torus_and_all_permutations() {
    // xyz: two scalings, two independent sign changes, the symmetric group of order 6.
    let r = Ring { n: 3 };
    let loss = &(&r.var(0) * &r.var(1)) * &r.var(2);
    let budget = Budget::unlimited();
    assert_eq!(flows(&loss, &r.one(), 3, &budget).unwrap().len(), 2);
    assert_eq!(sign_flips(&loss, &r.one(), 3).len(), 2);
    let found = permutations(&loss, &r.one(), 3, &budget).unwrap();
    assert_eq!(order(&found, 3), 6);
    // x + 2y + z: only x and z are exchanged.
    let two = &r.var(1) + &r.var(1);
    let loss = &(&r.var(0) + &two) + &r.var(2);
    assert_eq!(permutations(&loss, &r.one(), 3, &budget).unwrap(), [vec![2, 1, 0]]);
    // x²y + y²z + z²x: the cyclic group of order 3.
    let cyclic = |i: usize, j: usize| &square(&r.var(i)) * &r.var(j);
    let loss = &(&cyclic(0, 1) + &cyclic(1, 2)) + &cyclic(2, 0);
    assert_eq!(order(&permutations(&loss, &r.one(), 3, &budget).unwrap(), 3), 3);
}

/// The order of the group that permutations generate.
fn order(generators: &[Vec<usize>], n: usize) -> usize {
    let mut group: Vec<Vec<usize>> = vec![(0..n).collect()];
    let mut k = 0;
    while k < group.len() {
        for g in generators {
            let product: Vec<usize> = (0..n).map(|i| g[group[k][i]]).collect();
            if !group.contains(&product) {
                group.push(product);
            }
        }
        k += 1;
    }
    group.len()
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
