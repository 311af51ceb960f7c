//! `marks:`, how many marks each part of a solution is worth.

use super::error::{Error, ErrorKind};
use crate::syntax::Span;

/// A part of a solution that can be worth marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The gradient.
    Gradient,
    /// Solving ∇L = 0.
    Solving,
    /// The Hessian.
    Hessian,
    /// The type of one critical set.
    Verdict,
    /// The reason for the type of one critical set.
    Reason,
    /// Largest and least value.
    Extrema,
    /// Taylor polynomials asked for.
    Taylor,
    /// The statement that nothing is missing.
    Complete,
}

/// The names that `marks:` knows, in the order of the page.
pub const PARTS: [(&str, Part); 8] = [
    ("gradient", Part::Gradient),
    ("solving", Part::Solving),
    ("hessian", Part::Hessian),
    ("verdict", Part::Verdict),
    ("reason", Part::Reason),
    ("extrema", Part::Extrema),
    ("taylor", Part::Taylor),
    ("complete", Part::Complete),
];

/// What `marks: default` stands for.
const DEFAULT: &str = "gradient 2, solving 3, hessian 2, verdict 1, reason 1";

/// More marks than any exam gives.
const MOST: u32 = 1000;

/// Reads `gradient 2, solving 3, …` or `default`; `None` if it is neither.
pub fn marks(text: &str) -> Option<Vec<(Part, u32)>> {
    let text = if text.trim() == "default" { DEFAULT } else { text };
    let mut all: Vec<(Part, u32)> = Vec::new();
    for item in text.split([',', '，', '、', ';']) {
        let (name, number) = item.trim().rsplit_once([' ', '\t', '\n'])?;
        let (_, part) = PARTS.iter().find(|(known, _)| *known == name.trim())?;
        let number: u32 = number.parse().ok().filter(|n| *n <= MOST)?;
        if all.iter().any(|(other, _)| other == part) {
            return None;
        }
        all.push((*part, number));
    }
    all.sort_by_key(|(part, _)| *part);
    Some(all)
}

/// Checks the text of a `marks:` line.
pub(super) fn checked(text: &str, span: Span) -> Result<String, Error> {
    match marks(text) {
        Some(_) => Ok(text.to_string()),
        None => Err(Error::new(ErrorKind::Marks(text.to_string()), span)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_names_with_numbers() {
        assert_eq!(
            marks("hessian 2, gradient 10"),
            Some(vec![(Part::Gradient, 10), (Part::Hessian, 2)])
        );
        assert_eq!(marks("default").map(|all| all.len()), Some(5));
        for wrong in ["", "gradient", "2", "gradient two", "gradiant 2", "verdict 1, verdict 2"] {
            assert_eq!(marks(wrong), None, "{wrong}");
        }
    }
}
