//! The Hessian along a component of the critical set.

use super::landscape::Landscape;
use super::value::by_atoms;
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::Poly;
use crate::solve::{Component, Fraction};

/// The sums E₁, …, E_n of the principal minors of H on a component, up to positive or
/// nonvanishing factors: polynomials in the tied (and irrational fixed) variables; zero
/// exactly if E_k vanishes on the component.
#[derive(Debug, Clone)]
pub(super) struct MinorSums {
    /// E₁, …, E_n.
    pub(super) sums: Vec<Poly>,
}

impl MinorSums {
    /// The largest k with E_k ≠ 0 on the component: the generic rank of H there.
    pub(super) fn rank(&self) -> usize {
        self.sums.iter().rposition(|p| !p.is_zero()).map_or(0, |k| k + 1)
    }
}

/// The minor sums on a component; `None` if the entries have no common exponential factor.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn minor_sums(
    landscape: &Landscape,
    component: &Component,
    budget: &Budget,
) -> Result<Option<MinorSums>, Exhausted> {
    let n = landscape.nvars;
    let mut powers = None;
    let mut entries = Vec::new();
    for row in &landscape.hessian {
        for entry in row {
            let Some(part) = without_atoms(entry, n, &mut powers) else { return Ok(None) };
            let (num, den) = (component.in_ring(part.num()), component.in_ring(part.den()));
            entries.push(on_component(&Fraction::unreduced(num, den), component, budget)?);
        }
    }
    let mut common = Poly::one(component.nvars);
    for entry in &entries {
        if common.div_exact(entry.den()).is_none() {
            common = &common * entry.den();
        }
    }
    let whole = |f: &Fraction| common.div_exact(f.den()).map(|factor| f.num() * &factor);
    let Some(matrix) = entries.iter().map(whole).collect::<Option<Vec<_>>>() else {
        return Ok(None);
    };
    let sums = principal_minor_sums(n, &matrix, budget)?;
    let vanishes = |p: &Poly| component.annihilates(p);
    let sums = sums.into_iter().map(|p| if vanishes(&p) { Poly::zero(p.nvars()) } else { p });
    Ok(Some(MinorSums { sums: sums.collect() }))
}

/// The fraction without the power of atoms that all nonzero entries share.
fn without_atoms(f: &Fraction, n: usize, powers: &mut Option<Vec<u32>>) -> Option<Fraction> {
    let mut num = by_atoms(f.num(), n);
    let mut den = by_atoms(f.den(), n);
    if num.is_empty() {
        return Some(Fraction::from_poly(Poly::zero(n)));
    }
    if num.len() != 1 || den.len() != 1 {
        return None;
    }
    let ((up, num), (down, den)) = (num.remove(0), den.remove(0));
    let both: Vec<u32> = up.into_iter().chain(down).collect();
    if powers.get_or_insert_with(|| both.clone()) != &both {
        return None;
    }
    Some(Fraction::unreduced(num, den))
}

/// A fraction with the solved and rational fixed variables put in.
fn on_component(
    f: &Fraction,
    component: &Component,
    budget: &Budget,
) -> Result<Fraction, Exhausted> {
    let (mut num, mut den) = (f.num().clone(), f.den().clone());
    let n = component.nvars;
    let rational = component.fixed.iter().filter_map(|(var, value)| {
        let q = value.as_rational()?;
        Some((*var, Poly::constant(n, q.numerator()), Poly::constant(n, q.denominator())))
    });
    let solved = component.solved.iter().map(|s| (s.var, s.num.clone(), s.den.clone()));
    for (var, top, bottom) in solved.chain(rational) {
        let (up, down) = (num.degree_in(var), den.degree_in(var));
        budget.spend((num.len() + den.len()) as u64 * u64::from(1 + up + down))?;
        num = &num.substitute(var, &top, &bottom) * &bottom.pow(down);
        den = &den.substitute(var, &top, &bottom) * &bottom.pow(up);
    }
    Ok(Fraction::new(num, den, budget)?.unwrap_or_else(|| f.clone()))
}

/// E₁, …, E_n of a matrix over ℤ[x] by Faddeev and LeVerrier; the divisions by 1, …, n are
/// exact.
fn principal_minor_sums(
    n: usize,
    matrix: &[Poly],
    budget: &Budget,
) -> Result<Vec<Poly>, Exhausted> {
    let ring = matrix.first().map_or(n, Poly::nvars);
    let zero = Poly::zero(ring);
    let at = |m: &[Poly], i: usize, j: usize| m[i * n + j].clone();
    let mut m: Vec<Poly> =
        (0..n * n).map(|k| if k / n == k % n { Poly::one(ring) } else { zero.clone() }).collect();
    let mut sums = Vec::new();
    for k in 1..=n {
        let mut product = vec![zero.clone(); n * n];
        for i in 0..n {
            for j in 0..n {
                for l in 0..n {
                    let (a, b) = (at(matrix, i, l), at(&m, l, j));
                    budget.spend((1 + a.len() * b.len()) as u64)?;
                    product[i * n + j] = &product[i * n + j] + &(&a * &b);
                }
            }
        }
        let trace = (0..n).fold(zero.clone(), |t, i| &t + &at(&product, i, i));
        let c = -&trace.unscale(&Integer::from(k as i64)).unwrap_or_else(|| trace.clone());
        for i in 0..n {
            product[i * n + i] = &product[i * n + i] + &c;
        }
        sums.push(if k % 2 == 1 { -&c } else { c });
        m = product;
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_sums_of_a_diagonal_matrix_are_elementary_symmetric() {
        let x = Poly::var(2, 0);
        let y = Poly::var(2, 1);
        let zero = Poly::zero(2);
        let matrix = [x.clone(), zero.clone(), zero, y.clone()];
        let sums = principal_minor_sums(2, &matrix, &Budget::unlimited()).unwrap();
        assert_eq!(sums, [&x + &y, &x * &y]);
    }
}
