//! The plane that level curves are drawn in: all of the domain for two variables, a plane
//! through a critical point for more.

use super::directions::{Shape, shape};
use super::grid::Window;
use super::window::floats;
use crate::report::scene::Scene;
use crate::result::{Nature, Point};

/// A plane in the space of the variables, with coordinates in it.
pub(super) struct Plane {
    origin: Vec<f64>,
    /// Two directions of length one at right angles.
    directions: [Vec<f64>; 2],
    pub(super) names: [String; 2],
    pub(super) window: Window,
    /// The point it goes through, if it is not the whole domain.
    pub(super) through: Option<String>,
}

impl Plane {
    /// The place in space of a point of the plane, for a row of first coordinates.
    pub(super) fn places(&self, row: &[f64], t: f64) -> Vec<Vec<f64>> {
        let [u, v] = &self.directions;
        let axis = |k: usize| row.iter().map(|s| self.origin[k] + s * u[k] + t * v[k]).collect();
        (0..self.origin.len()).map(axis).collect()
    }

    /// The coordinates of a place that lies in the plane.
    pub(super) fn coordinates(&self, place: &[f64]) -> Option<[f64; 2]> {
        if place.len() != self.origin.len() {
            return None;
        }
        let offset: Vec<f64> = place.iter().zip(&self.origin).map(|(a, b)| a - b).collect();
        let [s, t] = self.directions.each_ref().map(|d| dot(d, &offset));
        let [u, v] = &self.directions;
        let away: f64 = (0..offset.len()).map(|k| (offset[k] - s * u[k] - t * v[k]).powi(2)).sum();
        let size = 1.0 + dot(&offset, &offset);
        (away < 1e-12 * size).then_some([s, t])
    }

    /// The components of a direction along the plane, if it lies in it.
    pub(super) fn direction(&self, direction: &[f64]) -> Option<[f64; 2]> {
        let place: Vec<f64> = direction.iter().zip(&self.origin).map(|(d, o)| d + o).collect();
        self.coordinates(&place)
    }
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

impl Scene<'_> {
    /// The plane of the contour figure.
    pub(super) fn plane(&self) -> Option<Plane> {
        let names: Vec<String> = self.variables().into_iter().map(|v| v.unicode).collect();
        match names.len() {
            0 | 1 => None,
            2 => {
                let [x, y] = self.axes().try_into().ok()?;
                let directions = [vec![1.0, 0.0], vec![0.0, 1.0]];
                let names = names.try_into().ok()?;
                let window = Window { x, y };
                Some(Plane { origin: vec![0.0; 2], directions, names, window, through: None })
            }
            _ => self.plane_through(self.reference()?),
        }
    }

    /// The point that pictures are about: the first saddle, otherwise the first point.
    pub(super) fn reference(&self) -> Option<&Point> {
        let points = &self.document.points;
        points.iter().find(|p| p.nature == Nature::Saddle).or(points.first())
    }

    /// Along the eigenvectors of the least and the greatest eigenvalue.
    fn plane_through(&self, point: &Point) -> Option<Plane> {
        let origin = floats(&point.coordinates)?;
        let Shape { vectors, .. } = shape(point.hessian.as_ref()?)?;
        let directions = [vectors.first()?.clone(), vectors.last()?.clone()];
        let half = self.reach(&origin);
        let window = Window { x: [-half, half], y: [-half, half] };
        let names = ["s", "t"].map(String::from);
        let through = Some(point.name.clone());
        Some(Plane { origin, directions, names, window, through })
    }

    /// How far to look from a point: a little beyond the nearest other one.
    pub(super) fn reach(&self, origin: &[f64]) -> f64 {
        let others = self.document.points.iter().filter_map(|point| floats(&point.coordinates));
        let far = |place: Vec<f64>| {
            place.iter().zip(origin).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
        };
        let nearest = others.map(far).filter(|d| *d > 1e-9).fold(f64::INFINITY, f64::min);
        if nearest.is_finite() { 1.4 * nearest } else { 2.0 }
    }
}
