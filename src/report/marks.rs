//! Marks beside the parts of a page that are worth some.

use super::options::{Options, Variant};
use super::page::{Block, Cell, Page, Section, StepRow, Table};
use super::phrase::Phrase;
use super::scene::Scene;
use crate::problem::{Part, marks};
use crate::result::Document;

/// Writes the marks of the file's `marks:` line into a page.
pub(crate) fn award(page: &mut Page, document: &Document, options: &Options) {
    let Some(scheme) = document.texts.marks.as_deref().and_then(marks) else { return };
    let scene = Scene::new(document, &options.language);
    let marker = Marker { scene: &scene, scheme };
    let mut total = 0;
    for section in &mut page.sections {
        total += marker.section(section);
    }
    // How often a verdict is worth marks would tell how many critical sets there are.
    let total = (options.variant == Variant::Solution).then_some(total);
    page.sections.push(marker.table(page.sections.len() + 1, total));
}

struct Marker<'s, 'd> {
    scene: &'s Scene<'d>,
    scheme: Vec<(Part, u32)>,
}

impl Marker<'_, '_> {
    fn worth(&self, part: Part) -> u32 {
        self.scheme.iter().find(|(p, _)| *p == part).map_or(0, |(_, n)| *n)
    }

    /// `[2 marks]`
    fn said(&self, n: u32) -> Phrase {
        let said = self.scene.words.count("marks.award", n as usize, &[]);
        Phrase::strong(&said.unicode())
    }

    /// Marks of a section; how many they are.
    fn section(&self, section: &mut Section) -> u32 {
        let part = match section.id.as_str() {
            "grad" => Part::Gradient,
            "solve" => Part::Solving,
            "hess" => Part::Hessian,
            "extrema" => Part::Extrema,
            "taylor" => Part::Taylor,
            "complete" => Part::Complete,
            _ => return self.verdicts(section),
        };
        let worth = self.worth(part);
        if worth > 0 {
            self.append(&mut section.blocks, worth);
        }
        worth
    }

    /// Marks after the reason of the last step, of the verdict, or of the last text.
    fn append(&self, blocks: &mut Vec<Block>, worth: u32) {
        let said = self.said(worth);
        for block in blocks.iter_mut().rev() {
            match block {
                Block::Steps { rows } => {
                    if let Some(StepRow { reason, .. }) = rows.last_mut() {
                        return add(reason, said);
                    }
                }
                Block::Paragraph { text } | Block::Verdict { text, .. } => return add(text, said),
                _ => {}
            }
        }
        blocks.push(Block::Paragraph { text: said });
    }

    /// Marks for the type and the reason of every critical set in a section.
    fn verdicts(&self, section: &mut Section) -> u32 {
        let each = self.worth(Part::Verdict) + self.worth(Part::Reason);
        let mut sum = 0;
        if section.badge.is_none() && section.id != "points" && section.id != "parts" {
            return 0;
        }
        for block in section.blocks.iter_mut().filter(|_| each > 0) {
            if let Block::Verdict { text, .. } = block {
                add(text, self.said(each));
                sum += each;
            }
        }
        sum
    }

    /// What each part is worth, and the total where it may be known.
    fn table(&self, number: usize, total: Option<u32>) -> Section {
        let words = &self.scene.words;
        let row = |(part, n): &(Part, u32)| {
            let name = words.label(&format!("marks.{}", key(*part)));
            vec![Cell::of(name.as_str()), Cell::number(*n as usize)]
        };
        let mut rows: Vec<Vec<Cell>> = self.scheme.iter().map(row).collect();
        if let Some(total) = total {
            let name = words.label("marks.total");
            rows.push(vec![Cell::of(name.as_str()), Cell::number(total as usize)]);
        }
        let head = vec![
            Cell::of(words.label("marks.part").as_str()),
            Cell::number(words.label("marks.number").as_str()),
        ];
        let heading = self.scene.label("heading.marks");
        Section {
            id: "marks".to_string(),
            number,
            heading_text: heading.unicode(),
            heading,
            badge: None,
            blocks: vec![Block::Table { table: Table { head, rows, ..Table::default() } }],
        }
    }
}

fn add(text: &mut Phrase, said: Phrase) {
    let gap = if text.is_empty() { "" } else { " " };
    *text = Phrase::joined([std::mem::take(text), said], gap);
}

fn key(part: Part) -> &'static str {
    match part {
        Part::Gradient => "gradient",
        Part::Solving => "solving",
        Part::Hessian => "hessian",
        Part::Verdict => "verdict",
        Part::Reason => "reason",
        Part::Extrema => "extrema",
        Part::Taylor => "taylor",
        Part::Complete => "complete",
    }
}
