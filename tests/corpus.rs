//! Problems with known answers: test functions, textbook exercises, cases that must hold.

mod common;

#[test]
fn test_functions() {
    common::run(include_str!("corpus/functions.json"));
}

#[test]
fn textbook_exercises() {
    common::run(include_str!("corpus/textbook.json"));
}

#[test]
fn cases_that_must_hold() {
    common::run(include_str!("corpus/must_hold.json"));
}
