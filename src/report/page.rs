//! The page as data: what the templates loop over.

use super::formula::Formula;
use super::phrase::Phrase;
use serde::Serialize;

/// A whole report.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Page {
    pub(crate) language: &'static str,
    /// What the page is, in two words and in one sentence.
    pub(crate) kind: String,
    pub(crate) about: String,
    /// The heading, and the same as Unicode text for the title bar.
    pub(crate) title: Phrase,
    pub(crate) title_text: String,
    /// The file's own problem text, CommonMark.
    pub(crate) subtitle: Option<String>,
    /// None on a worksheet.
    pub(crate) answer: Option<Answer>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) sections: Vec<Section>,
    pub(crate) method: Vec<Block>,
}

/// The result before its derivation.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Answer {
    /// One row for each critical set, if there are few.
    pub(crate) rows: Vec<AnswerRow>,
    /// A table of them, if there are many.
    pub(crate) table: Option<Table>,
    /// Completeness and global facts.
    pub(crate) closing: Vec<AnswerRow>,
}

/// A badge and what it stands for.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AnswerRow {
    pub(crate) badge: Badge,
    pub(crate) text: Phrase,
    pub(crate) why: Phrase,
}

/// A verdict as shape, colour and word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Badge {
    /// `min`, `sad`, `max`, `deg` or `ok`: the colour.
    pub(crate) class: &'static str,
    /// `●`, `⌒`, `✕`, `▲`, `◆` or `✓`.
    pub(crate) shape: &'static str,
    pub(crate) text: String,
}

/// A numbered section.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Section {
    pub(crate) id: String,
    pub(crate) number: usize,
    pub(crate) heading: Phrase,
    pub(crate) heading_text: String,
    /// The verdict of the critical set the section is about.
    pub(crate) badge: Option<Badge>,
    pub(crate) blocks: Vec<Block>,
}

/// A piece of a section. Nesting is by opening and closing blocks, so that templates only loop.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Block {
    /// A heading below that of the section.
    Heading { text: Phrase, text_plain: String },
    /// A paragraph.
    Paragraph { text: Phrase },
    /// A displayed formula; `key` for the one the page is about.
    Equation { formula: Formula, key: bool },
    /// A derivation.
    Steps { rows: Vec<StepRow> },
    /// A case tree in preorder.
    Cases { nodes: Vec<CaseNode> },
    /// Labels and values.
    Facts { rows: Vec<Fact> },
    /// The verdict in its box.
    Verdict { class: &'static str, lead: Phrase, text: Phrase },
    /// A table.
    Table { table: Table },
    /// A list.
    List { items: Vec<Phrase> },
    /// Points of which the same holds as of the one before, each with the id that leads to it.
    Alike { intro: Phrase, items: Vec<AlikePoint> },
    /// What follows is folded away.
    Open { summary: Phrase, title_text: String, badge: Option<Badge>, id: String, shown: bool },
    /// The end of what is folded away.
    Close,
    /// CommonMark written by the user.
    Prose { text: String },
    /// CommonMark of a document around the solutions, whose headings count.
    Chapter { text: String },
    /// Text as it is.
    Code { text: String },
    /// A picture among the text.
    Figure { figure: Figure },
    /// Room for an answer of so many lines.
    Space { lines: usize, label: String },
}

/// A point told of together with others.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AlikePoint {
    pub(crate) id: String,
    pub(crate) text: Phrase,
}

/// One line of a derivation.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StepRow {
    pub(crate) formula: Formula,
    /// Further lines of a formula too long for one.
    pub(crate) more: Vec<Formula>,
    pub(crate) reason: Phrase,
    /// Empty, `cont` for a line that goes on with `=`, `res` for the result.
    pub(crate) class: &'static str,
}

/// One node of a case tree.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CaseNode {
    /// Lists to open before it, and items with their lists to close before it.
    pub(crate) opens: bool,
    pub(crate) closes: usize,
    /// Two blanks for each level, for Markdown.
    pub(crate) indent: String,
    pub(crate) label: String,
    pub(crate) condition: Phrase,
    pub(crate) text: Vec<Phrase>,
    pub(crate) leaf: Option<LeafView>,
    /// Closes after the last node.
    pub(crate) ends: usize,
}

/// The end of a branch.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LeafView {
    /// `min`, `sad`, `max`, `deg` or `none`.
    pub(crate) class: &'static str,
    pub(crate) text: Phrase,
}

/// A label and its value.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) value: Phrase,
}

/// A table with a header row.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Table {
    pub(crate) caption: Phrase,
    pub(crate) head: Vec<Cell>,
    pub(crate) rows: Vec<Vec<Cell>>,
    /// On a narrow page each row is a card of its own with the heads as labels.
    pub(crate) cards: bool,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Cell {
    pub(crate) text: Phrase,
    /// Set right-aligned.
    pub(crate) numeric: bool,
    pub(crate) badge: Option<Badge>,
}

impl Cell {
    /// A cell of words or formulas.
    pub(crate) fn of<P: Into<Phrase>>(text: P) -> Cell {
        Cell { text: text.into(), ..Cell::default() }
    }

    /// A right-aligned cell.
    pub(crate) fn number<P: Into<Phrase>>(text: P) -> Cell {
        Cell { text: text.into(), numeric: true, badge: None }
    }
}

/// A picture with its caption.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figure {
    /// From 1, over the whole page.
    pub(crate) number: usize,
    /// Distinguishes the files of the pictures: `STEM-name.svg`.
    pub(crate) name: String,
    /// The `svg` element with colours as CSS variables.
    pub(crate) svg: String,
    /// What is seen, for those who do not see it.
    pub(crate) description: String,
    pub(crate) caption: Phrase,
    pub(crate) legend: Vec<LegendItem>,
    /// The bands of colour, lowest first.
    pub(crate) scale: Vec<ScaleStep>,
}

/// A band of colour and the value at its upper end.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ScaleStep {
    pub(crate) band: usize,
    pub(crate) end: String,
}

/// A line of a legend.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LegendItem {
    pub(crate) class: &'static str,
    pub(crate) shape: &'static str,
    pub(crate) text: String,
}
