//! The MathML of a formula as elements with estimated widths.

/// One element of a formula.
#[derive(Debug)]
pub(crate) struct Element<'m> {
    /// `mo`, `mrow`, …
    pub(crate) tag: &'m str,
    /// The start tag with its attributes.
    pub(crate) open: &'m str,
    /// The whole element.
    pub(crate) source: &'m str,
    /// What stands inside an element without children.
    pub(crate) text: &'m str,
    pub(crate) children: Vec<usize>,
    /// Ems, roughly.
    pub(crate) width: f64,
}

/// A formula taken apart; every element comes after its children.
#[derive(Debug, Default)]
pub(crate) struct Markup<'m> {
    elements: Vec<Element<'m>>,
    /// The elements that stand side by side outside all others.
    pub(crate) roots: Vec<usize>,
}

/// An element that is not closed yet.
struct Open<'m> {
    start: usize,
    tag: &'m str,
    open: &'m str,
    children: Vec<usize>,
}

/// Ems of the sign of a root, of the gaps around a table cell and beside a fraction.
const ROOT: f64 = 0.9;
const CELL: f64 = 0.84;
const BAR: f64 = 0.2;
/// Size of exponents and subscripts.
const SMALL: f64 = 0.72;

impl<'m> Markup<'m> {
    /// Takes the inside of a `math` element apart.
    pub(crate) fn of(mathml: &'m str) -> Markup<'m> {
        let mut markup = Markup::default();
        let mut stack: Vec<Open<'m>> = Vec::new();
        let mut place = 0;
        while let Some(start) = mathml[place..].find('<').map(|k| place + k) {
            let Some(end) = mathml[start..].find('>').map(|k| start + k + 1) else { break };
            let open = &mathml[start..end];
            match open.strip_prefix("</") {
                Some(_) => {
                    if let Some(top) = stack.pop() {
                        let text = mathml.get(top.start + top.open.len()..start).unwrap_or("");
                        let element = markup.push(top, &mathml[..end], text);
                        match stack.last_mut() {
                            Some(parent) => parent.children.push(element),
                            None => markup.roots.push(element),
                        }
                    }
                }
                None => {
                    let tag = open[1..].split([' ', '>']).next().unwrap_or_default();
                    stack.push(Open { start, tag, open, children: Vec::new() });
                }
            }
            place = end;
        }
        markup
    }

    fn push(&mut self, top: Open<'m>, until: &'m str, text: &'m str) -> usize {
        let text = if top.children.is_empty() { text } else { "" };
        let width = self.width(&top, text);
        let source = until.get(top.start..).unwrap_or_default();
        let Open { tag, open, children, .. } = top;
        self.elements.push(Element { tag, open, source, text, children, width });
        self.elements.len() - 1
    }

    /// An element by its number.
    pub(crate) fn element(&self, k: usize) -> &Element<'m> {
        &self.elements[k]
    }

    /// The width of elements side by side.
    pub(crate) fn total(&self, elements: &[usize]) -> f64 {
        elements.iter().map(|k| self.elements[*k].width).sum()
    }

    fn width(&self, top: &Open<'m>, text: &str) -> f64 {
        let of = |k: usize| top.children.get(k).map_or(0.0, |k| self.elements[*k].width);
        match top.tag {
            "mo" => operator_width(text, top.open),
            "mspace" => attribute(top.open, "width").and_then(ems).unwrap_or(0.0),
            "mi" | "mn" | "mtext" => 0.52 * characters(text) as f64,
            "mfrac" => of(0).max(of(1)) + BAR,
            "msup" | "msub" => of(0) + SMALL * of(1),
            "msubsup" => of(0) + SMALL * of(1).max(of(2)),
            "msqrt" => ROOT + self.total(&top.children),
            "mroot" => ROOT + of(0),
            "mtable" => self.columns(&top.children).iter().map(|w| w + CELL).sum(),
            _ => self.total(&top.children),
        }
    }

    /// The widths of the columns of a table, of its rows.
    fn columns(&self, rows: &[usize]) -> Vec<f64> {
        let mut widths: Vec<f64> = Vec::new();
        for row in rows {
            for (k, cell) in self.elements[*row].children.iter().enumerate() {
                let width = self.elements[*cell].width;
                match widths.get_mut(k) {
                    Some(widest) => *widest = widest.max(width),
                    None => widths.push(width),
                }
            }
        }
        widths
    }
}

/// The estimated width of a formula in ems.
pub(crate) fn width(mathml: &str) -> f64 {
    let markup = Markup::of(mathml);
    markup.total(&markup.roots)
}

/// The same formula without rows of a single element.
pub(crate) fn compact(mathml: &str) -> String {
    let markup = Markup::of(mathml);
    let mut out = String::with_capacity(mathml.len());
    let mut stack: Vec<Step<'_>> = markup.roots.iter().rev().map(|k| Step::Element(*k)).collect();
    while let Some(step) = stack.pop() {
        let element = match step {
            Step::Element(k) => markup.element(k),
            Step::End(tag) => {
                out += &format!("</{tag}>");
                continue;
            }
        };
        let lone = element.open == "<mrow>" && element.children.len() == 1;
        if element.children.is_empty() {
            out += element.source;
            continue;
        }
        if !lone {
            out += element.open;
            stack.push(Step::End(element.tag));
        }
        stack.extend(element.children.iter().rev().map(|k| Step::Element(*k)));
    }
    out
}

/// What is still to be written.
enum Step<'m> {
    Element(usize),
    End(&'m str),
}

fn operator_width(text: &str, open: &str) -> f64 {
    match text {
        "\u{2062}" | "\u{2061}" | "&#x2062;" | "&#x2061;" => 0.0,
        "(" | ")" | "[" | "]" | "|" | "{" | "}" => 0.36,
        "," => 0.45,
        "\u{22c5}" | "·" => 0.6,
        "+" | "\u{2212}" if attribute(open, "form") == Some("prefix") => 0.75,
        _ => 1.3,
    }
}

/// Characters, an entity being one.
fn characters(text: &str) -> usize {
    let mut inside = false;
    text.chars()
        .filter(|c| {
            let counted = !inside;
            inside = (inside || *c == '&') && *c != ';';
            counted
        })
        .count()
}

/// The value of an attribute in a start tag.
pub(crate) fn attribute<'m>(open: &'m str, name: &str) -> Option<&'m str> {
    let (_, after) = open.split_once(&format!(" {name}=\""))?;
    after.split('"').next()
}

fn ems(length: &str) -> Option<f64> {
    length.strip_suffix("em")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Markup, compact};

    #[test]
    fn elements_know_what_is_inside_and_how_wide_it_is() {
        let markup = Markup::of("<mi>x</mi><mfrac><mn>12</mn><mrow><mn>3</mn></mrow></mfrac>");
        let roots: Vec<&str> = markup.roots.iter().map(|k| markup.element(*k).source).collect();
        assert_eq!(roots, ["<mi>x</mi>", "<mfrac><mn>12</mn><mrow><mn>3</mn></mrow></mfrac>"]);
        let fraction = markup.element(markup.roots[1]);
        assert_eq!(fraction.children.len(), 2);
        assert!((fraction.width - 1.24).abs() < 1e-9, "the wider of both and a little");
    }

    #[test]
    fn rows_of_one_element_are_dropped() {
        let long =
            "<msup><mrow><mi>x</mi></mrow><mrow><mrow><mn>2</mn></mrow></mrow></msup><mrow></mrow>";
        assert_eq!(compact(long), "<msup><mi>x</mi><mn>2</mn></msup><mrow></mrow>");
        let row = "<mrow><mi>x</mi><mo>+</mo><mi>y</mi></mrow>";
        assert_eq!(compact(row), row);
    }

    #[test]
    fn broken_markup_is_survived() {
        for text in ["<", "</mi>", "<mi>", "<mi>x</mi", "a>b", "<mi></mo></mrow>"] {
            let _ = Markup::of(text).total(&[]);
        }
    }
}
