use super::Matrix;
use crate::budget::{Budget, Exhausted};
use crate::number::Field;

/// The reduced row echelon form of a matrix, by Gauss–Jordan elimination.
#[derive(Clone, Debug)]
pub struct Echelon<F> {
    /// The reduced matrix: every pivot is 1 and alone in its column.
    pub matrix: Matrix<F>,
    /// The columns of the pivots, ascending; as many as the rank.
    pub pivots: Vec<usize>,
    /// The determinant of the square matrix, or of nothing: ± the product of the pivots
    /// before scaling, 0 if the rank is smaller than the number of rows. `None` if empty.
    determinant: Option<F>,
}

/// The reduced row echelon form.
///
/// # Errors
/// [`Exhausted`] if the budget ends; cost: rows·columns·rank operations.
pub fn echelon<F: Field>(a: &Matrix<F>, budget: &Budget) -> Result<Echelon<F>, Exhausted> {
    let (mut m, mut pivots) = (a.clone(), Vec::new());
    let mut determinant = a.sample().map(Field::one_like);
    for j in 0..a.columns() {
        let r = pivots.len();
        let Some(i) = (r..a.rows()).find(|i| !m.get(*i, j).is_zero()) else { continue };
        m.swap_rows(r, i);
        let pivot = m.get(r, j).clone();
        let signed = if i == r { pivot.clone() } else { pivot.neg() };
        determinant = determinant.map(|d| d.mul(&signed));
        let Some(inverse) = pivot.recip() else { continue };
        (j..a.columns()).for_each(|k| *m.get_mut(r, k) = m.get(r, k).mul(&inverse));
        for i in (0..a.rows()).filter(|i| *i != r) {
            budget.spend(a.columns() as u64)?;
            subtract_row(&mut m, i, r, j);
        }
        pivots.push(j);
    }
    if pivots.len() < a.rows() {
        determinant = determinant.map(|d| d.zero_like());
    }
    Ok(Echelon { matrix: m, pivots, determinant })
}

/// Row i minus its entry in column j times row r, from column j on.
fn subtract_row<F: Field>(m: &mut Matrix<F>, i: usize, r: usize, j: usize) {
    let factor = m.get(i, j).clone();
    if factor.is_zero() {
        return;
    }
    for k in j..m.columns() {
        *m.get_mut(i, k) = m.get(i, k).sub(&factor.mul(m.get(r, k)));
    }
}

/// The rank.
///
/// # Errors
/// [`Exhausted`] if the budget ends.
pub fn rank<F: Field>(a: &Matrix<F>, budget: &Budget) -> Result<usize, Exhausted> {
    Ok(echelon(a, budget)?.pivots.len())
}

/// The determinant of a square matrix; `None` if it is not square or has no entries.
///
/// # Errors
/// [`Exhausted`] if the budget ends.
pub fn determinant<F: Field>(a: &Matrix<F>, budget: &Budget) -> Result<Option<F>, Exhausted> {
    let echelon = echelon(a, budget)?;
    Ok(echelon.determinant.filter(|_| a.rows() == a.columns()))
}

/// A basis of the vectors v with A·v = 0: one for each column without a pivot.
///
/// # Errors
/// [`Exhausted`] if the budget ends.
pub fn kernel<F: Field>(a: &Matrix<F>, budget: &Budget) -> Result<Vec<Vec<F>>, Exhausted> {
    let Echelon { matrix, pivots, .. } = echelon(a, budget)?;
    let Some(x) = a.sample() else { return Ok(Vec::new()) };
    let free = (0..a.columns()).filter(|j| !pivots.contains(j));
    let vector = |j: usize| {
        let mut v = vec![x.zero_like(); a.columns()];
        v[j] = x.one_like();
        for (r, pivot) in pivots.iter().enumerate() {
            v[*pivot] = matrix.get(r, j).neg();
        }
        v
    };
    Ok(free.map(vector).collect())
}

/// One solution x of A·x = b (free unknowns 0); `None` if there is none.
///
/// # Errors
/// [`Exhausted`] if the budget ends.
pub fn solve<F: Field>(
    a: &Matrix<F>,
    b: &[F],
    budget: &Budget,
) -> Result<Option<Vec<F>>, Exhausted> {
    let n = a.columns();
    let entry = |i: usize, j: usize| if j < n { a.get(i, j).clone() } else { b[i].clone() };
    let Echelon { matrix, pivots, .. } = echelon(&Matrix::from_fn(a.rows(), n + 1, entry), budget)?;
    let Some(zero) = b.first().map(Field::zero_like) else { return Ok(Some(Vec::new())) };
    if pivots.last() == Some(&n) {
        return Ok(None);
    }
    let mut x = vec![zero; n];
    for (r, pivot) in pivots.iter().enumerate() {
        x[*pivot] = matrix.get(r, n).clone();
    }
    Ok(Some(x))
}

/// The inverse; `None` if the matrix is singular or not square.
///
/// # Errors
/// [`Exhausted`] if the budget ends.
pub fn inverse<F: Field>(a: &Matrix<F>, budget: &Budget) -> Result<Option<Matrix<F>>, Exhausted> {
    let (n, identity) = (a.rows(), a.identity_like());
    if n != a.columns() {
        return Ok(None);
    }
    let source = |j: usize| if j < n { (a, j) } else { (&identity, j - n) };
    let joined = Matrix::from_fn(n, 2 * n, |i, j| source(j).0.get(i, source(j).1).clone());
    let Echelon { matrix, pivots, .. } = echelon(&joined, budget)?;
    let regular = pivots.iter().copied().eq(0..n);
    Ok(regular.then(|| Matrix::from_fn(n, n, |i, j| matrix.get(i, n + j).clone())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linalg::testing::{integers, matrix};
    use crate::number::Rational;
    use proptest::prelude::*;

    #[test]
    fn determinants_and_kernels_of_small_matrices() {
        let budget = Budget::unlimited();
        let a = matrix(&[&[2, 1, 1], &[4, -6, 0], &[-2, 7, 2]]);
        assert_eq!(determinant(&a, &budget), Ok(Some(Rational::from(-16))));
        let singular = matrix(&[&[1, 2, 3], &[2, 4, 6]]);
        assert_eq!(rank(&singular, &budget), Ok(1));
        let basis = kernel(&singular, &budget).unwrap();
        assert_eq!(basis, vec![integers(&[-2, 1, 0]), integers(&[-3, 0, 1])]);
        let target = integers(&[1, 3]);
        assert_eq!(solve(&singular, &target, &budget), Ok(None));
        assert_eq!(rank(&a, &Budget::steps(3)), Err(Exhausted::Work));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn inverse_kernel_and_rank_fit_together(entries in prop::collection::vec(-3i64..4, 16)) {
            let budget = Budget::unlimited();
            let a = Matrix::from_fn(4, 4, |i, j| Rational::from(entries[4 * i + j]));
            let basis = kernel(&a, &budget).unwrap();
            prop_assert_eq!(basis.len() + rank(&a, &budget).unwrap(), 4);
            for v in &basis {
                prop_assert!(a.mul_vector(v).iter().all(Rational::is_zero));
            }
            let d = determinant(&a, &budget).unwrap().unwrap();
            match inverse(&a, &budget).unwrap() {
                Some(inverse) => {
                    prop_assert_eq!(a.mul(&inverse), a.identity_like());
                    let e = determinant(&inverse, &budget).unwrap().unwrap();
                    prop_assert_eq!(d * e, Rational::one());
                }
                None => prop_assert!(d.is_zero() && !basis.is_empty()),
            }
        }
    }
}
