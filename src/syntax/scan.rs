//! From text to logical lines: one iterative pass over the characters, before the grammar.
//!
//! It joins lines, takes comments and indentation away, rewrites Unicode spellings (keeping
//! the way back to the original), and sets text lines and tables apart.

use super::characters::{Spelling, is_letter, spelling};
use super::line::Line;
use super::nesting;
use super::{Error, ErrorKind, Feature, Span};

/// Largest file that is read, in bytes.
pub const MAX_FILE: usize = 10_000_000;
/// Longest logical line that is read, in bytes.
pub const MAX_LINE: usize = 1_000_000;

/// Most logical lines, rows of tables not counted.
pub const MAX_LINES: usize = 50_000;

/// What the scan tells apart.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// `key: value`, with the place of the key.
    Text(Span, String, Span),
    /// `data` with its rows.
    Table(Span, Vec<Line>),
    /// Any other line, ready for the grammar.
    Formula(Line),
}

impl Piece {
    /// The place of the whole piece; of a table its first word.
    pub(super) fn span(&self) -> Span {
        match self {
            Piece::Text(key, _, value) => key.join(*value),
            Piece::Table(word, _) => *word,
            Piece::Formula(line) => line.span(),
        }
    }
}

/// Splits `source` into logical lines.
///
/// # Errors
/// Sizes, nesting, brackets without partner, characters that no formula contains.
pub(super) fn scan(source: &str) -> Result<Vec<Piece>, Error> {
    if source.len() > MAX_FILE {
        return Err(Error::new(ErrorKind::FileTooLarge, Span::new(0, 0)));
    }
    let common = common_indentation(source);
    let mut scan = Scan { source, pieces: Vec::new(), open: Open::Nothing, brackets: Vec::new() };
    for (start, end) in physical_lines(source) {
        scan.physical_line(start, end, common)?;
    }
    scan.finish()?;
    Ok(scan.pieces)
}

/// The expression in `source`, as one line.
///
/// # Errors
/// As [`scan`].
pub(super) fn scan_expression(source: &str) -> Result<Line, Error> {
    if source.len() > MAX_LINE {
        return Err(Error::new(ErrorKind::LineTooLong, Span::new(0, 0)));
    }
    let open = Open::Formula(Line::default(), 0);
    let mut scan = Scan { source, pieces: Vec::new(), open, brackets: Vec::new() };
    for (start, end) in physical_lines(source) {
        if let Open::Formula(line, _) = &mut scan.open {
            line.join(start);
        }
        scan.characters(start, end)?;
    }
    scan.finish()?;
    let mut pieces = scan.pieces.into_iter();
    match (pieces.next(), pieces.next()) {
        (Some(Piece::Formula(line)), None) => Ok(line),
        (None, _) => Ok(Line::default()),
        (Some(first), _) => {
            Err(Error::new(ErrorKind::Unexpected("a second line".to_string()), first.span()))
        }
    }
}

/// What the next physical line may continue.
enum Open {
    Nothing,
    Text(Span, String, Span),
    Table(Span, usize, Vec<Line>),
    Formula(Line, usize),
}

struct Scan<'a> {
    source: &'a str,
    pieces: Vec<Piece>,
    open: Open,
    brackets: Vec<(char, Span)>,
}

impl Scan<'_> {
    fn physical_line(&mut self, start: usize, end: usize, common: usize) -> Result<(), Error> {
        let line = &self.source[start..end];
        let content = line.trim_start();
        let indent = width(line).saturating_sub(common);
        let at = start + line.len() - content.len();
        let wraps_text = matches!(self.open, Open::Text(..)) && indent > 0;
        if content.trim_end().is_empty() || (content.starts_with(['#', '＃']) && !wraps_text) {
            return Ok(());
        }
        self.table_begins();
        match &mut self.open {
            Open::Text(_, value, span) if indent > 0 => {
                value.push('\n');
                value.push_str(content.trim_end());
                span.end = at + content.trim_end().len();
                return match value.len() > MAX_LINE {
                    true => Err(Error::new(ErrorKind::LineTooLong, *span)),
                    false => Ok(()),
                };
            }
            Open::Table(_, own, _) if indent > *own => return self.row(at, end),
            Open::Formula(line, _)
                if indent > 0 || !self.brackets.is_empty() || goes_on(&line.text) =>
            {
                line.join(at);
            }
            Open::Nothing | Open::Text(..) | Open::Table(..) | Open::Formula(..) => {
                self.finish()?;
                self.start(at, end, indent);
            }
        }
        if let Open::Formula(..) = self.open { self.characters(at, end) } else { Ok(()) }
    }

    /// A line that says only `data` becomes a table, now that it is complete.
    fn table_begins(&mut self) {
        if let Open::Formula(line, indent) = &self.open
            && matches!(line.text.trim(), "data" | "data:")
        {
            self.open = Open::Table(line.span(), *indent, Vec::new());
        }
    }

    /// Starts a text line if the text at `at` is a word with a colon, else a formula.
    fn start(&mut self, at: usize, end: usize, indent: usize) {
        let rest = &self.source[at..end];
        self.open = match text_key(rest) {
            Some((key, after)) => {
                let value = rest[after..].trim();
                let from = at + after + (rest[after..].len() - rest[after..].trim_start().len());
                let value_span = Span::new(from, from + value.len());
                Open::Text(Span::new(at, at + key), value.to_string(), value_span)
            }
            None => Open::Formula(Line::default(), indent),
        };
    }

    /// Reads the characters of a formula up to the end of the physical line.
    fn characters(&mut self, start: usize, end: usize) -> Result<(), Error> {
        let mut at = start;
        while at < end {
            let Some(c) = self.source[at..end].chars().next() else { break };
            let next = at + c.len_utf8();
            match c {
                '#' | '＃' => return Ok(()),
                ';' | '；' if self.brackets.is_empty() => {
                    self.finish()?;
                    at = next
                        + (self.source[next..end].len()
                            - self.source[next..end].trim_start().len());
                    self.start(at, end, 0);
                    if let Open::Text(..) = self.open {
                        return Ok(());
                    }
                }
                _ => at = self.character(c, at, end)?,
            }
        }
        Ok(())
    }

    /// Reads one character, or a run that belongs together; the place after it.
    fn character(&mut self, c: char, at: usize, end: usize) -> Result<usize, Error> {
        let next = at + c.len_utf8();
        let Open::Formula(line, _) = &mut self.open else { return Ok(next) };
        if line.text.len() > MAX_LINE {
            return Err(Error::new(ErrorKind::LineTooLong, line.original(0, 1)));
        }
        let after = append(self.source, line, c, at, end)?;
        match line.text.chars().next_back() {
            Some(bracket @ ('(' | '[' | '{')) if !is_rewritten(c) => {
                self.brackets.push((bracket, Span::new(at, next)));
            }
            Some(bracket @ (')' | ']' | '}'))
                if !is_rewritten(c) && self.brackets.pop().is_none() =>
            {
                let kind = ErrorKind::Bracket(bracket, false);
                return Err(Error::new(kind, Span::new(at, next)));
            }
            _ => {}
        }
        Ok(after)
    }

    fn row(&mut self, start: usize, end: usize) -> Result<(), Error> {
        let mut line = Line::default();
        let mut at = start;
        while let Some(c) = self.source[at..end].chars().next().filter(|c| !matches!(c, '#' | '＃'))
        {
            let next = at + c.len_utf8();
            match spelling(c) {
                _ if c == '\t' => line.copy(c, at),
                Spelling::As(text) => line.rewrite(text, at, next),
                Spelling::Subscript(digit) if digit.is_ascii_digit() => {
                    line.rewrite(&format!("_{digit}"), at, next);
                }
                _ => line.copy(c, at),
            }
            at = next;
        }
        if let Open::Table(_, _, rows) = &mut self.open
            && !line.text.trim().is_empty()
        {
            rows.push(line);
        }
        Ok(())
    }

    /// Completes what is open.
    fn finish(&mut self) -> Result<(), Error> {
        if let Some((bracket, span)) = self.brackets.last() {
            return Err(Error::new(ErrorKind::Bracket(*bracket, true), *span));
        }
        self.table_begins();
        match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing => {}
            Open::Text(key, value, span) => self.pieces.push(Piece::Text(key, value, span)),
            Open::Table(span, _, rows) => self.pieces.push(Piece::Table(span, rows)),
            Open::Formula(line, _) if line.text.trim().is_empty() => {}
            Open::Formula(mut line, _) => {
                nesting::resolve(&mut line)?;
                if self.pieces.len() >= MAX_LINES {
                    return Err(Error::new(ErrorKind::TooManyLines(MAX_LINES), line.span()));
                }
                self.pieces.push(Piece::Formula(line));
            }
        }
        Ok(())
    }
}

/// True for a character that becomes none or several, whose brackets are its own.
fn is_rewritten(c: char) -> bool {
    match spelling(c) {
        Spelling::Superscript(_) | Spelling::Subscript(_) | Spelling::Unknown => true,
        Spelling::As(text) => text.len() != 1 || text == "\"",
        Spelling::Same => c == '"',
    }
}

/// Appends `c`, which stands at `at`, in the spelling of the grammar; the place after it.
fn append(source: &str, line: &mut Line, c: char, at: usize, end: usize) -> Result<usize, Error> {
    let next = at + c.len_utf8();
    let span = Span::new(at, next);
    match spelling(c) {
        Spelling::As("\"") => return label(source, line, at, end),
        Spelling::Same if c == '"' => return label(source, line, at, end),
        Spelling::Same if c == '\\' || c == '$' => return Err(latex(source, at, end)),
        Spelling::Same | Spelling::As("‖") if matches!(c, '‖' | '∥') => {
            return Err(Error::new(ErrorKind::NotYet(Feature::Norm), span));
        }
        Spelling::Same if "&%?@`~".contains(c) => {
            return Err(Error::new(ErrorKind::Character(c), span));
        }
        Spelling::Same => line.copy(c, at),
        Spelling::As(text) => line.rewrite(text, at, next),
        Spelling::Superscript(_) | Spelling::Subscript(_) => {
            return Ok(run(source, line, at, end));
        }
        Spelling::Unknown => return Err(Error::new(ErrorKind::Character(c), span)),
    }
    Ok(next)
}

/// A run of superscripts is one exponent, a run of subscripts one subscript.
fn run(source: &str, line: &mut Line, start: usize, end: usize) -> usize {
    let is_super = |c: char| matches!(spelling(c), Spelling::Superscript(_));
    let rest = &source[start..end];
    let above = rest.chars().next().is_some_and(is_super);
    let (mut text, mut at) = (String::new(), start);
    for c in rest.chars() {
        match spelling(c) {
            Spelling::Superscript(plain) if above => text.push(plain),
            Spelling::Subscript(plain) if !above => text.push(plain),
            _ => break,
        }
        at += c.len_utf8();
    }
    let written = if above { format!("^({text})") } else { format!("_{{{text}}}") };
    line.rewrite(&written, start, at);
    at
}

/// Copies text in quotation marks untouched; the place after it.
fn label(source: &str, line: &mut Line, start: usize, end: usize) -> Result<usize, Error> {
    let is_quote = |c: char| c == '"' || spelling(c) == Spelling::As("\"");
    let mut characters = source[start..end].char_indices();
    let first = characters.next().map_or(1, |(_, c)| c.len_utf8());
    line.rewrite("\"", start, start + first);
    for (offset, c) in characters {
        let at = start + offset;
        if is_quote(c) {
            line.rewrite("\"", at, at + c.len_utf8());
            return Ok(at + c.len_utf8());
        }
        line.copy(c, at);
    }
    Err(Error::new(ErrorKind::Quote, Span::new(start, start + first)))
}

fn latex(source: &str, at: usize, end: usize) -> Error {
    let rest = &source[at..end];
    let letters = rest[1..].chars().take_while(char::is_ascii_alphabetic).count();
    let length = 1 + letters;
    Error::new(ErrorKind::Latex(rest[..length].to_string()), Span::new(at, at + length))
}

/// True if a line that ends so goes on in the next one.
pub(super) fn goes_on(text: &str) -> bool {
    text.trim_end().ends_with(['+', '-', '*', '/', '^', ',', '=', '<', '>', '√'])
}

/// The length of the key and the place of the value, if the text is `key: value`.
///
/// `:=` starts a definition, and the words that start a question or a table keep their colon.
fn text_key(text: &str) -> Option<(usize, usize)> {
    let word = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))?;
    let key = &text[..word];
    let rest = text[word..].trim_start();
    let colon = rest.chars().next().filter(|c| matches!(c, ':' | '：'))?;
    let after = &rest[colon.len_utf8()..];
    let definition = after.starts_with(['=', '＝']);
    let word_starts = key.chars().next().is_some_and(|c| is_letter(c) || c.is_alphabetic());
    let question = matches!(key, "data" | "at" | "taylor");
    (word_starts && !definition && !question).then(|| (word, text.len() - after.len()))
}

/// Places of the physical lines, without their ends.
fn physical_lines(source: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mark = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = mark;
    std::iter::from_fn(move || {
        let rest = source.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let line = (at, at + length);
        let end = &rest[length..];
        let ending = if end.starts_with("\r\n") { 2 } else { 1 };
        at += (length + ending).min(rest.len());
        Some(line)
    })
}

/// Indentation, in characters, that all lines with more than a comment share.
fn common_indentation(source: &str) -> usize {
    physical_lines(source)
        .map(|(start, end)| &source[start..end])
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with(['#', '＃']))
        .map(width)
        .min()
        .unwrap_or(0)
}

fn width(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).count()
}
