//! Answers to the questions of the file: points, Taylor polynomials, expectations, checks.

use super::derivative::{gathered, row};
use super::formula::Formula;
use super::page::{Block, Fact};
use super::phrase::Phrase;
use super::scene::Scene;
use crate::result::{AskedPoint, NoPolynomial, Number, TaylorAt};

impl Scene<'_> {
    /// One piece for each point asked about.
    pub(crate) fn asked(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for point in &self.document.asked {
            let place = self.place(&point.at);
            let text: Phrase = match &point.label {
                Some(label) => self.words.say(
                    "asked.labelled",
                    &[("label", Phrase::text(label)), ("point", place.into())],
                ),
                None => place.into(),
            };
            blocks.push(Block::Heading { text_plain: text.unicode(), text });
            blocks.push(Block::Facts { rows: self.asked_facts(point) });
            let lead = self.asked_sentence(point);
            let text = match &point.reason {
                Some(reason) => self.bare_reason(reason, true),
                None => Phrase::default(),
            };
            blocks.push(Block::Verdict { class: "deg", lead, text });
            if let Some(escape) = &point.escape
                && let Some(value) = &point.value
            {
                blocks.extend(self.escape(escape, self.maths.name("p"), &point.at, value));
            }
        }
        blocks
    }

    /// `(x, y) = (0, 0)`
    fn place(&self, at: &[Number]) -> Formula {
        Formula::row([self.variable_tuple(), self.sign_of(at.iter()), self.point(at)])
    }

    /// Is it critical, and if not, how far from it?
    pub(crate) fn asked_sentence(&self, point: &AskedPoint) -> Phrase {
        let place = ("point", Phrase::from(self.point(&point.at)));
        let norm = point.gradient_norm.as_ref().map(|n| Phrase::from(self.with_decimal(n)));
        match (point.verdict.as_str(), norm, &point.gradient) {
            ("critical", _, _) => self.words.say("asked.critical", &[place]),
            ("near-critical", Some(norm), _) => {
                self.words.say("asked.near-critical", &[place, ("norm", norm)])
            }
            (_, Some(norm), _) => self.words.say("asked.not-critical", &[place, ("norm", norm)]),
            (_, None, Some(_)) => self.words.say("asked.not-critical-plain", &[place]),
            (_, None, None) => self.words.say("asked.undefined", &[place]),
        }
    }

    /// L, ∇L and H at a point asked about.
    pub(crate) fn asked_facts(&self, point: &AskedPoint) -> Vec<Fact> {
        let mut facts = Vec::new();
        if let Some(value) = &point.value {
            let value = Formula::row([self.loss(), self.equals(value)]);
            facts.push(self.fact("label.value", value.into()));
        }
        if let Some(gradient) = &point.gradient {
            let entries = gradient.iter().map(|g| self.bare(g)).collect();
            let entries = super::scene::one_or_tuple(entries);
            let sign = self.sign_of(gradient.iter());
            let value = Formula::row([self.gradient(), sign, entries]);
            facts.push(self.fact("label.gradient", value.into()));
        }
        if let Some(norm) = &point.gradient_norm {
            facts.push(self.fact("label.gradient-norm", self.with_decimal(norm).into()));
        }
        if let Some(hessian) = &point.hessian {
            let value = Formula::row([self.hessian(), self.numbers(hessian)]);
            facts.push(self.fact("label.hessian", value.into()));
        }
        if let Some(eigenvalues) = &point.eigenvalues {
            facts.extend(self.eigen_facts(eigenvalues, &[]));
        }
        if let Some(inertia) = &point.inertia {
            facts.push(self.inertia(inertia, None));
        }
        if let Some(expansion) = &point.expansion {
            let terms = self.second_order_terms(point);
            let terms = terms.unwrap_or_else(|| self.maths.ascending_terms(expansion));
            facts.push(self.fact("label.expansion", Formula::row(terms).into()));
        }
        facts
    }

    /// The Taylor polynomials asked for.
    pub(crate) fn taylor_asked(&self) -> Vec<Block> {
        self.document.taylor_at.iter().flat_map(|taylor| self.taylor_answer(taylor)).collect()
    }

    fn taylor_answer(&self, taylor: &TaylorAt) -> Vec<Block> {
        let places = [
            ("point", Phrase::from(self.place(&taylor.at))),
            ("order", Phrase::from(taylor.order as usize)),
            ("why", self.no_polynomial(taylor)),
        ];
        if taylor.undefined.is_some() {
            return vec![Block::Paragraph { text: self.words.say("taylor.undefined", &places) }];
        }
        let t = Formula::new("T", "T", "T", "<mi>T</mi>");
        let t = t.subscripted(Formula::integer(taylor.order as usize));
        let left = Formula::row([t, Formula::tuple(self.variables())]);
        let left = Formula::row([left, Formula::equals()]);
        let terms = self.taylor_terms(taylor);
        let terms = terms.unwrap_or_else(|| self.maths.ascending_terms(&taylor.polynomial));
        let lines = gathered(left, terms);
        vec![
            Block::Paragraph { text: self.words.say("taylor.asked", &places) },
            Block::Steps { rows: vec![row("", Phrase::default(), lines)] },
        ]
    }

    /// Why there is no Taylor polynomial.
    pub(crate) fn no_polynomial(&self, taylor: &TaylorAt) -> Phrase {
        let part = |e: &String| [("expression", Phrase::from(self.maths.expression(e)))];
        match &taylor.why {
            Some(NoPolynomial::Order { largest }) => {
                let largest = ("largest", Phrase::from(*largest as usize));
                self.words.say("taylor.no-order", &[largest])
            }
            Some(NoPolynomial::NoValue { expression }) => {
                self.words.say("taylor.no-value", &part(expression))
            }
            Some(NoPolynomial::Corner { expression }) => {
                self.words.say("taylor.corner", &part(expression))
            }
            Some(NoPolynomial::Edge { expression }) => {
                self.words.say("taylor.edge", &part(expression))
            }
            Some(NoPolynomial::Work) => self.words.say("taylor.work", &[]),
            None => Phrase::text(taylor.undefined.as_deref().unwrap_or_default()),
        }
    }

    /// Expectations of the file and independent checks.
    pub(crate) fn checks(&self) -> Vec<Block> {
        let document = self.document;
        let word = |holds: bool| match holds {
            true => format!(" ✓ {}", self.words.label("label.holds")),
            false => format!(" ✗ {}", self.words.label("label.fails")),
        };
        let mut blocks = Vec::new();
        if !document.expect.is_empty() {
            let item =
                |e: &crate::result::Expectation| Phrase::text(&(e.text.clone() + &word(e.holds)));
            blocks.push(Block::Paragraph { text: self.label("checks.expect") });
            blocks.push(Block::List { items: document.expect.iter().map(item).collect() });
        }
        if !document.checks.is_empty() {
            let item = |c: &crate::result::Check| {
                Phrase::text(&(self.words.claim(&c.claim) + &word(c.holds)))
            };
            blocks.push(Block::Paragraph { text: self.label("checks.intro") });
            blocks.push(Block::List { items: document.checks.iter().map(item).collect() });
        }
        blocks
    }
}
