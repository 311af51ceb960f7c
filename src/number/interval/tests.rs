use super::reference::VALUES;
use super::*;
use crate::number::decimal::digits;
use proptest::prelude::*;

type Function = fn(&Interval) -> Option<Interval>;

const FUNCTIONS: &[(&str, Function)] = &[
    ("exp", |x| x.exp()),
    ("ln", |x| x.ln()),
    ("log10", |x| x.log10()),
    ("log2", |x| x.log2()),
    ("sin", |x| Some(x.sin())),
    ("cos", |x| Some(x.cos())),
    ("tan", |x| x.tan()),
    ("asin", |x| x.asin()),
    ("acos", |x| x.acos()),
    ("atan", |x| Some(x.atan())),
    ("sinh", |x| x.sinh()),
    ("cosh", |x| x.cosh()),
    ("tanh", |x| Some(x.tanh())),
    ("asinh", |x| Some(x.asinh())),
    ("acosh", |x| x.acosh()),
    ("atanh", |x| x.atanh()),
    ("sigmoid", |x| Some(x.sigmoid())),
    ("softplus", |x| Some(x.softplus())),
    ("sqrt", |x| x.nth_root(2)),
    ("cbrt", |x| x.nth_root(3)),
    ("cube", |x| x.pow(3)),
    ("square", |x| x.pow(2)),
    ("recip", |x| x.recip()),
    ("abs", |x| Some(x.abs())),
    ("x^(-2/3)", |x| x.pow_rational(&Rational::fraction(-2, 3))),
    ("x^(100/3)", |x| x.pow_rational(&Rational::fraction(100, 3))),
    ("x^0.123456789", |x| x.pow_rational(&"0.123456789".parse().unwrap())),
    ("x^(-77/101)", |x| x.pow_rational(&Rational::fraction(-77, 101))),
];

fn function(name: &str) -> Function {
    FUNCTIONS.iter().find(|(known, _)| *known == name).unwrap().1
}

/// 2^−k.
fn negligible(k: i32) -> Rational {
    Rational::fraction(1, 2).pow(k).unwrap()
}

#[test]
fn constants_to_fifty_digits() {
    let pi = "3.1415926535897932384626433832795028841971693993751";
    let e = "2.7182818284590452353602874713526624977572470937000";
    let ln2 = "0.69314718055994530941723212145817656807550013436026";
    let sin1 = "0.84147098480789650665250232163029899962256306079837";
    let one = Interval::integer(1, 180);
    assert_eq!(digits(&Interval::pi(180), 50).as_deref(), Some(pi));
    assert_eq!(digits(&Interval::e(180), 50).as_deref(), Some(e));
    assert_eq!(digits(&Interval::integer(2, 180).ln().unwrap(), 50).as_deref(), Some(ln2));
    assert_eq!(digits(&one.sin(), 50).as_deref(), Some(sin1));
    assert_eq!(digits(&Interval::pi(100), 50), None);
}

#[test]
fn functions_agree_with_the_reference_to_forty_digits() {
    for (name, argument, value) in VALUES {
        let (x, v) = (argument.parse().unwrap(), value.parse::<Rational>().unwrap());
        let image = function(name)(&Interval::exact(&x, 150)).unwrap();
        let slack = v.abs() * Rational::from(10).pow(-39).unwrap();
        assert!(
            image.lower() <= &v + &slack && image.upper() >= &v - &slack,
            "{name}({argument}) = {value}, enclosed by {image:?}"
        );
        assert!(
            image.width() <= v.abs() * negligible(140),
            "{name}({argument}) is enclosed loosely"
        );
    }
}

/// Rationals of very different sizes, small ones in quantity.
fn rational() -> impl Strategy<Value = Rational> {
    let scaled = |(p, k): (i64, i32)| Rational::from(p) * Rational::fraction(1, 2).pow(k).unwrap();
    prop_oneof![
        (-2000i64..2000, 0i32..12).prop_map(scaled),
        (-2000i64..2000, 0i32..60).prop_map(scaled),
        (-1000i64..1000, 1i64..1000).prop_map(|(p, q)| Rational::fraction(p, q)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn elementary_functions_enclose_the_value_at_higher_precision(
        a in rational(), b in rational(), t in 0i64..=16, prec in 20u32..90,
    ) {
        let x = &a + &(&(&b - &a) * &Rational::fraction(t, 16));
        let (wide, fine) = (Interval::new(&a, &b, prec), Interval::exact(&x, 4 * prec));
        for (name, f) in FUNCTIONS {
            let Some(image) = f(&wide) else { continue };
            let value = f(&fine).unwrap();
            prop_assert!(image.includes(&value), "{name}: {value:?} not in {image:?}");
        }
    }

    #[test]
    fn functions_of_a_smaller_set_are_smaller(
        ends in prop::collection::vec(rational(), 4), prec in 20u32..90,
    ) {
        let mut ends = ends;
        ends.sort();
        let small = Interval::new(&ends[1], &ends[2], prec);
        let large = Interval::new(&ends[0], &ends[3], prec);
        for (name, f) in FUNCTIONS {
            let Some(image) = f(&large) else { continue };
            // A transcendental value next to an exact one may be rounded one place further.
            let place = image.abs().upper() * negligible(prec as i32 - 2);
            let slack = Interval::new(&-&place, &place, prec);
            prop_assert!(image.add(&slack).includes(&f(&small).unwrap()), "{name}");
        }
    }

    #[test]
    fn arithmetic_encloses_the_exact_result(
        a in rational(), b in rational(), c in rational(), d in rational(),
        s in 0i64..=4, t in 0i64..=4, prec in 5u32..70,
    ) {
        let (x, y) = (Interval::new(&a, &b, prec), Interval::new(&c, &d, prec));
        let u = &a + &(&(&b - &a) * &Rational::fraction(s, 4));
        let v = &c + &(&(&d - &c) * &Rational::fraction(t, 4));
        prop_assert!(x.add(&y).contains(&(&u + &v)));
        prop_assert!(x.sub(&y).contains(&(&u - &v)));
        prop_assert!(x.mul(&y).contains(&(&u * &v)));
        prop_assert!(x.max(&y).contains((&u).max(&v)) && x.min(&y).contains((&u).min(&v)));
        prop_assert!(x.abs().contains(&u.abs()));
        for n in [0, 1, 2, 3, 6] {
            prop_assert!(x.pow(n).unwrap().contains(&u.pow(n).unwrap()));
        }
        match x.div(&y) {
            Some(quotient) => prop_assert!(quotient.contains(&(&u / &v))),
            None => prop_assert!(y.contains_zero()),
        }
    }

    #[test]
    fn identities_hold_to_the_precision(x in rational(), prec in 40u32..200) {
        let fine = Interval::exact(&x, prec);
        let circle = fine.sin().pow(2).unwrap().add(&fine.cos().pow(2).unwrap());
        prop_assert!(circle.contains(&Rational::one()));
        prop_assert!(circle.width() <= fine.width() * Rational::from(8) + negligible(prec as i32 - 6));
        if let Some(power) = fine.exp() {
            let back = power.ln().unwrap();
            prop_assert!(back.includes(&fine));
        }
    }
}

#[test]
fn extremes_inside_are_found() {
    let q = |p, d| Rational::fraction(p, d);
    let wave = Interval::new(&q(1, 1), &q(2, 1), 60).sin();
    assert_eq!(wave.upper(), Rational::one());
    assert!(Interval::new(&q(3, 1), &q(4, 1), 60).cos().lower() == Rational::from(-1));
    assert_eq!(Interval::new(&q(0, 1), &q(7, 1), 60).sin().width(), Rational::from(2));
    assert_eq!(Interval::new(&q(-1, 1), &q(2, 1), 60).pow(2).unwrap().lower(), Rational::zero());
    assert_eq!(Interval::new(&q(-1, 1), &q(2, 1), 60).cosh().unwrap().lower(), Rational::one());
}

#[test]
fn outside_the_domain_there_is_no_value() {
    let around_zero = Interval::new(&Rational::from(-1), &Rational::from(1), 60);
    assert_eq!(around_zero.recip(), None);
    assert_eq!(around_zero.ln(), None);
    assert_eq!(around_zero.nth_root(2), None);
    assert_eq!(around_zero.pow(-1), None);
    assert_eq!(Interval::new(&Rational::from(1), &Rational::from(2), 60).tan(), None);
    assert_eq!(Interval::integer(2, 60).asin(), None);
    assert_eq!(Interval::integer(-2, 60).acos(), None);
    assert_eq!(Interval::integer(0, 60).acosh(), None);
    assert_eq!(Interval::integer(1, 60).atanh(), None);
    assert!(around_zero.nth_root(3).is_some());
}

#[test]
fn huge_arguments_stay_sound_and_quick() {
    let huge = Interval::exact(&Rational::from(10).pow(4000).unwrap(), 60);
    assert_eq!(huge.sin().width(), Rational::from(2));
    assert_eq!(huge.exp(), None);
    assert!(huge.neg().exp().unwrap().contains_zero());
    assert_eq!(huge.tanh().upper(), Rational::one());
    assert!(huge.softplus().includes(&huge));
    assert_eq!(huge.pow(1_000_000), None);
}

#[test]
fn powers_of_high_degree_agree_with_those_of_low_degree() {
    // |x|^(403/135) ≤ max(|x|, 1)^3, and 403/135 is a quotient of odd numbers.
    let cases = [(-3, 2), (-1, 5), (0, 4), (2, 3)];
    for (a, b) in cases {
        let x = Interval::new(&Rational::from(a), &Rational::from(b), 80);
        let q = Rational::fraction(3 * 67 * 2 + 1, 67 * 2 + 1);
        let (p, r) = (x.pow_rational(&q).unwrap(), x.abs().upper());
        let bound = Interval::exact(&r, 80).pow(3).unwrap();
        assert!(bound.upper() >= p.upper() && p.lower() >= -bound.upper());
        assert_eq!(p.sign(), x.sign(), "an odd power keeps the sign");
        let even = x.pow_rational(&Rational::fraction(200, 101)).unwrap();
        assert!(!even.lower().is_negative() && even.contains(&Rational::zero()) == (a <= 0));
    }
    let negative = Interval::integer(-2, 80);
    assert_eq!(negative.pow_rational(&Rational::fraction(1, 100)), None);
    let two = Interval::integer(2, 80);
    let sum = Rational::fraction(1001, 1000);
    let back = two.pow_rational(&sum).unwrap().pow_rational(&sum.recip().unwrap()).unwrap();
    assert!(back.includes(&two) && back.width() < negligible(70));
}

#[test]
fn the_sign_of_a_number_is_exact_or_unknown() {
    let two = Interval::integer(2, 60);
    assert_eq!(two.sub(&two).sign(), Sign::Zero);
    let root = two.nth_root(2).unwrap();
    assert_eq!(root.mul(&root).sub(&two).sign(), Sign::Unknown);
    assert_eq!(root.neg().sign(), Sign::Negative);
    assert_eq!(two.intersect(&root), None);
    assert!(two.hull(&root).includes(&root));
}
