//! Expressions as text: the input language, Unicode for a terminal, LaTeX and MathML.
//!
//! One pass turns an expression into a layout (terms in human order, fractions, roots, a minus
//! only where it must be); four small notations write it out. Polynomials stand by descending
//! degree, but no sum starts with a minus that could stand later: `1 - w1*w2`.
//!
//! Shared parts are written out each time they occur, so a small arena can mean a huge text:
//! every printer stops at a length and says [`TooLong`].

mod latex;
mod layout;
mod linear;
mod lines;
mod mathml;
mod name;
mod order;
mod planar;
#[cfg(test)]
mod tests;
mod write;

use super::{Dag, Expr};
use latex::Latex;
use layout::Layout;
use linear::{Input, Unicode};
use mathml::MathMl;
use planar::{Markup, Planar};
use write::{Notation, Piece, write};

pub use name::natural_order;

/// The text would be longer than allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong;

/// Bytes that the printers without an explicit limit write at most.
pub const DEFAULT_MAX_LEN: usize = 1 << 20;

/// What stands for an expression that is too long to print.
pub const ELIDED: &str = "...";

/// The plainest spelling of the input language, with `*`, `^` and brackets; reads back to the
/// same expression. [`ELIDED`] beyond [`DEFAULT_MAX_LEN`] bytes.
pub fn input(dag: &Dag, e: Expr) -> String {
    input_within(dag, e, DEFAULT_MAX_LEN).unwrap_or_else(|TooLong| ELIDED.to_owned())
}

/// One line of Unicode for a terminal: `2w₁(1 − w₁w₂)`.
pub fn unicode(dag: &Dag, e: Expr) -> String {
    unicode_within(dag, e, DEFAULT_MAX_LEN).unwrap_or_else(|TooLong| "…".to_owned())
}

/// LaTeX of math mode, without delimiters.
pub fn latex(dag: &Dag, e: Expr) -> String {
    latex_within(dag, e, DEFAULT_MAX_LEN).unwrap_or_else(|TooLong| "\\ldots".to_owned())
}

/// One MathML element `<mrow>…</mrow>`, to stand inside `<math>`.
pub fn mathml(dag: &Dag, e: Expr) -> String {
    mathml_within(dag, e, DEFAULT_MAX_LEN).unwrap_or_else(|TooLong| "<mi>…</mi>".to_owned())
}

/// [`input`] of at most `max_len` bytes.
///
/// # Errors
/// [`TooLong`] if it would be longer.
pub fn input_within(dag: &Dag, e: Expr, max_len: usize) -> Result<String, TooLong> {
    written(&Input, dag, e, max_len)
}

/// [`unicode`] of at most `max_len` bytes.
///
/// # Errors
/// [`TooLong`] if it would be longer.
pub fn unicode_within(dag: &Dag, e: Expr, max_len: usize) -> Result<String, TooLong> {
    written(&Unicode, dag, e, max_len)
}

/// [`latex`] of at most `max_len` bytes.
///
/// # Errors
/// [`TooLong`] if it would be longer.
pub fn latex_within(dag: &Dag, e: Expr, max_len: usize) -> Result<String, TooLong> {
    Ok(trimmed(written(&Planar(Latex), dag, e, max_len)?))
}

/// [`mathml`] of at most `max_len` bytes.
///
/// # Errors
/// [`TooLong`] if it would be longer.
pub fn mathml_within(dag: &Dag, e: Expr, max_len: usize) -> Result<String, TooLong> {
    Ok(row(&written(&Planar(MathMl), dag, e, max_len)?))
}

/// [`latex`] in lines of about `max_width_em`: a wide sum is broken before a sign, and the
/// lines after the first start with it.
///
/// # Errors
/// [`TooLong`] if a line would be longer than [`DEFAULT_MAX_LEN`] bytes.
pub fn latex_lines(dag: &Dag, e: Expr, max_width_em: u32) -> Result<Vec<String>, TooLong> {
    let lines = planar_lines(Latex, dag, e, max_width_em)?;
    Ok(lines.into_iter().map(trimmed).collect())
}

/// [`mathml`] in lines of about `max_width_em`, each one element; see [`latex_lines`].
///
/// # Errors
/// [`TooLong`] if a line would be longer than [`DEFAULT_MAX_LEN`] bytes.
pub fn mathml_lines(dag: &Dag, e: Expr, max_width_em: u32) -> Result<Vec<String>, TooLong> {
    let lines = planar_lines(MathMl, dag, e, max_width_em)?;
    Ok(lines.iter().map(|line| row(line)).collect())
}

/// Estimated width of the displayed formula in em, rounded up.
pub fn width_em(dag: &Dag, e: Expr) -> u64 {
    let layout = Layout::of(dag, e);
    layout.widths().of_root(&layout).div_ceil(1000)
}

/// No blank at the end: Pandoc would not take `$x $` for a formula.
fn trimmed(mut latex: String) -> String {
    latex.truncate(latex.trim_end().len());
    latex
}

fn row(inside: &str) -> String {
    format!("<mrow>{inside}</mrow>")
}

/// Every node prints at least a third of a byte, so a larger tree need not be laid out.
fn is_hopeless(dag: &Dag, e: Expr, max_len: usize) -> bool {
    dag.tree_size(e) / 3 > max_len as u64
}

fn written(
    notation: &impl Notation,
    dag: &Dag,
    e: Expr,
    max_len: usize,
) -> Result<String, TooLong> {
    if is_hopeless(dag, e, max_len) {
        return Err(TooLong);
    }
    let layout = Layout::of(dag, e);
    write(notation, &layout, vec![Piece::Item(layout.root(), false)], max_len)
}

fn planar_lines<M: Markup>(
    markup: M,
    dag: &Dag,
    e: Expr,
    max_width_em: u32,
) -> Result<Vec<String>, TooLong> {
    if is_hopeless(dag, e, DEFAULT_MAX_LEN) {
        return Err(TooLong);
    }
    let (planar, layout) = (Planar(markup), Layout::of(dag, e));
    let lines = lines::lines(&planar, &layout, max_width_em);
    lines.into_iter().map(|line| write(&planar, &layout, line, DEFAULT_MAX_LEN)).collect()
}
