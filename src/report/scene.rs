//! What every section needs: the result, the words, the letters.

use super::formula::Formula;
use super::options::Notation;
use super::phrase::{Phrase, Piece};
use super::typeset::Typesetter;
use super::words::Words;
use crate::result::{Document, Number};

/// A result about to be put into words.
pub(crate) struct Scene<'a> {
    pub(crate) document: &'a Document,
    pub(crate) words: Words,
    pub(crate) maths: Typesetter,
    /// Words of the second-derivative test.
    pub(crate) notation: Notation,
}

impl<'a> Scene<'a> {
    /// The scene of a result in one language.
    pub(crate) fn new(document: &'a Document, language: &str) -> Scene<'a> {
        Scene {
            document,
            words: Words::of(language),
            maths: Typesetter::of(document),
            notation: Notation::default(),
        }
    }

    /// The name of the loss; `L` if the file gives none.
    pub(crate) fn loss(&self) -> Formula {
        self.maths.name(self.loss_name())
    }

    /// The same as it is typed.
    pub(crate) fn loss_name(&self) -> &str {
        self.document.reading.name.as_deref().unwrap_or("L")
    }

    /// `L(x, y)`
    pub(crate) fn loss_of_variables(&self) -> Formula {
        Formula::row([self.loss(), Formula::tuple(self.variables())])
    }

    /// The variables as letters.
    pub(crate) fn variables(&self) -> Vec<Formula> {
        self.document.variables.iter().map(|name| self.maths.name(name)).collect()
    }

    /// The variables as one point: `x`, or `(x, y)`.
    pub(crate) fn variable_tuple(&self) -> Formula {
        one_or_tuple(self.variables())
    }

    /// Is there only one variable, so that derivatives are numbers?
    pub(crate) fn is_single(&self) -> bool {
        self.document.variables.len() == 1
    }

    /// `∇L`, or `dL/dx`.
    pub(crate) fn gradient(&self) -> Formula {
        if self.is_single() {
            return self.partial(Some(self.loss()), &self.document.variables);
        }
        let nabla = Formula::new("grad ", "∇", r"\nabla ", "<mi>∇</mi>");
        Formula::row([nabla, self.loss()])
    }

    /// The Hessian matrix as a letter, or `d²L/dx²`.
    pub(crate) fn hessian(&self) -> Formula {
        if let [x] = self.document.variables.as_slice() {
            return self.partial(Some(self.loss()), &[x.clone(), x.clone()]);
        }
        Formula::new("H", "H", "H", "<mi>H</mi>")
    }

    /// `P1` as P₁.
    pub(crate) fn set_name(&self, name: &str) -> Formula {
        self.maths.name(name)
    }

    /// Coordinates as one point.
    pub(crate) fn point(&self, coordinates: &[Number]) -> Formula {
        one_or_tuple(coordinates.iter().map(|c| self.bare(c)).collect())
    }

    /// `P1 = (0, 0)`, or with `≈`.
    pub(crate) fn named_point(&self, name: &str, coordinates: &[Number]) -> Formula {
        let sign = self.sign_of(coordinates.iter());
        Formula::row([self.set_name(name), sign, self.point(coordinates)])
    }

    /// A list in words: `a, b and c`.
    pub(crate) fn enumeration(&self, mut parts: Vec<Phrase>) -> Phrase {
        let last = parts.pop().unwrap_or_default();
        if parts.is_empty() {
            return last;
        }
        let first = Phrase::joined(parts, &self.words.label("list.comma"));
        let is_text = |piece: Option<&Piece>| matches!(piece, Some(Piece::Text(_)));
        let key = match is_text(first.0.last()) && is_text(last.0.first()) {
            true => "list.last-words",
            false => "list.last",
        };
        self.words.say(key, &[("first", first), ("last", last)])
    }
}

/// One number alone, several as a tuple.
pub(crate) fn one_or_tuple(mut parts: Vec<Formula>) -> Formula {
    match (parts.pop(), parts.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => Formula::tuple(parts.into_iter().chain([last])),
        (None, _) => Formula::default(),
    }
}
