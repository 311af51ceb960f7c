//! The result when the time was over before anything was known.

use crate::result::{
    Completeness, Counts, Document, GlobalFacts, Input, Proof, Reading, SCHEMA, Status, Symmetries,
    Task, Texts, WhyComplete,
};

/// A result that has the text and says that the time did not suffice.
pub fn unanswered(text: &str) -> Document {
    Document {
        schema: SCHEMA.to_string(),
        task: Task::CriticalPoints,
        input: Input { text: text.to_string(), notes: Vec::new() },
        texts: Texts::default(),
        reading: Reading::default(),
        variables: Vec::new(),
        parameters: Vec::new(),
        domain: Vec::new(),
        formula: String::new(),
        gradient: Vec::new(),
        hessian: Vec::new(),
        completeness: Completeness {
            status: Status::Incomplete,
            region: String::new(),
            why: String::new(),
            reasons: vec![WhyComplete::TimeBudget],
            left: Vec::new(),
        },
        points: Vec::new(),
        continua: Vec::new(),
        families: Vec::new(),
        blocks: Vec::new(),
        symmetries: Symmetries::default(),
        nonsmooth: Vec::new(),
        extrema: None,
        constrained: Vec::new(),
        cases: Vec::new(),
        taylor_at: Vec::new(),
        asked: Vec::new(),
        global: GlobalFacts::default(),
        counts: Counts::default(),
        expect: Vec::new(),
        derivation: Vec::new(),
        proof: Proof::default(),
        checks: Vec::new(),
    }
}
