//! Cases up to rotations: L does not change, and no plane is forgotten.

use super::checker::Checker;
use super::claim::NotChecked;
use super::tree::{Made, State, wrong};
use crate::result::{Case, CaseReason};
use std::collections::BTreeSet;

/// One case of a rotation: it leaves L and the equations of the parent unchanged.
pub(super) fn case(
    c: &mut Checker<'_>,
    parent: &Case,
    before: &State,
    planes: &[[String; 2]],
    place: usize,
) -> Made {
    let names: BTreeSet<&String> = planes.iter().flatten().collect();
    if planes.is_empty() || place > planes.len() || names.len() != 2 * planes.len() {
        return wrong("the planes of the rotation are not separate");
    }
    if !is_invariant(c, planes)? {
        return wrong("L changes under the rotation");
    }
    if !keeps_conditions(c, parent, &names) {
        return wrong("the rotation moves coordinates that already have conditions");
    }
    let mut after = before.clone();
    let vanishing = planes[..place].iter().flatten();
    let own = planes.get(place);
    for name in vanishing.chain(own.map(|[p, _]| p)) {
        let p = c.polynomial(name)?;
        after.equations.insert(p.monic());
    }
    if let Some([_, q]) = own {
        after.assumptions.insert(c.polynomial(q)?.monic());
    }
    Ok(Ok(after))
}

/// ⟨∇L, A·x⟩ = Σ (x_p·∂_qL − x_q·∂_pL) is zero identically.
fn is_invariant(c: &mut Checker<'_>, planes: &[[String; 2]]) -> Result<bool, NotChecked> {
    let gradient = c.gradient.clone()?;
    let mut terms = Vec::new();
    for [p, q] in planes {
        let place = |name: &String| c.document.variables.iter().position(|v| v == name);
        let (Some(i), Some(j)) = (place(p), place(q)) else { return Ok(false) };
        let (x, y) = (c.dag.variable(c.variables[i]), c.dag.variable(c.variables[j]));
        let (gain, loss) =
            (c.dag.product(vec![x, gradient[j]]), c.dag.product(vec![y, gradient[i]]));
        terms.push(c.dag.sub(gain, loss));
    }
    let sum = c.dag.sum(terms);
    Ok(c.algebra.fraction(&c.dag, sum, &c.budget)?.num.is_zero())
}

/// Above the node there are only rotations, and this one moves none of the coordinates on
/// which their cases lay conditions.
fn keeps_conditions(c: &Checker<'_>, parent: &Case, names: &BTreeSet<&String>) -> bool {
    let tree = &c.document.proof.tree;
    let mut at = Some(parent);
    while let Some(case) = at {
        match &case.reason {
            CaseReason::Gradient { .. } => {}
            CaseReason::Rotation { planes, place } => {
                let mut used = planes.iter().take(place + 1).flatten();
                if used.any(|name| names.contains(name)) {
                    return false;
                }
            }
            _ => return false,
        }
        at = case.parent.and_then(|p| tree.get(p)).filter(|above| above.id < case.id);
    }
    true
}

/// One child for each plane and one for the axis.
pub(super) fn complete(children: &[&Case]) -> bool {
    let mut seen = BTreeSet::new();
    let mut same = BTreeSet::new();
    for child in children {
        let CaseReason::Rotation { planes, place } = &child.reason else { return false };
        seen.insert(*place);
        same.insert(planes);
    }
    let count = same.first().map_or(0, |planes| planes.len() + 1);
    children.len() == count && same.len() == 1 && seen == (0..count).collect()
}
