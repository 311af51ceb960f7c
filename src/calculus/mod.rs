//! Gradient, Hessian, Taylor polynomials: one rule for each operation, the steps as data.
