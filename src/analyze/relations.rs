//! Conditions on one variable as relations in plain spelling.

use crate::budget::{Budget, Exhausted};
use crate::classify::{Cut, Sample};
use crate::expr::Dag;
use crate::number::Sign;
use crate::polynomial::{Algebraic, Poly, RealRoot, UPoly};
use crate::result::Number;

/// Alternatives, each a list of relations that hold together.
pub(super) type Relations = Vec<Vec<String>>;

/// More alternatives than these are not written down.
const MOST_ALTERNATIVES: usize = 256;

/// `a, b or c`.
pub(super) fn text(relations: &Relations) -> String {
    relations.iter().map(|all| all.join(", ")).collect::<Vec<_>>().join(" or ")
}

/// All of several conditions.
pub(super) fn both(a: &Relations, b: &Relations) -> Relations {
    let mut all = Vec::new();
    for x in a {
        for y in b {
            all.push(x.iter().chain(y).cloned().collect());
        }
    }
    all
}

/// A cut as relations.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn cut(
    _: &Dag,
    names: &[String],
    cut: &Cut,
    budget: &Budget,
) -> Result<Relations, Exhausted> {
    match cut {
        Cut::Between { var, low, high } => {
            let name = &names[*var];
            let mut all = vec![vec![]];
            if let Some(root) = low {
                all = both(&all, &beyond(name, root, true, budget)?);
            }
            if let Some(root) = high {
                all = both(&all, &beyond(name, root, false, budget)?);
            }
            Ok(all)
        }
        Cut::At { var, root } => {
            let x = Algebraic::from_root(root, budget)?;
            Ok(vec![equal(&names[*var], &super::numbers::algebraic(&x))])
        }
        Cut::Except(samples) => {
            let mut all = vec![vec![]];
            for sample in samples {
                let apart = match samples.len() {
                    1 => None,
                    _ => distance_not_zero(names, sample, budget)?,
                };
                let apart = match apart {
                    Some(relation) => vec![vec![relation]],
                    None => elsewhere(names, sample, budget)?,
                };
                if all.len() * apart.len() > MOST_ALTERNATIVES {
                    return Err(Exhausted::Work);
                }
                all = both(&all, &apart);
            }
            Ok(all)
        }
        Cut::On(polys) => {
            Ok(vec![polys.iter().map(|p| format!("{} = 0", shown(names, p))).collect()])
        }
        Cut::Side(p, sign) => {
            let relation = if *sign == Sign::Negative { "<" } else { ">" };
            Ok(vec![vec![format!("{} {relation} 0", shown(names, p))]])
        }
        Cut::Off(polys) => Ok(vec![vec![format!("{} != 0", not_all(names, polys))]]),
    }
}

fn shown(names: &[String], p: &Poly) -> String {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    p.display(&names).to_string()
}

/// An expression that vanishes where all of the polynomials do.
fn not_all(names: &[String], polys: &[Poly]) -> String {
    match polys {
        [one] => shown(names, one),
        several => {
            let squares = several.iter().map(|p| format!("({})^2", shown(names, p)));
            squares.collect::<Vec<_>>().join(" + ")
        }
    }
}

/// x is beyond a root, above or below it.
fn beyond(
    name: &str,
    root: &RealRoot,
    above: bool,
    budget: &Budget,
) -> Result<Relations, Exhausted> {
    let x = Algebraic::from_root(root, budget)?;
    let sign = if above { ">" } else { "<" };
    if let Some(exact) = super::numbers::algebraic(&x).exact {
        return Ok(vec![vec![format!("{name} {sign} {exact}")]]);
    }
    // Outside the isolating interval the order is that of its end; inside, the sign of the
    // minimal polynomial tells the side.
    let p = x.minimal_polynomial();
    let (near, far) = if above { (x.lower(), x.upper()) } else { (x.upper(), x.lower()) };
    let positive = p.sign_at(&far) == Sign::Positive;
    let side = format!("{} {} 0", p.to_input(name), if positive { ">" } else { "<" });
    Ok(vec![vec![format!("{name} {sign}= {far}")], vec![format!("{name} {sign} {near}"), side]])
}

/// x equals a number: relations that hold for no other.
pub(super) fn equal(name: &str, number: &Number) -> Vec<String> {
    match (&number.exact, &number.minimal_polynomial, &number.enclosure) {
        (Some(exact), _, _) => vec![format!("{name} = {exact}")],
        (None, Some(p), Some([low, high])) => vec![
            format!("{} = 0", in_letter(p, name)),
            format!("{name} > {low}"),
            format!("{name} < {high}"),
        ],
        (None, _, _) => vec![],
    }
}

/// A polynomial in the letter x in another letter.
pub(super) fn in_letter(polynomial: &str, name: &str) -> String {
    let bracketed = |k: usize, c: char| {
        let before = polynomial[..k].chars().next_back();
        let after = polynomial[k + 1..].chars().next();
        let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if c == 'x' && !part(before) && !part(after) { name.to_string() } else { c.to_string() }
    };
    polynomial.char_indices().map(|(k, c)| bracketed(k, c)).collect()
}

/// Σ (x − a)² ≠ 0 for a point with short coordinates: one relation, so that many points do
/// not multiply the alternatives.
fn distance_not_zero(
    names: &[String],
    sample: &Sample,
    budget: &Budget,
) -> Result<Option<String>, Exhausted> {
    let mut squares = Vec::new();
    for (name, x) in names.iter().zip(&sample.point.coordinates) {
        match super::numbers::field_element(x, budget)?.exact {
            Some(zero) if zero == "0" => squares.push(format!("{name}^2")),
            Some(exact) => squares.push(format!("({name} - ({exact}))^2")),
            None => return Ok(None),
        }
    }
    Ok(Some(format!("{} != 0", squares.join(" + "))))
}

/// Not this point: some coordinate differs.
fn elsewhere(names: &[String], sample: &Sample, budget: &Budget) -> Result<Relations, Exhausted> {
    let mut all = Vec::new();
    for (name, x) in names.iter().zip(&sample.point.coordinates) {
        let number = super::numbers::field_element(x, budget)?;
        match number.exact {
            Some(exact) => all.push(vec![format!("{name} != {exact}")]),
            None => {
                if let (Some(p), Some([low, high])) = (number.minimal_polynomial, number.enclosure)
                {
                    all.push(vec![format!("{} != 0", in_letter(&p, name))]);
                    all.push(vec![format!("{name} <= {low}")]);
                    all.push(vec![format!("{name} >= {high}")]);
                }
            }
        }
    }
    Ok(all)
}

/// The relation that a polynomial does not vanish, factor by factor where it has one
/// variable and a short root.
pub(super) fn nonzero(p: &UPoly, name: &str, budget: &Budget) -> Result<Vec<String>, Exhausted> {
    let mut all = Vec::new();
    for (root, _) in Algebraic::roots_of(p, budget)? {
        match root.exact_display() {
            Some(exact) => all.push(format!("{name} != {exact}")),
            None => return Ok(vec![format!("{} != 0", p.to_input(name))]),
        }
    }
    Ok(all)
}
