use super::assert_close;
use super::dual::evaluate;
use super::formula::{read, symbols};
use super::operations::OPERATIONS;
use crate::calculus::corner::corners_of;
use crate::calculus::{Derivatives, derivative, gradient, hessian};
use crate::expr::Dag;

/// Compares the symbolic derivatives of first and second order with dual numbers.
fn compare(formula: &str, names: &str, point: &[f64]) {
    let mut dag = Dag::new();
    let (f, variables) = (read(&mut dag, formula), symbols(&mut dag, names));
    let at: Vec<_> = variables.iter().copied().zip(point.iter().copied()).collect();
    let mut known = Derivatives::default();
    for x in &variables {
        let first = known.of(&mut dag, f, *x);
        let exact = evaluate(&dag, f, &at, *x).slope;
        assert_close(evaluate(&dag, first, &at, *x).value, exact, formula);
        for y in &variables {
            let second = known.of(&mut dag, first, *y);
            let exact = evaluate(&dag, first, &at, *y).slope;
            assert_close(evaluate(&dag, second, &at, *y).value, exact, formula);
        }
    }
}

/// The gradient and the Hessian, with common factors taken out, against dual numbers.
#[test]
fn taking_out_common_factors_keeps_the_value() {
    let quotients = [
        "(x^2 + y^2)/(x*y)",
        "(x^2 + 1)/(x*(1 + y))",
        "(x + y)/(x^2*y^2)",
        "x/(x*y + 1) + y/x",
        "(x^3 - y)/(x - y)",
        "x*exp(x)/(x*y)",
        "(x - y)*(x + y)/((x - y)^2*y)",
    ];
    for formula in quotients {
        let mut dag = Dag::new();
        let (f, variables) = (read(&mut dag, formula), symbols(&mut dag, "x y"));
        let at: Vec<_> = variables.iter().copied().zip([1.75, 0.625]).collect();
        let slope = gradient(&mut dag, f, &variables);
        let curvature = hessian(&mut dag, f, &variables);
        for (i, x) in variables.iter().enumerate() {
            let component = slope.components[i];
            let exact = evaluate(&dag, f, &at, *x).slope;
            assert_close(evaluate(&dag, component, &at, *x).value, exact, formula);
            for (j, y) in variables.iter().enumerate() {
                let exact = evaluate(&dag, component, &at, *y).slope;
                let entry = curvature.get(i, j);
                assert_close(evaluate(&dag, entry, &at, *y).value, exact, formula);
            }
        }
    }
}

#[test]
fn symbolic_derivatives_are_those_of_dual_numbers() {
    for operation in OPERATIONS {
        for x in operation.arguments {
            compare(operation.formula, "x", &[*x]);
        }
    }
}

#[test]
fn the_chain_rule_holds_for_every_operation() {
    for operation in OPERATIONS {
        // The argument x becomes a·b + a²/4 with the same value.
        let formula = operation.formula.replace("exp(", "E(").replace("max(", "M(");
        let formula = formula.replace('x', "(a*b + a^2/4)");
        let formula = formula.replace("E(", "exp(").replace("M(", "max(");
        for x in operation.arguments {
            let a = 0.75;
            compare(&formula, "a b", &[a, x / a - a / 4.0]);
        }
    }
}

#[test]
fn derivatives_of_textbook_formulas() {
    #[track_caller]
    fn check(formula: &str, x: &str, expected: &str) {
        let mut dag = Dag::new();
        let (f, x) = (read(&mut dag, formula), dag.symbol(x));
        let found = derivative(&mut dag, f, x);
        assert_eq!(found, read(&mut dag, expected));
    }
    check("(1 - u*w)^2", "u", "-2*w*(1 - u*w)");
    check("x^3*y^2", "y", "2*x^3*y");
    check("ln(y)", "x", "0");
    check("x^x", "x", "x^x*ln(x) + x*x^(x - 1)");
    check("atan(2*x)", "x", "2/(1 + 4*x^2)");
    check("ln(x)*0", "x", "0/x");
}

#[test]
fn gradients_take_out_a_common_factor() {
    #[track_caller]
    fn check(formula: &str, names: &str, expected: &[&str]) {
        let mut dag = Dag::new();
        let (f, variables) = (read(&mut dag, formula), symbols(&mut dag, names));
        let found = gradient(&mut dag, f, &variables).components;
        let expected: Vec<_> = expected.iter().map(|text| read(&mut dag, text)).collect();
        assert_eq!(found, expected);
    }
    check("x^4 - 2*x^2 + y^3", "x y", &["4*x*(x^2 - 1)", "3*y^2"]);
    check("x*exp(-x^2 - y^2)", "x y", &["(1 - 2*x^2)*exp(-x^2 - y^2)", "-2*x*y*exp(-x^2 - y^2)"]);
    check("x/y + x^2/y^2", "x y", &["(y + 2*x)/y^2", "-x*(y + 2*x)/y^3"]);
    check("3*x^2 - 6*x*y", "x y", &["6*x - 6*y", "-6*x"]);
}

#[test]
fn taking_out_a_factor_keeps_the_zeros_of_denominators() {
    let mut dag = Dag::new();
    let e = read(&mut dag, "x/(x - y) + x^2/(x - y)^2");
    let collected = super::super::collect_common_factor(&mut dag, e);
    assert!(collected != e && !dag.is_total(collected));
    let (x, y) = (dag.symbol("x"), dag.symbol("y"));
    let at = [(x, 0.75), (y, 2.0)];
    let (a, b) = (evaluate(&dag, e, &at, x), evaluate(&dag, collected, &at, x));
    assert_close(a.value, b.value, "value");
    assert_close(a.slope, b.slope, "slope");
}

#[test]
fn the_hessian_is_symmetric() {
    let formula = "sin(x*y)*exp(z)/(1 + x^2) + (x + y*z)^3*ln(1 + z^2) + x^y";
    let mut dag = Dag::new();
    let (f, variables) = (read(&mut dag, formula), symbols(&mut dag, "x y z"));
    let h = hessian(&mut dag, f, &variables);
    let at: Vec<_> = variables.iter().copied().zip([0.5, -1.25, 0.75]).collect();
    for i in 0..3 {
        for j in 0..3 {
            assert_eq!(h.get(i, j), h.get(j, i));
            let first = derivative(&mut dag, f, variables[j]);
            let exact = evaluate(&dag, first, &at, variables[i]).slope;
            assert_close(evaluate(&dag, h.get(i, j), &at, variables[0]).value, exact, "Hessian");
        }
    }
    assert_eq!(h.upper().count(), 6);
}

#[test]
fn derivatives_do_not_swell() {
    // A tower of n sines: each level adds a cosine and a product.
    let mut dag = Dag::new();
    let n = 60;
    let tower = format!("{}x{}", "sin(".repeat(n), ")".repeat(n));
    let (f, x) = (read(&mut dag, &tower), dag.symbol("x"));
    let first = derivative(&mut dag, f, x);
    assert!(dag.below(&[f, first]).len() <= 4 * n);
    // A sum of n squares of sums of n products.
    let squares: Vec<String> = (0..20).map(|i| format!("(a{i}*x + b{i}*y - {i})^2")).collect();
    let f = read(&mut dag, &squares.join(" + "));
    let variables = symbols(&mut dag, "x y");
    let size = dag.below(&[f]).len();
    let g = gradient(&mut dag, f, &variables).components;
    assert!(dag.below(&g).len() <= 2 * size);
}

#[test]
fn deep_formulas_need_no_stack() {
    let mut dag = Dag::new();
    let x = dag.symbol("x");
    let start = dag.variable(x);
    let mut f = start;
    for _ in 0..20_000 {
        f = dag.apply(crate::expr::Function::Atan, f);
        f = dag.add(f, start);
    }
    let first = derivative(&mut dag, f, x);
    assert!(!dag.is_zero(first));
}

#[test]
fn corners_are_listed_where_they_can_be() {
    let mut dag = Dag::new();
    let f = read(&mut dag, "abs(x - 1) + relu(y) + max(x, y) + abs(x^2 + 1) + sign(exp(x))");
    let found: Vec<_> = corners_of(&mut dag, f).into_iter().collect();
    let mut expected: Vec<_> =
        ["x - 1", "y", "x - y"].iter().map(|text| read(&mut dag, text)).collect();
    expected.sort();
    assert_eq!(found, expected);
}
