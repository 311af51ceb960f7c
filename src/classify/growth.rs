//! L → +∞ in every direction, seen from leading forms.
//!
//! Let N be the convex hull of 0 and the exponents of a polynomial f that contains a pure
//! power of every variable. If on every face of N without 0 the terms of f have a positive
//! sum wherever no variable is 0, then f → +∞ (S. G. Gindikin 1974; T. Bajbar and O. Stein,
//! *Coercive polynomials and their Newton polytopes*, SIAM J. Optim. 25, 2015): on a curve
//! xᵢ = aᵢ·t^ωᵢ + … to infinity, without the variables that are 0 on it, f is the sum over the
//! face of largest ω·e times t^max, and max > 0 because of the pure powers.
//!
//! With weights that give all pure powers one degree, and no term a higher one, a single
//! form carries all faces: it is positive except at 0. The condition depends on the
//! coordinates; in two variables those are tried in which the leading form has its zeros on
//! the axes.

use crate::budget::{Budget, Exhausted};
use crate::number::{Integer, Sign};
use crate::polynomial::multivariate::{constant_sign, sum_of_same_sign};
use crate::polynomial::{Poly, UPoly, isolate};
use std::collections::BTreeMap;

/// Why a polynomial tends to +∞ in every direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Growth {
    /// The coordinates in which it is seen, as linear forms in the variables; empty for the
    /// variables themselves.
    pub coordinates: Vec<Poly>,
    /// All face forms are multiplied by this positive number.
    pub scale: Integer,
    /// The face forms.
    pub forms: Vec<LeadingForm>,
}

/// The terms of largest weighted degree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadingForm {
    /// One weight for each coordinate.
    pub weights: Vec<i64>,
    /// The terms, in the coordinates.
    pub form: Poly,
}

/// The growth of f, if leading forms show it.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub(super) fn growth(f: &Poly, budget: &Budget) -> Result<Option<Growth>, Exhausted> {
    budget.spend(f.len() as u64)?;
    let found = |coordinates, scale, forms| Growth { coordinates, scale, forms };
    if let Some(form) = weighted_form(f) {
        return Ok(Some(found(Vec::new(), Integer::one(), vec![form])));
    }
    if f.nvars() != 2 {
        return Ok(None);
    }
    if let Some(forms) = polygon_forms(f, budget)? {
        return Ok(Some(found(Vec::new(), Integer::one(), forms)));
    }
    for rows in coordinates_of_zeros(f) {
        let (moved, scale) = in_coordinates(f, &rows);
        if let Some(forms) = polygon_forms(&moved, budget)? {
            let coordinates = rows.iter().map(linear).collect();
            return Ok(Some(found(coordinates, scale, forms)));
        }
    }
    Ok(None)
}

/// The degrees of the highest pure powers; `None` if a variable has none.
fn pure_degrees(f: &Poly) -> Option<Vec<u32>> {
    let mut highest = vec![0; f.nvars()];
    for (e, _) in f.terms() {
        let mut used = e.iter().enumerate().filter(|(_, k)| **k > 0);
        if let (Some((i, &k)), None) = (used.next(), used.next()) {
            highest[i] = highest[i].max(k);
        }
    }
    highest.iter().all(|&k| k > 0).then_some(highest)
}

/// The form of the weights that give all pure powers one degree, if no term has a higher
/// degree and the form is visibly positive except at 0.
fn weighted_form(f: &Poly) -> Option<LeadingForm> {
    let pure = pure_degrees(f)?;
    let degree = pure.iter().fold(Integer::one(), |m, &k| m.lcm(&Integer::from(k))).to_u32()?;
    let weights: Vec<i64> = pure.iter().map(|k| i64::from(degree / k)).collect();
    let form = terms_of_degree(f, &weights, i64::from(degree))?;
    is_positive_definite(&form).then_some(LeadingForm { weights, form })
}

/// The terms of a weighted degree, if it is the largest.
fn terms_of_degree(f: &Poly, weights: &[i64], degree: i64) -> Option<Poly> {
    let weight = |e: &[u32]| e.iter().zip(weights).map(|(k, w)| i64::from(*k) * w).sum::<i64>();
    let mut top = Vec::new();
    for (e, c) in f.terms() {
        match weight(&e).cmp(&degree) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => top.push((e, c.clone())),
            std::cmp::Ordering::Greater => return None,
        }
    }
    Some(Poly::from_wide_terms(f.nvars(), top))
}

/// Is a form with positive weights positive except at 0? Every point but 0 can be moved along
/// its weighted ray to one with a coordinate ±1.
fn is_positive_definite(form: &Poly) -> bool {
    if let Some(sum) = sum_of_same_sign(form, &[]) {
        return sum.sign == Sign::Positive;
    }
    (0..form.nvars()).all(|i| {
        let chart = |x| form.eval_integer(i, &Integer::from(x));
        [1, -1].into_iter().all(|x| constant_sign(&chart(x), &[]) == Some(Sign::Positive))
    })
}

type Corner = [i64; 2];

/// The edge forms of the Newton polygon between the pure powers, if all are positive off the
/// axes.
fn polygon_forms(f: &Poly, budget: &Budget) -> Result<Option<Vec<LeadingForm>>, Exhausted> {
    let Some(pure) = pure_degrees(f) else { return Ok(None) };
    let mut terms: BTreeMap<Corner, &Integer> = BTreeMap::new();
    for (e, c) in f.terms() {
        terms.insert([i64::from(e[0]), i64::from(e[1])], c);
    }
    let last = [0, i64::from(pure[1])];
    let mut at = [i64::from(pure[0]), 0];
    let mut forms = Vec::new();
    while at != last {
        budget.spend(terms.len() as u64)?;
        let next = next_corner(at, &terms);
        let Some(form) = edge_form(at, next, &terms, budget)? else { return Ok(None) };
        forms.push(form);
        at = next;
    }
    Ok(Some(forms))
}

/// The corner after one, counterclockwise: no exponent lies to the right of the edge.
fn next_corner(at: Corner, terms: &BTreeMap<Corner, &Integer>) -> Corner {
    let to = |q: Corner| [q[0] - at[0], q[1] - at[1]];
    let mut best = [0, 0];
    for &q in terms.keys().filter(|q| **q != at) {
        let ([a, b], [c, d]) = (to(best), to(q));
        let turn = a * d - b * c;
        if turn < 0 || turn == 0 && c * c + d * d > a * a + b * b {
            best = q;
        }
    }
    best
}

/// The terms on an edge, x^p·g(m) for a monomial m that takes all values but 0, if corners
/// are even and g has no real root.
fn edge_form(
    from: Corner,
    to: Corner,
    terms: &BTreeMap<Corner, &Integer>,
    budget: &Budget,
) -> Result<Option<LeadingForm>, Exhausted> {
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let steps = Integer::from(dx).gcd(&Integer::from(dy)).to_u32().unwrap_or(0);
    if steps == 0 {
        return Ok(None);
    }
    let (dx, dy) = (dx / i64::from(steps), dy / i64::from(steps));
    let place = |k: u32| [from[0] + i64::from(k) * dx, from[1] + i64::from(k) * dy];
    let coefficient = |k: u32| terms.get(&place(k)).map_or(Integer::zero(), |c| (*c).clone());
    let along = UPoly::new((0..=steps).map(coefficient).collect());
    let even = [from, to].iter().flatten().all(|e| e % 2 == 0);
    if !even || along.leading().sign() != Sign::Positive {
        return Ok(None);
    }
    if !isolate(&along.squarefree_part(), budget)?.is_empty() {
        return Ok(None);
    }
    let on = (0..=steps).filter_map(|k| {
        let [a, b] = place(k);
        Some((vec![u32::try_from(a).ok()?, u32::try_from(b).ok()?], coefficient(k)))
    });
    let form = Poly::from_wide_terms(2, on.filter(|(_, c)| !c.is_zero()));
    Ok(Some(LeadingForm { weights: vec![dy, -dx], form }))
}

/// Lines with larger coefficients are not tried as axes.
const LARGEST: i64 = 1 << 20;

/// Two linear forms, one of them or both zero on lines where the leading form of f is.
fn coordinates_of_zeros(f: &Poly) -> Vec<[[i64; 2]; 2]> {
    let degree = f.total_degree();
    let Some(top) = terms_of_degree(f, &[1, 1], i64::from(degree)) else { return Vec::new() };
    let mut lines: Vec<[i64; 2]> = Vec::new();
    let slope = top.eval_integer(0, &Integer::one()).to_univariate(1);
    for root in slope.iter().flat_map(UPoly::rational_roots) {
        // y = (p/q)·x.
        let small = |k: Integer| k.to_i64().filter(|k| k.abs() <= LARGEST);
        if let (Some(p), Some(q)) = (small(root.numerator()), small(root.denominator())) {
            lines.push([-p, q]);
        }
    }
    if top.degree_in(1) < degree {
        lines.push([1, 0]);
    }
    match lines.as_slice() {
        [a] => [[0, 1], [1, 0]]
            .into_iter()
            .filter(|b| determinant(*a, *b) != 0)
            .map(|b| [*a, b])
            .collect(),
        [a, b] => vec![[*a, *b]],
        _ => Vec::new(),
    }
}

fn determinant(a: [i64; 2], b: [i64; 2]) -> i64 {
    a[0] * b[1] - a[1] * b[0]
}

fn linear(row: &[i64; 2]) -> Poly {
    let term = |i: usize| Poly::var(2, i).scale(&Integer::from(row[i]));
    &term(0) + &term(1)
}

/// A positive multiple of f in coordinates (u, v) = M·(x, y), and the factor.
fn in_coordinates(f: &Poly, rows: &[[i64; 2]; 2]) -> (Poly, Integer) {
    let [[a, b], [c, d]] = *rows;
    let whole = Integer::from(determinant(rows[0], rows[1]));
    // The factor is an even power, so the sign of the determinant does not matter.
    let degree = f.total_degree() + f.total_degree() % 2;
    let (x, y) = (linear(&[d, -b]), linear(&[-c, a]));
    let powers = |base: &Poly| {
        let mut all = vec![Poly::one(2)];
        for k in 0..f.total_degree() as usize {
            all.push(&all[k] * base);
        }
        all
    };
    let (xs, ys) = (powers(&x), powers(&y));
    let mut sum = Poly::zero(2);
    for (e, coefficient) in f.terms() {
        let rest = whole.pow(degree - e[0] - e[1]);
        let term = &xs[e[0] as usize] * &ys[e[1] as usize];
        sum = &sum + &term.scale(&(coefficient * &rest));
    }
    (sum, whole.pow(degree))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn x() -> Poly {
        Poly::var(2, 0)
    }

    fn y() -> Poly {
        Poly::var(2, 1)
    }

    fn times(c: i64, p: &Poly) -> Poly {
        p.scale(&Integer::from(c))
    }

    fn grows(f: &Poly) -> Option<Growth> {
        growth(f, &Budget::unlimited()).unwrap()
    }

    #[test]
    fn pure_powers_of_different_degree_need_weights() {
        // x⁶ + y⁴ − 3x³y² has weighted degree 12 and takes negative values; − x³y² does not.
        let pure = &x().pow(6) + &y().pow(4);
        let mixed = &x().pow(3) * &y().pow(2);
        let found = grows(&(&pure - &mixed)).unwrap();
        assert_eq!(found.forms[0].weights, [2, 3]);
        assert_eq!(grows(&(&pure - &times(3, &mixed))), None);
        // A double zero of the form may be a direction in which f falls.
        assert_eq!(grows(&(&pure - &times(2, &mixed))), None);
    }

    #[test]
    fn odd_powers_and_missing_variables_do_not_grow() {
        assert_eq!(grows(&(&x().pow(3) + &y().pow(4))), None);
        assert_eq!(grows(&x().pow(4)), None);
        assert_eq!(grows(&(&(&x() * &y()).pow(2) + &x().pow(2))), None);
        assert_eq!(grows(&-&(&x().pow(2) + &y().pow(2))), None);
    }

    #[test]
    fn a_term_beyond_the_pure_powers_needs_the_polygon() {
        // x² + y² + x⁴y² grows: edges (2,0)–(4,2) and (4,2)–(0,2).
        let f = &(&x().pow(2) + &y().pow(2)) + &(&x().pow(4) * &y().pow(2));
        let weights: Vec<Vec<i64>> =
            grows(&f).unwrap().forms.into_iter().map(|f| f.weights).collect();
        assert_eq!(weights, [[1, -1], [0, 1]]);
        // With − 3x²y² inside the edge from (4,2) to (0,2): y²(x⁴ − 3x² + 1) is negative at x = 1.
        assert_eq!(grows(&(&f - &times(3, &(&x() * &y()).pow(2)))), None);
        // With + 3x³y on the other: x²(1 + 3m + m²) is negative at m = xy = −1.
        assert_eq!(grows(&(&f + &times(3, &(&x().pow(3) * &y())))), None);
    }

    #[test]
    fn zeros_of_the_leading_form_become_axes() {
        // (x + y)⁴(2x − 3y)² + (x + y)² + (2x − 3y)⁴: no pure power of one variable leads.
        let (u, v) = (&x() + &y(), &times(2, &x()) - &times(3, &y()));
        let lower = &u.pow(2) + &v.pow(4);
        let f = &(&u.pow(4) * &v.pow(2)) + &lower;
        let found = grows(&f).unwrap();
        assert_eq!(found.coordinates.len(), 2);
        assert!(found.coordinates.iter().all(|l| [&u, &v].contains(&l) || [-&u, -&v].contains(l)));
        // (x + y)²(2x − 3y)² + (x + y)²: f = 0 on x + y = 0.
        assert_eq!(grows(&(&(&u * &v).pow(2) + &u.pow(2))), None);
    }

    #[test]
    fn the_form_in_other_coordinates_is_the_same_function() {
        let f = &(&x().pow(3) * &y()) - &times(7, &y().pow(2));
        let rows = [[1, 2], [3, -1]];
        let (moved, scale) = in_coordinates(&f, &rows);
        let back = |row: &[i64; 2], k: u32| linear(row).pow(k);
        let mut again = Poly::zero(2);
        for (e, c) in moved.terms() {
            again = &again + &(&back(&rows[0], e[0]) * &back(&rows[1], e[1])).scale(c);
        }
        assert_eq!(again, f.scale(&scale));
    }
}
