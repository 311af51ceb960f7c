//! Keys, worksheets, chosen sections, marks.

use super::super::{Options, SECTIONS, Variant, html, markdown};
use super::{everything, lecture, options};
use crate::result::{Document, Expectation};

fn variant(document: &Document, variant: Variant, language: &str) -> Vec<String> {
    let options = Options { variant, ..options(language) };
    let markdown = markdown(document, &options);
    let figures = markdown.figures.into_iter().map(|(_, svg)| svg);
    [html(document, &options), markdown.text].into_iter().chain(figures).collect()
}

/// The words for natures, in the catalogue of a language.
fn natures(language: &str) -> Vec<String> {
    let words = super::super::words::Words::of(language);
    let of = |part: &str| {
        let entries = words.entries()[part].as_object().cloned().unwrap_or_default();
        entries.values().filter_map(|v| v.as_str().map(String::from)).collect::<Vec<_>>()
    };
    let badges = ["minimum", "saddle", "maximum", "inflection"];
    let badges = badges.map(|key| words.label(&format!("badge.point.{key}")));
    of("nature").into_iter().chain(badges).collect()
}

#[test]
fn a_worksheet_holds_no_answer() {
    for mut document in [lecture(), everything()] {
        document.texts.title = None;
        document.texts.problem = None;
        document.texts.notes = vec!["The saddle point is the origin.".to_string()];
        document.input.text += "\nexpect: saddle at (0, 0)\n";
        document.expect = vec![Expectation { text: "1 saddle".to_string(), holds: true }];
        let coordinates = document.points.iter().flat_map(|p| &p.coordinates);
        let values = document.points.iter().map(|p| &p.value);
        let numbers: Vec<String> = coordinates
            .chain(values)
            .flat_map(|number| [number.exact.clone(), number.decimal.clone()])
            .flatten()
            .filter(|text| text.len() > 3)
            .collect();
        for language in ["en", "zh"] {
            for page in variant(&document, Variant::Worksheet, language) {
                let page = page.replace("plot.css", "");
                for word in natures(language).iter().chain(&numbers) {
                    assert!(!page.contains(word.as_str()), "{word}: {page}");
                }
                assert!(!page.contains("expect:") && !page.contains("The saddle"));
                assert!(!page.contains('⟦'));
            }
        }
    }
}

#[test]
fn the_leak_test_can_fail() {
    let page = variant(&lecture(), Variant::Solution, "en").concat();
    assert!(natures("en").iter().any(|word| page.contains(word.as_str())));
}

#[test]
fn a_worksheet_does_not_depend_on_the_answer() {
    let full = lecture();
    let mut bare = lecture();
    bare.points.clear();
    bare.continua.clear();
    bare.proof.tree.clear();
    let [a, b] = [full, bare].map(|document| variant(&document, Variant::Worksheet, "en"));
    assert_eq!(a, b);
}

#[test]
fn a_key_has_results_and_no_derivation() {
    let page = variant(&lecture(), Variant::Key, "en")[1].clone();
    assert!(page.contains("Saddle point") && page.contains("All critical points: proved"));
    assert!(!page.contains("chain rule") && !page.contains("Case A"));
    let html = &variant(&lecture(), Variant::Key, "en")[0];
    assert!(!html.contains("href=\"#p1\""), "links lead nowhere");
}

#[test]
fn sections_are_numbered_without_gaps() {
    let mut document = lecture();
    document.texts.marks = Some("default".to_string());
    for kind in [Variant::Solution, Variant::Key, Variant::Worksheet] {
        let page = variant(&document, kind, "en")[1].clone();
        let numbers = page
            .lines()
            .filter_map(|line| line.strip_prefix("## ")?.split(' ').next()?.parse::<usize>().ok());
        let numbers: Vec<usize> = numbers.collect();
        assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>(), "{kind:?}");
    }
}

#[test]
fn sections_are_chosen_by_name_and_completeness_is_always_said() {
    let page = |sections: &[&str]| {
        let sections = sections.iter().map(|s| s.to_string()).collect();
        markdown(&lecture(), &Options { sections, ..options("en") })
    };
    let only = page(&["problem", "gradient"]);
    assert!(only.text.contains("## 2 Gradient") && !only.text.contains("Hessian\n"));
    assert!(only.text.contains("All critical points: proved"));
    assert_eq!(only.figures.len(), 0);
    let without = page(&["-gradient", "-figures"]);
    assert!(!without.text.contains("Gradient\n") && without.text.contains("## 3 Hessian"));
    for (name, _) in SECTIONS {
        assert!(page(&[name]).text.contains("All critical points: proved"), "{name}");
    }
}

#[test]
fn marks_stand_beside_the_steps_and_add_up() {
    let mut document = lecture();
    document.texts.marks = Some("gradient 2, solving 3, verdict 1, reason 2".to_string());
    let page = variant(&document, Variant::Solution, "en")[1].clone();
    assert!(page.contains("**\\[2 marks\\]**") && page.contains("**\\[3 marks\\]**"));
    // One saddle and one curve whose pieces share a verdict: 2 + 3 + 2·(1 + 2).
    assert!(page.contains("| Total | 11 |"), "{page}");
    let sheet = variant(&document, Variant::Worksheet, "en")[1].clone();
    assert!(sheet.contains("**\\[2 marks\\]**") && !sheet.contains("Total"));
    document.texts.marks = Some("gradient 1".to_string());
    assert!(variant(&document, Variant::Solution, "en")[1].contains("**\\[1 mark\\]**"));
}
