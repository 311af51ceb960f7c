//! What transcendental parts occur in expressions.

use super::alphabet::{is_nonzero_constant, lcm};
use super::form::factored;
use crate::expr::{Constant, Dag, Expr, Function, Node};
use crate::number::Rational;
use std::collections::BTreeMap;

/// The parts of expressions that become letters.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Nodes with the exponent of the exponential that they are made of.
    pub(super) exponents: Vec<(Expr, Expr)>,
    /// Arguments of sine, cosine and tangent.
    pub(super) angles: Vec<Expr>,
    /// Radicands with the least common index of their roots.
    pub(super) roots: BTreeMap<Expr, u32>,
    /// Arguments of logarithms.
    pub(super) logarithms: Vec<Expr>,
    /// Numbers that are not known to be algebraic.
    pub(super) constants: Vec<Expr>,
}

/// Collects them.
pub(super) fn gather(dag: &mut Dag, roots: &[Expr]) -> Gathered {
    let mut all = Gathered::default();
    for e in dag.below(roots) {
        match dag.node(e).clone() {
            Node::Constant(Constant::Pi) => all.constant(dag, e),
            Node::Constant(Constant::E) => {
                let one = dag.integer(1);
                all.exponents.push((e, one));
            }
            Node::Power(base, exponent) => all.power(dag, e, base, exponent),
            Node::Call(f, arguments) => all.call(dag, e, f, arguments[0]),
            Node::Number(_) | Node::Symbol(_) | Node::Sum(_) | Node::Product(_) => {}
        }
    }
    all
}

impl Gathered {
    pub(super) fn extend(&mut self, other: Gathered) {
        for (radicand, index) in other.roots {
            let known = self.roots.entry(radicand).or_insert(1);
            *known = lcm(*known, index);
        }
        for e in other.constants {
            if !self.constants.contains(&e) {
                self.constants.push(e);
            }
        }
    }
}

impl Gathered {
    fn power(&mut self, dag: &mut Dag, e: Expr, base: Expr, exponent: Expr) {
        let Some(q) = dag.as_number(exponent).cloned() else {
            if dag.is_positive(base) && dag.is_constant(base) {
                let log = dag.apply(Function::Ln, base);
                let exponent = dag.mul(exponent, log);
                self.exponents.push((e, exponent));
                self.logarithms_in(dag, log);
            }
            return;
        };
        if q.is_integer() {
            return;
        }
        match dag.as_number(base).and_then(factored) {
            Some(primes) => {
                for (p, k) in primes {
                    let own = (&q * &Rational::from(k)).denominator().to_u32().unwrap_or(1);
                    if own > 1 {
                        let prime = dag.integer(p as i64);
                        self.root(prime, own);
                    }
                }
            }
            None => self.root(base, q.denominator().to_u32().unwrap_or(1)),
        }
    }

    fn root(&mut self, radicand: Expr, index: u32) {
        let known = self.roots.entry(radicand).or_insert(1);
        *known = lcm(*known, index);
    }

    /// Letters for the logarithms of primes in an expression.
    fn logarithms_in(&mut self, dag: &mut Dag, e: Expr) {
        for part in dag.below(&[e]) {
            if let Node::Call(Function::Ln, arguments) = dag.node(part).clone() {
                self.logarithm(dag, part, arguments[0]);
            }
        }
    }

    fn logarithm(&mut self, dag: &mut Dag, e: Expr, argument: Expr) {
        match dag.as_number(argument).and_then(factored) {
            Some(primes) => {
                for (p, _) in primes {
                    let prime = dag.integer(p as i64);
                    let log = dag.apply(Function::Ln, prime);
                    self.constant(dag, log);
                }
            }
            None => self.constant(dag, e),
        }
    }

    pub(super) fn constant(&mut self, dag: &Dag, e: Expr) {
        if is_nonzero_constant(dag, e) && !self.constants.contains(&e) {
            self.constants.push(e);
        }
    }

    fn call(&mut self, dag: &mut Dag, e: Expr, f: Function, u: Expr) {
        match f {
            Function::Exp | Function::Sinh | Function::Cosh | Function::Sigmoid => {
                self.exponents.push((e, u));
            }
            Function::Tanh => {
                let two = dag.integer(2);
                let twice = dag.mul(two, u);
                self.exponents.push((e, twice));
            }
            Function::Sin | Function::Cos | Function::Tan if !dag.is_constant(e) => {
                if !self.angles.contains(&u) {
                    self.angles.push(u);
                }
            }
            Function::Ln if dag.is_constant(e) => self.logarithm(dag, e, u),
            Function::Ln | Function::Log10 | Function::Log2 if !dag.is_constant(e) => {
                if !self.logarithms.contains(&u) {
                    self.logarithms.push(u);
                }
                if f != Function::Ln {
                    let base = dag.integer(if f == Function::Log10 { 10 } else { 2 });
                    let log = dag.apply(Function::Ln, base);
                    self.logarithms_in(dag, log);
                }
            }
            Function::Sin
            | Function::Cos
            | Function::Tan
            | Function::Ln
            | Function::Log10
            | Function::Log2
            | Function::Asin
            | Function::Acos
            | Function::Atan
            | Function::Asinh
            | Function::Acosh
            | Function::Atanh
            | Function::Softplus
            | Function::Abs
            | Function::Sign
            | Function::Max
            | Function::Min
            | Function::Relu => {
                if dag.is_constant(e) {
                    self.constant(dag, e);
                }
            }
        }
    }
}
