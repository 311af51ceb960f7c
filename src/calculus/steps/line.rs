use super::Rule;
use crate::calculus::Derivatives;
use crate::expr::{Dag, Expr, Symbol};

/// One line and the rules that lead to it from the line before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The rules, outermost first, each once.
    pub rules: Vec<Rule>,
    /// What stands after the sign of equality.
    pub line: Line,
}

/// A sum of products, possibly divided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The terms of the sum; never empty.
    pub terms: Vec<Term>,
    /// The denominator below all terms.
    pub over: Option<Expr>,
}

/// A product with a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Is the product subtracted?
    pub negative: bool,
    /// The factors in the order they are printed; never empty.
    pub factors: Vec<Factor>,
}

/// A factor of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Factor {
    /// An expression, in brackets if it is a sum or begins with a minus sign.
    Value(Expr),
    /// ∂/∂x of an expression, not yet carried out.
    Derivative {
        /// The expression.
        of: Expr,
        /// The variable.
        variable: Symbol,
    },
    /// A sum or quotient in brackets.
    Group(Line),
}

impl Line {
    /// The line with one expression.
    pub fn of(value: Expr) -> Line {
        Line::product(vec![Factor::Value(value)])
    }

    pub(super) fn product(factors: Vec<Factor>) -> Line {
        Line { terms: vec![Term { negative: false, factors }], over: None }
    }

    /// Is no derivative pending?
    pub fn is_carried_out(&self) -> bool {
        self.factors().all(|factor| match factor {
            Factor::Value(_) => true,
            Factor::Derivative { .. } => false,
            Factor::Group(line) => line.is_carried_out(),
        })
    }

    fn factors(&self) -> impl Iterator<Item = &Factor> {
        self.terms.iter().flat_map(|term| &term.factors)
    }

    /// Factors in the line, those of groups included.
    pub(super) fn size(&self) -> usize {
        let size = |factor: &Factor| match factor {
            Factor::Value(_) | Factor::Derivative { .. } => 1,
            Factor::Group(line) => line.size(),
        };
        self.factors().map(size).sum()
    }

    /// The line as one expression, pending derivatives carried out.
    pub fn value(&self, dag: &mut Dag, known: &mut Derivatives) -> Expr {
        let mut terms = Vec::new();
        for term in &self.terms {
            let mut factors = vec![dag.integer(if term.negative { -1 } else { 1 })];
            for factor in &term.factors {
                factors.push(match factor {
                    Factor::Value(e) => *e,
                    Factor::Derivative { of, variable } => known.of(dag, *of, *variable),
                    Factor::Group(line) => line.value(dag, known),
                });
            }
            terms.push(dag.product(factors));
        }
        let sum = dag.sum(terms);
        self.over.map_or(sum, |denominator| dag.div(sum, denominator))
    }
}

/// The terms of a product of factors; a group that stands alone, or is one product, loses
/// its brackets.
pub(super) fn spliced(negative: bool, factors: Vec<Factor>) -> Vec<Term> {
    if let [Factor::Group(line)] = &factors[..]
        && line.over.is_none()
    {
        let term = |t: &Term| Term { negative: t.negative != negative, ..t.clone() };
        return line.terms.iter().map(term).collect();
    }
    let mut product = Term { negative, factors: Vec::new() };
    for factor in factors {
        match factor {
            Factor::Group(line) if line.over.is_none() && line.terms.len() == 1 => {
                for term in line.terms {
                    product.negative ^= term.negative;
                    product.factors.extend(term.factors);
                }
            }
            Factor::Value(_) | Factor::Derivative { .. } | Factor::Group(_) => {
                product.factors.push(factor);
            }
        }
    }
    vec![product]
}

/// Without factors 1, unless nothing else is left.
pub(super) fn drop_ones(term: &mut Term, one: Expr) {
    let kept: Vec<Factor> =
        term.factors.iter().filter(|f| **f != Factor::Value(one)).cloned().collect();
    if !kept.is_empty() {
        term.factors = kept;
    }
}
