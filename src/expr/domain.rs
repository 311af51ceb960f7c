//! Where an expression is defined, and where it may fail to be smooth.
//!
//! The conditions are those of the expression as it is built: nothing has been cancelled that
//! restricts it (see [`Dag`]), so `tan(x)*cos(x)` still needs cos x ≠ 0.

use super::facts::is_off_the_poles;
use super::{Dag, Expr, Function, Node, print};
use crate::number::{Rational, Sign};
use std::collections::BTreeSet;
use std::fmt::Write;

/// What must hold of the value of an expression.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// ≠ 0.
    NotZero,
    /// > 0.
    Positive,
    /// ≥ 0.
    NonNegative,
    /// ≥ the number.
    AtLeast(Rational),
    /// ≤ the number.
    AtMost(Rational),
    /// > the number.
    Above(Rational),
    /// < the number.
    Below(Rational),
    /// Its cosine is ≠ 0: not π/2 + kπ.
    CosineNotZero,
}

/// A relation that the value of an expression must satisfy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Condition {
    /// The expression, itself a part of the one asked about.
    pub expr: Expr,
    /// What must hold of it.
    pub relation: Relation,
}

/// The conditions under which `e` is defined, each once, inner parts first; conditions that are
/// known to hold everywhere are left out. `e` is defined exactly where all of them hold.
pub fn conditions(dag: &Dag, e: Expr) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for part in dag.below(&[e]) {
        match dag.node(part) {
            Node::Number(_) | Node::Constant(_) | Node::Symbol(_) => {}
            Node::Sum(_) | Node::Product(_) => {}
            Node::Power(base, exponent) => {
                conditions.extend(power_relation(dag, *exponent).map(|r| (*base, r)));
            }
            Node::Call(f, arguments) => {
                let relations = call_relations(*f);
                conditions.extend(relations.into_iter().map(|r| (arguments[0], r)));
            }
        }
    }
    let mut seen = BTreeSet::new();
    conditions
        .into_iter()
        .filter(|(expr, relation)| !is_known(dag, *expr, relation))
        .map(|(expr, relation)| Condition { expr, relation })
        .filter(|condition| seen.insert(condition.clone()))
        .collect()
}

/// The rule stated at [`Node::Power`].
fn power_relation(dag: &Dag, exponent: Expr) -> Option<Relation> {
    match dag.as_number(exponent) {
        Some(r) => match (r.denominator().is_even(), r.is_negative()) {
            (true, true) => Some(Relation::Positive),
            (true, false) => Some(Relation::NonNegative),
            (false, true) => Some(Relation::NotZero),
            (false, false) => None,
        },
        None if dag.is_positive(exponent) => Some(Relation::NonNegative),
        None => Some(Relation::Positive),
    }
}

fn call_relations(f: Function) -> Vec<Relation> {
    let one = Rational::one;
    match f {
        Function::Ln | Function::Log10 | Function::Log2 => vec![Relation::Positive],
        Function::Tan => vec![Relation::CosineNotZero],
        Function::Asin | Function::Acos => {
            vec![Relation::AtLeast(-one()), Relation::AtMost(one())]
        }
        Function::Acosh => vec![Relation::AtLeast(one())],
        Function::Atanh => vec![Relation::Above(-one()), Relation::Below(one())],
        Function::Exp
        | Function::Sin
        | Function::Cos
        | Function::Atan
        | Function::Sinh
        | Function::Cosh
        | Function::Tanh
        | Function::Asinh
        | Function::Sigmoid
        | Function::Softplus
        | Function::Abs
        | Function::Sign
        | Function::Max
        | Function::Min
        | Function::Relu => Vec::new(),
    }
}

/// Is the relation proved by the facts stored with the expression?
fn is_known(dag: &Dag, e: Expr, relation: &Relation) -> bool {
    let number = dag.as_number(e);
    match relation {
        Relation::NotZero => dag.is_nonzero(e),
        Relation::Positive => dag.is_positive(e),
        Relation::NonNegative => dag.is_nonnegative(e),
        Relation::AtLeast(bound) => number.is_some_and(|q| q >= bound),
        Relation::AtMost(bound) => number.is_some_and(|q| q <= bound),
        Relation::Above(bound) => number.is_some_and(|q| q > bound),
        Relation::Below(bound) => number.is_some_and(|q| q < bound),
        // π is irrational, so no rational number is a pole.
        Relation::CosineNotZero => number.is_some() || is_off_the_poles(dag, e),
    }
}

/// A condition in the input language: `x > 0`, `cos(x) != 0`.
pub fn condition_text(dag: &Dag, condition: &Condition) -> String {
    let e = print::input(dag, condition.expr);
    let mut text = String::new();
    let written = match &condition.relation {
        Relation::NotZero => write!(text, "{e} != 0"),
        Relation::Positive => write!(text, "{e} > 0"),
        Relation::NonNegative => write!(text, "{e} >= 0"),
        Relation::AtLeast(bound) => write!(text, "{e} >= {bound}"),
        Relation::AtMost(bound) => write!(text, "{e} <= {bound}"),
        Relation::Above(bound) => write!(text, "{e} > {bound}"),
        Relation::Below(bound) => write!(text, "{e} < {bound}"),
        Relation::CosineNotZero => write!(text, "cos({e}) != 0"),
    };
    debug_assert!(written.is_ok(), "writing to a string cannot fail");
    text
}

/// Expressions at whose zeros `e` may fail to be infinitely often differentiable although it is
/// defined: |g|, sign g and relu g at g = 0, max and min where two arguments meet, g^r at g = 0
/// for r that is not whole, asin and acos at ±1, acosh at 1. Outside these zeros, and inside its
/// domain, `e` is smooth (even analytic).
pub fn kinks(dag: &mut Dag, e: Expr) -> Vec<Expr> {
    let mut zeros_of = Vec::new();
    for part in dag.below(&[e]) {
        match dag.node(part).clone() {
            Node::Number(_) | Node::Constant(_) | Node::Symbol(_) => {}
            Node::Sum(_) | Node::Product(_) => {}
            Node::Power(base, exponent) => {
                let is_whole = dag.as_number(exponent).is_some_and(Rational::is_integer);
                let is_negative = dag.sign(exponent) == Sign::Negative;
                if !is_whole && !is_negative {
                    zeros_of.push(base);
                }
            }
            Node::Call(f, arguments) => zeros_of.extend(kinks_of_call(dag, f, &arguments)),
        }
    }
    let mut seen = BTreeSet::new();
    zeros_of.retain(|&g| !dag.is_nonzero(g) && !dag.is_constant(g) && seen.insert(g));
    zeros_of
}

fn kinks_of_call(dag: &mut Dag, f: Function, arguments: &[Expr]) -> Vec<Expr> {
    let a = arguments[0];
    match f {
        Function::Abs | Function::Sign | Function::Relu => vec![a],
        Function::Max | Function::Min => differences(dag, arguments),
        Function::Asin | Function::Acos => {
            let (one, minus_one) = (dag.integer(1), dag.integer(-1));
            vec![dag.add(a, one), dag.add(a, minus_one)]
        }
        Function::Acosh => {
            let one = dag.integer(1);
            vec![dag.sub(a, one)]
        }
        Function::Exp
        | Function::Ln
        | Function::Log10
        | Function::Log2
        | Function::Sin
        | Function::Cos
        | Function::Tan
        | Function::Atan
        | Function::Sinh
        | Function::Cosh
        | Function::Tanh
        | Function::Asinh
        | Function::Atanh
        | Function::Sigmoid
        | Function::Softplus => Vec::new(),
    }
}

fn differences(dag: &mut Dag, arguments: &[Expr]) -> Vec<Expr> {
    let mut all = Vec::new();
    for (at, &a) in arguments.iter().enumerate() {
        for &b in &arguments[at + 1..] {
            all.push(dag.sub(a, b));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::read;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut dag = Dag::new();
        let e = read(&mut dag, text, &["x", "y"]).unwrap();
        let found = conditions(&dag, e);
        let mut texts: Vec<String> = found.iter().map(|c| condition_text(&dag, c)).collect();
        let mut expected = expected.to_vec();
        texts.sort();
        expected.sort_unstable();
        assert_eq!(texts, expected);
        assert_eq!(found.is_empty(), dag.is_total(e), "total means without conditions");
    }

    #[test]
    fn conditions_of_the_formula_as_typed() {
        check("tan(x)*cos(x)", &["cos(x) != 0"]);
        check("(x - 1)^3/(x - 1)", &["x - 1 != 0"]);
        check("ln(x) - ln(x)", &["x > 0"]);
        check("sqrt(x)^2 + 1/sqrt(y)", &["x >= 0", "y > 0"]);
        check("x^(1/3) + x^(-2/3)", &["x != 0"]);
        check("asin(x) + acosh(y)", &["x <= 1", "x >= -1", "y >= 1"]);
        check("atanh(x)", &["x < 1", "x > -1"]);
        check("x^y", &["x > 0"]);
        check("x^pi", &["x >= 0"]);
        check("ln(x*y)", &["x*y > 0"]);
        check("0/x", &["x != 0"]);
        check("ln(x)^0", &["x > 0"]);
        check("sqrt(x^4 + y^4)/(x^2 + 1) + ln(1 + exp(x)) + tan(pi/5)", &[]);
        check("1/0", &["0 != 0"]);
    }

    #[test]
    fn where_smoothness_may_end() {
        let mut dag = Dag::new();
        let text = "abs(x) + max(x, y) + sqrt(x^4 + y^4) + x^(2/3) + (x^2 + 1)^(1/2) + 1/x";
        let e = read(&mut dag, text, &["x", "y"]).unwrap();
        let mut found: Vec<String> =
            kinks(&mut dag, e).iter().map(|&g| print::input(&dag, g)).collect();
        found.sort();
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[0], "x");
        assert!(found[1] == "x - y" || found[1] == "y - x");
        assert_eq!(found[2], "x^4 + y^4");
    }
}
