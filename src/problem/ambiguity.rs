//! Products that only show once the names are known, where they have two readings.

use super::error::Error;
use super::reading::{Referent, Term, TermId};
use super::resolve::{Resolver, Value, Values};
use crate::expr::Constant;
use crate::syntax::{self, Node, NodeId, Span};

impl Resolver<'_> {
    pub(super) fn first_and_rest(&self, pieces: &[TermId]) -> (String, String) {
        let text = |piece: &TermId| {
            let text = super::echo::echo(self.readings, self.labels, *piece);
            match self.readings.term(*piece) {
                Term::Sum(_) => format!("({text})"),
                _ => text,
            }
        };
        let texts: Vec<String> = pieces.iter().map(text).collect();
        match texts.split_first() {
            Some((first, rest)) => (first.clone(), rest.join("*")),
            None => (String::new(), String::new()),
        }
    }

    /// `1/xy` has two readings, as `1/2x` has.
    pub(super) fn check_divisors(
        &self,
        parts: &[(bool, NodeId)],
        values: &Values,
    ) -> Result<(), Error> {
        for (k, (divides, id)) in parts.iter().enumerate() {
            let Some(Value::Pieces(pieces)) = values.get(id).filter(|_| *divides) else { continue };
            let start = parts.first().map_or(*id, |part| part.1);
            let before = parts.get(k.saturating_sub(1)).map_or(*id, |part| part.1);
            let top = Span::new(self.tree.span(start).start, self.tree.span(before).end);
            let (top, (first, rest)) = (self.text(top), self.first_and_rest(pieces));
            let one = format!("{top}/{first}*{rest}");
            let kind = syntax::ErrorKind::Quotient(one, format!("{top}/({first}*{rest})"));
            let span = self.tree.span(start).join(self.tree.span(*id));
            return Err(syntax::Error::new(kind, span).into());
        }
        Ok(())
    }

    /// `sin xy` has two readings, as `sin x y` has.
    pub(super) fn check_argument(
        &self,
        function: &str,
        arguments: &[NodeId],
        span: Span,
        values: &Values,
    ) -> Result<(), Error> {
        let parts: Vec<NodeId> = arguments
            .iter()
            .flat_map(|id| match self.tree.node(*id) {
                Node::Beside(parts) => parts.clone(),
                _ => vec![*id],
            })
            .collect();
        let Some((Value::Pieces(pieces), id)) = parts
            .iter()
            .filter_map(|id| values.get(id).map(|value| (value, id)))
            .find(|(value, _)| matches!(value, Value::Pieces(_)))
        else {
            return Ok(());
        };
        let lead = match parts.first() {
            Some(first) if first != id => self.text(self.tree.span(*first)).to_string() + "*",
            _ => String::new(),
        };
        let (first, rest) = self.first_and_rest(pieces);
        let one = format!("{function}({lead}{first}*{rest})");
        let kind = syntax::ErrorKind::Argument(one, format!("{function}({lead}{first})*{rest}"));
        Err(syntax::Error::new(kind, span).into())
    }

    /// `xe^2y` hides an `e^2y`.
    pub(super) fn check_last_power(
        &self,
        id: NodeId,
        pieces: &[TermId],
        next: Option<&NodeId>,
    ) -> Result<(), Error> {
        let (Some(last), Some(next)) = (pieces.last(), next) else { return Ok(()) };
        let Term::Power(base, exponent) = self.readings.term(*last) else { return Ok(()) };
        let is_e = matches!(self.readings.term(*base), Term::Name(Referent::Constant(Constant::E)));
        let bracket = matches!(self.tree.node(id), Node::Power(_, exponent)
            if matches!(self.tree.node(*exponent), Node::Group(_)));
        if !is_e || bracket {
            return Ok(());
        }
        let exponent = super::echo::echo(self.readings, self.labels, *exponent);
        let next_text = self.text(self.tree.span(*next));
        let one = format!("e^({exponent}*{next_text})");
        let kind = syntax::ErrorKind::PowerProduct(one, format!("e^({exponent})*{next_text}"));
        let span = self.tree.span(id).join(self.tree.span(*next));
        Err(syntax::Error::new(kind, span).into())
    }
}
