//! Critical sets as formulas: continua, families, parts of them.

use super::formula::Formula;
use super::scene::{Scene, one_or_tuple};
use super::verdict::Verdict;
use crate::result::{Continuum, Family, Parametrization, Stratum};

impl<'a> Verdict<'a> {
    /// The verdict on a periodic family.
    pub(crate) fn of_family(family: &'a Family) -> Verdict<'a> {
        Verdict {
            nature: family.nature,
            strict: family.strict,
            degenerate: family.degenerate,
            global: family.global,
            reason: &family.reason,
            dimension: 0,
        }
    }
}

/// Strata of one set on which everything that is said is the same.
pub(crate) struct Piece<'a> {
    /// The first of them, with its sample point.
    pub(crate) stratum: &'a Stratum,
    /// Relations of all of them; `None` if they are the whole set.
    pub(crate) place: Option<String>,
    pub(crate) verdict: Verdict<'a>,
}

/// The strata of a continuum with equal ones put together, such as the branches of a hyperbola.
pub(crate) fn pieces(set: &Continuum) -> Vec<Piece<'_>> {
    let same = |a: &Stratum, b: &Stratum| {
        (a.nature, a.strict, a.global, a.inertia) == (b.nature, b.strict, b.global, b.inertia)
            && (&a.reason, &a.eigenvalues) == (&b.reason, &b.eigenvalues)
            && thickness(&a.r#where, set.dimension) == thickness(&b.r#where, set.dimension)
    };
    let mut groups: Vec<Vec<&Stratum>> = Vec::new();
    for stratum in &set.strata {
        match groups.iter_mut().find(|group| same(group[0], stratum)) {
            Some(group) => group.push(stratum),
            None => groups.push(vec![stratum]),
        }
    }
    let whole = groups.len() == 1;
    let mut pieces = Vec::new();
    for group in groups {
        let places: Vec<&str> = group.iter().map(|stratum| stratum.r#where.as_str()).collect();
        let place = (!whole && !places.contains(&"")).then(|| union(&places));
        let dimension = thickness(&group[0].r#where, set.dimension);
        let verdict = Verdict::of_stratum(group[0], dimension);
        pieces.push(Piece { stratum: group[0], place, verdict });
    }
    pieces
}

/// `x != 0` for both sides of zero, otherwise the places one after the other.
fn union(places: &[&str]) -> String {
    let [first, second] = places else { return places.join(" or ") };
    let sides = first.split_once(" > ").zip(second.split_once(" < "));
    let turned = first.split_once(" < ").zip(second.split_once(" > "));
    match sides.or(turned) {
        Some((above, below)) if above == below && !first.contains(',') => {
            format!("{} != {}", above.0, above.1)
        }
        _ => places.join(" or "),
    }
}

/// The dimension of a stratum: each equation in its relations takes one away.
fn thickness(place: &str, dimension: usize) -> usize {
    let first = place.split(" or ").next().unwrap_or_default();
    dimension.saturating_sub(first.matches(" = ").count())
}

impl Scene<'_> {
    /// `C = {w1*w2 = 1}`: by its equations and inequalities.
    pub(crate) fn continuum_set(&self, set: &Continuum) -> Formula {
        Formula::equation(self.set_name(&set.name), self.bare_set(set))
    }

    /// `{w1*w2 = 1}`: short equations first.
    pub(crate) fn bare_set(&self, set: &Continuum) -> Formula {
        let mut equations: Vec<&String> = set.equations.iter().collect();
        equations.sort_by_key(|e| e.chars().count());
        let zero = |e: &String| self.maths.level(e);
        let relations = |r: &String| self.maths.relations(r, &self.words.label("list.or"));
        let parts = equations.into_iter().map(zero);
        Formula::list(parts.chain(set.inequalities.iter().map(relations))).braced()
    }

    /// The set on which an expression is zero; of a long polynomial only the ends are written.
    pub(crate) fn zero(&self, expression: &str) -> Formula {
        Formula::equation(self.maths.leading(expression), Formula::integer(0))
    }

    /// `C, w1 > 0`
    pub(crate) fn such_that(&self, set: Formula, relation: &str) -> Formula {
        Formula::list([set, self.maths.relations(relation, &self.words.label("list.or"))])
    }

    /// `F1 = (0, pi) + Z·(2*pi, 0)`
    pub(crate) fn family_set(&self, family: &Family) -> Formula {
        let integers = Formula::new("Z", "ℤ", r"\mathbb{Z}", "<mi>ℤ</mi>");
        let times = Formula::new("*", "·", r" \, ", "<mo>&#x2062;</mo>");
        let mut parts = vec![self.named_point(&family.name, &family.point)];
        for period in &family.periods {
            let step = one_or_tuple(period.iter().map(|e| self.maths.expression(e)).collect());
            parts.push(Formula::operator("+", "+", "+"));
            parts.extend([integers.clone(), times.clone(), step]);
        }
        Formula::row(parts)
    }

    /// `(w1, w2) = (t, 1/t), t != 0`
    pub(crate) fn parametrization(&self, map: &Parametrization) -> Formula {
        let image = one_or_tuple(map.map.iter().map(|e| self.maths.expression(e)).collect());
        let equation = Formula::equation(self.variable_tuple(), image);
        let domain = self.maths.relations(&map.domain, &self.words.label("list.or"));
        match map.domain.is_empty() {
            true => equation,
            false => Formula::list([equation, domain]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::pieces;
    use crate::result::{Continuum, Document, Nature};

    /// The hyperbola of the lecture, cut into strata at the given places.
    fn cut(places: &[(&str, Nature)]) -> Continuum {
        let text = include_str!("../../tests/reports/lecture.json");
        let document: Document = serde_json::from_str(text).expect("the fixture is a result");
        let mut set = document.continua.into_iter().next().expect("the hyperbola");
        let whole = set.strata.remove(0);
        set.strata = places
            .iter()
            .map(|(place, nature)| {
                let mut stratum = whole.clone();
                stratum.r#where = (*place).to_string();
                stratum.nature = *nature;
                stratum
            })
            .collect();
        set
    }

    #[test]
    fn equal_strata_are_one_piece() {
        use Nature::{LocalMinimum, Saddle};
        let branches = cut(&[("w1 > 0", LocalMinimum), ("w1 < 0", LocalMinimum)]);
        let all = pieces(&branches);
        assert_eq!((all.len(), all[0].place.as_deref()), (1, None));
        let three =
            cut(&[("w1 > 1", LocalMinimum), ("w1 < 0", Saddle), ("0 < w1, w1 < 1", LocalMinimum)]);
        let places: Vec<Option<String>> = pieces(&three).into_iter().map(|p| p.place).collect();
        let expected = ["w1 > 1 or 0 < w1, w1 < 1", "w1 < 0"];
        assert_eq!(places, expected.map(|place| Some(place.to_string())));
    }

    #[test]
    fn a_stratum_with_an_equation_is_a_point_of_the_curve() {
        let set = cut(&[("w1 > 1", Nature::LocalMinimum), ("w1 = 1", Nature::LocalMinimum)]);
        let dimensions: Vec<usize> = pieces(&set).iter().map(|p| p.verdict.dimension).collect();
        assert_eq!(dimensions, [1, 0]);
    }
}
