use super::{Dag, Expr, Node};
use crate::number::Rational;
use std::collections::{BTreeMap, BTreeSet};

/// A rational linear combination of expressions that are neither numbers nor sums.
#[derive(Default)]
struct LinearCombination {
    constant: Rational,
    coefficients: BTreeMap<Expr, Rational>,
}

impl Dag {
    /// The sum of `terms` in canonical form; 0 if there are none.
    ///
    /// Laws used, each keeping value and domain: associativity and commutativity;
    /// c·(t₁ + … + tₖ) inside a sum is spread over its terms; a·t + b·t = (a + b)·t;
    /// 0·t is dropped only if t is total; a sum with 1/0 is 1/0. A single term is returned as it is.
    pub fn sum(&mut self, terms: Vec<Expr>) -> Expr {
        let mut terms: Vec<Expr> = terms.into_iter().filter(|&t| !self.is_zero(t)).collect();
        if terms.len() == 1 {
            return terms.swap_remove(0);
        }
        let mut total = LinearCombination::default();
        for term in terms {
            self.add_multiple(&mut total, &Rational::one(), term);
        }
        self.sum_from(total)
    }

    /// total += c·e.
    fn add_multiple(&mut self, total: &mut LinearCombination, c: &Rational, e: Expr) {
        let mut open = vec![(c.clone(), e)];
        while let Some((c, e)) = open.pop() {
            let (factor, rest) = self.split_coefficient(e);
            let c = &c * &factor;
            match rest.map(|rest| (rest, self.node(rest))) {
                None => total.constant += &c,
                Some((_, Node::Sum(parts))) => {
                    open.extend(parts.iter().map(|&part| (c.clone(), part)));
                }
                Some((
                    rest,
                    Node::Number(_)
                    | Node::Constant(_)
                    | Node::Symbol(_)
                    | Node::Product(_)
                    | Node::Power(_, _)
                    | Node::Call(_, _),
                )) => *total.coefficients.entry(rest).or_default() += &c,
            }
        }
    }

    /// e = c·rest with a rational c; no rest if e is the number c.
    pub fn split_coefficient(&mut self, e: Expr) -> (Rational, Option<Expr>) {
        let (c, rest) = match self.node(e) {
            Node::Number(value) => return (value.clone(), None),
            Node::Product(factors) => match self.as_number(factors[0]) {
                Some(c) => (c.clone(), factors[1..].to_vec()),
                None => return (Rational::one(), Some(e)),
            },
            Node::Constant(_)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Power(_, _)
            | Node::Call(_, _) => return (Rational::one(), Some(e)),
        };
        (c, Some(self.product_of_canonical(rest)))
    }

    /// A product of factors that already form the tail of a canonical product.
    pub(super) fn product_of_canonical(&mut self, factors: Vec<Expr>) -> Expr {
        match factors[..] {
            [only] => only,
            _ => self.intern(Node::Product(factors.into())),
        }
    }

    /// The number c times a canonical expression without a number in front, c ≠ 0.
    pub(super) fn scale_canonical(&mut self, c: &Rational, rest: Expr) -> Expr {
        if c.is_one() {
            return rest;
        }
        let mut factors = vec![self.number(c.clone())];
        match self.node(rest) {
            Node::Product(more) => factors.extend_from_slice(more),
            Node::Number(_)
            | Node::Constant(_)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Power(_, _)
            | Node::Call(_, _) => factors.push(rest),
        }
        self.intern(Node::Product(factors.into()))
    }

    fn sum_from(&mut self, total: LinearCombination) -> Expr {
        if let Some(&nowhere) = total.coefficients.keys().find(|&&t| self.is_defined_nowhere(t)) {
            return nowhere;
        }
        let (vanishing, present): (BTreeMap<_, _>, BTreeMap<_, _>) =
            total.coefficients.into_iter().partition(|(_, c)| c.is_zero());
        let carriers = self.domain_carriers(vanishing.into_keys().collect(), &present);
        if let Some(&nowhere) = carriers.iter().find(|&&t| self.is_defined_nowhere(t)) {
            return nowhere;
        }
        let mut terms: Vec<Expr> =
            present.iter().map(|(&rest, c)| self.scale_canonical(c, rest)).collect();
        terms.extend(carriers);
        terms.sort_unstable();
        if !total.constant.is_zero() || terms.is_empty() {
            terms.insert(0, self.number(total.constant));
        }
        match terms[..] {
            [only] => only,
            _ => self.intern(Node::Sum(terms.into())),
        }
    }

    /// 0·t for the vanishing terms t that are not total: they contribute nothing but their
    /// domain, and not even that if t itself is present.
    fn domain_carriers(
        &mut self,
        vanishing: Vec<Expr>,
        present: &BTreeMap<Expr, Rational>,
    ) -> BTreeSet<Expr> {
        let mut carriers = BTreeSet::new();
        for term in vanishing {
            let zero = self.integer(0);
            let carrier = self.product(vec![zero, term]);
            let rest = self.split_coefficient(carrier).1;
            if rest.is_some_and(|rest| !present.contains_key(&rest)) {
                carriers.insert(carrier);
            }
        }
        carriers
    }
}
