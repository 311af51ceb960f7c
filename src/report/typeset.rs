//! From the strings of a result to formulas: expressions, relations, names.

use super::elide;
use super::enclosure::shortened;
use super::formula::{Formula, escape, tex_text};
use crate::expr::{self, Dag, Expr, Node, print};
use crate::number::decimal;
use crate::result::{Document, Number};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Ems of a polynomial that is written out.
const LONG: u64 = 110;

/// Ems of an equation with a value put in.
const SUBSTITUTED: u64 = 24;

/// Bits of the enclosures that decimals are read off.
const PRECISION: u32 = 128;

/// Reads strings of a result as formulas; `names` are letters, not products.
#[derive(Debug)]
pub(crate) struct Typesetter {
    dag: RefCell<Dag>,
    names: BTreeSet<String>,
    /// Parts that are written as letters.
    letters: RefCell<Vec<(Expr, Expr)>>,
}

/// Relations, longest first, with their Unicode and TeX spellings.
const RELATIONS: [(&str, &str, &str); 6] = [
    ("<=", "≤", r"\le"),
    (">=", "≥", r"\ge"),
    ("!=", "≠", r"\ne"),
    ("=", "=", "="),
    ("<", "<", "<"),
    (">", ">", ">"),
];

impl Typesetter {
    /// The letters of a result.
    pub(crate) fn of(document: &Document) -> Typesetter {
        let reading = &document.reading;
        let mut names: BTreeSet<String> = ["t", "u", "x"].map(String::from).into();
        names.extend(document.variables.iter().chain(&document.parameters).cloned());
        names.extend(document.proof.letters.iter().map(|letter| letter.name.clone()));
        names.extend(reading.columns.iter().cloned());
        for definition in &reading.definitions {
            names.insert(definition.name.clone());
            names.extend(definition.arguments.iter().cloned());
        }
        let blocks = document.blocks.iter().flat_map(|block| &block.continua);
        let cases = document.cases.iter().flat_map(|case| &case.continua);
        for set in document.continua.iter().chain(blocks).chain(cases) {
            names.extend(set.parametrization.iter().flat_map(|map| map.parameters.clone()));
        }
        names.retain(|name| !name.is_empty());
        Typesetter { dag: RefCell::new(Dag::new()), names, letters: RefCell::default() }
    }

    /// Reads an expression; `None` if it is not one in these letters.
    pub(crate) fn read(&self, text: &str) -> Option<Expr> {
        let names: Vec<&String> = self.names.iter().collect();
        expr::read(&mut self.dag.borrow_mut(), text, &names).ok()
    }

    /// An expression of the input language; what cannot be read is shown as it is.
    pub(crate) fn expression(&self, text: &str) -> Formula {
        match text {
            "oo" => Formula::new("oo", "∞", r"\infty ", "<mi>∞</mi>"),
            "-oo" => {
                Formula::new("-oo", "−∞", r"-\infty ", r#"<mo form="prefix">−</mo><mi>∞</mi>"#)
            }
            text => self.read(text).map_or_else(|| verbatim(text), |e| self.formula(e)),
        }
    }

    /// An expression that was read, with the letters that are agreed on.
    pub(crate) fn formula(&self, e: Expr) -> Formula {
        let e = self.lettered(e);
        spelled(&self.dag.borrow(), e)
    }

    /// An expression; of a polynomial too long to be read, the first terms and the last.
    pub(crate) fn leading(&self, text: &str) -> Formula {
        self.read(text).map_or_else(|| verbatim(text), |e| self.leading_of(e))
    }

    fn leading_of(&self, e: Expr) -> Formula {
        if print::width_em(&self.dag.borrow(), e) <= LONG {
            return self.formula(e);
        }
        let terms = {
            let dag = self.dag.borrow();
            let Node::Sum(terms) = dag.node(e) else {
                drop(dag);
                return self.formula(e);
            };
            let degrees = degrees(&dag, e);
            let mut terms: Vec<Expr> = terms.to_vec();
            terms.sort_by_cached_key(|term| (std::cmp::Reverse(degrees.get(term).copied()), *term));
            terms
        };
        let (first, last) = (terms.iter().take(2), terms.last());
        let shown: Vec<Formula> = first.chain(last).map(|term| self.signed(*term)).collect();
        elide::between(shown)
    }

    /// A term with its sign in front.
    fn signed(&self, term: Expr) -> Formula {
        let negative = print::input(&self.dag.borrow(), term).starts_with('-');
        let shown = if negative { self.dag.borrow_mut().neg(term) } else { term };
        let sign = if negative { ["-", "−", "-"] } else { ["+", "+", "+"] };
        Formula::row([Formula::operator(sign[0], sign[1], sign[2]), self.formula(shown)])
    }

    /// An expression that was computed here, with a decimal if it is not a rational number.
    pub(crate) fn written(&self, e: Expr) -> Formula {
        let exact = self.formula(e);
        let is_number = self.dag.borrow().as_number(e).is_some();
        match (is_number, self.decimal(e)) {
            (false, Some(decimal)) => Formula::row([exact, Formula::about(), decimal]),
            _ => exact,
        }
    }

    /// Is an expression a sum, which needs brackets as a factor?
    pub(crate) fn is_sum(&self, text: &str) -> bool {
        let lettered = self.read(text).map(|e| self.lettered(e));
        lettered.is_some_and(|e| matches!(self.dag.borrow().node(e), Node::Sum(_)))
    }

    /// How many factors with variables an expression shows.
    pub(crate) fn factors_shown(&self, text: &str) -> usize {
        let Some(e) = self.read(text) else { return 0 };
        let dag = self.dag.borrow();
        let Node::Product(factors) = dag.node(e) else { return 1 };
        factors.iter().filter(|factor| !dag.is_constant(**factor)).count()
    }

    /// `e = 0` with a value for a variable put in; `0 = 0` is not written.
    pub(crate) fn substituted(&self, text: &str, variable: &str, value: &str) -> Option<Formula> {
        let (e, value) = (self.read(text)?, self.read(value)?);
        let put = {
            let mut dag = self.dag.borrow_mut();
            let symbol = dag.symbol(variable);
            dag.substitute(e, &[(symbol, value)])
        };
        let dag = self.dag.borrow();
        let short = print::width_em(&dag, put) <= SUBSTITUTED && !dag.is_constant(put);
        drop(dag);
        short.then(|| Formula::equation(self.formula(put), Formula::integer(0)))
    }

    /// From here on a part is written as a letter.
    pub(crate) fn write_as(&self, part: Expr, letter: &str) {
        let mut dag = self.dag.borrow_mut();
        let symbol = dag.symbol(letter);
        self.letters.borrow_mut().push((part, dag.variable(symbol)));
    }

    /// Are there parts that are written as letters?
    pub(crate) fn has_letters(&self) -> bool {
        !self.letters.borrow().is_empty()
    }

    /// All parts are written out again.
    pub(crate) fn write_out(&self) {
        self.letters.borrow_mut().clear();
    }

    /// Does a letter mean something on this page?
    pub(crate) fn is_taken(&self, letter: &str) -> bool {
        self.names.contains(letter)
            || self.letters.borrow().iter().any(|(_, other)| {
                let dag = self.dag.borrow();
                dag.as_symbol(*other).is_some_and(|symbol| dag.name(symbol) == letter)
            })
    }

    fn lettered(&self, e: Expr) -> Expr {
        let letters = self.letters.borrow();
        match letters.is_empty() {
            true => e,
            false => self.dag.borrow_mut().replace(e, &letters),
        }
    }

    /// The width of a displayed expression in ems.
    pub(crate) fn width(&self, text: &str) -> u64 {
        match self.read(text) {
            Some(e) => print::width_em(&self.dag.borrow(), e),
            None => text.chars().count() as u64 / 2,
        }
    }

    /// An expression broken before signs where it is wider than `width` ems.
    pub(crate) fn lines(&self, text: &str, width: u32) -> Vec<Formula> {
        let whole = || vec![self.expression(text)];
        let Some(e) = self.read(text) else { return whole() };
        let e = self.lettered(e);
        let dag = self.dag.borrow();
        let broken = (print::mathml_lines(&dag, e, width), print::latex_lines(&dag, e, width));
        let (Ok(mathml), Ok(latex)) = broken else {
            // Reading again needs the arena.
            drop(dag);
            return whole();
        };
        if mathml.len() != latex.len() || mathml.len() < 2 {
            return vec![spelled(&dag, e)];
        }
        let line = |(mathml, latex): (String, String)| {
            elide::digits(Formula { mathml, latex, ..Formula::default() })
        };
        let mut lines: Vec<Formula> = mathml.into_iter().zip(latex).map(line).collect();
        // Plain text breaks lines itself: the first holds the whole.
        if let Some(first) = lines.first_mut() {
            first.plain = print::input(&dag, e);
            first.unicode = print::unicode(&dag, e);
        }
        lines
    }

    /// A name: its letters, and the digits after them as a subscript.
    pub(crate) fn name(&self, name: &str) -> Formula {
        let letter = {
            let mut dag = self.dag.borrow_mut();
            let symbol = dag.symbol(name);
            dag.variable(symbol)
        };
        self.formula(letter)
    }

    /// An interval with short ends that contains the same root of a polynomial and no other.
    pub(crate) fn short_ends(&self, polynomial: &str, ends: [&str; 2]) -> [String; 2] {
        let short = self.read(polynomial).and_then(|e| shortened(&self.dag.borrow(), e, ends));
        short.unwrap_or_else(|| ends.map(String::from))
    }

    /// The names in expressions, in natural order.
    pub(crate) fn letters_in(&self, expressions: &[String]) -> Vec<String> {
        let read: Vec<Expr> = expressions.iter().filter_map(|text| self.read(text)).collect();
        let dag = self.dag.borrow();
        let symbols: BTreeSet<_> = read.iter().flat_map(|e| dag.symbols_of(*e)).collect();
        let mut names: Vec<String> = symbols.iter().map(|s| dag.name(*s).to_string()).collect();
        names.sort_by(|a, b| print::natural_order(a, b));
        names
    }

    /// A polynomial in another letter; of a long one only the beginning and the end.
    pub(crate) fn renamed(&self, text: &str, from: &str, to: &str) -> Formula {
        let Some(e) = self.read(text) else { return verbatim(text) };
        let renamed = {
            let mut dag = self.dag.borrow_mut();
            let (from, to) = (dag.symbol(from), dag.symbol(to));
            let to = dag.variable(to);
            dag.substitute(e, &[(from, to)])
        };
        self.leading_of(renamed)
    }

    /// The value of an expression in one letter at a rational number.
    pub(crate) fn value_at(&self, text: &str, letter: &str, at: &str) -> Option<Expr> {
        let (e, at) = (self.read(text)?, self.read(at)?);
        let mut dag = self.dag.borrow_mut();
        let symbol = dag.symbol(letter);
        Some(dag.substitute(e, &[(symbol, at)]))
    }

    /// The sum of a number and a value.
    pub(crate) fn total(&self, number: &Number, change: Expr) -> Option<Expr> {
        let start = self.read(number.exact.as_ref().or(number.decimal.as_ref())?)?;
        Some(self.dag.borrow_mut().add(start, change))
    }

    /// A constant as a decimal of a few digits, all correct.
    pub(crate) fn decimal(&self, e: Expr) -> Option<Formula> {
        let dag = self.dag.borrow();
        let text = match dag.node(e) {
            Node::Number(exact) => decimal::of_rational(exact, 20),
            _ => decimal::digits(&dag.enclosure(e, PRECISION)?, 6)?,
        };
        Some(super::numeral::rounded(&text))
    }

    /// A sum by ascending degree, as Taylor polynomials are written.
    pub(crate) fn ascending(&self, text: &str) -> Formula {
        Formula::row(self.ascending_terms(text))
    }

    /// The terms of such a sum with their signs.
    pub(crate) fn ascending_terms(&self, text: &str) -> Vec<Formula> {
        let Some(e) = self.read(text) else { return vec![verbatim(text)] };
        let term = |(k, term): (usize, Expr)| {
            let negative = print::input(&self.dag.borrow(), term).starts_with('-');
            let shown = if negative { self.dag.borrow_mut().neg(term) } else { term };
            let shown = self.formula(shown);
            match (k, negative) {
                (0, false) => shown,
                (0, true) => Formula::row([Formula::minus(), shown]),
                (_, true) => Formula::row([Formula::operator("-", "−", "-"), shown]),
                (_, false) => Formula::row([Formula::operator("+", "+", "+"), shown]),
            }
        };
        self.terms_by_degree(e).into_iter().enumerate().map(term).collect()
    }

    /// Whether a coefficient times powers of letters is negative, and its absolute value; `None`
    /// inside if it is zero.
    pub(crate) fn monomial(
        &self,
        coefficient: &str,
        powers: &[u32],
        letters: &[String],
    ) -> Option<Option<(bool, Formula)>> {
        let mut e = self.read(coefficient)?;
        if self.dag.borrow().is_zero(e) {
            return Some(None);
        }
        for (letter, power) in letters.iter().zip(powers).filter(|(_, power)| **power > 0) {
            let mut dag = self.dag.borrow_mut();
            let symbol = dag.symbol(letter);
            let letter = dag.variable(symbol);
            let power = dag.power_integer(letter, i64::from(*power));
            e = dag.mul(e, power);
        }
        let negative = print::input(&self.dag.borrow(), e).starts_with('-');
        let shown = if negative { self.dag.borrow_mut().neg(e) } else { e };
        // A sum such as 1 + π keeps its signs and gets brackets as a term.
        let is_sum = matches!(self.dag.borrow().node(shown), Node::Sum(_));
        let formula = self.formula(shown);
        Some(Some((negative, if is_sum { formula.bracketed() } else { formula })))
    }

    /// The terms of a sum, those of lowest degree first and otherwise as they are printed.
    fn terms_by_degree(&self, e: Expr) -> Vec<Expr> {
        let dag = self.dag.borrow();
        let Node::Sum(terms) = dag.node(e) else { return vec![e] };
        let degrees = degrees(&dag, e);
        let mut terms: Vec<Expr> = terms.to_vec();
        // The printed order of the sum settles terms of one degree.
        let printed = print::input(&dag, e);
        let place = |term: &Expr| {
            let text = print::input(&dag, *term);
            printed.find(text.trim_start_matches('-')).unwrap_or(usize::MAX)
        };
        terms.sort_by_cached_key(|term| (degrees.get(term).copied(), place(term), *term));
        terms
    }

    /// The set where an expression is zero, with its number on the right: `w1*w2 = 1`.
    pub(crate) fn level(&self, text: &str) -> Formula {
        let split = |e| self.split_number(e).or_else(|| self.split_difference(e));
        let (left, right) = self.read(text).and_then(split).unzip();
        let left = left.map_or_else(|| self.expression(text), |e| self.formula(e));
        let right = right.map_or_else(|| Formula::integer(0), |e| self.formula(e));
        Formula::equation(left, right)
    }

    /// The other terms and minus the number of a sum; both negated if that saves a sign.
    fn split_number(&self, e: Expr) -> Option<(Expr, Expr)> {
        let mut dag = self.dag.borrow_mut();
        let Node::Sum(terms) = dag.node(e) else { return None };
        let number = terms.iter().copied().find(|term| dag.as_number(*term).is_some())?;
        let rest = dag.sub(e, number);
        let negated = dag.neg(rest);
        let minuses = |e| print::input(&dag, e).matches('-').count();
        match minuses(negated) < minuses(rest) {
            true => Some((negated, number)),
            false => {
                let right = dag.neg(number);
                Some((rest, right))
            }
        }
    }

    /// The two sides of `x − y`.
    fn split_difference(&self, e: Expr) -> Option<(Expr, Expr)> {
        let mut dag = self.dag.borrow_mut();
        let Node::Sum(terms) = dag.node(e) else { return None };
        let [a, b] = terms.to_vec()[..] else { return None };
        let is_minus = |e| print::input(&dag, e).starts_with('-');
        match (is_minus(a), is_minus(b)) {
            (false, true) => Some((a, dag.neg(b))),
            (true, false) => Some((b, dag.neg(a))),
            (false, false) | (true, true) => None,
        }
    }

    /// A function of some letters, for drawing.
    pub(crate) fn with_dag<T>(&self, use_it: impl FnOnce(&mut Dag) -> T) -> T {
        use_it(&mut self.dag.borrow_mut())
    }

    /// Relations joined by `,` or ` or `, and memberships such as `x in [0, 1]`.
    pub(crate) fn relations(&self, text: &str, or: &str) -> Formula {
        let mut alternatives = Vec::new();
        for alternative in text.split(" or ") {
            if !alternatives.is_empty() {
                alternatives.push(Formula::words(or));
            }
            let parts = top_level(alternative, ',');
            alternatives.push(Formula::list(parts.iter().map(|part| self.relation(part.trim()))));
        }
        Formula::row(alternatives)
    }

    fn relation(&self, text: &str) -> Formula {
        if let Some((element, set)) = text.split_once(" in ") {
            let is_in = Formula::operator("in", "∈", r"\in");
            return Formula::row([self.expression(element.trim()), is_in, self.set(set.trim())]);
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((place, symbol)) = first_relation(rest) {
            parts.push(self.expression(rest[..place].trim()));
            let (plain, unicode, latex) = symbol;
            parts.push(Formula::operator(plain, unicode, latex));
            rest = &rest[place + plain.len()..];
        }
        parts.push(self.expression(rest.trim()));
        Formula::row(parts)
    }

    /// `R`, `R^n` or an interval.
    pub(crate) fn set(&self, text: &str) -> Formula {
        let reals = Formula::new("R", "ℝ", r"\mathbb{R}", "<mi>ℝ</mi>");
        if text == "R" {
            return reals;
        }
        if let Some(n) = text.strip_prefix("R^").and_then(|n| n.parse().ok()) {
            return reals.power(n);
        }
        self.interval(text).unwrap_or_else(|| self.expression(text))
    }

    fn interval(&self, text: &str) -> Option<Formula> {
        let open = text.chars().next().filter(|c| "[(".contains(*c))?;
        let close = text.chars().last().filter(|c| "])".contains(*c))?;
        let inside = text.get(1..text.len() - 1)?;
        let ends = top_level(inside, ',');
        let ends = ends.iter().map(|end| self.expression(end.trim()));
        let bracket = |c: char, form: &str| {
            let mo = format!(r#"<mo form="{form}" stretchy="false">{c}</mo>"#);
            Formula::new(&c.to_string(), &c.to_string(), &c.to_string(), &mo)
        };
        Some(Formula::row([
            bracket(open, "prefix"),
            Formula::list(ends),
            bracket(close, "postfix"),
        ]))
    }
}

/// An expression in all spellings.
fn spelled(dag: &Dag, e: Expr) -> Formula {
    elide::digits(Formula {
        plain: print::input(dag, e),
        unicode: print::unicode(dag, e),
        latex: print::latex(dag, e),
        mathml: print::mathml(dag, e),
    })
}

/// Total degrees of an expression and its parts; 0 for what is not a polynomial.
fn degrees(dag: &Dag, e: Expr) -> BTreeMap<Expr, i64> {
    let mut all: BTreeMap<Expr, i64> = BTreeMap::new();
    for part in dag.below(&[e]) {
        let of = |e: &Expr| all.get(e).copied().unwrap_or(0);
        let degree = match dag.node(part) {
            Node::Number(_) | Node::Constant(_) | Node::Call(..) => 0,
            Node::Symbol(_) => 1,
            Node::Sum(parts) => parts.iter().map(of).max().unwrap_or(0),
            Node::Product(parts) => parts.iter().map(of).fold(0, i64::saturating_add),
            Node::Power(base, exponent) => {
                let exponent = dag.as_number(*exponent).and_then(|n| n.to_i64()).unwrap_or(0);
                of(base).saturating_mul(exponent)
            }
        };
        all.insert(part, degree);
    }
    all
}

/// The first relation sign and where it stands.
fn first_relation(text: &str) -> Option<(usize, (&'static str, &'static str, &'static str))> {
    RELATIONS
        .iter()
        .filter_map(|relation| text.find(relation.0).map(|place| (place, *relation)))
        .min_by_key(|(place, relation)| (*place, std::cmp::Reverse(relation.0.len())))
}

/// The parts between separators that stand outside all brackets.
fn top_level(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (place, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            c if c == separator && depth == 0 => {
                parts.push(&text[start..place]);
                start = place + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// Text that is no formula, upright.
fn verbatim(text: &str) -> Formula {
    Formula {
        plain: text.to_string(),
        unicode: text.to_string(),
        latex: format!(r"\text{{{}}}", tex_text(text)),
        mathml: format!("<mtext>{}</mtext>", escape(text)),
    }
}
