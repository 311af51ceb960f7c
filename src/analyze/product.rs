//! Separable losses whose parts are solved by different routes: every choice of one critical
//! set for each part is a critical set of the sum.

use super::SelfCheckFailed;
use super::asked::constant;
use super::blocks::{Part, parts};
use super::document::{Limits, analyze, region_text};
use super::numbers::{enclosed, rational};
use crate::budget::Budget;
use crate::expr::{Dag, Expr, Symbol, read};
use crate::number::{Interval, Rational};
use crate::problem::Problem;
use crate::result::{
    Block, Completeness, Document, Family, GlobalKind, Inertia, Location, Nature, NonsmoothSet,
    Number, Point, Reason, Status, WhyComplete,
};

/// Products with more points are given as blocks.
const MOST_POINTS: usize = 10_000;

/// A point, a family, or a corner, of one part.
#[derive(Clone, Copy)]
enum Item<'a> {
    Point(&'a Point),
    Family(&'a Family),
    Kink(&'a NonsmoothSet),
}

/// One part with what was found of it.
struct Answer {
    part: Part,
    names: Vec<String>,
    document: Document,
}

/// Fills the answer; `None` if L is no such sum, or a part is not finished.
///
/// # Errors
/// [`SelfCheckFailed`] if a self-check of a part fails.
pub(super) fn fill(
    dag: &mut Dag,
    problem: &Problem,
    document: &mut Document,
    limits: &Limits,
    budget: &Budget,
) -> Result<Option<()>, SelfCheckFailed> {
    let Ok(all) = parts(dag, problem.objective, &problem.variables, budget) else {
        return Ok(None);
    };
    if all.len() < 2 {
        return Ok(None);
    }
    let mut answers = Vec::new();
    for part in all {
        let Some(own) = restricted(dag, problem, &part) else { return Ok(None) };
        let names = part.variables.iter().map(|&v| dag.name(v).to_string()).collect();
        let found = analyze(&own, limits)?;
        if !is_usable(&found) {
            return Ok(None);
        }
        answers.push(Answer { part, names, document: found });
    }
    if !divides(dag, problem, &answers) {
        return Ok(None);
    }
    let has = |f: fn(&Document) -> bool| answers.iter().any(|a| f(&a.document));
    let corners = has(|d| !d.nonsmooth.is_empty());
    if corners && has(|d| !d.families.is_empty()) {
        return Ok(None);
    }
    let sizes = answers.iter().map(|a| a.items().len());
    let many = sizes.fold(1, usize::saturating_mul) > MOST_POINTS;
    if many && corners {
        return Ok(None);
    }
    if many {
        document.blocks = answers.iter().map(block).collect();
    } else {
        products(dag, problem, &answers, document);
    }
    document.proof.one_variable =
        answers.iter().flat_map(|a| a.document.proof.one_variable.clone()).collect();
    document.completeness = completeness(problem, &answers);
    Ok(Some(()))
}

/// The problem of one part.
fn restricted(dag: &Dag, problem: &Problem, part: &Part) -> Option<Problem> {
    let own = |e: Expr| dag.symbols_of(e).iter().all(|s| part.variables.contains(s));
    let mut new = problem.clone();
    new.dag = dag.clone();
    new.objective = part.loss;
    new.variables.clone_from(&part.variables);
    new.domain_conditions.retain(|c| own(c.expr));
    new.region.retain(|r| own(r.left) && own(r.right));
    new.boxes =
        part.positions.iter().map(|&i| problem.boxes.get(i).cloned()).collect::<Option<_>>()?;
    new.points.clear();
    new.expansions.clear();
    Some(new)
}

/// Does every condition and relation belong to one part?
fn divides(dag: &Dag, problem: &Problem, answers: &[Answer]) -> bool {
    let one = |symbols: Vec<Symbol>| {
        answers.iter().any(|a| symbols.iter().all(|s| a.part.variables.contains(s)))
    };
    let symbols = |e: Expr| dag.symbols_of(e).into_iter().collect::<Vec<_>>();
    problem.domain_conditions.iter().all(|c| one(symbols(c.expr)))
        && problem.region.iter().all(|r| {
            let both = [symbols(r.left), symbols(r.right)].concat();
            one(both)
        })
}

fn is_usable(found: &Document) -> bool {
    matches!(found.completeness.status, Status::Proved | Status::ProvedInBox)
        && found.continua.is_empty()
        && found.blocks.is_empty()
        && (found.nonsmooth.is_empty() || found.families.is_empty())
}

impl<'a> Item<'a> {
    fn coordinates(&self) -> &'a [Number] {
        match self {
            Item::Point(p) => &p.coordinates,
            Item::Family(f) => &f.point,
            Item::Kink(k) => &k.sample,
        }
    }

    fn value(&self) -> &'a Number {
        match self {
            Item::Point(p) => &p.value,
            Item::Family(f) => &f.value,
            Item::Kink(k) => &k.value,
        }
    }

    fn kind(&self) -> (Nature, Option<bool>) {
        match self {
            Item::Point(p) => (p.nature, p.strict),
            Item::Family(f) => (f.nature, f.strict),
            Item::Kink(k) => (k.nature, None),
        }
    }
}

impl Answer {
    fn items(&self) -> Vec<Item<'_>> {
        let points = self.document.points.iter().map(Item::Point);
        let families = self.document.families.iter().map(Item::Family);
        points.chain(families).chain(self.document.nonsmooth.iter().map(Item::Kink)).collect()
    }
}

fn block(answer: &Answer) -> Block {
    Block {
        variables: answer.names.clone(),
        points: answer.document.points.clone(),
        continua: Vec::new(),
        families: answer.document.families.clone(),
    }
}

/// All choices of one item for each part.
fn products(dag: &mut Dag, problem: &Problem, answers: &[Answer], document: &mut Document) {
    let mut choices: Vec<Vec<Item<'_>>> = vec![Vec::new()];
    for answer in answers {
        let items = answer.items();
        let longer = choices.iter().flat_map(|c| {
            items.iter().map(|item| c.iter().chain([item]).copied().collect::<Vec<_>>())
        });
        choices = longer.collect();
    }
    let scene = Scene { answers, n: problem.variables.len() };
    let mut points = Vec::new();
    for choice in &choices {
        let all: Option<Vec<&Point>> = choice
            .iter()
            .map(|item| match item {
                Item::Point(p) => Some(*p),
                Item::Family(_) | Item::Kink(_) => None,
            })
            .collect();
        let corner = choice.iter().any(|item| matches!(item, Item::Kink(_)));
        match all {
            Some(all) => points.push(scene.point(dag, &all)),
            None if corner => document.nonsmooth.push(scene.kink(dag, choice)),
            None => document.families.push(scene.family(dag, choice)),
        }
    }
    points.sort_by(|a, b| {
        let by_value = float(&a.value).total_cmp(&float(&b.value));
        let pairs = a.coordinates.iter().zip(&b.coordinates);
        pairs.fold(by_value, |order, (x, y)| order.then_with(|| float(y).total_cmp(&float(x))))
    });
    for (k, point) in points.into_iter().enumerate() {
        document.points.push(Point { name: format!("P{}", k + 1), ..point });
    }
    for (k, family) in document.families.iter_mut().enumerate() {
        family.name = format!("F{}", k + 1);
    }
}

/// For the order on the page only.
fn float(number: &Number) -> f64 {
    number.decimal.as_ref().and_then(|d| d.parse().ok()).unwrap_or(0.0)
}

struct Scene<'a> {
    answers: &'a [Answer],
    n: usize,
}

impl Scene<'_> {
    fn spread(&self, parts: &[&[Number]]) -> Vec<Number> {
        let mut all = vec![Number::default(); self.n];
        for (answer, part) in self.answers.iter().zip(parts) {
            for (&i, x) in answer.part.positions.iter().zip(*part) {
                all[i] = x.clone();
            }
        }
        all
    }

    fn point(&self, dag: &mut Dag, parts: &[&Point]) -> Point {
        let coordinates: Vec<&[Number]> = parts.iter().map(|p| p.coordinates.as_slice()).collect();
        let values: Vec<&Number> = parts.iter().map(|p| &p.value).collect();
        let kinds: Vec<(Nature, Option<bool>)> =
            parts.iter().map(|p| (p.nature, p.strict)).collect();
        let inertia = total(parts.iter().map(|p| p.inertia));
        let (nature, strict, reason) = self.verdict(&kinds, inertia);
        let eigenvalues: Option<Vec<Vec<Number>>> =
            parts.iter().map(|p| p.eigenvalues.clone()).collect();
        let mut eigenvalues = eigenvalues.map(|all| all.concat());
        if let Some(all) = &mut eigenvalues {
            all.sort_by(|a, b| float(a).total_cmp(&float(b)));
        }
        let place = |wanted| parts.iter().any(|p| p.location == wanted);
        Point {
            name: String::new(),
            location: match (place(Location::Outside), place(Location::Boundary)) {
                (true, _) => Location::Outside,
                (_, true) => Location::Boundary,
                _ => Location::Interior,
            },
            coordinates: self.spread(&coordinates),
            relations: parts.iter().flat_map(|p| p.relations.clone()).collect(),
            value: sum(dag, &values),
            hessian: self.hessian(parts),
            inertia,
            eigenvalues,
            eigenvectors: Vec::new(),
            minimum_ratio: inertia
                .map(|i| Rational::fraction(i.positive as i64, self.n as i64).to_string()),
            nature,
            strict,
            degenerate: parts.iter().any(|p| p.degenerate),
            global: global(nature, parts.iter().map(|p| p.global)),
            because: String::new(),
            reason,
            taylor: None,
            escape: None,
            leaf: Vec::new(),
            multiplicity: None,
            singularity: None,
        }
    }

    fn hessian(&self, parts: &[&Point]) -> Option<Vec<Vec<Number>>> {
        let mut all = vec![vec![rational(&Rational::zero()); self.n]; self.n];
        for (answer, point) in self.answers.iter().zip(parts) {
            let positions = &answer.part.positions;
            for (&i, row) in positions.iter().zip(point.hessian.as_ref()?) {
                for (&j, x) in positions.iter().zip(row) {
                    all[i][j] = x.clone();
                }
            }
        }
        Some(all)
    }

    fn kink(&self, dag: &mut Dag, parts: &[Item<'_>]) -> NonsmoothSet {
        let coordinates: Vec<&[Number]> = parts.iter().map(Item::coordinates).collect();
        let values: Vec<&Number> = parts.iter().map(Item::value).collect();
        let kinds: Vec<(Nature, Option<bool>)> = parts.iter().map(Item::kind).collect();
        let sample = self.spread(&coordinates);
        let sets: Vec<String> = self
            .answers
            .iter()
            .zip(parts)
            .flat_map(|(answer, item)| match item {
                Item::Kink(k) => vec![k.set.clone()],
                Item::Point(_) | Item::Family(_) => answer
                    .names
                    .iter()
                    .zip(item.coordinates())
                    .map(|(name, x)| {
                        let text = x.exact.as_ref().or(x.decimal.as_ref());
                        format!("{name} = {}", text.cloned().unwrap_or_default())
                    })
                    .collect(),
            })
            .collect();
        let of: Vec<String> = parts
            .iter()
            .filter_map(|item| match item {
                Item::Kink(NonsmoothSet { reason: Reason::Kink { of }, .. }) => Some(of.clone()),
                _ => None,
            })
            .collect();
        NonsmoothSet {
            set: sets.join(", "),
            sample,
            value: sum(dag, &values),
            nature: self.verdict(&kinds, None).0,
            because: String::new(),
            reason: Reason::Kink { of: of.join(", ") },
        }
    }

    fn family(&self, dag: &mut Dag, parts: &[Item<'_>]) -> Family {
        let coordinates: Vec<&[Number]> = parts.iter().map(Item::coordinates).collect();
        let values: Vec<&Number> = parts.iter().map(Item::value).collect();
        let kinds: Vec<(Nature, Option<bool>)> = parts.iter().map(Item::kind).collect();
        let inertia = total(parts.iter().map(|item| match item {
            Item::Point(p) => p.inertia,
            Item::Family(f) => f.inertia,
            Item::Kink(_) => None,
        }));
        let globals = parts.iter().map(|item| match item {
            Item::Point(p) => p.global,
            Item::Family(f) => f.global,
            Item::Kink(_) => GlobalKind::Unknown,
        });
        let (nature, strict, reason) = self.verdict(&kinds, inertia);
        let mut periods = Vec::new();
        for (answer, item) in self.answers.iter().zip(parts) {
            let Item::Family(f) = item else { continue };
            for period in &f.periods {
                let mut whole = vec!["0".to_string(); self.n];
                for (&i, x) in answer.part.positions.iter().zip(period) {
                    whole[i].clone_from(x);
                }
                periods.push(whole);
            }
        }
        Family {
            name: String::new(),
            point: self.spread(&coordinates),
            periods,
            value: sum(dag, &values),
            inertia,
            nature,
            strict,
            degenerate: inertia.is_some_and(|i| i.zero > 0),
            global: global(nature, globals),
            because: String::new(),
            reason,
        }
    }

    /// The sum takes the signs that its parts take.
    fn verdict(
        &self,
        parts: &[(Nature, Option<bool>)],
        inertia: Option<Inertia>,
    ) -> (Nature, Option<bool>, Reason) {
        let takes = |sign: Nature| {
            let both = [Nature::Saddle, Nature::Inflection];
            parts.iter().any(|(n, _)| *n == sign || both.contains(n))
        };
        let (above, below) = (takes(Nature::LocalMinimum), takes(Nature::LocalMaximum));
        let unknown = parts.iter().any(|(n, _)| *n == Nature::Undetermined);
        let all_strict = match parts.iter().any(|(_, strict)| *strict == Some(false)) {
            true => Some(false),
            false => parts.iter().all(|(_, strict)| strict.is_some()).then_some(true),
        };
        let indefinite = inertia.is_some_and(|i| i.positive > 0 && i.negative > 0);
        let (nature, strict) = match (above, below, unknown) {
            (true, true, _) => (Nature::Saddle, Some(indefinite)),
            (_, _, true) => (Nature::Undetermined, None),
            (true, false, false) => (Nature::LocalMinimum, all_strict),
            (false, true, false) => (Nature::LocalMaximum, all_strict),
            (false, false, false) => (Nature::Constant, Some(false)),
        };
        let reason = match inertia {
            Some(i) if indefinite => Reason::Indefinite { inertia: i },
            Some(i) if i.zero == 0 && i.negative == 0 => Reason::PositiveDefinite,
            Some(i) if i.zero == 0 && i.positive == 0 => Reason::NegativeDefinite,
            _ => Reason::SumOfBlocks {
                blocks: self.answers.iter().map(|a| a.names.clone()).collect(),
                parts: parts.iter().map(|(n, _)| *n).collect(),
            },
        };
        (nature, strict, reason)
    }
}

fn total(parts: impl Iterator<Item = Option<Inertia>>) -> Option<Inertia> {
    let zero = Inertia { positive: 0, negative: 0, zero: 0 };
    parts.into_iter().try_fold(zero, |a, b| {
        let b = b?;
        Some(Inertia {
            positive: a.positive + b.positive,
            negative: a.negative + b.negative,
            zero: a.zero + b.zero,
        })
    })
}

/// A sum is least exactly where all its parts are.
fn global(nature: Nature, parts: impl Iterator<Item = GlobalKind>) -> GlobalKind {
    let all: Vec<GlobalKind> = parts.collect();
    let wanted = match nature {
        Nature::LocalMinimum => GlobalKind::Minimum,
        Nature::LocalMaximum => GlobalKind::Maximum,
        Nature::Saddle | Nature::Inflection => return GlobalKind::No,
        Nature::Constant | Nature::Undetermined => return GlobalKind::Unknown,
    };
    if all.iter().all(|g| *g == wanted) {
        wanted
    } else if all.contains(&GlobalKind::No) {
        GlobalKind::No
    } else {
        GlobalKind::Unknown
    }
}

/// The sum of numbers: exact if all are.
fn sum(dag: &mut Dag, parts: &[&Number]) -> Number {
    let none: &[&str] = &[];
    let exact: Option<Vec<Expr>> =
        parts.iter().map(|n| read(dag, n.exact.as_ref()?, none).ok()).collect();
    if let Some(all) = exact {
        let total = dag.sum(all);
        return constant(dag, total);
    }
    let near: Option<Vec<Interval>> = parts.iter().map(|n| enclosure(dag, n)).collect();
    let Some(near) = near else { return Number::default() };
    let zero = Interval::exact(&Rational::zero(), 256);
    let total = near.iter().fold(zero, |a, b| a.add(b));
    let number = enclosed(|_| Some(total.clone()));
    match number.enclosure {
        Some(_) => number,
        None => Number {
            enclosure: Some([total.lower().to_string(), total.upper().to_string()]),
            ..Number::default()
        },
    }
}

fn enclosure(dag: &mut Dag, number: &Number) -> Option<Interval> {
    let none: &[&str] = &[];
    if let Some(text) = &number.exact {
        let e = read(dag, text, none).ok()?;
        return dag.enclosure(e, 256);
    }
    let [low, high] = number.enclosure.as_ref()?;
    Some(Interval::new(&low.parse().ok()?, &high.parse().ok()?, 256))
}

fn completeness(problem: &Problem, answers: &[Answer]) -> Completeness {
    let mut reasons = vec![WhyComplete::Separate { parts: answers.len() }];
    let all = || answers.iter().map(|a| &a.document.completeness);
    let pieces = all().flat_map(|c| &c.reasons).map(|why| match why {
        WhyComplete::OneVariable { pieces } => *pieces,
        _ => 0,
    });
    let pieces = pieces.sum();
    if pieces > 0 {
        reasons.push(WhyComplete::OneVariable { pieces });
    }
    for why in [WhyComplete::OutsideOpen, WhyComplete::BoundaryNotStudied] {
        if all().any(|c| c.reasons.contains(&why)) {
            reasons.push(why);
        }
    }
    let boxes: Vec<&str> =
        all().filter(|c| c.status == Status::ProvedInBox).map(|c| c.region.as_str()).collect();
    let (status, region) = match boxes.is_empty() {
        true => (Status::Proved, region_text(problem)),
        false => (Status::ProvedInBox, boxes.join(", ")),
    };
    Completeness { status, region, why: String::new(), reasons, left: Vec::new() }
}
