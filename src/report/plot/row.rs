//! Many values of one expression at once: the scalar that pictures are sampled with.

use crate::expr::{Constant, Function};
use crate::number::Rational;
use crate::tape::Scalar;

/// The values of a part of the expression at the points of a row; NaN where it has none.
#[derive(Debug, Clone)]
pub(super) struct Row(pub(super) Vec<f64>);

impl Row {
    fn each(&self, f: impl Fn(f64) -> Option<f64>) -> Row {
        Row(self.0.iter().map(|x| f(*x).unwrap_or(f64::NAN)).collect())
    }

    fn both(&self, other: &Row, f: impl Fn(f64, f64) -> Option<f64>) -> Row {
        let pairs = self.0.iter().zip(&other.0);
        Row(pairs.map(|(x, y)| f(*x, *y).unwrap_or(f64::NAN)).collect())
    }
}

impl Scalar for Row {
    /// The length of the row.
    type Context = usize;

    fn number(value: &Rational, length: &usize) -> Row {
        Row(vec![value.to_f64(); *length])
    }

    fn constant(constant: Constant, length: &usize) -> Row {
        Row(vec![f64::constant(constant, &()); *length])
    }

    fn add(&self, other: &Row) -> Row {
        self.both(other, |x, y| Some(x + y))
    }

    fn mul(&self, other: &Row) -> Row {
        self.both(other, |x, y| Some(x * y))
    }

    fn rational_power(&self, r: &Rational) -> Option<Row> {
        Some(match r.to_i64().and_then(|n| i32::try_from(n).ok()) {
            Some(n) => self.each(|x| Some(x.powi(n))),
            None => self.each(|x| Scalar::rational_power(&x, r)),
        })
    }

    fn power(&self, exponent: &Row) -> Option<Row> {
        Some(self.both(exponent, |x, y| Scalar::power(&x, &y)))
    }

    fn call(f: Function, arguments: &[Row]) -> Option<Row> {
        let (first, others) = arguments.split_first()?;
        let at = |k: usize| {
            let all = [first].into_iter().chain(others);
            let all: Vec<f64> = all.map(|row| row.0.get(k).copied().unwrap_or(f64::NAN)).collect();
            f64::call(f, &all).unwrap_or(f64::NAN)
        };
        Some(Row((0..first.0.len()).map(at).collect()))
    }
}
