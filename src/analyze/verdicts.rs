//! Verdicts of parts into the verdict of their sum, and both into data of the result.

use super::express::Names;
use crate::classify::{Because, CurveWitness, Nature, Test, Verdict};
use crate::expr::print::input;
use crate::expr::{Dag, Expr};
use crate::linalg::Inertia;
use crate::number::Rational;
use crate::result;

/// What the parts of a sum say together.
#[derive(Debug, Clone)]
pub(super) struct Combined {
    pub(super) nature: Nature,
    pub(super) strict: Option<bool>,
    pub(super) reason: result::Reason,
}

/// What a verdict needs to be written down.
pub(super) struct Wording<'a> {
    pub(super) lower: Option<&'a crate::classify::VisibleBound>,
    pub(super) upper: Option<&'a crate::classify::VisibleBound>,
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
        let reason = reason(dag, verdict, wording);
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
        Some(verdict) => reason(dag, &verdict, &Wording { lower: None, upper: None }),
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

fn reason(dag: &mut Dag, verdict: &Verdict, wording: &Wording<'_>) -> result::Reason {
    match &verdict.because {
        Because::Definite(i) if i.negative == 0 => result::Reason::PositiveDefinite,
        Because::Definite(_) => result::Reason::NegativeDefinite,
        Because::Indefinite(i) => result::Reason::Indefinite { inertia: inertia(*i) },
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
        Because::Curves(curves) => result::Reason::CurveWitness {
            curves: curves.iter().map(|c| curve(dag, c)).collect(),
            along: curves.iter().map(|c| polynomial(dag, &c.along)).collect(),
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
        Test::LowestForm => result::Test::LowestForm,
    }
}

fn curve(dag: &mut Dag, witness: &CurveWitness) -> Vec<String> {
    witness.curve.iter().map(|coefficients| polynomial(dag, coefficients)).collect()
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
