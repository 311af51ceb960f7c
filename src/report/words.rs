//! The word catalogues: every sentence of a report, by key and language.
//!
//! A catalogue is a JSON file in `templates/words`. A leaf is a sentence with `{named}`
//! places, or an object of plural forms: `"=2"` for an exact number, then the forms of the
//! language, then `"other"`. Which form a number takes stands under `plurals`, a list of
//! `["few", "n % 10 = 2..4 and n % 100 != 12..14"]` and the like; without it, `"one"` is 1.

use super::phrase::{Phrase, Piece};
use super::plural;
use serde_json::Value;

const CATALOGUES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));

/// The languages there is a catalogue for, sorted.
pub fn languages() -> impl Iterator<Item = &'static str> {
    CATALOGUES.iter().map(|(language, _)| *language)
}

/// The sentences of one language.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) language: &'static str,
    entries: Value,
}

impl Words {
    /// The catalogue of a language, or the English one if there is none.
    pub(crate) fn of(language: &str) -> Words {
        let find = |wanted: &str| CATALOGUES.iter().find(|(name, _)| *name == wanted);
        let (language, text) =
            find(language).or_else(|| find("en")).copied().unwrap_or(("en", "{}"));
        // The tests parse every catalogue, so the empty object never stands in for one.
        let entries = serde_json::from_str(text).unwrap_or(Value::Null);
        Words { language, entries }
    }

    /// The whole catalogue, for the fixed words of templates.
    pub(crate) fn entries(&self) -> &Value {
        &self.entries
    }

    fn find(&self, key: &str) -> Option<&Value> {
        key.split('.').try_fold(&self.entries, |entry, part| entry.get(part))
    }

    /// A sentence without places.
    pub(crate) fn label(&self, key: &str) -> String {
        self.find(key).and_then(Value::as_str).map_or_else(|| missing(key), String::from)
    }

    /// The words for a claim that was checked; the claim itself if there are none.
    pub(crate) fn claim(&self, claim: &str) -> String {
        let known = self.entries.get("claims").and_then(|claims| claims.get(claim));
        known.and_then(Value::as_str).unwrap_or(claim).to_string()
    }

    /// A sentence with its places filled.
    pub(crate) fn say(&self, key: &str, places: &[(&str, Phrase)]) -> Phrase {
        match self.find(key).and_then(Value::as_str) {
            Some(sentence) => fill(sentence, places),
            None => Phrase::text(&missing(key)),
        }
    }

    /// The plural form of a number in this language.
    fn form(&self, n: usize) -> String {
        let Some(rules) = self.entries.get("plurals").and_then(Value::as_array) else {
            return if n == 1 { "one" } else { "other" }.to_string();
        };
        let applies = |rule: &&Value| {
            let text = rule.get(1).and_then(Value::as_str);
            text.is_some_and(|text| plural::holds(text, n))
        };
        let name = rules.iter().find(applies).and_then(|rule| rule.get(0)?.as_str());
        name.unwrap_or("other").to_string()
    }

    /// A sentence whose form depends on a number; `{n}` is that number.
    pub(crate) fn count(&self, key: &str, n: usize, places: &[(&str, Phrase)]) -> Phrase {
        let exact = format!("={n}");
        let number = self.form(n);
        let forms = self.find(key);
        let form = [exact.as_str(), number.as_str(), "other"]
            .into_iter()
            .find_map(|form| forms?.get(form).and_then(Value::as_str));
        let mut places = places.to_vec();
        places.push(("n", Phrase::from(n)));
        form.map_or_else(|| Phrase::text(&missing(key)), |sentence| fill(sentence, &places))
    }
}

/// What is printed for a key that is in no catalogue: visible, and looked for by the tests.
fn missing(key: &str) -> String {
    format!("⟦{key}⟧")
}

/// Puts phrases into the `{named}` places of a sentence.
fn fill(sentence: &str, places: &[(&str, Phrase)]) -> Phrase {
    let mut phrase = Phrase::default();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        if !before.is_empty() {
            phrase.0.push(Piece::Text(before.to_string()));
        }
        match places.iter().find(|(place, _)| *place == name) {
            Some((_, filler)) => phrase.0.extend(filler.0.iter().cloned()),
            None => phrase.0.push(Piece::Text(missing(name))),
        }
        rest = tail;
    }
    if !rest.is_empty() {
        phrase.0.push(Piece::Text(rest.to_string()));
    }
    phrase
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_its_own_plural_forms() {
        let entries = serde_json::json!({
            "plurals": [["one", "n = 1"], ["few", "n % 10 = 2..4 and n % 100 != 12..14"]],
            "point": {"one": "{n} punkt", "few": "{n} punkty", "other": "{n} punktów", "=0": "brak"},
        });
        let words = Words { language: "pl", entries };
        for (n, expected) in
            [(0, "brak"), (1, "1 punkt"), (3, "3 punkty"), (12, "12 punktów"), (22, "22 punkty")]
        {
            assert_eq!(words.count("point", n, &[]).unicode(), expected);
        }
    }
}
