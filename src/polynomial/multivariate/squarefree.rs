use super::Poly;
use super::gcd::{content_in, gcd};
use crate::budget::{Budget, Exhausted};

/// The squarefree decomposition of the primitive part: primitive squarefree polynomials with
/// positive leading coefficients, pairwise coprime, with their multiplicities; their product
/// is `f.primitive()`. Several entries may have the same multiplicity. Empty for constants.
///
/// Yun's algorithm in one variable after the other, each on the part that is primitive in it.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn squarefree(f: &Poly, budget: &Budget) -> Result<Vec<(Poly, u32)>, Exhausted> {
    let mut parts = Vec::new();
    let mut rest = f.primitive();
    let monomial = rest.least_degrees();
    for (i, &e) in monomial.iter().enumerate().filter(|(_, e)| **e > 0) {
        parts.push((Poly::var(f.nvars(), i), e));
    }
    rest = rest.over_monomial(&monomial).unwrap_or(rest);
    for i in rest.variables() {
        let content = content_in(&rest, i, budget)?;
        yun(&exact(&rest, &content), i, &mut parts, budget)?;
        rest = content;
    }
    Ok(parts)
}

/// The product of the distinct irreducible factors of the primitive part; 1 for constants.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn radical(f: &Poly, budget: &Budget) -> Result<Poly, Exhausted> {
    let parts = squarefree(f, budget)?;
    Ok(parts.iter().fold(Poly::one(f.nvars()), |product, (p, _)| &product * p))
}

/// Yun's algorithm for a polynomial that is primitive in xᵢ (D. Y. Y. Yun, "On square-free
/// decomposition algorithms", 1976).
fn yun(f: &Poly, i: usize, parts: &mut Vec<(Poly, u32)>, budget: &Budget) -> Result<(), Exhausted> {
    if f.degree_in(i) == 0 {
        return Ok(());
    }
    let derivative = f.derivative(i);
    let repeated = gcd(f, &derivative, budget)?;
    let mut b = exact(f, &repeated);
    let mut d = &exact(&derivative, &repeated) - &b.derivative(i);
    let mut k = 1;
    while b.degree_in(i) > 0 {
        let a = gcd(&b, &d, budget)?;
        if a.degree_in(i) > 0 {
            parts.push((a.primitive(), k));
        }
        b = exact(&b, &a);
        d = &exact(&d, &a) - &b.derivative(i);
        k += 1;
    }
    Ok(())
}

fn exact(f: &Poly, g: &Poly) -> Poly {
    f.div_exact(g).expect("a gcd divides")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{parse, small};
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(f: &str, expected: &[(&str, u32)]) {
        let mut parts = squarefree(&parse(f), &Budget::unlimited()).unwrap();
        let mut expected: Vec<_> = expected.iter().map(|(p, k)| (parse(p), *k)).collect();
        parts.sort();
        expected.sort();
        assert_eq!(parts, expected);
    }

    #[test]
    fn multiplicities_are_separated() {
        check("(x^2 + y^2)^2*(x - 1)", &[("x^2 + y^2", 2), ("x - 1", 1)]);
        check("-4*x^3*y", &[("x", 3), ("y", 1)]);
        check("(y + 1)^2*(x*y - 1)^3*(z + 1)", &[("y + 1", 2), ("x*y - 1", 3), ("z + 1", 1)]);
        check("5", &[]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn the_product_is_the_primitive_part(f in small(), g in small()) {
            let product = &(&f * &f) * &g;
            if !product.is_zero() {
                let parts = squarefree(&product, &Budget::unlimited()).unwrap();
                let back = parts.iter().fold(Poly::one(3), |b, (p, k)| &b * &p.pow(*k));
                prop_assert_eq!(back, product.primitive());
                for (p, _) in &parts {
                    let d = p.variables().iter().fold(p.clone(), |d, &i| {
                        gcd(&d, &p.derivative(i), &Budget::unlimited()).unwrap()
                    });
                    prop_assert!(d.is_one(), "{:?} is not squarefree", p);
                }
            }
        }
    }
}
