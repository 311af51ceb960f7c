//! The Hessian at a critical point.

use super::landscape::Landscape;
use super::value::fraction_at;
use crate::linalg::Matrix;
use crate::number::Field;
use crate::polynomial::algebraic::FieldElement;
use crate::solve::ZeroPoint;

/// A symmetric matrix `exp(exponent) · entries`: the factor is positive, so the inertia is
/// that of the entries.
#[derive(Debug, Clone)]
pub struct ScaledMatrix {
    /// Entries in the field of the point.
    pub entries: Matrix<FieldElement>,
    /// The exponent α of the common factor exp(α).
    pub exponent: FieldElement,
}

/// H at a point; `None` if an entry is undefined there or the entries have no common
/// exponential factor.
pub fn hessian_at(landscape: &Landscape, point: &ZeroPoint) -> Option<ScaledMatrix> {
    let n = landscape.nvars;
    let mut exponent: Option<FieldElement> = None;
    let mut rows = vec![Vec::with_capacity(n); n];
    for (i, row) in rows.iter_mut().enumerate() {
        for j in 0..n {
            let value = fraction_at(&landscape.hessian[i][j], landscape, point)?;
            match value.terms() {
                [] => row.push(value.as_algebraic()?),
                [(e, coefficient)] => {
                    let same = exponent.as_ref().is_none_or(|known| known.sub(e).is_zero());
                    if !same {
                        return None;
                    }
                    exponent.get_or_insert_with(|| e.clone());
                    row.push(coefficient.clone());
                }
                _ => return None,
            }
        }
    }
    let zero = rows.first()?.first()?.zero_like();
    Some(ScaledMatrix { entries: Matrix::from_rows(rows)?, exponent: exponent.unwrap_or(zero) })
}
