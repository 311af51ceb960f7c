//! A zero and its Hessian become inertia, nature, strata, escape directions.
