//! Short exact texts for algebraic numbers: rationals, quadratic irrationals, ⁿ√c, roots of
//! x^(2k) + a·x^k + b, and all of these moved by a rational number. Never Cardano.

use super::number::Algebraic;
use super::quartic::root_by_square_roots;
use super::surd::Surd;
use crate::budget::{Budget, Exhausted};
use crate::number::{Rational, Sign};
use crate::polynomial::UPoly;

/// A text longer than this is no help to the reader.
const LONGEST: usize = 48;

/// Steps allowed to pick the branch of a nested radical.
const STEPS: u64 = 1 << 20;

impl Algebraic {
    /// The number in hesse's input language, exactly: `-1/2`, `(1 + sqrt(5))/2`,
    /// `2^(1/3)`, `sqrt(2 + sqrt(2))`, `sqrt(2) + sqrt(3)`. `None` when no short form is
    /// known.
    pub fn exact_display(&self) -> Option<String> {
        let text = self.surd().ok()??.text();
        (text.len() <= LONGEST).then_some(text)
    }

    fn surd(&self) -> Result<Option<Surd>, Exhausted> {
        if let Some(value) = self.as_rational() {
            return Ok(Some(Surd::rational(value)));
        }
        // x = shift + y, and the polynomial of y has no term of degree n − 1.
        let f = self.minimal_polynomial();
        let n = self.degree();
        let shift = Rational::new(-f.coeff(n - 1), &f.leading() * &n.into());
        let depressed = f.compose_linear(&Rational::one(), &shift).primitive();
        let (k, g) = depressed.deflate();
        let sign = match self.compare_rational(&shift) {
            std::cmp::Ordering::Less => Sign::Negative,
            _ => Sign::Positive,
        };
        let y = match g.degree() {
            Some(1) => Some(pure_root(&g, k, sign)),
            Some(2) if k > 1 => self.root_of_quadratic_irrational(&g, k, &shift, sign)?,
            Some(4) if k == 1 => root_by_square_roots(self.root(), &shift, &depressed),
            _ => None,
        };
        Ok(y.map(|y| Surd::rational(&shift).add(&y)))
    }

    /// y with y^k = z, a root of the quadratic g.
    fn root_of_quadratic_irrational(
        &self,
        g: &UPoly,
        k: usize,
        shift: &Rational,
        sign: Sign,
    ) -> Result<Option<Surd>, Exhausted> {
        let budget = Budget::steps(STEPS);
        let (exponent, even) = (k as u32, k.is_multiple_of(2));
        let power = |bits: u32| {
            let (low, high) =
                self.bounds(&Rational::from(2).pow(-(bits as i32)).unwrap_or_default());
            Ok(power_of_interval(&(&low - shift), &(&high - shift), exponent, even))
        };
        let Some(z) = Algebraic::from_enclosures(g, power, &budget)? else { return Ok(None) };
        let z = if z.sign() == Sign::Negative { z.neg() } else { z };
        let split = if k == 2 { split_square_root(&z) } else { None };
        let y = match split {
            Some(y) => Some(y),
            None => z.surd()?.map(|z| z.nested_root(exponent)),
        };
        Ok(y.map(|y| if sign == Sign::Negative { y.neg() } else { y }))
    }
}

/// The real root of b·x^k + c of the given sign.
fn pure_root(line: &UPoly, k: usize, sign: Sign) -> Surd {
    let value = Rational::new(line.coeff(0).abs(), line.coeff(1).abs());
    let root = Surd::root(&value, k as u32);
    if sign == Sign::Negative { root.neg() } else { root }
}

/// An enclosure of x^k for low ≤ x ≤ high.
fn power_of_interval(low: &Rational, high: &Rational, k: u32, even: bool) -> (Rational, Rational) {
    let power = |x: &Rational| x.pow(k as i32).unwrap_or_default();
    let (a, b) = (power(low), power(high));
    if !even {
        return (a, b);
    }
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    let straddles = low.sign() == Sign::Negative && high.sign() == Sign::Positive;
    (if straddles { Rational::zero() } else { small }, large)
}

/// √z = √p ± √q with rational p > q > 0, for z = a ± √b > 0 when a² − b is a square:
/// p, q = (a ± √(a² − b))/2.
fn split_square_root(z: &Algebraic) -> Option<Surd> {
    let g = z.minimal_polynomial();
    let half = Rational::fraction(1, 2);
    let a = &Rational::new(-g.coeff(1), g.coeff(2)) * &half;
    // a² − b is the product of z and its conjugate.
    let c = Rational::new(g.coeff(0), g.coeff(2)).root_exact(2)?;
    let (p, q) = (&(&a + &c) * &half, &(&a - &c) * &half);
    if p.sign() != Sign::Positive || q.sign() != Sign::Positive {
        return None;
    }
    let (p, q) = (Surd::root(&p, 2), Surd::root(&q, 2));
    let plus = z.compare_rational(&a).is_gt();
    Some(if plus { q.add(&p) } else { p.add(&q.neg()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::{Dag, Expr, Node, read};
    use crate::number::Interval;
    use std::collections::BTreeMap;

    #[track_caller]
    fn check(coeffs: &[i64], expected: &[&str]) {
        let roots = Algebraic::roots_of(&UPoly::from_i64(coeffs), &Budget::unlimited()).unwrap();
        let texts: Vec<String> =
            roots.iter().map(|(x, _)| x.exact_display().unwrap_or("none".into())).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn rationals_and_quadratic_irrationals() {
        check(&[0, 1], &["0"]);
        check(&[-1, 1, 6], &["-1/2", "1/3"]);
        check(&[-1, -1, 1], &["(1 - sqrt(5))/2", "(1 + sqrt(5))/2"]);
        check(&[-1, 1, 1], &["-(1 + sqrt(5))/2", "(sqrt(5) - 1)/2"]);
        check(&[-2, 0, 1], &["-sqrt(2)", "sqrt(2)"]);
        check(&[-1, 0, 2], &["-sqrt(2)/2", "sqrt(2)/2"]);
        check(&[-9, 0, 8], &["-3*sqrt(2)/4", "3*sqrt(2)/4"]);
        check(&[-4, 2, 1], &["-1 - sqrt(5)", "sqrt(5) - 1"]);
        check(&[-19, -2, 1], &["1 - 2*sqrt(5)", "1 + 2*sqrt(5)"]);
    }

    #[test]
    fn pure_roots_also_moved() {
        check(&[-2, 0, 0, 1], &["2^(1/3)"]);
        check(&[2, 0, 0, 1], &["-2^(1/3)"]);
        check(&[-16, 0, 0, 1], &["2*2^(1/3)"]);
        check(&[-1, 0, 0, 2], &["4^(1/3)/2"]);
        check(&[-2, 0, 0, 0, 1], &["-2^(1/4)", "2^(1/4)"]);
        // (x − 1)³ = 2
        check(&[-3, 3, -3, 1], &["1 + 2^(1/3)"]);
    }

    #[test]
    fn biquadratics() {
        check(
            &[1, 0, -10, 0, 1],
            &["-sqrt(2) - sqrt(3)", "sqrt(2) - sqrt(3)", "sqrt(3) - sqrt(2)", "sqrt(2) + sqrt(3)"],
        );
        // 2·cos(π/8) and 2·cos(3π/8)
        check(
            &[2, 0, -4, 0, 1],
            &["-sqrt(2 + sqrt(2))", "-sqrt(2 - sqrt(2))", "sqrt(2 - sqrt(2))", "sqrt(2 + sqrt(2))"],
        );
        // 2·cos(π/12) = (√2 + √6)/2
        check(
            &[1, 0, -4, 0, 1],
            &[
                "-(sqrt(2) + sqrt(6))/2",
                "(sqrt(2) - sqrt(6))/2",
                "(sqrt(6) - sqrt(2))/2",
                "(sqrt(2) + sqrt(6))/2",
            ],
        );
        check(&[-1, 0, -1, 0, 1], &["-sqrt((1 + sqrt(5))/2)", "sqrt((1 + sqrt(5))/2)"]);
        // x⁶ − 2x³ − 1: x³ = 1 ± √2.
        check(&[-1, 0, 0, -2, 0, 0, 1], &["-(sqrt(2) - 1)^(1/3)", "(1 + sqrt(2))^(1/3)"]);
        // 1 + √2 + √3
        check(
            &[-8, 16, -4, -4, 1],
            &[
                "1 - sqrt(2) - sqrt(3)",
                "1 + sqrt(2) - sqrt(3)",
                "1 + sqrt(3) - sqrt(2)",
                "1 + sqrt(2) + sqrt(3)",
            ],
        );
    }

    #[test]
    fn quartics_by_square_roots() {
        // √2 + √3 + √6 and its conjugates
        check(
            &[-23, -48, -22, 0, 1],
            &[
                "sqrt(2) - sqrt(3) - sqrt(6)",
                "sqrt(3) - sqrt(2) - sqrt(6)",
                "sqrt(6) - sqrt(2) - sqrt(3)",
                "sqrt(2) + sqrt(3) + sqrt(6)",
            ],
        );
        // 2·cos(2πk/15), k = 7, 4, 2, 1
        check(
            &[1, 4, -4, -1, 1],
            &[
                "(1 - sqrt(5) - sqrt(30 + 6*sqrt(5)))/4",
                "(1 + sqrt(5) - sqrt(30 - 6*sqrt(5)))/4",
                "(1 + sqrt(30 + 6*sqrt(5)) - sqrt(5))/4",
                "(1 + sqrt(5) + sqrt(30 - 6*sqrt(5)))/4",
            ],
        );
        // No square root tower: the resolvent cubic has no rational root.
        check(&[-1, -1, 0, 0, 1], &["none", "none"]);
    }

    /// Every text is read back as an expression and evaluated in intervals: it must meet
    /// the root it names and no other root of the polynomial.
    #[test]
    fn the_text_has_the_value_of_the_root() {
        let mut texts = 0;
        for coefficients in [
            vec![-1, -1, 1],
            vec![-19, -2, 1],
            vec![-9, 0, 8],
            vec![-3, 3, -3, 1],
            vec![-16, 0, 0, 1],
            vec![-5, 0, 0, 0, 3],
            vec![1, 0, -10, 0, 1],
            vec![1, 0, -4, 0, 1],
            vec![2, 0, -4, 0, 1],
            vec![-1, 0, -1, 0, 1],
            vec![3, 0, -7, 0, 2],
            vec![-1, 0, 0, -2, 0, 0, 1],
            vec![-7, 0, 0, 5, 0, 0, 3],
            vec![-8, 16, -4, -4, 1],
            vec![-23, -48, -22, 0, 1],
            vec![1, 4, -4, -1, 1],
            vec![-1, 3, 5, -7, 0, 2],
        ] {
            let f = UPoly::from_i64(&coefficients);
            let roots = Algebraic::roots_of(&f, &Budget::unlimited()).unwrap();
            for (i, (x, _)) in roots.iter().enumerate() {
                let Some(text) = x.exact_display() else { continue };
                let value = evaluate(&text);
                for (j, (y, _)) in roots.iter().enumerate() {
                    let meets = value.intersect(&y.to_interval(120)).is_some();
                    assert_eq!(meets, i == j, "{text} of {f}");
                }
                texts += 1;
            }
        }
        assert!(texts > 40);
    }

    fn evaluate(text: &str) -> Interval {
        let mut dag = Dag::new();
        let root = read::<&str>(&mut dag, text, &[]).unwrap();
        let mut values: BTreeMap<Expr, Interval> = BTreeMap::new();
        for e in dag.below(&[root]) {
            let value = match dag.node(e) {
                Node::Number(r) => Interval::exact(r, 150),
                Node::Sum(parts) => {
                    let zero = Interval::exact(&Rational::zero(), 150);
                    parts.iter().fold(zero, |sum, part| sum.add(&values[part]))
                }
                Node::Product(parts) => {
                    let one = Interval::exact(&Rational::one(), 150);
                    parts.iter().fold(one, |product, part| product.mul(&values[part]))
                }
                Node::Power(base, exponent) => {
                    let r = dag.as_number(*exponent).unwrap();
                    values[base].pow_rational(r).unwrap()
                }
                other => panic!("{other:?} in {text}"),
            };
            values.insert(e, value);
        }
        values[&root].clone()
    }

    #[test]
    fn no_short_form() {
        check(&[1, -3, 0, 1], &["none", "none", "none"]);
        check(&[-1, -1, 0, 0, 0, 1], &["none"]);
    }
}
