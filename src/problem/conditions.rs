//! Where the formula as typed is defined, before anything cancels.
//!
//! `tan(x)*cos(x)` is not defined at π/2 although it is sin x elsewhere; so the conditions are
//! collected while each operation is built, from its operands.

use super::constant::{excess, sign};
use crate::expr::domain::{Condition, Relation};
use crate::expr::{Dag, Expr, Function};
use crate::number::{Rational, Sign};

/// Whether a condition holds everywhere, nowhere, or has to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Always,
    Never,
    Open,
}

/// What is known of a condition at once.
pub(super) fn verdict(dag: &mut Dag, condition: &Condition) -> Verdict {
    let e = condition.expr;
    let always = match condition.relation {
        Relation::NotZero => dag.is_nonzero(e),
        Relation::Positive => dag.is_positive(e),
        Relation::NonNegative => dag.is_nonnegative(e),
        Relation::AtLeast(_)
        | Relation::AtMost(_)
        | Relation::Above(_)
        | Relation::Below(_)
        | Relation::CosineNotZero => false,
    };
    if always {
        return Verdict::Always;
    }
    if !dag.is_constant(e) {
        return Verdict::Open;
    }
    of_constant(dag, condition)
}

/// The same for an expression without names, by its sign.
fn of_constant(dag: &mut Dag, condition: &Condition) -> Verdict {
    use Sign::{Negative, Positive, Zero};
    let e = condition.expr;
    let (found, good): (Sign, &[Sign]) = match &condition.relation {
        Relation::NotZero => (sign(dag, e), &[Negative, Positive]),
        Relation::Positive => (sign(dag, e), &[Positive]),
        Relation::NonNegative => (sign(dag, e), &[Zero, Positive]),
        Relation::AtLeast(bound) => (excess(dag, e, bound), &[Zero, Positive]),
        Relation::Above(bound) => (excess(dag, e, bound), &[Positive]),
        Relation::AtMost(bound) => (excess(dag, e, bound), &[Negative, Zero]),
        Relation::Below(bound) => (excess(dag, e, bound), &[Negative]),
        Relation::CosineNotZero => {
            let cosine = dag.apply(Function::Cos, e);
            (sign(dag, cosine), &[Negative, Positive])
        }
    };
    match found {
        Sign::Unknown => Verdict::Open,
        found if good.contains(&found) => Verdict::Always,
        Negative | Zero | Positive => Verdict::Never,
    }
}

/// base^exponent: a negative power needs base ≠ 0, an even root base ≥ 0, and an exponent that
/// is no rational number base > 0, or ≥ 0 if it is positive itself.
pub(super) fn of_power(dag: &Dag, base: Expr, exponent: Expr) -> Option<Condition> {
    let relation = match dag.as_number(exponent) {
        Some(r) if r.denominator().is_even() && r.is_negative() => Relation::Positive,
        Some(r) if r.denominator().is_even() => Relation::NonNegative,
        Some(r) if r.is_negative() => Relation::NotZero,
        Some(_) => return None,
        None if dag.is_positive(exponent) => Relation::NonNegative,
        None => Relation::Positive,
    };
    Some(Condition { expr: base, relation })
}

/// What a function asks of its argument.
pub(super) fn of_call(function: Function) -> Vec<Relation> {
    let one = Rational::one;
    match function {
        Function::Ln | Function::Log10 | Function::Log2 => vec![Relation::Positive],
        Function::Tan => vec![Relation::CosineNotZero],
        Function::Asin | Function::Acos => vec![Relation::AtLeast(-one()), Relation::AtMost(one())],
        Function::Atanh => vec![Relation::Above(-one()), Relation::Below(one())],
        Function::Acosh => vec![Relation::AtLeast(one())],
        Function::Exp
        | Function::Sin
        | Function::Cos
        | Function::Atan
        | Function::Sinh
        | Function::Cosh
        | Function::Tanh
        | Function::Asinh
        | Function::Sigmoid
        | Function::Softplus
        | Function::Abs
        | Function::Sign
        | Function::Max
        | Function::Min
        | Function::Relu => Vec::new(),
    }
}
