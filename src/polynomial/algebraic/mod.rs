//! Real algebraic numbers: roots of integer polynomials picked by isolating intervals.
//!
//! Every sign and every comparison is exact. The order of work is always the same: first
//! the zero test by a gcd, and only then refinement, which therefore ends. Refining first
//! would run for ever at a common root.

mod circuit;
mod extension;
mod field_element;
mod number;
mod number_field;
mod over_field;
mod quartic;
mod radicals;
mod real_root;
mod refine;
mod residues;
mod sturm;
mod surd;

pub use extension::Extension;
pub use field_element::FieldElement;
pub use number::Algebraic;
pub use number_field::NumberField;
pub use over_field::KPoly;
pub use real_root::{RealRoot, isolate};
pub use sturm::{KRoot, Sturm, isolate_over_field, simple_roots_near};
