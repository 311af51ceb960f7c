use super::UPoly;
use crate::number::Integer;
use std::fmt;

impl UPoly {
    /// The polynomial in hesse's input language, highest power first: `2*x^2 - x + 1`.
    pub fn to_input(&self, variable: &str) -> String {
        let mut text = String::new();
        for (k, c) in self.coeffs().iter().enumerate().rev().filter(|(_, c)| !c.is_zero()) {
            text += match (text.is_empty(), c.is_negative()) {
                (true, true) => "-",
                (true, false) => "",
                (false, true) => " - ",
                (false, false) => " + ",
            };
            text += &monomial(&c.abs(), variable, k);
        }
        if text.is_empty() { "0".into() } else { text }
    }
}

fn monomial(c: &Integer, variable: &str, k: usize) -> String {
    let power = match k {
        0 => return c.to_string(),
        1 => variable.to_string(),
        _ => format!("{variable}^{k}"),
    };
    if c.is_one() { power } else { format!("{c}*{power}") }
}

impl fmt::Display for UPoly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_input("x"))
    }
}

impl fmt::Debug for UPoly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::UPoly;

    #[test]
    fn highest_power_first() {
        assert_eq!(UPoly::from_i64(&[-1, 0, -2, 1]).to_input("u"), "u^3 - 2*u^2 - 1");
        assert_eq!(UPoly::from_i64(&[0, -1]).to_string(), "-x");
        assert_eq!(UPoly::zero().to_string(), "0");
        assert_eq!(UPoly::one().to_string(), "1");
    }
}
