use super::UPoly;
use crate::number::Integer;

/// A positive multiple of the polynomial of degree ≤ n with these values at 0, 1, …, n
/// (Newton's forward differences: P = Σ Δᵏ·C(x, k), here times n!).
pub(crate) fn interpolate(values: &[Integer]) -> UPoly {
    let n = values.len();
    let mut differences = values.to_vec();
    for k in 1..n {
        for i in (k..n).rev() {
            differences[i] = &differences[i] - &differences[i - 1];
        }
    }
    // Horner in the basis: Δ⁰·n! + x·(Δ¹·n!/1! + (x − 1)·(Δ²·n!/2! + …))
    let mut result = UPoly::zero();
    let mut scale = Integer::one();
    for k in (0..n).rev() {
        let line = UPoly::new(vec![-Integer::from(k), Integer::one()]);
        result = &(&result * &line) + &UPoly::constant(&differences[k] * &scale);
        scale = &scale * &Integer::from(k.max(1));
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back() {
        let f = UPoly::from_i64(&[7, -3, 0, 5, 2]);
        let at = |k: i64| f.eval_homogeneous(&Integer::from(k), &Integer::one());
        let values: Vec<Integer> = (0..6).map(at).collect();
        assert_eq!(interpolate(&values).primitive(), f.primitive());
        assert_eq!(interpolate(&values[..5]), f.scale(&Integer::from(24)));
        assert_eq!(interpolate(&[Integer::from(4)]), UPoly::from_i64(&[4]));
        assert_eq!(interpolate(&[]), UPoly::zero());
    }
}
