use super::{Dag, Expr, Node, Symbol};
use std::collections::BTreeMap;

impl Dag {
    /// `root` with every symbol of the list replaced, all at once.
    ///
    /// The result is canonical again, so that `x^2` at x = 3 is the number 9. The conditions of
    /// `root` hold on the result only where the domain of the result says so:
    /// x^y with y = 2 becomes x^2, which is defined for x < 0 too.
    pub fn substitute(&mut self, root: Expr, replacements: &[(Symbol, Expr)]) -> Expr {
        self.substitute_all(&[root], replacements).pop().unwrap_or(root)
    }

    /// The same for several roots, sharing the work.
    pub fn substitute_all(&mut self, roots: &[Expr], replacements: &[(Symbol, Expr)]) -> Vec<Expr> {
        let by_symbol: BTreeMap<Symbol, Expr> = replacements.iter().copied().collect();
        let mut image: BTreeMap<Expr, Expr> = BTreeMap::new();
        for e in self.below(roots) {
            let new = match self.as_symbol(e).and_then(|symbol| by_symbol.get(&symbol)) {
                Some(&replacement) => replacement,
                None => self.rebuild(e, &image),
            };
            image.insert(e, new);
        }
        roots.iter().map(|root| image.get(root).copied().unwrap_or(*root)).collect()
    }

    /// `root` with parts of it replaced wherever they occur as a whole.
    pub fn replace(&mut self, root: Expr, parts: &[(Expr, Expr)]) -> Expr {
        let mut image: BTreeMap<Expr, Expr> = BTreeMap::new();
        for e in self.below(&[root]) {
            let new = match parts.iter().find(|(part, _)| *part == e) {
                Some((_, replacement)) => *replacement,
                None => self.rebuild(e, &image),
            };
            image.insert(e, new);
        }
        image.get(&root).copied().unwrap_or(root)
    }

    /// The node of e with its operands exchanged for their images.
    fn rebuild(&mut self, e: Expr, image: &BTreeMap<Expr, Expr>) -> Expr {
        let of = |part: &Expr| image.get(part).copied().unwrap_or(*part);
        if self.node(e).children().all(|part| of(&part) == part) {
            return e;
        }
        match self.node(e).clone() {
            Node::Number(_) | Node::Constant(_) | Node::Symbol(_) => e,
            Node::Sum(terms) => self.sum(terms.iter().map(of).collect()),
            Node::Product(factors) => self.product(factors.iter().map(of).collect()),
            Node::Power(base, exponent) => self.power(of(&base), of(&exponent)),
            Node::Call(f, arguments) => self.call(f, arguments.iter().map(of).collect()),
        }
    }
}
