//! Germs of known type: the normal forms, and what random changes of coordinates make of
//! them.

use super::degenerate;
use crate::budget::Budget;
use crate::classify::point::point_facts;
use crate::classify::{Landscape, Nature};
use crate::linalg::Inertia;
use crate::number::{Integer, Rational};
use crate::polynomial::Poly;
use crate::polynomial::algebraic::{FieldElement, NumberField};
use crate::solve::{Fraction, ZeroPoint};

/// Deterministic small numbers (D. Knuth's MMIX generator).
struct Random(u64);

impl Random {
    fn below(&mut self, n: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as i64).rem_euclid(n)
    }

    fn within(&mut self, size: i64) -> i64 {
        self.below(2 * size + 1) - size
    }
}

fn landscape(loss: &Poly) -> Landscape {
    let n = loss.nvars();
    let second = |i: usize, j: usize| Fraction::from_poly(loss.derivative(i).derivative(j));
    Landscape {
        nvars: n,
        atoms: Vec::new(),
        loss: Some(Fraction::from_poly(loss.clone())),
        hessian: (0..n).map(|i| (0..n).map(|j| second(i, j)).collect()).collect(),
        lower: None,
        upper: None,
        total: true,
    }
}

fn origin(n: usize) -> ZeroPoint {
    let field = NumberField::rationals();
    let zero = FieldElement::constant(&field, &Rational::zero());
    ZeroPoint { field, coordinates: vec![zero; n] }
}

/// A polynomial from terms (coefficient, exponents).
fn poly(terms: &[(i64, [u32; 3])], n: usize) -> Poly {
    let terms = terms.iter().map(|(c, e)| (e[..n].to_vec(), Integer::from(*c)));
    Poly::from_wide_terms(n, terms)
}

/// A germ with its name (without the sign where it depends on the coordinates), Milnor
/// number and nature.
struct Known {
    germ: Poly,
    name: Option<&'static str>,
    milnor: usize,
    nature: Nature,
}

const MIN: Nature = Nature::LocalMinimum;
const MAX: Nature = Nature::LocalMaximum;
const SADDLE: Nature = Nature::Saddle;

/// Arnold's normal forms in two variables, with both signs of the squares, and some germs
/// beyond his list whose type is plain.
fn normal_forms() -> Vec<Known> {
    let mut all = Vec::new();
    let names = ["A2", "A3+", "A3-", "A4", "A5+", "A5-", "A6", "A7+", "A7-"];
    for name in names {
        let k = name[1..2].parse::<u32>().unwrap_or(2);
        let sign = if name.ends_with('-') { -1 } else { 1 };
        for square in [1, -1] {
            let nature = match (k % 2, sign, square) {
                (1, 1, 1) => MIN,
                (1, -1, -1) => MAX,
                _ => SADDLE,
            };
            let germ = poly(&[(square, [0, 2, 0]), (sign, [k + 1, 0, 0])], 2);
            all.push(Known { germ, name: Some(name), milnor: k as usize, nature });
        }
    }
    type Row = (&'static [(i64, [u32; 3])], Option<&'static str>, usize, Nature);
    let rows: [Row; 17] = [
        (&[(1, [3, 0, 0]), (-3, [1, 2, 0])], Some("D4-"), 4, SADDLE),
        (&[(1, [2, 1, 0]), (1, [0, 3, 0])], Some("D4+"), 4, SADDLE),
        (&[(1, [2, 1, 0]), (1, [0, 4, 0])], Some("D5"), 5, SADDLE),
        (&[(1, [2, 1, 0]), (-1, [0, 4, 0])], Some("D5"), 5, SADDLE),
        (&[(1, [2, 1, 0]), (1, [0, 5, 0])], Some("D6"), 6, SADDLE),
        (&[(1, [3, 0, 0]), (1, [0, 4, 0])], Some("E6"), 6, SADDLE),
        (&[(1, [3, 0, 0]), (-1, [0, 4, 0])], Some("E6"), 6, SADDLE),
        (&[(1, [3, 0, 0]), (1, [1, 3, 0])], Some("E7"), 7, SADDLE),
        (&[(1, [3, 0, 0]), (1, [0, 5, 0])], Some("E8"), 8, SADDLE),
        (&[(1, [4, 0, 0]), (1, [0, 4, 0])], Some("X9"), 9, MIN),
        (&[(-1, [4, 0, 0]), (-1, [2, 2, 0]), (-1, [0, 4, 0])], Some("X9"), 9, MAX),
        (&[(1, [4, 0, 0]), (-3, [2, 2, 0]), (1, [0, 4, 0])], Some("X9"), 9, SADDLE),
        (&[(1, [4, 0, 0]), (1, [0, 6, 0])], None, 15, MIN),
        (&[(-1, [4, 0, 0]), (1, [0, 5, 0])], None, 12, SADDLE),
        (&[(1, [4, 0, 0]), (-2, [2, 3, 0]), (1, [0, 6, 0]), (1, [0, 7, 0])], None, 17, MIN),
        (&[(1, [4, 0, 0]), (-2, [2, 3, 0]), (1, [0, 6, 0]), (-1, [0, 7, 0])], None, 17, SADDLE),
        (&[(1, [3, 0, 0]), (1, [2, 2, 0]), (1, [0, 6, 0])], None, 10, SADDLE),
    ];
    for (terms, name, milnor, nature) in rows {
        all.push(Known { germ: poly(terms, 2), name, milnor, nature });
    }
    all
}

/// f(A·x + q(x)) with an invertible A and quadratic q, both with small entries.
fn moved(f: &Poly, random: &mut Random, bend: bool) -> Poly {
    let n = f.nvars();
    let x = |i: usize| Poly::var(n, i);
    let unit = loop {
        let entries: Vec<i64> = (0..n * n).map(|_| random.within(2)).collect();
        let det = match n {
            2 => entries[0] * entries[3] - entries[1] * entries[2],
            _ => {
                let e = |i: usize, j: usize| entries[3 * i + j];
                e(0, 0) * (e(1, 1) * e(2, 2) - e(1, 2) * e(2, 1))
                    - e(0, 1) * (e(1, 0) * e(2, 2) - e(1, 2) * e(2, 0))
                    + e(0, 2) * (e(1, 0) * e(2, 1) - e(1, 1) * e(2, 0))
            }
        };
        if det != 0 {
            break entries;
        }
    };
    let mut image = Vec::new();
    for i in 0..n {
        let mut sum = Poly::zero(n);
        for j in 0..n {
            sum = &sum + &x(j).scale(&Integer::from(unit[n * i + j]));
            if bend {
                let c = Integer::from(random.within(1));
                let other = random.below(n as i64) as usize;
                sum = &sum + &(&x(j) * &x(other)).scale(&c);
            }
        }
        image.push(sum);
    }
    let mut total = Poly::zero(n);
    for (exponents, c) in f.terms() {
        let mut term = Poly::constant(n, c.clone());
        for (g, k) in image.iter().zip(&exponents) {
            term = &term * &g.pow(*k);
        }
        total = &total + &term;
    }
    total
}

#[track_caller]
fn check(known: &Known, germ: &Poly) {
    let n = germ.nvars();
    let facts =
        point_facts(&landscape(germ), None, &origin(n), &Budget::unlimited()).expect("unlimited");
    assert_eq!(facts.verdict.nature, known.nature, "{germ:?}");
    let kind = facts.singularity.expect("H is singular");
    assert_eq!(kind.milnor, Some(known.milnor), "{germ:?}");
    let sign = |name: &str| name.trim_end_matches(['+', '-']).to_string();
    match known.name {
        // −f is not equivalent to f for Aₖ with odd k and for D₄ it is.
        Some(name) if known.milnor > 4 && !name.starts_with('A') => {
            assert_eq!(kind.name.as_deref().map(sign), Some(sign(name)), "{germ:?}");
        }
        name => assert_eq!(kind.name.as_deref(), name, "{germ:?}"),
    }
}

#[test]
fn normal_forms_have_their_names_and_natures() {
    for known in normal_forms() {
        check(&known, &known.germ);
    }
}

/// More than 200 germs in two and three variables. All rounds with `HESSE_LONG=1`.
#[test]
fn changes_of_coordinates_keep_name_milnor_number_and_nature() {
    let long = std::env::var("HESSE_LONG").is_ok_and(|v| v == "1");
    let rounds = if long { 12 } else { 4 };
    let mut random = Random(20_240_611);
    let mut count = 0;
    for round in 0..rounds {
        for known in normal_forms() {
            let bend = round % 2 == 0 && known.milnor < 10;
            check(&known, &moved(&known.germ, &mut random, bend));
            count += 1;
            if known.milnor > 9 || (round > 1 && !long) {
                continue;
            }
            for square in [1, -1] {
                let wide = known.germ.rename(3, &[0, 1]);
                let germ = &wide + &poly(&[(square, [0, 0, 2])], 3);
                let nature = match (known.nature, square) {
                    (Nature::LocalMinimum, 1) => MIN,
                    (Nature::LocalMaximum, -1) => MAX,
                    _ => SADDLE,
                };
                let name = known.name;
                let taller = Known { germ, name, milnor: known.milnor, nature };
                check(&taller, &moved(&taller.germ, &mut random, false));
                count += 1;
            }
        }
    }
    assert!(count >= 200, "{count}");
}

/// Germs in three variables whose lowest terms do not decide; Motzkin's form is at least 0 by
/// the inequality of arithmetic and geometric means.
#[test]
fn signs_along_the_tangency_variety_decide() {
    type Row = (&'static [(i64, [u32; 3])], Nature);
    let rows: [Row; 5] = [
        (&[(1, [4, 0, 0]), (1, [0, 4, 0]), (1, [0, 0, 4]), (-4, [2, 1, 1])], SADDLE),
        (&[(2, [4, 0, 0]), (2, [0, 4, 0]), (2, [0, 0, 4]), (-3, [2, 1, 1])], MIN),
        (&[(1, [4, 2, 0]), (1, [2, 4, 0]), (-3, [2, 2, 2]), (1, [0, 0, 6])], MIN),
        (&[(2, [4, 2, 0]), (2, [2, 4, 0]), (-7, [2, 2, 2]), (2, [0, 0, 6])], SADDLE),
        (&[(-1, [4, 0, 0]), (-2, [0, 4, 0]), (-1, [0, 0, 6]), (1, [5, 0, 0])], MAX),
    ];
    for (terms, nature) in rows {
        let germ = poly(terms, 3);
        let facts = point_facts(&landscape(&germ), None, &origin(3), &Budget::unlimited()).unwrap();
        assert_eq!(facts.verdict.nature, nature, "{germ:?}");
    }
}

#[test]
fn a_germ_with_infinite_milnor_number_has_none() {
    // (x² + y²)²: an extremum all the same.
    let x = Poly::var(2, 0);
    let y = Poly::var(2, 1);
    let circle = &(&x * &x) + &(&y * &y);
    let loss = &circle * &circle;
    let facts = point_facts(&landscape(&loss), None, &origin(2), &Budget::unlimited()).unwrap();
    assert_eq!(facts.verdict.nature, MIN);
    assert_eq!(facts.singularity.unwrap().milnor, None);
    let inertia = Inertia { positive: 0, negative: 0, zero: 2 };
    let value = facts.value.unwrap();
    let found =
        degenerate(&landscape(&loss), &origin(2), inertia, &value, false, &Budget::unlimited());
    assert!(found.unwrap().verdict.is_none());
}
