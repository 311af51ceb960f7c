//! What is said about mistakes of meaning; the texts are reviewed like code.

use super::super::*;
use crate::syntax::draw;

pub(super) fn drawn(text: &str) -> String {
    match read(text) {
        Ok(_) => "no error".to_string(),
        Err(error) => draw(text, "f.hesse", &error, false),
    }
}

#[test]
fn no_formula() {
    insta::assert_snapshot!(drawn(""), @r#"
    error: no formula in the file
     --> f.hesse:1:1
      |
    1 |
      | ^
      |
    help: write one, such as `f(x, y) = x^2 + y^2`
    "#);
    insta::assert_snapshot!(drawn("title: x"), @r#"
    error: no formula in the file
     --> f.hesse:1:1
      |
    1 | title: x
      | ^
      |
    help: write one, such as `f(x, y) = x^2 + y^2`
    "#);
    insta::assert_snapshot!(drawn("x in R"), @r#"
    error: no formula in the file
     --> f.hesse:1:1
      |
    1 | x in R
      | ^
      |
    help: write one, such as `f(x, y) = x^2 + y^2`
    "#);
}

#[test]
fn two_objectives() {
    insta::assert_snapshot!(drawn("x^2\ny^2"), @r#"
    error: a second formula to study
     --> f.hesse:2:1
      |
    1 | x^2
      | --- first
    2 | y^2
      | ^^^ second
      |
    help: give one of them a name: `g = …`
    "#);
    insta::assert_snapshot!(drawn("minimize f = x\ng = y\nmaximize y"), @r#"
    error: a second formula to study
     --> f.hesse:3:1
      |
    1 | minimize f = x
      | -------------- first
    2 | g = y
    3 | maximize y
      | ^^^^^^^^^^ second
      |
    help: give one of them a name: `g = …`
    "#);
}

#[test]
fn two_tables() {
    insta::assert_snapshot!(drawn("data\n  x\n  1\ndata\n  y\n  2\nx"), @r#"
    error: a second table
     --> f.hesse:4:1
      |
    1 | data
      | ---- first
    ...
    4 | data
      | ^^^^ second
    "#);
}

#[test]
fn names_given_twice() {
    insta::assert_snapshot!(drawn("f(x, x) = 1"), @r#"
    error: `x` is given twice
     --> f.hesse:1:6
      |
    1 | f(x, x) = 1
      |   -  ^ again
      |   |
      |   first here
    "#);
    insta::assert_snapshot!(drawn("a = 1\na = 2\nf(x) = a x"), @r#"
    error: `a` is given twice
     --> f.hesse:2:1
      |
    1 | a = 1
      | - first here
    2 | a = 2
      | ^ again
    "#);
    insta::assert_snapshot!(drawn("f(x) = x\nx = 3"), @r#"
    error: `x` is given twice
     --> f.hesse:2:1
      |
    1 | f(x) = x
      |   - first here
    2 | x = 3
      | ^ again
    "#);
    insta::assert_snapshot!(drawn("x in R\nx in [0, 1]\nx^2"), @r#"
    error: `x` is given twice
     --> f.hesse:2:1
      |
    1 | x in R
      | - first here
    2 | x in [0, 1]
      | ^ again
    "#);
    insta::assert_snapshot!(drawn("data\n  x\n  1\nf(x) = x"), @r#"
    error: `x` is given twice
     --> f.hesse:4:3
      |
    2 |   x
      |   - first here
    3 |   1
    4 | f(x) = x
      |   ^ again
    "#);
    insta::assert_snapshot!(drawn("x = 1\ng(x) = x\nf(y) = g(y)"), @r#"
    error: `x` is given twice
     --> f.hesse:2:3
      |
    1 | x = 1
      | - first here
    2 | g(x) = x
      |   ^ again
    "#);
}

#[test]
fn order_of_definitions() {
    insta::assert_snapshot!(drawn("f(x) = r^2\nr = 2\nminimize L = f(x)"), @r#"
    error: `r` is used above its definition
     --> f.hesse:1:8
      |
    1 | f(x) = r^2
      |        ^ used here
    2 | r = 2
      | - defined here
      |
    help: move the definition up
    "#);
    insta::assert_snapshot!(drawn("r = r + 1\nf(x) = r"), @r#"
    error: `r` is defined by itself
     --> f.hesse:1:5
      |
    1 | r = r + 1
      |     ^ used in its own definition
    "#);
    insta::assert_snapshot!(drawn("u = 2v\nv = 3\nf(x) = u x"), @r#"
    error: `v` is used above its definition
     --> f.hesse:1:6
      |
    1 | u = 2v
      |      ^ used here
    2 | v = 3
      | - defined here
      |
    help: move the definition up
    "#);
}

#[test]
fn unknown_names() {
    insta::assert_snapshot!(drawn("f(alpha, x) = alhpa + x"), @r#"
    error: unknown name `alhpa`
     --> f.hesse:1:15
      |
    1 | f(alpha, x) = alhpa + x
      |               ^^^^^ neither declared nor defined
      |
    help: did you mean `alpha`?
      |
    1 - f(alpha, x) = alhpa + x
    1 + f(alpha, x) = alpha + x
      |
    help: to declare it, write a line `alhpa in R`
    "#);
    insta::assert_snapshot!(drawn("f(x) = x + q"), @r#"
    error: unknown name `q`
     --> f.hesse:1:12
      |
    1 | f(x) = x + q
      |            ^ neither declared nor defined
      |
    help: to declare it, write a line `q in R`
    "#);
    insta::assert_snapshot!(drawn("f(x, y) = x + rate"), @r#"
    error: unknown name `rate`
     --> f.hesse:1:15
      |
    1 | f(x, y) = x + rate
      |               ^^^^ neither declared nor defined
      |
    help: to declare it, write a line `rate in R`
    "#);
    insta::assert_snapshot!(drawn("xy"), @r#"
    error: `xy` is one name or a product
     --> f.hesse:1:1
      |
    1 | xy
      | ^^ not known
      |
    help: write `x*y` for the product, or a line `xy in R` for one name
    "#);
    insta::assert_snapshot!(drawn("x in R\nx + y"), @r#"
    error: unknown name `y`
     --> f.hesse:2:5
      |
    2 | x + y
      |     ^ neither declared nor defined
      |
    help: to declare it, write a line `y in R`
    "#);
    insta::assert_snapshot!(drawn("f(w1, w2) = w1 w3"), @r#"
    error: unknown name `w3`
     --> f.hesse:1:16
      |
    1 | f(w1, w2) = w1 w3
      |                ^^ neither declared nor defined
      |
    help: did you mean `w1`?
      |
    1 - f(w1, w2) = w1 w3
    1 + f(w1, w2) = w1 w1
      |
    help: to declare it, write a line `w3 in R`
    "#);
}

#[test]
fn ambiguous_runs() {
    insta::assert_snapshot!(drawn("f(x, y, xy, z) = xyz"), @r#"
    error: `xyz` can be read in several ways
     --> f.hesse:1:18
      |
    1 | f(x, y, xy, z) = xyz
      |                  ^^^ which product?
      |
    help: write `x*y*z` or `xy*z`
    "#);
    insta::assert_snapshot!(drawn("f(x, s, i, n) = xsin(x)"), @r#"
    error: `xsin` can be read in several ways
     --> f.hesse:1:17
      |
    1 | f(x, s, i, n) = xsin(x)
      |                 ^^^^ which product?
      |
    help: write `x*s*i*n` or `x*sin`
    "#);
}

#[test]
fn unknown_functions() {
    insta::assert_snapshot!(drawn("f(x) = sine(x)"), @r#"
    error: no function is called `sine`
     --> f.hesse:1:8
      |
    1 | f(x) = sine(x)
      |        ^^^^ not a function
      |
    help: did you mean `sin`?
      |
    1 - f(x) = sine(x)
    1 + f(x) = sin(x)
      |
    "#);
    insta::assert_snapshot!(drawn("f(x) = g(x)"), @r#"
    error: no function is called `g`
     --> f.hesse:1:8
      |
    1 | f(x) = g(x)
      |        ^ not a function
      |
    help: for a product write `g*(…)`
    "#);
    insta::assert_snapshot!(drawn("a(x+1)"), @r#"
    error: no function is called `a`
     --> f.hesse:1:1
      |
    1 | a(x+1)
      | ^ not a function
      |
    help: for a product write `a*(…)`
    "#);
    insta::assert_snapshot!(drawn("f(x) = x(1, 2)"), @r#"
    error: `x` is no function
     --> f.hesse:1:8
      |
    1 | f(x) = x(1, 2)
      |        ^ followed by several arguments
    "#);
    insta::assert_snapshot!(drawn("g(t) = t\nf(x) = g x"), @r#"
    error: `g` needs its arguments
     --> f.hesse:2:8
      |
    2 | f(x) = g x
      |        ^ a function of this file
      |
    help: write `g(…)`
    "#);
}

#[test]
fn hidden_ambiguities() {
    insta::assert_snapshot!(drawn("f(x, y) = 1/xy"), @r#"
    error: a product without a sign after `/` has two readings
     --> f.hesse:1:11
      |
    1 | f(x, y) = 1/xy
      |           ^^^^ in the denominator or not?
      |
    help: write `1/x*y` or `1/(x*y)`
    "#);
    insta::assert_snapshot!(drawn("f(x, y) = e^xy"), @r#"
    error: a product without a sign after a power has two readings
     --> f.hesse:1:11
      |
    1 | f(x, y) = e^xy
      |           ^^^^ in the exponent or not?
      |
    help: write `e^(x*y)` or `e^(x)*y`
    "#);
    insta::assert_snapshot!(drawn("f(x, y) = sin xy"), @r#"
    error: a function without brackets takes one name or one number
     --> f.hesse:1:11
      |
    1 | f(x, y) = sin xy
      |           ^^^^^^ in the argument or not?
      |
    help: write `sin(x*y)` or `sin(x)*y`
    "#);
    insta::assert_snapshot!(drawn("f(x, y) = sin 2xy"), @r#"
    error: a function without brackets takes one name or one number
     --> f.hesse:1:11
      |
    1 | f(x, y) = sin 2xy
      |           ^^^^^^^ in the argument or not?
      |
    help: write `sin(2*x*y)` or `sin(2*x)*y`
    "#);
    insta::assert_snapshot!(drawn("f(x, y) = √xy"), @r#"
    error: a function without brackets takes one name or one number
     --> f.hesse:1:11
      |
    1 | f(x, y) = √xy
      |           ^^^ in the argument or not?
      |
    help: write `√(x*y)` or `√(x)*y`
    "#);
    insta::assert_snapshot!(drawn("f(x, y) = 1/x(y+1)"), @r#"
    error: a product without a sign after `/` has two readings
     --> f.hesse:1:11
      |
    1 | f(x, y) = 1/x(y+1)
      |           ^^^^^^^^ in the denominator or not?
      |
    help: write `1/x*(y + 1)` or `1/(x*(y + 1))`
    "#);
    insta::assert_snapshot!(drawn("f(x, y) = xe^2y"), @r#"
    error: a product without a sign after a power has two readings
     --> f.hesse:1:11
      |
    1 | f(x, y) = xe^2y
      |           ^^^^^ in the exponent or not?
      |
    help: write `e^(2*y)` or `e^(2)*y`
    "#);
    insta::assert_snapshot!(drawn("f(x, y) = x^y(x+1)"), @r#"
    error: a product without a sign after a power has two readings
     --> f.hesse:1:11
      |
    1 | f(x, y) = x^y(x+1)
      |           ^^^^^^^^ in the exponent or not?
      |
    help: write `x^(y*(x + 1))` or `x^(y)*(x + 1)`
    "#);
}

#[test]
fn units() {
    insta::assert_snapshot!(drawn("f(x) = x + 5 m"), @r#"
    error: hesse has no units; delete `m`
     --> f.hesse:1:14
      |
    1 | f(x) = x + 5 m
      |              ^ a unit
    "#);
}

#[test]
fn numbers_of_arguments() {
    insta::assert_snapshot!(drawn("f(x) = sin(x, 2)"), @r#"
    error: `sin` takes 1 argument, not 2
     --> f.hesse:1:8
      |
    1 | f(x) = sin(x, 2)
      |        ^^^^^^^^^ wrong number of arguments
    "#);
    insta::assert_snapshot!(drawn("g(a, b) = a\nf(x) = g(x)"), @r#"
    error: `g` takes 2 arguments, not 1
     --> f.hesse:2:8
      |
    2 | f(x) = g(x)
      |        ^^^^ wrong number of arguments
    "#);
    insta::assert_snapshot!(drawn("f(x) = log(x, 2, 3)"), @r#"
    error: `log` takes 2 arguments, not 3
     --> f.hesse:1:8
      |
    1 | f(x) = log(x, 2, 3)
      |        ^^^^^^^^^^^^ wrong number of arguments
    "#);
}
