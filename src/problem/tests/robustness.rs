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
