//! The page put together: which sections there are, in which order.

use super::answer::anchor;
use super::formula::Formula;
use super::options::Options;
use super::page::{AlikePoint, Block, Page, Section};
use super::phrase::Phrase;
use super::scene::Scene;
use super::verdict::Verdict;
use crate::result::{Document, Number, Point, SymmetryOrbit};

/// More isolated points than this share one section, each folded.
const APART: usize = 4;

/// Groups of points told at full length in one section.
const DETAILED: usize = 16;

/// Groups of points told of at all; of the others the table says enough.
const TOLD: usize = 48;

/// Ems of a formula in the title.
const TITLE: u64 = 20;

/// The page of a result with all its sections.
pub(crate) fn solution(document: &Document, options: &Options) -> Page {
    let scene = Scene { notation: options.notation, ..Scene::new(document, &options.language) };
    let title = scene.title();
    Page {
        language: scene.words.language,
        kind: scene.words.label("page.kind"),
        about: scene.words.label("page.description"),
        title_text: title.unicode(),
        title,
        subtitle: subtitle(document),
        answer: Some(scene.answer()),
        figures: scene.figures(),
        sections: scene.sections(options),
        method: scene.method(options),
    }
}

fn subtitle(document: &Document) -> Option<String> {
    let notes = &document.texts.notes;
    (!notes.is_empty()).then(|| notes.join("\n\n"))
}

impl Scene<'_> {
    /// The file's own title, or what the page is about.
    pub(crate) fn title(&self) -> Phrase {
        match &self.document.texts.title {
            Some(title) => Phrase::text(title),
            None => {
                let formula = match self.maths.width(self.typed()) <= TITLE {
                    true => Formula::equation(self.loss_of_variables(), self.formula()),
                    false => self.loss_of_variables(),
                };
                self.words.say("page.title", &[("formula", formula.into())])
            }
        }
    }

    /// The right-hand side of the loss.
    pub(crate) fn formula(&self) -> Formula {
        self.maths.expression(self.typed())
    }

    /// As typed, if that can be read with the names of the file.
    pub(crate) fn typed(&self) -> &str {
        let document = self.document;
        let typed = document.reading.as_typed.as_str();
        if self.maths.read(typed).is_some() { typed } else { &document.formula }
    }

    fn sections(&self, options: &Options) -> Vec<Section> {
        let document = self.document;
        let mut all = Sections::default();
        let [first, second] = match self.is_single() {
            true => ["heading.derivative", "heading.second-derivative"],
            false => ["heading.gradient", "heading.hessian"],
        };
        all.add("problem", self.label("heading.problem"), self.problem());
        all.add("grad", self.label(first), self.gradient_section(options.steps));
        let equation = Formula::equation(self.gradient(), Formula::integer(0));
        let solving = self.words.say("heading.solving", &[("equation", equation.into())]);
        all.add("solve", solving, self.solving_section(options.steps));
        all.add("hess", self.label(second), self.hessian_section(options.steps));
        self.add_sets(&mut all);
        all.add("nonsmooth", self.label("heading.nonsmooth"), self.nonsmooth());
        all.add("constrained", self.label("heading.constrained"), self.constrained());
        let whole = match document.extrema {
            Some(_) => "heading.extrema",
            None => "heading.global",
        };
        all.add("extrema", self.label(whole), self.extrema());
        all.add("parameters", self.label("heading.cases"), self.parameter_cases());
        all.add("asked", self.label("heading.asked"), self.asked());
        all.add("taylor", self.label("heading.taylor"), self.taylor_asked());
        if self.is_short() && self.found() > 0 {
            let table = vec![Block::Table { table: self.summary() }];
            all.add("sum", self.label("heading.summary"), table);
        }
        all.add("complete", self.label("heading.complete"), self.completeness());
        all.add("checks", self.label("heading.checks"), self.checks());
        debug_assert!(document.variables.len() == document.gradient.len());
        all.0
    }

    /// A phrase of fixed words.
    pub(crate) fn label(&self, key: &str) -> Phrase {
        Phrase::text(&self.words.label(key))
    }

    fn add_sets(&self, all: &mut Sections) {
        let document = self.document;
        if document.points.len() > APART {
            all.add("points", self.label("heading.points"), self.folded(&document.points, ""));
        } else {
            for point in &document.points {
                let badge = self.badge(Verdict::of_point(point));
                let heading = self.point_heading(point);
                all.push(&anchor(&point.name), heading, Some(badge), self.lone_point(point));
            }
        }
        for set in &document.continua {
            let badge = match super::sets::pieces(set).as_slice() {
                [only] => Some(self.badge(only.verdict)),
                _ => None,
            };
            let mut named = vec![Phrase::from(self.set_name(&set.name))];
            if let ([equation], true) = (set.equations.as_slice(), set.inequalities.is_empty()) {
                named.push(self.maths.level(equation).into());
            }
            let separator = self.words.label("page.label-separator");
            let name = ("set", Phrase::joined(named, &separator));
            let heading = self.words.count("heading.continuum", set.dimension, &[name]);
            all.push(&anchor(&set.name), heading, badge, self.continuum_section(set));
        }
        for family in &document.families {
            let verdict = Verdict::of_family(family);
            let name = ("set", Phrase::from(self.set_name(&family.name)));
            let heading = self.words.say("heading.family", &[name]);
            let badge = Some(self.badge(verdict));
            all.push(&anchor(&family.name), heading, badge, self.family(family));
        }
        let loss = ("loss", Phrase::from(self.loss()));
        all.add("parts", self.words.say("heading.blocks", &[loss]), self.parts());
    }

    /// `The origin, P1 = (0, 0)`
    pub(crate) fn point_heading(&self, point: &Point) -> Phrase {
        let zero = |c: &crate::result::Number| c.exact.as_deref() == Some("0");
        let origin = point.coordinates.len() > 1 && point.coordinates.iter().all(zero);
        let key = if origin { "heading.origin" } else { "heading.point" };
        let place = self.named_point(&point.name, &point.coordinates);
        self.words.say(key, &[("point", place.into())])
    }

    /// Many points: each folded, the first saddle open as the model. Points with the value, the
    /// eigenvalues and the reason of an earlier one are told of together with it. The prefix
    /// keeps the ids of points in different parts apart.
    pub(crate) fn folded(&self, points: &[Point], prefix: &str) -> Vec<Block> {
        let groups = groups(points, &self.document.symmetries.orbits);
        let is_saddle = |group: &Vec<&Point>| group[0].nature == crate::result::Nature::Saddle;
        let model = groups.iter().position(is_saddle).unwrap_or(0);
        let mut blocks = Vec::new();
        let mut left = 0;
        for (k, group) in groups.iter().enumerate() {
            let (point, shown) = (group[0], k == model);
            if k >= TOLD && !shown {
                left += group.len();
                continue;
            }
            let place = self.named_point(&point.name, &point.coordinates);
            blocks.push(Block::Open {
                title_text: place.unicode.clone(),
                summary: self.with_more(place, group.len() - 1),
                badge: Some(self.badge(Verdict::of_point(point))),
                id: format!("{prefix}{}", anchor(&point.name)),
                shown,
            });
            match k < DETAILED || shown {
                true => blocks.extend(self.point_section(point)),
                false => blocks.extend(self.point_in_short(point)),
            }
            blocks.extend(self.alike(&group[1..], prefix));
            blocks.push(Block::Close);
        }
        if left > 0 {
            let text = self.words.count("point.others", left, &[]);
            blocks.push(Block::Paragraph { text });
        }
        blocks
    }

    /// `P₁ = (1, 1) and 3 more like it`
    fn with_more(&self, place: Formula, more: usize) -> Phrase {
        match more {
            0 => place.into(),
            n => self.words.count("point.and-more", n, &[("point", place.into())]),
        }
    }

    /// Points that differ from the one before only in their place.
    fn alike(&self, others: &[&Point], prefix: &str) -> Option<Block> {
        let item = |point: &&Point| {
            let place: Phrase = self.named_point(&point.name, &point.coordinates).into();
            // The last of the facts is the value.
            let facts = self.place_facts(point);
            let told = facts.len().saturating_sub(1);
            let origins = facts.into_iter().take(told).map(|fact| fact.value);
            let image = self
                .image_of(&point.name)
                .map(|(_, map)| self.words.say("point.image", &[("map", map.into())]));
            let text = [place].into_iter().chain(origins).chain(image);
            AlikePoint {
                id: format!("{prefix}{}", anchor(&point.name)),
                text: Phrase::joined(text, &self.words.label("list.semicolon")),
            }
        };
        let images = others.iter().all(|point| self.image_of(&point.name).is_some());
        let key = if images { "point.images" } else { "point.alike" };
        let intro = self.words.count(key, others.len(), &[]);
        let items = others.iter().map(item).collect();
        (!others.is_empty()).then_some(Block::Alike { intro, items })
    }
}

impl Scene<'_> {
    /// The first point of the orbit that a point belongs to, and a map that carries it there;
    /// `None` for the first one itself.
    fn image_of(&self, name: &str) -> Option<(&str, Formula)> {
        let orbits = self.document.symmetries.orbits.iter();
        let (orbit, place) = orbits
            .filter_map(|orbit| Some((orbit, orbit.members.iter().position(|m| m == name)?)))
            .next()?;
        let (first, map) = (orbit.members.first()?, orbit.maps.get(place)?);
        let image = map.iter().map(|x| self.maths.expression(x)).collect();
        let arrow = Formula::operator("->", "↦", r"\mapsto");
        let image = super::scene::one_or_tuple(image);
        let map = Formula::row([self.variable_tuple(), arrow, image]);
        (place > 0).then_some((first.as_str(), map))
    }

    /// A point in a section of its own; the picture of an image would only repeat itself.
    fn lone_point(&self, point: &Point) -> Vec<Block> {
        let mut blocks = self.point_section(point);
        let Some((first, map)) = self.image_of(&point.name) else { return blocks };
        blocks.retain(|block| !matches!(block, Block::Figure { .. }));
        let places = [
            ("point", Phrase::from(self.set_name(&point.name))),
            ("first", Phrase::link(&anchor(first), self.set_name(first).into())),
            ("map", map.into()),
        ];
        let text = self.words.say("point.image-of", &places);
        blocks.insert(0, Block::Paragraph { text });
        blocks
    }
}

/// Points with those that are like them, in the order of the first of each.
fn groups<'p>(points: &'p [Point], orbits: &[SymmetryOrbit]) -> Vec<Vec<&'p Point>> {
    let together = |a: &Point, b: &Point| {
        let both = |orbit: &SymmetryOrbit| {
            orbit.members.contains(&a.name) && orbit.members.contains(&b.name)
        };
        is_alike(a, b) || orbits.iter().any(both)
    };
    let mut groups: Vec<Vec<&Point>> = Vec::new();
    for point in points {
        match groups.iter_mut().find(|group| together(group[0], point)) {
            Some(group) => group.push(point),
            None => groups.push(vec![point]),
        }
    }
    groups
}

/// Have two points the same value, the same eigenvalues and the same reason?
fn is_alike(a: &Point, b: &Point) -> bool {
    let same = |a: &Number, b: &Number| {
        a.exact == b.exact
            && a.decimal == b.decimal
            && (&a.minimal_polynomial, a.exact.is_some())
                == (&b.minimal_polynomial, b.exact.is_some())
            && (a.exact.is_some() || a.minimal_polynomial.is_some())
    };
    let exact = |m: &Vec<Vec<Number>>| m.iter().flatten().all(|entry| entry.exact.is_some());
    let equal_hessians =
        a.hessian.is_some() && a.hessian == b.hessian && a.hessian.as_ref().is_some_and(exact);
    let all_same = match (&a.eigenvalues, &b.eigenvalues) {
        _ if equal_hessians => true,
        (Some(a), Some(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Some(_), None) | (None, Some(_) | None) => false,
    };
    let verdict = |p: &Point| (p.nature, p.strict, p.degenerate, p.global, p.location);
    all_same
        && same(&a.value, &b.value)
        && verdict(a) == verdict(b)
        && a.reason == b.reason
        && !a.degenerate
}

/// Sections with their running number; empty ones are left out.
#[derive(Default)]
struct Sections(Vec<Section>);

impl Sections {
    fn add(&mut self, id: &str, heading: Phrase, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            self.push(id, heading, None, blocks);
        }
    }

    fn push(
        &mut self,
        id: &str,
        heading: Phrase,
        badge: Option<super::page::Badge>,
        blocks: Vec<Block>,
    ) {
        let number = self.0.len() + 1;
        let heading_text = heading.unicode();
        self.0.push(Section { id: id.to_string(), number, heading, heading_text, badge, blocks });
    }
}
