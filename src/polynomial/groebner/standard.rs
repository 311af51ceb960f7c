use super::reduce::divides;
use crate::budget::{Budget, Exhausted};

/// The monomials that no leading monomial divides, in no particular order; `None` if there are
/// infinitely many.
pub(super) fn standard_monomials(
    leads: &[Vec<u32>],
    n: usize,
    budget: &Budget,
) -> Result<Option<Vec<Vec<u32>>>, Exhausted> {
    let pure = |i: usize| leads.iter().any(|e| (0..n).all(|j| j == i || e[j] == 0));
    if !(0..n).all(pure) {
        return Ok(None);
    }
    let mut found = Vec::new();
    let mut waiting = vec![vec![0; n]];
    while let Some(e) = waiting.pop() {
        budget.spend(1 + leads.len() as u64)?;
        if leads.iter().any(|m| divides(m, &e)) {
            continue;
        }
        // Raising only from the last variable that occurs on reaches every monomial once.
        let last = e.iter().rposition(|&k| k > 0).unwrap_or(0);
        for i in last..n {
            let mut next = e.clone();
            next[i] += 1;
            waiting.push(next);
        }
        found.push(e);
    }
    Ok(Some(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_staircase() {
        let count = |leads: &[[u32; 2]]| {
            let leads: Vec<Vec<u32>> = leads.iter().map(|e| e.to_vec()).collect();
            standard_monomials(&leads, 2, &Budget::unlimited()).unwrap().map(|m| m.len())
        };
        assert_eq!(count(&[[3, 0], [0, 2]]), Some(6));
        assert_eq!(count(&[[3, 0], [1, 1], [0, 2]]), Some(4));
        assert_eq!(count(&[[0, 0]]), Some(0));
        assert_eq!(count(&[[1, 1], [0, 2]]), None);
    }
}
