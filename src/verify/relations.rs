//! Relations such as `y > 0, x != 1 or y = 0` at points.

use super::checker::Checker;
use super::claim::NotChecked;
use super::place::Place;
use crate::number::Sign;

/// Longer spellings first.
const SIGNS: [&str; 6] = ["<=", ">=", "!=", "=", "<", ">"];

/// The two sides of one relation, and its sign.
pub(super) fn sides(text: &str) -> Option<(&str, &'static str, &str)> {
    let sign = SIGNS.iter().find(|s| text.contains(**s))?;
    let (left, right) = text.split_once(sign)?;
    Some((left.trim(), sign, right.trim()))
}

impl Checker<'_> {
    /// Does a relation, with ` or ` and `,` for "and", hold at the point? `""` does.
    pub(super) fn relation(&mut self, text: &str, place: &Place) -> Result<bool, NotChecked> {
        if text.is_empty() {
            return Ok(true);
        }
        let mut open = None;
        for all in text.split(" or ") {
            match self.every(all, place) {
                Ok(true) => return Ok(true),
                Ok(false) => {}
                Err(why) => open = Some(why),
            }
        }
        open.map_or(Ok(false), Err)
    }

    fn every(&mut self, text: &str, place: &Place) -> Result<bool, NotChecked> {
        let mut open = None;
        for one in text.split(", ") {
            match self.one(one, place) {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                Err(why) => open = Some(why),
            }
        }
        open.map_or(Ok(true), Err)
    }

    fn one(&mut self, text: &str, place: &Place) -> Result<bool, NotChecked> {
        let (left, sign, right) = sides(text).ok_or(NotChecked::Unreadable)?;
        let (left, right) = (self.read(left)?, self.read(right)?);
        let difference = self.dag.sub(left, right);
        let value = self.put(difference, place);
        let found = self.sign(value, place)?;
        Ok(match sign {
            "<=" => found != Sign::Positive,
            ">=" => found != Sign::Negative,
            "!=" => found != Sign::Zero,
            "=" => found == Sign::Zero,
            "<" => found == Sign::Negative,
            _ => found == Sign::Positive,
        })
    }
}
