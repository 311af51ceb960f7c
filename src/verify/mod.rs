//! An independent checker: re-proves the claims of a result from the result alone.
//!
//! It knows neither the solver nor the polynomials that the solver uses: it reads the
//! strings of the document, differentiates and multiplies out with its own small routines,
//! counts roots by Sturm's theorem and compares enclosures. A claim is [`Outcome::Proved`]
//! by an exact identity, [`Outcome::Refuted`] only by an exact identity that fails or by
//! enclosures that exclude it, and otherwise [`Outcome::NotChecked`]; nothing is decided by
//! a tolerance. Work is bounded: identities that would take too many terms are left alone.
//!
//! ```
//! let limits = hesse::analyze::Limits::default();
//! let mut document = hesse::answer("x^4 - 2*x^2", &limits)?;
//! assert!(!hesse::verify::verify(&document).is_refuted());
//! document.gradient[0] = "4*x^3".to_string();
//! assert!(hesse::verify::verify(&document).is_refuted());
//! # Ok::<(), hesse::Error>(())
//! ```

mod algebra;
mod checker;
mod claim;
mod class;
mod coercive;
mod complex;
mod continua;
mod definite;
mod derivative;
mod derivatives;
mod descent;
mod enclose;
mod escape;
mod extremes;
mod families;
mod fraction;
mod germs;
mod growth;
mod leads;
mod leaves;
mod lines;
mod matrix;
mod member;
mod nonzero;
mod numbers;
mod pieces;
mod place;
mod points;
mod reasons;
mod relations;
mod residue_ring;
mod residues;
mod rotation;
mod sectors;
mod slice;
mod sparse;
mod squares;
mod symmetries;
mod tangency;
#[cfg(test)]
mod tests;
mod totals;
mod tree;
mod univariate;

pub use claim::{Claim, ClaimKind, NotChecked, Outcome, Tally, Verification};

use crate::result::Document;
use checker::Checker;
use points::{Local, distinct, local};

/// Re-proves every claim of a result that its evidence allows to check.
pub fn verify(document: &Document) -> Verification {
    let mut checker = Checker::new(document);
    derivatives::derivatives(&mut checker);
    checker.part(document.points.len());
    for point in &document.points {
        local(&mut checker, &Local::of_point(point));
        totals::relations(&mut checker, point);
        if let Some(taylor) = &point.taylor {
            totals::taylor(&mut checker, point, taylor);
        }
    }
    distinct(&mut checker, &document.points);
    checker.part(document.continua.len());
    for set in &document.continua {
        continua::continuum(&mut checker, set);
    }
    checker.part(document.families.len());
    for family in &document.families {
        families::family(&mut checker, family);
    }
    checker.part(document.points.len());
    symmetries::symmetries(&mut checker);
    checker.part(document.proof.tree.len());
    tree::tree(&mut checker);
    lines::lines(&mut checker);
    checker.part(document.points.len());
    for (k, taylor) in document.taylor_at.iter().enumerate() {
        totals::taylor_at(&mut checker, k, taylor);
    }
    for (k, point) in document.asked.iter().enumerate() {
        totals::asked(&mut checker, k, point);
    }
    totals::totals(&mut checker);
    extremes::extremes(&mut checker);
    Verification { claims: checker.into_claims() }
}
