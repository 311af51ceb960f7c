use super::{input, latex, latex_lines, mathml, mathml_lines, unicode, width_em};
use crate::expr::{Dag, Expr, read};

const NAMES: [&str; 9] = ["x", "y", "z", "t", "w1", "w2", "w10", "theta", "xhat"];

fn parsed(text: &str) -> (Dag, Expr) {
    let mut dag = Dag::new();
    let e = read(&mut dag, text, &NAMES).unwrap();
    (dag, e)
}

/// What is written comes back as written: it is in human order already.
#[track_caller]
fn unchanged(text: &str) {
    becomes(text, text);
}

#[track_caller]
fn becomes(text: &str, expected: &str) {
    let (dag, e) = parsed(text);
    assert_eq!(input(&dag, e), expected);
}

#[test]
fn human_order() {
    unchanged("1 - w1*w2");
    unchanged("(1 - w1*w2)^2");
    unchanged("-2*w2*(1 - w1*w2)");
    unchanged("x^3 + y^3 - 3*x*y");
    unchanged("x^2 + y^2 - 1");
    unchanged("x*exp(-x)");
    unchanged("-x/2");
    unchanged("x^2/3");
    unchanged("3*x/(2*y)");
    unchanged("1/2");
    unchanged("-x - y");
    unchanged("1 + 2*x - x^2");
    unchanged("-x^3 + x^2 - 1");
    unchanged("-12*x^3 + 24*x^2 + 12*x - 24");
    unchanged("2*x*y - x^2 - y^2");
    becomes("5*(x - 1/2)/4", "(5/4)*(x - 1/2)");
    unchanged("5*(x - 1)/4");
    unchanged("sqrt(2)/2");
    unchanged("(1 + sqrt(5))/2");
    unchanged("exp(x) - x - 1");
    unchanged("1/(1 + exp(-x))");
    unchanged("cos(x) - 1");
    unchanged("(x^2 + y - 11)^2 + (y^2 + x - 7)^2");
    unchanged("2*pi*x");
    unchanged("x + 1/x + 1");
    unchanged("sqrt(2*x)");
    unchanged("y*sin(x)");
    unchanged("4*x*(x^2 - y) + 2*x - 2");
    unchanged("w1 + w2 + w10");
    unchanged("x*abs(x)");
    unchanged("2^(-x)");
    unchanged("1/sqrt(x)");
    unchanged("x^(2/3)");
    unchanged("0*ln(x)");
    unchanged("x^2/x");
    becomes("1/(1/x)", "x^2/x");
    becomes("x/x^3", "1/x^2");
    unchanged("(x^(1/6))^4");
    unchanged("sqrt(x)^2");
    becomes("-w1*w2 + 1", "1 - w1*w2");
    becomes("y*x*2", "2*x*y");
    becomes("1/sqrt(2)", "sqrt(2)/2");
    becomes("x^(1/3)", "x^(1/3)");
}

#[test]
fn the_history_of_the_arena_does_not_show() {
    let texts = ["sin(x) + sin(y) + cos(x)*y", "(x - y)^2*(x + 1)*exp(x)*sin(y)", "max(x, y, x*y)"];
    for text in texts {
        let (dag, e) = parsed(text);
        let expected = input(&dag, e);
        let mut other = Dag::new();
        read(&mut other, "sin(y)*(x + 1) - y*z + exp(x) + cos(x)*(x*y - 1)", &NAMES).unwrap();
        let e = read(&mut other, text, &NAMES).unwrap();
        assert_eq!(input(&other, e), expected);
    }
}

#[test]
fn terminal_text() {
    let show = |text: &str| {
        let (dag, e) = parsed(text);
        unicode(&dag, e)
    };
    assert_eq!(show("-2*w2*(1 - w1*w2)"), "−2w₂(1 − w₁w₂)");
    assert_eq!(show("x^2*y/3 - theta^12"), "x²y/3 − θ¹²");
    assert_eq!(show("x*exp(-x)"), "x exp(−x)");
    assert_eq!(show("sqrt(2)*abs(x)"), "√2·|x|");
    assert_eq!(show("xhat"), "x\u{302}");
    assert_eq!(show("sqrt(x)^2"), "(√x)²");
    assert_eq!(show("2*2^x"), "2·2^x");
    assert_eq!(show("ln(2)*x*sin(x)"), "ln(2)·x sin(x)");
}

#[test]
fn latex_of_both_dialects() {
    let show = |text: &str| {
        let (dag, e) = parsed(text);
        latex(&dag, e)
    };
    assert_eq!(show("-2*w2*(1 - w1*w2)"), "-2w_{2}(1-w_{1} w_{2})");
    assert_eq!(show("x^2/3"), "\\frac{x^{2}}{3}");
    assert_eq!(show("x*exp(-x/2)"), "x e^{-x/2}");
    assert_eq!(show("sin(x/2)^2"), "\\sin^{2}\\left(\\frac{x}{2}\\right)");
    assert_eq!(show("abs(x)*theta"), "\\theta \\lvert x\\rvert");
    assert_eq!(show("x^(1/3) + sqrt(8)"), "\\sqrt[3]{x}+2\\sqrt{2}");
    assert_eq!(show("2*3^x"), "2 \\cdot 3^{x}");
    assert_eq!(show("asinh(xhat)"), "\\mathop{\\mathrm{arsinh}}(\\hat{x})");
    assert_eq!(show("w1^2"), "w_{1}^{2}");
    assert_eq!(show("ln(x)^2"), "(\\ln(x))^{2}");
    assert_eq!(show("(x - 1)^3"), "(x-1)^{3}");
    assert_eq!(show("(x/y)^y"), "\\left(\\frac{x}{y}\\right)^{y}");
}

#[test]
fn mathml_follows_the_subset() {
    let show = |text: &str| {
        let (dag, e) = parsed(text);
        mathml(&dag, e)
    };
    assert_eq!(
        show("-2*w1"),
        "<mrow><mo form=\"prefix\">\u{2212}</mo><mn>2</mn><mo>\u{2062}</mo><msub><mi>w</mi><mn>1</mn></msub></mrow>"
    );
    assert_eq!(
        show("x - sin(w1^2)"),
        "<mrow><mi>x</mi><mo>\u{2212}</mo><mi>sin</mi><mo>\u{2061}</mo><mo stretchy=\"false\">(</mo>\
         <msubsup><mi>w</mi><mn>1</mn><mrow><mn>2</mn></mrow></msubsup><mo stretchy=\"false\">)</mo></mrow>"
    );
    assert_eq!(
        show("1/2"),
        "<mrow><mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac></mrow>"
    );
}

/// Every element is closed, and fractions, roots and scripts have the right number of children.
#[test]
fn mathml_is_well_formed() {
    let texts = [
        "exp(-(x^2 + y^2)/2)*(x - 1)^3/sqrt(x + 1)",
        "abs(x/2)^(3/2) + x^(1/3)*max(x, y)^2",
        "tanh(w1*x)^2*w2^2*theta^x + log10(x) - sigmoid(xhat/2)",
    ];
    for text in texts {
        let (dag, e) = parsed(text);
        check_element(&mathml(&dag, e));
        for line in mathml_lines(&dag, e, 10).unwrap() {
            check_element(&line);
        }
    }
}

#[track_caller]
fn check_element(markup: &str) {
    let mut open: Vec<(&str, usize)> = vec![("root", 0)];
    for tag in markup.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            let (opened, children) = open.pop().unwrap();
            assert_eq!(opened, name, "{markup}");
            let arity = match name {
                "mfrac" | "msup" | "msub" | "mroot" => Some(2),
                "msubsup" => Some(3),
                _ => None,
            };
            assert!(arity.is_none_or(|n| n == children), "{name} in {markup}");
        } else {
            open.last_mut().unwrap().1 += 1;
            open.push((tag.split(' ').next().unwrap(), 0));
        }
    }
    assert_eq!(open, [("root", 1)], "{markup}");
}

#[test]
fn wide_sums_are_broken_before_a_sign() {
    let terms: Vec<String> = (1..=12).map(|k| format!("{k}*x^{k}")).collect();
    let (dag, e) = parsed(&terms.join(" - "));
    let lines = latex_lines(&dag, e, 12).unwrap();
    assert!(lines.len() > 2);
    assert!(lines[1..].iter().all(|line| line.starts_with("{}-") || line.starts_with("{}+")));
    assert!(mathml_lines(&dag, e, 12).unwrap().len() == lines.len());
    assert_eq!(latex_lines(&dag, e, 1000).unwrap(), [latex(&dag, e)]);
    assert!(width_em(&dag, e) > 24);
}

#[test]
fn shared_parts_do_not_blow_up() {
    let mut dag = Dag::new();
    let x = dag.symbol("x");
    let mut e = dag.variable(x);
    for _ in 0..200 {
        let sine = dag.apply(crate::expr::Function::Sin, e);
        let one = dag.integer(1);
        let shifted = dag.add(e, one);
        e = dag.mul(sine, shifted);
    }
    assert_eq!(super::input_within(&dag, e, 1000), Err(super::TooLong));
    assert_eq!(input(&dag, e), super::ELIDED);
}
