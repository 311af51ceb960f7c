use crate::expr::{Dag, Expr};
use crate::number::Sign;

/// Precisions tried one after the other, in bits.
const PRECISIONS: [u32; 4] = [64, 128, 256, 1024];

/// The sign of an expression without symbols: exact zero only if the expression is known to
/// be zero, unknown if it is not proved to be defined or too near to 0.
pub(super) fn sign(dag: &Dag, e: Expr) -> Sign {
    if let Some(value) = dag.as_number(e) {
        return value.sign();
    }
    let mut signs = PRECISIONS.iter().map(|prec| dag.enclosure(e, *prec).map(|x| x.sign()));
    let known = signs.find_map(|s| s.filter(|s| *s != Sign::Unknown));
    known.unwrap_or(Sign::Unknown)
}

/// Is an expression without symbols proved to be a real number?
pub(super) fn is_defined(dag: &Dag, e: Expr) -> bool {
    dag.is_total(e) || PRECISIONS.iter().any(|prec| dag.enclosure(e, *prec).is_some())
}
