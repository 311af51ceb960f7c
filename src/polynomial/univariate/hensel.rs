//! Quadratic Hensel lifting of a factorisation along a balanced tree (von zur Gathen,
//! Gerhard, *Modern Computer Algebra*, algorithms 15.10 and 15.17).

use super::UPoly;
use super::modular::{ModPoly, inverse};
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;

/// A product in the tree: g = left·right with s·left + t·right = 1 mod m.
struct Fork {
    left: usize,
    right: usize,
    s: UPoly,
    t: UPoly,
}

/// Monic polynomials mod m; each fork's children come before it in `nodes`.
struct Tree {
    nodes: Vec<(UPoly, Option<Fork>)>,
}

/// Lifts f = lead·∏ gᵢ mod p (gᵢ monic, coprime) to a modulus m = p^(2^k) > bound: returns
/// m and the monic lifts in the order given, coefficients in 0..m.
pub(super) fn lift(
    f: &UPoly,
    factors: &[ModPoly],
    bound: &Integer,
    budget: &Budget,
) -> Result<(Integer, Vec<UPoly>), Exhausted> {
    let p = factors.first().map_or(3, |g| g.p);
    let mut tree = Tree::new(factors);
    let mut m = Integer::from(p);
    let mut unit = Integer::from(inverse(f.leading().rem_u64(p), p));
    while m <= *bound {
        m = &m * &m;
        let words = 1 + m.bits() as u64 / 64;
        let depth = 1 + u64::from(factors.len().ilog2());
        budget.spend(8 * depth * words * (f.coeffs().len() * f.coeffs().len()) as u64)?;
        let defect = Integer::from(2) - &(&f.leading() * &unit);
        unit = (&unit * &defect).div_rem_euclid(&m).1;
        tree.lift_to(reduce(&f.scale(&unit), &m), &m);
    }
    let leaves = tree.nodes.into_iter().take(factors.len()).map(|(g, _)| g);
    Ok((m.clone(), leaves.map(|g| reduce(&g, &m)).collect()))
}

impl Tree {
    /// Joins neighbours until one product is left.
    fn new(factors: &[ModPoly]) -> Tree {
        let mut nodes: Vec<(UPoly, Option<Fork>)> =
            factors.iter().map(|g| (g.lift(), None)).collect();
        let mut level: Vec<(usize, ModPoly)> = factors.iter().cloned().enumerate().collect();
        while level.len() > 1 {
            let mut above = Vec::new();
            for pair in level.chunks(2) {
                let [(left, g), (right, h)] = pair else {
                    above.extend_from_slice(pair);
                    continue;
                };
                let (s, t) = g.bezout(h);
                let fork = Fork { left: *left, right: *right, s: s.lift(), t: t.lift() };
                let product = g.mul(h);
                nodes.push((product.lift(), Some(fork)));
                above.push((nodes.len() - 1, product));
            }
            level = above;
        }
        Tree { nodes }
    }

    /// One step from √m to m: the root becomes f, and every fork follows its product.
    fn lift_to(&mut self, f: UPoly, m: &Integer) {
        if let Some(root) = self.nodes.last_mut() {
            root.0 = f;
        }
        for at in (0..self.nodes.len()).rev() {
            let Some(fork) = self.nodes[at].1.take() else { continue };
            let f = &self.nodes[at].0;
            let (g, h) = (&self.nodes[fork.left].0, &self.nodes[fork.right].0);
            let (g, h, s, t) = step(f, g, h, &fork.s, &fork.t, m);
            self.nodes[fork.left].0 = g;
            self.nodes[fork.right].0 = h;
            self.nodes[at].1 = Some(Fork { s, t, ..fork });
        }
    }
}

/// Hensel's step: f ≡ g·h, s·g + t·h ≡ 1 mod √m become congruences mod m.
fn step(
    f: &UPoly,
    g: &UPoly,
    h: &UPoly,
    s: &UPoly,
    t: &UPoly,
    m: &Integer,
) -> (UPoly, UPoly, UPoly, UPoly) {
    let e = reduce(&(f - &(g * h)), m);
    let (q, r) = div_rem_monic(&(s * &e), h, m);
    let g = reduce(&(g + &(&(t * &e) + &(&q * g))), m);
    let h = reduce(&(h + &r), m);
    let b = reduce(&(&(&(s * &g) + &(t * &h)) - &UPoly::one()), m);
    let (c, d) = div_rem_monic(&(s * &b), &h, m);
    let s = reduce(&(s - &d), m);
    let t = reduce(&(t - &(&(t * &b) + &(&c * &g))), m);
    (g, h, s, t)
}

/// Coefficients in 0..m.
pub(super) fn reduce(f: &UPoly, m: &Integer) -> UPoly {
    UPoly::new(f.coeffs().iter().map(|c| c.div_rem_euclid(m).1).collect())
}

/// Quotient and remainder by a monic h, mod m.
fn div_rem_monic(f: &UPoly, h: &UPoly, m: &Integer) -> (UPoly, UPoly) {
    let n = h.coeffs().len() - 1;
    let mut rest = reduce(f, m).coeffs().to_vec();
    let mut quotient = vec![Integer::zero(); rest.len().saturating_sub(n)];
    for k in (0..quotient.len()).rev() {
        let q = rest[k + n].div_rem_euclid(m).1;
        for (j, c) in h.coeffs().iter().enumerate() {
            rest[k + j] = &rest[k + j] - &(&q * c);
        }
        quotient[k] = q;
    }
    (UPoly::new(quotient), reduce(&UPoly::new(rest), m))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lifted_factors_multiply_back() {
        // (3x − 1)·(x² + x + 5)·(x − 7) mod 11, coprime there.
        let p = |c: &[i64]| UPoly::from_i64(c);
        let f = &(&p(&[-1, 3]) * &p(&[5, 1, 1])) * &p(&[-7, 1]);
        let factors: Vec<ModPoly> = [p(&[-1, 3]), p(&[5, 1, 1]), p(&[-7, 1])]
            .iter()
            .map(|g| ModPoly::reduce(g, 11).monic())
            .collect();
        let bound = Integer::from(10).pow(20);
        let (m, lifted) = lift(&f, &factors, &bound, &Budget::unlimited()).unwrap();
        assert!(m > bound);
        let lead = UPoly::constant(f.leading());
        let product = lifted.iter().fold(lead, |f, g| &f * g);
        assert_eq!(reduce(&product, &m), reduce(&f, &m));
        assert_eq!(lifted[1], reduce(&p(&[5, 1, 1]), &m));
    }
}
