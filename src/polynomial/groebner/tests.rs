use super::*;
use crate::budget::Budget;
use crate::polynomial::Poly;
use crate::polynomial::multivariate::testing::{parse_in, small};
use proptest::prelude::*;

fn system(n: usize, equations: &[&str]) -> Vec<Poly> {
    equations.iter().map(|f| parse_in(n, f)).collect()
}

fn basis(n: usize, equations: &[&str]) -> Basis {
    groebner_basis(&system(n, equations), &Order::grevlex(n), &Budget::unlimited()).unwrap()
}

#[track_caller]
fn check_dimension(n: usize, equations: &[&str], expected: Option<usize>) {
    assert_eq!(basis(n, equations).dimension(), expected);
}

#[test]
fn reduced_bases_from_the_textbook() {
    // Cox, Little, O'Shea, "Ideals, Varieties, and Algorithms", §2.8 example 2 (lex).
    let f = system(3, &["x^2 + y^2 + z^2 - 1", "x^2 + z^2 - y", "x - z"]);
    let lex = groebner_basis(&f, &Order::lex(3), &Budget::unlimited()).unwrap();
    let expected = ["4*z^4 + 2*z^2 - 1", "y - 2*z^2", "x - z"];
    assert_eq!(lex.polynomials(), expected.map(|f| parse_in(3, f)));
    // §2.7: ⟨x³ − 2xy, x²y − 2y² + x⟩ has the reduced grlex basis {x², xy, y² − x/2}.
    let two = basis(2, &["x^3 - 2*x*y", "x^2*y - 2*y^2 + x"]).polynomials();
    assert_eq!(two, ["2*y^2 - x", "x*y", "x^2"].map(|f| parse_in(2, f)));
}

#[test]
fn dimensions() {
    check_dimension(2, &["x^2 + y^2 - 1"], Some(1));
    check_dimension(2, &["4*x*(x^2 + y^2)", "4*y*(x^2 + y^2)"], Some(1));
    check_dimension(2, &["x^2 - y", "y^2 - x"], Some(0));
    check_dimension(2, &["x", "x + 1"], None);
    check_dimension(3, &["x*y", "x*z"], Some(2));
    check_dimension(3, &[], Some(3));
    check_dimension(4, &["x*y - z*w"], Some(3));
}

#[test]
fn normal_forms() {
    let b = basis(2, &["3*x^2 - y", "2*x*y - 1"]);
    let f = parse_in(2, "x^4 + 5*x");
    let r = b.normal_form(&f, &Budget::unlimited()).unwrap();
    let difference = &f.scale(&r.denominator) - &r.numerator;
    assert!(b.contains(&difference, &Budget::unlimited()).unwrap());
    assert!(!b.contains(&f, &Budget::unlimited()).unwrap());
    let standard = |e: &[u32]| !b.leading_monomials().any(|m| m.iter().zip(e).all(|(m, e)| m <= e));
    assert!(r.numerator.terms().all(|(e, _)| standard(&e)));
}

#[test]
fn saturation_removes_the_components_where_f_vanishes() {
    // T22: the numerators contain the line x = z = 0.
    let f = system(3, &["z^4 - x^4 - x^2*z^2 - x^2", "x*y - z^2"]);
    let budget = Budget::unlimited();
    let saturated = saturated_basis(&f, &[parse_in(3, "x")], 3, &budget).unwrap();
    assert!(saturated.contains(&parse_in(3, "y^2 - x^2 - z^2 - 1"), &budget).unwrap());
    // T23: ⟨xy − z², x² − z³⟩ : x^∞ = ⟨y² − z, yz − x⟩.
    let f = system(3, &["x*y - z^2", "x^2 - z^3"]);
    let saturated = saturated_basis(&f, &[parse_in(3, "x")], 3, &budget).unwrap();
    assert_eq!(saturated.polynomials(), basis(3, &["y*z - x", "y^2 - z"]).polynomials());
    let none = saturated_basis(&system(2, &["x*y"]), &system(2, &["x", "y"]), 2, &budget);
    assert!(none.unwrap().is_whole_ring());
}

#[test]
fn elimination() {
    // The nodal cubic t ↦ (t² − 1, t³ − t) with t eliminated.
    let f = system(3, &["x - z^2 + 1", "y - z^3 + z"]);
    let found = eliminate(&f, &[2], &Budget::unlimited()).unwrap();
    assert_eq!(found, [parse_in(3, "x^3 + x^2 - y^2")]);
}

#[test]
fn a_count_modulo_a_prime_is_only_a_check() {
    let budget = Budget::unlimited();
    let count = |n, f: &[&str], p| count_modulo(&system(n, f), p, &budget).unwrap();
    let p = 2_147_483_647;
    // T26: over the rational numbers there are two zeros.
    assert_eq!(count(1, &["2147483647*x^2 - x"], p), Some(1));
    assert_eq!(count(1, &["2147483647*x^2 - x"], 2_147_483_629), Some(2));
    assert_eq!(count(2, &["x^2 + y - 11", "x + y^2 - 7"], p), Some(4));
    assert_eq!(count(2, &["x*y"], p), None);
}

#[test]
fn a_small_budget_is_an_answer() {
    let f = system(3, &["x^5 + y^4*z - 1", "x*y^5 + z^4 - 2", "z^5 + x^3*y - 3"]);
    let plenty = Budget::steps(1 << 40);
    assert!(groebner_basis(&f, &Order::grevlex(3), &plenty).is_ok());
    let used = (1 << 40) - plenty.left();
    assert!(groebner_basis(&f, &Order::grevlex(3), &Budget::steps(used - 1)).is_err());
    assert!(groebner_basis(&f, &Order::grevlex(3), &Budget::steps(used)).is_ok());
}

/// Buchberger's criterion, by direct computation with the public operations.
fn s_polynomials_vanish(b: &Basis, n: usize) -> bool {
    let g = b.polynomials();
    let leads: Vec<Vec<u32>> = b.leading_monomials().map(<[u32]>::to_vec).collect();
    let coefficient =
        |i: usize| g[i].terms().find(|(e, _)| *e == leads[i]).map(|(_, c)| c.clone()).unwrap();
    (0..g.len()).all(|i| {
        (0..i).all(|j| {
            let lcm: Vec<u32> = (0..n).map(|k| leads[i][k].max(leads[j][k])).collect();
            let raised = |i: usize, j: usize| {
                let up: Vec<u32> = lcm.iter().zip(&leads[i]).map(|(a, b)| a - b).collect();
                g[i].times_monomial(&up).scale(&coefficient(j))
            };
            b.contains(&(&raised(i, j) - &raised(j, i)), &Budget::unlimited()).unwrap()
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn random_bases_satisfy_buchbergers_criterion(f in small(), g in small(), block in 0usize..3) {
        let order = [Order::grevlex(3), Order::lex(3), Order::eliminating(3, &[1])][block].clone();
        let input = [f, g];
        if let Ok(b) = groebner_basis(&input, &order, &Budget::steps(300_000)) {
            prop_assert!(s_polynomials_vanish(&b, 3));
            for f in &input {
                prop_assert!(b.contains(f, &Budget::unlimited()).unwrap());
            }
        }
    }
}
