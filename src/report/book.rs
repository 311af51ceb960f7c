//! A document of the user with solutions in it, as one page.

use super::html;
use super::latex;
use super::markdown::{self, Markdown};
use super::method::hash;
use super::options::Options;
use super::page::{Block, Page, Section};
use super::phrase::{Phrase, Piece};
use super::scene::Scene;
use super::templates::TemplateError;
use super::variant;
use super::visit;
use super::words::Words;
use crate::result::Document;
use std::collections::BTreeSet;

/// A document and what became of its formulas.
#[derive(Debug, Clone)]
pub struct Book {
    /// The title; none for the name of the program's page.
    pub title: Option<String>,
    /// Texts and solutions in their order.
    pub chapters: Vec<Chapter>,
    /// The whole document, for the hash in the footer.
    pub source: String,
}

/// A part of a document.
#[derive(Debug, Clone)]
pub enum Chapter {
    /// CommonMark of the user.
    Prose(String),
    /// A formula file that was solved, and how it is shown.
    Solution(Box<(Document, Options)>),
    /// What is wrong with one that was not.
    Failure(String),
}

/// The document as one HTML page.
///
/// # Errors
/// A template of the user does not render.
pub fn book_html(book: &Book, options: &Options) -> Result<String, TemplateError> {
    html::of_page(&page(book, options), options)
}

/// The document as Markdown with its pictures.
///
/// # Errors
/// A template of the user does not render.
pub fn book_markdown(book: &Book, options: &Options) -> Result<Markdown, TemplateError> {
    markdown::of_page(&page(book, options), options)
}

/// The document as LaTeX.
///
/// # Errors
/// A template of the user does not render.
pub fn book_latex(book: &Book, options: &Options) -> Result<String, TemplateError> {
    latex::of_page(&page(book, options), options)
}

fn page(book: &Book, options: &Options) -> Page {
    let words = Words::of(&options.language);
    let title = match &book.title {
        Some(title) => Phrase::text(title),
        None => Phrase::text(&words.label("page.solutions")),
    };
    let mut sections = Vec::new();
    let mut figures = 0;
    for (k, chapter) in book.chapters.iter().enumerate() {
        let id = format!("s{}", k + 1);
        sections.push(match chapter {
            Chapter::Prose(text) => bare(&id, vec![Block::Chapter { text: text.clone() }]),
            Chapter::Failure(text) => failure(&id, text, &words),
            Chapter::Solution(solved) => solution(&id, &solved.0, &solved.1, &mut figures),
        });
    }
    Page {
        language: words.language,
        kind: words.label("page.kind"),
        about: words.label("page.description"),
        title_text: title.unicode(),
        title,
        subtitle: None,
        answer: None,
        figures: Vec::new(),
        sections,
        method: method(book, options, &words),
    }
}

/// A section without a heading.
fn bare(id: &str, blocks: Vec<Block>) -> Section {
    Section {
        id: id.to_string(),
        number: 0,
        heading: Phrase::default(),
        heading_text: String::new(),
        badge: None,
        blocks,
    }
}

/// The box that stands in place of a solution.
fn failure(id: &str, text: &str, words: &Words) -> Section {
    let lead = Phrase::strong(&words.label("page.failure"));
    let verdict = Block::Verdict { class: "sad", lead, text: Phrase::default() };
    bare(id, vec![verdict, Block::Code { text: text.to_string() }])
}

/// The page of a solution as one section; its sections become headings.
fn solution(id: &str, document: &Document, options: &Options, figures: &mut usize) -> Section {
    let mut page = variant::page(document, options);
    let scene = Scene::new(document, &options.language);
    let words = &scene.words;
    separate(&mut page, id);
    let mut blocks = Vec::new();
    blocks.extend(page.subtitle.take().map(|text| Block::Prose { text }));
    if let Some(answer) = page.answer.take() {
        blocks.push(heading(Phrase::text(&words.label("page.answer"))));
        blocks.extend(answer.table.map(|table| Block::Table { table }));
        for row in answer.rows.into_iter().chain(answer.closing) {
            let lead = scene.badge_lead(&row.badge);
            let said = [row.text, row.why].into_iter().filter(|phrase| !phrase.is_empty());
            let text = Phrase::joined(said, &words.label("list.sentence"));
            blocks.push(Block::Verdict { class: row.badge.class, lead, text });
        }
    }
    blocks.extend(page.figures.into_iter().map(|figure| Block::Figure { figure }));
    for section in page.sections {
        blocks.push(heading(section.heading));
        blocks.extend(section.blocks);
    }
    for block in &mut blocks {
        if let Block::Figure { figure } = block {
            *figures += 1;
            figure.number = *figures;
        }
    }
    Section { heading_text: page.title_text, heading: page.title, ..bare(id, blocks) }
}

fn heading(text: Phrase) -> Block {
    Block::Heading { text_plain: text.unicode(), text }
}

/// Gives ids and files of a page names that no other page of the document has.
fn separate(page: &mut Page, prefix: &str) {
    let mut kept = BTreeSet::new();
    for block in page.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        match block {
            Block::Open { id, .. } => {
                kept.insert(id.clone());
                *id = format!("{prefix}-{id}");
            }
            Block::Figure { figure } => rename(figure, prefix),
            _ => {}
        }
    }
    page.figures.iter_mut().for_each(|figure| rename(figure, prefix));
    visit::phrases(page, &mut |phrase| {
        visit::unlink(phrase, &|to| kept.contains(to));
        for piece in &mut phrase.0 {
            if let Piece::Link { to, .. } = piece {
                *to = format!("{prefix}-{to}");
            }
        }
    });
}

fn rename(figure: &mut super::page::Figure, prefix: &str) {
    figure.name = format!("{prefix}-{}", figure.name);
    figure.svg = figure
        .svg
        .replace(" id=\"", &format!(" id=\"{prefix}-"))
        .replace("url(#", &format!("url(#{prefix}-"));
}

fn method(book: &Book, options: &Options, words: &Words) -> Vec<Block> {
    let version = ("version", Phrase::text(&options.version));
    let line = [
        words.say("method.version", &[version]),
        Phrase::text(&format!("{} {}", words.label("method.hash"), hash(&book.source))),
    ];
    // A worksheet among the solutions is no reason to print the sources.
    vec![
        Block::Paragraph { text: Phrase::text(&words.label("method.text")) },
        Block::Paragraph { text: Phrase::joined(line, " · ") },
    ]
}
