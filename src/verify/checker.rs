//! What all checks share: the document read once, the letters, and the work allowed.

use super::algebra::Algebra;
use super::claim::{Claim, ClaimKind, NotChecked, Outcome};
use super::derivative::derivative;
use super::enclose::{Values, enclose};
use super::member::Known;
use super::numbers::{Minimal, PRECISION};
use super::place::Place;
use super::sparse::Sparse;
use crate::budget::Budget;
use crate::expr::{Dag, Expr, Symbol, read};
use crate::number::{Interval, Rational};
use crate::result::Document;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Steps for one claim; one step is about one multiplication of terms.
const STEPS_PER_CLAIM: u64 = 60_000;
/// Steps that every claim costs besides.
const STEPS_FOR_A_CLAIM: u64 = 20;
/// Steps for all claims of one part of a document.
const STEPS: u64 = 400_000;
/// Steps more for each point, set or node of the part.
const STEPS_FOR_AN_ITEM: u64 = 12_000;

/// A claim that could be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Proved,
    Refuted(String),
}

/// The result of a check.
pub(super) type Check = Result<Verdict, NotChecked>;

/// It does not hold.
pub(super) fn refuted(found: impl Into<String>) -> Check {
    Ok(Verdict::Refuted(found.into()))
}

/// It holds, or it does not.
pub(super) fn holds(yes: bool, otherwise: impl Into<String>) -> Check {
    if yes { Ok(Verdict::Proved) } else { refuted(otherwise) }
}

/// All of several: the first refutation, else the first reason for not checking.
pub(super) fn all(checks: impl IntoIterator<Item = Check>) -> Check {
    let mut open = None;
    for check in checks {
        match check {
            Ok(Verdict::Proved) => {}
            Ok(Verdict::Refuted(found)) => return Ok(Verdict::Refuted(found)),
            Err(why) => open = open.or(Some(why)),
        }
    }
    open.map_or(Ok(Verdict::Proved), Err)
}

/// The state of a verification.
pub(super) struct Checker<'a> {
    pub(super) document: &'a Document,
    pub(super) dag: Dag,
    pub(super) algebra: Algebra,
    pub(super) budget: Budget,
    pub(super) variables: Vec<Symbol>,
    pub(super) formula: Result<Expr, NotChecked>,
    /// Own derivatives of the formula.
    pub(super) gradient: Result<Vec<Expr>, NotChecked>,
    pub(super) hessian: Result<Vec<Vec<Expr>>, NotChecked>,
    pub(super) minimals: BTreeMap<String, Rc<Minimal>>,
    pub(super) roots: BTreeMap<(String, Expr), bool>,
    pub(super) classes: BTreeMap<usize, Result<Rc<Known>, NotChecked>>,
    /// Points by name, where they have been placed.
    pub(super) places: BTreeMap<String, Result<Place, NotChecked>>,
    /// Letters with what they stand for.
    pub(super) meanings: Vec<(Symbol, Expr)>,
    names: Vec<String>,
    slopes: FxHashMap<(Expr, Symbol), Expr>,
    total: Budget,
    claims: Vec<Claim>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(document: &'a Document) -> Checker<'a> {
        let mut dag = Dag::new();
        let mut names: Vec<String> =
            document.variables.iter().chain(&document.parameters).cloned().collect();
        let meanings = meanings(&mut dag, document, &names);
        names.extend(document.proof.letters.iter().map(|l| l.name.clone()));
        let variables: Vec<Symbol> = document.variables.iter().map(|v| dag.symbol(v)).collect();
        let formula = read(&mut dag, &document.formula, &names).map_err(|_| NotChecked::Unreadable);
        let slopes = |dag: &mut Dag, e: Expr| -> Result<Vec<Expr>, NotChecked> {
            variables.iter().map(|&v| derivative(dag, e, v)).collect()
        };
        // A result without derivatives says nothing that they would help to check.
        let stated = !document.gradient.is_empty() || variables.is_empty();
        let derived = formula.and_then(|e| stated.then_some(e).ok_or(NotChecked::NoEvidence));
        let gradient = derived.and_then(|e| slopes(&mut dag, e));
        let hessian = match &gradient {
            Ok(all) => all.iter().map(|&e| slopes(&mut dag, e)).collect(),
            Err(why) => Err(*why),
        };
        Checker {
            document,
            dag,
            algebra: Algebra::default(),
            budget: Budget::steps(STEPS_PER_CLAIM),
            variables,
            formula,
            gradient,
            hessian,
            minimals: BTreeMap::new(),
            roots: BTreeMap::new(),
            classes: BTreeMap::new(),
            places: BTreeMap::new(),
            meanings,
            names,
            slopes: FxHashMap::default(),
            total: Budget::steps(STEPS),
            claims: Vec::new(),
        }
    }

    pub(super) fn into_claims(self) -> Vec<Claim> {
        self.claims
    }

    /// Begins another part of the document, which has its own allowance.
    pub(super) fn part(&mut self, items: usize) {
        self.total = Budget::steps(STEPS + STEPS_FOR_AN_ITEM * items as u64);
    }

    /// Allows work that is needed before the claims of one point.
    pub(super) fn begin(&mut self) {
        self.budget = Budget::steps(STEPS_PER_CLAIM);
    }

    /// Runs a check with its own budget and files its outcome.
    pub(super) fn claim(&mut self, what: ClaimKind, check: impl FnOnce(&mut Self) -> Check) {
        if self.total.left() == 0 {
            let outcome = Outcome::NotChecked(NotChecked::TooLarge);
            self.claims.push(Claim { what, outcome });
            return;
        }
        let granted = STEPS_PER_CLAIM.min(self.total.left());
        self.budget = Budget::steps(granted);
        let outcome = match check(self) {
            Ok(Verdict::Proved) => Outcome::Proved,
            Ok(Verdict::Refuted(found)) => Outcome::Refuted(found),
            Err(why) => Outcome::NotChecked(why),
        };
        // An overdrawn total only makes later claims not checked.
        let _ = self.total.spend(STEPS_FOR_A_CLAIM + granted - self.budget.left());
        self.claims.push(Claim { what, outcome });
    }

    /// Are all claims so far of some kinds proved?
    pub(super) fn proved(&self, kind: impl Fn(&ClaimKind) -> bool) -> bool {
        self.claims.iter().all(|c| !kind(&c.what) || c.outcome == Outcome::Proved)
    }

    /// ∂e/∂s, each formed once.
    pub(super) fn derivative(&mut self, e: Expr, s: Symbol) -> Result<Expr, NotChecked> {
        if let Some(&known) = self.slopes.get(&(e, s)) {
            return Ok(known);
        }
        let slope = derivative(&mut self.dag, e, s)?;
        self.slopes.insert((e, s), slope);
        Ok(slope)
    }

    /// Are there claims of some kinds so far, and are all of them proved?
    pub(super) fn is_proved(&self, kind: impl Fn(&ClaimKind) -> bool) -> bool {
        self.claims.iter().any(|c| kind(&c.what)) && self.proved(kind)
    }

    /// A text in the variables and parameters.
    pub(super) fn read(&mut self, text: &str) -> Result<Expr, NotChecked> {
        read(&mut self.dag, text, &self.names).map_err(|_| NotChecked::Unreadable)
    }

    /// An expression with the letters of the proof written out.
    pub(super) fn spelled(&mut self, e: Expr) -> Expr {
        self.dag.substitute(e, &self.meanings)
    }

    /// Is a name that of a variable or of a letter of the proof?
    pub(super) fn is_unknown(&self, name: &str) -> bool {
        let document = self.document;
        document.variables.iter().any(|v| v == name)
            || document.proof.letters.iter().any(|l| l.name == name)
    }

    /// A text in given letters only.
    pub(super) fn read_in(&mut self, text: &str, names: &[&str]) -> Result<Expr, NotChecked> {
        read(&mut self.dag, text, names).map_err(|_| NotChecked::Unreadable)
    }

    /// A text as a polynomial in the variables.
    pub(super) fn polynomial(&mut self, text: &str) -> Result<Sparse, NotChecked> {
        let e = self.read(text)?;
        let f = self.algebra.fraction(&self.dag, e, &self.budget)?;
        f.as_polynomial().cloned().ok_or(NotChecked::NoEvidence)
    }

    pub(super) fn polynomials(&mut self, texts: &[String]) -> Result<Vec<Sparse>, NotChecked> {
        texts.iter().map(|t| self.polynomial(t)).collect()
    }

    /// Is an expression zero identically in its free symbols? Symbols with `values` stand for
    /// numbers.
    pub(super) fn identity(&mut self, e: Expr, on: &On<'_>, otherwise: &str) -> Check {
        let reduced = self.algebra.fraction(&self.dag, e, &self.budget);
        match &reduced {
            Ok(f) if f.num.is_zero() => return Ok(Verdict::Proved),
            Ok(f) if self.algebra.is_plain(&f.num) => return refuted(otherwise),
            Ok(_) | Err(_) => {}
        }
        if self.differs_somewhere(e, on) {
            return refuted(otherwise);
        }
        Err(reduced.err().unwrap_or(NotChecked::NotExact))
    }

    /// Is the expression proved not to be zero at one of a few rational points?
    fn differs_somewhere(&self, e: Expr, on: &On<'_>) -> bool {
        let mut symbols = self.dag.symbols_of(e);
        symbols.extend(on.within.iter().flat_map(|&e| self.dag.symbols_of(e)));
        let defined = |values: &Values| {
            on.within
                .is_none_or(|e| enclose(&self.dag, e, PRECISION, values, &self.budget).is_some())
        };
        on.sampled
            && (0..8i64).any(|k| {
                let mut values = on.values.clone();
                for (i, &s) in symbols.iter().enumerate() {
                    let p = (7 * k * k + 5 * i as i64 * (k + 1) + 3) % 23 - 7 * (k % 2);
                    let q = Rational::fraction(p, 11);
                    values.entry(s).or_insert_with(|| Interval::exact(&q, PRECISION));
                }
                let value = enclose(&self.dag, e, PRECISION, &values, &self.budget);
                value.is_some_and(|x| !x.contains_zero()) && defined(&values)
            })
    }
}

/// The letters that read, with their meanings.
fn meanings(dag: &mut Dag, document: &Document, names: &[String]) -> Vec<(Symbol, Expr)> {
    let mut all = Vec::new();
    for letter in &document.proof.letters {
        if let Ok(meaning) = read(dag, &letter.meaning, names) {
            all.push((dag.symbol(&letter.name), meaning));
        }
    }
    all
}

/// Where an identity is claimed to hold.
#[derive(Debug, Clone)]
pub(super) struct On<'b> {
    /// Symbols that are numbers.
    pub(super) values: &'b Values,
    /// Only where this expression is defined.
    pub(super) within: Option<Expr>,
    /// May it be tried at rational values of the other symbols?
    pub(super) sampled: bool,
}
