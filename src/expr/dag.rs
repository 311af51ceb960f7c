use super::enclosure::{STORED_PRECISION, operation};
use super::facts::Facts;
use super::{Constant, Expr, Function, Node, Symbol};
use crate::number::{Interval, Rational, Sign};
use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// An append-only arena of canonical expressions, each stored once.
#[derive(Debug, Default, Clone)]
pub struct Dag {
    nodes: IndexSet<Node, FxBuildHasher>,
    facts: Vec<Facts>,
    names: IndexSet<String, FxBuildHasher>,
    /// Enclosures of what has no symbols and is proved to be defined, numbers excepted.
    enclosures: FxHashMap<Expr, Interval>,
}

impl Dag {
    /// An empty arena.
    pub fn new() -> Dag {
        Dag::default()
    }

    /// The operation and operands of an expression.
    pub fn node(&self, e: Expr) -> &Node {
        &self.nodes[e.index()]
    }

    /// Number of expressions stored so far.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Is nothing stored yet?
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Stores a node as it stands; the caller has made it canonical.
    pub(super) fn intern(&mut self, node: Node) -> Expr {
        if let Some(at) = self.nodes.get_index_of(&node) {
            return Expr(at as u32);
        }
        let mut facts = Facts::of(self, &node);
        let enclosure = if facts.constant { self.enclosure_of(&node) } else { None };
        let (at, _) = self.nodes.insert_full(node);
        assert!(u32::try_from(at).is_ok(), "an arena holds at most 2^32 expressions");
        if let Some(enclosure) = enclosure {
            facts.refine(enclosure.sign());
            self.enclosures.insert(Expr(at as u32), enclosure);
        }
        self.facts.push(facts);
        Expr(at as u32)
    }

    fn enclosure_of(&self, node: &Node) -> Option<Interval> {
        match node {
            Node::Number(_) => None,
            Node::Constant(_)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Product(_)
            | Node::Power(_, _)
            | Node::Call(_, _) => {
                operation(self, node, STORED_PRECISION, |e| self.stored_enclosure(e))
            }
        }
    }

    /// The enclosure kept with an expression without symbols.
    pub(super) fn stored_enclosure(&self, e: Expr) -> Option<Interval> {
        match self.as_number(e) {
            Some(q) => Some(Interval::exact(q, STORED_PRECISION)),
            None => self.enclosures.get(&e).cloned(),
        }
    }

    pub(super) fn facts(&self, e: Expr) -> &Facts {
        &self.facts[e.index()]
    }

    /// The symbol of a name; the same name gives the same symbol.
    pub fn symbol(&mut self, name: &str) -> Symbol {
        if let Some(at) = self.names.get_index_of(name) {
            return Symbol(at as u32);
        }
        Symbol(self.names.insert_full(name.to_owned()).0 as u32)
    }

    /// The name of a symbol.
    pub fn name(&self, symbol: Symbol) -> &str {
        &self.names[symbol.0 as usize]
    }

    /// A symbol as an expression.
    pub fn variable(&mut self, symbol: Symbol) -> Expr {
        self.intern(Node::Symbol(symbol))
    }

    /// A rational number.
    pub fn number(&mut self, value: Rational) -> Expr {
        self.intern(Node::Number(value))
    }

    /// A machine integer.
    pub fn integer(&mut self, value: i64) -> Expr {
        self.number(Rational::from(value))
    }

    /// The fraction p/q; panics if q = 0.
    pub fn fraction(&mut self, p: i64, q: i64) -> Expr {
        self.number(Rational::fraction(p, q))
    }

    /// π or e.
    pub fn constant(&mut self, constant: Constant) -> Expr {
        self.intern(Node::Constant(constant))
    }

    /// π.
    pub fn pi(&mut self) -> Expr {
        self.constant(Constant::Pi)
    }

    /// −a.
    pub fn neg(&mut self, a: Expr) -> Expr {
        let minus_one = self.integer(-1);
        self.product(vec![minus_one, a])
    }

    /// a + b.
    pub fn add(&mut self, a: Expr, b: Expr) -> Expr {
        self.sum(vec![a, b])
    }

    /// a − b.
    pub fn sub(&mut self, a: Expr, b: Expr) -> Expr {
        let minus_b = self.neg(b);
        self.sum(vec![a, minus_b])
    }

    /// a·b.
    pub fn mul(&mut self, a: Expr, b: Expr) -> Expr {
        self.product(vec![a, b])
    }

    /// a/b, that is a·b⁻¹.
    pub fn div(&mut self, a: Expr, b: Expr) -> Expr {
        let reciprocal = self.recip(b);
        self.product(vec![a, reciprocal])
    }

    /// a⁻¹.
    pub fn recip(&mut self, a: Expr) -> Expr {
        self.power_integer(a, -1)
    }

    /// aⁿ.
    pub fn power_integer(&mut self, a: Expr, n: i64) -> Expr {
        self.power_rational(a, &Rational::from(n))
    }

    /// a^r for a rational number r.
    pub fn power_rational(&mut self, a: Expr, r: &Rational) -> Expr {
        let r = self.number(r.clone());
        self.power(a, r)
    }

    /// a².
    pub fn square(&mut self, a: Expr) -> Expr {
        self.power_integer(a, 2)
    }

    /// √a = a^(1/2).
    pub fn sqrt(&mut self, a: Expr) -> Expr {
        self.power_rational(a, &Rational::fraction(1, 2))
    }

    /// A function of one argument; see [`Dag::call`].
    pub fn apply(&mut self, f: Function, a: Expr) -> Expr {
        self.call(f, vec![a])
    }

    /// The number, if the expression is one.
    pub fn as_number(&self, e: Expr) -> Option<&Rational> {
        match self.node(e) {
            Node::Number(value) => Some(value),
            Node::Constant(_)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Product(_)
            | Node::Power(_, _)
            | Node::Call(_, _) => None,
        }
    }

    /// The symbol, if the expression is one.
    pub fn as_symbol(&self, e: Expr) -> Option<Symbol> {
        match self.node(e) {
            Node::Symbol(symbol) => Some(*symbol),
            Node::Number(_)
            | Node::Constant(_)
            | Node::Sum(_)
            | Node::Product(_)
            | Node::Power(_, _)
            | Node::Call(_, _) => None,
        }
    }

    /// Is it the number 0?
    pub fn is_zero(&self, e: Expr) -> bool {
        self.as_number(e).is_some_and(Rational::is_zero)
    }

    /// Is it the number 1?
    pub fn is_one(&self, e: Expr) -> bool {
        self.as_number(e).is_some_and(Rational::is_one)
    }

    /// Is it proved to be defined for all real values of its symbols?
    pub fn is_total(&self, e: Expr) -> bool {
        self.facts(e).total
    }

    /// Is it free of symbols?
    pub fn is_constant(&self, e: Expr) -> bool {
        self.facts(e).constant
    }

    /// Is it proved to be ≥ 0 wherever it is defined?
    pub fn is_nonnegative(&self, e: Expr) -> bool {
        self.facts(e).nonnegative
    }

    /// Is it proved to be ≤ 0 wherever it is defined?
    pub fn is_nonpositive(&self, e: Expr) -> bool {
        self.facts(e).nonpositive
    }

    /// Is it proved to be ≠ 0 wherever it is defined?
    pub fn is_nonzero(&self, e: Expr) -> bool {
        self.facts(e).nonzero
    }

    /// Is it proved to be > 0 wherever it is defined?
    pub fn is_positive(&self, e: Expr) -> bool {
        self.facts(e).positive()
    }

    /// The sign it is proved to have wherever it is defined.
    pub fn sign(&self, e: Expr) -> Sign {
        self.facts(e).sign()
    }

    /// Number of nodes when every operand is written out (saturating); what printing costs.
    pub fn tree_size(&self, e: Expr) -> u64 {
        self.facts(e).size
    }

    /// Every expression needed to build `roots`, each once, operands before what uses them.
    pub fn below(&self, roots: &[Expr]) -> Vec<Expr> {
        let mut seen: FxHashSet<Expr> = FxHashSet::default();
        let (mut parts, mut open) = (Vec::new(), roots.to_vec());
        while let Some(e) = open.pop() {
            if seen.insert(e) {
                parts.push(e);
                open.extend(self.node(e).children());
            }
        }
        parts.sort_unstable();
        parts
    }

    /// The symbols that occur in an expression.
    pub fn symbols_of(&self, e: Expr) -> BTreeSet<Symbol> {
        self.below(&[e]).into_iter().filter_map(|part| self.as_symbol(part)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_come_first_and_each_part_once() {
        let mut dag = Dag::new();
        let x = dag.symbol("x");
        let x = dag.variable(x);
        let s = dag.apply(Function::Sin, x);
        let square = dag.square(s);
        let e = dag.add(square, s);
        let order = dag.below(&[e, s]);
        assert_eq!(order.iter().filter(|&&part| part == s).count(), 1);
        for (at, &part) in order.iter().enumerate() {
            assert!(dag.node(part).children().all(|child| order[..at].contains(&child)));
        }
        assert_eq!(dag.symbols_of(e).len(), 1);
    }

    #[test]
    fn names_are_interned() {
        let mut dag = Dag::new();
        let (a, b) = (dag.symbol("w1"), dag.symbol("w2"));
        assert_eq!(dag.symbol("w1"), a);
        assert_ne!(a, b);
        assert_eq!(dag.name(b), "w2");
    }
}
