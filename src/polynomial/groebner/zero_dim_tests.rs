use super::counted::simple_zeros;
use super::eliminant::{Seen, without_zeros_at_infinity as look};
use super::zero_dim::by_exact_basis;
use super::*;
use crate::budget::{Budget, Exhausted};
use crate::number::{Integer, Rational};
use crate::polynomial::multivariate::testing::parse_in;
use crate::polynomial::{Poly, isolate};
use proptest::prelude::*;

fn gradient(n: usize, loss: &str) -> Vec<Poly> {
    let loss = parse_in(n, loss);
    (0..n).map(|i| loss.derivative(i)).collect()
}

/// The zeros of a system without zeros at infinity.
fn without_zeros_at_infinity(f: &[Poly], budget: &Budget) -> Result<Option<ZeroDim>, Exhausted> {
    Ok(match look(f, budget)? {
        Seen::Solved(found) => Some(found),
        Seen::OutOfReach | Seen::Little => None,
    })
}

fn system(n: usize, equations: &[&str]) -> Vec<Poly> {
    equations.iter().map(|f| parse_in(n, f)).collect()
}

/// f(x(u)) ≡ 0 modulo h, with fractions cleared.
fn vanishes(f: &Poly, class: &PointClass) -> bool {
    let n = f.nvars();
    let mut value = f.rename(2 * n, &(0..n).collect::<Vec<_>>());
    // Variable n stands for u; every x is replaced in turn.
    let den = Poly::from_univariate(&class.denominator, 2 * n, n);
    for (k, num) in class.numerators.iter().enumerate() {
        value = value.substitute(k, &Poly::from_univariate(num, 2 * n, n), &den);
    }
    let value = value.to_univariate(n).unwrap();
    value.pseudo_rem(&class.h).0.is_zero()
}

/// Checks D, the number of distinct zeros, (degree, multiplicity) of the classes and the number of
/// real zeros, this one by isolation and by the trace form.
#[track_caller]
fn check(f: &[Poly], d: usize, distinct: usize, degrees: &[(usize, usize)], real: usize) {
    let budget = Budget::unlimited();
    let solved = solve_zero_dim(f, &budget).unwrap().expect("finitely many zeros");
    assert_eq!((solved.dimension_with_multiplicity, solved.distinct), (d, distinct));
    let mut found: Vec<_> =
        solved.classes.iter().map(|c| (c.h.degree().unwrap(), c.multiplicity)).collect();
    found.sort_unstable();
    assert_eq!(found, degrees);
    for class in &solved.classes {
        assert!(f.iter().all(|f| vanishes(f, class)));
        assert!(class.h.is_irreducible(&budget).unwrap());
    }
    let isolated: usize =
        solved.classes.iter().map(|c| isolate(&c.h, &budget).unwrap().len()).sum();
    assert_eq!(isolated, real);
    let algebra = Algebra::of(
        &groebner_basis(f, &Order::grevlex(f[0].nvars()), &budget).unwrap(),
        f,
        &budget,
    )
    .unwrap()
    .unwrap();
    let inertia = trace_form_inertia(&algebra, &budget).unwrap();
    assert_eq!(inertia.rank(), distinct);
    assert_eq!(inertia.positive - inertia.negative, real);
}

#[test]
fn himmelblau() {
    let f = gradient(2, "(x^2 + y - 11)^2 + (x + y^2 - 7)^2");
    check(&f, 9, 9, &[(1, 1), (3, 1), (5, 1)], 9);
}

#[test]
fn folium() {
    // x³ + y³ − 3xy: (0,0), (1,1) and the pair (ω, ω²).
    check(&gradient(2, "x^3 + y^3 - 3*x*y"), 4, 4, &[(1, 1), (1, 1), (2, 1)], 2);
}

#[test]
fn katsura() {
    // Bézout: 2^n zeros for katsura-n, all simple and none at infinity.
    let three = system(
        4,
        &[
            "x + 2*y + 2*z + 2*w - 1",
            "x^2 + 2*y^2 + 2*z^2 + 2*w^2 - x",
            "2*x*y + 2*y*z + 2*z*w - y",
            "y^2 + 2*x*z + 2*y*w - z",
        ],
    );
    let solved = solve_zero_dim(&three, &Budget::unlimited()).unwrap().unwrap();
    assert_eq!((solved.dimension_with_multiplicity, solved.distinct), (8, 8));
    let four = system(
        5,
        &[
            "x + 2*y + 2*z + 2*w + 2*t - 1",
            "x^2 + 2*y^2 + 2*z^2 + 2*w^2 + 2*t^2 - x",
            "2*x*y + 2*y*z + 2*z*w + 2*w*t - y",
            "y^2 + 2*x*z + 2*y*w + 2*z*t - z",
            "2*y*z + 2*x*w + 2*y*t - w",
        ],
    );
    let solved = solve_zero_dim(&four, &Budget::unlimited()).unwrap().unwrap();
    assert_eq!((solved.dimension_with_multiplicity, solved.distinct), (16, 16));
}

#[test]
fn infinitely_many_zeros_are_seen() {
    let f = gradient(2, "(x^2 + y^2)^2");
    assert!(solve_zero_dim(&f, &Budget::unlimited()).unwrap().is_none());
}

#[test]
fn no_zero_at_all() {
    check(&system(2, &["x", "x*y + 1"]), 0, 0, &[], 0);
}

#[test]
fn a_form_that_does_not_separate_is_not_used() {
    // T25: four simple points, u = x takes each value twice.
    let f = gradient(2, "2*x^3 - 6*x + 2*y^3 - 6*y");
    check(&f, 4, 4, &[(1, 1), (1, 1), (1, 1), (1, 1)], 4);
}

#[test]
fn multiplicities_are_local() {
    // T24: L' = (x² − 2)²(x² − 3).
    check(&system(1, &["(x^2 - 2)^2*(x^2 - 3)"]), 6, 4, &[(2, 1), (2, 2)], 4);
    // x⁴ + y⁴: ⟨x³, y³⟩ needs more than one generator; μ = 9.
    check(&gradient(2, "x^4 + y^4"), 9, 1, &[(1, 9)], 1);
    // Powell's singular function: μ = 9 at the origin.
    let powell = "(x + 10*y)^2 + 5*(z - w)^2 + (y - 2*z)^4 + 10*(x - w)^4";
    check(&gradient(4, powell), 9, 1, &[(1, 9)], 1);
    // T34: μ = 29.
    check(&gradient(2, "(y - x^2)^2 + x^30"), 29, 1, &[(1, 29)], 1);
    // A cusp with a plain pair of points beside it: x²(x − 3)… in both variables.
    let f = system(2, &["x^2*(x^2 - 2)", "y^2"]);
    check(&f, 8, 3, &[(1, 4), (2, 2)], 3);
}

#[test]
fn a_zero_at_the_inverse_of_a_prime_is_kept() {
    // T26.
    check(&system(1, &["2147483647*x^2 - x"]), 2, 2, &[(1, 1), (1, 1)], 2);
    let f = system(2, &["2147483647*x^2 - x", "y - x"]);
    check(&f, 2, 2, &[(1, 1), (1, 1)], 2);
}

#[test]
fn coordinates_of_a_rational_point() {
    let f = system(2, &["3*x - 1", "2*y + 5*x"]);
    let solved = solve_zero_dim(&f, &Budget::unlimited()).unwrap().unwrap();
    let [class] = solved.classes.as_slice() else { panic!("one class") };
    let value = |k: usize| {
        let (num, den) = &class.polynomials(&Budget::unlimited()).unwrap()[k];
        Rational::new(num.coeff(0), den.clone())
    };
    assert_eq!((value(0), value(1)), (Rational::fraction(1, 3), Rational::fraction(-5, 6)));
    assert_eq!(class.denominator.degree(), Some(0));
}

#[test]
fn styblinski_tang_in_three_variables() {
    // Each of the three blocks has the three real roots of 4x³ − 32x + 5.
    let f = system(3, &["4*x^3 - 32*x + 5", "4*y^3 - 32*y + 5", "4*z^3 - 32*z + 5"]);
    let solved = solve_zero_dim(&f, &Budget::unlimited()).unwrap().unwrap();
    assert_eq!(solved.distinct, 27);
    let real = solved.classes.iter().map(|c| isolate(&c.h, &Budget::unlimited()).unwrap().len());
    assert_eq!(real.sum::<usize>(), 27);
}

#[test]
fn a_small_budget_is_an_answer() {
    let f = gradient(2, "(x^2 + y - 11)^2 + (x + y^2 - 7)^2");
    assert!(solve_zero_dim(&f, &Budget::steps(3_000)).is_err());
}

/// The exact basis and the images modulo primes must say the same, to the last coefficient.
#[track_caller]
fn check_both_ways(f: &[Poly]) {
    let budget = Budget::unlimited();
    let images = without_zeros_at_infinity(f, &budget).unwrap().expect("no zero at infinity");
    let Zeros::Finite(exact) = by_exact_basis(f, &budget).unwrap() else { panic!("infinite") };
    assert_eq!(images.separating_form, exact.separating_form);
    assert_eq!(images.classes, exact.classes);
    let counts = |z: &ZeroDim| (z.dimension_with_multiplicity, z.distinct);
    assert_eq!(counts(&images), counts(&exact));
}

#[test]
fn images_and_exact_bases_agree() {
    check_both_ways(&gradient(2, "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"));
    check_both_ways(&gradient(2, "x^3 + y^3 - 3*x*y"));
    // T24, T25, T26, and the prime of T26 in two variables.
    check_both_ways(&system(1, &["(x^2 - 2)^2*(x^2 - 3)"]));
    check_both_ways(&gradient(2, "2*x^3 - 6*x + 2*y^3 - 6*y"));
    check_both_ways(&system(1, &["2147483647*x^2 - x"]));
    check_both_ways(&system(2, &["2147483647*x^2 - x", "y - x"]));
    // No linear form generates the algebra: x⁴ + y⁴, three triple points, double lines.
    check_both_ways(&gradient(2, "x^4 + y^4"));
    check_both_ways(&system(2, &["x^3*(x - 1)^2", "y^2*(y - 2)"]));
    check_both_ways(&system(2, &["x^2*(x^2 - 2)", "y^2"]));
    check_both_ways(&system(3, &["x^2", "(y - x)^2", "(z^2 - 3)^2"]));
}

#[test]
fn zeros_at_infinity_are_left_to_the_exact_basis() {
    let budget = Budget::unlimited();
    let seen = |f: &[Poly]| without_zeros_at_infinity(f, &budget).unwrap().is_some();
    assert!(!seen(&gradient(2, "x^2 + (1 - x*y)^2")));
    assert!(!seen(&gradient(2, "(x^2 + y^2)^2")));
    assert!(!seen(&system(2, &["x*y - 1", "x^2 - x"])));
    assert!(seen(&system(2, &["x*y - 1", "x^2 + y^2"])));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn random_systems_both_ways(
        top in prop::collection::vec(-3i64..4, 6),
        low in prop::collection::vec(-5i64..6, 8),
    ) {
        // Two quadrics in the plane, one of them perhaps with a repeated line.
        let coefficients = |k: usize| Poly::constant(2, Integer::from(top[k]));
        let (x, y) = (Poly::var(2, 0), Poly::var(2, 1));
        let small = |k: usize| Poly::constant(2, Integer::from(low[k]));
        let line = |k: usize| &(&(&small(k) * &x) + &(&small(k + 1) * &y)) + &small(k + 2);
        let quadric = |k: usize, l: usize| {
            let form = &(&(&coefficients(k) * &x) * &x) + &(&(&coefficients(k + 1) * &x) * &y);
            &(&form + &(&(&coefficients(k + 2) * &y) * &y)) + &line(l)
        };
        let system = [quadric(0, 0), &line(3) * &line(3)];
        let budget = Budget::unlimited();
        for f in [system, [quadric(0, 0), quadric(3, 5)]] {
            if let Some(images) = without_zeros_at_infinity(&f, &budget).unwrap() {
                let Zeros::Finite(exact) = by_exact_basis(&f, &budget).unwrap() else { panic!() };
                prop_assert_eq!(&images.separating_form, &exact.separating_form);
                prop_assert_eq!(&images.classes, &exact.classes);
            }
        }
    }
}

/// The same for the zeros that are guessed, put in and counted.
#[track_caller]
fn check_counted(f: &[Poly], d: usize) {
    let budget = Budget::unlimited();
    assert!(without_zeros_at_infinity(f, &budget).unwrap().is_none());
    let counted = simple_zeros(f, &budget).unwrap().expect("simple zeros");
    let Zeros::Finite(exact) = by_exact_basis(f, &budget).unwrap() else { panic!("infinite") };
    assert_eq!((counted.distinct, exact.dimension_with_multiplicity), (d, d));
    assert_eq!(counted.separating_form, exact.separating_form);
    assert_eq!(counted.classes, exact.classes);
}

#[test]
fn zeros_of_regularised_linear_networks() {
    // Scalar chains of depth H + 1 have 1 + H·2^(H+1) critical points.
    let two = "20*(x*y - 2)^2 + 2*x^2 + 3*y^2";
    check_counted(&gradient(2, two), 5);
    let three = "20*(x*y*z - 2)^2 + 2*x^2 + 3*y^2 + 5*z^2";
    check_counted(&gradient(3, three), 17);
    let wide = "7*(x*y + z*w - 3)^2 + 2*x^2 + 3*y^2 + 5*z^2 + w^2";
    check_counted(&gradient(4, wide), 9);
    check_counted(&gradient(2, "x^2 + (1 - x*y)^2"), 1);
}

#[test]
fn a_prime_that_hides_a_zero_is_found_out() {
    // Modulo 2147483647, the first prime that is tried, (1/p, 1/p², …) is missing.
    check_counted(&system(3, &["y - x^2", "2147483647*y - x", "x*z + z - 1"]), 2);
    // The next prime as well.
    let both = "4611685975477714963*y - x";
    check_counted(&system(3, &["y - x^2", both, "x*z + z - 1"]), 2);
    let f = system(2, &["y - x^2", both]);
    assert_eq!(solve_zero_dim(&f, &Budget::unlimited()).unwrap().unwrap().distinct, 2);
}

#[test]
fn multiple_zeros_are_not_counted_by_primes() {
    let powell = "(x + 10*y)^2 + 5*(z - w)^2 + (y - 2*z)^4 + 10*(x - w)^4";
    assert!(simple_zeros(&gradient(4, powell), &Budget::unlimited()).unwrap().is_none());
    assert!(simple_zeros(&system(2, &["x*y - x", "x^2"]), &Budget::unlimited()).unwrap().is_none());
}

#[test]
fn a_cube_of_points_in_oblique_coordinates() {
    // x + 2y − z, y + 3z and z run over {−1, 0, 1}: 27 integer points.
    let cubic = |form: &str| format!("({form})^3 - ({form})");
    let forms = ["x + 2*y - z", "y + 3*z", "z"].map(cubic);
    let f = system(3, &forms.each_ref().map(String::as_str));
    let budget = Budget::unlimited();
    let solved = without_zeros_at_infinity(&f, &budget).unwrap().unwrap();
    assert_eq!((solved.distinct, solved.classes.len()), (27, 27));
    for class in &solved.classes {
        let values: Vec<Rational> = class
            .numerators
            .iter()
            .map(|g| Rational::new(g.coeff(0), class.denominator.coeff(0)))
            .collect();
        assert!(f.iter().all(|f| f.eval(&values) == Rational::zero()));
    }
}

/// 27 zeros with few digits below a large bound, as in the gradient of Rosenbrock's function: they
/// are guessed and put into the equations.
#[test]
fn zeros_far_below_their_bound() {
    let chain = ["2*x^3 - 2*x*y + x - 1", "2*y^3 - 2*y*z - x^2 + 3*y - 1", "2*z^3 - 5*y^2 + z - 1"];
    check_both_ways(&system(3, &chain));
}
