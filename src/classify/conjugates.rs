//! Sets that are irreducible over ℚ and fall apart over ℝ, because L has conjugate values on
//! their parts.
//!
//! ∇L = 0 along the set, so L is constant on each of its irreducible components over ℂ. The
//! Galois group permutes these, and the values are conjugate numbers. If one is a root of the
//! irreducible quadratic h, the set is the union of the parts where L is one of the roots of
//! h, which are described over ℚ(√d) with one more variable for √d.

use super::strata::Setting;
use crate::budget::Exhausted;
use crate::number::{Field, Integer, Rational};
use crate::polynomial::algebraic::{Algebraic, FieldElement, NumberField};
use crate::polynomial::groebner::{Order, groebner_basis};
use crate::polynomial::{Poly, UPoly};
use crate::solve::{Component, Level, System, ZeroPoint, solve};

/// The parts, if L has an irrational value of degree two on the set.
pub(super) fn conjugates(
    setting: &Setting<'_>,
    c: &Component,
) -> Result<Option<Vec<Component>>, Exhausted> {
    let landscape = setting.landscape;
    let plain = landscape.total && landscape.atoms.is_empty() && setting.signs.is_empty();
    let over_q = c.field.degree() == 1 && c.level.is_none() && c.nonzero.is_empty();
    let (Some(closure), Some(loss), true) = (&c.closure, &landscape.loss, plain && over_q) else {
        return Ok(None);
    };
    let Some(point) = some_real_point(setting, c)? else { return Ok(None) };
    let value = setting.value(&point).and_then(|v| v.as_algebraic());
    let Some(h) = value.map(|v| v.minimal_polynomial()) else { return Ok(None) };
    let [constant, middle, leading] = h.coeffs() else { return Ok(None) };
    // L = (−b + s·α)/2a with α² = d.
    let four = Integer::from(4);
    let square = &(middle * middle) - &(&four * &(leading * constant));
    let (s, d) = square_part(&square);
    let n = c.nvars;
    let ring = n + 1;
    let here: Vec<usize> = (0..n).collect();
    let lift = |p: &Poly| p.rename(ring, &here);
    let alpha = Poly::var(ring, n);
    let twice = Integer::from(2) * leading;
    let value = &alpha.scale(&s) - &Poly::constant(ring, middle.clone());
    let tie = &(&lift(loss.den()) * &value) - &lift(loss.num()).scale(&twice);
    let root = &(&alpha * &alpha) - &Poly::constant(ring, d);
    let over_q = groebner_basis(closure, &Order::grevlex(n), setting.budget)?;
    if !takes_only(&over_q, loss.num(), loss.den(), &h, setting)? {
        return Ok(None);
    }
    let mut equations: Vec<Poly> = closure.iter().map(lift).collect();
    equations.extend([root, tie]);
    let basis = groebner_basis(&equations, &Order::grevlex(ring), setting.budget)?;
    let mut system = System::new(ring, basis.polynomials());
    system.numbers.push(n);
    let solution = solve(&system, setting.budget);
    let sets = &solution.sets;
    let alike = sets.components.iter().all(|part| part.dimension() == c.dimension());
    if !solution.is_complete() || !sets.points.is_empty() || !alike || sets.components.is_empty() {
        return Ok(None);
    }
    let mut parts = Vec::new();
    for mut part in solution.sets.components {
        let Some((_, root)) = part.fixed.iter().find(|(var, _)| *var == n).cloned() else {
            return Ok(None);
        };
        let minus = root.rational(&Rational::from(-middle.clone()));
        let top = root.mul(&root.rational(&Rational::from(&s))).add(&minus);
        let Some(value) = top.div(&root.rational(&Rational::from(&twice))) else {
            return Ok(None);
        };
        part.level = Some(Level {
            whole: closure.clone(),
            num: loss.num().clone(),
            den: loss.den().clone(),
            value,
        });
        part.node = c.node;
        parts.push(part);
    }
    Ok(Some(parts))
}

/// Is L a root of h all along the set?
fn takes_only(
    basis: &crate::polynomial::groebner::Basis,
    num: &Poly,
    den: &Poly,
    h: &UPoly,
    setting: &Setting<'_>,
) -> Result<bool, Exhausted> {
    let [constant, middle, leading] = h.coeffs() else { return Ok(false) };
    let form = |p: &Poly| basis.normal_form(p, setting.budget);
    let (top, bottom) = (form(num)?, form(den)?);
    let (p, q) =
        (top.numerator.scale(&bottom.denominator), bottom.numerator.scale(&top.denominator));
    let sum = &(&(&p * &p).scale(leading) + &(&p * &q).scale(middle)) + &(&q * &q).scale(constant);
    basis.contains(&sum, setting.budget)
}

/// s² · d with squares of small primes taken out.
fn square_part(n: &Integer) -> (Integer, Integer) {
    const LARGEST_PRIME: i64 = 1000;
    let (mut s, mut d) = (Integer::one(), n.clone());
    for p in 2..LARGEST_PRIME {
        let square = Integer::from(p * p);
        while let Some(rest) = d.checked_div_exact(&square) {
            (s, d) = (&s * &Integer::from(p), rest);
        }
    }
    (s, d)
}

/// A real point with rational values of all tied variables but one.
fn some_real_point(setting: &Setting<'_>, c: &Component) -> Result<Option<ZeroPoint>, Exhausted> {
    const TRIES: i64 = 24;
    let Some(g) = &c.relation else { return Ok(None) };
    let mut variables = g.variables();
    variables.sort_by_key(|&v| g.degree_in(v));
    for k in 1..TRIES {
        for &var in &variables {
            let value = |i: usize| {
                let step = (k * (2 * i as i64 + 1) + i as i64) % 7 - 3;
                Rational::from(if step == 0 { 1 } else { step })
            };
            let others = c.tied.iter().filter(|v| **v != var);
            let p = others.fold(g.clone(), |p, &v| p.eval_partial(v, &value(v)));
            let Some(h) = p.to_univariate(var).filter(|h| h.degree().is_some_and(|d| d > 0)) else {
                continue;
            };
            let Some((root, _)) = Algebraic::roots_of(&h, setting.budget)?.pop() else { continue };
            let field = NumberField::new(root);
            let at = |v: &usize| match *v == var {
                true => FieldElement::generator(&field),
                false => FieldElement::constant(&field, &value(*v)),
            };
            let tied: Vec<FieldElement> = c.tied.iter().map(at).collect();
            if let Some(point) = c.point(&field, &tied) {
                return Ok(Some(point));
            }
        }
    }
    Ok(None)
}
