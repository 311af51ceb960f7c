use crate::budget::{Budget, Exhausted};
use crate::number::Integer;

/// A rational vector over one positive common denominator, in lowest terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Vector {
    pub(super) num: Vec<Integer>,
    pub(super) den: Integer,
}

impl Vector {
    pub(super) fn new(num: Vec<Integer>, den: Integer) -> Vector {
        let mut common = den.clone();
        for c in &num {
            if common.is_one() {
                break;
            }
            common = common.gcd(c);
        }
        let common = if den.is_negative() { -common.abs() } else { common.abs() };
        if common.is_one() {
            return Vector { num, den };
        }
        let num = num.iter().map(|c| c.div_exact(&common)).collect();
        Vector { num, den: den.div_exact(&common) }
    }

    pub(super) fn zero(size: usize) -> Vector {
        Vector { num: vec![Integer::zero(); size], den: Integer::one() }
    }

    pub(super) fn unit(size: usize, at: usize) -> Vector {
        let mut v = Vector::zero(size);
        v.num[at] = Integer::one();
        v
    }

    pub(super) fn is_zero(&self) -> bool {
        self.num.iter().all(Integer::is_zero)
    }

    pub(super) fn steps(&self) -> u64 {
        let bits = self.num.iter().map(Integer::bits).max().unwrap_or(0) + self.den.bits();
        (1 + bits as u64 / 64).saturating_mul(1 + self.num.len() as u64)
    }

    /// (Σ cᵢ·vᵢ)/den, zero coefficients left out by the caller.
    pub(super) fn combination(
        size: usize,
        parts: &[(Integer, &Vector)],
        den: &Integer,
        budget: &Budget,
    ) -> Result<Vector, Exhausted> {
        let common = parts.iter().fold(Integer::one(), |l, (_, v)| l.lcm(&v.den));
        let mut sum = vec![Integer::zero(); size];
        for (c, v) in parts {
            budget.spend(v.steps())?;
            let factor = c * &common.div_exact(&v.den);
            for (s, a) in sum.iter_mut().zip(&v.num).filter(|(_, a)| !a.is_zero()) {
                *s += &(&factor * a);
            }
        }
        Ok(Vector::new(sum, den * &common))
    }
}
