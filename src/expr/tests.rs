//! Laws and exact values of the canonical forms.

use super::{Dag, Expr, Function};
use Function::{Abs, Acos, Asin, Atan, Cos, Exp, Ln, Log2, Log10, Sign, Sin, Sinh, Tan, Tanh};

fn with_x() -> (Dag, Expr) {
    let mut dag = Dag::new();
    let x = dag.symbol("x");
    let x = dag.variable(x);
    (dag, x)
}

#[test]
fn like_terms_and_like_bases_are_collected() {
    let (mut dag, x) = with_x();
    let y = dag.symbol("y");
    let y = dag.variable(y);
    let (xy, yx) = (dag.mul(x, y), dag.mul(y, x));
    assert_eq!(xy, yx);
    let twice = dag.add(xy, yx);
    let expected = {
        let two = dag.integer(2);
        dag.product(vec![two, x, y])
    };
    assert_eq!(twice, expected);
    let difference = dag.sub(xy, yx);
    assert!(dag.is_zero(difference));
    let (square, cube) = (dag.square(x), dag.power_integer(x, 3));
    assert_eq!(dag.mul(square, x), cube);
    let inside = dag.sum(vec![x, y]);
    let two = dag.integer(2);
    let spread = dag.mul(two, inside);
    let rest = dag.sub(spread, y);
    let rest = dag.sub(rest, y);
    let two_x = dag.mul(two, x);
    assert_eq!(rest, two_x);
}

#[test]
fn the_domain_is_never_enlarged() {
    let (mut dag, x) = with_x();
    let one = dag.integer(1);
    let quotient = dag.div(x, x);
    assert_ne!(quotient, one);
    let log = dag.apply(Ln, x);
    let difference = dag.sub(log, log);
    assert!(!dag.is_zero(difference) && !dag.is_total(difference));
    let power = dag.power_integer(log, 0);
    assert_ne!(power, one);
    let (square, reciprocal) = (dag.square(x), dag.recip(x));
    assert_ne!(dag.mul(square, reciprocal), x);
    assert_ne!(dag.recip(reciprocal), x);
    let root = dag.sqrt(x);
    let again = dag.square(root);
    assert_ne!(again, x);
    assert_eq!(dag.mul(root, root), again);
    let power_of_log = dag.apply(Exp, log);
    assert_ne!(power_of_log, x);
    let tangent = dag.apply(Tan, x);
    let cosine = dag.apply(Cos, x);
    let product = dag.mul(tangent, cosine);
    assert!(!dag.is_total(product));
}

#[test]
fn what_is_never_zero_cancels() {
    let (mut dag, x) = with_x();
    let one = dag.integer(1);
    let square = dag.square(x);
    let positive = dag.add(square, one);
    assert_eq!(dag.div(positive, positive), one);
    let exponential = dag.apply(Exp, x);
    assert_eq!(dag.div(exponential, exponential), one);
    assert_eq!(dag.apply(Ln, exponential), x);
    let zero = dag.integer(0);
    assert!(
        dag.is_zero(zero) && {
            let p = dag.mul(zero, exponential);
            dag.is_zero(p)
        }
    );
}

#[test]
fn an_even_root_of_a_square_is_the_absolute_value() {
    let (mut dag, x) = with_x();
    let square = dag.square(x);
    let root = dag.sqrt(square);
    assert_eq!(root, dag.apply(Abs, x));
    assert_eq!(dag.mul(root, root), square);
    let cube = dag.power_integer(x, 3);
    let third = dag.power_rational(cube, &crate::number::Rational::fraction(1, 3));
    assert_eq!(third, x);
}

/// Each pair is one number written in two ways.
#[test]
fn exact_values() {
    let mut dag = Dag::new();
    let pi = dag.pi();
    let int = |dag: &mut Dag, n: i64| dag.integer(n);
    let at_pi = |dag: &mut Dag, f: Function, p: i64, q: i64| {
        let r = dag.fraction(p, q);
        let angle = dag.mul(r, pi);
        dag.apply(f, angle)
    };
    let root = |dag: &mut Dag, n: i64, p: i64, q: i64| {
        let n = dag.integer(n);
        let (root, c) = (dag.sqrt(n), dag.fraction(p, q));
        dag.mul(c, root)
    };
    // sin 30°, sin 45°, cos 30°, sin 7π, cos 3π, tan π, tan 60°, sin(−π/6).
    assert_eq!(at_pi(&mut dag, Sin, 1, 6), dag.fraction(1, 2));
    assert_eq!(at_pi(&mut dag, Sin, 1, 4), root(&mut dag, 2, 1, 2));
    assert_eq!(at_pi(&mut dag, Cos, 1, 6), root(&mut dag, 3, 1, 2));
    assert_eq!(at_pi(&mut dag, Sin, 7, 1), int(&mut dag, 0));
    assert_eq!(at_pi(&mut dag, Cos, 3, 1), int(&mut dag, -1));
    assert_eq!(at_pi(&mut dag, Tan, 1, 1), int(&mut dag, 0));
    assert_eq!(at_pi(&mut dag, Tan, 1, 3), root(&mut dag, 3, 1, 1));
    assert_eq!(at_pi(&mut dag, Sin, -1, 6), dag.fraction(-1, 2));
    assert_eq!(at_pi(&mut dag, Tan, 3, 4), int(&mut dag, -1));
    // sin(7π/9) = sin(2π/9); cos(4π/9) = sin(π/18).
    assert_eq!(at_pi(&mut dag, Sin, 7, 9), at_pi(&mut dag, Sin, 2, 9));
    assert_eq!(at_pi(&mut dag, Cos, 4, 9), at_pi(&mut dag, Sin, 1, 18));
    // √8 = 2√2, 1/√2 = √2/2, √2·√3 = √6, √2·√2 = 2.
    let (two, three, eight) = (int(&mut dag, 2), int(&mut dag, 3), int(&mut dag, 8));
    assert_eq!(dag.sqrt(eight), root(&mut dag, 2, 2, 1));
    let (sqrt_two, sqrt_three) = (dag.sqrt(two), dag.sqrt(three));
    assert_eq!(dag.recip(sqrt_two), root(&mut dag, 2, 1, 2));
    assert_eq!(dag.mul(sqrt_two, sqrt_three), root(&mut dag, 6, 1, 1));
    assert_eq!(dag.mul(sqrt_two, sqrt_two), two);
    let ratio = dag.fraction(3, 2);
    assert_eq!(dag.sqrt(ratio), root(&mut dag, 6, 1, 2));
    // Logarithms.
    let (log_two, log_eight) = (dag.apply(Ln, two), dag.apply(Ln, eight));
    assert_eq!(log_eight, dag.mul(three, log_two));
    assert_eq!(dag.apply(Exp, log_eight), eight);
    assert_eq!(dag.apply(Log2, eight), three);
    let thousandth = dag.fraction(1, 1000);
    assert_eq!(dag.apply(Log10, thousandth), int(&mut dag, -3));
    assert_eq!(dag.apply(Sinh, log_two), dag.fraction(3, 4));
    let zero = int(&mut dag, 0);
    assert_eq!(dag.apply(Tanh, zero), zero);
    // Inverse functions.
    let half = dag.fraction(1, 2);
    let minus_one = int(&mut dag, -1);
    let angle = |dag: &mut Dag, p: i64, q: i64| {
        let r = dag.fraction(p, q);
        dag.mul(r, pi)
    };
    assert_eq!(dag.apply(Asin, half), angle(&mut dag, 1, 6));
    assert_eq!(dag.apply(Acos, minus_one), pi);
    let minus_half = dag.neg(half);
    assert_eq!(dag.apply(Acos, minus_half), angle(&mut dag, 2, 3));
    assert_eq!(dag.apply(Atan, sqrt_three), angle(&mut dag, 1, 3));
    assert_eq!(dag.apply(Sign, minus_half), minus_one);
}

#[test]
fn undefined_numbers_stay_as_they_stand() {
    let mut dag = Dag::new();
    let (zero, minus_one) = (dag.integer(0), dag.integer(-1));
    for e in [dag.recip(zero), dag.sqrt(minus_one), dag.apply(Ln, zero)] {
        assert!(dag.as_number(e).is_none() && !dag.is_total(e));
        let product = dag.mul(zero, e);
        assert!(!dag.is_zero(product));
    }
}

#[test]
fn huge_powers_stay_short() {
    let mut dag = Dag::new();
    let (two, three) = (dag.integer(2), dag.integer(3));
    let a = dag.power_integer(two, 1_000_000_000);
    let b = dag.power_rational(three, &crate::number::Rational::fraction(1_000_000_001, 2));
    let product = dag.mul(a, b);
    assert!(dag.as_number(product).is_none());
    assert_eq!(dag.mul(a, a), dag.power_integer(two, 2_000_000_000));
}
