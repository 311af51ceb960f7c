//! Straight-line programs compiled from expressions, run over any scalar.
//!
//! `(Dag, [Expr], [Symbol]) → Tape`: every shared part is one instruction, operands come first,
//! so a run is one loop. A [`Scalar`] says what the operations mean: [`Interval`]s prove,
//! floats and [`Dual`] numbers are a second route that may object and never decides.
//!
//! [`Interval`]: crate::number::Interval

mod dual;
mod interval;
mod real;
mod scalar;
#[cfg(test)]
mod tests;

pub use dual::Dual;
pub use scalar::Scalar;

use crate::expr::{Constant, Dag, Expr, Function, Node, Symbol};
use crate::number::Rational;
use std::ops::Range;

/// Where the value of an instruction stands.
type Slot = usize;

/// One operation on earlier slots; operands of variable number lie in [`Tape::operands`].
#[derive(Debug, Clone)]
enum Instruction {
    Number(Rational),
    Constant(Constant),
    Input(usize),
    Sum(Range<usize>),
    Product(Range<usize>),
    RationalPower(Slot, Rational),
    Power(Slot, Slot),
    Call(Function, Range<usize>),
}

/// A program that computes some expressions from the values of some symbols.
#[derive(Debug, Clone)]
pub struct Tape {
    instructions: Vec<Instruction>,
    operands: Vec<Slot>,
    outputs: Vec<Slot>,
    inputs: usize,
}

/// An expression contains a symbol for which no value will be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnboundSymbol(pub Symbol);

impl Tape {
    /// The program for `roots`, its inputs being the values of `symbols` in this order.
    ///
    /// # Errors
    /// [`UnboundSymbol`] if a root contains a symbol that is not listed.
    pub fn compile(dag: &Dag, roots: &[Expr], symbols: &[Symbol]) -> Result<Tape, UnboundSymbol> {
        let parts = dag.below(roots);
        let slot = |e: &Expr| parts.binary_search(e).unwrap_or(0);
        let mut tape = Tape {
            instructions: Vec::with_capacity(parts.len()),
            operands: Vec::new(),
            outputs: roots.iter().map(slot).collect(),
            inputs: symbols.len(),
        };
        for &part in &parts {
            let instruction = match dag.node(part) {
                Node::Number(value) => Instruction::Number(value.clone()),
                Node::Constant(constant) => Instruction::Constant(*constant),
                Node::Symbol(symbol) => {
                    let at = symbols.iter().position(|s| s == symbol);
                    Instruction::Input(at.ok_or(UnboundSymbol(*symbol))?)
                }
                Node::Sum(terms) => Instruction::Sum(tape.store(terms.iter().map(slot))),
                Node::Product(factors) => {
                    Instruction::Product(tape.store(factors.iter().map(slot)))
                }
                Node::Power(base, exponent) => match dag.as_number(*exponent) {
                    Some(r) => Instruction::RationalPower(slot(base), r.clone()),
                    None => Instruction::Power(slot(base), slot(exponent)),
                },
                Node::Call(f, arguments) => {
                    Instruction::Call(*f, tape.store(arguments.iter().map(slot)))
                }
            };
            tape.instructions.push(instruction);
        }
        Ok(tape)
    }

    fn store(&mut self, slots: impl Iterator<Item = Slot>) -> Range<usize> {
        let start = self.operands.len();
        self.operands.extend(slots);
        start..self.operands.len()
    }

    /// Number of input values a run needs.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Number of instructions: the work of one run.
    pub fn len(&self) -> usize {
        self.instructions.len()
    }

    /// Is there nothing to compute?
    pub fn is_empty(&self) -> bool {
        self.instructions.is_empty()
    }

    /// The value of every root, in order; `None` where the scalar cannot say that it is defined.
    ///
    /// # Panics
    /// If the number of inputs is not [`Tape::inputs`].
    pub fn run<S: Scalar>(&self, inputs: &[S], context: &S::Context) -> Vec<Option<S>> {
        assert_eq!(inputs.len(), self.inputs, "one value for each symbol");
        let mut values: Vec<Option<S>> = Vec::with_capacity(self.instructions.len());
        for instruction in &self.instructions {
            let value = self.execute(instruction, inputs, &values, context);
            values.push(value);
        }
        self.outputs.iter().map(|&slot| values[slot].clone()).collect()
    }

    fn execute<S: Scalar>(
        &self,
        instruction: &Instruction,
        inputs: &[S],
        values: &[Option<S>],
        context: &S::Context,
    ) -> Option<S> {
        let value = |slot: &Slot| values[*slot].as_ref();
        let folded = |range: &Range<usize>, f: fn(&S, &S) -> S| {
            let (first, rest) = self.operands[range.clone()].split_first()?;
            rest.iter().try_fold(value(first)?.clone(), |all, slot| Some(f(&all, value(slot)?)))
        };
        match instruction {
            Instruction::Number(number) => Some(S::number(number, context)),
            Instruction::Constant(constant) => Some(S::constant(*constant, context)),
            Instruction::Input(at) => Some(inputs[*at].clone()),
            Instruction::Sum(range) => folded(range, S::add),
            Instruction::Product(range) => folded(range, S::mul),
            Instruction::RationalPower(base, r) => value(base)?.rational_power(r),
            Instruction::Power(base, exponent) => value(base)?.power(value(exponent)?),
            Instruction::Call(f, range) => {
                let operands = &self.operands[range.clone()];
                let arguments: Option<Vec<S>> =
                    operands.iter().map(|s| value(s).cloned()).collect();
                S::call(*f, &arguments?)
            }
        }
    }
}
