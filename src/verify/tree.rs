//! The case tree: every node follows from its parent, every branching is complete.

use super::checker::{Check, Checker, Verdict, all, holds, refuted};
use super::claim::{ClaimKind, NotChecked};
use super::sparse::Sparse;
use crate::result::{Case, CaseReason, NeverZero, Strip};
use std::collections::BTreeSet;

/// Equations or assumptions up to constant factors.
pub(super) type Set = BTreeSet<Sparse>;

/// What holds at a node.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) equations: Set,
    pub(super) assumptions: Set,
}

pub(super) fn set(polynomials: &[Sparse]) -> Set {
    polynomials.iter().filter(|p| !p.is_zero()).map(Sparse::monic).collect()
}

impl Checker<'_> {
    /// The polynomials of a node.
    pub(super) fn state(&mut self, case: &Case) -> Result<State, NotChecked> {
        let equations = self.polynomials(&case.equations)?;
        let assumptions = self.polynomials(&case.assumptions)?;
        Ok(State {
            equations: set(&equations),
            assumptions: assumptions.iter().map(Sparse::monic).collect(),
        })
    }
}

/// Checks the shape of the tree and every step.
pub(super) fn tree(checker: &mut Checker<'_>) {
    let cases = &checker.document.proof.tree;
    let mut children: Vec<Vec<&Case>> = vec![Vec::new(); cases.len()];
    for (k, case) in cases.iter().enumerate() {
        let placed = case.id == k && case.parent.is_none_or(|p| p < k);
        if let (true, Some(list)) = (placed, case.parent.and_then(|p| children.get_mut(p))) {
            list.push(case);
        }
        checker.claim(ClaimKind::Case { id: k }, |c| {
            if !placed {
                return refuted("nodes are not numbered, or stand before their parents");
            }
            match case.parent.and_then(|p| cases.get(p)) {
                None => root(c, case),
                Some(parent) => step(c, parent, case),
            }
        });
    }
    for (k, case) in cases.iter().enumerate() {
        if case.leaf.is_some() && children[k].is_empty() {
            super::leaves::leaf(checker, case);
        } else {
            let what = ClaimKind::Branching { id: k };
            checker.claim(what, |c| branching(c, case, &children[k]));
        }
    }
}

/// The equations of the roots are the numerators of the gradient.
fn root(c: &mut Checker<'_>, case: &Case) -> Check {
    if !matches!(case.reason, CaseReason::Gradient { .. }) || !case.substitutions.is_empty() {
        return refuted("a root is the gradient itself");
    }
    let proof = &c.document.proof;
    let mut stated = Set::new();
    for root in proof.tree.iter().filter(|n| n.parent.is_none()) {
        stated.extend(c.state(root)?.equations);
    }
    let mut numerators = c.polynomials(&proof.numerators)?;
    numerators.extend(c.polynomials(&proof.relations)?);
    if stated != set(&numerators) {
        return refuted("the equations are not the numerators of the gradient");
    }
    let nonzero = set(&c.polynomials(&proof.nonzero)?);
    let assumptions = c.state(case)?.assumptions;
    if !assumptions.is_subset(&nonzero) {
        return refuted("something is assumed that the domain does not say");
    }
    let excluded = c.excluded()?;
    for p in &assumptions {
        if !c.is_excluded(p, &excluded)? {
            return Err(NotChecked::NoEvidence);
        }
    }
    Ok(Verdict::Proved)
}

/// A child is made from its parent by its rule.
fn step(c: &mut Checker<'_>, parent: &Case, child: &Case) -> Check {
    let (before, after) = (c.state(parent)?, c.state(child)?);
    let solves = match &child.reason {
        CaseReason::Solve { variable, value, .. } => Some((variable, Some(value))),
        CaseReason::Coefficient { variable, vanishes: false, .. } => Some((variable, None)),
        _ => None,
    };
    let known = &parent.substitutions;
    let kept = child.substitutions.get(..known.len()) == Some(known.as_slice());
    let added = child.substitutions.get(known.len()..).unwrap_or_default();
    let fits = match (solves, added) {
        (None, []) => true,
        (Some((variable, value)), [s]) => {
            s.variable == *variable && value.is_none_or(|v| *v == s.value)
        }
        _ => false,
    };
    if !kept || !fits {
        return refuted("the substitutions are not those of the parent with the one made here");
    }
    let expected = match &child.reason {
        CaseReason::Gradient { .. } => return refuted("only a root is the gradient"),
        CaseReason::Factor { equation, factors, index } => {
            factor(c, &before, equation, factors, *index)
        }
        CaseReason::Solve { equation, variable, value } => {
            let value = c.read(value)?;
            let f = c.algebra.fraction(&c.dag, value, &c.budget)?;
            if f.den.as_constant().is_none() {
                return refuted("the value has a denominator");
            }
            solve(c, &before, equation, variable, &f.num, &f.den)
        }
        CaseReason::Coefficient { equation, variable, coefficient, vanishes } => {
            if let Some(s) = added.first() {
                linear_value(c, equation, variable, &s.value)?;
            }
            self::coefficient(c, &before, equation, variable, coefficient, *vanishes)
        }
        CaseReason::SameSign { equation, terms } => same_sign(c, &before, equation, terms),
        CaseReason::Combination { of, result } => combination(c, &before, of, result),
        CaseReason::Strip { strips } => return strip(c, &before, &after, strips),
        CaseReason::Rotation { planes, place } => {
            super::rotation::case(c, parent, &before, planes, *place)
        }
        CaseReason::Elimination { equations } => {
            let elements = c.polynomials(equations)?;
            let mut expected = before.clone();
            // That equations may be left out, and that the others follow, needs cofactors.
            expected.equations.retain(|p| after.equations.contains(p));
            expected.equations.extend(set(&elements));
            let outcome = compared(c, expected, &after)?;
            return if outcome == Verdict::Proved {
                Err(NotChecked::NoEvidence)
            } else {
                Ok(outcome)
            };
        }
        CaseReason::Residuals { residuals, weights, minors, vanish } => {
            super::squares::split(c, &before, [residuals, weights, minors], *vanish)
        }
        CaseReason::Blocks { .. } => return Err(NotChecked::NoEvidence),
    };
    match expected? {
        Ok(expected) => compared(c, expected, &after),
        Err(found) => refuted(found),
    }
}

/// What a rule makes of the parent; the inner error says why it does not apply.
pub(super) type Made = Result<Result<State, String>, NotChecked>;

pub(super) fn wrong(found: &str) -> Made {
    Ok(Err(found.to_string()))
}

/// The child has the expected equations, and assumes nothing else.
fn compared(c: &Checker<'_>, expected: State, child: &State) -> Check {
    let nonzero: Vec<&Sparse> = expected.assumptions.iter().collect();
    let strip = |p: &Sparse| -> Result<Sparse, NotChecked> {
        let mut rest = p.clone();
        for q in &nonzero {
            rest = rest.stripped(q, &c.budget)?.0;
        }
        Ok(rest.monic())
    };
    if expected.equations != child.equations {
        let clean = |all: &Set| all.iter().map(strip).collect::<Result<Set, _>>();
        if clean(&expected.equations)? != clean(&child.equations)? {
            return refuted("the equations do not follow from those of the parent");
        }
    }
    let assumed = |p: &Sparse| p.as_constant().is_some() || expected.assumptions.contains(p);
    holds(child.assumptions.iter().all(assumed), "more is assumed than follows")
}

fn replaced(before: &State, equation: &Sparse, by: Vec<Sparse>) -> State {
    let mut after = before.clone();
    after.equations.remove(&equation.monic());
    after.equations.extend(set(&by));
    after
}

/// R5: the equation has the zeros of the product of the factors.
fn factor(
    c: &mut Checker<'_>,
    before: &State,
    equation: &str,
    factors: &[String],
    index: usize,
) -> Made {
    let equation = c.polynomial(equation)?;
    let factors = c.polynomials(factors)?;
    let Some(own) = factors.get(index) else { return wrong("there is no such factor") };
    if !before.equations.contains(&equation.monic()) {
        return wrong("the product is no equation of the parent");
    }
    if !c.is_product(&equation, &factors)? {
        return wrong("the factors do not multiply to the equation");
    }
    let mut after = replaced(before, &equation, vec![own.clone()]);
    after.assumptions.extend(factors[..index].iter().map(Sparse::monic));
    Ok(Ok(after))
}

impl Checker<'_> {
    /// Is a polynomial a number times powers ≥ 1 of the factors?
    fn is_product(&self, p: &Sparse, factors: &[Sparse]) -> Result<bool, NotChecked> {
        let mut rest = p.clone();
        for f in factors {
            let (next, times) = rest.stripped(f, &self.budget)?;
            if times == 0 {
                return Ok(false);
            }
            rest = next;
        }
        Ok(!rest.is_zero() && rest.as_constant().is_some())
    }
}

/// R4, R6, R8: den·x − num is the equation up to a number, and x = num/den everywhere else.
fn solve(
    c: &mut Checker<'_>,
    before: &State,
    equation: &str,
    variable: &str,
    num: &Sparse,
    den: &Sparse,
) -> Made {
    let equation = c.polynomial(equation)?;
    let symbol = c.dag.symbol(variable);
    let x = c.algebra.symbol(symbol);
    if !before.equations.contains(&equation.monic()) {
        return wrong("the equation is not one of the parent");
    }
    let own = den.times(&Sparse::letter(x, 1), &c.budget)?.minus(num);
    if own.monic() != equation.monic() || num.degree_in(x) > 0 || den.degree_in(x) > 0 {
        return wrong("the equation does not have that solution");
    }
    let put = |p: &Sparse| p.substituted(x, num, den, &c.budget);
    let others = before.equations.iter().filter(|p| **p != equation.monic());
    let equations = others.map(put).collect::<Result<Vec<_>, _>>()?;
    let assumptions = before.assumptions.iter().map(put).collect::<Result<Vec<_>, _>>()?;
    let mut assumptions: Set = assumptions.iter().map(Sparse::monic).collect();
    assumptions.insert(den.monic());
    Ok(Ok(State { equations: set(&equations), assumptions }))
}

/// The value of a quotient rule is −b/a.
fn linear_value(c: &mut Checker<'_>, equation: &str, variable: &str, value: &str) -> Check {
    let (e, value) = (c.read(equation)?, c.read(value)?);
    let symbol = c.dag.symbol(variable);
    let moved = c.dag.substitute(e, &[(symbol, value)]);
    let f = c.algebra.fraction(&c.dag, moved, &c.budget)?;
    holds(f.num.is_zero(), "the value does not solve the equation")
}

/// R8: a·x + b = 0 with a = 0 = b, or a ≠ 0 and x = −b/a.
fn coefficient(
    c: &mut Checker<'_>,
    before: &State,
    equation: &str,
    variable: &str,
    coefficient: &str,
    vanishes: bool,
) -> Made {
    let whole = c.polynomial(equation)?;
    let stated = c.polynomial(coefficient)?;
    let symbol = c.dag.symbol(variable);
    let x = c.algebra.symbol(symbol);
    let parts = whole.coefficients_in(x);
    let [b, a] = parts.as_slice() else { return wrong("the equation is not linear") };
    if a.monic() != stated.monic() {
        return wrong("the coefficient is another");
    }
    if !before.equations.contains(&whole.monic()) {
        return wrong("the equation is not one of the parent");
    }
    if vanishes {
        return Ok(Ok(replaced(before, &whole, vec![a.clone(), b.clone()])));
    }
    let num = b.scaled(&crate::number::Rational::from(-1));
    solve(c, before, equation, variable, &num, a)
}

/// R3: even powers with coefficients of one sign and no constant, or a positive combination
/// of squares.
fn same_sign(c: &mut Checker<'_>, before: &State, equation: &str, terms: &[String]) -> Made {
    let equation = c.polynomial(equation)?;
    let terms = c.polynomials(terms)?;
    if !before.equations.contains(&equation.monic()) {
        return wrong("the sum is no equation of the parent");
    }
    let radicals: Set = equation
        .terms()
        .map(|(e, _)| {
            let once = e.iter().map(|k| u32::from(*k > 0)).collect();
            Sparse::term(once, crate::number::Rational::one())
        })
        .collect();
    let positive = c.positive_letters();
    if one_sign(&equation, &positive) {
        if radicals != set(&terms) {
            return wrong("the terms are not those of the sum");
        }
    } else if !c.is_sum_of_squares(&equation, &terms)? {
        return Err(NotChecked::NoEvidence);
    }
    Ok(Ok(replaced(before, &equation, terms)))
}

/// Are all coefficients of one sign, and all exponents even but those of positive letters?
pub(super) fn one_sign(p: &Sparse, positive: &[usize]) -> bool {
    let even = |(x, k): (usize, &u32)| k % 2 == 0 || positive.contains(&x);
    let signs: BTreeSet<bool> = p.terms().map(|(_, c)| c.is_negative()).collect();
    signs.len() == 1 && p.terms().all(|(e, _)| e.iter().enumerate().all(even))
}

/// R7: the combination is added.
fn combination(c: &mut Checker<'_>, before: &State, of: &[[String; 2]], result: &str) -> Made {
    let mut sum = Sparse::zero();
    for [multiplier, equation] in of {
        let (multiplier, equation) = (c.polynomial(multiplier)?, c.polynomial(equation)?);
        if !before.equations.contains(&equation.monic()) {
            return wrong("an equation is not one of the parent");
        }
        sum = sum.plus(&multiplier.times(&equation, &c.budget)?);
    }
    let result = c.polynomial(result)?;
    if sum != result {
        return wrong("the combination is another polynomial");
    }
    let mut after = before.clone();
    after.equations.extend(set(&[result]));
    Ok(Ok(after))
}

/// R2: every equation of the parent is a multiple of one of the child's, and those are what
/// is left of the parent's.
fn strip(c: &mut Checker<'_>, before: &State, after: &State, strips: &[Strip]) -> Check {
    let mut reduced: Vec<Sparse> = Vec::new();
    let mut changed = Set::new();
    let mut multiples = Vec::new();
    let mut checks = Vec::new();
    for strip in strips {
        let equation = c.polynomial(&strip.equation)?.monic();
        if !before.equations.contains(&equation) {
            return refuted("an equation is not one of the parent");
        }
        checks.push(c.stripped(strip, &before.assumptions));
        let kept = strip.kept.iter().map(|f| c.polynomial(&f.factor));
        let kept = kept.collect::<Result<Vec<_>, _>>()?;
        let mut product = Sparse::one();
        for f in &kept {
            product = product.times(f, &c.budget)?;
        }
        let product = product.monic();
        multiples.push((product.clone(), strip.multiple_of.as_ref()));
        reduced.push(product);
        changed.insert(equation);
    }
    reduced.extend(before.equations.difference(&changed).cloned());
    let left: Set = reduced.iter().cloned().collect();
    for (product, of) in multiples {
        let dropped = match of {
            None => after.equations.contains(&product),
            Some(q) => {
                let q = c.polynomial(q)?.monic();
                left.contains(&q) && product.divided(&q, &c.budget)?.is_some()
            }
        };
        if !dropped {
            return refuted("an equation is dropped without being a multiple of another");
        }
    }
    if !after.equations.is_subset(&left) {
        return refuted("an equation is not what is left of one of the parent");
    }
    for p in &reduced {
        let mut implied = false;
        for q in &after.equations {
            implied |= p.divided(q, &c.budget)?.is_some();
        }
        if !implied {
            return refuted("an equation of the parent is lost");
        }
    }
    if !after.assumptions.is_subset(&before.assumptions) {
        return refuted("more is assumed than follows");
    }
    all(checks)
}

impl Checker<'_> {
    /// The factors multiply to the equation up to a number, and the dropped ones never vanish.
    pub(super) fn stripped(&mut self, strip: &Strip, assumptions: &Set) -> Check {
        let equation = self.polynomial(&strip.equation)?;
        let mut product = Sparse::one();
        let dropped = strip.dropped.iter().map(|(f, _)| f);
        for f in strip.kept.iter().chain(dropped) {
            let power = self.polynomial(&f.factor)?.power(f.power, &self.budget)?;
            product = product.times(&power, &self.budget)?;
        }
        if product.is_zero() || product.monic() != equation.monic() {
            return refuted("the factors do not multiply to the equation");
        }
        let mut checks = Vec::new();
        for (f, why) in &strip.dropped {
            let p = self.polynomial(&f.factor)?;
            checks.push(self.never_zero(&p, why, assumptions));
        }
        all(checks)
    }
}

/// All cases of a branching are there.
fn branching(c: &mut Checker<'_>, case: &Case, children: &[&Case]) -> Check {
    if case.leaf.is_some() {
        return refuted("a leaf has children");
    }
    match children {
        [] => refuted("a node has neither children nor a leaf"),
        [only] => match &only.reason {
            CaseReason::Factor { factors, .. } => holds(factors.len() == 1, "a factor is missing"),
            CaseReason::Coefficient { vanishes: true, .. } => refuted("a case is missing"),
            CaseReason::Coefficient { coefficient, vanishes: false, .. } => {
                let p = c.polynomial(coefficient)?;
                let assumptions = c.state(case)?.assumptions;
                c.never_zero_somehow(&p, &assumptions)
            }
            CaseReason::Residuals { .. } => refuted("a case is missing"),
            CaseReason::Rotation { .. } => refuted("a case is missing"),
            _ => Ok(Verdict::Proved),
        },
        [first, ..] => {
            let complete = match &first.reason {
                CaseReason::Factor { factors, .. } => factors_complete(factors.len(), children),
                CaseReason::Coefficient { .. } => coefficient_complete(children),
                CaseReason::Rotation { .. } => super::rotation::complete(children),
                CaseReason::Residuals { .. } => super::squares::complete(children),
                CaseReason::Blocks { .. } => return Err(NotChecked::NoEvidence),
                _ => false,
            };
            holds(complete, "a case is missing, or there is one too many")
        }
    }
}

/// One child for each factor of the same product.
fn factors_complete(count: usize, children: &[&Case]) -> bool {
    let mut seen = BTreeSet::new();
    let mut products = BTreeSet::new();
    for child in children {
        let CaseReason::Factor { equation, factors, index } = &child.reason else { return false };
        seen.insert(*index);
        products.insert((equation, factors));
    }
    children.len() == count && products.len() == 1 && seen == (0..count).collect()
}

/// One child in which the coefficient vanishes and one in which it does not.
fn coefficient_complete(children: &[&Case]) -> bool {
    let mut seen = BTreeSet::new();
    let mut same = BTreeSet::new();
    for child in children {
        let CaseReason::Coefficient { equation, variable, coefficient, vanishes } = &child.reason
        else {
            return false;
        };
        seen.insert(*vanishes);
        same.insert((equation, variable, coefficient));
    }
    children.len() == 2 && seen.len() == 2 && same.len() == 1
}

impl Checker<'_> {
    pub(super) fn never_zero_somehow(&mut self, p: &Sparse, assumptions: &Set) -> Check {
        let ways = [
            NeverZero::Constant,
            NeverZero::Assumed,
            NeverZero::SameSign,
            NeverZero::DefiniteQuadratic,
            NeverZero::NoRealRoot,
        ];
        for why in ways {
            if let Ok(Verdict::Proved) = self.never_zero(p, &why, assumptions) {
                return Ok(Verdict::Proved);
            }
        }
        Err(NotChecked::NoEvidence)
    }
}
