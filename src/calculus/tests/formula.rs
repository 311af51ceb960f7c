//! A reader of formulas for tests: a test is a line of mathematics.

use crate::expr::{Dag, Expr, Function, Symbol};

struct Reader<'a> {
    dag: &'a mut Dag,
    text: Vec<char>,
    at: usize,
}

/// The expression of a formula such as `2*x^2 - sin(x*y)/3`.
pub(super) fn read(dag: &mut Dag, text: &str) -> Expr {
    let text = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut reader = Reader { dag, text, at: 0 };
    let e = reader.sum();
    assert_eq!(reader.at, reader.text.len(), "unread text");
    e
}

/// The symbols of a list of names separated by blanks.
pub(super) fn symbols(dag: &mut Dag, names: &str) -> Vec<Symbol> {
    names.split_whitespace().map(|name| dag.symbol(name)).collect()
}

impl Reader<'_> {
    fn next_is(&mut self, c: char) -> bool {
        let found = self.text.get(self.at) == Some(&c);
        self.at += usize::from(found);
        found
    }

    fn sum(&mut self) -> Expr {
        let mut terms = vec![self.product()];
        loop {
            if self.next_is('+') {
                terms.push(self.product());
            } else if self.next_is('-') {
                let term = self.product();
                terms.push(self.dag.neg(term));
            } else {
                return self.dag.sum(terms);
            }
        }
    }

    fn product(&mut self) -> Expr {
        let mut factors = vec![self.signed()];
        loop {
            if self.next_is('*') {
                factors.push(self.signed());
            } else if self.next_is('/') {
                let factor = self.signed();
                factors.push(self.dag.recip(factor));
            } else {
                return self.dag.product(factors);
            }
        }
    }

    fn signed(&mut self) -> Expr {
        if self.next_is('-') {
            let e = self.signed();
            return self.dag.neg(e);
        }
        let base = self.atom();
        if self.next_is('^') {
            let exponent = self.signed();
            return self.dag.power(base, exponent);
        }
        base
    }

    fn atom(&mut self) -> Expr {
        if self.next_is('(') {
            return self.closed();
        }
        let from = self.at;
        while self.text.get(self.at).is_some_and(|c| c.is_alphanumeric() || *c == '.') {
            self.at += 1;
        }
        let word: String = self.text[from..self.at].iter().collect();
        if let Ok(number) = word.parse() {
            return self.dag.number(number);
        }
        if !self.next_is('(') {
            let symbol = self.dag.symbol(&word);
            return if word == "pi" { self.dag.pi() } else { self.dag.variable(symbol) };
        }
        let mut arguments = vec![self.sum()];
        while self.next_is(',') {
            arguments.push(self.sum());
        }
        assert!(self.next_is(')'), "an open bracket");
        match Function::from_name(&word) {
            Some(f) => self.dag.call(f, arguments),
            None if word == "sqrt" => self.dag.sqrt(arguments[0]),
            None => panic!("unknown function {word}"),
        }
    }

    fn closed(&mut self) -> Expr {
        let e = self.sum();
        assert!(self.next_is(')'), "an open bracket");
        e
    }
}
