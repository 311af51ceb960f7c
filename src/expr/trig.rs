//! Exact values of circular functions at rational multiples of π, and of their inverses.

use super::{Dag, Expr, Function, Node};
use crate::number::{Integer, Rational};

fn half() -> Rational {
    Rational::fraction(1, 2)
}

/// r modulo m, in [0, m).
fn modulo(r: &Rational, m: i64) -> Rational {
    let m = Rational::from(m);
    r - &(&Rational::from((r / &m).floor()) * &m)
}

/// r·π as a point of the first quadrant: (sign of the sine, r') with sin(rπ) = sign·sin(r'π),
/// 0 ≤ r' ≤ 1/2.
fn first_quadrant(r: &Rational) -> (i64, Rational) {
    let r = modulo(r, 2);
    let (sign, r) = if r >= Rational::one() { (-1, &r - &Rational::one()) } else { (1, r) };
    (sign, if r > half() { &Rational::one() - &r } else { r })
}

impl Dag {
    /// e = r·π with a rational r.
    pub fn as_multiple_of_pi(&self, e: Expr) -> Option<Rational> {
        match self.node(e) {
            Node::Number(value) => value.is_zero().then(Rational::zero),
            Node::Constant(super::Constant::Pi) => Some(Rational::one()),
            Node::Product(factors) => match factors[..] {
                [c, pi] if self.node(pi) == &Node::Constant(super::Constant::Pi) => {
                    self.as_number(c).cloned()
                }
                _ => None,
            },
            Node::Constant(super::Constant::E)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Power(_, _)
            | Node::Call(_, _) => None,
        }
    }

    /// r·π.
    pub fn multiple_of_pi(&mut self, r: &Rational) -> Expr {
        let (r, pi) = (self.number(r.clone()), self.pi());
        self.mul(r, pi)
    }

    /// (a·√n + b·√m)/d.
    fn surds(&mut self, (a, n): (i64, i64), (b, m): (i64, i64), d: i64) -> Expr {
        let terms = [(a, n), (b, m)].map(|(c, n)| {
            let (c, n) = (self.integer(c), self.integer(n));
            let root = self.sqrt(n);
            self.mul(c, root)
        });
        let (sum, d) = (self.sum(terms.to_vec()), self.fraction(1, d));
        self.mul(d, sum)
    }

    /// sin(rπ) for 0 ≤ r ≤ 1/2 where it is a short radical (denominators 1, 2, 3, 4, 5, 6, 10, 12).
    fn sine_value(&mut self, r: &Rational) -> Option<Expr> {
        let key = (r.numerator().to_i64()?, r.denominator().to_i64()?);
        Some(match key {
            (0, 1) => self.integer(0),
            (1, 2) => self.integer(1),
            (1, 6) => self.fraction(1, 2),
            (1, 4) => self.surds((1, 2), (0, 1), 2),
            (1, 3) => self.surds((1, 3), (0, 1), 2),
            (1, 12) => self.surds((1, 6), (-1, 2), 4),
            (5, 12) => self.surds((1, 6), (1, 2), 4),
            (1, 10) => self.surds((1, 5), (-1, 1), 4),
            (3, 10) => self.surds((1, 5), (1, 1), 4),
            (1, 5) => self.nested_fifth(-2),
            (2, 5) => self.nested_fifth(2),
            _ => return None,
        })
    }

    /// √(10 + c·√5)/4.
    fn nested_fifth(&mut self, c: i64) -> Expr {
        let radicand = self.surds((c, 5), (10, 1), 1);
        let (root, quarter) = (self.sqrt(radicand), self.fraction(1, 4));
        self.mul(quarter, root)
    }

    /// sin(rπ), exactly where short, else at the smallest equivalent angle, at most π/4.
    fn sine_at(&mut self, r: &Rational) -> Expr {
        let (sign, r) = first_quadrant(r);
        let value = match self.sine_value(&r) {
            Some(value) => value,
            None if r > Rational::fraction(1, 4) => {
                let angle = self.multiple_of_pi(&(&half() - &r));
                self.intern(Node::Call(Function::Cos, Box::new([angle])))
            }
            None => {
                let angle = self.multiple_of_pi(&r);
                self.intern(Node::Call(Function::Sin, Box::new([angle])))
            }
        };
        let sign = self.integer(sign);
        self.mul(sign, value)
    }

    /// The argument as rest + k·π/2 if it is a sum with such a term: (k, rest).
    fn quarter_turns(&mut self, a: Expr) -> Option<(Integer, Expr)> {
        let Node::Sum(terms) = self.node(a).clone() else { return None };
        let (at, k) = terms.iter().enumerate().find_map(|(at, &term)| {
            let r = self.as_multiple_of_pi(term)?;
            Some((at, (&r * &Rational::from(2)).to_integer()?)).filter(|(_, k)| !k.is_zero())
        })?;
        let rest = terms.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, &t)| t).collect();
        Some((k, self.sum(rest)))
    }

    pub(super) fn sin(&mut self, a: Expr) -> Option<Expr> {
        if let Some(r) = self.as_multiple_of_pi(a) {
            return Some(self.sine_at(&r));
        }
        if let Some((k, rest)) = self.quarter_turns(a) {
            return Some(self.shifted(k.rem_u64(4), rest));
        }
        self.cancel(Function::Asin, a).or_else(|| self.odd(Function::Sin, a))
    }

    pub(super) fn cos(&mut self, a: Expr) -> Option<Expr> {
        if let Some(r) = self.as_multiple_of_pi(a) {
            return Some(self.sine_at(&(&half() - &r)));
        }
        if let Some((k, rest)) = self.quarter_turns(a) {
            return Some(self.shifted((k.rem_u64(4) + 1) % 4, rest));
        }
        self.cancel(Function::Acos, a).or_else(|| self.even(Function::Cos, a))
    }

    /// sin(a + k·π/2).
    fn shifted(&mut self, k: u64, a: Expr) -> Expr {
        let f = if k.is_multiple_of(2) { Function::Sin } else { Function::Cos };
        let value = self.call(f, vec![a]);
        if k >= 2 { self.neg(value) } else { value }
    }

    /// f(f⁻¹(q)) = q for a rational q in the domain of f⁻¹.
    fn cancel(&self, inverse: Function, a: Expr) -> Option<Expr> {
        let q = self.argument_of(inverse, a)?;
        self.as_number(q).filter(|q| q.abs() <= Rational::one()).map(|_| q)
    }

    pub(super) fn tan(&mut self, a: Expr) -> Option<Expr> {
        if let Some(r) = self.as_multiple_of_pi(a) {
            return self.tangent_at(&r);
        }
        if let Some((k, rest)) = self.quarter_turns(a)
            && k.is_even()
        {
            return Some(self.call(Function::Tan, vec![rest]));
        }
        self.argument_of(Function::Atan, a).or_else(|| self.odd(Function::Tan, a))
    }

    /// tan(rπ); tan(π/2) is undefined and stays.
    fn tangent_at(&mut self, r: &Rational) -> Option<Expr> {
        let r = modulo(r, 1);
        let (sign, r) = if r > half() { (-1, &Rational::one() - &r) } else { (1, r) };
        let value = match (r.numerator().to_i64(), r.denominator().to_i64()) {
            (Some(0), Some(1)) => self.integer(0),
            (Some(1), Some(6)) => self.surds((1, 3), (0, 1), 3),
            (Some(1), Some(4)) => self.integer(1),
            (Some(1), Some(3)) => self.surds((1, 3), (0, 1), 1),
            (Some(1), Some(12)) => self.surds((-1, 3), (2, 1), 1),
            (Some(5), Some(12)) => self.surds((1, 3), (2, 1), 1),
            _ => {
                let angle = self.multiple_of_pi(&r);
                self.intern(Node::Call(Function::Tan, Box::new([angle])))
            }
        };
        let sign = self.integer(sign);
        Some(self.mul(sign, value))
    }

    /// r with value(rπ) = a among the short values.
    fn angle_with(
        &mut self,
        a: Expr,
        angles: &[(i64, i64)],
        value: impl Fn(&mut Dag, &Rational) -> Option<Expr>,
    ) -> Option<Expr> {
        let r = angles.iter().map(|&(p, q)| Rational::fraction(p, q)).find(|r| {
            let known = value(self, r);
            known == Some(a)
        })?;
        Some(self.multiple_of_pi(&r))
    }

    pub(super) fn asin(&mut self, a: Expr) -> Option<Expr> {
        if let Some(value) = self.odd(Function::Asin, a) {
            return Some(value);
        }
        if !self.is_constant(a) {
            return None;
        }
        const ANGLES: [(i64, i64); 10] =
            [(1, 2), (1, 6), (1, 4), (1, 3), (1, 12), (5, 12), (1, 10), (3, 10), (1, 5), (2, 5)];
        self.angle_with(a, &ANGLES, Dag::sine_value)
    }

    /// acos(a) = π/2 − asin(a) where the arcsine is known.
    pub(super) fn acos(&mut self, a: Expr) -> Option<Expr> {
        let angle = self.call(Function::Asin, vec![a]);
        let r = self.as_multiple_of_pi(angle)?;
        Some(self.multiple_of_pi(&(&half() - &r)))
    }

    pub(super) fn atan(&mut self, a: Expr) -> Option<Expr> {
        if let Some(value) = self.odd(Function::Atan, a) {
            return Some(value);
        }
        if !self.is_constant(a) {
            return None;
        }
        const ANGLES: [(i64, i64); 5] = [(1, 6), (1, 4), (1, 3), (1, 12), (5, 12)];
        self.angle_with(a, &ANGLES, Dag::tangent_at)
    }
}
