use super::height::norm;
use super::point_class::PointClass;
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::univariate::modular::{ModPoly, large_primes};
use crate::polynomial::{Poly, UPoly};
use std::collections::BTreeMap;

/// About the work of [`PointClass::annihilates`] for a class of so many zeros with coefficients
/// of so many binary digits.
pub(super) fn annihilation_steps(polynomials: &[Poly], degree: usize, bits: usize) -> u64 {
    let powers = polynomials.iter().map(Poly::total_degree).max().unwrap_or(0) as usize;
    let primes = (1 + 2 * powers * bits / 30) as u64;
    let products: u64 = polynomials.iter().map(|f| f.len() as u64).sum();
    primes.saturating_mul(products).saturating_mul((degree * degree) as u64)
}

impl PointClass {
    /// Do all polynomials vanish at the zeros of the class? Exact.
    ///
    /// For f of degree m put F = q^m·f(g/q) ∈ ℤ\[T\] with the common denominator q. If h divides F
    /// modulo primes with product P that do not divide lead(h), then P^d divides
    /// Res(h, F), d = deg h; but |Res(h, F)| ≤ ‖h‖^(m(d−1))·‖F‖^d (Hadamard, with sums of absolute
    /// values for the norms). So P > ‖h‖^m·‖F‖ makes the resultant 0, and the irreducible h a
    /// divisor of F.
    ///
    /// # Errors
    /// [`Exhausted`] at the end of the budget.
    pub fn annihilates(&self, polynomials: &[Poly], budget: &Budget) -> Result<bool, Exhausted> {
        let bound = polynomials.iter().map(|f| self.vanishing_bound(f)).max().unwrap_or_default();
        let mut product = Integer::one();
        for p in large_primes().filter(|&p| self.h.leading().rem_u64(p) != 0) {
            if product > bound {
                return Ok(true);
            }
            if !self.annihilates_modulo(polynomials, p, budget)? {
                return Ok(false);
            }
            product *= &Integer::from(p);
        }
        Err(Exhausted::Work)
    }

    /// ‖h‖^m·‖F‖, the latter at most ‖f‖·max(‖gₖ‖, ‖q‖)^m.
    fn vanishing_bound(&self, f: &Poly) -> Integer {
        let size = |g: &UPoly| g.coeffs().iter().fold(Integer::one(), |sum, c| sum + &c.abs());
        let all = self.numerators.iter().chain([&self.denominator]);
        let largest = all.map(size).max().unwrap_or_default();
        norm(f) * &(&largest * &size(&self.h)).pow(f.total_degree())
    }

    fn annihilates_modulo(
        &self,
        polynomials: &[Poly],
        p: u64,
        budget: &Budget,
    ) -> Result<bool, Exhausted> {
        let h = ModPoly::reduce(&self.h, p).monic();
        let values = self.numerators.iter().chain([&self.denominator]);
        let words: u64 = values.clone().map(UPoly::steps).sum();
        budget.spend(words)?;
        let values: Vec<ModPoly> = values.map(|g| ModPoly::reduce(g, p)).collect();
        let mut products = Products { h, values, known: BTreeMap::new() };
        for f in polynomials {
            let m = f.total_degree();
            let mut sum = ModPoly::new(p, Vec::new());
            for (mut exponents, c) in f.terms() {
                exponents.push(m - exponents.iter().sum::<u32>());
                sum = sum.add(&products.of(&exponents, budget)?.scale(c.rem_u64(p)));
            }
            if !sum.is_zero() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Products of powers modulo h and a prime, each found once.
struct Products {
    h: ModPoly,
    values: Vec<ModPoly>,
    known: BTreeMap<Vec<u32>, ModPoly>,
}

impl Products {
    fn of(&mut self, exponents: &[u32], budget: &Budget) -> Result<ModPoly, Exhausted> {
        let mut at = exponents.to_vec();
        let mut missing = Vec::new();
        let mut value = loop {
            if let Some(value) = self.known.get(&at) {
                break value.clone();
            }
            let Some(k) = at.iter().rposition(|&e| e > 0) else {
                break ModPoly::one(self.h.p).rem(&self.h);
            };
            missing.push(k);
            at[k] -= 1;
        };
        for k in missing.into_iter().rev() {
            at[k] += 1;
            budget.spend(1 + (self.h.degree() * self.h.degree()) as u64)?;
            value = value.mul(&self.values[k]).rem(&self.h);
            self.known.insert(at.clone(), value.clone());
        }
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::polynomial::groebner::solve_zero_dim;
    use crate::polynomial::multivariate::testing::parse_in;

    #[test]
    fn equations_vanish_at_their_zeros_and_others_do_not() {
        let budget = Budget::unlimited();
        let f = [parse_in(2, "x^2 + y - 11"), parse_in(2, "x + y^2 - 7")];
        let solved = solve_zero_dim(&f, &budget).unwrap().unwrap();
        let other = parse_in(2, "(x^2 + y - 11)*(3*x - y + 2) + 1");
        for class in &solved.classes {
            assert!(class.annihilates(&f, &budget).unwrap());
            assert!(!class.annihilates(std::slice::from_ref(&other), &budget).unwrap());
        }
        // (3, 2) is the only rational zero.
        let at = |class: &PointClass| class.annihilates(&[parse_in(2, "x - y - 1")], &budget);
        let rational = solved.classes.iter().filter(|class| at(class).unwrap());
        assert_eq!(rational.map(PointClass::degree).collect::<Vec<_>>(), [1]);
    }
}
