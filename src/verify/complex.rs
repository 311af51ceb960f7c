//! Numbers of zeros of the gradient over ℂ: against each other, against the points, and by a
//! recount modulo primes of the checker's own.

use super::checker::{Check, Checker, Verdict, holds, refuted};
use super::claim::NotChecked;
use super::residues::{count_modulo, leading_form, total_degree};
use super::sparse::Sparse;
use crate::result::{ComplexCount, Counts, Multiplicity, Point};
use std::collections::BTreeSet;

/// A recount objects if all of them agree against it.
const PRIMES: [u64; 3] = [1_000_000_007, 998_244_353, 1_073_741_789];

/// Is anything said of solutions over ℂ?
pub(super) fn is_stated(counts: &Counts) -> bool {
    let unknown = matches!(counts.complex, ComplexCount::NotApplicable | ComplexCount::OverLimit);
    let numbers = [
        counts.complex_with_multiplicity,
        counts.complex_distinct,
        counts.bezout,
        counts.at_infinity,
        counts.signature,
    ];
    !unknown || numbers.iter().any(Option::is_some)
}

/// Checks the counts over ℂ and the multiplicities of the points.
pub(super) fn complex_counts(c: &mut Checker<'_>) -> Check {
    let document = c.document;
    let counts = &document.counts;
    if let Some(found) = contradiction(counts, &document.points) {
        return refuted(found);
    }
    let slopes = c.slopes();
    if let (Ok(slopes), Some(stated)) = (&slopes, counts.bezout) {
        let own = slopes.iter().map(total_degree).try_fold(1u64, u64::checked_mul);
        if own.is_some_and(|own| own != stated) {
            return refuted(format!("the product of the degrees is {own:?}"));
        }
    }
    match (counts.complex, counts.complex_with_multiplicity) {
        (ComplexCount::NotApplicable | ComplexCount::OverLimit, _) => Err(NotChecked::NoEvidence),
        (ComplexCount::Infinite, _) if !document.continua.is_empty() => Ok(Verdict::Proved),
        (ComplexCount::Infinite, _) => recount(c, &slopes?, None),
        (ComplexCount::Exact | ComplexCount::Modular, stated) => recount(c, &slopes?, stated),
    }
}

/// What cannot be, whatever the loss is.
fn contradiction(counts: &Counts, points: &[Point]) -> Option<String> {
    let finite = matches!(counts.complex, ComplexCount::Exact | ComplexCount::Modular);
    let all = counts.complex_with_multiplicity;
    if finite != all.is_some() || !finite && counts.complex_distinct.is_some() {
        return Some("numbers of complex solutions where there are none, or none".to_string());
    }
    let exceeds = |a: Option<u64>, b: Option<u64>| a.zip(b).is_some_and(|(a, b)| a > b);
    if exceeds(counts.complex_distinct, all)
        || exceeds(counts.real, counts.complex_distinct)
        || exceeds(all, counts.bezout)
    {
        return Some("more real than complex solutions, or more than Bézout allows".to_string());
    }
    let rest = counts.bezout.zip(all).map(|(bezout, all)| bezout - all);
    if counts.at_infinity != rest {
        return Some(format!("solutions at infinity: {rest:?}"));
    }
    if counts.real.zip(counts.signature).is_some_and(|(real, signature)| real != signature) {
        return Some("the signature is not the number of real points".to_string());
    }
    let odd = |n: Option<u64>| n.map(|n| n % 2 == 1);
    let pairs = odd(counts.complex_distinct).zip(odd(counts.signature));
    if pairs.is_some_and(|(distinct, real)| distinct != real) {
        return Some("solutions that are not real come in pairs".to_string());
    }
    of_points(counts, points, finite)
}

/// The multiplicities against the inertia and their sum.
fn of_points(counts: &Counts, points: &[Point], finite: bool) -> Option<String> {
    let all = counts.complex_with_multiplicity;
    let mut sum = 0u64;
    for point in points {
        let degenerate = point.inertia.is_none_or(|i| i.zero > 0);
        match point.multiplicity {
            Some(Multiplicity::Finite(mu)) if (mu > 1) == degenerate && mu > 0 => {
                sum = sum.saturating_add(mu);
            }
            Some(Multiplicity::Infinite(_)) if degenerate && !finite => {}
            None => {}
            Some(_) => return Some(format!("{} has another multiplicity", point.name)),
        }
    }
    let (Some(all), true) = (all, finite) else { return None };
    let every = points.iter().all(|p| p.multiplicity.is_some());
    let simple = counts.complex_distinct == Some(all);
    let listed = counts.signature == Some(points.len() as u64) && every;
    let wrong = sum > all || simple && sum > points.len() as u64 || listed && (all - sum) % 2 == 1;
    wrong.then(|| "the multiplicities do not fit their sum".to_string())
}

/// Counts again; a count modulo primes refutes, and proves only that nothing lies at infinity.
fn recount(c: &Checker<'_>, slopes: &[Sparse], stated: Option<u64>) -> Check {
    let n = slopes.len();
    if let [one] = slopes {
        let own = (!one.is_zero()).then(|| total_degree(one));
        return holds(own == stated, format!("the derivative has degree {own:?}"));
    }
    let first = count_modulo(slopes, n, PRIMES[0], &c.budget)?;
    if first != stated {
        for p in &PRIMES[1..] {
            if count_modulo(slopes, n, *p, &c.budget)? != first {
                return Err(NotChecked::NoEvidence);
            }
        }
        return refuted(format!("modulo several primes there are {first:?}"));
    }
    let product = slopes.iter().map(total_degree).try_fold(1u64, u64::checked_mul);
    if product.is_none() || product != stated {
        return Err(NotChecked::Recounted);
    }
    // A resultant that is not zero modulo a prime is not zero.
    let forms: Vec<Sparse> = slopes.iter().map(leading_form).collect();
    match count_modulo(&forms, n, PRIMES[0], &c.budget)? {
        Some(_) => Ok(Verdict::Proved),
        None => Err(NotChecked::Recounted),
    }
}

/// The letters that occur, numbered from 0.
fn renumbered(f: &Sparse, used: &[usize]) -> Sparse {
    let exponents = |e: &Vec<u32>| used.iter().map(|&i| e.get(i).copied().unwrap_or(0)).collect();
    Sparse::sum_of(f.terms().map(|(e, c)| (exponents(e), c.clone())))
}

impl Checker<'_> {
    /// The gradient as polynomials in the variables, from the checker's own derivatives.
    fn slopes(&mut self) -> Result<Vec<Sparse>, NotChecked> {
        // Where something is excluded as typed, a polynomial gradient has fewer zeros.
        if !self.document.proof.nonzero.is_empty() {
            return Err(NotChecked::NoEvidence);
        }
        let all = self.gradient.clone()?;
        let mut slopes = Vec::new();
        for e in all {
            let f = self.algebra.fraction(&self.dag, e, &self.budget)?;
            let f = f.as_polynomial().cloned().filter(|f| self.algebra.is_plain(f));
            slopes.push(f.ok_or(NotChecked::NoEvidence)?);
        }
        let used: BTreeSet<usize> = slopes.iter().flat_map(Sparse::letters).collect();
        let used: Vec<usize> = used.into_iter().collect();
        match used.len() <= slopes.len() {
            true => Ok(slopes.iter().map(|f| renumbered(f, &used)).collect()),
            false => Err(NotChecked::NoEvidence),
        }
    }
}
