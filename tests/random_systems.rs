//! Random small losses against another system: real critical points, signs of eigenvalues and the
//! number of complex ones as msolve gives them (`tests/peers/random_systems.py`).
//!
//! A few tens of the losses by default; all of them with `HESSE_LONG=1`.

use hesse::analyze::Limits;
use hesse::result::{ComplexCount, Document, Number, Point, Status};
use serde::Deserialize;

/// Every which loss is taken by default.
const STRIDE: usize = 16;

/// Said of a loss that was not finished.
const OPEN: &str = "not proved";

#[derive(Debug, Deserialize)]
struct Case {
    text: String,
    variables: Vec<String>,
    /// Dimension of the quotient algebra, the denominators made invertible.
    complex: Option<u64>,
    /// All real critical points; none where there are infinitely many over ℂ.
    points: Option<Vec<Expected>>,
}

#[derive(Debug, Deserialize)]
struct Expected {
    x: Vec<String>,
    /// Numbers of positive and negative eigenvalues of the Hessian, where none is near zero.
    signs: Option<[usize; 2]>,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("corpus/random_systems.json")).expect("the corpus is JSON")
}

#[test]
fn points_agree_with_another_system() {
    let long = std::env::var_os("HESSE_LONG").is_some();
    let all = cases();
    assert!(all.iter().filter(|c| c.points.is_some()).count() >= 500);
    let chosen: Vec<&Case> = all.iter().step_by(if long { 1 } else { STRIDE }).collect();
    let complaints: Vec<String> = chosen.iter().filter_map(|c| complaint(c)).collect();
    // What is left open is said to be; it may be one loss, or one in a hundred.
    let (open, wrong): (Vec<&String>, Vec<&String>) =
        complaints.iter().partition(|c| c.contains(OPEN));
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(open.len() * 100 <= chosen.len().max(100), "{open:#?}");
}

fn complaint(case: &Case) -> Option<String> {
    let text = format!("f({}) = {}", case.variables.join(", "), case.text);
    let document = match hesse::answer(&text, &Limits::default()) {
        Ok(document) => document,
        Err(e) => return Some(format!("{text}: {e}")),
    };
    objection(case, &document).map(|what| format!("{text}: {what}"))
}

fn objection(case: &Case, document: &Document) -> Option<String> {
    let counts = &document.counts;
    let Some(expected) = &case.points else {
        let finite = counts.complex_with_multiplicity.is_some();
        return finite.then(|| format!("infinitely many complex points: {counts:?}"));
    };
    if counts.complex == ComplexCount::Exact && counts.complex_with_multiplicity != case.complex {
        return Some(format!("{:?} complex points: {counts:?}", case.complex));
    }
    if document.completeness.status != Status::Proved {
        return Some(format!("{OPEN}: {:?}", document.completeness.reasons));
    }
    if expected.len() != document.points.len() || !document.continua.is_empty() {
        return Some(format!("{} points: {counts:?}", expected.len()));
    }
    expected.iter().find_map(|e| match document.points.iter().find(|p| is_at(p, e)) {
        None => Some(format!("no point at {:?}", e.x)),
        Some(p) => signs(p, e),
    })
}

fn signs(point: &Point, expected: &Expected) -> Option<String> {
    let found = point.inertia.map(|i| [i.positive, i.negative]);
    let wrong = expected.signs.is_some_and(|signs| Some(signs) != found);
    wrong.then(|| format!("{} has signs {found:?}, not {:?}", point.name, expected.signs))
}

fn is_at(point: &Point, expected: &Expected) -> bool {
    point.coordinates.iter().zip(&expected.x).all(|(x, e)| is_near(x, e))
}

/// Equal to fifteen digits.
fn is_near(number: &Number, expected: &str) -> bool {
    let parse = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
    let (a, b) = (parse(number.decimal.as_deref().unwrap_or("")), parse(expected));
    (a - b).abs() <= 1e-15 * (1.0 + b.abs()) * 4.0
}
