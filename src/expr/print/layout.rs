use super::lines::Widths;
use super::name::Name;
use super::order::Order;
use crate::expr::{Constant, Dag, Expr, Function, Node};
use crate::number::{Integer, Rational, Sign};

/// A handle to an [`Item`] of a [`Layout`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Id(usize);

/// What stands on the paper, before a notation decides about brackets and signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// A whole number ≥ 0.
    Digits(String),
    Name(Name),
    Constant(Constant),
    /// Terms, each with or without a minus before it.
    Sum(Vec<(bool, Id)>),
    /// A unary minus.
    Negative(Id),
    Product(Vec<Id>),
    Fraction(Id, Id),
    Power(Id, Id),
    /// The root of an index ≥ 2.
    Root(Id, Integer),
    Call(Function, Vec<Id>),
}

/// An expression on paper: shared parts are stored once.
#[derive(Debug)]
pub(super) struct Layout {
    items: Vec<Item>,
    tall: Vec<bool>,
    widths: Widths,
    root: Id,
}

/// A possibly negated item.
#[derive(Clone, Copy)]
struct Signed {
    minus: bool,
    body: Id,
}

impl Layout {
    pub(super) fn of(dag: &Dag, root: Expr) -> Layout {
        let parts = dag.below(&[root]);
        let order = Order::new(dag, &parts);
        let mut builder = Builder {
            dag,
            parts: &parts,
            order,
            items: Vec::new(),
            tall: Vec::new(),
            made: Vec::new(),
        };
        for &e in &parts {
            let signed = builder.lay_out(e);
            builder.made.push(signed);
        }
        let root = builder.item_of(root);
        let (items, tall) = (builder.items, builder.tall);
        let mut layout = Layout { items, tall, widths: Widths::default(), root };
        layout.widths = Widths::of(&layout);
        layout
    }

    pub(super) fn widths(&self) -> &Widths {
        &self.widths
    }

    /// Does a fraction make it taller than a line of text?
    pub(super) fn is_tall(&self, id: Id) -> bool {
        self.tall[id.0]
    }

    pub(super) fn root(&self) -> Id {
        self.root
    }

    pub(super) fn item(&self, id: Id) -> &Item {
        &self.items[id.0]
    }

    /// How tightly an item holds together.
    pub(super) fn precedence(&self, id: Id) -> Precedence {
        match self.item(id) {
            Item::Sum(_) => Precedence::Sum,
            Item::Negative(_) => Precedence::Negative,
            Item::Product(_) | Item::Fraction(_, _) => Precedence::Product,
            Item::Power(_, _) => Precedence::Power,
            Item::Digits(_) | Item::Name(_) | Item::Constant(_) => Precedence::Atom,
            Item::Root(_, _) | Item::Call(_, _) => Precedence::Atom,
        }
    }

    /// Every item, operands before what uses them.
    pub(super) fn ids(&self) -> impl Iterator<Item = Id> {
        (0..self.items.len()).map(Id)
    }
}

/// Does a fraction make an item taller than a line? What it is made of is known already.
fn is_tall(item: &Item, tall: &[bool]) -> bool {
    match item {
        Item::Digits(_) | Item::Name(_) | Item::Constant(_) => false,
        Item::Call(Function::Exp, _) => false,
        Item::Sum(terms) => terms.iter().any(|(_, id)| tall[id.0]),
        Item::Product(parts) | Item::Call(_, parts) => parts.iter().any(|id| tall[id.0]),
        Item::Negative(id) | Item::Power(id, _) | Item::Root(id, _) => tall[id.0],
        Item::Fraction(_, _) => true,
    }
}

impl Id {
    pub(super) fn index(self) -> usize {
        self.0
    }
}

/// Loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precedence {
    Sum,
    Negative,
    Product,
    Power,
    Atom,
}

struct Builder<'a> {
    dag: &'a Dag,
    parts: &'a [Expr],
    order: Order<'a>,
    items: Vec<Item>,
    tall: Vec<bool>,
    made: Vec<Signed>,
}

impl Builder<'_> {
    fn push(&mut self, item: Item) -> Id {
        self.tall.push(is_tall(&item, &self.tall));
        self.items.push(item);
        Id(self.items.len() - 1)
    }

    fn signed(&self, e: Expr) -> Signed {
        self.made[self.parts.binary_search(&e).unwrap_or(0)]
    }

    /// The item of an expression, a minus in front included.
    fn item_of(&mut self, e: Expr) -> Id {
        let Signed { minus, body } = self.signed(e);
        if minus { self.push(Item::Negative(body)) } else { body }
    }

    fn lay_out(&mut self, e: Expr) -> Signed {
        let body = match self.dag.node(e) {
            Node::Number(value) => {
                return Signed { minus: value.is_negative(), body: self.magnitude(value) };
            }
            Node::Constant(constant) => self.push(Item::Constant(*constant)),
            Node::Symbol(symbol) => {
                let name = Name::new(self.dag.name(*symbol));
                self.push(Item::Name(name))
            }
            Node::Sum(terms) => self.sum(terms),
            Node::Product(factors) => return self.product(factors),
            Node::Power(base, exponent) => self.power(*base, *exponent),
            Node::Call(f, arguments) => {
                let arguments = self.order.arguments(arguments);
                let arguments = arguments.iter().map(|&a| self.item_of(a)).collect();
                self.push(Item::Call(*f, arguments))
            }
        };
        Signed { minus: false, body }
    }

    fn digits(&mut self, n: &Integer) -> Id {
        self.push(Item::Digits(n.abs().to_string()))
    }

    fn magnitude(&mut self, value: &Rational) -> Id {
        let p = self.digits(&value.numerator());
        if value.is_integer() {
            return p;
        }
        let q = self.digits(&value.denominator());
        self.push(Item::Fraction(p, q))
    }

    fn sum(&mut self, terms: &[Expr]) -> Id {
        let terms = self.order.terms(terms, |e| self.signed(e).minus);
        let terms = terms.iter().map(|&e| self.signed(e)).map(|s| (s.minus, s.body)).collect();
        self.push(Item::Sum(terms))
    }

    fn power(&mut self, base: Expr, exponent: Expr) -> Id {
        match self.dag.as_number(exponent) {
            Some(r) if r.is_negative() => {
                let one = self.digits(&Integer::one());
                let denominator = self.rational_power(base, &-r);
                self.push(Item::Fraction(one, denominator))
            }
            Some(r) => self.rational_power(base, r),
            None => {
                let (base, exponent) = (self.item_of(base), self.item_of(exponent));
                self.push(Item::Power(base, exponent))
            }
        }
    }

    /// base^r for r ≥ 0.
    fn rational_power(&mut self, base: Expr, r: &Rational) -> Id {
        let base = self.item_of(base);
        if r.is_one() {
            return base;
        }
        if r.numerator().is_one() {
            return self.push(Item::Root(base, r.denominator()));
        }
        let exponent = self.magnitude(r);
        self.push(Item::Power(base, exponent))
    }

    /// Powers with a negative exponent go below the bar, −1/2·x is −x/2.
    fn product(&mut self, factors: &[Expr]) -> Signed {
        let c = self.dag.as_number(factors[0]).cloned();
        let factors = if c.is_some() { &factors[1..] } else { factors };
        let c = c.unwrap_or_else(Rational::one);
        let (below, above): (Vec<Expr>, Vec<Expr>) = self
            .order
            .factors(factors)
            .into_iter()
            .partition(|&f| self.exponent_sign(f) == Sign::Negative);
        let numerator = self.row(&c.numerator().abs(), &above);
        let body = if below.is_empty() && c.is_integer() {
            numerator
        } else if below.is_empty() && self.tall[numerator.0] {
            // ¾(x − ½)², not a fraction above a fraction.
            let mut parts = vec![self.magnitude(&c.abs())];
            let factors = self.row(&Integer::one(), &above);
            match &self.items[factors.0] {
                Item::Product(several) => parts.extend(several),
                _ => parts.push(factors),
            }
            self.push_product(parts)
        } else {
            let denominator = self.row(&c.denominator(), &below);
            self.push(Item::Fraction(numerator, denominator))
        };
        Signed { minus: c.is_negative(), body }
    }

    fn exponent_sign(&self, factor: Expr) -> Sign {
        match self.dag.node(factor) {
            Node::Power(_, exponent) => {
                self.dag.as_number(*exponent).map_or(Sign::Unknown, Rational::sign)
            }
            Node::Number(_)
            | Node::Constant(_)
            | Node::Symbol(_)
            | Node::Sum(_)
            | Node::Product(_)
            | Node::Call(_, _) => Sign::Unknown,
        }
    }

    /// n·f₁⋯fₖ, the exponents without their sign, square roots under one sign.
    fn row(&mut self, n: &Integer, factors: &[Expr]) -> Id {
        let mut row = Vec::new();
        if !n.is_one() || factors.is_empty() {
            row.push(self.digits(n));
        }
        let (roots, others) = self.square_roots(factors);
        if !roots.is_empty() {
            let radicands: Vec<Id> = roots.iter().map(|&e| self.item_of(e)).collect();
            let radicand = self.push_product(radicands);
            row.push(self.push(Item::Root(radicand, Integer::from(2))));
        }
        for factor in others {
            row.push(match self.dag.node(factor) {
                Node::Power(base, exponent) => match self.dag.as_number(*exponent) {
                    Some(r) => self.rational_power(*base, &r.abs()),
                    None => self.item_of(factor),
                },
                Node::Number(_)
                | Node::Constant(_)
                | Node::Symbol(_)
                | Node::Sum(_)
                | Node::Product(_)
                | Node::Call(_, _) => self.item_of(factor),
            });
        }
        self.push_product(row)
    }

    fn push_product(&mut self, mut row: Vec<Id>) -> Id {
        if row.len() == 1 { row.swap_remove(0) } else { self.push(Item::Product(row)) }
    }

    /// The radicands of two or more square roots that may stand under one sign: √2·√x = √(2x),
    /// as long as at most one radicand is not known to be positive; and the other factors.
    fn square_roots(&self, factors: &[Expr]) -> (Vec<Expr>, Vec<Expr>) {
        let half = Rational::fraction(1, 2);
        let radicand = |f: &Expr| match self.dag.node(*f) {
            Node::Power(base, r) if self.dag.as_number(*r).is_some_and(|r| r.abs() == half) => {
                Some(*base)
            }
            _ => None,
        };
        let radicands: Vec<Expr> = factors.iter().filter_map(radicand).collect();
        let unknown = radicands.iter().filter(|&&e| !self.dag.is_positive(e)).count();
        let products = radicands.iter().any(|&e| matches!(self.dag.node(e), Node::Product(_)));
        if radicands.len() < 2 || unknown > 1 || products {
            return (Vec::new(), factors.to_vec());
        }
        (radicands, factors.iter().copied().filter(|f| radicand(f).is_none()).collect())
    }
}
