//! Sign changes of variables that leave L unchanged.

use crate::polynomial::Poly;

/// Generators of the group of sign changes: each a list of the variables whose signs change
/// together. A flip leaves every term unchanged exactly if the exponents of its variables
/// have an even sum: the kernel over 𝔽₂ of the parities.
pub fn sign_flips(num: &Poly, den: &Poly, n: usize) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<bool>> = Vec::new();
    for (exponents, _) in num.terms().chain(den.terms()) {
        let mut row: Vec<bool> = exponents[..n].iter().map(|k| k % 2 == 1).collect();
        for known in &rows {
            let pivot = known.iter().position(|b| *b);
            if pivot.is_some_and(|p| row[p]) {
                row.iter_mut().zip(known).for_each(|(a, b)| *a ^= b);
            }
        }
        if let Some(pivot) = row.iter().position(|b| *b) {
            for known in rows.iter_mut().filter(|known| known[pivot]) {
                known.iter_mut().zip(&row).for_each(|(a, b)| *a ^= b);
            }
            rows.push(row);
        }
    }
    let pivots: Vec<usize> = rows.iter().filter_map(|row| row.iter().position(|b| *b)).collect();
    let free = (0..n).filter(|j| !pivots.contains(j));
    let flip = |j: usize| {
        let mut all: Vec<usize> =
            pivots.iter().zip(&rows).filter(|(_, row)| row[j]).map(|(p, _)| *p).collect();
        all.push(j);
        all.sort_unstable();
        all
    };
    free.map(flip).collect()
}
