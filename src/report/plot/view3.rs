//! A box in space as it is seen: turned about the vertical, tilted, parallel projection.

use super::grid::Window;
use super::path::short;
use super::svg::WIDTH;
use super::window::ticks;
use crate::report::formula::escape;

/// How far above the horizon the viewer stands.
const ELEVATION: f64 = 40.0;
/// The height of the box beside its half width.
const TALL: f64 = 1.15;
const MARGIN: f64 = 30.0;

/// What is seen and from where.
pub(super) struct View {
    window: Window,
    z: [f64; 2],
    turn: f64,
    scale: f64,
    middle: [f64; 2],
}

impl View {
    /// A view of a window and a range of heights that fills the picture.
    pub(super) fn new(window: Window, z: [f64; 2], turn: f64, height: f64) -> View {
        let mut view = View { window, z, turn, scale: 1.0, middle: [0.0; 2] };
        let corners = view.corners().map(|corner| view.place(corner));
        let side = |k: usize| {
            let values = || corners.iter().map(|c| c[k]);
            [values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max)]
        };
        let ([left, right], [top, bottom]) = (side(0), side(1));
        let across = (WIDTH - 2.0 * MARGIN) / (right - left);
        view.scale = across.min((height - 1.6 * MARGIN) / (bottom - top));
        view.middle = [
            WIDTH / 2.0 - view.scale * (left + right) / 2.0,
            height / 2.0 - 6.0 - view.scale * (top + bottom) / 2.0,
        ];
        view
    }

    fn corners(&self) -> [[f64; 3]; 8] {
        let end = |ends: [f64; 2], k: usize| ends[k & 1];
        std::array::from_fn(|k| {
            [end(self.window.x, k), end(self.window.y, k >> 1), end(self.z, k >> 2)]
        })
    }

    /// The box of the window as a cube about the origin.
    fn normal(&self, [x, y, z]: [f64; 3]) -> [f64; 3] {
        let share = |v: f64, [a, b]: [f64; 2]| (v - a) / (b - a);
        let [x, y] = [share(x, self.window.x), share(y, self.window.y)].map(|v| 2.0 * v - 1.0);
        let (s, c) = self.turn.sin_cos();
        [x * c - y * s, x * s + y * c, TALL * share(z, self.z)]
    }

    /// Where a point is drawn.
    pub(super) fn place(&self, point: [f64; 3]) -> [f64; 2] {
        let [x, y, z] = self.normal(point);
        let (s, c) = ELEVATION.to_radians().sin_cos();
        let [a, b] = self.middle;
        [a + self.scale * x, b - self.scale * (y * s + z * c)]
    }

    /// How far a point is from the viewer, up to a constant.
    pub(super) fn depth(&self, point: [f64; 3]) -> f64 {
        self.normal(point)[1]
    }

    /// Where a point is drawn, if it is in the range of heights.
    pub(super) fn shown(&self, point: [f64; 3]) -> Option<[f64; 2]> {
        let room = 1e-6 * (self.z[1] - self.z[0]);
        let inside = point[2] >= self.z[0] - room && point[2] <= self.z[1] + room;
        inside.then(|| self.place(point))
    }

    /// The part of a polygon between the top and the bottom (Sutherland and Hodgman 1974).
    pub(super) fn cut(&self, polygon: &[[f64; 3]]) -> Vec<[f64; 3]> {
        let below = half(polygon, |p| self.z[1] - p[2]);
        half(&below, |p| p[2] - self.z[0])
    }

    /// The floor of the box.
    pub(super) fn floor(&self) -> String {
        let all = self.corners();
        let [a, b, c, d] = [all[0], all[1], all[3], all[2]].map(|p| self.place(p));
        let edges = [a, b, c, d, a];
        format!("<path class=\"fr fl\" d=\"{}\"/>\n", super::path::data(&edges))
    }

    /// Numbers and names beside the two edges of the floor that are in front.
    pub(super) fn names(&self, names: &[String; 2], loss: &str) -> String {
        let Window { x, y } = self.window;
        let (s, c) = self.turn.sin_cos();
        // The edge y = front runs along x; it is in front if its middle is nearer.
        let front_y = if c >= 0.0 { y[0] } else { y[1] };
        let front_x = if s >= 0.0 { x[0] } else { x[1] };
        let mut out = String::new();
        let floor = self.z[0];
        let edges = [(x, [f64::NAN, front_y], &names[0]), (y, [front_x, f64::NAN], &names[1])];
        for (range, [a, b], name) in edges {
            let at =
                |v: f64| [if a.is_nan() { v } else { a }, if b.is_nan() { v } else { b }, floor];
            let middle = self.place(at((range[0] + range[1]) / 2.0));
            let side = (middle[0] - WIDTH / 2.0).signum();
            let tilt = if (middle[0] - WIDTH / 2.0).abs() < 12.0 { 0.0 } else { side };
            let text = |place: [f64; 2], away: f64, class: &str, text: &str| {
                format!(
                    "<text class=\"{class}\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
                    short(place[0] + tilt * away),
                    short(place[1] + away * (1.3 - 0.4 * tilt.abs())),
                    escape(text)
                )
            };
            let numbers = ticks(range, 4.0);
            for (value, label) in &numbers {
                out += &text(self.place(at(*value)), 12.0, "tl", label);
            }
            out += &text(middle, 30.0, "al", name);
        }
        // The loss stands on the leftmost edge.
        let edges = [0, 1, 2, 3].map(|k| (self.corners()[k], self.corners()[k + 4]));
        let leftmost =
            edges.iter().min_by(|a, b| self.place(a.0)[0].total_cmp(&self.place(b.0)[0]));
        if let Some((foot, head)) = leftmost {
            let (foot, head) = (self.place(*foot), self.place(*head));
            out += &format!(
                "<path class=\"tk\" d=\"{}\"/><text class=\"al\" x=\"{}\" y=\"{}\" \
                 text-anchor=\"middle\">{}</text>\n",
                super::path::data(&[foot, head]),
                short((head[0] - 13.0).max(10.0)),
                short((foot[1] + head[1]) / 2.0),
                escape(loss)
            );
        }
        out
    }
}

/// The part of a polygon where a linear function is not negative.
fn half(polygon: &[[f64; 3]], side: impl Fn(&[f64; 3]) -> f64) -> Vec<[f64; 3]> {
    let mut out = Vec::new();
    for (k, from) in polygon.iter().enumerate() {
        let to = &polygon[(k + 1) % polygon.len()];
        let (a, b) = (side(from), side(to));
        if a >= 0.0 {
            out.push(*from);
        }
        if (a < 0.0) != (b < 0.0) && (a - b).is_finite() {
            let t = a / (a - b);
            out.push(std::array::from_fn(|i| from[i] + t * (to[i] - from[i])));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::half;

    #[test]
    fn a_square_is_cut_in_the_middle() {
        let square = [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 0.0, 2.0], [0.0, 0.0, 2.0]];
        let lower = half(&square, |p| 1.0 - p[2]);
        assert_eq!(lower, [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 0.0, 1.0], [0.0, 0.0, 1.0]]);
        assert!(half(&square, |p| p[2] - 3.0).is_empty());
    }
}
