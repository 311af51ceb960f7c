//! The pipeline from a problem to a result.
//!
//! ```text
//! Problem ─blocks→ parts ─part→ zeros, verdicts, strata ─points, continua→ Document
//! ```

mod agreement;
mod asked;
mod atoms;
mod blocks;
mod cases;
mod classes;
mod complex;
mod cone;
mod continua;
mod counts;
mod derivations;
mod document;
mod eigen;
mod express;
mod extreme;
mod frame;
mod generator;
mod global;
mod kinks;
mod leads;
mod line;
mod nonsmooth;
mod numbers;
mod orbits;
mod part;
mod points;
mod product;
mod ray;
mod region;
mod relations;
mod residuals;
mod second_route;
mod signed_permutations;
mod symmetries;
mod unanswered;
mod verdicts;

pub use document::{Limits, SelfCheckFailed, analyze, is_undecided};
pub use unanswered::unanswered;
