//! What L does along the eigenvectors at a point.

use super::directions::{Shape, shape};
use super::evaluate::Program;
use super::grid::Window;
use super::svg::Canvas;
use super::window::{float, floats};
use crate::report::formula::Formula;
use crate::report::page::Figure;
use crate::report::phrase::Phrase;
use crate::report::scene::Scene;
use crate::result::Number;

const SAMPLES: i32 = 120;
/// Directions in one picture.
const DIRECTIONS: usize = 3;

/// L along one direction.
struct Line {
    name: String,
    /// `sad` down, `min` up, `deg` flat.
    class: &'static str,
    points: Vec<[f64; 2]>,
    quadratic: Vec<[f64; 2]>,
}

impl Scene<'_> {
    /// The slices through a point; `None` where there is nothing to draw.
    pub(crate) fn slices(
        &self,
        name: &str,
        file: &str,
        place: &[Number],
        value: &Number,
        hessian: &[Vec<Number>],
    ) -> Option<Figure> {
        let (origin, value) = (floats(place)?, float(value)?);
        let shape = shape(hessian).filter(|shape| shape.values.len() > 1)?;
        let loss = self.program(&self.document.formula, &self.letters())?;
        let reach = self.reach(&origin);
        let lines: Vec<Line> = chosen(shape.values.len())
            .into_iter()
            .map(|k| line(&loss, &origin, value, &shape, k, reach))
            .collect();
        let y = height(&lines, value)?;
        let mut canvas = Canvas::new(Window { x: [-reach, reach], y }, 250.0, file);
        canvas.clip();
        for line in &lines {
            canvas.curves(std::slice::from_ref(&line.quadratic), &format!("qd {}", line.class));
            for run in line.points.split(|[_, value]| !value.is_finite()) {
                canvas.curves(&[run.to_vec()], &format!("sl {}", line.class));
            }
        }
        canvas.unclip();
        let class = shape_class(&shape.values);
        canvas.marker([0.0, value], class);
        lines.iter().for_each(|line| canvas.avoid(&line.points));
        for line in &lines {
            if let Some(end) = seat(&line.points, y) {
                let place = canvas.place(end);
                canvas.named(place, &line.name, &format!("pl mi x-{}", line.class));
            }
        }
        canvas.axes("t", &self.loss().unicode);
        let places = [
            ("loss", Phrase::from(self.loss())),
            ("point", Phrase::from(self.maths.name(name))),
            ("eigenvalues", self.spoken_eigenvalues(&shape.values)),
        ];
        let caption = self.words.say("figure.slices", &places);
        let description = self.words.say("figure.alt-slices", &places).unicode();
        Some(Figure {
            number: 0,
            name: file.to_string(),
            svg: canvas.finish(&caption.unicode(), &description),
            description,
            caption,
            legend: Vec::new(),
            scale: Vec::new(),
        })
    }

    fn spoken_eigenvalues(&self, values: &[f64]) -> Phrase {
        let all = chosen(values.len()).into_iter().map(|k| {
            let value = Formula::decimal(&brief(values[k]));
            let v = Formula::new("v", "v", "v", "<mi>v</mi>");
            let places = [
                ("direction", Phrase::from(v.subscripted(Formula::integer(k + 1)))),
                ("value", value.into()),
            ];
            self.words.say(&format!("figure.alt-{}", class(values[k])), &places)
        });
        self.enumeration(all.collect())
    }
}

/// A number with three decimals at most.
pub(super) fn brief(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// All directions if they are few, otherwise the outermost and the one in the middle.
fn chosen(n: usize) -> Vec<usize> {
    if n <= DIRECTIONS { (0..n).collect() } else { vec![0, n / 2, n - 1] }
}

fn class(eigenvalue: f64) -> &'static str {
    match eigenvalue.partial_cmp(&0.0) {
        Some(std::cmp::Ordering::Less) => "sad",
        Some(std::cmp::Ordering::Greater) => "min",
        Some(std::cmp::Ordering::Equal) | None => "deg",
    }
}

/// The marker of a point with these eigenvalues.
fn shape_class(values: &[f64]) -> &'static str {
    let has = |wanted: &str| values.iter().any(|value| class(*value) == wanted);
    match (has("sad"), has("min"), has("deg")) {
        (true, true, _) => "sad",
        (true, false, false) => "max",
        (false, true, false) => "min",
        (true | false, _, _) => "deg",
    }
}

fn line(loss: &Program, origin: &[f64], value: f64, shape: &Shape, k: usize, reach: f64) -> Line {
    let steps: Vec<f64> =
        (-SAMPLES..=SAMPLES).map(|i| f64::from(i) / f64::from(SAMPLES) * reach).collect();
    let vector = &shape.vectors[k];
    let axis = |i: usize| steps.iter().map(|t| origin[i] + t * vector[i]).collect();
    let coordinates: Vec<Vec<f64>> = (0..origin.len()).map(axis).collect();
    let values = loss.row(&coordinates);
    let half = shape.values[k] / 2.0;
    Line {
        name: format!("v{}", crate::report::formula::lowered(&(k + 1).to_string())),
        class: class(shape.values[k]),
        points: steps.iter().copied().zip(values).map(|(t, v)| [t, v]).collect(),
        quadratic: steps.iter().map(|t| [*t, value + half * t * t]).collect(),
    }
}

/// The vertical range: most of what the lines do, not their far values.
fn height(lines: &[Line], value: f64) -> Option<[f64; 2]> {
    let points = lines.iter().flat_map(|line| &line.points);
    let mut all: Vec<f64> = points.map(|[_, v]| *v).filter(|v| v.is_finite()).collect();
    all.sort_by(f64::total_cmp);
    let share = |part: usize| all.get((all.len().checked_sub(1)?) * part / 20).copied();
    let (low, high) = (share(1)?.min(value), share(17)?.max(value));
    let room = (0.12 * (high - low)).max(1e-9 * (1.0 + value.abs()));
    Some([low - room, high + room])
}

/// Where the name of a line stands: the last of its points well inside the picture.
fn seat(points: &[[f64; 2]], [low, high]: [f64; 2]) -> Option<[f64; 2]> {
    let room = 0.12 * (high - low);
    let inside = |[_, v]: &&[f64; 2]| *v > low + room && *v < high - room;
    points.iter().rev().skip(16).find(inside).copied()
}
