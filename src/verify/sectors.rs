//! The signs of a polynomial in two letters near the origin, by its values on the edges of
//! a box.
//!
//! On |y| ≤ λ|x| write P(x, x·t) = xᵐ·F(x, t). Where the leading coefficient of F in t and
//! the first principal subresultant of F and F_t that is not zero identically do not vanish,
//! the number of distinct complex roots of F(x, ·) is constant and its roots are continuous;
//! where F(x, ±λ) ≠ 0 none enters or leaves (Collins 1975).

use super::checker::{Check, Checker, holds, refuted};
use super::claim::NotChecked;
use super::germs::{Coefficients, Moved, by_powers};
use super::points::Local;
use super::univariate::{Dense, Sturm};
use crate::budget::Budget;
use crate::number::{Rational, Sign};
use crate::result::{Nature, Reason};
use std::collections::BTreeMap;

/// Steps for one point.
const STEPS: u64 = 600_000;

/// Coefficients of a polynomial in two letters by its exponents.
type Planar = BTreeMap<[u32; 2], Rational>;

/// Numbers of sectors and branches.
#[derive(Debug, Default, PartialEq, Eq)]
struct Census {
    negative: usize,
    positive: usize,
    branches: usize,
}

impl Checker<'_> {
    /// The stated numbers of sectors, and the nature that they give.
    pub(super) fn sectors(
        &mut self,
        point: &Local<'_>,
        moved: &Moved,
        definite: Option<Sign>,
    ) -> Check {
        let Reason::Sectors {
            determined, order, slope, radii, negative, positive, branches, ..
        } = point.reason
        else {
            return Err(NotChecked::NoEvidence);
        };
        let budget = Budget::steps(STEPS);
        let mut p = self.planar(moved)?;
        match determined {
            None if definite.is_some() => return refuted("terms were left out"),
            None => {}
            Some(d) => {
                if definite.is_some() && 2 * order + 1 < *d {
                    return refuted("the order does not reach the terms that determine the germ");
                }
                p.retain(|e, _| e[0] + e[1] <= *d);
                if !is_determined(&p, *d, &budget)? {
                    return refuted("the terms do not determine the germ");
                }
            }
        }
        let number = |text: &str| text.parse::<Rational>().map_err(|_| NotChecked::Unreadable);
        let (slope, radii) = (number(slope)?, [number(&radii[0])?, number(&radii[1])?]);
        let Some(inverse) = slope.recip().filter(|q| !q.is_negative()) else {
            return refuted("the slope is not positive");
        };
        let mut census = Census::default();
        for (exchanged, slope, radius) in [(false, &slope, &radii[0]), (true, &inverse, &radii[1])]
        {
            if radius.sign() != Sign::Positive {
                return refuted("a radius is not positive");
            }
            if !half(&p, exchanged, slope, radius, &mut census, &budget)? {
                return refuted("the box is too large");
            }
        }
        let stated = Census { negative: *negative, positive: *positive, branches: *branches };
        if census != stated {
            return refuted(format!("the signs on the edges are {census:?}"));
        }
        let above = census.positive > 0 || definite == Some(Sign::Positive);
        let below = census.negative > 0 || definite == Some(Sign::Negative);
        let nature = match (above, below) {
            (true, true) => Nature::Saddle,
            (true, false) => Nature::LocalMinimum,
            (false, _) => Nature::LocalMaximum,
        };
        let strict = nature == Nature::Saddle
            || point.dimension > 0
            || point.strict.is_none_or(|s| s == (census.branches == 0));
        holds(point.nature == nature && strict, "the sectors give another nature")
    }

    /// L − L(p) on the map as a polynomial over ℚ in two letters, up to a positive factor.
    fn planar(&mut self, moved: &Moved) -> Result<Planar, NotChecked> {
        let f = self.algebra.fraction(&self.dag, moved.difference, &self.budget)?;
        if self.hides(&f, &moved.symbols) {
            return Err(NotChecked::NoEvidence);
        }
        let indices: Vec<usize> = moved.symbols.iter().map(|s| self.algebra.symbol(*s)).collect();
        let [_, _] = indices.as_slice() else { return Err(NotChecked::NoEvidence) };
        let rational = |c: &Coefficients| -> Option<Planar> {
            c.iter().map(|(e, c)| Some(([e[0], e[1]], c.as_constant()?))).collect()
        };
        let num = rational(&by_powers(&f.num, &indices)).ok_or(NotChecked::NotExact)?;
        let den = rational(&by_powers(&f.den, &indices)).ok_or(NotChecked::NotExact)?;
        let Some(side) = den.get(&[0, 0]) else { return Err(NotChecked::Undefined) };
        Ok(num.into_iter().map(|(e, c)| (e, &c * side)).collect())
    }
}

/// Adds the sectors of one half; `false` if the box is too large.
fn half(
    p: &Planar,
    exchanged: bool,
    slope: &Rational,
    radius: &Rational,
    census: &mut Census,
    budget: &Budget,
) -> Result<bool, NotChecked> {
    let Some(m) = p.keys().map(|e| e[0] + e[1]).min() else { return Err(NotChecked::NoEvidence) };
    let own = |e: &[u32; 2]| if exchanged { e[0] } else { e[1] };
    let height = p.keys().map(own).max().unwrap_or(0) as usize;
    // F as polynomials in x by powers of t.
    let mut f: Vec<Vec<Rational>> = vec![Vec::new(); height + 1];
    for (e, c) in p {
        let (k, column) = ((e[0] + e[1] - m) as usize, &mut f[own(e) as usize]);
        if column.len() <= k {
            column.resize(k + 1, Rational::zero());
        }
        column[k] = &column[k] + c;
    }
    let f: Vec<Dense> = f.into_iter().map(Dense::new).collect();
    let mut conditions = vec![f[height].clone()];
    conditions.extend(first_subresultant(&f, budget)?);
    conditions.extend([slope.clone(), -slope].map(|t| at_slope(&f, &t)));
    for condition in conditions {
        if condition.is_zero() || has_root_near(&condition, radius, budget)? {
            return Ok(false);
        }
    }
    for x in [radius.clone(), -radius] {
        let fibre = Dense::new(f.iter().map(|c| c.at(&x)).collect());
        let flips = x.is_negative() && m % 2 == 1;
        edge(&fibre, slope, flips, census, budget)?;
    }
    Ok(true)
}

/// F(x, t) for a number t.
fn at_slope(f: &[Dense], t: &Rational) -> Dense {
    let mut sum: Vec<Rational> = Vec::new();
    let mut power = Rational::one();
    for c in f {
        sum.resize(sum.len().max(c.coefficients().len()), Rational::zero());
        for (k, a) in c.coefficients().iter().enumerate() {
            sum[k] = &sum[k] + &(a * &power);
        }
        power = &power * t;
    }
    Dense::new(sum)
}

/// Has a polynomial a root other than 0 in [−r, r]?
fn has_root_near(f: &Dense, r: &Rational, budget: &Budget) -> Result<bool, NotChecked> {
    let from = f.coefficients().iter().position(|c| !c.is_zero()).unwrap_or(0);
    let rest = Dense::new(f.coefficients()[from..].to_vec());
    if rest.degree() <= 0 {
        return Ok(false);
    }
    let at_end = rest.sign_at(&-r) == Sign::Zero;
    Ok(at_end || rest.sturm(budget)?.roots_between(&-r, r) > 0)
}

/// The first principal subresultant coefficient of F and F_t that is not zero identically,
/// if F has degree above 1 in t.
fn first_subresultant(f: &[Dense], budget: &Budget) -> Result<Option<Dense>, NotChecked> {
    let d = f.len() - 1;
    if d < 2 {
        return Ok(None);
    }
    let scaled = |k: usize| {
        let factor = Rational::from(k as i64);
        Dense::new(f[k].coefficients().iter().map(|c| c * &factor).collect())
    };
    let slope: Vec<Dense> = (1..=d).map(scaled).collect();
    for j in 0..d {
        let determinant = determinant(sylvester(f, &slope, j), budget)?;
        if !determinant.is_zero() {
            return Ok(Some(determinant));
        }
    }
    Err(NotChecked::NoEvidence)
}

/// The matrix whose determinant is the j-th principal subresultant coefficient.
fn sylvester(f: &[Dense], g: &[Dense], j: usize) -> Vec<Vec<Dense>> {
    let (d, e) = (f.len() - 1, g.len() - 1);
    let size = d + e - 2 * j;
    let zero = Dense::new(Vec::new());
    let row = |p: &[Dense], shift: usize| -> Vec<Dense> {
        // Column k holds the coefficient of t^(d + e − j − 1 − k).
        let top = d + e - j - 1;
        let entry = |k: usize| (top - k).checked_sub(shift).and_then(|i| p.get(i)).cloned();
        (0..size).map(|k| entry(k).unwrap_or_else(|| zero.clone())).collect()
    };
    let first = (0..e - j).rev().map(|s| row(f, s));
    first.chain((0..d - j).rev().map(|s| row(g, s))).collect()
}

/// Fraction-free elimination (E. Bareiss 1968).
fn determinant(mut a: Vec<Vec<Dense>>, budget: &Budget) -> Result<Dense, NotChecked> {
    let n = a.len();
    let mut before = Dense::new(vec![Rational::one()]);
    let mut negative = false;
    for k in 0..n.saturating_sub(1) {
        let Some(pivot) = (k..n).find(|i| !a[*i][k].is_zero()) else {
            return Ok(Dense::new(Vec::new()));
        };
        if pivot != k {
            a.swap(pivot, k);
            negative = !negative;
        }
        for i in k + 1..n {
            for j in k + 1..n {
                let up = times(&a[i][j], &a[k][k], budget)?;
                let down = times(&a[i][k], &a[k][j], budget)?;
                let Some((quotient, _)) = minus(&up, &down).divided(&before, budget)? else {
                    return Err(NotChecked::NoEvidence);
                };
                a[i][j] = quotient;
            }
        }
        before = a[k][k].clone();
    }
    let last = a.pop().and_then(|mut row| row.pop()).unwrap_or(before);
    Ok(if negative { minus(&Dense::new(Vec::new()), &last) } else { last })
}

fn times(a: &Dense, b: &Dense, budget: &Budget) -> Result<Dense, NotChecked> {
    let (p, q) = (a.coefficients(), b.coefficients());
    budget.spend((1 + p.len() * q.len()) as u64).map_err(|_| NotChecked::TooLarge)?;
    let mut product = vec![Rational::zero(); (p.len() + q.len()).saturating_sub(1)];
    for (i, x) in p.iter().enumerate() {
        for (j, y) in q.iter().enumerate() {
            product[i + j] = &product[i + j] + &(x * y);
        }
    }
    Ok(Dense::new(product))
}

fn minus(a: &Dense, b: &Dense) -> Dense {
    let n = a.coefficients().len().max(b.coefficients().len());
    let at = |p: &Dense, k: usize| p.coefficients().get(k).cloned().unwrap_or_else(Rational::zero);
    Dense::new((0..n).map(|k| &at(a, k) - &at(b, k)).collect())
}

/// The signs of a polynomial between its roots in (−λ, λ), whose ends are no roots.
fn edge(
    f: &Dense,
    slope: &Rational,
    flips: bool,
    census: &mut Census,
    budget: &Budget,
) -> Result<(), NotChecked> {
    let sturm = f.sturm(budget)?;
    let inside = if f.degree() > 0 { sturm.roots_between(&-slope, slope) } else { 0 };
    census.branches += inside;
    let mut samples = vec![-slope];
    if inside > 0 {
        samples.extend(separators(f, &sturm, &-slope, slope, inside, budget)?);
        samples.push(slope.clone());
    }
    for t in samples {
        let sign = f.sign_at(&t);
        match (sign, flips) {
            (Sign::Positive, false) | (Sign::Negative, true) => census.positive += 1,
            (Sign::Negative, false) | (Sign::Positive, true) => census.negative += 1,
            (Sign::Zero | Sign::Unknown, _) => return Err(NotChecked::NotExact),
        }
    }
    Ok(())
}

/// Numbers between neighbouring roots of an interval with `count` roots.
fn separators(
    f: &Dense,
    sturm: &Sturm,
    low: &Rational,
    high: &Rational,
    count: usize,
    budget: &Budget,
) -> Result<Vec<Rational>, NotChecked> {
    let mut all = Vec::new();
    let mut stack = vec![(low.clone(), high.clone(), count)];
    while let Some((low, high, count)) = stack.pop() {
        if count < 2 {
            continue;
        }
        budget.spend(f.degree().max(1) as u64).map_err(|_| NotChecked::TooLarge)?;
        let width = &high - &low;
        let cut = [(1, 2), (1, 3), (2, 5), (3, 7), (4, 9), (5, 11)]
            .iter()
            .map(|(p, q)| &low + &(&width * &Rational::fraction(*p, *q)))
            .find(|x| f.sign_at(x) != Sign::Zero);
        let cut = cut.ok_or(NotChecked::NotExact)?;
        let left = sturm.roots_between(&low, &cut);
        if left > 0 && left < count {
            all.push(cut.clone());
        }
        stack.push((low, cut.clone(), left));
        stack.push((cut, high, count - left));
    }
    Ok(all)
}

/// Do the terms through order d determine the germ? They do if 𝔪^(d−1) lies in the ideal J
/// of the partial derivatives: then 𝔪^(d+1) ⊂ 𝔪²·J (Mather 1968).
fn is_determined(p: &Planar, d: u32, budget: &Budget) -> Result<bool, NotChecked> {
    if d < 2 {
        return Ok(false);
    }
    Ok(codimension(p, d - 1, budget)? == codimension(p, d, budget)?)
}

/// dim ℚ[x, y]/(J + 𝔪^k).
fn codimension(p: &Planar, k: u32, budget: &Budget) -> Result<usize, NotChecked> {
    let monomials: Vec<[u32; 2]> = (0..k).flat_map(|s| (0..=s).map(move |i| [i, s - i])).collect();
    let column: BTreeMap<[u32; 2], usize> =
        monomials.iter().enumerate().map(|(c, m)| (*m, c)).collect();
    let mut rows: Vec<Vec<Rational>> = Vec::new();
    for variable in 0..2 {
        for shift in &monomials {
            let mut row = vec![Rational::zero(); monomials.len()];
            for (e, c) in p.iter().filter(|(e, _)| e[variable] > 0) {
                let mut lower = [e[0] + shift[0], e[1] + shift[1]];
                lower[variable] -= 1;
                if let Some(&at) = column.get(&lower) {
                    row[at] = &row[at] + &(c * &Rational::from(i64::from(e[variable])));
                }
            }
            rows.push(row);
        }
    }
    Ok(monomials.len() - rank(rows, budget)?)
}

fn rank(rows: Vec<Vec<Rational>>, budget: &Budget) -> Result<usize, NotChecked> {
    let mut pivots: Vec<(usize, Vec<Rational>)> = Vec::new();
    for mut row in rows {
        for (column, pivot) in &pivots {
            if row[*column].is_zero() {
                continue;
            }
            budget.spend(row.len() as u64).map_err(|_| NotChecked::TooLarge)?;
            let factor = row[*column].clone();
            for (x, y) in row.iter_mut().zip(pivot) {
                *x = &*x - &(&factor * y);
            }
        }
        let Some(lead) = row.iter().position(|x| !x.is_zero()) else { continue };
        let Some(inverse) = row[lead].recip() else { continue };
        let scaled = row.iter().map(|x| x * &inverse).collect();
        pivots.push((lead, scaled));
    }
    Ok(pivots.len())
}
