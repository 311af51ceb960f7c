//! Derivatives against dual numbers, Taylor polynomials against truncated series.

mod derivatives;
mod dual;
mod formula;
mod homework;
mod operations;
mod steps;
mod taylor;

/// |a − b| within a relative 1e−9 of the larger of 1 and |b|.
#[track_caller]
fn assert_close(a: f64, b: f64, what: &str) {
    let tolerance = 1e-9 * b.abs().max(1.0);
    assert!((a - b).abs() <= tolerance, "{what}: {a} is not {b}");
}
