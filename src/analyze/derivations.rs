//! Derivations as data of the result.

use crate::calculus::{self, Derivation, Factor, Line, Rule, Step};
use crate::expr::print::input;
use crate::expr::{Dag, Expr, Symbol};
use crate::result;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Texts longer than this are left to the result line.
const LONGEST: usize = 4000;

/// The derivations of all first and second derivatives; none if the formula is too large
/// to be followed step by step.
pub(super) fn derivations(
    dag: &mut Dag,
    loss: Expr,
    variables: &[Symbol],
) -> Vec<result::Derivation> {
    const LARGEST_FORMULA: u64 = 400;
    const MOST_VARIABLES: usize = 9;
    /// A product of eighteen factors in three variables; nobody follows longer ones.
    const MOST_WORK: u64 = 40_000;
    let work = calculus::second_order_work(dag, loss, variables.len());
    if dag.tree_size(loss) > LARGEST_FORMULA || variables.len() > MOST_VARIABLES || work > MOST_WORK
    {
        return Vec::new();
    }
    let mut all = calculus::derivations(dag, loss, variables);
    all.extend(calculus::second_derivations(dag, loss, variables));
    let printer = Printer { dag, known: RefCell::default() };
    all.iter().map(|d| derivation(&printer, d, variables)).collect()
}

/// Expressions that occur in many lines are spelled once.
struct Printer<'a> {
    dag: &'a Dag,
    known: RefCell<BTreeMap<Expr, String>>,
}

fn derivation(printer: &Printer<'_>, d: &Derivation, variables: &[Symbol]) -> result::Derivation {
    let by = d.indices.iter().map(|&i| name(printer, variables[i])).collect();
    let steps = d.steps.iter().map(|s| step(printer, s)).collect();
    result::Derivation { by, steps, result: input(printer.dag, d.result) }
}

fn name(printer: &Printer<'_>, symbol: Symbol) -> String {
    printer.dag.name(symbol).to_string()
}

fn text(printer: &Printer<'_>, e: Expr) -> String {
    let spell = || {
        let text = input(printer.dag, e);
        if text.len() > LONGEST { crate::expr::print::ELIDED.to_string() } else { text }
    };
    printer.known.borrow_mut().entry(e).or_insert_with(spell).clone()
}

fn step(printer: &Printer<'_>, s: &Step) -> result::Step {
    result::Step {
        line: line(printer, &s.line),
        reasons: s.rules.iter().map(|r| reason(printer, r)).collect(),
    }
}

/// Nesting of groups is bounded by the number of lines of a derivation.
fn line(printer: &Printer<'_>, l: &Line) -> result::Line {
    let term = |t: &calculus::Term| result::Term {
        negative: t.negative,
        factors: t.factors.iter().map(|f| factor(printer, f)).collect(),
    };
    result::Line {
        terms: l.terms.iter().map(term).collect(),
        over: l.over.map(|e| text(printer, e)),
    }
}

fn factor(printer: &Printer<'_>, f: &Factor) -> result::Factor {
    match f {
        Factor::Value(e) => result::Factor::Value { of: text(printer, *e) },
        Factor::Derivative { of, variable } => {
            result::Factor::Derivative { of: text(printer, *of), by: name(printer, *variable) }
        }
        Factor::Group(l) => result::Factor::Group { line: line(printer, l) },
    }
}

fn reason(printer: &Printer<'_>, rule: &Rule) -> result::StepReason {
    use result::StepReason;
    match rule {
        Rule::SumRule | Rule::Linear => StepReason::Sum,
        Rule::ConstantFactor => StepReason::ConstantFactor,
        Rule::ProductRule => StepReason::Product,
        Rule::QuotientRule => StepReason::Quotient,
        Rule::PowerRule => StepReason::Power,
        Rule::Table { function } => StepReason::Function { name: function.name().to_string() },
        Rule::ChainRule { outer, .. } => StepReason::Chain { outer: text(printer, *outer) },
        Rule::GeneralPower => StepReason::GeneralPower,
        Rule::OffKink { expr } => StepReason::OffKink { expression: text(printer, *expr) },
        Rule::HeldConstant { variables } => StepReason::HeldConstant {
            variables: variables.iter().map(|v| name(printer, *v)).collect(),
        },
        Rule::Symmetry { exchange: (x, y), .. } => {
            StepReason::Symmetry { exchange: [name(printer, *x), name(printer, *y)] }
        }
        Rule::Remaining => StepReason::Remaining,
        Rule::CollectFactor => StepReason::CollectFactor,
        Rule::Simplify => StepReason::Expand,
    }
}
