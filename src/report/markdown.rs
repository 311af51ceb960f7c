//! The page as Markdown with its figures beside it.

use super::html::{render, text_of};
use super::options::{MathDialect, Options};
use super::prose;
use super::variant;
use super::words::Words;
use crate::result::Document;
use tera::{Context, Kwargs, State, Tera, Value};

/// A Markdown page and the pictures it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markdown {
    /// The page.
    pub text: String,
    /// File names, relative to the page, and SVG texts.
    pub figures: Vec<(String, String)>,
}

/// The worked solution as Markdown.
pub fn markdown(document: &Document, options: &Options) -> Markdown {
    let page = variant::page(document, options);
    let file = |name: &str| format!("{}-{name}.svg", options.stem);
    let figures = page
        .figures
        .iter()
        .map(|figure| (file(&figure.name), super::plot::standalone(&figure.svg)));
    let figures = figures.collect();
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("words", Words::of(&options.language).entries());
    context.insert("stem", &options.stem);
    let text = tidy(&render(&engine(options.math), "page.md", &context));
    Markdown { text, figures }
}

fn engine(dialect: MathDialect) -> Tera {
    let mut tera = Tera::new();
    tera.register_filter("say", move |value: &Value, _: Kwargs, _: &State| -> String {
        phrase(value, dialect)
    });
    // Headings carry no formulas: renderers make different anchors of them.
    tera.register_filter("text", |text: &str, _: Kwargs, _: &State| -> String {
        prose::escape_line(text)
    });
    tera.register_filter("display", move |value: &Value, _: Kwargs, _: &State| -> String {
        display(value, dialect)
    });
    tera.register_filter("lines", move |row: &Value, _: Kwargs, _: &State| -> String {
        lines(row, dialect)
    });
    tera.register_filter("prose", move |text: &str, _: Kwargs, _: &State| -> String {
        prose::markdown(text, &|tex| inline(tex, dialect))
    });
    tera.register_filter("indented", |text: &str, kwargs: Kwargs, _: &State| -> String {
        let by = kwargs.get::<String>("by").ok().flatten().unwrap_or_default();
        text.lines().map(|line| format!("{by}{line}")).collect::<Vec<_>>().join("\n")
    });
    tera.register_filter("fence", |text: &str, _: Kwargs, _: &State| -> String { fence(text) });
    let templates = [
        ("page.md", include_str!("../../templates/page.md")),
        ("blocks.md", include_str!("../../templates/blocks.md")),
        ("table.md", include_str!("../../templates/table.md")),
    ];
    tera.add_raw_templates(templates).map_or_else(|_| Tera::new(), |()| tera)
}

fn phrase(value: &Value, dialect: MathDialect) -> String {
    let mut out = String::new();
    for piece in value.as_array().unwrap_or_default() {
        if let Some(words) = text_of(piece, "text") {
            out += &escape_middle(words, out.is_empty());
        } else if let Some(words) = text_of(piece, "strong") {
            out += &format!("**{}**", escape_middle(words, true));
        } else if let Some(link) = piece.get_from_path("link.text") {
            out += &phrase(link, dialect);
        } else if let Some(latex) = text_of(piece, "formula.latex") {
            // A formula may not touch a letter or digit before it.
            if out.ends_with(|c: char| c.is_ascii_alphanumeric()) {
                out.push(' ');
            }
            out += &inline(latex, dialect);
        }
    }
    out
}

/// Only the start of a line can be a list marker.
fn escape_middle(text: &str, first: bool) -> String {
    if first {
        return prose::escape_line(text);
    }
    let escaped = prose::escape_line(&format!("x{text}"));
    escaped[1..].to_string()
}

fn inline(latex: &str, dialect: MathDialect) -> String {
    let latex = safe_latex(latex.trim());
    match dialect {
        MathDialect::Github => format!("$`{latex}`$"),
        MathDialect::Dollar => format!("${latex}$"),
    }
}

fn display(value: &Value, dialect: MathDialect) -> String {
    displayed(text_of(value, "latex").unwrap_or_default(), dialect)
}

/// A row of a derivation, its further lines indented under the first.
fn lines(row: &Value, dialect: MathDialect) -> String {
    let first = text_of(row, "formula.latex").unwrap_or_default();
    let more = row.get_from_path("more").and_then(Value::as_array).unwrap_or_default();
    if more.is_empty() {
        return displayed(first, dialect);
    }
    let more = more.iter().filter_map(|line| text_of(line, "latex"));
    let more: String = more.map(|line| format!(r" \\ &\quad {}", line.trim())).collect();
    displayed(&format!(r"\begin{{aligned}}&{}{more}\end{{aligned}}", first.trim()), dialect)
}

fn displayed(latex: &str, dialect: MathDialect) -> String {
    let latex = safe_latex(latex.trim());
    match dialect {
        MathDialect::Github => format!("```math\n{latex}\n```"),
        MathDialect::Dollar => format!("$$\n{latex}\n$$"),
    }
}

/// No backtick, dollar, line break or pipe gets out of a formula.
fn safe_latex(latex: &str) -> String {
    latex
        .replace('`', "'")
        .replace(r"\$", r"\text{dollar}")
        .replace('$', "")
        .replace(['\n', '\r'], " ")
        .replace(r"\|", r"\Vert ")
        .replace('|', r"\vert ")
}

/// A code block whose fence is longer than any run of backticks inside.
fn fence(text: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let bars = "`".repeat((longest + 1).max(3));
    format!("{bars}text\n{text}\n{bars}")
}

/// One blank line between paragraphs, none at the ends of lines.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = 1;
    for line in text.lines().map(str::trim_end) {
        blank = if line.is_empty() { blank + 1 } else { 0 };
        if blank <= 1 {
            out += line;
            out.push('\n');
        }
    }
    format!("{}\n", out.trim_end())
}
