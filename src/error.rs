//! What can go wrong between a text and a page.

use crate::analyze::SelfCheckFailed;
use crate::problem;

/// The error of a stage.
#[derive(Debug)]
pub enum Error {
    /// The text is not a formula file that hesse reads.
    Problem(problem::Error),
    /// A self-check did not hold: a bug in hesse.
    SelfCheck(SelfCheckFailed),
}

impl From<problem::Error> for Error {
    fn from(error: problem::Error) -> Error {
        Error::Problem(error)
    }
}

impl From<SelfCheckFailed> for Error {
    fn from(error: SelfCheckFailed) -> Error {
        Error::SelfCheck(error)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Problem(error) => {
                let explained = crate::syntax::Explain::explain(error);
                write!(f, "{}", explained.title)
            }
            Error::SelfCheck(check) => write!(f, "self-check failed: {}", check.claim),
        }
    }
}

impl std::error::Error for Error {}
