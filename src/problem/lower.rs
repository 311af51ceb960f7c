//! From readings to expressions: definitions put in, sums written out, conditions collected.

use super::conditions::{self, Verdict, verdict};
use super::error::{Error, ErrorKind};
use super::reading::{Builtin, Over, Readings, Referent, Term, TermId};
use super::resolve::{Header, is_per_row};
use crate::expr::domain::{Condition, Relation};
use crate::expr::{Constant, Dag, Expr, Function};
use crate::number::Rational;
use crate::syntax::Span;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Most terms of one sum.
const LONGEST_SUM: i64 = 100_000;
/// Most operations of a formula written out.
const MOST_OPERATIONS: usize = 1_000_000;
/// How deep functions and sums may stand inside each other.
const DEEPEST: usize = 100;

/// Where a term is evaluated.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    row: Option<usize>,
    locals: Vec<(String, Expr)>,
    depth: usize,
}

/// A definition with its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body {
    pub term: TermId,
    pub span: Span,
}

pub(super) struct Lowering<'a> {
    pub dag: Dag,
    pub readings: Readings,
    pub headers: &'a [Header],
    pub bodies: &'a [Body],
    /// Columns with their names, and the rows.
    pub columns: &'a [String],
    pub rows: &'a [Vec<Rational>],
    /// Conditions of everything lowered so far.
    pub conditions: Vec<Condition>,
    seen: BTreeSet<Condition>,
    abbreviations: FxHashMap<(usize, Option<usize>), Expr>,
    calls: FxHashMap<(usize, Option<usize>, Vec<Expr>), Expr>,
    work: usize,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(
        readings: Readings,
        headers: &'a [Header],
        bodies: &'a [Body],
        columns: &'a [String],
        rows: &'a [Vec<Rational>],
    ) -> Lowering<'a> {
        Lowering {
            dag: Dag::new(),
            readings,
            headers,
            bodies,
            columns,
            rows,
            conditions: Vec::new(),
            seen: BTreeSet::new(),
            abbreviations: FxHashMap::default(),
            calls: FxHashMap::default(),
            work: 0,
        }
    }

    /// The expression of `root`; its conditions are added to those collected. Abbreviations
    /// come first, in the order of the file, so that a long chain of them does not recurse.
    pub(super) fn expression(
        &mut self,
        root: TermId,
        locals: Vec<(String, Expr)>,
    ) -> Result<Expr, Error> {
        let place = Place { row: None, locals, depth: 0 };
        for k in self.definitions_below(root) {
            if !self.is_per_row_definition(k) {
                self.abbreviation(k, self.readings.span(root), &place)?;
            }
        }
        self.lower(root, &place)
    }

    /// The abbreviations that `root` rests on, in the order of the file.
    fn definitions_below(&self, root: TermId) -> Vec<usize> {
        let mut found = BTreeSet::new();
        let mut open = vec![root];
        while let Some(root) = open.pop() {
            for id in self.readings.below(root) {
                let (Term::Name(Referent::Abbreviation(k)) | Term::Own(k, _)) =
                    self.readings.term(id)
                else {
                    continue;
                };
                if found.insert(*k) {
                    open.extend(self.bodies.get(*k).map(|body| body.term));
                }
            }
        }
        let abbreviation = |k: &usize| self.headers.get(*k).is_some_and(|h| h.arguments.is_none());
        found.into_iter().filter(abbreviation).collect()
    }

    fn is_per_row_definition(&self, k: usize) -> bool {
        self.headers.get(k).is_some_and(|header| header.per_row)
    }

    /// Recursion goes one level for each function or sum inside another, at most [`DEEPEST`].
    fn lower(&mut self, root: TermId, place: &Place) -> Result<Expr, Error> {
        let order = self.readings.evaluated(root);
        self.work += order.len();
        if self.work > MOST_OPERATIONS || place.depth > DEEPEST {
            return Err(Error::new(ErrorKind::TooLarge, self.readings.span(root)));
        }
        let mut values: FxHashMap<TermId, Expr> = FxHashMap::default();
        for id in order {
            let value = self.term(id, place, &values)?;
            values.insert(id, value);
        }
        Ok(values.get(&root).copied().unwrap_or_else(|| self.dag.integer(0)))
    }

    fn term(
        &mut self,
        id: TermId,
        place: &Place,
        values: &FxHashMap<TermId, Expr>,
    ) -> Result<Expr, Error> {
        let span = self.readings.span(id);
        let get = |id: &TermId| values.get(id).copied();
        let missing = || Error::new(ErrorKind::TooLarge, span);
        let all = |ids: &[TermId]| ids.iter().map(get).collect::<Option<Vec<_>>>();
        match &self.readings.term(id).clone() {
            Term::Number(value) => Ok(self.dag.number(value.clone())),
            Term::Name(referent) => self.name(referent, span, place),
            Term::Sum(parts) => {
                let mut terms = Vec::with_capacity(parts.len());
                for (negative, part) in parts {
                    let term = get(part).ok_or_else(missing)?;
                    terms.push(if *negative { self.dag.neg(term) } else { term });
                }
                Ok(self.dag.sum(terms))
            }
            Term::Product(parts) => {
                let mut factors = Vec::with_capacity(parts.len());
                for (divides, part) in parts {
                    let factor = get(part).ok_or_else(missing)?;
                    factors.push(if *divides { self.reciprocal(factor, span)? } else { factor });
                }
                Ok(self.dag.product(factors))
            }
            Term::Negate(a) => {
                let a = get(a).ok_or_else(missing)?;
                Ok(self.dag.neg(a))
            }
            Term::Absolute(a) => {
                let a = get(a).ok_or_else(missing)?;
                Ok(self.dag.apply(Function::Abs, a))
            }
            Term::Power(base, exponent) => {
                let base = get(base).ok_or_else(missing)?;
                let exponent = get(exponent).ok_or_else(missing)?;
                self.power(base, exponent, span)
            }
            Term::Call(function, arguments) => {
                let arguments = all(arguments).ok_or_else(missing)?;
                self.call(*function, arguments, span)
            }
            Term::Own(k, arguments) => {
                let arguments = all(arguments).ok_or_else(missing)?;
                self.own(*k, arguments, span, place)
            }
            Term::Total(mean, Over::Rows, body) => self.over_rows(*mean, *body, place),
            Term::Total(mean, Over::Range(index, low, high), body) => {
                let ends = (get(low).ok_or_else(missing)?, get(high).ok_or_else(missing)?);
                self.over_range(*mean, index, ends, *body, span, place)
            }
        }
    }

    /// Keeps a condition; one that fails everywhere is a mistake of the file.
    fn require(
        &mut self,
        expr: Expr,
        relation: Relation,
        why: &'static str,
        span: Span,
    ) -> Result<(), Error> {
        let condition = Condition { expr, relation };
        match verdict(&mut self.dag, &condition) {
            Verdict::Always => Ok(()),
            Verdict::Never => Err(Error::new(ErrorKind::NeverDefined(why), span)),
            Verdict::Open => {
                if self.seen.insert(condition.clone()) {
                    self.conditions.push(condition);
                }
                Ok(())
            }
        }
    }

    fn reciprocal(&mut self, a: Expr, span: Span) -> Result<Expr, Error> {
        self.require(a, Relation::NotZero, "a division by 0", span)?;
        Ok(self.dag.recip(a))
    }

    fn power(&mut self, base: Expr, exponent: Expr, span: Span) -> Result<Expr, Error> {
        let e = self.dag.constant(Constant::E);
        if base == e {
            return Ok(self.dag.apply(Function::Exp, exponent));
        }
        if let Some(condition) = conditions::of_power(&self.dag, base, exponent) {
            let division = condition.relation == Relation::NotZero;
            let why = if division { "a division by 0" } else { "a power of a negative number" };
            self.require(condition.expr, condition.relation, why, span)?;
        }
        Ok(self.dag.power(base, exponent))
    }

    fn call(&mut self, function: Builtin, mut a: Vec<Expr>, span: Span) -> Result<Expr, Error> {
        let zero = self.dag.integer(0);
        let first = a.first().copied().unwrap_or(zero);
        match function {
            Builtin::SquareRoot => {
                let why = "the square root of a negative number";
                self.require(first, Relation::NonNegative, why, span)?;
                Ok(self.dag.sqrt(first))
            }
            Builtin::CubeRoot => Ok(self.dag.power_rational(first, &Rational::fraction(1, 3))),
            Builtin::Log if a.len() == 2 => {
                let (x, base) = (first, a.pop().unwrap_or(zero));
                let (x, base) = (self.ln(x, span)?, self.ln(base, span)?);
                let reciprocal = self.reciprocal(base, span)?;
                Ok(self.dag.mul(x, reciprocal))
            }
            Builtin::Log => self.ln(first, span),
            Builtin::Plain(function) => {
                for relation in conditions::of_call(function) {
                    self.require(first, relation, outside(function), span)?;
                }
                Ok(self.dag.call(function, a))
            }
        }
    }

    fn ln(&mut self, a: Expr, span: Span) -> Result<Expr, Error> {
        self.require(a, Relation::Positive, outside(Function::Ln), span)?;
        Ok(self.dag.apply(Function::Ln, a))
    }

    fn name(&mut self, referent: &Referent, span: Span, place: &Place) -> Result<Expr, Error> {
        match referent {
            Referent::Free(name) => {
                let symbol = self.dag.symbol(name);
                Ok(self.dag.variable(symbol))
            }
            Referent::Local(name) => {
                let bound = place.locals.iter().rev().find(|(local, _)| local == name);
                bound.map(|(_, value)| *value).ok_or_else(|| {
                    Error::new(ErrorKind::UnknownName(name.clone(), None, true), span)
                })
            }
            Referent::Constant(constant) => Ok(self.dag.constant(*constant)),
            Referent::Column(k) => {
                let value =
                    place.row.and_then(|row| self.rows.get(row)).and_then(|row| row.get(*k));
                match value {
                    Some(value) => Ok(self.dag.number(value.clone())),
                    None => {
                        let name = self.columns.get(*k).cloned().unwrap_or_default();
                        Err(Error::new(ErrorKind::ColumnOutsideSum(name), span))
                    }
                }
            }
            Referent::Abbreviation(k) => self.abbreviation(*k, span, place),
        }
    }

    fn row_of(&self, k: usize, place: &Place) -> Option<usize> {
        place.row.filter(|_| self.is_per_row_definition(k))
    }

    fn abbreviation(&mut self, k: usize, span: Span, place: &Place) -> Result<Expr, Error> {
        let row = self.row_of(k, place);
        if let Some(known) = self.abbreviations.get(&(k, row)) {
            return Ok(*known);
        }
        let body = self.body(k, span)?;
        let inner = Place { row, locals: Vec::new(), depth: place.depth + 1 };
        let value = self.lower(body.term, &inner)?;
        self.abbreviations.insert((k, row), value);
        Ok(value)
    }

    fn body(&self, k: usize, span: Span) -> Result<Body, Error> {
        self.bodies.get(k).copied().ok_or(Error::new(ErrorKind::TooLarge, span))
    }

    fn own(
        &mut self,
        k: usize,
        arguments: Vec<Expr>,
        span: Span,
        place: &Place,
    ) -> Result<Expr, Error> {
        let key = (k, self.row_of(k, place), arguments);
        if let Some(known) = self.calls.get(&key) {
            return Ok(*known);
        }
        let body = self.body(k, span)?;
        let names = self.headers.get(k).and_then(|header| header.arguments.as_ref());
        let names = names.map_or(&[][..], Vec::as_slice);
        let locals = names.iter().map(|name| name.text.clone()).zip(key.2.iter().copied());
        let inner = Place { row: key.1, locals: locals.collect(), depth: place.depth + 1 };
        let value = self.lower(body.term, &inner)?;
        self.calls.insert(key, value);
        Ok(value)
    }

    fn over_rows(&mut self, mean: bool, body: TermId, place: &Place) -> Result<Expr, Error> {
        let mut terms = Vec::with_capacity(self.rows.len());
        let mut per_row = self.definitions_below(body);
        per_row.retain(|k| self.is_per_row_definition(*k));
        for row in 0..self.rows.len() {
            let inner =
                Place { row: Some(row), locals: place.locals.clone(), depth: place.depth + 1 };
            for k in &per_row {
                self.abbreviation(*k, self.readings.span(body), &inner)?;
            }
            terms.push(self.lower(body, &inner)?);
        }
        Ok(self.total(mean, terms))
    }

    fn over_range(
        &mut self,
        mean: bool,
        index: &str,
        (low, high): (Expr, Expr),
        body: TermId,
        span: Span,
        place: &Place,
    ) -> Result<Expr, Error> {
        let end = |e: Expr| self.dag.as_number(e).and_then(Rational::to_i64);
        let wrong = Error::new(ErrorKind::SumRange, span);
        let (Some(low), Some(high)) = (end(low), end(high)) else { return Err(wrong) };
        let count = high.saturating_sub(low).saturating_add(1).max(0);
        if count > LONGEST_SUM {
            return Err(wrong);
        }
        let least = self.readings.evaluated(body).len().saturating_mul(count as usize);
        if self.work.saturating_add(least) > MOST_OPERATIONS {
            return Err(Error::new(ErrorKind::TooLarge, span));
        }
        if count == 0 && mean {
            return Err(Error::new(ErrorKind::EmptyMean, span));
        }
        let mut terms = Vec::new();
        for k in low..=high {
            let mut locals = place.locals.clone();
            locals.push((index.to_string(), self.dag.integer(k)));
            let inner = Place { row: place.row, locals, depth: place.depth + 1 };
            terms.push(self.lower(body, &inner)?);
        }
        Ok(self.total(mean, terms))
    }

    /// The sum of the terms, or their mean.
    fn total(&mut self, mean: bool, terms: Vec<Expr>) -> Expr {
        let count = terms.len() as i64;
        let sum = self.dag.sum(terms);
        if !mean || count == 0 {
            return sum;
        }
        let share = self.dag.fraction(1, count);
        self.dag.mul(share, sum)
    }

    /// Does `root` differ from row to row?
    pub(super) fn is_per_row(&self, root: TermId) -> bool {
        is_per_row(&self.readings, self.headers, root)
    }
}

fn outside(function: Function) -> &'static str {
    match function {
        Function::Ln | Function::Log10 | Function::Log2 => "the logarithm of 0 or less",
        Function::Tan => "the tangent of a right angle",
        Function::Asin | Function::Acos | Function::Atanh | Function::Acosh => {
            "an argument outside of the function's domain"
        }
        Function::Exp
        | Function::Sin
        | Function::Cos
        | Function::Atan
        | Function::Sinh
        | Function::Cosh
        | Function::Tanh
        | Function::Asinh
        | Function::Sigmoid
        | Function::Softplus
        | Function::Abs
        | Function::Sign
        | Function::Max
        | Function::Min
        | Function::Relu => "an argument outside of the function's domain",
    }
}
