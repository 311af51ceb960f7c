//! The order in which people write terms and factors.
//!
//! Terms: what contains variables before constants, higher leading monomial first. Factors:
//! numbers, constants, variables in natural order, brackets, functions. Ties are broken by a
//! structural rank, never by the history of the arena.

use super::name::natural_order;
use crate::expr::{Dag, Expr, Function, Node, Symbol};
use crate::number::Rational;
use std::cmp::{Ordering, Reverse};

/// Exponents of the variables, by natural position, ascending.
type Monomial = Vec<(usize, Rational)>;

/// Ranks and leading monomials of everything below one root.
pub(super) struct Order<'a> {
    dag: &'a Dag,
    parts: &'a [Expr],
    rank: Vec<usize>,
    lead: Vec<Monomial>,
}

impl<'a> Order<'a> {
    pub(super) fn new(dag: &'a Dag, parts: &'a [Expr]) -> Order<'a> {
        let symbols = sorted_symbols(dag, parts);
        let mut order = Order { dag, parts, rank: vec![0; parts.len()], lead: Vec::new() };
        order.assign_ranks(&symbols);
        for &e in parts {
            let lead = order.lead_of(e, &symbols);
            order.lead.push(lead);
        }
        order
    }

    fn position(&self, e: Expr) -> usize {
        self.parts.binary_search(&e).unwrap_or(0)
    }

    fn rank(&self, e: Expr) -> usize {
        self.rank[self.position(e)]
    }

    fn lead(&self, e: Expr) -> &Monomial {
        &self.lead[self.position(e)]
    }

    /// Ranks by height, then by kind, then by the ranks of the operands.
    fn assign_ranks(&mut self, symbols: &[Symbol]) {
        let mut heights: Vec<usize> = Vec::with_capacity(self.parts.len());
        for &e in self.parts {
            let below = self.dag.node(e).children().map(|c| heights[self.position(c)] + 1);
            heights.push(below.max().unwrap_or(0));
        }
        let mut by_height: Vec<usize> = (0..self.parts.len()).collect();
        by_height.sort_by_key(|&i| heights[i]);
        let mut next = 0;
        for level in by_height.chunk_by(|&i, &j| heights[i] == heights[j]) {
            let mut keyed: Vec<_> =
                level.iter().map(|&i| (self.structure(self.parts[i], symbols), i)).collect();
            keyed.sort();
            for (_, i) in keyed {
                self.rank[i] = next;
                next += 1;
            }
        }
    }

    /// Kind, number or symbol, and the ranks of the operands (sorted where order has no meaning).
    fn structure(&self, e: Expr, symbols: &[Symbol]) -> (usize, Rational, Vec<usize>) {
        let ranks = |parts: &[Expr]| {
            let mut ranks: Vec<usize> = parts.iter().map(|&p| self.rank(p)).collect();
            ranks.sort_unstable();
            ranks
        };
        match self.dag.node(e) {
            Node::Number(value) => (0, value.clone(), Vec::new()),
            Node::Constant(constant) => (1, Rational::zero(), vec![*constant as usize]),
            Node::Symbol(symbol) => {
                let at = symbols.iter().position(|s| s == symbol).unwrap_or(0);
                (2, Rational::zero(), vec![at])
            }
            Node::Power(base, exponent) => {
                (3, Rational::zero(), vec![self.rank(*base), self.rank(*exponent)])
            }
            Node::Product(factors) => (4, Rational::zero(), ranks(factors)),
            Node::Sum(terms) => (5, Rational::zero(), ranks(terms)),
            Node::Call(f, arguments) => (6 + *f as usize, Rational::zero(), ranks(arguments)),
        }
    }

    /// The leading monomial: of a sum the largest of its terms, of a function 1.
    fn lead_of(&self, e: Expr, symbols: &[Symbol]) -> Monomial {
        match self.dag.node(e) {
            Node::Number(_) | Node::Constant(_) | Node::Call(_, _) => Vec::new(),
            Node::Symbol(symbol) => symbols
                .iter()
                .position(|s| s == symbol)
                .map_or(Vec::new(), |at| vec![(at, Rational::one())]),
            Node::Sum(terms) => {
                let leads = terms.iter().map(|&t| self.lead(t));
                leads.min_by(|a, b| compare_monomials(a, b)).cloned().unwrap_or_default()
            }
            Node::Product(factors) => {
                factors.iter().fold(Vec::new(), |product, &f| times(product, self.lead(f)))
            }
            Node::Power(base, exponent) => match self.dag.as_number(*exponent) {
                Some(r) if !r.is_zero() => {
                    self.lead(*base).iter().map(|(v, k)| (*v, k * r)).collect()
                }
                Some(_) | None => Vec::new(),
            },
        }
    }

    /// The terms of a sum as people write them; it starts with a minus only if it must:
    /// 1 − w₁w₂, and 1 + 2x − x². A longer polynomial in one variable stays in falling powers
    /// if both its ends are negative: −x³ + x² − 1.
    pub(super) fn terms(&self, terms: &[Expr], is_minus: impl Fn(Expr) -> bool) -> Vec<Expr> {
        let mut descending = terms.to_vec();
        descending.sort_by(|&a, &b| self.compare_terms(a, b));
        if self.is_number_before_functions(&descending, &is_minus) {
            descending.rotate_right(1);
        }
        if descending.first().is_none_or(|&first| !is_minus(first)) {
            return descending;
        }
        let mut ascending = descending.clone();
        ascending.sort_by_key(|&e| (!self.dag.is_constant(e), self.degree(e)));
        if !is_minus(ascending[0]) {
            return ascending;
        }
        if descending.len() > 2 && self.is_in_one_variable(&descending) {
            return descending;
        }
        if let Some(at) = descending.iter().position(|&e| !is_minus(e)) {
            let first = descending.remove(at);
            descending.insert(0, first);
        }
        descending
    }

    /// Powers of one variable, and perhaps a number.
    fn is_in_one_variable(&self, terms: &[Expr]) -> bool {
        let mut variables = terms.iter().filter(|&&e| !self.dag.is_constant(e));
        let variable = |e: Expr| match self.lead(e).as_slice() {
            [(variable, _)] => Some(*variable),
            _ => None,
        };
        let first = variables.next().and_then(|&e| variable(e));
        first.is_some() && variables.all(|&e| variable(e) == first)
    }

    /// A positive number last, and nothing but functions before it: 1 + e^(−x).
    fn is_number_before_functions(&self, terms: &[Expr], is_minus: impl Fn(Expr) -> bool) -> bool {
        let Some((&last, functions)) = terms.split_last() else { return false };
        let is_positive_number = self.dag.as_number(last).is_some() && !is_minus(last);
        is_positive_number && functions.iter().all(|&e| self.lead(e).is_empty())
    }

    fn degree(&self, e: Expr) -> Rational {
        degree(self.lead(e))
    }

    fn compare_terms(&self, a: Expr, b: Expr) -> Ordering {
        let number_last =
            |e: Expr| (self.dag.is_constant(e), Reverse(self.dag.as_number(e).is_some()));
        number_last(a)
            .cmp(&number_last(b))
            .then_with(|| compare_monomials(self.lead(a), self.lead(b)))
            .then_with(|| self.rank_without_number(a).cmp(&self.rank_without_number(b)))
            .then_with(|| self.rank(a).cmp(&self.rank(b)))
    }

    /// The ranks of a term's factors, its coefficient left out.
    fn rank_without_number(&self, e: Expr) -> Vec<usize> {
        match self.dag.node(e) {
            Node::Product(factors) => {
                let factors = factors.iter().filter(|&&f| self.dag.as_number(f).is_none());
                let mut ranks: Vec<usize> = factors.map(|&f| self.rank(f)).collect();
                ranks.sort_unstable_by(|a, b| b.cmp(a));
                ranks
            }
            Node::Number(_)
            | Node::Constant(_)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Power(_, _)
            | Node::Call(_, _) => vec![self.rank(e)],
        }
    }

    /// Arguments whose order has no meaning: numbers, then as for terms.
    pub(super) fn arguments(&self, arguments: &[Expr]) -> Vec<Expr> {
        let is_number = |e: Expr| self.dag.is_constant(e);
        let mut sorted = arguments.to_vec();
        sorted.sort_by(|&a, &b| {
            is_number(b).cmp(&is_number(a)).then_with(|| self.compare_terms(a, b))
        });
        sorted
    }

    /// The factors of a product as people write them.
    pub(super) fn factors(&self, factors: &[Expr]) -> Vec<Expr> {
        let mut sorted = factors.to_vec();
        sorted.sort_by_cached_key(|&e| self.factor_key(e));
        sorted
    }

    fn factor_key(&self, e: Expr) -> (usize, usize, usize) {
        let base = match self.dag.node(e) {
            Node::Power(base, _) => *base,
            Node::Number(_)
            | Node::Constant(_)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Product(_)
            | Node::Call(_, _) => e,
        };
        (self.factor_class(e, base), self.rank(base), self.rank(e))
    }

    fn factor_class(&self, e: Expr, base: Expr) -> usize {
        if self.dag.is_constant(e) {
            return usize::from(self.dag.as_number(e).is_none());
        }
        match self.dag.node(base) {
            Node::Number(_) | Node::Constant(_) | Node::Call(Function::Exp, _) => 4,
            Node::Symbol(_) => 2,
            Node::Sum(_) | Node::Product(_) | Node::Power(_, _) => 3,
            Node::Call(_, _) => 5,
        }
    }
}

fn sorted_symbols(dag: &Dag, parts: &[Expr]) -> Vec<Symbol> {
    let mut symbols: Vec<Symbol> = parts.iter().filter_map(|&e| dag.as_symbol(e)).collect();
    symbols.sort_by(|&a, &b| natural_order(dag.name(a), dag.name(b)));
    symbols
}

fn degree(monomial: &Monomial) -> Rational {
    monomial.iter().fold(Rational::zero(), |sum, (_, k)| &sum + k)
}

/// Higher degree first, then the higher power of the earlier variable.
fn compare_monomials(a: &Monomial, b: &Monomial) -> Ordering {
    degree(b).cmp(&degree(a)).then_with(|| {
        let unequal = a.iter().zip(b).find(|(x, y)| x != y);
        unequal.map_or(a.len().cmp(&b.len()), |((v, j), (w, k))| v.cmp(w).then_with(|| k.cmp(j)))
    })
}

fn times(mut product: Monomial, factor: &Monomial) -> Monomial {
    for (v, k) in factor {
        match product.binary_search_by_key(v, |(w, _)| *w) {
            Ok(at) => product[at].1 += k,
            Err(at) => product.insert(at, (*v, k.clone())),
        }
    }
    product
}
