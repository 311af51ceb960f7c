//! Who is what: the one set of names of a file.

use crate::expr::Constant;
use crate::syntax::Span;
use std::collections::BTreeMap;

/// What a name of the file stands for, and where it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A variable or a parameter.
    Free,
    /// A column of the table.
    Column(usize),
    /// A definition, with or without arguments.
    Definition(usize),
}

/// The names of a file.
#[derive(Debug, Default)]
pub(super) struct Names {
    meanings: BTreeMap<String, (Meaning, Span)>,
    /// Names must be declared: there is a header or a line with `in`.
    pub declared: bool,
}

impl Names {
    /// Gives `name` a meaning; the place where it already has one, if it does.
    pub(super) fn give(&mut self, name: &str, meaning: Meaning, span: Span) -> Result<(), Span> {
        match self.meanings.get(name) {
            Some((_, first)) => Err(*first),
            None => {
                self.meanings.insert(name.to_string(), (meaning, span));
                Ok(())
            }
        }
    }

    pub(super) fn meaning(&self, name: &str) -> Option<Meaning> {
        self.meanings.get(name).map(|(meaning, _)| *meaning)
    }

    pub(super) fn span(&self, name: &str) -> Span {
        self.meanings.get(name).map_or(Span::default(), |(_, span)| *span)
    }

    /// All names, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.meanings.keys().map(String::as_str)
    }
}

/// `e` and `pi`, unless the file gives them another meaning.
pub(super) fn constant(name: &str) -> Option<Constant> {
    match name {
        "e" => Some(Constant::E),
        "pi" => Some(Constant::Pi),
        _ => None,
    }
}

const GREEK: [&str; 24] = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi",
    "psi", "omega",
];

const ACCENTS: [&str; 4] = ["hat", "bar", "tilde", "dot"];

/// One letter, with an accent, digits or a subscript: `x`, `w12`, `theta`, `xhat`, `y_max`.
/// Any other name is a run of letters.
pub(super) fn is_one_letter(name: &str) -> bool {
    let stem = name.split('_').next().unwrap_or_default();
    let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let plain = ACCENTS.iter().find_map(|accent| stem.strip_suffix(accent));
    let letter = |stem: &str| {
        let lower = stem.to_ascii_lowercase();
        let greek = GREEK.contains(&lower.as_str()) && stem[1..] == lower[1..];
        stem.len() == 1 || greek
    };
    letter(stem) || plain.is_some_and(|plain| !plain.is_empty() && letter(plain))
}

/// Letters first, numbers by their value: `w2` before `w10`.
pub(super) fn natural_order(name: &str) -> (String, String, u64, String) {
    let end = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
    let (stem, rest) = name.split_at(end);
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let number = rest[..digits].parse().unwrap_or(0);
    (stem.to_ascii_lowercase(), stem.to_string(), number, rest.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_runs() {
        for name in ["x", "w12", "theta", "Theta2", "xhat", "thetabar", "y_max", "x_{1,2}"] {
            assert!(is_one_letter(name), "{name}");
        }
        for name in ["xy", "rate", "THETA", "hat", "xy1", "ab_c", ""] {
            assert!(!is_one_letter(name), "{name}");
        }
    }

    #[test]
    fn numbers_order_by_value() {
        let mut names = vec!["w10", "b", "w2", "w1", "B", "a"];
        names.sort_by_key(|name| natural_order(name));
        assert_eq!(names, ["a", "B", "b", "w1", "w2", "w10"]);
    }
}
