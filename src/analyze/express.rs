//! Polynomials and fractions back into expressions and plain strings.

use crate::expr::print::input;
use crate::expr::{Dag, Expr, Symbol};
use crate::number::Rational;
use crate::polynomial::Poly;
use crate::solve::{Atom, Fraction};

/// The names of the ring variables: variables first, then what the atoms stand for.
#[derive(Debug, Clone)]
pub(super) struct Names {
    letters: Vec<Expr>,
}

impl Names {
    /// Names for a ring of variables and exponential atoms.
    pub(super) fn new(dag: &mut Dag, variables: &[Symbol], atoms: &[Atom]) -> Names {
        let mut letters: Vec<Expr> = variables.iter().map(|&v| dag.variable(v)).collect();
        for atom in atoms {
            letters.push(dag.call(crate::expr::Function::Exp, vec![atom.argument]));
        }
        Names { letters }
    }

    /// Given names.
    pub(super) fn of(letters: Vec<Expr>) -> Names {
        Names { letters }
    }

    /// The same names with one more letter, that of a number.
    pub(super) fn with(&self, letter: Expr) -> Names {
        Names { letters: [self.letters.as_slice(), &[letter]].concat() }
    }

    /// A polynomial as an expression.
    pub(super) fn poly(&self, dag: &mut Dag, p: &Poly) -> Expr {
        let mut terms = Vec::new();
        for (exponents, c) in p.terms() {
            let mut factors = vec![dag.number(Rational::from(c))];
            for (letter, k) in self.letters.iter().zip(&exponents) {
                if *k > 0 {
                    factors.push(dag.power_integer(*letter, i64::from(*k)));
                }
            }
            terms.push(dag.product(factors));
        }
        dag.sum(terms)
    }

    /// A fraction as an expression.
    pub(super) fn fraction(&self, dag: &mut Dag, f: &Fraction) -> Expr {
        let (num, den) = (self.poly(dag, f.num()), self.poly(dag, f.den()));
        dag.div(num, den)
    }

    /// A polynomial in plain spelling.
    pub(super) fn text(&self, dag: &mut Dag, p: &Poly) -> String {
        let e = self.poly(dag, p);
        input(dag, e)
    }

    /// num/den in plain spelling.
    pub(super) fn quotient_text(&self, dag: &mut Dag, num: &Poly, den: &Poly) -> String {
        let (num, den) = (self.poly(dag, num), self.poly(dag, den));
        let quotient = dag.div(num, den);
        input(dag, quotient)
    }

    /// The plain name of variable i.
    pub(super) fn variable(&self, dag: &Dag, i: usize) -> String {
        self.letters.get(i).map_or_else(String::new, |&e| input(dag, e))
    }
}
