//! The section of one isolated critical point.

use super::derivative::{gathered, row};
use super::formula::Formula;
use super::page::{Block, Fact, Figure};
use super::phrase::Phrase;
use super::plot::Slices;
use super::scene::Scene;
use super::verdict::Verdict;
use crate::result::{Inertia, Location, Multiplicity, Number, Point, TaylorExpansion};

/// Points with a picture of their own.
const SLICED: usize = 10;

/// Ems of the widest matrix that is written out.
const WIDE: f64 = 34.0;
/// Rows and columns at the beginning of a matrix too wide to be written out.
const CORNER: usize = 3;

/// A matrix; of one that is too wide, the first rows and columns and the last.
fn corner(rows: Vec<Vec<Formula>>) -> Formula {
    let whole = Formula::matrix(rows.clone());
    if rows.len() <= CORNER + 2 || super::markup::width(&whole.mathml) <= WIDE {
        return whole;
    }
    let dots = |plain: &str, shape: &str, tex: &str| {
        Formula::new(plain, shape, tex, &format!("<mo>{shape}</mo>"))
    };
    let across = || dots("...", "⋯", r"\cdots ");
    let cut = |row: &Vec<Formula>| {
        let mut short: Vec<Formula> = row.iter().take(CORNER).cloned().collect();
        short.push(across());
        short.extend(row.last().cloned());
        short
    };
    let mut short: Vec<Vec<Formula>> = rows.iter().take(CORNER).map(cut).collect();
    let down = || dots("...", "⋮", r"\vdots ");
    let mut between: Vec<Formula> = (0..CORNER).map(|_| down()).collect();
    between.extend([dots("...", "⋱", r"\ddots "), down()]);
    short.push(between);
    short.extend(rows.last().map(cut));
    Formula::matrix(short)
}

impl Scene<'_> {
    /// Facts, verdict, expansion, way down.
    pub(crate) fn point_section(&self, point: &Point) -> Vec<Block> {
        let mut blocks = self.point_in_short(point);
        if let Some(figure) = self.point_slices(point) {
            blocks.push(Block::Figure { figure });
        }
        if let Some(taylor) = &point.taylor {
            blocks.push(self.subheading("heading.taylor-at", &point.name));
            blocks.extend(self.taylor(taylor));
        }
        if let Some(escape) = &point.escape {
            blocks.push(self.subheading("heading.escape", &point.name));
            blocks.extend(self.escape(
                escape,
                self.set_name(&point.name),
                &point.coordinates,
                &point.value,
            ));
        }
        blocks
    }

    /// Facts and verdict only.
    pub(crate) fn point_in_short(&self, point: &Point) -> Vec<Block> {
        let verdict = Verdict::of_point(point);
        vec![
            Block::Facts { rows: self.point_facts(point) },
            Block::Verdict {
                class: verdict.class(),
                lead: self.lead(verdict),
                text: self.reason(verdict),
            },
        ]
    }

    /// Slices through a point; through the first few only, if there are many.
    fn point_slices(&self, point: &Point) -> Option<Figure> {
        let place = self.document.points.iter().position(|other| other.name == point.name)?;
        let hessian = point.hessian.as_ref().filter(|_| place < SLICED)?;
        let file = format!("slice-{}", point.name.to_lowercase());
        self.slices(&Slices {
            name: &point.name,
            file: &file,
            place: &point.coordinates,
            value: &point.value,
            hessian,
            class: Verdict::of_point(point).class(),
            way: point.escape.as_ref(),
        })
    }

    /// A heading that names a set.
    pub(crate) fn subheading(&self, key: &str, name: &str) -> Block {
        let text = self.words.say(key, &[("set", self.set_name(name).into())]);
        Block::Heading { text_plain: text.unicode(), text }
    }

    /// Where a point is and the value there.
    pub(crate) fn place_facts(&self, point: &Point) -> Vec<Fact> {
        let at = |letter: Formula| {
            Formula::row([letter, Formula::tuple(point.coordinates.iter().map(|c| self.bare(c)))])
        };
        let mut facts = self.coordinates(point);
        let value = Formula::row([at(self.loss()), self.equals(&point.value)]);
        facts.push(self.fact("label.value", value.into()));
        if let Some(location) = self.location(point) {
            facts.push(self.fact("label.location", location));
        }
        facts
    }

    fn point_facts(&self, point: &Point) -> Vec<Fact> {
        let at = |letter: Formula| {
            Formula::row([letter, Formula::tuple(point.coordinates.iter().map(|c| self.bare(c)))])
        };
        let mut facts = self.place_facts(point);
        if let Some(origin) = self.origin(self.loss_name(), &point.value) {
            facts.push(Fact { label: String::new(), value: origin });
        }
        if let Some(matrix) = &point.hessian {
            facts.push(self.fact(
                self.hessian_label(),
                Formula::row([at(self.hessian()), self.numbers(matrix)]).into(),
            ));
        }
        facts.extend(point.hessian.as_ref().and_then(|matrix| self.test_numbers(matrix)));
        if self.is_single() {
            facts.extend(self.multiplicity(point));
            return facts;
        }
        if let Some(eigenvalues) = &point.eigenvalues {
            facts.extend(self.eigen_facts(eigenvalues, &point.eigenvectors));
        }
        if let Some(inertia) = &point.inertia {
            let ratio = point.minimum_ratio.as_deref().filter(|_| self.is_scattered());
            facts.push(self.inertia(inertia, ratio));
        }
        facts.extend(self.multiplicity(point));
        facts.extend(self.singularity(point));
        facts
    }

    /// The name of a degenerate point in Arnold's list, with the corank.
    fn singularity(&self, point: &Point) -> Option<Fact> {
        let kind = point.singularity.as_ref()?;
        let places = [("corank", Phrase::from(kind.corank))];
        let value = match &kind.name {
            Some(name) => {
                let name = ("name", Phrase::text(&name.replace('-', "−")));
                self.words.say("point.singularity", &[name, places[0].clone()])
            }
            None => self.words.say("point.corank", &places),
        };
        Some(self.fact("label.singularity", value))
    }

    /// How often the point counts among the complex solutions, when not once.
    fn multiplicity(&self, point: &Point) -> Option<Fact> {
        let value = match point.multiplicity? {
            Multiplicity::Finite(1) => return None,
            Multiplicity::Finite(mu) => Formula::decimal(&mu.to_string()).into(),
            Multiplicity::Infinite(_) => self.label("label.infinite-multiplicity"),
        };
        Some(self.fact("label.multiplicity", value))
    }

    /// Where a point lies, if it is not inside the region.
    pub(crate) fn location(&self, point: &Point) -> Option<Phrase> {
        match point.location {
            Location::Interior => None,
            Location::Boundary => Some(self.label("location.boundary")),
            Location::Outside => Some(self.label("location.outside")),
        }
    }

    fn hessian_label(&self) -> &'static str {
        if self.is_single() { "label.second-derivative" } else { "label.hessian" }
    }

    /// A fact with a label from the catalogue.
    pub(crate) fn fact(&self, key: &str, value: Phrase) -> Fact {
        Fact { label: self.words.label(key), value }
    }

    /// `y = 2x² − 1`, if that is how a coordinate is given.
    fn related(&self, name: &str, relations: &[String]) -> Option<Phrase> {
        let sides = relations.iter().filter_map(|r| r.split_once(" = "));
        let (_, value) = sides.into_iter().find(|(left, _)| *left == name)?;
        Some(Formula::equation(self.maths.name(name), self.maths.expression(value)).into())
    }

    /// Coordinates that the heading does not say completely.
    fn coordinates(&self, point: &Point) -> Vec<Fact> {
        let coordinates = &point.coordinates;
        let mut facts = Vec::new();
        for (name, number) in self.document.variables.iter().zip(coordinates) {
            let related = self.related(name, &point.relations);
            let said = match related.or_else(|| self.origin(name, number)) {
                Some(said) => said,
                None => Formula::row([self.maths.name(name), self.equals(number)]).into(),
            };
            facts.push(said);
        }
        let plain = |c: &Number| {
            c.exact
                .as_ref()
                .is_some_and(|e| e.chars().all(|c| c.is_ascii_digit() || "-/".contains(c)))
        };
        if coordinates.iter().all(plain) {
            return Vec::new();
        }
        facts.extend(self.class_of_points(point));
        let label = self.words.label("label.coordinates");
        let labels = [label].into_iter().chain(std::iter::repeat(String::new()));
        labels.zip(facts).map(|(label, value)| Fact { label, value }).collect()
    }

    /// The common root that coordinates without a polynomial of their own are made from.
    fn class_of_points(&self, point: &Point) -> Option<Phrase> {
        let bare = |c: &Number| c.exact.is_none() && c.minimal_polynomial.is_none();
        if !point.relations.is_empty() || !point.coordinates.iter().any(bare) {
            return None;
        }
        let classes = self.document.proof.classes.iter();
        let (class, member) = classes
            .filter_map(|class| Some((class, class.points.iter().find(|p| p.point == point.name)?)))
            .next()?;
        let [low, high] = &member.enclosure;
        let ends = self.maths.short_ends(&class.polynomial, [low, high]);
        let ends = ends.map(|end| self.maths.expression(&end));
        let names = class.variables.iter().map(|name| self.maths.name(name));
        let places = [
            ("variables", Phrase::from(Formula::list(names))),
            ("u", self.maths.name("u").into()),
            ("polynomial", self.maths.leading(&class.polynomial).into()),
            ("interval", Formula::tuple(ends).into()),
        ];
        Some(self.words.count("point.class", class.variables.len(), &places))
    }

    /// `= (…)` or `≈ (…)`: a matrix of numbers; a 1 × 1 one is the number.
    pub(crate) fn numbers(&self, matrix: &[Vec<Number>]) -> Formula {
        if let [row] = matrix
            && let [only] = row.as_slice()
        {
            return self.equals(only);
        }
        let rows = matrix.iter().map(|row| row.iter().map(|entry| self.bare(entry)).collect());
        let sign = self.sign_of(matrix.iter().flatten());
        Formula::row([sign, corner(rows.collect())])
    }

    /// Eigenvalues, and eigenvectors if they are short.
    pub(crate) fn eigen_facts(&self, values: &[Number], vectors: &[Vec<Number>]) -> Vec<Fact> {
        let lambda = |k: usize| {
            let letter = Formula::new("lambda", "λ", r"\lambda", "<mi>λ</mi>");
            if values.len() == 1 { letter } else { letter.subscripted(Formula::integer(k + 1)) }
        };
        let entry = |(k, value): (usize, &Number)| Formula::row([lambda(k), self.equals(value)]);
        let list = Formula::equations(values.iter().enumerate().map(entry));
        let mut facts = vec![self.fact("label.eigenvalues", list.into())];
        if !vectors.is_empty() && values.len() > 1 {
            let entry = |(k, vector): (usize, &Vec<Number>)| {
                let v = Formula::new("v", "v", "v", "<mi>v</mi>");
                let v = v.subscripted(Formula::integer(k + 1));
                let entries = Formula::tuple(vector.iter().map(|x| self.bare(x)));
                Formula::row([v, self.sign_of(vector.iter()), entries])
            };
            let list = Formula::equations(vectors.iter().enumerate().map(entry));
            facts.push(self.fact("label.eigenvectors", list.into()));
        }
        facts
    }

    /// `(n₊, n₀, n₋) = (1, 0, 1)`, and the share of positive ones.
    pub(crate) fn inertia(&self, inertia: &Inertia, ratio: Option<&str>) -> Fact {
        let n = |sign: &str, tex: &str| {
            let n = Formula::new("n", "n", "n", "<mi>n</mi>");
            n.subscripted(Formula::new(sign, sign, tex, &format!("<mo>{sign}</mo>")))
        };
        let zero = Formula::new("n", "n", "n", "<mi>n</mi>").subscripted(Formula::integer(0));
        let letters = Formula::tuple([n("+", "+"), zero, n("−", "-")]);
        let numbers = [inertia.positive, inertia.zero, inertia.negative].map(Formula::integer);
        let signs = Formula::equation(letters, Formula::tuple(numbers));
        let value = match ratio {
            Some(ratio) => self.words.say(
                "point.ratio",
                &[("signs", signs.into()), ("ratio", self.maths.expression(ratio).into())],
            ),
            None => signs.into(),
        };
        self.fact("label.signs", value)
    }

    /// The Taylor polynomial and what is left of L.
    pub(crate) fn taylor(&self, taylor: &TaylorExpansion) -> Vec<Block> {
        let order = taylor.order as usize;
        let left = match taylor.exact {
            true => self.loss_of_variables(),
            false => {
                let t = Formula::new("T", "T", "T", "<mi>T</mi>");
                let t = t.subscripted(Formula::integer(order));
                Formula::row([t, Formula::tuple(self.variables())])
            }
        };
        let places = [("loss", self.loss().into()), ("order", Phrase::from(order))];
        let reason = match (taylor.exact, order) {
            (true, _) => self.words.say("taylor.exact", &places),
            (false, 2) => self.words.say("taylor.second", &places),
            (false, _) => self.words.say("taylor.order", &places),
        };
        let left = Formula::row([left, Formula::equals()]);
        let lines = gathered(left, self.maths.ascending_terms(&taylor.polynomial));
        vec![Block::Steps { rows: vec![row("res", reason, lines)] }]
    }
}
