//! Sites as points, corners and proof of the result.

use super::Line;
use super::domain::has_zero;
use super::sites::Site;
use super::tiles::{Argument, Piece};
use crate::analyze::document::region_text;
use crate::analyze::points::minimum_ratio;
use crate::analyze::verdicts;
use crate::classify::visible_bounds;
use crate::expr::Expr;
use crate::expr::domain::Condition;
use crate::expr::print::input;
use crate::linalg::Inertia;
use crate::number::{Rational, Sign};
use crate::problem::Comparison;
use crate::result::{
    Completeness, Document, GlobalKind, LineArgument, LineFactor, LinePiece, Location, Nature,
    NonsmoothSet, Number, OneVariable, Point, Reason, Status, TaylorExpansion, WhyComplete,
};

/// Most points that are written out.
const MOST: usize = 10_000;

impl Line<'_> {
    /// Fills the document; `None` if something is undecided.
    pub(super) fn write(
        mut self,
        document: &mut Document,
        domain: &[Condition],
        corners: &[Expr],
    ) -> Option<()> {
        let sites = self.sites(domain)?;
        if sites.len() > MOST {
            return None;
        }
        let mut values = Vec::new();
        for site in &sites {
            let value = self.value(site.at);
            values.push(self.known_value(value, site.factor));
        }
        let least = self.extreme(&sites, &values, false);
        let most = self.extreme(&sites, &values, true);
        let mut points = Vec::new();
        for (k, site) in sites.iter().enumerate() {
            let nature = nature(site.sides);
            let global = match nature {
                Nature::LocalMinimum => self.global(k, &values, least.as_deref(), false),
                Nature::LocalMaximum => self.global(k, &values, most.as_deref(), true),
                _ => GlobalKind::No,
            };
            if site.critical {
                let location = self.location(site.at)?;
                points.push((k, self.point(site, values[k], nature, global, location)?));
            } else if !matches!(nature, Nature::Inflection) {
                document.nonsmooth.push(self.kink(site, values[k], nature, corners));
            }
        }
        points.sort_by(|a, b| self.order(values[a.0], values[b.0]).then(b.0.cmp(&a.0)));
        for (j, (_, point)) in points.into_iter().enumerate() {
            document.points.push(Point { name: format!("P{}", j + 1), ..point });
        }
        document.proof.one_variable = vec![self.proof()];
        document.completeness = self.completeness();
        Some(())
    }

    /// L at a place.
    fn value(&mut self, at: Expr) -> Expr {
        self.dag.substitute(self.problem.objective, &[(self.symbol, at)])
    }

    /// The value as a rational number c, if a factor that is zero there divides L − c.
    fn known_value(&mut self, value: Expr, factor: Option<usize>) -> Expr {
        const LONGEST: usize = 24;
        let (Some(k), false) = (factor, self.dag.symbols_of(value).is_empty()) else {
            return value;
        };
        let Some(near) = self.roots.enclosure(self.dag, value, 128) else { return value };
        let width = &near.width() + &Rational::from(2).pow(-90).unwrap_or_default();
        if near.contains_zero() && near.width() > Rational::fraction(1, 1_000_000) {
            return value;
        }
        let c = Rational::simplest_between(&(&near.lower() - &width), &(&near.upper() + &width));
        if c.numerator().bits() + c.denominator().bits() > LONGEST {
            return value;
        }
        let c = self.dag.number(c);
        let own = self.factors[k].curve.function();
        // L = c, or L² = c² where L is near c.
        let loss = self.problem.objective;
        let squares = [self.dag.square(loss), self.dag.square(c)];
        for [a, b] in [[loss, c], squares] {
            let difference = self.dag.sub(a, b);
            let all = super::taken_apart(self.dag, self.symbol, difference, self.budget);
            let divides = |(_, all): (Expr, Vec<super::Factor>)| {
                all.iter().any(|f| f.curve.function() == own)
            };
            if all.is_some_and(divides) {
                return c;
            }
        }
        value
    }

    fn number(&self, e: Expr) -> Option<Number> {
        self.roots.number(self.dag, e, self.budget).ok()
    }

    fn order(&self, a: Expr, b: Expr) -> std::cmp::Ordering {
        let float = |e: Expr| {
            let x = self.roots.enclosure(self.dag, e, 64);
            x.map_or(f64::INFINITY, |x| x.midpoint().to_f64())
        };
        float(a).total_cmp(&float(b))
    }

    /// The sites with the least (largest) value, if L falls (grows) from the ends of every
    /// interval inward, so that one of them has the least (largest) value of all.
    fn extreme(&mut self, sites: &[Site], values: &[Expr], most: bool) -> Option<Vec<usize>> {
        if self.cut != [false; 2] || self.window.iter().any(Option::is_some) || sites.is_empty() {
            return None;
        }
        let (inward, outward) = match most {
            false => (Sign::Negative, Sign::Positive),
            true => (Sign::Positive, Sign::Negative),
        };
        for span in self.spans.clone() {
            let inside = |s: &&Site| {
                let at = self.roots.enclosure(self.dag, s.at, 256);
                let end = |e: Expr| self.dag.enclosure(e, 256);
                let above = span.low.is_none_or(|e| {
                    e == s.at || end(e).zip(at.clone()).is_some_and(|(e, x)| e.certainly_less(&x))
                });
                let below = span.high.is_none_or(|e| {
                    e == s.at || end(e).zip(at.clone()).is_some_and(|(e, x)| x.certainly_less(&e))
                });
                above && below
            };
            let own: Vec<&Site> = sites.iter().filter(inside).collect();
            let (first, last) = (own.first()?, own.last()?);
            let open = |end: Option<Expr>| end.is_none_or(|e| sites.iter().all(|s| s.at != e));
            if (open(span.low) && first.sides[0] != inward)
                || (open(span.high) && last.sides[1] != outward)
            {
                return None;
            }
        }
        let mut best: Vec<usize> = Vec::new();
        for k in 0..sites.len() {
            let Some(&known) = best.first() else {
                best.push(k);
                continue;
            };
            let difference = self.dag.sub(values[k], values[known]);
            match (self.sign_of(difference), most) {
                (Sign::Zero, _) => best.push(k),
                (Sign::Negative, false) | (Sign::Positive, true) => best = vec![k],
                (Sign::Positive, false) | (Sign::Negative, true) => {}
                (Sign::Unknown, _) => return None,
            }
        }
        Some(best)
    }

    fn global(
        &mut self,
        k: usize,
        values: &[Expr],
        best: Option<&[usize]>,
        most: bool,
    ) -> GlobalKind {
        let is = if most { GlobalKind::Maximum } else { GlobalKind::Minimum };
        if let Some(best) = best {
            return if best.contains(&k) { is } else { GlobalKind::No };
        }
        let (lower, upper) = visible_bounds(self.dag, self.problem.objective);
        let bound = if most { upper } else { lower };
        if let Some(bound) = bound {
            let b = self.dag.number(bound.bound);
            let difference = self.dag.sub(values[k], b);
            if self.dag.is_zero(difference) {
                return is;
            }
        }
        for &other in values {
            let difference = self.dag.sub(other, values[k]);
            let beyond = if most { Sign::Positive } else { Sign::Negative };
            if self.sign_of(difference) == beyond {
                return GlobalKind::No;
            }
        }
        GlobalKind::Unknown
    }

    fn location(&mut self, at: Expr) -> Option<Location> {
        let mut location = Location::Interior;
        for relation in &self.problem.region {
            let difference = self.dag.sub(relation.right, relation.left);
            let value = self.dag.substitute(difference, &[(self.symbol, at)]);
            let strict = relation.comparison != Comparison::AtMost;
            match (self.sign_of(value), strict) {
                (Sign::Positive, _) => {}
                (Sign::Zero, false) => location = Location::Boundary,
                (Sign::Zero, true) | (Sign::Negative, _) => return Some(Location::Outside),
                (Sign::Unknown, _) => return None,
            }
        }
        Some(location)
    }

    fn point(
        &mut self,
        site: &Site,
        value: Expr,
        nature: Nature,
        global: GlobalKind,
        location: Location,
    ) -> Option<Point> {
        let inertia = site.order.map(|order| match (order, site.sides[1]) {
            (1, Sign::Positive) => Inertia { positive: 1, negative: 0, zero: 0 },
            (1, _) => Inertia { positive: 0, negative: 1, zero: 0 },
            _ => Inertia { positive: 0, negative: 0, zero: 1 },
        });
        let second = match site.order {
            None => None,
            Some(1) => {
                let second = self.slope.derivative(self.dag, 1);
                let second = self.dag.substitute(second, &[(self.symbol, site.at)]);
                Some(self.number(second)?)
            }
            Some(_) => Some(crate::analyze::numbers::rational(&Rational::zero())),
        };
        let positive = site.sides[1] == Sign::Positive;
        let reason = match site.order {
            Some(1) if positive => Reason::PositiveDefinite,
            Some(1) => Reason::NegativeDefinite,
            Some(order) => Reason::FirstNonzeroDerivative { order: order + 1, positive },
            None => {
                let sides = site.sides.map(|s| s == Sign::Positive);
                Reason::SlopeSigns { positive_before: sides[0], positive_after: sides[1] }
            }
        };
        Some(Point {
            name: String::new(),
            location,
            coordinates: vec![self.number(site.at)?],
            relations: Vec::new(),
            value: self.number(value)?,
            hessian: second.clone().map(|h| vec![vec![h]]),
            inertia: inertia.map(verdicts::inertia),
            eigenvalues: second.map(|h| vec![h]),
            eigenvectors: Vec::new(),
            minimum_ratio: inertia.map(|i| minimum_ratio(i, 1)),
            nature,
            strict: Some(nature != Nature::Inflection),
            degenerate: site.order.is_some_and(|k| k > 1),
            global,
            because: String::new(),
            reason,
            taylor: self.taylor(site),
            escape: None,
            leaf: Vec::new(),
            multiplicity: None,
            singularity: None,
        })
    }

    fn taylor(&mut self, site: &Site) -> Option<TaylorExpansion> {
        if site.order.is_none() || !self.dag.symbols_of(site.at).is_empty() {
            return None;
        }
        let p = crate::analyze::asked::expansion(
            &mut crate::calculus::Derivatives::default(),
            self.dag,
            (self.problem.objective, &[self.symbol]),
            &[site.at],
            self.budget,
        )?;
        let e = p.expression(self.dag);
        Some(TaylorExpansion { order: 2, polynomial: input(self.dag, e), exact: p.is_exact })
    }

    fn kink(&mut self, site: &Site, value: Expr, nature: Nature, corners: &[Expr]) -> NonsmoothSet {
        let zero = |line: &mut Self, e: Expr| {
            let value = line.dag.substitute(e, &[(line.symbol, site.at)]);
            line.dag.is_zero(value)
        };
        let of = corners.iter().copied().find(|&e| zero(self, e));
        let of = of.map_or_else(String::new, |e| input(self.dag, e));
        let name = self.dag.name(self.symbol).to_string();
        NonsmoothSet {
            set: format!("{name} = {}", input(self.dag, site.at)),
            sample: vec![crate::analyze::asked::constant(self.dag, site.at)],
            value: crate::analyze::asked::constant(self.dag, value),
            nature,
            because: String::new(),
            reason: Reason::Kink { of },
        }
    }

    fn proof(&mut self) -> OneVariable {
        let mut factors = Vec::new();
        for k in 0..self.factors.len() {
            let factor = &self.factors[k];
            let pieces = factor.pieces.iter().map(|p| self.piece(p)).collect();
            let equation = input(self.dag, factor.curve.function());
            factors.push(LineFactor { equation, power: factor.power, pieces });
        }
        OneVariable {
            variable: self.dag.name(self.symbol).to_string(),
            unit: input(self.dag, self.unit),
            factors,
        }
    }

    fn piece(&self, piece: &Piece) -> LinePiece {
        let end = |e: Option<Expr>, infinite: &str| {
            e.map_or_else(|| infinite.to_string(), |e| input(self.dag, e))
        };
        let argument = match &piece.argument {
            Argument::Far => LineArgument::Far,
            Argument::Empty => LineArgument::NoZero,
            Argument::Monotone { .. } => LineArgument::Monotone { zero: has_zero(&piece.argument) },
            Argument::Multiple { at, order } => {
                LineArgument::Multiple { at: input(self.dag, *at), order: *order as u32 }
            }
        };
        LinePiece { from: end(piece.low, "-oo"), to: end(piece.high, "oo"), argument }
    }

    fn completeness(&self) -> Completeness {
        let pieces = self.factors.iter().map(|f| f.pieces.len()).sum();
        let mut reasons = vec![WhyComplete::OneVariable { pieces }];
        let name = self.dag.name(self.symbol);
        let mut region = region_text(self.problem);
        if self.cut != [false; 2] {
            let sides: Vec<String> = [(0, ">="), (1, "<=")]
                .into_iter()
                .filter_map(|(k, relation)| {
                    let end = self.window[k].as_ref().filter(|_| self.cut[k])?;
                    Some(format!("{name} {relation} {end}"))
                })
                .collect();
            region = sides.join(", ");
            reasons.push(WhyComplete::OutsideOpen);
        }
        if !self.problem.region.is_empty() {
            reasons.push(WhyComplete::BoundaryNotStudied);
        }
        let status = if self.cut == [false; 2] { Status::Proved } else { Status::ProvedInBox };
        Completeness { status, region, why: String::new(), reasons, left: Vec::new() }
    }
}

/// By the signs of the derivative before and after.
fn nature(sides: [Sign; 2]) -> Nature {
    match sides {
        [Sign::Negative, Sign::Positive] => Nature::LocalMinimum,
        [Sign::Positive, Sign::Negative] => Nature::LocalMaximum,
        _ => Nature::Inflection,
    }
}
