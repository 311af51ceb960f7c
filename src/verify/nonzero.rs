//! Factors that are taken off the gradient: where L is defined they are never zero.

use super::checker::{Checker, Verdict};
use super::claim::NotChecked;
use super::reasons::nonnegative;
use super::sparse::Sparse;
use super::tree::{Set, set};
use crate::expr::{Dag, Expr, Function, Node};
use rustc_hash::FxHashMap;

impl Checker<'_> {
    /// Is the value of an expression never zero where it is defined?
    pub(super) fn vanishes_nowhere(&mut self, e: Expr) -> Result<bool, NotChecked> {
        if never_zero_by_form(&self.dag, e) {
            return Ok(true);
        }
        let f = self.algebra.fraction(&self.dag, e, &self.budget)?;
        if f.num.as_constant().is_some_and(|c| !c.is_zero()) {
            return Ok(true);
        }
        let excluded = self.excluded()?;
        let rest = self.stripped_of(&f.num, &excluded)?;
        Ok(self.never_zero_somehow(&rest, &Set::new()) == Ok(Verdict::Proved))
    }

    /// Polynomials that the stated domain, or a denominator of the formula, keeps from being
    /// zero.
    pub(super) fn excluded(&mut self) -> Result<Set, NotChecked> {
        let mut all = Vec::new();
        for text in &self.document.domain {
            for relation in text.split(", ") {
                let sides = ["!=", ">", "<"].iter().find_map(|s| relation.split_once(s));
                let Some((left, right)) = sides.filter(|(_, r)| !r.starts_with('=')) else {
                    continue;
                };
                let (left, right) = (self.read(left.trim())?, self.read(right.trim())?);
                let difference = self.dag.sub(left, right);
                all.push(self.algebra.fraction(&self.dag, difference, &self.budget)?.num);
            }
        }
        if let Ok(formula) = self.formula {
            for base in denominators(&self.dag, formula) {
                all.push(self.algebra.fraction(&self.dag, base, &self.budget)?.num);
            }
        }
        Ok(set(&all))
    }

    /// The polynomial without the factors that it shares with those.
    pub(super) fn stripped_of(&self, p: &Sparse, others: &Set) -> Result<Sparse, NotChecked> {
        let mut rest = p.clone();
        for q in others {
            rest = rest.stripped(q, &self.budget)?.0;
        }
        Ok(rest)
    }

    /// Is it a factor of something that is not zero on the domain, or a product of letters
    /// that are positive?
    pub(super) fn is_excluded(&mut self, p: &Sparse, excluded: &Set) -> Result<bool, NotChecked> {
        for q in excluded {
            if q.divided(p, &self.budget)?.is_some() {
                return Ok(true);
            }
        }
        let positive = self.positive_letters();
        let rest = self.stripped_of(p, excluded)?;
        let alone = rest.len() == 1 && rest.letters().iter().all(|x| positive.contains(x));
        Ok(alone || self.never_zero_somehow(&rest, &Set::new()) == Ok(Verdict::Proved))
    }
}

/// What stands in denominators, logarithms and under roots that are divided by.
fn denominators(dag: &Dag, e: Expr) -> Vec<Expr> {
    let of = |part: &Expr| match dag.node(*part) {
        Node::Power(base, k) if dag.as_number(*k).is_some_and(|r| r.is_negative()) => Some(*base),
        Node::Call(Function::Ln | Function::Log10 | Function::Log2, arguments) => {
            arguments.first().copied()
        }
        Node::Number(_)
        | Node::Constant(_)
        | Node::Symbol(_)
        | Node::Sum(_)
        | Node::Product(_)
        | Node::Power(..)
        | Node::Call(..) => None,
    };
    dag.below(&[e]).iter().filter_map(of).collect()
}

/// Numbers, exponentials, reciprocals, and products and positive sums of such.
fn never_zero_by_form(dag: &Dag, e: Expr) -> bool {
    let mut known: FxHashMap<Expr, bool> = FxHashMap::default();
    for part in dag.below(&[e]) {
        let is = |x: &Expr| known.get(x).copied().unwrap_or(false);
        let value = match dag.node(part) {
            Node::Number(q) => !q.is_zero(),
            Node::Constant(_) => true,
            Node::Symbol(_) => false,
            Node::Sum(terms) => terms.iter().all(|&t| nonnegative(dag, t)) && terms.iter().any(is),
            Node::Product(factors) => factors.iter().all(is),
            // A reciprocal is a number; a power with a variable exponent has a positive base.
            Node::Power(base, k) => match dag.as_number(*k) {
                Some(r) => r.is_negative() || is(base),
                None => true,
            },
            Node::Call(f, _) => {
                matches!(f, Function::Exp | Function::Cosh | Function::Sigmoid | Function::Softplus)
            }
        };
        known.insert(part, value);
    }
    known.get(&e).copied().unwrap_or(false)
}
