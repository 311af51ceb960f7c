//! The JSON result, schema `hesse/1`, as plain types: strings, numbers, lists.
//!
//! One shape whatever the input: every key is always present, an empty list or `null`
//! where there is nothing. Expressions in strings are the input language in its plainest
//! spelling and read back without a note. No timings, hosts or paths.
//!
//! What a report says in words is here as *data* ([`Reason`], [`Case`], [`Step`]); the
//! English sentences in the `because` and `why` keys are filled in from the report's
//! catalogue by whoever writes the result out.

mod document;
mod points;
mod proof;
mod reason;
mod symmetries;

pub use document::{
    AskedPoint, Block, Completeness, ComplexCount, Constrained, Counts, Definition, Document,
    Expectation, Extrema, Extremum, GlobalFacts, GlobalReason, Growth, Input, LeadingForm,
    NoPolynomial, Note, ParameterCase, Reading, Status, Task, TaylorAt, TaylorCoefficient, Texts,
};
pub use points::{
    Continuum, Escape, Family, GlobalKind, Inertia, Infinite, Leads, Location, Multiplicity,
    Nature, NonsmoothSet, Number, Parametrization, Point, Singularity, Stratum, TaylorExpansion,
};
pub use proof::{
    Case, Check, ClassPoint, Derivation, Eliminant, Factor, Leaf, LeafKind, LetterMeaning, Line,
    LineArgument, LineFactor, LinePiece, OneVariable, PointClass, Proof, Rule, Step, Substitution,
    Term, Witness,
};
pub use reason::{
    CaseReason, EmptyReason, NeverZero, Reason, StepReason, Strip, StripFactor, Test, WhyComplete,
};
pub use symmetries::{Symmetries, SymmetryOrbit};

/// The value of the `schema` key of every result written by this version.
pub const SCHEMA: &str = "hesse/1";

/// The JSON Schema of [`Document`].
pub fn schema() -> String {
    let schema = schemars::schema_for!(Document);
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
