//! Numbers of critical points, also of products that are not written out.

use super::part::{PartAnswer, PartPoint};
use crate::result::{Counts, Document, Point};

/// Counts of critical points as far as they are known.
pub(super) fn counts(document: &Document, answers: &[PartAnswer], complete: bool) -> Counts {
    let finite = document.continua.is_empty();
    let sizes = answers.iter().map(|a| a.points.len() as u64);
    let real = sizes.into_iter().try_fold(1u64, u64::checked_mul);
    let degrees = answers.iter().map(|a| {
        let plain = a.landscape.is_polynomial();
        let all = a.prepared.system.equations.iter();
        let product = all.map(|p| u64::from(p.total_degree())).try_fold(1u64, u64::checked_mul);
        product.filter(|_| plain)
    });
    let bezout = degrees.into_iter().try_fold(1u64, |b, d| b.checked_mul(d?));
    let by_index = by_index(document, answers);
    let known = finite && complete;
    let by_index = by_index.filter(|_| known);
    let sum = |counts: &Vec<u64>| {
        let signed = counts.iter().enumerate().map(|(k, c)| (k, i64::try_from(*c).ok()));
        let mut signed = signed.map(|(k, c)| c.map(|c| if k % 2 == 0 { c } else { -c }));
        signed.try_fold(0i64, |sum, c| sum.checked_add(c?))
    };
    Counts {
        complex_with_multiplicity: None,
        complex_distinct: None,
        real: real.filter(|_| known),
        bezout: bezout.filter(|_| finite),
        index_sum: by_index.as_ref().and_then(sum),
        by_index,
    }
}

/// The number of points of each Morse index; `None` if one is degenerate, or there are too
/// many to count. The counts of a product are the convolution of those of its parts.
fn by_index(document: &Document, answers: &[PartAnswer]) -> Option<Vec<u64>> {
    let n = document.variables.len();
    let count = |indices: Vec<Option<usize>>| -> Option<Vec<u64>> {
        let mut counts = vec![0u64; n + 1];
        for index in indices {
            *counts.get_mut(index?)? += 1;
        }
        Some(counts)
    };
    if document.blocks.is_empty() {
        let index = |p: &Point| p.inertia.filter(|i| i.zero == 0).map(|i| i.negative);
        return count(document.points.iter().map(index).collect());
    }
    let mut all = count(vec![Some(0)])?;
    for answer in answers {
        let index = |p: &PartPoint| p.facts.inertia.filter(|i| i.zero == 0).map(|i| i.negative);
        let own = count(answer.points.iter().map(index).collect())?;
        let mut longer = vec![0u64; n + 1];
        for (i, a) in all.iter().enumerate() {
            for (j, b) in own.iter().enumerate().take(n + 1 - i) {
                longer[i + j] = longer[i + j].checked_add(a.checked_mul(*b)?)?;
            }
        }
        all = longer;
    }
    Some(all)
}
