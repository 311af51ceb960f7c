//! Level curves of a loss of two variables.

use super::grid::{Grid, Window};
use super::svg::Canvas;
use super::window::{axes, floats};
use super::{Mark, spoken};
use crate::report::page::{Figure, ScaleStep};
use crate::report::phrase::Phrase;
use crate::report::scene::Scene;
use crate::result::Nature;

/// Bands of colour at most.
const BANDS: usize = 9;
/// Cells a side; odd, so that no node lies on an axis of symmetry.
const CELLS: usize = 81;

impl Scene<'_> {
    /// The contour figure; `None` where L cannot be drawn.
    pub(crate) fn contour(&self) -> Option<Figure> {
        let [x, y] = axes(self.document).try_into().ok()?;
        let window = Window { x, y };
        let letters = self.letters();
        let mut loss = self.program(&self.document.formula, &letters)?;
        let grid = Grid::sample(&window, CELLS, |x, y| loss.at(&[x, y]));
        let saddles = self.saddle_levels();
        let levels = levels(&grid.sorted(), &saddles);
        let mut canvas = Canvas::new(window, 388.0, "contour");
        canvas.clip();
        let framed = grid.framed();
        canvas.curves(&framed.contours(f64::MIN), &format!("f{} ln", band(0, levels.len())));
        for (k, level) in levels.iter().enumerate() {
            let band = band(k + 1, levels.len());
            canvas.curves(&framed.contours(*level), &format!("f{band} l{band} ln0"));
        }
        for level in &saddles {
            canvas.curves(&grid.contours(*level), "sep");
        }
        let curves = self.draw_curves(&mut canvas, &window);
        canvas.unclip();
        let marks = self.marks();
        let arrows = self.draw_marks(&mut canvas, &marks);
        let names: Vec<String> = self.variables().into_iter().map(|v| v.unicode).collect();
        canvas.axes(names.first()?, names.get(1)?);
        let picture = self.picture(&window, &names);
        let description = self.description(picture, &marks);
        let loss = ("loss", Phrase::from(self.loss()));
        let key = if saddles.is_empty() { "figure.contour" } else { "figure.contour-saddle" };
        let caption = self.words.say(key, &[loss]);
        Some(Figure {
            number: 1,
            name: "contour".to_string(),
            svg: canvas.finish(&caption.unicode(), &description),
            description,
            caption,
            legend: self.legend(&marks, [arrows, !saddles.is_empty()], &curves),
            scale: scale(&levels),
        })
    }

    fn picture(&self, window: &Window, names: &[String]) -> Phrase {
        let name = |k: usize| Phrase::text(names.get(k).map_or("", String::as_str));
        self.words.say(
            "figure.alt-contour",
            &[
                ("loss", self.loss().into()),
                ("x", name(0)),
                ("y", name(1)),
                ("x0", spoken(window.x[0])),
                ("x1", spoken(window.x[1])),
                ("y0", spoken(window.y[0])),
                ("y1", spoken(window.y[1])),
            ],
        )
    }

    /// Values of the saddle points, each once.
    fn saddle_levels(&self) -> Vec<f64> {
        let saddles = self.document.points.iter().filter(|p| p.nature == Nature::Saddle);
        let mut values: Vec<f64> =
            saddles.filter_map(|point| super::window::float(&point.value)).collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        values.truncate(4);
        values
    }

    /// The curves of critical points; their classes.
    fn draw_curves(&self, canvas: &mut Canvas, window: &Window) -> Vec<&'static str> {
        let mut classes = Vec::new();
        for set in self.document.continua.iter().filter(|set| set.dimension == 1) {
            let pieces = self.pieces(set, window);
            let all: Vec<Vec<[f64; 2]>> = pieces.iter().map(|p| p.points.clone()).collect();
            canvas.curves(&all, "cont0");
            for piece in pieces {
                canvas.curves(&[piece.points], &format!("ct {}", piece.class));
                classes.push(piece.class);
            }
        }
        classes
    }

    /// Arrows, markers, names; whether there are arrows.
    fn draw_marks(&self, canvas: &mut Canvas, marks: &[Mark]) -> bool {
        let mut any = false;
        for point in self.document.points.iter().filter(|p| p.nature == Nature::Saddle).take(8) {
            let direction = point.escape.as_ref().and_then(|escape| floats(&escape.direction));
            let place = floats(&point.coordinates);
            if let (Some([x, y]), Some([u, v])) = (place.as_deref(), direction.as_deref())
                && canvas.shows([*x, *y])
            {
                canvas.arrows([*x, *y], [*u, *v]);
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

/// Up to eight values that part the picture into bands of about the same area.
fn levels(sorted: &[f64], saddles: &[f64]) -> Vec<f64> {
    let mut all: Vec<f64> = Vec::new();
    for k in 1..BANDS {
        let Some(value) = sorted.get(sorted.len() * k / BANDS) else { continue };
        let level = round_to(*value, 2);
        let apart = all.last().is_none_or(|last| level > *last);
        let near_saddle = saddles.iter().any(|s| (s - level).abs() < 1e-9 * (1.0 + s.abs()));
        let inside = sorted.first().is_some_and(|low| level > *low);
        if apart && inside && !near_saddle {
            all.push(level);
        }
    }
    all
}

/// A number with so many significant digits.
fn round_to(value: f64, digits: usize) -> f64 {
    format!("{value:.*e}", digits - 1).parse().unwrap_or(value)
}

/// The colour of a band: the ends of the palette are always used.
fn band(k: usize, levels: usize) -> usize {
    (k * (BANDS - 1) + levels / 2).checked_div(levels).unwrap_or(0)
}

fn scale(levels: &[f64]) -> Vec<ScaleStep> {
    let ends = levels.iter().map(|level| format!("{level}").replace('-', "−"));
    let ends = ends.chain([String::new()]);
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
