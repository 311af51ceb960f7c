//! What is said about mistakes; the texts are reviewed like code.

use super::super::*;

pub(super) fn drawn(text: &str) -> String {
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
