//! Every point is put back into the gradient exactly; beside that stands a floating-point
//! route, which may object beyond its own error bound and never decides.

use super::part::PartAnswer;
use crate::linalg::float::symmetric_eigen;
use crate::number::{Field, RealField};
use crate::polynomial::Poly;
use crate::polynomial::univariate::complex_roots;
use crate::result::Check;
use crate::solve::{Leaf, ZeroPoint, at_point};

/// Compares eigenvalues with the exact inertia, and complex roots of every eliminating
/// polynomial with the number of isolated real ones.
pub(super) fn checks(answers: &[PartAnswer]) -> Vec<Check> {
    let mut checks = Vec::new();
    for answer in answers {
        for point in &answer.points {
            checks.push(gradient_vanishes(&answer.prepared.system.equations, &point.point));
            let (Some(h), Some(inertia)) = (&point.facts.hessian, point.facts.inertia) else {
                continue;
            };
            let floats = h.entries.map(|x| x.enclosure(64).midpoint().to_f64());
            if let Some(eigen) = symmetric_eigen(&floats) {
                let claim = "floating-point eigenvalues agree with the exact inertia";
                checks.push(Check { claim: claim.to_string(), holds: eigen.agrees_with(inertia) });
            }
        }
        for (_, leaf) in answer.solution.tree.leaves() {
            let Leaf::Points(points) = leaf else { continue };
            for e in &points.eliminants {
                if let Some(holds) = roots_agree(&e.polynomial, e.real_roots) {
                    let claim = "complex roots agree with the isolated real ones";
                    checks.push(Check { claim: claim.to_string(), holds });
                }
            }
        }
    }
    merged(checks)
}

/// Exactly in fields of moderate degree. In larger ones by the images modulo a prime and an
/// enclosure, which would almost surely show a mistake; that the point is a zero rests on how
/// it was found.
fn gradient_vanishes(equations: &[Poly], point: &ZeroPoint) -> Check {
    const LARGEST_EXACT: usize = 12;
    let mut values = equations.iter().map(|p| at_point(p, point));
    let (claim, holds) = if point.field.degree() <= LARGEST_EXACT {
        ("every point is an exact zero of the gradient", values.all(|v| v.is_zero()))
    } else {
        let claim = "the gradient is zero modulo a prime and in enclosures at every point";
        (claim, values.all(|v| v.may_be_zero()))
    };
    Check { claim: claim.to_string(), holds }
}

/// Discs that avoid the real axis are no real roots; discs on it that are apart from all
/// others are real ones. Undecided discs object to nothing.
fn roots_agree(f: &crate::polynomial::UPoly, real: usize) -> Option<bool> {
    let squarefree = f.squarefree_part();
    let roots = complex_roots(&squarefree)?;
    let away = roots.iter().filter(|r| r.value.im.abs() > r.radius).count();
    let most = roots.len() - away;
    Some(real <= most)
}

/// One line for each claim: it holds if all of its instances do.
fn merged(checks: Vec<Check>) -> Vec<Check> {
    let mut all: Vec<Check> = Vec::new();
    for check in checks {
        match all.iter_mut().find(|c| c.claim == check.claim) {
            Some(known) => known.holds &= check.holds,
            None => all.push(check),
        }
    }
    all
}
