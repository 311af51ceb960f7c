//! Names for what a large gradient repeats: hidden units h₁, h₂, …, residuals r₁, r₂, …

use super::formula::Formula;
use super::page::Block;
use super::phrase::Phrase;
use super::scene::Scene;
use crate::expr::{Dag, Expr, Node, print};
use std::collections::BTreeMap;

/// Ems of all components together from which on the page names their parts.
const SWOLLEN: u64 = 160;
/// Occurrences of a part that gets a name.
const OFTEN: u64 = 3;
/// Ems of the shortest part that gets a name.
const SHORTEST: u64 = 3;
/// Names of each kind.
const MOST: usize = 16;

impl Scene<'_> {
    /// Names for the parts of a swollen gradient, and what they stand for. From here on the
    /// typesetter writes the names, until it is told to forget them.
    pub(crate) fn intermediates(&self) -> Option<Block> {
        let entries: Vec<Expr> =
            self.document.gradient.iter().filter_map(|entry| self.maths.read(entry)).collect();
        let width = |dag: &mut Dag| entries.iter().map(|e| print::width_em(dag, *e)).sum::<u64>();
        if entries.len() < 3 || self.maths.with_dag(width) < SWOLLEN {
            return None;
        }
        let uses = self.maths.with_dag(|dag| uses(dag, &entries));
        let units = self.maths.with_dag(|dag| units(dag, &uses));
        let residuals = self.maths.with_dag(|dag| residuals(dag, &uses, &units));
        let mut defined = self.named(&units, "h");
        defined.extend(self.named(&residuals, "r"));
        let places = [("definitions", self.enumeration(defined.clone()))];
        (!defined.is_empty())
            .then(|| Block::Paragraph { text: self.words.say("hessian.write", &places) })
    }

    /// The definitions of parts as `letter` with a number; none if a name is taken.
    fn named(&self, parts: &[Expr], letter: &str) -> Vec<Phrase> {
        let names: Vec<String> = (1..=parts.len()).map(|k| format!("{letter}{k}")).collect();
        if names.iter().any(|name| self.maths.is_taken(name)) || self.maths.is_taken(letter) {
            return Vec::new();
        }
        let define = |(part, name): (&Expr, &String)| {
            let meaning = self.maths.formula(*part);
            self.maths.write_as(*part, name);
            Formula::equation(self.maths.name(name), meaning).into()
        };
        parts.iter().zip(&names).map(define).collect()
    }
}

/// How often each part occurs in others.
fn uses(dag: &Dag, entries: &[Expr]) -> BTreeMap<Expr, u64> {
    let mut uses: BTreeMap<Expr, u64> = BTreeMap::new();
    for entry in entries {
        for part in dag.below(&[*entry]) {
            dag.node(part).children().for_each(|child| *uses.entry(child).or_default() += 1);
        }
    }
    uses
}

/// Repeated values of functions that are not inside others.
fn units(dag: &Dag, uses: &BTreeMap<Expr, u64>) -> Vec<Expr> {
    let is_call = |e: Expr| matches!(dag.node(e), Node::Call(..));
    outermost(dag, uses, is_call)
}

/// Repeated sums of several of these values.
fn residuals(dag: &Dag, uses: &BTreeMap<Expr, u64>, units: &[Expr]) -> Vec<Expr> {
    let is_residual = |e: Expr| {
        let inside = dag.below(&[e]);
        let known = units.iter().filter(|unit| inside.contains(unit)).count();
        matches!(dag.node(e), Node::Sum(_)) && (known > 1 || (units.is_empty() && inside.len() > 6))
    };
    outermost(dag, uses, is_residual)
}

/// Parts of a kind that occur often, none inside another, in the order of the arena.
fn outermost(dag: &Dag, uses: &BTreeMap<Expr, u64>, wanted: impl Fn(Expr) -> bool) -> Vec<Expr> {
    let often = uses.iter().filter(|(_, count)| **count >= OFTEN).map(|(e, _)| *e);
    let wide = often.filter(|e| print::width_em(dag, *e) >= SHORTEST);
    let all: Vec<Expr> = wide.filter(|e| wanted(*e)).collect();
    let inside = |e: Expr| all.iter().any(|other| *other != e && dag.below(&[*other]).contains(&e));
    all.iter().copied().filter(|e| !inside(*e)).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::{residuals, units, uses};
    use crate::expr::{Dag, Expr, print, read};

    #[test]
    fn hidden_units_and_residuals_get_names() {
        let mut dag = Dag::new();
        let names = ["a", "b", "u", "v"];
        let residual = "(1 - u*tanh(a + b) - v*tanh(2*a + b))";
        let entries: Vec<Expr> = [
            format!("u*{residual}*(1 - tanh(a + b)^2)"),
            format!("v*{residual}*(1 - tanh(2*a + b)^2)"),
            format!("{residual}*tanh(a + b)"),
            format!("{residual}*tanh(2*a + b)"),
        ]
        .iter()
        .map(|text| read(&mut dag, text, &names).expect("an expression"))
        .collect();
        let uses = uses(&dag, &entries);
        let units = units(&dag, &uses);
        let mut shown: Vec<String> = units.iter().map(|e| print::input(&dag, *e)).collect();
        shown.sort();
        assert_eq!(shown, ["tanh(2*a + b)", "tanh(a + b)"]);
        let residuals = residuals(&dag, &uses, &units);
        let shown: Vec<String> = residuals.iter().map(|e| print::input(&dag, *e)).collect();
        assert_eq!(shown, ["1 - u*tanh(a + b) - v*tanh(2*a + b)"]);
    }
}
