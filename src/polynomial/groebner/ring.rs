//! The coefficients that Buchberger's algorithm runs over.

use super::order::Key;
use crate::number::Integer;

/// The terms of a polynomial, descending in some order.
pub(super) type Terms<C> = Vec<(Key, C)>;

/// Coefficients in which leading terms can be cancelled.
pub(super) trait Ring {
    type C: Clone + PartialEq;
    fn one(&self) -> Self::C;
    fn is_zero(&self, a: &Self::C) -> bool;
    fn times(&self, a: &Self::C, b: &Self::C) -> Self::C;
    /// u·a − v·b.
    fn combine(&self, u: &Self::C, a: &Self::C, v: &Self::C, b: &Self::C) -> Self::C;
    /// (u, v) with u·a = v·b and u a unit of the fraction field, as simple as possible.
    fn cancel(&self, a: &Self::C, b: &Self::C) -> (Self::C, Self::C);
    /// Divides all coefficients by a common factor and returns it: the polynomial stays
    /// the same up to a unit of the fraction field.
    fn simplify(&self, parts: &mut [&mut Terms<Self::C>]) -> Self::C;
    /// Steps of one operation on such a coefficient.
    fn steps(&self, a: &Self::C) -> u64;
}

/// ℤ, fraction-free: polynomials are kept primitive with positive leading coefficient.
pub(super) struct Integers;

impl Ring for Integers {
    type C = Integer;

    fn one(&self) -> Integer {
        Integer::one()
    }

    fn is_zero(&self, a: &Integer) -> bool {
        a.is_zero()
    }

    fn times(&self, a: &Integer, b: &Integer) -> Integer {
        a * b
    }

    fn combine(&self, u: &Integer, a: &Integer, v: &Integer, b: &Integer) -> Integer {
        if u.is_one() { a - &(v * b) } else { &(u * a) - &(v * b) }
    }

    fn cancel(&self, a: &Integer, b: &Integer) -> (Integer, Integer) {
        let g = if b.is_negative() { -a.gcd(b) } else { a.gcd(b) };
        (b.div_exact(&g), a.div_exact(&g))
    }

    fn simplify(&self, parts: &mut [&mut Terms<Integer>]) -> Integer {
        let mut content = Integer::zero();
        for (_, c) in parts.iter().flat_map(|part| part.iter()) {
            content = content.gcd(c);
            if content.is_one() {
                break;
            }
        }
        let lead = parts.iter().find_map(|part| part.first());
        if lead.is_some_and(|(_, c)| c.is_negative()) {
            content = -content;
        }
        if !content.is_zero() && !content.is_one() {
            for (_, c) in parts.iter_mut().flat_map(|part| part.iter_mut()) {
                *c = c.div_exact(&content);
            }
        }
        content
    }

    fn steps(&self, a: &Integer) -> u64 {
        1 + a.bits() as u64 / 64
    }
}

/// ℤ/p for a prime p < 2^31: polynomials are kept monic.
pub(super) struct Modulo {
    pub(super) p: u64,
}

impl Modulo {
    pub(super) fn power(&self, mut a: u64, mut k: u64) -> u64 {
        let mut value = 1;
        while k > 0 {
            if k & 1 == 1 {
                value = value * a % self.p;
            }
            a = a * a % self.p;
            k >>= 1;
        }
        value
    }

    pub(super) fn inverse(&self, a: u64) -> u64 {
        self.power(a, self.p - 2)
    }
}

impl Ring for Modulo {
    type C = u64;

    fn one(&self) -> u64 {
        1
    }

    fn is_zero(&self, a: &u64) -> bool {
        *a == 0
    }

    fn times(&self, a: &u64, b: &u64) -> u64 {
        a * b % self.p
    }

    fn combine(&self, u: &u64, a: &u64, v: &u64, b: &u64) -> u64 {
        (u * a + (self.p - v) * b) % self.p
    }

    fn cancel(&self, a: &u64, b: &u64) -> (u64, u64) {
        (1, if *b == 1 { *a } else { a * self.inverse(*b) % self.p })
    }

    fn simplify(&self, parts: &mut [&mut Terms<u64>]) -> u64 {
        let Some(lead) = parts.iter().find_map(|part| part.first()).map(|(_, c)| *c) else {
            return 1;
        };
        let inverse = self.inverse(lead);
        for (_, c) in parts.iter_mut().flat_map(|part| part.iter_mut()) {
            *c = *c * inverse % self.p;
        }
        lead
    }

    fn steps(&self, _: &u64) -> u64 {
        1
    }
}
