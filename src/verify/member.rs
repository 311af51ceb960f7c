//! Points with coordinates from a class of the result.

use super::checker::Checker;
use super::claim::NotChecked;
use super::class::Class;
use super::numbers::{Minimal, PRECISION, ends};
use super::place::Place;
use super::univariate::Dense;
use crate::expr::{Expr, Symbol};
use crate::number::{Integer, Interval, Rational};
use crate::result::{Number, PointClass};
use std::cell::RefCell;
use std::rc::Rc;

/// One variable gₖ(u)/q(u) at one root u of h.
#[derive(Debug, Clone)]
pub(super) struct Member {
    numerator: Rc<Dense>,
    unknown: Rc<Unknown>,
}

/// A class as read from the result.
#[derive(Debug)]
pub(super) struct Known {
    class: Rc<Class>,
    h: Rc<Minimal>,
    denominator: Rc<Dense>,
    numerators: Vec<(Symbol, Rc<Dense>)>,
}

/// The root of one point.
#[derive(Debug)]
struct Unknown {
    h: Rc<Minimal>,
    denominator: Rc<Dense>,
    ends: [Rational; 2],
    /// Enclosures of u and q(u).
    refined: RefCell<Vec<(u32, Interval, Interval)>>,
}

impl Unknown {
    fn at(&self, prec: u32) -> (Interval, Interval) {
        let mut refined = self.refined.borrow_mut();
        if let Some((_, u, q)) = refined.iter().find(|(p, ..)| *p == prec) {
            return (u.clone(), q.clone());
        }
        // Horner's scheme loses about as many digits as the coefficients have.
        let working = prec + self.h.dense.bits();
        let u = self.h.closer(&self.ends, working);
        let q = self.denominator.enclosed_at(&u, working);
        refined.push((prec, u.clone(), q.clone()));
        (u, q)
    }
}

impl Member {
    /// An enclosure within the ends stated for the coordinate, which were seen to hold it.
    pub(super) fn value(&self, stated: &[Rational; 2], prec: u32) -> Interval {
        let (u, q) = self.unknown.at(prec);
        let stated = Interval::new(&stated[0], &stated[1], prec);
        let value = self.numerator.enclosed_at(&u, u.prec()).div(&q);
        let both = value.and_then(|x| x.intersect(&stated));
        both.map_or(stated, |x| x.with_prec(prec))
    }

    /// Does the coordinate lie between the ends?
    fn fits(&self, [low, high]: &[Rational; 2]) -> bool {
        let (u, q) = self.unknown.at(PRECISION);
        let value = self.numerator.enclosed_at(&u, u.prec()).div(&q);
        value.is_some_and(|x| *low <= x.lower() && x.upper() <= *high)
    }
}

impl Checker<'_> {
    /// The place of a point that belongs to a class: variables of the class by their
    /// polynomials, others exactly or by what the leaf substitutes. `None` if it belongs to
    /// none, or what is said does not fit together.
    pub(super) fn place_in_class(
        &mut self,
        name: &str,
        numbers: &[Number],
        leaf: &[usize],
    ) -> Option<Place> {
        let document = self.document;
        let mut having = document.proof.classes.iter().enumerate();
        let of = |c: &PointClass| c.points.iter().find(|p| p.point == name).cloned();
        let (index, stated, own) = having.find_map(|(k, c)| Some((k, c, of(c)?)))?;
        let known = self.known_class(index, stated).ok()?;
        let ends_of_u = [own.enclosure[0].parse().ok()?, own.enclosure[1].parse().ok()?];
        if !known.h.has_one_root(&ends_of_u, &self.budget).ok()? {
            return None;
        }
        let unknown = Rc::new(Unknown {
            h: known.h.clone(),
            denominator: known.denominator.clone(),
            ends: ends_of_u,
            refined: RefCell::default(),
        });
        let mut place = Place::of_class(known.class.clone());
        for (k, number) in numbers.iter().enumerate() {
            let variable = *self.variables.get(k)?;
            let position = stated.variables.iter().position(|v| *v == document.variables[k]);
            let e = match position {
                Some(position) => {
                    let (symbol, numerator) = known.numerators.get(position)?.clone();
                    let member = Member { numerator, unknown: unknown.clone() };
                    let ends = ends(number)?;
                    if !member.fits(&ends) {
                        return None;
                    }
                    place.add_member(symbol, member, ends);
                    self.dag.variable(symbol)
                }
                None => match &number.exact {
                    Some(text) => self.read_in(text, &[]).ok()?,
                    None => self.dag.variable(variable),
                },
            };
            place.add_coordinate(variable, e);
        }
        self.substituted(place, numbers, leaf)
    }

    /// Variables that are solved for by those that are known.
    fn substituted(&mut self, place: Place, numbers: &[Number], leaf: &[usize]) -> Option<Place> {
        let open = |c: &Self, e: Expr| {
            let inside = c.dag.symbols_of(e);
            inside.iter().any(|s| c.variables.contains(s))
        };
        if !place.expressions().iter().any(|&e| open(self, e)) {
            return Some(place);
        }
        let document = self.document;
        let node = leaf.first().and_then(|&id| document.proof.tree.get(id))?;
        let mut values: Vec<(Symbol, Expr)> = Vec::new();
        for s in &node.substitutions {
            let value = self.read(&s.value).ok()?;
            values.push((self.dag.symbol(&s.variable), value));
        }
        let generated = self.generated(&place, &values)?;
        for (e, number) in generated.expressions().into_iter().zip(numbers) {
            let value = self.enclosure(e, &generated)?;
            let [low, high] = match &number.exact {
                Some(_) => continue,
                None => ends(number)?,
            };
            if open(self, e) || value.lower() < low || value.upper() > high {
                return None;
            }
        }
        Some(generated)
    }

    fn known_class(&mut self, index: usize, stated: &PointClass) -> Result<Rc<Known>, NotChecked> {
        if let Some(known) = self.classes.get(&index) {
            return known.clone();
        }
        let known = self.read_class(index, stated).map(Rc::new);
        self.classes.insert(index, known.clone());
        known
    }

    fn read_class(&mut self, index: usize, stated: &PointClass) -> Result<Known, NotChecked> {
        const CERTAINLY_SMALL: isize = 16;
        let h = self.dense(&stated.polynomial, "u")?;
        let denominator = self.dense(&stated.denominator, "u")?;
        let mut numerators = Vec::new();
        for (variable, text) in stated.variables.iter().zip(&stated.numerators) {
            let symbol = self.dag.symbol(&format!("{variable} in class {index}"));
            self.algebra.adjoin_unknown(symbol);
            numerators.push((symbol, Rc::new(self.dense(text, "u")?)));
        }
        let low = |f: &Dense| f.degree() < h.degree();
        if !low(&denominator) || !numerators.iter().all(|(_, g)| low(g)) {
            return Err(NotChecked::NoEvidence);
        }
        let whole = |f: &Dense| f.integers().ok_or(NotChecked::NoEvidence);
        let over_z: Vec<(Symbol, Vec<Integer>)> = numerators
            .iter()
            .map(|(s, g)| Ok((*s, whole(g)?)))
            .collect::<Result<_, NotChecked>>()?;
        let coefficients = whole(&h)?;
        let irreducible =
            h.degree() > CERTAINLY_SMALL && super::residue_ring::is_irreducible(&coefficients);
        let class = Class::new(coefficients, whole(&denominator)?, over_z, irreducible);
        Ok(Known {
            class: Rc::new(class),
            h: Rc::new(Minimal::new(h)),
            denominator: Rc::new(denominator),
            numerators,
        })
    }
}
