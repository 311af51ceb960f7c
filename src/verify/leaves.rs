//! Leaves of the case tree: what is empty, what is found, how many real roots there are.

use super::checker::{Check, Checker, Verdict, all, holds, refuted};
use super::claim::{ClaimKind, NotChecked};
use super::place::Place;
use super::sparse::Sparse;
use super::tree::Set;
use super::univariate::Dense;
use crate::expr::{Expr, Symbol};
use crate::result::{Case, Continuum, EmptyReason, Leaf, LeafKind, Status};

/// Checks one leaf.
pub(super) fn leaf(checker: &mut Checker<'_>, case: &Case) {
    let Some(leaf) = &case.leaf else { return };
    let id = case.id;
    checker.claim(ClaimKind::Leaf { id }, |c| match leaf.kind {
        LeafKind::Empty => empty(c, case, leaf),
        LeafKind::Points => points(c, case, leaf),
        LeafKind::Parametrized | LeafKind::Hypersurface => sets(c, case, leaf),
        LeafKind::Open => holds(leaf.sets.is_empty(), "an open leaf has sets"),
    });
    for k in 0..leaf.eliminants.len() {
        checker.claim(ClaimKind::RealRoots { id }, |c| real_roots(c, case, leaf, k));
    }
}

/// A name that belongs to no point or set that names this leaf.
fn unknown_name(c: &Checker<'_>, case: &Case, leaf: &Leaf) -> Option<String> {
    let document = c.document;
    let known = |name: &String| {
        document.points.iter().any(|p| p.name == *name && p.leaf.contains(&case.id))
            || document.continua.iter().any(|s| s.name == *name && s.leaf.contains(&case.id))
            || document.families.iter().any(|f| f.name == *name)
    };
    leaf.sets.iter().find(|name| !known(name)).cloned()
}

fn empty(c: &mut Checker<'_>, case: &Case, leaf: &Leaf) -> Check {
    if !leaf.sets.is_empty() {
        return refuted("an empty leaf has sets");
    }
    let state = c.state(case)?;
    match &leaf.empty {
        None => refuted("nothing says why it is empty"),
        Some(EmptyReason::Contradiction { .. }) => {
            let constant = state.equations.iter().any(|p| p.as_constant().is_some());
            holds(constant, "no equation is a number other than zero")
        }
        Some(EmptyReason::NeverZero { strip }) => {
            let equation = c.polynomial(&strip.equation)?.monic();
            if !strip.kept.is_empty() || !state.equations.contains(&equation) {
                return refuted("a factor stays, or the equation is not one of the node");
            }
            c.stripped(strip, &state.assumptions)
        }
        Some(EmptyReason::AssumptionFails) => {
            let zero = state.assumptions.iter().any(|p| p.is_zero());
            holds(zero, "no assumption is zero")
        }
        Some(EmptyReason::NoCommonZero) => Err(NotChecked::NoEvidence),
    }
}

/// The points satisfy the node, and are as many as the eliminants have real roots.
fn points(c: &mut Checker<'_>, case: &Case, leaf: &Leaf) -> Check {
    if let Some(name) = unknown_name(c, case, leaf) {
        return refuted(format!("there is no set {name} that belongs here"));
    }
    let names: std::collections::BTreeSet<&String> = leaf.sets.iter().collect();
    if names.len() != leaf.sets.len() {
        return refuted("a point is named twice");
    }
    let document = c.document;
    let roots = document.proof.tree.iter().filter(|n| n.parent.is_none()).count();
    // Points on a continuum are not listed, and points of an unfinished run may not be.
    let plain = document.proof.letters.is_empty() && document.proof.relations.is_empty();
    let whole = plain && document.continua.is_empty() && document.blocks.is_empty();
    let complete = document.completeness.status == Status::Proved;
    if roots != 1 {
        return part(c, case, leaf);
    }
    let expected: usize = leaf.eliminants.iter().map(|e| e.real_roots).product();
    if leaf.sets.len() + leaf.excluded.len() != expected {
        let missing = whole && complete;
        return if missing {
            refuted(format!("there are {expected} real roots"))
        } else {
            Err(NotChecked::NoEvidence)
        };
    }
    let mut checks = Vec::new();
    // Members of a family of several leaves lie at one of them each.
    let leads_to = |name: &String| {
        let of = |n: &&Case| n.leaf.as_ref().is_some_and(|l| l.sets.contains(name));
        document.proof.tree.iter().filter(of).count()
    };
    for family in document.families.iter().filter(|f| leaf.sets == [f.name.clone()]) {
        if leads_to(&family.name) == 1 {
            let place = c.place(&family.point)?;
            checks.push(at_leaf(c, case, &place, &family.name));
        }
    }
    for point in document.points.iter().filter(|p| leaf.sets.contains(&p.name)) {
        let place = c.located(point)?;
        checks.push(at_leaf(c, case, &place, &point.name));
        for text in &case.assumptions {
            let e = c.read(text)?;
            let e = c.spelled(e);
            let value = c.put(e, &place);
            if let Ok(Verdict::Proved) = c.zero(value, &place, "") {
                return refuted(format!("{} violates an assumption", point.name));
            }
        }
    }
    let solved = case.substitutions.len() + leaf.eliminants.len() == document.variables.len();
    // That letters have these values nowhere else is not checked.
    if !plain
        || !leaf.excluded.is_empty()
        || !solved
        || eliminated(c, leaf)? != c.state(case)?.equations
    {
        checks.push(Err(NotChecked::NoEvidence));
    }
    all(checks)
}

/// The first node above a node that has no parent.
pub(super) fn root_of(tree: &[Case], node: &Case) -> Option<usize> {
    let mut at = node;
    while let Some(parent) = at.parent {
        at = tree.get(parent).filter(|p| p.id < at.id)?;
    }
    Some(at.id)
}

/// A leaf of one of several parts has as many solutions as its eliminants have real roots.
fn part(c: &mut Checker<'_>, case: &Case, leaf: &Leaf) -> Check {
    let document = c.document;
    let tree = &document.proof.tree;
    let plain = document.proof.letters.is_empty() && document.proof.relations.is_empty();
    let root = root_of(tree, case).and_then(|id| tree.get(id)).ok_or(NotChecked::NoEvidence)?;
    let solved = case.substitutions.iter().map(|s| &s.variable);
    let mut fixed: Vec<String> =
        solved.chain(leaf.eliminants.iter().map(|e| &e.unknown)).cloned().collect();
    fixed.sort_unstable();
    let mut unknowns = c.unknowns_of(root)?;
    unknowns.sort_unstable();
    let whole = plain && leaf.excluded.is_empty() && fixed == unknowns;
    if whole && eliminated(c, leaf)? == c.state(case)?.equations {
        return Ok(Verdict::Proved);
    }
    Err(NotChecked::NoEvidence)
}

impl Checker<'_> {
    /// The variables in the equations of a node.
    pub(super) fn unknowns_of(&mut self, case: &Case) -> Result<Vec<String>, NotChecked> {
        let mut inside = Vec::new();
        for text in &case.equations {
            let e = self.read(text)?;
            inside.extend(self.dag.symbols_of(e));
        }
        let names = self.document.variables.iter().zip(&self.variables);
        let own = names.filter(|(_, s)| inside.contains(s));
        Ok(own.map(|(name, _)| name.clone()).collect())
    }
}

/// The leaf is the one set it names: its equations together with `variable = value` for all
/// that was solved for.
fn sets(c: &mut Checker<'_>, case: &Case, leaf: &Leaf) -> Check {
    if let Some(name) = unknown_name(c, case, leaf) {
        return refuted(format!("there is no set {name} that belongs here"));
    }
    let document = c.document;
    // A leaf among several may be a part of its set only.
    let whole = document.continua.iter().filter(|s| s.leaf == [case.id]);
    for set in whole.filter(|s| leaf.sets.contains(&s.name)) {
        if let Ok(Verdict::Refuted(found)) = on_the_leaf(c, case, set) {
            return Ok(Verdict::Refuted(found));
        }
    }
    let [name] = leaf.sets.as_slice() else { return Err(NotChecked::NoEvidence) };
    let Some(set) = document.continua.iter().find(|s| s.name == *name) else {
        return Err(NotChecked::NoEvidence);
    };
    let mut own = c.state(case)?.equations;
    let mut solved: Vec<(Symbol, Expr)> = Vec::new();
    for s in case.substitutions.iter().rev() {
        let (symbol, value) = (c.dag.symbol(&s.variable), c.read(&s.value)?);
        let value = c.dag.substitute(value, &solved);
        let f = c.algebra.fraction(&c.dag, value, &c.budget)?;
        let x = c.algebra.symbol(symbol);
        let x = f.den.times(&Sparse::letter(x, 1), &c.budget)?;
        own.insert(x.minus(&f.num).monic());
        solved.push((symbol, value));
    }
    let stated: Set = c.polynomials(&set.equations)?.iter().map(Sparse::monic).collect();
    if own == stated { Ok(Verdict::Proved) } else { Err(NotChecked::NoEvidence) }
}

/// Samples of a set satisfy the equations of the leaf.
fn on_the_leaf(c: &mut Checker<'_>, case: &Case, set: &Continuum) -> Check {
    let mut checks = Vec::new();
    for stratum in &set.strata {
        let place = c.place(&stratum.sample)?;
        checks.push(at_leaf(c, case, &place, &set.name));
    }
    all(checks)
}

/// A point satisfies the equations and substitutions of a node.
fn at_leaf(c: &mut Checker<'_>, case: &Case, place: &Place, name: &str) -> Check {
    let mut checks = Vec::new();
    for text in &case.equations {
        let e = c.read(text)?;
        let e = c.spelled(e);
        let value = c.put(e, place);
        checks.push(c.zero(value, place, &format!("{name} does not satisfy an equation")));
    }
    for s in &case.substitutions {
        let (variable, value) = (c.dag.symbol(&s.variable), c.read(&s.value)?);
        let variable = c.dag.variable(variable);
        let difference = c.dag.sub(variable, value);
        let difference = c.spelled(difference);
        let value = c.put(difference, place);
        checks.push(c.zero(value, place, &format!("{name} does not satisfy a substitution")));
    }
    all(checks)
}

/// The eliminants in variables, up to constant factors.
fn eliminated(c: &mut Checker<'_>, leaf: &Leaf) -> Result<Set, NotChecked> {
    let mut all = Set::new();
    for e in &leaf.eliminants {
        if c.is_unknown(&e.unknown) {
            all.insert(c.polynomial(&e.polynomial)?.monic());
        }
    }
    Ok(all)
}

/// Own Sturm count; with several factors the count may be with multiplicity.
fn real_roots(c: &mut Checker<'_>, case: &Case, leaf: &Leaf, k: usize) -> Check {
    let Some(eliminant) = leaf.eliminants.get(k) else { return Err(NotChecked::NoEvidence) };
    let p = c.dense(&eliminant.polynomial, &eliminant.unknown)?;
    let mut variable = c.is_unknown(&eliminant.unknown);
    if variable {
        let own = c.polynomial(&eliminant.polynomial)?.monic();
        let known = c.state(case)?.equations.contains(&own);
        // The letter of a combination of variables may also be the name of one.
        if !known && eliminant.unknown != "u" {
            return refuted("the polynomial is no equation of the leaf");
        }
        variable = known;
    }
    if p.is_zero() {
        return refuted("the polynomial is zero");
    }
    let distinct = p.sturm(&c.budget)?.real_roots();
    if distinct == eliminant.real_roots {
        return Ok(Verdict::Proved);
    }
    let repeated = !variable && repeated(c, &p)?;
    if repeated && eliminant.real_roots > distinct {
        return Err(NotChecked::NoEvidence);
    }
    refuted(format!("it has {distinct} real roots"))
}

fn repeated(c: &Checker<'_>, p: &Dense) -> Result<bool, NotChecked> {
    let (mut a, mut b) = (p.clone(), p.derivative());
    while !b.is_zero() {
        let Some((_, rest)) = a.divided(&b, &c.budget)? else { break };
        (a, b) = (b, rest);
    }
    Ok(a.degree() > 0)
}
