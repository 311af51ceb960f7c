use super::buchberger::reduced_basis;
use super::order::{Key, Order};
use super::reduce::{Division, Element};
use super::ring::{Integers, Terms};
use super::vector::Vector;
use crate::budget::{Budget, Exhausted};
use crate::number::{Integer, Rational};
use crate::polynomial::Poly;
use std::collections::BTreeMap;

/// The reduced Gröbner basis of an ideal over ℚ, its elements primitive over ℤ.
///
/// It lies in the ideal by construction, so no common zero is lost.
pub struct Basis {
    order: Order,
    elements: Vec<Element<Integer>>,
}

/// The reduced Gröbner basis of the ideal that the polynomials generate.
///
/// # Errors
/// [`Exhausted`] at the end of the budget, or if a degree leaves the packed monomials.
///
/// # Panics
/// If a polynomial has not as many variables as the order.
pub fn groebner_basis(
    polynomials: &[Poly],
    order: &Order,
    budget: &Budget,
) -> Result<Basis, Exhausted> {
    let nonzero = polynomials.iter().filter(|f| !f.is_zero());
    let input = nonzero.map(|f| to_terms(f, order)).collect::<Result<_, _>>()?;
    let elements = reduced_basis(&Division::new(&Integers, order), input, budget)?;
    Ok(Basis { order: order.clone(), elements })
}

pub(super) fn to_terms(f: &Poly, order: &Order) -> Result<Terms<Integer>, Exhausted> {
    assert_eq!(f.nvars(), order.nvars(), "polynomials and order of two different rings");
    let mut terms = Vec::with_capacity(f.len());
    for (e, c) in f.terms() {
        terms.push((order.encode(&e)?, c.clone()));
    }
    terms.sort_by_key(|(key, _)| std::cmp::Reverse(*key));
    Ok(terms)
}

fn to_poly(terms: &Terms<Integer>, order: &Order) -> Poly {
    let spelt = terms.iter().map(|(key, c)| (order.decode(*key), c.clone()));
    Poly::from_wide_terms(order.nvars(), spelt)
}

/// f ≡ numerator/denominator modulo an ideal, no term divisible by a leading monomial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormalForm {
    /// The numerator.
    pub numerator: Poly,
    /// The positive denominator.
    pub denominator: Integer,
}

impl Basis {
    /// The monomial order.
    pub fn order(&self) -> &Order {
        &self.order
    }

    /// Number of variables of the ring.
    pub fn nvars(&self) -> usize {
        self.order.nvars()
    }

    /// The elements, ascending by leading monomial, primitive, their leading coefficient *in
    /// this order* positive.
    pub fn polynomials(&self) -> Vec<Poly> {
        self.elements.iter().map(|g| to_poly(&g.terms, &self.order)).collect()
    }

    /// The exponents of the leading monomials, in the order of the elements.
    pub fn leading_monomials(&self) -> impl Iterator<Item = &[u32]> {
        self.elements.iter().map(|g| g.lead.as_slice())
    }

    /// Is it the whole ring, without a zero even over ℂ?
    pub fn is_whole_ring(&self) -> bool {
        self.elements.iter().any(|g| g.lead.iter().all(|&e| e == 0))
    }

    /// The normal form of a polynomial.
    ///
    /// # Errors
    /// [`Exhausted`] at the end of the budget.
    pub fn normal_form(&self, f: &Poly, budget: &Budget) -> Result<NormalForm, Exhausted> {
        let terms = to_terms(f, &self.order)?;
        let division = Division::new(&Integers, &self.order);
        let r = division.remainder(terms, 0, &self.elements, budget)?;
        let factor = Rational::new(r.content, r.scale);
        let numerator = to_poly(&r.terms, &self.order).scale(&factor.numerator());
        Ok(NormalForm { numerator, denominator: factor.denominator() })
    }

    /// Is the polynomial in the ideal?
    ///
    /// # Errors
    /// [`Exhausted`] at the end of the budget.
    pub fn contains(&self, f: &Poly, budget: &Budget) -> Result<bool, Exhausted> {
        Ok(self.normal_form(f, budget)?.numerator.is_zero())
    }

    /// The vector of the rest of every element, negated and divided by the leading
    /// coefficient, by leading monomial; `index` numbers the standard monomials.
    pub(super) fn tails(&self, index: &BTreeMap<Key, usize>) -> BTreeMap<Key, Vector> {
        let vector = |g: &Element<Integer>| {
            let mut num = vec![Integer::zero(); index.len()];
            for (key, c) in &g.terms[1..] {
                if let Some(&j) = index.get(key) {
                    num[j] = -c;
                }
            }
            Vector::new(num, g.terms[0].1.clone())
        };
        self.elements.iter().map(|g| (g.terms[0].0, vector(g))).collect()
    }

    /// The dimension of the zero set over ℂ, `None` if it is empty: the largest number of
    /// variables such that no leading monomial is made of them alone.
    pub fn dimension(&self) -> Option<usize> {
        if self.is_whole_ring() {
            return None;
        }
        let supports = self
            .leading_monomials()
            .map(|e| (0..e.len()).filter(|&i| e[i] > 0).collect::<Vec<usize>>());
        let supports: Vec<Vec<usize>> = supports.collect();
        Some(self.nvars() - least_cover(&supports, self.nvars()))
    }

    /// Has it finitely many zeros over ℂ (none counts as well)?
    pub fn is_zero_dimensional(&self) -> bool {
        let pure =
            |i: usize| self.leading_monomials().any(|e| (0..e.len()).all(|j| j == i || e[j] == 0));
        (0..self.nvars()).all(pure)
    }
}

/// The least number of variables that meets every support.
fn least_cover(supports: &[Vec<usize>], n: usize) -> usize {
    let mut best = n;
    let mut stack: Vec<Vec<usize>> = vec![Vec::new()];
    while let Some(cover) = stack.pop() {
        if cover.len() >= best {
            continue;
        }
        let missed = supports.iter().filter(|s| !s.iter().any(|v| cover.contains(v)));
        match missed.min_by_key(|s| s.len()) {
            None => best = cover.len(),
            Some(support) => stack.extend(support.iter().map(|&v| [&cover[..], &[v]].concat())),
        }
    }
    best
}
