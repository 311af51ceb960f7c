//! L along a line by enclosures of its coefficients: where it is below its value, and where it
//! is back.

use super::checker::{Check, Checker, Verdict, refuted};
use super::claim::NotChecked;
use super::derivative::derivative as derivative_by;
use super::numbers::{PRECISION, ends};
use super::place::Place;
use crate::expr::{Dag, Expr, Node, Symbol};
use crate::number::{Interval, Rational, Sign};
use crate::result::Number;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Coefficients by powers of t.
type Series = Vec<Interval>;

/// Polynomials of higher degree are left alone.
const HIGHEST_DEGREE: usize = 40;
/// Derivatives of higher order are not taken.
const HIGHEST_ORDER: i64 = 8;
/// So often an interval is halved.
const MOST_BOXES: usize = 400;

impl Checker<'_> {
    /// At a critical point, is L(p + t·v) < L(p) exactly from 0 to the end, as far as that is
    /// told by an enclosure?
    pub(super) fn comes_back(&mut self, v: &[Expr], range: &[Number; 2], place: &Place) -> Check {
        if range[0].exact.as_deref() != Some("0") {
            return refuted("the interval does not begin at 0");
        }
        let [low, high] = ends(&range[1]).ok_or(NotChecked::NoEvidence)?;
        if high.sign() != Sign::Positive {
            return refuted("the end is not positive");
        }
        let mut start = BTreeMap::new();
        let points = place.expressions();
        for ((&variable, &p), &v) in self.variables.iter().zip(&points).zip(v) {
            let p = self.finest(p, place).ok_or(NotChecked::Undefined)?;
            let v = self.enclosure(v, place).ok_or(NotChecked::Undefined)?;
            start.insert(variable, vec![p.with_prec(PRECISION), v]);
        }
        let formula = self.formula?;
        let along = series(&self.dag, formula, &start).ok_or(NotChecked::NoEvidence)?;
        let steps = (along.len() * self.dag.below(&[formula]).len()) as u64;
        self.budget.spend(steps).map_err(|_| NotChecked::TooLarge)?;
        // The gradient is zero, so L − L(p) = t²·q(t).
        let q = along.get(2..).ok_or(NotChecked::NoEvidence)?.to_vec();
        let slope = derivative(&q);
        let at = |f: &Series, x: &Interval| value(f, x);
        let exact = |x: &Rational| Interval::exact(x, PRECISION);
        let last = Interval::new(&low, &high, PRECISION);
        let ends = [at(&q, &exact(&low)).sign(), at(&q, &exact(&high)).sign()];
        let crosses = ends == [Sign::Negative, Sign::Positive];
        let negative = is_negative(&q, &slope, &low);
        match negative {
            Some(false) => return refuted("L is not below its value before the end"),
            None => return Err(NotChecked::NotExact),
            Some(true) => {}
        }
        if !at(&q, &last).contains_zero() {
            return refuted("L is not back at its value at the end");
        }
        if !crosses || at(&slope, &last).sign() != Sign::Positive || range[1].exact.is_some() {
            return Err(NotChecked::NotExact);
        }
        let Some(text) = &range[1].minimal_polynomial else { return Ok(Verdict::Proved) };
        if !self.minimal(text)?.has_one_root(&[low, high], &self.budget)? {
            return refuted("the enclosure does not hold exactly one root");
        }
        let monic = self.monic_along(v, place)?;
        self.divides_product(&monic, &[text], place)
    }

    /// (L(p + t·v) − L(p))/t² at a critical point, divided by its highest coefficient.
    fn monic_along(&mut self, v: &[Expr], place: &Place) -> Result<Vec<Expr>, NotChecked> {
        let symbol = self.dag.symbol("t");
        let t = self.dag.variable(symbol);
        let mut moved = Vec::new();
        for ((&variable, &p), &v) in self.variables.iter().zip(&place.expressions()).zip(v) {
            let step = self.dag.mul(t, v);
            moved.push((variable, self.dag.add(p, step)));
        }
        let formula = self.formula?;
        let mut slope = self.dag.substitute(formula, &moved);
        let zero = self.dag.integer(0);
        let (mut coefficients, mut factorial) = (Vec::new(), Rational::one());
        for k in 1..=HIGHEST_ORDER {
            slope = derivative_by(&mut self.dag, slope, symbol)?;
            if self.dag.is_zero(slope) {
                break;
            }
            factorial = &factorial * &Rational::from(k);
            let value = self.dag.substitute(slope, &[(symbol, zero)]);
            let share = self.dag.number(factorial.recip().ok_or(NotChecked::Undefined)?);
            coefficients.push(self.dag.mul(value, share));
        }
        if !self.dag.is_zero(slope) {
            return Err(NotChecked::TooLarge);
        }
        let mut q = coefficients.get(1..).ok_or(NotChecked::NoEvidence)?.to_vec();
        while q.last().is_some_and(|&c| self.dag.is_zero(c)) {
            q.pop();
        }
        let Some(top) = q.last().copied() else { return Err(NotChecked::NoEvidence) };
        let top = self.dag.recip(top);
        Ok(q.into_iter().map(|c| self.dag.mul(c, top)).collect())
    }
}

/// Is q negative on (0, end]? `None` if that was not decided.
fn is_negative(q: &Series, slope: &Series, end: &Rational) -> Option<bool> {
    let half = Rational::fraction(1, 2);
    let mut open = vec![(Rational::zero(), end.clone())];
    for _ in 0..MOST_BOXES {
        let Some((a, b)) = open.pop() else { return Some(true) };
        let x = Interval::new(&a, &b, PRECISION);
        let right = value(q, &Interval::exact(&b, PRECISION)).sign();
        if right == Sign::Positive {
            return Some(false);
        }
        let below = value(q, &x).sign() == Sign::Negative;
        let rises = right == Sign::Negative && value(slope, &x).sign() == Sign::Positive;
        if !below && !rises {
            let middle = &(&a + &b) * &half;
            open.push((middle.clone(), b));
            open.push((a, middle));
        }
    }
    None
}

fn value(f: &Series, x: &Interval) -> Interval {
    let zero = Interval::exact(&Rational::zero(), PRECISION);
    f.iter().rev().fold(zero, |sum, c| sum.mul(x).add(c))
}

fn derivative(f: &Series) -> Series {
    let factor = |k: usize| Interval::exact(&Rational::from(k as i64), PRECISION);
    f.iter().enumerate().skip(1).map(|(k, c)| c.mul(&factor(k))).collect()
}

fn times(a: &Series, b: &Series) -> Option<Series> {
    let length = (a.len() + b.len()).saturating_sub(1);
    if length > HIGHEST_DEGREE + 1 {
        return None;
    }
    let mut product = vec![Interval::exact(&Rational::zero(), PRECISION); length];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            product[i + j] = product[i + j].add(&x.mul(y));
        }
    }
    Some(product)
}

/// A polynomial expression on the line; `None` if it is none.
fn series(dag: &Dag, e: Expr, start: &BTreeMap<Symbol, Series>) -> Option<Series> {
    let mut known: FxHashMap<Expr, Series> = FxHashMap::default();
    for part in dag.below(&[e]) {
        let found = match dag.node(part) {
            Node::Number(q) => vec![Interval::exact(q, PRECISION)],
            Node::Constant(_) => {
                vec![super::enclose::enclose(
                    dag,
                    part,
                    PRECISION,
                    &BTreeMap::new(),
                    &crate::budget::Budget::unlimited(),
                )?]
            }
            Node::Symbol(s) => start.get(s)?.clone(),
            Node::Sum(terms) => {
                let mut sum: Series = Vec::new();
                for t in terms {
                    for (k, c) in known.get(t)?.iter().enumerate() {
                        match sum.get_mut(k) {
                            Some(own) => *own = own.add(c),
                            None => sum.push(c.clone()),
                        }
                    }
                }
                sum
            }
            Node::Product(factors) => {
                let one = vec![Interval::exact(&Rational::one(), PRECISION)];
                factors.iter().try_fold(one, |all, f| times(&all, known.get(f)?))?
            }
            Node::Power(base, k) => {
                let k = dag.as_number(*k).filter(|k| k.is_integer())?.to_i64()?;
                let k = usize::try_from(k).ok().filter(|k| *k <= HIGHEST_DEGREE)?;
                let base = known.get(base)?;
                let one = vec![Interval::exact(&Rational::one(), PRECISION)];
                (0..k).try_fold(one, |all, _| times(&all, base))?
            }
            Node::Call(..) => return None,
        };
        known.insert(part, found);
    }
    known.remove(&e)
}
