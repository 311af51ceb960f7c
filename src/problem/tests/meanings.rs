//! What files mean (`format.md`, sections 2 to 5).

use super::super::*;
use crate::expr::{print, read as read_expression};
use crate::syntax::draw;

#[track_caller]
fn problem(text: &str) -> Problem {
    match read(text) {
        Ok(problem) => problem,
        Err(error) => panic!("{}", draw(text, "f.hesse", &error, false)),
    }
}

/// The objective of `text` must be the expression `expected`, in the plainest spelling, in the
/// given variables.
#[track_caller]
fn means(text: &str, variables: &[&str], expected: &str) -> Problem {
    let mut problem = problem(text);
    let names: Vec<&str> = problem.variables.iter().map(|v| problem.dag.name(*v)).collect();
    assert_eq!(names, variables, "{text}");
    let mut all: Vec<String> = names.iter().map(|name| (*name).to_string()).collect();
    all.extend(problem.parameters.iter().map(|p| problem.dag.name(*p).to_string()));
    let expected = read_expression(&mut problem.dag, expected, &all).expect("a plain expression");
    assert_eq!(
        print::input(&problem.dag, problem.objective),
        print::input(&problem.dag, expected),
        "{text}"
    );
    assert_eq!(problem.objective, expected, "{text}");
    problem
}

fn notes(problem: &Problem) -> Vec<String> {
    problem.notes.iter().map(|n| format!("{}:{} {}", n.line, n.column, n.text())).collect()
}

fn shown(problem: &Problem, relations: &[Relation]) -> Vec<String> {
    let show = |e| print::input(&problem.dag, e);
    relations
        .iter()
        .map(|r| format!("{} {} {}", show(r.left), r.comparison.text(), show(r.right)))
        .collect()
}

fn conditions(text: &str) -> Vec<String> {
    let problem = problem(text);
    problem
        .domain_conditions
        .iter()
        .map(|c| crate::expr::domain::condition_text(&problem.dag, c))
        .collect()
}

#[test]
fn a_bare_formula_has_every_letter_as_a_variable() {
    let file = means("x^3 + y^3 - 3xy", &["x", "y"], "x^3 + y^3 - 3*x*y");
    assert_eq!(notes(&file), ["1:14 xy read as x*y"]);
    assert_eq!(file.objective_name, None);
    means("(1 - w_1 w₂)² + w10", &["w1", "w2", "w10"], "(1 - w1*w2)^2 + w10");
    means("theta^2 + θ x", &["theta", "x"], "theta^2 + theta*x");
    means("2ex + e^x", &["x"], "2*e*x + exp(x)");
    means("2pi x^2 + i", &["i", "x"], "2*pi*x^2 + i");
    means("minimize x^2", &["x"], "x^2");
    means("r = x^2 + y^2\nr^2 - r", &["x", "y"], "(x^2 + y^2)^2 - (x^2 + y^2)");
}

#[test]
fn full_width_and_unicode_files_mean_the_same() {
    let file = means(
        "\u{feff}title： 第三题；1\r\nｆ（ｘ，θ）＝ｘ⁴＋θ⁴－４ｘθ＋½　＃ 注\r\nｘ ∈ ［−2，2］；θ ≥ −∞\r\nat “起点”：（0，π⁄2）\r\n",
        &["x", "theta"],
        "x^4 + theta^4 - 4*x*theta + 1/2",
    );
    assert_eq!(file.texts.title.as_deref(), Some("第三题；1"));
    assert_eq!(shown(&file, &file.region), ["-2 <= x", "x <= 2"]);
    assert_eq!(file.points[0].label.as_deref(), Some("起点"));
    assert_eq!(notes(&file), ["2:15 ｘθ read as x*theta"]);
    means("   f(x, y) = x^4\n      + y^4\n   x in [0, 1]\n", &["x", "y"], "x^4 + y^4");
}

#[test]
fn the_last_definition_is_the_objective() {
    let file = means("r = x + y\nL = r^2", &["x", "y"], "(x + y)^2");
    assert_eq!(file.objective_name.as_deref(), Some("L"));
    let file = means("minimize L = x^2\ng = 2x", &["x"], "x^2");
    assert_eq!(file.sense, Sense::Minimize);
    assert_eq!(means("maximize f(x) = -x^2", &["x"], "-x^2").sense, Sense::Maximize);
}

#[test]
fn a_header_fixes_variables_and_makes_other_declared_names_parameters() {
    let file = means("f(y, x) = k*x + y\nk in R\nx in [0, 1]", &["y", "x"], "k*x + y");
    assert!(file.header);
    assert_eq!(file.parameters.len(), 1);
    means("f(x, y) = 2x", &["x", "y"], "2*x");
    means("f(e, x) = e*x", &["e", "x"], "e*x");
    means("f(x1, x2) = x1x2 + 3x_1", &["x1", "x2"], "x1*x2 + 3*x1");
}

#[test]
fn declared_names_are_the_variables_without_a_header() {
    let file = means("y in R\nx in (-oo, 2)\nq in R\nx*y", &["y", "x"], "x*y");
    assert_eq!(notes(&file), ["3:1 q is declared, but the formula has no q"]);
    let file = means("xy in R\nxy^2", &["xy"], "xy^2");
    assert!(file.notes.is_empty());
}

#[test]
fn products_without_a_sign_bind_looser_than_powers() {
    let f = |body: &str| format!("f(x, y, a) = {body}");
    let xya = &["x", "y", "a"];
    means(&f("x(y+1)^2"), xya, "x*(y + 1)^2");
    means(&f("xy^2"), xya, "x*y^2");
    means(&f("-xy^2"), xya, "-x*y^2");
    means(&f("2xy(a+1)"), xya, "2*x*y*(a + 1)");
    means(&f("xsin(y)^2"), xya, "x*sin(y)^2");
    means(&f("x^2y"), xya, "x^2*y");
    means(&f("xy/2"), xya, "x*y/2");
    means(&f("2x/3"), xya, "2*x/3");
    means(&f("a/x*y"), xya, "a*y/x");
    means(&f("sin^2 x + sin 2x cos y"), xya, "sin(x)^2 + sin(2*x)*cos(y)");
    means(&f("2πx"), xya, "2*pi*x");
    means(&f("ax^2 + e^(2x)"), xya, "a*x^2 + exp(2*x)");
    means(&f("|x| + 2|y|"), xya, "abs(x) + 2*abs(y)");
    means(&f("√x y"), xya, "sqrt(x)*y");
    means(&f("x^-1 + 2^-x^2"), xya, "1/x + 2^(-x^2)");
}

#[test]
fn functions_of_the_language() {
    let file = means("log(x) + log10(x) + log_2(x)", &["x"], "ln(x) + log10(x) + log2(x)");
    assert_eq!(notes(&file), ["1:1 log read as the natural logarithm"]);
    means("log(x, 3)", &["x"], "ln(x)/ln(3)");
    means("arctan(x) + asin(x)", &["x"], "atan(x) + asin(x)");
    means("cbrt(x) + max(x, y, 1)", &["x", "y"], "x^(1/3) + max(x, y, 1)");
    means("exp(x)/(1 + exp(x)) + sigmoid(x)", &["x"], "exp(x)/(1 + exp(x)) + sigmoid(x)");
}

#[test]
fn functions_of_the_file_are_put_in() {
    means("g(t) = t^2 + 1\nf(x, y) = g(x) g(2y)", &["x", "y"], "(x^2 + 1)*(4*y^2 + 1)");
    means("g(t) = t^2\nf(x) = g(g(x + 1))^2", &["x"], "(((x + 1)^2)^2)^2");
    means("p(x, n) = x^n\nf(x) = p(x, 2) - p(2, 3)", &["x"], "x^2 - 8");
    means("g(x) = x^2 + y\nf(x, y) = g(y) + x", &["x", "y"], "y^2 + y + x");
    let chain: String = (1..400).map(|k| format!("a{k} = a{} + x\n", k - 1)).collect();
    means(&format!("a0 = x\n{chain}f(x) = a399"), &["x"], "400*x");
    let double: String =
        (1..60).map(|k| format!("g{k}(t) = g{}(g{}(t))\n", k - 1, k - 1)).collect();
    means(&format!("g0(t) = -t\n{double}f(x) = g59(x)"), &["x"], "x");
}

#[test]
fn sums_over_rows_are_written_out() {
    let data = "data\n  x\n  1\n  2\n  3\n";
    let lecture = format!("L(w1, w2) = sum((1 - w1*w2*x)^2)\n\n{data}at (0, 0)\n");
    let file = means(&lecture, &["w1", "w2"], "(1 - w1*w2)^2 + (1 - 2*w1*w2)^2 + (1 - 3*w1*w2)^2");
    assert_eq!(file.points.len(), 1);
    assert_eq!(file.formula_as_read(), ["L(w1, w2) = sum((1 - w1*w2*x)^2)"]);
    means(&format!("{data}mean(w x)"), &["w"], "2*w");
    means(&format!("{data}r = w*x - 1\nsum(r^2)"), &["w"], "(w-1)^2 + (2*w-1)^2 + (3*w-1)^2");
    means(&format!("{data}sum(w^x)"), &["w"], "w + w^2 + w^3");
    means(&format!("{data}g(t) = t*x\nsum(g(w))"), &["w"], "6*w");
    let two = "data\n  a | b\n  1/2 | -1\n  0.5 | 2e1\n";
    means(&format!("{two}sum(a*w + b)"), &["w"], "w + 19");
}

#[test]
fn sums_over_a_range_are_written_out() {
    means("sum(k in 1..4, x^k/k)", &["x"], "x + x^2/2 + x^3/3 + x^4/4");
    means("n = 3\nmean(k in 0..n, k x)", &["x"], "(0*x + x + 2*x + 3*x)/4");
    means("x + sum(k in 1..0, x^k)", &["x"], "x");
    means("sum(i in 1..2, sum(j in i..2, x^(i+j)))", &["x"], "x^2 + x^3 + x^4");
    means("data\n  a\n  1\n  2\nsum(sum(k in 1..2, a x^k))", &["x"], "3*x + 3*x^2");
}

#[test]
fn conditions_are_those_of_the_formula_as_typed() {
    assert_eq!(conditions("tan(x)*cos(x)"), ["cos(x) != 0"]);
    assert_eq!(conditions("(x-1)^3/(x-1)"), ["x - 1 != 0"]);
    assert_eq!(conditions("ln(x) - ln(x) + y"), ["x > 0"]);
    assert_eq!(conditions("sqrt(x)^2"), ["x >= 0"]);
    assert_eq!(conditions("x^(2/3) + x^(-1/3)"), ["x != 0"]);
    assert_eq!(conditions("x^y + 0*ln(y)"), ["x > 0", "y > 0"]);
    assert_eq!(conditions("asin(x)"), ["x >= -1", "x <= 1"]);
    assert_eq!(conditions("acosh(x) + atanh(y)"), ["x >= 1", "y > -1", "y < 1"]);
    assert_eq!(conditions("log(x, y)"), ["x > 0", "y > 0", "ln(y) != 0"]);
    assert_eq!(conditions("√(x^2 + 1) + 1/(x^2 + 1) + ln(exp(x)) + tanh(x)"), [""; 0]);
    assert_eq!(conditions("u = 1/x\nf(x, y) = x*u + y"), ["x != 0"]);
    assert_eq!(conditions("data\n  a\n  0\n  2\nsum(1/(w - a))"), ["w != 0", "w - 2 != 0"]);
    assert_eq!(conditions("sum(k in 2..3, x^k)"), [""; 0]);
    assert_eq!(conditions("f(x) = x^2\nln(x) <= 1"), ["x > 0"]);
}

#[test]
fn regions_bounds_and_assumptions() {
    let file = problem(
        "f(x, y) = x^a + y\na in (0, oo)\nx in [-2, 2)\na != 3\n\
         -1 <= y\nx^2 + y^2 < 4\n0 <= x <= y <= pi\n3 > y\n",
    );
    assert_eq!(shown(&file, &file.assumptions), ["0 < a", "a != 3"]);
    assert_eq!(
        shown(&file, &file.region),
        ["-2 <= x", "x < 2", "-1 <= y", "x^2 + y^2 < 4", "0 <= x", "x <= y", "y <= pi", "y < 3"]
    );
    let ends: Vec<String> = file
        .boxes
        .iter()
        .map(|b| {
            let end = |end: Option<End>| {
                end.map_or("none".into(), |end| {
                    format!("{} {}", print::input(&file.dag, end.value), end.strict)
                })
            };
            format!("{}, {}", end(b.low), end(b.high))
        })
        .collect();
    assert_eq!(ends, ["0 false, 2 true", "-1 false, 3 true"]);
    assert_eq!(file.region[1].text, "x < 2");
    let unbounded = problem("f(x) = x^2\nx in (-oo, oo)\n-oo < x < 5");
    assert_eq!(shown(&unbounded, &unbounded.region), ["x < 5"]);
}

#[test]
fn questions_have_exact_coordinates_in_the_order_of_the_variables() {
    let file = problem(
        "f(x, y) = x + y\nat (0.1, sqrt(8)/2)\nat \"start\": y = 1, x = -pi\n\
         taylor (0, pi/2) order 3\ntaylor x = 1, y = 2",
    );
    let show = |values: &[Expr]| {
        values.iter().map(|e| print::input(&file.dag, *e)).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(show(&file.points[0].coordinates), "1/10; sqrt(2)");
    assert_eq!(show(&file.points[1].coordinates), "-pi; 1");
    assert_eq!(file.points[1].label.as_deref(), Some("start"));
    assert_eq!(show(&file.expansions[0].coordinates), "0; pi/2");
    assert_eq!((file.expansions[0].order, file.expansions[1].order), (3, 2));
}

#[test]
fn the_formula_is_echoed_with_every_product_written() {
    let file = problem(
        "r = x^2+y^2\ng(t) = 2t/3\nf(x, y) = 3xy(x - (y - 1))^2/r - -g(x)^(2 x) + |x| log(y)",
    );
    insta::assert_snapshot!(file.formula_as_read().join("\n"), @r#"
    r = x^2 + y^2
    g(t) = 2*t/3
    f(x, y) = 3*x*y*(x - (y - 1))^2/r - -g(x)^(2*x) + abs(x)*ln(y)
    "#);
    let file =
        problem("title: A\nproblem: B\n  C\nnote: one\nnote: two\nlang: zh\nsteps: full\nx^2");
    assert_eq!(file.texts.title.as_deref(), Some("A"));
    assert_eq!(file.texts.problem.as_deref(), Some("B\nC"));
    assert_eq!(file.texts.notes, ["one", "two"]);
}
