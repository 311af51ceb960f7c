//! The letters of a problem with their names.

use crate::analyze::express::Names;
use crate::budget::{Budget, Exhausted};
use crate::expr::{Dag, Expr, Symbol};
use crate::polynomial::Poly;
use crate::solve::{Algebraized, Alphabet, Fraction, Letter, Obstacle};

/// An algebraized system with what stands for its letters.
#[derive(Debug)]
pub(super) struct Letters {
    variables: Vec<Symbol>,
    pub(super) algebraized: Algebraized,
    positive: Vec<usize>,
    /// For every letter that is an unknown and no variable: its name and its meaning.
    pub(super) definitions: Vec<(Expr, Expr)>,
    /// Names of the unknowns.
    pub(super) unknown_names: Names,
    /// Names of all letters; those that are no unknowns are written out.
    pub(super) all_names: Names,
}

impl Letters {
    /// Names the letters so that no name is taken twice.
    pub(super) fn new(
        dag: &mut Dag,
        variables: &[Symbol],
        taken: &[String],
        algebraized: Algebraized,
    ) -> Letters {
        let letters = algebraized.alphabet.letters().to_vec();
        let mut taken = taken.to_vec();
        let mut names = Vec::new();
        let mut definitions = Vec::new();
        for (i, letter) in letters.iter().enumerate() {
            let meaning = letter.meaning(dag);
            let base = match letter {
                Letter::Exponential(_) => "t",
                Letter::Sine(_) => "s",
                Letter::Cosine(_) => "c",
                Letter::Root { .. } => "r",
                Letter::Logarithm(_) => "l",
                Letter::Variable(_) | Letter::Constant(_) => "",
            };
            if base.is_empty() || !algebraized.unknowns.contains(&i) {
                names.push(meaning);
                continue;
            }
            let kind = std::mem::discriminant(letter);
            let same = |j: &&usize| std::mem::discriminant(&letters[**j]) == kind;
            let several = algebraized.unknowns.iter().filter(same).count() > 1;
            let name = free_name(base, several, &taken);
            taken.push(name.clone());
            let symbol = dag.symbol(&name);
            let name = dag.variable(symbol);
            definitions.push((name, meaning));
            names.push(name);
        }
        let unknowns = algebraized.unknowns.iter().map(|&i| names[i]).collect();
        Letters {
            variables: variables.to_vec(),
            positive: algebraized.alphabet.positive(dag),
            algebraized,
            definitions,
            unknown_names: Names::of(unknowns),
            all_names: Names::of(names),
        }
    }

    pub(super) fn variables(&self) -> &[Symbol] {
        &self.variables
    }

    pub(super) fn alphabet(&self) -> &Alphabet {
        &self.algebraized.alphabet
    }

    pub(super) fn unknowns(&self) -> &[usize] {
        &self.algebraized.unknowns
    }

    pub(super) fn is_positive(&self, letter: usize) -> bool {
        self.positive.contains(&letter)
    }

    /// The letter of unknown k.
    pub(super) fn unknown(&self, k: usize) -> &Letter {
        &self.alphabet().letters()[self.unknowns()[k]]
    }

    /// A polynomial of all letters in the unknowns, if it has no others.
    pub(super) fn inside(&self, p: &Poly) -> Option<Poly> {
        let unknowns = self.unknowns();
        let own = p.variables().iter().all(|i| unknowns.contains(i));
        let position = |i: usize| unknowns.iter().position(|u| *u == i).unwrap_or(0);
        let positions: Vec<usize> = (0..p.nvars()).map(position).collect();
        own.then(|| p.rename(unknowns.len().max(1), &positions))
    }

    /// An expression in letters; `None` if it is no rational function of them.
    pub(super) fn lower(
        &mut self,
        dag: &Dag,
        e: Expr,
        budget: &Budget,
    ) -> Result<Option<Fraction>, Exhausted> {
        match self.algebraized.alphabet.lower(dag, e, budget) {
            Ok(f) => {
                let num = self.alphabet().normal(f.num());
                Fraction::new(num, f.den().clone(), budget)
            }
            Err(Obstacle::Exhausted(stop)) => Err(stop),
            Err(_) => Ok(None),
        }
    }
}

/// `t`, or `t1`, `t2`, … if there are several or `t` is taken.
fn free_name(base: &str, several: bool, taken: &[String]) -> String {
    let is_free = |name: &String| !taken.contains(name);
    if !several && is_free(&base.to_string()) {
        return base.to_string();
    }
    (1..).map(|k| format!("{base}{k}")).find(is_free).unwrap_or_default()
}
