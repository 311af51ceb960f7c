use std::ops::{Mul, Neg};

/// The sign of a real number, or the honest statement that it is not known.
///
/// Exact numbers never answer [`Sign::Unknown`]; an enclosure that contains zero does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sign {
    /// Less than zero.
    Negative,
    /// Exactly zero.
    Zero,
    /// Greater than zero.
    Positive,
    /// Not determined by what is known.
    Unknown,
}

impl Sign {
    /// The sign as −1, 0 or 1; `None` when it is unknown.
    pub fn to_i32(self) -> Option<i32> {
        match self {
            Sign::Negative => Some(-1),
            Sign::Zero => Some(0),
            Sign::Positive => Some(1),
            Sign::Unknown => None,
        }
    }
}

impl Neg for Sign {
    type Output = Sign;
    fn neg(self) -> Sign {
        match self {
            Sign::Negative => Sign::Positive,
            Sign::Zero => Sign::Zero,
            Sign::Positive => Sign::Negative,
            Sign::Unknown => Sign::Unknown,
        }
    }
}

impl Mul for Sign {
    type Output = Sign;
    /// Sign of a product; an exact zero wins over an unknown factor.
    fn mul(self, other: Sign) -> Sign {
        match (self, other) {
            (Sign::Zero, _) | (_, Sign::Zero) => Sign::Zero,
            (Sign::Unknown, _) | (_, Sign::Unknown) => Sign::Unknown,
            (a, b) if a == b => Sign::Positive,
            _ => Sign::Negative,
        }
    }
}
