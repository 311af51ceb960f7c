use super::Sign;
use dashu_int::ops::{Abs, BitTest, DivRem, DivRemEuclid, Gcd, SquareRoot};
use dashu_int::{IBig, UBig};
use std::fmt;
use std::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

/// An integer of any size.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Integer(pub(super) IBig);

impl Integer {
    /// The integer 0.
    pub fn zero() -> Integer {
        Integer(IBig::ZERO)
    }

    /// The integer 1.
    pub fn one() -> Integer {
        Integer(IBig::ONE)
    }

    /// Is it 0?
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Is it 1?
    pub fn is_one(&self) -> bool {
        self.0.is_one()
    }

    /// Is it divisible by 2?
    pub fn is_even(&self) -> bool {
        !self.0.bit(0)
    }

    /// The exact sign.
    pub fn sign(&self) -> Sign {
        if self.0.is_zero() {
            Sign::Zero
        } else if self.0.sign() == dashu_int::Sign::Negative {
            Sign::Negative
        } else {
            Sign::Positive
        }
    }

    /// Is it less than 0?
    pub fn is_negative(&self) -> bool {
        self.sign() == Sign::Negative
    }

    /// The absolute value.
    pub fn abs(&self) -> Integer {
        Integer(self.0.clone().abs())
    }

    /// The nonnegative greatest common divisor; gcd(0, 0) = 0.
    pub fn gcd(&self, other: &Integer) -> Integer {
        if self.is_zero() {
            return other.abs();
        }
        if other.is_zero() {
            return self.abs();
        }
        Integer(IBig::from((&self.0).gcd(&other.0)))
    }

    /// The nonnegative least common multiple.
    pub fn lcm(&self, other: &Integer) -> Integer {
        if self.is_zero() || other.is_zero() {
            return Integer::zero();
        }
        (&self.div_exact(&self.gcd(other)) * other).abs()
    }

    /// Quotient and remainder with 0 ≤ remainder < |divisor|.
    ///
    /// # Panics
    /// If the divisor is 0.
    pub fn div_rem_euclid(&self, divisor: &Integer) -> (Integer, Integer) {
        let (q, r) = (&self.0).div_rem_euclid(&divisor.0);
        (Integer(q), Integer(IBig::from(r)))
    }

    /// Quotient and remainder, the quotient rounded towards 0.
    ///
    /// # Panics
    /// If the divisor is 0.
    pub fn div_rem(&self, divisor: &Integer) -> (Integer, Integer) {
        let (q, r) = (&self.0).div_rem(&divisor.0);
        (Integer(q), Integer(r))
    }

    /// The quotient of a division known to leave no remainder.
    pub fn div_exact(&self, divisor: &Integer) -> Integer {
        let (q, r) = self.div_rem(divisor);
        debug_assert!(r.is_zero(), "division with remainder");
        q
    }

    /// The quotient if the division leaves no remainder.
    pub fn checked_div_exact(&self, divisor: &Integer) -> Option<Integer> {
        if divisor.is_zero() {
            return None;
        }
        let (q, r) = self.div_rem(divisor);
        r.is_zero().then_some(q)
    }

    /// The remainder in `0..modulus`.
    #[allow(clippy::unnecessary_cast, reason = "on some machines a word has 32 binary digits")]
    pub fn rem_u64(&self, modulus: u64) -> u64 {
        if modulus > 1 << 32 {
            let (_, r) = self.div_rem_euclid(&Integer::from(modulus));
            return u64::try_from(&r.0).unwrap_or(0);
        }
        let (sign, words) = self.0.as_sign_words();
        // Pieces of 32 binary digits, whatever the size of a word.
        let pieces = (0..dashu_int::Word::BITS / 32).rev();
        let halves = words
            .iter()
            .rev()
            .flat_map(|w| pieces.clone().map(|k| (*w as u64) >> (32 * k) & 0xffff_ffff));
        let r = halves.fold(0, |r, half| (r << 32 | half) % modulus);
        if sign == dashu_int::Sign::Negative && r > 0 { modulus - r } else { r }
    }

    /// A power with a whole exponent ≥ 0.
    pub fn pow(&self, exponent: u32) -> Integer {
        Integer(self.0.pow(exponent as usize))
    }

    /// Number of binary digits of the absolute value; 0 for 0.
    pub fn bits(&self) -> usize {
        UBig::try_from(self.abs().0).map_or(0, |m| m.bit_len())
    }

    /// The number times 2^k.
    pub fn shl(&self, k: usize) -> Integer {
        Integer(&self.0 << k)
    }

    /// The number divided by 2^k, rounded towards −∞.
    pub fn shr_floor(&self, k: usize) -> Integer {
        self.div_rem_euclid(&Integer::one().shl(k)).0
    }

    /// ⌊√n⌋ of a number n ≥ 0; `None` for n < 0.
    pub fn sqrt_floor(&self) -> Option<Integer> {
        let m = UBig::try_from(self.0.clone()).ok()?;
        Some(Integer(IBig::from(m.sqrt())))
    }

    /// The exact k-th root when it is an integer (negative numbers: k odd only).
    pub fn root_exact(&self, k: u32) -> Option<Integer> {
        if k == 0 || (self.is_negative() && k.is_multiple_of(2)) {
            return None;
        }
        let magnitude = UBig::try_from(self.abs().0).ok()?;
        let root = Integer(IBig::from(magnitude.nth_root(k as usize)));
        let root = if self.is_negative() { -&root } else { root };
        (root.pow(k) == *self).then_some(root)
    }

    /// The value if it fits.
    pub fn to_i64(&self) -> Option<i64> {
        i64::try_from(&self.0).ok()
    }

    /// The value if it fits.
    pub fn to_u32(&self) -> Option<u32> {
        u32::try_from(&self.0).ok()
    }

    /// The nearest float; for display and the floating-point route only.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().value()
    }
}

macro_rules! from_primitive {
    ($($t:ty),*) => { $(
        impl From<$t> for Integer {
            fn from(n: $t) -> Integer {
                Integer(IBig::from(n))
            }
        }
    )* };
}
from_primitive!(i32, i64, i128, u32, u64, u128, usize);

macro_rules! ring_operation {
    ($type:ident, $trait:ident, $method:ident, $assign:ident, $assign_method:ident) => {
        impl $trait<&$type> for &$type {
            type Output = $type;
            fn $method(self, other: &$type) -> $type {
                $type((&self.0).$method(&other.0))
            }
        }
        impl $trait<$type> for $type {
            type Output = $type;
            fn $method(self, other: $type) -> $type {
                $type(self.0.$method(other.0))
            }
        }
        impl $trait<&$type> for $type {
            type Output = $type;
            fn $method(self, other: &$type) -> $type {
                $type(self.0.$method(&other.0))
            }
        }
        impl $assign<&$type> for $type {
            fn $assign_method(&mut self, other: &$type) {
                self.0.$assign_method(&other.0);
            }
        }
    };
}
pub(super) use ring_operation;

ring_operation!(Integer, Add, add, AddAssign, add_assign);
ring_operation!(Integer, Sub, sub, SubAssign, sub_assign);
ring_operation!(Integer, Mul, mul, MulAssign, mul_assign);

impl Neg for &Integer {
    type Output = Integer;
    fn neg(self) -> Integer {
        Integer(-&self.0)
    }
}

impl Neg for Integer {
    type Output = Integer;
    fn neg(self) -> Integer {
        Integer(-self.0)
    }
}

impl FromStr for Integer {
    type Err = ();
    /// Reads an optional sign and decimal digits.
    fn from_str(text: &str) -> Result<Integer, ()> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(());
        }
        text.parse::<IBig>().map(Integer).map_err(|_| ())
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn euclidean_division_has_a_nonnegative_remainder() {
        for (a, b) in [(7, 3), (-7, 3), (7, -3), (-7, -3), (0, 5)] {
            let (q, r) = Integer::from(a).div_rem_euclid(&Integer::from(b));
            assert_eq!(q * Integer::from(b) + &r, Integer::from(a));
            assert!(!r.is_negative() && r < Integer::from(b).abs());
        }
        assert_eq!(Integer::from(-7).shr_floor(1), Integer::from(-4));
        assert_eq!(Integer::from(-7).rem_u64(5), 3);
        // 10^40 ≡ 1 modulo 9 and modulo 11; the last by Python.
        let n = Integer::from(10).pow(40);
        assert_eq!((n.rem_u64(99), (-n.clone()).rem_u64(99)), (1, 98));
        assert_eq!(n.rem_u64((1 << 61) - 1), 1_388_497_483_929_617_590);
        assert_eq!(Integer::zero().rem_u64(7), 0);
    }

    #[test]
    fn roots_are_exact_or_absent() {
        assert_eq!(Integer::from(-27).root_exact(3), Some(Integer::from(-3)));
        assert_eq!(Integer::from(-4).root_exact(2), None);
        assert_eq!(Integer::from(26).root_exact(3), None);
        assert_eq!(Integer::from(99).sqrt_floor(), Some(Integer::from(9)));
        assert_eq!(Integer::from(-1).sqrt_floor(), None);
    }

    #[test]
    fn gcd_and_lcm_are_nonnegative() {
        assert_eq!(Integer::from(-12).gcd(&Integer::from(18)), Integer::from(6));
        assert_eq!(Integer::zero().gcd(&Integer::from(-3)), Integer::from(3));
        assert_eq!(Integer::from(-4).lcm(&Integer::from(6)), Integer::from(12));
        assert_eq!("-120".parse::<Integer>(), Ok(Integer::from(-120)));
        assert!("1_0".parse::<Integer>().is_err() && "-".parse::<Integer>().is_err());
        assert_eq!(Integer::from(-5).bits(), 3);
    }
}
