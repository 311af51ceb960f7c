//! Problems of textbooks and test functions, as files.

use super::super::*;
use crate::syntax::draw;

#[track_caller]
fn reads(text: &str, variables: usize) {
    match read(text) {
        Ok(problem) => {
            assert_eq!(problem.variables.len(), variables, "{text}");
            assert!(problem.notes.iter().all(|note| note.kind == NoteKind::NaturalLogarithm));
        }
        Err(error) => panic!("{}", draw(text, "f.hesse", &error, false)),
    }
}

#[test]
fn problems_of_textbooks_are_read() {
    reads("f(x, y) = (x + y)*exp(-x^2 - y^2)\nx^2 + y^2 <= 1\n", 2);
    reads("f(x, y) = x*y*(x + 2*y - 6)\nx*y >= 4\nx + 2*y <= 6\n", 2);
    reads("f(x, y) = 3*y - 2*x^2\ny <= x\ny >= x^2 + x - 1\n", 2);
    reads("f(w1, w2) = (q - p*w1*w2)^2\np in R\nq in R\np > 0\nq != 0\n", 2);
    reads("f(x) = x^a*(1 - x)^b\na in R\nb in R\na > 0\nb > 0\n0 < x < 1\n", 1);
    reads("f(x, y, z) = sin(x) + sin(y) + sin(z) - sin(x + y + z)\n0 < x < pi\n", 3);
    reads("f(w) = log(1 + exp(-w)) + w^2/2\n", 1);
    reads("f(x, y) = exp(x)*log(1 + y)\ntaylor (0, 0) order 2\n", 2);
    reads("f(x, y) = 5*x^2 + x*tan(y)\ntaylor (2, pi) order 1\n", 2);
}

#[test]
fn test_functions_are_read() {
    reads("f(x1, x2) = 100*(x2 - x1^2)^2 + (1 - x1)^2\n", 2);
    reads("f(x, y) = (4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (-4 + 4*y^2)*y^2\n", 2);
    reads(
        "f(x, y) = -20*exp(-0.2*sqrt((x^2 + y^2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2) + exp(1) + 20\n\
         x in [-2.6, 2.4]\ny in [-2.6, 2.4]\n",
        2,
    );
    reads("f(x1, x2) = x1^4 + x2^4 + -1*x1*x1*x1 - 4*x1*x1*x2\n", 2);
}
