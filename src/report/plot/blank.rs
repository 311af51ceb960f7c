//! Empty axes to sketch on.

use crate::report::formula::escape;
use crate::report::page::Figure;
use crate::report::scene::Scene;

/// Side of the grid and of one of its squares, in units of the picture.
const SIDE: usize = 320;
const STEP: usize = 40;
const LEFT: usize = 50;
const TOP: usize = 10;

impl Scene<'_> {
    /// Axes without numbers, for one or two variables: even their range would tell something.
    pub(crate) fn empty_axes(&self) -> Option<Figure> {
        let (horizontal, vertical) = match self.variables().as_slice() {
            [x] => (x.unicode.clone(), self.loss().unicode),
            [x, y] => (x.unicode.clone(), y.unicode.clone()),
            _ => return None,
        };
        let caption = self.label("worksheet.sketch");
        let description = self.words.label("worksheet.alt-axes");
        Some(Figure {
            number: 0,
            name: "axes".to_string(),
            svg: svg(&horizontal, &vertical, &caption.unicode(), &description),
            description,
            caption,
            legend: Vec::new(),
            scale: Vec::new(),
        })
    }
}

fn svg(horizontal: &str, vertical: &str, title: &str, description: &str) -> String {
    let (right, bottom) = (LEFT + SIDE, TOP + SIDE);
    let lines = (0..=SIDE / STEP).map(|k| k * STEP);
    let grid: String =
        lines.map(|d| format!("M{} {TOP}v{SIDE}M{LEFT} {}h{SIDE}", LEFT + d, TOP + d)).collect();
    format!(
        "<svg class=\"plot\" viewBox=\"0 0 420 {}\" role=\"img\"><title>{}</title><desc>{}</desc>\n\
         <path class=\"l8\" fill=\"none\" d=\"{grid}\"/>\
         <rect class=\"fr\" x=\"{LEFT}\" y=\"{TOP}\" width=\"{SIDE}\" height=\"{SIDE}\"/>\
         <text class=\"al\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\
         <text class=\"al\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n</svg>",
        bottom + 30,
        escape(title),
        escape(description),
        (LEFT + right) / 2,
        bottom + 22,
        escape(horizontal),
        LEFT - 22,
        (TOP + bottom) / 2,
        escape(vertical)
    )
}
