//! A point of a result: its coordinates as expressions, with symbols for numbers that have
//! no closed form.

use super::checker::{Check, Checker, On, Verdict, refuted};
use super::claim::NotChecked;
use super::class::Class;
use super::enclose::{Values, enclose};
use super::fraction::Fraction;
use super::member::Member;
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
    /// A variable that is known with its class.
    member: Option<Member>,
    ends: [Rational; 2],
}

impl Root {
    fn value(&self, prec: u32) -> Interval {
        match (&self.minimal, &self.member) {
            (_, Some(member)) => member.value(&self.ends, prec),
            (Some(minimal), None) => minimal.closer(&self.ends, prec),
            (None, None) => Interval::new(&self.ends[0], &self.ends[1], prec),
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
    class: Option<Rc<Class>>,
}

impl Place {
    fn values_at(&self, prec: u32) -> Values {
        self.roots.iter().map(|r| (r.symbol, r.value(prec))).collect()
    }

    /// A point of a class, its coordinates still to be added.
    pub(super) fn of_class(class: Rc<Class>) -> Place {
        Place { class: Some(class), ..Place::default() }
    }

    /// Adds a symbol for a variable of the class.
    pub(super) fn add_member(&mut self, symbol: Symbol, member: Member, ends: [Rational; 2]) {
        let root = Root { symbol, minimal: None, member: Some(member), ends };
        self.values.insert(symbol, root.value(PRECISION));
        self.roots.push(root);
    }

    /// Adds the next coordinate.
    pub(super) fn add_coordinate(&mut self, variable: Symbol, value: Expr) {
        self.coordinates.push((variable, value));
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
        let root = Root { symbol, minimal, member: None, ends };
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
        let known = |r: &Root| r.minimal.is_some() || r.member.is_some();
        let fixed = |r: &Root| !known(r) && inside.contains(&r.symbol);
        if place.roots.iter().any(fixed) {
            return None;
        }
        enclose(&self.dag, value, FINE, &place.values_at(FINE), &self.budget)
    }

    /// The narrower of the two, if there is one.
    pub(super) fn finest(&self, value: Expr, place: &Place) -> Option<Interval> {
        self.finer(value, place).or_else(|| self.enclosure(value, place))
    }

    /// Is the value zero?
    pub(super) fn zero(&mut self, value: Expr, place: &Place, otherwise: &str) -> Check {
        let first = self.enclosure(value, place);
        if first.as_ref().is_some_and(|x| !x.contains_zero()) {
            return refuted(otherwise);
        }
        if let Some(check) = self.in_class(value, place, otherwise) {
            return check;
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

    /// The zero test of the class, if the value has no other unknowns.
    fn in_class(&mut self, value: Expr, place: &Place, otherwise: &str) -> Option<Check> {
        let class = place.class.as_ref()?;
        let inside = self.dag.symbols_of(value);
        let own = |s: &Symbol| class.numerators.iter().any(|(v, _)| v == s);
        if !inside.iter().all(own) {
            return None;
        }
        let check = class.zero(&self.dag, value, &self.budget, otherwise);
        (check != Err(NotChecked::NoEvidence)).then_some(check)
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
            Err(why) if number.exact.is_none() => match &number.minimal_polynomial {
                Some(text) => self.is_that_root(value, text, number, place),
                None if self.lies_within(value, number, place) => Ok(Verdict::Proved),
                None => Err(why),
            },
            outcome => outcome,
        }
    }

    /// Is the value in the enclosure that is all that is said of the number?
    fn lies_within(&mut self, value: Expr, number: &Number, place: &Place) -> bool {
        let Some([low, high]) = ends(number) else { return false };
        let inside = |x: &Interval| low <= x.lower() && x.upper() <= high;
        self.enclosure(value, place).as_ref().is_some_and(inside)
            || self.finer(value, place).as_ref().is_some_and(inside)
    }

    /// A root of the polynomial within an enclosure that holds one root only is that root.
    fn is_that_root(&mut self, e: Expr, text: &str, number: &Number, place: &Place) -> Check {
        let minimal = self.minimal(text)?;
        let [low, high] = ends(number).ok_or(NotChecked::NoEvidence)?;
        let x = self.enclosure(e, place).ok_or(NotChecked::Undefined)?;
        let inside = low < x.lower() && x.upper() < high;
        if !inside || !minimal.has_one_root(&[low, high], &self.budget)? {
            return Err(NotChecked::NotExact);
        }
        if place.class.is_some() {
            let image = self.value_of(&minimal, e);
            return self.in_class(image, place, "").unwrap_or(Err(NotChecked::NotExact));
        }
        let several = {
            let inside = self.dag.symbols_of(e);
            place.roots.iter().filter(|r| inside.contains(&r.symbol)).count() > 1
        };
        if !several && self.root_of(e, text)? {
            return Ok(Verdict::Proved);
        }
        Err(NotChecked::NotExact)
    }

    /// The polynomial at an expression, not multiplied out.
    fn value_of(&mut self, minimal: &Minimal, e: Expr) -> Expr {
        let zero = self.dag.integer(0);
        minimal.dense.coefficients().iter().rev().fold(zero, |sum, c| {
            let (product, c) = (self.dag.mul(sum, e), self.dag.number(c.clone()));
            self.dag.add(product, c)
        })
    }
}
