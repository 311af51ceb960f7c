//! Finds the ```` ```hesse ```` fences of a Markdown document.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A document cut at its fences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The heading of the first level that the document begins with.
    pub title: Option<String>,
    /// What follows, in order.
    pub pieces: Vec<Piece>,
}

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Markdown between fences.
    Prose(String),
    /// A formula file in a fence.
    Fence(Fence),
}

/// A formula file in a fence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// The formula file.
    pub text: String,
    /// The words after `hesse`: wishes such as `as=key`.
    pub wishes: Vec<String>,
    /// Where the fence begins in the document, in bytes.
    pub start: usize,
    /// Bytes of the text at which a run of the document begins, and where it stands there.
    runs: Vec<(usize, usize)>,
}

impl Fence {
    /// The place in the document of a place in the text, in bytes.
    pub fn place(&self, offset: usize) -> usize {
        let run = self.runs.iter().rev().find(|(at, _)| *at <= offset).copied();
        let (at, from) = run.unwrap_or((0, self.start));
        from + (offset - at.min(offset))
    }
}

/// Cuts a document at its fences.
pub fn cut(source: &str) -> Cut {
    let mut cut = Cut { title: None, pieces: Vec::new() };
    let mut done = 0;
    let mut fence: Option<Fence> = None;
    let mut heading: Option<String> = None;
    let options = Options::ENABLE_MATH | Options::ENABLE_TABLES;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                if let Some(wishes) = wishes(&info) {
                    add_prose(&mut cut.pieces, source.get(done..range.start).unwrap_or_default());
                    let (text, runs) = (String::new(), Vec::new());
                    fence = Some(Fence { text, wishes, start: range.start, runs });
                }
            }
            Event::Text(words) => {
                if let Some(fence) = &mut fence {
                    fence.runs.push((fence.text.len(), range.start));
                    fence.text += &words;
                } else if let Some(title) = &mut heading {
                    *title += &words;
                }
            }
            Event::Code(words) => heading.iter_mut().for_each(|title| *title += &words),
            Event::InlineMath(tex) => {
                heading.iter_mut().for_each(|title| *title += &tex);
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some(fence) = fence.take() {
                    done = range.end;
                    cut.pieces.push(Piece::Fence(fence));
                }
            }
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                let first =
                    source.get(..range.start).is_some_and(|before| before.trim().is_empty());
                heading = first.then(String::new);
            }
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
                if let Some(title) = heading.take() {
                    cut.title = Some(title);
                    done = range.end;
                }
            }
            _ => {}
        }
    }
    add_prose(&mut cut.pieces, source.get(done..).unwrap_or_default());
    cut
}

fn add_prose(pieces: &mut Vec<Piece>, text: &str) {
    if !text.trim().is_empty() {
        pieces.push(Piece::Prose(text.to_string()));
    }
}

/// The words after `hesse` in the first line of a fence; `None` for another language.
fn wishes(info: &str) -> Option<Vec<String>> {
    let mut words = info.split([' ', '\t']).filter(|word| !word.is_empty());
    (words.next()? == "hesse").then(|| words.map(String::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_keep_their_place() {
        let source = "# A title\n\ntext\n\n```hesse as=key\nx^2\n  y\n```\n\n- item\n\n  ```hesse\n  é + z\n  ```\n\n```rust\nx\n```\n";
        let cut = cut(source);
        assert_eq!(cut.title.as_deref(), Some("A title"));
        let fences: Vec<&Fence> = cut
            .pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Fence(fence) => Some(fence),
                Piece::Prose(_) => None,
            })
            .collect();
        assert_eq!(fences.len(), 2);
        assert_eq!(fences[0].text, "x^2\n  y\n");
        assert_eq!(fences[0].wishes, ["as=key"]);
        for (fence, word) in [(fences[0], "y"), (fences[1], "z")] {
            let inside = fence.text.find(word).expect("it is there");
            assert!(source[fence.place(inside)..].starts_with(word));
        }
        assert!(matches!(cut.pieces.last(), Some(Piece::Prose(text)) if text.contains("```rust")));
    }

    #[test]
    fn an_open_fence_goes_to_the_end() {
        let cut = cut("```hesse\nx^2");
        assert_eq!(cut.pieces.len(), 1);
        assert_eq!(cut.title, None);
    }
}
