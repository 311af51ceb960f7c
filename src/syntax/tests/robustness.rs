//! Hostile and enormous texts: a result or a clear error, quickly, on a small stack.

use super::super::*;
use std::time::Instant;

fn on_a_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(work);
    thread.expect("a thread").join().expect("no panic")
}

#[track_caller]
fn outcome(text: String) -> Result<usize, ErrorKind> {
    let start = Instant::now();
    let read = on_a_small_stack(move || {
        read(&text).map(|file| file.statements.len()).map_err(|error| {
            draw(&text, "f", &error, false);
            error.kind
        })
    });
    assert!(start.elapsed().as_secs() < 10, "took {:?}", start.elapsed());
    read
}

#[test]
fn nesting_up_to_the_limit_fits_a_small_stack() {
    let nested =
        |open: &str, close: &str, k: usize| format!("{}x{}", open.repeat(k), close.repeat(k));
    for (open, close) in [
        ("(", ")"),
        ("sin(", ")"),
        ("f(", ")"),
        ("|", "|"),
        ("-", ""),
        ("x^", ""),
        ("√", ""),
        ("(1+", ")"),
        ("sin^2(", ")"),
        ("[", "]"),
    ] {
        let steps = if open == "sin^2(" { 64 } else { 128 };
        let at_limit = outcome(nested(open, close, steps));
        assert!(matches!(at_limit, Ok(1) | Err(ErrorKind::NotYet(_))), "{open}: {at_limit:?}");
        let beyond = outcome(nested(open, close, 100_000));
        assert_eq!(beyond, Err(ErrorKind::TooDeep(128)), "{open}");
    }
}

#[test]
fn mistakes_deep_inside_do_not_double_the_time_with_each_level() {
    for open in ["(", "sin(", "f(", "sin^2(", "|", "max(1,", "sum(k in 1..", "[1;", "x^("] {
        let text = format!("{}x +", open.repeat(100));
        assert!(outcome(text).is_err(), "{open}");
        let close = if open == "|" {
            "|"
        } else if open.starts_with('[') {
            "]"
        } else {
            ")"
        };
        let text = format!("{}x + )2 ${}", open.repeat(100), close.repeat(99));
        assert!(outcome(text).is_err(), "{open}");
        let text = format!("{}x 2{}", open.repeat(100), close.repeat(100));
        assert!(outcome(text).is_err(), "{open}");
    }
}

#[test]
fn long_texts() {
    assert_eq!(outcome(vec!["x"; 25_000].join(" + ")), Ok(1));
    assert_eq!(outcome(vec!["x^2y"; 3_000].join("*")), Ok(1));
    assert_eq!(outcome("x ".repeat(3_000)), Ok(1));
    assert_eq!(outcome("x^1000000000".into()), Ok(1));
    assert_eq!(outcome("x".repeat(200_000)), Ok(1));
    assert_eq!(outcome("1".repeat(900_000)), Err(ErrorKind::NumberTooLarge));
    assert_eq!(outcome("1e99999".into()), Err(ErrorKind::NumberTooLarge));
    assert_eq!(outcome("x + ".repeat(2_500_000)), Err(ErrorKind::LineTooLong));
    assert_eq!(outcome("x\n".repeat(6_000_000)), Err(ErrorKind::FileTooLarge));
    assert_eq!(outcome("a = b; ".repeat(2_000)), Ok(2_000));
    let many = outcome("a\n".repeat(50_001));
    assert_eq!(many, Err(ErrorKind::TooManyLines(50_000)));
}

#[test]
fn bytes_that_are_no_text_are_named_by_position() {
    let error = decode(b"x^2 + \xff").expect_err("not UTF-8");
    assert_eq!(error.kind, ErrorKind::NotUtf8(6));
    assert_eq!(decode("x² + é".as_bytes()), Ok("x² + é"));
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,60}") {
        if let Err(error) = read(&text) {
            draw(&text, "f", &error, true);
        }
    }

    #[test]
    fn anything_like_a_formula_is_read_or_refused(
        text in "([a-z0-9+*/^()|=<>,.;:#\"\\[\\]{}_' \n√²₁（-]|sin|data|at|in|taylor|minimize|title:){0,40}"
    ) {
        match read(&text) {
            Err(error) => {
                let drawn = draw(&text, "f", &error, false);
                proptest::prop_assert!(drawn.starts_with("error: "));
                proptest::prop_assert!(error.span.end <= text.len());
            }
            Ok(file) => {
                for statement in &file.statements {
                    proptest::prop_assert!(text.get(statement.span.start..statement.span.end).is_some());
                }
            }
        }
    }
}
