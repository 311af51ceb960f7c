//! The result before its derivation, and the summary table.

use super::formula::Formula;
use super::page::{Answer, AnswerRow, Badge, Cell, Table};
use super::phrase::Phrase;
use super::scene::Scene;
use super::sets::{Piece, pieces};
use super::verdict::{Verdict, nature_key};
use crate::result::{Continuum, Inertia, NonsmoothSet, Number, Point, Reason, Status, Stratum};

/// Up to this many critical sets are a list; more are a table.
const LISTED: usize = 3;

impl Scene<'_> {
    /// The box at the head of the page.
    pub(crate) fn answer(&self) -> Answer {
        let mut answer = Answer::default();
        if !self.document.blocks.is_empty() {
            answer.table = Some(self.parts_table());
            answer.closing.push(self.completeness_row());
            return answer;
        }
        match self.is_short() {
            true => answer.rows = self.answer_rows(),
            false => answer.table = Some(self.summary()),
        }
        answer.closing.push(self.completeness_row());
        answer
    }

    /// Does the answer fit a list, so that the table comes at the end?
    pub(crate) fn is_short(&self) -> bool {
        let document = self.document;
        let sets = document.points.len()
            + document.continua.len()
            + document.families.len()
            + document.nonsmooth.len();
        sets <= LISTED && document.blocks.is_empty()
    }

    fn answer_rows(&self) -> Vec<AnswerRow> {
        let points = self.document.points.iter().map(|point| self.point_row(point));
        let continua = self.document.continua.iter().flat_map(|set| self.continuum_rows(set));
        let families = self.document.families.iter().map(|family| AnswerRow {
            badge: self.badge(Verdict::of_family(family)),
            text: self.set_fact(&family.name, self.family_set(family), &family.value, None),
            why: self.reason(Verdict::of_family(family)),
        });
        let kinks = self.document.nonsmooth.iter().map(|kink| AnswerRow {
            badge: self.badge(Verdict::of_kink(kink)),
            text: self.set_fact("nonsmooth", self.kink_set(kink), &kink.value, None),
            why: self.reason(Verdict::of_kink(kink)),
        });
        points.chain(continua).chain(families).chain(kinks).collect()
    }

    /// The relations of a set of kinks.
    pub(crate) fn kink_set(&self, kink: &NonsmoothSet) -> Formula {
        self.maths.relations(&kink.set, &self.words.label("list.or"))
    }

    fn point_row(&self, point: &Point) -> AnswerRow {
        let verdict = Verdict::of_point(point);
        let set = self.named_point(&point.name, &point.coordinates);
        let fact = self.set_fact(&point.name, set, &point.value, point.eigenvalues.as_deref());
        let place =
            self.location(point).map(|place| self.words.say("answer.place", &[("place", place)]));
        let text = [fact].into_iter().chain(place);
        AnswerRow {
            badge: self.badge(verdict),
            text: Phrase::joined(text, &self.words.label("list.sentence")),
            why: self.reason(verdict),
        }
    }

    fn continuum_rows(&self, set: &Continuum) -> Vec<AnswerRow> {
        let row = |piece: Piece<'_>| {
            let name = match &piece.place {
                None => self.continuum_set(set),
                Some(place) => self.such_that(self.continuum_set(set), place),
            };
            AnswerRow {
                badge: self.badge(piece.verdict),
                text: self.along_fact(set, name, piece.stratum, piece.place.is_none()),
                why: self.reason(piece.verdict),
            }
        };
        let mut pieces = pieces(set);
        if let Some(whole) = self.whole(set) {
            pieces.truncate(1);
            pieces.iter_mut().for_each(|piece| {
                piece.place = None;
                piece.verdict = whole;
            });
        }
        pieces.into_iter().filter(|piece| !self.is_repeated(set, piece)).map(row).collect()
    }

    /// The verdict on a whole set, if its pieces differ only in their eigenvalues.
    fn whole<'s>(&self, set: &'s Continuum) -> Option<Verdict<'s>> {
        let first = set.strata.first()?;
        let same = |s: &Stratum| (s.nature, s.global) == (first.nature, first.global);
        let bounded = matches!(first.reason, Reason::LowerBound { .. } | Reason::UpperBound { .. });
        let all = set.strata.iter().all(|s| same(s) && s.reason == first.reason);
        (bounded && all).then(|| Verdict::of_stratum(first, set.dimension))
    }

    /// Was a single point of a set listed with an earlier set already?
    fn is_repeated(&self, set: &Continuum, piece: &Piece<'_>) -> bool {
        let sample = &piece.stratum.sample;
        let mut earlier = self.document.continua.iter().take_while(|other| other.name != set.name);
        let alone = piece.verdict.dimension == 0;
        let holds = |s: &Stratum| s.r#where.contains(" = ") && s.sample == *sample;
        alone && earlier.any(|other| other.strata.iter().any(holds))
    }

    /// `C = {w1*w2 = 1}, L = 0, eigenvalues 0, 2w₁² + 2w₂².`
    fn along_fact(&self, set: &Continuum, name: Formula, stratum: &Stratum, whole: bool) -> Phrase {
        let one = set.strata.iter().all(|s| s.eigenvalues == stratum.eigenvalues);
        if stratum.eigenvalues.is_empty() || self.is_single() || (whole && !one) {
            return self.set_fact(&set.name, name, &set.value, None);
        }
        let values = stratum.eigenvalues.iter().map(|value| self.maths.expression(value).into());
        let values = Phrase::joined(values, &self.words.label("list.comma"));
        let places = [
            ("set", Phrase::link(&anchor(&set.name), name.into())),
            ("value", Formula::row([self.loss(), self.equals(&set.value)]).into()),
            ("eigenvalues", values),
        ];
        self.words.say("answer.set-with-eigenvalues", &places)
    }

    /// `P1 = (0, 0), L = 1, eigenvalues −2, 2.`
    fn set_fact(
        &self,
        name: &str,
        set: Formula,
        value: &Number,
        eigenvalues: Option<&[Number]>,
    ) -> Phrase {
        let places = [
            ("set", Phrase::link(&anchor(name), set.into())),
            ("value", Formula::row([self.loss(), self.equals(value)]).into()),
            ("eigenvalues", self.eigenvalue_list(eigenvalues.unwrap_or_default()).into()),
        ];
        match eigenvalues.filter(|_| !self.is_single()) {
            Some(_) => self.words.say("answer.set-with-eigenvalues", &places),
            None => self.words.say("answer.set", &places),
        }
    }

    /// `−2, 2`
    pub(crate) fn eigenvalue_list(&self, eigenvalues: &[Number]) -> Formula {
        let runs = eigenvalues.chunk_by(|a, b| a == b);
        let parts = runs.flat_map(|run| {
            let value = self.short(&run[0]);
            let times = Formula::new(
                &format!(" ({} times)", run.len()),
                &format!(" ({}×)", run.len()),
                &format!(r"\;({}\times)", run.len()),
                &format!(r#"<mspace width="0.3em"></mspace><mtext>({}×)</mtext>"#, run.len()),
            );
            match run.len() {
                1 | 2 => vec![value; run.len()],
                _ => vec![Formula::row([value, times])],
            }
        });
        Formula::list(parts)
    }

    /// The table of all critical sets.
    pub(crate) fn summary(&self) -> Table {
        let label = |key: &str| Cell::of(self.words.label(key).as_str());
        let eigenvalues = match self.is_single() {
            true => self.hessian().into(),
            false => self.words.say("label.eigenvalues-of", &[("H", self.hessian().into())]),
        };
        let head = vec![
            label("label.set"),
            label("label.type"),
            Cell::number(self.loss()),
            Cell::of(eigenvalues),
        ];
        let points = self.document.points.iter().map(|point| {
            let set = self.named_point(&point.name, &point.coordinates);
            let eigenvalues = match &point.eigenvalues {
                Some(values) => self.eigenvalue_list(values),
                None => signs(point.inertia.as_ref()),
            };
            let verdict = Verdict::of_point(point);
            let mut row = self.summary_row(&point.name, set, verdict, &point.value, eigenvalues);
            row[1].text = self.location(point).unwrap_or_default();
            row
        });
        let continua = self.document.continua.iter().flat_map(|set| self.continuum_cells(set));
        let families = self.document.families.iter().map(|family| {
            self.summary_row(
                &family.name,
                self.family_set(family),
                Verdict::of_family(family),
                &family.value,
                signs(family.inertia.as_ref()),
            )
        });
        let kinks = self.document.nonsmooth.iter().map(|kink| {
            self.summary_row(
                "nonsmooth",
                self.kink_set(kink),
                Verdict::of_kink(kink),
                &kink.value,
                Formula::default(),
            )
        });
        let rows = points.chain(continua).chain(families).chain(kinks).collect();
        Table { head, rows, cards: true, ..Table::default() }
    }

    fn continuum_cells(&self, set: &Continuum) -> Vec<Vec<Cell>> {
        let row = |(k, piece): (usize, Piece<'_>)| {
            let name = match &piece.place {
                None => self.continuum_set(set),
                Some(place) if k == 0 => self.such_that(self.continuum_set(set), place),
                Some(place) => self.such_that(self.set_name(&set.name), place),
            };
            let stratum = piece.stratum;
            let values = stratum.eigenvalues.iter().map(|value| self.maths.expression(value));
            let eigenvalues = match (stratum.eigenvalues.is_empty(), &stratum.sample_eigenvalues) {
                (false, _) => Formula::list(values),
                (true, Some(values)) if piece.verdict.dimension == 0 => {
                    self.eigenvalue_list(values)
                }
                (true, _) => signs(stratum.inertia.as_ref()),
            };
            self.summary_row(&set.name, name, piece.verdict, &set.value, eigenvalues)
        };
        let said = pieces(set).into_iter().filter(|piece| !self.is_repeated(set, piece));
        said.enumerate().map(row).collect()
    }

    fn summary_row(
        &self,
        name: &str,
        set: Formula,
        verdict: Verdict<'_>,
        value: &Number,
        eigenvalues: Formula,
    ) -> Vec<Cell> {
        let badge = Cell { badge: Some(self.badge(verdict)), ..Cell::default() };
        vec![
            Cell::of(Phrase::link(&anchor(name), set.into())),
            badge,
            Cell::number(self.short(value)),
            Cell::of(eigenvalues),
        ]
    }

    /// A badge as the bold beginning of a paragraph.
    pub(crate) fn badge_lead(&self, badge: &Badge) -> Phrase {
        let places = [("shape", Phrase::text(badge.shape)), ("text", Phrase::text(&badge.text))];
        Phrase::strong(&self.words.say("badge.lead", &places).unicode())
    }

    /// The badge of the completeness status.
    pub(crate) fn status_badge(&self) -> Badge {
        let (class, shape, key) = match self.document.completeness.status {
            Status::Proved => ("ok", "✓", "status.proved"),
            Status::ProvedInBox => ("ok", "✓", "status.proved-in-box"),
            Status::CountMatched => ("deg", "◆", "status.count-matched"),
            Status::Incomplete => ("deg", "◆", "status.incomplete"),
        };
        Badge { class, shape, text: self.words.label(key) }
    }

    /// How many points there are of each kind, where the answer is a table.
    fn tally(&self) -> Option<Phrase> {
        let points = &self.document.points;
        if self.is_short() || points.len() < 2 {
            return None;
        }
        let kinds = ["minimum", "saddle", "maximum", "inflection", "constant", "undetermined"];
        let counted = kinds.into_iter().filter_map(|kind| {
            let same = |p: &&Point| nature_key(p.nature) == kind;
            let n = points.iter().filter(same).count();
            (n > 0).then(|| self.words.count(&format!("tally.{kind}"), n, &[]))
        });
        let list = ("list", self.enumeration(counted.collect()));
        Some(self.words.count("tally.points", points.len(), &[list]))
    }

    fn completeness_row(&self) -> AnswerRow {
        let said = self.tally().into_iter().chain([self.completeness_sentence()]);
        AnswerRow {
            badge: self.status_badge(),
            text: Phrase::joined(said, &self.words.label("list.sentence")),
            why: match self.document.blocks.is_empty() {
                true => Phrase::default(),
                false => self.combination_of_parts(),
            },
        }
    }
}

/// `−, 0, +`: the signs of eigenvalues that have no short form; one variable has no such list.
fn signs(inertia: Option<&Inertia>) -> Formula {
    let Some(inertia) = inertia else { return Formula::default() };
    let sign = |sign: &str, tex: &str| {
        Formula::new(tex, sign, tex, &format!(r#"<mo form="prefix">{sign}</mo>"#))
    };
    let zero = Formula::integer(0);
    let signs = [
        (inertia.negative, sign("−", "-")),
        (inertia.zero, zero),
        (inertia.positive, sign("+", "+")),
    ];
    Formula::list(signs.into_iter().flat_map(|(n, sign)| vec![sign; n]))
}

/// The id of the section about a set.
pub(crate) fn anchor(name: &str) -> String {
    name.to_lowercase()
}
