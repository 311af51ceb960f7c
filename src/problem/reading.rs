//! Expressions with the meaning of their names: what the formula was read as.

use crate::expr::{Constant, Function};
use crate::number::Rational;
use crate::syntax::Span;

/// A term of [`Readings`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct TermId(u32);

/// All terms of a file; operands precede what uses them.
#[derive(Debug, Default)]
pub(super) struct Readings {
    terms: Vec<(Term, Span)>,
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Referent {
    /// A variable or a parameter.
    Free(String),
    /// A column of the table.
    Column(usize),
    /// A definition without arguments.
    Abbreviation(usize),
    /// An argument of the function, or the index of a sum.
    Local(String),
    /// π or e.
    Constant(Constant),
}

/// A function of the language, with those that are more than one [`Function`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Builtin {
    /// One of the functions of expressions.
    Plain(Function),
    /// √
    SquareRoot,
    /// The real cube root.
    CubeRoot,
    /// `log(x)`, natural, or `log(x, b)`.
    Log,
}

/// Over what a sum or mean runs.
#[derive(Debug, Clone)]
pub(super) enum Over {
    /// The rows of the table.
    Rows,
    /// An index, from a whole number to another.
    Range(String, TermId, TermId),
}

/// One operation.
#[derive(Debug, Clone)]
pub(super) enum Term {
    Number(Rational),
    Name(Referent),
    /// Terms; `true` if subtracted.
    Sum(Vec<(bool, TermId)>),
    /// Factors; `true` if divided by.
    Product(Vec<(bool, TermId)>),
    Negate(TermId),
    Power(TermId, TermId),
    Absolute(TermId),
    Call(Builtin, Vec<TermId>),
    /// A function of the file.
    Own(usize, Vec<TermId>),
    /// `sum` or, with `true`, `mean`.
    Total(bool, Over, TermId),
}

impl Term {
    /// The operands that are evaluated where the term is; the body of a sum is not.
    pub(super) fn operands(&self) -> Vec<TermId> {
        match self {
            Term::Number(_) | Term::Name(_) => Vec::new(),
            Term::Sum(parts) | Term::Product(parts) => parts.iter().map(|part| part.1).collect(),
            Term::Negate(a) | Term::Absolute(a) => vec![*a],
            Term::Power(a, b) => vec![*a, *b],
            Term::Call(_, arguments) | Term::Own(_, arguments) => arguments.clone(),
            Term::Total(_, Over::Range(_, low, high), _) => vec![*low, *high],
            Term::Total(_, Over::Rows, _) => Vec::new(),
        }
    }

    /// All operands.
    pub(super) fn children(&self) -> Vec<TermId> {
        let mut all = self.operands();
        if let Term::Total(_, _, body) = self {
            all.push(*body);
        }
        all
    }
}

const ZERO: &Term = &Term::Sum(Vec::new());

impl Readings {
    pub(super) fn push(&mut self, term: Term, span: Span) -> TermId {
        self.terms.push((term, span));
        TermId((self.terms.len() - 1) as u32)
    }

    pub(super) fn term(&self, id: TermId) -> &Term {
        self.terms.get(id.0 as usize).map_or(ZERO, |(term, _)| term)
    }

    pub(super) fn span(&self, id: TermId) -> Span {
        self.terms.get(id.0 as usize).map_or(Span::default(), |(_, span)| *span)
    }

    /// Everything evaluated together with `root`, operands first.
    pub(super) fn evaluated(&self, root: TermId) -> Vec<TermId> {
        self.reachable(root, Term::operands)
    }

    /// Everything below `root`, bodies of sums included, operands first.
    pub(super) fn below(&self, root: TermId) -> Vec<TermId> {
        self.reachable(root, Term::children)
    }

    fn reachable(&self, root: TermId, children: impl Fn(&Term) -> Vec<TermId>) -> Vec<TermId> {
        let mut seen = vec![root];
        let mut next = 0;
        while next < seen.len() {
            seen.extend(children(self.term(seen[next])));
            next += 1;
        }
        seen.sort_unstable();
        seen.dedup();
        seen
    }
}
