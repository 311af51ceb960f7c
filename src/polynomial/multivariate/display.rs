use super::Poly;
use std::fmt;

/// A polynomial with names for its variables, in a form for debugging and for proofs in plain
/// text: `2*x^2*y - 1`.
pub struct Display<'a> {
    poly: &'a Poly,
    names: &'a [&'a str],
}

impl Poly {
    /// The polynomial written with these names; a missing name becomes `x` and its number.
    pub fn display<'a>(&'a self, names: &'a [&'a str]) -> Display<'a> {
        Display { poly: self, names }
    }
}

impl Display<'_> {
    fn monomial(&self, exponents: &[u32]) -> String {
        let powers = exponents.iter().enumerate().filter(|(_, e)| **e > 0).map(|(i, e)| {
            let name = self.names.get(i).map_or_else(|| format!("x{i}"), ToString::to_string);
            if *e == 1 { name } else { format!("{name}^{e}") }
        });
        powers.collect::<Vec<_>>().join("*")
    }
}

impl fmt::Display for Display<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.poly.is_zero() {
            return f.write_str("0");
        }
        for (k, (exponents, c)) in self.poly.terms().enumerate() {
            let sign = match (k, c.is_negative()) {
                (0, false) => "",
                (0, true) => "-",
                (_, false) => " + ",
                (_, true) => " - ",
            };
            let (size, monomial) = (c.abs(), self.monomial(&exponents));
            match (monomial.is_empty(), size.is_one()) {
                (true, _) => write!(f, "{sign}{size}")?,
                (false, true) => write!(f, "{sign}{monomial}")?,
                (false, false) => write!(f, "{sign}{size}*{monomial}")?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Poly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.display(&[]), f)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::parse;

    #[test]
    fn terms_stand_in_descending_grevlex() {
        let f = parse("1 - 2*y + x*z + y^2");
        assert_eq!(f.display(&["x", "y", "z"]).to_string(), "y^2 + x*z - 2*y + 1");
        assert_eq!(format!("{:?}", parse("-x*y")), "-x0*x1");
        assert_eq!(parse("x - x").display(&[]).to_string(), "0");
    }
}
