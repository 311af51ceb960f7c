//! Dense exact matrices: characteristic polynomials, inertia; floats live behind nalgebra.
