//! The command: arguments, files, exit codes. The only place that prints.

mod arguments;
mod deadline;
mod examples;
mod explain;
mod failure;
mod format;
mod input;
mod look;
mod memory;
mod output;
mod render;
mod report;
mod run;
mod template;

pub use run::main;
