//! One logical line in the spelling of the grammar, with the way back to the original text.

use super::Span;

/// A logical line: joined, without comments, in the spelling of the grammar.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// What the grammar reads.
    pub text: String,
    segments: Vec<Segment>,
    joints: Vec<usize>,
}

/// A stretch of the line and the bytes of the original it comes from.
#[derive(Debug, Clone, Copy)]
struct Segment {
    at: usize,
    from: usize,
    to: usize,
    copied: bool,
}

impl Line {
    /// Appends a character that stands in the original at `from`.
    pub(super) fn copy(&mut self, c: char, from: usize) {
        let at = self.text.len();
        self.text.push(c);
        let to = from + c.len_utf8();
        match self.segments.last_mut() {
            Some(last) if last.copied && last.to == from => last.to = to,
            _ => self.segments.push(Segment { at, from, to, copied: true }),
        }
    }

    /// Appends `text` in place of the original bytes `from..to`.
    pub(super) fn rewrite(&mut self, text: &str, from: usize, to: usize) {
        if !text.is_empty() {
            self.segments.push(Segment { at: self.text.len(), from, to, copied: false });
            self.text.push_str(text);
        }
    }

    /// Puts the one-byte character `to` in place of the one-byte character at `at`.
    pub(super) fn replace_byte(&mut self, at: usize, to: &str) {
        if to.len() == 1 && self.text.get(at..at + 1).is_some() {
            self.text.replace_range(at..at + 1, to);
        }
    }

    /// Goes on with another physical line, whose first character stands at `from`.
    pub(super) fn join(&mut self, from: usize) {
        self.joints.push(self.text.len());
        self.rewrite(" ", from, from);
    }

    /// The last place at or before `at` where a physical line ended.
    pub(super) fn joint_before(&self, at: usize) -> Option<usize> {
        self.joints.iter().rev().copied().find(|joint| *joint <= at)
    }

    /// The place in the original of `start..end` in the text.
    pub(super) fn original(&self, start: usize, end: usize) -> Span {
        let from = self.segment(start).map_or(0, |s| match s.copied {
            true => s.from + (start - s.at).min(s.to - s.from),
            false => s.from,
        });
        if end <= start {
            return Span::new(from, from);
        }
        let to = self.segment(end - 1).map_or(from, |s| match s.copied {
            true => (s.from + (end - s.at)).min(s.to),
            false => s.to,
        });
        Span::new(from, to.max(from))
    }

    /// The place of the whole line.
    pub(super) fn span(&self) -> Span {
        let start = self.text.len() - self.text.trim_start().len();
        self.original(start, self.text.trim_end().len())
    }

    fn segment(&self, at: usize) -> Option<&Segment> {
        let next = self.segments.partition_point(|s| s.at <= at);
        self.segments.get(next.checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_leads_back() {
        let mut line = Line::default();
        line.copy('x', 10);
        line.rewrite("^(2)", 11, 13);
        line.copy('+', 13);
        line.copy('y', 14);
        assert_eq!(line.text, "x^(2)+y");
        assert_eq!(line.original(0, 1), Span::new(10, 11));
        assert_eq!(line.original(0, 5), Span::new(10, 13));
        assert_eq!(line.original(3, 4), Span::new(11, 13));
        assert_eq!(line.original(6, 7), Span::new(14, 15));
        assert_eq!(line.original(7, 7), Span::new(15, 15));
    }
}
