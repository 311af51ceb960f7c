//! Lines about the page: title, problem, notes and settings.

use super::error::{Error, ErrorKind};
use crate::syntax::{Key, Span};
use std::collections::BTreeMap;

/// The text lines of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    /// `title:`
    pub title: Option<String>,
    /// `problem:`, line breaks kept.
    pub problem: Option<String>,
    /// `note:`, in order, line breaks kept.
    pub notes: Vec<String>,
    /// `lang:`, one of [`LANGUAGES`].
    pub lang: Option<String>,
    /// `steps:`, `none`, `brief` or `full`.
    pub steps: Option<String>,
    /// `notation:`, `eigen`, `D`, `ABC` or `minors`.
    pub notation: Option<String>,
    /// `marks:`
    pub marks: Option<String>,
}

/// Languages there is a catalogue of words for, sorted.
pub const LANGUAGES: &[&str] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));
const STEPS: &[&str] = &["none", "brief", "full"];
const NOTATIONS: &[&str] = &["eigen", "D", "ABC", "minors"];

/// Collects text lines; each key but `note` stands once.
///
/// # Errors
/// A key that stands twice; a setting that is not known.
pub(super) fn collect<'a>(
    lines: impl Iterator<Item = (Key, &'a str, Span)>,
) -> Result<Texts, Error> {
    let mut texts = Texts::default();
    let mut seen: BTreeMap<Key, Span> = BTreeMap::new();
    for (key, value, span) in lines {
        if let Some(first) = seen.insert(key, span).filter(|_| key != Key::Note) {
            return Err(Error::new(ErrorKind::TextTwice(first), span));
        }
        let text = value.to_string();
        match key {
            Key::Title => texts.title = Some(text),
            Key::Problem => texts.problem = Some(text),
            Key::Note => texts.notes.push(text),
            Key::Lang => texts.lang = Some(setting(value, LANGUAGES, span)?),
            Key::Steps => texts.steps = Some(setting(value, STEPS, span)?),
            Key::Notation => texts.notation = Some(setting(value, NOTATIONS, span)?),
            Key::Marks => texts.marks = Some(super::marks::checked(value, span)?),
        }
    }
    Ok(texts)
}

fn setting(value: &str, allowed: &'static [&'static str], span: Span) -> Result<String, Error> {
    match allowed.contains(&value) {
        true => Ok(value.to_string()),
        false => Err(Error::new(ErrorKind::TextValue(value.to_string(), allowed), span)),
    }
}
