//! Elements of ℚ(α) as straight-line programs: what was added and multiplied, not yet the
//! polynomial in α.
//!
//! Three things can be asked of a gate. Its *images* modulo a prime are kept from the start
//! and show cheaply that it is not zero or not rational. An *enclosure* is computed from those
//! of its operands. Only the question whether it really is zero or rational, and the
//! polynomial itself, need *exact* arithmetic in ℚ\[u\]/(h), where numbers grow with the
//! degree.

use super::number_field::NumberField;
use super::residues::{Image, Residues};
use crate::number::{Integer, Interval, Rational};
use crate::polynomial::UPoly;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// numerator(α)/denominator in lowest terms, the denominator positive, the degree below that
/// of the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Exact {
    pub(super) numerator: UPoly,
    pub(super) denominator: Integer,
}

/// How a number was made.
enum Operation {
    /// Its exact value is known.
    Given,
    Sum(Vec<Rc<Gate>>),
    Product([Rc<Gate>; 2]),
    Negative([Rc<Gate>; 1]),
    /// Of a gate that is not zero.
    Reciprocal([Rc<Gate>; 1]),
}

/// One number of a program.
pub(super) struct Gate {
    operation: Operation,
    image: Option<Image>,
    exact: OnceCell<Exact>,
    /// The finest enclosure so far, with the precision it was computed to.
    enclosed: RefCell<Option<(u32, Interval)>>,
}

/// Below this degree exact arithmetic is as cheap as anything else.
const EXACT_DEGREE: usize = 2;

impl Gate {
    fn new(operation: Operation, image: Option<Image>) -> Rc<Gate> {
        Rc::new(Gate { operation, image, exact: OnceCell::new(), enclosed: RefCell::default() })
    }

    /// A number known exactly.
    pub(super) fn given(field: &NumberField, exact: Exact) -> Rc<Gate> {
        let image = residues(field).and_then(|r| r.of(&exact.numerator, &exact.denominator));
        let gate = Gate::new(Operation::Given, image);
        let _ = gate.exact.set(exact);
        gate
    }

    /// The sum of several numbers.
    pub(super) fn sum(field: &NumberField, terms: Vec<Rc<Gate>>) -> Rc<Gate> {
        let image = residues(field).and_then(|r| {
            let mut images = terms.iter().map(|t| t.image);
            images.try_fold(r.of(&UPoly::zero(), &Integer::one())?, |s, x| Some(r.add(&s, &x?)))
        });
        Gate::made(field, Operation::Sum(terms), image)
    }

    /// The product.
    pub(super) fn product(field: &NumberField, a: &Rc<Gate>, b: &Rc<Gate>) -> Rc<Gate> {
        let image = residues(field).and_then(|r| Some(r.mul(&a.image?, &b.image?)));
        Gate::made(field, Operation::Product([a.clone(), b.clone()]), image)
    }

    /// The negative.
    pub(super) fn negative(field: &NumberField, a: &Rc<Gate>) -> Rc<Gate> {
        let image = residues(field).and_then(|r| Some(r.neg(&a.image?)));
        Gate::made(field, Operation::Negative([a.clone()]), image)
    }

    /// The reciprocal of a number that is not zero.
    pub(super) fn reciprocal(field: &NumberField, a: &Rc<Gate>) -> Rc<Gate> {
        let image = residues(field).and_then(|r| r.recip(&a.image?));
        Gate::made(field, Operation::Reciprocal([a.clone()]), image)
    }

    /// Numbers of small fields and rational ones are computed at once.
    fn made(field: &NumberField, operation: Operation, image: Option<Image>) -> Rc<Gate> {
        let gate = Gate::new(operation, image);
        let small = field.degree() <= EXACT_DEGREE;
        if small || gate.operands().iter().all(|x| x.is_known_rational()) {
            let exact = gate.evaluated(field);
            return Gate::given(field, exact);
        }
        gate
    }

    fn operands(&self) -> &[Rc<Gate>] {
        match &self.operation {
            Operation::Given => &[],
            Operation::Sum(terms) => terms,
            Operation::Product(pair) => pair,
            Operation::Negative(one) | Operation::Reciprocal(one) => one,
        }
    }

    /// numerator(α)/denominator if that is known without computing.
    pub(super) fn known(&self) -> Option<&Exact> {
        self.exact.get()
    }

    /// Two known polynomials whose quotient this is, if it was made like that.
    pub(super) fn as_quotient(&self) -> Option<(&Exact, &Exact)> {
        let Operation::Product([a, b]) = &self.operation else { return None };
        let Operation::Reciprocal([divisor]) = &b.operation else { return None };
        Some((a.known()?, divisor.known()?))
    }

    fn is_known_rational(&self) -> bool {
        self.known().is_some_and(|e| e.numerator.is_constant())
    }

    /// Do the images show that it is not 0?
    pub(super) fn is_visibly_nonzero(&self) -> bool {
        match self.known() {
            Some(exact) => !exact.numerator.is_zero(),
            None => self.image.is_some_and(|i| i.iter().any(|x| *x != 0)),
        }
    }

    /// Do the images show that it is not rational?
    pub(super) fn is_visibly_irrational(&self) -> bool {
        match self.known() {
            Some(exact) => !exact.numerator.is_constant(),
            None => self.image.is_some_and(|i| i.iter().any(|x| *x != i[0])),
        }
    }

    /// The polynomial in α, by exact arithmetic through the whole program.
    pub(super) fn exact(&self, field: &NumberField) -> &Exact {
        self.exact.get_or_init(|| {
            let mut stack: Vec<Rc<Gate>> = self.operands().to_vec();
            while let Some(top) = stack.last().cloned() {
                let open = top.operands().iter().filter(|x| x.known().is_none());
                let before = stack.len();
                stack.extend(open.filter(|_| top.known().is_none()).cloned());
                if stack.len() == before {
                    top.exact.get_or_init(|| top.evaluated(field));
                    stack.pop();
                }
            }
            self.evaluated(field)
        })
    }

    /// The exact value from those of the operands.
    fn evaluated(&self, field: &NumberField) -> Exact {
        let value = |x: &Rc<Gate>| x.known().cloned().unwrap_or_else(Exact::zero);
        match &self.operation {
            Operation::Given => Exact::zero(),
            Operation::Sum(terms) => terms.iter().fold(Exact::zero(), |sum, x| sum.plus(&value(x))),
            Operation::Product([a, b]) => value(a).times(&value(b), field),
            Operation::Negative([a]) => {
                let Exact { numerator, denominator } = value(a);
                Exact { numerator: -&numerator, denominator }
            }
            Operation::Reciprocal([a]) => value(a).inverse(field),
        }
    }

    /// An enclosure from operands known to about so many relative digits; `None` where a
    /// divisor is not yet apart from 0.
    pub(super) fn enclosed(&self, field: &NumberField, bits: u32) -> Option<Interval> {
        if let Some(known) = self.enclosure_known(bits) {
            return Some(known);
        }
        let mut stack: Vec<Rc<Gate>> = self.operands().to_vec();
        while let Some(top) = stack.last().cloned() {
            let before = stack.len();
            if top.enclosure_known(bits).is_none() {
                let open = top.operands().iter().filter(|x| x.enclosure_known(bits).is_none());
                stack.extend(open.cloned());
                if stack.len() == before {
                    top.enclose(field, bits)?;
                }
            }
            if stack.len() == before {
                stack.pop();
            }
        }
        self.enclose(field, bits)
    }

    fn enclosure_known(&self, bits: u32) -> Option<Interval> {
        let known = self.enclosed.borrow();
        known.as_ref().filter(|(b, _)| *b >= bits).map(|(_, x)| x.clone())
    }

    /// The enclosure from those of the operands, which is kept.
    fn enclose(&self, field: &NumberField, bits: u32) -> Option<Interval> {
        let value = |x: &Rc<Gate>| x.enclosure_known(bits);
        let found = match (&self.operation, self.known()) {
            (_, Some(exact)) => field.enclosed(&exact.numerator, &exact.denominator, bits),
            (Operation::Given, None) => return None,
            (Operation::Sum(terms), None) => {
                let zero = Interval::exact(&Rational::zero(), bits);
                terms.iter().try_fold(zero, |sum, x| Some(sum.add(&value(x)?)))?
            }
            (Operation::Product([a, b]), None) => value(a)?.mul(&value(b)?),
            (Operation::Negative([a]), None) => value(a)?.neg(),
            (Operation::Reciprocal([a]), None) => value(a)?.recip()?,
        };
        *self.enclosed.borrow_mut() = Some((bits, found.clone()));
        Some(found)
    }
}

impl Drop for Gate {
    /// Long programs are taken apart step by step, not by recursion.
    fn drop(&mut self) {
        let mut stack = self.take_operands();
        while let Some(gate) = stack.pop() {
            if let Ok(mut gate) = Rc::try_unwrap(gate) {
                stack.extend(gate.take_operands());
            }
        }
    }
}

impl Gate {
    fn take_operands(&mut self) -> Vec<Rc<Gate>> {
        match std::mem::replace(&mut self.operation, Operation::Given) {
            Operation::Given => Vec::new(),
            Operation::Sum(terms) => terms,
            Operation::Product(pair) => pair.into(),
            Operation::Negative(one) | Operation::Reciprocal(one) => one.into(),
        }
    }
}

fn residues(field: &NumberField) -> Option<&Residues> {
    if field.degree() <= EXACT_DEGREE { None } else { field.residues() }
}

impl Exact {
    fn zero() -> Exact {
        Exact { numerator: UPoly::zero(), denominator: Integer::one() }
    }

    /// numerator(α)/denominator for any numerator and a denominator that is not 0.
    pub(super) fn new(numerator: &UPoly, denominator: &Integer, field: &NumberField) -> Exact {
        let (numerator, scale) = numerator.pseudo_rem(field.modulus());
        Exact::reduced(&numerator, &(denominator * &scale))
    }

    /// Lowest terms for a numerator of low degree.
    fn reduced(numerator: &UPoly, denominator: &Integer) -> Exact {
        let common = numerator.content().gcd(denominator);
        let common = if denominator.is_negative() { -common } else { common };
        let numerator = numerator.divide_by_integer(&common);
        let denominator = denominator.div_exact(&common);
        Exact { numerator, denominator }
    }

    fn plus(&self, other: &Exact) -> Exact {
        let common = self.denominator.lcm(&other.denominator);
        let over = |x: &Exact| x.numerator.scale(&common.div_exact(&x.denominator));
        Exact::reduced(&(&over(self) + &over(other)), &common)
    }

    fn times(&self, other: &Exact, field: &NumberField) -> Exact {
        let denominator = &self.denominator * &other.denominator;
        Exact::new(&(&self.numerator * &other.numerator), &denominator, field)
    }

    /// Euclid's algorithm on h and the numerator p, keeping t with t·p ≡ r mod h.
    fn inverse(&self, field: &NumberField) -> Exact {
        let (mut r0, mut t0) = (field.modulus().clone(), UPoly::zero());
        let (mut r1, mut t1) = (self.numerator.clone(), UPoly::one());
        while !r1.is_constant() {
            let (q, r, s) = r0.pseudo_div_rem(&r1);
            let t = &t0.scale(&s) - &(&q * &t1);
            let common = r.content().gcd(&t.content());
            (r0, t0) = (r1, t1);
            (r1, t1) = (r.divide_by_integer(&common), t.divide_by_integer(&common));
        }
        // A zero remainder would be a common factor, and h is irreducible.
        Exact::new(&t1.scale(&self.denominator), &r1.leading(), field)
    }
}
