//! Curves of critical points, cut into pieces of one kind.

use super::Program;
use super::grid::{Grid, Window};
use crate::expr::Symbol;
use crate::report::scene::Scene;
use crate::report::verdict::Verdict;
use crate::result::{Continuum, Parametrization};

/// Cells a side in which a curve is looked for.
const CELLS: usize = 101;

/// Samples along a parametrised curve.
const SAMPLES: i32 = 1200;

/// A piece of a curve in the plane and the class of its verdict.
pub(crate) struct Piece {
    pub(crate) class: &'static str,
    pub(crate) points: Vec<[f64; 2]>,
}

/// A relation between two values.
struct Relation {
    left: Program,
    sign: &'static str,
    right: Program,
}

impl Scene<'_> {
    /// The pieces of a curve in a window.
    pub(crate) fn pieces(&self, set: &Continuum, window: &Window) -> Vec<Piece> {
        let curves = match (&set.parametrization, set.equations.as_slice()) {
            (Some(map), _) if map.parameters.len() == 1 => self.parametrized(map, window),
            (_, [equation]) => self.implicit(equation, window),
            _ => Vec::new(),
        };
        let kinds: Vec<(&'static str, Vec<Vec<Relation>>)> = set
            .strata
            .iter()
            .filter(|stratum| !stratum.r#where.contains(" = "))
            .map(|stratum| {
                let class = Verdict::of_stratum(stratum, 1).class();
                (class, self.alternatives(&stratum.r#where, &self.letters()))
            })
            .collect();
        curves.into_iter().flat_map(|curve| split(curve, &kinds)).collect()
    }

    /// The variables as symbols, in order.
    pub(crate) fn letters(&self) -> Vec<Symbol> {
        let names = &self.document.variables;
        self.maths.with_dag(|dag| names.iter().map(|name| dag.symbol(name)).collect())
    }

    /// A compiled expression.
    pub(crate) fn program(&self, text: &str, letters: &[Symbol]) -> Option<Program> {
        let e = self.maths.read(text)?;
        self.maths.with_dag(|dag| Program::new(dag, e, letters))
    }

    /// Relations: alternatives, each a list of conditions.
    fn alternatives(&self, text: &str, letters: &[Symbol]) -> Vec<Vec<Relation>> {
        let conditions = |part: &str| {
            let parts = part.split(',').filter_map(|relation| self.relation(relation, letters));
            parts.collect()
        };
        text.split(" or ").map(conditions).collect()
    }

    fn relation(&self, text: &str, letters: &[Symbol]) -> Option<Relation> {
        let sign = ["<=", ">=", "!=", "<", ">"].into_iter().find(|sign| text.contains(sign))?;
        let (left, right) = text.split_once(sign)?;
        let left = self.program(left.trim(), letters)?;
        Some(Relation { left, sign, right: self.program(right.trim(), letters)? })
    }

    /// Samples of a parametrised curve, broken where it leaves the window or the domain.
    fn parametrized(&self, map: &Parametrization, window: &Window) -> Vec<Vec<[f64; 2]>> {
        let letters = self.maths.with_dag(|dag| vec![dag.symbol(&map.parameters[0])]);
        let programs: Option<Vec<Program>> =
            map.map.iter().map(|e| self.program(e, &letters)).collect();
        let Some(programs) = programs.filter(|programs| programs.len() == 2) else {
            return Vec::new();
        };
        let domain = self.alternatives(&map.domain, &letters);
        let [width, height] = [window.x, window.y].map(|[a, b]| b - a);
        let parameter = |k: i32| {
            let t = (f64::from(k) / f64::from(SAMPLES) * std::f64::consts::FRAC_PI_2).tan();
            t * width.max(height) / 4.0
        };
        let parameters: Vec<f64> = (1 - SAMPLES..SAMPLES).map(parameter).collect();
        let coordinates = [0, 1].map(|k| programs[k].row(std::slice::from_ref(&parameters)));
        let mut curves = vec![Vec::new()];
        for (k, t) in parameters.iter().enumerate() {
            let place = [coordinates[0][k], coordinates[1][k]];
            let near = |v: f64, [a, b]: [f64; 2], size: f64| v >= a - size && v <= b + size;
            let seen = near(place[0], window.x, width) && near(place[1], window.y, height);
            let last: Option<[f64; 2]> = curves.last().and_then(|c| c.last().copied());
            let far = last.is_some_and(|[x, y]| {
                (place[0] - x).abs() > width / 3.0 || (place[1] - y).abs() > height / 3.0
            });
            let shown = seen && holds(&domain, &[*t]);
            if !shown || far {
                curves.push(Vec::new());
            }
            if let Some(curve) = curves.last_mut().filter(|_| shown) {
                curve.push(place);
            }
        }
        curves.retain(|curve| curve.len() > 1);
        curves
    }

    fn implicit(&self, equation: &str, window: &Window) -> Vec<Vec<[f64; 2]>> {
        let letters = self.letters();
        let Some(program) = self.program(equation, &letters) else { return Vec::new() };
        let row = |x: &[f64], y: f64| program.row(&[x.to_vec(), vec![y; x.len()]]);
        let grid = Grid::sample_rows(window, CELLS, row);
        let crossed = grid.contours(0.0);
        if crossed.is_empty() { touched(&program, &grid, window) } else { crossed }
    }
}

/// Where a function touches zero without a change of sign, as sin(x² + y²) − 1 does: its
/// derivative in a direction changes sign there, and the function is near zero.
fn touched(program: &Program, grid: &Grid, window: &Window) -> Vec<Vec<[f64; 2]>> {
    let [width, height] = [window.x, window.y].map(|[a, b]| b - a);
    let (dx, dy) = (8e-4 * width, 6e-4 * height);
    let row = |x: &[f64], y: f64| {
        let at = |s: f64| {
            let x: Vec<f64> = x.iter().map(|x| x + s * dx).collect();
            let y = vec![y + s * dy; x.len()];
            program.row(&[x, y])
        };
        at(1.0).iter().zip(at(-1.0)).map(|(a, b)| a - b).collect()
    };
    let sorted = grid.sorted();
    let largest = sorted.iter().fold(0.0_f64, |most, v| most.max(v.abs()));
    let near = |point: &[f64; 2]| program.at(point).abs() < 0.01 * largest;
    let curves = Grid::sample_rows(window, CELLS, row).contours(0.0);
    let runs = curves.iter().flat_map(|curve| curve.split(|point| !near(point)));
    runs.filter(|run| run.len() > 3).map(<[_]>::to_vec).collect()
}

/// Does one of the alternatives hold at a point?
fn holds(alternatives: &[Vec<Relation>], point: &[f64]) -> bool {
    alternatives.iter().any(|all| all.iter().all(|relation| relation.holds(point)))
}

impl Relation {
    fn holds(&self, point: &[f64]) -> bool {
        let (left, right) = (self.left.at(point), self.right.at(point));
        match self.sign {
            "<=" => left <= right,
            ">=" => left >= right,
            "<" => left < right,
            ">" => left > right,
            _ => left != right,
        }
    }
}

/// Runs of segments on which the same kind holds.
fn split(curve: Vec<[f64; 2]>, kinds: &[(&'static str, Vec<Vec<Relation>>)]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for pair in curve.windows(2) {
        let ([a, b], [c, d]) = (pair[0], pair[1]);
        let middle = [(a + c) / 2.0, (b + d) / 2.0];
        let mut class = "deg";
        for (kind, relations) in kinds {
            if holds(relations, &middle) {
                class = kind;
                break;
            }
        }
        match pieces.last_mut() {
            Some(piece) if piece.class == class => piece.points.push(pair[1]),
            _ => pieces.push(Piece { class, points: pair.to_vec() }),
        }
    }
    pieces
}
