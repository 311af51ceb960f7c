//! L across a set of critical points on which H has one zero eigenvalue too many.
//!
//! Let s be parameters of the set, u and y coordinates across it, H regular in y along the
//! set. By the splitting lemma with parameters L(s, u, y) − c is, in other coordinates, a
//! nondegenerate quadratic form in y plus g(s, u), g(s, u) = L(s, u, y(s, u)) − c with
//! ∇_y L = 0. If all coefficients of g below c_k(s)·uᵏ vanish identically in s, the sign of
//! c_k(s) decides wherever it is not zero. With u = δ²·U, y = δ·Y for δ = det H_yy, Newton's
//! iteration for Y(s, U) stays in polynomials.

use super::degenerate::on_lines;
use super::nature::{Because, Nature, Verdict};
use super::strata::{Sample, Setting};
use crate::budget::{Budget, Exhausted};
use crate::number::{Integer, Rational, RealField, Sign};
use crate::polynomial::Poly;
use crate::polynomial::multivariate::minors;
use crate::solve::{Component, Fraction, at_point};

/// Orders through which y(s, u) is followed.
const ORDERS: [u32; 5] = [1, 2, 3, 5, 8];
/// More terms are not handled.
const MOST_TERMS: usize = 4000;

/// The lowest power of L − c across a set, as a function of the parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Slice {
    /// The coordinates y.
    pub tied: Vec<usize>,
    /// ∇_y L vanishes on the map through this order in u.
    pub order: u32,
    /// Every variable as a polynomial in u with coefficients that are rational functions of
    /// the parameters, which are variables.
    pub map: Vec<Vec<Fraction>>,
    /// k.
    pub power: u32,
    /// c_k up to a positive factor.
    pub coefficient: Fraction,
    /// Polynomials off whose zeros this holds.
    pub cuts: Vec<Poly>,
}

/// What decides across a component.
pub(super) enum Across {
    /// One lowest power.
    Slice(Slice),
    /// Two directions in which the lowest powers are even, with polynomials off whose zeros
    /// their coefficients keep their signs.
    Lines([Vec<Rational>; 2], Vec<Poly>),
}

impl Across {
    /// Polynomials off whose zeros the verdict stays the same.
    pub(super) fn cuts(&self) -> &[Poly] {
        match self {
            Across::Slice(slice) => &slice.cuts,
            Across::Lines(_, cuts) => cuts,
        }
    }

    /// The verdict at a point of the set off the cuts.
    pub(super) fn verdict(
        &self,
        setting: &Setting<'_>,
        sample: &Sample,
    ) -> Result<Option<Verdict>, Exhausted> {
        match self {
            Across::Slice(slice) => Ok(slice.verdict(sample)),
            Across::Lines(lines, cuts) => {
                let off = |p: &Poly| at_point(p, &sample.point).sign() != Sign::Zero;
                let Some(value) = setting.value(&sample.point) else { return Ok(None) };
                if !cuts.iter().all(off) {
                    return Ok(None);
                }
                on_lines(setting.landscape, &sample.point, &value, lines, setting.budget)
            }
        }
    }
}

/// L − c in displacements across the set, up to a positive factor.
struct Normal {
    f: Poly,
    /// Where the set is, in the parameters.
    base: Vec<Fraction>,
    /// Coordinates across the set.
    across: Vec<usize>,
}

impl Setting<'_> {
    /// The lowest power across a component without a relation; `None` if the component is no
    /// graph of polynomials over all its parameters, or more than one direction is left.
    fn slice(&self, c: &Component) -> Result<Option<Slice>, Exhausted> {
        if c.tied.len() != self.dimension || !self.landscape.is_polynomial() {
            return Ok(None);
        }
        let Some(normal) = self.normal(c)? else { return Ok(None) };
        for &u in normal.across.iter().rev() {
            let tied: Vec<usize> = normal.across.iter().copied().filter(|i| *i != u).collect();
            if let Some(found) = normal.along(u, &tied, self.budget)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// What decides across a component: the splitting lemma with parameters, else directions
    /// that are the same along all of it and show that L takes both signs.
    pub(super) fn across(&self, c: &Component) -> Result<Option<Across>, Exhausted> {
        if let Some(slice) = self.attempt(|s| s.slice(c))?.flatten() {
            return Ok(Some(Across::Slice(slice)));
        }
        Ok(self.attempt(|s| s.both_signs(c))?.flatten())
    }

    /// A direction in which the lowest power of L − c is odd, or two in which it is even with
    /// coefficients of both signs somewhere: L takes both signs where they are not zero.
    fn both_signs(&self, c: &Component) -> Result<Option<Across>, Exhausted> {
        if !self.landscape.is_polynomial() {
            return Ok(None);
        }
        let Some(normal) = self.normal(c)? else { return Ok(None) };
        let degree = |p: &Poly| (p.total_degree(), p.len());
        let mut best: Option<Slice> = None;
        let mut even: [Option<(Vec<i64>, Poly)>; 2] = [None, None];
        for v in short_directions(normal.across.len()) {
            self.budget.spend(normal.f.len() as u64)?;
            let Some((power, coefficient)) = normal.on_line(&v) else { continue };
            if power % 2 == 1 {
                let known = best.as_ref().map(|b| degree(b.coefficient.num()));
                if known.is_none_or(|d| degree(&coefficient) < d) {
                    best = Some(normal.line(&v, power, coefficient));
                }
                continue;
            }
            let side = match coefficient.leading_sign() {
                Sign::Negative => 1,
                Sign::Positive | Sign::Zero | Sign::Unknown => 0,
            };
            if even[side].as_ref().is_none_or(|(_, p)| degree(&coefficient) < degree(p)) {
                even[side] = Some((v, coefficient));
            }
        }
        if let Some(slice) = best {
            return Ok(Some(Across::Slice(slice)));
        }
        let [Some((up, p)), Some((down, q))] = even else { return Ok(None) };
        let whole = |v: Vec<i64>| {
            let mut all = vec![Rational::zero(); c.nvars];
            for (&i, x) in normal.across.iter().zip(v) {
                all[i] = Rational::from(x);
            }
            all
        };
        Ok(Some(Across::Lines([whole(up), whole(down)], vec![p, q])))
    }

    fn normal(&self, c: &Component) -> Result<Option<Normal>, Exhausted> {
        let Some(loss) = &self.landscape.loss else { return Ok(None) };
        let n = c.nvars;
        let variable = |i: usize| Fraction::from_poly(Poly::var(n, i));
        let mut base: Vec<Fraction> = (0..n).map(variable).collect();
        for (i, value) in &c.fixed {
            let Some(q) = value.as_rational() else { return Ok(None) };
            let (num, den) = (Poly::constant(n, q.numerator()), Poly::constant(n, q.denominator()));
            base[*i] = Fraction::unreduced(num, den);
        }
        for s in c.solved.iter().rev() {
            let (mut num, mut den) = (s.num.clone(), s.den.clone());
            for i in (0..n).filter(|i| !c.tied.contains(i)) {
                let (up, down) = (num.degree_in(i), den.degree_in(i));
                if up + down == 0 {
                    continue;
                }
                let (top, bottom) = (base[i].num().clone(), base[i].den().clone());
                num = &num.substitute(i, &top, &bottom) * &bottom.pow(down);
                den = &den.substitute(i, &top, &bottom) * &bottom.pow(up);
            }
            if den.is_constant() && den.leading_sign() == Sign::Negative {
                (num, den) = (-&num, -&den);
            }
            let Some(value) = Fraction::new(num, den, self.budget)? else { return Ok(None) };
            base[s.var] = value;
        }
        let across: Vec<usize> = (0..n).filter(|i| !c.tied.contains(i)).collect();
        let mut f = loss.num().clone();
        if loss.den().leading_sign() == Sign::Negative {
            f = -&f;
        }
        // f becomes L·scale, where scale is positive off the zeros of denominators.
        let mut scale = Poly::one(n);
        for &i in &across {
            let (num, den) = (base[i].num(), base[i].den());
            // x = base + v with the letter of x for v.
            let moved = num + &(den * &Poly::var(n, i));
            let degree = f.degree_in(i);
            self.budget.spend((f.len() * moved.len()) as u64 * u64::from(1 + degree))?;
            f = f.substitute(i, &moved, den);
            let odd = degree % 2;
            f = &f * &den.pow(odd);
            scale = &scale * &den.pow(degree + odd);
        }
        let on = across.iter().fold(f.clone(), |p, &i| p.coefficient_of(i, 0));
        let (a, b) = (on.leading_coefficient(), scale.leading_coefficient());
        if on.scale(&b) != scale.scale(&a) {
            return Ok(None);
        }
        // b is positive: it is that of a product of even powers, or of positive constants.
        let f = &f.scale(&b) - &scale.scale(&a);
        Ok(Some(Normal { f, base, across }))
    }
}

/// Vectors with entries −1, 0, 1, the shortest first.
fn short_directions(n: usize) -> Vec<Vec<i64>> {
    const MOST: usize = 243;
    let count = 3_usize.saturating_pow(n as u32).min(MOST);
    let digit = |k: usize, i: usize| [0, 1, -1][k / 3_usize.saturating_pow(i as u32) % 3];
    let mut all: Vec<Vec<i64>> =
        (1..count).map(|k| (0..n).map(|i| digit(k, i)).collect()).collect();
    all.sort_by_key(|v| v.iter().map(|x| x * x).sum::<i64>());
    all
}

impl Normal {
    /// The lowest power of t on v·t with its coefficient.
    fn on_line(&self, v: &[i64]) -> Option<(u32, Poly)> {
        let n = self.f.nvars();
        let mut parts: std::collections::BTreeMap<u32, Vec<(Vec<u32>, Integer)>> =
            std::collections::BTreeMap::new();
        for (mut e, c) in self.f.terms() {
            let (mut value, mut power) = (c.clone(), 0);
            for (&i, &x) in self.across.iter().zip(v) {
                let k = std::mem::take(&mut e[i]);
                value = &value * &Integer::from(x).pow(k);
                power += k;
            }
            parts.entry(power).or_default().push((e, value));
        }
        let parts = parts.into_iter().map(|(k, terms)| (k, Poly::from_wide_terms(n, terms)));
        parts.into_iter().find(|(_, p)| !p.is_zero())
    }

    fn line(&self, v: &[i64], power: u32, coefficient: Poly) -> Slice {
        let n = self.f.nvars();
        let mut map: Vec<Vec<Fraction>> = self.base.iter().map(|b| vec![b.clone()]).collect();
        for (&i, &x) in self.across.iter().zip(v).filter(|(_, x)| **x != 0) {
            map[i].push(Fraction::from_poly(Poly::constant(n, Integer::from(x))));
        }
        let cuts = vec![coefficient.clone()];
        let coefficient = Fraction::from_poly(coefficient);
        Slice { tied: Vec::new(), order: 0, map, power, coefficient, cuts }
    }

    /// The lowest power in the direction u, if H is regular in the tied coordinates.
    fn along(&self, u: usize, tied: &[usize], budget: &Budget) -> Result<Option<Slice>, Exhausted> {
        let n = self.f.nvars();
        let on = |p: &Poly| self.across.iter().fold(p.clone(), |p, &i| p.coefficient_of(i, 0));
        let h: Vec<Vec<Poly>> = tied
            .iter()
            .map(|&i| tied.iter().map(|&j| on(&self.f.derivative(i).derivative(j))).collect())
            .collect();
        let delta = match tied.len() {
            0 => Poly::one(n),
            r => minors(&h, r, budget)?.into_iter().next().unwrap_or_else(|| Poly::zero(n)),
        };
        if delta.is_zero() {
            return Ok(None);
        }
        let adjugate = adjugate(&h, n, budget)?;
        let Some(rests) = self.rests(u, tied, &h, &delta, budget)? else { return Ok(None) };
        let scaled = self.scaled(&self.f, u, tied, &delta, budget)?;
        let mut y = vec![Poly::zero(n); tied.len()];
        let mut done = 0;
        for order in ORDERS {
            for k in done + 1..=order {
                let mut values = Vec::new();
                for rest in &rests {
                    values.push(put(rest, tied, &y, (u, k), budget)?);
                }
                for (i, yi) in y.iter_mut().enumerate() {
                    let row = values.iter().zip(&adjugate[i]);
                    *yi = -&row.fold(Poly::zero(n), |sum, (v, a)| &sum + &(v * a));
                }
            }
            done = order;
            let last = if tied.is_empty() { u32::MAX } else { 2 * order + 1 };
            let g = put(&scaled, tied, &y, (u, last), budget)?;
            if let Some(power) = g.terms().map(|(e, _)| e[u]).min() {
                let coefficient = g.coefficient_of(u, power);
                return self.slice(u, tied, (&delta, &y), order, (power, &coefficient), budget);
            }
            if tied.is_empty() {
                break;
            }
        }
        Ok(None)
    }

    /// p with δ·y for y and δ²·u for u.
    fn scaled(
        &self,
        p: &Poly,
        u: usize,
        tied: &[usize],
        delta: &Poly,
        budget: &Budget,
    ) -> Result<Poly, Exhausted> {
        let n = p.nvars();
        let mut sum = Poly::zero(n);
        let mut powers = vec![Poly::one(n)];
        let degree = |e: &[u32]| 2 * e[u] + tied.iter().map(|&i| e[i]).sum::<u32>();
        let mut parts: std::collections::BTreeMap<u32, Vec<(Vec<u32>, Integer)>> =
            std::collections::BTreeMap::new();
        for (e, c) in p.terms() {
            parts.entry(degree(&e)).or_default().push((e, c.clone()));
        }
        for (k, terms) in parts {
            while powers.len() <= k as usize {
                let last = &powers[powers.len() - 1];
                budget.spend((last.len() * delta.len()) as u64)?;
                if last.len() > MOST_TERMS {
                    return Err(Exhausted::Work);
                }
                powers.push(last * delta);
            }
            let part = Poly::from_wide_terms(n, terms);
            budget.spend((part.len() * powers[k as usize].len()) as u64)?;
            sum = &sum + &(&part * &powers[k as usize]);
        }
        Ok(sum)
    }

    /// (∇_y F(δ²U, δY) − δ·H_yy·Y)/δ².
    fn rests(
        &self,
        u: usize,
        tied: &[usize],
        h: &[Vec<Poly>],
        delta: &Poly,
        budget: &Budget,
    ) -> Result<Option<Vec<Poly>>, Exhausted> {
        let n = self.f.nvars();
        let square = delta * delta;
        let mut all = Vec::new();
        for (row, &i) in h.iter().zip(tied) {
            let slope = self.scaled(&self.f.derivative(i), u, tied, delta, budget)?;
            let linear = row
                .iter()
                .zip(tied)
                .fold(Poly::zero(n), |sum, (a, &j)| &sum + &(&(a * delta) * &Poly::var(n, j)));
            let Some(rest) = (&slope - &linear).div_exact(&square) else { return Ok(None) };
            all.push(rest);
        }
        Ok(Some(all))
    }

    fn slice(
        &self,
        u: usize,
        tied: &[usize],
        (delta, y): (&Poly, &[Poly]),
        order: u32,
        (power, coefficient): (u32, &Poly),
        budget: &Budget,
    ) -> Result<Option<Slice>, Exhausted> {
        let n = self.f.nvars();
        let mut map: Vec<Vec<Fraction>> = self.base.iter().map(|b| vec![b.clone()]).collect();
        map[u].push(Fraction::from_poly(Poly::one(n)));
        for (&i, y) in tied.iter().zip(y) {
            for k in 1..=order {
                // δ·Y_k·Uᵏ with U = u/δ².
                let den = delta.pow(2 * k - 1);
                let Some(c) = Fraction::new(y.coefficient_of(u, k), den, budget)? else {
                    return Ok(None);
                };
                map[i].push(c);
            }
            while map[i].len() > 1 && map[i].last().is_some_and(Fraction::is_zero) {
                map[i].pop();
            }
        }
        let Some(short) = Fraction::new(coefficient.clone(), delta.pow(2 * power), budget)? else {
            return Ok(None);
        };
        Ok(Some(Slice {
            tied: tied.to_vec(),
            order,
            map,
            power,
            coefficient: short,
            cuts: vec![delta.clone(), coefficient.clone()],
        }))
    }
}

/// p with y(U) put in, through a degree in u.
fn put(
    p: &Poly,
    tied: &[usize],
    y: &[Poly],
    (u, last): (usize, u32),
    budget: &Budget,
) -> Result<Poly, Exhausted> {
    let n = p.nvars();
    let mut sum = p.clone();
    for (&i, y) in tied.iter().zip(y) {
        let degree = sum.degree_in(i);
        let parts = sum.coefficients_in(i);
        let mut total = Poly::zero(n);
        let mut power = Poly::one(n);
        for k in 0..=degree {
            if let Some(part) = parts.get(k as usize) {
                budget.spend((1 + part.len() * power.len()) as u64)?;
                total = &total + &cut(&(part * &power), u, last);
            }
            if k < degree {
                budget.spend((1 + power.len() * y.len()) as u64)?;
                power = cut(&(&power * y), u, last);
                if power.len() > MOST_TERMS {
                    return Err(Exhausted::Work);
                }
            }
        }
        sum = total;
    }
    Ok(cut(&sum, u, last))
}

/// Without the terms of degree above `last` in u.
fn cut(p: &Poly, u: usize, last: u32) -> Poly {
    let short = p.terms().filter(|(e, _)| e[u] <= last).map(|(e, c)| (e, c.clone()));
    Poly::from_wide_terms(p.nvars(), short)
}

/// The matrix of cofactors of a symmetric matrix.
fn adjugate(h: &[Vec<Poly>], n: usize, budget: &Budget) -> Result<Vec<Vec<Poly>>, Exhausted> {
    let r = h.len();
    if r == 1 {
        return Ok(vec![vec![Poly::one(n)]]);
    }
    let mut all = Vec::new();
    for i in 0..r {
        let mut row = Vec::new();
        for j in 0..r {
            let rest: Vec<Vec<Poly>> = (0..r)
                .filter(|k| *k != i)
                .map(|k| (0..r).filter(|l| *l != j).map(|l| h[k][l].clone()).collect())
                .collect();
            let minor = minors(&rest, r - 1, budget)?.into_iter().next();
            let minor = minor.unwrap_or_else(|| Poly::zero(n));
            row.push(if (i + j) % 2 == 0 { minor } else { -&minor });
        }
        all.push(row);
    }
    Ok(all)
}

impl Slice {
    /// The verdict at a point of the set off the cuts.
    pub(super) fn verdict(&self, sample: &Sample) -> Option<Verdict> {
        let inertia = sample.inertia?;
        let at = |p: &Poly| at_point(p, &sample.point).sign();
        if self.cuts.iter().any(|p| at(p) == Sign::Zero) {
            return None;
        }
        let sign = at(self.coefficient.num()) * at(self.coefficient.den());
        let definite = match (inertia.positive, inertia.negative) {
            (0, 0) => sign,
            (_, 0) => Sign::Positive,
            (0, _) => Sign::Negative,
            _ => return None,
        };
        let (nature, strict) = match (self.power % 2, sign == definite, sign) {
            (0, true, Sign::Positive) => (Nature::LocalMinimum, false),
            (0, true, _) => (Nature::LocalMaximum, false),
            _ => (Nature::Saddle, false),
        };
        let because = Because::Slice(Box::new(self.clone()));
        Some(Verdict { nature, strict: Some(strict), because })
    }
}
