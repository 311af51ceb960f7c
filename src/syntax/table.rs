//! `data`: a table pasted from a spreadsheet, a Markdown page or a text.

use super::characters::is_letter;
use super::line::Line;
use super::name::canonical;
use super::words::{is_function, is_reserved};
use super::{Error, ErrorKind, Name, Span};
use crate::number::Rational;

/// Columns of exact numbers.
#[derive(Debug, Clone)]
pub struct Table {
    /// The names in the first row.
    pub columns: Vec<Name>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<Rational>>,
    /// Where the word `data` stands.
    pub span: Span,
}

/// What separates the cells, one kind for each table.
#[derive(Clone, Copy)]
enum Separator {
    Character(char),
    Pipes,
    Blanks,
}

/// A cell and its place in the line.
struct Cell<'a> {
    text: &'a str,
    at: usize,
}

/// Reads the rows below `data`.
///
/// # Errors
/// No rows, a ragged row, a cell that is no number, a column that is no name.
pub(super) fn read(word: Span, lines: &[Line]) -> Result<Table, Error> {
    let Some((first, rest)) = lines.split_first() else {
        return Err(Error::new(ErrorKind::EmptyTable, word));
    };
    let separator = separator(&first.text);
    let header = cells(&first.text, separator);
    let columns = header.iter().map(|cell| column(first, cell)).collect::<Result<Vec<_>, _>>()?;
    let mut rows = Vec::new();
    for line in rest.iter().filter(|line| !is_rule(&line.text)) {
        let cells = cells(&line.text, separator);
        comma_inside(line, &cells)?;
        if cells.len() != columns.len() {
            return Err(ragged(line, &cells, columns.len()));
        }
        rows.push(cells.iter().map(|cell| value(line, cell)).collect::<Result<Vec<_>, _>>()?);
    }
    match rows.is_empty() {
        true => Err(Error::new(ErrorKind::EmptyTable, word)),
        false => Ok(Table { columns, rows, span: word }),
    }
}

fn separator(header: &str) -> Separator {
    let has = |c: char| header.trim().contains(c);
    match () {
        () if has('|') => Separator::Pipes,
        () if has('\t') => Separator::Character('\t'),
        () if has(';') => Separator::Character(';'),
        () if has(',') => Separator::Character(','),
        () => Separator::Blanks,
    }
}

fn cells(text: &str, separator: Separator) -> Vec<Cell<'_>> {
    let is_blank = |c: char| c == ' ' || c == '\t';
    let (inner, at) = match separator {
        Separator::Pipes => {
            let inner = text.trim_matches(is_blank);
            let start = text.find(inner).unwrap_or(0);
            let body = inner.strip_prefix('|').unwrap_or(inner);
            let start = start + inner.len() - body.len();
            (body.strip_suffix('|').unwrap_or(body), start)
        }
        Separator::Character(_) | Separator::Blanks => (text, 0),
    };
    let mut found = Vec::new();
    let mut start = 0;
    for part in inner.split(|c: char| match separator {
        Separator::Character(separator) => c == separator,
        Separator::Pipes => c == '|',
        Separator::Blanks => is_blank(c),
    }) {
        let trimmed = part.trim_matches(is_blank);
        let lead = part.len() - part.trim_start_matches(is_blank).len();
        if !trimmed.is_empty() || !matches!(separator, Separator::Blanks) {
            found.push(Cell { text: trimmed, at: at + start + lead.min(part.len()) });
        }
        start += part.len() + 1;
    }
    found
}

/// `|---|:--:|`
fn is_rule(text: &str) -> bool {
    text.contains('-') && text.chars().all(|c| "|-:+ \t".contains(c)) && text.contains(['|', '+'])
}

fn place(line: &Line, cell: &Cell) -> Span {
    line.original(cell.at, cell.at + cell.text.len())
}

fn column(line: &Line, cell: &Cell) -> Result<Name, Error> {
    let span = place(line, cell);
    let body = cell.text.trim_start_matches(is_letter);
    let digits = body.trim_start_matches(|c: char| c.is_ascii_digit());
    let subscript = digits.strip_prefix('_');
    let plain = |text: &str| {
        let inner = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')).unwrap_or(text);
        !inner.is_empty() && inner.chars().all(|c| is_letter(c) || c.is_ascii_digit())
    };
    let is_name =
        body.len() < cell.text.len() && (digits.is_empty() || subscript.is_some_and(plain));
    let name = canonical(cell.text);
    match (is_name, is_function(&name) || is_reserved(&name)) {
        (true, false) => Ok(Name { text: name, span }),
        (true, true) => Err(Error::new(ErrorKind::Reserved(name), span)),
        (false, _) => Err(Error::new(ErrorKind::Column(cell.text.to_string()), span)),
    }
}

fn value(line: &Line, cell: &Cell) -> Result<Rational, Error> {
    let span = place(line, cell);
    if cell.text.len() > 10_000 {
        return Err(Error::new(ErrorKind::NumberTooLarge, span));
    }
    cell.text.parse().map_err(|_| Error::new(ErrorKind::Cell(cell.text.to_string()), span))
}

/// `1,5` in a table whose cells are not separated by commas.
fn comma_inside(line: &Line, cells: &[Cell]) -> Result<(), Error> {
    let point = |cell: &Cell| cell.text.replacen(',', ".", 1);
    let found = cells
        .iter()
        .find(|cell| cell.text.contains(',') && point(cell).parse::<Rational>().is_ok());
    match found {
        Some(cell) => Err(Error::new(ErrorKind::CellComma(point(cell)), place(line, cell))),
        None => Ok(()),
    }
}

fn ragged(line: &Line, cells: &[Cell], expected: usize) -> Error {
    let start = cells.first().map_or(0, |cell| cell.at);
    let end = cells.last().map_or(0, |cell| cell.at + cell.text.len());
    Error::new(ErrorKind::Ragged(cells.len(), expected), line.original(start, end))
}
