//! Sets of critical points: parametrisation, equations, value, strata.

use super::checker::{Check, Checker, On, Verdict, all, refuted};
use super::claim::{ClaimKind, NotChecked};
use super::place::Place;
use super::points::{Local, local};
use crate::expr::{Expr, Symbol};
use crate::result::{Continuum, Parametrization};

/// Checks everything that is said about a set.
pub(super) fn continuum(checker: &mut Checker<'_>, set: &Continuum) {
    let of = || set.name.clone();
    checker.claim(ClaimKind::Continuum { of: of() }, |c| match &set.parametrization {
        Some(p) => parametrized(c, set, p),
        None => hypersurface(c, set),
    });
    for (k, stratum) in set.strata.iter().enumerate() {
        let name = sample_name(set, k);
        local(checker, &Local::of_stratum(name, stratum, &set.value, set.dimension));
    }
    checker.claim(ClaimKind::Strata { of: of() }, |c| strata(c, set));
}

/// What is said of a piece at its sample goes by this name.
pub(super) fn sample_name(set: &Continuum, k: usize) -> String {
    format!("{}, sample {}", set.name, k + 1)
}

/// Equations, gradient and L − value vanish identically in the parameters.
fn parametrized(c: &mut Checker<'_>, set: &Continuum, p: &Parametrization) -> Check {
    if p.map.len() != c.variables.len() || p.parameters.len() != set.dimension {
        return refuted("the parametrisation has another size");
    }
    let names: Vec<&str> = p.parameters.iter().map(String::as_str).collect();
    let map = p.map.iter().map(|x| c.read_in(x, &names)).collect::<Result<Vec<Expr>, _>>()?;
    let replacements: Vec<(Symbol, Expr)> = c.variables.iter().copied().zip(map).collect();
    let mut place = Place::default();
    let value = c.name_number(&set.value, &mut place)?;
    // Off its domain a parametrisation may leave the set.
    let sampled = p.domain.ends_with(" in R");
    let on = On { sampled, ..place.on(None) };
    let mut checks = Vec::new();
    for text in &set.equations {
        let e = c.read(text)?;
        let moved = c.dag.substitute(e, &replacements);
        checks.push(c.identity(moved, &on, "an equation does not hold on the parametrisation"));
    }
    for slope in c.gradient.clone()? {
        let moved = c.dag.substitute(slope, &replacements);
        checks.push(c.identity(moved, &on, "the gradient does not vanish on the parametrisation"));
    }
    let formula = c.formula?;
    let moved = c.dag.substitute(formula, &replacements);
    let difference = c.dag.sub(moved, value);
    checks.push(c.identity(difference, &on, "L has another value on the set"));
    all(checks)
}

/// The one equation divides the numerators of the gradient and of L − value.
fn hypersurface(c: &mut Checker<'_>, set: &Continuum) -> Check {
    let [equation] = set.equations.as_slice() else { return Err(NotChecked::NoEvidence) };
    let equation = c.polynomial(equation)?;
    if equation.is_zero() || equation.as_constant().is_some() {
        return refuted("the equation has no variable");
    }
    if set.dimension >= c.variables.len() {
        return refuted("a set with an equation is not the whole space");
    }
    let formula = c.formula?;
    let value = c.name_number(&set.value, &mut Place::default())?;
    let mut vanishing = c.gradient.clone()?;
    vanishing.push(c.dag.sub(formula, value));
    for e in vanishing {
        let f = c.algebra.fraction(&c.dag, e, &c.budget)?;
        if f.num.divided(&equation, &c.budget)?.is_none() {
            return Err(NotChecked::NoEvidence);
        }
    }
    Ok(Verdict::Proved)
}

/// Samples lie on the set and in their own stratum only, and the strata cover the set.
fn strata(c: &mut Checker<'_>, set: &Continuum) -> Check {
    let mut checks = vec![super::pieces::pieces(c, set)];
    for (k, stratum) in set.strata.iter().enumerate() {
        let place = c.place(&stratum.sample)?;
        for text in &set.equations {
            let e = c.read(text)?;
            let value = c.put(e, &place);
            checks.push(c.zero(value, &place, &format!("sample {} is not on the set", k + 1)));
        }
        for text in &set.inequalities {
            checks.push(match c.relation(text, &place) {
                Ok(true) => Ok(Verdict::Proved),
                Ok(false) => refuted(format!("sample {} violates {text}", k + 1)),
                Err(why) => Err(why),
            });
        }
        for (j, other) in set.strata.iter().enumerate() {
            // Pieces with the same condition are components of one piece.
            if j != k && other.r#where == stratum.r#where {
                continue;
            }
            checks.push(match c.relation(&other.r#where, &place) {
                Ok(inside) if inside == (j == k) => Ok(Verdict::Proved),
                Ok(true) => refuted(format!("sample {} lies in stratum {}", k + 1, j + 1)),
                Ok(false) => refuted(format!("sample {} is not in its stratum", k + 1)),
                Err(why) => Err(why),
            });
        }
    }
    all(checks)
}
