//! Gröbner bases over the integers and the quotient algebras of ideals with finitely many zeros.
//!
//! Buchberger's algorithm with exact integer coefficients: every basis lies in its ideal by
//! construction. A run modulo one prime is a check, not a proof; a system without zeros at infinity
//! is solved by so many primes that a bound makes them one (`eliminant`).

mod algebra;
mod basis;
mod buchberger;
mod counted;
mod eliminant;
mod guess;
mod height;
mod inverse_modulo;
mod krylov;
mod lifting;
mod local;
mod matching;
mod modular;
mod modular_linear;
mod modular_system;
mod order;
mod point_class;
mod powers;
mod reduce;
mod representation;
mod residue_algebra;
mod ring;
mod saturate;
mod standard;
mod sums;
mod trace;
mod trace_form;
mod vanishing;
mod vector;
mod zero_dim;

pub use algebra::Algebra;
pub use basis::{Basis, NormalForm, groebner_basis};
pub use local::local_multiplicity;
pub use modular::{count_modulo, has_no_zero_at_infinity};
pub use order::Order;
pub use point_class::PointClass;
pub use saturate::{eliminate, saturated_basis, saturation};
pub use trace_form::{count_real_zeros, trace_form_inertia};
pub use zero_dim::{ZeroDim, Zeros, solve_zero_dim, zeros};

#[cfg(test)]
mod tests;
#[cfg(test)]
mod zero_dim_tests;
