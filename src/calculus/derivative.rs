use crate::expr::{Dag, Expr, Function, Node, Symbol};
use rustc_hash::FxHashMap;

/// Derivatives already computed for the expressions of one [`Dag`].
#[derive(Debug, Default, Clone)]
pub struct Derivatives {
    known: FxHashMap<(Expr, Symbol), Expr>,
}

/// ∂f/∂x; see [`Derivatives::of`].
pub fn derivative(dag: &mut Dag, f: Expr, x: Symbol) -> Expr {
    Derivatives::default().of(dag, f, x)
}

impl Derivatives {
    /// ∂f/∂x on the domain of f and off its kinks; 0 if x does not occur in f.
    pub fn of(&mut self, dag: &mut Dag, f: Expr, x: Symbol) -> Expr {
        if let Some(known) = self.known.get(&(f, x)) {
            return *known;
        }
        let mut latest = f;
        for e in dag.below(&[f]) {
            latest = match self.known.get(&(e, x)) {
                Some(known) => *known,
                None => self.chain_rule(dag, e, x),
            };
            self.known.insert((e, x), latest);
        }
        latest
    }

    /// Σ ∂e/∂gₖ·gₖ′ over the operands gₖ of e, whose derivatives are known.
    fn chain_rule(&self, dag: &mut Dag, e: Expr, x: Symbol) -> Expr {
        if let Some(symbol) = dag.as_symbol(e) {
            return dag.integer(i64::from(symbol == x));
        }
        let operands: Vec<Expr> = dag.node(e).children().collect();
        let mut terms = Vec::new();
        for (k, g) in operands.into_iter().enumerate() {
            let inner = self.known.get(&(g, x)).copied().filter(|d| !dag.is_zero(*d));
            if let Some(inner) = inner {
                let outer = partial(dag, e, k);
                terms.push(dag.mul(outer, inner));
            }
        }
        dag.sum(terms)
    }
}

/// The partial derivative of an operation in its k-th operand, the others held constant.
pub(super) fn partial(dag: &mut Dag, e: Expr, k: usize) -> Expr {
    match dag.node(e).clone() {
        Node::Number(_) | Node::Constant(_) | Node::Symbol(_) => dag.integer(0),
        Node::Sum(_) => dag.integer(1),
        Node::Product(factors) => {
            let others = factors.iter().enumerate().filter(|(j, _)| *j != k);
            let others = others.map(|(_, f)| *f).collect();
            dag.product(others)
        }
        Node::Power(base, exponent) if k == 0 => power_in_base(dag, base, exponent),
        Node::Power(base, _) => {
            // (bʸ)′ = bʸ·ln b.
            let logarithm = dag.apply(Function::Ln, base);
            dag.mul(e, logarithm)
        }
        Node::Call(f, arguments) => call(dag, f, &arguments, k, e),
    }
}

/// (bⁿ)′ = n·bⁿ⁻¹; b⁰ is constant where b is defined.
fn power_in_base(dag: &mut Dag, base: Expr, exponent: Expr) -> Expr {
    if dag.is_zero(exponent) {
        return dag.mul(exponent, base);
    }
    let one = dag.integer(1);
    let less = dag.sub(exponent, one);
    let power = dag.power(base, less);
    dag.mul(exponent, power)
}

/// The table of derivatives; `e` is f(arguments) itself.
fn call(dag: &mut Dag, f: Function, arguments: &[Expr], k: usize, e: Expr) -> Expr {
    let g = arguments[k];
    match f {
        Function::Exp => e,
        Function::Ln => dag.recip(g),
        Function::Log10 => reciprocal_with_logarithm(dag, g, 10),
        Function::Log2 => reciprocal_with_logarithm(dag, g, 2),
        Function::Sin => dag.apply(Function::Cos, g),
        Function::Cos => {
            let sine = dag.apply(Function::Sin, g);
            dag.neg(sine)
        }
        Function::Tan => one_plus(dag, 1, e),
        Function::Asin => inverse_root(dag, 1, -1, g),
        Function::Acos => {
            let arcsine = inverse_root(dag, 1, -1, g);
            dag.neg(arcsine)
        }
        Function::Atan => {
            let denominator = one_plus(dag, 1, g);
            dag.recip(denominator)
        }
        Function::Sinh => dag.apply(Function::Cosh, g),
        Function::Cosh => dag.apply(Function::Sinh, g),
        Function::Tanh => one_plus(dag, -1, e),
        Function::Asinh => inverse_root(dag, 1, 1, g),
        Function::Acosh => inverse_root(dag, -1, 1, g),
        Function::Atanh => {
            let denominator = one_plus(dag, -1, g);
            dag.recip(denominator)
        }
        Function::Sigmoid => {
            let one = dag.integer(1);
            let rest = dag.sub(one, e);
            dag.mul(e, rest)
        }
        Function::Softplus => dag.apply(Function::Sigmoid, g),
        Function::Abs => dag.apply(Function::Sign, g),
        Function::Sign => {
            let zero = dag.integer(0);
            dag.mul(zero, g)
        }
        Function::Max => selector(dag, arguments, k, 1),
        Function::Min => selector(dag, arguments, k, -1),
        Function::Relu => half_plus_sign(dag, g),
    }
}

/// 1 + c·g².
fn one_plus(dag: &mut Dag, c: i64, g: Expr) -> Expr {
    let (one, c, square) = (dag.integer(1), dag.integer(c), dag.square(g));
    let term = dag.mul(c, square);
    dag.add(one, term)
}

/// 1/√(a + b·g²).
fn inverse_root(dag: &mut Dag, a: i64, b: i64, g: Expr) -> Expr {
    let (a, b, square) = (dag.integer(a), dag.integer(b), dag.square(g));
    let term = dag.mul(b, square);
    let radicand = dag.add(a, term);
    let root = dag.sqrt(radicand);
    dag.recip(root)
}

/// 1/(g·ln b).
fn reciprocal_with_logarithm(dag: &mut Dag, g: Expr, base: i64) -> Expr {
    let base = dag.integer(base);
    let logarithm = dag.apply(Function::Ln, base);
    let denominator = dag.mul(g, logarithm);
    dag.recip(denominator)
}

/// (1 + sign g)/2: 1 where g > 0, 0 where g < 0.
fn half_plus_sign(dag: &mut Dag, g: Expr) -> Expr {
    let (half, one) = (dag.fraction(1, 2), dag.integer(1));
    let sign = dag.apply(Function::Sign, g);
    let sum = dag.add(one, sign);
    dag.mul(half, sum)
}

/// 1 where the k-th argument is the only largest (direction 1) or smallest (−1), else 0.
fn selector(dag: &mut Dag, arguments: &[Expr], k: usize, direction: i64) -> Expr {
    let direction = dag.integer(direction);
    let mut factors = Vec::new();
    for (_, other) in arguments.iter().enumerate().filter(|(j, _)| *j != k) {
        let lead = dag.sub(arguments[k], *other);
        let lead = dag.mul(direction, lead);
        factors.push(half_plus_sign(dag, lead));
    }
    dag.product(factors)
}
