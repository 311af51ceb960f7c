//! Sets on which the letters are coordinates: graphs of one variable over the others.

use super::Scene;
use super::back::Place;
use super::sets::{FoundSet, Shape};
use crate::budget::Exhausted;
use crate::expr::print::input;
use crate::expr::{Expr, Symbol};
use crate::linalg::Matrix;
use crate::number::Rational;
use crate::polynomial::Poly;
use crate::result::Parametrization;
use crate::solve::{Component, Form, Letter, Solved};

/// A variable, its value in the others, and the same in letters.
type Graph = (Symbol, Expr, Solved);

impl Scene<'_> {
    /// A component whose letters are coordinates: variables and exponentials of independent
    /// arguments. Its equations are those of the component with the letters written out.
    pub(super) fn graph(&mut self, component: &Component) -> Result<Option<FoundSet>, Exhausted> {
        if !self.are_coordinates()? {
            return Ok(None);
        }
        let unknowns = self.letters.unknowns().len();
        let codimension = unknowns - component.dimension();
        let dimension = self.letters.variables().len().checked_sub(codimension);
        let Some(dimension) = dimension.filter(|d| *d > 0) else { return Ok(None) };
        let mut equations = Vec::new();
        for p in component.equations() {
            let e = self.letters.unknown_names.poly(self.dag, &p);
            equations.push(self.spelled(e));
        }
        if equations.iter().any(|&e| self.has_roots(e)) {
            return Ok(None);
        }
        if equations.len() != 1 {
            return Ok(None);
        }
        let Some((symbol, value, step)) = self.solved_for(component)? else {
            return Ok(None);
        };
        let level = self.level_on(&step)?;
        let Some(sample) = self.on_graph(symbol, value) else { return Ok(None) };
        let parametrization = self.parametrization(symbol, value);
        let (node, sides, moving) = (component.node, Vec::new(), None);
        let value = level.map(|q| self.dag.number(q));
        let known = None;
        self.set(Shape {
            node,
            dimension,
            equations,
            sides,
            parametrization,
            sample,
            moving,
            known,
            value,
        })
    }

    /// L on the graph of a letter over the others, if it is a rational number there.
    fn level_on(&mut self, step: &Solved) -> Result<Option<Rational>, Exhausted> {
        let Some(f) = self.letters.lower(self.dag, self.loss, self.budget)? else {
            return Ok(None);
        };
        let inside = self.letters.inside(f.num()).zip(self.letters.inside(f.den()));
        let Some((top, bottom)) = inside else { return Ok(None) };
        // A denominator to the degree of each makes both polynomials.
        let (above, below) = (bottom.degree_in(step.var), top.degree_in(step.var));
        let put = |p: &Poly| p.substitute(step.var, &step.num, &step.den);
        let top = &put(&top) * &step.den.pow(above);
        let bottom = &put(&bottom) * &step.den.pow(below);
        if top.is_zero() {
            return Ok(Some(Rational::zero()));
        }
        let (Some((_, a)), Some((_, b))) = (top.terms().next(), bottom.terms().next()) else {
            return Ok(None);
        };
        let equal = top.scale(b) == bottom.scale(a);
        Ok(equal.then(|| Rational::new(a.clone(), b.clone())))
    }

    /// Are the letters variables and exponentials whose arguments are independent affine
    /// functions? Then values of the letters, the exponentials positive, are values of
    /// coordinates of the space.
    fn are_coordinates(&mut self) -> Result<bool, Exhausted> {
        let variables = self.letters.variables().to_vec();
        let mut rows = Vec::new();
        for k in 0..self.letters.unknowns().len() {
            let e = match self.letters.unknown(k).clone() {
                Letter::Variable(v) => self.dag.variable(v),
                Letter::Exponential(b) => b,
                Letter::Sine(_)
                | Letter::Cosine(_)
                | Letter::Root { .. }
                | Letter::Logarithm(_)
                | Letter::Constant(_) => return Ok(false),
            };
            let Some(form) = Form::of(self.dag, e) else { return Ok(false) };
            let mut row = vec![Rational::zero(); variables.len()];
            for (monomial, c) in form.terms() {
                match monomial.as_slice() {
                    [] => {}
                    [(x, 1)] => {
                        let symbol = self.dag.as_symbol(*x);
                        let at = symbol.and_then(|s| variables.iter().position(|v| *v == s));
                        let Some(at) = at else { return Ok(false) };
                        row[at] = c.clone();
                    }
                    _ => return Ok(false),
                }
            }
            rows.push(row);
        }
        let count = rows.len();
        let Some(matrix) = Matrix::from_rows(rows) else { return Ok(false) };
        Ok(crate::linalg::rank(&matrix, self.budget)? == count)
    }

    /// A variable as a function of the others on a set with one equation: one that is a letter
    /// itself, or the whole argument of an exponential and nothing else.
    fn solved_for(&mut self, component: &Component) -> Result<Option<Graph>, Exhausted> {
        let all = component.equations();
        let [p] = all.as_slice() else { return Ok(None) };
        let mut candidates: Vec<usize> =
            p.variables().into_iter().filter(|&k| p.degree_in(k) == 1).collect();
        candidates.sort_by_key(|&k| !matches!(self.letters.unknown(k), Letter::Variable(_)));
        for k in candidates {
            let (a, b) = (p.coefficient_of(k, 1), p.coefficient_of(k, 0));
            // Where both vanish, the set holds a whole line and is no graph.
            if !a.is_constant() && !self.never_zero(&a) && !self.never_both(&a, &b) {
                continue;
            }
            let step = Solved { var: k, num: -&b, den: a.clone() };
            let quotient = {
                let num = self.letters.unknown_names.poly(self.dag, &-&b);
                let den = self.letters.unknown_names.poly(self.dag, &a);
                self.dag.div(num, den)
            };
            let value = self.spelled(quotient);
            match self.letters.unknown(k).clone() {
                Letter::Variable(v) if !self.dag.symbols_of(value).contains(&v) => {
                    return Ok(Some((v, value, step)));
                }
                Letter::Exponential(argument) => {
                    let Some((v, c, rest)) = self.one_variable(argument) else { continue };
                    if self.dag.symbols_of(value).contains(&v) {
                        continue;
                    }
                    let log = self.dag.apply(crate::expr::Function::Ln, value);
                    let difference = self.dag.sub(log, rest);
                    let c = self.dag.number(c);
                    return Ok(Some((v, self.dag.div(difference, c), step)));
                }
                _ => {}
            }
        }
        Ok(None)
    }

    fn never_zero(&self, p: &Poly) -> bool {
        let positive = &self.letters.algebraized.system.positive;
        crate::polynomial::multivariate::never_zero(p, positive).is_some()
    }

    /// Have two polynomials in the letters no common zero where exponentials are positive?
    fn never_both(&self, a: &Poly, b: &Poly) -> bool {
        let mut system = self.letters.algebraized.system.clone();
        system.equations = vec![a.clone(), b.clone()];
        let both = crate::solve::solve(&system, self.budget);
        both.is_complete() && both.sets.points.is_empty() && both.sets.components.is_empty()
    }

    /// c·v + rest, if an argument has one variable and that linearly.
    fn one_variable(&mut self, argument: Expr) -> Option<(Symbol, Rational, Expr)> {
        let form = Form::of(self.dag, argument)?;
        let (varying, rest) = form.split(self.dag);
        let mut terms = varying.terms();
        let (monomial, c) = terms.next()?;
        let ([(x, 1)], None) = (monomial.as_slice(), terms.next()) else { return None };
        let (symbol, c) = (self.dag.as_symbol(*x)?, c.clone());
        Some((symbol, c, rest.expression(self.dag)))
    }

    /// A point of a graph with rational values of the other variables.
    fn on_graph(&mut self, symbol: Symbol, value: Expr) -> Option<Place> {
        let variables = self.letters.variables().to_vec();
        for shift in 0..6i64 {
            let mut values = Vec::new();
            for (i, v) in variables.iter().enumerate().filter(|(_, v)| **v != symbol) {
                let q = self.dag.integer(
                    (shift + 1) / 2 * if shift % 2 == 0 { 1 } else { -1 }
                        + i as i64 % 2 * (shift / 2),
                );
                values.push((*v, q));
            }
            let x = self.dag.substitute(value, &values);
            if self.dag.enclosure(x, 64).is_none() {
                continue;
            }
            values.push((symbol, x));
            let in_order = |v: &Symbol| values.iter().find(|(s, _)| s == v).map(|(_, e)| *e);
            let values = variables.iter().map(in_order).collect::<Option<Vec<_>>>()?;
            return Some(Place { values, periods: Vec::new() });
        }
        None
    }

    fn parametrization(&mut self, symbol: Symbol, value: Expr) -> Option<Parametrization> {
        let variables = self.letters.variables().to_vec();
        let free: Vec<String> = variables
            .iter()
            .filter(|v| **v != symbol)
            .map(|v| self.dag.name(*v).to_string())
            .collect();
        let conditions = crate::expr::domain::conditions(self.dag, value);
        let mut domain: Vec<String> =
            conditions.iter().map(|c| crate::expr::domain::condition_text(self.dag, c)).collect();
        if domain.is_empty() {
            domain = free.iter().map(|name| format!("{name} in R")).collect();
        }
        let map = variables.iter().map(|v| match *v == symbol {
            true => input(self.dag, value),
            false => self.dag.name(*v).to_string(),
        });
        Some(Parametrization { map: map.collect(), domain: domain.join(", "), parameters: free })
    }
}
