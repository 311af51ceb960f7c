use super::algebra::Algebra;
use super::basis::{Basis, groebner_basis};
use super::counted::simple_zeros;
use super::eliminant::{Seen, without_zeros_at_infinity};
use super::modular_linear::{PRIMES, characteristic};
use super::order::Order;
use super::point_class::PointClass;
use super::powers::Powers;
use super::representation::Representation;
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::{Poly, UPoly};

/// All zeros over ℂ of an ideal with finitely many, as conjugate classes over ℚ.
pub struct ZeroDim {
    /// The number D of zeros counted with multiplicity: the dimension of the quotient algebra.
    pub dimension_with_multiplicity: usize,
    /// The number of distinct zeros.
    pub distinct: usize,
    /// The classes of conjugate zeros, by degree.
    pub classes: Vec<PointClass>,
    /// u = Σ cₖ·xₖ, which takes different values at different zeros.
    pub separating_form: Vec<Integer>,
}

/// What a system of polynomial equations has for zeros over ℂ.
pub enum Zeros {
    /// Finitely many, perhaps none.
    Finite(ZeroDim),
    /// Infinitely many; the reduced Gröbner basis in grevlex.
    Infinite(Basis),
}

/// Solves a system of polynomial equations with finitely many zeros over ℂ; `None` if there are
/// infinitely many.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn solve_zero_dim(polynomials: &[Poly], budget: &Budget) -> Result<Option<ZeroDim>, Exhausted> {
    Ok(match zeros(polynomials, budget)? {
        Zeros::Finite(found) => Some(found),
        Zeros::Infinite(_) => None,
    })
}

/// Solves a system of polynomial equations if it has finitely many zeros over ℂ.
///
/// # Errors
/// [`Exhausted`] at the end of the budget.
pub fn zeros(polynomials: &[Poly], budget: &Budget) -> Result<Zeros, Exhausted> {
    match without_zeros_at_infinity(polynomials, budget) {
        Ok(Seen::Solved(found)) => return Ok(Zeros::Finite(found)),
        Ok(Seen::OutOfReach) => return Err(Exhausted::Work),
        Err(Exhausted::Work) if budget.left() > 0 => {}
        Err(ended) => return Err(ended),
        Ok(Seen::Little) => {}
    }
    match budget.portion(STEPS_FOR_EXACT_BASIS, |part| by_exact_basis(polynomials, part)) {
        Err(Exhausted::Work) => {}
        answer => return answer,
    }
    match unless_stuck(simple_zeros(polynomials, budget), budget)? {
        Some(found) => Ok(Zeros::Finite(found)),
        None => by_exact_basis(polynomials, budget),
    }
}

/// A way that gives up before the end of the budget leaves the rest to the next one.
pub(super) fn unless_stuck<T>(
    answer: Result<Option<T>, Exhausted>,
    budget: &Budget,
) -> Result<Option<T>, Exhausted> {
    match answer {
        Err(Exhausted::Work) if budget.left() > 0 => Ok(None),
        answer => answer,
    }
}

/// Work after which images modulo primes are tried in place of an exact basis.
const STEPS_FOR_EXACT_BASIS: u64 = 20_000_000;

/// The same by the exact Gröbner basis.
pub(super) fn by_exact_basis(polynomials: &[Poly], budget: &Budget) -> Result<Zeros, Exhausted> {
    let n = polynomials.first().map_or(0, Poly::nvars);
    let basis = groebner_basis(polynomials, &Order::grevlex(n), budget)?;
    let Some(algebra) = Algebra::of(&basis, polynomials, budget)? else {
        return Ok(Zeros::Infinite(basis));
    };
    let dimension = algebra.dimension();
    if dimension == 0 {
        return Ok(Zeros::Finite(ZeroDim {
            dimension_with_multiplicity: 0,
            distinct: 0,
            classes: Vec::new(),
            separating_form: vec![Integer::zero(); n],
        }));
    }
    let (form, classes) = match generated_by_one(&algebra, budget)? {
        Some(form) => cyclic_classes(&algebra, form, budget)?,
        None => classes_of_radical(&algebra, polynomials, budget)?,
    };
    let distinct = classes.iter().filter_map(|c| c.h.degree()).sum();
    let counted = |c: &PointClass| c.h.degree().unwrap_or(0) * c.multiplicity;
    debug_assert_eq!(classes.iter().map(counted).sum::<usize>(), dimension);
    Ok(Zeros::Finite(ZeroDim {
        dimension_with_multiplicity: dimension,
        distinct,
        classes,
        separating_form: form,
    }))
}

/// The linear forms that are tried: the variables, then sums with small coefficients. Among
/// (1, t, …, t^{n−1}) all but finitely many t separate, so the list ends.
pub(super) fn linear_forms(n: usize) -> impl Iterator<Item = Vec<Integer>> {
    let variable = move |i: usize| (0..n).map(|k| Integer::from(u32::from(k == i))).collect();
    let moment = move |t: u32| {
        let t = if t.is_multiple_of(2) { Integer::from(t / 2) } else { -Integer::from(t / 2 + 1) };
        (0..n).map(|k| t.pow(k as u32)).collect()
    };
    (0..n).map(variable).chain((1..).map(moment))
}

/// How many sums are tried as a generator of an algebra that may have none.
pub(super) const SUMS_TRIED: usize = 4;

/// A linear form whose powers span the whole algebra.
fn generated_by_one(algebra: &Algebra, budget: &Budget) -> Result<Option<Vec<Integer>>, Exhausted> {
    let n = algebra.nvars();
    for (attempt, form) in linear_forms(n).take(n + SUMS_TRIED).enumerate() {
        if algebra.degree_modulo(&form, attempt, budget)? == algebra.dimension() {
            return Ok(Some(form));
        }
    }
    Ok(None)
}

/// The algebra is ℚ\[u\]/(m): the classes are the factors of m, their exponents in m the
/// multiplicities.
fn cyclic_classes(
    algebra: &Algebra,
    form: Vec<Integer>,
    budget: &Budget,
) -> Result<(Vec<Integer>, Vec<PointClass>), Exhausted> {
    let (powers, minimal) = algebra.minimal_polynomial(&form, budget)?;
    let factors: Vec<(UPoly, usize)> =
        minimal.factor(budget)?.factors.into_iter().map(|(h, k)| (h, k as usize)).collect();
    Ok((form, classes(algebra, &powers, &minimal, factors, budget)?))
}

/// Passes to the radical (Seidenberg's lemma: the squarefree parts of the minimal polynomials of
/// all variables generate it over the ideal), separates there, and counts multiplicities in
/// the algebra itself.
fn classes_of_radical(
    algebra: &Algebra,
    polynomials: &[Poly],
    budget: &Budget,
) -> Result<(Vec<Integer>, Vec<PointClass>), Exhausted> {
    let n = algebra.nvars();
    let mut generators = polynomials.to_vec();
    let mut is_radical = true;
    for k in 0..n {
        let variable: Vec<Integer> = (0..n).map(|j| Integer::from(u32::from(j == k))).collect();
        let (_, minimal) = algebra.minimal_polynomial(&variable, budget)?;
        let squarefree = minimal.squarefree_part();
        if squarefree.degree() < minimal.degree() {
            is_radical = false;
            generators.push(Poly::from_univariate(&squarefree, n, k));
        }
    }
    if is_radical {
        return separated_classes(algebra, algebra, budget);
    }
    let basis = groebner_basis(&generators, &Order::grevlex(n), budget)?;
    let radical = Algebra::of(&basis, &generators, budget)?.ok_or(Exhausted::Work)?;
    separated_classes(&radical, algebra, budget)
}

/// The classes of a radical ideal, with multiplicities from the algebra of another ideal with the
/// same zeros.
fn separated_classes(
    radical: &Algebra,
    algebra: &Algebra,
    budget: &Budget,
) -> Result<(Vec<Integer>, Vec<PointClass>), Exhausted> {
    for (attempt, form) in linear_forms(radical.nvars()).enumerate() {
        if radical.degree_modulo(&form, attempt, budget)? < radical.dimension() {
            continue;
        }
        let (powers, minimal) = radical.minimal_polynomial(&form, budget)?;
        let factors = minimal.factor(budget)?.factors;
        let irreducible: Vec<UPoly> = factors.into_iter().map(|(h, _)| h).collect();
        let exponents = characteristic_exponents(algebra, &form, &irreducible, budget)?;
        let factors = irreducible.into_iter().zip(exponents).collect();
        let classes = classes(radical, &powers, &minimal, factors, budget)?;
        return Ok((form, classes));
    }
    Err(Exhausted::Work)
}

/// The exponents of the irreducible factors h of the minimal polynomial of u in its
/// characteristic polynomial χ = ∏ h^e.
///
/// Modulo a prime that keeps the degrees of the h and their coprimality, the equation χ = ∏ h^e
/// still determines the e.
fn characteristic_exponents(
    algebra: &Algebra,
    form: &[Integer],
    factors: &[UPoly],
    budget: &Budget,
) -> Result<Vec<usize>, Exhausted> {
    let multiplication = algebra.multiplication(form, budget)?;
    let d = algebra.dimension();
    let product = factors.iter().fold(UPoly::one(), |product, h| &product * h);
    let discriminant = product.discriminant();
    for p in PRIMES {
        let bad = |c: &Integer| c.rem_u64(p) == 0;
        if bad(&multiplication.denominator) || bad(&product.leading()) || bad(&discriminant) {
            continue;
        }
        let field = super::ring::Modulo { p };
        let inverse = field.inverse(multiplication.denominator.rem_u64(p));
        let mut matrix = vec![vec![0; d]; d];
        for (j, column) in multiplication.columns.iter().enumerate() {
            for (i, c) in column {
                matrix[*i][j] = c.rem_u64(p) * inverse % p;
            }
        }
        let mut chi = characteristic(matrix, p, budget)?;
        let mut exponents = Vec::with_capacity(factors.len());
        for h in factors {
            let h: Vec<u64> = h.coeffs().iter().map(|c| c.rem_u64(p)).collect();
            let mut e = 0;
            while let Some(quotient) = exact_quotient(&chi, &h, &field, budget)? {
                chi = quotient;
                e += 1;
            }
            exponents.push(e);
        }
        return Ok(exponents);
    }
    Err(Exhausted::Work)
}

/// f / h modulo p if h divides f.
fn exact_quotient(
    f: &[u64],
    h: &[u64],
    field: &super::ring::Modulo,
    budget: &Budget,
) -> Result<Option<Vec<u64>>, Exhausted> {
    if f.len() < h.len() {
        return Ok(None);
    }
    budget.spend((f.len() * h.len()) as u64)?;
    let (p, inverse) = (field.p, field.inverse(h[h.len() - 1]));
    let mut rest = f.to_vec();
    let mut quotient = vec![0; f.len() - h.len() + 1];
    for k in (0..quotient.len()).rev() {
        let q = rest[k + h.len() - 1] * inverse % p;
        quotient[k] = q;
        for (j, c) in h.iter().enumerate() {
            rest[k + j] = (rest[k + j] + (p - q) * c) % p;
        }
    }
    Ok(rest.iter().all(|&c| c == 0).then_some(quotient))
}

/// One class for each irreducible factor of the minimal polynomial of u, by degree.
fn classes(
    algebra: &Algebra,
    powers: &Powers,
    minimal: &UPoly,
    factors: Vec<(UPoly, usize)>,
    budget: &Budget,
) -> Result<Vec<PointClass>, Exhausted> {
    let coordinates = Representation::new(algebra, powers, minimal, budget)?;
    let mut found = Vec::new();
    for (h, multiplicity) in factors {
        let coords = coordinates.modulo(&h, budget)?;
        found.push(PointClass::from_polynomials(h, &coords, multiplicity, budget)?);
    }
    Ok(sorted(found))
}

/// Classes by degree.
pub(super) fn sorted(mut classes: Vec<PointClass>) -> Vec<PointClass> {
    classes.sort_by(|a, b| (a.h.degree(), a.h.coeffs()).cmp(&(b.h.degree(), b.h.coeffs())));
    classes
}
