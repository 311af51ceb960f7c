use super::{Dual, Scalar, Tape, UnboundSymbol};
use crate::expr::{Dag, Expr, Function, Symbol, read};
use crate::number::{Interval, Rational};

/// Every operation once, with a box in x and y inside its domain and off its kinks.
const OPERATIONS: [(&str, [&str; 4]); 34] = [
    ("x + y - 3/7", ["-1", "2", "0", "1"]),
    ("x*y*x", ["-1", "2", "1/2", "1"]),
    ("x^3", ["-1", "2", "0", "1"]),
    ("x^(-2)", ["1/2", "3/4", "0", "1"]),
    ("x^(1/2)", ["1/2", "3", "0", "1"]),
    ("x^(-3/2)", ["1/2", "3/4", "0", "1"]),
    ("x^(5/3)", ["-2", "-1", "0", "1"]),
    ("x^(2/3)", ["-2", "-1", "0", "1"]),
    ("x^y", ["1/2", "1", "-1", "1"]),
    ("2^x + pi*e", ["-1", "1", "0", "1"]),
    ("exp(x)", ["-1", "1", "0", "1"]),
    ("ln(x)", ["1/3", "2", "0", "1"]),
    ("log10(x)", ["1/3", "2", "0", "1"]),
    ("log2(x)", ["1/3", "2", "0", "1"]),
    ("sin(x)", ["-1", "4", "0", "1"]),
    ("cos(x)", ["-1", "4", "0", "1"]),
    ("tan(x)", ["-1", "1", "0", "1"]),
    ("asin(x)", ["-1/2", "1/2", "0", "1"]),
    ("acos(x)", ["-1/2", "1/2", "0", "1"]),
    ("atan(x)", ["-3", "2", "0", "1"]),
    ("sinh(x)", ["-1", "1", "0", "1"]),
    ("cosh(x)", ["-1", "1", "0", "1"]),
    ("tanh(x)", ["-1", "1", "0", "1"]),
    ("asinh(x)", ["-1", "1", "0", "1"]),
    ("acosh(x)", ["3/2", "3", "0", "1"]),
    ("atanh(x)", ["-1/2", "1/2", "0", "1"]),
    ("sigmoid(x)", ["-1", "1", "0", "1"]),
    ("softplus(x)", ["-1", "1", "0", "1"]),
    ("abs(x)", ["-2", "-1", "0", "1"]),
    ("sign(x)", ["1", "2", "0", "1"]),
    ("max(x, y)", ["2", "3", "0", "1"]),
    ("min(x, y, 1/2)", ["2", "3", "0", "1/4"]),
    ("relu(x)", ["1", "2", "0", "1"]),
    ("(1 - x*y)^2/(1 + exp(-x*y))", ["-1", "2", "-1", "1"]),
];

fn compiled(text: &str) -> Tape {
    let mut dag = Dag::new();
    let e = read(&mut dag, text, &["x", "y"]).unwrap();
    let symbols = ["x", "y"].map(|name| dag.symbol(name));
    Tape::compile(&dag, &[e], &symbols).unwrap()
}

fn corners([a, b, c, d]: [&str; 4]) -> [Rational; 4] {
    [a, b, c, d].map(|text| text.parse().unwrap())
}

/// Points that divide the box in tenths, off the edges.
fn points(corners: &[Rational; 4]) -> Vec<[Rational; 2]> {
    let [a, b, c, d] = corners;
    let along = |low: &Rational, high: &Rational, k: i64| {
        low + &(&(high - low) * &Rational::fraction(k, 10))
    };
    [1, 4, 7, 9].iter().map(|&k| [along(a, b, k), along(c, d, 10 - k)]).collect()
}

fn run<S: Scalar>(tape: &Tape, inputs: &[S], context: &S::Context) -> Option<S> {
    tape.run(inputs, context).pop().unwrap()
}

fn at_point(tape: &Tape, point: &[Rational; 2], prec: u32) -> Interval {
    let inputs = [0, 1].map(|i| Interval::exact(&point[i], prec));
    run(tape, &inputs, &prec).unwrap()
}

#[test]
fn every_function_is_tested() {
    for f in Function::ALL {
        let call = format!("{}(", f.name());
        assert!(OPERATIONS.iter().any(|(text, _)| text.starts_with(&call)), "{call}");
    }
}

/// x ∈ X implies f(x) ∈ F(X).
#[test]
fn boxes_enclose_the_values_of_their_points() {
    for (text, corner) in OPERATIONS {
        let (tape, corner) = (compiled(text), corners(corner));
        let [a, b, c, d] = &corner;
        let box_value =
            run(&tape, &[Interval::new(a, b, 64), Interval::new(c, d, 64)], &64).unwrap();
        for point in points(&corner) {
            let value = at_point(&tape, &point, 200);
            assert!(box_value.includes(&value), "{text} at {point:?}");
        }
    }
}

/// Floats agree with enclosures, and dual numbers with central differences of enclosures:
/// with h = 2⁻⁶⁰ the differences are wrong by h²·f‴/6, far less than floats are.
#[test]
fn floats_and_dual_numbers_agree_with_enclosures() {
    let h = Rational::new(1.into(), crate::number::Integer::one().shl(60));
    for (text, corner) in OPERATIONS {
        let tape = compiled(text);
        for point in points(&corners(corner)) {
            let floats = [point[0].to_f64(), point[1].to_f64()];
            let exact = at_point(&tape, &point, 400).midpoint().to_f64();
            let value = run(&tape, &floats, &()).unwrap();
            assert!(close(value, exact), "{text} at {point:?}: {value} {exact}");
            let inputs = [0, 1].map(|i| Dual::variable(floats[i], i, 2));
            let dual = run(&tape, &inputs, &2).unwrap();
            assert!(close(dual.value, exact));
            for i in [0, 1] {
                let shifted = |h: &Rational| {
                    let mut moved = point.clone();
                    moved[i] = &moved[i] + h;
                    at_point(&tape, &moved, 400).midpoint()
                };
                let difference = &shifted(&h) - &shifted(&-&h);
                let slope = (&difference / &(&h + &h)).to_f64();
                assert!(close(dual.gradient[i], slope), "{text} by {i}: {dual:?} {slope}");
            }
        }
    }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * (1.0 + b.abs())
}

#[test]
fn outside_the_domain_there_is_no_value() {
    for text in ["ln(x)", "sqrt(x)", "1/(x + 1)", "asin(x - 1)", "acosh(x)", "atanh(x)", "x^y"] {
        let tape = compiled(text);
        assert_eq!(run(&tape, &[-1.0, 0.5], &()), None, "{text}");
        let inputs =
            [Interval::exact(&Rational::from(-1), 64), Interval::exact(&Rational::one(), 64)];
        assert_eq!(run(&tape, &inputs, &64), None, "{text}");
    }
    // An interval across the edge proves nothing.
    let zero_to_one = Interval::new(&Rational::zero(), &Rational::one(), 64);
    assert_eq!(run(&compiled("ln(x)"), &[zero_to_one.clone(), zero_to_one], &64), None);
}

#[test]
fn kinks_have_no_gradient() {
    for text in ["abs(x)", "relu(x)", "max(x, y)", "sqrt(x)", "x^(1/3)"] {
        let inputs = [Dual::variable(0.0, 0, 2), Dual::variable(0.0, 1, 2)];
        assert_eq!(run(&compiled(text), &inputs, &2), None, "{text}");
    }
}

#[test]
fn shared_parts_run_once_and_failures_stay_where_they_are() {
    let mut dag = Dag::new();
    let roots: Vec<Expr> = ["ln(x)*y", "sin(x)^2 + sin(x)", "sin(x)"]
        .iter()
        .map(|text| read(&mut dag, text, &["x", "y"]).unwrap())
        .collect();
    let symbols: Vec<Symbol> = ["x", "y"].iter().map(|name| dag.symbol(name)).collect();
    let tape = Tape::compile(&dag, &roots, &symbols).unwrap();
    assert_eq!(tape.len(), dag.below(&roots).len());
    let values = tape.run(&[-1.0, 2.0], &());
    assert_eq!(values[0], None);
    assert!(values[1].is_some() && values[2] == Some((-1.0f64).sin()));
    assert_eq!(Tape::compile(&dag, &roots, &symbols[..1]).err(), Some(UnboundSymbol(symbols[1])));
}
