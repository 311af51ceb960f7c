//! Small helpers of the tests: reading and drawing polynomials in x, y, z.

use super::Poly;
use crate::number::Integer;
use proptest::prelude::*;

/// Reads sums of products of integers, x, y, z, w, t and powers, with parentheses, in the ring
/// of the given number of variables.
pub(in crate::polynomial) fn parse_in(n: usize, text: &str) -> Poly {
    let tokens: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut reader = Reader { tokens, at: 0, n };
    let value = reader.sum();
    assert_eq!(reader.at, reader.tokens.len(), "unread text in {text}");
    value
}

/// Reads a polynomial in x, y, z.
pub(in crate::polynomial) fn parse(text: &str) -> Poly {
    parse_in(3, text)
}

struct Reader {
    tokens: Vec<char>,
    at: usize,
    n: usize,
}

impl Reader {
    fn take(&mut self, c: char) -> bool {
        let found = self.tokens.get(self.at) == Some(&c);
        self.at += usize::from(found);
        found
    }

    fn sum(&mut self) -> Poly {
        let mut value = if self.take('-') { -&self.product() } else { self.product() };
        loop {
            if self.take('+') {
                value = &value + &self.product();
            } else if self.take('-') {
                value = &value - &self.product();
            } else {
                return value;
            }
        }
    }

    fn product(&mut self) -> Poly {
        let mut value = self.power();
        while self.take('*') {
            value = &value * &self.power();
        }
        value
    }

    fn power(&mut self) -> Poly {
        let base = if self.take('(') {
            let inner = self.sum();
            assert!(self.take(')'));
            inner
        } else if let Some(i) = "xyzwtuv".find(self.tokens[self.at]) {
            self.at += 1;
            Poly::var(self.n, i)
        } else {
            Poly::constant(self.n, self.integer())
        };
        if self.take('^') {
            let k = self.integer().to_u32().unwrap();
            return base.pow(k);
        }
        base
    }

    fn integer(&mut self) -> Integer {
        let start = self.at;
        while self.tokens.get(self.at).is_some_and(char::is_ascii_digit) {
            self.at += 1;
        }
        self.tokens[start..self.at].iter().collect::<String>().parse().unwrap()
    }
}

/// A random polynomial in three variables, degree ≤ 3 in each, at most five terms.
pub(in crate::polynomial) fn small() -> impl Strategy<Value = Poly> {
    let term = (prop::collection::vec(0u16..4, 3), (-9i64..10).prop_map(Integer::from));
    prop::collection::vec(term, 0..6).prop_map(|terms| Poly::from_terms(3, terms))
}
