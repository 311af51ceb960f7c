//! The English sentences of a result, filled in from its reasons.

use super::phrase::Phrase;
use super::scene::Scene;
use super::verdict::Verdict;
use crate::result::{
    AskedPoint, Completeness, Continuum, Document, Family, NonsmoothSet, Point, Stratum,
};

/// Fills every `because` and `why` that has a reason as data, in English.
pub fn fill_words(document: &mut Document) {
    let reasons = document.clone();
    let scene = Scene::new(&reasons, "en");
    points(&scene, &mut document.points);
    continua(&scene, &mut document.continua);
    families(&scene, &mut document.families);
    for block in &mut document.blocks {
        points(&scene, &mut block.points);
        continua(&scene, &mut block.continua);
        families(&scene, &mut block.families);
    }
    for case in &mut document.cases {
        points(&scene, &mut case.points);
        continua(&scene, &mut case.continua);
        completeness(&scene, &mut case.completeness);
    }
    for set in &mut document.nonsmooth {
        nonsmooth(&scene, set);
    }
    for point in &mut document.asked {
        asked(&scene, point);
    }
    completeness(&scene, &mut document.completeness);
}

fn points(scene: &Scene<'_>, all: &mut [Point]) {
    for point in all {
        point.because = scene.reason(Verdict::of_point(point)).plain();
    }
}

fn continua(scene: &Scene<'_>, all: &mut [Continuum]) {
    for set in all {
        let dimension = set.dimension;
        let fill = |stratum: &mut Stratum| {
            stratum.because = scene.reason(Verdict::of_stratum(stratum, dimension)).plain();
        };
        set.strata.iter_mut().for_each(fill);
    }
}

fn families(scene: &Scene<'_>, all: &mut [Family]) {
    for family in all {
        family.because = scene.reason(Verdict::of_family(family)).plain();
    }
}

fn nonsmooth(scene: &Scene<'_>, set: &mut NonsmoothSet) {
    set.because = scene.reason(Verdict::of_kink(set)).plain();
}

fn asked(scene: &Scene<'_>, point: &mut AskedPoint) {
    let mut said = vec![scene.asked_sentence(point)];
    said.extend(point.reason.iter().map(|reason| scene.bare_reason(reason, true)));
    point.because = Phrase::joined(said, " ").plain();
}

fn completeness(scene: &Scene<'_>, completeness: &mut Completeness) {
    completeness.why = scene.argument(completeness).plain();
}
