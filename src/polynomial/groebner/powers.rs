use super::algebra::{Algebra, Multiplication};
use super::lifting::LinearSystem;
use super::modular_linear::{Echelon, PRIMES};
use super::vector::Vector;
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::UPoly;

/// The powers 1, u, …, u^{m−1} of an element that are independent, and u^m, which depends on
/// them.
pub(super) struct Powers {
    /// dᵏ·uᵏ for k = 0..=m as integer vectors.
    scaled: Vec<Vec<Integer>>,
    /// d.
    denominator: Integer,
    /// Coordinates in which the first m are independent modulo p.
    rows: Vec<usize>,
    p: u64,
}

impl Multiplication {
    /// matrix·v.
    fn apply(&self, v: &[Integer], budget: &Budget) -> Result<Vec<Integer>, Exhausted> {
        let mut image = vec![Integer::zero(); v.len()];
        for (column, c) in self.columns.iter().zip(v).filter(|(_, c)| !c.is_zero()) {
            budget.spend((1 + column.len() as u64) * (1 + c.bits() as u64 / 64))?;
            for (i, a) in column {
                image[*i] += &(a * c);
            }
        }
        Ok(image)
    }

    /// The number of independent powers modulo p.
    fn rank_modulo(&self, p: u64, budget: &Budget) -> Result<Echelon, Exhausted> {
        let columns: Vec<Vec<(usize, u64)>> = self
            .columns
            .iter()
            .map(|column| column.iter().map(|(i, c)| (*i, c.rem_u64(p))).collect())
            .collect();
        let mut echelon = Echelon::new(p);
        let mut v = vec![0u64; columns.len()];
        if let Some(first) = v.first_mut() {
            *first = 1;
        }
        while echelon.push(v.clone(), budget)? {
            let mut image = vec![0u64; v.len()];
            for (column, c) in columns.iter().zip(&v).filter(|(_, c)| **c > 0) {
                for (i, a) in column {
                    image[*i] = (image[*i] + a * c) % p;
                }
            }
            v = image;
        }
        Ok(echelon)
    }
}

impl Algebra {
    /// A lower bound, nearly always exact, for the degree of the minimal polynomial of Σ cₖ·xₖ;
    /// different attempts use different primes.
    pub(super) fn degree_modulo(
        &self,
        form: &[Integer],
        attempt: usize,
        budget: &Budget,
    ) -> Result<usize, Exhausted> {
        let multiplication = self.multiplication(form, budget)?;
        // A prime in the denominator would hide all powers but the first.
        let good = |p: &&u64| multiplication.denominator.rem_u64(**p) != 0;
        let p = PRIMES.iter().filter(good).nth(attempt % 4).ok_or(Exhausted::Work)?;
        Ok(multiplication.rank_modulo(*p, budget)?.pivots().len())
    }

    /// The powers of Σ cₖ·xₖ up to the first dependent one, with its minimal polynomial.
    ///
    /// Independence modulo p implies independence; the dependence is checked exactly.
    pub(super) fn minimal_polynomial(
        &self,
        form: &[Integer],
        budget: &Budget,
    ) -> Result<(Powers, UPoly), Exhausted> {
        let multiplication = self.multiplication(form, budget)?;
        for p in PRIMES.into_iter().filter(|&p| multiplication.denominator.rem_u64(p) != 0) {
            let rows = multiplication.rank_modulo(p, budget)?.pivots();
            let mut scaled = vec![self.one().num];
            for k in 0..rows.len() {
                scaled.push(multiplication.apply(&scaled[k], budget)?);
            }
            let denominator = multiplication.denominator.clone();
            let powers = Powers { scaled, denominator, rows, p };
            if let Some(minimal) = powers.relation(budget)? {
                return Ok((powers, minimal));
            }
        }
        Err(Exhausted::Work)
    }
}

impl Powers {
    /// The degree of the minimal polynomial.
    pub(super) fn degree(&self) -> usize {
        self.rows.len()
    }

    /// The polynomial g of degree < m with g(u) = v; `None` if v is no polynomial in u.
    pub(super) fn express(
        &self,
        v: &Vector,
        budget: &Budget,
    ) -> Result<Option<(UPoly, Integer)>, Exhausted> {
        let independent = &self.scaled[..self.degree()];
        let system = LinearSystem::new(independent, self.rows.clone(), self.p, budget)?;
        let Some(system) = system else { return Ok(None) };
        let Some(x) = system.solve(v, budget)? else { return Ok(None) };
        // Σ xₖ·(dᵏ·uᵏ) = v.
        let mut power = Integer::one();
        let mut coefficients = Vec::with_capacity(x.num.len());
        for c in &x.num {
            coefficients.push(c * &power);
            power *= &self.denominator;
        }
        let scaled = Vector::new(coefficients, x.den);
        Ok(Some((UPoly::new(scaled.num), scaled.den)))
    }

    /// The primitive minimal polynomial.
    fn relation(&self, budget: &Budget) -> Result<Option<UPoly>, Exhausted> {
        let m = self.degree();
        let last = Vector::new(self.scaled[m].clone(), self.denominator.pow(m as u32));
        let Some((g, den)) = self.express(&last, budget)? else { return Ok(None) };
        // den·u^m = g(u).
        Ok(Some((&UPoly::monomial(den, m) - &g).primitive()))
    }
}
