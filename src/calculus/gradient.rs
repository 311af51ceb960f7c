use super::collect::collect_common_factor;
use super::derivative::Derivatives;
use crate::expr::{Dag, Expr, Symbol};

/// The gradient ∇f.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gradient {
    /// The variables, in the order of the components.
    pub variables: Vec<Symbol>,
    /// ∂f/∂xᵢ, a common factor taken out.
    pub components: Vec<Expr>,
}

/// The symmetric matrix of second derivatives, stored as its upper triangle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hessian {
    dimension: usize,
    upper: Vec<Expr>,
}

/// ∇f in the given variables.
pub fn gradient(dag: &mut Dag, f: Expr, variables: &[Symbol]) -> Gradient {
    let mut derivatives = Derivatives::default();
    let component = |x: &Symbol| {
        let raw = derivatives.of(dag, f, *x);
        collect_common_factor(dag, raw)
    };
    let components = variables.iter().map(component).collect();
    Gradient { variables: variables.to_vec(), components }
}

/// ∇²f in the given variables: ∂²f/∂xᵢ∂xⱼ for i ≤ j, the rest by Schwarz's theorem.
pub fn hessian(dag: &mut Dag, f: Expr, variables: &[Symbol]) -> Hessian {
    let mut derivatives = Derivatives::default();
    let mut upper = Vec::new();
    for (i, x) in variables.iter().enumerate() {
        let first = derivatives.of(dag, f, *x);
        for y in &variables[i..] {
            let raw = derivatives.of(dag, first, *y);
            upper.push(collect_common_factor(dag, raw));
        }
    }
    Hessian { dimension: variables.len(), upper }
}

impl Hessian {
    /// Number of variables.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// ∂²f/∂xᵢ∂xⱼ; both indices are below the dimension, in either order.
    pub fn get(&self, i: usize, j: usize) -> Expr {
        let (i, j) = (i.min(j), i.max(j));
        self.upper[i * self.dimension - i * (i + 1) / 2 + j]
    }

    /// The entries with i ≤ j: (i, j, ∂²f/∂xᵢ∂xⱼ), by rows.
    pub fn upper(&self) -> impl Iterator<Item = (usize, usize, Expr)> + '_ {
        let n = self.dimension;
        (0..n).flat_map(move |i| (i..n).map(move |j| (i, j, self.get(i, j))))
    }
}
