//! Give hesse a formula, get every critical point, proved.
//!
//! ```text
//! text ─syntax→ Problem ─calculus→ ∇L, ∇²L ─solve→ zeros of ∇L ─classify→ CriticalSet ─report→ page
//! ```

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
