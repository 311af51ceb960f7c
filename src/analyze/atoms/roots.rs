//! Numbers made of algebraic numbers, logarithms and angles.

use crate::analyze::asked::constant;
use crate::analyze::line::Root;
use crate::analyze::numbers::{enclosed, field_element, short};
use crate::budget::{Budget, Exhausted};
use crate::expr::{Dag, Expr, Symbol};
use crate::number::{Interval, RealField, Sign};
use crate::polynomial::algebraic::FieldElement;
use crate::result::Number;
use std::collections::BTreeMap;

/// Symbols for algebraic numbers without a short form.
#[derive(Debug, Default)]
pub(in crate::analyze) struct Roots {
    table: BTreeMap<Symbol, Known>,
}

/// A number that a symbol stands for.
#[derive(Debug, Clone)]
enum Known {
    Algebraic(FieldElement),
    Line(Root),
}

impl Known {
    fn enclosure(&self, prec: u32) -> Interval {
        match self {
            Known::Algebraic(x) => x.enclosure(prec),
            Known::Line(x) => x.enclosure(prec),
        }
    }
}

impl Roots {
    /// An algebraic number as an expression.
    pub(in crate::analyze) fn expression(
        &mut self,
        dag: &mut Dag,
        x: &FieldElement,
        budget: &Budget,
    ) -> Result<Expr, Exhausted> {
        if let Some(e) = short(dag, x, budget)? {
            return Ok(e);
        }
        Ok(self.named(dag, Known::Algebraic(x.clone())))
    }

    /// A zero of a function of one variable as an expression.
    pub(in crate::analyze) fn of_line(&mut self, dag: &mut Dag, x: Root) -> Expr {
        self.named(dag, Known::Line(x))
    }

    fn named(&mut self, dag: &mut Dag, x: Known) -> Expr {
        // A space keeps the name apart from what can be typed.
        let symbol = dag.symbol(&format!("root {}", self.table.len() + 1));
        self.table.insert(symbol, x);
        dag.variable(symbol)
    }

    /// An enclosure.
    pub(in crate::analyze) fn enclosure(&self, dag: &Dag, e: Expr, prec: u32) -> Option<Interval> {
        let known = |s: &Symbol| Some((*s, self.table.get(s)?.enclosure(prec + 16)));
        let values = dag.symbols_of(e).iter().filter_map(known).collect();
        dag.enclosure_at(e, prec, &values)
    }

    /// The sign; zero only if the expression is zero by its canonical form.
    pub(in crate::analyze) fn sign(&self, dag: &Dag, e: Expr) -> Sign {
        if dag.symbols_of(e).is_empty() && dag.sign(e) != Sign::Unknown {
            return dag.sign(e);
        }
        for prec in [64, 256, 1024] {
            match self.enclosure(dag, e, prec).map(|x| x.sign()) {
                Some(Sign::Unknown) => {}
                Some(sign) => return sign,
                None => return Sign::Unknown,
            }
        }
        Sign::Unknown
    }

    /// The number of the result.
    pub(in crate::analyze) fn number(
        &self,
        dag: &Dag,
        e: Expr,
        budget: &Budget,
    ) -> Result<Number, Exhausted> {
        match dag.as_symbol(e).and_then(|s| self.table.get(&s)) {
            Some(Known::Algebraic(x)) => return field_element(x, budget),
            Some(Known::Line(_)) | None => {}
        }
        if dag.symbols_of(e).is_empty() {
            return Ok(constant(dag, e));
        }
        Ok(enclosed(|prec| self.enclosure(dag, e, prec)))
    }
}
