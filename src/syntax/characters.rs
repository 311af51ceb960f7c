//! The spelling of single characters: what the scan rewrites before the grammar sees it.

/// What a character of a formula becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// Stays as it is.
    Same,
    /// Is written otherwise, with one meaning.
    As(&'static str),
    /// A superscript, with its plain character; a run of them is one exponent.
    Superscript(char),
    /// A subscript, with its plain character; a run of them is one subscript.
    Subscript(char),
    /// No formula contains it.
    Unknown,
}

/// The spelling of `c` outside text, labels and comments.
pub(super) fn spelling(c: char) -> Spelling {
    match c {
        '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Spelling::As(" ")
        }
        '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' => {
            Spelling::As("")
        }
        ' ' | '√' | '‖' => Spelling::Same,
        '!'..='~' => Spelling::Same,
        _ if is_greek(c) => Spelling::Same,
        _ => match one_of(c) {
            Some(text) => Spelling::As(text),
            None => script(c),
        },
    }
}

fn one_of(c: char) -> Option<&'static str> {
    full_width(c).or_else(|| {
        Some(match c {
            '−' | '–' | '—' | '‐' | '‑' | '‒' => "-",
            '×' | '·' | '∗' | '⋅' | '•' | '∙' => "*",
            '÷' | '⁄' | '∕' => "/",
            '≤' | '⩽' | '≦' => "<=",
            '≥' | '⩾' | '≧' => ">=",
            '≠' => "!=",
            '≔' => ":=",
            '∈' => " in ",
            '∞' => " oo ",
            'ℝ' => "R",
            '“' | '”' | '„' | '«' | '»' => "\"",
            '‘' | '’' | '′' => "'",
            '∣' => "|",
            '∥' => "‖",
            '½' => "(1/2)",
            '⅓' => "(1/3)",
            '⅔' => "(2/3)",
            '¼' => "(1/4)",
            '¾' => "(3/4)",
            '⅕' => "(1/5)",
            '⅖' => "(2/5)",
            '⅗' => "(3/5)",
            '⅘' => "(4/5)",
            '⅙' => "(1/6)",
            '⅚' => "(5/6)",
            '⅛' => "(1/8)",
            '⅜' => "(3/8)",
            '⅝' => "(5/8)",
            '⅞' => "(7/8)",
            'µ' => "μ",
            'ℯ' => "e",
            _ => return None,
        })
    })
}

const ASCII: &str = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`\
                     abcdefghijklmnopqrstuvwxyz{|}~";

/// Full-width forms stand in Unicode in the order of ASCII.
fn full_width(c: char) -> Option<&'static str> {
    let at = (c as usize).checked_sub('！' as usize)?;
    ASCII.get(at..at + 1)
}

fn script(c: char) -> Spelling {
    let in_row = |row: &str, plain: &str| {
        row.chars().position(|d| d == c).and_then(|at| plain.chars().nth(at))
    };
    let superscript = in_row("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱˣʸᵃᵇᵏᵐᵖᵗ", "0123456789+-()nixyabkmpt");
    let subscript = in_row("₀₁₂₃₄₅₆₇₈₉ₐₑᵢⱼₖₗₘₙₒₚₛₜₓ", "0123456789aeijklmnopstx");
    match (superscript, subscript) {
        (Some(plain), _) => Spelling::Superscript(plain),
        (None, Some(plain)) => Spelling::Subscript(plain),
        (None, None) => Spelling::Unknown,
    }
}

/// A Greek letter that a name may contain.
pub(super) fn is_greek(c: char) -> bool {
    matches!(c, 'α'..='ω' | 'Α'..='Ω' | 'ϑ' | 'ϕ' | 'ϵ' | 'ϱ' | 'ϖ' | 'ϰ')
}

/// A letter that a name may contain.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || is_greek(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_forms_become_ascii() {
        for (wide, plain) in ["（", "）", "，", "；", "：", "＝", "｜", "ｘ", "２", "＾", "～"]
            .into_iter()
            .zip(["(", ")", ",", ";", ":", "=", "|", "x", "2", "^", "~"])
        {
            let c = wide.chars().next().expect("one character");
            assert_eq!(spelling(c), Spelling::As(plain));
        }
    }

    #[test]
    fn scripts_keep_their_plain_character() {
        assert_eq!(spelling('²'), Spelling::Superscript('2'));
        assert_eq!(spelling('⁻'), Spelling::Superscript('-'));
        assert_eq!(spelling('₁'), Spelling::Subscript('1'));
        assert_eq!(spelling('数'), Spelling::Unknown);
    }
}
