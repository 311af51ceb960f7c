//! From one logical line to nodes: the grammar, then the binding order of the operators.

use super::line::Line;
use super::name::canonical;
use super::tree::{Call, Node, NodeId, Tree};
use super::{Error, ErrorKind, Feature, Name, Span};
use crate::number::{ParseRationalError, Rational};
use grammar::{Grammar, Rule};
use pest::Parser;
use pest::iterators::Pair;
use pest::pratt_parser::{Assoc, Op, PrattParser};
use std::cell::RefCell;
use std::sync::LazyLock;

pub(super) mod grammar {
    //! The parser that pest makes of `grammar/hesse.pest`.

    /// See `grammar/hesse.pest`.
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/hesse.pest"]
    pub(in crate::syntax) struct Grammar;
}

/// Loosest first: a sign binds looser than a power, so that `-x^2` is `-(x^2)`.
static BINDING: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    PrattParser::new()
        .op(Op::infix(Rule::plus, Assoc::Left) | Op::infix(Rule::minus, Assoc::Left))
        .op(Op::infix(Rule::times, Assoc::Left) | Op::infix(Rule::over, Assoc::Left))
        .op(Op::infix(Rule::beside, Assoc::Left))
        .op(Op::prefix(Rule::minus_sign) | Op::prefix(Rule::plus_sign))
        .op(Op::infix(Rule::power, Assoc::Right))
        .op(Op::prefix(Rule::root_sign))
        .op(Op::postfix(Rule::transpose))
});

/// Most digits a number may have.
const MAX_DIGITS: usize = 10_000;

/// Reads a line by `rule`; the pairs below it.
pub(super) fn pairs<'l>(line: &'l Line, rule: Rule) -> Result<Vec<Pair<'l, Rule>>, Error> {
    match Grammar::parse(rule, &line.text) {
        Ok(pairs) => Ok(pairs.filter(|pair| pair.as_rule() != Rule::EOI).collect()),
        Err(error) => {
            let at = match error.location {
                pest::error::InputLocation::Pos(at) => at,
                pest::error::InputLocation::Span((at, _)) => at,
            };
            Err(super::mistake::at(line, at))
        }
    }
}

/// Builds the nodes of one line.
pub(super) struct Builder<'a> {
    /// The original text, for errors that quote it.
    pub source: &'a str,
    /// The line that is read.
    pub line: &'a Line,
    /// Where the nodes go.
    pub tree: &'a RefCell<Tree>,
}

type Built = Result<NodeId, Error>;

impl Builder<'_> {
    /// The place of `pair` in the original text.
    pub(super) fn span(&self, pair: &Pair<Rule>) -> Span {
        let start = pair.as_span().start();
        self.line.original(start, start + pair.as_str().trim_end().len())
    }

    fn push(&self, node: Node, span: Span) -> NodeId {
        self.tree.borrow_mut().push(node, span)
    }

    fn node_span(&self, id: NodeId) -> Span {
        self.tree.borrow().span(id)
    }

    fn text(&self, id: NodeId) -> &str {
        self.node_span(id).of(self.source)
    }

    fn error<T>(&self, kind: ErrorKind, span: Span) -> Result<T, Error> {
        Err(Error::new(kind, span))
    }

    /// The name in `pair`, in its canonical spelling.
    pub(super) fn name(&self, pair: &Pair<Rule>) -> Name {
        Name { text: canonical(pair.as_str()), span: self.span(pair) }
    }

    /// The expression in `pair`; recursion goes one level for each bracket, which the scan
    /// has limited.
    pub(super) fn expression(&self, pair: Pair<Rule>) -> Built {
        BINDING
            .map_primary(|pair| self.primary(pair))
            .map_prefix(|sign, a| self.prefix(&sign, a?))
            .map_postfix(|_, sign| {
                self.error(ErrorKind::NotYet(Feature::Transpose), self.span(&sign))
            })
            .map_infix(|a, sign, b| self.infix(a?, &sign, b?))
            .parse(pair.into_inner())
    }

    fn primary(&self, pair: Pair<Rule>) -> Built {
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::number | Rule::whole_number => self.number(&pair),
            Rule::lone_name | Rule::simple_name => self.lone_name(pair),
            Rule::number_name => self.number_name(pair),
            Rule::group | Rule::bars => self.enclosed(pair),
            Rule::call => self.call(pair),
            Rule::applied => self.applied(pair),
            Rule::power_call => self.power_call(pair),
            Rule::broken_power => self.broken_power(pair),
            Rule::bare_function => {
                self.error(ErrorKind::NoArgument(pair.as_str().trim().into()), span)
            }
            Rule::matrix => self.error(ErrorKind::NotYet(Feature::Matrix), span),
            _ => self.error(ErrorKind::Unexpected("this".into()), span),
        }
    }

    fn number(&self, pair: &Pair<Rule>) -> Built {
        let span = self.span(pair);
        Ok(self.push(Node::Number(number(pair.as_str(), span)?), span))
    }

    fn lone_name(&self, pair: Pair<Rule>) -> Built {
        let name = pair.into_inner().next().map(|name| self.name(&name));
        let name = name.unwrap_or(Name { text: String::new(), span: Span::default() });
        let span = name.span;
        Ok(self.push(Node::Name(name), span))
    }

    fn number_name(&self, pair: Pair<Rule>) -> Built {
        let span = self.span(&pair);
        let mut parts = Vec::new();
        for part in pair.into_inner() {
            parts.push(match part.as_rule() {
                Rule::number => self.number(&part)?,
                _ => {
                    let name = self.name(&part);
                    let at = name.span;
                    self.push(Node::Name(name), at)
                }
            });
        }
        Ok(self.push(Node::Beside(parts), span))
    }

    fn enclosed(&self, pair: Pair<Rule>) -> Built {
        let (span, bars) = (self.span(&pair), pair.as_rule() == Rule::bars);
        let inner = self.first_expression(pair)?;
        Ok(self.push(if bars { Node::Absolute(inner) } else { Node::Group(inner) }, span))
    }

    fn first_expression(&self, pair: Pair<Rule>) -> Built {
        let span = self.span(&pair);
        match pair.into_inner().find(|inner| inner.as_rule() == Rule::expression) {
            Some(inner) => self.expression(inner),
            None => self.error(ErrorKind::MissingOperand(String::new()), span),
        }
    }

    fn call(&self, pair: Pair<Rule>) -> Built {
        let span = self.span(&pair);
        let mut parts = pair.into_inner();
        let name = parts.next().map(|name| self.name(&name));
        let name = name.unwrap_or(Name { text: String::new(), span });
        if matches!(name.text.as_str(), "norm" | "dot") {
            return self.error(ErrorKind::NotYet(Feature::Norm), span);
        }
        let mut arguments = Vec::new();
        for argument in parts.flat_map(Pair::into_inner) {
            arguments.push(match argument.as_rule() {
                Rule::binder => self.binder(argument)?,
                _ => self.expression(argument)?,
            });
        }
        if arguments.is_empty() {
            let after = span.of(self.source).trim_end_matches([')', ' ', '）']);
            return self.error(ErrorKind::MissingOperand(after.to_string()), span);
        }
        Ok(self.push(Node::Call(Call { name, arguments, bracket: true }), span))
    }

    fn binder(&self, pair: Pair<Rule>) -> Built {
        let span = self.span(&pair);
        let mut name = Name { text: String::new(), span };
        let mut ends = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = self.name(&part),
                Rule::expression => ends.push(self.expression(part)?),
                _ => {}
            }
        }
        match ends[..] {
            [low, high] => Ok(self.push(Node::Range(name, low, high), span)),
            _ => self.error(ErrorKind::Unexpected("this".into()), span),
        }
    }

    /// `sin x`, `sin 2x`
    fn applied(&self, pair: Pair<Rule>) -> Built {
        let span = self.span(&pair);
        let mut parts = pair.into_inner();
        let name = parts.next().map(|name| self.name(&name));
        let argument = parts.next().and_then(|simple| simple.into_inner().next());
        let (Some(name), Some(argument)) = (name, argument) else {
            return self.error(ErrorKind::Unexpected("this".into()), span);
        };
        if matches!(name.text.as_str(), "sum" | "mean" | "max" | "min" | "norm" | "dot") {
            return self.error(ErrorKind::NoArgument(name.text), name.span);
        }
        let argument = self.primary(argument)?;
        Ok(self.push(Node::Call(Call { name, arguments: vec![argument], bracket: false }), span))
    }

    /// `sin^2(x)`, `sin^2 x`
    fn power_call(&self, pair: Pair<Rule>) -> Built {
        let span = self.span(&pair);
        let parts: Vec<Pair<Rule>> = pair.into_inner().collect();
        let [function, _, exponent, argument] = &parts[..] else {
            return self.error(ErrorKind::Unexpected("this".into()), span);
        };
        let name = self.name(function);
        let digits = exponent.as_str().trim_matches(['(', ')', ' ']);
        let value = number(digits, self.span(exponent))?;
        if value < Rational::from(2) {
            return self.error(ErrorKind::FunctionPower(name.text), self.span(exponent));
        }
        let bracket = argument.as_rule() == Rule::function_argument;
        let inner = match argument.clone().into_inner().next() {
            Some(inner) if bracket => self.expression(inner)?,
            Some(inner) => self.primary(inner)?,
            None => return self.error(ErrorKind::NoArgument(name.text), span),
        };
        let call = Call { name, arguments: vec![inner], bracket };
        let call = self.push(Node::Call(call), span);
        let exponent = self.push(Node::Number(value), self.span(exponent));
        Ok(self.push(Node::Power(call, exponent), span))
    }

    /// `sin^-1(x)`, `sin^n x`, `sin^2` alone
    fn broken_power(&self, pair: Pair<Rule>) -> Built {
        let (span, end) = (self.span(&pair), pair.as_span().end());
        let complete = pair.clone().into_inner().any(|p| p.as_rule() == Rule::function_power);
        let name = pair.into_inner().next().map_or(String::new(), |name| canonical(name.as_str()));
        let after = self.line.text.get(end..).unwrap_or_default();
        let after: String = after.chars().filter(|c| !matches!(c, ' ' | '(')).take(2).collect();
        let kind = match (complete, after.as_str()) {
            (true, _) => ErrorKind::NoArgument(name),
            (false, "-1") => ErrorKind::InversePower(name.clone(), inverse(&name)),
            (false, _) => ErrorKind::FunctionPower(name),
        };
        self.error(kind, span)
    }

    fn prefix(&self, sign: &Pair<Rule>, a: NodeId) -> Built {
        let span = self.span(sign).join(self.node_span(a));
        match sign.as_rule() {
            Rule::minus_sign => Ok(self.push(Node::Negate(a), span)),
            Rule::root_sign => Ok(self.push(Node::Root(a), span)),
            _ => Ok(a),
        }
    }

    fn infix(&self, a: NodeId, sign: &Pair<Rule>, b: NodeId) -> Built {
        match sign.as_rule() {
            Rule::plus | Rule::minus => self.chain(a, sign.as_rule() == Rule::minus, b, false),
            Rule::times => self.chain(a, false, b, true),
            Rule::over => {
                self.check_quotient(a, b)?;
                self.chain(a, true, b, true)
            }
            Rule::power => {
                self.check_power(a, b)?;
                let span = self.node_span(a).join(self.node_span(b));
                Ok(self.push(Node::Power(a, b), span))
            }
            _ => self.beside(a, b),
        }
    }

    /// Adds `b` to the sum or product `a`, or starts one.
    fn chain(&self, a: NodeId, inverse: bool, b: NodeId, product: bool) -> Built {
        let span = self.node_span(a).join(self.node_span(b));
        let parts = self.tree.borrow_mut().take_parts(a, product);
        let mut parts = parts.unwrap_or_else(|| vec![(false, a)]);
        parts.push((inverse, b));
        Ok(self.push(if product { Node::Product(parts) } else { Node::Sum(parts) }, span))
    }

    fn beside(&self, a: NodeId, b: NodeId) -> Built {
        self.check_beside(a, b)?;
        let span = self.node_span(a).join(self.node_span(b));
        let parts = self.tree.borrow_mut().take_beside(a);
        let mut parts = parts.unwrap_or_else(|| vec![a]);
        parts.push(b);
        Ok(self.push(Node::Beside(parts), span))
    }

    /// `1/2x` has two readings.
    fn check_quotient(&self, a: NodeId, b: NodeId) -> Result<(), Error> {
        let tree = self.tree.borrow();
        let Node::Beside(parts) = tree.node(b) else { return Ok(()) };
        let Some((&first, rest)) = parts.split_first() else { return Ok(()) };
        let Some(second) = rest.first() else { return Ok(()) };
        let rest = Span::new(tree.span(*second).start, tree.span(b).end).of(self.source);
        let (top, bottom) = (self.text(a), tree.span(b).of(self.source));
        let one = format!("{top}/{}*{rest}", tree.span(first).of(self.source));
        let kind = ErrorKind::Quotient(one, format!("{top}/({bottom})"));
        self.error(kind, tree.span(a).join(tree.span(b)))
    }

    /// `sin x^2` has two readings.
    fn check_power(&self, a: NodeId, b: NodeId) -> Result<(), Error> {
        let tree = self.tree.borrow();
        let Node::Call(Call { name, arguments, bracket: false }) = tree.node(a) else {
            return Ok(());
        };
        let argument = arguments.first().map_or("", |x| tree.span(*x).of(self.source));
        let (function, exponent) = (&name.text, self.text(b));
        let one = format!("{function}({argument}^{exponent})");
        let kind = ErrorKind::Argument(one, format!("({function}({argument}))^{exponent}"));
        self.error(kind, tree.span(a).join(tree.span(b)))
    }

    /// `e^2x` and `sin x y` have two readings; `sin x cos y` has one.
    fn check_beside(&self, a: NodeId, b: NodeId) -> Result<(), Error> {
        let tree = self.tree.borrow();
        let last = match tree.node(a) {
            Node::Beside(parts) => parts.last().copied().unwrap_or(a),
            _ => a,
        };
        let inner = match tree.node(last) {
            Node::Negate(inner) => *inner,
            _ => last,
        };
        let span = tree.span(last).join(tree.span(b));
        let second = self.text(b);
        match tree.node(inner) {
            Node::Power(base, exponent) if self.ambiguous_power(&tree, *base, *exponent) => {
                let (base, exponent) = (self.text(*base), self.text(*exponent));
                let one = format!("{base}^({exponent}*{second})");
                let kind = ErrorKind::PowerProduct(one, format!("{base}^({exponent})*{second}"));
                self.error(kind, span)
            }
            Node::Call(Call { name, arguments, bracket: false }) if !self.is_call(&tree, b) => {
                let argument = arguments.first().map_or("", |x| tree.span(*x).of(self.source));
                let one = format!("{}({argument}*{second})", name.text);
                let kind = ErrorKind::Argument(one, format!("{}({argument})*{second}", name.text));
                self.error(kind, span)
            }
            _ => Ok(()),
        }
    }

    /// A power of `e` or of a number whose exponent has no bracket.
    fn ambiguous_power(&self, tree: &Tree, base: NodeId, exponent: NodeId) -> bool {
        let plain = match tree.node(base) {
            Node::Number(_) => true,
            Node::Name(name) => name.text == "e",
            _ => false,
        };
        plain && !matches!(tree.node(exponent), Node::Group(_))
    }

    fn is_call(&self, tree: &Tree, id: NodeId) -> bool {
        match tree.node(id) {
            Node::Call(call) => super::words::is_function(&call.name.text),
            Node::Power(base, _) => matches!(tree.node(*base), Node::Call(_)),
            _ => false,
        }
    }
}

/// The exact value of a number.
pub(super) fn number(text: &str, span: Span) -> Result<Rational, Error> {
    let too_large = || Error::new(ErrorKind::NumberTooLarge, span);
    if text.len() > MAX_DIGITS {
        return Err(too_large());
    }
    text.parse().map_err(|error| match error {
        ParseRationalError::ExponentTooLarge => too_large(),
        ParseRationalError::Malformed | ParseRationalError::ZeroDenominator => {
            Error::new(ErrorKind::Unexpected("this number".into()), span)
        }
    })
}

fn inverse(function: &str) -> Option<&'static str> {
    let pairs = [
        ("sin", "asin"),
        ("cos", "acos"),
        ("tan", "atan"),
        ("sinh", "asinh"),
        ("cosh", "acosh"),
        ("tanh", "atanh"),
        ("exp", "ln"),
        ("ln", "exp"),
    ];
    pairs.iter().find(|(name, _)| *name == function).map(|(_, inverse)| *inverse)
}
