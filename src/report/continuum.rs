//! The section of a curve or surface of critical points.

use super::formula::Formula;
use super::page::{Block, Fact};
use super::phrase::Phrase;
use super::plot::Slices;
use super::scene::Scene;
use super::sets::{Piece, pieces};
use crate::result::{Continuum, Stratum};

impl Scene<'_> {
    /// The set, its pieces, and the verdict on each.
    pub(crate) fn continuum_section(&self, set: &Continuum) -> Vec<Block> {
        let intro = self.words.count(
            "continuum.intro",
            set.dimension,
            &[("set", self.continuum_set(set).into())],
        );
        let mut rows = Vec::new();
        if let Some(map) = &set.parametrization {
            rows.push(self.fact("label.parametrization", self.parametrization(map).into()));
        }
        let value = Formula::row([self.loss(), self.equals(&set.value)]);
        rows.push(self.fact("label.value", value.into()));
        let mut blocks = vec![Block::Paragraph { text: intro }, Block::Facts { rows }];
        let pieces = pieces(set);
        if let [only] = pieces.as_slice()
            && set.strata.len() > 1
        {
            let or = self.words.label("list.or");
            let places = set.strata.iter().map(|s| self.maths.relations(&s.r#where, &or).into());
            let places = self.enumeration(places.collect());
            let n = set.strata.len();
            let text = self.words.count("continuum.parts", n, &[("parts", places)]);
            blocks.push(Block::Paragraph { text });
            debug_assert!(only.place.is_none());
        }
        if pieces.len() > 1 {
            let loss = ("loss", self.loss().into());
            let text = self.words.count("continuum.strata", pieces.len(), &[loss]);
            blocks.push(Block::Paragraph { text });
        }
        for piece in &pieces {
            blocks.extend(self.stratum(set, piece));
        }
        blocks
    }

    fn stratum(&self, set: &Continuum, piece: &Piece<'_>) -> Vec<Block> {
        let (stratum, verdict) = (piece.stratum, piece.verdict);
        let mut blocks = Vec::new();
        if let Some(place) = &piece.place {
            let or = self.words.label("list.or");
            let place = self.maths.relations(place, &or);
            let text = self.words.say("heading.stratum", &[("where", place.into())]);
            blocks.push(Block::Heading { text_plain: text.unicode(), text });
        }
        blocks.push(Block::Facts { rows: self.stratum_facts(stratum) });
        blocks.push(Block::Verdict {
            class: verdict.class(),
            lead: self.lead(verdict),
            text: self.reason(verdict),
        });
        if let Some(hessian) = &stratum.hessian {
            let file = format!("slice-{}", set.name.to_lowercase());
            let first = set.strata.first() == Some(stratum);
            let figure = self.slices(&Slices {
                name: "p",
                file: &file,
                place: &stratum.sample,
                value: &set.value,
                hessian,
                class: verdict.class(),
                way: stratum.escape.as_ref(),
            });
            let figure = figure.filter(|_| first);
            blocks.extend(figure.map(|figure| Block::Figure { figure }));
        }
        if let Some(escape) = &stratum.escape {
            let text = self.words.say("heading.escape-sample", &[]);
            blocks.push(Block::Heading { text_plain: text.unicode(), text });
            let p = self.maths.name("p");
            blocks.extend(self.escape(escape, p, &stratum.sample, &set.value));
        }
        blocks
    }

    fn stratum_facts(&self, stratum: &Stratum) -> Vec<Fact> {
        let mut facts = Vec::new();
        if !stratum.eigenvalues.is_empty() {
            let list = stratum.eigenvalues.iter().map(|value| self.maths.expression(value));
            facts.push(self.fact("label.eigenvalues", Formula::list(list).into()));
        }
        let p = self.maths.name("p");
        let sign = self.sign_of(stratum.sample.iter());
        let sample = Formula::row([p.clone(), sign, self.point(&stratum.sample)]);
        facts.push(self.fact("label.sample", sample.into()));
        if let Some(matrix) = &stratum.hessian {
            let left = Formula::row([self.hessian(), p.bracketed()]);
            let matrix = Formula::row([left, self.numbers(matrix)]);
            facts.push(self.fact("label.hessian-sample", matrix.into()));
        }
        if let Some(values) = &stratum.sample_eigenvalues {
            let list: Phrase = self.eigenvalue_list(values).into();
            facts.push(self.fact("label.eigenvalues-sample", list));
        }
        if let Some(inertia) = &stratum.inertia {
            facts.push(self.inertia(inertia, None));
        }
        facts
    }
}
