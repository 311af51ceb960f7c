//! The splitting lemma (D. Gromoll and W. Meyer 1969): near a critical point with Hessian
//! of rank ρ, L − L(p) is, after a change of coordinates, a nondegenerate quadratic form in
//! ρ variables plus g in the others, g(u) = L(u, y(u)) − L(p) with ∇_y L(u, y(u)) = 0.

use super::germ::{Germ, Jet, steps};
use crate::budget::{Budget, Exhausted};
use crate::linalg::{Inertia, Matrix, echelon, inertia, inverse};
use crate::number::{Field, Rational, Series};
use crate::polynomial::algebraic::FieldElement;

/// y(u) and g(u), as far as they are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Splitting {
    /// The variables that are the parameters u: as many as the corank.
    pub kernel: Vec<usize>,
    /// The others, y; the minor of H in them is not zero.
    pub tied: Vec<usize>,
    /// ∇_y L vanishes on x = p + map(u) through this order.
    pub order: u16,
    /// p.
    pub at: Vec<FieldElement>,
    /// x − p in u.
    pub map: Vec<Jet>,
    /// g through order 2·`order` + 1: an error of y in order k + 1 changes it in order
    /// 2k + 2 only.
    pub residual: Jet,
    /// Is g all of a polynomial, with nothing cut off?
    pub exact: bool,
}

impl Splitting {
    /// The same among more coordinates, the others being 0.
    pub(crate) fn widen(&mut self, n: usize, moving: &[usize]) {
        let Some(first) = self.map.first() else { return };
        let zero = first.value().zero_like();
        let still = Series::constant(first.nvars(), first.order(), zero.clone());
        let mut map = vec![still; n];
        for (i, s) in moving.iter().zip(&self.map) {
            map[*i] = s.clone();
        }
        self.map = map;
        self.at = vec![zero; n];
        for i in self.kernel.iter_mut().chain(&mut self.tied) {
            *i = moving.get(*i).copied().unwrap_or(*i);
        }
    }
}

/// Splits off the quadratic part with y(u) right through `order`; `None` if L has no power
/// series over the field of the point.
pub(super) fn split(
    germ: &Germ<'_>,
    order: u16,
    budget: &Budget,
) -> Result<Option<Splitting>, Exhausted> {
    let n = germ.nvars();
    let Some(quadratic) = germ.jet(2, budget)? else { return Ok(None) };
    let hessian = hessian_of(&quadratic);
    let tied = echelon(&hessian, budget)?.pivots;
    let kernel: Vec<usize> = (0..n).filter(|i| !tied.contains(i)).collect();
    let whole = germ.degree().filter(|_| tied.is_empty());
    let longest = whole.map_or(2 * order + 1, |d| d.max(2));
    let Some(jet) = germ.jet(longest, budget)? else { return Ok(None) };
    let r = kernel.len();
    let zero = germ.constant(&Rational::zero());
    let mut y = vec![Series::constant(r, order, zero.clone()); tied.len()];
    if !tied.is_empty() && r > 0 {
        let Some(inverse) = inverse(&hessian.minor(&tied, &tied), budget)? else {
            return Ok(None);
        };
        let slopes: Vec<Jet> = tied.iter().map(|j| jet.derivative(*j)).collect();
        for k in 1..=order {
            let map = assembled(n, &kernel, &tied, &y, k, &zero);
            let mut left = Vec::new();
            for slope in &slopes {
                let slope = slope.truncated(k);
                budget.spend(composition_cost(&slope, &map))?;
                left.push(slope.substitute(&map));
            }
            for (i, yi) in y.iter_mut().enumerate() {
                for (j, rest) in left.iter().enumerate() {
                    let step = rest.scale(&inverse.get(i, j).neg());
                    *yi = yi.add(&step.as_polynomial(order));
                }
                *yi = yi.truncated(k).as_polynomial(order);
            }
        }
    }
    let map = assembled(n, &kernel, &tied, &y, longest, &zero);
    budget.spend(composition_cost(&jet, &map))?;
    let residual = if tied.is_empty() { jet } else { jet.substitute(&map) };
    let map = map.iter().map(|s| s.truncated(order)).collect();
    let at = germ.at.clone();
    Ok(Some(Splitting { kernel, tied, order, at, map, residual, exact: whole.is_some() }))
}

/// The germ in all variables, if it is a polynomial, as if nothing could be split off.
pub(super) fn unsplit(germ: &Germ<'_>, budget: &Budget) -> Result<Option<Splitting>, Exhausted> {
    let n = germ.nvars();
    let Some(degree) = germ.degree() else { return Ok(None) };
    let Some(residual) = germ.jet(degree.max(2), budget)? else { return Ok(None) };
    let one = germ.constant(&Rational::one());
    let map = (0..n).map(|i| Series::variable(n, 1, i, one.zero_like())).collect();
    Ok(Some(Splitting {
        kernel: (0..n).collect(),
        tied: Vec::new(),
        order: 1,
        at: germ.at.clone(),
        map,
        residual,
        exact: true,
    }))
}

/// About the cost of putting series into a series.
fn composition_cost(outer: &Jet, inner: &[Jet]) -> u64 {
    let longest = inner.iter().map(|s| s.terms().count()).max().unwrap_or(0) as u64;
    steps(outer) * (1 + longest) * u64::from(1 + outer.order())
}

/// The inertia of the second derivatives of a series at the origin; `None` if a sign is not
/// found.
///
/// # Errors
/// [`Exhausted`].
pub fn inertia_of_series(series: &Jet, budget: &Budget) -> Result<Option<Inertia>, Exhausted> {
    inertia(&hessian_of(series), budget)
}

/// The symmetric matrix of second derivatives at the origin.
fn hessian_of(quadratic: &Jet) -> Matrix<FieldElement> {
    let n = quadratic.nvars();
    let entry = |i: usize, j: usize| {
        let powers: Vec<u16> = (0..n).map(|k| u16::from(k == i) + u16::from(k == j)).collect();
        let c = quadratic.coefficient(&powers);
        let two = c.rational(&Rational::from(if i == j { 2 } else { 1 }));
        c.mul(&two)
    };
    Matrix::from_fn(n, n, entry)
}

/// All coordinates as polynomials in u.
fn assembled(
    n: usize,
    kernel: &[usize],
    tied: &[usize],
    y: &[Jet],
    order: u16,
    zero: &FieldElement,
) -> Vec<Jet> {
    let r = kernel.len();
    let coordinate = |i: usize| {
        if let Some(k) = kernel.iter().position(|u| *u == i) {
            return Series::variable(r, order, k, zero.clone());
        }
        let known = tied.iter().position(|v| *v == i).and_then(|k| y.get(k));
        known.map_or_else(|| Series::constant(r, order, zero.clone()), |s| s.as_polynomial(order))
    };
    (0..n).map(coordinate).collect()
}
