use super::facts::operation_is_total;
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
    powers: BTreeMap<Expr, PowerOf>,
    /// Finished factors.
    done: Vec<Expr>,
    /// A factor that is defined nowhere.
    nowhere: Option<Expr>,
}

/// g^s with what the factors it was collected from demand of g.
struct PowerOf {
    exponent: Rational,
    branch: Branch,
    /// A negative power was among the factors: g ≠ 0.
    divided: bool,
}

impl Dag {
    /// The product of `factors` in canonical form; 1 if there are none.
    ///
    /// Laws used, each keeping value and domain: associativity and commutativity;
    /// g^a·g^b = g^(a+b), which for a + b ≥ 0 is written g^(a+b+1)·g⁻¹ if g was divided by and may
    /// be 0, and remembers g ≥ 0 once an even root was taken; e^f·e^g = e^(f+g); numbers and
    /// their roots are multiplied; 0·g keeps what is not total; a product with a factor that
    /// is defined nowhere, such as 1/0, is that factor. A number is not spread over a sum.
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
            (Some(_), Some(_)) => into.nowhere = into.nowhere.max(Some(factor)),
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
            (_, None) => {
                let (base, r) = self.rational_part_of_exponent(factor, base, exponent);
                let branch = Branch::of(&r);
                self.collect_rational(into, base, r, branch);
            }
        }
    }

    /// c^(q·g) counts as (c^g)^q where both have the same domain: for q > 0, or g > 0.
    fn rational_part_of_exponent(&mut self, e: Expr, c: Expr, exponent: Expr) -> (Expr, Rational) {
        match self.split_coefficient(exponent) {
            (q, Some(g)) if q.sign() == Sign::Positive || (!q.is_zero() && self.is_positive(g)) => {
                (self.intern(Node::Power(c, g)), q)
            }
            (_, Some(_) | None) => (e, Rational::one()),
        }
    }

    /// (c^(1/2q))^n, the form that remembers c ≥ 0, counts as c^(n/2q).
    fn even_root_inside(&self, base: Expr, r: Rational) -> (Expr, Rational, Branch) {
        if let Node::Power(c, root) = self.node(base)
            && let Some(root) = self.as_number(*root)
            && Branch::of(root) == Branch::Even
            && root.sign() == Sign::Positive
            && r.is_integer()
        {
            return (*c, root * &r, Branch::Even);
        }
        let branch = Branch::of(&r);
        (base, r, branch)
    }

    fn collect_rational(&self, into: &mut Factors, base: Expr, r: Rational, branch: Branch) {
        let entry = into.powers.entry(base).or_insert_with(|| PowerOf {
            exponent: Rational::zero(),
            branch: Branch::Odd,
            divided: false,
        });
        entry.exponent += &r;
        entry.branch = entry.branch.and(branch);
        entry.divided |= r.is_negative();
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
        for base in into.powers.keys().copied().collect::<Vec<_>>() {
            let Some(g) = self.argument_of(Function::Abs, base) else { continue };
            let Some(power) = into.powers.get_mut(&base) else { continue };
            let (even, rest) = even_part(&power.exponent);
            if even.is_zero() || (power.divided && !even.is_negative()) {
                continue;
            }
            power.exponent = rest.clone();
            if rest.is_zero() {
                into.powers.remove(&base);
            }
            self.collect_rational(into, g, even, Branch::Odd);
        }
    }

    /// g^s under the demands: as one power if s < 0 or nothing forbids g = 0, else as a pair.
    fn powers_of(&mut self, base: Expr, power: &PowerOf) -> Vec<Expr> {
        let (s, one) = (&power.exponent, Rational::one());
        if !power.divided || s.is_negative() || self.is_nonzero(base) {
            return vec![self.power_on_branch(base, s, power.branch)];
        }
        if s.is_zero() && power.branch == Branch::Even {
            let half = Rational::fraction(1, 2);
            return [&half, &-&half].map(|r| self.power_on_branch(base, r, Branch::Even)).into();
        }
        let above = self.power_on_branch(base, &(s + &one), power.branch);
        vec![above, self.power_on_branch(base, &-one, Branch::Odd)]
    }

    fn product_from(&mut self, collected: Factors) -> Expr {
        if let Some(nowhere) = collected.nowhere {
            return nowhere;
        }
        let mut coefficient = collected.coefficient.unwrap_or_else(Rational::one);
        let mut factors = collected.done;
        if !collected.radicals.is_empty() {
            let (c, roots) = self.radical_factors(collected.radicals);
            coefficient = &coefficient * &c;
            factors.extend(roots);
        }
        let mut again = false;
        for (base, mut power) in collected.powers {
            if coefficient.is_zero() {
                power.exponent = self.simplest_exponent(base, &power);
            }
            for part in self.powers_of(base, &power) {
                again |= matches!(self.node(part), Node::Product(_) | Node::Number(_));
                factors.push(part);
            }
        }
        if again {
            return self.product_of_unsettled(coefficient, factors);
        }
        factors.sort_unstable();
        self.settled_product(coefficient, factors)
    }

    /// ±1 or ±1/2: all that 0·g^s keeps.
    fn simplest_exponent(&self, base: Expr, power: &PowerOf) -> Rational {
        let p = if power.divided && !self.is_nonzero(base) { -1 } else { 1 };
        let even = power.branch == Branch::Even && !self.is_nonnegative(base);
        Rational::fraction(p, if even { 2 } else { 1 })
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

    /// 0·g₁⋯gₖ: only what restricts the domain is kept.
    fn zero_times(&mut self, factors: Vec<Expr>) -> Expr {
        let partial: BTreeSet<Expr> = factors.into_iter().filter(|&f| !self.is_total(f)).collect();
        let carriers = self.domain_carriers_of(partial.iter().copied().collect());
        let zero = self.integer(0);
        let all: Vec<Expr> = std::iter::once(zero).chain(carriers.iter().copied()).collect();
        match all.len() {
            1 => zero,
            _ if carriers == partial => self.intern(Node::Product(all.into())),
            _ => self.product(all),
        }
    }

    /// Expressions defined together exactly where all of `open` are: operations that are always
    /// defined give way to their operands.
    fn domain_carriers_of(&self, mut open: Vec<Expr>) -> BTreeSet<Expr> {
        let mut carriers = BTreeSet::new();
        while let Some(e) = open.pop() {
            if self.is_total(e) {
                continue;
            }
            let node = self.node(e);
            if operation_is_total(self, node) {
                open.extend(node.children());
            } else {
                carriers.insert(e);
            }
        }
        carriers
    }
}
