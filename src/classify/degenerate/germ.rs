//! L − L(p) near p, up to a positive factor, as a power series in x − p.

use crate::budget::{Budget, Exhausted};
use crate::classify::landscape::Landscape;
use crate::classify::value::{Value, by_atoms, poly_at};
use crate::number::{Field, Rational, Series, Sign};
use crate::polynomial::Poly;
use crate::polynomial::algebraic::FieldElement;
use crate::solve::{Fraction, ZeroPoint};

/// A truncated series over the field of the point.
pub type Jet = Series<FieldElement>;

/// Where the coefficients of a germ come from.
enum Source<'a> {
    /// N − L(p)·D with the sign of D at the point, for L = N/D: it has the signs of L − L(p)
    /// near p, and is L − L(p) itself for polynomials.
    Formula { landscape: &'a Landscape, loss: &'a Fraction, value: Value, factor: FieldElement },
    /// The series itself, in x − p.
    Series(&'a Jet),
}

/// A germ at a point.
pub(super) struct Germ<'a> {
    source: Source<'a>,
    nvars: usize,
    /// The coordinates in which series through the point start.
    pub(super) at: Vec<FieldElement>,
    /// 0 in the field of the point.
    zero: FieldElement,
}

/// A part of a series with the exponent α of its factor exp(α).
type Class = (FieldElement, Jet);

impl<'a> Germ<'a> {
    /// `None` where the denominator vanishes, or L is no such fraction.
    pub(super) fn at(
        landscape: &'a Landscape,
        point: &'a ZeroPoint,
        value: &Value,
        budget: &Budget,
    ) -> Result<Option<Germ<'a>>, Exhausted> {
        let Some(loss) = &landscape.loss else { return Ok(None) };
        let den = poly_at(loss.den(), landscape, point);
        let number = |q: &Rational| FieldElement::constant(&point.field, q);
        let factor = match (den.sign(budget)?, landscape.is_polynomial()) {
            (Sign::Zero | Sign::Unknown, _) => None,
            (_, true) => den.as_algebraic().and_then(|d| d.recip()),
            (Sign::Positive, false) => Some(number(&Rational::one())),
            (Sign::Negative, false) => Some(number(&Rational::from(-1))),
        };
        let Some(factor) = factor else { return Ok(None) };
        let value = value.clone();
        Ok(Some(Germ {
            source: Source::Formula { landscape, loss, value, factor },
            nvars: landscape.nvars,
            at: point.coordinates.clone(),
            zero: number(&Rational::zero()),
        }))
    }

    /// A germ whose series in x − p is known, with p.
    pub(super) fn of_series(series: &'a Jet, at: Vec<FieldElement>) -> Germ<'a> {
        let zero = series.value().zero_like();
        Germ { source: Source::Series(series), nvars: series.nvars(), at, zero }
    }

    pub(super) fn nvars(&self) -> usize {
        self.nvars
    }

    /// The degree in the variables, if it is a polynomial.
    pub(super) fn degree(&self) -> Option<u16> {
        let Source::Formula { landscape, loss, .. } = &self.source else { return None };
        let parts = [loss.num(), loss.den()];
        let degree = parts.map(Poly::total_degree).into_iter().max().unwrap_or(0);
        landscape.atoms.is_empty().then(|| u16::try_from(degree).ok()).flatten()
    }

    /// Is it L − L(p) itself?
    pub(super) fn is_difference(&self) -> bool {
        match &self.source {
            Source::Formula { landscape, .. } => landscape.is_polynomial(),
            Source::Series(_) => true,
        }
    }

    /// Is it L − L(p) up to a constant factor?
    pub(super) fn is_multiple(&self) -> bool {
        match &self.source {
            Source::Formula { loss, .. } => loss.den().is_constant(),
            Source::Series(_) => true,
        }
    }

    pub(super) fn constant(&self, q: &Rational) -> FieldElement {
        self.zero.rational(q)
    }

    /// The series to an order; `None` if its coefficients are no elements of the field up to
    /// a common exponential, or not known so far.
    pub(super) fn jet(&self, order: u16, budget: &Budget) -> Result<Option<Jet>, Exhausted> {
        if let Source::Series(series) = &self.source {
            return Ok((order <= series.order()).then(|| series.truncated(order)));
        }
        let n = self.nvars;
        let near: Vec<Jet> =
            (0..n).map(|i| Series::variable(n, order, i, self.at[i].clone())).collect();
        self.on(&near, budget)
    }

    /// The same with series through the point put in for the variables.
    pub(super) fn on(&self, near: &[Jet], budget: &Budget) -> Result<Option<Jet>, Exhausted> {
        let Some(first) = near.first() else { return Ok(None) };
        let (landscape, loss, value, factor) = match &self.source {
            Source::Formula { landscape, loss, value, factor } => (landscape, loss, value, factor),
            Source::Series(series) => {
                let moved = |(s, x): (&Jet, &FieldElement)| {
                    s.sub(&Series::constant(first.nvars(), first.order(), x.clone()))
                };
                let near: Vec<Jet> = near.iter().zip(&self.at).map(moved).collect();
                let longest = near.iter().map(|s| s.terms().count()).max().unwrap_or(0) as u64;
                budget.spend(steps(series) * (1 + longest) * u64::from(1 + first.order()))?;
                return Ok(Some(series.substitute(&near)));
            }
        };
        let (r, order) = (first.nvars(), first.order());
        let Some(powers) = exponentials(landscape, near, budget)? else { return Ok(None) };
        let num = self.classes(loss.num(), near, &powers, budget)?;
        let den = self.classes(loss.den(), near, &powers, budget)?;
        let mut all = num;
        for (exponent, series) in &den {
            for (alpha, beta) in value.terms() {
                join(&mut all, (exponent.add(alpha), series.scale(&beta.neg())));
            }
        }
        all.retain(|(_, series)| series.lowest_degree().is_some());
        Ok(match all.as_slice() {
            [] => Some(Series::constant(r, order, self.constant(&Rational::zero()))),
            [(_, series)] => Some(series.scale(factor)),
            _ => None,
        })
    }

    /// A polynomial of the ring as series times exponentials of different exponents.
    fn classes(
        &self,
        p: &Poly,
        near: &[Jet],
        powers: &[Class],
        budget: &Budget,
    ) -> Result<Vec<Class>, Exhausted> {
        let mut all = Vec::new();
        for (exponents, part) in by_atoms(p, self.nvars) {
            let mut alpha = self.constant(&Rational::zero());
            let mut series = expand(&part, near, budget)?;
            for ((start, power), k) in powers.iter().zip(&exponents) {
                let times = self.constant(&Rational::from(i64::from(*k)));
                alpha = alpha.add(&start.mul(&times));
                for _ in 0..*k {
                    budget.spend(steps(&series) * power.terms().count() as u64)?;
                    series = series.mul(power);
                }
            }
            join(&mut all, (alpha, series));
        }
        Ok(all)
    }
}

/// exp(b(x) − b(p)) for every atom exp(b), with b(p).
fn exponentials(
    landscape: &Landscape,
    near: &[Jet],
    budget: &Budget,
) -> Result<Option<Vec<Class>>, Exhausted> {
    let mut all = Vec::new();
    for atom in &landscape.atoms {
        let Some(b) = quotient(&atom.value, near, budget)? else { return Ok(None) };
        let start = b.value();
        let shift = Series::constant(b.nvars(), b.order(), start.clone());
        budget.spend(steps(&b) * u64::from(b.order()))?;
        let Some(power) = b.sub(&shift).exp() else { return Ok(None) };
        all.push((start, power));
    }
    Ok(Some(all))
}

/// Adds a class to those with other exponents.
fn join(all: &mut Vec<Class>, class: Class) {
    match all.iter_mut().find(|known| known.0.sub(&class.0).is_zero()) {
        Some(known) => known.1 = known.1.add(&class.1),
        None => all.push(class),
    }
}

/// About the cost of one pass over a series.
pub(super) fn steps(series: &Jet) -> u64 {
    let degree = series.value().field().degree() as u64;
    (1 + series.terms().count() as u64) * degree * degree
}

/// A polynomial in the variables at given series.
fn expand(p: &Poly, near: &[Jet], budget: &Budget) -> Result<Jet, Exhausted> {
    let Some(first) = near.first() else { return Err(Exhausted::Work) };
    let number = |q: Rational| first.value().rational(&q);
    let constant = |c: FieldElement| Series::constant(first.nvars(), first.order(), c);
    let one = constant(number(Rational::one()));
    let mut powers: Vec<Vec<Jet>> = near.iter().map(|_| vec![one.clone()]).collect();
    let mut sum = constant(number(Rational::zero()));
    for (exponents, c) in p.terms() {
        let mut term = constant(number(Rational::from(c)));
        for (i, k) in exponents.iter().enumerate().take(near.len()).filter(|(_, k)| **k > 0) {
            while powers[i].len() <= *k as usize {
                let last = &powers[i][powers[i].len() - 1];
                budget.spend(steps(last) * 2)?;
                let next = last.mul(&near[i]);
                powers[i].push(next);
            }
            let power = &powers[i][*k as usize];
            budget.spend(steps(&term) * power.terms().count() as u64)?;
            term = term.mul(power);
        }
        sum = sum.add(&term);
    }
    Ok(sum)
}

/// A fraction in as many variables as there are series at those series; `None` where its
/// denominator vanishes.
///
/// # Errors
/// [`Exhausted`].
pub fn quotient(f: &Fraction, near: &[Jet], budget: &Budget) -> Result<Option<Jet>, Exhausted> {
    let num = expand(f.num(), near, budget)?;
    let den = expand(f.den(), near, budget)?;
    budget.spend(steps(&den) * u64::from(1 + den.order()))?;
    Ok(num.div(&den))
}

/// L − L(p) through an order from the second derivatives, which are rational functions in the
/// variables: k·(k − 1) times its terms of degree k are Σ uᵢuⱼ·(terms of degree k − 2 of the
/// (i, j)-th). `None` if they are not, or are not defined.
pub(super) fn by_hessian(
    landscape: &Landscape,
    point: &ZeroPoint,
    order: u16,
    budget: &Budget,
) -> Result<Option<Jet>, Exhausted> {
    let n = landscape.nvars;
    if !landscape.atoms.is_empty() || order < 2 {
        return Ok(None);
    }
    let at = &point.coordinates;
    let near: Vec<Jet> = (0..n).map(|i| Series::variable(n, order - 2, i, at[i].clone())).collect();
    let zero = FieldElement::constant(&point.field, &Rational::zero());
    let mut terms: Vec<(Vec<u16>, FieldElement)> = Vec::new();
    for (i, row) in landscape.hessian.iter().enumerate() {
        for (j, entry) in row.iter().enumerate() {
            let Some(series) = quotient(entry, &near, budget)? else { return Ok(None) };
            for (powers, c) in series.terms() {
                let mut raised = powers.to_vec();
                raised[i] += 1;
                raised[j] += 1;
                let k = i64::from(raised.iter().sum::<u16>());
                let share = zero.rational(&Rational::fraction(1, k * (k - 1)));
                terms.push((raised, c.mul(&share)));
            }
        }
    }
    Ok(Some(Series::from_terms(n, order, zero, terms)))
}
