//! Systems of n equations in n unknowns without a zero at infinity, by images modulo primes.
//!
//! If the system keeps its degrees modulo p and no element of its grevlex basis there falls below
//! the degree of the combination it comes from, the leading forms of the basis are
//! combinations of the leading forms of the equations. Pure powers of all variables among the
//! leading monomials then say that these have only the trivial zero modulo p: p does not divide
//! R∞ (see `height`). So over ℚ there is no zero at infinity either, the quotient algebras over ℚ
//! and modulo p have the Bézout number D for dimension, and the image of the characteristic
//! polynomial of u is its residue. The bound for R(T, s) says how many such primes determine it:
//! the reconstruction is a proof, no prime is trusted for more than it shows.

use super::guess::{Guess, hold};
use super::height::{ResultantBound, bezout_number};
use super::lifting::reconstruct;
use super::modular_system::{Course, Image, Images, ModularSystem, monic, powers};
use super::point_class::PointClass;
use super::residue_algebra::{ResidueAlgebra, Staircase};
use super::ring::Modulo;
use super::sums::Residue;
use super::vanishing::annihilation_steps;
use super::vector::Vector;
use super::zero_dim::{SUMS_TRIED, ZeroDim, linear_forms, sorted, unless_stuck};
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::univariate::modular::{Crt, ModPoly, large_primes};
use crate::polynomial::{Poly, UPoly};

/// Primes with which a system is tried before it counts as one with zeros at infinity.
const PRIMES_TRIED: usize = 2;

/// A larger number of zeros is out of reach for an exact basis.
const LARGEST_FOR_A_BASIS: usize = 150;

/// What is seen of a system.
pub(super) enum Seen {
    /// Nothing lies at infinity, and these are its zeros.
    Solved(ZeroDim),
    /// Nothing lies at infinity, and its zeros are too many for the budget.
    OutOfReach,
    /// It may have zeros at infinity.
    Little,
}

/// The zeros of a system without zeros at infinity, if it is seen to be one.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub(super) fn without_zeros_at_infinity(
    polynomials: &[Poly],
    budget: &Budget,
) -> Result<Seen, Exhausted> {
    let n = polynomials.first().map_or(0, Poly::nvars);
    let usable = polynomials.len() == n && polynomials.iter().all(|f| !f.is_constant());
    let Some(bezout) = bezout_number(polynomials).filter(|_| usable) else {
        return Ok(Seen::Little);
    };
    let system = ModularSystem::new(polynomials)?;
    let mut seen = Seen::Little;
    for p in large_primes().take(PRIMES_TRIED) {
        let learnt = unless_stuck(system.learn(p, budget), budget)?;
        let Some(course) = learnt else { continue };
        let Some(staircase) = &course.staircase else { continue };
        if course.trace.degree_falls || staircase.dimension() != bezout {
            continue;
        }
        let complete = Complete { polynomials, system: &system, course: &course, staircase };
        if let Some(found) = unless_stuck(complete.solve(budget).map(Some), budget)? {
            return Ok(Seen::Solved(found));
        }
        if bezout > LARGEST_FOR_A_BASIS {
            seen = Seen::OutOfReach;
        }
    }
    Ok(seen)
}

/// A system with as many zeros as Bézout's number says.
struct Complete<'a> {
    polynomials: &'a [Poly],
    system: &'a ModularSystem,
    course: &'a Course,
    staircase: &'a Staircase,
}

impl Complete<'_> {
    fn solve(&self, budget: &Budget) -> Result<ZeroDim, Exhausted> {
        let p = self.course.p;
        let basis = self.system.basis(self.course, p, budget)?.ok_or(Exhausted::Work)?;
        let algebra = self.staircase.algebra(&basis, p, budget)?;
        let (form, classes) = match generated_by_one(&algebra, budget)? {
            // The powers are independent over ℚ as well, so u generates the algebra.
            Some(form) => {
                let classes = self.classes(&form, true, budget)?;
                (form, classes)
            }
            None => self.separated(&algebra, budget)?,
        };
        let dimension = self.staircase.dimension();
        let counted = |c: &PointClass| c.degree() * c.multiplicity;
        if classes.iter().map(counted).sum::<usize>() != dimension {
            return Err(Exhausted::Work);
        }
        Ok(ZeroDim {
            dimension_with_multiplicity: dimension,
            distinct: classes.iter().map(PointClass::degree).sum(),
            classes: sorted(classes),
            separating_form: form,
        })
    }

    fn bound(&self, form: &[Integer]) -> ResultantBound {
        ResultantBound::new(self.polynomials, self.staircase.dimension(), form)
    }

    fn images(&self, form: &[Integer], cyclic: bool) -> Images<'_> {
        Images::new(self.system, self.course, self.staircase, form, cyclic)
    }

    /// The classes that a separating form u shows.
    fn classes(
        &self,
        form: &[Integer],
        cyclic: bool,
        budget: &Budget,
    ) -> Result<Vec<PointClass>, Exhausted> {
        let bound = self.bound(form);
        let mut images = self.images(form, cyclic);
        if cyclic && let Some(classes) = self.guessed(&mut images, form, bound.bits(), budget)? {
            return Ok(classes);
        }
        images.gather(bound.bits(), budget)?;
        let chi = lifted(&images.found, |image| &image.chi, budget)?;
        let factors = UPoly::new(chi.num).factor(budget)?.factors;
        if let [(h, 1)] = factors.as_slice() {
            return Ok(vec![one_class(h, &images.found, self.system.order.nvars(), budget)?]);
        }
        let highest = factors.iter().filter_map(|(h, _)| h.degree()).max().unwrap_or(0);
        images.gather(bound.bits_of_factor(highest), budget)?;
        let chosen = 0..factors.len();
        chosen.map(|at| class_of_factor(&factors, at, &bound, &images.found, budget)).collect()
    }

    /// The classes put into the equations, where that is less work than images up to the bound.
    ///
    /// D different zeros are all, and simple.
    fn guessed(
        &self,
        images: &mut Images<'_>,
        form: &[Integer],
        most: usize,
        budget: &Budget,
    ) -> Result<Option<Vec<PointClass>>, Exhausted> {
        let dimension = self.staircase.dimension();
        let mut guess = Guess::default();
        let mut bits = most / 6;
        while bits < most - most / 3 {
            let (before, known) = (budget.left(), images.found.len());
            images.gather(bits, budget)?;
            let new = (images.found.len() - known).max(1) as u64;
            let each = (before - budget.left()) / new;
            let rest = each.saturating_mul((most - bits) as u64 / 30);
            if annihilation_steps(self.polynomials, dimension, bits / 2) > rest {
                return Ok(None);
            }
            if let Some(classes) = guess.classes(&images.found, budget)? {
                let all = hold(&classes, dimension, form, self.polynomials, budget)?;
                return Ok(all.then_some(classes));
            }
            bits += bits / 4;
        }
        Ok(None)
    }

    /// A separating form when no form generates the algebra, with its classes.
    ///
    /// u takes as many values as its characteristic polynomial has distinct roots, at most one
    /// for each zero. The squarefree parts qₖ of the characteristic polynomials of all variables
    /// vanish at the zeros. Without a zero at infinity modulo p the algebra over the integers
    /// localised at p is a finitely generated module, so by Nakayama's lemma the quotient by
    /// the qₖ has over ℚ at most the dimension that it has modulo p: at most so many zeros are
    /// distinct. When both numbers agree, u separates.
    fn separated(
        &self,
        algebra: &ResidueAlgebra<'_>,
        budget: &Budget,
    ) -> Result<(Vec<Integer>, Vec<PointClass>), Exhausted> {
        let n = self.system.order.nvars();
        let mut vanishing = Vec::with_capacity(n);
        for variable in linear_forms(n).take(n) {
            let squarefree = self.characteristic(&variable, budget)?.squarefree_part();
            let form: Vec<u64> = variable.iter().map(|c| c.rem_u64(algebra.p)).collect();
            vanishing.push(value_at(&squarefree, &form, algebra, budget)?);
        }
        let most = algebra.dimension_modulo(vanishing, budget)?;
        for form in linear_forms(n).take(n + most * most) {
            let image = self.characteristic_modulo(&form, algebra, budget)?;
            let distinct = image.degree() - image.gcd(&image.derivative()).degree();
            if distinct < most {
                continue;
            }
            let classes = self.classes(&form, false, budget)?;
            if classes.iter().map(PointClass::degree).sum::<usize>() == most {
                return Ok((form, classes));
            }
        }
        Err(Exhausted::Work)
    }

    fn characteristic(&self, form: &[Integer], budget: &Budget) -> Result<UPoly, Exhausted> {
        let mut images = self.images(form, false);
        images.gather(self.bound(form).bits(), budget)?;
        Ok(UPoly::new(lifted(&images.found, |image| &image.chi, budget)?.num))
    }

    fn characteristic_modulo(
        &self,
        form: &[Integer],
        algebra: &ResidueAlgebra<'_>,
        budget: &Budget,
    ) -> Result<ModPoly, Exhausted> {
        let form: Vec<u64> = form.iter().map(|c| c.rem_u64(algebra.p)).collect();
        let matrix = algebra.matrix(&form, budget)?;
        let chi = super::modular_linear::characteristic(matrix, algebra.p, budget)?;
        Ok(ModPoly::new(algebra.p, chi))
    }
}

/// A linear form whose powers span the whole algebra modulo the prime.
fn generated_by_one(
    algebra: &ResidueAlgebra<'_>,
    budget: &Budget,
) -> Result<Option<Vec<Integer>>, Exhausted> {
    let n = algebra.staircase.nvars();
    for form in linear_forms(n).take(n + SUMS_TRIED) {
        let residues: Vec<u64> = form.iter().map(|c| c.rem_u64(algebra.p)).collect();
        if powers(algebra, &residues, budget)?.0.rank() == algebra.dimension() {
            return Ok(Some(form));
        }
    }
    Ok(None)
}

/// f(u) in the algebra.
fn value_at(
    f: &UPoly,
    form: &[u64],
    algebra: &ResidueAlgebra<'_>,
    budget: &Budget,
) -> Result<Vec<Residue>, Exhausted> {
    let p = algebra.p;
    let mut value: Vec<Residue> = vec![0; algebra.dimension()];
    for c in f.coeffs().iter().rev() {
        value = algebra.times_form(form, &value, budget)?;
        value[0] = ((u64::from(value[0]) + c.rem_u64(p)) % p) as Residue;
    }
    Ok(value)
}

/// The rational coefficients with these residues, in lowest terms.
fn lifted<'a>(
    images: &'a [Image],
    part: impl Fn(&'a Image) -> &'a [Residue],
    budget: &Budget,
) -> Result<Vector, Exhausted> {
    let residues = images.iter().map(|image| {
        let wide = part(image).iter().map(|&c| u64::from(c)).collect();
        (image.p, wide)
    });
    combined(residues, budget)
}

fn combined(
    residues: impl Iterator<Item = (u64, Vec<u64>)>,
    budget: &Budget,
) -> Result<Vector, Exhausted> {
    let mut crt: Option<Crt> = None;
    for (p, values) in residues {
        let crt = crt.get_or_insert_with(|| Crt::new(values.len()));
        budget.spend((1 + values.len() as u64) * (1 + crt.modulus.bits() as u64 / 32))?;
        crt.update(&values, p);
    }
    let crt = crt.ok_or(Exhausted::Work)?;
    let positive = |c: &Integer| c.div_rem_euclid(&crt.modulus).1;
    let values: Vec<Integer> = crt.values.iter().map(positive).collect();
    let found = reconstruct(&values, &crt.modulus, budget)?.ok_or(Exhausted::Work)?;
    Ok(Vector::new(found.num, found.den))
}

/// χ = h/lead h: xₖ = Gₖ/χ′ = lead(h)·Gₖ/h′.
fn one_class(
    h: &UPoly,
    images: &[Image],
    n: usize,
    budget: &Budget,
) -> Result<PointClass, Exhausted> {
    let mut numerators = Vec::with_capacity(n);
    for k in 0..n {
        numerators.push(lifted(images, |image| &image.numerators[k], budget)?);
    }
    Ok(class(h, 1, &numerators))
}

/// xₖ = lead(h)·gₖ/h′.
pub(super) fn class(h: &UPoly, multiplicity: usize, numerators: &[Vector]) -> PointClass {
    let c = numerators.iter().fold(Integer::one(), |c, v| c.lcm(&v.den));
    let over_c = |v: &Vector| {
        let factor = &h.leading() * &c.div_exact(&v.den);
        UPoly::new(v.num.iter().map(|a| a * &factor).collect())
    };
    PointClass::new(h.clone(), numerators.iter().map(over_c).collect(), &c, multiplicity)
}

/// The class of one irreducible factor h of χ = ∏ hⱼ^eⱼ.
///
/// With χ̃ = ∏ hⱼ the fraction Gₖ/χ has the part e·gₖ/h with denominator h, so
/// gₖ = (Gₖ·χ̃/χ)·(e·χ̃/h)⁻¹ modulo h.
fn class_of_factor(
    factors: &[(UPoly, u32)],
    at: usize,
    bound: &ResultantBound,
    images: &[Image],
    budget: &Budget,
) -> Result<PointClass, Exhausted> {
    let (h, e) = &factors[at];
    let n = images.first().map_or(0, |image| image.numerators.len());
    let wanted = bound.bits_of_factor(h.degree().unwrap_or(0));
    let mut residues: Vec<Vec<(u64, Vec<u64>)>> = vec![Vec::new(); n];
    let mut bits = 0;
    for image in images {
        if bits > wanted {
            break;
        }
        let Some(parts) = parts_modulo(factors, at, image, budget)? else { continue };
        for (all, part) in residues.iter_mut().zip(parts) {
            all.push((image.p, part));
        }
        bits += 30;
    }
    if bits <= wanted {
        return Err(Exhausted::Work);
    }
    let numerators = residues.into_iter().map(|r| combined(r.into_iter(), budget));
    Ok(class(h, *e as usize, &numerators.collect::<Result<Vec<_>, _>>()?))
}

/// The gₖ of a factor modulo a prime at which the factors stay coprime.
pub(super) fn parts_modulo(
    factors: &[(UPoly, u32)],
    at: usize,
    image: &Image,
    budget: &Budget,
) -> Result<Option<Vec<Vec<u64>>>, Exhausted> {
    let p = image.p;
    let d = image.chi.len() as u64;
    budget.spend(4 * d * d)?;
    let reduced = |h: &UPoly| ModPoly::reduce(h, p);
    if factors.iter().any(|(h, _)| Some(reduced(h).degree()) != h.degree()) {
        return Ok(None);
    }
    let h = reduced(&factors[at].0).monic();
    let (mut repeated, mut others) = (ModPoly::one(p), ModPoly::one(p));
    for (j, (g, e)) in factors.iter().enumerate() {
        let g = reduced(g).monic();
        for _ in 1..*e {
            repeated = repeated.mul(&g);
        }
        if j != at {
            others = others.mul(&g);
        }
    }
    let others = others.rem(&h);
    if h.gcd(&others).degree() > 0 || others.is_zero() {
        return Ok(None);
    }
    let (inverse, _) = others.bezout(&h);
    let exponent = Modulo { p }.inverse(u64::from(factors[at].1));
    let mut parts = Vec::with_capacity(image.numerators.len());
    for numerator in &image.numerators {
        let numerator = ModPoly::new(p, numerator.iter().map(|&c| u64::from(c)).collect());
        let simple = numerator.div_rem(&repeated).0.rem(&h);
        let part = simple.mul(&inverse).rem(&h).scale(exponent);
        let mut part = part.c;
        part.resize(h.degree(), 0);
        parts.push(part);
    }
    Ok(Some(parts))
}

/// Is T^m − Σ cₖ·T^k squarefree modulo p?
pub(super) fn squarefree_modulo(relation: &[Residue], p: u64) -> bool {
    let chi = ModPoly::new(p, monic(relation, p).into_iter().map(u64::from).collect());
    chi.gcd(&chi.derivative()).degree() == 0
}
