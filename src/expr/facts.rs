//! What is known of an expression at once, from what is known of its operands.
//!
//! Numbers that are not rational are enclosed in intervals besides, which decides most signs.
//! Every fact is a sufficient condition: `false` means "not proved", never "proved not".

use super::{Dag, Expr, Function, Node};
use crate::number::{Rational, Sign};

/// Facts that hold wherever the expression is defined, and whether that is everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Facts {
    /// Defined for all real values of its symbols.
    pub(super) total: bool,
    /// Never negative.
    pub(super) nonnegative: bool,
    /// Never positive.
    pub(super) nonpositive: bool,
    /// Never zero.
    pub(super) nonzero: bool,
    /// Free of symbols.
    pub(super) constant: bool,
    /// Nodes of the expression written out as a tree.
    pub(super) size: u64,
}

/// Nothing known about the sign.
const ANY: (bool, bool, bool) = (false, false, false);
const POSITIVE: (bool, bool, bool) = (true, false, true);

impl Facts {
    pub(super) fn positive(&self) -> bool {
        self.nonnegative && self.nonzero
    }

    pub(super) fn negative(&self) -> bool {
        self.nonpositive && self.nonzero
    }

    pub(super) fn sign(&self) -> Sign {
        if self.positive() {
            Sign::Positive
        } else if self.negative() {
            Sign::Negative
        } else if self.nonnegative && self.nonpositive {
            Sign::Zero
        } else {
            Sign::Unknown
        }
    }

    /// A number proved to be defined, with what its enclosure says of its sign.
    pub(super) fn refine(&mut self, sign: Sign) {
        self.total = true;
        self.nonnegative |= matches!(sign, Sign::Positive | Sign::Zero);
        self.nonpositive |= matches!(sign, Sign::Negative | Sign::Zero);
        self.nonzero |= matches!(sign, Sign::Positive | Sign::Negative);
    }

    /// (nonnegative, nonpositive, nonzero).
    fn signs(&self) -> (bool, bool, bool) {
        (self.nonnegative, self.nonpositive, self.nonzero)
    }

    pub(super) fn of(dag: &Dag, node: &Node) -> Facts {
        let (nonnegative, nonpositive, nonzero) = signs_of(dag, node);
        Facts {
            total: total_of(dag, node),
            nonnegative,
            nonpositive,
            nonzero,
            constant: !matches!(node, Node::Symbol(_))
                && node.children().all(|e| dag.is_constant(e)),
            size: node.children().fold(1, |size, e| dag.tree_size(e).saturating_add(size)),
        }
    }
}

/// Total operands and an operation that is always defined.
fn total_of(dag: &Dag, node: &Node) -> bool {
    node.children().all(|e| dag.is_total(e)) && operation_is_total(dag, node)
}

/// Is the operation defined wherever its operands are?
pub(super) fn operation_is_total(dag: &Dag, node: &Node) -> bool {
    match node {
        Node::Number(_) | Node::Constant(_) | Node::Symbol(_) => true,
        Node::Sum(_) | Node::Product(_) => true,
        Node::Power(base, exponent) => power_is_total(dag, *base, *exponent),
        Node::Call(f, arguments) => call_is_total(dag, *f, arguments),
    }
}

fn power_is_total(dag: &Dag, base: Expr, exponent: Expr) -> bool {
    match dag.as_number(exponent) {
        Some(r) => {
            (!r.denominator().is_even() || dag.is_nonnegative(base))
                && (!r.is_negative() || dag.is_nonzero(base))
        }
        None => dag.is_positive(base) || (dag.is_nonnegative(base) && dag.is_positive(exponent)),
    }
}

fn call_is_total(dag: &Dag, f: Function, arguments: &[Expr]) -> bool {
    let number = dag.as_number(arguments[0]);
    match f {
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
        | Function::Relu => true,
        Function::Ln | Function::Log10 | Function::Log2 => dag.is_positive(arguments[0]),
        // cos q ≠ 0 for rational q: π is irrational.
        Function::Tan => number.is_some() || is_off_the_poles(dag, arguments[0]),
        Function::Asin | Function::Acos => number.is_some_and(|q| q.abs() <= Rational::one()),
        Function::Acosh => number.is_some_and(|q| *q >= Rational::one()),
        Function::Atanh => number.is_some_and(|q| q.abs() < Rational::one()),
    }
}

/// r·π with r not half an odd integer.
pub(super) fn is_off_the_poles(dag: &Dag, argument: Expr) -> bool {
    let twice = dag.as_multiple_of_pi(argument).map(|r| &r * &Rational::from(2));
    twice.is_some_and(|r| !r.is_integer() || r.numerator().is_even())
}

fn signs_of(dag: &Dag, node: &Node) -> (bool, bool, bool) {
    match node {
        Node::Number(value) => match value.sign() {
            Sign::Positive => POSITIVE,
            Sign::Negative => (false, true, true),
            Sign::Zero => (true, true, false),
            Sign::Unknown => ANY,
        },
        Node::Constant(_) => POSITIVE,
        Node::Symbol(_) => ANY,
        Node::Sum(terms) => signs_of_sum(dag, terms),
        Node::Product(factors) => signs_of_product(dag, factors),
        Node::Power(base, exponent) => signs_of_power(dag, *base, *exponent),
        Node::Call(f, arguments) => signs_of_call(dag, *f, arguments),
    }
}

/// A sum of terms of one sign has that sign, and is zero only if all of them are.
fn signs_of_sum(dag: &Dag, terms: &[Expr]) -> (bool, bool, bool) {
    let nonnegative = terms.iter().all(|&t| dag.is_nonnegative(t));
    let nonpositive = terms.iter().all(|&t| dag.is_nonpositive(t));
    if !nonnegative && !nonpositive {
        return signs_of_circular_sum(dag, terms);
    }
    let one_is_nonzero = terms.iter().any(|&t| dag.is_nonzero(t));
    (nonnegative, nonpositive, (nonnegative || nonpositive) && one_is_nonzero)
}

/// A number plus products of sines and cosines, which are at most 1 in absolute value.
fn signs_of_circular_sum(dag: &Dag, terms: &[Expr]) -> (bool, bool, bool) {
    let (mut number, mut reach) = (Rational::zero(), Rational::zero());
    for &t in terms {
        match (dag.as_number(t), dag.circular_bound(t)) {
            (Some(q), _) => number = &number + q,
            (None, Some(bound)) => reach = &reach + &bound,
            (None, None) => return ANY,
        }
    }
    let magnitude = number.abs();
    if magnitude < reach {
        return ANY;
    }
    (!number.is_negative(), number.is_negative(), magnitude > reach)
}

impl Dag {
    /// A number that |e| never exceeds, for a number times whole powers of sines and cosines.
    pub fn circular_bound(&self, e: Expr) -> Option<Rational> {
        let is_circular = |e: Expr| match self.node(e) {
            Node::Call(Function::Sin | Function::Cos, _) => true,
            Node::Power(base, k) => {
                let whole = self.as_number(*k).is_some_and(|k| k.is_integer() && !k.is_negative());
                whole && matches!(self.node(*base), Node::Call(Function::Sin | Function::Cos, _))
            }
            _ => false,
        };
        if is_circular(e) {
            return Some(Rational::one());
        }
        let Node::Product(factors) = self.node(e) else { return None };
        let mut bound = Rational::one();
        for &f in factors {
            match self.as_number(f) {
                Some(q) => bound = &bound * &q.abs(),
                None if is_circular(f) => {}
                None => return None,
            }
        }
        Some(bound)
    }
}

/// The rule of signs.
fn signs_of_product(dag: &Dag, factors: &[Expr]) -> (bool, bool, bool) {
    let nonzero = factors.iter().all(|&f| dag.is_nonzero(f));
    if factors.iter().any(|&f| dag.is_zero(f)) {
        return (true, true, false);
    }
    if !factors.iter().all(|&f| dag.is_nonnegative(f) || dag.is_nonpositive(f)) {
        return (false, false, nonzero);
    }
    let minus = factors.iter().filter(|&&f| !dag.is_nonnegative(f)).count();
    (minus % 2 == 0, minus % 2 == 1, nonzero)
}

fn signs_of_power(dag: &Dag, base: Expr, exponent: Expr) -> (bool, bool, bool) {
    let Some(r) = dag.as_number(exponent) else {
        let zero_is_possible = dag.is_positive(exponent) && !dag.is_nonzero(base);
        return (true, false, !zero_is_possible);
    };
    let nonzero = dag.is_nonzero(base) || !r.numerator().sign().eq(&Sign::Positive);
    let even = r.denominator().is_even() || r.numerator().is_even();
    if even || dag.is_nonnegative(base) {
        (true, false, nonzero)
    } else {
        (false, dag.is_nonpositive(base), nonzero)
    }
}

fn signs_of_call(dag: &Dag, f: Function, arguments: &[Expr]) -> (bool, bool, bool) {
    let argument = dag.facts(arguments[0]);
    match f {
        Function::Exp | Function::Cosh | Function::Sigmoid | Function::Softplus => POSITIVE,
        Function::Ln | Function::Log10 | Function::Log2 => logarithm_signs(dag, arguments[0]),
        Function::Sin | Function::Cos | Function::Tan => ANY,
        Function::Acos | Function::Acosh => (true, false, false),
        // Odd, increasing functions keep the sign.
        Function::Asin
        | Function::Atan
        | Function::Sinh
        | Function::Tanh
        | Function::Asinh
        | Function::Atanh
        | Function::Sign => argument.signs(),
        Function::Abs => (true, argument.nonpositive && argument.nonnegative, argument.nonzero),
        Function::Relu => (true, argument.nonpositive, argument.positive()),
        Function::Max => {
            let nonpositive = arguments.iter().all(|&a| dag.is_nonpositive(a));
            let positive = arguments.iter().any(|&a| dag.is_positive(a));
            let negative = arguments.iter().all(|&a| dag.facts(a).negative());
            let nonnegative = arguments.iter().any(|&a| dag.is_nonnegative(a));
            (nonnegative, nonpositive, positive || negative)
        }
        Function::Min => {
            let nonnegative = arguments.iter().all(|&a| dag.is_nonnegative(a));
            let positive = arguments.iter().all(|&a| dag.is_positive(a));
            let negative = arguments.iter().any(|&a| dag.facts(a).negative());
            let nonpositive = arguments.iter().any(|&a| dag.is_nonpositive(a));
            (nonnegative, nonpositive, positive || negative)
        }
    }
}

/// The logarithm of a number has the sign of the number minus 1.
fn logarithm_signs(dag: &Dag, argument: Expr) -> (bool, bool, bool) {
    match dag.as_number(argument) {
        Some(q) if *q > Rational::one() => POSITIVE,
        Some(q) if q.sign() == Sign::Positive && *q < Rational::one() => (false, true, true),
        Some(_) | None => ANY,
    }
}
