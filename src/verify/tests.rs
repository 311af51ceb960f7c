//! The checker's own algebra against identities of textbooks.

use super::algebra::Algebra;
use super::claim::NotChecked;
use super::derivative::derivative;
use super::reasons::nonnegative;
use super::sparse::Sparse;
use crate::budget::Budget;
use crate::expr::{Dag, Expr, read};
use crate::number::Rational;

fn expression(dag: &mut Dag, text: &str) -> Expr {
    read(dag, text, &["x", "y"]).unwrap()
}

/// Does the text reduce to 0?
fn vanishes(text: &str) -> bool {
    let (mut dag, mut algebra) = (Dag::new(), Algebra::default());
    let e = expression(&mut dag, text);
    algebra.fraction(&dag, e, &Budget::unlimited()).unwrap().num.is_zero()
}

#[test]
fn identities_reduce_to_zero() {
    let identities = [
        "(x + y)^3 - x^3 - 3*x^2*y - 3*x*y^2 - y^3",
        "1/(x - 1) - 1/(x + 1) - 2/(x^2 - 1)",
        "exp(x)*exp(-x) - 1",
        "exp(x + y) - exp(x)*exp(y)",
        "exp(x/2)^2 - exp(x)",
        "exp(1 + x) - e*exp(x)",
        "sin(x)^2 + cos(x)^2 - 1",
        "cosh(x)^2 - sinh(x)^2 - 1",
        "tanh(x) - sinh(x)/cosh(x)",
        "sigmoid(x) + sigmoid(-x) - 1",
        "tan(x)*cos(x) - sin(x)",
        "(1 + sqrt(2))^2 - 3 - 2*sqrt(2)",
        "sqrt(2 + sqrt(3))^2 - 2 - sqrt(3)",
        "abs(x)^2 - x^2",
        "log10(x)*ln(10) - ln(x)",
    ];
    for text in identities {
        assert!(vanishes(text), "{text}");
    }
    for text in ["x^2 - y^2", "exp(x) - exp(y)", "sin(x)^2 - cos(x)^2", "sqrt(2) - 1", "abs(x) - x"]
    {
        assert!(!vanishes(text), "{text}");
    }
}

#[test]
fn derivatives_of_every_smooth_function() {
    let table = [
        ("x^7*y", "7*x^6*y"),
        ("x^y", "y*x^(y - 1)"),
        ("y^x", "y^x*ln(y)"),
        ("sqrt(x)", "1/(2*sqrt(x))"),
        ("exp(x*y)", "y*exp(x*y)"),
        ("ln(x)", "1/x"),
        ("log2(x)", "1/(x*ln(2))"),
        ("sin(2*x)", "2*cos(2*x)"),
        ("cos(x)", "-sin(x)"),
        ("tan(x)", "1 + tan(x)^2"),
        ("asin(x)", "1/sqrt(1 - x^2)"),
        ("acos(x)", "-1/sqrt(1 - x^2)"),
        ("atan(x)", "1/(1 + x^2)"),
        ("sinh(x)", "cosh(x)"),
        ("cosh(x)", "sinh(x)"),
        ("tanh(x)", "1 - tanh(x)^2"),
        ("asinh(x)", "1/sqrt(x^2 + 1)"),
        ("acosh(x)", "1/sqrt(x^2 - 1)"),
        ("atanh(x)", "1/(1 - x^2)"),
        ("softplus(x)", "sigmoid(x)"),
        ("sigmoid(x)", "sigmoid(x)*(1 - sigmoid(x))"),
        ("1/(x^2 + y)", "-2*x/(x^2 + y)^2"),
    ];
    for (text, expected) in table {
        let (mut dag, mut algebra) = (Dag::new(), Algebra::default());
        let x = dag.symbol("x");
        let e = expression(&mut dag, text);
        let slope = derivative(&mut dag, e, x).unwrap();
        let expected = expression(&mut dag, expected);
        let difference = dag.sub(slope, expected);
        let f = algebra.fraction(&dag, difference, &Budget::unlimited()).unwrap();
        assert!(slope == expected || f.num.is_zero(), "{text}");
    }
    let mut dag = Dag::new();
    let x = dag.symbol("x");
    let corner = expression(&mut dag, "abs(x)");
    assert_eq!(derivative(&mut dag, corner, x), Err(NotChecked::NoEvidence));
}

#[test]
fn division_is_exact_or_nothing() {
    let free = Budget::unlimited();
    let (x, y) = (Sparse::letter(0, 1), Sparse::letter(1, 1));
    let sum = x.plus(&y);
    let product = sum.times(&x.minus(&y), &free).unwrap();
    assert_eq!(product.divided(&sum, &free).unwrap(), Some(x.minus(&y)));
    assert_eq!(product.divided(&x, &free).unwrap(), None);
    assert_eq!(product.divided(&Sparse::zero(), &free).unwrap(), None);
    let cube = sum.power(3, &free).unwrap();
    let (rest, times) = cube.times(&y, &free).unwrap().stripped(&sum, &free).unwrap();
    assert_eq!((rest, times), (y.clone(), 3));
    // 2·f(1/2, y) for f = x·y + 1
    let f = x.times(&y, &free).unwrap().plus(&Sparse::one());
    let two = Sparse::constant(Rational::from(2));
    let moved = f.substituted(0, &Sparse::one(), &two, &free).unwrap();
    assert_eq!(moved, y.plus(&two));
}

#[test]
fn work_is_bounded() {
    let (mut dag, mut algebra) = (Dag::new(), Algebra::default());
    let e = expression(&mut dag, "(x + y + 1)^200");
    assert_eq!(algebra.fraction(&dag, e, &Budget::steps(10_000)), Err(NotChecked::TooLarge));
}

#[test]
fn signs_that_can_be_seen() {
    for (text, expected) in [
        ("(1 - x*y)^2", true),
        ("x^4 + 3*exp(y)", true),
        ("x^2*abs(y)", true),
        ("sqrt(x)", true),
        ("x^3", false),
        ("x^2 - 1", false),
        ("x*y", false),
        ("-x^2", false),
        ("x^(1/3)", false),
        ("x^(2/3)", true),
    ] {
        let mut dag = Dag::new();
        let e = expression(&mut dag, text);
        assert_eq!(nonnegative(&dag, e), expected, "{text}");
    }
}
