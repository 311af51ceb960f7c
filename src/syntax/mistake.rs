//! What went wrong where the grammar stopped, in human words.

use super::characters::is_letter;
use super::line::Line;
use super::scan::goes_on;
use super::words::{is_function, is_reserved};
use super::{Error, ErrorKind};

/// The mistake at the byte `at` of `line`, where the grammar could not go on.
pub(super) fn at(line: &Line, at: usize) -> Error {
    let text = line.text.as_str();
    let at = (0..=at.min(text.len())).rev().find(|k| text.is_char_boundary(*k)).unwrap_or(0);
    let rest = text[at..].trim_start();
    let at = text.len() - rest.len();
    let spot = Spot { line, before: text[..at].trim_end(), rest, at };
    spot.joined().unwrap_or_else(|| spot.mistake())
}

struct Spot<'a> {
    line: &'a Line,
    before: &'a str,
    rest: &'a str,
    at: usize,
}

impl Spot<'_> {
    fn mistake(&self) -> Error {
        let Some(c) = self.rest.chars().next() else { return self.end() };
        let here = |kind| self.here(kind, c.len_utf8());
        match c {
            ')' | ']' | '}' if self.wants_operand() => self.missing(),
            ')' | ']' | '}' => self.bracket(c),
            '\u{2}' if self.wants_operand() => self.missing(),
            '\u{2}' => here(ErrorKind::Unexpected("a bar".into())),
            '0'..='9' | '.' => self.number(),
            ',' if self.wants_operand() && !self.before.is_empty() => self.missing(),
            ',' => self.comma(),
            '=' if self.last_word_is_reserved() => self.reserved(),
            '=' if self.rest.starts_with("==") => self.here(ErrorKind::DoubleEquals, 2),
            '=' | '<' | '>' | '*' | '/' | '^' | '+' | '-'
                if self.wants_operand() && !self.before.is_empty() =>
            {
                self.missing()
            }
            '{' | '!' | '"' | '~' | '_' => here(ErrorKind::Character(c)),
            _ if is_letter(c) => self.word(),
            _ => here(ErrorKind::Unexpected(format!("`{c}`"))),
        }
    }

    /// Something unexpected in a line that continues one which ends in an operator.
    fn joined(&self) -> Option<Error> {
        let mistake = self.mistake();
        let unexpected = matches!(
            mistake.kind,
            ErrorKind::Unexpected(_) | ErrorKind::Reserved(_) | ErrorKind::Comma
        );
        let joint = self.line.joint_before(self.at).filter(|_| unexpected)?;
        let before = self.line.text[..joint].trim_end();
        if !goes_on(before) {
            return None;
        }
        let last = before.chars().next_back()?;
        let kind = ErrorKind::Joined(last.to_string(), mistake.span);
        let start = before.len() - last.len_utf8();
        Some(Error::new(kind, self.line.original(start, before.len())))
    }

    fn here(&self, kind: ErrorKind, length: usize) -> Error {
        Error::new(kind, self.line.original(self.at, self.at + length))
    }

    /// A reserved word where a definition has its name.
    fn reserved(&self) -> Error {
        let start = self.before.len() - self.last_word().len();
        let kind = ErrorKind::Reserved(self.last_word().to_string());
        Error::new(kind, self.line.original(start, self.before.len()))
    }

    fn end(&self) -> Error {
        if let Some(comma) = self.before.find(',').filter(|_| !self.before.contains(['(', '[']))
            && !self.wants_operand()
        {
            return Error::new(ErrorKind::Comma, self.line.original(comma, comma + 1));
        }
        match self.before.is_empty() || self.wants_operand() || self.last_word_is_reserved() {
            true => self.missing(),
            false => Error::new(
                ErrorKind::Unexpected("the end of the line".into()),
                self.line.original(self.before.len().saturating_sub(1), self.before.len()),
            ),
        }
    }

    /// True after an operator, an opening bracket, a comma or a relation.
    fn wants_operand(&self) -> bool {
        let last = self.before.chars().next_back();
        last.is_none_or(|c| "+-*/^√([{,=<>\u{1}:".contains(c)) || self.last_word_is_reserved()
    }

    fn last_word_is_reserved(&self) -> bool {
        is_reserved(self.last_word()) || self.last_word() == "to"
    }

    fn last_word(&self) -> &str {
        let start = self.before.trim_end_matches(is_letter).len();
        &self.before[start..]
    }

    /// Nothing where an operand must stand; the operator before it is named.
    fn missing(&self) -> Error {
        let word = if self.last_word_is_reserved() { self.last_word().len() } else { 0 };
        let pairs = ["<=", ">=", "!=", ":=", "**", ".."];
        let two = if pairs.iter().any(|pair| self.before.ends_with(pair)) { 2 } else { 1 };
        let one = self.before.chars().next_back().map_or(0, char::len_utf8);
        let length = word.max(if self.before.is_empty() { 0 } else { two.max(one) });
        let start = self.before.len() - length.min(self.before.len());
        let after = self.before[start..].replace('\u{1}', "|");
        let end = if length == 0 {
            self.at + usize::from(!self.rest.is_empty())
        } else {
            self.before.len()
        };
        let kind = match self.rest.chars().next() {
            Some(c) if length == 0 => ErrorKind::Unexpected(format!("`{c}`")),
            _ => ErrorKind::MissingOperand(after),
        };
        let start = if length == 0 { self.at } else { start };
        Error::new(kind, self.line.original(start, end))
    }

    fn bracket(&self, close: char) -> Error {
        let mut depth = 0_usize;
        for (at, c) in self.before.char_indices().rev() {
            match c {
                ')' | ']' | '}' => depth += 1,
                '(' | '[' | '{' if depth > 0 => depth -= 1,
                '(' | '[' | '{' if !matches!((c, close), ('(', ')') | ('[', ']') | ('{', '}')) => {
                    let kind = ErrorKind::WrongBracket(c, close, self.line.original(at, at + 1));
                    return self.here(kind, 1);
                }
                '(' | '[' | '{' => break,
                _ => {}
            }
        }
        self.here(ErrorKind::Unexpected(format!("`{close}`")), 1)
    }

    fn number(&self) -> Error {
        let dot = self.rest.strip_prefix('.');
        if let Some(after) = dot.filter(|after| after.starts_with(is_letter)) {
            return self.module(after);
        }
        let length = self.rest.len()
            - self.rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let number = self.rest[..length].to_string();
        let after_factor = |c: char| c.is_alphanumeric() || ")]}'\u{2}.".contains(c);
        match self.before.ends_with(after_factor) && !number.starts_with('.') {
            true => self.here(ErrorKind::NumberAfter(number), length),
            false => self.here(ErrorKind::Unexpected(format!("`{number}`")), length),
        }
    }

    /// `np.exp`
    fn module(&self, after: &str) -> Error {
        let length =
            after.len() - after.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
        let module = self.last_word().len();
        let kind = ErrorKind::Module(after[..length].to_string());
        Error::new(kind, self.line.original(self.at - module, self.at + 1 + length))
    }

    /// `3,14`, or a comma that separates nothing.
    fn comma(&self) -> Error {
        let is_digit = |c: char| c.is_ascii_digit();
        let whole = self.before.len() - self.before.trim_end_matches(is_digit).len();
        let tail = &self.rest[1..];
        let decimals = tail.len() - tail.trim_start_matches(is_digit).len();
        let written_together = self.before.len() == self.at;
        if whole == 0 || decimals == 0 || !written_together {
            return self.here(ErrorKind::Comma, 1);
        }
        let number = format!("{}.{}", &self.before[self.at - whole..], &tail[..decimals]);
        let span = self.line.original(self.at - whole, self.at + 1 + decimals);
        Error::new(ErrorKind::DecimalComma(number), span)
    }

    fn word(&self) -> Error {
        let length = self.rest.len() - self.rest.trim_start_matches(is_letter).len();
        let word = &self.rest[..length];
        let kind = match word {
            _ if is_reserved(word) => ErrorKind::Reserved(word.into()),
            _ if is_function(word) => ErrorKind::NoArgument(word.into()),
            _ => ErrorKind::Unexpected(format!("`{word}`")),
        };
        self.here(kind, length)
    }
}
