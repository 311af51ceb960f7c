//! Values of an expression in double precision, for pictures only.

use super::row::Row;
use crate::expr::{Dag, Expr, Symbol};
use crate::tape::Tape;

/// A compiled expression.
pub(crate) struct Program(Tape);

impl Program {
    /// Compiles an expression; `None` if it has a letter that is not among `letters`.
    pub(crate) fn new(dag: &Dag, e: Expr, letters: &[Symbol]) -> Option<Program> {
        Tape::compile(dag, &[e], letters).ok().map(Program)
    }

    /// The value at a point; NaN where there is none.
    pub(crate) fn at(&self, point: &[f64]) -> f64 {
        if point.len() != self.0.inputs() {
            return f64::NAN;
        }
        self.0.run(point, &()).into_iter().next().flatten().unwrap_or(f64::NAN)
    }

    /// The values at several points, given by their first coordinates, their second ones, …
    pub(crate) fn row(&self, coordinates: &[Vec<f64>]) -> Vec<f64> {
        let length = coordinates.first().map_or(0, Vec::len);
        let nothing = || vec![f64::NAN; length];
        if coordinates.len() != self.0.inputs() {
            return nothing();
        }
        let inputs: Vec<Row> = coordinates.iter().cloned().map(Row).collect();
        let value = self.0.run(&inputs, &length).into_iter().next().flatten();
        value.map_or_else(nothing, |Row(values)| values)
    }
}

#[cfg(test)]
mod tests {
    use super::Program;
    use crate::expr::{Dag, read};

    #[test]
    fn values_of_the_branches_that_the_input_language_means() {
        let cases = [
            ("x^(1/3)", -8.0, -2.0),
            ("x^(2/3)", -8.0, 4.0),
            ("x^-2", 2.0, 0.25),
            ("abs(x)", -3.0, 3.0),
            ("max(x, 2, 1)", 1.5, 2.0),
        ];
        for (text, x, expected) in cases {
            let mut dag = Dag::new();
            let e = read(&mut dag, text, &["x"]).expect("an expression");
            let x_symbol = dag.symbol("x");
            let program = Program::new(&dag, e, &[x_symbol]).expect("one letter");
            assert!((program.at(&[x]) - expected).abs() < 1e-12, "{text}");
            assert_eq!(program.row(&[vec![x, x]]).len(), 2);
            assert!(program.at(&[]).is_nan(), "too few coordinates");
        }
    }

    #[test]
    fn a_row_has_holes_where_there_is_no_value() {
        let mut dag = Dag::new();
        let e = read(&mut dag, "sqrt(x) + y", &["x", "y"]).expect("an expression");
        let letters = [dag.symbol("x"), dag.symbol("y")];
        let program = Program::new(&dag, e, &letters).expect("two letters");
        let row = program.row(&[vec![4.0, -1.0], vec![1.0, 1.0]]);
        assert!((row[0] - 3.0).abs() < 1e-12 && row[1].is_nan());
    }
}
