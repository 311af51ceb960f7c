use super::assert_close;
use super::dual::evaluate;
use super::formula::{read, symbols};
use super::operations::OPERATIONS;
use crate::calculus::{
    Derivation, Derivatives, Factor, Line, Rule, Step, Term, derivations, second_derivations,
};
use crate::expr::{Dag, Expr};

fn value(dag: &mut Dag, text: &str) -> Factor {
    Factor::Value(read(dag, text))
}

fn line(factors: Vec<Factor>) -> Line {
    Line { terms: vec![Term { negative: false, factors }], over: None }
}

#[test]
fn the_lecture_example_is_derived_as_on_the_blackboard() {
    let mut dag = Dag::new();
    let variables = symbols(&mut dag, "a b");
    let f = read(&mut dag, "(1 - a*b)^2");
    let all = derivations(&mut dag, f, &variables);
    let (letter, outer) = (dag.symbol("u"), read(&mut dag, "u^2"));
    let of = read(&mut dag, "1 - a*b");
    let pending = Factor::Derivative { of, variable: variables[0] };
    let (two, bracket) = (value(&mut dag, "2"), value(&mut dag, "1 - a*b"));
    let inner = value(&mut dag, "-b");
    let result = read(&mut dag, "-2*b*(1 - a*b)");
    let held = Rule::HeldConstant { variables: vec![variables[1]] };
    let expected = [
        Step {
            rules: vec![Rule::ChainRule { outer, letter }],
            line: line(vec![two.clone(), bracket.clone(), pending]),
        },
        Step { rules: vec![held], line: line(vec![two, bracket, inner]) },
        Step { rules: vec![Rule::CollectFactor], line: Line::of(result) },
    ];
    assert_eq!(all[0].steps, expected);
    let exchange = (variables[0], variables[1]);
    let symmetry = Rule::Symmetry { exchange, from: vec![0] };
    assert_eq!(all[1].steps.len(), 1);
    assert_eq!(all[1].steps[0].rules, [symmetry]);
    assert_eq!(all[1].result, read(&mut dag, "-2*a*(1 - a*b)"));
    let second = second_derivations(&mut dag, f, &variables);
    let indices: Vec<_> = second.iter().map(|d| d.indices.clone()).collect();
    assert_eq!(indices, [vec![0, 0], vec![0, 1], vec![1, 1]]);
    let expected = ["2*b^2", "4*a*b - 2", "2*a^2"].map(|text| read(&mut dag, text));
    let at = [(variables[0], 0.75), (variables[1], -1.5)];
    for (d, e) in second.iter().zip(expected) {
        let found = evaluate(&dag, d.result, &at, variables[0]).value;
        assert_close(found, evaluate(&dag, e, &at, variables[0]).value, "second derivative");
    }
    assert!(matches!(second[2].steps[0].rules[0], Rule::Symmetry { .. }));
}

/// Every line of a derivation has the value of the derivative, and the last is the result.
fn check_lines(dag: &mut Dag, d: &Derivation, at: &[(crate::expr::Symbol, f64)], what: &str) {
    let exact = evaluate(dag, d.of, at, d.variable).slope;
    let mut known = Derivatives::default();
    for step in &d.steps {
        assert!(!step.rules.is_empty(), "{what}: a step without a reason");
        let e = step.line.value(dag, &mut known);
        assert_close(evaluate(dag, e, at, d.variable).value, exact, what);
    }
    assert_eq!(d.steps.last().map(|step| &step.line), Some(&Line::of(d.result)), "{what}");
    assert!(d.steps.len() <= 8, "{what}: {} steps", d.steps.len());
}

#[test]
fn every_line_has_the_value_of_the_derivative() {
    for operation in OPERATIONS {
        let formula = operation.formula.replace("exp(", "E(").replace("max(", "M(");
        let formula = formula.replace('x', "(a*b + a^2/4)");
        let formula = formula.replace("E(", "exp(").replace("M(", "max(");
        for x in operation.arguments {
            let mut dag = Dag::new();
            let (f, variables) = (read(&mut dag, &formula), symbols(&mut dag, "a b"));
            let at = [(variables[0], 0.75), (variables[1], x / 0.75 - 0.75 / 4.0)];
            for d in derivations(&mut dag, f, &variables) {
                check_lines(&mut dag, &d, &at, &formula);
            }
            for d in second_derivations(&mut dag, f, &variables) {
                check_lines(&mut dag, &d, &at, &formula);
            }
        }
    }
}

fn rules_of(formula: &str, names: &str) -> (Dag, Vec<Vec<Rule>>) {
    let mut dag = Dag::new();
    let (f, variables) = (read(&mut dag, formula), symbols(&mut dag, names));
    let first = derivations(&mut dag, f, &variables).remove(0);
    let rules = first.steps.into_iter().map(|step| step.rules).collect();
    (dag, rules)
}

#[test]
fn rules_are_named_as_in_a_textbook() {
    let (_, rules) = rules_of("x^3 + y^3 - 3*x*y", "x y");
    assert!(rules[0].contains(&Rule::PowerRule) && rules.len() == 1);
    let (_, rules) = rules_of("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "x y");
    assert_eq!(rules[0][0], Rule::SumRule);
    assert!(matches!(rules[0][1], Rule::ChainRule { .. }));
    assert_eq!(rules.last(), Some(&vec![Rule::Simplify]));
    let (_, rules) = rules_of("x*y*sin(x)", "x y");
    assert_eq!(rules[0], [Rule::ProductRule, Rule::ConstantFactor]);
    let (_, rules) = rules_of("sin(x)/(1 + x^2)", "x");
    assert_eq!(rules[0], [Rule::QuotientRule]);
    let (dag, rules) = rules_of("abs(x - y)*u", "x y u");
    assert!(matches!(rules[0][0], Rule::OffKink { .. }));
    let Rule::ChainRule { letter, .. } = rules[0][1] else { panic!("{rules:?}") };
    assert_eq!(dag.name(letter), "v");
}

#[test]
fn symmetry_is_claimed_only_where_it_holds() {
    let mut dag = Dag::new();
    let variables = symbols(&mut dag, "x y z");
    let f = read(&mut dag, "x^2*y^2 + sin(x + y) + z^3*x*y");
    let all = second_derivations(&mut dag, f, &variables);
    let by_symmetry = |d: &&Derivation| matches!(d.steps[0].rules[0], Rule::Symmetry { .. });
    let symmetric: Vec<_> = all.iter().filter(by_symmetry).map(|d| d.indices.clone()).collect();
    assert_eq!(symmetric, [vec![1, 1], vec![1, 2]]);
    let g = read(&mut dag, "x^2*y + y^3");
    let first = derivations(&mut dag, g, &variables[..2]);
    assert!(!matches!(first[1].steps[0].rules[0], Rule::Symmetry { .. }));
}

#[test]
fn long_formulas_are_cut_short() {
    let mut dag = Dag::new();
    let tower = format!("{}x{}", "sin(1 + ".repeat(30), ")".repeat(30));
    let (f, variables) = (read(&mut dag, &tower), symbols(&mut dag, "x"));
    let steps = &derivations(&mut dag, f, &variables)[0].steps;
    assert_eq!(steps.last().map(|s| s.rules.clone()), Some(vec![Rule::Remaining]));
    assert!(steps.len() <= 8);
    let _: Expr = f;
}
