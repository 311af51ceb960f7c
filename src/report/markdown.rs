//! The page as Markdown with its figures beside it.

use super::html::text_of;
use super::options::{MathDialect, Options};
use super::page::Page;
use super::prose;
use super::templates::{self, TemplateError};
use super::variant;
use super::visit;
use super::words::Words;
use crate::result::Document;
use std::collections::BTreeSet;
use std::io::Write;
use tera::{Context, Kwargs, State, Tera, Value};

/// A Markdown page and the pictures it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markdown {
    /// The page.
    pub text: String,
    /// File names, relative to the page, and SVG texts.
    pub figures: Vec<(String, String)>,
}

/// The worked solution as Markdown; an error of the user's templates is printed in its place.
pub fn markdown(document: &Document, options: &Options) -> Markdown {
    markdown_page(document, options).unwrap_or_else(|error| Markdown {
        text: format!("⟦{}⟧", prose::escape_line(&error.message)),
        figures: Vec::new(),
    })
}

/// The worked solution as Markdown.
///
/// # Errors
/// A template of the user does not render.
pub fn markdown_page(document: &Document, options: &Options) -> Result<Markdown, TemplateError> {
    of_page(&variant::page(document, options), options)
}

/// A page as Markdown.
pub(crate) fn of_page(page: &Page, options: &Options) -> Result<Markdown, TemplateError> {
    let file = |name: &str| format!("{}-{name}.svg", options.stem);
    let figures = visit::figures(page)
        .into_iter()
        .map(|figure| (file(&figure.name), super::plot::standalone(&figure.svg)));
    let figures = figures.collect();
    let mut context = Context::new();
    context.insert("page", page);
    context.insert("words", Words::of(&options.language).entries());
    context.insert("stem", &options.stem);
    let text = tidy(&templates::render(&engine(options)?, "page.md", &context)?);
    Ok(Markdown { text, figures })
}

fn engine(options: &Options) -> Result<Tera, TemplateError> {
    let dialect = options.math;
    let mut tera = Tera::new();
    tera.set_escape_fn(|given: &str, out: &mut dyn Write| {
        out.write_all(prose::escape_line(given).as_bytes())
    });
    tera.autoescape_on([".md"]);
    templates::trust(&mut tera, BTreeSet::new());
    let mut add = |name: &'static str, filter: fn(&Value, MathDialect) -> String| {
        tera.register_filter(name, move |value: &Value, _: Kwargs, _: &State| -> Value {
            Value::safe_string(&filter(value, dialect))
        });
    };
    add("say", phrase);
    // Headings carry no formulas: renderers make different anchors of them.
    add("text", |value, _| prose::escape_line(value.as_str().unwrap_or_default()));
    add("display", display);
    add("lines", lines);
    add("prose", |value, dialect| {
        prose::markdown(value.as_str().unwrap_or_default(), &|tex| inline(tex, dialect))
    });
    add("chapter", |value, dialect| {
        prose::rewritten(value.as_str().unwrap_or_default(), &|tex| inline(tex, dialect))
    });
    add("fence", |value, _| fence(value.as_str().unwrap_or_default()));
    add("url", |value, _| url(value.as_str().unwrap_or_default()));
    templates::load(tera, templates::MARKDOWN, &options.templates)
}

/// A file name as the target of a link (RFC 3986, section 2.1).
fn url(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            other => out += &format!("%{other:02X}"),
        }
    }
    out
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
