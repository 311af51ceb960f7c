//! Losses on which a rule of the solver gives a wrong answer when its hypothesis is
//! dropped: nothing false may be claimed about any of them.

mod common;

#[test]
fn losses_that_break_careless_rules() {
    common::run(include_str!("corpus/soundness.json"));
}
