use super::field_element::FieldElement;
use super::number_field::NumberField;
use crate::number::{Field, Integer, Interval, Rational, RealField, Sign};
use crate::polynomial::UPoly;
use crate::polynomial::univariate::interpolate;
use std::fmt;
use std::rc::Rc;

/// A polynomial in one variable over ℚ(α), coefficients by increasing degree; the leading
/// one is never zero.
#[derive(Clone, PartialEq, Eq)]
pub struct KPoly {
    field: Rc<NumberField>,
    coeffs: Vec<FieldElement>,
}

impl KPoly {
    /// Σ `coeffs[k]`·t^k; zeros at the top are dropped.
    pub fn new(field: &Rc<NumberField>, mut coeffs: Vec<FieldElement>) -> KPoly {
        while coeffs.last().is_some_and(Field::is_zero) {
            coeffs.pop();
        }
        KPoly { field: field.clone(), coeffs }
    }

    /// A polynomial over ℤ seen over ℚ(α).
    pub fn from_upoly(field: &Rc<NumberField>, f: &UPoly) -> KPoly {
        let constant = |c: &Integer| FieldElement::constant(field, &Rational::from(c));
        KPoly::new(field, f.coeffs().iter().map(constant).collect())
    }

    /// The field of the coefficients.
    pub fn field(&self) -> &Rc<NumberField> {
        &self.field
    }

    /// The coefficients by increasing degree; empty for 0.
    pub fn coeffs(&self) -> &[FieldElement] {
        &self.coeffs
    }

    /// The degree; `None` for 0.
    pub fn degree(&self) -> Option<usize> {
        self.coeffs.len().checked_sub(1)
    }

    /// Is it 0?
    pub fn is_zero(&self) -> bool {
        self.coeffs.is_empty()
    }

    /// Is it a constant, 0 included?
    pub fn is_constant(&self) -> bool {
        self.coeffs.len() <= 1
    }

    fn zero_element(&self) -> FieldElement {
        FieldElement::constant(&self.field, &Rational::zero())
    }

    fn coeff(&self, k: usize) -> FieldElement {
        self.coeffs.get(k).cloned().unwrap_or_else(|| self.zero_element())
    }

    /// The sum.
    pub fn add(&self, other: &KPoly) -> KPoly {
        let n = self.coeffs.len().max(other.coeffs.len());
        KPoly::new(&self.field, (0..n).map(|k| self.coeff(k).add(&other.coeff(k))).collect())
    }

    /// The difference.
    pub fn sub(&self, other: &KPoly) -> KPoly {
        self.add(&other.neg())
    }

    /// The negative.
    pub fn neg(&self) -> KPoly {
        KPoly::new(&self.field, self.coeffs.iter().map(Field::neg).collect())
    }

    /// The multiple by a field element.
    pub fn scale(&self, c: &FieldElement) -> KPoly {
        KPoly::new(&self.field, self.coeffs.iter().map(|a| a.mul(c)).collect())
    }

    /// The product.
    pub fn mul(&self, other: &KPoly) -> KPoly {
        if self.is_zero() || other.is_zero() {
            return KPoly::new(&self.field, Vec::new());
        }
        let size = self.coeffs.len() + other.coeffs.len() - 1;
        let mut coeffs = vec![self.zero_element(); size];
        for (i, a) in self.coeffs.iter().enumerate() {
            for (j, b) in other.coeffs.iter().enumerate() {
                coeffs[i + j] = coeffs[i + j].add(&a.mul(b));
            }
        }
        KPoly::new(&self.field, coeffs)
    }

    /// The derivative.
    pub fn derivative(&self) -> KPoly {
        let terms = self.coeffs.iter().enumerate().skip(1);
        let coeffs = terms.map(|(k, c)| c.mul(&c.rational(&Rational::from(k as i64)))).collect();
        KPoly::new(&self.field, coeffs)
    }

    /// The value at a field element.
    pub fn eval(&self, at: &FieldElement) -> FieldElement {
        let horner = |value: FieldElement, c: &FieldElement| value.mul(at).add(c);
        self.coeffs.iter().rev().fold(self.zero_element(), horner)
    }

    /// An enclosure of the value on an interval, from coefficients to so many digits.
    pub fn enclosed_at(&self, x: &Interval, bits: u32) -> Interval {
        let zero = Interval::exact(&Rational::zero(), bits);
        let horner = |v: Interval, c: &FieldElement| v.mul(x).add(&c.to_interval(bits));
        self.coeffs.iter().rev().fold(zero, horner)
    }

    /// The exact sign of the value at a rational number.
    pub fn sign_at(&self, at: &Rational) -> Sign {
        self.eval(&FieldElement::constant(&self.field, at)).sign()
    }

    /// The multiple with leading coefficient 1; 0 stays 0.
    pub fn monic(&self) -> KPoly {
        let Some((top, rest)) = self.coeffs.split_last() else { return self.clone() };
        let Some(inverse) = top.recip() else { return self.clone() };
        let scaled = rest.iter().map(|a| a.mul(&inverse)).chain([top.one_like()]);
        KPoly { field: self.field.clone(), coeffs: scaled.collect() }
    }

    /// (q, r) with f = q·g + r and deg r < deg g; `None` for g = 0.
    pub fn div_rem(&self, g: &KPoly) -> Option<(KPoly, KPoly)> {
        let n = g.degree()?;
        let inverse = g.coeffs[n].recip()?;
        let mut rest = self.coeffs.clone();
        let mut quotient = vec![self.zero_element(); rest.len().saturating_sub(n)];
        for k in (0..quotient.len()).rev() {
            let q = rest[k + n].mul(&inverse);
            for (slot, c) in rest[k..k + n].iter_mut().zip(&g.coeffs) {
                *slot = slot.sub(&q.mul(c));
            }
            quotient[k] = q;
        }
        rest.truncate(n);
        Some((KPoly::new(&self.field, quotient), KPoly::new(&self.field, rest)))
    }

    /// f/g if g divides f.
    pub fn div_exact(&self, g: &KPoly) -> Option<KPoly> {
        let (q, r) = self.div_rem(g)?;
        r.is_zero().then_some(q)
    }

    /// The monic greatest common divisor (Euclid with monic remainders); gcd(0, 0) = 0.
    pub fn gcd(&self, other: &KPoly) -> KPoly {
        let (mut a, mut b) = (self.monic(), other.monic());
        while let Some((_, r)) = a.div_rem(&b) {
            (a, b) = (b, r.monic());
        }
        a
    }

    /// The monic polynomial with the same roots, each once.
    pub fn squarefree_part(&self) -> KPoly {
        let common = self.gcd(&self.derivative());
        if common.is_constant() {
            return self.monic();
        }
        self.monic().div_exact(&common).unwrap_or_else(|| self.clone())
    }

    /// The pairs (gₖ, k) with f = lead·∏ gₖ^k, gₖ monic, squarefree, coprime, of positive
    /// degree (Yun's algorithm).
    pub fn squarefree(&self) -> Vec<(KPoly, u32)> {
        let mut parts = Vec::new();
        if self.is_constant() {
            return parts;
        }
        let quotient = |a: &KPoly, b: &KPoly| a.div_exact(b).unwrap_or_else(|| a.clone());
        let f = self.monic();
        let common = f.gcd(&f.derivative());
        if common.is_constant() {
            return vec![(f, 1)];
        }
        let mut b = quotient(&f, &common);
        let mut c = quotient(&f.derivative(), &common);
        for k in 1.. {
            let d = c.sub(&b.derivative());
            let part = b.gcd(&d);
            b = quotient(&b, &part);
            c = quotient(&d, &part);
            if !part.is_constant() {
                parts.push((part, k));
            }
            if b.is_constant() {
                break;
            }
        }
        parts
    }

    /// A multiple of the norm ∏ f_σ over all embeddings σ of ℚ(α): the primitive
    /// Res_u(h(u), F(u, t)) with F(α, t) a multiple of f. Every root of f is a root of it.
    pub fn norm(&self) -> UPoly {
        let Some(m) = self.degree() else { return UPoly::zero() };
        let one = Integer::one();
        let common = self.coeffs.iter().fold(one.clone(), |l, c| l.lcm(c.denominator()));
        let cleared = |c: &FieldElement| c.numerator().scale(&common.div_exact(c.denominator()));
        let rows: Vec<UPoly> = self.coeffs.iter().map(cleared).collect();
        let h = self.field.modulus();
        let size = rows.iter().map(|row| row.coeffs().len()).max().unwrap_or(0);
        let value_at = |t: usize| {
            let t = Integer::from(t);
            let row = rows.iter().rev().fold(UPoly::zero(), |v, row| &v.scale(&t) + row);
            // The resultant counts the degree of the row; a lower one is made up for.
            let lost = size - row.coeffs().len();
            &h.resultant(&row) * &h.leading().pow(lost as u32)
        };
        let values: Vec<Integer> = (0..=m * self.field.degree()).map(value_at).collect();
        interpolate(&values).primitive()
    }
}

impl fmt::Debug for KPoly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.coeffs).finish()
    }
}
