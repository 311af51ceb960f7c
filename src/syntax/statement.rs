//! The lines of a formula file, each with its kind.

use super::line::Line;
use super::name::canonical;
use super::parse::grammar::Rule;
use super::parse::{Builder, pairs};
use super::table::Table;
use super::tree::{Call, Node, NodeId, Tree};
use super::words::{is_function, is_reserved};
use super::{Error, ErrorKind, Feature, Name, Span};
use pest::iterators::Pair;
use std::cell::RefCell;

/// A line of a formula file.
#[derive(Debug, Clone)]
pub struct Statement {
    /// What it says.
    pub kind: StatementKind,
    /// Where it stands.
    pub span: Span,
}

/// What a line says.
#[derive(Debug, Clone)]
pub enum StatementKind {
    /// `title: …`
    Text(Key, String),
    /// `data` with its rows.
    Table(Table),
    /// `at …`
    At(Option<String>, Point),
    /// `taylor … order k`
    Taylor(Point, u32),
    /// `x, y in …`
    Domain(Vec<Name>, Set),
    /// `a <= b < c`
    Relation(Chain),
    /// `name = e`, `name(arguments) = e`
    Definition(Definition),
    /// A formula alone.
    Formula(Option<Sense>, NodeId),
}

/// The key of a text line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Key {
    Title,
    Problem,
    Note,
    Lang,
    Steps,
    Notation,
    Marks,
}

/// Whether the smallest or the largest value is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// `minimize`
    Minimize,
    /// `maximize`
    Maximize,
}

/// The point of a question.
#[derive(Debug, Clone)]
pub enum Point {
    /// `(a, b)`
    Listed(Vec<NodeId>, Span),
    /// `x = a, y = b`
    Named(Vec<(Name, NodeId)>),
}

/// Where a variable lives.
#[derive(Debug, Clone)]
pub enum Set {
    /// `R`
    Reals,
    /// An interval; an end is left out if it is infinite.
    Interval(Interval),
}

/// `[low, high)`, with the places of its ends.
#[derive(Debug, Clone)]
pub struct Interval {
    /// The left end; none for `-oo`.
    pub low: Option<NodeId>,
    /// The right end; none for `oo`.
    pub high: Option<NodeId>,
    /// The left end does not belong to it.
    pub open_low: bool,
    /// The right end does not belong to it.
    pub open_high: bool,
    /// Where it stands.
    pub span: Span,
}

/// A chain of relations, one sign fewer than sides.
#[derive(Debug, Clone)]
pub struct Chain {
    /// The sides, from left to right.
    pub sides: Vec<NodeId>,
    /// The signs between them.
    pub signs: Vec<Comparison>,
}

/// A sign between the sides of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<=`
    AtMost,
    /// `<`
    Below,
    /// `>=`
    AtLeast,
    /// `>`
    Above,
    /// `!=`
    Differs,
}

/// `name = e` or `name(arguments) = e`.
#[derive(Debug, Clone)]
pub struct Definition {
    /// With `minimize` or `maximize` before it.
    pub sense: Option<Sense>,
    /// What is defined.
    pub name: Name,
    /// The arguments in the header, if there is a bracket.
    pub arguments: Option<Vec<Name>>,
    /// What it is.
    pub value: NodeId,
}

/// Highest order of a Taylor polynomial.
const MAX_ORDER: u32 = 50;

/// Words that start a line of a program, not of a formula file.
const PROGRAM: [&str; 10] =
    ["import", "def", "return", "print", "let", "var", "const", "syms", "param", "function"];

/// Reads one line of formulas.
pub(super) fn read(
    source: &str,
    line: &Line,
    tree: &RefCell<Tree>,
) -> Result<Vec<Statement>, Error> {
    program(line)?;
    let builder = Builder { source, line, tree };
    let statement = pairs(line, Rule::line)?.into_iter().next();
    let kinds = match statement {
        Some(pair) => Reader { builder }.statements(pair)?,
        None => return Err(Error::new(ErrorKind::MissingOperand(String::new()), line.span())),
    };
    Ok(kinds.into_iter().map(|kind| Statement { kind, span: line.span() }).collect())
}

/// `import numpy as np` would read as a product of names.
fn program(line: &Line) -> Result<(), Error> {
    let text = line.text.trim_start();
    let word: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let next = text[word.len()..].trim_start();
    let separate = next.len() < text.len() - word.len();
    if PROGRAM.contains(&word.as_str())
        && separate
        && next.starts_with(super::characters::is_letter)
    {
        let start = line.text.len() - text.len();
        let span = line.original(start, start + word.len());
        return Err(Error::new(ErrorKind::Program(word), span));
    }
    Ok(())
}

struct Reader<'a> {
    builder: Builder<'a>,
}

/// The name defined and its arguments, if it is a function.
type Header = (Name, Option<Vec<Name>>);

impl Reader<'_> {
    fn statements(&self, pair: Pair<Rule>) -> Result<Vec<StatementKind>, Error> {
        let one = match pair.as_rule() {
            Rule::subject => return self.subject(pair),
            Rule::at => self.at(pair),
            Rule::taylor => self.taylor(pair),
            Rule::domain => self.domain(pair),
            Rule::table_file => self.not_yet(Feature::TableFile, &pair),
            _ => self.formula(pair),
        };
        Ok(vec![one?])
    }

    fn not_yet<T>(&self, feature: Feature, pair: &Pair<Rule>) -> Result<T, Error> {
        Err(Error::new(ErrorKind::NotYet(feature), self.builder.span(pair)))
    }

    fn at(&self, pair: Pair<Rule>) -> Result<StatementKind, Error> {
        let span = self.builder.span(&pair);
        let (mut label, mut point) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::label => {
                    label = part.into_inner().next().map(|text| text.as_str().to_string())
                }
                Rule::point_file => return self.not_yet(Feature::PointFile, &part),
                Rule::point | Rule::assignments => point = Some(self.point(part)?),
                _ => {}
            }
        }
        let point = point.ok_or(Error::new(ErrorKind::MissingOperand("at".into()), span))?;
        Ok(StatementKind::At(label, point))
    }

    fn taylor(&self, pair: Pair<Rule>) -> Result<StatementKind, Error> {
        let span = self.builder.span(&pair);
        let (mut point, mut order) = (None, 2);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::point | Rule::assignments => point = Some(self.point(part)?),
                Rule::whole_number => {
                    order = part.as_str().parse().unwrap_or(u32::MAX);
                    if order > MAX_ORDER {
                        let span = self.builder.span(&part);
                        return Err(Error::new(ErrorKind::Order(order), span));
                    }
                }
                _ => {}
            }
        }
        let point = point.ok_or(Error::new(ErrorKind::MissingOperand("taylor".into()), span))?;
        Ok(StatementKind::Taylor(point, order))
    }

    fn point(&self, pair: Pair<Rule>) -> Result<Point, Error> {
        let span = self.builder.span(&pair);
        if pair.as_rule() == Rule::point {
            let listed = pair.into_inner().map(|part| self.builder.expression(part));
            return Ok(Point::Listed(listed.collect::<Result<_, _>>()?, span));
        }
        let mut named = Vec::new();
        for assignment in pair.into_inner() {
            let mut parts = assignment.into_inner();
            let name = parts.next().map(|name| self.builder.name(&name));
            let value = parts.find(|part| part.as_rule() == Rule::expression);
            if let (Some(name), Some(value)) = (name, value) {
                named.push((name, self.builder.expression(value)?));
            }
        }
        Ok(Point::Named(named))
    }

    /// With a sign of order it is a region line; with `=` a constraint.
    fn subject(&self, pair: Pair<Rule>) -> Result<Vec<StatementKind>, Error> {
        let span = self.builder.span(&pair);
        let mut relations = Vec::new();
        for constraint in pair.into_inner().filter(|p| p.as_rule() == Rule::constraint) {
            let mut signs = constraint.clone().into_inner().filter_map(|p| p.into_inner().next());
            if signs.any(|sign| sign.as_rule() == Rule::equals) {
                return Err(Error::new(ErrorKind::NotYet(Feature::Constraint), span));
            }
            relations.push(StatementKind::Relation(self.chain(constraint)?));
        }
        Ok(relations)
    }

    fn domain(&self, pair: Pair<Rule>) -> Result<StatementKind, Error> {
        let (mut names, mut set) = (Vec::new(), Set::Reals);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => names.push(self.new_name(&part)?),
                Rule::interval => set = Set::Interval(self.interval(part)?),
                Rule::reals if self.has_shape(&part) => {
                    return self.not_yet(Feature::VectorSpace, &part);
                }
                _ => {}
            }
        }
        Ok(StatementKind::Domain(names, set))
    }

    fn has_shape(&self, pair: &Pair<Rule>) -> bool {
        pair.clone().into_inner().any(|inner| inner.as_rule() == Rule::shape)
    }

    fn interval(&self, pair: Pair<Rule>) -> Result<Interval, Error> {
        let span = self.builder.span(&pair);
        let (mut open_low, mut open_high) = (false, false);
        let mut ends = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::interval_open => open_low = part.as_str() == "(",
                Rule::interval_close => open_high = part.as_str() == ")",
                Rule::expression => ends.push(self.builder.expression(part)?),
                Rule::shape => return self.not_yet(Feature::VectorSpace, &part),
                _ => {}
            }
        }
        let mut ends = ends.into_iter();
        let (low, high) = (ends.next(), ends.next());
        let low = low.filter(|low| !self.is_infinite(*low, true));
        let high = high.filter(|high| !self.is_infinite(*high, false));
        Ok(Interval { low, high, open_low, open_high, span })
    }

    /// `-oo` on the left, `oo` on the right.
    fn is_infinite(&self, end: NodeId, negative: bool) -> bool {
        let tree = self.builder.tree.borrow();
        let inner = match tree.node(end) {
            Node::Negate(inner) if negative => *inner,
            _ if negative => return false,
            _ => end,
        };
        matches!(tree.node(inner), Node::Name(name) if matches!(name.text.as_str(), "oo" | "inf"))
    }

    /// A name that may be given: neither a reserved word nor a function.
    fn new_name(&self, pair: &Pair<Rule>) -> Result<Name, Error> {
        let name = self.builder.name(pair);
        match is_function(&name.text) || is_reserved(&name.text) {
            true => Err(Error::new(ErrorKind::Reserved(name.text), name.span)),
            false => Ok(name),
        }
    }

    fn formula(&self, pair: Pair<Rule>) -> Result<StatementKind, Error> {
        let span = self.builder.span(&pair);
        let parts: Vec<Pair<Rule>> = pair.clone().into_inner().collect();
        let sense = parts.iter().find_map(|part| match part.as_rule() {
            Rule::minimize => Some(Sense::Minimize),
            Rule::maximize => Some(Sense::Maximize),
            _ => None,
        });
        let signs: Vec<Rule> = parts
            .iter()
            .filter(|part| part.as_rule() == Rule::comparison)
            .filter_map(|part| part.clone().into_inner().next().map(|sign| sign.as_rule()))
            .collect();
        if let Some(sign) = parts.iter().find(|part| part.as_str().trim() == "==") {
            return Err(Error::new(ErrorKind::DoubleEquals, self.builder.span(sign)));
        }
        match signs[..] {
            [] => {
                let expression = parts.into_iter().find(|part| part.as_rule() == Rule::expression);
                let Some(expression) = expression else {
                    return Err(Error::new(ErrorKind::MissingOperand(String::new()), span));
                };
                Ok(StatementKind::Formula(sense, self.builder.expression(expression)?))
            }
            [Rule::equals] => self.definition(sense, parts, span),
            _ if signs.contains(&Rule::equals) => self.equation(span),
            _ if sense.is_some() => Err(Error::new(ErrorKind::Sense, span)),
            _ => Ok(StatementKind::Relation(self.chain(pair)?)),
        }
    }

    fn equation<T>(&self, span: Span) -> Result<T, Error> {
        let text = span.of(self.builder.source).trim();
        let plain = text.len() <= 60 && !text.contains(['<', '>', '≤', '≥']);
        Err(Error::new(ErrorKind::Equation(plain.then(|| text.to_string())), span))
    }

    fn chain(&self, pair: Pair<Rule>) -> Result<Chain, Error> {
        let (mut sides, mut signs): (Vec<NodeId>, Vec<Comparison>) = (Vec::new(), Vec::new());
        for part in pair.into_inner() {
            let place = self.builder.span(&part);
            match part.as_rule() {
                Rule::expression => sides.push(self.builder.expression(part)?),
                Rule::comparison => {
                    let sign = comparison(part);
                    let turns = signs.first().is_some_and(|first| !same_way(*first, sign));
                    if turns {
                        return Err(Error::new(ErrorKind::Chain, place));
                    }
                    signs.push(sign);
                }
                _ => {}
            }
        }
        Ok(Chain { sides, signs })
    }

    /// `name = e` or `name(arguments) = e`; any other left side is an equation.
    fn definition(
        &self,
        sense: Option<Sense>,
        parts: Vec<Pair<Rule>>,
        span: Span,
    ) -> Result<StatementKind, Error> {
        let mut sides = parts.into_iter().filter(|part| part.as_rule() == Rule::expression);
        let (Some(left), Some(right)) = (sides.next(), sides.next()) else {
            return self.equation(span);
        };
        let (name, arguments) = match self.header(left)? {
            Some(header) => header,
            None => return self.equation(span),
        };
        let value = self.builder.expression(right)?;
        Ok(StatementKind::Definition(Definition { sense, name, arguments, value }))
    }

    fn header(&self, left: Pair<Rule>) -> Result<Option<Header>, Error> {
        let mut parts = left.clone().into_inner();
        let (Some(only), None) = (parts.next(), parts.next()) else { return Ok(None) };
        if only.as_rule() == Rule::bare_function {
            let name = canonical(only.as_str().trim());
            return Err(Error::new(ErrorKind::Reserved(name), self.builder.span(&only)));
        }
        let left = self.builder.expression(left)?;
        let tree = self.builder.tree.borrow();
        let free = |name: &Name| match is_function(&name.text) {
            true => Err(Error::new(ErrorKind::Reserved(name.text.clone()), name.span)),
            false => Ok(name.clone()),
        };
        match tree.node(left) {
            Node::Name(name) => Ok(Some((free(name)?, None))),
            Node::Call(Call { name, arguments, bracket: true }) => {
                let names: Option<Vec<Name>> = arguments
                    .iter()
                    .map(|argument| match tree.node(*argument) {
                        Node::Name(name) => Some(name.clone()),
                        _ => None,
                    })
                    .collect();
                match names {
                    Some(names) => Ok(Some((free(name)?, Some(names)))),
                    None => Ok(None),
                }
            }
            _ => Ok(None),
        }
    }
}

fn same_way(a: Comparison, b: Comparison) -> bool {
    use Comparison::{Above, AtLeast, AtMost, Below};
    matches!((a, b), (AtMost | Below, AtMost | Below) | (AtLeast | Above, AtLeast | Above))
}

fn comparison(pair: Pair<Rule>) -> Comparison {
    match pair.into_inner().next().map(|sign| sign.as_rule()) {
        Some(Rule::at_most) => Comparison::AtMost,
        Some(Rule::below) => Comparison::Below,
        Some(Rule::at_least) => Comparison::AtLeast,
        Some(Rule::above) => Comparison::Above,
        _ => Comparison::Differs,
    }
}

/// The expression of a line that holds nothing else.
pub(super) fn read_alone(source: &str, line: &Line, tree: &RefCell<Tree>) -> Result<NodeId, Error> {
    let builder = Builder { source, line, tree };
    match pairs(line, Rule::expression_alone)?.into_iter().next() {
        Some(pair) => builder.expression(pair),
        None => Err(Error::new(ErrorKind::MissingOperand(String::new()), line.span())),
    }
}
