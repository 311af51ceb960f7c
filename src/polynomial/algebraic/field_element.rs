use super::number::{Algebraic, FIRST_BITS};
use super::number_field::NumberField;
use crate::budget::{Budget, Exhausted};
use crate::number::{Field, Integer, Interval, Rational, RealField, Sign};
use crate::polynomial::UPoly;
use crate::polynomial::univariate::interpolate;
use std::cmp::Ordering;
use std::fmt;
use std::rc::Rc;

/// An element of ℚ(α): a polynomial in α of degree below that of α, over one common
/// positive denominator, in lowest terms.
#[derive(Clone)]
pub struct FieldElement {
    field: Rc<NumberField>,
    numerator: UPoly,
    denominator: Integer,
}

impl FieldElement {
    /// numerator(α)/denominator.
    ///
    /// # Panics
    /// If the denominator is 0.
    pub fn new(field: &Rc<NumberField>, numerator: &UPoly, denominator: &Integer) -> FieldElement {
        assert!(!denominator.is_zero(), "an element of a number field with denominator 0");
        let (numerator, scale) = numerator.pseudo_rem(field.modulus());
        FieldElement::reduced(field, &numerator, &(denominator * &scale))
    }

    /// Lowest terms for a numerator of low degree.
    fn reduced(field: &Rc<NumberField>, numerator: &UPoly, denominator: &Integer) -> FieldElement {
        let common = numerator.content().gcd(denominator);
        let common = if denominator.is_negative() { -common } else { common };
        let numerator = numerator.divide_by_integer(&common);
        let denominator = denominator.div_exact(&common);
        FieldElement { field: field.clone(), numerator, denominator }
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
        FieldElement { field: field.clone(), numerator, denominator: value.denominator() }
    }

    /// The field.
    pub fn field(&self) -> &Rc<NumberField> {
        &self.field
    }

    /// The numerator as a polynomial in α.
    pub fn numerator(&self) -> &UPoly {
        &self.numerator
    }

    /// The positive common denominator.
    pub fn denominator(&self) -> &Integer {
        &self.denominator
    }

    /// The coefficients of the powers of α, as many as the degree of the field.
    pub fn coefficients(&self) -> Vec<Rational> {
        let coefficient = |k| Rational::new(self.numerator.coeff(k), self.denominator.clone());
        (0..self.field.degree()).map(coefficient).collect()
    }

    /// The value if it is rational.
    pub fn as_rational(&self) -> Option<Rational> {
        let constant = || Rational::new(self.numerator.coeff(0), self.denominator.clone());
        self.numerator.is_constant().then(constant)
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
        let mut bits = FIRST_BITS;
        loop {
            let (low, high) = self.enclosure_from(bits);
            if &high - &low <= *width {
                return (low, high);
            }
            bits *= 2;
        }
    }

    /// Ends of an enclosure from so many relative digits of α.
    fn enclosure_from(&self, bits: u32) -> (Rational, Rational) {
        if let Some(value) = self.as_rational() {
            return (value.clone(), value);
        }
        let (low, high) = self.field.generator().enclosure_of(&self.numerator, bits);
        let denominator = Rational::from(&self.denominator);
        (&low / &denominator, &high / &denominator)
    }

    /// An enclosure with about `prec` correct binary digits; exact for 0.
    pub fn to_interval(&self, prec: u32) -> Interval {
        let scale = Rational::from(Integer::one().shl(prec as usize + 2));
        let mut bits = prec.max(FIRST_BITS);
        loop {
            let (low, high) = self.enclosure_from(bits);
            let size = low.abs().min(high.abs());
            let same_sign = low.sign() == high.sign();
            if low == high || (same_sign && &(&high - &low) * &scale <= size) {
                return Interval::new(&low, &high, prec);
            }
            bits += bits / 2 + 8;
        }
    }

    /// A multiple of the characteristic polynomial of the multiplication by this element,
    /// Res_u(h(u), q·t − p(u)) for the element p(α)/q: a power of the minimal polynomial.
    fn characteristic_polynomial(&self) -> UPoly {
        let value_at = |t: usize| {
            let constant = UPoly::constant(&self.denominator * &Integer::from(t));
            self.field.modulus().resultant(&(&constant - &self.numerator))
        };
        let values: Vec<Integer> = (0..=self.field.degree()).map(value_at).collect();
        interpolate(&values)
    }

    /// The irreducible primitive integer polynomial with this root.
    pub fn minimal_polynomial(&self) -> UPoly {
        match self.as_rational() {
            Some(value) => UPoly::with_root(&value),
            None => self.characteristic_polynomial().squarefree_part(),
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
        let known = self.field.conjugates_of(&self.numerator, &self.denominator);
        let conjugates = match known {
            Some(roots) => roots,
            None => {
                budget.spend(d * d * d * (1 + self.numerator.height().bits() as u64 / 32))?;
                let roots = Algebraic::roots_of_irreducible(&self.minimal_polynomial(), budget)?;
                self.field.remember(&self.numerator, &self.denominator, &roots);
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
        let common = self.denominator.lcm(&other.denominator);
        let over = |x: &FieldElement| x.numerator.scale(&common.div_exact(&x.denominator));
        FieldElement::reduced(&self.field, &(&over(self) + &over(other)), &common)
    }

    fn mul(&self, other: &FieldElement) -> FieldElement {
        debug_assert_eq!(self.field, other.field, "elements of two fields");
        let denominator = &self.denominator * &other.denominator;
        FieldElement::new(&self.field, &(&self.numerator * &other.numerator), &denominator)
    }

    fn neg(&self) -> FieldElement {
        FieldElement { numerator: -&self.numerator, ..self.clone() }
    }

    /// Euclid's algorithm on h and the numerator p, keeping t with t·p ≡ r mod h.
    fn recip(&self) -> Option<FieldElement> {
        if self.is_zero() {
            return None;
        }
        let (mut r0, mut t0) = (self.field.modulus().clone(), UPoly::zero());
        let (mut r1, mut t1) = (self.numerator.clone(), UPoly::one());
        while !r1.is_constant() {
            let (q, r, s) = r0.pseudo_div_rem(&r1);
            let t = &t0.scale(&s) - &(&q * &t1);
            let common = r.content().gcd(&t.content());
            (r0, t0) = (r1, t1);
            (r1, t1) = (r.divide_by_integer(&common), t.divide_by_integer(&common));
        }
        // A zero remainder would be a common factor, and h is irreducible.
        let numerator = t1.scale(&self.denominator);
        Some(FieldElement::new(&self.field, &numerator, &r1.leading()))
    }

    fn is_zero(&self) -> bool {
        self.numerator.is_zero()
    }
}

impl RealField for FieldElement {
    /// Zero means the numerator is 0; any other sign is found by refinement.
    fn sign(&self) -> Sign {
        match self.as_rational() {
            Some(value) => value.sign(),
            None => self.field.generator().sign_of(&self.numerator),
        }
    }

    fn enclosure(&self, prec: u32) -> Interval {
        self.to_interval(prec)
    }
}

impl PartialEq for FieldElement {
    fn eq(&self, other: &FieldElement) -> bool {
        debug_assert_eq!(self.field, other.field, "elements of two fields");
        self.denominator == other.denominator && self.numerator == other.numerator
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
        write!(f, "({})/{}", self.numerator.to_input("a"), self.denominator)
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
