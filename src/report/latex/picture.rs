//! A picture of the page as TikZ commands, drawn from its SVG and the styles of the page.

use super::css::{Sheet, Style, set};
use super::svg::{Piece, Step, pieces, steps};
use super::text::text;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Points of the paper for one unit of a picture.
const SCALE: f64 = 0.8;

/// Properties that an element passes on to its parts.
const INHERITED: [&str; 12] = [
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "fill-rule",
    "font-size",
    "font-style",
    "font-weight",
    "text-anchor",
    "paint-order",
];

/// The `svg` element as a `tikzpicture`.
pub(super) fn tikz(svg: &str) -> String {
    let mut painter = Painter {
        sheet: Sheet::of_plots(),
        open: vec![Open { style: Style::new(), scope: false, silent: false }],
        colours: BTreeSet::new(),
        clips: Vec::new(),
        clip: None,
        label: None,
        out: String::new(),
    };
    for piece in pieces(svg) {
        match piece {
            Piece::Open(name, attributes, closed) => painter.start(&name, &attributes, closed),
            Piece::Close(name) => painter.end(&name),
            Piece::Text(words) => painter.words(&words),
        }
    }
    let colours: String = painter
        .colours
        .iter()
        .map(|hex| format!("\\definecolor{{h{hex}}}{{HTML}}{{{hex}}}\n"))
        .collect();
    format!(
        "{colours}\\begin{{tikzpicture}}[x={SCALE}bp,y=-{SCALE}bp]\n{}\\end{{tikzpicture}}",
        painter.out
    )
}

/// An element that is not closed yet.
struct Open {
    style: Style,
    /// Ends a scope of TikZ.
    scope: bool,
    /// Nothing inside is drawn.
    silent: bool,
}

/// A text being collected.
struct Label {
    style: Style,
    place: [f64; 2],
    turned: f64,
    words: String,
}

struct Painter {
    sheet: Sheet,
    open: Vec<Open>,
    colours: BTreeSet<String>,
    /// Names and rectangles of clip paths.
    clips: Vec<(String, [f64; 4])>,
    clip: Option<String>,
    label: Option<Label>,
    out: String,
}

type Attributes = [(String, String)];

fn attribute<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

fn number(attributes: &Attributes, name: &str) -> f64 {
    attribute(attributes, name).and_then(|v| v.trim_end_matches("px").parse().ok()).unwrap_or(0.0)
}

impl Painter {
    /// What an element looks like: what it inherits, its attributes, its classes, its own style.
    fn style(&self, attributes: &Attributes) -> Style {
        let parent = self.open.last().map(|open| &open.style);
        let kept =
            parent.into_iter().flatten().filter(|(name, _)| INHERITED.contains(&name.as_str()));
        let mut style: Style = kept.map(|(name, value)| (name.clone(), value.clone())).collect();
        for (name, value) in attributes {
            if INHERITED.contains(&name.as_str()) || name.contains("opacity") {
                set(&mut style, name, &self.sheet.resolved(value));
            }
        }
        self.sheet.apply(attribute(attributes, "class").unwrap_or_default(), &mut style);
        for part in attribute(attributes, "style").unwrap_or_default().split(';') {
            if let Some((name, value)) = part.split_once(':') {
                set(&mut style, name.trim(), &self.sheet.resolved(value.trim()));
            }
        }
        style
    }

    fn start(&mut self, name: &str, attributes: &Attributes, closed: bool) {
        let style = self.style(attributes);
        let silent = self.open.last().is_some_and(|open| open.silent);
        let mut entry = Open { style, scope: false, silent };
        match name {
            "title" | "desc" | "style" | "defs" | "script" => entry.silent = true,
            "clipPath" => self.clip = attribute(attributes, "id").map(String::from),
            "rect" if self.clip.is_some() => self.remember_clip(attributes),
            "g" => entry.scope = self.group(attributes),
            "text" if !silent => {
                self.label = Some(Label {
                    style: entry.style.clone(),
                    place: moved(attributes),
                    turned: turned(attributes),
                    words: String::new(),
                });
            }
            _ if !silent => self.shape(name, attributes, &entry.style),
            _ => {}
        }
        if closed {
            self.close(&entry);
        } else {
            self.open.push(entry);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "clipPath" => self.clip = None,
            "text" => self.write_label(),
            _ => {}
        }
        if self.open.len() > 1
            && let Some(entry) = self.open.pop()
        {
            self.close(&entry);
        }
    }

    fn close(&mut self, entry: &Open) {
        if entry.scope {
            self.out += "\\end{scope}\n";
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(label) = &mut self.label {
            label.words += words;
        }
    }

    fn remember_clip(&mut self, attributes: &Attributes) {
        let [x, y] = [number(attributes, "x"), number(attributes, "y")];
        let [width, height] = [number(attributes, "width"), number(attributes, "height")];
        if let Some(name) = &self.clip {
            self.clips.push((name.clone(), [x, y, x + width, y + height]));
        }
    }

    /// Starts a scope if the group is clipped or moved.
    fn group(&mut self, attributes: &Attributes) -> bool {
        let clip = attribute(attributes, "clip-path")
            .and_then(|url| url.strip_prefix("url(#")?.strip_suffix(')'))
            .and_then(|id| self.clips.iter().find(|(name, _)| name == id))
            .map(|(_, rectangle)| *rectangle);
        let moved = attribute(attributes, "transform").and_then(translation);
        if clip.is_none() && moved.is_none() {
            return false;
        }
        self.out += "\\begin{scope}";
        if let Some([x, y]) = moved {
            let _ = write!(self.out, "[shift={{({},{})}}]", short(x), short(y));
        }
        if let Some([a, b, c, d]) = clip {
            let _ = write!(
                self.out,
                "\\clip ({},{}) rectangle ({},{});",
                short(a),
                short(b),
                short(c),
                short(d)
            );
        }
        self.out.push('\n');
        true
    }

    fn shape(&mut self, name: &str, attributes: &Attributes, style: &Style) {
        let path = match name {
            "path" => path(&steps(attribute(attributes, "d").unwrap_or_default())),
            "line" => {
                let at = |x: &str, y: &str| place([number(attributes, x), number(attributes, y)]);
                format!("{}--{}", at("x1", "y1"), at("x2", "y2"))
            }
            "rect" => {
                let [x, y] = [number(attributes, "x"), number(attributes, "y")];
                let [w, h] = [number(attributes, "width"), number(attributes, "height")];
                format!("{} rectangle {}", place([x, y]), place([x + w, y + h]))
            }
            "circle" => {
                let centre = place([number(attributes, "cx"), number(attributes, "cy")]);
                format!("{centre} circle[radius={}bp]", short(number(attributes, "r") * SCALE))
            }
            "polyline" | "polygon" => {
                let points = format!("M{}", attribute(attributes, "points").unwrap_or_default());
                let closing = if name == "polygon" { "z" } else { "" };
                path(&steps(&(points + closing)))
            }
            _ => String::new(),
        };
        let options = self.paint(style);
        if !path.is_empty() && !options.is_empty() {
            let _ = writeln!(self.out, "\\path[{options}]{path};");
        }
    }

    /// Options of a path; empty if nothing of it is seen.
    fn paint(&mut self, style: &Style) -> String {
        let get = |name: &str| style.get(name).map(String::as_str);
        let mut options = Vec::new();
        // SVG fills in black unless told otherwise.
        if let Some(colour) = self.colour(get("fill").unwrap_or("#000")) {
            options.push(format!("fill={colour}"));
            if get("fill-rule") == Some("evenodd") {
                options.push("even odd rule".to_string());
            }
        }
        if let Some(colour) = get("stroke").and_then(|value| self.colour(value)) {
            options.push(format!("draw={colour}"));
            let width = get("stroke-width").and_then(length).unwrap_or(1.0);
            options.push(format!("line width={}bp", short(width * SCALE)));
            if get("stroke-linecap") == Some("round") {
                options.push("line cap=round".to_string());
            }
            if get("stroke-linejoin") == Some("round") {
                options.push("line join=round".to_string());
            }
            options.extend(get("stroke-dasharray").and_then(dashes));
        }
        if !options.is_empty() {
            for (name, option) in [
                ("opacity", "opacity"),
                ("fill-opacity", "fill opacity"),
                ("stroke-opacity", "draw opacity"),
            ] {
                if let Some(value) = get(name).and_then(length) {
                    options.push(format!("{option}={}", short(value)));
                }
            }
        }
        options.join(",")
    }

    /// The name of a colour, defined before the picture; `None` for no colour.
    fn colour(&mut self, value: &str) -> Option<String> {
        let hex = hex(value)?;
        self.colours.insert(hex.clone());
        Some(format!("h{hex}"))
    }

    fn write_label(&mut self) {
        let Some(label) = self.label.take() else { return };
        let style = &label.style;
        let get = |name: &str| style.get(name).map(String::as_str);
        let anchor = match get("text-anchor") {
            Some("middle") => "base",
            Some("end") => "base east",
            _ => "base west",
        };
        let size = match get("font-size").and_then(length).unwrap_or(13.0) {
            size if size < 12.0 => r"\footnotesize",
            size if size < 15.0 => r"\small",
            _ => r"\normalsize",
        };
        let slant = if get("font-style") == Some("italic") { r"\itshape" } else { "" };
        let weight = if get("font-weight") == Some("bold") { r"\bfseries" } else { "" };
        let halo = if get("paint-order") == Some("stroke") {
            ",fill=white,fill opacity=0.7,text opacity=1"
        } else {
            ""
        };
        let colour = self.colour(get("fill").unwrap_or("#000")).unwrap_or("black".to_string());
        let turn = match label.turned {
            0.0 => String::new(),
            angle => format!(",rotate={}", short(-angle)),
        };
        let _ = writeln!(
            self.out,
            "\\node[anchor={anchor},inner sep=0.5bp,text={colour},font={size}{slant}{weight}{halo}{turn}] at {} {{{}}};",
            place(label.place),
            text(label.words.trim())
        );
    }
}

fn path(steps: &[Step]) -> String {
    let mut out = String::new();
    for step in steps {
        match step {
            Step::Move(p) => out += &format!(" {}", place(*p)),
            Step::Line(p) => out += &format!("--{}", place(*p)),
            Step::Curve(a, b, p) => {
                out += &format!("..controls {} and {} ..{}", place(*a), place(*b), place(*p));
            }
            Step::Close => out += "--cycle",
        }
        // TeX reads lines into a buffer.
        if out.len() - out.rfind('\n').unwrap_or(0) > 100 {
            out.push('\n');
        }
    }
    out
}

fn place([x, y]: [f64; 2]) -> String {
    format!("({},{})", short(x), short(y))
}

/// At most two decimals, no minus sign before zero.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_string() } else { text.to_string() }
}

fn length(value: &str) -> Option<f64> {
    value.trim().trim_end_matches("px").parse().ok().filter(|v: &f64| v.is_finite())
}

fn dashes(value: &str) -> Option<String> {
    let all: Vec<f64> = value.split([' ', ',']).filter_map(length).collect();
    let on_off = ["on", "off"].into_iter().cycle();
    let words = all.iter().zip(on_off).map(|(v, word)| format!("{word} {}bp", short(v * SCALE)));
    let words: Vec<String> = words.collect();
    (words.len() > 1 && words.len().is_multiple_of(2))
        .then(|| format!("dash pattern={}", words.join(" ")))
}

/// `translate(x y)` of a transformation.
fn translation(transform: &str) -> Option<[f64; 2]> {
    let inside = transform.split_once("translate(")?.1.split_once(')')?.0;
    let mut numbers = inside.split([' ', ',']).filter_map(length);
    Some([numbers.next()?, numbers.next().unwrap_or(0.0)])
}

/// Where a text stands after its transformation.
fn moved(attributes: &Attributes) -> [f64; 2] {
    let [x, y] = [number(attributes, "x"), number(attributes, "y")];
    let transform = attribute(attributes, "transform").unwrap_or_default();
    match translation(transform) {
        None => [x, y],
        Some([dx, dy]) => {
            let (sin, cos) = turned(attributes).to_radians().sin_cos();
            [dx + x * cos - y * sin, dy + x * sin + y * cos]
        }
    }
}

/// Degrees of `rotate(…)` of a text.
fn turned(attributes: &Attributes) -> f64 {
    let transform = attribute(attributes, "transform").unwrap_or_default();
    let inside = transform.split_once("rotate(").and_then(|(_, rest)| rest.split_once(')'));
    inside.and_then(|(numbers, _)| numbers.split([' ', ',']).find_map(length)).unwrap_or(0.0)
}

/// A colour as six digits.
fn hex(value: &str) -> Option<String> {
    let value = value.trim();
    if let Some(digits) = value.strip_prefix('#') {
        let valid = digits.chars().all(|c| c.is_ascii_hexdigit());
        return match digits.len() {
            3 if valid => {
                Some(digits.chars().flat_map(|c| [c, c]).collect::<String>().to_uppercase())
            }
            6 if valid => Some(digits.to_uppercase()),
            _ => None,
        };
    }
    if let Some(numbers) = value.strip_prefix("rgb(").and_then(|v| v.strip_suffix(')')) {
        let numbers: Vec<u8> =
            numbers.split([' ', ',', '/']).filter_map(|n| n.trim().parse().ok()).take(3).collect();
        let [r, g, b] = numbers.try_into().ok()?;
        return Some(format!("{r:02X}{g:02X}{b:02X}"));
    }
    match value {
        "white" => Some("FFFFFF".to_string()),
        "black" | "currentColor" => Some("000000".to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_with_their_styles() {
        let picture = tikz(
            "<svg class=\"plot\"><desc>secret</desc><circle class=\"mk k-min\" cx=\"1\" cy=\"2\" r=\"5\"/>\
             <path class=\"sep\" d=\"M0 0h3\"/><text class=\"tl\" x=\"1\" y=\"2\" text-anchor=\"end\">5 %</text></svg>",
        );
        assert!(picture.contains("fill=h00609C,draw=hFFFFFF,line width=1.28bp"), "{picture}");
        assert!(picture.contains("dash pattern=on 4bp off 2.8bp] (0,0)--(3,0);"), "{picture}");
        assert!(picture.contains("anchor=base east") && picture.contains(r"{5 \%}"), "{picture}");
        assert!(!picture.contains("secret"));
    }

    #[test]
    fn turned_texts_stand_in_their_place() {
        let text = "<text transform=\"translate(10 20)rotate(90)\" y=\"4\">7</text>";
        let picture = tikz(&format!("<svg class=\"plot\">{text}</svg>"));
        assert!(picture.contains("rotate=-90] at (6,20) {7}"), "{picture}");
    }

    #[test]
    fn clips_become_scopes() {
        let picture = tikz(
            "<clipPath id=\"c\"><rect x=\"1\" y=\"2\" width=\"3\" height=\"4\"/></clipPath>\
             <g clip-path=\"url(#c)\"><path stroke=\"#abc\" fill=\"none\" d=\"M0 0L1 1z\"/></g>",
        );
        assert!(picture.contains("\\begin{scope}\\clip (1,2) rectangle (4,6);"), "{picture}");
        assert_eq!(picture.matches("\\end{scope}").count(), 1);
        assert!(picture.contains("draw=hAABBCC") && picture.contains("--cycle"));
    }
}
