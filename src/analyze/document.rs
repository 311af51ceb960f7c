//! From a problem to the whole result.

use super::agreement::{index_check, milnor_check, signature_check};
use super::asked::{asked, expansion, taylor_at};
use super::blocks::parts;
use super::cases::{LeafSets, cases, why_open};
use super::classes::classes;
use super::continua::{continuum, products};
use super::counts::counts;
use super::express::Names;
use super::extreme::{Extremes, extremes};
use super::frame::frame;
use super::global::{global, inside_region};
use super::leads::arrivals;
use super::numbers::short;
use super::part::{PartAnswer, answer};
use super::points::{Choice, choices, point};
use super::region::{location, tests};
use super::second_route;
use super::symmetries::symmetries;
use crate::budget::{Budget, Exhausted};
use crate::calculus::{Derivatives, second_order_work};
use crate::expr::domain::Condition;
use crate::expr::print::input;
use crate::expr::{Dag, Expr, Symbol};
use crate::problem::Problem;
use crate::result::{
    Block, Completeness, Continuum, Document, Location, Nature, Point, Proof, Status, Task,
    TaylorExpansion, WhyComplete,
};
use crate::solve::{Obstacle, Solution};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// Products with more points are given as blocks.
const MOST_POINTS: usize = 10_000;

/// How much may be spent on one problem.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Steps of work.
    pub steps: u64,
    /// The last resort against a slow machine.
    pub deadline: Option<Instant>,
    /// The last resort against a small one: set by whoever watches the memory.
    pub halt: Option<Arc<AtomicBool>>,
    /// What writing down may take beyond the deadline.
    pub grace: Duration,
}

impl Limits {
    /// The budget of the search for a proof.
    fn work(&self) -> Budget {
        Budget::until(self.steps, self.deadline).halted_by(self.halt.clone())
    }

    /// A budget of its own for writing down what was found, also when the search was cut.
    fn writing(&self) -> Budget {
        Budget::until(self.steps, self.deadline.and_then(|end| end.checked_add(self.grace)))
    }
}

impl Default for Limits {
    fn default() -> Limits {
        let grace = Duration::from_secs(3);
        Limits { steps: 4_000_000_000, deadline: None, halt: None, grace }
    }
}

/// A self-check that did not hold: a bug in hesse, never a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelfCheckFailed {
    /// The claim.
    pub claim: String,
}

/// Finds, classifies and describes all critical points.
///
/// # Errors
/// [`SelfCheckFailed`] if the independent floating-point route objects, or a count that
/// must hold does not.
pub fn analyze(problem: &Problem, limits: &Limits) -> Result<Document, SelfCheckFailed> {
    let budget = limits.work();
    let mut dag = problem.dag.clone();
    let dear = second_order_work(&dag, problem.objective, problem.variables.len());
    let mut document = frame(&mut dag, problem, dear <= MOST_DERIVING);
    if dear > MOST_DERIVING {
        document.completeness = incomplete(problem, vec![WhyComplete::WorkBudget]);
        return Ok(document);
    }
    questions(&mut dag, problem, &mut document, &budget);
    if !problem.parameters.is_empty() {
        let names = document.parameters.clone();
        document.completeness = incomplete(problem, vec![WhyComplete::Parameters { names }]);
        return Ok(document);
    }
    let conditions = problem.domain_conditions.clone();
    let mut answers = Vec::new();
    match parts(&mut dag, problem.objective, &problem.variables, &budget) {
        Ok(parts) => {
            let whole = parts.len() == 1;
            let mut all = parts;
            if !conditions.is_empty() && !whole && !splits(&dag, &conditions, &all) {
                all = vec![super::blocks::Part {
                    positions: (0..problem.variables.len()).collect(),
                    variables: problem.variables.clone(),
                    loss: problem.objective,
                }];
            }
            for part in all {
                let own = own_conditions(&dag, &conditions, &part.variables);
                match answer(&mut dag, part, &own, &budget) {
                    Ok(answer) => answers.push(answer),
                    Err(Obstacle::Exhausted(stop)) => {
                        document.completeness = incomplete(problem, vec![exhausted(stop)]);
                        return Ok(document);
                    }
                    Err(_) => return by_letters(dag, problem, document, limits, &budget),
                }
            }
        }
        Err(stop) => {
            document.completeness = incomplete(problem, vec![exhausted(stop)]);
            return Ok(document);
        }
    }
    if let Err(stop) = fill(&mut dag, problem, &answers, &mut document, &limits.writing()) {
        document.completeness = incomplete(problem, vec![exhausted(stop)]);
    }
    document.checks.extend(second_route::checks(&answers));
    match document.checks.iter().find(|c| !c.holds) {
        Some(check) => Err(SelfCheckFailed { claim: check.claim.clone() }),
        None => Ok(document),
    }
}

/// The gradient is no polynomial in the variables: letters for what is transcendental.
fn by_letters(
    mut dag: Dag,
    problem: &Problem,
    mut document: Document,
    limits: &Limits,
    budget: &Budget,
) -> Result<Document, SelfCheckFailed> {
    let before = document.clone();
    if let Err(obstacle) = super::atoms::fill(&mut dag, problem, &mut document, budget) {
        if super::kinks::fill(problem, &mut document, limits)?.is_some() {
            return Ok(document);
        }
        let why = why_not(&dag, &obstacle);
        document.completeness = incomplete(problem, vec![why]);
    }
    if document.completeness.status == Status::Incomplete {
        let mut own = before;
        if super::line::fill(&mut dag, problem, &mut own, budget).is_some()
            || super::product::fill(&mut dag, problem, &mut own, limits, budget)?.is_some()
        {
            document = own;
        }
    }
    match document.checks.iter().find(|c| !c.holds) {
        Some(check) => Err(SelfCheckFailed { claim: check.claim.clone() }),
        None => Ok(document),
    }
}

/// Operands of derivatives above which they are not even written down.
const MOST_DERIVING: u64 = 8_000_000;

fn questions(dag: &mut Dag, problem: &Problem, document: &mut Document, budget: &Budget) {
    for t in &problem.expansions {
        let (loss, vars) = (problem.objective, &problem.variables);
        document.taylor_at.push(taylor_at(dag, loss, vars, &t.coordinates, t.order, budget));
    }
    for p in &problem.points {
        let (loss, vars) = (problem.objective, &problem.variables);
        let answer = asked(dag, loss, vars, p.label.clone(), &p.coordinates, budget);
        document.asked.push(answer);
    }
}

pub(super) fn region_text(problem: &Problem) -> String {
    match problem.variables.len() {
        1 => "R".to_string(),
        n => format!("R^{n}"),
    }
}

pub(super) fn incomplete(problem: &Problem, reasons: Vec<WhyComplete>) -> Completeness {
    Completeness {
        status: Status::Incomplete,
        region: region_text(problem),
        why: String::new(),
        reasons,
        left: Vec::new(),
    }
}

fn exhausted(stop: Exhausted) -> WhyComplete {
    match stop {
        Exhausted::Work => WhyComplete::WorkBudget,
        Exhausted::Time => WhyComplete::TimeBudget,
        Exhausted::Memory => WhyComplete::MemoryBudget,
    }
}

fn why_not(dag: &Dag, obstacle: &Obstacle) -> WhyComplete {
    match obstacle {
        Obstacle::Transcendental(e) | Obstacle::Undefined(e) => {
            WhyComplete::Transcendental { part: input(dag, *e) }
        }
        Obstacle::Irrational(e) => WhyComplete::IrrationalCoefficient { part: input(dag, *e) },
        Obstacle::Kink(e) => WhyComplete::Nonsmooth { part: input(dag, *e) },
        Obstacle::Parameter(s) => WhyComplete::Parameters { names: vec![dag.name(*s).to_string()] },
        Obstacle::Exhausted(stop) => exhausted(*stop),
    }
}

fn within(dag: &Dag, e: Expr, variables: &[Symbol]) -> bool {
    dag.symbols_of(e).iter().all(|s| variables.contains(s))
}

/// Does every condition concern one part only?
fn splits(dag: &Dag, conditions: &[Condition], parts: &[super::blocks::Part]) -> bool {
    conditions.iter().all(|c| parts.iter().any(|p| within(dag, c.expr, &p.variables)))
}

fn own_conditions(dag: &Dag, conditions: &[Condition], variables: &[Symbol]) -> Vec<Condition> {
    conditions.iter().filter(|c| within(dag, c.expr, variables)).cloned().collect()
}

/// Points, continua, completeness, counts, proof.
fn fill(
    dag: &mut Dag,
    problem: &Problem,
    answers: &[PartAnswer],
    document: &mut Document,
    budget: &Budget,
) -> Result<(), Exhausted> {
    let n = problem.variables.len();
    let all: Vec<Extremes> =
        answers.iter().map(|a| extremes(a, budget)).collect::<Result<_, _>>()?;
    let mut reasons = completeness(dag, answers);
    let size = product_of(answers.iter().map(|a| a.points.len()));
    let both = product_of(answers.iter().map(|a| a.points.len() + a.continua.len()));
    let too_many_sets = both - size > MOST_POINTS;
    if too_many_sets {
        reasons.push(WhyComplete::WorkBudget);
    }
    let complete = reasons.is_empty();
    let mut told = Vec::new();
    let mut listed = Vec::new();
    if size > MOST_POINTS {
        document.blocks = blocks(dag, answers, &all, budget)?;
    } else {
        let sorted = choices(answers);
        told = classes(dag, &sorted);
        points(dag, problem, &sorted, &all, document, &mut reasons, budget)?;
        if let [_] = answers {
            for (k, choice) in sorted.iter().enumerate() {
                let Some((_, point, _)) = choice.parts.first() else { continue };
                if let Some(p) = document.points.get_mut(k) {
                    p.leaf.clone_from(&point.nodes);
                }
            }
        }
        listed = sorted;
    }
    let sets = if too_many_sets { Vec::new() } else { products(answers) };
    for product in sets {
        let name = String::new();
        document.continua.push(continuum(dag, name, &product, &all, n, budget)?);
    }
    name_continua(&mut document.continua);
    let sets: Vec<String> = document.continua.iter().map(|c| c.name.clone()).collect();
    let variables = &problem.variables;
    document.symmetries = symmetries(dag, variables, answers, &listed, &sets, budget)?;
    let left = left(dag, answers);
    document.completeness = status(problem, answers, complete, reasons, left);
    document.counts = counts(document, answers, complete);
    document.global = global(dag, document, answers, &all);
    if !problem.region.is_empty() {
        inside_region(document);
    }
    document.proof = Proof { classes: told, ..proof(dag, answers, document) };
    arrivals(document);
    index_check(document, answers, &all, complete);
    milnor_check(document);
    signature_check(document, complete);
    Ok(())
}

fn product_of(sizes: impl Iterator<Item = usize>) -> usize {
    sizes.fold(1, usize::saturating_mul)
}

/// What stands in the way of "all".
fn completeness(dag: &mut Dag, answers: &[PartAnswer]) -> Vec<WhyComplete> {
    let mut reasons = Vec::new();
    for answer in answers {
        for open in answer.solution.open() {
            reasons.push(why_open(dag, &answer.names, open));
        }
        for p in &answer.solution.sets.unclear {
            let equations = vec![answer.names.text(dag, p)];
            reasons.push(WhyComplete::OpenBranch { equations });
        }
        for c in &answer.unknown {
            let all = c.equations();
            let texts: Vec<String> = all.iter().map(|p| answer.names.text(dag, p)).collect();
            reasons.push(WhyComplete::RealComponents { equation: texts.join(", ") });
        }
        reasons.extend(answer.stopped.map(exhausted));
    }
    reasons.dedup();
    reasons
}

fn left(dag: &mut Dag, answers: &[PartAnswer]) -> Vec<String> {
    let mut all = Vec::new();
    for answer in answers {
        all.extend(why_left(dag, &answer.names, &answer.solution));
    }
    all
}

/// The equations of the branches that a tree leaves open.
pub(super) fn why_left(dag: &mut Dag, names: &Names, solution: &Solution) -> Vec<String> {
    let mut all = Vec::new();
    for (node, leaf) in solution.tree.leaves() {
        if matches!(leaf, crate::solve::Leaf::Open(_)) {
            let equations = node.state.equations.iter();
            let texts: Vec<String> =
                equations.map(|p| format!("{} = 0", names.text(dag, p))).collect();
            all.push(texts.join(", "));
        }
    }
    all
}

fn status(
    problem: &Problem,
    answers: &[PartAnswer],
    complete: bool,
    mut reasons: Vec<WhyComplete>,
    left: Vec<String>,
) -> Completeness {
    if complete {
        let constant =
            answers.iter().all(|a| a.prepared.system.equations.iter().all(|p| p.is_zero()));
        let leaves = answers.iter().map(|a| a.solution.tree.leaves().count()).sum();
        reasons.insert(
            0,
            if constant { WhyComplete::ConstantLoss } else { WhyComplete::TreeClosed { leaves } },
        );
        if !problem.region.is_empty() {
            reasons.push(WhyComplete::BoundaryNotStudied);
        }
    }
    Completeness {
        status: if complete { Status::Proved } else { Status::Incomplete },
        region: region_text(problem),
        why: String::new(),
        reasons,
        left,
    }
}

fn points(
    dag: &mut Dag,
    problem: &Problem,
    sorted: &[Choice<'_>],
    extremes: &[Extremes],
    document: &mut Document,
    reasons: &mut Vec<WhyComplete>,
    budget: &Budget,
) -> Result<(), Exhausted> {
    let n = problem.variables.len();
    let tests = tests(dag, &problem.region, &problem.variables, budget);
    let mut known = Derivatives::default();
    for (k, choice) in sorted.iter().enumerate() {
        let name = format!("P{}", k + 1);
        let mut found = point(dag, name, choice, extremes, n, budget)?;
        let coordinates = choice.coordinates(n);
        match location(&tests, &coordinates) {
            Ok(place) => found.location = place,
            Err(relation) => reasons.push(WhyComplete::Region { relation: relation.to_string() }),
        }
        found.taylor = taylor(&mut known, dag, problem, &coordinates, budget)?;
        document.points.push(found);
    }
    Ok(())
}

/// The second-order expansion at a point with short coordinates.
fn taylor(
    known: &mut Derivatives,
    dag: &mut Dag,
    problem: &Problem,
    coordinates: &[crate::polynomial::algebraic::FieldElement],
    budget: &Budget,
) -> Result<Option<TaylorExpansion>, Exhausted> {
    let mut at = Vec::new();
    for x in coordinates {
        match short(dag, x, budget)? {
            Some(e) => at.push(e),
            None => return Ok(None),
        }
    }
    let found = expansion(known, dag, (problem.objective, &problem.variables), &at, budget);
    Ok(found.map(|p| {
        let e = p.expression(dag);
        TaylorExpansion { order: 2, polynomial: input(dag, e), exact: p.is_exact }
    }))
}

fn name_continua(continua: &mut [Continuum]) {
    let several = continua.len() > 1;
    for (k, c) in continua.iter_mut().enumerate() {
        c.name = if several { format!("C{}", k + 1) } else { "C".to_string() };
    }
}

/// The parts of a product that is not written out.
fn blocks(
    dag: &mut Dag,
    answers: &[PartAnswer],
    extremes: &[Extremes],
    budget: &Budget,
) -> Result<Vec<Block>, Exhausted> {
    let mut all = Vec::new();
    for (answer, e) in answers.iter().zip(extremes) {
        let one = std::slice::from_ref(answer);
        let n = answer.part.variables.len();
        let mut points = Vec::new();
        for (k, choice) in choices(one).iter().enumerate() {
            let name = format!("P{}", k + 1);
            points.push(point(dag, name, choice, std::slice::from_ref(e), n, budget)?);
        }
        let variables = answer.part.variables.iter().map(|&v| dag.name(v).to_string()).collect();
        all.push(Block { variables, points, continua: Vec::new(), families: Vec::new() });
    }
    Ok(all)
}

fn proof(dag: &mut Dag, answers: &[PartAnswer], document: &mut Document) -> Proof {
    let mut proof = Proof::default();
    for answer in answers {
        let removed: Vec<String> = answer
            .prepared
            .components
            .iter()
            .map(|c| {
                let unit = answer.names.fraction(dag, &c.unit);
                input(dag, unit)
            })
            .collect();
        let sets = leaf_sets(answers.len() == 1, answer, document);
        let first = proof.tree.len();
        proof.tree.extend(cases(dag, &answer.names, &answer.solution.tree, &removed, &sets, first));
        proof.units.extend(removed);
        let text = |dag: &mut Dag, p| answer.names.text(dag, p);
        for c in &answer.prepared.components {
            proof.numerators.push(text(dag, &c.numerator));
        }
        for p in &answer.prepared.system.nonzero {
            proof.nonzero.push(text(dag, p));
        }
    }
    proof
}

/// Which points and continua each node of a tree leads to, when there is one tree.
fn leaf_sets(single: bool, answer: &PartAnswer, document: &mut Document) -> LeafSets {
    let mut sets = LeafSets::new();
    if !single {
        return sets;
    }
    for point in &document.points {
        for node in &point.leaf {
            sets.entry(*node).or_default().push(point.name.clone());
        }
    }
    for (k, set) in answer.continua.iter().enumerate() {
        let Some(c) = document.continua.get_mut(k) else { continue };
        for node in &set.nodes {
            let names = sets.entry(*node).or_default();
            if !names.contains(&c.name) {
                names.push(c.name.clone());
            }
        }
        c.leaf.clone_from(&set.nodes);
    }
    sets
}

/// Is anything left undecided (exit code 3)?
pub fn is_undecided(document: &Document) -> bool {
    let open = |n: Nature| n == Nature::Undetermined;
    let inside = |p: &&Point| p.location != Location::Outside;
    document.completeness.status == Status::Incomplete
        || document.completeness.status == Status::CountMatched
        || document.points.iter().filter(inside).any(|p| open(p.nature))
        || document.continua.iter().flat_map(|c| &c.strata).any(|s| open(s.nature))
        || document.blocks.iter().flat_map(|b| &b.points).any(|p| open(p.nature))
        || (document.task == Task::Region && document.extrema.is_none())
}
