//! Every word used is in every catalogue, and every word there is used.

use super::super::words::Words;
use super::{everything, lecture, pages};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Keys of a catalogue with the places of their sentences; plural forms are one key.
fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let words = Words::of(language);
    let mut entries = words.entries().clone();
    // The rules of plural forms are no sentences.
    entries.as_object_mut().map(|all| all.remove("plurals"));
    let mut open = vec![(String::new(), entries)];
    let mut keys = BTreeMap::new();
    while let Some((path, entry)) = open.pop() {
        match entry {
            Value::String(text) => {
                keys.insert(path, places(&text));
            }
            Value::Object(forms)
                if forms.contains_key("other")
                    && forms["other"].is_string()
                    && is_plural(&forms) =>
            {
                let all = forms.values().filter_map(Value::as_str).flat_map(places);
                let all = all.filter(|place| place != "n").collect();
                keys.insert(path, all);
            }
            Value::Object(entries) => {
                let dot = if path.is_empty() { "" } else { "." };
                open.extend(entries.into_iter().map(|(k, v)| (format!("{path}{dot}{k}"), v)));
            }
            other => panic!("{path}: {other}"),
        }
    }
    keys
}

fn is_plural(forms: &serde_json::Map<String, Value>) -> bool {
    let names = ["zero", "one", "two", "few", "many", "other"];
    forms.keys().all(|key| names.contains(&key.as_str()) || key.starts_with('='))
}

fn places(text: &str) -> BTreeSet<String> {
    let pieces = text.split('{').skip(1);
    pieces.filter_map(|piece| piece.split_once('}')).map(|(name, _)| name.to_string()).collect()
}

#[test]
fn languages_have_the_same_keys_and_places() {
    let english = keys("en");
    for language in crate::report::languages() {
        assert_eq!(Words::of(language).language, language);
        let other = keys(language);
        for (key, places) in &english {
            assert_eq!(other.get(key), Some(places), "{language}: {key}");
        }
        assert_eq!(other.len(), english.len(), "{language} has keys that English has not");
    }
}

#[test]
fn no_word_is_missing_on_any_page() {
    for page in [lecture(), everything()].iter().flat_map(pages) {
        let missing = page.split('⟦').nth(1).map(|rest| rest.get(..60).unwrap_or(rest));
        assert_eq!(missing, None);
    }
}

#[test]
fn every_key_is_used_by_the_program_or_a_template() {
    let sources = [
        include_str!("../abbreviate.rs"),
        include_str!("../answer.rs"),
        include_str!("../argument.rs"),
        include_str!("../asked.rs"),
        include_str!("../book.rs"),
        include_str!("../cases.rs"),
        include_str!("../complete.rs"),
        include_str!("../continuum.rs"),
        include_str!("../derivative.rs"),
        include_str!("../escape.rs"),
        include_str!("../extra.rs"),
        include_str!("../marks.rs"),
        include_str!("../method.rs"),
        include_str!("../notation.rs"),
        include_str!("../numeral.rs"),
        include_str!("../parts.rs"),
        include_str!("../plot/bars.rs"),
        include_str!("../plot/blank.rs"),
        include_str!("../plot/mod.rs"),
        include_str!("../plot/contour.rs"),
        include_str!("../plot/graph.rs"),
        include_str!("../plot/scatter.rs"),
        include_str!("../plot/slice.rs"),
        include_str!("../plot/surface.rs"),
        include_str!("../point.rs"),
        include_str!("../problem.rs"),
        include_str!("../scene.rs"),
        include_str!("../sets.rs"),
        include_str!("../terminal.rs"),
        include_str!("../verdict.rs"),
        include_str!("../variant.rs"),
        include_str!("../view.rs"),
        include_str!("../worksheet.rs"),
        include_str!("../../../templates/page.html"),
        include_str!("../../../templates/page.md"),
        include_str!("../../../templates/figure.md"),
        include_str!("../../../templates/figure.html"),
        include_str!("../../../templates/page.tex"),
        include_str!("../../../templates/figure.tex"),
    ];
    // Keys whose last part is made from an enum in one function.
    let made = [
        "badge.point.",
        "badge.set.",
        "lead.point.",
        "lead.set.",
        "nature.",
        "terminal.",
        "marks.",
        "claims.",
        "figure.alt-",
        "note.",
        "tally.",
    ];
    let all = sources.concat();
    for key in keys("en").keys() {
        let quoted = all.contains(&format!("\"{key}\"")) || all.contains(&format!("words.{key}"));
        let indexed = key
            .split_once('.')
            .is_some_and(|(part, name)| all.contains(&format!("words.{part}[\"{name}\"]")));
        assert!(quoted || indexed || made.iter().any(|prefix| key.starts_with(prefix)), "{key}");
    }
}
