//! From names as written to what they stand for.
//!
//! One loop over the nodes, operands first. A run of letters, and a factor before a bracket,
//! are products that bind looser than what stands around them: their pieces stay apart until
//! the surrounding operation has taken the piece that is its own, so that `xy^2` is x·y² and
//! `x(y+1)^2` is x·(y+1)².

use super::echo::Labels;
use super::error::{Error, ErrorKind};
use super::names::{Meaning, Names, constant, is_one_letter};
use super::note::{Note, NoteKind};
use super::reading::{Builtin, Over, Readings, Referent, Term, TermId};
use super::split::ways;
use crate::syntax::words::{FUNCTIONS, is_function, nearest};
use crate::syntax::{self, Name, Node, NodeId, Span, Tree};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// What is known of a definition while the lines below it are read.
#[derive(Debug, Clone)]
pub(super) struct Header {
    /// Arguments, if it is a function.
    pub arguments: Option<Vec<Name>>,
    /// Uses a column, so that it differs from row to row.
    pub per_row: bool,
}

/// Where names of one expression are looked up.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    /// Arguments of the function and indices of sums around it.
    pub locals: Rc<Vec<String>>,
    /// Definitions from this number on stand below.
    pub visible: usize,
}

pub(super) struct Resolver<'a> {
    pub source: &'a str,
    pub tree: &'a Tree,
    pub names: &'a Names,
    pub headers: &'a [Header],
    pub table: bool,
    pub labels: Labels<'a>,
    pub readings: &'a mut Readings,
    pub notes: &'a mut Vec<Note>,
}

/// A node once its names are known.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Term(TermId),
    /// Factors of a product without a sign, made of one name or of a name and its bracket.
    Pieces(Vec<TermId>),
    Range(String, TermId, TermId),
}

pub(super) type Values = FxHashMap<NodeId, Value>;

const UNITS: [&str; 16] =
    ["m", "cm", "mm", "km", "s", "ms", "min", "h", "g", "kg", "mg", "N", "J", "W", "V", "Hz"];

impl Resolver<'_> {
    /// What `root` is read as.
    pub(super) fn read(&mut self, root: NodeId, scope: &Scope) -> Result<TermId, Error> {
        let order = self.tree.below(root);
        let scopes = self.scopes(&order, root, scope);
        let mut values = Values::default();
        for id in order {
            let scope = scopes.get(&id).unwrap_or(scope);
            let value = self.node(id, scope, &values)?;
            values.insert(id, value);
        }
        self.whole(root, &values)
    }

    /// The scope of each node; a range binds its index in what follows it in the bracket.
    fn scopes(&self, order: &[NodeId], root: NodeId, scope: &Scope) -> FxHashMap<NodeId, Scope> {
        let mut scopes = FxHashMap::default();
        scopes.insert(root, scope.clone());
        for id in order.iter().rev() {
            let Some(own) = scopes.get(id).cloned() else { continue };
            let index = match self.tree.node(*id) {
                Node::Call(call) => call.arguments.first().and_then(|first| self.index(*first)),
                _ => None,
            };
            for (k, child) in self.tree.node(*id).children().into_iter().enumerate() {
                let inner = match &index {
                    Some(index) if k > 0 => own.with(index),
                    _ => own.clone(),
                };
                scopes.insert(child, inner);
            }
        }
        scopes
    }

    fn index(&self, id: NodeId) -> Option<&str> {
        match self.tree.node(id) {
            Node::Range(name, _, _) => Some(&name.text),
            _ => None,
        }
    }

    fn node(&mut self, id: NodeId, scope: &Scope, values: &Values) -> Result<Value, Error> {
        let span = self.tree.span(id);
        let tree = self.tree;
        let term = match tree.node(id) {
            Node::Number(value) => Term::Number(value.clone()),
            Node::Name(name) => return self.name(name, scope),
            Node::Sum(parts) => Term::Sum(self.signed(parts, values)?),
            Node::Product(parts) => {
                self.check_divisors(parts, values)?;
                Term::Product(self.signed(parts, values)?)
            }
            Node::Beside(parts) => return self.beside(parts, span, values),
            Node::Negate(a) => return self.negate(*a, span, values),
            Node::Power(base, exponent) => return self.power(*base, *exponent, span, values),
            Node::Root(a) => {
                self.check_argument("√", &[*a], span, values)?;
                Term::Call(Builtin::SquareRoot, vec![self.whole(*a, values)?])
            }
            Node::Absolute(a) => Term::Absolute(self.whole(*a, values)?),
            Node::Group(a) => return Ok(Value::Term(self.whole(*a, values)?)),
            Node::Call(call) => return self.call(call, scope, span, values),
            Node::Range(name, low, high) => {
                let (low, high) = (self.whole(*low, values)?, self.whole(*high, values)?);
                return Ok(Value::Range(name.text.clone(), low, high));
            }
        };
        Ok(Value::Term(self.readings.push(term, span)))
    }

    /// The node as one operand; pieces become their product.
    pub(super) fn whole(&mut self, id: NodeId, values: &Values) -> Result<TermId, Error> {
        let span = self.tree.span(id);
        match values.get(&id) {
            Some(Value::Term(term)) => Ok(*term),
            Some(Value::Pieces(pieces)) => Ok(self.product(pieces.clone(), span)),
            Some(Value::Range(..)) | None => Err(Error::new(ErrorKind::StrayRange, span)),
        }
    }

    pub(super) fn product(&mut self, pieces: Vec<TermId>, span: Span) -> TermId {
        let factors = pieces.into_iter().map(|piece| (false, piece)).collect();
        self.readings.push(Term::Product(factors), span)
    }

    fn signed(
        &mut self,
        parts: &[(bool, NodeId)],
        values: &Values,
    ) -> Result<Vec<(bool, TermId)>, Error> {
        parts.iter().map(|(inverse, id)| Ok((*inverse, self.whole(*id, values)?))).collect()
    }

    fn beside(&mut self, parts: &[NodeId], span: Span, values: &Values) -> Result<Value, Error> {
        let mut factors = Vec::new();
        for (k, id) in parts.iter().enumerate() {
            match values.get(id) {
                Some(Value::Pieces(pieces)) => {
                    self.check_last_power(*id, pieces, parts.get(k + 1))?;
                    factors.extend(pieces.iter().copied());
                }
                _ => factors.push(self.whole(*id, values)?),
            }
        }
        Ok(Value::Term(self.product(factors, span)))
    }

    fn negate(&mut self, a: NodeId, span: Span, values: &Values) -> Result<Value, Error> {
        match values.get(&a) {
            Some(Value::Pieces(pieces)) => {
                let mut pieces = pieces.clone();
                if let Some(first) = pieces.first_mut() {
                    *first = self.readings.push(Term::Negate(*first), span);
                }
                Ok(Value::Pieces(pieces))
            }
            _ => {
                let a = self.whole(a, values)?;
                Ok(Value::Term(self.readings.push(Term::Negate(a), span)))
            }
        }
    }

    /// A power takes the last piece of its base only.
    fn power(
        &mut self,
        base: NodeId,
        exponent: NodeId,
        span: Span,
        values: &Values,
    ) -> Result<Value, Error> {
        if let Some(Value::Pieces(pieces)) = values.get(&exponent) {
            let base = self.text(self.tree.span(base)).to_string();
            let (first, rest) = self.first_and_rest(pieces);
            let one = format!("{base}^({first}*{rest})");
            let kind = syntax::ErrorKind::PowerProduct(one, format!("{base}^({first})*{rest}"));
            return Err(syntax::Error::new(kind, span).into());
        }
        let exponent = self.whole(exponent, values)?;
        match values.get(&base) {
            Some(Value::Pieces(pieces)) => {
                let mut pieces = pieces.clone();
                if let Some(last) = pieces.last_mut() {
                    let at = self.readings.span(*last).join(self.readings.span(exponent));
                    *last = self.readings.push(Term::Power(*last, exponent), at);
                }
                Ok(Value::Pieces(pieces))
            }
            _ => {
                let base = self.whole(base, values)?;
                Ok(Value::Term(self.readings.push(Term::Power(base, exponent), span)))
            }
        }
    }

    pub(super) fn text(&self, span: Span) -> &str {
        span.of(self.source)
    }

    fn name(&mut self, name: &Name, scope: &Scope) -> Result<Value, Error> {
        if let Some(referent) = self.referent(&name.text, name.span, scope)? {
            return Ok(Value::Term(self.readings.push(Term::Name(referent), name.span)));
        }
        if is_one_letter(&name.text) {
            return Err(self.unknown_name(name, scope));
        }
        let found = ways(&name.text, |piece| self.is_factor(piece, scope), |_| false);
        match &found[..] {
            [] => Err(self.unknown_name(name, scope)),
            [pieces] => {
                self.note(
                    NoteKind::Run(self.text(name.span).to_string(), pieces.join("*")),
                    name.span,
                );
                Ok(Value::Pieces(self.pieces(pieces, name.span, scope)?))
            }
            several => Err(ambiguous(name, several)),
        }
    }

    pub(super) fn pieces(
        &mut self,
        pieces: &[String],
        span: Span,
        scope: &Scope,
    ) -> Result<Vec<TermId>, Error> {
        let mut terms = Vec::new();
        for piece in pieces {
            if let Some(referent) = self.referent(piece, span, scope)? {
                terms.push(self.readings.push(Term::Name(referent), span));
            }
        }
        Ok(terms)
    }

    /// What `name` stands for where `scope` is; none if it is not known.
    pub(super) fn referent(
        &self,
        name: &str,
        span: Span,
        scope: &Scope,
    ) -> Result<Option<Referent>, Error> {
        if scope.locals.iter().any(|local| local == name) {
            return Ok(Some(Referent::Local(name.to_string())));
        }
        match self.names.meaning(name) {
            Some(Meaning::Free) => Ok(Some(Referent::Free(name.to_string()))),
            Some(Meaning::Column(column)) => Ok(Some(Referent::Column(column))),
            Some(Meaning::Definition(k)) => {
                self.check_visible(name, k, span, scope)?;
                match self.headers.get(k).is_some_and(|header| header.arguments.is_some()) {
                    true => Err(Error::new(ErrorKind::BareFunction(name.to_string()), span)),
                    false => Ok(Some(Referent::Abbreviation(k))),
                }
            }
            None => Ok(constant(name).map(Referent::Constant)),
        }
    }

    pub(super) fn check_visible(
        &self,
        name: &str,
        k: usize,
        span: Span,
        scope: &Scope,
    ) -> Result<(), Error> {
        let kind = match k.cmp(&scope.visible) {
            std::cmp::Ordering::Less => return Ok(()),
            std::cmp::Ordering::Equal => {
                let own = self.names.span(name);
                match own.start < span.start {
                    true => ErrorKind::SelfReference(name.to_string()),
                    false => ErrorKind::UsedBefore(name.to_string(), own),
                }
            }
            std::cmp::Ordering::Greater => {
                ErrorKind::UsedBefore(name.to_string(), self.names.span(name))
            }
        };
        Err(Error::new(kind, span))
    }

    /// A name that can be a factor.
    pub(super) fn is_factor(&self, name: &str, scope: &Scope) -> bool {
        scope.locals.iter().any(|local| local == name)
            || match self.names.meaning(name) {
                Some(Meaning::Free | Meaning::Column(_)) => true,
                Some(Meaning::Definition(k)) => !self.is_own_function(k),
                None => constant(name).is_some(),
            }
    }

    pub(super) fn is_own_function(&self, k: usize) -> bool {
        self.headers.get(k).is_some_and(|header| header.arguments.is_some())
    }

    pub(super) fn is_any_function(&self, name: &str) -> bool {
        match self.names.meaning(name) {
            Some(Meaning::Definition(k)) => self.is_own_function(k),
            Some(Meaning::Free | Meaning::Column(_)) => false,
            None => is_function(name),
        }
    }

    pub(super) fn note(&mut self, kind: NoteKind, span: Span) {
        if self.notes.iter().all(|note| note.kind != kind) {
            self.notes.push(Note::new(kind, span, self.source));
        }
    }

    fn unknown_name(&self, name: &Name, scope: &Scope) -> Error {
        let before = self.source.get(..name.span.start).unwrap_or_default();
        let after_number = before.ends_with(' ')
            && before.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == '.');
        let text = name.text.clone();
        if after_number && UNITS.contains(&name.text.as_str()) {
            return Error::new(ErrorKind::Unit(text), name.span);
        }
        let letters = !self.names.declared && name.text.chars().all(|c| c.is_ascii_alphabetic());
        if letters && (2..=3).contains(&name.text.len()) {
            let product: Vec<String> = name.text.chars().map(String::from).collect();
            return Error::new(ErrorKind::UnknownRun(text, product.join("*")), name.span);
        }
        let near = nearest(&name.text, self.candidates(scope)).map(str::to_string);
        let near = near.filter(|_| name.text.len() > 1);
        Error::new(ErrorKind::UnknownName(text, near, true), name.span)
    }

    fn candidates<'s>(&'s self, scope: &'s Scope) -> impl Iterator<Item = &'s str> {
        let locals = scope.locals.iter().map(String::as_str);
        locals.chain(self.names.iter()).chain(["pi"])
    }

    pub(super) fn unknown_function(&self, name: &Name) -> Error {
        let own = self.names.iter().filter(|name| self.is_any_function(name));
        let near = nearest(&name.text, own.chain(FUNCTIONS)).map(str::to_string);
        let near = near.filter(|_| name.text.len() > 1);
        Error::new(ErrorKind::UnknownFunction(name.text.clone(), near), name.span)
    }
}

impl Scope {
    fn with(&self, local: &str) -> Scope {
        let mut locals = (*self.locals).clone();
        locals.push(local.to_string());
        Scope { locals: Rc::new(locals), visible: self.visible }
    }
}

pub(super) fn ambiguous(name: &Name, several: &[Vec<String>]) -> Error {
    let products = several.iter().map(|pieces| pieces.join("*")).collect();
    Error::new(ErrorKind::AmbiguousRun(name.text.clone(), products), name.span)
}

/// Does the term differ from row to row?
pub(super) fn is_per_row(readings: &Readings, headers: &[Header], root: TermId) -> bool {
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        let term = readings.term(id);
        let per_row = match term {
            Term::Name(Referent::Column(_)) => true,
            Term::Name(Referent::Abbreviation(k)) | Term::Own(k, _) => {
                headers.get(*k).is_some_and(|header| header.per_row)
            }
            _ => false,
        };
        if per_row {
            return true;
        }
        if !matches!(term, Term::Total(_, Over::Rows, _)) {
            open.extend(term.children());
        }
    }
    false
}
