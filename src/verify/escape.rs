//! Ways down: vᵀHv < 0, L along the line, and where it comes back up.

use super::checker::{Check, Checker, Verdict, all, refuted};
use super::claim::NotChecked;
use super::numbers::ends;
use super::place::Place;
use super::univariate::Dense;
use crate::expr::Expr;
use crate::number::{Rational, Sign};
use crate::result::{Escape, Number};

/// Does the line lead down as stated?
pub(super) fn escape(c: &mut Checker<'_>, escape: &Escape, place: &Place) -> Check {
    let mut place = place.clone();
    let n = c.variables.len();
    if escape.direction.len() != n {
        return refuted("the direction has another length");
    }
    let numbers = escape.direction.iter();
    let v: Vec<Expr> = numbers.map(|x| c.name_number(x, &mut place)).collect::<Result<_, _>>()?;
    let h = c.hessian_at(&place)?;
    let mut terms = Vec::new();
    for i in 0..n {
        for j in 0..n {
            terms.push(c.dag.product(vec![v[i], h[i][j], v[j]]));
        }
    }
    let form = c.dag.sum(terms);
    let curved = c.sign(form, &place)?;
    if curved == Sign::Positive {
        return refuted("the curvature in the direction is not negative");
    }
    if curved == Sign::Zero && escape.along.is_none() {
        return Err(NotChecked::NoEvidence);
    }
    if let (false, Some(along)) = (escape.curve.is_empty(), &escape.along) {
        let letters = ["t".to_string()];
        let Some(moved) = c.moved(&escape.curve, &letters, &place)? else {
            return refuted("the curve does not start at the point");
        };
        let text = c.read_in(along, &["t"])?;
        let difference = c.dag.sub(moved.difference, text);
        let identity =
            c.identity(difference, &place.on(None), "L along the curve is another function")?;
        if identity != Verdict::Proved {
            return Ok(identity);
        }
        let stated = c.dense(along, "t")?;
        let fall = end(c, &stated, &escape.decreases_for);
        return all([fall, c.leads(escape, &stated)]);
    }
    match &escape.along {
        Some(along) => {
            let stated = c.dense(along, "t")?;
            let identity = c.on_the_line(&v, along, &place)?;
            if identity != Verdict::Proved {
                return Ok(identity);
            }
            let fall = end(c, &stated, &escape.decreases_for);
            all([fall, c.leads(escape, &stated)])
        }
        None if escape.decreases_for[1] == Number::default() => Ok(Verdict::Proved),
        None => c.comes_back(&v, &escape.decreases_for, &place),
    }
}

impl Checker<'_> {
    /// L(p + t·v) − L(p) = along(t)?
    fn on_the_line(&mut self, v: &[Expr], along: &str, place: &Place) -> Check {
        let symbol = self.dag.symbol("t");
        let t = self.dag.variable(symbol);
        let start = place.expressions();
        let mut replacements = Vec::new();
        for (i, &p) in start.iter().enumerate() {
            let step = self.dag.mul(t, v[i]);
            replacements.push((self.variables[i], self.dag.add(p, step)));
        }
        let formula = self.formula?;
        let moved = self.dag.substitute(formula, &replacements);
        let still = self.put(formula, place);
        let stated = self.read_in(along, &["t"])?;
        let change = self.dag.sub(moved, still);
        let difference = self.dag.sub(change, stated);
        self.identity(difference, &place.on(Some(moved)), "L along the line is another function")
    }
}

/// Is the polynomial negative from 0 to the end, and zero there?
fn end(c: &mut Checker<'_>, along: &Dense, interval: &[Number; 2]) -> Check {
    if interval[0].exact.as_deref() != Some("0") {
        return refuted("the interval does not begin at 0");
    }
    let lowest = along.coefficients().iter().find(|x| !x.is_zero());
    if lowest.is_none_or(|x| x.sign() != Sign::Negative) {
        return refuted("L does not fall at the beginning");
    }
    // 0 is a multiple root, at which Sturm's chain vanishes altogether.
    let from = along.coefficients().iter().position(|x| !x.is_zero()).unwrap_or(0);
    let rest = Dense::new(along.coefficients()[from..].to_vec());
    let sturm = rest.sturm(&c.budget)?;
    let zero = Rational::zero();
    if interval[1].exact.as_deref() == Some("oo") {
        let first = sturm.roots_above(&zero);
        return if first == 0 { Ok(Verdict::Proved) } else { refuted("L comes back up") };
    }
    if interval[1] == Number::default() {
        return Err(NotChecked::NoEvidence);
    }
    let root = {
        let mut place = Place::default();
        let end = c.name_number(&interval[1], &mut place)?;
        let mut all = Vec::new();
        for (k, q) in along.coefficients().iter().enumerate() {
            let (q, power) = (c.dag.number(q.clone()), c.dag.power_integer(end, k as i64));
            all.push(c.dag.mul(q, power));
        }
        let value = c.dag.sum(all);
        c.zero(value, &place, "L is not back at its value at the end")?
    };
    if root != Verdict::Proved {
        return Ok(root);
    }
    let [low, high] = ends(&interval[1]).ok_or(NotChecked::NoEvidence)?;
    if high <= zero {
        return refuted("the end is not positive");
    }
    let strip_zero = along.sign_at(&low) == Sign::Zero && low != high;
    match sturm.roots_between(&zero, &high) {
        1 if !strip_zero => Ok(Verdict::Proved),
        0 => refuted("there is no root up to the end"),
        1 => Err(NotChecked::NotExact),
        _ if sturm.roots_between(&zero, &low) > usize::from(low == high) => {
            refuted("L comes back up before the end")
        }
        _ => Err(NotChecked::NotExact),
    }
}
