//! Values of an expression in double precision, for pictures only.

use crate::expr::{Constant, Dag, Expr, Function, Node, Symbol};
use std::collections::BTreeMap;

/// A straight-line program: every operation refers to earlier ones.
pub(crate) struct Program {
    steps: Vec<Step>,
    values: Vec<f64>,
}

enum Step {
    Value(f64),
    /// A letter, by its place among the arguments.
    Letter(usize),
    Sum(Vec<usize>),
    Product(Vec<usize>),
    /// Base and exponent; for a rational exponent with odd denominator the real root.
    Power(usize, usize, Option<(i32, u32)>),
    Call(Function, Vec<usize>),
}

impl Program {
    /// Compiles an expression; `None` if it has a letter that is not among `letters`.
    pub(crate) fn new(dag: &Dag, e: Expr, letters: &[Symbol]) -> Option<Program> {
        let order = dag.below(&[e]);
        let places: BTreeMap<Expr, usize> =
            order.iter().enumerate().map(|(place, e)| (*e, place)).collect();
        let at = |e: &Expr| places.get(e).copied().unwrap_or(0);
        let all = |parts: &[Expr]| parts.iter().map(at).collect::<Vec<usize>>();
        let mut steps = Vec::with_capacity(order.len());
        for e in &order {
            steps.push(match dag.node(*e) {
                Node::Number(n) => Step::Value(n.to_f64()),
                Node::Constant(Constant::Pi) => Step::Value(std::f64::consts::PI),
                Node::Constant(Constant::E) => Step::Value(std::f64::consts::E),
                Node::Symbol(s) => Step::Letter(letters.iter().position(|l| l == s)?),
                Node::Sum(parts) => Step::Sum(all(parts)),
                Node::Product(parts) => Step::Product(all(parts)),
                Node::Power(base, exponent) => {
                    Step::Power(at(base), at(exponent), small_fraction(dag, *exponent))
                }
                Node::Call(f, parts) => Step::Call(*f, all(parts)),
            });
        }
        let values = vec![0.0; steps.len()];
        Some(Program { steps, values })
    }

    /// The value at a point; not finite where there is none.
    pub(crate) fn at(&mut self, point: &[f64]) -> f64 {
        for place in 0..self.steps.len() {
            let value = self.step(place, point);
            self.values[place] = value;
        }
        self.values.last().copied().unwrap_or(f64::NAN)
    }

    fn step(&self, place: usize, point: &[f64]) -> f64 {
        let value = |at: &usize| self.values[*at];
        match &self.steps[place] {
            Step::Value(v) => *v,
            Step::Letter(k) => point.get(*k).copied().unwrap_or(f64::NAN),
            Step::Sum(parts) => parts.iter().map(value).sum(),
            Step::Product(parts) => parts.iter().map(value).product(),
            Step::Power(base, _, Some((p, 1))) => value(base).powi(*p),
            Step::Power(base, _, Some((p, q))) if q % 2 == 1 => {
                let root = value(base).abs().powf(f64::from(*q).recip()).copysign(value(base));
                root.powi(*p)
            }
            Step::Power(base, exponent, _) => value(base).powf(value(exponent)),
            Step::Call(f, parts) => call(*f, &parts.iter().map(value).collect::<Vec<f64>>()),
        }
    }
}

fn small_fraction(dag: &Dag, e: Expr) -> Option<(i32, u32)> {
    let r = dag.as_number(e)?;
    let p = r.numerator().to_string().parse().ok()?;
    let q = r.denominator().to_string().parse().ok()?;
    Some((p, q))
}

fn call(f: Function, arguments: &[f64]) -> f64 {
    let x = arguments.first().copied().unwrap_or(f64::NAN);
    match f {
        Function::Exp => x.exp(),
        Function::Ln => x.ln(),
        Function::Log10 => x.log10(),
        Function::Log2 => x.log2(),
        Function::Sin => x.sin(),
        Function::Cos => x.cos(),
        Function::Tan => x.tan(),
        Function::Asin => x.asin(),
        Function::Acos => x.acos(),
        Function::Atan => x.atan(),
        Function::Sinh => x.sinh(),
        Function::Cosh => x.cosh(),
        Function::Tanh => x.tanh(),
        Function::Asinh => x.asinh(),
        Function::Acosh => x.acosh(),
        Function::Atanh => x.atanh(),
        Function::Sigmoid => (1.0 + (-x).exp()).recip(),
        Function::Softplus => x.max(0.0) + (-x.abs()).exp().ln_1p(),
        Function::Abs => x.abs(),
        Function::Sign => {
            if x == 0.0 {
                0.0
            } else {
                x.signum()
            }
        }
        Function::Max => arguments.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        Function::Min => arguments.iter().copied().fold(f64::INFINITY, f64::min),
        Function::Relu => x.max(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::Program;
    use crate::expr::{Dag, read};

    #[test]
    fn values_of_the_branches_that_the_input_language_means() {
        let cases = [
            ("x^(1/3)", -8.0, -2.0),
            ("x^(2/3)", -8.0, 4.0),
            ("x^-2", 2.0, 0.25),
            ("abs(x)", -3.0, 3.0),
        ];
        for (text, x, expected) in cases {
            let mut dag = Dag::new();
            let e = read(&mut dag, text, &["x"]).expect("an expression");
            let x_symbol = dag.symbol("x");
            let mut program = Program::new(&dag, e, &[x_symbol]).expect("one letter");
            assert!((program.at(&[x]) - expected).abs() < 1e-12, "{text}");
        }
    }
}
