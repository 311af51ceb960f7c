//! The degenerate zoo: isolated critical points at the origin where the second-derivative
//! test is silent, with type and Milnor number by Singular's `realclassify` and msolve.

use hesse::result::Nature::{self, LocalMinimum as Min, Saddle};
use hesse::verify::{ClaimKind, Outcome, verify};

/// Formula, name (`None` where Arnold's list of simple germs and X₉ has none), Milnor
/// number, nature.
type Row = (&'static str, Option<&'static str>, Option<usize>, Nature);

const ZOO: [Row; 24] = [
    ("x^2+y^3", Some("A2"), Some(2), Saddle),
    ("x^2+y^4", Some("A3+"), Some(3), Min),
    ("(y-x^2)*(y-2*x^2)", Some("A3-"), Some(3), Saddle),
    ("(x-y)^2+x^2*y^2", Some("A3+"), Some(3), Min),
    ("y^2-x^2*y-x*y^2", Some("A3-"), Some(3), Saddle),
    ("(x+y^2)^2+y^6", Some("A5+"), Some(5), Min),
    ("x^3-3*x*y^2", Some("D4-"), Some(4), Saddle),
    ("x^2*y+y^3", Some("D4+"), Some(4), Saddle),
    ("x^2*y+y^4", Some("D5"), Some(5), Saddle),
    ("x^3+y^4", Some("E6"), Some(6), Saddle),
    ("x^3+x*y^3", Some("E7"), Some(7), Saddle),
    ("x^3+y^5", Some("E8"), Some(8), Saddle),
    ("x^4+y^4", Some("X9"), Some(9), Min),
    ("x^4-3*x^2*y^2+y^4", Some("X9"), Some(9), Saddle),
    ("(x^2-y^3)^2+y^7", None, Some(17), Min),
    ("(x+10*y)^2+5*(z-w)^2+(y-2*z)^4+10*(x-w)^4", Some("X9"), Some(9), Min),
    ("(y-x^2)^2+x^30", Some("A29+"), Some(29), Min),
    ("(y-x^2)^2+x^7", Some("A6"), Some(6), Saddle),
    ("x^4+y^4-2*(x-y)^2", Some("A3+"), Some(3), Saddle),
    ("(x^2+y^2)^2", None, None, Min),
    ("x^4", Some("A3+"), Some(3), Min),
    ("x^4+y^3+z^2", Some("E6"), Some(6), Saddle),
    ("x^4+y^4+z^4-4*x^2*y*z", None, Some(27), Saddle),
    ("(x^2-2*y^2)^2-y^7", None, Some(15), Saddle),
];

#[test]
fn the_zoo_has_its_types_and_every_reason_is_proved_again() {
    let mut complaints = Vec::new();
    for (text, name, milnor, nature) in ZOO {
        let document = hesse::answer(text, &hesse::analyze::Limits::default()).expect(text);
        let is_origin = |p: &&hesse::result::Point| {
            p.coordinates.iter().all(|x| x.exact.as_deref() == Some("0"))
        };
        let Some(point) = document.points.iter().find(is_origin) else {
            complaints.push(format!("{text}: no point"));
            continue;
        };
        let kind = point.singularity.as_ref();
        let found = (
            kind.and_then(|k| k.name.as_deref()),
            kind.and_then(|k| k.milnor_number),
            point.nature,
        );
        if found != (name, milnor, nature) {
            complaints.push(format!("{text}: {found:?}"));
        }
        let of_point = ClaimKind::Reason { of: point.name.clone() };
        let again = verify(&document).claims.into_iter().find(|c| c.what == of_point);
        // The parts of a sum are not in the result one by one.
        let sum = matches!(point.reason, hesse::result::Reason::SumOfBlocks { .. });
        if !sum && again.as_ref().map(|c| &c.outcome) != Some(&Outcome::Proved) {
            complaints.push(format!("{text}: {again:?}"));
        }
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
}
