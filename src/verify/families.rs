//! Periodic families: the representative, and the points one period away from it.

use super::checker::{Check, Checker, Verdict, all, holds, refuted};
use super::claim::{ClaimKind, NotChecked};
use super::place::Place;
use super::points::{Local, critical, nature};
use crate::result::{Family, Number};

/// Periods are added up to this multiple.
const MULTIPLES: [i64; 3] = [1, -1, 2];

/// Checks everything that is said about one family.
pub(super) fn family(checker: &mut Checker<'_>, family: &Family) {
    let of = || family.name.clone();
    let local = Local::of_family(family);
    checker.claim(ClaimKind::Number { of: of() }, |c| {
        all(family.point.iter().map(|n| c.number(n)).collect::<Vec<_>>())
    });
    let places = members(checker, family);
    checker.claim(ClaimKind::Critical { of: of() }, |c| {
        let places = places.as_ref().map_err(|e| *e)?;
        all(places.iter().map(|(place, _)| critical(c, Ok(place))).collect::<Vec<_>>())
    });
    checker.claim(ClaimKind::Value { of: of() }, |c| {
        let places = places.as_ref().map_err(|e| *e)?;
        all(places.iter().map(|(place, k)| value(c, family, place, k)).collect::<Vec<_>>())
    });
    checker.claim(ClaimKind::Inertia { of: of() }, |c| {
        let places = places.as_ref().map_err(|e| *e)?;
        all(places.iter().map(|(place, _)| inertia(c, &local, place)).collect::<Vec<_>>())
    });
    if let Some((place, _)) = places.ok().as_ref().and_then(|all| all.first()) {
        let what = ClaimKind::Reason { of: of() };
        checker.claim(what, |c| super::reasons::reason(c, &local, place));
    }
}

/// The representative and its neighbours, each with the whole numbers of its periods.
fn members(
    checker: &mut Checker<'_>,
    family: &Family,
) -> Result<Vec<(Place, Vec<i64>)>, NotChecked> {
    let zero = vec![0; family.periods.len()];
    let mut all = vec![(checker.place(&family.point)?, zero.clone())];
    for (j, period) in family.periods.iter().enumerate() {
        if period.len() != family.point.len() {
            return Err(NotChecked::NoEvidence);
        }
        for multiple in MULTIPLES {
            let moved = |(x, p): (&Number, &String)| {
                let exact = x.exact.as_ref()?;
                let exact = Some(format!("({exact}) + ({multiple})*({p})"));
                Some(Number { exact, ..Number::default() })
            };
            let moved: Option<Vec<Number>> = family.point.iter().zip(period).map(moved).collect();
            let Some(moved) = moved else { continue };
            let mut k = zero.clone();
            k[j] = multiple;
            all.push((checker.place(&moved)?, k));
        }
    }
    Ok(all)
}

/// L at a member; the value may contain the whole numbers as letters.
fn value(c: &mut Checker<'_>, family: &Family, place: &Place, k: &[i64]) -> Check {
    let names: Vec<String> = match k.len() {
        1 => vec!["k".to_string()],
        several => (1..=several).map(|j| format!("k{j}")).collect(),
    };
    let Some(text) = &family.value.exact else { return Err(NotChecked::NoEvidence) };
    let letters: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut stated = c.read_in(text, &letters)?;
    for (name, k) in names.iter().zip(k) {
        let (symbol, k) = (c.dag.symbol(name), c.dag.integer(*k));
        stated = c.dag.substitute(stated, &[(symbol, k)]);
    }
    let formula = c.formula?;
    let own = c.put(formula, place);
    let difference = c.dag.sub(own, stated);
    c.zero(difference, place, "L has another value")
}

/// The inertia at a member, and what it says of the nature.
fn inertia(c: &mut Checker<'_>, local: &Local<'_>, place: &Place) -> Check {
    let own = c.hessian_at(place)?;
    let characteristic = c.characteristic(&own)?;
    let found = c.inertia(&characteristic, place)?;
    match local.inertia {
        Some(stated) if stated != found => refuted(format!("the inertia is {found:?}")),
        Some(_) => match nature(c, local, found) {
            Ok(Verdict::Proved) | Err(_) => holds(true, ""),
            refuted => refuted,
        },
        None => Err(NotChecked::NoEvidence),
    }
}
