//! **Truncated power series** in several variables over an exact field.
//!
//! A series is known up to a total order: all terms c·x^α with |α| = α₁ + … + αₙ ≤ order,
//! and everything above is forgotten. Sum, product and composition with a function of one
//! variable are exact on what is kept. A function is applied only where its own Taylor
//! coefficients are rational (exp at 0, ln at 1, …), so no number is ever rounded.

use super::{Field, Rational};
use std::collections::BTreeMap;

/// Σ c_α·x^α over |α| ≤ order; coefficients that are 0 are not stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Series<F> {
    nvars: usize,
    order: u16,
    zero: F,
    terms: BTreeMap<Vec<u16>, F>,
}

fn degree(powers: &[u16]) -> u16 {
    powers.iter().fold(0, |sum, p| sum.saturating_add(*p))
}

impl<F: Field> Series<F> {
    /// The constant c.
    pub fn constant(nvars: usize, order: u16, c: F) -> Series<F> {
        let mut series = Series { nvars, order, zero: c.zero_like(), terms: BTreeMap::new() };
        series.accumulate(vec![0; nvars], c);
        series
    }

    /// c + xᵢ, the i-th coordinate near c; i is below `nvars`.
    pub fn variable(nvars: usize, order: u16, i: usize, c: F) -> Series<F> {
        let one = c.one_like();
        let mut series = Series::constant(nvars, order, c);
        let powers = (0..nvars).map(|j| u16::from(i == j)).collect();
        series.accumulate(powers, one);
        series
    }

    /// Σ of terms up to an order; terms with equal exponents add up.
    pub fn from_terms(
        nvars: usize,
        order: u16,
        zero: F,
        terms: impl IntoIterator<Item = (Vec<u16>, F)>,
    ) -> Series<F> {
        let mut series = Series { nvars, order, zero, terms: BTreeMap::new() };
        for (powers, c) in terms {
            series.accumulate(powers, c);
        }
        series
    }

    /// The constant of the same shape.
    fn like(&self, c: F) -> Series<F> {
        Series::constant(self.nvars, self.order, c)
    }

    fn accumulate(&mut self, powers: Vec<u16>, c: F) {
        if degree(&powers) > self.order {
            return;
        }
        let sum = self.coefficient(&powers).add(&c);
        if sum.is_zero() {
            self.terms.remove(&powers);
        } else {
            self.terms.insert(powers, sum);
        }
    }

    /// Number of variables.
    pub fn nvars(&self) -> usize {
        self.nvars
    }

    /// The total order up to which the series is known.
    pub fn order(&self) -> u16 {
        self.order
    }

    /// The coefficient of x^α.
    pub fn coefficient(&self, powers: &[u16]) -> F {
        self.terms.get(powers).cloned().unwrap_or_else(|| self.zero.clone())
    }

    /// The nonzero terms in increasing order of their exponents.
    pub fn terms(&self) -> impl Iterator<Item = (&[u16], &F)> {
        self.terms.iter().map(|(powers, c)| (powers.as_slice(), c))
    }

    /// The constant term.
    pub fn value(&self) -> F {
        self.coefficient(&vec![0; self.nvars])
    }

    /// The least |α| with a nonzero coefficient; `None` if everything known is 0.
    pub fn lowest_degree(&self) -> Option<u16> {
        self.terms.keys().map(|powers| degree(powers)).min()
    }

    /// The sum, known to the smaller order.
    pub fn add(&self, other: &Series<F>) -> Series<F> {
        let mut sum = self.truncated(other.order);
        for (powers, c) in &other.terms {
            sum.accumulate(powers.clone(), c.clone());
        }
        sum
    }

    /// The difference, known to the smaller order.
    pub fn sub(&self, other: &Series<F>) -> Series<F> {
        self.add(&other.neg())
    }

    /// The negative.
    pub fn neg(&self) -> Series<F> {
        self.map(Field::neg)
    }

    /// c times the series.
    pub fn scale(&self, c: &F) -> Series<F> {
        self.map(|x| x.mul(c))
    }

    fn map(&self, f: impl Fn(&F) -> F) -> Series<F> {
        let mut image = self.like(self.zero.clone());
        for (powers, c) in &self.terms {
            image.accumulate(powers.clone(), f(c));
        }
        image
    }

    /// Forgets the terms above `order`.
    pub fn truncated(&self, order: u16) -> Series<F> {
        let mut short = self.clone();
        short.order = order.min(self.order);
        short.terms.retain(|powers, _| degree(powers) <= order);
        short
    }

    /// The same terms as a polynomial: known to any order.
    pub fn as_polynomial(&self, order: u16) -> Series<F> {
        let mut longer = self.truncated(order);
        longer.order = order;
        longer
    }

    /// The terms of degree k alone.
    pub fn homogeneous(&self, k: u16) -> Series<F> {
        let mut part = self.clone();
        part.terms.retain(|powers, _| degree(powers) == k);
        part
    }

    /// ∂/∂xᵢ, known to one order less.
    pub fn derivative(&self, i: usize) -> Series<F> {
        let lowered = |(powers, c): (&Vec<u16>, &F)| {
            let k = powers[i].checked_sub(1)?;
            let mut lower = powers.clone();
            lower[i] = k;
            Some((lower, c.mul(&self.zero.rational(&integer(k + 1)))))
        };
        let terms: Vec<_> = self.terms.iter().filter_map(lowered).collect();
        Series::from_terms(self.nvars, self.order.saturating_sub(1), self.zero.clone(), terms)
    }

    /// The series with others, whose constant terms are 0, put in for its variables: known
    /// to the smallest of all orders.
    pub fn substitute(&self, inner: &[Series<F>]) -> Series<F> {
        let Some(first) = inner.first() else { return self.clone() };
        let order = inner.iter().map(|s| s.order).fold(self.order, u16::min);
        let one = Series::constant(first.nvars, order, self.zero.one_like());
        let mut powers: Vec<Vec<Series<F>>> = inner.iter().map(|_| vec![one.clone()]).collect();
        let mut sum = Series::constant(first.nvars, order, self.zero.clone());
        for (exponents, c) in &self.terms {
            let mut term = one.scale(c);
            for (i, k) in exponents.iter().enumerate().filter(|(_, k)| **k > 0) {
                while powers[i].len() <= usize::from(*k) {
                    let next = powers[i][powers[i].len() - 1].mul(&inner[i]);
                    powers[i].push(next);
                }
                term = term.mul(&powers[i][usize::from(*k)]);
            }
            sum = sum.add(&term);
        }
        sum
    }

    /// The product, known to the smaller order.
    pub fn mul(&self, other: &Series<F>) -> Series<F> {
        let mut product = self.like(self.zero.clone()).truncated(other.order);
        for (a, x) in &self.terms {
            for (b, y) in &other.terms {
                if degree(a).saturating_add(degree(b)) <= product.order {
                    product.accumulate(a.iter().zip(b).map(|(p, q)| p + q).collect(), x.mul(y));
                }
            }
        }
        product
    }

    /// f(s) = Σ f_k·(s − s₀)^k by Horner's rule, for the Taylor coefficients f_k of f at s₀.
    pub fn compose(&self, outer: impl Fn(u16) -> F) -> Series<F> {
        let small = self.sub(&self.like(self.value()));
        let horner = |sum: Series<F>, k: u16| sum.mul(&small).add(&self.like(outer(k)));
        (0..self.order).rev().fold(self.like(outer(self.order)), horner)
    }

    /// Composition with a function given by rational coefficients at the constant term.
    fn compose_rational(&self, outer: impl Fn(u16) -> Rational) -> Series<F> {
        self.compose(|k| self.zero.rational(&outer(k)))
    }

    /// 1/s; `None` if the constant term is 0.
    pub fn recip(&self) -> Option<Series<F>> {
        let inverse = self.value().recip()?;
        let step = inverse.neg();
        let powers = successive(inverse, |c| c.mul(&step), self.order);
        Some(self.compose(|k| powers[usize::from(k)].clone()))
    }

    /// The quotient; `None` if the divisor's constant term is 0.
    pub fn div(&self, other: &Series<F>) -> Option<Series<F>> {
        Some(self.mul(&other.recip()?))
    }

    /// A whole power; `None` for a negative one if the constant term is 0.
    pub fn pow(&self, exponent: i32) -> Option<Series<F>> {
        let base = if exponent < 0 { self.recip()? } else { self.clone() };
        let mut power = self.like(self.zero.one_like());
        for bit in (0..32 - exponent.unsigned_abs().leading_zeros()).rev() {
            power = power.mul(&power);
            if exponent.unsigned_abs() >> bit & 1 == 1 {
                power = power.mul(&base);
            }
        }
        Some(power)
    }

    /// s^q = Σ binomial(q, k)·(s − 1)^k; `None` unless the constant term is 1.
    pub fn pow_rational(&self, q: &Rational) -> Option<Series<F>> {
        let ratio = |k: u16| (q - &integer(k)) * fraction(1, i64::from(k) + 1);
        self.at(1)?.compose_with_ratio(Rational::one(), ratio)
    }

    /// The series itself if its constant term is the integer c.
    fn at(&self, c: i64) -> Option<&Series<F>> {
        self.value().sub(&self.zero.rational(&Rational::from(c))).is_zero().then_some(self)
    }

    /// Composition with f₀, f₁ = f₀·ratio(0), f₂ = f₁·ratio(1), …
    fn compose_with_ratio(
        &self,
        first: Rational,
        ratio: impl Fn(u16) -> Rational,
    ) -> Option<Series<F>> {
        let mut coefficients = vec![first];
        for k in 0..self.order {
            let next = &coefficients[usize::from(k)] * &ratio(k);
            coefficients.push(next);
        }
        Some(self.compose_rational(|k| coefficients[usize::from(k)].clone()))
    }

    /// e^s = Σ s^k/k!; `None` unless the constant term is 0, as for all functions below
    /// except [`Series::ln`].
    pub fn exp(&self) -> Option<Series<F>> {
        self.at(0)?.compose_with_ratio(Rational::one(), |k| fraction(1, i64::from(k) + 1))
    }

    /// ln s = Σ (−1)^(k+1)·(s − 1)^k/k; `None` unless the constant term is 1.
    pub fn ln(&self) -> Option<Series<F>> {
        let sign = |k: u16| if k.is_multiple_of(2) { -1 } else { 1 };
        let f = |k: u16| if k == 0 { Rational::zero() } else { fraction(sign(k), i64::from(k)) };
        Some(self.at(1)?.compose_rational(f))
    }

    /// (e^s − e^−s)/2.
    pub fn sinh(&self) -> Option<Series<F>> {
        Some(self.exp()?.sub(&self.neg().exp()?).halved())
    }

    /// (e^s + e^−s)/2.
    pub fn cosh(&self) -> Option<Series<F>> {
        Some(self.exp()?.add(&self.neg().exp()?).halved())
    }

    fn halved(&self) -> Series<F> {
        self.scale(&self.zero.rational(&fraction(1, 2)))
    }

    /// s − s³/3! + s⁵/5! − …
    pub fn sin(&self) -> Option<Series<F>> {
        self.at(0)?.odd(|i| -fraction(1, (2 * i + 2) * (2 * i + 3)))
    }

    /// 1 − s²/2! + s⁴/4! − … = √(1 − sin² s).
    pub fn cos(&self) -> Option<Series<F>> {
        let sine = self.sin()?;
        let one = self.like(self.zero.one_like());
        one.sub(&sine.mul(&sine)).pow_rational(&fraction(1, 2))
    }

    /// sin s/cos s.
    pub fn tan(&self) -> Option<Series<F>> {
        self.sin()?.div(&self.cos()?)
    }

    /// sinh s/cosh s.
    pub fn tanh(&self) -> Option<Series<F>> {
        self.sinh()?.div(&self.cosh()?)
    }

    /// s − s³/3 + s⁵/5 − …
    pub fn atan(&self) -> Option<Series<F>> {
        self.at(0)?.odd(|i| -fraction(2 * i + 1, 2 * i + 3))
    }

    /// s + s³/3 + s⁵/5 + …
    pub fn atanh(&self) -> Option<Series<F>> {
        self.at(0)?.odd(|i| fraction(2 * i + 1, 2 * i + 3))
    }

    /// s + 1/2·s³/3 + (1·3)/(2·4)·s⁵/5 + …
    pub fn asin(&self) -> Option<Series<F>> {
        self.at(0)?.odd(arcsine_ratio)
    }

    /// s − 1/2·s³/3 + (1·3)/(2·4)·s⁵/5 − …
    pub fn asinh(&self) -> Option<Series<F>> {
        self.at(0)?.odd(|i| -arcsine_ratio(i))
    }

    /// 1/(1 + e^−s).
    pub fn sigmoid(&self) -> Option<Series<F>> {
        self.like(self.zero.one_like()).add(&self.neg().exp()?).recip()
    }

    /// s·(1 + r₀s² + r₀r₁s⁴ + …).
    fn odd(&self, ratio: impl Fn(i64) -> Rational) -> Option<Series<F>> {
        let square = self.mul(self);
        let even = square.compose_with_ratio(Rational::one(), |k| ratio(i64::from(k)))?;
        Some(self.mul(&even))
    }
}

/// c, f(c), f(f(c)), …: order + 1 values.
fn successive<F: Clone>(c: F, f: impl Fn(&F) -> F, order: u16) -> Vec<F> {
    std::iter::successors(Some(c), |c| Some(f(c))).take(usize::from(order) + 1).collect()
}

fn fraction(p: i64, q: i64) -> Rational {
    Rational::fraction(p, q)
}

fn integer(k: u16) -> Rational {
    Rational::from(i64::from(k))
}

fn arcsine_ratio(i: i64) -> Rational {
    fraction((2 * i + 1) * (2 * i + 1), (2 * i + 2) * (2 * i + 3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Q = Series<Rational>;

    /// The coefficients of t⁰, t¹, … of a series in one variable.
    fn coefficients(s: &Q) -> String {
        let list = (0..=s.order()).map(|k| s.coefficient(&[k]).to_string());
        list.collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn check(s: Option<Q>, expected: &str) {
        assert_eq!(coefficients(&s.unwrap()), expected);
    }

    #[test]
    fn functions_of_one_variable_have_their_textbook_coefficients() {
        let t = Q::variable(1, 5, 0, Rational::zero());
        let u = Q::variable(1, 5, 0, Rational::one());
        check(t.exp(), "1 1 1/2 1/6 1/24 1/120");
        check(u.ln(), "0 1 -1/2 1/3 -1/4 1/5");
        check(t.sin(), "0 1 0 -1/6 0 1/120");
        check(t.cos(), "1 0 -1/2 0 1/24 0");
        check(t.tan(), "0 1 0 1/3 0 2/15");
        check(t.asin(), "0 1 0 1/6 0 3/40");
        check(t.atan(), "0 1 0 -1/3 0 1/5");
        check(t.sinh(), "0 1 0 1/6 0 1/120");
        check(t.cosh(), "1 0 1/2 0 1/24 0");
        check(t.tanh(), "0 1 0 -1/3 0 2/15");
        check(t.asinh(), "0 1 0 -1/6 0 3/40");
        check(t.atanh(), "0 1 0 1/3 0 1/5");
        check(t.sigmoid(), "1/2 1/4 0 -1/48 0 1/480");
        check(u.pow_rational(&fraction(1, 2)), "1 1/2 -1/8 1/16 -5/128 7/256");
        check(u.recip(), "1 -1 1 -1 1 -1");
    }

    #[test]
    fn substitution_and_derivatives_are_those_of_polynomials() {
        let x = Q::variable(2, 4, 0, Rational::zero());
        let y = Q::variable(2, 4, 1, Rational::zero());
        let f = x.mul(&x).mul(&y).add(&y);
        assert_eq!(f.derivative(0), x.mul(&y).scale(&integer(2)).truncated(3));
        let t = Q::variable(1, 4, 0, Rational::zero());
        // x = t, y = t²: t⁴ + t².
        check(Some(f.substitute(&[t.clone(), t.mul(&t)])), "0 0 1 0 1");
        assert_eq!(f.homogeneous(1), y);
    }

    #[test]
    fn functions_are_refused_where_they_are_not_rational() {
        let u = Q::variable(1, 3, 0, Rational::one());
        let t = Q::variable(1, 3, 0, Rational::zero());
        assert_eq!(u.exp(), None);
        assert_eq!(t.ln(), None);
        assert_eq!(t.recip(), None);
        assert_eq!(t.pow(-1), None);
        assert_eq!(t.lowest_degree(), Some(1));
    }

    fn series() -> impl Strategy<Value = Q> {
        prop::collection::vec((0u16..3, 0u16..3, -4i64..5, 1i64..4), 1..6).prop_map(|terms| {
            let mut s = Q::constant(2, 4, Rational::zero());
            for (a, b, p, q) in terms {
                s.accumulate(vec![a, b], fraction(p, q));
            }
            s
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn series_form_a_ring_and_functions_obey_their_laws(a in series(), b in series()) {
            prop_assert_eq!(a.mul(&b), b.mul(&a));
            prop_assert_eq!(a.add(&b).mul(&a), a.mul(&a).add(&b.mul(&a)));
            let (x, y) = (a.sub(&a.like(a.value())), b.sub(&b.like(b.value())));
            let one = x.like(Rational::one());
            prop_assert_eq!(x.add(&y).exp(), Some(x.exp().unwrap().mul(&y.exp().unwrap())));
            prop_assert_eq!(x.exp().unwrap().ln(), Some(x.clone()));
            prop_assert_eq!(x.tan().unwrap().atan(), Some(x.clone()));
            prop_assert_eq!(x.sin().unwrap().asin(), Some(x.clone()));
            let u = one.add(&x);
            prop_assert_eq!(u.mul(&u.recip().unwrap()), one);
            prop_assert_eq!(u.pow(3).unwrap().pow_rational(&fraction(1, 3)), Some(u));
        }
    }
}
