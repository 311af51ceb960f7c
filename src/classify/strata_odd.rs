//! What decides along a component: the rank of H where it is the codimension, else the odd
//! part of L − c.

use super::degenerate::degenerate;
use super::nature::{Nature, Test, Verdict};
use super::odd_part::{OddPart, odd_part};
use super::strata::{Sample, Setting};
use crate::budget::Exhausted;
use crate::number::{RealField, Sign};
use crate::polynomial::Poly;
use crate::polynomial::multivariate::{constant_sign, factor, pseudo_rem};
use crate::solve::{Component, ZeroPoint, at_point};

/// Polynomials that decide where they do not all vanish.
#[derive(Debug, Clone)]
pub(super) enum Deciding {
    /// E_m for the codimension m (Morse–Bott), or H = 0 all along; and what is left of it
    /// without factors that have one sign.
    Rank(Poly, Poly),
    /// The odd part of L − c, which is not zero all along; the generic rank of H.
    Sign(Poly, usize),
    /// The gradient of the odd part, which is itself zero all along; the generic rank of H.
    Gradient(Vec<Poly>, usize),
    /// E_r for a rank r below the codimension: it keeps the inertia, no more.
    Generic(Poly),
}

impl Deciding {
    /// The polynomials.
    pub(super) fn polynomials(&self) -> Vec<Poly> {
        match self {
            Deciding::Rank(p, _) | Deciding::Sign(p, _) | Deciding::Generic(p) => vec![p.clone()],
            Deciding::Gradient(all, _) => all.clone(),
        }
    }

    /// The one polynomial whose zeros separate pieces.
    pub(super) fn one(&self) -> Option<&Poly> {
        match self {
            Deciding::Rank(p, _) | Deciding::Sign(p, _) | Deciding::Generic(p) => Some(p),
            Deciding::Gradient(_, _) => None,
        }
    }

    /// May the verdict differ between pieces that the special points separate?
    pub(super) fn by_sign(&self) -> bool {
        !matches!(self, Deciding::Gradient(_, _))
    }

    /// Is the inertia of H constant on pieces?
    pub(super) fn keeps_inertia(&self) -> bool {
        match self {
            Deciding::Rank(_, _) | Deciding::Generic(_) => true,
            Deciding::Sign(_, rank) | Deciding::Gradient(_, rank) => *rank == 0,
        }
    }

    /// The sign that tells pieces apart.
    pub(super) fn sign_at(&self, point: &ZeroPoint) -> Sign {
        match self {
            Deciding::Rank(_, p) | Deciding::Sign(p, _) => at_point(p, point).sign(),
            Deciding::Gradient(_, _) | Deciding::Generic(_) => Sign::Positive,
        }
    }
}

impl Setting<'_> {
    /// n − dimension of the critical set.
    pub(super) fn codimension(&self) -> usize {
        self.landscape.nvars - self.dimension
    }

    /// L − c = P·Q² on the set that the point lies on.
    fn odd(&self, point: &ZeroPoint) -> Result<Option<&OddPart>, Exhausted> {
        if self.odd.get().is_none() {
            let c = self.value(point).and_then(|v| v.as_algebraic());
            let found = match c.and_then(|c| c.as_rational()) {
                Some(c) => odd_part(self.landscape, &c, self.budget)?,
                None => None,
            };
            // Set once: a second value would be the same.
            let _ = self.odd.set(found);
        }
        Ok(self.odd.get().and_then(Option::as_ref))
    }

    /// What decides along a component; `None` if H has no common exponential factor.
    pub(super) fn deciding(&self, c: &Component) -> Result<Option<Deciding>, Exhausted> {
        let Some(sums) = self.minor_sums(c)? else { return Ok(None) };
        let rank = sums.rank();
        let top = |k: usize| sums.sums[k - 1].clone();
        if rank == self.codimension() && rank > 0 {
            let shown = self.shortened(&top(rank), c)?;
            return Ok(Some(Deciding::Rank(top(rank), shown)));
        }
        if let Some(odd) = self.odd.get().and_then(Option::as_ref) {
            if !c.annihilates(&odd.odd.0) {
                return Ok(Some(Deciding::Sign(odd.odd.0.clone(), rank)));
            }
            let slopes = slopes_off(c, &odd.odd.0);
            if !slopes.is_empty() {
                return Ok(Some(Deciding::Gradient(slopes, rank)));
            }
        }
        Ok(Some(Deciding::Generic(match rank {
            0 => Poly::one(self.landscape.nvars),
            _ => top(rank),
        })))
    }

    /// A polynomial with the zeros and signs of p on a component off the zeros of p: reduced
    /// by the relation where that has a constant leading coefficient, without factors of one
    /// sign and without squares.
    fn shortened(&self, p: &Poly, c: &Component) -> Result<Poly, Exhausted> {
        let mut shortest = self.without_constant_signs(p)?;
        let Some(g) = &c.relation else { return Ok(shortest) };
        for var in g.variables() {
            if !g.leading_coefficient_in(var).is_constant() {
                continue;
            }
            let reduced = self.without_constant_signs(&pseudo_rem(p, g, var, self.budget)?)?;
            if reduced.len() < shortest.len() {
                shortest = reduced;
            }
        }
        Ok(shortest)
    }

    /// The product of the factors that may change their sign.
    fn without_constant_signs(&self, p: &Poly) -> Result<Poly, Exhausted> {
        let found = factor(p, self.budget)?;
        let mut product = Poly::one(p.nvars());
        let mut negative = found.content.is_negative();
        for (f, _) in found.factors.iter().filter(|(_, e)| e % 2 == 1) {
            match constant_sign(f, &[]) {
                None => product = &product * f,
                Some(Sign::Negative) => negative = !negative,
                Some(_) => {}
            }
        }
        Ok(if negative { -&product } else { product })
    }

    /// The verdict on a piece off the zeros of what decides.
    pub(super) fn verdict_by(
        &self,
        deciding: &Deciding,
        sample: &Sample,
    ) -> Result<Verdict, Exhausted> {
        match deciding {
            Deciding::Rank(_, _) | Deciding::Generic(_) => self.verdict(sample),
            Deciding::Sign(_, _) | Deciding::Gradient(_, _) => self.verdict_off_odd_cuts(sample),
        }
    }

    /// Polynomials off whose zeros on the component the odd part decides.
    pub(super) fn odd_cuts(&self, c: &Component) -> Result<Vec<Poly>, Exhausted> {
        let Some(odd) = self.odd.get().and_then(Option::as_ref) else { return Ok(Vec::new()) };
        if !c.annihilates(&odd.odd.0) {
            return Ok(vec![odd.odd.0.clone()]);
        }
        let mut slopes = slopes_off(c, &odd.odd.0);
        slopes.sort_by_key(|p| (p.total_degree(), p.len()));
        slopes.truncate(1);
        Ok(slopes)
    }

    /// The verdict on a piece on which the odd cuts do not vanish.
    pub(super) fn verdict_off_odd_cuts(&self, sample: &Sample) -> Result<Verdict, Exhausted> {
        let verdict = self.verdict(sample)?;
        if verdict.nature != Nature::Undetermined {
            return Ok(verdict);
        }
        let odd = self.odd(&sample.point)?;
        Ok(odd.and_then(|odd| odd.verdict(&sample.point, false)).unwrap_or(verdict))
    }

    /// The verdict at one point, a piece of its own.
    pub(super) fn verdict_at(&self, sample: &Sample) -> Result<Verdict, Exhausted> {
        let verdict = self.verdict_off_odd_cuts(sample)?;
        let (Nature::Undetermined, Some(inertia)) = (verdict.nature, sample.inertia) else {
            return Ok(verdict);
        };
        let Some(value) = self.value(&sample.point) else { return Ok(verdict) };
        let found = degenerate(self.landscape, &sample.point, inertia, &value, true, self.budget)?;
        let mut tried = vec![Test::Eigenvalues, Test::VisibleBound, Test::OddPart];
        tried.extend(found.tried);
        let verdict = found.verdict.map(|v| v.with_strict(false));
        Ok(verdict.unwrap_or_else(|| Verdict::undetermined(&tried, Some(inertia))))
    }

    /// Finds the odd part for the value at a point of the set.
    pub(super) fn look_for_odd_part(&self, point: &ZeroPoint) -> Result<(), Exhausted> {
        self.odd(point).map(|_| ())
    }
}

/// Partial derivatives that are not zero all along a component.
fn slopes_off(c: &Component, p: &Poly) -> Vec<Poly> {
    let slopes = p.variables().into_iter().map(|i| p.derivative(i));
    slopes.filter(|s| !c.annihilates(s)).collect()
}
