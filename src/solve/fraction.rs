//! Rational functions: quotients of polynomials over ℤ in lowest terms.

use crate::budget::{Budget, Exhausted};
use crate::number::{Integer, Rational};
use crate::polynomial::Poly;
use crate::polynomial::multivariate::gcd;

/// num/den in lowest terms; the denominator is primitive up to its content and has a
/// positive leading coefficient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fraction {
    num: Poly,
    den: Poly,
}

impl Fraction {
    /// A polynomial as a fraction.
    pub fn from_poly(num: Poly) -> Fraction {
        let den = Poly::one(num.nvars());
        Fraction { num, den }
    }

    /// A rational constant in `n` variables.
    pub fn constant(n: usize, value: &Rational) -> Fraction {
        Fraction {
            num: Poly::constant(n, value.numerator()),
            den: Poly::constant(n, value.denominator()),
        }
    }

    /// num/den as it stands, for parts of fractions already in lowest terms.
    pub fn unreduced(num: Poly, den: Poly) -> Fraction {
        Fraction { num, den }
    }

    /// num/den reduced; `None` if `den` is the zero polynomial.
    ///
    /// # Errors
    /// [`Exhausted`] if the greatest common divisor costs more than the budget.
    pub fn new(num: Poly, den: Poly, budget: &Budget) -> Result<Option<Fraction>, Exhausted> {
        if den.is_zero() {
            return Ok(None);
        }
        budget.spend(1 + (num.len() + den.len()) as u64)?;
        let common = match (num.is_constant(), den.is_constant()) {
            (false, false) => gcd(&num, &den, budget)?,
            _ => Poly::constant(num.nvars(), num.content().gcd(&den.content())),
        };
        let (num, den) = match common.is_zero() {
            true => (num.clone(), Poly::one(num.nvars())),
            false => (divide(&num, &common), divide(&den, &common)),
        };
        let content = num.content().gcd(&den.content());
        let unit = if den.leading_coefficient().is_negative() { -content } else { content };
        let over = |p: &Poly| p.unscale(&unit).unwrap_or_else(|| p.clone());
        Ok(Some(if unit.is_zero() {
            Fraction { num, den }
        } else {
            Fraction { num: over(&num), den: over(&den) }
        }))
    }

    /// The numerator.
    pub fn num(&self) -> &Poly {
        &self.num
    }

    /// The denominator.
    pub fn den(&self) -> &Poly {
        &self.den
    }

    /// Is it identically zero?
    pub fn is_zero(&self) -> bool {
        self.num.is_zero()
    }

    /// The value if it is constant.
    pub fn as_rational(&self) -> Option<Rational> {
        Some(Rational::new(self.num.as_constant()?.clone(), self.den.as_constant()?.clone()))
    }

    /// The sum.
    ///
    /// # Errors
    /// [`Exhausted`].
    pub fn add(&self, other: &Fraction, budget: &Budget) -> Result<Fraction, Exhausted> {
        budget
            .spend((self.num.len() * other.den.len() + other.num.len() * self.den.len()) as u64)?;
        let (num, den) = if self.den == other.den {
            (&self.num + &other.num, self.den.clone())
        } else {
            let cross = &(&self.num * &other.den) + &(&other.num * &self.den);
            (cross, &self.den * &other.den)
        };
        Ok(Fraction::new(num, den, budget)?.unwrap_or_else(|| self.clone()))
    }

    /// The product.
    ///
    /// # Errors
    /// [`Exhausted`].
    pub fn mul(&self, other: &Fraction, budget: &Budget) -> Result<Fraction, Exhausted> {
        budget
            .spend((self.num.len() * other.num.len() + self.den.len() * other.den.len()) as u64)?;
        let (num, den) = (&self.num * &other.num, &self.den * &other.den);
        Ok(Fraction::new(num, den, budget)?.unwrap_or_else(|| self.clone()))
    }

    /// A whole power; `None` for 0 to a negative power.
    ///
    /// # Errors
    /// [`Exhausted`].
    pub fn pow(&self, exponent: i32, budget: &Budget) -> Result<Option<Fraction>, Exhausted> {
        if exponent < 0 && self.num.is_zero() {
            return Ok(None);
        }
        let one = Fraction::from_poly(Poly::one(self.num.nvars()));
        let base = if exponent < 0 {
            Fraction::new(self.den.clone(), self.num.clone(), budget)?
        } else {
            Some(self.clone())
        };
        let Some(base) = base else { return Ok(None) };
        let mut power = one;
        for _ in 0..exponent.unsigned_abs() {
            let (num, den) = (&power.num * &base.num, &power.den * &base.den);
            budget.spend((num.len() * base.num.len() + den.len() * base.den.len()) as u64)?;
            power = Fraction { num, den };
        }
        Ok(Some(power))
    }

    /// The quotient of two constants or functions; `None` if the divisor is zero.
    ///
    /// # Errors
    /// [`Exhausted`].
    pub fn div(&self, other: &Fraction, budget: &Budget) -> Result<Option<Fraction>, Exhausted> {
        Ok(match other.pow(-1, budget)? {
            Some(inverse) => Some(self.mul(&inverse, budget)?),
            None => None,
        })
    }
}

/// The quotient by a known divisor.
fn divide(p: &Poly, divisor: &Poly) -> Poly {
    match divisor.as_constant() {
        Some(c) if c == &Integer::one() => p.clone(),
        _ => p.div_exact(divisor).unwrap_or_else(|| p.clone()),
    }
}
