//! The second-derivative test in other words: D, A B C, leading minors.

use super::formula::Formula;
use super::options::Notation;
use super::page::Fact;
use super::scene::Scene;
use crate::expr::Expr;
use crate::result::Number;

/// Largest matrix whose minors are written out.
const MINORS: usize = 4;

impl Scene<'_> {
    /// The numbers of the test in the notation asked for, where H is exact.
    pub(crate) fn test_numbers(&self, hessian: &[Vec<Number>]) -> Option<Fact> {
        let exact = |entry: &Number| self.maths.read(entry.exact.as_ref()?);
        let rows: Option<Vec<Vec<Expr>>> =
            hessian.iter().map(|row| row.iter().map(exact).collect()).collect();
        let rows = rows?;
        match (self.notation, rows.len()) {
            (Notation::D, 2) => Some(self.discriminant(&rows)),
            (Notation::Abc, 2) => Some(self.abc(&rows)),
            (Notation::Minors, n) if n <= MINORS => Some(self.minors(&rows)),
            (Notation::Eigen | Notation::D | Notation::Abc | Notation::Minors, _) => None,
        }
    }

    /// `D = L_xx L_yy − L_xy² = …`
    fn discriminant(&self, rows: &[Vec<Expr>]) -> Fact {
        let [x, y] = [0, 1].map(|k| self.variables().get(k).cloned().unwrap_or_default());
        let second = |a: &Formula, b: &Formula| {
            self.loss().subscripted(Formula::row([a.clone(), b.clone()]))
        };
        let definition = Formula::row([
            second(&x, &x),
            Formula::times(),
            second(&y, &y),
            Formula::operator("-", "−", "-"),
            second(&x, &y).power(2),
        ]);
        let value = self.maths.written(self.determinant(rows));
        let letter = Formula::new("D", "D", "D", "<mi>D</mi>");
        let all = Formula::equation(letter, Formula::equation(definition, value));
        self.fact("label.determinant", all.into())
    }

    /// `A = …, B = …, C = …, AC − B² = …`
    fn abc(&self, rows: &[Vec<Expr>]) -> Fact {
        let letter = |name: &str| Formula::new(name, name, name, &format!("<mi>{name}</mi>"));
        let equals =
            |name: &str, value: Expr| Formula::equation(letter(name), self.maths.written(value));
        let test = Formula::row([
            letter("A"),
            Formula::times(),
            letter("C"),
            Formula::operator("-", "−", "-"),
            letter("B").power(2),
        ]);
        let all = Formula::equations([
            equals("A", rows[0][0]),
            equals("B", rows[0][1]),
            equals("C", rows[1][1]),
            Formula::equation(test, self.maths.written(self.determinant(rows))),
        ]);
        self.fact("label.determinant", all.into())
    }

    /// The determinants of the leading blocks.
    fn minors(&self, rows: &[Vec<Expr>]) -> Fact {
        let minor = |k: usize| {
            let letter = Formula::new("D", "D", "D", "<mi>D</mi>");
            let block: Vec<Vec<Expr>> = rows[..k].iter().map(|row| row[..k].to_vec()).collect();
            let value = self.maths.written(self.determinant(&block));
            Formula::equation(letter.subscripted(Formula::integer(k)), value)
        };
        self.fact("label.minors", Formula::equations((1..=rows.len()).map(minor)).into())
    }

    /// By expansion along the first row, smallest matrices first.
    fn determinant(&self, rows: &[Vec<Expr>]) -> Expr {
        let n = rows.len();
        self.maths.with_dag(|dag| {
            let mut by_columns = vec![(0_usize, dag.integer(1))];
            for row in rows.iter().rev() {
                let mut next: Vec<(usize, Expr)> = Vec::new();
                for (used, minor) in &by_columns {
                    for (column, entry) in row.iter().enumerate().take(n) {
                        if used >> column & 1 == 1 {
                            continue;
                        }
                        let before = (used & ((1 << column) - 1)).count_ones();
                        let product = dag.mul(*entry, *minor);
                        let term = if before % 2 == 0 { product } else { dag.neg(product) };
                        let columns = used | 1 << column;
                        match next.iter_mut().find(|(other, _)| *other == columns) {
                            Some((_, sum)) => *sum = dag.add(*sum, term),
                            None => next.push((columns, term)),
                        }
                    }
                }
                by_columns = next;
            }
            by_columns.first().map_or_else(|| dag.integer(1), |(_, sum)| *sum)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::options::Notation;
    use super::Scene;
    use crate::result::{Document, Number};

    fn number(text: &str) -> Number {
        Number { exact: Some(text.to_string()), ..Number::default() }
    }

    #[track_caller]
    fn check(notation: Notation, rows: &[&[&str]], expected: &str) {
        let text = include_str!("../../tests/reports/lecture.json");
        let document: Document = serde_json::from_str(text).expect("the fixture is a result");
        let scene = Scene { notation, ..Scene::new(&document, "en") };
        let rows: Vec<Vec<Number>> =
            rows.iter().map(|row| row.iter().map(|e| number(e)).collect()).collect();
        let fact = scene.test_numbers(&rows).expect("exact numbers");
        assert_eq!(fact.value.unicode().replace("  ", " "), expected);
    }

    #[test]
    fn determinants_are_exact() {
        let matrix: &[&[&str]] = &[&["2", "1"], &["1", "3"]];
        check(Notation::Abc, matrix, "A = 2, B = 1, C = 3, AC − B² = 5");
        check(Notation::Minors, matrix, "D₁ = 2, D₂ = 5");
        // A Vandermonde matrix: (2 − 1)(3 − 1)(3 − 2) = 2.
        let vandermonde: &[&[&str]] = &[&["1", "1", "1"], &["1", "2", "4"], &["1", "3", "9"]];
        check(Notation::Minors, vandermonde, "D₁ = 1, D₂ = 1, D₃ = 2");
        check(
            Notation::Minors,
            &[&["sqrt(2)", "1"], &["1", "sqrt(2)"]],
            "D₁ = √2 ≈ 1.41421, D₂ = 1",
        );
    }
}
