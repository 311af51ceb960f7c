//! The answer for a terminal: tables, verdicts, completeness, notes.

use super::formula::Formula;
use super::options::TerminalOptions;
use super::page::Badge;
use super::phrase::Phrase;
use super::scene::Scene;
use super::verdict::Verdict;
use crate::result::{Document, Inertia, Number};

/// The short answer as lines of text.
pub fn terminal(document: &Document, options: &TerminalOptions) -> String {
    let scene = Scene::new(document, &options.language);
    let writer = Writer { scene, options };
    let mut lines = writer.head();
    lines.extend(writer.table());
    lines.extend(writer.reasons());
    lines.extend(writer.escapes());
    lines.extend(writer.answers());
    lines.extend(writer.closing());
    let text = lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n");
    text.trim_end().to_string() + "\n"
}

struct Writer<'a> {
    scene: Scene<'a>,
    options: &'a TerminalOptions,
}

/// One line of the table of critical sets.
struct Row {
    cells: Vec<String>,
    class: &'static str,
}

impl Writer<'_> {
    fn spell(&self, phrase: &Phrase) -> String {
        self.clean(&if self.options.ascii { phrase.plain() } else { phrase.unicode() })
    }

    fn maths(&self, formula: Formula) -> String {
        self.spell(&formula.into())
    }

    fn head(&self) -> Vec<String> {
        let scene = &self.scene;
        let mut lines = Vec::new();
        if let Some(title) = &scene.document.texts.title {
            lines.push(self.clean(title));
        }
        let formula = Formula::equation(scene.loss_of_variables(), scene.formula());
        let said = scene.words.say("terminal.critical-points", &[("formula", formula.into())]);
        lines.push(self.spell(&said));
        for note in &scene.document.input.notes {
            let places = [
                ("text", scene.note(note)),
                ("line", Phrase::from(note.line)),
                ("column", Phrase::from(note.column)),
            ];
            lines.push(self.spell(&scene.words.say("terminal.note", &places)));
        }
        lines.push(String::new());
        lines
    }

    /// User text without control characters, which a terminal would obey.
    fn clean(&self, text: &str) -> String {
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if self.options.ascii { ascii(&text) } else { text }
    }

    fn table(&self) -> Vec<String> {
        let rows = self.rows();
        let words = &self.scene.words;
        if !self.scene.document.blocks.is_empty() {
            return self.parts();
        }
        if rows.is_empty() {
            return vec![self.clean(&words.label("terminal.none")), String::new()];
        }
        let keys = ["point", "coordinates", "value", "nature", "signs"];
        let head: Vec<String> =
            keys.iter().map(|key| self.clean(&words.label(&format!("terminal.{key}")))).collect();
        let widths: Vec<usize> = (0..head.len())
            .map(|k| rows.iter().map(|row| width(&row.cells[k])).chain([width(&head[k])]).max())
            .map(Option::unwrap_or_default)
            .collect();
        let line = |cells: &[String]| {
            let padded = cells.iter().zip(&widths).map(|(cell, w)| pad(cell, *w));
            padded.collect::<Vec<_>>().join("  ").trim_end().to_string()
        };
        let mut lines = vec![self.paint("head", &line(&head))];
        lines.extend(rows.iter().map(|row| self.paint(row.class, &line(&row.cells))));
        lines.push(String::new());
        lines
    }

    /// The critical sets of the parts, and how they are combined.
    fn parts(&self) -> Vec<String> {
        let said = self.spell(&self.scene.combination_of_parts());
        let mut lines = self.wrapped(&said);
        for row in self.scene.parts_table().rows {
            let mut line = String::from(" ");
            for cell in row {
                let badge = cell.badge.map(|badge| self.clean(&badge.text)).unwrap_or_default();
                line += &format!(" {}{badge} ", self.spell(&cell.text));
            }
            lines.push(line);
        }
        lines.push(String::new());
        lines
    }

    fn rows(&self) -> Vec<Row> {
        let scene = &self.scene;
        let document = scene.document;
        let points = document.points.iter().map(|point| {
            let set = scene.point(&point.coordinates);
            let set = self.with_decimals(set, &point.coordinates);
            let verdict = Verdict::of_point(point);
            let mut row = self.row(&point.name, set, &point.value, verdict, point.inertia);
            if let Some(place) = scene.location(point) {
                row.cells[3] += &format!(", {}", self.spell(&place));
            }
            row
        });
        let continua = document.continua.iter().flat_map(|set| {
            super::sets::pieces(set).into_iter().map(|piece| {
                let equations = set.equations.iter().map(|e| scene.maths.level(e));
                let inequalities = set.inequalities.iter().chain(piece.place.iter());
                let or = scene.words.label("list.or");
                let relations = inequalities.map(|w| scene.maths.relations(w, &or));
                let shown = self.maths(Formula::list(equations.chain(relations)));
                self.row(&set.name, shown, &set.value, piece.verdict, piece.stratum.inertia)
            })
        });
        let families = document.families.iter().map(|family| {
            let shown = self.maths(scene.family_set(family));
            self.row(&family.name, shown, &family.value, Verdict::of_family(family), family.inertia)
        });
        let kinks = document.nonsmooth.iter().enumerate().map(|(k, kink)| {
            let shown = self.maths(scene.kink_set(kink));
            self.row(&kink_name(k), shown, &kink.value, Verdict::of_kink(kink), None)
        });
        points.chain(continua).chain(families).chain(kinks).collect()
    }

    /// Exact coordinates, and decimals after them unless they say nothing new.
    fn with_decimals(&self, exact: Formula, coordinates: &[Number]) -> String {
        let scene = &self.scene;
        if coordinates.iter().any(|c| scene.brief(c).is_none()) {
            return self.maths(Formula::row([Formula::about(), exact]));
        }
        let whole = |c: &Number| c.exact.as_ref().is_none_or(|e| e.parse::<i64>().is_ok());
        let shown = self.maths(exact);
        let decimals: Option<Vec<Formula>> = coordinates
            .iter()
            .map(|c| c.decimal.as_ref().map(|d| super::numeral::rounded(d)))
            .collect();
        match decimals {
            Some(decimals) if !coordinates.iter().all(whole) => {
                let decimals = super::scene::one_or_tuple(decimals);
                format!("{shown} {}", self.maths(Formula::row([Formula::about(), decimals])))
            }
            _ => shown,
        }
    }

    /// A short exact value with its decimal, or the decimal alone.
    fn value(&self, value: &Number) -> Formula {
        match self.scene.brief(value) {
            Some(_) => self.scene.with_decimal(value),
            None => self.scene.short(value),
        }
    }

    fn row(
        &self,
        name: &str,
        set: String,
        value: &Number,
        verdict: Verdict<'_>,
        inertia: Option<Inertia>,
    ) -> Row {
        let badge: Badge = self.scene.badge(verdict);
        let nature = match self.options.ascii {
            true => self.clean(&badge.text),
            false => format!("{} {}", badge.shape, badge.text),
        };
        let signs = inertia.map(|i| format!("{}/{}/{}", i.positive, i.zero, i.negative));
        let cells = vec![
            self.maths(self.scene.set_name(name)),
            set,
            self.maths(self.value(value)),
            nature,
            signs.unwrap_or_default(),
        ];
        Row { cells, class: badge.class }
    }

    /// The reason of each verdict; sets with the same reason share a line.
    fn reasons(&self) -> Vec<String> {
        let scene = &self.scene;
        let document = scene.document;
        let points = document.points.iter().map(|p| (p.name.clone(), Verdict::of_point(p)));
        let strata = document.continua.iter().flat_map(|set| {
            super::sets::pieces(set).into_iter().map(|piece| (set.name.clone(), piece.verdict))
        });
        let families = document.families.iter().map(|f| (f.name.clone(), Verdict::of_family(f)));
        let kinks = document.nonsmooth.iter().enumerate();
        let kinks = kinks.map(|(k, kink)| (kink_name(k), Verdict::of_kink(kink)));
        let mut said: Vec<(Phrase, Vec<Formula>)> = Vec::new();
        for (name, verdict) in points.chain(strata).chain(families).chain(kinks) {
            let reason = scene.reason(verdict);
            let name = scene.set_name(&name);
            match said.iter_mut().find(|(other, _)| *other == reason) {
                Some((_, names)) if names.contains(&name) => {}
                Some((_, names)) => names.push(name),
                None => said.push((reason, vec![name])),
            }
        }
        let line = |(reason, names): (Phrase, Vec<Formula>)| {
            let places = [("name", Formula::list(names).into()), ("reason", reason)];
            self.wrapped(&self.spell(&scene.words.say("terminal.because", &places)))
        };
        let mut lines: Vec<String> = said.into_iter().flat_map(line).collect();
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines
    }

    fn escapes(&self) -> Vec<String> {
        let scene = &self.scene;
        let points = scene.document.points.iter();
        let mut lines: Vec<String> = points
            .filter_map(|point| {
                let escape = point.escape.as_ref()?;
                let direction = escape.direction.iter().map(|d| scene.bare(d)).collect();
                let places = [
                    ("name", Phrase::from(scene.set_name(&point.name))),
                    ("direction", super::scene::one_or_tuple(direction).into()),
                    ("interval", self.interval(&escape.decreases_for).into()),
                ];
                let key = match escape.decreases_for[1] {
                    Number { exact: None, decimal: None, .. } => "terminal.escape-small",
                    _ => "terminal.escape",
                };
                Some(self.spell(&scene.words.say(key, &places)))
            })
            .collect();
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines
    }

    /// `0 < t < √2` or `t > 0`
    fn interval(&self, [low, high]: &[Number; 2]) -> Formula {
        let scene = &self.scene;
        let t = scene.maths.name("t");
        let less = || Formula::operator("<", "<", "<");
        match high.exact.as_deref() {
            Some("oo") => Formula::row([t, Formula::operator(">", ">", ">"), scene.bare(low)]),
            _ => Formula::row([scene.bare(low), less(), t, less(), scene.bare(high)]),
        }
    }

    fn answers(&self) -> Vec<String> {
        let scene = &self.scene;
        let document = scene.document;
        let mut lines = Vec::new();
        for taylor in &document.taylor_at {
            let polynomial = match &taylor.undefined {
                Some(why) => Phrase::text(&self.clean(why)),
                None => {
                    let terms = scene.taylor_terms(taylor);
                    let text = &taylor.polynomial;
                    Formula::row(terms.unwrap_or_else(|| scene.maths.ascending_terms(text))).into()
                }
            };
            let places = [
                ("point", Phrase::from(scene.point(&taylor.at))),
                ("order", Phrase::from(taylor.order as usize)),
                ("polynomial", polynomial),
            ];
            lines.extend(self.wrapped(&self.spell(&scene.words.say("terminal.taylor", &places))));
        }
        for point in &document.asked {
            let mut said = vec![scene.asked_sentence(point)];
            said.extend(point.reason.iter().map(|reason| scene.bare_reason(reason, true)));
            let said = Phrase::joined(said, &scene.words.label("list.sentence"));
            lines.extend(self.wrapped(&self.spell(&said)));
            let separator = scene.words.label("page.label-separator");
            for fact in scene.asked_facts(point) {
                let value = format!("{}{separator}{}", fact.label, self.spell(&fact.value));
                lines.extend(self.wrapped(&value).into_iter().map(|line| format!("  {line}")));
            }
        }
        for item in &document.expect {
            let key = if item.holds { "terminal.expect-holds" } else { "terminal.expect-fails" };
            let text = scene.words.say(key, &[("text", Phrase::text(&self.clean(&item.text)))]);
            lines.push(self.spell(&text));
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines
    }

    fn closing(&self) -> Vec<String> {
        let scene = &self.scene;
        let badge = scene.status_badge();
        let head = match self.options.ascii {
            true => self.clean(&badge.text),
            false => format!("{} {}", badge.shape, badge.text),
        };
        let mut lines = vec![self.paint(badge.class, &head)];
        let said = scene.completeness_sentence();
        let why = scene.argument(&scene.document.completeness);
        let counts = scene.counts_sentence().unwrap_or_default();
        for phrase in [said, why, counts].iter().filter(|phrase| !phrase.is_empty()) {
            lines.extend(self.wrapped(&self.spell(phrase)));
        }
        lines
    }

    fn paint(&self, class: &str, text: &str) -> String {
        let code = match class {
            _ if !self.options.colour => return text.to_string(),
            "head" => "1",
            "min" => "34",
            "sad" => "33",
            "max" => "35",
            "ok" => "32",
            _ => return text.to_string(),
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// Lines of at most the width of the terminal, broken at blanks; later ones are indented.
    fn wrapped(&self, text: &str) -> Vec<String> {
        let limit = self.options.width.max(40);
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split(' ') {
            if !line.trim().is_empty() && width(&line) + 1 + width(word) > limit {
                lines.push(std::mem::replace(&mut line, "  ".to_string()));
            }
            if !line.trim().is_empty() {
                line.push(' ');
            }
            line += word;
        }
        lines.push(line);
        lines
    }
}

pub(super) fn pad(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

/// The name of the k-th set of kinks in the table.
fn kink_name(k: usize) -> String {
    format!("K{}", k + 1)
}

/// Columns that a text takes: two for Chinese, Japanese and Korean characters.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}')
}

/// The nearest ASCII spelling.
pub(super) fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '−' | '–' | '—' => out.push('-'),
            '≈' => out.push('~'),
            '≤' => out += "<=",
            '≥' => out += ">=",
            '≠' => out += "!=",
            '·' => out.push('*'),
            'é' => out.push('e'),
            '∇' => out += "grad ",
            '∂' => out.push('d'),
            'ℝ' => out.push('R'),
            '√' => out += "sqrt",
            '∞' => out += "oo",
            '∈' => out += "in",
            '∪' => out.push('u'),
            '→' => out += "->",
            '●' | '▲' | '◆' | '✕' | '✓' | '⌒' => out.push('*'),
            '…' => out += "...",
            '⁰'..='⁹' | '¹' | '²' | '³' => {
                out.push('^');
                out.push(digit(c, "⁰¹²³⁴⁵⁶⁷⁸⁹"));
            }
            '₀'..='₉' => out.push(digit(c, "₀₁₂₃₄₅₆₇₈₉")),
            other => out.push(other),
        }
    }
    out
}

fn digit(c: char, digits: &str) -> char {
    let place = digits.chars().position(|other| other == c);
    place.and_then(|k| char::from_digit(k as u32, 10)).unwrap_or('?')
}
