//! Members of a periodic family that a picture shows.

use super::Mark;
use super::grid::Window;
use super::window::{axes, floats};
use crate::report::scene::Scene;
use crate::report::verdict::Verdict;
use crate::result::Family;

/// Periods on each side of the representative at most.
const REACH: i32 = 8;

impl Scene<'_> {
    /// The members in a window; only the representative has a name.
    pub(super) fn members(&self, family: &Family, window: &Window) -> Vec<Mark> {
        let Some(start) = floats(&family.point) else { return Vec::new() };
        let periods = self.periods(family);
        let mut places = vec![start];
        for period in &periods {
            let shifted = |place: &Vec<f64>| {
                let steps = (1..=REACH).flat_map(|k| [k, -k]).map(f64::from);
                let moved = |k: f64| place.iter().zip(period).map(|(x, p)| x + k * p).collect();
                steps.map(moved).collect::<Vec<Vec<f64>>>()
            };
            let more: Vec<Vec<f64>> = places.iter().flat_map(shifted).collect();
            places.extend(more);
        }
        let inside = |v: Option<&f64>, [a, b]: [f64; 2]| v.is_none_or(|v| *v >= a && *v <= b);
        places.retain(|place| inside(place.first(), window.x) && inside(place.get(1), window.y));
        let verdict = Verdict::of_family(family);
        let member = |(k, place): (usize, Vec<f64>)| match k {
            0 => {
                let shown = self.point(&family.point).unicode;
                self.mark(&family.name, place, verdict, shown)
            }
            _ => self.mark("", place, verdict, String::new()),
        };
        places.into_iter().enumerate().map(member).collect()
    }

    /// The part of each axis that pictures show.
    pub(super) fn axes(&self) -> Vec<[f64; 2]> {
        let periods = self.document.families.iter().flat_map(|family| self.periods(family));
        axes(self.document, &periods.collect::<Vec<_>>())
    }

    /// The periods in double precision; those that cannot be computed are left out.
    pub(super) fn periods(&self, family: &Family) -> Vec<Vec<f64>> {
        let value = |text: &String| self.program(text, &[]).map(|program| program.at(&[]));
        let vectors = family.periods.iter();
        let vectors = vectors.filter_map(|period| period.iter().map(value).collect());
        vectors.filter(|v: &Vec<f64>| v.iter().all(|x| x.is_finite())).collect()
    }
}
