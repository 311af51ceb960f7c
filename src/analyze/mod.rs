//! The pipeline from a problem to a result.
