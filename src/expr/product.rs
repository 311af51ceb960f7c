use super::power::{Branch, even_part};
use super::radical::Radicals;
use super::{Constant, Dag, Expr, Function, Node};
use crate::number::{Rational, Sign};
use std::collections::{BTreeMap, BTreeSet};

/// Factors sorted by kind, like bases together.
#[derive(Default)]
struct Factors {
    coefficient: Option<Rational>,
    radicals: Radicals,
    /// Exponents of e.
    exponents: Vec<Expr>,
    /// Exponents that are not rational numbers, of bases known to be positive.
    general: BTreeMap<Expr, Vec<Expr>>,
    /// base^r, kept apart for r > 0 and r < 0 (the `bool`) unless the base is never 0.
    powers: BTreeMap<(Expr, bool), (Rational, Branch)>,
    /// Finished factors.
    done: Vec<Expr>,
}

impl Dag {
    /// The product of `factors` in canonical form; 1 if there are none.
    ///
    /// Laws used, each keeping value and domain: associativity and commutativity;
    /// g^a·g^b = g^(a+b) for exponents of one sign, or any if g is never 0, remembering g ≥ 0
    /// once an even root was taken; e^f·e^g = e^(f+g); numbers and their roots are multiplied;
    /// 0·g keeps the factors that are not total. A number is not spread over a sum.
    pub fn product(&mut self, factors: Vec<Expr>) -> Expr {
        let mut collected = Factors::default();
        self.collect(&mut collected, factors);
        self.merge_exponentials(&mut collected);
        self.fold_absolute_values(&mut collected);
        self.product_from(collected)
    }

    fn collect(&mut self, into: &mut Factors, factors: Vec<Expr>) {
        let mut open = factors;
        while let Some(factor) = open.pop() {
            match self.node(factor).clone() {
                Node::Number(value) => {
                    let c = into.coefficient.get_or_insert_with(Rational::one);
                    *c = &*c * &value;
                }
                Node::Product(parts) => open.extend(parts),
                Node::Constant(Constant::E) => into.exponents.push(self.integer(1)),
                Node::Call(Function::Exp, arguments) => into.exponents.push(arguments[0]),
                Node::Power(base, exponent) => self.collect_power(into, factor, base, exponent),
                Node::Constant(Constant::Pi)
                | Node::Symbol(_)
                | Node::Sum(_)
                | Node::Call(_, _) => {
                    self.collect_rational(into, factor, Rational::one(), Branch::Odd);
                }
            }
        }
    }

    fn collect_power(&mut self, into: &mut Factors, factor: Expr, base: Expr, exponent: Expr) {
        match (self.as_number(base).cloned(), self.as_number(exponent).cloned()) {
            (Some(n), Some(r)) if n.sign() == Sign::Positive => into.radicals.multiply(&n, &r),
            (_, Some(r)) if r.is_zero() => {
                self.collect_rational(into, factor, Rational::one(), Branch::Odd);
            }
            (_, Some(r)) => {
                let (base, r, branch) = self.even_root_inside(base, r);
                self.collect_rational(into, base, r, branch);
            }
            (_, None) if self.is_positive(base) => {
                into.general.entry(base).or_default().push(exponent);
            }
            (_, None) => self.collect_rational(into, factor, Rational::one(), Branch::Odd),
        }
    }

    /// (c^(1/2q))^n, the form that remembers c ≥ 0, counts as c^(n/2q).
    fn even_root_inside(&self, base: Expr, r: Rational) -> (Expr, Rational, Branch) {
        if let Node::Power(c, root) = self.node(base)
            && let Some(root) = self.as_number(*root)
            && Branch::of(root) == Branch::Even
            && root.sign() == Sign::Positive
            && r.is_integer()
            && self.as_number(*c).is_none_or(|n| n.sign() != Sign::Positive)
        {
            return (*c, root * &r, Branch::Even);
        }
        let branch = Branch::of(&r);
        (base, r, branch)
    }

    fn collect_rational(&self, into: &mut Factors, base: Expr, r: Rational, branch: Branch) {
        let key = (base, r.is_negative() && !self.is_nonzero(base));
        let entry = into.powers.entry(key).or_insert((Rational::zero(), Branch::Odd));
        entry.0 += &r;
        entry.1 = entry.1.and(branch);
    }

    /// e^f·e^g = e^(f+g), and the same for every positive base.
    fn merge_exponentials(&mut self, into: &mut Factors) {
        while into.exponents.len() > 1 || into.general.values().any(|e| e.len() > 1) {
            let mut merged = Vec::new();
            let exponents = std::mem::take(&mut into.exponents);
            if !exponents.is_empty() {
                let exponent = self.sum(exponents);
                merged.push(self.call(Function::Exp, vec![exponent]));
            }
            for (base, exponents) in std::mem::take(&mut into.general) {
                let exponent = self.sum(exponents);
                merged.push(self.power(base, exponent));
            }
            self.collect(into, merged);
        }
        for exponent in std::mem::take(&mut into.exponents) {
            let power = self.call(Function::Exp, vec![exponent]);
            into.done.push(power);
        }
        for (base, exponents) in std::mem::take(&mut into.general) {
            into.done.extend(exponents.iter().map(|&e| self.intern(Node::Power(base, e))));
        }
    }

    /// |g|² = g², so that it meets the other powers of g.
    fn fold_absolute_values(&mut self, into: &mut Factors) {
        let keys: Vec<(Expr, bool)> = into.powers.keys().copied().collect();
        for key in keys {
            let Node::Call(Function::Abs, arguments) = self.node(key.0) else { continue };
            let g = arguments[0];
            let Some((r, _)) = into.powers.get_mut(&key) else { continue };
            let (even, rest) = even_part(r);
            if even.is_zero() {
                continue;
            }
            *r = rest.clone();
            if rest.is_zero() {
                into.powers.remove(&key);
            }
            self.collect_rational(into, g, even, Branch::Odd);
        }
    }

    fn product_from(&mut self, collected: Factors) -> Expr {
        let mut coefficient = collected.coefficient.unwrap_or_else(Rational::one);
        let mut factors = collected.done;
        if !collected.radicals.is_empty() {
            let (c, roots) = self.radical_factors(collected.radicals);
            coefficient = &coefficient * &c;
            factors.extend(roots);
        }
        let mut again = false;
        for ((base, _), (r, branch)) in collected.powers {
            let power = self.power_on_branch(base, &r, branch);
            again |= matches!(self.node(power), Node::Product(_) | Node::Number(_));
            factors.push(power);
        }
        if again {
            return self.product_of_unsettled(coefficient, factors);
        }
        factors.sort_unstable();
        self.settled_product(coefficient, factors)
    }

    /// A power dissolved into a number or a product: those are flattened once more.
    fn product_of_unsettled(&mut self, mut c: Rational, factors: Vec<Expr>) -> Expr {
        let (dissolved, mut settled): (Vec<Expr>, Vec<Expr>) = factors
            .into_iter()
            .partition(|&f| matches!(self.node(f), Node::Product(_) | Node::Number(_)));
        let mut only_numbers = true;
        for factor in dissolved {
            match self.as_number(factor) {
                Some(value) => c = &c * value,
                None => {
                    only_numbers = false;
                    settled.push(factor);
                }
            }
        }
        if only_numbers {
            settled.sort_unstable();
            return self.settled_product(c, settled);
        }
        settled.push(self.number(c));
        self.product(settled)
    }

    /// The product of a number and sorted canonical factors.
    fn settled_product(&mut self, coefficient: Rational, factors: Vec<Expr>) -> Expr {
        if coefficient.is_zero() {
            return self.zero_times(factors);
        }
        match factors[..] {
            [] => self.number(coefficient),
            [only] => self.scale_canonical(&coefficient, only),
            _ if coefficient.is_one() => self.intern(Node::Product(factors.into())),
            _ => {
                let number = self.number(coefficient);
                let all: Vec<Expr> = std::iter::once(number).chain(factors).collect();
                self.intern(Node::Product(all.into()))
            }
        }
    }

    /// 0·g₁⋯gₖ: only the factors that are not total are kept, and of a power only its domain.
    fn zero_times(&mut self, factors: Vec<Expr>) -> Expr {
        let partial: Vec<Expr> = factors.into_iter().filter(|&f| !self.is_total(f)).collect();
        let carriers: BTreeSet<Expr> = partial.into_iter().map(|f| self.same_domain(f)).collect();
        let zero = self.integer(0);
        if carriers.is_empty() {
            return zero;
        }
        let all: Vec<Expr> = std::iter::once(zero).chain(carriers).collect();
        self.intern(Node::Product(all.into()))
    }

    /// gⁿ has the domain of g, g⁻ⁿ that of 1/g, for whole n > 0.
    fn same_domain(&mut self, factor: Expr) -> Expr {
        let Node::Power(base, exponent) = *self.node(factor) else { return factor };
        match self.as_number(exponent).filter(|n| n.is_integer()).map(Rational::sign) {
            Some(Sign::Negative) => {
                let minus_one = self.integer(-1);
                self.intern(Node::Power(base, minus_one))
            }
            Some(Sign::Positive | Sign::Zero) => base,
            Some(Sign::Unknown) | None => factor,
        }
    }
}
