//! The worked solution of a result: HTML, Markdown, terminal text.
//!
//! ```text
//! Document ─Scene→ Page (words chosen, formulas typeset, numbers rounded) ─templates→ text
//! ```
//!
//! Words come from the catalogues in `templates/words`, one file a language; templates only
//! loop. A formula is kept in four spellings at once (`formula`), so that one page serves
//! every format. Nothing here decides anything: floats are used for pictures only.

mod abbreviate;
mod answer;
mod argument;
mod asked;
mod book;
mod cases;
mod complete;
mod continuum;
mod derivative;
mod elide;
mod enclosure;
mod escape;
mod expansion;
mod extra;
mod fences;
mod fill;
mod formula;
mod html;
mod intermediates;
mod latex;
mod markdown;
mod marks;
mod markup;
mod method;
mod notation;
mod numeral;
mod options;
mod page;
mod parts;
mod phrase;
mod plot;
mod plural;
mod point;
mod problem;
mod prose;
mod scene;
mod select;
mod sets;
mod templates;
mod terminal;
mod text;
mod typeset;
mod variant;
mod verdict;
mod view;
mod visit;
mod words;
mod worksheet;
mod wrap;

#[cfg(test)]
mod tests;

pub use book::{Book, Chapter, book_html, book_latex, book_markdown};
pub use fences::{Cut, Fence, Piece, cut};
pub use fill::fill_words;
pub use html::{html, html_page};
pub use latex::latex;
pub use markdown::{Markdown, markdown, markdown_page};
pub use options::{Fonts, MathDialect, Notation, Options, Steps, TerminalOptions, Variant};
pub use select::SECTIONS;
pub use templates::{TemplateError, built_in_templates};
pub use terminal::terminal;
pub use text::text;
pub use words::languages;
