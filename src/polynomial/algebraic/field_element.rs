use super::circuit::{Exact, Gate};
use super::number::{Algebraic, FIRST_BITS};
use super::number_field::NumberField;
use crate::budget::{Budget, Exhausted};
use crate::number::{Field, Integer, Interval, Rational, RealField, Sign};
use crate::polynomial::UPoly;
use crate::polynomial::univariate::norm_of_line;
use std::cmp::Ordering;
use std::fmt;
use std::rc::Rc;

/// An element of ℚ(α): a polynomial in α of degree below that of α, over one common
/// positive denominator, in lowest terms.
///
/// In fields of higher degree the polynomial is computed only when it is asked for; signs
/// and enclosures come from the way the element was made.
#[derive(Clone)]
pub struct FieldElement {
    field: Rc<NumberField>,
    gate: Rc<Gate>,
}

impl FieldElement {
    /// numerator(α)/denominator.
    ///
    /// # Panics
    /// If the denominator is 0.
    pub fn new(field: &Rc<NumberField>, numerator: &UPoly, denominator: &Integer) -> FieldElement {
        assert!(!denominator.is_zero(), "an element of a number field with denominator 0");
        FieldElement::given(field, Exact::new(numerator, denominator, field))
    }

    /// numerator(α)/denominator(α) for polynomials of lower degree than the minimal one of α;
    /// `None` if the denominator is 0.
    pub fn quotient(
        field: &Rc<NumberField>,
        numerator: &UPoly,
        denominator: &UPoly,
    ) -> Option<FieldElement> {
        let (a, b) = (numerator.leading(), denominator.leading());
        if !b.is_zero() && numerator.scale(&b) == denominator.scale(&a) {
            return Some(FieldElement::constant(field, &Rational::new(a, b)));
        }
        let over_one = |f: &UPoly| FieldElement::new(field, f, &Integer::one());
        over_one(numerator).div(&over_one(denominator))
    }

    fn given(field: &Rc<NumberField>, exact: Exact) -> FieldElement {
        FieldElement { field: field.clone(), gate: Gate::given(field, exact) }
    }

    fn made(&self, gate: Rc<Gate>) -> FieldElement {
        FieldElement { field: self.field.clone(), gate }
    }

    /// Σ `coefficients[k]`·α^k.
    pub fn from_coefficients(field: &Rc<NumberField>, coefficients: &[Rational]) -> FieldElement {
        let common = coefficients.iter().fold(Integer::one(), |m, c| m.lcm(&c.denominator()));
        FieldElement::new(field, &UPoly::from_rationals(coefficients), &common)
    }

    /// α itself.
    pub fn generator(field: &Rc<NumberField>) -> FieldElement {
        FieldElement::new(field, &UPoly::x(), &Integer::one())
    }

    /// A rational number.
    pub fn constant(field: &Rc<NumberField>, value: &Rational) -> FieldElement {
        let numerator = UPoly::constant(value.numerator());
        FieldElement::given(field, Exact { numerator, denominator: value.denominator() })
    }

    /// The sum of the elements of one field; 0 for none.
    pub fn sum(
        field: &Rc<NumberField>,
        terms: impl IntoIterator<Item = FieldElement>,
    ) -> FieldElement {
        let terms: Vec<Rc<Gate>> =
            terms.into_iter().filter(|x| !x.is_known_zero()).map(|x| x.gate).collect();
        match terms.as_slice() {
            [] => FieldElement::constant(field, &Rational::zero()),
            [one] => FieldElement { field: field.clone(), gate: one.clone() },
            _ => FieldElement { field: field.clone(), gate: Gate::sum(field, terms) },
        }
    }

    /// The field.
    pub fn field(&self) -> &Rc<NumberField> {
        &self.field
    }

    fn exact(&self) -> &Exact {
        self.gate.exact(&self.field)
    }

    /// The numerator as a polynomial in α.
    pub fn numerator(&self) -> &UPoly {
        &self.exact().numerator
    }

    /// The positive common denominator.
    pub fn denominator(&self) -> &Integer {
        &self.exact().denominator
    }

    /// The coefficients of the powers of α, as many as the degree of the field.
    pub fn coefficients(&self) -> Vec<Rational> {
        let Exact { numerator, denominator } = self.exact();
        let coefficient = |k| Rational::new(numerator.coeff(k), denominator.clone());
        (0..self.field.degree()).map(coefficient).collect()
    }

    /// The value if it is rational.
    pub fn as_rational(&self) -> Option<Rational> {
        if self.gate.is_visibly_irrational() {
            return None;
        }
        let Exact { numerator, denominator } = self.exact();
        let constant = || Rational::new(numerator.coeff(0), denominator.clone());
        numerator.is_constant().then(constant)
    }

    /// The value if no work is needed to see that it is rational.
    fn known_rational(&self) -> Option<Rational> {
        self.gate.known().and_then(|_| self.as_rational())
    }

    fn is_known_zero(&self) -> bool {
        self.gate.known().is_some_and(|e| e.numerator.is_zero())
    }

    /// The quotient; `None` if the divisor is 0.
    pub fn div(&self, divisor: &FieldElement) -> Option<FieldElement> {
        divisor.recip().map(|inverse| self.mul(&inverse))
    }

    /// A power with a whole exponent; `None` for 0 to a negative power.
    pub fn pow(&self, exponent: i32) -> Option<FieldElement> {
        let base = if exponent < 0 { self.recip()? } else { self.clone() };
        let k = exponent.unsigned_abs();
        let bits = (0..u32::BITS - k.leading_zeros()).rev();
        Some(bits.fold(self.one_like(), |power, bit| {
            let square = power.mul(&power);
            if k >> bit & 1 == 1 { square.mul(&base) } else { square }
        }))
    }

    /// The value of an integer polynomial at this element.
    pub fn substitute_into(&self, f: &UPoly) -> FieldElement {
        let constant = |c: &Integer| FieldElement::constant(&self.field, &Rational::from(c));
        let horner = |value: FieldElement, c: &Integer| value.mul(self).add(&constant(c));
        f.coeffs().iter().rev().fold(self.zero_like(), horner)
    }

    /// Ends of an enclosure with upper − lower ≤ width, for a width > 0.
    pub fn bounds(&self, width: &Rational) -> (Rational, Rational) {
        if let Some(value) = self.known_rational() {
            return (value.clone(), value);
        }
        let mut bits = FIRST_BITS;
        loop {
            if let Some(x) = self.gate.enclosed(&self.field, bits)
                && x.width() <= *width
            {
                return (x.lower(), x.upper());
            }
            bits *= 2;
        }
    }

    /// An enclosure with about `prec` correct binary digits; exact for 0.
    pub fn to_interval(&self, prec: u32) -> Interval {
        if let Some(value) = self.known_rational() {
            return Interval::exact(&value, prec);
        }
        let mut bits = prec.max(FIRST_BITS) + 8;
        let mut may_be_zero = !self.gate.is_visibly_nonzero();
        loop {
            if let Some(x) = self.gate.enclosed(&self.field, bits) {
                if x.is_known_to(prec + 2) {
                    return x.with_prec(prec);
                }
                if may_be_zero && x.contains_zero() {
                    if self.is_zero() {
                        return Interval::exact(&Rational::zero(), prec);
                    }
                    may_be_zero = false;
                }
            }
            bits *= 2;
        }
    }

    /// Is it α itself, seen without computing?
    pub fn is_generator(&self) -> bool {
        self.gate.known().is_some_and(|e| e.numerator == UPoly::x() && e.denominator.is_one())
    }

    /// The p and q of an element that was made as the quotient p(α)/q(α) of polynomials over
    /// ℤ of lower degree than α.
    pub fn as_polynomials(&self) -> Option<(&UPoly, &UPoly)> {
        let (a, b) = self.gate.as_quotient()?;
        let whole = a.denominator.is_one() && b.denominator.is_one();
        whole.then_some((&a.numerator, &b.numerator))
    }

    /// Does neither its image modulo a prime nor a first enclosure show that it is not 0?
    pub fn may_be_zero(&self) -> bool {
        let seen = |x: Interval| !x.contains_zero();
        !self.gate.is_visibly_nonzero()
            && !self.gate.enclosed(&self.field, 4 * FIRST_BITS).is_some_and(seen)
    }

    /// The quotient of two polynomials of which this element is one, each an integer multiple.
    fn as_quotient(&self) -> (UPoly, UPoly) {
        match self.gate.as_quotient() {
            Some((a, b)) => (a.numerator.scale(&b.denominator), b.numerator.scale(&a.denominator)),
            None => {
                let Exact { numerator, denominator } = self.exact();
                (numerator.clone(), UPoly::constant(denominator.clone()))
            }
        }
    }

    /// The irreducible primitive integer polynomial with this root: for the element p(α)/q(α)
    /// the squarefree part of Res_u(h(u), q(u)·t − p(u)), a power of it.
    pub fn minimal_polynomial(&self) -> UPoly {
        match self.as_rational() {
            Some(value) => UPoly::with_root(&value),
            None => {
                let (p, q) = self.as_quotient();
                norm_of_line(self.field.modulus(), &p, &q).squarefree_part().primitive()
            }
        }
    }

    /// The element as a real algebraic number of its own.
    ///
    /// # Errors
    /// [`Exhausted`] when the budget is used up.
    pub fn to_algebraic(&self, budget: &Budget) -> Result<Algebraic, Exhausted> {
        if let Some(value) = self.as_rational() {
            return Ok(Algebraic::rational(value));
        }
        let d = self.field.degree() as u64;
        let (p, q) = self.as_quotient();
        let known = self.field.conjugates_of(&p, &q);
        let conjugates = match known {
            Some(roots) => roots,
            None => {
                budget.spend(d * d * d * (1 + p.height().bits() as u64 / 32))?;
                let roots = Algebraic::roots_of_irreducible(&self.minimal_polynomial(), budget)?;
                self.field.remember(&p, &q, &roots);
                roots
            }
        };
        let enclosure = |bits: u32| {
            budget.spend(d * u64::from(bits))?;
            Ok(self.bounds(&Rational::new(Integer::one(), Integer::one().shl(bits as usize))))
        };
        let found = Algebraic::pick(conjugates, enclosure, budget)?;
        found.ok_or(Exhausted::Work)
    }
}

impl Field for FieldElement {
    fn rational(&self, value: &Rational) -> FieldElement {
        FieldElement::constant(&self.field, value)
    }

    fn add(&self, other: &FieldElement) -> FieldElement {
        debug_assert_eq!(self.field, other.field, "elements of two fields");
        FieldElement::sum(&self.field, [self.clone(), other.clone()])
    }

    fn mul(&self, other: &FieldElement) -> FieldElement {
        debug_assert_eq!(self.field, other.field, "elements of two fields");
        match (self.known_rational(), other.known_rational()) {
            (Some(q), _) if q.is_zero() => self.clone(),
            (_, Some(q)) if q.is_zero() => other.clone(),
            (Some(q), _) if q.is_one() => other.clone(),
            (_, Some(q)) if q.is_one() => self.clone(),
            _ => self.made(Gate::product(&self.field, &self.gate, &other.gate)),
        }
    }

    fn neg(&self) -> FieldElement {
        self.made(Gate::negative(&self.field, &self.gate))
    }

    fn recip(&self) -> Option<FieldElement> {
        (!self.is_zero()).then(|| self.made(Gate::reciprocal(&self.field, &self.gate)))
    }

    /// Images and a first enclosure may show that it is not 0; else exact arithmetic decides.
    fn is_zero(&self) -> bool {
        if self.gate.is_visibly_nonzero() {
            return false;
        }
        let apart = |x: Interval| !x.contains_zero();
        if self.gate.known().is_none()
            && self.gate.enclosed(&self.field, 2 * FIRST_BITS).is_some_and(apart)
        {
            return false;
        }
        self.exact().numerator.is_zero()
    }
}

impl RealField for FieldElement {
    /// Zero is seen as in [`Field::is_zero`]; any other sign is found by refinement, which
    /// therefore ends.
    fn sign(&self) -> Sign {
        if let Some(value) = self.known_rational() {
            return value.sign();
        }
        if self.is_zero() {
            return Sign::Zero;
        }
        let mut bits = 2 * FIRST_BITS;
        loop {
            match self.gate.enclosed(&self.field, bits).map(|x| x.sign()) {
                None | Some(Sign::Unknown | Sign::Zero) => bits *= 2,
                Some(sign) => return sign,
            }
        }
    }

    fn enclosure(&self, prec: u32) -> Interval {
        self.to_interval(prec)
    }
}

impl PartialEq for FieldElement {
    fn eq(&self, other: &FieldElement) -> bool {
        debug_assert_eq!(self.field, other.field, "elements of two fields");
        Rc::ptr_eq(&self.gate, &other.gate) || self.sub(other).is_zero()
    }
}

impl Eq for FieldElement {}

impl Ord for FieldElement {
    fn cmp(&self, other: &FieldElement) -> Ordering {
        match self.sub(other).sign() {
            Sign::Negative => Ordering::Less,
            Sign::Zero | Sign::Unknown => Ordering::Equal,
            Sign::Positive => Ordering::Greater,
        }
    }
}

impl PartialOrd for FieldElement {
    fn partial_cmp(&self, other: &FieldElement) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for FieldElement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.gate.known() {
            Some(e) => write!(f, "({})/{}", e.numerator.to_input("a"), e.denominator),
            None => write!(f, "{:?}", self.to_interval(64)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(coeffs: &[i64]) -> UPoly {
        UPoly::from_i64(coeffs)
    }

    /// The field of the largest real root of an irreducible polynomial.
    fn field(coeffs: &[i64]) -> Rc<NumberField> {
        let root = Algebraic::roots_of(&p(coeffs), &Budget::unlimited()).unwrap().pop();
        NumberField::new(root.unwrap().0)
    }

    fn element(field: &Rc<NumberField>, coeffs: &[i64], denominator: i64) -> FieldElement {
        FieldElement::new(field, &p(coeffs), &Integer::from(denominator))
    }

    #[test]
    fn the_golden_ratio() {
        let k = field(&[-1, -1, 1]);
        let phi = FieldElement::generator(&k);
        assert_eq!(phi.recip().unwrap(), element(&k, &[-1, 1], 1));
        assert_eq!(phi.pow(10).unwrap(), element(&k, &[34, 55], 1));
        assert_eq!(phi.pow(-2).unwrap(), element(&k, &[2, -1], 1));
        assert_eq!(element(&k, &[-13, 8], 1).sign(), Sign::Negative);
        assert_eq!(element(&k, &[-21, 13], 1).sign(), Sign::Positive);
        assert_eq!(k.modulus(), &p(&[-1, -1, 1]));
    }

    #[test]
    fn a_generator_that_is_no_algebraic_integer() {
        // 2α³ = 3
        let k = field(&[-3, 0, 0, 2]);
        let a = FieldElement::generator(&k);
        assert_eq!(a.pow(3).unwrap().as_rational(), Some(Rational::fraction(3, 2)));
        assert_eq!(a.recip().unwrap(), element(&k, &[0, 0, 2], 3));
        assert_eq!(a.pow(2).unwrap().minimal_polynomial(), p(&[-9, 0, 0, 4]));
    }

    #[test]
    fn the_rational_field() {
        let k = NumberField::rationals();
        let third = element(&k, &[1, 99], 3);
        assert_eq!(third.as_rational(), Some(Rational::fraction(1, 3)));
        assert_eq!(third.minimal_polynomial(), p(&[-1, 3]));
        assert_eq!(third.recip().unwrap().as_rational(), Some(Rational::from(3)));
        assert_eq!(third.zero_like().recip(), None);
        assert_eq!(third.sign(), Sign::Positive);
        assert_eq!(third.coefficients(), [Rational::fraction(1, 3)]);
    }

    #[test]
    fn minimal_polynomials_and_embeddings() {
        // α = √2 + √3: √2 = (α³ − 9α)/2, √6 = (α² − 5)/2.
        let k = field(&[1, 0, -10, 0, 1]);
        let budget = Budget::unlimited();
        let root_two = element(&k, &[0, -9, 0, 1], 2);
        assert_eq!(root_two.minimal_polynomial(), p(&[-2, 0, 1]));
        assert_eq!(root_two.to_algebraic(&budget).unwrap().exact_display().unwrap(), "sqrt(2)");
        let root_six = element(&k, &[-5, 0, 1], 2);
        assert_eq!(root_six.to_algebraic(&budget).unwrap().exact_display().unwrap(), "sqrt(6)");
        // With the smallest root instead, the same elements are −√2 and √6.
        let smallest = Algebraic::roots_of(k.modulus(), &budget).unwrap().remove(0).0;
        let k = NumberField::new(smallest);
        let conjugate = element(&k, &[0, -9, 0, 1], 2).to_algebraic(&budget).unwrap();
        assert_eq!(conjugate.exact_display().unwrap(), "-sqrt(2)");
    }

    #[test]
    fn order_and_enclosures() {
        let k = field(&[-2, 0, 0, 1]);
        let a = FieldElement::generator(&k);
        let close = a.rational(&"1.2599210498948731647672106072782283".parse().unwrap());
        assert!(close < a && a < a.mul(&a));
        assert_eq!(a.cmp(&a), Ordering::Equal);
        let interval = a.sub(&close).to_interval(40);
        assert!(interval.lower().sign() == Sign::Positive);
        assert!(interval.upper() < Rational::from(10).pow(-33).unwrap());
        assert_eq!(a.zero_like().to_interval(40).as_point(), Some(Rational::zero()));
    }

    #[test]
    fn substitution() {
        let k = field(&[-2, 0, 0, 1]);
        let a = FieldElement::generator(&k);
        assert!(a.substitute_into(&p(&[-2, 0, 0, 1])).is_zero());
        assert_eq!(a.substitute_into(&p(&[1, 0, 0, 0, 1])), element(&k, &[1, 2], 1));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn the_field_axioms(
            a in prop::collection::vec(-9i64..9, 5),
            b in prop::collection::vec(-9i64..9, 5),
            q in 1i64..9,
        ) {
            // x⁵ − x − 1 with the group S₅, scaled to a leading coefficient 3.
            let k = field(&[-1, -1, 0, 0, 0, 3]);
            let (a, b) = (element(&k, &a, q), element(&k, &b, 7));
            prop_assume!(!a.is_zero() && !b.is_zero());
            prop_assert_eq!(a.mul(&b).div(&b).unwrap(), a.clone());
            prop_assert_eq!(a.add(&b).sub(&b), a.clone());
            prop_assert_eq!(a.mul(&a.recip().unwrap()), a.one_like());
            prop_assert_eq!(a.sign() * b.sign(), a.mul(&b).sign());
            prop_assert!(a.substitute_into(&a.minimal_polynomial()).is_zero());
            let (low, high) = a.bounds(&Rational::fraction(1, 1 << 30));
            let x = a.to_algebraic(&Budget::unlimited()).unwrap();
            prop_assert!(x.compare_rational(&low).is_ge() && x.compare_rational(&high).is_le());
        }
    }
}
