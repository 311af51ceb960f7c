//! **One variable**: all zeros of a derivative that mixes x with exp x, ln x, sin x, …
//!
//! ```text
//! L′ = unit · Π factorᵏ ─tile→ pieces with no zero, or one ─sites→ points between signs of L′
//! ```
//!
//! Every factor is looked at on every interval of the domain. Near the ends of an interval the
//! largest term decides ([`Dag::far`]); between them it is cut into pieces on which the factor
//! has no zero, or is monotone, or has a multiple zero that is known exactly. The number of
//! zeros is therefore proved, and L′ has one sign between two neighbours, so the kind of every
//! point is too.

mod curve;
mod domain;
mod exact;
mod sites;
mod tiles;
mod write;

pub(super) use curve::Root;

use super::atoms::Roots;
use super::express::Names;
use crate::budget::Budget;
use crate::calculus::derivative;
use crate::expr::domain::{conditions, kinks};
use crate::expr::{Dag, Expr, Function, Node, Symbol};
use crate::number::{Rational, Sign};
use crate::polynomial::Algebraic;
use crate::polynomial::UPoly;
use crate::polynomial::algebraic::{FieldElement, NumberField};
use crate::problem::Problem;
use crate::result::Document;
use crate::solve::factored;
use curve::Curve;
use domain::{has_zero, spans};
use tiles::{Argument, Piece, Span, Trouble, tile};

/// Where zeros are looked for if nothing can be said near infinity.
const WINDOW: i64 = 20;

/// A factor of the derivative with its zeros.
#[derive(Debug)]
struct Factor {
    curve: Curve,
    power: u32,
    /// If it is a polynomial.
    polynomial: Option<UPoly>,
    pieces: Vec<Piece>,
}

/// The work on one problem.
struct Line<'a> {
    dag: &'a mut Dag,
    problem: &'a Problem,
    symbol: Symbol,
    slope: Curve,
    unit: Expr,
    factors: Vec<Factor>,
    spans: Vec<Span>,
    /// Where zeros were looked for; `None` is everywhere.
    window: [Option<Rational>; 2],
    /// The window is narrower than what was asked about.
    cut: [bool; 2],
    roots: Roots,
    /// The sign of L′ at the end of the interval before.
    last: Sign,
    budget: &'a Budget,
}

/// Fills points, kinks, proof and completeness; `None` if something stays open.
pub(super) fn fill(
    dag: &mut Dag,
    problem: &Problem,
    document: &mut Document,
    budget: &Budget,
) -> Option<()> {
    let &[symbol] = problem.variables.as_slice() else { return None };
    // With a sign L need not be continuous, and slopes on both sides say nothing of the point.
    let jumps = |e: &Expr| matches!(dag.node(*e), Node::Call(Function::Sign, _));
    if dag.below(&[problem.objective]).iter().any(jumps) {
        return None;
    }
    let slope = derivative(dag, problem.objective, symbol);
    let corners = kinks(dag, problem.objective);
    let mut all = problem.domain_conditions.clone();
    // What restricts L' alone are zeros of corners, at which it is looked at from both sides.
    all.extend(conditions(dag, problem.objective));
    all.sort();
    all.dedup();
    let asked = window(dag, problem);
    let spans_of = |dag: &mut Dag, window: &[Option<Rational>; 2]| {
        spans(dag, symbol, &all, &corners, window, budget)
    };
    let (unit, factors) = taken_apart(dag, symbol, slope, budget)?;
    let mut line = Line {
        spans: Vec::new(),
        slope: Curve::new(dag, slope, symbol),
        dag,
        problem,
        symbol,
        unit,
        factors,
        window: asked,
        cut: [false; 2],
        roots: Roots::default(),
        last: Sign::Unknown,
        budget,
    };
    line.slope.derivative(line.dag, 1);
    for _ in 0..3 {
        let window = line.window.clone();
        let found = spans_of(line.dag, &window).or_else(|| {
            line.narrow(false);
            line.narrow(true);
            let window = line.window.clone();
            spans_of(line.dag, &window)
        })?;
        line.spans = found;
        match line.tiles() {
            Ok(()) => return line.write(document, &all, &corners),
            Err(Trouble::End { upper }) => {
                if !line.narrow(upper) {
                    return None;
                }
            }
            Err(Trouble::Cluster | Trouble::Exhausted(_)) => return None,
        }
    }
    None
}

/// The bounds of the variable that the file states, a little wider.
fn window(dag: &mut Dag, problem: &Problem) -> [Option<Rational>; 2] {
    let Some(range) = problem.boxes.first() else { return [None, None] };
    let margin = Rational::fraction(1, 16);
    let low = range.low.and_then(|end| dag.enclosure(end.value, 64));
    let high = range.high.and_then(|end| dag.enclosure(end.value, 64));
    [low.map(|x| &x.lower() - &margin), high.map(|x| &x.upper() + &margin)]
}

/// unit · Π factorᵏ, the factors written out.
fn taken_apart(
    dag: &mut Dag,
    symbol: Symbol,
    slope: Expr,
    budget: &Budget,
) -> Option<(Expr, Vec<Factor>)> {
    let one = dag.integer(1);
    let Ok(found) = factored(dag, &[symbol], slope, budget) else {
        let curve = Curve::new(dag, slope, symbol);
        let own = Factor { curve, power: 1, polynomial: None, pieces: Vec::new() };
        return Some((one, vec![own]));
    };
    let meanings = found.alphabet.letters().iter().map(|l| l.meaning(dag)).collect();
    let names = Names::of(meanings);
    let unit = names.fraction(dag, &found.unit);
    let mut factors = Vec::new();
    for (p, power) in &found.factors {
        let f = names.poly(dag, p);
        let plain = matches!(p.variables().as_slice(), [0]);
        let polynomial = if plain { p.to_univariate(0) } else { None };
        let curve = Curve::new(dag, f, symbol);
        factors.push(Factor { curve, power: *power, polynomial, pieces: Vec::new() });
    }
    (!factors.is_empty()).then_some((unit, factors))
}

impl Line<'_> {
    /// Looks on one side only so far; `false` if that was so before.
    fn narrow(&mut self, upper: bool) -> bool {
        let side = usize::from(upper);
        if self.window[side].is_some() {
            return false;
        }
        let end = if upper { WINDOW } else { -WINDOW };
        self.window[side] = Some(Rational::from(end));
        self.cut[side] = true;
        true
    }

    fn tiles(&mut self) -> Result<(), Trouble> {
        for factor in &mut self.factors {
            factor.pieces.clear();
            for span in &self.spans {
                let all = tile(self.dag, &mut factor.curve, span, &self.window, self.budget)?;
                factor.pieces.extend(all);
            }
        }
        Ok(())
    }
}

/// The zeros in some pieces that are known exactly, and whether all are.
fn exact_zeros(dag: &mut Dag, curve: &Curve, pieces: &[Piece]) -> (Vec<Expr>, bool) {
    let (mut all, mut complete) = (Vec::new(), true);
    for piece in pieces.iter().filter(|p| has_zero(&p.argument)) {
        match exact_zero(dag, curve, piece) {
            Some(at) => all.push(at),
            None => complete = false,
        }
    }
    (all, complete)
}

/// The zero in a piece, if it is known exactly.
fn exact_zero(dag: &mut Dag, curve: &Curve, piece: &Piece) -> Option<Expr> {
    if let Argument::Multiple { at, .. } = piece.argument {
        return Some(at);
    }
    let [Some(low), Some(high)] = &piece.ends else { return None };
    let near = root(curve, piece)?.enclosure(64);
    exact::zero_between(dag, curve, low, high, &near)
}

fn root(curve: &Curve, piece: &Piece) -> Option<Root> {
    let [Some(low), Some(high)] = piece.ends.clone() else { return None };
    curve.root(low, high)
}

/// The root of a polynomial in a piece that holds one zero of it.
fn algebraic(f: &UPoly, piece: &Piece, budget: &Budget) -> Option<FieldElement> {
    let [Some(low), Some(high)] = &piece.ends else { return None };
    let all = Algebraic::roots_of(f, budget).ok()?;
    let inside = |x: &Algebraic| {
        let near = x.to_interval(128);
        near.lower() > *low && near.upper() < *high
    };
    let (x, _) = all.into_iter().find(|(x, _)| inside(x))?;
    if let Some(q) = x.as_rational() {
        return Some(FieldElement::constant(&NumberField::rationals(), q));
    }
    Some(FieldElement::generator(&NumberField::new(x)))
}

/// The sign of an exact number.
fn sign(dag: &Dag, e: Expr) -> Sign {
    super::asked::sign(dag, e)
}
