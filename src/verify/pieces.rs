//! The pieces of a set along its parametrisation: they do not overlap, they cover it, and each
//! has its inertia everywhere.

use super::checker::{Check, Checker, Verdict, refuted};
use super::claim::NotChecked;
use super::fraction::Fraction;
use super::relations::sides;
use super::sparse::Sparse;
use super::univariate::Dense;
use crate::expr::{Expr, Symbol};
use crate::number::{Rational, Sign};
use crate::result::{Continuum, Inertia, Parametrization};
use std::collections::BTreeMap;

/// A curve with more places where something changes is left alone.
const MOST_ROOTS: usize = 40;

/// num/den in the parameter.
#[derive(Debug, Clone)]
struct Ratio {
    num: Dense,
    den: Dense,
}

/// `difference sign 0`, joined by "and" within and by "or" outside.
type Condition = Vec<Vec<(Ratio, &'static str)>>;

/// A place on the line of the parameter: a number, or the one root of P in an interval.
#[derive(Debug, Clone)]
enum Cell {
    At(Rational),
    Root(Rational, Rational),
}

/// Do the conditions and inertias of all pieces hold along the curve, each point in one piece?
pub(super) fn pieces(c: &mut Checker<'_>, set: &Continuum) -> Check {
    let Some(p) = &set.parametrization else { return alone(c, set) };
    let names: Vec<&str> = p.parameters.iter().map(String::as_str).collect();
    let map = p.map.iter().map(|x| c.read_in(x, &names)).collect::<Result<Vec<Expr>, _>>()?;
    if map.len() != c.variables.len() || !set.inequalities.is_empty() {
        return Err(NotChecked::NoEvidence);
    }
    let replacements: Vec<(Symbol, Expr)> = c.variables.iter().copied().zip(map.clone()).collect();
    let spectrum = spectrum(c, &replacements)?;
    let onto = c.is_onto(set, p, &map)?;
    let checked = match p.parameters.as_slice() {
        [t] => along(c, set, p, t, &replacements, &spectrum)?,
        _ => everywhere(set, &spectrum),
    };
    match checked {
        Ok(Verdict::Proved) if !onto => Err(NotChecked::NoEvidence),
        other => other,
    }
}

/// One piece without a condition: nothing is said of its matrix, or the coefficients of its
/// spectrum are numbers modulo the equations.
fn alone(c: &mut Checker<'_>, set: &Continuum) -> Check {
    let everywhere = set.strata.iter().all(|s| s.r#where.is_empty());
    let Some(first) = set.strata.first().filter(|_| everywhere) else {
        return Err(NotChecked::NoEvidence);
    };
    if set.strata.iter().any(|s| s.inertia != first.inertia) {
        return Err(NotChecked::NoEvidence);
    }
    let Some(stated) = first.inertia else { return Ok(Verdict::Proved) };
    let equations = c.polynomials(&set.equations)?;
    let mut signs = Vec::new();
    for f in spectrum(c, &[])? {
        let p = f.as_polynomial().cloned().ok_or(NotChecked::NoEvidence)?;
        let rest = p.remainder(&equations, &c.budget)?;
        signs.push(rest.as_constant().ok_or(NotChecked::NoEvidence)?.sign());
    }
    let found = inertia_of(&signs);
    match stated == found {
        true => Ok(Verdict::Proved),
        false => refuted(format!("the inertia is {found:?}")),
    }
}

/// The coefficients of det(t − H) on the parametrisation.
fn spectrum(
    c: &mut Checker<'_>,
    replacements: &[(Symbol, Expr)],
) -> Result<Vec<Fraction>, NotChecked> {
    let own = c.hessian.clone()?;
    let moved: Vec<Vec<Expr>> = own
        .iter()
        .map(|row| row.iter().map(|&e| c.dag.substitute(e, replacements)).collect())
        .collect();
    let coefficients = c.characteristic(&moved)?;
    coefficients.into_iter().map(|e| c.algebra.fraction(&c.dag, e, &c.budget)).collect()
}

/// Several parameters: one piece, whose matrix has the same spectrum everywhere.
fn everywhere(set: &Continuum, spectrum: &[Fraction]) -> Check {
    let constant: Option<Vec<Sign>> = spectrum
        .iter()
        .map(|f| f.as_polynomial().and_then(|p| p.as_constant()).map(|c| c.sign()))
        .collect();
    let ([one], Some(signs)) = (set.strata.as_slice(), constant) else {
        return Err(NotChecked::NoEvidence);
    };
    if !one.r#where.is_empty() {
        return Err(NotChecked::NoEvidence);
    }
    let found = inertia_of(&signs);
    match one.inertia {
        Some(stated) if stated != found => refuted(format!("the inertia is {found:?}")),
        _ => Ok(Verdict::Proved),
    }
}

/// One parameter: signs of everything in each cell of the line.
fn along(
    c: &mut Checker<'_>,
    set: &Continuum,
    p: &Parametrization,
    t: &str,
    replacements: &[(Symbol, Expr)],
    spectrum: &[Fraction],
) -> Result<Check, NotChecked> {
    let symbol = c.dag.symbol(t);
    let letter = c.algebra.symbol(symbol);
    let ratio = |f: &Fraction| -> Result<Ratio, NotChecked> {
        let dense = |p: &Sparse| p.dense_in(letter).map(Dense::new);
        let both = dense(&f.num).zip(dense(&f.den));
        both.map(|(num, den)| Ratio { num, den }).ok_or(NotChecked::NoEvidence)
    };
    let spectrum = spectrum.iter().map(ratio).collect::<Result<Vec<_>, _>>()?;
    let mut map = Vec::new();
    for (_, e) in replacements {
        let f = c.algebra.fraction(&c.dag, *e, &c.budget)?;
        map.push(ratio(&f)?);
    }
    let mut conditions: BTreeMap<&str, (Condition, Vec<Inertia>)> = BTreeMap::new();
    for stratum in &set.strata {
        let text = stratum.r#where.as_str();
        if !conditions.contains_key(text) {
            let condition = c.condition(text, None, replacements, &ratio)?;
            conditions.insert(text, (condition, Vec::new()));
        }
        if let Some((_, inertias)) = conditions.get_mut(text) {
            inertias.extend(stratum.inertia);
        }
    }
    let domain = match p.domain.ends_with(" in R") {
        true => vec![Vec::new()],
        false => c.condition(&p.domain, Some(t), &[], &ratio)?,
    };
    let of = |condition: &Condition| -> Vec<Ratio> {
        condition.iter().flatten().map(|(r, _)| r.clone()).collect()
    };
    let mut every: Vec<Ratio> = spectrum.iter().chain(&map).cloned().collect();
    every.extend(conditions.values().flat_map(|(condition, _)| of(condition)));
    every.extend(of(&domain));
    let line = Line::new(&every, c)?;
    for cell in &line.cells {
        let sign = |r: &Ratio| line.ratio_at(r, cell, c);
        let holds = |condition: &Condition| -> Result<bool, NotChecked> {
            for all in condition {
                let mut every = true;
                for (r, relation) in all {
                    every &= fits(sign(r)?.ok_or(NotChecked::Undefined)?, relation);
                }
                if every {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        let defined = map.iter().map(sign).collect::<Result<Option<Vec<_>>, _>>()?.is_some();
        match (defined, holds(&domain)?) {
            (false, true) => return Ok(refuted("the parametrisation has no value in its domain")),
            (false, false) => continue,
            (true, true) => {}
            // Points of the set that the domain leaves out.
            (true, false) => return Ok(Err(NotChecked::NoEvidence)),
        }
        let mut inside = 0;
        for (condition, inertias) in conditions.values() {
            if !holds(condition)? {
                continue;
            }
            inside += 1;
            let signs = spectrum.iter().map(sign).collect::<Result<Option<Vec<_>>, _>>()?;
            let found = inertia_of(&signs.ok_or(NotChecked::Undefined)?);
            if inertias.iter().any(|i| *i != found) {
                return Ok(refuted(format!("the inertia is {found:?} somewhere on a piece")));
            }
        }
        match inside {
            0 => return Ok(refuted("a part of the set is in no piece")),
            1 => {}
            _ => return Ok(refuted("two pieces overlap")),
        }
    }
    Ok(Ok(Verdict::Proved))
}

fn fits(found: Sign, relation: &str) -> bool {
    match relation {
        "<=" => found != Sign::Positive,
        ">=" => found != Sign::Negative,
        "!=" => found != Sign::Zero,
        "=" => found == Sign::Zero,
        "<" => found == Sign::Negative,
        _ => found == Sign::Positive,
    }
}

/// Descartes' rule, sharp for real roots.
fn inertia_of(signs: &[Sign]) -> Inertia {
    let n = signs.len().saturating_sub(1);
    let zero = signs.iter().position(|s| *s != Sign::Zero).unwrap_or(n);
    let nonzero: Vec<Sign> = signs.iter().copied().filter(|s| *s != Sign::Zero).collect();
    let positive = nonzero.windows(2).filter(|pair| pair[0] != pair[1]).count();
    Inertia { positive, negative: n.saturating_sub(zero + positive), zero }
}

impl Checker<'_> {
    /// A relation moved to the parameter.
    fn condition(
        &mut self,
        text: &str,
        letter: Option<&str>,
        replacements: &[(Symbol, Expr)],
        ratio: &dyn Fn(&Fraction) -> Result<Ratio, NotChecked>,
    ) -> Result<Condition, NotChecked> {
        let mut condition = Vec::new();
        for group in text.split(" or ") {
            let mut all = Vec::new();
            for one in group.split(", ").filter(|one| !one.is_empty()) {
                let (left, sign, right) = sides(one).ok_or(NotChecked::Unreadable)?;
                let (left, right) = match letter {
                    Some(t) => (self.read_in(left, &[t])?, self.read_in(right, &[t])?),
                    None => (self.read(left)?, self.read(right)?),
                };
                let difference = self.dag.sub(left, right);
                let moved = self.dag.substitute(difference, replacements);
                let f = self.algebra.fraction(&self.dag, moved, &self.budget)?;
                all.push((ratio(&f)?, sign));
            }
            condition.push(all);
        }
        Ok(condition)
    }

    /// Have two polynomials in at most one letter no common root?
    fn are_coprime(&self, a: &Sparse, b: &Sparse) -> Result<bool, NotChecked> {
        if let Some(c) = a.as_constant() {
            return Ok(!c.is_zero());
        }
        let [x] = a.letters()[..] else { return Ok(false) };
        let both = a.dense_in(x).map(Dense::new).zip(b.dense_in(x).map(Dense::new));
        let Some((a, b)) = both else { return Ok(false) };
        Ok(a.gcd(&b, &self.budget)?.degree() == 0)
    }

    /// Is every point of the equations on the map: are the parameters coordinates, and has
    /// each other coordinate an equation that is linear in it and does not lose its solution
    /// where the map has a value?
    fn is_onto(
        &mut self,
        set: &Continuum,
        p: &Parametrization,
        map: &[Expr],
    ) -> Result<bool, NotChecked> {
        let mut known: Vec<(Symbol, Expr)> = Vec::new();
        for t in &p.parameters {
            let symbol = self.dag.symbol(t);
            let t = self.dag.variable(symbol);
            let Some(i) = map.iter().position(|e| *e == t) else { return Ok(false) };
            known.push((self.variables[i], t));
        }
        let variables = self.variables.clone();
        let others: Vec<usize> =
            (0..map.len()).filter(|&i| known.iter().all(|(s, _)| *s != variables[i])).collect();
        for i in others {
            let x = self.algebra.symbol(variables[i]);
            let mut found = false;
            for text in &set.equations {
                let e = self.read(text)?;
                let e = self.dag.substitute(e, &known);
                let f = self.algebra.fraction(&self.dag, e, &self.budget)?;
                let open = self.dag.symbols_of(e);
                let alone = open.iter().all(|s| *s == variables[i] || !variables.contains(s));
                let parts = f.num.coefficients_in(x);
                let ([b, a], true) = (parts.as_slice(), alone) else { continue };
                let there = self.dag.substitute(e, &[(variables[i], map[i])]);
                let there = self.algebra.fraction(&self.dag, there, &self.budget)?;
                // Where a = 0 the map has a pole, so there is no point: a and b are coprime.
                let value = self.algebra.fraction(&self.dag, map[i], &self.budget)?;
                found |= there.num.is_zero()
                    && a.monic() == value.den.monic()
                    && self.are_coprime(a, b)?;
            }
            if !found {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The real line cut at the roots of some polynomials.
struct Line {
    /// Squarefree, with all those roots.
    p: Dense,
    cells: Vec<Cell>,
}

impl Line {
    fn new(every: &[Ratio], c: &Checker<'_>) -> Result<Line, NotChecked> {
        let budget = &c.budget;
        let mut p = Dense::new(vec![Rational::one()]);
        let all = every.iter().flat_map(|r| [&r.num, &r.den]);
        for f in all.filter(|f| f.degree() > 0) {
            // What is new in f, without multiplicity.
            let free = f.squarefree(budget)?;
            let common = free.gcd(&p, budget)?;
            if let Some((new, _)) = free.divided(&common, budget)? {
                p = p.times(&new, budget)?;
            }
        }
        let mut cells = Vec::new();
        if p.degree() < 1 {
            return Ok(Line { p, cells: vec![Cell::At(Rational::zero())] });
        }
        let sturm = p.sturm(budget)?;
        let total = sturm.real_roots();
        if total > MOST_ROOTS {
            return Err(NotChecked::TooLarge);
        }
        let mut bound = Rational::one();
        let cut_at = |x: &Rational| p.at(x).is_zero() || p.at(&-x).is_zero();
        while sturm.roots_between(&-&bound, &bound) < total || cut_at(&bound) {
            budget.spend(50).map_err(|_| NotChecked::TooLarge)?;
            bound = &bound * &Rational::from(2);
        }
        cells.push(Cell::At(-&bound));
        let mut open = vec![(-&bound, bound)];
        while let Some((low, high)) = open.pop() {
            budget.spend(50).map_err(|_| NotChecked::TooLarge)?;
            match sturm.roots_between(&low, &high) {
                0 => cells.push(Cell::At(high)),
                1 if !p.at(&high).is_zero() => {
                    cells.push(Cell::Root(low, high.clone()));
                    cells.push(Cell::At(high));
                }
                _ => {
                    let middle = &(&low + &high) * &Rational::fraction(1, 2);
                    if p.at(&middle).is_zero() {
                        // A rational root: cut a little to its left instead.
                        let near = &(&low + &middle) * &Rational::fraction(1, 2);
                        let cut = beside(&p, &near, &middle, budget)?;
                        open.push((cut.clone(), high));
                        open.push((low, cut));
                    } else {
                        open.push((middle.clone(), high));
                        open.push((low, middle));
                    }
                }
            }
        }
        Ok(Line { p, cells })
    }

    /// The sign of a quotient in a cell; `None` at a pole.
    fn ratio_at(
        &self,
        r: &Ratio,
        cell: &Cell,
        c: &Checker<'_>,
    ) -> Result<Option<Sign>, NotChecked> {
        let den = self.at(&r.den, cell, c)?;
        let num = self.at(&r.num, cell, c)?;
        Ok(match (num, den) {
            (_, Sign::Zero | Sign::Unknown) => None,
            (Sign::Zero, _) => Some(Sign::Zero),
            (a, b) if a == b => Some(Sign::Positive),
            _ => Some(Sign::Negative),
        })
    }

    fn at(&self, f: &Dense, cell: &Cell, c: &Checker<'_>) -> Result<Sign, NotChecked> {
        match cell {
            Cell::At(x) => Ok(f.at(x).sign()),
            Cell::Root(low, high) => {
                // All roots of f are roots of P, of which one is here.
                let here = f.is_zero() || {
                    let common = f.gcd(&self.p, &c.budget)?;
                    common.degree() > 0 && common.sturm(&c.budget)?.roots_between(low, high) > 0
                };
                Ok(if here { Sign::Zero } else { f.at(high).sign() })
            }
        }
    }
}

/// A number between the two at which p is not zero.
fn beside(
    p: &Dense,
    near: &Rational,
    root: &Rational,
    budget: &crate::budget::Budget,
) -> Result<Rational, NotChecked> {
    let mut cut = near.clone();
    while p.at(&cut).is_zero() {
        budget.spend(50).map_err(|_| NotChecked::TooLarge)?;
        cut = &(&cut + root) * &Rational::fraction(1, 2);
    }
    Ok(cut)
}
