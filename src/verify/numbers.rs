//! Numbers of a result: exact form, decimal, enclosure and minimal polynomial must agree.

use super::checker::{Check, Checker, Verdict, refuted};
use super::claim::NotChecked;
use super::enclose::{Values, enclose};
use super::fraction::Fraction;
use super::univariate::{Dense, Sturm};
use crate::budget::Budget;
use crate::expr::{Expr, read};
use crate::number::{Interval, Rational, Sign};
use crate::result::Number;
use std::cell::{OnceCell, RefCell};
use std::cmp::Ordering;
use std::rc::Rc;

/// Bits of first enclosures.
pub(super) const PRECISION: u32 = 192;
/// Bits of second ones.
pub(super) const FINE: u32 = 640;
/// Significant digits of a decimal that is not exact.
const DIGITS: usize = 20;

/// A polynomial with what is known of its roots.
#[derive(Debug)]
pub(super) struct Minimal {
    pub(super) dense: Dense,
    slope: Dense,
    sturm: OnceCell<Result<Sturm, NotChecked>>,
    closer: RefCell<Vec<Closer>>,
}

/// A refined root: ends, precision, enclosure.
type Closer = ([Rational; 2], u32, Interval);

impl Minimal {
    pub(super) fn new(dense: Dense) -> Minimal {
        let slope = dense.derivative();
        Minimal { dense, slope, sturm: OnceCell::new(), closer: RefCell::default() }
    }

    /// Is exactly one root in the closed interval? A change of sign and a slope that is not 0
    /// anywhere show it at once; else Sturm's theorem.
    pub(super) fn has_one_root(
        &self,
        [low, high]: &[Rational; 2],
        budget: &Budget,
    ) -> Result<bool, NotChecked> {
        let signs = [low, high].map(|x| self.dense.sign_at(x));
        let x = Interval::new(low, high, PRECISION);
        let monotone = || !self.slope.enclosed_at(&x, PRECISION).contains_zero();
        if !signs.contains(&Sign::Zero) && signs[0] != signs[1] && monotone() {
            return Ok(true);
        }
        let sturm = self.sturm.get_or_init(|| self.dense.sturm(budget));
        let sturm = sturm.as_ref().map_err(|why| *why)?;
        Ok(sturm.roots_between(low, high) + usize::from(signs[0] == Sign::Zero) == 1)
    }

    /// Ends that hold the root and are closer, by Newton's method with enclosures.
    pub(super) fn closer(&self, ends: &[Rational; 2], prec: u32) -> Interval {
        let same = |c: &&Closer| c.1 == prec && c.0 == *ends;
        if let Some((_, _, x)) = self.closer.borrow().iter().find(same) {
            return x.clone();
        }
        let x = self.newton(ends, prec);
        self.closer.borrow_mut().push((ends.clone(), prec, x.clone()));
        x
    }

    fn newton(&self, ends: &[Rational; 2], prec: u32) -> Interval {
        let mut x = Interval::new(&ends[0], &ends[1], prec);
        for _ in 0..6 {
            let middle = Interval::exact(&x.midpoint(), prec);
            let step = self.dense.enclosed_at(&middle, prec).div(&self.slope.enclosed_at(&x, prec));
            let Some(next) = step.and_then(|s| middle.sub(&s).intersect(&x)) else { break };
            if next == x {
                break;
            }
            x = next;
        }
        x
    }
}

/// The ends of an enclosure.
pub(super) fn ends(number: &Number) -> Option<[Rational; 2]> {
    let [low, high] = number.enclosure.as_ref()?;
    let (low, high) = (low.parse::<Rational>().ok()?, high.parse::<Rational>().ok()?);
    (low <= high).then_some([low, high])
}

impl Checker<'_> {
    /// The polynomial in x of a text.
    pub(super) fn minimal(&mut self, text: &str) -> Result<Rc<Minimal>, NotChecked> {
        if let Some(known) = self.minimals.get(text) {
            return Ok(known.clone());
        }
        let dense = self.dense(text, "x")?;
        let minimal = Rc::new(Minimal::new(dense));
        self.minimals.insert(text.to_string(), minimal.clone());
        Ok(minimal)
    }

    /// A text as a polynomial in one letter.
    pub(super) fn dense(&mut self, text: &str, letter: &str) -> Result<Dense, NotChecked> {
        let e = read(&mut self.dag, text, &[letter]).map_err(|_| NotChecked::Unreadable)?;
        let symbol = self.dag.symbol(letter);
        let f = self.algebra.fraction(&self.dag, e, &self.budget)?;
        let index = self.algebra.symbol(symbol);
        let p = f.as_polynomial().and_then(|p| p.dense_in(index));
        p.map(Dense::new).ok_or(NotChecked::NoEvidence)
    }

    /// Do the forms of a number agree?
    pub(super) fn number(&mut self, number: &Number) -> Check {
        let exact = match number.exact.as_deref() {
            Some("oo" | "-oo") => return Ok(Verdict::Proved),
            Some(text) => match text.parse::<Rational>() {
                Ok(q) => return self.rational_number(number, &q),
                Err(_) => {
                    let none: [&str; 0] = [];
                    let read = read(&mut self.dag, text, &none);
                    Some(read.map_err(|_| NotChecked::Unreadable)?)
                }
            },
            None => None,
        };
        if *number == Number::default() {
            return Err(NotChecked::NoEvidence);
        }
        if number.enclosure.is_some() && ends(number).is_none() {
            return refuted("the ends of the enclosure are in the wrong order");
        }
        let value = match exact {
            Some(e) => Some(
                enclose(&self.dag, e, PRECISION, &Values::new(), &self.budget)
                    .ok_or(NotChecked::Undefined)?,
            ),
            None => None,
        };
        let value = match self.isolated(number, value)? {
            Ok(value) => value,
            Err(found) => return refuted(found),
        };
        if !decimal_fits(number, &value) {
            return refuted("the decimal is not the number rounded");
        }
        match (exact, &number.minimal_polynomial) {
            (Some(e), Some(text)) => self.is_root(e, text),
            // A number that is nothing but what is in its enclosure.
            (None, None) if number.enclosure.is_none() => Err(NotChecked::NoEvidence),
            _ => Ok(Verdict::Proved),
        }
    }

    /// An enclosure of the number after comparing the given one with its exact form and its
    /// polynomial; the inner error says what does not fit.
    fn isolated(
        &mut self,
        number: &Number,
        value: Option<Interval>,
    ) -> Result<Result<Interval, &'static str>, NotChecked> {
        let Some([low, high]) = ends(number) else {
            return value.ok_or(NotChecked::NoEvidence).map(Ok);
        };
        let stated = Interval::new(&low, &high, PRECISION);
        if value.as_ref().is_some_and(|v| v.lower() > high || v.upper() < low) {
            return Ok(Err("the exact form lies outside the enclosure"));
        }
        let Some(text) = &number.minimal_polynomial else {
            return Ok(Ok(value.unwrap_or(stated)));
        };
        let minimal = self.minimal(text)?;
        if !minimal.has_one_root(&[low.clone(), high.clone()], &self.budget)? {
            return Ok(Err("the enclosure does not hold exactly one root"));
        }
        Ok(Ok(value.unwrap_or_else(|| minimal.closer(&[low, high], PRECISION))))
    }

    fn rational_number(&mut self, number: &Number, q: &Rational) -> Check {
        if number.enclosure.is_some() && ends(number).is_none_or(|[a, b]| a > *q || b < *q) {
            return refuted("the exact form lies outside the enclosure");
        }
        if let Some(text) = &number.minimal_polynomial
            && !self.minimal(text)?.dense.at(q).is_zero()
        {
            return refuted("the exact form is no root of the minimal polynomial");
        }
        if !decimal_fits(number, &Interval::exact(q, PRECISION)) {
            return refuted("the decimal is not the number rounded");
        }
        Ok(Verdict::Proved)
    }

    /// Is the value of an expression without symbols a root of the polynomial?
    fn is_root(&mut self, e: Expr, text: &str) -> Check {
        let minimal = self.minimal(text)?;
        let value = enclose(&self.dag, e, PRECISION, &Values::new(), &self.budget);
        let value = value.ok_or(NotChecked::Undefined)?;
        if !minimal.dense.enclosed_at(&value, PRECISION).contains_zero() {
            return refuted("the exact form is no root of the minimal polynomial");
        }
        if self.root_of(e, text)? { Ok(Verdict::Proved) } else { Err(NotChecked::NotExact) }
    }

    /// Does the polynomial reduce to 0 at the expression?
    pub(super) fn root_of(&mut self, e: Expr, text: &str) -> Result<bool, NotChecked> {
        let key = (text.to_string(), e);
        if let Some(known) = self.roots.get(&key) {
            return Ok(*known);
        }
        let minimal = self.minimal(text)?;
        let x = self.algebra.fraction(&self.dag, e, &self.budget)?;
        let mut total = Fraction::number(Rational::zero());
        for c in minimal.dense.coefficients().iter().rev() {
            self.budget.spend(x.num.len() as u64).map_err(|_| NotChecked::TooLarge)?;
            let product = self.algebra.clean(total.times(&x, &self.budget)?, &self.budget)?;
            total = product.plus(&Fraction::number(c.clone()), &self.budget)?;
        }
        self.roots.insert(key, total.num.is_zero());
        Ok(total.num.is_zero())
    }
}

/// Half a unit of the last digit is the most that a decimal may be off.
fn decimal_fits(number: &Number, value: &Interval) -> bool {
    let Some(text) = number.decimal.as_deref() else { return true };
    let Ok(stated) = text.parse::<Rational>() else { return true };
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((m, e)) => (m, e.parse::<i32>().unwrap_or(0)),
        None => (text, 0),
    };
    let places = mantissa.split_once('.').map_or(0, |(_, f)| f.len() as i32) - exponent;
    let digits = mantissa.chars().filter(char::is_ascii_digit);
    let digits = digits.skip_while(|c| *c == '0').count();
    let Some(unit) = Rational::from(10).pow(-places) else { return true };
    let half = match digits.cmp(&DIGITS) {
        Ordering::Less => Rational::zero(),
        Ordering::Equal => &unit * &Rational::fraction(1, 2),
        // Zeros that only fill up to the point.
        Ordering::Greater => &stated.abs() * &(&Rational::fraction(1, 2) * &tiny()),
    };
    let (low, high) = (&stated - &half, &stated + &half);
    value.upper() >= low && value.lower() <= high
}

/// 10⁻¹⁹.
fn tiny() -> Rational {
    &Rational::fraction(1, 1_000_000_000) * &Rational::fraction(1, 10_000_000_000)
}
