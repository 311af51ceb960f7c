//! The `hesse` command.

fn main() -> std::process::ExitCode {
    hesse::cli::main()
}
