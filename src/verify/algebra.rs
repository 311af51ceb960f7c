//! Expressions as quotients of polynomials in variables and *letters* for everything else:
//! roots, exponentials, sines. A letter may carry an algebraic relation, such as s² = 2 or
//! s² = 1 − c², by which its powers are reduced.
//!
//! A difference that reduces to 0 is 0; the converse is not claimed.

use super::claim::NotChecked;
use super::fraction::Fraction;
use super::sparse::{Exponents, Sparse};
use super::univariate::Dense;
use crate::budget::Budget;
use crate::expr::{Constant, Dag, Expr, Function, Node, Symbol};
use crate::number::{Integer, Rational};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

type Checked<T> = Result<T, NotChecked>;

/// Exponentials exp(c·m) of one power product m are powers of one letter exp(m/12) when 12·c
/// is whole.
const PARTS: i64 = 12;
/// Larger exponents are not multiplied out.
const LARGEST_EXPONENT: i64 = 20_000;

/// What a letter stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Meaning {
    Symbol(Symbol),
    Pi,
    /// exp(power product / number).
    Exponential(Exponents, Integer),
    Root(Fraction, u32),
    Power(Fraction, Fraction),
    Call(Function, Vec<Fraction>),
}

/// The highest power that is rewritten, and what it equals.
type Relation = (u32, Sparse);

/// The letters known so far.
#[derive(Debug, Default)]
pub(super) struct Algebra {
    letters: BTreeMap<Meaning, usize>,
    relations: Vec<Option<Relation>>,
    plain: Vec<bool>,
    known: FxHashMap<Expr, Fraction>,
}

impl Algebra {
    fn letter(&mut self, meaning: Meaning, relation: Option<Relation>) -> usize {
        if let Some(&known) = self.letters.get(&meaning) {
            return known;
        }
        self.plain.push(matches!(meaning, Meaning::Symbol(_)) && relation.is_none());
        self.letters.insert(meaning, self.relations.len());
        self.relations.push(relation);
        self.relations.len() - 1
    }

    /// The letter of a symbol.
    pub(super) fn symbol(&mut self, symbol: Symbol) -> usize {
        self.letter(Meaning::Symbol(symbol), None)
    }

    /// The letter of a symbol, if it has one.
    pub(super) fn known_symbol(&self, symbol: Symbol) -> Option<usize> {
        self.letters.get(&Meaning::Symbol(symbol)).copied()
    }

    /// Declares a new symbol to be a number of which only an enclosure is known.
    pub(super) fn adjoin_unknown(&mut self, symbol: Symbol) {
        let index = self.letter(Meaning::Symbol(symbol), None);
        self.plain[index] = false;
    }

    /// Declares a new symbol to be a root of a polynomial.
    pub(super) fn adjoin(&mut self, symbol: Symbol, minimal: &Dense) {
        let index = self.relations.len();
        let d = minimal.degree().max(0) as usize;
        let Some(lead) = minimal.coefficients().last().filter(|_| d > 0) else { return };
        let rest = minimal.coefficients()[..d].iter().enumerate();
        let value = rest.fold(Sparse::zero(), |total, (k, c)| {
            let power = Sparse::letter(index, k as u32);
            total.plus(&power.scaled(&-(c / lead)))
        });
        self.letter(Meaning::Symbol(symbol), Some((d as u32, value)));
    }

    /// Does a letter that stands for a power, a root or a function contain a symbol?
    pub(super) fn involves(&self, letter: usize, symbol: Symbol) -> bool {
        let own = self.letters.get(&Meaning::Symbol(symbol)).copied();
        let mut open = vec![letter];
        let mut seen = Vec::new();
        while let Some(index) = open.pop() {
            if Some(index) == own {
                return true;
            }
            if seen.contains(&index) {
                continue;
            }
            seen.push(index);
            let Some((meaning, _)) = self.letters.iter().find(|(_, k)| **k == index) else {
                continue;
            };
            let parts: Vec<&Fraction> = match meaning {
                Meaning::Symbol(_) | Meaning::Pi => vec![],
                Meaning::Exponential(exponents, _) => {
                    let inside = exponents.iter().enumerate().filter(|(_, k)| **k > 0);
                    open.extend(inside.map(|(i, _)| i));
                    vec![]
                }
                Meaning::Root(base, _) => vec![base],
                Meaning::Power(base, exponent) => vec![base, exponent],
                Meaning::Call(_, arguments) => arguments.iter().collect(),
            };
            open.extend(parts.iter().flat_map(|f| [f.num.letters(), f.den.letters()]).flatten());
        }
        false
    }

    /// Are all letters of a polynomial independent variables?
    pub(super) fn is_plain(&self, p: &Sparse) -> bool {
        p.letters().iter().all(|&i| self.plain.get(i).copied().unwrap_or(false))
    }

    /// Rewrites high powers of letters with relations.
    pub(super) fn reduced(&self, p: Sparse, budget: &Budget) -> Checked<Sparse> {
        let mut p = p;
        for (i, relation) in self.relations.iter().enumerate().rev() {
            let Some((d, value)) = relation else { continue };
            while p.degree_in(i) >= *d {
                p = lowered(&p, i, *d, value, budget)?;
            }
        }
        Ok(p)
    }

    /// Both parts with high powers rewritten.
    pub(super) fn clean(&self, f: Fraction, budget: &Budget) -> Checked<Fraction> {
        if self.relations.iter().all(Option::is_none) {
            return Ok(f);
        }
        Fraction::new(self.reduced(f.num, budget)?, self.reduced(f.den, budget)?, budget)
    }

    /// The expression as a quotient of polynomials in letters.
    pub(super) fn fraction(&mut self, dag: &Dag, e: Expr, budget: &Budget) -> Checked<Fraction> {
        if let Some(known) = self.known.get(&e) {
            return Ok(known.clone());
        }
        for part in dag.below(&[e]) {
            if !self.known.contains_key(&part) {
                let value = self.node(dag, dag.node(part), budget)?;
                self.known.insert(part, value);
            }
        }
        self.value(e)
    }

    fn value(&self, e: Expr) -> Checked<Fraction> {
        self.known.get(&e).cloned().ok_or(NotChecked::TooLarge)
    }

    fn node(&mut self, dag: &Dag, node: &Node, budget: &Budget) -> Checked<Fraction> {
        match node {
            Node::Number(q) => Ok(Fraction::number(q.clone())),
            Node::Constant(Constant::Pi) => {
                let pi = self.letter(Meaning::Pi, None);
                Ok(Fraction::whole(Sparse::letter(pi, 1)))
            }
            Node::Constant(Constant::E) => {
                self.exponential(&Fraction::number(Rational::one()), budget)
            }
            Node::Symbol(s) => {
                let index = self.symbol(*s);
                Ok(Fraction::whole(Sparse::letter(index, 1)))
            }
            Node::Sum(terms) => {
                let zero = Fraction::number(Rational::zero());
                let total =
                    terms.iter().try_fold(zero, |total, &t| total.plus(&self.value(t)?, budget))?;
                // Common denominators may have raised powers of letters with relations.
                self.clean(total, budget)
            }
            Node::Product(factors) => {
                factors.iter().try_fold(Fraction::number(Rational::one()), |total, &f| {
                    self.clean(total.times(&self.value(f)?, budget)?, budget)
                })
            }
            Node::Power(base, exponent) => self.power(dag, *base, *exponent, budget),
            Node::Call(f, arguments) => self.call(*f, arguments, budget),
        }
    }

    fn power(
        &mut self,
        dag: &Dag,
        base: Expr,
        exponent: Expr,
        budget: &Budget,
    ) -> Checked<Fraction> {
        let (base, raised) = (self.value(base)?, self.value(exponent)?);
        let Some(r) = dag.as_number(exponent) else {
            let index = self.letter(Meaning::Power(base, raised), None);
            return Ok(Fraction::whole(Sparse::letter(index, 1)));
        };
        let p = r.numerator().to_i64().filter(|p| p.abs() <= LARGEST_EXPONENT);
        let p = p.ok_or(NotChecked::TooLarge)?;
        match r.denominator().to_u32().ok_or(NotChecked::TooLarge)? {
            1 => self.raised(&base, p, budget),
            q => {
                let relation = base.as_polynomial().map(|b| (q, b.clone()));
                let index = self.letter(Meaning::Root(base, q), relation);
                self.raised(&Fraction::whole(Sparse::letter(index, 1)), p, budget)
            }
        }
    }

    fn raised(&self, base: &Fraction, p: i64, budget: &Budget) -> Checked<Fraction> {
        let base = if p < 0 { base.inverse(budget)? } else { base.clone() };
        let k = p.unsigned_abs() as u32;
        if base.num.len() == 1 && base.den.len() == 1 {
            let (num, den) = (base.num.power(k, budget)?, base.den.power(k, budget)?);
            return self.clean(Fraction::new(num, den, budget)?, budget);
        }
        let mut product = Fraction::number(Rational::one());
        for _ in 0..k {
            product = self.clean(product.times(&base, budget)?, budget)?;
        }
        Ok(product)
    }

    fn opaque(
        &mut self,
        f: Function,
        arguments: Vec<Fraction>,
        relation: Option<Relation>,
    ) -> Fraction {
        let index = self.letter(Meaning::Call(f, arguments), relation);
        Fraction::whole(Sparse::letter(index, 1))
    }

    fn call(&mut self, f: Function, arguments: &[Expr], budget: &Budget) -> Checked<Fraction> {
        let values: Vec<Fraction> =
            arguments.iter().map(|&a| self.value(a)).collect::<Checked<_>>()?;
        let Some(u) = values.first() else { return Err(NotChecked::Undefined) };
        let two = Fraction::number(Rational::fraction(1, 2));
        match f {
            Function::Exp => self.exponential(u, budget),
            Function::Sinh => {
                let (a, b) = self.both_exponentials(u, budget)?;
                a.plus(&b.negative(), budget)?.times(&two, budget)
            }
            Function::Cosh => {
                let (a, b) = self.both_exponentials(u, budget)?;
                a.plus(&b, budget)?.times(&two, budget)
            }
            Function::Tanh => {
                let (a, b) = self.both_exponentials(u, budget)?;
                let sum = a.plus(&b, budget)?;
                a.plus(&b.negative(), budget)?.times(&sum.inverse(budget)?, budget)
            }
            Function::Sigmoid => {
                let down = self.exponential(&u.negative(), budget)?;
                down.plus(&Fraction::number(Rational::one()), budget)?.inverse(budget)
            }
            Function::Sin => Ok(self.sine(u, budget)?.0),
            Function::Cos => Ok(self.sine(u, budget)?.1),
            Function::Tan => {
                let (s, c) = self.sine(u, budget)?;
                s.times(&c.inverse(budget)?, budget)
            }
            Function::Abs => {
                let square = u.times(u, budget)?;
                let relation = square.as_polynomial().map(|p| (2, p.clone()));
                Ok(self.opaque(f, values, relation))
            }
            Function::Log10 | Function::Log2 => {
                let base = if f == Function::Log10 { 10 } else { 2 };
                let base = Fraction::number(Rational::from(base));
                let base = self.opaque(Function::Ln, vec![base], None);
                let log = self.opaque(Function::Ln, values, None);
                log.times(&base.inverse(budget)?, budget)
            }
            Function::Ln
            | Function::Asin
            | Function::Acos
            | Function::Atan
            | Function::Asinh
            | Function::Acosh
            | Function::Atanh
            | Function::Softplus
            | Function::Sign
            | Function::Max
            | Function::Min
            | Function::Relu => Ok(self.opaque(f, values, None)),
        }
    }

    /// sin u and cos u with s² = 1 − c².
    fn sine(&mut self, u: &Fraction, budget: &Budget) -> Checked<(Fraction, Fraction)> {
        let c = self.opaque(Function::Cos, vec![u.clone()], None);
        let square = c.num.times(&c.num, budget)?;
        let relation = Some((2, Sparse::one().minus(&square)));
        Ok((self.opaque(Function::Sin, vec![u.clone()], relation), c))
    }

    fn both_exponentials(
        &mut self,
        u: &Fraction,
        budget: &Budget,
    ) -> Checked<(Fraction, Fraction)> {
        Ok((self.exponential(u, budget)?, self.exponential(&u.negative(), budget)?))
    }

    /// exp(Σ c·m) = ∏ exp(m/d)^(c·d).
    fn exponential(&mut self, u: &Fraction, budget: &Budget) -> Checked<Fraction> {
        let Some(sum) = u.as_polynomial() else {
            return Ok(self.opaque(Function::Exp, vec![u.clone()], None));
        };
        let mut product = Fraction::number(Rational::one());
        for (m, c) in sum.terms() {
            let q = c.denominator();
            let whole = &Rational::from(PARTS) * c;
            let d = if whole.is_integer() { Integer::from(PARTS) } else { q };
            let k = (c * &Rational::from(&d)).to_i64();
            let k = k.filter(|k| k.abs() <= LARGEST_EXPONENT).ok_or(NotChecked::TooLarge)?;
            let index = self.letter(Meaning::Exponential(m.clone(), d), None);
            let power = Sparse::letter(index, k.unsigned_abs() as u32);
            let factor = if k < 0 {
                Fraction::new(Sparse::one(), power, budget)?
            } else {
                Fraction::whole(power)
            };
            product = product.times(&factor, budget)?;
        }
        Ok(product)
    }
}

/// One rewriting of every power ≥ d of a letter.
fn lowered(p: &Sparse, letter: usize, d: u32, value: &Sparse, budget: &Budget) -> Checked<Sparse> {
    let (mut low, mut high) = (Vec::new(), Vec::new());
    for (e, c) in p.terms() {
        let k = e.get(letter).copied().unwrap_or(0);
        let mut rest = e.clone();
        if k >= d {
            rest[letter] = k - d;
            high.push((rest, c.clone()));
        } else {
            low.push((rest, c.clone()));
        }
    }
    Ok(Sparse::sum_of(low).plus(&Sparse::sum_of(high).times(value, budget)?))
}
