//! One letter for what is repeated in the second derivatives.

use super::formula::Formula;
use super::page::Block;
use super::phrase::Phrase;
use super::scene::Scene;
use super::typeset::Typesetter;
use crate::expr::{Dag, Expr, Node, print};
use std::collections::BTreeMap;

/// Ems that must be saved before a letter pays.
const SAVED: u64 = 16;
/// Ems of the shortest part that gets a letter.
const SHORTEST: u64 = 4;
/// Letters on one page.
const MOST: usize = 2;

impl Scene<'_> {
    /// Letters for the parts that are repeated in the Hessian matrix, and what they stand for.
    /// From here on the typesetter writes the letters, until it is told to forget them.
    pub(crate) fn abbreviate(&self) -> Option<Block> {
        let entries = self.document.hessian.iter().flatten();
        let read: Vec<Expr> = entries.filter_map(|entry| self.maths.read(entry)).collect();
        let chosen = self.maths.with_dag(|dag| repeated(dag, &read));
        let defined: Vec<Phrase> = chosen
            .into_iter()
            .filter_map(|part| {
                let letter = self.maths.free_letter(part, self.loss_name())?;
                let meaning = self.maths.formula(part);
                self.maths.write_as(part, &letter);
                Some(Formula::equation(self.maths.name(&letter), meaning).into())
            })
            .collect();
        let places = [("definitions", self.enumeration(defined.clone()))];
        (!defined.is_empty())
            .then(|| Block::Paragraph { text: self.words.say("hessian.write", &places) })
    }
}

impl Typesetter {
    /// A letter that means nothing yet: E for an exponential.
    fn free_letter(&self, part: Expr, loss: &str) -> Option<String> {
        let is_exponential = self.with_dag(|dag| match dag.node(part) {
            Node::Power(base, _) => matches!(dag.node(*base), Node::Constant(_)),
            Node::Call(f, _) => *f == crate::expr::Function::Exp,
            Node::Number(_)
            | Node::Constant(_)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Product(_) => false,
        });
        let first = if is_exponential { "E" } else { "r" };
        let letters = [first, "r", "q", "m", "k", "g"].into_iter();
        letters.map(String::from).find(|letter| letter != loss && !self.is_taken(letter))
    }
}

/// The parts whose letters save most, none inside another.
fn repeated(dag: &Dag, entries: &[Expr]) -> Vec<Expr> {
    let mut uses: BTreeMap<Expr, u64> = BTreeMap::new();
    for entry in entries {
        for part in dag.below(&[*entry]) {
            for child in dag.node(part).children() {
                *uses.entry(child).or_default() += 1;
            }
        }
    }
    let is_compound = |e: Expr| match dag.node(e) {
        Node::Sum(_) | Node::Power(..) | Node::Call(..) => !dag.symbols_of(e).is_empty(),
        Node::Number(_) | Node::Constant(_) | Node::Symbol(_) | Node::Product(_) => false,
    };
    let compound: Vec<(Expr, u64)> = uses.into_iter().filter(|(e, _)| is_compound(*e)).collect();
    // What occurs only inside something else that is repeated as often needs no letter.
    let is_outermost = |e: Expr, count: u64| {
        let around = compound.iter().filter(|(other, often)| *other != e && *often >= count);
        !around.into_iter().any(|(other, _)| dag.below(&[*other]).contains(&e))
    };
    let mut worth: Vec<(u64, Expr)> = compound
        .iter()
        .filter_map(|(e, count)| {
            let width = print::width_em(dag, *e);
            let saved = (count - 1).saturating_mul(width.saturating_sub(1));
            (width >= SHORTEST && saved >= SAVED).then_some((*e, *count, saved))
        })
        .filter(|(e, count, _)| is_outermost(*e, *count))
        .map(|(e, _, saved)| (saved, e))
        .collect();
    worth.sort_by_key(|(saved, e)| (std::cmp::Reverse(*saved), *e));
    let mut chosen: Vec<Expr> = Vec::new();
    for (_, e) in worth {
        let apart =
            |other: &Expr| !dag.below(&[*other]).contains(&e) && !dag.below(&[e]).contains(other);
        if chosen.len() < MOST && chosen.iter().all(apart) {
            chosen.push(e);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::repeated;
    use crate::expr::{Dag, print, read};

    #[test]
    fn an_exponential_in_every_entry_gets_a_letter() {
        let mut dag = Dag::new();
        let mut entry = |text: &str| read(&mut dag, text, &["x", "y"]).expect("an expression");
        let entries = [
            entry("(4*x^3 - 6*x)*exp(-x^2 - y^2)"),
            entry("(4*x^2*y - 2*y)*exp(-x^2 - y^2)"),
            entry("(4*x*y^2 - 2*x)*exp(-x^2 - y^2)"),
            entry("x*exp(-x^2 - y^2)"),
            entry("y*exp(-x^2 - y^2)"),
            entry("x*y*exp(-x^2 - y^2)"),
            entry("x^2*y*exp(-x^2 - y^2)"),
        ];
        let chosen = repeated(&dag, &entries);
        let shown: Vec<String> = chosen.iter().map(|e| print::input(&dag, *e)).collect();
        assert_eq!(shown, ["exp(-x^2 - y^2)"]);
        assert!(repeated(&dag, &entries[..1]).is_empty(), "once is not repeated");
    }
}
