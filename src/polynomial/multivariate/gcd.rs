use super::Poly;
use super::image::gcd_degree_bounds;
use super::subresultant::pseudo_rem;
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;

/// The greatest common divisor over the integers, with positive leading coefficient; its
/// integer content is the gcd of the contents. gcd(0, 0) = 0.
///
/// Degree bounds from images modulo a prime decide most cases; a candidate from one large
/// integer (Char, Geddes and Gonnet, "GCDHEU", 1989) is accepted when it divides both and
/// reaches the bounds, which proves it; otherwise the primitive remainder sequence decides.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn gcd(f: &Poly, g: &Poly, budget: &Budget) -> Result<Poly, Exhausted> {
    assert_eq!(f.nvars(), g.nvars(), "polynomials of two different rings");
    if f.is_zero() || g.is_zero() {
        let sum = f + g;
        return Ok(if sum.leading_coefficient().is_negative() { -&sum } else { sum });
    }
    budget.spend(f.weight() + g.weight())?;
    let ((c, f), (d, g)) = (f.primitive_with_factor(), g.primitive_with_factor());
    let (m, k) = (f.least_degrees(), g.least_degrees());
    let common: Vec<u32> = m.iter().zip(&k).map(|(a, b)| *a.min(b)).collect();
    let strip = |p: &Poly, e: &[u32]| p.over_monomial(e).unwrap_or_else(|| p.clone());
    let h = gcd_of_primitive(&strip(&f, &m), &strip(&g, &k), budget)?;
    Ok(h.times_monomial(&common).scale(&c.gcd(&d)))
}

/// The gcd of the coefficients as a polynomial in xᵢ: a polynomial free of xᵢ with positive
/// leading coefficient.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn content_in(f: &Poly, i: usize, budget: &Budget) -> Result<Poly, Exhausted> {
    gcd_of_all(Poly::zero(f.nvars()), coefficients_free_of(f, &[i]), budget)
}

/// The coefficients of f as a polynomial in the listed variables, short ones first.
fn coefficients_free_of(f: &Poly, variables: &[usize]) -> Vec<Poly> {
    let mut parts = vec![f.clone()];
    for &i in variables {
        parts = parts.iter().flat_map(|p| p.coefficients_in(i)).filter(|p| !p.is_zero()).collect();
    }
    parts.sort_by_key(|p| (p.len(), p.total_degree()));
    parts
}

fn gcd_of_all(start: Poly, all: Vec<Poly>, budget: &Budget) -> Result<Poly, Exhausted> {
    let mut common = start;
    for p in all {
        common = gcd(&common, &p, budget)?;
        if common.is_one() {
            break;
        }
    }
    Ok(common)
}

/// The gcd of primitive polynomials without monomial factors.
fn gcd_of_primitive(f: &Poly, g: &Poly, budget: &Budget) -> Result<Poly, Exhausted> {
    let one = Poly::one(f.nvars());
    if f.is_constant() || g.is_constant() {
        return Ok(one);
    }
    if f == g {
        return Ok(f.clone());
    }
    let mut bounds = gcd_degree_bounds(f, g, 1, budget)?;
    if bounds.iter().all(|&b| b == 0) {
        return Ok(one);
    }
    let foreign = |i: &usize| bounds[*i] == 0 && f.degree_in(*i) + g.degree_in(*i) > 0;
    let foreign: Vec<usize> = (0..f.nvars()).filter(foreign).collect();
    if !foreign.is_empty() {
        // The gcd is free of these variables, so it divides every coefficient.
        let mut parts = coefficients_free_of(f, &foreign);
        parts.extend(coefficients_free_of(g, &foreign));
        parts.sort_by_key(Poly::len);
        return Ok(gcd_of_all(Poly::zero(f.nvars()), parts, budget)?.primitive());
    }
    for (small, large) in [(f, g), (g, f)] {
        if small.degrees() == bounds && large.is_divisible_by(small) {
            return Ok(small.clone());
        }
    }
    for seed in 2..5 {
        let proved = |h: &Poly| h.degrees() == bounds;
        if let Some(h) = heuristic(f, g, budget)?.filter(proved) {
            return Ok(h);
        }
        let again = gcd_degree_bounds(f, g, seed, budget)?;
        if again.iter().zip(&bounds).all(|(a, b)| a >= b) {
            break;
        }
        bounds = again.iter().zip(&bounds).map(|(a, b)| *a.min(b)).collect();
    }
    by_remainders(f, g, budget)
}

/// Digits that the evaluated integers of the heuristic may have.
const LARGEST_IMAGE_BITS: u64 = 200_000;

/// A common divisor of primitive polynomials, usually the greatest, by evaluation at a large
/// integer.
fn heuristic(f: &Poly, g: &Poly, budget: &Budget) -> Result<Option<Poly>, Exhausted> {
    let bits = f.bits().max(g.bits()) as u64 + 8;
    let mut image_bits = bits;
    for i in f.variables() {
        image_bits = image_bits.saturating_mul(1 + u64::from(f.degree_in(i).max(g.degree_in(i))));
    }
    if image_bits > LARGEST_IMAGE_BITS {
        return Ok(None);
    }
    Ok(common_divisor_by_evaluation(f, g, budget)?.map(|h| h.primitive()))
}

/// A divisor of both, content included.
fn common_divisor_by_evaluation(
    f: &Poly,
    g: &Poly,
    budget: &Budget,
) -> Result<Option<Poly>, Exhausted> {
    let n = f.nvars();
    let (c, d) = (f.content(), g.content());
    let content = c.gcd(&d);
    let variables: Vec<usize> =
        (0..n).filter(|&i| f.degree_in(i) > 0 || g.degree_in(i) > 0).collect();
    let Some(&i) = variables.last() else {
        return Ok(Some(Poly::constant(n, content)));
    };
    let f = f.map_coefficients(|a| a.div_exact(&c));
    let g = g.map_coefficients(|a| a.div_exact(&d));
    let mut xi = Integer::from(29) + &Integer::one().shl(1 + f.bits().min(g.bits()));
    for _ in 0..3 {
        let (a, b) = (f.eval_integer(i, &xi), g.eval_integer(i, &xi));
        budget.spend(a.weight() + b.weight() + f.weight() + g.weight())?;
        if !a.is_zero()
            && !b.is_zero()
            && let Some(h) = common_divisor_by_evaluation(&a, &b, budget)?
        {
            let h = expand(h, i, &xi).primitive();
            if f.is_divisible_by(&h) && g.is_divisible_by(&h) {
                return Ok(Some(h.scale(&content)));
            }
        }
        xi = (xi * Integer::from(73_794)).div_rem(&Integer::from(27_011)).0;
    }
    Ok(None)
}

/// The polynomial in xᵢ with coefficients at most ξ/2 whose value at ξ is h.
fn expand(mut h: Poly, i: usize, xi: &Integer) -> Poly {
    let n = h.nvars();
    let mut digits = Vec::new();
    while !h.is_zero() {
        let terms = h.terms.iter().map(|(m, c)| (m.clone(), symmetric_remainder(c, xi)));
        let digit = Poly::collect(n, terms);
        h = (&h - &digit).map_coefficients(|c| c.div_exact(xi));
        digits.push(digit);
    }
    Poly::from_coefficients_in(n, i, &digits)
}

/// The remainder in (−m/2, m/2].
pub(super) fn symmetric_remainder(c: &Integer, m: &Integer) -> Integer {
    let r = c.div_rem_euclid(m).1;
    if &r.shl(1) > m { &r - m } else { r }
}

/// The gcd by the primitive remainder sequence in the variable of least degree.
fn by_remainders(f: &Poly, g: &Poly, budget: &Budget) -> Result<Poly, Exhausted> {
    let shared = f.variables().into_iter().filter(|&i| g.degree_in(i) > 0);
    let Some(i) = shared.min_by_key(|&i| f.degree_in(i).min(g.degree_in(i))) else {
        return Ok(Poly::one(f.nvars()));
    };
    let (c, d) = (content_in(f, i, budget)?, content_in(g, i, budget)?);
    let content = gcd(&c, &d, budget)?;
    let mut a = quotient(f, &c);
    let mut b = quotient(g, &d);
    if a.degree_in(i) < b.degree_in(i) {
        std::mem::swap(&mut a, &mut b);
    }
    while b.degree_in(i) > 0 {
        let r = pseudo_rem(&a, &b, i, budget)?;
        a = b;
        if r.is_zero() {
            return Ok((&a * &content).primitive());
        }
        b = quotient(&r, &content_in(&r, i, budget)?);
    }
    Ok(content.primitive())
}

/// f / g for a divisor g.
fn quotient(f: &Poly, g: &Poly) -> Poly {
    f.div_exact(g).expect("the content divides")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{parse, small};
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(f: &str, g: &str, expected: &str) {
        let (f, g) = (parse(f), parse(g));
        let budget = Budget::unlimited();
        assert_eq!(gcd(&f, &g, &budget).unwrap(), parse(expected));
        assert_eq!(gcd(&g, &f, &budget).unwrap(), parse(expected));
    }

    #[test]
    fn known_gcds() {
        check("6*x^2*y", "-4*x*y^2", "2*x*y");
        check("x - x", "-3*x + 1", "3*x - 1");
        check("x^2 - y^2", "x^2 + 2*x*y + y^2", "x + y");
        check("(x*y - 1)*(x + z)", "(x*y - 1)*(y + z^2)", "x*y - 1");
        check("(y + 1)*(x^2 + 1)", "(y + 1)*(z + 5)", "y + 1");
        check("4*(z^2 + x)", "6*(z^2 + x)", "2*x + 2*z^2");
        check("7", "14*x", "7");
        // p·x + 1 with p the prime of the images: every image loses its leading coefficient.
        check("(4294967291*x + 1)*(x + y)", "(4294967291*x + 1)*(x - y)", "4294967291*x + 1");
    }

    #[test]
    fn remainders_agree_with_the_heuristic() {
        let f = parse("(x^2*y + z + 1)*(x*z - 3*y)");
        let g = parse("(x^2*y + z + 1)*(x + y*z^2 - 2)");
        let h = parse("x^2*y + z + 1");
        let budget = Budget::unlimited();
        assert_eq!(by_remainders(&f, &g, &budget).unwrap(), h);
        assert_eq!(heuristic(&f, &g, &budget).unwrap(), Some(h));
    }

    #[test]
    fn a_small_budget_is_an_answer() {
        let (f, g) = (parse("(x + y)^9*(x - z)"), parse("(x + y)^9*(x + z)"));
        assert!(gcd(&f, &g, &Budget::steps(40)).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn a_common_factor_is_found(f in small(), g in small(), h in small()) {
            let budget = Budget::unlimited();
            let (a, b) = (&f * &h, &g * &h);
            let d = gcd(&a, &b, &budget).unwrap();
            if a.is_zero() && b.is_zero() {
                prop_assert!(d.is_zero());
            } else {
                prop_assert!(d.is_divisible_by(&h) || h.is_zero());
                let (p, q) = (a.div_exact(&d).unwrap(), b.div_exact(&d).unwrap());
                prop_assert!(gcd(&p, &q, &budget).unwrap().is_one());
            }
        }
    }
}
