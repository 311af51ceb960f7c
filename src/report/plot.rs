//! Pictures.

/// An `svg` element as a file of its own, with its colours.
pub(crate) fn standalone(svg: &str) -> String {
    svg.to_string()
}
