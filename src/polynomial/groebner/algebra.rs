use super::basis::Basis;
use super::order::Key;
use super::standard::standard_monomials;
use super::vector::Vector;
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;
use crate::polynomial::Poly;
use std::collections::BTreeMap;

/// The quotient of ℚ\[x\] by an ideal with finitely many zeros, as a vector space with the
/// multiplications by the variables.
///
/// Quotients of larger dimension are not multiplied out.
const LARGEST_DIMENSION: usize = 800;

/// The multiplications commute and the generators vanish in them, both checked exactly: by the
/// criterion of border bases (Mourrain, "A new criterion for normal form algorithms", 1999) the
/// ideal is then the kernel of ℚ\[x\] → algebra, so its dimension counts the zeros over ℂ with
/// their multiplicities even if the basis had been incomplete.
pub struct Algebra {
    nvars: usize,
    /// The standard monomials, ascending; the first is 1.
    monomials: Vec<Vec<u32>>,
    /// `products[k][j]` = xₖ·(monomial j).
    products: Vec<Vec<Vector>>,
}

/// The multiplication by one element: matrix/denominator, the matrix by sparse columns.
pub(super) struct Multiplication {
    pub(super) columns: Vec<Vec<(usize, Integer)>>,
    pub(super) denominator: Integer,
}

/// What has been reduced already: packed monomial to its vector.
type Known = BTreeMap<Key, Vector>;

impl Algebra {
    /// The quotient by the ideal of a basis in grevlex; `None` if it has infinitely many zeros.
    ///
    /// `generators` are checked to vanish in the algebra.
    ///
    /// # Errors
    /// [`Exhausted`] at the end of the budget, or if a check fails: the basis then is not one.
    pub fn of(
        basis: &Basis,
        generators: &[Poly],
        budget: &Budget,
    ) -> Result<Option<Algebra>, Exhausted> {
        let n = basis.nvars();
        let leads: Vec<Vec<u32>> = basis.leading_monomials().map(<[u32]>::to_vec).collect();
        let Some(mut monomials) = standard_monomials(&leads, n, budget)? else { return Ok(None) };
        // The matrices are dense: n·D² entries.
        if monomials.len() > LARGEST_DIMENSION {
            return Err(Exhausted::Work);
        }
        budget.spend((n * monomials.len() * monomials.len()) as u64)?;
        let mut keyed = Vec::new();
        for e in monomials.drain(..) {
            keyed.push((basis.order().encode(&e)?, e));
        }
        keyed.sort();
        let known = reduced_products(basis, &keyed, budget)?;
        let mut products = Vec::new();
        for k in 0..n {
            let row = keyed.iter().map(|(_, e)| known_product(&known, basis, e, k));
            products.push(row.collect::<Result<Vec<_>, _>>()?);
        }
        let monomials = keyed.into_iter().map(|(_, e)| e).collect();
        let algebra = Algebra { nvars: n, monomials, products };
        if algebra.commutes(budget)? && algebra.kills(generators, budget)? {
            Ok(Some(algebra))
        } else {
            debug_assert!(false, "an incomplete Gröbner basis");
            Err(Exhausted::Work)
        }
    }

    /// The dimension: the number of zeros over ℂ with multiplicity.
    pub fn dimension(&self) -> usize {
        self.monomials.len()
    }

    /// Number of variables.
    pub fn nvars(&self) -> usize {
        self.nvars
    }

    /// The exponents of the standard monomials, ascending.
    pub fn standard_monomials(&self) -> &[Vec<u32>] {
        &self.monomials
    }

    /// The element 1.
    pub(super) fn one(&self) -> Vector {
        Vector::unit(self.dimension(), 0)
    }

    /// xₖ·v.
    pub(super) fn times_variable(
        &self,
        k: usize,
        v: &Vector,
        budget: &Budget,
    ) -> Result<Vector, Exhausted> {
        let nonzero = v.num.iter().enumerate().filter(|(_, c)| !c.is_zero());
        let parts: Vec<_> = nonzero.map(|(j, c)| (c.clone(), &self.products[k][j])).collect();
        Vector::combination(self.dimension(), &parts, &v.den, budget)
    }

    /// The functional v ↦ ℓ(xₖ·v) by its values on the standard monomials, as ℓ is given.
    pub(super) fn after_variable(&self, functional: &[i64], k: usize) -> Vector {
        let images = &self.products[k];
        let common = images.iter().fold(Integer::one(), |l, v| l.lcm(&v.den));
        let value = |v: &Vector| {
            let used = functional.iter().zip(&v.num).filter(|(c, _)| **c != 0);
            let sum = used.fold(Integer::zero(), |sum, (c, a)| sum + &(a * &Integer::from(*c)));
            sum * &common.div_exact(&v.den)
        };
        Vector::new(images.iter().map(value).collect(), common.clone())
    }

    /// The functional v ↦ φ(xₖ·v) on the standard monomials.
    pub(super) fn functional_after(
        &self,
        functional: &Vector,
        k: usize,
        budget: &Budget,
    ) -> Result<Vector, Exhausted> {
        let images = &self.products[k];
        let common = images.iter().fold(Integer::one(), |l, v| l.lcm(&v.den));
        let mut values = Vec::with_capacity(images.len());
        for image in images {
            let used = functional.num.iter().zip(&image.num);
            let used = used.filter(|(c, a)| !c.is_zero() && !a.is_zero());
            let (mut sum, mut steps) = (Integer::zero(), 1);
            for (c, a) in used {
                steps += 1 + (c.bits() + a.bits()) as u64 / 64;
                sum += &(c * a);
            }
            budget.spend(steps)?;
            values.push(sum * &common.div_exact(&image.den));
        }
        Ok(Vector::new(values, &functional.den * &common))
    }

    /// For every standard monomial but 1 a variable k and the number of the standard monomial
    /// of which it is xₖ times.
    pub(super) fn divisors(&self) -> Result<Vec<Option<(usize, usize)>>, Exhausted> {
        let position: BTreeMap<&[u32], usize> =
            self.monomials.iter().enumerate().map(|(i, e)| (e.as_slice(), i)).collect();
        let below = |e: &Vec<u32>| {
            let Some(k) = e.iter().position(|&e| e > 0) else { return Ok(None) };
            let mut lower = e.clone();
            lower[k] -= 1;
            // A divisor of a standard monomial is standard.
            let m = position.get(lower.as_slice()).ok_or(Exhausted::Work)?;
            Ok(Some((k, *m)))
        };
        self.monomials.iter().map(below).collect()
    }

    /// The element that a polynomial represents, by multiplication matrices alone.
    pub(super) fn element(&self, f: &Poly, budget: &Budget) -> Result<Vector, Exhausted> {
        let mut known: BTreeMap<Vec<u32>, Vector> = BTreeMap::new();
        let mut parts = Vec::new();
        for (e, c) in f.terms() {
            parts.push((c.clone(), self.power_product(&e, &mut known, budget)?));
        }
        let parts: Vec<_> = parts.iter().map(|(c, v)| (c.clone(), v)).collect();
        Vector::combination(self.dimension(), &parts, &Integer::one(), budget)
    }

    /// x^e·1, from the last intermediate product that is known.
    fn power_product(
        &self,
        e: &[u32],
        known: &mut BTreeMap<Vec<u32>, Vector>,
        budget: &Budget,
    ) -> Result<Vector, Exhausted> {
        let mut value = self.one();
        let mut reached = vec![0; e.len()];
        for (k, &exponent) in e.iter().enumerate() {
            for _ in 0..exponent {
                reached[k] += 1;
                if let Some(v) = known.get(&reached) {
                    value = v.clone();
                } else {
                    value = self.times_variable(k, &value, budget)?;
                    known.insert(reached.clone(), value.clone());
                }
            }
        }
        Ok(value)
    }

    /// Do the multiplications commute? On every standard monomial, exactly.
    fn commutes(&self, budget: &Budget) -> Result<bool, Exhausted> {
        for j in 0..self.dimension() {
            for k in 0..self.nvars {
                for l in 0..k {
                    let kl = self.times_variable(k, &self.products[l][j], budget)?;
                    let lk = self.times_variable(l, &self.products[k][j], budget)?;
                    if kl != lk {
                        return Ok(false);
                    }
                }
            }
        }
        Ok(true)
    }

    fn kills(&self, generators: &[Poly], budget: &Budget) -> Result<bool, Exhausted> {
        if self.dimension() == 0 {
            return Ok(true);
        }
        for f in generators {
            if !self.element(f, budget)?.is_zero() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The multiplication by Σ cₖ·xₖ.
    pub(super) fn multiplication(
        &self,
        form: &[Integer],
        budget: &Budget,
    ) -> Result<Multiplication, Exhausted> {
        let d = self.dimension();
        let mut columns = Vec::with_capacity(d);
        for j in 0..d {
            let used = form.iter().enumerate().filter(|(_, c)| !c.is_zero());
            let parts: Vec<_> = used.map(|(k, c)| (c.clone(), &self.products[k][j])).collect();
            columns.push(Vector::combination(d, &parts, &Integer::one(), budget)?);
        }
        let denominator = columns.iter().fold(Integer::one(), |l, v| l.lcm(&v.den));
        let sparse = |v: &Vector| {
            let factor = denominator.div_exact(&v.den);
            let nonzero = v.num.iter().enumerate().filter(|(_, c)| !c.is_zero());
            nonzero.map(|(i, c)| (i, c * &factor)).collect()
        };
        Ok(Multiplication { columns: columns.iter().map(sparse).collect(), denominator })
    }
}

/// The vectors of all standard monomials and of their products with the variables, in
/// increasing order, so that each needs only earlier ones.
fn reduced_products(
    basis: &Basis,
    standard: &[(Key, Vec<u32>)],
    budget: &Budget,
) -> Result<Known, Exhausted> {
    let (order, n, d) = (basis.order(), basis.nvars(), standard.len());
    let mut known = Known::new();
    for (j, (key, _)) in standard.iter().enumerate() {
        budget.spend(d as u64)?;
        known.insert(*key, Vector::unit(d, j));
    }
    let mut border: BTreeMap<Key, Vec<u32>> = BTreeMap::new();
    for (_, e) in standard {
        for k in 0..n {
            let mut raised = e.clone();
            raised[k] += 1;
            let key = order.encode(&raised)?;
            if !known.contains_key(&key) {
                border.insert(key, raised);
            }
        }
    }
    let index: BTreeMap<Key, usize> =
        standard.iter().enumerate().map(|(j, (key, _))| (*key, j)).collect();
    let leads: BTreeMap<Key, Vector> = basis.tails(&index);
    for (key, e) in &border {
        let vector = match leads.get(key) {
            Some(tail) => tail.clone(),
            None => from_below(basis, &known, &border, standard, e, budget)?,
        };
        known.insert(*key, vector);
    }
    Ok(known)
}

/// x^e = xⱼ·(x^e/xⱼ) for a smaller border monomial x^e/xⱼ, whose vector is known.
fn from_below(
    basis: &Basis,
    known: &Known,
    border: &BTreeMap<Key, Vec<u32>>,
    standard: &[(Key, Vec<u32>)],
    e: &[u32],
    budget: &Budget,
) -> Result<Vector, Exhausted> {
    for j in (0..e.len()).filter(|&j| e[j] > 0) {
        let mut lower = e.to_vec();
        lower[j] -= 1;
        let key = basis.order().encode(&lower)?;
        if !border.contains_key(&key) {
            continue;
        }
        let Some(v) = known.get(&key) else { continue };
        let mut parts = Vec::new();
        for (c, (_, b)) in v.num.iter().zip(standard).filter(|(c, _)| !c.is_zero()) {
            let mut raised = b.clone();
            raised[j] += 1;
            let product = known.get(&basis.order().encode(&raised)?).ok_or(Exhausted::Work)?;
            parts.push((c.clone(), product));
        }
        return Vector::combination(standard.len(), &parts, &v.den, budget);
    }
    // Every border monomial that is no leading monomial has a border monomial below it.
    Err(Exhausted::Work)
}

fn known_product(known: &Known, basis: &Basis, e: &[u32], k: usize) -> Result<Vector, Exhausted> {
    let mut raised = e.to_vec();
    raised[k] += 1;
    known.get(&basis.order().encode(&raised)?).cloned().ok_or(Exhausted::Work)
}
