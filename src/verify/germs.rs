//! Degenerate points: the splitting lemma, the odd part, curves.

use super::checker::{Check, Checker, Verdict, holds, refuted};
use super::claim::NotChecked;
use super::derivative::derivative;
use super::fraction::Fraction;
use super::place::Place;
use super::points::Local;
use super::sparse::Sparse;
use super::univariate::Dense;
use crate::expr::{Expr, Symbol};
use crate::number::{Rational, Sign};
use crate::result::{Inertia, Nature, Reason};
use std::collections::BTreeMap;

/// Derivatives of higher order are not taken.
const LARGEST_ORDER: u32 = 24;
/// More derivatives of one order are not taken.
const MOST_DERIVATIVES: usize = 24;

/// L on a map in a few letters.
pub(super) struct Moved {
    /// L − L(p) on the map.
    pub(super) difference: Expr,
    pub(super) symbols: Vec<Symbol>,
    replacements: Vec<(Symbol, Expr)>,
}

/// The coefficients of a polynomial by powers of some letters.
pub(super) type Coefficients = BTreeMap<Vec<u32>, Sparse>;

impl Checker<'_> {
    /// L − L(p) after the map; `None` if it does not start at the point.
    pub(super) fn moved(
        &mut self,
        map: &[String],
        letters: &[String],
        place: &Place,
    ) -> Result<Option<Moved>, NotChecked> {
        if map.len() != self.variables.len() {
            return Err(NotChecked::NoEvidence);
        }
        let names: Vec<&str> = letters.iter().map(String::as_str).collect();
        let map = map.iter().map(|x| self.read_in(x, &names)).collect::<Result<Vec<_>, _>>()?;
        let symbols: Vec<Symbol> = letters.iter().map(|l| self.dag.symbol(l)).collect();
        for (x, start) in map.iter().zip(place.expressions()) {
            let here = self.at_origin(*x, &symbols);
            let difference = self.dag.sub(here, start);
            if self.zero(difference, place, "")? != Verdict::Proved {
                return Ok(None);
            }
        }
        let replacements: Vec<_> = self.variables.iter().copied().zip(map).collect();
        let formula = self.formula?;
        let moved = self.dag.substitute(formula, &replacements);
        let start = self.put(formula, place);
        let difference = self.dag.sub(moved, start);
        Ok(Some(Moved { difference, symbols, replacements }))
    }

    fn at_origin(&mut self, e: Expr, symbols: &[Symbol]) -> Expr {
        let zero = self.dag.integer(0);
        let values: Vec<_> = symbols.iter().map(|s| (*s, zero)).collect();
        self.dag.substitute(e, &values)
    }

    /// The numerator by powers of the letters.
    fn coefficients(&mut self, f: &Fraction, symbols: &[Symbol]) -> Coefficients {
        let indices: Vec<usize> = symbols.iter().map(|s| self.algebra.symbol(*s)).collect();
        by_powers(&f.num, &indices)
    }

    /// The sign of the coefficient of a power of lowest degree.
    fn coefficient_sign(
        &mut self,
        moved: &Moved,
        f: &Fraction,
        powers: &[u32],
        coefficient: &Sparse,
        place: &Place,
    ) -> Result<Sign, NotChecked> {
        let indices: Vec<usize> = moved.symbols.iter().map(|s| self.algebra.symbol(*s)).collect();
        let den = by_powers(&f.den, &indices);
        let den = den.get(&vec![0; powers.len()]).and_then(Sparse::as_constant);
        if let (Some(c), Some(d)) = (coefficient.as_constant(), den) {
            return Ok((&c * &d).sign());
        }
        self.derivative_sign(moved, powers, place)
    }

    /// The sign of a mixed derivative at the point.
    fn derivative_sign(
        &mut self,
        moved: &Moved,
        powers: &[u32],
        place: &Place,
    ) -> Result<Sign, NotChecked> {
        if powers.iter().sum::<u32>() > LARGEST_ORDER {
            return Err(NotChecked::TooLarge);
        }
        let mut e = moved.difference;
        for (symbol, k) in moved.symbols.iter().zip(powers) {
            for _ in 0..*k {
                e = derivative(&mut self.dag, e, *symbol)?;
            }
        }
        let value = self.at_origin(e, &moved.symbols);
        self.sign(value, place)
    }

    /// Splitting lemma with a definite rest, or signs in sectors.
    pub(super) fn germ(&mut self, point: &Local<'_>, place: &Place) -> Check {
        let (letters, map, tied, order) = match point.reason {
            Reason::Splitting { letters, map, tied, order, .. }
            | Reason::Sectors { letters, map, tied, order, .. }
            | Reason::Tangency { letters, map, tied, order, .. } => (letters, map, tied, *order),
            _ => return Err(NotChecked::NoEvidence),
        };
        let whole = matches!(point.reason, Reason::Tangency { .. }) && tied.is_empty();
        let definite = match whole {
            // Nothing was split off: the letters are as many as the variables.
            true if letters.len() == self.variables.len() => Ok(None),
            true => Err("the letters are not the variables"),
            false => self.definite_part(point, letters.len(), tied, place)?,
        };
        let definite = match definite {
            Ok(sign) => sign,
            Err(found) => return refuted(found),
        };
        let Some(moved) = self.moved(map, letters, place)? else {
            return refuted("the map does not start at the point");
        };
        if !self.has_plain_parameters(&moved, tied, place)? {
            return refuted("the letters are not the variables that are left");
        }
        if !self.is_stationary(&moved, tied, order, place)? {
            return refuted("the derivatives in the split variables do not vanish so far");
        }
        match point.reason {
            Reason::Splitting { lowest, .. } => {
                self.lowest_terms(point, &moved, lowest, order, definite, place)
            }
            Reason::Tangency { .. } => self.tangency(point, &moved, definite),
            _ => self.sectors(point, &moved, definite),
        }
    }

    /// The sign of the part of H that was split off, whose minor must be regular and whose
    /// rank must be that of H; in `Err` what contradicts the statement.
    fn definite_part(
        &mut self,
        point: &Local<'_>,
        corank: usize,
        tied: &[String],
        place: &Place,
    ) -> Result<Result<Option<Sign>, &'static str>, NotChecked> {
        let n = self.variables.len();
        if point.dimension > 0 && tied.len() + corank != n {
            return Err(NotChecked::NoEvidence);
        }
        let own = self.hessian_at(place)?;
        let characteristic = self.characteristic(&own)?;
        let Inertia { positive, negative, zero } = self.inertia(&characteristic, place)?;
        if zero != corank || tied.len() + corank != n {
            return Ok(Err("the corank of H is another"));
        }
        let mut rows = Vec::new();
        for name in tied {
            let symbol = self.dag.symbol(name);
            let Some(i) = self.variables.iter().position(|v| *v == symbol) else {
                return Ok(Err("a split variable is none"));
            };
            rows.push(i);
        }
        let minor: Vec<Vec<Expr>> =
            rows.iter().map(|&i| rows.iter().map(|&j| own[i][j]).collect()).collect();
        if let Some(&determinant) = self.characteristic(&minor)?.first()
            && self.sign(determinant, place)? == Sign::Zero
        {
            return Ok(Err("H is singular in the split variables"));
        }
        Ok(match (positive, negative) {
            (0, 0) => Ok(None),
            (_, 0) => Ok(Some(Sign::Positive)),
            (0, _) => Ok(Some(Sign::Negative)),
            _ => Err("H has both signs"),
        })
    }

    /// Is every variable that was not split off its value at the point plus its own letter?
    fn has_plain_parameters(
        &mut self,
        moved: &Moved,
        tied: &[String],
        place: &Place,
    ) -> Result<bool, NotChecked> {
        let mut letters = moved.symbols.iter();
        for ((variable, value), start) in moved.replacements.iter().zip(place.expressions()) {
            if tied.iter().any(|name| name == self.dag.name(*variable)) {
                continue;
            }
            let Some(letter) = letters.next() else { return Ok(false) };
            let letter = self.dag.variable(*letter);
            let step = self.dag.sub(*value, start);
            let rest = self.dag.sub(step, letter);
            if !self.algebra.fraction(&self.dag, rest, &self.budget)?.num.is_zero() {
                return Ok(false);
            }
        }
        Ok(letters.next().is_none())
    }

    /// Do the derivatives in the tied variables vanish on the map through an order?
    fn is_stationary(
        &mut self,
        moved: &Moved,
        tied: &[String],
        order: u32,
        place: &Place,
    ) -> Result<bool, NotChecked> {
        let gradient = self.gradient.clone()?;
        for name in tied {
            let symbol = self.dag.symbol(name);
            let Some(i) = self.variables.iter().position(|v| *v == symbol) else {
                return Ok(false);
            };
            let slope = self.dag.substitute(gradient[i], &moved.replacements);
            let f = self.algebra.fraction(&self.dag, slope, &self.budget)?;
            let all = self.coefficients(&f, &moved.symbols);
            let low = all.keys().any(|powers| powers.iter().sum::<u32>() <= order);
            let hidden = self.hides(&f, &moved.symbols);
            if low && !(hidden && self.vanishes_through(slope, &moved.symbols, order, place)?) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The lowest terms are as stated, are the terms of the germ that is left, and are
    /// definite with the sign of the part split off.
    fn lowest_terms(
        &mut self,
        point: &Local<'_>,
        moved: &Moved,
        stated: &str,
        order: u32,
        definite: Option<Sign>,
        place: &Place,
    ) -> Check {
        let f = self.algebra.fraction(&self.dag, moved.difference, &self.budget)?;
        if self.hides(&f, &moved.symbols) {
            // Equal terms may look different.
            return match moved.symbols.as_slice() {
                [_] => self.lowest_power(point, moved, stated, order, definite, place),
                _ => {
                    match self.lowest_by_powers(point, moved, (&f, stated), order, definite, place)
                    {
                        Ok(Verdict::Refuted(_)) => Err(NotChecked::NoEvidence),
                        other => other,
                    }
                }
            };
        }
        self.lowest_by_powers(point, moved, (&f, stated), order, definite, place)
    }

    /// The same by the powers of the letters.
    fn lowest_by_powers(
        &mut self,
        point: &Local<'_>,
        moved: &Moved,
        (f, stated): (&Fraction, &str),
        order: u32,
        definite: Option<Sign>,
        place: &Place,
    ) -> Check {
        let own = self.coefficients(f, &moved.symbols);
        let degree = |powers: &Vec<u32>| powers.iter().sum::<u32>();
        let Some(k) = own.keys().map(degree).min() else {
            return refuted("nothing is left on the map");
        };
        if k > 2 * order + 1 && definite.is_some() {
            return refuted("the order does not reach the lowest terms");
        }
        let lowest: Coefficients =
            own.into_iter().filter(|(powers, _)| degree(powers) == k).collect();
        let mut signs = BTreeMap::new();
        for (powers, c) in &lowest {
            signs.insert(powers.clone(), self.coefficient_sign(moved, f, powers, c, place)?);
        }
        let letters: Vec<String> =
            moved.symbols.iter().map(|s| self.dag.name(*s).to_string()).collect();
        let names: Vec<&str> = letters.iter().map(String::as_str).collect();
        let text = self.read_in(stated, &names)?;
        let text = self.algebra.fraction(&self.dag, text, &self.budget)?;
        let stated = self.coefficients(&text, &moved.symbols);
        if !self.proportional_forms(&lowest, &stated)? {
            return refuted("the lowest terms are others");
        }
        let Some(sign) = definite_sign(&lowest, &signs, k, &self.budget)? else {
            return Err(NotChecked::NoEvidence);
        };
        if sign == Sign::Zero || definite.is_some_and(|d| d != sign) {
            return refuted("the lowest terms do not give an extremum");
        }
        let nature = match sign {
            Sign::Positive => Nature::LocalMinimum,
            _ => Nature::LocalMaximum,
        };
        let strict = point.strict == Some(true) || point.dimension > 0;
        holds(point.nature == nature && strict, "the lowest terms give another nature")
    }

    /// Does a letter other than the given ones contain them, as exp(t) does?
    pub(super) fn hides(&self, f: &Fraction, symbols: &[Symbol]) -> bool {
        let own: Vec<Option<usize>> =
            symbols.iter().map(|s| self.algebra.known_symbol(*s)).collect();
        let letters = f.num.letters().into_iter().chain(f.den.letters());
        let mut others = letters.filter(|l| !own.contains(&Some(*l)));
        others.any(|l| symbols.iter().any(|s| self.algebra.involves(l, *s)))
    }

    /// Are all derivatives through an order zero at the origin?
    fn vanishes_through(
        &mut self,
        e: Expr,
        symbols: &[Symbol],
        order: u32,
        place: &Place,
    ) -> Result<bool, NotChecked> {
        let mut level = vec![e];
        for k in 0..=order {
            if level.len() > MOST_DERIVATIVES {
                return Err(NotChecked::TooLarge);
            }
            for &e in &level {
                let value = self.at_origin(e, symbols);
                if self.sign(value, place)? != Sign::Zero {
                    return Ok(false);
                }
            }
            if k == order {
                break;
            }
            let mut next = Vec::new();
            for e in level {
                for &s in symbols {
                    next.push(derivative(&mut self.dag, e, s)?);
                }
            }
            next.sort_unstable();
            next.dedup();
            level = next;
        }
        Ok(true)
    }

    /// The same for one letter that others contain: by derivatives.
    fn lowest_power(
        &mut self,
        point: &Local<'_>,
        moved: &Moved,
        stated: &str,
        order: u32,
        definite: Option<Sign>,
        place: &Place,
    ) -> Check {
        let [letter] = moved.symbols.as_slice() else { return Err(NotChecked::NoEvidence) };
        let names = [self.dag.name(*letter).to_string()];
        let text = self.read_in(stated, &[&names[0]])?;
        let text = self.algebra.fraction(&self.dag, text, &self.budget)?;
        let stated = self.coefficients(&text, &moved.symbols);
        let [(powers, _)] = stated.iter().collect::<Vec<_>>()[..] else {
            return refuted("the lowest terms are no power");
        };
        let k = powers[0];
        if k > 2 * order + 1 && definite.is_some() {
            return refuted("the order does not reach the lowest terms");
        }
        for j in 1..k {
            if self.derivative_sign(moved, &[j], place)? != Sign::Zero {
                return refuted("the lowest terms are others");
            }
        }
        let sign = self.derivative_sign(moved, &[k], place)?;
        if sign == Sign::Zero || k % 2 == 1 || definite.is_some_and(|d| d != sign) {
            return refuted("the lowest terms do not give an extremum");
        }
        let nature = match sign {
            Sign::Positive => Nature::LocalMinimum,
            _ => Nature::LocalMaximum,
        };
        holds(point.nature == nature, "the lowest terms give another nature")
    }

    /// Equal up to a factor, and with the same powers.
    fn proportional_forms(
        &mut self,
        a: &Coefficients,
        b: &Coefficients,
    ) -> Result<bool, NotChecked> {
        if !a.keys().eq(b.keys()) {
            return Ok(false);
        }
        let (Some(p), Some(q)) = (a.values().next(), b.values().next()) else { return Ok(true) };
        for (x, y) in a.values().zip(b.values()) {
            let left = x.times(q, &self.budget)?;
            let cross = left.minus(&y.times(p, &self.budget)?);
            if !self.algebra.reduced(cross, &self.budget)?.is_zero() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// L − L(p) = odd·root², and the sign of the odd part at the point or its gradient.
    pub(super) fn odd_part(
        &mut self,
        point: &Local<'_>,
        odd: &str,
        root: &str,
        place: &Place,
    ) -> Check {
        let (odd, root) = (self.read(odd)?, self.read(root)?);
        let (formula, square) = (self.formula?, self.dag.power_integer(root, 2));
        let mut on = Place::default();
        let value = self.name_number(point.value, &mut on)?;
        let (change, product) = (self.dag.sub(formula, value), self.dag.mul(odd, square));
        let difference = self.dag.sub(change, product);
        let identity =
            self.identity(difference, &on.on(Some(formula)), "L − L(p) is another product")?;
        if identity != Verdict::Proved {
            return Ok(identity);
        }
        let here = self.put(odd, place);
        let nature = match self.sign(here, place)? {
            Sign::Positive => Nature::LocalMinimum,
            Sign::Negative => Nature::LocalMaximum,
            Sign::Zero | Sign::Unknown => {
                return match self.has_gradient(odd, place)? {
                    true => {
                        let both = matches!(point.nature, Nature::Saddle | Nature::Inflection);
                        holds(both, "the odd part changes its sign here")
                    }
                    false => Err(NotChecked::NoEvidence),
                };
            }
        };
        holds(point.nature == nature, "the odd part has another sign")
    }

    fn has_gradient(&mut self, e: Expr, place: &Place) -> Result<bool, NotChecked> {
        for v in self.variables.clone() {
            let slope = derivative(&mut self.dag, e, v)?;
            let value = self.put(slope, place);
            if self.sign(value, place)? != Sign::Zero {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// L − L(p) along curves through p in the letter t, up to a positive factor.
    pub(super) fn curves(
        &mut self,
        point: &Local<'_>,
        curves: &[Vec<String>],
        along: &[String],
        place: &Place,
    ) -> Check {
        let mut signs = Vec::new();
        if curves.is_empty() || curves.len() != along.len() {
            return Err(NotChecked::NoEvidence);
        }
        let letters = ["t".to_string()];
        for (curve, along) in curves.iter().zip(along) {
            let Some(moved) = self.moved(curve, &letters, place)? else {
                return refuted("a curve does not start at the point");
            };
            let stated = self.lowest_stated(along)?;
            let Some((k, _)) = stated else { return refuted("nothing is stated along a curve") };
            let sign = self.lowest_along(&moved, along, k, place)?;
            let Ok(sign) = sign else { return refuted("L along the curve is another function") };
            signs.push(sign);
            if k % 2 == 1 {
                signs.extend([Sign::Positive, Sign::Negative]);
            }
        }
        let both = signs.contains(&Sign::Positive) && signs.contains(&Sign::Negative);
        match point.nature {
            Nature::Saddle | Nature::Inflection if both => Ok(Verdict::Proved),
            Nature::LocalMinimum | Nature::LocalMaximum | Nature::Constant if both => {
                refuted("L takes both signs along the curves")
            }
            _ => Err(NotChecked::NoEvidence),
        }
    }

    /// The lowest exponent of a polynomial in t, with its coefficient.
    fn lowest_stated(&mut self, along: &str) -> Result<Option<(u32, Sparse)>, NotChecked> {
        let e = self.read_in(along, &["t"])?;
        let f = self.algebra.fraction(&self.dag, e, &self.budget)?;
        let t = self.dag.symbol("t");
        let all = self.coefficients(&f, &[t]);
        Ok(all.into_iter().next().map(|(powers, c)| (powers[0], c)))
    }

    /// The sign of the coefficient of tᵏ in L − L(p) on the curve; `Err` if it does not
    /// begin there, or is another polynomial than stated.
    fn lowest_along(
        &mut self,
        moved: &Moved,
        along: &str,
        k: u32,
        place: &Place,
    ) -> Result<Result<Sign, ()>, NotChecked> {
        let t = self.dag.symbol("t");
        let reduced = self.algebra.fraction(&self.dag, moved.difference, &self.budget);
        let letter = self.algebra.symbol(t);
        if let Ok(f) = &reduced
            && f.den.degree_in(letter) == 0
            && f.num.letters().iter().all(|l| *l == letter || !self.depends_on(*l, t))
        {
            let own = self.coefficients(f, &[t]);
            let text = self.read_in(along, &["t"])?;
            let text = self.algebra.fraction(&self.dag, text, &self.budget)?;
            let stated = self.coefficients(&text, &[t]);
            let plain = |c: &Sparse| c.as_constant().is_some();
            let same = match own.iter().next() {
                Some((powers, c)) if powers[0] == k => {
                    let same = self.proportional_forms(&own, &stated)?;
                    same.then(|| (powers.clone(), c.clone()))
                }
                Some(_) | None => None,
            };
            if let Some((powers, c)) = same {
                let sign = self.coefficient_sign(moved, f, &powers, &c, place)?;
                let lead = stated.values().next().and_then(Sparse::as_constant);
                let agrees = lead.is_none_or(|q| q.sign() == sign);
                return Ok(if agrees { Ok(sign) } else { Err(()) });
            }
            // Roots of numbers are letters here, and letters may hide relations.
            if own.values().chain(stated.values()).all(plain) {
                return Ok(Err(()));
            }
        }
        for order in 1..k {
            if self.derivative_sign(moved, &[order], place)? != Sign::Zero {
                return Ok(Err(()));
            }
        }
        let sign = self.derivative_sign(moved, &[k], place)?;
        let stated = self.lowest_stated(along)?.and_then(|(_, c)| c.as_constant());
        let agrees = stated.is_none_or(|q| q.sign() == sign) && sign != Sign::Zero;
        Ok(if agrees { Ok(sign) } else { Err(()) })
    }

    /// May a letter other than t hide t, as exp(t) does?
    fn depends_on(&self, letter: usize, t: Symbol) -> bool {
        self.algebra.involves(letter, t)
    }
}

/// A polynomial by powers of some letters.
pub(super) fn by_powers(p: &Sparse, indices: &[usize]) -> Coefficients {
    let mut all: BTreeMap<Vec<u32>, Vec<(Vec<u32>, Rational)>> = BTreeMap::new();
    for (exponents, c) in p.terms() {
        let powers = indices.iter().map(|i| exponents.get(*i).copied().unwrap_or(0)).collect();
        let mut rest = exponents.clone();
        for i in indices {
            if let Some(k) = rest.get_mut(*i) {
                *k = 0;
            }
        }
        all.entry(powers).or_default().push((rest, c.clone()));
    }
    let parts = all.into_iter().map(|(powers, terms)| (powers, Sparse::sum_of(terms)));
    parts.filter(|(_, c)| !c.is_zero()).collect()
}

/// The sign of a form that is zero at the origin only; zero if it is not definite, `None`
/// if these tests do not tell.
fn definite_sign(
    form: &Coefficients,
    signs: &BTreeMap<Vec<u32>, Sign>,
    degree: u32,
    budget: &crate::budget::Budget,
) -> Result<Option<Sign>, NotChecked> {
    let Some(first) = signs.values().next().copied() else { return Ok(None) };
    let r = form.keys().next().map_or(0, Vec::len);
    if degree % 2 == 1 {
        return Ok(Some(Sign::Zero));
    }
    let even = form.keys().all(|powers| powers.iter().all(|k| k % 2 == 0));
    let pure = |i: usize| form.keys().any(|powers| powers[i] == degree);
    if even && signs.values().all(|s| *s == first) && (0..r).all(pure) {
        return Ok(Some(first));
    }
    if r != 2 {
        return Ok(None);
    }
    let mut dense = vec![Rational::zero(); degree as usize + 1];
    for (powers, c) in form {
        let Some(c) = c.as_constant() else { return Ok(None) };
        dense[powers[1] as usize] = c;
    }
    let reaches = !dense[degree as usize].is_zero();
    let none = Dense::new(dense).sturm(budget)?.real_roots() == 0;
    Ok(Some(if reaches && none { first } else { Sign::Zero }))
}
