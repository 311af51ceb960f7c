use super::Poly;
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;

/// The polynomial s with positive leading coefficient and s² = f, if there is one.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn square_root(f: &Poly, budget: &Budget) -> Result<Option<Poly>, Exhausted> {
    let n = f.nvars();
    let Some((exponents, c)) = f.terms().next() else {
        return Ok(Some(Poly::zero(n)));
    };
    let (Some(c), Some(half)) = (c.root_exact(2), halves(&exponents)) else {
        return Ok(None);
    };
    let highest: Vec<u32> = f.degrees().iter().map(|d| d / 2).collect();
    let double_lead = Poly::from_wide_terms(n, [(half.clone(), &c + &c)]);
    let mut root = Poly::from_wide_terms(n, [(half, c)]);
    let mut rest = f - &(&root * &root);
    while let Some(top) = rest.terms.first() {
        let top = Poly { nvars: n, terms: vec![top.clone()] };
        let Some(next) = top.div_exact(&double_lead) else { return Ok(None) };
        let fits = next.degrees().iter().zip(&highest).all(|(d, h)| d <= h);
        if !fits || root.terms.last() <= next.terms.first() {
            return Ok(None);
        }
        budget.spend(root.weight() + rest.weight())?;
        rest = &rest - &(&(&root.scale(&Integer::from(2)) + &next) * &next);
        root = &root + &next;
    }
    Ok(Some(root))
}

fn halves(exponents: &[u32]) -> Option<Vec<u32>> {
    exponents.iter().map(|e| e.is_multiple_of(2).then_some(e / 2)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{parse, small};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn almost_squares_are_refused() {
        for f in ["x^2 + y^2", "2*x^2", "x^4 + 2*x^2*y + y^2 + 1", "x*y", "-x^2", "x^2 + x"] {
            assert_eq!(square_root(&parse(f), &Budget::unlimited()).unwrap(), None, "{f}");
        }
    }

    proptest! {
        #[test]
        fn squares_have_roots(f in small()) {
            let root = square_root(&(&f * &f), &Budget::unlimited()).unwrap().unwrap();
            prop_assert!(root == f || root == -&f);
            prop_assert!(root.is_zero() || !root.leading_coefficient().is_negative());
        }
    }
}
