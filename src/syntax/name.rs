//! Names: one canonical spelling for `w1`, `w_1`, `w₁` and for `theta`, `θ`.

use super::Span;

/// A name with the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The canonical spelling (see [`canonical`]).
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

const GREEK: [(char, &str); 54] = [
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "epsilon"),
    ('ζ', "zeta"),
    ('η', "eta"),
    ('θ', "theta"),
    ('ι', "iota"),
    ('κ', "kappa"),
    ('λ', "lambda"),
    ('μ', "mu"),
    ('ν', "nu"),
    ('ξ', "xi"),
    ('ο', "omicron"),
    ('π', "pi"),
    ('ρ', "rho"),
    ('σ', "sigma"),
    ('ς', "sigma"),
    ('τ', "tau"),
    ('υ', "upsilon"),
    ('φ', "phi"),
    ('χ', "chi"),
    ('ψ', "psi"),
    ('ω', "omega"),
    ('Α', "Alpha"),
    ('Β', "Beta"),
    ('Γ', "Gamma"),
    ('Δ', "Delta"),
    ('Ε', "Epsilon"),
    ('Ζ', "Zeta"),
    ('Η', "Eta"),
    ('Θ', "Theta"),
    ('Ι', "Iota"),
    ('Κ', "Kappa"),
    ('Λ', "Lambda"),
    ('Μ', "Mu"),
    ('Ν', "Nu"),
    ('Ξ', "Xi"),
    ('Ο', "Omicron"),
    ('Π', "Pi"),
    ('Ρ', "Rho"),
    ('Σ', "Sigma"),
    ('Τ', "Tau"),
    ('Υ', "Upsilon"),
    ('Φ', "Phi"),
    ('Χ', "Chi"),
    ('Ψ', "Psi"),
    ('Ω', "Omega"),
    ('ϑ', "theta"),
    ('ϕ', "phi"),
    ('ϵ', "epsilon"),
    ('ϱ', "rho"),
    ('ϖ', "pi"),
];

/// The one spelling of a name: Greek letters by their English names, a subscript of digits
/// without its underscore, braces only where a subscript needs them.
///
/// `θ` is `theta`, `w_1` and `w_{1}` are `w1`, `x_{max}` is `x_max`, `w_{1,2}` stays.
pub fn canonical(written: &str) -> String {
    let (stem, subscript) = written.split_once('_').unwrap_or((written, ""));
    let mut text: String = stem.chars().map(letter_name).collect();
    let subscript: String = subscript
        .trim_start_matches('{')
        .trim_end_matches('}')
        .chars()
        .filter(|c| *c != ' ')
        .map(letter_name)
        .collect();
    let digits_only = subscript.chars().all(|c| c.is_ascii_digit());
    let letters_only = subscript.chars().all(|c| c.is_ascii_alphabetic());
    if !(digits_only && text.ends_with(|c: char| c.is_ascii_alphabetic())) {
        text.push('_');
    }
    match digits_only || letters_only {
        true => text.push_str(&subscript),
        false => text.push_str(&format!("{{{subscript}}}")),
    }
    match subscript.is_empty() {
        true => text.trim_end_matches('_').to_string(),
        false => text,
    }
}

fn letter_name(c: char) -> String {
    match GREEK.iter().find(|(letter, _)| *letter == c) {
        Some((_, name)) => (*name).to_string(),
        None if c == 'ϰ' => "kappa".to_string(),
        None => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_agree() {
        for (written, name) in [
            ("w1", "w1"),
            ("w_1", "w1"),
            ("w_{1}", "w1"),
            ("θ", "theta"),
            ("θ_2", "theta2"),
            ("theta2", "theta2"),
            ("x_max", "x_max"),
            ("x_{max}", "x_max"),
            ("w_{1,2}", "w_{1,2}"),
            ("x1_2", "x1_2"),
            ("Σ", "Sigma"),
        ] {
            assert_eq!(canonical(written), name, "{written}");
        }
    }
}
