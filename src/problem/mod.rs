//! The formula file as meaning: variables, objective, region, points asked about.
