use super::{Constant, Dag, Expr, Function, Node};
use crate::number::{Integer, Rational, Sign};

/// Which bases a rational power accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Branch {
    /// Odd denominator: the real root, defined for every base.
    Odd,
    /// A root of even index has been taken: the base must be ≥ 0.
    Even,
}

impl Branch {
    pub(super) fn of(r: &Rational) -> Branch {
        if r.denominator().is_even() { Branch::Even } else { Branch::Odd }
    }

    pub(super) fn and(self, other: Branch) -> Branch {
        if self == Branch::Odd && other == Branch::Odd { Branch::Odd } else { Branch::Even }
    }
}

impl Dag {
    /// base^exponent in canonical form.
    ///
    /// Laws used, each only where it keeps the domain: g⁰ = 1 for total g (the empty product,
    /// so x⁰ = 1); (f·g)^r = f^r·g^r for odd denominators or factors known to be positive;
    /// (g^a)^b = g^(ab), |g|^(ab) for an even numerator under an even root; 1^g = 1 for total g;
    /// (e^g)^h = e^(gh); roots of numbers are normalised.
    pub fn power(&mut self, base: Expr, exponent: Expr) -> Expr {
        match self.as_number(exponent) {
            Some(r) => {
                let r = r.clone();
                self.rational_power(base, &r)
            }
            None => self.general_power(base, exponent),
        }
    }

    fn as_it_stands(&mut self, base: Expr, r: &Rational) -> Expr {
        let r = self.number(r.clone());
        self.intern(Node::Power(base, r))
    }

    fn rational_power(&mut self, base: Expr, r: &Rational) -> Expr {
        if r.is_one() || self.is_defined_nowhere(base) {
            return base;
        }
        if r.is_zero() {
            return self.zeroth_power(base);
        }
        if self.sign(base) == Sign::Zero {
            // 0^r = 0 where the zero is defined, and nowhere defined for r < 0.
            return if r.is_negative() { self.power_of_number(&Rational::zero(), r) } else { base };
        }
        match self.node(base).clone() {
            Node::Number(n) => self.power_of_number(&n, r),
            Node::Constant(Constant::E) => {
                let r = self.number(r.clone());
                self.call(Function::Exp, vec![r])
            }
            Node::Product(factors) => self.power_of_product(base, &factors, r),
            Node::Power(inner, exponent) => self.power_of_power(base, inner, exponent, r),
            Node::Call(Function::Exp, arguments) => {
                let r = self.number(r.clone());
                let exponent = self.mul(r, arguments[0]);
                self.call(Function::Exp, vec![exponent])
            }
            Node::Call(Function::Abs, arguments) => self.power_of_abs(base, arguments[0], r),
            Node::Constant(Constant::Pi) | Node::Symbol(_) | Node::Sum(_) | Node::Call(_, _) => {
                self.as_it_stands(base, r)
            }
        }
    }

    /// g⁰ is 1 where g is defined.
    fn zeroth_power(&mut self, base: Expr) -> Expr {
        if self.is_total(base) {
            return self.integer(1);
        }
        if let Node::Power(_, exponent) = self.node(base)
            && self.is_zero(*exponent)
        {
            return base;
        }
        self.as_it_stands(base, &Rational::zero())
    }

    /// (f·g)^r = f^r·g^r: always for an odd denominator, for an even one only for the positive
    /// factors, or when all are nonnegative (at f = 0 the left side is defined whatever g is).
    fn power_of_product(&mut self, base: Expr, factors: &[Expr], r: &Rational) -> Expr {
        let all = Branch::of(r) == Branch::Odd || factors.iter().all(|&f| self.is_nonnegative(f));
        if all {
            let powers = factors.iter().map(|&f| self.rational_power(f, r)).collect();
            return self.product(powers);
        }
        let (mut outside, mut inside) = (Vec::new(), Vec::new());
        for &factor in factors {
            match self.as_number(factor).map(|c| (c.sign(), c.abs())) {
                Some((Sign::Negative, c)) => {
                    inside.push(self.integer(-1));
                    outside.push(self.power_of_number(&c, r));
                }
                Some(_) | None if self.is_positive(factor) => {
                    outside.push(self.rational_power(factor, r));
                }
                Some(_) | None => inside.push(factor),
            }
        }
        if outside.iter().all(|&f| self.is_one(f)) {
            return self.as_it_stands(base, r);
        }
        let inside = self.product(inside);
        outside.push(match self.as_number(inside).cloned() {
            Some(n) => self.power_of_number(&n, r),
            None => self.as_it_stands(inside, r),
        });
        self.product(outside)
    }

    /// (c^a)^r.
    fn power_of_power(&mut self, base: Expr, c: Expr, a: Expr, r: &Rational) -> Expr {
        let Some(a) = self.as_number(a).cloned() else {
            return self.power_of_general_power(base, c, a, r);
        };
        if a.is_zero() {
            return base;
        }
        // (1/c)^(−1) = c²/c is defined for c ≠ 0 only.
        if a.is_negative() && r.is_negative() && !self.is_nonzero(c) {
            let inverse = self.rational_power(base, &-r);
            return self.inverse_of_inverse(inverse);
        }
        let s = &a * r;
        let branch = Branch::of(&a).and(Branch::of(r));
        if Branch::of(r) == Branch::Even && Branch::of(&a) == Branch::Odd {
            // c^a ≥ 0 for every c if the numerator is even, for c ≥ 0 if it is odd.
            if a.numerator().is_even() {
                let magnitude = self.call(Function::Abs, vec![c]);
                return self.rational_power(magnitude, &s);
            }
        }
        self.power_on_branch(c, &s, branch)
    }

    /// 1/g for a g = c^(−s) or a product of such: c^s with c ≠ 0, written c^(2s)·c^(−s).
    fn inverse_of_inverse(&mut self, g: Expr) -> Expr {
        let minus = |dag: &mut Dag, e: Expr| match *dag.node(e) {
            Node::Power(c, r) => {
                let r = dag.as_number(r).cloned().unwrap_or_else(Rational::one);
                let branch = Branch::of(&r);
                let above = &r * &Rational::from(-2);
                dag.power_on_branch(c, &above, branch)
            }
            Node::Number(_)
            | Node::Constant(_)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Product(_)
            | Node::Call(_, _) => dag.as_it_stands(e, &Rational::from(-2)),
        };
        let mut factors = match self.node(g).clone() {
            Node::Product(parts) => parts.iter().map(|&p| minus(self, p)).collect(),
            Node::Number(_)
            | Node::Constant(_)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Power(_, _)
            | Node::Call(_, _) => vec![minus(self, g)],
        };
        factors.push(g);
        self.product(factors)
    }

    /// c^s where c ≥ 0 is required if `branch` says so, even when s alone would not require it:
    /// √x·√x is (x^(1/2))², not x.
    pub(super) fn power_on_branch(&mut self, c: Expr, s: &Rational, branch: Branch) -> Expr {
        let implied = Branch::of(s) == branch || self.is_nonnegative(c);
        if implied && !s.is_zero() {
            return self.rational_power(c, s);
        }
        if implied {
            return self.zeroth_power(c);
        }
        let half = Rational::new(Integer::one(), s.denominator() * Integer::from(2));
        let root = self.as_it_stands(c, &half);
        self.as_it_stands(root, &Rational::from(s.numerator() * Integer::from(2)))
    }

    /// (c^a)^r = c^(ar) for an exponent a that is not rational: c^a ≥ 0, so any r will do, unless
    /// ar becomes a known positive exponent, which would admit c = 0.
    fn power_of_general_power(&mut self, base: Expr, c: Expr, a: Expr, r: &Rational) -> Expr {
        let factor = self.number(r.clone());
        let exponent = self.mul(factor, a);
        let admits_zero = self.is_positive(exponent) && !self.is_positive(a);
        if admits_zero && !self.is_positive(c) {
            return self.as_it_stands(base, r);
        }
        self.intern(Node::Power(c, exponent))
    }

    /// |g|^(2k + r) = g^(2k)·|g|^r with −2 < r < 2.
    fn power_of_abs(&mut self, base: Expr, g: Expr, r: &Rational) -> Expr {
        let (even, rest) = even_part(r);
        if even.is_zero() {
            return self.as_it_stands(base, r);
        }
        let square = self.rational_power(g, &even);
        if rest.is_zero() {
            return square;
        }
        let rest = self.rational_power(base, &rest);
        self.product(vec![square, rest])
    }

    fn general_power(&mut self, base: Expr, exponent: Expr) -> Expr {
        match self.node(base).clone() {
            Node::Number(n) if n.is_one() && self.is_total(exponent) => base,
            Node::Number(n) if n.sign() == Sign::Positive && !n.is_one() => {
                self.exponential(&n, exponent)
            }
            Node::Constant(Constant::E) => self.call(Function::Exp, vec![exponent]),
            Node::Call(Function::Exp, arguments) => {
                let exponent = self.mul(arguments[0], exponent);
                self.call(Function::Exp, vec![exponent])
            }
            Node::Number(_)
            | Node::Constant(Constant::Pi)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Product(_)
            | Node::Power(_, _)
            | Node::Call(_, _) => self.intern(Node::Power(base, exponent)),
        }
    }

    /// (1/2)^g = 2^(−g), 8^g = 2^(3g).
    fn exponential(&mut self, n: &Rational, exponent: Expr) -> Expr {
        let (base, k) = super::radical::perfect_rational_power(n);
        let factor = self.integer(k);
        let exponent = self.mul(factor, exponent);
        let base = self.number(base);
        self.intern(Node::Power(base, exponent))
    }
}

/// r = 2k + rest with k rounded towards 0; (2k, rest).
pub(super) fn even_part(r: &Rational) -> (Rational, Rational) {
    let (k, _) = r.numerator().div_rem(&(r.denominator() * Integer::from(2)));
    let even = Rational::from(k * Integer::from(2));
    let rest = r - &even;
    (even, rest)
}
