//! Numbers of critical points, also of products that are not written out.

use super::complex::{ComplexZeros, Finite, bezout};
use super::part::{PartAnswer, PartPoint};
use crate::result::{ComplexCount, Counts, Document, Point};

/// Counts of critical points as far as they are known.
pub(super) fn counts(document: &Document, answers: &[PartAnswer], complete: bool) -> Counts {
    let finite = document.continua.is_empty();
    let sizes = answers.iter().map(|a| a.points.len() as u64);
    let real = sizes.into_iter().try_fold(1u64, u64::checked_mul);
    let degrees = answers.iter().map(|a| {
        let plain = a.landscape.is_polynomial() && a.prepared.system.nonzero.is_empty();
        bezout(&a.prepared.system.equations).filter(|_| plain)
    });
    let bezout = degrees.into_iter().try_fold(1u64, |b, d| b.checked_mul(d?));
    let bezout = bezout.filter(|_| finite);
    let all: Vec<&ComplexZeros> = answers.iter().map(|a| &a.complex).collect();
    let (complex, zeros) = complex(&all);
    let with_multiplicity = zeros.as_ref().map(|z| z.with_multiplicity);
    let on_all_of_space = answers.iter().all(|a| a.prepared.system.signs.is_empty());
    let by_index = by_index(document, answers);
    let known = finite && complete;
    let by_index = by_index.filter(|_| known);
    let sum = |counts: &Vec<u64>| {
        let signed = counts.iter().enumerate().map(|(k, c)| (k, i64::try_from(*c).ok()));
        let mut signed = signed.map(|(k, c)| c.map(|c| if k % 2 == 0 { c } else { -c }));
        signed.try_fold(0i64, |sum, c| sum.checked_add(c?))
    };
    Counts {
        complex_with_multiplicity: with_multiplicity,
        complex_distinct: zeros.as_ref().and_then(|z| z.distinct),
        real: real.filter(|_| known),
        bezout,
        at_infinity: bezout.zip(with_multiplicity).and_then(|(all, d)| all.checked_sub(d)),
        signature: zeros.and_then(|z| z.signature).filter(|_| on_all_of_space),
        complex,
        index_sum: by_index.as_ref().and_then(sum),
        by_index,
    }
}

/// The zeros over ℂ of a product of parts.
struct Product {
    with_multiplicity: u64,
    distinct: Option<u64>,
    signature: Option<u64>,
}

fn complex(parts: &[&ComplexZeros]) -> (ComplexCount, Option<Product>) {
    let mut product = Product { with_multiplicity: 1, distinct: Some(1), signature: Some(1) };
    let mut kind = ComplexCount::Exact;
    let times = |a: Option<u64>, b: Option<u64>| a?.checked_mul(b?);
    for part in parts {
        let own = match part {
            ComplexZeros::Finite(Finite { exact: true, .. }) => ComplexCount::Exact,
            ComplexZeros::Finite(_) => ComplexCount::Modular,
            ComplexZeros::Infinite => ComplexCount::Infinite,
            ComplexZeros::OverLimit => ComplexCount::OverLimit,
            ComplexZeros::NotApplicable => ComplexCount::NotApplicable,
        };
        kind = worse(kind, own);
        let ComplexZeros::Finite(zeros) = part else { continue };
        product.distinct = times(product.distinct, zeros.distinct);
        product.signature = times(product.signature, zeros.signature);
        match product.with_multiplicity.checked_mul(zeros.with_multiplicity) {
            Some(d) => product.with_multiplicity = d,
            None => return (ComplexCount::OverLimit, None),
        }
    }
    let none = product.with_multiplicity == 0 && kind == ComplexCount::Infinite;
    match kind {
        ComplexCount::Exact | ComplexCount::Modular => (kind, Some(product)),
        // Nothing times a curve is nothing.
        ComplexCount::Infinite if none => (ComplexCount::Exact, Some(product)),
        ComplexCount::Infinite | ComplexCount::OverLimit | ComplexCount::NotApplicable => {
            (kind, None)
        }
    }
}

/// What is known of a product of two.
fn worse(a: ComplexCount, b: ComplexCount) -> ComplexCount {
    let rank = |kind: ComplexCount| match kind {
        ComplexCount::Exact => 0,
        ComplexCount::Modular => 1,
        ComplexCount::Infinite => 2,
        ComplexCount::OverLimit => 3,
        ComplexCount::NotApplicable => 4,
    };
    if rank(a) < rank(b) { b } else { a }
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
