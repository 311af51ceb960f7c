//! Numbers made of algebraic numbers, logarithms and angles.

use crate::analyze::asked::constant;
use crate::analyze::numbers::{enclosed, field_element, short};
use crate::budget::{Budget, Exhausted};
use crate::expr::{Dag, Expr, Symbol};
use crate::number::{Interval, RealField, Sign};
use crate::polynomial::algebraic::FieldElement;
use crate::result::Number;
use std::collections::BTreeMap;

/// Symbols for algebraic numbers without a short form.
#[derive(Debug, Default)]
pub(super) struct Roots {
    table: BTreeMap<Symbol, FieldElement>,
}

impl Roots {
    /// An algebraic number as an expression.
    pub(super) fn expression(
        &mut self,
        dag: &mut Dag,
        x: &FieldElement,
        budget: &Budget,
    ) -> Result<Expr, Exhausted> {
        if let Some(e) = short(dag, x, budget)? {
            return Ok(e);
        }
        // A space keeps the name apart from what can be typed.
        let symbol = dag.symbol(&format!("root {}", self.table.len() + 1));
        self.table.insert(symbol, x.clone());
        Ok(dag.variable(symbol))
    }

    /// An enclosure.
    pub(super) fn enclosure(&self, dag: &Dag, e: Expr, prec: u32) -> Option<Interval> {
        let values = self.table.iter().map(|(s, x)| (*s, x.enclosure(prec + 16))).collect();
        dag.enclosure_at(e, prec, &values)
    }

    /// The sign; zero only if the expression is zero by its canonical form.
    pub(super) fn sign(&self, dag: &Dag, e: Expr) -> Sign {
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
    pub(super) fn number(&self, dag: &Dag, e: Expr, budget: &Budget) -> Result<Number, Exhausted> {
        if let Some(x) = dag.as_symbol(e).and_then(|s| self.table.get(&s)) {
            return field_element(x, budget);
        }
        if dag.symbols_of(e).is_empty() {
            return Ok(constant(dag, e));
        }
        Ok(enclosed(|prec| self.enclosure(dag, e, prec)))
    }
}
