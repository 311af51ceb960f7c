use super::TooLong;
use super::layout::{Id, Layout};
use std::borrow::Cow;

/// What an item consists of: text and items, in reading order.
pub(super) enum Piece {
    Text(Cow<'static, str>),
    /// An item; `true` where it must stay low (in an exponent), so fractions lie on their side.
    Item(Id, bool),
}

impl Piece {
    pub(super) fn text(text: &'static str) -> Piece {
        Piece::Text(Cow::Borrowed(text))
    }

    pub(super) fn owned(text: String) -> Piece {
        Piece::Text(Cow::Owned(text))
    }
}

/// A way of writing: how each item is taken apart.
pub(super) trait Notation {
    fn pieces(&self, layout: &Layout, id: Id, low: bool) -> Vec<Piece>;
}

/// Writes pieces out with a stack, until the text is longer than `max_len` bytes.
pub(super) fn write(
    notation: &impl Notation,
    layout: &Layout,
    pieces: Vec<Piece>,
    max_len: usize,
) -> Result<String, TooLong> {
    let mut text = String::new();
    let mut open: Vec<Piece> = pieces;
    open.reverse();
    while let Some(piece) = open.pop() {
        match piece {
            Piece::Text(part) => text.push_str(&part),
            Piece::Item(id, low) => {
                open.extend(notation.pieces(layout, id, low).into_iter().rev());
            }
        }
        if text.len() > max_len {
            return Err(TooLong);
        }
    }
    Ok(text)
}
