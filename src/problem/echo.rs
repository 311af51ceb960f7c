//! The formula as it was read, with every product written out.

use super::reading::{Builtin, Over, Readings, Referent, Term, TermId};
use crate::expr::Constant;
use crate::number::Rational;

/// How tightly a text holds together: a sum, a product, a sign, a power, a single thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    Sum,
    Product,
    Sign,
    Power,
    Whole,
}

/// Names of definitions and columns, for what is only numbered in a term.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Labels<'a> {
    /// The text of the file, for numbers as they were typed.
    pub source: &'a str,
    pub definitions: &'a [String],
    pub columns: &'a [String],
}

/// `root` in the input language, with `*` and brackets written out.
pub(super) fn echo(readings: &Readings, labels: Labels, root: TermId) -> String {
    let mut done: Vec<(TermId, (String, Bond))> = Vec::new();
    for id in readings.below(root) {
        let text = one(readings, labels, id, &done);
        done.push((id, text));
    }
    done.pop().map_or(String::new(), |(_, (text, _))| text)
}

type Done = [(TermId, (String, Bond))];

fn one(readings: &Readings, labels: Labels, id: TermId, done: &Done) -> (String, Bond) {
    let get =
        |id: &TermId| done.binary_search_by_key(id, |(done, _)| *done).ok().map(|at| &done[at].1);
    let plain = |id: &TermId| get(id).map_or(String::new(), |(text, _)| text.clone());
    let tight = |id: &TermId, least: Bond| match get(id) {
        Some((text, bond)) if *bond >= least => text.clone(),
        Some((text, _)) => format!("({text})"),
        None => String::new(),
    };
    let list = |ids: &[TermId]| ids.iter().map(&plain).collect::<Vec<_>>().join(", ");
    match readings.term(id) {
        Term::Number(value) => {
            let typed = readings.span(id).of(labels.source);
            let same = typed.parse().is_ok_and(|typed: Rational| typed == *value);
            let text = if same { typed.to_string() } else { value.to_string() };
            let bond = if text.contains('/') { Bond::Product } else { Bond::Whole };
            (text, bond)
        }
        Term::Name(referent) => (name(referent, labels), Bond::Whole),
        Term::Sum(parts) => (sum(parts, &tight), Bond::Sum),
        Term::Product(parts) => (product(parts, &tight), Bond::Product),
        Term::Negate(a) => (format!("-{}", tight(a, Bond::Power)), Bond::Sign),
        Term::Power(base, exponent) => {
            let (base, exponent) = (tight(base, Bond::Whole), tight(exponent, Bond::Whole));
            (format!("{base}^{exponent}"), Bond::Power)
        }
        Term::Absolute(a) => (format!("abs({})", plain(a)), Bond::Whole),
        Term::Call(function, arguments) => {
            (format!("{}({})", builtin(*function, arguments.len()), list(arguments)), Bond::Whole)
        }
        Term::Own(k, arguments) => {
            let name = labels.definitions.get(*k).map_or("", String::as_str);
            (format!("{name}({})", list(arguments)), Bond::Whole)
        }
        Term::Total(mean, over, body) => {
            let range = match over {
                Over::Rows => String::new(),
                Over::Range(index, low, high) => {
                    format!("{index} in {}..{}, ", plain(low), plain(high))
                }
            };
            let name = if *mean { "mean" } else { "sum" };
            (format!("{name}({range}{})", plain(body)), Bond::Whole)
        }
    }
}

fn sum(parts: &[(bool, TermId)], tight: &impl Fn(&TermId, Bond) -> String) -> String {
    let mut text = String::new();
    for (k, (negative, id)) in parts.iter().enumerate() {
        match (k, negative) {
            (0, _) => text.push_str(&tight(id, Bond::Product)),
            (_, false) => text.push_str(&format!(" + {}", tight(id, Bond::Product))),
            (_, true) => text.push_str(&format!(" - {}", tight(id, Bond::Product))),
        }
    }
    text
}

fn product(parts: &[(bool, TermId)], tight: &impl Fn(&TermId, Bond) -> String) -> String {
    let factor = |id: &TermId| tight(id, Bond::Power);
    let mut text = String::new();
    for (k, (divides, id)) in parts.iter().enumerate() {
        match (k, divides) {
            (0, _) => text.push_str(&tight(id, Bond::Product)),
            (_, false) => text.push_str(&format!("*{}", factor(id))),
            (_, true) => text.push_str(&format!("/{}", factor(id))),
        }
    }
    text
}

fn name(referent: &Referent, labels: Labels) -> String {
    match referent {
        Referent::Free(name) | Referent::Local(name) => name.clone(),
        Referent::Column(k) => labels.columns.get(*k).cloned().unwrap_or_default(),
        Referent::Abbreviation(k) => labels.definitions.get(*k).cloned().unwrap_or_default(),
        Referent::Constant(Constant::Pi) => "pi".to_string(),
        Referent::Constant(Constant::E) => "e".to_string(),
    }
}

fn builtin(function: Builtin, arguments: usize) -> &'static str {
    match function {
        Builtin::Plain(function) => function.name(),
        Builtin::SquareRoot => "sqrt",
        Builtin::CubeRoot => "cbrt",
        Builtin::Log if arguments == 1 => "ln",
        Builtin::Log => "log",
    }
}
