//! Losses with exponentials, logarithms, circular functions and roots, whose gradient
//! becomes algebraic in letters.
//!
//! ```text
//! gradient ─algebraize→ system in letters ─solve→ values of letters ─back→ points, families
//! ```

mod back;
mod graph;
mod members;
mod roots;
mod series;
mod sets;
mod strata;
mod system;
mod value;
mod verdict;
mod write;

use super::cases::{LeafSets, cases, why_open};
use super::nonsmooth::{CornerPoint, Corners, corners};
use crate::budget::{Budget, Exhausted};
use crate::calculus::{gradient, hessian};
use crate::classify::{Singularity, Verdict, visible_bounds};
use crate::expr::domain::{Condition, Relation, kinks};
use crate::expr::print::input;
use crate::expr::{Dag, Expr, Function, Node, Symbol};
use crate::number::{Rational, RealField, Sign};
use crate::polynomial::algebraic::FieldElement;
use crate::problem::{Comparison, Problem};
use crate::result::{Document, LetterMeaning, WhyComplete};
use crate::solve::{Form, Letter, Obstacle, Solution, algebraize, solve};
use back::{Outcome, Place, locate};
pub(super) use roots::Roots;
use sets::{FoundSet, Piece};
use system::Letters;
use verdict::{Bounds, Curvature, Known};

/// One place with everything found out about it.
#[derive(Debug)]
struct Found {
    place: Place,
    node: usize,
    /// Letters with their values at all members.
    letters: Vec<(Letter, FieldElement)>,
    curvature: Curvature,
    verdict: Verdict,
    singularity: Option<Singularity>,
    /// L there; of a family, where it is the same at all members.
    value: Option<Expr>,
    /// L along a family with whole numbers as letters, where it is not the same.
    along: Option<Expr>,
}

/// The work on one problem.
struct Scene<'a> {
    dag: &'a mut Dag,
    loss: Expr,
    slope: Vec<Expr>,
    curvature: Vec<Vec<Expr>>,
    bounds: Bounds,
    conditions: Vec<Condition>,
    /// At the zeros of these, L may have no second derivatives, or its domain end.
    kinks: Vec<Expr>,
    letters: Letters,
    roots: Roots,
    reasons: Vec<WhyComplete>,
    budget: &'a Budget,
}

/// Fills points, families, proof and completeness.
///
/// # Errors
/// [`Obstacle`] if the gradient is not algebraic in letters.
pub(super) fn fill(
    dag: &mut Dag,
    problem: &Problem,
    document: &mut Document,
    budget: &Budget,
) -> Result<(), Obstacle> {
    let (loss, variables) = (problem.objective, &problem.variables);
    let slope = gradient(dag, loss, variables).components;
    let second = hessian(dag, loss, variables);
    let n = variables.len();
    let curvature: Vec<Vec<Expr>> =
        (0..n).map(|i| (0..n).map(|j| second.get(i, j)).collect()).collect();
    let mut extra = vec![loss];
    extra.extend(curvature.iter().flatten());
    let conditions = &problem.domain_conditions;
    let algebraized = algebraize(dag, variables, &slope, conditions, &extra, budget)?;
    let taken: Vec<String> =
        document.variables.iter().chain(&document.parameters).cloned().collect();
    let letters = Letters::new(dag, variables, &taken, algebraized);
    let solution = solve(&letters.algebraized.system, budget);
    let (lower, upper) = visible_bounds(dag, loss);
    let kinks = kinks(dag, loss);
    let mut scene = Scene {
        dag,
        loss,
        slope,
        curvature,
        bounds: Bounds { lower, upper },
        conditions: conditions.clone(),
        kinks,
        letters,
        roots: Roots::default(),
        reasons: Vec::new(),
        budget,
    };
    scene.open(&solution);
    let (mut found, sets) = scene.search(problem, &solution)?;
    let corners = scene.corners(problem, &mut found, &sets)?;
    write::write(&mut scene, problem, &solution, found, &sets, &corners, document)?;
    Ok(())
}

impl Scene<'_> {
    /// What the tree leaves open.
    fn open(&mut self, solution: &Solution) {
        for open in solution.open() {
            self.reasons.push(why_open(self.dag, &self.letters.unknown_names, open));
        }
        for p in &solution.sets.unclear {
            let equations = vec![self.letters.unknown_names.text(self.dag, p)];
            self.reasons.push(WhyComplete::OpenBranch { equations });
        }
    }

    /// What L does where roots vanish; where that stays open, it is said.
    fn corners(
        &mut self,
        problem: &Problem,
        found: &mut Vec<Found>,
        sets: &[FoundSet],
    ) -> Result<Corners, Exhausted> {
        let mut left = self.letters.algebraized.kinks.clone();
        left.retain(|kink| !self.is_outside(problem, *kink));
        if left.is_empty() {
            return Ok(Corners::default());
        }
        let parts = self.kinks.clone();
        let answer = corners(self.dag, self.loss, &problem.variables, &parts, self.budget)?;
        let alone = |c: &Corners| sets.is_empty() || c.points.iter().all(|p| !p.critical);
        let Some(answer) = answer.filter(alone) else {
            for kink in left {
                self.reasons.push(WhyComplete::Nonsmooth { part: input(self.dag, kink) });
            }
            return Ok(Corners::default());
        };
        let at = |p: &CornerPoint| p.at.iter().map(|(_, e)| *e).collect::<Vec<Expr>>();
        found.retain(|f| answer.points.iter().all(|p| f.place.values != at(p)));
        Ok(answer)
    }

    /// Does the region say that an expression is positive?
    fn is_outside(&mut self, problem: &Problem, kink: Expr) -> bool {
        problem.region.iter().any(|relation| {
            let difference = self.dag.sub(relation.right, relation.left);
            relation.comparison == Comparison::Below && difference == kink
        })
    }

    /// All places of the points of the tree, and the sets.
    fn search(
        &mut self,
        problem: &Problem,
        solution: &Solution,
    ) -> Result<(Vec<Found>, Vec<FoundSet>), Exhausted> {
        let conditions = self.letters.algebraized.deferred.clone();
        let unknowns = self.letters.unknowns().to_vec();
        let (mut all, mut sets) = (Vec::new(), Vec::new());
        for found in &solution.sets.points {
            let known: Vec<_> = (0..unknowns.len())
                .map(|k| (self.letters.unknown(k).clone(), found.point.coordinates[k].clone()))
                .collect();
            let variables = self.letters.variables().to_vec();
            match locate(self.dag, &variables, &known, &[], &mut self.roots, self.budget)? {
                Outcome::Places(places) => {
                    for place in places {
                        let at = Known { point: &found.point, fixed: &unknowns };
                        let new = self.describe(place, found.node, Some(at), &conditions)?;
                        all.extend(new.map(|new| Found { letters: known.clone(), ..new }));
                    }
                }
                Outcome::Free | Outcome::Open => match self.level(found.node, &[], &known, &[])? {
                    Some(set) => sets.push(set),
                    None => self.open_leaf(solution, found.node),
                },
            }
        }
        for component in &solution.sets.components {
            match self.piece(component)? {
                Piece::Places(places) => {
                    for place in places {
                        if !self.is_listed(&all, &place) {
                            all.push(place);
                        }
                    }
                }
                Piece::Set(set) => sets.push(*set),
                Piece::Open(why) => self.reasons.push(why),
            }
        }
        sets.retain(|set| !members::misses(self, problem, set));
        all.retain(|found| !self.lies_on(found, &sets));
        Ok((all, sets))
    }

    /// A leaf whose points could not be translated.
    fn open_leaf(&mut self, solution: &Solution, node: usize) {
        let equations = solution.tree.nodes[node].state.equations.clone();
        let texts = equations.iter().map(|p| self.letters.unknown_names.text(self.dag, p));
        self.reasons.push(WhyComplete::OpenBranch { equations: texts.collect() });
    }

    /// Does a place lie on a set, where it is no isolated point? Where that is not decided,
    /// something is open.
    fn lies_on(&mut self, found: &Found, sets: &[FoundSet]) -> bool {
        let at = self.at(&found.place);
        for set in sets {
            let (mut off, mut on) = (false, true);
            for &e in &set.equations {
                let value = self.dag.substitute(e, &at);
                let still = is_still(self.dag, e, self.letters.variables(), &found.place);
                match self.roots.sign(self.dag, value) {
                    Sign::Zero => on &= still,
                    Sign::Positive | Sign::Negative if still => off = true,
                    Sign::Positive | Sign::Negative | Sign::Unknown => on = false,
                }
            }
            if off {
                continue;
            }
            if on {
                return true;
            }
            let equations = set.equations.iter().map(|&e| input(self.dag, e)).collect();
            self.reasons.push(WhyComplete::OpenBranch { equations });
        }
        false
    }

    /// Is a place of a component known already? Where that is not decided, something is open.
    fn is_listed(&mut self, all: &[Found], new: &Found) -> bool {
        for known in all {
            if known.place.values == new.place.values && known.place.periods == new.place.periods {
                return true;
            }
            if differ(&known.letters, &new.letters) {
                continue;
            }
            let mut apart = false;
            for (a, b) in known.place.values.iter().zip(&new.place.values) {
                let difference = self.dag.sub(*a, *b);
                let sign = self.roots.sign(self.dag, difference);
                apart |= matches!(sign, Sign::Positive | Sign::Negative);
            }
            let periodic = !known.place.periods.is_empty() || !new.place.periods.is_empty();
            if !apart || periodic {
                let part = new.place.values.first().map(|&e| input(self.dag, e));
                self.reasons.push(WhyComplete::Transcendental { part: part.unwrap_or_default() });
            }
        }
        false
    }

    /// Tests the domain, classifies and evaluates.
    fn describe(
        &mut self,
        place: Place,
        node: usize,
        known: Option<Known<'_>>,
        conditions: &[Condition],
    ) -> Result<Option<Found>, Exhausted> {
        for condition in conditions {
            match self.satisfies(condition, &place) {
                Some(true) => {}
                Some(false) => return Ok(None),
                None => self.reasons.push(WhyComplete::Region {
                    relation: crate::expr::domain::condition_text(self.dag, condition),
                }),
            }
        }
        let curvature = self.curvature_at(known, &place)?;
        let (value, along) = value::value(self, &place, known)?;
        let (verdict, singularity) = self.verdict_at(&curvature, &place, known, value)?;
        let letters = Vec::new();
        Ok(Some(Found { place, node, letters, curvature, verdict, singularity, value, along }))
    }

    /// The Hessian at a place, where L has second derivatives.
    ///
    /// # Errors
    /// [`Exhausted`].
    fn curvature_at(
        &mut self,
        known: Option<Known<'_>>,
        place: &Place,
    ) -> Result<Curvature, Exhausted> {
        if !self.is_smooth(place) {
            return Ok(Curvature::undefined());
        }
        verdict::curvature(
            self.dag,
            &mut self.letters,
            &self.curvature,
            known,
            place,
            &self.roots,
            self.budget,
        )
    }

    /// Is no kink of L at the members of a place?
    fn is_smooth(&mut self, place: &Place) -> bool {
        let at = self.at(place);
        self.kinks.clone().into_iter().all(|kink| {
            let value = self.dag.substitute(kink, &at);
            is_still(self.dag, kink, self.letters.variables(), place)
                && matches!(self.roots.sign(self.dag, value), Sign::Positive | Sign::Negative)
        })
    }

    /// Does a condition hold at all members of a place? `None` if that is not decided.
    fn satisfies(&mut self, condition: &Condition, place: &Place) -> Option<bool> {
        let e = match condition.relation {
            Relation::CosineNotZero => self.dag.apply(Function::Cos, condition.expr),
            _ => condition.expr,
        };
        if !is_still(self.dag, e, self.letters.variables(), place) {
            return None;
        }
        let at = self.at(place);
        let value = self.dag.substitute(e, &at);
        let (bound, wanted): (Option<&crate::number::Rational>, &[Sign]) = match &condition.relation
        {
            Relation::NotZero | Relation::CosineNotZero => {
                (None, &[Sign::Positive, Sign::Negative])
            }
            Relation::Positive => (None, &[Sign::Positive]),
            Relation::NonNegative => (None, &[Sign::Positive, Sign::Zero]),
            Relation::AtLeast(r) => (Some(r), &[Sign::Positive, Sign::Zero]),
            Relation::AtMost(r) => (Some(r), &[Sign::Negative, Sign::Zero]),
            Relation::Above(r) => (Some(r), &[Sign::Positive]),
            Relation::Below(r) => (Some(r), &[Sign::Negative]),
        };
        let difference = match bound {
            Some(r) => {
                let r = self.dag.number(r.clone());
                self.dag.sub(value, r)
            }
            None => value,
        };
        match self.roots.sign(self.dag, difference) {
            Sign::Unknown => None,
            sign => Some(wanted.contains(&sign)),
        }
    }

    fn at(&self, place: &Place) -> Vec<(Symbol, Expr)> {
        self.letters.variables().iter().copied().zip(place.values.iter().copied()).collect()
    }

    /// The case tree with the sets that its leaves lead to.
    fn proof(&mut self, solution: &Solution, sets: &LeafSets, document: &mut Document) {
        let mut units = Vec::new();
        for c in &self.letters.algebraized.components {
            let unit = self.letters.all_names.fraction(self.dag, &c.unit);
            units.push(input(self.dag, unit));
            let numerator = self.letters.all_names.text(self.dag, &c.numerator);
            document.proof.numerators.push(numerator);
        }
        for p in &self.letters.algebraized.relations {
            document.proof.relations.push(self.letters.all_names.text(self.dag, p));
        }
        let names = &self.letters.unknown_names;
        for p in &self.letters.algebraized.system.nonzero {
            document.proof.nonzero.push(names.text(self.dag, p));
        }
        for (name, meaning) in &self.letters.definitions {
            document.proof.letters.push(LetterMeaning {
                name: input(self.dag, *name),
                meaning: input(self.dag, *meaning),
            });
        }
        document.proof.tree = cases(self.dag, names, &solution.tree, &units, sets, 0);
        document.proof.units = units;
    }
}

/// Has some letter two values?
fn differ(a: &[(Letter, FieldElement)], b: &[(Letter, FieldElement)]) -> bool {
    a.iter().any(|(letter, x)| {
        let other = b.iter().find(|(l, _)| l == letter).map(|(_, y)| y.enclosure(64));
        let x = x.enclosure(64);
        other.is_some_and(|y| x.certainly_less(&y) || y.certainly_less(&x))
    })
}

/// Has an expression one value at all members of a place? Its variables stay where they are
/// along the periods, or move an angle by whole turns.
fn is_still(dag: &mut Dag, e: Expr, variables: &[Symbol], place: &Place) -> bool {
    place.periods.iter().all(|period| {
        let steps: Vec<(Symbol, Expr)> = variables
            .iter()
            .zip(period)
            .filter(|(_, p)| !dag.is_zero(**p))
            .map(|(v, p)| (*v, *p))
            .collect();
        let rest = without_turning(dag, e, &steps);
        let inside = dag.symbols_of(rest);
        steps.iter().all(|(v, _)| !inside.contains(v))
    })
}

/// An expression with a number in the place of every sine and cosine whose angle a step moves by
/// whole turns.
fn without_turning(dag: &mut Dag, e: Expr, steps: &[(Symbol, Expr)]) -> Expr {
    let mut parts = Vec::new();
    for part in dag.below(&[e]) {
        let Node::Call(Function::Sin | Function::Cos, arguments) = dag.node(part).clone() else {
            continue;
        };
        let moved: Vec<(Symbol, Expr)> = steps
            .iter()
            .map(|(v, p)| {
                (*v, {
                    let x = dag.variable(*v);
                    dag.add(x, *p)
                })
            })
            .collect();
        let there = dag.substitute(arguments[0], &moved);
        let difference = dag.sub(there, arguments[0]);
        let Some(form) = Form::of(dag, difference) else { continue };
        let difference = form.expression(dag);
        let turns = dag.as_multiple_of_pi(difference);
        if turns.is_some_and(|r| (&r / &Rational::from(2)).is_integer()) {
            parts.push((part, dag.integer(0)));
        }
    }
    dag.replace(e, &parts)
}
