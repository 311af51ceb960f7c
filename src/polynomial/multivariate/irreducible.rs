use super::Poly;
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::univariate::degrees_by_image;

/// Images that are looked at. The image of an irreducible polynomial of degree 8 is
/// irreducible about once in eight; the degrees of its factors exclude much more.
const MOST_IMAGES: usize = 10;

/// Primes for the images.
const PRIMES: [u64; 5] = [53, 59, 61, 67, 71];

/// Is a primitive f irreducible, because the factors of images in one variable modulo primes
/// have no other degrees in common? `false` says nothing.
///
/// The variable has a constant leading coefficient: then a factor of f with degree d in it has
/// images of degree d, and none is free of it.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub(super) fn is_irreducible_by_images(f: &Poly, budget: &Budget) -> Result<bool, Exhausted> {
    let variables = f.variables();
    let monic = |i: &&usize| f.leading_coefficient_in(**i).is_constant();
    let main = variables.iter().filter(monic).min_by_key(|i| f.degree_in(**i));
    let Some(&main) = main.filter(|_| variables.len() > 1) else { return Ok(false) };
    let degree = f.degree_in(main) as usize;
    let mut possible = vec![true; degree + 1];
    for k in 0..MOST_IMAGES {
        budget.spend(f.len() as u64)?;
        let mut line = f.clone();
        for (j, &i) in variables.iter().filter(|&&i| i != main).enumerate() {
            let at = 1 + ((3 * k * k + k + 5 * j * (k + 1)) % 47) as i64;
            line = line.eval_integer(i, &Integer::from(if k % 2 == 0 { at } else { -at }));
        }
        let Some(image) = line.to_univariate(main) else { return Ok(false) };
        let Some(degrees) = degrees_by_image(&image, PRIMES[k % PRIMES.len()], budget)? else {
            continue;
        };
        possible.iter_mut().zip(degrees).for_each(|(p, d)| *p &= d);
        if !possible[1..degree].contains(&true) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::super::testing::parse;
    use super::*;

    fn irreducible(f: &str) -> bool {
        is_irreducible_by_images(&parse(f), &Budget::unlimited()).unwrap()
    }

    #[test]
    fn irreducible_polynomials_are_seen() {
        assert!(irreducible("x^5 + y^3 + x*y + 1"));
        assert!(irreducible("x^4 + x^3*y + y^4 + z^2 + 3"));
        assert!(irreducible("x + y^3"));
    }

    #[test]
    fn products_are_not_called_irreducible() {
        assert!(!irreducible("(x^2 + y)*(x^3 + y^2 + 1)"));
        assert!(!irreducible("(x - y)*(x^4 + y + 2)"));
        assert!(!irreducible("(x^2 + y^2 + 1)^2"));
        // No leading coefficient is constant: y divides it.
        assert!(!irreducible("y*(x^5*y + y^3*x + 1)"));
        // Irreducible over ℤ, reducible modulo every prime.
        assert!(!irreducible("x^4 + y^4"));
    }
}
