//! Zeros guessed from their images modulo a few primes, and put into the equations.
//!
//! What is guessed needs no bound: that the zeros satisfy the equations is decided exactly (see
//! `vanishing`), that they differ is seen by the form u, and that there are no others is the
//! caller's to know.

use super::eliminant::{class, parts_modulo};
use super::lifting::reconstruct;
use super::modular_system::Image;
use super::point_class::PointClass;
use super::vector::Vector;
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::univariate::modular::Crt;
use crate::polynomial::{Poly, UPoly};

/// Are these `count` different zeros of the system, told apart by u?
pub(super) fn hold(
    classes: &[PointClass],
    count: usize,
    form: &[Integer],
    polynomials: &[Poly],
    budget: &Budget,
) -> Result<bool, Exhausted> {
    if classes.iter().map(PointClass::degree).sum::<usize>() != count {
        return Ok(false);
    }
    for class in classes {
        if !takes_its_values(form, class) || !class.annihilates(polynomials, budget)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Is u = Σ cₖ·xₖ at the zeros of the class, so that they differ with u?
fn takes_its_values(form: &[Integer], class: &PointClass) -> bool {
    let terms = form.iter().zip(&class.numerators);
    let sum = terms.fold(UPoly::zero(), |sum, (c, g)| &sum + &g.scale(c));
    let difference = &sum - &class.denominator.shift(1);
    difference.pseudo_rem(&class.h).0.is_zero()
}

/// What the images seen so far suggest.
#[derive(Default)]
pub(super) struct Guess {
    /// Those of the characteristic polynomial, once it is guessed.
    factors: Vec<(UPoly, u32)>,
}

impl Guess {
    /// The classes that the images determine, the last one a check; `None` if they are too few,
    /// or not all zeros are simple.
    pub(super) fn classes(
        &mut self,
        images: &[Image],
        budget: &Budget,
    ) -> Result<Option<Vec<PointClass>>, Exhausted> {
        if self.factors.is_empty() {
            let Some(chi) = characteristic(images, budget)? else { return Ok(None) };
            self.factors = chi.factor(budget)?.factors;
        }
        if self.factors.iter().any(|(_, e)| *e > 1) {
            return Ok(None);
        }
        let mut classes = Vec::with_capacity(self.factors.len());
        for at in 0..self.factors.len() {
            let Some(class) = self.class_of_factor(at, images, budget)? else { return Ok(None) };
            classes.push(class);
        }
        Ok(Some(classes))
    }

    fn class_of_factor(
        &self,
        at: usize,
        images: &[Image],
        budget: &Budget,
    ) -> Result<Option<PointClass>, Exhausted> {
        let mut parts = Vec::with_capacity(images.len());
        for image in images {
            if let Some(part) = parts_modulo(&self.factors, at, image, budget)? {
                parts.push((image.p, part));
            }
        }
        let n = parts.first().map_or(0, |(_, part)| part.len());
        let mut numerators = Vec::with_capacity(n);
        for k in 0..n {
            let residues: Vec<_> = parts.iter().map(|(p, part)| (*p, part[k].clone())).collect();
            let Some(numerator) = guessed(&residues, budget)? else { return Ok(None) };
            numerators.push(numerator);
        }
        Ok(Some(class(&self.factors[at].0, 1, &numerators)))
    }
}

/// The characteristic polynomial if the images determine it, a few coefficients first.
fn characteristic(images: &[Image], budget: &Budget) -> Result<Option<UPoly>, Exhausted> {
    let d = images.first().map_or(0, |image| image.chi.len());
    let of = |chosen: &dyn Fn(usize) -> bool| -> Vec<(u64, Vec<u64>)> {
        let coefficients = |image: &Image| {
            let all = image.chi.iter().enumerate().filter(|(k, _)| chosen(*k));
            (image.p, all.map(|(_, c)| u64::from(*c)).collect())
        };
        images.iter().map(coefficients).collect()
    };
    let few = |k: usize| k == 0 || k == d / 2 || k + 2 == d;
    if guessed(&of(&few), budget)?.is_none() {
        return Ok(None);
    }
    Ok(guessed(&of(&|_| true), budget)?.map(|chi| UPoly::new(chi.num)))
}

/// Fractions that have the residues; the last prime is not used but must agree.
fn guessed(residues: &[(u64, Vec<u64>)], budget: &Budget) -> Result<Option<Vector>, Exhausted> {
    let Some(((check, expected), used)) = residues.split_last() else { return Ok(None) };
    let mut crt = Crt::new(expected.len());
    for (p, values) in used {
        budget.spend((1 + values.len() as u64) * (1 + crt.modulus.bits() as u64 / 32))?;
        crt.update(values, *p);
    }
    let positive = |c: &Integer| c.div_rem_euclid(&crt.modulus).1;
    let values: Vec<Integer> = crt.values.iter().map(positive).collect();
    let Some(found) = reconstruct(&values, &crt.modulus, budget)? else { return Ok(None) };
    let agrees =
        |(c, r): (&Integer, &u64)| c.rem_u64(*check) == found.den.rem_u64(*check) * r % check;
    let agree = found.num.iter().zip(expected).all(agrees);
    Ok(agree.then(|| Vector::new(found.num.clone(), found.den.clone())))
}
