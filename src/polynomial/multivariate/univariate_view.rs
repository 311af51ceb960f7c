use super::Poly;
use crate::number::Integer;
use crate::polynomial::UPoly;

impl Poly {
    /// The polynomial as one in xᵢ alone; `None` if another variable occurs.
    pub fn to_univariate(&self, i: usize) -> Option<UPoly> {
        let mut coefficients = vec![Integer::zero(); self.degree_in(i) as usize + 1];
        for (e, c) in self.terms() {
            if e.iter().enumerate().any(|(j, &e)| j != i && e > 0) {
                return None;
            }
            coefficients[e[i] as usize] = c.clone();
        }
        Some(UPoly::new(coefficients))
    }

    /// f(xᵢ) as a polynomial in n variables.
    ///
    /// # Panics
    /// If i ≥ n.
    pub fn from_univariate(f: &UPoly, n: usize, i: usize) -> Poly {
        let constants: Vec<Poly> =
            f.coeffs().iter().map(|c| Poly::constant(n, c.clone())).collect();
        Poly::from_coefficients_in(n, i, &constants)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::parse;
    use super::*;

    #[test]
    fn one_variable_there_and_back() {
        let f = parse("3*y^2 - 1");
        let u = UPoly::from_i64(&[-1, 0, 3]);
        assert_eq!(f.to_univariate(1), Some(u.clone()));
        assert_eq!(f.to_univariate(0), None);
        assert_eq!(Poly::from_univariate(&u, 3, 1), f);
        assert_eq!(parse("4").to_univariate(2), Some(UPoly::from_i64(&[4])));
    }
}
