//! Taylor polynomials in powers of (variable − coordinate), term by term.
//!
//! The terms are written from their coefficients: read back as one expression, `1 + (x − 1)`
//! would be x.

use super::formula::Formula;
use super::scene::Scene;
use crate::result::{AskedPoint, Number, TaylorAt};

/// One letter for each variable while a term is printed; no formula file uses them.
const PLACEHOLDERS: std::ops::RangeInclusive<char> = '\u{103a0}'..='\u{103c3}';

impl Scene<'_> {
    /// The terms of a polynomial that was asked for; `None` if a coefficient is unknown.
    pub(crate) fn taylor_terms(&self, taylor: &TaylorAt) -> Option<Vec<Formula>> {
        let coefficients = taylor.coefficients.iter();
        let coefficients = coefficients
            .map(|c| Some((c.powers.clone(), c.exact.clone().or(c.decimal.clone())?)))
            .collect::<Option<Vec<_>>>()?;
        self.expansion(&taylor.at, &coefficients)
    }

    /// `L + ∇L·h + ½ hᵀHh` at a point asked about.
    pub(crate) fn second_order_terms(&self, point: &AskedPoint) -> Option<Vec<Formula>> {
        let exact = |number: &Number| number.exact.clone().or(number.decimal.clone());
        let n = point.at.len();
        let power = |places: &[usize]| {
            let mut powers = vec![0; n];
            places.iter().for_each(|place| powers[*place] += 1);
            powers
        };
        let mut all = vec![(power(&[]), exact(point.value.as_ref()?)?)];
        for (i, entry) in point.gradient.as_ref()?.iter().enumerate().take(n) {
            all.push((power(&[i]), exact(entry)?));
        }
        for (i, row) in point.hessian.as_ref()?.iter().enumerate().take(n) {
            for (j, entry) in row.iter().enumerate().take(n).skip(i) {
                let entry = exact(entry)?;
                let half = if i == j { format!("({entry})/2") } else { entry };
                all.push((power(&[i, j]), half));
            }
        }
        self.expansion(&point.at, &all)
    }

    /// Terms with their signs; a term whose coefficient is zero is left out.
    fn expansion(&self, at: &[Number], terms: &[(Vec<u32>, String)]) -> Option<Vec<Formula>> {
        let letters: Vec<String> = PLACEHOLDERS.map(String::from).take(at.len()).collect();
        if letters.len() < at.len() {
            return None;
        }
        let names = &self.document.variables;
        let shifts: Vec<Formula> =
            names.iter().zip(at).map(|(name, coordinate)| self.shift(name, coordinate)).collect();
        let mut parts: Vec<Formula> = Vec::new();
        for (powers, coefficient) in terms {
            let Some((negative, mut formula)) =
                self.maths.monomial(coefficient, powers, &letters)?
            else {
                continue;
            };
            for (letter, shift) in letters.iter().zip(&shifts) {
                formula.replace(letter, shift);
            }
            let sign = match (parts.is_empty(), negative) {
                (true, false) => Formula::default(),
                (true, true) => Formula::minus(),
                (false, true) => Formula::operator("-", "−", "-"),
                (false, false) => Formula::operator("+", "+", "+"),
            };
            parts.push(Formula::row([sign, formula]));
        }
        if parts.is_empty() {
            parts.push(Formula::integer(0));
        }
        Some(parts)
    }

    /// `(x − a)`, `(x + a)` or `x`.
    fn shift(&self, name: &str, coordinate: &Number) -> Formula {
        let x = self.maths.name(name);
        match coordinate.exact.as_deref() {
            Some("0") => x,
            Some(exact) if exact.starts_with('-') && !exact.contains([' ', '+']) => {
                let plus = Formula::operator("+", "+", "+");
                Formula::row([x, plus, self.maths.expression(&exact[1..])]).bracketed()
            }
            _ => {
                let minus = Formula::operator("-", "−", "-");
                let loose = coordinate.exact.as_ref().is_some_and(|e| e.contains(' '));
                let value = self.bare(coordinate);
                let value = if loose { value.bracketed() } else { value };
                Formula::row([x, minus, value]).bracketed()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scene;
    use crate::result::{Document, Number, TaylorAt, TaylorCoefficient};

    fn number(text: &str) -> Number {
        Number { exact: Some(text.to_string()), ..Number::default() }
    }

    #[track_caller]
    fn check(at: [&str; 2], coefficients: &[([u32; 2], &str)], expected: &str) {
        let text = include_str!("../../tests/reports/lecture.json");
        let document: Document = serde_json::from_str(text).expect("the fixture is a result");
        let scene = Scene::new(&document, "en");
        let coefficient = |(powers, exact): &([u32; 2], &str)| TaylorCoefficient {
            powers: powers.to_vec(),
            exact: Some((*exact).to_string()),
            decimal: None,
        };
        let taylor = TaylorAt {
            at: at.map(number).to_vec(),
            order: 2,
            coefficients: coefficients.iter().map(coefficient).collect(),
            polynomial: String::new(),
            undefined: None,
            why: None,
        };
        let terms = scene.taylor_terms(&taylor).expect("known coefficients");
        let text: String = terms.iter().map(|term| term.unicode.as_str()).collect();
        assert_eq!(text, expected);
    }

    #[test]
    fn terms_stay_in_powers_of_the_differences() {
        check(
            ["1", "0"],
            &[([0, 0], "1"), ([1, 0], "1"), ([2, 0], "4")],
            "1 + (w₁ − 1) + 4(w₁ − 1)²",
        );
        check(["-2", "pi"], &[([1, 1], "-1"), ([0, 2], "1/2")], "−(w₁ + 2)(w₂ − π) + (w₂ − π)²/2");
        check(["0", "0"], &[([0, 0], "0"), ([1, 0], "-3")], "−3w₁");
        check(["0", "0"], &[([0, 0], "0")], "0");
    }
}
