//! How deep a line goes, and which bars open and which close.
//!
//! One loop over the characters with a stack of its own, so that whatever recurses later
//! (the grammar, the operator pass) meets at most [`LIMIT`] levels.

use super::characters::is_letter;
use super::line::Line;
use super::words::{is_function, is_reserved};
use super::{Error, ErrorKind};

/// Levels of brackets, bars, prefix signs and powers together.
pub(super) const LIMIT: usize = 128;

/// Marks that the grammar knows for an opening and a closing bar.
const OPENING: &str = "\u{1}";
const CLOSING: &str = "\u{2}";

/// One open bracket or bar, or the line itself at the bottom of the stack.
struct Level {
    /// Where the bar stands, if a bar opened the level.
    bar: Option<usize>,
    /// Signs and powers since the last operator that ends their reach.
    pending: usize,
    /// A pair of bars has closed in the product that is being read.
    closed: bool,
    /// The next thing is an operand.
    operand: bool,
}

impl Level {
    fn new(bar: Option<usize>) -> Level {
        Level { bar, pending: 0, closed: false, operand: true }
    }
}

struct Walk<'a> {
    line: &'a Line,
    levels: Vec<Level>,
    depth: usize,
    marks: Vec<(usize, &'static str)>,
}

/// Checks the depth of `line` and marks its bars as opening or closing.
///
/// # Errors
/// Too deep; a bar without a partner; a bar that could open or close.
pub(super) fn resolve(line: &mut Line) -> Result<(), Error> {
    let mut walk = Walk { line, levels: vec![Level::new(None)], depth: 0, marks: Vec::new() };
    let bytes = line.text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        at = walk.step(at)?;
    }
    if let Some(bar) = walk.levels.iter().rev().find_map(|level| level.bar) {
        return Err(walk.error(ErrorKind::Bar, bar));
    }
    let marks = walk.marks;
    for (at, mark) in marks {
        line.replace_byte(at, mark);
    }
    Ok(())
}

impl Walk<'_> {
    /// Reads what stands at `at`; the place after it.
    fn step(&mut self, at: usize) -> Result<usize, Error> {
        let rest = self.line.text.get(at..).unwrap_or_default();
        let c = rest.chars().next().unwrap_or(' ');
        let next = at + c.len_utf8();
        match c {
            ' ' => return Ok(next),
            '"' => {
                return Ok(
                    next + rest.get(1..).and_then(|r| r.find('"')).map_or(rest.len(), |k| k + 1)
                );
            }
            '0'..='9' => return Ok(at + self.number(rest)),
            '.' if rest.starts_with("..") => self.ends_product(),
            '.' if rest.len() > 1 => return Ok(at + self.number(rest)),
            _ if is_letter(c) => return Ok(at + self.word(rest)),
            '+' | '-' if !self.top().operand => self.ends_product(),
            '+' | '-' | '√' => self.deeper(at)?,
            '^' => self.deeper(at)?,
            '*' if rest.starts_with("**") => {
                self.deeper(at)?;
                return Ok(at + 2);
            }
            '*' | '/' => self.ends_power(),
            '(' | '[' | '{' => self.open(at, None)?,
            ')' | ']' | '}' => self.close_bracket()?,
            '|' => self.bar(at)?,
            '\'' => {}
            _ => self.ends_product(),
        }
        Ok(next)
    }

    fn top(&mut self) -> &mut Level {
        if self.levels.is_empty() {
            self.levels.push(Level::new(None));
        }
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    fn number(&mut self, rest: &str) -> usize {
        self.operand();
        let digits =
            |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let mut length = digits(rest);
        let tail = &rest[length..];
        if tail.starts_with('.') && !tail.starts_with("..") {
            length += 1 + digits(&tail[1..]);
        }
        let tail = &rest[length..];
        if let Some(exponent) = tail.strip_prefix('e') {
            let sign = usize::from(exponent.starts_with(['+', '-']));
            let count = digits(&exponent[sign..]);
            length += if count > 0 { 1 + sign + count } else { 0 };
        }
        length.max(1)
    }

    fn word(&mut self, rest: &str) -> usize {
        let length = rest
            .find(|c: char| !(is_letter(c) || c.is_ascii_digit() || c == '_'))
            .unwrap_or(rest.len());
        let word = &rest[..length];
        if is_reserved(word) {
            self.ends_product();
        } else {
            self.operand();
            self.top().operand = is_function(word);
        }
        length
    }

    /// An operand begins; beside another one it ends the reach of a power.
    fn operand(&mut self) {
        if !self.top().operand {
            self.ends_power();
        }
        self.top().operand = false;
    }

    fn ends_power(&mut self) {
        let level = self.top();
        level.operand = true;
        let pending = std::mem::take(&mut level.pending);
        self.depth -= pending;
    }

    fn ends_product(&mut self) {
        self.ends_power();
        self.top().closed = false;
    }

    fn deeper(&mut self, at: usize) -> Result<(), Error> {
        let level = self.top();
        level.operand = true;
        level.pending += 1;
        self.grow(at)
    }

    fn open(&mut self, at: usize, bar: Option<usize>) -> Result<(), Error> {
        self.top().operand = false;
        self.levels.push(Level::new(bar));
        self.grow(at)
    }

    fn grow(&mut self, at: usize) -> Result<(), Error> {
        self.depth += 1;
        match self.depth > LIMIT {
            true => Err(self.error(ErrorKind::TooDeep(LIMIT), at)),
            false => Ok(()),
        }
    }

    fn close_bracket(&mut self) -> Result<(), Error> {
        match self.top().bar {
            Some(bar) => Err(self.error(ErrorKind::Bar, bar)),
            None => {
                self.pop();
                Ok(())
            }
        }
    }

    fn pop(&mut self) {
        if self.levels.len() > 1
            && let Some(level) = self.levels.pop()
        {
            self.depth -= 1 + level.pending;
        }
        self.top().operand = false;
    }

    /// Where an operand is expected a bar opens; after one it closes what is open, or else
    /// it opens a factor.
    fn bar(&mut self, at: usize) -> Result<(), Error> {
        let level = self.top();
        if !level.operand && level.bar.is_some() {
            self.marks.push((at, CLOSING));
            self.pop();
            self.top().closed = true;
            return Ok(());
        }
        if !level.operand && level.closed {
            return Err(self.error(ErrorKind::AmbiguousBar, at));
        }
        self.marks.push((at, OPENING));
        self.open(at, Some(at))
    }

    fn error(&self, kind: ErrorKind, at: usize) -> Error {
        let length = self.line.text[at..].chars().next().map_or(0, char::len_utf8);
        Error::new(kind, self.line.original(at, at + length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Result<String, ErrorKind> {
        let mut line = Line::default();
        text.char_indices().for_each(|(at, c)| line.copy(c, at));
        resolve(&mut line).map_err(|error| error.kind)?;
        Ok(line.text.replace(OPENING, "<").replace(CLOSING, ">"))
    }

    #[test]
    fn bars_are_told_apart() {
        for (text, expected) in [
            ("|x|", "<x>"),
            ("||x|-1|", "<<x>-1>"),
            ("|x + |y||", "<x + <y>>"),
            ("|x| + 2|y|", "<x> + 2<y>"),
            ("2|x|", "2<x>"),
            ("|x|*|y|", "<x>*<y>"),
            ("-|x|^|y|", "-<x>^<y>"),
            ("(|x|)|y|", "(<x>)<y>"),
            ("|(|x|+1)|", "<(<x>+1)>"),
            ("|x| <= |y|", "<x> <= <y>"),
            ("|ln(x)|", "<ln(x)>"),
        ] {
            assert_eq!(marked(text).as_deref(), Ok(expected), "{text}");
        }
        for text in ["|2|x|+1|", "|x||y|", "|x|y|z|"] {
            assert_eq!(marked(text), Err(ErrorKind::AmbiguousBar), "{text}");
        }
        for text in ["|x", "(|x)", "x|"] {
            assert_eq!(marked(text), Err(ErrorKind::Bar), "{text}");
        }
    }

    #[test]
    fn depth_counts_brackets_bars_signs_and_powers() {
        let chain = |part: &str, k: usize| format!("{}x", part.repeat(k));
        for part in ["-", "x^", "2^-", "√", "+"] {
            let signs = part.len() - part.matches(['x', '2']).count();
            let signs = if part == "√" { 1 } else { signs };
            assert!(marked(&chain(part, 128 / signs)).is_ok(), "{part}");
            assert_eq!(marked(&chain(part, 129)), Err(ErrorKind::TooDeep(LIMIT)), "{part}");
        }
        let nested = |k: usize| format!("{}x{}", "(".repeat(k), ")".repeat(k));
        assert!(marked(&nested(128)).is_ok());
        assert_eq!(marked(&nested(129)), Err(ErrorKind::TooDeep(LIMIT)));
        assert!(marked(&"x^2 + ".repeat(500)).is_ok());
        assert!(marked(&"x^2y^3*".repeat(500)).is_ok());
        assert!(marked(&"x^2y^3".repeat(500)).is_ok());
    }
}
