//! Readings, mistakes and robustness of the whole floor.

mod mistakes;
mod readings;
mod robustness;
mod strangers;
