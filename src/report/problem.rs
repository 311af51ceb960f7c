//! The section on the problem: formula, domain, abbreviations, how it was read.

use super::derivative::row;
use super::formula::Formula;
use super::page::{Block, Cell, Table};
use super::phrase::Phrase;
use super::scene::Scene;
use crate::result::{Definition, Note, Task};

impl Scene<'_> {
    /// What is asked, and how the file was understood.
    pub(crate) fn problem(&self) -> Vec<Block> {
        let document = self.document;
        let mut blocks = Vec::new();
        if let Some(problem) = &document.texts.problem {
            blocks.push(Block::Prose { text: problem.clone() });
        }
        let intro = match document.task {
            Task::CriticalPoints => "problem.find",
            // Extrema that were not found are not announced.
            Task::Region if document.extrema.is_none() => "problem.find",
            Task::Region => "problem.find-region",
            Task::Constrained => "problem.find-constrained",
        };
        blocks.push(Block::Paragraph { text: self.label(intro) });
        let left = Formula::row([self.loss_of_variables(), Formula::equals()]);
        let typed = self.broken(left, self.typed(), 26);
        blocks.push(match typed.as_slice() {
            [one] => Block::Equation { formula: one.clone(), key: true },
            _ => lines(typed),
        });
        blocks.extend(self.sense());
        blocks.extend(self.domain());
        blocks.extend(self.definitions());
        blocks.extend(self.parameters());
        blocks.extend(self.data());
        blocks.extend(self.reading());
        blocks
    }

    fn sense(&self) -> Option<Block> {
        let sense = self.document.reading.sense.as_deref()?;
        let key = match sense.starts_with("max") {
            true => "problem.maximise",
            false => "problem.minimise",
        };
        Some(Block::Paragraph { text: self.label(key) })
    }

    fn domain(&self) -> Option<Block> {
        let document = self.document;
        let or = self.words.label("list.or");
        let text = match document.domain.as_slice() {
            [] => {
                let reals = self.maths.set("R").power(document.variables.len());
                let sign = Formula::operator("in", "∈", r"\in");
                let domain = Formula::row([self.variable_tuple(), sign, reals]);
                self.words.say("problem.over", &[("domain", domain.into())])
            }
            relations => {
                let all = chained(relations);
                let all = all.iter().map(|relation| self.maths.relations(relation, &or));
                let all = Formula::equations(all);
                self.words.say("problem.domain", &[("domain", all.into())])
            }
        };
        Some(Block::Paragraph { text })
    }

    fn definitions(&self) -> Vec<Block> {
        let reading = &self.document.reading;
        if reading.definitions.is_empty() {
            return Vec::new();
        }
        let define = |d: &Definition| {
            let name = self.maths.name(&d.name);
            let arguments: Vec<_> = d.arguments.iter().map(|a| self.maths.name(a)).collect();
            let left = match arguments.is_empty() {
                true => name,
                false => Formula::row([name, Formula::tuple(arguments)]),
            };
            Phrase::from(Formula::equation(left, self.maths.expression(&d.expression)))
        };
        let all = self.enumeration(reading.definitions.iter().map(define).collect());
        let text = self.words.say("problem.where", &[("definitions", all)]);
        let left = Formula::row([self.loss_of_variables(), Formula::equals()]);
        let written = self.broken(left, &self.document.formula, 30);
        vec![
            Block::Paragraph { text },
            Block::Paragraph { text: self.label("problem.written-out") },
            lines(written),
        ]
    }

    fn parameters(&self) -> Option<Block> {
        let names = &self.document.parameters;
        let list = Formula::list(names.iter().map(|name| self.maths.name(name)));
        let text = self.words.count("problem.parameters", names.len(), &[("names", list.into())]);
        (!names.is_empty()).then_some(Block::Paragraph { text })
    }

    fn data(&self) -> Vec<Block> {
        let reading = &self.document.reading;
        if reading.columns.is_empty() {
            return Vec::new();
        }
        let head = reading.columns.iter().map(|name| Cell::number(self.maths.name(name)));
        let cell = |value: &String| Cell::number(self.maths.expression(value));
        let rows = reading.rows.iter().map(|row| row.iter().map(cell).collect());
        let table = Table {
            caption: self.label("problem.data"),
            head: head.collect(),
            rows: rows.collect(),
            cards: false,
        };
        vec![Block::Table { table }]
    }

    /// A choice made while reading, in words.
    pub(crate) fn note(&self, note: &Note) -> Phrase {
        let name = |k: usize| Phrase::text(note.names.get(k).map_or("", String::as_str));
        let places = [("name", name(0)), ("product", name(1))];
        match note.kind.as_str() {
            kind @ ("run" | "factor" | "natural-logarithm" | "unused") => {
                self.words.say(&format!("note.{kind}"), &places)
            }
            _ => Phrase::text(&note.text),
        }
    }

    fn reading(&self) -> Vec<Block> {
        let notes = &self.document.input.notes;
        let reading = &self.document.reading;
        let mut items = Vec::new();
        if !reading.as_typed.is_empty() && self.typed() != reading.as_typed {
            let text = ("text", Phrase::text(&reading.as_typed));
            items.push(self.words.say("problem.as-typed", &[text]));
        }
        let heading = self.label("heading.reading");
        let note = |note: &crate::result::Note| {
            self.words.say(
                "problem.note-place",
                &[
                    ("line", Phrase::from(note.line)),
                    ("column", Phrase::from(note.column)),
                    ("text", self.note(note)),
                ],
            )
        };
        items.extend(notes.iter().map(note));
        if items.is_empty() {
            return Vec::new();
        }
        vec![Block::Heading { text_plain: heading.unicode(), text: heading }, Block::List { items }]
    }
}

/// `a <= x` and `x <= b` one after the other as `a <= x <= b`.
fn chained(relations: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for relation in relations {
        let words: Vec<&str> = relation.split(' ').collect();
        let joined = all.last().and_then(|last| {
            let before: Vec<&str> = last.split(' ').collect();
            match (before.as_slice(), words.as_slice()) {
                ([_, "<=" | "<", x], [y, "<=" | "<", end]) if x == y => {
                    Some(format!("{last} {} {end}", words[1]))
                }
                _ => None,
            }
        });
        match joined {
            Some(joined) => *all.last_mut().unwrap_or(&mut String::new()) = joined,
            None => all.push(relation.clone()),
        }
    }
    all
}

/// One formula in several lines.
fn lines(formulas: Vec<Formula>) -> Block {
    Block::Steps { rows: vec![row("", Phrase::default(), formulas)] }
}
