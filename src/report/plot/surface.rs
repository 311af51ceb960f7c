//! The graph of a loss of two variables, seen from above and a little from the side.

use super::contour::{band, levels};
use super::grid::{Grid, Window};
use super::path::short;
use super::svg::{WIDTH, marker};
use super::view3::View;
use super::window::{float, floats};
use super::{Mark, spoken};
use crate::report::formula::escape;
use crate::report::page::Figure;
use crate::report::phrase::Phrase;
use crate::report::scene::Scene;
use crate::result::Nature;

/// Quadrilaterals a side.
const CELLS: usize = 24;
const HEIGHT: f64 = 330.0;

/// A piece of the picture and how far it is from the viewer.
struct Piece {
    depth: f64,
    class: String,
    points: Vec<[f64; 2]>,
    closed: bool,
}

impl Scene<'_> {
    /// The surface; `None` where L cannot be drawn.
    pub(crate) fn surface(&self) -> Option<Figure> {
        let plane = self.plane().filter(|plane| plane.through.is_none())?;
        let window = plane.window;
        let loss = self.program(&self.document.formula, &self.letters())?;
        let sample = |row: &[f64], t: f64| loss.row(&plane.places(row, t));
        let grid = Grid::sample_rows(&window, CELLS, sample);
        let sorted = Grid::sample_rows(&window, 40, sample).sorted();
        let marks = self.marks(&window);
        let z = self.heights(&sorted)?;
        let view = View::new(window, z, self.turn(), HEIGHT);
        let steps = levels(&sorted, &[]);
        let mut pieces = quads(&grid, &view, &steps);
        for set in self.document.continua.iter().filter(|set| set.dimension == 1) {
            for piece in self.pieces(set, &window) {
                let values = piece.points.iter().map(|[x, y]| [*x, *y, loss.at(&[*x, *y])]);
                pieces.extend(ribbon(&values.collect::<Vec<_>>(), piece.class, &view, window));
            }
        }
        pieces.sort_by(|a, b| b.depth.total_cmp(&a.depth));
        let body = format!(
            "{}{}{}{}",
            view.floor(),
            drawn(&pieces),
            self.standing(&marks, &view, |place| loss.at(place)),
            view.names(&plane.names, &self.loss().unicode)
        );
        let places = self.surface_words(&window, &plane.names);
        let caption = self.words.say("figure.surface", &places);
        let picture = self.words.say("figure.alt-surface", &places);
        let description = self.description(picture, &marks);
        let svg = format!(
            "<svg class=\"plot\" viewBox=\"0 0 {} {}\" role=\"img\"><title>{}</title>\
             <desc>{}</desc>\n{body}</svg>",
            short(WIDTH),
            short(HEIGHT),
            escape(&caption.unicode()),
            escape(&description)
        );
        let name = "surface".to_string();
        let (legend, scale) = (Vec::new(), Vec::new());
        Some(Figure { number: 0, name, svg, description, caption, legend, scale })
    }

    fn surface_words(&self, window: &Window, names: &[String; 2]) -> Vec<(&'static str, Phrase)> {
        vec![
            ("loss", self.loss().into()),
            ("x", Phrase::text(&names[0])),
            ("y", Phrase::text(&names[1])),
            ("x0", spoken(window.x[0])),
            ("x1", spoken(window.x[1])),
            ("y0", spoken(window.y[0])),
            ("y1", spoken(window.y[1])),
        ]
    }

    /// What is shown of the values: most of them, and all critical ones with some room.
    fn heights(&self, sorted: &[f64]) -> Option<[f64; 2]> {
        let share = |part: usize| sorted.get(sorted.len().checked_sub(1)? * part / 100).copied();
        let document = self.document;
        let points = document.points.iter().map(|point| &point.value);
        let values = points
            .chain(document.continua.iter().map(|set| &set.value))
            .chain(document.families.iter().map(|family| &family.value));
        let all: Vec<f64> = values.filter_map(float).collect();
        let least = all.iter().copied().fold(f64::INFINITY, f64::min);
        let most = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let span = if most > least { most - least } else { 0.0 };
        let low = share(4)?.min(least).max(share(0)?.min(least)).min(share(50)?);
        let high = share(60)?.max(most + 0.5 * span).min(share(100)?);
        (low < high).then_some([low, high])
    }

    /// The angle that lets a saddle face the viewer: its way down runs from left to right.
    fn turn(&self) -> f64 {
        let saddles = self.document.points.iter().filter(|p| p.nature == Nature::Saddle);
        let direction =
            saddles.filter_map(|point| floats(&point.escape.as_ref()?.direction)).next();
        let angle = direction.map_or(0.6, |d| -d[1].atan2(d[0])).to_degrees();
        let angle = angle.rem_euclid(180.0);
        let angle = if angle > 90.0 { angle - 180.0 } else { angle };
        // A side seen at a right angle would hide the depth.
        let off = angle.rem_euclid(90.0);
        (angle + (20.0 - off).max(0.0) - (off - 70.0).max(0.0)).to_radians()
    }

    /// The marked points on the surface.
    fn standing(&self, marks: &[Mark], view: &View, value: impl Fn(&[f64]) -> f64) -> String {
        let mut out = String::new();
        for mark in marks {
            if let [x, y] = mark.place.as_slice()
                && let Some(place) = view.shown([*x, *y, value(&[*x, *y])])
            {
                out += &marker(place, mark.class);
                out.push('\n');
            }
        }
        out
    }
}

/// The surface in quadrilaterals, cut off at the top and the bottom.
fn quads(grid: &Grid, view: &View, steps: &[f64]) -> Vec<Piece> {
    let mut all = Vec::new();
    for row in 0..CELLS {
        for column in 0..CELLS {
            let corner = |i: usize, j: usize| grid.node(column + i, row + j);
            let corners = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
            let shape = view.cut(&corners);
            if shape.len() < 3 || shape.iter().any(|p| p.iter().any(|v| !v.is_finite())) {
                continue;
            }
            let mean = shape.iter().map(|p| p[2]).sum::<f64>() / shape.len() as f64;
            let step = steps.iter().filter(|level| **level <= mean).count();
            let points = shape.iter().map(|p| view.place(*p)).collect();
            let middle = corners.iter().map(|p| view.depth(*p)).sum::<f64>() / 4.0;
            let class = format!("f{} su", band(step, steps.len()));
            all.push(Piece { depth: middle, class, points, closed: true });
        }
    }
    all
}

/// A critical curve on the surface, a little nearer than the surface.
fn ribbon(points: &[[f64; 3]], class: &str, view: &View, window: Window) -> Vec<Piece> {
    let inside = |p: &[f64; 3]| {
        let within = |v: f64, [a, b]: [f64; 2]| v >= a && v <= b;
        within(p[0], window.x) && within(p[1], window.y) && view.shown(*p).is_some()
    };
    let runs = points.split(|p| !inside(p)).filter(|run| run.len() > 1);
    let steps = runs.flat_map(|run| {
        let size = (run.len() / 30).max(1);
        (0..run.len() - 1).step_by(size).map(move |k| &run[k..(k + size + 1).min(run.len())])
    });
    let piece = |part: &[[f64; 3]]| {
        let depth = part.iter().map(|p| view.depth(*p)).sum::<f64>() / part.len() as f64;
        let points = part.iter().map(|p| view.place(*p)).collect();
        Piece { depth: depth - 0.12, class: format!("ct {class}"), points, closed: false }
    };
    steps.map(piece).collect()
}

/// The pieces from back to front; neighbours of one class share a path.
fn drawn(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for run in pieces.chunk_by(|a, b| a.class == b.class) {
        let data: String = run
            .iter()
            .map(|piece| {
                let mut points = piece.points.clone();
                points.extend(piece.closed.then(|| piece.points[0]));
                super::path::data(&points)
            })
            .collect();
        out += &format!("<path class=\"{}\" d=\"{data}\"/>\n", run[0].class);
    }
    out
}
