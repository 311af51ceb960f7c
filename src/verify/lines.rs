//! Zeros of functions of one variable: the pieces cover the line, every piece holds as many
//! zeros as it says, and the points are these zeros.

use super::checker::{Check, Checker, Verdict, all, holds, refuted};
use super::claim::{ClaimKind, NotChecked};
use super::derivative::derivative;
use super::enclose::{Values, enclose};
use super::numbers::ends;
use super::place::Place;
use crate::budget::Budget;
use crate::expr::{Expr, Symbol};
use crate::number::{Interval, Rational, Sign};
use crate::result::{LineArgument, LineFactor, LinePiece, Number, OneVariable};

/// Bits of enclosures on pieces.
const PRECISION: u32 = 96;

/// Checks every function with every factor.
pub(super) fn lines(checker: &mut Checker<'_>) {
    for line in &checker.document.proof.one_variable {
        let of = line.variable.clone();
        let pieces = line.factors.iter().map(|f| f.pieces.len()).sum();
        checker.part(pieces);
        checker.claim(ClaimKind::OneVariable { of: of.clone() }, |c| c.factors(line));
        for (k, factor) in line.factors.iter().enumerate() {
            let of = format!("{of}, factor {}", k + 1);
            for (j, piece) in factor.pieces.iter().enumerate() {
                let what = ClaimKind::Piece { of: format!("{of}, piece {}", j + 1) };
                checker.claim(what, |c| c.piece(line, factor, piece));
            }
        }
        checker.part(pieces);
        checker.claim(ClaimKind::Zeros { of }, |c| c.zeros(line));
    }
}

impl Checker<'_> {
    fn line_symbol(&mut self, line: &OneVariable) -> Result<Symbol, NotChecked> {
        let at = self.document.variables.iter().position(|v| *v == line.variable);
        at.map(|k| self.variables[k]).ok_or(NotChecked::NoEvidence)
    }

    /// ∂L/∂x = unit · Π factorᵏ
    fn factors(&mut self, line: &OneVariable) -> Check {
        let symbol = self.line_symbol(line)?;
        let at = self.variables.iter().position(|v| *v == symbol).ok_or(NotChecked::NoEvidence)?;
        let slope = self.gradient.clone()?.get(at).copied().ok_or(NotChecked::NoEvidence)?;
        if self.dag.symbols_of(slope).iter().any(|s| *s != symbol) {
            return refuted("the derivative depends on other variables");
        }
        let mut parts = vec![self.read(&line.unit)?];
        for factor in &line.factors {
            let f = self.read(&factor.equation)?;
            parts.push(self.dag.power_integer(f, i64::from(factor.power)));
        }
        let product = self.dag.product(parts);
        let difference = self.dag.sub(slope, product);
        if self.dag.is_zero(difference) {
            return Ok(Verdict::Proved);
        }
        let place = Place::default();
        self.identity(difference, &place.on(Some(slope)), "the factors do not give the derivative")
    }

    /// The ends of a piece; `None` is infinity.
    fn piece_ends(&mut self, piece: &LinePiece) -> Result<[Option<Expr>; 2], NotChecked> {
        let low = if piece.from == "-oo" { None } else { Some(self.read_in(&piece.from, &[])?) };
        let high = if piece.to == "oo" { None } else { Some(self.read_in(&piece.to, &[])?) };
        Ok([low, high])
    }

    fn piece(&mut self, line: &OneVariable, factor: &LineFactor, piece: &LinePiece) -> Check {
        let symbol = self.line_symbol(line)?;
        let f = self.read(&factor.equation)?;
        let [low, high] = self.piece_ends(piece)?;
        if let LineArgument::Far = piece.argument {
            return self.far_piece(f, symbol, low, high);
        }
        let rational = |c: &Self, e: Option<Expr>| {
            e.and_then(|e| c.dag.as_number(e).cloned()).ok_or(NotChecked::NoEvidence)
        };
        let (low, high) = (rational(self, low)?, rational(self, high)?);
        if low >= high {
            return refuted("a piece is empty");
        }
        match &piece.argument {
            LineArgument::Far => Err(NotChecked::NoEvidence),
            LineArgument::NoZero => self.without_zero(f, symbol, &low, &high),
            LineArgument::Monotone { zero } => {
                let signs = [self.sign_there(f, symbol, &low), self.sign_there(f, symbol, &high)];
                match signs {
                    [Sign::Unknown | Sign::Zero, _] | [_, Sign::Unknown | Sign::Zero] => {
                        return Err(NotChecked::NotExact);
                    }
                    [a, b] if (a != b) != *zero => {
                        return refuted("the signs at the ends are others");
                    }
                    _ => {}
                }
                let slope = derivative(&mut self.dag, f, symbol)?;
                self.excludes_zero(slope, symbol, &low, &high)
            }
            LineArgument::Multiple { at, order } => {
                let at = self.read_in(at, &[])?;
                self.multiple_zero(f, symbol, [&low, &high], at, *order)
            }
        }
    }

    fn on(&self, f: Expr, symbol: Symbol, x: &Interval) -> Option<Interval> {
        enclose(&self.dag, f, x.prec(), &Values::from([(symbol, x.clone())]), &self.budget)
    }

    fn sign_there(&self, f: Expr, symbol: Symbol, q: &Rational) -> Sign {
        let sign = |prec| self.on(f, symbol, &Interval::exact(q, prec)).map(|y| y.sign());
        match sign(PRECISION) {
            Some(Sign::Unknown) => sign(4 * PRECISION).unwrap_or(Sign::Unknown),
            known => known.unwrap_or(Sign::Unknown),
        }
    }

    fn excludes_zero(&self, f: Expr, symbol: Symbol, low: &Rational, high: &Rational) -> Check {
        let y = self.on(f, symbol, &Interval::new(low, high, PRECISION));
        match y.map(|y| y.contains_zero()) {
            Some(false) => Ok(Verdict::Proved),
            Some(true) => Err(NotChecked::NotExact),
            None => Err(NotChecked::Undefined),
        }
    }

    /// By the values, or f(m) + f′·(x − m).
    fn without_zero(&mut self, f: Expr, symbol: Symbol, low: &Rational, high: &Rational) -> Check {
        let ends = [self.sign_there(f, symbol, low), self.sign_there(f, symbol, high)];
        if ends.contains(&Sign::Zero) || ends[0] * ends[1] == Sign::Negative {
            return refuted("it changes its sign");
        }
        let x = Interval::new(low, high, PRECISION);
        let values = self.on(f, symbol, &x).ok_or(NotChecked::Undefined)?;
        if !values.contains_zero() {
            return Ok(Verdict::Proved);
        }
        let slope = derivative(&mut self.dag, f, symbol)?;
        let m = Interval::exact(&Rational::midpoint(low, high), PRECISION);
        let at = self.on(f, symbol, &m).ok_or(NotChecked::Undefined)?;
        let slope = self.on(slope, symbol, &x).ok_or(NotChecked::Undefined)?;
        match at.add(&slope.mul(&x.sub(&m))).contains_zero() {
            false => Ok(Verdict::Proved),
            true => Err(NotChecked::NotExact),
        }
    }

    fn multiple_zero(
        &mut self,
        f: Expr,
        symbol: Symbol,
        ends: [&Rational; 2],
        at: Expr,
        order: u32,
    ) -> Check {
        let near = enclose(&self.dag, at, PRECISION, &Values::new(), &self.budget);
        let near = near.ok_or(NotChecked::Undefined)?;
        if near.upper() < *ends[0] || near.lower() > *ends[1] {
            return refuted("the zero is not in the piece");
        }
        let mut part = f;
        for _ in 0..order {
            let value = self.dag.substitute(part, &[(symbol, at)]);
            if !self.dag.is_zero(value) {
                let zero =
                    self.identity(value, &Place::default().on(None), "it does not vanish")?;
                if zero != Verdict::Proved {
                    return Ok(zero);
                }
            }
            part = derivative(&mut self.dag, part, symbol)?;
        }
        self.excludes_zero(part, symbol, ends[0], ends[1])
    }

    /// One end is that of an interval, the other a rational number.
    fn far_piece(
        &mut self,
        f: Expr,
        symbol: Symbol,
        low: Option<Expr>,
        high: Option<Expr>,
    ) -> Check {
        let number = |c: &Self, e: Option<Expr>| e.and_then(|e| c.dag.as_number(e).cloned());
        let mut found = Err(NotChecked::NotExact);
        for upper in [true, false] {
            let (end, other) = if upper { (high, low) } else { (low, high) };
            let Some(other) = number(self, other) else { continue };
            let side: i64 = if upper { -1 } else { 1 };
            let x = self.dag.variable(symbol);
            let (new, from) = match end {
                None if upper => (x, other),
                None => (self.dag.neg(x), -other),
                Some(end) => {
                    let near = enclose(&self.dag, end, 256, &Values::new(), &self.budget);
                    let near = near.ok_or(NotChecked::Undefined)?;
                    let width = match upper {
                        true => &near.upper() - &other,
                        false => &other - &near.lower(),
                    };
                    let Some(from) = width.recip().filter(|q| !q.is_negative()) else { continue };
                    let side = self.dag.integer(side);
                    let inverse = self.dag.recip(x);
                    let step = self.dag.mul(side, inverse);
                    (self.dag.add(end, step), from)
                }
            };
            if from < Rational::from(4) {
                continue;
            }
            self.budget.spend(2000).map_err(|_| NotChecked::TooLarge)?;
            let moved = self.dag.substitute(f, &[(symbol, new)]);
            let sign = self.dag.far(moved, symbol, &from, PRECISION).map(|far| far.sign());
            if matches!(sign, Some(Sign::Positive | Sign::Negative)) {
                found = Ok(Verdict::Proved);
            }
        }
        found
    }

    /// The pieces of every factor cover the line but for single points and what is outside of
    /// the domain, and the zeros in them are the coordinates of the points.
    fn zeros(&mut self, line: &OneVariable) -> Check {
        let symbol = self.line_symbol(line)?;
        let at = self.variables.iter().position(|v| *v == symbol).ok_or(NotChecked::NoEvidence)?;
        let document = self.document;
        let mut listed: Vec<&Number> = Vec::new();
        for point in &document.points {
            let number = point.coordinates.get(at).ok_or(NotChecked::NoEvidence)?;
            if !listed.contains(&number) {
                listed.push(number);
            }
        }
        let mut checks = Vec::new();
        let mut found = vec![false; listed.len()];
        let mut open = false;
        for factor in &line.factors {
            let f = self.read(&factor.equation)?;
            let mut last: Option<Expr> = None;
            // Only the whole line is known to be the domain.
            open |= factor.pieces.first().is_none_or(|p| p.from != "-oo");
            open |= factor.pieces.last().is_none_or(|p| p.to != "oo");
            for (k, piece) in factor.pieces.iter().enumerate() {
                self.budget = Budget::steps(60_000);
                let [low, high] = self.piece_ends(piece)?;
                // Between two pieces there may be a corner or no domain at all.
                open |= k > 0 && low != last;
                last = high;
                let zero = match piece.argument {
                    LineArgument::Far | LineArgument::NoZero => false,
                    LineArgument::Monotone { zero } => zero,
                    LineArgument::Multiple { .. } => true,
                };
                if !zero {
                    continue;
                }
                let own = listed.iter().position(|n| self.is_zero_in(f, symbol, n, low, high));
                match own {
                    Some(j) => found[j] = true,
                    None => checks.push(refuted("a zero belongs to no point")),
                }
            }
        }
        let lost = found.iter().zip(&listed).any(|(f, n)| !f && n.exact.is_none());
        checks.push(holds(!lost, "a coordinate is no zero"));
        if open {
            checks.push(Err(NotChecked::NoEvidence));
        }
        all(checks)
    }

    /// Does a function with one zero between two numbers change its sign in the enclosure of a
    /// number, or vanish at it?
    fn is_zero_in(
        &mut self,
        f: Expr,
        symbol: Symbol,
        number: &Number,
        low: Option<Expr>,
        high: Option<Expr>,
    ) -> bool {
        let near = match &number.exact {
            Some(text) => {
                let Ok(e) = self.read_in(text, &[]) else { return false };
                let near = enclose(&self.dag, e, 256, &Values::new(), &self.budget);
                near.map(|x| [x.lower(), x.upper()])
            }
            None => ends(number),
        };
        let Some([a, b]) = near else { return false };
        let rational = |c: &Self, e: Option<Expr>| e.and_then(|e| c.dag.as_number(e).cloned());
        let inside = rational(self, low).is_none_or(|q| q <= b)
            && rational(self, high).is_none_or(|q| a <= q);
        if !inside {
            return false;
        }
        if number.exact.is_some() {
            let x = Interval::new(&a, &b, 256);
            return self.on(f, symbol, &x).is_some_and(|y| y.contains_zero());
        }
        self.sign_there(f, symbol, &a) * self.sign_there(f, symbol, &b) == Sign::Negative
    }
}
