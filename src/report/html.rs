//! The page as one HTML file: no script, no network, MathML, embedded styles and fonts.

use super::formula::escape;
use super::options::{Fonts, Options, Steps};
use super::page::Page;
use super::prose;
use super::select;
use super::templates::{self, TemplateError};
use super::variant;
use super::visit;
use super::words::Words;
use super::wrap::{spread, system};
use crate::result::Document;
use std::collections::BTreeSet;
use tera::{Context, Kwargs, State, Tera, Value};

const FONTS: [(&str, &str, &str, &[u8]); 4] = [
    ("Hesse Math", "400", "normal", include_bytes!("../../templates/fonts/hesse-math.woff2")),
    ("Hesse Text", "400", "normal", include_bytes!("../../templates/fonts/text-400.woff2")),
    ("Hesse Text", "600", "normal", include_bytes!("../../templates/fonts/text-600.woff2")),
    ("Hesse Text", "400", "italic", include_bytes!("../../templates/fonts/text-400i.woff2")),
];

/// Bytes of a page; one that is larger gives up pictures, the dearest first.
const LARGEST: usize = 300_000;

/// The worked solution as one self-contained HTML page; an error of the user's templates is
/// printed in its place.
pub fn html(document: &Document, options: &Options) -> String {
    html_page(document, options).unwrap_or_else(|error| format!("⟦{}⟧", escape(&error.message)))
}

/// The worked solution as one self-contained HTML page.
///
/// # Errors
/// A template of the user does not render.
pub fn html_page(document: &Document, options: &Options) -> Result<String, TemplateError> {
    let text = light_page(document, options)?;
    if text.len() <= LARGEST || options.steps != Steps::Full {
        return Ok(text);
    }
    // Derivations that long are read by nobody.
    light_page(document, &Options { steps: Steps::Brief, ..options.clone() })
}

/// The page, with fewer pictures if it is too large.
fn light_page(document: &Document, options: &Options) -> Result<String, TemplateError> {
    let mut page = variant::page(document, options);
    let mut text = of_page(&page, options)?;
    for lighten in [select::without_later_slices, select::without_surface, select::without_figures]
    {
        if text.len() <= LARGEST {
            break;
        }
        lighten(&mut page);
        visit::number_figures(&mut page);
        text = of_page(&page, options)?;
    }
    Ok(text)
}

/// A page as HTML.
pub(crate) fn of_page(page: &Page, options: &Options) -> Result<String, TemplateError> {
    let fonts = font_faces(options.fonts);
    let mut context = Context::new();
    let mut made = pictures(page);
    made.insert(fonts.clone());
    context.insert("page", page);
    context.insert("words", Words::of(&options.language).entries());
    context.insert("fonts", &fonts);
    context.insert("version", &options.version);
    templates::render(&engine(options, made)?, "page.html", &context)
}

/// The `svg` elements of a page.
fn pictures(page: &Page) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![serde_json::to_value(page).unwrap_or_default()];
    while let Some(value) = open.pop() {
        match value {
            serde_json::Value::Array(parts) => open.extend(parts),
            serde_json::Value::Object(parts) => {
                if let Some(svg) = parts.get("svg").and_then(|svg| svg.as_str()) {
                    found.insert(svg.to_string());
                }
                open.extend(parts.into_iter().map(|(_, part)| part));
            }
            _ => {}
        }
    }
    found
}

fn engine(options: &Options, made: BTreeSet<String>) -> Result<Tera, TemplateError> {
    let mut tera = Tera::new();
    tera.autoescape_on([".html", ".css"]);
    templates::trust(&mut tera, made);
    tera.register_filter("say", |value: &Value, _: Kwargs, _: &State| -> Value {
        Value::safe_string(&phrase(value))
    });
    tera.register_filter("display", |value: &Value, _: Kwargs, _: &State| -> Value {
        Value::safe_string(&display(value))
    });
    tera.register_filter("lines", |row: &Value, _: Kwargs, _: &State| -> Value {
        Value::safe_string(&step(row))
    });
    tera.register_filter("prose", |text: &str, _: Kwargs, _: &State| -> Value {
        Value::safe_string(&prose::html(text))
    });
    tera.register_filter("chapter", |text: &str, _: Kwargs, _: &State| -> Value {
        Value::safe_string(&prose::chapter(text))
    });
    templates::load(tera, templates::HTML, &options.templates)
}

/// A phrase as HTML; a formula keeps the punctuation after it on its line.
fn phrase(value: &Value) -> String {
    closed(value, "")
}

/// A phrase whose last formula keeps what closes it, which is markup.
fn closed(value: &Value, end: &str) -> String {
    let mut out = String::new();
    let pieces = value.as_array().unwrap_or_default();
    let mut skip = 0;
    for (k, piece) in pieces.iter().enumerate() {
        if let Some(text) = text_of(piece, "text") {
            out += &escape(text.get(skip..).unwrap_or_default());
            skip = 0;
        } else if let Some(text) = text_of(piece, "strong") {
            out += &format!("<strong>{}</strong>", escape(text));
        } else if let Some(link) = piece.get_from_path("link") {
            let inside = link.get_from_path("text");
            let formula = inside.and_then(Value::as_array).and_then(|pieces| pieces.last());
            let ends_in_formula = formula.is_some_and(|p| p.get_from_path("formula").is_some());
            let next = pieces.get(k + 1).and_then(|next| text_of(next, "text"));
            let closing = next.filter(|_| ends_in_formula).map(closing_punctuation);
            let closing = closing.unwrap_or_default();
            skip = closing.len();
            let end = match closing {
                "" => String::new(),
                closing => format!(r#"<span class="pu">{closing}</span>"#),
            };
            let text = inside.map(|text| closed(text, &end)).unwrap_or_default();
            let to = text_of(link, "to").map(escape).unwrap_or_default();
            out += &format!(r##"<a href="#{to}">{text}</a>"##);
        } else if let Some(mathml) = piece.get_from_path("formula.mathml").and_then(Value::as_str) {
            let closing = pieces.get(k + 1).and_then(|next| text_of(next, "text"));
            let closing = closing.map(closing_punctuation).unwrap_or_default();
            skip = closing.len();
            let last = k + 1 == pieces.len();
            out += &spread(mathml, None, if last { end } else { closing });
        }
    }
    out
}

/// The string at a path of a value.
pub(crate) fn text_of<'v>(value: &'v Value, key: &'v str) -> Option<&'v str> {
    value.get_from_path(key).and_then(Value::as_str)
}

/// The punctuation at the start of a text that must not begin a line.
fn closing_punctuation(text: &str) -> &str {
    let end = text.find(|c: char| !",.;:)，。；：）、".contains(c)).unwrap_or(text.len());
    &text[..end]
}

/// A displayed formula, with its TeX for copying.
fn display(value: &Value) -> String {
    let spelling = |key| text_of(value, key).unwrap_or_default();
    displayed(spelling("mathml"), spelling("latex"))
}

/// The formula of a step; the browser breaks it where it must, not where the tool did.
fn step(row: &Value) -> String {
    let more = row.get_from_path("more").and_then(Value::as_array).unwrap_or_default();
    let lines = || row.get_from_path("formula").into_iter().chain(more);
    let all = |key| lines().filter_map(|line| text_of(line, key)).collect::<String>();
    displayed(&all("mathml"), &all("latex"))
}

fn displayed(mathml: &str, latex: &str) -> String {
    let Some(rows) = system(mathml) else { return spread(mathml, Some(latex), "") };
    let row = |[equation, number]: &[&str; 2]| {
        let equation = spread(equation, Some(""), "");
        format!(r#"<span class="row"><span>{equation}</span><math>{number}</math></span>"#)
    };
    rows.iter().map(row).collect()
}

fn font_faces(fonts: Fonts) -> String {
    let count = match fonts {
        Fonts::None => 0,
        Fonts::Math => 1,
        Fonts::All => FONTS.len(),
    };
    let face = |(family, weight, style, data): &(&str, &str, &str, &[u8])| {
        format!(
            "@font-face{{font-family:\"{family}\";src:url(data:font/woff2;base64,{}) \
             format(\"woff2\");font-weight:{weight};font-style:{style};font-display:block}}\n",
            base64(data)
        )
    };
    FONTS[..count].iter().map(face).collect()
}

/// Base 64 with padding (RFC 4648, section 4).
fn base64(data: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(data.len().div_ceil(3) * 4);
    for chunk in data.chunks(3) {
        let byte = |k: usize| u32::from(chunk.get(k).copied().unwrap_or(0));
        let word = byte(0) << 16 | byte(1) << 8 | byte(2);
        for k in 0..4 {
            let letter = LETTERS[(word >> (18 - 6 * k) & 63) as usize];
            out.push(if k <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn base64_of_the_standard() {
        // RFC 4648, section 10.
        for (plain, coded) in [("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(super::base64(plain.as_bytes()), coded);
        }
    }
}
