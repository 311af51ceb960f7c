//! What is too long to be read is shortened; the JSON result has all of it.

use super::formula::Formula;

/// Digits of a number that is written out.
const DIGITS: usize = 36;
/// Digits kept at each end of a longer one.
const KEPT: usize = 9;

/// The formula with long runs of digits shortened; `plain` keeps them.
pub(crate) fn digits(formula: Formula) -> Formula {
    if !has_long_run(&formula.latex) {
        return formula;
    }
    Formula {
        plain: formula.plain,
        unicode: shortened(&formula.unicode, "…"),
        latex: shortened(&formula.latex, r"\ldots "),
        mathml: shortened(&formula.mathml, "…"),
    }
}

/// The first terms, dots, the last term; each term has its sign.
pub(crate) fn between(mut terms: Vec<Formula>) -> Formula {
    let dots = Formula::operator("+ ...", "+ ⋯", r"+ \cdots");
    let dots = Formula {
        mathml: r#"<mo form="infix">+</mo><mo form="infix">⋯</mo>"#.to_string(),
        ..dots
    };
    let last = terms.pop().unwrap_or_default();
    if let Some(first) = terms.first_mut() {
        *first = without_plus(std::mem::take(first));
    }
    Formula::row(terms.into_iter().chain([dots, last]))
}

/// A leading plus is not written.
fn without_plus(formula: Formula) -> Formula {
    let plus = Formula::operator("+", "+", "+");
    let cut = |text: String, plus: &str| match text.strip_prefix(plus) {
        Some(rest) => rest.to_string(),
        None => text,
    };
    Formula {
        plain: cut(formula.plain, &plus.plain),
        unicode: cut(formula.unicode, &plus.unicode),
        latex: cut(formula.latex, &plus.latex),
        mathml: cut(formula.mathml, &plus.mathml),
    }
}

fn has_long_run(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() > DIGITS)
}

fn shortened(text: &str, dots: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let length =
            rest[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - start);
        let run = &rest[start..start + length];
        out += &rest[..start];
        match length > DIGITS {
            true => out += &format!("{}{dots}{}", &run[..KEPT], &run[length - KEPT..]),
            false => out += run,
        }
        rest = &rest[start + length..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{between, digits};
    use crate::report::formula::Formula;

    #[test]
    fn long_numbers_keep_both_ends() {
        let long = format!("123456789{}987654321", "5".repeat(200));
        let formula = digits(Formula::decimal(&long));
        assert_eq!(formula.plain, long);
        assert_eq!(formula.mathml, "<mn>123456789…987654321</mn>");
        assert_eq!(formula.latex, r"123456789\ldots 987654321");
        assert_eq!(digits(Formula::decimal("12345")).mathml, "<mn>12345</mn>");
    }

    #[test]
    fn dots_stand_between_the_terms() {
        let term =
            |text: &str| Formula::row([Formula::operator("+", "+", "+"), Formula::decimal(text)]);
        assert_eq!(between(vec![term("1"), term("2")]).unicode, "1 + ⋯  + 2");
    }
}
