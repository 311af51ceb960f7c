use super::{Matrix, characteristic_polynomial};
use crate::budget::{Budget, Exhausted};
use crate::number::{RealField, Sign};
use std::ops::Add;

/// Numbers of positive, negative and zero eigenvalues of a real symmetric matrix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Inertia {
    /// Eigenvalues above 0, with multiplicity.
    pub positive: usize,
    /// Eigenvalues below 0, with multiplicity.
    pub negative: usize,
    /// Dimension of the kernel.
    pub zero: usize,
}

impl Inertia {
    /// The size of the matrix.
    pub fn dimension(self) -> usize {
        self.positive + self.negative + self.zero
    }

    /// Positive plus negative eigenvalues.
    pub fn rank(self) -> usize {
        self.positive + self.negative
    }

    /// Is no eigenvalue 0?
    pub fn is_nondegenerate(self) -> bool {
        self.zero == 0
    }

    /// Are there eigenvalues of both signs?
    pub fn is_indefinite(self) -> bool {
        self.positive > 0 && self.negative > 0
    }

    /// Counts signs of the diagonal of a diagonal form; `None` if one is unknown.
    pub fn of_diagonal(signs: impl IntoIterator<Item = Sign>) -> Option<Inertia> {
        let mut inertia = Inertia::default();
        for sign in signs {
            match sign {
                Sign::Positive => inertia.positive += 1,
                Sign::Negative => inertia.negative += 1,
                Sign::Zero => inertia.zero += 1,
                Sign::Unknown => return None,
            }
        }
        Some(inertia)
    }

    /// The inertia from the signs of c₀, …, c_n of a characteristic polynomial Σ c_k·t^k all
    /// of whose roots are real; `None` if a sign is unknown or the leading one is 0.
    ///
    /// Descartes' rule: the positive roots are at most the sign changes V₊ of the sequence
    /// without its zeros, the negative ones at most those V₋ of p(−t), the roots 0 are
    /// exactly the coefficients 0 at the low end, and V₊ + V₋ ≤ n − n₀ always. When all n
    /// roots are real the bounds must be attained: n₊ = V₊, n₋ = n − n₀ − V₊.
    pub fn of_characteristic_signs(signs: &[Sign]) -> Option<Inertia> {
        let known = signs.iter().all(|s| *s != Sign::Unknown);
        let n = signs.len().checked_sub(1).filter(|_| known)?;
        let zero = signs.iter().position(|s| *s != Sign::Zero)?;
        let nonzero: Vec<_> = signs.iter().filter(|s| **s != Sign::Zero).collect();
        let positive = nonzero.windows(2).filter(|pair| pair[0] != pair[1]).count();
        let leads = signs[n] != Sign::Zero;
        leads.then_some(Inertia { positive, negative: n - zero - positive, zero })
    }
}

impl Add for Inertia {
    type Output = Inertia;
    /// The inertia of a block-diagonal matrix.
    fn add(self, other: Inertia) -> Inertia {
        Inertia {
            positive: self.positive + other.positive,
            negative: self.negative + other.negative,
            zero: self.zero + other.zero,
        }
    }
}

/// The inertia of a symmetric matrix from the signs of its characteristic polynomial.
///
/// # Errors
/// [`Exhausted`] if the budget ends.
pub fn inertia<F: RealField>(h: &Matrix<F>, budget: &Budget) -> Result<Option<Inertia>, Exhausted> {
    let polynomial = characteristic_polynomial(h, budget)?;
    let signs: Vec<Sign> = polynomial.iter().map(RealField::sign).collect();
    Ok(Inertia::of_characteristic_signs(&signs))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linalg::testing::{matrix, symmetric};
    use crate::linalg::{diagonalize, float};
    use crate::number::Rational;
    use proptest::prelude::*;

    #[track_caller]
    fn check(rows: &[&[i64]], positive: usize, negative: usize, zero: usize) {
        let h = matrix(rows);
        let expected = Inertia { positive, negative, zero };
        assert_eq!(inertia(&h, &Budget::unlimited()), Ok(Some(expected)));
        assert_eq!(diagonalize(&h, &Budget::unlimited()).unwrap().inertia(), Some(expected));
    }

    #[test]
    fn inertia_of_known_matrices() {
        check(&[&[0, -2], &[-2, 0]], 1, 1, 0);
        check(&[&[2, 0], &[0, 4]], 2, 0, 0);
        check(&[&[1, 1], &[1, 1]], 1, 0, 1);
        check(&[&[0, 0], &[0, 0]], 0, 0, 2);
        check(&[&[-1, 0, 0], &[0, -1, 0], &[0, 0, 0]], 0, 2, 1);
        // Characteristic polynomial t³ − t: a zero coefficient in the middle.
        check(&[&[0, 0, 1], &[0, 0, 0], &[1, 0, 0]], 1, 1, 1);
        check(&[&[0, 1, 1], &[1, 0, 1], &[1, 1, 0]], 1, 2, 0);
    }

    #[test]
    fn an_unknown_sign_gives_no_inertia() {
        let signs = [Sign::Unknown, Sign::Zero, Sign::Positive];
        assert_eq!(Inertia::of_characteristic_signs(&signs), None);
        assert_eq!(Inertia::of_diagonal([Sign::Unknown]), None);
        assert_eq!(Inertia::of_characteristic_signs(&[]), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn descartes_congruence_and_floats_agree(
            n in 1usize..6, entries in prop::collection::vec(-2i64..3, 15), sparse in any::<u16>(),
        ) {
            let h = symmetric(n, |k| if sparse >> k & 1 == 1 { 0 } else { entries[k] });
            let budget = Budget::unlimited();
            let by_signs = inertia(&h, &budget).unwrap().unwrap();
            let congruence = diagonalize(&h, &budget).unwrap();
            prop_assert_eq!(Some(by_signs), congruence.inertia());
            let floats = h.map(Rational::to_f64);
            let eigen = float::symmetric_eigen(&floats).unwrap();
            prop_assert!(eigen.agrees_with(by_signs));
        }
    }
}
