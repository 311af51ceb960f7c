//! What is said about mistakes; the texts are reviewed like code.

use super::super::*;

fn drawn(text: &str) -> String {
    match read(text) {
        Ok(_) => "no error".to_string(),
        Err(error) => draw(text, "f.hesse", &error, false),
    }
}

#[test]
fn unclosed_bracket() {
    insta::assert_snapshot!(drawn("f = (x + 1\nx in R"), @r#"
    error: `(` is never closed
     --> f.hesse:1:5
      |
    1 | f = (x + 1
      |     ^ opened here
    "#);
    insta::assert_snapshot!(drawn("f = |x + 1"), @r#"
    error: this bar has no partner
     --> f.hesse:1:5
      |
    1 | f = |x + 1
      |     ^ opened here
      |
    help: an absolute value is `|x|` or `abs(x)`
    "#);
    insta::assert_snapshot!(drawn("x + (|y)"), @r#"
    error: this bar has no partner
     --> f.hesse:1:6
      |
    1 | x + (|y)
      |      ^ opened here
      |
    help: an absolute value is `|x|` or `abs(x)`
    "#);
}

#[test]
fn stray_bracket() {
    insta::assert_snapshot!(drawn("x + 1)"), @r#"
    error: `)` closes nothing
     --> f.hesse:1:6
      |
    1 | x + 1)
      |      ^ no bracket is open here
    "#);
    insta::assert_snapshot!(drawn("x + [1, 2)*y"), @r#"
    error: `[` is closed by `)`
     --> f.hesse:1:10
      |
    1 | x + [1, 2)*y
      |     -    ^ closed here
      |     |
      |     opened here
    "#);
    insta::assert_snapshot!(drawn("f(x = 2"), @r#"
    error: `(` is never closed
     --> f.hesse:1:2
      |
    1 | f(x = 2
      |  ^ opened here
    "#);
}

#[test]
fn missing_operands() {
    insta::assert_snapshot!(drawn("x^"), @r#"
    error: nothing comes after `^`
     --> f.hesse:1:2
      |
    1 | x^
      |  ^ a number, a name or `(` must follow
    "#);
    insta::assert_snapshot!(drawn("x + "), @r#"
    error: nothing comes after `+`
     --> f.hesse:1:3
      |
    1 | x +
      |   ^ a number, a name or `(` must follow
    "#);
    insta::assert_snapshot!(drawn("x * / y"), @r#"
    error: nothing comes after `*`
     --> f.hesse:1:3
      |
    1 | x * / y
      |   ^ a number, a name or `(` must follow
    "#);
    insta::assert_snapshot!(drawn("(x + )"), @r#"
    error: nothing comes after `+`
     --> f.hesse:1:4
      |
    1 | (x + )
      |    ^ a number, a name or `(` must follow
    "#);
    insta::assert_snapshot!(drawn("f(x) ="), @r#"
    error: nothing comes after `=`
     --> f.hesse:1:6
      |
    1 | f(x) =
      |      ^ a number, a name or `(` must follow
    "#);
    insta::assert_snapshot!(drawn("sin()"), @r#"
    error: nothing comes after `sin(`
     --> f.hesse:1:1
      |
    1 | sin()
      | ^^^^^ a number, a name or `(` must follow
    "#);
    insta::assert_snapshot!(drawn("x in"), @r#"
    error: nothing comes after `in`
     --> f.hesse:1:3
      |
    1 | x in
      |   ^^ a number, a name or `(` must follow
    "#);
    insta::assert_snapshot!(drawn("at"), @r#"
    error: nothing comes after `at`
     --> f.hesse:1:1
      |
    1 | at
      | ^^ a number, a name or `(` must follow
    "#);
    insta::assert_snapshot!(drawn("taylor"), @r#"
    error: nothing comes after `taylor`
     --> f.hesse:1:1
      |
    1 | taylor
      | ^^^^^^ a number, a name or `(` must follow
    "#);
    insta::assert_snapshot!(drawn("* x"), @r#"
    error: `*` cannot stand here
     --> f.hesse:1:1
      |
    1 | * x
      | ^ unexpected
    "#);
}

#[test]
fn ambiguous_quotients() {
    insta::assert_snapshot!(drawn("1/2x"), @r#"
    error: a product without a sign after `/` has two readings
     --> f.hesse:1:1
      |
    1 | 1/2x
      | ^^^^ in the denominator or not?
      |
    help: write `1/2*x` or `1/(2x)`
    "#);
    insta::assert_snapshot!(drawn("a/b c"), @r#"
    error: a product without a sign after `/` has two readings
     --> f.hesse:1:1
      |
    1 | a/b c
      | ^^^^^ in the denominator or not?
      |
    help: write `a/b*c` or `a/(b c)`
    "#);
    insta::assert_snapshot!(drawn("1/2(x+1)"), @r#"
    error: a product without a sign after `/` has two readings
     --> f.hesse:1:1
      |
    1 | 1/2(x+1)
      | ^^^^^^^^ in the denominator or not?
      |
    help: write `1/2*(x+1)` or `1/(2(x+1))`
    "#);
}

#[test]
fn ambiguous_powers() {
    insta::assert_snapshot!(drawn("e^2x"), @r#"
    error: a product without a sign after a power has two readings
     --> f.hesse:1:1
      |
    1 | e^2x
      | ^^^^ in the exponent or not?
      |
    help: write `e^(2*x)` or `e^(2)*x`
    "#);
    insta::assert_snapshot!(drawn("e^-x y"), @r#"
    error: a product without a sign after a power has two readings
     --> f.hesse:1:1
      |
    1 | e^-x y
      | ^^^^^^ in the exponent or not?
      |
    help: write `e^(-x*y)` or `e^(-x)*y`
    "#);
    insta::assert_snapshot!(drawn("10^3x"), @r#"
    error: a product without a sign after a power has two readings
     --> f.hesse:1:1
      |
    1 | 10^3x
      | ^^^^^ in the exponent or not?
      |
    help: write `10^(3*x)` or `10^(3)*x`
    "#);
}

#[test]
fn ambiguous_arguments() {
    insta::assert_snapshot!(drawn("sin x^2"), @r#"
    error: a function without brackets takes one name or one number
     --> f.hesse:1:1
      |
    1 | sin x^2
      | ^^^^^^^ in the argument or not?
      |
    help: write `sin(x^2)` or `(sin(x))^2`
    "#);
    insta::assert_snapshot!(drawn("sin x y"), @r#"
    error: a function without brackets takes one name or one number
     --> f.hesse:1:1
      |
    1 | sin x y
      | ^^^^^^^ in the argument or not?
      |
    help: write `sin(x*y)` or `sin(x)*y`
    "#);
    insta::assert_snapshot!(drawn("sin 2 x"), @r#"
    error: a function without brackets takes one name or one number
     --> f.hesse:1:1
      |
    1 | sin 2 x
      | ^^^^^^^ in the argument or not?
      |
    help: write `sin(2*x)` or `sin(2)*x`
    "#);
    insta::assert_snapshot!(drawn("sin x(y)"), @r#"
    error: a function without brackets takes one name or one number
     --> f.hesse:1:1
      |
    1 | sin x(y)
      | ^^^^^^^^ in the argument or not?
      |
    help: write `sin(x*(y))` or `sin(x)*(y)`
    "#);
}

#[test]
fn functions_without_argument() {
    insta::assert_snapshot!(drawn("sin"), @r#"
    error: `sin` needs an argument
     --> f.hesse:1:1
      |
    1 | sin
      | ^^^ a function
      |
    help: write `sin(…)`
    "#);
    insta::assert_snapshot!(drawn("sin + 1"), @r#"
    error: `sin` needs an argument
     --> f.hesse:1:1
      |
    1 | sin + 1
      | ^^^ a function
      |
    help: write `sin(…)`
    "#);
    insta::assert_snapshot!(drawn("sin^2"), @r#"
    error: `sin` needs an argument
     --> f.hesse:1:1
      |
    1 | sin^2
      | ^^^^^ a function
      |
    help: write `sin(…)`
    "#);
    insta::assert_snapshot!(drawn("ln|x|"), @r#"
    error: `ln` needs an argument
     --> f.hesse:1:1
      |
    1 | ln|x|
      | ^^ a function
      |
    help: write `ln(…)`
    "#);
    insta::assert_snapshot!(drawn("max x"), @r#"
    error: `max` needs an argument
     --> f.hesse:1:1
      |
    1 | max x
      | ^^^ a function
      |
    help: write `max(…)`
    "#);
}

#[test]
fn powers_of_functions() {
    insta::assert_snapshot!(drawn("sin^-1(x)"), @r#"
    error: `sin^-1` has two readings
     --> f.hesse:1:1
      |
    1 | sin^-1(x)
      | ^^^^ inverse function or reciprocal?
      |
    help: write `asin(x)` or `1/sin(x)`
    "#);
    insta::assert_snapshot!(drawn("sin⁻¹ x"), @r#"
    error: `sin^-1` has two readings
     --> f.hesse:1:1
      |
    1 | sin⁻¹ x
      | ^^^^^ inverse function or reciprocal?
      |
    help: write `asin(x)` or `1/sin(x)`
    "#);
    insta::assert_snapshot!(drawn("sin^n x"), @r#"
    error: only a whole number from 2 can stand after `sin^`
     --> f.hesse:1:1
      |
    1 | sin^n x
      | ^^^^ no such number
      |
    help: write `(sin(x))^k` for other powers
    "#);
    insta::assert_snapshot!(drawn("sin^1 x"), @r#"
    error: only a whole number from 2 can stand after `sin^`
     --> f.hesse:1:5
      |
    1 | sin^1 x
      |     ^ no such number
      |
    help: write `(sin(x))^k` for other powers
    "#);
    insta::assert_snapshot!(drawn("abs^-1(x)"), @r#"
    error: `abs^-1` has two readings
     --> f.hesse:1:1
      |
    1 | abs^-1(x)
      | ^^^^
      |
    help: write `1/abs(x)`
    "#);
}

#[test]
fn ambiguous_bars() {
    insta::assert_snapshot!(drawn("|2|x|+1|"), @r#"
    error: this bar could open or close an absolute value
     --> f.hesse:1:5
      |
    1 | |2|x|+1|
      |     ^ opens or closes?
      |
    help: write `abs(…)` in place of the bars
    "#);
    insta::assert_snapshot!(drawn("|x||y|"), @r#"
    error: this bar could open or close an absolute value
     --> f.hesse:1:4
      |
    1 | |x||y|
      |    ^ opens or closes?
      |
    help: write `abs(…)` in place of the bars
    "#);
}

#[test]
fn numbers() {
    insta::assert_snapshot!(drawn("2 3"), @r#"
    error: a number directly after a factor
     --> f.hesse:1:3
      |
    1 | 2 3
      |   ^ product or power?
      |
    help: write `*3` for a product, `^3` for a power
    "#);
    insta::assert_snapshot!(drawn("(x+1)2"), @r#"
    error: a number directly after a factor
     --> f.hesse:1:6
      |
    1 | (x+1)2
      |      ^ product or power?
      |
    help: write `*2` for a product, `^2` for a power
    "#);
    insta::assert_snapshot!(drawn("3,14"), @r#"
    error: a comma inside a number
     --> f.hesse:1:1
      |
    1 | 3,14
      | ^^^^ decimal comma
      |
    help: decimals have a point
      |
    1 - 3,14
    1 + 3.14
      |
    "#);
    insta::assert_snapshot!(drawn("x + 3,14 y"), @r#"
    error: a comma inside a number
     --> f.hesse:1:5
      |
    1 | x + 3,14 y
      |     ^^^^ decimal comma
      |
    help: decimals have a point
      |
    1 - x + 3,14 y
    1 + x + 3.14 y
      |
    "#);
    insta::assert_snapshot!(drawn("1.2.3"), @r#"
    error: `.3` cannot stand here
     --> f.hesse:1:4
      |
    1 | 1.2.3
      |    ^^ unexpected
    "#);
    insta::assert_snapshot!(drawn("9e99999"), @r#"
    error: the number is too long
     --> f.hesse:1:1
      |
    1 | 9e99999
      | ^^^^^^^ at most 10000 digits and exponents up to 4096
    "#);
}

#[test]
fn commas() {
    insta::assert_snapshot!(drawn("x, y"), @r#"
    error: a comma cannot stand here
     --> f.hesse:1:2
      |
    1 | x, y
      |  ^ unexpected
      |
    help: write each formula, domain or relation on a line of its own
    "#);
    insta::assert_snapshot!(drawn("x in R, y in R"), @r#"
    error: a comma cannot stand here
     --> f.hesse:1:7
      |
    1 | x in R, y in R
      |       ^ unexpected
      |
    help: write each formula, domain or relation on a line of its own
    "#);
    insta::assert_snapshot!(drawn("subject to x <= 1, y <= 2"), @r#"no error"#);
}

#[test]
fn equations() {
    insta::assert_snapshot!(drawn("x^2 + y^2 = 1"), @r#"
    error: an equation; a definition has one name on the left
     --> f.hesse:1:1
      |
    1 | x^2 + y^2 = 1
      | ^^^^^^^^^^^^^ neither a name nor a function such as `f(x, y)`
      |
    help: did you mean `subject to x^2 + y^2 = 1`?
    "#);
    insta::assert_snapshot!(drawn("x == 1"), @r#"
    error: `==` is not used here
     --> f.hesse:1:3
      |
    1 | x == 1
      |   ^^
      |
    help: write `=`
      |
    1 - x == 1
    1 + x = 1
      |
    "#);
    insta::assert_snapshot!(drawn("0 <= x = 1"), @r#"
    error: an equation; a definition has one name on the left
     --> f.hesse:1:1
      |
    1 | 0 <= x = 1
      | ^^^^^^^^^^ neither a name nor a function such as `f(x, y)`
    "#);
    insta::assert_snapshot!(drawn("2x = 3"), @r#"
    error: an equation; a definition has one name on the left
     --> f.hesse:1:1
      |
    1 | 2x = 3
      | ^^^^^^ neither a name nor a function such as `f(x, y)`
      |
    help: did you mean `subject to 2x = 3`?
    "#);
}

#[test]
fn chains() {
    insta::assert_snapshot!(drawn("a < b > c"), @r#"
    error: the chain of relations turns round
     --> f.hesse:1:7
      |
    1 | a < b > c
      |       ^ turns here
      |
    help: let all signs point one way, as in `0 <= x <= 1`, or write two lines
    "#);
    insta::assert_snapshot!(drawn("a != b != c"), @r#"
    error: the chain of relations turns round
     --> f.hesse:1:8
      |
    1 | a != b != c
      |        ^^ turns here
      |
    help: let all signs point one way, as in `0 <= x <= 1`, or write two lines
    "#);
}

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
