//! A function of one variable with its derivatives, enclosed on intervals.

use crate::calculus::derivative;
use crate::expr::{Dag, Expr, Symbol};
use crate::number::{Interval, Rational, Sign};
use crate::solve::Form;
use crate::tape::Tape;
use std::cell::RefCell;
use std::rc::Rc;

/// Bits of enclosures on intervals.
pub(super) const PRECISION: u32 = 64;

/// f, f′, f″, … as far as they were asked for.
#[derive(Debug)]
pub(super) struct Curve {
    pub(super) symbol: Symbol,
    derivatives: Vec<Expr>,
    tapes: Vec<Option<Tape>>,
}

impl Curve {
    pub(super) fn new(dag: &Dag, f: Expr, symbol: Symbol) -> Curve {
        Curve { symbol, derivatives: vec![f], tapes: vec![compiled(dag, f, symbol)] }
    }

    /// f itself.
    pub(super) fn function(&self) -> Expr {
        self.derivatives[0]
    }

    /// The k-th derivative.
    pub(super) fn derivative(&mut self, dag: &mut Dag, k: usize) -> Expr {
        while self.derivatives.len() <= k {
            let last = self.derivatives[self.derivatives.len() - 1];
            let next = derivative(dag, last, self.symbol);
            self.tapes.push(compiled(dag, next, self.symbol));
            self.derivatives.push(next);
        }
        self.derivatives[k]
    }

    /// The work of one enclosure of f and f′.
    pub(super) fn work(&self) -> u64 {
        self.tapes.iter().take(2).flatten().map(|t| t.len() as u64).sum::<u64>() * 16 + 16
    }

    /// All values of a derivative that was asked for before; `None` where one is undefined.
    pub(super) fn enclose(&self, k: usize, x: &Interval) -> Option<Interval> {
        let tape = self.tapes.get(k)?.as_ref()?;
        tape.run(std::slice::from_ref(x), &x.prec()).pop()?
    }

    /// The sign of f at a rational number; zero only by the canonical form.
    pub(super) fn sign_at(&self, dag: &mut Dag, q: &Rational) -> Sign {
        for prec in [64, 256] {
            match self.enclose(0, &Interval::exact(q, prec)).map(|y| y.sign()) {
                Some(Sign::Unknown) => {}
                Some(sign) => return sign,
                None => return Sign::Unknown,
            }
        }
        let at = dag.number(q.clone());
        if self.vanishes(dag, 0, at) { Sign::Zero } else { Sign::Unknown }
    }

    /// Is a derivative zero at an exact number, by its canonical form?
    pub(super) fn vanishes(&self, dag: &mut Dag, k: usize, at: Expr) -> bool {
        is_zero_at(dag, self.derivatives[k], self.symbol, at)
    }

    /// Is f proved not to vanish on [a, b]: by its values, or by f(m) + f′·(x − m)?
    pub(super) fn is_free(&self, low: &Rational, high: &Rational) -> bool {
        let x = Interval::new(low, high, PRECISION);
        let Some(values) = self.enclose(0, &x) else { return false };
        if !values.contains_zero() {
            return true;
        }
        let middle = Interval::exact(&Rational::midpoint(low, high), PRECISION);
        let (Some(at), Some(slope)) = (self.enclose(0, &middle), self.enclose(1, &x)) else {
            return false;
        };
        !at.add(&slope.mul(&x.sub(&middle))).contains_zero()
    }

    /// Is f′ proved not to vanish on [a, b]?
    pub(super) fn is_monotone(&self, low: &Rational, high: &Rational) -> bool {
        let x = Interval::new(low, high, PRECISION);
        self.enclose(1, &x).is_some_and(|slope| !slope.contains_zero())
    }

    /// The zero that f has in [a, b], where it changes its sign and f′ has one.
    pub(super) fn root(&self, low: Rational, high: Rational) -> Option<Root> {
        let (f, slope) = (self.tapes.first()?.clone()?, self.tapes.get(1)?.clone()?);
        Some(Root(Rc::new(Known { f, slope, narrow: RefCell::new([low, high]) })))
    }
}

fn compiled(dag: &Dag, f: Expr, symbol: Symbol) -> Option<Tape> {
    Tape::compile(dag, &[f], &[symbol]).ok()
}

/// Does an expression vanish at an exact number, by its canonical form?
pub(super) fn is_zero_at(dag: &mut Dag, f: Expr, symbol: Symbol, at: Expr) -> bool {
    let value = dag.substitute(f, &[(symbol, at)]);
    if dag.is_zero(value) {
        return true;
    }
    let near = dag.enclosure(value, 128);
    near.is_some_and(|y| y.contains_zero())
        && Form::of(dag, value).is_some_and(|form| form.is_zero())
}

/// A simple zero of a function, known as precisely as one likes.
#[derive(Debug, Clone)]
pub(in crate::analyze) struct Root(Rc<Known>);

#[derive(Debug)]
struct Known {
    f: Tape,
    slope: Tape,
    narrow: RefCell<[Rational; 2]>,
}

impl Root {
    /// An enclosure of about `prec` bits, by the interval method of Newton.
    pub(in crate::analyze) fn enclosure(&self, prec: u32) -> Interval {
        let [low, high] = self.0.narrow.borrow().clone();
        let prec = prec + 32;
        let mut x = Interval::new(&low, &high, prec);
        for _ in 0..4 * prec {
            if x.is_known_to(prec - 24) {
                break;
            }
            let Some(next) = self.step(&x, prec) else { break };
            if next.width() >= x.width() {
                break;
            }
            x = next;
        }
        *self.0.narrow.borrow_mut() = [x.lower(), x.upper()];
        x
    }

    /// x ∩ (m − f(m)/f′(x)), halved if that helps more.
    fn step(&self, x: &Interval, prec: u32) -> Option<Interval> {
        let value = |tape: &Tape, x: &Interval| tape.run(std::slice::from_ref(x), &prec).pop()?;
        let m = Interval::exact(&x.midpoint(), prec);
        let at = value(&self.0.f, &m)?;
        let newton = m.sub(&at.div(&value(&self.0.slope, x)?)?);
        newton.intersect(x)
    }
}
