use super::layout::{Id, Item, Layout, Precedence};
use super::write::{Notation, Piece};
use crate::expr::{Constant, Function};
use crate::number::Integer;

/// The plainest spelling of the input language: `2*x^2/(3*y)`.
pub(super) struct Input;

/// Roots other than √ are written as powers.
fn precedence(layout: &Layout, id: Id) -> Precedence {
    match layout.item(id) {
        Item::Root(_, index) if !is_two(index) => Precedence::Power,
        Item::Digits(_)
        | Item::Name(_)
        | Item::Constant(_)
        | Item::Sum(_)
        | Item::Negative(_)
        | Item::Product(_)
        | Item::Fraction(_, _)
        | Item::Power(_, _)
        | Item::Root(_, _)
        | Item::Call(_, _) => layout.precedence(id),
    }
}

fn bracketed(layout: &Layout, id: Id, least: Precedence) -> Vec<Piece> {
    if precedence(layout, id) >= least {
        return vec![Piece::Item(id, false)];
    }
    vec![Piece::text("("), Piece::Item(id, false), Piece::text(")")]
}

fn call(name: &'static str, arguments: &[Id]) -> Vec<Piece> {
    let mut pieces = vec![Piece::text(name), Piece::text("(")];
    for (at, &argument) in arguments.iter().enumerate() {
        if at > 0 {
            pieces.push(Piece::text(", "));
        }
        pieces.push(Piece::Item(argument, false));
    }
    pieces.push(Piece::text(")"));
    pieces
}

/// Terms with ` + ` and ` - ` between them, in the given spellings.
fn sum(terms: &[(bool, Id)], layout: &Layout, minus: [&'static str; 2]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (at, &(is_minus, term)) in terms.iter().enumerate() {
        match (at, is_minus) {
            (0, false) => {}
            (0, true) => pieces.push(Piece::text(minus[0])),
            (_, false) => pieces.push(Piece::text(" + ")),
            (_, true) => pieces.push(Piece::text(minus[1])),
        }
        pieces.extend(bracketed(layout, term, Precedence::Product));
    }
    pieces
}

fn joined(layout: &Layout, factors: &[Id], between: impl Fn(Id, Id) -> &'static str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (at, &factor) in factors.iter().enumerate() {
        if at > 0 {
            pieces.push(Piece::text(between(factors[at - 1], factor)));
        }
        pieces.extend(bracketed(layout, factor, Precedence::Power));
    }
    pieces
}

fn fraction(layout: &Layout, numerator: Id, denominator: Id) -> Vec<Piece> {
    let mut pieces = bracketed(layout, numerator, Precedence::Product);
    if matches!(layout.item(numerator), Item::Fraction(_, _)) {
        pieces = bracketed(layout, numerator, Precedence::Power);
    }
    pieces.push(Piece::text("/"));
    pieces.extend(bracketed(layout, denominator, Precedence::Power));
    pieces
}

fn negative(layout: &Layout, minus: &'static str, id: Id) -> Vec<Piece> {
    let mut pieces = vec![Piece::text(minus)];
    pieces.extend(bracketed(layout, id, Precedence::Product));
    pieces
}

fn caret(layout: &Layout, base: Id, exponent: Id) -> Vec<Piece> {
    let mut pieces = bracketed(layout, base, Precedence::Atom);
    pieces.push(Piece::text("^"));
    pieces.extend(bracketed(layout, exponent, Precedence::Atom));
    pieces
}

impl Notation for Input {
    fn pieces(&self, layout: &Layout, id: Id, _low: bool) -> Vec<Piece> {
        match layout.item(id) {
            Item::Digits(digits) => vec![Piece::owned(digits.clone())],
            Item::Name(name) => vec![Piece::owned(name.plain.clone())],
            Item::Constant(Constant::Pi) => vec![Piece::text("pi")],
            Item::Constant(Constant::E) => vec![Piece::text("e")],
            Item::Sum(terms) => sum(terms, layout, ["-", " - "]),
            Item::Negative(body) => negative(layout, "-", *body),
            Item::Product(factors) => joined(layout, factors, |_, _| "*"),
            Item::Fraction(p, q) => fraction(layout, *p, *q),
            Item::Power(base, exponent) => caret(layout, *base, *exponent),
            Item::Root(radicand, index) if is_two(index) => call("sqrt", &[*radicand]),
            Item::Root(radicand, index) => {
                let mut pieces = bracketed(layout, *radicand, Precedence::Atom);
                pieces.push(Piece::owned(format!("^(1/{index})")));
                pieces
            }
            Item::Call(f, arguments) => call(f.name(), arguments),
        }
    }
}

pub(super) fn is_two(index: &Integer) -> bool {
    *index == Integer::from(2)
}

/// One line of Unicode text for a terminal: `2w₁(1 − w₁w₂)`, `x²/3`, `√2`.
pub(super) struct Unicode;

impl Unicode {
    fn name(name: &super::name::Name) -> String {
        let mut text = accented(name);
        let subscript: Option<String> = name.subscript.chars().map(subscript_digit).collect();
        match subscript {
            Some(digits) => text.push_str(&digits),
            None => text.push_str(&format!("_{}", name.subscript)),
        }
        text
    }

    /// Letters and brackets stand side by side; words and numbers need a dot, functions a space.
    fn between(layout: &Layout, left: Id, right: Id) -> &'static str {
        let is_word = |id: Id| matches!(layout.item(base_of(layout, id)), Item::Name(name) if !name.is_one_letter());
        let is_call = |id: Id| matches!(layout.item(base_of(layout, id)), Item::Call(_, _));
        let raised = |id: Id| match layout.item(id) {
            Item::Power(_, exponent) => superscript(layout, *exponent).is_none(),
            Item::Root(_, _) => true,
            Item::Call(f, _) => *f != Function::Abs && !is_call(right),
            Item::Digits(_)
            | Item::Name(_)
            | Item::Constant(_)
            | Item::Sum(_)
            | Item::Negative(_)
            | Item::Product(_)
            | Item::Fraction(_, _) => false,
        };
        let digits = matches!(layout.item(base_of(layout, right)), Item::Digits(_));
        if is_word(left) || is_word(right) || digits || raised(left) {
            return "·";
        }
        match layout.item(base_of(layout, right)) {
            Item::Call(Function::Abs, _) => "",
            Item::Call(_, _) => " ",
            Item::Digits(_)
            | Item::Name(_)
            | Item::Constant(_)
            | Item::Sum(_)
            | Item::Negative(_)
            | Item::Product(_)
            | Item::Fraction(_, _)
            | Item::Power(_, _)
            | Item::Root(_, _) => "",
        }
    }
}

fn base_of(layout: &Layout, id: Id) -> Id {
    match layout.item(id) {
        Item::Power(base, _) => *base,
        Item::Digits(_)
        | Item::Name(_)
        | Item::Constant(_)
        | Item::Sum(_)
        | Item::Negative(_)
        | Item::Product(_)
        | Item::Fraction(_, _)
        | Item::Root(_, _)
        | Item::Call(_, _) => id,
    }
}

/// √x² could be read in two ways: a root is bracketed before it is raised.
fn power_base(layout: &Layout, base: Id) -> Vec<Piece> {
    if matches!(layout.item(base), Item::Root(_, _)) {
        return vec![Piece::text("("), Piece::Item(base, false), Piece::text(")")];
    }
    bracketed(layout, base, Precedence::Atom)
}

/// The letters with a combining mark.
pub(super) fn accented(name: &super::name::Name) -> String {
    use super::name::Accent;
    let mark = match name.accent {
        None => "",
        Some(Accent::Hat) => "\u{302}",
        Some(Accent::Bar) => "\u{304}",
        Some(Accent::Tilde) => "\u{303}",
        Some(Accent::Dot) => "\u{307}",
    };
    format!("{}{mark}", name.letters)
}

fn subscript_digit(digit: char) -> Option<char> {
    char::from_u32(0x2080 + digit.to_digit(10)?)
}

/// A whole exponent as raised digits.
fn superscript(layout: &Layout, exponent: Id) -> Option<String> {
    let raised = |c: char| match c.to_digit(10)? {
        1 => Some('¹'),
        2 => Some('²'),
        3 => Some('³'),
        d => char::from_u32(0x2070 + d),
    };
    match layout.item(exponent) {
        Item::Digits(digits) => digits.chars().map(raised).collect(),
        Item::Negative(body) => superscript_digits(layout, *body).map(|d| format!("⁻{d}")),
        Item::Name(_)
        | Item::Constant(_)
        | Item::Sum(_)
        | Item::Product(_)
        | Item::Fraction(_, _)
        | Item::Power(_, _)
        | Item::Root(_, _)
        | Item::Call(_, _) => None,
    }
}

fn superscript_digits(layout: &Layout, id: Id) -> Option<String> {
    matches!(layout.item(id), Item::Digits(_)).then(|| superscript(layout, id)).flatten()
}

impl Notation for Unicode {
    fn pieces(&self, layout: &Layout, id: Id, _low: bool) -> Vec<Piece> {
        match layout.item(id) {
            Item::Digits(digits) => vec![Piece::owned(digits.clone())],
            Item::Name(name) => vec![Piece::owned(Unicode::name(name))],
            Item::Constant(Constant::Pi) => vec![Piece::text("π")],
            Item::Constant(Constant::E) => vec![Piece::text("e")],
            Item::Sum(terms) => sum(terms, layout, ["−", " − "]),
            Item::Negative(body) => negative(layout, "−", *body),
            Item::Product(factors) => {
                joined(layout, factors, |left, right| Unicode::between(layout, left, right))
            }
            Item::Fraction(p, q) => fraction(layout, *p, *q),
            Item::Power(base, exponent) => match superscript(layout, *exponent) {
                Some(raised) => {
                    let mut pieces = power_base(layout, *base);
                    pieces.push(Piece::owned(raised));
                    pieces
                }
                None => {
                    let mut pieces = power_base(layout, *base);
                    pieces.push(Piece::text("^"));
                    pieces.extend(bracketed(layout, *exponent, Precedence::Atom));
                    pieces
                }
            },
            Item::Root(radicand, index) => {
                let mark = if is_two(index) {
                    "√"
                } else if *index == Integer::from(3) {
                    "∛"
                } else {
                    ""
                };
                let mut pieces = bracketed(layout, *radicand, Precedence::Atom);
                if mark.is_empty() {
                    pieces.push(Piece::owned(format!("^(1/{index})")));
                } else {
                    pieces.insert(0, Piece::text(mark));
                }
                pieces
            }
            Item::Call(Function::Abs, arguments) => {
                vec![Piece::text("|"), Piece::Item(arguments[0], false), Piece::text("|")]
            }
            Item::Call(f, arguments) => call(f.name(), arguments),
        }
    }
}
