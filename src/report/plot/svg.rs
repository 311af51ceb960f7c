//! The parts of a picture: frame, axes, markers, labels, arrows.

use super::grid::Window;
use super::path::{data, short, simplified};
use super::window::ticks;
use crate::report::formula::escape;

/// Picture width; every picture is as wide, so that its text is as large.
pub(crate) const WIDTH: f64 = 420.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 40.0;

/// A picture under construction.
pub(crate) struct Canvas {
    window: Window,
    height: f64,
    /// Where the frame begins: after the numbers of the vertical axis and its name.
    left: f64,
    name: String,
    body: String,
    /// Boxes already taken by markers and labels.
    taken: Vec<[f64; 4]>,
}

impl Canvas {
    /// An empty picture of a part of the plane.
    pub(crate) fn new(window: Window, height: f64, name: &str) -> Canvas {
        let numbers = ticks(window.y, 5.0).into_iter().map(|(_, label)| label.chars().count());
        let left = 34.0 + 6.8 * numbers.max().unwrap_or(1) as f64;
        let name = name.to_string();
        Canvas { window, height, left, name, body: String::new(), taken: Vec::new() }
    }

    /// Where a point of the plane is drawn.
    pub(crate) fn place(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let share = |v: f64, [a, b]: [f64; 2]| (v - a) / (b - a);
        let (width, height) = (WIDTH - self.left - RIGHT, self.height - TOP - BOTTOM);
        [
            self.left + share(x, self.window.x) * width,
            TOP + (1.0 - share(y, self.window.y)) * height,
        ]
    }

    /// Is a point inside the frame?
    pub(crate) fn shows(&self, [x, y]: [f64; 2]) -> bool {
        let within = |v: f64, [a, b]: [f64; 2]| v >= a && v <= b;
        within(x, self.window.x) && within(y, self.window.y)
    }

    /// One path of several curves.
    pub(crate) fn curves(&mut self, curves: &[Vec<[f64; 2]>], class: &str) {
        let path: String = curves.iter().map(|curve| self.path(curve)).collect();
        if !path.is_empty() {
            self.body += &format!(r#"<path class="{class}" d="{path}"/>"#);
            self.body.push('\n');
        }
    }

    fn path(&self, curve: &[[f64; 2]]) -> String {
        let drawn: Vec<[f64; 2]> = curve.iter().map(|point| self.place(*point)).collect();
        data(&simplified(&drawn, 0.2))
    }

    /// What follows is drawn inside the frame only.
    pub(crate) fn clip(&mut self) {
        let (width, height) = (WIDTH - self.left - RIGHT, self.height - TOP - BOTTOM);
        self.body += &format!(
            "<clipPath id=\"clip-{0}\"><rect x=\"{1}\" y=\"{2}\" width=\"{3}\" height=\"{4}\"/>\
             </clipPath><g clip-path=\"url(#clip-{0})\">\n",
            self.name,
            short(self.left),
            short(TOP),
            short(width),
            short(height)
        );
    }

    /// The end of what is clipped, and the frame over it.
    pub(crate) fn unclip(&mut self) {
        self.body += "</g>\n";
    }

    /// Frame, ticks and the letters of the axes.
    pub(crate) fn axes(&mut self, horizontal: &str, vertical: &str) {
        let bottom = self.height - BOTTOM;
        let mut out = String::new();
        for (value, label) in ticks(self.window.x, 5.0) {
            let x = self.place([value, 0.0])[0];
            out += &format!(
                "<path class=\"tk\" d=\"M{0} {1}v4\"/><text class=\"tl\" x=\"{0}\" y=\"{2}\" \
                 text-anchor=\"middle\">{label}</text>",
                short(x),
                short(bottom),
                short(bottom + 16.0)
            );
        }
        out += &format!(
            "<text class=\"al\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
            short((self.left + WIDTH - RIGHT) / 2.0),
            short(self.height - 5.0),
            escape(horizontal),
        );
        self.body += &out;
        self.vertical_axis(vertical);
    }

    /// The frame, and the ticks and the letter on its left.
    pub(crate) fn vertical_axis(&mut self, letter: &str) {
        let (right, bottom) = (WIDTH - RIGHT, self.height - BOTTOM);
        let mut out = format!(
            r#"<rect class="fr" x="{}" y="{}" width="{}" height="{}"/>"#,
            short(self.left),
            short(TOP),
            short(right - self.left),
            short(bottom - TOP)
        );
        for (value, label) in ticks(self.window.y, 5.0) {
            let y = self.place([0.0, value])[1];
            out += &format!(
                "<path class=\"tk\" d=\"M{0} {1}h-4\"/><text class=\"tl\" x=\"{2}\" y=\"{3}\" \
                 text-anchor=\"end\">{label}</text>",
                short(self.left),
                short(y),
                short(self.left - 7.0),
                short(y + 4.0)
            );
        }
        out += &format!(
            "<text class=\"al\" x=\"12\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
            short((TOP + bottom) / 2.0 + 5.0),
            escape(letter)
        );
        self.body += &out;
    }

    /// The place on the lower edge of the frame below a value.
    pub(crate) fn foot(&self, x: f64) -> [f64; 2] {
        [self.place([x, 0.0])[0], self.height - BOTTOM]
    }

    /// A marker by shape and class of its verdict.
    pub(crate) fn marker(&mut self, point: [f64; 2], class: &str) {
        let [x, y] = self.place(point);
        self.body += &marker([x, y], class);
        self.body.push('\n');
        self.taken.push([x - 7.0, y - 7.0, x + 7.0, y + 7.0]);
    }

    /// A name beside a marker, at the first of eight places that is free.
    pub(crate) fn label(&mut self, point: [f64; 2], text: &str) {
        self.named(self.place(point), text, "pl mi");
    }

    /// A name beside a place of the picture; nothing where no place is free.
    pub(crate) fn named(&mut self, [x, y]: [f64; 2], text: &str, class: &str) {
        let width = 8.5 * text.chars().count() as f64;
        let tries = [
            (10.0, -8.0),
            (10.0, 16.0),
            (-10.0 - width, -8.0),
            (-10.0 - width, 16.0),
            (10.0, 4.0),
            (-10.0 - width, 4.0),
            (-width / 2.0, -11.0),
            (-width / 2.0, 22.0),
        ];
        let spot = |(dx, dy): (f64, f64)| [x + dx, y + dy - 12.0, x + dx + width, y + dy + 4.0];
        let Some((dx, dy)) = tries.into_iter().find(|offset| self.is_free(spot(*offset), 1.0))
        else {
            return;
        };
        self.taken.push(spot((dx, dy)));
        self.body += &format!(
            "<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>\n",
            short(x + dx),
            short(y + dy),
            escape(text)
        );
    }

    /// Is a box inside the frame and clear of everything placed so far?
    fn is_free(&self, [a, b, c, d]: [f64; 4], margin: f64) -> bool {
        let inside = a > self.left + margin
            && b > TOP + margin
            && c < WIDTH - RIGHT - margin
            && d < self.height - BOTTOM - margin;
        inside && !self.taken.iter().any(|[e, f, g, h]| a < *g && *e < c && b < *h && *f < d)
    }

    /// Labels keep clear of a curve.
    pub(crate) fn avoid(&mut self, curve: &[[f64; 2]]) {
        let mut last = [f64::INFINITY; 2];
        for point in curve {
            let [x, y] = self.place(*point);
            if (x - last[0]).hypot(y - last[1]) > 4.0 {
                self.taken.push([x - 5.0, y - 5.0, x + 5.0, y + 5.0]);
                last = [x, y];
            }
        }
    }

    /// The value of a level on the straightest piece of its curves, if there is room.
    pub(crate) fn level(&mut self, curves: &[Vec<[f64; 2]>], text: &str, class: &str) {
        let width = 6.6 * text.chars().count() as f64;
        let mut best: Option<(f64, [f64; 3])> = None;
        for curve in curves {
            let drawn: Vec<[f64; 2]> = curve.iter().map(|point| self.place(*point)).collect();
            for (straight, [x, y, angle]) in seats(&drawn, width + 8.0) {
                let (c, s) = (angle.cos().abs(), angle.sin().abs());
                let (half, tall) = (width / 2.0 * c + 6.0 * s, width / 2.0 * s + 6.0 * c);
                let spot = [x - half, y - tall, x + half, y + tall];
                let better = best.as_ref().is_none_or(|(most, _)| straight > most + 1e-3);
                if better && straight > 0.97 && self.is_free(spot, 14.0) {
                    best = Some((straight, [x, y, angle]));
                }
            }
        }
        let Some((_, [x, y, angle])) = best else { return };
        let (c, s) = (angle.cos().abs(), angle.sin().abs());
        let (half, tall) = (width / 2.0 * c + 16.0 * s + 6.0, width / 2.0 * s + 16.0 * c + 6.0);
        self.taken.push([x - half, y - tall, x + half, y + tall]);
        let degrees = angle.to_degrees().round() as i64;
        let (x, y) = (short(x), short(y));
        self.body += &format!(
            "<text class=\"{class}\" transform=\"translate({x} {y})rotate({degrees})\" y=\"3.6\" \
             text-anchor=\"middle\">{}</text>\n",
            escape(text)
        );
    }

    /// Arrows both ways along a direction, of a length in the picture.
    pub(crate) fn arrows(&mut self, point: [f64; 2], direction: [f64; 2]) {
        let [x, y] = self.place(point);
        let [u, v] = self.place([point[0] + direction[0], point[1] + direction[1]]);
        let length = (u - x).hypot(v - y);
        if !length.is_finite() || length == 0.0 {
            return;
        }
        let [a, b] = [(u - x) / length, (v - y) / length];
        for sign in [1.0, -1.0] {
            let [a, b] = [a * sign, b * sign];
            let at = |along: f64, aside: f64| {
                format!("{} {}", short(x + a * along - b * aside), short(y + b * along + a * aside))
            };
            let shaft = format!("M{}L{}", at(9.0, 0.0), at(32.0, 0.0));
            let tip = format!("M{}L{}L{}z", at(40.0, 0.0), at(31.0, 4.2), at(31.0, -4.2));
            self.body += &format!(
                "<path class=\"esc0\" d=\"{shaft}\"/><path class=\"esc0t\" d=\"{tip}\"/>\
                 <path class=\"esc\" d=\"{shaft}\"/><path class=\"esct\" d=\"{tip}\"/>\n"
            );
            self.taken.push([
                x + a * 24.0 - 13.0,
                y + b * 24.0 - 13.0,
                x + a * 24.0 + 13.0,
                y + b * 24.0 + 13.0,
            ]);
        }
    }

    /// Anything already drawn as SVG.
    pub(crate) fn raw(&mut self, svg: &str) {
        self.body += svg;
    }

    /// The finished `svg` element.
    pub(crate) fn finish(self, title: &str, description: &str) -> String {
        format!(
            "<svg class=\"plot\" viewBox=\"0 0 {} {}\" role=\"img\"><title>{}</title>\
             <desc>{}</desc>\n{}</svg>",
            short(WIDTH),
            short(self.height),
            escape(title),
            escape(description),
            self.body
        )
    }
}

/// A marker at a place of the picture.
pub(crate) fn marker([x, y]: [f64; 2], class: &str) -> String {
    let at = |dx: f64, dy: f64| format!("{} {}", short(x + dx), short(y + dy));
    match class {
        "min" => {
            format!(r#"<circle class="mk k-min" cx="{}" cy="{}" r="5"/>"#, short(x), short(y))
        }
        "sad" => {
            let cross = format!("M{}l10 10m0 -10l-10 10", at(-5.0, -5.0));
            format!(r#"<path class="mkx0" d="{cross}"/><path class="mkx" d="{cross}"/>"#)
        }
        "max" => format!(r#"<path class="mk k-max" d="M{}l6 10.6h-12z"/>"#, at(0.0, -6.5)),
        _ => format!(
            r#"<path class="mk k-deg" d="M{}l6.2 6.2l-6.2 6.2l-6.2 -6.2z"/>"#,
            at(0.0, -6.2)
        ),
    }
}

/// Pieces of a curve of at least a length: how straight each is, its middle and its angle.
fn seats(drawn: &[[f64; 2]], length: f64) -> Vec<(f64, [f64; 3])> {
    let mut along = vec![0.0];
    for pair in drawn.windows(2) {
        let step = (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1]);
        along.push(along.last().copied().unwrap_or(0.0) + step);
    }
    let mut all = Vec::new();
    let mut end = 0;
    for start in (0..drawn.len()).step_by(3) {
        while end < drawn.len() && along[end] - along[start] < length {
            end += 1;
        }
        let Some([c, d]) = drawn.get(end) else { break };
        let [a, b] = drawn[start];
        let straight = (c - a).hypot(d - b) / (along[end] - along[start]);
        let mut angle = (d - b).atan2(c - a);
        if angle.abs() > std::f64::consts::FRAC_PI_2 {
            angle -= std::f64::consts::PI.copysign(angle);
        }
        let middle = drawn[(start + end) / 2];
        all.push((straight, [middle[0], middle[1], angle]));
    }
    all
}
