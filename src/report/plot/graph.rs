//! The graph of a loss of one variable.

use super::grid::Window;
use super::spoken;
use super::svg::Canvas;
use super::window::float;
use crate::report::page::Figure;
use crate::report::phrase::Phrase;
use crate::report::scene::Scene;

const SAMPLES: usize = 600;

impl Scene<'_> {
    /// The graph figure; `None` where L cannot be drawn.
    pub(crate) fn graph(&self) -> Option<Figure> {
        let [x] = self.axes().try_into().ok()?;
        let loss = self.program(&self.document.formula, &self.letters())?;
        let samples = (0..=SAMPLES)
            .map(|k| x[0] + (x[1] - x[0]) * k as f64 / SAMPLES as f64)
            .collect::<Vec<f64>>();
        let values = loss.row(std::slice::from_ref(&samples));
        let samples: Vec<[f64; 2]> = samples.into_iter().zip(values).map(|(x, y)| [x, y]).collect();
        let y = self.height(&samples)?;
        let mut canvas = Canvas::new(Window { x, y }, 300.0, "graph");
        canvas.clip();
        for run in samples.split(|[_, value]| !value.is_finite()) {
            canvas.curves(&[run.to_vec()], "c3");
        }
        canvas.unclip();
        let marks = self.marks(&Window { x, y });
        let values: Vec<f64> = marks.iter().map(|m| loss.at(&m.place)).collect();
        for (mark, value) in marks.iter().zip(&values) {
            if let [x] = mark.place.as_slice() {
                canvas.marker([*x, *value], mark.class);
            }
        }
        for (mark, value) in marks.iter().zip(&values) {
            if let [x] = mark.place.as_slice() {
                canvas.label([*x, *value], &mark.name);
            }
        }
        let name = self.variables().first()?.unicode.clone();
        canvas.axes(&name, &self.loss().unicode);
        let places = [
            ("loss", Phrase::from(self.loss())),
            ("x", Phrase::text(&name)),
            ("x0", spoken(x[0])),
            ("x1", spoken(x[1])),
        ];
        let description = self.description(self.words.say("figure.alt-graph", &places), &marks);
        let caption = self.words.say("figure.graph", &places);
        Some(Figure {
            number: 0,
            name: "graph".to_string(),
            svg: canvas.finish(&caption.unicode(), &description),
            description,
            caption,
            legend: self.legend(&marks, [false; 2], &[]),
            scale: Vec::new(),
        })
    }

    /// The vertical range: the critical values with room around them, not the far values.
    fn height(&self, samples: &[[f64; 2]]) -> Option<[f64; 2]> {
        let mut all: Vec<f64> =
            samples.iter().map(|[_, value]| *value).filter(|v| v.is_finite()).collect();
        all.sort_by(f64::total_cmp);
        let (least, most) = (*all.first()?, *all.last()?);
        let document = self.document;
        let values = document.points.iter().map(|point| &point.value);
        let values = values.chain(document.nonsmooth.iter().map(|set| &set.value));
        let marked: Vec<f64> = values.filter_map(float).collect();
        let low = marked.iter().copied().fold(f64::INFINITY, f64::min).min(all[all.len() / 4]);
        let high =
            marked.iter().copied().fold(f64::NEG_INFINITY, f64::max).max(all[all.len() * 3 / 4]);
        let room = (0.35 * (high - low)).max(1e-6 * (1.0 + high.abs()));
        let [low, high] = [
            (low - room).max(least - 0.1 * (high - low)),
            (high + room).min(most + 0.1 * (high - low)),
        ];
        (low < high).then_some([low, high])
    }
}
