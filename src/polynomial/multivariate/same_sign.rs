use super::Poly;
use crate::number::{Integer, Sign};

/// A polynomial all of whose terms have one sign wherever the listed variables are positive.
///
/// The sum is 0 exactly where every monomial is 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameSign {
    /// The monomials that are not constant, each with coefficient 1; together with the
    /// constant they carry the sign.
    pub monomials: Vec<Poly>,
    /// The sign of all coefficients.
    pub sign: Sign,
    /// The constant term.
    pub constant: Integer,
    /// A term that is never 0: the constant, or a product of positive variables.
    pub strict: Option<Poly>,
}

/// Writes f as a sum of terms of one sign: equal signs of the coefficients and an even exponent
/// of every variable outside `positive` (which lists the variables known to be > 0). `None` if
/// f is not of this form, or 0.
pub fn sum_of_same_sign(f: &Poly, positive: &[usize]) -> Option<SameSign> {
    let sign = f.leading_sign();
    let even = |(i, e): (usize, &u32)| e.is_multiple_of(2) || positive.contains(&i);
    let suits = |(e, c): (Vec<u32>, &Integer)| c.sign() == sign && e.iter().enumerate().all(even);
    if f.is_zero() || !f.terms().all(suits) {
        return None;
    }
    let monomial = |e: Vec<u32>| Poly::from_wide_terms(f.nvars(), [(e, Integer::one())]);
    let nonzero = |e: &[u32]| e.iter().enumerate().all(|(i, &e)| e == 0 || positive.contains(&i));
    let not_constant = f.terms().filter(|(e, _)| e.iter().any(|&e| e > 0));
    Some(SameSign {
        monomials: not_constant.map(|(e, _)| monomial(e)).collect(),
        sign,
        constant: f.constant_term(),
        // The last such term is the simplest: the constant if there is one.
        strict: f.terms().rev().find(|(e, _)| nonzero(e)).map(|(e, _)| monomial(e)),
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::parse;
    use super::*;

    #[test]
    fn evenness_decides() {
        assert!(sum_of_same_sign(&parse("x^2 + 3*x^2*y^4 + 1"), &[]).is_some());
        assert!(sum_of_same_sign(&parse("x^2 - y^2"), &[]).is_none());
        // x³ + y² + 1 has a curve of zeros.
        assert!(sum_of_same_sign(&parse("x^3 + y^2 + 1"), &[]).is_none());
        assert!(sum_of_same_sign(&parse("x^3 + y^2 + 1"), &[1]).is_none());
        assert!(sum_of_same_sign(&parse("x^3 + y^2 + 1"), &[0]).is_some());
        assert!(sum_of_same_sign(&parse("0"), &[]).is_none());
    }

    #[test]
    fn the_terms_that_must_vanish() {
        let s = sum_of_same_sign(&parse("-2*x^2 - 5*y^2*z^4"), &[]).unwrap();
        assert_eq!(s.sign, Sign::Negative);
        assert_eq!(s.monomials, [parse("y^2*z^4"), parse("x^2")]);
        assert_eq!((s.constant, s.strict), (Integer::zero(), None));
        let t = sum_of_same_sign(&parse("x^2 + y*z"), &[1, 2]).unwrap();
        assert_eq!(t.strict, Some(parse("y*z")));
    }
}
