//! ℚ(α, β) as ℚ(u) with u = β + s·α (Trager, *Algebraic factoring and rational function
//! integration*, SYMSAC 1976).

use super::field_element::FieldElement;
use super::number::Algebraic;
use super::number_field::NumberField;
use super::over_field::KPoly;
use super::sturm::KRoot;
use crate::budget::{Budget, Exhausted};
use crate::number::{Field, Integer, Rational};
use crate::polynomial::UPoly;
use std::rc::Rc;

/// A number field that contains an older one and one more real number.
#[derive(Debug, Clone)]
pub struct Extension {
    /// The new field.
    pub field: Rc<NumberField>,
    /// The generator of the old field as an element of the new one.
    pub old_generator: FieldElement,
    /// The number that was adjoined.
    pub adjoined: FieldElement,
}

impl Extension {
    /// The field of the coefficients of the root's polynomial with the root adjoined.
    ///
    /// # Errors
    /// [`Exhausted`] when the norm could not be factored within the budget.
    pub fn by_root(root: &KRoot, budget: &Budget) -> Result<Extension, Exhausted> {
        let field = root.polynomial().field();
        let alpha = FieldElement::generator(field);
        if let Some(value) = root.as_rational() {
            let adjoined = alpha.rational(value);
            return Ok(Extension { field: field.clone(), old_generator: alpha, adjoined });
        }
        let degree = (field.degree() * root.polynomial().degree().unwrap_or(1)) as u64;
        // All but finitely many s make the norm squarefree.
        for s in (0..).flat_map(|k| [k, -k - 1]).map(Rational::from) {
            budget.spend(degree.pow(3))?;
            let norm = shifted(root.polynomial(), &s).norm();
            if norm.is_squarefree() {
                return Extension::by_sum(root, &s, &norm, budget);
            }
        }
        Err(Exhausted::Work)
    }

    /// The field with a real algebraic number adjoined.
    ///
    /// # Errors
    /// As [`Extension::by_root`].
    pub fn by_number(
        field: &Rc<NumberField>,
        number: &Algebraic,
        budget: &Budget,
    ) -> Result<Extension, Exhausted> {
        Extension::by_root(&KRoot::of_number(field, number), budget)
    }

    /// u = β + s·α, whose conjugates are the roots of the squarefree norm: then α is the
    /// only common root of h(y) and F(y, u − s·y).
    fn by_sum(
        root: &KRoot,
        s: &Rational,
        norm: &UPoly,
        budget: &Budget,
    ) -> Result<Extension, Exhausted> {
        let old = root.polynomial().field();
        let enclosure = |bits: u32| {
            budget.spend(u64::from(bits))?;
            let width = Rational::new(Integer::one(), Integer::one().shl(bits as usize));
            let (low, high) = root.bounds(&width);
            let (a, b) = old.generator().bounds(&width);
            let (a, b) = (s * &a, s * &b);
            let (a, b) = if a <= b { (a, b) } else { (b, a) };
            Ok((&low + &a, &high + &b))
        };
        let sum = Algebraic::from_enclosures(norm, enclosure, budget)?.ok_or(Exhausted::Work)?;
        let field = NumberField::new(sum);
        budget.spend((field.degree() as u64).pow(4))?;
        let u = FieldElement::generator(&field);
        let h = KPoly::from_upoly(&field, old.modulus());
        let line = KPoly::new(&field, vec![u.clone(), u.rational(&-s)]);
        let common = h.gcd(&in_two_variables(root.polynomial(), &field, &line));
        let [constant, _] = common.coeffs() else { return Err(Exhausted::Work) };
        let old_generator = constant.neg();
        let adjoined = u.sub(&old_generator.mul(&u.rational(s)));
        Ok(Extension { field, old_generator, adjoined })
    }

    /// An element of the old field as an element of the new one.
    pub fn embed(&self, x: &FieldElement) -> FieldElement {
        let value = self.old_generator.substitute_into(x.numerator());
        value.mul(&value.rational(&Rational::new(Integer::one(), x.denominator().clone())))
    }
}

/// f(t − s·α).
fn shifted(f: &KPoly, s: &Rational) -> KPoly {
    let field = f.field();
    let alpha = FieldElement::generator(field);
    let line = KPoly::new(field, vec![alpha.mul(&alpha.rational(&-s)), alpha.one_like()]);
    let constant = |c: &FieldElement| KPoly::new(field, vec![c.clone()]);
    let horner = |value: KPoly, c: &FieldElement| value.mul(&line).add(&constant(c));
    f.coeffs().iter().rev().fold(KPoly::new(field, Vec::new()), horner)
}

/// F(y, line(y)) over the new field, where F(α, t) = f(t).
fn in_two_variables(f: &KPoly, field: &Rc<NumberField>, line: &KPoly) -> KPoly {
    let zero = KPoly::new(field, Vec::new());
    let horner = |value: KPoly, c: &FieldElement| {
        let inverse = Rational::new(Integer::one(), c.denominator().clone());
        let row = KPoly::from_upoly(field, c.numerator());
        value.mul(line).add(&row.scale(&FieldElement::constant(field, &inverse)))
    };
    f.coeffs().iter().rev().fold(zero, horner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{RealField, Sign};
    use crate::polynomial::isolate_over_field;

    fn unlimited() -> Budget {
        Budget::unlimited()
    }

    fn largest_root(coeffs: &[i64]) -> Algebraic {
        Algebraic::roots_of(&UPoly::from_i64(coeffs), &unlimited()).unwrap().pop().unwrap().0
    }

    #[track_caller]
    fn check(a: &[i64], b: &[i64], degree: usize) {
        let (alpha, beta) = (largest_root(a), largest_root(b));
        let old = NumberField::new(alpha.clone());
        let both = Extension::by_number(&old, &beta, &unlimited()).unwrap();
        assert_eq!(both.field.degree(), degree);
        assert_eq!(both.old_generator.to_algebraic(&unlimited()).unwrap(), alpha);
        assert_eq!(both.adjoined.to_algebraic(&unlimited()).unwrap(), beta);
        let x = FieldElement::from_coefficients(&old, &[2, 3].map(|k| Rational::fraction(k, 7)));
        let image = both.embed(&x).to_algebraic(&unlimited()).unwrap();
        assert_eq!(image, x.to_algebraic(&unlimited()).unwrap());
    }

    #[test]
    fn two_numbers_in_one_field() {
        check(&[-2, 0, 1], &[-3, 0, 1], 4);
        check(&[-2, 0, 1], &[-8, 0, 1], 2);
        check(&[-2, 0, 0, 1], &[-2, 0, 1], 6);
        check(&[-3, 0, 0, 2], &[-2, 0, 0, 1], 9);
        check(&[-1, -1, 1], &[-1, 3], 2);
        check(&[0, 1], &[-2, 0, 1], 2);
        // cos(2π/7) and its conjugates generate one field.
        check(&[-1, -2, 1, 1], &[1, -2, -1, 1], 3);
    }

    #[test]
    fn a_root_over_the_field() {
        // t² = √2: the field of 2^(1/4).
        let old = NumberField::new(largest_root(&[-2, 0, 1]));
        let alpha = FieldElement::generator(&old);
        let f = KPoly::new(&old, vec![alpha.neg(), alpha.zero_like(), alpha.one_like()]);
        let root = isolate_over_field(&f, &unlimited()).unwrap().pop().unwrap();
        let new = Extension::by_root(&root, &unlimited()).unwrap();
        assert_eq!(new.field.degree(), 4);
        assert_eq!(new.adjoined.mul(&new.adjoined), new.old_generator);
        assert_eq!(new.adjoined.sign(), Sign::Positive);
    }
}
