use super::{Constant, Dag, Expr, Function};
use crate::number::Rational;
use std::collections::BTreeSet;
use std::fmt;

/// Brackets, powers and signs that may be open at once.
pub const MAX_DEPTH: usize = 1 << 14;

/// Why a text is not an expression in plain spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadErrorKind {
    /// Something else should stand here.
    Unexpected,
    /// A name that is neither given, a function nor a constant.
    UnknownName,
    /// A number that cannot be read.
    Number,
    /// A function with a number of arguments it does not take.
    Arguments,
    /// More than [`MAX_DEPTH`] operations are open.
    TooDeep,
}

/// What is wrong, and at which byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadError {
    /// What is wrong.
    pub kind: ReadErrorKind,
    /// Byte position in the text; its length at the end.
    pub at: usize,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            ReadErrorKind::Unexpected => "unexpected character or end",
            ReadErrorKind::UnknownName => "unknown name",
            ReadErrorKind::Number => "malformed number",
            ReadErrorKind::Arguments => "wrong number of arguments",
            ReadErrorKind::TooDeep => "too deeply nested",
        };
        write!(f, "{what} at byte {}", self.at)
    }
}

impl std::error::Error for ReadError {}

/// Reads one expression in the plain spelling that [`print::input`](super::print::input) writes:
/// `+ - * / ^`, brackets, `f(x, y)`, numbers such as `2`, `0.5`, `2e-3`; no juxtaposition.
/// Every name in `names` is a variable, and hides a function or constant of that name.
///
/// One stack of bracket levels, each with its terms, factors and waiting powers: `-x^2` is
/// −(x²), `2^-3` is allowed, `^` groups to the right, a sum of n terms takes n steps.
///
/// # Errors
/// [`ReadError`] with the position of the first thing that does not fit.
pub fn read<N: AsRef<str>>(dag: &mut Dag, text: &str, names: &[N]) -> Result<Expr, ReadError> {
    let names: BTreeSet<&str> = names.iter().map(AsRef::as_ref).collect();
    let mut reader = Reader { text, at: 0, depth: 0, levels: vec![Level::new(Opener::Start)] };
    loop {
        let value = reader.operand(dag, &names)?;
        if let Some(value) = reader.after_operand(dag, value)? {
            return Ok(value);
        }
    }
}

/// What a level of brackets belongs to.
#[derive(Debug, Clone, Copy)]
enum Opener {
    Start,
    Bracket,
    SquareRoot,
    Call(Function),
}

/// An operation that waits for its right operand.
enum Pending {
    Negation,
    PowerOf(Expr),
}

/// One level of brackets: a, b, t₁ + … + f₁·f₂⁻¹·…
struct Level {
    opener: Opener,
    arguments: Vec<Expr>,
    terms: Vec<Expr>,
    factors: Vec<Expr>,
    minus: bool,
    divide: bool,
    pending: Vec<Pending>,
}

impl Level {
    fn new(opener: Opener) -> Level {
        Level {
            opener,
            arguments: Vec::new(),
            terms: Vec::new(),
            factors: Vec::new(),
            minus: false,
            divide: false,
            pending: Vec::new(),
        }
    }

    /// The operand ends a factor: waiting powers and signs are applied, innermost first.
    fn end_factor(&mut self, dag: &mut Dag, value: Expr, divide_next: bool) -> usize {
        let waiting = self.pending.len();
        let factor = self.pending.drain(..).rev().fold(value, |value, pending| match pending {
            Pending::Negation => dag.neg(value),
            Pending::PowerOf(base) => dag.power(base, value),
        });
        let factor = if self.divide { dag.recip(factor) } else { factor };
        self.divide = divide_next;
        self.factors.push(factor);
        waiting
    }

    fn end_term(&mut self, dag: &mut Dag, minus_next: bool) {
        let term = dag.product(std::mem::take(&mut self.factors));
        let term = if self.minus { dag.neg(term) } else { term };
        self.minus = minus_next;
        self.terms.push(term);
    }

    fn end_sum(&mut self, dag: &mut Dag) {
        let sum = dag.sum(std::mem::take(&mut self.terms));
        self.arguments.push(sum);
    }

    /// The value of the whole level.
    fn close(mut self, dag: &mut Dag) -> Option<Expr> {
        match self.opener {
            Opener::Call(f) => f.takes(self.arguments.len()).then(|| dag.call(f, self.arguments)),
            Opener::Start | Opener::Bracket | Opener::SquareRoot if self.arguments.len() > 1 => {
                None
            }
            Opener::Start | Opener::Bracket => self.arguments.pop(),
            Opener::SquareRoot => self.arguments.pop().map(|radicand| dag.sqrt(radicand)),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    levels: Vec<Level>,
}

impl<'a> Reader<'a> {
    fn error(&self, kind: ReadErrorKind) -> ReadError {
        ReadError { kind, at: self.at }
    }

    fn unexpected(&self) -> ReadError {
        self.error(ReadErrorKind::Unexpected)
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next character that is not a blank.
    fn peek(&mut self) -> Option<char> {
        self.at += self.rest().len() - self.rest().trim_start().len();
        self.rest().chars().next()
    }

    fn accept(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn level(&mut self) -> Result<&mut Level, ReadError> {
        let error = self.unexpected();
        self.levels.last_mut().ok_or(error)
    }

    fn deeper(&mut self) -> Result<(), ReadError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(self.error(ReadErrorKind::TooDeep)) } else { Ok(()) }
    }

    fn open(&mut self, opener: Opener) -> Result<(), ReadError> {
        self.deeper()?;
        self.levels.push(Level::new(opener));
        Ok(())
    }

    /// Signs and opening brackets, then a number or name.
    fn operand(&mut self, dag: &mut Dag, names: &BTreeSet<&str>) -> Result<Expr, ReadError> {
        loop {
            match self.peek() {
                Some('(') => {
                    self.at += 1;
                    self.open(Opener::Bracket)?;
                }
                Some('-') => {
                    self.at += 1;
                    self.deeper()?;
                    self.level()?.pending.push(Pending::Negation);
                }
                Some(c) if c.is_ascii_digit() || c == '.' => return self.number(dag),
                Some(c) if c.is_alphabetic() => {
                    if let Some(value) = self.name(dag, names)? {
                        return Ok(value);
                    }
                }
                Some(_) | None => return Err(self.unexpected()),
            }
        }
    }

    fn number(&mut self, dag: &mut Dag) -> Result<Expr, ReadError> {
        let length = number_length(self.rest());
        let value: Result<Rational, _> = self.rest()[..length].parse();
        let value = value.map_err(|_| self.error(ReadErrorKind::Number))?;
        self.at += length;
        Ok(dag.number(value))
    }

    /// A variable or constant; nothing if it opened the bracket of a function.
    fn name(&mut self, dag: &mut Dag, names: &BTreeSet<&str>) -> Result<Option<Expr>, ReadError> {
        let rest = self.rest();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '{' | '}');
        let name = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        let start = self.at;
        self.at += name.len();
        if names.contains(name) {
            let symbol = dag.symbol(name);
            return Ok(Some(dag.variable(symbol)));
        }
        let opener = if name == "sqrt" {
            Some(Opener::SquareRoot)
        } else {
            Function::from_name(name).map(Opener::Call)
        };
        match (name, opener) {
            ("pi", _) => Ok(Some(dag.pi())),
            ("e", _) => Ok(Some(dag.constant(Constant::E))),
            (_, Some(opener)) if self.accept('(') => self.open(opener).map(|()| None),
            (_, Some(_)) => Err(self.unexpected()),
            (_, None) => Err(ReadError { kind: ReadErrorKind::UnknownName, at: start }),
        }
    }

    /// What may follow an operand; the value of the whole text at its end.
    fn after_operand(&mut self, dag: &mut Dag, value: Expr) -> Result<Option<Expr>, ReadError> {
        let mut value = value;
        loop {
            let next = self.peek();
            if next == Some('^') {
                self.at += 1;
                self.deeper()?;
                self.level()?.pending.push(Pending::PowerOf(value));
                return Ok(None);
            }
            let done = self.level()?.end_factor(dag, value, next == Some('/'));
            self.depth -= done;
            if matches!(next, Some('*' | '/')) {
                self.at += 1;
                return Ok(None);
            }
            self.level()?.end_term(dag, next == Some('-'));
            if matches!(next, Some('+' | '-')) {
                self.at += 1;
                return Ok(None);
            }
            self.level()?.end_sum(dag);
            match next {
                Some(',') if self.levels.len() > 1 => {
                    self.at += 1;
                    return Ok(None);
                }
                Some(')') if self.levels.len() > 1 => {
                    value = self.close(dag)?;
                    self.at += 1;
                }
                None if self.levels.len() == 1 => return self.close(dag).map(Some),
                Some(_) | None => return Err(self.unexpected()),
            }
        }
    }

    fn close(&mut self, dag: &mut Dag) -> Result<Expr, ReadError> {
        let error = self.error(ReadErrorKind::Arguments);
        self.depth = self.depth.saturating_sub(1);
        self.levels.pop().and_then(|level| level.close(dag)).ok_or(error)
    }
}

/// Length of `2`, `.5`, `2e-3` at the head of a text; an `e` counts only before a digit or sign.
fn number_length(text: &str) -> usize {
    let digits = |from: usize| {
        text[from..]
            .find(|c: char| !(c.is_ascii_digit() || c == '.'))
            .map_or(text.len(), |n| from + n)
    };
    let mantissa = digits(0);
    let Some(after) = text[mantissa..].strip_prefix(['e', 'E']) else { return mantissa };
    let unsigned = after.strip_prefix(['+', '-']).unwrap_or(after);
    if unsigned.starts_with(|c: char| c.is_ascii_digit()) {
        digits(text.len() - unsigned.len())
    } else {
        mantissa
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::print;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut dag = Dag::new();
        let e = read(&mut dag, text, &["x", "y", "w1", "w2", "theta"]).unwrap();
        assert_eq!(print::input(&dag, e), expected);
    }

    #[test]
    fn precedence_is_that_of_the_input_language() {
        check("-x^2", "-x^2");
        check("2^-3^2", "1/512");
        check("x - y - x*2/y/3", "x - y - 2*x/(3*y)");
        check("2e-1*x", "x/5");
        check("max(x, -y) - sqrt(8)", "max(x, -y) - 2*sqrt(2)");
        check("2^(x^2)^y", "2^((x^2)^y)");
    }

    #[track_caller]
    fn refuses(text: &str, kind: ReadErrorKind, at: usize) {
        let error = read(&mut Dag::new(), text, &["x"]).unwrap_err();
        assert_eq!(error, ReadError { kind, at });
    }

    #[test]
    fn errors_have_a_place() {
        refuses("x +", ReadErrorKind::Unexpected, 3);
        refuses("2 x", ReadErrorKind::Unexpected, 2);
        refuses("(x", ReadErrorKind::Unexpected, 2);
        refuses("x)", ReadErrorKind::Unexpected, 1);
        refuses("x, x", ReadErrorKind::Unexpected, 1);
        refuses("y", ReadErrorKind::UnknownName, 0);
        refuses("sin(x, x)", ReadErrorKind::Arguments, 8);
        refuses("(x, x)", ReadErrorKind::Arguments, 5);
        refuses("1..2", ReadErrorKind::Number, 0);
        refuses("", ReadErrorKind::Unexpected, 0);
        refuses(&"(".repeat(100_000), ReadErrorKind::TooDeep, MAX_DEPTH + 1);
        refuses(&"-".repeat(100_000), ReadErrorKind::TooDeep, MAX_DEPTH + 1);
    }
}
