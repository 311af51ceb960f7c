//! The sections on the gradient and the Hessian: derivation steps with their reasons.

use super::formula::Formula;
use super::markup;
use super::options::Steps;
use super::page::{Block, StepRow};
use super::phrase::Phrase;
use super::scene::Scene;
use crate::result::{Derivation, Factor, Line, Step, StepReason, Term};

/// Ems of a formula beside its reason.
const WIDTH: u32 = 24;

/// Ems of the widest formula that is set in one piece.
const WIDEST: f64 = 30.0;
/// Second derivatives that are derived step by step; of more, the results are told.
const DERIVED: usize = 15;

impl Scene<'_> {
    /// How ∇L was computed, then ∇L.
    pub(crate) fn gradient_section(&self, steps: Steps) -> Vec<Block> {
        let gradient = &self.document.gradient;
        let names = self.intermediates();
        let mut rows = self.derivations(1, steps);
        if rows.is_empty() && gradient.len() > 1 && steps != Steps::None {
            rows.extend(self.plain_partials());
        }
        let entries = gradient.iter().map(|entry| self.maths.expression(entry));
        let left = match self.is_single() {
            true => self.gradient(),
            false => Formula::row([self.gradient(), Formula::tuple(self.variables())]),
        };
        let result = Formula::equation(left, column_or_one(entries.collect()));
        match markup::width(&result.mathml) <= WIDEST || gradient.len() < 2 {
            true => rows.push_result(result),
            false => rows.extend(self.plain_partials().into_iter().map(boxed)),
        }
        names.into_iter().chain([Block::Steps { rows }]).collect()
    }

    fn plain_partials(&self) -> Vec<StepRow> {
        let pairs = self.document.variables.iter().zip(&self.document.gradient);
        pairs
            .map(|(name, entry)| {
                let left = self.partial(Some(self.loss()), std::slice::from_ref(name));
                let left = Formula::row([left, Formula::equals()]);
                row("", Phrase::default(), self.broken(left, entry, WIDTH))
            })
            .collect()
    }

    /// How the second derivatives were computed, then H.
    pub(crate) fn hessian_section(&self, steps: Steps) -> Vec<Block> {
        // Names of the gradient are enough for its derivatives.
        let letters = if self.maths.has_letters() { None } else { self.abbreviate() };
        let mut rows = self.derivations(2, steps);
        let entry = |text: &String| self.maths.expression(text);
        let matrix = self.document.hessian.iter().map(|row| row.iter().map(entry).collect());
        let left = match self.is_single() {
            true => self.hessian(),
            false => Formula::row([self.hessian(), Formula::tuple(self.variables())]),
        };
        let matrix: Vec<Vec<Formula>> = matrix.collect();
        let matrix = match matrix.as_slice() {
            [row] if row.len() == 1 => row[0].clone(),
            _ => Formula::matrix(matrix),
        };
        let result = Formula::equation(left, matrix);
        match markup::width(&result.mathml) <= WIDEST || self.is_single() {
            true => rows.push_result(result),
            false => rows = self.second_partials(),
        }
        self.maths.write_out();
        letters.into_iter().chain([Block::Steps { rows }]).collect()
    }

    /// The second derivatives that are not zero, one below the other; then what the rest are.
    fn second_partials(&self) -> Vec<StepRow> {
        let names = &self.document.variables;
        let mut rows = Vec::new();
        let mut zeros = 0;
        for (i, line) in self.document.hessian.iter().enumerate() {
            for (j, entry) in line.iter().enumerate().skip(i) {
                if entry == "0" {
                    zeros += 1;
                    continue;
                }
                let by = [i, j].map(|k| names.get(k).cloned().unwrap_or_default());
                let left = Formula::row([self.partial(Some(self.loss()), &by), Formula::equals()]);
                rows.push(row("cell", Phrase::default(), self.broken(left, entry, WIDTH)));
            }
        }
        if let (Some(last), true) = (rows.last_mut(), zeros > 0) {
            last.reason = self.words.count("step.other-zero", zeros, &[]);
        }
        rows
    }

    fn derivations(&self, order: usize, steps: Steps) -> Vec<StepRow> {
        if steps == Steps::None {
            return Vec::new();
        }
        let wanted = || self.document.derivation.iter().filter(|d| d.by.len() == order);
        let steps = if wanted().count() > DERIVED { Steps::Brief } else { steps };
        wanted().flat_map(|derivation| self.derivation(derivation, steps)).collect()
    }

    fn derivation(&self, derivation: &Derivation, steps: Steps) -> Vec<StepRow> {
        let left = self.partial(Some(self.loss()), &derivation.by);
        if steps == Steps::Brief || derivation.steps.is_empty() {
            let reasons = derivation.steps.iter().map(|step| self.step_reasons(step));
            let reason = Phrase::joined(reasons, &self.words.label("list.semicolon"));
            let left = Formula::row([left, Formula::equals()]);
            return vec![row("", reason, self.broken(left, &derivation.result, WIDTH))];
        }
        let entry = self.entry(&derivation.by);
        let mut rows: Vec<StepRow> = Vec::new();
        let mut steps = derivation.steps.iter().peekable();
        let mut before: Option<&Step> = None;
        while let Some(step) = steps.next() {
            let left = match rows.is_empty() {
                true => Formula::row([left.clone(), Formula::equals()]),
                false => Formula::equals(),
            };
            let class = if rows.is_empty() { "" } else { "cont" };
            // A number times a letter needs no line of its own before it is written as one.
            let tidied = steps.next_if(|next| is_plain(&step.line) && is_collected(next));
            let line = &tidied.unwrap_or(step).line;
            let lines = match entry.filter(|_| steps.peek().is_none() && is_expanded(step)) {
                Some(entry) => self.broken(left, entry, WIDTH),
                None => self.step(left, line),
            };
            // The derivative of a letter or of a number times it is no sum.
            let alone = matches!(step.reasons.as_slice(), [StepReason::Sum]);
            let reason = match alone && before.is_some_and(|step| !has_sum(&step.line)) {
                true => self.words.say("step.linear", &[]),
                false => self.step_reasons(step),
            };
            rows.push(row(class, reason, lines));
            before = Some(step);
        }
        rows
    }

    /// The second derivative as the matrix has it.
    fn entry(&self, by: &[String]) -> Option<&String> {
        let place = |name: &String| self.document.variables.iter().position(|v| v == name);
        let [x, y] = by else { return None };
        self.document.hessian.get(place(x)?)?.get(place(y)?)
    }

    /// A line of a derivation after its left side, broken if it is one long expression.
    fn step(&self, left: Formula, line: &Line) -> Vec<Formula> {
        if let ([term], None) = (line.terms.as_slice(), &line.over)
            && let ([Factor::Value { of }], false) = (term.factors.as_slice(), term.negative)
        {
            return self.broken(left, of, WIDTH);
        }
        match &line.over {
            Some(below) => {
                let above = Formula::row(self.terms(line));
                vec![Formula::row([left, above.fraction(self.maths.expression(below))])]
            }
            None => gathered(left, self.terms(line)),
        }
    }

    /// `left` and an expression, in lines of at most so many ems.
    pub(crate) fn broken(&self, left: Formula, text: &str, width: u32) -> Vec<Formula> {
        let mut lines = self.maths.lines(text, width);
        if let Some(first) = lines.first_mut() {
            *first = Formula::row([left, std::mem::take(first)]);
        }
        lines
    }

    /// The derivative of `of` by the variables, in order: `∂²L/∂x∂y`.
    pub(crate) fn partial(&self, of: Option<Formula>, by: &[String]) -> Formula {
        let d = match self.is_single() {
            true => Formula::new("d", "d", "d", "<mi>d</mi>"),
            false => Formula::new("d", "∂", r"\partial ", "<mi>∂</mi>"),
        };
        let above = Formula::row([d.clone().power(by.len())].into_iter().chain(of));
        let mut below = Vec::new();
        let mut k = 0;
        while let Some(name) = by.get(k) {
            let times = by[k..].iter().take_while(|other| *other == name).count();
            below.extend([d.clone(), self.maths.expression(&format!("{name}^{times}"))]);
            k += times;
        }
        above.fraction(Formula::row(below))
    }

    /// The rules of a step; that a sum is differentiated term by term goes without saying
    /// beside another rule.
    fn step_reasons(&self, step: &Step) -> Phrase {
        let others = step.reasons.iter().any(|reason| !matches!(reason, StepReason::Sum));
        let said = step.reasons.iter().filter(|r| !(others && matches!(r, StepReason::Sum)));
        let mut reasons: Vec<Phrase> = said.map(|reason| self.step_reason(reason)).collect();
        reasons.dedup();
        Phrase::joined(reasons, &self.words.label("list.semicolon"))
    }

    /// A line as it is printed: nesting is bounded by the depth of a derivation.
    fn line(&self, line: &Line) -> Formula {
        let sum = Formula::row(self.terms(line));
        match &line.over {
            Some(below) => sum.fraction(self.maths.expression(below)),
            None => sum,
        }
    }

    /// The terms with their signs.
    fn terms(&self, line: &Line) -> Vec<Formula> {
        let term = |(k, term): (usize, &Term)| {
            let mut parts = match (k, term.negative) {
                (0, false) => Vec::new(),
                (0, true) => vec![Formula::minus()],
                (_, true) => vec![Formula::operator("-", "−", "-")],
                (_, false) => vec![Formula::operator("+", "+", "+")],
            };
            for (i, factor) in term.factors.iter().enumerate() {
                if i > 0 {
                    parts.push(Formula::operator("*", "·", r"\cdot"));
                }
                parts.push(self.factor(factor, term.factors.len() > 1));
            }
            Formula::row(parts)
        };
        line.terms.iter().enumerate().map(term).collect()
    }

    fn factor(&self, factor: &Factor, among_others: bool) -> Formula {
        match factor {
            Factor::Value { of } => {
                let value = self.maths.expression(of);
                let loose = of.starts_with('-') || self.maths.is_sum(of);
                if among_others && loose { value.bracketed() } else { value }
            }
            Factor::Derivative { of, by } => {
                let d = self.partial(None, std::slice::from_ref(by));
                Formula::row([d, self.maths.expression(of).bracketed()])
            }
            // A fraction alone holds together.
            Factor::Group { line } if line.over.is_some() && !among_others => self.line(line),
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
            StepReason::OffKink { expression } => {
                let unequal = Formula::operator("!=", "≠", r"\ne");
                let parts = [self.maths.expression(expression), unequal, Formula::integer(0)];
                words.say("step.off-kink", &[("condition", Formula::row(parts).into())])
            }
            StepReason::Remaining => words.say("step.remaining", &[]),
            StepReason::MixedEqual => words.say("step.mixed-equal", &[]),
        }
    }
}

/// Characters of a line of a derivation.
const CHARACTERS: usize = 64;

/// `left` and terms, in lines of about the same number of characters.
pub(crate) fn gathered(left: Formula, terms: Vec<Formula>) -> Vec<Formula> {
    let mut lines = vec![left];
    let mut length = 0;
    for term in terms {
        let more = term.unicode.chars().count();
        if length > 0 && length + more > CHARACTERS {
            lines.push(Formula::default());
            length = 0;
        }
        length += more;
        if let Some(last) = lines.last_mut() {
            *last = Formula::row([std::mem::take(last), term]);
        }
    }
    lines
}

/// A row of a formula in one or more lines.
pub(crate) fn row(class: &'static str, reason: Phrase, lines: Vec<Formula>) -> StepRow {
    let mut lines = lines.into_iter();
    let formula = lines.next().unwrap_or_default();
    StepRow { formula, more: lines.collect(), reason, class }
}

fn boxed(row: StepRow) -> StepRow {
    StepRow { class: "res", ..row }
}

/// The boxed result of a derivation.
trait PushResult {
    /// Adds it; a last row that says the same becomes it.
    fn push_result(&mut self, formula: Formula);
}

impl PushResult for Vec<StepRow> {
    fn push_result(&mut self, formula: Formula) {
        match self.last_mut().filter(|last| last.more.is_empty() && last.formula == formula) {
            Some(last) => last.class = "res",
            None => self.push(row("res", Phrase::default(), vec![formula])),
        }
    }
}

/// Is a line one product of values without brackets, such as `y·14`?
fn is_plain(line: &Line) -> bool {
    let [term] = line.terms.as_slice() else { return false };
    let plain = |factor: &Factor| match factor {
        Factor::Value { of } => !of.trim_start_matches('-').contains([' ', '(']),
        Factor::Derivative { .. } | Factor::Group { .. } => false,
    };
    line.over.is_none() && term.factors.iter().all(plain)
}

/// Is a step only a tidier way to write the one before it?
fn is_collected(step: &Step) -> bool {
    let tidies =
        |reason: &StepReason| matches!(reason, StepReason::CollectFactor | StepReason::Expand);
    is_plain(&step.line) && step.reasons.iter().all(tidies)
}

/// Is the derivative of a sum still to be taken?
fn has_sum(line: &Line) -> bool {
    let mut open = vec![line];
    while let Some(line) = open.pop() {
        for factor in line.terms.iter().flat_map(|term| &term.factors) {
            match factor {
                Factor::Derivative { of, .. } if of.contains(' ') => return true,
                Factor::Group { line } => open.push(line),
                Factor::Derivative { .. } | Factor::Value { .. } => {}
            }
        }
    }
    false
}

fn is_expanded(step: &Step) -> bool {
    step.reasons.iter().any(|reason| matches!(reason, StepReason::Expand))
}

/// A gradient in one variable is a number, not a column.
fn column_or_one(mut entries: Vec<Formula>) -> Formula {
    match entries.len() {
        1 => entries.remove(0),
        _ => Formula::column(entries),
    }
}
