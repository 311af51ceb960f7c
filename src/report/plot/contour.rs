//! Level curves of a loss of two variables.

use super::grid::{Grid, Window};
use super::plane::Plane;
use super::svg::Canvas;
use super::window::floats;
use super::{Mark, spoken};
use crate::report::page::{Figure, ScaleStep};
use crate::report::phrase::Phrase;
use crate::report::scene::Scene;
use crate::result::{Nature, Point};

/// Bands of colour at most.
const BANDS: usize = 9;
/// Cells a side; odd, so that no node lies on an axis of symmetry.
const CELLS: usize = 81;

impl Scene<'_> {
    /// The contour figure; `None` where L cannot be drawn.
    pub(crate) fn contour(&self) -> Option<Figure> {
        let plane = self.plane()?;
        let loss = self.program(&self.document.formula, &self.letters())?;
        let grid =
            Grid::sample_rows(&plane.window, CELLS, |row, t| loss.row(&plane.places(row, t)));
        let saddles = self.saddle_levels(&plane);
        let levels = levels(&grid.sorted(), &saddles);
        let mut canvas = Canvas::new(plane.window, 388.0, "contour");
        canvas.clip();
        let lines = bands(&mut canvas, &grid, &levels);
        for level in &saddles {
            canvas.curves(&grid.contours(*level), "sep");
        }
        let curves = self.draw_curves(&mut canvas, &plane);
        canvas.unclip();
        let marks = self.marks_in(&plane);
        let arrows = self.draw_marks(&mut canvas, &plane, &marks);
        for (level, curves) in levels.iter().zip(&lines) {
            canvas.level(curves, &number(*level), "lv");
        }
        canvas.axes(&plane.names[0], &plane.names[1]);
        let description = self.description(self.picture(&plane), &marks);
        let caption = self.contour_caption(&plane, saddles.is_empty());
        Some(Figure {
            number: 0,
            name: "contour".to_string(),
            svg: canvas.finish(&caption.unicode(), &description),
            description,
            caption,
            legend: self.legend(&marks, [arrows, !saddles.is_empty()], &curves),
            scale: scale(&levels),
        })
    }

    fn contour_caption(&self, plane: &Plane, plain: bool) -> Phrase {
        let mut places = vec![("loss", Phrase::from(self.loss()))];
        let Some(name) = &plane.through else {
            let key = if plain { "figure.contour" } else { "figure.contour-saddle" };
            return self.words.say(key, &places);
        };
        places.push(("point", self.set_name(name).into()));
        self.words.say("figure.plane", &places)
    }

    fn picture(&self, plane: &Plane) -> Phrase {
        let Window { x, y } = plane.window;
        let mut places = vec![
            ("loss", self.loss().into()),
            ("x", Phrase::text(&plane.names[0])),
            ("y", Phrase::text(&plane.names[1])),
            ("x0", spoken(x[0])),
            ("x1", spoken(x[1])),
            ("y0", spoken(y[0])),
            ("y1", spoken(y[1])),
        ];
        let Some(name) = &plane.through else {
            return self.words.say("figure.alt-contour", &places);
        };
        places.push(("point", self.set_name(name).into()));
        self.words.say("figure.alt-plane", &places)
    }

    /// The marks that lie in the plane, with their coordinates in it.
    fn marks_in(&self, plane: &Plane) -> Vec<Mark> {
        let inside = |mark: Mark| {
            let [s, t] = plane.coordinates(&mark.place)?;
            Some(Mark { place: vec![s, t], ..mark })
        };
        self.marks(&plane.window).into_iter().filter_map(inside).collect()
    }

    /// Values of the saddle points, each once.
    fn saddle_levels(&self, plane: &Plane) -> Vec<f64> {
        let inside = |p: &&Point| {
            let place = floats(&p.coordinates);
            p.nature == Nature::Saddle && place.and_then(|p| plane.coordinates(&p)).is_some()
        };
        let saddles = self.document.points.iter().filter(inside);
        let mut values: Vec<f64> =
            saddles.filter_map(|point| super::window::float(&point.value)).collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        values.truncate(4);
        values
    }

    /// The curves of critical points; their classes.
    fn draw_curves(&self, canvas: &mut Canvas, plane: &Plane) -> Vec<&'static str> {
        let mut classes = Vec::new();
        if plane.through.is_some() {
            return classes;
        }
        for set in self.document.continua.iter().filter(|set| set.dimension == 1) {
            let pieces = self.pieces(set, &plane.window);
            let all: Vec<Vec<[f64; 2]>> = pieces.iter().map(|p| p.points.clone()).collect();
            canvas.curves(&all, "cont0");
            for piece in pieces {
                canvas.avoid(&piece.points);
                canvas.curves(&[piece.points], &format!("ct {}", piece.class));
                classes.push(piece.class);
            }
        }
        classes
    }

    /// Arrows, markers, names; whether there are arrows.
    fn draw_marks(&self, canvas: &mut Canvas, plane: &Plane, marks: &[Mark]) -> bool {
        let mut any = false;
        for point in self.document.points.iter().filter(|p| p.nature == Nature::Saddle).take(8) {
            let direction = point.escape.as_ref().and_then(|escape| floats(&escape.direction));
            let direction = direction.and_then(|direction| plane.direction(&direction));
            let place = floats(&point.coordinates).and_then(|place| plane.coordinates(&place));
            if let (Some(place), Some(direction)) = (place, direction)
                && canvas.shows(place)
            {
                canvas.arrows(place, direction);
                any = true;
            }
        }
        let seen = |mark: &&Mark| match mark.place.as_slice() {
            [x, y] => canvas.shows([*x, *y]),
            _ => false,
        };
        let seen: Vec<&Mark> = marks.iter().filter(seen).collect();
        for mark in &seen {
            canvas.marker([mark.place[0], mark.place[1]], mark.class);
        }
        for mark in seen.iter().filter(|mark| !mark.name.is_empty()) {
            canvas.label([mark.place[0], mark.place[1]], &mark.name);
        }
        any
    }
}

/// Fills the bands between levels; the lines of the levels.
fn bands(canvas: &mut Canvas, grid: &Grid, levels: &[f64]) -> Vec<Vec<Vec<[f64; 2]>>> {
    let framed = grid.framed();
    canvas.curves(&framed.contours(f64::MIN), &format!("f{} ln", band(0, levels.len())));
    for (k, level) in levels.iter().enumerate() {
        let band = band(k + 1, levels.len());
        canvas.curves(&framed.contours(*level), &format!("f{band} l{band} ln0"));
    }
    levels.iter().map(|level| grid.contours(*level)).collect()
}

/// A level as it is written.
fn number(level: f64) -> String {
    format!("{level}").replace('-', "−")
}

/// Up to eight values that part the picture into bands of about the same area.
pub(super) fn levels(sorted: &[f64], saddles: &[f64]) -> Vec<f64> {
    let mut all: Vec<f64> = Vec::new();
    let inner = |k: usize| sorted.get(sorted.len() * k / BANDS).map_or(0.0, |v| v.abs());
    let largest = inner(1).max(inner(BANDS - 1));
    for k in 1..BANDS {
        let Some(value) = sorted.get(sorted.len() * k / BANDS) else { continue };
        let level = short(*value, largest);
        let apart = all.last().is_none_or(|last| level > *last);
        let near_saddle = saddles.iter().any(|s| (s - level).abs() < 1e-9 * (1.0 + s.abs()));
        let inside = sorted.first().is_some_and(|low| level > *low);
        if apart && inside && !near_saddle {
            all.push(level);
        }
    }
    all
}

/// A level as few digits say it: what is tiny beside the largest is zero.
fn short(value: f64, largest: f64) -> f64 {
    let two = round_to(value, 2);
    match (number(two).chars().count() > 6, value.abs() < 5e-3 * largest) {
        (false, _) => two,
        (true, true) => 0.0,
        (true, false) => round_to(value, 1),
    }
}

/// A number with so many significant digits.
fn round_to(value: f64, digits: usize) -> f64 {
    format!("{value:.*e}", digits - 1).parse().unwrap_or(value)
}

/// The colour of a band: the ends of the palette are always used.
pub(super) fn band(k: usize, levels: usize) -> usize {
    (k * (BANDS - 1) + levels / 2).checked_div(levels).unwrap_or(0)
}

fn scale(levels: &[f64]) -> Vec<ScaleStep> {
    let mut ends: Vec<String> = levels.iter().map(|level| number(*level)).collect();
    // Long numbers would run into each other on a phone.
    if ends.iter().any(|end| end.chars().count() > 5) {
        ends.iter_mut().skip(1).step_by(2).for_each(String::clear);
    }
    let ends = ends.into_iter().chain([String::new()]);
    ends.enumerate().map(|(k, end)| ScaleStep { band: band(k, levels.len()), end }).collect()
}

#[cfg(test)]
mod tests {
    use super::{band, levels};

    #[test]
    fn bands_use_the_whole_palette() {
        assert_eq!((band(0, 5), band(5, 5)), (0, 8));
        assert_eq!((0..=8).map(|k| band(k, 8)).collect::<Vec<_>>(), (0..=8).collect::<Vec<_>>());
    }

    #[test]
    fn levels_ascend_and_avoid_those_of_saddles() {
        let values: Vec<f64> = (0..900).map(f64::from).collect();
        assert_eq!(levels(&values, &[200.0]), [100.0, 300.0, 400.0, 500.0, 600.0, 700.0, 800.0]);
        assert!(levels(&[1.0; 50], &[]).is_empty());
    }
}
