//! Signed permutations: L(g·x) = L(x) identically, and the images of points and samples.

use super::checker::{Check, Checker, all, refuted};
use super::claim::{ClaimKind, NotChecked};
use super::place::Place;
use crate::expr::{Expr, Symbol};
use crate::result::SymmetryOrbit;

/// Checks the maps and the orbits.
pub(super) fn symmetries(checker: &mut Checker<'_>) {
    let stated = &checker.document.symmetries;
    for (index, map) in stated.generators.iter().enumerate() {
        checker.claim(ClaimKind::Symmetry { index }, |c| c.is_symmetry(map));
    }
    let sound = checker.proved(|kind| matches!(kind, ClaimKind::Symmetry { .. }));
    for orbit in &stated.orbits {
        let of = orbit.members.first().cloned().unwrap_or_default();
        checker.claim(ClaimKind::Orbit { of }, |c| match c.orbit(orbit) {
            // The maps are products of the generators, which are not known to be symmetries.
            Ok(verdict) if !sound && verdict == super::checker::Verdict::Proved => {
                Err(NotChecked::NoEvidence)
            }
            outcome => outcome,
        });
    }
}

impl Checker<'_> {
    /// The variables with what takes their places: each one a variable or its negative, no
    /// variable twice.
    fn signed_map(&mut self, map: &[String]) -> Result<Option<Vec<(Symbol, Expr)>>, NotChecked> {
        let mut seen = Vec::new();
        let mut replacements = Vec::new();
        for (&variable, text) in self.variables.clone().iter().zip(map) {
            let name = text.strip_prefix('-').unwrap_or(text);
            if seen.contains(&name) || !self.document.variables.iter().any(|v| v == name) {
                return Ok(None);
            }
            seen.push(name);
            replacements.push((variable, self.read(text)?));
        }
        Ok((map.len() == self.variables.len()).then_some(replacements))
    }

    fn is_symmetry(&mut self, map: &[String]) -> Check {
        let Some(replacements) = self.signed_map(map)? else {
            return refuted("the map is no signed permutation");
        };
        let formula = self.formula?;
        let moved = self.dag.substitute(formula, &replacements);
        let difference = self.dag.sub(moved, formula);
        let place = Place::default();
        self.identity(difference, &place.on(Some(formula)), "the map changes L")
    }

    /// Each member is the image of the first one.
    fn orbit(&mut self, orbit: &SymmetryOrbit) -> Check {
        let SymmetryOrbit { members, maps } = orbit;
        let Some(first) = members.first().filter(|_| members.len() == maps.len()) else {
            return refuted("a member has no map");
        };
        let document = self.document;
        let mut checks = Vec::new();
        for (member, map) in members.iter().zip(maps) {
            let Some(replacements) = self.signed_map(map)? else {
                return refuted("the map is no signed permutation");
            };
            let point = |name: &String| document.points.iter().find(|p| p.name == *name);
            let set = |name: &String| document.continua.iter().find(|c| c.name == *name);
            checks.push(match (point(first), point(member), set(first), set(member)) {
                (Some(p), Some(q), _, _) => {
                    let place = self.place(&p.coordinates)?;
                    let images: Vec<Expr> =
                        replacements.iter().map(|(_, e)| self.put(*e, &place)).collect();
                    let pairs = images.into_iter().zip(&q.coordinates);
                    let same: Vec<Check> = pairs
                        .map(|(e, x)| self.equals(e, x, &place, "the image is another point"))
                        .collect();
                    all(same)
                }
                (_, _, Some(a), Some(b)) => {
                    let Some(stratum) = a.strata.first() else {
                        return Err(NotChecked::NoEvidence);
                    };
                    let place = self.place(&stratum.sample)?;
                    let mut zero = Vec::new();
                    for text in &b.equations {
                        let e = self.read(text)?;
                        let moved = self.dag.substitute(e, &replacements);
                        let value = self.put(moved, &place);
                        zero.push(self.zero(value, &place, "the image is not on the set"));
                    }
                    all(zero)
                }
                _ => refuted("a member is not listed"),
            });
        }
        all(checks)
    }
}
