//! Losses of the literature with their published or recomputed counts: critical points over ℂ
//! and over ℝ by index, critical values, sets of critical points, multiplicities.
//!
//! Rows that take long run with `HESSE_LONG=1`.

use hesse::analyze::Limits;
use hesse::result::{ComplexCount, Document, Multiplicity, Status};

fn solve(text: &str) -> Document {
    hesse::answer(text, &Limits::default()).unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn long() -> bool {
    std::env::var_os("HESSE_LONG").is_some()
}

/// What a loss with finitely many critical points over ℂ has.
struct Expected<'a> {
    /// With multiplicity, and distinct.
    complex: (u64, u64),
    /// Real ones by number of negative eigenvalues, where none is degenerate.
    by_index: &'a [u64],
    /// Some of the critical values.
    values: &'a [&'a str],
}

#[track_caller]
fn check(text: &str, expected: &Expected<'_>) -> Document {
    let document = solve(text);
    assert_eq!(document.completeness.status, Status::Proved, "{text}");
    let counts = &document.counts;
    assert_eq!(counts.complex_with_multiplicity, Some(expected.complex.0), "{text}: {counts:?}");
    let distinct = counts.complex_distinct;
    let exact = counts.complex == ComplexCount::Exact && distinct.is_some();
    assert!(!exact || distinct == Some(expected.complex.1), "{text}: {counts:?}");
    if !expected.by_index.is_empty() {
        assert_eq!(counts.by_index.as_deref(), Some(expected.by_index), "{text}: {counts:?}");
    }
    let found: Vec<f64> =
        document.points.iter().filter_map(|p| p.value.decimal.as_ref()?.parse().ok()).collect();
    for value in expected.values {
        assert!(found.iter().any(|f| rounds_to(*f, value)), "{text}: {value} not in {found:?}");
    }
    document
}

/// Is the decimal the value up to one in its last digit?
fn rounds_to(value: f64, decimal: &str) -> bool {
    let places = decimal.split_once('.').map_or(9, |(_, digits)| digits.len() as i32);
    decimal.parse::<f64>().is_ok_and(|d| (value - d).abs() <= 10f64.powi(-places.min(9)))
}

fn row<'a>(complex: u64, by_index: &'a [u64], values: &'a [&'a str]) -> Expected<'a> {
    Expected { complex: (complex, complex), by_index, values }
}

/// Points and sets of a loss that has curves of critical points.
#[track_caller]
fn sets(text: &str, points: usize, continua: usize) {
    let document = solve(text);
    assert_eq!(document.completeness.status, Status::Proved, "{text}");
    assert_eq!((document.points.len(), document.continua.len()), (points, continua), "{text}");
    assert_eq!(document.counts.complex, ComplexCount::Infinite, "{text}");
}

#[test]
fn linear_networks_without_penalty() {
    sets("(1 - w1*w2)^2", 1, 1);
    sets("(1 - w1*w2*w3)^2", 0, 4);
    sets("2*((1-a*c)^2+(a*d)^2)+(b*c)^2+(1-b*d)^2", 1, 2);
}

#[test]
fn the_lecture_with_a_penalty() {
    let third = check("(1-w1*w2)^2 + 1/10*(w1^2+w2^2)", &row(5, &[2, 1, 0], &["0.19"]));
    assert_eq!(third.counts.at_infinity, Some(4));
    let one = check(
        "(1-w1*w2)^2 + w1^2 + w2^2",
        &Expected { complex: (5, 3), by_index: &[], values: &["1"] },
    );
    assert_eq!(one.points.len(), 1);
    assert_eq!(one.points[0].multiplicity, Some(Multiplicity::Finite(3)));
    check("(1-w1*w2)^2 + 2*(w1^2+w2^2)", &row(5, &[1, 0, 0], &["1"]));
}

#[test]
fn a_minimum_that_is_not_global() {
    check(
        "(a*b*c-2)^2/2 + a^2/20 + b^2/10 + 3*c^2/20",
        &row(17, &[5, 4, 0, 0], &["0.422009266814", "2", "2.00075028157"]),
    );
    if long() {
        check(
            "(a*b*c*d-2)^2/2 + a^2/20 + b^2/10 + 3*c^2/20 + d^2/5",
            &row(49, &[9, 8, 0, 0, 0], &["0.613265295", "2"]),
        );
        check(
            "(b11*(a11+2*a12)+b12*(a21+2*a22)-3)^2/2 + (b21*(a11+2*a12)+b22*(a21+2*a22)-1)^2/2 \
             + a11^2/40+a12^2/20+3*a21^2/40+a22^2/10+b11^2/8+3*b12^2/20+7*b21^2/40+b22^2/5",
            &row(33, &[2, 2, 1, 0, 0, 0, 0, 0, 0], &["0.20597186"]),
        );
    }
}

#[test]
fn test_functions() {
    check("(x^2+y-11)^2+(x+y^2-7)^2", &row(9, &[4, 4, 1], &["181.616521523"]));
    check(
        "(4-21/10*x^2+x^4/3)*x^2+x*y+(-4+4*y^2)*y^2",
        &row(15, &[6, 7, 2], &["-1.03162845349", "-0.215463824384", "2.10425031031"]),
    );
    let goldstein = check(
        "(1+(x+y+1)^2*(19-14*x+3*x^2-14*y+6*x*y+3*y^2))\
         *(30+(2*x-3*y)^2*(18-32*x+12*x^2+48*y-36*x*y+27*y^2))",
        &row(25, &[4, 4, 1], &["3", "30", "84", "840", "35", "99", "980", "990", "1155"]),
    );
    let exact = |c: &hesse::result::Number| {
        c.minimal_polynomial.as_deref().is_some_and(|p| !p.contains('^'))
    };
    assert!(goldstein.points.iter().all(|p| p.coordinates.iter().all(exact)));
    check("x^4/2-8*x^2+5/2*x + y^4/2-8*y^2+5/2*y", &row(9, &[4, 4, 1], &["-78.3323314075"]));
    check(
        "x^4/2-8*x^2+5/2*x + y^4/2-8*y^2+5/2*y + z^4/2-8*z^2+5/2*z",
        &row(27, &[8, 12, 6, 1], &[]),
    );
}

fn rosenbrock(n: usize) -> String {
    let term = |i: usize| format!("100*(x{}-x{i}^2)^2+(1-x{i})^2", i + 1);
    (1..n).map(term).collect::<Vec<_>>().join(" + ")
}

#[test]
fn extended_rosenbrock() {
    check(&rosenbrock(2), &row(1, &[1, 0, 0], &["0"]));
    check(&rosenbrock(3), &row(3, &[1, 0, 0, 0], &["0"]));
    check(&rosenbrock(4), &row(9, &[2, 1, 0, 0, 0], &["3.70142861043", "3.70824199665"]));
    if long() {
        check(&rosenbrock(5), &row(27, &[2, 1, 0, 0, 0, 0], &["3.93083943413"]));
        check(&rosenbrock(6), &row(81, &[2, 1, 0, 0, 0, 0, 0], &["3.97394050093"]));
        check(&rosenbrock(7), &row(243, &[2, 1, 0, 0, 0, 0, 0, 0], &["3.98360053642"]));
    }
}

#[test]
fn a_point_that_counts_nine_times() {
    let powell = check(
        "(x+10*y)^2+5*(z-w)^2+(y-2*z)^4+10*(x-w)^4",
        &Expected { complex: (9, 1), by_index: &[], values: &["0"] },
    );
    assert_eq!(powell.points[0].multiplicity, Some(Multiplicity::Finite(9)));
}

fn ring(n: usize, j: &str) -> String {
    let site = |i: usize| {
        let next = i % n + 1;
        format!("1/40*p{i}^4 - p{i}^2 + {j}/2*(p{i}-p{next})^2")
    };
    (1..=n).map(site).collect::<Vec<_>>().join(" + ")
}

/// φ⁴ on a ring, λ = 3/5, μ² = 2: each bond once with J/2, all 3ᴺ solutions finite.
#[test]
fn phi_four_on_a_ring() {
    check(&ring(3, "1/5"), &row(27, &[8, 12, 6, 1], &["-30"]));
    check(&ring(3, "3/10"), &row(27, &[2, 6, 6, 1], &["-30"]));
    check(&ring(3, "4/5"), &row(27, &[2, 1, 0, 0], &[]));
    let single = check(&ring(3, "2"), &row(27, &[2, 1, 0, 0], &["-30", "0"]));
    assert_eq!(single.points.len(), 3);
    if long() {
        for j in ["2/5", "1/2", "3/5"] {
            assert_eq!(check(&ring(3, j), &row(27, &[], &["-30"])).points.len(), 15, "J = {j}");
        }
        check(&ring(3, "1"), &row(27, &[2, 1, 0, 0], &["-30", "0"]));
        check(&ring(4, "1/5"), &row(81, &[16, 32, 24, 8, 1], &["-40"]));
        check(&ring(4, "3/10"), &row(81, &[8, 24, 24, 8, 1], &["-40"]));
        check(&ring(4, "3/5"), &row(81, &[6, 8, 4, 1, 0], &["-40"]));
        check(&ring(4, "4/5"), &row(81, &[2, 4, 4, 1, 0], &["-40"]));
        check(&ring(4, "2"), &row(81, &[2, 1, 0, 0, 0], &["-40", "0"]));
        degenerate_ring("2/5", 65, 45, 2, 2);
        degenerate_ring("1/2", 63, 19, 9, 1);
        assert_eq!(degenerate_ring("1", 0, 3, 1, 2).points.len(), 3);
    }
}

/// Four sites at a value of J where points meet: distinct solutions over ℂ (0: not in the table),
/// real ones, and how many of these have how many zero eigenvalues.
#[track_caller]
fn degenerate_ring(
    j: &str,
    distinct: u64,
    real: usize,
    degenerate: usize,
    nullity: u64,
) -> Document {
    let text = ring(4, j);
    let document = solve(&text);
    assert_eq!(document.completeness.status, Status::Proved, "{text}");
    let counts = &document.counts;
    assert_eq!(counts.complex_with_multiplicity, Some(81), "{text}: {counts:?}");
    if distinct > 0 && counts.complex_distinct.is_some() {
        assert_eq!(counts.complex_distinct, Some(distinct), "{text}");
    }
    assert_eq!(document.points.len(), real, "{text}");
    let singular: Vec<_> = document.points.iter().filter(|p| p.degenerate).collect();
    assert_eq!(singular.len(), degenerate, "{text}");
    let zero = |p: &&hesse::result::Point| p.inertia.as_ref().map(|i| i.zero as u64);
    assert!(singular.iter().all(|p| zero(p) == Some(nullity)), "{text}");
    document
}

#[test]
fn motzkin() {
    sets("x^4*y^2+x^2*y^4-3*x^2*y^2+1", 4, 2);
}

/// Milnor numbers of isolated degenerate points.
#[test]
fn the_degenerate_zoo_has_its_milnor_numbers() {
    for (text, mu) in [
        ("x^2+y^3", 2),
        ("x^2+y^4", 3),
        ("(y-x^2)*(y-2*x^2)", 3),
        ("(x-y)^2+x^2*y^2", 3),
        ("y^2-x^2*y-x*y^2", 3),
        ("(x+y^2)^2+y^6", 5),
        ("x^3-3*x*y^2", 4),
        ("x^2*y+y^3", 4),
        ("x^2*y+y^4", 5),
        ("x^3+y^4", 6),
        ("x^3+x*y^3", 7),
        ("x^3+y^5", 8),
        ("x^4+y^4", 9),
        ("x^4-3*x^2*y^2+y^4", 9),
        ("(x^2-y^3)^2+y^7", 17),
    ] {
        let document = solve(text);
        let at_zero = |p: &&hesse::result::Point| {
            p.coordinates.iter().all(|c| c.exact.as_deref() == Some("0"))
        };
        let origin = document.points.iter().find(at_zero).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(origin.multiplicity, Some(Multiplicity::Finite(mu)), "{text}");
    }
}

#[test]
fn nearly_degenerate_is_not_degenerate() {
    check("(x^2-1/1000000)^2+y^2", &row(3, &[2, 1, 0], &[]));
    check("(x^2+1/1000000)^2+y^2", &row(3, &[1, 0, 0], &[]));
}

/// L = ½ Σ |W…W x − y|² + Σ cₖ·wₖ² with small random rational data, the layers' widths given.
fn network(widths: &[usize], data: usize, seed: u64) -> String {
    let mut state = 7 + seed;
    let mut random = |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let layers: Vec<Vec<Vec<String>>> = widths
        .windows(2)
        .enumerate()
        .map(|(l, pair)| {
            let row =
                |i: usize| (0..pair[0]).map(|j| format!("w{}_{}{}", l + 1, i + 1, j + 1)).collect();
            (0..pair[1]).map(row).collect()
        })
        .collect();
    let mut terms = Vec::new();
    for _ in 0..data {
        let mut v: Vec<String> =
            (0..widths[0]).map(|_| format!("{}", random(9) as i64 + 1)).collect();
        for layer in &layers {
            let product = |row: &Vec<String>| {
                let all: Vec<String> =
                    row.iter().zip(&v).map(|(w, x)| format!("{w}*{x}")).collect();
                format!("({})", all.join(" + "))
            };
            v = layer.iter().map(product).collect();
        }
        for x in &v {
            terms.push(format!("1/2*({x} - {}/2)^2", random(11) + 1));
        }
    }
    for (k, w) in layers.iter().flatten().flatten().enumerate() {
        terms.push(format!("{}/{}*{w}^2", k + 1, 20 + random(20)));
    }
    terms.join(" + ")
}

/// Regularised linear networks (Mehta, Chen, Tang, Hauenstein 2018): numbers of complex critical
/// points for generic data and penalties, recomputed with Macaulay2.
#[test]
fn regularised_linear_networks() {
    let rows: [(&[usize], usize, u64); 4] =
        [(&[1, 1, 1], 1, 5), (&[1, 2, 1], 1, 9), (&[2, 1, 2], 1, 9), (&[2, 1, 1], 2, 9)];
    let slow: [(&[usize], usize, u64); 11] = [
        (&[1, 3, 1], 1, 13),
        (&[3, 1, 3], 1, 13),
        (&[1, 1, 1, 1], 1, 17),
        (&[2, 1, 2], 2, 17),
        (&[3, 1, 3], 2, 25),
        (&[1, 2, 2], 1, 33),
        (&[2, 2, 1], 2, 33),
        (&[2, 2, 2], 1, 33),
        (&[1, 1, 1, 1, 1], 1, 49),
        (&[1, 3, 2], 1, 73),
        (&[2, 3, 1], 2, 73),
    ];
    for (widths, data, complex) in &rows {
        check(&network(widths, *data, 1), &row(*complex, &[], &[]));
    }
    for (widths, data, complex) in slow.iter().filter(|_| long()) {
        for seed in 1..=3 {
            check(&network(widths, *data, seed), &row(*complex, &[], &[]));
        }
    }
}

/// The other rows of that table with at most 129 critical points: the count at least, which may
/// be one modulo a prime. (Its row 2-3-1 with one datum says 73, where the formula fitted to the
/// table gives 13: Σ 4ʲ·C(d₁, j)·C(d_y, j).)
#[test]
fn larger_regularised_linear_networks_are_counted() {
    let slow: [(&[usize], usize, u64); 6] = [
        (&[3, 1, 3], 3, 37),
        (&[1, 2, 3], 1, 73),
        (&[2, 3, 2], 1, 73),
        (&[2, 3, 1], 1, 13),
        (&[1, 2, 2, 1], 1, 129),
        (&[1, 1, 1, 1, 1, 1], 1, 129),
    ];
    for (widths, data, complex) in slow.iter().filter(|_| long()) {
        for seed in 1..=3 {
            let text = network(widths, *data, seed);
            let counts = solve(&text).counts;
            assert_eq!(counts.complex_with_multiplicity, Some(*complex), "{text}: {counts:?}");
        }
    }
}
