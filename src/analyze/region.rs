//! Where the critical points lie with respect to the region of the file.

use crate::budget::Budget;
use crate::expr::{Dag, Symbol};
use crate::number::{Interval, Rational, RealField, Sign};
use crate::polynomial::Poly;
use crate::polynomial::algebraic::FieldElement;
use crate::problem::{Comparison, Relation};
use crate::result::Location;
use crate::solve::{Fraction, Lowering, ZeroPoint, at_point};

/// A relation ready to be tested: right − left as a rational function, if it is one.
#[derive(Debug)]
pub(super) struct Test {
    pub(super) text: String,
    strict: bool,
    difference: Option<Fraction>,
}

/// Prepares the relations of a region.
pub(super) fn tests(
    dag: &mut Dag,
    relations: &[Relation],
    variables: &[Symbol],
    budget: &Budget,
) -> Vec<Test> {
    let mut all = Vec::new();
    for relation in relations {
        let difference = dag.sub(relation.right, relation.left);
        let lowered = Lowering::new(dag, variables, &[difference], budget)
            .and_then(|mut l| Ok((l.atoms().is_empty(), l.lower(dag, difference, budget)?)));
        let difference = lowered.ok().filter(|(plain, _)| *plain).map(|(_, f)| f);
        let strict = match relation.comparison {
            Comparison::AtMost => false,
            Comparison::Below | Comparison::Differs => true,
        };
        all.push(Test { text: relation.text.clone(), strict, difference });
    }
    all
}

/// The location of a point; `Err` with the relation that could not be decided.
pub(super) fn location<'a>(
    tests: &'a [Test],
    coordinates: &[FieldElement],
) -> Result<Location, &'a str> {
    let mut location = Location::Interior;
    for test in tests {
        match (test.sign(coordinates), test.strict) {
            (Sign::Positive, _) => {}
            (Sign::Zero, false) => location = Location::Boundary,
            (Sign::Zero, true) | (Sign::Negative, _) => return Ok(Location::Outside),
            (Sign::Unknown, _) => return Err(&test.text),
        }
    }
    Ok(location)
}

impl Test {
    /// The sign of right − left at a point.
    fn sign(&self, coordinates: &[FieldElement]) -> Sign {
        let Some(f) = &self.difference else { return Sign::Unknown };
        match in_one_field(coordinates) {
            Some(point) => at_point(f.num(), &point).sign() * at_point(f.den(), &point).sign(),
            None => {
                let sign = |p: &Poly| {
                    let value = |prec: &u32| enclosure(p, coordinates, *prec);
                    let signs = [64, 256, 1024].iter().map(|prec| value(prec).sign());
                    signs.into_iter().find(|s| *s != Sign::Unknown).unwrap_or(Sign::Unknown)
                };
                sign(f.num()) * sign(f.den())
            }
        }
    }
}

/// The coordinates in one field, if at most one irrational field occurs.
fn in_one_field(coordinates: &[FieldElement]) -> Option<ZeroPoint> {
    let irrational = coordinates.iter().find(|x| x.as_rational().is_none());
    let field = irrational.or(coordinates.first())?.field().clone();
    let carry = |x: &FieldElement| match x.as_rational() {
        Some(q) => Some(FieldElement::constant(&field, &q)),
        None if std::rc::Rc::ptr_eq(x.field(), &field) => Some(x.clone()),
        None => None,
    };
    let coordinates = coordinates.iter().map(carry).collect::<Option<Vec<_>>>()?;
    Some(ZeroPoint { field, coordinates })
}

/// An enclosure of a polynomial at a point.
fn enclosure(p: &Poly, coordinates: &[FieldElement], prec: u32) -> Interval {
    let mut sum = Interval::exact(&Rational::zero(), prec);
    for (exponents, c) in p.terms() {
        let mut term = Interval::exact(&Rational::from(c), prec);
        for (x, k) in coordinates.iter().zip(&exponents) {
            for _ in 0..*k {
                term = term.mul(&x.enclosure(prec));
            }
        }
        sum = sum.add(&term);
    }
    sum
}
