//! Quotients of sparse polynomials in letters.

use super::claim::NotChecked;
use super::sparse::Sparse;
use crate::budget::Budget;
use crate::number::Rational;

/// num/den with den ≠ 0, its leading coefficient 1; not in lowest terms.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fraction {
    pub(super) num: Sparse,
    pub(super) den: Sparse,
}

type Checked<T> = Result<T, NotChecked>;

impl Fraction {
    pub(super) fn whole(num: Sparse) -> Fraction {
        Fraction { num, den: Sparse::one() }
    }

    pub(super) fn number(q: Rational) -> Fraction {
        Fraction::whole(Sparse::constant(q))
    }

    /// num/den; an error if the denominator is the zero polynomial.
    pub(super) fn new(num: Sparse, den: Sparse, budget: &Budget) -> Checked<Fraction> {
        if den.is_zero() {
            return Err(NotChecked::Undefined);
        }
        if num.is_zero() {
            return Ok(Fraction::whole(num));
        }
        if den.len() > 1
            && let Some(quotient) = num.divided(&den, budget)?
        {
            return Ok(Fraction::whole(quotient));
        }
        let monic = den.monic();
        let factor = den.terms().next_back().and_then(|(_, c)| c.recip());
        let num = factor.map_or_else(|| num.clone(), |c| num.scaled(&c));
        Ok(Fraction::without_monomial(num, monic))
    }

    /// Cancels the common power product of numerator and denominator.
    fn without_monomial(num: Sparse, den: Sparse) -> Fraction {
        let longest = den.terms().map(|(e, _)| e.len()).max().unwrap_or(0);
        let least = |i: usize| {
            let all = num.terms().chain(den.terms());
            all.map(|(e, _)| e.get(i).copied().unwrap_or(0)).min().unwrap_or(0)
        };
        let common: Vec<u32> = (0..longest).map(least).collect();
        if common.iter().all(|k| *k == 0) {
            return Fraction { num, den };
        }
        let lowered = |p: &Sparse| {
            Sparse::sum_of(p.terms().map(|(e, c)| {
                let rest = e.iter().enumerate();
                let rest = rest.map(|(i, k)| k - common.get(i).copied().unwrap_or(0));
                (rest.collect(), c.clone())
            }))
        };
        Fraction { num: lowered(&num), den: lowered(&den) }
    }

    pub(super) fn plus(&self, other: &Fraction, budget: &Budget) -> Checked<Fraction> {
        if self.den == other.den {
            return Fraction::new(self.num.plus(&other.num), self.den.clone(), budget);
        }
        if let Some(k) = other.den.divided(&self.den, budget)? {
            let num = self.num.times(&k, budget)?.plus(&other.num);
            return Fraction::new(num, other.den.clone(), budget);
        }
        if let Some(k) = self.den.divided(&other.den, budget)? {
            let num = other.num.times(&k, budget)?.plus(&self.num);
            return Fraction::new(num, self.den.clone(), budget);
        }
        let left = self.num.times(&other.den, budget)?;
        let right = other.num.times(&self.den, budget)?;
        Fraction::new(left.plus(&right), self.den.times(&other.den, budget)?, budget)
    }

    pub(super) fn times(&self, other: &Fraction, budget: &Budget) -> Checked<Fraction> {
        let num = self.num.times(&other.num, budget)?;
        Fraction::new(num, self.den.times(&other.den, budget)?, budget)
    }

    pub(super) fn negative(&self) -> Fraction {
        Fraction { num: self.num.scaled(&Rational::from(-1)), den: self.den.clone() }
    }

    pub(super) fn inverse(&self, budget: &Budget) -> Checked<Fraction> {
        Fraction::new(self.den.clone(), self.num.clone(), budget)
    }

    /// The polynomial it is, if the denominator is 1.
    pub(super) fn as_polynomial(&self) -> Option<&Sparse> {
        (self.den == Sparse::one()).then_some(&self.num)
    }
}
