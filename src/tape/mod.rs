//! Straight-line programs compiled from expressions, run over any scalar.
