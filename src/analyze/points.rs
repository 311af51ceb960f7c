//! Isolated points of the whole loss: products of the points of its parts.

use super::asked::constant;
use super::eigen::{eigenvalues, entries};
use super::extreme::Extremes;
use super::generator::relations;
use super::leads::leads;
use super::numbers::{Quantity, enclosed, field_element, of_point, rational, short};
use super::part::{PartAnswer, PartPoint};
use super::verdicts::{Combined, Wording, combined, inertia, names_of, nature, polynomial};
use crate::budget::{Budget, Exhausted};
use crate::classify::{Descent, End, Nature};
use crate::expr::print::input;
use crate::expr::{Dag, Expr, Symbol};
use crate::linalg::Inertia;
use crate::number::{Interval, Rational, RealField};
use crate::polynomial::algebraic::FieldElement;
use crate::result::{Escape, GlobalKind, Location, Multiplicity, Number, Point, Singularity};
use std::cmp::Ordering;

/// One choice of a point in every part.
#[derive(Debug)]
pub(super) struct Choice<'a> {
    pub(super) parts: Vec<(&'a PartAnswer, &'a PartPoint, usize)>,
}

impl Choice<'_> {
    /// Coordinates in the order of all variables.
    pub(super) fn coordinates(&self, n: usize) -> Vec<FieldElement> {
        let mut all: Vec<Option<FieldElement>> = vec![None; n];
        for (answer, point, _) in &self.parts {
            for (local, &global) in self.positions(answer).iter().enumerate() {
                all[global] = point.point.coordinates.get(local).cloned();
            }
        }
        all.into_iter().flatten().collect()
    }

    /// Where the variables of a part stand among those of the choice; a part on its own has
    /// only its own.
    fn positions(&self, answer: &PartAnswer) -> Vec<usize> {
        match self.parts.as_slice() {
            [_] => (0..answer.part.positions.len()).collect(),
            _ => answer.part.positions.clone(),
        }
    }

    /// L there, as a sum over the parts.
    pub(super) fn value(&self) -> Option<Quantity> {
        let parts = self.parts.iter().map(|(_, p, _)| p.facts.value.clone());
        Some(Quantity { parts: parts.collect::<Option<Vec<_>>>()? })
    }

    /// Over ℂ: the product of those of the parts.
    fn multiplicity(&self) -> Option<Multiplicity> {
        let parts = self.parts.iter().map(|(_, p, _)| p.multiplicity);
        parts.reduce(|a, b| a?.times(b?)).flatten()
    }

    /// The parts of L with the variables' values.
    fn losses(&self) -> Vec<Located> {
        let located = |(answer, point, _): &(&PartAnswer, &PartPoint, usize)| Located {
            loss: answer.part.loss,
            at: answer
                .part
                .variables
                .iter()
                .copied()
                .zip(point.point.coordinates.iter().cloned())
                .collect(),
        };
        self.parts.iter().map(located).collect()
    }

    fn inertia(&self) -> Option<Inertia> {
        let parts = self.parts.iter().map(|(_, p, _)| p.facts.inertia);
        parts.sum_all()
    }
}

/// An expression with values of its symbols.
pub(super) struct Located {
    pub(super) loss: Expr,
    pub(super) at: Vec<(Symbol, FieldElement)>,
}

/// The sum of expressions at points, for L that is no sum of algebraic numbers times
/// exponentials.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn by_expression(
    dag: &mut Dag,
    parts: &[Located],
    budget: &Budget,
) -> Result<Number, Exhausted> {
    if parts.is_empty() {
        return Ok(Number::default());
    }
    let mut exact = Vec::new();
    for part in parts {
        let mut at = Vec::new();
        for (symbol, x) in &part.at {
            at.extend(short(dag, x, budget)?.map(|value| (*symbol, value)));
        }
        if at.len() == part.at.len() {
            exact.push(dag.substitute(part.loss, &at));
        }
    }
    if exact.len() == parts.len() {
        let sum = dag.sum(exact);
        return Ok(constant(dag, sum));
    }
    Ok(enclosed(|prec| {
        let mut sum = Interval::exact(&Rational::zero(), prec);
        for part in parts {
            let at = part.at.iter().map(|(s, x)| (*s, x.enclosure(prec))).collect();
            sum = sum.add(&dag.enclosure_at(part.loss, prec, &at)?);
        }
        Some(sum)
    }))
}

/// Sums an iterator of optional inertias.
trait SumAll {
    fn sum_all(self) -> Option<Inertia>;
}

impl<I: Iterator<Item = Option<Inertia>>> SumAll for I {
    fn sum_all(mut self) -> Option<Inertia> {
        self.try_fold(Inertia::default(), |sum, i| Some(sum + i?))
    }
}

/// All choices, ordered by value and then by coordinates, the first one descending.
pub(super) fn choices(answers: &[PartAnswer]) -> Vec<Choice<'_>> {
    let mut all = vec![Choice { parts: Vec::new() }];
    for answer in answers {
        let mut longer = Vec::new();
        for choice in &all {
            for (k, point) in answer.points.iter().enumerate() {
                let mut parts = choice.parts.clone();
                parts.push((answer, point, k));
                longer.push(Choice { parts });
            }
        }
        all = longer;
    }
    let n = answers.iter().map(|a| a.part.positions.len()).sum();
    let mut keyed: Vec<(Key, Choice<'_>)> = all.into_iter().map(|c| (Key::of(&c, n), c)).collect();
    keyed.sort_by(|a, b| a.0.compare(&b.0));
    keyed.into_iter().map(|(_, choice)| choice).collect()
}

/// Bits to which values are compared for the order of printing; equal beyond that.
const SORTING: u32 = 128;

/// Enclosures of the value and the coordinates, for the order of printing only.
struct Key {
    value: Option<Interval>,
    coordinates: Vec<Interval>,
}

impl Key {
    fn of(choice: &Choice<'_>, n: usize) -> Key {
        Key {
            value: choice.value().and_then(|v| v.enclosure(SORTING)),
            coordinates: choice.coordinates(n).iter().map(|x| x.enclosure(SORTING)).collect(),
        }
    }

    fn compare(&self, other: &Key) -> Ordering {
        let by_value = match (&self.value, &other.value) {
            (Some(a), Some(b)) => order(a, b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        let pairs = self.coordinates.iter().zip(&other.coordinates);
        let mut by_coordinates = pairs.map(|(x, y)| order(y, x));
        by_value
            .then_with(|| by_coordinates.find(|o| *o != Ordering::Equal).unwrap_or(Ordering::Equal))
    }
}

fn order(a: &Interval, b: &Interval) -> Ordering {
    if a.certainly_less(b) {
        Ordering::Less
    } else if b.certainly_less(a) {
        Ordering::Greater
    } else {
        Ordering::Equal
    }
}

/// The point as data of the result.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn point(
    dag: &mut Dag,
    name: String,
    choice: &Choice<'_>,
    extremes: &[Extremes],
    n: usize,
    budget: &Budget,
) -> Result<Point, Exhausted> {
    let coordinates = choice.coordinates(n);
    let numbers: Vec<Number> =
        coordinates.iter().map(|x| of_point(x, budget)).collect::<Result<_, _>>()?;
    let relations = related(dag, choice, &numbers, budget)?;
    let value = match choice.value() {
        Some(value) => value.number(dag, budget)?,
        None => by_expression(dag, &choice.losses(), budget)?,
    };
    let total = choice.inertia();
    let combined = combine(dag, choice, total);
    let Combined { nature: kind, strict, reason } =
        by_global(combined, global(choice, extremes), true);
    let (hessian, spectrum) = spectrum(dag, choice, n, budget)?;
    let eigenvectors = match &spectrum {
        Some(all) if all.iter().all(|e| e.1.is_some()) => {
            all.iter().filter_map(|e| e.1.clone()).collect()
        }
        _ => Vec::new(),
    };
    Ok(Point {
        name,
        location: Location::Interior,
        relations,
        coordinates: numbers,
        value,
        hessian,
        inertia: total.map(inertia),
        eigenvalues: spectrum.map(|all| all.into_iter().map(|e| e.0).collect()),
        eigenvectors,
        minimum_ratio: total.map(|i| minimum_ratio(i, n)),
        nature: nature(kind, n),
        strict,
        degenerate: total.is_none_or(|i| i.zero > 0),
        multiplicity: choice.multiplicity(),
        singularity: singularity(choice),
        global: global(choice, extremes),
        because: String::new(),
        reason,
        taylor: None,
        escape: escape(dag, choice, n, budget)?,
        leaf: Vec::new(),
    })
}

/// The kind of the singularity: that of the one degenerate part, the corank alone if there
/// are several.
fn singularity(choice: &Choice<'_>) -> Option<Singularity> {
    let parts: Vec<_> =
        choice.parts.iter().filter_map(|(_, p, _)| p.facts.singularity.as_ref()).collect();
    let (milnor, name) = match parts.as_slice() {
        [] => return None,
        [one] => (one.milnor, one.name.clone()),
        // μ of a sum of functions of separate variables is the product.
        several => (several.iter().map(|s| s.milnor).product(), sum_name(several)),
    };
    let corank = parts.iter().map(|s| s.corank).sum();
    Some(Singularity { corank, milnor_number: milnor, name })
}

/// The name of uᵃ ± vᵇ in Arnold's list.
fn sum_name(parts: &[&crate::classify::Singularity]) -> Option<String> {
    let [a, b] = parts else { return None };
    if a.corank != 1 || b.corank != 1 {
        return None;
    }
    let name = match (a.milnor.min(b.milnor)?, a.milnor.max(b.milnor)?) {
        (2, 2) => "D4+",
        (2, 3) => "E6",
        (2, 4) => "E8",
        (3, 3) => "X9",
        _ => return None,
    };
    Some(name.to_string())
}

/// Relations between the coordinates of each part.
fn related(
    dag: &mut Dag,
    choice: &Choice<'_>,
    numbers: &[Number],
    budget: &Budget,
) -> Result<Vec<String>, Exhausted> {
    let mut all = Vec::new();
    for (answer, point, _) in &choice.parts {
        let positions = choice.positions(answer);
        let own: Vec<&Number> = positions.iter().filter_map(|&k| numbers.get(k)).collect();
        if own.len() == answer.part.variables.len() {
            all.extend(relations(dag, &answer.part.variables, point, &own, budget)?);
        }
    }
    Ok(all)
}

fn combine(dag: &mut Dag, choice: &Choice<'_>, total: Option<Inertia>) -> Combined {
    let groups: Vec<Vec<String>> = choice
        .parts
        .iter()
        .map(|(a, _, _)| names_of(dag, &a.names, a.part.variables.len()))
        .collect();
    let parts: Vec<_> = choice
        .parts
        .iter()
        .map(|(answer, point, _)| {
            let lower = answer.landscape.lower.as_ref();
            let upper = answer.landscape.upper.as_ref();
            (&point.facts.verdict, Wording { lower, upper, base: &[] })
        })
        .collect();
    combined(dag, &parts, &groups, total)
}

/// n₊/n in lowest terms.
pub(super) fn minimum_ratio(inertia: Inertia, n: usize) -> String {
    Rational::fraction(inertia.positive as i64, n.max(1) as i64).to_string()
}

type Entries = Vec<Vec<Number>>;
type Spectrum = Vec<(Number, Option<Vec<Number>>)>;

/// The block-diagonal Hessian and the union of the spectra.
fn spectrum(
    dag: &mut Dag,
    choice: &Choice<'_>,
    n: usize,
    budget: &Budget,
) -> Result<(Option<Entries>, Option<Spectrum>), Exhausted> {
    let mut matrix = vec![vec![rational(&Rational::zero()); n]; n];
    let mut values = Vec::new();
    for (answer, point, _) in &choice.parts {
        let Some(h) = &point.facts.hessian else { return Ok((None, None)) };
        let block = entries(dag, h, budget)?;
        let positions = choice.positions(answer);
        for (i, row) in block.into_iter().enumerate() {
            for (j, entry) in row.into_iter().enumerate() {
                matrix[positions[i]][positions[j]] = entry;
            }
        }
        for eigenvalue in eigenvalues(dag, h, budget)? {
            let vector = match &eigenvalue.vector {
                Some(v) => {
                    let mut whole = vec![rational(&Rational::zero()); n];
                    for (i, x) in v.iter().enumerate() {
                        whole[positions[i]] = field_element(x, budget)?;
                    }
                    Some(whole)
                }
                None => None,
            };
            values.push((eigenvalue.approximate, eigenvalue.number, vector));
        }
    }
    values.sort_by(|a, b| a.0.partial_cmp(&b.0).unwrap_or(Ordering::Equal));
    let values = values.into_iter().map(|(_, number, vector)| (number, vector)).collect();
    Ok((Some(matrix), Some(values)))
}

/// Global extremum of a sum: every part must be at its own.
fn global(choice: &Choice<'_>, extremes: &[Extremes]) -> GlobalKind {
    let all = choice.parts.iter().zip(extremes).map(|((_, _, k), e)| e.points.get(*k).copied());
    global_of(all.map(|e| e.map_or((None, None), |e| (e.least, e.largest))))
}

/// Joins (least, largest) answers of the parts.
pub(super) fn global_of(parts: impl Iterator<Item = (Option<bool>, Option<bool>)>) -> GlobalKind {
    let both = |a: Option<bool>, b: Option<bool>| match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        (None, _) | (_, None) => None,
    };
    let (least, largest) = parts.fold((Some(true), Some(true)), |(l, g), (least, largest)| {
        (both(l, least), both(g, largest))
    });
    match (least, largest) {
        (Some(true), _) => GlobalKind::Minimum,
        (_, Some(true)) => GlobalKind::Maximum,
        (Some(false), Some(false)) => GlobalKind::No,
        (None, _) | (_, None) => GlobalKind::Unknown,
    }
}

/// What is least or largest of all is so nearby.
pub(super) fn by_global(open: Combined, global: GlobalKind, isolated: bool) -> Combined {
    let (nature, least) = match (open.nature, global) {
        (Nature::Undetermined, GlobalKind::Minimum) => (Nature::LocalMinimum, true),
        (Nature::Undetermined, GlobalKind::Maximum) => (Nature::LocalMaximum, false),
        _ => return open,
    };
    let reason = crate::result::Reason::GlobalExtremum { least };
    Combined { nature, strict: Some(isolated), reason }
}

/// A way down in the first part that has one.
fn escape(
    dag: &mut Dag,
    choice: &Choice<'_>,
    n: usize,
    budget: &Budget,
) -> Result<Option<Escape>, Exhausted> {
    for (answer, point, _) in &choice.parts {
        let Some(descent) = &point.descent else { continue };
        let escape = escape_of(dag, descent, &choice.positions(answer), n, budget)?;
        if escape.is_some() {
            return Ok(escape);
        }
    }
    Ok(None)
}

/// A descent as data of the result.
pub(super) fn escape_of(
    dag: &mut Dag,
    descent: &Descent,
    positions: &[usize],
    n: usize,
    budget: &Budget,
) -> Result<Option<Escape>, Exhausted> {
    let curve = match &descent.curve {
        None => Vec::new(),
        // What is said of a curve would be false of the line in which it starts.
        Some(found) => match curve_text(dag, found, budget)? {
            Some(texts) if texts.len() == n => texts,
            Some(_) | None => return Ok(None),
        },
    };
    let mut direction = vec![rational(&Rational::zero()); n];
    for (i, x) in descent.direction.iter().enumerate() {
        direction[positions[i]] = rational(&Rational::from(x));
    }
    let end = match &descent.until {
        Some(End::Never) => infinite(),
        Some(End::At(root)) => super::eigen::root_number(root, budget)?,
        None => Number::default(),
    };
    let rational_along: Option<Vec<Rational>> =
        descent.along.as_ref().and_then(|c| c.iter().map(FieldElement::as_rational).collect());
    let leads = match &rational_along {
        Some(along) => Some(leads(along, budget)?),
        None => None,
    };
    let along = rational_along.map(|c| polynomial(dag, &c));
    let decreases_for = [rational(&Rational::zero()), end];
    Ok(Some(Escape { direction, decreases_for, along, curve, leads }))
}

/// The coordinates of a curve as polynomials in t, if their coefficients have short forms.
fn curve_text(
    dag: &mut Dag,
    curve: &[Vec<FieldElement>],
    budget: &Budget,
) -> Result<Option<Vec<String>>, Exhausted> {
    let t = dag.symbol("t");
    let t = dag.variable(t);
    let mut all = Vec::new();
    for coordinate in curve {
        let mut terms = Vec::new();
        for (k, c) in coordinate.iter().enumerate() {
            let Some(c) = super::numbers::short(dag, c, budget)? else { return Ok(None) };
            let power = dag.power_integer(t, k as i64);
            terms.push(dag.mul(c, power));
        }
        let sum = dag.sum(terms);
        all.push(input(dag, sum));
    }
    Ok(Some(all))
}

fn infinite() -> Number {
    let oo = Some("oo".to_string());
    Number { exact: oo.clone(), decimal: oo, enclosure: None, minimal_polynomial: None }
}
