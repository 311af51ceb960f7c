//! Where the variables live: relations, bounds, and assumptions on parameters.

use super::constant::sign;
use super::error::{Error, ErrorKind};
use super::pipeline::Pipeline;
use super::reading::TermId;
use crate::expr::{Dag, Expr};
use crate::number::Sign;
use crate::syntax::{self, Chain, Interval, Name, Node, NodeId, Set, Span};
use std::collections::BTreeSet;

/// A relation between two expressions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The smaller side (of `!=`, the left one).
    pub left: Expr,
    /// How they compare.
    pub comparison: Comparison,
    /// The larger side.
    pub right: Expr,
    /// As read, in the input language, in the order of the file.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Relation {
    /// The names on both sides.
    pub(super) fn names(&self, dag: &Dag) -> BTreeSet<String> {
        let mut symbols = dag.symbols_of(self.left);
        symbols.extend(dag.symbols_of(self.right));
        symbols.into_iter().map(|symbol| dag.name(symbol).to_string()).collect()
    }
}

/// How two sides compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// left ≤ right
    AtMost,
    /// left < right: the edge is left out.
    Below,
    /// left ≠ right, between parameters only.
    Differs,
}

/// The bounds of a variable; none where it is unbounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range {
    /// The left end.
    pub low: Option<End>,
    /// The right end.
    pub high: Option<End>,
}

/// The end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// An exact constant.
    pub value: Expr,
    /// The end itself does not belong to the range.
    pub strict: bool,
}

/// What relations and domains say, together.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub region: Vec<Relation>,
    pub assumptions: Vec<Relation>,
    pub boxes: Vec<Range>,
}

/// A side of a chain: an expression, or infinity; `true` for −∞.
enum Side {
    Finite(TermId),
    Infinite(bool),
}

impl Pipeline<'_> {
    /// Relations, bounds and assumptions of the file.
    pub(super) fn places(&mut self) -> Result<Places, Error> {
        let mut places =
            Places { boxes: vec![Range::default(); self.variables.len()], ..Places::default() };
        for (name, set) in self.lines.domains.clone() {
            if let Set::Interval(interval) = set {
                self.interval(name, interval, &mut places)?;
            }
        }
        for (chain, span) in self.lines.relations.clone() {
            self.chain(chain, span, &mut places)?;
        }
        Ok(places)
    }

    fn interval(
        &mut self,
        name: &Name,
        interval: &Interval,
        places: &mut Places,
    ) -> Result<(), Error> {
        let low = interval.low.map(|low| self.constant(low)).transpose()?;
        let high = interval.high.map(|high| self.constant(high)).transpose()?;
        if let (Some(low), Some(high)) = (low, high) {
            self.check_order(low, high, interval)?;
        }
        let symbol = self.dag().symbol(&name.text);
        let variable = self.dag().variable(symbol);
        let sign = |open: bool| if open { Comparison::Below } else { Comparison::AtMost };
        let end = |node: Option<NodeId>| node.map(|node| self.file().tree.span(node));
        let texts = [end(interval.low), end(interval.high)]
            .map(|span| span.map_or(String::new(), |span| span.of(self.source).to_string()));
        let low = low.map(|low| (low, sign(interval.open_low), variable, true));
        let high = high.map(|high| (variable, sign(interval.open_high), high, false));
        for (left, comparison, right, lower) in low.into_iter().chain(high) {
            let text = match lower {
                true => format!("{} {} {}", texts[0], comparison.text(), name.text),
                false => format!("{} {} {}", name.text, comparison.text(), texts[1]),
            };
            let span = name.span.join(interval.span);
            self.place(Relation { left, comparison, right, text, span }, places)?;
        }
        Ok(())
    }

    /// `[3, 1]` and `[1, 1]` are mistakes.
    fn check_order(&mut self, low: Expr, high: Expr, interval: &Interval) -> Result<(), Error> {
        let width = self.dag().sub(high, low);
        let kind = match sign(self.dag(), width) {
            Sign::Positive | Sign::Unknown => return Ok(()),
            Sign::Zero => ErrorKind::EmptyInterval,
            Sign::Negative => {
                let text = |node: Option<NodeId>| {
                    node.map_or("", |node| self.file().tree.span(node).of(self.source))
                };
                let open = if interval.open_low { '(' } else { '[' };
                let close = if interval.open_high { ')' } else { ']' };
                let (low, high) = (text(interval.low), text(interval.high));
                ErrorKind::TurnedInterval(format!("{open}{high}, {low}{close}"))
            }
        };
        Err(Error::new(kind, interval.span))
    }

    fn chain(&mut self, chain: &Chain, span: Span, places: &mut Places) -> Result<(), Error> {
        let mut sides = Vec::new();
        for side in &chain.sides {
            sides.push(match self.infinity(*side) {
                Some(negative) => Side::Infinite(negative),
                None => Side::Finite(self.resolve(*side)?),
            });
        }
        let names: BTreeSet<String> = sides
            .iter()
            .filter_map(|side| match side {
                Side::Finite(term) => Some(self.free_names(*term)),
                Side::Infinite(_) => None,
            })
            .flatten()
            .collect();
        if names.is_empty() {
            return Err(Error::new(ErrorKind::ConstantRelation, span));
        }
        self.check_known(&names, span)?;
        let assumption = names.iter().all(|name| self.is_parameter(name));
        for (k, sign) in chain.signs.iter().enumerate() {
            let (a, b) = match (sides.get(k), sides.get(k + 1)) {
                (Some(Side::Finite(a)), Some(Side::Finite(b))) => (a, b),
                (Some(Side::Infinite(negative)), Some(Side::Finite(_)))
                    if *negative == is_increasing(*sign) =>
                {
                    continue;
                }
                (Some(Side::Finite(_)), Some(Side::Infinite(negative)))
                    if *negative != is_increasing(*sign) =>
                {
                    continue;
                }
                _ => return Err(Error::new(ErrorKind::Infinity, span)),
            };
            let relation = self.relation(*a, *sign, *b, span)?;
            if relation.comparison == Comparison::Differs && !assumption {
                return Err(Error::new(ErrorKind::DiffersInRegion, span));
            }
            match self.dag().is_constant(relation.left) && self.dag().is_constant(relation.right) {
                true => return Err(Error::new(ErrorKind::ConstantRelation, span)),
                false => self.place(relation, places)?,
            }
        }
        Ok(())
    }

    /// `oo` and `-oo`: is it the negative one?
    fn infinity(&self, side: NodeId) -> Option<bool> {
        let tree = &self.file().tree;
        let (negative, inner) = match tree.node(side) {
            Node::Negate(inner) => (true, *inner),
            _ => (false, side),
        };
        match tree.node(inner) {
            Node::Name(name) if matches!(name.text.as_str(), "oo" | "inf") => {
                self.names.meaning(&name.text).is_none().then_some(negative)
            }
            _ => None,
        }
    }

    /// Names of a relation must be variables or parameters of the objective.
    fn check_known(&self, names: &BTreeSet<String>, span: Span) -> Result<(), Error> {
        let strange = names.iter().find(|name| !self.is_parameter(name) && !self.is_variable(name));
        match strange {
            Some(name) => {
                let header = self.header_with(name);
                Err(Error::new(ErrorKind::NotInObjective(name.clone(), header), span))
            }
            None => Ok(()),
        }
    }

    fn relation(
        &mut self,
        a: TermId,
        sign: syntax::Comparison,
        b: TermId,
        span: Span,
    ) -> Result<Relation, Error> {
        let text = format!("{} {} {}", self.echo(a), sign_text(sign), self.echo(b));
        let (a, b) = (self.expression(a)?, self.expression(b)?);
        let (left, comparison, right) = match sign {
            syntax::Comparison::AtMost => (a, Comparison::AtMost, b),
            syntax::Comparison::Below => (a, Comparison::Below, b),
            syntax::Comparison::AtLeast => (b, Comparison::AtMost, a),
            syntax::Comparison::Above => (b, Comparison::Below, a),
            syntax::Comparison::Differs => (a, Comparison::Differs, b),
        };
        Ok(Relation { left, comparison, right, text, span })
    }

    /// Puts a relation where it belongs: an assumption, or the region and maybe a bound.
    fn place(&mut self, relation: Relation, places: &mut Places) -> Result<(), Error> {
        let names = relation.names(&self.lowering.dag);
        let parameters = names.iter().all(|name| self.is_parameter(name));
        if parameters {
            places.assumptions.push(relation);
            return Ok(());
        }
        self.bound(&relation, places)?;
        if names.iter().any(|name| self.is_variable(name)) {
            places.region.push(relation);
        }
        Ok(())
    }

    /// One variable against a constant is a bound of the box.
    fn bound(&mut self, relation: &Relation, places: &mut Places) -> Result<(), Error> {
        let strict = relation.comparison == Comparison::Below;
        let (left, right) = (relation.left, relation.right);
        if let Some(at) = self.position(left).filter(|_| self.dag().is_constant(right)) {
            let end = End { value: right, strict };
            let old = places.boxes[at].high;
            places.boxes[at].high = Some(self.tighter(old, end, Sign::Negative));
            return self.check_box(places.boxes[at], relation);
        }
        if let Some(at) = self.position(right).filter(|_| self.dag().is_constant(left)) {
            let end = End { value: left, strict };
            let old = places.boxes[at].low;
            places.boxes[at].low = Some(self.tighter(old, end, Sign::Positive));
            return self.check_box(places.boxes[at], relation);
        }
        Ok(())
    }

    /// The place of a variable in the list of variables.
    fn position(&mut self, e: Expr) -> Option<usize> {
        let symbol = self.dag().as_symbol(e)?;
        let name = self.dag().name(symbol).to_string();
        self.variables.iter().position(|variable| *variable == name)
    }

    /// The one of two ends that lies further inside: `inside` is the sign of new − old then.
    fn tighter(&mut self, old: Option<End>, new: End, inside: Sign) -> End {
        let Some(old) = old else { return new };
        let difference = self.dag().sub(new.value, old.value);
        match sign(self.dag(), difference) {
            Sign::Zero => End { value: old.value, strict: old.strict || new.strict },
            found if found == inside => new,
            Sign::Negative | Sign::Positive | Sign::Unknown => old,
        }
    }

    fn check_box(&mut self, range: Range, relation: &Relation) -> Result<(), Error> {
        let (Some(low), Some(high)) = (range.low, range.high) else { return Ok(()) };
        let width = self.dag().sub(high.value, low.value);
        let kind = match sign(self.dag(), width) {
            Sign::Positive | Sign::Unknown => return Ok(()),
            Sign::Zero => ErrorKind::EmptyInterval,
            Sign::Negative => ErrorKind::EmptyRegion,
        };
        Err(Error::new(kind, relation.span))
    }
}

impl Comparison {
    /// The sign in the input language.
    pub fn text(self) -> &'static str {
        match self {
            Comparison::AtMost => "<=",
            Comparison::Below => "<",
            Comparison::Differs => "!=",
        }
    }
}

/// Does the chain go from small to large?
fn is_increasing(sign: syntax::Comparison) -> bool {
    matches!(sign, syntax::Comparison::AtMost | syntax::Comparison::Below)
}

fn sign_text(sign: syntax::Comparison) -> &'static str {
    match sign {
        syntax::Comparison::AtMost => "<=",
        syntax::Comparison::Below => "<",
        syntax::Comparison::AtLeast => ">=",
        syntax::Comparison::Above => ">",
        syntax::Comparison::Differs => "!=",
    }
}
