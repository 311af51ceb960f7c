//! Arguments of exponentials and angles as polynomials in variables and constants.
//!
//! Two exponentials are powers of one only through relations of their exponents, so the
//! constants in them are written in a normal form first: logarithms of rational numbers in
//! logarithms of primes, so that ln 4 = 2·ln 2 and ln 6 = ln 2 + ln 3 are seen.

use crate::expr::{Dag, Expr, Function, Node};
use crate::number::{Integer, Rational};
use std::collections::BTreeMap;

/// Factors with exponents ≥ 1, sorted; the empty product is 1.
pub type Monomial = Vec<(Expr, u32)>;

/// A form has at most so many terms.
const MOST_TERMS: usize = 64;
/// Prime factors are looked for up to this number.
const LARGEST_PRIME: u64 = 10_000;

/// A rational combination of monomials in symbols, π, logarithms of primes and whatever else
/// is no sum, product or whole power.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    terms: BTreeMap<Monomial, Rational>,
}

impl Form {
    /// The expression multiplied out; `None` if that takes too many terms.
    pub fn of(dag: &mut Dag, root: Expr) -> Option<Form> {
        let mut known: BTreeMap<Expr, Form> = BTreeMap::new();
        for e in dag.below(&[root]) {
            let form = match dag.node(e).clone() {
                Node::Number(q) => Form::number(q),
                Node::Sum(terms) => {
                    terms.iter().fold(Form::default(), |sum, t| sum.plus(&known[t]))
                }
                Node::Product(factors) => {
                    let one = Some(Form::number(Rational::one()));
                    factors.iter().fold(one, |product, f| product?.times(&known[f]))?
                }
                Node::Power(base, exponent) => match dag.as_number(exponent).and_then(whole) {
                    Some(k) => {
                        let one = Some(Form::number(Rational::one()));
                        (0..k).fold(one, |power, _| power?.times(&known[&base]))?
                    }
                    None => Form::opaque(e),
                },
                Node::Call(Function::Ln, arguments) => logarithm(dag, e, arguments[0]),
                Node::Constant(_) | Node::Symbol(_) | Node::Call(_, _) => Form::opaque(e),
            };
            known.insert(e, form);
        }
        known.remove(&root)
    }

    fn number(q: Rational) -> Form {
        let terms = if q.is_zero() { BTreeMap::new() } else { BTreeMap::from([(Vec::new(), q)]) };
        Form { terms }
    }

    fn opaque(e: Expr) -> Form {
        Form { terms: BTreeMap::from([(vec![(e, 1)], Rational::one())]) }
    }

    /// The form with these terms.
    pub fn from_terms(terms: impl IntoIterator<Item = (Monomial, Rational)>) -> Form {
        terms.into_iter().fold(Form::default(), |mut form, (monomial, c)| {
            form.add_term(monomial, c);
            form
        })
    }

    fn add_term(&mut self, monomial: Monomial, c: Rational) {
        let total = match self.terms.get(&monomial) {
            Some(known) => known + &c,
            None => c,
        };
        if total.is_zero() {
            self.terms.remove(&monomial);
        } else {
            self.terms.insert(monomial, total);
        }
    }

    /// Monomials with their coefficients.
    pub fn terms(&self) -> impl Iterator<Item = (&Monomial, &Rational)> {
        self.terms.iter()
    }

    /// Is it zero, as a form?
    pub fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    /// The number it is, if it is one.
    pub fn as_rational(&self) -> Option<Rational> {
        match self.terms.len() {
            0 => Some(Rational::zero()),
            1 => self.terms.get(&Vec::new()).cloned(),
            _ => None,
        }
    }

    /// The sum.
    pub fn plus(&self, other: &Form) -> Form {
        let all = self.terms.iter().chain(&other.terms);
        Form::from_terms(all.map(|(m, c)| (m.clone(), c.clone())))
    }

    /// The multiple.
    pub fn scaled(&self, q: &Rational) -> Form {
        Form::from_terms(self.terms.iter().map(|(m, c)| (m.clone(), c * q)))
    }

    fn times(&self, other: &Form) -> Option<Form> {
        if self.terms.len() * other.terms.len() > MOST_TERMS {
            return None;
        }
        let mut product = Form::default();
        for (m, c) in &self.terms {
            for (n, d) in &other.terms {
                product.add_term(merged(m, n), c * d);
            }
        }
        Some(product)
    }

    /// The terms with a symbol in them, and those without.
    pub fn split(&self, dag: &Dag) -> (Form, Form) {
        let varies = |m: &Monomial| m.iter().any(|(e, _)| !dag.is_constant(*e));
        let part = |wanted: bool| {
            let own = self.terms.iter().filter(|(m, _)| varies(m) == wanted);
            Form::from_terms(own.map(|(m, c)| (m.clone(), c.clone())))
        };
        (part(true), part(false))
    }

    /// Back into an expression.
    pub fn expression(&self, dag: &mut Dag) -> Expr {
        let mut terms = Vec::new();
        for (monomial, c) in &self.terms {
            let mut factors = vec![dag.number(c.clone())];
            for (base, k) in monomial {
                factors.push(dag.power_integer(*base, i64::from(*k)));
            }
            terms.push(dag.product(factors));
        }
        dag.sum(terms)
    }
}

/// A whole exponent that is multiplied out.
fn whole(q: &Rational) -> Option<i64> {
    const LARGEST: i64 = 8;
    q.to_i64().filter(|k| (1..=LARGEST).contains(k))
}

fn merged(a: &Monomial, b: &Monomial) -> Monomial {
    let mut all: BTreeMap<Expr, u32> = a.iter().copied().collect();
    for (e, k) in b {
        *all.entry(*e).or_default() += k;
    }
    all.into_iter().collect()
}

/// ln q = Σ k·ln p over the primes p of q.
fn logarithm(dag: &mut Dag, e: Expr, argument: Expr) -> Form {
    let primes = dag.as_number(argument).cloned().and_then(|q| factored(&q));
    let Some(primes) = primes else { return Form::opaque(e) };
    let mut terms = Vec::new();
    for (p, k) in primes {
        let p = dag.number(Rational::from(p as i64));
        let log = dag.apply(Function::Ln, p);
        terms.push((vec![(log, 1)], Rational::from(k)));
    }
    Form::from_terms(terms)
}

/// The primes of a positive rational number with exponents, if they are small.
pub(super) fn factored(q: &Rational) -> Option<Vec<(u64, i64)>> {
    if q.is_negative() || q.is_zero() {
        return None;
    }
    let (mut above, mut below) = (q.numerator(), q.denominator());
    let mut all = Vec::new();
    let mut p = 2u64;
    while !(above.is_one() && below.is_one()) {
        if p > LARGEST_PRIME {
            return None;
        }
        let k = multiplicity(&mut above, p) - multiplicity(&mut below, p);
        if k != 0 {
            all.push((p, k));
        }
        p += 1;
    }
    Some(all)
}

/// Divides by p as often as possible, and says how often.
fn multiplicity(n: &mut Integer, p: u64) -> i64 {
    let divisor = Integer::from(p as i64);
    let mut k = 0;
    while let Some(quotient) = n.checked_div_exact(&divisor) {
        *n = quotient;
        k += 1;
    }
    k
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::read;

    #[track_caller]
    fn equal(a: &str, b: &str) -> bool {
        let mut dag = Dag::new();
        let (a, b) = (read(&mut dag, a, &["x", "y"]).unwrap(), read(&mut dag, b, &["x", "y"]));
        let (a, b) = (Form::of(&mut dag, a), Form::of(&mut dag, b.unwrap()));
        a.is_some() && a == b
    }

    #[test]
    fn constants_have_a_normal_form() {
        assert!(equal("ln(6)*x", "ln(2)*x + ln(3)*x"));
        assert!(equal("x*ln(4/9)", "2*x*ln(2) - 2*ln(3)*x"));
        assert!(equal("(x + y)^2 - pi*(x + 1)", "x^2 + 2*x*y + y^2 - pi*x - pi"));
        assert!(!equal("ln(2)*x", "ln(3)*x"));
    }
}
