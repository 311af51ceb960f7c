//! Some sections of a page instead of all.

use super::page::{Block, Page};
use super::visit;
use std::collections::BTreeSet;

/// The names by which parts of a page are chosen, and the ids of the sections that they mean;
/// every other id belongs to the critical sets.
pub const SECTIONS: [(&str, &[&str]); 15] = [
    ("answer", &[]),
    ("figures", &[]),
    ("problem", &["problem"]),
    ("gradient", &["grad"]),
    ("solving", &["solve"]),
    ("hessian", &["hess"]),
    ("sets", &[]),
    ("extrema", &["extrema", "nonsmooth", "constrained"]),
    ("parameters", &["parameters"]),
    ("asked", &["asked"]),
    ("taylor", &["taylor"]),
    ("summary", &["sum"]),
    ("complete", &["complete"]),
    ("checks", &["checks"]),
    ("marks", &["marks"]),
];

/// Leaves out what is not wanted. Whether the list is complete is always said: a list of
/// points alone would be read as one.
pub(crate) fn keep(page: &mut Page, wanted: &[String]) {
    if !wanted.is_empty() {
        let choice = Choice::of(wanted);
        if !choice.shows("answer") {
            keep_closing(page);
        }
        if !choice.shows("figures") {
            without_figures(page);
        }
        page.sections.retain(|section| choice.shows(name_of(&section.id)));
        renumber(page);
    }
    drop_dead_links(page);
}

/// Numbers the sections from 1 without gaps.
pub(crate) fn renumber(page: &mut Page) {
    for (k, section) in page.sections.iter_mut().enumerate() {
        section.number = k + 1;
    }
}

/// Keeps of the slices through points only the first.
pub(crate) fn without_later_slices(page: &mut Page) {
    let mut seen = 0;
    let mut keep = |block: &Block| {
        let figure = matches!(block, Block::Figure { .. });
        seen += usize::from(figure);
        !figure || seen == 1
    };
    page.sections.iter_mut().for_each(|section| section.blocks.retain(&mut keep));
}

/// Leaves out the picture in space.
pub(crate) fn without_surface(page: &mut Page) {
    page.figures.retain(|figure| figure.name != "surface");
}

/// Leaves out every picture.
pub(crate) fn without_figures(page: &mut Page) {
    page.figures.clear();
    let is_figure = |block: &Block| matches!(block, Block::Figure { .. });
    page.sections.iter_mut().for_each(|section| section.blocks.retain(|block| !is_figure(block)));
}

/// The answer without its list, unless the section on completeness stays anyway.
fn keep_closing(page: &mut Page) {
    if let Some(answer) = &mut page.answer {
        answer.rows.clear();
        answer.table = None;
    }
}

fn drop_dead_links(page: &mut Page) {
    let mut ids: BTreeSet<String> = ["answer", "method"].map(String::from).into();
    for section in &page.sections {
        ids.insert(section.id.clone());
        ids.extend(section.blocks.iter().flat_map(|block| match block {
            Block::Open { id, .. } => vec![id.clone()],
            Block::Alike { items, .. } => items.iter().map(|item| item.id.clone()).collect(),
            _ => Vec::new(),
        }));
    }
    visit::phrases(page, &mut |phrase| visit::unlink(phrase, &|to| ids.contains(to)));
}

/// What is wanted: the named ones, or all but the named ones.
struct Choice<'a> {
    named: Vec<&'a str>,
    left_out: Vec<&'a str>,
}

impl<'a> Choice<'a> {
    fn of(wanted: &'a [String]) -> Choice<'a> {
        let named = wanted.iter().filter(|w| !w.starts_with('-')).map(String::as_str);
        let left_out = wanted.iter().filter_map(|w| w.strip_prefix('-'));
        Choice { named: named.collect(), left_out: left_out.collect() }
    }

    fn shows(&self, name: &str) -> bool {
        let named = self.named.is_empty() || self.named.contains(&name);
        named && !self.left_out.contains(&name)
    }
}

/// The name of the part that a section belongs to.
fn name_of(id: &str) -> &'static str {
    let named = SECTIONS.iter().find(|(_, ids)| ids.contains(&id));
    named.map_or("sets", |(name, _)| name)
}
