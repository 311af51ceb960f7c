//! The eigenvalues of large Hessian matrices as bars, one group for each point.

use super::directions::shape;
use super::grid::Window;
use super::path::short;
use super::slice::brief;
use super::svg::Canvas;
use crate::report::formula::escape;
use crate::report::page::Figure;
use crate::report::phrase::Phrase;
use crate::report::scene::Scene;

/// Fewer variables say more in the table.
const LARGE: usize = 4;
/// Groups of bars.
const POINTS: usize = 4;

impl Scene<'_> {
    /// Eigenvalues at the first points, if there are many variables.
    pub(crate) fn bars(&self) -> Option<Figure> {
        let document = self.document;
        if document.variables.len() < LARGE {
            return None;
        }
        let groups: Vec<(String, Vec<f64>)> = document
            .points
            .iter()
            .filter_map(|point| {
                let values = shape(point.hessian.as_ref()?)?.values;
                Some((self.set_name(&point.name).unicode, values))
            })
            .take(POINTS)
            .collect();
        let all = || groups.iter().flat_map(|(_, values)| values).copied();
        let (low, high) = (all().fold(0.0, f64::min), all().fold(0.0, f64::max));
        if low >= high {
            return None;
        }
        let slots = all().count() + groups.len();
        let room = 0.1 * (high - low);
        let window = Window { x: [0.0, slots as f64], y: [low - room, high + room] };
        let mut canvas = Canvas::new(window, 260.0, "bars");
        let mut at = 0.5;
        for (name, values) in &groups {
            let start = at;
            for value in values {
                canvas.bar(at, *value);
                at += 1.0;
            }
            canvas.beneath((start + at - 1.0) / 2.0, name);
            at += 1.0;
        }
        canvas.vertical_axis("λ");
        let names: Vec<Phrase> = groups.iter().map(|(name, _)| Phrase::text(name)).collect();
        let said = groups.iter().map(|(name, values)| {
            let list = values.iter().map(|v| brief(*v).replace('-', "−"));
            let list = list.collect::<Vec<_>>().join(", ");
            let places = [("point", Phrase::text(name)), ("list", Phrase::text(&list))];
            self.words.say("figure.alt-eigenvalues", &places)
        });
        let said = Phrase::joined(said, &self.words.label("list.sentence")).unicode();
        let places = [("points", self.enumeration(names))];
        let caption = self.words.say("figure.bars", &places);
        Some(Figure {
            number: 0,
            name: "bars".to_string(),
            svg: canvas.finish(&caption.unicode(), &said),
            description: said,
            caption,
            legend: Vec::new(),
            scale: Vec::new(),
        })
    }
}

impl Canvas {
    /// A bar from zero to a value; a zero is a dot on the axis.
    fn bar(&mut self, at: f64, value: f64) {
        let class = if value < 0.0 { "k-sad" } else { "k-min" };
        let ([x, y], [z, foot]) = (self.place([at - 0.36, value]), self.place([at + 0.36, 0.0]));
        let bar = match value == 0.0 {
            true => format!(
                "<circle class=\"k-deg\" cx=\"{}\" cy=\"{}\" r=\"3\"/>",
                short((x + z) / 2.0),
                short(foot)
            ),
            false => format!(
                "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                short(x),
                short(y.min(foot)),
                short((z - x).max(1.0)),
                short((foot - y).abs().max(0.6))
            ),
        };
        self.raw(&format!("{bar}\n"));
    }

    /// A name under a place of the horizontal axis.
    fn beneath(&mut self, at: f64, name: &str) {
        let [x, y] = self.foot(at);
        self.raw(&format!(
            "<text class=\"al\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
            short(x),
            short(y + 20.0),
            escape(name)
        ));
    }
}
