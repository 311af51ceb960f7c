//! Hessian matrices at points: characteristic polynomial, inertia, eigenvalues.

use super::checker::{Check, Checker, Verdict, all, holds, refuted};
use super::claim::NotChecked;
use super::numbers::{FINE, ends};
use super::place::Place;
use super::univariate::Dense;
use crate::expr::Expr;
use crate::number::{Interval, Rational, Sign};
use crate::result::{Inertia, Number};
use std::collections::BTreeMap;

/// Larger matrices are left alone.
const MOST_ROWS: usize = 10;

impl Checker<'_> {
    /// The own Hessian at a point.
    pub(super) fn hessian_at(&mut self, place: &Place) -> Result<Vec<Vec<Expr>>, NotChecked> {
        let own = self.hessian.clone()?;
        Ok(own.iter().map(|row| row.iter().map(|&e| self.put(e, place)).collect()).collect())
    }

    /// Entry by entry.
    pub(super) fn matrix_equals(
        &mut self,
        own: &[Vec<Expr>],
        stated: &[Vec<Number>],
        place: &Place,
    ) -> Check {
        let n = own.len();
        if stated.len() != n || stated.iter().any(|row| row.len() != n) {
            return refuted("the matrix has another size");
        }
        let mut checks = Vec::new();
        for i in 0..n {
            for j in 0..n {
                let found = format!("entry {}, {} differs", i + 1, j + 1);
                checks.push(self.equals(own[i][j], &stated[i][j], place, &found));
            }
        }
        all(checks)
    }

    /// c₀, …, c_n of det(t − A) = Σ c_k·t^k (Faddeev and LeVerrier).
    pub(super) fn characteristic(&mut self, a: &[Vec<Expr>]) -> Result<Vec<Expr>, NotChecked> {
        let n = a.len();
        if n > MOST_ROWS {
            return Err(NotChecked::TooLarge);
        }
        let (zero, one) = (self.dag.integer(0), self.dag.integer(1));
        let unit = |i, j| if i == j { one } else { zero };
        let mut m: Vec<Vec<Expr>> = (0..n).map(|i| (0..n).map(|j| unit(i, j)).collect()).collect();
        let mut coefficients = vec![one];
        for k in 1..=n {
            let product = self.product(a, &m);
            let trace = self.dag.sum((0..n).map(|i| product[i][i]).collect());
            let factor = self.dag.fraction(-1, k as i64);
            let c = self.dag.mul(factor, trace);
            m = product;
            for (i, row) in m.iter_mut().enumerate() {
                row[i] = self.dag.add(row[i], c);
            }
            coefficients.push(c);
        }
        coefficients.reverse();
        Ok(coefficients)
    }

    /// The entries of a diagonal matrix.
    fn diagonal(&self, own: &[Vec<Expr>]) -> Option<Vec<Expr>> {
        let mut entries = Vec::new();
        for (i, row) in own.iter().enumerate() {
            if row.iter().enumerate().any(|(j, &e)| j != i && !self.dag.is_zero(e)) {
                return None;
            }
            entries.push(*row.get(i)?);
        }
        Some(entries)
    }

    /// The inertia of a diagonal matrix.
    pub(super) fn diagonal_inertia(
        &mut self,
        own: &[Vec<Expr>],
        place: &Place,
    ) -> Option<Result<Inertia, NotChecked>> {
        let entries = self.diagonal(own)?;
        let signs: Result<Vec<Sign>, _> =
            entries.into_iter().map(|e| self.sign(e, place)).collect();
        let count = |signs: &[Sign], sign| signs.iter().filter(|s| **s == sign).count();
        Some(signs.map(|signs| Inertia {
            positive: count(&signs, Sign::Positive),
            negative: count(&signs, Sign::Negative),
            zero: count(&signs, Sign::Zero),
        }))
    }

    /// The entries of a diagonal matrix are its eigenvalues, in some order.
    pub(super) fn diagonal_eigenvalues(
        &mut self,
        own: &[Vec<Expr>],
        stated: &[Number],
        place: &Place,
    ) -> Check {
        let mut left: Vec<&Number> = stated.iter().collect();
        for entry in self.diagonal(own).ok_or(NotChecked::NoEvidence)? {
            let same = |c: &mut Self, number: &Number| {
                c.equals(entry, number, place, "") == Ok(Verdict::Proved)
            };
            let Some(at) = (0..left.len()).find(|&k| same(self, left[k])) else {
                return Err(NotChecked::NotExact);
            };
            left.remove(at);
        }
        holds(left.is_empty(), "there are too many eigenvalues")
    }

    fn product(&mut self, a: &[Vec<Expr>], b: &[Vec<Expr>]) -> Vec<Vec<Expr>> {
        let n = a.len();
        let entry = |checker: &mut Self, i: usize, j: usize| {
            let terms = (0..n).map(|k| checker.dag.mul(a[i][k], b[k][j])).collect();
            checker.dag.sum(terms)
        };
        (0..n).map(|i| (0..n).map(|j| entry(self, i, j)).collect()).collect()
    }

    /// Descartes' rule is sharp when all roots are real: the inertia from the signs of the
    /// characteristic polynomial.
    pub(super) fn inertia(
        &mut self,
        characteristic: &[Expr],
        place: &Place,
    ) -> Result<Inertia, NotChecked> {
        let signs: Vec<Sign> =
            characteristic.iter().map(|&c| self.sign(c, place)).collect::<Result<_, _>>()?;
        let n = signs.len().saturating_sub(1);
        let zero = signs.iter().position(|s| *s != Sign::Zero).unwrap_or(n);
        let nonzero: Vec<Sign> = signs.iter().copied().filter(|s| *s != Sign::Zero).collect();
        let positive = nonzero.windows(2).filter(|pair| pair[0] != pair[1]).count();
        Ok(Inertia { positive, negative: n - zero - positive, zero })
    }

    /// Are these the eigenvalues, each as often as it is one?
    pub(super) fn eigenvalues(
        &mut self,
        characteristic: &[Expr],
        stated: &[Number],
        place: &Place,
    ) -> Check {
        if stated.len() + 1 != characteristic.len() {
            return refuted("there are too few or too many eigenvalues");
        }
        let rational: Option<Vec<Rational>> =
            characteristic.iter().map(|&c| self.dag.as_number(c).cloned()).collect();
        let listed: Option<Vec<&String>> =
            stated.iter().map(|l| l.minimal_polynomial.as_ref()).collect();
        match (rational, listed) {
            (Some(c), Some(_)) => self.conjugate_eigenvalues(&Dense::new(c), stated),
            _ if stated.iter().all(is_enclosed) => {
                match self.enclosed_eigenvalues(characteristic, stated, place) {
                    Err(_) => self.exact_eigenvalues(characteristic, stated, place),
                    decided => decided,
                }
            }
            _ => match self.shared_eigenvalues(characteristic, stated, place) {
                Err(_) => self.exact_eigenvalues(characteristic, stated, place),
                decided => decided,
            },
        }
    }

    /// Enclosures that hold one eigenvalue each, and det(t − A) divides the product of the
    /// minimal polynomials, each of which has one root in its enclosures.
    fn shared_eigenvalues(
        &mut self,
        characteristic: &[Expr],
        stated: &[Number],
        place: &Place,
    ) -> Check {
        let enclosed = self.enclosed_eigenvalues(characteristic, stated, place)?;
        if enclosed != Verdict::Proved {
            return Ok(enclosed);
        }
        let texts: Option<Vec<&String>> =
            stated.iter().map(|l| l.minimal_polynomial.as_ref()).collect();
        self.divides_product(characteristic, &texts.ok_or(NotChecked::NoEvidence)?, place)
    }

    /// Are all zeros of Σ cₖ·tᵏ, the highest coefficient 1, zeros of the product of some
    /// polynomials? Its remainder is 0.
    pub(super) fn divides_product(
        &mut self,
        monic: &[Expr],
        texts: &[&String],
        place: &Place,
    ) -> Check {
        const LARGEST_DEGREE: isize = 16;
        let different: std::collections::BTreeSet<&String> = texts.iter().copied().collect();
        let mut product = Dense::new(vec![Rational::one()]);
        for text in different {
            product = product.times(&self.minimal(text)?.dense, &self.budget)?;
        }
        if product.degree() > LARGEST_DEGREE {
            return Err(NotChecked::TooLarge);
        }
        let Some((_, lower)) = monic.split_last() else { return Err(NotChecked::NoEvidence) };
        let mut rest: Vec<Expr> =
            product.coefficients().iter().map(|q| self.dag.number(q.clone())).collect();
        while rest.len() > lower.len() {
            let Some(top) = rest.pop() else { break };
            let shift = rest.len() - lower.len();
            for (i, &c) in lower.iter().enumerate() {
                let part = self.dag.mul(top, c);
                rest[shift + i] = self.dag.sub(rest[shift + i], part);
            }
        }
        let mut checks = Vec::new();
        for c in rest {
            // A factor may be shared in part only.
            checks.push(match self.zero(c, place, "") {
                Ok(Verdict::Refuted(_)) => Err(NotChecked::NotExact),
                other => other,
            });
        }
        all(checks)
    }

    /// Every minimal polynomial divides det(t − A) as often as each of its roots is listed,
    /// and the degrees add up.
    fn conjugate_eigenvalues(&mut self, characteristic: &Dense, stated: &[Number]) -> Check {
        let mut groups: BTreeMap<&str, Vec<&Number>> = BTreeMap::new();
        for number in stated {
            let text = number.minimal_polynomial.as_deref().unwrap_or_default();
            groups.entry(text).or_default().push(number);
        }
        let mut rest = characteristic.clone();
        for (text, members) in groups {
            let minimal = self.minimal(text)?;
            if minimal.dense.degree() < 1 {
                return refuted("a minimal polynomial has no root");
            }
            let mut times = 0;
            while let Some((quotient, remainder)) = rest.divided(&minimal.dense, &self.budget)? {
                if !remainder.is_zero() {
                    break;
                }
                rest = quotient;
                times += 1;
            }
            let mut repeated: BTreeMap<&Option<[String; 2]>, usize> = BTreeMap::new();
            for number in &members {
                *repeated.entry(&number.enclosure).or_default() += 1;
            }
            let listed: Option<Vec<[Rational; 2]>> =
                repeated.keys().map(|e| e.as_ref().and_then(ends_of)).collect();
            if !listed.is_some_and(disjoint) {
                return Err(NotChecked::NotExact);
            }
            if times == 0 || repeated.values().any(|k| *k != times) {
                return refuted("a number is listed that is no eigenvalue of that multiplicity");
            }
        }
        holds(rest.degree() == 0, "an eigenvalue is missing")
    }

    /// Numbers told by enclosures alone: det(t − A) changes sign in each of n disjoint ones, so
    /// each holds one eigenvalue, and there are no others.
    fn enclosed_eigenvalues(
        &mut self,
        characteristic: &[Expr],
        stated: &[Number],
        place: &Place,
    ) -> Check {
        let intervals: Option<Vec<[Rational; 2]>> = stated.iter().map(ends).collect();
        let intervals = intervals.ok_or(NotChecked::NoEvidence)?;
        if !disjoint(intervals.clone()) {
            return Err(NotChecked::NotExact);
        }
        let coefficients: Option<Vec<Interval>> =
            characteristic.iter().map(|&c| self.finest(c, place)).collect();
        let coefficients = coefficients.ok_or(NotChecked::Undefined)?;
        let sign = |x: &Rational| {
            let (zero, x) = (Interval::exact(&Rational::zero(), FINE), Interval::exact(x, FINE));
            coefficients.iter().rev().fold(zero, |v, c| v.mul(&x).add(c)).sign()
        };
        let mut checks = Vec::new();
        for [low, high] in &intervals {
            checks.push(match (sign(low), sign(high)) {
                (Sign::Negative, Sign::Positive) | (Sign::Positive, Sign::Negative) => {
                    Ok(Verdict::Proved)
                }
                // An exact number is its own enclosure.
                (Sign::Zero, Sign::Zero) if low == high => Ok(Verdict::Proved),
                (Sign::Unknown | Sign::Zero, _) | (_, Sign::Unknown | Sign::Zero) => {
                    Err(NotChecked::NotExact)
                }
                _ => refuted("not one eigenvalue lies in a stated enclosure"),
            });
        }
        all(checks)
    }

    /// ∏(t − λᵢ) = det(t − A), coefficient by coefficient.
    fn exact_eigenvalues(
        &mut self,
        characteristic: &[Expr],
        stated: &[Number],
        place: &Place,
    ) -> Check {
        let mut wider = place.clone();
        let mut product = vec![self.dag.integer(1)];
        for number in stated {
            let root = self.name_number(number, &mut wider)?;
            let zero = self.dag.integer(0);
            let mut next = vec![zero; product.len() + 1];
            for (k, &c) in product.iter().enumerate() {
                let lower = self.dag.mul(c, root);
                next[k] = self.dag.sub(next[k], lower);
                next[k + 1] = self.dag.add(next[k + 1], c);
            }
            product = next;
        }
        let pairs: Vec<(Expr, Expr)> =
            product.iter().copied().zip(characteristic.iter().copied()).collect();
        let mut checks = Vec::new();
        for (own, other) in pairs {
            let difference = self.dag.sub(own, other);
            checks.push(self.zero(difference, &wider, "a number is no eigenvalue"));
        }
        all(checks)
    }
}

/// Is nothing but an enclosure and a decimal said of the number?
fn is_enclosed(number: &Number) -> bool {
    number.exact.is_none() && number.minimal_polynomial.is_none() && number.enclosure.is_some()
}

fn ends_of(texts: &[String; 2]) -> Option<[Rational; 2]> {
    Some([texts[0].parse().ok()?, texts[1].parse().ok()?])
}

fn disjoint(mut all: Vec<[Rational; 2]>) -> bool {
    all.sort();
    all.windows(2).all(|pair| pair[0][1] < pair[1][0])
}
