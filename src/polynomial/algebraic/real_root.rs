use crate::budget::{Budget, Exhausted};
use crate::number::{Integer, Rational, Sign};
use crate::polynomial::UPoly;
use crate::polynomial::univariate::isolate::{Cell, isolating_cells, mirror};
use std::cmp::Ordering;
use std::rc::Rc;

/// One real root of a squarefree integer polynomial: a rational number, or the only root
/// in an open interval with dyadic ends.
///
/// An irrational root keeps a polynomial *without rational roots*, so no end of an
/// interval is ever a root. Two `RealRoot`s are equal when they are the same number.
#[derive(Clone)]
pub struct RealRoot {
    pub(super) poly: Rc<UPoly>,
    pub(super) place: Place,
}

#[derive(Clone)]
pub(super) enum Place {
    Exact(Rational),
    /// `jump`: binary digits that the next refinement tries to gain.
    Inside {
        cell: Cell,
        jump: u32,
    },
}

/// The distinct real roots of f, ascending, in pairwise disjoint intervals.
///
/// Rational roots are recognised and exact. The polynomial 0 has no isolated root.
///
/// # Errors
/// [`Exhausted`] when the budget is used up.
pub fn isolate(f: &UPoly, budget: &Budget) -> Result<Vec<RealRoot>, Exhausted> {
    budget.spend(f.steps())?;
    let mut rest = f.squarefree_part();
    let rational = rest.rational_roots();
    for root in &rational {
        rest = rest.div_exact(&UPoly::with_root(root)).unwrap_or_default();
    }
    let rest = Rc::new(rest);
    let cells = isolating_cells(&rest, budget)?;
    let inside = |cell| RealRoot { poly: rest.clone(), place: Place::Inside { cell, jump: 1 } };
    let mut roots: Vec<RealRoot> = cells.into_iter().map(inside).collect();
    for root in &mut roots {
        while rational.iter().any(|r| root.contains(r)) {
            root.refine();
        }
    }
    roots.extend(rational.into_iter().map(RealRoot::rational));
    roots.sort_by(|a, b| a.upper().cmp(&b.upper()).then_with(|| a.lower().cmp(&b.lower())));
    Ok(roots)
}

impl RealRoot {
    /// A rational number as the root of a linear polynomial.
    pub fn rational(value: Rational) -> RealRoot {
        RealRoot { poly: Rc::new(UPoly::with_root(&value)), place: Place::Exact(value) }
    }

    /// A squarefree polynomial that has this root and, if the root is irrational, no
    /// rational one.
    pub fn polynomial(&self) -> &UPoly {
        &self.poly
    }

    /// The value if it is rational.
    pub fn as_rational(&self) -> Option<&Rational> {
        match &self.place {
            Place::Exact(value) => Some(value),
            Place::Inside { .. } => None,
        }
    }

    /// The lower end of the isolating interval.
    pub fn lower(&self) -> Rational {
        match &self.place {
            Place::Exact(value) => value.clone(),
            Place::Inside { cell, .. } => dyadic(&cell.c, cell.e),
        }
    }

    /// The upper end of the isolating interval.
    pub fn upper(&self) -> Rational {
        match &self.place {
            Place::Exact(value) => value.clone(),
            Place::Inside { cell, .. } => dyadic(&(&cell.c + &Integer::one()), cell.e),
        }
    }

    /// upper − lower; 0 for a rational root.
    pub fn width(&self) -> Rational {
        &self.upper() - &self.lower()
    }

    /// Is the number strictly inside the open isolating interval?
    fn contains(&self, r: &Rational) -> bool {
        self.lower() < *r && *r < self.upper()
    }

    /// Ends of an enclosure with upper − lower ≤ width, for a width > 0.
    pub fn bounds(&self, width: &Rational) -> (Rational, Rational) {
        let mut root = self.clone();
        root.refine_to(width);
        (root.lower(), root.upper())
    }

    /// The exact sign of the root.
    pub fn sign(&self) -> Sign {
        match self.compare_rational(&Rational::zero()) {
            Ordering::Less => Sign::Negative,
            Ordering::Equal => Sign::Zero,
            Ordering::Greater => Sign::Positive,
        }
    }

    /// Compares the root with a rational number.
    pub fn compare_rational(&self, r: &Rational) -> Ordering {
        if let Some(value) = self.as_rational() {
            return value.cmp(r);
        }
        if *r <= self.lower() {
            return Ordering::Greater;
        }
        if *r >= self.upper() {
            return Ordering::Less;
        }
        // The sign of f at r is that of the lower end exactly when the root is above r.
        if self.poly.sign_at(r) == self.poly.sign_at(&self.lower()) {
            Ordering::Greater
        } else {
            Ordering::Less
        }
    }

    /// Is the root a root of this divisor of its polynomial?
    fn is_root_of_divisor(&self, d: &UPoly) -> bool {
        match self.as_rational() {
            Some(value) => d.sign_at(value) == Sign::Zero,
            None => d.sign_at(&self.lower()) != d.sign_at(&self.upper()),
        }
    }

    /// Is the root a root of g?
    pub fn is_root_of(&self, g: &UPoly) -> bool {
        g.is_zero() || self.is_root_of_divisor(&self.poly.gcd(g))
    }

    /// The exact sign of g at the root: the zero test by gcd first, then refinement until
    /// the interval Horner scheme excludes 0.
    pub fn sign_of(&self, g: &UPoly) -> Sign {
        if let Some(value) = self.as_rational() {
            return g.sign_at(value);
        }
        if self.is_root_of(g) {
            return Sign::Zero;
        }
        let mut root = self.clone();
        loop {
            let (low, high) = root.range_of(g);
            if low.sign() == high.sign() {
                return low.sign();
            }
            root.refine();
        }
    }

    /// The root of g in the same place, if this root is one of g: the polynomial is
    /// replaced by gcd(f, g) without its rational roots.
    pub fn descend(&self, g: &UPoly) -> Option<RealRoot> {
        let common = self.poly.gcd(g).primitive();
        if !self.is_root_of_divisor(&common) {
            return None;
        }
        Some(RealRoot { poly: Rc::new(common), place: self.place.clone() })
    }

    /// The negative, as a root of ±f(−x).
    pub fn neg(&self) -> RealRoot {
        match &self.place {
            Place::Exact(value) => RealRoot::rational(-value),
            Place::Inside { cell, jump } => {
                let c = -(&cell.c + &Integer::one());
                let place = Place::Inside { cell: Cell { c, e: cell.e }, jump: *jump };
                RealRoot { poly: Rc::new(mirror(&self.poly).primitive()), place }
            }
        }
    }

    /// The nearest float up to an error of 2^-60 relative to the root; for display.
    pub fn to_f64(&self) -> f64 {
        if let Some(value) = self.as_rational() {
            return value.to_f64();
        }
        let mut root = self.clone();
        while root.relative_bits() < 60 {
            root.refine();
        }
        Rational::midpoint(&root.lower(), &root.upper()).to_f64()
    }
}

/// c·2^e.
pub(super) fn dyadic(c: &Integer, e: i64) -> Rational {
    let size = e.unsigned_abs() as usize;
    if e >= 0 {
        Rational::from(c.shl(size))
    } else {
        Rational::new(c.clone(), Integer::one().shl(size))
    }
}

impl Ord for RealRoot {
    /// The order of the real numbers. Dyadic cells are nested or disjoint; when they are
    /// nested, a common root of both polynomials in each cell is the same number.
    fn cmp(&self, other: &RealRoot) -> Ordering {
        if let Some(value) = other.as_rational() {
            return self.compare_rational(value);
        }
        if let Some(value) = self.as_rational() {
            return other.compare_rational(value).reverse();
        }
        let (mut a, mut b) = (self.clone(), other.clone());
        let mut known_different = false;
        loop {
            if a.upper() <= b.lower() {
                return Ordering::Less;
            }
            if b.upper() <= a.lower() {
                return Ordering::Greater;
            }
            if !known_different {
                let common = if a.poly == b.poly { (*a.poly).clone() } else { a.poly.gcd(&b.poly) };
                if a.is_root_of_divisor(&common) && b.is_root_of_divisor(&common) {
                    return Ordering::Equal;
                }
                known_different = true;
            }
            a.refine();
            b.refine();
        }
    }
}

impl PartialOrd for RealRoot {
    fn partial_cmp(&self, other: &RealRoot) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for RealRoot {
    fn eq(&self, other: &RealRoot) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for RealRoot {}

impl std::fmt::Debug for RealRoot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.as_rational() {
            Some(value) => write!(f, "{value}"),
            None => write!(f, "root of {} in ({}, {})", self.poly, self.lower(), self.upper()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(coeffs: &[i64]) -> UPoly {
        UPoly::from_i64(coeffs)
    }

    fn roots(f: &UPoly) -> Vec<RealRoot> {
        isolate(f, &Budget::unlimited()).unwrap()
    }

    /// Disjoint, ascending, and each interval has a sign change or is an exact root.
    #[track_caller]
    fn check_isolation(f: &UPoly, count: usize) -> Vec<RealRoot> {
        let found = roots(f);
        assert_eq!(found.len(), count, "number of real roots of {f}");
        for pair in found.windows(2) {
            assert!(pair[0].upper() <= pair[1].lower(), "{pair:?}");
        }
        let f = f.squarefree_part();
        for root in &found {
            match root.as_rational() {
                Some(r) => assert_eq!(f.sign_at(r), Sign::Zero),
                None => assert_ne!(
                    root.polynomial().sign_at(&root.lower()),
                    root.polynomial().sign_at(&root.upper())
                ),
            }
            assert!(root.is_root_of(&f));
        }
        found
    }

    #[test]
    fn few_roots_and_none() {
        check_isolation(&UPoly::zero(), 0);
        check_isolation(&p(&[5]), 0);
        check_isolation(&p(&[0, 2]), 1);
        check_isolation(&p(&[1, 0, 1]), 0);
        check_isolation(&p(&[0, 0, 0, 1]), 1);
        // The almost-real root: x² + 10^−18.
        check_isolation(&p(&[1, 0, 1_000_000_000_000_000_000]), 0);
        check_isolation(&p(&[-1, 0, 1_000_000_000_000_000_000]), 2);
    }

    #[test]
    fn rational_roots_between_irrational_ones_and_at_zero() {
        // x·(x − 1)·(2x − 1)·(x² − 2)·(x + 1)²
        let f = &(&p(&[0, 1]) * &p(&[-1, 1])) * &(&p(&[-1, 2]) * &p(&[-2, 0, 1]));
        let f = &f * &p(&[1, 1]).pow(2);
        let found = check_isolation(&f, 6);
        let exact: Vec<Option<String>> =
            found.iter().map(|r| r.as_rational().map(Rational::to_string)).collect();
        let some = |text: &str| Some(text.to_string());
        assert_eq!(exact, [None, some("-1"), some("0"), some("1/2"), some("1"), None]);
    }

    #[test]
    fn chebyshev_polynomials_have_all_roots_in_the_interval() {
        let (mut before, mut t) = (UPoly::one(), UPoly::x());
        for n in 1..=12 {
            let found = check_isolation(&t, n);
            assert!(found[0].compare_rational(&Rational::from(-1)) == Ordering::Greater);
            assert!(found[n - 1].compare_rational(&Rational::from(1)) == Ordering::Less);
            // cos((2k − 1)π/2n), symmetric about 0.
            for (a, b) in found.iter().zip(found.iter().rev()) {
                assert!((a.to_f64() + b.to_f64()).abs() < 1e-15);
            }
            (before, t) = (t.clone(), &(&t * &p(&[0, 2])) - &before);
        }
    }

    #[test]
    fn wilkinsons_polynomial_has_the_integers() {
        let f = (1..=20).fold(UPoly::one(), |f, k| &f * &p(&[-k, 1]));
        let expected: Vec<RealRoot> =
            (1..=20).map(|k| RealRoot::rational(Rational::from(k))).collect();
        assert_eq!(check_isolation(&f, 20), expected);
        // Wilkinson's change of a₁₉ by −2⁻²³ leaves ten real roots.
        let disturbed = &f.scale(&Integer::one().shl(23)) - &UPoly::monomial(Integer::one(), 19);
        check_isolation(&disturbed, 10);
    }

    /// Mignotte: x^n − 2(ax − 1)² has two roots at a distance below 2·a^(−(n+2)/2).
    #[test]
    fn mignottes_close_roots() {
        let (n, a) = (16, 10);
        let f = &UPoly::monomial(Integer::one(), n) - &p(&[-1, a]).pow(2).scale(&Integer::from(2));
        let found = check_isolation(&f, 4);
        let gap = &Rational::from(2) * &Rational::from(a).pow(-(n as i32 + 2) / 2).unwrap();
        let tenth = Rational::fraction(1, a);
        assert_eq!(found[1].compare_rational(&tenth), Ordering::Less);
        assert_eq!(found[2].compare_rational(&tenth), Ordering::Greater);
        let near = [&tenth - &gap, &tenth + &gap];
        assert_eq!(found[1].compare_rational(&near[0]), Ordering::Greater);
        assert_eq!(found[2].compare_rational(&near[1]), Ordering::Less);
    }

    #[test]
    fn roots_of_different_polynomials_are_compared_exactly() {
        let (two, both) = (p(&[-2, 0, 1]), &p(&[-2, 0, 1]) * &p(&[-3, 0, 1]));
        let (a, b) = (roots(&two), roots(&both));
        assert_eq!(b.len(), 4);
        assert_eq!(a[0], b[1]);
        assert_eq!(a[1], b[2]);
        assert!(a[1] < b[3] && b[0] < a[0]);
        // √2 against a convergent with 30 digits.
        let close = Rational::fraction(1311738121, 927538921);
        assert_eq!(a[1].compare_rational(&close), Ordering::Greater);
        // √2 + 10^−30 is a root of (x − 10^−30)² − 2.
        let tiny = Rational::from(10).pow(-30).unwrap();
        let moved = roots(&two.compose_linear(&Rational::one(), &-tiny));
        assert!(a[1] < moved[1] && a[0] < moved[0]);
        assert_eq!(b[2].descend(&two).unwrap().polynomial(), &two);
        assert!(b[3].descend(&two).is_none());
    }

    /// L = x⁷/7 − 7x⁵/5 + 16x³/3 − 12x: L′ = (x² − 2)²(x² − 3), L″ vanishes at ±√2 only.
    #[test]
    fn signs_at_the_roots_of_a_reducible_polynomial() {
        let slope = &p(&[-2, 0, 1]).pow(2) * &p(&[-3, 0, 1]);
        let second = slope.derivative();
        let signs: Vec<Sign> = roots(&slope).iter().map(|r| r.sign_of(&second)).collect();
        assert_eq!(signs, [Sign::Negative, Sign::Zero, Sign::Zero, Sign::Positive]);
    }

    #[test]
    fn refinement_reaches_any_width() {
        let mut root = roots(&p(&[-2, 0, 1])).pop().unwrap();
        let width = Rational::from(10).pow(-200).unwrap();
        root.refine_to(&width);
        assert!(root.width() <= width);
        assert_eq!(root.polynomial().sign_at(&root.lower()), Sign::Negative);
        assert_eq!(root.polynomial().sign_at(&root.upper()), Sign::Positive);
        assert_eq!(root.to_f64(), std::f64::consts::SQRT_2);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        /// ∏ (x² − a)·∏ (x − b): the real roots are known.
        #[test]
        fn products_with_known_roots(
            squares in prop::collection::btree_set(-6i64..9, 0..5),
            lines in prop::collection::btree_set(-4i64..5, 0..4),
        ) {
            let f = squares.iter().fold(UPoly::one(), |f, &a| &f * &p(&[-a, 0, 1]));
            let f = lines.iter().fold(f, |f, &b| &f * &p(&[-b, 1]));
            let mut expected: Vec<f64> = lines.iter().map(|&b| b as f64).collect();
            for a in squares.iter().filter(|&&a| a >= 0) {
                expected.extend([(*a as f64).sqrt(), -(*a as f64).sqrt()]);
            }
            expected.sort_by(f64::total_cmp);
            expected.dedup_by(|a, b| *a == *b);
            let found: Vec<f64> = roots(&f).iter().map(RealRoot::to_f64).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
