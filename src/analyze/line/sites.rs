//! Where the derivative changes its sign, or might.

use super::domain::{between, has_zero, holds};
use super::tiles::{Argument, Piece, Span};
use super::{Line, algebraic, exact_zero, root, sign};
use crate::expr::domain::Condition;
use crate::expr::{Expr, Limit};
use crate::number::{Interval, Rational, Sign};

/// A place where L′ is zero or has no value.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub(super) at: Expr,
    /// The order of the zero of L′; `None` at a corner of the formula.
    pub(super) order: Option<u32>,
    /// A factor of L′ that is zero there.
    pub(super) factor: Option<usize>,
    /// Is L′ zero, as far as it exists?
    pub(super) critical: bool,
    /// The signs of L′ on both sides.
    pub(super) sides: [Sign; 2],
}

/// What the derivative tends to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slope {
    Zero,
    /// Not zero, perhaps infinite.
    Other,
}

impl Line<'_> {
    /// All of them in order; `None` if two cannot be told apart or something is undecided.
    pub(super) fn sites(&mut self, domain: &[Condition]) -> Option<Vec<Site>> {
        let mut all = Vec::new();
        for (k, span) in self.spans.clone().iter().enumerate() {
            let zeros = self.zeros_in(span)?;
            let ends = [self.rational_end(span.low, 0)?, self.rational_end(span.high, 1)?];
            let near: Vec<Interval> =
                zeros.iter().map(|z| self.near(z.0)).collect::<Option<_>>()?;
            let mut signs = Vec::new();
            for j in 0..=zeros.len() {
                let low = if j == 0 { ends[0].clone() } else { Some(near[j - 1].upper()) };
                let high = if j == zeros.len() { ends[1].clone() } else { Some(near[j].lower()) };
                let q = between(low.as_ref(), high.as_ref())?;
                let known = self.slope.sign_at(self.dag, &q);
                if !matches!(known, Sign::Positive | Sign::Negative) {
                    return None;
                }
                signs.push(known);
            }
            let first = signs.first().copied()?;
            if k > 0 {
                self.corner(&mut all, span, first, domain)?;
            }
            for (j, (at, order, k)) in zeros.iter().enumerate() {
                let sides = [signs[j], signs[j + 1]];
                let (order, factor) = (Some(*order), Some(*k));
                all.push(Site { at: *at, order, factor, critical: true, sides });
            }
            self.last = signs.last().copied()?;
        }
        Some(all)
    }

    /// The end of an interval between two others, if L is defined there.
    fn corner(
        &mut self,
        all: &mut Vec<Site>,
        span: &Span,
        after: Sign,
        domain: &[Condition],
    ) -> Option<()> {
        let at = span.low?;
        if !self.spans.iter().any(|s| s.high == Some(at)) {
            return Some(());
        }
        for condition in domain {
            if !holds(self.dag, self.symbol, condition, at)? {
                return Some(());
            }
        }
        let limits = [self.limit(at, false)?, self.limit(at, true)?];
        let critical = limits == [Slope::Zero, Slope::Zero];
        let sides = [self.last, after];
        all.push(Site { at, order: None, factor: None, critical, sides });
        Some(())
    }

    /// What L′ tends to from below or above. If it is zero from both sides, L is
    /// differentiable there by the mean value theorem, with derivative zero.
    fn limit(&mut self, at: Expr, above: bool) -> Option<Slope> {
        let x = self.dag.variable(self.symbol);
        let side = self.dag.integer(if above { 1 } else { -1 });
        let inverse = self.dag.recip(x);
        let step = self.dag.mul(side, inverse);
        let new = self.dag.add(at, step);
        let moved = self.dag.substitute(self.slope.function(), &[(self.symbol, new)]);
        (1..=16).find_map(|k| {
            let from = Rational::from(4).pow(k)?;
            let far = self.dag.far(moved, self.symbol, &from, 64)?;
            match far.limit(self.dag) {
                Limit::Zero => Some(Slope::Zero),
                Limit::NotZero => Some(Slope::Other),
                Limit::Unknown => None,
            }
        })
    }

    /// The end of an interval or of the window, a rational number on its inner side.
    fn rational_end(&self, end: Option<Expr>, side: usize) -> Option<Option<Rational>> {
        let own = match end {
            None => None,
            Some(e) => {
                let x = self.dag.enclosure(e, 256)?;
                Some(if side == 0 { x.upper() } else { x.lower() })
            }
        };
        let window = self.window[side].clone();
        Some(match (own, window) {
            (Some(a), Some(b)) => Some(if side == 0 { a.max(b) } else { a.min(b) }),
            (a, b) => a.or(b),
        })
    }

    fn near(&self, at: Expr) -> Option<Interval> {
        self.roots.enclosure(self.dag, at, 256)
    }

    /// The zeros of all factors in an interval with their orders, in order.
    fn zeros_in(&mut self, span: &Span) -> Option<Vec<(Expr, u32, usize)>> {
        let mut all: Vec<(Expr, u32, usize)> = Vec::new();
        for k in 0..self.factors.len() {
            let pieces: Vec<Piece> =
                self.factors[k].pieces.iter().filter(|p| has_zero(&p.argument)).cloned().collect();
            for piece in pieces {
                if !self.is_in(&piece, span)? {
                    continue;
                }
                let order = match piece.argument {
                    Argument::Multiple { order, .. } => order as u32,
                    Argument::Far | Argument::Empty | Argument::Monotone { .. } => 1,
                };
                let order = order * self.factors[k].power;
                let at = self.zero(k, &piece)?;
                match all.iter_mut().find(|(e, _, _)| *e == at) {
                    Some((_, known, _)) => *known += order,
                    None => all.push((at, order, k)),
                }
            }
        }
        let mut sorted = Vec::new();
        for zero in all {
            sorted.push((self.near(zero.0)?, zero));
        }
        sorted.sort_by_key(|a| a.0.lower());
        let apart = sorted.windows(2).all(|w| w[0].0.certainly_less(&w[1].0));
        apart.then(|| sorted.into_iter().map(|(_, zero)| zero).collect())
    }

    /// Does a piece belong to an interval?
    fn is_in(&self, piece: &Piece, span: &Span) -> Option<bool> {
        let [Some(low), Some(high)] = &piece.ends else { return Some(false) };
        let middle = Rational::midpoint(low, high);
        let beyond = |end: Option<Expr>, below: bool| {
            let Some(end) = end else { return Some(true) };
            let x = self.dag.enclosure(end, 256)?;
            Some(if below { x.upper() <= middle } else { x.lower() >= middle })
        };
        Some(beyond(span.low, true)? && beyond(span.high, false)?)
    }

    /// The zero in a piece: an exact number, or a symbol for a root.
    fn zero(&mut self, k: usize, piece: &Piece) -> Option<Expr> {
        let factor = &self.factors[k];
        if let Some(f) = &factor.polynomial
            && let Some(x) = algebraic(f, piece, self.budget)
        {
            return self.roots.expression(self.dag, &x, self.budget).ok();
        }
        if let Some(at) = exact_zero(self.dag, &factor.curve, piece) {
            return Some(at);
        }
        let root = root(&factor.curve, piece)?;
        Some(self.roots.of_line(self.dag, root))
    }

    /// The sign of a number that may be made of roots.
    pub(super) fn sign_of(&self, e: Expr) -> Sign {
        match sign(self.dag, e) {
            Sign::Unknown => self.roots.sign(self.dag, e),
            known => known,
        }
    }
}
