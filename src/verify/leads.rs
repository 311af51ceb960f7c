//! Where a way down leads: up to where L falls on it, and what that place is.

use super::checker::{Check, Checker, Verdict, refuted};
use super::claim::NotChecked;
use super::numbers::ends;
use super::place::Place;
use super::univariate::Dense;
use crate::number::{Rational, Sign};
use crate::result::{Escape, Leads, Nature, Number};

impl Checker<'_> {
    /// The statement about a polynomial L − L(p) along the way.
    pub(super) fn leads(&mut self, escape: &Escape, along: &Dense) -> Check {
        let Some(leads) = &escape.leads else { return Ok(Verdict::Proved) };
        if let Some(name) = self.unknown_basin(leads) {
            return refuted(format!("{name} is no minimum of the list"));
        }
        let slope = along.derivative();
        let from = slope.coefficients().iter().position(|x| !x.is_zero()).unwrap_or(0);
        let rest = Dense::new(slope.coefficients()[from..].to_vec());
        let sturm = rest.sturm(&self.budget)?;
        let zero = Rational::zero();
        let (until, change) = match (&leads.until, &leads.change) {
            (Some(until), Some(change)) => (until, change),
            (None, None) => {
                return match (sturm.roots_above(&zero), slope.coefficients().last()) {
                    (_, Some(last)) if last.sign() == Sign::Positive => refuted("L turns up again"),
                    (0, _) => Ok(Verdict::Proved),
                    _ => Err(NotChecked::NotExact),
                };
            }
            _ => return refuted("the end of the fall is half stated"),
        };
        for (p, stated) in [(&slope, None), (along, Some(change))] {
            let found = self.takes(p, until, stated)?;
            if found != Verdict::Proved {
                return Ok(found);
            }
        }
        let [low, high] = ends(until).ok_or(NotChecked::NoEvidence)?;
        if high <= zero {
            return refuted("the end of the fall is not positive");
        }
        let own = usize::from(low == high);
        if sturm.roots_between(&zero, &high) == 0 {
            return refuted("L does not turn up to there");
        }
        if sturm.roots_between(&zero, &low) > own || sturm.roots_between(&low, &high) > 1 {
            return Err(NotChecked::NotExact);
        }
        Ok(Verdict::Proved)
    }

    /// Has a polynomial the stated value, or zero, at a number?
    fn takes(&mut self, p: &Dense, at: &Number, value: Option<&Number>) -> Check {
        let mut place = Place::default();
        let x = self.name_number(at, &mut place)?;
        let mut terms = Vec::new();
        for (k, q) in p.coefficients().iter().enumerate() {
            let (q, power) = (self.dag.number(q.clone()), self.dag.power_integer(x, k as i64));
            terms.push(self.dag.mul(q, power));
        }
        let mut sum = self.dag.sum(terms);
        if let Some(value) = value {
            let value = self.name_number(value, &mut place)?;
            sum = self.dag.sub(sum, value);
        }
        self.zero(sum, &place, "L does not stop falling there, or its change is another")
    }

    /// A basin that is no minimum of the document.
    fn unknown_basin<'l>(&self, leads: &'l Leads) -> Option<&'l String> {
        let least = |nature: Nature| matches!(nature, Nature::LocalMinimum | Nature::Constant);
        leads.basins.iter().find(|name| {
            let points = self.document.points.iter();
            let mut points = points.filter(|p| least(p.nature)).map(|p| &p.name);
            let sets = self.document.continua.iter();
            let mut sets =
                sets.filter(|c| c.strata.iter().any(|s| least(s.nature))).map(|c| &c.name);
            !points.any(|n| n == *name) && !sets.any(|n| n == *name)
        })
    }
}
