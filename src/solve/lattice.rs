//! A basis of the arguments of exponentials or angles: every one of them is a whole
//! combination of the basis plus a constant.
//!
//! Where the coefficients of some monomials are proportional in all arguments, these
//! monomials only occur as one combination. If there are as many such combinations as the
//! rank, the basis consists of parts of them, so x + y and x − y have the basis x, y; else
//! it is the Hermite normal form of the lattice of the arguments (H. Cohen, *A Course in
//! Computational Algebraic Number Theory*, 1993, section 2.4). The first may be a larger
//! lattice than that of the arguments, which only makes its periods more.

use super::form::{Form, Monomial};
use crate::budget::Budget;
use crate::linalg::{Matrix, solve};
use crate::number::{Integer, Rational, Sign};

/// A basis with the coordinates of what it was made from.
#[derive(Debug, Clone, Default)]
pub(super) struct Lattice {
    /// The basis.
    pub basis: Vec<Form>,
    /// For each argument its whole coordinates.
    pub coordinates: Vec<Vec<Integer>>,
}

/// A basis of forms; `None` if work runs out.
pub(super) fn lattice(arguments: &[Form], budget: &Budget) -> Option<Lattice> {
    let mut monomials: Vec<Monomial> = Vec::new();
    for (m, _) in arguments.iter().flat_map(|f| f.terms()) {
        if !monomials.contains(m) {
            monomials.push(m.clone());
        }
    }
    monomials.sort();
    let coefficient = |f: &Form, m: &Monomial| {
        f.terms().find(|(n, _)| *n == m).map_or_else(Rational::zero, |(_, c)| c.clone())
    };
    let rows: Vec<Vec<Rational>> =
        arguments.iter().map(|f| monomials.iter().map(|m| coefficient(f, m)).collect()).collect();
    let groups = proportional(&rows, monomials.len());
    let basis = if groups.len() == rank(&rows, budget)? {
        groups.iter().map(|g| part(&rows, g, monomials.len())).collect()
    } else {
        hermite(&rows)
    };
    let coordinates = rows.iter().map(|row| coordinates(&basis, row, budget));
    let coordinates = coordinates.collect::<Option<Vec<_>>>()?;
    let form =
        |row: &Vec<Rational>| Form::from_terms(monomials.iter().cloned().zip(row.iter().cloned()));
    Some(Lattice { basis: basis.iter().map(form).collect(), coordinates })
}

fn rank(rows: &[Vec<Rational>], budget: &Budget) -> Option<usize> {
    if rows.is_empty() {
        return Some(0);
    }
    crate::linalg::rank(&Matrix::from_rows(rows.to_vec())?, budget).ok()
}

/// Columns that are multiples of one another, each with its ratio to the first.
type Group = Vec<(usize, Rational)>;

fn proportional(rows: &[Vec<Rational>], columns: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for j in 0..columns {
        let ratio_to = |first: usize| {
            let at = rows.iter().position(|r| !r[first].is_zero())?;
            let ratio = &rows[at][j] / &rows[at][first];
            let same = rows.iter().all(|r| r[j] == &ratio * &r[first]);
            (same && !ratio.is_zero()).then_some(ratio)
        };
        let known = groups.iter().position(|g| g.first().is_some_and(|f| ratio_to(f.0).is_some()));
        match known.and_then(|k| Some((k, ratio_to(groups[k].first()?.0)?))) {
            Some((k, ratio)) => groups[k].push((j, ratio)),
            None => groups.push(vec![(j, Rational::one())]),
        }
    }
    groups
}

/// The greatest part of a combination of which all its occurrences are whole multiples.
fn part(rows: &[Vec<Rational>], group: &Group, columns: usize) -> Vec<Rational> {
    let first = group.first().map_or(0, |g| g.0);
    let mut unit = rows.iter().fold(Rational::zero(), |u, row| common_part(&u, &row[first]));
    if rows.iter().all(|row| row[first].sign() != Sign::Positive) {
        unit = -&unit;
    }
    let mut vector = vec![Rational::zero(); columns];
    for (j, ratio) in group {
        vector[*j] = &unit * ratio;
    }
    vector
}

/// The greatest number of which both are whole multiples.
pub fn common_part(a: &Rational, b: &Rational) -> Rational {
    let (p, q) = (a.numerator(), b.numerator());
    let (r, s) = (a.denominator(), b.denominator());
    Rational::new((&p * &s).gcd(&(&q * &r)), &r * &s)
}

/// A triangular basis of the lattice of the rows, by Euclid's algorithm on the columns.
fn hermite(rows: &[Vec<Rational>]) -> Vec<Vec<Rational>> {
    let all = rows.iter().flatten();
    let common = all.fold(Integer::one(), |l, q| l.lcm(&q.denominator()));
    let whole = |q: &Rational| q.numerator() * common.div_exact(&q.denominator());
    let mut left: Vec<Vec<Integer>> =
        rows.iter().map(|row| row.iter().map(whole).collect()).collect();
    let mut basis = Vec::new();
    for j in 0..rows.first().map_or(0, Vec::len) {
        loop {
            left.sort_by_key(|row| (row[j].is_zero(), row[j].abs()));
            let several = left.iter().filter(|row| !row[j].is_zero()).count();
            if several < 2 {
                break;
            }
            let (pivot, others) = left.split_at_mut(1);
            for row in others.iter_mut().filter(|row| !row[j].is_zero()) {
                let (quotient, _) = row[j].div_rem_euclid(&pivot[0][j]);
                for (x, p) in row.iter_mut().zip(&pivot[0]) {
                    *x = &*x - &(&quotient * p);
                }
            }
        }
        if left.first().is_some_and(|row| !row[j].is_zero()) {
            basis.push(left.remove(0));
        }
    }
    let over = |x: &Integer| Rational::new(x.clone(), common.clone());
    basis.iter().map(|row: &Vec<Integer>| row.iter().map(over).collect()).collect()
}

/// Whole coordinates of a vector of the lattice.
fn coordinates(basis: &[Vec<Rational>], row: &[Rational], budget: &Budget) -> Option<Vec<Integer>> {
    if basis.is_empty() {
        return Some(Vec::new());
    }
    let columns = Matrix::from_rows(basis.to_vec())?.transpose();
    let found = solve(&columns, row, budget).ok()??;
    found.iter().map(Rational::to_integer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::{Dag, print, read};

    #[track_caller]
    fn check(arguments: &[&str], expected: &[&str]) {
        let mut dag = Dag::new();
        let mut forms = Vec::new();
        for text in arguments {
            let e = read(&mut dag, text, &["x", "y", "z"]).unwrap();
            forms.push(Form::of(&mut dag, e).unwrap());
        }
        let lattice = lattice(&forms, &Budget::unlimited()).unwrap();
        for (form, k) in forms.iter().zip(&lattice.coordinates) {
            let parts = lattice.basis.iter().zip(k);
            let sum =
                parts.fold(Form::default(), |s, (b, k)| s.plus(&b.scaled(&Rational::from(k))));
            assert_eq!(&sum, form);
        }
        let mut found = Vec::new();
        for form in &lattice.basis {
            let e = form.expression(&mut dag);
            found.push(print::input(&dag, e));
        }
        assert_eq!(found, expected, "{arguments:?}");
    }

    #[test]
    fn plain_variables_first() {
        check(&["x + y", "x - y"], &["x", "y"]);
        check(&["x", "y", "z", "x + y + z"], &["x", "y", "z"]);
        check(&["2*x", "3*x"], &["x"]);
        check(&["x/2", "x/3", "-x"], &["x/6"]);
        check(&["-x"], &["-x"]);
        check(&["x + y"], &["x + y"]);
        check(&["x + y + z", "x + y - z"], &["x + y", "z"]);
        check(&["x^2 + y^2"], &["x^2 + y^2"]);
    }

    #[test]
    fn otherwise_the_normal_form() {
        check(&["x + y", "y + z"], &["x + y", "y + z"]);
        check(&["ln(4)*x", "ln(2)*x"], &["ln(2)*x"]);
    }
}
