//! One part of the loss from its gradient to classified points and strata.

use super::blocks::Part;
use super::complex::{ComplexZeros, complex_zeros, multiplicity};
use super::express::Names;
use super::residuals::residuals;
use crate::budget::{Budget, Exhausted};
use crate::calculus::{gradient, hessian};
use crate::classify::{
    Descent, Landscape, Piece, PointFacts, Strata, descent, higher_descent, point_facts, strata,
    visible_bounds,
};
use crate::expr::domain::Condition;
use crate::expr::{Dag, Expr};
use crate::number::{Field, RealField};
use crate::polynomial::Poly;
use crate::polynomial::algebraic::FieldElement;
use crate::result::Multiplicity;
use crate::solve::{
    Component, FoundPoint, Obstacle, Prepared, Solution, System, ZeroPoint, at_point, prepare,
    rotations, solve, solve_balanced, solve_modulo,
};

/// Everything found out about one part.
#[derive(Debug)]
pub(super) struct PartAnswer {
    pub(super) part: Part,
    pub(super) names: Names,
    pub(super) prepared: Prepared,
    pub(super) landscape: Landscape,
    pub(super) solution: Solution,
    pub(super) points: Vec<PartPoint>,
    pub(super) continua: Vec<PartContinuum>,
    /// Components whose real points could not be described.
    pub(super) unknown: Vec<Component>,
    /// The zeros of the gradient over ℂ.
    pub(super) complex: ComplexZeros,
    /// Set if classification ran out of budget.
    pub(super) stopped: Option<Exhausted>,
}

/// An isolated point of a part.
#[derive(Debug, Clone)]
pub(super) struct PartPoint {
    pub(super) point: ZeroPoint,
    pub(super) facts: PointFacts,
    pub(super) descent: Option<Descent>,
    /// Over ℂ, if it is known.
    pub(super) multiplicity: Option<Multiplicity>,
    pub(super) nodes: Vec<usize>,
}

/// A continuum of a part.
#[derive(Debug, Clone)]
pub(super) struct PartContinuum {
    pub(super) component: Component,
    /// The same without a relation, if it has none or could be solved for a variable.
    pub(super) parametrized: Option<Component>,
    pub(super) pieces: Vec<crate::classify::Piece>,
    pub(super) nodes: Vec<usize>,
}

/// Solves and classifies one part.
///
/// # Errors
/// [`Obstacle`] if its gradient is not polynomial after preprocessing.
pub(super) fn answer(
    dag: &mut Dag,
    part: Part,
    conditions: &[Condition],
    budget: &Budget,
) -> Result<PartAnswer, Obstacle> {
    let slope = gradient(dag, part.loss, &part.variables);
    let curvature = hessian(dag, part.loss, &part.variables);
    let n = part.variables.len();
    let mut roots: Vec<Expr> = vec![part.loss];
    roots.extend(curvature.upper().map(|(_, _, e)| e));
    let mut prepared =
        prepare(dag, &part.variables, &slope.components, conditions, &roots, budget)?;
    let loss = match prepared.lowering.lower(dag, part.loss, budget) {
        Ok(loss) => Some(loss),
        Err(Obstacle::Exhausted(stop)) => return Err(stop.into()),
        // Only the derivatives are needed to find and classify the points.
        Err(_) => None,
    };
    let mut rows = Vec::new();
    for i in 0..n {
        let mut row = Vec::new();
        for j in 0..n {
            row.push(prepared.lowering.lower(dag, curvature.get(i, j), budget)?);
        }
        rows.push(row);
    }
    let (lower, upper) = visible_bounds(dag, part.loss);
    prepared.system.residuals = residuals(dag, &mut prepared.lowering, lower.as_ref(), n, budget)?;
    let landscape = Landscape {
        nvars: n,
        atoms: prepared.lowering.atoms().to_vec(),
        loss,
        hessian: rows,
        lower,
        upper,
        total: conditions.is_empty(),
    };
    let names = Names::new(dag, &part.variables, &landscape.atoms);
    let solution = solution(&prepared.system, &landscape, budget);
    let mut answer = PartAnswer {
        part,
        names,
        prepared,
        landscape,
        solution,
        points: Vec::new(),
        continua: Vec::new(),
        unknown: Vec::new(),
        complex: ComplexZeros::OverLimit,
        stopped: None,
    };
    if let Err(stop) = answer.classify(budget) {
        answer.stopped = Some(stop);
    }
    if !answer.is_complete() {
        answer.forget_isolation();
    }
    answer.complex = complex_zeros(&answer, budget);
    let all: Vec<_> = answer.points.iter().map(|p| multiplicity(&answer, p, budget)).collect();
    for (point, multiplicity) in answer.points.iter_mut().zip(all) {
        point.multiplicity = multiplicity;
    }
    Ok(answer)
}

/// The zeros of the gradient: as they are if that is easy, else up to rotations if L has any.
fn solution(system: &System, landscape: &Landscape, budget: &Budget) -> Solution {
    const EASY: u64 = 40_000_000;
    let Some(loss) = &landscape.loss else { return solve(system, budget) };
    let (num, den) = (loss.num(), loss.den());
    let symmetric = (landscape.atoms.is_empty() && landscape.nvars > 2)
        .then(|| rotations(num, den, landscape.nvars, budget).ok())
        .flatten()
        .filter(|found| !found.is_empty());
    if landscape.nvars < 4 && symmetric.is_none() {
        return solve(system, budget);
    }
    let easy = budget.portion(EASY, |budget| Ok(solve(system, budget)));
    if let Ok(easy) = easy
        && easy.is_complete()
        && (symmetric.is_none() || easy.sets.components.iter().all(is_plain))
    {
        return easy;
    }
    let found = symmetric.unwrap_or_default();
    let modulo = budget.portion(budget.left() / 2, |b| Ok(solve_modulo(system, &found, b)));
    match modulo {
        Ok(Some(solution)) => solution,
        Ok(None) | Err(_) => solve_balanced(system, budget),
    }
}

/// A set that needs no other description.
fn is_plain(component: &Component) -> bool {
    component.denominators().is_empty()
}

impl PartAnswer {
    fn classify(&mut self, budget: &Budget) -> Result<(), Exhausted> {
        let sets = self.solution.sets.clone();
        let mut extra: Vec<FoundPoint> = Vec::new();
        for (k, component) in sets.components.iter().enumerate() {
            let mut nodes = vec![component.node];
            nodes.extend(sets.inside.iter().filter(|(_, l)| *l == k).map(|(node, _)| *node));
            nodes.extend(sets.points_on.iter().filter(|(_, l)| *l == k).map(|(p, _)| p.node));
            let found = strata(&self.landscape, component, &self.prepared.system.signs, budget)?;
            match found {
                Strata::Pieces(pieces, graph) => self.add_set(component, pieces, graph, nodes),
                Strata::Parts(parts) => {
                    for part in &parts {
                        let signs = &self.prepared.system.signs;
                        match strata(&self.landscape, part, signs, budget)? {
                            Strata::Pieces(pieces, graph) => {
                                self.add_set(part, pieces, graph, nodes.clone());
                            }
                            Strata::OnlyPoints(_) | Strata::Parts(_) | Strata::Unknown => {
                                self.unknown.push(component.clone());
                            }
                        }
                    }
                }
                Strata::OnlyPoints(points) => {
                    let found = points.into_iter();
                    extra.extend(found.map(|point| FoundPoint { point, node: component.node }));
                    // Leaves whose points lie on the set found one of its points.
                    let on = sets.points_on.iter().filter(|(_, l)| *l == k);
                    extra.extend(on.map(|(found, _)| found.clone()));
                }
                Strata::Unknown => self.unknown.push(component.clone()),
            }
        }
        for found in sets.points.into_iter().chain(extra) {
            self.add_point(found, budget)?;
        }
        Ok(())
    }

    fn add_set(
        &mut self,
        component: &Component,
        pieces: Vec<Piece>,
        graph: Option<Box<Component>>,
        nodes: Vec<usize>,
    ) {
        let parametrized = match (graph, &component.relation) {
            (Some(graph), _) => Some(*graph),
            (None, None) if component.denominators().is_empty() => Some(component.clone()),
            (None, _) => None,
        };
        let component = component.clone();
        self.continua.push(PartContinuum { component, parametrized, pieces, nodes });
    }

    /// Where something is open, a degenerate point may lie on a set that was not described.
    fn forget_isolation(&mut self) {
        let degenerate = |p: &&mut PartPoint| p.facts.inertia.is_none_or(|i| i.zero > 0);
        for point in self.points.iter_mut().filter(degenerate) {
            let verdict = &mut point.facts.verdict;
            verdict.strict = verdict.strict.filter(|strict| !strict);
        }
    }

    fn add_point(&mut self, found: FoundPoint, budget: &Budget) -> Result<(), Exhausted> {
        for known in &mut self.points {
            if same(&known.point, &found.point, budget)? {
                known.nodes.push(found.node);
                return Ok(());
            }
        }
        // Where a denominator of a set vanishes, its equations do not tell what lies on it.
        if let Some(c) = self.continua.iter().find(|c| is_unclear(&found.point, &c.component)) {
            let component = c.component.clone();
            self.unknown.push(component);
        }
        if let Some(on) = self.continua.iter_mut().find(|c| lies_on(&found.point, &c.component)) {
            on.nodes.push(found.node);
            return Ok(());
        }
        let component = &self.prepared.components;
        let slope = match component.as_slice() {
            [one] => Some((&one.unit, &one.numerator)),
            _ => None,
        };
        let facts = point_facts(&self.landscape, slope, &found.point, budget)?;
        let descent = match (&facts.hessian, facts.inertia) {
            (Some(h), Some(inertia)) if inertia.negative > 0 => {
                descent(&self.landscape, h, &found.point, budget)?
            }
            _ => higher_descent(&self.landscape, &facts.verdict, &found.point, budget)?,
        };
        self.points.push(PartPoint {
            point: found.point,
            facts,
            descent,
            multiplicity: None,
            nodes: vec![found.node],
        });
        Ok(())
    }

    /// Is every branch finished, every piece assigned, every set described?
    pub(super) fn is_complete(&self) -> bool {
        self.solution.is_complete() && self.unknown.is_empty() && self.stopped.is_none()
    }
}

/// Are two points equal? Exact: coordinates in one field by their difference, others as
/// algebraic numbers once their enclosures meet.
fn same(a: &ZeroPoint, b: &ZeroPoint, budget: &Budget) -> Result<bool, Exhausted> {
    let one_field = std::rc::Rc::ptr_eq(&a.field, &b.field);
    for (x, y) in a.coordinates.iter().zip(&b.coordinates) {
        let equal = match (x.as_rational(), y.as_rational()) {
            (Some(p), Some(q)) => p == q,
            (None, None) if one_field => x.sub(y).is_zero(),
            (None, None) if apart(x, y) => false,
            (None, None) => x.to_algebraic(budget)? == y.to_algebraic(budget)?,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !equal {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Do enclosures show that two numbers differ?
fn apart(x: &FieldElement, y: &FieldElement) -> bool {
    let (x, y) = (x.enclosure(64), y.enclosure(64));
    x.certainly_less(&y) || y.certainly_less(&x)
}

/// Do the equations of a component hold where one of its denominators vanishes?
fn is_unclear(point: &ZeroPoint, component: &Component) -> bool {
    component.level.is_none()
        && component.contains(point)
        && component.doubtful().iter().any(|p| at_point(p, point).is_zero())
}

fn lies_on(point: &ZeroPoint, component: &Component) -> bool {
    let off = |p: &Poly| !at_point(p, point).is_zero();
    component.contains(point) && (component.level.is_some() || component.doubtful().iter().all(off))
}
