//! Polynomials that never vanish, and sums of squares.

use super::checker::{Check, Checker, Verdict, refuted};
use super::claim::NotChecked;
use super::sparse::Sparse;
use super::tree::{Set, one_sign};
use super::univariate::Dense;
use crate::linalg::{Matrix, inertia, rank, solve};
use crate::number::{Rational, Sign};
use crate::result::NeverZero;
use std::collections::BTreeSet;

impl Checker<'_> {
    /// Does a polynomial not vanish, for the stated reason?
    pub(super) fn never_zero(&mut self, p: &Sparse, why: &NeverZero, assumptions: &Set) -> Check {
        let proved = match why {
            NeverZero::Constant => {
                let nonzero = p.as_constant().is_some_and(|c| !c.is_zero());
                return if nonzero { Ok(Verdict::Proved) } else { refuted("it is not constant") };
            }
            NeverZero::Assumed => {
                for q in assumptions.iter().filter(|q| !q.is_zero()) {
                    if q.divided(p, &self.budget)?.is_some() {
                        return Ok(Verdict::Proved);
                    }
                }
                return refuted("it is not assumed to be different from zero");
            }
            NeverZero::SameSign => {
                let positive = self.positive_letters();
                let strict = |e: &Vec<u32>| {
                    e.iter().enumerate().all(|(x, k)| *k == 0 || positive.contains(&x))
                };
                one_sign(p, &positive) && p.terms().any(|(e, _)| strict(e))
            }
            NeverZero::DefiniteQuadratic => self.definite_quadratic(p)?,
            NeverZero::NoRealRoot => false,
        };
        if proved {
            return Ok(Verdict::Proved);
        }
        // Its zeros may lie outside the domain.
        let restricted = !self.document.proof.letters.is_empty();
        let elsewhere = restricted || !self.document.domain.is_empty();
        let letters = p.letters();
        let dense = letters.first().filter(|_| letters.len() == 1).and_then(|&x| p.dense_in(x));
        if let Some(dense) = dense {
            let roots = Dense::new(dense).sturm(&self.budget)?.real_roots();
            return match roots {
                0 => Ok(Verdict::Proved),
                _ if elsewhere => Err(NotChecked::NoEvidence),
                _ => refuted("it has a real root"),
            };
        }
        if !elsewhere && self.changes_sign(p)? {
            refuted("it changes sign")
        } else {
            Err(NotChecked::NoEvidence)
        }
    }

    /// Letters whose meaning is positive by its form.
    pub(super) fn positive_letters(&mut self) -> Vec<usize> {
        let meanings = self.meanings.clone();
        let positive = meanings.into_iter().filter(|(_, e)| self.dag.is_positive(*e));
        let symbols: Vec<_> = positive.map(|(s, _)| s).collect();
        symbols.into_iter().map(|s| self.algebra.symbol(s)).collect()
    }

    /// Does it take both signs at a few rational points?
    fn changes_sign(&self, p: &Sparse) -> Result<bool, NotChecked> {
        let letters = p.letters();
        let mut seen = BTreeSet::new();
        for k in 0..12i64 {
            let mut value = p.clone();
            for (i, &x) in letters.iter().enumerate() {
                let q = Rational::fraction((k * k + 3 * k * i as i64 + i as i64) % 13 - 6, 2);
                value = value.substituted(x, &Sparse::constant(q), &Sparse::one(), &self.budget)?;
            }
            let sign = value.as_constant().map_or(Sign::Unknown, |c| c.sign());
            match sign {
                Sign::Zero => return Ok(true),
                Sign::Negative | Sign::Positive => seen.insert(sign == Sign::Negative),
                Sign::Unknown => false,
            };
        }
        Ok(seen.len() == 2)
    }

    /// p = (1, x)·M·(1, x)ᵀ with M semidefinite of rank one more than its quadratic part.
    pub(super) fn definite_quadratic(&self, p: &Sparse) -> Result<bool, NotChecked> {
        let letters = p.letters();
        let n = letters.len();
        let mut m = vec![vec![Rational::zero(); n + 1]; n + 1];
        let half = Rational::fraction(1, 2);
        for (e, c) in p.terms() {
            let mut factors: Vec<usize> = Vec::new();
            for (i, &x) in letters.iter().enumerate() {
                let k = e.get(x).copied().unwrap_or(0);
                if k > 2 {
                    return Ok(false);
                }
                factors.extend((0..k).map(|_| i + 1));
            }
            let (i, j) = match factors.as_slice() {
                [] => (0, 0),
                [i] => (0, *i),
                [i, j] => (*i, *j),
                _ => return Ok(false),
            };
            let share = if i == j { c.clone() } else { c * &half };
            m[i][j] = share.clone();
            m[j][i] = share;
        }
        let whole = Matrix::from_fn(n + 1, n + 1, |i, j| m[i][j].clone());
        let quadratic = Matrix::from_fn(n, n, |i, j| m[i + 1][j + 1].clone());
        let too_large = |_| NotChecked::TooLarge;
        let Some(signs) = inertia(&whole, &self.budget).map_err(too_large)? else {
            return Ok(false);
        };
        let below = rank(&quadratic, &self.budget).map_err(too_large)?;
        let one_sided = signs.negative == 0 || signs.positive == 0;
        Ok(one_sided && signs.positive + signs.negative == below + 1)
    }

    /// Is ±p = Σ cᵢ·lᵢ² with all cᵢ > 0? The cᵢ solve a linear system.
    pub(super) fn is_sum_of_squares(
        &self,
        p: &Sparse,
        terms: &[Sparse],
    ) -> Result<bool, NotChecked> {
        let squares =
            terms.iter().map(|l| l.times(l, &self.budget)).collect::<Result<Vec<_>, _>>()?;
        let rows: BTreeSet<_> =
            squares.iter().chain([p]).flat_map(|q| q.terms().map(|(e, _)| e.clone())).collect();
        let rows: Vec<_> = rows.into_iter().collect();
        let coefficient = |q: &Sparse, row: usize| {
            let found = q.terms().find(|(e, _)| **e == rows[row]);
            found.map_or_else(Rational::zero, |(_, c)| c.clone())
        };
        let a = Matrix::from_fn(rows.len(), squares.len(), |i, j| coefficient(&squares[j], i));
        let b: Vec<Rational> = (0..rows.len()).map(|i| coefficient(p, i)).collect();
        let found = solve(&a, &b, &self.budget).map_err(|_| NotChecked::TooLarge)?;
        let Some(c) = found else { return Ok(false) };
        let signs: BTreeSet<Sign> = c.iter().map(Rational::sign).collect();
        Ok(signs.len() == 1 && !signs.contains(&Sign::Zero))
    }
}
