//! Liberties taken while reading, each with its place.

use crate::syntax::Span;

/// A choice made while reading the formula, shown under "How the formula was read".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What was chosen.
    pub kind: NoteKind,
    /// Where.
    pub span: Span,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteKind {
    /// A run of letters read as a product: the run, the product.
    Run(String, String),
    /// A name before a bracket read as a factor.
    Factor(String),
    /// `log` read as the natural logarithm.
    NaturalLogarithm,
    /// A declared name that nothing uses.
    Unused(String),
}

impl NoteKind {
    /// The kind as a word of the result.
    pub fn name(&self) -> &'static str {
        match self {
            NoteKind::Run(..) => "run",
            NoteKind::Factor(_) => "factor",
            NoteKind::NaturalLogarithm => "natural-logarithm",
            NoteKind::Unused(_) => "unused",
        }
    }

    /// The names that the choice is about.
    pub fn names(&self) -> Vec<String> {
        match self {
            NoteKind::Run(run, product) => vec![run.clone(), product.clone()],
            NoteKind::Factor(name) | NoteKind::Unused(name) => vec![name.clone()],
            NoteKind::NaturalLogarithm => Vec::new(),
        }
    }
}

impl Note {
    pub(super) fn new(kind: NoteKind, span: Span, source: &str) -> Note {
        let (line, column) = span.line_and_column(source);
        Note { kind, span, line, column }
    }

    /// The choice in words.
    pub fn text(&self) -> String {
        match &self.kind {
            NoteKind::Run(run, product) => format!("{run} read as {product}"),
            NoteKind::Factor(name) => {
                format!("{name}(…) read as the product {name}*(…), since {name} is no function")
            }
            NoteKind::NaturalLogarithm => "log read as the natural logarithm".to_string(),
            NoteKind::Unused(name) => format!("{name} is declared, but the formula has no {name}"),
        }
    }
}
