//! Components in letters: some are points in the variables, some are sets.
//!
//! A letter that is free on a component imposes nothing: t = exp(b) takes the value that
//! belongs to the variables. What is left are the values of the other letters. Where these do
//! not determine all variables, or letters depend on each other, the component is a set given
//! by the same equations with the letters written out.

use super::back::{Outcome, Place, locate, solutions};
use super::verdict::{self, Curvature, Known};
use super::{Found, Scene};
use crate::budget::Exhausted;
use crate::classify::{Because, Nature, Test, Verdict};
use crate::expr::{Expr, Symbol};
use crate::linalg::Matrix;
use crate::number::{Field, Rational, Sign};
use crate::polynomial::Poly;
use crate::polynomial::algebraic::FieldElement;
use crate::result::{Parametrization, WhyComplete};
use crate::solve::{Component, Letter, Solved, ZeroPoint, at_point};

/// A set of zeros of positive dimension in the variables.
#[derive(Debug)]
pub(super) struct FoundSet {
    pub(super) dimension: usize,
    /// Expressions that are zero on it.
    pub(super) equations: Vec<Expr>,
    /// The same as values of arguments, if it is given by such.
    pub(super) sides: Vec<Side>,
    pub(super) parametrization: Option<Parametrization>,
    pub(super) sample: Place,
    pub(super) curvature: Curvature,
    pub(super) verdict: Verdict,
    /// L on it, if it is the same for all turns of angles.
    pub(super) value: Option<Expr>,
    pub(super) node: usize,
}

/// left = right, or = right + 2πk.
pub(super) type Side = (Expr, Expr, bool);

/// A set before it is classified.
pub(super) struct Shape {
    pub(super) node: usize,
    pub(super) dimension: usize,
    pub(super) equations: Vec<Expr>,
    pub(super) sides: Vec<Side>,
    pub(super) parametrization: Option<Parametrization>,
    pub(super) sample: Place,
    /// The letters that need not have one value each on it, if that is known.
    pub(super) moving: Option<Vec<usize>>,
    /// L on it, if that is known already.
    pub(super) value: Option<Expr>,
    /// A point with the values of letters that have one each on it, and these letters.
    pub(super) known: Option<(ZeroPoint, Vec<usize>)>,
}

/// Letters with values, and expressions that vanish.
type Values = (Vec<(Letter, FieldElement)>, Vec<Expr>);

/// A solved letter with those solved after it put in, where they have no denominator.
fn reduced(s: &Solved, known: &[Solved]) -> Solved {
    let mut all = s.clone();
    for r in known.iter().filter(|r| r.den.is_one()) {
        all.num = all.num.substitute(r.var, &r.num, &r.den);
        all.den = all.den.substitute(r.var, &r.num, &r.den);
    }
    all
}

/// What a component is in the variables.
#[derive(Debug)]
pub(super) enum Piece {
    Places(Vec<Found>),
    Set(Box<FoundSet>),
    /// Not decided, with the reason.
    Open(WhyComplete),
}

impl Scene<'_> {
    /// Translates a component.
    ///
    /// # Errors
    /// [`Exhausted`].
    pub(super) fn piece(&mut self, component: &Component) -> Result<Piece, Exhausted> {
        let Some((known, zero)) = self.known(component)? else {
            return Ok(match self.graph(component)? {
                Some(set) => Piece::Set(Box::new(set)),
                None => self.open_piece(component),
            });
        };
        let variables = self.letters.variables().to_vec();
        match locate(self.dag, &variables, &known, &zero, &mut self.roots, self.budget)? {
            Outcome::Places(places) => {
                let mut all = Vec::new();
                for place in places {
                    let at = self.point_at(component, &place);
                    let at = at.as_ref().map(|(point, fixed)| Known { point, fixed });
                    let conditions = self.conditions.clone();
                    let found = self.describe(place, component.node, at, &conditions)?;
                    let found = found.map(|new| Found { letters: known.clone(), ..new });
                    all.extend(found);
                }
                Ok(Piece::Places(all))
            }
            Outcome::Free | Outcome::Open => {
                Ok(match self.level(component.node, &component.tied, &known, &zero)? {
                    Some(set) => Piece::Set(Box::new(set)),
                    None => self.open_piece(component),
                })
            }
        }
    }

    fn open_piece(&mut self, component: &Component) -> Piece {
        let texts = component.equations();
        let texts = texts.iter().map(|p| self.letters.unknown_names.text(self.dag, p));
        Piece::Open(WhyComplete::OpenBranch { equations: texts.collect() })
    }

    /// The letters with values and expressions that vanish, if all other letters are free.
    fn known(&mut self, component: &Component) -> Result<Option<Values>, Exhausted> {
        if !component.relation.as_ref().is_none_or(|p| self.is_circle(p)) {
            return Ok(None);
        }
        let mut values = component.fixed.clone();
        let mut moving: Vec<Solved> = Vec::new();
        for s in component.solved.iter().rev() {
            let at = |p: &Poly| {
                let all = p.variables().iter().all(|i| values.iter().any(|(j, _)| j == i));
                let zero = FieldElement::constant(&component.field, &Rational::zero());
                let mut coordinates = vec![zero; component.nvars];
                values.iter().for_each(|(i, x)| coordinates[*i] = x.clone());
                let point = ZeroPoint { field: component.field.clone(), coordinates };
                all.then(|| at_point(p, &point))
            };
            match (at(&s.num), at(&s.den).and_then(|d| d.recip())) {
                (Some(num), Some(inverse)) => values.push((s.var, num.mul(&inverse))),
                _ => moving.push(reduced(s, &moving)),
            }
        }
        values.sort_by_key(|(i, _)| *i);
        let mut known: Vec<(Letter, FieldElement)> =
            values.iter().map(|(i, x)| (self.letters.unknown(*i).clone(), x.clone())).collect();
        let mut zero = Vec::new();
        let pairs = component.relation.is_some();
        for s in &moving {
            match self.letters.unknown(s.var).clone() {
                Letter::Variable(v) => {
                    let value = self.solved_value(s, &values)?;
                    let x = self.dag.variable(v);
                    zero.push(self.dag.sub(x, value));
                }
                Letter::Sine(b) if pairs => {
                    let cosine = moving.iter().find(|c| c.var == s.var + 1);
                    let Some(turn) = cosine.and_then(|c| self.turn(b, s, c, component)) else {
                        return Ok(None);
                    };
                    known.extend(turn);
                }
                Letter::Cosine(_) if pairs && moving.iter().any(|m| m.var + 1 == s.var) => {}
                Letter::Exponential(_)
                | Letter::Sine(_)
                | Letter::Cosine(_)
                | Letter::Root { .. }
                | Letter::Logarithm(_)
                | Letter::Constant(_) => return Ok(None),
            }
        }
        Ok(Some((known, zero)))
    }

    /// num/den with the known values put in and letters written out.
    fn solved_value(
        &mut self,
        s: &Solved,
        values: &[(usize, FieldElement)],
    ) -> Result<Expr, Exhausted> {
        let names = &self.letters.unknown_names;
        let (num, den) = (names.poly(self.dag, &s.num), names.poly(self.dag, &s.den));
        let quotient = self.dag.div(num, den);
        let mut pairs = Vec::new();
        for (i, x) in values {
            let n = s.num.nvars();
            let name = self.letters.unknown_names.poly(self.dag, &Poly::var(n, *i));
            let value = self.roots.expression(self.dag, x, self.budget)?;
            pairs.extend(self.dag.as_symbol(name).map(|symbol| (symbol, value)));
        }
        let quotient = self.dag.substitute(quotient, &pairs);
        Ok(self.spelled(quotient))
    }

    /// (sin b, cos b) = (±sin d, ±cos d) or (±cos d, ±sin d) for the free angle d says that
    /// b − d or b + d is a multiple of π/2: the sine and the cosine of it.
    fn turn(
        &mut self,
        b: Expr,
        sine: &Solved,
        cosine: &Solved,
        component: &Component,
    ) -> Option<[(Letter, FieldElement); 2]> {
        let relation = component.relation.as_ref()?;
        let [s, c] = <[usize; 2]>::try_from(relation.variables()).ok()?;
        let Letter::Sine(d) = *self.letters.unknown(s) else { return None };
        let sign = |solved: &Solved, var: usize| {
            let n = solved.num.nvars();
            let x = Poly::var(n, var);
            if !solved.den.is_one() {
                return None;
            }
            match &solved.num {
                p if *p == x => Some(1i64),
                p if *p == -&x => Some(-1),
                _ => None,
            }
        };
        let straight = sign(sine, s).zip(sign(cosine, c));
        let crossed = sign(sine, c).zip(sign(cosine, s));
        let (factor, value) = match (straight, crossed) {
            (Some((p, q)), _) => (-p * q, (0, q)),
            (None, Some((p, q))) => (p * q, (p, 0)),
            (None, None) => return None,
        };
        let factor = self.dag.integer(factor);
        let other = self.dag.mul(factor, d);
        let angle = self.dag.add(b, other);
        let number = |k: i64| FieldElement::constant(&component.field, &Rational::from(k));
        Some([(Letter::Sine(angle), number(value.0)), (Letter::Cosine(angle), number(value.1))])
    }

    /// Is a relation the one between sine and cosine of one angle?
    fn is_circle(&self, p: &Poly) -> bool {
        let n = p.nvars();
        match p.variables().as_slice() {
            [s, c] => {
                let circle = &(&Poly::var(n, *s).pow(2) + &Poly::var(n, *c).pow(2)) - &Poly::one(n);
                matches!(self.letters.unknown(*s), Letter::Sine(_)) && *p == circle
            }
            _ => false,
        }
    }

    /// A point in the unknowns, and the letters that have its values at all members of a
    /// place: those with values on the component, and free ones that stay at a rational number.
    fn point_at(
        &mut self,
        component: &Component,
        place: &Place,
    ) -> Option<(ZeroPoint, Vec<usize>)> {
        let at = self.at(place);
        let mut tied = Vec::new();
        let mut moving = Vec::new();
        for &k in &component.tied {
            let meaning = self.letters.unknown(k).meaning(self.dag);
            let still = super::is_still(self.dag, meaning, self.letters.variables(), place);
            let value = self.dag.substitute(meaning, &at);
            let q = self.dag.as_number(value).cloned().filter(|_| still);
            if q.is_none() {
                moving.push(k);
            }
            let q = q.unwrap_or_else(Rational::zero);
            tied.push(FieldElement::constant(&component.field, &q));
        }
        for s in component.solved.iter().rev() {
            let inside = [&s.num, &s.den].map(Poly::variables);
            if inside.iter().flatten().any(|i| moving.contains(i)) {
                moving.push(s.var);
            }
        }
        let point = component.point(&component.field, &tied)?;
        let unknowns = self.letters.unknowns();
        let fixed = (0..unknowns.len()).filter(|k| !moving.contains(k)).map(|k| unknowns[k]);
        Some((point, fixed.collect()))
    }

    /// Letters with values that do not determine the variables, all others being free: one
    /// equation each.
    pub(super) fn level(
        &mut self,
        node: usize,
        tied: &[usize],
        known: &[(Letter, FieldElement)],
        zero: &[Expr],
    ) -> Result<Option<FoundSet>, Exhausted> {
        let mut equations = Vec::new();
        let mut sides = Vec::new();
        for (k, (letter, value)) in known.iter().enumerate() {
            let (equation, side) = match letter {
                Letter::Sine(b) => {
                    let Some((_, cosine)) = known.get(k + 1) else { return Ok(None) };
                    let theta =
                        super::back::angle(self.dag, value, cosine, &mut self.roots, self.budget)?;
                    let turning = if value.as_rational().is_some_and(|q| q.abs().is_one()) {
                        (letter, value)
                    } else {
                        (&known[k + 1].0, cosine)
                    };
                    let meaning = turning.0.meaning(self.dag);
                    let level = self.roots.expression(self.dag, turning.1, self.budget)?;
                    // Only where one of them is ±1 does it say what the other one is.
                    if !turning.1.as_rational().is_some_and(|q| q.abs().is_one()) {
                        return Ok(None);
                    }
                    (self.dag.sub(meaning, level), (*b, theta, true))
                }
                Letter::Cosine(_) | Letter::Root { .. } | Letter::Constant(_) => continue,
                Letter::Variable(v) => {
                    let x = self.dag.variable(*v);
                    let level = self.roots.expression(self.dag, value, self.budget)?;
                    (self.dag.sub(x, level), (x, level, false))
                }
                Letter::Exponential(b) => {
                    let log =
                        super::back::logarithm(self.dag, value, &mut self.roots, self.budget)?;
                    (self.dag.sub(*b, log), (*b, log, false))
                }
                Letter::Logarithm(u) => {
                    let l = self.roots.expression(self.dag, value, self.budget)?;
                    let level = self.dag.apply(crate::expr::Function::Exp, l);
                    (self.dag.sub(*u, level), (*u, level, false))
                }
            };
            equations.push(equation);
            sides.push(side);
        }
        let nothing = self.dag.integer(0);
        for &e in zero {
            equations.push(e);
            sides.push((e, nothing, false));
        }
        if equations.iter().any(|&e| self.has_roots(e)) {
            return Ok(None);
        }
        let Some(sample) = self.sample_of(&sides)? else { return Ok(None) };
        let Some(codimension) = self.rank_at(&sides, &sample) else { return Ok(None) };
        if codimension != sides.len() || codimension >= self.letters.variables().len() {
            return Ok(None);
        }
        let dimension = self.letters.variables().len() - codimension;
        let moving = tied.iter().filter_map(|&k| self.letters.unknowns().get(k).copied()).collect();
        let (parametrization, moving) = (None, Some(moving));
        let value = None;
        let known = self.values_of(known);
        self.set(Shape {
            node,
            dimension,
            equations,
            sides,
            parametrization,
            sample,
            moving,
            value,
            known,
        })
    }

    /// Values of letters as a point in the unknowns, and the letters that have them; the
    /// others are set to zero.
    fn values_of(&self, known: &[(Letter, FieldElement)]) -> Option<(ZeroPoint, Vec<usize>)> {
        let field = known.first()?.1.field().clone();
        let unknowns = self.letters.unknowns();
        let (mut coordinates, mut fixed) = (Vec::new(), Vec::new());
        for (k, &index) in unknowns.iter().enumerate() {
            let value = known.iter().find(|(letter, _)| letter == self.letters.unknown(k));
            let zero = FieldElement::constant(&field, &Rational::zero());
            coordinates.push(value.map_or(zero, |(_, x)| x.clone()));
            fixed.extend(value.map(|_| index));
        }
        Some((ZeroPoint { field, coordinates }, fixed))
    }

    /// The verdict along a set near every point of which L is the same function of the
    /// displacement, because all letters that occur in its derivatives have one value each:
    /// its signs near a point of the set are those across it.
    fn across(
        &mut self,
        sides: &[Side],
        sample: &Place,
        known: Option<&(ZeroPoint, Vec<usize>)>,
    ) -> Result<Option<Verdict>, Exhausted> {
        let Some((point, fixed)) = known else { return Ok(None) };
        let n = self.letters.variables().len();
        let Some(normal) = self.normal(sides, sample) else { return Ok(None) };
        let everywhere: Vec<usize> = (0..n).collect();
        let at = Known { point, fixed };
        // Letters of other variables would take other values elsewhere on the set.
        let Some(whole) = self.chain(sample, at, &everywhere)? else { return Ok(None) };
        if !whole.is_within(fixed) {
            return Ok(None);
        }
        let Some(chain) = self.chain(sample, at, &normal)? else { return Ok(None) };
        let Some(two) = chain.series(2, self.budget)? else { return Ok(None) };
        let Some(inertia) = crate::classify::inertia_of_series(&two, self.budget)? else {
            return Ok(None);
        };
        let mut verdict = Verdict::by_inertia(inertia).filter(|v| v.nature == Nature::Saddle);
        if verdict.is_none() {
            verdict = self.by_series(&chain, inertia)?.0;
        }
        Ok(verdict.map(|v| Verdict {
            strict: Some(false),
            because: v.because.within(n, &normal),
            ..v
        }))
    }

    /// As many coordinates as there are equations, in which their gradients are independent.
    fn normal(&mut self, sides: &[Side], sample: &Place) -> Option<Vec<usize>> {
        let at = self.at(sample);
        let variables = self.letters.variables().to_vec();
        let mut rows = Vec::new();
        for &(left, ..) in sides {
            let mut row = Vec::new();
            for &v in &variables {
                let slope = crate::calculus::derivative(self.dag, left, v);
                let slope = self.dag.substitute(slope, &at);
                row.push(self.dag.as_number(slope).cloned()?);
            }
            rows.push(row);
        }
        let pivots = crate::linalg::echelon(&Matrix::from_rows(rows)?, self.budget).ok()?.pivots;
        (pivots.len() == sides.len()).then_some(pivots)
    }

    fn turned(&mut self, angle: Expr, turns: i64) -> Expr {
        let turn = self.dag.multiple_of_pi(&Rational::from(2 * turns));
        self.dag.add(angle, turn)
    }

    pub(super) fn has_roots(&self, e: Expr) -> bool {
        self.dag.symbols_of(e).iter().any(|s| !self.letters.variables().contains(s))
    }

    /// A point at which all `left = right` hold: rational values for all variables but as many
    /// as there are equations, one after the other.
    fn sample_of(&mut self, sides: &[Side]) -> Result<Option<Place>, Exhausted> {
        let variables = self.letters.variables().to_vec();
        for shift in 0..4i64 {
            let mut values: Vec<(Symbol, Expr)> = Vec::new();
            let mut possible = true;
            for &(left, right, turns) in sides {
                let right = self.turned(right, if turns { shift } else { 0 });
                let left = self.dag.substitute(left, &values);
                let inside: Vec<Symbol> = self
                    .dag
                    .symbols_of(left)
                    .into_iter()
                    .filter(|s| variables.contains(s))
                    .collect();
                let Some((&last, others)) = inside.split_last() else {
                    possible = false;
                    break;
                };
                for (i, v) in others.iter().enumerate() {
                    let q = self.dag.integer((shift + i as i64 * shift) % 3);
                    values.push((*v, q));
                }
                let left = self.dag.substitute(left, &values);
                let all = solutions(self.dag, left, right, last, &self.roots);
                let Some(&x) = all.as_ref().and_then(|all| all.first()) else {
                    possible = false;
                    break;
                };
                values.push((last, x));
            }
            for v in &variables {
                if values.iter().all(|(s, _)| s != v) {
                    let zero = self.dag.integer(shift % 2);
                    values.push((*v, zero));
                }
            }
            let in_order = |v: &Symbol| values.iter().find(|(s, _)| s == v).map(|(_, e)| *e);
            if possible && let Some(values) = variables.iter().map(in_order).collect() {
                let place = Place { values, periods: Vec::new() };
                let inside = self.conditions.clone();
                if inside.iter().all(|c| self.satisfies(c, &place) == Some(true)) {
                    return Ok(Some(place));
                }
            }
        }
        Ok(None)
    }

    /// The rank of the gradients of the left sides at a point, where enclosures show it to be
    /// full: then the set is a manifold there.
    fn rank_at(&mut self, sides: &[Side], place: &Place) -> Option<usize> {
        let at = self.at(place);
        let variables = self.letters.variables().to_vec();
        let mut rows = Vec::new();
        for &(left, ..) in sides {
            let mut row = Vec::new();
            for &v in &variables {
                let slope = crate::calculus::derivative(self.dag, left, v);
                row.push(self.dag.substitute(slope, &at));
            }
            rows.push(row);
        }
        match rows.as_slice() {
            [row] => {
                let nonzero = |e: &Expr| {
                    matches!(self.roots.sign(self.dag, *e), Sign::Positive | Sign::Negative)
                };
                row.iter().any(nonzero).then_some(1)
            }
            several => {
                let rational = |e: &Expr| self.dag.as_number(*e).cloned();
                let rows: Option<Vec<Vec<Rational>>> =
                    several.iter().map(|row| row.iter().map(rational).collect()).collect();
                crate::linalg::rank(&Matrix::from_rows(rows?)?, self.budget).ok()
            }
        }
    }

    /// With the letters written out.
    pub(super) fn spelled(&mut self, e: Expr) -> Expr {
        let pairs: Vec<(Symbol, Expr)> = self
            .letters
            .definitions
            .iter()
            .filter_map(|(name, meaning)| Some((self.dag.as_symbol(*name)?, *meaning)))
            .collect();
        self.dag.substitute(e, &pairs)
    }

    /// Value and verdict of a set; `None` if its sample is not known to lie in the domain.
    pub(super) fn set(&mut self, shape: Shape) -> Result<Option<FoundSet>, Exhausted> {
        let Shape {
            node,
            dimension,
            equations,
            sides,
            parametrization,
            sample,
            moving,
            known,
            value,
        } = shape;
        for condition in self.conditions.clone() {
            if self.satisfies(&condition, &sample) != Some(true) {
                return Ok(None);
            }
        }
        let at = self.at(&sample);
        let value = value.unwrap_or_else(|| self.dag.substitute(self.loss, &at));
        let curvature = self.curvature_at(None, &sample)?;
        let inertia = curvature.inertia;
        let one_value = self.is_one_value(&sides)?;
        let bounded = match one_value {
            true => verdict::by_bound(self.dag, value, &self.bounds),
            false => None,
        };
        let flat = |nature, because| Verdict { nature, strict: Some(false), because };
        let uniform = moving.as_ref().is_some_and(|moving| self.is_uniform(moving));
        let everywhere = dimension == self.letters.variables().len();
        let verdict = match (bounded, inertia.filter(|_| uniform)) {
            // The gradient is zero on an open set.
            _ if everywhere => flat(Nature::Constant, Because::Constant),
            (Some(v), _) => flat(v.nature, v.because),
            (None, Some(i)) if i.zero == dimension => match (i.positive, i.negative) {
                (1.., 1..) => Verdict {
                    nature: Nature::Saddle,
                    strict: Some(true),
                    because: Because::Indefinite(i),
                },
                (1.., 0) => flat(Nature::LocalMinimum, Because::MorseBott(i)),
                (0, 1..) => flat(Nature::LocalMaximum, Because::MorseBott(i)),
                (0, 0) => Verdict::undetermined(&[Test::Eigenvalues], inertia),
            },
            _ => {
                let across = self.across(&sides, &sample, known.as_ref())?;
                across.unwrap_or_else(|| {
                    let tried = [Test::Eigenvalues, Test::VisibleBound, Test::MorseBott];
                    Verdict::undetermined(&tried, inertia)
                })
            }
        };
        let set = FoundSet {
            dimension,
            equations,
            sides,
            parametrization,
            sample,
            curvature,
            verdict,
            value: one_value.then_some(value),
            node,
        };
        Ok(Some(set))
    }

    /// Does the Hessian only contain unknowns that are not among the moving ones?
    fn is_uniform(&mut self, moving: &[usize]) -> bool {
        for e in self.curvature.clone().into_iter().flatten() {
            let Ok(Some(f)) = self.letters.lower(self.dag, e, self.budget) else { return false };
            let unknowns = self.letters.unknowns();
            let still = |p: &Poly| {
                let inside = p.variables();
                inside.iter().all(|i| unknowns.contains(i) && !moving.contains(i))
            };
            if !still(f.num()) || !still(f.den()) {
                return false;
            }
        }
        true
    }
}
