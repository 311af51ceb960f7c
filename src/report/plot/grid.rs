//! Values on a grid, and the closed outlines of `{f ≥ c}` by marching squares.

/// A rectangle of the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Window {
    pub(crate) x: [f64; 2],
    pub(crate) y: [f64; 2],
}

/// Values of a function at the nodes of a grid, row by row from the bottom.
pub(crate) struct Grid {
    columns: usize,
    rows: usize,
    x: Vec<f64>,
    y: Vec<f64>,
    values: Vec<f64>,
}

impl Grid {
    /// Samples a function on `n` × `n` cells.
    #[cfg(test)]
    pub(crate) fn sample(window: &Window, n: usize, mut f: impl FnMut(f64, f64) -> f64) -> Grid {
        Grid::sample_rows(window, n, |row, v| row.iter().map(|u| f(*u, v)).collect())
    }

    /// Samples a function on `n` × `n` cells, all values of one height at once.
    pub(crate) fn sample_rows(
        window: &Window,
        n: usize,
        mut f: impl FnMut(&[f64], f64) -> Vec<f64>,
    ) -> Grid {
        let nodes = |[low, high]: [f64; 2]| {
            (0..=n).map(|k| low + (high - low) * k as f64 / n as f64).collect::<Vec<f64>>()
        };
        let (x, y) = (nodes(window.x), nodes(window.y));
        let mut values = Vec::with_capacity(x.len() * y.len());
        for v in &y {
            values.extend(f(&x, *v));
        }
        values.resize(x.len() * y.len(), f64::NAN);
        Grid { columns: x.len(), rows: y.len(), x, y, values }
    }

    /// A node and the value there.
    pub(crate) fn node(&self, column: usize, row: usize) -> [f64; 3] {
        [self.x[column], self.y[row], self.values[row * self.columns + column]]
    }

    /// The finite values, ascending.
    pub(crate) fn sorted(&self) -> Vec<f64> {
        let mut all: Vec<f64> = self.values.iter().copied().filter(|v| v.is_finite()).collect();
        all.sort_by(f64::total_cmp);
        all
    }

    /// The same with one more node on each side in the same place, where the value is −∞: all
    /// outlines close along the frame.
    pub(crate) fn framed(&self) -> Grid {
        let ends = |all: &[f64]| {
            let first = all.first().copied();
            let last = all.last().copied();
            first.into_iter().chain(all.iter().copied()).chain(last).collect::<Vec<f64>>()
        };
        let (columns, rows) = (self.columns + 2, self.rows + 2);
        let mut values = vec![f64::NEG_INFINITY; columns * rows];
        for row in 0..self.rows {
            for column in 0..self.columns {
                values[(row + 1) * columns + column + 1] = self.value(column, row);
            }
        }
        Grid { columns, rows, x: ends(&self.x), y: ends(&self.y), values }
    }

    fn value(&self, column: usize, row: usize) -> f64 {
        let value = self.values[row * self.columns + column];
        if value.is_nan() { f64::NEG_INFINITY } else { value }
    }

    /// The curves on which f crosses `c`, with `{f ≥ c}` on their left.
    pub(crate) fn contours(&self, c: f64) -> Vec<Vec<[f64; 2]>> {
        let mut segments = Vec::new();
        for row in 0..self.rows - 1 {
            for column in 0..self.columns - 1 {
                self.cell(column, row, c, &mut segments);
            }
        }
        chain(segments).into_iter().map(|curve| self.places(&curve, c)).collect()
    }

    /// The segments in one cell (Lorensen and Cline 1987, in the plane); the mean decides
    /// which corners of a saddle cell are joined.
    fn cell(&self, column: usize, row: usize, c: f64, segments: &mut Vec<[Edge; 2]>) {
        let corners = [(0, 0), (1, 0), (1, 1), (0, 1)];
        let values = corners.map(|(i, j)| self.value(column + i, row + j));
        let inside = values.map(|v| v >= c);
        let edges = [
            Edge { column, row, upward: false },
            Edge { column: column + 1, row, upward: true },
            Edge { column, row: row + 1, upward: false },
            Edge { column, row, upward: true },
        ];
        let enters = |k: usize| inside[k] && !inside[(k + 1) % 4];
        let leaves = |k: usize| !inside[k] && inside[(k + 1) % 4];
        let out: Vec<usize> = (0..4).filter(|k| enters(*k)).collect();
        let back: Vec<usize> = (0..4).filter(|k| leaves(*k)).collect();
        let joined = values.iter().sum::<f64>() / 4.0 >= c;
        match (out.as_slice(), back.as_slice()) {
            ([a], [b]) => segments.push([edges[*a], edges[*b]]),
            ([a, b], [d, e]) => {
                // Counter-clockwise: out, back, out, back; join each exit to the next entry or
                // to the one before.
                let (d, e) = if (*d > *a) == joined { (*d, *e) } else { (*e, *d) };
                segments.push([edges[*a], edges[d]]);
                segments.push([edges[*b], edges[e]]);
            }
            _ => {}
        }
    }

    fn places(&self, curve: &[Edge], c: f64) -> Vec<[f64; 2]> {
        curve.iter().map(|edge| self.crossing(edge, c)).collect()
    }

    /// Where f = c on an edge, by linear interpolation.
    fn crossing(&self, edge: &Edge, c: f64) -> [f64; 2] {
        let (i, j) = if edge.upward { (0, 1) } else { (1, 0) };
        let (a, b) = (self.value(edge.column, edge.row), self.value(edge.column + i, edge.row + j));
        let t = if a.is_finite() && b.is_finite() && a != b { (c - a) / (b - a) } else { 0.5 };
        let between = |all: &[f64], k: usize, step: usize| all[k] + t * (all[k + step] - all[k]);
        [between(&self.x, edge.column, i), between(&self.y, edge.row, j)]
    }
}

/// An edge of the grid: from a node to the right or upward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    row: usize,
    column: usize,
    upward: bool,
}

/// Puts directed segments end to end.
fn chain(mut segments: Vec<[Edge; 2]>) -> Vec<Vec<Edge>> {
    segments.sort_unstable();
    segments.dedup();
    let mut used = vec![false; segments.len()];
    let next = |from: Edge, used: &[bool]| {
        let start = segments.partition_point(|segment| segment[0] < from);
        (start..segments.len()).take_while(|k| segments[*k][0] == from).find(|k| !used[*k])
    };
    let ends: std::collections::BTreeSet<Edge> = segments.iter().map(|s| s[1]).collect();
    let open = (0..segments.len()).filter(|k| !ends.contains(&segments[*k][0]));
    let starts: Vec<usize> = open.chain(0..segments.len()).collect();
    let mut curves = Vec::new();
    for start in starts {
        if used[start] {
            continue;
        }
        let mut curve = vec![segments[start][0]];
        let mut step = Some(start);
        while let Some(k) = step {
            used[k] = true;
            curve.push(segments[k][1]);
            step = next(segments[k][1], &used);
        }
        curves.push(curve);
    }
    curves
}

#[cfg(test)]
mod tests {
    use super::{Grid, Window};

    const SQUARE: Window = Window { x: [-2.0, 2.0], y: [-2.0, 2.0] };

    #[test]
    fn a_circle_is_one_closed_curve_at_its_radius() {
        let grid = Grid::sample(&SQUARE, 40, |x, y| x * x + y * y);
        let curves = grid.contours(1.0);
        assert_eq!(curves.len(), 1);
        assert_eq!(curves[0].first(), curves[0].last());
        assert!(curves[0].iter().all(|[x, y]| (x.hypot(*y) - 1.0).abs() < 0.01));
    }

    #[test]
    fn framed_outlines_close() {
        let grid = Grid::sample(&SQUARE, 40, |x, y| x * y).framed();
        let curves = grid.contours(0.5);
        assert_eq!(curves.len(), 2);
        assert!(curves.iter().all(|curve| curve.first() == curve.last()));
    }

    #[test]
    fn nothing_is_drawn_where_there_is_no_value() {
        let grid = Grid::sample(&SQUARE, 20, |x, y| (x - 10.0).sqrt() + y);
        assert!(grid.contours(0.0).is_empty());
        assert!(grid.sorted().is_empty());
    }
}
