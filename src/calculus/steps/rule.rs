use crate::expr::{Expr, Function, Symbol};

/// The reason for a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// The derivative of a sum is the sum of the derivatives.
    SumRule,
    /// A factor without the variable stays in front.
    ConstantFactor,
    /// (f·g)′ = f′·g + f·g′.
    ProductRule,
    /// (f/g)′ = (f′·g − f·g′)/g².
    QuotientRule,
    /// (xⁿ)′ = n·xⁿ⁻¹.
    PowerRule,
    /// (a·x + b)′ = a for numbers a and b.
    Linear,
    /// The derivative of a function of the variable alone, from the table.
    Table {
        /// The function.
        function: Function,
    },
    /// The derivative of outer(inner) is outer′(inner)·inner′.
    ChainRule {
        /// The outer function, in the letter [`Rule::ChainRule::letter`].
        outer: Expr,
        /// A letter that does not occur in the formula.
        letter: Symbol,
    },
    /// (f^g)′ = f^g·(g′·ln f + g·f′/f), f and g both depending on the variable.
    GeneralPower,
    /// Off the corner where the expression is 0, the function is smooth.
    OffKink {
        /// The corner is where this is 0.
        expr: Expr,
    },
    /// These symbols are held constant.
    HeldConstant {
        /// The symbols, in the order in which they were introduced.
        variables: Vec<Symbol>,
    },
    /// The formula does not change when the two variables are exchanged: the same steps.
    Symmetry {
        /// The variables that are exchanged.
        exchange: (Symbol, Symbol),
        /// The derivative (its indices) whose steps are taken over.
        from: Vec<usize>,
    },
    /// The rest is carried out by the same rules.
    Remaining,
    /// A common factor is collected.
    CollectFactor,
    /// Numbers are multiplied and like terms are added.
    Simplify,
}
