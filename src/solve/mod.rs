//! All real zeros of a square system: preprocessing, case tree, leaves.
