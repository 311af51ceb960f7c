use super::Poly;
use crate::budget::{Budget, Exhausted};

/// All minors of a size of a matrix given by rows: rows and columns in lexicographic order.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn minors(rows: &[Vec<Poly>], size: usize, budget: &Budget) -> Result<Vec<Poly>, Exhausted> {
    let columns = rows.first().map_or(0, Vec::len);
    let mut all = Vec::new();
    for chosen in subsets(rows.len(), size) {
        for places in subsets(columns, size) {
            let entries: Vec<Vec<Poly>> = chosen
                .iter()
                .map(|&i| places.iter().map(|&j| rows[i][j].clone()).collect())
                .collect();
            all.push(determinant(&entries, budget)?);
        }
    }
    Ok(all)
}

/// The subsets of 0, …, n − 1 with k elements, in lexicographic order.
pub fn subsets(n: usize, k: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..k {
        let mut longer = Vec::new();
        for subset in &all {
            let first = subset.last().map_or(0, |last: &usize| last + 1);
            longer.extend((first..n).map(|i| [subset.as_slice(), &[i]].concat()));
        }
        all = longer;
    }
    all
}

/// The determinant by subdeterminants of the first rows (Laplace), each computed once.
fn determinant(rows: &[Vec<Poly>], budget: &Budget) -> Result<Poly, Exhausted> {
    let n = rows.len();
    let Some(ring) = rows.first().and_then(|row| row.first()).map(Poly::nvars) else {
        return Ok(Poly::one(0));
    };
    let mut known = std::collections::BTreeMap::from([(Vec::new(), Poly::one(ring))]);
    for (k, row) in rows.iter().enumerate() {
        let mut next = std::collections::BTreeMap::new();
        for columns in subsets(n, k + 1) {
            let mut sum = Poly::zero(ring);
            for (place, &j) in columns.iter().enumerate() {
                let rest: Vec<usize> = columns.iter().copied().filter(|c| *c != j).collect();
                let minor = &known[&rest];
                budget.spend((1 + row[j].len() * minor.len()) as u64)?;
                let product = &row[j] * minor;
                sum = if (k + place).is_multiple_of(2) { &sum + &product } else { &sum - &product };
            }
            next.insert(columns, sum);
        }
        known = next;
    }
    Ok(known.into_values().next().unwrap_or_else(|| Poly::zero(ring)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Integer;

    fn number(k: i64) -> Poly {
        Poly::constant(1, Integer::from(k))
    }

    #[test]
    fn determinants_have_the_right_sign() {
        let rows: Vec<Vec<Poly>> =
            [[0, 2, 1], [1, 0, 3], [4, 5, 0]].iter().map(|r| r.map(number).to_vec()).collect();
        // 0·(0 − 15) − 2·(0 − 12) + 1·(5 − 0) = 29.
        assert_eq!(minors(&rows, 3, &Budget::unlimited()).unwrap(), [number(29)]);
        assert_eq!(minors(&rows, 2, &Budget::unlimited()).unwrap().len(), 9);
        assert_eq!(subsets(4, 2).len(), 6);
    }
}
