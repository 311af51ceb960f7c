use super::Poly;
use super::monomial::Monomial;
use crate::number::Integer;
use std::collections::BTreeMap;

impl Poly {
    /// self / g if the division leaves no remainder over the integers; `None` otherwise, and
    /// for g = 0.
    pub fn div_exact(&self, g: &Poly) -> Option<Poly> {
        let (lead, lead_coefficient) = g.terms.first()?;
        if g.len() == 1 {
            let part = self.over_monomial(&lead.exponents(self.nvars))?;
            return part.unscale(lead_coefficient);
        }
        let room = self.room_for(g)?;
        let mut rest: BTreeMap<Monomial, Integer> = self.terms.iter().cloned().collect();
        let mut quotient = Vec::new();
        while let Some((m, c)) = rest.pop_last() {
            let m = m.over(lead, self.nvars)?;
            let c = c.checked_div_exact(lead_coefficient)?;
            // Degrees in each variable add up in a product, so the quotient has no more room.
            if m.exponents(self.nvars).iter().zip(&room).any(|(e, r)| e > r) {
                return None;
            }
            subtract(&mut rest, &g.terms[1..], &m, &c, self.nvars);
            quotient.push((m, c));
        }
        Some(Poly { nvars: self.nvars, terms: quotient })
    }

    /// Does g divide self over the integers?
    pub fn is_divisible_by(&self, g: &Poly) -> bool {
        self.div_exact(g).is_some()
    }

    /// The degree in every variable of a possible quotient by g.
    fn room_for(&self, g: &Poly) -> Option<Vec<u32>> {
        if self.is_zero() {
            return Some(vec![0; self.nvars]);
        }
        let (f, g) = (self.degrees(), g.degrees());
        f.iter().zip(&g).map(|(f, g)| f.checked_sub(*g)).collect()
    }
}

/// rest ← rest − c·x^m·(sum of the terms).
fn subtract(
    rest: &mut BTreeMap<Monomial, Integer>,
    terms: &[(Monomial, Integer)],
    m: &Monomial,
    c: &Integer,
    n: usize,
) {
    for (k, a) in terms {
        let key = k.times(m, n);
        let value = rest.entry(key.clone()).or_default();
        *value -= &(a * c);
        if value.is_zero() {
            rest.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{parse, small};
    use proptest::prelude::*;

    #[test]
    fn division_is_over_the_integers() {
        assert_eq!(parse("2*x^2").div_exact(&parse("4*x")), None);
        assert_eq!(parse("x^2 - y^2").div_exact(&parse("x + y")), Some(parse("x - y")));
        assert_eq!(parse("x^2 + y^2").div_exact(&parse("x + y")), None);
        assert_eq!(parse("x").div_exact(&parse("x - x")), None);
        assert_eq!(parse("x - x").div_exact(&parse("x + y")), Some(parse("x - x")));
    }

    proptest! {
        #[test]
        fn a_product_divides_back(f in small(), g in small()) {
            if !g.is_zero() {
                prop_assert_eq!((&f * &g).div_exact(&g), Some(f));
            }
        }
    }
}
