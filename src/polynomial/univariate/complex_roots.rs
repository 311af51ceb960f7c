//! All complex roots in floating point: the second route, which may object to an exact
//! answer but never decides one.
//!
//! Aberth, *Iteration methods for finding all zeros of a polynomial simultaneously*, Math.
//! Comp. 1973; error discs by Smith, *Error bounds for zeros of a polynomial based upon
//! Gerschgorin's theorems*, J. ACM 1970.

use super::UPoly;
use crate::number::Integer;
use num_complex::Complex64;

/// An approximate root and the radius of its disc: the union of the discs contains all
/// roots, and a disc that meets no other contains exactly one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ComplexRoot {
    /// The approximation.
    pub value: Complex64,
    /// Radius of the disc, rounding errors of its own computation included.
    pub radius: f64,
}

const MOST_ROUNDS: usize = 400;

/// Approximations of all complex roots, with multiplicity, by real then imaginary part.
/// `None` when floats overflow or the iteration does not settle; multiple roots get large
/// discs, so a squarefree polynomial is the better input. 0 and constants have none.
pub fn complex_roots(f: &UPoly) -> Option<Vec<ComplexRoot>> {
    let zeros = f.coeffs().iter().take_while(|c| c.is_zero()).count();
    let n = f.coeffs().len().saturating_sub(zeros + 1);
    let (scale, a) = balanced(&f.coeffs()[zeros..])?;
    let origin = ComplexRoot { value: Complex64::ZERO, radius: 0.0 };
    let mut roots = vec![origin; if f.is_zero() { 0 } else { zeros }];
    if n > 0 {
        let z = iterate(&a, n)?;
        for i in 0..n {
            let radius = disc_radius(&a, &z, i) * scale;
            let value = z[i] * scale;
            if !(radius.is_finite() && value.re.is_finite() && value.im.is_finite()) {
                return None;
            }
            roots.push(ComplexRoot { value, radius });
        }
    }
    let parts = |r: &ComplexRoot| (r.value.re, r.value.im);
    roots.sort_by(|x, y| {
        let ((a, b), (c, d)) = (parts(x), parts(y));
        a.total_cmp(&c).then(b.total_cmp(&d))
    });
    Some(roots)
}

/// (2^s, floats in proportion to aₖ·2^(s·k)), s chosen so that the ends are of equal size;
/// `None` when the roots are too large or too small for floats.
fn balanced(coeffs: &[Integer]) -> Option<(f64, Vec<f64>)> {
    let n = coeffs.len().saturating_sub(1);
    let bits = |k: usize| coeffs.get(k).map_or(0, |c| c.bits() as i64);
    let s = if n == 0 { 0 } else { (bits(0) - bits(n)).div_euclid(n as i64) };
    let exponent = |k: usize| bits(k) + s * k as i64;
    let largest = (0..coeffs.len()).map(exponent).max().unwrap_or(0);
    let value = |(k, c): (usize, &Integer)| {
        let excess = c.bits().saturating_sub(64);
        let mantissa = c.div_rem(&Integer::one().shl(excess)).0.to_f64();
        mantissa * power_of_two(excess as i64 + s * k as i64 - largest)
    };
    (s.abs() < 1000).then(|| (power_of_two(s), coeffs.iter().enumerate().map(value).collect()))
}

fn power_of_two(e: i64) -> f64 {
    2f64.powi(e.clamp(-1074, 1023) as i32)
}

/// Aberth's corrections until they no longer matter.
fn iterate(a: &[f64], n: usize) -> Option<Vec<Complex64>> {
    // Powers of (3 + 4i)/5 never repeat, because its argument is no rational multiple of π.
    let turn = Complex64::new(0.6, 0.8);
    let mut z: Vec<Complex64> =
        std::iter::successors(Some(Complex64::new(1.0, 0.25)), |z| Some(z * turn))
            .take(n)
            .collect();
    for _ in 0..MOST_ROUNDS {
        let mut settled = true;
        for i in 0..n {
            let newton = newton_step(a, z[i]);
            let others = (0..n).filter(|&j| j != i).map(|j| (z[i] - z[j]).inv());
            let correction = newton / (Complex64::ONE - newton * others.sum::<Complex64>());
            if !(correction.re.is_finite() && correction.im.is_finite()) {
                return None;
            }
            z[i] -= correction;
            settled &= correction.norm_sqr() <= 1e-28 * z[i].norm_sqr();
        }
        if settled {
            return Some(z);
        }
    }
    Some(z)
}

/// f(z)/f′(z); outside the unit disc through the reversed polynomial, which does not overflow.
fn newton_step(a: &[f64], z: Complex64) -> Complex64 {
    let horner = |c: &mut dyn Iterator<Item = f64>, z: Complex64| {
        let start = (Complex64::ZERO, Complex64::ZERO);
        c.fold(start, |(value, slope), c| (value * z + c, slope * z + value))
    };
    if z.norm_sqr() <= 1.0 {
        let (value, slope) = horner(&mut a.iter().rev().copied(), z);
        return value / slope;
    }
    let w = z.inv();
    let (value, slope) = horner(&mut a.iter().copied(), w);
    let n = (a.len() - 1) as f64;
    z * value / (value * n - slope * w)
}

/// n·|f(zᵢ)|/|aₙ·∏ (zᵢ − zⱼ)|, with a bound for the rounding errors of Horner's scheme added
/// to |f(zᵢ)|.
fn disc_radius(a: &[f64], z: &[Complex64], i: usize) -> f64 {
    let n = z.len() as f64;
    let size = z[i].norm_sqr().sqrt();
    let value = a.iter().rev().fold(Complex64::ZERO, |v, c| v * z[i] + c);
    let sizes = a.iter().rev().fold(0.0, |v, c| v * size + c.abs());
    let rounding = 8.0 * (n + 2.0) * f64::EPSILON * sizes;
    let start = (value.norm_sqr().sqrt() + rounding) / a[a.len() - 1].abs();
    let others = (0..z.len()).filter(|&j| j != i);
    1.01 * n * others.fold(start, |w, j| w / (z[i] - z[j]).norm_sqr().sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(coeffs: &[i64]) -> UPoly {
        UPoly::from_i64(coeffs)
    }

    #[track_caller]
    fn check(f: &UPoly, expected: &[(f64, f64)]) {
        let roots = complex_roots(f).unwrap();
        assert_eq!(roots.len(), expected.len());
        for &(re, im) in expected {
            let exact = Complex64::new(re, im);
            let near = |r: &&ComplexRoot| (r.value - exact).norm() <= r.radius + 1e-15;
            let found = roots.iter().filter(near).count();
            assert!(found >= 1, "{exact} is in no disc of {roots:?}");
        }
    }

    #[test]
    fn known_roots_lie_in_the_discs() {
        check(&p(&[]), &[]);
        check(&p(&[5]), &[]);
        check(&p(&[0, 0, 3]), &[(0.0, 0.0), (0.0, 0.0)]);
        check(&p(&[-1, 2]), &[(0.5, 0.0)]);
        check(&p(&[1, 0, 1]), &[(0.0, 1.0), (0.0, -1.0)]);
        let half = 3f64.sqrt() / 2.0;
        check(&p(&[-1, 0, 0, 1]), &[(1.0, 0.0), (-0.5, half), (-0.5, -half)]);
        check(
            &p(&[1, -3, 0, 1]),
            &[(-1.879385241571817, 0.0), (0.347296355333861, 0.0), (1.532088886237956, 0.0)],
        );
    }

    #[test]
    fn wilkinson_and_unit_roots() {
        let f = (1..=12).fold(UPoly::one(), |f, k| &f * &p(&[-k, 1]));
        let expected: Vec<(f64, f64)> = (1..=12).map(|k| (f64::from(k), 0.0)).collect();
        check(&f, &expected);
        let f = &UPoly::monomial(Integer::one(), 40) - &UPoly::one();
        let roots = complex_roots(&f).unwrap();
        assert!(roots.iter().all(|r| (r.value.norm() - 1.0).abs() < 1e-12 && r.radius < 1e-11));
    }

    #[test]
    fn coefficients_beyond_the_range_of_floats() {
        // x⁴ = 10^1600
        let big = Integer::from(10).pow(1600);
        let f = &UPoly::monomial(Integer::one(), 4) - &UPoly::constant(big);
        assert!(complex_roots(&f).is_none());
        // x⁴ = 10^400 has roots of size 10^100.
        let big = Integer::from(10).pow(400);
        let f = &UPoly::monomial(Integer::one(), 4) - &UPoly::constant(big);
        let roots = complex_roots(&f).unwrap();
        assert!((roots[3].value.re / 1e100 - 1.0).abs() < 1e-12);
        assert!(roots[3].radius < 1e90);
    }
}
