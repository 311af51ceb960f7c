//! Verdicts of parts into the verdict of their sum, and both into data of the result.

use super::express::Names;
use super::numbers::short;
use crate::budget::Budget;
use crate::classify::{Because, CurveWitness, Jet, Nature, Slice, Splitting, Test, Verdict};
use crate::expr::print::input;
use crate::expr::{Dag, Expr};
use crate::linalg::Inertia;
use crate::number::Rational;
use crate::polynomial::Poly;
use crate::polynomial::algebraic::FieldElement;
use crate::result;
use crate::solve::Fraction;

/// What the parts of a sum say together.
#[derive(Debug, Clone)]
pub(super) struct Combined {
    pub(super) nature: Nature,
    pub(super) strict: Option<bool>,
    pub(super) reason: result::Reason,
}

/// What a verdict needs to be written down.
#[derive(Default)]
pub(super) struct Wording<'a> {
    pub(super) lower: Option<&'a crate::classify::VisibleBound>,
    pub(super) upper: Option<&'a crate::classify::VisibleBound>,
    /// The coordinates of the point, if curves and maps are displacements from it.
    pub(super) base: &'a [Expr],
}

/// The verdict of a sum of functions of separate variables: it takes the signs that its
/// parts take; a part that is locally constant takes none (exact, degenerate or not).
pub(super) fn combined(
    dag: &mut Dag,
    parts: &[(&Verdict, Wording<'_>)],
    groups: &[Vec<String>],
    inertia: Option<Inertia>,
) -> Combined {
    if let [(verdict, wording)] = parts {
        let names = groups.first().map_or(&[][..], Vec::as_slice);
        let reason = reason(dag, verdict, wording, names);
        return Combined { nature: verdict.nature, strict: verdict.strict, reason };
    }
    let takes =
        |sign: Nature| parts.iter().any(|(v, _)| v.nature == sign || v.nature == Nature::Saddle);
    let (above, below) = (takes(Nature::LocalMinimum), takes(Nature::LocalMaximum));
    let unknown = parts.iter().any(|(v, _)| v.nature == Nature::Undetermined);
    // Strict if all parts are; not if one is not; else unknown.
    let all_strict = match parts.iter().any(|(v, _)| v.strict == Some(false)) {
        true => Some(false),
        false => parts.iter().all(|(v, _)| v.strict.is_some()).then_some(true),
    };
    let (nature, strict) = match (above, below, unknown) {
        (true, true, _) => (Nature::Saddle, Some(inertia.is_some_and(Inertia::is_indefinite))),
        (_, _, true) => (Nature::Undetermined, None),
        (true, false, false) => (Nature::LocalMinimum, all_strict),
        (false, true, false) => (Nature::LocalMaximum, all_strict),
        (false, false, false) => (Nature::Constant, Some(false)),
    };
    let by_inertia = inertia.and_then(Verdict::by_inertia).filter(|v| v.nature == nature);
    let reason = match by_inertia {
        Some(verdict) => reason(dag, &verdict, &Wording::default(), &[]),
        None => result::Reason::SumOfBlocks {
            blocks: groups.to_vec(),
            parts: parts.iter().map(|(v, _)| self::nature(v.nature, 2)).collect(),
        },
    };
    Combined { nature, strict, reason }
}

/// The nature in the words of the result; one variable has inflections, not saddles.
pub(super) fn nature(nature: Nature, variables: usize) -> result::Nature {
    match nature {
        Nature::LocalMinimum => result::Nature::LocalMinimum,
        Nature::LocalMaximum => result::Nature::LocalMaximum,
        Nature::Saddle if variables == 1 => result::Nature::Inflection,
        Nature::Saddle => result::Nature::Saddle,
        Nature::Constant => result::Nature::Constant,
        Nature::Undetermined => result::Nature::Undetermined,
    }
}

pub(super) fn inertia(inertia: Inertia) -> result::Inertia {
    let Inertia { positive, negative, zero } = inertia;
    result::Inertia { positive, negative, zero }
}

fn reason(
    dag: &mut Dag,
    verdict: &Verdict,
    wording: &Wording<'_>,
    names: &[String],
) -> result::Reason {
    match &verdict.because {
        Because::Definite(i) if i.negative == 0 => result::Reason::PositiveDefinite,
        Because::Definite(_) => result::Reason::NegativeDefinite,
        Because::Indefinite(i) => result::Reason::Indefinite { inertia: inertia(*i) },
        Because::ZeroDiagonal(variables) => result::Reason::ZeroDiagonal {
            variables: variables.iter().filter_map(|i| names.get(*i).cloned()).collect(),
        },
        Because::LowerBound => result::Reason::LowerBound {
            bound: wording.lower.map_or(String::new(), |b| b.bound.to_string()),
            terms: terms(dag, wording.lower),
        },
        Because::UpperBound => result::Reason::UpperBound {
            bound: wording.upper.map_or(String::new(), |b| b.bound.to_string()),
            terms: terms(dag, wording.upper),
        },
        Because::MorseBott(i) => result::Reason::MorseBott { inertia: inertia(*i) },
        Because::FirstNonzeroDerivative { order, positive } => {
            result::Reason::FirstNonzeroDerivative { order: *order, positive: *positive }
        }
        Because::Curves(curves) => {
            let all: Option<Vec<_>> = curves.iter().map(|c| curve(dag, c, wording.base)).collect();
            let (curves, along) = all.unwrap_or_default().into_iter().unzip();
            result::Reason::CurveWitness { curves, along }
        }
        Because::Splitting(splitting, form) => {
            let SplitTexts { letters, map, tied } =
                split_texts(dag, splitting, names, wording.base);
            let lowest = jet(dag, form, &letters).unwrap_or_default();
            let order = u32::from(splitting.order);
            result::Reason::Splitting { letters, map, tied, order, lowest }
        }
        Because::Sectors(splitting, found, cut) => {
            let SplitTexts { letters, map, tied } =
                split_texts(dag, splitting, names, wording.base);
            result::Reason::Sectors {
                letters,
                map,
                tied,
                order: u32::from(splitting.order),
                determined: cut.map(u32::from),
                slope: found.slope.to_string(),
                radii: [found.radius_x.to_string(), found.radius_y.to_string()],
                negative: found.negative,
                positive: found.positive,
                branches: found.branches,
            }
        }
        Because::Tangency(splitting, found, cut) => {
            let SplitTexts { letters, map, tied } =
                split_texts(dag, splitting, names, wording.base);
            let texts = |at: &Option<Vec<Rational>>| {
                at.iter().flatten().map(Rational::to_string).collect::<Vec<_>>()
            };
            result::Reason::Tangency {
                letters,
                map,
                tied,
                order: u32::from(splitting.order),
                determined: cut.map(u32::from),
                weights: found.weights.iter().map(ToString::to_string).collect(),
                radius: found.radius.to_string(),
                above: texts(&found.above),
                below: texts(&found.below),
                counts: found.counts,
            }
        }
        Because::Slice(slice) => slice_reason(dag, slice, names),
        Because::OddPart { odd, root } => result::Reason::OddPart {
            odd: rational_text(dag, &odd.0, &odd.1, names),
            root: rational_text(dag, &root.0, &root.1, names),
        },
        Because::Neighbours { .. } => result::Reason::NeighbouringPieces,
        Because::Constant => result::Reason::LocallyConstant,
        Because::Undetermined(tried, i) => result::Reason::Undetermined {
            tried: tried.iter().map(|t| test(*t)).collect(),
            inertia: i.map(inertia),
        },
    }
}

fn terms(dag: &Dag, bound: Option<&crate::classify::VisibleBound>) -> Vec<String> {
    bound.map_or_else(Vec::new, |b| b.terms.iter().map(|t| input(dag, *t)).collect())
}

fn test(test: Test) -> result::Test {
    match test {
        Test::Eigenvalues => result::Test::Eigenvalues,
        Test::VisibleBound => result::Test::VisibleBound,
        Test::MorseBott => result::Test::MorseBott,
        Test::Splitting => result::Test::Splitting,
        Test::LowestForm => result::Test::LowestForm,
        Test::Sectors => result::Test::Sectors,
        Test::Tangency => result::Test::Tangency,
        Test::OddPart => result::Test::OddPart,
        Test::Slice => result::Test::Slice,
    }
}

/// The curve and L − L(p) on it, if their coefficients have short forms.
fn curve(dag: &mut Dag, witness: &CurveWitness, base: &[Expr]) -> Option<(Vec<String>, String)> {
    let t = ["t".to_string()];
    let line = |dag: &mut Dag, c: &[FieldElement]| {
        let terms = c.iter().enumerate().map(|(k, c)| (vec![k as u16], c));
        in_letters(dag, terms, &t)
    };
    let mut curve = Vec::new();
    for (i, c) in witness.curve.iter().enumerate() {
        let e = line(dag, c)?;
        curve.push(shifted(dag, e, base.get(i)));
    }
    let along = line(dag, &witness.along)?;
    Some((curve, input(dag, along)))
}

/// An expression moved by a coordinate of the point, as text.
fn shifted(dag: &mut Dag, e: Expr, base: Option<&Expr>) -> String {
    let e = match base {
        Some(base) => dag.add(*base, e),
        None => e,
    };
    input(dag, e)
}

/// The map of a splitting in words of the result.
struct SplitTexts {
    letters: Vec<String>,
    map: Vec<String>,
    tied: Vec<String>,
}

fn split_texts(dag: &mut Dag, s: &Splitting, names: &[String], base: &[Expr]) -> SplitTexts {
    let wanted: &[&str] = if s.kernel.len() == 1 { &["t"] } else { &["s", "t", "u", "v", "w"] };
    let letters = free_letters(s.kernel.len(), names, wanted);
    let mut map: Option<Vec<String>> = Some(Vec::new());
    for (i, (displacement, x)) in s.map.iter().zip(&s.at).enumerate() {
        let start = std::iter::once((vec![0; letters.len()], x));
        let terms = start.chain(displacement.terms().map(|(k, c)| (k.to_vec(), c)));
        let text = in_letters(dag, terms, &letters).map(|e| shifted(dag, e, base.get(i)));
        map = map.zip(text).map(|(mut all, text)| {
            all.push(text);
            all
        });
    }
    let tied = s.tied.iter().filter_map(|i| names.get(*i).cloned()).collect();
    SplitTexts { letters, map: map.unwrap_or_default(), tied }
}

/// The map and the coefficient of a slice.
fn slice_reason(dag: &mut Dag, slice: &Slice, names: &[String]) -> result::Reason {
    let letter = free_letters(1, names, &["t"]).remove(0);
    let symbol = dag.symbol(&letter);
    let t = dag.variable(symbol);
    let mut map = Vec::new();
    for coefficients in &slice.map {
        let mut terms = Vec::new();
        for (k, c) in coefficients.iter().enumerate() {
            let c = fraction(dag, c, names);
            let power = dag.power_integer(t, k as i64);
            terms.push(dag.mul(c, power));
        }
        let sum = dag.sum(terms);
        map.push(input(dag, sum));
    }
    let coefficient = fraction(dag, &slice.coefficient, names);
    result::Reason::Slice {
        letter,
        map,
        tied: slice.tied.iter().filter_map(|i| names.get(*i).cloned()).collect(),
        order: slice.order,
        power: slice.power,
        coefficient: input(dag, coefficient),
    }
}

/// A rational function of the variables.
fn fraction(dag: &mut Dag, f: &Fraction, names: &[String]) -> Expr {
    let one = Rational::one();
    let num = in_names(dag, f.num(), &one, names);
    let den = in_names(dag, f.den(), &one, names);
    dag.div(num, den)
}

/// Letters that are no variables, the wanted ones first.
pub(super) fn free_letters(count: usize, names: &[String], wanted: &[&str]) -> Vec<String> {
    let all = wanted.iter().map(ToString::to_string).chain((1..).map(|k| format!("t{k}")));
    all.filter(|name| !names.contains(name)).take(count).collect()
}

fn jet(dag: &mut Dag, series: &Jet, letters: &[String]) -> Option<String> {
    let e = in_letters(dag, series.terms().map(|(k, c)| (k.to_vec(), c)), letters)?;
    Some(input(dag, e))
}

/// A polynomial in letters, if its coefficients have short forms.
fn in_letters<'a>(
    dag: &mut Dag,
    terms: impl Iterator<Item = (Vec<u16>, &'a FieldElement)>,
    letters: &[String],
) -> Option<Expr> {
    const STEPS: u64 = 1_000_000;
    let budget = Budget::steps(STEPS);
    let mut all = Vec::new();
    for (powers, c) in terms {
        let mut factors = vec![short(dag, c, &budget).ok()??];
        for (letter, k) in letters.iter().zip(&powers) {
            let symbol = dag.symbol(letter);
            let letter = dag.variable(symbol);
            factors.push(dag.power_integer(letter, i64::from(*k)));
        }
        all.push(dag.product(factors));
    }
    Some(dag.sum(all))
}

/// A multiple of a polynomial in letters.
pub(super) fn rational_text(
    dag: &mut Dag,
    p: &Poly,
    factor: &Rational,
    names: &[String],
) -> String {
    let e = in_names(dag, p, factor, names);
    input(dag, e)
}

/// The same as an expression.
fn in_names(dag: &mut Dag, p: &Poly, factor: &Rational, names: &[String]) -> Expr {
    let mut terms = Vec::new();
    for (exponents, c) in p.terms() {
        let mut factors = vec![dag.number(&Rational::from(c) * factor)];
        for (name, k) in names.iter().zip(&exponents) {
            let symbol = dag.symbol(name);
            let x = dag.variable(symbol);
            factors.push(dag.power_integer(x, i64::from(*k)));
        }
        terms.push(dag.product(factors));
    }
    dag.sum(terms)
}

/// A polynomial in t with rational coefficients, in plain spelling.
pub(super) fn polynomial(dag: &mut Dag, coefficients: &[Rational]) -> String {
    let t = dag.symbol("t");
    let t = dag.variable(t);
    let terms: Vec<Expr> = coefficients
        .iter()
        .enumerate()
        .map(|(k, c)| {
            let c = dag.number(c.clone());
            let power = dag.power_integer(t, k as i64);
            dag.product(vec![c, power])
        })
        .collect();
    let sum = dag.sum(terms);
    input(dag, sum)
}

/// Names in the order of the variables.
pub(super) fn names_of(dag: &Dag, names: &Names, n: usize) -> Vec<String> {
    (0..n).map(|i| names.variable(dag, i)).collect()
}
