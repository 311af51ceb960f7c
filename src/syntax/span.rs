//! Where something stands in the text the user wrote.

/// A range of bytes of the original text, end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The shortest span that contains both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text of the span; empty if the span does not fit `source`.
    pub fn of(self, source: &str) -> &str {
        source.get(self.start..self.end).unwrap_or_default()
    }

    /// Line and column of the start, both from 1, the column in characters.
    pub fn line_and_column(self, source: &str) -> (usize, usize) {
        let before = source.get(..self.start.min(source.len())).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
        (line, column - usize::from(line == 1 && before.starts_with('\u{feff}')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_from_one() {
        let source = "题\n函数 + q";
        let q = source.find('q').expect("q is there");
        assert_eq!(Span::new(q, q + 1).line_and_column(source), (2, 6));
        assert_eq!(Span::new(0, 0).line_and_column("\u{feff}x"), (1, 1));
        assert_eq!(Span::new(3, 4).line_and_column("\u{feff}x"), (1, 1));
    }
}
