use super::algebra::Algebra;
use super::vector::Vector;
use crate::budget::{Budget, Exhausted};
use crate::linalg::{Inertia, Matrix, diagonalize};
use crate::number::Rational;

/// The inertia of the trace form (f, g) ↦ trace of the multiplication by f·g on the quotient
/// algebra. Its signature n₊ − n₋ is the number of distinct real zeros, its rank the number of
/// distinct complex ones (Hermite; Pedersen, Roy and Szpirglas, "Counting real zeros in the
/// multivariate case", 1993).
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn trace_form_inertia(algebra: &Algebra, budget: &Budget) -> Result<Inertia, Exhausted> {
    let d = algebra.dimension();
    let products = all_products(algebra, budget)?;
    let trace = |i: usize| (0..d).fold(Rational::zero(), |sum, j| &sum + &products[i][j].get(j));
    let traces: Vec<Rational> = (0..d).map(trace).collect();
    let trace_of = |v: &Vector| {
        let nonzero = (0..d).filter(|&k| !v.num[k].is_zero());
        nonzero.fold(Rational::zero(), |sum, k| &sum + &(&v.get(k) * &traces[k]))
    };
    let form = Matrix::from_fn(d, d, |i, j| trace_of(&products[i][j]));
    // Rational numbers have known signs.
    diagonalize(&form, budget)?.inertia().ok_or(Exhausted::Work)
}

/// `[i][j]` = (standard monomial i)·(standard monomial j).
fn all_products(algebra: &Algebra, budget: &Budget) -> Result<Vec<Vec<Vector>>, Exhausted> {
    let d = algebra.dimension();
    let monomials = algebra.standard_monomials();
    let mut products: Vec<Vec<Vector>> = Vec::with_capacity(d);
    for (i, e) in monomials.iter().enumerate() {
        let Some(k) = e.iter().position(|&e| e > 0) else {
            products.push((0..d).map(|j| Vector::unit(d, j)).collect());
            continue;
        };
        let mut lower = e.clone();
        lower[k] -= 1;
        // A divisor of a standard monomial is standard and smaller.
        let before = monomials[..i].iter().position(|m| *m == lower).ok_or(Exhausted::Work)?;
        let row = (0..d).map(|j| algebra.times_variable(k, &products[before][j], budget));
        let row: Vec<Vector> = row.collect::<Result<_, _>>()?;
        products.push(row);
    }
    Ok(products)
}

/// The number of distinct real zeros, by the trace form.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn count_real_zeros(algebra: &Algebra, budget: &Budget) -> Result<usize, Exhausted> {
    let inertia = trace_form_inertia(algebra, budget)?;
    Ok(inertia.positive.saturating_sub(inertia.negative))
}
