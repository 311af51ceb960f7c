//! The styles of pictures: rules whose selectors are classes, as in `plot.css`.

use std::collections::BTreeMap;

/// Properties of an element by name.
pub(super) type Style = BTreeMap<String, String>;

/// A rule: the classes an element must have, and its declarations.
#[derive(Debug)]
struct Rule {
    classes: Vec<String>,
    declarations: Vec<(String, String)>,
}

/// Rules in the order of the sheet, and the values of variables.
#[derive(Debug)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
    variables: BTreeMap<String, String>,
}

impl Sheet {
    /// The sheet of the program's pictures in light colours.
    pub(super) fn of_plots() -> Sheet {
        let light = blocks(include_str!("../../../templates/light.css"));
        let variables = light.into_iter().flat_map(|(_, body)| declarations(&body)).collect();
        let rules = blocks(include_str!("../../../templates/plot.css")).into_iter();
        let rules = rules.flat_map(|(selectors, body)| {
            let declarations = declarations(&body);
            let each = selectors.split(',').filter_map(classes).collect::<Vec<_>>();
            each.into_iter()
                .map(move |classes| Rule { classes, declarations: declarations.clone() })
        });
        Sheet { rules: rules.collect(), variables }
    }

    /// What the rules say about an element with these classes: the more classes a rule asks
    /// for the stronger it is, and a later one of the same strength wins.
    pub(super) fn apply(&self, classes: &str, style: &mut Style) {
        let has: Vec<&str> = classes.split_whitespace().collect();
        let applies = |rule: &&Rule| rule.classes.iter().all(|c| has.contains(&c.as_str()));
        let mut rules: Vec<&Rule> = self.rules.iter().filter(applies).collect();
        rules.sort_by_key(|rule| rule.classes.len());
        for (name, value) in rules.iter().flat_map(|rule| &rule.declarations) {
            set(style, name, &self.resolved(value));
        }
    }

    /// A value with the variable in it replaced.
    pub(super) fn resolved(&self, value: &str) -> String {
        let Some((before, after)) = value.split_once("var(") else { return value.to_string() };
        let (inside, rest) = after.split_once(')').unwrap_or((after, ""));
        let (name, fallback) = inside.split_once(',').unwrap_or((inside, ""));
        let found = self.variables.get(name.trim()).map_or(fallback.trim(), String::as_str);
        format!("{before}{found}{rest}")
    }
}

/// Sets a property; `font` sets the size, the slant and the weight.
pub(super) fn set(style: &mut Style, name: &str, value: &str) {
    if name != "font" {
        style.insert(name.to_string(), value.to_string());
        return;
    }
    for word in value.split([' ', '/', ',']) {
        if word.ends_with("px") {
            style.insert("font-size".to_string(), word.to_string());
        } else if word == "italic" {
            style.insert("font-style".to_string(), word.to_string());
        } else if word == "bold" || word.parse::<u32>().is_ok_and(|weight| weight >= 600) {
            style.insert("font-weight".to_string(), "bold".to_string());
        }
    }
}

/// Selectors and bodies; rules inside of `@media` are left out.
fn blocks(sheet: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let (mut depth, mut start, mut body) = (0usize, 0, 0);
    for (at, c) in sheet.char_indices() {
        match c {
            '{' => {
                depth += 1;
                if depth == 1 {
                    body = at + 1;
                }
            }
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let selectors = sheet.get(start..body.saturating_sub(1)).unwrap_or_default();
                    let inside = sheet.get(body..at).unwrap_or_default();
                    if !selectors.trim().starts_with('@') {
                        all.push((selectors.trim().to_string(), inside.to_string()));
                    }
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    all
}

fn declarations(body: &str) -> Vec<(String, String)> {
    let parts = body.split(';').filter_map(|part| part.split_once(':'));
    parts.map(|(name, value)| (name.trim().to_string(), value.trim().to_string())).collect()
}

/// The classes of the last part of a selector; `None` if it asks for anything else.
fn classes(selector: &str) -> Option<Vec<String>> {
    let last = selector.split_whitespace().last()?;
    let names = last.strip_prefix('.')?;
    let plain = names.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c));
    plain.then(|| names.split('.').map(String::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stronger_rules_win() {
        let sheet = Sheet::of_plots();
        let mut style = Style::new();
        sheet.apply("pl mi", &mut style);
        assert_eq!(style["font-size"], "16px");
        let mut style = Style::new();
        sheet.apply("mk k-min", &mut style);
        assert_eq!(style["fill"], "#00609c");
    }
}
