//! Eigenvalues in floating point: the second route, which may object but never decides.

use super::{Inertia, Matrix};
use nalgebra::{DMatrix, SymmetricEigen};

/// Approximate eigenpairs of a symmetric matrix, eigenvalues ascending.
#[derive(Clone, Debug)]
pub struct Eigen {
    /// The approximate eigenvalues, ascending.
    pub values: Vec<f64>,
    /// Approximately orthonormal eigenvectors, in the order of the values.
    pub vectors: Vec<Vec<f64>>,
    /// A bound of |computed − true| for every eigenvalue in order.
    pub error: f64,
}

impl Eigen {
    /// Can the exact inertia be true? It is refuted only by eigenvalues farther from 0 than
    /// their error bound.
    pub fn agrees_with(&self, inertia: Inertia) -> bool {
        let positive = self.values.iter().filter(|x| **x > self.error).count();
        let negative = self.values.iter().filter(|x| **x < -self.error).count();
        inertia.dimension() == self.values.len()
            && positive <= inertia.positive
            && negative <= inertia.negative
    }
}

const LARGEST_NUMBER_OF_SWEEPS: usize = 10_000;

/// Eigenpairs of a symmetric matrix; `None` if it is empty, not square or not finite, or if
/// the iteration does not end.
///
/// The error bound is the residual's: for R = AV − VΛ and nearly orthonormal V the
/// eigenvalues of A and Λ can be matched with |λᵢ − μᵢ| ≤ √2·‖R‖/σ_min(V) (W. Kahan, 1967;
/// G. W. Stewart and J. Sun, *Matrix Perturbation Theory*, 1990, IV.4), enlarged by the
/// rounding of the residual itself.
pub fn symmetric_eigen(a: &Matrix<f64>) -> Option<Eigen> {
    let n = a.rows();
    let finite = (0..n).all(|i| a.row(i).iter().all(|x| x.is_finite()));
    if n == 0 || n != a.columns() || !finite {
        return None;
    }
    let m = DMatrix::from_fn(n, n, |i, j| *a.get(i, j));
    let eigen = SymmetricEigen::try_new(m.clone(), f64::EPSILON, LARGEST_NUMBER_OF_SWEEPS)?;
    let error = residual_bound(&m, &eigen);
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|i, j| eigen.eigenvalues[*i].total_cmp(&eigen.eigenvalues[*j]));
    let vectors = order.iter().map(|k| eigen.eigenvectors.column(*k).iter().copied().collect());
    let values: Vec<f64> = order.iter().map(|k| eigen.eigenvalues[*k]).collect();
    let usable = error.is_finite() && values.iter().all(|x| x.is_finite());
    usable.then(|| Eigen { values, vectors: vectors.collect(), error })
}

fn residual_bound(m: &DMatrix<f64>, eigen: &SymmetricEigen<f64, nalgebra::Dyn>) -> f64 {
    let (v, n) = (&eigen.eigenvectors, m.nrows() as f64);
    let residual = (m * v - v * DMatrix::from_diagonal(&eigen.eigenvalues)).norm();
    let skew = (v.transpose() * v - DMatrix::identity(m.nrows(), m.nrows())).norm();
    let rounding = 4.0 * (n + 1.0) * f64::EPSILON * (m.norm() + f64::MIN_POSITIVE);
    // σ_min(V)² ≥ 1 − skew; a basis that is not nearly orthonormal gives no bound.
    let smallest = (1.0 - skew - rounding.min(0.5)).max(0.0).sqrt();
    2f64.sqrt() * (residual + rounding) / smallest
}

/// The approximate inverse, for preconditioning; `None` if it does not exist or is not finite.
pub fn inverse(a: &Matrix<f64>) -> Option<Matrix<f64>> {
    let n = a.rows();
    let finite = (0..n).all(|i| a.row(i).iter().all(|x| x.is_finite()));
    if n != a.columns() || !finite {
        return None;
    }
    let inverse = DMatrix::from_fn(n, n, |i, j| *a.get(i, j)).try_inverse()?;
    let usable = inverse.iter().all(|x| x.is_finite());
    usable.then(|| Matrix::from_fn(n, n, |i, j| inverse[(i, j)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(rows: &[&[f64]]) -> Matrix<f64> {
        Matrix::from_rows(rows.iter().map(|row| row.to_vec()).collect()).unwrap()
    }

    #[test]
    fn eigenvalues_are_within_the_bound() {
        // Eigenvalues of the second-difference matrix: 2 − 2·cos(kπ/4), k = 1, 2, 3.
        let a = matrix(&[&[2.0, -1.0, 0.0], &[-1.0, 2.0, -1.0], &[0.0, -1.0, 2.0]]);
        let eigen = symmetric_eigen(&a).unwrap();
        let root = 2f64.sqrt();
        for (value, exact) in eigen.values.iter().zip([2.0 - root, 2.0, 2.0 + root]) {
            assert!((value - exact).abs() <= eigen.error && eigen.error < 1e-12);
        }
        let first = &eigen.vectors[0];
        assert!((first[1] / first[0] - root).abs() < 1e-12);
    }

    #[test]
    fn a_wrong_inertia_is_refuted() {
        let eigen = symmetric_eigen(&matrix(&[&[0.0, 3.0], &[3.0, 0.0]])).unwrap();
        assert!(eigen.agrees_with(Inertia { positive: 1, negative: 1, zero: 0 }));
        assert!(!eigen.agrees_with(Inertia { positive: 2, negative: 0, zero: 0 }));
        assert!(!eigen.agrees_with(Inertia { positive: 0, negative: 1, zero: 1 }));
    }

    #[test]
    fn infinite_and_misshapen_matrices_are_refused() {
        assert!(symmetric_eigen(&matrix(&[&[f64::NAN]])).is_none());
        assert!(symmetric_eigen(&matrix(&[&[1.0, f64::INFINITY], &[0.0, 1.0]])).is_none());
        assert!(symmetric_eigen(&matrix(&[&[1.0, 2.0]])).is_none());
        assert!(inverse(&matrix(&[&[1.0, 2.0], &[2.0, 4.0]])).is_none());
    }
}
