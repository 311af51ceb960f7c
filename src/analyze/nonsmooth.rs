//! Points at which L has no derivatives because a root or an absolute value vanishes.
//!
//! Such a point is critical all the same if L − L(p) is o(|x − p|). In one variable the
//! leading terms on both sides say everything. In several variables, where the zero is
//! isolated, the terms of least weight decide.

use super::asked::constant;
use super::cone::{directions, isolated};
use super::numbers::short;
use super::ray::{Ray, is_defined_at, ray, sign};
use crate::budget::{Budget, Exhausted};
use crate::expr::print::input;
use crate::expr::{Dag, Expr, Function, Node, Symbol};
use crate::number::{Rational, Sign};
use crate::polynomial::Poly;
use crate::polynomial::multivariate::factor;
use crate::result::{GlobalKind, Location, Nature, NonsmoothSet, Point, Reason};
use crate::solve::{Form, Lowering, System, ZeroPoint, solve};

/// A point with the variables.
pub(super) type At = Vec<(Symbol, Expr)>;

/// What L does at a point where a part of it is not smooth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Corner {
    /// L is not defined there.
    Outside,
    /// L has a gradient, which is not zero.
    Ordinary,
    /// L − L(p) is o(|x − p|).
    Critical(Nature),
    /// L has no gradient.
    Sharp(Nature),
}

/// A point without a Hessian.
#[derive(Debug, Clone)]
pub(super) struct CornerPoint {
    pub(super) at: At,
    /// Is the gradient zero, or is there none?
    pub(super) critical: bool,
    pub(super) nature: Nature,
    /// What vanishes there, as text.
    of: String,
}

/// What was found where parts of L are not smooth.
#[derive(Debug, Default)]
pub(super) struct Corners {
    /// Critical points and points without a gradient.
    pub(super) points: Vec<CornerPoint>,
    /// Radicands that vanish only on the edge of the domain, where nothing was studied.
    pub(super) edges: Vec<Expr>,
}

/// Looks at all zeros of `parts`, outside of which L is smooth; `None` if something stays open.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn corners(
    dag: &mut Dag,
    loss: Expr,
    variables: &[Symbol],
    parts: &[Expr],
    budget: &Budget,
) -> Result<Option<Corners>, Exhausted> {
    let mut all = Corners::default();
    let mut places: Vec<At> = Vec::new();
    for &part in parts {
        match zeros(dag, part, variables, budget)? {
            Some(Zeros::Points(points)) => {
                for p in points {
                    if !places.contains(&p) {
                        places.push(p);
                    }
                }
            }
            Some(Zeros::Edge) if is_even_radicand(dag, loss, part) => all.edges.push(part),
            Some(Zeros::Edge) | None => return Ok(None),
        }
    }
    for at in places {
        let corner = match is_defined_at(dag, loss, &at) {
            None => None,
            Some(false) => Some(Corner::Outside),
            Some(true) if variables.len() == 1 => on_line(dag, loss, &at, budget)?,
            Some(true) => isolated(dag, loss, &at, budget)?,
        };
        let (critical, nature) = match corner {
            None => return Ok(None),
            Some(Corner::Outside | Corner::Ordinary) => continue,
            Some(Corner::Critical(nature)) => (true, nature),
            Some(Corner::Sharp(nature)) => (false, nature),
        };
        let of = vanishing(dag, parts, &at);
        all.points.push(CornerPoint { at, critical, nature, of });
    }
    Ok(Some(all))
}

enum Zeros {
    Points(Vec<At>),
    /// A set without singular points, at which the polynomial changes its sign.
    Edge,
}

/// The real zeros of an expression, if it is a rational function of the variables; `None` if
/// they are not found.
fn zeros(
    dag: &mut Dag,
    part: Expr,
    variables: &[Symbol],
    budget: &Budget,
) -> Result<Option<Zeros>, Exhausted> {
    let n = variables.len();
    // |g| and g have the same zeros.
    let part = match dag.node(part) {
        Node::Call(Function::Abs, arguments) => arguments[0],
        _ => part,
    };
    let lowered = Lowering::new(dag, variables, &[part], budget)
        .and_then(|mut lowering| lowering.lower(dag, part, budget));
    let g = match lowered {
        Ok(f) if f.num().nvars() == n => f.num().clone(),
        Err(crate::solve::Obstacle::Exhausted(stop)) => return Err(stop),
        Ok(_) | Err(_) => return Ok(None),
    };
    let solution = solve(&System::new(n, vec![g.clone()]), budget);
    if !solution.is_complete() {
        return Ok(None);
    }
    if !solution.sets.components.is_empty() {
        return Ok(is_edge(dag, part, &g, variables, budget)?.then_some(Zeros::Edge));
    }
    let mut all = Vec::new();
    for found in &solution.sets.points {
        let Some(at) = place(dag, &found.point, variables, budget)? else { return Ok(None) };
        all.push(at);
    }
    Ok(Some(Zeros::Points(all)))
}

/// Is g negative arbitrarily close to each of its real zeros? Where it has a gradient it
/// changes its sign; at finitely many others a ray shows it.
fn is_edge(
    dag: &mut Dag,
    part: Expr,
    g: &Poly,
    variables: &[Symbol],
    budget: &Budget,
) -> Result<bool, Exhausted> {
    if factor(g, budget)?.factors.iter().any(|(_, k)| *k > 1) {
        return Ok(false);
    }
    let n = g.nvars();
    let mut equations = vec![g.clone()];
    equations.extend((0..n).map(|i| g.derivative(i)));
    let singular = solve(&System::new(n, equations), budget);
    if !singular.is_complete() || !singular.sets.components.is_empty() {
        return Ok(false);
    }
    for found in &singular.sets.points {
        let Some(at) = place(dag, &found.point, variables, budget)? else { return Ok(false) };
        let mut falls = false;
        for direction in directions(n) {
            let along = ray(dag, part, &at, &direction, budget)?;
            falls |= matches!(along, Some(Ray::Term { rises: false, .. }));
        }
        if !falls {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A point with short coordinates.
fn place(
    dag: &mut Dag,
    point: &ZeroPoint,
    variables: &[Symbol],
    budget: &Budget,
) -> Result<Option<At>, Exhausted> {
    let mut at = At::new();
    for (x, symbol) in point.coordinates.iter().zip(variables) {
        let Some(value) = short(dag, x, budget)? else { return Ok(None) };
        at.push((*symbol, value));
    }
    Ok(Some(at))
}

/// Is g needed to be ≥ 0, and does it occur in no other part that is not smooth?
fn is_even_radicand(dag: &Dag, loss: Expr, g: Expr) -> bool {
    let odd = dag.below(&[loss]).into_iter().any(|e| match dag.node(e) {
        Node::Power(base, exponent) if *base == g => {
            let r = dag.as_number(*exponent);
            r.is_none_or(|r| !r.is_integer() && !r.denominator().is_even())
        }
        Node::Call(_, arguments) => arguments.contains(&g),
        Node::Power(_, _)
        | Node::Number(_)
        | Node::Constant(_)
        | Node::Symbol(_)
        | Node::Sum(_)
        | Node::Product(_) => false,
    });
    !odd
}

/// In one variable: the leading terms on both sides.
fn on_line(
    dag: &mut Dag,
    loss: Expr,
    at: &At,
    budget: &Budget,
) -> Result<Option<Corner>, Exhausted> {
    let (left, right) = (ray(dag, loss, at, &[-1], budget)?, ray(dag, loss, at, &[1], budget)?);
    let (Some(left), Some(right)) = (left, right) else { return Ok(None) };
    let extremum = |rises: bool| match rises {
        true => Nature::LocalMinimum,
        false => Nature::LocalMaximum,
    };
    Ok(match (left, right) {
        // Nothing is near, or L is smooth there.
        (Ray::Outside | Ray::Flat, Ray::Outside | Ray::Flat) => None,
        (Ray::Flat, Ray::Term { rises, order, .. })
        | (Ray::Term { rises, order, .. }, Ray::Flat) => {
            let nature = extremum(rises);
            Some(match order > Rational::one() {
                true => Corner::Critical(nature),
                false => Corner::Sharp(nature),
            })
        }
        (Ray::Outside, Ray::Term { rises, .. }) | (Ray::Term { rises, .. }, Ray::Outside) => {
            Some(Corner::Sharp(extremum(rises)))
        }
        (
            Ray::Term { order: a, coefficient: left, rises: first },
            Ray::Term { order: b, coefficient: right, rises: second },
        ) => {
            let nature = if first == second { extremum(first) } else { Nature::Inflection };
            let one = Rational::one();
            let sum = dag.add(left, right);
            Some(match (a > one, b > one) {
                (true, true) => Corner::Critical(nature),
                _ if a == one && b == one => match sign(dag, sum) {
                    Sign::Zero => Corner::Ordinary,
                    Sign::Positive | Sign::Negative => Corner::Sharp(nature),
                    Sign::Unknown => return Ok(None),
                },
                _ => Corner::Sharp(nature),
            })
        }
    })
}

/// The parts that vanish at a point, as text.
fn vanishing(dag: &mut Dag, parts: &[Expr], at: &At) -> String {
    let mut all = Vec::new();
    for &part in parts {
        let value = dag.substitute(part, at);
        if sign(dag, value) == Sign::Zero {
            all.push(input(dag, part));
        }
    }
    all.join(", ")
}

/// L where parts of it vanish, with products of roots written out.
fn value(dag: &mut Dag, loss: Expr, at: &At) -> Expr {
    let zero = dag.integer(0);
    let mut parts = Vec::new();
    for e in dag.below(&[loss]) {
        let base = match dag.node(e) {
            Node::Call(Function::Abs, arguments) => arguments[0],
            Node::Power(base, exponent) if dag.sign(*exponent) == Sign::Positive => *base,
            Node::Call(_, _) | Node::Power(_, _) | Node::Number(_) | Node::Constant(_) => continue,
            Node::Symbol(_) | Node::Sum(_) | Node::Product(_) => continue,
        };
        let here = dag.substitute(base, at);
        if sign(dag, here) == Sign::Zero {
            parts.push((e, zero));
        }
    }
    let plain = dag.replace(loss, &parts);
    let value = dag.substitute(plain, at);
    Form::of(dag, value).map_or(value, |form| form.expression(dag))
}

impl CornerPoint {
    /// As a set without a gradient.
    pub(super) fn set(&self, dag: &mut Dag, loss: Expr) -> NonsmoothSet {
        let relation =
            |dag: &Dag, x: Symbol, e: Expr| format!("{} = {}", dag.name(x), input(dag, e));
        let relations: Vec<String> = self.at.iter().map(|(x, e)| relation(dag, *x, *e)).collect();
        let value = value(dag, loss, &self.at);
        NonsmoothSet {
            set: relations.join(", "),
            sample: self.at.iter().map(|(_, e)| constant(dag, *e)).collect(),
            value: constant(dag, value),
            nature: self.nature,
            because: String::new(),
            reason: Reason::LeadingTerm { of: self.of.clone() },
        }
    }

    /// As a critical point.
    pub(super) fn point(
        &self,
        dag: &mut Dag,
        loss: Expr,
        name: String,
        location: Location,
    ) -> Point {
        let value = value(dag, loss, &self.at);
        let extremum = matches!(self.nature, Nature::LocalMinimum | Nature::LocalMaximum);
        Point {
            name,
            location,
            coordinates: self.at.iter().map(|(_, e)| constant(dag, *e)).collect(),
            relations: Vec::new(),
            value: constant(dag, value),
            hessian: None,
            inertia: None,
            eigenvalues: None,
            eigenvectors: Vec::new(),
            minimum_ratio: None,
            nature: self.nature,
            strict: extremum.then_some(true),
            degenerate: false,
            multiplicity: None,
            singularity: None,
            global: if extremum { GlobalKind::Unknown } else { GlobalKind::No },
            because: String::new(),
            reason: Reason::LeadingTerm { of: self.of.clone() },
            taylor: None,
            escape: None,
            leaf: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::read;

    /// Natures in the order of the corners: critical points first.
    #[track_caller]
    fn check(text: &str, critical: &[Nature], sharp: &[Nature]) {
        let mut dag = Dag::new();
        let loss = read(&mut dag, text, &["x", "y"]).unwrap();
        let variables: Vec<Symbol> = dag.symbols_of(loss).into_iter().collect();
        let parts = crate::expr::domain::kinks(&mut dag, loss);
        let budget = Budget::unlimited();
        let found = corners(&mut dag, loss, &variables, &parts, &budget).unwrap();
        let found = found.unwrap_or_else(|| panic!("{text} stays open"));
        let of = |wanted: bool| {
            let own = found.points.iter().filter(|p| p.critical == wanted);
            own.map(|p| p.nature).collect::<Vec<_>>()
        };
        assert_eq!((of(true), of(false)), (critical.to_vec(), sharp.to_vec()), "{text}");
    }

    use Nature::{Inflection, LocalMaximum, LocalMinimum, Saddle};

    #[test]
    fn in_one_variable_both_sides_are_compared() {
        check("sqrt(x^4)*x", &[], &[]);
        check("(x^2)^(3/4)", &[LocalMinimum], &[]);
        check("x*abs(x)", &[Inflection], &[]);
        check("x^(1/3)", &[], &[Inflection]);
        check("2*x + abs(x)", &[], &[Inflection]);
        check("x - 2*abs(x)", &[], &[LocalMaximum]);
        check("x^(5/3) - 5*x^(2/3)", &[], &[LocalMaximum]);
        // At an end of the domain one side is there.
        check("x*sqrt(4 - x^2)", &[], &[LocalMinimum, LocalMaximum]);
        check("abs(x - 1) - abs(x)", &[], &[LocalMinimum, LocalMaximum]);
    }

    #[test]
    fn a_cone_against_a_slope() {
        check("sqrt(x^2 + y^2) + x/2", &[], &[LocalMinimum]);
        check("sqrt((x - 1)^2 + y^2) - 2*y", &[], &[Saddle]);
        check("-sqrt(x^2 + 2*y^2) + y", &[], &[LocalMaximum]);
    }

    #[test]
    fn flat_roots_have_a_gradient() {
        // √(x⁴ + y⁴) is o(|x|): T3 of the list of traps.
        check("sqrt(x^4 + y^4)", &[LocalMinimum], &[]);
        check("sqrt(x^4 + y^4) + x^2", &[LocalMinimum], &[]);
        check("sqrt(x^4 + y^4) - 2*x^2", &[Saddle], &[]);
        check("sqrt(x^4 + y^4) + x", &[], &[]);
    }
}
