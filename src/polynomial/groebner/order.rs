use crate::budget::Exhausted;

/// A monomial order: blocks of variables compared one after the other, grevlex inside a block.
///
/// One block of all variables is grevlex; blocks of single variables are the lexicographic
/// order; two blocks eliminate the first one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    blocks: Vec<Vec<usize>>,
    nvars: usize,
}

/// A monomial packed so that the order is the order of integers and a product is a sum: for
/// each block its partial sums of exponents, the longest uppermost, one spare bit in each field.
pub(super) type Key = u128;

impl Order {
    /// Graded reverse lexicographic order with x₀ > x₁ > ….
    pub fn grevlex(n: usize) -> Order {
        Order { blocks: vec![(0..n).collect()], nvars: n }
    }

    /// Lexicographic order with x₀ > x₁ > ….
    pub fn lex(n: usize) -> Order {
        Order { blocks: (0..n).map(|i| vec![i]).collect(), nvars: n }
    }

    /// The listed variables are larger than all powers of the others.
    pub fn eliminating(n: usize, variables: &[usize]) -> Order {
        let first: Vec<usize> = (0..n).filter(|i| variables.contains(i)).collect();
        let second = (0..n).filter(|i| !variables.contains(i)).collect();
        Order { blocks: vec![first, second], nvars: n }
    }

    /// Number of variables.
    pub fn nvars(&self) -> usize {
        self.nvars
    }

    fn width(&self) -> u32 {
        128usize.checked_div(self.nvars).map_or(32, |w| w.min(32)) as u32
    }

    /// The spare bits of all fields.
    pub(super) fn guard(&self) -> Key {
        let spare = |k: usize| 1u128 << (self.width() * (k as u32 + 1) - 1);
        (0..self.nvars).map(spare).fold(0, |all, bit| all | bit)
    }

    /// Packs exponents; a degree that does not fit counts as work that is not affordable.
    pub(super) fn encode(&self, exponents: &[u32]) -> Result<Key, Exhausted> {
        let w = self.width();
        let mut key = 0u128;
        for block in &self.blocks {
            let mut sum = 0u64;
            let mut sums = Vec::with_capacity(block.len());
            for &i in block {
                sum += u64::from(exponents[i]);
                sums.push(sum);
            }
            if w < 2 || sum >= 1 << (w - 1) {
                return Err(Exhausted::Work);
            }
            key = sums.iter().rev().fold(key, |key, &s| key << w | u128::from(s));
        }
        Ok(key)
    }

    pub(super) fn decode(&self, key: Key) -> Vec<u32> {
        let w = self.width();
        let mask = (1u128 << w) - 1;
        let mut exponents = vec![0; self.nvars];
        let mut at = self.nvars as u32;
        for block in &self.blocks {
            // The field of s₁ is the lowest of the block.
            let lowest = at - block.len() as u32;
            let mut before = 0;
            for (k, &i) in block.iter().enumerate() {
                let sum = (key >> (w * (lowest + k as u32)) & mask) as u32;
                exponents[i] = sum - before;
                before = sum;
            }
            at = lowest;
        }
        exponents
    }

    /// The product of two monomials.
    pub(super) fn times(&self, a: Key, b: Key, guard: Key) -> Result<Key, Exhausted> {
        let sum = a + b;
        if sum & guard == 0 { Ok(sum) } else { Err(Exhausted::Work) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cmp::Ordering;

    fn compare(order: &Order, a: &[u32], b: &[u32]) -> Ordering {
        order.encode(a).unwrap().cmp(&order.encode(b).unwrap())
    }

    #[test]
    fn the_three_orders() {
        let (xz, y2) = ([1, 0, 1], [0, 2, 0]);
        assert_eq!(compare(&Order::grevlex(3), &xz, &y2), Ordering::Less);
        assert_eq!(compare(&Order::lex(3), &xz, &y2), Ordering::Greater);
        let z_first = Order::eliminating(3, &[2]);
        assert_eq!(compare(&z_first, &[0, 0, 1], &[5, 5, 0]), Ordering::Greater);
        assert_eq!(compare(&z_first, &[1, 2, 0], &[2, 0, 0]), Ordering::Greater);
    }

    #[test]
    fn degrees_that_do_not_fit_are_refused() {
        let order = Order::grevlex(16);
        let mut e = vec![0; 16];
        e[3] = 100;
        let key = order.encode(&e).unwrap();
        assert!(order.times(key, key, order.guard()).is_err());
        e[4] = 100;
        assert!(order.encode(&e).is_err());
        assert!(Order::grevlex(200).encode(&vec![1; 200]).is_err());
    }

    proptest! {
        #[test]
        fn packing_is_faithful(a in prop::collection::vec(0u32..9, 5), b in prop::collection::vec(0u32..9, 5)) {
            for order in [Order::grevlex(5), Order::lex(5), Order::eliminating(5, &[1, 4])] {
                let (p, q) = (order.encode(&a).unwrap(), order.encode(&b).unwrap());
                prop_assert_eq!(order.decode(p), a.clone());
                let product = order.times(p, q, order.guard()).unwrap();
                let sum: Vec<u32> = a.iter().zip(&b).map(|(x, y)| x + y).collect();
                prop_assert_eq!(order.decode(product), sum);
            }
        }
    }
}
