//! Verdicts and their reasons.

use super::degenerate::{CurveWitness, Jet, Sectors, Splitting, Tangency};
use super::slice::Slice;
use crate::linalg::Inertia;
use crate::number::Rational;
use crate::polynomial::Poly;

/// What L does near a critical point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// L ≥ L(p) near p.
    LocalMinimum,
    /// L ≤ L(p) near p.
    LocalMaximum,
    /// Both signs of L − L(p) in every neighbourhood.
    Saddle,
    /// L is constant near p.
    Constant,
    /// Not decided.
    Undetermined,
}

/// A test that may fail to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// Signs of the eigenvalues.
    Eigenvalues,
    /// A visible bound.
    VisibleBound,
    /// Rank of H equal to the codimension of the set.
    MorseBott,
    /// The splitting lemma by power series.
    Splitting,
    /// The lowest-order terms that it leaves.
    LowestForm,
    /// The signs in sectors of two variables.
    Sectors,
    /// The signs along the tangency variety.
    Tangency,
    /// The odd part of L − L(p).
    OddPart,
    /// The lowest power across a set.
    Slice,
}

/// Why the nature is what it is.
#[derive(Debug, Clone, PartialEq)]
pub enum Because {
    /// All eigenvalues of one sign.
    Definite(Inertia),
    /// Eigenvalues of both signs.
    Indefinite(Inertia),
    /// These diagonal entries of H are zero, and not all entries of their rows.
    ZeroDiagonal(Vec<usize>),
    /// L is at least its value here everywhere, visibly.
    LowerBound,
    /// L is at most its value here everywhere, visibly.
    UpperBound,
    /// The set is a manifold of dimension n₀ here and the other eigenvalues have one sign.
    MorseBott(Inertia),
    /// One variable: the first derivative that does not vanish.
    FirstNonzeroDerivative {
        /// Its order.
        order: u32,
        /// Is it positive?
        positive: bool,
    },
    /// Curves through the point along which L − L(p) has the signs that decide.
    Curves(Vec<CurveWitness>),
    /// After splitting off the quadratic part, the lowest terms are definite, with the sign
    /// of the other eigenvalues.
    Splitting(Box<Splitting>, Jet),
    /// After splitting off the quadratic part, the signs in sectors decide; the germ may be
    /// cut after an order that determines it.
    Sectors(Box<Splitting>, Sectors, Option<u16>),
    /// After splitting off the quadratic part, if at all, the signs along the tangency variety
    /// decide; the germ may be cut in the same way.
    Tangency(Box<Splitting>, Tangency, Option<u16>),
    /// Along a set, the lowest power across it.
    Slice(Box<Slice>),
    /// L − L(p) = odd·root², polynomials with a rational factor; the odd part or its gradient
    /// is not zero here.
    OddPart {
        /// The odd part.
        odd: (Poly, Rational),
        /// What is squared.
        root: (Poly, Rational),
    },
    /// The point is a limit of pieces of the set on which L lies above and below its value.
    Neighbours {
        /// Is there an adjacent piece near which L takes larger values?
        above: bool,
        /// Is there one near which L takes smaller values?
        below: bool,
    },
    /// L is constant.
    Constant,
    /// Nothing that was tried decides.
    Undetermined(Vec<Test>, Option<Inertia>),
}

impl Because {
    /// The reason for a germ in some of n coordinates, the others being kept.
    pub fn within(mut self, n: usize, moving: &[usize]) -> Because {
        match &mut self {
            Because::Curves(curves) => curves.iter_mut().for_each(|c| c.widen(n, moving)),
            Because::Splitting(s, _) | Because::Sectors(s, ..) | Because::Tangency(s, ..) => {
                s.widen(n, moving);
            }
            Because::ZeroDiagonal(all) => {
                all.iter_mut().for_each(|i| *i = moving.get(*i).copied().unwrap_or(*i));
            }
            Because::Definite(_)
            | Because::Indefinite(_)
            | Because::LowerBound
            | Because::UpperBound
            | Because::MorseBott(_)
            | Because::FirstNonzeroDerivative { .. }
            | Because::Slice(_)
            | Because::OddPart { .. }
            | Because::Neighbours { .. }
            | Because::Constant
            | Because::Undetermined(..) => {}
        }
        self
    }
}

/// A nature with its reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The nature.
    pub nature: Nature,
    /// For extrema: strict? For saddles: eigenvalues of both signs?
    pub strict: Option<bool>,
    /// The reason.
    pub because: Because,
}

impl Verdict {
    /// The verdict that the inertia alone gives at an isolated point, if it gives one.
    pub fn by_inertia(inertia: Inertia) -> Option<Verdict> {
        let Inertia { positive, negative, zero } = inertia;
        let (nature, because) = match (positive, negative, zero) {
            (1.., 1.., _) => (Nature::Saddle, Because::Indefinite(inertia)),
            (1.., 0, 0) => (Nature::LocalMinimum, Because::Definite(inertia)),
            (0, 1.., 0) => (Nature::LocalMaximum, Because::Definite(inertia)),
            _ => return None,
        };
        Some(Verdict { nature, strict: Some(true), because })
    }

    /// The verdict where it is known whether the point is isolated, if the argument does not
    /// tell if an extremum is strict: an analytic L has L = L(p) near an extremum p at
    /// critical points only.
    pub fn with_strict(mut self, isolated: bool) -> Verdict {
        if matches!(self.nature, Nature::LocalMinimum | Nature::LocalMaximum) {
            self.strict.get_or_insert(isolated);
        }
        self
    }

    /// An undetermined verdict.
    pub fn undetermined(tried: &[Test], inertia: Option<Inertia>) -> Verdict {
        let because = Because::Undetermined(tried.to_vec(), inertia);
        Verdict { nature: Nature::Undetermined, strict: None, because }
    }
}
