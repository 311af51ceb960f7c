//! Why the command ends, and its exit code.

use std::process::ExitCode;

/// Exit codes of the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Answered and proved.
    Proved,
    /// An input error.
    Input,
    /// Wrong usage.
    Usage,
    /// Something is undecided; the output is written.
    Undecided,
    /// A bug in hesse.
    Internal,
}

impl Exit {
    /// Of several reasons the first of 70, 1, 4, 3.
    pub(super) fn and(self, other: Exit) -> Exit {
        let rank = |e: Exit| match e {
            Exit::Internal => 4,
            Exit::Usage => 3,
            Exit::Input => 2,
            Exit::Undecided => 1,
            Exit::Proved => 0,
        };
        if rank(self) >= rank(other) { self } else { other }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Proved => 0,
            Exit::Input => 1,
            Exit::Usage => 2,
            Exit::Undecided => 3,
            Exit::Internal => 70,
        })
    }
}

/// A message for standard error with the exit code.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) exit: Exit,
    pub(super) message: String,
}

impl Failure {
    pub(super) fn input(message: impl Into<String>) -> Failure {
        Failure { exit: Exit::Input, message: message.into() }
    }

    pub(super) fn usage(message: impl Into<String>) -> Failure {
        Failure { exit: Exit::Usage, message: message.into() }
    }

    /// A claim that did not hold when it was checked again.
    pub(super) fn internal(claim: &str, source: &str) -> Failure {
        let message = format!(
            "internal error: a self-check failed, so nothing is printed\n\
             the claim that did not hold: {claim}\n\
             this is a bug in hesse {}; please report it together with the input:\n{source}",
            env!("CARGO_PKG_VERSION")
        );
        Failure { exit: Exit::Internal, message }
    }
}
