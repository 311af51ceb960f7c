//! Factoring over ℤ: squarefree parts, the cheap routes, then Zassenhaus' algorithm
//! (Zassenhaus, *On Hensel factorization*, J. Number Theory 1969).

use super::UPoly;
use super::hensel::lift;
use super::modular::{ModPoly, small_primes};
use super::modular_factor::{Lcg, distinct_degree, equal_degree};
use super::recombine::{needed_modulus, recombine};
use crate::budget::{Budget, Exhausted};
use crate::number::{Integer, Rational};

/// f = content·∏ factor^multiplicity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UFactorization {
    /// The content with the sign of the leading coefficient; 0 for the polynomial 0.
    pub content: Integer,
    /// Irreducible, primitive, with a positive leading coefficient; ascending by degree,
    /// then by coefficients; with multiplicities.
    pub factors: Vec<(UPoly, u32)>,
}

impl UFactorization {
    /// The product, equal to the polynomial that was factored.
    pub fn product(&self) -> UPoly {
        let start = UPoly::constant(self.content.clone());
        self.factors.iter().fold(start, |f, (g, k)| &f * &g.pow(*k))
    }
}

/// Primes whose factor degrees are compared before one is chosen.
const PRIMES_LOOKED_AT: usize = 6;

impl UPoly {
    /// The complete factorisation over ℤ.
    ///
    /// # Errors
    /// [`Exhausted`] when the budget is used up, or the factors mod every prime tried are
    /// more than the search can combine; never an unproved "irreducible".
    pub fn factor(&self, budget: &Budget) -> Result<UFactorization, Exhausted> {
        let (content, f) = self.primitive_with_factor();
        let mut factors = Vec::new();
        for (part, multiplicity) in f.squarefree() {
            let irreducible = factor_squarefree(&part, budget)?;
            factors.extend(irreducible.into_iter().map(|g| (g, multiplicity)));
        }
        factors.sort();
        Ok(UFactorization { content, factors })
    }

    /// Is it irreducible over ℚ (and so not a constant)?
    ///
    /// # Errors
    /// As [`UPoly::factor`].
    pub fn is_irreducible(&self, budget: &Budget) -> Result<bool, Exhausted> {
        let factors = self.factor(budget)?.factors;
        Ok(matches!(factors.as_slice(), [(_, 1)]))
    }
}

/// Rational roots first, then the rest.
fn factor_squarefree(f: &UPoly, budget: &Budget) -> Result<Vec<UPoly>, Exhausted> {
    budget.spend(f.steps() * f.coeffs().len() as u64)?;
    let mut found: Vec<UPoly> = f.rational_roots().iter().map(UPoly::with_root).collect();
    let divided = |rest: UPoly, line: &UPoly| rest.div_exact(line).unwrap_or_default();
    let rest = found.iter().fold(f.clone(), divided);
    if !rest.is_constant() {
        found.extend(factor_power_substitution(&rest, budget)?);
    }
    Ok(found)
}

/// f = g(x^k): the factors of g first, then one prime of k after the other, so that a
/// large f falls apart early (x^60 − 1 never meets a factor of degree above 32).
fn factor_power_substitution(f: &UPoly, budget: &Budget) -> Result<Vec<UPoly>, Exhausted> {
    let (k, g) = f.deflate();
    let mut factors = factor_direct(&g, budget)?;
    for q in prime_factors(k) {
        let mut inflated = Vec::new();
        for h in factors {
            inflated.extend(factor_direct(&h.inflate(q), budget)?);
        }
        factors = inflated;
    }
    Ok(factors)
}

/// With multiplicity, ascending.
fn prime_factors(mut n: usize) -> Vec<usize> {
    let mut primes = Vec::new();
    let mut q = 2;
    while n > 1 {
        while n.is_multiple_of(q) {
            primes.push(q);
            n /= q;
        }
        q += 1;
    }
    primes
}

fn factor_direct(f: &UPoly, budget: &Budget) -> Result<Vec<UPoly>, Exhausted> {
    if f.coeffs().len() <= 2 || is_irreducible_binomial(f) {
        return Ok(vec![f.primitive()]);
    }
    zassenhaus(f, budget)
}

/// x^n − c is irreducible iff c is no q-th power for a prime q | n and, when 4 | n, not
/// −4·d⁴ (Capelli; Lang, *Algebra*, theorem VI.9.1). False also when f is no binomial.
fn is_irreducible_binomial(f: &UPoly) -> bool {
    let n = f.coeffs().len() - 1;
    if f.coeff(0).is_zero() || f.coeffs()[1..n].iter().any(|a| !a.is_zero()) {
        return false;
    }
    let c = Rational::new(-f.coeff(0), f.leading());
    let fourth = &-c.clone() * &Rational::fraction(1, 4);
    prime_factors(n).iter().all(|&q| c.root_exact(q as u32).is_none())
        && (!n.is_multiple_of(4) || fourth.root_exact(4).is_none())
}

/// A prime with the squarefree image of f split by degree.
struct Image {
    parts: Vec<(ModPoly, usize)>,
}

impl Image {
    fn count(&self) -> usize {
        self.parts.iter().map(|(part, d)| part.degree() / d).sum()
    }

    /// `[d]`: is d a sum of degrees of some of the factors?
    fn possible_degrees(&self, n: usize) -> Vec<bool> {
        let mut possible = vec![false; n + 1];
        possible[0] = true;
        for (part, d) in &self.parts {
            for _ in 0..part.degree() / d {
                for k in (*d..=n).rev() {
                    possible[k] |= possible[k - d];
                }
            }
        }
        possible
    }
}

/// The degrees `[d]` that a factor of f over ℤ can have by its image mod p; `None` if the image
/// has another degree or a square factor.
pub(in crate::polynomial) fn degrees_by_image(
    f: &UPoly,
    p: u64,
    budget: &Budget,
) -> Result<Option<Vec<bool>>, Exhausted> {
    let image = ModPoly::reduce(f, p);
    let full = image.degree() + 1 == f.coeffs().len();
    if !full || image.gcd(&image.derivative()).degree() > 0 {
        return Ok(None);
    }
    let n = image.degree();
    let image = Image { parts: distinct_degree(&image.monic(), budget)? };
    Ok(Some(image.possible_degrees(n)))
}

/// The irreducible factors of a primitive squarefree f of degree ≥ 2 with f(0) ≠ 0.
fn zassenhaus(f: &UPoly, budget: &Budget) -> Result<Vec<UPoly>, Exhausted> {
    let n = f.coeffs().len() - 1;
    let mut degrees = vec![true; n + 1];
    let mut best: Option<Image> = None;
    for image in images(f).take(PRIMES_LOOKED_AT) {
        let image = Image { parts: distinct_degree(&image, budget)? };
        for (d, possible) in image.possible_degrees(n).into_iter().enumerate() {
            degrees[d] &= possible;
        }
        if !degrees[1..n].contains(&true) {
            return Ok(vec![f.primitive()]);
        }
        if best.as_ref().is_none_or(|b| image.count() < b.count()) {
            best = Some(image);
        }
    }
    let Some(image) = best else { return Err(Exhausted::Work) };
    let mut random = Lcg::new();
    let mut factors = Vec::new();
    for (part, d) in image.parts {
        factors.extend(equal_degree(part, d, &mut random, budget)?);
    }
    let (m, lifted) = lift(f, &factors, &needed_modulus(f), budget)?;
    recombine(f, &lifted, &degrees, &m, budget)
}

/// Monic images of f modulo primes that keep its degree and leave it squarefree.
fn images(f: &UPoly) -> impl Iterator<Item = ModPoly> {
    small_primes().filter_map(|p| {
        let image = ModPoly::reduce(f, p);
        let full = image.degree() + 1 == f.coeffs().len();
        let good = full && image.gcd(&image.derivative()).degree() == 0;
        good.then(|| image.monic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(coeffs: &[i64]) -> UPoly {
        UPoly::from_i64(coeffs)
    }

    fn factor(f: &UPoly) -> Vec<(UPoly, u32)> {
        let factorization = f.factor(&Budget::unlimited()).unwrap();
        assert_eq!(factorization.product(), *f);
        factorization.factors
    }

    #[track_caller]
    fn check_degrees(f: &UPoly, expected: &[usize]) {
        let degrees: Vec<usize> = factor(f).iter().map(|(g, _)| g.degree().unwrap()).collect();
        assert_eq!(degrees, expected);
    }

    /// (g(x − √a)·g(x + √a)) over ℤ: writes g(x + y) = A + B·y and y² = a.
    fn adjoin_square_root(g: &UPoly, a: i64) -> UPoly {
        let (mut even, mut odd) = (UPoly::zero(), UPoly::zero());
        let (mut derivative, mut factorial) = (g.clone(), Integer::one());
        for k in 0..g.coeffs().len() {
            let term = derivative.divide_by_integer(&factorial);
            let term = term.scale(&Integer::from(a).pow(k as u32 / 2));
            if k % 2 == 0 {
                even = &even + &term
            } else {
                odd = &odd + &term
            }
            derivative = derivative.derivative();
            factorial = &factorial * &Integer::from(k + 1);
        }
        &even.pow(2) - &odd.pow(2).scale(&Integer::from(a))
    }

    fn swinnerton_dyer(primes: &[i64]) -> UPoly {
        primes.iter().fold(UPoly::x(), |g, &a| adjoin_square_root(&g, a))
    }

    #[test]
    fn degrees_zero_and_one() {
        let zero = UPoly::zero().factor(&Budget::unlimited()).unwrap();
        assert_eq!((zero.content, zero.factors.len()), (Integer::zero(), 0));
        let constant = p(&[-6]).factor(&Budget::unlimited()).unwrap();
        assert_eq!((constant.content, constant.factors.len()), (Integer::from(-6), 0));
        assert_eq!(factor(&p(&[2, -4])), [(p(&[-1, 2]), 1)]);
        assert!(p(&[3, 5]).is_irreducible(&Budget::unlimited()).unwrap());
        assert!(!p(&[3]).is_irreducible(&Budget::unlimited()).unwrap());
    }

    #[test]
    fn multiplicities_and_content() {
        let f = &(&p(&[-2, 0, 1]).pow(2) * &p(&[0, 1]).pow(3)) * &p(&[12, 0, -4]);
        let expected = [(p(&[0, 1]), 3), (p(&[-3, 0, 1]), 1), (p(&[-2, 0, 1]), 2)];
        assert_eq!(factor(&f), expected);
        // Sophie Germain: x⁴ + 4 = (x² + 2x + 2)(x² − 2x + 2).
        assert_eq!(factor(&p(&[4, 0, 0, 0, 1])), [(p(&[2, -2, 1]), 1), (p(&[2, 2, 1]), 1)]);
    }

    #[test]
    fn many_linear_factors() {
        let f = (1..=30).fold(UPoly::one(), |f, k| &f * &p(&[-k, 1]));
        check_degrees(&f, &[1; 30]);
        let squares = (2..=12).fold(UPoly::one(), |f, k| &f * &p(&[-k * k - 1, 0, 1]));
        check_degrees(&squares, &[2; 11]);
        let squares = (2..=40).fold(UPoly::one(), |f, k| &f * &p(&[k * k + 1, 2 * k, 3]));
        check_degrees(&squares, &[2; 39]);
    }

    #[test]
    fn cyclotomic_polynomials() {
        // x^60 − 1: one factor of degree φ(d) for each divisor d of 60.
        let f = &UPoly::monomial(Integer::one(), 60) - &UPoly::one();
        check_degrees(&f, &[1, 1, 2, 2, 2, 4, 4, 4, 8, 8, 8, 16]);
        // The substitution hides the binomial: (x + 1)^60 − 1.
        check_degrees(&f.compose(&p(&[1, 1])), &[1, 1, 2, 2, 2, 4, 4, 4, 8, 8, 8, 16]);
        let f = &UPoly::monomial(Integer::one(), 105) - &UPoly::one();
        check_degrees(&f, &[1, 2, 4, 6, 8, 12, 24, 48]);
        // The smallest cyclotomic polynomial with a coefficient −2.
        assert!(factor(&f)[7].0.coeffs().contains(&Integer::from(-2)));
    }

    #[test]
    fn binomials() {
        let binomial = |n: usize, c: i64| &UPoly::monomial(Integer::one(), n) - &p(&[c]);
        check_degrees(&binomial(96, 2), &[96]);
        // Sophie Germain in x³; both factors are Eisenstein at 2.
        check_degrees(&binomial(12, -4), &[6, 6]);
        check_degrees(&binomial(9, 8), &[3, 6]);
        check_degrees(&binomial(8, 16), &[2, 2, 2, 2]);
    }

    #[test]
    fn swinnerton_dyer_polynomials_are_irreducible() {
        // √2 + √3 and √2 + √3 + √5 (Wikipedia, "Swinnerton-Dyer polynomial").
        assert_eq!(swinnerton_dyer(&[2, 3]), p(&[1, 0, -10, 0, 1]));
        assert_eq!(swinnerton_dyer(&[2, 3, 5]), p(&[576, 0, -960, 0, 352, 0, -40, 0, 1]));
        check_degrees(&swinnerton_dyer(&[2, 3]), &[4]);
        check_degrees(&swinnerton_dyer(&[2, 3, 5]), &[8]);
        check_degrees(&swinnerton_dyer(&[2, 3, 5, 7]), &[16]);
        // 16 and 32 factors mod every prime.
        check_degrees(&swinnerton_dyer(&[2, 3, 5, 7, 11]), &[32]);
        check_degrees(&swinnerton_dyer(&[2, 3, 5, 7, 11, 13]), &[64]);
        let product = &swinnerton_dyer(&[2, 3, 5]) * &swinnerton_dyer(&[2, 3, 7]);
        check_degrees(&product, &[8, 8]);
    }

    #[test]
    fn degree_sixty_four() {
        // Irreducible mod 2 makes irreducible over ℤ: x⁶⁴ + x⁴ + x³ + x + 1 (a standard
        // irreducible pentanomial); times a second one of degree 8.
        let mut c = vec![0; 65];
        for k in [64, 4, 3, 1, 0] {
            c[k] = 1;
        }
        let aes = p(&[1, 1, 0, 1, 1, 0, 0, 0, 1]);
        check_degrees(&(&p(&c) * &aes), &[8, 64]);
    }

    /// Random products, substitutions and cyclotomic products with the factors and the number
    /// of distinct real roots found by SymPy 1.14: `coefficients;roots;factor:multiplicity|…`.
    #[test]
    fn as_sympy_factors_and_counts() {
        let poly = |text: &str| {
            UPoly::new(text.split(' ').map(|c| c.parse::<Integer>().unwrap()).collect())
        };
        for line in include_str!("sympy_factors.txt").lines() {
            let [f, roots, factors] = line.split(';').collect::<Vec<_>>()[..] else { panic!() };
            let with_multiplicity = |text: &str| {
                let (g, k) = text.split_once(':').unwrap();
                (poly(g).primitive(), k.parse::<u32>().unwrap())
            };
            let mut expected: Vec<_> = factors.split('|').map(with_multiplicity).collect();
            expected.sort();
            assert_eq!(factor(&poly(f)), expected);
            let found = crate::polynomial::isolate(&poly(f), &Budget::unlimited()).unwrap();
            assert_eq!(found.len().to_string(), roots);
        }
    }

    #[test]
    fn an_exhausted_budget_is_no_answer() {
        let f = swinnerton_dyer(&[2, 3, 5]);
        for steps in [0, 10, 1_000, 3_000] {
            assert_eq!(f.factor(&Budget::steps(steps)), Err(Exhausted::Work));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn products_fall_into_parts_irreducible_by_eisenstein(
            f in prop::collection::vec(-3i64..4, 2..6),
            g in prop::collection::vec(-3i64..4, 2..6),
            lines in prop::collection::vec((-5i64..5, 1i64..4), 0..3),
            i in 1u32..3,
        ) {
            // x^n + 2·(…) + 2 and 3·x^n + 5·(…) + 5: Eisenstein at 2 and at 5.
            let eisenstein = |c: &[i64], q: i64, lead: i64| {
                let mut c: Vec<i64> = c.iter().map(|a| a * q).collect();
                c[0] = q;
                c.push(lead);
                p(&c)
            };
            let (f, g) = (eisenstein(&f, 2, 1), eisenstein(&g, 5, 3));
            let mut expected = vec![(f.clone(), i), (g.clone(), 1)];
            let mut product = &f.pow(i) * &g;
            let lines: std::collections::BTreeSet<UPoly> =
                lines.iter().map(|&(a, b)| UPoly::with_root(&Rational::fraction(a, b))).collect();
            for line in lines {
                product = &product * &line;
                expected.push((line, 1));
            }
            expected.sort();
            prop_assert_eq!(factor(&product), expected);
        }
    }
}
