//! Upper bounds for the degrees of a gcd from images modulo a prime.

use super::Poly;
use crate::budget::{Budget, Exhausted};

/// The prime 2^32 − 5: products of two residues fit a `u64`.
const P: u64 = 4_294_967_291;

/// Residues from a linear congruential generator with a fixed seed.
pub(super) struct Residues(u64);

impl Residues {
    pub(super) fn seeded(seed: u64) -> Residues {
        Residues(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next number below 2^31 (the upper bits, which have the long period).
    pub(super) fn draw(&mut self) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }
}

/// For every variable an upper bound of its degree in gcd(f, g), from images modulo p.
///
/// If the leading coefficient of f in xᵢ does not vanish at the point modulo p, neither does
/// that of the gcd, so the gcd keeps its degree in xᵢ and divides both images.
pub(super) fn gcd_degree_bounds(
    f: &Poly,
    g: &Poly,
    seed: u64,
    budget: &Budget,
) -> Result<Vec<u32>, Exhausted> {
    let (df, dg) = (f.degrees(), g.degrees());
    let mut residues = Residues::seeded(seed);
    let mut bounds: Vec<u32> = df.iter().zip(&dg).map(|(a, b)| *a.min(b)).collect();
    for i in 0..f.nvars() {
        if bounds[i] == 0 {
            continue;
        }
        let point: Vec<u64> = (0..f.nvars()).map(|_| residues.draw()).collect();
        let (a, b) = (image(f, i, &point, budget)?, image(g, i, &point, budget)?);
        let lucky = a.len() == df[i] as usize + 1 || b.len() == dg[i] as usize + 1;
        if lucky {
            bounds[i] = bounds[i].min(gcd_degree(a, b, budget)?);
        }
    }
    Ok(bounds)
}

/// The coefficients modulo p, in increasing powers of xᵢ, of f at a point for the others.
fn image(f: &Poly, i: usize, point: &[u64], budget: &Budget) -> Result<Vec<u64>, Exhausted> {
    budget.spend(f.weight().saturating_mul(1 + f.nvars() as u64))?;
    let mut value = vec![0u64; f.degree_in(i) as usize + 1];
    for (e, c) in f.terms() {
        let others = (0..f.nvars()).filter(|&j| j != i && e[j] > 0);
        let term = others.fold(c.rem_u64(P), |v, j| v * power(point[j], e[j]) % P);
        let slot = &mut value[e[i] as usize];
        *slot = (*slot + term) % P;
    }
    trim(&mut value);
    Ok(value)
}

fn power(base: u64, exponent: u32) -> u64 {
    let (mut square, mut value) = (base % P, 1);
    let mut e = exponent;
    while e > 0 {
        if e & 1 == 1 {
            value = value * square % P;
        }
        square = square * square % P;
        e >>= 1;
    }
    value
}

fn trim(coefficients: &mut Vec<u64>) {
    while coefficients.last() == Some(&0) {
        coefficients.pop();
    }
}

/// The degree of gcd(a, b) modulo p by Euclid's algorithm; gcd(0, 0) counts as degree 0.
fn gcd_degree(mut a: Vec<u64>, mut b: Vec<u64>, budget: &Budget) -> Result<u32, Exhausted> {
    while !b.is_empty() {
        budget.spend((a.len() + b.len()) as u64)?;
        remainder(&mut a, &b, budget)?;
        std::mem::swap(&mut a, &mut b);
    }
    Ok(a.len().saturating_sub(1) as u32)
}

/// a ← a mod b for b ≠ 0.
fn remainder(a: &mut Vec<u64>, b: &[u64], budget: &Budget) -> Result<(), Exhausted> {
    let inverse = power(b[b.len() - 1], (P - 2) as u32);
    while a.len() >= b.len() {
        budget.spend(b.len() as u64)?;
        let q = a[a.len() - 1] * inverse % P;
        let shift = a.len() - b.len();
        for (k, c) in b.iter().enumerate() {
            a[shift + k] = (a[shift + k] + (P - q) * c) % P;
        }
        trim(a);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::parse;
    use super::*;

    #[track_caller]
    fn check(f: &str, g: &str, expected: &[u32]) {
        let budget = Budget::unlimited();
        let bounds = gcd_degree_bounds(&parse(f), &parse(g), 1, &budget).unwrap();
        assert_eq!(bounds, expected);
    }

    #[test]
    fn the_degrees_of_a_gcd_are_seen_modulo_p() {
        check("(x + y)*(x - 1)", "(x + y)*(y + 3)", &[1, 1, 0]);
        check("x^2 + y^2", "x + y + z", &[0, 0, 0]);
        check("(x*y + z)^2*x", "(x*y + z)*z", &[1, 1, 1]);
    }
}
