//! What is proved about the list being all.

use super::formula::Formula;
use super::page::Block;
use super::phrase::Phrase;
use super::scene::Scene;
use crate::result::{Completeness, ComplexCount, Status, WhyComplete};

impl Scene<'_> {
    /// One sentence for the head of the page.
    pub(crate) fn completeness_sentence(&self) -> Phrase {
        let completeness = &self.document.completeness;
        let region = ("region", Phrase::from(self.region(&completeness.region)));
        match completeness.status {
            Status::Proved if self.found() == 0 && !self.document.nonsmooth.is_empty() => {
                self.words.say("complete.only-kinks", &[region])
            }
            Status::Proved if self.found() == 0 => self.words.say("complete.none", &[region]),
            Status::Proved => {
                let solve = Phrase::link(
                    "solve",
                    self.words.label("complete.case-analysis").as_str().into(),
                );
                let by_cases = |why: &WhyComplete| matches!(why, WhyComplete::TreeClosed { .. });
                match completeness.reasons.iter().any(by_cases) {
                    true => self.words.say("complete.proved", &[region, ("cases", solve)]),
                    false => self.words.say("complete.proved-otherwise", &[region]),
                }
            }
            Status::ProvedInBox => self.words.say("complete.proved-in-box", &[region]),
            Status::CountMatched => self.words.say("complete.count-matched", &[region]),
            Status::Incomplete => self.words.say("complete.incomplete", &[region]),
        }
    }

    /// How many critical sets were found.
    pub(crate) fn found(&self) -> usize {
        let document = self.document;
        document.points.len()
            + document.continua.len()
            + document.families.len()
            + document.blocks.len()
            + document.constrained.len()
    }

    /// `R^2`, an interval product, or relations.
    pub(crate) fn region(&self, region: &str) -> Formula {
        match region.contains([' ', '<', '>', '=']) {
            true => self.maths.relations(region, &self.words.label("list.or")),
            false => self.maths.set(region),
        }
    }

    /// The whole section.
    pub(crate) fn completeness(&self) -> Vec<Block> {
        let completeness = &self.document.completeness;
        let badge = self.status_badge();
        let lead = self.badge_lead(&badge);
        let mut text = vec![self.completeness_sentence()];
        text.extend(completeness.reasons.iter().map(|why| self.why(why)));
        let text = Phrase::joined(text, &self.words.label("list.sentence"));
        let mut blocks = vec![Block::Verdict { class: badge.class, lead, text }];
        if !completeness.left.is_empty() {
            let intro = self.words.say("complete.left", &[]);
            blocks.push(Block::Paragraph { text: intro });
            let or = self.words.label("list.or");
            let left = completeness.left.iter().map(|l| self.maths.relations(l, &or).into());
            blocks.push(Block::List { items: left.collect() });
        }
        blocks.extend(self.counts());
        blocks
    }

    /// The argument in plain English, for the `why` of a result.
    pub(crate) fn argument(&self, completeness: &Completeness) -> Phrase {
        let reasons = completeness.reasons.iter().map(|why| self.why(why));
        Phrase::joined(reasons, &self.words.label("list.sentence"))
    }

    /// One reason.
    pub(crate) fn why(&self, why: &WhyComplete) -> Phrase {
        let words = &self.words;
        let part = |part: &String| ("part", Phrase::from(self.maths.expression(part)));
        match why {
            WhyComplete::TreeClosed { leaves } => words.count("why.tree-closed", *leaves, &[]),
            WhyComplete::ConstantLoss => {
                words.say("why.constant-loss", &[("gradient", self.gradient().into())])
            }
            WhyComplete::WorkBudget => words.say("why.work-budget", &[]),
            WhyComplete::TimeBudget => words.say("why.time-budget", &[]),
            WhyComplete::MemoryBudget => words.say("why.memory-budget", &[]),
            WhyComplete::OpenBranch { equations } => {
                words.say("why.open-branch", &[("equations", self.zeros(equations))])
            }
            WhyComplete::Transcendental { part: p } => words.say("why.transcendental", &[part(p)]),
            WhyComplete::IrrationalCoefficient { part: p } => {
                words.say("why.irrational-coefficient", &[part(p)])
            }
            WhyComplete::Parameters { names } => {
                let names = Formula::list(names.iter().map(|name| self.maths.name(name)));
                words.say("why.parameters", &[("names", names.into())])
            }
            WhyComplete::Pieces { count } => words.count("why.pieces", *count, &[]),
            WhyComplete::Separate { parts } => words.count("why.separate", *parts, &[]),
            WhyComplete::OneVariable { pieces } => words.count("why.one-variable", *pieces, &[]),
            WhyComplete::OutsideOpen => words.say("why.outside-open", &[]),
            WhyComplete::Nonsmooth { part: p } => words.say("why.nonsmooth", &[part(p)]),
            WhyComplete::Region { relation } => {
                let relation = self.maths.relations(relation, &words.label("list.or"));
                words.say("why.region", &[("relation", relation.into())])
            }
            WhyComplete::RealComponents { equation } => {
                words.say("why.real-components", &[("equation", self.zero(equation).into())])
            }
            WhyComplete::EdgeNotStudied { part: p } => {
                words.say("why.edge-not-studied", &[part(p)])
            }
            WhyComplete::BoundaryNotStudied => words.say("why.boundary-not-studied", &[]),
        }
    }

    /// Why there is no number of complex solutions, where one could be asked for.
    fn uncounted(&self) -> Option<Phrase> {
        match self.document.counts.complex {
            ComplexCount::Infinite => Some(self.words.say("counts.complex-infinite", &[])),
            ComplexCount::OverLimit => Some(self.words.say("counts.over-limit", &[])),
            ComplexCount::Exact | ComplexCount::Modular | ComplexCount::NotApplicable => None,
        }
    }

    /// One line: solutions over ℂ against Bézout's bound.
    pub(crate) fn counts_sentence(&self) -> Option<Phrase> {
        let counts = &self.document.counts;
        let (d, bezout) = counts.complex_with_multiplicity.zip(counts.bezout)?;
        let number = |n: u64| Phrase::text(&n.to_string());
        let places = [("d", number(d)), ("bezout", number(bezout))];
        let exact = counts.complex == ComplexCount::Exact;
        exact.then(|| self.words.say("terminal.counts", &places))
    }

    fn counts(&self) -> Option<Block> {
        let counts = &self.document.counts;
        let mut items = Vec::new();
        let mut say = |key: &str, n: Option<u64>| {
            if let Some(n) = n {
                items.push(self.words.say(key, &[("n", Phrase::text(&n.to_string()))]));
            }
        };
        say("counts.bezout", counts.bezout);
        let complex = match counts.complex {
            ComplexCount::Modular => "counts.complex-modular",
            ComplexCount::Exact
            | ComplexCount::Infinite
            | ComplexCount::OverLimit
            | ComplexCount::NotApplicable => "counts.complex-with-multiplicity",
        };
        say(complex, counts.complex_with_multiplicity);
        say("counts.complex-distinct", counts.complex_distinct);
        say("counts.at-infinity", counts.at_infinity);
        say("counts.real", counts.real);
        say("counts.signature", counts.signature);
        items.extend(self.uncounted());
        if let Some(by_index) = &counts.by_index {
            let list = by_index.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
            items.push(self.words.say("counts.by-index", &[("list", list.as_str().into())]));
        }
        if let Some(sum) = counts.index_sum {
            let sum = Formula::decimal(&sum.to_string());
            items.push(self.words.say("counts.index-sum", &[("n", sum.into())]));
        }
        (!items.is_empty()).then_some(Block::List { items })
    }
}
