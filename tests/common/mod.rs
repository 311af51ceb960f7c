//! Runs the cases of `tests/corpus/*.json` through the library and compares.
//!
//! A case is listed as `proved` (everything found, proved and decided), `short` (something
//! is missing or undetermined, and the result says so) or `refused` (an input error). It
//! must be exactly what it is listed as: worse is a regression, better must be written down.
//! Whatever it is listed as, nothing false may be claimed.

use hesse::analyze::{Limits, is_undecided};
use hesse::expr::{Dag, Expr, read};
use hesse::report::Options;
use hesse::result::{Continuum, Document, Family, Nature, Number, Point, Status, Stratum};
use hesse::tape::Tape;
use serde::Deserialize;

/// One problem with its answer from theory or from another system.
#[derive(Debug, Deserialize)]
struct Case {
    name: String,
    listed: Listed,
    text: String,
    /// All isolated points; representatives if `infinite`.
    points: Vec<Expected>,
    /// Points on continua, with the nature of L there.
    sets: Vec<Expected>,
    /// Number of continua.
    continua: Option<usize>,
    /// All points without a gradient at which L is stationary along the kinks.
    #[serde(default)]
    kinks: Vec<Expected>,
    /// There are more isolated points than are given.
    #[serde(default)]
    infinite: bool,
    /// The isolated points are not given.
    #[serde(default)]
    unlisted: bool,
    /// A question with parameters or constraints: only the status is compared.
    #[serde(default, alias = "parameter", alias = "constraint")]
    status_only: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Listed {
    Proved,
    Short,
    Refused,
}

#[derive(Debug, Deserialize)]
struct Expected {
    x: Vec<String>,
    nature: Nature,
    /// Positive, negative, zero.
    inertia: Option<[usize; 3]>,
}

/// Runs all cases of a file and fails with every complaint.
pub(crate) fn run(json: &str) {
    let cases: Vec<Case> = serde_json::from_str(json).expect("the corpus is JSON");
    assert!(!cases.is_empty());
    let complaints: Vec<String> = cases.iter().flat_map(complaints).collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

fn complaints(case: &Case) -> Vec<String> {
    let mut all = Vec::new();
    let found = match hesse::answer(&case.text, &Limits::default()) {
        Err(hesse::Error::SelfCheck(e)) => {
            all.push(format!("internal error: {e:?}"));
            Listed::Refused
        }
        Err(_) => Listed::Refused,
        Ok(document) => {
            if !case.status_only {
                all.extend(falsehoods(case, &document));
            }
            all.extend(words_missing(&document));
            match document.completeness.status == Status::Proved && !is_undecided(&document) {
                true => Listed::Proved,
                false => Listed::Short,
            }
        }
    };
    if found != case.listed {
        all.push(format!("listed as {:?}, but it is {found:?}", case.listed));
    }
    all.into_iter().map(|c| format!("{} [{}]: {c}", case.name, case.text)).collect()
}

/// Words that a page lacks in one of the languages, such as ⟦key⟧.
fn words_missing(document: &Document) -> Option<String> {
    hesse::report::languages().find_map(|language| {
        let language = language.to_string();
        let page = hesse::report::html(document, &Options { language, ..Options::default() });
        let (_, rest) = page.split_once('⟦')?;
        Some(format!("a word is missing: {}", rest.chars().take(60).collect::<String>()))
    })
}

/// What is claimed and is not so.
fn falsehoods(case: &Case, document: &Document) -> Vec<String> {
    let mut all = Vec::new();
    let proved = document.completeness.status == Status::Proved;
    for point in &document.points {
        let is_it = |e: &&Expected| near(&e.x, &point.coordinates);
        match (case.points.iter().find(is_it), case.sets.iter().find(is_it)) {
            (Some(e), _) => all.extend(point_against(e, point)),
            (None, Some(e)) if !proved => {
                let wrong = point.nature != Nature::Undetermined && point.nature != e.nature;
                if wrong || point.strict == Some(true) {
                    all.push(format!(
                        "{} lies on a set, and is not {:?}",
                        point.name, point.nature
                    ));
                }
            }
            _ if case.infinite || case.unlisted => {}
            _ => all.push(format!("{} {} is no isolated point", point.name, shown(point))),
        }
    }
    for (i, p) in document.points.iter().enumerate() {
        if document.points[..i].iter().any(|q| p.coordinates == q.coordinates) {
            all.push(format!("{} is listed twice", p.name));
        }
    }
    for e in &case.points {
        let wrong = |f: &&Family| f.nature != e.nature && f.nature != Nature::Undetermined;
        let own = document.families.iter().filter(|f| is_member(&e.x, f));
        for f in own.filter(wrong) {
            all.push(format!("{:?} in {} is {:?}, not {:?}", e.x, f.name, e.nature, f.nature));
        }
    }
    if proved {
        let kinks = &document.nonsmooth;
        if kinks.len() != case.kinks.len() && !case.unlisted {
            all.push(format!("proved, but there are {} kinks", case.kinks.len()));
        }
        for e in &case.kinks {
            if !kinks.iter().any(|k| near(&e.x, &k.sample) && k.nature == e.nature) {
                all.push(format!("proved, but the kink {:?} is missing", e.x));
            }
        }
        for e in &case.points {
            let on_family = document.families.iter().any(|f| is_member(&e.x, f));
            if !on_family && !document.points.iter().any(|p| near(&e.x, &p.coordinates)) {
                all.push(format!("proved, but {:?} is missing", e.x));
            }
        }
        if case.infinite && document.families.is_empty() {
            all.push("proved, but there are infinitely many points".to_string());
        }
        if let Some(count) = case.continua.filter(|c| *c != document.continua.len()) {
            all.push(format!("{} continua instead of {count}", document.continua.len()));
        }
    }
    for e in &case.sets {
        all.extend(set_against(e, document, proved));
    }
    for c in &document.continua {
        for s in &c.strata {
            let at: Option<Vec<f64>> = s.sample.iter().map(float).collect();
            if !at.is_some_and(|at| contains(document, c, &at) && lies_in(document, s, &at)) {
                all.push(format!("the sample of {} where {:?} is not there", c.name, s.r#where));
            }
        }
    }
    if let Some(failed) = document.checks.iter().find(|c| !c.holds) {
        all.push(format!("check failed: {}", failed.claim));
    }
    all
}

/// Is a point the representative of a family plus few of its periods?
fn is_member(x: &[String], family: &Family) -> bool {
    const MOST: i32 = 3;
    let number = |text: &String| {
        let mut dag = Dag::new();
        let e = read(&mut dag, text, &[] as &[&str]).ok()?;
        Some(dag.enclosure(e, 64)?.midpoint().to_f64())
    };
    let x: Option<Vec<f64>> = x.iter().map(number).collect();
    let base: Option<Vec<f64>> = family.point.iter().map(float).collect();
    let (Some(x), Some(base)) = (x, base) else { return false };
    let mut members = vec![base];
    for period in &family.periods {
        let step: Vec<f64> = period.iter().filter_map(number).collect();
        let moved = |p: &Vec<f64>, k: i32| -> Vec<f64> {
            p.iter().zip(&step).map(|(a, b)| a + f64::from(k) * b).collect()
        };
        members = members.iter().flat_map(|p| (-MOST..=MOST).map(move |k| moved(p, k))).collect();
    }
    let same = |p: &Vec<f64>| p.iter().zip(&x).all(|(a, b)| (a - b).abs() < 1e-9);
    members.iter().any(same)
}

fn point_against(e: &Expected, point: &Point) -> Vec<String> {
    let mut all = Vec::new();
    if point.nature != e.nature && point.nature != Nature::Undetermined {
        all.push(format!("{} is {:?}, not {:?}", point.name, e.nature, point.nature));
    }
    if let (Some([positive, negative, zero]), Some(i)) = (e.inertia, point.inertia)
        && (positive, negative, zero) != (i.positive, i.negative, i.zero)
    {
        all.push(format!("{} has inertia {:?}, not {i:?}", point.name, e.inertia));
    }
    all
}

fn set_against(e: &Expected, document: &Document, proved: bool) -> Vec<String> {
    let at: Vec<f64> = e.x.iter().filter_map(|x| x.parse().ok()).collect();
    let on: Vec<&Continuum> =
        document.continua.iter().filter(|c| contains(document, c, &at)).collect();
    let mut all = Vec::new();
    if proved && on.is_empty() {
        all.push(format!("proved, but {:?} is on no continuum", e.x));
    }
    for c in on {
        let mut strata: Vec<&Stratum> =
            c.strata.iter().filter(|s| lies_in(document, s, &at)).collect();
        // Entries with one condition are samples of the components of one stratum.
        strata.dedup_by(|a, b| (&a.r#where, a.nature) == (&b.r#where, b.nature));
        match strata.as_slice() {
            [] => all.push(format!("no stratum of {} covers {:?}", c.name, e.x)),
            [s] if s.nature != e.nature && s.nature != Nature::Undetermined => {
                all.push(format!("{:?} on {} is {:?}, not {:?}", e.x, c.name, e.nature, s.nature));
            }
            [_] => {}
            _ => all.push(format!("several strata of {} contain {:?}", c.name, e.x)),
        }
    }
    all
}

fn contains(document: &Document, c: &Continuum, at: &[f64]) -> bool {
    c.equations.iter().all(|e| value(document, e, at).is_some_and(|v| v.abs() < 1e-9))
        && c.inequalities.iter().all(|r| relation(document, r, at))
}

fn lies_in(document: &Document, s: &Stratum, at: &[f64]) -> bool {
    let all = |conjunction: &str| conjunction.split(", ").all(|r| relation(document, r, at));
    s.r#where.is_empty() || s.r#where.split(" or ").any(all)
}

fn relation(document: &Document, relation: &str, at: &[f64]) -> bool {
    for sign in ["!=", "<=", ">=", "<", ">", "="] {
        let Some((left, right)) = relation.split_once(sign) else { continue };
        let difference = value(document, &format!("({left}) - ({right})"), at);
        return difference.is_some_and(|d| match sign {
            "!=" => d.abs() > 1e-9,
            "<=" => d < 1e-9,
            ">=" => d > -1e-9,
            "<" => d < -1e-9,
            ">" => d > 1e-9,
            _ => d.abs() < 1e-9,
        });
    }
    false
}

/// A string of the result as a number, the variables at the given values.
fn value(document: &Document, text: &str, at: &[f64]) -> Option<f64> {
    let mut dag = Dag::new();
    let names: Vec<&str> = document.variables.iter().map(String::as_str).collect();
    let e: Expr = read(&mut dag, text, &names).ok()?;
    let symbols: Vec<_> = names.iter().map(|name| dag.symbol(name)).collect();
    let tape = Tape::compile(&dag, &[e], &symbols).ok()?;
    tape.run(at, &()).into_iter().next().flatten()
}

fn float(number: &Number) -> Option<f64> {
    number.decimal.as_ref()?.parse().ok()
}

/// Equal decimals up to 10⁻¹⁵ of the larger of 1 and the number.
fn near(expected: &[String], found: &[Number]) -> bool {
    expected.len() == found.len()
        && expected.iter().zip(found).all(|(e, f)| {
            let f = f.decimal.as_deref().unwrap_or("");
            match (scaled(e), scaled(f)) {
                (Some(e), Some(f)) => (e - f).abs() <= 1000 * (1 + e.abs() / SCALE),
                _ => false,
            }
        })
}

const PLACES: usize = 18;
const SCALE: i128 = 1_000_000_000_000_000_000;

/// A decimal as a whole multiple of 10⁻¹⁸, further digits cut off.
fn scaled(text: &str) -> Option<i128> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((m, e)) => (m, e.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, mantissa),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let shift = PLACES as i32 + exponent;
    let point = whole.len() as i32 + shift;
    let all: String = format!("{whole}{fraction}");
    let wanted: String =
        all.chars().chain(std::iter::repeat('0')).take(point.max(0) as usize).collect();
    let number = if wanted.is_empty() { 0 } else { wanted.parse::<i128>().ok()? };
    Some(sign * number)
}

fn shown(point: &Point) -> String {
    let all = point.coordinates.iter().map(|c| c.decimal.clone().unwrap_or_default());
    format!("({})", all.collect::<Vec<_>>().join(", "))
}

#[test]
fn decimals_are_compared_digit_by_digit() {
    assert_eq!(scaled("-1.5"), Some(-1_500_000_000_000_000_000));
    assert_eq!(scaled("2.5e-3"), Some(2_500_000_000_000_000));
    assert_eq!(scaled("0.0000000000000000009"), Some(0));
    assert_eq!(scaled("x"), None);
}
