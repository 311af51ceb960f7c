//! Ways down: the direction, how far it goes down, a table of values.

use super::derivative::{gathered, row};
use super::formula::Formula;
use super::page::{Block, Cell, Table};
use super::phrase::Phrase;
use super::scene::Scene;
use crate::result::{Escape, Leads, Number};

/// Values of t at which the decrease is shown.
const SAMPLES: [(&str, &str, f64); 8] = [
    ("1/100", "0.01", 0.01),
    ("1/20", "0.05", 0.05),
    ("1/10", "0.1", 0.1),
    ("1/4", "0.25", 0.25),
    ("1/2", "0.5", 0.5),
    ("1", "1", 1.0),
    ("2", "2", 2.0),
    ("5", "5", 5.0),
];

/// The letter of the end of the way down.
const END: &str = "t1";

impl Scene<'_> {
    /// The way down from the point `name` at `from`.
    pub(crate) fn escape(
        &self,
        escape: &Escape,
        name: Formula,
        from: &[Number],
        value: &Number,
    ) -> Vec<Block> {
        let t = self.maths.name("t");
        let u = self.maths.name("u");
        let direction = Formula::row([
            u.clone(),
            self.sign_of(escape.direction.iter()),
            super::scene::one_or_tuple(escape.direction.iter().map(|d| self.bare(d)).collect()),
        ]);
        let line = Formula::row([
            name.clone(),
            Formula::operator("+", "+", "+"),
            t.clone(),
            Formula::new("*", " ", r" \, ", "<mo>&#x2062;</mo>"),
            u,
        ]);
        let (line, intro) = match escape.curve.is_empty() {
            true => {
                let loss = ("loss", self.loss().into());
                let places = [("direction", direction.into()), ("line", line.clone().into()), loss];
                let key = match escape.along.as_deref().is_some_and(|a| !has_square(a)) {
                    true => "escape.intro-higher",
                    false => "escape.intro",
                };
                (line, self.words.say(key, &places))
            }
            false => {
                let tuple = super::scene::one_or_tuple(
                    escape.curve.iter().map(|x| self.maths.expression(x)).collect(),
                );
                let curve = Formula::equation(self.variable_tuple(), tuple.clone());
                let positive = ("interval", self.positive(&t).into());
                (tuple, self.words.say("escape.curve", &[("curve", curve.into()), positive]))
            }
        };
        let mut blocks = vec![Block::Paragraph { text: intro }];
        // A tuple brings its brackets.
        let argument = match escape.curve.len() > 1 {
            true => line,
            false => line.bracketed(),
        };
        let at_line = Formula::row([self.loss(), argument]);
        let at_point = Formula::row([self.loss(), name.bracketed()]);
        if let Some(along) = &escape.along {
            let minus = Formula::operator("-", "−", "-");
            let difference = Formula::row([at_line.clone(), minus, at_point.clone()]);
            let left = Formula::row([difference, Formula::equals()]);
            let lines = gathered(left, self.maths.ascending_terms(along));
            blocks.push(Block::Steps { rows: vec![row("", Phrase::default(), lines)] });
        }
        let below = Formula::row([at_line, Formula::operator("<", "<", "<"), at_point]);
        blocks.push(Block::Paragraph { text: self.decrease(below, &t, &escape.decreases_for) });
        if let Some(leads) = &escape.leads {
            blocks.push(Block::Paragraph { text: self.leads(leads) });
        }
        if let (Some(along), true) = (&escape.along, escape.curve.is_empty()) {
            blocks.extend(self.decrease_table(along, escape, from, value));
        }
        blocks
    }

    /// `t > 0`
    fn positive(&self, t: &Formula) -> Formula {
        let greater = Formula::operator(">", ">", ">");
        Formula::row([t.clone(), greater, Formula::integer(0)])
    }

    /// How far the loss falls on the way, and what it reaches.
    fn leads(&self, leads: &Leads) -> Phrase {
        let t = self.maths.name("t");
        let loss = ("loss", Phrase::from(self.loss()));
        let mut all = Vec::new();
        match (&leads.until, &leads.change) {
            (Some(until), Some(change)) => {
                let delta = Formula::new("change of ", "Δ", r"\Delta ", "<mi>Δ</mi>");
                let delta = Formula::row([delta, self.loss(), self.equals(change)]);
                let at = Formula::row([t, self.equals(until)]);
                let places = [loss.clone(), ("t", at.into()), ("change", delta.into())];
                all.push(self.words.say("escape.until", &places));
            }
            _ => all.push(self.words.say("escape.forever", std::slice::from_ref(&loss))),
        }
        if let Some(name) = &leads.arrives {
            let set = ("set", Phrase::from(self.set_name(name)));
            all.push(self.words.say("escape.arrives", &[set]));
        }
        if !leads.basins.is_empty() {
            let sets = leads.basins.iter().map(|name| Phrase::from(self.set_name(name)));
            let sets = self.enumeration(sets.collect());
            let places = [loss, ("sets", sets)];
            all.push(self.words.count("escape.basins", leads.basins.len(), &places));
        }
        Phrase::joined(all, &self.words.label("list.sentence"))
    }

    /// For which t the loss is smaller; an end without a short form gets a letter.
    fn decrease(&self, below: Formula, t: &Formula, interval: &[Number; 2]) -> Phrase {
        let [low, high] = interval;
        let zero = low.exact.as_deref() == Some("0");
        let less = || Formula::operator("<", "<", "<");
        let endless = high.exact.as_deref() == Some("oo");
        if high.exact.is_none() && high.decimal.is_none() {
            let small = ("interval", self.positive(t).into());
            return self.words.say("escape.small", &[("below", below.into()), small]);
        }
        let end = match self.brief(high) {
            Some(exact) => self.maths.expression(exact),
            None => self.maths.name(END),
        };
        let range = match endless {
            true => Formula::row([t.clone(), Formula::operator(">", ">", ">"), self.bare(low)]),
            false => Formula::row([self.bare(low), less(), t.clone(), less(), end.clone()]),
        };
        let key = match (zero, endless) {
            (true, false) => "escape.interval",
            (true, true) => "escape.endless",
            (false, _) => "escape.interval-from",
        };
        let said = self.words.say(key, &[("below", below.into()), ("interval", range.into())]);
        if self.brief(high).is_some() {
            return said;
        }
        let end = match self.origin(END, high) {
            Some(origin) => origin,
            None => Formula::row([end, self.equals(high)]).into(),
        };
        let end = self.words.say("escape.end", &[("end", end)]);
        Phrase::joined([said, end], &self.words.label("list.sentence"))
    }

    /// L along the way down, computed exactly where `along` is a polynomial in t.
    fn decrease_table(
        &self,
        along: &str,
        escape: &Escape,
        _from: &[Number],
        value: &Number,
    ) -> Option<Block> {
        let end = match escape.decreases_for[1].exact.as_deref() {
            Some("oo") => f64::INFINITY,
            _ => escape.decreases_for[1].decimal.as_ref()?.parse().ok()?,
        };
        let inside: Vec<_> = SAMPLES.iter().filter(|sample| sample.2 < end).collect();
        let start = inside.len().saturating_sub(4);
        let row = |sample: &&(&str, &str, f64)| {
            let change = self.maths.value_at(along, "t", sample.0)?;
            let total = self.maths.total(value, change)?;
            let t = Some(Formula::decimal(sample.1));
            let cells = [t, self.maths.decimal(change), self.maths.decimal(total)];
            cells.into_iter().map(|cell| cell.map(Cell::number)).collect::<Option<Vec<Cell>>>()
        };
        let rows: Vec<Vec<Cell>> = inside[start..].iter().filter_map(row).collect();
        let t = self.maths.name("t");
        let change =
            Formula::row([Formula::new("change of ", "Δ", r"\Delta ", "<mi>Δ</mi>"), self.loss()]);
        let head = vec![Cell::number(t), Cell::number(change), Cell::number(self.loss())];
        let caption = self.words.say("escape.table", &[]);
        (!rows.is_empty())
            .then_some(Block::Table { table: Table { caption, head, rows, cards: false } })
    }
}

/// Does a polynomial in t have a term in t²?
fn has_square(along: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_digit());
    along.match_indices("t^2").any(|(k, square)| ends(&along[k + square.len()..]))
}
