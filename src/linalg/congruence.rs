use super::{Inertia, Matrix};
use crate::budget::{Budget, Exhausted};
use crate::number::{Field, RealField};

/// A basis in which a symmetric form is diagonal: PᵀHP = D, P invertible.
///
/// It is the factorisation H = L·D·Lᵀ with symmetric pivoting, L = P⁻ᵀ.
#[derive(Clone, Debug)]
pub struct Congruence<F> {
    /// The columns of P.
    pub basis: Vec<Vec<F>>,
    /// The diagonal of D: vᵀHv for the vectors v of the basis.
    pub diagonal: Vec<F>,
}

impl<F: RealField> Congruence<F> {
    /// The inertia, by Sylvester's law.
    pub fn inertia(&self) -> Option<Inertia> {
        Inertia::of_diagonal(self.diagonal.iter().map(RealField::sign))
    }
}

/// The diagonal form of a symmetric matrix by Lagrange's completion of squares.
///
/// While the form is not 0 on the rest of the basis, a vector v with d = vᵀHv ≠ 0 is a
/// vector of the basis or the sum of two (2·uᵀHw ≠ 0 when uᵀHu = wᵀHw = 0); the others are
/// made orthogonal to it, w − (vᵀHw/d)·v.
///
/// # Errors
/// [`Exhausted`] if the budget ends; cost: n³ operations, the square of that in digits.
pub fn diagonalize<F: Field>(h: &Matrix<F>, budget: &Budget) -> Result<Congruence<F>, Exhausted> {
    let n = h.rows();
    let mut rest: Vec<Vec<F>> = (0..n).map(|j| h.identity_like().column(j)).collect();
    let mut congruence = Congruence { basis: Vec::new(), diagonal: Vec::new() };
    while let Some((v, d, inverse)) = pivot(h, &mut rest) {
        budget.spend((n * n * (rest.len() + 1)) as u64)?;
        let hv = h.mul_vector(&v);
        for w in &mut rest {
            let factor = inner(&hv, w).mul(&inverse);
            *w = w.iter().zip(&v).map(|(x, y)| x.sub(&factor.mul(y))).collect();
        }
        congruence.basis.push(v);
        congruence.diagonal.push(d);
    }
    for v in rest {
        congruence.diagonal.push(h.quadratic_form(&v));
        congruence.basis.push(v);
    }
    Ok(congruence)
}

/// Takes a vector v with d = vᵀHv ≠ 0 out of the list, with 1/d; the list keeps spanning
/// the same space together with v. `None` if the form is 0 there.
fn pivot<F: Field>(h: &Matrix<F>, rest: &mut Vec<Vec<F>>) -> Option<(Vec<F>, F, F)> {
    let diagonal = |v: &[F]| {
        let d = h.quadratic_form(v);
        d.recip().map(|inverse| (d, inverse))
    };
    for i in 0..rest.len() {
        if let Some((d, inverse)) = diagonal(&rest[i]) {
            return Some((rest.remove(i), d, inverse));
        }
    }
    for i in 0..rest.len() {
        let image = h.mul_vector(&rest[i]);
        if let Some(j) = (i + 1..rest.len()).find(|j| !inner(&image, &rest[*j]).is_zero()) {
            let sum: Vec<F> = rest[i].iter().zip(&rest[j]).map(|(x, y)| x.add(y)).collect();
            let (d, inverse) = diagonal(&sum)?;
            rest.remove(i);
            return Some((sum, d, inverse));
        }
    }
    None
}

fn inner<F: Field>(a: &[F], b: &[F]) -> F {
    let products = a.iter().zip(b).map(|(x, y)| x.mul(y));
    products.reduce(|sum, x| sum.add(&x)).unwrap_or_else(|| a[0].zero_like())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linalg::testing::symmetric;
    use crate::linalg::{determinant, rank};
    use crate::number::Rational;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        #[test]
        fn the_form_is_diagonal_in_the_basis(
            n in 1usize..6, entries in prop::collection::vec(-2i64..3, 15),
        ) {
            let h = symmetric(n, |k| entries[k]);
            let budget = Budget::unlimited();
            let Congruence { basis, diagonal } = diagonalize(&h, &budget).unwrap();
            let p = Matrix::from_rows(basis).unwrap().transpose();
            let d = p.transpose().mul(&h).mul(&p);
            let entry = |i: usize, j: usize| if i == j { diagonal[i].clone() } else { Rational::zero() };
            prop_assert_eq!(d, Matrix::from_fn(n, n, entry));
            prop_assert!(!determinant(&p, &budget).unwrap().unwrap().is_zero());
            let nonzero = diagonal.iter().filter(|d| !d.is_zero()).count();
            prop_assert_eq!(nonzero, rank(&h, &budget).unwrap());
        }
    }
}
