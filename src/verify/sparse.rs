//! Sparse polynomials over ℚ in numbered letters, the checker's own.

use super::claim::NotChecked;
use crate::budget::Budget;
use crate::number::Rational;
use std::collections::BTreeMap;

/// Exponents by letter, without zeros at the end.
pub(super) type Exponents = Vec<u32>;

/// Σ c·∏ aᵢ^kᵢ, without zero coefficients. The order of the map is lexicographic, which is
/// compatible with multiplication, so the last term leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Sparse {
    terms: BTreeMap<Exponents, Rational>,
}

type Checked<T> = Result<T, NotChecked>;

fn spend(budget: &Budget, steps: usize) -> Checked<()> {
    budget.spend(steps as u64).map_err(|_| NotChecked::TooLarge)
}

fn trimmed(mut exponents: Exponents) -> Exponents {
    while exponents.last() == Some(&0) {
        exponents.pop();
    }
    exponents
}

fn sum(a: &[u32], b: &[u32]) -> Exponents {
    let at = |v: &[u32], i: usize| v.get(i).copied().unwrap_or(0);
    (0..a.len().max(b.len())).map(|i| at(a, i).saturating_add(at(b, i))).collect()
}

fn difference(a: &[u32], b: &[u32]) -> Option<Exponents> {
    let at = |v: &[u32], i: usize| v.get(i).copied().unwrap_or(0);
    let all = (0..a.len().max(b.len())).map(|i| at(a, i).checked_sub(at(b, i)));
    Some(trimmed(all.collect::<Option<_>>()?))
}

impl Sparse {
    pub(super) fn zero() -> Sparse {
        Sparse::default()
    }

    pub(super) fn one() -> Sparse {
        Sparse::constant(Rational::one())
    }

    pub(super) fn constant(c: Rational) -> Sparse {
        Sparse::term(Vec::new(), c)
    }

    pub(super) fn term(exponents: Exponents, c: Rational) -> Sparse {
        Sparse::sum_of([(exponents, c)])
    }

    /// The k-th power of a letter.
    pub(super) fn letter(index: usize, k: u32) -> Sparse {
        let mut exponents = vec![0; index + 1];
        exponents[index] = k;
        Sparse::term(exponents, Rational::one())
    }

    /// Σ of terms in any order.
    pub(super) fn sum_of(terms: impl IntoIterator<Item = (Exponents, Rational)>) -> Sparse {
        let mut total = Sparse::zero();
        for (e, c) in terms {
            let entry = total.terms.entry(trimmed(e)).or_insert_with(Rational::zero);
            *entry = &*entry + &c;
        }
        total.terms.retain(|_, c| !c.is_zero());
        total
    }

    pub(super) fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// The number it is, if no letter occurs.
    pub(super) fn as_constant(&self) -> Option<Rational> {
        match self.terms.iter().next() {
            None => Some(Rational::zero()),
            Some((e, c)) if self.terms.len() == 1 && e.is_empty() => Some(c.clone()),
            Some(_) => None,
        }
    }

    pub(super) fn terms(&self) -> impl DoubleEndedIterator<Item = (&Exponents, &Rational)> {
        self.terms.iter()
    }

    fn lead(&self) -> Option<(&Exponents, &Rational)> {
        self.terms.iter().next_back()
    }

    /// About the size of its coefficients.
    fn bits(&self) -> usize {
        let of = |c: &Rational| c.numerator().bits() + c.denominator().bits();
        let ends = [self.terms.values().next(), self.terms.values().next_back()];
        ends.into_iter().flatten().map(of).max().unwrap_or(0)
    }

    pub(super) fn degree_in(&self, letter: usize) -> u32 {
        self.terms.keys().filter_map(|e| e.get(letter)).copied().max().unwrap_or(0)
    }

    /// Letters that occur, ascending.
    pub(super) fn letters(&self) -> Vec<usize> {
        let longest = self.terms.keys().map(Vec::len).max().unwrap_or(0);
        (0..longest).filter(|&i| self.degree_in(i) > 0).collect()
    }

    pub(super) fn plus(&self, other: &Sparse) -> Sparse {
        let (mut total, small) =
            if self.len() >= other.len() { (self.clone(), other) } else { (other.clone(), self) };
        for (e, c) in &small.terms {
            let entry = total.terms.entry(e.clone()).or_insert_with(Rational::zero);
            *entry = &*entry + c;
        }
        total.terms.retain(|_, c| !c.is_zero());
        total
    }

    pub(super) fn minus(&self, other: &Sparse) -> Sparse {
        self.plus(&other.scaled(&Rational::from(-1)))
    }

    pub(super) fn scaled(&self, factor: &Rational) -> Sparse {
        if factor.is_zero() {
            return Sparse::zero();
        }
        Sparse { terms: self.terms.iter().map(|(e, c)| (e.clone(), c * factor)).collect() }
    }

    pub(super) fn times(&self, other: &Sparse, budget: &Budget) -> Checked<Sparse> {
        spend(budget, 1 + self.len() * other.len() * (1 + (self.bits() + other.bits()) / 64))?;
        let mut product = Sparse::zero();
        for (e, c) in &self.terms {
            for (f, d) in &other.terms {
                let entry = product.terms.entry(sum(e, f)).or_insert_with(Rational::zero);
                *entry = &*entry + &(c * d);
            }
        }
        product.terms.retain(|_, c| !c.is_zero());
        Ok(product)
    }

    pub(super) fn power(&self, k: u32, budget: &Budget) -> Checked<Sparse> {
        if let (1, Some((e, c))) = (self.len(), self.lead()) {
            let raised = e.iter().map(|x| x.checked_mul(k)).collect::<Option<Exponents>>();
            let small = i32::try_from(k).ok().filter(|k| *k <= 10_000);
            let c = small.and_then(|k| c.pow(k)).ok_or(NotChecked::TooLarge)?;
            return Ok(Sparse::term(raised.ok_or(NotChecked::TooLarge)?, c));
        }
        let mut product = Sparse::one();
        for _ in 0..k {
            product = product.times(self, budget)?;
        }
        Ok(product)
    }

    /// The quotient if the division leaves no remainder; `None` also for division by zero.
    pub(super) fn divided(&self, divisor: &Sparse, budget: &Budget) -> Checked<Option<Sparse>> {
        let Some((e, c)) = divisor.lead() else { return Ok(None) };
        let (mut rest, mut quotient) = (self.clone(), Sparse::zero());
        while let Some((f, d)) = rest.lead() {
            spend(budget, 1 + divisor.len() * (1 + rest.bits() / 64))?;
            let Some(missing) = difference(f, e) else { return Ok(None) };
            let factor = d / c;
            for (g, b) in &divisor.terms {
                let entry = rest.terms.entry(sum(g, &missing)).or_insert_with(Rational::zero);
                *entry = &*entry - &(b * &factor);
            }
            rest.terms.retain(|_, c| !c.is_zero());
            quotient.terms.insert(missing, factor);
        }
        Ok(Some(quotient))
    }

    /// What is left when leading terms of the divisors are replaced as long as there are any.
    pub(super) fn remainder(&self, divisors: &[Sparse], budget: &Budget) -> Checked<Sparse> {
        let (mut open, mut rest) = (self.clone(), Sparse::zero());
        while let Some((f, d)) = open.terms.pop_last() {
            let divisor = divisors.iter().find_map(|g| {
                let (e, c) = g.lead()?;
                Some((g, difference(&f, e)?, &d / c))
            });
            let Some((g, missing, factor)) = divisor else {
                rest.terms.insert(f, d);
                continue;
            };
            spend(budget, 1 + g.len() * (1 + open.bits() / 64))?;
            for (e, b) in g.terms.iter().rev().skip(1) {
                let entry = open.terms.entry(sum(e, &missing)).or_insert_with(Rational::zero);
                *entry = &*entry - &(b * &factor);
            }
            open.terms.retain(|_, c| !c.is_zero());
        }
        Ok(rest)
    }

    /// Removes a factor as often as it divides; says how often.
    pub(super) fn stripped(&self, factor: &Sparse, budget: &Budget) -> Checked<(Sparse, u32)> {
        let (mut rest, mut times) = (self.clone(), 0);
        if self.is_zero() || factor.as_constant().is_some() {
            return Ok((rest, 0));
        }
        while let Some(quotient) = rest.divided(factor, budget)? {
            rest = quotient;
            times += 1;
        }
        Ok((rest, times))
    }

    /// The multiple with leading coefficient 1: equal for polynomials that differ by a number.
    pub(super) fn monic(&self) -> Sparse {
        match self.lead() {
            Some((_, c)) => match c.recip() {
                Some(inverse) => self.scaled(&inverse),
                None => self.clone(),
            },
            None => Sparse::zero(),
        }
    }

    /// The coefficients c₀, c₁, … as a polynomial in one letter.
    pub(super) fn coefficients_in(&self, letter: usize) -> Vec<Sparse> {
        let mut all = vec![Sparse::zero(); self.degree_in(letter) as usize + 1];
        for (e, c) in &self.terms {
            let k = e.get(letter).copied().unwrap_or(0) as usize;
            let mut without = e.clone();
            if let Some(x) = without.get_mut(letter) {
                *x = 0;
            }
            all[k].terms.insert(trimmed(without), c.clone());
        }
        all
    }

    /// den^d·f(num/den) for the letter, d the degree in it.
    pub(super) fn substituted(
        &self,
        letter: usize,
        num: &Sparse,
        den: &Sparse,
        budget: &Budget,
    ) -> Checked<Sparse> {
        let coefficients = self.coefficients_in(letter);
        let d = coefficients.len() as u32 - 1;
        let mut total = Sparse::zero();
        for (k, c) in coefficients.iter().enumerate().filter(|(_, c)| !c.is_zero()) {
            let power = num.power(k as u32, budget)?;
            let rest = den.power(d - k as u32, budget)?;
            total = total.plus(&c.times(&power, budget)?.times(&rest, budget)?);
        }
        Ok(total)
    }

    /// Dense coefficients, if at most the one letter occurs.
    pub(super) fn dense_in(&self, letter: usize) -> Option<Vec<Rational>> {
        self.coefficients_in(letter).iter().map(Sparse::as_constant).collect()
    }
}
