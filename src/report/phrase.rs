//! Text with formulas, links and emphasis in it, before it is HTML, Markdown or plain.

use super::formula::Formula;
use serde::Serialize;

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Piece {
    /// Words, not escaped yet.
    Text(String),
    /// Bold words, not escaped yet.
    Strong(String),
    /// A formula in the line.
    Formula(Box<Formula>),
    /// A link inside the page.
    Link {
        /// The id it leads to.
        to: String,
        /// What is written.
        text: Phrase,
    },
}

/// A sentence or a part of one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Phrase(pub(crate) Vec<Piece>);

impl Phrase {
    /// Words only.
    pub(crate) fn text(text: &str) -> Phrase {
        Phrase(vec![Piece::Text(text.to_string())])
    }

    /// Bold words.
    pub(crate) fn strong(text: &str) -> Phrase {
        Phrase(vec![Piece::Strong(text.to_string())])
    }

    /// A link to a section of the page.
    pub(crate) fn link(to: &str, text: Phrase) -> Phrase {
        Phrase(vec![Piece::Link { to: to.to_string(), text }])
    }

    /// The parts with a separator between them.
    pub(crate) fn joined<I: IntoIterator<Item = Phrase>>(parts: I, separator: &str) -> Phrase {
        let mut all = Phrase::default();
        for part in parts {
            if !all.0.is_empty() && !separator.is_empty() {
                all.0.push(Piece::Text(separator.to_string()));
            }
            all.0.extend(part.0);
        }
        all
    }

    /// Is nothing said?
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The input language for formulas: what JSON holds.
    pub(crate) fn plain(&self) -> String {
        self.spell(|formula| &formula.plain)
    }

    /// Unicode text for formulas.
    pub(crate) fn unicode(&self) -> String {
        self.spell(|formula| &formula.unicode)
    }

    fn spell(&self, formula: fn(&Formula) -> &str) -> String {
        let mut out = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) | Piece::Strong(text) => out += text,
                Piece::Formula(f) => out += formula(f).trim(),
                Piece::Link { text, .. } => out += &text.spell(formula),
            }
        }
        out
    }
}

impl From<Formula> for Phrase {
    fn from(formula: Formula) -> Phrase {
        match formula.mathml.is_empty() {
            true => Phrase::default(),
            false => Phrase(vec![Piece::Formula(Box::new(formula))]),
        }
    }
}

impl From<&str> for Phrase {
    fn from(text: &str) -> Phrase {
        Phrase::text(text)
    }
}

impl From<usize> for Phrase {
    fn from(n: usize) -> Phrase {
        Phrase::text(&n.to_string())
    }
}
