//! A visible sum of squares: L = Σ wⱼ·rⱼ² + constant as it stands in the formula.

use crate::budget::{Budget, Exhausted};
use crate::classify::VisibleBound;
use crate::expr::Dag;
use crate::number::{Integer, Rational, Sign};
use crate::polynomial::Poly;
use crate::polynomial::multivariate::factor;
use crate::solve::{Lowering, Obstacle, Residual};

/// The residuals of the terms of a visible lower bound; none if a term is no square of a
/// polynomial in the variables.
pub(super) fn residuals(
    dag: &mut Dag,
    lowering: &mut Lowering,
    lower: Option<&VisibleBound>,
    n: usize,
    budget: &Budget,
) -> Result<Vec<Residual>, Obstacle> {
    let Some(bound) = lower.filter(|bound| (2..=n).contains(&bound.terms.len())) else {
        return Ok(Vec::new());
    };
    let mut squares = Vec::new();
    for &term in &bound.terms {
        let value = lowering.lower(dag, term, budget)?;
        let square = match value.den().as_constant() {
            Some(den) if value.num().nvars() == n => square(value.num(), den, budget)?,
            _ => None,
        };
        match square {
            Some(square) => squares.push(square),
            None => return Ok(Vec::new()),
        }
    }
    let common = squares.iter().fold(Integer::one(), |l, (w, _)| l.lcm(&w.denominator()));
    let whole = |(w, polynomial): (Rational, Poly)| {
        let weight = w.numerator() * &common.div_exact(&w.denominator());
        Residual { weight, polynomial }
    };
    Ok(squares.into_iter().map(whole).collect())
}

/// w and r with num/den = w·r² and w > 0.
fn square(
    num: &Poly,
    den: &Integer,
    budget: &Budget,
) -> Result<Option<(Rational, Poly)>, Exhausted> {
    let factors = factor(num, budget)?;
    let weight = Rational::new(factors.content, den.clone());
    let even = factors.factors.iter().all(|(_, k)| k % 2 == 0);
    if !even || weight.sign() != Sign::Positive {
        return Ok(None);
    }
    let one = Poly::one(num.nvars());
    let root = factors.factors.iter().fold(one, |r, (f, k)| &r * &f.pow(k / 2));
    Ok(Some((weight, root)))
}
