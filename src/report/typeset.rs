//! From the strings of a result to formulas: expressions, relations, names.

use super::formula::{Formula, escape, lowered, tex_text};

/// Reads strings of a result as formulas; `names` are letters, not products.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typesetter;

/// Relations, longest first, with their Unicode and TeX spellings.
const RELATIONS: [(&str, &str, &str); 6] = [
    ("<=", "≤", r"\le"),
    (">=", "≥", r"\ge"),
    ("!=", "≠", r"\ne"),
    ("=", "=", "="),
    ("<", "<", "<"),
    (">", ">", ">"),
];

impl Typesetter {
    /// The letters of a result.
    pub(crate) fn of(_: &crate::result::Document) -> Typesetter {
        Typesetter
    }

    /// An expression in which some names stand for formulas.
    pub(crate) fn with_placeholders(&self, text: &str, pending: &[(String, Formula)]) -> Formula {
        let one = |token: &String| match pending.iter().find(|(name, _)| name == token) {
            Some((_, formula)) => formula.clone(),
            None => self.token(token),
        };
        Formula::row(tokens(text).iter().map(one))
    }

    /// The value of an expression in one letter at a rational number.
    pub(crate) fn value_at(&self, _text: &str, _letter: &str, _at: &str) -> Option<Value> {
        None
    }

    /// The sum of a number and a value.
    pub(crate) fn total(
        &self,
        _number: &crate::result::Number,
        _change: &Value,
    ) -> Option<Formula> {
        None
    }

    /// An expression of the input language.
    pub(crate) fn expression(&self, text: &str) -> Formula {
        Formula::row(tokens(text).iter().map(|token| self.token(token)))
    }

    fn token(&self, token: &str) -> Formula {
        match token {
            "*" => Formula::new("*", "·", r" \, ", "<mo>&#x2062;</mo>"),
            "-" => Formula::new("-", "−", "-", "<mo>−</mo>"),
            " " => Formula::new(" ", " ", " ", ""),
            name if name.starts_with(char::is_alphabetic) => self.name(name),
            other => {
                Formula::new(other, other, &tex_text(other), &format!("<mo>{}</mo>", escape(other)))
            }
        }
    }

    /// A name: its letters, and the digits after them as a subscript.
    pub(crate) fn name(&self, name: &str) -> Formula {
        let letters = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_');
        let digits = &name[letters.len()..].trim_start_matches('_');
        let base = format!("<mi>{}</mi>", escape(letters));
        if digits.is_empty() || letters.is_empty() {
            return Formula::new(name, name, &tex_text(name), &base);
        }
        Formula::new(
            name,
            &format!("{letters}{}", lowered(digits)),
            &format!("{}_{{{digits}}}", tex_text(letters)),
            &format!("<msub>{base}<mn>{digits}</mn></msub>"),
        )
    }

    /// Relations joined by `,` or ` or `, and memberships such as `x in [0, 1]`.
    pub(crate) fn relations(&self, text: &str, or: &str) -> Formula {
        let mut alternatives = Vec::new();
        for alternative in text.split(" or ") {
            if !alternatives.is_empty() {
                alternatives.push(Formula::words(or));
            }
            let parts = top_level(alternative, ',');
            alternatives.push(Formula::list(parts.iter().map(|part| self.relation(part.trim()))));
        }
        Formula::row(alternatives)
    }

    fn relation(&self, text: &str) -> Formula {
        if let Some((element, set)) = text.split_once(" in ") {
            let is_in = Formula::operator("in", "∈", r"\in");
            return Formula::row([self.expression(element.trim()), is_in, self.set(set.trim())]);
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((place, symbol)) = first_relation(rest) {
            parts.push(self.expression(rest[..place].trim()));
            let (plain, unicode, latex) = symbol;
            parts.push(Formula::operator(plain, unicode, latex));
            rest = &rest[place + plain.len()..];
        }
        parts.push(self.expression(rest.trim()));
        Formula::row(parts)
    }

    /// `R`, `R^n` or an interval.
    pub(crate) fn set(&self, text: &str) -> Formula {
        let reals = Formula::new("R", "ℝ", r"\mathbb{R}", "<mi>ℝ</mi>");
        if text == "R" {
            return reals;
        }
        if let Some(n) = text.strip_prefix("R^").and_then(|n| n.parse().ok()) {
            return reals.power(n);
        }
        self.interval(text).unwrap_or_else(|| self.expression(text))
    }

    fn interval(&self, text: &str) -> Option<Formula> {
        let open = text.chars().next().filter(|c| "[(".contains(*c))?;
        let close = text.chars().last().filter(|c| "])".contains(*c))?;
        let inside = text.get(1..text.len() - 1)?;
        let ends = top_level(inside, ',');
        let ends = ends.iter().map(|end| self.expression(end.trim()));
        let bracket = |c: char, form: &str| {
            let mo = format!(r#"<mo form="{form}" stretchy="false">{c}</mo>"#);
            Formula::new(&c.to_string(), &c.to_string(), &c.to_string(), &mo)
        };
        Some(Formula::row([
            bracket(open, "prefix"),
            Formula::list(ends),
            bracket(close, "postfix"),
        ]))
    }
}

/// The first relation sign and where it stands.
fn first_relation(text: &str) -> Option<(usize, (&'static str, &'static str, &'static str))> {
    RELATIONS
        .iter()
        .filter_map(|relation| text.find(relation.0).map(|place| (place, *relation)))
        .min_by_key(|(place, relation)| (*place, std::cmp::Reverse(relation.0.len())))
}

/// The parts between separators that stand outside all brackets.
fn top_level(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (place, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            c if c == separator && depth == 0 => {
                parts.push(&text[start..place]);
                start = place + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn tokens(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    for c in text.chars() {
        match all.last_mut() {
            Some(last) if word(c) && last.chars().all(word) => last.push(c),
            _ => all.push(c.to_string()),
        }
    }
    all
}

/// The value of an expression at a number.
pub(crate) struct Value {
    pub(crate) formula: Formula,
}
