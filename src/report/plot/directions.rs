//! The shape at a critical point: eigenvalues and eigenvectors in double precision.

use super::window::float;
use crate::linalg::{Matrix, float as eigen};
use crate::result::Number;

/// Eigenpairs, eigenvalues ascending.
pub(super) struct Shape {
    pub(super) values: Vec<f64>,
    /// Of length one, the first component that is not small being positive.
    pub(super) vectors: Vec<Vec<f64>>,
}

/// The shape of a Hessian matrix of numbers.
pub(super) fn shape(hessian: &[Vec<Number>]) -> Option<Shape> {
    let rows: Option<Vec<Vec<f64>>> =
        hessian.iter().map(|row| row.iter().map(float).collect()).collect();
    let found = eigen::symmetric_eigen(&Matrix::from_rows(rows?)?)?;
    let largest = found.values.iter().fold(0.0_f64, |m, v| m.max(v.abs()));
    let tidy = |v: &f64| if v.abs() < 1e-9 * largest { 0.0 } else { *v };
    let values = found.values.iter().map(tidy).collect();
    let vectors = found.vectors.into_iter().map(upright).collect();
    Some(Shape { values, vectors })
}

/// Of a vector and its opposite the one that begins positive; tiny entries are rounding.
fn upright(vector: Vec<f64>) -> Vec<f64> {
    let clean: Vec<f64> =
        vector.into_iter().map(|x| if x.abs() < 1e-12 { 0.0 } else { x }).collect();
    match clean.iter().find(|x| **x != 0.0) {
        Some(first) if *first < 0.0 => clean.into_iter().map(|x| -x).collect(),
        _ => clean,
    }
}

#[cfg(test)]
mod tests {
    use super::shape;
    use crate::result::Number;

    #[test]
    fn a_saddle_has_one_direction_down_and_one_up() {
        let number = |text: &str| Number { decimal: Some(text.into()), ..Number::default() };
        let hessian = [["0", "-2"], ["-2", "0"]].map(|row| row.map(number).to_vec()).to_vec();
        let shape = shape(&hessian).expect("a symmetric matrix");
        let half = 0.5_f64.sqrt();
        for (found, [a, b]) in shape.vectors.iter().zip([[half, half], [half, -half]]) {
            assert!((found[0] - a).abs() < 1e-9 && (found[1] - b).abs() < 1e-9);
        }
        assert!((shape.values[0] + 2.0).abs() < 1e-9 && (shape.values[1] - 2.0).abs() < 1e-9);
    }
}
