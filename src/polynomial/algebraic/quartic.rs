//! Real roots of y⁴ + p·y² + q·y + r with q ≠ 0 by square roots alone, when the resolvent
//! cubic z³ + 2p·z² + (p² − 4r)·z − q² has a positive rational root z (Descartes, *La
//! Géométrie*, book III): with b = ±√z the quartic is the product of
//! y² + b·y + (p + z − q/b)/2 and its conjugate, so 2y = −b ± √(−z − 2p + 2q/b).

use super::real_root::RealRoot;
use super::surd::Surd;
use crate::number::{Interval, Rational, Sign};
use crate::polynomial::UPoly;

/// A sum of square roots with the means to compute it.
struct Candidate {
    text: Surd,
    /// Pairs (c, d) for c·√d, and the radicand a + b·√z of a last root with its sign.
    terms: Vec<(Rational, Rational)>,
    last: Option<(Rational, Rational, Rational, Sign)>,
}

/// The root of a depressed irreducible quartic as a sum of square roots.
pub(super) fn root_by_square_roots(root: &RealRoot, shift: &Rational, f: &UPoly) -> Option<Surd> {
    let lead = f.leading();
    let [r, q, p] = [0, 1, 2].map(|k| Rational::new(f.coeff(k), lead.clone()));
    let (two, four) = (Rational::from(2), Rational::from(4));
    let linear = &(&p * &p) - &(&four * &r);
    let resolvent = UPoly::from_rationals(&[-&(&q * &q), linear, &two * &p, Rational::one()]);
    let roots = resolvent.rational_roots();
    let positive: Vec<&Rational> = roots.iter().filter(|z| z.sign() == Sign::Positive).collect();
    let candidates = match positive.as_slice() {
        [a, b, c] => three_roots([a, b, c]),
        [z] => one_root(z, &p, &q),
        _ => return None,
    };
    pick(candidates, root, shift)
}

/// 2y = ±√z₁ ± √z₂ ± √z₃; half of the eight are roots of the mirrored quartic.
fn three_roots(z: [&Rational; 3]) -> Vec<Candidate> {
    let signs = (0..8).map(|bits| [0, 1, 2].map(|i| if bits >> i & 1 == 1 { -1 } else { 1 }));
    let candidate = |signs: [i64; 3]| {
        let half = |s: i64| Rational::fraction(s, 2);
        let terms: Vec<(Rational, Rational)> =
            signs.iter().zip(z).map(|(&s, z)| (half(s), z.clone())).collect();
        let zero = Surd::rational(&Rational::zero());
        let text = terms.iter().fold(zero, |sum, (c, d)| sum.add(&Surd::root(d, 2).times(c)));
        Candidate { text, terms, last: None }
    };
    signs.map(candidate).collect()
}

/// 2y = −b ± √(−z − 2p + 2q/b), b = ±√z.
fn one_root(z: &Rational, p: &Rational, q: &Rational) -> Vec<Candidate> {
    let two = Rational::from(2);
    let half = Rational::fraction(1, 2);
    let a = -&(z + &(&two * p));
    let mut candidates = Vec::new();
    for minus_b in [-1, 1] {
        // 2q/b = (2q/z)·b
        let c = &(&(&two * q) / z) * &Rational::from(-minus_b);
        let front = Rational::fraction(minus_b, 2);
        for sign in [Sign::Negative, Sign::Positive] {
            let nested = Surd::square_root_of_quadratic(&a, &c, z);
            let side = if sign == Sign::Negative { -half.clone() } else { half.clone() };
            candidates.push(Candidate {
                text: Surd::root(z, 2).times(&front).add(&nested.times(&side)),
                terms: vec![(front.clone(), z.clone())],
                last: Some((a.clone(), c.clone(), z.clone(), sign)),
            });
        }
    }
    candidates
}

impl Candidate {
    /// An enclosure; `None` when the value is certainly not real, and a wide one while a
    /// radicand may still be negative.
    fn enclosure(&self, prec: u32) -> Option<Interval> {
        let exact = |x: &Rational| Interval::exact(x, prec);
        let root = |x: &Rational| exact(x).nth_root(2);
        let mut sum = exact(&Rational::zero());
        for (c, d) in &self.terms {
            sum = sum.add(&exact(c).mul(&root(d)?));
        }
        let Some((a, c, z, sign)) = &self.last else { return Some(sum) };
        let radicand = exact(a).add(&exact(c).mul(&root(z)?));
        if radicand.sign() == Sign::Negative {
            return None;
        }
        let clipped =
            Interval::new(&Rational::zero().max(radicand.lower()), &radicand.upper(), prec);
        let half = exact(&Rational::fraction(if *sign == Sign::Negative { -1 } else { 1 }, 2));
        Some(sum.add(&half.mul(&clipped.nth_root(2)?)))
    }
}

/// The candidates contain the root; all others move away from it as the precision grows.
fn pick(mut candidates: Vec<Candidate>, root: &RealRoot, shift: &Rational) -> Option<Surd> {
    for prec in [64, 128, 256, 512, 1024] {
        let mut root = root.clone();
        root.refine_to(&Rational::from(2).pow(-(prec as i32))?);
        let (low, high) = (&root.lower() - shift, &root.upper() - shift);
        candidates
            .retain(|c| c.enclosure(prec).is_some_and(|y| y.lower() <= high && low <= y.upper()));
        if candidates.len() == 1 {
            return candidates.pop().map(|c| c.text);
        }
    }
    None
}
