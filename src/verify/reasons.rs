//! The arguments of verdicts.

use super::checker::{Check, Checker, Verdict, holds, refuted};
use super::claim::NotChecked;
use super::derivative::derivative;
use super::place::Place;
use super::points::Local;
use crate::expr::{Dag, Expr, Function, Node};
use crate::number::Rational;
use crate::number::Sign;
use crate::result::{Inertia, Nature, Reason};
use rustc_hash::FxHashMap;

/// Derivatives of higher order are not taken.
const LARGEST_ORDER: u32 = 16;

/// Does the argument hold, and does it give the nature?
pub(super) fn reason(c: &mut Checker<'_>, point: &Local<'_>, place: &Place) -> Check {
    match point.reason {
        Reason::PositiveDefinite => definite(point, Nature::LocalMinimum),
        Reason::NegativeDefinite => definite(point, Nature::LocalMaximum),
        Reason::Indefinite { inertia } => {
            let signs = inertia.positive > 0 && inertia.negative > 0;
            let same = point.inertia.is_none_or(|i| i == *inertia);
            holds(signs && same && point.nature == Nature::Saddle, "H is not that indefinite")
        }
        Reason::ZeroDiagonal { variables } => c.zero_diagonal(point, variables, place),
        Reason::LowerBound { bound, terms } => c.bound(point, bound, terms, true),
        Reason::UpperBound { bound, terms } => c.bound(point, bound, terms, false),
        Reason::MorseBott { inertia } => morse_bott(point, *inertia),
        Reason::FirstNonzeroDerivative { order, positive } => {
            c.first_derivative(point, *order, *positive, place)
        }
        Reason::CurveWitness { curves, along } => c.curves(point, curves, along, place),
        Reason::Slice { .. } => c.slice(point, place),
        Reason::Splitting { .. } | Reason::Sectors { .. } | Reason::Tangency { .. } => {
            c.germ(point, place)
        }
        Reason::GlobalExtremum { least } => {
            let nature = if *least { Nature::LocalMinimum } else { Nature::LocalMaximum };
            match point.nature == nature {
                true => Err(NotChecked::NoEvidence),
                false => refuted("the reason gives another nature"),
            }
        }
        Reason::OddPart { odd, root } => c.odd_part(point, odd, root, place),
        Reason::SumOfBlocks { parts, .. } => sum_of_blocks(point, parts),
        Reason::LocallyConstant => c.constant(point),
        Reason::SlopeSigns { positive_before, positive_after } => {
            let nature = match (positive_before, positive_after) {
                (false, true) => Nature::LocalMinimum,
                (true, false) => Nature::LocalMaximum,
                _ => Nature::Inflection,
            };
            match point.nature == nature {
                true => Err(NotChecked::NoEvidence),
                false => refuted("the signs give another nature"),
            }
        }
        Reason::NeighbouringPieces
        | Reason::Undetermined { .. }
        | Reason::LeadingTerm { .. }
        | Reason::Kink { .. } => Err(NotChecked::NoEvidence),
    }
}

fn definite(point: &Local<'_>, nature: Nature) -> Check {
    if point.nature != nature {
        return refuted("the reason gives another nature");
    }
    let Some(i) = point.inertia else { return Err(NotChecked::NoEvidence) };
    let wrong = if nature == Nature::LocalMinimum { i.negative } else { i.positive };
    holds(wrong == 0 && i.zero == 0, "H is not definite")
}

/// n₀ = dimension of the set and one sign across it (Bott 1954).
fn morse_bott(point: &Local<'_>, inertia: Inertia) -> Check {
    let nature = match (inertia.positive, inertia.negative) {
        (_, 0) => Nature::LocalMinimum,
        (0, _) => Nature::LocalMaximum,
        _ => return refuted("H has both signs"),
    };
    let same = point.inertia.is_none_or(|i| i == inertia);
    let fits = same && inertia.zero == point.dimension && point.nature == nature;
    holds(fits, "the corank is not the dimension of the set, or the nature is another")
}

/// The signs that a sum of separate parts takes are those that its parts take.
fn sum_of_blocks(point: &Local<'_>, parts: &[Nature]) -> Check {
    let takes = |a: &[Nature]| parts.iter().any(|p| a.contains(p));
    let both = [Nature::Saddle, Nature::Inflection];
    let above = takes(&[Nature::LocalMinimum]) || takes(&both);
    let below = takes(&[Nature::LocalMaximum]) || takes(&both);
    let expected = match (above, below, takes(&[Nature::Undetermined])) {
        (true, true, _) => Nature::Saddle,
        (_, _, true) => Nature::Undetermined,
        (true, false, _) => Nature::LocalMinimum,
        (false, true, _) => Nature::LocalMaximum,
        (false, false, _) => Nature::Constant,
    };
    if point.nature != expected {
        return refuted("the parts give another nature");
    }
    Err(NotChecked::NoEvidence)
}

impl Checker<'_> {
    /// The diagonal entries are zero, and some entry beside them is not.
    fn zero_diagonal(&mut self, point: &Local<'_>, variables: &[String], place: &Place) -> Check {
        if point.nature != Nature::Saddle {
            return refuted("the reason gives another nature");
        }
        let hessian = self.hessian.clone()?;
        let mut beside = false;
        for name in variables {
            let names = &self.document.variables;
            let Some(i) = names.iter().position(|v| v == name) else {
                return refuted("a variable is not there");
            };
            let diagonal = self.put(hessian[i][i], place);
            let zero = self.zero(diagonal, place, "a diagonal entry is not zero")?;
            if zero != Verdict::Proved {
                return Ok(zero);
            }
            for &entry in &hessian[i] {
                let value = self.put(entry, place);
                beside |= self.sign(value, place)? != Sign::Zero;
            }
        }
        holds(beside, "the rows are zero")
    }

    /// L = bound ± Σ terms, terms of one sign by their form, L(p) = bound.
    fn bound(&mut self, point: &Local<'_>, bound: &str, terms: &[String], lower: bool) -> Check {
        let nature = if lower { Nature::LocalMinimum } else { Nature::LocalMaximum };
        if point.nature != nature && point.nature != Nature::Constant {
            return refuted("the bound gives another nature");
        }
        let bound = self.read(bound)?;
        let place = Place::default();
        let attained = self.equals(bound, point.value, &place, "the bound is not the value")?;
        if attained != Verdict::Proved {
            return Ok(attained);
        }
        let formula = self.formula?;
        let above = self.dag.sub(formula, bound);
        let parts = terms.iter().map(|t| self.read(t)).collect::<Result<Vec<_>, _>>()?;
        let sum = self.dag.sum(parts.clone());
        let (difference, signed) = match lower {
            true => (self.dag.sub(above, sum), parts),
            // The terms of an upper bound are written as they stand in L.
            false => {
                let negative = parts.iter().map(|&p| self.dag.neg(p)).collect();
                (self.dag.sub(above, sum), negative)
            }
        };
        let identity = self.identity(
            difference,
            &place.on(Some(formula)),
            "the terms and the bound do not add up to L",
        )?;
        if identity != Verdict::Proved {
            return Ok(identity);
        }
        if signed.iter().all(|&t| nonnegative(&self.dag, t)) {
            return Ok(Verdict::Proved);
        }
        Err(NotChecked::NoEvidence)
    }

    fn first_derivative(
        &mut self,
        point: &Local<'_>,
        order: u32,
        positive: bool,
        place: &Place,
    ) -> Check {
        let &[x] = self.variables.as_slice() else {
            return refuted("there are several variables");
        };
        if order > LARGEST_ORDER {
            return Err(NotChecked::TooLarge);
        }
        let expected = match (order % 2, positive) {
            (1, _) => Nature::Inflection,
            (_, true) => Nature::LocalMinimum,
            (_, false) => Nature::LocalMaximum,
        };
        if point.nature != expected {
            return refuted("the order gives another nature");
        }
        let mut slope = self.formula?;
        for k in 1..=order {
            slope = derivative(&mut self.dag, slope, x)?;
            let value = self.put(slope, place);
            let sign = self.sign(value, place)?;
            let wanted = match (k == order, positive) {
                (false, _) => Sign::Zero,
                (true, true) => Sign::Positive,
                (true, false) => Sign::Negative,
            };
            if sign != wanted {
                return refuted(format!("derivative {k} has another sign"));
            }
        }
        Ok(Verdict::Proved)
    }

    fn constant(&mut self, point: &Local<'_>) -> Check {
        if point.nature != Nature::Constant {
            return refuted("a constant function has another nature");
        }
        let gradient = self.gradient.clone()?;
        let mut checks = Vec::new();
        for slope in gradient {
            checks.push(match self.identity(slope, &Place::default().on(None), "") {
                Ok(Verdict::Refuted(_)) => Err(NotChecked::NoEvidence),
                other => other,
            });
        }
        super::checker::all(checks)
    }
}

/// Is an expression never negative, by its form: squares, exponentials, sums and products of
/// such?
pub(super) fn nonnegative(dag: &Dag, e: Expr) -> bool {
    let mut known: FxHashMap<Expr, bool> = FxHashMap::default();
    for part in dag.below(&[e]) {
        let is = |x: &Expr| known.get(x).copied().unwrap_or(false);
        let value = match dag.node(part) {
            Node::Number(q) => !q.is_negative(),
            Node::Constant(_) => true,
            Node::Symbol(_) => false,
            Node::Sum(terms) => terms.iter().all(is) || beyond_circular(dag, terms),
            Node::Product(factors) => factors.iter().all(is),
            Node::Power(base, exponent) => match dag.as_number(*exponent) {
                Some(r) => is(base) || r.numerator().is_even() || r.denominator().is_even(),
                None => true,
            },
            Node::Call(f, arguments) => match f {
                Function::Exp
                | Function::Cosh
                | Function::Abs
                | Function::Sigmoid
                | Function::Softplus
                | Function::Acos
                | Function::Acosh
                | Function::Relu => true,
                Function::Max => arguments.iter().any(is),
                Function::Min => arguments.iter().all(is),
                Function::Sinh | Function::Tanh | Function::Asinh | Function::Atan => {
                    arguments.iter().all(is)
                }
                Function::Ln
                | Function::Log10
                | Function::Log2
                | Function::Sin
                | Function::Cos
                | Function::Tan
                | Function::Asin
                | Function::Atanh
                | Function::Sign => false,
            },
        };
        known.insert(part, value);
    }
    known.get(&e).copied().unwrap_or(false)
}

/// A number at least as large as the sum of the largest absolute values of the other terms,
/// which are products of numbers, sines and cosines.
fn beyond_circular(dag: &Dag, terms: &[Expr]) -> bool {
    let mut left = Rational::zero();
    for &t in terms {
        match dag.node(t) {
            Node::Number(q) => left = &left + q,
            _ => match largest(dag, t) {
                Some(reach) => left = &left - &reach,
                None => return false,
            },
        }
    }
    !left.is_negative()
}

/// The product of the numbers' absolute values, if all other factors are sines and cosines.
fn largest(dag: &Dag, e: Expr) -> Option<Rational> {
    let mut product = Rational::one();
    let mut open = vec![e];
    while let Some(part) = open.pop() {
        match dag.node(part) {
            Node::Number(q) => product = &product * &q.abs(),
            Node::Product(factors) => open.extend(factors.iter().copied()),
            Node::Power(base, k) => {
                let k = dag.as_number(*k).and_then(Rational::to_i64).filter(|k| *k > 0)?;
                let circular =
                    matches!(dag.node(*base), Node::Call(Function::Sin | Function::Cos, _));
                if k < 1 || !circular {
                    return None;
                }
            }
            Node::Call(Function::Sin | Function::Cos, _) => {}
            Node::Constant(_) | Node::Symbol(_) | Node::Sum(_) | Node::Call(_, _) => return None,
        }
    }
    Some(product)
}
