//! Exact numbers as numbers of the result.

use crate::budget::{Budget, Exhausted};
use crate::classify::Value;
use crate::expr::print::input;
use crate::expr::{Dag, Expr, Function, read};
use crate::number::{Field, Integer, Interval, Rational, RealField, decimal};
use crate::polynomial::Algebraic;
use crate::polynomial::algebraic::FieldElement;
use crate::result::Number;

/// Significant digits of a decimal.
const DIGITS: usize = 20;
/// Degree of a field above which short exact forms are not looked for.
const LARGEST_SHORT: usize = 8;
/// Degree of a field above which numbers are given by digits and, together with the other
/// coordinates, by polynomials in one unknown; their own minimal polynomials would be long.
const LARGEST_OWN: usize = 16;
/// Precisions tried until the digits are determined.
const PRECISIONS: [u32; 6] = [96, 160, 320, 640, 1280, 2560];

/// A rational number.
pub(super) fn rational(q: &Rational) -> Number {
    let text = q.to_string();
    let root = format_linear(q);
    Number {
        decimal: Some(decimal::of_rational(q, DIGITS)),
        enclosure: Some([text.clone(), text.clone()]),
        exact: Some(text),
        minimal_polynomial: Some(root),
    }
}

fn format_linear(q: &Rational) -> String {
    let (p, d) = (q.numerator(), q.denominator());
    let x = if d.is_one() { "x".to_string() } else { format!("{d}*x") };
    if p.is_zero() {
        x
    } else if p.is_negative() {
        format!("{x} + {}", -p)
    } else {
        format!("{x} - {p}")
    }
}

/// A real algebraic number.
pub(super) fn algebraic(x: &Algebraic) -> Number {
    if let Some(q) = x.as_rational() {
        return rational(q);
    }
    let (decimal, _) = digits(|prec| Some(x.to_interval(prec)));
    Number {
        exact: x.exact_display(),
        decimal,
        enclosure: Some(isolating(x)),
        minimal_polynomial: Some(x.minimal_polynomial().to_input("x")),
    }
}

/// Decimal ends about 25 digits apart from the number that lie in its isolating interval.
pub(super) fn isolating(x: &Algebraic) -> [String; 2] {
    let mut width = Rational::fraction(1, 1_000_000_000_000_000);
    loop {
        width = &width * &Rational::fraction(1, 1_000_000_000);
        let (low, high) = x.bounds(&width);
        let ends = [round_to(&low, &width, false), round_to(&high, &width, true)];
        if ends[0].0 > x.lower() && ends[1].0 < x.upper() {
            return ends.map(|(_, text)| text);
        }
    }
}

/// A number rounded down or up to a multiple of a power of ten, with its decimal text.
fn round_to(q: &Rational, step: &Rational, up: bool) -> (Rational, String) {
    let scaled = q * &Rational::from(step.denominator());
    let whole = if up { scaled.ceil() } else { scaled.floor() };
    let places = step.denominator().to_string().len() - 1;
    let digits = format!("{:0>width$}", whole.abs().to_string(), width = places + 1);
    let (int, fraction) = digits.split_at(digits.len() - places);
    let sign = if whole.is_negative() { "-" } else { "" };
    let value = Rational::new(whole, step.denominator());
    (value, format!("{sign}{int}.{fraction}"))
}

/// A number of a field.
///
/// # Errors
/// [`Exhausted`] if its minimal polynomial costs too much.
pub(super) fn field_element(x: &FieldElement, budget: &Budget) -> Result<Number, Exhausted> {
    match x.as_rational() {
        Some(q) => Ok(rational(&q)),
        None => Ok(algebraic(&x.to_algebraic(budget)?)),
    }
}

/// A number that belongs to an isolated point: by digits alone in a large field, where the
/// point as a whole is told by its class.
///
/// # Errors
/// [`Exhausted`] if its minimal polynomial costs too much.
pub(super) fn of_point(x: &FieldElement, budget: &Budget) -> Result<Number, Exhausted> {
    budget.spend(x.field().degree() as u64)?;
    match x.as_rational() {
        Some(q) => Ok(rational(&q)),
        None if x.is_generator() => Ok(algebraic(x.field().generator())),
        None if x.field().degree() > LARGEST_OWN => Ok(enclosed(|prec| Some(x.enclosure(prec)))),
        None => field_element(x, budget),
    }
}

/// The decimal and ends of an enclosure of a number given by enclosures.
pub(super) fn digits(
    enclosure: impl Fn(u32) -> Option<Interval>,
) -> (Option<String>, Option<[String; 2]>) {
    for prec in PRECISIONS {
        let Some(interval) = enclosure(prec) else { return (None, None) };
        if let Some(text) = decimal::digits(&interval, DIGITS) {
            let step = Rational::new(Integer::one(), Integer::from(10).pow(40));
            let low = round_to(&interval.lower(), &step, false).1;
            let high = round_to(&interval.upper(), &step, true).1;
            return (Some(text), Some([low, high]));
        }
    }
    (None, None)
}

/// A number known by enclosures only.
pub(super) fn enclosed(enclosure: impl Fn(u32) -> Option<Interval>) -> Number {
    let (decimal, ends) = digits(enclosure);
    Number { exact: None, decimal, enclosure: ends, minimal_polynomial: None }
}

/// A sum of values from different fields: the value of a separable loss.
#[derive(Debug, Clone)]
pub(super) struct Quantity {
    pub(super) parts: Vec<Value>,
}

impl Quantity {
    pub(super) fn enclosure(&self, prec: u32) -> Option<Interval> {
        let mut sum = Interval::exact(&Rational::zero(), prec);
        for part in &self.parts {
            sum = sum.add(&part.enclosure(prec)?);
        }
        Some(sum)
    }

    /// The one field element it is, when all parts but one are rational.
    fn as_algebraic(&self) -> Option<FieldElement> {
        let mut rest = Rational::zero();
        let mut irrational: Option<FieldElement> = None;
        let mut any: Option<FieldElement> = None;
        for part in &self.parts {
            let x = part.as_algebraic()?;
            match x.as_rational() {
                Some(q) => rest = &rest + &q,
                None if irrational.is_some() => return None,
                None => irrational = Some(x.clone()),
            }
            any = Some(x);
        }
        let base = irrational.unwrap_or_else(|| any.as_ref().map_or_else(zero, Field::zero_like));
        Some(base.add(&base.rational(&rest)))
    }

    /// The number of the result.
    pub(super) fn number(&self, dag: &mut Dag, budget: &Budget) -> Result<Number, Exhausted> {
        if let Some(x) = self.as_algebraic() {
            return of_point(&x, budget);
        }
        let mut terms = Vec::new();
        for part in &self.parts {
            for (exponent, coefficient) in part.terms() {
                let Some(c) = short(dag, coefficient, budget)? else { return Ok(self.numeric()) };
                let Some(e) = short(dag, exponent, budget)? else { return Ok(self.numeric()) };
                let power = dag.call(Function::Exp, vec![e]);
                terms.push(dag.product(vec![c, power]));
            }
        }
        let sum = dag.sum(terms);
        let exact = Some(input(dag, sum));
        Ok(Number { exact, ..self.numeric() })
    }

    fn numeric(&self) -> Number {
        enclosed(|prec| self.enclosure(prec))
    }
}

fn zero() -> FieldElement {
    let field = crate::polynomial::algebraic::NumberField::rationals();
    FieldElement::constant(&field, &Rational::zero())
}

/// A field element as an expression, if it has a short exact form.
pub(super) fn short(
    dag: &mut Dag,
    x: &FieldElement,
    budget: &Budget,
) -> Result<Option<Expr>, Exhausted> {
    if let Some(q) = x.as_rational() {
        return Ok(Some(dag.number(q)));
    }
    if x.field().degree() > LARGEST_SHORT {
        return Ok(None);
    }
    let text = x.to_algebraic(budget)?.exact_display();
    Ok(text.and_then(|text| read(dag, &text, &[] as &[&str]).ok()))
}

/// An entry of a matrix at a point: its minimal polynomial is left out in large fields, where
/// it would be long and nobody reads it.
pub(super) fn scaled(
    dag: &mut Dag,
    x: &FieldElement,
    exponent: &FieldElement,
    budget: &Budget,
) -> Result<Number, Exhausted> {
    if x.is_zero() || (exponent.is_zero() && x.field().degree() <= LARGEST_SHORT) {
        return field_element(x, budget);
    }
    if exponent.is_zero() {
        return Ok(match x.as_rational() {
            Some(q) => rational(&q),
            None => enclosed(|prec| Some(x.enclosure(prec))),
        });
    }
    let enclosure = |prec: u32| Some(x.enclosure(prec).mul(&exponent.enclosure(prec + 32).exp()?));
    let mut number = enclosed(enclosure);
    if let (Some(c), Some(e)) = (short(dag, x, budget)?, short(dag, exponent, budget)?) {
        let power = dag.call(Function::Exp, vec![e]);
        let product = dag.product(vec![c, power]);
        number.exact = Some(input(dag, product));
    }
    Ok(number)
}

/// The same for an algebraic number from another field.
pub(super) fn scaled_algebraic(
    dag: &mut Dag,
    x: &Algebraic,
    exponent: &FieldElement,
    budget: &Budget,
) -> Result<Number, Exhausted> {
    if exponent.is_zero() {
        return Ok(algebraic(x));
    }
    if let Some(q) = x.as_rational() {
        return scaled(dag, &exponent.rational(q), exponent, budget);
    }
    let enclosure =
        |prec: u32| Some(x.to_interval(prec).mul(&exponent.enclosure(prec + 32).exp()?));
    let mut number = enclosed(enclosure);
    let exact = x.exact_display().and_then(|text| read(dag, &text, &[] as &[&str]).ok());
    if let (Some(c), Some(e)) = (exact, short(dag, exponent, budget)?) {
        let power = dag.call(Function::Exp, vec![e]);
        let product = dag.product(vec![c, power]);
        number.exact = Some(input(dag, product));
    }
    Ok(number)
}
