//! Division with remainder by several polynomials.

use super::order::{Key, Order};
use super::ring::{Ring, Terms};
use crate::budget::{Budget, Exhausted};

/// A polynomial of a basis, with its leading monomial spelt out.
pub(super) struct Element<C> {
    pub(super) terms: Terms<C>,
    pub(super) lead: Vec<u32>,
    /// Degree that the polynomial would have, had everything been homogeneous (Giovini, Mora,
    /// Niesi, Robbiano and Traverso, "One sugar cube, please", 1991).
    pub(super) sugar: u32,
    /// Does its leading monomial count among those of the basis?
    pub(super) active: bool,
}

/// remainder = (scale/content)·f modulo the basis.
pub(super) struct Remainder<C> {
    pub(super) terms: Terms<C>,
    pub(super) scale: C,
    pub(super) content: C,
    pub(super) sugar: u32,
}

/// The setting of all divisions.
pub(super) struct Division<'a, R: Ring> {
    pub(super) ring: &'a R,
    pub(super) order: &'a Order,
    pub(super) guard: Key,
}

pub(super) fn divides(a: &[u32], b: &[u32]) -> bool {
    a.iter().zip(b).all(|(x, y)| x <= y)
}

/// Steps between two removals of the common factor.
const STEPS_BETWEEN_SIMPLIFICATIONS: u32 = 6;

impl<'a, R: Ring> Division<'a, R> {
    pub(super) fn new(ring: &'a R, order: &'a Order) -> Division<'a, R> {
        Division { ring, order, guard: order.guard() }
    }

    pub(super) fn element(&self, terms: Terms<R::C>, sugar: u32) -> Element<R::C> {
        let lead = terms.first().map(|(key, _)| self.order.decode(*key)).unwrap_or_default();
        Element { terms, lead, sugar, active: true }
    }

    /// The remainder of f, no term of which is divisible by a leading monomial of the basis.
    pub(super) fn remainder(
        &self,
        f: Terms<R::C>,
        sugar: u32,
        basis: &[Element<R::C>],
        budget: &Budget,
    ) -> Result<Remainder<R::C>, Exhausted> {
        let one = self.ring.one();
        let mut r =
            Remainder { terms: Vec::new(), scale: one.clone(), content: one.clone(), sugar };
        let mut rest = f;
        let mut since = 0;
        while let Some((key, c)) = rest.first() {
            let monomial = self.order.decode(*key);
            let divisor = basis.iter().find(|g| g.active && divides(&g.lead, &monomial));
            let Some(g) = divisor else {
                // Amortised: the irreducible terms at the front move in one go.
                let count = self.irreducible_prefix(&rest, basis, budget)?;
                r.terms.extend(rest.drain(..count));
                continue;
            };
            let (lead_key, lead) = &g.terms[0];
            let (u, v) = self.ring.cancel(c, lead);
            let shift = key - lead_key;
            rest = self.subtract(&u, &rest, &v, shift, &g.terms, budget)?;
            if u != one {
                r.terms.iter_mut().for_each(|(_, a)| *a = self.ring.times(&u, a));
                r.scale = self.ring.times(&u, &r.scale);
                since += 1;
            }
            let degree = |e: &[u32]| e.iter().sum::<u32>();
            r.sugar = r.sugar.max(g.sugar + degree(&monomial) - degree(&g.lead));
            if since == STEPS_BETWEEN_SIMPLIFICATIONS {
                since = 0;
                self.spend_on_content(&[&r.terms, &rest], budget)?;
                let content = self.ring.simplify(&mut [&mut r.terms, &mut rest]);
                r.content = self.ring.times(&r.content, &content);
            }
        }
        if !r.terms.is_empty() {
            self.spend_on_content(&[&r.terms], budget)?;
            let content = self.ring.simplify(&mut [&mut r.terms]);
            r.content = self.ring.times(&r.content, &content);
        }
        Ok(r)
    }

    /// A gcd of large coefficients is usually found to be small after two of them, and a division
    /// of all by it follows.
    fn spend_on_content(&self, parts: &[&Terms<R::C>], budget: &Budget) -> Result<(), Exhausted> {
        let size = |t: &&Terms<R::C>| t.first().map_or(1, |(_, c)| self.ring.steps(c));
        parts.iter().try_for_each(|t| budget.spend(size(t) * (2 * size(t) + t.len() as u64)))
    }

    fn irreducible_prefix(
        &self,
        terms: &[(Key, R::C)],
        basis: &[Element<R::C>],
        budget: &Budget,
    ) -> Result<usize, Exhausted> {
        for (count, (key, _)) in terms.iter().enumerate() {
            budget.spend(1 + basis.len() as u64)?;
            let monomial = self.order.decode(*key);
            if basis.iter().any(|g| g.active && divides(&g.lead, &monomial)) {
                return Ok(count);
            }
        }
        Ok(terms.len())
    }

    /// u·f − v·x^shift·g.
    pub(super) fn subtract(
        &self,
        u: &R::C,
        f: &[(Key, R::C)],
        v: &R::C,
        shift: Key,
        g: &[(Key, R::C)],
        budget: &Budget,
    ) -> Result<Terms<R::C>, Exhausted> {
        let (ring, one) = (self.ring, self.ring.one());
        let size = |t: &[(Key, R::C)]| t.first().map_or(1, |(_, c)| ring.steps(c));
        budget.spend(f.len() as u64 * size(f) * ring.steps(u))?;
        budget.spend(g.len() as u64 * size(g) * ring.steps(v))?;
        let scaled = |a: &R::C| if *u == one { a.clone() } else { ring.times(u, a) };
        let zero = ring.combine(&one, &one, &one, &one);
        let mut sum = Vec::with_capacity(f.len() + g.len());
        let mut i = 0;
        for (key, b) in g {
            let key = self.order.times(*key, shift, self.guard)?;
            while i < f.len() && f[i].0 > key {
                sum.push((f[i].0, scaled(&f[i].1)));
                i += 1;
            }
            let meets = i < f.len() && f[i].0 == key;
            let a = if meets { &f[i].1 } else { &zero };
            i += usize::from(meets);
            let c = ring.combine(u, a, v, b);
            if !ring.is_zero(&c) {
                sum.push((key, c));
            }
        }
        sum.extend(f[i..].iter().map(|(key, a)| (*key, scaled(a))));
        Ok(sum)
    }
}
