use super::{Interval, Rational, Sign};

/// An exact field of real or complex numbers that contains the rationals.
///
/// Constants are made from an element (`x.rational(q)`) because an element of ℚ(α) knows its
/// field and the type alone does not.
pub trait Field: Clone {
    /// The rational number as an element of the field of `self`.
    fn rational(&self, value: &Rational) -> Self;
    /// The sum.
    fn add(&self, other: &Self) -> Self;
    /// The product.
    fn mul(&self, other: &Self) -> Self;
    /// The negative.
    fn neg(&self) -> Self;
    /// The reciprocal; `None` for 0.
    fn recip(&self) -> Option<Self>;
    /// Is it exactly 0?
    fn is_zero(&self) -> bool;

    /// The difference.
    fn sub(&self, other: &Self) -> Self {
        self.add(&other.neg())
    }

    /// The number 0 of the field.
    fn zero_like(&self) -> Self {
        self.rational(&Rational::zero())
    }

    /// The number 1 of the field.
    fn one_like(&self) -> Self {
        self.rational(&Rational::one())
    }
}

/// An exact field of real numbers.
pub trait RealField: Field {
    /// The exact sign; never [`Sign::Unknown`].
    fn sign(&self) -> Sign;
    /// An enclosure of about `prec` correct bits; it suggests, [`RealField::sign`] decides.
    fn enclosure(&self, prec: u32) -> Interval;
}

impl Field for Rational {
    fn rational(&self, value: &Rational) -> Rational {
        value.clone()
    }
    fn add(&self, other: &Rational) -> Rational {
        self + other
    }
    fn sub(&self, other: &Rational) -> Rational {
        self - other
    }
    fn mul(&self, other: &Rational) -> Rational {
        self * other
    }
    fn neg(&self) -> Rational {
        -self
    }
    fn recip(&self) -> Option<Rational> {
        Rational::recip(self)
    }
    fn is_zero(&self) -> bool {
        Rational::is_zero(self)
    }
}

impl RealField for Rational {
    fn sign(&self) -> Sign {
        Rational::sign(self)
    }
    fn enclosure(&self, prec: u32) -> Interval {
        Interval::exact(self, prec)
    }
}
