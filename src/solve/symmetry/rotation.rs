//! Rotations of several coordinate planes at once, as of the hidden units of a network.
//!
//! If ⟨∇L, A·x⟩ = 0 with the skew matrix A of such a rotation, every orbit meets x_p = 0:
//! either both coordinates of the plane (p, q) vanish on it, or it has exactly two points
//! there, one with x_q > 0. So x_p = 0 is *added to the gradient*, plane by plane; the rest
//! of the zeros are the orbits of what is found. L is never restricted.

use super::linear::skew_flows;
use crate::budget::{Budget, Exhausted};
use crate::number::Rational;
use crate::polynomial::Poly;

/// The rotation x_p ↦ cos θ·x_p − sin θ·x_q, x_q ↦ sin θ·x_p + cos θ·x_q of every plane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotation {
    /// The planes (p, q): no coordinate twice.
    pub planes: Vec<(usize, usize)>,
}

impl Rotation {
    /// The rotation whose velocity is A·x, if A is one up to a factor.
    fn from_velocity(a: &[Vec<Rational>]) -> Option<Rotation> {
        let mut planes: Vec<(usize, usize)> = Vec::new();
        let mut speed: Option<Rational> = None;
        for (p, row) in a.iter().enumerate() {
            let mut entries = row.iter().enumerate().filter(|(_, c)| !c.is_zero());
            let Some((q, c)) = entries.next() else { continue };
            if entries.next().is_some() || speed.as_ref().is_some_and(|s| *s != c.abs()) {
                return None;
            }
            speed = Some(c.abs());
            // ẋ_p = −x_q: the plane is (p, q).
            if c.is_negative() {
                planes.push((p, q));
            }
        }
        (!planes.is_empty()).then_some(Rotation { planes })
    }

    /// Does it move the coordinate?
    pub fn moves(&self, i: usize) -> bool {
        self.planes.iter().any(|&(p, q)| p == i || q == i)
    }

    /// The velocity A·x at a point given by its coordinates.
    pub fn velocity<T: Clone>(&self, x: &[T], zero: &T, neg: impl Fn(&T) -> T) -> Vec<T> {
        let mut v = vec![zero.clone(); x.len()];
        for &(p, q) in &self.planes {
            v[p] = neg(&x[q]);
            v[q] = x[p].clone();
        }
        v
    }

    /// Do two rotations commute?
    pub fn commutes_with(&self, other: &Rotation, n: usize) -> bool {
        let neg = |x: &i64| -x;
        (0..n).all(|k| {
            let unit: Vec<i64> = (0..n).map(|i| i64::from(i == k)).collect();
            let ab = self.velocity(&other.velocity(&unit, &0, neg), &0, neg);
            let ba = other.velocity(&self.velocity(&unit, &0, neg), &0, neg);
            ab == ba
        })
    }
}

/// Rotations of coordinate planes that leave num/den unchanged.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn rotations(
    num: &Poly,
    den: &Poly,
    n: usize,
    budget: &Budget,
) -> Result<Vec<Rotation>, Exhausted> {
    let velocities = skew_flows(num, den, n, budget)?;
    Ok(velocities.iter().filter_map(|a| Rotation::from_velocity(a)).collect())
}
