//! Where a formula may go on in the next line.
//!
//! Browsers do not break formulas, so a wide one becomes several `math` elements in a row: the
//! line breaks between them wherever it must, on a phone as on paper. Better places are tried
//! first (relations, then signs, then commas, then factors; outside brackets before inside),
//! because a part that is parted again is a box of its own that moves to the next line whole.

use super::formula::escape;
use super::markup::{Element, Markup, compact};

/// Ems that every line has: a part narrower than this is never parted.
const PART: f64 = 11.0;
/// Ems of a fraction, root or power that is set a little smaller before it is opened.
const WHOLE: f64 = 16.0;
/// Ems of a left side that keeps the first term beside it.
const LEFT: f64 = 8.5;
/// Ems of factors that may stand alone in a line.
const FACTOR: f64 = 3.5;
/// Parts within parts.
const NESTED: usize = 6;
/// Ems that fit a phone; a wider system falls into its rows.
const PAGE: f64 = 19.0;

/// How good a place is to break at, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Break {
    /// Between equations.
    Gap,
    Relation,
    Sign,
    Comma,
    Factor,
}

/// A part of a formula that stays together.
#[derive(Debug, Clone)]
struct Item {
    mathml: String,
    width: f64,
    /// Brackets open around it.
    depth: usize,
    /// A line may begin with it.
    before: Option<Break>,
    /// A line may end after it.
    after: Option<Break>,
}

/// A formula between line breaks.
#[derive(Debug)]
enum Part {
    Whole(String, f64),
    Parted(Vec<Part>),
}

/// A formula as one or several `math` elements; `closing` is punctuation that stays with the
/// last of them, `tex` the source for copying.
pub(crate) fn spread(mathml: &str, tex: Option<&str>, closing: &str) -> String {
    let markup = Markup::of(mathml);
    let mut out = Writer { tex: tex.filter(|tex| !tex.is_empty()), text: String::new() };
    match markup.total(&markup.roots) > PART {
        true => out.part(&part(&flat(&markup), 0), closing),
        false => out.part(&Part::Whole(mathml.to_string(), 0.0), closing),
    }
    out.text
}

/// The rows of a system of equations too wide for its brace, each with its number.
pub(crate) fn system(mathml: &str) -> Option<Vec<[&str; 2]>> {
    let markup = Markup::of(mathml);
    let [only] = markup.roots.as_slice() else { return None };
    let [_, table] = markup.element(*only).children.as_slice() else { return None };
    let table = markup.element(*table);
    let rows = table.children.iter().map(|row| {
        let cells = &markup.element(*row).children;
        let cell = |k: usize| cells.get(k).map_or("", |cell| inside(markup.element(*cell)));
        [cell(0), cell(1)]
    });
    (table.open.contains(r#"class="cs""#) && table.width > PAGE).then(|| rows.collect())
}

/// An element without its tags.
fn inside<'m>(element: &Element<'m>) -> &'m str {
    let end = element.source.len().saturating_sub(element.tag.len() + 3);
    element.source.get(element.open.len()..end).unwrap_or_default()
}

struct Writer<'t> {
    text: String,
    tex: Option<&'t str>,
}

impl Writer<'_> {
    /// Nesting is bounded by [`NESTED`].
    fn part(&mut self, part: &Part, closing: &str) {
        match part {
            Part::Whole(mathml, width) => self.math(mathml, *width, closing),
            Part::Parted(parts) => {
                for (k, part) in parts.iter().enumerate() {
                    let closing = if k + 1 == parts.len() { closing } else { "" };
                    match part {
                        Part::Whole(..) => self.part(part, closing),
                        Part::Parted(_) => {
                            self.text += r#"<span class="g">"#;
                            self.part(part, closing);
                            self.text += "</span>";
                        }
                    }
                    if k + 1 < parts.len() {
                        self.text += "<wbr>";
                    }
                }
            }
        }
    }

    fn math(&mut self, mathml: &str, width: f64, closing: &str) {
        // What cannot be parted is set as small as the page needs it.
        let style = match width > 1.2 * PART {
            true => format!(r#" class="fit" style="--w:{}""#, (1.1 * width).ceil()),
            false => String::new(),
        };
        let mathml = compact(mathml);
        let inside = match self.tex.take() {
            Some(tex) => format!(
                r#"<semantics><mrow>{mathml}</mrow><annotation encoding="application/x-tex">{}</annotation></semantics>"#,
                escape(tex.trim())
            ),
            None => mathml,
        };
        let math = format!("<math{style}>{inside}</math>");
        self.text += &match closing {
            "" => math,
            closing => format!(r#"<span class="nb">{math}{closing}</span>"#),
        };
    }
}

/// The formula as a row of items; wide rows, fractions, powers and roots are opened.
fn flat(markup: &Markup<'_>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut depth = 0;
    let mut stack: Vec<Todo> = markup.roots.iter().rev().map(|k| Todo::Element(*k)).collect();
    while let Some(todo) = stack.pop() {
        match todo {
            Todo::Bracket(mathml, opens) => bracket(&mut items, mathml, opens, &mut depth),
            Todo::Element(k) => {
                let element = markup.element(k);
                match opened(markup, element) {
                    Some(parts) => stack.extend(parts.into_iter().rev()),
                    None => single(&mut items, element, &mut depth),
                }
            }
        }
    }
    items
}

/// What is still to be put into the row.
enum Todo {
    Element(usize),
    /// A bracket that the row needs where a construct was opened.
    Bracket(String, bool),
}

const OPEN: &str = r#"<mo form="prefix" stretchy="false">(</mo>"#;
const CLOSE: &str = r#"<mo form="postfix" stretchy="false">)</mo>"#;

/// The parts of a wide element that may stand in the row instead of it.
fn opened(markup: &Markup<'_>, element: &Element<'_>) -> Option<Vec<Todo>> {
    let first = element.children.first().map_or("", |k| markup.element(*k).text);
    let bare = element.tag == "mrow" && !matches!(first, "(" | "[" | "{" | "|");
    if element.width <= PART && !bare {
        return None;
    }
    let inside = || element.children.iter().map(|k| Todo::Element(*k));
    let open = || Todo::Bracket(OPEN.to_string(), true);
    let close = |exponent: &str| match exponent {
        "" => Todo::Bracket(CLOSE.to_string(), false),
        exponent => Todo::Bracket(format!("<msup>{CLOSE}{exponent}</msup>"), false),
    };
    match (element.tag, element.children.as_slice()) {
        ("mrow", _) => Some(inside().collect()),
        _ if element.width <= WHOLE && !bare && element.tag != "mrow" => None,
        ("msqrt", _) => {
            let half = "<mfrac><mn>1</mn><mn>2</mn></mfrac>";
            Some([open()].into_iter().chain(inside()).chain([close(half)]).collect())
        }
        ("mfrac", [above, below]) if markup.element(*below).width <= PART => {
            let below = markup.element(*below).source;
            let share = format!("<mfrac><mn>1</mn>{below}</mfrac><mo>\u{2062}</mo>");
            Some(vec![
                Todo::Bracket(format!("{share}{OPEN}"), true),
                Todo::Element(*above),
                close(""),
            ])
        }
        ("mfrac", [above, below]) => {
            let slash = format!(r#"{CLOSE}<mo lspace="0" rspace="0">/</mo>"#);
            Some(vec![
                open(),
                Todo::Element(*above),
                Todo::Bracket(slash, false),
                open(),
                Todo::Element(*below),
                close(""),
            ])
        }
        ("msup", [base, exponent]) if markup.element(*base).width > PART => {
            let inner = unbracketed(markup, *base);
            let exponent = markup.element(*exponent).source;
            Some([open()].into_iter().chain(inner).chain([close(exponent)]).collect())
        }
        _ => None,
    }
}

/// What stands inside the brackets of a base.
fn unbracketed(markup: &Markup<'_>, base: usize) -> Vec<Todo> {
    let mut children = &markup.element(base).children;
    while let [only] = children.as_slice()
        && markup.element(*only).tag == "mrow"
    {
        children = &markup.element(*only).children;
    }
    let is = |k: Option<&usize>, c: &str| k.is_some_and(|k| markup.element(*k).text == c);
    let fenced = is(children.first(), "(") && is(children.last(), ")");
    match (children.as_slice(), fenced) {
        ([_, inside @ .., _], true) => inside.iter().map(|k| Todo::Element(*k)).collect(),
        ([], _) => vec![Todo::Element(base)],
        (all, _) => all.iter().map(|k| Todo::Element(*k)).collect(),
    }
}

fn bracket(items: &mut Vec<Item>, mathml: String, opens: bool, depth: &mut usize) {
    let width = Markup::of(&mathml);
    let width = width.total(&width.roots);
    if !opens {
        *depth = depth.saturating_sub(1);
    }
    items.push(Item { mathml, width, depth: *depth, before: None, after: None });
    if opens {
        *depth += 1;
    }
}

/// An element that stays as it is, with the places to break beside it.
fn single(items: &mut Vec<Item>, element: &Element<'_>, depth: &mut usize) {
    let is_operator = element.tag == "mo";
    let prefix = element.open.contains(r#"form="prefix""#);
    let opens =
        is_operator && (matches!(element.text, "(" | "[" | "{") || element.text == "|" && prefix);
    let closes = is_operator && !opens && matches!(element.text, ")" | "]" | "}" | "|");
    if closes {
        *depth = depth.saturating_sub(1);
    }
    let (before, after) = match (is_operator, element.text) {
        (true, "=" | "≈" | "≤" | "≥" | "≠" | "∈" | "∪" | "&lt;" | "&gt;" | ":" | "⇒") => {
            (Some(Break::Relation), None)
        }
        (true, "+" | "\u{2212}") if !prefix => (Some(Break::Sign), None),
        (true, ",") => (None, Some(Break::Comma)),
        (true, "\u{22c5}" | "·") => (Some(Break::Factor), None),
        (true, "\u{2062}" | "&#x2062;") => (None, Some(Break::Factor)),
        _ if element.tag == "mspace" && items.last().is_some_and(ends_with_comma) => {
            (None, Some(Break::Gap))
        }
        _ => (None, None),
    };
    let mathml = match before {
        Some(_) if !element.open.contains("form=") => {
            element.source.replacen("<mo", r#"<mo form="infix""#, 1)
        }
        _ if opens || closes => {
            element.source.replace(r#"stretchy="true""#, r#"stretchy="true" minsize="2.1em""#)
        }
        _ => element.source.to_string(),
    };
    items.push(Item { mathml, width: element.width, depth: *depth, before, after });
    if opens {
        *depth += 1;
    }
}

fn ends_with_comma(item: &Item) -> bool {
    item.after == Some(Break::Comma)
}

/// The items in parts that are narrow enough, as far as there are places to break.
fn part(items: &[Item], nested: usize) -> Part {
    let width: f64 = items.iter().map(|item| item.width).sum();
    let whole = || Part::Whole(items.iter().map(|item| item.mathml.as_str()).collect(), width);
    if width <= PART || nested > NESTED {
        return whole();
    }
    let places = places(items);
    if places.is_empty() {
        return whole();
    }
    let ends = places.iter().copied().chain([items.len()]);
    let starts = [0].into_iter().chain(places.iter().copied());
    Part::Parted(starts.zip(ends).map(|(a, b)| part(&items[a..b], nested + 1)).collect())
}

/// The best places to break a row of items: those of the best kind outside most brackets.
fn places(items: &[Item]) -> Vec<usize> {
    let deepest = items.iter().map(|item| item.depth).max().unwrap_or(0);
    let found = (0..=deepest).find_map(|depth| {
        let kinds = [Break::Gap, Break::Relation, Break::Sign, Break::Comma, Break::Factor];
        kinds.into_iter().map(|kind| at(items, depth, kind)).find(|places| !places.is_empty())
    });
    found.unwrap_or_default()
}

fn at(items: &[Item], depth: usize, kind: Break) -> Vec<usize> {
    let begins = |k: usize| items[k].depth == depth && items[k].before == Some(kind);
    let ends = |k: usize| items[k].depth == depth && items[k].after == Some(kind);
    let all: Vec<usize> = (1..items.len()).filter(|k| begins(*k) || ends(*k - 1)).collect();
    match kind {
        Break::Relation => beside(items, depth, all),
        Break::Factor => after_some(items, all),
        Break::Gap | Break::Sign | Break::Comma => all,
    }
}

/// A short factor stays with the next one.
fn after_some(items: &[Item], all: Vec<usize>) -> Vec<usize> {
    let mut start = 0;
    let mut kept = Vec::new();
    for place in all {
        let width: f64 = items[start..place].iter().map(|item| item.width).sum();
        if width >= FACTOR {
            kept.push(place);
            start = place;
        }
    }
    kept
}

/// A short left side keeps the first term of the right side beside it.
fn beside(items: &[Item], depth: usize, mut relations: Vec<usize>) -> Vec<usize> {
    let Some(first) = relations.first().copied() else { return relations };
    let left: f64 = items[..first].iter().map(|item| item.width).sum();
    if left > LEFT {
        return relations;
    }
    relations.remove(0);
    if relations.is_empty() {
        let kinds = [Break::Sign, Break::Comma, Break::Factor];
        let signs = kinds.into_iter().map(|kind| at(items, depth, kind));
        return signs
            .map(|all| all.into_iter().filter(|k| *k > first + 1).collect::<Vec<_>>())
            .find(|all| !all.is_empty())
            .unwrap_or_default();
    }
    relations
}

#[cfg(test)]
mod tests {
    use super::super::markup::Markup;
    use super::{spread, system};

    fn sum(terms: usize) -> String {
        let term = "<mn>1234</mn><mo>\u{2062}</mo><msup><mi>x</mi><mn>9</mn></msup>";
        vec![term; terms].join("<mo>+</mo>")
    }

    fn width(mathml: &str) -> f64 {
        let markup = Markup::of(mathml);
        markup.total(&markup.roots)
    }

    #[test]
    fn a_wide_system_falls_into_its_rows() {
        let row =
            |n: usize| format!("<mtr><mtd>{}</mtd><mtd><mtext>(1)</mtext></mtd></mtr>", sum(n));
        let brace =
            |n: usize| format!(r#"<mrow><mo>{{</mo><mtable class="cs">{}</mtable></mrow>"#, row(n));
        assert_eq!(system(&brace(1)), None);
        assert_eq!(system(&brace(9)), Some(vec![[sum(9).as_str(), "<mtext>(1)</mtext>"]]));
    }

    /// Every `math` element by itself.
    fn parts(html: &str) -> Vec<&str> {
        html.split("<math").skip(1).filter_map(|part| part.split("</math>").next()).collect()
    }

    #[test]
    fn short_formulas_stay_in_one_piece() {
        assert_eq!(
            spread("<mi>x</mi>", None, "."),
            r#"<span class="nb"><math><mi>x</mi></math>.</span>"#
        );
        assert_eq!(parts(&spread(&sum(2), None, "")).len(), 1);
    }

    #[test]
    fn long_sums_break_before_signs_and_no_part_is_wider_than_a_line() {
        let html = spread(&format!("<mi>f</mi><mo>=</mo>{}", sum(9)), None, ".");
        let parts = parts(&html);
        assert_eq!(parts.len(), 9);
        assert!(parts[1..].iter().all(|part| part.starts_with(r#"><mo form="infix">+"#)));
        assert!(html.ends_with(".</span>"));
    }

    #[test]
    fn brackets_fractions_powers_and_roots_are_opened_when_they_are_too_wide() {
        let long = sum(8);
        for formula in [
            format!("<mrow><mo>(</mo>{long}<mo>)</mo></mrow>"),
            format!("<mfrac><mrow>{long}</mrow><mn>7</mn></mfrac>"),
            format!("<mfrac><mrow>{long}</mrow><mrow>{long}</mrow></mfrac>"),
            format!("<msup><mrow><mo>(</mo>{long}<mo>)</mo></mrow><mn>2</mn></msup>"),
            format!("<msqrt>{long}</msqrt>"),
        ] {
            let html = spread(&formula, None, "");
            let widest = parts(&html).iter().map(|p| width(&p[1..])).fold(0.0, f64::max);
            assert!(widest < 12.0, "{widest}: {html}");
            assert_eq!(html.matches("<mo").count(), html.matches("</mo>").count());
        }
    }

    #[test]
    fn equations_side_by_side_part_between_them() {
        let gap = r#"<mo separator="true">,</mo><mspace width="0.7em"></mspace>"#;
        let equation = format!("<mi>f</mi><mo>=</mo>{}", sum(1));
        let html = spread(&[equation.as_str(); 4].join(gap), None, "");
        assert_eq!(parts(&html).len(), 4);
        assert!(parts(&html).iter().all(|part| part.starts_with("><mi>f</mi>")));
    }

    #[test]
    fn nothing_is_lost() {
        let formula = format!("<mi>f</mi><mo>=</mo>{}", sum(30));
        let letters = |text: &str| {
            let mut inside = false;
            let shown = text.chars().filter(|c| {
                let tag = inside || *c == '<';
                inside = tag && *c != '>';
                !tag
            });
            shown.collect::<String>()
        };
        assert_eq!(letters(&spread(&formula, None, "")), letters(&formula));
    }
}
