//! How large the integers of an eliminant can be.
//!
//! Let f₁, …, fₙ ∈ ℤ\[x₁, …, xₙ\] have degrees dᵢ and no common zero at infinity, D = ∏ dᵢ, and let
//! R∞ = Res(leading forms) ≠ 0. By Poisson's formula the resultant with T − u − s·y is
//!
//! > R(T, s) = R∞·∏ (T − u(ξ) − s·y(ξ)) ∈ ℤ\[T, s\],
//!
//! over all D zeros ξ with multiplicity (Cox, Little, O'Shea, "Using Algebraic Geometry", §3.3).
//! For all forms with complex coefficients
//!
//! > |Res(f₀, …, fₙ)| ≤ ∏ ‖fᵢ‖₁^(∏_{j≠i} dⱼ)
//!
//! (Sombra, "The height of the mixed sparse resultant", Amer. J. Math. 126 (2004), theorem 1.1
//! and its proof: a bound for the sum of absolute values follows from Macaulay's matrix up to
//! a factor whose logarithm grows more slowly than the resultant does when every fᵢ is replaced
//! by its k-th power, and k → ∞ removes the factor). Cauchy's inequality on circles |T| = 1,
//! |s| = r bounds the coefficients of R(T, s), and |R∞| is one of them.

use crate::number::Integer;
use crate::polynomial::Poly;

/// Bounds for R(T, s) with y a variable.
pub(super) struct ResultantBound {
    /// For |R∞| and the coefficients of s⁰ and s¹.
    pub(super) coefficients: Integer,
    /// For Mahler's measure of R(T, s), so for that of each of its factors over ℤ.
    pub(super) measure: Integer,
}

/// The sum of the absolute values of the coefficients.
pub(super) fn norm(f: &Poly) -> Integer {
    f.terms().fold(Integer::zero(), |sum, (_, c)| sum + &c.abs())
}

/// ∏ dᵢ.
pub(super) fn bezout_number(system: &[Poly]) -> Option<usize> {
    let degrees = system.iter().map(|f| f.total_degree() as usize);
    degrees.into_iter().try_fold(1usize, |product, d| product.checked_mul(d))
}

impl ResultantBound {
    /// For n polynomials in n variables, their Bézout number D > 0 and u = Σ cₖ·xₖ.
    pub(super) fn new(system: &[Poly], bezout: usize, form: &[Integer]) -> ResultantBound {
        let power = |f: &Poly| norm(f).pow((bezout / f.total_degree().max(1) as usize) as u32);
        let forms = system.iter().fold(Integer::one(), |product, f| product * &power(f));
        let size = form.iter().fold(Integer::one(), |sum, c| sum + &c.abs());
        let d = Integer::from(bezout);
        // With r = size/D: (size + r)^D/min(1, r) ≤ e·size^D·max(1, D/size).
        let circle = size.pow(bezout as u32) * &(d * Integer::from(3));
        let torus = (size + Integer::one()).pow(bezout as u32);
        ResultantBound { coefficients: &forms * &circle, measure: &forms * &torus }
    }

    /// A number of binary digits such that fractions made of two such coefficients are determined
    /// by their residues modulo any larger number.
    pub(super) fn bits(&self) -> usize {
        2 * self.coefficients.bits() + 2
    }

    /// The same for the coefficients of a factor over ℤ of degree d in T and at most d in s: they
    /// are at most 4^d times its measure (Mahler, "On some inequalities for polynomials in
    /// several variables", 1962).
    pub(super) fn bits_of_factor(&self, d: usize) -> usize {
        2 * (self.measure.bits() + 2 * d) + 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::polynomial::multivariate::testing::parse_in;

    #[test]
    fn a_resultant_is_below_its_bound() {
        // x² − 3y − 5, y − 2x: R∞ = ±1 and T² − 6T − 5 for u = x.
        let system = [parse_in(2, "x^2 - 3*y - 5"), parse_in(2, "y - 2*x")];
        assert_eq!(bezout_number(&system), Some(2));
        let bound = ResultantBound::new(&system, 2, &[Integer::one(), Integer::zero()]);
        // 9·3²·(2²·2·3)
        assert_eq!(bound.coefficients, Integer::from(9 * 9 * 24));
        assert_eq!(bound.measure, Integer::from(9 * 9 * 9));
    }
}
