//! Derivatives of expressions, the checker's own rule table.

use super::claim::NotChecked;
use crate::expr::{Dag, Expr, Function, Node, Symbol};
use rustc_hash::FxHashMap;

/// ∂e/∂s; an error for functions with corners.
pub(super) fn derivative(dag: &mut Dag, e: Expr, s: Symbol) -> Result<Expr, NotChecked> {
    let mut known: FxHashMap<Expr, Expr> = FxHashMap::default();
    for part in dag.below(&[e]) {
        let node = dag.node(part).clone();
        let by = |x: &Expr| known.get(x).copied().ok_or(NotChecked::Undefined);
        let slope = match &node {
            Node::Number(_) | Node::Constant(_) => dag.integer(0),
            Node::Symbol(t) => dag.integer(i64::from(*t == s)),
            Node::Sum(terms) => {
                let all = terms.iter().map(by).collect::<Result<_, _>>()?;
                dag.sum(all)
            }
            Node::Product(factors) => {
                let slopes: Vec<Expr> = factors.iter().map(by).collect::<Result<_, _>>()?;
                product(dag, factors, &slopes)
            }
            Node::Power(b, p) => power(dag, part, (*b, by(b)?), (*p, by(p)?)),
            Node::Call(f, arguments) => {
                let Some(u) = arguments.first().copied() else { return Err(NotChecked::Undefined) };
                let du = by(&u)?;
                let outer = if dag.is_zero(du) && arguments.len() == 1 {
                    dag.integer(0)
                } else {
                    outer(dag, *f, u, part)?
                };
                dag.mul(outer, du)
            }
        };
        known.insert(part, slope);
    }
    known.get(&e).copied().ok_or(NotChecked::Undefined)
}

/// Σ fᵢ′·∏_{j≠i} fⱼ.
fn product(dag: &mut Dag, factors: &[Expr], slopes: &[Expr]) -> Expr {
    let mut terms = Vec::new();
    for (i, &slope) in slopes.iter().enumerate() {
        if dag.is_zero(slope) {
            continue;
        }
        let mut all = factors.to_vec();
        all[i] = slope;
        terms.push(dag.product(all));
    }
    dag.sum(terms)
}

/// (b^p)′ = p·b^(p−1)·b′ for constant p, else b^p·(p′·ln b + p·b′/b).
fn power(dag: &mut Dag, whole: Expr, base: (Expr, Expr), exponent: (Expr, Expr)) -> Expr {
    let ((b, db), (p, dp)) = (base, exponent);
    let one = dag.integer(1);
    let lower = dag.sub(p, one);
    let lower = dag.power(b, lower);
    let first = dag.product(vec![p, lower, db]);
    if dag.is_zero(dp) {
        return first;
    }
    let log = dag.apply(Function::Ln, b);
    let second = dag.product(vec![whole, dp, log]);
    dag.add(first, second)
}

/// f′(u); `whole` is f(u).
fn outer(dag: &mut Dag, f: Function, u: Expr, whole: Expr) -> Result<Expr, NotChecked> {
    let one = dag.integer(1);
    let square = dag.square(u);
    Ok(match f {
        Function::Exp => whole,
        Function::Ln => dag.recip(u),
        Function::Log10 | Function::Log2 => {
            let base = dag.integer(if f == Function::Log10 { 10 } else { 2 });
            let log = dag.apply(Function::Ln, base);
            let product = dag.mul(u, log);
            dag.recip(product)
        }
        Function::Sin => dag.apply(Function::Cos, u),
        Function::Cos => {
            let sine = dag.apply(Function::Sin, u);
            dag.neg(sine)
        }
        Function::Tan => {
            let square = dag.square(whole);
            dag.add(one, square)
        }
        Function::Sinh => dag.apply(Function::Cosh, u),
        Function::Cosh => dag.apply(Function::Sinh, u),
        Function::Tanh => {
            let square = dag.square(whole);
            dag.sub(one, square)
        }
        Function::Asin | Function::Acos => {
            let inside = dag.sub(one, square);
            let root = dag.sqrt(inside);
            let slope = dag.recip(root);
            if f == Function::Asin { slope } else { dag.neg(slope) }
        }
        Function::Atan => {
            let sum = dag.add(one, square);
            dag.recip(sum)
        }
        Function::Asinh => {
            let sum = dag.add(square, one);
            let root = dag.sqrt(sum);
            dag.recip(root)
        }
        Function::Acosh => {
            let difference = dag.sub(square, one);
            let root = dag.sqrt(difference);
            dag.recip(root)
        }
        Function::Atanh => {
            let difference = dag.sub(one, square);
            dag.recip(difference)
        }
        Function::Sigmoid => {
            let rest = dag.sub(one, whole);
            dag.mul(whole, rest)
        }
        Function::Softplus => dag.apply(Function::Sigmoid, u),
        Function::Abs | Function::Sign | Function::Max | Function::Min | Function::Relu => {
            return Err(NotChecked::NoEvidence);
        }
    })
}
