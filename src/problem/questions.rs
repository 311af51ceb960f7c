//! Points asked about and Taylor polynomials asked for.

use super::error::{Error, ErrorKind};
use super::pipeline::Pipeline;
use crate::expr::Expr;
use crate::syntax::{Point, Span};

/// `at "label": (a, b)`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtPoint {
    /// The label, if there is one.
    pub label: Option<String>,
    /// One exact constant for each variable, in their order.
    pub coordinates: Vec<Expr>,
    /// Where it stands.
    pub span: Span,
}

/// `taylor (a, b) order k`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaylorPoint {
    /// One exact constant for each variable, in their order.
    pub coordinates: Vec<Expr>,
    /// The order, 2 unless given.
    pub order: u32,
    /// Where it stands.
    pub span: Span,
}

impl Pipeline<'_> {
    pub(super) fn points(&mut self) -> Result<Vec<AtPoint>, Error> {
        let mut points = Vec::new();
        for (label, point, span) in self.lines.points.clone() {
            let coordinates = self.coordinates(point, span)?;
            points.push(AtPoint { label: label.map(str::to_string), coordinates, span });
        }
        Ok(points)
    }

    pub(super) fn expansions(&mut self) -> Result<Vec<TaylorPoint>, Error> {
        let mut expansions = Vec::new();
        for (point, order, span) in self.lines.expansions.clone() {
            let coordinates = self.coordinates(point, span)?;
            expansions.push(TaylorPoint { coordinates, order, span });
        }
        Ok(expansions)
    }

    /// One constant for each variable, in their order.
    fn coordinates(&mut self, point: &Point, span: Span) -> Result<Vec<Expr>, Error> {
        match point {
            Point::Listed(values, at) => {
                if values.len() != self.variables.len() {
                    let kind = ErrorKind::Coordinates(self.variables.clone(), values.len());
                    return Err(Error::new(kind, *at));
                }
                values.iter().map(|value| self.constant(*value)).collect()
            }
            Point::Named(values) => {
                let mut found: Vec<Option<Expr>> = vec![None; self.variables.len()];
                for (name, value) in values {
                    let at = self.variable_named(&name.text, name.span)?;
                    let value = self.constant(*value)?;
                    if found[at].replace(value).is_some() {
                        let kind = ErrorKind::CoordinateTwice(name.text.clone());
                        return Err(Error::new(kind, name.span));
                    }
                }
                let missing = |k: usize| {
                    Error::new(ErrorKind::CoordinateMissing(self.variables[k].clone()), span)
                };
                found.iter().enumerate().map(|(k, value)| value.ok_or_else(|| missing(k))).collect()
            }
        }
    }

    fn variable_named(&self, name: &str, span: Span) -> Result<usize, Error> {
        let near = crate::syntax::words::nearest(name, self.variables.iter().map(String::as_str));
        let near = near.filter(|_| name.len() > 1).map(str::to_string);
        self.variables
            .iter()
            .position(|variable| variable == name)
            .ok_or(Error::new(ErrorKind::UnknownName(name.to_string(), near, false), span))
    }
}
