//! **Dense exact matrices**, and floating-point ones for the second route.
//!
//! Matrices are over a [`crate::number::Field`]; signs of eigenvalues ([`Inertia`]) come
//! from exact arithmetic alone, in two ways that must agree: the signs of the coefficients
//! of the characteristic polynomial (Descartes' rule is sharp for real-rooted polynomials)
//! and a diagonal form by congruence (Sylvester's law of inertia). [`float`] computes
//! eigenvalues with an error bound; it may object, it never decides. What a matrix means is
//! not known here.

mod characteristic;
mod congruence;
mod elimination;
mod escape;
pub mod float;
mod inertia;
mod matrix;

pub use characteristic::characteristic_polynomial;
pub use congruence::{Congruence, diagonalize};
pub use elimination::{Echelon, determinant, echelon, inverse, kernel, rank, solve};
pub use escape::{escape_direction, escape_direction_enclosed};
pub use inertia::{Inertia, inertia};
pub use matrix::Matrix;

#[cfg(test)]
mod testing {
    use super::Matrix;
    use crate::number::Rational;

    pub(super) fn integers(row: &[i64]) -> Vec<Rational> {
        row.iter().map(|x| Rational::from(*x)).collect()
    }

    pub(super) fn matrix(rows: &[&[i64]]) -> Matrix<Rational> {
        Matrix::from_rows(rows.iter().map(|row| integers(row)).collect()).unwrap()
    }

    /// The symmetric matrix whose upper triangle is f(0), f(1), … by rows.
    pub(super) fn symmetric(n: usize, f: impl Fn(usize) -> i64) -> Matrix<Rational> {
        let index = |i: usize, j: usize| i * n - i * (i + 1) / 2 + j;
        Matrix::from_fn(n, n, |i, j| Rational::from(f(index(i.min(j), i.max(j)))))
    }
}
