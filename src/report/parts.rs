//! A separable loss whose critical points are too many to list: its parts.

use super::formula::Formula;
use super::page::{Block, Cell, Table};
use super::phrase::Phrase;
use super::scene::Scene;
use super::verdict::Verdict;
use crate::result::{self, Document};

impl Scene<'_> {
    /// The result of one part alone: its variables, and the loss with the number of the part.
    pub(crate) fn part(&self, k: usize, part: &result::Block) -> Document {
        let mut document = self.document.clone();
        document.variables.clone_from(&part.variables);
        document.reading.name = Some(format!("{}{}", self.loss_name(), k + 1));
        document.points.clone_from(&part.points);
        document.continua.clone_from(&part.continua);
        document.families.clone_from(&part.families);
        document.blocks = Vec::new();
        // The names of points are those of the part.
        document.symmetries = result::Symmetries::default();
        document
    }

    /// How the critical points are made from those of the parts.
    pub(crate) fn combination_of_parts(&self) -> Phrase {
        let parts = &self.document.blocks;
        let sum = (1..=parts.len()).map(|k| self.maths.name(&format!("{}{k}", self.loss_name())));
        let plus = Formula::operator("+", "+", "+");
        let sum = sum.reduce(|all, next| Formula::row([all, plus.clone(), next]));
        let places = [("sum", Formula::equation(self.loss(), sum.unwrap_or_default()).into())];
        let finite = parts.iter().all(|p| p.continua.is_empty() && p.families.is_empty());
        let number = parts.iter().try_fold(1_u128, |n, p| n.checked_mul(p.points.len() as u128));
        match number.filter(|_| finite) {
            Some(number) => {
                let [sum] = places;
                let number = ("number", Phrase::text(&number.to_string()));
                self.words.say("parts.combine", &[sum, number])
            }
            None => self.words.say("parts.combine-sets", &places),
        }
    }

    /// All critical sets of the parts.
    pub(crate) fn parts_table(&self) -> Table {
        let head = ["label.part", "label.set", "label.type"].map(|key| Cell::of(self.label(key)));
        let value = Cell::number(self.label("label.value"));
        let rows = self.document.blocks.iter().enumerate().flat_map(|(k, part)| {
            let document = self.part(k, part);
            let scene = Scene::new(&document, self.words.language);
            let name = Formula::row([scene.loss(), Formula::tuple(scene.variables())]);
            let row = |set: Formula, verdict: Verdict<'_>, value: &result::Number| {
                let badge = Cell { badge: Some(scene.badge(verdict)), ..Cell::default() };
                vec![Cell::of(name.clone()), Cell::of(set), badge, Cell::number(scene.short(value))]
            };
            let points = document.points.iter().map(|point| {
                let set = scene.named_point(&point.name, &point.coordinates);
                row(set, Verdict::of_point(point), &point.value)
            });
            let continua = document.continua.iter().flat_map(|set| {
                let pieces = super::sets::pieces(set).into_iter();
                pieces.map(|piece| row(scene.continuum_set(set), piece.verdict, &set.value))
            });
            let families = document.families.iter().map(|family| {
                row(scene.family_set(family), Verdict::of_family(family), &family.value)
            });
            points.chain(continua).chain(families).collect::<Vec<_>>()
        });
        let rows = rows.collect();
        let head = head.into_iter().chain([value]).collect();
        Table { head, rows, cards: true, ..Table::default() }
    }

    /// One heading for each part, its points folded.
    pub(crate) fn parts(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if !self.document.blocks.is_empty() {
            blocks.push(Block::Paragraph { text: self.combination_of_parts() });
        }
        for (k, part) in self.document.blocks.iter().enumerate() {
            let document = self.part(k, part);
            let scene =
                Scene { notation: self.notation, ..Scene::new(&document, self.words.language) };
            let name = Formula::row([scene.loss(), Formula::tuple(scene.variables())]);
            let text = self.words.say("heading.block", &[("part", name.into())]);
            blocks.push(Block::Heading { text_plain: text.unicode(), text });
            blocks.extend(scene.folded(&part.points, &format!("part{}-", k + 1)));
            part.continua.iter().for_each(|set| blocks.extend(scene.continuum_section(set)));
            part.families.iter().for_each(|family| blocks.extend(scene.family(family)));
        }
        blocks
    }
}
