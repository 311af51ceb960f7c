//! A zero and its Hessian become inertia, nature, strata, escape directions.
//!
//! Knows L, its Hessian and the critical set — not how the set was found. No sign, rank or
//! count is decided by a tolerance: entries are numbers of a field ℚ(α), possibly times a
//! common positive power of exponentials, and all tests are exact. What no test decides is
//! [`Nature::Undetermined`], with what was tried.

mod bound;
mod conjugates;
mod degenerate;
mod escape;
mod global;
mod growth;
mod hessian_at;
mod hollow;
mod horizon;
mod landscape;
mod nature;
mod odd_part;
mod open_cells;
mod point;
mod real_points;
mod restriction;
mod slice;
mod strata;
mod strata_closed;
mod strata_curve;
mod strata_general;
mod strata_odd;
mod uniform;
mod value;

pub use bound::{VisibleBound, visible_bounds};
pub use degenerate::{
    CurveWitness, Jet, Sectors, Singularity, Splitting, Tangency, inertia_of_series, of_series,
    quotient,
};
pub use escape::{Descent, End, curvature, curve_down, descent, higher_descent, points_down};
pub use global::{Ends, ends};
pub use growth::{Growth, LeadingForm};
pub use hessian_at::{ScaledMatrix, hessian_at};
pub use horizon::{Horizon, Plunge, horizon, plunge};
pub use landscape::Landscape;
pub use nature::{Because, Nature, Test, Verdict};
pub use point::{PointFacts, point_facts};
pub use slice::Slice;
pub use strata::{Cut, Piece, Sample, Strata, strata};
pub use value::{Value, value_at};
