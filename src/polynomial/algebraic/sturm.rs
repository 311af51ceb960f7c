//! Real roots of polynomials over ℚ(α): Sturm's theorem with exact signs.

use super::field_element::FieldElement;
use super::number::Algebraic;
use super::number_field::NumberField;
use super::over_field::KPoly;
use crate::budget::{Budget, Exhausted};
use crate::number::{Integer, Interval, Rational, RealField, Sign};
use std::cmp::Ordering;
use std::fmt;
use std::rc::Rc;

/// The Sturm sequence of the squarefree part of a polynomial: f, f′, and negative
/// remainders, each up to a positive factor.
pub struct Sturm {
    chain: Vec<KPoly>,
}

impl Sturm {
    /// # Errors
    /// [`Exhausted`] when the budget is used up.
    pub fn new(f: &KPoly, budget: &Budget) -> Result<Sturm, Exhausted> {
        budget.spend(steps(f))?;
        let f = f.squarefree_part();
        let mut chain = vec![f.clone(), f.derivative()];
        while let [.., a, b] = chain.as_slice() {
            let Some((_, r)) = a.div_rem(b) else { break };
            budget.spend(steps(&r))?;
            // −r divided by the absolute value of its leading coefficient.
            let lead_is_negative = r.coeffs().last().is_some_and(|c| c.sign() == Sign::Negative);
            let next = r.monic();
            chain.push(if lead_is_negative { next } else { next.neg() });
        }
        chain.retain(|g| !g.is_zero());
        Ok(Sturm { chain })
    }

    /// The number of distinct real roots.
    pub fn count(&self) -> usize {
        self.variations_at_infinity(true).saturating_sub(self.variations_at_infinity(false))
    }

    /// The number of distinct real roots in (low, high]; `None` is ±∞.
    pub fn count_between(&self, low: Option<&Rational>, high: Option<&Rational>) -> usize {
        let at = |end: Option<&Rational>, minus: bool| match end {
            Some(x) => self.variations_at(x),
            None => self.variations_at_infinity(minus),
        };
        at(low, true).saturating_sub(at(high, false))
    }

    fn variations_at(&self, x: &Rational) -> usize {
        variations(self.chain.iter().map(|g| g.sign_at(x)))
    }

    fn variations_at_infinity(&self, minus: bool) -> usize {
        variations(self.chain.iter().map(|g| {
            let lead = g.coeffs().last().map_or(Sign::Zero, RealField::sign);
            if minus && g.degree().unwrap_or(0) % 2 == 1 { -lead } else { lead }
        }))
    }
}

fn variations(signs: impl Iterator<Item = Sign>) -> usize {
    let signs: Vec<Sign> = signs.filter(|s| *s != Sign::Zero).collect();
    signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

/// Numbers are about as long as the minimal polynomial of α; their own lengths would have to be
/// computed first.
fn steps(f: &KPoly) -> u64 {
    let n = f.coeffs().len() as u64;
    let words = 1 + f.field().modulus().height().bits() as u64 / 64;
    n * n * f.field().degree() as u64 * words
}

/// A real root of a squarefree polynomial over ℚ(α): the only one in an open interval with
/// rational ends that are no roots, or a rational number hit exactly (lower = upper).
#[derive(Clone)]
pub struct KRoot {
    poly: Rc<KPoly>,
    lower: Rational,
    upper: Rational,
}

/// The distinct real roots, ascending, in disjoint intervals; 0 has no isolated root.
///
/// # Errors
/// [`Exhausted`] when the budget is used up.
pub fn isolate_over_field(f: &KPoly, budget: &Budget) -> Result<Vec<KRoot>, Exhausted> {
    let mut roots = Vec::new();
    if f.is_constant() {
        return Ok(roots);
    }
    let sturm = Sturm::new(f, budget)?;
    let poly = Rc::new(sturm.chain[0].clone());
    let bound = root_bound(&poly);
    let (low, high) = (-&bound, bound);
    let (many, few) = (sturm.variations_at(&low), sturm.variations_at(&high));
    let mut stack = vec![(low, many, high, few)];
    while let Some((low, many, high, few)) = stack.pop() {
        budget.spend(steps(&poly))?;
        let root = |lower, upper| KRoot { poly: poly.clone(), lower, upper };
        match many.saturating_sub(few) {
            0 => continue,
            1 if poly.sign_at(&high) == Sign::Zero => roots.push(root(high.clone(), high)),
            1 if poly.sign_at(&low) != Sign::Zero => roots.push(root(low, high)),
            _ => {
                let middle = Rational::midpoint(&low, &high);
                let at = sturm.variations_at(&middle);
                stack.push((middle.clone(), at, high, few));
                stack.push((low, many, middle, at));
            }
        }
    }
    Ok(roots)
}

/// The roots of a polynomial that changes sign in as many of the given disjoint closed intervals,
/// ascending, as its degree says: each holds one root, and there are no others. `None` if it
/// does not, or if that cannot be seen to so many digits.
pub fn simple_roots_near(
    f: &KPoly,
    intervals: &[(Rational, Rational)],
    bits: u32,
) -> Option<Vec<KRoot>> {
    let disjoint = intervals.windows(2).all(|pair| pair[0].1 < pair[1].0);
    if !disjoint || f.degree() != Some(intervals.len()) {
        return None;
    }
    let poly = Rc::new(f.clone());
    let sign = |x: &Rational| f.enclosed_at(&Interval::exact(x, bits), bits).sign();
    let root = |(lower, upper): &(Rational, Rational)| {
        let changes = matches!(
            (sign(lower), sign(upper)),
            (Sign::Negative, Sign::Positive) | (Sign::Positive, Sign::Negative)
        );
        let (lower, upper) = (lower.clone(), upper.clone());
        changes.then(|| KRoot { poly: poly.clone(), lower, upper })
    };
    intervals.iter().map(root).collect()
}

/// A power of two above every root in absolute value: 1 + max |aₖ/a_n| (Cauchy).
fn root_bound(f: &KPoly) -> Rational {
    let (one, f) = (Rational::one(), f.monic());
    let size = |c: &FieldElement| {
        let (low, high) = c.bounds(&one);
        low.abs().max(high.abs()).ceil()
    };
    let largest = f.coeffs().iter().map(size).max().unwrap_or_default();
    Rational::from(Integer::one().shl((largest + Integer::from(2)).bits()))
}

impl KRoot {
    /// A real algebraic number as a root over the field.
    pub fn of_number(field: &Rc<NumberField>, number: &Algebraic) -> KRoot {
        let poly = KPoly::from_upoly(field, number.minimal_polynomial()).monic();
        KRoot { poly: Rc::new(poly), lower: number.lower(), upper: number.upper() }
    }

    /// The squarefree polynomial.
    pub fn polynomial(&self) -> &KPoly {
        &self.poly
    }

    /// Lower end of the isolating interval.
    pub fn lower(&self) -> &Rational {
        &self.lower
    }

    /// Upper end of the isolating interval.
    pub fn upper(&self) -> &Rational {
        &self.upper
    }

    /// The value, when a bisection met it; a rational root may also stay in its interval.
    pub fn as_rational(&self) -> Option<&Rational> {
        (self.lower == self.upper).then_some(&self.lower)
    }

    /// Halves the interval.
    pub fn refine(&mut self) {
        if self.as_rational().is_some() {
            return;
        }
        let middle = Rational::midpoint(&self.lower, &self.upper);
        match self.compare_rational(&middle) {
            Ordering::Less => self.upper = middle,
            Ordering::Greater => self.lower = middle,
            Ordering::Equal => (self.lower, self.upper) = (middle.clone(), middle),
        }
    }

    /// Ends of an enclosure with upper − lower ≤ width, for a width > 0: Newton's method with
    /// enclosures, bisection where it does not gain.
    pub fn bounds(&self, width: &Rational) -> (Rational, Rational) {
        let mut root = self.clone();
        let slope = root.poly.derivative();
        let mut spare = 64;
        while &root.upper - &root.lower > *width {
            if !root.contract(&slope, 2 * root.known_bits() + spare) {
                root.refine();
                spare += 8;
            }
        }
        (root.lower, root.upper)
    }

    /// About log₂ of the size of the root over the width of its interval.
    fn known_bits(&self) -> u32 {
        let size = self.upper.abs().max(self.lower.abs());
        let inverse = (&self.upper - &self.lower).recip();
        inverse.map_or(0, |w| (&size * &w).ceil().bits() as u32)
    }

    /// One step m − f(m)/f′(X) of Newton's method on the isolating interval X with middle m (R.
    /// E. Moore, *Interval Analysis*, 1966); does it halve the interval at least?
    fn contract(&mut self, slope: &KPoly, bits: u32) -> bool {
        if self.as_rational().is_some() {
            return false;
        }
        let x = Interval::new(&self.lower, &self.upper, bits);
        let middle = Interval::exact(&x.midpoint(), bits);
        let value = self.poly.enclosed_at(&middle, bits);
        let Some(step) = value.div(&slope.enclosed_at(&x, bits)) else { return false };
        let next = middle.sub(&step);
        // The root is inside `next`, and strictly inside of something larger.
        let size = next.upper().abs().max(next.lower().abs()).max(Rational::one());
        let grain = &size * &Rational::new(Integer::one(), Integer::one().shl(bits as usize));
        let spare = &(&next.width() * &Rational::fraction(1, 16)) + &grain;
        let lower = (&next.lower() - &spare).max(self.lower.clone());
        let upper = (&next.upper() + &spare).min(self.upper.clone());
        let half = &(&self.upper - &self.lower) * &Rational::fraction(1, 2);
        let gained = lower < upper && &upper - &lower <= half;
        if gained {
            (self.lower, self.upper) = (lower, upper);
        }
        gained
    }

    /// Compares the root with a rational number.
    pub fn compare_rational(&self, r: &Rational) -> Ordering {
        if let Some(value) = self.as_rational() {
            return value.cmp(r);
        }
        if *r <= self.lower {
            return Ordering::Greater;
        }
        if *r >= self.upper {
            return Ordering::Less;
        }
        match self.poly.sign_at(r) {
            Sign::Zero => Ordering::Equal,
            sign if sign == self.poly.sign_at(&self.lower) => Ordering::Greater,
            _ => Ordering::Less,
        }
    }

    /// The exact sign of g at the root: a common root is found by gcd, any other sign by
    /// refinement.
    pub fn sign_of(&self, g: &KPoly) -> Sign {
        if let Some(value) = self.as_rational() {
            return g.sign_at(value);
        }
        let common = self.poly.gcd(g);
        if g.is_zero() || common.sign_at(&self.lower) != common.sign_at(&self.upper) {
            return Sign::Zero;
        }
        let mut root = self.clone();
        for prec in (1..).map(|k| 32 * k) {
            let x = Interval::new(&root.lower, &root.upper, prec);
            let zero = Interval::exact(&Rational::zero(), prec);
            let horner = |v: Interval, c: &FieldElement| v.mul(&x).add(&c.to_interval(prec));
            let value = g.coeffs().iter().rev().fold(zero, horner);
            if !value.contains_zero() {
                return value.sign();
            }
            for _ in 0..16 {
                root.refine();
            }
        }
        Sign::Unknown
    }

    /// The root as a real algebraic number, through the norm of its polynomial; `None` when
    /// the norm has a degree above `most`.
    ///
    /// # Errors
    /// [`Exhausted`] when the budget is used up.
    pub fn to_algebraic(
        &self,
        most: usize,
        budget: &Budget,
    ) -> Result<Option<Algebraic>, Exhausted> {
        if let Some(value) = self.as_rational() {
            return Ok(Some(Algebraic::rational(value.clone())));
        }
        let degree = self.poly.degree().unwrap_or(0) * self.poly.field().degree();
        if degree > most {
            return Ok(None);
        }
        budget.spend(steps(&self.poly) * degree as u64)?;
        let mut root = self.clone();
        let enclosure = |bits: u32| {
            let width = Rational::new(Integer::one(), Integer::one().shl(bits as usize));
            budget.spend(steps(&self.poly) * u64::from(bits))?;
            (root.lower, root.upper) = root.bounds(&width);
            Ok((root.lower.clone(), root.upper.clone()))
        };
        Algebraic::from_enclosures(&self.poly.norm(), enclosure, budget)
    }
}

impl fmt::Debug for KRoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "root of {:?} in ({}, {})", self.poly, self.lower, self.upper)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Field;
    use crate::polynomial::UPoly;
    use proptest::prelude::*;

    fn p(coeffs: &[i64]) -> UPoly {
        UPoly::from_i64(coeffs)
    }

    fn unlimited() -> Budget {
        Budget::unlimited()
    }

    /// The field of the largest real root of an irreducible polynomial.
    fn field(coeffs: &[i64]) -> Rc<NumberField> {
        let root = Algebraic::roots_of(&p(coeffs), &unlimited()).unwrap().pop();
        NumberField::new(root.unwrap().0)
    }

    /// Rows are coefficients of t^k as polynomials in α.
    fn poly(field: &Rc<NumberField>, rows: &[&[i64]]) -> KPoly {
        let element = |row: &&[i64]| FieldElement::new(field, &p(row), &Integer::one());
        KPoly::new(field, rows.iter().map(element).collect())
    }

    #[track_caller]
    fn check(f: &KPoly, expected: &[&str]) {
        let roots = isolate_over_field(f, &unlimited()).unwrap();
        assert_eq!(Sturm::new(f, &unlimited()).unwrap().count(), expected.len());
        let texts: Vec<String> = roots
            .iter()
            .map(|r| r.to_algebraic(24, &unlimited()).unwrap().unwrap().exact_display().unwrap())
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn division_and_gcd_over_the_field() {
        let k = field(&[-2, 0, 1]);
        // t² − 2 = (t − √2)(t + √2)
        let (f, g) = (poly(&k, &[&[-2], &[], &[1]]), poly(&k, &[&[0, -1], &[1]]));
        assert_eq!(f.div_exact(&g), Some(poly(&k, &[&[0, 1], &[1]])));
        assert_eq!(f.gcd(&g.mul(&g)), g);
        let cube = g.mul(&g).mul(&g).mul(&poly(&k, &[&[3, 1], &[1]]));
        let parts: Vec<(KPoly, u32)> = cube.squarefree();
        assert_eq!(parts, [(poly(&k, &[&[3, 1], &[1]]), 1), (g.clone(), 3)]);
        assert_eq!(cube.squarefree_part().degree(), Some(2));
        assert!(f.div_rem(&KPoly::new(&k, vec![])).is_none());
        assert_eq!(f.gcd(&KPoly::new(&k, vec![])), f);
    }

    #[test]
    fn roots_with_known_forms() {
        let k = field(&[-2, 0, 1]);
        check(&poly(&k, &[&[0, -1], &[], &[1]]), &["-2^(1/4)", "2^(1/4)"]);
        check(&poly(&k, &[&[0, 1], &[], &[1]]), &[]);
        check(&poly(&k, &[&[-2], &[], &[1]]), &["-sqrt(2)", "sqrt(2)"]);
        // t² − 2√2·t − 1 has the roots √2 ± √3.
        let f = poly(&k, &[&[-1], &[0, -2], &[1]]);
        check(&f, &["sqrt(2) - sqrt(3)", "sqrt(2) + sqrt(3)"]);
        // Roots 0, 1, 3 at the ends of bisection intervals, with a double root.
        let g = KPoly::from_upoly(&k, &(&p(&[0, -1, 1]).pow(2) * &p(&[-3, 1])));
        check(&g, &["0", "1", "3"]);
        check(&KPoly::from_upoly(&k, &p(&[7])), &[]);
        check(&KPoly::new(&k, vec![]), &[]);
    }

    #[test]
    fn the_embedding_decides() {
        // t² − α with α = −√2 has no real root.
        let minus = Algebraic::roots_of(&p(&[-2, 0, 1]), &unlimited()).unwrap().remove(0).0;
        let k = NumberField::new(minus);
        check(&poly(&k, &[&[0, -1], &[], &[1]]), &[]);
    }

    #[test]
    fn counts_are_half_open() {
        let k = field(&[-2, 0, 1]);
        let f = KPoly::from_upoly(&k, &p(&[0, -1, 0, 1]));
        let sturm = Sturm::new(&f, &unlimited()).unwrap();
        let [minus, zero, one] = [-1, 0, 1].map(Rational::from);
        assert_eq!(sturm.count_between(Some(&minus), Some(&one)), 2);
        assert_eq!(sturm.count_between(Some(&zero), None), 1);
        assert_eq!(sturm.count_between(None, Some(&zero)), 2);
        assert_eq!(sturm.count_between(Some(&zero), Some(&zero)), 0);
    }

    #[test]
    fn signs_at_roots() {
        let k = field(&[-2, 0, 1]);
        let f = poly(&k, &[&[-1], &[0, -2], &[1]]);
        let roots = isolate_over_field(&f, &unlimited()).unwrap();
        // (t − √2)² − 3 vanishes at both, t − √2 has the signs of ∓√3.
        assert_eq!(roots[0].sign_of(&f), Sign::Zero);
        let line = poly(&k, &[&[0, -1], &[1]]);
        assert_eq!(roots[0].sign_of(&line), Sign::Negative);
        assert_eq!(roots[1].sign_of(&line), Sign::Positive);
        assert_eq!(roots[1].sign_of(&KPoly::new(&k, vec![])), Sign::Zero);
    }

    #[test]
    fn norms() {
        // N(t − 2^(1/3)) = t³ − 2, N(t − α) for 2α³ = 3, N of a polynomial with a row that
        // vanishes at t = 1.
        let k = field(&[-2, 0, 0, 1]);
        assert_eq!(poly(&k, &[&[0, -1], &[1]]).norm(), p(&[-2, 0, 0, 1]));
        let k = field(&[-3, 0, 0, 2]);
        assert_eq!(poly(&k, &[&[0, -1], &[1]]).norm(), p(&[-3, 0, 0, 2]));
        let f = poly(&k, &[&[1, -1], &[0, 1], &[1]]);
        let g = poly(&k, &[&[0, 2, 1], &[1]]);
        assert_eq!(f.mul(&g).norm(), (&f.norm() * &g.norm()).primitive());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        /// ∏ (t − (a + b·2^(1/3))) has exactly these roots.
        #[test]
        fn products_of_lines(lines in prop::collection::btree_set((-3i64..4, -3i64..4), 1..4)) {
            let k = field(&[-2, 0, 0, 1]);
            let start = KPoly::from_upoly(&k, &UPoly::one());
            let f = lines.iter().fold(start, |f, &(a, b)| f.mul(&poly(&k, &[&[-a, -b], &[1]])));
            let mut expected: Vec<FieldElement> = lines
                .iter()
                .map(|&(a, b)| FieldElement::new(&k, &p(&[a, b]), &Integer::one()))
                .collect();
            expected.sort();
            let roots = isolate_over_field(&f, &unlimited()).unwrap();
            prop_assert_eq!(roots.len(), expected.len());
            for (root, value) in roots.iter().zip(&expected) {
                let low = value.rational(root.lower());
                let high = value.rational(root.upper());
                prop_assert!(low <= *value && *value <= high);
            }
        }
    }
}
