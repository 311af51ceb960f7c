use super::algebra::Algebra;
use super::vector::Vector;
use crate::budget::{Budget, Exhausted};
use crate::linalg::Inertia;
use crate::number::{Integer, Sign};

/// The inertia of the trace form (f, g) ↦ trace of the multiplication by f·g on the quotient
/// algebra. Its signature n₊ − n₋ is the number of distinct real zeros, its rank the number of
/// distinct complex ones (Hermite; Pedersen, Roy and Szpirglas, "Counting real zeros in the
/// multivariate case", 1993).
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn trace_form_inertia(algebra: &Algebra, budget: &Budget) -> Result<Inertia, Exhausted> {
    let rows = trace_form(algebra, budget)?;
    // Row and column i times the positive dᵢ: a congruence, so the inertia stays.
    let integer = |i: usize, j: usize| &rows[i].num[j] * &rows[j].den;
    let d = algebra.dimension();
    inertia_of((0..d).map(|i| (0..d).map(|j| integer(i, j)).collect()).collect(), budget)
}

/// Row m of the form is the functional b ↦ trace(m·b) on the standard monomials b; the row of
/// xₖ·m is that of m after the multiplication by xₖ.
fn trace_form(algebra: &Algebra, budget: &Budget) -> Result<Vec<Vector>, Exhausted> {
    let lower = algebra.divisors()?;
    let mut rows: Vec<Vector> = Vec::with_capacity(algebra.dimension());
    for below in &lower {
        rows.push(match below {
            None => traces(algebra, &lower, budget)?,
            Some((k, m)) => algebra.functional_after(&rows[*m], *k, budget)?,
        });
    }
    Ok(rows)
}

/// The functional b ↦ trace(b) = Σᵢ eᵢ(b·bᵢ), eᵢ the coordinates: with bᵢ = xₖ·bⱼ the summand of
/// bᵢ, taken after xₖ, is one of bⱼ.
fn traces(
    algebra: &Algebra,
    lower: &[Option<(usize, usize)>],
    budget: &Budget,
) -> Result<Vector, Exhausted> {
    let d = algebra.dimension();
    let mut summands: Vec<Vector> = (0..d).map(|i| Vector::unit(d, i)).collect();
    let one = Integer::one();
    for i in (0..d).rev() {
        let Some((k, j)) = lower[i] else { continue };
        let moved = algebra.functional_after(&summands[i], k, budget)?;
        let both = [(one.clone(), &summands[j]), (one.clone(), &moved)];
        summands[j] = Vector::combination(d, &both, &one, budget)?;
    }
    Ok(summands.swap_remove(0))
}

/// The inertia of a symmetric matrix, by Lagrange's completion of squares without fractions
/// (Bareiss 1968): the pivots are minors, a sign on the diagonal is that of the quotient of two
/// consecutive ones.
fn inertia_of(mut a: Vec<Vec<Integer>>, budget: &Budget) -> Result<Inertia, Exhausted> {
    let d = a.len();
    let mut inertia = Inertia { zero: d, ..Inertia::default() };
    let mut previous = Integer::one();
    for k in 0..d {
        if !bring_pivot(&mut a, k) {
            break;
        }
        let pivot = a[k][k].clone();
        match pivot.sign() == previous.sign() {
            true => inertia.positive += 1,
            false => inertia.negative += 1,
        }
        inertia.zero -= 1;
        let words = 1 + pivot.bits() as u64 / 64;
        for i in k + 1..d {
            budget.spend(words * words * (d - i) as u64)?;
            for j in i..d {
                let minor = &(&pivot * &a[i][j]) - &(&a[i][k] * &a[k][j]);
                a[i][j] = minor.div_exact(&previous);
                a[j][i] = a[i][j].clone();
            }
        }
        previous = pivot;
    }
    Ok(inertia)
}

/// Moves a nonzero diagonal entry to place k, made from one beside the diagonal if there is
/// none; `false` if the form is zero from there on.
fn bring_pivot(a: &mut [Vec<Integer>], k: usize) -> bool {
    let d = a.len();
    let diagonal = (k..d).filter(|&i| a[i][i].sign() != Sign::Zero);
    let at = diagonal.min_by_key(|&i| a[i][i].bits()).or_else(|| {
        let beside = |i: usize| (i + 1..d).find(|&j| !a[i][j].is_zero()).map(|j| (i, j));
        let (i, j) = (k..d).find_map(beside)?;
        // (b + c)² = 2bc where b² = c² = 0.
        let other = a[j].clone();
        a[i].iter_mut().zip(&other).skip(k).for_each(|(x, y)| *x += y);
        a.iter_mut().skip(k).for_each(|row| row[i] = &row[i] + &row[j]);
        Some(i)
    });
    let Some(i) = at else { return false };
    a.swap(i, k);
    a.iter_mut().for_each(|row| row.swap(i, k));
    true
}

/// The number of distinct real zeros, by the trace form.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn count_real_zeros(algebra: &Algebra, budget: &Budget) -> Result<usize, Exhausted> {
    let inertia = trace_form_inertia(algebra, budget)?;
    Ok(inertia.positive.saturating_sub(inertia.negative))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linalg::{Matrix, diagonalize};
    use crate::number::Rational;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn two_ways_to_the_inertia(n in 1usize..6, c in prop::collection::vec(-2i64..3, 15)) {
            let entry = |i: usize, j: usize| c[i.max(j) * (i.max(j) + 1) / 2 + i.min(j)];
            let form = Matrix::from_fn(n, n, |i, j| Rational::from(&Integer::from(entry(i, j))));
            let expected = diagonalize(&form, &Budget::unlimited()).unwrap().inertia().unwrap();
            let rows = (0..n).map(|i| (0..n).map(|j| Integer::from(entry(i, j))).collect());
            prop_assert_eq!(inertia_of(rows.collect(), &Budget::unlimited()).unwrap(), expected);
        }
    }
}
