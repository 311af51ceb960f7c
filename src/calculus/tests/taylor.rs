use super::formula::{read, symbols};
use crate::budget::{Budget, Exhausted};
use crate::calculus::{Expansion, Obstacle, TaylorPolynomial, taylor};
use crate::expr::{Dag, Expr};
use crate::number::{Rational, Series};

type S = Series<Rational>;

fn expand(dag: &mut Dag, formula: &str, names: &str, at: &str, order: u16) -> Expansion {
    let (f, variables) = (read(dag, formula), symbols(dag, names));
    let point: Vec<Expr> = at.split_whitespace().map(|text| read(dag, text)).collect();
    taylor(dag, f, &variables, &point, order, &Budget::unlimited()).unwrap()
}

#[track_caller]
fn polynomial(dag: &mut Dag, formula: &str, names: &str, at: &str, order: u16) -> TaylorPolynomial {
    match expand(dag, formula, names, at, order) {
        Expansion::Polynomial(polynomial) => polynomial,
        Expansion::Blocked(obstacle) => panic!("{formula} is blocked by {obstacle:?}"),
    }
}

/// The inner series x + 2y + x·y − x², which is 0 at the origin.
const INNER: &str = "(x + 2*y + x*y - x^2)";

fn inner(order: u16) -> S {
    let (x, y) = (S::variable(2, order, 0, q(0)), S::variable(2, order, 1, q(0)));
    x.add(&y.scale(&q(2))).add(&x.mul(&y)).sub(&x.mul(&x))
}

fn q(n: i64) -> Rational {
    Rational::from(n)
}

/// Compares the Taylor polynomial at the origin of a formula in # with a series in # = INNER.
#[track_caller]
fn check(formula: &str, series: impl Fn(&S) -> Option<S>) {
    let order = 4;
    let mut dag = Dag::new();
    let text = formula.replace('#', INNER);
    let found = polynomial(&mut dag, &text, "x y", "0 0", order);
    let expected = series(&inner(order)).unwrap();
    let shown = |e: Option<&Expr>| e.map(|e| dag.as_number(*e).unwrap().clone());
    assert_eq!(found.coefficients.len(), expected.terms().count(), "{formula}");
    for (powers, c) in expected.terms() {
        assert_eq!(shown(found.coefficients.get(powers)).as_ref(), Some(c), "{formula} {powers:?}");
    }
}

#[test]
fn taylor_polynomials_are_those_of_truncated_series() {
    let one = |s: &S| S::constant(2, s.order(), q(1));
    check("exp(#)", |s| s.exp());
    check("ln(1 + #)", |s| one(s).add(s).ln());
    check("sin(#)", |s| s.sin());
    check("cos(#)", |s| s.cos());
    check("tan(#)", |s| s.tan());
    check("asin(#)", |s| s.asin());
    check("sinh(#)", |s| s.sinh());
    check("cosh(#)", |s| s.cosh());
    check("atan(#)", |s| s.atan());
    check("tanh(#)", |s| s.tanh());
    check("asinh(#)", |s| s.asinh());
    check("atanh(#)", |s| s.atanh());
    check("sigmoid(#)", |s| s.sigmoid());
    check("1/(1 + #)", |s| one(s).add(s).recip());
    check("(1 + #)^5", |s| one(s).add(s).pow(5));
    check("sqrt(1 + #)", |s| one(s).add(s).pow_rational(&Rational::fraction(1, 2)));
    check("(1 + #)^(-4/3)", |s| one(s).add(s).pow_rational(&Rational::fraction(-4, 3)));
    check("exp(#)*cos(#)", |s| Some(s.exp()?.mul(&s.cos()?)));
    check("sin(#)/(1 + #)", |s| s.sin()?.div(&one(s).add(s)));
    check("abs(# - 3)", |s| Some(S::constant(2, s.order(), q(3)).sub(s)));
    let two = |s: &S| S::constant(2, s.order(), q(2));
    check("relu(# + 1) + max(#, 2) + min(#, 1)", |s| Some(one(s).add(s).add(s).add(&two(s))));
}

#[test]
fn constants_stay_exact() {
    // acos: π/2 − x − x³/6; softplus: ln 2 + x/2 + x²/8; log2(1 + x): (x − x²/2)/ln 2.
    #[track_caller]
    fn check(formula: &str, expected: &[&str]) {
        let mut dag = Dag::new();
        let order = expected.len() as u16 - 1;
        let found = polynomial(&mut dag, formula, "x", "0", order);
        for (k, text) in expected.iter().enumerate() {
            let c = found.coefficient(&mut dag, &[k as u16]);
            assert_eq!(c, read(&mut dag, text), "{formula} {k}");
        }
    }
    check("acos(x)", &["pi/2", "-1", "0", "-1/6"]);
    check("softplus(x)", &["ln(2)", "1/2", "1/8", "0"]);
    check("log2(1 + x)", &["0", "1/ln(2)", "-1/(2*ln(2))"]);
    check("log10(1 + x)", &["0", "1/ln(10)", "-1/(2*ln(10))"]);
    check("acosh(x + sqrt(2))", &["acosh(sqrt(2))", "1"]);
    check("sin(x + pi/4)", &["sqrt(2)/2", "sqrt(2)/2", "-sqrt(2)/4"]);
}

#[test]
fn value_gradient_and_hessian_at_a_point() {
    let mut dag = Dag::new();
    // The lecture's example at the origin.
    let t = polynomial(&mut dag, "(1 - u*w)^2", "u w", "0 0", 4);
    let numbers = |dag: &Dag, row: &[Expr]| -> Vec<Rational> {
        row.iter().map(|e| dag.as_number(*e).unwrap().clone()).collect()
    };
    let value = t.value(&mut dag);
    assert!(dag.is_one(value) && t.is_exact);
    let gradient = t.gradient(&mut dag);
    assert_eq!(numbers(&dag, &gradient), [q(0), q(0)]);
    let hessian = t.hessian(&mut dag);
    assert_eq!(numbers(&dag, &hessian[0]), [q(0), q(-2)]);
    assert_eq!(numbers(&dag, &hessian[1]), [q(-2), q(0)]);
    assert_eq!(t.expression(&mut dag), read(&mut dag, "1 - 2*u*w + u^2*w^2"));
    let short = polynomial(&mut dag, "(1 - u*w)^2", "u w", "0 0", 3);
    assert!(!short.is_exact);
    let shifted = polynomial(&mut dag, "x^2", "x", "3", 2);
    assert_eq!(shifted.expression(&mut dag), read(&mut dag, "9 + 6*(x - 3) + (x - 3)^2"));
}

#[test]
fn where_there_is_no_expansion_the_answer_says_why() {
    #[track_caller]
    fn check(formula: &str, names: &str, at: &str, order: u16) -> Obstacle {
        match expand(&mut Dag::new(), formula, names, at, order) {
            Expansion::Blocked(obstacle) => obstacle,
            Expansion::Polynomial(polynomial) => panic!("{formula}: {polynomial:?}"),
        }
    }
    let undefined = |o: Obstacle| matches!(o, Obstacle::Undefined { powers, .. } if powers.iter().all(|p| *p == 0));
    assert!(undefined(check("1/x", "x", "0", 2)));
    assert!(undefined(check("ln(x)", "x", "-1", 2)));
    assert!(undefined(check("x*ln(y)", "x y", "0 -1", 1)));
    assert!(undefined(check("tan(x)", "x", "pi/2", 1)));
    assert!(undefined(check("sin(x)/x", "x", "0", 1)));
    assert!(undefined(check("asin(x)", "x", "pi", 1)));
    let first = check("x^(5/3)", "x", "0", 2);
    assert!(matches!(first, Obstacle::Undefined { powers, .. } if powers == [2]));
    assert!(matches!(check("abs(x - y)", "x y", "2 2", 1), Obstacle::Kink { .. }));
    assert!(matches!(check("max(x, 0)", "x", "0", 1), Obstacle::Kink { .. }));
    assert!(matches!(check("x^(5/2)", "x", "0", 2), Obstacle::Boundary { .. }));
    assert!(matches!(check("acos(x)*(1 - x)^2", "x", "1", 1), Obstacle::Boundary { .. }));
    let root = check("sqrt(x^2 + y^2)", "x y", "0 0", 1);
    assert!(matches!(root, Obstacle::Undefined { powers, .. } if powers != [0, 0]));
}

#[test]
fn a_point_with_unknown_but_provable_signs_is_accepted() {
    let mut dag = Dag::new();
    let t = polynomial(&mut dag, "ln(x)", "x", "pi-3", 1);
    let slope = t.coefficient(&mut dag, &[1]);
    assert_eq!(slope, read(&mut dag, "1/(pi - 3)"));
    let t = polynomial(&mut dag, "abs(x)", "x", "3-pi", 1);
    let slope = t.coefficient(&mut dag, &[1]);
    let at = crate::calculus::enclosure::sign(&dag, slope);
    assert_eq!(at, crate::number::Sign::Negative);
}

#[test]
fn the_budget_ends_the_work() {
    let mut dag = Dag::new();
    let f = read(&mut dag, "exp(sin(x*y))*ln(2 + cos(x))");
    let (variables, zero) = (symbols(&mut dag, "x y"), dag.integer(0));
    let answer = taylor(&mut dag, f, &variables, &[zero, zero], 8, &Budget::steps(500));
    assert_eq!(answer, Err(Exhausted::Work));
}
