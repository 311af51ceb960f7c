//! Text and formulas that TeX prints as they stand.

/// Letters of a word after which it may be broken.
const WORD: usize = 24;

/// Text outside of formulas, every special character escaped.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut run = 0;
    for c in text.chars() {
        run = if c.is_ascii_alphanumeric() { run + 1 } else { 0 };
        if run > WORD {
            out += r"\hspace{0pt}";
            run = 1;
        }
        // Two of these in a row would be one other character.
        if c == before && "-,'`<>?!".contains(c) {
            out += "{}";
        }
        write(c, &mut out);
        before = c;
    }
    out
}

fn write(c: char, out: &mut String) {
    match c {
        '\\' => *out += r"\textbackslash{}",
        '{' | '}' | '$' | '&' | '#' | '%' | '_' => {
            out.push('\\');
            out.push(c);
        }
        '^' => *out += r"\textasciicircum{}",
        '~' => *out += r"\textasciitilde{}",
        '<' => *out += r"\textless{}",
        '>' => *out += r"\textgreater{}",
        '|' => *out += r"\textbar{}",
        '"' => *out += r"\textquotedbl{}",
        '`' => *out += r"\textasciigrave{}",
        // A bracket after a line break would be its argument.
        '[' | ']' => {
            out.push('{');
            out.push(c);
            out.push('}');
        }
        ' '..='~' => out.push(c),
        '\u{a0}' => out.push('~'),
        '\u{2009}' | '\u{202f}' => *out += r"\,",
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2028}'..='\u{202e}' => {}
        '–' => *out += "{--}",
        '—' => *out += "{---}",
        '‘' => *out += r"\textquoteleft{}",
        '’' => *out += r"\textquoteright{}",
        '“' => *out += r"\textquotedblleft{}",
        '”' => *out += r"\textquotedblright{}",
        '…' => *out += r"\dots{}",
        c if c.is_control() => out.push(' '),
        c => other(c, out),
    }
}

fn other(c: char, out: &mut String) {
    if let Some((sign, digit)) = shifted(c) {
        let command = if sign == '^' { "superscript" } else { "subscript" };
        *out += &format!(r"\text{command}{{{}}}", if digit == '-' { "$-$" } else { "" });
        if digit != '-' {
            out.insert(out.len() - 1, digit);
        }
    } else if let Some(symbol) = symbol(c) {
        *out += &format!(r"\ensuremath{{{symbol}}}");
    } else {
        out.push(c);
    }
}

/// A raised or lowered digit as its mark and the digit.
fn shifted(c: char) -> Option<(char, char)> {
    let find = |all: &str, sign: char| {
        let place = all.chars().position(|other| other == c)?;
        Some((sign, "0123456789+-".chars().nth(place)?))
    };
    find("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", '^').or_else(|| find("₀₁₂₃₄₅₆₇₈₉₊₋", '_'))
}

/// A formula of the report. Words in it are escaped again as text, since they were escaped
/// for viewers of Markdown; symbols become commands.
pub(super) fn formula(latex: &str) -> String {
    let mut out = String::with_capacity(latex.len());
    let mut rest = latex.trim();
    while let Some((before, after)) = rest.split_once(r"\text{") {
        symbols(before, &mut out);
        let end = closing_brace(after);
        out += &format!(r"\text{{{}}}", words(&after[..end]));
        rest = after.get(end + 1..).unwrap_or_default();
    }
    symbols(rest, &mut out);
    out
}

/// Where the group ends whose opening brace stands before the text.
fn closing_brace(text: &str) -> usize {
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' if depth == 0 => return at,
            '}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// The words of a `\text` group.
fn words(escaped: &str) -> String {
    let plain = escaped
        .replace(r"\backslash ", "\u{1}")
        .replace(r"\hat{}", "^")
        .replace(r"\sim ", "~")
        .replace(r"\vert ", "|");
    let mut out = String::new();
    let mut chars = plain.chars();
    while let Some(c) = chars.next() {
        match c {
            '\u{1}' => out.push('\\'),
            '\\' => out.extend(chars.next()),
            other => out.push(other),
        }
    }
    text(&out)
}

fn symbols(latex: &str, out: &mut String) {
    for c in latex.chars() {
        match (c.is_ascii(), symbol(c)) {
            (true, _) if c.is_control() => out.push(' '),
            // Nothing of a formula is a comment, a parameter or the end of a formula.
            (true, _) if "%#$".contains(c) && !out.ends_with('\\') => {
                out.push('\\');
                out.push(c);
            }
            (true, _) => out.push(c),
            (false, Some(symbol)) => *out += &format!("{{{symbol}}}"),
            (false, None) => *out += &format!(r"\text{{{}}}", text(&c.to_string())),
        }
    }
}

/// The command for a character that text fonts lack.
fn symbol(c: char) -> Option<&'static str> {
    SYMBOLS.iter().find(|(other, _)| *other == c).map(|(_, command)| *command)
}

const SYMBOLS: &[(char, &str)] = &[
    ('α', r"\alpha"),
    ('β', r"\beta"),
    ('γ', r"\gamma"),
    ('δ', r"\delta"),
    ('ε', r"\varepsilon"),
    ('ϵ', r"\epsilon"),
    ('ζ', r"\zeta"),
    ('η', r"\eta"),
    ('θ', r"\theta"),
    ('ϑ', r"\vartheta"),
    ('ι', r"\iota"),
    ('κ', r"\kappa"),
    ('λ', r"\lambda"),
    ('μ', r"\mu"),
    ('µ', r"\mu"),
    ('ν', r"\nu"),
    ('ξ', r"\xi"),
    ('ο', "o"),
    ('π', r"\pi"),
    ('ρ', r"\rho"),
    ('ϱ', r"\varrho"),
    ('σ', r"\sigma"),
    ('ς', r"\varsigma"),
    ('τ', r"\tau"),
    ('υ', r"\upsilon"),
    ('φ', r"\varphi"),
    ('ϕ', r"\phi"),
    ('χ', r"\chi"),
    ('ψ', r"\psi"),
    ('ω', r"\omega"),
    ('Α', "A"),
    ('Β', "B"),
    ('Γ', r"\Gamma"),
    ('Δ', r"\Delta"),
    ('Ε', "E"),
    ('Ζ', "Z"),
    ('Η', "H"),
    ('Θ', r"\Theta"),
    ('Ι', "I"),
    ('Κ', "K"),
    ('Λ', r"\Lambda"),
    ('Μ', "M"),
    ('Ν', "N"),
    ('Ξ', r"\Xi"),
    ('Ο', "O"),
    ('Π', r"\Pi"),
    ('Ρ', "P"),
    ('Σ', r"\Sigma"),
    ('Τ', "T"),
    ('Υ', r"\Upsilon"),
    ('Φ', r"\Phi"),
    ('Χ', "X"),
    ('Ψ', r"\Psi"),
    ('Ω', r"\Omega"),
    ('−', "-"),
    ('±', r"\pm"),
    ('∓', r"\mp"),
    ('×', r"\times"),
    ('·', r"\cdot"),
    ('⋅', r"\cdot"),
    ('∗', r"\ast"),
    ('÷', r"\div"),
    ('∘', r"\circ"),
    ('≈', r"\approx"),
    ('≡', r"\equiv"),
    ('≤', r"\le"),
    ('≥', r"\ge"),
    ('≠', r"\ne"),
    ('∼', r"\sim"),
    ('∝', r"\propto"),
    ('∈', r"\in"),
    ('∉', r"\notin"),
    ('⊂', r"\subset"),
    ('⊆', r"\subseteq"),
    ('∪', r"\cup"),
    ('∩', r"\cap"),
    ('∅', r"\emptyset"),
    ('∖', r"\setminus"),
    ('∞', r"\infty"),
    ('√', r"\surd"),
    ('∛', r"\sqrt[3]{}"),
    ('∂', r"\partial"),
    ('∇', r"\nabla"),
    ('∑', r"\textstyle\sum"),
    ('∏', r"\textstyle\prod"),
    ('∫', r"\textstyle\int"),
    ('∀', r"\forall"),
    ('∃', r"\exists"),
    ('¬', r"\neg"),
    ('∧', r"\wedge"),
    ('∨', r"\vee"),
    ('ℝ', r"\mathbb{R}"),
    ('ℚ', r"\mathbb{Q}"),
    ('ℤ', r"\mathbb{Z}"),
    ('ℕ', r"\mathbb{N}"),
    ('ℂ', r"\mathbb{C}"),
    ('→', r"\to"),
    ('←', r"\leftarrow"),
    ('↔', r"\leftrightarrow"),
    ('↦', r"\mapsto"),
    ('⇒', r"\Rightarrow"),
    ('⇔', r"\Leftrightarrow"),
    ('⟨', r"\langle"),
    ('⟩', r"\rangle"),
    ('‖', r"\Vert"),
    ('∥', r"\parallel"),
    ('⊥', r"\perp"),
    ('′', "'"),
    ('″', "''"),
    ('ᵀ', r"{}^{T}"),
    ('⊤', r"\top"),
    ('●', r"\bullet"),
    ('✕', r"\boldsymbol{\times}"),
    ('▲', r"\blacktriangle"),
    ('◆', r"\blacklozenge"),
    ('✓', r"\checkmark"),
    ('⌒', r"\frown"),
    ('┄', r"\text{-\,-\,-}"),
    ('━', r"\rule[0.5ex]{1em}{1.2pt}"),
    ('½', r"\tfrac12"),
    ('¼', r"\tfrac14"),
    ('¾', r"\tfrac34"),
    ('⅓', r"\tfrac13"),
    ('⅔', r"\tfrac23"),
];

/// Characters of a document that the fonts of pdfTeX may lack.
pub(super) fn is_unusual(c: char) -> bool {
    !c.is_ascii() && !('\u{c0}'..='\u{ff}').contains(&c)
}

/// Chinese, Japanese and Korean characters and their punctuation.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_special_character_is_printed() {
        for (given, expected) in [
            (r"a\b", r"a\textbackslash{}b"),
            ("{}$&#%_", r"\{\}\$\&\#\%\_"),
            ("^~|", r"\textasciicircum{}\textasciitilde{}\textbar{}"),
            ("--", "-{}-"),
            ("x² w₁", r"x\textsuperscript{2} w\textsubscript{1}"),
            ("θ ≤ −1", r"\ensuremath{\theta} \ensuremath{\le} \ensuremath{-}1"),
            ("[x]", "{[}x{]}"),
            ("鞍点 é", "鞍点 é"),
            ("a\nb\u{7}", "a b "),
        ] {
            assert_eq!(text(given), expected, "{given}");
        }
    }

    #[test]
    fn words_in_formulas_are_text() {
        for (given, expected) in [
            (r"x^{2} + 1", r"x^{2} + 1"),
            (
                r"\text{a\_b \backslash c\hat{}2} = 1",
                r"\text{a\_b \textbackslash{}c\textasciicircum{}2} = 1",
            ),
            (r"\text{ 且 } π", r"\text{ 且 } {\pi}"),
            (r"\text{open", r"\text{open}"),
            ("a % b", r"a \% b"),
        ] {
            assert_eq!(formula(given), expected, "{given}");
        }
    }
}
