use super::monomial::Monomial;
use crate::number::{Integer, Sign};
use std::collections::BTreeMap;

/// A polynomial over the integers in a fixed number of variables x₀, …, xₙ₋₁.
///
/// The terms are kept in descending grevlex order without zero coefficients, so that equal
/// polynomials are equal values. The derived order compares leading terms first.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Poly {
    pub(super) nvars: usize,
    pub(super) terms: Vec<(Monomial, Integer)>,
}

impl Poly {
    /// The polynomial 0 in n variables.
    pub fn zero(n: usize) -> Poly {
        Poly { nvars: n, terms: Vec::new() }
    }

    /// The polynomial 1 in n variables.
    pub fn one(n: usize) -> Poly {
        Poly::constant(n, Integer::one())
    }

    /// A constant polynomial in n variables.
    pub fn constant(n: usize, value: Integer) -> Poly {
        if value.is_zero() {
            return Poly::zero(n);
        }
        Poly { nvars: n, terms: vec![(Monomial::ONE, value)] }
    }

    /// The variable xᵢ of n variables.
    ///
    /// # Panics
    /// If i ≥ n.
    pub fn var(n: usize, i: usize) -> Poly {
        assert!(i < n, "variable {i} of {n}");
        let exponents: Vec<u32> = (0..n).map(|j| u32::from(j == i)).collect();
        Poly { nvars: n, terms: vec![(Monomial::new(&exponents), Integer::one())] }
    }

    /// The sum of the terms c·x^e; terms with equal exponents are collected.
    ///
    /// # Panics
    /// If an exponent vector does not have length n.
    pub fn from_terms(n: usize, terms: Vec<(Vec<u16>, Integer)>) -> Poly {
        let wide = |(e, c): (Vec<u16>, Integer)| (e.into_iter().map(u32::from).collect(), c);
        Poly::from_wide_terms(n, terms.into_iter().map(wide))
    }

    /// As [`Poly::from_terms`], with exponents of 32 bits as [`Poly::terms`] yields them.
    ///
    /// # Panics
    /// If an exponent vector does not have length n, or a total degree reaches 2^32.
    pub fn from_wide_terms(n: usize, terms: impl IntoIterator<Item = (Vec<u32>, Integer)>) -> Poly {
        Poly::collect(
            n,
            terms.into_iter().map(|(e, c)| {
                assert_eq!(e.len(), n, "one exponent for each variable");
                (Monomial::new(&e), c)
            }),
        )
    }

    /// The sum of terms in any order.
    pub(super) fn collect(n: usize, terms: impl IntoIterator<Item = (Monomial, Integer)>) -> Poly {
        let mut sum: BTreeMap<Monomial, Integer> = BTreeMap::new();
        for (m, c) in terms {
            *sum.entry(m).or_default() += &c;
        }
        let terms = sum.into_iter().rev().filter(|(_, c)| !c.is_zero()).collect();
        Poly { nvars: n, terms }
    }

    /// Exponents and coefficient of every term, in descending grevlex order.
    pub fn terms(&self) -> impl DoubleEndedIterator<Item = (Vec<u32>, &Integer)> {
        self.terms.iter().map(|(m, c)| (m.exponents(self.nvars), c))
    }

    /// Number of variables of the ring.
    pub fn nvars(&self) -> usize {
        self.nvars
    }

    /// Number of terms.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Is it 0? The same as [`Poly::is_zero`].
    pub fn is_empty(&self) -> bool {
        self.is_zero()
    }

    /// Is it 0?
    pub fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    /// Is it 1?
    pub fn is_one(&self) -> bool {
        self.as_constant().is_some_and(Integer::is_one)
    }

    /// The value of a nonzero constant polynomial; `None` for all others, 0 included.
    pub fn as_constant(&self) -> Option<&Integer> {
        match self.terms.as_slice() {
            [(Monomial::Packed(0), c)] => Some(c),
            _ => None,
        }
    }

    /// Is it a constant, 0 included?
    pub fn is_constant(&self) -> bool {
        self.is_zero() || self.as_constant().is_some()
    }

    /// The total degree; 0 for the polynomial 0.
    pub fn total_degree(&self) -> u32 {
        self.terms.first().map_or(0, |(m, _)| m.degree(self.nvars))
    }

    /// The degree in xᵢ; 0 for the polynomial 0.
    pub fn degree_in(&self, i: usize) -> u32 {
        self.terms.iter().map(|(m, _)| m.exponent(i, self.nvars)).max().unwrap_or(0)
    }

    /// The degree in every variable.
    pub fn degrees(&self) -> Vec<u32> {
        let mut highest = vec![0; self.nvars];
        for (e, _) in self.terms() {
            highest.iter_mut().zip(e).for_each(|(h, e)| *h = (*h).max(e));
        }
        highest
    }

    /// The least exponent of every variable: the largest monomial that divides.
    pub fn least_degrees(&self) -> Vec<u32> {
        let mut least = vec![if self.is_zero() { 0 } else { u32::MAX }; self.nvars];
        for (e, _) in self.terms() {
            least.iter_mut().zip(e).for_each(|(h, e)| *h = (*h).min(e));
        }
        least
    }

    /// The variables that occur, ascending.
    pub fn variables(&self) -> Vec<usize> {
        self.degrees().iter().enumerate().filter(|(_, d)| **d > 0).map(|(i, _)| i).collect()
    }

    /// The coefficient of the leading term; 0 for the polynomial 0.
    pub fn leading_coefficient(&self) -> Integer {
        self.terms.first().map(|(_, c)| c.clone()).unwrap_or_default()
    }

    /// The exponents of the leading term; `None` for the polynomial 0.
    pub fn leading_exponents(&self) -> Option<Vec<u32>> {
        self.terms().next().map(|(e, _)| e)
    }

    /// The value at the origin.
    pub fn constant_term(&self) -> Integer {
        match self.terms.last() {
            Some((Monomial::Packed(0), c)) => c.clone(),
            _ => Integer::zero(),
        }
    }

    /// The nonnegative gcd of the coefficients.
    pub fn content(&self) -> Integer {
        let mut content = Integer::zero();
        for (_, c) in &self.terms {
            content = content.gcd(c);
            if content.is_one() {
                break;
            }
        }
        content
    }

    /// (c, g) with self = c·g, g of content 1 and positive leading coefficient; the sign of c is
    /// the sign of the leading coefficient. 0 = 0·0.
    pub fn primitive_with_factor(&self) -> (Integer, Poly) {
        let content = self.content();
        if content.is_zero() {
            return (content, self.clone());
        }
        let negative = self.leading_coefficient().is_negative();
        let factor = if negative { -content } else { content };
        if factor.is_one() {
            return (factor, self.clone());
        }
        let primitive = self.map_coefficients(|c| c.div_exact(&factor));
        (factor, primitive)
    }

    /// The primitive part with positive leading coefficient; 0 for 0.
    pub fn primitive(&self) -> Poly {
        self.primitive_with_factor().1
    }

    /// The sign of the leading coefficient.
    pub fn leading_sign(&self) -> Sign {
        self.leading_coefficient().sign()
    }

    /// The largest number of binary digits of a coefficient.
    pub fn bits(&self) -> usize {
        self.terms.iter().map(|(_, c)| c.bits()).max().unwrap_or(0)
    }

    /// Applies a map that sends nonzero integers to nonzero integers.
    pub(super) fn map_coefficients(&self, f: impl Fn(&Integer) -> Integer) -> Poly {
        let terms = self.terms.iter().map(|(m, c)| (m.clone(), f(c))).collect();
        Poly { nvars: self.nvars, terms }
    }

    /// Steps of a budget that a pass over all coefficients costs.
    pub(super) fn weight(&self) -> u64 {
        (self.len() as u64).saturating_mul(1 + self.bits() as u64 / 64)
    }
}
