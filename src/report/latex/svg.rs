//! Reads the pictures that the program drew: tags, attributes, texts, paths.

/// A piece of a picture.
#[derive(Debug, PartialEq)]
pub(super) enum Piece {
    /// The start of an element; `true` if it ends at once.
    Open(String, Vec<(String, String)>, bool),
    /// The end of an element.
    Close(String),
    /// Text between tags, without entities.
    Text(String),
}

/// The pieces in their order.
pub(super) fn pieces(svg: &str) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut rest = svg;
    while let Some((before, after)) = rest.split_once('<') {
        if !before.trim().is_empty() {
            all.push(Piece::Text(plain(before.trim_matches('\n'))));
        }
        let (tag, tail) = after.split_once('>').unwrap_or((after, ""));
        all.extend(piece(tag));
        rest = tail;
    }
    all
}

fn piece(tag: &str) -> Option<Piece> {
    if let Some(name) = tag.strip_prefix('/') {
        return Some(Piece::Close(name.trim().to_string()));
    }
    let closed = tag.ends_with('/');
    let tag = tag.trim_end_matches('/');
    let end = tag.find(char::is_whitespace).unwrap_or(tag.len());
    let (name, mut rest) = tag.split_at(end);
    if name.is_empty() || name.starts_with(['!', '?']) {
        return None;
    }
    let mut attributes = Vec::new();
    while let Some((key, after)) = rest.split_once("=\"") {
        let (value, tail) = after.split_once('"').unwrap_or((after, ""));
        attributes.push((key.trim().to_string(), plain(value)));
        rest = tail;
    }
    Some(Piece::Open(name.to_string(), attributes, closed))
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// One step of a path, in places of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    /// A new curve starts.
    Move([f64; 2]),
    /// A straight line.
    Line([f64; 2]),
    /// A cubic curve with its two control points.
    Curve([f64; 2], [f64; 2], [f64; 2]),
    /// Back to the start.
    Close,
}

/// The steps of the `d` attribute of a path.
pub(super) fn steps(d: &str) -> Vec<Step> {
    let mut reader =
        Reader { numbers: Numbers(d), at: [0.0; 2], start: [0.0; 2], steps: Vec::new() };
    let mut command = 'M';
    while let Some(next) = reader.numbers.command(command) {
        command = next;
        if reader.step(command).is_none() {
            break;
        }
        // After a move, further pairs are lines.
        command = match command {
            'M' => 'L',
            'm' => 'l',
            other => other,
        };
    }
    reader.steps
}

struct Reader<'d> {
    numbers: Numbers<'d>,
    at: [f64; 2],
    start: [f64; 2],
    steps: Vec<Step>,
}

impl Reader<'_> {
    fn step(&mut self, command: char) -> Option<()> {
        let from = if command.is_ascii_lowercase() { self.at } else { [0.0; 2] };
        match command.to_ascii_lowercase() {
            'm' => {
                self.at = self.pair(from)?;
                self.start = self.at;
                self.steps.push(Step::Move(self.at));
            }
            'l' => self.line_to(|r| r.pair(from))?,
            'h' => self.line_to(|r| Some([from[0] + r.numbers.next()?, r.at[1]]))?,
            'v' => self.line_to(|r| Some([r.at[0], from[1] + r.numbers.next()?]))?,
            'c' => {
                let (a, b, end) = (self.pair(from)?, self.pair(from)?, self.pair(from)?);
                self.curve(a, b, end);
            }
            'q' => {
                let (a, end) = (self.pair(from)?, self.pair(from)?);
                let third = |p: [f64; 2]| {
                    [p[0] + (a[0] - p[0]) * 2.0 / 3.0, p[1] + (a[1] - p[1]) * 2.0 / 3.0]
                };
                self.curve(third(self.at), third(end), end);
            }
            'z' => {
                self.at = self.start;
                self.steps.push(Step::Close);
            }
            _ => return None,
        }
        Some(())
    }

    fn pair(&mut self, from: [f64; 2]) -> Option<[f64; 2]> {
        Some([from[0] + self.numbers.next()?, from[1] + self.numbers.next()?])
    }

    fn line_to(&mut self, end: impl FnOnce(&mut Self) -> Option<[f64; 2]>) -> Option<()> {
        self.at = end(self)?;
        self.steps.push(Step::Line(self.at));
        Some(())
    }

    fn curve(&mut self, a: [f64; 2], b: [f64; 2], end: [f64; 2]) {
        self.at = end;
        self.steps.push(Step::Curve(a, b, end));
    }
}

/// The numbers of a path, which may follow each other without a blank.
struct Numbers<'d>(&'d str);

impl Numbers<'_> {
    fn skip(&mut self) {
        self.0 = self.0.trim_start_matches([' ', ',', '\n', '\t']);
    }

    /// The next command, or the one before if numbers follow.
    fn command(&mut self, before: char) -> Option<char> {
        self.skip();
        let c = self.0.chars().next()?;
        if c.is_ascii_alphabetic() {
            self.0 = &self.0[1..];
            return Some(c);
        }
        // Nothing but a command may follow the end of a curve.
        (!before.eq_ignore_ascii_case(&'z')).then_some(before)
    }

    fn next(&mut self) -> Option<f64> {
        self.skip();
        let mut end = 0;
        let mut dot = false;
        for (at, c) in self.0.char_indices() {
            match c {
                '-' | '+' if at == 0 => {}
                '.' if !dot => dot = true,
                '0'..='9' => {}
                _ => break,
            }
            end = at + 1;
        }
        let (number, rest) = self.0.split_at(end);
        let value = number.parse().ok()?;
        self.0 = rest;
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_steps_and_packed_numbers() {
        let expected = vec![
            Step::Move([1.0, 2.0]),
            Step::Line([1.5, 1.0]),
            Step::Line([1.5, 4.0]),
            Step::Line([2.0, 4.0]),
            Step::Close,
            Step::Move([2.0, 3.0]),
        ];
        assert_eq!(steps("M1 2l.5-1v3H2zm1 1"), expected);
        assert_eq!(steps("M0 0X1"), vec![Step::Move([0.0, 0.0])]);
        assert_eq!(steps("z 1"), vec![Step::Close]);
    }

    #[test]
    fn tags_and_texts() {
        let all = pieces("<g class=\"a\"><text x=\"1\">a &lt; b</text></g>");
        assert_eq!(all.len(), 5);
        assert_eq!(all[2], Piece::Text("a < b".to_string()));
    }
}
