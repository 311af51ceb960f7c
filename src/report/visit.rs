//! Every phrase of a page, one after the other.

use super::page::{AnswerRow, Block, Figure, Page, Table};
use super::phrase::{Phrase, Piece};

/// Calls `each` on every phrase of a page.
pub(crate) fn phrases(page: &mut Page, each: &mut dyn FnMut(&mut Phrase)) {
    each(&mut page.title);
    if let Some(answer) = &mut page.answer {
        answer.rows.iter_mut().chain(&mut answer.closing).for_each(|row| answer_row(row, each));
        answer.table.iter_mut().for_each(|table| cells(table, each));
    }
    page.figures.iter_mut().for_each(|figure| each(&mut figure.caption));
    for section in &mut page.sections {
        each(&mut section.heading);
        section.blocks.iter_mut().for_each(|block| in_block(block, each));
    }
    page.method.iter_mut().for_each(|block| in_block(block, each));
}

/// Numbers the pictures in the order of the page.
pub(crate) fn number_figures(page: &mut Page) {
    let blocks = page.sections.iter_mut().flat_map(|section| &mut section.blocks);
    let inside = blocks.filter_map(|block| match block {
        Block::Figure { figure } => Some(figure),
        _ => None,
    });
    let all = page.figures.iter_mut().chain(inside).enumerate();
    all.for_each(|(k, figure)| figure.number = k + 1);
}

fn answer_row(row: &mut AnswerRow, each: &mut dyn FnMut(&mut Phrase)) {
    each(&mut row.text);
    each(&mut row.why);
}

fn cells(table: &mut Table, each: &mut dyn FnMut(&mut Phrase)) {
    each(&mut table.caption);
    table.head.iter_mut().for_each(|cell| each(&mut cell.text));
    table.rows.iter_mut().flatten().for_each(|cell| each(&mut cell.text));
}

fn in_block(block: &mut Block, each: &mut dyn FnMut(&mut Phrase)) {
    match block {
        Block::Heading { text, .. } | Block::Paragraph { text } => each(text),
        Block::Steps { rows } => rows.iter_mut().for_each(|row| each(&mut row.reason)),
        Block::Cases { nodes } => {
            for node in nodes {
                each(&mut node.condition);
                node.text.iter_mut().for_each(&mut *each);
                node.leaf.iter_mut().for_each(|leaf| each(&mut leaf.text));
            }
        }
        Block::Facts { rows } => rows.iter_mut().for_each(|row| each(&mut row.value)),
        Block::Verdict { lead, text, .. } => {
            each(lead);
            each(text);
        }
        Block::Table { table } => cells(table, each),
        Block::List { items } => items.iter_mut().for_each(each),
        Block::Alike { intro, items } => {
            each(intro);
            items.iter_mut().for_each(|item| each(&mut item.text));
        }
        Block::Open { summary, .. } => each(summary),
        Block::Figure { figure } => each(&mut figure.caption),
        Block::Equation { .. }
        | Block::Close
        | Block::Prose { .. }
        | Block::Chapter { .. }
        | Block::Code { .. }
        | Block::Space { .. } => {}
    }
}

/// The pictures of a page: those at its head, then those among the text.
pub(crate) fn figures(page: &Page) -> Vec<&Figure> {
    let blocks = page.sections.iter().flat_map(|section| &section.blocks);
    let inside = blocks.filter_map(|block| match block {
        Block::Figure { figure } => Some(figure),
        _ => None,
    });
    page.figures.iter().chain(inside).collect()
}

/// Links whose target is not in the list become plain text.
pub(crate) fn unlink(phrase: &mut Phrase, known: &dyn Fn(&str) -> bool) {
    let pieces = std::mem::take(&mut phrase.0);
    for piece in pieces {
        match piece {
            Piece::Link { to, text } if !known(&to) => phrase.0.extend(text.0),
            other => phrase.0.push(other),
        }
    }
}
