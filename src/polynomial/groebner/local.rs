use super::basis::groebner_basis;
use super::order::Order;
use super::saturate::saturation;
use super::standard::standard_monomials;
use crate::budget::{Budget, Exhausted};
use crate::number::{Integer, Rational};
use crate::polynomial::Poly;

/// Powers of the maximal ideal that are tried.
const LARGEST_POWER: u32 = 40;

/// The multiplicity of a rational zero p of an ideal I of any dimension: the dimension of the
/// local ring at p modulo I; `None` if p lies on a set of zeros of positive dimension over ℂ.
///
/// p is isolated unless it is still a zero of some I : (xᵢ − pᵢ)^∞, whose zeros are the closure
/// of those off the hyperplane xᵢ = pᵢ. For an isolated p the dimension of ℚ\[x\]/(I + mᵏ), m the
/// maximal ideal at p, is that of the local ring as soon as two consecutive k give the same
/// (Nakayama's lemma).
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn local_multiplicity(
    polynomials: &[Poly],
    point: &[Rational],
    budget: &Budget,
) -> Result<Option<usize>, Exhausted> {
    let moved: Vec<Poly> = polynomials.iter().map(|f| moved_to_origin(f, point)).collect();
    let n = point.len();
    for i in 0..n {
        let off = saturation(&moved, &Poly::var(n, i), budget)?;
        if off.iter().all(|f| f.constant_term().is_zero()) {
            return Ok(None);
        }
    }
    let mut before = None;
    for k in 1..=LARGEST_POWER {
        let dimension = dimension_modulo_power(&moved, n, k, budget)?;
        if before == Some(dimension) {
            return Ok(Some(dimension));
        }
        before = Some(dimension);
    }
    Err(Exhausted::Work)
}

/// f(x + p) with denominators cleared.
fn moved_to_origin(f: &Poly, point: &[Rational]) -> Poly {
    let n = f.nvars();
    let constant = |c: Integer| Poly::constant(n, c);
    point.iter().enumerate().fold(f.clone(), |f, (i, p)| {
        let den = p.denominator();
        let num = &Poly::var(n, i).scale(&den) + &constant(p.numerator());
        f.substitute(i, &num, &constant(den)).primitive()
    })
}

/// The dimension of ℚ\[x\]/(I + ⟨x⟩ᵏ).
fn dimension_modulo_power(
    polynomials: &[Poly],
    n: usize,
    k: u32,
    budget: &Budget,
) -> Result<usize, Exhausted> {
    // Terms of degree ≥ k lie in the ideal anyway.
    let low = |f: &Poly| {
        let terms = f.terms().filter(|(e, _)| e.iter().sum::<u32>() < k);
        Poly::from_wide_terms(n, terms.map(|(e, c)| (e, c.clone())))
    };
    let mut generators: Vec<Poly> = polynomials.iter().map(low).collect();
    for e in monomials_of_degree(n, k) {
        budget.spend(1)?;
        generators.push(Poly::one(n).times_monomial(&e));
    }
    let basis = groebner_basis(&generators, &Order::grevlex(n), budget)?;
    let leads: Vec<Vec<u32>> = basis.leading_monomials().map(<[u32]>::to_vec).collect();
    Ok(standard_monomials(&leads, n, budget)?.map_or(0, |m| m.len()))
}

fn monomials_of_degree(n: usize, k: u32) -> Vec<Vec<u32>> {
    let mut partial: Vec<(Vec<u32>, u32)> = vec![(Vec::new(), k)];
    for i in 0..n {
        let mut longer = Vec::new();
        for (e, left) in &partial {
            let least = if i + 1 == n { *left } else { 0 };
            longer.extend((least..=*left).map(|c| ([&e[..], &[c]].concat(), left - c)));
        }
        partial = longer;
    }
    partial.into_iter().map(|(e, _)| e).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::polynomial::multivariate::testing::parse_in;

    #[track_caller]
    fn check(n: usize, loss: &str, at: &[i64], multiplicity: Option<usize>) {
        let loss = parse_in(n, loss);
        let gradient: Vec<Poly> = (0..n).map(|i| loss.derivative(i)).collect();
        let at: Vec<Rational> = at.iter().map(|&a| Rational::fraction(a, 1)).collect();
        let found = local_multiplicity(&gradient, &at, &Budget::unlimited()).unwrap();
        assert_eq!(found, multiplicity);
    }

    /// Milnor numbers of the table of degenerate points (Arnold's list).
    #[test]
    fn milnor_numbers() {
        check(2, "x^2 + y^3", &[0, 0], Some(2));
        check(2, "(y - x^2)*(y - 2*x^2)", &[0, 0], Some(3));
        check(2, "x^3 - 3*x*y^2", &[0, 0], Some(4));
        check(2, "x^2*y + y^4", &[0, 0], Some(5));
        check(2, "x^3 + x*y^3", &[0, 0], Some(7));
        check(2, "x^3 + y^5", &[0, 0], Some(8));
        check(2, "x^4 + y^4", &[0, 0], Some(9));
        check(2, "(x^2 - y^3)^2 + y^7", &[0, 0], Some(17));
        check(2, "(y - x^2)^2 + x^30", &[0, 0], Some(29));
    }

    /// T19, T17: isolated over ℝ, on curves of zeros over ℂ; and an isolated point beside a curve.
    #[test]
    fn points_on_complex_curves() {
        check(2, "(x^2 + y^2)^2", &[0, 0], None);
        check(3, "(x^2 + y^2 + z^2 - 3)^2 + (x + y + z - 3)^2", &[1, 1, 1], None);
        check(2, "(1 - x*y)^2", &[0, 0], Some(1));
        check(2, "(1 - x*y)^2", &[1, 1], None);
    }
}
