//! What LaTeX and MathML have in common: fractions stand, exponents are raised, products are
//! written side by side. Each of the two supplies only its markup.

use super::layout::{Id, Item, Layout, Precedence};
use super::linear::is_two;
use super::lines::is_wide_exponent;
use super::name::Name;
use super::write::{Notation, Piece};
use crate::expr::{Constant, Function};
use crate::number::Integer;

/// Brackets and bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fence {
    Open,
    Close,
    OpenBar,
    CloseBar,
}

/// How two neighbours of a product are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// After a number or before a bracket.
    Nothing,
    /// Between two letters.
    Space,
    /// Before the name of a function.
    Thin,
    /// Between a letter and e with an exponent.
    Apart,
    /// Before digits.
    Dot,
}

/// Signs within a line of terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    /// A minus with nothing before it.
    UnaryMinus,
    Plus,
    Minus,
    /// The sign that begins a continued line.
    LeadingPlus,
    LeadingMinus,
    /// A division lying on its side.
    Slash,
    Comma,
}

/// The markup of one language.
pub(super) trait Markup {
    fn digits(&self, digits: &str) -> String;
    fn name(&self, name: &Name) -> String;
    /// A name with a subscript and an exponent, if they share a construct: before and after it.
    fn raised_name(&self, name: &Name) -> Option<(String, &'static str)>;
    fn constant(&self, constant: Constant) -> &'static str;
    fn operator(&self, operator: Operator) -> &'static str;
    fn fence(&self, fence: Fence, tall: bool) -> &'static str;
    fn join(&self, join: Join) -> &'static str;
    /// Opening, between, closing.
    fn fraction(&self) -> [&'static str; 3];
    /// Opening, between, closing.
    fn power(&self) -> [&'static str; 3];
    /// Opening and closing of a square root.
    fn square_root(&self) -> [&'static str; 2];
    /// Opening, between and closing of a root, and whether the index comes first.
    fn root(&self) -> ([&'static str; 3], bool);
    /// The name of a function, as an operand.
    fn function(&self, f: Function) -> &'static str;
    /// What stands between the name of a function and its bracket.
    fn application(&self) -> &'static str;
    /// Opening and closing of what must be one operand of a construct.
    fn group(&self) -> [&'static str; 2];
    /// Opening and closing of a bracketed base of a power.
    fn base_group(&self) -> [&'static str; 2];
}

/// The notation made of a markup.
pub(super) struct Planar<M>(pub(super) M);

impl<M: Markup> Planar<M> {
    fn operator(&self, operator: Operator) -> Piece {
        Piece::text(self.0.operator(operator))
    }

    fn fenced(&self, inside: Vec<Piece>, [open, close]: [Fence; 2], tall: bool) -> Vec<Piece> {
        let mut pieces = vec![Piece::text(self.0.fence(open, tall))];
        pieces.extend(inside);
        pieces.push(Piece::text(self.0.fence(close, tall)));
        pieces
    }

    fn bracketed(&self, layout: &Layout, id: Id, low: bool) -> Vec<Piece> {
        let tall = !low && layout.is_tall(id);
        self.fenced(vec![Piece::Item(id, low)], [Fence::Open, Fence::Close], tall)
    }

    fn at_least(&self, layout: &Layout, id: Id, least: Precedence, low: bool) -> Vec<Piece> {
        if layout.precedence(id) >= least {
            vec![Piece::Item(id, low)]
        } else {
            self.bracketed(layout, id, low)
        }
    }

    /// Something that must be one operand.
    fn grouped(&self, inside: Vec<Piece>) -> Vec<Piece> {
        Self::enclosed(self.0.group(), inside)
    }

    fn enclosed([open, close]: [&'static str; 2], inside: Vec<Piece>) -> Vec<Piece> {
        let mut pieces = vec![Piece::text(open)];
        pieces.extend(inside);
        pieces.push(Piece::text(close));
        pieces
    }

    /// A term with its sign; `first` if nothing stands before it.
    pub(super) fn term(
        &self,
        layout: &Layout,
        (is_minus, id): (bool, Id),
        signs: [Option<Operator>; 2],
        low: bool,
    ) -> Vec<Piece> {
        let sign = signs[usize::from(is_minus)];
        let mut pieces: Vec<Piece> = sign.map(|sign| self.operator(sign)).into_iter().collect();
        pieces.extend(self.at_least(layout, id, Precedence::Product, low));
        pieces
    }

    fn sum(&self, layout: &Layout, terms: &[(bool, Id)], low: bool) -> Vec<Piece> {
        let signs = |at: usize| match at {
            0 => [None, Some(Operator::UnaryMinus)],
            _ => [Some(Operator::Plus), Some(Operator::Minus)],
        };
        let pieces = terms.iter().enumerate().map(|(at, &t)| self.term(layout, t, signs(at), low));
        pieces.flatten().collect()
    }

    /// Does it need a bracket as a factor?
    fn is_loose_factor(layout: &Layout, id: Id, low: bool) -> bool {
        match layout.item(id) {
            Item::Sum(_) | Item::Negative(_) | Item::Product(_) => true,
            Item::Fraction(_, _) => low,
            Item::Digits(_)
            | Item::Name(_)
            | Item::Constant(_)
            | Item::Power(_, _)
            | Item::Root(_, _)
            | Item::Call(_, _) => false,
        }
    }

    /// The function whose name a factor begins with.
    fn function_at(layout: &Layout, id: Id) -> Option<Function> {
        match (layout.item(id), layout.item(power_base(layout, id))) {
            (Item::Call(f, _), _) | (_, Item::Call(f, _)) => Some(*f),
            (_, _) => None,
        }
    }

    fn join(layout: &Layout, left: Id, right: Id, low: bool) -> Join {
        let is_digits = |id: Id| matches!(layout.item(id), Item::Digits(_));
        let starts_with_digit = match layout.item(right) {
            Item::Digits(_) => true,
            Item::Power(base, _) => is_digits(*base),
            Item::Name(_)
            | Item::Constant(_)
            | Item::Sum(_)
            | Item::Negative(_)
            | Item::Product(_)
            | Item::Fraction(_, _)
            | Item::Root(_, _)
            | Item::Call(_, _) => false,
        };
        if starts_with_digit {
            Join::Dot
        } else if let Some(f) = Self::function_at(layout, right).filter(|f| *f != Function::Abs) {
            let is_letter = matches!(layout.item(left), Item::Name(_));
            match (f == Function::Exp, is_letter) {
                (false, _) => Join::Thin,
                (true, true) => Join::Apart,
                (true, false) => Join::Nothing,
            }
        } else if is_digits(left) || Self::is_loose_factor(layout, right, low) {
            Join::Nothing
        } else {
            Join::Space
        }
    }

    fn product(&self, layout: &Layout, factors: &[Id], low: bool) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (at, &factor) in factors.iter().enumerate() {
            if at > 0 {
                let join = Self::join(layout, factors[at - 1], factor, low);
                pieces.push(Piece::text(self.0.join(join)));
            }
            if Self::is_loose_factor(layout, factor, low) {
                pieces.extend(self.bracketed(layout, factor, low));
            } else {
                pieces.push(Piece::Item(factor, low));
            }
        }
        pieces
    }

    fn fraction(&self, layout: &Layout, p: Id, q: Id, low: bool) -> Vec<Piece> {
        if low {
            let mut pieces = self.at_least(layout, p, Precedence::Product, low);
            pieces.push(self.operator(Operator::Slash));
            pieces.extend(self.at_least(layout, q, Precedence::Power, low));
            return pieces;
        }
        let inside = |id| self.grouped(vec![Piece::Item(id, false)]);
        self.construct(self.0.fraction(), [inside(p), inside(q)])
    }

    fn construct(&self, marks: [&'static str; 3], parts: [Vec<Piece>; 2]) -> Vec<Piece> {
        let [first, second] = parts;
        let mut pieces = vec![Piece::text(marks[0])];
        pieces.extend(first);
        pieces.push(Piece::text(marks[1]));
        pieces.extend(second);
        pieces.push(Piece::text(marks[2]));
        pieces
    }

    fn power(&self, layout: &Layout, base: Id, exponent: Id, low: bool) -> Vec<Piece> {
        let raised = self.grouped(vec![Piece::Item(exponent, true)]);
        match layout.item(base) {
            Item::Name(name) => {
                if let Some((open, close)) = self.0.raised_name(name) {
                    let mut pieces = vec![Piece::owned(open)];
                    pieces.extend(raised);
                    pieces.push(Piece::text(close));
                    return pieces;
                }
                self.construct(self.0.power(), [vec![Piece::Item(base, low)], raised])
            }
            Item::Call(f, arguments) if is_squared_by_name(*f, layout, exponent) => {
                let name = vec![Piece::text(self.0.function(*f))];
                let name = self.construct(self.0.power(), [name, raised]);
                self.call(layout, name, arguments, low)
            }
            Item::Digits(_) | Item::Constant(_) => {
                self.construct(self.0.power(), [vec![Piece::Item(base, low)], raised])
            }
            Item::Call(Function::Abs, _) => {
                let base = Self::enclosed(self.0.base_group(), vec![Piece::Item(base, low)]);
                self.construct(self.0.power(), [base, raised])
            }
            Item::Call(_, _)
            | Item::Sum(_)
            | Item::Negative(_)
            | Item::Product(_)
            | Item::Fraction(_, _)
            | Item::Power(_, _)
            | Item::Root(_, _) => {
                let bracketed = self.bracketed(layout, base, low);
                let base = Self::enclosed(self.0.base_group(), bracketed);
                self.construct(self.0.power(), [base, raised])
            }
        }
    }

    fn root(&self, radicand: Id, index: &Integer, low: bool) -> Vec<Piece> {
        let radicand = self.grouped(vec![Piece::Item(radicand, low)]);
        if is_two(index) {
            let [open, close] = self.0.square_root();
            let mut pieces = vec![Piece::text(open)];
            pieces.extend(radicand);
            pieces.push(Piece::text(close));
            return pieces;
        }
        let index = vec![Piece::owned(self.0.digits(&index.to_string()))];
        let (marks, index_first) = self.0.root();
        let parts = if index_first { [index, radicand] } else { [radicand, index] };
        self.construct(marks, parts)
    }

    fn call(&self, layout: &Layout, name: Vec<Piece>, arguments: &[Id], low: bool) -> Vec<Piece> {
        let mut inside = Vec::new();
        for (at, &argument) in arguments.iter().enumerate() {
            if at > 0 {
                inside.push(self.operator(Operator::Comma));
            }
            inside.push(Piece::Item(argument, low));
        }
        let tall = !low && arguments.iter().any(|&a| layout.is_tall(a));
        let mut pieces = name;
        pieces.push(Piece::text(self.0.application()));
        pieces.extend(self.fenced(inside, [Fence::Open, Fence::Close], tall));
        pieces
    }
}

/// What is raised in a power; anything else is its own base.
fn power_base(layout: &Layout, id: Id) -> Id {
    if let Item::Power(base, _) = layout.item(id) { *base } else { id }
}

/// sin²(x) is usual for circular and hyperbolic functions and whole exponents only.
fn is_squared_by_name(f: Function, layout: &Layout, exponent: Id) -> bool {
    let usual = matches!(
        f,
        Function::Sin
            | Function::Cos
            | Function::Tan
            | Function::Sinh
            | Function::Cosh
            | Function::Tanh
    );
    usual && matches!(layout.item(exponent), Item::Digits(digits) if digits != "0")
}

impl<M: Markup> Notation for Planar<M> {
    fn pieces(&self, layout: &Layout, id: Id, low: bool) -> Vec<Piece> {
        match layout.item(id) {
            Item::Digits(digits) => vec![Piece::owned(self.0.digits(digits))],
            Item::Name(name) => vec![Piece::owned(self.0.name(name))],
            Item::Constant(constant) => vec![Piece::text(self.0.constant(*constant))],
            Item::Sum(terms) => self.sum(layout, terms, low),
            Item::Negative(body) => {
                self.term(layout, (true, *body), [None, Some(Operator::UnaryMinus)], low)
            }
            Item::Product(factors) => self.product(layout, factors, low),
            Item::Fraction(p, q) => self.fraction(layout, *p, *q, low),
            Item::Power(base, exponent) => self.power(layout, *base, *exponent, low),
            Item::Root(radicand, index) => self.root(*radicand, index, low),
            Item::Call(Function::Abs, arguments) => {
                let tall = !low && layout.is_tall(id);
                let inside = vec![Piece::Item(arguments[0], low)];
                self.fenced(inside, [Fence::OpenBar, Fence::CloseBar], tall)
            }
            Item::Call(Function::Exp, arguments) if !is_wide_exponent(layout, arguments[0]) => {
                let e = vec![Piece::text(self.0.constant(Constant::E))];
                let raised = self.grouped(vec![Piece::Item(arguments[0], true)]);
                self.construct(self.0.power(), [e, raised])
            }
            Item::Call(f, arguments) => {
                self.call(layout, vec![Piece::text(self.0.function(*f))], arguments, low)
            }
        }
    }
}
