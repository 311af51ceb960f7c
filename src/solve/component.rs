//! A set of zeros of positive dimension.
//!
//! Variables are of three kinds: *tied* ones run over all real values that satisfy the one
//! relation (or freely, if there is none), *fixed* ones are constants of a number field,
//! and *solved* ones are rational functions of the others.

use super::evaluate::at_point;
use super::leaf::{GroupRoot, ZeroPoint};
use super::symmetry::Rotation;
use super::tree::{Solved, State};
use crate::budget::Budget;
use crate::number::{Field, Integer, Rational};
use crate::polynomial::Poly;
use crate::polynomial::algebraic::{FieldElement, NumberField};
use std::rc::Rc;

/// The orbit of a point under commuting rotations.
#[derive(Debug, Clone)]
pub struct Orbit {
    /// The point.
    pub point: ZeroPoint,
    /// One for each rotation.
    pub circles: Vec<Circle>,
}

/// A rotation that moves a point.
#[derive(Debug, Clone)]
pub struct Circle {
    /// The rotation.
    pub rotation: Rotation,
    /// The first of its planes (p, q) in which the point is not zero: there x_p = 0 < x_q.
    pub plane: (usize, usize),
}

/// A set that is irreducible over ℚ may fall apart over ℝ into parts on which a rational function
/// has conjugate values; this is one of them. Its ring has one more variable, the last one: the
/// generator of the field of the value, which is fixed.
#[derive(Debug, Clone)]
pub struct Level {
    /// Equations of the whole set, in the variables of the space.
    pub whole: Vec<Poly>,
    /// Numerator of the function.
    pub num: Poly,
    /// Its denominator.
    pub den: Poly,
    /// Its value on this part.
    pub value: FieldElement,
}

/// A parametrised set, a hypersurface, or a cylinder over one.
#[derive(Debug, Clone)]
pub struct Component {
    /// Number of variables of the ring: those of the space, and the letter of a level.
    pub nvars: usize,
    /// Variables that are free or tied by the relation, ascending.
    pub tied: Vec<usize>,
    /// An irreducible polynomial in at least two of the tied variables.
    pub relation: Option<Poly>,
    /// The field of the constants.
    pub field: Rc<NumberField>,
    /// Variables with constant values.
    pub fixed: Vec<(usize, FieldElement)>,
    /// Variables that are functions of the others, in the order of solving.
    pub solved: Vec<Solved>,
    /// Polynomials that do not vanish on the leaf.
    pub nonzero: Vec<Poly>,
    /// Polynomials whose common zeros (with these constants) are the closure of the set, if
    /// they are known: then the set is that closure, without the zeros of `nonzero`.
    pub closure: Option<Vec<Poly>>,
    /// The set is the orbit of a point under rotations; then nothing is tied or solved.
    pub orbit: Option<Orbit>,
    /// The set is a part of a larger one; then the last variable of the ring is a constant.
    pub level: Option<Level>,
    /// The node of the tree.
    pub node: usize,
}

impl Component {
    pub(super) fn new(
        nvars: usize,
        tied: Vec<usize>,
        relation: Option<Poly>,
        root: GroupRoot,
        state: &State,
        node: usize,
    ) -> Component {
        Component {
            nvars,
            tied,
            relation,
            field: root.field,
            fixed: root.values,
            solved: state.solved.clone(),
            nonzero: state.nonzero.clone(),
            closure: None,
            orbit: None,
            level: None,
            node,
        }
    }

    /// Number of variables of the space.
    pub fn space(&self) -> usize {
        self.nvars - usize::from(self.level.is_some())
    }

    /// A polynomial in the variables of the space as one of the ring.
    pub fn in_ring(&self, p: &Poly) -> Poly {
        if p.nvars() >= self.nvars {
            return p.clone();
        }
        let here: Vec<usize> = (0..p.nvars()).collect();
        p.rename(self.nvars, &here)
    }

    /// Does a point satisfy the equations, with the constants of this set?
    pub fn contains(&self, point: &ZeroPoint) -> bool {
        let vanish = |all: &[Poly]| all.iter().all(|p| at_point(p, point).is_zero());
        match &self.level {
            None => vanish(&self.equations()) && self.has_constants_at(point),
            Some(level) => {
                let (num, den) = (at_point(&level.num, point), at_point(&level.den, point));
                vanish(&level.whole)
                    && num.div(&den).is_some_and(|value| same_number(&value, &level.value))
            }
        }
    }

    /// Its complex dimension; the real one when it has smooth real points.
    pub fn dimension(&self) -> usize {
        match &self.orbit {
            Some(orbit) => orbit.circles.len(),
            None => self.tied.len() - usize::from(self.relation.is_some()),
        }
    }

    /// Polynomials in all variables that vanish on the set. They define it, if its closure is
    /// known; else they do where the denominators of the solved variables do not vanish.
    pub fn equations(&self) -> Vec<Poly> {
        self.closure.clone().unwrap_or_else(|| self.chart_equations())
    }

    /// The relation, the constants, and the solved variables times their denominators.
    pub fn chart_equations(&self) -> Vec<Poly> {
        let mut all: Vec<Poly> = self.relation.iter().cloned().collect();
        for (var, value) in &self.fixed {
            let x = Poly::var(self.nvars, *var);
            all.push(match value.as_rational() {
                Some(q) => {
                    let num = Poly::constant(self.nvars, q.numerator());
                    &x.scale(&q.denominator()) - &num
                }
                None => Poly::from_univariate(&value.minimal_polynomial(), self.nvars, *var),
            });
        }
        for s in self.solved.iter().rev() {
            all.push((&(&s.den * &Poly::var(self.nvars, s.var)) - &s.num).primitive());
        }
        all
    }

    /// Has a point that satisfies the equations the constants of this set, and not numbers
    /// conjugate to them?
    pub fn has_constants_at(&self, point: &ZeroPoint) -> bool {
        let own = self.fixed.iter().filter(|(var, _)| *var < self.space());
        own.into_iter().all(|(var, value)| same_number(value, &point.coordinates[*var]))
    }

    /// Any point of a set without a relation.
    pub(super) fn some_point(&self) -> Option<ZeroPoint> {
        const TRIES: i64 = 32;
        if self.relation.is_some() {
            return None;
        }
        (1..TRIES).find_map(|k| {
            let value = |i: usize| Rational::from(k + (i as i64) * (k % 5));
            let values: Vec<FieldElement> = (0..self.tied.len())
                .map(|i| FieldElement::constant(&self.field, &value(i)))
                .collect();
            self.point(&self.field, &values)
        })
    }

    /// Where the equations do not tell what belongs to the set: denominators, if its closure
    /// is not known.
    pub fn doubtful(&self) -> Vec<Poly> {
        if self.closure.is_some() { Vec::new() } else { self.denominators() }
    }

    /// Denominators of solved variables that are not constant.
    pub fn denominators(&self) -> Vec<Poly> {
        self.solved.iter().map(|s| s.den.clone()).filter(|p| !p.is_constant()).collect()
    }

    /// The polynomial on the set as polynomials in the tied variables, one for each power
    /// of the field's generator, each reduced by the relation as far as divisibility goes:
    /// all zero if and only if p vanishes at every complex point of the set. A common
    /// nonzero factor (powers of denominators) is left out.
    pub fn restrict(&self, p: &Poly) -> Vec<Poly> {
        let mut q = self.in_ring(p);
        for s in &self.solved {
            q = q.substitute(s.var, &s.num, &s.den);
        }
        let mut parts = self.with_fixed(&q);
        if let Some(g) = &self.relation {
            for part in &mut parts {
                if part.div_exact(g).is_some() {
                    *part = Poly::zero(self.nvars);
                }
            }
        }
        while parts.last().is_some_and(Poly::is_zero) {
            parts.pop();
        }
        parts
    }

    /// Does p vanish on the whole set?
    pub fn annihilates(&self, p: &Poly) -> bool {
        self.restrict(p).is_empty()
    }

    /// p with the fixed variables replaced by their values, sorted by powers of α and
    /// cleared of denominators.
    fn with_fixed(&self, p: &Poly) -> Vec<Poly> {
        if self.fixed.is_empty() {
            return vec![p.clone()];
        }
        let mut parts: Vec<Vec<(Vec<u32>, Rational)>> = vec![Vec::new(); self.field.degree()];
        for (mut exponents, c) in p.terms() {
            let mut value = FieldElement::constant(&self.field, &Rational::from(c));
            for (var, at) in &self.fixed {
                for _ in 0..exponents[*var] {
                    value = value.mul(at);
                }
                exponents[*var] = 0;
            }
            for (k, coefficient) in value.coefficients().into_iter().enumerate() {
                parts[k].push((exponents.clone(), coefficient));
            }
        }
        let denominators = parts.iter().flatten().map(|(_, q)| q.denominator());
        let common = denominators.fold(Integer::one(), |l, d| l.lcm(&d));
        let whole = |q: &Rational| q.numerator() * common.div_exact(&q.denominator());
        let clear = |terms: &Vec<(Vec<u32>, Rational)>| {
            let terms = terms.iter().map(|(e, q)| (e.clone(), whole(q)));
            Poly::from_wide_terms(self.nvars, terms)
        };
        parts.iter().map(clear).collect()
    }

    /// The point of the set over given values of the tied variables (which must satisfy the
    /// relation) in a field that contains the field of constants; `None` where a
    /// denominator vanishes.
    pub fn point(&self, field: &Rc<NumberField>, tied: &[FieldElement]) -> Option<ZeroPoint> {
        let mut values: Vec<(usize, FieldElement)> =
            self.tied.iter().copied().zip(tied.iter().cloned()).collect();
        for (var, value) in &self.fixed {
            let value = match value.as_rational() {
                Some(q) => FieldElement::constant(field, &q),
                None if Rc::ptr_eq(field, &self.field) => value.clone(),
                None => return None,
            };
            values.push((*var, value));
        }
        let root = GroupRoot { field: field.clone(), values };
        match super::evaluate::complete(self.nvars, &self.solved, &root) {
            (mut point, None) => {
                point.coordinates.truncate(self.space());
                Some(point)
            }
            (_, Some(_)) => None,
        }
    }
}

/// Equality of two numbers, exact also across fields.
pub(super) fn same_number(x: &FieldElement, y: &FieldElement) -> bool {
    match (x.as_rational(), y.as_rational()) {
        (Some(p), Some(q)) => p == q,
        (None, None) if Rc::ptr_eq(x.field(), y.field()) => x.sub(y).is_zero(),
        (None, None) => {
            let budget = Budget::unlimited();
            match (x.to_algebraic(&budget), y.to_algebraic(&budget)) {
                (Ok(x), Ok(y)) => x == y,
                _ => false,
            }
        }
        _ => false,
    }
}
