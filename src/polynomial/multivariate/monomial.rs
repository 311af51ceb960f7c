/// A monomial x₁^e₁ ⋯ xₙ^eₙ as the list of its partial sums sₙ, …, s₁ with
/// s_k = e₁ + … + e_k.
///
/// Two monomials compare in grevlex exactly as these lists compare lexicographically, and the
/// list of a product is the sum of the lists. While the total degree fits the field width, the
/// list is one `u128`, sₙ uppermost; above it the list is spelt out. A spelt-out monomial has a
/// larger total degree than every packed one, so the order of the variants is right as well.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Monomial {
    Packed(u128),
    Wide(Box<[u32]>),
}

/// Bits of one partial sum when n of them share a `u128`.
fn width(n: usize) -> u32 {
    128usize.checked_div(n).map_or(32, |w| w.min(32)) as u32
}

/// The largest total degree that is packed.
fn limit(n: usize) -> u64 {
    (1u64 << width(n)) - 1
}

/// s_k for k in 1..=n.
fn field(packed: u128, k: usize, n: usize) -> u32 {
    (packed >> (width(n) * (k as u32 - 1))) as u64 as u32 & limit(n) as u32
}

impl Monomial {
    pub(super) const ONE: Monomial = Monomial::Packed(0);

    pub(super) fn new(exponents: &[u32]) -> Monomial {
        let mut sum = 0u32;
        let sums = exponents.iter().map(|&e| {
            sum = sum.checked_add(e).expect("a total degree below 2^32");
            sum
        });
        let ascending: Vec<u32> = sums.collect();
        Monomial::from_partial_sums(ascending.into_iter().rev().collect())
    }

    /// From sₙ, …, s₁.
    fn from_partial_sums(sums: Box<[u32]>) -> Monomial {
        let n = sums.len();
        if sums.first().is_some_and(|&degree| u64::from(degree) > limit(n)) {
            return Monomial::Wide(sums);
        }
        let shift = width(n);
        let join = |key, &s| (key << shift) | u128::from(s);
        Monomial::Packed(sums.iter().fold(0, join))
    }

    /// s_k for k in 0..=n.
    fn partial_sum(&self, k: usize, n: usize) -> u32 {
        match self {
            _ if k == 0 => 0,
            Monomial::Packed(key) => field(*key, k, n),
            Monomial::Wide(sums) => sums[n - k],
        }
    }

    pub(super) fn degree(&self, n: usize) -> u32 {
        self.partial_sum(n, n)
    }

    /// The exponent of variable i, counted from 0.
    pub(super) fn exponent(&self, i: usize, n: usize) -> u32 {
        self.partial_sum(i + 1, n) - self.partial_sum(i, n)
    }

    pub(super) fn exponents(&self, n: usize) -> Vec<u32> {
        (0..n).map(|i| self.exponent(i, n)).collect()
    }

    /// The product.
    ///
    /// # Panics
    /// If the total degree reaches 2^32.
    pub(super) fn times(&self, other: &Monomial, n: usize) -> Monomial {
        if let (Monomial::Packed(a), Monomial::Packed(b)) = (self, other) {
            let degree = u64::from(self.degree(n)) + u64::from(other.degree(n));
            if degree <= limit(n) {
                return Monomial::Packed(a + b);
            }
        }
        let add = |k| {
            let sum = self.partial_sum(k, n).checked_add(other.partial_sum(k, n));
            sum.expect("a total degree below 2^32")
        };
        Monomial::from_partial_sums((1..=n).rev().map(add).collect())
    }

    /// The quotient if the divisor divides.
    pub(super) fn over(&self, divisor: &Monomial, n: usize) -> Option<Monomial> {
        let mut before = 0;
        let mut sums = Vec::new();
        let packed = matches!((self, divisor), (Monomial::Packed(_), Monomial::Packed(_)));
        for k in 1..=n {
            let s = self.partial_sum(k, n).checked_sub(divisor.partial_sum(k, n))?;
            if s < before {
                return None;
            }
            before = s;
            if !packed {
                sums.push(s);
            }
        }
        if let (Monomial::Packed(a), Monomial::Packed(b)) = (self, divisor) {
            return Some(Monomial::Packed(a - b));
        }
        Some(Monomial::from_partial_sums(sums.into_iter().rev().collect()))
    }
}

impl std::fmt::Debug for Monomial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Monomial::Packed(key) => write!(f, "packed {key:x}"),
            Monomial::Wide(sums) => write!(f, "sums {sums:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cmp::Ordering;

    /// Grevlex by its definition: total degree, then the *smaller* last exponent wins.
    fn grevlex(a: &[u32], b: &[u32]) -> Ordering {
        let total = a.iter().sum::<u32>().cmp(&b.iter().sum());
        a.iter().zip(b).rev().fold(total, |order, (x, y)| order.then(y.cmp(x)))
    }

    fn pair() -> impl Strategy<Value = (Vec<u32>, Vec<u32>)> {
        // The larger bounds leave the packed form for many variables.
        (0usize..14, prop_oneof![Just(3u32), Just(400), Just(70_000)]).prop_flat_map(|(n, top)| {
            (prop::collection::vec(0..=top, n), prop::collection::vec(0..=top, n))
        })
    }

    proptest! {
        #[test]
        fn the_order_is_grevlex_and_products_add((a, b) in pair()) {
            let n = a.len();
            let (x, y) = (Monomial::new(&a), Monomial::new(&b));
            prop_assert_eq!(x.exponents(n), a.clone());
            prop_assert_eq!(x.cmp(&y), grevlex(&a, &b));
            let sum: Vec<u32> = a.iter().zip(&b).map(|(p, q)| p + q).collect();
            let product = x.times(&y, n);
            prop_assert_eq!(&product, &Monomial::new(&sum));
            prop_assert_eq!(product.over(&y, n), Some(x.clone()));
            let divides = a.iter().zip(&b).all(|(p, q)| p >= q);
            prop_assert_eq!(x.over(&y, n).is_some(), divides);
        }
    }
}
