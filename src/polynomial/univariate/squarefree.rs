//! Squarefree decomposition (Yun, *On square-free decomposition algorithms*, SYMSAC 1976).

use super::UPoly;

impl UPoly {
    /// f = c·∏ gₖ^k: the pairs (gₖ, k) with gₖ primitive of positive degree, squarefree,
    /// pairwise coprime, by increasing k; the constant c is left out.
    pub fn squarefree(&self) -> Vec<(UPoly, u32)> {
        let f = self.primitive();
        let mut parts = Vec::new();
        if f.is_constant() {
            return parts;
        }
        let quotient = |a: &UPoly, b: &UPoly| a.div_exact(b).unwrap_or_default();
        let common = f.gcd(&f.derivative());
        let mut b = quotient(&f, &common);
        let mut c = quotient(&f.derivative(), &common);
        for k in 1.. {
            let d = &c - &b.derivative();
            let part = b.gcd(&d).primitive();
            b = quotient(&b, &part);
            c = quotient(&d, &part);
            if !part.is_constant() {
                parts.push((part, k));
            }
            if b.is_constant() {
                break;
            }
        }
        parts
    }

    /// The primitive polynomial with the same roots, each once.
    pub fn squarefree_part(&self) -> UPoly {
        let f = self.primitive();
        let common = f.gcd(&f.derivative());
        f.div_exact(&common).unwrap_or_default()
    }

    /// Has it no double root in ℂ? False for 0.
    pub fn is_squarefree(&self) -> bool {
        !self.is_zero() && self.is_coprime(&self.derivative())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(coeffs: &[i64]) -> UPoly {
        UPoly::from_i64(coeffs)
    }

    #[test]
    fn multiplicities() {
        let (a, b, c) = (p(&[-2, 0, 1]), p(&[-3, 0, 1]), p(&[0, 1]));
        let f = &(&(&a.pow(2) * &b) * &c.pow(5)) * &p(&[-6]);
        assert_eq!(f.squarefree(), [(b.clone(), 1), (a.clone(), 2), (c.clone(), 5)]);
        assert_eq!(f.squarefree_part(), &(&a * &b) * &c);
        assert!(!f.is_squarefree() && b.is_squarefree());
    }

    #[test]
    fn constants_and_lines() {
        assert_eq!(UPoly::zero().squarefree(), []);
        assert_eq!(UPoly::zero().squarefree_part(), UPoly::zero());
        assert_eq!(p(&[6]).squarefree(), []);
        assert_eq!(p(&[6]).squarefree_part(), UPoly::one());
        assert_eq!(p(&[4, 2]).squarefree(), [(p(&[2, 1]), 1)]);
        assert!(p(&[6]).is_squarefree() && !UPoly::zero().is_squarefree());
    }

    proptest! {
        #[test]
        fn the_parts_multiply_back(
            f in prop::collection::vec(-9i64..9, 1..4),
            g in prop::collection::vec(-9i64..9, 1..4),
            i in 1u32..4, j in 1u32..4,
        ) {
            let product = &p(&f).pow(i) * &p(&g).pow(j);
            prop_assume!(!product.is_zero());
            let parts = product.squarefree();
            let back = parts.iter().fold(UPoly::one(), |f, (g, k)| &f * &g.pow(*k));
            prop_assert_eq!(back, product.primitive());
            prop_assert!(parts.iter().all(|(g, _)| g.is_squarefree()));
        }
    }
}
