//! Real root isolation by Descartes' rule of signs and bisection (Collins, Akritas,
//! *Polynomial real root isolation using Descartes' rule of signs*, SYMSAC 1976).

use super::UPoly;
use crate::budget::{Budget, Exhausted};
use crate::number::Integer;

/// The open interval (c·2^e, (c+1)·2^e).
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Cell {
    pub(crate) c: Integer,
    pub(crate) e: i64,
}

/// One cell around each real root, ascending, for a squarefree f without rational roots
/// (so that no end of a cell is a root).
pub(crate) fn isolating_cells(f: &UPoly, budget: &Budget) -> Result<Vec<Cell>, Exhausted> {
    let mirrored = |cell: Cell| Cell { c: -(cell.c + Integer::one()), e: cell.e };
    let negative = positive_cells(&mirror(f), budget)?.into_iter().rev().map(mirrored);
    let positive = positive_cells(f, budget)?;
    Ok(negative.chain(positive).collect())
}

/// f(−x).
pub(crate) fn mirror(f: &UPoly) -> UPoly {
    let sign = |(k, c): (usize, &Integer)| if k % 2 == 1 { -c } else { c.clone() };
    UPoly::new(f.coeffs().iter().enumerate().map(sign).collect())
}

fn positive_cells(f: &UPoly, budget: &Budget) -> Result<Vec<Cell>, Exhausted> {
    let mut cells = Vec::new();
    if f.is_constant() {
        return Ok(cells);
    }
    let e = positive_root_bound(f);
    let unit = scale_by_power_of_two(f, e);
    let mut stack = vec![(Cell { c: Integer::zero(), e }, unit)];
    while let Some((cell, q)) = stack.pop() {
        budget.spend(q.steps() * q.coeffs().len() as u64)?;
        match variations_on_the_unit_interval(&q) {
            0 => {}
            1 => cells.push(cell),
            _ => {
                let left = scale_by_power_of_two(&q, -1);
                let right = shift_by_one(&left);
                let (c, e) = (cell.c.shl(1), cell.e - 1);
                stack.push((Cell { c: &c + &Integer::one(), e }, right));
                stack.push((Cell { c, e }, left));
            }
        }
    }
    Ok(cells)
}

/// An e with every positive root < 2^e: the roots are less than
/// 2·max (|a_{n−i}|/|a_n|)^{1/i} over the coefficients whose sign differs from the leading
/// one (Kioustelidis 1986).
fn positive_root_bound(f: &UPoly) -> i64 {
    let lead = f.leading();
    let n = f.coeffs().len() - 1;
    let opposite = |c: &Integer| !c.is_zero() && c.is_negative() != lead.is_negative();
    let bits = |c: &Integer| c.bits() as i64;
    let exponents = f.coeffs().iter().enumerate().filter(|(_, c)| opposite(c)).map(|(k, c)| {
        let i = (n - k) as i64;
        let quotient = bits(c) - bits(&lead) + 1;
        quotient.div_euclid(i) + i64::from(quotient.rem_euclid(i) > 0)
    });
    exponents.max().unwrap_or(0) + 1
}

/// A positive multiple of f(2^e·x) with integer coefficients.
fn scale_by_power_of_two(f: &UPoly, e: i64) -> UPoly {
    let n = f.coeffs().len() - 1;
    let power = |k: usize| if e >= 0 { k } else { n - k } * e.unsigned_abs() as usize;
    UPoly::new(f.coeffs().iter().enumerate().map(|(k, c)| c.shl(power(k))).collect())
}

/// f(x + 1) by repeated Horner steps.
fn shift_by_one(f: &UPoly) -> UPoly {
    let mut c = f.coeffs().to_vec();
    let n = c.len();
    for i in 0..n {
        for k in (i..n - 1).rev() {
            let above = c[k + 1].clone();
            c[k] += &above;
        }
    }
    UPoly::new(c)
}

/// Sign variations of (1+x)^n·f(1/(1+x)): at least the number of roots in (0, 1), of the
/// same parity, and exact when 0 or 1.
fn variations_on_the_unit_interval(f: &UPoly) -> usize {
    sign_variations(shift_by_one(&f.reverse()).coeffs())
}

/// Changes of sign in a sequence, zeros left out.
pub(crate) fn sign_variations(c: &[Integer]) -> usize {
    let signs: Vec<bool> = c.iter().filter(|a| !a.is_zero()).map(Integer::is_negative).collect();
    signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taylor_shift() {
        assert_eq!(shift_by_one(&UPoly::from_i64(&[1, 2, 3])), UPoly::from_i64(&[6, 8, 3]));
        assert_eq!(shift_by_one(&UPoly::from_i64(&[4])), UPoly::from_i64(&[4]));
    }

    #[test]
    fn bounds_hold_for_large_and_for_tiny_roots() {
        // x² − 10^20: root 10^10 < 2^34; 10^20·x² − 1: root 10^−10 < 2^−33.
        let large = UPoly::new(vec![-Integer::from(10).pow(20), Integer::zero(), Integer::one()]);
        let e = positive_root_bound(&large);
        assert!((34..=36).contains(&e));
        let e = positive_root_bound(&-large.reverse());
        assert!((-33..=-31).contains(&e));
    }

    #[test]
    fn cells_of_a_cubic_with_three_roots() {
        // x³ − 3x + 1 has the roots 2·cos(2π/9), 2·cos(4π/9), 2·cos(8π/9).
        let f = UPoly::from_i64(&[1, -3, 0, 1]);
        let cells = isolating_cells(&f, &Budget::unlimited()).unwrap();
        assert_eq!(cells.len(), 3);
        for (cell, root) in cells.iter().zip([-1.8793852, 0.3472963, 1.5320888]) {
            let (c, size) = (cell.c.to_f64(), (cell.e as f64).exp2());
            assert!(c * size < root && root < (c + 1.0) * size);
        }
    }

    #[test]
    fn the_budget_is_respected() {
        let f = UPoly::from_i64(&[1, -3, 0, 1]);
        assert_eq!(isolating_cells(&f, &Budget::steps(3)), Err(Exhausted::Work));
    }
}
