//! A formula in every spelling a page needs, and the ways to put formulas together.

use serde::Serialize;

/// One formula in four spellings that say the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Formula {
    /// The input language, for JSON and plain terminals.
    pub(crate) plain: String,
    /// Unicode text, for terminals, page titles and contents lists.
    pub(crate) unicode: String,
    /// TeX without delimiters.
    pub(crate) latex: String,
    /// The inside of a `math` element.
    pub(crate) mathml: String,
}

impl Formula {
    /// A formula from its four spellings.
    pub(crate) fn new(plain: &str, unicode: &str, latex: &str, mathml: &str) -> Formula {
        let [plain, unicode, latex, mathml] = [plain, unicode, latex, mathml].map(String::from);
        Formula { plain, unicode, latex, mathml }
    }

    /// A relation or operator between two formulas, spaced on both sides.
    pub(crate) fn operator(plain: &str, unicode: &str, latex: &str) -> Formula {
        Formula {
            plain: format!(" {plain} "),
            unicode: format!(" {unicode} "),
            latex: format!(" {latex} "),
            mathml: format!(r#"<mo form="infix">{}</mo>"#, escape(unicode)),
        }
    }

    /// `=`
    pub(crate) fn equals() -> Formula {
        Formula::operator("=", "=", "=")
    }

    /// `≈`
    pub(crate) fn about() -> Formula {
        Formula::operator("~", "≈", r"\approx")
    }

    /// Multiplication without a sign.
    pub(crate) fn times() -> Formula {
        Formula::new("*", "", r" \, ", "<mo>&#x2062;</mo>")
    }

    /// The sign of a negative number or first term.
    pub(crate) fn minus() -> Formula {
        Formula::new("-", "−", "-", r#"<mo form="prefix">−</mo>"#)
    }

    /// Words inside a formula; `\text` keeps them upright.
    pub(crate) fn words(text: &str) -> Formula {
        let spaced = text.trim();
        Formula {
            plain: format!(" {spaced} "),
            unicode: format!(" {spaced} "),
            latex: format!(r"\ \text{{{}}}\ ", tex_text(spaced)),
            mathml: format!(
                r#"<mspace width="0.5em"></mspace><mtext>{}</mtext><mspace width="0.5em"></mspace>"#,
                escape(spaced)
            ),
        }
    }

    /// A number given as a decimal or integer string.
    pub(crate) fn decimal(text: &str) -> Formula {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let number = format!("<mn>{}</mn>", escape(digits));
        let (unicode, mathml) = if sign {
            (format!("−{digits}"), format!(r#"<mrow><mo form="prefix">−</mo>{number}</mrow>"#))
        } else {
            (digits.to_string(), number)
        };
        Formula { plain: text.to_string(), unicode, latex: tex_text(text), mathml }
    }

    /// A whole number.
    pub(crate) fn integer(n: usize) -> Formula {
        Formula::decimal(&n.to_string())
    }

    /// Side by side.
    pub(crate) fn row<I: IntoIterator<Item = Formula>>(parts: I) -> Formula {
        let mut all = Formula::default();
        for part in parts {
            all.plain += &part.plain;
            all.unicode += &part.unicode;
            all.latex += &part.latex;
            all.mathml += &part.mathml;
        }
        all
    }

    /// `left = right`
    pub(crate) fn equation(left: Formula, right: Formula) -> Formula {
        Formula::row([left, Formula::equals(), right])
    }

    /// The parts with a comma between them.
    pub(crate) fn list<I: IntoIterator<Item = Formula>>(parts: I) -> Formula {
        let comma = r#"<mo separator="true">,</mo>"#;
        Formula::separated(parts, &Formula::new(", ", ", ", r",\ ", comma))
    }

    /// Equations side by side, further apart than the parts of one.
    pub(crate) fn equations<I: IntoIterator<Item = Formula>>(parts: I) -> Formula {
        let gap = r#"<mo separator="true">,</mo><mspace width="0.7em"></mspace>"#;
        Formula::separated(parts, &Formula::new(", ", ",  ", r",\quad ", gap))
    }

    fn separated<I: IntoIterator<Item = Formula>>(parts: I, comma: &Formula) -> Formula {
        let mut all = Vec::new();
        for part in parts {
            if !all.is_empty() {
                all.push(comma.clone());
            }
            all.push(part);
        }
        Formula::row(all)
    }

    /// Puts a formula in the place of a letter.
    pub(crate) fn replace(&mut self, letter: &str, formula: &Formula) {
        self.plain = self.plain.replace(letter, &formula.plain);
        self.unicode = self.unicode.replace(letter, &formula.unicode);
        self.latex = self.latex.replace(letter, &formula.latex);
        self.mathml = self.mathml.replace(&format!("<mi>{letter}</mi>"), &formula.mathml);
    }

    /// Between two brackets, which grow around fractions and matrices only.
    fn fenced(self, open: [&str; 3], close: [&str; 3]) -> Formula {
        let tall = self.mathml.contains("<mfrac") || self.mathml.contains("<mtable");
        let (left, right) = if tall { (r"\left", r"\right") } else { ("", "") };
        Formula {
            plain: format!("{}{}{}", open[0], self.plain, close[0]),
            unicode: format!("{}{}{}", open[1], self.unicode, close[1]),
            latex: format!("{left}{}{}{right}{}", open[2], self.latex, close[2]),
            mathml: format!(
                r#"<mrow><mo form="prefix" stretchy="{tall}">{}</mo>{}<mo form="postfix" stretchy="{tall}">{}</mo></mrow>"#,
                open[1], self.mathml, close[1]
            ),
        }
    }

    /// `(…)`
    pub(crate) fn bracketed(self) -> Formula {
        self.fenced(["("; 3], [")"; 3])
    }

    /// `{…}`
    pub(crate) fn braced(self) -> Formula {
        self.fenced(["{", "{", r"\lbrace "], ["}", "}", r"\rbrace "])
    }

    /// `(a, b, …)`
    pub(crate) fn tuple<I: IntoIterator<Item = Formula>>(parts: I) -> Formula {
        Formula::list(parts).bracketed()
    }

    /// A matrix in parentheses that grow with it.
    pub(crate) fn matrix(rows: Vec<Vec<Formula>>) -> Formula {
        let spell = |part: fn(&Formula) -> &str, cell: &str, row: &str| {
            let line = |r: &Vec<Formula>| r.iter().map(part).collect::<Vec<_>>().join(cell);
            rows.iter().map(line).collect::<Vec<_>>().join(row)
        };
        let cells = |row: &Vec<Formula>| {
            let cell = |f: &Formula| format!("<mtd>{}</mtd>", f.mathml);
            format!("<mtr>{}</mtr>", row.iter().map(cell).collect::<String>())
        };
        Formula {
            plain: format!("[{}]", spell(|f| &f.plain, ", ", "; ")),
            unicode: format!("[{}]", spell(|f| &f.unicode, "  ", "; ")),
            latex: format!(
                r"\begin{{pmatrix}}{}\end{{pmatrix}}",
                spell(|f| &f.latex, " & ", r" \\ ")
            ),
            mathml: format!(
                r#"<mrow><mo form="prefix">(</mo><mtable>{}</mtable><mo form="postfix">)</mo></mrow>"#,
                rows.iter().map(cells).collect::<String>()
            ),
        }
    }

    /// A column vector.
    pub(crate) fn column<I: IntoIterator<Item = Formula>>(parts: I) -> Formula {
        Formula::matrix(parts.into_iter().map(|part| vec![part]).collect())
    }

    /// A name with a subscript.
    pub(crate) fn subscripted(self, sub: Formula) -> Formula {
        Formula {
            plain: format!("{}{}", self.plain, sub.plain),
            unicode: format!("{}{}", self.unicode, lowered(&sub.unicode)),
            latex: format!("{}_{{{}}}", self.latex, sub.latex),
            mathml: format!("<msub><mrow>{}</mrow><mrow>{}</mrow></msub>", self.mathml, sub.mathml),
        }
    }

    /// `self` to the power of a small whole number; 1 is not written.
    pub(crate) fn power(self, exponent: usize) -> Formula {
        if exponent == 1 {
            return self;
        }
        Formula {
            plain: format!("{}^{exponent}", self.plain),
            unicode: format!("{}{}", self.unicode, raised(&exponent.to_string())),
            latex: format!("{}^{{{exponent}}}", self.latex),
            mathml: format!("<msup><mrow>{}</mrow><mn>{exponent}</mn></msup>", self.mathml),
        }
    }

    /// A fraction.
    pub(crate) fn fraction(self, below: Formula) -> Formula {
        Formula {
            plain: format!("{}/{}", self.plain, below.plain),
            unicode: format!("{}/{}", self.unicode, below.unicode),
            latex: format!(r"\frac{{{}}}{{{}}}", self.latex, below.latex),
            mathml: format!(
                "<mfrac><mrow>{}</mrow><mrow>{}</mrow></mfrac>",
                self.mathml, below.mathml
            ),
        }
    }

    /// Numbered equations under one brace.
    pub(crate) fn system(rows: Vec<Formula>) -> Formula {
        let number = |k: usize| format!("({})", k + 1);
        let mut all = Formula::default();
        for (k, row) in rows.iter().enumerate() {
            let gap = if k == 0 { "" } else { "\n" };
            all.plain += &format!("{gap}{}  {}", row.plain, number(k));
            all.unicode += &format!("{gap}{}  {}", row.unicode, number(k));
            let tag = format!(r"&& \text{{{}}}", number(k));
            all.latex += &format!(
                "{}{} {tag}",
                if k == 0 { "" } else { r" \\ " },
                row.latex.replacen(" = ", " &= ", 1)
            );
            all.mathml += &format!(
                "<mtr><mtd>{}</mtd><mtd><mtext>{}</mtext></mtd></mtr>",
                row.mathml,
                number(k)
            );
        }
        all.latex = format!(r"\begin{{aligned}}{}\end{{aligned}}", all.latex);
        all.mathml = format!(
            r#"<mrow><mo form="prefix" stretchy="true">{{</mo><mtable class="cs">{}</mtable></mrow>"#,
            all.mathml
        );
        all
    }
}

/// `&`, `<`, `>` and quotes as entities.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            other => out.push(other),
        }
    }
    out
}

/// Text that TeX prints as it stands.
pub(crate) fn tex_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out += r"\backslash ",
            '{' | '}' | '$' | '&' | '#' | '%' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '^' => out += r"\hat{}",
            '~' => out += r"\sim ",
            '`' => out.push('\''),
            '|' => out += r"\vert ",
            other => out.push(other),
        }
    }
    out
}

/// Superscript digits.
pub(crate) fn raised(digits: &str) -> String {
    digits.chars().map(|c| translate(c, "0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")).collect()
}

/// Subscript digits; other characters stay.
pub(crate) fn lowered(digits: &str) -> String {
    digits.chars().map(|c| translate(c, "0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")).collect()
}

fn translate(c: char, from: &str, to: &str) -> char {
    let place = from.chars().position(|f| f == c);
    place.and_then(|k| to.chars().nth(k)).unwrap_or(c)
}
