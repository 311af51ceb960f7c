//! Text that looks like a formula never panics, and large files are read or refused quickly.

use super::super::*;
use crate::syntax::draw;

fn on_a_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(work);
    thread.expect("a thread").join().expect("no panic")
}

fn outcome(text: String) -> Result<(), String> {
    on_a_small_stack(move || {
        read(&text).map(|_| ()).map_err(|error| draw(&text, "f", &error, false))
    })
}

#[test]
fn nesting_up_to_the_limit_is_read_on_a_small_stack() {
    for (open, close) in
        [("(", ")"), ("sin(", ")"), ("|", "|"), ("-", ""), ("x^", ""), ("√", ""), ("1/(1+", ")")]
    {
        let text = format!("{}x{}", open.repeat(127), close.repeat(127));
        assert_eq!(outcome(text), Ok(()), "{open}");
    }
    let calls: String = (1..90).map(|k| format!("g{k}(t) = g{}(t) + t^{k}\n", k - 1)).collect();
    assert_eq!(outcome(format!("g0(t) = t\n{calls}f(x) = g89(x)")), Ok(()));
    let calls: String = (1..400).map(|k| format!("g{k}(t) = g{}(t) + 1\n", k - 1)).collect();
    assert!(outcome(format!("g0(t) = t\n{calls}f(x) = g399(x)")).is_err());
}

#[test]
fn long_formulas_are_read() {
    let terms: Vec<String> = (0..5_000).map(|k| format!("x^{k}")).collect();
    assert_eq!(outcome(terms.join(" + ")), Ok(()));
    let rows: String = (0..500).map(|k| format!("  {k} {}\n", k * k)).collect();
    assert_eq!(outcome(format!("data\n  x y\n{rows}sum((a*x + b - y)^2)")), Ok(()));
    assert_eq!(outcome("x^1000000000 + (x + 1)^1000000".into()), Ok(()));
    assert!(outcome("x".repeat(100_000)).is_err());
    assert_eq!(outcome("x + 9^9^9^9^9".into()), Ok(()));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]

    #[test]
    fn anything_like_a_file_is_read_or_refused(
        lines in proptest::collection::vec(
            "(f\\(x, y\\) = |x in |at |taylor |data\n  x\n  1\n|minimize |r = )?\
             ([a-cxy0-3+*/^()|<,. -]|sin|ln|sqrt|sum\\(|k in 1\\.\\.2|pi|e|tan\\(|max\\(){0,14}",
            1..4,
        )
    ) {
        let text = lines.join("\n");
        match read(&text) {
            Ok(problem) => {
                problem.formula_as_read();
                proptest::prop_assert!(!problem.variables.is_empty());
            }
            Err(error) => {
                proptest::prop_assert!(draw(&text, "f", &error, false).starts_with("error: "));
                proptest::prop_assert!(error.span.end <= text.len());
            }
        }
    }
}

/// Plain expressions in x, y and k, every product and bracket written.
fn plain_expression() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::{Just, Strategy, prop_oneof};
    let leaf = prop_oneof![
        Just("x".to_string()),
        Just("y".to_string()),
        Just("k".to_string()),
        Just("pi".to_string()),
        (0..5_u32).prop_map(|n| n.to_string()),
        (1..30_u32).prop_map(|n| format!("{}.{}", n / 10, n % 10)),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            (pair.clone(), "[-+*]").prop_map(|((a, b), sign)| format!("({a} {sign} {b})")),
            pair.clone().prop_map(|(a, b)| format!("({a})/(1 + ({b})^2)")),
            (inner.clone(), -3..4_i32).prop_map(|(a, n)| format!("({a})^({n})")),
            (inner.clone(), 1..4_i32).prop_map(|(a, n)| format!("-({a})^{n}")),
            (inner.clone(), "sin|cos|exp|ln|sqrt|abs|tanh|atan|tan")
                .prop_map(|(a, f)| format!("{f}({a})")),
            pair.prop_map(|(a, b)| format!("max({a}, {b})")),
        ]
    })
}

/// Expressions as people write them; some have two readings and are refused.
fn loose_expression() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::{Strategy, prop_oneof};
    let leaf = prop_oneof!["x|y|k|2x|3|xy|x y|x_1|sin x|sin 2y|0\\.5|√y|pi|kx"];
    leaf.prop_recursive(4, 16, 2, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            (pair.clone(), "[-+*]| - | \\+ ").prop_map(|((a, b), sign)| format!("{a}{sign}{b}")),
            pair.clone().prop_map(|(a, b)| format!("({a})({b})")),
            pair.prop_map(|(a, b)| format!("{a}/({b})")),
            (inner.clone(), "x|2|xy|xsin|ln|y\\^2|-|k|x\\^-")
                .prop_map(|(a, f)| format!("{f}({a})")),
            (inner.clone(), "2|3|-1|x|\\(x y\\)").prop_map(|(a, n)| format!("{a}^{n}")),
            inner.clone().prop_map(|a| format!("-{a}")),
            inner.prop_map(|a| format!("|{a}|")),
        ]
    })
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(1500))]

    /// The reader of printed expressions and the reader of files agree, and what is printed
    /// reads back without a note.
    #[test]
    fn two_readers_agree(text in plain_expression()) {
        let file = |body: &str| format!("f(x, y, x1) = {body}\nk in R\n");
        let Ok(mut problem) = read(&file(&text)) else {
            return Ok(()); // such as 1/0
        };
        let names = ["x", "y", "x1", "k"];
        let other = crate::expr::read(&mut problem.dag, &text, &names).expect("plain");
        proptest::prop_assert_eq!(problem.objective, other);
        let printed = crate::expr::print::input(&problem.dag, problem.objective);
        let again = read(&file(&printed));
        if matches!(&again, Err(Error { kind: ErrorKind::NeverDefined(_), .. })) {
            return Ok(()); // such as sqrt(tan(2)/(1 + x^2)), seen once tan(2) stands alone
        }
        let again = again.map_err(|error| draw(&file(&printed), "f", &error, false));
        let again = again.map_err(proptest::test_runner::TestCaseError::fail)?;
        let unused = |note: &Note| matches!(note.kind, NoteKind::Unused(_));
        proptest::prop_assert!(again.notes.iter().all(unused), "{}", printed);
        let back = crate::expr::print::input(&again.dag, again.objective);
        proptest::prop_assert_eq!(back, printed);
    }

    /// The echo of a formula means the formula.
    #[test]
    fn the_echo_means_the_same(body in loose_expression()) {
        let file = |body: &str| format!("f(x, y, x1) = {body}\nk in R\n");
        let Ok(problem) = read(&file(&body)) else { return Ok(()) };
        let echoed = file(&problem.formula.right);
        let again = read(&echoed).map_err(|error| draw(&echoed, "f", &error, false));
        let again = again.map_err(proptest::test_runner::TestCaseError::fail)?;
        let show = |problem: &Problem| crate::expr::print::input(&problem.dag, problem.objective);
        proptest::prop_assert_eq!(show(&problem), show(&again), "{} as {}", body, echoed);
    }
}
