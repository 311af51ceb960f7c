use super::{Matrix, diagonalize, float};
use crate::budget::{Budget, Exhausted};
use crate::number::{Integer, Interval, Rational, RealField, Sign};

/// A short integer vector v with vᵀHv < 0, proved exactly; `None` if H has no negative
/// eigenvalue.
///
/// The float eigenvector of the least eigenvalue suggests; its multiples rounded to
/// integers of size at most 1, 2, 3, … are tried, so the first that works is short. If none
/// does, the vectors of the exact diagonal form are rounded ever more finely: one with
/// dᵢ < 0 exists exactly when there is a negative eigenvalue, and vᵀHv is continuous.
///
/// # Errors
/// [`Exhausted`] if the budget ends.
pub fn escape_direction<F: RealField>(
    h: &Matrix<F>,
    budget: &Budget,
) -> Result<Option<Vec<Integer>>, Exhausted> {
    let decreases = |v: &[Integer]| {
        let v: Vec<F> = v.iter().filter_map(|x| Some(h.sample()?.rational(&x.into()))).collect();
        h.quadratic_form(&v).sign() == Sign::Negative
    };
    let steps = (h.rows() * h.rows()) as u64;
    let floats = h.map(|x| x.enclosure(64).midpoint().to_f64());
    if let Some(v) = suggested(&floats, steps, budget, decreases)? {
        return Ok(Some(v));
    }
    let congruence = diagonalize(h, budget)?;
    let negative = congruence.diagonal.iter().position(|d| d.sign() == Sign::Negative);
    let Some(exact) = negative.map(|i| &congruence.basis[i]) else { return Ok(None) };
    // The loop ends because the rounded vectors converge to a direction where the form is < 0.
    for bits in (8..).step_by(8) {
        budget.spend(steps)?;
        let v: Vec<Rational> = exact.iter().map(|x| x.enclosure(2 * bits).midpoint()).collect();
        let v = rounded(&v, &Rational::from(Integer::one().shl(bits as usize)));
        if decreases(&v) {
            return Ok(Some(primitive(v)));
        }
    }
    Ok(None)
}

/// The same for a symmetric matrix known by enclosures; `None` if no vector was proved.
///
/// # Errors
/// [`Exhausted`] if the budget ends.
pub fn escape_direction_enclosed(
    h: &Matrix<Interval>,
    budget: &Budget,
) -> Result<Option<Vec<Integer>>, Exhausted> {
    let decreases = |v: &[Integer]| enclosed_form(h, v).sign() == Sign::Negative;
    let floats = h.map(|x| x.midpoint().to_f64());
    suggested(&floats, (h.rows() * h.rows()) as u64, budget, decreases)
}

/// An enclosure of vᵀHv.
fn enclosed_form(h: &Matrix<Interval>, v: &[Integer]) -> Interval {
    let prec = h.sample().map_or(64, Interval::prec);
    let mut sum = Interval::exact(&Rational::zero(), prec);
    for (i, x) in v.iter().enumerate() {
        for (j, y) in v.iter().enumerate() {
            let weight = Interval::exact(&Rational::from(x * y), prec);
            sum = sum.add(&h.get(i, j).mul(&weight));
        }
    }
    sum
}

/// Sizes of the largest entry of a suggested vector, in the order tried.
const SIZES: [i64; 14] = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 100, 1000, 1_000_000];

/// The shortest multiple of the least float eigenvector, rounded, that the test accepts.
fn suggested(
    h: &Matrix<f64>,
    steps: u64,
    budget: &Budget,
    accept: impl Fn(&[Integer]) -> bool,
) -> Result<Option<Vec<Integer>>, Exhausted> {
    let Some(eigen) = float::symmetric_eigen(h) else { return Ok(None) };
    let dyadic = |x: &f64| Rational::new(Integer::from((x * 1e15) as i64), Integer::one());
    let v: Vec<Rational> = eigen.vectors[0].iter().map(dyadic).collect();
    for size in SIZES {
        budget.spend(steps)?;
        let candidate = rounded(&v, &Rational::from(size));
        if accept(&candidate) {
            return Ok(Some(primitive(candidate)));
        }
    }
    Ok(None)
}

/// The nearest integers to v·size/max|vᵢ|.
fn rounded(v: &[Rational], size: &Rational) -> Vec<Integer> {
    let largest = v.iter().map(Rational::abs).max().and_then(|m| m.recip());
    let factor = largest.unwrap_or_default() * size;
    let half = Rational::fraction(1, 2);
    v.iter().map(|x| ((x * &factor).abs() + &half).floor()).zip(v).map(signed).collect()
}

fn signed((magnitude, x): (Integer, &Rational)) -> Integer {
    if x.is_negative() { -magnitude } else { magnitude }
}

/// Without common factor, the first nonzero entry positive.
fn primitive(v: Vec<Integer>) -> Vec<Integer> {
    let content = v.iter().fold(Integer::zero(), |g, x| g.gcd(x));
    let negative = v.iter().find(|x| !x.is_zero()).is_some_and(Integer::is_negative);
    let divisor = if negative { -content } else { content };
    v.iter().map(|x| x.checked_div_exact(&divisor).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linalg::inertia;
    use crate::linalg::testing::{matrix, symmetric};
    use proptest::prelude::*;

    #[track_caller]
    fn check(rows: &[&[i64]], expected: Option<&[i64]>) {
        let v = escape_direction(&matrix(rows), &Budget::unlimited()).unwrap();
        assert_eq!(v, expected.map(|v| v.iter().map(|x| Integer::from(*x)).collect()));
    }

    #[test]
    fn short_vectors_are_found() {
        check(&[&[0, -2], &[-2, 0]], Some(&[1, 1]));
        check(&[&[0, 2], &[2, 0]], Some(&[1, -1]));
        check(&[&[5, 0, 0], &[0, 3, 0], &[0, 0, -1]], Some(&[0, 0, 1]));
        check(&[&[1, 1], &[1, 1]], None);
        check(&[&[0]], None);
        // 1000x² + 2002xy + 1002y² < 0 only for 1 < −x/y < 1.002.
        check(&[&[1000, 1001], &[1001, 1002]], Some(&[1000, -999]));
    }

    #[test]
    fn a_direction_beyond_floating_point_is_found() {
        // [[1, 10^20], [10^20, 10^40 − 1]] has determinant −1; descent needs x/y ≈ −10^20.
        let big = Rational::from(10).pow(20).unwrap();
        let corner = &big * &big - Rational::one();
        let h = Matrix::from_rows(vec![vec![Rational::one(), big.clone()], vec![big, corner]]);
        let h = h.unwrap();
        let v = escape_direction(&h, &Budget::unlimited()).unwrap().unwrap();
        let v: Vec<Rational> = v.iter().map(Rational::from).collect();
        assert!(h.quadratic_form(&v).is_negative());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        #[test]
        fn there_is_one_exactly_when_an_eigenvalue_is_negative(
            n in 1usize..5, entries in prop::collection::vec(-3i64..6, 15),
        ) {
            let (h, budget) = (symmetric(n, |k| entries[k]), Budget::unlimited());
            let negative = inertia(&h, &budget).unwrap().unwrap().negative;
            let v = escape_direction(&h, &budget).unwrap();
            prop_assert_eq!(v.is_some(), negative > 0);
            if let Some(v) = v {
                let enclosed = h.map(|x| Interval::exact(x, 80));
                prop_assert!(enclosed_form(&enclosed, &v).sign() == Sign::Negative);
                prop_assert!(escape_direction_enclosed(&enclosed, &budget).unwrap().is_some());
            }
        }
    }
}
