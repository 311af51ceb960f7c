use super::Poly;
use super::monomial::Monomial;
use crate::number::{Integer, Rational};

impl Poly {
    /// ∂/∂xᵢ.
    pub fn derivative(&self, i: usize) -> Poly {
        let n = self.nvars;
        let lower = |(m, c): &(Monomial, Integer)| {
            let k = m.exponent(i, n);
            let xi = Poly::var(n, i).terms[0].0.clone();
            Some((m.over(&xi, n)?, c * &Integer::from(k)))
        };
        // The order survives the division of all terms by the same monomial.
        Poly { nvars: n, terms: self.terms.iter().filter_map(lower).collect() }
    }

    /// The coefficients as a polynomial in xᵢ: index = power of xᵢ. Empty for 0.
    pub fn coefficients_in(&self, i: usize) -> Vec<Poly> {
        if self.is_zero() {
            return Vec::new();
        }
        let n = self.nvars;
        let mut parts = vec![Poly::zero(n); self.degree_in(i) as usize + 1];
        for (mut e, c) in self.terms() {
            let k = std::mem::take(&mut e[i]) as usize;
            parts[k].terms.push((Monomial::new(&e), c.clone()));
        }
        parts
    }

    /// Σ cₖ·xᵢᵏ from coefficients free of xᵢ.
    pub fn from_coefficients_in(n: usize, i: usize, coefficients: &[Poly]) -> Poly {
        let raise = |(k, c): (usize, &Poly)| {
            let power: Vec<u32> = (0..n).map(|j| if j == i { k as u32 } else { 0 }).collect();
            c.times_monomial(&power).terms
        };
        Poly::collect(n, coefficients.iter().enumerate().flat_map(raise))
    }

    /// The coefficient of the highest power of xᵢ; 0 for 0.
    pub fn leading_coefficient_in(&self, i: usize) -> Poly {
        self.coefficient_of(i, self.degree_in(i))
    }

    /// The coefficient of xᵢᵏ.
    pub fn coefficient_of(&self, i: usize, k: u32) -> Poly {
        let n = self.nvars;
        let matching = self.terms().filter(|(e, _)| e[i] == k);
        let terms = matching.map(|(mut e, c)| {
            e[i] = 0;
            (Monomial::new(&e), c.clone())
        });
        Poly { nvars: n, terms: terms.collect() }
    }

    /// The numerator den^d·self(xᵢ = num/den), d the degree in xᵢ.
    pub fn substitute(&self, i: usize, num: &Poly, den: &Poly) -> Poly {
        let mut value = Poly::zero(self.nvars);
        let mut den_power = Poly::one(self.nvars);
        for c in self.coefficients_in(i).iter().rev() {
            value = &(&value * num) + &(c * &den_power);
            den_power = &den_power * den;
        }
        value
    }

    /// The value with xᵢ replaced by the integer a.
    pub fn eval_integer(&self, i: usize, a: &Integer) -> Poly {
        let n = self.nvars;
        let mut powers = vec![Integer::one()];
        for _ in 0..self.degree_in(i) {
            powers.push(&powers[powers.len() - 1] * a);
        }
        let terms = self.terms().map(|(mut e, c)| {
            let k = std::mem::take(&mut e[i]) as usize;
            (Monomial::new(&e), c * &powers[k])
        });
        Poly::collect(n, terms)
    }

    /// A positive integer times the value with xᵢ replaced by q: q = p/r gives r^d·self(p/r).
    pub fn eval_partial(&self, i: usize, q: &Rational) -> Poly {
        let constant = |c| Poly::constant(self.nvars, c);
        self.substitute(i, &constant(q.numerator()), &constant(q.denominator()))
    }

    /// The value at a point.
    ///
    /// # Panics
    /// If the point does not have one coordinate for each variable.
    pub fn eval(&self, point: &[Rational]) -> Rational {
        assert_eq!(point.len(), self.nvars, "one coordinate for each variable");
        let power =
            |x: &Rational, e: u32| Rational::new(x.numerator().pow(e), x.denominator().pow(e));
        let mut sum = Rational::zero();
        for (e, c) in self.terms() {
            let factors = point.iter().zip(e).filter(|(_, e)| *e > 0);
            let value = factors.fold(Rational::from(c), |v, (x, e)| &v * &power(x, e));
            sum += &value;
        }
        sum
    }

    /// The same polynomial in a ring of n variables, its variable i becoming `positions[i]`.
    ///
    /// # Panics
    /// If a position is missing or not below n.
    pub fn rename(&self, n: usize, positions: &[usize]) -> Poly {
        Poly::from_wide_terms(
            n,
            self.terms().map(|(e, c)| {
                let mut moved = vec![0; n];
                e.iter().zip(positions).for_each(|(e, &at)| moved[at] += e);
                (moved, c.clone())
            }),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{parse, small};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn substitution_clears_the_denominator() {
        // x²y + x at x = (y+1)/z: (y+1)²y + (y+1)z.
        let f = parse("x^2*y + x");
        let g = f.substitute(0, &parse("y + 1"), &parse("z"));
        assert_eq!(g, parse("y^3 + 2*y^2 + y + y*z + z"));
        assert_eq!(f.eval_partial(0, &Rational::fraction(-1, 2)), parse("y - 2"));
        let free = parse("y").substitute(0, &parse("z"), &parse("z"));
        assert_eq!(free, parse("y"));
    }

    #[test]
    fn derivatives() {
        assert_eq!(parse("x^3*y - 2*x + z").derivative(0), parse("3*x^2*y - 2"));
        assert_eq!(parse("x^3*y - 2*x + z").derivative(2), parse("1"));
        assert!(parse("7").derivative(1).is_zero());
    }

    proptest! {
        #[test]
        fn coefficients_reassemble(f in small(), i in 0usize..3) {
            prop_assert_eq!(Poly::from_coefficients_in(3, i, &f.coefficients_in(i)), f);
        }

        #[test]
        fn the_product_rule(f in small(), g in small(), i in 0usize..3) {
            let rule = &(&f.derivative(i) * &g) + &(&f * &g.derivative(i));
            prop_assert_eq!((&f * &g).derivative(i), rule);
        }

        #[test]
        fn evaluation_is_a_homomorphism(f in small(), g in small(), p in -4i64..5, q in 1i64..4) {
            let point = [Rational::fraction(p, q), Rational::fraction(q, 3), Rational::from(p)];
            let product = &f.eval(&point) * &g.eval(&point);
            prop_assert_eq!((&f * &g).eval(&point), product);
            let partial = f.eval_partial(0, &point[0]).eval(&point);
            let cleared = Rational::from(Integer::from(q).div_exact(&Integer::from(p).gcd(&Integer::from(q))).pow(f.degree_in(0)));
            prop_assert_eq!(partial, &f.eval(&point) * &cleared);
        }
    }
}
