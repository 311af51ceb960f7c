//! CommonMark written by the user, as LaTeX: nothing of it is a command.

use super::text::text;
use crate::report::prose::{is_safe, parser};
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

/// Deeper lists than LaTeX numbers are set as paragraphs.
const DEEPEST: usize = 4;

/// The text with its structure.
pub(super) fn latex(given: &str) -> String {
    let mut writer = Writer::default();
    for event in parser(given) {
        writer.event(event);
    }
    writer.out.trim_end().to_string() + "\n"
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The names of the open lists; empty for one too deep.
    lists: Vec<&'static str>,
    /// Whether each open link leads somewhere.
    links: Vec<bool>,
    images: usize,
    in_code: bool,
    columns: usize,
    first_cell: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) if self.in_code => {
                let lines = words.lines().map(|line| text(line).replace(' ', "~"));
                self.out += &lines.collect::<Vec<_>>().join("\\par\n");
            }
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => {
                self.out += &text(&words);
            }
            Event::Code(words) => self.out += &format!(r"\texttt{{{}}}", text(&words)),
            Event::InlineMath(tex) => self.out += &math(&tex, false),
            Event::DisplayMath(tex) => self.out += &math(&tex, true),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out += "\\newline\n",
            Event::Rule => self.out += "\\par\\medskip\\hrule\\medskip\n",
            Event::FootnoteReference(name) => self.out += &text(&name),
            Event::TaskListMarker(done) => self.out += if done { "{[}x{]} " } else { "{[} {]} " },
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => {}
            Tag::Heading { level: HeadingLevel::H1 | HeadingLevel::H2, .. } => {
                self.out += "\\par\\bigskip{\\large\\bfseries ";
            }
            Tag::Heading { .. } => self.out += "\\par\\medskip{\\bfseries ",
            Tag::BlockQuote(_) => self.out += "\\begin{quote}\n",
            Tag::CodeBlock(kind) => {
                let _: CodeBlockKind<'_> = kind;
                self.in_code = true;
                self.out += "\\hessecode{";
            }
            Tag::List(number) => self.list(number.is_some()),
            Tag::Item => self.out += if self.is_shallow() { "\\item{} " } else { "\\par " },
            Tag::Emphasis => self.out += "\\emph{",
            Tag::Strong => self.out += "\\textbf{",
            Tag::Strikethrough | Tag::Superscript | Tag::Subscript => self.out.push('{'),
            Tag::Link { dest_url, .. } => {
                let leads = is_safe(&dest_url) && !dest_url.starts_with('#');
                self.links.push(leads);
                if leads {
                    self.out += &format!(r"\href{{{}}}{{", address(&dest_url));
                }
            }
            Tag::Image { .. } => self.images += 1,
            Tag::Table(columns) => {
                self.columns = columns.len();
                self.out +=
                    &format!("\\hessetable{{\\begin{{tabular}}{{{}}}", "l".repeat(self.columns));
            }
            Tag::TableHead | Tag::TableRow => self.first_cell = true,
            Tag::TableCell => {
                if !std::mem::take(&mut self.first_cell) {
                    self.out += " & ";
                }
            }
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.out += "\\par\n",
            TagEnd::Heading(_) => self.out += "}\\par\n",
            TagEnd::BlockQuote(_) => self.out += "\\end{quote}\n",
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.out += "}\n";
            }
            TagEnd::List(_) => {
                if let Some(name) = self.lists.pop().filter(|name| !name.is_empty()) {
                    self.out += &format!("\\end{{{name}}}\n");
                }
            }
            TagEnd::Item => self.out.push('\n'),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => self.out.push('}'),
            TagEnd::Link => {
                if self.links.pop() == Some(true) {
                    self.out.push('}');
                }
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Table => self.out += "\\end{tabular}}\n",
            TagEnd::TableHead => self.out += " \\\\\\hline\n",
            TagEnd::TableRow => self.out += " \\\\\n",
            TagEnd::TableCell
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn list(&mut self, numbered: bool) {
        let name = if numbered { "enumerate" } else { "itemize" };
        // LaTeX counts both kinds together up to six.
        let name = if self.lists.len() < DEEPEST { name } else { "" };
        self.lists.push(name);
        if !name.is_empty() {
            self.out += &format!("\\begin{{{name}}}\n");
        }
    }

    fn is_shallow(&self) -> bool {
        self.lists.last().is_some_and(|name| !name.is_empty())
    }
}

/// A link target in which nothing is a command.
fn address(url: &str) -> String {
    let mut out = String::new();
    for byte in url.bytes() {
        match byte {
            b'#' | b'%' | b'&' | b'_' => {
                out.push('\\');
                out.push(char::from(byte));
            }
            b'~' => out += r"\string~",
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            b':' | b'/' | b'?' | b'.' | b'=' | b',' | b';' | b'+' | b'@' | b'!' | b'*' | b'('
            | b')' | b'-' => out.push(char::from(byte)),
            other => out += &format!("\\%{other:02X}"),
        }
    }
    out
}

/// A formula of the user, if it is made of harmless commands only; otherwise its source.
fn math(tex: &str, display: bool) -> String {
    let whole = tex.replace('\n', " ");
    if !is_harmless(&whole) {
        return format!(r"\texttt{{{}}}", text(&whole));
    }
    match display {
        true => format!("\\hesseequation{{\\hesseflow{{{whole}}}}}"),
        false => format!("${whole}$"),
    }
}

/// Only commands of the list, groups closed, nothing that TeX would stumble over.
fn is_harmless(tex: &str) -> bool {
    let Ok(converter) = LatexToMathML::new(MathCoreConfig::default()) else { return false };
    if converter.convert_with_local_state(tex, MathDisplay::Inline).is_err() {
        return false;
    }
    let mut depth = 0i64;
    let mut environments: Vec<&str> = Vec::new();
    let mut rest = tex;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
                let name = &rest[..end];
                if name.is_empty() {
                    let Some(sign) = rest.chars().next() else { return false };
                    if !r"\,;:! {}%&#_|".contains(sign) || sign == '\\' && environments.is_empty() {
                        return false;
                    }
                    rest = &rest[sign.len_utf8()..];
                    continue;
                }
                rest = &rest[end..];
                if name == "begin" || name == "end" {
                    let Some((environment, tail)) =
                        rest.strip_prefix('{').and_then(|r| r.split_once('}'))
                    else {
                        return false;
                    };
                    let known = ENVIRONMENTS.contains(&environment);
                    if !known || name == "end" && environments.pop() != Some(environment) {
                        return false;
                    }
                    if name == "begin" {
                        environments.push(environment);
                    }
                    rest = tail;
                } else if !COMMANDS.contains(&name) {
                    return false;
                }
            }
            '{' => depth += 1,
            '}' => depth -= 1,
            '&' if environments.is_empty() => return false,
            '%' | '#' | '$' | '~' => return false,
            '^' if rest.starts_with('^') => return false,
            c if !c.is_ascii() || c.is_control() => return false,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0 && environments.is_empty()
}

const ENVIRONMENTS: &[&str] =
    &["matrix", "pmatrix", "bmatrix", "vmatrix", "cases", "aligned", "smallmatrix"];

const COMMANDS: &[&str] = &[
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "varepsilon",
    "zeta",
    "eta",
    "theta",
    "vartheta",
    "iota",
    "kappa",
    "lambda",
    "mu",
    "nu",
    "xi",
    "pi",
    "rho",
    "sigma",
    "tau",
    "upsilon",
    "phi",
    "varphi",
    "chi",
    "psi",
    "omega",
    "Gamma",
    "Delta",
    "Theta",
    "Lambda",
    "Xi",
    "Pi",
    "Sigma",
    "Upsilon",
    "Phi",
    "Psi",
    "Omega",
    "frac",
    "tfrac",
    "dfrac",
    "sqrt",
    "left",
    "right",
    "cdot",
    "times",
    "div",
    "pm",
    "mp",
    "le",
    "leq",
    "ge",
    "geq",
    "ne",
    "neq",
    "approx",
    "equiv",
    "sim",
    "in",
    "notin",
    "subset",
    "subseteq",
    "cup",
    "cap",
    "emptyset",
    "infty",
    "partial",
    "nabla",
    "sum",
    "prod",
    "int",
    "lim",
    "to",
    "rightarrow",
    "leftarrow",
    "Rightarrow",
    "Leftrightarrow",
    "mapsto",
    "forall",
    "exists",
    "neg",
    "wedge",
    "vee",
    "sin",
    "cos",
    "tan",
    "cot",
    "sinh",
    "cosh",
    "tanh",
    "arcsin",
    "arccos",
    "arctan",
    "exp",
    "ln",
    "log",
    "min",
    "max",
    "inf",
    "sup",
    "det",
    "ker",
    "dim",
    "mathbb",
    "mathbf",
    "mathrm",
    "mathcal",
    "mathit",
    "bar",
    "hat",
    "tilde",
    "vec",
    "dot",
    "ddot",
    "overline",
    "underline",
    "lvert",
    "rvert",
    "lVert",
    "rVert",
    "vert",
    "Vert",
    "langle",
    "rangle",
    "lbrace",
    "rbrace",
    "mid",
    "parallel",
    "perp",
    "ldots",
    "cdots",
    "dots",
    "quad",
    "qquad",
    "circ",
    "ast",
    "top",
    "prime",
    "displaystyle",
    "binom",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_of_harmless_commands_pass() {
        for tex in ["x^2", r"\frac{1}{2}", r"\begin{pmatrix}a & b\\ c & d\end{pmatrix}", r"\{x\}"] {
            assert!(is_harmless(tex), "{tex}");
        }
        for tex in [
            r"\input{/etc/passwd}",
            r"\write18{ls}",
            r"\end{document}",
            r"^^5cinput",
            "x%",
            "a & b",
            r"\def\x{}",
            "{",
            "}{",
            r"\begin{pmatrix}a",
            r"a\\b",
        ] {
            assert!(!is_harmless(tex), "{tex}");
        }
    }

    #[test]
    fn prose_keeps_its_structure_and_loses_its_commands() {
        for (given, expected) in [
            ("*a* **b**", "\\emph{a} \\textbf{b}\\par\n"),
            ("a \\input{x} 50%", "a \\textbackslash{}input\\{x\\} 50\\%\\par\n"),
            ("<b>a</b>", "\\textless{}b\\textgreater{}a\\textless{}/b\\textgreater{}\\par\n"),
            ("[a](javascript:b)", "a\\par\n"),
            ("[a](https://e.org/x_y%20z)", "\\href{https://e.org/x\\_y\\%20z}{a}\\par\n"),
            ("$\\input{x}$", "\\texttt{\\textbackslash{}input\\{x\\}}\\par\n"),
            ("- a\n- b", "\\begin{itemize}\n\\item{} a\n\\item{} b\n\\end{itemize}\n"),
        ] {
            assert_eq!(latex(given), expected, "{given}");
        }
    }
}
