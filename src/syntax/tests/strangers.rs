//! What is said about lines, words and characters that are not of the language.

use super::mistakes::drawn;

#[test]
fn words() {
    insta::assert_snapshot!(drawn("at = 3"), @r#"
    error: `at` is a reserved word
     --> f.hesse:1:1
      |
    1 | at = 3
      | ^^ cannot be a name here
      |
    help: choose another name, such as `a1`
    "#);
    insta::assert_snapshot!(drawn("sin = 3"), @r#"
    error: `sin` is a reserved word
     --> f.hesse:1:1
      |
    1 | sin = 3
      | ^^^ cannot be a name here
      |
    help: choose another name, such as `s1`
    "#);
    insta::assert_snapshot!(drawn("x + data"), @r#"
    error: `data` is a reserved word
     --> f.hesse:1:5
      |
    1 | x + data
      |     ^^^^ cannot be a name here
      |
    help: choose another name, such as `d1`
    "#);
    insta::assert_snapshot!(drawn("f(x) = in"), @r#"
    error: `in` is a reserved word
     --> f.hesse:1:8
      |
    1 | f(x) = in
      |        ^^ cannot be a name here
      |
    help: choose another name, such as `i1`
    "#);
    insta::assert_snapshot!(drawn("R in R"), @r#"no error"#);
    insta::assert_snapshot!(drawn("order in [0, 1]"), @r#"
    error: `order` is a reserved word
     --> f.hesse:1:1
      |
    1 | order in [0, 1]
      | ^^^^^ cannot be a name here
      |
    help: choose another name, such as `o1`
    "#);
    insta::assert_snapshot!(drawn("exp(x) = 2"), @r#"
    error: `exp` is a reserved word
     --> f.hesse:1:1
      |
    1 | exp(x) = 2
      | ^^^ cannot be a name here
      |
    help: choose another name, such as `e1`
    "#);
}

#[test]
fn foreign_languages() {
    insta::assert_snapshot!(drawn("\\frac{1}{2}"), @r#"
    error: this looks like LaTeX
     --> f.hesse:1:1
      |
    1 | \frac{1}{2}
      | ^^^^^ LaTeX
      |
    help: hesse reads plain formulas: write `a/b` for \frac{a}{b}
    "#);
    insta::assert_snapshot!(drawn("$x$"), @r#"
    error: this looks like LaTeX
     --> f.hesse:1:1
      |
    1 | $x$
      | ^^ LaTeX
      |
    help: hesse reads plain formulas: write `a/b`, `sqrt(x)`, `exp(x)`, `theta`
    "#);
    insta::assert_snapshot!(drawn("import numpy"), @r#"
    error: `import` starts a line of a program
     --> f.hesse:1:1
      |
    1 | import numpy
      | ^^^^^^
      |
    help: a file holds the formula only, such as `f(x, y) = x^2 + y^2`
    "#);
    insta::assert_snapshot!(drawn("y = np.exp(x)"), @r#"
    error: a module in front of a function
     --> f.hesse:1:5
      |
    1 | y = np.exp(x)
      |     ^^^^^^ not needed
      |
    help: write `exp` alone
      |
    1 - y = np.exp(x)
    1 + y = exp(x)
      |
    "#);
    insta::assert_snapshot!(drawn("def f(x):"), @r#"
    error: `def` starts a line of a program
     --> f.hesse:1:1
      |
    1 | def f(x):
      | ^^^
      |
    help: a file holds the formula only, such as `f(x, y) = x^2 + y^2`
    "#);
    insta::assert_snapshot!(drawn("x & y"), @r#"
    error: `&` (U+0026) has no meaning in a formula
     --> f.hesse:1:3
      |
    1 | x & y
      |   ^ unexpected character
      |
    help: write conditions on lines of their own
    "#);
    insta::assert_snapshot!(drawn("x!"), @r#"
    error: `!` (U+0021) has no meaning in a formula
     --> f.hesse:1:2
      |
    1 | x!
      |  ^ unexpected character
      |
    help: hesse has no factorials; `!=` means not equal
    "#);
}

#[test]
fn characters() {
    insta::assert_snapshot!(drawn("f = 数 + 1"), @r#"
    error: `数` (U+6570) has no meaning in a formula
     --> f.hesse:1:5
      |
    1 | f = 数 + 1
      |     ^^ unexpected character
      |
    help: names have Latin or Greek letters; text follows `#` or `note:`
    "#);
    insta::assert_snapshot!(drawn("x + {y}"), @r#"
    error: `{` (U+007B) has no meaning in a formula
     --> f.hesse:1:5
      |
    1 | x + {y}
      |     ^ unexpected character
      |
    help: write round brackets
    "#);
    insta::assert_snapshot!(drawn("x = \"a"), @r#"
    error: the quotation mark is never closed
     --> f.hesse:1:5
      |
    1 | x = "a
      |     ^ opened here
    "#);
    insta::assert_snapshot!(drawn("∑ x"), @r#"
    error: `∑` (U+2211) has no meaning in a formula
     --> f.hesse:1:1
      |
    1 | ∑ x
      | ^ unexpected character
      |
    help: write `sum(k in 1..n, …)`
    "#);
    insta::assert_snapshot!(drawn("∂x"), @r#"
    error: `∂` (U+2202) has no meaning in a formula
     --> f.hesse:1:1
      |
    1 | ∂x
      | ^ unexpected character
      |
    help: hesse differentiates by itself: give the function
    "#);
}

#[test]
fn keys() {
    insta::assert_snapshot!(drawn("titel: a"), @r#"
    error: `titel` is no known text line
     --> f.hesse:1:1
      |
    1 | titel: a
      | ^^^^^ unknown key
      |
    help: did you mean `title`?
      |
    1 - titel: a
    1 + title: a
      |
    "#);
    insta::assert_snapshot!(drawn("banana: b"), @r#"
    error: `banana` is no known text line
     --> f.hesse:1:1
      |
    1 | banana: b
      | ^^^^^^ unknown key
      |
    help: text lines are `title:`, `problem:`, `note:`, `lang:`, `steps:`, `notation:`, `expect:`, `marks:`
    help: a definition is written `banana = …`
    "#);
    insta::assert_snapshot!(drawn("minimize: x^2"), @r#"
    error: `minimize` is no known text line
     --> f.hesse:1:1
      |
    1 | minimize: x^2
      | ^^^^^^^^ unknown key
      |
    help: write `minimize` without a colon
    "#);
}

#[test]
fn not_yet() {
    insta::assert_snapshot!(drawn("x = [1; 2]"), @r#"
    error: vectors and matrices are not supported yet
     --> f.hesse:1:5
      |
    1 | x = [1; 2]
      |     ^^^^^^ not supported yet
      |
    help: write each entry as a formula of its own
    "#);
    insta::assert_snapshot!(drawn("W in R^(2x2)"), @r#"
    error: vector and matrix variables are not supported yet
     --> f.hesse:1:6
      |
    1 | W in R^(2x2)
      |      ^^^^^^^ not supported yet
      |
    help: give each entry its own name
    "#);
    insta::assert_snapshot!(drawn("x in [0, 1]^3"), @r#"
    error: vector and matrix variables are not supported yet
     --> f.hesse:1:12
      |
    1 | x in [0, 1]^3
      |            ^^ not supported yet
      |
    help: give each entry its own name
    "#);
    insta::assert_snapshot!(drawn("v'"), @r#"
    error: transposes such as `v'` are not supported yet
     --> f.hesse:1:2
      |
    1 | v'
      |  ^ not supported yet
      |
    help: write each entry as a formula of its own
    "#);
    insta::assert_snapshot!(drawn("‖v‖"), @r#"
    error: norms and dot products are not supported yet
     --> f.hesse:1:1
      |
    1 | ‖v‖
      | ^ not supported yet
      |
    help: write `sqrt(x^2 + y^2)`, `a*c + b*d`
    "#);
    insta::assert_snapshot!(drawn("norm(v)"), @r#"
    error: norms and dot products are not supported yet
     --> f.hesse:1:1
      |
    1 | norm(v)
      | ^^^^^^^ not supported yet
      |
    help: write `sqrt(x^2 + y^2)`, `a*c + b*d`
    "#);
    insta::assert_snapshot!(drawn("data from \"a.csv\" with x = y"), @r#"
    error: tables from files are not supported yet
     --> f.hesse:1:1
      |
    1 | data from "a.csv" with x = y
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not supported yet
      |
    help: paste the rows, indented, below `data`
    "#);
    insta::assert_snapshot!(drawn("at \"a\" from \"b.json\""), @r#"
    error: points from files are not supported yet
     --> f.hesse:1:8
      |
    1 | at "a" from "b.json"
      |        ^^^^^^^^^^^^^ not supported yet
      |
    help: write the coordinates: `at (0, 1)`
    "#);
    insta::assert_snapshot!(drawn("expect: 1 saddle"), @r#"
    error: `expect:` lines are not supported yet
     --> f.hesse:1:1
      |
    1 | expect: 1 saddle
      | ^^^^^^ not supported yet
      |
    help: leave the line out
    "#);
    insta::assert_snapshot!(drawn("subject to x + y = 1"), @r#"
    error: constraints with `=` are not supported yet
     --> f.hesse:1:1
      |
    1 | subject to x + y = 1
      | ^^^^^^^^^^^^^^^^^^^^ not supported yet
      |
    help: solve the equation for one variable and put it into the formula
    "#);
}

#[test]
fn tables() {
    insta::assert_snapshot!(drawn("data\nx"), @r#"
    error: the table has no rows
     --> f.hesse:1:1
      |
    1 | data
      | ^^^^
      |
    help: indent the rows below `data`; the first one has the names of the columns
    "#);
    insta::assert_snapshot!(drawn("data\n  x y\n  1"), @r#"
    error: 1 cell in this row, 2 cells in the first
     --> f.hesse:3:3
      |
    3 |   1
      |   ^ ragged row
    "#);
    insta::assert_snapshot!(drawn("data\n  x\n  one"), @r#"
    error: `one` is no number
     --> f.hesse:3:3
      |
    3 |   one
      |   ^^^ every cell below the names is a number
      |
    help: numbers are `2`, `-0.5`, `1/3` or `2e-3`
    "#);
    insta::assert_snapshot!(drawn("data\n  x\n  1,5"), @r#"
    error: a comma inside a number
     --> f.hesse:3:3
      |
    3 |   1,5
      |   ^^^ decimal comma
      |
    help: decimals have a point
      |
    3 -   1,5
    3 +   1.5
      |
    "#);
    insta::assert_snapshot!(drawn("data\n  x, y\n  1,"), @r#"
    error: an empty cell
     --> f.hesse:3:5
      |
    3 |   1,
      |     ^ a number is missing
    "#);
    insta::assert_snapshot!(drawn("data\n  1 2\n  3 4"), @r#"
    error: `1` cannot be the name of a column
     --> f.hesse:2:3
      |
    2 |   1 2
      |   ^ names stand here
      |
    help: the first row of a table has the names, such as `x  y`
    "#);
    insta::assert_snapshot!(drawn("data\n  x at\n  1 2"), @r#"
    error: `at` is a reserved word
     --> f.hesse:2:5
      |
    2 |   x at
      |     ^^ cannot be a name here
      |
    help: choose another name, such as `a1`
    "#);
}

#[test]
fn too_much() {
    insta::assert_snapshot!(drawn("taylor (0) order 1000"), @r#"
    error: order 1000 is too high
     --> f.hesse:1:18
      |
    1 | taylor (0) order 1000
      |                  ^^^^ a Taylor polynomial goes up to order 50
    "#);
}

#[test]
fn chinese_lines() {
    insta::assert_snapshot!(drawn("note: 中文\nf（x） = x² + 数"), @r#"
    error: `数` (U+6570) has no meaning in a formula
     --> f.hesse:2:13
      |
    2 | f（x） = x² + 数
      |               ^^ unexpected character
      |
    help: names have Latin or Greek letters; text follows `#` or `note:`
    "#);
}

#[test]
fn joined_lines() {
    insta::assert_snapshot!(drawn("f = x^\nx in R"), @r#"
    error: the line ends in `^`, so the next line continues it
     --> f.hesse:1:6
      |
    1 | f = x^
      |      ^ something is missing after this
    2 | x in R
      |   -- cannot stand here
    "#);
}

#[test]
fn minimized() {
    insta::assert_snapshot!(drawn("minimize x <= 2"), @r#"
    error: `minimize` and `maximize` stand before a formula
     --> f.hesse:1:1
      |
    1 | minimize x <= 2
      | ^^^^^^^^^^^^^^^ no formula follows
    "#);
    insta::assert_snapshot!(drawn("minimize"), @r#"
    error: nothing comes after `minimize`
     --> f.hesse:1:1
      |
    1 | minimize
      | ^^^^^^^^ a number, a name or `(` must follow
    "#);
}
