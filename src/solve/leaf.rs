//! Rule R9: the end of a branch.
//!
//! The equations that are left fall into groups with separate variables. A group of one
//! equation in one variable has finitely many roots; one equation in several variables is a
//! hypersurface; a group of several equations goes to the Gröbner basis. Variables in no
//! equation are free.

use super::component::Component;
use super::context::Context;
use super::evaluate::{at_point, complete};
use super::rules::one;
use super::system::SignCondition;
use super::tree::{Node, Reason, Rule, State, Step, Stripped};
use crate::budget::Exhausted;
use crate::number::{Field, RealField, Sign};
use crate::polynomial::algebraic::{Algebraic, FieldElement, NumberField};
use crate::polynomial::groebner::{ZeroDim, Zeros, saturated_basis, zeros};
use crate::polynomial::{Poly, UPoly};
use std::rc::Rc;

/// The end of a branch.
#[derive(Debug, Clone)]
pub enum Leaf {
    /// No real solution.
    Empty(Empty),
    /// Finitely many solutions, perhaps none that is real.
    Points(Points),
    /// Sets of positive dimension.
    Sets(Vec<Component>),
    /// Not finished.
    Open(Open),
}

/// Why a branch is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Empty {
    /// A nonzero constant would have to vanish.
    Constant(Poly),
    /// All factors of an equation never vanish.
    NeverZero(Stripped),
    /// Something assumed not zero is zero.
    AssumptionFails(Poly),
    /// The ideal of the equations contains 1.
    NoCommonZero,
}

/// Why a branch is not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Open {
    /// The budget is used up.
    Exhausted(Exhausted),
    /// A set given by several equations that no rule takes further.
    PositiveDimension(Vec<Poly>),
    /// The tree has too many nodes.
    TooManyCases,
}

/// The real points of a leaf.
#[derive(Debug, Clone)]
pub struct Points {
    /// For each group of variables: what eliminates to one unknown, the unknown if it is a
    /// variable, and the number of its real roots.
    pub eliminants: Vec<Eliminant>,
    /// Points that satisfy all assumptions.
    pub points: Vec<ZeroPoint>,
    /// Points that violate one.
    pub excluded: Vec<(ZeroPoint, Poly)>,
}

/// A polynomial in one unknown to which a group of equations is reduced.
#[derive(Debug, Clone, PartialEq)]
pub struct Eliminant {
    /// The polynomial.
    pub polynomial: UPoly,
    /// The variable, if the unknown is one.
    pub variable: Option<usize>,
    /// Number of real roots.
    pub real_roots: usize,
}

/// A real point with coordinates in one number field.
#[derive(Debug, Clone)]
pub struct ZeroPoint {
    /// The field ℚ(α).
    pub field: Rc<NumberField>,
    /// One element for each variable.
    pub coordinates: Vec<FieldElement>,
}

/// A solution of one group: values of its variables.
#[derive(Debug, Clone)]
pub(super) struct GroupRoot {
    pub(super) field: Rc<NumberField>,
    pub(super) values: Vec<(usize, FieldElement)>,
}

/// Ends the branch, or goes on with elements of a Gröbner basis.
pub(super) fn leaf(
    node: &Node,
    signs: &[SignCondition],
    context: &Context<'_>,
) -> Result<Step, Exhausted> {
    let groups = groups(&node.state.equations);
    let (mut relations, mut finite) = (Vec::new(), Vec::new());
    for group in &groups {
        match group.as_slice() {
            [equation] if equation.variables().len() > 1 => relations.push(equation.clone()),
            _ => match finite_group(node, group, context)? {
                Elimination::Finite(roots, eliminant) => finite.push((group, roots, eliminant)),
                Elimination::Step(step) => return Ok(step),
            },
        }
    }
    if finite.iter().filter(|(_, roots, _)| roots.iter().any(is_irrational)).count() > 1 {
        // Coordinates from different fields are put into one by a common elimination.
        let union: Vec<Poly> = finite.iter().flat_map(|(group, _, _)| (*group).clone()).collect();
        match eliminate(node, &union, &variables_of(&union), context)? {
            Elimination::Finite(roots, eliminant) => finite = vec![(&union, roots, eliminant)],
            Elimination::Step(step) => return Ok(step),
        }
        return ends(node, &groups, relations, finite, signs, context);
    }
    ends(node, &groups, relations, finite, signs, context)
}

type Finite<'a> = (&'a Vec<Poly>, Vec<GroupRoot>, Eliminant);

fn is_irrational(root: &GroupRoot) -> bool {
    root.field.degree() > 1
}

/// The roots of a group of one equation in one variable, or of several equations.
fn finite_group(
    node: &Node,
    group: &[Poly],
    context: &Context<'_>,
) -> Result<Elimination, Exhausted> {
    match (group, variables_of(group).as_slice()) {
        ([equation], [var]) => {
            let (roots, eliminant) = univariate_roots(equation, *var, context)?;
            Ok(Elimination::Finite(roots, eliminant))
        }
        (several, variables) => eliminate(node, several, variables, context),
    }
}

/// Points if every variable is determined, else sets.
fn ends(
    node: &Node,
    groups: &[Vec<Poly>],
    mut relations: Vec<Poly>,
    finite: Vec<Finite<'_>>,
    signs: &[SignCondition],
    context: &Context<'_>,
) -> Result<Step, Exhausted> {
    let (finite, eliminants): (Vec<_>, Vec<_>) =
        finite.into_iter().map(|(_, roots, eliminant)| (roots, eliminant)).unzip();
    let live = node.state.live(context.nvars);
    let bound: Vec<usize> = groups.iter().flat_map(|g| variables_of(g)).collect();
    let free: Vec<usize> = live.iter().copied().filter(|i| !bound.contains(i)).collect();
    if relations.len() > 1 {
        let all = node.state.equations.clone();
        return Ok(Step::Leaf(Leaf::Open(Open::PositiveDimension(all))));
    }
    let roots = match join(finite, context)? {
        Some(roots) => roots,
        None => {
            let all = node.state.equations.clone();
            return Ok(Step::Leaf(Leaf::Open(Open::PositiveDimension(all))));
        }
    };
    if relations.is_empty() && free.is_empty() {
        let points = points(&node.state, roots, signs, eliminants, context)?;
        return Ok(Step::Leaf(Leaf::Points(points)));
    }
    let relation = relations.pop();
    let mut tied: Vec<usize> = relation.iter().flat_map(Poly::variables).chain(free).collect();
    tied.sort_unstable();
    let sets = roots.into_iter().map(|root| {
        Component::new(context.nvars, tied.clone(), relation.clone(), root, &node.state, node.id)
    });
    Ok(Step::Leaf(Leaf::Sets(sets.collect())))
}

/// Equations grouped so that different groups have no variable in common.
pub(super) fn groups(equations: &[Poly]) -> Vec<Vec<Poly>> {
    let mut groups: Vec<(Vec<usize>, Vec<Poly>)> = Vec::new();
    for p in equations {
        let mut variables = p.variables();
        let mut members = vec![p.clone()];
        let (touching, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(vs, _)| vs.iter().any(|v| variables.contains(v)));
        let mut before = Vec::new();
        for (vs, ps) in touching {
            variables.extend(vs);
            before.extend(ps);
        }
        before.append(&mut members);
        groups = apart;
        groups.push((variables, before));
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

fn variables_of(group: &[Poly]) -> Vec<usize> {
    let mut all: Vec<usize> = group.iter().flat_map(Poly::variables).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// All real roots of an equation in one variable, each in the field of its irreducible
/// factor.
fn univariate_roots(
    equation: &Poly,
    var: usize,
    context: &Context<'_>,
) -> Result<(Vec<GroupRoot>, Eliminant), Exhausted> {
    let polynomial = equation.to_univariate(var).unwrap_or_else(UPoly::one);
    let mut roots = Vec::new();
    for field in fields(&polynomial, context)? {
        let value = FieldElement::generator(&field);
        roots.push(GroupRoot { field, values: vec![(var, value)] });
    }
    let real_roots = roots.len();
    Ok((roots, Eliminant { polynomial, variable: Some(var), real_roots }))
}

/// The fields of all real roots of a polynomial.
fn fields(h: &UPoly, context: &Context<'_>) -> Result<Vec<Rc<NumberField>>, Exhausted> {
    let roots = Algebraic::roots_of(h, context.budget)?;
    Ok(NumberField::of_roots(roots.into_iter().map(|(root, _)| root).collect()))
}

enum Elimination {
    Finite(Vec<GroupRoot>, Eliminant),
    Step(Step),
}

/// A group of several equations: its zeros, if they are finitely many after saturation by the
/// assumptions, or else by the denominators without real zeros.
fn eliminate(
    node: &Node,
    group: &[Poly],
    variables: &[usize],
    context: &Context<'_>,
) -> Result<Elimination, Exhausted> {
    let k = variables.len();
    let inside: Vec<usize> =
        (0..context.nvars).map(|i| variables.iter().position(|v| *v == i).unwrap_or(0)).collect();
    let own = |p: &&Poly| p.variables().iter().all(|v| variables.contains(v));
    let local: Vec<Poly> = group.iter().map(|p| p.rename(k, &inside)).collect();
    let nonzero: Vec<Poly> =
        node.state.nonzero.iter().filter(own).map(|p| p.rename(k, &inside)).collect();
    let mut found = zeros_of(&local, &nonzero, k, context)?;
    if let Zeros::Infinite(basis) = &found {
        let units: Vec<Poly> =
            context.system.units.iter().map(|p| node.state.put_into(p)).collect();
        let units: Vec<Poly> = units.iter().filter(own).map(|p| p.rename(k, &inside)).collect();
        if units.iter().any(|p| !p.is_constant()) {
            found = zeros_of(&basis.polynomials(), &units, k, context)?;
        }
    }
    match found {
        Zeros::Finite(solution) if solution.distinct == 0 => {
            Ok(Elimination::Step(Step::Leaf(Leaf::Empty(Empty::NoCommonZero))))
        }
        Zeros::Finite(solution) => finite(&solution, variables, context),
        Zeros::Infinite(basis) => {
            let step = split_by_basis(node, &basis.polynomials(), variables, context)?;
            Ok(Elimination::Step(step))
        }
    }
}

/// Work after which a system is solved without being saturated.
const STEPS_TO_SATURATE: u64 = 100_000_000;

/// The zeros of a system, saturated only where there is something to saturate by.
fn zeros_of(
    equations: &[Poly],
    nonzero: &[Poly],
    k: usize,
    context: &Context<'_>,
) -> Result<Zeros, Exhausted> {
    if nonzero.iter().all(Poly::is_constant) {
        return zeros(equations, context.budget);
    }
    let mut known: Vec<Poly> = Vec::new();
    if context.unsaturated_first {
        // Zeros at which an assumption fails are left out when the points are sorted.
        match zeros(equations, context.budget)? {
            Zeros::Infinite(basis) => known = basis.polynomials(),
            found => return Ok(found),
        }
    }
    let equations = if known.is_empty() { equations } else { &known };
    let saturated = context
        .budget
        .portion(STEPS_TO_SATURATE, |part| saturated_basis(equations, nonzero, k, part));
    let basis = match saturated {
        // Points that violate an assumption are set apart one by one.
        Err(Exhausted::Work) if context.budget.left() > 0 => {
            let half = context.budget.left() / 2;
            match context.budget.portion(half, |part| zeros(equations, part)) {
                Ok(Zeros::Finite(found)) => return Ok(Zeros::Finite(found)),
                Ok(Zeros::Infinite(_)) | Err(Exhausted::Work) => {
                    saturated_basis(equations, nonzero, k, context.budget)?
                }
                Err(ended) => return Err(ended),
            }
        }
        answer => answer?,
    };
    if basis.is_zero_dimensional() {
        zeros(&basis.polynomials(), context.budget)
    } else {
        Ok(Zeros::Infinite(basis))
    }
}

/// The real points among the zeros.
fn finite(
    solution: &ZeroDim,
    variables: &[usize],
    context: &Context<'_>,
) -> Result<Elimination, Exhausted> {
    let mut roots = Vec::new();
    let mut polynomial = UPoly::one();
    for class in &solution.classes {
        polynomial = &polynomial * &class.h;
        for field in NumberField::of_irreducible(&class.h, context.budget)? {
            let coordinates = class.coordinates_in_field(&field);
            let values = variables.iter().copied().zip(coordinates).collect();
            roots.push(GroupRoot { field, values });
        }
    }
    let real_roots = roots.len();
    Ok(Elimination::Finite(roots, Eliminant { polynomial, variable: None, real_roots }))
}

/// Adds the basis elements that factor or are linear, once; else the branch stays open.
fn split_by_basis(
    node: &Node,
    basis: &[Poly],
    variables: &[usize],
    context: &Context<'_>,
) -> Result<Step, Exhausted> {
    let mut elements = Vec::new();
    for p in basis {
        let p = p.rename(context.nvars, variables);
        if !node.state.equations.contains(&p) && super::rules::is_simple(&p, node, context)? {
            elements.push(p);
        }
    }
    if elements.is_empty() {
        return Ok(replaced(node, basis, variables, context));
    }
    let mut equations = elements.clone();
    equations.extend(node.state.equations.iter().cloned());
    let State { nonzero, solved, .. } = node.state.clone();
    Ok(one(Rule::R9, Reason::Elimination { elements }, State::new(equations, nonzero, solved)))
}

/// The basis in place of the equations from which it was made, if that changes them: its
/// elements are often shorter. Otherwise the branch stays open.
fn replaced(node: &Node, basis: &[Poly], variables: &[usize], context: &Context<'_>) -> Step {
    let elements: Vec<Poly> =
        basis.iter().map(|p| p.rename(context.nvars, variables).primitive()).collect();
    let own = |p: &Poly| p.variables().iter().all(|v| variables.contains(v));
    let (inside, outside): (Vec<Poly>, Vec<Poly>) =
        node.state.equations.iter().cloned().partition(own);
    let State { nonzero, solved, .. } = node.state.clone();
    let all: Vec<Poly> = elements.iter().chain(&outside).cloned().collect();
    let state = State::new(all, nonzero, solved);
    let terms = |polys: &[Poly]| polys.iter().map(Poly::len).sum::<usize>();
    if terms(&elements) >= terms(&inside) || state.equations == node.state.equations {
        return Step::Leaf(Leaf::Open(Open::PositiveDimension(node.state.equations.clone())));
    }
    one(Rule::R9, Reason::Elimination { elements }, state)
}

/// All combinations of one root from each group, each in one field; `None` if two groups
/// need different fields.
fn join(
    groups: Vec<Vec<GroupRoot>>,
    context: &Context<'_>,
) -> Result<Option<Vec<GroupRoot>>, Exhausted> {
    let mut all = vec![GroupRoot { field: NumberField::rationals(), values: Vec::new() }];
    for group in groups {
        let mut longer = Vec::new();
        for left in &all {
            for right in &group {
                context.budget.spend(1)?;
                let Some(both) = pair(left, right) else { return Ok(None) };
                longer.push(both);
            }
        }
        all = longer;
    }
    Ok(Some(all))
}

fn pair(left: &GroupRoot, right: &GroupRoot) -> Option<GroupRoot> {
    let (field, move_left) = match (left.field.degree(), right.field.degree()) {
        (1, _) => (&right.field, true),
        (_, 1) => (&left.field, false),
        _ => return None,
    };
    let carry = |(var, value): &(usize, FieldElement)| {
        Some((*var, FieldElement::constant(field, &value.as_rational()?)))
    };
    let (moved, kept) = if move_left { (left, right) } else { (right, left) };
    let mut values: Vec<_> = moved.values.iter().map(carry).collect::<Option<_>>()?;
    values.extend(kept.values.iter().cloned());
    Some(GroupRoot { field: field.clone(), values })
}

/// The points of a leaf, those that violate an assumption or the domain set apart.
fn points(
    state: &State,
    roots: Vec<GroupRoot>,
    signs: &[SignCondition],
    eliminants: Vec<Eliminant>,
    context: &Context<'_>,
) -> Result<Points, Exhausted> {
    let mut found = Points { eliminants, points: Vec::new(), excluded: Vec::new() };
    for root in roots {
        context.budget.spend(16)?;
        let (point, zero_denominator) = complete(context.nvars, &state.solved, &root);
        let violated = zero_denominator.or_else(|| {
            let zero = |p: &&Poly| at_point(p, &point).is_zero();
            let wrong = |s: &&SignCondition| match at_point(&s.poly, &point).sign() {
                Sign::Positive => false,
                Sign::Zero => s.strict,
                Sign::Negative | Sign::Unknown => true,
            };
            let zero = state.nonzero.iter().find(zero).cloned();
            zero.or_else(|| signs.iter().find(wrong).map(|s| s.poly.clone()))
        });
        match violated {
            Some(p) => found.excluded.push((point, p)),
            None => found.points.push(point),
        }
    }
    Ok(found)
}
