//! Words of the language: reserved words, functions, text keys, and the nearest of them.

/// Words that no name may be, so that no line has two readings.
pub const RESERVED: [&str; 10] =
    ["data", "at", "taylor", "subject", "minimize", "maximize", "in", "from", "with", "order"];

/// The functions of the language, one spelling for each name that is read.
pub const FUNCTIONS: [&str; 36] = [
    "sin", "cos", "tan", "asin", "acos", "atan", "arcsin", "arccos", "arctan", "sinh", "cosh",
    "tanh", "asinh", "acosh", "atanh", "arsinh", "arcosh", "artanh", "exp", "ln", "log", "log10",
    "log2", "sqrt", "cbrt", "abs", "sign", "sigmoid", "softplus", "relu", "max", "min", "sum",
    "mean", "norm", "dot",
];

/// Keys of text lines.
pub const KEYS: [&str; 8] =
    ["title", "problem", "note", "lang", "steps", "notation", "expect", "marks"];

/// True for a word that starts a line or stands between its parts.
pub fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word)
}

/// True for the name of a function of the language, in its canonical spelling.
pub fn is_function(name: &str) -> bool {
    FUNCTIONS.contains(&name)
}

/// The candidate that a typing slip most likely turned into `word`, if one is near.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let allowed = if length <= 2 { 1 } else { 1 + length / 4 };
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= allowed && distance < candidate.len().max(2))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_knows_the_same_words() {
        for function in FUNCTIONS {
            let error = crate::syntax::read(function).map(|_| ()).expect_err(function);
            let expected = crate::syntax::ErrorKind::NoArgument(function.to_string());
            assert_eq!(error.kind, expected);
        }
        for word in RESERVED {
            assert!(crate::syntax::read(&format!("x + {word}")).is_err(), "{word}");
        }
    }

    #[test]
    fn slips_find_their_word() {
        assert_eq!(nearest("titel", KEYS), Some("title"));
        assert_eq!(nearest("note", KEYS), Some("note"));
        assert_eq!(nearest("arcsinus", FUNCTIONS), Some("arcsin"));
        assert_eq!(nearest("banana", KEYS), None);
    }
}
