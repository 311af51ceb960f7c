//! Widths of formulas on the page, and long sums broken before a sign, as browsers do not.

use super::layout::{Id, Item, Layout, Precedence};
use super::planar::{Markup, Operator, Planar};
use super::write::Piece;
use crate::expr::Function;

/// Thousandths of an em; rough averages of text fonts.
const DIGIT: u64 = 500;
const LETTER: u64 = 570;
const BRACKETS: u64 = 780;
const SIGN: u64 = 1220;
const PREFIX_SIGN: u64 = 780;
const GAP: u64 = 170;
/// Size of exponents and subscripts, in percent.
const SMALL: u64 = 70;
/// Exponents of e wider than this are written exp(…).
const WIDE_EXPONENT: u64 = 12_000;

/// Estimated widths of every item, standing in a line and lying low in an exponent.
#[derive(Debug, Default)]
pub(super) struct Widths(Vec<[u64; 2]>);

impl Widths {
    pub(super) fn of(layout: &Layout) -> Widths {
        let mut widths = Widths(Vec::new());
        for id in layout.ids() {
            let both = [widths.estimate(layout, id, false), widths.estimate(layout, id, true)];
            widths.0.push(both);
        }
        widths
    }

    fn get(&self, id: Id, low: bool) -> u64 {
        self.0[id.index()][usize::from(low)]
    }

    pub(super) fn of_root(&self, layout: &Layout) -> u64 {
        self.get(layout.root(), false)
    }

    fn estimate(&self, layout: &Layout, id: Id, low: bool) -> u64 {
        let sum = |parts: &[Id]| {
            parts.iter().fold(0u64, |w, &p| w.saturating_add(self.get(p, low)).saturating_add(GAP))
        };
        match layout.item(id) {
            Item::Digits(digits) => DIGIT * digits.len() as u64,
            Item::Name(name) => {
                let letters = name.letters.chars().count() as u64;
                LETTER * letters + small(DIGIT * name.subscript.chars().count() as u64)
            }
            Item::Constant(_) => LETTER,
            Item::Sum(terms) => terms
                .iter()
                .fold(0u64, |w, &(_, t)| w.saturating_add(SIGN).saturating_add(self.get(t, low))),
            Item::Negative(body) => PREFIX_SIGN.saturating_add(self.get(*body, low)),
            Item::Product(factors) => {
                let loose = factors.iter().filter(|&&f| layout.precedence(f) < Precedence::Power);
                sum(factors).saturating_add(BRACKETS * loose.count() as u64)
            }
            Item::Fraction(p, q) if low => sum(&[*p, *q]).saturating_add(DIGIT),
            Item::Fraction(p, q) => {
                self.get(*p, false).max(self.get(*q, false)).saturating_add(240)
            }
            Item::Power(base, exponent) => {
                let brackets =
                    if layout.precedence(*base) < Precedence::Atom { BRACKETS } else { 0 };
                let raised = small(self.get(*exponent, true));
                self.get(*base, low).saturating_add(brackets).saturating_add(raised)
            }
            Item::Root(radicand, _) => self.get(*radicand, low).saturating_add(850),
            Item::Call(Function::Exp, a) => LETTER.saturating_add(small(self.get(a[0], true))),
            Item::Call(f, arguments) => sum(arguments)
                .saturating_add(BRACKETS)
                .saturating_add(LETTER * f.name().len() as u64),
        }
    }
}

fn small(width: u64) -> u64 {
    width.saturating_mul(SMALL) / 100
}

/// Would an exponent of e be too long to read?
pub(super) fn is_wide_exponent(layout: &Layout, exponent: Id) -> bool {
    layout.widths().get(exponent, true) > WIDE_EXPONENT
}

/// The lines of a formula: a sum wider than `max_em` is broken before a sign; nothing else is.
pub(super) fn lines<M: Markup>(
    planar: &Planar<M>,
    layout: &Layout,
    max_em: u32,
) -> Vec<Vec<Piece>> {
    let Item::Sum(terms) = layout.item(layout.root()) else {
        return vec![vec![Piece::Item(layout.root(), false)]];
    };
    let mut lines = Vec::new();
    let (mut line, mut used) = (Vec::new(), 0u64);
    for (at, &(is_minus, term)) in terms.iter().enumerate() {
        let width = layout.widths().get(term, false).saturating_add(SIGN);
        let full = used > 0 && used.saturating_add(width) > u64::from(max_em) * 1000;
        if full {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        let signs = match (at, full) {
            (0, _) => [None, Some(Operator::UnaryMinus)],
            (_, true) => [Some(Operator::LeadingPlus), Some(Operator::LeadingMinus)],
            (_, false) => [Some(Operator::Plus), Some(Operator::Minus)],
        };
        line.extend(planar.term(layout, (is_minus, term), signs, false));
        used = used.saturating_add(width);
    }
    lines.push(line);
    lines
}
