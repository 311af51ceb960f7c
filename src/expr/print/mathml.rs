use super::linear::accented;
use super::name::Name;
use super::planar::{Fence, Join, Markup, Operator};
use crate::expr::{Constant, Function};

/// MathML Core: invisible operators between factors and after functions, U+2212 for minus,
/// explicit forms, brackets that do not stretch unless they must.
pub(super) struct MathMl;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn letters(name: &Name) -> String {
    format!("<mi>{}</mi>", escaped(&accented(name)))
}

/// One element: digits, letters, or a row of both with commas.
fn subscript(text: &str) -> String {
    let parts: Vec<String> = text.split(',').map(subscript_part).collect();
    match &parts[..] {
        [only] => only.clone(),
        _ => format!("<mrow>{}</mrow>", parts.join("<mo>,</mo>")),
    }
}

fn subscript_part(part: &str) -> String {
    if part.chars().all(|c| c.is_ascii_digit()) {
        format!("<mn>{part}</mn>")
    } else {
        format!("<mi>{}</mi>", escaped(part))
    }
}

impl Markup for MathMl {
    fn digits(&self, digits: &str) -> String {
        format!("<mn>{digits}</mn>")
    }

    fn name(&self, name: &Name) -> String {
        if name.subscript.is_empty() {
            return letters(name);
        }
        format!("<msub>{}{}</msub>", letters(name), subscript(&name.subscript))
    }

    fn raised_name(&self, name: &Name) -> Option<(String, &'static str)> {
        (!name.subscript.is_empty()).then(|| {
            (format!("<msubsup>{}{}", letters(name), subscript(&name.subscript)), "</msubsup>")
        })
    }

    fn constant(&self, constant: Constant) -> &'static str {
        match constant {
            Constant::Pi => "<mi>π</mi>",
            Constant::E => "<mi>e</mi>",
        }
    }

    fn operator(&self, operator: Operator) -> &'static str {
        match operator {
            Operator::UnaryMinus => "<mo form=\"prefix\">\u{2212}</mo>",
            Operator::Plus => "<mo>+</mo>",
            Operator::Minus => "<mo>\u{2212}</mo>",
            Operator::LeadingPlus => "<mo form=\"infix\">+</mo>",
            Operator::LeadingMinus => "<mo form=\"infix\">\u{2212}</mo>",
            Operator::Slash => "<mo lspace=\"0\" rspace=\"0\" stretchy=\"false\">/</mo>",
            Operator::Comma => "<mo>,</mo>",
        }
    }

    fn fence(&self, fence: Fence, tall: bool) -> &'static str {
        match (fence, tall) {
            (Fence::Open, false) => "<mo stretchy=\"false\">(</mo>",
            (Fence::Close, false) => "<mo stretchy=\"false\">)</mo>",
            (Fence::Open, true) => {
                "<mrow><mo fence=\"true\" stretchy=\"true\" symmetric=\"true\">(</mo>"
            }
            (Fence::Close, true) => {
                "<mo fence=\"true\" stretchy=\"true\" symmetric=\"true\">)</mo></mrow>"
            }
            (Fence::OpenBar, false) => {
                "<mo form=\"prefix\" stretchy=\"false\" lspace=\"0\" rspace=\"0\">|</mo>"
            }
            (Fence::CloseBar, false) => {
                "<mo form=\"postfix\" stretchy=\"false\" lspace=\"0\" rspace=\"0\">|</mo>"
            }
            (Fence::OpenBar, true) => {
                "<mrow><mo form=\"prefix\" fence=\"true\" stretchy=\"true\" symmetric=\"true\" lspace=\"0\" rspace=\"0\">|</mo>"
            }
            (Fence::CloseBar, true) => {
                "<mo form=\"postfix\" fence=\"true\" stretchy=\"true\" symmetric=\"true\" lspace=\"0\" rspace=\"0\">|</mo></mrow>"
            }
        }
    }

    fn join(&self, join: Join) -> &'static str {
        match join {
            Join::Nothing | Join::Space => "<mo>\u{2062}</mo>",
            Join::Thin | Join::Apart => "<mo>\u{2062}</mo><mspace width=\"0.17em\"></mspace>",
            Join::Dot => "<mo>\u{22c5}</mo>",
        }
    }

    fn fraction(&self) -> [&'static str; 3] {
        ["<mfrac>", "", "</mfrac>"]
    }

    fn power(&self) -> [&'static str; 3] {
        ["<msup>", "", "</msup>"]
    }

    fn square_root(&self) -> [&'static str; 2] {
        ["<msqrt>", "</msqrt>"]
    }

    fn root(&self) -> ([&'static str; 3], bool) {
        (["<mroot>", "", "</mroot>"], false)
    }

    fn function(&self, f: Function) -> &'static str {
        match f {
            Function::Exp => "<mi>exp</mi>",
            Function::Ln => "<mi>ln</mi>",
            Function::Log10 => "<msub><mi>log</mi><mn>10</mn></msub>",
            Function::Log2 => "<msub><mi>log</mi><mn>2</mn></msub>",
            Function::Sin => "<mi>sin</mi>",
            Function::Cos => "<mi>cos</mi>",
            Function::Tan => "<mi>tan</mi>",
            Function::Asin => "<mi>arcsin</mi>",
            Function::Acos => "<mi>arccos</mi>",
            Function::Atan => "<mi>arctan</mi>",
            Function::Sinh => "<mi>sinh</mi>",
            Function::Cosh => "<mi>cosh</mi>",
            Function::Tanh => "<mi>tanh</mi>",
            Function::Asinh => "<mi>arsinh</mi>",
            Function::Acosh => "<mi>arcosh</mi>",
            Function::Atanh => "<mi>artanh</mi>",
            Function::Sigmoid => "<mi>σ</mi>",
            Function::Softplus => "<mi>softplus</mi>",
            Function::Abs => "<mi>abs</mi>",
            Function::Sign => "<mi>sgn</mi>",
            Function::Max => "<mi>max</mi>",
            Function::Min => "<mi>min</mi>",
            Function::Relu => "<mi>ReLU</mi>",
        }
    }

    fn application(&self) -> &'static str {
        "<mo>\u{2061}</mo>"
    }

    fn group(&self) -> [&'static str; 2] {
        ["<mrow>", "</mrow>"]
    }

    fn base_group(&self) -> [&'static str; 2] {
        self.group()
    }
}
