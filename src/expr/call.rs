use super::radical::perfect_rational_power;
use super::{Constant, Dag, Expr, Function, Node};
use crate::number::{Rational, Sign};

impl Dag {
    /// A function applied to its arguments, in canonical form: exact values are folded, odd and
    /// even functions lose a minus sign, inverse functions cancel where both are defined.
    ///
    /// # Panics
    /// If the number of arguments is not one the function [takes](Function::takes).
    pub fn call(&mut self, f: Function, arguments: Vec<Expr>) -> Expr {
        assert!(f.takes(arguments.len()), "{} does not take so many arguments", f.name());
        let a = arguments[0];
        let folded = match f {
            Function::Exp => self.exp(a),
            Function::Ln => self.ln(a),
            Function::Log10 => self.logarithm(a, f, 10),
            Function::Log2 => self.logarithm(a, f, 2),
            Function::Sin => self.sin(a),
            Function::Cos => self.cos(a),
            Function::Tan => self.tan(a),
            Function::Asin => self.asin(a),
            Function::Acos => self.acos(a),
            Function::Atan => self.atan(a),
            Function::Sinh => self.sinh(a),
            Function::Cosh => self.cosh(a),
            Function::Tanh => self.tanh(a),
            Function::Asinh => self.inverse_of(Function::Sinh, a).or_else(|| self.odd(f, a)),
            Function::Acosh => self.acosh(a),
            Function::Atanh => self.inverse_of(Function::Tanh, a).or_else(|| self.odd(f, a)),
            Function::Sigmoid => self.sigmoid(a),
            Function::Softplus => self.softplus(a),
            Function::Abs => self.abs(a),
            Function::Sign => self.signum(a),
            Function::Max | Function::Min => return self.extremum(f, arguments),
            Function::Relu => self.relu(a),
        };
        folded.unwrap_or_else(|| self.intern(Node::Call(f, arguments.into())))
    }

    fn bare(&mut self, f: Function, a: Expr) -> Expr {
        self.intern(Node::Call(f, Box::new([a])))
    }

    /// The argument of f, if the expression is f of something.
    pub(super) fn argument_of(&self, f: Function, e: Expr) -> Option<Expr> {
        match self.node(e) {
            Node::Call(g, arguments) if *g == f => Some(arguments[0]),
            Node::Call(_, _)
            | Node::Number(_)
            | Node::Constant(_)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Product(_)
            | Node::Power(_, _) => None,
        }
    }

    /// g(f(a)) = a for a left inverse g of a total f.
    fn inverse_of(&self, f: Function, a: Expr) -> Option<Expr> {
        self.argument_of(f, a)
    }

    /// Does a rational number < 0 stand in front?
    pub(super) fn has_minus(&self, e: Expr) -> bool {
        match self.node(e) {
            Node::Number(value) => value.is_negative(),
            Node::Product(factors) => self.as_number(factors[0]).is_some_and(Rational::is_negative),
            Node::Constant(_)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Power(_, _)
            | Node::Call(_, _) => false,
        }
    }

    /// f(0) = 0 and f(−a) = −f(a).
    pub(super) fn odd(&mut self, f: Function, a: Expr) -> Option<Expr> {
        if self.is_zero(a) {
            return Some(a);
        }
        self.has_minus(a).then(|| {
            let positive = self.neg(a);
            let value = self.call(f, vec![positive]);
            self.neg(value)
        })
    }

    /// f(−a) = f(a).
    pub(super) fn even(&mut self, f: Function, a: Expr) -> Option<Expr> {
        self.has_minus(a).then(|| {
            let positive = self.neg(a);
            self.call(f, vec![positive])
        })
    }

    /// a = c·ln(g) with rational c: (c, g).
    fn multiple_of_logarithm(&mut self, a: Expr) -> Option<(Rational, Expr)> {
        let (c, rest) = self.split_coefficient(a);
        let g = self.argument_of(Function::Ln, rest?)?;
        self.is_positive(g).then_some((c, g))
    }

    /// a = ln(q) exactly for a rational q > 0, and q is short: q.
    fn exponential_of_logarithm(&mut self, a: Expr) -> Option<Rational> {
        if self.is_zero(a) {
            return Some(Rational::one());
        }
        let (c, g) = self.multiple_of_logarithm(a)?;
        let value = self.power_rational(g, &c);
        self.as_number(value).cloned()
    }

    /// e^(c·ln g) = g^c for g > 0; e^(f + c·ln g) = g^c·e^f; e⁰ = 1, e¹ = e.
    fn exp(&mut self, a: Expr) -> Option<Expr> {
        if self.is_zero(a) {
            return Some(self.integer(1));
        }
        if self.is_one(a) {
            return Some(self.constant(Constant::E));
        }
        if let Some((c, g)) = self.multiple_of_logarithm(a) {
            return Some(self.power_rational(g, &c));
        }
        let Node::Sum(terms) = self.node(a).clone() else { return None };
        let (mut factors, mut rest) = (Vec::new(), Vec::new());
        for &term in &terms {
            match self.multiple_of_logarithm(term) {
                Some((c, g)) => factors.push(self.power_rational(g, &c)),
                None => rest.push(term),
            }
        }
        if factors.is_empty() {
            return None;
        }
        let rest = self.sum(rest);
        factors.push(self.call(Function::Exp, vec![rest]));
        Some(self.product(factors))
    }

    /// ln(e^g) = g; ln(mᵏ) = k·ln m and ln(n^r) = r·ln n for numbers; ln(1) = 0.
    fn ln(&mut self, a: Expr) -> Option<Expr> {
        match self.node(a).clone() {
            Node::Call(Function::Exp, arguments) => Some(arguments[0]),
            Node::Constant(Constant::E) => Some(self.integer(1)),
            Node::Number(_) | Node::Power(_, _) => self.logarithm_of_number(Function::Ln, a),
            Node::Constant(Constant::Pi)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Product(_)
            | Node::Call(_, _) => None,
        }
    }

    fn logarithm_of_number(&mut self, f: Function, a: Expr) -> Option<Expr> {
        let (n, r) = match *self.node(a) {
            Node::Number(ref n) => (n.clone(), Rational::one()),
            Node::Power(base, r) => (self.as_number(base)?.clone(), self.as_number(r)?.clone()),
            Node::Constant(_)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Product(_)
            | Node::Call(_, _) => return None,
        };
        if n.sign() != Sign::Positive {
            return None;
        }
        if n.is_one() {
            return Some(self.integer(0));
        }
        let (m, k) = perfect_rational_power(&n);
        let c = &r * &Rational::from(k);
        let m = self.number(m);
        let log = self.bare(f, m);
        Some(self.scale_canonical(&c, log))
    }

    /// log_b(b^r) = r; otherwise as for ln.
    fn logarithm(&mut self, a: Expr, f: Function, base: i64) -> Option<Expr> {
        let log = self.logarithm_of_number(f, a)?;
        let (c, rest) = self.split_coefficient(log);
        match rest.and_then(|rest| self.argument_of(f, rest)) {
            Some(m) if self.as_number(m) == Some(&Rational::from(base)) => Some(self.number(c)),
            Some(_) | None => Some(log),
        }
    }

    /// (q − 1/q)/2 at ln q, sinh(asinh g) = g, odd.
    fn sinh(&mut self, a: Expr) -> Option<Expr> {
        if let Some((difference, _)) = self.hyperbola_at(a) {
            return Some(self.number(&difference * &Rational::fraction(1, 2)));
        }
        self.inverse_of(Function::Asinh, a).or_else(|| self.odd(Function::Sinh, a))
    }

    /// (q + 1/q)/2 at ln q, even.
    fn cosh(&mut self, a: Expr) -> Option<Expr> {
        if let Some((_, sum)) = self.hyperbola_at(a) {
            return Some(self.number(&sum * &Rational::fraction(1, 2)));
        }
        self.even(Function::Cosh, a)
    }

    /// sinh/cosh at ln q, odd.
    fn tanh(&mut self, a: Expr) -> Option<Expr> {
        if let Some((difference, sum)) = self.hyperbola_at(a) {
            return Some(self.number(&difference / &sum));
        }
        self.odd(Function::Tanh, a)
    }

    /// (q − 1/q, q + 1/q) if a = ln q.
    fn hyperbola_at(&mut self, a: Expr) -> Option<(Rational, Rational)> {
        let q = self.exponential_of_logarithm(a)?;
        let reciprocal = q.recip()?;
        Some((&q - &reciprocal, &q + &reciprocal))
    }

    /// acosh(1) = 0, acosh(cosh g) = |g|.
    fn acosh(&mut self, a: Expr) -> Option<Expr> {
        if self.is_one(a) {
            return Some(self.integer(0));
        }
        let g = self.argument_of(Function::Cosh, a)?;
        Some(self.call(Function::Abs, vec![g]))
    }

    /// 1/(1 + e⁻ᵃ) at 0 and at logarithms.
    fn sigmoid(&mut self, a: Expr) -> Option<Expr> {
        let q = self.exponential_of_logarithm(a)?;
        let denominator = &q + &Rational::one();
        Some(self.number(&q / &denominator))
    }

    /// ln(1 + eᵃ) at 0 and at logarithms.
    fn softplus(&mut self, a: Expr) -> Option<Expr> {
        let q = self.exponential_of_logarithm(a)?;
        let argument = self.number(&q + &Rational::one());
        Some(self.call(Function::Ln, vec![argument]))
    }

    /// |g| = ±g for a known sign; |f·g| = |f|·|g|; |gʳ| = |g|ʳ for odd denominators.
    fn abs(&mut self, a: Expr) -> Option<Expr> {
        if self.is_nonnegative(a) {
            return Some(a);
        }
        if self.is_nonpositive(a) {
            return Some(self.opposite(a));
        }
        match self.node(a).clone() {
            Node::Product(factors) => {
                let parts = factors.iter().map(|&f| self.call(Function::Abs, vec![f])).collect();
                Some(self.product(parts))
            }
            Node::Power(base, r) => {
                let r = self.as_number(r).filter(|r| !r.denominator().is_even())?.clone();
                let magnitude = self.call(Function::Abs, vec![base]);
                Some(self.power_rational(magnitude, &r))
            }
            Node::Number(_) | Node::Constant(_) | Node::Symbol(_) | Node::Sum(_) => None,
            Node::Call(_, _) => None,
        }
    }

    /// −a, a sum term by term.
    fn opposite(&mut self, a: Expr) -> Expr {
        let Node::Sum(terms) = self.node(a).clone() else { return self.neg(a) };
        let terms = terms.iter().map(|&t| self.neg(t)).collect();
        self.sum(terms)
    }

    /// sign(g) = ±1 or 0 for a known sign of a total g; sign(c·g) = sign(c)·sign(g).
    fn signum(&mut self, a: Expr) -> Option<Expr> {
        if self.is_total(a)
            && let Some(sign) = self.sign(a).to_i32()
        {
            return Some(self.integer(i64::from(sign)));
        }
        let (c, rest) = self.split_coefficient(a);
        if c.is_one() || c.is_zero() {
            return None;
        }
        let sign = self.call(Function::Sign, vec![rest?]);
        Some(if c.is_negative() { self.neg(sign) } else { sign })
    }

    /// relu(g) = g for g ≥ 0, relu(q) = 0 for total q ≤ 0, relu(c·g) = c·relu(g) for c > 0.
    fn relu(&mut self, a: Expr) -> Option<Expr> {
        if self.is_nonnegative(a) {
            return Some(a);
        }
        if self.is_nonpositive(a) {
            let zero = self.integer(0);
            return Some(self.mul(zero, a));
        }
        let (c, rest) = self.split_coefficient(a);
        if c.is_one() || c.sign() != Sign::Positive {
            return None;
        }
        let rest = self.call(Function::Relu, vec![rest?]);
        let c = self.number(c);
        Some(self.mul(c, rest))
    }

    /// max is associative, commutative and idempotent; of numbers whose order is decided one
    /// remains.
    fn extremum(&mut self, f: Function, arguments: Vec<Expr>) -> Expr {
        let mut open = arguments;
        let mut parts = Vec::new();
        while let Some(a) = open.pop() {
            match self.node(a) {
                Node::Call(g, inner) if *g == f => open.extend_from_slice(inner),
                Node::Number(_)
                | Node::Constant(_)
                | Node::Symbol(_)
                | Node::Sum(_)
                | Node::Product(_)
                | Node::Power(_, _)
                | Node::Call(_, _) => parts.push(a),
            }
        }
        parts.sort_unstable();
        parts.dedup();
        let numbers: Vec<Expr> = parts.iter().copied().filter(|&a| self.is_constant(a)).collect();
        let beaten =
            |a: &Expr| self.is_constant(*a) && numbers.iter().any(|&b| self.is_beaten(f, *a, b));
        let remaining: Vec<Expr> = parts.iter().copied().filter(|a| !beaten(a)).collect();
        match remaining[..] {
            [only] => only,
            _ => self.intern(Node::Call(f, remaining.into())),
        }
    }

    /// Are a and b numbers, proved to be defined, of which f never chooses a?
    fn is_beaten(&self, f: Function, a: Expr, b: Expr) -> bool {
        let Some((x, y)) = self.stored_enclosure(a).zip(self.stored_enclosure(b)) else {
            return false;
        };
        let less = match self.as_number(a).zip(self.as_number(b)) {
            Some((p, q)) => (p < q, q < p),
            None => (x.certainly_less(&y), y.certainly_less(&x)),
        };
        if f == Function::Max { less.0 } else { less.1 }
    }
}
