//! Values of polynomials at points with coordinates in a number field.

use super::leaf::{GroupRoot, ZeroPoint};
use super::tree::Solved;
use crate::number::{Field, Rational};
use crate::polynomial::Poly;
use crate::polynomial::algebraic::FieldElement;

/// p at a point.
pub fn at_point(p: &Poly, point: &ZeroPoint) -> FieldElement {
    let field = &point.field;
    let mut powers: Vec<Vec<FieldElement>> = Vec::new();
    for (i, degree) in p.degrees().iter().enumerate() {
        let one = FieldElement::constant(field, &Rational::one());
        let mut row = vec![one];
        for k in 0..*degree as usize {
            let next = row[k].mul(&point.coordinates[i]);
            row.push(next);
        }
        powers.push(row);
    }
    let terms = p.terms().map(|(exponents, c)| {
        let mut term = FieldElement::constant(field, &Rational::from(c));
        for (i, k) in exponents.iter().enumerate().filter(|(_, k)| **k > 0) {
            term = term.mul(&powers[i][*k as usize]);
        }
        term
    });
    FieldElement::sum(field, terms)
}

/// Fills in the variables that were solved for, last one first. The second answer is a
/// denominator that vanishes at the point, if there is one.
pub(super) fn complete(
    nvars: usize,
    solved: &[Solved],
    root: &GroupRoot,
) -> (ZeroPoint, Option<Poly>) {
    let zero = FieldElement::constant(&root.field, &Rational::zero());
    let mut point = ZeroPoint { field: root.field.clone(), coordinates: vec![zero; nvars] };
    for (var, value) in &root.values {
        point.coordinates[*var] = value.clone();
    }
    for step in solved.iter().rev() {
        let num = at_point(&step.num, &point);
        match at_point(&step.den, &point).recip() {
            Some(inverse) => point.coordinates[step.var] = num.mul(&inverse),
            None => return (point, Some(step.den.clone())),
        }
    }
    (point, None)
}
