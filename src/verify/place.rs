//! A point of a result: its coordinates as expressions, with symbols for numbers that have
//! no closed form.

use super::checker::{Check, Checker, On, Verdict, refuted};
use super::claim::NotChecked;
use super::enclose::{Values, enclose};
use super::fraction::Fraction;
use super::numbers::{FINE, Minimal, PRECISION, ends};
use crate::budget::Budget;
use crate::expr::{Expr, Symbol};
use crate::number::{Interval, Rational, Sign};
use crate::result::Number;
use std::rc::Rc;

/// A symbol for a number known by an enclosure.
#[derive(Debug, Clone)]
struct Root {
    symbol: Symbol,
    minimal: Option<Rc<Minimal>>,
    ends: [Rational; 2],
}

impl Root {
    fn value(&self, prec: u32) -> Interval {
        match &self.minimal {
            Some(minimal) => minimal.closer(&self.ends, prec),
            None => Interval::new(&self.ends[0], &self.ends[1], prec),
        }
    }
}

/// A point.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// One expression for each variable.
    coordinates: Vec<(Symbol, Expr)>,
    roots: Vec<Root>,
    values: Values,
}

impl Place {
    fn values_at(&self, prec: u32) -> Values {
        self.roots.iter().map(|r| (r.symbol, r.value(prec))).collect()
    }

    /// For identities that hold where `within` is defined.
    pub(super) fn on(&self, within: Option<Expr>) -> On<'_> {
        On { values: &self.values, within, sampled: true }
    }

    /// Coordinates in the order of the variables.
    pub(super) fn expressions(&self) -> Vec<Expr> {
        self.coordinates.iter().map(|(_, e)| *e).collect()
    }
}

impl Checker<'_> {
    /// The point with the given coordinates.
    pub(super) fn place(&mut self, numbers: &[Number]) -> Result<Place, NotChecked> {
        let mut place = Place::default();
        if numbers.len() != self.variables.len() {
            return Err(NotChecked::NoEvidence);
        }
        for (i, number) in numbers.iter().enumerate() {
            let e = self.name_number(number, &mut place)?;
            place.coordinates.push((self.variables[i], e));
        }
        Ok(place)
    }

    /// The same point with its later unknowns expressed by earlier solved variables, where
    /// that leaves one irrational number: `values` are the variables' values, last solved
    /// last.
    pub(super) fn generated(&mut self, place: &Place, values: &[(Symbol, Expr)]) -> Option<Place> {
        let mut all = place.coordinates.clone();
        for &(symbol, value) in values.iter().rev() {
            let value = self.dag.substitute(value, &all);
            all.iter_mut().find(|(s, _)| *s == symbol)?.1 = value;
        }
        Some(Place { coordinates: all, ..place.clone() })
    }

    /// A number as an expression; a symbol of the place if it has no closed form.
    pub(super) fn name_number(
        &mut self,
        number: &Number,
        place: &mut Place,
    ) -> Result<Expr, NotChecked> {
        if let Some(text) = &number.exact {
            return self.read_in(text, &[]);
        }
        let ends = ends(number).ok_or(NotChecked::NoEvidence)?;
        let same = |r: &&Root, minimal: &Option<Rc<Minimal>>| match (&r.minimal, minimal) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b) && r.ends == ends,
            _ => false,
        };
        let minimal = match &number.minimal_polynomial {
            Some(text) => Some(self.minimal(text)?),
            None => None,
        };
        if let Some(known) = place.roots.iter().find(|r| same(r, &minimal)) {
            let symbol = known.symbol;
            return Ok(self.dag.variable(symbol));
        }
        // Conjugate points share their symbols, so that what is reduced for one is known for
        // the others.
        let ordinal = place.roots.len();
        let name = match &number.minimal_polynomial {
            Some(text) => format!("root {ordinal} of {text}"),
            None => format!("number {ordinal} in {} {}", ends[0], ends[1]),
        };
        let symbol = self.dag.symbol(&name);
        match &minimal {
            Some(minimal) => self.algebra.adjoin(symbol, &minimal.dense),
            None => self.algebra.adjoin_unknown(symbol),
        }
        let root = Root { symbol, minimal, ends };
        place.values.insert(symbol, root.value(PRECISION));
        place.roots.push(root);
        Ok(self.dag.variable(symbol))
    }

    /// An expression in the variables at the point.
    pub(super) fn put(&mut self, e: Expr, place: &Place) -> Expr {
        self.dag.substitute(e, &place.coordinates)
    }

    /// An enclosure of a value at the point.
    pub(super) fn enclosure(&self, value: Expr, place: &Place) -> Option<Interval> {
        enclose(&self.dag, value, PRECISION, &place.values, &self.budget)
    }

    /// A narrower enclosure, if every number in the value can be refined.
    fn finer(&self, value: Expr, place: &Place) -> Option<Interval> {
        let inside = self.dag.symbols_of(value);
        let fixed = |r: &Root| r.minimal.is_none() && inside.contains(&r.symbol);
        if place.roots.iter().any(fixed) {
            return None;
        }
        enclose(&self.dag, value, FINE, &place.values_at(FINE), &self.budget)
    }

    /// Is the value zero?
    pub(super) fn zero(&mut self, value: Expr, place: &Place, otherwise: &str) -> Check {
        let first = self.enclosure(value, place);
        if first.as_ref().is_some_and(|x| !x.contains_zero()) {
            return refuted(otherwise);
        }
        let reduced = self.reduced(value, place);
        if reduced.as_ref().is_ok_and(|f| f.num.is_zero()) {
            return if first.is_some() { Ok(Verdict::Proved) } else { Err(NotChecked::Undefined) };
        }
        match self.finer(value, place) {
            Some(x) if !x.contains_zero() => refuted(otherwise),
            _ => Err(reduced.err().unwrap_or(NotChecked::NotExact)),
        }
    }

    /// The value in letters; with several independent irrational numbers that rarely decides,
    /// so only little work is spent.
    fn reduced(&mut self, value: Expr, place: &Place) -> Result<Fraction, NotChecked> {
        const LITTLE: u64 = 4000;
        let inside = self.dag.symbols_of(value);
        if place.roots.iter().filter(|r| inside.contains(&r.symbol)).count() < 2 {
            return self.algebra.fraction(&self.dag, value, &self.budget);
        }
        let granted = LITTLE.min(self.budget.left());
        let little = Budget::steps(granted);
        let reduced = self.algebra.fraction(&self.dag, value, &little);
        self.budget.spend(granted - little.left()).map_err(|_| NotChecked::TooLarge)?;
        reduced
    }

    /// The sign of the value.
    pub(super) fn sign(&mut self, value: Expr, place: &Place) -> Result<Sign, NotChecked> {
        let first = self.enclosure(value, place).ok_or(NotChecked::Undefined)?;
        if first.sign() != Sign::Unknown {
            return Ok(first.sign());
        }
        if let Ok(Verdict::Proved) = self.zero(value, place, "") {
            return Ok(Sign::Zero);
        }
        match self.finer(value, place).map(|x| x.sign()) {
            None | Some(Sign::Unknown) => Err(NotChecked::NotExact),
            Some(sign) => Ok(sign),
        }
    }

    /// Is the value the number?
    pub(super) fn equals(
        &mut self,
        value: Expr,
        number: &Number,
        place: &Place,
        otherwise: &str,
    ) -> Check {
        let mut wider = place.clone();
        let stated = self.name_number(number, &mut wider)?;
        let difference = self.dag.sub(value, stated);
        match self.zero(difference, &wider, otherwise) {
            Err(why) if number.exact.is_none() => {
                let Some(text) = &number.minimal_polynomial else { return Err(why) };
                self.is_that_root(value, text, number, place)
            }
            outcome => outcome,
        }
    }

    /// A root of the polynomial within an enclosure that holds one root only is that root.
    fn is_that_root(&mut self, e: Expr, text: &str, number: &Number, place: &Place) -> Check {
        let minimal = self.minimal(text)?;
        let [low, high] = ends(number).ok_or(NotChecked::NoEvidence)?;
        let x = self.enclosure(e, place).ok_or(NotChecked::Undefined)?;
        let several = {
            let inside = self.dag.symbols_of(e);
            place.roots.iter().filter(|r| inside.contains(&r.symbol)).count() > 1
        };
        if several {
            return Err(NotChecked::NotExact);
        }
        let inside = low < x.lower() && x.upper() < high;
        let alone = minimal.sturm.roots_between(&low, &high) == 1;
        if inside && alone && self.root_of(e, text)? {
            return Ok(Verdict::Proved);
        }
        Err(NotChecked::NotExact)
    }
}
