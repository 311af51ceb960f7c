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

    /// For a functional ℓ given on the standard monomials the polynomial N = Σ ℓ(uⁱ)·(h/Tⁱ⁺¹),
    /// polynomial parts, over its denominator; h of degree m annihilates u.
    pub(super) fn numerator(
        &self,
        functional: &Vector,
        h: &UPoly,
        budget: &Budget,
    ) -> Result<(UPoly, Integer), Exhausted> {
        let m = self.degree();
        // ℓ(uⁱ)·d^(m−1)·den for i < m.
        let mut values = Vec::with_capacity(m);
        let mut factor = Integer::one();
        for v in self.scaled[..m].iter().rev() {
            let bits = v.iter().map(Integer::bits).max().unwrap_or(0) as u64;
            budget.spend((1 + v.len() as u64) * (1 + bits / 64))?;
            let used = functional.num.iter().zip(v).filter(|(c, _)| !c.is_zero());
            let value = used.fold(Integer::zero(), |sum, (c, a)| sum + &(c * a));
            values.push(value * &factor);
            factor *= &self.denominator;
        }
        values.reverse();
        let bits = values.iter().map(Integer::bits).max().unwrap_or(0) as u64;
        budget.spend((m * m) as u64 * (1 + bits / 64) * (1 + h.height().bits() as u64 / 64))?;
        let coefficient = |t: usize| {
            (0..m - t).fold(Integer::zero(), |sum, i| sum + &(&h.coeff(t + i + 1) * &values[i]))
        };
        let den = &self.denominator.pow(m.saturating_sub(1) as u32) * &functional.den;
        let lowest = Vector::new((0..m).map(coefficient).collect(), den);
        Ok((UPoly::new(lowest.num), lowest.den))
    }

    /// The primitive minimal polynomial; `None` if u^m is not seen to depend on the lower powers.
    fn relation(&self, budget: &Budget) -> Result<Option<UPoly>, Exhausted> {
        let m = self.degree();
        let independent = &self.scaled[..m];
        let system = LinearSystem::new(independent, self.rows.clone(), self.p, budget)?;
        let Some(system) = system else { return Ok(None) };
        let last = Vector::new(self.scaled[m].clone(), Integer::one());
        let Some(x) = system.solve(&last, budget)? else { return Ok(None) };
        // Σ xₖ·dᵏ·uᵏ = d^m·u^m.
        let mut power = Integer::one();
        let mut coefficients = Vec::with_capacity(m + 1);
        for c in &x.num {
            coefficients.push(-(c * &power));
            power *= &self.denominator;
        }
        coefficients.push(&x.den * &power);
        Ok(Some(UPoly::new(coefficients).primitive()))
    }
}
