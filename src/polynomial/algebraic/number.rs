use super::real_root::{RealRoot, isolate};
use crate::budget::{Budget, Exhausted};
use crate::number::{Interval, Rational, Sign};
use crate::polynomial::UPoly;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::fmt;

/// A real algebraic number: its minimal polynomial (irreducible, primitive, positive
/// leading coefficient) and an interval in which it is the only root.
///
/// The interval shown by `lower` and `upper` is the one of construction; what later calls
/// learn about the number is kept aside, so it never shows in a result.
#[derive(Clone)]
pub struct Algebraic {
    root: RealRoot,
    best: RefCell<RealRoot>,
}

/// Relative binary digits with which a question about a number starts.
pub(super) const FIRST_BITS: u32 = 32;

impl Algebraic {
    /// A rational number.
    pub fn rational(value: Rational) -> Algebraic {
        Algebraic::new(RealRoot::rational(value))
    }

    /// The caller knows that the polynomial of the root is irreducible.
    fn new(root: RealRoot) -> Algebraic {
        Algebraic { best: RefCell::new(root.clone()), root }
    }

    /// The distinct real roots of f, ascending, with their multiplicities.
    ///
    /// # Errors
    /// [`Exhausted`] when f could not be factored within the budget.
    pub fn roots_of(f: &UPoly, budget: &Budget) -> Result<Vec<(Algebraic, u32)>, Exhausted> {
        let mut roots = Vec::new();
        for (factor, multiplicity) in f.factor(budget)?.factors {
            let found = isolate(&factor, budget)?;
            roots.extend(found.into_iter().map(|root| (Algebraic::new(root), multiplicity)));
        }
        roots.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(roots)
    }

    /// The number that a root of any squarefree polynomial is.
    ///
    /// # Errors
    /// [`Exhausted`] when the polynomial could not be factored within the budget.
    pub fn from_root(root: &RealRoot, budget: &Budget) -> Result<Algebraic, Exhausted> {
        if let Some(value) = root.as_rational() {
            return Ok(Algebraic::rational(value.clone()));
        }
        let factors = root.polynomial().factor(budget)?.factors;
        let descended = factors.iter().find_map(|(factor, _)| root.descend(factor));
        descended.map(Algebraic::new).ok_or(Exhausted::Work)
    }

    /// The root of f that lies in every enclosure given: `enclosure(k)` must contain it and
    /// shrink to a point as k = 8, 16, 32, … grows. `None` if f has no root there after all.
    ///
    /// # Errors
    /// [`Exhausted`] when the budget is used up.
    pub fn from_enclosures(
        f: &UPoly,
        enclosure: impl FnMut(u32) -> Result<(Rational, Rational), Exhausted>,
        budget: &Budget,
    ) -> Result<Option<Algebraic>, Exhausted> {
        let roots = Algebraic::roots_of(f, budget)?.into_iter().map(|(root, _)| root).collect();
        pick(roots, enclosure, budget)
    }

    /// The real roots of a polynomial that is known to be irreducible.
    pub(super) fn roots_of_irreducible(
        f: &UPoly,
        budget: &Budget,
    ) -> Result<Vec<Algebraic>, Exhausted> {
        Ok(isolate(f, budget)?.into_iter().map(Algebraic::new).collect())
    }

    /// The only candidate that stays in all enclosures, as in [`Algebraic::from_enclosures`].
    pub(super) fn pick(
        candidates: Vec<Algebraic>,
        enclosure: impl FnMut(u32) -> Result<(Rational, Rational), Exhausted>,
        budget: &Budget,
    ) -> Result<Option<Algebraic>, Exhausted> {
        pick(candidates, enclosure, budget)
    }

    /// The irreducible primitive polynomial with a positive leading coefficient.
    pub fn minimal_polynomial(&self) -> &UPoly {
        self.root.polynomial()
    }

    /// The degree over ℚ, at least 1.
    pub fn degree(&self) -> usize {
        self.minimal_polynomial().degree().unwrap_or(1)
    }

    /// The value if it is rational.
    pub fn as_rational(&self) -> Option<&Rational> {
        self.root.as_rational()
    }

    /// The root with the isolating interval of construction.
    pub fn root(&self) -> &RealRoot {
        &self.root
    }

    /// Lower end of the isolating interval; the value itself if rational.
    pub fn lower(&self) -> Rational {
        self.root.lower()
    }

    /// Upper end of the isolating interval; the value itself if rational.
    pub fn upper(&self) -> Rational {
        self.root.upper()
    }

    /// Ends of an enclosure with upper − lower ≤ width, for a width > 0.
    pub fn bounds(&self, width: &Rational) -> (Rational, Rational) {
        let mut best = self.best.borrow_mut();
        best.refine_to(width);
        (best.lower(), best.upper())
    }

    /// An enclosure with about `prec` correct binary digits.
    pub fn to_interval(&self, prec: u32) -> Interval {
        let best = self.refined(prec + 2);
        Interval::new(&best.lower(), &best.upper(), prec)
    }

    /// The root in an interval narrower than 2^−bits times its absolute value.
    pub(super) fn refined(&self, bits: u32) -> RealRoot {
        let mut best = self.best.borrow_mut();
        while best.relative_bits() < i64::from(bits) {
            best.refine();
        }
        best.coarsened(bits)
    }

    /// The nearest float, for display.
    pub fn to_f64(&self) -> f64 {
        self.refined(60).to_f64()
    }

    /// The exact sign.
    pub fn sign(&self) -> Sign {
        self.root.sign()
    }

    /// The exact sign of g at this number: the zero test is a division, because the minimal
    /// polynomial is irreducible; then the enclosure is refined until it decides.
    pub fn sign_of(&self, g: &UPoly) -> Sign {
        if let Some(value) = self.as_rational() {
            return g.sign_at(value);
        }
        if g.pseudo_rem(self.minimal_polynomial()).0.is_zero() {
            return Sign::Zero;
        }
        let mut bits = FIRST_BITS;
        loop {
            let (low, high) = self.refined(bits).range_of(g);
            if low.sign() == high.sign() {
                return low.sign();
            }
            bits *= 2;
        }
    }

    /// Compares with a rational number.
    pub fn compare_rational(&self, r: &Rational) -> Ordering {
        self.best.borrow().compare_rational(r)
    }

    /// The negative.
    pub fn neg(&self) -> Algebraic {
        Algebraic::new(self.root.neg())
    }
}

/// The only candidate that stays in all enclosures.
fn pick(
    mut candidates: Vec<Algebraic>,
    mut enclosure: impl FnMut(u32) -> Result<(Rational, Rational), Exhausted>,
    budget: &Budget,
) -> Result<Option<Algebraic>, Exhausted> {
    for k in (3..u32::BITS).map(|j| 1 << j) {
        budget.spend(1 + candidates.len() as u64)?;
        let (low, high) = enclosure(k)?;
        let inside = |x: &Algebraic| {
            x.compare_rational(&low) != Ordering::Less
                && x.compare_rational(&high) != Ordering::Greater
        };
        candidates.retain(inside);
        if candidates.len() <= 1 {
            break;
        }
    }
    Ok(candidates.pop())
}

impl Ord for Algebraic {
    /// Numbers with different minimal polynomials differ; with the same one they are equal
    /// exactly when their cells, which are nested or disjoint, meet.
    fn cmp(&self, other: &Algebraic) -> Ordering {
        if let Some(value) = other.as_rational() {
            return self.compare_rational(value);
        }
        if let Some(value) = self.as_rational() {
            return other.compare_rational(value).reverse();
        }
        if std::ptr::eq(self, other) {
            return Ordering::Equal;
        }
        let same = self.minimal_polynomial() == other.minimal_polynomial();
        let (mut a, mut b) = (self.best.borrow_mut(), other.best.borrow_mut());
        loop {
            if a.upper() <= b.lower() {
                return Ordering::Less;
            }
            if b.upper() <= a.lower() {
                return Ordering::Greater;
            }
            if same {
                return Ordering::Equal;
            }
            a.refine();
            b.refine();
        }
    }
}

impl PartialOrd for Algebraic {
    fn partial_cmp(&self, other: &Algebraic) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Algebraic {
    fn eq(&self, other: &Algebraic) -> bool {
        self.minimal_polynomial() == other.minimal_polynomial() && self.cmp(other).is_eq()
    }
}

impl Eq for Algebraic {}

impl fmt::Debug for Algebraic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(coeffs: &[i64]) -> UPoly {
        UPoly::from_i64(coeffs)
    }

    fn roots(f: &UPoly) -> Vec<(Algebraic, u32)> {
        Algebraic::roots_of(f, &Budget::unlimited()).unwrap()
    }

    #[test]
    fn roots_know_their_minimal_polynomial_and_multiplicity() {
        // L′ = (x² − 2)²·(x² − 3)·(x − 1)
        let f = &(&p(&[-2, 0, 1]).pow(2) * &p(&[-3, 0, 1])) * &p(&[-1, 1]);
        let found: Vec<(String, u32)> =
            roots(&f).iter().map(|(x, m)| (x.minimal_polynomial().to_string(), *m)).collect();
        let expected =
            [("x^2 - 3", 1), ("x^2 - 2", 2), ("x - 1", 1), ("x^2 - 2", 2), ("x^2 - 3", 1)];
        assert_eq!(found, expected.map(|(text, m)| (text.to_string(), m)));
    }

    #[test]
    fn equality_is_of_numbers() {
        let a = roots(&p(&[-2, 0, 1]));
        let b = roots(&(&p(&[-2, 0, 1]) * &p(&[-3, 0, 1])));
        assert_eq!(a[1].0, b[2].0);
        assert_ne!(a[1].0, b[3].0);
        assert!(a[0].0 < a[1].0 && a[1].0 < b[3].0);
        assert_eq!(a[1].0.neg(), a[0].0);
        let root = isolate(&(&p(&[-2, 0, 1]) * &p(&[-3, 0, 1])), &Budget::unlimited()).unwrap();
        let x = Algebraic::from_root(&root[3], &Budget::unlimited()).unwrap();
        assert_eq!(x.minimal_polynomial(), &p(&[-3, 0, 1]));
        assert_eq!(x, b[3].0);
    }

    #[test]
    fn signs_and_enclosures() {
        let root = roots(&p(&[-2, 0, 1])).pop().unwrap().0;
        assert_eq!(root.sign_of(&p(&[-2, 0, 1])), Sign::Zero);
        assert_eq!(root.sign_of(&p(&[-7, 5])), Sign::Positive);
        assert_eq!(root.sign_of(&p(&[-3, 2])), Sign::Negative);
        let interval = root.to_interval(200);
        let square = interval.mul(&interval);
        assert!(square.contains(&Rational::from(2)));
        assert!(interval.width() < Rational::from(2).pow(-190).unwrap());
        assert_eq!(Algebraic::rational(Rational::fraction(1, 3)).to_f64(), 1.0 / 3.0);
        let (low, high) = root.bounds(&Rational::fraction(1, 1000));
        assert!(&high - &low <= Rational::fraction(1, 1000));
    }

    #[test]
    fn a_root_is_picked_by_enclosures() {
        let f = &p(&[-2, 0, 1]) * &p(&[-1, 1]);
        let near = |k: u32| {
            let e = Rational::from(2).pow(-(k as i32)).unwrap();
            let center = Rational::fraction(-1414213562, 1000000000);
            Ok((&center - &e, &center + &e))
        };
        let x = Algebraic::from_enclosures(&f, near, &Budget::unlimited()).unwrap().unwrap();
        assert_eq!(x, roots(&p(&[-2, 0, 1]))[0].0);
    }
}
