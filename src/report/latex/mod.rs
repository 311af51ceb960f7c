//! The page as LaTeX that any TeX Live compiles: pictures drawn by TikZ, no other files.

mod css;
mod picture;
mod prose;
mod svg;
mod text;

use super::html::text_of;
use super::options::Options;
use super::page::Page;
use super::templates::{self, TemplateError};
use super::variant;
use super::words::Words;
use crate::result::Document;
use std::collections::BTreeSet;
use std::io::Write;
use tera::{Context, Delimiters, Kwargs, State, Tera, Value};
use text::{formula, is_cjk, is_unusual, text};

/// Rows of a table on one page.
const ROWS: usize = 28;

/// The worked solution as one LaTeX file.
///
/// # Errors
/// A template of the user does not render.
pub fn latex(document: &Document, options: &Options) -> Result<String, TemplateError> {
    of_page(&variant::page(document, options), options)
}

/// A page as LaTeX.
pub(crate) fn of_page(page: &Page, options: &Options) -> Result<String, TemplateError> {
    let engine = engine(options)?;
    let mut context = Context::new();
    context.insert("title_pdf", &outline(&page.title_text));
    context.insert("page", page);
    context.insert("words", Words::of(&options.language).entries());
    context.insert("cjk", &false);
    context.insert("unknown", &Vec::<Unknown>::new());
    // The preamble depends on the characters of the text, so it is set in a second pass.
    let draft = templates::render(&engine, "page.tex", &context)?;
    let unusual: BTreeSet<char> = draft.chars().filter(|c| is_unusual(*c)).collect();
    let unknown = unusual.iter().map(|c| Unknown {
        hex: format!("{:04X}", *c as u32),
        char: c.to_string(),
        cjk: is_cjk(*c),
    });
    context.insert("unknown", &unknown.collect::<Vec<Unknown>>());
    context.insert("cjk", &unusual.iter().any(|c| is_cjk(*c)));
    templates::render(&engine, "page.tex", &context)
}

/// A character and its number.
#[derive(serde::Serialize)]
struct Unknown {
    hex: String,
    char: String,
    cjk: bool,
}

fn engine(options: &Options) -> Result<Tera, TemplateError> {
    let mut tera = Tera::new();
    let delimiters = Delimiters {
        block_start: "<%".into(),
        block_end: "%>".into(),
        variable_start: "<<".into(),
        variable_end: ">>".into(),
        comment_start: "<#".into(),
        comment_end: "#>".into(),
    };
    // There are no templates yet and the delimiters differ, so this cannot fail.
    let _ = tera.set_delimiters(delimiters);
    tera.set_escape_fn(|given: &str, out: &mut dyn Write| out.write_all(text(given).as_bytes()));
    tera.autoescape_on([".tex"]);
    templates::trust(&mut tera, BTreeSet::new());
    register(&mut tera, "say", phrase);
    register(&mut tera, "display", |value| displayed(text_of(value, "latex").unwrap_or_default()));
    register(&mut tera, "lines", lines);
    register(&mut tera, "table", table);
    register(&mut tera, "prose", |value| prose::latex(value.as_str().unwrap_or_default()));
    register(&mut tera, "chapter", |value| prose::latex(value.as_str().unwrap_or_default()));
    register(&mut tera, "code", |value| code(value.as_str().unwrap_or_default()));
    register(&mut tera, "outline", |value| outline(value.as_str().unwrap_or_default()));
    register(&mut tera, "picture", |value| picture::tikz(value.as_str().unwrap_or_default()));
    register(&mut tera, "depth", |value| {
        format!("{}", value.as_str().unwrap_or_default().len() / 2 + 1)
    });
    // Only single characters and what `outline` made.
    register(&mut tera, "raw_tex", |value| {
        let given = value.as_str().unwrap_or_default();
        if given.chars().count() == 1 { given.to_string() } else { outline(given) }
    });
    templates::load(tera, templates::LATEX, &options.templates)
}

/// A filter whose result is TeX already.
fn register(tera: &mut Tera, name: &'static str, filter: fn(&Value) -> String) {
    tera.register_filter(name, move |value: &Value, _: Kwargs, _: &State| -> Value {
        Value::safe_string(&filter(value))
    });
}

fn phrase(value: &Value) -> String {
    let mut out = String::new();
    for piece in value.as_array().unwrap_or_default() {
        if let Some(words) = text_of(piece, "text") {
            out += &text(words);
        } else if let Some(words) = text_of(piece, "strong") {
            out += &format!(r"\textbf{{{}}}", text(words));
        } else if let Some(link) = piece.get_from_path("link") {
            let inside = link.get_from_path("text").map(phrase).unwrap_or_default();
            let to: String =
                text_of(link, "to").unwrap_or_default().chars().filter(is_label).collect();
            out += &format!(r"\hyperref[{to}]{{{inside}}}");
        } else if let Some(latex) = text_of(piece, "formula.latex") {
            out += &inline(&formula(latex));
        }
    }
    out
}

/// A formula in the line: TeX breaks it before signs, unless brackets or a matrix hold it.
fn inline(latex: &str) -> String {
    match latex.contains(r"\left") || latex.contains(r"\begin") {
        true => format!(r"\hesseinline{{{latex}}}"),
        false => format!("${latex}$"),
    }
}

fn is_label(c: &char) -> bool {
    c.is_ascii_alphanumeric() || *c == '-'
}

/// A displayed formula that is never cut.
fn displayed(latex: &str) -> String {
    let latex = formula(latex);
    let whole = latex.contains(r"\begin") || latex.contains(r"\left");
    let command = if whole { "hessefit" } else { "hesseflow" };
    format!(r"\{command}{{{latex}}}")
}

/// A row of a derivation, its further lines indented under the first.
fn lines(row: &Value) -> String {
    let first = text_of(row, "formula.latex").unwrap_or_default();
    let more = row.get_from_path("more").and_then(Value::as_array).unwrap_or_default();
    if more.is_empty() {
        return displayed(first);
    }
    let more = more.iter().filter_map(|line| text_of(line, "latex"));
    let more: String = more.map(|line| format!(r" \\ &\quad {}", formula(line))).collect();
    format!(r"\hessefit{{\begin{{aligned}}&{}{more}\end{{aligned}}}}", formula(first))
}

/// A table in pieces that fit a page, each with the head.
fn table(value: &Value) -> String {
    let array =
        |key: &'static str| value.get_from_path(key).and_then(Value::as_array).unwrap_or_default();
    let head = array("head");
    let is_numeric = |cell: &Value| cell.get_from_path("numeric").is_some_and(Value::is_truthy);
    let columns: String =
        head.iter().map(|cell| if is_numeric(cell) { 'r' } else { 'l' }).collect();
    let line = |cells: &[Value]| cells.iter().map(cell).collect::<Vec<_>>().join(" & ");
    let titles =
        head.iter().map(|c| format!(r"\textbf{{{}}}", cell(c))).collect::<Vec<_>>().join(" & ");
    let piece = |rows: &[Value]| {
        let body: String = rows
            .iter()
            .map(|row| format!("{} \\\\\n", line(row.as_array().unwrap_or_default())))
            .collect();
        format!(
            "\\hessetable{{\\renewcommand\\arraystretch{{1.25}}\\begin{{tabular}}{{{columns}}}\\hline\n\
             {titles} \\\\\\hline\n{body}\\hline\\end{{tabular}}}}\n"
        )
    };
    array("rows").chunks(ROWS).map(piece).collect()
}

fn cell(cell: &Value) -> String {
    let said = cell.get_from_path("text").map(phrase).unwrap_or_default();
    let Some(shape) = text_of(cell, "badge.shape") else { return said };
    let class: String =
        text_of(cell, "badge.class").unwrap_or_default().chars().filter(is_label).collect();
    let word = text(text_of(cell, "badge.text").unwrap_or_default());
    format!(r"\hessebadge{{{class}}}{{{}\ {word}}} {said}", text(shape))
}

/// Text line by line, blanks kept.
fn code(given: &str) -> String {
    let line = |line: &str| match line.trim().is_empty() {
        true => r"\strut".to_string(),
        false => {
            let blanks = line.len() - line.trim_start().len();
            format!("{}{}", "~".repeat(blanks), text(line.trim()).replace("  ", "~~"))
        }
    };
    given.lines().map(line).collect::<Vec<_>>().join("\\par\n")
}

/// What PDF outlines and titles hold: plain characters only.
fn outline(given: &str) -> String {
    let plain: String = given.chars().flat_map(lowered).collect();
    let mut out = String::new();
    for c in plain.chars() {
        match c {
            '^' | '_' | '&' | '~' | '$' => out += &format!("\\string{c}"),
            c if c.is_ascii_alphanumeric() || " .,:;()[]=+-*/<>!|'".contains(c) => out.push(c),
            c if c.is_alphabetic() => out.push(c),
            _ => {}
        }
    }
    out
}

/// The ASCII spelling of signs, raised and lowered digits.
fn lowered(c: char) -> Vec<char> {
    let place = |all: &str| all.chars().position(|other| other == c);
    let digit = place("₀₁₂₃₄₅₆₇₈₉").and_then(|k| "0123456789".chars().nth(k));
    let raised = place("⁰¹²³⁴⁵⁶⁷⁸⁹").and_then(|k| "0123456789".chars().nth(k));
    match (c, digit, raised) {
        (_, Some(digit), _) => vec![digit],
        (_, _, Some(digit)) => vec!['^', digit],
        ('−', _, _) => vec!['-'],
        ('·', _, _) => vec!['*'],
        ('≈', _, _) => vec!['~'],
        (c, _, _) => vec![c],
    }
}
