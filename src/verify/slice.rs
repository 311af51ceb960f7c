//! The lowest power of L across a set of critical points, by the splitting lemma with
//! parameters.
//!
//! The map (s, t) ↦ x keeps the parameters s, which are variables, is t plus a function of s
//! in one more variable, and in the others, y, solves ∂L/∂y = 0 through some order in t. If
//! all coefficients of L on the map below tᵏ, but that of t⁰, vanish identically in s and
//! H_yy is definite, the sign of the coefficient of tᵏ decides.

use super::checker::{Check, Checker, holds, refuted};
use super::claim::NotChecked;
use super::germs::by_powers;
use super::place::Place;
use super::points::Local;
use crate::expr::{Expr, Symbol};
use crate::number::Sign;
use crate::result::{Inertia, Nature, Reason};

impl Checker<'_> {
    /// The statement at the sample of a piece.
    pub(super) fn slice(&mut self, point: &Local<'_>, place: &Place) -> Check {
        let Reason::Slice { letter, map, tied, order, power, coefficient } = point.reason else {
            return Err(NotChecked::NoEvidence);
        };
        let n = self.variables.len();
        let far = power % 2 == 0 && !tied.is_empty() && *power > 2 * order + 1;
        if map.len() != n || *power == 0 || far {
            return refuted("the order does not reach the lowest power");
        }
        let t = self.dag.symbol(letter);
        let variables = self.variables.clone();
        let mut names: Vec<String> =
            variables.iter().map(|v| self.dag.name(*v).to_string()).collect();
        names.push(letter.clone());
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let map = map.iter().map(|x| self.read_in(x, &names)).collect::<Result<Vec<_>, _>>()?;
        // An odd power shows both signs on any curve.
        let even = power % 2 == 0;
        if even {
            let Some(free) = self.kinds(&map, tied, t)? else {
                return refuted("the map is none across a set");
            };
            if point.dimension != free {
                return refuted("the parameters are not as many as the dimension");
            }
        }
        let zero = self.dag.integer(0);
        for (&x, start) in map.iter().zip(place.expressions()) {
            let here = self.dag.substitute(x, &[(t, zero)]);
            let here = self.put(here, place);
            let difference = self.dag.sub(here, start);
            if self.sign(difference, place)? != Sign::Zero {
                return refuted("the map does not start at the sample");
            }
        }
        let replacements: Vec<(Symbol, Expr)> =
            self.variables.iter().copied().zip(map.iter().copied()).collect();
        if even && !self.tied_derivatives_vanish(&replacements, tied, t, *order)? {
            return refuted("the derivatives in the split variables do not vanish so far");
        }
        let formula = self.formula?;
        let on = self.dag.substitute(formula, &replacements);
        let base = self.dag.substitute(on, &[(t, zero)]);
        let difference = self.dag.sub(on, base);
        let f = self.algebra.fraction(&self.dag, difference, &self.budget)?;
        let index = self.algebra.symbol(t);
        let lowest = by_powers(&f.num, &[index]).into_keys().map(|k| k[0]).min();
        if lowest != Some(*power) {
            return refuted("the lowest power is another");
        }
        let here = self.put(formula, place);
        let start = self.put(base, place);
        let same = self.dag.sub(here, start);
        if self.sign(same, place)? != Sign::Zero {
            return refuted("L has another value on the map");
        }
        let change = self.dag.sub(base, here);
        if !self.algebra.fraction(&self.dag, change, &self.budget)?.num.is_zero() {
            return Err(NotChecked::NotExact);
        }
        let mut derivative = difference;
        for _ in 0..*power {
            derivative = super::derivative::derivative(&mut self.dag, derivative, t)?;
        }
        let leading = self.dag.substitute(derivative, &[(t, zero)]);
        let leading = self.put(leading, place);
        let own = self.sign(leading, place)?;
        let stated = self.read(coefficient)?;
        let stated = self.put(stated, place);
        if own == Sign::Zero || self.sign(stated, place)? != own {
            return refuted("the coefficient has another sign");
        }
        if !even {
            return holds(point.nature == Nature::Saddle, "an odd power shows both signs");
        }
        let definite = self.definite_minor(tied, place)?;
        let Ok(definite) = definite else { return refuted("H is not definite where it is split") };
        let nature = match (definite.is_none_or(|d| d == own), own) {
            (true, Sign::Positive) => Nature::LocalMinimum,
            (true, _) => Nature::LocalMaximum,
            _ => Nature::Saddle,
        };
        holds(point.nature == nature, "the lowest power gives another nature")
    }

    /// The number of variables that the map keeps, if all but one of the others are tied and
    /// that one is moved by the letter.
    fn kinds(
        &mut self,
        map: &[Expr],
        tied: &[String],
        t: Symbol,
    ) -> Result<Option<usize>, NotChecked> {
        let (mut kept, mut moved) = (0, 0);
        let zero = self.dag.integer(0);
        for (&x, &v) in map.iter().zip(&self.variables.clone()) {
            if tied.iter().any(|name| name == self.dag.name(v)) {
                continue;
            }
            let variable = self.dag.variable(v);
            if x == variable {
                kept += 1;
                continue;
            }
            let start = self.dag.substitute(x, &[(t, zero)]);
            let step = self.dag.sub(x, start);
            let letter = self.dag.variable(t);
            let rest = self.dag.sub(step, letter);
            if !self.algebra.fraction(&self.dag, rest, &self.budget)?.num.is_zero() {
                return Ok(None);
            }
            moved += 1;
        }
        Ok((moved == 1 && kept + moved + tied.len() == map.len()).then_some(kept))
    }

    fn tied_derivatives_vanish(
        &mut self,
        replacements: &[(Symbol, Expr)],
        tied: &[String],
        t: Symbol,
        order: u32,
    ) -> Result<bool, NotChecked> {
        let gradient = self.gradient.clone()?;
        let index = self.algebra.symbol(t);
        for name in tied {
            let symbol = self.dag.symbol(name);
            let Some(i) = self.variables.iter().position(|v| *v == symbol) else {
                return Ok(false);
            };
            let slope = self.dag.substitute(gradient[i], replacements);
            let f = self.algebra.fraction(&self.dag, slope, &self.budget)?;
            if by_powers(&f.num, &[index]).into_keys().any(|k| k[0] <= order) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The sign of H in some variables; `None` without any, `Err` if it has not one.
    fn definite_minor(
        &mut self,
        tied: &[String],
        place: &Place,
    ) -> Result<Result<Option<Sign>, ()>, NotChecked> {
        if tied.is_empty() {
            return Ok(Ok(None));
        }
        let own = self.hessian_at(place)?;
        let at = |name: &String| self.variables.iter().position(|v| self.dag.name(*v) == name);
        let Some(rows) = tied.iter().map(at).collect::<Option<Vec<usize>>>() else {
            return Ok(Err(()));
        };
        let minor: Vec<Vec<Expr>> =
            rows.iter().map(|&i| rows.iter().map(|&j| own[i][j]).collect()).collect();
        let characteristic = self.characteristic(&minor)?;
        let Inertia { positive, negative, zero } = self.inertia(&characteristic, place)?;
        Ok(match (positive, negative, zero) {
            (_, 0, 0) => Ok(Some(Sign::Positive)),
            (0, _, 0) => Ok(Some(Sign::Negative)),
            _ => Err(()),
        })
    }
}
