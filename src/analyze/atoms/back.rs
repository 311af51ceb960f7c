//! From values of letters back to values of variables.
//!
//! A value of t = exp(b) says b = ln t, one of ℓ = ln u says u = exp(ℓ), one of (sin b, cos b)
//! says b = θ + 2πk for whole k. Those of these equations that are affine in the variables
//! are solved together: with as many as there are variables, the points are one with a basis
//! of periods, the columns of 2π·B⁻¹ where B are the angles' coefficients. An equation
//! without a variable left either holds, by its canonical form, or is refuted by enclosures
//! (where Lindemann's theorem says that it cannot hold, they always differ).

use super::roots::Roots;
use crate::budget::{Budget, Exhausted};
use crate::expr::{Dag, Expr, Function, Node, Symbol};
use crate::number::{Rational, RealField, Sign};
use crate::polynomial::algebraic::FieldElement;
use crate::solve::{Form, Letter, Monomial};

/// Zeros of the gradient that belong to one set of values of letters.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// One expression for each variable.
    pub(super) values: Vec<Expr>,
    /// A basis of periods; empty for a single point.
    pub(super) periods: Vec<Vec<Expr>>,
}

/// Where the values of letters are taken.
#[derive(Debug, Clone)]
pub(super) enum Outcome {
    /// At points of which there may be several.
    Places(Vec<Place>),
    /// Variables stay free.
    Free,
    /// Not decided.
    Open,
}

/// `left` = `right`, or = `right` + 2πk.
#[derive(Debug, Clone)]
struct Equation {
    left: Expr,
    right: Expr,
    turns: bool,
}

/// A linear equation Σ cᵢ·xᵢ = right + Σ qⱼ·period kⱼ.
#[derive(Debug, Clone)]
struct Row {
    coefficients: Vec<Rational>,
    right: Expr,
    turns: Vec<(usize, Rational)>,
}

/// Solves for the variables. `known` are letters with their values, `zero` further expressions
/// in the variables that vanish.
///
/// # Errors
/// [`Exhausted`].
pub(super) fn locate(
    dag: &mut Dag,
    variables: &[Symbol],
    known: &[(Letter, FieldElement)],
    zero: &[Expr],
    roots: &mut Roots,
    budget: &Budget,
) -> Result<Outcome, Exhausted> {
    if !known.iter().all(|(letter, value)| is_value(letter, value)) {
        return Ok(Outcome::Places(Vec::new()));
    }
    let mut fixed: Vec<(Symbol, Expr)> = Vec::new();
    for (letter, value) in known {
        if let Letter::Variable(symbol) = letter {
            fixed.push((*symbol, roots.expression(dag, value, budget)?));
        }
    }
    let mut equations = equations(dag, known, roots, budget)?;
    let nothing = dag.integer(0);
    equations.extend(zero.iter().map(|&left| Equation { left, right: nothing, turns: false }));
    let free: Vec<Symbol> =
        variables.iter().copied().filter(|v| fixed.iter().all(|(s, _)| s != v)).collect();
    solve(dag, variables, fixed, &free, equations, roots)
}

/// Can a letter have this value? Exponentials are positive, even roots are not negative.
fn is_value(letter: &Letter, value: &FieldElement) -> bool {
    match letter {
        Letter::Exponential(_) => value.sign() == Sign::Positive,
        Letter::Root { index, .. } => index % 2 == 1 || value.sign() != Sign::Negative,
        Letter::Variable(_)
        | Letter::Sine(_)
        | Letter::Cosine(_)
        | Letter::Logarithm(_)
        | Letter::Constant(_) => true,
    }
}

/// What the values of the letters say.
fn equations(
    dag: &mut Dag,
    known: &[(Letter, FieldElement)],
    roots: &mut Roots,
    budget: &Budget,
) -> Result<Vec<Equation>, Exhausted> {
    let mut all = Vec::new();
    for (k, (letter, value)) in known.iter().enumerate() {
        let (left, right, turns) = match letter {
            Letter::Exponential(b) => (*b, logarithm(dag, value, roots, budget)?, false),
            Letter::Logarithm(u) => {
                let l = roots.expression(dag, value, budget)?;
                (*u, dag.apply(Function::Exp, l), false)
            }
            Letter::Sine(b) => {
                let Some((Letter::Cosine(_), cosine)) = known.get(k + 1) else { continue };
                (*b, angle(dag, value, cosine, roots, budget)?, true)
            }
            Letter::Variable(_) | Letter::Cosine(_) | Letter::Root { .. } | Letter::Constant(_) => {
                continue;
            }
        };
        all.push(Equation { left, right, turns });
    }
    Ok(all)
}

/// ln t, as a rational part of the logarithm of a rational number where that is possible.
pub(super) fn logarithm(
    dag: &mut Dag,
    t: &FieldElement,
    roots: &mut Roots,
    budget: &Budget,
) -> Result<Expr, Exhausted> {
    const LARGEST: i32 = 6;
    for k in 1..=LARGEST {
        if let Some(q) = t.pow(k).and_then(|power| power.as_rational()) {
            let q = dag.number(q);
            let log = dag.apply(Function::Ln, q);
            let part = dag.number(Rational::fraction(1, i64::from(k)));
            return Ok(dag.mul(part, log));
        }
    }
    let t = roots.expression(dag, t, budget)?;
    Ok(dag.apply(Function::Ln, t))
}

/// The angle in (−π, π] with this sine and cosine, in the form that is shortest.
pub(super) fn angle(
    dag: &mut Dag,
    sine: &FieldElement,
    cosine: &FieldElement,
    roots: &mut Roots,
    budget: &Budget,
) -> Result<Expr, Exhausted> {
    let (s, c) = (roots.expression(dag, sine, budget)?, roots.expression(dag, cosine, budget)?);
    let below = sine.sign() == Sign::Negative;
    let arc = dag.apply(Function::Acos, c);
    let folded = !matches!(dag.node(arc), Node::Call(Function::Acos, _));
    let ratio = sine.div(cosine).and_then(|q| q.as_rational());
    match (folded, ratio) {
        (false, Some(q)) => {
            let q = dag.number(q);
            let arc = dag.apply(Function::Atan, q);
            Ok(match (cosine.sign(), below) {
                (Sign::Positive, _) => arc,
                (_, false) => turned(dag, arc, 1),
                (_, true) => turned(dag, arc, -1),
            })
        }
        _ if !folded && sine.as_rational().is_some() && cosine.as_rational().is_none() => {
            let arc = dag.apply(Function::Asin, s);
            Ok(match (cosine.sign(), below) {
                (Sign::Positive, _) => arc,
                (_, false) => {
                    let minus = dag.neg(arc);
                    turned(dag, minus, 1)
                }
                (_, true) => {
                    let minus = dag.neg(arc);
                    turned(dag, minus, -1)
                }
            })
        }
        _ => Ok(if below { dag.neg(arc) } else { arc }),
    }
}

/// The angle plus a multiple of π.
fn turned(dag: &mut Dag, angle: Expr, halves: i64) -> Expr {
    let turn = dag.multiple_of_pi(&Rational::from(halves));
    dag.add(angle, turn)
}

/// Puts in what is known, solves the affine equations, and tests those without a variable.
fn solve(
    dag: &mut Dag,
    variables: &[Symbol],
    fixed: Vec<(Symbol, Expr)>,
    free: &[Symbol],
    equations: Vec<Equation>,
    roots: &Roots,
) -> Result<Outcome, Exhausted> {
    let (mut rows, mut periods, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for equation in equations {
        let left = dag.substitute(equation.left, &fixed);
        match affine(dag, left, free) {
            Some((coefficients, rest, unit)) if coefficients.iter().all(Rational::is_zero) => {
                let _ = unit;
                match holds(dag, rest, &equation, roots) {
                    Some(true) => {}
                    Some(false) => return Ok(Outcome::Places(Vec::new())),
                    None => return Ok(Outcome::Open),
                }
            }
            Some((coefficients, rest, unit)) => {
                let difference = dag.sub(equation.right, rest);
                let right = dag.div(difference, unit);
                let turns = match equation.turns {
                    true => {
                        let turn = dag.multiple_of_pi(&Rational::from(2));
                        periods.push(dag.div(turn, unit));
                        vec![(periods.len() - 1, Rational::one())]
                    }
                    false => Vec::new(),
                };
                rows.push(Row { coefficients, right, turns });
            }
            None => others.push(Equation { left, ..equation }),
        }
    }
    let Some(pivots) = eliminate(dag, &mut rows, free.len()) else {
        let open = rows.iter().find(|r| r.coefficients.iter().all(Rational::is_zero));
        let Some(row) = open else { return Ok(Outcome::Open) };
        return Ok(match (row.turns.is_empty(), roots.sign(dag, row.right)) {
            (true, Sign::Positive | Sign::Negative) => Outcome::Places(Vec::new()),
            _ => Outcome::Open,
        });
    };
    let affine = Affine { free, rows, pivots, periods };
    finish(dag, variables, fixed, &affine, others, roots)
}

/// Does an equation without variables hold? `None` if that is not decided.
fn holds(dag: &mut Dag, left: Expr, equation: &Equation, roots: &Roots) -> Option<bool> {
    let difference = dag.sub(left, equation.right);
    if !equation.turns {
        return match roots.sign(dag, difference) {
            Sign::Zero => Some(true),
            Sign::Positive | Sign::Negative => Some(false),
            Sign::Unknown => None,
        };
    }
    let turn = dag.multiple_of_pi(&Rational::from(2));
    let turns = dag.div(difference, turn);
    if let Some(k) = dag.as_number(turns) {
        return Some(k.is_integer());
    }
    let x = roots.enclosure(dag, turns, 256)?;
    let whole = x.lower().ceil();
    (Rational::from(whole) > x.upper()).then_some(false)
}

/// Σ cᵢ·xᵢ·unit + rest with rational cᵢ, if the expression is affine in the variables.
fn affine(dag: &mut Dag, e: Expr, free: &[Symbol]) -> Option<(Vec<Rational>, Expr, Expr)> {
    let form = Form::of(dag, e)?;
    let is_free = |dag: &Dag, e: Expr| dag.symbols_of(e).iter().any(|s| free.contains(s));
    let mut coefficients = vec![Rational::zero(); free.len()];
    let mut unit: Option<Monomial> = None;
    let mut rest = Vec::new();
    for (monomial, c) in form.terms() {
        let (moving, still): (Monomial, Monomial) =
            monomial.iter().copied().partition(|(e, _)| is_free(dag, *e));
        match moving.as_slice() {
            [] => rest.push((monomial.clone(), c.clone())),
            [(x, 1)] => {
                let symbol = dag.as_symbol(*x)?;
                let at = free.iter().position(|s| *s == symbol)?;
                if unit.get_or_insert_with(|| still.clone()) != &still {
                    return None;
                }
                coefficients[at] = c.clone();
            }
            _ => return None,
        }
    }
    let unit = Form::from_terms([(unit.unwrap_or_default(), Rational::one())]).expression(dag);
    let rest = Form::from_terms(rest).expression(dag);
    // The unit divides, so it must be known not to be zero.
    (dag.is_nonzero(unit)).then_some((coefficients, rest, unit))
}

/// Gauss and Jordan; the column of each row, or `None` if a row is left without variables
/// (which then says something of numbers alone).
fn eliminate(dag: &mut Dag, rows: &mut Vec<Row>, columns: usize) -> Option<Vec<usize>> {
    let mut pivots = Vec::new();
    for j in 0..columns {
        let at = pivots.len();
        let Some(k) = (at..rows.len()).find(|&k| !rows[k].coefficients[j].is_zero()) else {
            continue;
        };
        rows.swap(at, k);
        let Some(inverse) = rows[at].coefficients[j].recip() else { continue };
        rows[at] = scaled(dag, &rows[at], &inverse);
        for k in (0..rows.len()).filter(|&k| k != at) {
            let factor = -&rows[k].coefficients[j];
            if !factor.is_zero() {
                let multiple = scaled(dag, &rows[at], &factor);
                rows[k] = sum(dag, &rows[k], &multiple);
            }
        }
        pivots.push(j);
    }
    let zero = |row: &Row| row.turns.is_empty() && dag.is_zero(row.right);
    let kept = pivots.len();
    if rows[kept..].iter().all(zero) {
        rows.truncate(kept);
        return Some(pivots);
    }
    None
}

fn scaled(dag: &mut Dag, row: &Row, q: &Rational) -> Row {
    let factor = dag.number(q.clone());
    Row {
        coefficients: row.coefficients.iter().map(|c| c * q).collect(),
        right: dag.mul(factor, row.right),
        turns: row.turns.iter().map(|(j, c)| (*j, c * q)).collect(),
    }
}

fn sum(dag: &mut Dag, a: &Row, b: &Row) -> Row {
    let mut turns = a.turns.clone();
    for (j, q) in &b.turns {
        match turns.iter_mut().find(|(i, _)| i == j) {
            Some(known) => known.1 = &known.1 + q,
            None => turns.push((*j, q.clone())),
        }
    }
    turns.retain(|(_, q)| !q.is_zero());
    let total = dag.add(a.right, b.right);
    let right = match Form::of(dag, total) {
        Some(form) => form.expression(dag),
        None => total,
    };
    Row {
        coefficients: a.coefficients.iter().zip(&b.coefficients).map(|(x, y)| x + y).collect(),
        right,
        turns,
    }
}

/// The affine equations in echelon form.
struct Affine<'a> {
    free: &'a [Symbol],
    rows: Vec<Row>,
    pivots: Vec<usize>,
    periods: Vec<Expr>,
}

/// Values of the variables from the solved rows, and from one more equation that is not
/// affine in the one variable that is left.
fn finish(
    dag: &mut Dag,
    variables: &[Symbol],
    mut fixed: Vec<(Symbol, Expr)>,
    affine: &Affine<'_>,
    others: Vec<Equation>,
    roots: &Roots,
) -> Result<Outcome, Exhausted> {
    let Affine { free, rows, pivots, periods } = affine;
    if pivots.len() == free.len() {
        for (row, &j) in rows.iter().zip(pivots) {
            fixed.push((free[j], row.right));
        }
        for equation in &others {
            let left = dag.substitute(equation.left, &fixed);
            if !periods.is_empty() {
                return Ok(Outcome::Open);
            }
            match holds(dag, left, equation, roots) {
                Some(true) => {}
                Some(false) => return Ok(Outcome::Places(Vec::new())),
                None => return Ok(Outcome::Open),
            }
        }
        let place = Place {
            values: in_order(variables, &fixed).unwrap_or_default(),
            periods: moved(dag, variables, free, rows, pivots, periods),
        };
        return Ok(Outcome::Places(vec![place]));
    }
    let mut others = others;
    if rows.iter().all(|row| row.turns.is_empty()) {
        let solved = solved_rows(dag, free, rows, pivots);
        for equation in &mut others {
            equation.left = dag.substitute(equation.left, &solved);
        }
    }
    for equation in others.iter().filter(|e| !e.turns) {
        let left = dag.substitute(equation.left, &fixed);
        let side = roots.sign(dag, equation.right);
        let never = match side {
            Sign::Positive => dag.is_nonpositive(left),
            Sign::Negative => dag.is_nonnegative(left),
            Sign::Zero | Sign::Unknown => false,
        };
        if never && dag.is_total(left) {
            return Ok(Outcome::Places(Vec::new()));
        }
    }
    let unsolved: Vec<Symbol> =
        (0..free.len()).filter(|j| !pivots.contains(j)).map(|j| free[j]).collect();
    if let ([only], [symbol]) = (others.as_slice(), unsolved.as_slice())
        && !only.turns
        && rows.iter().all(|row| row.turns.is_empty())
        && let Some(all) = solutions(dag, only.left, only.right, *symbol, roots)
    {
        let solved = solved_rows(dag, free, rows, pivots);
        let places = all.into_iter().filter_map(|x| {
            let mut all = fixed.clone();
            all.push((*symbol, x));
            for (v, e) in &solved {
                all.push((*v, dag.substitute(*e, &[(*symbol, x)])));
            }
            let values = in_order(variables, &all);
            Some(Place { values: values?, periods: Vec::new() })
        });
        return Ok(Outcome::Places(places.collect()));
    }
    Ok(if others.is_empty() { Outcome::Free } else { Outcome::Open })
}

/// Each variable with a row as a function of those without.
fn solved_rows(
    dag: &mut Dag,
    free: &[Symbol],
    rows: &[Row],
    pivots: &[usize],
) -> Vec<(Symbol, Expr)> {
    let mut all = Vec::new();
    for (row, &j) in rows.iter().zip(pivots) {
        let mut terms = vec![row.right];
        for (k, c) in row.coefficients.iter().enumerate().filter(|(k, _)| *k != j) {
            let (c, x) = (dag.number(-c), dag.variable(free[k]));
            terms.push(dag.mul(c, x));
        }
        all.push((free[j], dag.sum(terms)));
    }
    all
}

fn in_order(variables: &[Symbol], values: &[(Symbol, Expr)]) -> Option<Vec<Expr>> {
    let of = |v: &Symbol| values.iter().find(|(s, _)| s == v).map(|(_, e)| *e);
    variables.iter().map(of).collect()
}

/// By how much the variables move with each whole number.
fn moved(
    dag: &mut Dag,
    variables: &[Symbol],
    free: &[Symbol],
    rows: &[Row],
    pivots: &[usize],
    periods: &[Expr],
) -> Vec<Vec<Expr>> {
    let mut all = Vec::new();
    for (index, &period) in periods.iter().enumerate() {
        let mut vector = Vec::new();
        for v in variables {
            let row = rows.iter().zip(pivots).find(|(_, j)| free[**j] == *v).map(|(r, _)| r);
            let q = row.and_then(|r| r.turns.iter().find(|(i, _)| *i == index));
            let q = q.map_or_else(Rational::zero, |(_, q)| q.clone());
            let q = dag.number(q);
            vector.push(dag.mul(q, period));
        }
        all.push(facing_up(dag, vector));
    }
    all
}

/// Of v and −v the one whose first entry that is not zero is positive.
pub(super) fn facing_up(dag: &mut Dag, v: Vec<Expr>) -> Vec<Expr> {
    match v.iter().find(|e| !dag.is_zero(**e)) {
        Some(first) if dag.sign(*first) == Sign::Negative => {
            v.iter().map(|&e| dag.neg(e)).collect()
        }
        _ => v,
    }
}

/// All real x with left(x) = right, for left linear, quadratic, or a power with a constant;
/// `None` if that is not so, or a sign is not decided.
pub(super) fn solutions(
    dag: &mut Dag,
    left: Expr,
    right: Expr,
    symbol: Symbol,
    roots: &Roots,
) -> Option<Vec<Expr>> {
    let difference = dag.sub(left, right);
    let coefficients = in_powers(dag, difference, symbol)?;
    let occurring: Vec<usize> =
        (1..coefficients.len()).filter(|&k| !dag.is_zero(coefficients[k])).collect();
    match occurring.as_slice() {
        [m] => {
            let (c, d) = (coefficients[*m], coefficients[0]);
            let minus = dag.neg(d);
            let value = dag.div(minus, c);
            power_roots(dag, value, *m, roots)
        }
        [1, 2] => {
            let [c, b, a] = <[Expr; 3]>::try_from(coefficients).ok()?;
            let (square, product) = (dag.square(b), dag.product(vec![a, c]));
            let four = dag.integer(-4);
            let term = dag.mul(four, product);
            let discriminant = dag.add(square, term);
            let all = power_roots(dag, discriminant, 2, roots)?;
            let two = dag.integer(2);
            let bottom = dag.mul(two, a);
            let value = |dag: &mut Dag, r: Expr| {
                let top = dag.sub(r, b);
                dag.div(top, bottom)
            };
            Some(all.into_iter().map(|r| value(dag, r)).collect())
        }
        _ => None,
    }
}

/// All real x with xᵐ = value.
fn power_roots(dag: &mut Dag, value: Expr, m: usize, roots: &Roots) -> Option<Vec<Expr>> {
    let exponent = Rational::fraction(1, i64::try_from(m).ok()?);
    let sign = roots.sign(dag, value);
    match (sign, m.is_multiple_of(2)) {
        (Sign::Unknown, _) => None,
        (Sign::Zero, _) => Some(vec![dag.integer(0)]),
        (Sign::Negative, true) => Some(Vec::new()),
        (Sign::Positive, true) => {
            let root = dag.power_rational(value, &exponent);
            let minus = dag.neg(root);
            Some(vec![root, minus])
        }
        (Sign::Positive | Sign::Negative, false) => {
            Some(vec![dag.power_rational(value, &exponent)])
        }
    }
}

/// The coefficients of an expression as a polynomial in one symbol; they contain no symbol
/// that is a variable, and the leading one is known not to be zero.
fn in_powers(dag: &mut Dag, e: Expr, symbol: Symbol) -> Option<Vec<Expr>> {
    const HIGHEST: usize = 12;
    let form = Form::of(dag, e)?;
    let x = dag.variable(symbol);
    let mut parts: Vec<Vec<(Monomial, Rational)>> = Vec::new();
    for (monomial, c) in form.terms() {
        let k = monomial.iter().find(|(f, _)| *f == x).map_or(0, |(_, k)| *k as usize);
        let rest: Monomial = monomial.iter().copied().filter(|(f, _)| *f != x).collect();
        if k > HIGHEST || rest.iter().any(|(f, _)| dag.symbols_of(*f).contains(&symbol)) {
            return None;
        }
        parts.resize(parts.len().max(k + 1), Vec::new());
        parts[k].push((rest, c.clone()));
    }
    let mut all = Vec::new();
    for part in parts {
        all.push(Form::from_terms(part).expression(dag));
    }
    let leads = all.last().is_some_and(|&e| dag.is_nonzero(e));
    leads.then_some(all)
}
