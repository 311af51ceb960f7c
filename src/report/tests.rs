//! Whole pages of a result written by hand.

use super::{MathDialect, Options, TerminalOptions, fill_words, html, markdown, terminal};
use crate::result::Document;

/// `(1 − w1·w2)²`: a saddle at the origin and a hyperbola of global minima.
fn lecture() -> Document {
    let text = include_str!("../../tests/reports/lecture.json");
    serde_json::from_str(text).expect("the fixture is a result")
}

fn options(language: &str) -> Options {
    Options {
        language: language.to_string(),
        stem: "lecture".to_string(),
        version: "0.1.0".to_string(),
        ..Options::default()
    }
}

/// Every page of a result in every language and format.
fn pages(document: &Document) -> Vec<String> {
    let mut all = Vec::new();
    for language in super::languages() {
        all.push(html(document, &options(language)));
        for math in [MathDialect::Github, MathDialect::Dollar] {
            all.push(markdown(document, &Options { math, ..options(language) }).text);
        }
        let choice = TerminalOptions { language: language.to_string(), ..Default::default() };
        all.push(terminal(document, &choice));
    }
    all
}

#[test]
fn no_word_is_missing() {
    for page in pages(&lecture()) {
        assert!(!page.contains('⟦'), "{}", page.split('⟦').nth(1).unwrap_or_default());
    }
}

#[test]
fn the_same_bytes_twice() {
    assert_eq!(pages(&lecture()), pages(&lecture()));
}

#[test]
fn reasons_become_english_sentences() {
    let mut document = lecture();
    fill_words(&mut document);
    let saddle = "H has one negative eigenvalue and one positive eigenvalue, so it is \
                  indefinite: a strict saddle.";
    assert_eq!(document.points[0].because, saddle);
    assert!(document.completeness.why.ends_with("each of its 2 branches is closed."));
}
