//! What can be wrong with the meaning of a formula file, and how it is said.

use super::marks::PARTS;
use crate::syntax::{self, Diagnosis, Explain, Span};

/// A mistake in a formula file, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub kind: ErrorKind,
    /// Where, in bytes of the text.
    pub span: Span,
}

/// What is wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Its spelling.
    Syntax(syntax::ErrorKind),
    /// No formula in the file.
    Empty,
    /// A second objective; the place of the first.
    TwoObjectives(Span),
    /// A second table; the place of the first.
    TwoTables(Span),
    /// A name given twice; the place of the first.
    DefinedTwice(String, Span),
    /// A name used above its definition; the place of the definition.
    UsedBefore(String, Span),
    /// A definition that uses itself.
    SelfReference(String),
    /// A name that is not known, with the nearest known one; `true` if names must be declared.
    UnknownName(String, Option<String>, bool),
    /// A run of letters that is no name and does not split, in a file without declarations:
    /// the product of its letters.
    UnknownRun(String, String),
    /// A run of letters that splits in several ways.
    AmbiguousRun(String, Vec<String>),
    /// A name before a bracket that is neither a function nor a factor, with the nearest.
    UnknownFunction(String, Option<String>),
    /// A name that is no function before a bracket with a comma.
    NotAFunction(String),
    /// A function of the file without its bracket.
    BareFunction(String),
    /// A unit after a number.
    Unit(String),
    /// A function with the wrong number of arguments: expected, given.
    Arity(String, usize, usize),
    /// An objective that differs from row to row.
    PerRowObjective,
    /// A column where there is no row.
    ColumnOutsideSum(String),
    /// `sum` or `mean` over rows of something that is the same in every row.
    NothingToSum(String, bool),
    /// `sum` or `mean` with a wrong list of arguments.
    SumArguments(String),
    /// The ends of a sum are no whole numbers, or too far apart.
    SumRange,
    /// `mean` of nothing.
    EmptyMean,
    /// `k in a..b` outside of `sum` and `mean`.
    StrayRange,
    /// No variable is left in the objective.
    NoVariable,
    /// `!=` between variables.
    DiffersInRegion,
    /// A relation that asks for something beyond infinity, or for infinity itself.
    Infinity,
    /// A relation without any name.
    ConstantRelation,
    /// A name that is not in the objective.
    NotInObjective(String, String),
    /// A point with the wrong number of coordinates: the variables, how many were given.
    Coordinates(Vec<String>, usize),
    /// A coordinate given twice.
    CoordinateTwice(String),
    /// A coordinate that is missing.
    CoordinateMissing(String),
    /// A coordinate, bound or end with a name in it.
    NotConstant(String),
    /// An interval whose ends are turned round: the interval the right way.
    TurnedInterval(String),
    /// Bounds that leave nothing.
    EmptyRegion,
    /// An interval with one point or none.
    EmptyInterval,
    /// A text key with a value that is not known, and those that are.
    TextValue(String, &'static [&'static str]),
    /// A text key given twice; the place of the first.
    TextTwice(Span),
    /// `marks:` with something that is not a list of parts and numbers.
    Marks(String),
    /// Something that is defined nowhere, and why.
    NeverDefined(&'static str),
    /// The formula, written out, is too large.
    TooLarge,
}

impl Error {
    /// The mistake `kind` at `span`.
    pub fn new(kind: ErrorKind, span: Span) -> Error {
        Error { kind, span }
    }
}

impl From<syntax::Error> for Error {
    fn from(error: syntax::Error) -> Error {
        Error { kind: ErrorKind::Syntax(error.kind), span: error.span }
    }
}

impl Explain for Error {
    fn explain(&self) -> Diagnosis {
        let say = |title: &str, label: &str| Diagnosis::new(self.span, title, label);
        let tell = |title: String, label: &str| Diagnosis::new(self.span, title, label);
        match &self.kind {
            ErrorKind::Syntax(kind) => syntax::Error::new(kind.clone(), self.span).explain(),
            ErrorKind::Empty => {
                say("no formula in the file", "").help("write one, such as `f(x, y) = x^2 + y^2`")
            }
            ErrorKind::TwoObjectives(first) => say("a second formula to study", "second")
                .context(*first, "first")
                .help("give one of them a name: `g = …`"),
            ErrorKind::TwoTables(first) => say("a second table", "second").context(*first, "first"),
            ErrorKind::DefinedTwice(name, first) => {
                tell(format!("`{name}` is given twice"), "again").context(*first, "first here")
            }
            ErrorKind::UsedBefore(name, definition) => {
                tell(format!("`{name}` is used above its definition"), "used here")
                    .context(*definition, "defined here")
                    .help("move the definition up")
            }
            ErrorKind::SelfReference(name) => {
                tell(format!("`{name}` is defined by itself"), "used in its own definition")
            }
            ErrorKind::UnknownName(name, near, declare) => unknown(self.span, name, near, *declare),
            ErrorKind::UnknownRun(run, product) => {
                tell(format!("`{}` is one name or a product", short(run)), "not known").help(
                    format!(
                        "write `{product}` for the product, or a line `{run} in R` for one name"
                    ),
                )
            }
            ErrorKind::AmbiguousRun(run, ways) => {
                tell(format!("`{}` can be read in several ways", short(run)), "which product?")
                    .help(format!("write {}", either(ways)))
            }
            ErrorKind::UnknownFunction(name, near) => {
                let unknown =
                    tell(format!("no function is called `{}`", short(name)), "not a function");
                match near {
                    Some(near) => {
                        unknown.change(format!("did you mean `{near}`?"), self.span, near.clone())
                    }
                    None => unknown.help(format!("for a product write `{}*(…)`", short(name))),
                }
            }
            ErrorKind::NotAFunction(name) => {
                tell(format!("`{name}` is no function"), "followed by several arguments")
            }
            ErrorKind::BareFunction(name) => {
                tell(format!("`{name}` needs its arguments"), "a function of this file")
                    .help(format!("write `{name}(…)`"))
            }
            ErrorKind::Unit(unit) => tell(format!("hesse has no units; delete `{unit}`"), "a unit"),
            ErrorKind::Arity(name, expected, given) => tell(
                format!("`{name}` takes {}, not {given}", arguments(*expected)),
                "wrong number of arguments",
            ),
            ErrorKind::PerRowObjective => {
                say("the formula differs from row to row", "uses a column of the table")
                    .help("write `sum(…)` or `mean(…)` around it")
            }
            ErrorKind::ColumnOutsideSum(name) => {
                tell(format!("the column `{name}` has a value in each row only"), "no row here")
                    .help("columns stand inside `sum(…)` or `mean(…)`")
            }
            ErrorKind::NothingToSum(sum, table) => {
                let label = if *table { "the same in every row" } else { "there is no table" };
                tell(format!("no column of a table inside `{sum}`"), label)
                    .help(format!("write `{sum}(k in 1..n, …)` for an index"))
            }
            ErrorKind::SumArguments(sum) => tell(
                format!("`{sum}` takes one expression, or a range and an expression"),
                "wrong arguments",
            )
            .help(format!("write `{sum}(…)` over rows or `{sum}(k in 1..n, …)`")),
            ErrorKind::SumRange => say(
                "a sum runs between two whole numbers, over at most 100000 terms",
                "not such a range",
            ),
            ErrorKind::EmptyMean => say("the mean of no numbers", "an empty range"),
            ErrorKind::StrayRange => say("a range stands inside `sum` or `mean` only", "a range"),
            ErrorKind::NoVariable => say("no variable is left in the formula", "a constant")
                .help("name the variables: `f(x, y) = …`"),
            ErrorKind::DiffersInRegion => {
                say("`!=` stands between parameters only", "has a variable")
                    .help("leave the line out, or write `<` and `>`")
            }
            ErrorKind::Infinity => say("infinity on the wrong side", "no number satisfies this")
                .help("`oo` stands at the large end, `-oo` at the small one"),
            ErrorKind::ConstantRelation => {
                say("a relation between numbers only", "no variable or parameter")
            }
            ErrorKind::NotInObjective(name, header) => {
                tell(format!("`{name}` does not occur in the formula"), "not a variable")
                    .help(format!("to make it one, write `{header} = …`"))
            }
            ErrorKind::Coordinates(variables, given) => tell(
                format!(
                    "the point has {}, the formula {} ({})",
                    plural(*given, "coordinate"),
                    plural(variables.len(), "variable"),
                    variables.join(", ")
                ),
                "wrong number of coordinates",
            ),
            ErrorKind::CoordinateTwice(name) => tell(format!("`{name}` is given twice"), "again"),
            ErrorKind::CoordinateMissing(name) => {
                tell(format!("the point has no value for `{name}`"), "incomplete")
            }
            ErrorKind::NotConstant(name) => {
                tell(format!("`{name}` in a place for numbers"), "a constant stands here")
                    .help("numbers, `pi`, `e` and what is made of them, such as `sqrt(2)/2`")
            }
            ErrorKind::TurnedInterval(right) => {
                say("the interval is turned round", "the left end is the larger one")
                    .help(format!("did you mean `{right}`?"))
            }
            ErrorKind::EmptyRegion => {
                say("the bounds leave no number for the variable", "turned round")
            }
            ErrorKind::EmptyInterval => say("the interval has no inside", "both ends are the same"),
            ErrorKind::TextValue(value, allowed) => {
                let ticked: Vec<String> = allowed.iter().map(|word| (*word).to_string()).collect();
                tell(format!("`{}` is not known here", short(value)), "unknown value")
                    .help(format!("write {}", either(&ticked)))
            }
            ErrorKind::TextTwice(first) => {
                say("this text line stands twice", "again").context(*first, "first here")
            }
            ErrorKind::Marks(value) => {
                let parts: Vec<String> =
                    PARTS.iter().map(|(name, _)| (*name).to_string()).collect();
                tell(format!("`{}` is no list of marks", short(value)), "not understood")
                    .help("write `marks: default`, or parts with numbers as in `gradient 2, verdict 1`")
                    .help(format!("the parts are {}", parts.join(", ")))
            }
            ErrorKind::NeverDefined(why) => tell(format!("this is never defined: {why}"), ""),
            ErrorKind::TooLarge => say("the formula, written out, is too large", "grows here"),
        }
    }
}

fn unknown(span: Span, name: &str, near: &Option<String>, declare: bool) -> Diagnosis {
    let title = format!("unknown name `{}`", short(name));
    let label = if declare { "neither declared nor defined" } else { "not known" };
    let unknown = Diagnosis::new(span, title, label);
    let unknown = match near {
        Some(near) => unknown.change(format!("did you mean `{near}`?"), span, near.clone()),
        None => unknown,
    };
    match declare {
        true => unknown.help(format!("to declare it, write a line `{} in R`", short(name))),
        false => unknown,
    }
}

fn either(ways: &[String]) -> String {
    let ticked: Vec<String> = ways.iter().map(|way| format!("`{way}`")).collect();
    match ticked.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => ticked.join(""),
    }
}

fn plural(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn arguments(count: usize) -> String {
    plural(count, "argument")
}

/// A name that fits into a line.
fn short(name: &str) -> String {
    let mut text: String = name.chars().take(40).collect();
    if text.len() < name.len() {
        text.push('…');
    }
    text
}
