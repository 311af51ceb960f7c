//! The Hessian and what L does at a point whose letters have algebraic values.

use super::Scene;
use super::back::Place;
use super::roots::Roots;
use super::series::Chain;
use super::system::Letters;
use crate::budget::{Budget, Exhausted};
use crate::classify::{
    Because, Nature, ScaledMatrix, Singularity, Test, Verdict, VisibleBound, of_series,
};
use crate::expr::{Dag, Expr, Symbol};
use crate::linalg::{Inertia, Matrix, inertia};
use crate::number::{Field, RealField, Sign};
use crate::polynomial::Poly;
use crate::polynomial::algebraic::FieldElement;
use crate::solve::{Fraction, ZeroPoint, at_point};

/// A point in the unknowns, and the letters that have its values at all members of a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) point: &'a ZeroPoint,
    pub(super) fixed: &'a [usize],
}

/// The Hessian at a place.
#[derive(Debug)]
pub(super) struct Curvature {
    /// Its entries as expressions.
    pub(super) entries: Vec<Vec<Expr>>,
    /// Its entries as numbers of a field up to a common positive factor.
    pub(super) exact: Option<ScaledMatrix>,
    /// Is that factor 1?
    pub(super) unscaled: bool,
    /// The inertia, at every point of a family.
    pub(super) inertia: Option<Inertia>,
}

impl Curvature {
    /// Of a point at which L may have no second derivatives.
    pub(super) fn undefined() -> Curvature {
        Curvature { entries: Vec::new(), exact: None, unscaled: false, inertia: None }
    }

    /// Has the Hessian been found?
    pub(super) fn is_defined(&self) -> bool {
        !self.entries.is_empty()
    }
}

/// Values of fractions in a field, up to a common positive factor made of letters that are no
/// unknowns; the second answer says that there is no such factor.
pub(super) fn in_field(
    letters: &Letters,
    fractions: &[Fraction],
    at: &Known<'_>,
) -> Option<(Vec<FieldElement>, bool)> {
    let Known { point, fixed } = *at;
    let mut all = fractions.to_vec();
    let mut unscaled = true;
    let n = letters.alphabet().len();
    for i in (0..n).filter(|i| !fixed.contains(i)) {
        let mut net: Option<i64> = None;
        for f in all.iter_mut().filter(|f| !f.is_zero()) {
            let (num, above) = without(f.num(), i)?;
            let (den, below) = without(f.den(), i)?;
            let own = i64::from(above) - i64::from(below);
            if *net.get_or_insert(own) != own {
                return None;
            }
            *f = Fraction::unreduced(num, den);
        }
        if net.is_some_and(|k| k != 0) {
            if !letters.is_positive(i) {
                return None;
            }
            unscaled = false;
        }
    }
    let value = |f: &Fraction| {
        let num = at_point(&letters.inside(f.num())?, point);
        let den = at_point(&letters.inside(f.den())?, point);
        Some(num.mul(&den.recip()?))
    };
    Some((all.iter().map(value).collect::<Option<Vec<_>>>()?, unscaled))
}

/// p without a letter that has one exponent in all terms, and that exponent.
fn without(p: &Poly, i: usize) -> Option<(Poly, u32)> {
    let (least, most) = (p.least_degrees()[i], p.degree_in(i));
    if least != most {
        return None;
    }
    let mut powers = vec![0; p.nvars()];
    powers[i] = least;
    Some((p.over_monomial(&powers)?, least))
}

/// The Hessian at a place of a leaf.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn curvature(
    dag: &mut Dag,
    letters: &mut Letters,
    hessian: &[Vec<Expr>],
    known: Option<Known<'_>>,
    place: &Place,
    roots: &Roots,
    budget: &Budget,
) -> Result<Curvature, Exhausted> {
    let at: Vec<(Symbol, Expr)> =
        letters.variables().iter().copied().zip(place.values.iter().copied()).collect();
    let mut entries = Vec::new();
    for row in hessian {
        entries.push(dag.substitute_all(row, &at));
    }
    let exact = match known {
        Some(known) => field_matrix(dag, letters, hessian, &known, budget)?,
        None => None,
    };
    let by_field = match &exact {
        Some((h, _)) => inertia(&h.entries, budget)?,
        None => None,
    };
    let by_field = match by_field {
        None if place.periods.is_empty() => enclosed_inertia(dag, &entries, roots),
        known => known,
    };
    let unscaled = exact.as_ref().is_some_and(|(_, unscaled)| *unscaled);
    let exact = exact.map(|(h, _)| h);
    Ok(Curvature { entries, exact, unscaled, inertia: by_field })
}

fn field_matrix(
    dag: &Dag,
    letters: &mut Letters,
    hessian: &[Vec<Expr>],
    known: &Known<'_>,
    budget: &Budget,
) -> Result<Option<(ScaledMatrix, bool)>, Exhausted> {
    let mut fractions = Vec::new();
    for &e in hessian.iter().flatten() {
        match letters.lower(dag, e, budget)? {
            Some(f) => fractions.push(f),
            None => return Ok(None),
        }
    }
    let Some((values, unscaled)) = in_field(letters, &fractions, known) else { return Ok(None) };
    let n = hessian.len();
    let rows = values.chunks(n.max(1)).map(<[FieldElement]>::to_vec).collect();
    let Some(entries) = Matrix::from_rows(rows) else { return Ok(None) };
    let exponent = entries.get(0, 0).zero_like();
    Ok(Some((ScaledMatrix { entries, exponent }, unscaled)))
}

/// The inertia from the signs of the sums of principal minors, each by an enclosure or zero
/// by its canonical form.
pub(super) fn enclosed_inertia(
    dag: &mut Dag,
    entries: &[Vec<Expr>],
    roots: &Roots,
) -> Option<Inertia> {
    const LARGEST: usize = 4;
    let n = entries.len();
    if n > LARGEST {
        return None;
    }
    let mut signs = vec![Sign::Unknown; n + 1];
    signs[n] = Sign::Positive;
    for k in 1..=n {
        let mut minors = Vec::new();
        for subset in (0..1usize << n).filter(|s| s.count_ones() as usize == k) {
            let rows: Vec<usize> = (0..n).filter(|i| subset >> i & 1 == 1).collect();
            minors.push(minor(dag, entries, &rows));
        }
        let sum = dag.sum(minors);
        let sign = roots.sign(dag, sum);
        let odd = if k % 2 == 1 { Sign::Negative } else { Sign::Positive };
        signs[n - k] = if sign == Sign::Unknown { sign } else { sign * odd };
    }
    Inertia::of_characteristic_signs(&signs)
}

/// The minor on rows and columns with the same indices, by Leibniz's formula.
fn minor(dag: &mut Dag, entries: &[Vec<Expr>], rows: &[usize]) -> Expr {
    let mut terms = Vec::new();
    for (order, even) in permutations(rows.len()) {
        let mut factors = vec![dag.integer(if even { 1 } else { -1 })];
        factors.extend(order.iter().enumerate().map(|(i, &j)| entries[rows[i]][rows[j]]));
        terms.push(dag.product(factors));
    }
    dag.sum(terms)
}

/// All orders of 0, …, k − 1, each with its parity (even = true).
fn permutations(k: usize) -> Vec<(Vec<usize>, bool)> {
    let mut all = vec![(Vec::new(), true)];
    for new in 0..k {
        let mut longer = Vec::new();
        for (order, even) in &all {
            for at in 0..=new {
                let mut next: Vec<usize> = order.clone();
                next.insert(at, new);
                longer.push((next, *even == ((new - at) % 2 == 0)));
            }
        }
        all = longer;
    }
    all
}

/// Facts about L as a whole that a verdict may use.
#[derive(Debug)]
pub(super) struct Bounds {
    pub(super) lower: Option<VisibleBound>,
    pub(super) upper: Option<VisibleBound>,
}

/// A verdict, the kind of the singularity, and the tests that were tried.
type Decided = (Option<Verdict>, Option<Singularity>, Vec<Test>);

impl Scene<'_> {
    /// The verdict at an isolated place, and the kind of the singularity.
    ///
    /// # Errors
    /// [`Exhausted`].
    pub(super) fn verdict_at(
        &mut self,
        curvature: &Curvature,
        place: &Place,
        at: Option<Known<'_>>,
        value: Option<Expr>,
    ) -> Result<(Verdict, Option<Singularity>), Exhausted> {
        if let Some(verdict) = curvature.inertia.and_then(Verdict::by_inertia) {
            return Ok((verdict, None));
        }
        if let Some(verdict) = value.and_then(|v| by_bound(self.dag, v, &self.bounds)) {
            return Ok((verdict, None));
        }
        if let (Some(at), [slope], true) = (at, self.slope.as_slice(), curvature.is_defined())
            && let Some(verdict) =
                by_derivatives(self.dag, &mut self.letters, *slope, &at, self.budget)?
        {
            return Ok((verdict, None));
        }
        let mut tried = vec![Test::Eigenvalues, Test::VisibleBound];
        let rationals = ZeroPoint {
            field: crate::polynomial::algebraic::NumberField::rationals(),
            coordinates: Vec::new(),
        };
        let at = at.unwrap_or(Known { point: &rationals, fixed: &[] });
        if let Some(inertia) = curvature.inertia {
            let all: Vec<usize> = (0..self.slope.len()).collect();
            if let Some(chain) = self.chain(place, at, &all)? {
                let (verdict, singularity, more) = self.by_series(&chain, inertia)?;
                tried.extend(more);
                if let Some(verdict) = verdict {
                    return Ok((verdict.with_strict(true), singularity));
                }
                return Ok((Verdict::undetermined(&tried, curvature.inertia), singularity));
            }
        }
        Ok((Verdict::undetermined(&tried, curvature.inertia), None))
    }

    /// What power series say, to higher and higher orders.
    ///
    /// # Errors
    /// [`Exhausted`] at the end of the whole budget.
    pub(super) fn by_series(&self, chain: &Chain, inertia: Inertia) -> Result<Decided, Exhausted> {
        const STEPS: u64 = 40_000_000;
        let orders: &[u16] = match inertia.positive + inertia.negative + inertia.zero {
            1 => &[7, 25],
            2 => &[5, 9, 17],
            3 => &[5, 7],
            _ => &[5],
        };
        let mut best: Decided = (None, None, Vec::new());
        for &order in orders {
            let series = self.budget.portion(STEPS, |budget| chain.series(order, budget));
            let series = match series {
                Err(Exhausted::Work) if self.budget.left() > 0 => None,
                other => other?,
            };
            let Some(series) = series else { break };
            best = of_series(&series, inertia, self.budget)?;
            if best.0.is_some() {
                break;
            }
        }
        Ok(best)
    }
}

/// A global extremum by a bound that is attained; strict because the point is isolated and
/// L is analytic where it attains the bound only at critical points.
pub(super) fn by_bound(dag: &mut Dag, value: Expr, bounds: &Bounds) -> Option<Verdict> {
    let attained = |dag: &mut Dag, bound: &Option<VisibleBound>| {
        bound.as_ref().is_some_and(|b| {
            let bound = dag.number(b.bound.clone());
            let difference = dag.sub(value, bound);
            dag.is_zero(difference)
        })
    };
    let (nature, because) = if attained(dag, &bounds.lower) {
        (Nature::LocalMinimum, Because::LowerBound)
    } else if attained(dag, &bounds.upper) {
        (Nature::LocalMaximum, Because::UpperBound)
    } else {
        return None;
    };
    Some(Verdict { nature, strict: Some(true), because })
}

/// One variable: the first derivative of L that is not zero.
fn by_derivatives(
    dag: &mut Dag,
    letters: &mut Letters,
    slope: Expr,
    at: &Known<'_>,
    budget: &Budget,
) -> Result<Option<Verdict>, Exhausted> {
    const HIGHEST: u32 = 16;
    let Some(&symbol) = letters.variables().first() else { return Ok(None) };
    let mut derivative = slope;
    for order in 2..=HIGHEST {
        derivative = crate::calculus::derivative(dag, derivative, symbol);
        let Some(f) = letters.lower(dag, derivative, budget)? else { return Ok(None) };
        let Some((values, _)) = in_field(letters, &[f], at) else { return Ok(None) };
        let sign = values.first().map_or(Sign::Unknown, RealField::sign);
        if sign == Sign::Unknown {
            return Ok(None);
        }
        if sign != Sign::Zero {
            let positive = sign == Sign::Positive;
            let because = Because::FirstNonzeroDerivative { order, positive };
            let (nature, strict) = match (order % 2 == 0, positive) {
                (true, true) => (Nature::LocalMinimum, Some(true)),
                (true, false) => (Nature::LocalMaximum, Some(true)),
                (false, _) => (Nature::Saddle, Some(false)),
            };
            return Ok(Some(Verdict { nature, strict, because }));
        }
    }
    Ok(None)
}
