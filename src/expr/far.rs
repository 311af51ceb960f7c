//! Enclosures of expressions in one symbol near infinity.
//!
//! On [a, ∞) with a ≥ 4 a value is written as scale · factor, where the scale is
//! exp(P(x))·xᵖ·(ln x)ʳ with a polynomial P (of real positive exponents) and the factor lies
//! in a fixed interval. A sum takes out the largest scale; the ratios of the others to it are
//! between 0 and their values at a, because there they decrease: x·(ln ratio)' ≤ 0 on all of
//! [a, ∞). A factor whose interval excludes zero proves that there is no zero beyond a.
//! (G. H. Hardy, *Orders of Infinity*, 1910, makes the comparison of such scales.)

use super::{Dag, Expr, Function, Node, Symbol};
use crate::number::{Interval, Rational, Sign};
use std::collections::BTreeMap;

/// A real number Σ q·c with rational q and constants c; `None` stands for c = 1.
type Coefficient = BTreeMap<Option<Expr>, Rational>;
/// Σ coefficient·x^exponent.
type Powers = BTreeMap<Rational, Coefficient>;

/// A function that is positive on [a, ∞).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Scale {
    /// P, all exponents positive.
    exponent: Powers,
    /// p
    power: Rational,
    /// r
    logarithm: Rational,
}

/// A value on [a, ∞): scale · factor.
#[derive(Debug, Clone)]
pub struct Far {
    scale: Scale,
    factor: Interval,
}

/// What a function does as x grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// It tends to zero.
    Zero,
    /// It stays away from zero, or its absolute value tends to infinity.
    NotZero,
    /// Not decided.
    Unknown,
}

/// Where and how precisely.
struct Scene<'a> {
    dag: &'a Dag,
    symbol: Symbol,
    from: Rational,
    prec: u32,
}

impl Dag {
    /// The value of an expression for all values of `symbol` from `from` ≥ 4 on; `None` if it
    /// is not proved to be defined there, or no scale was found.
    pub fn far(&self, e: Expr, symbol: Symbol, from: &Rational, prec: u32) -> Option<Far> {
        if *from < Rational::from(4) {
            return None;
        }
        let scene = Scene { dag: self, symbol, from: from.clone(), prec };
        let mut known: BTreeMap<Expr, Option<Far>> = BTreeMap::new();
        for part in self.below(&[e]) {
            let value = scene.value(part, &known);
            known.insert(part, value);
        }
        known.remove(&e)?
    }
}

impl Far {
    /// The sign from the given place on.
    pub fn sign(&self) -> Sign {
        self.factor.sign()
    }

    /// What it tends to.
    pub fn limit(&self, dag: &Dag) -> Limit {
        let away = matches!(self.factor.sign(), Sign::Positive | Sign::Negative);
        match self.scale.growth(dag, self.factor.prec()) {
            Sign::Negative => Limit::Zero,
            Sign::Zero | Sign::Positive if away => Limit::NotZero,
            Sign::Zero | Sign::Positive | Sign::Unknown => Limit::Unknown,
        }
    }
}

fn plus(a: &mut Coefficient, b: &Coefficient, times: &Rational) {
    for (c, q) in b {
        let sum = &a.get(c).cloned().unwrap_or_else(Rational::zero) + &(q * times);
        if sum.is_zero() {
            a.remove(c);
        } else {
            a.insert(*c, sum);
        }
    }
}

fn add_powers(a: &mut Powers, b: &Powers, times: &Rational) {
    for (exponent, c) in b {
        let own = a.entry(exponent.clone()).or_default();
        plus(own, c, times);
    }
    a.retain(|_, c| !c.is_empty());
}

fn enclose(dag: &Dag, c: &Coefficient, prec: u32) -> Option<Interval> {
    let mut sum = Interval::exact(&Rational::zero(), prec);
    for (constant, q) in c {
        let q = Interval::exact(q, prec);
        let term = match constant {
            None => q,
            Some(e) => q.mul(&dag.enclosure(*e, prec)?),
        };
        sum = sum.add(&term);
    }
    Some(sum)
}

/// The product, if one of the numbers is rational.
fn product(a: &Coefficient, b: &Coefficient) -> Option<Coefficient> {
    let rational = |c: &Coefficient| match (c.len(), c.get(&None)) {
        (0, _) => Some(Rational::zero()),
        (1, Some(q)) => Some(q.clone()),
        _ => None,
    };
    let (other, q) = match (rational(a), rational(b)) {
        (Some(q), _) => (b, q),
        (None, Some(q)) => (a, q),
        (None, None) => return None,
    };
    let mut all = Coefficient::new();
    plus(&mut all, other, &q);
    Some(all)
}

impl Scale {
    fn times(&self, other: &Scale, exponent: &Rational) -> Scale {
        let mut all = self.clone();
        add_powers(&mut all.exponent, &other.exponent, exponent);
        all.power = &all.power + &(&other.power * exponent);
        all.logarithm = &all.logarithm + &(&other.logarithm * exponent);
        all
    }

    /// The sign of the term of x·(ln scale)' that is largest for large x.
    fn growth(&self, dag: &Dag, prec: u32) -> Sign {
        match self.exponent.last_key_value() {
            Some((_, c)) => enclose(dag, c, prec).map_or(Sign::Unknown, |c| c.sign()),
            None if !self.power.is_zero() => self.power.sign(),
            None => self.logarithm.sign(),
        }
    }

    /// Is x·(ln scale)' = Σ q·c·x^q + p + r/ln x negative from a on? Every term divided by the
    /// largest one decreases in absolute value, so it is enough to compare them at a.
    fn decreases(&self, dag: &Dag, a: &Rational, prec: u32) -> Option<bool> {
        let mut terms: Vec<Interval> = Vec::new();
        let x = Interval::exact(a, prec);
        for (q, c) in &self.exponent {
            let size = x.pow_rational(q)?.mul(&Interval::exact(q, prec));
            terms.push(enclose(dag, c, prec)?.mul(&size));
        }
        let mut lower = vec![Interval::exact(&self.power, prec)];
        let over = Interval::exact(&self.logarithm, prec).div(&x.ln()?)?;
        lower.push(over);
        if let (Some(lead), mut rest) = (terms.pop(), terms) {
            rest.extend(lower);
            return Some(outweighs(&lead, &rest));
        }
        if self.power.is_zero() {
            return Some(self.logarithm.is_negative());
        }
        Some(outweighs(&lower[0], &lower[1..]))
    }

    /// The value at a.
    fn at(&self, dag: &Dag, a: &Rational, prec: u32) -> Option<Interval> {
        let x = Interval::exact(a, prec);
        let mut sum = Interval::exact(&Rational::zero(), prec);
        for (q, c) in &self.exponent {
            sum = sum.add(&enclose(dag, c, prec)?.mul(&x.pow_rational(q)?));
        }
        let value = sum.exp()?.mul(&x.pow_rational(&self.power)?);
        Some(value.mul(&x.ln()?.pow_rational(&self.logarithm)?))
    }
}

/// Is a negative number at least as large as the positive ones among the others together?
fn outweighs(lead: &Interval, rest: &[Interval]) -> bool {
    let zero = Rational::zero();
    let positive = rest.iter().map(Interval::upper).filter(|q| *q > zero);
    let sum = positive.fold(zero.clone(), |sum, q| &sum + &q);
    lead.upper() < zero && &lead.upper() + &sum <= zero
}

impl Scene<'_> {
    fn exact(&self, q: &Rational) -> Interval {
        Interval::exact(q, self.prec)
    }

    fn plain(&self, factor: Interval) -> Far {
        Far { scale: Scale::default(), factor }
    }

    /// All values, if the scale is 1 or falls.
    fn bounded(&self, far: &Far) -> Option<Interval> {
        if far.scale == Scale::default() {
            return Some(far.factor.clone());
        }
        Some(self.fraction(&far.scale)?.mul(&far.factor))
    }

    /// [0, scale(a)] for a scale that falls from a on.
    fn fraction(&self, scale: &Scale) -> Option<Interval> {
        if !scale.decreases(self.dag, &self.from, self.prec)? {
            return None;
        }
        let top = scale.at(self.dag, &self.from, self.prec)?;
        Some(Interval::new(&Rational::zero(), &top.upper(), self.prec))
    }

    fn value(&self, e: Expr, known: &BTreeMap<Expr, Option<Far>>) -> Option<Far> {
        if let Some(powers) = powers(self.dag, e, self.symbol) {
            return self.sum_of_powers(&powers);
        }
        let of = |e: &Expr| known.get(e)?.as_ref();
        match self.dag.node(e) {
            Node::Number(_) | Node::Constant(_) => {
                self.dag.enclosure(e, self.prec).map(|x| self.plain(x))
            }
            Node::Symbol(_) => None,
            Node::Sum(terms) => {
                let mut parts = Vec::new();
                for t in terms {
                    parts.extend(self.parts(*t, of(t)?, known)?);
                }
                self.sum(&parts)
            }
            Node::Product(factors) => {
                let one = self.plain(self.exact(&Rational::one()));
                factors.iter().try_fold(one, |all, f| Some(self.times(&all, of(f)?)))
            }
            Node::Power(base, exponent) => match self.dag.as_number(*exponent) {
                Some(r) => self.power(of(base)?, r),
                None => self.general_power(of(base)?, *exponent, known),
            },
            Node::Call(Function::Exp, u) => self.exponential(u[0], known),
            Node::Call(f, u) => {
                let mut all = Vec::new();
                for part in u {
                    all.push(of(part)?.clone());
                }
                self.call(*f, &all)
            }
        }
    }

    /// b^Σe = Π b^e
    fn general_power(
        &self,
        base: &Far,
        exponent: Expr,
        known: &BTreeMap<Expr, Option<Far>>,
    ) -> Option<Far> {
        let terms = match self.dag.node(exponent) {
            Node::Sum(terms) => terms.to_vec(),
            _ => vec![exponent],
        };
        let log = self.logarithm(base)?;
        let one = self.plain(self.exact(&Rational::one()));
        terms.iter().try_fold(one, |all, t| {
            let share = match self.dag.as_number(*t) {
                Some(r) => self.power(base, r)?,
                None => self.exponential_of(&self.times(&log, known.get(t)?.as_ref()?))?,
            };
            Some(self.times(&all, &share))
        })
    }

    /// A term as a sum: exp z = 1 + z·(eᶻ − 1)/z and cos z = 1 − z²/2·(…) for small z, where
    /// the ones may cancel against others.
    fn parts(
        &self,
        term: Expr,
        whole: &Far,
        known: &BTreeMap<Expr, Option<Far>>,
    ) -> Option<Vec<Far>> {
        let whole = vec![whole.clone()];
        let (c, call) = match self.dag.node(term) {
            Node::Product(factors) => match factors.as_ref() {
                [c, call] => (self.dag.as_number(*c).cloned(), *call),
                _ => (None, term),
            },
            _ => (Some(Rational::one()), term),
        };
        let (Some(c), Node::Call(f, u)) = (c, self.dag.node(call)) else { return Some(whole) };
        let small = match f {
            Function::Exp | Function::Cos => known.get(&u[0]).cloned().flatten(),
            _ => None,
        };
        let Some((u, z)) = small.and_then(|u| Some((u.clone(), self.small(&u)?))) else {
            return Some(whole);
        };
        let c = self.exact(&c);
        let rest = match f {
            // (eᶻ − 1)/z is the mean of eˢ between 0 and z.
            Function::Exp => {
                let zero = self.exact(&Rational::zero());
                Far { scale: u.scale.clone(), factor: u.factor.mul(&z.hull(&zero).exp()?) }
            }
            // 1 − z²/12 ≤ (1 − cos z)·2/z² ≤ 1
            _ => {
                let one = self.exact(&Rational::one());
                let part = z.mul(&z).mul(&self.exact(&Rational::fraction(1, 12)));
                let share = Interval::new(&one.sub(&part).lower(), &Rational::one(), self.prec);
                let half = self.exact(&Rational::fraction(-1, 2));
                let square = self.power(&u, &Rational::from(2))?;
                Far { scale: square.scale, factor: square.factor.mul(&share).mul(&half) }
            }
        };
        Some(vec![self.plain(c.clone()), Far { scale: rest.scale, factor: rest.factor.mul(&c) }])
    }

    fn sum_of_powers(&self, powers: &Powers) -> Option<Far> {
        let mut parts = Vec::new();
        for (exponent, c) in powers {
            let scale = Scale { power: exponent.clone(), ..Scale::default() };
            parts.push(Far { scale, factor: enclose(self.dag, c, self.prec)? });
        }
        self.sum(&parts)
    }

    fn times(&self, a: &Far, b: &Far) -> Far {
        Far { scale: a.scale.times(&b.scale, &Rational::one()), factor: a.factor.mul(&b.factor) }
    }

    /// Parts with equal scales first, then the largest scale taken out.
    fn sum(&self, parts: &[Far]) -> Option<Far> {
        let mut groups: Vec<Far> = Vec::new();
        let minus = -Rational::one();
        for part in parts {
            if part.factor.as_point().is_some_and(|q| q.is_zero()) {
                continue;
            }
            match groups.iter_mut().find(|g| g.scale == part.scale) {
                Some(group) => group.factor = group.factor.add(&part.factor),
                None => groups.push(part.clone()),
            }
        }
        groups.retain(|g| g.factor.as_point().is_none_or(|q| !q.is_zero()));
        let Some(first) = groups.first() else {
            return Some(self.plain(self.exact(&Rational::zero())));
        };
        let mut top = first.scale.clone();
        for group in &groups[1..] {
            let ratio = group.scale.times(&top, &minus);
            match ratio.growth(self.dag, self.prec) {
                Sign::Positive => top = group.scale.clone(),
                Sign::Negative | Sign::Zero => {}
                Sign::Unknown => return None,
            }
        }
        let mut factor = self.exact(&Rational::zero());
        for group in &groups {
            let share = if group.scale == top {
                group.factor.clone()
            } else {
                self.fraction(&group.scale.times(&top, &minus))?.mul(&group.factor)
            };
            factor = factor.add(&share);
        }
        Some(Far { scale: top, factor })
    }

    fn power(&self, base: &Far, r: &Rational) -> Option<Far> {
        if !r.is_integer() && base.factor.sign() != Sign::Positive {
            return None;
        }
        let scale = Scale::default().times(&base.scale, r);
        Some(Far { scale, factor: base.factor.pow_rational(r)? })
    }

    /// P + p·ln x + r·ln ln x + ln(factor), without the third.
    fn logarithm(&self, u: &Far) -> Option<Far> {
        if !u.scale.logarithm.is_zero() {
            return None;
        }
        let mut parts = vec![self.plain(u.factor.ln()?)];
        for (exponent, c) in &u.scale.exponent {
            let scale = Scale { power: exponent.clone(), ..Scale::default() };
            parts.push(Far { scale, factor: enclose(self.dag, c, self.prec)? });
        }
        let scale = Scale { logarithm: Rational::one(), ..Scale::default() };
        parts.push(Far { scale, factor: self.exact(&u.scale.power) });
        self.sum(&parts)
    }

    /// exp(u): what grows of u goes into the scale where it is exactly known.
    fn exponential(&self, u: Expr, known: &BTreeMap<Expr, Option<Far>>) -> Option<Far> {
        let terms = match self.dag.node(u) {
            Node::Sum(terms) => terms.to_vec(),
            _ => vec![u],
        };
        let mut all = self.plain(self.exact(&Rational::one()));
        let mut exact = Powers::new();
        if let Some(powers) = powers(self.dag, u, self.symbol) {
            exact = powers;
        } else {
            for term in terms {
                let part = match powers(self.dag, term, self.symbol) {
                    Some(powers) => {
                        add_powers(&mut exact, &powers, &Rational::one());
                        continue;
                    }
                    None => self.exponential_term(term, known)?,
                };
                all = self.times(&all, &part);
            }
        }
        Some(self.times(&all, &self.exponential_of_powers(&exact)?))
    }

    /// exp(c·ln v) = v^c, and exp of what is bounded.
    fn exponential_term(&self, term: Expr, known: &BTreeMap<Expr, Option<Far>>) -> Option<Far> {
        let one = Rational::one();
        let (c, log) = match self.dag.node(term) {
            Node::Product(factors) => match factors.as_ref() {
                [c, log] => (self.dag.as_number(*c).cloned(), *log),
                _ => (None, term),
            },
            _ => (Some(one), term),
        };
        if let (Some(c), Node::Call(Function::Ln, v)) = (c, self.dag.node(log)) {
            return self.power(known.get(&v[0])?.as_ref()?, &c);
        }
        self.exponential_of(known.get(&term)?.as_ref()?)
    }

    fn exponential_of(&self, u: &Far) -> Option<Far> {
        Some(self.plain(self.bounded(u)?.exp()?))
    }

    fn exponential_of_powers(&self, u: &Powers) -> Option<Far> {
        let (mut scale, mut rest) = (Scale::default(), self.exact(&Rational::zero()));
        for (exponent, c) in u {
            if exponent.sign() == Sign::Positive {
                scale.exponent.insert(exponent.clone(), c.clone());
                continue;
            }
            let own = Scale { power: exponent.clone(), ..Scale::default() };
            let far = Far { scale: own, factor: enclose(self.dag, c, self.prec)? };
            rest = rest.add(&self.bounded(&far)?);
        }
        Some(Far { scale, factor: rest.exp()? })
    }

    fn call(&self, f: Function, arguments: &[Far]) -> Option<Far> {
        let u = arguments.first()?;
        let grows = u.scale.growth(self.dag, self.prec) == Sign::Positive;
        match f {
            Function::Ln => self.logarithm(u),
            Function::Log10 | Function::Log2 => {
                let base = Rational::from(if f == Function::Log2 { 2 } else { 10 });
                let inverse = self.exact(&base).ln()?.recip()?;
                Some(self.times(&self.logarithm(u)?, &self.plain(inverse)))
            }
            Function::Abs => Some(Far { scale: u.scale.clone(), factor: u.factor.abs() }),
            Function::Sign => {
                let sign = u.factor.sign().to_i32();
                sign.map(|s| self.plain(self.exact(&Rational::from(i64::from(s)))))
            }
            Function::Relu => match u.factor.sign() {
                Sign::Positive => Some(u.clone()),
                Sign::Negative => Some(self.plain(self.exact(&Rational::zero()))),
                Sign::Zero | Sign::Unknown => None,
            },
            Function::Sin | Function::Cos if grows => {
                let (low, high) = (-Rational::one(), Rational::one());
                Some(self.plain(Interval::new(&low, &high, self.prec)))
            }
            Function::Sin | Function::Tanh | Function::Atan => match self.small(u) {
                // |f(z) − z| ≤ |z|³/3, with f(z) nearer to zero.
                Some(z) => {
                    let third = self.exact(&Rational::fraction(1, 3));
                    let one = self.exact(&Rational::one());
                    let least = one.sub(&z.mul(&z).mul(&third)).lower();
                    let share = Interval::new(&least, &Rational::one(), self.prec);
                    Some(Far { scale: u.scale.clone(), factor: u.factor.mul(&share) })
                }
                None => self.saturated(f, u),
            },
            Function::Cos
            | Function::Exp
            | Function::Tan
            | Function::Asin
            | Function::Acos
            | Function::Sinh
            | Function::Cosh
            | Function::Asinh
            | Function::Acosh
            | Function::Atanh
            | Function::Sigmoid
            | Function::Softplus
            | Function::Max
            | Function::Min => {
                let all: Option<Vec<Interval>> =
                    arguments.iter().map(|u| self.bounded(u)).collect();
                Some(self.plain(f.enclose(&all?)?))
            }
        }
    }

    /// All values of an argument that tends to zero and is below 1 in absolute value.
    fn small(&self, u: &Far) -> Option<Interval> {
        if u.scale.growth(self.dag, self.prec) != Sign::Negative {
            return None;
        }
        let all = self.bounded(u)?;
        (all.abs().upper() < Rational::one()).then_some(all)
    }

    /// sin, tanh or atan of an argument that is bounded or, of the last two, grows.
    fn saturated(&self, f: Function, u: &Far) -> Option<Far> {
        if let Some(all) = self.bounded(u) {
            return Some(self.plain(f.enclose(&[all])?));
        }
        let minus = -Rational::one();
        // 1/|u| falls from a on, so |u| is at least its least value at a.
        let inverse = Scale::default().times(&u.scale, &minus);
        if f == Function::Sin || !inverse.decreases(self.dag, &self.from, self.prec)? {
            return None;
        }
        let least = u.scale.at(self.dag, &self.from, self.prec)?.mul(&u.factor);
        let near = f.enclose(&[least])?;
        let end = match f {
            Function::Atan => Interval::pi(self.prec).mul(&self.exact(&Rational::fraction(1, 2))),
            _ => self.exact(&Rational::one()),
        };
        match u.factor.sign() {
            Sign::Positive => Some(self.plain(near.hull(&end))),
            Sign::Negative => Some(self.plain(near.hull(&end.neg()))),
            Sign::Zero | Sign::Unknown => None,
        }
    }
}

/// An expression multiplied out as a sum of powers of the symbol; `None` if it is none, or too
/// long.
fn powers(dag: &Dag, root: Expr, symbol: Symbol) -> Option<Powers> {
    const MOST: usize = 64;
    let single = |exponent: Rational, c: Coefficient| Powers::from([(exponent, c)]);
    let number = |q: Rational| match q.is_zero() {
        true => Powers::new(),
        false => single(Rational::zero(), Coefficient::from([(None, q)])),
    };
    let mut known: BTreeMap<Expr, Powers> = BTreeMap::new();
    for e in dag.below(&[root]) {
        let value = match dag.node(e) {
            Node::Number(q) => number(q.clone()),
            Node::Symbol(s) if *s == symbol => {
                single(Rational::one(), Coefficient::from([(None, Rational::one())]))
            }
            Node::Symbol(_) => return None,
            _ if dag.is_constant(e) => {
                single(Rational::zero(), Coefficient::from([(Some(e), Rational::one())]))
            }
            Node::Sum(terms) => {
                let mut sum = Powers::new();
                for t in terms {
                    add_powers(&mut sum, known.get(t)?, &Rational::one());
                }
                sum
            }
            Node::Product(factors) => {
                let one = number(Rational::one());
                factors.iter().try_fold(one, |all, f| multiply(&all, known.get(f)?))?
            }
            Node::Power(base, exponent) => {
                let base = known.get(base)?;
                let r = dag.as_number(*exponent)?;
                match (r.to_i64(), base.first_key_value()) {
                    (Some(k), _) if (0..=32).contains(&k) => {
                        let one = number(Rational::one());
                        (0..k).try_fold(one, |all, _| multiply(&all, base))?
                    }
                    // The symbol is positive, so (x^q)^r = x^(qr).
                    (_, Some((q, c)))
                        if base.len() == 1
                            && *c == Coefficient::from([(None, Rational::one())]) =>
                    {
                        single(q * r, Coefficient::from([(None, Rational::one())]))
                    }
                    _ => return None,
                }
            }
            Node::Constant(_) | Node::Call(_, _) => return None,
        };
        if value.len() > MOST {
            return None;
        }
        known.insert(e, value);
    }
    known.remove(&root)
}

fn multiply(a: &Powers, b: &Powers) -> Option<Powers> {
    let mut all = Powers::new();
    for (p, c) in a {
        for (q, d) in b {
            let term = Powers::from([(p + q, product(c, d)?)]);
            add_powers(&mut all, &term, &Rational::one());
        }
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::read;

    #[track_caller]
    fn far(text: &str, from: i64) -> (Dag, Option<Far>) {
        let mut dag = Dag::new();
        let e = read(&mut dag, text, &["x"]).unwrap();
        let x = dag.symbol("x");
        let value = dag.far(e, x, &Rational::from(from), 64);
        (dag, value)
    }

    #[track_caller]
    fn sign(text: &str, from: i64, expected: Sign) {
        let (_, value) = far(text, from);
        assert_eq!(value.map_or(Sign::Unknown, |v| v.sign()), expected, "{text}");
    }

    #[test]
    fn the_largest_scale_decides() {
        sign("exp(x) - 4*x", 16, Sign::Positive);
        sign("4*x - exp(x)", 4, Sign::Negative);
        sign("x/1000 + cos(x)", 4096, Sign::Positive);
        sign("x/1000 + cos(x)", 64, Sign::Unknown);
        sign("x + x*cos(x)", 1024, Sign::Unknown);
        sign("ln(x) - x^(1/100)", 16, Sign::Unknown);
        sign("x*exp(-x) - exp(-2*x)", 16, Sign::Positive);
        sign("x^2*ln(x) - x^2", 16, Sign::Positive);
        sign("ln(x^2 + 1) - 3", 1024, Sign::Positive);
        sign("exp(-x^2 + x)*x - exp(-x^2)", 16, Sign::Positive);
        sign("sqrt(x^2 + 1) + tanh(x) - 3", 64, Sign::Positive);
        sign("x^x - exp(x)", 64, Sign::Unknown);
    }

    #[test]
    fn limits() {
        let limit = |text: &str| {
            let (dag, value) = far(text, 64);
            value.map_or(Limit::Unknown, |v| v.limit(&dag))
        };
        assert_eq!(limit("sin(x)/x"), Limit::Zero);
        assert_eq!(limit("1 + exp(-x)"), Limit::NotZero);
        assert_eq!(limit("sin(1/x)"), Limit::Zero);
        assert_eq!(limit("x^(-1/2) + 1/x"), Limit::Zero);
        assert_eq!(limit("sin(x)"), Limit::Unknown);
        assert_eq!(limit("x"), Limit::NotZero);
    }
}
