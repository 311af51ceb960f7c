//! Pieces of an affine set of critical points on which L behaves in one way.
//!
//! On a set of codimension m the Hessian has rank at most m, and where E_m, the sum of its
//! principal m-minors, is not zero, the set is a nondegenerate critical manifold (Bott 1954)
//! whose inertia E_1, …, E_m tell. Where an odd factor of E_m vanishes without its gradient,
//! pieces of both signs meet.

use super::back::{Place, solutions};
use super::sets::{FoundSet, Side};
use super::verdict::Curvature;
use super::{Found, Scene};
use crate::budget::Exhausted;
use crate::calculus::derivative;
use crate::classify::{Because, Nature, Test, Verdict};
use crate::expr::print::input;
use crate::expr::{Expr, Function, Node, Symbol};
use crate::linalg::Inertia;
use crate::number::{Rational, Sign};
use crate::solve::{Form, Letter, common_part};

/// A piece with a sample.
#[derive(Debug)]
pub(super) struct Stratum {
    /// Relations in the variables.
    pub(super) condition: String,
    pub(super) found: Found,
}

/// A product c·Π fᵢ^kᵢ in the free variables, as far as its sign goes.
struct Signed {
    /// Of c.
    positive: bool,
    /// The product of the factors of odd power; 1 if there are none.
    odd: Expr,
    /// The factors of even power.
    even: Vec<Expr>,
}

impl Scene<'_> {
    /// The pieces of a set along which the Hessian changes; `None` if they are not found.
    ///
    /// # Errors
    /// [`Exhausted`].
    pub(super) fn strata(&mut self, set: &FoundSet) -> Result<Option<Vec<Stratum>>, Exhausted> {
        let n = self.letters.variables().len();
        let codimension = n - set.dimension;
        if set.verdict.nature != Nature::Undetermined
            || codimension > 2
            || (codimension == 2 && !self.conditions.is_empty())
            || !self.kinks.is_empty()
        {
            return Ok(None);
        }
        let Some(chart) = self.chart(set)? else { return Ok(None) };
        if chart.len() != codimension {
            return Ok(None);
        }
        let invariants: Vec<Expr> = (1..=codimension).map(|k| self.invariant(&chart, k)).collect();
        let Some(top) = self.signed(invariants[codimension - 1]) else { return Ok(None) };
        let mut all = Vec::new();
        for positive in [true, false] {
            let Some((condition, place)) = self.side(&chart, &top, positive) else {
                // Not to find a sample is no proof that there is none.
                return Ok(None);
            };
            let Some(place) = place else { continue };
            let nature = match (codimension, positive) {
                (1, true) => Inertia { positive: 1, negative: 0, zero: n - 1 },
                (1, false) => Inertia { positive: 0, negative: 1, zero: n - 1 },
                (_, false) => Inertia { positive: 1, negative: 1, zero: n - 2 },
                (_, true) => return Ok(None),
            };
            all.push(self.regular(set, condition, place, nature)?);
        }
        match self.zeros(&chart, &top) {
            None => {
                return Ok(None);
            }
            Some(None) => {}
            Some(Some((condition, place))) => {
                // E_m is analytic, so its zeros are limits of points where it is not zero.
                let saddles = codimension == 2;
                let meet = saddles || (top.even.is_empty() && self.is_crossed(&chart, top.odd));
                all.push(self.limit(set, condition, place, meet)?);
            }
        }
        Ok(Some(all))
    }

    /// The variables that the equations give as functions of the others, if they are affine
    /// and the Hessian does not change with the number of turns.
    fn chart(&mut self, set: &FoundSet) -> Result<Option<Vec<(Symbol, Expr)>>, Exhausted> {
        let mut chart: Vec<(Symbol, Expr)> = Vec::new();
        let variables = self.letters.variables().to_vec();
        for &(left, right, turns) in &set.sides {
            let moved = self.dag.substitute(left, &chart);
            let inside = self.dag.symbols_of(moved);
            let Some(&v) = variables.iter().find(|v| inside.contains(v)) else { return Ok(None) };
            let slope = derivative(self.dag, moved, v);
            if self.dag.as_number(slope).is_none_or(Rational::is_zero) {
                return Ok(None);
            }
            let entries: Vec<Expr> = self.curvature.iter().flatten().copied().collect();
            if turns && !self.is_periodic(&entries, v, left)? {
                return Ok(None);
            }
            let nothing = self.dag.integer(0);
            let rest = self.dag.substitute(moved, &[(v, nothing)]);
            let difference = self.dag.sub(right, rest);
            let value = self.dag.div(difference, slope);
            let Some(form) = Form::of(self.dag, value) else { return Ok(None) };
            let value = form.expression(self.dag);
            for (_, e) in &mut chart {
                *e = self.dag.substitute(*e, &[(v, value)]);
            }
            chart.push((v, value));
        }
        Ok(Some(chart))
    }

    /// Is L the same after any number of turns of the angles that the equations give?
    pub(super) fn is_one_value(&mut self, sides: &[Side]) -> Result<bool, Exhausted> {
        for &(left, _, turns) in sides {
            if !turns {
                continue;
            }
            let mut found = false;
            for v in self.dag.symbols_of(left) {
                found = found || self.is_periodic(&[self.loss], v, left)?;
            }
            if !found {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Does a variable occur only through the sine and the cosine of an angle?
    fn is_periodic(&mut self, entries: &[Expr], v: Symbol, angle: Expr) -> Result<bool, Exhausted> {
        for &e in entries {
            let Some(f) = self.letters.lower(self.dag, e, self.budget)? else { return Ok(false) };
            let mut inside = f.num().variables();
            inside.extend(f.den().variables());
            for i in inside {
                let letter = self.letters.alphabet().letters()[i].clone();
                let own = matches!(letter, Letter::Sine(b) | Letter::Cosine(b) if b == angle);
                let meaning = letter.meaning(self.dag);
                if !own && self.dag.symbols_of(meaning).contains(&v) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// E_k of the Hessian on the chart, for k = 1 or 2.
    fn invariant(&mut self, chart: &[(Symbol, Expr)], k: usize) -> Expr {
        let n = self.curvature.len();
        let rows = self.curvature.clone();
        let h: Vec<Vec<Expr>> =
            rows.iter().map(|row| self.dag.substitute_all(row, chart)).collect();
        let mut terms = Vec::new();
        for i in 0..n {
            if k == 1 {
                terms.push(h[i][i]);
                continue;
            }
            for j in 0..i {
                let product = self.dag.mul(h[i][i], h[j][j]);
                let square = self.dag.square(h[i][j]);
                terms.push(self.dag.sub(product, square));
            }
        }
        let sum = self.dag.sum(terms);
        let Some(form) = Form::of(self.dag, sum) else { return sum };
        // Without the common factor of the coefficients the conditions are shorter.
        let common = form.terms().fold(Rational::zero(), |g, (_, c)| common_part(&g, c));
        let Some(inverse) = common.abs().recip() else { return form.expression(self.dag) };
        let scaled = form.terms().map(|(m, c)| (m.clone(), c * &inverse)).collect::<Vec<_>>();
        Form::from_terms(scaled).expression(self.dag)
    }

    /// A product by signs; `None` if it is zero.
    fn signed(&mut self, e: Expr) -> Option<Signed> {
        if self.dag.is_zero(e) {
            return None;
        }
        let (c, rest) = self.dag.split_coefficient(e);
        let factors = match rest.map(|rest| (rest, self.dag.node(rest).clone())) {
            None => Vec::new(),
            Some((_, Node::Product(factors))) => factors.to_vec(),
            Some((rest, _)) => vec![rest],
        };
        let (mut odd, mut even) = (Vec::new(), Vec::new());
        for f in factors {
            if self.dag.is_positive(f) {
                continue;
            }
            let whole = match self.dag.node(f) {
                Node::Power(base, exponent) => {
                    let k = self.dag.as_number(*exponent).and_then(Rational::to_integer);
                    k.filter(|k| !k.is_negative()).map(|k| (*base, k.is_even()))
                }
                _ => None,
            };
            match whole {
                Some((base, true)) => even.push(base),
                Some((base, false)) => odd.push(base),
                None => odd.push(f),
            }
        }
        let odd = self.dag.product(odd);
        Some(Signed { positive: !c.is_negative(), odd, even })
    }

    /// The piece where the product has one sign: its condition and a sample; no sample if it
    /// is proved to be empty.
    fn side(
        &mut self,
        chart: &[(Symbol, Expr)],
        product: &Signed,
        positive: bool,
    ) -> Option<(String, Option<Place>)> {
        let wanted = if positive == product.positive { Sign::Positive } else { Sign::Negative };
        let impossible = match wanted {
            Sign::Positive => self.dag.is_nonpositive(product.odd),
            _ => self.dag.is_nonnegative(product.odd),
        };
        if impossible {
            return Some((String::new(), None));
        }
        let mut relations = Vec::new();
        if !self.dag.is_constant(product.odd) {
            let odd = input(self.dag, product.odd);
            relations.push(format!("{odd} {} 0", if wanted == Sign::Positive { ">" } else { "<" }));
        }
        for f in &product.even {
            relations.push(format!("{} != 0", input(self.dag, *f)));
        }
        let place = self.grid(chart).into_iter().find(|place| {
            if !self.is_inside(place) {
                return false;
            }
            let at = self.at(place);
            let odd = self.dag.substitute(product.odd, &at);
            let whole = product.even.iter().all(|f| {
                let value = self.dag.substitute(*f, &at);
                matches!(self.roots.sign(self.dag, value), Sign::Positive | Sign::Negative)
            });
            whole && self.roots.sign(self.dag, odd) == wanted
        })?;
        Some((relations.join(", "), Some(place)))
    }

    fn is_inside(&mut self, place: &Place) -> bool {
        let conditions = self.conditions.clone();
        conditions.iter().all(|c| self.satisfies(c, place) == Some(true))
    }

    /// Points of the chart with small values of the free variables.
    fn grid(&mut self, chart: &[(Symbol, Expr)]) -> Vec<Place> {
        const VALUES: [(i64, i64); 6] = [(0, 1), (1, 1), (-1, 1), (2, 1), (1, 2), (3, 1)];
        let variables = self.letters.variables().to_vec();
        let free: Vec<Symbol> =
            variables.iter().copied().filter(|v| chart.iter().all(|(c, _)| c != v)).collect();
        let count = VALUES.len().saturating_pow(free.len() as u32).min(216);
        let mut all = Vec::new();
        for code in 0..count {
            let mut values = Vec::new();
            let mut rest = code;
            for v in &free {
                let (p, q) = VALUES[rest % VALUES.len()];
                values.push((*v, self.dag.fraction(p, q)));
                rest /= VALUES.len();
            }
            all.push(self.on_chart(chart, &values));
        }
        all
    }

    fn on_chart(&mut self, chart: &[(Symbol, Expr)], free: &[(Symbol, Expr)]) -> Place {
        let mut values = Vec::new();
        for v in self.letters.variables().to_vec() {
            let own = free.iter().find(|(f, _)| *f == v).map(|(_, e)| *e);
            let solved = chart.iter().find(|(c, _)| *c == v).map(|(_, e)| *e);
            values.push(match (own, solved) {
                (Some(e), _) => e,
                (None, Some(e)) => self.dag.substitute(e, free),
                (None, None) => self.dag.integer(0),
            });
        }
        Place { values, periods: Vec::new() }
    }

    /// The piece where the product is zero, if there is one; `None` if no sample is found.
    fn zeros(
        &mut self,
        chart: &[(Symbol, Expr)],
        product: &Signed,
    ) -> Option<Option<(String, Place)>> {
        let mut factors = product.even.clone();
        match self.dag.node(product.odd).clone() {
            Node::Product(odd) => factors.extend(odd.iter()),
            _ => factors.push(product.odd),
        }
        factors.retain(|f| !self.dag.is_nonzero(*f));
        if factors.is_empty() {
            return Some(None);
        }
        let texts: Vec<String> =
            factors.iter().map(|f| format!("{} = 0", input(self.dag, *f))).collect();
        let condition = texts.join(" or ");
        for f in factors {
            for place in self.grid(chart) {
                let mut free: Vec<(Symbol, Expr)> = self.at(&place);
                free.retain(|(v, _)| chart.iter().all(|(c, _)| c != v));
                for k in 0..free.len() {
                    let others: Vec<_> =
                        free.iter().copied().filter(|(v, _)| *v != free[k].0).collect();
                    let Some(value) = self.zero_of(f, free[k].0, &others) else { continue };
                    let mut at = others;
                    at.push((free[k].0, value));
                    let place = self.on_chart(chart, &at);
                    let at = self.at(&place);
                    let here = self.dag.substitute(f, &at);
                    if self.is_inside(&place) && self.roots.sign(self.dag, here) == Sign::Zero {
                        return Some(Some((condition, place)));
                    }
                }
            }
        }
        None
    }

    /// A value of one variable at which a factor vanishes.
    fn zero_of(&mut self, f: Expr, v: Symbol, others: &[(Symbol, Expr)]) -> Option<Expr> {
        let f = self.dag.substitute(f, others);
        let nothing = self.dag.integer(0);
        if let Some(all) = solutions(self.dag, f, nothing, v, &self.roots) {
            return all.first().copied();
        }
        // With one function of the variable in it, that function first.
        let mut calls: Vec<Expr> = Vec::new();
        for e in self.dag.below(&[f]) {
            if matches!(self.dag.node(e), Node::Call(_, _)) && self.dag.symbols_of(e).contains(&v) {
                calls.push(e);
            }
        }
        let [call] = calls[..] else { return None };
        let Node::Call(function, arguments) = self.dag.node(call).clone() else { return None };
        let letter = self.dag.symbol("function#");
        let name = self.dag.variable(letter);
        let outer = self.dag.replace(f, &[(call, name)]);
        let all = solutions(self.dag, outer, nothing, letter, &self.roots)?;
        let inverse = match function {
            Function::Exp => Function::Ln,
            Function::Ln => Function::Exp,
            Function::Sin => Function::Asin,
            Function::Cos => Function::Acos,
            _ => return None,
        };
        all.into_iter().find_map(|value| {
            let right = self.dag.apply(inverse, value);
            solutions(self.dag, arguments[0], right, v, &self.roots)?.first().copied()
        })
    }

    /// Has each factor of a function of the free variables a gradient at all its zeros, so that
    /// the function takes both signs near each of its own? Shown by the square of a factor and
    /// of its slopes, whose sum is a positive number; different factors have no variable in
    /// common.
    fn is_crossed(&mut self, chart: &[(Symbol, Expr)], f: Expr) -> bool {
        let factors = match self.dag.node(f).clone() {
            Node::Product(factors) => factors.to_vec(),
            _ => vec![f],
        };
        let symbols: Vec<_> = factors.iter().map(|&f| self.dag.symbols_of(f)).collect();
        let apart = (0..symbols.len()).all(|i| (0..i).all(|j| symbols[i].is_disjoint(&symbols[j])));
        apart && factors.into_iter().all(|f| self.has_slope(chart, f))
    }

    fn has_slope(&mut self, chart: &[(Symbol, Expr)], f: Expr) -> bool {
        let mut squares = vec![self.dag.square(f)];
        for v in self.letters.variables().to_vec() {
            if chart.iter().all(|(c, _)| *c != v) {
                let slope = derivative(self.dag, f, v);
                if self.dag.is_nonzero(slope) {
                    return true;
                }
                squares.push(self.dag.square(slope));
            }
        }
        let sum = self.dag.sum(squares);
        let sum = self.with_circles(sum);
        self.dag.is_positive(sum)
    }

    /// With sin² written as 1 − cos².
    fn with_circles(&mut self, e: Expr) -> Expr {
        let mut parts = Vec::new();
        for part in self.dag.below(&[e]) {
            let Node::Power(base, exponent) = *self.dag.node(part) else { continue };
            let square = self.dag.as_number(exponent).is_some_and(|k| *k == Rational::from(2));
            let Node::Call(Function::Sin, arguments) = self.dag.node(base).clone() else {
                continue;
            };
            if square {
                let cosine = self.dag.apply(Function::Cos, arguments[0]);
                let (one, square) = (self.dag.integer(1), self.dag.square(cosine));
                parts.push((part, self.dag.sub(one, square)));
            }
        }
        let e = self.dag.replace(e, &parts);
        match Form::of(self.dag, e) {
            Some(form) => form.expression(self.dag),
            None => e,
        }
    }

    /// A piece on which E_m is not zero.
    fn regular(
        &mut self,
        set: &FoundSet,
        condition: String,
        place: Place,
        inertia: Inertia,
    ) -> Result<Stratum, Exhausted> {
        let (nature, because) = match (inertia.positive, inertia.negative) {
            (1.., 1..) => (Nature::Saddle, Because::Indefinite(inertia)),
            (_, 0) => (Nature::LocalMinimum, Because::MorseBott(inertia)),
            _ => (Nature::LocalMaximum, Because::MorseBott(inertia)),
        };
        let strict = Some(nature == Nature::Saddle);
        let mut curvature = self.curvature_at(None, &place)?;
        curvature.inertia = Some(inertia);
        Ok(self.stratum(set, condition, place, curvature, Verdict { nature, strict, because }))
    }

    /// The piece on which E_m vanishes: where pieces of both signs meet it is a saddle.
    fn limit(
        &mut self,
        set: &FoundSet,
        condition: String,
        place: Place,
        meet: bool,
    ) -> Result<Stratum, Exhausted> {
        let curvature = self.curvature_at(None, &place)?;
        let tried = [Test::Eigenvalues, Test::VisibleBound, Test::MorseBott];
        let verdict = match meet {
            true => Verdict {
                nature: Nature::Saddle,
                strict: Some(false),
                because: Because::Neighbours { above: true, below: true },
            },
            false => Verdict::undetermined(&tried, None),
        };
        let curvature = Curvature { inertia: None, ..curvature };
        Ok(self.stratum(set, condition, place, curvature, verdict))
    }

    fn stratum(
        &mut self,
        set: &FoundSet,
        condition: String,
        place: Place,
        curvature: Curvature,
        verdict: Verdict,
    ) -> Stratum {
        let (node, value) = (set.node, set.value);
        let letters = Vec::new();
        let (along, singularity) = (None, None);
        let found = Found { place, node, letters, curvature, verdict, value, along, singularity };
        Stratum { condition, found }
    }
}
