//! Power series of L at a place whose letters have algebraic values.
//!
//! The partial derivatives of the letters are rational functions of letters, so with
//! Σ uⱼ·∂ⱼf = k·f on forms of degree k their series follow from their values, one order after
//! the other, and that of L − L(p) from those of its gradient.

use super::back::Place;
use super::verdict::Known;
use super::{Scene, is_still};
use crate::budget::Exhausted;
use crate::calculus::derivative;
use crate::classify::{Jet, quotient};
use crate::expr::Expr;
use crate::number::{Field, Rational, Series};
use crate::polynomial::algebraic::FieldElement;
use crate::solve::{Fraction, Letter, at_point};

/// More letters are not followed.
const MOST_LETTERS: usize = 12;

/// Letters with their values and derivatives.
pub(super) struct Chain {
    /// The letters' indices.
    letters: Vec<usize>,
    values: Vec<FieldElement>,
    /// The derivatives by the variables that move, in as many unknowns as there are letters.
    slopes: Vec<Vec<Fraction>>,
    /// The gradient of L by the same variables.
    gradient: Vec<Fraction>,
    zero: FieldElement,
}

impl Scene<'_> {
    /// What is needed for the series of L at a place in some of the variables; `None` if some
    /// letter has no algebraic value there, at all members.
    ///
    /// # Errors
    /// [`Exhausted`].
    pub(super) fn chain(
        &mut self,
        place: &Place,
        known: Known<'_>,
        moving: &[usize],
    ) -> Result<Option<Chain>, Exhausted> {
        let symbols = self.letters.variables().to_vec();
        let mut gradient = Vec::new();
        for &i in moving {
            let Some(f) = self.letters.lower(self.dag, self.slope[i], self.budget)? else {
                return Ok(None);
            };
            gradient.push(f);
        }
        let mut letters: Vec<usize> = Vec::new();
        let enlist = |letters: &mut Vec<usize>, f: &Fraction| {
            for i in f.num().variables().into_iter().chain(f.den().variables()) {
                if !letters.contains(&i) {
                    letters.push(i);
                }
            }
        };
        gradient.iter().for_each(|f| enlist(&mut letters, f));
        let (mut slopes, mut values) = (Vec::new(), Vec::new());
        let zero = FieldElement::constant(&known.point.field, &Rational::zero());
        while values.len() < letters.len() {
            if letters.len() > MOST_LETTERS {
                return Ok(None);
            }
            let letter = letters[values.len()];
            let Some(value) = self.value_of(letter, place, known)? else { return Ok(None) };
            values.push(value);
            let meaning = self.letters.alphabet().letters()[letter].meaning(self.dag);
            let mut all = Vec::new();
            for &i in moving {
                let slope = derivative(self.dag, meaning, symbols[i]);
                let Some(f) = self.letters.lower(self.dag, slope, self.budget)? else {
                    return Ok(None);
                };
                enlist(&mut letters, &f);
                all.push(f);
            }
            slopes.push(all);
        }
        let own = |f: &Fraction| narrowed(f, &letters);
        let slopes = slopes.iter().map(|all| all.iter().map(own).collect()).collect();
        let gradient = gradient.iter().map(own).collect();
        Ok(Some(Chain { letters, values, slopes, gradient, zero }))
    }

    /// Is a value the same one period further on? If this holds of the sine and the cosine of
    /// an angle, or of an exponential, it holds at all members.
    fn repeats(&mut self, meaning: Expr, value: Expr, place: &Place) -> bool {
        let variables = self.letters.variables().to_vec();
        place.periods.iter().all(|period| {
            let one = Rational::one();
            let moved = super::members::shifted(self.dag, &place.values, period, &one);
            let there: Vec<_> = variables.iter().copied().zip(moved).collect();
            self.dag.substitute(meaning, &there) == value
        })
    }

    /// The value of a letter at all members of a place.
    fn value_of(
        &mut self,
        letter: usize,
        place: &Place,
        known: Known<'_>,
    ) -> Result<Option<FieldElement>, Exhausted> {
        let alphabet = self.letters.alphabet();
        let variable = crate::polynomial::Poly::var(alphabet.len(), letter);
        if known.fixed.contains(&letter)
            && let Some(own) = self.letters.inside(&variable)
        {
            return Ok(Some(at_point(&own, known.point)));
        }
        let letter = alphabet.letters()[letter].clone();
        if matches!(letter, Letter::Constant(_)) {
            return Ok(None);
        }
        let meaning = letter.meaning(self.dag);
        let at = self.at(place);
        let value = self.dag.substitute(meaning, &at);
        let still = is_still(self.dag, meaning, self.letters.variables(), place);
        if !still && !self.repeats(meaning, value, place) {
            return Ok(None);
        }
        let rational = self.dag.as_number(value).cloned();
        Ok(rational.map(|q| FieldElement::constant(&known.point.field, &q)))
    }
}

/// A fraction in the chosen letters only.
fn narrowed(f: &Fraction, letters: &[usize]) -> Fraction {
    let place = |i: usize| letters.iter().position(|l| *l == i).unwrap_or(0);
    let positions: Vec<usize> = (0..f.num().nvars()).map(place).collect();
    let n = letters.len().max(1);
    Fraction::unreduced(f.num().rename(n, &positions), f.den().rename(n, &positions))
}

impl Chain {
    /// Do only these letters occur?
    pub(super) fn is_within(&self, letters: &[usize]) -> bool {
        self.letters.iter().all(|l| letters.contains(l))
    }

    /// L − L(p) in displacements of the moving variables; `None` where a denominator
    /// vanishes.
    ///
    /// # Errors
    /// [`Exhausted`].
    pub(super) fn series(
        &self,
        order: u16,
        budget: &crate::budget::Budget,
    ) -> Result<Option<Jet>, Exhausted> {
        let n = self.gradient.len();
        let constant = |x: &FieldElement| Series::constant(n, order, x.clone());
        let mut known: Vec<Jet> = self.values.iter().map(constant).collect();
        if known.is_empty() {
            known.push(constant(&self.zero));
        }
        for k in 1..order {
            let mut next = Vec::new();
            for slopes in &self.slopes {
                let Some(part) = self.integrated(slopes, &known, k, budget)? else {
                    return Ok(None);
                };
                next.push(part);
            }
            for (series, part) in known.iter_mut().zip(next) {
                *series = series.add(&part.as_polynomial(order));
            }
        }
        let mut sum = constant(&self.zero);
        let mut slopes = Vec::new();
        for f in &self.gradient {
            let Some(s) = quotient(f, &known, budget)? else { return Ok(None) };
            slopes.push(s);
        }
        for k in 1..=order {
            sum = sum.add(&integral(&slopes, k, &self.zero).as_polynomial(order));
        }
        Ok(Some(sum))
    }

    /// The terms of degree k of a function with these derivatives.
    fn integrated(
        &self,
        slopes: &[Fraction],
        known: &[Jet],
        k: u16,
        budget: &crate::budget::Budget,
    ) -> Result<Option<Jet>, Exhausted> {
        let short: Vec<Jet> = known.iter().map(|s| s.truncated(k - 1)).collect();
        let mut all = Vec::new();
        for f in slopes {
            let Some(s) = quotient(f, &short, budget)? else { return Ok(None) };
            all.push(s);
        }
        Ok(Some(integral(&all, k, &self.zero)))
    }
}

/// (1/k)·Σ uⱼ·(terms of degree k − 1 of the j-th derivative).
fn integral(slopes: &[Jet], k: u16, zero: &FieldElement) -> Jet {
    let n = slopes.len();
    let share = zero.rational(&Rational::fraction(1, i64::from(k)));
    let mut terms: Vec<(Vec<u16>, FieldElement)> = Vec::new();
    for (j, slope) in slopes.iter().enumerate() {
        for (powers, c) in slope.terms().filter(|(p, _)| p.iter().sum::<u16>() + 1 == k) {
            let mut raised = powers.to_vec();
            raised[j] += 1;
            terms.push((raised, c.mul(&share)));
        }
    }
    Series::from_terms(n, k, zero.clone(), terms)
}
