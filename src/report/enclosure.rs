//! Short intervals for algebraic numbers, each checked to contain one root only.

use crate::budget::Budget;
use crate::expr::{Dag, Expr, Node};
use crate::number::{Integer, Rational, decimal};
use crate::polynomial::{UPoly, isolate};
use std::cmp::Ordering;

/// Work for isolating the roots of one polynomial; beyond it the long interval stays.
const STEPS: u64 = 2_000_000;

/// Ends with few digits around `low` and `high` between which the polynomial has one root.
pub(crate) fn shortened(dag: &Dag, polynomial: Expr, ends: [&str; 2]) -> Option<[String; 2]> {
    let [low, high]: [Rational; 2] = [ends[0].parse().ok()?, ends[1].parse().ok()?];
    let roots = isolate(&univariate(dag, polynomial)?, &Budget::steps(STEPS)).ok()?;
    [1, 2, 3, 4, 6, 9].into_iter().find_map(|places| {
        let scale = Rational::from(10).pow(places)?;
        let unit = scale.recip()?;
        let low = &Rational::from((&low * &scale).floor()) * &unit;
        let high = &Rational::from((&high * &scale).ceil()) * &unit;
        let high = if low == high { &high + &unit } else { high };
        let above = |end: &Rational, order| {
            roots.iter().filter(move |r| r.compare_rational(end) == order).count()
        };
        let outside = above(&low, Ordering::Less) + above(&high, Ordering::Greater);
        let on_end = above(&low, Ordering::Equal) + above(&high, Ordering::Equal);
        (outside + 1 == roots.len() && on_end == 0)
            .then(|| [&low, &high].map(|end| decimal::of_rational(end, 30)))
    })
}

/// A sum of integer multiples of powers of one letter.
fn univariate(dag: &Dag, e: Expr) -> Option<UPoly> {
    let terms: &[Expr] = match dag.node(e) {
        Node::Sum(terms) => terms,
        _ => &[e],
    };
    let mut coefficients: Vec<Integer> = Vec::new();
    for term in terms {
        let (coefficient, exponent) = monomial(dag, *term)?;
        if coefficients.len() <= exponent {
            coefficients.resize(exponent + 1, Integer::from(0));
        }
        coefficients[exponent] = coefficient;
    }
    Some(UPoly::new(coefficients))
}

fn monomial(dag: &Dag, e: Expr) -> Option<(Integer, usize)> {
    match dag.node(e) {
        Node::Number(n) => Some((n.to_integer()?, 0)),
        Node::Symbol(_) => Some((Integer::from(1), 1)),
        Node::Power(base, exponent) => {
            dag.as_symbol(*base)?;
            let exponent = dag.as_number(*exponent)?.to_i64()?;
            let exponent = usize::try_from(exponent).ok().filter(|k| *k <= 10_000)?;
            Some((Integer::from(1), exponent))
        }
        Node::Product(factors) => match factors.as_ref() {
            [number, power] if dag.as_number(*power).is_none() => {
                // One level only: a product never contains a product.
                let exponent = match dag.node(*power) {
                    Node::Symbol(_) => 1,
                    Node::Power(base, exponent) => {
                        dag.as_symbol(*base)?;
                        usize::try_from(dag.as_number(*exponent)?.to_i64()?)
                            .ok()
                            .filter(|k| *k <= 10_000)?
                    }
                    _ => return None,
                };
                Some((dag.as_number(*number)?.to_integer()?, exponent))
            }
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;
    use crate::expr::{Dag, read};

    #[track_caller]
    fn check(polynomial: &str, ends: [&str; 2], expected: Option<[&str; 2]>) {
        let mut dag = Dag::new();
        let e = read(&mut dag, polynomial, &["x"]).expect("a polynomial");
        let expected = expected.map(|ends| ends.map(String::from));
        assert_eq!(shortened(&dag, e, ends), expected, "{polynomial}");
    }

    #[test]
    fn one_root_stays_between_the_ends() {
        // Roots 2 cos(40°), 2 cos(80°), 2 cos(160°): 1.532…, 0.347…, −1.879….
        check("x^3 - 3*x + 1", ["0.3472963553", "0.3472963554"], Some(["0.3", "0.4"]));
        check("x^3 - 3*x + 1", ["-1.87938524158", "-1.87938524157"], Some(["-1.9", "-1.8"]));
        // √2 and a root 1/1000 beside it need more digits.
        check("2*x^2 - 4", ["1.41421356", "1.41421357"], Some(["1.4", "1.5"]));
        check("(x^2 - 2)", ["1.41421356", "1.41421357"], Some(["1.4", "1.5"]));
        check("x + exp(x)", ["0", "1"], None);
    }

    #[test]
    fn close_roots_get_longer_ends() {
        // (1000 x − 1411)(1000 x − 1412)
        let polynomial = "1000000*x^2 - 2823000*x + 1992332";
        check(polynomial, ["1.4109999", "1.4110001"], Some(["1.4109", "1.4111"]));
    }
}
