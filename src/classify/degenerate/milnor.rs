//! The Milnor number of a germ, how many of its terms determine it, and its name in
//! Arnold's list.

use super::germ::Jet;
use super::splitting::Splitting;
use crate::budget::{Budget, Exhausted};
use crate::linalg::{Matrix, rank};
use crate::number::{Field, Rational, RealField, Sign};
use crate::polynomial::algebraic::FieldElement;
use std::collections::BTreeMap;

/// What kind of degenerate critical point it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Singularity {
    /// dim ker H.
    pub corank: usize,
    /// The Milnor number, if it was found to be finite.
    pub milnor: Option<usize>,
    /// The name in Arnold's list of simple and unimodal germs, where it is known.
    pub name: Option<String>,
}

/// A finite Milnor number with the order of terms that determine the germ up to a change
/// of coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Determined {
    pub(super) milnor: usize,
    pub(super) order: u16,
}

/// Matrices with more columns are not reduced.
const MOST_MONOMIALS: usize = 260;

/// μ = dim K[[u]]/J for the ideal J of the partial derivatives of g; `None` if the known
/// terms do not show that it is finite.
///
/// If J + 𝔪^(M−1) and J + 𝔪^M have the same codimension, then 𝔪^(M−1) ⊂ J by Nakayama's
/// lemma, the codimension is μ, and g is determined by its terms through order M
/// (J. Mather 1968; J. Milnor and Tougeron: 𝔪^(M+1) ⊂ 𝔪²·J).
pub(super) fn determined(g: &Jet, budget: &Budget) -> Result<Option<Determined>, Exhausted> {
    let r = g.nvars();
    let slopes: Vec<Jet> = (0..r).map(|i| g.derivative(i)).collect();
    let mut before = None;
    for order in 1..=g.order() {
        let monomials = monomials_below(r, order);
        if monomials.len() > MOST_MONOMIALS {
            return Ok(None);
        }
        let codimension = monomials.len() - ideal_rank(&slopes, &monomials, order, budget)?;
        if before == Some(codimension) {
            return Ok(Some(Determined { milnor: codimension, order }));
        }
        before = Some(codimension);
    }
    Ok(None)
}

/// Exponents of total degree below `order`, by degree.
fn monomials_below(r: usize, order: u16) -> Vec<Vec<u16>> {
    let mut all = vec![vec![]];
    for _ in 0..r {
        let mut longer = Vec::new();
        for start in &all {
            let used: u16 = start.iter().sum();
            longer.extend((0..order.saturating_sub(used)).map(|k| {
                let mut next: Vec<u16> = start.clone();
                next.push(k);
                next
            }));
        }
        all = longer;
    }
    all.sort_by_key(|powers| powers.iter().sum::<u16>());
    all
}

/// The dimension of (J + 𝔪^order)/𝔪^order.
fn ideal_rank(
    slopes: &[Jet],
    monomials: &[Vec<u16>],
    order: u16,
    budget: &Budget,
) -> Result<usize, Exhausted> {
    let columns: BTreeMap<&Vec<u16>, usize> =
        monomials.iter().enumerate().map(|(k, m)| (m, k)).collect();
    let mut rows = Vec::new();
    for slope in slopes {
        let zero = slope.value().zero_like();
        for shift in monomials {
            let mut row = vec![zero.clone(); monomials.len()];
            let mut any = false;
            for (powers, c) in slope.terms() {
                let sum: Vec<u16> = powers.iter().zip(shift).map(|(a, b)| a + b).collect();
                if sum.iter().sum::<u16>() < order
                    && let Some(column) = columns.get(&sum)
                {
                    row[*column] = c.clone();
                    any = true;
                }
            }
            if any {
                rows.push(row);
            }
        }
    }
    rank_of(rows, budget)
}

/// The rank; over ℚ when all entries are rational, which is quicker.
fn rank_of(rows: Vec<Vec<FieldElement>>, budget: &Budget) -> Result<usize, Exhausted> {
    let rational: Option<Vec<Vec<Rational>>> =
        rows.iter().map(|row| row.iter().map(FieldElement::as_rational).collect()).collect();
    match rational {
        Some(rows) => Matrix::from_rows(rows).map_or(Ok(0), |m| rank(&m, budget)),
        None => Matrix::from_rows(rows).map_or(Ok(0), |m| rank(&m, budget)),
    }
}

/// g with all orders of which the terms are known.
pub(super) fn known_terms(splitting: &Splitting) -> Jet {
    const ENOUGH: u16 = 64;
    match splitting.exact {
        true => splitting.residual.as_polynomial(ENOUGH),
        false => splitting.residual.clone(),
    }
}

/// The kind of a germ whose quadratic part was split off (V. I. Arnold 1972).
pub(super) fn singularity(
    splitting: &Splitting,
    budget: &Budget,
) -> Result<Singularity, Exhausted> {
    let g = &splitting.residual;
    let corank = splitting.kernel.len();
    if corank == 1 {
        let Some(k) = g.lowest_degree() else {
            return Ok(Singularity { corank, milnor: None, name: None });
        };
        let milnor = usize::from(k) - 1;
        let sign = match g.coefficient(&[k]).sign() {
            _ if milnor % 2 == 0 => "",
            Sign::Negative => "-",
            Sign::Positive | Sign::Zero | Sign::Unknown => "+",
        };
        let name = Some(format!("A{milnor}{sign}"));
        return Ok(Singularity { corank, milnor: Some(milnor), name });
    }
    let milnor = determined(&known_terms(splitting), budget)?.map(|d| d.milnor);
    let name = milnor.and_then(|mu| match corank {
        2 => planar_name(g, mu),
        3 if mu == 8 => Some("P8".to_string()),
        _ => None,
    });
    Ok(Singularity { corank, milnor, name })
}

/// D, E and X₉ by the cubic part: three lines, a double line, a triple line, or none.
fn planar_name(g: &Jet, mu: usize) -> Option<String> {
    let [a, b, c, d] = [[3, 0], [2, 1], [1, 2], [0, 3]].map(|powers| g.coefficient(&powers));
    if [&a, &b, &c, &d].iter().all(|x| x.is_zero()) {
        return (mu == 9).then(|| "X9".to_string());
    }
    match discriminant(&a, &b, &c, &d).sign() {
        Sign::Positive => Some("D4-".to_string()),
        Sign::Negative => Some("D4+".to_string()),
        Sign::Zero | Sign::Unknown => {
            let three = a.rational(&Rational::from(3));
            let covariant = [
                b.mul(&b).sub(&three.mul(&a).mul(&c)),
                b.mul(&c).sub(&three.mul(&three).mul(&a).mul(&d)),
                c.mul(&c).sub(&three.mul(&b).mul(&d)),
            ];
            match covariant.iter().all(|x| x.is_zero()) {
                false => Some(format!("D{mu}")),
                true if (6..=8).contains(&mu) => Some(format!("E{mu}")),
                true => None,
            }
        }
    }
}

/// b²c² − 4ac³ − 4b³d − 27a²d² + 18abcd.
fn discriminant(
    a: &FieldElement,
    b: &FieldElement,
    c: &FieldElement,
    d: &FieldElement,
) -> FieldElement {
    let times = |k: i64, factors: &[&FieldElement]| {
        factors.iter().fold(a.rational(&Rational::from(k)), |product, f| product.mul(f))
    };
    times(1, &[b, b, c, c])
        .add(&times(-4, &[a, c, c, c]))
        .add(&times(-4, &[b, b, b, d]))
        .add(&times(-27, &[a, a, d, d]))
        .add(&times(18, &[a, b, c, d]))
}
