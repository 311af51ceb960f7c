use super::point_class::PointClass;
use super::zero_dim::ZeroDim;
use crate::number::{Field, Rational};
use crate::polynomial::algebraic::FieldElement;

impl ZeroDim {
    /// The class to which a point with coordinates in one number field belongs; `None` if the
    /// point is no zero of the ideal.
    pub fn class_at(&self, point: &[FieldElement]) -> Option<&PointClass> {
        let zero = point.first()?.zero_like();
        let terms = self.separating_form.iter().zip(point);
        let u = terms.fold(zero, |sum, (c, x)| sum.add(&x.mul(&x.rational(&Rational::from(c)))));
        self.classes.iter().find(|class| {
            let denominator = u.substitute_into(&class.denominator);
            let agrees = |(x, numerator): (&FieldElement, &_)| {
                x.mul(&denominator) == u.substitute_into(numerator)
            };
            let coordinates = point.iter().zip(&class.numerators);
            u.substitute_into(&class.h).is_zero() && coordinates.into_iter().all(agrees)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::solve_zero_dim;
    use crate::budget::Budget;
    use crate::number::Rational;
    use crate::polynomial::algebraic::{Algebraic, FieldElement, NumberField};
    use crate::polynomial::multivariate::testing::parse_in;
    use crate::polynomial::{Poly, UPoly};

    #[test]
    fn multiplicities_of_given_points() {
        // The gradient ideal of (x² − 2)³ + y³: x = ±√2 twice, x = 0 once, all with y² = 0.
        let loss = parse_in(2, "(x^2 - 2)^3 + y^3");
        let gradient: Vec<Poly> = (0..2).map(|i| loss.derivative(i)).collect();
        let budget = Budget::unlimited();
        let solved = solve_zero_dim(&gradient, &budget).unwrap().unwrap();
        let roots = Algebraic::roots_of(&UPoly::from_i64(&[-2, 0, 1]), &budget).unwrap();
        let field = NumberField::new(roots[1].0.clone());
        let number = |k: i64| FieldElement::constant(&field, &Rational::from(k));
        let root = FieldElement::generator(&field);
        let multiplicity = |point: &[FieldElement]| solved.class_at(point).map(|c| c.multiplicity);
        assert_eq!(multiplicity(&[root.clone(), number(0)]), Some(4));
        assert_eq!(multiplicity(&[number(0), number(0)]), Some(2));
        assert_eq!(multiplicity(&[root, number(1)]), None);
        assert_eq!(multiplicity(&[number(1), number(0)]), None);
    }
}
