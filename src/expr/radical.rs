use super::{Dag, Expr, Node};
use crate::number::{Integer, Rational};
use std::collections::BTreeMap;

/// Powers whose numerator or denominator would have more bits than this stay symbolic.
const MAX_BITS: u64 = 1 << 16;
/// Trial division for prime factors of radicands stops here; a larger cofactor counts as one prime.
const TRIAL_LIMIT: u64 = 10_000;

/// A positive number ∏ pᵢ^(rᵢ) with rational exponents, the pᵢ > 1 pairwise coprime in practice
/// (primes up to the trial limit, then one unfactored rest).
#[derive(Default)]
pub(super) struct Radicals(BTreeMap<Integer, Rational>);

impl Radicals {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Multiplies by n^r, n > 0.
    pub(super) fn multiply(&mut self, n: &Rational, r: &Rational) {
        for (p, k) in factor(&n.numerator()) {
            *self.0.entry(p).or_default() += &(&Rational::from(i64::from(k)) * r);
        }
        for (p, k) in factor(&n.denominator()) {
            *self.0.entry(p).or_default() -= &(&Rational::from(i64::from(k)) * r);
        }
    }
}

/// n = ∏ pᵏ for n ≥ 1, by trial division and perfect powers.
fn factor(n: &Integer) -> Vec<(Integer, u32)> {
    let mut rest = n.clone();
    let mut factors = Vec::new();
    let mut d = 2u64;
    while d <= TRIAL_LIMIT && Integer::from(d * d) <= rest {
        let mut k = 0;
        while rest.rem_u64(d) == 0 {
            rest = rest.div_exact(&Integer::from(d));
            k += 1;
        }
        if k > 0 {
            factors.push((Integer::from(d), k));
        }
        d += 1 + d % 2;
    }
    if !rest.is_one() {
        factors.push(perfect_power(&rest));
    }
    factors
}

/// n = mᵏ with the largest k, n ≥ 2; numbers of more than 4096 bits are left alone.
pub(super) fn perfect_power(n: &Integer) -> (Integer, u32) {
    let (mut base, mut power) = (n.clone(), 1);
    while base.bits() <= 4096 {
        let largest = base.bits().min(128) as u32;
        let root = (2..=largest).rev().find_map(|k| base.root_exact(k).map(|m| (m, k)));
        let Some((m, k)) = root else { break };
        (base, power) = (m, power * k);
    }
    (base, power)
}

/// Is n^k short enough to write out?
fn is_short(n: &Rational, k: &Integer) -> bool {
    let bits = n.numerator().bits().max(n.denominator().bits()) as u64;
    k.abs().to_i64().is_some_and(|k| bits.saturating_mul(k.unsigned_abs()) <= MAX_BITS)
}

/// n^k for a whole k, if it is defined and short.
pub(super) fn short_power(n: &Rational, k: &Integer) -> Option<Rational> {
    if n.abs().is_one() || n.is_zero() {
        let parity = if k.is_even() { 2 } else { 1 };
        return if n.is_zero() && k.is_negative() { None } else { n.pow(parity) };
    }
    is_short(n, k).then(|| n.pow(i32::try_from(k.to_i64()?).ok()?)).flatten()
}

impl Dag {
    /// n^r for rational n and r ≠ 0: integers leave the root, √(8) = 2·√2, 1/√2 = √2/2,
    /// (−8)^(1/3) = −2. What is defined nowhere is √(−1) or 0⁻¹; what is too long stays.
    pub(super) fn power_of_number(&mut self, n: &Rational, r: &Rational) -> Expr {
        if n.is_zero() && r.is_negative() {
            return self.power_as_it_stands(n, &Rational::from(-1));
        }
        if n.is_negative() && r.denominator().is_even() {
            return self.power_as_it_stands(&Rational::from(-1), &Rational::fraction(1, 2));
        }
        if let Some(value) = r.to_integer().and_then(|k| short_power(n, &k)) {
            return self.number(value);
        }
        if n.is_zero() || n.is_one() {
            return self.number(n.clone());
        }
        let sign = if n.is_negative() && !r.numerator().is_even() { -1 } else { 1 };
        let mut radicals = Radicals::default();
        radicals.multiply(&n.abs(), r);
        let (c, mut factors) = self.radical_factors(radicals);
        factors.insert(0, self.number(&c * &Rational::from(sign)));
        self.product_of_sorted_numbers(factors)
    }

    /// Is it √(−1) or 0⁻¹, which no operation makes defined?
    pub(super) fn is_defined_nowhere(&self, e: Expr) -> bool {
        let Node::Power(base, exponent) = *self.node(e) else { return false };
        let (Some(n), Some(r)) = (self.as_number(base), self.as_number(exponent)) else {
            return false;
        };
        (n.is_zero() && r.is_negative()) || (n.is_negative() && r.denominator().is_even())
    }

    fn power_as_it_stands(&mut self, n: &Rational, r: &Rational) -> Expr {
        let (n, r) = (self.number(n.clone()), self.number(r.clone()));
        self.intern(Node::Power(n, r))
    }

    fn product_of_sorted_numbers(&mut self, mut factors: Vec<Expr>) -> Expr {
        if factors.len() > 1 && self.is_one(factors[0]) {
            factors.remove(0);
        }
        self.product_of_canonical(factors)
    }

    /// The canonical factors: a rational number and, for each index q, one N^(1/q) with N free
    /// of q-th powers; ascending handles.
    pub(super) fn radical_factors(&mut self, radicals: Radicals) -> (Rational, Vec<Expr>) {
        let mut coefficient = Rational::one();
        let mut roots: BTreeMap<Integer, Integer> = BTreeMap::new();
        let mut factors = Vec::new();
        for (p, r) in radicals.0 {
            let whole = r.floor();
            let part = &r - &Rational::from(&whole);
            let base = Rational::from(&p);
            match short_power(&base, &whole) {
                Some(c) if is_short(&base, &part.numerator()) => {
                    coefficient = &coefficient * &c;
                    let numerator = part.numerator().to_u32().unwrap_or(0);
                    let root = roots.entry(part.denominator()).or_insert_with(Integer::one);
                    *root *= &p.pow(numerator);
                }
                Some(_) | None => factors.push(self.power_as_it_stands(&base, &r)),
            }
        }
        for (q, n) in roots {
            if !n.is_one() {
                let root = Rational::new(Integer::one(), q);
                factors.push(self.power_as_it_stands(&Rational::from(n), &root));
            }
        }
        factors.sort_unstable();
        (coefficient, factors)
    }
}

/// n = mᵏ with m > 1 not a perfect power, n > 0, n ≠ 1; k < 0 for n < 1.
pub(super) fn perfect_rational_power(n: &Rational) -> (Rational, i64) {
    if *n < Rational::one() {
        let (m, k) = perfect_rational_power(&Rational::new(n.denominator(), n.numerator()));
        return (m, -k);
    }
    let (_, numerator_k) = perfect_power(&n.numerator());
    let k = if n.is_integer() {
        numerator_k
    } else {
        gcd(numerator_k, perfect_power(&n.denominator()).1)
    };
    n.root_exact(k).map_or((n.clone(), 1), |m| (m, i64::from(k)))
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}
