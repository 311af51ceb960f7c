//! Polynomials in one letter over ℚ, dense: Sturm's theorem and bisection.

use super::claim::NotChecked;
use crate::budget::Budget;
use crate::number::{Integer, Interval, Rational, Sign};

/// Bits with which signs are tried first.
const SIGN_PRECISION: u32 = 256;

/// Coefficients c₀, c₁, …; the last one is not zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dense(Vec<Rational>);

impl Dense {
    pub(super) fn new(mut coefficients: Vec<Rational>) -> Dense {
        while coefficients.last().is_some_and(Rational::is_zero) {
            coefficients.pop();
        }
        Dense(coefficients)
    }

    pub(super) fn coefficients(&self) -> &[Rational] {
        &self.0
    }

    /// The coefficients if all are integers.
    pub(super) fn integers(&self) -> Option<Vec<Integer>> {
        self.0.iter().map(|c| c.is_integer().then(|| c.numerator())).collect()
    }

    /// Bits of the longest coefficient.
    pub(super) fn bits(&self) -> u32 {
        self.0.iter().map(|c| c.numerator().bits() as u32).max().unwrap_or(0)
    }

    /// −1 for the zero polynomial.
    pub(super) fn degree(&self) -> isize {
        self.0.len() as isize - 1
    }

    pub(super) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn at(&self, x: &Rational) -> Rational {
        self.0.iter().rev().fold(Rational::zero(), |total, c| &(&total * x) + c)
    }

    /// The sign at a number: of an enclosure if that tells it, else exactly.
    pub(super) fn sign_at(&self, x: &Rational) -> Sign {
        match self.enclosed_at(&Interval::exact(x, SIGN_PRECISION), SIGN_PRECISION).sign() {
            Sign::Unknown => self.at(x).sign(),
            sign => sign,
        }
    }

    /// An enclosure of the values on an interval.
    pub(super) fn enclosed_at(&self, x: &Interval, prec: u32) -> Interval {
        let zero = Interval::exact(&Rational::zero(), prec);
        let coefficients = self.0.iter().rev();
        coefficients.fold(zero, |total, c| total.mul(x).add(&Interval::exact(c, prec)))
    }

    pub(super) fn derivative(&self) -> Dense {
        let all = self.0.iter().enumerate().skip(1);
        Dense::new(all.map(|(k, c)| c * &Rational::from(k as i64)).collect())
    }

    /// Quotient and remainder; `None` for division by zero.
    pub(super) fn divided(
        &self,
        divisor: &Dense,
        budget: &Budget,
    ) -> Result<Option<(Dense, Dense)>, NotChecked> {
        let Some(lead) = divisor.0.last() else { return Ok(None) };
        let (mut rest, m) = (self.0.clone(), divisor.0.len());
        let mut quotient = vec![Rational::zero(); (rest.len() + 1).saturating_sub(m)];
        while rest.len() >= m {
            let bits = rest.last().map_or(0, |c| c.numerator().bits()) as u64;
            budget.spend(m as u64 * (1 + bits / 64)).map_err(|_| NotChecked::TooLarge)?;
            let shift = rest.len() - m;
            let Some(top) = rest.pop() else { break };
            let factor = &top / lead;
            for (i, c) in divisor.0[..m - 1].iter().enumerate() {
                rest[shift + i] = &rest[shift + i] - &(c * &factor);
            }
            quotient[shift] = factor;
        }
        Ok(Some((Dense::new(quotient), Dense::new(rest))))
    }

    /// The product.
    pub(super) fn times(&self, other: &Dense, budget: &Budget) -> Result<Dense, NotChecked> {
        budget.spend((self.0.len() * other.0.len()) as u64).map_err(|_| NotChecked::TooLarge)?;
        let length = (self.0.len() + other.0.len()).saturating_sub(1);
        let mut product = vec![Rational::zero(); length];
        for (i, a) in self.0.iter().enumerate() {
            for (j, b) in other.0.iter().enumerate() {
                product[i + j] = &product[i + j] + &(a * b);
            }
        }
        Ok(Dense::new(product))
    }

    /// A greatest common divisor (Euclid).
    pub(super) fn gcd(&self, other: &Dense, budget: &Budget) -> Result<Dense, NotChecked> {
        let (mut a, mut b) = (self.primitive(), other.primitive());
        while !b.is_zero() {
            let Some((_, rest)) = a.divided(&b, budget)? else { break };
            (a, b) = (b, rest.primitive());
        }
        Ok(a)
    }

    /// The product of its different factors.
    pub(super) fn squarefree(&self, budget: &Budget) -> Result<Dense, NotChecked> {
        let common = self.gcd(&self.derivative(), budget)?;
        Ok(self.divided(&common, budget)?.map_or_else(|| self.clone(), |(quotient, _)| quotient))
    }

    /// The positive multiple with coprime integer coefficients.
    fn primitive(&self) -> Dense {
        let lcm = self.0.iter().fold(Integer::one(), |l, c| l.lcm(&c.denominator()));
        let scale = Rational::from(&lcm);
        let whole: Vec<Integer> = self.0.iter().map(|c| (c * &scale).numerator()).collect();
        let gcd = whole.iter().fold(Integer::zero(), |g, c| g.gcd(c));
        if gcd.is_zero() {
            return self.clone();
        }
        Dense(whole.iter().map(|c| Rational::from(c.div_exact(&gcd))).collect())
    }

    /// p, p′ and the negative remainders (Sturm 1829).
    pub(super) fn sturm(&self, budget: &Budget) -> Result<Sturm, NotChecked> {
        let mut chain = vec![self.primitive(), self.derivative().primitive()];
        while let [.., a, b] = chain.as_slice() {
            let Some((_, rest)) = a.divided(b, budget)? else { break };
            if rest.is_zero() {
                break;
            }
            chain.push(Dense(rest.primitive().0.iter().map(|c| -c).collect()));
        }
        chain.retain(|p| !p.is_zero());
        // At a multiple root the whole chain vanishes; divided by its last element it does not.
        if let Some(gcd) = chain.last().filter(|g| g.degree() > 0).cloned() {
            for p in &mut chain {
                if let Some((quotient, _)) = p.divided(&gcd, budget)? {
                    *p = quotient;
                }
            }
        }
        Ok(Sturm { chain })
    }
}

/// A Sturm chain.
#[derive(Debug, Clone)]
pub(super) struct Sturm {
    chain: Vec<Dense>,
}

impl Sturm {
    /// The number of distinct real roots.
    pub(super) fn real_roots(&self) -> usize {
        let at_end = |p: &Dense, negative: bool| {
            let lead = p.0.last().map_or(Sign::Zero, Rational::sign);
            let odd = p.degree() % 2 == 1;
            if negative && odd { flipped(lead) } else { lead }
        };
        let below = variations(self.chain.iter().map(|p| at_end(p, true)));
        let above = variations(self.chain.iter().map(|p| at_end(p, false)));
        below.saturating_sub(above)
    }

    /// The number of distinct roots in (low, high].
    pub(super) fn roots_between(&self, low: &Rational, high: &Rational) -> usize {
        let at = |x: &Rational| variations(self.chain.iter().map(|p| p.sign_at(x)));
        at(low).saturating_sub(at(high))
    }

    /// The number of distinct roots above a number.
    pub(super) fn roots_above(&self, low: &Rational) -> usize {
        let lead = |p: &Dense| p.0.last().map_or(Sign::Zero, Rational::sign);
        let here = variations(self.chain.iter().map(|p| p.sign_at(low)));
        here.saturating_sub(variations(self.chain.iter().map(lead)))
    }
}

fn flipped(sign: Sign) -> Sign {
    match sign {
        Sign::Negative => Sign::Positive,
        Sign::Positive => Sign::Negative,
        Sign::Zero | Sign::Unknown => sign,
    }
}

/// Changes of sign, zeros left out.
fn variations(signs: impl Iterator<Item = Sign>) -> usize {
    let all: Vec<Sign> = signs.filter(|s| *s != Sign::Zero).collect();
    all.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dense(c: &[i64]) -> Dense {
        Dense::new(c.iter().map(|c| Rational::from(*c)).collect())
    }

    #[test]
    fn sturm_counts_distinct_real_roots() {
        let free = Budget::unlimited();
        // x³ − x, x² + 1, (x − 1)², x⁴ − 5x² + 4, Wilkinson-like x(x−1)(x−2)(x−3)
        let cases: [(&[i64], usize); 5] = [
            (&[0, -1, 0, 1], 3),
            (&[1, 0, 1], 0),
            (&[1, -2, 1], 1),
            (&[4, 0, -5, 0, 1], 4),
            (&[0, -6, 11, -6, 1], 4),
        ];
        for (c, expected) in cases {
            assert_eq!(dense(c).sturm(&free).unwrap().real_roots(), expected, "{c:?}");
        }
        // x²(x − 2)²(x + 1): the ends of the interval are multiple roots.
        let multiple = dense(&[0, 0, 4, 0, -3, 1]).sturm(&free).unwrap();
        assert_eq!(multiple.roots_between(&Rational::zero(), &Rational::from(2)), 1);
        assert_eq!(multiple.roots_above(&Rational::zero()), 1);
        assert_eq!(multiple.roots_between(&Rational::from(-1), &Rational::from(2)), 2);
        let chain = dense(&[-2, 0, 1]).sturm(&free).unwrap();
        let (one, two) = (Rational::one(), Rational::from(2));
        assert_eq!(chain.roots_between(&one, &two), 1);
        assert_eq!(chain.roots_above(&two), 0);
        assert_eq!(chain.roots_above(&Rational::from(-2)), 2);
    }
}
