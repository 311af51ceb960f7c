//! All critical points in one picture: the share of rising directions against the value.

use super::grid::Window;
use super::svg::Canvas;
use super::window::float;
use crate::report::page::Figure;
use crate::report::phrase::Phrase;
use crate::report::scene::Scene;
use crate::report::verdict::Verdict;
use crate::result::Point;

/// Fewer points say more in the table.
const MANY: usize = 8;
/// Fewer different places say nothing.
const DISTINCT: usize = 4;

impl Scene<'_> {
    /// The points with both numbers, if they are many and differ.
    fn scattered(&self) -> Option<Vec<(f64, f64, &Point)>> {
        let points: Vec<(f64, f64, &Point)> = self
            .document
            .points
            .iter()
            .filter_map(|point| Some((ratio(point)?, float(&point.value)?, point)))
            .collect();
        let mut places: Vec<(u64, u64)> =
            points.iter().map(|(ratio, value, _)| (ratio.to_bits(), value.to_bits())).collect();
        places.sort_unstable();
        places.dedup();
        let few = points.len() < MANY || places.len() < DISTINCT;
        (!few && self.document.variables.len() > 1).then_some(points)
    }

    /// Is there a picture in which the minimum ratio is one of the axes?
    pub(crate) fn is_scattered(&self) -> bool {
        self.scattered().is_some()
    }

    /// Minimum ratio against value, if there are many points.
    pub(crate) fn scatter(&self) -> Option<Figure> {
        let points = self.scattered()?;
        let values = || points.iter().map(|(_, value, _)| *value);
        let (low, high) =
            (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        let room = (0.12 * (high - low)).max(1e-9 * (1.0 + high.abs()));
        let window = Window { x: [-0.06, 1.06], y: [low - room, high + room] };
        let mut canvas = Canvas::new(window, 280.0, "scatter");
        for (ratio, value, point) in &points {
            canvas.marker([*ratio, *value], Verdict::of_point(point).class());
        }
        canvas.axes(&self.words.label("figure.ratio"), &self.loss().unicode);
        let places = [
            ("loss", Phrase::from(self.loss())),
            ("n", Phrase::from(points.len())),
            ("counts", self.by_index(&points)),
        ];
        let caption = self.words.say("figure.scatter", &places);
        let description = self.words.say("figure.alt-scatter", &places).unicode();
        Some(Figure {
            number: 0,
            name: "scatter".to_string(),
            svg: canvas.finish(&caption.unicode(), &description),
            description,
            caption,
            legend: Vec::new(),
            scale: Vec::new(),
        })
    }

    /// How many points there are with each number of negative eigenvalues.
    fn by_index(&self, points: &[(f64, f64, &Point)]) -> Phrase {
        let n = self.document.variables.len();
        let index = |point: &Point| point.inertia.map_or(0, |inertia| inertia.negative);
        let counts = (0..=n).filter_map(|k| {
            let many = points.iter().filter(|(_, _, point)| index(point) == k).count();
            let places = [("index", Phrase::from(k)), ("count", Phrase::from(many))];
            (many > 0).then(|| self.words.say("figure.alt-index", &places))
        });
        self.enumeration(counts.collect())
    }
}

/// The share of positive eigenvalues.
fn ratio(point: &Point) -> Option<f64> {
    let inertia = point.inertia?;
    let n = inertia.positive + inertia.negative + inertia.zero;
    (n > 0).then(|| inertia.positive as f64 / n as f64)
}
