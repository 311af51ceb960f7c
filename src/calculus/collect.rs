use crate::expr::{Dag, Expr, Node};
use crate::number::{Integer, Rational, Sign};
use std::collections::BTreeMap;

/// A base and the sign of its exponent: x·x⁻¹ stays two factors, which keeps the domain.
type Base = (Expr, Sign);

/// A term c·∏ gᵢ^rᵢ of a sum.
struct Monomial {
    coefficient: Rational,
    powers: BTreeMap<Base, Rational>,
}

/// The sum a·g + b·g as (a + b)·g, with everything that divides all terms in g, numbers
/// included; any other expression, and a sum whose terms share only a number, as it is.
///
/// Value and domain stay the same: a base is taken out to its least exponent if all its
/// exponents have one sign, so a zero of a denominator stays one.
pub fn collect_common_factor(dag: &mut Dag, e: Expr) -> Expr {
    let Node::Sum(terms) = dag.node(e).clone() else { return e };
    let monomials: Vec<Monomial> = terms.iter().map(|t| monomial(dag, *t)).collect();
    let common = common_powers(&monomials);
    if common.is_empty() {
        return e;
    }
    let content = content(&monomials);
    let mut rest = Vec::new();
    for m in &monomials {
        rest.push(without(dag, m, &common, &content));
    }
    let mut factors = vec![dag.number(content), dag.sum(rest)];
    factors.extend(common.iter().map(|((g, _), r)| dag.power_rational(*g, r)));
    dag.product(factors)
}

fn monomial(dag: &mut Dag, term: Expr) -> Monomial {
    let (coefficient, rest) = dag.split_coefficient(term);
    let factors = match rest.map(|rest| (rest, dag.node(rest))) {
        None => Vec::new(),
        Some((_, Node::Product(factors))) => factors.to_vec(),
        Some((rest, _)) => vec![rest],
    };
    let mut powers: BTreeMap<Base, Rational> = BTreeMap::new();
    for factor in factors {
        let (base, r) = base_and_exponent(dag, factor);
        *powers.entry((base, r.sign())).or_insert_with(Rational::zero) += &r;
    }
    Monomial { coefficient, powers }
}

/// gⁿ as (g, n) for whole n; anything else is its own base.
fn base_and_exponent(dag: &Dag, factor: Expr) -> (Expr, Rational) {
    if let Node::Power(base, exponent) = dag.node(factor)
        && let Some(n) = dag.as_number(*exponent)
        && n.is_integer()
        && !n.is_zero()
    {
        return (*base, n.clone());
    }
    (factor, Rational::one())
}

/// The bases that all terms have, with exponents of one sign, and their least exponents.
fn common_powers(monomials: &[Monomial]) -> BTreeMap<Base, Rational> {
    let Some(first) = monomials.first() else { return BTreeMap::new() };
    let least = |base: &Base| {
        let exponents = monomials.iter().map(|m| m.powers.get(base));
        exponents.collect::<Option<Vec<_>>>()?.into_iter().min().cloned()
    };
    first.powers.keys().filter_map(|base| Some((*base, least(base)?))).collect()
}

/// The greatest common divisor of the coefficients, negative if all of them are.
fn content(monomials: &[Monomial]) -> Rational {
    let all = || monomials.iter().map(|m| &m.coefficient);
    let numerator = all().fold(Integer::zero(), |g, c| g.gcd(&c.numerator()));
    let denominator = all().fold(Integer::one(), |l, c| l.lcm(&c.denominator()));
    if numerator.is_zero() {
        return Rational::one();
    }
    let size = Rational::new(numerator, denominator);
    if all().all(Rational::is_negative) { -size } else { size }
}

fn without(
    dag: &mut Dag,
    m: &Monomial,
    common: &BTreeMap<Base, Rational>,
    content: &Rational,
) -> Expr {
    let mut factors = vec![dag.number(&m.coefficient / content)];
    for (base, r) in &m.powers {
        let left = common.get(base).map_or_else(|| r.clone(), |least| r - least);
        if !left.is_zero() {
            factors.push(dag.power_rational(base.0, &left));
        }
    }
    dag.product(factors)
}
