//! From expressions with exponentials, circular and hyperbolic functions and roots to
//! rational functions of letters (algorithms: preprocessing).
//!
//! Every exponential is a monomial in the letters t = exp(b), every sine and cosine a
//! polynomial in s = sin(b), c = cos(b), where the arguments b are bases of the lattices of
//! all arguments that occur. Relations between letters that are not among
//! [`Alphabet::relations`] are not used: they would only make the set of zeros smaller.

use super::form::factored;
use super::gather::gather;
use super::lower::whole_power;
use super::places::{Place, angles, constant_factors, places};
use super::{Fraction, Letter, Obstacle};
use crate::budget::{Budget, Exhausted};
use crate::expr::{Constant, Dag, Expr, Function, Node, Symbol};
use crate::number::{Integer, Rational, Sign};
use crate::polynomial::Poly;
use std::collections::BTreeMap;

/// Powers of letters and multiples of angles are expanded up to this one.
const LARGEST_MULTIPLE: i64 = 24;

/// The ring of letters, and the translation into it.
#[derive(Debug)]
pub struct Alphabet {
    letters: Vec<Letter>,
    exponentials: BTreeMap<Expr, Place>,
    first_exponential: usize,
    angles: BTreeMap<Expr, Place>,
    first_angle: usize,
    done: BTreeMap<Expr, Fraction>,
}

impl Alphabet {
    /// The letters for everything that occurs in `roots`.
    ///
    /// # Errors
    /// [`Obstacle`] if an argument is too large, or the work runs out.
    pub fn new(
        dag: &mut Dag,
        variables: &[Symbol],
        roots: &[Expr],
        budget: &Budget,
    ) -> Result<Alphabet, Obstacle> {
        let mut gathered = gather(dag, roots);
        let mut letters: Vec<Letter> = variables.iter().map(|&v| Letter::Variable(v)).collect();
        let first_exponential = letters.len();
        let (basis, exponentials) = places(dag, &gathered.exponents, budget)?;
        for form in basis {
            letters.push(Letter::Exponential(form.expression(dag)));
        }
        let first_angle = letters.len();
        let (basis, angles) = angles(dag, &gathered.angles, budget)?;
        for form in basis {
            let b = form.expression(dag);
            letters.extend([Letter::Sine(b), Letter::Cosine(b)]);
        }
        // Constant parts of arguments have values of their own.
        let (powers, unit) = constant_factors(dag, &exponentials);
        let turns: Vec<Expr> = angles.values().filter_map(|p| p.turn).flatten().collect();
        gathered.extend(gather(dag, &powers));
        gathered.extend(gather(dag, &turns));
        unit.into_iter().for_each(|e| gathered.constant(dag, e));
        for (radicand, index) in &gathered.roots {
            letters.push(Letter::Root { radicand: *radicand, index: *index });
        }
        letters.extend(gathered.logarithms.iter().map(|&u| Letter::Logarithm(u)));
        letters.extend(gathered.constants.iter().map(|&e| Letter::Constant(e)));
        let done = BTreeMap::new();
        let mut own =
            Alphabet { letters, exponentials, first_exponential, angles, first_angle, done };
        for turn in turns {
            own.lower(dag, turn, budget)?;
        }
        Ok(own)
    }

    /// The letters; letter i is variable i of the ring.
    pub fn letters(&self) -> &[Letter] {
        &self.letters
    }

    /// Number of letters.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Are there no letters?
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Letters that are positive wherever they are defined: exponentials, and numbers and
    /// even roots of numbers that are.
    pub fn positive(&self, dag: &Dag) -> Vec<usize> {
        let is_positive = |letter: &Letter| match letter {
            Letter::Exponential(_) => true,
            Letter::Root { radicand, .. } => dag.is_positive(*radicand),
            Letter::Constant(e) => dag.is_positive(*e),
            Letter::Variable(_) | Letter::Sine(_) | Letter::Cosine(_) | Letter::Logarithm(_) => {
                false
            }
        };
        (0..self.len()).filter(|&i| is_positive(&self.letters[i])).collect()
    }

    /// Relations that hold between letters: the letter they are about, and a polynomial
    /// that is zero.
    ///
    /// # Errors
    /// [`Obstacle`] if a radicand is no rational function of letters.
    pub fn relations(
        &mut self,
        dag: &Dag,
        budget: &Budget,
    ) -> Result<Vec<(usize, Poly)>, Obstacle> {
        let n = self.len();
        let mut all = Vec::new();
        for (i, letter) in self.letters.clone().into_iter().enumerate() {
            match letter {
                Letter::Sine(_) => {
                    let (s, c) = (Poly::var(n, i), Poly::var(n, i + 1));
                    all.push((i, &(&s.pow(2) + &c.pow(2)) - &Poly::one(n)));
                }
                Letter::Root { radicand, index } => {
                    let value = self.lower(dag, radicand, budget)?;
                    let power = Poly::var(n, i).pow(index);
                    all.push((i, &(&power * value.den()) - value.num()));
                }
                Letter::Variable(_)
                | Letter::Exponential(_)
                | Letter::Cosine(_)
                | Letter::Logarithm(_)
                | Letter::Constant(_) => {}
            }
        }
        Ok(all)
    }

    /// The polynomial with s² replaced by 1 − c² for every angle.
    pub fn normal(&self, p: &Poly) -> Poly {
        let n = self.len();
        let mut q = p.clone();
        for (i, letter) in self.letters.iter().enumerate() {
            if !matches!(letter, Letter::Sine(_)) || q.degree_in(i) < 2 {
                continue;
            }
            let square = &Poly::one(n) - &Poly::var(n, i + 1).pow(2);
            let mut sum = Poly::zero(n);
            for (k, part) in q.coefficients_in(i).iter().enumerate() {
                let power = &square.pow(k as u32 / 2) * &Poly::var(n, i).pow(k as u32 % 2);
                sum = &sum + &(part * &power);
            }
            q = sum;
        }
        q
    }

    /// The expression as a fraction in the letters.
    ///
    /// # Errors
    /// [`Obstacle`].
    pub fn lower(&mut self, dag: &Dag, root: Expr, budget: &Budget) -> Result<Fraction, Obstacle> {
        for e in dag.below(&[root]) {
            if !self.done.contains_key(&e) {
                match self.one(dag, e, budget) {
                    Ok(fraction) => {
                        self.done.insert(e, fraction);
                    }
                    // An argument need not be a rational function; only its function must.
                    Err(obstacle) if e == root => return Err(obstacle),
                    Err(Obstacle::Exhausted(stop)) => return Err(stop.into()),
                    Err(_) => {}
                }
            }
        }
        self.done.get(&root).cloned().ok_or(Obstacle::Transcendental(root))
    }

    fn known(&self, e: Expr) -> Result<&Fraction, Obstacle> {
        self.done.get(&e).ok_or(Obstacle::Transcendental(e))
    }

    fn one(&self, dag: &Dag, e: Expr, budget: &Budget) -> Result<Fraction, Obstacle> {
        match dag.node(e) {
            Node::Number(q) => Ok(Fraction::constant(self.len(), q)),
            Node::Constant(Constant::E) => self.exponential(dag, e, e, budget),
            Node::Constant(Constant::Pi) => self.constant(e),
            Node::Symbol(s) => {
                let own = |l: &Letter| *l == Letter::Variable(*s);
                let at = self.letters.iter().position(own).ok_or(Obstacle::Parameter(*s))?;
                Ok(self.letter(at))
            }
            Node::Sum(terms) => {
                let mut sum = Fraction::constant(self.len(), &Rational::zero());
                for &t in terms {
                    sum = sum.add(self.known(t)?, budget)?;
                }
                Ok(sum)
            }
            Node::Product(factors) => {
                let mut product = Fraction::constant(self.len(), &Rational::one());
                for &f in factors {
                    product = product.mul(self.known(f)?, budget)?;
                }
                Ok(product)
            }
            Node::Power(base, exponent) => self.power(dag, e, *base, *exponent, budget),
            Node::Call(f, arguments) => self.call(dag, e, *f, arguments[0], budget),
        }
    }

    fn letter(&self, i: usize) -> Fraction {
        Fraction::from_poly(Poly::var(self.len(), i))
    }

    fn constant(&self, e: Expr) -> Result<Fraction, Obstacle> {
        let own = |l: &Letter| *l == Letter::Constant(e);
        let at = self.letters.iter().position(own).ok_or(Obstacle::Irrational(e))?;
        Ok(self.letter(at))
    }

    fn power(
        &self,
        dag: &Dag,
        e: Expr,
        base: Expr,
        exponent: Expr,
        budget: &Budget,
    ) -> Result<Fraction, Obstacle> {
        let Some(q) = dag.as_number(exponent) else {
            return self.exponential(dag, e, e, budget);
        };
        if let Some(k) = q.to_i64() {
            return whole_power(self.known(base)?, k, e, budget);
        }
        if let Some(primes) = dag.as_number(base).and_then(factored) {
            let mut product = Fraction::constant(self.len(), &Rational::one());
            for (p, k) in primes {
                let exponent = q * &Rational::from(k);
                product = product.mul(&self.prime_power(dag, e, p, &exponent, budget)?, budget)?;
            }
            return Ok(product);
        }
        self.root(base, q, e, budget)
    }

    /// p^q for a prime p.
    fn prime_power(
        &self,
        dag: &Dag,
        e: Expr,
        p: u64,
        q: &Rational,
        budget: &Budget,
    ) -> Result<Fraction, Obstacle> {
        let prime = Rational::from(p as i64);
        if let Some(k) = q.to_i64() {
            let power = Fraction::constant(self.len(), &prime).pow(k as i32, budget)?;
            return power.ok_or(Obstacle::Undefined(e));
        }
        let own = |l: &Letter| match l {
            Letter::Root { radicand, .. } => dag.as_number(*radicand) == Some(&prime),
            _ => false,
        };
        let at = self.letters.iter().position(own).ok_or(Obstacle::Irrational(e))?;
        self.root_at(at, q, e, budget)
    }

    fn root(
        &self,
        base: Expr,
        q: &Rational,
        e: Expr,
        budget: &Budget,
    ) -> Result<Fraction, Obstacle> {
        let own = |l: &Letter| matches!(l, Letter::Root { radicand, .. } if *radicand == base);
        let at = self.letters.iter().position(own).ok_or(Obstacle::Transcendental(e))?;
        self.root_at(at, q, e, budget)
    }

    /// (r^index)^q as a whole power of the letter r.
    fn root_at(
        &self,
        at: usize,
        q: &Rational,
        e: Expr,
        budget: &Budget,
    ) -> Result<Fraction, Obstacle> {
        let Letter::Root { index, .. } = &self.letters[at] else {
            return Err(Obstacle::Transcendental(e));
        };
        let k = (q * &Rational::from(i64::from(*index))).to_i64();
        let k = k.filter(|k| k.abs() <= LARGEST_MULTIPLE * 4).ok_or(Obstacle::Transcendental(e))?;
        self.letter(at).pow(k as i32, budget)?.ok_or(Obstacle::Undefined(e))
    }

    fn call(
        &self,
        dag: &Dag,
        e: Expr,
        f: Function,
        u: Expr,
        budget: &Budget,
    ) -> Result<Fraction, Obstacle> {
        let one = Fraction::constant(self.len(), &Rational::one());
        let half = Fraction::constant(self.len(), &Rational::fraction(1, 2));
        let minus = |a: &Fraction| -> Fraction { Fraction::unreduced(-a.num(), a.den().clone()) };
        let over = |a: &Fraction, b: &Fraction| -> Result<Fraction, Obstacle> {
            a.div(b, budget)?.ok_or(Obstacle::Undefined(e))
        };
        match f {
            Function::Exp => self.exponential(dag, e, e, budget),
            Function::Sinh | Function::Cosh => {
                let t = self.exponential(dag, e, e, budget)?;
                let inverse = over(&one, &t)?;
                let other = if f == Function::Sinh { minus(&inverse) } else { inverse };
                Ok(t.add(&other, budget)?.mul(&half, budget)?)
            }
            Function::Tanh => {
                let t = self.exponential(dag, e, e, budget)?;
                over(&t.add(&minus(&one), budget)?, &t.add(&one, budget)?)
            }
            Function::Sigmoid => {
                let t = self.exponential(dag, e, e, budget)?;
                over(&t, &t.add(&one, budget)?)
            }
            Function::Sin | Function::Cos | Function::Tan if dag.is_constant(e) => self.constant(e),
            Function::Sin => Ok(self.circular(u, e, budget)?.0),
            Function::Cos => Ok(self.circular(u, e, budget)?.1),
            Function::Tan => {
                let (s, c) = self.circular(u, e, budget)?;
                over(&s, &c)
            }
            Function::Ln | Function::Log10 | Function::Log2 => match dag.as_number(u) {
                Some(q) => self.logarithm(dag, e, f, q, budget),
                None if dag.is_constant(e) => self.constant(e),
                None => {
                    let own = |l: &Letter| *l == Letter::Logarithm(u);
                    let at = self.letters.iter().position(own);
                    let log = self.letter(at.ok_or(Obstacle::Transcendental(e))?);
                    let base = match f {
                        Function::Log10 => Rational::from(10),
                        Function::Log2 => Rational::from(2),
                        _ => return Ok(log),
                    };
                    over(&log, &self.logarithm(dag, e, Function::Ln, &base, budget)?)
                }
            },
            Function::Abs | Function::Sign | Function::Max | Function::Min | Function::Relu => {
                Err(Obstacle::Kink(e))
            }
            Function::Asin
            | Function::Acos
            | Function::Atan
            | Function::Asinh
            | Function::Acosh
            | Function::Atanh
            | Function::Softplus => self.constant(e).map_err(|_| Obstacle::Transcendental(e)),
        }
    }

    /// The logarithm of a rational number in letters for logarithms of primes.
    fn logarithm(
        &self,
        dag: &Dag,
        e: Expr,
        f: Function,
        q: &Rational,
        budget: &Budget,
    ) -> Result<Fraction, Obstacle> {
        if f != Function::Ln {
            return self.constant(e);
        }
        let Some(primes) = factored(q) else { return self.constant(e) };
        let mut sum = Fraction::constant(self.len(), &Rational::zero());
        for (p, k) in primes {
            let is_log = |l: &Letter| match l {
                Letter::Constant(log) => match dag.node(*log) {
                    Node::Call(Function::Ln, arguments) => {
                        dag.as_number(arguments[0]) == Some(&Rational::from(p as i64))
                    }
                    _ => false,
                },
                _ => false,
            };
            let at = self.letters.iter().position(is_log).ok_or(Obstacle::Irrational(e))?;
            let times = Fraction::constant(self.len(), &Rational::from(k));
            sum = sum.add(&self.letter(at).mul(&times, budget)?, budget)?;
        }
        Ok(sum)
    }

    /// The exponential that belongs to a node: exp(b), a^b, and what sinh, tanh, … are made of.
    fn exponential(
        &self,
        dag: &Dag,
        node: Expr,
        e: Expr,
        budget: &Budget,
    ) -> Result<Fraction, Obstacle> {
        let place = self.exponentials.get(&node).ok_or(Obstacle::Transcendental(e))?;
        let mut product = Fraction::constant(self.len(), &Rational::one());
        for (j, &k) in place.coordinates.iter().enumerate() {
            if k.abs() > LARGEST_MULTIPLE * 4 {
                return Err(Obstacle::Exhausted(Exhausted::Work));
            }
            let power = self.letter(self.first_exponential + j).pow(k as i32, budget)?;
            product = product.mul(&power.ok_or(Obstacle::Undefined(e))?, budget)?;
        }
        for (monomial, q) in place.rest.terms() {
            let factor = match monomial.as_slice() {
                [(log, 1)] => match dag.node(*log) {
                    Node::Call(Function::Ln, arguments) => {
                        let p = dag.as_number(arguments[0]).and_then(Rational::to_i64);
                        let p = p.ok_or(Obstacle::Irrational(e))?;
                        self.prime_power(dag, e, p as u64, q, budget)?
                    }
                    _ => return Err(Obstacle::Irrational(e)),
                },
                [] => self.power_of_e(dag, q, e, budget)?,
                _ => return Err(Obstacle::Irrational(e)),
            };
            product = product.mul(&factor, budget)?;
        }
        Ok(product)
    }

    /// exp(q) for rational q as a whole power of the letter for the smallest such part.
    fn power_of_e(
        &self,
        dag: &Dag,
        q: &Rational,
        e: Expr,
        budget: &Budget,
    ) -> Result<Fraction, Obstacle> {
        let exponent = |l: &Letter| match l {
            Letter::Constant(e) => match dag.node(*e) {
                Node::Constant(Constant::E) => Some(Rational::one()),
                Node::Call(Function::Exp, arguments) => dag.as_number(arguments[0]).cloned(),
                _ => None,
            },
            _ => None,
        };
        for (at, letter) in self.letters.iter().enumerate() {
            let Some(unit) = exponent(letter) else { continue };
            let Some(k) = (q / &unit).to_i64() else { continue };
            let power = self.letter(at).pow(k as i32, budget)?;
            return power.ok_or(Obstacle::Undefined(e));
        }
        Err(Obstacle::Irrational(e))
    }

    /// (sin u, cos u) by the formula of de Moivre.
    fn circular(
        &self,
        u: Expr,
        e: Expr,
        budget: &Budget,
    ) -> Result<(Fraction, Fraction), Obstacle> {
        let n = self.len();
        let place = self.angles.get(&u).ok_or(Obstacle::Transcendental(e))?;
        let (mut sine, mut cosine) = (Poly::zero(n), Poly::one(n));
        for (j, &k) in place.coordinates.iter().enumerate() {
            if k.abs() > LARGEST_MULTIPLE {
                return Err(Obstacle::Exhausted(Exhausted::Work));
            }
            let at = self.first_angle + 2 * j;
            let (s, c) = (Poly::var(n, at), Poly::var(n, at + 1));
            let s = if k < 0 { -&s } else { s };
            for _ in 0..k.abs() {
                budget.spend((sine.len() + cosine.len()) as u64)?;
                let next = &(&sine * &c) + &(&cosine * &s);
                cosine = self.normal(&(&(&cosine * &c) - &(&sine * &s)));
                sine = self.normal(&next);
            }
        }
        let (sine, cosine) = (Fraction::from_poly(sine), Fraction::from_poly(cosine));
        if place.rest.is_zero() {
            return Ok((sine, cosine));
        }
        let Some([sine_of, cosine_of]) = place.turn else { return Err(Obstacle::Irrational(e)) };
        let turned = (self.known(sine_of)?, self.known(cosine_of)?);
        let minus = Fraction::constant(n, &Rational::from(-1));
        let s = sine.mul(turned.1, budget)?.add(&cosine.mul(turned.0, budget)?, budget)?;
        let c = cosine
            .mul(turned.1, budget)?
            .add(&sine.mul(turned.0, budget)?.mul(&minus, budget)?, budget)?;
        Ok((s, c))
    }
}

pub(super) fn lcm(a: u32, b: u32) -> u32 {
    Integer::from(a).lcm(&Integer::from(b)).to_u32().unwrap_or(a)
}

/// Is the sign of a constant known and not zero?
pub(super) fn is_nonzero_constant(dag: &Dag, e: Expr) -> bool {
    matches!(dag.sign(e), Sign::Positive | Sign::Negative)
}
