//! Derivations as data of the result.

use crate::calculus::{self, Derivation, Factor, Line, Rule, Step};
use crate::expr::print::input;
use crate::expr::{Dag, Expr, Symbol};
use crate::result;

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
    all.iter().map(|d| derivation(dag, d, variables)).collect()
}

fn derivation(dag: &Dag, d: &Derivation, variables: &[Symbol]) -> result::Derivation {
    let by = d.indices.iter().map(|&i| name(dag, variables[i])).collect();
    let steps = d.steps.iter().map(|s| step(dag, s)).collect();
    result::Derivation { by, steps, result: input(dag, d.result) }
}

fn name(dag: &Dag, symbol: Symbol) -> String {
    dag.name(symbol).to_string()
}

fn text(dag: &Dag, e: Expr) -> String {
    let text = input(dag, e);
    if text.len() > LONGEST { crate::expr::print::ELIDED.to_string() } else { text }
}

fn step(dag: &Dag, s: &Step) -> result::Step {
    result::Step {
        line: line(dag, &s.line),
        reasons: s.rules.iter().map(|r| reason(dag, r)).collect(),
    }
}

/// Nesting of groups is bounded by the number of lines of a derivation.
fn line(dag: &Dag, l: &Line) -> result::Line {
    let term = |t: &calculus::Term| result::Term {
        negative: t.negative,
        factors: t.factors.iter().map(|f| factor(dag, f)).collect(),
    };
    result::Line { terms: l.terms.iter().map(term).collect(), over: l.over.map(|e| text(dag, e)) }
}

fn factor(dag: &Dag, f: &Factor) -> result::Factor {
    match f {
        Factor::Value(e) => result::Factor::Value { of: text(dag, *e) },
        Factor::Derivative { of, variable } => {
            result::Factor::Derivative { of: text(dag, *of), by: name(dag, *variable) }
        }
        Factor::Group(l) => result::Factor::Group { line: line(dag, l) },
    }
}

fn reason(dag: &Dag, rule: &Rule) -> result::StepReason {
    use result::StepReason;
    match rule {
        Rule::SumRule | Rule::Linear => StepReason::Sum,
        Rule::ConstantFactor => StepReason::ConstantFactor,
        Rule::ProductRule => StepReason::Product,
        Rule::QuotientRule => StepReason::Quotient,
        Rule::PowerRule => StepReason::Power,
        Rule::Table { function } => StepReason::Function { name: function.name().to_string() },
        Rule::ChainRule { outer, .. } => StepReason::Chain { outer: text(dag, *outer) },
        Rule::GeneralPower => StepReason::GeneralPower,
        Rule::OffKink { expr } => StepReason::OffKink { expression: text(dag, *expr) },
        Rule::HeldConstant { variables } => StepReason::HeldConstant {
            variables: variables.iter().map(|v| name(dag, *v)).collect(),
        },
        Rule::Symmetry { exchange: (x, y), .. } => {
            StepReason::Symmetry { exchange: [name(dag, *x), name(dag, *y)] }
        }
        Rule::Remaining => StepReason::Remaining,
        Rule::CollectFactor => StepReason::CollectFactor,
        Rule::Simplify => StepReason::Expand,
    }
}
