//! Conjugate points told together: one polynomial h, and each coordinate as a quotient of
//! polynomials in its root.

use super::numbers::isolating;
use super::part::PartPoint;
use super::points::Choice;
use crate::expr::Dag;
use crate::polynomial::UPoly;
use crate::result::{ClassPoint, PointClass};

/// The letter of the unknown.
const LETTER: &str = "u";
/// In smaller fields coordinates have short closed forms.
const SMALLEST_DEGREE: usize = 3;

/// The coordinates of a part's point that are quotients of polynomials with one denominator.
struct Quotients<'a> {
    positions: Vec<usize>,
    numerators: Vec<&'a UPoly>,
    denominator: &'a UPoly,
}

/// The classes of the points in the order in which they are listed, named P1, P2, …
pub(super) fn classes(dag: &Dag, sorted: &[Choice<'_>]) -> Vec<PointClass> {
    let mut all: Vec<(usize, &UPoly, PointClass)> = Vec::new();
    for (k, choice) in sorted.iter().enumerate() {
        for (answer, point, _) in &choice.parts {
            let Some(quotients) = quotients(point) else { continue };
            let field = &point.point.field;
            let part = answer.part.positions.first().copied().unwrap_or(0);
            let enclosure = isolating(field.generator());
            let own = ClassPoint { point: format!("P{}", k + 1), enclosure };
            let same = |c: &&mut (usize, &UPoly, PointClass)| {
                c.0 == part
                    && c.1 == field.modulus()
                    && c.2.denominator == quotients.denominator.to_input(LETTER)
            };
            match all.iter_mut().find(same) {
                Some((_, _, class)) => class.points.push(own),
                None => {
                    let name = |i: &usize| dag.name(answer.part.variables[*i]).to_string();
                    let class = PointClass {
                        variables: quotients.positions.iter().map(name).collect(),
                        polynomial: field.modulus().to_input(LETTER),
                        numerators: quotients
                            .numerators
                            .iter()
                            .map(|g| g.to_input(LETTER))
                            .collect(),
                        denominator: quotients.denominator.to_input(LETTER),
                        points: vec![own],
                    };
                    all.push((part, field.modulus(), class));
                }
            }
        }
    }
    all.into_iter().map(|(_, _, class)| class).collect()
}

/// `None` if a single irrational coordinate, told by its own polynomial, says as much.
fn quotients(point: &PartPoint) -> Option<Quotients<'_>> {
    if point.point.field.degree() < SMALLEST_DEGREE {
        return None;
    }
    let mut found: Option<Quotients<'_>> = None;
    for (i, x) in point.point.coordinates.iter().enumerate() {
        let Some((numerator, denominator)) = x.as_polynomials() else { continue };
        let all = found.get_or_insert_with(|| Quotients {
            positions: Vec::new(),
            numerators: Vec::new(),
            denominator,
        });
        if all.denominator == denominator {
            all.positions.push(i);
            all.numerators.push(numerator);
        }
    }
    found
}
