use super::Matrix;
use crate::budget::{Budget, Exhausted};
use crate::number::{Field, Rational};

/// The coefficients c₀, …, c_n of det(t·I − A) = Σ c_k·t^k for a square matrix; c_n = 1.
///
/// Faddeev–LeVerrier: M₁ = I, c_{n−k} = −tr(A·M_k)/k, M_{k+1} = A·M_k + c_{n−k}·I. The only
/// divisions are by the integers 1, …, n. The empty matrix has no coefficients.
///
/// # Errors
/// [`Exhausted`] if the budget ends; cost: n⁴ operations.
pub fn characteristic_polynomial<F: Field>(
    a: &Matrix<F>,
    budget: &Budget,
) -> Result<Vec<F>, Exhausted> {
    let n = a.rows();
    let Some(x) = a.sample().filter(|_| n == a.columns()) else { return Ok(Vec::new()) };
    let (mut m, mut coefficients) = (a.identity_like(), vec![x.one_like()]);
    for k in 1..=n {
        let product = product(a, &m, budget)?;
        let c = product.trace().mul(&x.rational(&Rational::fraction(-1, k as i64)));
        let shifted = |i: usize, j: usize| {
            let entry = product.get(i, j);
            if i == j { entry.add(&c) } else { entry.clone() }
        };
        m = Matrix::from_fn(n, n, shifted);
        coefficients.push(c);
    }
    coefficients.reverse();
    Ok(coefficients)
}

/// A·M row by row, so that long numbers do not run past the end of the budget.
fn product<F: Field>(
    a: &Matrix<F>,
    m: &Matrix<F>,
    budget: &Budget,
) -> Result<Matrix<F>, Exhausted> {
    let (n, columns) = (a.rows(), m.transpose());
    let mut entries = Vec::with_capacity(n * n);
    for i in 0..n {
        for j in 0..n {
            let mut sum = a.get(i, 0).zero_like();
            for (x, y) in a.row(i).iter().zip(columns.row(j)) {
                budget.spend(1)?;
                sum = sum.add(&x.mul(y));
            }
            entries.push(sum);
        }
    }
    Ok(Matrix::from_fn(n, n, |i, j| entries[i * n + j].clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linalg::determinant;
    use crate::linalg::testing::{integers, matrix};
    use proptest::prelude::*;

    #[test]
    fn the_polynomial_of_a_companion_matrix_is_the_one_it_was_made_of() {
        // t³ − 2t² + 5t − 7.
        let a = matrix(&[&[0, 0, 7], &[1, 0, -5], &[0, 1, 2]]);
        let polynomial = characteristic_polynomial(&a, &Budget::unlimited()).unwrap();
        assert_eq!(polynomial, integers(&[-7, 5, -2, 1]));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn its_values_are_determinants(entries in prop::collection::vec(-3i64..4, 16), t in -4i64..5) {
            let budget = Budget::unlimited();
            let a = Matrix::from_fn(4, 4, |i, j| Rational::from(entries[4 * i + j]));
            let t = Rational::from(t);
            let shifted = Matrix::from_fn(4, 4, |i, j| {
                if i == j { &t - a.get(i, j) } else { -a.get(i, j) }
            });
            let polynomial = characteristic_polynomial(&a, &budget).unwrap();
            let value = polynomial.iter().rev().fold(Rational::zero(), |v, c| &(v * &t) + c);
            prop_assert_eq!(Some(value), determinant(&shifted, &budget).unwrap());
        }
    }
}
