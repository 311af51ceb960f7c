//! What differentiating twice will cost, told before it is done.

use crate::expr::{Dag, Expr, Node};

/// About the number of operands in all first and second derivatives.
///
/// The second derivative of a product of m factors has about m² terms of m factors; every
/// other operation gives a bounded number of new ones.
pub fn second_order_work(dag: &Dag, e: Expr, variables: usize) -> u64 {
    let pairs = (variables as u64 * (variables as u64 + 1) / 2).max(1);
    let below = dag.below(&[e]);
    let own = below.iter().map(|&part| match dag.node(part) {
        Node::Product(factors) => (factors.len() as u64).saturating_pow(3),
        Node::Sum(terms) => terms.len() as u64,
        Node::Power(..) | Node::Call(..) => 4,
        Node::Number(_) | Node::Constant(_) | Node::Symbol(_) => 1,
    });
    own.fold(0u64, u64::saturating_add).saturating_mul(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::read;

    #[test]
    fn long_products_are_dear_and_long_sums_are_not() {
        let mut dag = Dag::new();
        let mut work = |text: String| {
            let e = read(&mut dag, &text, &["x", "y"]).unwrap();
            second_order_work(&dag, e, 2)
        };
        let factors: Vec<String> = (1..=100).map(|k| format!("(x + {k}*y)")).collect();
        let product = work(factors.join("*"));
        let terms: Vec<String> = (1..=100).map(|k| format!("(x + {k}*y)^2")).collect();
        let sum = work(terms.join("+"));
        assert!(product > 3_000_000 && product < 4_000_000);
        assert!(sum < 10_000);
    }
}
