use super::basis::to_terms;
use super::buchberger::reduced_basis;
use super::order::Order;
use super::reduce::Division;
use super::ring::Modulo;
use super::standard::standard_monomials;
use crate::budget::{Budget, Exhausted};
use crate::polynomial::Poly;

/// The number of zeros, with multiplicity, over the closure of ℤ/p; `None` if infinite. A check
/// for a count over ℚ and never a proof of one: it can be smaller and larger.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
///
/// # Panics
/// If p ≥ 2^31.
pub fn count_modulo(
    polynomials: &[Poly],
    p: u64,
    budget: &Budget,
) -> Result<Option<usize>, Exhausted> {
    assert!(p < 1 << 31, "products of residues must fit");
    let n = polynomials.first().map_or(0, Poly::nvars);
    let order = Order::grevlex(n);
    let mut input = Vec::new();
    for f in polynomials {
        let residues = to_terms(f, &order)?.into_iter().map(|(key, c)| (key, c.rem_u64(p)));
        let terms: Vec<_> = residues.filter(|(_, c)| *c > 0).collect();
        if !terms.is_empty() {
            input.push(terms);
        }
    }
    let ring = Modulo { p };
    let elements = reduced_basis(&Division::new(&ring, &order), input, budget)?;
    let leads: Vec<Vec<u32>> = elements.into_iter().map(|g| g.lead).collect();
    Ok(standard_monomials(&leads, n, budget)?.map(|m| m.len()))
}

/// Do the leading forms have only the origin as common zero over ℂ? Then there are as many zeros
/// as the product of the degrees, with multiplicity (Bézout). `false` says nothing.
///
/// Decided modulo p, which proves it: the resultant of the forms is nonzero if it is nonzero
/// modulo a prime (Macaulay 1902).
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn has_no_zero_at_infinity(polynomials: &[Poly], budget: &Budget) -> Result<bool, Exhausted> {
    const PRIME: u64 = 2_147_483_629;
    let n = polynomials.first().map_or(0, Poly::nvars);
    if polynomials.len() != n || polynomials.iter().any(|f| f.total_degree() == 0) {
        return Ok(false);
    }
    let leading = |f: &Poly| {
        let top = f.terms().filter(|(e, _)| e.iter().sum::<u32>() == f.total_degree());
        Poly::from_wide_terms(n, top.map(|(e, c)| (e, c.clone())))
    };
    let forms: Vec<Poly> = polynomials.iter().map(leading).collect();
    Ok(count_modulo(&forms, PRIME, budget)?.is_some())
}
