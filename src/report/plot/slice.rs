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
use crate::result::{Escape, Number};

const SAMPLES: i32 = 120;
/// Directions in one picture.
const DIRECTIONS: usize = 3;

/// A point with what is drawn of it.
pub(crate) struct Slices<'a> {
    /// The name of the point.
    pub(crate) name: &'a str,
    /// The name of the picture.
    pub(crate) file: &'a str,
    pub(crate) place: &'a [Number],
    pub(crate) value: &'a Number,
    pub(crate) hessian: &'a [Vec<Number>],
    /// The class of the verdict, which the marker shows.
    pub(crate) class: &'static str,
    /// A way down that no eigenvalue tells of.
    pub(crate) way: Option<&'a Escape>,
}

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
    pub(crate) fn slices(&self, of: &Slices<'_>) -> Option<Figure> {
        let (origin, value) = (floats(of.place)?, float(of.value)?);
        let shape = shape(of.hessian).filter(|shape| shape.values.len() > 1)?;
        let loss = self.program(&self.document.formula, &self.letters())?;
        let reach = self.reach(&origin);
        let mut lines: Vec<Line> = chosen(shape.values.len())
            .into_iter()
            .map(|k| line(&loss, &origin, value, &shape, k, reach))
            .collect();
        let way = of.way.filter(|_| shape.values.iter().all(|v| class(*v) != "sad"));
        let way = way.and_then(|way| self.way_down(&loss, &origin, way, reach));
        let with_way = way.is_some();
        lines.extend(way);
        // A line on which nothing happens says nothing.
        let flat = |line: &Line| line.points.iter().all(|[_, v]| (v - value).abs() <= 1e-12);
        if lines.iter().all(flat) {
            return None;
        }
        let y = height(&lines, value)?;
        let file = of.file;
        let mut canvas = Canvas::new(Window { x: [-reach, reach], y }, 250.0, file);
        canvas.clip();
        for line in &lines {
            if !line.quadratic.is_empty() {
                canvas.curves(std::slice::from_ref(&line.quadratic), &format!("qd {}", line.class));
            }
            for run in line.points.split(|[_, value]| !value.is_finite()) {
                canvas.curves(&[run.to_vec()], &format!("sl {}", line.class));
            }
        }
        canvas.unclip();
        canvas.marker([0.0, value], of.class);
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
            ("point", Phrase::from(self.maths.name(of.name))),
            ("way", Phrase::from(Formula::new("c", "c", "c", "<mi>c</mi>"))),
            ("eigenvalues", self.spoken_eigenvalues(&shape.values)),
        ];
        let key = if with_way { "figure.slices-way" } else { "figure.slices" };
        let caption = self.words.say(key, &places);
        let mut description = vec![self.words.say("figure.alt-slices", &places).unicode()];
        if with_way {
            description.push(self.words.say("figure.alt-way", &places).unicode());
        }
        let description = description.join(&self.words.label("list.sentence"));
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

    /// L along a direction or a curve that leads down.
    fn way_down(&self, loss: &Program, origin: &[f64], way: &Escape, reach: f64) -> Option<Line> {
        let direction = floats(&way.direction)?;
        let length = direction.iter().map(|d| d * d).sum::<f64>().sqrt();
        let letter = self.maths.with_dag(|dag| vec![dag.symbol("t")]);
        let curve: Option<Vec<Program>> =
            way.curve.iter().map(|x| self.program(x, &letter)).collect();
        let curve = curve.filter(|curve| curve.len() == origin.len());
        let steps = steps(reach);
        let along = |k: usize| -> Vec<f64> {
            match &curve {
                Some(curve) => curve[k].row(std::slice::from_ref(&steps)),
                None => steps.iter().map(|t| origin[k] + t / length * direction[k]).collect(),
            }
        };
        if curve.is_none() && (way.curve.len() + usize::from(direction.len() == origin.len())) != 1
        {
            return None;
        }
        let values = loss.row(&(0..origin.len()).map(along).collect::<Vec<_>>());
        let points = steps.iter().copied().zip(values).map(|(t, v)| [t, v]).collect();
        Some(Line { name: "c".to_string(), class: "sad", points, quadratic: Vec::new() })
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

/// Places on both sides of the point.
fn steps(reach: f64) -> Vec<f64> {
    (-SAMPLES..=SAMPLES).map(|i| f64::from(i) / f64::from(SAMPLES) * reach).collect()
}

fn line(loss: &Program, origin: &[f64], value: f64, shape: &Shape, k: usize, reach: f64) -> Line {
    let steps = steps(reach);
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
