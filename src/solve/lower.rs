//! From expressions to rational functions in the variables and at most a few exponential
//! atoms t = exp(b) > 0 (algorithms: preprocessing, first version).

use super::Fraction;
use crate::budget::{Budget, Exhausted};
use crate::expr::{Constant, Dag, Expr, Function, Node, Symbol};
use crate::number::{Integer, Rational};
use crate::polynomial::Poly;
use std::collections::BTreeMap;

/// Why an expression is not a rational function of variables and exponential atoms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// A part that is not polynomial, rational or an exponential of such.
    Transcendental(Expr),
    /// A coefficient that is not rational.
    Irrational(Expr),
    /// A part with a kink.
    Kink(Expr),
    /// A symbol that is not a variable.
    Parameter(Symbol),
    /// Division by an expression that is identically zero: defined nowhere.
    Undefined(Expr),
    /// Too much work.
    Exhausted(Exhausted),
}

impl From<Exhausted> for Obstacle {
    fn from(stop: Exhausted) -> Obstacle {
        Obstacle::Exhausted(stop)
    }
}

/// An exponential atom t = exp(argument); other exponentials are whole powers of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atom {
    /// The exponent b in the variables.
    pub argument: Expr,
    /// The same as a rational function in the ring.
    pub value: Fraction,
}

/// Translates expressions of one dag into fractions over ℤ[x₁, …, xₙ, t₁, …, t_k].
///
/// Invariant: exponents of atoms are linearly independent over ℚ two by two.
#[derive(Debug)]
pub struct Lowering {
    variables: Vec<Symbol>,
    atoms: Vec<Atom>,
    done: BTreeMap<Expr, Fraction>,
}

impl Lowering {
    /// Prepares for all of `roots`: finds the atoms first, so that the ring is fixed.
    ///
    /// # Errors
    /// [`Obstacle`] if an exponent is not a rational function of the variables.
    pub fn new(
        dag: &mut Dag,
        variables: &[Symbol],
        roots: &[Expr],
        budget: &Budget,
    ) -> Result<Lowering, Obstacle> {
        let plain =
            Lowering { variables: variables.to_vec(), atoms: vec![], done: BTreeMap::new() };
        let atoms = plain.find_atoms(dag, roots, budget)?;
        let n = variables.len() + atoms.len();
        let widen = |p: &Poly| p.rename(n, &(0..variables.len()).collect::<Vec<_>>());
        let atoms = atoms.into_iter().map(|atom| {
            let value = Fraction::unreduced(widen(atom.value.num()), widen(atom.value.den()));
            Atom { argument: atom.argument, value }
        });
        Ok(Lowering {
            variables: variables.to_vec(),
            atoms: atoms.collect(),
            done: BTreeMap::new(),
        })
    }

    /// Number of ring variables: the variables, then the atoms.
    pub fn nvars(&self) -> usize {
        self.variables.len() + self.atoms.len()
    }

    /// The exponential atoms; atom j is ring variable `variables + j`.
    pub fn atoms(&self) -> &[Atom] {
        &self.atoms
    }

    /// One base for each class of exponents that are rational multiples of each other.
    fn find_atoms(
        mut self,
        dag: &mut Dag,
        roots: &[Expr],
        budget: &Budget,
    ) -> Result<Vec<Atom>, Obstacle> {
        let mut classes: Vec<(Atom, Vec<Rational>)> = Vec::new();
        for e in dag.below(roots) {
            let Node::Call(Function::Exp, arguments) = dag.node(e) else { continue };
            let argument = arguments[0];
            if holds_exponential(dag, argument) {
                return Err(Obstacle::Transcendental(e));
            }
            let value = self.lower(dag, argument, budget)?;
            let mut known = false;
            for (atom, ratios) in &mut classes {
                if let Some(ratio) = ratio(&value, &atom.value, budget)? {
                    ratios.push(ratio);
                    known = true;
                }
            }
            if !known {
                classes.push((Atom { argument, value }, vec![Rational::one()]));
            }
        }
        let mut atoms = Vec::new();
        for (atom, ratios) in classes {
            atoms.push(shrink(dag, atom, &ratios, budget)?);
        }
        Ok(atoms)
    }

    /// The expression as a fraction.
    ///
    /// # Errors
    /// [`Obstacle`].
    pub fn lower(&mut self, dag: &Dag, root: Expr, budget: &Budget) -> Result<Fraction, Obstacle> {
        for e in dag.below(&[root]) {
            if !self.done.contains_key(&e) {
                let fraction = self.one(dag, e, budget)?;
                self.done.insert(e, fraction);
            }
        }
        Ok(self.done[&root].clone())
    }

    fn one(&self, dag: &Dag, e: Expr, budget: &Budget) -> Result<Fraction, Obstacle> {
        let n = self.nvars();
        match dag.node(e) {
            Node::Number(q) => Ok(Fraction::constant(n, q)),
            Node::Constant(Constant::Pi | Constant::E) => Err(Obstacle::Irrational(e)),
            Node::Symbol(s) => match self.variables.iter().position(|v| v == s) {
                Some(i) => Ok(Fraction::from_poly(Poly::var(n, i))),
                None => Err(Obstacle::Parameter(*s)),
            },
            Node::Sum(terms) => self.fold(terms, Rational::zero(), |a, b| a.add(b, budget)),
            Node::Product(parts) => self.fold(parts, Rational::one(), |a, b| a.mul(b, budget)),
            Node::Power(base, exponent) => self.power(dag, e, *base, *exponent, budget),
            Node::Call(function, arguments) => self.call(dag, e, *function, arguments, budget),
        }
    }

    fn fold(
        &self,
        parts: &[Expr],
        start: Rational,
        join: impl Fn(&Fraction, &Fraction) -> Result<Fraction, Exhausted>,
    ) -> Result<Fraction, Obstacle> {
        let mut total = Fraction::constant(self.nvars(), &start);
        for part in parts {
            total = join(&total, &self.done[part])?;
        }
        Ok(total)
    }

    fn power(
        &self,
        dag: &Dag,
        e: Expr,
        base: Expr,
        exponent: Expr,
        budget: &Budget,
    ) -> Result<Fraction, Obstacle> {
        let constant = dag.symbols_of(e).is_empty();
        let refuse = if constant { Obstacle::Irrational(e) } else { Obstacle::Transcendental(e) };
        let Node::Number(q) = dag.node(exponent) else { return Err(refuse) };
        let Some(k) = q.to_i64() else { return Err(refuse) };
        whole_power(&self.done[&base], k, e, budget)
    }

    fn call(
        &self,
        dag: &Dag,
        e: Expr,
        function: Function,
        arguments: &[Expr],
        budget: &Budget,
    ) -> Result<Fraction, Obstacle> {
        if dag.symbols_of(e).is_empty() && function != Function::Exp {
            return Err(Obstacle::Irrational(e));
        }
        match function {
            Function::Exp => {
                let value = &self.done[&arguments[0]];
                for (j, atom) in self.atoms.iter().enumerate() {
                    let k = ratio(value, &atom.value, budget)?.and_then(|r| r.to_i64());
                    if let Some(k) = k {
                        let t = Poly::var(self.nvars(), self.variables.len() + j);
                        let power = Fraction::from_poly(t).pow(k as i32, budget)?;
                        return power.ok_or(Obstacle::Undefined(e));
                    }
                }
                Err(Obstacle::Transcendental(e))
            }
            Function::Abs | Function::Sign | Function::Max | Function::Min | Function::Relu => {
                Err(Obstacle::Kink(e))
            }
            Function::Ln
            | Function::Log10
            | Function::Log2
            | Function::Sin
            | Function::Cos
            | Function::Tan
            | Function::Asin
            | Function::Acos
            | Function::Atan
            | Function::Sinh
            | Function::Cosh
            | Function::Tanh
            | Function::Asinh
            | Function::Acosh
            | Function::Atanh
            | Function::Sigmoid
            | Function::Softplus => Err(Obstacle::Transcendental(e)),
        }
    }
}

fn holds_exponential(dag: &Dag, argument: Expr) -> bool {
    let is_exponential = |e: &Expr| matches!(dag.node(*e), Node::Call(Function::Exp, _));
    dag.below(&[argument]).iter().any(is_exponential)
}

/// The constant a/b, if it is one.
fn ratio(a: &Fraction, b: &Fraction, budget: &Budget) -> Result<Option<Rational>, Exhausted> {
    Ok(a.div(b, budget)?.and_then(|quotient| quotient.as_rational()).filter(|r| !r.is_zero()))
}

/// The atom whose whole powers give all the exponentials of a class.
fn shrink(
    dag: &mut Dag,
    atom: Atom,
    ratios: &[Rational],
    budget: &Budget,
) -> Result<Atom, Obstacle> {
    let common = ratios.iter().fold(Integer::one(), |l, r| l.lcm(&r.denominator()));
    let whole = |r: &Rational| (r.numerator() * common.div_exact(&r.denominator())).abs();
    let step = ratios.iter().fold(Integer::zero(), |g, r| g.gcd(&whole(r)));
    let factor = Rational::new(step, common);
    if factor.is_one() {
        return Ok(atom);
    }
    let n = atom.value.num().nvars();
    let value = atom.value.mul(&Fraction::constant(n, &factor), budget)?;
    let factor = dag.number(factor);
    Ok(Atom { argument: dag.product(vec![factor, atom.argument]), value })
}

/// base^k for the expression e, unless its degree becomes too large.
pub(super) fn whole_power(
    base: &Fraction,
    k: i64,
    e: Expr,
    budget: &Budget,
) -> Result<Fraction, Obstacle> {
    const LARGEST_DEGREE: i64 = 400;
    let degree = base.num().total_degree().max(base.den().total_degree()).max(1);
    if k.abs().saturating_mul(i64::from(degree)) > LARGEST_DEGREE {
        return Err(Obstacle::Exhausted(Exhausted::Work));
    }
    base.pow(k as i32, budget)?.ok_or(Obstacle::Undefined(e))
}
