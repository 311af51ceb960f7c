//! Coordinates as a person writes them: rational, in short radicals, one through another, else
//! the root of a polynomial with twenty digits; never Cardano's formula.

use hesse::analyze::Limits;
use hesse::result::{Document, Number};

fn solve(text: &str) -> Document {
    hesse::answer(text, &Limits::default()).unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// The exact forms of a coordinate at all points, sorted.
fn exact(document: &Document, k: usize) -> Vec<Option<String>> {
    let mut all: Vec<_> = document.points.iter().map(|p| p.coordinates[k].exact.clone()).collect();
    all.sort();
    all
}

fn some(texts: &[&str]) -> Vec<Option<String>> {
    texts.iter().map(|t| Some(t.to_string())).collect()
}

#[test]
fn rational_numbers_and_radicals() {
    assert_eq!(exact(&solve("x^3/3 - x/4"), 0), some(&["-1/2", "1/2"]));
    assert_eq!(exact(&solve("x^3/3 - 5*x"), 0), some(&["-sqrt(5)", "sqrt(5)"]));
    assert_eq!(
        exact(&solve("x^3/3 - x^2/2 - x"), 0),
        some(&["(1 + sqrt(5))/2", "(1 - sqrt(5))/2"])
    );
    assert_eq!(exact(&solve("x^4/4 - 3*x"), 0), some(&["3^(1/3)"]));
    // ±√((5 ± √13)/2)
    let nested = exact(&solve("x^5/5 - 5*x^3/3 + 3*x"), 0);
    assert_eq!(nested.len(), 4);
    assert!(nested.contains(&Some("sqrt((5 + sqrt(13))/2)".to_string())), "{nested:?}");
}

/// 2 cos(2πk/9) are the roots of x³ − 3x + 1: three real roots, the irreducible case.
#[test]
fn a_cubic_is_not_written_in_radicals() {
    let document = solve("x^4/4 - 3*x^2/2 + x");
    let mut decimals: Vec<&str> =
        document.points.iter().filter_map(|p| p.coordinates[0].decimal.as_deref()).collect();
    decimals.sort_unstable();
    let expected = ["-1.8793852415718167681", "0.34729635533386069770", "1.5320888862379560704"];
    assert_eq!(decimals, expected);
    for point in &document.points {
        let Number { exact, minimal_polynomial, enclosure, .. } = &point.coordinates[0];
        assert_eq!(exact, &None);
        assert_eq!(minimal_polynomial.as_deref(), Some("x^3 - 3*x + 1"));
        assert!(enclosure.is_some());
    }
}

#[test]
fn one_coordinate_through_another() {
    let document = solve("(x^2-2)^2 + (y-2*x^2+1)^2 + x");
    assert_eq!(document.points.len(), 3);
    assert!(document.points.iter().all(|p| p.relations == ["y = 2*x^2 - 1"]));
    // ∂ by x: 4x³ = 4xy.
    let document = solve("x^4 - 2*x^2*y + y^4 - y");
    let related = document.points.iter().filter(|p| p.relations == ["y = x^2"]).count();
    assert_eq!(related, 2);
}
