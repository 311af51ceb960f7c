//! Polynomials over the integers: gcd, factors, real roots, real algebraic numbers.
