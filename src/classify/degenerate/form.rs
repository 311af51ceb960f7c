//! Signs of homogeneous forms.

use super::germ::Jet;
use crate::budget::{Budget, Exhausted};
use crate::number::{Field, Rational, RealField, Sign};
use crate::polynomial::algebraic::{FieldElement, KPoly, isolate_over_field};

/// Directions on which a form has a sign, and whether it is zero at the origin only.
#[derive(Debug, Clone, Default)]
pub(super) struct FormSigns {
    pub(super) positive: Option<Vec<Rational>>,
    pub(super) negative: Option<Vec<Rational>>,
    pub(super) definite: bool,
}

impl FormSigns {
    fn note(&mut self, form: &Jet, direction: Vec<Rational>) {
        match form_at(form, &direction).sign() {
            Sign::Positive => {
                self.positive.get_or_insert(direction);
            }
            Sign::Negative => {
                self.negative.get_or_insert(direction);
            }
            Sign::Zero | Sign::Unknown => {}
        }
    }
}

/// The value of a form in a direction.
pub(super) fn form_at(form: &Jet, direction: &[Rational]) -> FieldElement {
    let mut sum = form.value().zero_like();
    for (powers, c) in form.terms() {
        let mut factor = Rational::one();
        for (x, k) in direction.iter().zip(powers) {
            for _ in 0..*k {
                factor = &factor * x;
            }
        }
        sum = sum.add(&c.mul(&c.rational(&factor)));
    }
    sum
}

/// The signs of a form of degree m: complete for at most two variables.
pub(super) fn form_signs(form: &Jet, m: u16, budget: &Budget) -> Result<FormSigns, Exhausted> {
    let r = form.nvars();
    let mut signs = FormSigns::default();
    for direction in short_directions(r) {
        budget.spend(form.terms().count() as u64)?;
        signs.note(form, direction);
        if signs.positive.is_some() && signs.negative.is_some() {
            return Ok(signs);
        }
    }
    signs.definite = match r {
        1 => true,
        2 => on_the_line(form, m, &mut signs, budget)?,
        _ => m.is_multiple_of(2) && is_visibly_definite(form, m),
    };
    Ok(signs)
}

/// Directions with small entries, the shortest first, one of each pair ±v and both for odd
/// forms.
fn short_directions(r: usize) -> Vec<Vec<Rational>> {
    const MOST: usize = 700;
    let size: i64 = if r <= 3 { 2 } else { 1 };
    let base = 2 * size + 1;
    let count = (base as usize).saturating_pow(r as u32).min(MOST);
    let mut all: Vec<Vec<i64>> = (0..count as i64)
        .map(|k| (0..r).map(|i| k / base.pow(i as u32) % base - size).collect())
        .filter(|v: &Vec<i64>| v.iter().any(|x| *x != 0))
        .collect();
    let length = |v: &Vec<i64>| v.iter().map(|x| x * x).sum::<i64>();
    all.sort_by_key(|v| (length(v), v.iter().map(|x| -x).collect::<Vec<_>>()));
    all.into_iter().map(|v| v.into_iter().map(Rational::from).collect()).collect()
}

/// Two variables: the form on (1, t) between its real roots, and on (0, 1). Is it zero at
/// the origin only?
fn on_the_line(
    form: &Jet,
    m: u16,
    signs: &mut FormSigns,
    budget: &Budget,
) -> Result<bool, Exhausted> {
    let coefficients = (0..=m).map(|k| form.coefficient(&[m - k, k])).collect();
    let f = KPoly::new(form.value().field(), coefficients);
    let mut roots = isolate_over_field(&f, budget)?;
    for pair in 1..roots.len() {
        while roots[pair - 1].upper() >= roots[pair].lower() {
            budget.spend(m.into())?;
            roots[pair - 1].refine();
            roots[pair].refine();
        }
    }
    let one = Rational::one();
    let mut between: Vec<Rational> =
        roots.windows(2).map(|p| Rational::midpoint(p[0].upper(), p[1].lower())).collect();
    if let (Some(first), Some(last)) = (roots.first(), roots.last()) {
        between.push(first.lower() - &one);
        between.push(last.upper() + &one);
    }
    for t in between {
        signs.note(form, vec![one.clone(), t.clone()]);
        signs.note(form, vec![-&one, -&t]);
    }
    Ok(roots.is_empty() && !form.coefficient(&[0, m]).is_zero())
}

/// Even powers of one sign, with a pure power of every variable.
fn is_visibly_definite(form: &Jet, m: u16) -> bool {
    let mut terms = form.terms();
    let Some(first) = terms.next().map(|(_, c)| c.sign()) else { return false };
    let even = |powers: &[u16]| powers.iter().all(|k| k.is_multiple_of(2));
    let pure = |i: usize| form.terms().any(|(powers, _)| powers[i] == m);
    form.terms().all(|(powers, c)| even(powers) && c.sign() == first) && (0..form.nvars()).all(pure)
}
