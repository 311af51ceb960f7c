//! No text of the user becomes HTML, TeX or Markdown structure.

use super::super::{MathDialect, Options, TerminalOptions, html, latex, markdown, prose, terminal};
use super::{lecture, options};
use crate::result::{Document, Note};

const HOSTILE: &str =
    "<script>alert(1)</script> & \"q\" `x` $y$ | # * _ [a](javascript:b) \\end{x}";

fn hostile() -> Document {
    let mut document = lecture();
    document.texts.title = Some(HOSTILE.to_string());
    document.texts.notes = vec![HOSTILE.to_string()];
    document.texts.problem = Some(format!("# Heading\n\n{HOSTILE}\n\n<div onclick=\"x()\">\n"));
    document.input.text = format!("````\n{HOSTILE}\n");
    document.input.notes =
        vec![Note { line: 1, column: 1, text: HOSTILE.to_string(), ..Note::default() }];
    document.formula = "no formula: <b>`$|".to_string();
    document.reading.as_typed = String::new();
    document.completeness.left = vec!["<i>x</i>".to_string()];
    document
}

#[test]
fn html_shows_it_as_text() {
    let page = html(&hostile(), &options("en"));
    assert!(!page.contains("<script") && !page.contains("<b>`") && !page.contains("<i>x"));
    assert!(!page.contains("javascript:b\"") && !page.contains("<div onclick"));
    assert!(page.contains("&lt;script&gt;alert(1)"));
}

#[test]
fn markdown_shows_it_as_text() {
    for math in [MathDialect::Github, MathDialect::Dollar] {
        let page = markdown(&hostile(), &Options { math, ..options("en") }).text;
        let fenced = page.split("`````text").nth(1).expect("a fence longer than four backticks");
        assert!(fenced.contains("`````\n"));
        let outside = page.replace(fenced, "");
        assert!(!outside.contains("<script"));
        assert!(!outside.contains("<div"));
        let headings = outside.lines().filter(|line| line.starts_with("# ")).count();
        assert_eq!(headings, 1);
        assert!(outside.lines().next().is_some_and(|line| line.contains("\\`x\\` \\$y\\$ \\|")));
    }
}

#[test]
fn latex_shows_it_as_text() {
    let mut document = hostile();
    document.texts.notes.push(r"\input{x} $\input{y}$ 50% `\def`".to_string());
    document.input.text += "\\end{document} {%\n";
    let page = latex(&document, &options("en")).expect("the templates of the program");
    let body = page.split_once(r"\begin{document}").expect("a document").1;
    assert_eq!(body.matches(r"\end{document}").count(), 1);
    for command in [r"\input", r"\def\", r"\def}", r"\end{x}", "<script"] {
        assert!(!body.contains(command), "{command}");
    }
    assert!(body.contains(r"\textbackslash{}end\{x\}") && body.contains(r"50\%"));
}

#[test]
fn formulas_of_unreadable_text_stay_formulas() {
    let page = markdown(&hostile(), &options("en")).text;
    let line = page.lines().find(|line| line.contains("no formula")).expect("the key formula");
    assert_eq!(line, r"L(w_{1},\ w_{2}) = \text{no formula: <b>'\text{dollar}\vert }");
}

#[test]
fn terminals_obey_no_control_characters() {
    let mut document = lecture();
    document.texts.title = Some("a\u{1b}[2Jb".to_string());
    document.input.notes =
        vec![Note { line: 1, column: 1, text: "\u{7}bell\u{1b}[0m".into(), ..Note::default() }];
    document.formula = "x\u{1b}[31m".to_string();
    document.reading.as_typed = String::new();
    let text = terminal(&document, &TerminalOptions::default());
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
}

#[test]
fn prose_is_commonmark_without_html_and_without_unsafe_links() {
    for (text, expected) in [
        ("*a*", "<p><em>a</em></p>\n"),
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>\n"),
        ("[a](javascript:b)", "<p>a</p>\n"),
        ("[a](JaVaScript:b)", "<p>a</p>\n"),
        ("[a](data:text/html,b)", "<p>a</p>\n"),
        ("[a](https://example.org)", "<p><a href=\"https://example.org\">a</a></p>\n"),
        ("![a](https://example.org/b.png)", "<p>a</p>\n"),
        ("<javascript:b>", "<p>javascript:b</p>\n"),
        ("# a", "<h3>a</h3>\n"),
    ] {
        assert_eq!(prose::html(text), expected, "{text}");
    }
    assert!(prose::html("$x^2$").contains("<math"));
    assert!(!prose::html(r"$\href{javascript:a}{x}$").contains("href="));
}

#[test]
fn prose_in_markdown_stays_in_its_quote() {
    let math = |tex: &str| format!("$`{tex}`$");
    for (text, expected) in [
        ("a $x$ b", "> a $`x`$ b"),
        ("a\n\n# b", "> a\n>\n> # b"),
        ("<b>a</b>", "> &lt;b>a&lt;/b>"),
        ("[a](javascript:b)", r"> \[a\](javascript:b)"),
        ("![a](b)", r"> \!\[a\](b)"),
    ] {
        assert_eq!(prose::markdown(text, &math), expected, "{text}");
    }
}
