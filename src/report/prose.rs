//! CommonMark written by the user: no raw HTML, no unsafe links, formulas between dollars.

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The text as HTML; its headings stand below those of the page.
pub(crate) fn html(text: &str) -> String {
    written(events(text, |_| HeadingLevel::H3))
}

/// The same where the headings are those of the page.
pub(crate) fn chapter(text: &str) -> String {
    written(events(text, |level| match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H2,
        _ => HeadingLevel::H3,
    }))
}

fn written(events: Vec<Event<'_>>) -> String {
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, events.into_iter());
    out
}

/// The text as Markdown that cannot break the page around it: raw HTML becomes text,
/// headings and rules are escaped, unsafe links lose their target.
pub(crate) fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_MATH | Options::ENABLE_TABLES)
}

fn events(text: &str, level: fn(HeadingLevel) -> HeadingLevel) -> Vec<Event<'_>> {
    let mut dropped = Vec::new();
    let mut all = Vec::new();
    for event in parser(text) {
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) => all.push(Event::Text(raw)),
            Event::InlineMath(tex) => all.push(math(&tex, MathDisplay::Inline)),
            Event::DisplayMath(tex) => all.push(math(&tex, MathDisplay::Block)),
            Event::Start(Tag::Link { ref dest_url, .. }) => {
                dropped.push(!is_safe(dest_url));
                if is_safe(dest_url) {
                    all.push(event);
                }
            }
            Event::End(TagEnd::Link) => {
                if dropped.pop() != Some(true) {
                    all.push(event);
                }
            }
            // An image would be a request to the network.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            // Classes and ids of the user would be those of the page.
            Event::Start(Tag::Heading { level: given, .. }) => {
                let (classes, attrs) = (Vec::new(), Vec::new());
                let tag = Tag::Heading { level: level(given), id: None, classes, attrs };
                all.push(Event::Start(tag));
            }
            Event::End(TagEnd::Heading(given)) => {
                all.push(Event::End(TagEnd::Heading(level(given))));
            }
            other => all.push(other),
        }
    }
    all
}

/// Links that only lead somewhere: web, mail, this page.
pub(crate) fn is_safe(url: &str) -> bool {
    let url = url.trim().to_ascii_lowercase();
    ["https://", "http://", "mailto:", "#"].iter().any(|scheme| url.starts_with(scheme))
}

fn math(tex: &str, display: MathDisplay) -> Event<'static> {
    let converter = LatexToMathML::new(MathCoreConfig::default());
    let mathml = converter.ok().and_then(|c| c.convert_with_local_state(tex, display).ok());
    // Formulas may contain links; those of the user are shown as TeX.
    match mathml.filter(|mathml| !mathml.mathml.contains("href=")) {
        Some(mathml) => Event::InlineHtml(CowStr::from(mathml.mathml)),
        None => Event::Code(CowStr::from(tex.to_string())),
    }
}

/// The text as Markdown in a block quote, which bounds whatever structure it has.
pub(crate) fn markdown(text: &str, math: &dyn Fn(&str) -> String) -> String {
    let out = rewritten(text, math);
    let quoted = out.lines().map(|line| format!("> {line}").trim_end().to_string());
    quoted.collect::<Vec<_>>().join("\n")
}

/// The text as Markdown with its structure; raw HTML is text, unsafe links are none.
pub(crate) fn rewritten(text: &str, math: &dyn Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut done = 0;
    for (event, range) in parser(text).into_offset_iter() {
        let source = text.get(range.clone()).unwrap_or_default();
        let written = match event {
            Event::Html(_) | Event::InlineHtml(_) => source.replace('<', "&lt;"),
            Event::InlineMath(tex) | Event::DisplayMath(tex) => math(&tex),
            Event::Start(Tag::Link { ref dest_url, .. }) if !is_safe(dest_url) => {
                escape_line(source)
            }
            Event::Start(Tag::Image { .. }) => escape_line(source),
            _ => continue,
        };
        if range.start < done {
            continue;
        }
        out += text.get(done..range.start).unwrap_or_default();
        out += &written;
        done = range.end;
    }
    out += text.get(done..).unwrap_or_default();
    out
}

/// Text that Markdown prints as it stands, on one line.
pub(crate) fn escape_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '!' | '|' | '$' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '&' => out += "&amp;",
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    escape_start(&out)
}

/// A list marker or a setext line at the start of a line is text.
fn escape_start(text: &str) -> String {
    let marker = text.chars().next().filter(|c| "+-=".contains(*c));
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let numbered = digits > 0 && text[digits..].starts_with(['.', ')']);
    match (marker, numbered) {
        (Some(_), _) => format!("\\{text}"),
        (None, true) => format!("{}\\{}", &text[..digits], &text[digits..]),
        (None, false) => text.to_string(),
    }
}
