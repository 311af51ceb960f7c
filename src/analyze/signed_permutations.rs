//! Points that a signed permutation of the variables carries into each other.
//!
//! If L(g·x) = L(x) for such a g, then g·p is a critical point whenever p is one. When the
//! list of isolated points is complete, g·p is one of them, and enclosures tell which: the
//! only one they do not exclude. So the values at two points can be proved equal without
//! any arithmetic in their fields.

use super::part::PartAnswer;
use crate::number::{Integer, Interval, RealField};
use crate::polynomial::Poly;

/// Binary digits to which coordinates are compared.
const BITS: u32 = 96;
/// Ways to match coordinates that are tried for a pair of points.
const MOST_TRIED: usize = 24;
/// More variables are not matched.
const MOST_VARIABLES: usize = 16;

/// xᵢ ↦ ±x_{σ(i)}: for each variable the one it becomes, and whether with another sign.
type Signed = Vec<(usize, bool)>;

/// Enclosures of the coordinates of every isolated point.
pub(super) struct Orbits<'a> {
    answer: &'a PartAnswer,
    boxes: Vec<Vec<Interval>>,
}

impl Orbits<'_> {
    /// Only for a complete list of points of a loss without exponentials that is defined
    /// everywhere.
    pub(super) fn new(answer: &PartAnswer) -> Option<Orbits<'_>> {
        let n = answer.landscape.nvars;
        let plain = answer.landscape.total && answer.landscape.atoms.is_empty();
        if !answer.is_complete() || !plain || n > MOST_VARIABLES {
            return None;
        }
        let boxes = |p: &super::part::PartPoint| {
            p.point.coordinates.iter().map(|x| x.enclosure(BITS)).collect()
        };
        Some(Orbits { answer, boxes: answer.points.iter().map(boxes).collect() })
    }

    /// Is one of two points proved to be the image of the other?
    pub(super) fn joined(&self, i: usize, j: usize) -> bool {
        let (Some(p), Some(q)) = (self.boxes.get(i), self.boxes.get(j)) else { return false };
        matches(p, q).iter().any(|g| self.is_symmetry(g) && self.meets_only(&image(g, p), j))
    }

    fn is_symmetry(&self, g: &Signed) -> bool {
        let Some(loss) = &self.answer.landscape.loss else { return false };
        [loss.num(), loss.den()].iter().all(|f| moved(f, g) == **f)
    }

    /// Is the box apart from every listed point but one?
    fn meets_only(&self, x: &[Interval], j: usize) -> bool {
        let apart = |q: &Vec<Interval>| {
            x.iter().zip(q).any(|(a, b)| a.certainly_less(b) || b.certainly_less(a))
        };
        self.boxes.iter().enumerate().all(|(k, q)| apart(q) != (k == j))
    }
}

/// The point whose coordinate σ(i) is ±pᵢ.
fn image(g: &Signed, p: &[Interval]) -> Vec<Interval> {
    let mut x = p.to_vec();
    for (a, (to, flipped)) in p.iter().zip(g) {
        x[*to] = if *flipped { a.neg() } else { a.clone() };
    }
    x
}

/// f with x_{σ(i)} replaced by ±xᵢ: f(g·x).
fn moved(f: &Poly, g: &Signed) -> Poly {
    let terms = f.terms().map(|(exponents, c)| {
        let mut powers = vec![0; exponents.len()];
        let mut negative = false;
        for (i, (to, flipped)) in g.iter().enumerate() {
            powers[i] = exponents[*to];
            negative ^= *flipped && exponents[*to] % 2 == 1;
        }
        let c: Integer = if negative { -c } else { c.clone() };
        (powers, c)
    });
    Poly::from_wide_terms(f.nvars(), terms)
}

/// Signed permutations that may carry p to q, as far as enclosures tell.
fn matches(p: &[Interval], q: &[Interval]) -> Vec<Signed> {
    let meets = |a: &Interval, b: &Interval| !(a.certainly_less(b) || b.certainly_less(a));
    let (mut found, mut stack) = (Vec::new(), vec![Signed::new()]);
    while let Some(g) = stack.pop() {
        if found.len() >= MOST_TRIED {
            break;
        }
        let Some(a) = p.get(g.len()) else {
            found.push(g);
            continue;
        };
        for (to, b) in q.iter().enumerate().rev() {
            if g.iter().any(|(taken, _)| *taken == to) {
                continue;
            }
            for flipped in [true, false] {
                if meets(&if flipped { a.neg() } else { a.clone() }, b) {
                    stack.push(g.iter().copied().chain([(to, flipped)]).collect());
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Rational;

    fn point(x: &[i64]) -> Vec<Interval> {
        x.iter().map(|c| Interval::exact(&Rational::from(*c), BITS)).collect()
    }

    #[test]
    fn all_ways_to_match_and_no_others() {
        assert_eq!(matches(&point(&[1, 2]), &point(&[-2, 1])), [vec![(1, false), (0, true)]]);
        assert_eq!(matches(&point(&[1, 2]), &point(&[1, 3])), Vec::<Signed>::new());
        // 0 may or may not change its sign.
        assert_eq!(matches(&point(&[0]), &point(&[0])).len(), 2);
    }

    #[test]
    fn images_of_points_and_of_polynomials_agree() {
        // f(g·x) at p is f at g·p: x ↦ y, y ↦ −x.
        let poly = |terms: &[(i64, [u32; 2])]| {
            Poly::from_wide_terms(2, terms.iter().map(|(c, e)| (e.to_vec(), Integer::from(*c))))
        };
        let f = poly(&[(1, [3, 1]), (2, [0, 1]), (-1, [2, 0])]);
        let g = vec![(1, false), (0, true)];
        assert_eq!(moved(&f, &g), poly(&[(-1, [1, 3]), (2, [1, 0]), (-1, [0, 2])]));
        let x = image(&g, &point(&[3, 5]));
        assert_eq!(x[0].as_point(), Some(Rational::from(-5)));
        assert_eq!(x[1].as_point(), Some(Rational::from(3)));
    }
}
