//! The JSON result as plain types.
