//! The global picture: infimum and supremum, and which points take them.

use super::checker::{Check, Checker, Verdict, all, holds, refuted};
use super::claim::{ClaimKind, NotChecked};
use super::coercive::tends_up;
use super::place::Place;
use super::reasons::nonnegative;
use super::sparse::Sparse;
use crate::expr::{Expr, Node};
use crate::number::{Rational, Sign};
use crate::result::{GlobalKind, GlobalReason, Location, Nature, Number, Reason};

/// A critical value and where it is taken.
struct Listed<'a> {
    name: String,
    value: &'a Number,
    global: GlobalKind,
    nature: Nature,
    strict: Option<bool>,
    reason: &'a Reason,
}

/// One of the two ends of the values of L.
struct End<'a> {
    /// Of L − infimum, or of L − supremum.
    sign: Sign,
    name: &'static str,
    bound: Option<&'a Number>,
    attained: Option<bool>,
    unbounded: Option<bool>,
    reason: Option<&'a GlobalReason>,
    kind: GlobalKind,
}

/// Is a side proved to have no end, or its end to be what is stated?
#[derive(Clone, Copy, PartialEq)]
enum Known {
    Unbounded,
    Bound,
    Nothing,
}

/// Checks what is said of L on its whole domain.
pub(super) fn extremes(checker: &mut Checker<'_>) {
    let listed = listed(checker);
    let facts = &checker.document.global;
    let below = End {
        sign: Sign::Positive,
        name: "infimum",
        bound: facts.infimum.as_ref(),
        attained: facts.attained,
        unbounded: facts.unbounded_below,
        reason: facts.below.as_ref(),
        kind: GlobalKind::Minimum,
    };
    let above = End {
        sign: Sign::Negative,
        name: "supremum",
        bound: facts.supremum.as_ref(),
        attained: facts.supremum_attained,
        unbounded: facts.unbounded_above,
        reason: facts.above.as_ref(),
        kind: GlobalKind::Maximum,
    };
    let mut known = Vec::new();
    for end in [&below, &above] {
        let stated = end.bound.is_some() || end.unbounded.is_some() || end.reason.is_some();
        let mut found = Known::Nothing;
        if stated {
            let what = ClaimKind::Global { of: end.name.to_string() };
            checker.claim(what, |c| side(c, end, &listed, &mut found));
        }
        known.push(found);
    }
    if facts.coercive.is_some() {
        let what = ClaimKind::Global { of: "coercive".to_string() };
        let unbounded = known[0] == Known::Unbounded;
        checker.claim(what, |c| coercive(c, unbounded));
    }
    for point in listed.iter().filter(|p| p.global != GlobalKind::Unknown) {
        let what = ClaimKind::Global { of: point.name.clone() };
        checker.claim(what, |c| place_among(c, point, &listed, [&below, &above], &known));
    }
}

fn listed<'a>(checker: &Checker<'a>) -> Vec<Listed<'a>> {
    let document = checker.document;
    let mut all = Vec::new();
    for p in document.points.iter().filter(|p| p.location != Location::Outside) {
        all.push(Listed {
            name: p.name.clone(),
            value: &p.value,
            global: p.global,
            nature: p.nature,
            strict: p.strict,
            reason: &p.reason,
        });
    }
    for set in &document.continua {
        for (k, s) in set.strata.iter().enumerate() {
            all.push(Listed {
                name: super::continua::sample_name(set, k),
                value: &set.value,
                global: s.global,
                nature: s.nature,
                strict: s.strict,
                reason: &s.reason,
            });
        }
    }
    for f in &document.families {
        all.push(Listed {
            name: f.name.clone(),
            value: &f.value,
            global: f.global,
            nature: f.nature,
            strict: f.strict,
            reason: &f.reason,
        });
    }
    all
}

/// What is said of one end.
fn side(c: &mut Checker<'_>, end: &End<'_>, listed: &[Listed<'_>], found: &mut Known) -> Check {
    if end.unbounded == Some(true) && end.bound.is_some() {
        return refuted("there is a bound although L is unbounded");
    }
    let down = if end.sign == Sign::Positive { Sign::Negative } else { Sign::Positive };
    if let Some(GlobalReason::Curve { curve, .. }) = end.reason {
        if end.unbounded != Some(true) {
            return refuted("a curve shows that it is unbounded");
        }
        let falls = c.tends_to(curve, down)?;
        if falls != Verdict::Proved {
            return Ok(falls);
        }
        *found = Known::Unbounded;
        return Ok(Verdict::Proved);
    }
    if end.unbounded == Some(true) {
        if c.falls_on_an_axis(down)? {
            *found = Known::Unbounded;
            return Ok(Verdict::Proved);
        }
        return Err(NotChecked::NoEvidence);
    }
    if let Some(GlobalReason::Coercive { growth: Some(growth) }) = end.reason {
        let grows = super::growth::growth(c, growth, end.sign);
        if let Ok(Verdict::Refuted(_)) = grows {
            return grows;
        }
    }
    if let Some(GlobalReason::Levels { levels, .. }) = end.reason {
        for (level, met) in levels {
            let check = level_against(c, listed, level, *met, down);
            if let Ok(Verdict::Refuted(_)) = check {
                return check;
            }
        }
    }
    let Some(bound) = end.bound else {
        // Only that there is an end is said.
        let bounded = end.unbounded == Some(false);
        let shown = c.is_bounded(end.sign)?;
        return if bounded && shown { Ok(Verdict::Proved) } else { Err(NotChecked::NoEvidence) };
    };
    let beyond = beyond(c, bound, listed, down)?;
    if beyond != Verdict::Proved {
        return Ok(beyond);
    }
    let valued = |c: &Checker<'_>, p: &Listed<'_>| {
        c.is_proved(|k| matches!(k, ClaimKind::Value { of } if *of == p.name))
    };
    let taken = listed.iter().any(|p| c.compare(p.value, bound) == Ok(Sign::Zero) && valued(c, p));
    if taken && end.attained == Some(false) {
        return refuted("a listed point takes the bound");
    }
    let complete = c.is_proved(|k| matches!(k, ClaimKind::Completeness));
    if !taken && end.attained == Some(true) && complete && c.loss().is_ok() {
        let equal = |c: &mut Checker<'_>, p: &Listed<'_>| c.compare(p.value, bound);
        if listed.iter().all(|p| equal(c, p).is_ok_and(|s| s != Sign::Zero)) {
            return refuted("no critical point takes the bound");
        }
    }
    let proved = c.bounds_by_form(bound, end.sign)
        || c.bounds_by_reason(listed, end)
        || taken && c.least_critical_value(end.sign)?;
    // A bound that no listed point takes may not be the best one.
    if !proved || !taken {
        return Err(NotChecked::NoEvidence);
    }
    *found = Known::Bound;
    Ok(Verdict::Proved)
}

/// No listed value is beyond the bound.
fn beyond(c: &mut Checker<'_>, bound: &Number, listed: &[Listed<'_>], down: Sign) -> Check {
    let mut checks = Vec::new();
    for p in listed {
        checks.push(match c.compare(p.value, bound) {
            Ok(order) if order == down => refuted("a listed value is beyond the global one"),
            Ok(_) => Ok(Verdict::Proved),
            Err(why) => Err(why),
        });
    }
    all(checks)
}

/// A level that is not met has all listed values on one side.
fn level_against(
    c: &mut Checker<'_>,
    listed: &[Listed<'_>],
    level: &str,
    met: bool,
    down: Sign,
) -> Check {
    let mut q = level.parse::<Rational>().map_err(|_| NotChecked::Unreadable)?;
    if down == Sign::Positive {
        // Above, the levels are those of −L.
        q = -q;
    }
    let number = Number { exact: Some(q.to_string()), ..Number::default() };
    for p in listed {
        let order = c.compare(p.value, &number)?;
        if !met && (order == down || order == Sign::Zero) {
            return refuted(format!("level {level} is said to be empty"));
        }
    }
    Ok(Verdict::Proved)
}

/// Tends L to +∞ in every direction, as stated?
fn coercive(c: &mut Checker<'_>, unbounded: bool) -> Check {
    match (c.document.global.coercive, c.tends_up(Sign::Positive)?) {
        (Some(true), true) => Ok(Verdict::Proved),
        (Some(true), false) if unbounded => refuted("L takes arbitrarily small values"),
        (Some(false), true) => refuted("the highest terms of L are positive definite"),
        (Some(false), false) if unbounded => Ok(Verdict::Proved),
        _ => Err(NotChecked::NoEvidence),
    }
}

/// Is the value of a point the least, the largest or neither, as stated?
fn place_among(
    c: &mut Checker<'_>,
    point: &Listed<'_>,
    listed: &[Listed<'_>],
    ends: [&End<'_>; 2],
    known: &[Known],
) -> Check {
    let extreme = matches!(point.global, GlobalKind::Minimum | GlobalKind::Maximum);
    if extreme && matches!(point.nature, Nature::Saddle | Nature::Inflection) {
        return refuted("a saddle is no extremum of all");
    }
    for end in ends.into_iter().filter(|e| e.kind == point.global) {
        let down = if end.sign == Sign::Positive { Sign::Negative } else { Sign::Positive };
        for other in listed {
            match c.compare(other.value, point.value) {
                Ok(order) if order == down => {
                    return refuted("a listed value is beyond the global one");
                }
                Ok(order) if order != Sign::Zero && other.global == end.kind => {
                    return refuted("global extrema with different values");
                }
                _ => {}
            }
        }
    }
    let mut checks = Vec::new();
    for (end, &known) in ends.into_iter().zip(known) {
        if point.global == end.kind {
            checks.push(is_end(c, point, end, known));
        } else if point.global == GlobalKind::No {
            checks.push(is_no_end(c, point, listed, end, known));
        }
    }
    all(checks)
}

fn is_end(c: &mut Checker<'_>, point: &Listed<'_>, end: &End<'_>, known: Known) -> Check {
    if known == Known::Unbounded {
        return refuted("L has no such bound");
    }
    if known == Known::Bound
        && let Some(bound) = end.bound
    {
        let same = c.compare(point.value, bound)? == Sign::Zero;
        return holds(same, "the value is not the bound");
    }
    match c.bounds_by_reason(std::slice::from_ref(point), end) {
        true => Ok(Verdict::Proved),
        false => Err(NotChecked::NoEvidence),
    }
}

fn is_no_end(
    c: &mut Checker<'_>,
    point: &Listed<'_>,
    listed: &[Listed<'_>],
    end: &End<'_>,
    known: Known,
) -> Check {
    if known == Known::Unbounded {
        return Ok(Verdict::Proved);
    }
    let down = if end.sign == Sign::Positive { Sign::Negative } else { Sign::Positive };
    if known == Known::Bound
        && let Some(bound) = end.bound
        && c.compare(point.value, bound) == Ok(Sign::Zero)
    {
        return refuted("the value is the bound");
    }
    let named = |of: &String| *of == point.name;
    let (opposite, proved) = (
        match end.kind {
            GlobalKind::Minimum => Nature::LocalMaximum,
            _ => Nature::LocalMinimum,
        },
        c.is_proved(
            |k| matches!(k, ClaimKind::Nature { of } | ClaimKind::Reason { of } if named(of)),
        ),
    );
    let takes_less = matches!(point.nature, Nature::Saddle | Nature::Inflection)
        || point.nature == opposite && point.strict == Some(true);
    if takes_less && proved {
        return Ok(Verdict::Proved);
    }
    let lower = |c: &mut Checker<'_>, p: &Listed<'_>| c.compare(p.value, point.value) == Ok(down);
    match listed.iter().any(|p| lower(c, p)) {
        true => Ok(Verdict::Proved),
        false => Err(NotChecked::NoEvidence),
    }
}

impl Checker<'_> {
    /// L as a polynomial in the variables on all of ℝⁿ.
    fn loss(&mut self) -> Result<Sparse, NotChecked> {
        if !self.document.domain.is_empty() || !self.document.nonsmooth.is_empty() {
            return Err(NotChecked::NoEvidence);
        }
        let formula = self.formula?;
        let f = self.algebra.fraction(&self.dag, formula, &self.budget)?;
        let p = f.as_polynomial().cloned().filter(|p| self.algebra.is_plain(p));
        p.ok_or(NotChecked::NoEvidence)
    }

    fn letters_of_variables(&mut self) -> Vec<usize> {
        let variables = self.variables.clone();
        variables.into_iter().map(|s| self.algebra.symbol(s)).collect()
    }

    /// Does L, or −L, tend to +∞ in every direction?
    fn tends_up(&mut self, sign: Sign) -> Result<bool, NotChecked> {
        let p = self.loss()?;
        if sign == Sign::Positive && self.formula.is_ok_and(|e| self.has_all_squares(e)) {
            return Ok(true);
        }
        let p = if sign == Sign::Negative { p.scaled(&Rational::from(-1)) } else { p };
        let letters = self.letters_of_variables();
        if tends_up(&p, &letters, &self.budget)? {
            return Ok(true);
        }
        let facts = &self.document.global;
        let reason = if sign == Sign::Negative { &facts.above } else { &facts.below };
        let Some(GlobalReason::Coercive { growth: Some(growth) }) = reason else {
            return Ok(false);
        };
        Ok(super::growth::growth(self, growth, sign)? == Verdict::Proved)
    }

    /// A sum of terms that are never negative by their form, among them an even power of each
    /// variable.
    fn has_all_squares(&self, e: Expr) -> bool {
        let dag = &self.dag;
        let positive = |x: &Expr| dag.as_number(*x).is_some_and(|q| q.sign() == Sign::Positive);
        let (mut open, mut found) = (vec![e], Vec::new());
        while let Some(part) = open.pop() {
            match dag.node(part) {
                Node::Sum(terms) => open.extend(terms.iter().copied()),
                Node::Product(factors) => match &factors[..] {
                    [c, rest] if positive(c) => open.push(*rest),
                    _ if nonnegative(dag, part) => {}
                    _ => return false,
                },
                Node::Power(base, k) => {
                    if !nonnegative(dag, part) {
                        return false;
                    }
                    let even = |r: &Rational| r.is_integer() && r.numerator().is_even();
                    let grows = dag.as_number(*k).is_some_and(|r| even(r) && !r.is_negative());
                    if let (true, Node::Symbol(s)) = (grows, dag.node(*base)) {
                        found.push(*s);
                    }
                }
                Node::Number(_) => {}
                Node::Constant(_) | Node::Symbol(_) | Node::Call(..) => {
                    if !nonnegative(dag, part) {
                        return false;
                    }
                }
            }
        }
        self.variables.iter().all(|v| found.contains(v))
    }

    /// Has L on some axis, the other variables 0, a highest term that gives this end?
    fn falls_on_an_axis(&mut self, down: Sign) -> Result<bool, NotChecked> {
        let p = self.loss()?;
        for x in self.letters_of_variables() {
            let alone = |e: &Vec<u32>| e.iter().enumerate().all(|(y, k)| y == x || *k == 0);
            let powers = p.terms().filter(|(e, _)| alone(e) && e.get(x).is_some_and(|k| *k > 0));
            let top = powers.max_by_key(|(e, _)| e.get(x).copied());
            let odd = |e: &Vec<u32>| e.get(x).is_some_and(|k| k % 2 == 1);
            if top.is_some_and(|(e, c)| odd(e) || c.sign() == down) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn is_bounded(&mut self, sign: Sign) -> Result<bool, NotChecked> {
        let formula = self.formula?;
        let signed = if sign == Sign::Negative { self.dag.neg(formula) } else { formula };
        Ok(nonnegative(&self.dag, signed) || self.tends_up(sign)?)
    }

    /// Is L − bound, or bound − L, a sum of terms that are never negative by their form?
    fn bounds_by_form(&mut self, bound: &Number, sign: Sign) -> bool {
        let (Ok(formula), Some(text)) = (self.formula, &bound.exact) else { return false };
        let Ok(bound) = self.read_in(text, &[]) else { return false };
        let rest = match sign {
            Sign::Negative => self.dag.sub(bound, formula),
            _ => self.dag.sub(formula, bound),
        };
        nonnegative(&self.dag, rest)
    }

    /// Is the verdict of a listed point with that kind proved by a bound?
    fn bounds_by_reason(&mut self, listed: &[Listed<'_>], end: &End<'_>) -> bool {
        let by_bound = |p: &Listed<'_>| {
            let right = match end.kind {
                GlobalKind::Minimum => matches!(p.reason, Reason::LowerBound { .. }),
                _ => matches!(p.reason, Reason::UpperBound { .. }),
            };
            right && self.is_proved(|k| matches!(k, ClaimKind::Reason { of } if *of == p.name))
        };
        listed.iter().any(|p| p.global == end.kind && by_bound(p))
    }

    /// L tends to infinity and every critical value is listed.
    fn least_critical_value(&mut self, sign: Sign) -> Result<bool, NotChecked> {
        let all_known = self.is_proved(|k| matches!(k, ClaimKind::Completeness))
            && self.proved(|k| matches!(k, ClaimKind::Value { .. } | ClaimKind::Continuum { .. }));
        Ok(all_known && self.tends_up(sign)?)
    }

    /// Does L tend to infinity with this sign on a curve in t, as t → ∞?
    fn tends_to(&mut self, curve: &[String], sign: Sign) -> Check {
        if curve.len() != self.variables.len() {
            return refuted("the curve has another number of coordinates");
        }
        let map = curve.iter().map(|x| self.read_in(x, &["t"])).collect::<Result<Vec<_>, _>>()?;
        let replacements: Vec<_> = self.variables.iter().copied().zip(map).collect();
        let formula = self.formula?;
        let moved = self.dag.substitute(formula, &replacements);
        let f = self.algebra.fraction(&self.dag, moved, &self.budget)?;
        let symbol = self.dag.symbol("t");
        let t = self.algebra.symbol(symbol);
        let Some(dense) = f.as_polynomial().and_then(|p| p.dense_in(t)) else {
            return Err(NotChecked::NoEvidence);
        };
        let grows = dense.len() > 1 && dense.last().is_some_and(|c| c.sign() == sign);
        if !grows {
            return refuted("L does not tend to infinity on the curve");
        }
        // The curve might leave a domain that is more than the zeros of denominators.
        let narrow = self.document.domain.iter().any(|d| d.contains(['<', '>']));
        if narrow { Err(NotChecked::NoEvidence) } else { Ok(Verdict::Proved) }
    }

    /// The sign of a − b.
    fn compare(&mut self, a: &Number, b: &Number) -> Result<Sign, NotChecked> {
        if a == b {
            return Ok(Sign::Zero);
        }
        let mut place = Place::default();
        let (p, q) = (self.name_number(a, &mut place)?, self.name_number(b, &mut place)?);
        let difference = self.dag.sub(p, q);
        self.sign(difference, &place)
    }
}
