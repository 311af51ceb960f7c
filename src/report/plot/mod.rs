//! Pictures: level curves for two variables, the graph for one. Double precision, for
//! illustration only.

mod bars;
mod blank;
mod contour;
mod curve;
mod directions;
mod evaluate;
mod family;
mod graph;
mod grid;
mod path;
mod plane;
mod row;
mod scatter;
mod slice;
mod surface;
mod svg;
mod view3;
mod window;

pub(crate) use evaluate::Program;
pub(crate) use slice::Slices;

use super::formula::Formula;
use super::page::{Figure, LegendItem};
use super::phrase::Phrase;
use super::scene::Scene;
use super::verdict::Verdict;
use crate::result::NonsmoothSet;
use grid::Window;
use window::floats;

/// A marked point of a picture.
struct Mark {
    name: String,
    place: Vec<f64>,
    class: &'static str,
    badge: String,
    shown: String,
}

impl Scene<'_> {
    /// The pictures at the head of the page.
    pub(crate) fn figures(&self) -> Vec<Figure> {
        let [first, second] = match self.document.variables.len() {
            0 => [None, None],
            1 => [self.graph(), None],
            2 => [self.contour(), self.surface()],
            _ => [self.contour(), None],
        };
        [first, second, self.scatter(), self.bars()].into_iter().flatten().collect()
    }

    /// Isolated points, members of families in a window, strata that are single points.
    fn marks(&self, window: &Window) -> Vec<Mark> {
        let document = self.document;
        let points = document.points.iter().filter_map(|point| {
            let verdict = Verdict::of_point(point);
            let place = floats(&point.coordinates)?;
            let shown = self.point(&point.coordinates).unicode;
            Some(self.mark(&point.name, place, verdict, shown))
        });
        let families = document.families.iter().flat_map(|family| self.members(family, window));
        let sets = document.continua.iter();
        let strata = sets.flat_map(|set| set.strata.iter().map(move |stratum| (set, stratum)));
        let special = strata.filter(|(_, stratum)| stratum.r#where.contains(" = "));
        let special = special.filter_map(|(_, stratum)| {
            let verdict = Verdict::of_stratum(stratum, 0);
            let shown = self.point(&stratum.sample).unicode;
            Some(self.mark("", floats(&stratum.sample)?, verdict, shown))
        });
        let kinks = document.nonsmooth.iter().filter(|set| is_point(set)).filter_map(|set| {
            let shown = self.point(&set.sample).unicode;
            Some(self.mark("", floats(&set.sample)?, Verdict::of_kink(set), shown))
        });
        points.chain(families).chain(special).chain(kinks).collect()
    }

    fn mark(&self, name: &str, place: Vec<f64>, verdict: Verdict<'_>, shown: String) -> Mark {
        let name = if name.is_empty() { String::new() } else { self.set_name(name).unicode };
        Mark { name, place, class: verdict.class(), badge: self.badge(verdict).text, shown }
    }

    /// What is seen, in words: the picture, then every point and set in it.
    fn description(&self, picture: Phrase, marks: &[Mark]) -> String {
        let mut said = vec![picture.unicode()];
        for mark in marks.iter().filter(|mark| !mark.shown.is_empty()).take(12) {
            let places = [
                ("badge", Phrase::text(&mark.badge)),
                ("name", Phrase::text(&mark.name)),
                ("place", Phrase::text(&mark.shown)),
            ];
            let key = if mark.name.is_empty() { "alt-unnamed" } else { "alt-point" };
            said.push(self.words.say(&format!("figure.{key}"), &places).unicode());
        }
        for set in self.document.continua.iter().filter(|set| set.dimension == 1) {
            for stratum in set.strata.iter().take(1) {
                let badge = self.badge(Verdict::of_stratum(stratum, 1)).text;
                let name = self.continuum_set(set).unicode;
                let places = [("badge", Phrase::text(&badge)), ("name", Phrase::text(&name))];
                said.push(self.words.say("figure.alt-set", &places).unicode());
            }
        }
        said.join(&self.words.label("list.sentence"))
    }

    /// The kinds of marks that occur.
    fn legend(
        &self,
        marks: &[Mark],
        [arrows, levels]: [bool; 2],
        curves: &[&'static str],
    ) -> Vec<LegendItem> {
        let mut items = Vec::new();
        let mut add = |class: &'static str, shape: &'static str, key: &str| {
            items.push(LegendItem { class, shape, text: self.words.label(key) });
        };
        let kinds = [
            ("min", "●", "figure.minimum"),
            ("sad", "✕", "figure.saddle"),
            ("max", "▲", "figure.maximum"),
            ("deg", "◆", "figure.other"),
        ];
        for (class, shape, key) in kinds {
            if marks.iter().any(|mark| mark.class == class) {
                add(class, shape, key);
            }
        }
        if arrows {
            add("sad", "→", "figure.escape");
        }
        if levels {
            add("sad", "┄", "figure.level");
        }
        for (class, _, _) in kinds {
            if curves.contains(&class) {
                add(class, "━", curve_key(class));
            }
        }
        items
    }
}

/// Is a set of kinks one point: an equation for each variable, no alternatives?
fn is_point(set: &NonsmoothSet) -> bool {
    let equations = set.set.split(',').filter(|relation| relation.contains(" = ")).count();
    equations >= set.sample.len() && !set.set.contains(" or ")
}

fn curve_key(class: &str) -> &'static str {
    match class {
        "min" => "figure.curve-minimum",
        "sad" => "figure.curve-saddle",
        "max" => "figure.curve-maximum",
        _ => "figure.curve-other",
    }
}

/// A number for a description.
fn spoken(value: f64) -> Phrase {
    Formula::decimal(&format!("{value:.2}")).into()
}

/// An `svg` element as a file of its own, with its colours.
pub(crate) fn standalone(svg: &str) -> String {
    let style = format!(
        "<style>svg{{font:13px sans-serif;{}}}\n@media (prefers-color-scheme:dark){{svg{{{}}}}}\n{}</style>",
        include_str!("../../../templates/light.css")
            .trim_start_matches(":root{")
            .trim_end()
            .trim_end_matches('}'),
        include_str!("../../../templates/dark.css").replace('\n', ""),
        include_str!("../../../templates/plot.css").trim_end()
    );
    let open = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"420\" class=\"plot\"";
    let head = svg.replacen("<svg class=\"plot\"", open, 1);
    match head.split_once("</desc>") {
        Some((before, after)) => format!("{before}</desc>{style}{after}\n"),
        None => head,
    }
}
