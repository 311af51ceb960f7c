//! Gradient, Hessian and their factors against the formula.

use super::checker::{Check, Checker, Verdict, refuted};
use super::claim::{ClaimKind, NotChecked};
use super::place::Place;
use crate::expr::Expr;

/// Checks the derivatives and ∂L/∂xᵢ = unit · numerator.
pub(super) fn derivatives(checker: &mut Checker<'_>) {
    let document = checker.document;
    let n = document.variables.len();
    for i in 0..n {
        let what = ClaimKind::Derivative { by: vec![document.variables[i].clone()] };
        checker.claim(what, |c| {
            let own = c.gradient.clone()?;
            c.same(own[i], document.gradient.get(i))
        });
    }
    for i in 0..n {
        for j in 0..n {
            let by = vec![document.variables[i].clone(), document.variables[j].clone()];
            checker.claim(ClaimKind::Derivative { by }, |c| {
                let own = c.hessian.clone()?;
                c.same(own[i][j], document.hessian.get(i).and_then(|row| row.get(j)))
            });
        }
    }
    numerators(checker);
}

impl Checker<'_> {
    fn same(&mut self, own: Expr, stated: Option<&String>) -> Check {
        let Some(stated) = stated else { return refuted("a derivative is missing") };
        let stated = self.read(stated)?;
        if stated == own {
            return Ok(Verdict::Proved);
        }
        let difference = self.dag.sub(own, stated);
        let place = Place::default();
        let within = self.formula.ok();
        self.identity(difference, &place.on(within), "the derivative is another function")
    }
}

/// Every product unit · numerator is a component of the gradient; they stand in the order of
/// the parts, each part in the order of its variables.
fn numerators(checker: &mut Checker<'_>) {
    let proof = &checker.document.proof;
    if proof.numerators.is_empty() && proof.units.is_empty() {
        return;
    }
    for index in 0..proof.numerators.len().max(proof.units.len()) {
        checker.claim(ClaimKind::Numerator { index }, |c| {
            let (Some(unit), Some(numerator)) =
                (proof.units.get(index), proof.numerators.get(index))
            else {
                return refuted("there are more units than numerators, or fewer");
            };
            let (unit, numerator) = (c.read(unit)?, c.read(numerator)?);
            let factor = c.spelled(unit);
            let product = c.dag.mul(unit, numerator);
            let product = c.spelled(product);
            let own = c.gradient.clone()?;
            let mut order: Vec<Expr> = own.get(index).copied().into_iter().collect();
            order.extend(own.iter().enumerate().filter(|(k, _)| *k != index).map(|(_, e)| *e));
            let (place, within) = (Place::default(), c.formula.ok());
            let mut open = None;
            for slope in order {
                let difference = c.dag.sub(slope, product);
                match c.identity(difference, &place.on(within), "") {
                    Ok(Verdict::Proved) => {
                        // Where the unit is zero the gradient may be, and the numerator not.
                        let safe = c.vanishes_nowhere(factor)?;
                        return if safe {
                            Ok(Verdict::Proved)
                        } else {
                            Err(NotChecked::NoEvidence)
                        };
                    }
                    Ok(Verdict::Refuted(_)) => {}
                    Err(why) => open = Some(why),
                }
            }
            open.map_or_else(|| refuted("it is no component of the gradient"), Err)
        });
    }
    for index in 0..proof.relations.len() {
        checker.claim(ClaimKind::Relation { index }, |c| {
            let relation = c.read(&proof.relations[index])?;
            let relation = c.spelled(relation);
            let (place, within) = (Place::default(), c.formula.ok());
            c.identity(relation, &place.on(within), "the relation does not hold")
        });
    }
}
