use crate::number::Rational;

/// A handle to an expression of a [`Dag`](super::Dag): `Copy`, compared by identity.
///
/// Equal handles of one `Dag` are the same canonical expression; children have smaller
/// handles than their parents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Expr(pub(super) u32);

impl Expr {
    /// The position in the arena; children come before parents.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A name interned in a [`Dag`](super::Dag).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub(super) u32);

/// One operation with its operands.
///
/// √x is x^(1/2), x/y is x·y⁻¹, eˣ is `Call(Exp, [x])`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Node {
    /// An exact rational number.
    Number(Rational),
    /// π or e.
    Constant(Constant),
    /// A variable, parameter or other name.
    Symbol(Symbol),
    /// At least two terms: a number first if there is one, no nested sum, like terms collected.
    Sum(Box<[Expr]>),
    /// At least two factors: a number first if there is one, no nested product, like bases collected.
    Product(Box<[Expr]>),
    /// Base and exponent. An exponent p/q in lowest terms with odd q is the real root, defined
    /// for negative bases; with even q the base must be ≥ 0; any other exponent needs a
    /// base > 0 (≥ 0 if the exponent is known to be positive).
    Power(Expr, Expr),
    /// A function applied to its arguments.
    Call(Function, Box<[Expr]>),
}

impl Node {
    /// The operands, in order.
    pub fn children(&self) -> impl DoubleEndedIterator<Item = Expr> + '_ {
        let (pair, many): ([Option<Expr>; 2], &[Expr]) = match self {
            Node::Number(_) | Node::Constant(_) | Node::Symbol(_) => ([None, None], &[]),
            Node::Sum(parts) | Node::Product(parts) | Node::Call(_, parts) => ([None, None], parts),
            Node::Power(base, exponent) => ([Some(*base), Some(*exponent)], &[]),
        };
        pair.into_iter().flatten().chain(many.iter().copied())
    }
}

/// The transcendental constants of the input language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Constant {
    /// π, the ratio of a circle's circumference to its diameter.
    Pi,
    /// e, the base of the natural logarithm.
    E,
}

macro_rules! functions {
    ($($variant:ident $name:literal $doc:literal),* $(,)?) => {
        /// The functions of the input language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Function {
            $(#[doc = $doc] $variant),*
        }

        impl Function {
            /// Every function, in a fixed order.
            pub const ALL: &'static [Function] = &[$(Function::$variant),*];

            /// The plain spelling of the input language.
            pub fn name(self) -> &'static str {
                match self {
                    $(Function::$variant => $name),*
                }
            }
        }
    };
}

functions! {
    Exp "exp" "eˣ.",
    Ln "ln" "Natural logarithm, x > 0.",
    Log10 "log10" "Logarithm to base 10, x > 0.",
    Log2 "log2" "Logarithm to base 2, x > 0.",
    Sin "sin" "Sine.",
    Cos "cos" "Cosine.",
    Tan "tan" "Tangent, cos x ≠ 0.",
    Asin "asin" "Arcsine, −1 ≤ x ≤ 1, values in [−π/2, π/2].",
    Acos "acos" "Arccosine, −1 ≤ x ≤ 1, values in [0, π].",
    Atan "atan" "Arctangent, values in (−π/2, π/2).",
    Sinh "sinh" "Hyperbolic sine.",
    Cosh "cosh" "Hyperbolic cosine.",
    Tanh "tanh" "Hyperbolic tangent.",
    Asinh "asinh" "Inverse hyperbolic sine.",
    Acosh "acosh" "Inverse hyperbolic cosine, x ≥ 1, values ≥ 0.",
    Atanh "atanh" "Inverse hyperbolic tangent, −1 < x < 1.",
    Sigmoid "sigmoid" "1/(1 + e⁻ˣ).",
    Softplus "softplus" "ln(1 + eˣ).",
    Abs "abs" "Absolute value.",
    Sign "sign" "−1, 0 or 1.",
    Max "max" "Largest of one or more arguments.",
    Min "min" "Smallest of one or more arguments.",
    Relu "relu" "max(0, x).",
}

impl Function {
    /// The function of a given plain name.
    pub fn from_name(name: &str) -> Option<Function> {
        Function::ALL.iter().copied().find(|f| f.name() == name)
    }

    /// Can it be applied to so many arguments?
    pub fn takes(self, arguments: usize) -> bool {
        match self {
            Function::Max | Function::Min => arguments >= 1,
            Function::Exp
            | Function::Ln
            | Function::Log10
            | Function::Log2
            | Function::Sin
            | Function::Cos
            | Function::Tan
            | Function::Asin
            | Function::Acos
            | Function::Atan
            | Function::Sinh
            | Function::Cosh
            | Function::Tanh
            | Function::Asinh
            | Function::Acosh
            | Function::Atanh
            | Function::Sigmoid
            | Function::Softplus
            | Function::Abs
            | Function::Sign
            | Function::Relu => arguments == 1,
        }
    }
}
