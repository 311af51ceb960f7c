//! Points given together by one number u each: variable k is gₖ(u)/q(u) at a root u of h.
//!
//! An expression at such a point is F(u)/(c·q(u)ᵏ) with F over ℤ. If F vanishes in
//! ℤ/p\[u\]/(h) for primes p that do not divide lead(h), then p^deg h divides Res(h, F), which is
//! at most ‖h‖^deg F·‖F‖^deg h; so enough primes prove that h divides F. A factor h₂ of h that
//! does not divide F would satisfy the same with ‖h₂‖ ≤ 2^deg h₂·‖h‖ (Mignotte), so h need not
//! be known to be irreducible when the bound is taken for all degrees of h₂ from 1.

use super::checker::{Check, Verdict, refuted};
use super::claim::NotChecked;
use super::residue_ring::{BITS, Residue, ResidueRing, primes};
use crate::budget::Budget;
use crate::expr::{Dag, Expr, Node, Symbol};
use crate::number::Integer;
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};

/// A class with its polynomials over ℤ.
#[derive(Debug)]
pub(super) struct Class {
    pub(super) h: Vec<Integer>,
    pub(super) denominator: Vec<Integer>,
    /// Symbols of the variables and their numerators.
    pub(super) numerators: Vec<(Symbol, Vec<Integer>)>,
    /// Is h known to be irreducible?
    pub(super) irreducible: bool,
    rings: RefCell<Vec<Images>>,
    known: RefCell<FxHashMap<Expr, bool>>,
    work: Cell<u64>,
}

/// A ring with the values of the variables in it.
#[derive(Debug)]
struct Images {
    ring: ResidueRing,
    variables: Vec<(Symbol, Residue)>,
}

/// F and c·qᵏ as above, by bounds: ‖F‖₁ < 2^numerator, |c| < 2^constant.
#[derive(Debug, Clone, Copy)]
struct Size {
    numerator: u64,
    constant: u64,
    power: u64,
}

/// Operations on words that all zero tests of a class may take.
const MOST_WORK: u64 = 4_000_000_000;

impl Class {
    pub(super) fn new(
        h: Vec<Integer>,
        denominator: Vec<Integer>,
        numerators: Vec<(Symbol, Vec<Integer>)>,
        irreducible: bool,
    ) -> Class {
        let (rings, known) = (RefCell::default(), RefCell::default());
        let work = Cell::new(MOST_WORK);
        Class { h, denominator, numerators, irreducible, rings, known, work }
    }

    fn degree(&self) -> u64 {
        self.h.len().saturating_sub(1) as u64
    }

    /// Is the expression in the variables zero at all points of the class?
    pub(super) fn zero(&self, dag: &Dag, e: Expr, budget: &Budget, otherwise: &str) -> Check {
        let known = self.known.borrow().get(&e).copied();
        let found = match known {
            Some(found) => found,
            None => self.decide(dag, e, budget)?,
        };
        self.known.borrow_mut().insert(e, found);
        match found {
            true => Ok(Verdict::Proved),
            false if self.irreducible => refuted(otherwise),
            // It may still be zero at some of the roots.
            false => Err(NotChecked::NotExact),
        }
    }

    fn decide(&self, dag: &Dag, e: Expr, budget: &Budget) -> Result<bool, NotChecked> {
        let parts = dag.below(&[e]);
        let needed = self.bits_needed(dag, &parts)?;
        let count = (needed / BITS + 1) as usize;
        let d = self.degree();
        let work = (count * parts.len()) as u64 * d * d;
        let left = self.work.get().checked_sub(work).ok_or(NotChecked::TooLarge)?;
        self.work.set(left);
        budget.spend(parts.len() as u64).map_err(|_| NotChecked::TooLarge)?;
        self.prepare(count)?;
        let rings = self.rings.borrow();
        let mut used = 0;
        for images in rings.iter() {
            // A prime that divides a denominator of the expression tells nothing.
            let Some(value) = images.value(dag, &parts) else { continue };
            if value.iter().any(|c| *c != 0) {
                return Ok(false);
            }
            used += 1;
            if used == count {
                return Ok(true);
            }
        }
        Err(NotChecked::TooLarge)
    }

    /// At least so many rings and a few spare ones.
    fn prepare(&self, count: usize) -> Result<(), NotChecked> {
        const SPARE: usize = 4;
        let mut rings = self.rings.borrow_mut();
        if rings.len() >= count + SPARE {
            return Ok(());
        }
        let skipped = rings.last().map_or(u64::MAX, |last| last.ring.prime());
        for p in primes().skip_while(|p| *p >= skipped).take(2 * count + 2 * SPARE) {
            rings.extend(self.images(p));
            if rings.len() >= count + SPARE {
                return Ok(());
            }
        }
        Err(NotChecked::NoEvidence)
    }

    fn images(&self, p: u64) -> Option<Images> {
        let ring = ResidueRing::new(&self.h, p)?;
        let inverse = ring.inverse(&ring.polynomial(&self.denominator))?;
        let value = |g: &Vec<Integer>| ring.times(&ring.polynomial(g), &inverse);
        let variables = self.numerators.iter().map(|(s, g)| (*s, value(g))).collect();
        Some(Images { ring, variables })
    }

    /// Bits of primes that prove a zero: the largest over δ = deg h₂ of
    /// (deg F/δ)·log‖h₂‖ + log‖F‖, which is the one for δ = deg h, or for δ = 1.
    fn bits_needed(&self, dag: &Dag, parts: &[Expr]) -> Result<u64, NotChecked> {
        let size = self.size(dag, parts)?;
        let d = self.degree().max(1);
        let norm = bits_of(&self.h);
        let per_power = if self.irreducible { norm } else { d * (norm + 1) };
        let all = size.power.checked_mul(per_power).and_then(|b| b.checked_add(size.numerator));
        all.ok_or(NotChecked::TooLarge)
    }

    fn size(&self, dag: &Dag, parts: &[Expr]) -> Result<Size, NotChecked> {
        let q = bits_of(&self.denominator);
        let mut known: FxHashMap<Expr, Size> = FxHashMap::default();
        let mut last = Size { numerator: 0, constant: 0, power: 0 };
        for &part in parts {
            let of = |x: &Expr| known.get(x).copied().ok_or(NotChecked::NoEvidence);
            last = match dag.node(part) {
                Node::Number(c) => Size {
                    numerator: c.numerator().bits() as u64,
                    constant: if c.is_integer() { 0 } else { c.denominator().bits() as u64 },
                    power: 0,
                },
                Node::Symbol(s) => {
                    let own = self.numerators.iter().find(|(v, _)| v == s);
                    let (_, g) = own.ok_or(NotChecked::NoEvidence)?;
                    Size { numerator: bits_of(g), constant: 0, power: 1 }
                }
                Node::Sum(terms) => {
                    let all: Vec<Size> = terms.iter().map(of).collect::<Result<_, _>>()?;
                    let constant = all.iter().map(|s| s.constant).sum();
                    let power = all.iter().map(|s| s.power).max().unwrap_or(0);
                    let raised = |s: &Size| s.numerator + constant + (power - s.power) * q;
                    let largest = all.iter().map(raised).max().unwrap_or(0);
                    let carry = u64::from(usize::BITS - all.len().leading_zeros());
                    Size { numerator: largest + carry, constant, power }
                }
                Node::Product(factors) => {
                    let all: Vec<Size> = factors.iter().map(of).collect::<Result<_, _>>()?;
                    Size {
                        numerator: all.iter().map(|s| s.numerator).sum(),
                        constant: all.iter().map(|s| s.constant).sum(),
                        power: all.iter().map(|s| s.power).sum(),
                    }
                }
                Node::Power(base, exponent) => {
                    let (s, k) = (of(base)?, u64::from(exponent_of(dag, *exponent)?));
                    Size {
                        numerator: s.numerator * k,
                        constant: s.constant * k,
                        power: s.power * k,
                    }
                }
                Node::Constant(_) | Node::Call(..) => return Err(NotChecked::NoEvidence),
            };
            if last.numerator.max(last.power) > 1 << 32 {
                return Err(NotChecked::TooLarge);
            }
            known.insert(part, last);
        }
        Ok(last)
    }
}

impl Images {
    /// The value of the last of the expressions; `None` where p divides a denominator.
    fn value(&self, dag: &Dag, parts: &[Expr]) -> Option<Residue> {
        let ring = &self.ring;
        let mut known: FxHashMap<Expr, Residue> = FxHashMap::default();
        for &part in parts {
            let value = match dag.node(part) {
                Node::Number(c) => ring.fraction(&c.numerator(), &c.denominator())?,
                Node::Symbol(s) => self.variables.iter().find(|(v, _)| v == s)?.1.clone(),
                Node::Sum(terms) => {
                    let zero = ring.constant(&Integer::zero());
                    terms.iter().try_fold(zero, |sum, t| Some(ring.plus(&sum, known.get(t)?)))?
                }
                Node::Product(factors) => {
                    let (first, rest) = factors.split_first()?;
                    let first = known.get(first)?.clone();
                    rest.iter().try_fold(first, |all, f| Some(ring.times(&all, known.get(f)?)))?
                }
                Node::Power(base, exponent) => {
                    ring.power(known.get(base)?, exponent_of(dag, *exponent).ok()?)
                }
                Node::Constant(_) | Node::Call(..) => return None,
            };
            known.insert(part, value);
        }
        known.remove(parts.last()?)
    }
}

/// A whole exponent that is not negative.
fn exponent_of(dag: &Dag, e: Expr) -> Result<u32, NotChecked> {
    const LARGEST: u32 = 10_000;
    let whole = dag.as_number(e).filter(|q| q.is_integer()).and_then(|q| q.numerator().to_u32());
    whole.filter(|k| *k <= LARGEST).ok_or(NotChecked::NoEvidence)
}

/// b with ‖f‖₁ < 2^b.
fn bits_of(f: &[Integer]) -> u64 {
    f.iter().fold(Integer::zero(), |sum, c| sum + &c.abs()).bits() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::read;

    fn integers(c: &[i64]) -> Vec<Integer> {
        c.iter().map(|&c| Integer::from(c)).collect()
    }

    #[track_caller]
    fn check(text: &str, zero: bool) {
        // u³ = 2, x = u² + 1 over u, y = 5/u: the field of the cube root of 2.
        let mut dag = Dag::new();
        let (x, y) = (dag.symbol("x"), dag.symbol("y"));
        let numerators = vec![(x, integers(&[1, 0, 1])), (y, integers(&[5]))];
        let h = integers(&[-2, 0, 0, 1]);
        let e = read(&mut dag, text, &["x", "y"]).unwrap();
        for irreducible in [true, false] {
            let class = Class::new(h.clone(), integers(&[0, 1]), numerators.clone(), irreducible);
            let found = class.zero(&dag, e, &Budget::unlimited(), "");
            assert_eq!(found == Ok(Verdict::Proved), zero, "{text}");
        }
    }

    #[test]
    fn identities_in_the_class() {
        // 1/u = u²/2, so y = 5u²/2 and x = u + u²/2; y³ = 125/2.
        check("2*y^3 - 125", true);
        check("2*y^3 - 124", false);
        check("(x - y/5)^3 - 2", true);
        check("(x - y/5)^2 - 2*y/5", true);
        check("(x - y/5)^2 - 2*y/5 + 1/1000000000000000000000", false);
        check("x - x", true);
    }

    #[test]
    fn what_is_no_polynomial_is_not_decided() {
        let mut dag = Dag::new();
        let x = dag.symbol("x");
        let class =
            Class::new(integers(&[-2, 0, 1]), integers(&[1]), vec![(x, integers(&[0, 1]))], true);
        let e = read(&mut dag, "exp(x)", &["x"]).unwrap();
        assert_eq!(class.zero(&dag, e, &Budget::unlimited(), ""), Err(NotChecked::NoEvidence));
    }
}
