//! Verdicts in words: badges, lead words, reasons.

use super::formula::Formula;
use super::page::Badge;
use super::phrase::Phrase;
use super::scene::Scene;
use crate::result::{GlobalKind, Inertia, Nature, NonsmoothSet, Point, Reason, Stratum, Test};

/// What a verdict is about, without the difference between points and strata.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Verdict<'a> {
    pub(crate) nature: Nature,
    pub(crate) strict: Option<bool>,
    pub(crate) degenerate: bool,
    pub(crate) global: GlobalKind,
    pub(crate) reason: &'a Reason,
    /// 0 for a point.
    pub(crate) dimension: usize,
}

impl<'a> Verdict<'a> {
    /// The verdict on an isolated point.
    pub(crate) fn of_point(point: &'a Point) -> Verdict<'a> {
        Verdict {
            nature: point.nature,
            strict: point.strict,
            degenerate: point.degenerate,
            global: point.global,
            reason: &point.reason,
            dimension: 0,
        }
    }

    /// The verdict on a piece of a continuum.
    pub(crate) fn of_stratum(stratum: &'a Stratum, dimension: usize) -> Verdict<'a> {
        Verdict {
            nature: stratum.nature,
            strict: stratum.strict,
            degenerate: true,
            global: stratum.global,
            reason: &stratum.reason,
            dimension,
        }
    }

    /// The verdict on a set of kinks.
    pub(crate) fn of_kink(set: &'a NonsmoothSet) -> Verdict<'a> {
        Verdict {
            nature: set.nature,
            strict: None,
            degenerate: true,
            global: GlobalKind::Unknown,
            reason: &set.reason,
            dimension: 0,
        }
    }

    /// The colour class.
    pub(crate) fn class(&self) -> &'static str {
        match self.nature {
            Nature::LocalMinimum => "min",
            Nature::LocalMaximum => "max",
            Nature::Saddle => "sad",
            Nature::Inflection | Nature::Constant | Nature::Undetermined => "deg",
        }
    }

    /// The shape that says the same as the colour.
    pub(crate) fn shape(&self) -> &'static str {
        match (self.nature, self.dimension) {
            (Nature::LocalMinimum, 1) => "⌒",
            (Nature::LocalMinimum, _) => "●",
            (Nature::LocalMaximum, _) => "▲",
            (Nature::Saddle, _) => "✕",
            (Nature::Inflection | Nature::Constant | Nature::Undetermined, _) => "◆",
        }
    }
}

impl Scene<'_> {
    /// The badge of a verdict.
    pub(crate) fn badge(&self, verdict: Verdict<'_>) -> Badge {
        let key = badge_key(verdict);
        let text = match verdict.dimension {
            0 => self.words.label(&format!("badge.point.{key}")),
            dimension => {
                let word = self.words.label(&format!("badge.set.{key}"));
                let set = self.words.count("badge.dimension", dimension, &[]).plain();
                self.words
                    .say("badge.of", &[("word", Phrase::text(&word)), ("set", Phrase::text(&set))])
                    .plain()
            }
        };
        Badge { class: verdict.class(), shape: verdict.shape(), text }
    }

    /// The verdict in bold words.
    pub(crate) fn lead(&self, verdict: Verdict<'_>) -> Phrase {
        let text = self.words.label(&format!("lead.{}", lead_key(verdict)));
        Phrase::strong(&self.words.say("lead.verdict", &[("verdict", Phrase::text(&text))]).plain())
    }

    /// The reason, and what it means on the whole domain.
    pub(crate) fn reason(&self, verdict: Verdict<'_>) -> Phrase {
        let reason = self.bare_reason(verdict.reason, verdict.degenerate);
        let says_global =
            matches!(verdict.reason, Reason::LowerBound { .. } | Reason::UpperBound { .. });
        let global = match verdict.global {
            _ if says_global => None,
            GlobalKind::Minimum => Some("global.minimum"),
            GlobalKind::Maximum => Some("global.maximum"),
            GlobalKind::No | GlobalKind::Unknown => None,
        };
        match global {
            Some(key) => {
                let also = self.words.say(key, &[("loss", self.loss().into())]);
                Phrase::joined([reason, also], &self.words.label("list.sentence"))
            }
            None => reason,
        }
    }

    /// The reason alone.
    pub(crate) fn bare_reason(&self, reason: &Reason, degenerate: bool) -> Phrase {
        let words = &self.words;
        let h = ("H", Phrase::from(self.hessian()));
        let loss = ("loss", Phrase::from(self.loss()));
        match reason {
            Reason::PositiveDefinite if self.is_single() => {
                words.say("reason.second-positive", &[])
            }
            Reason::NegativeDefinite if self.is_single() => {
                words.say("reason.second-negative", &[])
            }
            Reason::PositiveDefinite => words.say("reason.positive-definite", &[h]),
            Reason::NegativeDefinite => words.say("reason.negative-definite", &[h]),
            Reason::Indefinite { inertia } => {
                let key = match inertia.zero {
                    0 => "reason.indefinite",
                    _ => "reason.indefinite-singular",
                };
                words.say(key, &self.eigenvalue_counts(inertia, h))
            }
            Reason::ZeroDiagonal { variables } => {
                let names = variables.iter().map(|v| Phrase::from(self.maths.expression(v)));
                let names = Phrase::joined(names, &words.label("list.comma"));
                words.say("reason.zero-diagonal", &[h, ("variables", names)])
            }
            Reason::LowerBound { bound, terms } => self.bound("lower", bound, terms, degenerate),
            Reason::UpperBound { bound, terms } => self.bound("upper", bound, terms, degenerate),
            Reason::MorseBott { inertia } => {
                let key = match (inertia.negative, inertia.positive) {
                    (0, 0) => "reason.locally-constant",
                    (0, _) => "reason.morse-bott-minimum",
                    (_, 0) => "reason.morse-bott-maximum",
                    _ => "reason.morse-bott-saddle",
                };
                let mut places = self.eigenvalue_counts(inertia, h).to_vec();
                places.push(loss);
                words.say(key, &places)
            }
            Reason::FirstNonzeroDerivative { order, positive } => {
                let key = match (order % 2 == 0, positive) {
                    (true, true) => "reason.even-derivative-positive",
                    (true, false) => "reason.even-derivative-negative",
                    (false, _) => "reason.odd-derivative",
                };
                words.say(key, &[loss, ("order", Phrase::from(*order as usize))])
            }
            Reason::CurveWitness { curves, along } => self.curve_witness(curves, along),
            Reason::Splitting { letters, map, lowest, .. } => self.splitting(letters, map, lowest),
            Reason::Sectors { negative, positive, branches, .. } => {
                self.sectors(*negative, *positive, *branches)
            }
            Reason::Tangency { .. } => self.tangency(reason),
            Reason::Slice { letter, map, power, coefficient, .. } => {
                self.lowest_across(letter, map, *power, coefficient)
            }
            Reason::OddPart { odd, root } => words.say(
                "reason.odd-part",
                &[
                    loss,
                    ("odd", self.maths.expression(odd).into()),
                    ("root", self.maths.expression(root).into()),
                ],
            ),
            Reason::GlobalExtremum { least } => {
                let key = if *least { "reason.global-least" } else { "reason.global-largest" };
                words.say(key, &[loss])
            }
            Reason::SumOfBlocks { blocks, parts } => self.sum_of_blocks(blocks, parts),
            Reason::NeighbouringPieces => words.say("reason.neighbouring-pieces", &[loss]),
            Reason::LocallyConstant => words.say("reason.locally-constant", &[loss]),
            Reason::SlopeSigns { positive_before, positive_after } => {
                let key = match (positive_before, positive_after) {
                    (false, true) => "reason.slope-rises",
                    (true, false) => "reason.slope-falls",
                    _ => "reason.slope-keeps",
                };
                words.say(key, &[loss])
            }
            Reason::Undetermined { tried, inertia } => self.undetermined(tried, inertia.as_ref()),
            Reason::LeadingTerm { of } => {
                let parts = of.split(", ").map(|e| self.maths.expression(e));
                words.say("reason.leading-term", &[("expression", Formula::list(parts).into())])
            }
            Reason::Kink { of } => {
                let zero = of.split(", ").map(|e| self.zero(e).into()).collect();
                words.say("reason.kink", &[("equations", self.enumeration(zero))])
            }
        }
    }

    fn eigenvalue_counts<'k>(
        &self,
        inertia: &Inertia,
        h: (&'k str, Phrase),
    ) -> [(&'k str, Phrase); 4] {
        let count = |key: &str, n: usize| self.words.count(key, n, &[]);
        [
            h,
            ("negatives", count("count.negative-eigenvalues", inertia.negative)),
            ("positives", count("count.positive-eigenvalues", inertia.positive)),
            ("zeros", count("count.zero-eigenvalues", inertia.zero)),
        ]
    }

    fn bound(&self, side: &str, bound: &str, terms: &[String], degenerate: bool) -> Phrase {
        let sum = self.sum(terms);
        let loss = self.loss();
        let zero = bound == "0";
        let shift = match bound.strip_prefix('-') {
            Some(positive) => [Formula::operator("+", "+", "+"), self.maths.expression(positive)],
            None => [Formula::operator("-", "−", "-"), self.maths.expression(bound)],
        };
        let bound = self.maths.expression(bound);
        let difference = match (side, zero) {
            ("lower", true) => loss.clone(),
            ("lower", false) => Formula::row([loss.clone()].into_iter().chain(shift)),
            (_, true) => Formula::row([Formula::minus(), loss.clone()]),
            (_, false) => {
                let minus = Formula::operator("-", "−", "-");
                Formula::row([bound.clone(), minus, loss.clone()])
            }
        };
        let (below, above) = ("≤", "≥");
        let relation = |sign: &str, plain: &str, tex: &str| {
            Formula::row([loss.clone(), Formula::operator(plain, sign, tex), bound.clone()])
        };
        let everywhere = match side {
            "lower" => relation(above, ">=", r"\ge"),
            _ => relation(below, "<=", r"\le"),
        };
        let places = [
            ("sum", Phrase::from(Formula::equation(difference, sum))),
            ("everywhere", Phrase::from(everywhere)),
            ("here", Phrase::from(Formula::equation(loss.clone(), bound.clone()))),
        ];
        let sentence = match side {
            "lower" => self.words.count("reason.lower-bound", terms.len(), &places),
            _ => self.words.count("reason.upper-bound", terms.len(), &places),
        };
        match degenerate {
            true => {
                let key = if self.is_single() { "reason.second-zero" } else { "reason.degenerate" };
                let first = self.words.say(key, &[("H", self.hessian().into())]);
                Phrase::joined([first, sentence], &self.words.label("list.sentence"))
            }
            false => sentence,
        }
    }

    /// Terms with `+` between them.
    pub(crate) fn sum(&self, terms: &[String]) -> Formula {
        self.maths.expression(
            &terms.iter().map(|term| format!("({term})")).collect::<Vec<_>>().join(" + "),
        )
    }

    fn curve_witness(&self, curves: &[Vec<String>], along: &[String]) -> Phrase {
        let t = self.maths.name("t");
        let loss = self.loss();
        let each = curves.iter().zip(along).map(|(curve, value)| {
            let point = super::scene::one_or_tuple(
                curve.iter().map(|x| self.maths.expression(x)).collect(),
            );
            let minus = Formula::operator("-", "−", "-");
            let start = Formula::row([loss.clone(), self.maths.name("P").bracketed()]);
            let difference = Formula::row([loss.clone(), minus, start]);
            self.words.say(
                "reason.along",
                &[
                    ("curve", Formula::equation(self.variable_tuple(), point).into()),
                    ("value", Formula::equation(difference, self.maths.ascending(value)).into()),
                ],
            )
        });
        let each: Vec<Phrase> = each.collect();
        let all = match each.as_slice() {
            [first, last] => {
                let places = [("first", first.clone()), ("last", last.clone())];
                self.words.say("reason.along-both", &places)
            }
            _ => self.enumeration(each),
        };
        let key =
            if self.document.variables.len() == 1 { "reason.curve-line" } else { "reason.curve" };
        self.words.say(key, &[("curves", all), ("loss", loss.into()), ("t", t.into())])
    }

    fn splitting(&self, letters: &[String], map: &[String], lowest: &str) -> Phrase {
        let h = ("H", Phrase::from(self.hessian()));
        let loss = ("loss", Phrase::from(self.loss()));
        if map.is_empty() {
            return self.words.say("reason.splitting-no-map", &[h, loss]);
        }
        let point =
            super::scene::one_or_tuple(map.iter().map(|x| self.maths.expression(x)).collect());
        let places = [
            h,
            loss,
            ("curve", Formula::equation(self.variable_tuple(), point).into()),
            ("lowest", self.maths.ascending(lowest).into()),
        ];
        let key = if letters.len() == 1 { "reason.splitting-curve" } else { "reason.splitting" };
        self.words.say(key, &places)
    }

    fn sectors(&self, negative: usize, positive: usize, branches: usize) -> Phrase {
        let places = [
            ("loss", Phrase::from(self.loss())),
            ("negative", Phrase::from(negative)),
            ("positive", Phrase::from(positive)),
            ("branches", Phrase::from(branches)),
        ];
        self.words.say("reason.sectors", &places)
    }

    fn tangency(&self, reason: &Reason) -> Phrase {
        let Reason::Tangency { letters, map, tied, weights, radius, counts, .. } = reason else {
            return Phrase::default();
        };
        let [above, below] = *counts;
        let squares: Vec<String> =
            weights.iter().zip(letters).map(|(a, u)| format!("{a}*{u}^2")).collect();
        let sum = self.maths.expression(&squares.join(" + "));
        let places = [
            ("loss", Phrase::from(self.loss())),
            ("ellipsoid", Formula::equation(sum, self.maths.expression(radius)).into()),
            ("negative", Phrase::from(below)),
            ("positive", Phrase::from(above)),
            ("letters", Formula::list(letters.iter().map(|u| self.maths.name(u))).into()),
            ("H", self.hessian().into()),
        ];
        let key = if tied.is_empty() { "reason.tangency" } else { "reason.tangency-split" };
        let sentence = self.words.say(key, &places);
        if map.is_empty() {
            return sentence;
        }
        let point =
            super::scene::one_or_tuple(map.iter().map(|x| self.maths.expression(x)).collect());
        let equation = Formula::equation(self.variable_tuple(), point);
        let with = self.words.say("reason.tangency-map", &[("map", equation.into())]);
        Phrase::joined([sentence, with], &self.words.label("list.sentence"))
    }

    fn lowest_across(&self, letter: &str, map: &[String], power: u32, coefficient: &str) -> Phrase {
        let point =
            super::scene::one_or_tuple(map.iter().map(|x| self.maths.expression(x)).collect());
        let lowest = format!("({coefficient})*{letter}^{power}");
        let places = [
            ("H", Phrase::from(self.hessian())),
            ("loss", Phrase::from(self.loss())),
            ("curve", Formula::equation(self.variable_tuple(), point).into()),
            ("lowest", self.maths.expression(&lowest).into()),
        ];
        let key = if power.is_multiple_of(2) { "reason.slice" } else { "reason.slice-odd" };
        self.words.say(key, &places)
    }

    fn sum_of_blocks(&self, blocks: &[Vec<String>], parts: &[Nature]) -> Phrase {
        let each = blocks.iter().zip(parts).map(|(block, nature)| {
            let names = Formula::list(block.iter().map(|name| self.maths.name(name)));
            // In one variable the same behaviour has another name.
            let nature = match (block.len(), nature) {
                (1, Nature::Saddle) => Nature::Inflection,
                (_, nature) => *nature,
            };
            let nature = self.words.label(&format!("nature.{}", nature_key(nature)));
            self.words.say(
                "reason.block",
                &[("variables", names.into()), ("nature", nature.as_str().into())],
            )
        });
        let all = Phrase::joined(each, &self.words.label("list.semicolon"));
        self.words.say("reason.blocks", &[("loss", self.loss().into()), ("parts", all)])
    }

    fn undetermined(&self, tried: &[Test], inertia: Option<&Inertia>) -> Phrase {
        let list = tried.iter().map(|test| Phrase::text(&self.words.label(test_key(*test))));
        let list = self.enumeration(list.collect());
        let h = ("H", Phrase::from(self.hessian()));
        match inertia {
            Some(inertia) => {
                let mut places = self.eigenvalue_counts(inertia, h).to_vec();
                places.push(("tests", list));
                self.words.say("reason.undetermined", &places)
            }
            None => self.words.say(
                "reason.undetermined-no-inertia",
                &[("tests", list), ("loss", self.loss().into())],
            ),
        }
    }
}

fn test_key(test: Test) -> &'static str {
    match test {
        Test::Eigenvalues => "test.eigenvalues",
        Test::VisibleBound => "test.visible-bound",
        Test::MorseBott => "test.morse-bott",
        Test::Blocks => "test.blocks",
        Test::Splitting => "test.splitting",
        Test::LowestForm => "test.lowest-form",
        Test::Sectors => "test.sectors",
        Test::Tangency => "test.tangency",
        Test::OddPart => "test.odd-part",
        Test::Slice => "test.slice",
    }
}

/// The last part of the keys that name a nature.
pub(crate) fn nature_key(nature: Nature) -> &'static str {
    match nature {
        Nature::LocalMinimum => "minimum",
        Nature::LocalMaximum => "maximum",
        Nature::Saddle => "saddle",
        Nature::Inflection => "inflection",
        Nature::Constant => "constant",
        Nature::Undetermined => "undetermined",
    }
}

fn badge_key(verdict: Verdict<'_>) -> &'static str {
    match (verdict.nature, verdict.global) {
        (Nature::LocalMinimum, GlobalKind::Minimum) => "global-minimum",
        (Nature::LocalMaximum, GlobalKind::Maximum) => "global-maximum",
        (Nature::Saddle, _) if verdict.dimension == 0 && verdict.strict == Some(false) => {
            "degenerate-saddle"
        }
        (nature, _) => nature_key(nature),
    }
}

fn lead_key(verdict: Verdict<'_>) -> String {
    let many = if verdict.dimension == 0 { "point" } else { "set" };
    let strict = match (verdict.nature, verdict.strict, verdict.dimension) {
        (Nature::LocalMinimum | Nature::LocalMaximum, Some(true), 0) => "strict-",
        (Nature::LocalMinimum | Nature::LocalMaximum, Some(false), 0) => "weak-",
        (Nature::Saddle, Some(true), 0) => "strict-",
        _ => "",
    };
    let key = match (badge_key(verdict), strict) {
        ("degenerate-saddle", _) => "degenerate-saddle".to_string(),
        (key @ ("global-minimum" | "global-maximum"), _) => key.to_string(),
        (key, strict) => format!("{strict}{key}"),
    };
    format!("{many}.{key}")
}
