//! The templates of the program, and those of the user in front of them.
//!
//! A template is found by its name among those that were loaded, never by a path, so no
//! `include` or `extends` leaves the folder of the user. Whatever a template prints is escaped
//! for its format; only what the program made itself is printed as it is.

use std::collections::BTreeSet;
use tera::{Context, Kwargs, State, Tera, Value};

/// The names and texts of the templates of one format.
pub(crate) type Templates = &'static [(&'static str, &'static str)];

macro_rules! templates {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),+]
    };
}

/// Templates of HTML pages.
pub(crate) const HTML: Templates = templates!(
    "page.html",
    "blocks.html",
    "badge.html",
    "table.html",
    "figure.html",
    "light.css",
    "dark.css",
    "plot.css",
    "page.css",
);

/// Templates of Markdown pages.
pub(crate) const MARKDOWN: Templates = templates!("page.md", "blocks.md", "table.md", "figure.md");

/// Templates of LaTeX pages.
pub(crate) const LATEX: Templates = templates!("page.tex", "blocks.tex", "table.tex", "figure.tex");

/// All templates of the program: where an own set of templates starts.
pub fn built_in_templates() -> Vec<(&'static str, &'static str)> {
    [HTML, MARKDOWN, LATEX].concat()
}

/// A template that cannot be read or rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// What is wrong, with the place in the template.
    pub message: String,
}

impl std::fmt::Display for TemplateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TemplateError {}

impl From<tera::Error> for TemplateError {
    fn from(error: tera::Error) -> TemplateError {
        TemplateError { message: error.to_string() }
    }
}

/// Replaces the filter `safe`: only what the program made is printed as it is.
pub(crate) fn trust(tera: &mut Tera, made: BTreeSet<String>) {
    tera.register_filter("safe", move |text: &str, _: Kwargs, _: &State| -> Value {
        match made.contains(text) {
            true => Value::safe_string(text),
            false => Value::from(text),
        }
    });
}

/// Adds the templates of a format and those of the user whose names end alike. A user's
/// template of the same name stands in front; the original is `built-in/NAME`.
pub(crate) fn load(
    mut tera: Tera,
    built_in: Templates,
    user: &[(String, String)],
) -> Result<Tera, TemplateError> {
    tera.set_fallback_prefixes(["user/", "built-in/"])?;
    let endings = |name: &str| name.rsplit_once('.').map(|(_, ending)| ending.to_string());
    let known: Vec<String> = built_in.iter().filter_map(|(name, _)| endings(name)).collect();
    let own = user.iter().filter(|(name, _)| endings(name).is_some_and(|e| known.contains(&e)));
    let own: Vec<(String, String)> =
        own.map(|(name, text)| (format!("user/{name}"), text.clone())).collect();
    let shipped = built_in.iter().map(|(n, t)| (format!("built-in/{n}"), (*t).to_string()));
    tera.add_raw_templates(shipped.chain(own).collect::<Vec<_>>())?;
    Ok(tera)
}

/// A rendered template.
pub(crate) fn render(tera: &Tera, name: &str, context: &Context) -> Result<String, TemplateError> {
    Ok(tera.render(name, context)?)
}
