//! The formula file as meaning: who is a variable, what the objective is, where it lives.
//!
//! ```text
//! File ─gather→ names and objective ─resolve→ Readings ─lower→ Dag, conditions ─→ Problem
//! ```
//!
//! [`read`] takes the text of a file. Every liberty taken is a [`Note`]; every mistake is an
//! [`Error`] with its place, drawn by [`syntax::draw`](crate::syntax::draw). Floor 3: knows
//! nothing of derivatives.

mod ambiguity;
mod call;
mod conditions;
mod constant;
mod echo;
mod error;
mod gather;
mod lower;
mod marks;
mod names;
mod note;
mod pipeline;
mod questions;
mod reading;
mod region;
mod resolve;
mod split;
mod texts;

#[cfg(test)]
mod tests;

pub use error::{Error, ErrorKind};
pub use marks::{PARTS, Part, marks};
pub use note::{Note, NoteKind};
pub use pipeline::read;
pub use questions::{AtPoint, TaylorPoint};
pub use region::{Comparison, End, Range, Relation};
pub use texts::{LANGUAGES, Texts};

use crate::expr::domain::Condition;
use crate::expr::{Dag, Expr, Symbol};

/// A formula file, understood.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The arena of all expressions below.
    pub dag: Dag,
    /// The function studied, with definitions put in and sums written out.
    pub objective: Expr,
    /// Its name in the file, in canonical spelling; none for a bare formula.
    pub objective_name: Option<String>,
    /// The file names the variables in a header such as `f(x, y)`.
    pub header: bool,
    /// The variables, in the order of the header, of the declarations, or in natural order.
    pub variables: Vec<Symbol>,
    /// Letters that the answer may depend on.
    pub parameters: Vec<Symbol>,
    /// What is asked for.
    pub sense: Sense,
    /// Title, problem, notes and settings.
    pub texts: Texts,
    /// Liberties taken while reading, in the order of the file.
    pub notes: Vec<Note>,
    /// Where the objective and the relations are defined, as typed; those that always hold are
    /// left out.
    pub domain_conditions: Vec<Condition>,
    /// The region: all must hold. Bounds of single variables are among them.
    pub region: Vec<Relation>,
    /// For each variable its bounds, the tightest known.
    pub boxes: Vec<Range>,
    /// Relations between parameters only: all are taken for granted.
    pub assumptions: Vec<Relation>,
    /// Points asked about.
    pub points: Vec<AtPoint>,
    /// Taylor polynomials asked for.
    pub expansions: Vec<TaylorPoint>,
    /// Definitions other than the objective, as read, in the order of the file.
    pub definitions: Vec<AsRead>,
    /// The objective as read.
    pub formula: AsRead,
    /// The text of the file.
    pub source: String,
}

/// What is asked for beside the critical points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// The smallest value.
    Minimize,
    /// The largest value.
    Maximize,
    /// Neither word stands in the file.
    Plain,
}

/// A definition as it was read, every product written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsRead {
    /// The left side, such as `f(x, y)` or `r`; empty for a bare formula.
    pub left: String,
    /// The right side in the input language.
    pub right: String,
    /// Differs from row to row of the table.
    pub per_row: bool,
    /// The value of an abbreviation that does not; none for functions and per-row ones.
    pub value: Option<Expr>,
}

impl AsRead {
    /// Left and right side as one text.
    pub fn text(&self) -> String {
        match self.left.is_empty() {
            true => self.right.clone(),
            false => format!("{} = {}", self.left, self.right),
        }
    }
}

impl Problem {
    /// The definitions used and the formula, for "How the formula was read".
    pub fn formula_as_read(&self) -> Vec<String> {
        let definitions = self.definitions.iter().map(AsRead::text);
        definitions.chain([self.formula.text()]).collect()
    }
}
