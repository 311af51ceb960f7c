//! What is said about mistakes of meaning; the texts are reviewed like code.

use super::super::*;
use crate::syntax::draw;

fn drawn(text: &str) -> String {
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

#[test]
fn columns_outside_sums() {
    insta::assert_snapshot!(drawn("data\n  x\n  1\nw x"), @r#"
    error: the formula differs from row to row
     --> f.hesse:4:1
      |
    4 | w x
      | ^^^ uses a column of the table
      |
    help: write `sum(…)` or `mean(…)` around it
    "#);
    insta::assert_snapshot!(drawn("data\n  x\n  1\nf(w) = sum(w x)\nx <= w"), @r#"
    error: the column `x` has a value in each row only
     --> f.hesse:5:1
      |
    5 | x <= w
      | ^ no row here
      |
    help: columns stand inside `sum(…)` or `mean(…)`
    "#);
    insta::assert_snapshot!(drawn("data\n  x\n  1\nf(w) = sum(w x)\nat (x)"), @r#"
    error: the column `x` has a value in each row only
     --> f.hesse:5:5
      |
    5 | at (x)
      |     ^ no row here
      |
    help: columns stand inside `sum(…)` or `mean(…)`
    "#);
}

#[test]
fn sums_of_nothing() {
    insta::assert_snapshot!(drawn("f(w) = sum(w)"), @r#"
    error: no column of a table inside `sum`
     --> f.hesse:1:8
      |
    1 | f(w) = sum(w)
      |        ^^^^^^ there is no table
      |
    help: write `sum(k in 1..n, …)` for an index
    "#);
    insta::assert_snapshot!(drawn("data\n  x\n  1\nf(w) = mean(w)"), @r#"
    error: no column of a table inside `mean`
     --> f.hesse:4:8
      |
    4 | f(w) = mean(w)
      |        ^^^^^^^ the same in every row
      |
    help: write `mean(k in 1..n, …)` for an index
    "#);
    insta::assert_snapshot!(drawn("f(w) = sum(w, 2)"), @r#"
    error: `sum` takes one expression, or a range and an expression
     --> f.hesse:1:8
      |
    1 | f(w) = sum(w, 2)
      |        ^^^^^^^^^ wrong arguments
      |
    help: write `sum(…)` over rows or `sum(k in 1..n, …)`
    "#);
    insta::assert_snapshot!(drawn("f(w) = sum(k in 1..w, k)"), @r#"
    error: a sum runs between two whole numbers, over at most 100000 terms
     --> f.hesse:1:8
      |
    1 | f(w) = sum(k in 1..w, k)
      |        ^^^^^^^^^^^^^^^^^ not such a range
    "#);
    insta::assert_snapshot!(drawn("f(w) = mean(k in 1..0, w)"), @r#"
    error: the mean of no numbers
     --> f.hesse:1:8
      |
    1 | f(w) = mean(k in 1..0, w)
      |        ^^^^^^^^^^^^^^^^^^ an empty range
    "#);
    insta::assert_snapshot!(drawn("f(w) = max(k in 1..2, w)"), @r#"
    error: a range stands inside `sum` or `mean` only
     --> f.hesse:1:12
      |
    1 | f(w) = max(k in 1..2, w)
      |            ^^^^^^^^^ a range
    "#);
}

#[test]
fn no_variable() {
    insta::assert_snapshot!(drawn("2 + 3"), @r#"
    error: no variable is left in the formula
     --> f.hesse:1:1
      |
    1 | 2 + 3
      | ^^^^^ a constant
      |
    help: name the variables: `f(x, y) = …`
    "#);
    insta::assert_snapshot!(drawn("a = 2\na^2"), @r#"
    error: no variable is left in the formula
     --> f.hesse:2:1
      |
    2 | a^2
      | ^^^ a constant
      |
    help: name the variables: `f(x, y) = …`
    "#);
    insta::assert_snapshot!(drawn("x in R\nf = 3"), @r#"
    error: no variable is left in the formula
     --> f.hesse:2:5
      |
    2 | f = 3
      |     ^ a constant
      |
    help: name the variables: `f(x, y) = …`
    "#);
}

#[test]
fn regions() {
    insta::assert_snapshot!(drawn("f(x) = x\n2 < 3"), @r#"
    error: a relation between numbers only
     --> f.hesse:2:1
      |
    2 | 2 < 3
      | ^^^^^ no variable or parameter
    "#);
    insta::assert_snapshot!(drawn("f(x) = x\nx != 1"), @r#"
    error: `!=` stands between parameters only
     --> f.hesse:2:1
      |
    2 | x != 1
      | ^^^^^^ has a variable
      |
    help: leave the line out, or write `<` and `>`
    "#);
    insta::assert_snapshot!(drawn("x^2\ny <= 1"), @r#"
    error: `y` does not occur in the formula
     --> f.hesse:2:1
      |
    2 | y <= 1
      | ^ not a variable
      |
    help: to make it one, write `f(x, y) = …`
    "#);
    insta::assert_snapshot!(drawn("x in R\ny in R\nx^2\ny <= 1"), @r#"
    error: `y` does not occur in the formula
     --> f.hesse:4:1
      |
    4 | y <= 1
      | ^^^^^^ not a variable
      |
    help: to make it one, write `f(x, y) = …`
    "#);
    insta::assert_snapshot!(drawn("x^2\nat (a)"), @r#"
    error: `a` in a place for numbers
     --> f.hesse:2:5
      |
    2 | at (a)
      |     ^ a constant stands here
      |
    help: numbers, `pi`, `e` and what is made of them, such as `sqrt(2)/2`
    "#);
    insta::assert_snapshot!(drawn("f(x) = x\nx in [3, 1]"), @r#"
    error: the interval is turned round
     --> f.hesse:2:6
      |
    2 | x in [3, 1]
      |      ^^^^^^ the left end is the larger one
      |
    help: did you mean `[1, 3]`?
    "#);
    insta::assert_snapshot!(drawn("f(x) = x\nx in [1, 1)"), @r#"
    error: the interval has no inside
     --> f.hesse:2:6
      |
    2 | x in [1, 1)
      |      ^^^^^^ both ends are the same
    "#);
    insta::assert_snapshot!(drawn("f(x) = x\n3 <= x <= 1"), @r#"
    error: the bounds leave no number for the variable
     --> f.hesse:2:1
      |
    2 | 3 <= x <= 1
      | ^^^^^^^^^^^ turned round
    "#);
    insta::assert_snapshot!(drawn("f(x, a) = x\nx in [a, 1]"), @r#"
    error: `a` in a place for numbers
     --> f.hesse:2:7
      |
    2 | x in [a, 1]
      |       ^ a constant stands here
      |
    help: numbers, `pi`, `e` and what is made of them, such as `sqrt(2)/2`
    "#);
    insta::assert_snapshot!(drawn("f(x) = x\nx in (pi, 3]"), @r#"
    error: the interval is turned round
     --> f.hesse:2:6
      |
    2 | x in (pi, 3]
      |      ^^^^^^^ the left end is the larger one
      |
    help: did you mean `(3, pi]`?
    "#);
}

#[test]
fn points() {
    insta::assert_snapshot!(drawn("f(x, y) = x\nat (1, 2, 3)"), @r#"
    error: the point has 3 coordinates, the formula 2 variables (x, y)
     --> f.hesse:2:4
      |
    2 | at (1, 2, 3)
      |    ^^^^^^^^^ wrong number of coordinates
    "#);
    insta::assert_snapshot!(drawn("f(x) = x\nat y = 1"), @r#"
    error: unknown name `y`
     --> f.hesse:2:4
      |
    2 | at y = 1
      |    ^ not known
    "#);
    insta::assert_snapshot!(drawn("f(x, y) = x\nat x = 1"), @r#"
    error: the point has no value for `y`
     --> f.hesse:2:1
      |
    2 | at x = 1
      | ^^^^^^^^ incomplete
    "#);
    insta::assert_snapshot!(drawn("f(x, y) = x\nat x = 1, x = 2"), @r#"
    error: `x` is given twice
     --> f.hesse:2:11
      |
    2 | at x = 1, x = 2
      |           ^ again
    "#);
    insta::assert_snapshot!(drawn("f(x) = x\nat (x)"), @r#"
    error: `x` in a place for numbers
     --> f.hesse:2:5
      |
    2 | at (x)
      |     ^ a constant stands here
      |
    help: numbers, `pi`, `e` and what is made of them, such as `sqrt(2)/2`
    "#);
    insta::assert_snapshot!(drawn("f(x, y) = x\ntaylor (0)"), @r#"
    error: the point has 1 coordinate, the formula 2 variables (x, y)
     --> f.hesse:2:8
      |
    2 | taylor (0)
      |        ^^^ wrong number of coordinates
    "#);
}

#[test]
fn texts() {
    insta::assert_snapshot!(drawn("lang: fr\nx"), @r#"
    error: `fr` is not known here
     --> f.hesse:1:1
      |
    1 | lang: fr
      | ^^^^^^^^ unknown value
      |
    help: write `en` or `zh`
    "#);
    insta::assert_snapshot!(drawn("title: a\ntitle: b\nx"), @r#"
    error: this text line stands twice
     --> f.hesse:2:1
      |
    1 | title: a
      | -------- first here
    2 | title: b
      | ^^^^^^^^ again
    "#);
    insta::assert_snapshot!(drawn("notation: abc\nx"), @r#"
    error: `abc` is not known here
     --> f.hesse:1:1
      |
    1 | notation: abc
      | ^^^^^^^^^^^^^ unknown value
      |
    help: write `eigen`, `D`, `ABC` or `minors`
    "#);
}

#[test]
fn nowhere_defined() {
    insta::assert_snapshot!(drawn("x/0"), @r#"
    error: this is never defined: a division by 0
     --> f.hesse:1:1
      |
    1 | x/0
      | ^^^
    "#);
    insta::assert_snapshot!(drawn("x + ln(-1)"), @r#"
    error: this is never defined: the logarithm of 0 or less
     --> f.hesse:1:5
      |
    1 | x + ln(-1)
      |     ^^^^^^
    "#);
    insta::assert_snapshot!(drawn("x*sqrt(1 - 2)"), @r#"
    error: this is never defined: the square root of a negative number
     --> f.hesse:1:3
      |
    1 | x*sqrt(1 - 2)
      |   ^^^^^^^^^^^
    "#);
    insta::assert_snapshot!(drawn("x/(y - y)"), @r#"
    error: this is never defined: a division by 0
     --> f.hesse:1:1
      |
    1 | x/(y - y)
      | ^^^^^^^^^
    "#);
    insta::assert_snapshot!(drawn("f(x) = x + tan(pi/2)"), @r#"
    error: this is never defined: the tangent of a right angle
     --> f.hesse:1:12
      |
    1 | f(x) = x + tan(pi/2)
      |            ^^^^^^^^^
    "#);
    insta::assert_snapshot!(drawn("f(x) = x\nat (1/0)"), @r#"
    error: this is never defined: a division by 0
     --> f.hesse:2:5
      |
    2 | at (1/0)
      |     ^^^
    "#);
    insta::assert_snapshot!(drawn("f(x) = x + (-8)^(1/2)"), @r#"
    error: this is never defined: a power of a negative number
     --> f.hesse:1:12
      |
    1 | f(x) = x + (-8)^(1/2)
      |            ^^^^^^^^^^
    "#);
    insta::assert_snapshot!(drawn("f(x) = 0^-1 x"), @r#"
    error: a product without a sign after a power has two readings
     --> f.hesse:1:8
      |
    1 | f(x) = 0^-1 x
      |        ^^^^^^ in the exponent or not?
      |
    help: write `0^(-1*x)` or `0^(-1)*x`
    "#);
}

#[test]
fn too_large() {
    insta::assert_snapshot!(drawn("f(x) = sum(k in 1..1000, sum(j in 1..90000, sum(i in 1..9, x^(i+j))))"), @r#"
    error: the formula, written out, is too large
     --> f.hesse:1:45
      |
    1 | f(x) = sum(k in 1..1000, sum(j in 1..90000, sum(i in 1..9, x^(i+j))))
      |                                             ^^^^^^^^^^^^^^^^^^^^^^^ grows here
    "#);
}
