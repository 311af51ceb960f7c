//! Numbers: exact first, a decimal after it.

use super::formula::Formula;
use super::phrase::Phrase;
use super::scene::Scene;
use crate::result::Number;

/// Ems of an exact form in a table or a heading.
const BRIEF: u64 = 8;

/// Significant digits shown after `≈`.
const SHOWN: usize = 6;

impl Scene<'_> {
    /// The exact form, if it is short enough to stand in a table or a heading.
    pub(crate) fn brief<'n>(&self, number: &'n Number) -> Option<&'n str> {
        let exact = number.exact.as_deref()?;
        (number.decimal.is_none() || self.maths.width(exact) <= BRIEF).then_some(exact)
    }

    /// A short exact form, otherwise `≈` and a decimal.
    pub(crate) fn short(&self, number: &Number) -> Formula {
        match self.brief(number) {
            Some(exact) => self.maths.expression(exact),
            None => Formula::row([Formula::about(), self.bare(number)]),
        }
    }

    /// The same in a place where `≈` is already said.
    pub(crate) fn bare(&self, number: &Number) -> Formula {
        match (self.brief(number), &number.decimal) {
            (Some(exact), _) => self.maths.expression(exact),
            (None, Some(decimal)) => rounded(decimal),
            (None, None) => Formula::decimal("?"),
        }
    }

    /// `=` if all of these are shown exactly, otherwise `≈`.
    pub(crate) fn sign_of<'n>(&self, mut numbers: impl Iterator<Item = &'n Number>) -> Formula {
        match numbers.all(|number| self.brief(number).is_some()) {
            true => Formula::equals(),
            false => Formula::about(),
        }
    }

    /// `= exact`, and `≈ decimal` unless the exact form is as easy to read.
    pub(crate) fn with_decimal(&self, number: &Number) -> Formula {
        match (&number.exact, &number.decimal) {
            (Some(exact), Some(decimal)) if !is_plain(exact) => {
                let sign = if is_exact(decimal) { Formula::equals() } else { Formula::about() };
                Formula::row([self.maths.expression(exact), sign, rounded(decimal)])
            }
            _ => self.short(number),
        }
    }

    /// `= …` or `≈ …` with its sign, for the right of a formula.
    pub(crate) fn equals(&self, number: &Number) -> Formula {
        match number.exact {
            Some(_) => Formula::row([Formula::equals(), self.with_decimal(number)]),
            None => self.short(number),
        }
    }

    /// Where a number without a short exact form comes from: `root of p in (a, b)`, with the
    /// polynomial in the letter that the number stands for.
    pub(crate) fn origin(&self, name: &str, number: &Number) -> Option<Phrase> {
        let polynomial = number.minimal_polynomial.as_ref().filter(|_| number.exact.is_none())?;
        let [low, high] = number.enclosure.as_ref()?;
        let letter = self.maths.name(name);
        let [low, high] = self.maths.short_ends(polynomial, [low, high]);
        let places = [
            ("x", letter.clone().into()),
            ("polynomial", self.maths.renamed(polynomial, "x", name).into()),
            ("interval", Formula::tuple([low, high].map(|end| self.end(&end))).into()),
            ("decimal", Formula::row([letter, Formula::about(), self.bare(number)]).into()),
        ];
        Some(self.words.say("number.root", &places))
    }

    fn end(&self, text: &str) -> Formula {
        if text.contains('/') { self.maths.expression(text) } else { Formula::decimal(text) }
    }
}

/// Is this an integer, whose decimal says nothing new?
fn is_plain(exact: &str) -> bool {
    exact.trim_start_matches('-').chars().all(|c| c.is_ascii_digit()) || exact.contains("oo")
}

/// Fewer than 20 digits are written only when they are all there are.
fn is_exact(decimal: &str) -> bool {
    digits(decimal).len() <= SHOWN
}

/// A decimal string with at most [`SHOWN`] significant digits.
pub(crate) fn rounded(decimal: &str) -> Formula {
    let text = round(decimal, SHOWN);
    match text.split_once(['e', 'E']) {
        None => Formula::decimal(&text),
        Some((mantissa, exponent)) => {
            let sup = Formula::decimal(exponent.trim_start_matches('+'));
            Formula::row([
                Formula::decimal(mantissa),
                Formula::new("*10^", "·10^", r"\cdot 10^", "<mo>·</mo>"),
                Formula {
                    plain: sup.plain.clone(),
                    unicode: sup.unicode.clone(),
                    latex: format!("{{{}}}", sup.latex),
                    mathml: format!("<msup><mn>10</mn><mrow>{}</mrow></msup>", sup.mathml),
                },
            ])
        }
    }
}

/// The significant digits: no sign, point, exponent or leading zeros.
fn digits(decimal: &str) -> String {
    let mantissa = decimal.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').to_string()
}

/// Rounds half up in the digits of the string, so that no float stands between.
pub(crate) fn round(decimal: &str, places: usize) -> String {
    let (mantissa, exponent) = match decimal.find(['e', 'E']) {
        Some(place) => decimal.split_at(place),
        None => (decimal, ""),
    };
    if digits(mantissa).len() <= places {
        return decimal.to_string();
    }
    let sign = if mantissa.starts_with('-') { "-" } else { "" };
    let unsigned = mantissa.trim_start_matches('-');
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut all: Vec<u32> =
        whole.chars().chain(part.chars()).filter_map(|c| c.to_digit(10)).collect();
    let first = all.iter().position(|d| *d != 0).unwrap_or(0);
    let keep = first + places;
    let up = all.get(keep).is_some_and(|d| *d >= 5);
    all.iter_mut().skip(keep).for_each(|d| *d = 0);
    let mut point = whole.chars().count();
    if up && carry(&mut all[..keep]) {
        all.insert(0, 1);
        point += 1;
    }
    let text =
        |slice: &[u32]| slice.iter().filter_map(|d| char::from_digit(*d, 10)).collect::<String>();
    let fraction = text(&all[point..]);
    let fraction = fraction.trim_end_matches('0');
    let dot = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{dot}{fraction}{exponent}", text(&all[..point]))
}

/// Adds one at the last place; true if a digit runs over at the front.
fn carry(all: &mut [u32]) -> bool {
    for digit in all.iter_mut().rev() {
        *digit += 1;
        if *digit < 10 {
            return false;
        }
        *digit = 0;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::round;

    #[test]
    fn decimals_are_rounded_in_their_digits() {
        for (given, expected) in [
            ("0.70710678118654752440", "0.707107"),
            ("-1.4142135623730950488", "-1.41421"),
            ("0.99999995", "1"),
            ("123456789.5", "123457000"),
            ("49", "49"),
            ("0.00012345678", "0.000123457"),
            ("1.23456789e-12", "1.23457e-12"),
        ] {
            assert_eq!(round(given, 6), expected);
        }
    }
}
