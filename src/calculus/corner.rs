use crate::expr::{Dag, Expr, Function, Node};
use std::collections::BTreeSet;

/// The corners and jumps of f, each an expression at whose zeros f may not be
/// differentiable although it is defined: g for |g|, sign g and relu g, a − b for two
/// arguments of max or min. Those proved to be nowhere are left out.
pub(super) fn corners_of(dag: &mut Dag, f: Expr) -> BTreeSet<Expr> {
    let mut found = BTreeSet::new();
    for e in dag.below(&[f]) {
        let candidates = match dag.node(e).clone() {
            Node::Number(_) | Node::Constant(_) | Node::Symbol(_) => Vec::new(),
            Node::Sum(_) | Node::Product(_) | Node::Power(_, _) => Vec::new(),
            Node::Call(function, arguments) => corners(dag, function, &arguments),
        };
        found.extend(candidates.into_iter().filter(|g| !dag.is_nonzero(*g)));
    }
    found
}

/// The expressions at whose zeros the function itself is not smooth.
pub(super) fn corners(dag: &mut Dag, f: Function, arguments: &[Expr]) -> Vec<Expr> {
    match f {
        Function::Abs | Function::Sign | Function::Relu => arguments.to_vec(),
        Function::Max | Function::Min => differences(dag, arguments),
        Function::Exp
        | Function::Ln
        | Function::Log10
        | Function::Log2
        | Function::Sin
        | Function::Cos
        | Function::Tan
        | Function::Asin
        | Function::Acos
        | Function::Atan
        | Function::Sinh
        | Function::Cosh
        | Function::Tanh
        | Function::Asinh
        | Function::Acosh
        | Function::Atanh
        | Function::Sigmoid
        | Function::Softplus => Vec::new(),
    }
}

fn differences(dag: &mut Dag, arguments: &[Expr]) -> Vec<Expr> {
    let mut all = Vec::new();
    for (j, a) in arguments.iter().enumerate() {
        for b in &arguments[j + 1..] {
            all.push(dag.sub(*a, *b));
        }
    }
    all
}
