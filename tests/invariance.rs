//! What may not change when the loss is written another way.

use hesse::analyze::{Limits, is_undecided};
use hesse::result::{Document, Nature, Number, Status};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// A random polynomial: coefficients and exponents of x and y.
type Terms = Vec<(i64, u32, u32)>;

const STEPS: u64 = 40_000_000;

fn terms() -> impl Strategy<Value = Terms> {
    let term = (-4i64..=4, 0u32..=3, 0u32..=3);
    vec(term.prop_filter("degree at most 4", |(_, i, j)| i + j <= 4), 2..6)
}

/// The same cases on every run.
fn check(cases: u32, property: impl Fn(&Terms) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    runner.run(&terms(), |t| property(&t)).expect("the property holds");
}

/// Σ c·u^i·v^j.
fn formula(terms: &Terms, u: &str, v: &str) -> String {
    let all = terms.iter().map(|(c, i, j)| format!("({c})*({u})^{i}*({v})^{j}"));
    all.collect::<Vec<_>>().join(" + ")
}

fn solved(formula: &str) -> Option<Document> {
    let limits = Limits { steps: STEPS, ..Limits::default() };
    let document = hesse::answer(&format!("f(x, y) = {formula}"), &limits).ok()?;
    let decided = document.completeness.status == Status::Proved && !is_undecided(&document);
    decided.then_some(document)
}

fn float(number: &Number) -> f64 {
    number.decimal.as_deref().and_then(|d| d.parse().ok()).unwrap_or(f64::NAN)
}

/// An isolated point, comparable up to rounding.
type Seen = (Nature, usize, usize, i64, i64, i64);

/// Points with their coordinates and values mapped, in an order of their own; then the
/// natures that occur on each number of continua.
fn seen(
    document: &Document,
    place: impl Fn(f64, f64) -> (f64, f64),
    value: impl Fn(f64) -> f64,
) -> (Vec<Seen>, usize, Vec<Nature>) {
    let round = |x: f64| (x * 1e6).round() as i64;
    let mut points: Vec<Seen> = document
        .points
        .iter()
        .map(|p| {
            let (plus, minus) = p.inertia.map_or((0, 0), |i| (i.positive, i.negative));
            let (x, y) = place(float(&p.coordinates[0]), float(&p.coordinates[1]));
            (p.nature, plus, minus, round(x), round(y), round(value(float(&p.value))))
        })
        .collect();
    points.sort_by_key(|p| (p.3, p.4, p.5));
    let mut natures: Vec<Nature> =
        document.continua.iter().flat_map(|c| &c.strata).map(|s| s.nature).collect();
    natures.sort_by_key(|n| format!("{n:?}"));
    natures.dedup();
    (points, document.continua.len(), natures)
}

fn agree(a: &(Vec<Seen>, usize, Vec<Nature>), b: &(Vec<Seen>, usize, Vec<Nature>)) -> bool {
    let close = |x: i64, y: i64| (x - y).abs() <= 2 + x.abs() / 1_000_000_000;
    let same = |p: &Seen, q: &Seen| {
        (p.0, p.1, p.2) == (q.0, q.1, q.2) && close(p.3, q.3) && close(p.4, q.4) && close(p.5, q.5)
    };
    a.1 == b.1 && a.2 == b.2 && a.0.len() == b.0.len() && {
        let mut left: Vec<&Seen> = b.0.iter().collect();
        a.0.iter().all(|p| match left.iter().position(|q| same(p, q)) {
            Some(k) => {
                left.remove(k);
                true
            }
            None => false,
        })
    }
}

#[test]
fn exchanging_the_variables_exchanges_the_coordinates() {
    check(30, |t| {
        let (Some(a), Some(b)) = (solved(&formula(t, "x", "y")), solved(&formula(t, "y", "x")))
        else {
            return Ok(());
        };
        let (a, b) = (seen(&a, |x, y| (x, y), |v| v), seen(&b, |x, y| (y, x), |v| v));
        prop_assert!(agree(&a, &b), "{a:?}\n{b:?}");
        Ok(())
    });
}

#[test]
fn another_sign_turns_minima_into_maxima() {
    let turned = |n: Nature| match n {
        Nature::LocalMinimum => Nature::LocalMaximum,
        Nature::LocalMaximum => Nature::LocalMinimum,
        Nature::Saddle | Nature::Inflection | Nature::Constant | Nature::Undetermined => n,
    };
    check(30, |t| {
        let f = formula(t, "x", "y");
        let (Some(a), Some(b)) = (solved(&f), solved(&format!("-({f})"))) else { return Ok(()) };
        let a = seen(&a, |x, y| (x, y), |v| v);
        let mut b = seen(&b, |x, y| (x, y), |v| -v);
        for p in &mut b.0 {
            *p = (turned(p.0), p.2, p.1, p.3, p.4, p.5);
        }
        b.2 = b.2.into_iter().map(turned).collect();
        b.2.sort_by_key(|n| format!("{n:?}"));
        prop_assert!(agree(&a, &b), "{a:?}\n{b:?}");
        Ok(())
    });
}

#[test]
fn scaling_and_shifting_the_value_changes_nothing_else() {
    check(30, |t| {
        let f = formula(t, "x", "y");
        let (Some(a), Some(b)) = (solved(&f), solved(&format!("3/2*({f}) - 7"))) else {
            return Ok(());
        };
        let a = seen(&a, |x, y| (x, y), |v| v);
        let b = seen(&b, |x, y| (x, y), |v| (v + 7.0) / 1.5);
        prop_assert!(agree(&a, &b), "{a:?}\n{b:?}");
        Ok(())
    });
}

#[test]
fn an_affine_change_of_variables_moves_the_points() {
    check(30, |t| {
        let (Some(a), Some(b)) =
            (solved(&formula(t, "x", "y")), solved(&formula(t, "2*x - y + 1", "x - y")))
        else {
            return Ok(());
        };
        let a = seen(&a, |x, y| (x, y), |v| v);
        let b = seen(&b, |x, y| (2.0 * x - y + 1.0, x - y), |v| v);
        prop_assert!(agree(&a, &b), "{a:?}\n{b:?}");
        Ok(())
    });
}
