//! The global picture as data of the result.

use super::extreme::Extremes;
use super::numbers::algebraic;
use super::part::PartAnswer;
use super::verdicts::{free_letters, names_of, polynomial, rational_text};
use crate::classify::{Horizon, Plunge};
use crate::expr::Dag;
use crate::number::{Integer, Rational};
use crate::result::{
    Continuum, Document, GlobalFacts, GlobalKind, GlobalReason, Growth, LeadingForm, Location,
    Number,
};

/// Infimum, supremum and growth of the whole loss.
pub(super) fn global(
    dag: &mut Dag,
    document: &Document,
    answers: &[PartAnswer],
    extremes: &[Extremes],
) -> GlobalFacts {
    let coercive =
        extremes.iter().map(|e| e.ends.coercive).try_fold(true, |all, c| Some(all && c?));
    let value = |kind: GlobalKind| {
        let point = document.points.iter().find(|p| p.global == kind).map(|p| p.value.clone());
        let on = |c: &&Continuum| c.strata.iter().any(|s| s.global == kind);
        point.or_else(|| document.continua.iter().find(on).map(|c| c.value.clone()))
    };
    let (least, largest) = (value(GlobalKind::Minimum), value(GlobalKind::Maximum));
    let mut facts = GlobalFacts {
        attained: least.as_ref().map(|_| true),
        infimum: least,
        supremum_attained: largest.as_ref().map(|_| true),
        supremum: largest,
        coercive,
        unbounded_below: any(extremes.iter().map(|e| e.ends.unbounded_below)),
        unbounded_above: any(extremes.iter().map(|e| e.ends.unbounded_above)),
        ..GlobalFacts::default()
    };
    let ([answer], [e]) = (answers, extremes) else { return facts };
    let n = answer.landscape.nvars;
    if let Some(found) = e.below.as_ref().filter(|h| !h.attained) {
        facts.infimum = found.infimum.as_ref().map(algebraic);
        facts.attained = facts.infimum.as_ref().map(|_| false);
    }
    if let Some(found) = e.above.as_ref().filter(|h| !h.attained) {
        facts.supremum = found.infimum.as_ref().map(|x| algebraic(&x.neg()));
        facts.supremum_attained = facts.supremum.as_ref().map(|_| false);
    }
    facts.below = match (&e.ends.falls, &e.below, &facts.infimum) {
        (Some(curve), _, _) => Some(plunge(dag, curve, n)),
        (None, Some(found), _) => Some(levels(found)),
        (None, None, Some(_)) if e.ends.coercive == Some(true) => Some(coercive_by(dag, answer, e)),
        (None, None, Some(_)) => Some(GlobalReason::Bound),
        (None, None, None) => None,
    };
    facts.above = match (&e.ends.rises, &e.above, &facts.supremum) {
        (Some(curve), _, _) => Some(plunge(dag, curve, n)),
        (None, Some(found), _) => Some(levels(found)),
        (None, None, Some(_)) if e.ends.anticoercive == Some(true) => {
            Some(coercive_by(dag, answer, e))
        }
        (None, None, Some(_)) => Some(GlobalReason::Bound),
        (None, None, None) => None,
    };
    facts
}

/// A sum of functions of separate variables is unbounded if one of them is.
fn any(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let all: Vec<Option<bool>> = parts.collect();
    if all.contains(&Some(true)) {
        return Some(true);
    }
    all.iter().all(|x| *x == Some(false)).then_some(false)
}

fn plunge(dag: &mut Dag, found: &Plunge, n: usize) -> GlobalReason {
    let curve = found.curve.iter().take(n).map(|c| polynomial(dag, c)).collect();
    GlobalReason::Curve { curve, along: polynomial(dag, &found.along) }
}

/// What shows that L, or −L, grows in every direction.
fn coercive_by(dag: &mut Dag, answer: &PartAnswer, e: &Extremes) -> GlobalReason {
    let den = answer.landscape.loss.as_ref().map(|l| l.den().leading_coefficient());
    let (Some(found), Some(den)) = (&e.ends.growth, den) else {
        return GlobalReason::Coercive { growth: None };
    };
    let n = answer.landscape.nvars;
    let names = names_of(dag, &answer.names, n);
    let (letters, coordinates) = match found.coordinates.as_slice() {
        [] => (names, Vec::new()),
        rows => {
            let letters = free_letters(rows.len(), &names, &["u", "v"]);
            let texts = rows.iter().map(|row| answer.names.text(dag, row));
            let coordinates = letters.iter().cloned().zip(texts.collect::<Vec<_>>()).collect();
            (letters, coordinates)
        }
    };
    let factor = Rational::new(Integer::one(), &found.scale * &den);
    let forms = found.forms.iter().map(|f| LeadingForm {
        weights: f.weights.clone(),
        form: rational_text(dag, &f.form, &factor, &letters),
    });
    GlobalReason::Coercive { growth: Some(Growth { coordinates, forms: forms.collect() }) }
}

fn levels(found: &Horizon) -> GlobalReason {
    let text = |(q, met): &(Rational, bool)| (q.to_string(), *met);
    GlobalReason::Levels {
        asymptotic: found.asymptotic.iter().map(algebraic).collect(),
        levels: found.levels.iter().map(text).collect(),
    }
}

/// On a region nothing is said of the rest of the domain: what is least there need not be
/// in the region, and what is not may be least in it.
pub(super) fn inside_region(document: &mut Document) {
    let kept = |kind: GlobalKind, inside: bool| match kind {
        GlobalKind::Minimum | GlobalKind::Maximum if inside => kind,
        _ => GlobalKind::Unknown,
    };
    let mut least: Option<Number> = None;
    let mut largest: Option<Number> = None;
    for p in &mut document.points {
        p.global = kept(p.global, p.location != Location::Outside);
        match p.global {
            GlobalKind::Minimum => least = Some(p.value.clone()),
            GlobalKind::Maximum => largest = Some(p.value.clone()),
            GlobalKind::No | GlobalKind::Unknown => {}
        }
    }
    for s in document.continua.iter_mut().flat_map(|c| &mut c.strata) {
        s.global = GlobalKind::Unknown;
    }
    document.global = GlobalFacts {
        attained: least.as_ref().map(|_| true),
        supremum_attained: largest.as_ref().map(|_| true),
        infimum: least,
        supremum: largest,
        ..GlobalFacts::default()
    };
}
