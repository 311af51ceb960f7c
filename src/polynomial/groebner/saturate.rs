use super::basis::{Basis, groebner_basis};
use super::order::Order;
use crate::budget::{Budget, Exhausted};
use crate::polynomial::Poly;

/// The basis of I ∩ ℚ\[the other variables\] in grevlex, as polynomials of the same ring.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn eliminate(
    polynomials: &[Poly],
    variables: &[usize],
    budget: &Budget,
) -> Result<Vec<Poly>, Exhausted> {
    let n = polynomials.first().map_or(0, Poly::nvars);
    let basis = groebner_basis(polynomials, &Order::eliminating(n, variables), budget)?;
    let free = |f: &Poly| variables.iter().all(|&i| f.degree_in(i) == 0);
    Ok(basis.polynomials().into_iter().filter(free).collect())
}

/// Generators of the saturation I : f^∞ = (I + ⟨1 − t·f⟩) ∩ ℚ\[x\], whose zeros are the closure of
/// the zeros of I at which f ≠ 0. They are a grevlex Gröbner basis.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn saturation(polynomials: &[Poly], f: &Poly, budget: &Budget) -> Result<Vec<Poly>, Exhausted> {
    let n = f.nvars();
    let here: Vec<usize> = (0..n).collect();
    let lifted = |p: &Poly| p.rename(n + 1, &here);
    let inverse = &Poly::one(n + 1) - &(&Poly::var(n + 1, n) * &lifted(f));
    let mut equations: Vec<Poly> = polynomials.iter().map(lifted).collect();
    equations.push(inverse);
    let found = eliminate(&equations, &[n], budget)?;
    Ok(found.iter().map(drop_last_variable).collect())
}

/// The saturation by every polynomial of a list, one after the other, as a grevlex basis.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn saturated_basis(
    polynomials: &[Poly],
    nonzero: &[Poly],
    n: usize,
    budget: &Budget,
) -> Result<Basis, Exhausted> {
    let mut current = polynomials.to_vec();
    for f in nonzero.iter().filter(|f| !f.is_constant()) {
        current = saturation(&current, f, budget)?;
    }
    groebner_basis(&current, &Order::grevlex(n), budget)
}

fn drop_last_variable(f: &Poly) -> Poly {
    let n = f.nvars() - 1;
    Poly::from_wide_terms(n, f.terms().map(|(e, c)| (e[..n].to_vec(), c.clone())))
}
