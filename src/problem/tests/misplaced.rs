//! What is said about mistakes in regions, points, sums and domains.

use super::mistakes::drawn;

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
    insta::assert_snapshot!(drawn("f(x) = x\nx >= oo"), @r#"
    error: infinity on the wrong side
     --> f.hesse:2:1
      |
    2 | x >= oo
      | ^^^^^^^ no number satisfies this
      |
    help: `oo` stands at the large end, `-oo` at the small one
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
