//! Re-checks a result alone, with its own small routines.
