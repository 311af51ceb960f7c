//! The quotient algebra of a system modulo a prime.

use super::order::{Key, Order};
use super::standard::standard_monomials;
use super::sums::{Residue, Sums, dot};
use crate::budget::{Budget, Exhausted};
use std::collections::BTreeMap;

/// What does not depend on the prime: the standard monomials and the way from one border monomial
/// to the next.
pub(super) struct Staircase {
    /// The standard monomials, ascending; the first is 1.
    pub(super) monomials: Vec<Vec<u32>>,
    /// `products[k][j]` = xₖ·(monomial j).
    products: Vec<Vec<Image>>,
    /// The border monomials, ascending.
    border: Vec<Recipe>,
}

#[derive(Clone, Copy)]
enum Image {
    Standard(usize),
    Border(usize),
}

enum Recipe {
    /// The leading monomial of an element of the basis, and the places of its other terms.
    Lead { element: usize, tail: Vec<u32> },
    /// A variable times an earlier border monomial.
    Product { variable: usize, lower: usize },
}

/// The algebra modulo one prime.
pub(super) struct ResidueAlgebra<'a> {
    pub(super) staircase: &'a Staircase,
    pub(super) p: u64,
    border: Vec<Vec<Residue>>,
}

impl Staircase {
    /// The staircase of a reduced grevlex basis given by the terms of its elements; `None` if
    /// infinitely many monomials are standard.
    pub(super) fn of(
        supports: &[Vec<Key>],
        order: &Order,
        most: usize,
        budget: &Budget,
    ) -> Result<Option<Staircase>, Exhausted> {
        let n = order.nvars();
        let leads: Vec<Vec<u32>> = supports.iter().map(|s| order.decode(s[0])).collect();
        let Some(found) = standard_monomials(&leads, n, budget)? else { return Ok(None) };
        if found.len() > most {
            return Err(Exhausted::Work);
        }
        let mut keyed = Vec::with_capacity(found.len());
        for e in found {
            keyed.push((order.encode(&e)?, e));
        }
        keyed.sort();
        let standard: BTreeMap<Key, usize> =
            keyed.iter().enumerate().map(|(j, (key, _))| (*key, j)).collect();
        let mut border: BTreeMap<Key, Vec<u32>> = BTreeMap::new();
        for (_, e) in &keyed {
            for k in 0..n {
                let (key, raised) = shifted(order, e, k)?;
                if !standard.contains_key(&key) {
                    border.insert(key, raised);
                }
            }
        }
        let place: BTreeMap<Key, usize> =
            border.keys().enumerate().map(|(b, key)| (*key, b)).collect();
        let image = |key: &Key| match standard.get(key) {
            Some(&j) => Some(Image::Standard(j)),
            None => place.get(key).map(|&b| Image::Border(b)),
        };
        let mut products = Vec::with_capacity(n);
        for k in 0..n {
            let row =
                keyed.iter().map(|(_, e)| image(&shifted(order, e, k)?.0).ok_or(Exhausted::Work));
            products.push(row.collect::<Result<_, _>>()?);
        }
        let mut recipes = Vec::with_capacity(border.len());
        for (key, e) in &border {
            budget.spend(1 + supports.len() as u64)?;
            recipes.push(recipe(*key, e, supports, order, &standard, &place)?);
        }
        let monomials = keyed.into_iter().map(|(_, e)| e).collect();
        Ok(Some(Staircase { monomials, products, border: recipes }))
    }

    /// The number of variables.
    pub(super) fn nvars(&self) -> usize {
        self.products.len()
    }

    /// The dimension of the algebra.
    pub(super) fn dimension(&self) -> usize {
        self.monomials.len()
    }

    /// The algebra modulo p of a basis with this staircase, given by coefficients.
    pub(super) fn algebra(
        &self,
        basis: &[Vec<Residue>],
        p: u64,
        budget: &Budget,
    ) -> Result<ResidueAlgebra<'_>, Exhausted> {
        let d = self.dimension();
        let mut algebra =
            ResidueAlgebra { staircase: self, p, border: Vec::with_capacity(self.border.len()) };
        for recipe in &self.border {
            let vector = match recipe {
                Recipe::Lead { element, tail } => {
                    let mut sums = Sums::new(d, p);
                    sums.scatter(p - 1, &basis[*element][1..], tail);
                    budget.spend(1 + d as u64 / 4)?;
                    sums.finish()
                }
                Recipe::Product { variable, lower } => {
                    algebra.times(*variable, &algebra.border[*lower], budget)?
                }
            };
            algebra.border.push(vector);
        }
        Ok(algebra)
    }
}

fn shifted(order: &Order, e: &[u32], k: usize) -> Result<(Key, Vec<u32>), Exhausted> {
    let mut raised = e.to_vec();
    raised[k] += 1;
    Ok((order.encode(&raised)?, raised))
}

fn recipe(
    key: Key,
    e: &[u32],
    supports: &[Vec<Key>],
    order: &Order,
    standard: &BTreeMap<Key, usize>,
    place: &BTreeMap<Key, usize>,
) -> Result<Recipe, Exhausted> {
    if let Some(element) = supports.iter().position(|s| s[0] == key) {
        let tail = supports[element][1..]
            .iter()
            .map(|key| standard.get(key).map(|&j| j as u32).ok_or(Exhausted::Work));
        return Ok(Recipe::Lead { element, tail: tail.collect::<Result<_, _>>()? });
    }
    for variable in (0..e.len()).filter(|&j| e[j] > 0) {
        let mut lower = e.to_vec();
        lower[variable] -= 1;
        if let Some(&lower) = place.get(&order.encode(&lower)?) {
            return Ok(Recipe::Product { variable, lower });
        }
    }
    // Every border monomial that is no leading monomial has a border monomial below it.
    Err(Exhausted::Work)
}

impl ResidueAlgebra<'_> {
    pub(super) fn dimension(&self) -> usize {
        self.staircase.dimension()
    }

    /// The element 1.
    pub(super) fn one(&self) -> Vec<Residue> {
        (0..self.dimension()).map(|j| Residue::from(j == 0)).collect()
    }

    fn add_product(&self, sums: &mut Sums, k: usize, scale: u64, v: &[Residue]) -> u64 {
        let mut steps = 0;
        for (image, c) in self.staircase.products[k].iter().zip(v).filter(|(_, c)| **c > 0) {
            let c = u64::from(*c) * scale % self.p;
            match image {
                Image::Standard(j) => sums.add_at(*j, c),
                Image::Border(b) => {
                    steps += v.len() as u64 / 4;
                    sums.add_scaled(c, &self.border[*b]);
                }
            }
        }
        steps + 1 + v.len() as u64 / 4
    }

    /// xₖ·v.
    pub(super) fn times(
        &self,
        k: usize,
        v: &[Residue],
        budget: &Budget,
    ) -> Result<Vec<Residue>, Exhausted> {
        let mut sums = Sums::new(v.len(), self.p);
        budget.spend(self.add_product(&mut sums, k, 1, v))?;
        Ok(sums.finish())
    }

    /// u·v for u = Σ cₖ·xₖ.
    pub(super) fn times_form(
        &self,
        form: &[u64],
        v: &[Residue],
        budget: &Budget,
    ) -> Result<Vec<Residue>, Exhausted> {
        let mut sums = Sums::new(v.len(), self.p);
        for (k, c) in form.iter().enumerate().filter(|(_, c)| **c > 0) {
            budget.spend(self.add_product(&mut sums, k, *c, v))?;
        }
        Ok(sums.finish())
    }

    /// The functional v ↦ ℓ(xₖ·v) by its values on the standard monomials, as ℓ is given.
    pub(super) fn after_variable(&self, functional: &[Residue], k: usize) -> Vec<Residue> {
        let value = |image: &Image| match image {
            Image::Standard(j) => functional[*j],
            Image::Border(b) => dot(functional, &self.border[*b], self.p) as Residue,
        };
        self.staircase.products[k].iter().map(value).collect()
    }

    /// The matrix of the multiplication by u, by rows.
    pub(super) fn matrix(&self, form: &[u64], budget: &Budget) -> Result<Vec<Vec<u64>>, Exhausted> {
        let d = self.dimension();
        let mut columns = Vec::with_capacity(d);
        for j in 0..d {
            let unit: Vec<Residue> = (0..d).map(|i| Residue::from(i == j)).collect();
            columns.push(self.times_form(form, &unit, budget)?);
        }
        let row = |i: usize| columns.iter().map(|column| u64::from(column[i])).collect();
        Ok((0..d).map(row).collect())
    }

    /// The traces of the multiplications by the standard monomials.
    pub(super) fn traces(&self, budget: &Budget) -> Result<Vec<Residue>, Exhausted> {
        let monomials = &self.staircase.monomials;
        let mut known: BTreeMap<Vec<u32>, Vec<Residue>> = BTreeMap::new();
        let mut traces = Vec::with_capacity(monomials.len());
        for a in monomials {
            let mut trace = 0;
            for (j, b) in monomials.iter().enumerate() {
                let sum: Vec<u32> = a.iter().zip(b).map(|(x, y)| x + y).collect();
                trace += u64::from(self.power_product(&sum, &mut known, budget)?[j]);
            }
            traces.push((trace % self.p) as Residue);
        }
        Ok(traces)
    }

    /// The vector of a monomial, from the nearest divisors known on the way down to 1.
    fn power_product(
        &self,
        e: &[u32],
        known: &mut BTreeMap<Vec<u32>, Vec<Residue>>,
        budget: &Budget,
    ) -> Result<Vec<Residue>, Exhausted> {
        let mut missing = Vec::new();
        let mut at = e.to_vec();
        let mut value = loop {
            if let Some(v) = known.get(&at) {
                break v.clone();
            }
            let Some(k) = at.iter().rposition(|&e| e > 0) else { break self.one() };
            missing.push(k);
            at[k] -= 1;
        };
        for k in missing.into_iter().rev() {
            at[k] += 1;
            value = self.times(k, &value, budget)?;
            known.insert(at.clone(), value.clone());
        }
        Ok(value)
    }

    /// The dimension of the quotient by further elements.
    pub(super) fn dimension_modulo(
        &self,
        elements: Vec<Vec<Residue>>,
        budget: &Budget,
    ) -> Result<usize, Exhausted> {
        let mut span = super::modular_linear::Echelon::new(self.p);
        let mut waiting = elements;
        while let Some(v) = waiting.pop() {
            let wide = v.iter().map(|&c| u64::from(c)).collect();
            if span.push(wide, budget)? {
                for k in 0..self.staircase.products.len() {
                    waiting.push(self.times(k, &v, budget)?);
                }
            }
        }
        Ok(self.dimension() - span.pivots().len())
    }
}
