//! The result before anything is solved: the text as it was read, and the derivatives.

use super::derivations::derivations;
use super::document::incomplete;
use super::unanswered::unanswered;
use crate::calculus::{gradient, hessian};
use crate::expr::domain::condition_text;
use crate::expr::print::input;
use crate::expr::{Dag, Expr, Symbol};
use crate::problem::{Problem, Sense};
use crate::result::{Definition, Document, Input, Note, Reading, SCHEMA, Task, Texts};

/// Everything that does not depend on solving; without the derivatives if they are too dear.
pub(super) fn frame(dag: &mut Dag, problem: &Problem, derived: bool) -> Document {
    let variables = if derived { problem.variables.as_slice() } else { &[] };
    let slope = gradient(dag, problem.objective, variables);
    let curvature = hessian(dag, problem.objective, variables);
    let n = variables.len();
    let text = |dag: &Dag, e: Expr| input(dag, e);
    let names = |dag: &Dag, all: &[Symbol]| {
        all.iter().map(|&s| dag.name(s).to_string()).collect::<Vec<_>>()
    };
    let hessian =
        (0..n).map(|i| (0..n).map(|j| shown(dag, curvature.get(i, j))).collect()).collect();
    let gradient = slope.components.iter().map(|&e| shown(dag, e)).collect();
    let mut domain: Vec<String> =
        problem.domain_conditions.iter().map(|c| condition_text(dag, c)).collect();
    domain.extend(problem.region.iter().map(|r| r.text.clone()));
    Document {
        schema: SCHEMA.to_string(),
        task: if problem.region.is_empty() { Task::CriticalPoints } else { Task::Region },
        input: Input {
            text: problem.source.clone(),
            notes: problem
                .notes
                .iter()
                .map(|n| Note {
                    line: n.line,
                    column: n.column,
                    text: n.text(),
                    kind: n.kind.name().to_string(),
                    names: n.kind.names(),
                })
                .collect(),
        },
        texts: texts(problem),
        reading: reading(problem),
        variables: names(dag, &problem.variables),
        parameters: names(dag, &problem.parameters),
        domain,
        formula: text(dag, problem.objective),
        gradient,
        hessian,
        completeness: incomplete(problem, Vec::new()),
        derivation: derivations(dag, problem.objective, variables),
        ..unanswered("")
    }
}

/// A derivative in the form in which it is shown: with its common factor collected.
fn shown(dag: &mut Dag, e: Expr) -> String {
    let e = crate::calculus::collect_common_factor(dag, e);
    input(dag, e)
}

fn texts(problem: &Problem) -> Texts {
    let t = &problem.texts;
    Texts {
        title: t.title.clone(),
        problem: t.problem.clone(),
        notes: t.notes.clone(),
        lang: t.lang.clone(),
        steps: t.steps.clone(),
        notation: t.notation.clone(),
        marks: t.marks.clone(),
    }
}

fn reading(problem: &Problem) -> Reading {
    let definition = |d: &crate::problem::AsRead| {
        let (name, arguments) = match d.left.split_once('(') {
            Some((name, rest)) => {
                let arguments = rest.trim_end_matches(')').split(',');
                (name.to_string(), arguments.map(|a| a.trim().to_string()).collect())
            }
            None => (d.left.clone(), Vec::new()),
        };
        Definition { name, arguments, expression: d.right.clone() }
    };
    Reading {
        name: problem.objective_name.clone(),
        sense: match problem.sense {
            Sense::Minimize => Some("minimize".to_string()),
            Sense::Maximize => Some("maximize".to_string()),
            Sense::Plain => None,
        },
        definitions: problem.definitions.iter().map(definition).collect(),
        as_typed: problem.formula.right.clone(),
        columns: Vec::new(),
        rows: Vec::new(),
    }
}
