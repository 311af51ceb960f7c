//! Continua of the whole loss: products of a continuum of some part with points or continua
//! of the others.

use super::eigen::{eigenvalues, entries};
use super::express::Names;
use super::extreme::{Extremes, value_at};
use super::numbers::{Quantity, field_element, rational, short};
use super::part::{PartAnswer, PartContinuum, PartPoint};
use super::points::{Located, by_expression, by_global, global_of, minimum_ratio};
use super::relations::{Relations, both, cut, equal, nonzero, text};
use super::verdicts::{Wording, combined, inertia, names_of, nature};
use crate::budget::{Budget, Exhausted};
use crate::classify::{Piece, ScaledMatrix, Value, Verdict, descent, higher_descent};
use crate::expr::print::input;
use crate::expr::{Dag, Expr};
use crate::linalg::Inertia;
use crate::number::Rational;
use crate::polynomial::Poly;
use crate::polynomial::algebraic::FieldElement;
use crate::polynomial::multivariate::{factor, gcd};
use crate::result::{Continuum, GlobalKind, Number, Parametrization, Stratum};
use crate::solve::Component;

/// What a part contributes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Share<'a> {
    Point(&'a PartPoint, usize),
    Set(&'a PartContinuum, usize),
}

/// One share of every part, at least one of them a set.
pub(super) type Product<'a> = Vec<(&'a PartAnswer, Share<'a>)>;

/// All products that contain a continuum, the larger and lower ones first.
pub(super) fn products(answers: &[PartAnswer]) -> Vec<Product<'_>> {
    if answers.iter().all(|answer| answer.continua.is_empty()) {
        return Vec::new();
    }
    let mut all: Vec<Product<'_>> = vec![Vec::new()];
    for answer in answers {
        let sets = answer.continua.iter().enumerate().map(|(k, c)| Share::Set(c, k));
        let points = answer.points.iter().enumerate().map(|(k, p)| Share::Point(p, k));
        let shares: Vec<Share<'_>> = sets.chain(points).collect();
        let mut longer = Vec::new();
        for product in &all {
            for share in &shares {
                let mut next = product.clone();
                next.push((answer, *share));
                longer.push(next);
            }
        }
        all = longer;
    }
    let is_set = |(_, share): &(&PartAnswer, Share<'_>)| matches!(share, Share::Set(_, _));
    all.retain(|product| product.iter().any(is_set));
    all
}

/// A product as data of the result.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn continuum(
    dag: &mut Dag,
    name: String,
    product: &Product<'_>,
    extremes: &[Extremes],
    n: usize,
    budget: &Budget,
) -> Result<Continuum, Exhausted> {
    let mut equations = Vec::new();
    let mut inequalities = Vec::new();
    let mut dimension = 0;
    for (answer, share) in product {
        let names = names_of(dag, &answer.names, answer.part.variables.len());
        match share {
            Share::Set(set, _) => {
                dimension += set.component.dimension();
                let c = &set.component;
                if let Some(orbit) = &c.orbit {
                    let (zero, besides) =
                        super::orbits::relations(dag, answer, &names, orbit, budget)?;
                    equations.extend(zero);
                    inequalities.extend(besides);
                    continue;
                }
                let irrational = c.fixed.iter().filter(|(_, x)| x.as_rational().is_none());
                let irrational: Vec<_> = irrational.collect();
                let spelling = spelling(dag, answer, c, budget)?;
                for p in c.equations() {
                    let own = p.variables();
                    if !irrational.iter().any(|(var, _)| own.as_slice() == [*var]) {
                        equations.push(spelling.text(dag, &p));
                    }
                }
                for (var, x) in irrational.into_iter().filter(|(var, _)| *var < c.space()) {
                    let number = field_element(x, budget)?;
                    let (zero, besides) = pinned(dag, &names[*var], x, &number, budget)?;
                    equations.extend(zero);
                    inequalities.extend(besides);
                }
                inequalities.extend(outside(dag, answer, &set.component, budget)?);
            }
            Share::Point(point, _) => {
                for (name, x) in names.iter().zip(&point.point.coordinates) {
                    let number = field_element(x, budget)?;
                    let (zero, besides) = pinned(dag, name, x, &number, budget)?;
                    equations.extend(zero);
                    inequalities.extend(besides);
                }
            }
        }
    }
    let strata = strata(dag, product, extremes, n, budget)?;
    let value = match value(product) {
        Some(value) => value.number(dag, budget)?,
        None => by_expression(dag, &losses(product), budget)?,
    };
    Ok(Continuum {
        name,
        dimension,
        equations,
        inequalities,
        parametrization: parametrization(dag, product, n, budget)?,
        value,
        strata,
        leaf: Vec::new(),
    })
}

/// The names of the variables, and for a part of a set the number that its letter stands for.
fn spelling(
    dag: &mut Dag,
    answer: &PartAnswer,
    c: &Component,
    budget: &Budget,
) -> Result<Names, Exhausted> {
    let letter = c.fixed.iter().find(|(var, _)| *var >= c.space());
    let number = match letter {
        Some((_, x)) => short(dag, x, budget)?,
        None => None,
    };
    Ok(number.map_or_else(|| answer.names.clone(), |e| answer.names.with(e)))
}

/// x = number as an expression that is zero, with inequalities if it has other roots.
fn pinned(
    dag: &mut Dag,
    name: &str,
    x: &FieldElement,
    number: &Number,
    budget: &Budget,
) -> Result<(Option<String>, Vec<String>), Exhausted> {
    if let Some(value) = short(dag, x, budget)? {
        let symbol = dag.symbol(name);
        let variable = dag.variable(symbol);
        let difference = dag.sub(variable, value);
        return Ok((Some(input(dag, difference)), Vec::new()));
    }
    let mut relations = equal(name, number);
    let zero = (!relations.is_empty()).then(|| relations.remove(0));
    Ok((zero.map(|r| r.trim_end_matches(" = 0").to_string()), relations))
}

/// Denominators and excluded polynomials of a component that do not vanish on it anyway.
fn outside(
    dag: &mut Dag,
    answer: &PartAnswer,
    component: &Component,
    budget: &Budget,
) -> Result<Vec<String>, Exhausted> {
    let mut all = Vec::new();
    for p in &component.nonzero {
        let mut equations = component.equations();
        equations.push(p.clone());
        let system = crate::solve::System::new(component.nvars, equations);
        let meets = crate::solve::solve(&system, budget);
        let empty =
            meets.is_complete() && meets.sets.points.is_empty() && meets.sets.components.is_empty();
        if !empty {
            all.push(format!("{} != 0", answer.names.text(dag, p)));
        }
    }
    for s in &answer.prepared.system.signs {
        let sign = if s.strict { ">" } else { ">=" };
        all.push(format!("{} {sign} 0", answer.names.text(dag, &s.poly)));
    }
    Ok(all)
}

/// The parts of L with the variables' values at a sample.
fn losses(product: &Product<'_>) -> Vec<Located> {
    let mut all = Vec::new();
    for (answer, share) in product {
        let point = match share {
            Share::Point(point, _) => Some(&point.point),
            Share::Set(set, _) => set.pieces.first().map(|piece| &piece.sample.point),
        };
        let Some(point) = point else { return Vec::new() };
        let symbols = answer.part.variables.iter().copied();
        let at = symbols.zip(point.coordinates.iter().cloned()).collect();
        all.push(Located { loss: answer.part.loss, at });
    }
    all
}

fn value(product: &Product<'_>) -> Option<Quantity> {
    let part = |(answer, share): &(&PartAnswer, Share<'_>)| -> Option<Value> {
        match share {
            Share::Point(point, _) => point.facts.value.clone(),
            Share::Set(set, _) => value_at(answer, set.pieces.first()?),
        }
    };
    Some(Quantity { parts: product.iter().map(part).collect::<Option<Vec<_>>>()? })
}

/// A piece of a product.
struct Cell<'a> {
    shares: Vec<(&'a PartAnswer, CellShare<'a>)>,
}

#[derive(Clone, Copy)]
enum CellShare<'a> {
    Point(&'a PartPoint),
    Piece(&'a Piece),
}

impl CellShare<'_> {
    fn verdict(&self) -> &Verdict {
        match self {
            CellShare::Point(p) => &p.facts.verdict,
            CellShare::Piece(p) => &p.verdict,
        }
    }

    fn inertia(&self) -> Option<Inertia> {
        match self {
            CellShare::Point(p) => p.facts.inertia,
            CellShare::Piece(p) => p.inertia,
        }
    }

    fn sample(&self) -> &crate::solve::ZeroPoint {
        match self {
            CellShare::Point(p) => &p.point,
            CellShare::Piece(p) => &p.sample.point,
        }
    }

    fn hessian(&self) -> Option<&ScaledMatrix> {
        match self {
            CellShare::Point(p) => p.facts.hessian.as_ref(),
            CellShare::Piece(p) => p.sample.hessian.as_ref(),
        }
    }
}

fn strata(
    dag: &mut Dag,
    product: &Product<'_>,
    extremes: &[Extremes],
    n: usize,
    budget: &Budget,
) -> Result<Vec<Stratum>, Exhausted> {
    let mut cells = vec![Cell { shares: Vec::new() }];
    for (answer, share) in product {
        let choices: Vec<CellShare<'_>> = match share {
            Share::Point(point, _) => vec![CellShare::Point(point)],
            Share::Set(set, _) => set.pieces.iter().map(CellShare::Piece).collect(),
        };
        let mut longer = Vec::new();
        for cell in &cells {
            for choice in &choices {
                let mut shares = cell.shares.clone();
                shares.push((*answer, *choice));
                longer.push(Cell { shares });
            }
        }
        cells = longer;
    }
    let global = global(product, extremes);
    cells.iter().map(|cell| stratum(dag, cell, global, n, budget)).collect()
}

fn global(product: &Product<'_>, extremes: &[Extremes]) -> GlobalKind {
    global_of(product.iter().zip(extremes).map(|((_, share), e)| {
        let extreme = match share {
            Share::Point(_, k) => e.points.get(*k),
            Share::Set(_, k) => e.continua.get(*k),
        };
        extreme.map_or((None, None), |e| (e.least, e.largest))
    }))
}

fn stratum(
    dag: &mut Dag,
    cell: &Cell<'_>,
    global: GlobalKind,
    n: usize,
    budget: &Budget,
) -> Result<Stratum, Exhausted> {
    let groups: Vec<Vec<String>> =
        cell.shares.iter().map(|(a, _)| names_of(dag, &a.names, a.part.variables.len())).collect();
    let mut relations: Relations = vec![vec![]];
    let mut sample = vec![rational(&Rational::zero()); n];
    let mut matrix = Some(vec![vec![rational(&Rational::zero()); n]; n]);
    let mut spectrum = Some(Vec::new());
    let mut total = Some(Inertia::default());
    for ((answer, share), names) in cell.shares.iter().zip(&groups) {
        let positions = &answer.part.positions;
        for (i, x) in share.sample().coordinates.iter().enumerate() {
            sample[positions[i]] = field_element(x, budget)?;
        }
        if let CellShare::Piece(piece) = share {
            relations = both(&relations, &place(dag, names, piece, budget)?);
        }
        total = match (total, share.inertia()) {
            (Some(sum), Some(i)) => Some(sum + i),
            _ => None,
        };
        match share.hessian() {
            Some(h) => {
                let block = entries(dag, h, budget)?;
                if let Some(matrix) = &mut matrix {
                    for (i, row) in block.into_iter().enumerate() {
                        for (j, entry) in row.into_iter().enumerate() {
                            matrix[positions[i]][positions[j]] = entry;
                        }
                    }
                }
                if let Some(all) = &mut spectrum {
                    all.extend(eigenvalues(dag, h, budget)?);
                }
            }
            None => (matrix, spectrum) = (None, None),
        }
    }
    let parts: Vec<_> = cell
        .shares
        .iter()
        .map(|(answer, share)| {
            let lower = answer.landscape.lower.as_ref();
            let upper = answer.landscape.upper.as_ref();
            (share.verdict(), Wording { lower, upper, base: &[] })
        })
        .collect();
    let verdict = by_global(combined(dag, &parts, &groups, total), global, false);
    let decided = nature(verdict.nature, n);
    let extremum = matches!(
        decided,
        crate::result::Nature::LocalMinimum | crate::result::Nature::LocalMaximum
    );
    if let Some(all) = &mut spectrum {
        all.sort_by(|a, b| {
            a.approximate.partial_cmp(&b.approximate).unwrap_or(std::cmp::Ordering::Equal)
        });
    }
    Ok(Stratum {
        r#where: text(&relations),
        sample,
        hessian: matrix,
        inertia: total.map(inertia),
        eigenvalues: along(dag, cell, total, n),
        sample_eigenvalues: spectrum.map(|all| all.into_iter().map(|e| e.number).collect()),
        minimum_ratio: total.map(|i| minimum_ratio(i, n)),
        nature: decided,
        strict: verdict.strict.map(|strict| strict && !extremum),
        global: match (global, decided) {
            (GlobalKind::Unknown, crate::result::Nature::Saddle) => GlobalKind::No,
            (known, _) => known,
        },
        because: String::new(),
        reason: verdict.reason,
        escape: escape(dag, cell, n, budget)?,
    })
}

/// Where a piece lies, as relations.
fn place(
    dag: &Dag,
    names: &[String],
    piece: &Piece,
    budget: &Budget,
) -> Result<Relations, Exhausted> {
    let mut all: Relations = vec![vec![]];
    for c in &piece.cuts {
        all = both(&all, &cut(dag, names, c, budget)?);
    }
    Ok(all)
}

/// The eigenvalues along a piece of rank one: zeros and the trace.
fn along(dag: &mut Dag, cell: &Cell<'_>, total: Option<Inertia>, n: usize) -> Vec<String> {
    let ([(answer, _)], Some(inertia)) = (cell.shares.as_slice(), total) else {
        return Vec::new();
    };
    if inertia.rank() != 1 || !answer.landscape.is_polynomial() {
        return Vec::new();
    }
    let diagonal: Vec<Expr> =
        (0..n).map(|i| answer.names.fraction(dag, &answer.landscape.hessian[i][i])).collect();
    let trace = dag.sum(diagonal);
    let mut all = vec!["0".to_string(); n - 1];
    let place = if inertia.positive == 1 { n - 1 } else { 0 };
    all.insert(place, input(dag, trace));
    all
}

fn escape(
    dag: &mut Dag,
    cell: &Cell<'_>,
    n: usize,
    budget: &Budget,
) -> Result<Option<crate::result::Escape>, Exhausted> {
    for (answer, share) in &cell.shares {
        let negative = share.inertia().is_some_and(|i| i.negative > 0);
        let found = match share.hessian().filter(|_| negative) {
            Some(h) => descent(&answer.landscape, h, share.sample(), budget)?,
            None => higher_descent(&answer.landscape, share.verdict(), share.sample(), budget)?,
        };
        if let Some(d) = found {
            let positions = &answer.part.positions;
            return super::points::escape_of(dag, &d, positions, n, budget);
        }
    }
    Ok(None)
}

/// The map from parameters, if every set of the product has one.
fn parametrization(
    dag: &mut Dag,
    product: &Product<'_>,
    n: usize,
    budget: &Budget,
) -> Result<Option<Parametrization>, Exhausted> {
    let count: usize = product
        .iter()
        .map(|(_, share)| match share {
            Share::Set(set, _) => set.component.dimension(),
            Share::Point(_, _) => 0,
        })
        .sum();
    let mut letters = letters(dag, product, count).into_iter();
    let mut parameters = Vec::new();
    let mut map = vec![String::new(); n];
    let mut domain = Vec::new();
    for (answer, share) in product {
        let positions = &answer.part.positions;
        match share {
            Share::Point(point, _) => {
                for (i, x) in point.point.coordinates.iter().enumerate() {
                    let Some(value) = short(dag, x, budget)? else { return Ok(None) };
                    map[positions[i]] = input(dag, value);
                }
            }
            Share::Set(set, _) => {
                if let Some(orbit) = &set.component.orbit {
                    let own: Vec<String> = letters.by_ref().take(orbit.circles.len()).collect();
                    let Some(values) = super::orbits::map(dag, orbit, &own, budget)? else {
                        return Ok(None);
                    };
                    for (i, e) in values.into_iter().enumerate() {
                        map[positions[i]] = input(dag, e);
                    }
                    parameters.extend(own);
                    continue;
                }
                let Some(c) = &set.parametrized else { return Ok(None) };
                let own: Vec<String> = letters.by_ref().take(c.tied.len()).collect();
                let Some(values) = values(dag, answer, c, &own, budget)? else { return Ok(None) };
                for (i, e) in values.into_iter().enumerate() {
                    map[positions[i]] = input(dag, e);
                }
                domain.extend(parameter_domain(answer, c, &own, budget)?);
                parameters.extend(own);
            }
        }
    }
    let free = || parameters.iter().map(|p| format!("{p} in R")).collect::<Vec<_>>().join(", ");
    let domain = if domain.is_empty() { free() } else { domain.join(", ") };
    Ok(Some(Parametrization { parameters, map, domain }))
}

/// Letters that are no variables.
fn letters(dag: &Dag, product: &Product<'_>, count: usize) -> Vec<String> {
    let used: Vec<String> =
        product.iter().flat_map(|(a, _)| names_of(dag, &a.names, a.part.variables.len())).collect();
    let wanted = match count {
        1 => vec!["t", "s", "u"],
        _ => vec!["s", "t", "u", "v"],
    };
    let names = wanted.into_iter().map(String::from).chain((1..).map(|k| format!("t{k}")));
    names.filter(|name| !used.contains(name)).take(count).collect()
}

/// The variables of a part as expressions in the parameters.
fn values(
    dag: &mut Dag,
    answer: &PartAnswer,
    c: &Component,
    letters: &[String],
    budget: &Budget,
) -> Result<Option<Vec<Expr>>, Exhausted> {
    let mut known: Vec<(crate::expr::Symbol, Expr)> = Vec::new();
    for (var, letter) in c.tied.iter().zip(letters) {
        let letter = dag.symbol(letter);
        known.push((answer.part.variables[*var], dag.variable(letter)));
    }
    let names = spelling(dag, answer, c, budget)?;
    for (var, x) in c.fixed.iter().filter(|(var, _)| *var < c.space()) {
        let Some(value) = short(dag, x, budget)? else { return Ok(None) };
        known.push((answer.part.variables[*var], value));
    }
    for s in c.solved.iter().rev() {
        let (num, den) = (names.poly(dag, &s.num), names.poly(dag, &s.den));
        let quotient = dag.div(num, den);
        let value = dag.substitute(quotient, &known);
        known.push((answer.part.variables[s.var], value));
    }
    let value = |v: &crate::expr::Symbol| known.iter().find(|(s, _)| s == v).map(|(_, e)| *e);
    Ok(answer.part.variables.iter().map(value).collect())
}

/// Where the parameters may run.
fn parameter_domain(
    answer: &PartAnswer,
    c: &Component,
    letters: &[String],
    budget: &Budget,
) -> Result<Vec<String>, Exhausted> {
    let _ = answer;
    let mut all = Vec::new();
    for p in c.denominators().iter().chain(&c.nonzero) {
        let mut on = Poly::zero(c.nvars);
        for part in c.restrict(p) {
            on = gcd(&on, &part, budget)?;
        }
        for (f, _) in factor(&on, budget)?.factors {
            if let [var] = f.variables().as_slice()
                && let Some(k) = c.tied.iter().position(|v| v == var)
                && let Some(h) = f.to_univariate(*var)
            {
                for relation in nonzero(&h, &letters[k], budget)? {
                    if !all.contains(&relation) {
                        all.push(relation);
                    }
                }
            }
        }
    }
    Ok(all)
}
