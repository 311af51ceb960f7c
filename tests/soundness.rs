//! Losses on which a rule of the solver gives a wrong answer when its hypothesis is
//! dropped: nothing false may be claimed about any of them.

mod common;

use hesse::analyze::Limits;
use hesse::result::{ComplexCount, Document, GlobalKind, Multiplicity};

#[test]
fn losses_that_break_careless_rules() {
    common::run(include_str!("corpus/soundness.json"));
}

#[test]
fn traps_of_the_case_tree() {
    common::run(include_str!("corpus/traps.json"));
}

fn solve(text: &str) -> Document {
    hesse::answer(text, &Limits::default()).unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// The infimum as it is spelled, and whether it is attained.
#[track_caller]
fn infimum(text: &str, value: &str, attained: bool) {
    let facts = solve(text).global;
    let exact = facts.infimum.and_then(|x| x.exact);
    assert_eq!((exact.as_deref(), facts.attained), (Some(value), Some(attained)), "{text}");
}

#[test]
fn an_infimum_is_attained_or_approached() {
    infimum("x^2 + (1 - x*y)^2", "0", false);
    infimum("(x^2*y^2 + 1)^2 + x^2", "1", true);
    infimum("(x^2 + y^2)^2", "0", true);
    infimum("(y - x^2)^2 + x^30", "0", true);
}

/// No critical point is the least one where the value at a kink is smaller.
#[test]
fn a_kink_may_lie_below_all_critical_points() {
    let document = solve("x^4 - 5*x^2 + 6*abs(x)");
    assert!(document.points.iter().all(|p| p.global != GlobalKind::Minimum));
    let infimum = document.global.infimum.and_then(|x| x.exact);
    assert!(infimum.is_none_or(|x| x == "0"));
}

/// The sum of the indices is the Euler characteristic of the domain, which is 1 only for ℝⁿ.
#[test]
fn no_sum_of_indices_is_asked_of_a_domain_with_a_hole() {
    let document = solve("x^2 + 1/x^2");
    assert_eq!(document.counts.index_sum, Some(2));
    assert!(document.checks.iter().all(|check| check.holds));
}

/// Multiplicities are those of the gradient ideal, whatever the leaves say.
#[test]
fn milnor_numbers_of_the_gradient_itself() {
    let isolated = |text: &str| -> Vec<Option<u64>> {
        let document = solve(text);
        let of = |m: &Option<Multiplicity>| match m {
            Some(Multiplicity::Finite(value)) => Some(*value),
            Some(Multiplicity::Infinite(_)) | None => None,
        };
        document.points.iter().map(|p| of(&p.multiplicity)).collect()
    };
    assert_eq!(isolated("x^4"), [Some(3)]);
    assert_eq!(isolated("(y - x^2)^2 + x^30"), [Some(29)]);
    assert_eq!(isolated("x^3/3 - x + y^3/3 - y"), [Some(1); 4]);
    let mut all = isolated("x^7/7 - 7*x^5/5 + 16*x^3/3 - 12*x");
    all.sort();
    assert_eq!(all, [Some(1), Some(1), Some(2), Some(2)]);
    // On complex lines of critical points.
    for text in ["(x^2 + y^2)^2", "(x^2+y^2+z^2-3)^2 + (x+y+z-3)^2"] {
        let points = solve(text).points;
        assert!(points.len() == 1, "{text}");
        assert!(matches!(points[0].multiplicity, Some(Multiplicity::Infinite(_))), "{text}");
        assert_eq!(points[0].strict, Some(true), "{text}");
    }
}

/// Modulo 2147483647 one of the two points is lost: the count over ℚ is 2.
#[test]
fn a_prime_that_divides_the_leading_coefficient_loses_no_point() {
    let counts = solve("2147483647*x^3/3 - x^2/2").counts;
    assert_eq!((counts.complex, counts.complex_distinct), (ComplexCount::Exact, Some(2)));
    assert_eq!(counts.real, Some(2));
}
