//! The canonical list: every operation with arguments at which it is smooth.

use crate::expr::Function;

/// A formula in x (the operation's argument) and values of x inside its domain, off its kinks.
pub(super) struct Operation {
    pub(super) formula: &'static str,
    pub(super) arguments: &'static [f64],
}

/// Arguments for functions that are smooth on the whole line.
const LINE: &[f64] = &[-2.5, -1.0, -0.25, 0.375, 1.0, 3.0];
const POSITIVE: &[f64] = &[0.0625, 0.5, 1.5, 7.0];
const INSIDE_ONE: &[f64] = &[-0.875, -0.25, 0.125, 0.75];

const fn operation(formula: &'static str, arguments: &'static [f64]) -> Operation {
    Operation { formula, arguments }
}

pub(super) const OPERATIONS: &[Operation] = &[
    operation("x + 3", LINE),
    operation("5*x", LINE),
    operation("x*sin(x)*exp(x)", LINE),
    operation("1/x", LINE),
    operation("sin(x)/(1 + x^2)", LINE),
    operation("x^7", LINE),
    operation("x^(-3)", LINE),
    operation("sqrt(x)", POSITIVE),
    operation("x^(1/3)", LINE),
    operation("x^(2/3)", LINE),
    operation("x^(-5/4)", POSITIVE),
    operation("2^x", LINE),
    operation("x^x", POSITIVE),
    operation("x^pi", POSITIVE),
    operation("exp(x)", LINE),
    operation("ln(x)", POSITIVE),
    operation("log10(x)", POSITIVE),
    operation("log2(x)", POSITIVE),
    operation("sin(x)", LINE),
    operation("cos(x)", LINE),
    operation("tan(x)", LINE),
    operation("asin(x)", INSIDE_ONE),
    operation("acos(x)", INSIDE_ONE),
    operation("atan(x)", LINE),
    operation("sinh(x)", LINE),
    operation("cosh(x)", LINE),
    operation("tanh(x)", LINE),
    operation("asinh(x)", LINE),
    operation("acosh(x)", &[1.125, 2.0, 9.5]),
    operation("atanh(x)", INSIDE_ONE),
    operation("sigmoid(x)", LINE),
    operation("softplus(x)", LINE),
    operation("abs(x)", LINE),
    operation("sign(x)", LINE),
    operation("max(x, 1 - x^2, 2)", &[-2.5, 0.25, 1.5, 3.0]),
    operation("min(x, 1 - x^2, 2)", &[-2.5, 0.25, 1.5, 3.0]),
    operation("relu(x)", LINE),
];

#[test]
fn the_list_contains_every_function() {
    for f in Function::ALL {
        let call = format!("{}(", f.name());
        assert!(OPERATIONS.iter().any(|o| o.formula.starts_with(&call)), "{call}) is missing");
    }
}
