//! The page as plain text, in Unicode or ASCII.

use super::formula::Formula;
use super::options::{Options, TerminalOptions};
use super::page::{AnswerRow, Badge, Block, CaseNode, Cell, Figure, Page, Section, StepRow, Table};
use super::phrase::Phrase;
use super::terminal::{ascii, pad, width};
use super::variant;
use super::words::Words;
use crate::result::Document;

/// Columns of an answer line on a worksheet.
const RULE: usize = 64;

/// The worked solution as plain text.
pub fn text(document: &Document, options: &Options, choice: &TerminalOptions) -> String {
    let page = variant::page(document, options);
    let words = Words::of(&options.language);
    let mut writer = Writer { choice, words, lines: Vec::new() };
    writer.page(&page);
    let text = writer.lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n");
    squeezed(text.trim_end()) + "\n"
}

/// At most one empty line in a row.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.lines() {
        if !(line.is_empty() && blank) {
            if !out.is_empty() {
                out.push('\n');
            }
            out += line;
        }
        blank = line.is_empty();
    }
    out
}

struct Writer<'a> {
    choice: &'a TerminalOptions,
    words: Words,
    lines: Vec<String>,
}

impl Writer<'_> {
    fn page(&mut self, page: &Page) {
        let title = self.spell(&page.title);
        self.heading(&title, '=');
        if let Some(subtitle) = &page.subtitle {
            self.prose(subtitle);
        }
        if let Some(answer) = &page.answer {
            self.heading(&self.words.label("page.answer"), '-');
            answer.table.iter().for_each(|table| self.table(table));
            answer.rows.iter().chain(&answer.closing).for_each(|row| self.answer(row));
        }
        page.figures.iter().for_each(|figure| self.figure(figure));
        page.sections.iter().for_each(|section| self.section(section));
        self.heading(&self.words.label("heading.method"), '-');
        page.method.iter().for_each(|block| self.block(block));
    }

    /// Text without control characters, in the characters that are wanted.
    fn clean(&self, text: &str) -> String {
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if self.choice.ascii { ascii(&text) } else { text }
    }

    fn spell(&self, phrase: &Phrase) -> String {
        self.clean(&if self.choice.ascii { phrase.plain() } else { phrase.unicode() })
    }

    fn maths(&self, formula: &Formula) -> String {
        let text = if self.choice.ascii { &formula.plain } else { &formula.unicode };
        text.lines().map(|line| self.clean(line)).collect::<Vec<_>>().join("\n")
    }

    fn heading(&mut self, title: &str, rule: char) {
        let title = self.clean(title);
        let rule = rule.to_string().repeat(width(&title).min(self.choice.width));
        self.lines.extend([String::new(), title, rule, String::new()]);
    }

    /// A paragraph in lines of the width of the page.
    fn say(&mut self, text: &str, first: &str, indent: &str) {
        let mut line = first.to_string();
        let mut empty = true;
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            if !empty && width(&line) + 1 + width(word) > self.choice.width.max(40) {
                self.lines.push(std::mem::replace(&mut line, indent.to_string()));
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line += word;
            empty = false;
        }
        self.lines.push(line);
    }

    fn paragraph(&mut self, text: &str) {
        self.say(text, "", "");
        self.lines.push(String::new());
    }

    fn badge(&self, badge: &Badge) -> String {
        let word = self.clean(&badge.text);
        if self.choice.ascii { word } else { format!("{} {word}", badge.shape) }
    }

    fn answer(&mut self, row: &AnswerRow) {
        let separator = self.clean(&self.words.label("page.label-separator"));
        let text = format!("{}{separator}{}", self.badge(&row.badge), self.spell(&row.text));
        self.say(&text, "", "  ");
        if !row.why.is_empty() {
            let why = self.spell(&row.why);
            self.say(&why, "  ", "  ");
        }
        self.lines.push(String::new());
    }

    fn figure(&mut self, figure: &Figure) {
        let label = self.clean(&self.words.label("page.figure"));
        let caption = self.spell(&figure.caption);
        let text =
            format!("[{label} {}. {caption} {}]", figure.number, self.clean(&figure.description));
        self.paragraph(&text);
    }

    fn section(&mut self, section: &Section) {
        let heading = self.spell(&section.heading);
        self.heading(&format!("{} {heading}", section.number), '-');
        if let Some(badge) = &section.badge {
            let badge = self.badge(badge);
            self.paragraph(&badge);
        }
        section.blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } => {
                let text = self.spell(text);
                self.lines.extend([String::new(), text, String::new()]);
            }
            Block::Paragraph { text } => {
                let text = self.spell(text);
                self.paragraph(&text);
            }
            Block::Equation { formula, .. } => {
                let formula = self.maths(formula);
                for line in formula.lines() {
                    self.say(line, "    ", "        ");
                }
                self.lines.push(String::new());
            }
            Block::Steps { rows } => {
                rows.iter().for_each(|row| self.step(row));
                self.lines.push(String::new());
            }
            Block::Cases { nodes } => {
                nodes.iter().for_each(|node| self.case(node));
                self.lines.push(String::new());
            }
            Block::Facts { rows } => {
                let separator = self.clean(&self.words.label("page.label-separator"));
                for row in rows {
                    let label = self.clean(&row.label);
                    let text = format!("{label}{separator}{}", self.spell(&row.value));
                    self.say(&text, "  ", "    ");
                }
                self.lines.push(String::new());
            }
            Block::Verdict { lead, text, .. } => {
                let text = format!("{} {}", self.spell(lead), self.spell(text));
                self.say(&text, "> ", "> ");
                self.lines.push(String::new());
            }
            Block::Table { table } => self.table(table),
            Block::List { items } => {
                for item in items {
                    let text = self.spell(item);
                    self.say(&text, "- ", "  ");
                }
                self.lines.push(String::new());
            }
            Block::Alike { intro, items } => {
                let text = self.spell(intro);
                self.paragraph(&text);
                for item in items {
                    let text = self.spell(&item.text);
                    self.say(&text, "- ", "  ");
                }
                self.lines.push(String::new());
            }
            Block::Open { summary, badge, .. } => {
                let badge = badge.as_ref().map(|badge| self.badge(badge)).unwrap_or_default();
                let text = format!("{}  {badge}", self.spell(summary));
                self.lines.extend([String::new(), text, String::new()]);
            }
            Block::Close => {}
            Block::Prose { text } | Block::Chapter { text } => self.prose(text),
            Block::Code { text } => {
                let lines = text.lines().map(|line| format!("    {}", self.clean(line)));
                let lines: Vec<String> = lines.collect();
                self.lines.extend(lines);
                self.lines.push(String::new());
            }
            Block::Figure { figure } => self.figure(figure),
            Block::Space { lines, .. } => {
                for _ in 0..*lines {
                    self.lines.extend([String::new(), "_".repeat(RULE)]);
                }
                self.lines.push(String::new());
            }
        }
    }

    /// CommonMark is plain text already.
    fn prose(&mut self, text: &str) {
        let lines: Vec<String> = text.lines().map(|line| self.clean(line)).collect();
        self.lines.extend(lines);
        self.lines.push(String::new());
    }

    /// A line of a derivation; its reason beside it if there is room, else below.
    fn step(&mut self, row: &StepRow) {
        let indent = if row.class == "cont" { "      " } else { "    " };
        let more = row.more.iter().map(|line| self.maths(line));
        let formula: Vec<String> = [self.maths(&row.formula)].into_iter().chain(more).collect();
        let formula = formula.join(" ");
        let reason = match row.reason.is_empty() {
            true => String::new(),
            false => format!("({})", self.spell(&row.reason)),
        };
        let line = format!("{indent}{}", formula.trim());
        if width(&line) + 4 + width(&reason) <= self.choice.width {
            self.lines.push(format!("{line}    {reason}"));
            return;
        }
        self.say(&formula, indent, "          ");
        if !reason.is_empty() {
            self.say(&reason, "            ", "            ");
        }
    }

    fn case(&mut self, node: &CaseNode) {
        let indent = format!("{}  ", node.indent);
        let mut said = Vec::new();
        if !node.label.is_empty() {
            said.push(format!("{} {}", self.clean(&node.label), self.spell(&node.condition)));
        }
        said.extend(node.text.iter().map(|text| self.spell(text)));
        if !said.is_empty() {
            self.say(&said.join(" "), &indent, &format!("{indent}  "));
        }
        if let Some(leaf) = &node.leaf {
            let arrow = if self.choice.ascii { "->" } else { "→" };
            let text = format!("{arrow} {}", self.spell(&leaf.text));
            self.say(&text, &format!("{indent}  "), &format!("{indent}     "));
        }
    }

    fn table(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            let caption = self.spell(&table.caption);
            self.say(&caption, "", "");
        }
        let head = table.head.iter().map(|cell| self.cell(cell)).collect::<Vec<String>>();
        let cells = |row: &Vec<Cell>| row.iter().map(|cell| self.cell(cell)).collect();
        let rows: Vec<Vec<String>> = table.rows.iter().map(cells).collect();
        let widest = |k: usize| {
            let all = rows.iter().chain([&head]).filter_map(|row| row.get(k));
            all.map(|cell| width(cell)).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..head.len()).map(widest).collect();
        let line = |row: &Vec<String>| {
            let padded = row.iter().zip(&widths).map(|(cell, w)| pad(cell, *w));
            padded.collect::<Vec<_>>().join("  ")
        };
        let rule = widths.iter().map(|w| "-".repeat(*w)).collect::<Vec<_>>().join("  ");
        let body = rows.iter().map(line);
        let all: Vec<String> = [line(&head), rule].into_iter().chain(body).collect();
        self.lines.extend(all);
        self.lines.push(String::new());
    }

    fn cell(&self, cell: &Cell) -> String {
        let badge = cell.badge.as_ref().map(|badge| self.badge(badge)).unwrap_or_default();
        format!("{badge} {}", self.spell(&cell.text)).trim().to_string()
    }
}
