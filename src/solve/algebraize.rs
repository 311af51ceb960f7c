//! From equations with exponentials, circular functions and roots to a [`System`] in letters.
//!
//! Each component is `unit · numerator` as in [`prepare`](super::prepare), now in letters;
//! only the letters that are left in the numerators become unknowns of the system, together
//! with the relations between them. Every zero of the components on the domain gives a zero
//! of the system; which zeros of the system come from one is seen when the letters are
//! translated back.

use super::alphabet::{Alphabet, is_nonzero_constant};
use super::prepare::{Component, never_zero_denominators};
use super::system::{SignCondition, System};
use super::{Fraction, Letter, Obstacle};
use crate::budget::Budget;
use crate::expr::domain::{Condition, Relation};
use crate::expr::{Dag, Expr, Function, Symbol};
use crate::number::Rational;
use crate::polynomial::Poly;
use crate::polynomial::multivariate::{factor, never_zero};

/// A system in letters and how it was made.
#[derive(Debug)]
pub struct Algebraized {
    /// All letters.
    pub alphabet: Alphabet,
    /// The letter of each unknown of the system.
    pub unknowns: Vec<usize>,
    /// The equations, and the relations between their letters.
    pub system: System,
    /// One for each equation, in all letters.
    pub components: Vec<Component>,
    /// Relations among the equations of the system, in all letters.
    pub relations: Vec<Poly>,
    /// Conditions that cannot be said in the unknowns: to be tested where the zeros are known.
    pub deferred: Vec<Condition>,
    /// Radicands of roots that stand in denominators: where one is zero, the function may be
    /// defined and still have no gradient.
    pub kinks: Vec<Expr>,
}

/// Conditions in letters.
#[derive(Debug, Default)]
struct Conditions {
    nonzero: Vec<Poly>,
    signs: Vec<SignCondition>,
    deferred: Vec<Condition>,
}

/// Translates `equations = 0` in `variables` on a domain; the other `roots` are expressions
/// that will be lowered later in the same letters.
///
/// # Errors
/// [`Obstacle`]: something is left that no letter stands for.
pub fn algebraize(
    dag: &mut Dag,
    variables: &[Symbol],
    equations: &[Expr],
    conditions: &[Condition],
    roots: &[Expr],
    budget: &Budget,
) -> Result<Algebraized, Obstacle> {
    let mut all = equations.to_vec();
    all.extend(roots);
    for condition in conditions {
        all.push(subject(dag, condition));
    }
    let mut alphabet = Alphabet::new(dag, variables, &all, budget)?;
    let mut known = lowered(dag, &mut alphabet, conditions, budget)?;
    let mut excluded = known.nonzero.clone();
    excluded.extend(known.signs.iter().filter(|s| s.strict).map(|s| s.poly.clone()));
    for base in never_zero_denominators(dag, equations) {
        if let Ok(value) = alphabet.lower(dag, base, budget) {
            excluded.push(value.num().clone());
        }
    }
    let positive = alphabet.positive(dag);
    let mut kinks = Vec::new();
    let mut components = Vec::new();
    for &equation in equations {
        let value = alphabet.lower(dag, equation, budget)?;
        let value = Fraction::new(alphabet.normal(value.num()), value.den().clone(), budget)?
            .ok_or(Obstacle::Undefined(equation))?;
        let scene = Scene { dag, alphabet: &alphabet, positive: &positive, budget };
        kinks.extend(scene.denominator(value.den(), &excluded, equation)?);
        components.push(scene.component(&value, equation)?);
    }
    kinks.sort_unstable();
    kinks.dedup();
    let relations = alphabet.relations(dag, budget)?;
    let unknowns = unknowns(&alphabet, &components, &relations);
    let constant = |i: &&usize| matches!(alphabet.letters()[**i], Letter::Constant(_));
    if let Some(&i) = unknowns.iter().find(constant) {
        return Err(Obstacle::Irrational(alphabet.letters()[i].meaning(dag)));
    }
    for &kink in &kinks {
        let value = alphabet.lower(dag, kink, budget)?;
        known.nonzero.push(value.num().clone());
    }
    roots_are_real(dag, &alphabet, &unknowns, &mut known);
    let relations: Vec<Poly> = relations
        .into_iter()
        .filter(|(i, _)| unknowns.contains(i))
        .map(|(_, p)| p.primitive())
        .collect();
    let system = system(&unknowns, &components, &relations, &positive, &mut known);
    let Conditions { mut deferred, .. } = known;
    deferred.extend(unsaid(dag, &mut alphabet, conditions, &unknowns, budget)?);
    deferred.sort();
    deferred.dedup();
    Ok(Algebraized { alphabet, unknowns, system, components, relations, deferred, kinks })
}

/// An equation as unit · Π factorᵏ in letters; the unit does not vanish where it is defined.
#[derive(Debug)]
pub struct Factored {
    /// The letters.
    pub alphabet: Alphabet,
    /// equation / Π factorᵏ
    pub unit: Fraction,
    /// Irreducible polynomials over ℚ, in all letters and constants, with exponents.
    pub factors: Vec<(Poly, u32)>,
}

/// Takes an equation apart without solving it; constants may stay in the factors.
///
/// # Errors
/// [`Obstacle`]: something is left that no letter stands for.
pub fn factored(
    dag: &mut Dag,
    variables: &[Symbol],
    equation: Expr,
    budget: &Budget,
) -> Result<Factored, Obstacle> {
    let mut alphabet = Alphabet::new(dag, variables, &[equation], budget)?;
    let positive = alphabet.positive(dag);
    let value = alphabet.lower(dag, equation, budget)?;
    let value = Fraction::new(alphabet.normal(value.num()), value.den().clone(), budget)?
        .ok_or(Obstacle::Undefined(equation))?;
    let scene = Scene { dag, alphabet: &alphabet, positive: &positive, budget };
    let Component { numerator, unit } = scene.component(&value, equation)?;
    let found = factor(&numerator, budget)?;
    let product =
        found.factors.iter().fold(Poly::one(alphabet.len()), |all, (p, k)| &all * &p.pow(*k));
    let quotient = numerator.div_exact(&product).ok_or(Obstacle::Undefined(equation))?;
    let unit = unit.mul(&Fraction::from_poly(quotient), budget)?;
    Ok(Factored { alphabet, unit, factors: found.factors })
}

/// The expression that a condition is about.
fn subject(dag: &mut Dag, condition: &Condition) -> Expr {
    match condition.relation {
        Relation::CosineNotZero => dag.apply(Function::Cos, condition.expr),
        Relation::NotZero
        | Relation::Positive
        | Relation::NonNegative
        | Relation::AtLeast(_)
        | Relation::AtMost(_)
        | Relation::Above(_)
        | Relation::Below(_) => condition.expr,
    }
}

/// The conditions as polynomials in letters, as far as that is possible.
fn lowered(
    dag: &mut Dag,
    alphabet: &mut Alphabet,
    conditions: &[Condition],
    budget: &Budget,
) -> Result<Conditions, Obstacle> {
    let mut known = Conditions::default();
    for condition in conditions {
        let e = subject(dag, condition);
        let value = match alphabet.lower(dag, e, budget) {
            Ok(value) => value,
            Err(Obstacle::Exhausted(stop)) => return Err(stop.into()),
            Err(_) => {
                known.deferred.push(condition.clone());
                continue;
            }
        };
        let offset = |r: &Rational, above: bool| {
            let (num, den) = (value.num(), value.den());
            let shifted = &num.scale(&r.denominator()) - &den.scale(&r.numerator());
            if above { &shifted * den } else { -&(&shifted * den) }
        };
        let zero = Rational::zero();
        let (poly, strict) = match &condition.relation {
            Relation::NotZero | Relation::CosineNotZero => {
                known.nonzero.push(value.num().clone());
                continue;
            }
            Relation::Positive => (offset(&zero, true), true),
            Relation::NonNegative => (offset(&zero, true), false),
            Relation::AtLeast(r) => (offset(r, true), false),
            Relation::AtMost(r) => (offset(r, false), false),
            Relation::Above(r) => (offset(r, true), true),
            Relation::Below(r) => (offset(r, false), true),
        };
        known.signs.push(SignCondition { poly, strict });
    }
    Ok(known)
}

/// What splitting a component needs.
struct Scene<'a> {
    dag: &'a Dag,
    alphabet: &'a Alphabet,
    positive: &'a [usize],
    budget: &'a Budget,
}

impl Scene<'_> {
    /// Checks that a denominator vanishes only outside the domain, or where a root does: the
    /// radicands of such roots.
    fn denominator(
        &self,
        denominator: &Poly,
        excluded: &[Poly],
        equation: Expr,
    ) -> Result<Vec<Expr>, Obstacle> {
        let mut kinks = Vec::new();
        for (part, _) in factor(denominator, self.budget)?.factors {
            let safe = self.is_unit(&part)
                || excluded.iter().any(|p| p.div_exact(&part).is_some())
                || never_zero(&part, self.positive).is_some();
            if safe {
                continue;
            }
            let letter = part.variables();
            match letter.as_slice() {
                [i] if part == Poly::var(part.nvars(), *i) => match self.alphabet.letters()[*i] {
                    Letter::Root { radicand, .. } => kinks.push(radicand),
                    _ => return Err(Obstacle::Kink(equation)),
                },
                _ => return Err(Obstacle::Kink(equation)),
            }
        }
        Ok(kinks)
    }

    /// Is a factor a positive letter, or a number that is not zero?
    fn is_unit(&self, p: &Poly) -> bool {
        let variables = p.variables();
        let constant = |i: &usize| matches!(self.alphabet.letters()[*i], Letter::Constant(_));
        match variables.as_slice() {
            [] => !p.is_zero(),
            [i] if *p == Poly::var(p.nvars(), *i) => self.positive.contains(i) || constant(i),
            all => all.iter().all(constant) && self.is_nonzero_number(p),
        }
    }

    /// Is a polynomial in constants not zero, by enclosures?
    fn is_nonzero_number(&self, p: &Poly) -> bool {
        let mut copy = self.dag.clone();
        let mut terms = Vec::new();
        for (exponents, c) in p.terms() {
            let mut factors = vec![copy.number(Rational::from(c))];
            for (letter, k) in self.alphabet.letters().iter().zip(&exponents) {
                if *k > 0 {
                    let meaning = letter.meaning(&mut copy);
                    factors.push(copy.power_integer(meaning, i64::from(*k)));
                }
            }
            terms.push(copy.product(factors));
        }
        let sum = copy.sum(terms);
        is_nonzero_constant(&copy, sum)
    }

    /// Takes out of a component what never vanishes: numbers and positive letters.
    fn component(&self, value: &Fraction, equation: Expr) -> Result<Component, Obstacle> {
        let n = self.alphabet.len();
        if value.is_zero() {
            let unit = Fraction::from_poly(Poly::one(n));
            return Ok(Component { numerator: Poly::zero(n), unit });
        }
        let mut powers = value.num().least_degrees();
        let kept = |i: usize| {
            let constant = matches!(self.alphabet.letters()[i], Letter::Constant(_));
            !constant && !self.positive.contains(&i)
        };
        (0..n).filter(|&i| kept(i)).for_each(|i| powers[i] = 0);
        let rest = value.num().over_monomial(&powers).ok_or(Obstacle::Undefined(equation))?;
        let (content, mut numerator) = rest.primitive_with_factor();
        let mut unit = Poly::constant(n, content).times_monomial(&powers);
        let constants: Vec<usize> = (0..n)
            .filter(|&i| matches!(self.alphabet.letters()[i], Letter::Constant(_)))
            .filter(|i| numerator.degree_in(*i) > 0)
            .collect();
        if !constants.is_empty() {
            for (part, k) in factor(&numerator, self.budget)?.factors {
                if part.variables().iter().all(|i| constants.contains(i)) && self.is_unit(&part) {
                    let power = part.pow(k);
                    numerator = numerator.div_exact(&power).unwrap_or(numerator);
                    unit = &unit * &power;
                }
            }
        }
        let unit = Fraction::new(unit, value.den().clone(), self.budget)?;
        Ok(Component { numerator, unit: unit.ok_or(Obstacle::Undefined(equation))? })
    }
}

/// Letters in the numerators, with those that relations tie to them.
fn unknowns(
    alphabet: &Alphabet,
    components: &[Component],
    relations: &[(usize, Poly)],
) -> Vec<usize> {
    let mut active: Vec<bool> = vec![false; alphabet.len()];
    for component in components {
        component.numerator.variables().into_iter().for_each(|i| active[i] = true);
    }
    loop {
        let before = active.clone();
        for (i, relation) in relations {
            let pair = matches!(alphabet.letters()[*i], Letter::Sine(_)) && active[i + 1];
            if active[*i] || pair {
                active[*i] = true;
                relation.variables().into_iter().for_each(|j| active[j] = true);
            }
        }
        if before == active {
            return (0..active.len()).filter(|&i| active[i]).collect();
        }
    }
}

/// Even roots are ≥ 0.
fn roots_are_real(dag: &Dag, alphabet: &Alphabet, unknowns: &[usize], known: &mut Conditions) {
    for &i in unknowns {
        let Letter::Root { radicand, index } = alphabet.letters()[i] else { continue };
        let r = Poly::var(alphabet.len(), i);
        if index % 2 == 0 {
            known.signs.push(SignCondition { poly: r, strict: dag.is_positive(radicand) });
        }
    }
}

/// The equations, relations and conditions in the unknowns alone.
fn system(
    unknowns: &[usize],
    components: &[Component],
    relations: &[Poly],
    positive: &[usize],
    known: &mut Conditions,
) -> System {
    let n = unknowns.len().max(1);
    let inside = |p: &Poly| {
        let own = p.variables().iter().all(|i| unknowns.contains(i));
        own.then(|| p.rename(n, &positions(unknowns, p.nvars())))
    };
    let numerators = components.iter().map(|c| &c.numerator);
    let equations = numerators.chain(relations).filter_map(inside).collect();
    let mut nonzero: Vec<Poly> = known.nonzero.iter().filter_map(inside).collect();
    let mut signs: Vec<SignCondition> = known
        .signs
        .iter()
        .filter_map(|s| Some(SignCondition { poly: inside(&s.poly)?, strict: s.strict }))
        .collect();
    let positive: Vec<usize> =
        (0..unknowns.len()).filter(|k| positive.contains(&unknowns[*k])).collect();
    // What is positive on the domain is not zero there either.
    nonzero.extend(signs.iter().filter(|s| s.strict).map(|s| s.poly.clone()));
    for &k in &positive {
        nonzero.push(Poly::var(n, k));
        signs.push(SignCondition { poly: Poly::var(n, k), strict: true });
    }
    let (units, residuals) = (Vec::new(), Vec::new());
    System { nvars: n, equations, nonzero, signs, units, residuals, positive, numbers: Vec::new() }
}

/// Where each letter stands among the unknowns; those that do not occur go to the first.
pub(super) fn positions(unknowns: &[usize], letters: usize) -> Vec<usize> {
    (0..letters).map(|i| unknowns.iter().position(|u| *u == i).unwrap_or(0)).collect()
}

/// Conditions with letters that are no unknowns.
fn unsaid(
    dag: &mut Dag,
    alphabet: &mut Alphabet,
    conditions: &[Condition],
    unknowns: &[usize],
    budget: &Budget,
) -> Result<Vec<Condition>, Obstacle> {
    let mut all = Vec::new();
    for condition in conditions {
        let e = subject(dag, condition);
        let Ok(value) = alphabet.lower(dag, e, budget) else { continue };
        let own = |p: &Poly| p.variables().iter().all(|i| unknowns.contains(i));
        if !own(value.num()) || !own(value.den()) {
            all.push(condition.clone());
        }
    }
    Ok(all)
}
