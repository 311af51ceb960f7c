//! Hash-consed expressions whose canonical forms never enlarge the domain, and their printing.
//!
//! A [`Dag`] is an append-only arena. Its constructors ([`Dag::sum`], [`Dag::product`],
//! [`Dag::power`], [`Dag::call`]) return the canonical form of what they build: like terms and
//! like bases are collected, exact numbers are folded, and every simplification keeps both the
//! value **and the domain**: `x/x`, `0*ln(x)` and `sqrt(x)^2` stay as they are, because `1`, `0`
//! and `x` are defined where they are not.
//!
//! Handles are ordered so that children precede parents; a pass over an expression is a loop
//! over [`Dag::below`], never a recursion.

mod call;
mod dag;
pub mod domain;
mod enclosure;
mod facts;
mod far;
#[cfg(test)]
mod laws;
mod node;
mod power;
pub mod print;
mod product;
mod radical;
mod read;
mod substitute;
mod sum;
mod trig;

#[cfg(test)]
mod tests;

pub use dag::Dag;
pub use far::{Far, Limit};
pub use node::{Constant, Expr, Function, Node, Symbol};
pub use read::{MAX_DEPTH, ReadError, ReadErrorKind, read};
