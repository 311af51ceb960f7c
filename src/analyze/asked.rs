//! Questions about given points: value, gradient, Hessian, expansion; Taylor polynomials.

use super::numbers::{enclosed, rational};
use crate::budget::Budget;
use crate::calculus::{Derivatives, Expansion, TaylorPolynomial, taylor, taylor_with};
use crate::expr::print::input;
use crate::expr::{Dag, Expr, Symbol};
use crate::linalg::{Inertia, Matrix, escape_direction, inertia};
use crate::number::{Rational, Sign};
use crate::result::{AskedPoint, Escape, NoPolynomial, Number, TaylorAt, TaylorCoefficient};

/// A constant expression as a number of the result.
pub(super) fn constant(dag: &Dag, e: Expr) -> Number {
    if let Some(q) = dag.as_number(e) {
        return rational(q);
    }
    let mut number = enclosed(|prec| dag.enclosure(e, prec));
    number.exact = Some(input(dag, e));
    number
}

/// The sign of a constant expression, as far as it is known.
pub(super) fn sign(dag: &Dag, e: Expr) -> Sign {
    if dag.sign(e) != Sign::Unknown {
        return dag.sign(e);
    }
    for prec in [64, 256, 1024] {
        match dag.enclosure(e, prec).map(|x| x.sign()) {
            Some(Sign::Unknown) => {}
            Some(sign) => return sign,
            None => return Sign::Unknown,
        }
    }
    Sign::Unknown
}

/// The Taylor polynomial of an order at a point.
pub(super) fn taylor_at(
    dag: &mut Dag,
    loss: Expr,
    variables: &[Symbol],
    at: &[Expr],
    order: u32,
    budget: &Budget,
) -> TaylorAt {
    const LARGEST_ORDER: u32 = 60;
    let mut answer = TaylorAt {
        at: at.iter().map(|&e| constant(dag, e)).collect(),
        order,
        coefficients: Vec::new(),
        polynomial: String::new(),
        undefined: None,
        why: None,
    };
    if order > LARGEST_ORDER {
        return without(answer, NoPolynomial::Order { largest: LARGEST_ORDER });
    }
    match taylor(dag, loss, variables, at, order as u16, budget) {
        Ok(Expansion::Polynomial(polynomial)) => {
            let mut powers: Vec<&Vec<u16>> = polynomial.coefficients.keys().collect();
            powers.sort_by_key(|p| {
                (p.iter().map(|k| u32::from(*k)).sum::<u32>(), std::cmp::Reverse((*p).clone()))
            });
            for p in powers {
                let number = constant(dag, polynomial.coefficients[p]);
                answer.coefficients.push(TaylorCoefficient {
                    powers: p.iter().map(|k| u32::from(*k)).collect(),
                    exact: number.exact,
                    decimal: number.decimal,
                });
            }
            let e = polynomial.expression(dag);
            answer.polynomial = input(dag, e);
        }
        Ok(Expansion::Blocked(obstacle)) => {
            return without(answer, blocked(dag, &obstacle));
        }
        Err(_) => return without(answer, NoPolynomial::Work),
    }
    answer
}

fn without(mut answer: TaylorAt, why: NoPolynomial) -> TaylorAt {
    answer.undefined = Some(why.text());
    answer.why = Some(why);
    answer
}

fn blocked(dag: &Dag, obstacle: &crate::calculus::Obstacle) -> NoPolynomial {
    use crate::calculus::Obstacle;
    match obstacle {
        Obstacle::Undefined { value, .. } => {
            NoPolynomial::NoValue { expression: input(dag, *value) }
        }
        Obstacle::Kink { expr } => NoPolynomial::Corner { expression: input(dag, *expr) },
        Obstacle::Boundary { expr } => NoPolynomial::Edge { expression: input(dag, *expr) },
    }
}

/// The second-order expansion at a point, for the `taylor` key of a critical point.
pub(super) fn expansion(
    known: &mut Derivatives,
    dag: &mut Dag,
    (loss, variables): (Expr, &[Symbol]),
    at: &[Expr],
    budget: &Budget,
) -> Option<TaylorPolynomial> {
    match taylor_with(known, dag, loss, variables, at, 2, budget) {
        Ok(Expansion::Polynomial(polynomial)) => Some(polynomial),
        Ok(Expansion::Blocked(_)) | Err(_) => None,
    }
}

/// Everything about a point asked about with `at`.
pub(super) fn asked(
    dag: &mut Dag,
    loss: Expr,
    variables: &[Symbol],
    label: Option<String>,
    at: &[Expr],
    budget: &Budget,
) -> AskedPoint {
    let mut answer = AskedPoint {
        label,
        at: at.iter().map(|&e| constant(dag, e)).collect(),
        value: None,
        gradient: None,
        gradient_norm: None,
        hessian: None,
        inertia: None,
        eigenvalues: None,
        expansion: None,
        verdict: "not-critical".to_string(),
        because: String::new(),
        reason: None,
        escape: None,
    };
    let Some(polynomial) =
        expansion(&mut Derivatives::default(), dag, (loss, variables), at, budget)
    else {
        answer.verdict = "undefined".to_string();
        return answer;
    };
    let value = polynomial.value(dag);
    answer.value = Some(constant(dag, value));
    let gradient = polynomial.gradient(dag);
    answer.gradient = Some(gradient.iter().map(|&e| constant(dag, e)).collect());
    let squares: Vec<Expr> = gradient.iter().map(|&e| dag.square(e)).collect();
    let sum = dag.sum(squares);
    let norm = dag.sqrt(sum);
    answer.gradient_norm = Some(constant(dag, norm));
    let hessian = polynomial.hessian(dag);
    let numbers = hessian.iter().map(|row| row.iter().map(|&e| constant(dag, e)).collect());
    answer.hessian = Some(numbers.collect());
    let whole = polynomial.expression(dag);
    answer.expansion = Some(input(dag, whole));
    let signs: Vec<Sign> = gradient.iter().map(|&e| sign(dag, e)).collect();
    let critical = signs.iter().all(|s| *s == Sign::Zero);
    let moving = signs.iter().any(|s| matches!(s, Sign::Negative | Sign::Positive));
    answer.verdict = match (critical, moving) {
        (true, _) => "critical",
        (false, true) => "not-critical",
        (false, false) => "near-critical",
    }
    .to_string();
    spectrum(dag, &hessian, critical, &mut answer, budget);
    answer
}

/// Inertia and eigenvalues of a rational Hessian, and the way down if the point is critical.
fn spectrum(
    dag: &mut Dag,
    hessian: &[Vec<Expr>],
    critical: bool,
    answer: &mut AskedPoint,
    budget: &Budget,
) {
    let entry = |e: &Expr| dag.as_number(*e).cloned();
    let rows: Option<Vec<Vec<Rational>>> =
        hessian.iter().map(|row| row.iter().map(entry).collect()).collect();
    let Some(matrix) = rows.and_then(Matrix::from_rows) else { return };
    let Ok(Some(found)) = inertia(&matrix, budget) else { return };
    answer.inertia = Some(super::verdicts::inertia(found));
    answer.eigenvalues = super::eigen::of_rational(&matrix, budget).ok();
    if !critical {
        return;
    }
    answer.reason = Some(reason(found));
    if let Ok(Some(direction)) = escape_direction(&matrix, budget) {
        let direction = direction.iter().map(|x| rational(&Rational::from(x))).collect();
        let start = rational(&Rational::zero());
        answer.escape = Some(Escape {
            direction,
            decreases_for: [start, Number::default()],
            along: None,
            curve: Vec::new(),
            leads: None,
        });
    }
}

fn reason(found: Inertia) -> crate::result::Reason {
    use crate::result::{Reason, Test};
    match (found.positive, found.negative, found.zero) {
        (1.., 1.., _) => Reason::Indefinite { inertia: super::verdicts::inertia(found) },
        (_, 0, 0) => Reason::PositiveDefinite,
        (0, _, 0) => Reason::NegativeDefinite,
        _ => Reason::Undetermined {
            tried: vec![Test::Eigenvalues],
            inertia: Some(super::verdicts::inertia(found)),
        },
    }
}
