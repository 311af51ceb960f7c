//! Whole pages of results written by hand.

mod catalogue;
mod escaping;
mod markup;
mod variants;

use super::{
    MathDialect, Options, TerminalOptions, fill_words, html, latex, markdown, terminal, text,
};
use crate::result::Document;

/// `(1 − w1·w2)²`: a saddle at the origin and a hyperbola of global minima.
fn lecture() -> Document {
    let text = include_str!("../../tests/reports/lecture.json");
    serde_json::from_str(text).expect("the fixture is a result")
}

/// Everything that a result may contain, each at least once; the numbers mean nothing.
fn everything() -> Document {
    let text = include_str!("../../tests/reports/everything.json");
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
        all.push(latex(document, &options(language)).expect("the templates of the program"));
        for ascii in [false, true] {
            let language = language.to_string();
            let choice = TerminalOptions { language, ascii, ..TerminalOptions::default() };
            all.push(terminal(document, &choice));
            all.push(text(document, &options(&choice.language), &choice));
        }
    }
    all
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
    let minima = "H is singular, so the second-derivative test does not decide. The value does. \
                  L = (1 - w1*w2)^2 is never negative, so L >= 0 everywhere, and L = 0 here: a \
                  global minimum.";
    assert_eq!(document.continua[0].strata[0].because, minima);
    assert!(document.completeness.why.ends_with("each of its 2 branches is closed."));
}

#[test]
fn every_reason_in_english() {
    let mut document = everything();
    fill_words(&mut document);
    let points = document.points.iter().map(|point| point.because.as_str());
    let asked = document.asked.iter().map(|point| point.because.as_str());
    let all: Vec<&str> = points.chain(asked).chain([document.completeness.why.as_str()]).collect();
    insta::assert_snapshot!("reasons", all.join("\n"));
}

#[test]
fn lecture_in_markdown() {
    for language in ["en", "zh"] {
        let page = markdown(&lecture(), &options(language));
        insta::assert_snapshot!(format!("lecture.{language}.md"), page.text);
        let names: Vec<&str> = page.figures.iter().map(|(name, _)| name.as_str()).collect();
        let all = ["contour", "surface", "slice-p1", "slice-c"].map(|n| format!("lecture-{n}.svg"));
        assert_eq!(names, all);
        assert_eq!(page.figures[0].0, "lecture-contour.svg");
        assert!(page.text.contains("](lecture-contour.svg)"));
    }
}

#[test]
fn lecture_on_the_terminal() {
    for (name, language, ascii) in
        [("terminal", "en", false), ("terminal.ascii", "en", true), ("terminal.zh", "zh", false)]
    {
        let language = language.to_string();
        let choice = TerminalOptions { language, ascii, ..TerminalOptions::default() };
        let text = terminal(&lecture(), &choice);
        assert!(!ascii || text.is_ascii());
        assert!(!text.contains('\u{1b}'));
        insta::assert_snapshot!(name, text);
    }
}

#[test]
fn lecture_as_plain_text() {
    for (name, language, ascii) in [("text", "en", false), ("text.ascii", "en", true)] {
        let choice = TerminalOptions { ascii, ..TerminalOptions::default() };
        let page = text(&lecture(), &options(language), &choice);
        assert!(!ascii || page.is_ascii());
        insta::assert_snapshot!(name, page);
    }
}

#[test]
fn colour_is_only_added() {
    let plain = terminal(&lecture(), &TerminalOptions::default());
    let coloured = terminal(&lecture(), &TerminalOptions { colour: true, ..Default::default() });
    assert!(coloured.contains("\u{1b}[33m"));
    let codes = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[32m", "\u{1b}[33m", "\u{1b}[34m"];
    let stripped = codes.iter().fold(coloured, |text, code| text.replace(code, ""));
    assert_eq!(stripped, plain);
}

#[test]
fn a_separable_loss_is_told_by_its_parts() {
    // x⁴ − 2x² in each of nine variables: 3⁹ = 19683 points, none of which is listed.
    let mut document = everything();
    let part = document.blocks.remove(0);
    let points = document.points.iter().take(3).cloned().collect();
    let part = crate::result::Block { continua: Vec::new(), families: Vec::new(), points, ..part };
    document.blocks = vec![part; 9];
    document.points.clear();
    document.continua.clear();
    document.families.clear();
    document.completeness.status = crate::result::Status::Proved;
    let text = terminal(&document, &TerminalOptions::default());
    assert!(text.contains("19683 in all"));
    assert!(!text.contains("No critical point was found"));
    let page = markdown(&document, &options("en")).text;
    assert!(page.contains("19683 in all") && !page.contains(r"\emptyset"));
}
