use super::Poly;
use super::same_sign::{SameSign, sum_of_same_sign};
use super::square_sum::{SquareSum, sum_of_squares};
use crate::budget::{Budget, Exhausted};
use crate::number::{Integer, Sign};
use crate::polynomial::{RealRoot, UPoly, isolate};

/// Why a polynomial has no real zero with the listed variables positive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// A constant other than 0.
    Constant,
    /// All terms have one sign and one of them is never 0.
    SameSign(SameSign),
    /// Squares and a nonzero constant of the same sign.
    Squares(SquareSum),
    /// f = `of`(m) for a monomial m = x^`monomial`, and `of` has no root among the values of m:
    /// all real numbers, or those of `range`.
    NoRealRoot {
        /// The polynomial in one unknown.
        of: UPoly,
        /// The exponents of m.
        monomial: Vec<u32>,
        /// The values that m takes.
        range: Range,
    },
}

/// The values of a monomial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// Every real number.
    Reals,
    /// The numbers ≥ 0.
    Nonnegative,
    /// The numbers > 0.
    Positive,
}

/// Steps for the isolation of the roots of one polynomial.
const ISOLATION_STEPS: u64 = 2_000_000;

/// Degree in one monomial above which no roots are isolated.
const HIGHEST_DEGREE: usize = 400;

/// Proves that f ≠ 0 at every real point at which the variables of `positive` are > 0. `None` says
/// nothing.
pub fn never_zero(f: &Poly, positive: &[usize]) -> Option<Proof> {
    if f.as_constant().is_some() {
        return Some(Proof::Constant);
    }
    if let Some(sum) = sum_of_same_sign(f, positive).filter(|s| s.strict.is_some()) {
        return Some(Proof::SameSign(sum));
    }
    if let Some(sum) = sum_of_squares(f).filter(|s| !s.constant.is_zero()) {
        return Some(Proof::Squares(sum));
    }
    no_real_root(f, positive, &Budget::steps(ISOLATION_STEPS)).ok().flatten()
}

/// The sign that f has at every real point at which the variables of `positive` are > 0.
pub fn constant_sign(f: &Poly, positive: &[usize]) -> Option<Sign> {
    Some(match never_zero(f, positive)? {
        Proof::Constant => f.leading_sign(),
        Proof::SameSign(sum) => sum.sign,
        Proof::Squares(sum) => sum.sign,
        // One sign for all m > 0, which every range contains: the sign at +∞.
        Proof::NoRealRoot { of, .. } => of.leading().sign(),
    })
}

fn no_real_root(f: &Poly, positive: &[usize], budget: &Budget) -> Result<Option<Proof>, Exhausted> {
    let Some((of, monomial)) = in_one_monomial(f) else { return Ok(None) };
    if of.degree() > Some(HIGHEST_DEGREE) {
        return Ok(None);
    }
    let range = range_of(&monomial, positive);
    let roots = isolate(&of.squarefree_part(), budget)?;
    if roots.iter().any(|root| range.contains(root)) {
        return Ok(None);
    }
    Ok(Some(Proof::NoRealRoot { of, monomial, range }))
}

impl Range {
    fn contains(self, root: &RealRoot) -> bool {
        match self {
            Range::Reals => true,
            Range::Nonnegative => root.sign() != Sign::Negative,
            Range::Positive => root.sign() == Sign::Positive,
        }
    }
}

fn range_of(monomial: &[u32], positive: &[usize]) -> Range {
    let unknown = || monomial.iter().enumerate().filter(|(i, _)| !positive.contains(i));
    if unknown().all(|(_, &e)| e == 0) {
        Range::Positive
    } else if unknown().all(|(_, e)| e.is_multiple_of(2)) {
        Range::Nonnegative
    } else {
        Range::Reals
    }
}

/// f = g(x^e) with e as large as possible, if all exponents of f are proportional.
fn in_one_monomial(f: &Poly) -> Option<(UPoly, Vec<u32>)> {
    let lead = f.leading_exponents()?;
    let gcd = |a: u32, b: u32| Integer::from(a).gcd(&Integer::from(b)).to_u32();
    let direction = lead.iter().try_fold(0, |s, &e| gcd(s, e)).filter(|&s| s > 0)?;
    let unit: Vec<u32> = lead.iter().map(|e| e / direction).collect();
    let pivot = unit.iter().position(|&e| e > 0)?;
    let mut coefficients = vec![Integer::zero(); direction as usize + 1];
    let mut power = 0;
    for (e, c) in f.terms() {
        let k = e[pivot] / unit[pivot];
        if e.iter().zip(&unit).any(|(e, u)| *e != k * u) {
            return None;
        }
        power = gcd(power, k)?;
        coefficients[k as usize] = c.clone();
    }
    let coefficients = coefficients.into_iter().step_by(power as usize).collect();
    Some((UPoly::new(coefficients), unit.iter().map(|e| e * power).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::parse;
    use super::*;

    #[track_caller]
    fn never(f: &str, positive: &[usize]) {
        assert!(never_zero(&parse(f), positive).is_some(), "{f}");
    }

    #[track_caller]
    fn unproved(f: &str, positive: &[usize]) {
        assert!(never_zero(&parse(f), positive).is_none(), "{f}");
    }

    #[test]
    fn proofs() {
        never("3*x^2 + 1", &[]);
        never("-7", &[]);
        never("x^2 - x*y + y^2 + 1", &[]);
        never("x^4 - x^2*y^2 + y^4 - y^2 + 3", &[]);
        never("x^4 + x + 1", &[]);
        never("x^2*y^2 + x*y + 1", &[]);
        never("x^5 + 1 + x", &[0]);
        never("x*y + z^2", &[0, 1]);
        never("x^3 - 3*x + 3", &[0]);
        never("x^2*y^4*z^6 - 3*x*y^2*z^3 + 3", &[]);
        // In m = x²: m³ + m² + 1 - m/2 has no root ≥ 0 but a negative one.
        never("2*x^6 + 2*x^4 - x^2 + 2", &[]);
    }

    #[test]
    fn no_proof_where_a_zero_exists() {
        unproved("x^3 + y^2 + 1", &[]);
        unproved("x^2 + y^2", &[]);
        unproved("x - x", &[]);
        unproved("x*y + z^2", &[0]);
        unproved("x^3 - 3*x + 3", &[]);
        unproved("x^3 - 3*x + 1", &[0]);
        unproved("x^2*y^2 - 3*x*y + 1", &[]);
        unproved("x^2 - 2*x*y + y^2", &[]);
        unproved("x + 1", &[1]);
        // m = x² reaches 0, which m = x for x > 0 does not.
        unproved("x^2", &[]);
        never("x^2", &[0]);
    }

    #[test]
    fn the_sign_is_the_sign_everywhere() {
        assert_eq!(constant_sign(&parse("0 - x^4 - x - 1"), &[]), Some(Sign::Negative));
        assert_eq!(constant_sign(&parse("x^3 - 3*x + 3"), &[0]), Some(Sign::Positive));
        assert_eq!(constant_sign(&parse("x"), &[]), None);
    }
}
