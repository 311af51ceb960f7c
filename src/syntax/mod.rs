//! Text to syntax trees: the scan, the grammar, spans, error texts. Knows no meaning of names.
