//! One line of mathematics a test: equations, and what their real zeros are.

use super::{
    Fraction, Leaf, Lowering, Obstacle, Open, Reason, Residual, Rule, Solution, System, at_point,
    prepare, solve,
};
use crate::budget::Budget;
use crate::expr::{Dag, Expr, domain, read};
use crate::number::{Field, Integer};
use crate::polynomial::Poly;

const NAMES: [&str; 4] = ["x", "y", "z", "w"];

fn polys(n: usize, texts: &[&str]) -> Vec<Poly> {
    let mut dag = Dag::new();
    let symbols: Vec<_> = NAMES[..n].iter().map(|name| dag.symbol(name)).collect();
    let budget = Budget::unlimited();
    let lower = |text: &&str| {
        let e = read(&mut dag, text, &NAMES[..n]).unwrap();
        let mut lowering = Lowering::new(&mut dag, &symbols, &[e], &budget).unwrap();
        lowering.lower(&dag, e, &budget).unwrap().num().clone()
    };
    texts.iter().map(lower).collect()
}

fn solved(n: usize, texts: &[&str]) -> Solution {
    solve(&System::new(n, polys(n, texts)), &Budget::unlimited())
}

/// Number of points, dimensions of the components; every point is put back into the
/// equations.
#[track_caller]
fn check(n: usize, texts: &[&str], points: usize, dimensions: &[usize]) {
    let solution = solved(n, texts);
    assert!(solution.is_complete(), "{:?}", solution.open());
    assert_eq!(solution.sets.points.len(), points, "points");
    let found: Vec<usize> = solution.sets.components.iter().map(|c| c.dimension()).collect();
    assert_eq!(found, dimensions, "dimensions");
    for p in polys(n, texts) {
        for found in &solution.sets.points {
            assert!(at_point(&p, &found.point).is_zero());
        }
        assert!(solution.sets.components.iter().all(|c| c.annihilates(&p)));
    }
}

#[test]
fn the_lecture_is_a_point_and_a_curve() {
    check(2, &["y*(x*y - 1)", "x*(x*y - 1)"], 1, &[1]);
}

#[test]
fn products_are_split_without_finding_a_point_twice() {
    // The line x = 0, and (1, 0), (1, 2).
    check(2, &["x*y*(x + y - 3)", "x*(x - 1)*(y - 2)"], 2, &[1]);
    // x(x² + y² − 1) and y(x² + y² − 1): the branch x = 0 meets the circle.
    check(2, &["x*(x^2 + y^2 - 1)", "y*(x^2 + y^2 - 1)"], 1, &[1]);
}

#[test]
fn sums_of_terms_of_one_sign_vanish_term_by_term() {
    check(2, &["x^2 + y^2"], 1, &[]);
    check(2, &["(x - y)^2 + (x + y - 2)^2"], 1, &[]);
    check(2, &["x^2 + y^2 + 1"], 0, &[]);
    check(3, &["x^2 + y^4*z^2"], 0, &[1, 1]);
}

#[test]
fn one_equation_stays_one_set() {
    check(2, &["x*y - 1"], 0, &[1]);
    check(3, &["x^2 + y^2 + z^2 - 1"], 0, &[2]);
    check(3, &["x - y"], 0, &[2]);
    check(2, &["y^2 - 2"], 0, &[1, 1]);
}

#[test]
fn coefficients_that_may_vanish_give_two_cases() {
    // x·y = 1 and x·y² = 2: x = 0 is impossible, else y = 1/x and so on.
    check(2, &["x*y - 1", "x*y^2 - 2"], 1, &[]);
    check(3, &["x*y + z", "x*z + y"], 0, &[1, 1, 1]);
}

#[test]
fn several_fields_become_one() {
    check(2, &["x^2 - 2", "y^2 - 3"], 4, &[]);
    check(2, &["x^2 - 2", "y^3 - 2"], 2, &[]);
    check(2, &["x^2 + y^2 - 3", "x*y - 1"], 4, &[]);
}

#[test]
fn the_gradient_of_himmelblau_has_nine_real_zeros() {
    let texts = ["2*x^3 + 2*x*y - 21*x + y^2 - 7", "x^2 + 2*x*y + 2*y^3 - 13*y - 11"];
    check(2, &texts, 9, &[]);
}

#[test]
fn no_equations_leave_the_whole_space() {
    check(2, &[], 0, &[2]);
    check(2, &["0"], 0, &[2]);
    check(2, &["5"], 0, &[]);
}

#[test]
fn the_domain_excludes_and_restricts() {
    let mut system = System::new(1, polys(1, &["x^3 - x"]));
    system.nonzero = polys(1, &["x"]);
    let solution = solve(&system, &Budget::unlimited());
    assert_eq!(solution.sets.points.len(), 2);
    let poly = polys(1, &["x"]).remove(0);
    system.signs = vec![super::SignCondition { poly, strict: true }];
    let solution = solve(&system, &Budget::unlimited());
    assert_eq!(solution.sets.points.len(), 1);
    let excluded = solution.tree.leaves().map(|(_, leaf)| match leaf {
        Leaf::Points(points) => points.excluded.len(),
        Leaf::Empty(_) | Leaf::Sets(_) | Leaf::Open(_) => 0,
    });
    assert_eq!(excluded.sum::<usize>(), 1);
}

#[test]
fn every_branching_multiplies_out() {
    for texts in [
        ["y*(x*y - 1)", "x*(x*y - 1)"],
        ["x^2*y*(x - y)", "x*(x^2 + y^2 - 1)^2"],
        ["x^3 - x*y^2", "x^2*y + y^3 - y"],
    ] {
        let solution = solved(2, &texts);
        for node in &solution.tree.nodes {
            match &node.reason {
                Reason::Factor { equation, factors, .. } => {
                    let product = factors.iter().fold(Poly::one(2), |p, f| &p * f);
                    assert_eq!(product.primitive(), equation.primitive());
                }
                Reason::Combination { of, result } => {
                    let sum = of.iter().fold(Poly::zero(2), |s, (m, e)| &s + &(m * e));
                    assert_eq!(&sum, result);
                }
                Reason::Coefficient { equation, var, coefficient, .. } => {
                    let rest = equation.coefficient_of(*var, 0);
                    let linear = &(coefficient * &Poly::var(2, *var)) + &rest;
                    assert_eq!(&linear, equation);
                }
                Reason::Start
                | Reason::Strip(_)
                | Reason::SameSign { .. }
                | Reason::Solve { .. }
                | Reason::Residuals { .. }
                | Reason::Rotation { .. }
                | Reason::Elimination { .. } => {}
            }
            let children = solution.tree.nodes.iter().filter(|c| c.parent == Some(node.id)).count();
            assert_eq!(children == 0, node.leaf.is_some());
        }
    }
}

#[test]
fn a_small_budget_leaves_the_branch_open() {
    let texts = ["2*x^3 + 2*x*y - 21*x + y^2 - 7", "x^2 + 2*x*y + 2*y^3 - 13*y - 11"];
    let solution = solve(&System::new(2, polys(2, &texts)), &Budget::steps(2000));
    assert!(!solution.is_complete());
    assert!(matches!(solution.open()[0], Open::Exhausted(_)));
}

#[test]
fn derived_equations_are_added_not_put_in_place() {
    // The difference of the two equations is (x − y)(4xy − 5).
    let solution = solved(2, &["4*x^2*y - 5*x - y + 7", "4*x*y^2 - 5*y - y + 7"]);
    let derived = solution.tree.nodes.iter().find(|n| n.rule == Rule::R7);
    let derived = derived.map(|n| n.state.equations.len());
    assert_eq!(derived, Some(3));
}

/// Himmelblau: x² + y = 11 and x + y² = 7, or the Jacobian determinant 4xy − 1 is zero.
#[test]
fn a_sum_of_squares_is_split_at_the_rank_of_the_jacobian() {
    let equations = ["2*x^3 + 2*x*y - 21*x + y^2 - 7", "x^2 + 2*x*y + 2*y^3 - 13*y - 11"];
    let mut system = System::new(2, polys(2, &equations));
    let residual =
        |text: &str| Residual { weight: Integer::one(), polynomial: polys(2, &[text])[0].clone() };
    system.residuals = vec![residual("x^2 + y - 11"), residual("x + y^2 - 7")];
    let solution = solve(&system, &Budget::unlimited());
    let split = |n: &&super::Node| matches!(n.reason, Reason::Residuals { .. });
    let cases: Vec<&super::Node> = solution.tree.nodes.iter().filter(split).collect();
    assert_eq!(cases.len(), 2);
    assert_eq!(cases[1].state.equations[0], polys(2, &["4*x*y - 1"])[0]);
    assert_eq!(solution.sets.points.len(), 9);
    assert!(solution.is_complete());
    // Residuals of another loss are not believed.
    system.residuals[0] = residual("x^2 + y - 12");
    let solution = solve(&system, &Budget::unlimited());
    assert!(!solution.tree.nodes.iter().any(|n| n.rule == Rule::Squares));
    assert_eq!(solution.sets.points.len(), 9);
}

fn prepared(text: &str) -> Result<super::Prepared, Obstacle> {
    let mut dag = Dag::new();
    let x = dag.symbol("x");
    let e: Expr = read(&mut dag, text, &["x"]).unwrap();
    let conditions = domain::conditions(&dag, e);
    prepare(&mut dag, &[x], &[e], &conditions, &[], &Budget::unlimited())
}

#[test]
fn exponential_factors_and_denominators_are_taken_off() {
    let p = prepared("(x^2 - 1)*exp(-x^2)/(x - 3)").unwrap();
    assert_eq!(p.components[0].numerator, polys(1, &["x^2 - 1"])[0]);
    assert_eq!(p.system.nonzero, polys(1, &["x - 3"]));
    let unit: &Fraction = &p.components[0].unit;
    assert!(!unit.num().is_constant() || !unit.den().is_constant());
    let p = prepared("-2*x + 4").unwrap();
    assert_eq!(p.components[0].numerator, polys(1, &["x - 2"])[0]);
    assert_eq!(p.components[0].unit.num().as_constant().and_then(|c| c.to_i64()), Some(-2));
}

#[test]
fn what_is_positive_on_the_domain_may_stand_in_a_denominator() {
    let mut dag = Dag::new();
    let x = dag.symbol("x");
    let e = read(&mut dag, "ln(x) - x", &["x"]).unwrap();
    let slope = read(&mut dag, "1/x - 1", &["x"]).unwrap();
    let conditions = domain::conditions(&dag, e);
    let p = prepare(&mut dag, &[x], &[slope], &conditions, &[], &Budget::unlimited()).unwrap();
    assert_eq!(p.components[0].numerator, polys(1, &["x - 1"])[0]);
    assert!(prepare(&mut dag, &[x], &[slope], &[], &[], &Budget::unlimited()).is_err());
}

#[test]
fn what_is_not_polynomial_is_named() {
    assert!(matches!(prepared("sin(x)"), Err(Obstacle::Transcendental(_))));
    assert!(matches!(prepared("x + exp(x)"), Err(Obstacle::Transcendental(_))));
    assert!(matches!(prepared("pi*x - 1"), Err(Obstacle::Irrational(_))));
    assert!(matches!(prepared("abs(x) - 1"), Err(Obstacle::Kink(_))));
}
