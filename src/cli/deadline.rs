//! The last resort against work that does not look at the clock, such as reading and deriving
//! a formula of megabytes.

use crate::analyze::{Limits, unanswered};
use crate::error::Error;
use crate::result::Document;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Stack of the thread that works: far above what any pass over bounded nesting needs.
pub(super) const STACK: usize = 64 << 20;

/// The answer, or after `latest` a result that says that the time did not suffice. Work that
/// is then still going on is told to stop and ends with the process.
pub(super) fn within(text: &str, limits: Limits, latest: Duration) -> Result<Document, Error> {
    let (sender, receiver) = channel();
    let (own, halt) = (text.to_string(), limits.halt.clone());
    let again = limits.clone();
    let work = move || {
        // Nobody listens any more after the latest time.
        let _ = sender.send(crate::answer(&own, &limits));
    };
    let Ok(worker) = std::thread::Builder::new().stack_size(STACK).spawn(work) else {
        return crate::answer(text, &again);
    };
    match receiver.recv_timeout(latest) {
        Ok(answer) => answer,
        Err(RecvTimeoutError::Timeout) => {
            if let Some(halt) = halt {
                halt.store(true, Ordering::Relaxed);
            }
            let mut document = unanswered(text);
            crate::report::fill_words(&mut document);
            Ok(document)
        }
        Err(RecvTimeoutError::Disconnected) => match worker.join() {
            Ok(()) => crate::answer(text, &again),
            Err(panic) => std::panic::resume_unwind(panic),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::result::{Status, WhyComplete};

    #[test]
    fn what_takes_too_long_is_said_to_be_incomplete() {
        // A product of 300 factors: its second derivatives alone take longer.
        let factors: Vec<String> = (1..300).map(|k| format!("(x^2 - {k}*y)")).collect();
        let document =
            within(&factors.join("*"), Limits::default(), Duration::from_millis(1)).unwrap();
        assert_eq!(document.completeness.status, Status::Incomplete);
        assert_eq!(document.completeness.reasons, [WhyComplete::TimeBudget]);
        assert!(!document.completeness.why.is_empty());
        assert!(crate::analyze::is_undecided(&document));
        for language in crate::report::languages() {
            let options = crate::report::TerminalOptions {
                language: language.to_string(),
                ascii: false,
                colour: false,
                width: 100,
            };
            assert!(!crate::report::terminal(&document, &options).is_empty());
        }
    }

    #[test]
    fn what_is_in_time_is_answered() {
        let document = within("x^2", Limits::default(), Duration::from_secs(60)).unwrap();
        assert_eq!(document.points.len(), 1);
    }
}
