//! The problem with room for answers. It is made from the formula and the questions of the
//! file alone, so that no answer can be in it.

use super::formula::Formula;
use super::method::hash;
use super::options::Options;
use super::page::{Block, Cell, Page, Section, Table};
use super::phrase::Phrase;
use super::scene::Scene;
use crate::result::Task;

/// Rows of the empty table: always as many, so that they tell nothing.
const ROWS: usize = 4;

impl Scene<'_> {
    /// The worksheet. Notes of the file are left out: they may tell the answer.
    pub(crate) fn worksheet(&self, options: &Options) -> Page {
        let title = self.title();
        Page {
            language: self.words.language,
            kind: self.words.label("page.kind-worksheet"),
            about: self.words.label("worksheet.about"),
            title_text: title.unicode(),
            title,
            subtitle: Some(self.words.label("worksheet.name-date")),
            answer: None,
            figures: self.empty_axes().into_iter().collect(),
            sections: self.exercises(),
            method: self.pairing(options),
        }
    }

    fn exercises(&self) -> Vec<Section> {
        let mut all: Vec<Section> = Vec::new();
        let mut add = |id: &str, heading: Phrase, blocks: Vec<Block>| {
            let heading_text = heading.unicode();
            let number = all.len() + 1;
            all.push(Section { id: id.into(), number, heading, heading_text, badge: None, blocks });
        };
        let [first, second] = match self.is_single() {
            true => ["heading.derivative", "heading.second-derivative"],
            false => ["heading.gradient", "heading.hessian"],
        };
        add("problem", self.label("heading.problem"), self.problem());
        let partials =
            self.document.variables.iter().map(|name| {
                Phrase::from(self.partial(Some(self.loss()), std::slice::from_ref(name)))
            });
        let n = self.document.variables.len();
        let partials = ("partials", self.enumeration(partials.take(6).collect()));
        let prompt = match n {
            0..=6 => self.exercise("worksheet.gradient", &[partials], 3 + n.min(5)),
            _ => self.exercise("worksheet.gradient", &[("partials", self.gradient().into())], 8),
        };
        add("grad", self.label(first), prompt);
        let equation = Formula::equation(self.gradient(), Formula::integer(0));
        let solving = self.words.say("heading.solving", &[("equation", equation.into())]);
        add("solve", solving, self.exercise("worksheet.solving", &[], 10));
        let hessian = ("hessian", self.hessian_of_variables().into());
        add("hess", self.label(second), self.exercise("worksheet.hessian", &[hessian], 4));
        add("class", self.label("worksheet.classification"), self.classification());
        if self.document.task != Task::CriticalPoints {
            let prompt = self.exercise("worksheet.extrema", &[], 5);
            add("extrema", self.label("heading.extrema"), prompt);
        }
        let questions = self.questions();
        if !questions.is_empty() {
            add("asked", self.label("heading.asked"), questions);
        }
        add(
            "complete",
            self.label("heading.complete"),
            self.exercise("worksheet.complete", &[], 3),
        );
        all
    }

    /// A prompt and room for its answer.
    fn exercise(&self, key: &str, places: &[(&str, Phrase)], lines: usize) -> Vec<Block> {
        let text = self.words.say(key, places);
        vec![Block::Paragraph { text }, self.room(lines)]
    }

    fn room(&self, lines: usize) -> Block {
        let label = self.words.count("worksheet.space", lines, &[]).unicode();
        Block::Space { lines, label }
    }

    fn hessian_of_variables(&self) -> Formula {
        match self.is_single() {
            true => self.hessian(),
            false => Formula::row([self.hessian(), Formula::tuple(self.variables())]),
        }
    }

    fn classification(&self) -> Vec<Block> {
        let places =
            [("loss", Phrase::from(self.loss())), ("hessian", Phrase::from(self.hessian()))];
        let key = match self.is_single() {
            true => "worksheet.classify-single",
            false => "worksheet.classify",
        };
        let mut blocks = self.exercise(key, &places, 10);
        let label = |key: &str| Cell::of(self.words.label(key).as_str());
        let head = vec![
            label("label.set"),
            label("label.type"),
            Cell::of(self.loss()),
            label("label.reason"),
        ];
        let rows = vec![vec![Cell::default(); head.len()]; ROWS];
        blocks.push(Block::Table { table: Table { head, rows, ..Table::default() } });
        blocks
    }

    /// The questions of the file: points and Taylor polynomials.
    fn questions(&self) -> Vec<Block> {
        let document = self.document;
        let mut blocks = Vec::new();
        for point in &document.asked {
            let at = ("point", Phrase::from(self.point(&point.at)));
            blocks.extend(self.exercise("worksheet.asked", &[at], 4));
        }
        for taylor in &document.taylor_at {
            let places = [
                ("point", Phrase::from(self.point(&taylor.at))),
                ("order", Phrase::from(taylor.order as usize)),
            ];
            blocks.extend(self.exercise("worksheet.taylor", &places, 4));
        }
        blocks
    }

    /// What pairs a worksheet with its key; the source may hold expectations, so it is left out.
    fn pairing(&self, options: &Options) -> Vec<Block> {
        let version = ("version", Phrase::text(&options.version));
        let hash = hash(&self.document.input.text);
        let line = [
            self.words.say("method.version", &[version]),
            Phrase::text(&format!("{} {hash}", self.words.label("method.hash"))),
        ];
        vec![
            Block::Paragraph { text: self.label("worksheet.key") },
            Block::Paragraph { text: Phrase::joined(line, " · ") },
        ]
    }
}
