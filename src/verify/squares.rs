//! The split of a sum of squares, with the checker's own derivatives and minors.

use super::checker::Checker;
use super::claim::NotChecked;
use super::sparse::Sparse;
use super::tree::{Made, State, set, wrong};
use crate::number::{Rational, Sign};
use crate::result::{Case, CaseReason};
use std::collections::BTreeSet;

/// ∂f/∂(letter).
fn slope(f: &Sparse, letter: usize) -> Sparse {
    let lowered = |e: &Vec<u32>, c: &Rational| {
        let k = e.get(letter).copied().filter(|k| *k > 0)?;
        let mut e = e.clone();
        e[letter] = k - 1;
        Some((e, c * &Rational::fraction(i64::from(k), 1)))
    };
    Sparse::sum_of(f.terms().filter_map(|(e, c)| lowered(e, c)))
}

/// The equations are those of Σ wⱼ·rⱼ², wⱼ > 0; one case has all rⱼ = 0, the other one adds minors
/// of the Jacobian matrix that have all residuals.
pub(super) fn split(
    c: &mut Checker<'_>,
    before: &State,
    [residuals, weights, minors]: [&Vec<String>; 3],
    vanish: bool,
) -> Made {
    let (residuals, minors) = (c.polynomials(residuals)?, c.polynomials(minors)?);
    let weights = c.polynomials(weights)?;
    let weights: Option<Vec<Rational>> = weights.iter().map(Sparse::as_constant).collect();
    let Some(weights) = weights else { return wrong("a weight is no number") };
    if weights.len() != residuals.len() || weights.iter().any(|w| w.sign() != Sign::Positive) {
        return wrong("a residual has no positive weight");
    }
    let letters: BTreeSet<usize> = residuals.iter().flat_map(Sparse::letters).collect();
    let letters: Vec<usize> = letters.into_iter().collect();
    let mut components = Vec::new();
    for &letter in &letters {
        let mut sum = Sparse::zero();
        for (r, w) in residuals.iter().zip(&weights) {
            sum = sum.plus(&r.times(&slope(r, letter), &c.budget)?.scaled(w));
        }
        components.push(sum);
    }
    if set(&components) != before.equations {
        return wrong("the equations are not those of the sum of squares");
    }
    let mut after = before.clone();
    match vanish {
        true => after.equations = set(&residuals),
        false => {
            let own = all_minors(c, &residuals, &letters)?;
            if !set(&minors).is_subset(&set(&own)) {
                return wrong("a minor of the Jacobian matrix is another polynomial");
            }
            after.equations.extend(set(&minors));
        }
    }
    Ok(Ok(after))
}

/// The minors that have all residuals, by expansion along the first of the rows left.
fn all_minors(
    c: &Checker<'_>,
    residuals: &[Sparse],
    letters: &[usize],
) -> Result<Vec<Sparse>, NotChecked> {
    // Choices of distinct columns, one for each row, with the sign of the permutation.
    let mut partial: Vec<(Vec<usize>, bool, Sparse)> = vec![(Vec::new(), false, Sparse::one())];
    for r in residuals {
        let mut longer = Vec::new();
        for (columns, odd, product) in &partial {
            for (k, &letter) in letters.iter().enumerate() {
                if columns.contains(&k) {
                    continue;
                }
                let inversions = columns.iter().filter(|other| **other > k).count();
                let next = product.times(&slope(r, letter), &c.budget)?;
                longer.push(([&columns[..], &[k]].concat(), *odd ^ (inversions % 2 == 1), next));
            }
        }
        partial = longer;
    }
    let mut sums: Vec<(Vec<usize>, Sparse)> = Vec::new();
    for (mut columns, odd, product) in partial {
        columns.sort_unstable();
        let signed = product.scaled(&Rational::fraction(if odd { -1 } else { 1 }, 1));
        match sums.iter_mut().find(|(known, _)| *known == columns) {
            Some((_, sum)) => *sum = sum.plus(&signed),
            None => sums.push((columns, signed)),
        }
    }
    Ok(sums.into_iter().map(|(_, sum)| sum).collect())
}

/// Both cases of the same sum of squares.
pub(super) fn complete(children: &[&Case]) -> bool {
    let mut seen = BTreeSet::new();
    let mut same = BTreeSet::new();
    for child in children {
        let CaseReason::Residuals { residuals, weights, minors, vanish } = &child.reason else {
            return false;
        };
        seen.insert(*vanish);
        same.insert((residuals, weights, minors));
    }
    children.len() == 2 && seen.len() == 2 && same.len() == 1
}
