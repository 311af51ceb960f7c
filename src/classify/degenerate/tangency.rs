//! The signs of a polynomial near the origin, in any number of variables.
//!
//! On an ellipsoid ρ = Σ aᵢxᵢ² = s the least and the largest value of F lie where ∇F ∥ ∇ρ
//! (Lagrange). Let Γ be those points with F ≠ 0. If the closure of Γ meets F = 0 in no real
//! point with 0 < ρ ≤ r, the least value on ρ = s is negative for all 0 < s ≤ r or for none:
//! where it begins or ends to be negative it tends to 0 along Γ. So the points of Γ on ρ = r
//! show every sign that F takes near the origin (F. Guo, L. Jiao and D. S. Kim 2020).
//! Critical points of F with other values belong to Γ, so that no radius has to avoid them.
//! Nothing is assumed of a: that both systems have finitely many real points, all of which
//! are known, is checked. If F is homogeneous, every radius will do.

use super::germ::Jet;
use crate::budget::{Budget, Exhausted};
use crate::number::{Field, Integer, Rational, RealField, Sign};
use crate::polynomial::Poly;
use crate::polynomial::algebraic::{FieldElement, NumberField};
use crate::polynomial::groebner::saturation;
use crate::polynomial::multivariate::squarefree;
use crate::solve::{System, ZeroPoint, at_point, solve};
use std::rc::Rc;

/// Signs of a polynomial on an ellipsoid around the origin that are its signs arbitrarily
/// near to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tangency {
    /// a: the ellipsoid is Σ aᵢxᵢ² = radius.
    pub weights: Vec<Integer>,
    /// r.
    pub radius: Rational,
    /// A rational point inside at which F > 0, if there is one.
    pub above: Option<Vec<Rational>>,
    /// A rational point inside at which F < 0, if there is one.
    pub below: Option<Vec<Rational>>,
    /// Numbers of points of Γ on the ellipsoid with F > 0 and with F < 0.
    pub counts: [usize; 2],
}

/// Weights that are tried.
const ATTEMPTS: usize = 3;
/// Work for the real points of one system.
const STEPS: u64 = 25_000_000;

/// F in its variables, with one letter more for α if its coefficients lie in ℚ(α).
struct Setting<'a> {
    /// Without squares: it has the signs of F on a dense set.
    odd: Poly,
    negative: bool,
    form: bool,
    variables: usize,
    field: &'a Rc<NumberField>,
    budget: &'a Budget,
}

/// The signs of a polynomial that is zero at the origin; `None` if some system has
/// infinitely many real points or is too much work.
///
/// # Errors
/// [`Exhausted`] at the end of the whole budget.
pub(super) fn tangency(p: &Jet, budget: &Budget) -> Result<Option<Tangency>, Exhausted> {
    let field = p.value().field().clone();
    let Some(setting) = Setting::of(p, &field, budget)? else { return Ok(None) };
    for attempt in 0..ATTEMPTS {
        let weights = weights(setting.variables, attempt);
        let Some(radius) = setting.radius(&weights)? else { continue };
        let Some(section) = setting.section(&weights, &radius)? else { continue };
        return setting.signs(p, weights, radius, &section);
    }
    Ok(None)
}

/// a₁, …, a_n.
fn weights(n: usize, attempt: usize) -> Vec<Integer> {
    let entry = |i: usize| match attempt {
        0 => i + 1,
        1 => 1,
        _ => 1 + (i * i * 3 + 2 * i * attempt) % 11,
    };
    (0..n).map(|i| Integer::from(entry(i) as i64)).collect()
}

impl<'a> Setting<'a> {
    /// `None` if nothing is left but a square.
    fn of(
        p: &Jet,
        field: &'a Rc<NumberField>,
        budget: &'a Budget,
    ) -> Result<Option<Setting<'a>>, Exhausted> {
        let variables = p.nvars();
        let f = over_integers(p, field.degree() > 1);
        if f.is_zero() {
            return Ok(None);
        }
        let mut odd = Poly::one(f.nvars());
        for (g, e) in squarefree(&f, budget)? {
            if e % 2 == 1 {
                budget.spend((odd.len() * g.len()) as u64)?;
                odd = &odd * &g;
            }
        }
        if odd.variables().iter().all(|i| *i >= variables) {
            return Ok(None);
        }
        let negative = f.leading_sign() == Sign::Negative;
        let degree = |e: &[u32]| e[..variables].iter().sum::<u32>();
        let degrees: Vec<u32> = odd.terms().map(|(e, _)| degree(&e)).collect();
        let form = degrees.iter().all(|d| Some(d) == degrees.first());
        Ok(Some(Setting { odd, negative, form, variables, field, budget }))
    }

    fn ring(&self) -> usize {
        self.odd.nvars()
    }

    /// Σ aᵢxᵢ².
    fn ellipsoid(&self, weights: &[Integer]) -> Poly {
        let n = self.ring();
        let square = |i: usize| Poly::var(n, i).pow(2).scale(&weights[i]);
        (0..self.variables).fold(Poly::zero(n), |sum, i| &sum + &square(i))
    }

    /// What vanishes where ∇F ∥ ∇ρ, and the equation of α.
    fn tangent(&self, weights: &[Integer]) -> Vec<Poly> {
        let n = self.ring();
        let normal = |i: usize| Poly::var(n, i).scale(&weights[i]);
        let mut all = Vec::new();
        for i in 0..self.variables {
            for j in 0..i {
                let left = &self.odd.derivative(i) * &normal(j);
                let minor = &left - &(&self.odd.derivative(j) * &normal(i));
                if !minor.is_zero() {
                    all.push(minor.primitive());
                }
            }
        }
        if n > self.variables {
            all.push(Poly::from_univariate(self.field.modulus(), n, self.variables));
        }
        all
    }

    /// All real points of a system over the chosen α; `None` if they are not known to be
    /// finitely many.
    fn points(&self, system: &System) -> Result<Option<Vec<ZeroPoint>>, Exhausted> {
        let found = self.budget.portion(STEPS, |budget| {
            let solution = solve(system, budget);
            let finite = solution.is_complete() && solution.sets.components.is_empty();
            Ok(finite.then_some(solution.sets.points))
        });
        let found = match found {
            Err(Exhausted::Work) if self.budget.left() > 0 => return Ok(None),
            other => other?,
        };
        let ours = |p: &ZeroPoint| self.is_over_our_root(p);
        Ok(found.map(|all| all.into_iter().map(|found| found.point).filter(ours).collect()))
    }

    /// Is the letter for α the root α, not a conjugate?
    fn is_over_our_root(&self, point: &ZeroPoint) -> bool {
        let Some(letter) = point.coordinates.get(self.variables) else { return true };
        let root = self.field.generator();
        let above = letter.sub(&letter.rational(&root.lower())).sign();
        let below = letter.sub(&letter.rational(&root.upper())).sign();
        above != Sign::Negative && below != Sign::Positive
    }

    /// A radius below that of every real point but the origin in which the closure of Γ
    /// meets F = 0.
    fn radius(&self, weights: &[Integer]) -> Result<Option<Rational>, Exhausted> {
        if self.form {
            return Ok(Some(Rational::one()));
        }
        let mut equations = self.tangent(weights);
        equations.push(self.odd.clone());
        let mut points = self.points(&System::new(self.ring(), equations))?;
        if points.is_none() {
            points = match self.limits(weights)? {
                Some(closure) => self.points(&System::new(self.ring(), closure))?,
                None => None,
            };
        }
        let Some(points) = points else { return Ok(None) };
        let rho = self.ellipsoid(weights);
        let mut least = Rational::one();
        for point in points {
            let size = at_point(&rho, &point);
            if size.sign() == Sign::Positive {
                least = least.min(positive_bound(&size));
            }
        }
        let whole = least.recip().map_or_else(Integer::one, |x| x.floor());
        Ok(Some(Rational::new(Integer::one(), &whole + &Integer::one())))
    }

    /// The closure of Γ on F = 0, by saturation.
    fn limits(&self, weights: &[Integer]) -> Result<Option<Vec<Poly>>, Exhausted> {
        let tangent = self.tangent(weights);
        let found = self.budget.portion(STEPS, |budget| saturation(&tangent, &self.odd, budget));
        let mut closure = match found {
            Err(Exhausted::Work) if self.budget.left() > 0 => return Ok(None),
            other => other?,
        };
        closure.push(self.odd.clone());
        Ok(Some(closure))
    }

    /// The points of Γ on the ellipsoid.
    fn section(
        &self,
        weights: &[Integer],
        radius: &Rational,
    ) -> Result<Option<Vec<ZeroPoint>>, Exhausted> {
        let n = self.ring();
        let rho = self.ellipsoid(weights).scale(&radius.denominator());
        let mut equations = self.tangent(weights);
        equations.push(&rho - &Poly::constant(n, radius.numerator()));
        let mut system = System::new(n, equations);
        system.nonzero.push(self.odd.clone());
        self.points(&system)
    }

    /// The signs at the points of a section, with rational points nearby.
    fn signs(
        &self,
        p: &Jet,
        weights: Vec<Integer>,
        radius: Rational,
        section: &[ZeroPoint],
    ) -> Result<Option<Tangency>, Exhausted> {
        let mut found = Tangency { weights, radius, above: None, below: None, counts: [0, 0] };
        for point in section {
            let sign = at_point(&self.odd, point).sign();
            let sign = if self.negative { -sign } else { sign };
            let k = match sign {
                Sign::Positive => 0,
                Sign::Negative => 1,
                Sign::Zero | Sign::Unknown => return Ok(None),
            };
            found.counts[k] += 1;
            let place = if k == 0 { &mut found.above } else { &mut found.below };
            if place.is_none() {
                *place = self.nearby(p, point, sign)?;
            }
        }
        Ok(Some(found))
    }

    /// A rational point a little inside at which F, which is not zero almost everywhere, has
    /// the sign of its odd part.
    fn nearby(
        &self,
        p: &Jet,
        point: &ZeroPoint,
        sign: Sign,
    ) -> Result<Option<Vec<Rational>>, Exhausted> {
        const FINEST: u32 = 9;
        for k in 3..FINEST {
            let width = Rational::new(Integer::one(), Integer::from(2).pow(1 << k.min(6)));
            let width = &width * &Rational::fraction(1, 1 << (k - 3));
            let inside = &Rational::one() - &Rational::new(Integer::one(), Integer::from(2).pow(k));
            let rounded = |x: &FieldElement| match x.bounds(&width) {
                (low, high) if low < high => Rational::simplest_between(&low, &high),
                (exact, _) => exact,
            };
            let own = &point.coordinates[..self.variables];
            let near: Vec<Rational> = own.iter().map(|x| &rounded(x) * &inside).collect();
            self.budget.spend(p.terms().count() as u64)?;
            if super::form::form_at(p, &near).sign() == sign {
                return Ok(Some(near));
            }
        }
        Ok(None)
    }
}

/// A rational number between 0 and a positive one.
fn positive_bound(x: &FieldElement) -> Rational {
    let mut width = Rational::fraction(1, 16);
    loop {
        let low = x.bounds(&width).0;
        if low.sign() == Sign::Positive {
            return low;
        }
        width = &width / &Rational::from(16);
    }
}

/// A positive multiple with integer coefficients, with a letter for the generator of the
/// field if that is asked for.
fn over_integers(p: &Jet, letter: bool) -> Poly {
    let common = p.terms().fold(Integer::one(), |l, (_, c)| l.lcm(c.denominator()));
    let n = p.nvars() + usize::from(letter);
    let mut all = Vec::new();
    for (powers, c) in p.terms() {
        let factor = common.div_exact(c.denominator());
        for (k, a) in c.numerator().coeffs().iter().enumerate().filter(|(_, a)| !a.is_zero()) {
            let mut exponents: Vec<u32> = powers.iter().map(|e| u32::from(*e)).collect();
            if letter {
                exponents.push(k as u32);
            }
            all.push((exponents, a * &factor));
        }
    }
    Poly::from_wide_terms(n, all)
}
