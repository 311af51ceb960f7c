//! Real points of an irreducible set given by several equations: at least one on every
//! connected component.
//!
//! Let the ideal be prime of dimension d in n variables, J the matrix of the gradients of
//! its generators and c = n − d. A point is smooth if J has rank c there. The point of a
//! closed connected component that is nearest to a centre a is singular, or x − a depends
//! on the rows of J: all minors of size c + 1 of J with that row vanish (A. Seidenberg 1954;
//! P. Aubry, F. Rouillier and M. Safey El Din 2002). A centre is good if these equations
//! have finitely many solutions, which is checked, and nothing else is assumed of it.
//! A smooth real point proves the real dimension to be d.

use crate::budget::Budget;
use crate::number::{Field, Integer};
use crate::polynomial::Poly;
use crate::polynomial::multivariate::{minors, subsets};
use crate::solve::{System, ZeroPoint, at_point, solve};

/// More minors than these are not computed.
const MOST_MINORS: usize = 600;
/// Centres that are tried.
const CENTRES: [[i64; 5]; 4] = [[0; 5], [1, 2, 3, 5, -2], [-1, 3, 2, -4, 7], [5, -7, 3, 1, 2]];

/// Real points of a set.
#[derive(Debug, Clone, Default)]
pub(super) struct RealPoints {
    /// Where the set is a manifold of its dimension.
    pub(super) smooth: Vec<ZeroPoint>,
    /// All others; they are finitely many.
    pub(super) singular: Vec<ZeroPoint>,
}

/// A prime ideal of dimension n − codimension.
pub(super) struct Prime<'a> {
    pub(super) generators: &'a [Poly],
    pub(super) nvars: usize,
    pub(super) codimension: usize,
}

impl Prime<'_> {
    fn slopes(&self, generators: &[Poly]) -> Vec<Vec<Poly>> {
        let slope = |g: &Poly| (0..self.nvars).map(|i| g.derivative(i)).collect();
        generators.iter().map(slope).collect()
    }

    fn is_small(&self) -> bool {
        let count = |n: usize, k: usize| {
            (0..k).try_fold(1_usize, |p, i| Some(p.checked_mul(n.checked_sub(i)?)? / (i + 1)))
        };
        let rows = count(self.generators.len(), self.codimension);
        let columns = count(self.nvars, self.codimension + 1);
        matches!((rows, columns), (Some(r), Some(c)) if r.saturating_mul(c.max(1)) <= MOST_MINORS)
    }

    /// The minors of size c of J: all vanish exactly at the singular points.
    fn singular_minors(&self, budget: &Budget) -> Option<Vec<Poly>> {
        minors(&self.slopes(self.generators), self.codimension, budget).ok()
    }

    /// Points on every connected component; `None` if they could not be found.
    pub(super) fn real_points(&self, budget: &Budget) -> Option<RealPoints> {
        if !self.is_small() {
            return None;
        }
        let minors = self.singular_minors(budget)?;
        let singular = finite(self.nvars, self.with(&minors), budget)?;
        for centre in &CENTRES {
            let Some(points) = self.polar(self.generators, centre, budget) else { continue };
            let is_smooth = |p: &ZeroPoint| minors.iter().any(|m| !at_point(m, p).is_zero());
            let mut smooth: Vec<ZeroPoint> = points.into_iter().filter(is_smooth).collect();
            if smooth.is_empty() && !singular.is_empty() {
                smooth = self.smooth_points(budget)?;
            }
            return Some(RealPoints { smooth, singular });
        }
        None
    }

    fn with(&self, more: &[Poly]) -> Vec<Poly> {
        self.generators.iter().chain(more).cloned().collect()
    }

    /// Real points at which x − a depends on c of the gradients at a time.
    fn polar(&self, rows: &[Poly], centre: &[i64], budget: &Budget) -> Option<Vec<ZeroPoint>> {
        let mut equations = self.generators.to_vec();
        for chosen in subsets(rows.len(), self.codimension) {
            let chosen: Vec<Poly> = chosen.iter().map(|&k| rows[k].clone()).collect();
            let mut matrix = self.slopes(&chosen);
            matrix.push(offset(self.nvars, centre));
            equations.extend(minors(&matrix, self.codimension + 1, budget).ok()?);
        }
        finite(self.nvars, equations, budget)
    }

    /// Smooth real points, none exactly if there is none: the points with a minor m ≠ 0 are
    /// the closed smooth set {m·w = 1} in one more variable.
    fn smooth_points(&self, budget: &Budget) -> Option<Vec<ZeroPoint>> {
        let n = self.nvars;
        let here: Vec<usize> = (0..n).collect();
        let lift = |p: &Poly| p.rename(n + 1, &here);
        for chosen in subsets(self.generators.len(), self.codimension) {
            let rows: Vec<Poly> = chosen.iter().map(|&k| self.generators[k].clone()).collect();
            for minor in minors(&self.slopes(&rows), self.codimension, budget).ok()? {
                if minor.is_zero() {
                    continue;
                }
                let inverse = &(&lift(&minor) * &Poly::var(n + 1, n)) - &Poly::one(n + 1);
                let mut generators: Vec<Poly> = self.generators.iter().map(lift).collect();
                generators.push(inverse.clone());
                let mut rows: Vec<Poly> = rows.iter().map(lift).collect();
                rows.push(inverse);
                let lifted = Prime {
                    generators: &generators,
                    nvars: n + 1,
                    codimension: self.codimension + 1,
                };
                let found =
                    CENTRES.iter().find_map(|centre| lifted.polar(&rows, centre, budget))?;
                if !found.is_empty() {
                    let below = |mut p: ZeroPoint| {
                        p.coordinates.truncate(n);
                        p
                    };
                    return Some(found.into_iter().map(below).collect());
                }
            }
        }
        Some(Vec::new())
    }
}

/// 3x − a, so that the centre is a third of small numbers.
fn offset(n: usize, centre: &[i64]) -> Vec<Poly> {
    let entry = |k: usize| {
        let a = Poly::constant(n, Integer::from(centre[k % centre.len()]));
        &Poly::var(n, k).scale(&Integer::from(3)) - &a
    };
    (0..n).map(entry).collect()
}

/// All real solutions, if there are finitely many and the system could be solved.
fn finite(n: usize, equations: Vec<Poly>, budget: &Budget) -> Option<Vec<ZeroPoint>> {
    let solution = solve(&System::new(n, equations), budget);
    let finite = solution.is_complete() && solution.sets.components.is_empty();
    finite.then(|| solution.sets.points.into_iter().map(|found| found.point).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// xy − z² and y² − x² − z² − 1: a curve with real points, smooth everywhere.
    #[test]
    fn a_space_curve_has_smooth_points() {
        let (x, y, z) = (Poly::var(3, 0), Poly::var(3, 1), Poly::var(3, 2));
        let square = |p: &Poly| p * p;
        let g = &(&x * &y) - &square(&z);
        let h = &(&(&square(&y) - &square(&x)) - &square(&z)) - &Poly::one(3);
        let generators = [g, h];
        let curve = Prime { generators: &generators, nvars: 3, codimension: 2 };
        let found = curve.real_points(&Budget::unlimited()).unwrap();
        // It meets the line x = z = 0 in (0, ±1, 0), which lie on different components.
        let above = |p: &ZeroPoint| {
            use crate::number::{RealField, Sign};
            p.coordinates[1].sign() == Sign::Positive
        };
        assert!(found.singular.is_empty());
        assert!(found.smooth.iter().any(above) && !found.smooth.iter().all(above));
    }

    /// y² = x²(x − 1) has an isolated point besides its curve; x² + y² = 0 has no other.
    #[test]
    fn isolated_points_are_told_from_curves() {
        let (x, y) = (Poly::var(2, 0), Poly::var(2, 1));
        let cubic = &(&y * &y) - &(&(&x * &x) * &(&x - &Poly::one(2)));
        let found = Prime { generators: &[cubic], nvars: 2, codimension: 1 };
        let found = found.real_points(&Budget::unlimited()).unwrap();
        assert_eq!((found.singular.len(), found.smooth.is_empty()), (1, false));
        let point = &(&x * &x) + &(&y * &y);
        let found = Prime { generators: &[point], nvars: 2, codimension: 1 };
        let found = found.real_points(&Budget::unlimited()).unwrap();
        assert_eq!((found.singular.len(), found.smooth.len()), (1, 0));
    }
}
