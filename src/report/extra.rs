//! Sections that only some files have: kinks, constraints, extrema, parameters, families.

use super::formula::Formula;
use super::page::{Block, Cell, Fact, Table};
use super::phrase::Phrase;
use super::scene::Scene;
use super::verdict::{Verdict, nature_key};
use crate::result::{Constrained, Extremum, Family, GlobalReason, Growth, ParameterCase};

impl Scene<'_> {
    /// A periodic family.
    pub(crate) fn family(&self, family: &Family) -> Vec<Block> {
        let verdict = Verdict::of_family(family);
        let value = Formula::row([self.loss(), self.equals(&family.value)]);
        let mut rows = vec![
            self.fact("label.set", self.family_set(family).into()),
            self.fact("label.value", value.into()),
        ];
        if let Some(inertia) = &family.inertia {
            rows.push(self.inertia(inertia, None));
        }
        vec![
            Block::Facts { rows },
            Block::Verdict {
                class: verdict.class(),
                lead: self.lead(verdict),
                text: self.reason(verdict),
            },
        ]
    }

    /// Sets where L has no gradient.
    pub(crate) fn nonsmooth(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for set in &self.document.nonsmooth {
            let verdict = Verdict::of_kink(set);
            let value = Formula::row([self.loss(), self.equals(&set.value)]);
            let rows = vec![
                self.fact("label.where", self.kink_set(set).into()),
                self.fact("label.sample", self.point(&set.sample).into()),
                self.fact("label.value", value.into()),
            ];
            blocks.push(Block::Facts { rows });
            blocks.push(Block::Verdict {
                class: verdict.class(),
                lead: self.lead(verdict),
                text: self.reason(verdict),
            });
        }
        blocks
    }

    /// The table of critical points under constraints.
    pub(crate) fn constrained(&self) -> Vec<Block> {
        let document = self.document;
        if document.constrained.is_empty() {
            return Vec::new();
        }
        let row = |point: &Constrained| {
            let multipliers = point.multipliers.as_deref().unwrap_or_default();
            let multipliers = Formula::list(multipliers.iter().map(|m| self.short(m)));
            let nature = self.words.label(&format!("nature.{}", nature_key(point.nature)));
            let signs =
                point.reduced_inertia.map(|i| format!("{}/{}/{}", i.positive, i.zero, i.negative));
            let signs = signs.unwrap_or_default();
            vec![
                Cell::of(self.named_point(&point.name, &point.coordinates)),
                Cell::of(multipliers),
                Cell::number(self.short(&point.value)),
                Cell::of(nature.as_str()),
                Cell::of(signs.as_str()),
            ]
        };
        let head = vec![
            Cell::of(self.label("label.point")),
            Cell::of(self.label("label.multipliers")),
            Cell::number(self.loss()),
            Cell::of(self.label("label.type")),
            Cell::of(self.label("label.reduced")),
        ];
        let rows = document.constrained.iter().map(row).collect();
        vec![Block::Table { table: Table { head, rows, ..Table::default() } }]
    }

    /// Largest and least value on the region.
    pub(crate) fn extrema(&self) -> Vec<Block> {
        let mut rows = Vec::new();
        if let Some(extrema) = &self.document.extrema {
            rows.push(self.extremum("label.maximum", extrema.maximum.as_ref()));
            rows.push(self.extremum("label.minimum", extrema.minimum.as_ref()));
        }
        let facts = (!rows.is_empty()).then_some(Block::Facts { rows });
        let items = self.global_facts();
        let list = (!items.is_empty()).then_some(Block::List { items });
        facts.into_iter().chain(list).collect()
    }

    fn extremum(&self, label: &str, extremum: Option<&Extremum>) -> Fact {
        let Some(extremum) = extremum else {
            return self.fact(label, self.label("extrema.none"));
        };
        let or = self.words.label("list.or");
        let points = extremum.at.iter().map(|point| self.point(point));
        let sets = extremum.along.iter().map(|set| self.maths.relations(set, &or));
        let value = ("value", Phrase::from(self.with_decimal(&extremum.value)));
        let points = ("points", Formula::list(points).into());
        let sets = ("sets", Formula::list(sets).into());
        let key = match (extremum.at.is_empty(), extremum.along.is_empty()) {
            (false, _) => "extrema.at",
            (true, false) => "extrema.along",
            (true, true) => "extrema.value",
        };
        self.fact(label, self.words.say(key, &[value, points, sets]))
    }

    fn global_facts(&self) -> Vec<Phrase> {
        let facts = &self.document.global;
        let loss = ("loss", Phrase::from(self.loss()));
        let mut said = Vec::new();
        if let Some(infimum) = &facts.infimum {
            let key = match facts.attained {
                Some(true) => "facts.infimum-attained",
                Some(false) => "facts.infimum",
                None => "facts.infimum-open",
            };
            let value = ("value", Phrase::from(self.with_decimal(infimum)));
            said.push(self.words.say(key, &[loss.clone(), value]));
        }
        if let Some(supremum) = &facts.supremum {
            let value = ("value", Phrase::from(self.with_decimal(supremum)));
            said.push(self.words.say("facts.supremum", &[loss.clone(), value]));
        }
        if facts.coercive == Some(true) {
            said.push(match &facts.below {
                Some(GlobalReason::Coercive { growth: Some(growth) }) => self.growth(growth),
                _ => self.words.say("facts.coercive", std::slice::from_ref(&loss)),
            });
        }
        // A loss that tends to infinity everywhere needs no curve on which it does.
        let above = facts.above.as_ref().filter(|_| facts.coercive != Some(true));
        let below = facts.below.as_ref();
        for (reason, key) in [(below, "facts.falls"), (above, "facts.rises")] {
            if let Some(GlobalReason::Curve { curve, .. }) = reason {
                let tuple = super::scene::one_or_tuple(
                    curve.iter().map(|x| self.maths.expression(x)).collect(),
                );
                let curve = Formula::equation(self.variable_tuple(), tuple);
                let t = ("t", self.maths.name("t").into());
                said.push(self.words.say(key, &[loss.clone(), ("curve", curve.into()), t]));
            }
        }
        if let Some(GlobalReason::Levels { asymptotic, .. }) = &facts.below {
            let values = asymptotic.iter().map(|x| self.with_decimal(x));
            let values = ("values", Phrase::from(Formula::list(values)));
            let key = if asymptotic.is_empty() { "facts.levels-none" } else { "facts.levels" };
            said.push(self.words.say(key, &[loss, values]));
        }
        said
    }

    /// Why L tends to infinity.
    fn growth(&self, growth: &Growth) -> Phrase {
        let forms = growth.forms.iter().map(|f| self.maths.expression(&f.form));
        let defined = growth.coordinates.iter().map(|(letter, meaning)| {
            Formula::equation(self.maths.expression(letter), self.maths.expression(meaning))
        });
        let weights = growth.forms.first().map_or(&[][..], |f| &f.weights);
        let tuple = weights.iter().map(|w| self.maths.expression(&w.to_string())).collect();
        let key = match growth.forms.len() {
            1 if weights.iter().all(|w| *w == weights[0]) => "facts.growth",
            1 => "facts.growth-weighted",
            _ if growth.coordinates.is_empty() => "facts.growth-polygon",
            _ => "facts.growth-coordinates",
        };
        let parts = [
            ("loss", self.loss().into()),
            ("forms", Formula::list(forms).into()),
            ("coordinates", Formula::equations(defined).into()),
            ("variables", self.variable_tuple().into()),
            ("weights", super::scene::one_or_tuple(tuple).into()),
        ];
        self.words.say(key, &parts)
    }

    /// One heading for each case of the parameters.
    pub(crate) fn parameter_cases(&self) -> Vec<Block> {
        let or = self.words.label("list.or");
        let mut blocks = Vec::new();
        for case in &self.document.cases {
            let text: Phrase = self.maths.relations(&case.condition, &or).into();
            blocks.push(Block::Heading { text_plain: text.unicode(), text });
            blocks.push(Block::Table { table: self.case_table(case) });
        }
        blocks
    }

    fn case_table(&self, case: &ParameterCase) -> Table {
        let head = vec![
            Cell::of(self.label("label.set")),
            Cell::of(self.label("label.type")),
            Cell::number(self.loss()),
        ];
        let points = case.points.iter().map(|point| {
            let badge = Some(self.badge(Verdict::of_point(point)));
            vec![
                Cell::of(self.named_point(&point.name, &point.coordinates)),
                Cell { badge, ..Cell::default() },
                Cell::number(self.short(&point.value)),
            ]
        });
        let continua = case.continua.iter().flat_map(|set| {
            set.strata.iter().map(|stratum| {
                let badge = Some(self.badge(Verdict::of_stratum(stratum, set.dimension)));
                vec![
                    Cell::of(self.continuum_set(set)),
                    Cell { badge, ..Cell::default() },
                    Cell::number(self.short(&set.value)),
                ]
            })
        });
        Table { head, rows: points.chain(continua).collect(), cards: true, ..Table::default() }
    }
}
