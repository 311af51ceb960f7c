//! Losses with absolute values of affine functions: smooth on each piece of the space cut by
//! their zeros.
//!
//! On a piece every |g| is g or −g, and the critical points there are those of a smooth
//! loss. Where some g vanish, L has a local extremum only if it has one along their common
//! zeros, where the restriction of L is smooth again. At such a point the gradients of all
//! neighbouring pieces are Σ λ·∇g, because they agree along the zeros; if every λ has the
//! sign of its g, L grows across the zeros in all directions, with a slope that stays away
//! from zero near the point, and has there the extremum of its restriction.

use super::document::analyze;
use super::nonsmooth::corners;
use super::ray::sign;
use super::{Limits, SelfCheckFailed};
use crate::budget::Budget;
use crate::calculus::gradient;
use crate::expr::domain::{Condition, Relation};
use crate::expr::print::input;
use crate::expr::{Dag, Expr, Function, Node, Symbol, read};
use crate::linalg::{Matrix, inverse};
use crate::number::{Rational, Sign};
use crate::problem::{self, Comparison, Problem};
use crate::result::{
    Continuum, Document, Location, Nature, NonsmoothSet, Point, Reason, Status, Test, WhyComplete,
};
use crate::solve::Form;

/// More different absolute values are not split.
const MOST: usize = 4;

/// Critical points and points on kinks; `None` if L has other kinks, or something is open.
///
/// # Errors
/// [`SelfCheckFailed`] if a self-check of a piece fails.
pub(super) fn fill(
    problem: &Problem,
    document: &mut Document,
    limits: &Limits,
) -> Result<Option<()>, SelfCheckFailed> {
    let mut dag = problem.dag.clone();
    let loss = with_absolute_values(&mut dag, problem.objective);
    let Some(inner) = arguments(&mut dag, loss, &problem.variables) else { return Ok(None) };
    if inner.is_empty() {
        return Ok(None);
    }
    let scene = Scene { problem, limits, loss, inner };
    let Some((points, sets)) = scene.pieces(&dag, loss, &problem.variables)? else {
        return Ok(None);
    };
    let line = problem.variables.len() == 1 && problem.region.is_empty();
    if !sets.is_empty() && !line {
        return Ok(None);
    }
    for (k, mut point) in points.into_iter().enumerate() {
        point.name = format!("P{}", k + 1);
        document.points.push(point);
    }
    let several = sets.len() > 1;
    for (k, mut set) in sets.into_iter().enumerate() {
        set.name = if several { format!("C{}", k + 1) } else { "C".to_string() };
        document.continua.push(set);
    }
    let done = match problem.variables.len() {
        1 => scene.corners(&mut dag, document),
        _ => scene.kinks(&mut dag)?.map(|kinks| document.nonsmooth = kinks),
    };
    if done.is_none() {
        document.points.clear();
        document.continua.clear();
        return Ok(None);
    }
    let pieces = 1 << scene.inner.len();
    document.completeness.status = Status::Proved;
    document.completeness.reasons = vec![WhyComplete::Pieces { count: pieces }];
    if !problem.region.is_empty() {
        document.completeness.reasons.push(WhyComplete::BoundaryNotStudied);
    }
    Ok(Some(()))
}

/// relu, max and min in terms of absolute values.
fn with_absolute_values(dag: &mut Dag, loss: Expr) -> Expr {
    let zero = dag.integer(0);
    let mut parts = Vec::new();
    for e in dag.below(&[loss]) {
        let Node::Call(f, operands) = dag.node(e).clone() else { continue };
        let new = match (f, &*operands) {
            (Function::Relu, &[a]) => larger(dag, a, zero, 1),
            (Function::Max, &[a, b]) => larger(dag, a, b, 1),
            (Function::Min, &[a, b]) => larger(dag, a, b, -1),
            _ => continue,
        };
        parts.push((e, new));
    }
    dag.replace(loss, &parts)
}

/// (a + b ± |a − b|)/2
fn larger(dag: &mut Dag, a: Expr, b: Expr, sign: i64) -> Expr {
    let (sum, difference) = (dag.add(a, b), dag.sub(a, b));
    let size = dag.apply(Function::Abs, difference);
    let (sign, half) = (dag.integer(sign), dag.fraction(1, 2));
    let size = dag.mul(sign, size);
    let whole = dag.add(sum, size);
    dag.mul(half, whole)
}

/// The different arguments of absolute values; `None` if one is not affine with rational
/// coefficients, or there are kinks of another kind.
fn arguments(dag: &mut Dag, loss: Expr, variables: &[Symbol]) -> Option<Vec<Expr>> {
    let mut all = Vec::new();
    for e in dag.below(&[loss]) {
        match dag.node(e) {
            Node::Call(Function::Abs, arguments) => all.push(arguments[0]),
            Node::Call(Function::Sign | Function::Max | Function::Min | Function::Relu, _) => {
                return None;
            }
            _ => {}
        }
    }
    let fits = |g: &Expr| match variables {
        // On a line, a polynomial cuts out intervals.
        [_] => Form::of(dag, *g).is_some(),
        _ => slope(dag, *g, variables).is_some(),
    };
    let affine = all.iter().all(fits);
    (affine && all.len() <= MOST).then_some(all)
}

/// The gradient of an affine function.
fn slope(dag: &mut Dag, g: Expr, variables: &[Symbol]) -> Option<Vec<Rational>> {
    let form = Form::of(dag, g)?;
    let mut all = vec![Rational::zero(); variables.len()];
    for (monomial, c) in form.terms() {
        match monomial.as_slice() {
            [] => {}
            [(x, 1)] => {
                let symbol = dag.as_symbol(*x)?;
                all[variables.iter().position(|v| *v == symbol)?] = c.clone();
            }
            _ => return None,
        }
    }
    all.iter().any(|c| !c.is_zero()).then_some(all)
}

struct Scene<'a> {
    problem: &'a Problem,
    limits: &'a Limits,
    loss: Expr,
    inner: Vec<Expr>,
}

/// Points and sets where the gradient is zero.
type Smooth = (Vec<Point>, Vec<Continuum>);

/// Variables with their values.
type Values = Vec<(Symbol, Expr)>;

/// Signs of the arguments, true for +.
type Signs = Vec<(Expr, bool)>;

impl Scene<'_> {
    /// Critical points of a loss on all its pieces, and of one variable also the intervals where
    /// it is constant; `None` if a piece is not finished or has other sets.
    fn pieces(
        &self,
        dag: &Dag,
        loss: Expr,
        variables: &[Symbol],
    ) -> Result<Option<Smooth>, SelfCheckFailed> {
        let (mut all, mut sets) = (Vec::new(), Vec::new());
        let mut work = dag.clone();
        let Some(inner) = arguments(&mut work, loss, variables) else { return Ok(None) };
        for code in 0..1usize << inner.len() {
            let signs: Signs =
                inner.iter().enumerate().map(|(k, g)| (*g, code >> k & 1 == 1)).collect();
            let mut own = work.clone();
            let smooth = on_piece(&mut own, loss, &signs);
            let mut problem = self.problem.clone();
            let known = crate::expr::domain::conditions(&own, smooth);
            problem.domain_conditions = known;
            for (g, plus) in &signs {
                let expr = if *plus { *g } else { own.neg(*g) };
                let relation = Relation::Positive;
                problem.domain_conditions.push(Condition { expr, relation });
            }
            problem.dag = own;
            problem.objective = smooth;
            problem.variables = variables.to_vec();
            problem.boxes = Vec::new();
            problem.boxes.resize(variables.len(), Default::default());
            problem.points.clear();
            problem.expansions.clear();
            if variables.len() < self.problem.variables.len() {
                // Along kinks all points are sought; the region is asked afterwards.
                problem.region.clear();
            }
            let found = analyze(&problem, self.limits)?;
            let line = variables.len() == 1;
            let other = (!found.continua.is_empty() && !line)
                || !found.families.is_empty()
                || !found.blocks.is_empty()
                || (!found.nonsmooth.is_empty() && !line);
            if found.completeness.status != Status::Proved || other {
                return Ok(None);
            }
            all.extend(found.points.into_iter().map(local));
            sets.extend(found.continua.into_iter().map(local_set));
        }
        Ok(Some((all, sets)))
    }

    /// In one variable: the points where an argument or a root vanishes, by leading terms.
    fn corners(&self, dag: &mut Dag, document: &mut Document) -> Option<()> {
        let parts = crate::expr::domain::kinks(dag, self.loss);
        let budget = Budget::until(self.limits.steps, self.limits.deadline);
        let found = corners(dag, self.loss, &self.problem.variables, &parts, &budget).ok()??;
        for corner in &found.points {
            let location = location(dag, &self.problem.region, &corner.at)?;
            if corner.critical {
                let name = format!("P{}", document.points.len() + 1);
                let point = corner.point(dag, self.loss, name, location);
                document.points.push(point);
            } else if location != Location::Outside {
                document.nonsmooth.push(corner.set(dag, self.loss));
            }
        }
        Some(())
    }

    /// Points at which some of the arguments vanish and L is stationary along their zeros.
    fn kinks(&self, dag: &mut Dag) -> Result<Option<Vec<NonsmoothSet>>, SelfCheckFailed> {
        let n = self.problem.variables.len();
        let mut all = Vec::new();
        for code in 1..1usize << self.inner.len() {
            let zero: Vec<Expr> = self
                .inner
                .iter()
                .enumerate()
                .filter(|(k, _)| code >> k & 1 == 1)
                .map(|(_, g)| *g)
                .collect();
            if zero.len() > n {
                continue;
            }
            let Some(solved) = solved(dag, &zero, &self.problem.variables) else { continue };
            let Some(found) = self.along(dag, &zero, &solved)? else { return Ok(None) };
            all.extend(found);
        }
        Ok(Some(all))
    }

    /// The stationary points along the common zeros of some arguments, off those of others.
    fn along(
        &self,
        dag: &mut Dag,
        zero: &[Expr],
        solved: &[(Symbol, Expr)],
    ) -> Result<Option<Vec<NonsmoothSet>>, SelfCheckFailed> {
        let variables = &self.problem.variables;
        let rest: Vec<Symbol> =
            variables.iter().copied().filter(|v| solved.iter().all(|(s, _)| s != v)).collect();
        let restricted = dag.substitute(self.loss, solved);
        let mut candidates: Vec<(Values, Nature)> = Vec::new();
        if rest.is_empty() {
            candidates.push((solved.to_vec(), Nature::Constant));
        } else {
            let Some((points, sets)) = self.pieces(dag, restricted, &rest)? else {
                return Ok(None);
            };
            if !sets.is_empty() {
                return Ok(None);
            }
            for p in points {
                let mut at = Vec::new();
                for (symbol, x) in rest.iter().zip(&p.coordinates) {
                    let none: &[&str] = &[];
                    let value = x.exact.as_ref().and_then(|text| read(dag, text, none).ok());
                    let Some(value) = value else { return Ok(None) };
                    at.push((*symbol, value));
                }
                for (symbol, e) in solved {
                    let e = dag.substitute(*e, &at);
                    at.push((*symbol, e));
                }
                candidates.push((at, p.nature));
            }
        }
        let mut all = Vec::new();
        for (at, nature) in candidates {
            match self.across(dag, zero, &at, nature) {
                Some(Some(nature)) => match location(dag, &self.problem.region, &at) {
                    Some(Location::Outside) => {}
                    Some(Location::Interior | Location::Boundary) => {
                        all.push(self.write(dag, zero, &at, nature));
                    }
                    None => return Ok(None),
                },
                Some(None) => {}
                None => return Ok(None),
            }
        }
        Ok(Some(all))
    }

    /// The nature of a point by the slopes across the zeros and its nature along them;
    /// `Some(None)` if L grows in one direction on all sides, so that no convex combination of
    /// the gradients is zero (F. H. Clarke 1975); `None` if it is not decided.
    fn across(
        &self,
        dag: &mut Dag,
        zero: &[Expr],
        at: &[(Symbol, Expr)],
        along: Nature,
    ) -> Option<Option<Nature>> {
        let variables = &self.problem.variables;
        let mut signs = Signs::new();
        let mut vanishing = zero.to_vec();
        for g in &self.inner {
            if zero.contains(g) {
                continue;
            }
            let value = dag.substitute(*g, at);
            match sign(dag, value) {
                Sign::Positive => signs.push((*g, true)),
                Sign::Negative => signs.push((*g, false)),
                Sign::Zero => vanishing.push(*g),
                Sign::Unknown => return None,
            }
        }
        if vanishing.len() > zero.len() {
            // It is a point of that larger set of arguments, which is looked at if its
            // gradients are independent; if not, the slopes do not tell the sides apart.
            return solved(dag, &vanishing, variables).map(|_| None);
        }
        let rows: Option<Vec<_>> = zero.iter().map(|&g| slope(dag, g, variables)).collect();
        let g = Matrix::from_rows(rows?)?;
        let gram = g.mul(&g.transpose());
        let left = inverse(&gram, &Budget::unlimited()).ok()??.mul(&g);
        // For each g: is λ positive where g > 0, and where g < 0?
        let mut sides = vec![[Vec::new(), Vec::new()]; zero.len()];
        for code in 0..1usize << zero.len() {
            let mut all = signs.clone();
            all.extend(zero.iter().enumerate().map(|(k, g)| (*g, code >> k & 1 == 1)));
            let smooth = on_piece(dag, self.loss, &all);
            let slopes = gradient(dag, smooth, variables).components;
            let slopes: Vec<Expr> = slopes.iter().map(|&e| dag.substitute(e, at)).collect();
            for (k, side) in sides.iter_mut().enumerate() {
                let mut terms = Vec::new();
                for (j, &e) in slopes.iter().enumerate() {
                    let c = dag.number(left.get(k, j).clone());
                    terms.push(dag.mul(c, e));
                }
                let lambda = dag.sum(terms);
                side[code >> k & 1].push(match sign(dag, lambda) {
                    Sign::Positive => true,
                    Sign::Negative => false,
                    Sign::Zero | Sign::Unknown => return None,
                });
            }
        }
        let (mut up, mut down) = (false, false);
        for [below, above] in &sides {
            let all = |side: &[bool], sign: bool| side.iter().all(|s| *s == sign);
            match (all(below, false), all(below, true), all(above, false), all(above, true)) {
                (true, _, _, true) => up = true,
                (_, true, true, _) => down = true,
                // L grows in one direction on all sides.
                (true, _, true, _) | (_, true, _, true) => return Some(None),
                _ => return None,
            }
        }
        let (least, most) = match along {
            Nature::LocalMinimum => (true, false),
            Nature::LocalMaximum => (false, true),
            Nature::Constant => (true, true),
            Nature::Saddle | Nature::Inflection => (false, false),
            Nature::Undetermined => return None,
        };
        Some(Some(match (up, down) {
            (true, false) if least => Nature::LocalMinimum,
            (false, true) if most => Nature::LocalMaximum,
            _ => Nature::Saddle,
        }))
    }

    fn write(
        &self,
        dag: &mut Dag,
        zero: &[Expr],
        at: &[(Symbol, Expr)],
        nature: Nature,
    ) -> NonsmoothSet {
        let mut relations = Vec::new();
        let mut sample = Vec::new();
        for v in &self.problem.variables {
            let value = at.iter().find(|(s, _)| s == v).map(|(_, e)| *e);
            let value = value.unwrap_or_else(|| dag.integer(0));
            relations.push(format!("{} = {}", dag.name(*v), input(dag, value)));
            sample.push(super::asked::constant(dag, value));
        }
        let value = dag.substitute(self.loss, at);
        let of: Vec<String> = zero.iter().map(|&g| input(dag, g)).collect();
        NonsmoothSet {
            set: relations.join(", "),
            sample,
            value: super::asked::constant(dag, value),
            nature,
            because: String::new(),
            reason: Reason::Kink { of: of.join(", ") },
        }
    }
}

/// A point of a piece as a point of the whole: what was said of the whole piece is forgotten.
fn local(mut point: Point) -> Point {
    point.global = match point.nature {
        Nature::Saddle | Nature::Inflection => crate::result::GlobalKind::No,
        _ => crate::result::GlobalKind::Unknown,
    };
    point.leaf.clear();
    point.multiplicity = None;
    point.escape = None;
    if matches!(point.reason, Reason::LowerBound { .. } | Reason::UpperBound { .. }) {
        point.reason =
            Reason::Undetermined { tried: vec![Test::Eigenvalues], inertia: point.inertia };
        (point.nature, point.strict) = (Nature::Undetermined, None);
    }
    if let Some(taylor) = &mut point.taylor {
        taylor.exact = false;
    }
    point
}

/// The same of a set.
fn local_set(mut set: Continuum) -> Continuum {
    for stratum in &mut set.strata {
        stratum.global = crate::result::GlobalKind::Unknown;
        stratum.escape = None;
    }
    set.leaf.clear();
    set
}

/// Where a point lies in the region; `None` if that is not decided.
fn location(dag: &mut Dag, region: &[problem::Relation], at: &Values) -> Option<Location> {
    let mut location = Location::Interior;
    for relation in region {
        let difference = dag.sub(relation.right, relation.left);
        let value = dag.substitute(difference, at);
        let strict = match relation.comparison {
            Comparison::AtMost => false,
            Comparison::Below | Comparison::Differs => true,
        };
        match (sign(dag, value), strict) {
            (Sign::Positive, _) => {}
            (Sign::Zero, false) => location = Location::Boundary,
            (Sign::Negative, _) if relation.comparison == Comparison::Differs => {}
            (Sign::Zero, true) | (Sign::Negative, _) => return Some(Location::Outside),
            (Sign::Unknown, _) => return None,
        }
    }
    Some(location)
}

/// L with every |g| replaced by g or −g.
fn on_piece(dag: &mut Dag, loss: Expr, signs: &Signs) -> Expr {
    let mut parts = Vec::new();
    for &(g, plus) in signs {
        let size = dag.apply(Function::Abs, g);
        parts.push((size, if plus { g } else { dag.neg(g) }));
    }
    dag.replace(loss, &parts)
}

/// Variables as functions of the others on the common zeros; `None` if the functions are
/// dependent.
fn solved(dag: &mut Dag, zero: &[Expr], variables: &[Symbol]) -> Option<Vec<(Symbol, Expr)>> {
    let mut all: Vec<(Symbol, Expr)> = Vec::new();
    for &g in zero {
        let g = dag.substitute(g, &all);
        let slopes = slope(dag, g, variables)?;
        let at = slopes.iter().position(|c| !c.is_zero())?;
        let x = dag.variable(variables[at]);
        let c = dag.number(slopes[at].clone());
        let quotient = dag.div(g, c);
        let value = dag.sub(x, quotient);
        let value = Form::of(dag, value)?.expression(dag);
        for (_, e) in &mut all {
            let moved = dag.substitute(*e, &[(variables[at], value)]);
            *e = Form::of(dag, moved)?.expression(dag);
        }
        all.push((variables[at], value));
    }
    Some(all)
}
