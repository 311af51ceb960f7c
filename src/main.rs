//! The `hesse` command.

fn main() {}
