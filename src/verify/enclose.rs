//! Enclosures of expressions with given enclosures of their symbols.

use crate::budget::Budget;
use crate::expr::{Constant, Dag, Expr, Node, Symbol};
use crate::number::{Interval, Rational};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Enclosures of symbols.
pub(super) type Values = BTreeMap<Symbol, Interval>;

/// An interval that holds the value; `None` if it was not proved to be defined
/// or the work is used up.
pub(super) fn enclose(
    dag: &Dag,
    e: Expr,
    prec: u32,
    values: &Values,
    budget: &Budget,
) -> Option<Interval> {
    let mut known: FxHashMap<Expr, Interval> = FxHashMap::default();
    let parts = dag.below(&[e]);
    budget.spend(u64::from(prec / 64) * parts.len() as u64).ok()?;
    for part in parts {
        let of = |x: &Expr| known.get(x);
        let value = match dag.node(part) {
            Node::Number(q) => Interval::exact(q, prec),
            Node::Constant(Constant::Pi) => Interval::pi(prec),
            Node::Constant(Constant::E) => Interval::e(prec),
            Node::Symbol(s) => values.get(s)?.clone(),
            Node::Sum(terms) => {
                let zero = Interval::exact(&Rational::zero(), prec);
                terms.iter().try_fold(zero, |total, t| Some(total.add(of(t)?)))?
            }
            Node::Product(factors) => {
                let one = Interval::exact(&Rational::one(), prec);
                factors.iter().try_fold(one, |total, f| Some(total.mul(of(f)?)))?
            }
            Node::Power(base, exponent) => match dag.as_number(*exponent) {
                Some(r) => of(base)?.pow_rational(r)?,
                None => of(base)?.pow_interval(of(exponent)?)?,
            },
            Node::Call(f, arguments) => {
                let all: Option<Vec<Interval>> = arguments.iter().map(|a| of(a).cloned()).collect();
                f.enclose(&all?)?
            }
        };
        known.insert(part, value);
    }
    known.remove(&e)
}
