//! `hesse explain CODE`: more about a mistake than its message says.

use super::failure::{Exit, Failure};
use super::output::print;
use crate::problem::{Error, ErrorKind};
use crate::syntax::words::nearest;

/// Entries of `== code`, what is wrong, a wrong and a right example; the tests read both.
const EXPLANATIONS: &str = include_str!("explain.txt");

/// Codes and texts, in the order of the file.
fn entries() -> impl Iterator<Item = (&'static str, &'static str)> {
    let first = EXPLANATIONS.trim_start_matches("== ");
    let parts = first.split("\n== ").filter_map(|part| part.split_once('\n'));
    parts.map(|(code, text)| (code.trim(), text.trim()))
}

/// The code of a mistake: the name of its kind.
pub(super) fn code(error: &Error) -> String {
    let name = match &error.kind {
        ErrorKind::Syntax(kind) => format!("{kind:?}"),
        kind => format!("{kind:?}"),
    };
    let mut code = String::new();
    for c in name.chars().take_while(char::is_ascii_alphanumeric) {
        if c.is_ascii_uppercase() && !code.is_empty() {
            code.push('-');
        }
        code.push(c.to_ascii_lowercase());
    }
    code
}

/// The line under a message that leads to its explanation, if there is one.
pub(super) fn hint(error: &Error) -> String {
    let code = code(error);
    match entries().any(|(known, _)| known == code) {
        true => format!("\nmore: hesse explain {code}"),
        false => String::new(),
    }
}

/// Prints an explanation, or the list of codes.
pub(super) fn explain(wanted: Option<&str>) -> Result<Exit, Failure> {
    let Some(wanted) = wanted else {
        let list: String = entries().map(|(code, _)| format!("{code}\n")).collect();
        return print(&list).map(|()| Exit::Proved);
    };
    match entries().find(|(code, _)| *code == wanted) {
        Some((_, text)) => print(&format!("{text}\n")).map(|()| Exit::Proved),
        None => {
            let near = nearest(wanted, entries().map(|(code, _)| code));
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            Err(Failure::usage(format!("error: no code `{wanted}`{near}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_explanation_fits_its_mistake() {
        let mut wrong_ones = Vec::new();
        for (known, text) in entries() {
            let example = |key: &str| {
                let line = text.lines().find_map(|line| line.strip_prefix(key));
                line.unwrap_or_else(|| panic!("{known} has no {key}")).replace(" ; ", "\n")
            };
            let found = crate::problem::read(&example("wrong: "));
            let found = found.map_or_else(|error| code(&error), |_| "no mistake".to_string());
            if found != known {
                wrong_ones.push(format!("{known}: {found}"));
            }
            if let Err(error) = crate::problem::read(&example("right: ")) {
                wrong_ones.push(format!("{known}, right: {error:?}"));
            }
        }
        assert!(wrong_ones.is_empty(), "{wrong_ones:#?}");
    }
}
