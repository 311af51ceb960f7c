use super::Poly;
use super::gcd::content_in;
use super::hensel::{factors_by_lifting, main_variable};
use super::irreducible::is_irreducible_by_images;
use super::square_root::square_root;
use super::squarefree::squarefree;
use super::subresultant::cost;
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::UPoly;

/// content · ∏ factor^multiplicity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factorization {
    /// The integer content, with the sign of the leading coefficient; 0 for 0.
    pub content: Integer,
    /// Primitive factors with positive leading coefficients, pairwise coprime, simplest first.
    pub factors: Vec<(Poly, u32)>,
    /// Is every factor proved irreducible over the rational numbers? If not, a factor may
    /// split further; the product is right in any case.
    pub complete: bool,
}

impl Factorization {
    /// The polynomial in n variables that was factored.
    pub fn product(&self, n: usize) -> Poly {
        let content = Poly::constant(n, self.content.clone());
        self.factors.iter().fold(content, |product, (f, k)| &product * &f.pow(*k))
    }
}

/// Steps that the lifting of one polynomial may take before it is left unsplit.
const LIFTING_STEPS: u64 = 10_000_000;

/// The factors over the rational numbers.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn factor(f: &Poly, budget: &Budget) -> Result<Factorization, Exhausted> {
    let (content, primitive) = f.primitive_with_factor();
    let mut result = Factorization { content, factors: Vec::new(), complete: true };
    if is_irreducible_by_images(&primitive, budget)? {
        result.factors.push((primitive, 1));
        return Ok(result);
    }
    for (part, k) in squarefree(&primitive, budget)? {
        let mut waiting = vec![part];
        while let Some(g) = waiting.pop() {
            match split(&g, budget)? {
                Split::Irreducible => result.factors.push((g, k)),
                Split::Product(parts) => waiting.extend(parts),
                Split::Factors(parts) => result.factors.extend(parts.into_iter().map(|p| (p, k))),
                Split::Undecided(parts) => {
                    result.complete = false;
                    result.factors.extend(parts.into_iter().map(|p| (p, k)));
                }
            }
        }
    }
    result.factors.sort_by(|(f, _), (g, _)| simplicity(f).cmp(&simplicity(g)).then(f.cmp(g)));
    debug_assert!(*f == result.product(f.nvars()), "a wrong factorization of {f:?}");
    Ok(result)
}

/// Low degree and few terms first, then variables in their order.
fn simplicity(f: &Poly) -> (u32, usize, Vec<usize>) {
    (f.total_degree(), f.len(), f.variables())
}

/// What is known of a primitive squarefree polynomial.
enum Split {
    Irreducible,
    /// A product of these, which may split further.
    Product(Vec<Poly>),
    /// A product of these irreducible ones.
    Factors(Vec<Poly>),
    /// A product of these, of which some may split further by methods that gave up.
    Undecided(Vec<Poly>),
}

fn split(f: &Poly, budget: &Budget) -> Result<Split, Exhausted> {
    let variables = f.variables();
    if f.total_degree() == 1 {
        return Ok(Split::Irreducible);
    }
    if let [i] = variables.as_slice() {
        return split_univariate(f, *i, budget);
    }
    for &i in &variables {
        let content = content_in(f, i, budget)?;
        if !content.is_one()
            && let Some(rest) = f.div_exact(&content)
        {
            return Ok(Split::Product(vec![content, rest]));
        }
    }
    // From here on f has content 1 in every variable.
    if variables.iter().any(|&i| f.degree_in(i) == 1) {
        return Ok(Split::Irreducible);
    }
    if let Some(&i) = variables.iter().find(|&&i| f.degree_in(i) == 2) {
        return split_quadratic(f, i, budget);
    }
    if let Some(parts) = split_homogeneous(f, budget)? {
        return Ok(parts);
    }
    if let Some(parts) = split_deflated(f, budget)? {
        return Ok(Split::Product(parts));
    }
    split_by_lifting(f, budget)
}

fn split_univariate(f: &Poly, i: usize, budget: &Budget) -> Result<Split, Exhausted> {
    let Some(u) = f.to_univariate(i) else { return Ok(Split::Undecided(vec![f.clone()])) };
    let parts = univariate_factors(&u, budget)?;
    let parts = parts.iter().map(|p| Poly::from_univariate(p, f.nvars(), i)).collect();
    Ok(Split::Factors(parts))
}

/// a·x² + b·x + c without content in x splits exactly if b² − 4ac is a square s²: then
/// 4a·f = (2ax + b − s)(2ax + b + s).
fn split_quadratic(f: &Poly, i: usize, budget: &Budget) -> Result<Split, Exhausted> {
    let n = f.nvars();
    let (a, b, c) = (f.coefficient_of(i, 2), f.coefficient_of(i, 1), f.coefficient_of(i, 0));
    budget.spend(cost(&b, &b) + cost(&a, &c))?;
    let discriminant = &(&b * &b) - &(&a * &c).scale(&Integer::from(4));
    let Some(s) = square_root(&discriminant, budget)? else { return Ok(Split::Irreducible) };
    let twice = (&a * &Poly::var(n, i)).scale(&Integer::from(2));
    let line = &(&twice + &b) - &s;
    let first = line.div_exact(&content_in(&line, i, budget)?).map(|p| p.primitive());
    match first.and_then(|p| f.div_exact(&p).map(|q| (p, q))) {
        Some((p, q)) => Ok(Split::Factors(vec![p, q])),
        None => Ok(Split::Undecided(vec![f.clone()])),
    }
}

/// A homogeneous polynomial factors as its value at xᵢ = 1 does, if xᵢ does not divide it.
fn split_homogeneous(f: &Poly, budget: &Budget) -> Result<Option<Split>, Exhausted> {
    let degree = f.total_degree();
    if f.terms().any(|(e, _)| e.iter().sum::<u32>() != degree) {
        return Ok(None);
    }
    let Some(&i) = f.variables().last() else { return Ok(None) };
    let affine = f.eval_integer(i, &Integer::one());
    let parts = factor(&affine, budget)?;
    let homogenize = |p: &Poly| {
        let d = p.total_degree();
        let raise = |(mut e, c): (Vec<u32>, &Integer)| {
            e[i] = d - e.iter().sum::<u32>();
            (e, c.clone())
        };
        Poly::from_wide_terms(p.nvars(), p.terms().map(raise)).primitive()
    };
    let factors = parts.factors.iter().map(|(p, _)| homogenize(p)).collect();
    Ok(Some(if parts.complete { Split::Factors(factors) } else { Split::Undecided(factors) }))
}

/// If f is a polynomial in xᵢ^kᵢ, a factorization with yᵢ = xᵢ^kᵢ gives one of f.
fn split_deflated(f: &Poly, budget: &Budget) -> Result<Option<Vec<Poly>>, Exhausted> {
    let gcd = |a: u32, b: u32| (Integer::from(a).gcd(&Integer::from(b))).to_u32().unwrap_or(1);
    let mut steps = vec![0; f.nvars()];
    for (e, _) in f.terms() {
        steps.iter_mut().zip(e).for_each(|(s, e)| *s = gcd(*s, e));
    }
    if steps.iter().all(|&s| s <= 1) {
        return Ok(None);
    }
    let scale = |p: &Poly, map: &dyn Fn(u32, u32) -> u32| {
        let terms = p.terms().map(|(e, c)| {
            (e.iter().zip(&steps).map(|(&e, &s)| map(e, s.max(1))).collect(), c.clone())
        });
        Poly::from_wide_terms(p.nvars(), terms)
    };
    let parts = factor(&scale(f, &|e, s| e / s), budget)?.factors;
    let inflate = |(p, _): &(Poly, u32)| scale(p, &|e, s| e * s).primitive();
    Ok((parts.len() > 1).then(|| parts.iter().map(inflate).collect()))
}

fn split_by_lifting(f: &Poly, budget: &Budget) -> Result<Split, Exhausted> {
    let undecided = Split::Undecided(vec![f.clone()]);
    let Some(main) = main_variable(f) else { return Ok(undecided) };
    match budget.portion(LIFTING_STEPS, |part| factors_by_lifting(f, main, part)) {
        Ok(Some(parts)) => Ok(Split::Factors(parts)),
        Err(end) if budget.left() == 0 => Err(end),
        Ok(None) | Err(_) => Ok(undecided),
    }
}

/// The irreducible factors, without multiplicities.
pub(super) fn univariate_factors(f: &UPoly, budget: &Budget) -> Result<Vec<UPoly>, Exhausted> {
    Ok(f.factor(budget)?.factors.into_iter().map(|(p, _)| p).collect())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{parse_in, small};
    use super::*;
    use proptest::prelude::*;

    /// The factors with multiplicities, in any order.
    #[track_caller]
    fn check(n: usize, f: &str, expected: &[(&str, u32)]) {
        let f = parse_in(n, f);
        let result = factor(&f, &Budget::unlimited()).unwrap();
        assert!(result.complete);
        assert_eq!(result.product(n), f);
        let mut found = result.factors;
        let mut expected: Vec<_> =
            expected.iter().map(|(p, k)| (parse_in(n, p).primitive(), *k)).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn gradients_of_small_losses() {
        check(3, "-4*x*(y*z - 1)", &[("x", 1), ("y*z - 1", 1)]);
        check(2, "(x - y)*(4*x*y - 5)", &[("x - y", 1), ("4*x*y - 5", 1)]);
        check(2, "x^2 + y^2 - 1", &[("x^2 + y^2 - 1", 1)]);
        check(2, "6*x^2 - 9*y^2", &[("2*x^2 - 3*y^2", 1)]);
        check(2, "x^4 - y^4", &[("x - y", 1), ("x + y", 1), ("x^2 + y^2", 1)]);
        check(2, "(x^2 + y^2)^2*(x - 1)", &[("x^2 + y^2", 2), ("x - 1", 1)]);
        check(2, "0 - 7", &[]);
        check(2, "x^3*y", &[("x", 3), ("y", 1)]);
        check(2, "(x^2 + 1)*(y^3 - 2)*(x - 5)^2", &[("x^2 + 1", 1), ("y^3 - 2", 1), ("x - 5", 2)]);
    }

    #[test]
    fn irreducible_polynomials() {
        for f in [
            "x^2 + y^3",
            "x^4 + y^4",
            "x^3 + y^3 + 1",
            "x^4 + 4*y^2 + 1",
            "x^4*y + x*y^3 + z^3 + 1",
            "(x^2 + y^2 - z^2 - 1)^2 + x^3*y + 5",
            "x^6 + y^6 + z^6 + x*y*z",
        ] {
            check(3, f, &[(f, 1)]);
        }
    }

    #[test]
    fn goldstein_price_has_three_linear_factors_in_the_difference_of_its_derivatives() {
        let a = parse_in(2, "1 + (x + y + 1)^2*(19 - 14*x + 3*x^2 - 14*y + 6*x*y + 3*y^2)");
        let b = parse_in(2, "30 + (2*x - 3*y)^2*(18 - 32*x + 12*x^2 + 48*y - 36*x*y + 27*y^2)");
        let loss = &a * &b;
        let difference = &loss.derivative(0) - &loss.derivative(1);
        let factors = factor(&difference, &Budget::unlimited()).unwrap().factors;
        let linear = factors.iter().filter(|(p, _)| p.total_degree() == 1).count();
        assert_eq!(linear, 3);
    }

    #[test]
    fn four_factors_of_total_degree_fourteen() {
        let parts = [
            ("x^3*y + 2*x*y^2 - y + 7", 1),
            ("x^4 - 3*x*y^3 + y^2 + 1", 1),
            ("2*x^2 + x*y^2 - 5", 1),
            ("x^3 - x*y + y^3 + 2", 1),
        ];
        let product = parts.map(|(p, _)| format!("({p})")).join("*");
        check(2, &product, &parts);
    }

    #[test]
    fn three_variables_with_multiplicities() {
        let parts = [
            ("x^2*y + z^2 - 3", 3),
            ("x*y*z + x^2 + 2*z^2 + 1", 2),
            ("x^3 + y^2*z + y*z^3 - 1", 1),
            ("x + y + z", 4),
        ];
        let product = parts.map(|(p, k)| format!("({p})^{k}")).join("*");
        check(3, &product, &parts);
    }

    #[test]
    fn leading_coefficients_in_every_variable() {
        let parts = [
            ("(y^2 + 1)*x^3 + y*x + y^3 + 3", 1),
            ("(y^3 - 2)*x^3 + x^2*y + 2*y^3 + 1", 1),
            ("(y - 3)*x^4 + y^4 + x + 1", 1),
        ];
        let product = parts.map(|(p, _)| format!("({p})")).join("*");
        check(2, &product, &parts);
    }

    #[test]
    fn an_image_with_too_many_factors() {
        // x⁴ + y·16 at every square y splits further: the lifted subsets must be combined.
        check(2, "x^8 - 4*y^4 - 4*y^2 - 1", &[("x^4 - 2*y^2 - 1", 1), ("x^4 + 2*y^2 + 1", 1)]);
        check(2, "x^4 - 10*x^2*y^2 + y^4", &[("x^4 - 10*x^2*y^2 + y^4", 1)]);
    }

    #[test]
    fn a_small_budget_is_an_answer() {
        let f = parse_in(2, "(x^5 + y^4*x + 3)*(x^4 + y^5 + 7)");
        assert!(factor(&f, &Budget::steps(2_000)).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn products_of_random_factors(f in small(), g in small()) {
            let product = &f * &g;
            let result = factor(&product, &Budget::unlimited()).unwrap();
            prop_assert_eq!(result.product(3), product.clone());
            if !product.is_zero() {
                // The factors of f are a part of the factors of the product.
                for part in [&f, &g] {
                    let mut rest = part.primitive();
                    for (p, _) in &result.factors {
                        while let Some(q) = rest.div_exact(p) {
                            rest = q;
                        }
                    }
                    prop_assert!(rest.is_one(), "{:?} has a factor that its multiple lacks", part);
                }
            }
        }
    }
}
