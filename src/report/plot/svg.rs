//! The parts of a picture: frame, axes, markers, labels, arrows.

use super::grid::Window;
use super::path::{data, short, simplified};
use super::window::ticks;
use crate::report::formula::escape;

/// Picture width; every picture is as wide, so that its text is as large.
pub(crate) const WIDTH: f64 = 420.0;
const LEFT: f64 = 48.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 40.0;

/// A picture under construction.
pub(crate) struct Canvas {
    window: Window,
    height: f64,
    name: &'static str,
    body: String,
    /// Boxes already taken by markers and labels.
    taken: Vec<[f64; 4]>,
}

impl Canvas {
    /// An empty picture of a part of the plane.
    pub(crate) fn new(window: Window, height: f64, name: &'static str) -> Canvas {
        Canvas { window, height, name, body: String::new(), taken: Vec::new() }
    }

    /// Where a point of the plane is drawn.
    pub(crate) fn place(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let share = |v: f64, [a, b]: [f64; 2]| (v - a) / (b - a);
        let (width, height) = (WIDTH - LEFT - RIGHT, self.height - TOP - BOTTOM);
        [LEFT + share(x, self.window.x) * width, TOP + (1.0 - share(y, self.window.y)) * height]
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
        let (width, height) = (WIDTH - LEFT - RIGHT, self.height - TOP - BOTTOM);
        self.body += &format!(
            "<clipPath id=\"clip-{0}\"><rect x=\"{1}\" y=\"{2}\" width=\"{3}\" height=\"{4}\"/>\
             </clipPath><g clip-path=\"url(#clip-{0})\">\n",
            self.name,
            short(LEFT),
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
        let (right, bottom) = (WIDTH - RIGHT, self.height - BOTTOM);
        let frame = format!(
            r#"<rect class="fr" x="{}" y="{}" width="{}" height="{}"/>"#,
            short(LEFT),
            short(TOP),
            short(right - LEFT),
            short(bottom - TOP)
        );
        let mut out = frame;
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
        for (value, label) in ticks(self.window.y, 5.0) {
            let y = self.place([0.0, value])[1];
            out += &format!(
                "<path class=\"tk\" d=\"M{0} {1}h-4\"/><text class=\"tl\" x=\"{2}\" y=\"{3}\" \
                 text-anchor=\"end\">{label}</text>",
                short(LEFT),
                short(y),
                short(LEFT - 7.0),
                short(y + 4.0)
            );
        }
        out += &format!(
            "<text class=\"al\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\
             <text class=\"al\" x=\"14\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
            short((LEFT + right) / 2.0),
            short(self.height - 5.0),
            escape(horizontal),
            short((TOP + bottom) / 2.0),
            escape(vertical)
        );
        self.body += &out;
    }

    /// A marker by shape and class of its verdict.
    pub(crate) fn marker(&mut self, point: [f64; 2], class: &str) {
        let [x, y] = self.place(point);
        let at = |dx: f64, dy: f64| format!("{} {}", short(x + dx), short(y + dy));
        self.body += &match class {
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
        };
        self.body.push('\n');
        self.taken.push([x - 7.0, y - 7.0, x + 7.0, y + 7.0]);
    }

    /// A name beside a marker, at the first of eight places that is free.
    pub(crate) fn label(&mut self, point: [f64; 2], text: &str) {
        let [x, y] = self.place(point);
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
        let spot = |(dx, dy): (f64, f64)| [x + dx, y + dy - 11.0, x + dx + width, y + dy + 3.0];
        let free = |offset: &(f64, f64)| {
            let [a, b, c, d] = spot(*offset);
            let inside = a > LEFT && b > TOP && c < WIDTH - RIGHT && d < self.height - BOTTOM;
            inside && !self.taken.iter().any(|[e, f, g, h]| a < *g && *e < c && b < *h && *f < d)
        };
        let Some((dx, dy)) = tries.into_iter().find(free) else { return };
        self.taken.push(spot((dx, dy)));
        self.body += &format!(
            "<text class=\"pl mi\" x=\"{}\" y=\"{}\">{}</text>\n",
            short(x + dx),
            short(y + dy),
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
