//! Formulas for tests: a test is a line of mathematics.

use crate::expr::{Dag, Expr, Function, Symbol};
use std::collections::BTreeSet;

/// The expression of a formula in which every name but those of functions and constants is a variable.
#[track_caller]
pub(super) fn read(dag: &mut Dag, text: &str) -> Expr {
    let is_variable = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_alphabetic())
            && Function::from_name(word).is_none()
            && !["sqrt", "pi", "e"].contains(word)
    };
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let names: BTreeSet<&str> = words.filter(is_variable).collect();
    let names: Vec<&str> = names.into_iter().collect();
    crate::expr::read(dag, text, &names).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// The symbols of a list of names separated by blanks.
pub(super) fn symbols(dag: &mut Dag, names: &str) -> Vec<Symbol> {
    names.split_whitespace().map(|name| dag.symbol(name)).collect()
}
