use super::Poly;
use crate::budget::{Budget, Exhausted};

/// The remainder r of lc(g)^(δ+1)·f = q·g + r in xᵢ, δ = deg f − deg g; f itself if δ < 0.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
///
/// # Panics
/// If g = 0.
pub fn pseudo_rem(f: &Poly, g: &Poly, i: usize, budget: &Budget) -> Result<Poly, Exhausted> {
    assert!(!g.is_zero(), "pseudo-remainder by 0");
    let (n, d) = (f.nvars(), g.degree_in(i));
    if f.degree_in(i) < d {
        return Ok(f.clone());
    }
    let lead = g.leading_coefficient_in(i);
    let mut r = f.clone();
    let mut powers_due = f.degree_in(i) - d + 1;
    while !r.is_zero() && r.degree_in(i) >= d {
        budget.spend(cost(&r, &lead) + cost(&r.leading_coefficient_in(i), g))?;
        let mut shift = vec![0; n];
        shift[i] = r.degree_in(i) - d;
        let top = r.leading_coefficient_in(i).times_monomial(&shift);
        r = &(&r * &lead) - &(&top * g);
        powers_due -= 1;
    }
    for _ in 0..powers_due {
        budget.spend(cost(&r, &lead))?;
        r = &r * &lead;
    }
    Ok(r)
}

/// Steps of a product.
pub(super) fn cost(f: &Poly, g: &Poly) -> u64 {
    f.weight().saturating_mul(g.weight())
}

/// The resultant in xᵢ by the subresultant sequence (Brown and Traub, 1971): 0 exactly when f
/// and g have a common factor that involves xᵢ, or one of them is 0.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn resultant(f: &Poly, g: &Poly, i: usize, budget: &Budget) -> Result<Poly, Exhausted> {
    let n = f.nvars();
    if f.is_zero() || g.is_zero() {
        return Ok(Poly::zero(n));
    }
    let (mut a, mut b) = (f.clone(), g.clone());
    let odd = |p: &Poly| p.degree_in(i) % 2 == 1;
    let mut negative = false;
    if a.degree_in(i) < b.degree_in(i) {
        negative = odd(&a) && odd(&b);
        std::mem::swap(&mut a, &mut b);
    }
    let (mut lead, mut height) = (Poly::one(n), Poly::one(n));
    while b.degree_in(i) > 0 {
        let delta = a.degree_in(i) - b.degree_in(i);
        negative ^= odd(&a) && odd(&b);
        let r = pseudo_rem(&a, &b, i, budget)?;
        if r.is_zero() {
            return Ok(r);
        }
        let divisor = &lead * &height.pow(delta);
        budget.spend(cost(&r, &divisor))?;
        a = b;
        b = exact(&r, &divisor);
        lead = a.leading_coefficient_in(i);
        if delta > 0 {
            height = exact(&lead.pow(delta), &height.pow(delta - 1));
        }
    }
    let d = a.degree_in(i);
    let value = if d == 0 { Poly::one(n) } else { exact(&b.pow(d), &height.pow(d - 1)) };
    Ok(if negative { -&value } else { value })
}

/// The discriminant (−1)^(d(d−1)/2)·Res(f, ∂f/∂xᵢ)/lc(f) in xᵢ, d = deg f: 0 exactly when f has
/// a multiple factor that involves xᵢ. A polynomial of degree 0 has discriminant 1, 0 has 0.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn discriminant(f: &Poly, i: usize, budget: &Budget) -> Result<Poly, Exhausted> {
    let d = f.degree_in(i);
    if f.is_zero() {
        return Ok(f.clone());
    }
    if d == 0 {
        return Ok(Poly::one(f.nvars()));
    }
    let r = exact(&resultant(f, &f.derivative(i), i, budget)?, &f.leading_coefficient_in(i));
    Ok(if d % 4 > 1 { -&r } else { r })
}

fn exact(f: &Poly, g: &Poly) -> Poly {
    f.div_exact(g).expect("subresultants divide exactly")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{parse, small};
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(f: &str, g: &str, expected: &str) {
        let value = resultant(&parse(f), &parse(g), 0, &Budget::unlimited()).unwrap();
        assert_eq!(value, parse(expected));
    }

    #[test]
    fn resultants_by_the_product_formula() {
        // Res(∏(x−aᵢ), g) = ∏ g(aᵢ).
        check("(x - y)*(x - z)", "x^3 - 2", "(y^3 - 2)*(z^3 - 2)");
        check("x^3 - 2", "(x - y)*(x - z)", "(y^3 - 2)*(z^3 - 2)");
        check("x^3 - y", "x - z", "y - z^3");
        check("x - z", "x^3 - y", "z^3 - y");
        check("y", "x^2 + 1", "y^2");
        check("y", "z", "1");
        check("(x + y)*(x - 1)", "(x + y)*z", "0");
        check("x^5 + y*x + z", "5*x^4 + y", "3125*z^4 + 256*y^5");
    }

    #[test]
    fn discriminants() {
        let of = |f| discriminant(&parse(f), 0, &Budget::unlimited()).unwrap();
        assert_eq!(of("z*x^2 + y*x + 3"), parse("y^2 - 12*z"));
        assert_eq!(of("x^3 + y*x + z"), parse("0 - 4*y^3 - 27*z^2"));
        assert_eq!(of("2*x + y"), parse("1"));
        assert_eq!(of("(x + y)^2*z"), parse("0"));
    }

    #[test]
    fn a_pseudo_remainder_keeps_its_identity() {
        let (f, g) = (parse("x^4 + z*x + 1"), parse("y*x^2 + x + z"));
        let r = pseudo_rem(&f, &g, 0, &Budget::unlimited()).unwrap();
        assert!(r.degree_in(0) < 2);
        assert!((&(&parse("y^3") * &f) - &r).is_divisible_by(&g));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn resultants_multiply(f in small(), g in small(), h in small()) {
            let budget = Budget::unlimited();
            let res = |p: &Poly, q: &Poly| resultant(p, q, 0, &budget).unwrap();
            prop_assert_eq!(res(&(&f * &g), &h), &res(&f, &h) * &res(&g, &h));
        }
    }
}
