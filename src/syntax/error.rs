//! What can be wrong with the spelling of a formula file, and how it is said.

use super::Span;
use super::diagnostic::{Diagnosis, Explain};

/// A mistake in the text, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub kind: ErrorKind,
    /// Where, in bytes of the original text.
    pub span: Span,
}

/// What is wrong with the text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are not UTF-8, from this offset on.
    NotUtf8(usize),
    /// The file has more bytes than are read.
    FileTooLarge,
    /// The file has more formula lines than are read.
    TooManyLines(usize),
    /// A line, with those that continue it, has more bytes than are read.
    LineTooLong,
    /// Brackets, bars, signs and powers stand deeper inside each other than this.
    TooDeep(usize),
    /// A number with more digits, or a larger exponent, than is read.
    NumberTooLarge,
    /// A character that no formula contains.
    Character(char),
    /// A backslash command or a dollar sign.
    Latex(String),
    /// A line of a program.
    Program(String),
    /// `np.exp` and the like: the module in front of a function.
    Module(String),
    /// A bracket without its partner; `true` for an opening one.
    Bracket(char, bool),
    /// A bracket closed by one of another kind, and where the opening one stands.
    WrongBracket(char, char, Span),
    /// A bar without its partner.
    Bar,
    /// A bar that could open or close.
    AmbiguousBar,
    /// A quotation mark without its partner.
    Quote,
    /// A key of a text line that is not known, with the nearest.
    Key(String, Option<&'static str>),
    /// Something is missing after an operator or a bracket, or before the end.
    MissingOperand(String),
    /// Something stands where a line should have ended or an operator is missing.
    Unexpected(String),
    /// A number directly after an operand.
    NumberAfter(String),
    /// A comma in a number: the number with a point.
    DecimalComma(String),
    /// A comma where none can stand.
    Comma,
    /// A reserved word as a name.
    Reserved(String),
    /// `==` in place of `=`.
    DoubleEquals,
    /// An equation that is no definition; as written, if it could be a constraint.
    Equation(Option<String>),
    /// A line that ends in an operator, and where the one that continues it goes wrong.
    Joined(String, Span),
    /// A chain of relations that turns round.
    Chain,
    /// A factor side by side after `/`: both readings.
    Quotient(String, String),
    /// A factor side by side after a power of a number: both readings.
    PowerProduct(String, String),
    /// A factor or a power after a function without brackets: both readings.
    Argument(String, String),
    /// A function without an argument.
    NoArgument(String),
    /// `sin^-1`: the inverse function if there is one.
    InversePower(String, Option<&'static str>),
    /// `sin^k` with k that is no whole number from 2.
    FunctionPower(String),
    /// Understood, but not supported yet.
    NotYet(Feature),
    /// A cell of a table that is no number.
    Cell(String),
    /// A cell with a decimal comma: the number with a point.
    CellComma(String),
    /// A row with another number of cells than the first one has: here, there.
    Ragged(usize, usize),
    /// `data` without rows.
    EmptyTable,
    /// A name of a column that is no name.
    Column(String),
    /// `order` with a number that is not supported.
    Order(u32),
    /// `minimize` or `maximize` before a line that is no formula.
    Sense,
}

/// Parts of the language that are read but not supported yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// `[a; b]`, `[[1, 2], [3, 4]]`.
    Matrix,
    /// `R^n`, `R^(m x n)`, `[0, 1]^n`.
    VectorSpace,
    /// `v'`.
    Transpose,
    /// `‖v‖`, `norm(v)`, `dot(u, v)`.
    Norm,
    /// `data from "file"`.
    TableFile,
    /// `at … from "file"`.
    PointFile,
    /// `expect:`.
    Expect,
    /// `subject to g = h`.
    Constraint,
}

impl Error {
    /// The mistake `kind` at `span`.
    pub fn new(kind: ErrorKind, span: Span) -> Error {
        Error { kind, span }
    }
}

impl Explain for Error {
    fn explain(&self) -> Diagnosis {
        let say = |title: &str, label: &str| Diagnosis::new(self.span, title, label);
        let tell = |title: String, label: &str| Diagnosis::new(self.span, title, label);
        let both = |title: &str, label: &str, first: &str, second: &str| {
            say(title, label).help(format!("write `{}` or `{}`", short(first), short(second)))
        };
        match &self.kind {
            ErrorKind::NotUtf8(byte) => {
                tell(format!("not UTF-8 text: byte {byte}"), "from here on")
                    .help("save the file as UTF-8")
            }
            ErrorKind::FileTooLarge => say("the file is larger than 10 MB", ""),
            ErrorKind::TooManyLines(most) => {
                tell(format!("more than {most} lines of formulas"), "one line too many")
                    .help("rows of numbers stand in a table below `data`")
            }
            ErrorKind::LineTooLong => {
                say("the line is longer than 1 MB, with the lines that continue it", "starts here")
            }
            ErrorKind::TooDeep(limit) => tell(
                format!(
                    "brackets, bars, signs and powers inside each other deeper than {limit} levels"
                ),
                "one level too many",
            )
            .help("give a part of the formula a name on a line above: `u = …`"),
            ErrorKind::NumberTooLarge => {
                say("the number is too long", "at most 10000 digits and exponents up to 4096")
            }
            ErrorKind::Character(c) => tell(
                format!("`{c}` (U+{:04X}) has no meaning in a formula", *c as u32),
                "unexpected character",
            )
            .maybe_help(character_advice(*c)),
            ErrorKind::Latex(command) => say("this looks like LaTeX", "LaTeX")
                .help(format!("hesse reads plain formulas: {}", latex_advice(command))),
            ErrorKind::Program(word) => tell(format!("`{word}` starts a line of a program"), "")
                .help("a file holds the formula only, such as `f(x, y) = x^2 + y^2`"),
            ErrorKind::Module(function) => say("a module in front of a function", "not needed")
                .change(format!("write `{function}` alone"), self.span, function.clone()),
            ErrorKind::Bracket(c, true) => tell(format!("`{c}` is never closed"), "opened here"),
            ErrorKind::Bracket(c, false) => {
                tell(format!("`{c}` closes nothing"), "no bracket is open here")
            }
            ErrorKind::WrongBracket(open, close, opened) => {
                tell(format!("`{open}` is closed by `{close}`"), "closed here")
                    .context(*opened, "opened here")
            }
            ErrorKind::Bar => say("this bar has no partner", "opened here")
                .help("an absolute value is `|x|` or `abs(x)`"),
            ErrorKind::AmbiguousBar => {
                say("this bar could open or close an absolute value", "opens or closes?")
                    .help("write `abs(…)` in place of the bars")
            }
            ErrorKind::Quote => say("the quotation mark is never closed", "opened here"),
            ErrorKind::Key(key, near) => key_text(self.span, key, *near),
            ErrorKind::MissingOperand(after) => match after.as_str() {
                "" => say("the formula is empty", "a formula is expected here"),
                _ => tell(
                    format!("nothing comes after `{after}`"),
                    "a number, a name or `(` must follow",
                ),
            },
            ErrorKind::Unexpected(what) => {
                tell(format!("{} cannot stand here", short(what)), "unexpected")
            }
            ErrorKind::NumberAfter(number) => {
                say("a number directly after a factor", "product or power?")
                    .help(format!("write `*{number}` for a product, `^{number}` for a power"))
            }
            ErrorKind::DecimalComma(number) => say("a comma inside a number", "decimal comma")
                .change("decimals have a point", self.span, number.clone()),
            ErrorKind::Comma => say("a comma cannot stand here", "unexpected")
                .help("write each formula, domain or relation on a line of its own"),
            ErrorKind::Reserved(word) => {
                tell(format!("`{word}` is a reserved word"), "cannot be a name here")
                    .help(format!("choose another name, such as `{}`", instead(word)))
            }
            ErrorKind::DoubleEquals => {
                say("`==` is not used here", "").change("write `=`", self.span, "=")
            }
            ErrorKind::Equation(line) => say(
                "an equation; a definition has one name on the left",
                "neither a name nor a function such as `f(x, y)`",
            )
            .maybe_help(line.as_ref().map(|line| format!("did you mean `subject to {line}`?"))),
            ErrorKind::Joined(operator, wrong) => tell(
                format!("the line ends in `{operator}`, so the next line continues it"),
                "something is missing after this",
            )
            .context(*wrong, "cannot stand here"),
            ErrorKind::Chain => say("the chain of relations turns round", "turns here")
                .help("let all signs point one way, as in `0 <= x <= 1`, or write two lines"),
            ErrorKind::Quotient(first, second) => both(
                "a product without a sign after `/` has two readings",
                "in the denominator or not?",
                first,
                second,
            ),
            ErrorKind::PowerProduct(first, second) => both(
                "a product without a sign after a power has two readings",
                "in the exponent or not?",
                first,
                second,
            ),
            ErrorKind::Argument(first, second) => both(
                "a function without brackets takes one name or one number",
                "in the argument or not?",
                first,
                second,
            ),
            ErrorKind::NoArgument(function) => {
                tell(format!("`{function}` needs an argument"), "a function")
                    .help(format!("write `{function}(…)`"))
            }
            ErrorKind::InversePower(function, inverse) => {
                let title = format!("`{function}^-1` has two readings");
                let reciprocal = format!("`1/{function}(x)`");
                match inverse {
                    Some(inverse) => tell(title, "inverse function or reciprocal?")
                        .help(format!("write `{inverse}(x)` or {reciprocal}")),
                    None => tell(title, "").help(format!("write {reciprocal}")),
                }
            }
            ErrorKind::FunctionPower(function) => tell(
                format!("only a whole number from 2 can stand after `{function}^`"),
                "no such number",
            )
            .help(format!("write `({function}(x))^k` for other powers")),
            ErrorKind::NotYet(feature) => not_yet(self.span, *feature),
            ErrorKind::Cell(text) if text.is_empty() => say("an empty cell", "a number is missing"),
            ErrorKind::Cell(text) => tell(
                format!("`{}` is no number", short(text)),
                "every cell below the names is a number",
            )
            .help("numbers are `2`, `-0.5`, `1/3` or `2e-3`"),
            ErrorKind::CellComma(number) => say("a comma inside a number", "decimal comma").change(
                "decimals have a point",
                self.span,
                number.clone(),
            ),
            ErrorKind::Ragged(here, there) => tell(
                format!("{} in this row, {} in the first", count(*here), count(*there)),
                "ragged row",
            ),
            ErrorKind::EmptyTable => say("the table has no rows", "")
                .help("indent the rows below `data`; the first one has the names of the columns"),
            ErrorKind::Column(text) => tell(
                format!("`{}` cannot be the name of a column", short(text)),
                "names stand here",
            )
            .help("the first row of a table has the names, such as `x  y`"),
            ErrorKind::Order(order) => tell(
                format!("order {order} is too high"),
                "a Taylor polynomial goes up to order 50",
            ),
            ErrorKind::Sense => {
                say("`minimize` and `maximize` stand before a formula", "no formula follows")
            }
        }
    }
}

/// A text that fits into a line.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn count(cells: usize) -> String {
    if cells == 1 { "1 cell".to_string() } else { format!("{cells} cells") }
}

/// A name close to a reserved word that is free.
fn instead(word: &str) -> String {
    let first: String = word.chars().take(1).collect();
    format!("{first}1")
}

fn key_text(span: Span, key: &str, near: Option<&'static str>) -> Diagnosis {
    let unknown =
        Diagnosis::new(span, format!("`{}` is no known text line", short(key)), "unknown key");
    if matches!(key, "minimize" | "maximize" | "subject") {
        return unknown.help(format!("write `{key}` without a colon"));
    }
    match near {
        Some(near) => unknown.change(format!("did you mean `{near}`?"), span, near),
        None => unknown
            .help("text lines are `title:`, `problem:`, `note:`, `lang:`, `steps:`, `notation:`, `expect:`, `marks:`")
            .help(format!("a definition is written `{} = …`", short(key))),
    }
}

fn not_yet(span: Span, feature: Feature) -> Diagnosis {
    let (what, advice) = match feature {
        Feature::Matrix => ("vectors and matrices", "write each entry as a formula of its own"),
        Feature::VectorSpace => ("vector and matrix variables", "give each entry its own name"),
        Feature::Transpose => {
            ("transposes such as `v'`", "write each entry as a formula of its own")
        }
        Feature::Norm => ("norms and dot products", "write `sqrt(x^2 + y^2)`, `a*c + b*d`"),
        Feature::TableFile => ("tables from files", "paste the rows, indented, below `data`"),
        Feature::PointFile => ("points from files", "write the coordinates: `at (0, 1)`"),
        Feature::Expect => ("`expect:` lines", "leave the line out"),
        Feature::Constraint => (
            "constraints with `=`",
            "solve the equation for one variable and put it into the formula",
        ),
    };
    Diagnosis::new(span, format!("{what} are not supported yet"), "not supported yet").help(advice)
}

fn character_advice(c: char) -> Option<&'static str> {
    match c {
        '!' => Some("hesse has no factorials; `!=` means not equal"),
        '%' => Some("write `/100`"),
        '&' => Some("write conditions on lines of their own"),
        '∑' | 'Σ' => Some("write `sum(k in 1..n, …)`"),
        '∂' | '∇' => Some("hesse differentiates by itself: give the function"),
        '{' | '}' => Some("write round brackets"),
        '"' => Some("text in quotation marks stands after `at` only"),
        _ if c.is_alphabetic() => {
            Some("names have Latin or Greek letters; text follows `#` or `note:`")
        }
        _ => None,
    }
}

fn latex_advice(command: &str) -> &'static str {
    match command {
        "\\frac" | "\\dfrac" | "\\tfrac" => "write `a/b` for \\frac{a}{b}",
        "\\sqrt" => "write `sqrt(x)` for \\sqrt{x}",
        "\\cdot" | "\\times" => "write `*` for \\cdot",
        "\\left" | "\\right" => "write the brackets alone",
        "$" => "leave the dollar signs out",
        _ => "write `a/b`, `sqrt(x)`, `exp(x)`, `theta`",
    }
}
