//! Give hesse a formula, get every critical point, proved.
//!
//! ```text
//! text ─syntax→ Problem ─calculus→ ∇L, ∇²L ─solve→ zeros of ∇L ─classify→ CriticalSet ─report→ page
//! ```

#![cfg_attr(doctest, doc = include_str!("../README.md"))]

pub mod budget;
pub mod number;

pub mod linalg;
pub mod syntax;

pub mod expr;

pub mod polynomial;
pub mod problem;
pub mod tape;

pub mod calculus;
pub mod solve;

pub mod classify;
pub mod result;

pub mod analyze;
pub mod report;
pub mod verify;

pub mod cli;
pub mod error;

pub use error::Error;

/// The whole way: reads the text of a formula file, solves it, re-proves the claims, and
/// fills in the English sentences of the result.
///
/// # Errors
/// [`Error`]: the text is not understood, or a self-check failed.
///
/// ```
/// let limits = hesse::analyze::Limits::default();
/// let document = hesse::answer("x^4 - 2*x^2", &limits)?;
/// assert_eq!(document.points.len(), 3);
/// # Ok::<(), hesse::Error>(())
/// ```
pub fn answer(text: &str, limits: &analyze::Limits) -> Result<result::Document, Error> {
    let problem = problem::read(text)?;
    let mut document = analyze::analyze(&problem, limits)?;
    let verification = verify::verify(&document);
    if let Some((claim, found)) = verification.refuted().next() {
        return Err(analyze::SelfCheckFailed { claim: format!("{claim}: {found}") }.into());
    }
    report::fill_words(&mut document);
    Ok(document)
}
