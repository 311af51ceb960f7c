//! The spelling of a formula file: text to lines, lines to expressions with their places.
//!
//! ```text
//! text ─scan→ logical lines ─grammar→ pairs ─binding→ Tree and Statements
//! ```
//!
//! The **scan** is one iterative pass over the characters: it checks sizes and nesting, joins
//! lines, rewrites Unicode spellings with a map back to the original, and tells bars apart.
//! The **grammar** (`grammar/hesse.pest`) holds the spelling of operators and kinds of line.
//! The result keeps juxtaposition and "name, bracket" as they stand: what a name means is
//! decided above. Floor 1: knows nothing of the meaning of names.

mod characters;
pub mod diagnostic;
mod error;
mod line;
mod mistake;
mod name;
mod nesting;
mod parse;
mod scan;
mod span;
mod statement;
mod table;
mod tree;
pub mod words;

#[cfg(test)]
mod tests;

pub use diagnostic::{Diagnosis, Explain, Help, draw};
pub use error::{Error, ErrorKind, Feature};
pub use name::{Name, canonical};
pub use scan::{MAX_FILE, MAX_LINE, MAX_LINES};
pub use span::Span;
pub use statement::{
    Chain, Comparison, Definition, Interval, Key, Point, Sense, Set, Statement, StatementKind,
};
pub use table::Table;
pub use tree::{Call, Node, NodeId, Tree};

use scan::Piece;
use std::cell::RefCell;

/// A formula file as it is spelled.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// All expressions of the file.
    pub tree: Tree,
    /// The lines, in order.
    pub statements: Vec<Statement>,
}

/// The text in `bytes`.
///
/// # Errors
/// If they are not UTF-8; the error has the position of the first bad byte.
pub fn decode(bytes: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        Error::new(ErrorKind::NotUtf8(at), Span::new(at, at + 1))
    })
}

/// Reads the lines of a formula file.
///
/// # Errors
/// The first mistake in the spelling, with its place.
pub fn read(source: &str) -> Result<File, Error> {
    let tree = RefCell::new(Tree::default());
    let mut statements = Vec::new();
    for piece in scan::scan(source)? {
        let span = piece.span();
        let kind = match piece {
            Piece::Text(key, value, _) => text(source, key, value)?,
            Piece::Table(word, rows) => StatementKind::Table(table::read(word, &rows)?),
            Piece::Formula(line) => {
                statements.extend(statement::read(source, &line, &tree)?);
                continue;
            }
        };
        statements.push(Statement { kind, span });
    }
    Ok(File { tree: tree.into_inner(), statements })
}

/// Reads `source` as one expression.
///
/// # Errors
/// The first mistake in the spelling, with its place.
pub fn read_expression(source: &str) -> Result<(Tree, NodeId), Error> {
    let line = scan::scan_expression(source)?;
    let tree = RefCell::new(Tree::default());
    let root = statement::read_alone(source, &line, &tree)?;
    Ok((tree.into_inner(), root))
}

/// A text line by its key.
fn text(source: &str, key: Span, value: String) -> Result<StatementKind, Error> {
    let word = key.of(source);
    let one_line = value.replace('\n', " ");
    let (key, value) = match word {
        "title" => (Key::Title, one_line),
        "problem" => (Key::Problem, value),
        "note" => (Key::Note, value),
        "lang" => (Key::Lang, one_line),
        "steps" => (Key::Steps, one_line),
        "notation" => (Key::Notation, one_line),
        "marks" => (Key::Marks, one_line),
        "expect" => return Err(Error::new(ErrorKind::NotYet(Feature::Expect), key)),
        _ => {
            let near = words::nearest(&word.to_lowercase(), words::KEYS);
            return Err(Error::new(ErrorKind::Key(word.to_string(), near), key));
        }
    };
    Ok(StatementKind::Text(key, value))
}
