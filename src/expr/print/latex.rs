use super::name::{Accent, Name};
use super::planar::{Fence, Join, Markup, Operator};
use crate::expr::{Constant, Function};

/// LaTeX that GitHub, Pandoc, KaTeX and TeX all read: no `|`, no `\{`, no `\,`, no `\operatorname`.
pub(super) struct Latex;

impl Latex {
    fn letters(name: &Name) -> String {
        let letters = match name.greek_command() {
            Some(command) => format!("\\{command}"),
            None if name.is_one_letter() => name.letters.clone(),
            None => format!("\\mathrm{{{}}}", name.letters),
        };
        match name.accent {
            None => letters,
            Some(Accent::Hat) => format!("\\hat{{{letters}}}"),
            Some(Accent::Bar) => format!("\\bar{{{letters}}}"),
            Some(Accent::Tilde) => format!("\\tilde{{{letters}}}"),
            Some(Accent::Dot) => format!("\\dot{{{letters}}}"),
        }
    }
}

/// More than one letter in a row is a word, set upright.
fn subscript(text: &str) -> String {
    let is_word = text.chars().count() > 1 && text.chars().all(char::is_alphabetic);
    if is_word { format!("\\mathrm{{{text}}}") } else { text.to_owned() }
}

impl Markup for Latex {
    fn digits(&self, digits: &str) -> String {
        digits.to_owned()
    }

    fn name(&self, name: &Name) -> String {
        let letters = Latex::letters(name);
        if name.subscript.is_empty() {
            return letters;
        }
        format!("{letters}_{{{}}}", subscript(&name.subscript))
    }

    fn raised_name(&self, _name: &Name) -> Option<(String, &'static str)> {
        None
    }

    fn constant(&self, constant: Constant) -> &'static str {
        match constant {
            Constant::Pi => "\\pi",
            Constant::E => "e",
        }
    }

    fn operator(&self, operator: Operator) -> &'static str {
        match operator {
            Operator::UnaryMinus => "-",
            Operator::Plus => "+",
            Operator::Minus => "-",
            Operator::LeadingPlus => "{}+",
            Operator::LeadingMinus => "{}-",
            Operator::Slash => "/",
            Operator::Comma => ", ",
        }
    }

    fn fence(&self, fence: Fence, tall: bool) -> &'static str {
        match (fence, tall) {
            (Fence::Open, false) => "(",
            (Fence::Close, false) => ")",
            (Fence::Open, true) => "\\left(",
            (Fence::Close, true) => "\\right)",
            (Fence::OpenBar, false) => "\\lvert ",
            (Fence::CloseBar, false) => "\\rvert ",
            (Fence::OpenBar, true) => "\\left\\lvert ",
            (Fence::CloseBar, true) => "\\right\\rvert ",
        }
    }

    fn join(&self, join: Join) -> &'static str {
        match join {
            Join::Nothing => "",
            Join::Space | Join::Thin | Join::Apart => " ",
            Join::Dot => " \\cdot ",
        }
    }

    fn fraction(&self) -> [&'static str; 3] {
        ["\\frac", "", ""]
    }

    fn power(&self) -> [&'static str; 3] {
        ["", "^", ""]
    }

    fn square_root(&self) -> [&'static str; 2] {
        ["\\sqrt", ""]
    }

    fn root(&self) -> ([&'static str; 3], bool) {
        (["\\sqrt[", "]", ""], true)
    }

    fn function(&self, f: Function) -> &'static str {
        match f {
            Function::Exp => "\\exp",
            Function::Ln => "\\ln",
            Function::Log10 => "\\log_{10}",
            Function::Log2 => "\\log_{2}",
            Function::Sin => "\\sin",
            Function::Cos => "\\cos",
            Function::Tan => "\\tan",
            Function::Asin => "\\arcsin",
            Function::Acos => "\\arccos",
            Function::Atan => "\\arctan",
            Function::Sinh => "\\sinh",
            Function::Cosh => "\\cosh",
            Function::Tanh => "\\tanh",
            Function::Asinh => "\\mathop{\\mathrm{arsinh}}",
            Function::Acosh => "\\mathop{\\mathrm{arcosh}}",
            Function::Atanh => "\\mathop{\\mathrm{artanh}}",
            Function::Sigmoid => "\\sigma",
            Function::Softplus => "\\mathop{\\mathrm{softplus}}",
            Function::Abs => "\\mathop{\\mathrm{abs}}",
            Function::Sign => "\\mathop{\\mathrm{sgn}}",
            Function::Max => "\\max",
            Function::Min => "\\min",
            Function::Relu => "\\mathop{\\mathrm{ReLU}}",
        }
    }

    fn application(&self) -> &'static str {
        ""
    }

    fn group(&self) -> [&'static str; 2] {
        ["{", "}"]
    }

    fn base_group(&self) -> [&'static str; 2] {
        ["", ""]
    }
}
