//! Errors drawn under the line they are about.

use super::Span;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

/// What there is to say about a mistake, before it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// What is wrong, in one sentence without a period.
    pub title: String,
    /// Where.
    pub span: Span,
    /// What stands there, in a few words; may be empty.
    pub label: String,
    /// Other places that explain the mistake.
    pub context: Vec<(Span, String)>,
    /// What to do about it.
    pub help: Vec<Help>,
}

/// One piece of advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// The advice.
    pub text: String,
    /// A change of the text that follows it.
    pub change: Option<(Span, String)>,
}

impl Diagnosis {
    /// A mistake at `span`.
    pub fn new(span: Span, title: impl Into<String>, label: impl Into<String>) -> Diagnosis {
        let (title, label) = (title.into(), label.into());
        Diagnosis { title, span, label, context: Vec::new(), help: Vec::new() }
    }

    /// With another place that explains it.
    pub fn context(mut self, span: Span, label: impl Into<String>) -> Diagnosis {
        self.context.push((span, label.into()));
        self
    }

    /// With advice.
    pub fn help(mut self, text: impl Into<String>) -> Diagnosis {
        self.help.push(Help { text: text.into(), change: None });
        self
    }

    /// With advice, if there is some.
    pub fn maybe_help(self, text: Option<impl Into<String>>) -> Diagnosis {
        match text {
            Some(text) => self.help(text),
            None => self,
        }
    }

    /// With advice and the change that follows it.
    pub fn change(mut self, text: impl Into<String>, at: Span, to: impl Into<String>) -> Diagnosis {
        self.help.push(Help { text: text.into(), change: Some((at, to.into())) });
        self
    }
}

/// An error that can say what is wrong and where.
pub trait Explain {
    /// The mistake in words, its place and the advice.
    fn explain(&self) -> Diagnosis;
}

/// The mistake under the line of `source` it is about, with line and column; `label` names
/// the source (a path, or "formula"). Ends without a line break.
pub fn draw(source: &str, label: &str, error: &dyn Explain, color: bool) -> String {
    let source: String = source.chars().map(visible).collect();
    let diagnosis = error.explain();
    let place = |span: Span| clamp(&source, span);
    let mut first = Snippet::source(source.as_str()).path(label).annotation(
        AnnotationKind::Primary.span(place(diagnosis.span)).label(diagnosis.label.as_str()),
    );
    for (span, text) in &diagnosis.context {
        let note = AnnotationKind::Context.span(place(*span)).label(text.as_str());
        first = first.annotation(note);
    }
    let title = Level::ERROR.primary_title(diagnosis.title.as_str());
    let mut groups: Vec<Group> = vec![title.element(first)];
    for help in &diagnosis.help {
        let title = Level::HELP.secondary_title(help.text.as_str());
        groups.push(match &help.change {
            None => Group::with_title(title),
            Some((span, to)) => {
                let patch = Patch::new(place(*span), to.as_str());
                title.element(Snippet::source(source.as_str()).patch(patch))
            }
        });
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let drawn = renderer.decor_style(DecorStyle::Ascii).render(&groups);
    drawn.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Keeps a control character from moving the terminal's cursor; the width in bytes stays.
fn visible(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        _ if c.is_ascii_control() => ' ',
        _ => c,
    }
}

/// The span, moved to boundaries of characters inside the text.
fn clamp(source: &str, span: Span) -> std::ops::Range<usize> {
    let at = |offset: usize| {
        let offset = offset.min(source.len());
        (0..=offset).rev().find(|k| source.is_char_boundary(*k)).unwrap_or(0)
    };
    let (start, end) = (at(span.start), at(span.end));
    start..end.max(start)
}
