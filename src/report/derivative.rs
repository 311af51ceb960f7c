//! The sections on the gradient and the Hessian: derivation steps with their reasons.

use super::formula::Formula;
use super::options::Steps;
use super::page::{Block, StepRow};
use super::phrase::Phrase;
use super::scene::Scene;
use crate::result::{Derivation, Factor, Line, Step, StepReason};

impl Scene<'_> {
    /// How ∇L was computed, then ∇L.
    pub(crate) fn gradient_section(&self, steps: Steps) -> Vec<Block> {
        let gradient = &self.document.gradient;
        let mut rows = self.derivations(1, steps);
        if rows.is_empty() && gradient.len() > 1 && steps != Steps::None {
            rows.extend(self.plain_partials());
        }
        let entries = gradient.iter().map(|entry| self.maths.expression(entry));
        let left = Formula::row([self.gradient(), Formula::tuple(self.variables())]);
        rows.push(result_row(Formula::equation(left, column_or_one(entries.collect()))));
        vec![Block::Steps { rows }]
    }

    fn plain_partials(&self) -> Vec<StepRow> {
        let pairs = self.document.variables.iter().zip(&self.document.gradient);
        pairs
            .map(|(name, entry)| {
                let left = Formula::partial(Some(self.loss()), &[self.maths.name(name)]);
                let formula = Formula::equation(left, self.maths.expression(entry));
                StepRow { formula, reason: Phrase::default(), class: "" }
            })
            .collect()
    }

    /// How the second derivatives were computed, then H.
    pub(crate) fn hessian_section(&self, steps: Steps) -> Vec<Block> {
        let mut rows = self.derivations(2, steps);
        let entry = |text: &String| self.maths.expression(text);
        let matrix = self.document.hessian.iter().map(|row| row.iter().map(entry).collect());
        let left = Formula::row([self.hessian(), Formula::tuple(self.variables())]);
        let matrix: Vec<Vec<Formula>> = matrix.collect();
        let matrix = match matrix.as_slice() {
            [row] if row.len() == 1 => row[0].clone(),
            _ => Formula::matrix(matrix),
        };
        rows.push(result_row(Formula::equation(left, matrix)));
        vec![Block::Steps { rows }]
    }

    fn derivations(&self, order: usize, steps: Steps) -> Vec<StepRow> {
        if steps == Steps::None {
            return Vec::new();
        }
        let wanted = self.document.derivation.iter().filter(|d| d.by.len() == order);
        wanted.flat_map(|derivation| self.derivation(derivation, steps)).collect()
    }

    fn derivation(&self, derivation: &Derivation, steps: Steps) -> Vec<StepRow> {
        let by: Vec<Formula> = derivation.by.iter().map(|name| self.maths.name(name)).collect();
        let left = Formula::partial(Some(self.loss()), &by);
        if steps == Steps::Brief || derivation.steps.is_empty() {
            let reasons = derivation.steps.iter().map(|step| self.step_reasons(step));
            let formula = Formula::equation(left, self.maths.expression(&derivation.result));
            let reason = Phrase::joined(reasons, &self.words.label("list.semicolon"));
            return vec![StepRow { formula, reason, class: "" }];
        }
        let row = |(k, step): (usize, &Step)| {
            let after = self.line(&step.line);
            let formula = match k {
                0 => Formula::equation(left.clone(), after),
                _ => Formula::row([Formula::equals(), after]),
            };
            let class = if k == 0 { "" } else { "cont" };
            StepRow { formula, reason: self.step_reasons(step), class }
        };
        derivation.steps.iter().enumerate().map(row).collect()
    }

    fn step_reasons(&self, step: &Step) -> Phrase {
        let reasons = step.reasons.iter().map(|reason| self.step_reason(reason));
        Phrase::joined(reasons, &self.words.label("list.semicolon"))
    }

    /// A line as it is printed: nesting is bounded by the depth of a derivation.
    fn line(&self, line: &Line) -> Formula {
        let mut parts = Vec::new();
        for (k, term) in line.terms.iter().enumerate() {
            match (k, term.negative) {
                (0, false) => {}
                (_, true) => parts.push(Formula::operator("-", "−", "-")),
                (_, false) => parts.push(Formula::operator("+", "+", "+")),
            }
            for (i, factor) in term.factors.iter().enumerate() {
                if i > 0 {
                    parts.push(Formula::operator("*", "·", r"\cdot"));
                }
                parts.push(self.factor(factor, term.factors.len() > 1));
            }
        }
        let sum = Formula::row(parts);
        match &line.over {
            Some(below) => sum.fraction(self.maths.expression(below)),
            None => sum,
        }
    }

    fn factor(&self, factor: &Factor, among_others: bool) -> Formula {
        match factor {
            Factor::Value { of } => {
                let value = self.maths.expression(of);
                let loose = of.contains(" + ") || of.contains(" - ") || of.starts_with('-');
                if among_others && loose { value.bracketed() } else { value }
            }
            Factor::Derivative { of, by } => {
                let d = Formula::partial(None, &[self.maths.name(by)]);
                Formula::row([d, self.maths.expression(of).bracketed()])
            }
            Factor::Group { line } => self.line(line).bracketed(),
        }
    }

    /// The rule of a step, as a noun phrase.
    pub(crate) fn step_reason(&self, reason: &StepReason) -> Phrase {
        let words = &self.words;
        let names = |names: &[String]| {
            Phrase::from(Formula::list(names.iter().map(|name| self.maths.name(name))))
        };
        match reason {
            StepReason::Chain { outer } => {
                words.say("step.chain", &[("outer", self.maths.expression(outer).into())])
            }
            StepReason::Product => words.say("step.product", &[]),
            StepReason::Quotient => words.say("step.quotient", &[]),
            StepReason::Sum => words.say("step.sum", &[]),
            StepReason::Power => words.say("step.power", &[]),
            StepReason::HeldConstant { variables } => {
                words.count("step.held-constant", variables.len(), &[("names", names(variables))])
            }
            StepReason::Function { name } => {
                words.say("step.function", &[("function", name.as_str().into())])
            }
            StepReason::Symmetry { exchange: [x, y] } => words.say(
                "step.symmetry",
                &[("x", self.maths.name(x).into()), ("y", self.maths.name(y).into())],
            ),
            StepReason::CollectFactor => words.say("step.collect-factor", &[]),
            StepReason::Expand => words.say("step.expand", &[]),
            StepReason::ConstantFactor => words.say("step.constant-factor", &[]),
            StepReason::GeneralPower => words.say("step.general-power", &[]),
            StepReason::OffKink { expression } => words
                .say("step.off-kink", &[("expression", self.maths.expression(expression).into())]),
            StepReason::Remaining => words.say("step.remaining", &[]),
            StepReason::MixedEqual => words.say("step.mixed-equal", &[]),
        }
    }
}

fn result_row(formula: Formula) -> StepRow {
    StepRow { formula, reason: Phrase::default(), class: "res" }
}

/// A gradient in one variable is a number, not a column.
fn column_or_one(mut entries: Vec<Formula>) -> Formula {
    match entries.len() {
        1 => entries.remove(0),
        _ => Formula::column(entries),
    }
}
