//! Solution, key and worksheet: three pages from one result.

use super::marks;
use super::options::{Options, Steps, Variant};
use super::page::Page;
use super::scene::Scene;
use super::select;
use super::view;
use super::visit;
use crate::result::Document;

/// Sections of a key: results and what they rest on, without derivations.
const KEY: [&str; 11] = [
    "problem",
    "grad",
    "hess",
    "nonsmooth",
    "constrained",
    "extrema",
    "parameters",
    "asked",
    "taylor",
    "sum",
    "complete",
];

/// The page of a result in the variant, with the sections and marks that are wanted.
pub(crate) fn page(document: &Document, options: &Options) -> Page {
    let mut page = match options.variant {
        Variant::Solution => view::solution(document, options),
        Variant::Key => key(document, options),
        Variant::Worksheet => Scene::new(document, &options.language).worksheet(options),
    };
    marks::award(&mut page, document, options);
    select::keep(&mut page, &options.sections);
    visit::number_figures(&mut page);
    page
}

fn key(document: &Document, options: &Options) -> Page {
    let options = Options { steps: Steps::None, ..options.clone() };
    let mut page = view::solution(document, &options);
    let scene = Scene::new(document, &options.language);
    page.kind = scene.words.label("page.kind-key");
    select::without_figures(&mut page);
    page.sections.retain(|section| KEY.contains(&section.id.as_str()));
    select::renumber(&mut page);
    page
}
