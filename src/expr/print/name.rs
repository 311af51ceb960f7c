use std::cmp::Ordering;

/// A mark above a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Accent {
    Hat,
    Bar,
    Tilde,
    Dot,
}

/// A name taken apart: `w_1` and `w1` are w with subscript 1, `xhat` is x with a hat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// The name as it is written in the input language.
    pub(super) plain: String,
    /// Letters, Greek ones as themselves (θ).
    pub(super) letters: String,
    pub(super) accent: Option<Accent>,
    /// Without braces; empty if there is none.
    pub(super) subscript: String,
}

const GREEK: [(&str, &str); 34] = [
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("upsilon", "υ"),
    ("phi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("pi", "π"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Xi", "Ξ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Upsilon", "Υ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
];

const ACCENTS: [(&str, Accent); 4] =
    [("hat", Accent::Hat), ("bar", Accent::Bar), ("tilde", Accent::Tilde), ("dot", Accent::Dot)];

impl Name {
    pub(super) fn new(plain: &str) -> Name {
        let end = plain.find(|c: char| !c.is_alphabetic()).unwrap_or(plain.len());
        let (word, rest) = plain.split_at(end);
        let (word, accent) = without_accent(word);
        let known = GREEK.iter().find(|(spelling, _)| *spelling == word);
        let letters = known.map_or(word, |(_, letter)| letter).to_owned();
        Name { plain: plain.to_owned(), letters, accent, subscript: subscript_of(rest) }
    }

    /// Is the part before the subscript a single letter?
    pub(super) fn is_one_letter(&self) -> bool {
        self.letters.chars().count() == 1
    }

    /// `\theta` for θ.
    pub(super) fn greek_command(&self) -> Option<&'static str> {
        GREEK.iter().find(|(_, letter)| *letter == self.letters).map(|(spelling, _)| *spelling)
    }
}

/// `xhat` is x with a hat; `cathat` is a word.
fn without_accent(word: &str) -> (&str, Option<Accent>) {
    for (suffix, accent) in ACCENTS {
        if let Some(letter) = word.strip_suffix(suffix) {
            let is_letter = letter.chars().count() == 1 || GREEK.iter().any(|(g, _)| *g == letter);
            if is_letter {
                return (letter, Some(accent));
            }
        }
    }
    (word, None)
}

/// `1`, `_1`, `_{12}` and `1_2` (two indices, joined by a comma).
fn subscript_of(rest: &str) -> String {
    let is_bracket = |c: char| c == '{' || c == '}';
    let parts = rest.split('_').map(|part| part.trim_matches(is_bracket));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(",")
}

/// The order of names people expect: w2 before w10, x before y.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut a_rest, mut b_rest) = (a, b);
    while !a_rest.is_empty() && !b_rest.is_empty() {
        let (a_chunk, b_chunk) = (chunk(a_rest), chunk(b_rest));
        (a_rest, b_rest) = (&a_rest[a_chunk.len()..], &b_rest[b_chunk.len()..]);
        let order = if is_number(a_chunk) && is_number(b_chunk) {
            let (x, y) = (a_chunk.trim_start_matches('0'), b_chunk.trim_start_matches('0'));
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        } else {
            a_chunk.cmp(b_chunk)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    a_rest.cmp(b_rest).then_with(|| a.cmp(b))
}

fn is_number(chunk: &str) -> bool {
    chunk.starts_with(|c: char| c.is_ascii_digit())
}

/// The longest prefix of digits, or of anything else.
fn chunk(text: &str) -> &str {
    let digits = is_number(text);
    let end = text.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        let parts = |plain: &str| {
            let name = Name::new(plain);
            (name.letters, name.accent, name.subscript)
        };
        assert_eq!(parts("w12"), ("w".into(), None, "12".into()));
        assert_eq!(parts("w_{ab}"), ("w".into(), None, "ab".into()));
        assert_eq!(parts("w1_2"), ("w".into(), None, "1,2".into()));
        assert_eq!(parts("theta1"), ("θ".into(), None, "1".into()));
        assert_eq!(parts("xhat"), ("x".into(), Some(Accent::Hat), String::new()));
        assert_eq!(parts("loss"), ("loss".into(), None, String::new()));
        assert_eq!(parts("cathat"), ("cathat".into(), None, String::new()));
    }

    #[test]
    fn numbers_in_names_are_compared_as_numbers() {
        assert_eq!(natural_order("w2", "w10"), Ordering::Less);
        assert_eq!(natural_order("x", "y"), Ordering::Less);
        assert_eq!(natural_order("w", "w1"), Ordering::Less);
        assert_eq!(natural_order("w1_2", "w1_1"), Ordering::Greater);
    }
}
