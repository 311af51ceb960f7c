//! Taylor polynomials that were set as exercises, with their published or recomputed answers.

use super::formula::{read, symbols};
use crate::budget::Budget;
use crate::calculus::{Expansion, taylor};
use crate::expr::Dag;
use std::collections::BTreeMap;

/// `expected`: exponents and coefficients of all nonzero terms, as `1 0: 20; 0 1: 2`.
#[track_caller]
fn check(formula: &str, names: &str, at: &str, order: u16, expected: &str) {
    let mut dag = Dag::new();
    let (f, variables) = (read(&mut dag, formula), symbols(&mut dag, names));
    let point: Vec<_> = at.split_whitespace().map(|text| read(&mut dag, text)).collect();
    let expansion = taylor(&mut dag, f, &variables, &point, order, &Budget::steps(100_000));
    let Ok(Expansion::Polynomial(polynomial)) = expansion else { panic!("{expansion:?}") };
    let term = |text: &str| {
        let (powers, coefficient) = text.split_once(':').unwrap();
        let powers = powers.split_whitespace().map(|p| p.parse().unwrap()).collect();
        (powers, read(&mut dag, coefficient))
    };
    let expected: BTreeMap<Vec<u16>, _> = expected.split(';').map(term).collect();
    assert_eq!(polynomial.coefficients, expected);
}

#[test]
fn o099_exponential() {
    check("exp(-x)", "x", "0", 3, "0: 1; 1: -1; 2: 1/2; 3: -1/6");
}

#[test]
fn o100_tangent_at_pi() {
    check("5*x^2 + x*tan(y)", "x y", "2 pi", 1, "0 0: 20; 1 0: 20; 0 1: 2");
}

#[test]
fn o101_square_root() {
    check("sqrt(x)", "x", "1", 4, "0: 1; 1: 1/2; 2: -1/8; 3: 1/16; 4: -5/128");
}

#[test]
fn o102_reciprocal() {
    let expected = "0: 1/2; 1: -1/4; 2: 1/8; 3: -1/16; 4: 1/32; 5: -1/64";
    check("1/x", "x", "2", 5, expected);
}

#[test]
fn o103_exponential_times_cosine() {
    check("exp(x)*cos(y)", "x y", "0 0", 2, "0 0: 1; 1 0: 1; 2 0: 1/2; 0 2: -1/2");
}

#[test]
fn o104_cubic() {
    let expected = "0 0: 320; 1 0: 136; 0 1: 6; 2 0: 18; 1 1: -7; 0 2: -12";
    check("x^3 + y^3 - 7*x*y", "x y", "6 -4", 2, expected);
}

#[test]
fn o105_exponential_times_logarithm() {
    check("exp(x)*ln(1 + y)", "x y", "0 0", 2, "0 1: 1; 1 1: 1; 0 2: -1/2");
}

#[test]
fn o106_sum_with_a_reciprocal() {
    check("exp(x) + 2/y", "x y", "0 1", 1, "0 0: 3; 1 0: 1; 0 1: -2");
}

#[test]
fn o107_three_variables() {
    let expected = "0 0 0: 1; 1 0 0: 1; 2 0 0: 1/2; 0 1 1: 1; 0 0 2: -1/2";
    check("exp(x + y*z)*cos(z)", "x y z", "0 0 0", 2, expected);
}
