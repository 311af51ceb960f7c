//! The command: arguments, files, exit codes. The only place that prints.

mod arguments;
mod failure;
mod input;
mod memory;
mod output;
mod run;

pub use run::main;
